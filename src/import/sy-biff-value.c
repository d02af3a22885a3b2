/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Source: Microsoft, [MS-XLS] Excel Binary File Format, 2.5.10 Bes and 2.5.122 RkNumber. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sy-biff-value.h"

#define DAYS_1904 1462

/**
 * sy_biff_set_number:
 * @cell: (inout): an empty cell
 * @date1904: whether the file counts days from 1904
 *
 * Makes it a number, date or time as its format says; an error where it is no number.
 */
void
sy_biff_set_number (SyCell *cell, double number, SyNumberFormat format, gboolean date1904)
{
  if (!isfinite (number))
    {
      sy_biff_set_error (cell, 0x24);
      return;
    }
  cell->kind = SY_CELL_NUMBER;
  cell->number = number;
  cell->percent = format == SY_NUMBER_FORMAT_PERCENT;
  if ((format == SY_NUMBER_FORMAT_TIME || format == SY_NUMBER_FORMAT_DURATION) && number >= 0 && number < 1)
    cell->kind = SY_CELL_TIME;
  else if (format == SY_NUMBER_FORMAT_DATE || (format == SY_NUMBER_FORMAT_TIME && number >= 1))
    {
      cell->kind = SY_CELL_DATE;
      cell->number += date1904 ? DAYS_1904 : 0;
    }
}

/* The error of that code, as Excel shows it. */
void
sy_biff_set_error (SyCell *cell, guint code)
{
  static const struct
  {
    guint code;
    const char *text;
  } errors[] = { { 0x00, "#NULL!" }, { 0x07, "#DIV/0!" }, { 0x0F, "#VALUE!" }, { 0x17, "#REF!" },
                 { 0x1D, "#NAME?" }, { 0x24, "#NUM!" },   { 0x2A, "#N/A" } };

  cell->kind = SY_CELL_ERROR;
  cell->text = "#ERROR!";
  for (gsize i = 0; i < G_N_ELEMENTS (errors); i++)
    if (errors[i].code == code)
      cell->text = errors[i].text;
  cell->length = strlen (cell->text);
}

/* Thirty bits of a whole number or of a double, the low bits say which and whether in hundredths. */
double
sy_biff_decode_rk (guint32 rk)
{
  double value;

  if (rk & 2)
    value = (double) ((gint32) rk >> 2);
  else
    {
      guint64 bits = (guint64) (rk & ~3u) << 32;

      memcpy (&value, &bits, sizeof value);
    }
  return rk & 1 ? value / 100 : value;
}
