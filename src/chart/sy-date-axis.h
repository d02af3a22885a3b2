/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates along an axis: days as calendar dates, steps from days to centuries, and their labels. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Dates, proleptic Gregorian, days since 1970-01-01. */
void sy_chart_date_from_days (gint64 days, int *year, int *month, int *day);
gint64 sy_chart_date_to_days (int year, int month, int day);
/* ISO, as 2015-12-20. */
char *sy_chart_format_date (gint64 days);

/* One label of a date axis. */
typedef struct
{
  gint64 days;
  char *text;    /* 1 Dec, 8 · 12月1日, 8日 · Jan · 1月 · 2015 */
  char *context; /* the year, where it begins or changes; else NULL */
} SyDateTick;

typedef enum
{
  SY_DATE_STEP_DAY,
  SY_DATE_STEP_WEEK,
  SY_DATE_STEP_MONTH,
  SY_DATE_STEP_YEAR,
} SyDateUnit;

typedef struct
{
  SyDateUnit unit;
  int count;
} SyDateStep;

/* The steps to try, fine to coarse; NULL past the last. */
const SyDateStep *sy_chart_date_step_nth (guint n);
/* How many ticks a step makes, at most, in the range. */
gint64 sy_chart_date_step_count (const SyDateStep *step, gint64 first, gint64 last);
/* (element-type SyDateTick): the ticks within first … last. */
GArray *sy_chart_date_ticks (const SyDateStep *step, gint64 first, gint64 last, gboolean chinese);

G_END_DECLS
