/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-decimal-sum.h"

#include <string.h>

#define SCALE 6

void
sy_decimal_sum_add (SyDecimalSum *self, gint64 mantissa, guint scale)
{
  __extension__ __int128 value = mantissa;

  g_return_if_fail (scale <= SCALE);
  for (; scale < SCALE; scale++)
    value *= 10;
  self->value += value;
}

void
sy_decimal_sum_add_text (SyDecimalSum *self, const char *text)
{
  __extension__ __int128 value = 0;
  gboolean negative = text && *text == '-';
  guint decimals = 0;
  const char *p = text ? text + negative : "";

  /* 30 digits are beyond any sum, and within the type. */
  for (guint n = 0; g_ascii_isdigit (*p) && n < 30; p++, n++)
    value = value * 10 + (*p - '0');
  if (*p == '.')
    p++;
  for (; g_ascii_isdigit (*p) && decimals < SCALE; p++, decimals++)
    value = value * 10 + (*p - '0');
  for (; decimals < SCALE; decimals++)
    value *= 10;
  self->value += negative ? -value : value;
}

gboolean
sy_decimal_sum_equal (const SyDecimalSum *a, const SyDecimalSum *b)
{
  return a->value == b->value;
}

char *
sy_decimal_sum_to_text (const SyDecimalSum *self)
{
  __extension__ unsigned __int128 rest =
      self->value < 0 ? -(unsigned __int128) self->value : (unsigned __int128) self->value;
  char digits[48];
  guint n = 0;
  GString *text = g_string_new (self->value < 0 ? "-" : "");

  while (rest > 0 || n <= SCALE)
    {
      digits[n++] = (char) ('0' + (int) (rest % 10));
      rest /= 10;
    }
  for (guint i = n; i > 0; i--)
    {
      g_string_append_c (text, digits[i - 1]);
      if (i - 1 == SCALE)
        g_string_append_c (text, '.');
    }
  while (text->str[text->len - 1] == '0' && text->str[text->len - 3] != '.')
    g_string_truncate (text, text->len - 1);
  return g_string_free (text, FALSE);
}
