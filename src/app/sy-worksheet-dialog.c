/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-worksheet-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sy-indicator-text.h"
#include "sy-worksheet.h"

#define N_LINES 6

const char *const sy_worksheet_lines[] = { "sales",      "goods",     "finance", "people",
                                           "production", "logistics", NULL };
const char *const sy_worksheet_subjects[] = { "strategy", "process", "cause", "customer", "plan", NULL };
static const char *const levels[] = { "", "guidance", "operations", "strategy", "planning" };

struct _SyWorksheetDialog
{
  AdwWindow parent_instance;

  SySession *session;
  char *id;

  GtkEditable *title;
  AdwComboRow *level;
  GtkCheckButton *lines[N_LINES];
};

G_DEFINE_FINAL_TYPE (SyWorksheetDialog, sy_worksheet_dialog, ADW_TYPE_WINDOW)

const char *
sy_worksheet_line_get_title (const char *line)
{
  static const char *const titles[] = { N_ ("Sales"),  N_ ("Goods"),      N_ ("Finance"),
                                        N_ ("People"), N_ ("Production"), N_ ("Logistics") };

  for (guint i = 0; i < N_LINES; i++)
    if (g_strcmp0 (sy_worksheet_lines[i], line) == 0)
      return _ (titles[i]);
  return line;
}

const char *
sy_worksheet_subject_get_title (const char *subject)
{
  static const char *const titles[] = { N_ ("Strategy"), N_ ("Process"), N_ ("Causes"), N_ ("Customers"),
                                        N_ ("Plans and Goals") };

  for (guint i = 0; sy_worksheet_subjects[i]; i++)
    if (g_strcmp0 (sy_worksheet_subjects[i], subject) == 0)
      return _ (titles[i]);
  return _ ("General");
}

/* --- taking over --- */

static char *
list_lines (SyWorksheetDialog *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < N_LINES; i++)
    if (gtk_check_button_get_active (self->lines[i]))
      g_string_append_printf (text, "%s%s", text->len ? " " : "", sy_worksheet_lines[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
apply (SyWorksheetDialog *self)
{
  g_autofree char *title = g_strstrip (g_strdup (gtk_editable_get_text (self->title)));
  g_autofree char *lines = list_lines (self);
  g_autoptr (GError) error = NULL;

  if (!*title)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->title), "error");
      gtk_widget_grab_focus (GTK_WIDGET (self->title));
      return;
    }
  if (!sy_workbook_set_worksheet (sy_session_get_workbook (self->session), self->id, title,
                                  levels[adw_combo_row_get_selected (self->level)], lines, &error))
    sy_session_fail (self->session, error);
  gtk_window_close (GTK_WINDOW (self));
}

/* --- the window --- */

static GtkWidget *
new_header (SyWorksheetDialog *self)
{
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));
  GtkWidget *take = gtk_button_new_with_mnemonic (_ ("_Apply"));

  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  gtk_widget_add_css_class (take, "suggested-action");
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (gtk_window_close), self);
  g_signal_connect_swapped (take, "clicked", G_CALLBACK (apply), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), take);
  return bar;
}

static GtkWidget *
new_name_group (SyWorksheetDialog *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkStringList *names = gtk_string_list_new (NULL);

  self->title = GTK_EDITABLE (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->title), _ ("Name"));
  g_signal_connect_swapped (self->title, "entry-activated", G_CALLBACK (apply), self);
  gtk_string_list_append (names, _ ("Any"));
  for (guint i = 1; i < G_N_ELEMENTS (levels); i++)
    gtk_string_list_append (names, sy_indicator_level_get_title (levels[i]));
  self->level = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->level), _ ("Level of management"));
  adw_combo_row_set_model (self->level, G_LIST_MODEL (names));
  g_object_unref (names);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->title));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->level));
  return group;
}

static GtkWidget *
new_lines_group (SyWorksheetDialog *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Lines of Business"));
  for (guint i = 0; i < N_LINES; i++)
    {
      GtkWidget *row = adw_action_row_new ();
      const char *title = sy_worksheet_line_get_title (sy_worksheet_lines[i]);

      self->lines[i] = GTK_CHECK_BUTTON (gtk_check_button_new ());
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->lines[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                      -1);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), GTK_WIDGET (self->lines[i]));
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), GTK_WIDGET (self->lines[i]));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
  return group;
}

static void
load (SyWorksheetDialog *self)
{
  SyWorksheet *worksheet = sy_workbook_find_worksheet (sy_session_get_workbook (self->session), self->id);
  g_auto (GStrv) lines = NULL;

  if (!worksheet)
    return;
  lines = g_strsplit (worksheet->line ? worksheet->line : "", " ", -1);
  gtk_editable_set_text (self->title, worksheet->title);
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    if (g_strcmp0 (levels[i], worksheet->level) == 0)
      adw_combo_row_set_selected (self->level, i);
  for (guint i = 0; i < N_LINES; i++)
    gtk_check_button_set_active (self->lines[i],
                                 g_strv_contains ((const char *const *) lines, sy_worksheet_lines[i]));
}

static void
sy_worksheet_dialog_dispose (GObject *object)
{
  g_clear_object (&SY_WORKSHEET_DIALOG (object)->session);
  g_clear_pointer (&SY_WORKSHEET_DIALOG (object)->id, g_free);
  G_OBJECT_CLASS (sy_worksheet_dialog_parent_class)->dispose (object);
}

static void
sy_worksheet_dialog_class_init (SyWorksheetDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_worksheet_dialog_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sy_worksheet_dialog_init (SyWorksheetDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *page = adw_preferences_page_new ();

  gtk_window_set_title (GTK_WINDOW (self), _ ("Name and Tags"));
  gtk_window_set_default_size (GTK_WINDOW (self), 480, 560);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (self), TRUE);
  gtk_box_append (GTK_BOX (box), new_header (self));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (new_name_group (self)));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (new_lines_group (self)));
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), page);
  adw_window_set_content (ADW_WINDOW (self), box);
}

GtkWidget *
sy_worksheet_dialog_new (GtkWindow *parent, SySession *session, const char *id)
{
  SyWorksheetDialog *self = g_object_new (SY_TYPE_WORKSHEET_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->id = g_strdup (id);
  load (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->title));
  return GTK_WIDGET (self);
}
