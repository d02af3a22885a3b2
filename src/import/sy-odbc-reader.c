/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A database as a file of many sheets: each table is one, and a query can be asked for as one. */
#include "config.h"

#include "sy-odbc-reader.h"

#include <glib/gi18n-lib.h>

#include "sy-odbc-connection.h"
#include "sy-odbc-query.h"
#include "sy-password-store.h"

static SyOdbcConnection *
open_database (const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *given = NULL;
  g_autofree char *name = sy_odbc_split_password (path, &given);
  g_autofree char *password = given ? g_steal_pointer (&given) : sy_password_store_lookup (name, cancellable);

  return sy_odbc_connection_open (name, password, cancellable, error);
}

/* Letters, digits and dots are the name of a table; a query has blanks. */
static gboolean
is_query (const char *sheet)
{
  return sheet && sy_odbc_check_query (sheet, NULL);
}

gboolean
sy_odbc_reader_is_built (void)
{
  return TRUE;
}

/**
 * sy_odbc_reader_inspect:
 * @path: the name of a database
 * @options: (nullable): its sheet may be a query
 * @info: gets the names of the tables as sheets, and the query that was asked for
 *
 * Returns: %TRUE, or %FALSE with %SY_IMPORT_ERROR_PASSWORD or %SY_IMPORT_ERROR_DATABASE
 */
gboolean
sy_odbc_reader_inspect (const char *path,
                        const SyReadOptions *options,
                        SyFileInfo *info,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (SyOdbcConnection) connection = open_database (path, cancellable, error);
  g_autoptr (GPtrArray) tables = NULL;

  if (!connection)
    return FALSE;
  tables = sy_odbc_connection_list_tables (connection, cancellable, error);
  if (!tables)
    return FALSE;
  info->format = SY_FILE_DATABASE;
  info->format_name = g_strdup (_ ("Database"));
  for (guint i = 0; i < tables->len; i++)
    g_ptr_array_add (info->sheets, g_strdup (tables->pdata[i]));
  if (options && is_query (options->sheet))
    g_ptr_array_add (info->sheets, g_strdup (options->sheet));
  if (info->sheets->len > 0)
    return TRUE;
  g_set_error_literal (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_EMPTY,
                       _ ("The database has no tables that this user may read."));
  return FALSE;
}

/**
 * sy_odbc_reader_read:
 * @sheet: a table or a query
 *
 * Returns: %TRUE when all was read or the sink had enough
 */
gboolean
sy_odbc_reader_read (
    const char *path, const char *sheet, const SyCellSink *sink, GCancellable *cancellable, GError **error)
{
  g_autoptr (SyOdbcConnection) connection = open_database (path, cancellable, error);
  g_autofree char *sql = NULL;
  gboolean ok;

  if (!connection)
    return FALSE;
  sql = is_query (sheet) ? g_strdup (sheet)
                         : sy_odbc_connection_write_select (connection, sheet, cancellable, error);
  if (!sql)
    return FALSE;
  if (!sink->funcs->begin_sheet (sink->self, 0, sheet))
    return TRUE;
  ok = sy_odbc_connection_read (connection, sql, sink, cancellable, error);
  sink->funcs->end_sheet (sink->self);
  return ok;
}
