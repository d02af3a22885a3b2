/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of a chart, for the two files that fill it. */
#pragma once

#include "sy-chart.h"

G_BEGIN_DECLS

/* Beyond this a difference of two values could overflow; no sales figure is near it. */
#define SY_CHART_LARGEST 1e300

struct _SyChart
{
  GObject parent_instance;

  SyChartType type;
  char *id;
  char *title;
  char *subtitle;
  char *x_title;
  char *y_title;
  char *y2_title;
  char *currency;

  SyChartXKind x_kind;
  SyChartUnit x_unit;
  guint n_points;
  char **categories; /* of TEXT */
  double *x;         /* of DATE, NUMBER and BIN */
  double *x_high;    /* of BIN */

  GPtrArray *series;     /* SyChartSeries */
  GPtrArray *references; /* SyChartReference */
  GPtrArray *marks;      /* SyChartMark */
  gboolean has_band;
  SyChartBand band;

  /* of single types */
  char **texts[SY_CHART_N_TEXTS];
  gboolean *flags;
  GArray *outliers; /* SyChartOutlier */
  gboolean stacked;
  gboolean map;
  char *head; /* NULL for none */
  GStrv keys[SY_CHART_N_KEYS];
  double x_cut, y_cut;
  char *quadrants[SY_CHART_N_QUADRANTS];
  gboolean has_fit;
  double slope, intercept;
  gboolean has_range[SY_CHART_AXIS_X + 1];
  double range[SY_CHART_AXIS_X + 1][2];
};

char *sy_chart_dup_text (const char *text);
char **sy_chart_dup_texts (const char *const *texts, guint n);
void sy_chart_set_text_field (char **field, const char *text);
double sy_chart_mend_number (double value);
void sy_chart_clear_points (SyChart *self, SyChartXKind kind, guint n_points);
void sy_chart_clear_extras (SyChart *self);

G_END_DECLS
