/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the layout share: the frame, the axis along x, and the labels among the marks. */
#pragma once

#include <pango/pangocairo.h>

#include "sy-chart-layout.h"

G_BEGIN_DECLS

/* How much is said beside the marks. Small charts, and large fonts, let go of words until the plot has its
 * share. */
typedef enum
{
  SY_DETAIL_MARKS,
  SY_DETAIL_TITLE, /* and what is along x */
  SY_DETAIL_NAMES, /* and a legend, or the titles of the value axes */
  SY_DETAIL_SUBTITLE,
  SY_DETAIL_ALL, /* both legend and axis titles, and a title below */
} SyDetail;

struct _SyChartLayout
{
  SyChart *chart;
  SyTheme *theme;
  PangoContext *context; /* only while the layout is made */

  double width;
  double height;
  double line; /* height of a line of small text */
  SyDetail detail;
  SyRectangle plot;
  SyScale first;
  SyScale second;
  gboolean has_first;
  gboolean has_second;
  gboolean empty;

  /* along x */
  gboolean by_date; /* points stand where their dates are */
  double date_low;
  double date_gap; /* days a slot is worth */
  double slot;
  guint n_shown;
  double tail_x;
  double tail_width;
  GArray *ticks; /* double: x of the ticks of a date axis */

  GPtrArray *labels; /* SyChartLabel */
  guint n_bar_series;
  const char *
      *class_names;        /* SY_THEME_N_CLASSES a series, borrowed from the chart; NULL where it has fewer */
  guint64 side_references; /* bit i: reference i is named at the side */
  double widest_value;     /* of the labels over bars; 0 before it is measured */
};

/* Labels: made, measured, then placed and kept (or freed). */
SyChartLabel *sy_label_new (SyLabelRole role, const char *text);
void sy_label_free (SyChartLabel *label);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyChartLabel, sy_label_free)
void sy_label_measure (SyChartLayout *self, SyChartLabel *label);
/* Measures it within a width; shortened to nothing when there is none. */
void sy_label_fit (SyChartLayout *self, SyChartLabel *label, double width, int max_lines);
void sy_label_keep (SyChartLayout *self, SyChartLabel *label);
/* Whether it would cover a label that is there already, with @gap between. */
gboolean sy_label_collides (SyChartLayout *self, const SyChartLabel *label, double gap);

gboolean sy_series_has_values (SyChart *chart, guint series);
gboolean sy_series_is_bars (SyChart *chart, guint series);

/* sy-chart-geometry.c: remembers the first classes of each series, so that no point has to look for them. */
void sy_chart_layout_find_classes (SyChartLayout *self);

/* sy-chart-legend.c: rows of keys under the titles; returns the y below them. */
double sy_chart_layout_place_legend (SyChartLayout *self, double y);

/* sy-chart-x-axis.c: places the points, then the labels under the plot; returns the height they need. */
void sy_chart_layout_place_points (SyChartLayout *self);
double sy_chart_layout_place_x_labels (SyChartLayout *self);

/* sy-chart-side.c: names right of the plot, of lines that end there and of reference lines. */
gboolean sy_chart_layout_has_side (SyChartLayout *self);
double sy_chart_layout_measure_side (SyChartLayout *self);
void sy_chart_layout_place_side (SyChartLayout *self);
char *sy_chart_layout_dup_reference_text (SyChartLayout *self, guint reference);

/* sy-chart-labels.c: titles of zone and promotions above the plot, values and marks within it. */
gboolean sy_chart_layout_needs_strip (SyChartLayout *self);
void sy_chart_layout_place_strip (SyChartLayout *self, double y);
gboolean sy_chart_layout_shows_values (SyChartLayout *self);
void sy_chart_layout_place_marks (SyChartLayout *self);
/* The height of a line or step series at a place; FALSE where it has none. */
gboolean sy_chart_layout_find_line_y (const SyChartLayout *self, guint series, double x, double *y);
/* The span of a promotion or zone, in x, limited to the plot. */
void sy_chart_layout_get_span (const SyChartLayout *self, guint from, guint to, double *left, double *right);

G_END_DECLS
