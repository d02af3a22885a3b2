/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-clipboard-file.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#define HTML_TYPE "text/html"
#define TEXT_TYPE "text/plain;charset=utf-8"
#define MAX_BYTES (256u * 1024 * 1024)
#define CHUNK 65536

typedef struct
{
  GdkClipboard *clipboard;
  GByteArray *bytes;
  gboolean tried_html;
  guint8 chunk[CHUNK];
} Reading;

static void
free_reading (gpointer data)
{
  Reading *reading = data;

  g_object_unref (reading->clipboard);
  g_byte_array_unref (reading->bytes);
  g_free (reading);
}

static gboolean
holds (const GByteArray *bytes, const char *word)
{
  gsize length = strlen (word);

  for (guint i = 0; i + length <= bytes->len; i++)
    if (g_ascii_strncasecmp ((const char *) bytes->data + i, word, length) == 0)
      return TRUE;
  return FALSE;
}

/* --- the file --- */

static char *
write_file (const GByteArray *bytes, const char *name, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("steelyard-clipboard-XXXXXX", error);
  g_autofree char *path = folder ? g_build_filename (folder, name, NULL) : NULL;

  if (!path)
    return NULL;
  if (g_file_set_contents_full (path, (const char *) bytes->data, (gssize) bytes->len,
                                G_FILE_SET_CONTENTS_NONE, 0600, error))
    return g_steal_pointer (&path);
  g_rmdir (folder);
  return NULL;
}

/* --- reading, piece by piece --- */

static void read_type (GTask *task, const char *type);

/* A spreadsheet's text is what was typed; its HTML is what it looks like. A web page's table has its rows and
 * columns in the HTML only. */
static gboolean
is_table_of_page (const GByteArray *bytes)
{
  return holds (bytes, "<table") && !holds (bytes, "office:excel") && !holds (bytes, "office:spreadsheet")
         && !holds (bytes, "LibreOffice");
}

static void
finish_reading (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);
  gboolean has_text =
      gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (reading->clipboard), TEXT_TYPE);
  gboolean html = reading->tried_html;
  g_autoptr (GError) error = NULL;
  char *path;

  if (html && has_text && !is_table_of_page (reading->bytes))
    {
      g_byte_array_set_size (reading->bytes, 0);
      reading->tried_html = FALSE;
      read_type (task, TEXT_TYPE);
      return;
    }
  if (reading->bytes->len == 0)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("There is nothing to paste"));
      g_object_unref (task);
      return;
    }
  path = write_file (reading->bytes, html ? "clipboard.html" : "clipboard.tsv", &error);
  if (path)
    g_task_return_pointer (task, path, g_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
  g_object_unref (task);
}

static void
on_chunk_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);

  if (n > 0 && reading->bytes->len + (gsize) n > MAX_BYTES)
    g_set_error (&error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                 _ ("What was copied is larger than %u MB: save it as a file and open that"),
                 MAX_BYTES / 1024 / 1024);
  if (error)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      g_object_unref (task);
      return;
    }
  if (n == 0)
    {
      finish_reading (task);
      return;
    }
  g_byte_array_append (reading->bytes, reading->chunk, (guint) n);
  g_input_stream_read_async (G_INPUT_STREAM (source), reading->chunk, CHUNK, G_PRIORITY_DEFAULT,
                             g_task_get_cancellable (task), on_chunk_cb, task);
}

static void
on_opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, NULL, &error);

  if (!stream)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      g_object_unref (task);
      return;
    }
  g_input_stream_read_async (stream, reading->chunk, CHUNK, G_PRIORITY_DEFAULT, g_task_get_cancellable (task),
                             on_chunk_cb, task);
}

static void
read_type (GTask *task, const char *type)
{
  Reading *reading = g_task_get_task_data (task);
  const char *types[] = { type, NULL };

  gdk_clipboard_read_async (reading->clipboard, types, G_PRIORITY_DEFAULT, g_task_get_cancellable (task),
                            on_opened_cb, task);
}

void
sy_clipboard_file_write_async (GdkClipboard *clipboard,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);
  GTask *task = g_task_new (clipboard, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  reading->clipboard = g_object_ref (clipboard);
  reading->bytes = g_byte_array_new ();
  reading->tried_html = gdk_content_formats_contain_mime_type (formats, HTML_TYPE);
  g_task_set_task_data (task, reading, free_reading);
  if (!reading->tried_html && !gdk_content_formats_contain_mime_type (formats, TEXT_TYPE))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                               _ ("There is no table to paste: copy cells in a spreadsheet or a web page"));
      g_object_unref (task);
      return;
    }
  read_type (task, reading->tried_html ? HTML_TYPE : TEXT_TYPE);
}

char *
sy_clipboard_file_write_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
