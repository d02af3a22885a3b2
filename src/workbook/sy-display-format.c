/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers and dates for reading, in tables, cards and explanations. Rounding is that of a spreadsheet: half
 * away from zero of the fifteen digits that a reader could see, so that 2.675 shows as 2.68. */
#include "config.h"

#include "sy-workbook.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "sy-date-parser.h"

#define MINUS "−"
#define NO_VALUE "—"
#define MAX_DECIMALS 12

/* The digits of a finite number at 15 significant ones: value = 0.d1d2d3… × 10^point. */
typedef struct
{
  char digits[16];
  int point;
} Digits;

static void
read_digits (double value, Digits *digits)
{
  char text[40];

  g_ascii_formatd (text, sizeof text, "%.14e", fabs (value));
  digits->digits[0] = text[0];
  memcpy (digits->digits + 1, text + 2, 14);
  digits->digits[15] = '\0';
  digits->point = (int) g_ascii_strtoll (strchr (text, 'e') + 1, NULL, 10) + 1;
}

/* Digit at 10^-(place), place 1 being the first decimal, 0 the ones. */
static char
digit_at (const Digits *digits, int place)
{
  int index = digits->point - 1 + place;

  return index < 0 || index > 14 ? '0' : digits->digits[index];
}

/* Fixed decimals as text without a sign, "1038957.25". */
static char *
round_to_text (double value, int decimals)
{
  Digits digits;
  GString *text = g_string_new (NULL);
  int first;
  gboolean up;

  read_digits (value, &digits);
  first = MIN (1 - digits.point, 0);
  for (int place = first; place <= decimals; place++)
    g_string_append_c (text, digit_at (&digits, place));
  up = digit_at (&digits, decimals + 1) >= '5';
  for (gsize i = text->len; up && i > 0; i--)
    {
      up = text->str[i - 1] == '9';
      text->str[i - 1] = up ? '0' : (char) (text->str[i - 1] + 1);
    }
  if (up)
    g_string_prepend_c (text, '1');
  if (decimals > 0)
    g_string_insert_c (text, (gssize) text->len - decimals, '.');
  return g_string_free (text, FALSE);
}

static void
trim_decimals (char *text)
{
  char *end = text + strlen (text);

  if (!strchr (text, '.'))
    return;
  while (end[-1] == '0')
    *--end = '\0';
  if (end[-1] == '.')
    *--end = '\0';
}

/* Thousands separators, the minus and the sign of percent around plain digits. */
static char *
dress (const char *plain, gboolean negative, const char *suffix)
{
  GString *text = g_string_new (NULL);
  gsize whole = strcspn (plain, ".");
  gboolean is_zero = strspn (plain, "0.") == strlen (plain);

  if (negative && !is_zero)
    g_string_append (text, MINUS);
  for (gsize i = 0; i < whole; i++)
    {
      if (i > 0 && (whole - i) % 3 == 0)
        g_string_append_c (text, ',');
      g_string_append_c (text, plain[i]);
    }
  g_string_append (text, plain + whole);
  g_string_append (text, suffix);
  return g_string_free (text, FALSE);
}

/* A plain number without a unit: as many decimals as make sense of it, six digits after the leading ones at
 * most. */
static int
general_decimals (double value)
{
  double size = fabs (value);

  if (size >= 1e6 || size == 0)
    return 2;
  if (size >= 1)
    return 4;
  return MIN (MAX_DECIMALS, 4 - (int) floor (log10 (size)));
}

/**
 * sy_format_number:
 * @value: any number; not finite gives a dash
 * @unit: how it is shown; dates are days since 1970
 * @decimals: NUMBER: at most so many, 0 for as many as make sense; WEIGHT: so many, at least 2; ignored for
 * others
 * @language: "zh_CN" or "en"
 *
 * Returns: (transfer full): "1,038,957", "103.9%", never with an exponent
 */
char *
sy_format_number (double value, SyUnit unit, guint decimals, const char *language)
{
  g_autofree char *plain = NULL;
  int places = (int) MIN (decimals, MAX_DECIMALS);
  gboolean is_percent = unit == SY_UNIT_PERCENT;
  gboolean trim = FALSE;

  if (!isfinite (value))
    return g_strdup (NO_VALUE);
  if (unit == SY_UNIT_DATE || unit == SY_UNIT_MONTH)
    return sy_format_date ((gint64) floor (value), unit, language);
  if (unit == SY_UNIT_BOOL)
    return g_strdup (value != 0 ? _ ("Yes") : _ ("No"));
  if (unit == SY_UNIT_INTEGER)
    places = 0;
  else if (unit == SY_UNIT_CURRENCY)
    places = 2;
  else if (unit == SY_UNIT_WEIGHT)
    places = MAX (places, 2);
  else if (is_percent)
    places = 1;
  else
    {
      trim = TRUE;
      places = places ? places : general_decimals (value);
    }
  plain = round_to_text (is_percent ? value * 100 : value, places);
  if (trim)
    trim_decimals (plain);
  return dress (plain, value < 0, is_percent ? "%" : "");
}

/**
 * sy_format_date:
 * @days_since_1970: days
 * @unit: %SY_UNIT_MONTH for a month alone
 * @language: reserved for languages that write dates otherwise; Chinese and English tables both use ISO dates
 *
 * Returns: (transfer full): "2015-12-20", or "2015-12"
 */
char *
sy_format_date (gint64 days_since_1970, SyUnit unit, const char *language)
{
  int year, month, day;

  if (days_since_1970 < -719162 || days_since_1970 > 2932896)
    return g_strdup (NO_VALUE);
  sy_date_from_days (days_since_1970, &year, &month, &day);
  if (unit == SY_UNIT_MONTH)
    return g_strdup_printf ("%04d-%02d", year, month);
  return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
}
