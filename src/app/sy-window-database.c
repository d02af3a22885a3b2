/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables and queries of databases come in by the same line as files. */
#include "config.h"

#include "sy-database-dialog.h"
#include "sy-odbc-reader.h"
#include "sy-window-private.h"

static void
on_chosen_cb (SyWindow *self, const char *database, const char *sheet, const char *title)
{
  SyIncoming *item = sy_incoming_new (database, sheet);

  item->title = g_strdup (title);
  sy_window_bring_in (self, item);
}

static void
on_import_database_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SyDatabaseDialog *dialog = sy_database_dialog_new (GTK_WINDOW (widget));

  g_signal_connect_object (dialog, "chosen", G_CALLBACK (on_chosen_cb), widget, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
sy_window_database_install (GtkWidgetClass *widget_class)
{
  if (sy_odbc_reader_is_built ())
    gtk_widget_class_install_action (widget_class, "win.add-database", NULL, on_import_database_cb);
}
