/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the rows of a further file join the rows that are there. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SY_IMPORT_APPEND,         /* behind the rows that are there */
  SY_IMPORT_REPLACE_PERIOD, /* in the place of the rows of the days that the file covers */
  SY_IMPORT_UPSERT,         /* in the place of the rows that have the same key */
  SY_IMPORT_REPLACE_ALL,    /* in the place of all rows */
} SyImportMode;
#define SY_IMPORT_N_MODES 4

/* "append", "replace-period", "upsert", "replace-all": as options and recipes have them. */
const char *sy_import_mode_get_id (SyImportMode mode);
gboolean sy_import_mode_from_id (const char *id, SyImportMode *mode);
/* "Add to what is there" …, translated. */
const char *sy_import_mode_get_title (SyImportMode mode);

G_END_DECLS
