/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-explorer-contrast.h"

#include <glib/gi18n.h>

#define CONTRAST_KEY "steelyard-contrast"
#define ARGUMENT_KEY "steelyard-argument"

struct _SyExplorerContrast
{
  AdwBin parent_instance;

  SySession *session;
  SyView *view; /* asked last */
  SyContrast contrast;
  char *argument;
  gboolean is_filled; /* the rows are those of the view */

  GtkMenuButton *button;
  GtkPopover *popover;
  GtkListBox *list;
  GtkWidget *argument_box;
  GtkLabel *argument_title;
  GtkEntry *argument_entry;
};

G_DEFINE_FINAL_TYPE (SyExplorerContrast, sy_explorer_contrast, ADW_TYPE_BIN)

static guint changed_signal;

/* NULL: it takes no argument */
static const char *
get_argument_title (SyContrast contrast)
{
  switch (contrast)
    {
    case SY_CONTRAST_FIXED:
      return _ ("Base period, such as 2014-12");
    case SY_CONTRAST_PLAN:
      return _ ("Or another plan, as the file calls it");
    case SY_CONTRAST_EXPERIENCE:
    case SY_CONTRAST_THEORY:
      return _ ("Value, such as 0.15");
    default:
      return NULL;
    }
}

static gboolean
needs_argument (SyContrast contrast)
{
  return contrast == SY_CONTRAST_EXPERIENCE || contrast == SY_CONTRAST_THEORY
         || contrast == SY_CONTRAST_FIXED;
}

static const char *
get_group (SyContrast contrast)
{
  if (contrast == SY_CONTRAST_NONE)
    return NULL;
  if (contrast <= SY_CONTRAST_FIXED)
    return _ ("Time");
  if (contrast <= SY_CONTRAST_PARENT)
    return _ ("Place");
  return contrast == SY_CONTRAST_PLAN ? _ ("Plan") : _ ("Standard");
}

static SyContrast
row_contrast (GtkListBoxRow *row)
{
  return (SyContrast) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), CONTRAST_KEY));
}

/* The plan that the row is of; NULL: the contrast has no such choice. */
static const char *
row_argument (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), ARGUMENT_KEY);
}

/* --- rows --- */

static void
set_header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  const char *group = get_group (row_contrast (row));
  GtkWidget *label;

  if (!group || (before && g_strcmp0 (group, get_group (row_contrast (before))) == 0))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (group);
  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_widget_add_css_class (label, "group-title");
  gtk_list_box_row_set_header (row, label);
}

static void
add_row (SyExplorerContrast *self,
         SyContrast contrast,
         const char *argument,
         const char *title,
         const char *unavailable)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_box_append (GTK_BOX (box), label);
  if (unavailable)
    {
      GtkWidget *why = gtk_label_new (unavailable);

      gtk_label_set_xalign (GTK_LABEL (why), 0.f);
      gtk_label_set_wrap (GTK_LABEL (why), TRUE);
      gtk_label_set_max_width_chars (GTK_LABEL (why), 36);
      gtk_widget_add_css_class (why, "hint");
      gtk_widget_add_css_class (why, "small");
      gtk_box_append (GTK_BOX (box), why);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_sensitive (row, unavailable == NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  if (unavailable)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, unavailable,
                                    -1);
  g_object_set_data (G_OBJECT (row), CONTRAST_KEY, GINT_TO_POINTER ((int) contrast));
  g_object_set_data (G_OBJECT (row), ARGUMENT_KEY, (gpointer) argument);
  gtk_list_box_append (self->list, row);
  if (contrast == self->contrast && (!argument || g_str_equal (argument, self->argument)))
    gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
}

static void
add_plans (SyExplorerContrast *self, const char *unavailable)
{
  const char *name;

  for (guint i = 0; (name = sy_view_get_plan_name (i)); i++)
    add_row (self, SY_CONTRAST_PLAN, i ? name : "", sy_view_get_plan_title (name), unavailable);
}

static void
show_argument (SyExplorerContrast *self, SyContrast contrast)
{
  const char *title = get_argument_title (contrast);

  gtk_widget_set_visible (self->argument_box, title != NULL);
  if (!title)
    return;
  gtk_label_set_text (self->argument_title, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->argument_entry), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
}

static void
fill (SyExplorerContrast *self)
{
  g_autoptr (GPtrArray) choices = NULL;
  GtkWidget *child;

  if (self->is_filled || !self->view)
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))))
    gtk_list_box_remove (self->list, child);
  choices = sy_view_list_contrasts (sy_session_get_workbook (self->session), self->view);
  for (guint i = 0; i < choices->len; i++)
    {
      const SyViewChoice *choice = choices->pdata[i];
      SyContrast contrast;

      if (!sy_contrast_from_name (choice->id, &contrast))
        continue;
      if (contrast == SY_CONTRAST_PLAN)
        add_plans (self, choice->unavailable);
      else
        add_row (self, contrast, NULL, choice->title, choice->unavailable);
    }
  self->is_filled = TRUE;
}

/* --- choosing --- */

static void
take (SyExplorerContrast *self, SyContrast contrast)
{
  const char *argument =
      get_argument_title (contrast) ? gtk_editable_get_text (GTK_EDITABLE (self->argument_entry)) : "";

  if (contrast == self->contrast && g_strcmp0 (argument, self->argument) == 0)
    return;
  self->contrast = contrast;
  g_free (self->argument);
  self->argument = g_strdup (argument);
  gtk_popover_popdown (self->popover);
  g_signal_emit (self, changed_signal, 0);
}

/* One that needs a value waits for it. */
static void
on_row_activated_cb (SyExplorerContrast *self, GtkListBoxRow *row)
{
  SyContrast contrast = row_contrast (row);

  if (contrast != self->contrast || row_argument (row))
    gtk_editable_set_text (GTK_EDITABLE (self->argument_entry), row_argument (row) ? row_argument (row) : "");
  show_argument (self, contrast);
  if (needs_argument (contrast))
    gtk_widget_grab_focus (GTK_WIDGET (self->argument_entry));
  else
    take (self, contrast);
}

static void
on_argument_cb (SyExplorerContrast *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row)
    take (self, row_contrast (row));
}

void
sy_explorer_contrast_show (SyExplorerContrast *self, SyView *view)
{
  const char *title, *plan;
  g_autofree char *label = NULL;

  g_return_if_fail (SY_IS_EXPLORER_CONTRAST (self));
  g_return_if_fail (SY_IS_VIEW (view));

  g_set_object (&self->view, view);
  self->contrast = sy_view_get_contrast (view);
  g_free (self->argument);
  self->argument = g_strdup (sy_view_get_argument (view));
  self->is_filled = FALSE;
  title = self->contrast == SY_CONTRAST_NONE ? _ ("Against nothing") : sy_contrast_get_title (self->contrast);
  plan = self->contrast == SY_CONTRAST_PLAN ? sy_view_get_plan_title (self->argument) : NULL;
  label = g_strdup_printf (*self->argument && !plan ? "%s: %s" : "%s", plan ? plan : title, self->argument);
  gtk_menu_button_set_label (self->button, label);
  gtk_editable_set_text (GTK_EDITABLE (self->argument_entry), self->argument);
  show_argument (self, self->contrast);
}

const char *
sy_explorer_contrast_get (SyExplorerContrast *self, SyContrast *contrast)
{
  g_return_val_if_fail (SY_IS_EXPLORER_CONTRAST (self), NULL);

  *contrast = self->contrast;
  return self->argument;
}

/* --- the object --- */

static void
sy_explorer_contrast_dispose (GObject *object)
{
  SyExplorerContrast *self = SY_EXPLORER_CONTRAST (object);

  g_clear_object (&self->view);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (sy_explorer_contrast_parent_class)->dispose (object);
}

static void
sy_explorer_contrast_finalize (GObject *object)
{
  g_free (SY_EXPLORER_CONTRAST (object)->argument);
  G_OBJECT_CLASS (sy_explorer_contrast_parent_class)->finalize (object);
}

static void
sy_explorer_contrast_class_init (SyExplorerContrastClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_explorer_contrast_dispose;
  G_OBJECT_CLASS (klass)->finalize = sy_explorer_contrast_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-explorer-contrast.ui");
  gtk_widget_class_bind_template_child (widget_class, SyExplorerContrast, button);
  gtk_widget_class_bind_template_child (widget_class, SyExplorerContrast, popover);
  gtk_widget_class_bind_template_child (widget_class, SyExplorerContrast, list);
  gtk_widget_class_bind_template_child (widget_class, SyExplorerContrast, argument_box);
  gtk_widget_class_bind_template_child (widget_class, SyExplorerContrast, argument_title);
  gtk_widget_class_bind_template_child (widget_class, SyExplorerContrast, argument_entry);
  gtk_widget_class_bind_template_callback (widget_class, fill);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_argument_cb);
  changed_signal = g_signal_new ("changed", SY_TYPE_EXPLORER_CONTRAST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
sy_explorer_contrast_init (SyExplorerContrast *self)
{
  self->argument = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, set_header_cb, NULL, NULL);
}

GtkWidget *
sy_explorer_contrast_new (SySession *session)
{
  SyExplorerContrast *self = g_object_new (SY_TYPE_EXPLORER_CONTRAST, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}
