/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder into which a till or an ERP writes: files that fit a recipe of the document come in by themselves,
 * by the same line as files that are dropped, so that what can't be told is asked. */
#include "config.h"

#include <glib/gi18n.h>

#include "sy-folder-watch.h"
#include "sy-window-private.h"

static void
on_arrived_cb (SyWindow *self, const char *path)
{
  sy_window_bring_in (self, sy_incoming_new (path, NULL));
}

static void
on_waits_cb (SyWindow *self, const char *path, const char *reason)
{
  sy_window_toast (self, reason);
}

void
sy_window_stop_watching (SyWindow *self)
{
  if (!self->watch)
    return;
  g_signal_handlers_disconnect_by_data (self->watch, self);
  g_clear_object (&self->watch);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.stop-watching", FALSE);
}

static gboolean
watch (SyWindow *self, const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_path_get_basename (folder);
  g_autofree char *text = NULL;

  sy_window_stop_watching (self);
  if (!self->session)
    return FALSE;
  self->watch = sy_folder_watch_new (sy_session_get_workbook (self->session), folder, &error);
  if (!self->watch)
    {
      sy_window_show_banner (self, error->message);
      return FALSE;
    }
  g_signal_connect_swapped (self->watch, "arrived", G_CALLBACK (on_arrived_cb), self);
  g_signal_connect_swapped (self->watch, "waits", G_CALLBACK (on_waits_cb), self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.stop-watching", TRUE);
  text = g_strdup_printf (_ ("Watching “%s”: files like those that are here come in by themselves"), name);
  sy_window_toast (self, text);
  return TRUE;
}

/* What the document was watching when it was closed, if that is still there. */
void
sy_window_resume_watching (SyWindow *self)
{
  g_autofree char *folder = sy_folder_watch_dup_remembered (sy_session_get_workbook (self->session));

  if (folder && g_file_test (folder, G_FILE_TEST_IS_DIR))
    watch (self, folder);
}

static void
remember (SyWindow *self, const char *folder)
{
  g_autoptr (GError) error = NULL;

  if (self->session && !sy_folder_watch_remember (sy_session_get_workbook (self->session), folder, &error))
    sy_window_show_banner (self, error->message);
}

static void
on_folder_chosen_cb (SyWindow *self, int response, GtkNativeDialog *dialog)
{
  g_autoptr (GFile) folder =
      response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  g_autofree char *path = folder ? g_file_get_path (folder) : NULL;

  g_clear_object (&self->chooser);
  if (path && watch (self, path))
    remember (self, path);
}

static void
on_watch_folder_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SyWindow *self = SY_WINDOW (widget);

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_ ("Watch a Folder"), GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _ ("_Watch"), NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_folder_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
on_stop_watching_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sy_window_stop_watching (SY_WINDOW (widget));
  remember (SY_WINDOW (widget), NULL);
  sy_window_toast (SY_WINDOW (widget), _ ("The folder is not watched any more"));
}

void
sy_window_folder_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.watch-folder", NULL, on_watch_folder_cb);
  gtk_widget_class_install_action (widget_class, "win.stop-watching", NULL, on_stop_watching_cb);
}
