/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-crosstab-header.h"

#include <stdlib.h>
#include <string.h>

#include "sy-date-parser.h"
#include "sy-recognition.h"
#include "sy-value-fold.h"
#include "sy-value-parser.h"

/* A longer header is a sentence. */
#define MAX_SPLIT 96

static int
scan_number (const char **p, int max_digits)
{
  int value = 0;
  int n = 0;

  for (; n < max_digits && g_ascii_isdigit (**p); n++, (*p)++)
    value = value * 10 + (**p - '0');
  return n > 0 ? value : -1;
}

static int
month_of_word (const char *text)
{
  static const char *const words[] = { "JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                       "JUL", "AUG", "SEP", "OCT", "NOV", "DEC" };
  static const char *const rest[] = { "UARY", "RUARY", "CH",     "IL",   "",      "E",
                                      "Y",    "UST",   "TEMBER", "OBER", "EMBER", "EMBER" };

  for (int i = 0; i < 12; i++)
    if (strncmp (text, words[i], 3) == 0)
      return strncmp (text + 3, rest[i], strlen (rest[i])) == 0 && *rest[i]
                 ? (i + 1) * 100 + 3 + (int) strlen (rest[i])
                 : (i + 1) * 100 + 3;
  return 0;
}

static gboolean
is_year (int year)
{
  return year >= 1990 && year <= 2099;
}

/* 2023年1月, 2023-01, 2023.1, 202301 in folded text. */
static gboolean
parse_year_month (const char *p, SyCrosstabHeader *header)
{
  int year = scan_number (&p, 4);
  int month;

  if (year >= 0 && year < 100 && *p == SY_FOLD_YEAR)
    year += 2000;
  if (!is_year (year))
    return FALSE;
  if (*p == SY_FOLD_YEAR || *p == '-' || *p == '/' || *p == '.')
    p++;
  while (*p == ' ')
    p++;
  month = scan_number (&p, 2);
  if (*p == SY_FOLD_MONTH)
    p++;
  if (month < 1 || month > 12 || *p != '\0')
    return FALSE;
  *header = (SyCrosstabHeader){ .class = SY_CROSSTAB_HEADER_MONTH, .year = year, .month = month, .day = 1 };
  return TRUE;
}

/* 1月, 1月5日, 5日. */
static gboolean
parse_month_day (const char *p, SyCrosstabHeader *header)
{
  int first = scan_number (&p, 2);
  int day;

  if (first < 1 || first > 31)
    return FALSE;
  if (*p == SY_FOLD_DAY && p[1] == '\0')
    {
      *header = (SyCrosstabHeader){ .class = SY_CROSSTAB_HEADER_DAY_NAME, .day = first };
      return TRUE;
    }
  if (*p++ != SY_FOLD_MONTH || first > 12)
    return FALSE;
  if (*p == '\0')
    {
      *header = (SyCrosstabHeader){ .class = SY_CROSSTAB_HEADER_MONTH_NAME, .month = first };
      return TRUE;
    }
  day = scan_number (&p, 2);
  if (*p == SY_FOLD_DAY)
    p++;
  if (day < 1 || day > 31 || *p != '\0')
    return FALSE;
  *header = (SyCrosstabHeader){ .class = SY_CROSSTAB_HEADER_DAY_NAME, .month = first, .day = day };
  return TRUE;
}

/* Jan, January, Jan 2023, Jan-23. */
static gboolean
parse_named_month (const char *p, SyCrosstabHeader *header)
{
  int found = month_of_word (p);
  int year;

  if (found == 0)
    return FALSE;
  p += found % 100;
  while (*p == '.' || *p == ' ' || *p == '-' || *p == '\'' || *p == ',' || *p == '/')
    p++;
  if (*p == '\0')
    {
      *header = (SyCrosstabHeader){ .class = SY_CROSSTAB_HEADER_MONTH_NAME, .month = found / 100 };
      return TRUE;
    }
  year = scan_number (&p, 4);
  if (year >= 0 && year < 100)
    year += 2000;
  if (!is_year (year) || *p != '\0')
    return FALSE;
  *header =
      (SyCrosstabHeader){ .class = SY_CROSSTAB_HEADER_MONTH, .year = year, .month = found / 100, .day = 1 };
  return TRUE;
}

static gboolean
parse_date (const char *text, gsize length, SyCrosstabHeader *header)
{
  SyDateText date;
  gint64 days;

  if (!sy_date_parse (text, length, &date) || date.time > 0
      || (date.style != SY_DATE_CERTAIN && date.style != SY_DATE_COMPACT)
      || !sy_date_resolve (&date, SY_DATE_ORDER_UNKNOWN, &days))
    return FALSE;
  *header =
      (SyCrosstabHeader){ .class = SY_CROSSTAB_HEADER_DAY, .year = date.a, .month = date.b, .day = date.c };
  return TRUE;
}

static gboolean
is_in (const char *text, const char *const *words)
{
  for (; *words; words++)
    if (strcmp (text, *words) == 0)
      return TRUE;
  return FALSE;
}

/* Words that come in sets. */
static SyCrosstabClass
classify_word (const char *text)
{
  static const char *const weekdays[] = { "周一",    "周二",   "周三",      "周四",     "周五",     "周六",
                                          "周日",    "周天",   "星期一",    "星期二",   "星期三",   "星期四",
                                          "星期五",  "星期六", "星期日",    "星期天",   "mon",      "tue",
                                          "wed",     "thu",    "fri",       "sat",      "sun",      "monday",
                                          "tuesday", "friday", "wednesday", "thursday", "saturday", "sunday",
                                          NULL };
  static const char *const quarters[] = { "q1",       "q2",       "q3",       "q4",       "一季度", "二季度",
                                          "三季度",   "四季度",   "1季度",    "2季度",    "3季度",  "4季度",
                                          "第一季度", "第二季度", "第三季度", "第四季度", NULL };
  static const char *const months[] = { "一月", "二月", "三月", "四月",   "五月",   "六月", "七月",
                                        "八月", "九月", "十月", "十一月", "十二月", NULL };
  static const char *const endings[] = { "店", "仓", "门市", "专柜", "分公司", "商场", NULL };
  g_autofree char *lower = g_utf8_casefold (text, -1);

  if (is_in (lower, weekdays))
    return SY_CROSSTAB_HEADER_WEEKDAY;
  if (is_in (lower, quarters))
    return SY_CROSSTAB_HEADER_QUARTER;
  if (is_in (lower, months))
    return SY_CROSSTAB_HEADER_MONTH_NAME;
  for (guint i = 0; endings[i]; i++)
    if (g_str_has_suffix (lower, endings[i]) && strlen (lower) > strlen (endings[i]))
      return SY_CROSSTAB_HEADER_PLACE;
  if (g_str_has_prefix (lower, "store ") || g_str_has_prefix (lower, "shop "))
    return SY_CROSSTAB_HEADER_PLACE;
  return SY_CROSSTAB_HEADER_OTHER;
}

static int
chinese_month (const char *text)
{
  static const char *const months[] = { "一月", "二月", "三月", "四月", "五月",   "六月",
                                        "七月", "八月", "九月", "十月", "十一月", "十二月" };

  for (int i = 0; i < 12; i++)
    if (strcmp (text, months[i]) == 0)
      return i + 1;
  return 0;
}

/* 2023, 2023年. */
static gboolean
is_year_word (const char *text, gsize length)
{
  return is_year (atoi (text)) && strspn (text, "0123456789") == 4
         && (length == 4 || (length == 7 && g_str_has_suffix (text, "年")));
}

static SyCrosstabHeader
classify (const char *text, gsize length)
{
  char folded[SY_FOLD_LIMIT + 1];
  const char *trimmed = sy_value_trim (text, &length);
  g_autofree char *plain = g_strndup (trimmed, length);
  SyCrosstabHeader header = { 0 };

  if (length == 0)
    return header;
  if (sy_recognition_is_totals_word (plain, length))
    {
      header.class = SY_CROSSTAB_HEADER_TOTAL;
      return header;
    }
  if (length <= SY_FOLD_LIMIT && sy_value_fold (plain, length, folded) > 0
      && (parse_year_month (folded, &header) || parse_month_day (folded, &header)
          || parse_named_month (folded, &header)))
    return header;
  if (parse_date (plain, length, &header))
    return header;
  if (is_year_word (plain, length))
    {
      header.class = SY_CROSSTAB_HEADER_YEAR;
      return header;
    }
  header.class = classify_word (plain);
  header.month = header.class == SY_CROSSTAB_HEADER_MONTH_NAME ? chinese_month (plain) : 0;
  return header;
}

/* ---- Two things in one header: 1月 金额, 金额(1月) ------------------------------------------------------
 */

static gboolean
is_separator (gunichar c)
{
  return g_unichar_isspace (c) || c == '-' || c == '_' || c == '/' || c == ':' || c == '(' || c == ')'
         || c == 0xff1a /* ： */ || c == 0xff08 /* （ */ || c == 0xff09 /* ） */ || c == 0x2014 /* — */;
}

/* Without what only sets the parts apart. */
static char *
strip_separators (const char *text, gsize length)
{
  const char *end = text + length;

  while (text < end && is_separator (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  while (end > text)
    {
      const char *before = g_utf8_prev_char (end);
      if (!is_separator (g_utf8_get_char (before)))
        break;
      end = before;
    }
  return g_strndup (text, (gsize) (end - text));
}

/* Words grow together with what follows, as in 1月销量; names of shops do not end so surely. */
static gboolean
may_touch (const SyCrosstabHeader *header)
{
  return header->month > 0 || header->class == SY_CROSSTAB_HEADER_WEEKDAY
         || header->class == SY_CROSSTAB_HEADER_QUARTER || header->class == SY_CROSSTAB_HEADER_YEAR
         || header->class == SY_CROSSTAB_HEADER_TOTAL;
}

/* What counts is no number: “2023-01-05 2” has no measure. */
static gboolean
is_measure (const char *text)
{
  for (const char *p = text; *p; p = g_utf8_next_char (p))
    if (g_unichar_isalpha (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

/* Takes the header apart at @at, the group in front or behind. */
static gboolean
split_at (const char *text, gsize at, gboolean in_front, gboolean touching, SyCrosstabHeader *header)
{
  g_autofree char *front = strip_separators (text, at);
  g_autofree char *back = strip_separators (text + at, strlen (text) - at);
  char **group = in_front ? &front : &back;
  char **measure = in_front ? &back : &front;
  SyCrosstabHeader found = classify (*group, strlen (*group));
  SyCrosstabHeader other;

  if (found.class == SY_CROSSTAB_HEADER_OTHER || !is_measure (*measure)
      || (touching && (!in_front || !may_touch (&found))))
    return FALSE;
  /* “1月 2月” is neither of them */
  other = classify (*measure, strlen (*measure));
  if (other.class != SY_CROSSTAB_HEADER_OTHER && other.class != SY_CROSSTAB_HEADER_TOTAL)
    return FALSE;
  /* the sum over the months of one measure, and of all measures in one month, are no part of the table */
  if (other.class == SY_CROSSTAB_HEADER_TOTAL)
    found.class = SY_CROSSTAB_HEADER_TOTAL;
  *header = found;
  header->group = g_steal_pointer (group);
  header->measure = g_steal_pointer (measure);
  return TRUE;
}

/* The longest group that can be told, in front or behind. */
static gboolean
split_header (const char *text, SyCrosstabHeader *header)
{
  gsize length = strlen (text);

  for (const char *p = text + length; p > text; p = g_utf8_prev_char (p))
    {
      gunichar before = g_utf8_get_char (g_utf8_prev_char (p));
      gboolean parted = *p && (is_separator (before) || is_separator (g_utf8_get_char (p)));
      if (*p && (parted || before >= 0x80) && split_at (text, (gsize) (p - text), TRUE, !parted, header))
        return TRUE;
    }
  for (const char *p = text; *p; p = g_utf8_next_char (p))
    if (p > text && is_separator (g_utf8_get_char (g_utf8_prev_char (p)))
        && split_at (text, (gsize) (p - text), FALSE, FALSE, header))
      return TRUE;
  return FALSE;
}

void
sy_crosstab_header_parse (const char *text, SyCrosstabHeader *header)
{
  gsize length = strlen (text);

  *header = classify (text, length);
  if (header->class == SY_CROSSTAB_HEADER_OTHER && length <= MAX_SPLIT && g_utf8_validate (text, -1, NULL))
    split_header (text, header);
}

void
sy_crosstab_header_clear (SyCrosstabHeader *header)
{
  g_clear_pointer (&header->group, g_free);
  g_clear_pointer (&header->measure, g_free);
}

int
sy_crosstab_header_find_year (const char *context)
{
  for (const char *p = context; p && *p; p++)
    {
      const char *q = p;
      int year;

      if (!g_ascii_isdigit (*p) || (p > context && g_ascii_isdigit (p[-1])))
        continue;
      year = scan_number (&q, 4);
      if (q - p == 4 && is_year (year))
        return year;
    }
  return 0;
}
