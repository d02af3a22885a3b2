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
  SY_CHART_SCATTER,    /* dots over two scales; cuts make quadrants, a role SIZE makes bubbles */
  SY_CHART_HISTOGRAM,  /* bars over bins (sy_chart_set_bins()), further lines as curves */
  SY_CHART_BOX,        /* roles LOW to HIGH, MEAN; outliers */
  SY_CHART_CONTROL,    /* a line, roles CENTER, UPPER, LOWER; flags: points that break a rule */
  SY_CHART_WATERFALL,  /* steps from one total to the next; flags: bars that stand on the axis */
  SY_CHART_TREE,       /* texts PARENT, LABEL, NOTE; categories are ids */
  SY_CHART_FUNNEL,     /* centred bars, each a part of the one before */
  SY_CHART_RADAR,      /* categories are spokes, each series a polygon */
  SY_CHART_HEATMAP,    /* cells: categories by text ROW */
  SY_CHART_CALENDAR,   /* cells: days in weeks */
  SY_CHART_LORENZ,     /* a curve over cumulative shares, and the diagonal of equality */
  SY_CHART_DUMBBELL,   /* roles FROM and TO, a row a category */
  SY_CHART_ROWS,       /* horizontal bars, in the order of the points */
  /* Drawings of words; the first series is the role ITEM, 1 for each point that is there. */
  SY_CHART_CELLS, /* items in a grid: categories by text ROW; LABEL, NOTE; a series VALUE */
  SY_CHART_FISH, /* causes on the bones of a fish: categories are ids, PARENT, LABEL; votes in VALUE, flags */
  SY_CHART_FORCES, /* roles FROM (driving) and TO (restraining) against a line */
  SY_CHART_CLIMB,  /* roles PLAN and ACTUAL, shares of the way; LABEL, NOTE */
  SY_CHART_BOARD,  /* cards in columns: categories are columns; LABEL, NOTE; flags: due */
  SY_CHART_STEPS,  /* chevrons: categories are steps, LABEL the owner, classes the state; flags: late */
  SY_CHART_CARDS,  /* a form: categories are fields, LABEL the answer, NOTE */
} SyChartType;
#define SY_CHART_N_TYPES (SY_CHART_CARDS + 1)

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
  SY_CHART_DRAW_NONE, /* drawn by the chart's type, not as a series of its own */
} SyChartDraw;

/* What a series is among the others of its chart, where the type needs to know. */
typedef enum
{
  SY_CHART_ROLE_VALUE,
  SY_CHART_ROLE_SIZE, /* area of a bubble */
  SY_CHART_ROLE_LOW,  /* end of the lower whisker */
  SY_CHART_ROLE_Q1,
  SY_CHART_ROLE_MEDIAN,
  SY_CHART_ROLE_Q3,
  SY_CHART_ROLE_HIGH,
  SY_CHART_ROLE_MEAN,
  SY_CHART_ROLE_CENTER,
  SY_CHART_ROLE_UPPER,
  SY_CHART_ROLE_LOWER,
  SY_CHART_ROLE_FROM,
  SY_CHART_ROLE_TO,
  SY_CHART_ROLE_ITEM, /* of a drawing: 1 where the point is there */
  SY_CHART_ROLE_PLAN,
  SY_CHART_ROLE_ACTUAL,
} SyChartRole;

/* Texts that points may have beside their place along x. */
typedef enum
{
  SY_CHART_TEXT_LABEL,  /* name of a dot or node */
  SY_CHART_TEXT_ROW,    /* row of a cell */
  SY_CHART_TEXT_PARENT, /* id of the node above; "" for none */
  SY_CHART_TEXT_NOTE,   /* a second line under a node */
  SY_CHART_TEXT_FACET,  /* the panel that the point belongs to */
} SyChartText;
#define SY_CHART_N_TEXTS (SY_CHART_TEXT_FACET + 1)

/* Lists of texts that a drawing has beside its points. */
typedef enum
{
  SY_CHART_KEYS_COLUMNS, /* columns in their order, with or without points; further ones follow */
  SY_CHART_KEYS_ROWS,
  SY_CHART_KEYS_STATES, /* classes that mean done, under way, and open */
} SyChartKeys;
#define SY_CHART_N_KEYS (SY_CHART_KEYS_STATES + 1)

/* Corners of a scatter, x first. */
typedef enum
{
  SY_CHART_HIGH_HIGH,
  SY_CHART_HIGH_LOW,
  SY_CHART_LOW_HIGH,
  SY_CHART_LOW_LOW,
} SyChartQuadrant;
#define SY_CHART_N_QUADRANTS (SY_CHART_LOW_LOW + 1)

typedef enum
{
  SY_CHART_X_TEXT,   /* categories, evenly spaced */
  SY_CHART_X_DATE,   /* days since 1970-01-01, spaced by time */
  SY_CHART_X_NUMBER, /* numbers as categories (price lines), evenly spaced; to scale in scatter and lorenz */
  SY_CHART_X_BIN,    /* ranges of numbers, to scale */
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

/* Axis of a series or reference: the left or the right one; of a reference also the one along x. */
typedef enum
{
  SY_CHART_AXIS_NONE = 0, /* of a series that no axis measures: sizes */
  SY_CHART_AXIS_FIRST = 1,
  SY_CHART_AXIS_SECOND = 2,
  SY_CHART_AXIS_X = 3,
} SyChartAxis;

typedef struct
{
  char *id;
  char *title;
  SyChartUnit unit;
  SyChartDraw draw;
  SyChartAxis axis;
  SyChartRole role;
  int direction;  /* 1: more is better, −1: less is better, 0: neither */
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

/* A value outside of the box of a point. */
typedef struct
{
  guint point;
  double value;
} SyChartOutlier;

#define SY_TYPE_CHART (sy_chart_get_type ())
G_DECLARE_FINAL_TYPE (SyChart, sy_chart, SY, CHART, GObject)

SyChart *sy_chart_new (SyChartType type, const char *id);

/* Types by the names that templates use ("line", "column", … "dumbbell", "bars"); "bars", "line", "step",
 * "points". */
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

/* sy-chart-extras.c: what single types need. Arrays have an entry a point and are copied. */
void
sy_chart_set_bins (SyChart *self, const double *lows, const double *highs, guint n_points, SyChartUnit unit);
void sy_chart_set_role (SyChart *self, guint series, SyChartRole role);
void sy_chart_set_direction (SyChart *self, guint series, int direction);
void sy_chart_set_texts (SyChart *self, SyChartText kind, const char *const *texts);
void sy_chart_set_flags (SyChart *self, const gboolean *flags);
void sy_chart_set_stacked (SyChart *self, gboolean stacked);
void sy_chart_set_map (SyChart *self, gboolean map);        /* x is longitude, y latitude, in degrees */
void sy_chart_set_cuts (SyChart *self, double x, double y); /* NAN for none */
void sy_chart_set_quadrant (SyChart *self, SyChartQuadrant quadrant, const char *title);
void sy_chart_set_fit (SyChart *self, double slope, double intercept);
/* What a drawing is about: the effect at the head of a fish, the goal of forces. */
void sy_chart_set_head (SyChart *self, const char *head);
void sy_chart_set_keys (SyChart *self, SyChartKeys kind, const char *const *keys); /* NULL-terminated */
void sy_chart_add_outlier (SyChart *self, guint point, double value);
/* A range that the axis (FIRST or X) covers at least, so that charts side by side can be compared. */
void sy_chart_set_range (SyChart *self, SyChartAxis axis, double low, double high);

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
gboolean
sy_chart_is_empty (SyChart *self); /* no series has a value with a place along x; sizes alone are none */
double sy_chart_get_x_high (SyChart *self, guint point);  /* upper end of a bin; else as sy_chart_get_x() */
int sy_chart_find_role (SyChart *self, SyChartRole role); /* a series; −1 for none */
const char *sy_chart_get_text (SyChart *self, SyChartText kind, guint point); /* NULL: no such texts */
gboolean sy_chart_has_texts (SyChart *self, SyChartText kind);
gboolean sy_chart_get_flag (SyChart *self, guint point);
gboolean sy_chart_get_stacked (SyChart *self);
gboolean sy_chart_get_map (SyChart *self);
void sy_chart_get_cuts (SyChart *self, double *x, double *y);
const char *sy_chart_get_quadrant (SyChart *self, SyChartQuadrant quadrant); /* "" for none */
gboolean sy_chart_get_fit (SyChart *self, double *slope, double *intercept);
const char *sy_chart_get_head (SyChart *self);                          /* "" for none */
const char *const *sy_chart_get_keys (SyChart *self, SyChartKeys kind); /* never NULL */
guint sy_chart_get_n_outliers (SyChart *self);
const SyChartOutlier *sy_chart_get_outlier (SyChart *self, guint outlier);
gboolean sy_chart_get_range (SyChart *self, SyChartAxis axis, double *low, double *high);

/* Whether the type draws words in places rather than numbers over scales. */
gboolean sy_chart_type_is_drawing (SyChartType type);

/* The height in pixels in which a drawing shows all that it has at @width, for the light theme in the
 * process's language (sy_chart_layout_measure_height() takes another theme); 0 for other types, which fill
 * any height. */
double sy_chart_measure_height (SyChart *self, double width);

/* The first and last point within the band; FALSE when there is no band or no point in it. */
gboolean sy_chart_get_band_points (SyChart *self, guint *out_first, guint *out_last);

/* For screen readers: one or two sentences in the process's language: type, range, extremes. */
char *sy_chart_describe (SyChart *self);
/* One point: “2015-12-20: Unit weight 1,750”. */
char *sy_chart_describe_point (SyChart *self, guint series, guint point);

G_END_DECLS
