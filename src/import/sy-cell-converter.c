/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells into values, without allocating: texts stay where the reader has them or go into the caller's buffer.
 * A cell that the column's type cannot hold exactly asks for a wider type instead of losing digits. */
#include "config.h"

#include "sy-cell-converter.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "sy-date-parser.h"
#include "sy-sample.h"
#include "sy-value-fold.h"
#include "sy-value-parser.h"

/* The decimal of a number cell: the file's digits, unless they are the 17 of a double, which are then cut to
 * the 15 shown. */
static gboolean
number_of_cell (const SyCell *cell, SyNumber *number)
{
  if (cell->text && sy_value_parse_number (cell->text, cell->length, FALSE, number)
      && !(number->flags & (SY_NUMBER_LONG | SY_NUMBER_INEXACT)))
    return TRUE;
  return sy_value_number_from_double (cell->number, number);
}

static gboolean
get_number (const SyCell *cell, const SyColumnReading *reading, SyNumber *number)
{
  switch (cell->kind)
    {
    case SY_CELL_NUMBER:
      return number_of_cell (cell, number);
    case SY_CELL_TEXT:
      return sy_value_parse_number (cell->text, cell->length, reading->decimal_comma, number);
    case SY_CELL_BOOL:
    case SY_CELL_DATE:
    case SY_CELL_TIME:
    case SY_CELL_ERROR:
    case SY_CELL_EMPTY:
    default:
      return FALSE;
    }
}

/* Up to fifteen digits and perhaps a point, as nearly all numbers are, straight to the column's scale. FALSE:
 * take the long way. */
static gboolean
convert_plain_number (const SyCell *cell, const SyCellFormat *format, SyCellNeed *need, SyCellValue *value)
{
  static const gint64 powers[] = { 1, 10, 100, 1000, 10000, 100000, 1000000 };
  const char *p = cell->text;
  const char *end = p + cell->length;
  gboolean negative = *p == '-';
  gint64 mantissa = 0;
  guint n_whole = 0;
  guint n_decimals = 0;

  if (cell->length > 16 || format->scale >= G_N_ELEMENTS (powers))
    return FALSE;
  p += negative;
  if (p == end || !g_ascii_isdigit (*p))
    return FALSE;
  for (; p < end && g_ascii_isdigit (*p); p++)
    {
      mantissa = mantissa * 10 + (*p - '0');
      n_whole += mantissa > 0;
    }
  if (p < end)
    {
      if (*p++ != '.' || p == end)
        return FALSE;
      for (; p < end && g_ascii_isdigit (*p); p++, n_decimals++)
        mantissa = mantissa * 10 + (*p - '0');
    }
  if (p < end || n_decimals > format->scale || n_whole + n_decimals > 15 || n_whole + format->scale > 18)
    return FALSE;
  mantissa *= powers[format->scale - n_decimals];
  value->integer = negative ? -mantissa : mantissa;
  need->whole_digits = MAX (need->whole_digits, n_whole);
  return TRUE;
}

/* 2.35 in 万 is 23,500. What would be too long is inexact from then on. */
static void
shift_number (SyNumber *number, guint shift)
{
  guint from_scale = MIN (number->scale, shift);
  gint64 mantissa = number->mantissa;

  if (number->flags & SY_NUMBER_INEXACT)
    {
      for (guint i = 0; i < shift; i++)
        number->approximate *= 10.;
      return;
    }
  for (guint i = from_scale; i < shift; i++)
    if (__builtin_mul_overflow (mantissa, 10, &mantissa))
      {
        number->approximate = sy_value_number_to_double (number);
        number->flags |= SY_NUMBER_INEXACT;
        shift_number (number, shift);
        return;
      }
  number->mantissa = mantissa;
  number->scale -= from_scale;
  number->whole_digits += mantissa == 0 ? 0 : shift;
}

static SyConvertResult
convert_number (
    const SyCell *cell, const SyCellFormat *format, SyCellNeed *need, SyCellValue *value, const char **reason)
{
  SyNumber number;

  *reason = N_ ("is not a number");
  if (!get_number (cell, &format->reading, &number))
    return SY_CONVERT_MISFIT;
  if (format->reading.shift > 0)
    shift_number (&number, format->reading.shift);
  if (format->type == SY_COLUMN_DOUBLE)
    {
      value->number = cell->kind == SY_CELL_NUMBER && format->reading.shift == 0
                          ? cell->number
                          : sy_value_number_to_double (&number);
      return isfinite (value->number) ? SY_CONVERT_DONE : SY_CONVERT_MISFIT;
    }
  if (number.flags & SY_NUMBER_INEXACT)
    {
      need->inexact = TRUE;
      need->long_id = need->long_id || (cell->kind == SY_CELL_TEXT && number.scale == 0);
    }
  else
    {
      need->scale = MAX (need->scale, number.scale);
      need->whole_digits = MAX (need->whole_digits, number.whole_digits);
    }
  if (format->money)
    {
      if (!format->fixed && !(number.flags & SY_NUMBER_INEXACT) && number.scale > format->scale
          && format->scale < SY_MAX_SCALE && number.whole_digits + format->scale < SY_DECIMAL_DIGITS)
        return SY_CONVERT_WIDER;
      *reason = N_ ("is larger than an amount can be");
      if (sy_value_number_to_scale (&number, format->scale, &value->integer, &value->rounded))
        return SY_CONVERT_DONE;
      return format->fixed || format->scale <= 2 ? SY_CONVERT_MISFIT : SY_CONVERT_WIDER;
    }
  *reason = N_ ("has more digits than the column holds");
  if (!(number.flags & SY_NUMBER_INEXACT) && number.scale <= format->scale
      && sy_value_number_to_scale (&number, format->scale, &value->integer, &value->rounded))
    return SY_CONVERT_DONE;
  return format->fixed ? SY_CONVERT_MISFIT : SY_CONVERT_WIDER;
}

static SyConvertResult
convert_serial (double serial, gint64 *days, gint64 *microseconds, const char **reason)
{
  /* A whole day behind the one that never was. */
  if (serial >= 61 && serial < 2958466 && (double) (gint64) serial == serial)
    {
      *days = (gint64) serial - 25569;
      *microseconds = 0;
      return SY_CONVERT_DONE;
    }
  switch (sy_date_from_serial (serial, days, microseconds))
    {
    case SY_SERIAL_DATE:
      return SY_CONVERT_DONE;
    case SY_SERIAL_NO_SUCH_DAY:
      *reason = N_ ("is 29 February 1900, which does not exist");
      return SY_CONVERT_MISFIT;
    case SY_SERIAL_OUT_OF_RANGE:
    default:
      *reason = N_ ("is not a date between 1900 and 9999");
      return SY_CONVERT_MISFIT;
    }
}

/* 20230105 and 44931 where the column is written so. */
static gboolean
convert_numeric_date (const SyCell *cell, const SyColumnReading *reading, gint64 *days, gint64 *microseconds)
{
  SyNumber number;
  char text[64];
  gsize length;
  SyDateText date;

  if (!get_number (cell, reading, &number) || (number.flags & SY_NUMBER_INEXACT))
    return FALSE;
  if (reading->serial_dates && number.whole_digits <= 5)
    return sy_date_from_serial (sy_value_number_to_double (&number), days, microseconds) == SY_SERIAL_DATE;
  length = sy_value_number_to_text (&number, text, sizeof text);
  if (!reading->compact_dates || !sy_date_parse (text, length, &date) || date.style != SY_DATE_COMPACT)
    return FALSE;
  *microseconds = MAX (date.time, 0);
  return sy_date_resolve (&date, SY_DATE_ORDER_UNKNOWN, days);
}

/* 2023-01 and 202301 where the column is one of months. */
static gboolean
convert_month (const SyCell *cell, const SyCellFormat *format, gint64 *days)
{
  SyNumber number;
  char digits[64];
  const char *text = cell->text;
  gsize length = cell->length;
  SyDateText date;

  if (cell->kind == SY_CELL_NUMBER)
    {
      if (!get_number (cell, &format->reading, &number) || (number.flags & SY_NUMBER_INEXACT))
        return FALSE;
      length = sy_value_number_to_text (&number, digits, sizeof digits);
      text = digits;
    }
  if (!format->reading.months || !sy_date_parse_month (text, length, &date)
      || !sy_date_resolve (&date, SY_DATE_ORDER_UNKNOWN, days))
    return FALSE;
  if (format->month_end)
    *days = (date.b == 12 ? sy_date_to_days (date.a + 1, 1, 1) : sy_date_to_days (date.a, date.b + 1, 1)) - 1;
  return TRUE;
}

static SyConvertResult
convert_date_text (const SyCell *cell,
                   const SyColumnReading *reading,
                   gint64 *days,
                   gint64 *microseconds,
                   const char **reason)
{
  SyDateText date;

  if (sy_date_parse (cell->text, cell->length, &date)
      && (date.style != SY_DATE_COMPACT || reading->compact_dates))
    {
      *microseconds = MAX (date.time, 0);
      if (sy_date_resolve (&date, reading->date_order, days))
        return SY_CONVERT_DONE;
      *reason = N_ ("is not a date in the order of day and month of this column");
      return SY_CONVERT_MISFIT;
    }
  if ((reading->compact_dates || reading->serial_dates)
      && convert_numeric_date (cell, reading, days, microseconds))
    return SY_CONVERT_DONE;
  *reason = N_ ("is not a date");
  return SY_CONVERT_MISFIT;
}

static SyConvertResult
convert_date (
    const SyCell *cell, const SyCellFormat *format, SyCellNeed *need, SyCellValue *value, const char **reason)
{
  gint64 days = 0;
  gint64 microseconds = 0;
  SyConvertResult result;

  *reason = N_ ("is not a date");
  if (format->reading.months && (cell->kind == SY_CELL_TEXT || cell->kind == SY_CELL_NUMBER)
      && convert_month (cell, format, &value->integer))
    return SY_CONVERT_DONE;
  switch (cell->kind)
    {
    case SY_CELL_DATE:
      result = convert_serial (cell->number, &days, &microseconds, reason);
      break;
    case SY_CELL_TEXT:
      result = convert_date_text (cell, &format->reading, &days, &microseconds, reason);
      break;
    case SY_CELL_NUMBER:
      result = convert_numeric_date (cell, &format->reading, &days, &microseconds) ? SY_CONVERT_DONE
                                                                                   : SY_CONVERT_MISFIT;
      break;
    case SY_CELL_TIME:
    case SY_CELL_BOOL:
    case SY_CELL_ERROR:
    case SY_CELL_EMPTY:
    default:
      return SY_CONVERT_MISFIT;
    }
  if (result != SY_CONVERT_DONE)
    return result;
  need->time = need->time || microseconds != 0;
  if (format->type == SY_COLUMN_DATE)
    {
      value->integer = days;
      return microseconds == 0 || format->fixed ? SY_CONVERT_DONE : SY_CONVERT_WIDER;
    }
  value->integer = days * SY_MICROSECONDS_PER_DAY + microseconds;
  return SY_CONVERT_DONE;
}

static SyConvertResult
convert_time (const SyCell *cell, SyCellValue *value, const char **reason)
{
  gint64 days;

  *reason = N_ ("is not a time of day");
  switch (cell->kind)
    {
    case SY_CELL_TIME:
    case SY_CELL_NUMBER:
      if (!(cell->number >= 0) || cell->number >= 1)
        return SY_CONVERT_MISFIT;
      value->integer = (gint64) rint (cell->number * 86400000.0) * 1000;
      if (value->integer >= SY_MICROSECONDS_PER_DAY)
        value->integer = 0;
      return SY_CONVERT_DONE;
    case SY_CELL_DATE:
      return convert_serial (cell->number, &days, &value->integer, reason);
    case SY_CELL_TEXT:
      return sy_time_parse (cell->text, cell->length, &value->integer) ? SY_CONVERT_DONE : SY_CONVERT_MISFIT;
    case SY_CELL_BOOL:
    case SY_CELL_ERROR:
    case SY_CELL_EMPTY:
    default:
      return SY_CONVERT_MISFIT;
    }
}

static SyConvertResult
convert_bool (const SyCell *cell, SyCellValue *value, const char **reason)
{
  gboolean truth = FALSE;

  *reason = N_ ("is neither yes nor no");
  if (cell->kind == SY_CELL_TEXT && sy_value_parse_bool (cell->text, cell->length, &truth))
    value->integer = truth;
  else if ((cell->kind == SY_CELL_BOOL || cell->kind == SY_CELL_NUMBER)
           && (cell->number == 0 || cell->number == 1))
    value->integer = cell->number == 1;
  else
    return SY_CONVERT_MISFIT;
  return SY_CONVERT_DONE;
}

static gboolean
is_digits (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isdigit (text[i]))
      return FALSE;
  return length > 0;
}

static SyConvertResult
copy_text (const SyCell *cell, char *buffer, SyCellValue *value)
{
  g_autofree char *text = sy_cell_to_text (cell);

  value->length = g_strlcpy (buffer, text, SY_CELL_BUFFER_SIZE);
  value->length = MIN (value->length, SY_CELL_BUFFER_SIZE - 1);
  value->text = buffer;
  return SY_CONVERT_DONE;
}

static SyConvertResult
convert_text (
    const SyCell *cell, const SyColumnReading *reading, char *buffer, SyCellValue *value, const char **reason)
{
  switch (cell->kind)
    {
    case SY_CELL_TEXT:
      *reason = N_ ("has a NUL character, which no text may have");
      if (memchr (cell->text, '\0', cell->length))
        return SY_CONVERT_MISFIT;
      value->text = cell->text;
      value->length = cell->length;
      /* tabs keep spreadsheets from taking digits for numbers; they are no part of a name */
      while (value->length > 1 && value->text[value->length - 1] == '\t')
        value->length--;
      if (value->text[0] == '\t' && value->length > 1)
        {
          value->text++;
          value->length--;
        }
      if (reading->strip_point_zero && cell->length > 2
          && memcmp (cell->text + cell->length - 2, ".0", 2) == 0 && is_digits (cell->text, cell->length - 2))
        value->length -= 2;
      return SY_CONVERT_DONE;
    case SY_CELL_NUMBER:
      if (cell->text && cell->length <= 15 && is_digits (cell->text, cell->length))
        {
          value->text = cell->text;
          value->length = cell->length;
          return SY_CONVERT_DONE;
        }
      if (cell->number >= 0 && cell->number < 1e15 && rint (cell->number) == cell->number)
        {
          value->length =
              (gsize) g_snprintf (buffer, SY_CELL_BUFFER_SIZE, "%" G_GINT64_FORMAT, (gint64) cell->number);
          value->text = buffer;
          return SY_CONVERT_DONE;
        }
      return copy_text (cell, buffer, value);
    case SY_CELL_DATE:
    case SY_CELL_TIME:
    case SY_CELL_BOOL:
      return copy_text (cell, buffer, value);
    case SY_CELL_ERROR:
    case SY_CELL_EMPTY:
    default:
      *reason = N_ ("is an error value");
      return SY_CONVERT_MISFIT;
    }
}

/**
 * sy_cell_convert:
 * @cell: what the file has
 * @format: what the column is
 * @buffer: SY_CELL_BUFFER_SIZE bytes, for texts made here
 * @need: (inout): the most that the column asked for
 * @value: (out caller-allocates): NULL for cells with nothing in them
 * @reason: (out): why it does not fit, to be put behind “the cell …”, not yet translated
 *
 * Returns: %SY_CONVERT_DONE, or what is wrong
 */
SyConvertResult
sy_cell_convert (const SyCell *cell,
                 const SyCellFormat *format,
                 char *buffer,
                 SyCellNeed *need,
                 SyCellValue *value,
                 const char **reason)
{
  SyConvertResult result;

  value->rounded = FALSE;
  if ((format->type == SY_COLUMN_DECIMAL || format->type == SY_COLUMN_INT64) && cell->text && cell->length > 0
      && format->reading.shift == 0
      && (cell->kind == SY_CELL_NUMBER || (cell->kind == SY_CELL_TEXT && !format->reading.decimal_comma))
      && convert_plain_number (cell, format, need, value))
    {
      value->is_null = FALSE;
      return SY_CONVERT_DONE;
    }
  value->is_null = sy_cell_is_blank (cell);
  if (value->is_null)
    return SY_CONVERT_DONE;
  switch (format->type)
    {
    case SY_COLUMN_INT64:
    case SY_COLUMN_DECIMAL:
    case SY_COLUMN_DOUBLE:
      result = convert_number (cell, format, need, value, reason);
      break;
    case SY_COLUMN_DATE:
    case SY_COLUMN_TIMESTAMP:
      result = convert_date (cell, format, need, value, reason);
      break;
    case SY_COLUMN_TIME:
      result = convert_time (cell, value, reason);
      break;
    case SY_COLUMN_BOOL:
      result = convert_bool (cell, value, reason);
      break;
    case SY_COLUMN_TEXT:
    default:
      return convert_text (cell, &format->reading, buffer, value, reason);
    }
  if (result == SY_CONVERT_MISFIT && cell->kind == SY_CELL_ERROR)
    *reason = N_ ("is an error value");
  return result;
}

/* Makes room for what was needed. FALSE when the type is wide enough already. */
gboolean
sy_cell_format_widen (SyCellFormat *format, const SyCellNeed *need)
{
  SyColumnType type = format->type;
  guint scale = format->scale;

  if (format->type == SY_COLUMN_DATE && need->time)
    format->type = SY_COLUMN_TIMESTAMP;
  else if (format->money && format->type == SY_COLUMN_DECIMAL)
    format->scale = sy_column_typer_fit_scale (MAX (need->scale, scale), need->whole_digits, TRUE, &type);
  else if (format->type == SY_COLUMN_INT64 || format->type == SY_COLUMN_DECIMAL)
    {
      if (need->inexact)
        format->type = SY_COLUMN_DOUBLE;
      else if (need->scale > scale || need->whole_digits + scale > SY_DECIMAL_DIGITS)
        format->scale =
            sy_column_typer_fit_scale (MAX (need->scale, scale), need->whole_digits, FALSE, &format->type);
      if (format->type == SY_COLUMN_DOUBLE)
        format->scale = 0;
    }
  return format->type != type || format->scale != scale;
}
