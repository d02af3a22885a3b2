/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was copied in a spreadsheet or a web page, as a file that the importer reads. */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/**
 * sy_clipboard_file_write_async:
 *
 * Writes the clipboard's table into a file of its own in a private folder: the HTML of a web page where there
 * is a table in it, else the text, in which spreadsheets separate cells by tabs.
 */
void sy_clipboard_file_write_async (GdkClipboard *clipboard,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
/* (transfer full): the path of the file, in a folder that holds nothing else; the caller removes both. */
char *sy_clipboard_file_write_finish (GAsyncResult *result, GError **error);

G_END_DECLS
