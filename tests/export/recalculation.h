/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a workbook says after LibreOffice has recalculated every cell. */
#pragma once

#include <sys/wait.h>

#include "export-fixture.h"

/* “sheet, tab, row,column” (0-based) → value of each formula cell as Python writes it; NULL where there is no
 * LibreOffice. */
static inline GHashTable *
recalculate (const char *path, const char *const *settings)
{
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "tests", "export", "recalculate.py", NULL);
  g_autofree char *out = g_strconcat (path, ".tsv", NULL);
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GHashTable *cells;
  int status = 0;

  g_ptr_array_add (arguments, (gpointer) "/usr/bin/python3");
  g_ptr_array_add (arguments, script);
  g_ptr_array_add (arguments, (gpointer) path);
  g_ptr_array_add (arguments, out);
  for (guint i = 0; settings && settings[i]; i++)
    g_ptr_array_add (arguments, (gpointer) settings[i]);
  g_ptr_array_add (arguments, NULL);
  if (!g_spawn_sync (NULL, (char **) arguments->pdata, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status,
                     NULL)
      || (WIFEXITED (status) && WEXITSTATUS (status) == 77))
    return NULL;
  g_assert_cmpint (status, ==, 0);
  g_assert_true (g_file_get_contents (out, &text, NULL, NULL));
  cells = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i]; i++)
    {
      char *value = strrchr (lines[i], '\t');

      if (value)
        g_hash_table_insert (cells, g_strndup (lines[i], (gsize) (value - lines[i])), g_strdup (value + 1));
    }
  return cells;
}
