/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-parameter-field.h"

#include <glib/gi18n.h>

#define COMMIT_AFTER 1000 /* ms */

struct _SyParameterField
{
  GtkBox parent_instance;

  SySession *session;
  char *id;
  guint commit_id;
  gboolean is_loading;
  gboolean has_typed;

  GtkEntry *entry;
  GtkLabel *error;
};

G_DEFINE_FINAL_TYPE (SyParameterField, sy_parameter_field, GTK_TYPE_BOX)

static void
show_error (SyParameterField *self, const char *message)
{
  gtk_label_set_text (self->error, message ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), message != NULL);
  if (message)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               message ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

void
sy_parameter_field_commit (SyParameterField *self)
{
  const char *text;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (SY_IS_PARAMETER_FIELD (self));

  g_clear_handle_id (&self->commit_id, g_source_remove);
  if (!self->has_typed)
    return;
  text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  if (sy_workbook_set_parameter (sy_session_get_workbook (self->session), self->id, *text ? text : NULL,
                                 &error))
    self->has_typed =
        gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->entry))));
  show_error (self, error ? error->message : NULL);
}

static gboolean
commit_cb (gpointer data)
{
  SyParameterField *self = data;

  self->commit_id = 0;
  sy_parameter_field_commit (self);
  return G_SOURCE_REMOVE;
}

static void
on_changed_cb (SyParameterField *self)
{
  if (self->is_loading)
    return;
  self->has_typed = TRUE;
  g_clear_handle_id (&self->commit_id, g_source_remove);
  self->commit_id = g_timeout_add (COMMIT_AFTER, commit_cb, self);
}

static void
on_left_cb (SyParameterField *self)
{
  sy_parameter_field_commit (self);
  if (gtk_widget_get_visible (GTK_WIDGET (self->error)))
    return;
  self->has_typed = FALSE;
  sy_parameter_field_update (self, NULL);
}

void
sy_parameter_field_update (SyParameterField *self, const char *placeholder)
{
  SyWorkbookParameter *parameter;
  const char *text;

  g_return_if_fail (SY_IS_PARAMETER_FIELD (self));

  parameter = sy_workbook_find_parameter (sy_session_get_workbook (self->session), self->id);
  if (placeholder)
    gtk_entry_set_placeholder_text (self->entry, placeholder);
  if (!parameter || self->has_typed)
    return;
  text = parameter->is_set && parameter->text ? parameter->text : "";
  self->is_loading = TRUE;
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->entry)), text))
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  self->is_loading = FALSE;
  show_error (self, NULL);
}

const char *
sy_parameter_field_get_id (SyParameterField *self)
{
  g_return_val_if_fail (SY_IS_PARAMETER_FIELD (self), NULL);

  return self->id;
}

static void
sy_parameter_field_dispose (GObject *object)
{
  SyParameterField *self = SY_PARAMETER_FIELD (object);

  g_clear_handle_id (&self->commit_id, g_source_remove);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (sy_parameter_field_parent_class)->dispose (object);
}

static void
sy_parameter_field_finalize (GObject *object)
{
  g_free (SY_PARAMETER_FIELD (object)->id);
  G_OBJECT_CLASS (sy_parameter_field_parent_class)->finalize (object);
}

static void
sy_parameter_field_class_init (SyParameterFieldClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_parameter_field_dispose;
  G_OBJECT_CLASS (klass)->finalize = sy_parameter_field_finalize;
}

static void
sy_parameter_field_init (SyParameterField *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 3);
  self->entry = GTK_ENTRY (gtk_entry_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->entry), "numeric");
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (on_changed_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (sy_parameter_field_commit), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), focus);
}

GtkWidget *
sy_parameter_field_new (SySession *session, const char *id)
{
  SyParameterField *self = g_object_new (SY_TYPE_PARAMETER_FIELD, NULL);
  SyWorkbookParameter *parameter = sy_workbook_find_parameter (sy_session_get_workbook (session), id);
  const char *title = parameter ? parameter->definition->title : id;
  GtkWidget *label = gtk_label_new (title);
  gboolean is_text = parameter && parameter->definition->is_text;

  self->session = g_object_ref (session);
  self->id = g_strdup (id);
  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_widget_add_css_class (label, "card-title");
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), is_text ? 30 : 12);
  gtk_widget_set_hexpand (GTK_WIDGET (self->entry), is_text);
  self->error = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->error, 0.f);
  gtk_label_set_wrap (self->error, TRUE);
  gtk_label_set_max_width_chars (self->error, 36);
  gtk_widget_add_css_class (GTK_WIDGET (self->error), "cell-error");
  gtk_widget_set_visible (GTK_WIDGET (self->error), FALSE);
  gtk_box_append (GTK_BOX (self), label);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->entry));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->error));
  if (parameter && parameter->definition->description)
    gtk_widget_set_tooltip_text (GTK_WIDGET (self->entry), parameter->definition->description);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  sy_parameter_field_update (self, NULL);
  return GTK_WIDGET (self);
}
