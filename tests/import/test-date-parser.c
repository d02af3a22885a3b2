/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates and times as they are written, and spreadsheet serials around the day that never was. */
#include "config.h"

#include <glib.h>
#include <locale.h>
#include <math.h>
#include <string.h>

#include "sy-date-parser.h"

typedef struct
{
  const char *text;
  const char
      *day_first; /* "2023-01-05", with " 11:38:36" where there is a time; NULL: no date in this order */
  const char *month_first;
} DateCase;

#define CERTAIN(text, date)                                                                                  \
  {                                                                                                          \
    text, date, date                                                                                         \
  }

static const DateCase date_cases[] = {
  CERTAIN ("2023-01-05", "2023-01-05"),
  CERTAIN ("2023-1-5", "2023-01-05"),
  CERTAIN ("2023/1/5", "2023-01-05"),
  CERTAIN ("2023/01/05", "2023-01-05"),
  CERTAIN ("2023.1.5", "2023-01-05"),
  CERTAIN ("2023. 1. 5", "2023-01-05"),
  CERTAIN ("20230105", "2023-01-05"),
  CERTAIN ("20230105113836", "2023-01-05 11:38:36"),
  CERTAIN ("2023年1月5日", "2023-01-05"),
  CERTAIN ("2023年01月05日", "2023-01-05"),
  CERTAIN ("2023年1月5", "2023-01-05"),
  CERTAIN ("2023年1月5号", "2023-01-05"),
  CERTAIN ("２０２３年１月５日", "2023-01-05"),
  CERTAIN ("２０２３－０１－０５", "2023-01-05"),
  CERTAIN ("23年1月5日", "2023-01-05"),
  CERTAIN (" 2023-01-05 ", "2023-01-05"),
  CERTAIN ("2023-01-05 11:38:36", "2023-01-05 11:38:36"),
  CERTAIN ("2023-01-05T11:38:36", "2023-01-05 11:38:36"),
  CERTAIN ("2023-01-05T11:38:36Z", "2023-01-05 11:38:36"),
  CERTAIN ("2023-01-05T11:38:36+08:00", "2023-01-05 11:38:36"),
  CERTAIN ("2023-01-05T11:38:36.000+0800", "2023-01-05 11:38:36"),
  CERTAIN ("2023-01-05 11:38:36 UTC", "2023-01-05 11:38:36"),
  CERTAIN ("2023-01-05 11:38", "2023-01-05 11:38:00"),
  CERTAIN ("2023/1/5 9:05", "2023-01-05 09:05:00"),
  CERTAIN ("2023/1/5 9:05:07 PM", "2023-01-05 21:05:07"),
  CERTAIN ("2023/1/5 下午 3:05", "2023-01-05 15:05:00"),
  CERTAIN ("2023年1月5日 11时38分36秒", "2023-01-05 11:38:36"),
  CERTAIN ("2023年1月5日11:38", "2023-01-05 11:38:00"),
  CERTAIN ("2023-01-05 00:00:00", "2023-01-05 00:00:00"),
  CERTAIN ("2023-01-05 星期四", "2023-01-05"),
  CERTAIN ("2023-01-05（周四）", "2023-01-05"),
  CERTAIN ("星期四 2023-01-05", "2023-01-05"),
  CERTAIN ("5 Jan 2023", "2023-01-05"),
  CERTAIN ("5-Jan-2023", "2023-01-05"),
  CERTAIN ("05-JAN-23", "2023-01-05"),
  CERTAIN ("Jan 5, 2023", "2023-01-05"),
  CERTAIN ("January 5 2023", "2023-01-05"),
  CERTAIN ("5 September 2023", "2023-09-05"),
  CERTAIN ("1-Dec-10 08:26", "2010-12-01 08:26:00"),
  CERTAIN ("2024-02-29", "2024-02-29"),
  CERTAIN ("2000-02-29", "2000-02-29"),
  CERTAIN ("1900-01-01", "1900-01-01"),
  CERTAIN ("2199-12-31", "2199-12-31"),
  /* the order decides */
  { "5/1/2023", "2023-01-05", "2023-05-01" },
  { "05/01/2023", "2023-01-05", "2023-05-01" },
  { "5-1-2023", "2023-01-05", "2023-05-01" },
  { "5.1.2023", "2023-01-05", "2023-05-01" },
  { "13/5/2023", "2023-05-13", NULL },
  { "5/13/2023", NULL, "2023-05-13" },
  { "12/1/2010 8:26", "2010-01-12 08:26:00", "2010-12-01 08:26:00" },
  { "5/1/23", "2023-01-05", "2023-05-01" },
  { "5/1/99", "1999-01-05", "1999-05-01" },
  { "5/1/29", "2029-01-05", "2029-05-01" },
  { "5/1/30", "1930-01-05", "1930-05-01" },
  { "31/12/99", "1999-12-31", NULL },
  { "29/2/2024", "2024-02-29", NULL },
  { "29/2/2023", NULL, NULL },
  /* no dates */
  CERTAIN ("2023-02-29", NULL),
  CERTAIN ("1900-02-29", NULL),
  CERTAIN ("2023-13-01", NULL),
  CERTAIN ("2023-00-10", NULL),
  CERTAIN ("2023-01-32", NULL),
  CERTAIN ("2023-01", NULL),
  CERTAIN ("2023年1月", NULL),
  CERTAIN ("1月5日", NULL),
  CERTAIN ("0000-00-00", NULL),
  CERTAIN ("1899-12-31", NULL),
  CERTAIN ("2200-01-01", NULL),
  CERTAIN ("2023-1/5", NULL),
  CERTAIN ("2023-01-05x", NULL),
  CERTAIN ("2023-01-05 25:00", NULL),
  CERTAIN ("2023-01-05 11:60", NULL),
  CERTAIN ("12345", NULL),
  CERTAIN ("20231301", NULL),
  CERTAIN ("1.2.3", NULL),
  CERTAIN ("192.168.1.1", NULL),
  CERTAIN ("138-0013-8000", NULL),
  CERTAIN ("May", NULL),
  CERTAIN ("March 2023", NULL),
  CERTAIN ("Decaf 5, 2023", NULL),
  CERTAIN ("", NULL),
  CERTAIN ("日期", NULL),
  CERTAIN ("星期四", NULL),
};

static char *
read_date (const char *text, SyDateOrder order)
{
  SyDateText date;
  gint64 days;
  int year;
  int month;
  int day;
  gint64 seconds;

  if (!sy_date_parse (text, strlen (text), &date) || !sy_date_resolve (&date, order, &days))
    return NULL;
  sy_date_from_days (days, &year, &month, &day);
  if (date.time < 0)
    return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
  seconds = date.time / 1000000;
  return g_strdup_printf ("%04d-%02d-%02d %02d:%02d:%02d", year, month, day, (int) (seconds / 3600),
                          (int) (seconds / 60 % 60), (int) (seconds % 60));
}

static void
test_dates (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (date_cases); i++)
    {
      const DateCase *c = &date_cases[i];
      g_autofree char *day_first = read_date (c->text, SY_DATE_ORDER_DAY_FIRST);
      g_autofree char *month_first = read_date (c->text, SY_DATE_ORDER_MONTH_FIRST);

      if (g_strcmp0 (day_first, c->day_first) != 0 || g_strcmp0 (month_first, c->month_first) != 0)
        g_error ("“%s”: %s and %s instead of %s and %s", c->text, day_first, month_first, c->day_first,
                 c->month_first);
    }
}

static void
test_locale (void)
{
  if (!setlocale (LC_ALL, "de_DE.UTF-8"))
    {
      g_test_skip ("de_DE.UTF-8 is not installed");
      return;
    }
  test_dates ();
  setlocale (LC_ALL, "C.UTF-8");
}

static void
test_year_first (void)
{
  g_autofree char *date = read_date ("23-1-5", SY_DATE_ORDER_YEAR_FIRST);
  g_autofree char *not = read_date ("5/1/2023", SY_DATE_ORDER_YEAR_FIRST);
  g_autofree char *unknown = read_date ("5/1/2023", SY_DATE_ORDER_UNKNOWN);

  g_assert_cmpstr (date, ==, "2023-01-05");
  g_assert_null (not );
  g_assert_null (unknown);
  g_free (date);
  date = read_date ("23-01-05", SY_DATE_ORDER_YEAR_FIRST);
  g_assert_cmpstr (date, ==, "2023-01-05");
}

typedef struct
{
  const char *text;
  const char *time; /* NULL: none */
} TimeCase;

static const TimeCase time_cases[] = {
  { "11:38", "11:38:00.000" },
  { "11:38:36", "11:38:36.000" },
  { "9:05", "09:05:00.000" },
  { "00:00", "00:00:00.000" },
  { "23:59:59.999", "23:59:59.999" },
  { "上午11:38", "11:38:00.000" },
  { "下午3:05", "15:05:00.000" },
  { "下午 3:05:06", "15:05:06.000" },
  { "晚上8:30", "20:30:00.000" },
  { "凌晨12:30", "00:30:00.000" },
  { "中午12:30", "12:30:00.000" },
  { "3:05 PM", "15:05:00.000" },
  { "12:05 AM", "00:05:00.000" },
  { "12:05 pm", "12:05:00.000" },
  { "11时38分", "11:38:00.000" },
  { "11时38分36秒", "11:38:36.000" },
  { "11点", "11:00:00.000" },
  { "１１：３８", "11:38:00.000" },
  { "24:00", NULL },
  { "11:60", NULL },
  { "11:38:60", NULL },
  { "11", NULL },
  { "", NULL },
  { "13:00 AM", NULL },
  { "1:2", NULL },
  { "2023-01-05 11:38", NULL },
  { "11:38 x", NULL },
};

static void
test_times (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (time_cases); i++)
    {
      gint64 time;
      gboolean read = sy_time_parse (time_cases[i].text, strlen (time_cases[i].text), &time);
      g_autofree char *text = NULL;

      if (read)
        text =
            g_strdup_printf ("%02d:%02d:%02d.%03d", (int) (time / 3600000000), (int) (time / 60000000 % 60),
                             (int) (time / 1000000 % 60), (int) (time / 1000 % 1000));
      if (g_strcmp0 (text, time_cases[i].time) != 0)
        g_error ("“%s”: %s instead of %s", time_cases[i].text, text, time_cases[i].time);
    }
}

typedef struct
{
  double serial;
  SySerialResult result;
  const char *date;
  int seconds;
} SerialCase;

/* ECMA-376 part 1, 18.17.4.1: 1 is 1900-01-01, 60 is the day that never was, 61 is 1900-03-01, 2958465 is
 * 9999-12-31. */
static const SerialCase serial_cases[] = {
  { 1, SY_SERIAL_DATE, "1900-01-01", 0 },
  { 59, SY_SERIAL_DATE, "1900-02-28", 0 },
  { 60, SY_SERIAL_NO_SUCH_DAY, NULL, 0 },
  { 60.5, SY_SERIAL_NO_SUCH_DAY, NULL, 0 },
  { 61, SY_SERIAL_DATE, "1900-03-01", 0 },
  { 1462, SY_SERIAL_DATE, "1904-01-01", 0 },
  { 25569, SY_SERIAL_DATE, "1970-01-01", 0 },
  { 42005, SY_SERIAL_DATE, "2015-01-01", 0 },
  { 44931, SY_SERIAL_DATE, "2023-01-05", 0 },
  { 42005.4851388889, SY_SERIAL_DATE, "2015-01-01", 41916 },
  { 40513.351388888892, SY_SERIAL_DATE, "2010-12-01", 30360 },
  { 40513.999999999, SY_SERIAL_DATE, "2010-12-02", 0 },
  { 2958465.99, SY_SERIAL_DATE, "9999-12-31", 85536 },
  { 2958465.99999999999, SY_SERIAL_OUT_OF_RANGE, NULL, 0 },
  { 2958466, SY_SERIAL_OUT_OF_RANGE, NULL, 0 },
  { 0, SY_SERIAL_OUT_OF_RANGE, NULL, 0 },
  { 0.5, SY_SERIAL_OUT_OF_RANGE, NULL, 0 },
  { -1, SY_SERIAL_OUT_OF_RANGE, NULL, 0 },
};

static void
test_serials (void)
{
  gint64 days = 0;
  gint64 time = 0;

  for (guint i = 0; i < G_N_ELEMENTS (serial_cases); i++)
    {
      const SerialCase *c = &serial_cases[i];
      g_autofree char *text = NULL;
      int year;
      int month;
      int day;

      g_assert_cmpint (sy_date_from_serial (c->serial, &days, &time), ==, c->result);
      if (c->result != SY_SERIAL_DATE)
        continue;
      sy_date_from_days (days, &year, &month, &day);
      text = g_strdup_printf ("%04d-%02d-%02d", year, month, day);
      g_assert_cmpstr (text, ==, c->date);
      g_assert_cmpint (time / 1000000, ==, c->seconds);
    }
  g_assert_cmpint (sy_date_from_serial (NAN, &days, &time), ==, SY_SERIAL_OUT_OF_RANGE);
  g_assert_cmpint (sy_date_from_serial (INFINITY, &days, &time), ==, SY_SERIAL_OUT_OF_RANGE);
}

/* Against GLib's calendar, every day of 300 years. */
static void
test_calendar (void)
{
  g_autoptr (GDate) date = g_date_new_dmy (1, 1, 1900);
  gint64 epoch = 719163; /* 1970-01-01 in GLib's count, in which 1 is 0001-01-01 */

  for (guint i = 0; i < 110000; i++)
    {
      int year = g_date_get_year (date);
      int month = (int) g_date_get_month (date);
      int day = g_date_get_day (date);
      gint64 days = sy_date_to_days (year, month, day);
      int back_year;
      int back_month;
      int back_day;

      g_assert_cmpint (days, ==, (gint64) g_date_get_julian (date) - epoch);
      sy_date_from_days (days, &back_year, &back_month, &back_day);
      g_assert_true (back_year == year && back_month == month && back_day == day);
      g_date_add_days (date, 1);
    }
}

typedef struct
{
  const char *text;
  int year, month; /* 0: no month */
} MonthCase;
static const MonthCase month_cases[] = {
  { "2023-01", 2023, 1 },
  { "2023/1", 2023, 1 },
  { "2023年1月", 2023, 1 },
  { "2023年01月份", 2023, 1 },
  { "２０２３年１２月", 2023, 12 },
  { "202312", 2023, 12 },
  { "Jan 2023", 2023, 1 },
  { "March-2023", 2023, 3 },
  { "2023-13", 0, 0 },
  { "202300", 0, 0 },
  { "2023-01-05", 0, 0 },
  { "1月", 0, 0 },
  { "2023", 0, 0 },
  { "2023年1月5日", 0, 0 },
  { "120231", 0, 0 },
  { "", 0, 0 },
};

static void
test_months (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (month_cases); i++)
    {
      const MonthCase *c = &month_cases[i];
      SyDateText date = { 0 };
      gboolean found = sy_date_parse_month (c->text, strlen (c->text), &date);
      g_assert_cmpint (found ? date.a : 0, ==, c->year);
      g_assert_cmpint (found ? date.b : 0, ==, c->month);
      /* by itself a month is no day */
      g_assert_true (c->month == 0 || !sy_date_parse (c->text, strlen (c->text), &date)
                     || date.style == SY_DATE_COMPACT);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/date-parser/months", test_months);
  g_test_add_func ("/date-parser/dates", test_dates);
  g_test_add_func ("/date-parser/locale", test_locale);
  g_test_add_func ("/date-parser/year-first", test_year_first);
  g_test_add_func ("/date-parser/times", test_times);
  g_test_add_func ("/date-parser/serials", test_serials);
  g_test_add_func ("/date-parser/calendar", test_calendar);
  return g_test_run ();
}
