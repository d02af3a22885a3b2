/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A private folder for what doesn't fit in memory: nobody else may read it, and nothing of it stays behind.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SySpillFolder SySpillFolder;

/* @parent NULL: steelyard/spill under the user's cache. Removes what ended processes left there. */
SySpillFolder *sy_spill_folder_new (const char *parent, GError **error);
const char *sy_spill_folder_get_path (SySpillFolder *self);
/* Bytes an engine may put there: half of what is free, 16 GiB at most. */
guint64 sy_spill_folder_get_room (SySpillFolder *self);
/* Removes the folder. */
void sy_spill_folder_free (SySpillFolder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SySpillFolder, sy_spill_folder_free)

G_END_DECLS
