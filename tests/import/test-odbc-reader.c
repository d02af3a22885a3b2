/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Databases over ODBC: tables as sheets, typed cells, passwords that never show, and clear words where it
 * does not work. The database is SQLite's own, made here. */
#include "config.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <sql.h>
#include <sqlext.h>
#include <string.h>

#include "import-fixture.h"
#include "sy-odbc-connection.h"
#include "sy-odbc-query.h"
#include "sy-odbc-reader.h"
#include "sy-password-store.h"

#define DRIVER "SQLite3"

static char *folder;
static char *database; /* its name */

static const char *const statements[] = {
  "CREATE TABLE \"销售\" (\"日期\" DATE, \"订单号\" VARCHAR(30), \"商品\" VARCHAR(80), \"数量\" INTEGER, "
  "\"金额\" "
  "DECIMAL(12,2), \"时间\" TIMESTAMP, \"图片\" BLOB)",
  "INSERT INTO \"销售\" VALUES ('2023-01-05', '20230105000123456789', '可乐😀', 2, '7.10', '2023-01-05 "
  "09:30:00', "
  "x'00ff')",
  "INSERT INTO \"销售\" VALUES ('2023-01-06', '00042', 'a\"b;--', -1, '-3.55', NULL, NULL)",
  "INSERT INTO \"销售\" VALUES (NULL, NULL, '', NULL, NULL, NULL, NULL)",
  "CREATE TABLE shifts (length TIME)",
  "INSERT INTO shifts VALUES ('-01:30:00.000'), ('12:34:56.500'), ('830:00:01'), (NULL), ('00:00:30')",
  "CREATE TABLE \"odd \"\" name\" (x VARCHAR(10))",
  "INSERT INTO \"odd \"\" name\" VALUES ('one')",
};

/* FALSE: there is no driver. */
static gboolean
make_database (void)
{
  g_autofree char *file = NULL;
  g_autofree char *text = NULL;
  SQLHENV environment;
  SQLHDBC connection;
  SQLHSTMT statement;
  gboolean ok;

  folder = g_dir_make_tmp ("steelyard-odbc-XXXXXX", NULL);
  file = g_build_filename (folder, "shop.db", NULL);
  text = g_strdup_printf ("Driver=" DRIVER ";Database=%s", file);
  database = g_strconcat (SY_ODBC_PREFIX, text, NULL);
  SQLAllocHandle (SQL_HANDLE_ENV, SQL_NULL_HANDLE, &environment);
  SQLSetEnvAttr (environment, SQL_ATTR_ODBC_VERSION, (SQLPOINTER) SQL_OV_ODBC3, 0);
  SQLAllocHandle (SQL_HANDLE_DBC, environment, &connection);
  ok = SQL_SUCCEEDED (
      SQLDriverConnect (connection, NULL, (SQLCHAR *) text, SQL_NTS, NULL, 0, NULL, SQL_DRIVER_NOPROMPT));
  for (guint i = 0; ok && i < G_N_ELEMENTS (statements); i++)
    {
      SQLAllocHandle (SQL_HANDLE_STMT, connection, &statement);
      g_assert_true (SQL_SUCCEEDED (SQLExecDirect (statement, (SQLCHAR *) statements[i], SQL_NTS)));
      SQLFreeHandle (SQL_HANDLE_STMT, statement);
    }
  if (ok)
    SQLDisconnect (connection);
  SQLFreeHandle (SQL_HANDLE_DBC, connection);
  SQLFreeHandle (SQL_HANDLE_ENV, environment);
  return ok;
}

/* --- a sink that writes cells down --- */

static gboolean
begin_sheet (gpointer self, guint index, const char *name)
{
  return TRUE;
}

static gboolean
write_row (gpointer self, guint64 row, const SyCell *cells, guint n_cells)
{
  GString *out = self;

  g_string_append_printf (out, "%" G_GUINT64_FORMAT ":", row);
  for (guint i = 0; i < n_cells; i++)
    {
      static const char *const kinds = "_tndib#";
      g_string_append_printf (out, " %c", kinds[cells[i].kind]);
      if (cells[i].kind == SY_CELL_DATE || cells[i].kind == SY_CELL_TIME)
        g_string_append_printf (out, "%.6f", cells[i].number);
      else if (cells[i].text)
        g_string_append_len (out, cells[i].text, (gssize) cells[i].length);
    }
  g_string_append_c (out, '\n');
  return TRUE;
}

static void
write_refusal (gpointer self, guint64 row, const char *text, const char *reason)
{
  g_string_append_printf (self, "refused %" G_GUINT64_FORMAT " %s\n", row, text);
}

static void
end_sheet (gpointer self)
{
}

static char *
read_sheet (const char *sheet, GError **error)
{
  static const SyCellSinkFuncs funcs = { begin_sheet, write_row, write_refusal, end_sheet, NULL };
  g_autoptr (GString) out = g_string_new (NULL);
  SyCellSink sink = { &funcs, out };
  SyReadOptions options = { .sheet = sheet };
  g_autoptr (SyFileInfo) info = sy_reader_inspect (database, &options, NULL, error);

  if (!info || !sy_reader_read (database, info, 0, &options, &sink, NULL, error))
    return NULL;
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* --- tests --- */

static void
test_tables_are_sheets (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyFileInfo) info = sy_reader_inspect (database, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (info->format, ==, SY_FILE_DATABASE);
  g_assert_cmpuint (info->sheets->len, ==, 3);
  g_assert_true (g_ptr_array_find_with_equal_func (info->sheets, "销售", g_str_equal, NULL));
  g_assert_true (g_ptr_array_find_with_equal_func (info->sheets, "odd \" name", g_str_equal, NULL));
}

/* As MariaDB writes them, whose times are spans of up to 838 hours either way. */
static void
test_times_keep_their_sign (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = read_sheet ("shifts", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==,
                   "1: tlength\n2: t-01:30:00.000\n3: t12:34:56.500\n4: t830:00:01\n5: _\n6: t00:00:30\n");
}

/* 2023-01-05 is 44931 in Excel. SQLite calls decimals text; what they are is told from the digits later. */
static void
test_cells_are_typed (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = read_sheet ("销售", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==,
                   "refused 1 图片\n"
                   "1: t日期 t订单号 t商品 t数量 t金额 t时间 t图片\n"
                   "2: d44931.000000 t20230105000123456789 t可乐😀 n2 t7.1 d44931.395833 _\n"
                   "3: d44932.000000 t00042 ta\"b;-- n-1 t-3.55 _ _\n"
                   "4: _ _ _ _ _ _ _\n");
}

static void
test_names_are_quoted (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = read_sheet ("odd \" name", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "1: tx\n2: tone\n");
}

static void
test_query (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = read_sheet ("SELECT sum(\"数量\") AS n FROM \"销售\"", &error);

  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (text, "1: tn\n2: n1\n") || g_str_has_prefix (text, "1: tn\n2: t1\n"));
}

typedef struct
{
  const char *sql;
  gboolean allowed;
} QueryCase;

static const QueryCase queries[] = {
  { "SELECT 1", TRUE },
  { " select a from b; ", TRUE },
  { "WITH x AS (SELECT 1) SELECT * FROM x", TRUE },
  { "SELECT ';' AS x", TRUE },
  { "SELECT 1; DROP TABLE a", FALSE },
  { "SELECT ';'; DROP TABLE a", FALSE },
  { "DELETE FROM a", FALSE },
  { "selection", FALSE },
  { "", FALSE },
};

static void
test_only_reading (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    g_assert_cmpint (sy_odbc_check_query (queries[i].sql, NULL), ==, queries[i].allowed);
}

static void
test_rows_become_a_source (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) kinds = fixture_kinds ();
  g_autoptr (SyEngine) engine = fixture_engine ();
  SyReadOptions options = { .sheet = "销售" };
  g_autoptr (SyImportPlan) plan = sy_importer_recognise (database, &options, kinds, NULL, NULL, &error);
  g_autoptr (SyImportReport) report = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (plan->kind ? sy_source_kind_get_id (plan->kind) : NULL, ==, "sales");
  g_assert_true (sy_engine_begin (engine, &error));
  report = sy_importer_load (plan, engine, "t", NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (sy_engine_commit (engine, &error));
  fixture_assert_value (engine, "SELECT sum(amount)::VARCHAR FROM t", "3.55");
  fixture_assert_value (engine, "SELECT \"order\" FROM t WHERE quantity = 2", "20230105000123456789");
}

typedef struct
{
  const char *path;
  SyImportError code;
} FailureCase;

static const FailureCase failures[] = {
  { "odbc:DSN=there-is-none", SY_IMPORT_ERROR_DATABASE },
  { "odbc:Driver=no-such-driver;Server=x;PWD=geheim-4711", SY_IMPORT_ERROR_DATABASE },
  { "odbc:", SY_IMPORT_ERROR_DATABASE },
};

static void
test_no_connection_in_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SyFileInfo) info = sy_reader_inspect (failures[i].path, NULL, NULL, &error);

      g_assert_null (info);
      g_assert_error (error, SY_IMPORT_ERROR, (int) failures[i].code);
      g_assert_null (strstr (error->message, "geheim-4711"));
      g_assert_null (strchr (error->message, '\n'));
    }
}

static void
test_no_such_table (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = read_sheet ("missing", &error);

  g_assert_null (text);
  g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_SHEET);
}

static void
test_a_wrong_query_in_words (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = read_sheet ("SELECT nothing FROM nowhere", &error);

  g_assert_null (text);
  g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_DATABASE);
}

typedef struct
{
  const char *path, *name, *password, *title;
} NameCase;

static const NameCase names[] = {
  { "odbc:DSN=Sales;UID=anna;PWD=x1", "odbc:DSN=Sales;UID=anna", "x1", "Sales" },
  { "odbc:Driver={PostgreSQL Unicode};Server=db;Password={a;b};Database=shop",
    "odbc:Driver={PostgreSQL Unicode};Server=db;Database=shop", "a;b", "shop@db" },
  { "odbc:Driver=SQLite3;Database=/tmp/x/shop.db", "odbc:Driver=SQLite3;Database=/tmp/x/shop.db", NULL,
    "shop.db" },
  { "odbc:pwd=;DSN=a", "odbc:DSN=a", "", "a" },
};

static void
test_names_hold_no_password (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *password = NULL;
      g_autofree char *name = sy_odbc_split_password (names[i].path, &password);
      g_autofree char *title = sy_odbc_dup_title (names[i].path);

      g_assert_cmpstr (name, ==, names[i].name);
      g_assert_cmpstr (password, ==, names[i].password);
      g_assert_cmpstr (title, ==, names[i].title);
    }
}

static void
test_password_of_this_run (void)
{
  g_autofree char *before = sy_password_store_lookup ("odbc:DSN=of-a-test", NULL);
  g_autofree char *after = NULL;

  g_assert_null (before);
  sy_password_store_remember ("odbc:DSN=of-a-test", "geheim");
  after = sy_password_store_lookup ("odbc:DSN=of-a-test", NULL);
  g_assert_cmpstr (after, ==, "geheim");
}

static void
test_cancelled (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (SyFileInfo) info = NULL;

  g_cancellable_cancel (cancellable);
  info = sy_reader_inspect (database, NULL, cancellable, &error);
  g_assert_null (info);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  int status;
  gboolean has_driver;

  g_test_init (&argc, &argv, NULL);
  /* For drivers of narrow text the driver manager recodes to what the locale has. */
  setlocale (LC_CTYPE, "C.UTF-8");
  g_unsetenv ("DBUS_SESSION_BUS_ADDRESS"); /* the tester's keyring is none of our business */
  has_driver = make_database ();
  g_test_add_func ("/odbc-reader/names-hold-no-password", test_names_hold_no_password);
  g_test_add_func ("/odbc-reader/password-of-this-run", test_password_of_this_run);
  g_test_add_func ("/odbc-reader/only-reading", test_only_reading);
  g_test_add_func ("/odbc-reader/no-connection-in-words", test_no_connection_in_words);
  if (has_driver)
    {
      g_test_add_func ("/odbc-reader/tables-are-sheets", test_tables_are_sheets);
      g_test_add_func ("/odbc-reader/cells-are-typed", test_cells_are_typed);
      g_test_add_func ("/odbc-reader/times-keep-their-sign", test_times_keep_their_sign);
      g_test_add_func ("/odbc-reader/names-are-quoted", test_names_are_quoted);
      g_test_add_func ("/odbc-reader/query", test_query);
      g_test_add_func ("/odbc-reader/rows-become-a-source", test_rows_become_a_source);
      g_test_add_func ("/odbc-reader/no-such-table", test_no_such_table);
      g_test_add_func ("/odbc-reader/a-wrong-query-in-words", test_a_wrong_query_in_words);
      g_test_add_func ("/odbc-reader/cancelled", test_cancelled);
    }
  else
    g_test_message ("no ODBC driver named " DRIVER " is installed: reading was not tested");
  status = g_test_run ();
  g_remove (strrchr (database, '=') + 1);
  g_rmdir (folder);
  g_free (folder);
  g_free (database);
  return status;
}
