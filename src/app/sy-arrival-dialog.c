/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-arrival-dialog.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#define ITEM_KEY "steelyard-item"
#define HEADER_KEY "steelyard-header"

struct _SyArrivalDialog
{
  AdwWindow parent_instance;

  /* owned */
  SyWorkbook *workbook;
  SyArrival *arrival; /* NULL while a thread looks at what a mode would do */
  GPtrArray *rows;    /* (element-type GtkWidget) of both groups, with the group they are in */
  SyImportMode mode;
  gboolean answered;
  gboolean filling; /* rows are being set by us, not by the user */
  guint showing;    /* source that shows the difference anew; 0: it is shown */

  /* template */
  AdwWindowTitle *title;
  GtkButton *accept_button;
  GtkWidget *body;
  AdwComboRow *mode_row;
  AdwPreferencesGroup *mode_group;
  AdwPreferencesGroup *question_group;
  AdwPreferencesGroup *change_group;
};

G_DEFINE_FINAL_TYPE (SyArrivalDialog, sy_arrival_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_ANSWERED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* --- rows --- */

static void
set_texts (GtkWidget *row, const char *title, const char *subtitle)
{
  g_autofree char *escaped_title = g_markup_escape_text (title, -1);
  g_autofree char *escaped = g_markup_escape_text (subtitle ? subtitle : "", -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped_title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
}

/* "收入 (Sales amount)" */
static char *
name_item (const SyDifferenceItem *item)
{
  const char *header = item->old_header ? item->old_header : item->header;

  if (item->role_title && !g_str_equal (item->role_title, header))
    return g_strdup_printf (_ ("%s (%s)"), header, item->role_title);
  return g_strdup (header);
}

static void
add_row (SyArrivalDialog *self, AdwPreferencesGroup *group, GtkWidget *row)
{
  adw_preferences_group_add (group, row);
  gtk_widget_set_visible (GTK_WIDGET (group), TRUE);
  g_ptr_array_add (self->rows, row);
}

static void show_difference (SyArrivalDialog *self);

static gboolean
show_again (gpointer data)
{
  SyArrivalDialog *self = data;

  self->showing = 0;
  if (self->arrival)
    show_difference (self);
  return G_SOURCE_REMOVE;
}

/* The row that tells of the choice goes when all are shown anew: not before it has told. */
static void
on_match_cb (SyArrivalDialog *self, GParamSpec *pspec, AdwComboRow *row)
{
  guint item = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), ITEM_KEY));
  guint selected = adw_combo_row_get_selected (row);
  GtkStringObject *header = adw_combo_row_get_selected_item (row);

  if (self->filling || !self->arrival || !header)
    return;
  sy_difference_set_match (self->arrival->difference, item,
                           selected == 0 ? NULL : g_object_get_data (G_OBJECT (header), HEADER_KEY));
  if (self->showing == 0)
    self->showing = g_idle_add (show_again, self);
}

/* What is shown says what the column holds; what is answered is its header. */
static void
add_match (SyArrivalDialog *self, GtkStringList *list, const char *header)
{
  g_autofree char *label = sy_difference_dup_label (self->arrival->difference, header);
  g_autoptr (GtkStringObject) entry = NULL;

  gtk_string_list_append (list, label);
  entry = g_list_model_get_item (G_LIST_MODEL (list), g_list_model_get_n_items (G_LIST_MODEL (list)) - 1);
  g_object_set_data_full (G_OBJECT (entry), HEADER_KEY, g_strdup (header), g_free);
}

/* Entry 0 is “none”, then the best guesses, then whatever else the file has. */
static GtkStringList *
list_matches (SyArrivalDialog *self, const SyDifferenceItem *item, guint *selected)
{
  GtkStringList *list = gtk_string_list_new (NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *columns = self->arrival->plan->columns;
  g_autoptr (GPtrArray) headers = g_ptr_array_new ();

  for (char **candidate = item->candidates; *candidate; candidate++)
    g_ptr_array_add (headers, *candidate);
  for (guint i = 0; i < columns->len; i++)
    g_ptr_array_add (headers, ((const SyImportColumn *) columns->pdata[i])->header);
  gtk_string_list_append (list, _ ("Not in this file"));
  *selected = 0;
  for (guint i = 0; i < headers->len; i++)
    {
      if (!g_hash_table_add (seen, headers->pdata[i]))
        continue;
      add_match (self, list, headers->pdata[i]);
      if (g_strcmp0 (headers->pdata[i], item->header) == 0)
        *selected = g_list_model_get_n_items (G_LIST_MODEL (list)) - 1;
    }
  return list;
}

static void
add_choice (SyArrivalDialog *self, guint index, const SyDifferenceItem *item)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autofree char *name = name_item (item);
  guint selected;
  g_autoptr (GtkStringList) list = list_matches (self, item, &selected);

  set_texts (row, name, item->reason);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  g_object_set_data (G_OBJECT (row), ITEM_KEY, GUINT_TO_POINTER (index));
  g_signal_connect_swapped (row, "notify::selected", G_CALLBACK (on_match_cb), self);
  if (!item->sure)
    {
      GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

      gtk_widget_add_css_class (icon, "warning");
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
    }
  add_row (self, item->sure ? self->change_group : self->question_group, row);
}

static void
add_fact (SyArrivalDialog *self, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  set_texts (row, title, subtitle);
  add_row (self, self->change_group, row);
}

static void
show_item (SyArrivalDialog *self, guint index, GString *moved, guint *n_moved)
{
  const SyDifferenceItem *item = sy_difference_get_items (self->arrival->difference)->pdata[index];
  g_autofree char *label = NULL, *title = NULL;

  switch (item->state)
    {
    case SY_DIFFERENCE_RENAMED:
    case SY_DIFFERENCE_MISSING:
      add_choice (self, index, item);
      return;
    case SY_DIFFERENCE_NEW:
      label = sy_difference_dup_label (self->arrival->difference, item->header);
      title = g_strdup_printf (_ ("New: %s"), label);
      add_fact (self, title, item->reason);
      return;
    case SY_DIFFERENCE_MOVED:
      g_string_append_printf (moved, "%s%s", *n_moved ? ", " : "", item->header);
      (*n_moved)++;
      return;
    case SY_DIFFERENCE_SAME:
    default:
      return;
    }
}

static gboolean
can_accept (SyArrivalDialog *self)
{
  GPtrArray *items = sy_difference_get_items (self->arrival->difference);

  for (guint i = 0; i < items->len; i++)
    {
      const SyDifferenceItem *item = items->pdata[i];

      if (item->required && item->state == SY_DIFFERENCE_MISSING)
        return FALSE;
    }
  return TRUE;
}

static void
clear_rows (SyArrivalDialog *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *group = gtk_widget_get_ancestor (self->rows->pdata[i], ADW_TYPE_PREFERENCES_GROUP);

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), self->rows->pdata[i]);
      gtk_widget_set_visible (group, FALSE);
    }
  g_ptr_array_set_size (self->rows, 0);
}

static void
show_difference (SyArrivalDialog *self)
{
  GPtrArray *items = sy_difference_get_items (self->arrival->difference);
  g_autoptr (GString) moved = g_string_new (NULL);
  guint n_moved = 0;

  self->filling = TRUE;
  clear_rows (self);
  for (guint i = 0; i < items->len; i++)
    show_item (self, i, moved, &n_moved);
  if (n_moved > 0)
    {
      g_autofree char *title = g_strdup_printf (g_dngettext (NULL, "%u column stands in another place",
                                                             "%u columns stand in another place", n_moved),
                                                n_moved);

      add_fact (self, title, moved->str);
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self->accept_button), can_accept (self));
  self->filling = FALSE;
}

/* --- what happens to the rows that are there --- */

typedef struct
{
  SyWorkbook *workbook;
  SyArrival *arrival;
  SyImportMode mode;
} Look;

static void
free_look (gpointer data)
{
  Look *look = data;

  g_object_unref (look->workbook);
  g_clear_pointer (&look->arrival, sy_arrival_free);
  g_free (look);
}

static void
look_in_thread (GTask *gtask, gpointer source, gpointer data, GCancellable *cancellable)
{
  Look *look = data;
  g_autoptr (GError) error = NULL;
  SyImportPreview *preview = sy_workbook_preview_import (look->workbook, look->arrival->plan, &look->mode,
                                                         NULL, cancellable, &error);

  if (preview)
    g_task_return_pointer (gtask, preview, (GDestroyNotify) sy_import_preview_free);
  else
    g_task_return_error (gtask, g_steal_pointer (&error));
}

static void
show_preview (SyArrivalDialog *self, const SyImportPreview *preview)
{
  g_autofree char *text = g_markup_escape_text (preview->text ? preview->text : "", -1);
  g_autofree char *reason = g_markup_escape_text (preview->reason ? preview->reason : "", -1);

  self->filling = TRUE;
  self->mode = preview->mode;
  adw_preferences_group_set_description (self->mode_group, text);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->mode_row), reason);
  adw_combo_row_set_selected (self->mode_row, (guint) preview->mode);
  self->filling = FALSE;
}

static void
on_looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SyArrivalDialog *self = SY_ARRIVAL_DIALOG (source);
  Look *look = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  SyImportPreview *preview = g_task_propagate_pointer (G_TASK (result), &error);

  if (self->answered)
    {
      g_clear_pointer (&preview, sy_import_preview_free);
      return;
    }
  self->arrival = g_steal_pointer (&look->arrival);
  gtk_widget_set_sensitive (self->body, TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->accept_button), preview && can_accept (self));
  if (preview)
    show_preview (self, preview);
  else
    {
      g_autofree char *text = g_markup_escape_text (error->message, -1);

      adw_preferences_group_set_description (self->mode_group, text);
    }
  g_clear_pointer (&preview, sy_import_preview_free);
}

static void
on_mode_cb (SyArrivalDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->mode_row);
  g_autoptr (GTask) gtask = NULL;
  Look *look;

  if (self->filling || !self->arrival || selected >= SY_IMPORT_N_MODES)
    return;
  look = g_new0 (Look, 1);
  look->workbook = g_object_ref (self->workbook);
  look->arrival = g_steal_pointer (&self->arrival);
  look->mode = self->mode = (SyImportMode) selected;
  gtk_widget_set_sensitive (self->body, FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->accept_button), FALSE);
  gtask = g_task_new (self, NULL, on_looked_cb, NULL);
  g_task_set_task_data (gtask, look, free_look);
  g_task_run_in_thread (gtask, look_in_thread);
}

/* --- the answer --- */

static void
answer (SyArrivalDialog *self, SyArrivalAnswer how)
{
  if (self->answered)
    return;
  self->answered = TRUE;
  g_signal_emit (self, signals[SIGNAL_ANSWERED], 0, how);
}

static void
on_cancel_cb (SyArrivalDialog *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_accept_cb (SyArrivalDialog *self)
{
  if (!self->arrival || !can_accept (self))
    return;
  sy_difference_accept (self->arrival->difference);
  answer (self, SY_ARRIVAL_ACCEPTED);
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_settings_cb (SyArrivalDialog *self)
{
  if (!self->arrival)
    return;
  answer (self, SY_ARRIVAL_SETTINGS);
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
sy_arrival_dialog_close_request (GtkWindow *window)
{
  answer (SY_ARRIVAL_DIALOG (window), SY_ARRIVAL_CANCELLED);
  return GTK_WINDOW_CLASS (sy_arrival_dialog_parent_class)->close_request (window);
}

/* --- the object --- */

static void
sy_arrival_dialog_dispose (GObject *object)
{
  SyArrivalDialog *self = SY_ARRIVAL_DIALOG (object);

  self->answered = TRUE;
  g_clear_handle_id (&self->showing, g_source_remove);
  g_clear_pointer (&self->arrival, sy_arrival_free);
  g_clear_object (&self->workbook);
  G_OBJECT_CLASS (sy_arrival_dialog_parent_class)->dispose (object);
}

static void
sy_arrival_dialog_finalize (GObject *object)
{
  g_ptr_array_unref (SY_ARRIVAL_DIALOG (object)->rows);
  G_OBJECT_CLASS (sy_arrival_dialog_parent_class)->finalize (object);
}

static void
sy_arrival_dialog_class_init (SyArrivalDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sy_arrival_dialog_dispose;
  object_class->finalize = sy_arrival_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = sy_arrival_dialog_close_request;
  signals[SIGNAL_ANSWERED] = g_signal_new ("answered", SY_TYPE_ARRIVAL_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-arrival-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SyArrivalDialog, title);
  gtk_widget_class_bind_template_child (widget_class, SyArrivalDialog, accept_button);
  gtk_widget_class_bind_template_child (widget_class, SyArrivalDialog, body);
  gtk_widget_class_bind_template_child (widget_class, SyArrivalDialog, mode_row);
  gtk_widget_class_bind_template_child (widget_class, SyArrivalDialog, mode_group);
  gtk_widget_class_bind_template_child (widget_class, SyArrivalDialog, question_group);
  gtk_widget_class_bind_template_child (widget_class, SyArrivalDialog, change_group);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_accept_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_settings_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_mode_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sy_arrival_dialog_init (SyArrivalDialog *self)
{
  g_autoptr (GtkStringList) modes = gtk_string_list_new (NULL);

  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_widget (GTK_WINDOW (self), GTK_WIDGET (self->accept_button));
  for (guint i = 0; i < SY_IMPORT_N_MODES; i++)
    gtk_string_list_append (modes, sy_import_mode_get_title ((SyImportMode) i));
  self->filling = TRUE;
  adw_combo_row_set_model (self->mode_row, G_LIST_MODEL (modes));
  self->filling = FALSE;
}

SyArrivalDialog *
sy_arrival_dialog_new (GtkWindow *parent, SyWorkbook *workbook, SyArrival *arrival, SyImportPreview *preview)
{
  SyArrivalDialog *self = g_object_new (SY_TYPE_ARRIVAL_DIALOG, "transient-for", parent, NULL);
  g_autofree char *base = sy_reader_dup_name (arrival->plan->path);

  self->workbook = g_object_ref (workbook);
  self->arrival = arrival;
  adw_window_title_set_subtitle (self->title, base);
  show_difference (self);
  if (preview)
    show_preview (self, preview);
  gtk_widget_set_visible (GTK_WIDGET (self->mode_group), preview && preview->n_there > 0);
  g_clear_pointer (&preview, sy_import_preview_free);
  return self;
}

SyArrival *
sy_arrival_dialog_take_arrival (SyArrivalDialog *self)
{
  g_return_val_if_fail (SY_IS_ARRIVAL_DIALOG (self), NULL);

  return g_steal_pointer (&self->arrival);
}

SyImportMode
sy_arrival_dialog_get_mode (SyArrivalDialog *self)
{
  g_return_val_if_fail (SY_IS_ARRIVAL_DIALOG (self), SY_IMPORT_APPEND);

  return self->mode;
}
