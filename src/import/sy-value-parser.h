/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text into exact decimals and truth values, whatever the locale. Dates and times are in sy-date-parser.h. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SY_NUMBER_LEADING_ZERO = 1 << 0, /* 007: more likely an id */
  SY_NUMBER_LONG = 1 << 1,         /* more than 15 significant digits */
  SY_NUMBER_INEXACT = 1 << 2, /* more than 18: only approximate is set, and scale for telling whole numbers */
  SY_NUMBER_GROUPED = 1 << 3, /* has thousands separators */
  SY_NUMBER_CURRENCY = 1 << 4,   /* ￥, $, 元 … */
  SY_NUMBER_PERCENT = 1 << 5,    /* 12.5% is 0.125 */
  SY_NUMBER_UNIT = 1 << 6,       /* 万 or 亿, multiplied out */
  SY_NUMBER_EXPONENT = 1 << 7,   /* 1e3 */
  SY_NUMBER_POINT_ZERO = 1 << 8, /* a whole number written 17850.0 */
  SY_NUMBER_COUNTED = 1 << 9,    /* 3件, 12 盒 */
} SyNumberFlags;

/* value = mantissa / 10^scale, exactly; no zeros at the end of the decimals. */
typedef struct
{
  gint64 mantissa;
  guint scale;        /* 0…18 */
  guint whole_digits; /* before the point, 0 for 0.5 */
  SyNumberFlags flags;
  double approximate; /* set when INEXACT */
} SyNumber;

gboolean sy_value_parse_number (const char *text, gsize length, gboolean decimal_comma, SyNumber *number);
gboolean sy_value_number_from_double (double value, SyNumber *number);
double sy_value_number_to_double (const SyNumber *number);
gboolean sy_value_number_to_scale (const SyNumber *number, guint scale, gint64 *mantissa, gboolean *rounded);
gsize sy_value_number_to_text (const SyNumber *number, char *text, gsize size);
int sy_value_find_bool_pair (const char *text, gsize length, gboolean *value);
gboolean sy_value_parse_bool (const char *text, gsize length, gboolean *value);
gboolean sy_value_is_null_word (const char *text, gsize length);

G_END_DECLS
