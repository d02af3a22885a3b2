/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all exporters share: errors, progress, and files that are written whole or not at all. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SY_EXPORT_ERROR (sy_export_error_quark ())
GQuark sy_export_error_quark (void);
typedef enum
{
  SY_EXPORT_ERROR_FORMAT, /* the file's name ends in nothing that we write; lists what we do */
  SY_EXPORT_ERROR_WRITE,  /* can't write there, disk full; the old file is unchanged */
  SY_EXPORT_ERROR_LIMIT,  /* beyond what the format holds, and no way to split or cut is honest */
} SyExportError;

/* Units done of all ("12 of 40 tables"); from the calling thread. */
typedef void (*SyExportProgress) (guint64 done, guint64 total, const char *unit, gpointer user_data);

/* A name for a temporary file in the folder of @path, to be handed to the functions below; freed by the
 * caller. */
char *sy_export_temporary_name (const char *path);
/* fsync and rename over @path; on failure the temporary file is removed and @path is what it was. */
gboolean sy_export_finish (const char *temporary, const char *path, GError **error);
void sy_export_abandon (const char *temporary);

G_END_DECLS
