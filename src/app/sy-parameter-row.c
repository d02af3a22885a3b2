/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-parameter-row.h"

#include <glib/gi18n.h>

#define MAX_CHOICES 200

struct _SyParameterRow
{
  AdwActionRow parent_instance;

  SySession *session;
  char *id;
  char *description;
  GtkEntry *entry;
  GtkButton *reset;
  GtkMenuButton *choices; /* values to take from; hidden where there are none */
};

G_DEFINE_FINAL_TYPE (SyParameterRow, sy_parameter_row, ADW_TYPE_ACTION_ROW)

/* --- the default that holds and the values on offer, computed off the main loop --- */

typedef struct
{
  SyParameterRow *row;
  SyEvaluation *evaluation;
  char *id;
  char *text;
  GStrv choices; /* NULL: any value will do */
} Default;

static void
free_default (gpointer data)
{
  Default *task = data;

  g_object_unref (task->evaluation);
  g_free (task->id);
  g_free (task->text);
  g_strfreev (task->choices);
  g_free (task);
}

/* An underscore of the data is no mnemonic. */
static char *
escape_mnemonic (const char *text)
{
  g_autoptr (GString) escaped = g_string_new (text);

  g_string_replace (escaped, "_", "__", 0);
  return g_string_free (g_steal_pointer (&escaped), FALSE);
}

static gboolean
read_default (SyJob *job, gpointer data, GError **error)
{
  Default *task = data;

  task->choices = sy_evaluation_list_choices (task->evaluation, task->id, sy_job_get_cancellable (job), NULL);
  task->text = sy_evaluation_format_value (task->evaluation, task->id, sy_job_get_cancellable (job), error);
  return task->text != NULL;
}

static void
show_choices (SyParameterRow *self, GStrv choices)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; choices && choices[i] && i < MAX_CHOICES; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (NULL, NULL);
      g_autofree char *label = escape_mnemonic (choices[i]);

      g_menu_item_set_label (item, label);
      g_menu_item_set_action_and_target (item, "parameter.choose", "s", choices[i]);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (self->choices, G_MENU_MODEL (menu));
  gtk_widget_set_visible (GTK_WIDGET (self->choices), g_menu_model_get_n_items (G_MENU_MODEL (menu)) > 0);
}

static void
show_default (SySession *session, gpointer data, const GError *error)
{
  Default *task = data;

  gtk_entry_set_placeholder_text (task->row->entry, error ? "—" : task->text);
  show_choices (task->row, task->choices);
}

static void
fetch_default (SyParameterRow *self)
{
  SyEvaluation *evaluation = sy_session_get_evaluation (self->session);
  Default *task;

  if (!evaluation)
    return;
  task = g_new0 (Default, 1);
  task->row = self;
  task->evaluation = g_object_ref (evaluation);
  task->id = g_strdup (self->id);
  sy_session_fetch (self->session, G_OBJECT (self), read_default, show_default, task, free_default);
}

static void
set_subtitle (SyParameterRow *self, const char *text, gboolean bad)
{
  g_autofree char *escaped = g_markup_escape_text (text ? text : "", -1);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), escaped);
  if (bad)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               bad ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

void
sy_parameter_row_update (SyParameterRow *self)
{
  SyWorkbookParameter *parameter =
      sy_workbook_find_parameter (sy_session_get_workbook (self->session), self->id);
  const char *text;

  if (!parameter)
    return;
  text = parameter->is_set && parameter->text ? parameter->text : "";
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->entry)), text))
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_widget_set_visible (GTK_WIDGET (self->reset), parameter->is_set);
  set_subtitle (self, self->description, FALSE);
  fetch_default (self);
}

static void
apply (SyParameterRow *self)
{
  SyWorkbook *workbook = sy_session_get_workbook (self->session);
  SyWorkbookParameter *parameter = sy_workbook_find_parameter (workbook, self->id);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autoptr (GError) error = NULL;

  if (!parameter || g_strcmp0 (parameter->is_set ? parameter->text : "", text) == 0)
    return;
  if (!sy_workbook_set_parameter (workbook, self->id, *text ? text : NULL, &error))
    set_subtitle (self, error->message, TRUE);
}

static void
on_reset_cb (SyParameterRow *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  apply (self);
}

static void
on_choose_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SyParameterRow *self = SY_PARAMETER_ROW (widget);

  gtk_editable_set_text (GTK_EDITABLE (self->entry), g_variant_get_string (parameter, NULL));
  apply (self);
}

static void
sy_parameter_row_dispose (GObject *object)
{
  SyParameterRow *self = SY_PARAMETER_ROW (object);

  g_clear_object (&self->session);
  G_OBJECT_CLASS (sy_parameter_row_parent_class)->dispose (object);
}

static void
sy_parameter_row_finalize (GObject *object)
{
  SyParameterRow *self = SY_PARAMETER_ROW (object);

  g_free (self->id);
  g_free (self->description);
  G_OBJECT_CLASS (sy_parameter_row_parent_class)->finalize (object);
}

static void
sy_parameter_row_class_init (SyParameterRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_parameter_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = sy_parameter_row_finalize;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "parameter.choose", "s", on_choose_cb);
}

static void
sy_parameter_row_init (SyParameterRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->entry = GTK_ENTRY (gtk_entry_new ());
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 14);
  gtk_editable_set_alignment (GTK_EDITABLE (self->entry), 1.f);
  gtk_widget_set_valign (GTK_WIDGET (self->entry), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->entry), "numeric");
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (apply), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (apply), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), focus);
  self->reset = GTK_BUTTON (gtk_button_new_from_icon_name ("edit-undo-symbolic"));
  gtk_widget_set_valign (GTK_WIDGET (self->reset), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->reset), "flat");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->reset), _ ("Back to the default"));
  g_signal_connect_swapped (self->reset, "clicked", G_CALLBACK (on_reset_cb), self);
  self->choices = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->choices), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->choices), "flat");
  gtk_widget_set_visible (GTK_WIDGET (self->choices), FALSE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->reset));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->entry));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->choices));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->entry));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 3);
}

GtkWidget *
sy_parameter_row_new (SySession *session, const char *id)
{
  SyParameterRow *self = g_object_new (SY_TYPE_PARAMETER_ROW, NULL);
  SyWorkbookParameter *parameter = sy_workbook_find_parameter (sy_session_get_workbook (session), id);
  g_autofree char *title = g_markup_escape_text (parameter ? parameter->definition->title : id, -1);
  g_autofree char *reset = g_strdup_printf (_ ("Back to the default: %s"), title);

  self->session = g_object_ref (session);
  self->id = g_strdup (id);
  self->description = g_strdup (parameter ? parameter->definition->description : NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->reset), GTK_ACCESSIBLE_PROPERTY_LABEL, reset, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->choices), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  sy_parameter_row_update (self);
  return GTK_WIDGET (self);
}
