/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-template-chooser.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sy-indicator-text.h"
#include "sy-tag-filter.h"
#include "sy-template-list.h"

struct _SyTemplateChooser
{
  AdwWindow parent_instance;

  SyCatalogue *catalogue;
  SyWorkbook *workbook; /* NULL: nothing is open */

  SyTagFilter *filter;
  GtkLabel *count;
  SyTemplateList *list;
};

G_DEFINE_FINAL_TYPE (SyTemplateChooser, sy_template_chooser, ADW_TYPE_WINDOW)

static const char *const domains[] = { "people", "goods", "place", "money" };

static guint
find_group (SyTemplate *template)
{
  const char *domain = sy_template_get_domain (template);

  if (g_str_has_prefix (sy_template_get_path (template), g_get_user_data_dir ()))
    return 0;
  for (guint i = 0; domain && i < G_N_ELEMENTS (domains); i++)
    if (g_str_equal (domain, domains[i]))
      return i + 1;
  return G_N_ELEMENTS (domains) + 1;
}

static const char *
get_group_title (guint group)
{
  if (group == 0)
    return _ ("My Own");
  return group <= G_N_ELEMENTS (domains) ? sy_indicator_view_get_title (domains[group - 1]) : _ ("General");
}

/* --- what is missing --- */

static const SyWorkbookSource *
find_source (SyTemplateChooser *self, const char *kind)
{
  GPtrArray *sources = self->workbook ? sy_workbook_get_sources (self->workbook) : NULL;

  for (guint i = 0; sources && i < sources->len; i++)
    if (g_str_equal (((const SyWorkbookSource *) sources->pdata[i])->kind, kind))
      return sources->pdata[i];
  return NULL;
}

static gboolean
can_derive (SySourceKind *kind, const SyWorkbookSource *source, const char *role)
{
  g_autoptr (GPtrArray) derived = sy_source_kind_derive (kind, (const char *const *) source->roles, NULL);

  for (guint i = 0; i < derived->len; i++)
    if (g_str_equal (((const SyRole *) derived->pdata[i])->id, role))
      return TRUE;
  return FALSE;
}

static void
add_word (GString *list, const char *word)
{
  g_string_append_printf (list, "%s%s", list->len ? _ (", ") : "", word);
}

static void
add_missing_roles (SyTemplateChooser *self, const SyTemplateNeed *need, SySourceKind *kind, GString *missing)
{
  const SyWorkbookSource *source = find_source (self, need->source);

  if (!source)
    {
      if (!strstr (missing->str, sy_source_kind_get_title (kind)))
        add_word (missing, sy_source_kind_get_title (kind));
      return;
    }
  for (char **role = need->roles; *role; role++)
    {
      const SyRole *known = sy_source_kind_find_role (kind, *role);

      if (known && !g_strv_contains ((const char *const *) source->roles, *role)
          && !can_derive (kind, source, *role))
        add_word (missing, known->title);
    }
}

/* What these templates can't do without and is not there; @n_needs: how much of data they ask for. */
static void
collect_missing (SyTemplateChooser *self, SyTemplate *template, GString *missing, guint *n_needs)
{
  GPtrArray *needs = sy_template_get_needs (template);

  for (guint i = 0; i < needs->len; i++)
    {
      const SyTemplateNeed *need = needs->pdata[i];
      SySourceKind *kind = sy_catalogue_find_kind (self->catalogue, need->source);

      if (!kind || !*need->roles)
        continue;
      *n_needs += 1;
      add_missing_roles (self, need, kind, missing);
    }
}

/* "" when nothing is missing. What used templates need counts where the template itself says nothing. */
static char *
list_missing (SyTemplateChooser *self, SyTemplate *template, guint *n_needs)
{
  GString *missing = g_string_new (NULL);
  g_autoptr (GPtrArray) all = NULL;

  *n_needs = 0;
  collect_missing (self, template, missing, n_needs);
  if (*n_needs == 0)
    all = sy_catalogue_resolve (self->catalogue, template, NULL);
  for (guint i = 0; all && i < all->len; i++)
    collect_missing (self, all->pdata[i], missing, n_needs);
  return g_string_free (missing, FALSE);
}

static char *
say_needs (SyTemplateChooser *self, SyTemplate *template)
{
  guint n_needs;
  g_autofree char *missing = list_missing (self, template, &n_needs);

  if (n_needs == 0)
    return g_strdup (_ ("Needs no file"));
  if (!*missing)
    return NULL;
  return self->workbook ? g_strdup_printf (_ ("Missing: %s"), missing)
                        : g_strdup_printf (_ ("Needs: %s"), missing);
}

/* --- the list --- */

static void
add_template (SyTemplateChooser *self, SyTemplate *template)
{
  g_autofree char *needs = say_needs (self, template);
  SyTemplateListPlace place = { .group = find_group (template), .missing = needs };

  place.heading = get_group_title (place.group);
  sy_template_list_add (self->list, template, &place);
}

/* A method for all lines of business names none. */
static gboolean
has_tags (SyTemplate *template, gpointer data)
{
  SyTemplateChooser *self = data;
  const char *levels[] = { sy_template_get_level (template), NULL };
  const char *const *lines = (const char *const *) sy_template_get_lines (template);

  return sy_tag_filter_accepts (self->filter, levels, lines && *lines ? lines : sy_indicator_lines);
}

static void
on_chosen_cb (SyTemplateChooser *self, SyTemplate *template)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  gtk_window_close (GTK_WINDOW (self));
  gtk_widget_activate_action (GTK_WIDGET (parent), "win.template", "s", sy_template_get_id (template));
}

static void
on_filtered_cb (SyTemplateChooser *self)
{
  guint all, n = sy_template_list_count (self->list, &all);
  g_autofree char *text = g_strdup_printf (_ ("%u of %u"), n, all);

  gtk_label_set_text (self->count, text);
}

/* --- the window --- */

static void
sy_template_chooser_dispose (GObject *object)
{
  SyTemplateChooser *self = SY_TEMPLATE_CHOOSER (object);

  g_clear_object (&self->catalogue);
  g_clear_object (&self->workbook);
  G_OBJECT_CLASS (sy_template_chooser_parent_class)->dispose (object);
}

static void
sy_template_chooser_class_init (SyTemplateChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_template_chooser_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static GtkWidget *
build_filter (SyTemplateChooser *self)
{
  GtkWidget *filter = sy_tag_filter_new ();

  self->filter = SY_TAG_FILTER (filter);
  self->count = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "hint");
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "numeric");
  gtk_box_append (GTK_BOX (filter), GTK_WIDGET (self->count));
  gtk_widget_set_halign (filter, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_bottom (filter, 6);
  g_signal_connect_swapped (filter, "changed", G_CALLBACK (sy_template_list_refilter), self->list);
  return filter;
}

static void
sy_template_chooser_init (SyTemplateChooser *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *list = sy_template_list_new (_ ("Analyses"), _ ("Nothing is called so, or has these tags"));

  self->list = SY_TEMPLATE_LIST (list);
  sy_template_list_set_filter (self->list, has_tags, self);
  g_signal_connect_swapped (list, "chosen", G_CALLBACK (on_chosen_cb), self);
  g_signal_connect_swapped (list, "filtered", G_CALLBACK (on_filtered_cb), self);
  g_signal_connect_swapped (list, "left", G_CALLBACK (gtk_window_close), self);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Choose an Analysis"));
  gtk_window_set_default_size (GTK_WINDOW (self), 760, 680);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (self), TRUE);
  adw_header_bar_set_title_widget (
      ADW_HEADER_BAR (bar), sy_template_list_new_search (self->list, GTK_WIDGET (self), _ ("Search analyses"),
                                                         _ ("Search: pareto, price, rfm …")));
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), build_filter (self));
  gtk_box_append (GTK_BOX (box), list);
  adw_window_set_content (ADW_WINDOW (self), box);
}

GtkWidget *
sy_template_chooser_new (GtkWindow *parent, SyCatalogue *catalogue, SyWorkbook *workbook)
{
  SyTemplateChooser *self = g_object_new (SY_TYPE_TEMPLATE_CHOOSER, "transient-for", parent, NULL);
  GPtrArray *templates = sy_catalogue_get_templates (catalogue);

  self->catalogue = g_object_ref (catalogue);
  if (workbook)
    self->workbook = g_object_ref (workbook);
  for (guint i = 0; i < templates->len; i++)
    add_template (self, templates->pdata[i]);
  sy_template_list_refilter (self->list);
  return GTK_WIDGET (self);
}
