/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in a cell element becomes a number, text, date, time, truth value or error here. */
#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "sy-iso-date.h"
#include "sy-xlsx-value.h"

/**
 * sy_xlsx_parse_number:
 * @text: (array length=length): digits as XML has them: point, no separators, maybe an exponent
 * @number: (out): the nearest double
 *
 * Up to fifteen digits with a small exponent are exact in one operation (Clinger, How to read floating point
 * numbers accurately, 1990); the others go to the C library.
 *
 * Returns: %TRUE when all of @text is a finite number
 */
gboolean
sy_xlsx_parse_number (const char *text, gsize length, double *number)
{
  static const double powers[] = { 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                   1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };
  const char *p = text, *end = text + length;
  gboolean negative = FALSE;
  guint64 mantissa = 0;
  guint n_digits = 0, n_fraction = 0;
  char buffer[64], *stop;

  if (p < end && (*p == '-' || *p == '+'))
    negative = *p++ == '-';
  for (; p < end && g_ascii_isdigit (*p) && n_digits < 18; p++, n_digits++)
    mantissa = mantissa * 10 + (guint64) (*p - '0');
  if (p < end && *p == '.')
    for (p++; p < end && g_ascii_isdigit (*p) && n_digits < 18; p++, n_digits++, n_fraction++)
      mantissa = mantissa * 10 + (guint64) (*p - '0');
  if (p == end && n_digits > 0 && mantissa < G_GUINT64_CONSTANT (1) << 53)
    {
      double value = (double) mantissa / powers[n_fraction];

      *number = negative ? -value : value;
      return TRUE;
    }
  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;
  while (length > 0 && g_ascii_isspace (*text))
    {
      text++;
      length--;
    }
  if (length == 0 || length >= sizeof buffer || !(g_ascii_isdigit (*text) || strchr ("+-.", *text) != NULL)
      || memchr (text, 'x', length) != NULL || memchr (text, 'X', length) != NULL)
    return FALSE;
  memcpy (buffer, text, length);
  buffer[length] = '\0';
  *number = g_ascii_strtod (buffer, &stop);
  return stop == buffer + length && isfinite (*number);
}

static void
set_text (SyCell *out, SyCellKind kind, const char *text, gsize length)
{
  out->kind = length > 0 ? kind : SY_CELL_EMPTY;
  out->text = length > 0 ? text : NULL;
  out->length = length;
}

/**
 * sy_xlsx_format_number:
 * @number: finite, as the file has it
 * @format: that of its style
 * @date1904: whether day 0 is 1 January 1904
 * @out: (inout): an empty cell: gets kind, number and percent
 *
 * What a number is, is told by its format alone: a day, a time of day, a share.
 *
 * Returns: %TRUE when it stays a number, so that its text is worth keeping
 */
gboolean
sy_xlsx_format_number (double number, SyNumberFormat format, gboolean date1904, SyCell *out)
{
  out->kind = SY_CELL_NUMBER;
  out->number = number;
  switch (format)
    {
    case SY_NUMBER_FORMAT_TIME:
    case SY_NUMBER_FORMAT_DURATION:
      if (number >= 0 && number < 1)
        {
          out->kind = SY_CELL_TIME;
          return FALSE;
        }
      /* A day and more is no time of day: a moment of which only the hour is shown, or hours that add up. */
      if (format == SY_NUMBER_FORMAT_DURATION || number < 0)
        return TRUE;
      G_GNUC_FALLTHROUGH;
    case SY_NUMBER_FORMAT_DATE:
      out->kind = SY_CELL_DATE;
      out->number += date1904 ? SY_XLSX_DAYS_1904 : 0;
      return FALSE;
    case SY_NUMBER_FORMAT_PERCENT:
      out->percent = TRUE;
      return TRUE;
    case SY_NUMBER_FORMAT_PLAIN:
    default:
      return TRUE;
    }
}

static void
set_number (const SyXlsxContext *context, const SyXlsxCell *cell, SyCell *out)
{
  double number;

  if (!sy_xlsx_parse_number (cell->text, cell->length, &number))
    {
      set_text (out, SY_CELL_TEXT, cell->text, cell->length);
      return;
    }
  if (sy_xlsx_format_number (number, cell->format, context->date1904, out))
    {
      out->text = cell->text;
      out->length = cell->length;
    }
}

static gboolean
set_shared (const SyXlsxContext *context, const SyXlsxCell *cell, SyCell *out)
{
  guint64 index = 0;
  const char *text = NULL;
  gsize length = 0;

  for (gsize i = 0; i < cell->length && index < G_MAXUINT32; i++)
    {
      if (!g_ascii_isdigit (cell->text[i]))
        {
          index = G_MAXUINT64;
          break;
        }
      index = index * 10 + (guint64) (cell->text[i] - '0');
    }
  text = sy_shared_strings_get (context->strings, index, &length);
  if (text == NULL)
    return FALSE;
  set_text (out, SY_CELL_TEXT, text, length);
  if (length > 0)
    out->text_number = (guint32) index + 1;
  return TRUE;
}

/* <v>1</v> and <v>true</v>. */
static void
set_bool (const SyXlsxCell *cell, SyCell *out)
{
  out->kind = SY_CELL_BOOL;
  out->number = cell->length > 0 && (*cell->text == '1' || *cell->text == 't' || *cell->text == 'T');
}

/**
 * sy_xlsx_cell_value:
 * @cell: what the element says
 * @context: what it refers to
 * @out: (inout): an empty cell, filled unless there is no value
 *
 * Returns: (nullable): %NULL, or the translated reason why the value cannot be had
 */
const char *
sy_xlsx_cell_value (const SyXlsxCell *cell, const SyXlsxContext *context, SyCell *out)
{
  if (cell->text == NULL || cell->length == 0)
    {
      if (cell->has_formula && cell->text == NULL && cell->type != SY_XLSX_TYPE_STRING)
        return _ ("The formula has no stored result. Open the file in a spreadsheet program and save it.");
      return NULL;
    }
  switch (cell->type)
    {
    case SY_XLSX_TYPE_SHARED:
      if (!set_shared (context, cell, out))
        return _ ("The cell refers to a text that the file does not have.");
      break;
    case SY_XLSX_TYPE_STRING:
    case SY_XLSX_TYPE_INLINE:
      set_text (out, SY_CELL_TEXT, cell->text, cell->length);
      break;
    case SY_XLSX_TYPE_BOOL:
      set_bool (cell, out);
      break;
    case SY_XLSX_TYPE_ERROR:
      set_text (out, SY_CELL_ERROR, cell->text, cell->length);
      break;
    case SY_XLSX_TYPE_DATE:
      if (!sy_iso_date_parse (cell->text, cell->length, out))
        {
          out->number = 0;
          set_text (out, SY_CELL_TEXT, cell->text, cell->length);
        }
      break;
    case SY_XLSX_TYPE_NUMBER:
    default:
      set_number (context, cell, out);
      break;
    }
  return NULL;
}

/* The attribute t. */
SyXlsxType
sy_xlsx_parse_type (const char *value, gsize length)
{
  if (length == 1)
    switch (*value)
      {
      case 's':
        return SY_XLSX_TYPE_SHARED;
      case 'b':
        return SY_XLSX_TYPE_BOOL;
      case 'e':
        return SY_XLSX_TYPE_ERROR;
      case 'd':
        return SY_XLSX_TYPE_DATE;
      default:
        return SY_XLSX_TYPE_NUMBER;
      }
  if (length == 3 && memcmp (value, "str", 3) == 0)
    return SY_XLSX_TYPE_STRING;
  return length == 9 && memcmp (value, "inlineStr", 9) == 0 ? SY_XLSX_TYPE_INLINE : SY_XLSX_TYPE_NUMBER;
}

/* B7: column 1, row 7. FALSE when it is no reference. */
gboolean
sy_xlsx_parse_reference (const char *value, gsize length, guint *column, guint64 *row)
{
  gsize i = 0;
  guint c = 0;
  guint64 r = 0;

  for (; i < length && g_ascii_isalpha (value[i]) && c < 1000000; i++)
    c = c * 26 + (guint) (g_ascii_toupper (value[i]) - 'A') + 1;
  if (i == 0 || i == length)
    return FALSE;
  for (; i < length; i++)
    {
      if (!g_ascii_isdigit (value[i]) || r > G_MAXUINT32)
        return FALSE;
      r = r * 10 + (guint64) (value[i] - '0');
    }
  *column = c - 1;
  *row = r;
  return TRUE;
}
