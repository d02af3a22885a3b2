/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A frame: one array of eight-byte cells a column, a bitmap of its NULLs once there is one, and for texts one
 * arena. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sy-frame-private.h"
#include "sy-frame.h"

#define MICROSECONDS_PER_SECOND G_GINT64_CONSTANT (1000000)
#define MICROSECONDS_PER_DAY (G_GINT64_CONSTANT (86400) * MICROSECONDS_PER_SECOND)

G_DEFINE_FINAL_TYPE (SyFrame, sy_frame, G_TYPE_OBJECT)

static SyFrameColumn *
frame_column (SyFrame *self, guint column)
{
  return &g_array_index (self->columns, SyFrameColumn, column);
}

static gboolean
is_null_at (const SyFrameColumn *column, gint64 row)
{
  return column->nulls && (column->nulls[row >> 3] >> (row & 7) & 1);
}

static gboolean
has_cell (SyFrame *self, guint column, gint64 row)
{
  return column < self->columns->len && row >= 0 && row < self->n_rows;
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
  const SyFrameColumn *values;

  g_return_val_if_fail (SY_IS_FRAME (self) && has_cell (self, column, row), 0);

  values = frame_column (self, column);
  if (is_null_at (values, row) || values->type == SY_COLUMN_DOUBLE || values->type == SY_COLUMN_TEXT)
    return 0;
  return values->cells[row].integer;
}

double
sy_frame_get_double (SyFrame *self, guint column, gint64 row)
{
  const SyFrameColumn *values;

  g_return_val_if_fail (SY_IS_FRAME (self) && has_cell (self, column, row), NAN);

  values = frame_column (self, column);
  if (is_null_at (values, row))
    return NAN;
  switch (values->type)
    {
    case SY_COLUMN_DOUBLE:
      return values->cells[row].number;
    case SY_COLUMN_DECIMAL:
      return sy_frame_column_decimal (values, values->cells[row].integer);
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
  const SyFrameColumn *values;

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
  const SyFrameColumn *values;
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
