/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates as they are written in Chinese, ISO, European and American files, with or without a time; spreadsheet
 * serials. A time zone behind an ISO time is dropped and the clock kept as written: a sale belongs to the day
 * the till showed. */
#include "config.h"

#include "sy-date-parser.h"

#include "sy-value-fold.h"

#include <math.h>
#include <string.h>

SyDateOrder
sy_date_order_from_id (const char *id)
{
  static const char *const ids[] = { [SY_DATE_ORDER_DAY_FIRST] = "day-first",
                                     [SY_DATE_ORDER_MONTH_FIRST] = "month-first",
                                     [SY_DATE_ORDER_YEAR_FIRST] = "year-first" };

  for (guint i = SY_DATE_ORDER_DAY_FIRST; i < G_N_ELEMENTS (ids); i++)
    if (g_strcmp0 (id, ids[i]) == 0)
      return (SyDateOrder) i;
  return SY_DATE_ORDER_UNKNOWN;
}

#define MIN_YEAR 1900
#define MAX_YEAR 2199

static gboolean
is_leap (int year)
{
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static gboolean
is_date (int year, int month, int day)
{
  static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1)
    return FALSE;
  return day <= lengths[month - 1] + (month == 2 && is_leap (year));
}

/**
 * sy_date_to_days:
 *
 * Days since 1970-01-01 in the Gregorian calendar. Method: years counted from March, in eras of 400 years.
 *
 * Returns: the days; -1 for a date that does not exist is not told apart, check before
 */
gint64
sy_date_to_days (int year, int month, int day)
{
  gint64 y = month <= 2 ? year - 1 : year;
  gint64 era = (y >= 0 ? y : y - 399) / 400;
  gint64 year_of_era = y - era * 400;
  gint64 day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

/* The inverse of sy_date_to_days(). */
void
sy_date_from_days (gint64 days, int *year, int *month, int *day)
{
  gint64 z = days + 719468;
  gint64 era = (z >= 0 ? z : z - 146096) / 146097;
  gint64 day_of_era = z - era * 146097;
  gint64 year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  gint64 day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  gint64 shifted = (5 * day_of_year + 2) / 153;

  *day = (int) (day_of_year - (153 * shifted + 2) / 5 + 1);
  *month = (int) (shifted < 10 ? shifted + 3 : shifted - 9);
  *year = (int) (year_of_era + era * 400 + (*month <= 2));
}

/* Up to @max digits; the number of them, 0 when there is none. */
static int
scan_integer (const char **p, int max, int *value)
{
  int n = 0;

  *value = 0;
  while (n < max && g_ascii_isdigit (**p))
    {
      *value = *value * 10 + (**p - '0');
      (*p)++;
      n++;
    }
  return n;
}

static void
skip_blanks (const char **p)
{
  while (**p == ' ')
    (*p)++;
}

/* AM, PM, A.M., 上午, 下午. -1 none, 0 morning, 1 afternoon. */
static int
scan_half (const char **p)
{
  const char *s = *p;
  int half;

  if (*s == SY_FOLD_AM || *s == SY_FOLD_PM)
    {
      half = *s == SY_FOLD_PM;
      *p = s + 1;
      return half;
    }
  if (*s != 'A' && *s != 'P')
    return -1;
  half = *s++ == 'P';
  if (*s == '.')
    s++;
  if (*s++ != 'M')
    return -1;
  if (*s == '.')
    s++;
  *p = s;
  return half;
}

/* ".123456" behind the seconds, to microseconds. */
static gboolean
scan_fraction (const char **p, gint64 *microseconds)
{
  gint64 unit = 100000;

  if (**p != '.' && **p != ',')
    return TRUE;
  (*p)++;
  if (!g_ascii_isdigit (**p))
    return FALSE;
  for (; g_ascii_isdigit (**p); (*p)++, unit /= 10)
    *microseconds += unit * (**p - '0');
  return TRUE;
}

/* 11:38, 11:38:36.5, 11时38分36秒, 11点38分, 上午11:38, 3:05 PM. Stops behind it. */
static gboolean
scan_time (const char **p, gint64 *microseconds)
{
  int half = scan_half (p);
  int hour;
  int minute = 0;
  int second = 0;
  gint64 fraction = 0;

  skip_blanks (p);
  if (scan_integer (p, 2, &hour) == 0)
    return FALSE;
  if (**p == SY_FOLD_HOUR)
    {
      (*p)++;
      if (scan_integer (p, 2, &minute) > 0 && *(*p)++ != SY_FOLD_MINUTE)
        return FALSE;
      if (scan_integer (p, 2, &second) > 0 && *(*p)++ != SY_FOLD_SECOND)
        return FALSE;
    }
  else if (**p == ':')
    {
      (*p)++;
      if (scan_integer (p, 2, &minute) != 2)
        return FALSE;
      if (**p == ':')
        {
          (*p)++;
          if (scan_integer (p, 2, &second) != 2 || !scan_fraction (p, &fraction))
            return FALSE;
        }
    }
  else
    return FALSE;
  skip_blanks (p);
  if (half < 0)
    half = scan_half (p);
  if (half >= 0 && (hour < 1 || hour > (half ? 23 : 12)))
    return FALSE;
  if (half == 0 && hour == 12)
    hour = 0;
  else if (half == 1 && hour < 12)
    hour += 12;
  if (hour > 23 || minute > 59 || second > 59)
    return FALSE;
  *microseconds = ((hour * 60 + minute) * 60 + second) * G_GINT64_CONSTANT (1000000) + fraction;
  return TRUE;
}

/* Z, UTC, +08:00, +0800. */
static gboolean
skip_zone (const char **p)
{
  int ignored;

  if (**p == 'Z')
    (*p)++;
  else if (strncmp (*p, "UTC", 3) == 0 || strncmp (*p, "GMT", 3) == 0)
    *p += 3;
  if (**p != '+' && **p != '-')
    return TRUE;
  (*p)++;
  if (scan_integer (p, 2, &ignored) != 2)
    return FALSE;
  if (**p == ':')
    (*p)++;
  return scan_integer (p, 2, &ignored) != 1;
}

/* JAN … DEC or the full names. 0 when there is none. */
static int
scan_month_name (const char **p)
{
  static const char *const names[] = {
    "JANUARY", "FEBRUARY", "MARCH",     "APRIL",   "MAY",      "JUNE",
    "JULY",    "AUGUST",   "SEPTEMBER", "OCTOBER", "NOVEMBER", "DECEMBER"
  };
  gsize n = strspn (*p, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");

  if (n < 3)
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if ((n <= strlen (names[i]) && strncmp (*p, names[i], n) == 0)
        || (i == 8 && n == 4 && strncmp (*p, "SEPT", 4) == 0))
      {
        *p += n;
        if (**p == '.')
          (*p)++;
        return (int) i + 1;
      }
  return 0;
}

static int
full_year (int year)
{
  if (year >= 100)
    return year;
  return year < 30 ? 2000 + year : 1900 + year;
}

/* 5 Jan 2023, 5-Jan-23, Jan 5, 2023. */
static gboolean
scan_named_date (const char **p, SyDateText *date)
{
  int day = 0;
  int year = 0;
  int n_digits = scan_integer (p, 2, &day);
  int month;

  if (n_digits > 0 && strchr (" -/.", **p) && **p)
    (*p)++;
  month = scan_month_name (p);
  if (month == 0)
    return FALSE;
  while (**p == ' ' || **p == '-' || **p == '/' || **p == ',')
    (*p)++;
  if (n_digits == 0)
    {
      if (scan_integer (p, 2, &day) == 0 || g_ascii_isdigit (**p))
        return FALSE;
      while (**p == ' ' || **p == ',')
        (*p)++;
    }
  n_digits = scan_integer (p, 4, &year);
  if (n_digits != 2 && n_digits != 4)
    return FALSE;
  *date = (SyDateText){ SY_DATE_CERTAIN, full_year (year), month, day, ' ', -1 };
  return TRUE;
}

/* 2023年1月5日, the 日 may be missing. */
static gboolean
scan_chinese_date (const char **p, int year, SyDateText *date)
{
  int month;
  int day;

  (*p)++;
  skip_blanks (p);
  if (scan_integer (p, 2, &month) == 0 || *(*p)++ != SY_FOLD_MONTH)
    return FALSE;
  skip_blanks (p);
  if (scan_integer (p, 2, &day) == 0)
    return FALSE;
  if (**p == SY_FOLD_DAY)
    (*p)++;
  *date = (SyDateText){ SY_DATE_CERTAIN, full_year (year), month, day, SY_FOLD_YEAR, -1 };
  return TRUE;
}

/* 20230105, 20230105113836. */
static gboolean
scan_compact_date (const char **p, int year, SyDateText *date)
{
  const char *rest = *p;
  int month;
  int day;
  int hour;
  int minute;
  int second;
  gint64 time = -1;

  if (scan_integer (&rest, 2, &month) != 2 || scan_integer (&rest, 2, &day) != 2)
    return FALSE;
  if (g_ascii_isdigit (*rest))
    {
      if (scan_integer (&rest, 2, &hour) != 2 || scan_integer (&rest, 2, &minute) != 2
          || scan_integer (&rest, 2, &second) != 2 || hour > 23 || minute > 59 || second > 59)
        return FALSE;
      time = ((hour * 60 + minute) * 60 + second) * G_GINT64_CONSTANT (1000000);
    }
  *p = rest;
  *date = (SyDateText){ SY_DATE_COMPACT, year, month, day, '\0', time };
  return TRUE;
}

/* Three numbers with the same separator, / - or . between them. */
static gboolean
scan_numeric_date (const char **p, SyDateText *date)
{
  int first;
  int second;
  int third;
  int n_first = scan_integer (p, 4, &first);
  int n_third;
  char separator;

  if (n_first == 0)
    return FALSE;
  if (**p == SY_FOLD_YEAR && (n_first == 4 || n_first == 2))
    return scan_chinese_date (p, first, date);
  if (n_first == 4 && g_ascii_isdigit (**p))
    return scan_compact_date (p, first, date);
  separator = **p;
  if (separator != '/' && separator != '-' && separator != '.')
    return FALSE;
  (*p)++;
  skip_blanks (p);
  if (scan_integer (p, 2, &second) == 0 || **p != separator)
    return FALSE;
  (*p)++;
  skip_blanks (p);
  n_third = scan_integer (p, 4, &third);
  if (n_first == 4 && (n_third == 1 || n_third == 2))
    *date = (SyDateText){ SY_DATE_CERTAIN, first, second, third, separator, -1 };
  else if (n_first <= 2 && n_third == 4)
    *date = (SyDateText){ SY_DATE_YEAR_LAST, first, second, third, separator, -1 };
  else if (n_first <= 2 && (n_third == 2 || (n_first == 2 && n_third == 1)))
    *date = (SyDateText){ SY_DATE_SHORT, first, second, third, separator, -1 };
  else
    return FALSE;
  return TRUE;
}

/* At least one reading of the three numbers must be a date. */
static gboolean
has_reading (const SyDateText *date)
{
  gint64 ignored;

  switch (date->style)
    {
    case SY_DATE_YEAR_LAST:
      return sy_date_resolve (date, SY_DATE_ORDER_DAY_FIRST, &ignored)
             || sy_date_resolve (date, SY_DATE_ORDER_MONTH_FIRST, &ignored);
    case SY_DATE_SHORT:
      return sy_date_resolve (date, SY_DATE_ORDER_DAY_FIRST, &ignored)
             || sy_date_resolve (date, SY_DATE_ORDER_MONTH_FIRST, &ignored)
             || sy_date_resolve (date, SY_DATE_ORDER_YEAR_FIRST, &ignored);
    case SY_DATE_CERTAIN:
    case SY_DATE_COMPACT:
    default:
      return sy_date_resolve (date, SY_DATE_ORDER_UNKNOWN, &ignored);
    }
}

static gboolean
two_digits (const char *p, int *value)
{
  if (!g_ascii_isdigit (p[0]) || !g_ascii_isdigit (p[1]))
    return FALSE;
  *value = (p[0] - '0') * 10 + (p[1] - '0');
  return TRUE;
}

/* YYYY-MM-DD and YYYY-MM-DD HH:MM:SS in ASCII, which most files have. */
static gboolean
parse_iso (const char *text, gsize length, SyDateText *date)
{
  int century;
  int year;
  int hour;
  int minute;
  int second;

  if ((length != 10 && length != 19) || (text[4] != '-' && text[4] != '/') || text[7] != text[4])
    return FALSE;
  if (!two_digits (text, &century) || !two_digits (text + 2, &year) || !two_digits (text + 5, &date->b)
      || !two_digits (text + 8, &date->c))
    return FALSE;
  date->time = -1;
  if (length == 19)
    {
      if ((text[10] != ' ' && text[10] != 'T') || text[13] != ':' || text[16] != ':'
          || !two_digits (text + 11, &hour) || !two_digits (text + 14, &minute)
          || !two_digits (text + 17, &second) || hour > 23 || minute > 59 || second > 59)
        return FALSE;
      date->time = ((hour * 60 + minute) * 60 + second) * G_GINT64_CONSTANT (1000000);
    }
  date->style = SY_DATE_CERTAIN;
  date->a = century * 100 + year;
  date->separator = text[4];
  return date->a >= MIN_YEAR && date->a <= MAX_YEAR && is_date (date->a, date->b, date->c);
}

/* What may stand behind a date: a weekday, a time, its zone. Whether the text ends there. */
static gboolean
scan_rest (const char *p, SyDateText *date)
{
  skip_blanks (&p);
  if (*p == SY_FOLD_WEEKDAY || (*p == '(' && p[1] == SY_FOLD_WEEKDAY && p[2] == ')'))
    p += *p == '(' ? 3 : 1;
  if (*p == 'T' || *p == ',')
    p++;
  skip_blanks (&p);
  if (*p && date->time < 0)
    {
      if (!scan_time (&p, &date->time))
        return FALSE;
      skip_blanks (&p);
      if (!skip_zone (&p))
        return FALSE;
    }
  return *p == '\0';
}

/**
 * sy_date_parse:
 * @text: UTF-8 of @length bytes
 * @length: bytes
 * @date: (out caller-allocates)
 *
 * Years 1900 to 2199. A weekday (星期四, 周四) before or behind the date is passed over. Months alone are no
 * dates.
 *
 * Returns: whether the whole text is a date, perhaps with a time, in at least one order of its numbers
 */
gboolean
sy_date_parse (const char *text, gsize length, SyDateText *date)
{
  char folded[SY_FOLD_LIMIT + 1];
  const char *p = folded;

  if (parse_iso (text, length, date))
    return TRUE;
  if (length < 6 || sy_value_fold (text, length, folded) == 0)
    return FALSE;
  if (*p == SY_FOLD_WEEKDAY)
    p++;
  skip_blanks (&p);
  if (!scan_numeric_date (&p, date))
    {
      p = folded;
      if (!scan_named_date (&p, date))
        return FALSE;
    }
  return scan_rest (p, date) && has_reading (date);
}

/* 2023-01, 2023/1, 2023年1月, 2023年01月份. */
static gboolean
scan_year_and_month (const char **p, int *year, int *month)
{
  if (scan_integer (p, 4, year) != 4)
    return FALSE;
  if (**p != SY_FOLD_YEAR && **p != '-' && **p != '/' && **p != '.')
    return FALSE;
  (*p)++;
  skip_blanks (p);
  if (scan_integer (p, 2, month) == 0 || g_ascii_isdigit (**p))
    return FALSE;
  if (**p == SY_FOLD_MONTH)
    (*p)++;
  return TRUE;
}

/* Jan 2023, January-2023. */
static gboolean
scan_month_and_year (const char **p, int *year, int *month)
{
  *month = scan_month_name (p);
  while (**p == ' ' || **p == '-' || **p == '/' || **p == ',')
    (*p)++;
  return *month > 0 && scan_integer (p, 4, year) == 4;
}

/**
 * sy_date_parse_month:
 * @text: UTF-8 of @length bytes
 * @date: (out caller-allocates): the first day of the month
 *
 * 2023-01, 2023/1, 2023年1月, 2023年01月份, 202301, Jan 2023: what stands for all of a month in tables of
 * months. No date by itself: sy_date_parse() refuses it.
 *
 * Returns: whether the whole text is a month of a year
 */
gboolean
sy_date_parse_month (const char *text, gsize length, SyDateText *date)
{
  static const char share[] = "份";
  char folded[SY_FOLD_LIMIT + 1];
  const char *p = folded;
  int year = 0;
  int month = 0;

  if (length > strlen (share) && memcmp (text + length - strlen (share), share, strlen (share)) == 0)
    length -= strlen (share);
  if (length < 6 || sy_value_fold (text, length, folded) == 0)
    return FALSE;
  if (strlen (folded) == 6 && strspn (folded, "0123456789") == 6)
    {
      year = (int) g_ascii_strtoll (folded, NULL, 10);
      month = year % 100;
      year /= 100;
      p += 6;
    }
  else if (!(g_ascii_isdigit (*p) ? scan_year_and_month (&p, &year, &month)
                                  : scan_month_and_year (&p, &year, &month)))
    return FALSE;
  skip_blanks (&p);
  *date = (SyDateText){ SY_DATE_CERTAIN, year, month, 1, '-', -1 };
  return *p == '\0' && year >= MIN_YEAR && year <= MAX_YEAR && is_date (year, month, 1);
}

/**
 * sy_date_parse_without_year:
 * @date: (out caller-allocates): its year, a, is 0: put one in before sy_date_resolve()
 *
 * 1月5日, 01月05号 周四, 1月5日 11:38.
 *
 * Returns: whether the whole text is a day of a month
 */
gboolean
sy_date_parse_without_year (const char *text, gsize length, SyDateText *date)
{
  char folded[SY_FOLD_LIMIT + 1];
  const char *p = folded;
  int month;
  int day;

  if (length < 5 || sy_value_fold (text, length, folded) == 0)
    return FALSE;
  if (*p == SY_FOLD_WEEKDAY)
    p++;
  skip_blanks (&p);
  if (scan_integer (&p, 2, &month) == 0 || *p++ != SY_FOLD_MONTH)
    return FALSE;
  skip_blanks (&p);
  if (scan_integer (&p, 2, &day) == 0 || *p++ != SY_FOLD_DAY)
    return FALSE;
  *date = (SyDateText){ SY_DATE_CERTAIN, 0, month, day, SY_FOLD_MONTH, -1 };
  /* 2000 has a 29 February */
  return scan_rest (p, date) && is_date (2000, month, day);
}

/**
 * sy_date_resolve:
 * @date: what stands there
 * @order: of the column; matters for the styles YEAR_LAST and SHORT only
 * @days: (out): since 1970-01-01
 *
 * Years of two digits: 00–29 are 2000–2029, 30–99 are 1930–1999, as spreadsheets have it.
 *
 * Returns: %FALSE when that is no date in this order
 */
gboolean
sy_date_resolve (const SyDateText *date, SyDateOrder order, gint64 *days)
{
  int year = date->a;
  int month = date->b;
  int day = date->c;

  if (date->style == SY_DATE_YEAR_LAST || date->style == SY_DATE_SHORT)
    {
      if (order == SY_DATE_ORDER_UNKNOWN
          || (order == SY_DATE_ORDER_YEAR_FIRST && date->style == SY_DATE_YEAR_LAST))
        return FALSE;
      if (order != SY_DATE_ORDER_YEAR_FIRST)
        {
          year = date->c;
          month = order == SY_DATE_ORDER_MONTH_FIRST ? date->a : date->b;
          day = order == SY_DATE_ORDER_MONTH_FIRST ? date->b : date->a;
        }
      year = full_year (year);
    }
  if (year < MIN_YEAR || year > MAX_YEAR || !is_date (year, month, day))
    return FALSE;
  *days = sy_date_to_days (year, month, day);
  return TRUE;
}

/**
 * sy_time_parse:
 *
 * A time of day alone: 11:38, 11:38:36.5, 上午11:38, 3:05 PM, 11时38分. 24:00 is none.
 *
 * Returns: whether the whole text is one
 */
gboolean
sy_time_parse (const char *text, gsize length, gint64 *microseconds)
{
  char folded[SY_FOLD_LIMIT + 1];
  const char *p = folded;
  int hour;
  int minute;
  int second;

  if (length == 8 && text[2] == ':' && text[5] == ':' && two_digits (text, &hour)
      && two_digits (text + 3, &minute) && two_digits (text + 6, &second) && hour < 24 && minute < 60
      && second < 60)
    {
      *microseconds = ((hour * 60 + minute) * 60 + second) * G_GINT64_CONSTANT (1000000);
      return TRUE;
    }
  if (length < 3 || sy_value_fold (text, length, folded) == 0)
    return FALSE;
  if (!scan_time (&p, microseconds))
    return FALSE;
  skip_blanks (&p);
  return *p == '\0';
}

/**
 * sy_date_from_serial:
 * @serial: days of the 1900 date system, with the time as fraction
 * @days: (out): since 1970-01-01
 * @microseconds: (out): since midnight, to the millisecond, which is what 15 digits hold
 *
 * Serials 1 to 59 are counted from 1899-12-31 and those from 61 from 1899-12-30, because the system has a day
 * 60, 29 February 1900, that never was.
 *
 * Returns: whether there is such a day between 1900-01-01 and 9999-12-31
 */
SySerialResult
sy_date_from_serial (double serial, gint64 *days, gint64 *microseconds)
{
  double day = floor (serial);
  gint64 milliseconds;

  if (!(serial >= 0) || serial >= 2958466)
    return SY_SERIAL_OUT_OF_RANGE;
  milliseconds = (gint64) rint ((serial - day) * 86400000.0);
  if (milliseconds >= 86400000)
    {
      day += 1;
      milliseconds = 0;
    }
  if (day < 1 || day > 2958465)
    return SY_SERIAL_OUT_OF_RANGE;
  if (day >= 60 && day < 61)
    return SY_SERIAL_NO_SUCH_DAY;
  *days = (gint64) day - (day < 60 ? 25568 : 25569);
  *microseconds = milliseconds * 1000;
  return SY_SERIAL_DATE;
}
