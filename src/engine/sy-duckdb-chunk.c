/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells into the vectors of a data chunk, each checked against the type of its column. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "sy-duckdb-chunk.h"

#define MICROSECONDS_PER_DAY G_GINT64_CONSTANT (86400000000)
/* The ends of DuckDB's DATE, less a year for the infinite ones. */
#define MOST_DAYS (G_MAXINT32 - 366)
#define TEXT_BLOCK ((gsize) 64 * 1024)
/* What of them is kept for the next rows. */
#define MOST_TEXT_BLOCKS 16

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

/* Only where texts are appended by their names. */
static void
list_members (SyDuckdbTarget *target)
{
  duckdb_logical_type logical = duckdb_vector_get_column_type (target->vector);
  guint n = duckdb_enum_dictionary_size (logical);

  target->members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < n; i++)
    {
      char *text = duckdb_enum_dictionary_value (logical, i);

      g_hash_table_insert (target->members, g_strdup (text), GUINT_TO_POINTER (i + 1));
      duckdb_free (text);
    }
  duckdb_destroy_logical_type (&logical);
}

static void
init_decimal (SyDuckdbTarget *target, duckdb_logical_type logical)
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
target_init (SyDuckdbTarget *target, duckdb_logical_type logical)
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
      target->storage = duckdb_enum_internal_type (logical);
      target->least = 0;
      target->most = (gint64) duckdb_enum_dictionary_size (logical) - 1;
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
put_whole (SyDuckdbTarget *target, idx_t row, gint64 value)
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
put_number (SyDuckdbTarget *target, idx_t row, double value)
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
put_int64 (SyDuckdbTarget *target, idx_t row, gint64 value)
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

/* Room for a text until the chunk is begun again. */
static char *
reserve (SyDuckdbTexts *texts, gsize length)
{
  char *place;

  if (length > TEXT_BLOCK / 4)
    {
      place = g_malloc (length);
      g_ptr_array_add (texts->large, place);
      return place;
    }
  if (texts->blocks->len == 0 || texts->used + length > TEXT_BLOCK)
    {
      if (texts->blocks->len > 0)
        texts->current++;
      if (texts->current == texts->blocks->len)
        g_ptr_array_add (texts->blocks, g_malloc (TEXT_BLOCK));
      texts->used = 0;
    }
  place = (char *) texts->blocks->pdata[texts->current] + texts->used;
  texts->used += length;
  return place;
}

/* Short texts stand in the vector itself, padded with zeros; others in blocks of the chunk. That spares
 * DuckDB's call, its second look at the UTF-8, and one allocation a vector. */
static void
put_string (SyDuckdbTarget *target, idx_t row, const char *text, gsize length)
{
  duckdb_string_t *string = &((duckdb_string_t *) target->data)[row];

  if (length > sizeof string->value.inlined.inlined)
    {
      string->value.pointer.length = (guint32) length;
      memcpy (string->value.pointer.prefix, text, sizeof string->value.pointer.prefix);
      string->value.pointer.ptr = reserve (target->texts, length);
      memcpy (string->value.pointer.ptr, text, length);
      return;
    }
  memset (string, 0, sizeof *string);
  string->value.inlined.length = (guint32) length;
  memcpy (string->value.inlined.inlined, text, length);
}

static char *
put_text (SyDuckdbTarget *target, idx_t row, const char *text, gsize length)
{
  char name[256];
  g_autofree char *long_name = NULL;
  guint code;

  if (target->type == DUCKDB_TYPE_VARCHAR)
    {
      if (length > G_MAXUINT32 / 2)
        return g_strdup (_ ("the text is too long"));
      put_string (target, row, text, length);
      return NULL;
    }
  if (target->type != DUCKDB_TYPE_ENUM)
    return wrong_type ();
  if (!target->members)
    list_members (target);
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
put_date (SyDuckdbTarget *target, idx_t row, gint64 days)
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
put_microseconds (SyDuckdbTarget *target, idx_t row, gint64 microseconds, duckdb_type type)
{
  if (target->type != type)
    return wrong_type ();
  if (type == DUCKDB_TYPE_TIME && (microseconds < 0 || microseconds > MICROSECONDS_PER_DAY))
    return out_of_range (microseconds);
  ((gint64 *) target->data)[row] = microseconds;
  return NULL;
}

static char *
put_null (SyDuckdbTarget *target, idx_t row)
{
  if (!target->validity)
    {
      duckdb_vector_ensure_validity_writable (target->vector);
      target->validity = duckdb_vector_get_validity (target->vector);
    }
  duckdb_validity_set_row_invalid (target->validity, row);
  return NULL;
}

/* Why the cell can't stand in this column, as a sentence; NULL when it was put there. */
char *
sy_duckdb_chunk_put (SyDuckdbChunk *self, guint column, const SyAppendCell *cell)
{
  SyDuckdbTarget *target = &self->targets[column];
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

/* What may be written into the vector as it is. */
static void
init_slot (SyAppendSlot *slot, const SyDuckdbTarget *target)
{
  slot->least = target->least;
  slot->most = target->most;
  switch (target->type)
    {
    case DUCKDB_TYPE_DATE:
      slot->kinds = 1 << SY_APPEND_DATE;
      slot->least = -MOST_DAYS;
      slot->most = MOST_DAYS;
      slot->width = 4;
      return;
    case DUCKDB_TYPE_TIMESTAMP:
      slot->kinds = 1 << SY_APPEND_TIMESTAMP;
      slot->width = 8;
      return;
    case DUCKDB_TYPE_DECIMAL:
      slot->kinds = 1 << SY_APPEND_DECIMAL;
      break;
    case DUCKDB_TYPE_ENUM:
    case DUCKDB_TYPE_BIGINT:
      slot->kinds = 1 << SY_APPEND_INT64;
      break;
    default:
      return;
    }
  switch (target->storage)
    {
    case DUCKDB_TYPE_UTINYINT:
      slot->width = 1;
      return;
    case DUCKDB_TYPE_SMALLINT:
    case DUCKDB_TYPE_USMALLINT:
      slot->width = 2;
      return;
    case DUCKDB_TYPE_INTEGER:
    case DUCKDB_TYPE_UINTEGER:
      slot->width = 4;
      return;
    case DUCKDB_TYPE_BIGINT:
      slot->width = 8;
      return;
    default:
      slot->kinds = 0;
      return;
    }
}

/* @types are looked at, not kept. NULL when a column is of a type that no table of a document has. */
SyDuckdbChunk *
sy_duckdb_chunk_new (duckdb_logical_type *types, guint n_columns)
{
  SyDuckdbChunk *self = g_new0 (SyDuckdbChunk, 1);

  self->n_columns = n_columns;
  self->targets = g_new0 (SyDuckdbTarget, n_columns);
  self->slots = g_new0 (SyAppendSlot, n_columns);
  self->capacity = duckdb_vector_size ();
  self->texts.blocks = g_ptr_array_new_with_free_func (g_free);
  self->texts.large = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < n_columns; i++)
    {
      self->targets[i].texts = &self->texts;
      if (!target_init (&self->targets[i], types[i]))
        {
          sy_duckdb_chunk_free (self);
          return NULL;
        }
      init_slot (&self->slots[i], &self->targets[i]);
    }
  self->chunk = duckdb_create_data_chunk (types, n_columns);
  sy_duckdb_chunk_begin (self);
  return self;
}

/* Empties it; its vectors may move. */
void
sy_duckdb_chunk_begin (SyDuckdbChunk *self)
{
  duckdb_data_chunk_reset (self->chunk);
  self->n_rows = 0;
  self->texts.current = 0;
  self->texts.used = 0;
  if (self->texts.blocks->len > MOST_TEXT_BLOCKS)
    g_ptr_array_set_size (self->texts.blocks, MOST_TEXT_BLOCKS);
  g_ptr_array_set_size (self->texts.large, 0);
  for (guint i = 0; i < self->n_columns; i++)
    {
      SyDuckdbTarget *target = &self->targets[i];

      target->vector = duckdb_data_chunk_get_vector (self->chunk, i);
      target->data = self->slots[i].cells = duckdb_vector_get_data (target->vector);
      target->validity = NULL;
    }
}

void
sy_duckdb_chunk_free (SyDuckdbChunk *self)
{
  if (!self)
    return;
  if (self->chunk)
    duckdb_destroy_data_chunk (&self->chunk);
  for (guint i = 0; i < self->n_columns; i++)
    g_clear_pointer (&self->targets[i].members, g_hash_table_unref);
  g_free (self->targets);
  g_free (self->slots);
  g_ptr_array_unref (self->texts.blocks);
  g_ptr_array_unref (self->texts.large);
  g_free (self);
}
