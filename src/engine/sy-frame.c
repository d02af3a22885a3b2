/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A frame: one array of eight-byte cells a column, a bitmap of its NULLs once there is one, and for texts one
 * arena. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sy-frame-private.h"
#include "sy-frame.h"

#define DEFAULT_LIMIT ((gsize) 4 << 30)
#define FIRST_CAPACITY 16
/* Texts of sales data repeat: a table of the last texts by hash keeps most of them once. */
#define N_RECENT 1024
#define MICROSECONDS_PER_SECOND G_GINT64_CONSTANT (1000000)
#define MICROSECONDS_PER_DAY (G_GINT64_CONSTANT (86400) * MICROSECONDS_PER_SECOND)

typedef struct
{
  char *name;
  SyColumnType type;
  guint scale;
  long double power; /* 10^scale */

  SyFrameCell *cells;
  gint64 length;
  gint64 capacity;
  guint8 *nulls; /* one bit a row, 1 is NULL; NULL while there is none */

  char *arena; /* texts, each NUL-terminated; offset 0 is the empty text */
  gsize arena_used;
  gsize arena_size;
  guint64 *recent; /* offsets of texts seen last, by hash; 0 while building has not seen one */
} Column;

struct _SyFrame
{
  GObject parent_instance;

  GArray *columns; /* (element-type Column) */
  gint64 n_rows;
};

struct _SyFrameBuilder
{
  GArray *columns; /* (element-type Column) */
  gsize bytes;
  gsize limit;
  gboolean full;
};

G_DEFINE_FINAL_TYPE (SyFrame, sy_frame, G_TYPE_OBJECT)

static void
column_clear (gpointer data)
{
  Column *column = data;

  g_free (column->name);
  g_free (column->cells);
  g_free (column->nulls);
  g_free (column->arena);
  g_free (column->recent);
}

static GArray *
columns_new (void)
{
  GArray *columns = g_array_new (FALSE, TRUE, sizeof (Column));

  g_array_set_clear_func (columns, column_clear);
  return columns;
}

static Column *
frame_column (SyFrame *self, guint column)
{
  return &g_array_index (self->columns, Column, column);
}

static gboolean
is_null_at (const Column *column, gint64 row)
{
  return column->nulls && (column->nulls[row >> 3] >> (row & 7) & 1);
}

static gboolean
has_cell (SyFrame *self, guint column, gint64 row)
{
  return column < self->columns->len && row >= 0 && row < self->n_rows;
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

static double
decimal_to_double (const Column *column, gint64 mantissa)
{
  return (double) ((long double) mantissa / column->power);
}

static void
sy_frame_finalize (GObject *object)
{
  SyFrame *self = SY_FRAME (object);

  g_array_unref (self->columns);
  G_OBJECT_CLASS (sy_frame_parent_class)->finalize (object);
}

static void
sy_frame_class_init (SyFrameClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sy_frame_finalize;
}

static void
sy_frame_init (SyFrame *self)
{
}

gint64
sy_frame_get_n_rows (SyFrame *self)
{
  g_return_val_if_fail (SY_IS_FRAME (self), 0);
  return self->n_rows;
}

guint
sy_frame_get_n_columns (SyFrame *self)
{
  g_return_val_if_fail (SY_IS_FRAME (self), 0);
  return self->columns->len;
}

const char *
sy_frame_get_name (SyFrame *self, guint column)
{
  g_return_val_if_fail (SY_IS_FRAME (self) && column < self->columns->len, NULL);
  return frame_column (self, column)->name;
}

SyColumnType
sy_frame_get_column_type (SyFrame *self, guint column)
{
  g_return_val_if_fail (SY_IS_FRAME (self) && column < self->columns->len, SY_COLUMN_INT64);
  return frame_column (self, column)->type;
}

/* Digits after the point of a DECIMAL column, else 0. */
guint
sy_frame_get_scale (SyFrame *self, guint column)
{
  g_return_val_if_fail (SY_IS_FRAME (self) && column < self->columns->len, 0);
  return frame_column (self, column)->scale;
}

int
sy_frame_find_column (SyFrame *self, const char *name)
{
  g_return_val_if_fail (SY_IS_FRAME (self) && name, -1);

  for (guint i = 0; i < self->columns->len; i++)
    if (strcmp (frame_column (self, i)->name, name) == 0)
      return (int) i;
  return -1;
}

gboolean
sy_frame_is_null (SyFrame *self, guint column, gint64 row)
{
  g_return_val_if_fail (SY_IS_FRAME (self) && has_cell (self, column, row), TRUE);
  return is_null_at (frame_column (self, column), row);
}

/* 0 for NULL, and for columns of DOUBLE or TEXT. */
gint64
sy_frame_get_int64 (SyFrame *self, guint column, gint64 row)
{
  const Column *values;

  g_return_val_if_fail (SY_IS_FRAME (self) && has_cell (self, column, row), 0);

  values = frame_column (self, column);
  if (is_null_at (values, row) || values->type == SY_COLUMN_DOUBLE || values->type == SY_COLUMN_TEXT)
    return 0;
  return values->cells[row].integer;
}

double
sy_frame_get_double (SyFrame *self, guint column, gint64 row)
{
  const Column *values;

  g_return_val_if_fail (SY_IS_FRAME (self) && has_cell (self, column, row), NAN);

  values = frame_column (self, column);
  if (is_null_at (values, row))
    return NAN;
  switch (values->type)
    {
    case SY_COLUMN_DOUBLE:
      return values->cells[row].number;
    case SY_COLUMN_DECIMAL:
      return decimal_to_double (values, values->cells[row].integer);
    case SY_COLUMN_TIMESTAMP:
    case SY_COLUMN_TIME:
      return (double) values->cells[row].integer / (double) MICROSECONDS_PER_DAY;
    case SY_COLUMN_INT64:
    case SY_COLUMN_DATE:
    case SY_COLUMN_BOOL:
      return (double) values->cells[row].integer;
    case SY_COLUMN_TEXT:
    default:
      return NAN;
    }
}

const char *
sy_frame_get_text (SyFrame *self, guint column, gint64 row)
{
  const Column *values;

  g_return_val_if_fail (SY_IS_FRAME (self) && has_cell (self, column, row), NULL);

  values = frame_column (self, column);
  if (values->type != SY_COLUMN_TEXT || is_null_at (values, row))
    return NULL;
  return values->arena + values->cells[row].integer;
}

static char *
plain_double (double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (isnan (value))
    return g_strdup ("NaN");
  if (isinf (value))
    return g_strdup (value > 0 ? "Infinity" : "-Infinity");
  if (value == floor (value) && fabs (value) < 1e15)
    return g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) value);
  for (int digits = 15; digits <= 17; digits++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%dg", digits);
      g_ascii_formatd (text, sizeof text, format, value);
      if (g_ascii_strtod (text, NULL) == value)
        break;
    }
  return g_strdup (text);
}

static char *
plain_decimal (gint64 mantissa, guint scale)
{
  guint64 magnitude = mantissa < 0 ? -(guint64) mantissa : (guint64) mantissa;
  g_autofree char *digits = NULL;
  GString *text = g_string_new (mantissa < 0 ? "-" : "");
  gsize whole;

  while (scale > 0 && magnitude % 10 == 0)
    {
      magnitude /= 10;
      scale--;
    }
  digits = g_strdup_printf ("%0*" G_GUINT64_FORMAT, (int) scale + 1, magnitude);
  whole = strlen (digits) - scale;
  g_string_append_len (text, digits, (gssize) whole);
  if (scale > 0)
    g_string_append_printf (text, ".%s", digits + whole);
  return g_string_free (text, FALSE);
}

/* The proleptic Gregorian calendar by eras of 400 years that begin on 1 March, so that the leap day comes
 * last. */
static void
append_date (GString *text, gint64 days)
{
  gint64 shifted = days + 719468; /* days since 0000-03-01 */
  gint64 era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
  gint64 day_of_era = shifted - era * 146097;
  gint64 year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  gint64 day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  gint64 month = (5 * day_of_year + 2) / 153; /* 0 is March */
  gint64 day = day_of_year - (153 * month + 2) / 5 + 1;
  gint64 year = year_of_era + era * 400 + (month >= 10 ? 1 : 0);

  month = month < 10 ? month + 3 : month - 9;
  if (year < 0)
    g_string_append_c (text, '-');
  g_string_append_printf (text, "%04" G_GINT64_FORMAT "-%02d-%02d", ABS (year), (int) month, (int) day);
}

static void
append_time (GString *text, gint64 microseconds)
{
  gint64 seconds = microseconds / MICROSECONDS_PER_SECOND;
  int fraction = (int) (microseconds % MICROSECONDS_PER_SECOND);
  int digits = 6;

  g_string_append_printf (text, "%02d:%02d:%02d", (int) (seconds / 3600), (int) (seconds / 60 % 60),
                          (int) (seconds % 60));
  if (fraction == 0)
    return;
  for (; fraction % 10 == 0; digits--)
    fraction /= 10;
  g_string_append_printf (text, ".%0*d", digits, fraction);
}

/* DuckDB writes the infinite dates as the ends of its range. */
static char *
plain_date (gint64 days)
{
  GString *text;

  if (ABS (days) >= G_MAXINT32)
    return g_strdup (days > 0 ? "Infinity" : "-Infinity");
  text = g_string_new (NULL);
  append_date (text, days);
  return g_string_free (text, FALSE);
}

static char *
plain_timestamp (gint64 microseconds)
{
  gint64 days, rest;
  GString *text;

  if (microseconds >= G_MAXINT64 || microseconds <= -G_MAXINT64)
    return g_strdup (microseconds > 0 ? "Infinity" : "-Infinity");
  days = microseconds / MICROSECONDS_PER_DAY;
  rest = microseconds % MICROSECONDS_PER_DAY;
  if (rest < 0)
    {
      rest += MICROSECONDS_PER_DAY;
      days--;
    }
  text = g_string_new (NULL);
  append_date (text, days);
  g_string_append_c (text, ' ');
  append_time (text, rest);
  return g_string_free (text, FALSE);
}

static char *
plain_time (gint64 microseconds)
{
  GString *text = g_string_new (NULL);

  append_time (text, microseconds);
  return g_string_free (text, FALSE);
}

char *
sy_frame_dup_plain (SyFrame *self, guint column, gint64 row)
{
  const Column *values;
  SyFrameCell cell;

  g_return_val_if_fail (SY_IS_FRAME (self) && has_cell (self, column, row), NULL);

  values = frame_column (self, column);
  if (is_null_at (values, row))
    return NULL;
  cell = values->cells[row];
  switch (values->type)
    {
    case SY_COLUMN_INT64:
      return g_strdup_printf ("%" G_GINT64_FORMAT, cell.integer);
    case SY_COLUMN_DOUBLE:
      return plain_double (cell.number);
    case SY_COLUMN_DECIMAL:
      return plain_decimal (cell.integer, values->scale);
    case SY_COLUMN_TEXT:
      return g_strdup (values->arena + cell.integer);
    case SY_COLUMN_DATE:
      return plain_date (cell.integer);
    case SY_COLUMN_TIMESTAMP:
      return plain_timestamp (cell.integer);
    case SY_COLUMN_TIME:
      return plain_time (cell.integer);
    case SY_COLUMN_BOOL:
      return g_strdup (cell.integer ? "true" : "false");
    default:
      return NULL;
    }
}

static Column *
builder_column (SyFrameBuilder *self, guint column)
{
  return &g_array_index (self->columns, Column, column);
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
reserve_cells (SyFrameBuilder *self, Column *column, gint64 length)
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
reserve_arena (SyFrameBuilder *self, Column *column, gsize more)
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
  Column column = { 0 };

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
  Column *values = builder_column (self, column);
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
  Column *values = builder_column (self, column);

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
  Column *values = builder_column (self, column);
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
  Column *values = builder_column (self, column);

  g_return_if_fail (values->type == SY_COLUMN_INT64 || values->type == SY_COLUMN_DECIMAL);

  for (gint64 i = 0; i < values->length; i++)
    values->cells[i].number = decimal_to_double (values, values->cells[i].integer);
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
trim_column (Column *column)
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
