/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From DuckDB's chunks of at most 2,048 rows to a frame, column by column, each type in one tight loop. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "sy-duckdb-private.h"
#include "sy-frame-private.h"

#define TWO_TO_64 18446744073709551616.0L

/* How one column is taken over. */
typedef struct
{
  duckdb_type type;
  duckdb_type storage; /* of a DECIMAL's or an ENUM's cells */
  guint scale;
  gboolean widened; /* a number did not fit: the column is DOUBLE by now */
  gint64 *members;  /* an ENUM's texts, as offsets in the column's arena */
} Source;

typedef struct
{
  SyFrameBuilder *builder;
  Source *sources;
  guint n_columns;
} Reader;

static void
reader_clear (Reader *self)
{
  for (guint i = 0; i < self->n_columns; i++)
    g_free (self->sources[i].members);
  g_free (self->sources);
  sy_frame_builder_free (self->builder);
}

static gboolean
map_type (duckdb_type type, SyColumnType *mapped)
{
  switch (type)
    {
    case DUCKDB_TYPE_BOOLEAN:
      *mapped = SY_COLUMN_BOOL;
      return TRUE;
    case DUCKDB_TYPE_TINYINT:
    case DUCKDB_TYPE_SMALLINT:
    case DUCKDB_TYPE_INTEGER:
    case DUCKDB_TYPE_BIGINT:
    case DUCKDB_TYPE_UTINYINT:
    case DUCKDB_TYPE_USMALLINT:
    case DUCKDB_TYPE_UINTEGER:
    case DUCKDB_TYPE_UBIGINT:
    case DUCKDB_TYPE_HUGEINT:
    case DUCKDB_TYPE_UHUGEINT:
    case DUCKDB_TYPE_SQLNULL:
      *mapped = SY_COLUMN_INT64;
      return TRUE;
    case DUCKDB_TYPE_FLOAT:
    case DUCKDB_TYPE_DOUBLE:
      *mapped = SY_COLUMN_DOUBLE;
      return TRUE;
    case DUCKDB_TYPE_DECIMAL:
      *mapped = SY_COLUMN_DECIMAL;
      return TRUE;
    case DUCKDB_TYPE_VARCHAR:
    case DUCKDB_TYPE_ENUM:
      *mapped = SY_COLUMN_TEXT;
      return TRUE;
    case DUCKDB_TYPE_DATE:
      *mapped = SY_COLUMN_DATE;
      return TRUE;
    case DUCKDB_TYPE_TIMESTAMP:
    case DUCKDB_TYPE_TIMESTAMP_S:
    case DUCKDB_TYPE_TIMESTAMP_MS:
    case DUCKDB_TYPE_TIMESTAMP_NS:
    case DUCKDB_TYPE_TIMESTAMP_TZ:
      *mapped = SY_COLUMN_TIMESTAMP;
      return TRUE;
    case DUCKDB_TYPE_TIME:
    case DUCKDB_TYPE_TIME_NS:
      *mapped = SY_COLUMN_TIME;
      return TRUE;
    default:
      return FALSE;
    }
}

/* The texts of an ENUM are stored once, whatever the number of rows. */
static void
read_members (Reader *self, guint column, duckdb_logical_type logical)
{
  Source *source = &self->sources[column];
  guint n = duckdb_enum_dictionary_size (logical);

  source->storage = duckdb_enum_internal_type (logical);
  source->members = g_new0 (gint64, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    {
      char *text = duckdb_enum_dictionary_value (logical, i);

      source->members[i] = sy_frame_builder_add_text (self->builder, column, text, strlen (text));
      duckdb_free (text);
    }
}

static void
set_type_error (GError **error, const char *name)
{
  g_set_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED,
               _ ("Column “%s” has a type that is neither number, text, date nor truth value"), name);
}

static gboolean
add_column (Reader *self, guint column, duckdb_result *result, GError **error)
{
  Source *source = &self->sources[column];
  const char *name = duckdb_column_name (result, column);
  duckdb_logical_type logical;
  SyColumnType type;

  source->type = duckdb_column_type (result, column);
  if (!map_type (source->type, &type))
    {
      g_set_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED,
                   _ ("Column “%s” has a type that is neither number, text, date nor truth value"), name);
      return FALSE;
    }
  logical = duckdb_column_logical_type (result, column);
  if (source->type == DUCKDB_TYPE_DECIMAL)
    {
      source->scale = duckdb_decimal_scale (logical);
      source->storage = duckdb_decimal_internal_type (logical);
    }
  sy_frame_builder_add_column (self->builder, name, type, source->scale);
  if (source->type == DUCKDB_TYPE_ENUM)
    read_members (self, column, logical);
  duckdb_destroy_logical_type (&logical);
  return TRUE;
}

#define COPY_INTEGERS(ctype)                                                                                 \
  for (idx_t i = 0; i < n; i++)                                                                              \
  cells[i].integer = (gint64) ((const ctype *) data)[i]

/* Rounds towards the past, as a clock does. */
static gint64
floor_div (gint64 value, gint64 divisor)
{
  return value / divisor - (value % divisor < 0);
}

static gint64
scale_time (gint64 value, gint64 factor)
{
  gint64 scaled;

  /* The infinite ones keep their meaning. */
  if (__builtin_mul_overflow (value, factor, &scaled))
    return value < 0 ? -G_MAXINT64 : G_MAXINT64;
  return scaled;
}

static void
copy_times (SyFrameCell *cells, const void *data, idx_t n, gint64 factor, gint64 divisor)
{
  const gint64 *values = data;

  for (idx_t i = 0; i < n; i++)
    cells[i].integer = values[i] == G_MAXINT64 || values[i] == -G_MAXINT64 ? values[i]
                       : divisor > 1                                       ? floor_div (values[i], divisor)
                                                                           : scale_time (values[i], factor);
}

static void
copy_floats (SyFrameCell *cells, const void *data, idx_t n)
{
  const float *values = data;

  for (idx_t i = 0; i < n; i++)
    cells[i].number = (double) values[i];
}

static void
copy_texts (Reader *self, guint column, SyFrameCell *cells, void *data, const guint64 *validity, idx_t n)
{
  duckdb_string_t *values = data;

  for (idx_t i = 0; i < n; i++)
    if (!validity || (validity[i / 64] >> (i % 64) & 1))
      cells[i].integer = sy_frame_builder_add_text (self->builder, column, duckdb_string_t_data (&values[i]),
                                                    duckdb_string_t_length (values[i]));
}

static void
copy_members (const Source *source, SyFrameCell *cells, const void *data, const guint64 *validity, idx_t n)
{
  for (idx_t i = 0; i < n; i++)
    if (!validity || (validity[i / 64] >> (i % 64) & 1))
      cells[i].integer =
          source->members[source->storage == DUCKDB_TYPE_UTINYINT    ? ((const guint8 *) data)[i]
                          : source->storage == DUCKDB_TYPE_USMALLINT ? ((const guint16 *) data)[i]
                                                                     : ((const guint32 *) data)[i]];
}

static double
huge_to_double (duckdb_hugeint value, guint scale)
{
  long double number = (long double) value.upper * TWO_TO_64 + (long double) value.lower;
  long double power = 1.0L;

  for (; scale > 0; scale--)
    power *= 10.0L;
  return (double) (number / power);
}

static gboolean
fits_int64 (duckdb_hugeint value)
{
  return (value.upper == 0 && value.lower <= G_MAXINT64) || (value.upper == -1 && value.lower > G_MAXINT64);
}

/* Sums come as 128-bit numbers that nearly always fit 64 bits; from the first one that does not, the column
 * is DOUBLE. Cells that are NULL may hold anything and must not decide that. */
static void
copy_huge (Reader *self, guint column, SyFrameCell *cells, const void *data, const guint64 *validity, idx_t n)
{
  Source *source = &self->sources[column];
  const duckdb_hugeint *values = data;

  for (idx_t i = 0; i < n; i++)
    {
      if (validity && !(validity[i / 64] >> (i % 64) & 1))
        cells[i].integer = 0;
      else if (source->widened)
        cells[i].number = huge_to_double (values[i], source->scale);
      else if (fits_int64 (values[i]))
        cells[i].integer = (gint64) values[i].lower;
      else
        {
          for (idx_t j = i; j < n; j++)
            cells[j].integer = 0;
          sy_frame_builder_widen (self->builder, column);
          source->widened = TRUE;
          i--;
        }
    }
}

/* The unsigned types that 64 bits may not hold go the same way. */
static void
copy_unsigned (
    Reader *self, guint column, SyFrameCell *cells, const void *data, const guint64 *validity, idx_t n)
{
  g_autofree duckdb_hugeint *values = g_new0 (duckdb_hugeint, n);
  gboolean wide = self->sources[column].type == DUCKDB_TYPE_UHUGEINT;

  for (idx_t i = 0; i < n; i++)
    {
      const duckdb_uhugeint *huge = data;

      values[i].lower = wide ? huge[i].lower : ((const guint64 *) data)[i];
      /* 2^127 and more would look negative; as doubles the difference of one unit is below their precision.
       */
      values[i].upper = wide ? (gint64) MIN (huge[i].upper, (guint64) G_MAXINT64) : 0;
    }
  copy_huge (self, column, cells, values, validity, n);
}

static void
copy_vector (Reader *self, guint column, SyFrameCell *cells, void *data, const guint64 *validity, idx_t n)
{
  const Source *source = &self->sources[column];

  switch (source->type == DUCKDB_TYPE_DECIMAL ? source->storage : source->type)
    {
    case DUCKDB_TYPE_BOOLEAN: /* where it is NULL the byte may be anything, which no bool may */
      COPY_INTEGERS (guint8);
      break;
    case DUCKDB_TYPE_TINYINT:
      COPY_INTEGERS (gint8);
      break;
    case DUCKDB_TYPE_SMALLINT:
      COPY_INTEGERS (gint16);
      break;
    case DUCKDB_TYPE_INTEGER:
    case DUCKDB_TYPE_DATE:
      COPY_INTEGERS (gint32);
      break;
    case DUCKDB_TYPE_UTINYINT:
      COPY_INTEGERS (guint8);
      break;
    case DUCKDB_TYPE_USMALLINT:
      COPY_INTEGERS (guint16);
      break;
    case DUCKDB_TYPE_UINTEGER:
      COPY_INTEGERS (guint32);
      break;
    case DUCKDB_TYPE_BIGINT:
    case DUCKDB_TYPE_DOUBLE:
    case DUCKDB_TYPE_TIME:
    case DUCKDB_TYPE_TIMESTAMP:
    case DUCKDB_TYPE_TIMESTAMP_TZ:
      memcpy (cells, data, n * sizeof *cells);
      break;
    case DUCKDB_TYPE_TIMESTAMP_S:
      copy_times (cells, data, n, 1000000, 1);
      break;
    case DUCKDB_TYPE_TIMESTAMP_MS:
      copy_times (cells, data, n, 1000, 1);
      break;
    case DUCKDB_TYPE_TIMESTAMP_NS:
    case DUCKDB_TYPE_TIME_NS:
      copy_times (cells, data, n, 1, 1000);
      break;
    case DUCKDB_TYPE_FLOAT:
      copy_floats (cells, data, n);
      break;
    case DUCKDB_TYPE_HUGEINT:
      copy_huge (self, column, cells, data, validity, n);
      break;
    case DUCKDB_TYPE_UBIGINT:
    case DUCKDB_TYPE_UHUGEINT:
      copy_unsigned (self, column, cells, data, validity, n);
      break;
    case DUCKDB_TYPE_VARCHAR:
      copy_texts (self, column, cells, data, validity, n);
      break;
    case DUCKDB_TYPE_ENUM:
      copy_members (source, cells, data, validity, n);
      break;
    default: /* SQLNULL: every cell is NULL */
      break;
    }
}

static gboolean
read_vector (Reader *self, guint column, duckdb_vector vector, idx_t n)
{
  gint64 first = sy_frame_builder_get_length (self->builder, column);
  SyFrameCell *cells = sy_frame_builder_grow (self->builder, column, n);
  const guint64 *validity = duckdb_vector_get_validity (vector);

  if (!cells)
    return FALSE;
  if (self->sources[column].type == DUCKDB_TYPE_SQLNULL)
    for (idx_t i = 0; i < n; i++)
      sy_frame_builder_set_null (self->builder, column, first + (gint64) i);
  copy_vector (self, column, cells, duckdb_vector_get_data (vector), validity, n);
  for (idx_t i = 0; validity && i < n; i++)
    {
      if (validity[i / 64] == G_MAXUINT64)
        i |= 63;
      else if (!(validity[i / 64] >> (i % 64) & 1))
        sy_frame_builder_set_null (self->builder, column, first + (gint64) i);
    }
  return !sy_frame_builder_is_full (self->builder);
}

static gboolean
read_chunk (Reader *self, duckdb_data_chunk chunk, GError **error)
{
  idx_t n = duckdb_data_chunk_get_size (chunk);

  for (guint i = 0; i < self->n_columns; i++)
    if (!read_vector (self, i, duckdb_data_chunk_get_vector (chunk, i), n))
      {
        g_set_error_literal (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_MEMORY,
                             _ ("The result is too large to hold in memory; ask for fewer rows or columns"));
        return FALSE;
      }
  return TRUE;
}

static gboolean
read_chunks (Reader *self, duckdb_result *result, SyDuckdbTick tick, gpointer tick_data, GError **error)
{
  for (;;)
    {
      duckdb_data_chunk chunk = duckdb_fetch_chunk (*result);
      gboolean read;

      if (!chunk)
        break;
      read = read_chunk (self, chunk, error);
      duckdb_destroy_data_chunk (&chunk);
      if (!read)
        return FALSE;
      if (tick && !tick (tick_data))
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Cancelled"));
          return FALSE;
        }
    }
  /* A stream that breaks off ends like one that is complete, but for its error. */
  if (duckdb_result_error (result))
    {
      sy_duckdb_set_error (error, duckdb_result_error (result));
      return FALSE;
    }
  return TRUE;
}

SyFrame *
sy_duckdb_result_to_frame (duckdb_result *result, SyDuckdbTick tick, gpointer tick_data, GError **error)
{
  Reader reader = { .builder = sy_frame_builder_new (), .n_columns = (guint) duckdb_column_count (result) };
  SyFrame *frame = NULL;
  gboolean known = TRUE;

  reader.sources = g_new0 (Source, MAX (reader.n_columns, 1));
  for (guint i = 0; known && i < reader.n_columns; i++)
    known = add_column (&reader, i, result, error);
  if (known && read_chunks (&reader, result, tick, tick_data, error))
    frame = sy_frame_builder_end (g_steal_pointer (&reader.builder));
  reader_clear (&reader);
  return frame;
}

gboolean
sy_duckdb_check_columns (duckdb_prepared_statement statement, GError **error)
{
  for (idx_t i = 0; i < duckdb_prepared_statement_column_count (statement); i++)
    {
      duckdb_type type = duckdb_prepared_statement_column_type (statement, i);
      SyColumnType mapped;
      const char *name;

      /* INVALID: not known before the values are. */
      if (type == DUCKDB_TYPE_INVALID || map_type (type, &mapped))
        continue;
      name = duckdb_prepared_statement_column_name (statement, i);
      set_type_error (error, name);
      duckdb_free ((void *) name);
      return FALSE;
    }
  return TRUE;
}
