/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Axes as plain numbers: round ticks, values to pixels, and how tick numbers and dates are written. */
#pragma once

#include "sy-chart.h"

G_BEGIN_DECLS

#define SY_SCALE_MAX_TICKS 16

/* A value axis. Ticks are first, first + step, …, computed by multiplication so that they are exact. */
typedef struct
{
  double low;  /* value at pixel_low: the first tick */
  double high; /* value at pixel_high: the last tick */
  double step;
  guint n_ticks;
  double pixel_low;
  double pixel_high;
} SyScale;

/**
 * sy_scale_init:
 * @low, @high: least and greatest value; equal, swapped or not finite ones are mended
 * @max_ticks: 2 to %SY_SCALE_MAX_TICKS
 * @whole: whether ticks must be whole numbers
 *
 * Chooses the smallest step of 1, 2, 2.5 or 5 × 10ⁿ that covers the range with at most @max_ticks ticks.
 */
void sy_scale_init (SyScale *self, double low, double high, guint max_ticks, gboolean whole);
void sy_scale_set_pixels (SyScale *self, double pixel_low, double pixel_high);
double sy_scale_get_tick (const SyScale *self, guint tick);
double sy_scale_to_pixel (const SyScale *self, double value);
double sy_scale_to_value (const SyScale *self, double pixel);

/* The number of tick @tick: all ticks of an axis share divisor and decimals. K, M, B, T in English; 万, 亿,
 * 万亿 in Chinese. */
char *sy_scale_format_tick (
    const SyScale *self, guint tick, SyChartUnit unit, const char *currency, gboolean chinese);

/* A number for a label in a chart: short, three or four digits that count. */
char *sy_format_short (double value, SyChartUnit unit, const char *currency, gboolean chinese);
/* A number in full, with thousands separators and at most @decimals decimals, no trailing zeros. */
char *sy_format_full (double value, SyChartUnit unit, const char *currency, int decimals);

/* Dates, proleptic Gregorian, days since 1970-01-01. */
void sy_date_from_days (gint64 days, int *year, int *month, int *day);
gint64 sy_date_to_days (int year, int month, int day);
/* ISO, as 2015-12-20. */
char *sy_format_date (gint64 days);

/* One label of a date axis. */
typedef struct
{
  gint64 days;
  char *text;    /* 1 Dec, 8 · 12月1日, 8日 · Jan, 1月 */
  char *context; /* the year, on the first label and where it changes; else NULL */
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
const SyDateStep *sy_date_step_nth (guint n);
/* How many ticks a step makes, at most, in the range. */
gint64 sy_date_step_count (const SyDateStep *step, gint64 first, gint64 last);
/* (element-type SyDateTick): the ticks within first … last. */
GArray *sy_date_ticks (const SyDateStep *step, gint64 first, gint64 last, gboolean chinese);

G_END_DECLS
