/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder in which files arrive that a workbook has recipes for. */
#pragma once

#include "sy-workbook.h"

G_BEGIN_DECLS

#define SY_TYPE_FOLDER_WATCH (sy_folder_watch_get_type ())
G_DECLARE_FINAL_TYPE (SyFolderWatch, sy_folder_watch, SY, FOLDER_WATCH, GObject)
/* Signals: "arrived" (const char *path) — a file that is new or has changed, has come to rest, fits a recipe
 * of the workbook, and is not in it yet. Told once for each state of a file, on the main context that was the
 * thread's default when the watch was made.
 * "waits" (const char *path, const char *reason) — it fits, but a file that it is looked up in is not there
 * yet. Told once; when other files come it is looked at again, and arrives. */

/* Files that lie there already are looked at too. %NULL with an I/O error when @folder can't be watched. */
SyFolderWatch *sy_folder_watch_new (SyWorkbook *workbook, const char *folder, GError **error);
const char *sy_folder_watch_get_folder (SyFolderWatch *self);
/* How long a file must have been left alone; 2,000 unless told. */
void sy_folder_watch_set_rest (SyFolderWatch *self, guint milliseconds);

/* The document keeps which folder is watched; NULL: none any more. */
gboolean sy_folder_watch_remember (SyWorkbook *workbook, const char *folder, GError **error);
/* (transfer full) (nullable): the one it keeps. */
char *sy_folder_watch_dup_remembered (SyWorkbook *workbook);

G_END_DECLS
