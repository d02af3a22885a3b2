/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cli-watch.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <signal.h>

#include "sy-cli-arrive.h"
#include "sy-folder-watch.h"

typedef struct
{
  SyWorkbook *workbook;
  const SyCliOptions *options;
} Watch;

static void
on_arrived_cb (Watch *self, const char *path)
{
  g_autoptr (GError) error = NULL;

  if (!sy_cli_bring_in (self->workbook, self->options, path, self->options->sheet, TRUE, &error))
    g_printerr ("%s\n", error->message);
}

static void
on_waits_cb (SyFolderWatch *watch, const char *path, const char *reason, gpointer data)
{
  g_printerr (_ ("%s: it is taken in when that file has come\n"), reason);
}

static gboolean
on_signal_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

gboolean
sy_cli_watch (SyWorkbook *workbook, const SyCliOptions *options, GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (SyFolderWatch) watch = NULL;
  Watch self = { workbook, options };
  guint interrupted, ended;

  if (!options->watch)
    return TRUE;
  watch = sy_folder_watch_new (workbook, options->watch, error);
  if (!watch)
    return FALSE;
  g_signal_connect_swapped (watch, "arrived", G_CALLBACK (on_arrived_cb), &self);
  g_signal_connect (watch, "waits", G_CALLBACK (on_waits_cb), NULL);
  interrupted = g_unix_signal_add (SIGINT, on_signal_cb, loop);
  ended = g_unix_signal_add (SIGTERM, on_signal_cb, loop);
  g_printerr (_ ("Watching “%s”; Ctrl+C ends it\n"), options->watch);
  g_main_loop_run (loop);
  g_source_remove (interrupted);
  g_source_remove (ended);
  g_signal_handlers_disconnect_by_data (watch, &self);
  return TRUE;
}
