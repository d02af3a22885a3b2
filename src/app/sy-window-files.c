/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening, saving and closing. Everything that touches the disk runs in a thread. */
#include "config.h"

#include <glib/gi18n.h>

#include "sy-recent-list.h"
#include "sy-window-private.h"
#include "sy-worksheet.h"

#define CASE_FILE "cases/pizza-sales-2015.csv"

/* --- documents: opened and made in a thread of their own, before there is a session to run jobs in --- */

typedef struct
{
  SyCatalogue *catalogue;
  char *path; /* NULL: a new draft */
} OpenTask;

static void
free_open_task (gpointer data)
{
  OpenTask *task = data;

  g_object_unref (task->catalogue);
  g_free (task->path);
  g_free (task);
}

static void
open_in_thread (GTask *gtask, gpointer source, gpointer data, GCancellable *cancellable)
{
  OpenTask *task = data;
  g_autoptr (GError) error = NULL;
  SyDocument *document = task->path ? sy_document_open (task->path, task->catalogue, &error)
                                    : sy_document_create (NULL, task->catalogue, &error);

  if (document)
    g_task_return_pointer (gtask, document, g_object_unref);
  else
    g_task_return_error (gtask, g_steal_pointer (&error));
}

static void
remember_document (SyDocument *document)
{
  g_autofree char *uri = sy_document_is_draft (document)
                             ? NULL
                             : g_filename_to_uri (sy_document_get_path (document), NULL, NULL);

  if (uri)
    sy_recent_list_add (uri);
}

static void
on_document_opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SyWindow *self = SY_WINDOW (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyDocument) document = g_task_propagate_pointer (G_TASK (result), &error);

  if (!document)
    {
      g_queue_clear_full (&self->waiting, (GDestroyNotify) sy_incoming_free);
      if (!self->session)
        gtk_stack_set_visible_child_name (self->main_stack, "start");
      sy_window_show_banner (self, error->message);
      return;
    }
  sy_window_set_document (self, document);
  remember_document (document);
  sy_window_next_file (self);
}

void
sy_window_open_document (SyWindow *self, const char *path)
{
  g_autoptr (GTask) gtask = g_task_new (self, NULL, on_document_opened_cb, NULL);
  OpenTask *task = g_new0 (OpenTask, 1);

  task->catalogue = g_object_ref (self->catalogue);
  task->path = g_strdup (path);
  g_task_set_task_data (gtask, task, free_open_task);
  /* A window that comes up with a file need not show the start page for a moment. */
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_stack_set_visible_child_name (self->main_stack, "workbook");
  g_task_run_in_thread (gtask, open_in_thread);
}

gboolean
sy_window_is_data (const char *path)
{
  g_autofree char *template = sy_window_read_template (path);

  return !template && !sy_document_sniff (path);
}

void
sy_window_take_look (SyWindow *self, SyEarlyLook *look)
{
  g_clear_pointer (&self->early_look, sy_early_look_free);
  self->early_look = look;
}

static void
push_waiting (SyWindow *self, const char *path)
{
  SyIncoming *item = sy_incoming_new (path, NULL);

  if (self->early_look && g_str_equal (sy_early_look_get_path (self->early_look), path))
    item->look = g_steal_pointer (&self->early_look);
  g_queue_push_tail (&self->waiting, item);
}

void
sy_window_open_files (SyWindow *self, GFile **files, guint n_files)
{
  for (guint i = 0; i < n_files; i++)
    {
      g_autofree char *path = g_file_get_path (files[i]);
      g_autofree char *template = path ? sy_window_read_template (path) : NULL;

      if (template)
        {
          g_autofree char *name = g_path_get_basename (path);

          sy_window_apply_template (self, template, name);
        }
      else if (!path)
        sy_window_show_banner (self, _ ("Only files of this computer can be opened: copy this one first"));
      else if (sy_document_sniff (path))
        sy_window_open_document (self, path);
      else
        push_waiting (self, path);
    }
  sy_window_next_file (self);
}

/* --- choosing --- */

static void
on_files_chosen_cb (SyWindow *self, int response)
{
  g_autoptr (GListModel) list = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

      list = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (self->chooser));
      for (guint i = 0; i < g_list_model_get_n_items (list); i++)
        g_ptr_array_add (files, g_list_model_get_item (list, i));
      sy_window_open_files (self, (GFile **) files->pdata, files->len);
    }
  g_clear_object (&self->chooser);
}

static void
add_filter (GtkFileChooser *chooser, const char *title, const char *const *patterns)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, title);
  for (guint i = 0; patterns[i]; i++)
    gtk_file_filter_add_suffix (filter, patterns[i]);
  gtk_file_chooser_add_filter (chooser, filter);
}

/* Tills export under names of their own. */
static void
add_every_file (GtkFileChooser *chooser)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("All files"));
  gtk_file_filter_add_pattern (filter, "*");
  gtk_file_chooser_add_filter (chooser, filter);
}

static void
choose_files (SyWindow *self, const char *title)
{
  static const char *const known[] = { "steelyard", "xlsx", "xlsm", "xltx", "xls", "ods",     "csv",
                                       "tsv",       "txt",  "html", "htm",  "xml", "parquet", NULL };

  if (self->chooser)
    return;
  self->chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_OPEN,
                                               _ ("_Open"), _ ("_Cancel"));
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->chooser), TRUE);
  add_filter (GTK_FILE_CHOOSER (self->chooser), _ ("Documents and data"), known);
  add_every_file (GTK_FILE_CHOOSER (self->chooser));
  g_signal_connect_swapped (self->chooser, "response", G_CALLBACK (on_files_chosen_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
on_open_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  choose_files (SY_WINDOW (widget), _ ("Open a Document or Data"));
}

static void
on_add_data_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  choose_files (SY_WINDOW (widget), _ ("Add Data"));
}

static void
on_open_case_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const char *data = g_getenv ("STEELYARD_DATA");
  g_autofree char *path = g_build_filename (data ? data : SY_PKGDATADIR, CASE_FILE, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  sy_window_open_files (SY_WINDOW (widget), &file, 1);
}

static void
on_open_path_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GFile) file = g_file_new_for_path (g_variant_get_string (parameter, NULL));

  sy_window_open_files (SY_WINDOW (widget), &file, 1);
}

/* --- saving: a document is always saved; this gives it a place of its own --- */

typedef struct
{
  SyWindow *window;
  SyDocument *document;
  char *path;
} Save;

static void
free_save (gpointer data)
{
  Save *save = data;

  g_object_unref (save->document);
  g_object_unref (save->window);
  g_free (save->path);
  g_free (save);
}

static gboolean
run_save (SyJob *job, gpointer data, GError **error)
{
  Save *save = data;

  return sy_document_save_as (save->document, save->path, error);
}

static void
show_saved (SySession *session, gpointer data, const GError *error)
{
  Save *save = data;

  if (error)
    {
      save->window->closing = FALSE;
      sy_session_fail (session, error);
      return;
    }
  if (save->window->closing)
    gtk_window_close (GTK_WINDOW (save->window));
  else
    sy_window_toast (save->window, _ ("Saved; every further change is saved as it is made"));
  sy_workbook_refresh (sy_session_get_workbook (session));
}

static void
start_save (SyWindow *self, const char *path)
{
  Save *save = g_new0 (Save, 1);

  save->window = g_object_ref (self);
  save->document = g_object_ref (sy_session_get_document (self->session));
  save->path =
      g_str_has_suffix (path, ".steelyard") ? g_strdup (path) : g_strconcat (path, ".steelyard", NULL);
  sy_session_run (self->session, _ ("Saving the document"), run_save, show_saved, save, free_save);
}

static void
on_save_chosen_cb (SyWindow *self, int response)
{
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT && self->session)
    {
      file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
      path = g_file_get_path (file);
      if (path)
        start_save (self, path);
    }
  else
    {
      self->closing = FALSE;
    }
  g_clear_object (&self->chooser);
}

static void
choose_save (SyWindow *self)
{
  if (self->chooser || !self->session)
    return;
  self->chooser = gtk_file_chooser_native_new (_ ("Save the Document"), GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), _ ("New Workbook.steelyard"));
  g_signal_connect_swapped (self->chooser, "response", G_CALLBACK (on_save_chosen_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
on_save_as_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  choose_save (SY_WINDOW (widget));
}

/* --- closing: only a draft that holds data is asked about --- */

static void
on_close_response_cb (SyWindow *self, const char *response)
{
  if (g_str_equal (response, "discard"))
    {
      self->closing = TRUE;
      sy_document_discard (sy_session_get_document (self->session));
      gtk_window_close (GTK_WINDOW (self));
    }
  else if (g_str_equal (response, "save"))
    {
      self->closing = TRUE;
      choose_save (self);
    }
}

void
sy_window_ask_before_closing (SyWindow *self)
{
  SyDocument *document = sy_session_get_document (self->session);
  GtkWidget *dialog;

  sy_window_commit_worksheet (self);
  if (!sy_document_is_draft (document)
      || (sy_workbook_get_sources (sy_session_get_workbook (self->session))->len == 0
          && sy_workbook_get_worksheets (sy_session_get_workbook (self->session))->len == 0))
    {
      if (sy_document_is_draft (document))
        sy_document_discard (document);
      self->closing = TRUE;
      return;
    }
  dialog = adw_message_dialog_new (GTK_WINDOW (self), _ ("Keep this workbook?"),
                                   _ ("It has no place of its own yet. Save it, or let it go."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "discard",
                                    _ ("_Discard"), "save", _ ("_Save As…"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "save");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_swapped (dialog, "response", G_CALLBACK (on_close_response_cb), self);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- the month --- */

static void
on_month_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SyWindow *self = SY_WINDOW (widget);
  g_autoptr (GError) error = NULL;

  if (self->session
      && !sy_workbook_set_parameter (sy_session_get_workbook (self->session), "month",
                                     g_variant_get_string (parameter, NULL), &error))
    sy_session_fail (self->session, error);
}

void
sy_window_files_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.open", NULL, on_open_cb);
  gtk_widget_class_install_action (widget_class, "win.add-data", NULL, on_add_data_cb);
  gtk_widget_class_install_action (widget_class, "win.open-case", NULL, on_open_case_cb);
  gtk_widget_class_install_action (widget_class, "win.open-path", "s", on_open_path_cb);
  gtk_widget_class_install_action (widget_class, "win.save-as", NULL, on_save_as_cb);
  gtk_widget_class_install_action (widget_class, "win.month", "s", on_month_cb);
}
