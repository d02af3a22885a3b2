/* SPDX-License-Identifier: GPL-3.0-or-later */
/* DuckDB's C API gives the kind of an error for results alone; its messages begin with the kind in all cases.
 */
#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-duckdb-private.h"

static gboolean
says_disk_full (const char *message)
{
  return strstr (message, "No space left") || strstr (message, "Disk quota")
         || strstr (message, "File too large");
}

static gboolean
says_not_writable (const char *message)
{
  return strstr (message, "Permission denied") || strstr (message, "Read-only file system")
         || strstr (message, "Operation not permitted");
}

/* What DuckDB adds in further paragraphs (the place in the statement, settings to try) is for those who look
 * for it. */
static char *
first_paragraph (const char *message)
{
  g_auto (GStrv) paragraphs = g_strsplit (message ? message : "unknown", "\n\n", 2);

  if (paragraphs[0] && paragraphs[1])
    g_debug ("%s", message);
  return g_strdelimit (g_strdup (paragraphs[0] ? paragraphs[0] : ""), "\n", ' ');
}

void
sy_duckdb_set_error (GError **error, const char *full_message)
{
  g_autofree char *message = first_paragraph (full_message);

  if (g_str_has_prefix (message, "INTERRUPT Error"))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Cancelled"));
  else if (g_str_has_prefix (message, "FATAL Error") || g_str_has_prefix (message, "INTERNAL Error")
           || strstr (message, "database has been invalidated"))
    g_set_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_INVALIDATED,
                 says_disk_full (message) ? _ ("The disk is full. All earlier changes are kept; free some "
                                               "space, then open the document again. (%s)")
                                          : _ ("The database stopped after a grave error and must be opened "
                                               "again; committed changes are kept. (%s)"),
                 message);
  else if (g_str_has_prefix (message, "Out of Memory Error"))
    g_set_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_MEMORY,
                 _ ("Not enough memory or temporary space for this; try fewer rows or columns. (%s)"),
                 message);
  else if (says_disk_full (message))
    g_set_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_DISK_FULL,
                 _ ("The disk is full; nothing of this change was kept. (%s)"), message);
  else if (strstr (message, "attached in read-only mode"))
    g_set_error_literal (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_READ_ONLY,
                         _ ("The document is open for reading only"));
  else
    g_set_error_literal (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED, message);
}

void
sy_duckdb_set_open_error (GError **error, const char *path, const char *full_message)
{
  g_autofree char *message = first_paragraph (full_message);
  int code = SY_ENGINE_ERROR_OPEN;
  const char *format;

  if (strstr (message, "Could not set lock"))
    {
      code = SY_ENGINE_ERROR_LOCKED;
      format = _ ("“%s” is already open in another window or program; close it there or open a copy. (%s)");
    }
  else if (strstr (message, "version number") || strstr (message, "newer version")
           || strstr (message, "storage version"))
    format = _ ("“%s” was written by a newer version of the program; update to open it. (%s)");
  else if (strstr (message, "WAL"))
    format = _ ("The change log “%s.wal” is damaged or belongs to another document; move it away to open the "
                "document "
                "without it. (%s)");
  else if (says_disk_full (message))
    {
      code = SY_ENGINE_ERROR_DISK_FULL;
      format = _ ("Can’t open “%s”: the disk is full. (%s)");
    }
  else if (says_not_writable (message))
    {
      code = SY_ENGINE_ERROR_READ_ONLY;
      format = _ ("“%s” can’t be written here; save a copy in another folder. (%s)");
    }
  else if (strstr (message, "not a valid DuckDB database file"))
    format = _ ("“%s” is not a Steelyard document. (%s)");
  else if (strstr (message, "Corrupt") || strstr (message, "Could not read enough bytes"))
    format = _ ("“%s” is damaged; use a backup copy. (%s)");
  else
    format = _ ("Can’t open “%s”. (%s)");
    /* The format is one of the above. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_set_error (error, SY_ENGINE_ERROR, code, format, path, message);
#pragma GCC diagnostic pop
}
