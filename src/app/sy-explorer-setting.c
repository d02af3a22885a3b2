/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-explorer-setting.h"

#include <glib/gi18n.h>

#include "sy-parameter.h"

struct _SyExplorerSetting
{
  AdwBin parent_instance;

  SySession *session;
  SyEvaluation *evaluation;
  char *id;
  char *text; /* what it is set to; "": nothing */

  GtkLabel *title;
  GtkEntry *entry;
  GtkMenuButton *button;
  GtkPopover *popover;
  GtkSearchEntry *search;
  GtkListView *list;
  GtkStringList *values; /* all that the data have */
  GtkStringFilter *filter;
  gboolean is_read;
};

G_DEFINE_FINAL_TYPE (SyExplorerSetting, sy_explorer_setting, ADW_TYPE_BIN)

/* --- setting --- */

/* The page asks again when the workbook has changed, and this field is made anew. */
static void
take (SyExplorerSetting *self, const char *text)
{
  g_autoptr (GError) error = NULL;

  if (g_strcmp0 (text, self->text) == 0)
    return;
  if (sy_evaluation_set_parameter (self->evaluation, self->id, *text ? text : NULL, &error))
    return;
  gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->entry), error->message);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               GTK_ACCESSIBLE_INVALID_TRUE, -1);
  sy_session_fail (self->session, error);
}

static void
on_entered_cb (SyExplorerSetting *self)
{
  take (self, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
on_activate_cb (SyExplorerSetting *self, guint position)
{
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (self->list));
  g_autoptr (GtkStringObject) value = g_list_model_get_item (model, position);

  gtk_popover_popdown (self->popover);
  if (value)
    take (self, gtk_string_object_get_string (value));
}

static void
on_search_cb (SyExplorerSetting *self)
{
  gtk_string_filter_set_search (self->filter, gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

/* Enter takes the first that was found. */
static void
on_first_cb (SyExplorerSetting *self)
{
  on_search_cb (self); /* the search tells of its text a moment later */
  on_activate_cb (self, 0);
}

/* --- the values that there are, read off the main loop when they are wanted --- */

typedef struct
{
  SyExplorerSetting *setting; /* borrowed: it owns the fetch */
  SyEvaluation *evaluation;
  char *id;
  GStrv values;
} Reading;

static void
free_reading (gpointer data)
{
  Reading *reading = data;

  g_object_unref (reading->evaluation);
  g_free (reading->id);
  g_strfreev (reading->values);
  g_free (reading);
}

static gboolean
read_values (SyJob *job, gpointer data, GError **error)
{
  Reading *reading = data;

  reading->values =
      sy_evaluation_list_choices (reading->evaluation, reading->id, sy_job_get_cancellable (job), error);
  return reading->values != NULL;
}

static void
show_values (SySession *session, gpointer data, const GError *error)
{
  Reading *reading = data;
  SyExplorerSetting *self = reading->setting;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->values));

  if (reading->values)
    gtk_string_list_splice (self->values, 0, n, (const char *const *) reading->values);
}

static void
on_opened_cb (SyExplorerSetting *self)
{
  Reading *reading;

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  if (self->is_read)
    return;
  self->is_read = TRUE;
  reading = g_new0 (Reading, 1);
  reading->setting = self;
  reading->evaluation = g_object_ref (self->evaluation);
  reading->id = g_strdup (self->id);
  sy_session_fetch (self->session, G_OBJECT (self), read_values, show_values, reading, free_reading);
}

static void
on_setup_cb (SyExplorerSetting *self, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
on_bind_cb (SyExplorerSetting *self, GtkListItem *item)
{
  const char *text = gtk_string_object_get_string (gtk_list_item_get_item (item));
  GtkWidget *label = gtk_list_item_get_child (item);

  /* The row that the list puts around it has no name of its own. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (label)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_label_set_text (GTK_LABEL (label), text);
}

static void
make_list (SyExplorerSetting *self)
{
  GtkExpression *text = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkFilterListModel *found;

  self->filter = gtk_string_filter_new (text);
  self->values = gtk_string_list_new (NULL);
  found = gtk_filter_list_model_new (G_LIST_MODEL (self->values), GTK_FILTER (g_object_ref (self->filter)));
  g_signal_connect_swapped (factory, "setup", G_CALLBACK (on_setup_cb), self);
  g_signal_connect_swapped (factory, "bind", G_CALLBACK (on_bind_cb), self);
  gtk_list_view_set_factory (self->list, factory);
  g_object_unref (factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (found))));
}

/* --- the object --- */

static void
sy_explorer_setting_dispose (GObject *object)
{
  SyExplorerSetting *self = SY_EXPLORER_SETTING (object);

  g_clear_object (&self->filter);
  g_clear_object (&self->evaluation);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (sy_explorer_setting_parent_class)->dispose (object);
}

static void
sy_explorer_setting_finalize (GObject *object)
{
  SyExplorerSetting *self = SY_EXPLORER_SETTING (object);

  g_free (self->id);
  g_free (self->text);
  G_OBJECT_CLASS (sy_explorer_setting_parent_class)->finalize (object);
}

static void
sy_explorer_setting_class_init (SyExplorerSettingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_explorer_setting_dispose;
  G_OBJECT_CLASS (klass)->finalize = sy_explorer_setting_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-explorer-setting.ui");
  gtk_widget_class_bind_template_child (widget_class, SyExplorerSetting, title);
  gtk_widget_class_bind_template_child (widget_class, SyExplorerSetting, entry);
  gtk_widget_class_bind_template_child (widget_class, SyExplorerSetting, button);
  gtk_widget_class_bind_template_child (widget_class, SyExplorerSetting, popover);
  gtk_widget_class_bind_template_child (widget_class, SyExplorerSetting, search);
  gtk_widget_class_bind_template_child (widget_class, SyExplorerSetting, list);
  gtk_widget_class_bind_template_callback (widget_class, on_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_first_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
}

static void
sy_explorer_setting_init (SyExplorerSetting *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  make_list (self);
}

static void
show (SyExplorerSetting *self, const SyViewSetting *setting)
{
  const SyTemplateParameter *parameter = setting->parameter;
  const char *fallback = parameter->fallback && *parameter->fallback != '=' ? parameter->fallback : NULL;
  GtkWidget *control = parameter->choices ? GTK_WIDGET (self->button) : GTK_WIDGET (self->entry);

  gtk_label_set_text (self->title, parameter->title);
  gtk_widget_set_visible (GTK_WIDGET (self->button), parameter->choices != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->entry), parameter->choices == NULL);
  gtk_menu_button_set_label (self->button, *self->text ? self->text : _ ("Choose…"));
  gtk_editable_set_text (GTK_EDITABLE (self->entry), self->text);
  gtk_entry_set_placeholder_text (self->entry, fallback                  ? fallback
                                               : parameter->may_be_blank ? _ ("Type it")
                                                                         : _ ("Usual value"));
  gtk_widget_set_tooltip_text (control, parameter->description);
  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, parameter->title,
                                  -1);
  if (setting->is_needed)
    gtk_widget_add_css_class (control, "needed");
}

GtkWidget *
sy_explorer_setting_new (SySession *session, SyEvaluation *evaluation, const SyViewSetting *setting)
{
  SyExplorerSetting *self = g_object_new (SY_TYPE_EXPLORER_SETTING, NULL);

  self->session = g_object_ref (session);
  self->evaluation = g_object_ref (evaluation);
  self->id = g_strdup (setting->parameter->id);
  self->text = g_strdup (setting->text ? setting->text : "");
  show (self, setting);
  return GTK_WIDGET (self);
}
