/* SPDX-License-Identifier: GPL-3.0-or-later */
/* DuckDB reads the file, in an instance of its own that holds no data, may open nothing but this one
 * descriptor and cannot be told otherwise. The descriptor stands for the file, so its name is never taken for
 * a pattern. */
#include "config.h"

#include <duckdb.h>

#include "sy-duckdb-private.h"
#include "sy-parquet-file.h"

typedef struct
{
  char *name;
  char *type; /* as DuckDB says it: BIGINT, DECIMAL(10,2), TIMESTAMP … */
} Column;

struct _SyParquetFile
{
  char *path;
  duckdb_database database;
  duckdb_connection connection;
  GPtrArray *columns; /* (element-type Column) */
};

static void
column_free (gpointer data)
{
  Column *column = data;

  g_free (column->name);
  g_free (column->type);
  g_free (column);
}

static gboolean
open_database (SyParquetFile *self, GError **error)
{
  static const struct
  {
    const char *name, *value;
  } options[] = { { "memory_limit", "256MB" },
                  { "threads", "1" },
                  { "temp_directory", "" },
                  { "autoload_known_extensions", "false" },
                  { "autoinstall_known_extensions", "false" } };
  duckdb_config config = NULL;
  char *message = NULL;
  gboolean ok = duckdb_create_config (&config) == DuckDBSuccess;

  for (gsize i = 0; ok && i < G_N_ELEMENTS (options); i++)
    ok = duckdb_set_config (config, options[i].name, options[i].value) == DuckDBSuccess;
  ok = ok && duckdb_open_ext (NULL, &self->database, config, &message) == DuckDBSuccess
       && duckdb_connect (self->database, &self->connection) == DuckDBSuccess;
  if (!ok)
    sy_duckdb_set_error (error, message != NULL ? message : "DuckDB");
  duckdb_free (message);
  duckdb_destroy_config (&config);
  return ok;
}

/* The path is made of a number, so it needs no quoting. */
static gboolean
lock (SyParquetFile *self, GError **error)
{
  g_autofree char *allow = g_strdup_printf ("SET allowed_paths = ['%s']", self->path);

  return sy_duckdb_run (self->connection, allow, error)
         && sy_duckdb_run (self->connection, "SET enable_external_access = false", error)
         && sy_duckdb_run (self->connection, "SET lock_configuration = true", error);
}

/* Prepares @sql, whose only parameter is the file; NULL with an error. */
static duckdb_prepared_statement
prepare (SyParquetFile *self, const char *sql, GError **error)
{
  duckdb_prepared_statement statement = NULL;

  if (duckdb_prepare (self->connection, sql, &statement) == DuckDBSuccess
      && duckdb_bind_varchar (statement, 1, self->path) == DuckDBSuccess)
    return statement;
  sy_duckdb_set_error (error, duckdb_prepare_error (statement));
  duckdb_destroy_prepare (&statement);
  return NULL;
}

static char *
dup_string (duckdb_vector vector, idx_t row)
{
  duckdb_string_t *values = duckdb_vector_get_data (vector);

  return g_strndup (duckdb_string_t_data (&values[row]), duckdb_string_t_length (values[row]));
}

static gboolean
describe (SyParquetFile *self, GError **error)
{
  duckdb_prepared_statement statement = prepare (self, "DESCRIBE SELECT * FROM read_parquet(?)", error);
  duckdb_result result = { 0 };
  duckdb_data_chunk chunk;
  gboolean ok;

  if (statement == NULL)
    return FALSE;
  ok = duckdb_execute_prepared (statement, &result) == DuckDBSuccess;
  if (!ok)
    sy_duckdb_set_error (error, duckdb_result_error (&result));
  while (ok && (chunk = duckdb_fetch_chunk (result)) != NULL)
    {
      for (idx_t i = 0; i < duckdb_data_chunk_get_size (chunk); i++)
        {
          Column *column = g_new0 (Column, 1);

          column->name = dup_string (duckdb_data_chunk_get_vector (chunk, 0), i);
          column->type = dup_string (duckdb_data_chunk_get_vector (chunk, 1), i);
          g_ptr_array_add (self->columns, column);
        }
      duckdb_destroy_data_chunk (&chunk);
    }
  duckdb_destroy_result (&result);
  duckdb_destroy_prepare (&statement);
  return ok;
}

/**
 * sy_parquet_file_open:
 * @fd: a Parquet file; must stay open as long as the result lives
 *
 * Returns: (nullable): its columns, or %NULL with %SY_ENGINE_ERROR_FAILED and the like
 */
SyParquetFile *
sy_parquet_file_open (int fd, GError **error)
{
  g_autoptr (SyParquetFile) self = g_new0 (SyParquetFile, 1);

  self->path = g_strdup_printf ("/proc/self/fd/%d", fd);
  self->columns = g_ptr_array_new_with_free_func (column_free);
  if (!open_database (self, error) || !lock (self, error) || !describe (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
sy_parquet_file_free (SyParquetFile *file)
{
  duckdb_disconnect (&file->connection);
  duckdb_close (&file->database);
  g_ptr_array_unref (file->columns);
  g_free (file->path);
  g_free (file);
}

guint
sy_parquet_file_get_n_columns (SyParquetFile *file)
{
  return file->columns->len;
}

const char *
sy_parquet_file_get_name (SyParquetFile *file, guint column)
{
  return ((Column *) g_ptr_array_index (file->columns, column))->name;
}

const char *
sy_parquet_file_get_type (SyParquetFile *file, guint column)
{
  return ((Column *) g_ptr_array_index (file->columns, column))->type;
}

/* Every column as text, by place, so that no name comes into the statement. */
static char *
select_all (SyParquetFile *self)
{
  GString *sql = g_string_new ("SELECT ");

  for (guint i = 0; i < self->columns->len; i++)
    g_string_append_printf (sql, "%sCAST(#%u AS VARCHAR)", i > 0 ? ", " : "", i + 1);
  g_string_append (sql, " FROM read_parquet(?)");
  return g_string_free (sql, FALSE);
}

/* The rows of a chunk; FALSE when the user has enough. */
static gboolean
hand_on (duckdb_data_chunk chunk, GArray *values, SyParquetRow row, gpointer user_data)
{
  idx_t n = duckdb_data_chunk_get_size (chunk);

  for (idx_t i = 0; i < n; i++)
    {
      for (guint c = 0; c < values->len; c++)
        {
          duckdb_vector vector = duckdb_data_chunk_get_vector (chunk, c);
          uint64_t *validity = duckdb_vector_get_validity (vector);
          duckdb_string_t *texts = duckdb_vector_get_data (vector);
          SyParquetValue *value = &g_array_index (values, SyParquetValue, c);
          gboolean valid = validity == NULL || duckdb_validity_row_is_valid (validity, i);

          value->text = valid ? duckdb_string_t_data (&texts[i]) : NULL;
          value->length = valid ? duckdb_string_t_length (texts[i]) : 0;
        }
      if (!row (user_data, (SyParquetValue *) (gpointer) values->data))
        return FALSE;
    }
  return TRUE;
}

/**
 * sy_parquet_file_read:
 * @row: gets each row
 *
 * Reads all rows in the order of the file; memory does not grow with their number.
 *
 * Returns: %TRUE when all was read or @row had enough, else %FALSE with %SY_ENGINE_ERROR or
 * %G_IO_ERROR_CANCELLED
 */
gboolean
sy_parquet_file_read (
    SyParquetFile *file, SyParquetRow row, gpointer user_data, GCancellable *cancellable, GError **error)
{
  g_autofree char *sql = select_all (file);
  g_autoptr (GArray) values = g_array_new (FALSE, TRUE, sizeof (SyParquetValue));
  duckdb_prepared_statement statement = prepare (file, sql, error);
  duckdb_result result = { 0 };
  duckdb_data_chunk chunk = NULL;
  gboolean ok, more = TRUE;

  if (statement == NULL)
    return FALSE;
  g_array_set_size (values, file->columns->len);
  ok = duckdb_execute_prepared_streaming (statement, &result) == DuckDBSuccess;
  while (ok && more && (chunk = duckdb_fetch_chunk (result)) != NULL)
    {
      ok = !g_cancellable_set_error_if_cancelled (cancellable, error);
      more = ok && duckdb_data_chunk_get_size (chunk) > 0 && hand_on (chunk, values, row, user_data);
      duckdb_destroy_data_chunk (&chunk);
    }
  if (more && duckdb_result_error (&result) != NULL && *duckdb_result_error (&result) != '\0')
    {
      sy_duckdb_set_error (error, duckdb_result_error (&result));
      ok = FALSE;
    }
  duckdb_destroy_result (&result);
  duckdb_destroy_prepare (&statement);
  return ok;
}
