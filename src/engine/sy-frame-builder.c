/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filling a frame: cells by doubling, texts into an arena where one that was seen shortly before is not
 * stored again. */
#include "config.h"

#include <string.h>

#include "sy-frame-private.h"

#define DEFAULT_LIMIT ((gsize) 4 << 30)
#define FIRST_CAPACITY 16
/* Texts of sales data repeat: a table of the last texts by hash keeps most of them once. */
#define N_RECENT 1024

struct _SyFrameBuilder
{
  GArray *columns; /* (element-type SyFrameColumn) */
  gsize bytes;
  gsize limit;
  gboolean full;
};

static void
column_clear (gpointer data)
{
  SyFrameColumn *column = data;

  g_free (column->name);
  g_free (column->cells);
  g_free (column->nulls);
  g_free (column->arena);
  g_free (column->recent);
}

static GArray *
columns_new (void)
{
  GArray *columns = g_array_new (FALSE, TRUE, sizeof (SyFrameColumn));

  g_array_set_clear_func (columns, column_clear);
  return columns;
}

/* Exact up to 10^27, so that a division by it rounds once more at most. */
static long double
power_of_ten (guint scale)
{
  long double power = 1.0L;

  for (guint i = 0; i < scale; i++)
    power *= 10.0L;
  return power;
}

static SyFrameColumn *
builder_column (SyFrameBuilder *self, guint column)
{
  return &g_array_index (self->columns, SyFrameColumn, column);
}

/* Says whether @bytes more may be held; what @try_realloc can't get is a limit, too. */
static gboolean
take_bytes (SyFrameBuilder *self, gsize bytes)
{
  if (self->full || bytes > self->limit - MIN (self->bytes, self->limit))
    {
      self->full = TRUE;
      return FALSE;
    }
  self->bytes += bytes;
  return TRUE;
}

static gsize
bitmap_size (gint64 n_rows)
{
  return ((gsize) n_rows + 7) / 8;
}

static gboolean
reserve_cells (SyFrameBuilder *self, SyFrameColumn *column, gint64 length)
{
  gint64 capacity = MAX (MAX (length, FIRST_CAPACITY), column->capacity * 2);
  SyFrameCell *cells;

  if (length <= column->capacity)
    return TRUE;
  /* The last doubling before the limit would waste what is still free. */
  if ((gsize) (capacity - column->capacity) * sizeof *cells > self->limit - MIN (self->bytes, self->limit))
    capacity = length;
  if (!take_bytes (self, (gsize) (capacity - column->capacity) * sizeof *cells))
    return FALSE;
  cells = g_try_realloc_n (column->cells, (gsize) capacity, sizeof *cells);
  if (!cells)
    {
      self->full = TRUE;
      return FALSE;
    }
  column->cells = cells;
  if (column->nulls)
    {
      gsize old_size = bitmap_size (column->capacity), size = bitmap_size (capacity);

      column->nulls = g_realloc (column->nulls, size);
      memset (column->nulls + old_size, 0, size - old_size);
    }
  column->capacity = capacity;
  return TRUE;
}

static gboolean
reserve_arena (SyFrameBuilder *self, SyFrameColumn *column, gsize more)
{
  gsize size = MAX (MAX (column->arena_used + more, 64), column->arena_size * 2);
  char *arena;

  if (column->arena_used + more <= column->arena_size)
    return TRUE;
  if (!take_bytes (self, size - column->arena_size))
    return FALSE;
  arena = g_try_realloc (column->arena, size);
  if (!arena)
    {
      self->full = TRUE;
      return FALSE;
    }
  column->arena = arena;
  column->arena_size = size;
  return TRUE;
}

static guint
hash_text (const char *text, gsize length)
{
  guint hash = (guint) length;

  /* The ends are what tells codes and names apart; long texts need not be read whole. */
  for (gsize i = 0; i < MIN (length, 16); i++)
    hash = hash * 31 + (guchar) text[i];
  for (gsize i = length > 16 ? MAX (length - 16, 16) : length; i < length; i++)
    hash = hash * 31 + (guchar) text[i];
  return (hash ^ hash >> 15) % N_RECENT;
}

SyFrameBuilder *
sy_frame_builder_new (void)
{
  SyFrameBuilder *self = g_new0 (SyFrameBuilder, 1);

  self->columns = columns_new ();
  self->limit = DEFAULT_LIMIT;
  return self;
}

void
sy_frame_builder_free (SyFrameBuilder *self)
{
  if (!self)
    return;
  g_array_unref (self->columns);
  g_free (self);
}

void
sy_frame_builder_set_limit (SyFrameBuilder *self, gsize bytes)
{
  self->limit = bytes;
}

gboolean
sy_frame_builder_is_full (SyFrameBuilder *self)
{
  return self->full;
}

/* @scale: digits after the point of a DECIMAL, ignored for other types. */
guint
sy_frame_builder_add_column (SyFrameBuilder *self, const char *name, SyColumnType type, guint scale)
{
  SyFrameColumn column = { 0 };

  g_return_val_if_fail (self && name, 0);

  column.name = g_strdup (name);
  column.type = type;
  column.scale = type == SY_COLUMN_DECIMAL ? scale : 0;
  column.power = power_of_ten (column.scale);
  g_array_append_val (self->columns, column);
  return self->columns->len - 1;
}

SyFrameCell *
sy_frame_builder_grow (SyFrameBuilder *self, guint column, gsize n)
{
  SyFrameColumn *values = builder_column (self, column);
  SyFrameCell *cells;

  if (!reserve_cells (self, values, values->length + (gint64) n))
    return NULL;
  cells = values->cells + values->length;
  values->length += (gint64) n;
  return cells;
}

gint64
sy_frame_builder_get_length (SyFrameBuilder *self, guint column)
{
  return builder_column (self, column)->length;
}

void
sy_frame_builder_set_null (SyFrameBuilder *self, guint column, gint64 row)
{
  SyFrameColumn *values = builder_column (self, column);

  if (!values->nulls)
    {
      if (!take_bytes (self, bitmap_size (values->capacity)))
        return;
      values->nulls = g_malloc0 (bitmap_size (values->capacity));
    }
  values->nulls[row >> 3] |= (guint8) (1u << (row & 7));
  values->cells[row].integer = 0;
}

gint64
sy_frame_builder_add_text (SyFrameBuilder *self, guint column, const char *text, gsize length)
{
  SyFrameColumn *values = builder_column (self, column);
  guint slot = hash_text (text, length);
  guint64 offset;

  if (!values->recent)
    values->recent = g_new0 (guint64, N_RECENT);
  if (values->arena_used == 0)
    {
      if (!reserve_arena (self, values, 1))
        return 0;
      values->arena[values->arena_used++] = '\0';
    }
  offset = values->recent[slot];
  if (length < values->arena_used - offset && memcmp (values->arena + offset, text, length) == 0
      && values->arena[offset + length] == '\0')
    return (gint64) offset;
  if (!reserve_arena (self, values, length + 1))
    return 0;
  offset = values->arena_used;
  memcpy (values->arena + offset, text, length);
  values->arena[offset + length] = '\0';
  values->arena_used += length + 1;
  values->recent[slot] = offset;
  return (gint64) offset;
}

void
sy_frame_builder_widen (SyFrameBuilder *self, guint column)
{
  SyFrameColumn *values = builder_column (self, column);

  g_return_if_fail (values->type == SY_COLUMN_INT64 || values->type == SY_COLUMN_DECIMAL);

  for (gint64 i = 0; i < values->length; i++)
    values->cells[i].number = sy_frame_column_decimal (values, values->cells[i].integer);
  values->type = SY_COLUMN_DOUBLE;
  values->scale = 0;
}

void
sy_frame_builder_append_null (SyFrameBuilder *self, guint column)
{
  g_return_if_fail (self && column < self->columns->len);

  if (sy_frame_builder_grow (self, column, 1))
    sy_frame_builder_set_null (self, column, builder_column (self, column)->length - 1);
}

/* For every type but DOUBLE and TEXT; a DECIMAL takes its mantissa. */
void
sy_frame_builder_append_int64 (SyFrameBuilder *self, guint column, gint64 value)
{
  SyFrameCell *cell;

  g_return_if_fail (self && column < self->columns->len);
  g_return_if_fail (builder_column (self, column)->type != SY_COLUMN_DOUBLE
                    && builder_column (self, column)->type != SY_COLUMN_TEXT);

  cell = sy_frame_builder_grow (self, column, 1);
  if (cell)
    cell->integer = value;
}

void
sy_frame_builder_append_double (SyFrameBuilder *self, guint column, double value)
{
  SyFrameCell *cell;

  g_return_if_fail (self && column < self->columns->len);
  g_return_if_fail (builder_column (self, column)->type == SY_COLUMN_DOUBLE);

  cell = sy_frame_builder_grow (self, column, 1);
  if (cell)
    cell->number = value;
}

/* @text is valid UTF-8; @length -1 when it is NUL-terminated. NULL appends NULL. */
void
sy_frame_builder_append_text (SyFrameBuilder *self, guint column, const char *text, gssize length)
{
  gint64 offset;
  SyFrameCell *cell;

  g_return_if_fail (self && column < self->columns->len);
  g_return_if_fail (builder_column (self, column)->type == SY_COLUMN_TEXT);

  if (!text)
    {
      sy_frame_builder_append_null (self, column);
      return;
    }
  offset = sy_frame_builder_add_text (self, column, text, length < 0 ? strlen (text) : (gsize) length);
  cell = sy_frame_builder_grow (self, column, 1);
  if (cell)
    cell->integer = offset;
}

/* Gives back what doubling left over, and what only building needs. */
static void
trim_column (SyFrameColumn *column)
{
  g_clear_pointer (&column->recent, g_free);
  if (column->capacity > column->length && column->length > 0)
    column->cells = g_realloc_n (column->cells, (gsize) column->length, sizeof *column->cells);
  if (column->arena_size > column->arena_used)
    column->arena = g_realloc (column->arena, column->arena_used);
}

/**
 * sy_frame_builder_end:
 * @self: (transfer full): a builder whose columns all have the same number of cells
 *
 * Returns: (transfer full): the frame; %NULL when more was appended than fits into the builder's limit
 */
SyFrame *
sy_frame_builder_end (SyFrameBuilder *self)
{
  g_autoptr (SyFrameBuilder) builder = self;
  gint64 n_rows;
  SyFrame *frame;

  g_return_val_if_fail (self, NULL);

  if (self->full)
    return NULL;
  n_rows = self->columns->len > 0 ? builder_column (self, 0)->length : 0;
  for (guint i = 0; i < self->columns->len; i++)
    {
      g_return_val_if_fail (builder_column (self, i)->length == n_rows, NULL);
      trim_column (builder_column (self, i));
    }
  frame = g_object_new (SY_TYPE_FRAME, NULL);
  frame->columns = g_steal_pointer (&builder->columns);
  builder->columns = columns_new ();
  frame->n_rows = n_rows;
  return frame;
}
