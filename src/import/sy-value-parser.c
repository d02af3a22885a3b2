/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads numbers as people and programs write them, into exact decimals. No locale, no strtod on what fits an
 * integer: money never passes through a double. Whether the comma or the point marks the decimals is the
 * column's matter, so the caller says it. */
#include "config.h"

#include "sy-value-parser.h"

#include "sy-value-fold.h"

#include <math.h>
#include <string.h>

/* 10^18 is the first that DECIMAL(18, 0) does not hold. */
#define MAX_DIGITS 18

static const gint64 powers[] = {
  1,
  10,
  100,
  1000,
  10000,
  100000,
  1000000,
  10000000,
  100000000,
  1000000000,
  10000000000,
  100000000000,
  1000000000000,
  10000000000000,
  100000000000000,
  1000000000000000,
  10000000000000000,
  100000000000000000,
  1000000000000000000,
};

/* What the parser knows while it goes through the folded text. */
typedef struct
{
  const char *p;
  char digits[SY_FOLD_LIMIT + 1]; /* all of them, without separators */
  int n_digits;
  int n_decimals; /* of them behind the decimal mark */
  int exponent;
  gboolean negative;
  gboolean signed_already;
  gboolean in_parentheses;
  SyNumberFlags flags;
} Scan;

/* Codes of currencies that stand before or behind amounts. */
static gboolean
skip_currency_code (Scan *scan)
{
  static const char *const codes[] = { "RMB", "CNY", "USD", "EUR",    "GBP",
                                       "HKD", "JPY", "TWD", "US\x0e", "HK\x0e" };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (strncmp (scan->p, codes[i], 3) == 0)
      {
        scan->p += 3;
        return TRUE;
      }
  return FALSE;
}

static gboolean
scan_currency (Scan *scan)
{
  if (*scan->p == SY_FOLD_CURRENCY)
    scan->p++;
  else if (!skip_currency_code (scan))
    return FALSE;
  if (scan->flags & SY_NUMBER_CURRENCY)
    return FALSE;
  scan->flags |= SY_NUMBER_CURRENCY;
  return TRUE;
}

static gboolean
scan_prefix (Scan *scan)
{
  for (;;)
    {
      switch (*scan->p)
        {
        case ' ':
          scan->p++;
          break;
        case '+':
        case '-':
          if (scan->signed_already)
            return FALSE;
          scan->signed_already = TRUE;
          scan->negative = *scan->p++ == '-';
          break;
        case '(':
          if (scan->in_parentheses || scan->signed_already)
            return FALSE;
          scan->in_parentheses = TRUE;
          scan->p++;
          break;
        case '0' ... '9':
        case '.':
        case ',':
          return TRUE;
        default:
          if (!scan_currency (scan))
            return FALSE;
        }
    }
}

/* Digits with separators of thousands, a decimal mark, decimals. Groups are of three digits, the first of one
 * to three and not beginning with 0: "0,123" and "12,50" are no groups, which tells the comma of decimals. */
static gboolean
scan_digits (Scan *scan, char decimal_mark, char group_mark)
{
  char separator = '\0';
  int run = 0;
  gboolean in_decimals = FALSE;

  for (;; scan->p++)
    {
      char c = *scan->p;
      if (g_ascii_isdigit (c))
        {
          scan->digits[scan->n_digits++] = c;
          run++;
          scan->n_decimals += in_decimals;
        }
      else if (c == decimal_mark && !in_decimals)
        {
          if (separator && run != 3)
            return FALSE;
          in_decimals = TRUE;
        }
      else if ((c == group_mark || c == ' ' || c == '\'') && !in_decimals && g_ascii_isdigit (scan->p[1]))
        {
          if (separator ? (c != separator || run != 3) : (run < 1 || run > 3 || scan->digits[0] == '0'))
            return FALSE;
          separator = c;
          run = 0;
        }
      else
        break;
    }
  if (separator && !in_decimals && run != 3)
    return FALSE;
  if (separator)
    scan->flags |= SY_NUMBER_GROUPED;
  return scan->n_digits > 0;
}

static gboolean
scan_exponent (Scan *scan)
{
  const char *p = scan->p;
  gboolean negative;
  int value = 0;
  int n = 0;

  if (*p != 'E')
    return TRUE;
  p++;
  negative = *p == '-';
  if (*p == '-' || *p == '+')
    p++;
  for (; g_ascii_isdigit (*p) && n < 4; p++, n++)
    value = value * 10 + (*p - '0');
  if (n == 0 || n > 3)
    return FALSE;
  scan->exponent += negative ? -value : value;
  scan->flags |= SY_NUMBER_EXPONENT;
  scan->p = p;
  return TRUE;
}

static void
scan_unit (Scan *scan, int exponent)
{
  scan->exponent += exponent;
  scan->flags |= SY_NUMBER_UNIT;
  scan->p++;
}

static gboolean
scan_suffix (Scan *scan)
{
  gboolean closed = !scan->in_parentheses;

  while (*scan->p)
    {
      switch (*scan->p)
        {
        case ' ':
          scan->p++;
          break;
        case SY_FOLD_THOUSAND:
          scan_unit (scan, 3);
          break;
        case SY_FOLD_WAN:
          scan_unit (scan, 4);
          break;
        case SY_FOLD_YI:
          scan_unit (scan, 8);
          break;
        case SY_FOLD_YUAN:
          scan->flags |= SY_NUMBER_CURRENCY;
          scan->p++;
          break;
        case SY_FOLD_COUNTER:
          if (scan->flags & (SY_NUMBER_COUNTED | SY_NUMBER_CURRENCY | SY_NUMBER_PERCENT))
            return FALSE;
          scan->flags |= SY_NUMBER_COUNTED;
          scan->p++;
          break;
        case '%':
        case SY_FOLD_PERMILLE:
          if (scan->flags & SY_NUMBER_PERCENT)
            return FALSE;
          scan->flags |= SY_NUMBER_PERCENT;
          scan->exponent -= *scan->p == '%' ? 2 : 3;
          scan->p++;
          break;
        case '-':
          if (scan->signed_already || scan->in_parentheses)
            return FALSE;
          scan->signed_already = scan->negative = TRUE;
          scan->p++;
          break;
        case ')':
          if (closed)
            return FALSE;
          closed = TRUE;
          scan->negative = TRUE;
          scan->p++;
          break;
        default:
          if (!scan_currency (scan))
            return FALSE;
        }
    }
  return closed;
}

/* More digits than a decimal holds: the nearest double. */
static void
finish_inexact (const Scan *scan, SyNumber *number)
{
  char plain[SY_FOLD_LIMIT + 32];

  g_snprintf (plain, sizeof plain, "%.*sE%d", scan->n_digits, scan->digits,
              scan->exponent - scan->n_decimals);
  number->approximate = g_ascii_strtod (plain, NULL);
  if (scan->negative)
    number->approximate = -number->approximate;
  number->flags |= SY_NUMBER_INEXACT | SY_NUMBER_LONG;
  number->mantissa = 0;
  number->scale = (guint) MAX (scan->n_decimals - scan->exponent, 0);
  number->whole_digits = MAX_DIGITS + 1;
}

static gboolean
finish (Scan *scan, SyNumber *number)
{
  int first = 0;
  int n = scan->n_digits;
  int scale = scan->n_decimals - scan->exponent;
  gint64 mantissa = 0;

  number->flags = scan->flags;
  if (n - scan->n_decimals > 1 && scan->digits[0] == '0')
    number->flags |= SY_NUMBER_LEADING_ZERO;
  while (first < n && scan->digits[first] == '0')
    first++;
  if (n - first > 15)
    number->flags |= SY_NUMBER_LONG;
  while (n > first && scale > 0 && scan->digits[n - 1] == '0')
    {
      n--;
      scale--;
    }
  if (scan->n_decimals > 0 && scale == 0 && scan->exponent == 0)
    number->flags |= SY_NUMBER_POINT_ZERO;
  if (first == n)
    scale = 0;
  if (n - first > MAX_DIGITS || scale > MAX_DIGITS || (scale < 0 && n - first - scale > MAX_DIGITS))
    {
      finish_inexact (scan, number);
      return TRUE;
    }
  for (int i = first; i < n; i++)
    mantissa = mantissa * 10 + (scan->digits[i] - '0');
  if (scale < 0)
    {
      mantissa *= powers[-scale];
      n -= scale;
      scale = 0;
    }
  number->mantissa = scan->negative ? -mantissa : mantissa;
  number->scale = (guint) scale;
  number->whole_digits = (guint) MAX (n - first - scale, 0);
  return TRUE;
}

/* [-]digits[.digits] in ASCII, up to 18 digits: nearly all there is. FALSE: not that plain, take the long
 * way. */
static gboolean
parse_plain (const char *text, gsize length, SyNumber *number)
{
  const char *p = text;
  const char *end = text + length;
  const char *point = NULL;
  const char *first;
  gint64 mantissa = 0;
  guint scale = 0;
  gboolean negative = FALSE;

  if (length == 0 || length > MAX_DIGITS)
    return FALSE;
  if (*p == '-')
    {
      negative = TRUE;
      p++;
    }
  first = p;
  for (; p < end; p++)
    {
      guint digit = (guint) (guchar) *p - '0';
      if (digit <= 9)
        mantissa = mantissa * 10 + digit;
      else if (*p == '.' && !point)
        point = p;
      else
        return FALSE;
    }
  if (p - first - (point != NULL) < 1 || first == point)
    return FALSE;
  number->flags = 0;
  if (*first == '0' && (point ? point : end) - first > 1)
    number->flags |= SY_NUMBER_LEADING_ZERO;
  if (point)
    {
      scale = (guint) (end - point - 1);
      while (scale > 0 && mantissa % 10 == 0)
        {
          mantissa /= 10;
          scale--;
        }
      if (scale == 0)
        number->flags |= SY_NUMBER_POINT_ZERO;
    }
  number->mantissa = negative ? -mantissa : mantissa;
  number->scale = scale;
  number->whole_digits = (guint) ((point ? point : end) - first);
  if (*first == '0')
    {
      number->whole_digits = 0;
      for (gint64 rest = mantissa / powers[scale]; rest > 0; rest /= 10)
        number->whole_digits++;
    }
  if (mantissa >= powers[15])
    number->flags |= SY_NUMBER_LONG;
  return TRUE;
}

/**
 * sy_value_parse_number:
 * @text: UTF-8 of @length bytes
 * @length: bytes
 * @decimal_comma: whether 1.234,56 is meant, else 1,234.56
 * @number: (out caller-allocates): untouched on failure but for its flags
 *
 * Takes thousands separators, currency signs, 元, 千/万/亿, words such as 件, percent, full-width digits and
 * punctuation, (12.50), 12.5-, +12, 1e3. 1/2, #N/A, dates and words are no numbers.
 *
 * Returns: whether the whole text is a number
 */
gboolean
sy_value_parse_number (const char *text, gsize length, gboolean decimal_comma, SyNumber *number)
{
  char folded[SY_FOLD_LIMIT + 1];
  Scan scan;

  number->approximate = 0;
  if (!decimal_comma && parse_plain (text, length, number))
    return TRUE;
  if (sy_value_fold (text, length, folded) == 0)
    return FALSE;
  scan.p = folded;
  scan.n_digits = 0;
  scan.n_decimals = 0;
  scan.exponent = 0;
  scan.negative = FALSE;
  scan.signed_already = FALSE;
  scan.in_parentheses = FALSE;
  scan.flags = 0;
  if (!scan_prefix (&scan) || !scan_digits (&scan, decimal_comma ? ',' : '.', decimal_comma ? '.' : ','))
    return FALSE;
  if (!scan_exponent (&scan) || !scan_suffix (&scan))
    return FALSE;
  return finish (&scan, number);
}

/**
 * sy_value_number_from_double:
 * @value: a number of a workbook
 * @number: (out caller-allocates)
 *
 * The decimal that the spreadsheet shows: 15 significant digits, so that 2.5499999999999998 is 2.55 again.
 *
 * Returns: %FALSE for infinities and NaN
 */
gboolean
sy_value_number_from_double (double value, SyNumber *number)
{
  char text[40];

  number->approximate = 0;
  if (!isfinite (value))
    return FALSE;
  for (guint scale = 0; scale <= 6; scale += 2)
    {
      double scaled = value * (double) powers[scale];
      double whole = rint (scaled);
      /* a division of two exact doubles is rounded once, so equality proves the decimal */
      if (fabs (whole) < 1e15 && whole / (double) powers[scale] == value)
        {
          gint64 mantissa = (gint64) whole;
          while (scale > 0 && mantissa % 10 == 0)
            {
              mantissa /= 10;
              scale--;
            }
          number->mantissa = mantissa;
          number->scale = scale;
          number->flags = 0;
          number->whole_digits = 0;
          for (gint64 rest = ABS (mantissa) / powers[scale]; rest > 0; rest /= 10)
            number->whole_digits++;
          return TRUE;
        }
    }
  g_ascii_formatd (text, sizeof text, "%.15g", value);
  if (!sy_value_parse_number (text, strlen (text), FALSE, number))
    return FALSE;
  number->flags &= SY_NUMBER_INEXACT | SY_NUMBER_LONG;
  number->approximate = value;
  return TRUE;
}

/* The nearest double of the decimal. */
double
sy_value_number_to_double (const SyNumber *number)
{
  char text[64];

  if (number->flags & SY_NUMBER_INEXACT)
    return number->approximate;
  if (ABS (number->mantissa) < (G_GINT64_CONSTANT (1) << 53))
    return (double) number->mantissa / (double) powers[number->scale];
  g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT "E-%u", number->mantissa, number->scale);
  return g_ascii_strtod (text, NULL);
}

/**
 * sy_value_number_to_scale:
 * @number: a number
 * @scale: decimals of the column, 0…18
 * @mantissa: (out): value × 10^scale
 * @rounded: (out): whether decimals were cut, rounded half away from zero
 *
 * Returns: %FALSE when DECIMAL(18, scale) does not hold it
 */
gboolean
sy_value_number_to_scale (const SyNumber *number, guint scale, gint64 *mantissa, gboolean *rounded)
{
  *rounded = FALSE;
  if (number->flags & SY_NUMBER_INEXACT)
    {
      double scaled = round (number->approximate * (double) powers[scale]);
      if (!(fabs (scaled) < 1e18))
        return FALSE;
      *mantissa = (gint64) scaled;
      *rounded = TRUE;
      return TRUE;
    }
  if (number->scale > scale)
    {
      gint64 unit = powers[number->scale - scale];
      gint64 half = number->mantissa % unit;
      *mantissa = number->mantissa / unit;
      if (ABS (half) >= unit - ABS (half))
        *mantissa += half > 0 ? 1 : -1;
      *rounded = TRUE;
      return TRUE;
    }
  if (__builtin_mul_overflow (number->mantissa, powers[scale - number->scale], mantissa))
    return FALSE;
  return ABS (*mantissa) < powers[MAX_DIGITS];
}

/**
 * sy_value_number_to_text:
 * @number: a number
 * @text: (out caller-allocates): at least 48 bytes
 * @size: bytes of @text
 *
 * Plain digits with a point, no exponent, no zeros at the end of the decimals: 17850, -0.125.
 *
 * Returns: bytes written without the NUL, 0 when the number is too long for that
 */
gsize
sy_value_number_to_text (const SyNumber *number, char *text, gsize size)
{
  char buffer[48];
  char *p = buffer + sizeof buffer;
  guint64 rest = (guint64) ABS (number->mantissa);

  if (number->flags & SY_NUMBER_INEXACT)
    return 0;
  /* From the last digit on, by hand: each cell that is looked at goes this way more than once. */
  *--p = '\0';
  for (guint n = 0; n <= number->scale || rest > 0; n++, rest /= 10)
    {
      if (n > 0 && n == number->scale)
        *--p = '.';
      *--p = (char) ('0' + rest % 10);
    }
  if (number->mantissa < 0)
    *--p = '-';
  return g_strlcpy (text, p, size);
}

static gboolean
is_one_of (const char *text, gsize length, const char *const *words)
{
  for (; *words; words++)
    if (strlen (*words) == length && g_ascii_strncasecmp (text, *words, length) == 0)
      return TRUE;
  return FALSE;
}

/**
 * sy_value_find_bool_pair:
 *
 * TRUE/FALSE, yes/no, y/n, t/f, 1/0, 是/否, 真/假, 对/错, 有/无, √/×, ✓/✗, ✔/✘, ☑/☐.
 *
 * Returns: which of the pairs it is of, from 0 to less than 32; -1: it is none
 */
int
sy_value_find_bool_pair (const char *text, gsize length, gboolean *value)
{
  static const char *const pairs[][2] = { { "true", "false" }, { "yes", "no" }, { "y", "n" },
                                          { "t", "f" },        { "1", "0" },    { "是", "否" },
                                          { "真", "假" },      { "对", "错" },  { "有", "无" },
                                          { "√", "×" },        { "✓", "✗" },    { "✔", "✘" },
                                          { "☑", "☐" } };

  text = sy_value_trim (text, &length);
  if (length > strlen ("false"))
    return -1;
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    for (int no = 0; no < 2; no++)
      if (strlen (pairs[i][no]) == length && g_ascii_strncasecmp (text, pairs[i][no], length) == 0)
        {
          *value = !no;
          return (int) i;
        }
  return -1;
}

/* Whether the text is one of the words and signs of sy_value_find_bool_pair(). */
gboolean
sy_value_parse_bool (const char *text, gsize length, gboolean *value)
{
  return sy_value_find_bool_pair (text, length, value) >= 0;
}

/* Words and signs by which files say “nothing here”. */
gboolean
sy_value_is_null_word (const char *text, gsize length)
{
  static const char *const words[] = { "null", "(null)", "n/a", "na", "nan", "none", "nil", "\\n", "-",
                                       "--",   "---",    "—",   "——", "/",   "?",    "无",  "空",  NULL };

  text = sy_value_trim (text, &length);
  return length <= 8 && is_one_of (text, length, words);
}
