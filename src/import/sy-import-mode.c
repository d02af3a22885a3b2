/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of the ways in which a file joins. */
#include "config.h"

#include "sy-import-mode.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *id;
  const char *title;
} modes[SY_IMPORT_N_MODES] = {
  [SY_IMPORT_APPEND] = { "append", N_ ("Add to the rows that are there") },
  [SY_IMPORT_REPLACE_PERIOD] = { "replace-period", N_ ("Replace the days that the file covers") },
  [SY_IMPORT_UPSERT] = { "upsert", N_ ("Replace the rows that have the same key") },
  [SY_IMPORT_REPLACE_ALL] = { "replace-all", N_ ("Replace all rows") },
};

const char *
sy_import_mode_get_id (SyImportMode mode)
{
  g_return_val_if_fail ((guint) mode < SY_IMPORT_N_MODES, NULL);
  return modes[mode].id;
}

const char *
sy_import_mode_get_title (SyImportMode mode)
{
  g_return_val_if_fail ((guint) mode < SY_IMPORT_N_MODES, NULL);
  return _ (modes[mode].title);
}

gboolean
sy_import_mode_from_id (const char *id, SyImportMode *mode)
{
  for (guint i = 0; id && i < SY_IMPORT_N_MODES; i++)
    if (g_str_equal (modes[i].id, id))
      {
        *mode = (SyImportMode) i;
        return TRUE;
      }
  return FALSE;
}
