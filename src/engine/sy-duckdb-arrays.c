/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From DuckDB's chunks to arrays, without a frame between: each type in a loop of its own. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "sy-array-private.h"
#include "sy-duckdb-private.h"

#define EXCEL_EPOCH 25569.

typedef struct
{
  SyArray *array;
  duckdb_type type;
  duckdb_type storage; /* of a DECIMAL's or an ENUM's cells */
  guint32 *members;    /* an ENUM's codes → codes of the array, 0: not yet seen */
  GPtrArray *texts;    /* (element-type utf8) an ENUM's */
  double divisor;
  const char *last; /* of the chunk at hand: texts of neighbours are often equal */
  gsize last_length;
  guint32 last_code;
} Column;

static void
clear_column (gpointer data)
{
  Column *self = data;

  g_clear_pointer (&self->array, sy_array_free);
  g_clear_pointer (&self->texts, g_ptr_array_unref);
  g_free (self->members);
}

/* --- types --- */

/* Whole numbers, and what is kept like one, are told apart as such; all others as DOUBLE. */
static SyColumnType
map_type (duckdb_type type, duckdb_type storage)
{
  switch (type)
    {
    case DUCKDB_TYPE_VARCHAR:
    case DUCKDB_TYPE_ENUM:
      return SY_COLUMN_TEXT;
    case DUCKDB_TYPE_DATE:
      return SY_COLUMN_DATE;
    case DUCKDB_TYPE_BOOLEAN:
      return SY_COLUMN_BOOL;
    case DUCKDB_TYPE_TINYINT:
    case DUCKDB_TYPE_SMALLINT:
    case DUCKDB_TYPE_INTEGER:
    case DUCKDB_TYPE_BIGINT:
    case DUCKDB_TYPE_UTINYINT:
    case DUCKDB_TYPE_USMALLINT:
    case DUCKDB_TYPE_UINTEGER:
      return SY_COLUMN_INT64;
    case DUCKDB_TYPE_DECIMAL:
      return storage == DUCKDB_TYPE_HUGEINT ? SY_COLUMN_DOUBLE : SY_COLUMN_DECIMAL;
    default:
      return SY_COLUMN_DOUBLE;
    }
}

static void
read_members (Column *self, duckdb_logical_type logical)
{
  guint n = duckdb_enum_dictionary_size (logical);

  self->storage = duckdb_enum_internal_type (logical);
  self->members = g_new0 (guint32, MAX (n, 1));
  self->texts = g_ptr_array_new_with_free_func (duckdb_free);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (self->texts, duckdb_enum_dictionary_value (logical, i));
}

static gboolean
is_known (duckdb_type type)
{
  static const duckdb_type known[] = {
    DUCKDB_TYPE_BOOLEAN, DUCKDB_TYPE_TINYINT,  DUCKDB_TYPE_SMALLINT,  DUCKDB_TYPE_INTEGER,
    DUCKDB_TYPE_BIGINT,  DUCKDB_TYPE_UTINYINT, DUCKDB_TYPE_USMALLINT, DUCKDB_TYPE_UINTEGER,
    DUCKDB_TYPE_UBIGINT, DUCKDB_TYPE_HUGEINT,  DUCKDB_TYPE_FLOAT,     DUCKDB_TYPE_DOUBLE,
    DUCKDB_TYPE_DECIMAL, DUCKDB_TYPE_VARCHAR,  DUCKDB_TYPE_ENUM,      DUCKDB_TYPE_DATE,
    DUCKDB_TYPE_SQLNULL,
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (known[i] == type)
      return TRUE;
  return FALSE;
}

static gboolean
prepare_column (Column *self, duckdb_result *result, guint i, SyArrayKind kind, GError **error)
{
  duckdb_logical_type logical = duckdb_column_logical_type (result, i);
  guint scale = 0;
  gboolean fits;

  self->type = self->storage = duckdb_column_type (result, i);
  fits =
      is_known (self->type)
      && (kind != SY_ARRAY_NUMBERS || (self->type != DUCKDB_TYPE_VARCHAR && self->type != DUCKDB_TYPE_ENUM));
  if (fits && self->type == DUCKDB_TYPE_ENUM)
    read_members (self, logical);
  if (fits && self->type == DUCKDB_TYPE_DECIMAL)
    {
      self->storage = duckdb_decimal_internal_type (logical);
      scale = duckdb_decimal_scale (logical);
    }
  duckdb_destroy_logical_type (&logical);
  self->divisor = pow (10., scale);
  if (fits)
    {
      SyColumnType type = map_type (self->type, self->storage);

      self->array = sy_array_new (kind, type, type == SY_COLUMN_DECIMAL ? scale : 0);
      return TRUE;
    }
  g_set_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED,
               _ ("Column “%s” has values that are no numbers"), duckdb_column_name (result, i));
  return FALSE;
}

/* --- cells --- */

/* @validity: NULL: all are. */
static inline gboolean
is_valid (const guint64 *validity, idx_t i)
{
  return !validity || (validity[i / 64] >> (i % 64) & 1);
}

static gint64
get_integer (const Column *self, const void *data, idx_t i)
{
  switch (self->storage)
    {
    case DUCKDB_TYPE_BOOLEAN:
    case DUCKDB_TYPE_UTINYINT:
      return ((const guint8 *) data)[i];
    case DUCKDB_TYPE_TINYINT:
      return ((const gint8 *) data)[i];
    case DUCKDB_TYPE_SMALLINT:
      return ((const gint16 *) data)[i];
    case DUCKDB_TYPE_USMALLINT:
      return ((const guint16 *) data)[i];
    case DUCKDB_TYPE_INTEGER:
    case DUCKDB_TYPE_DATE:
      return ((const gint32 *) data)[i];
    case DUCKDB_TYPE_UINTEGER:
      return ((const guint32 *) data)[i];
    default:
      return ((const gint64 *) data)[i];
    }
}

static double
get_number (const Column *self, const void *data, idx_t i)
{
  switch (self->storage)
    {
    case DUCKDB_TYPE_SQLNULL:
      return NAN;
    case DUCKDB_TYPE_DOUBLE:
      return ((const double *) data)[i];
    case DUCKDB_TYPE_FLOAT:
      return (double) ((const float *) data)[i];
    case DUCKDB_TYPE_UBIGINT:
      return (double) ((const guint64 *) data)[i];
    case DUCKDB_TYPE_HUGEINT:
      return duckdb_hugeint_to_double (((const duckdb_hugeint *) data)[i]) / self->divisor;
    case DUCKDB_TYPE_DATE:
      return (double) get_integer (self, data, i) + EXCEL_EPOCH;
    default:
      return (double) get_integer (self, data, i) / self->divisor;
    }
}

/* The texts lie in the chunk, so the last one is only good within it. */
static guint32
code_text (Column *self, const duckdb_string_t *text)
{
  gsize length = duckdb_string_t_length (*text);
  const char *data = duckdb_string_t_data ((duckdb_string_t *) text);

  if (self->last && length == self->last_length && memcmp (data, self->last, length) == 0)
    return self->last_code;
  self->last = data;
  self->last_length = length;
  self->last_code = sy_array_code_text (self->array, data, length);
  return self->last_code;
}

static guint32
add_member (Column *self, guint member)
{
  const char *text = self->texts->pdata[member];

  self->members[member] = sy_array_code_text (self->array, text, strlen (text));
  return self->members[member];
}

static inline guint32
code_member (Column *self, guint member)
{
  return G_LIKELY (self->members[member]) ? self->members[member] : add_member (self, member);
}

/* Most columns have no blanks and few members: a loop for each width, without a question in it. */
static void
read_small_members (Column *self, guint32 *codes, const guint8 *members, idx_t n)
{
  for (idx_t i = 0; i < n; i++)
    codes[i] = code_member (self, members[i]);
}

static void
read_middle_members (Column *self, guint32 *codes, const guint16 *members, idx_t n)
{
  for (idx_t i = 0; i < n; i++)
    codes[i] = code_member (self, members[i]);
}

static void
read_members_of (Column *self, guint32 *codes, const void *data, const guint64 *validity, idx_t n)
{
  if (self->storage == DUCKDB_TYPE_UTINYINT && !validity)
    read_small_members (self, codes, data, n);
  else if (self->storage == DUCKDB_TYPE_USMALLINT && !validity)
    read_middle_members (self, codes, data, n);
  else
    for (idx_t i = 0; i < n; i++)
      codes[i] = is_valid (validity, i) ? code_member (self, (guint) get_integer (self, data, i)) : 0;
}

static void
read_codes (Column *self, guint32 *codes, const void *data, const guint64 *validity, idx_t n)
{
  gboolean is_number = self->array->type == SY_COLUMN_DOUBLE;

  for (idx_t i = 0; i < n; i++)
    {
      if (!is_valid (validity, i))
        codes[i] = 0;
      else if (self->type == DUCKDB_TYPE_VARCHAR)
        codes[i] = code_text (self, (const duckdb_string_t *) data + i);
      else if (is_number)
        codes[i] = sy_array_code_number (self->array, get_number (self, data, i));
      else
        codes[i] = sy_array_code_integer (self->array, get_integer (self, data, i));
    }
}

static void
read_integers (double *numbers, const gint64 *integers, idx_t n)
{
  for (idx_t i = 0; i < n; i++)
    numbers[i] = (double) integers[i];
}

static void
read_numbers (Column *self, double *numbers, const void *data, const guint64 *validity, idx_t n)
{
  if (self->type == DUCKDB_TYPE_BIGINT && !validity)
    {
      read_integers (numbers, data, n);
      return;
    }
  for (idx_t i = 0; i < n; i++)
    {
      double number = is_valid (validity, i) ? get_number (self, data, i) : (double) NAN;

      numbers[i] = isfinite (number) ? number : (double) NAN;
    }
}

static void
read_vector (Column *self, duckdb_vector vector, idx_t n)
{
  const guint64 *validity = duckdb_vector_get_validity (vector);
  const void *data = duckdb_vector_get_data (vector);
  gsize first = sy_array_grow (self->array, n);

  self->last = NULL;
  if (self->array->kind == SY_ARRAY_NUMBERS)
    read_numbers (self, self->array->numbers + first, data, validity, n);
  else if (self->type == DUCKDB_TYPE_ENUM)
    read_members_of (self, self->array->codes + first, data, validity, n);
  else if (self->type == DUCKDB_TYPE_SQLNULL)
    memset (self->array->codes + first, 0, n * sizeof *self->array->codes);
  else
    read_codes (self, self->array->codes + first, data, validity, n);
}

static gboolean
read_chunk (GArray *columns, duckdb_data_chunk chunk, GError **error)
{
  idx_t n = duckdb_data_chunk_get_size (chunk);

  for (guint i = 0; i < columns->len; i++)
    {
      Column *column = &g_array_index (columns, Column, i);

      if (column->array->n_rows + n >= G_MAXUINT32)
        {
          g_set_error_literal (
              error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_MEMORY,
              _ ("The result is too large to hold in memory; ask for fewer rows or columns"));
          return FALSE;
        }
      read_vector (column, duckdb_data_chunk_get_vector (chunk, i), n);
    }
  return TRUE;
}

static gboolean
read_chunks (GArray *columns, duckdb_result *result, SyDuckdbTick tick, gpointer tick_data, GError **error)
{
  duckdb_data_chunk chunk;

  while ((chunk = duckdb_fetch_chunk (*result)))
    {
      gboolean read = read_chunk (columns, chunk, error);

      duckdb_destroy_data_chunk (&chunk);
      if (!read)
        return FALSE;
      if (!tick (tick_data))
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Cancelled"));
          return FALSE;
        }
    }
  /* A stream that breaks off ends like one that is complete, but for its error. */
  if (!duckdb_result_error (result))
    return TRUE;
  sy_duckdb_set_error (error, duckdb_result_error (result));
  return FALSE;
}

GPtrArray *
sy_duckdb_result_to_arrays (duckdb_result *result,
                            const SyArrayKind *kinds,
                            guint n_kinds,
                            SyDuckdbTick tick,
                            gpointer tick_data,
                            GError **error)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, TRUE, sizeof (Column));
  GPtrArray *arrays;

  g_array_set_clear_func (columns, clear_column);
  g_array_set_size (columns, n_kinds);
  if ((guint) duckdb_column_count (result) != n_kinds)
    {
      g_set_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED,
                   _ ("The statement answers with another number of columns than %u"), n_kinds);
      return NULL;
    }
  for (guint i = 0; i < n_kinds; i++)
    if (!prepare_column (&g_array_index (columns, Column, i), result, i, kinds[i], error))
      return NULL;
  if (!read_chunks (columns, result, tick, tick_data, error))
    return NULL;
  arrays = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_array_free);
  for (guint i = 0; i < n_kinds; i++)
    g_ptr_array_add (arrays, g_steal_pointer (&g_array_index (columns, Column, i).array));
  return arrays;
}
