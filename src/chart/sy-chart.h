/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One chart as plain data: what the window, PNG, SVG, PDF and the workbook's native chart are all made from.
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  SY_CHART_LINE,       /* a curve with mean, limits, marked extremes and promotions */
  SY_CHART_COLUMN,     /* columns, several series side by side */
  SY_CHART_PRICE_BAND, /* columns over price lines, the zone shaded, the price point emphasised */
  SY_CHART_PARETO,     /* bars in falling order by class, cumulative share as a line on the second axis */
  SY_CHART_TARGET,     /* first series: actual as columns; second series: target as steps */
} SyChartType;

/* What numbers mean, which decides how they are written. */
typedef enum
{
  SY_CHART_UNIT_NUMBER,
  SY_CHART_UNIT_COUNT,    /* whole things; ticks are never fractions */
  SY_CHART_UNIT_CURRENCY, /* the chart's currency sign goes before it */
  SY_CHART_UNIT_PERCENT,  /* a fraction: 0.7 is written 70% */
} SyChartUnit;

typedef enum
{
  SY_CHART_DRAW_BARS,
  SY_CHART_DRAW_LINE,
  SY_CHART_DRAW_STEP,
  SY_CHART_DRAW_POINTS,
} SyChartDraw;

typedef enum
{
  SY_CHART_X_TEXT,   /* categories, evenly spaced */
  SY_CHART_X_DATE,   /* days since 1970-01-01, spaced by time */
  SY_CHART_X_NUMBER, /* numbers as categories (price lines), evenly spaced */
} SyChartXKind;

typedef enum
{
  SY_CHART_REFERENCE_MEAN,  /* a whole, quiet line */
  SY_CHART_REFERENCE_LIMIT, /* dashed: control limits, class cuts */
} SyChartReferenceStyle;

typedef enum
{
  SY_CHART_MARK_EXTREME_HIGH,
  SY_CHART_MARK_EXTREME_LOW,
  SY_CHART_MARK_PROMOTION, /* a span of points, shaded */
  SY_CHART_MARK_HIGHLIGHT, /* one point that matters: the price point */
} SyChartMarkKind;

/* Axis of a series or reference: the left or the right one. */
typedef enum
{
  SY_CHART_AXIS_FIRST = 1,
  SY_CHART_AXIS_SECOND = 2,
} SyChartAxis;

typedef struct
{
  char *id;
  char *title;
  SyChartUnit unit;
  SyChartDraw draw;
  SyChartAxis axis;
  double *values; /* one a point; NAN is missing, drawn as a gap and never as 0 */
  char **classes; /* one a point, or NULL when the series has no classes; single entries may be "" */
} SyChartSeries;

typedef struct
{
  double value;
  char *title;
  SyChartAxis axis;
  SyChartReferenceStyle style;
} SyChartReference;

typedef struct
{
  SyChartMarkKind kind;
  guint from; /* first point */
  guint to;   /* last point, not below from */
  char *title;
} SyChartMark;

/* A shaded zone along x. */
typedef struct
{
  double from; /* in x values: numbers, days, or point indices for text categories */
  double to;
  char *title;
} SyChartBand;

#define SY_TYPE_CHART (sy_chart_get_type ())
G_DECLARE_FINAL_TYPE (SyChart, sy_chart, SY, CHART, GObject)

SyChart *sy_chart_new (SyChartType type, const char *id);

/* "line", "column", "price-band", "pareto", "target" and "bars", "line", "step", "points". */
gboolean sy_chart_type_from_name (const char *name, SyChartType *out);
const char *sy_chart_type_to_name (SyChartType type);
gboolean sy_chart_draw_from_name (const char *name, SyChartDraw *out);

/* Filling: titles in any order; the points (one of three) before the series. Everything is copied. Text that
 * is not UTF-8 is repaired, numbers that are not finite become missing. NULL titles are no titles. */
void sy_chart_set_title (SyChart *self, const char *title);
void sy_chart_set_subtitle (SyChart *self, const char *subtitle);
void sy_chart_set_axis_titles (SyChart *self, const char *x, const char *y, const char *y2);
void sy_chart_set_currency (SyChart *self, const char *sign);
void sy_chart_set_categories (SyChart *self, const char *const *labels, guint n_points);
void sy_chart_set_dates (SyChart *self, const gint64 *days, guint n_points);
void sy_chart_set_numbers (SyChart *self, const double *x, guint n_points, SyChartUnit unit);
guint sy_chart_add_series (SyChart *self,
                           const char *id,
                           const char *title,
                           SyChartUnit unit,
                           SyChartDraw draw,
                           SyChartAxis axis,
                           const double *values);
void sy_chart_set_classes (SyChart *self, guint series, const char *const *classes);
void sy_chart_add_reference (
    SyChart *self, double value, const char *title, SyChartAxis axis, SyChartReferenceStyle style);
void sy_chart_add_mark (SyChart *self, SyChartMarkKind kind, guint from, guint to, const char *title);
void sy_chart_set_band (SyChart *self, double from, double to, const char *title);

SyChartType sy_chart_get_chart_type (SyChart *self);
const char *sy_chart_get_id (SyChart *self);
const char *sy_chart_get_title (SyChart *self); /* "" for none, as all titles here */
const char *sy_chart_get_subtitle (SyChart *self);
const char *sy_chart_get_x_title (SyChart *self);
const char *sy_chart_get_y_title (SyChart *self);
const char *sy_chart_get_y2_title (SyChart *self);
const char *sy_chart_get_currency (SyChart *self);
guint sy_chart_get_n_points (SyChart *self);
SyChartXKind sy_chart_get_x_kind (SyChart *self);
SyChartUnit sy_chart_get_x_unit (SyChart *self);                /* of NUMBER; NUMBER for the others */
const char *sy_chart_get_category (SyChart *self, guint point); /* TEXT only, else NULL */
double sy_chart_get_x (SyChart *self, guint point); /* number, days, or the index of a text category */
guint sy_chart_get_n_series (SyChart *self);
const SyChartSeries *sy_chart_get_series (SyChart *self, guint series);
guint sy_chart_get_n_references (SyChart *self);
const SyChartReference *sy_chart_get_reference (SyChart *self, guint reference);
guint sy_chart_get_n_marks (SyChart *self);
const SyChartMark *sy_chart_get_mark (SyChart *self, guint mark);
const SyChartBand *sy_chart_get_band (SyChart *self); /* NULL for none */
gboolean sy_chart_is_empty (SyChart *self);           /* no series has a value */

/* The first and last point within the band; FALSE when there is no band or no point in it. */
gboolean sy_chart_get_band_points (SyChart *self, guint *out_first, guint *out_last);

/* For screen readers: one or two sentences in the process's language: type, range, extremes. */
char *sy_chart_describe (SyChart *self);
/* One point: “2015-12-20: Unit weight 1,750”. */
char *sy_chart_describe_point (SyChart *self, guint series, guint point);

G_END_DECLS
