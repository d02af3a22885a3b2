/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows are written into the vectors of a data chunk, 2,048 at a time, and handed to DuckDB's appender as a
 * chunk.
 *
 * DuckDB has no way to throw away what an appender holds: destroying it writes the rest into the table. So
 * each appender works in a transaction, on a connection of its own where the caller has none, and dropping it
 * rolls that back. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "sy-dialect.h"
#include "sy-duckdb-private.h"

#define MICROSECONDS_PER_DAY G_GINT64_CONSTANT (86400000000)
/* The ends of DuckDB's DATE, less a year for the infinite ones. */
#define MOST_DAYS (G_MAXINT32 - 366)

typedef struct
{
  duckdb_type type;
  duckdb_type storage; /* of the cells of a DECIMAL or an ENUM, else the type */
  gint64 least;        /* whole numbers, mantissas and codes must lie within */
  gint64 most;
  guint scale;
  gint64 power;        /* 10^scale, 0 when that is beyond 64 bits */
  GHashTable *members; /* (element-type utf8 guint) an ENUM's codes plus one */

  duckdb_vector vector;
  void *data;
  guint64 *validity; /* NULL while the chunk has no NULL in this column */
} Target;

typedef struct
{
  SyAppender parent;

  SyDuckdbEngine *engine;
  duckdb_connection connection;
  gboolean own;
  gboolean gone; /* closed, dropped, or its transaction is over */

  duckdb_appender appender;
  duckdb_data_chunk chunk;
  idx_t n_rows; /* in the chunk */
  idx_t capacity;
  Target *targets;
} DuckdbAppender;

static gint64
power_of_ten (guint scale)
{
  gint64 power = 1;

  if (scale > 18)
    return 0;
  while (scale-- > 0)
    power *= 10;
  return power;
}

static void
target_clear (Target *target)
{
  g_clear_pointer (&target->members, g_hash_table_unref);
}

static void
init_members (Target *target, duckdb_logical_type logical)
{
  guint n = duckdb_enum_dictionary_size (logical);

  target->storage = duckdb_enum_internal_type (logical);
  target->least = 0;
  target->most = (gint64) n - 1;
  target->members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < n; i++)
    {
      char *text = duckdb_enum_dictionary_value (logical, i);

      g_hash_table_insert (target->members, g_strdup (text), GUINT_TO_POINTER (i + 1));
      duckdb_free (text);
    }
}

static void
init_decimal (Target *target, duckdb_logical_type logical)
{
  guint width = duckdb_decimal_width (logical);

  target->storage = duckdb_decimal_internal_type (logical);
  target->scale = duckdb_decimal_scale (logical);
  target->power = power_of_ten (target->scale);
  target->most = width > 18 ? G_MAXINT64 : power_of_ten (width) - 1;
  target->least = width > 18 ? G_MININT64 : -target->most;
}

/* FALSE for the types that no table of a document has. */
static gboolean
target_init (Target *target, duckdb_logical_type logical)
{
  target->type = target->storage = duckdb_get_type_id (logical);
  target->least = G_MININT64;
  target->most = G_MAXINT64;
  switch (target->type)
    {
    case DUCKDB_TYPE_TINYINT:
      target->least = G_MININT8;
      target->most = G_MAXINT8;
      return TRUE;
    case DUCKDB_TYPE_SMALLINT:
      target->least = G_MININT16;
      target->most = G_MAXINT16;
      return TRUE;
    case DUCKDB_TYPE_INTEGER:
      target->least = G_MININT32;
      target->most = G_MAXINT32;
      return TRUE;
    case DUCKDB_TYPE_UTINYINT:
      target->least = 0;
      target->most = G_MAXUINT8;
      return TRUE;
    case DUCKDB_TYPE_USMALLINT:
      target->least = 0;
      target->most = G_MAXUINT16;
      return TRUE;
    case DUCKDB_TYPE_UINTEGER:
      target->least = 0;
      target->most = G_MAXUINT32;
      return TRUE;
    case DUCKDB_TYPE_UBIGINT:
      target->least = 0;
      return TRUE;
    case DUCKDB_TYPE_DECIMAL:
      init_decimal (target, logical);
      return TRUE;
    case DUCKDB_TYPE_ENUM:
      init_members (target, logical);
      return TRUE;
    case DUCKDB_TYPE_BIGINT:
    case DUCKDB_TYPE_FLOAT:
    case DUCKDB_TYPE_DOUBLE:
    case DUCKDB_TYPE_VARCHAR:
    case DUCKDB_TYPE_DATE:
    case DUCKDB_TYPE_TIME:
    case DUCKDB_TYPE_TIMESTAMP:
    case DUCKDB_TYPE_BOOLEAN:
      return TRUE;
    default:
      return FALSE;
    }
}

static char *
wrong_type (void)
{
  return g_strdup (_ ("a value of this type does not fit the column’s type"));
}

static char *
out_of_range (gint64 value)
{
  return g_strdup_printf (_ ("%" PRId64 " is beyond the range of the column"), value);
}

static char *
put_whole (Target *target, idx_t row, gint64 value)
{
  if (value < target->least || value > target->most)
    return out_of_range (value);
  switch (target->storage)
    {
    case DUCKDB_TYPE_TINYINT:
    case DUCKDB_TYPE_UTINYINT:
      ((guint8 *) target->data)[row] = (guint8) value;
      return NULL;
    case DUCKDB_TYPE_SMALLINT:
    case DUCKDB_TYPE_USMALLINT:
      ((guint16 *) target->data)[row] = (guint16) value;
      return NULL;
    case DUCKDB_TYPE_INTEGER:
    case DUCKDB_TYPE_UINTEGER:
      ((guint32 *) target->data)[row] = (guint32) value;
      return NULL;
    case DUCKDB_TYPE_BIGINT:
    case DUCKDB_TYPE_UBIGINT:
      ((gint64 *) target->data)[row] = value;
      return NULL;
    case DUCKDB_TYPE_HUGEINT:
      ((duckdb_hugeint *) target->data)[row] =
          (duckdb_hugeint){ .lower = (guint64) value, .upper = value < 0 ? -1 : 0 };
      return NULL;
    default:
      return wrong_type ();
    }
}

static char *
put_number (Target *target, idx_t row, double value)
{
  if (target->type == DUCKDB_TYPE_DOUBLE)
    ((double *) target->data)[row] = value;
  else if (target->type == DUCKDB_TYPE_FLOAT)
    ((float *) target->data)[row] = (float) value;
  else
    return wrong_type ();
  return NULL;
}

static char *
put_int64 (Target *target, idx_t row, gint64 value)
{
  gint64 mantissa;

  switch (target->type)
    {
    case DUCKDB_TYPE_DECIMAL:
      if (value == 0)
        return put_whole (target, row, 0);
      if (target->power == 0 || __builtin_mul_overflow (value, target->power, &mantissa))
        return out_of_range (value);
      return put_whole (target, row, mantissa);
    case DUCKDB_TYPE_DOUBLE:
    case DUCKDB_TYPE_FLOAT:
      return put_number (target, row, (double) value);
    default:
      return put_whole (target, row, value);
    }
}

/* Short texts stand in the vector itself, padded with zeros; that spares DuckDB's call and its second look at
 * the UTF-8. */
static void
put_string (Target *target, idx_t row, const char *text, gsize length)
{
  duckdb_string_t *string = &((duckdb_string_t *) target->data)[row];

  if (length > sizeof string->value.inlined.inlined)
    {
      duckdb_vector_assign_string_element_len (target->vector, row, text, length);
      return;
    }
  memset (string, 0, sizeof *string);
  string->value.inlined.length = (guint32) length;
  memcpy (string->value.inlined.inlined, text, length);
}

static char *
put_text (Target *target, idx_t row, const char *text, gsize length)
{
  char name[256];
  g_autofree char *long_name = NULL;
  guint code;

  if (target->type == DUCKDB_TYPE_VARCHAR)
    {
      put_string (target, row, text, length);
      return NULL;
    }
  if (target->type != DUCKDB_TYPE_ENUM)
    return wrong_type ();
  if (length < sizeof name)
    {
      memcpy (name, text, length);
      name[length] = '\0';
    }
  else
    long_name = g_strndup (text, length);
  code = GPOINTER_TO_UINT (g_hash_table_lookup (target->members, long_name ? long_name : name));
  if (code == 0)
    return g_strdup (_ ("the text is not one of the values that the column knows"));
  return put_whole (target, row, (gint64) code - 1);
}

static char *
put_date (Target *target, idx_t row, gint64 days)
{
  if (days < -MOST_DAYS || days > MOST_DAYS)
    return out_of_range (days);
  if (target->type == DUCKDB_TYPE_DATE)
    ((gint32 *) target->data)[row] = (gint32) days;
  else if (target->type != DUCKDB_TYPE_TIMESTAMP)
    return wrong_type ();
  else if (__builtin_mul_overflow (days, MICROSECONDS_PER_DAY, &((gint64 *) target->data)[row]))
    return out_of_range (days);
  return NULL;
}

static char *
put_microseconds (Target *target, idx_t row, gint64 microseconds, duckdb_type type)
{
  if (target->type != type)
    return wrong_type ();
  if (type == DUCKDB_TYPE_TIME && (microseconds < 0 || microseconds > MICROSECONDS_PER_DAY))
    return out_of_range (microseconds);
  ((gint64 *) target->data)[row] = microseconds;
  return NULL;
}

static char *
put_null (Target *target, idx_t row)
{
  if (!target->validity)
    {
      duckdb_vector_ensure_validity_writable (target->vector);
      target->validity = duckdb_vector_get_validity (target->vector);
    }
  duckdb_validity_set_row_invalid (target->validity, row);
  return NULL;
}

static char *
duckdb_appender_put_cell (SyAppender *appender, guint column, const SyAppendCell *cell)
{
  DuckdbAppender *self = (DuckdbAppender *) appender;
  Target *target = &self->targets[column];
  idx_t row = self->n_rows;

  switch (cell->kind)
    {
    case SY_APPEND_NULL:
      return put_null (target, row);
    case SY_APPEND_INT64:
      return put_int64 (target, row, cell->integer);
    case SY_APPEND_DOUBLE:
      return put_number (target, row, cell->number);
    case SY_APPEND_DECIMAL:
      return target->type == DUCKDB_TYPE_DECIMAL ? put_whole (target, row, cell->integer) : wrong_type ();
    case SY_APPEND_TEXT:
      return put_text (target, row, cell->text, cell->length);
    case SY_APPEND_DATE:
      return put_date (target, row, cell->integer);
    case SY_APPEND_TIMESTAMP:
      return put_microseconds (target, row, cell->integer, DUCKDB_TYPE_TIMESTAMP);
    case SY_APPEND_TIME:
      return put_microseconds (target, row, cell->integer, DUCKDB_TYPE_TIME);
    case SY_APPEND_BOOL:
      if (target->type != DUCKDB_TYPE_BOOLEAN)
        return wrong_type ();
      ((bool *) target->data)[row] = cell->integer != 0;
      return NULL;
    default:
      return wrong_type ();
    }
}

/* A chunk's vectors may move when it is emptied. */
static void
begin_chunk (DuckdbAppender *self)
{
  duckdb_data_chunk_reset (self->chunk);
  self->n_rows = 0;
  for (guint i = 0; i < self->parent.n_columns; i++)
    {
      Target *target = &self->targets[i];

      target->vector = duckdb_data_chunk_get_vector (self->chunk, i);
      target->data = duckdb_vector_get_data (target->vector);
      target->validity = NULL;
    }
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
  if (self->n_rows == 0)
    return TRUE;
  duckdb_data_chunk_set_size (self->chunk, self->n_rows);
  if (duckdb_append_data_chunk (self->appender, self->chunk) != DuckDBSuccess)
    return set_appender_error (self, error);
  begin_chunk (self);
  return TRUE;
}

static gboolean
duckdb_appender_end_of_row (SyAppender *appender, GError **error)
{
  DuckdbAppender *self = (DuckdbAppender *) appender;

  self->n_rows++;
  return self->n_rows < self->capacity || write_chunk (self, error);
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

  if (self->chunk)
    duckdb_destroy_data_chunk (&self->chunk);
  for (guint i = 0; self->targets && i < appender->n_columns; i++)
    target_clear (&self->targets[i]);
  g_free (self->targets);
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
make_targets (DuckdbAppender *self, GError **error)
{
  guint n = self->parent.n_columns;
  g_autofree duckdb_logical_type *types = g_new0 (duckdb_logical_type, n);
  gboolean known = duckdb_appender_column_count (self->appender) == n;

  self->targets = g_new0 (Target, n);
  for (guint i = 0; known && i < n; i++)
    {
      types[i] = duckdb_appender_column_type (self->appender, i);
      known = target_init (&self->targets[i], types[i]);
    }
  if (known)
    {
      self->chunk = duckdb_create_data_chunk (types, n);
      self->capacity = duckdb_vector_size ();
      begin_chunk (self);
    }
  else
    g_set_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED,
                 _ ("“%s” has a column of a type that rows can’t be appended to"), self->parent.table);
  for (guint i = 0; i < n; i++)
    if (types[i])
      duckdb_destroy_logical_type (&types[i]);
  return known;
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
  else if (make_targets (self, error))
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
