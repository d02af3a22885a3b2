/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where everything of a chart goes: plot, axes, labels that do not overlap. Numbers only; the painter draws
 * them. */
#pragma once

#include "sy-chart.h"
#include "sy-scale.h"
#include "sy-theme.h"

G_BEGIN_DECLS

typedef struct
{
  double x;
  double y;
  double width;
  double height;
} SyRectangle;

typedef enum
{
  SY_LABEL_TITLE,
  SY_LABEL_SUBTITLE,
  SY_LABEL_AXIS_TITLE,
  SY_LABEL_TICK,     /* number of a value axis */
  SY_LABEL_CATEGORY, /* along x */
  SY_LABEL_LEGEND,
  SY_LABEL_SERIES, /* at the end of a line */
  SY_LABEL_REFERENCE,
  SY_LABEL_MARK,
  SY_LABEL_VALUE, /* over a bar */
  SY_LABEL_NOTE,
  SY_LABEL_POINT,    /* name of a dot or node */
  SY_LABEL_QUADRANT, /* name of a corner */
  SY_LABEL_CELL,     /* value within a cell */
  SY_LABEL_HEADING,  /* of a part of a drawing */
  SY_LABEL_SMALL,    /* beside an item of a drawing */
} SyLabelRole;

/* The little sign before a label that ties it to what it names. */
typedef enum
{
  SY_KEY_NONE,
  SY_KEY_BAR,
  SY_KEY_LINE,
  SY_KEY_DASH,
  SY_KEY_POINT,
  SY_KEY_MARKER, /* the sign of a group in a scatter */
  SY_KEY_RING,   /* a point that breaks a rule */
} SyKeyShape;

/* One piece of text: a box of width × height whose top left corner is x,y; turned ones turn around their top
 * right corner, which is x,y then, by @angle (radians, negative is anticlockwise). */
typedef struct
{
  SyLabelRole role;
  char *text;
  double x;
  double y;
  double width;
  double height;
  double angle;
  double wrap_width; /* text is wrapped or shortened to this; 0 for as wide as it is */
  int max_lines;
  gboolean is_prose; /* long, and its line breaks are kept */
  int align;         /* -1 left, 0 centre, 1 right */
  SyKeyShape key;    /* drawn left of the text, inside the box */
  SyColor key_color;
  guint marker;       /* of MARKER */
  gboolean has_color; /* else the role's */
  SyColor color;
} SyChartLabel;

typedef struct _SyChartLayout SyChartLayout;

/* @theme is copied and @chart kept; a layout does not change. Safe from any thread, one thread at a time. */
SyChartLayout *sy_chart_layout_new (SyChart *chart, double width, double height, const SyTheme *theme);
void sy_chart_layout_free (SyChartLayout *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyChartLayout, sy_chart_layout_free)

/* The height in which a drawing of words shows everything at @width, in the units of the theme's font; 0 for
 * other types, which fill any. Beyond 200 times the font size the rest is counted. */
double sy_chart_layout_measure_height (SyChart *chart, double width, const SyTheme *theme);

SyChart *sy_chart_layout_get_chart (const SyChartLayout *self);
const SyTheme *sy_chart_layout_get_theme (const SyChartLayout *self);
double sy_chart_layout_get_width (const SyChartLayout *self);
double sy_chart_layout_get_height (const SyChartLayout *self);
SyRectangle sy_chart_layout_get_plot (const SyChartLayout *self);
/* The value axis; NULL for a second axis that the chart has not. */
const SyScale *sy_chart_layout_get_scale (const SyChartLayout *self, SyChartAxis axis);
guint sy_chart_layout_get_n_labels (const SyChartLayout *self);
const SyChartLabel *sy_chart_layout_get_label (const SyChartLayout *self, guint label);

/* The middle of a point along x, and the room it has. */
double sy_chart_layout_get_x (const SyChartLayout *self, guint point);
double sy_chart_layout_get_slot (const SyChartLayout *self, guint point);
/* The height of a value, limited to the plot. */
double sy_chart_layout_get_y (const SyChartLayout *self, SyChartAxis axis, double value);
/* Points that have a place of their own; the others, from here on, share the compressed tail. */
guint sy_chart_layout_get_n_shown (const SyChartLayout *self);
/* Panels of small multiples: layouts of their own at a place in this one, and which point of the chart each
 * of their points is. None for other charts. */
guint sy_chart_layout_get_n_panels (const SyChartLayout *self);
SyChartLayout *sy_chart_layout_get_panel (
    const SyChartLayout *self, guint panel, double *x, double *y, const guint **points);
/* The rectangle of one bar; FALSE for missing values. */
gboolean sy_chart_layout_get_bar (const SyChartLayout *self, guint series, guint point, SyRectangle *out);
/* The colour of one bar or of a whole line (any point). */
SyColor sy_chart_layout_get_color (const SyChartLayout *self, guint series, guint point);

/* Whether two labels, turned or not, cover each other. */
gboolean sy_chart_label_overlaps (const SyChartLabel *a, const SyChartLabel *b);

G_END_DECLS
