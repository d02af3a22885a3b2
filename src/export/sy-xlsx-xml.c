/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-xlsx-xml.h"

#include <math.h>

#define BLOCK (256 * 1024)
/* Whole numbers below this are exact, and so is a quotient of two as IEEE divides: the text 20.4 and the
 * double 204/10 are the same number. */
#define MAX_EXACT 1e15

void
sy_xlsx_xml_init (SyXlsxXml *self)
{
  *self = (SyXlsxXml){ .deflate = sy_xlsx_deflate_new (), .data = g_malloc (BLOCK), .size = BLOCK };
}

void
sy_xlsx_xml_clear (SyXlsxXml *self)
{
  g_clear_pointer (&self->deflate, sy_xlsx_deflate_free);
  g_clear_pointer (&self->data, g_free);
}

SyXlsxPiece *
sy_xlsx_xml_end (SyXlsxXml *self)
{
  SyXlsxPiece *piece;

  sy_xlsx_deflate_append (self->deflate, self->data, self->used);
  piece = sy_xlsx_deflate_end (g_steal_pointer (&self->deflate), FALSE);
  sy_xlsx_xml_clear (self);
  return piece;
}

void
sy_xlsx_xml_put_long (SyXlsxXml *self, const char *text, gsize length)
{
  sy_xlsx_deflate_append (self->deflate, self->data, self->used);
  self->used = 0;
  if (length > self->size)
    sy_xlsx_deflate_append (self->deflate, text, length);
  else
    sy_xlsx_xml_put (self, text, length);
}

void
sy_xlsx_xml_put_count (SyXlsxXml *self, guint64 number)
{
  char digits[24];
  char *at = digits + sizeof digits;

  do
    *--at = (char) ('0' + number % 10);
  while (number /= 10);
  sy_xlsx_xml_put (self, at, (gsize) (digits + sizeof digits - at));
}

/* @scaled / 10^@places, without zeros at the end. */
static void
put_decimal (SyXlsxXml *self, guint64 scaled, guint places)
{
  char digits[32];
  char *end = digits + sizeof digits, *at = end;

  while (places > 0 && scaled % 10 == 0)
    {
      scaled /= 10;
      places--;
    }
  for (guint i = 0; scaled > 0 || i <= places; i++, scaled /= 10)
    {
      if (i == places && places > 0)
        *--at = '.';
      *--at = (char) ('0' + scaled % 10);
    }
  sy_xlsx_xml_put (self, at, (gsize) (end - at));
}

static gboolean
is_same (double a, double b)
{
  return !(a < b) && !(a > b);
}

void
sy_xlsx_xml_put_number (SyXlsxXml *self, double number)
{
  static const double powers[] = { 1., 1e2, 1e4, 1e6 };
  double size = fabs (number);
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint i = 0; i < G_N_ELEMENTS (powers) && size * powers[i] < MAX_EXACT; i++)
    {
      double scaled = round (size * powers[i]);

      if (!is_same (scaled / powers[i], size))
        continue;
      if (number < 0. && scaled > 0.)
        sy_xlsx_xml_put_literal (self, "-");
      put_decimal (self, (guint64) scaled, 2 * i);
      return;
    }
  g_ascii_formatd (digits, sizeof digits, "%.15g", number);
  if (!is_same (g_ascii_strtod (digits, NULL), number))
    g_ascii_formatd (digits, sizeof digits, "%.17g", number);
  sy_xlsx_xml_put (self, digits, strlen (digits));
}
