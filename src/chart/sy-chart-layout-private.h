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

/* A mark of a chart whose type draws more than bars and lines: laid out once, then painted and hit. */
typedef enum
{
  SY_SHAPE_BOX,  /* a rectangle */
  SY_SHAPE_DOT,  /* around x,y, as wide as width */
  SY_SHAPE_LINE, /* from x,y by width,height */
  SY_SHAPE_PATH, /* through points of the layout's path */
} SyShapeKind;

typedef enum
{
  SY_LAYER_BACK,   /* under the grid's lines */
  SY_LAYER_MIDDLE, /* with the bars */
  SY_LAYER_FRONT,  /* over lines and marks */
  SY_N_LAYERS,
} SyShapeLayer;

typedef struct
{
  SyShapeKind kind;
  SyShapeLayer layer;
  int series; /* −1: belongs to no point and is not hit */
  guint point;
  double x, y, width, height;
  double radius;  /* of the corners of a BOX */
  guint first, n; /* of PATH */
  SyColor color;
  double opacity;
  double line_width; /* 0: filled */
  gboolean dashed;
  gboolean closed; /* of PATH */
  guint marker;    /* of DOT: 0 to 7, circle, square, triangle, diamond, then the same hollow */
} SyChartShape;

typedef struct
{
  double x, y;
} SyPoint;

/* One of small multiples. */
typedef struct
{
  SyChartLayout *layout;
  double x, y;
  GArray *points; /* guint: of the whole chart */
} SyPanel;

#define SY_N_MARKERS 8

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
  gboolean is_panel;
  double natural; /* of a drawing: the height of the plot that shows everything */

  /* along x */
  gboolean by_date; /* points stand where their dates are */
  double date_low;
  double date_high;
  double date_gap; /* days a slot is worth */
  double slot;
  guint n_shown;
  double tail_x;
  double tail_width;
  GArray *ticks;     /* double: x of the ticks of a date axis */
  gboolean to_scale; /* points stand where their numbers are */
  SyScale across;
  GPtrArray *columns; /* utf8: texts along x where they are not those of the points; or NULL */

  GPtrArray *labels;        /* SyChartLabel */
  GArray *shapes;           /* SyChartShape */
  GArray *path;             /* SyPoint */
  GPtrArray *panels;        /* SyPanel */
  double *bases;            /* where bars begin: n_series × n_points, NULL: all at zero */
  GHashTable *groups;       /* class of a scatter → its number + 1 */
  GPtrArray *group_names;   /* utf8, borrowed from the chart */
  double greatest_size;     /* of a bubble; 0: not looked for yet, or none */
  gboolean has_more_groups; /* than there are markers */
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

/* sy-chart-shape.c */
SyChartShape sy_shape_new (SyShapeKind kind, SyShapeLayer layer, SyColor color);
void sy_layout_add_box (
    SyChartLayout *self, SyShapeLayer layer, SyColor color, const SyRectangle *box, int series, guint point);
void sy_layout_add_line (
    SyChartLayout *self, SyShapeLayer layer, SyColor color, double width, SyPoint from, SyPoint to);
void sy_layout_add_dot (SyChartLayout *self,
                        SyShapeLayer layer,
                        SyColor color,
                        SyPoint middle,
                        double diameter,
                        int series,
                        guint point);
/* A path over @points; change what it returns at once: the next shape moves it. */
SyChartShape *sy_layout_add_path (
    SyChartLayout *self, SyShapeLayer layer, SyColor color, double width, const SyPoint *points, guint n);
/* The box around a shape. */
SyRectangle sy_layout_get_shape_box (const SyChartLayout *self, const SyChartShape *shape);
/* The shape of a point, of its own series or any; NULL for none. */
const SyChartShape *sy_layout_find_shape (const SyChartLayout *self, int series, guint point);
/* Mix of two colours; @share of the second. */
SyColor sy_color_mix (SyColor a, SyColor b, double share);

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

/* Takes the label: puts it at the place where it covers least, or frees it where each covers another one. */
gboolean
sy_chart_layout_place_best (SyChartLayout *self, SyChartLabel *label, const SyPoint *places, guint n);
/* The same, but rather not at all than over a mark. */
gboolean
sy_chart_layout_place_clear (SyChartLayout *self, SyChartLabel *label, const SyPoint *places, guint n);

/* sy-chart-plane.c: numbers to scale along x: scatter, histogram, lorenz. */
gboolean sy_chart_layout_is_plane (SyChart *chart);
void sy_chart_layout_place_plane (SyChartLayout *self);
/* Of a map: latitudes, so far apart that as long a way east can be shown as there is. */
void sy_chart_layout_widen_map (SyChartLayout *self, double *low, double *high);
double sy_chart_layout_place_plane_labels (SyChartLayout *self);
/* Names of upright lines; in the plot, as high as there is room. */
void sy_chart_layout_place_uprights (SyChartLayout *self);

/* sy-chart-scatter.c */
void sy_chart_layout_find_groups (SyChartLayout *self);
double sy_chart_layout_get_dot_size (SyChartLayout *self, guint point);
void sy_chart_layout_place_scatter (SyChartLayout *self);

/* sy-chart-kinds.c: what is drawn over the frame of bars and lines, and what that adds to the axis. */
void sy_chart_layout_find_bases (SyChartLayout *self);
/* Where bars begin elsewhere than at zero: the range from there to their ends. */
void sy_chart_layout_add_bars_range (SyChartLayout *self, guint series, double *low, double *high);
void sy_chart_layout_widen_range (SyChartLayout *self, SyChartAxis axis, double *low, double *high);
void sy_chart_layout_place_shapes (SyChartLayout *self);

/* Types that have no frame of bars and lines: each fills the plot below @top. */
void sy_chart_layout_place_rows (SyChartLayout *self, double top);
void sy_chart_layout_place_radar (SyChartLayout *self, double top);
void sy_chart_layout_place_heatmap (SyChartLayout *self, double top);
void sy_chart_layout_place_calendar (SyChartLayout *self, double top);
void sy_chart_layout_place_tree (SyChartLayout *self, double top);
void sy_chart_layout_place_grid (SyChartLayout *self, double top);
void sy_chart_layout_place_fish (SyChartLayout *self, double top);
void sy_chart_layout_place_forces (SyChartLayout *self, double top);
void sy_chart_layout_place_climb (SyChartLayout *self, double top);
void sy_chart_layout_place_board (SyChartLayout *self, double top);
void sy_chart_layout_place_steps (SyChartLayout *self, double top);
void sy_chart_layout_place_cards (SyChartLayout *self, double top);
/* sy-chart-facet.c: FALSE where the chart has no facets. */
gboolean sy_chart_layout_has_facets (SyChartLayout *self);
/* A small chart within @parent: smaller text, no legend, the parent's colours. */
SyChartLayout *sy_chart_layout_new_panel (SyChartLayout *parent, SyChart *chart, double width, double height);
void sy_chart_layout_place_facets (SyChartLayout *self, double top);
/* The height of a line or step series at a place; FALSE where it has none. */
gboolean sy_chart_layout_find_line_y (const SyChartLayout *self, guint series, double x, double *y);
/* The span of a promotion or zone, in x, limited to the plot. */
void sy_chart_layout_get_span (const SyChartLayout *self, guint from, guint to, double *left, double *right);

G_END_DECLS
