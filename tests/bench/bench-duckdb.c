/* SPDX-License-Identifier: GPL-3.0-or-later */
/* DuckDB's own way from a CSV file to a table on disk, on a connection without our settings.
 * Usage: bench-duckdb FILE.csv NEW.db; prints “peer SECONDS”. */
#include <duckdb.h>
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>

static void
run (duckdb_connection connection, const char *sql)
{
  duckdb_result result;

  if (duckdb_query (connection, sql, &result) != DuckDBSuccess)
    g_error ("%s", duckdb_result_error (&result));
  duckdb_destroy_result (&result);
}

int
main (int argc, char **argv)
{
  duckdb_database database;
  duckdb_connection connection;
  g_autoptr (GString) sql = g_string_new ("CREATE TABLE sales AS FROM read_csv(");
  g_autofree char *quoted = NULL;
  gint64 start;

  if (argc != 3)
    return 2;
  start = g_get_monotonic_time ();
  if (duckdb_open (argv[2], &database) != DuckDBSuccess
      || duckdb_connect (database, &connection) != DuckDBSuccess)
    g_error ("%s: cannot be opened", argv[2]);
  quoted = g_strescape (argv[1], NULL);
  g_string_append_printf (sql, "'%s')", quoted);
  run (connection, sql->str);
  run (connection, "CHECKPOINT");
  duckdb_disconnect (&connection);
  duckdb_close (&database);
  printf ("peer %.4f\n", (double) (g_get_monotonic_time () - start) / 1e6);
  return EXIT_SUCCESS;
}
