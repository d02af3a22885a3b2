/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows are written into a data chunk, 2,048 at a time, and handed to DuckDB's appender as such.
 *
 * DuckDB has no way to throw away what an appender holds: destroying it writes the rest into the table. So
 * each appender works in a transaction, on a connection of its own where the caller has none, and dropping it
 * rolls that back. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "sy-dialect.h"
#include "sy-duckdb-chunk.h"
#include "sy-duckdb-private.h"

typedef struct
{
  SyAppender parent;

  SyDuckdbEngine *engine;
  duckdb_connection connection;
  gboolean own;
  gboolean gone; /* closed, dropped, or its transaction is over */

  duckdb_appender appender;
  SyDuckdbChunk *chunk;
} DuckdbAppender;

static char *
duckdb_appender_put_cell (SyAppender *appender, guint column, const SyAppendCell *cell)
{
  return sy_duckdb_chunk_put (((DuckdbAppender *) appender)->chunk, column, cell);
}

static gboolean
set_appender_error (DuckdbAppender *self, GError **error)
{
  duckdb_error_data data = duckdb_appender_error_data (self->appender);

  sy_duckdb_set_error (error, duckdb_error_data_message (data));
  duckdb_destroy_error_data (&data);
  return FALSE;
}

static gboolean
write_chunk (DuckdbAppender *self, GError **error)
{
  if (self->chunk->n_rows == 0)
    return TRUE;
  duckdb_data_chunk_set_size (self->chunk->chunk, self->chunk->n_rows);
  if (duckdb_append_data_chunk (self->appender, self->chunk->chunk) != DuckDBSuccess)
    return set_appender_error (self, error);
  sy_duckdb_chunk_begin (self->chunk);
  return TRUE;
}

static gboolean
duckdb_appender_end_of_row (SyAppender *appender, GError **error)
{
  DuckdbAppender *self = (DuckdbAppender *) appender;

  self->chunk->n_rows++;
  return self->chunk->n_rows < self->chunk->capacity || write_chunk (self, error);
}

/* Ends DuckDB's part, with what it still holds written or lost together with the transaction. */
static void
leave (DuckdbAppender *self, const char *end_statement, const GError *lost)
{
  if (self->gone)
    return;
  self->gone = TRUE;
  if (self->appender)
    duckdb_appender_destroy (&self->appender);
  if (self->own)
    {
      if (end_statement)
        sy_duckdb_run (self->connection, end_statement, NULL);
      duckdb_disconnect (&self->connection);
    }
  sy_duckdb_engine_forget_appender (self->engine, &self->parent, self->own, lost);
}

static gboolean
duckdb_appender_close_rows (SyAppender *appender, GError **error)
{
  DuckdbAppender *self = (DuckdbAppender *) appender;
  gboolean closed;

  if (!write_chunk (self, error))
    return FALSE;
  if (duckdb_appender_close (self->appender) != DuckDBSuccess)
    return set_appender_error (self, error);
  sy_duckdb_engine_lock (self->engine);
  closed = !self->own || sy_duckdb_run (self->connection, "COMMIT", error);
  sy_duckdb_engine_unlock (self->engine);
  if (closed)
    leave (self, NULL, NULL);
  return closed;
}

static void
duckdb_appender_drop (SyAppender *appender)
{
  DuckdbAppender *self = (DuckdbAppender *) appender;
  g_autoptr (GError) lost = NULL;

  if (self->gone)
    return;
  lost = appender->error ? g_error_copy (appender->error)
                         : g_error_new (SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED,
                                        _ ("Rows for “%s” were given up, so nothing of this change was kept"),
                                        appender->table);
  leave (self, "ROLLBACK", lost);
}

static void
duckdb_appender_free_all (SyAppender *appender)
{
  DuckdbAppender *self = (DuckdbAppender *) appender;

  sy_duckdb_chunk_free (self->chunk);
  g_object_unref (self->engine);
  sy_appender_clear (appender);
  g_free (self);
}

static const SyAppenderFuncs duckdb_appender_funcs = {
  .put = duckdb_appender_put_cell,
  .end_row = duckdb_appender_end_of_row,
  .close = duckdb_appender_close_rows,
  .drop = duckdb_appender_drop,
  .free = duckdb_appender_free_all,
};

/* The appender itself knows types, but no names. */
static char **
column_names (duckdb_connection connection, const char *table, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT * FROM ");
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  duckdb_prepared_statement statement = NULL;
  gboolean prepared;

  sy_sql_append_identifier (sql, table);
  prepared = duckdb_prepare (connection, sql->str, &statement) == DuckDBSuccess;
  if (!prepared)
    sy_duckdb_set_error (error, duckdb_prepare_error (statement));
  for (idx_t i = 0; prepared && i < duckdb_prepared_statement_column_count (statement); i++)
    {
      const char *name = duckdb_prepared_statement_column_name (statement, i);

      g_strv_builder_add (names, name);
      duckdb_free ((void *) name);
    }
  duckdb_destroy_prepare (&statement);
  return prepared ? g_strv_builder_end (names) : NULL;
}

static gboolean
make_chunk (DuckdbAppender *self, GError **error)
{
  guint n = self->parent.n_columns;
  g_autofree duckdb_logical_type *types = g_new0 (duckdb_logical_type, n);

  if (duckdb_appender_column_count (self->appender) == n)
    {
      for (guint i = 0; i < n; i++)
        types[i] = duckdb_appender_column_type (self->appender, i);
      self->chunk = sy_duckdb_chunk_new (types, n);
      for (guint i = 0; i < n; i++)
        duckdb_destroy_logical_type (&types[i]);
    }
  if (!self->chunk)
    g_set_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED,
                 _ ("“%s” has a column of a type that rows can’t be appended to"), self->parent.table);
  return self->chunk != NULL;
}

SyAppender *
sy_duckdb_appender_new (
    SyDuckdbEngine *engine, duckdb_connection connection, gboolean own, const char *table, GError **error)
{
  g_auto (GStrv) names = column_names (connection, table, error);
  DuckdbAppender *self;

  if (!names)
    return NULL;
  self = g_new0 (DuckdbAppender, 1);
  sy_appender_init (&self->parent, &duckdb_appender_funcs, table, names);
  self->engine = g_object_ref (engine);
  self->connection = connection;
  self->own = own;
  if (duckdb_appender_create (connection, NULL, table, &self->appender) != DuckDBSuccess)
    set_appender_error (self, error);
  else if (make_chunk (self, error))
    return &self->parent;
  /* The caller still has the connection, and doesn't know this appender. */
  duckdb_appender_destroy (&self->appender);
  duckdb_appender_free_all (&self->parent);
  return NULL;
}

void
sy_duckdb_appender_abandon (SyAppender *appender)
{
  DuckdbAppender *self = (DuckdbAppender *) appender;

  sy_appender_fail (appender, SY_ENGINE_ERROR_FAILED,
                    _ ("The transaction ended before all its rows were appended"));
  self->gone = TRUE;
  duckdb_appender_destroy (&self->appender);
}
