/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of a database as names to choose from, and the statement that reads one of them. */
#include "config.h"

#include "sy-odbc-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_TABLES 5000

typedef struct
{
  char *catalog, *schema, *name;
} Table;

static void
free_table (gpointer data)
{
  Table *table = data;

  g_free (table->catalog);
  g_free (table->schema);
  g_free (table->name);
  g_free (table);
}

static char *
get_text (SQLHSTMT statement, SQLUSMALLINT column)
{
  SQLWCHAR text[512] = { 0 };
  SQLLEN n = 0;

  if (!SQL_SUCCEEDED (SQLGetData (statement, column, SQL_C_WCHAR, text, sizeof text, &n))
      || n == SQL_NULL_DATA)
    return g_strdup ("");
  text[G_N_ELEMENTS (text) - 1] = 0;
  return sy_odbc_from_wide (text, -1);
}

static gboolean
is_system_schema (const char *schema)
{
  static const char *const names[] = { "information_schema", "pg_catalog", "pg_toast", "sys", "mysql",
                                       "performance_schema" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (schema, names[i]) == 0)
      return TRUE;
  return FALSE;
}

static char *
get_info (SyOdbcConnection *self, SQLUSMALLINT what)
{
  SQLWCHAR text[256] = { 0 };
  SQLSMALLINT n = 0;

  if (!SQL_SUCCEEDED (SQLGetInfoW (self->handle, what, text, sizeof text, &n)))
    return g_strdup ("");
  text[G_N_ELEMENTS (text) - 1] = 0;
  return sy_odbc_from_wide (text, -1);
}

static GPtrArray *
fetch_tables (SyOdbcConnection *self, SQLHSTMT statement)
{
  GPtrArray *tables = g_ptr_array_new_with_free_func (free_table);
  /* Servers with many databases list them all; one is connected to. */
  g_autofree char *current = get_info (self, SQL_DATABASE_NAME);

  while (tables->len < MAX_TABLES && SQL_SUCCEEDED (SQLFetch (statement)))
    {
      Table *table = g_new0 (Table, 1);

      table->catalog = get_text (statement, 1);
      table->schema = get_text (statement, 2);
      table->name = get_text (statement, 3);
      if (!*table->name || is_system_schema (table->schema)
          || (*current && *table->catalog && strcmp (current, table->catalog) != 0))
        free_table (table);
      else
        g_ptr_array_add (tables, table);
    }
  return tables;
}

static GPtrArray *
list_tables (SyOdbcConnection *self, GCancellable *cancellable, GError **error)
{
  static const char kinds[] = "TABLE,VIEW";
  SQLHSTMT statement = SQL_NULL_HSTMT;
  g_autofree SQLWCHAR *wide = sy_odbc_to_wide (kinds, NULL);
  GPtrArray *tables = NULL;
  gulong watch;

  if (!SQL_SUCCEEDED (SQLAllocHandle (SQL_HANDLE_STMT, self->handle, &statement)))
    {
      g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_DATABASE,
                   _ ("Lost the connection to “%s”; nothing was saved. Try again."), self->title);
      return NULL;
    }
  watch = sy_odbc_watch (statement, cancellable);
  if (SQL_SUCCEEDED (SQLTablesW (statement, NULL, 0, NULL, 0, NULL, 0, wide, (SQLSMALLINT) strlen (kinds))))
    tables = fetch_tables (self, statement);
  else
    sy_odbc_fail (self, statement, cancellable, error);
  g_cancellable_disconnect (cancellable, watch);
  SQLFreeHandle (SQL_HANDLE_STMT, statement);
  return tables;
}

/* The schema is said where it is not the one that everybody has. */
static char *
name_table (const Table *table)
{
  static const char *const usual[] = { "", "public", "dbo", "main" };

  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    if (strcmp (table->schema, usual[i]) == 0)
      return g_strdup (table->name);
  return g_strdup_printf ("%s.%s", table->schema, table->name);
}

/**
 * sy_odbc_connection_list_tables:
 *
 * Returns: (transfer full) (element-type utf8) (nullable): names of tables and views, at most 5,000
 */
GPtrArray *
sy_odbc_connection_list_tables (SyOdbcConnection *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) tables = list_tables (self, cancellable, error);
  GPtrArray *names;

  if (!tables)
    return NULL;
  names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < tables->len; i++)
    g_ptr_array_add (names, name_table (tables->pdata[i]));
  return names;
}

static void
append_quoted (GString *sql, const char *quote, const char *name)
{
  /* SQL Server and Access may say “[” */
  const char *end = *quote == '[' ? "]" : quote;
  g_auto (GStrv) pieces = g_strsplit (name, end, -1);
  g_autofree char *twice = g_strconcat (end, end, NULL);
  g_autofree char *escaped = g_strjoinv (twice, pieces);

  g_string_append_printf (sql, "%s%s%s", quote, escaped, end);
}

/**
 * sy_odbc_connection_write_select:
 * @table: a name as sy_odbc_connection_list_tables() gives it
 *
 * Returns: (transfer full) (nullable): the statement that reads all of it, names quoted as the database wants
 * them; %NULL with %SY_IMPORT_ERROR_SHEET when there is no such table
 */
char *
sy_odbc_connection_write_select (SyOdbcConnection *self,
                                 const char *table,
                                 GCancellable *cancellable,
                                 GError **error)
{
  g_autoptr (GPtrArray) tables = list_tables (self, cancellable, error);
  g_autofree char *quote = get_info (self, SQL_IDENTIFIER_QUOTE_CHAR);

  if (!tables)
    return NULL;
  if (!*quote || *quote == ' ')
    {
      g_free (quote);
      quote = g_strdup ("\"");
    }
  for (guint i = 0; i < tables->len; i++)
    {
      const Table *found = tables->pdata[i];
      g_autofree char *name = name_table (found);
      g_autoptr (GString) sql = NULL;

      if (strcmp (name, table) != 0)
        continue;
      sql = g_string_new ("SELECT * FROM ");
      if (*found->schema)
        {
          append_quoted (sql, quote, found->schema);
          g_string_append_c (sql, '.');
        }
      append_quoted (sql, quote, found->name);
      return g_string_free (g_steal_pointer (&sql), FALSE);
    }
  g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_SHEET, _ ("“%s” has no table “%s”."), self->title,
               table);
  return NULL;
}
