/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text and spreadsheet serials into dates and times of day. What 5/1/2023 means is the column's matter:
 * parse, then resolve. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SY_MICROSECONDS_PER_DAY G_GINT64_CONSTANT (86400000000)

/* Which of three numbers is the day, where the text does not tell. */
typedef enum
{
  SY_DATE_ORDER_UNKNOWN,
  SY_DATE_ORDER_DAY_FIRST,   /* 5/1/2023 is 5 January */
  SY_DATE_ORDER_MONTH_FIRST, /* 5/1/2023 is 1 May */
  SY_DATE_ORDER_YEAR_FIRST,  /* 23-1-5 is 5 January 2023; only for years of two digits */
} SyDateOrder;
/* “day-first”, “month-first”, “year-first”; UNKNOWN: any other text, and NULL. */
SyDateOrder sy_date_order_from_id (const char *id);

typedef enum
{
  SY_DATE_CERTAIN,   /* 2023-01-05, 2023年1月5日, 5 Jan 2023: a, b, c are year, month, day */
  SY_DATE_COMPACT,   /* 20230105: the same, but it may as well be a number */
  SY_DATE_YEAR_LAST, /* 5/1/2023: c is the year */
  SY_DATE_SHORT,     /* 5/1/23, 23-1-5: no one knows */
} SyDateStyle;

/* A date as it stands, with the time beside it. */
typedef struct
{
  SyDateStyle style;
  int a, b, c;
  char separator;
  gint64 time; /* microseconds since midnight; -1 when there is none */
} SyDateText;

typedef enum
{
  SY_SERIAL_DATE,
  SY_SERIAL_NO_SUCH_DAY, /* 60: 29 February 1900, which only spreadsheets have */
  SY_SERIAL_OUT_OF_RANGE,
} SySerialResult;

gboolean sy_date_parse (const char *text, gsize length, SyDateText *date);
gboolean sy_date_parse_without_year (const char *text, gsize length, SyDateText *date);
gboolean sy_date_parse_month (const char *text, gsize length, SyDateText *date);
gboolean sy_date_resolve (const SyDateText *date, SyDateOrder order, gint64 *days);
gboolean sy_time_parse (const char *text, gsize length, gint64 *microseconds);
gint64 sy_date_to_days (int year, int month, int day);
void sy_date_from_days (gint64 days, int *year, int *month, int *day);
SySerialResult sy_date_from_serial (double serial, gint64 *days, gint64 *microseconds);

G_END_DECLS
