/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In the place of the reader of databases where the program is built without ODBC, as in a sandbox that sees
 * no drivers. */
#include "config.h"

#include "sy-odbc-reader.h"

#include <glib/gi18n-lib.h>

static gboolean
refuse (GError **error)
{
  g_set_error_literal (
      error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_DATABASE,
      _ ("Steelyard was built without ODBC here and reads no databases: save the table as CSV or "
         "XLSX and import that."));
  return FALSE;
}

gboolean
sy_odbc_reader_is_built (void)
{
  return FALSE;
}

char **
sy_odbc_list_sources (void)
{
  return g_new0 (char *, 1);
}

char **
sy_odbc_list_drivers (void)
{
  return g_new0 (char *, 1);
}

gboolean
sy_odbc_reader_inspect (const char *path,
                        const SyReadOptions *options,
                        SyFileInfo *info,
                        GCancellable *cancellable,
                        GError **error)
{
  return refuse (error);
}

gboolean
sy_odbc_reader_read (
    const char *path, const char *sheet, const SyCellSink *sink, GCancellable *cancellable, GError **error)
{
  return refuse (error);
}
