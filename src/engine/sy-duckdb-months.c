/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Months of the proleptic Gregorian calendar, on days from 1970-01-01 as the engine counts them. What lies
 * outside the days of a workbook, 1899-12-30 to 9999-12-31, is an error. */
#include "config.h"

#include <math.h>

#include "sy-duckdb-private.h"

#define FIRST_DAY (-25569)
#define LAST_DAY 2932896
/* Months beyond this lead out of the days of a workbook from any of them. */
#define MOST_MONTHS 120000.

/* Months from 0000-01, so that January of any year is a multiple of twelve. */
typedef struct
{
  gint64 number;
  gint64 day; /* from 1 */
} MonthDay;

static gint64
divide_down (gint64 a, gint64 b)
{
  return (a >= 0 ? a : a - b + 1) / b;
}

/* In eras of 400 years, which are all of one length; years begin in March, so that the leap day is last. */
static MonthDay
split (gint32 days)
{
  gint64 shifted = (gint64) days + 719468; /* from 0000-03-01 */
  gint64 era = divide_down (shifted, 146097);
  gint64 day_of_era = shifted - era * 146097;
  gint64 year = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  gint64 day_of_year = day_of_era - (365 * year + year / 4 - year / 100);
  gint64 month = (5 * day_of_year + 2) / 153;

  return (MonthDay){ (era * 400 + year) * 12 + month + 2, day_of_year - (153 * month + 2) / 5 + 1 };
}

static gint64
find_first (gint64 month)
{
  gint64 year = divide_down (month - 2, 12);
  gint64 of_year = month - 2 - year * 12;
  gint64 era = divide_down (year, 400);
  gint64 of_era = year - era * 400;

  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + (153 * of_year + 2) / 5 - 719468;
}

static gboolean
take (gint64 day, gint32 *result)
{
  *result = (gint32) day;
  return day >= FIRST_DAY && day <= LAST_DAY;
}

/* The first of its month. */
gboolean
sy_duckdb_find_month (gint32 days, gint32 *first)
{
  return take ((gint64) days - split (days).day + 1, first);
}

/* The first of the month after, of the first of a month only. */
gboolean
sy_duckdb_find_month_after (gint32 days, gint32 *first)
{
  MonthDay month = split (days);

  *first = (gint32) find_first (month.number + 1);
  return month.day == 1 && days >= FIRST_DAY;
}

/* The last days of a longer month come to the last one of a shorter. */
gboolean
sy_duckdb_shift_month (gint32 days, double months, gint32 *result)
{
  MonthDay from = split (days);
  gint64 first, next;

  if (!(fabs (trunc (months)) < MOST_MONTHS))
    return FALSE;
  first = find_first (from.number + (gint64) months);
  next = find_first (from.number + (gint64) months + 1);
  return take (MIN (first + from.day, next) - 1, result);
}

gboolean
sy_duckdb_shift_month_end (gint32 days, double months, gint32 *result)
{
  if (!(fabs (trunc (months)) < MOST_MONTHS))
    return FALSE;
  return take (find_first (split (days).number + (gint64) months + 1) - 1, result);
}
