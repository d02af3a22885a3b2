/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A native chart as the XML of its part: bars, lines and points together, on one or two axes. */
#pragma once

#include <glib.h>

#include "sy-theme.h"

G_BEGIN_DECLS

typedef enum
{
  SY_XLSX_DRAW_BARS,
  SY_XLSX_DRAW_BAND, /* bars without gaps behind all others */
  SY_XLSX_DRAW_LINE,
  SY_XLSX_DRAW_DASHES, /* short dashes at each point: targets */
  SY_XLSX_DRAW_POINTS, /* single points with their value beside them */
  SY_XLSX_DRAW_DOTS,   /* points without */
} SyXlsxDraw;

typedef enum
{
  SY_XLSX_PLOT_COMBINED, /* bars and lines over categories */
  SY_XLSX_PLOT_SCATTER,  /* each series has its own x */
  SY_XLSX_PLOT_BUBBLE,   /* and sizes */
  SY_XLSX_PLOT_RADAR,
} SyXlsxPlot;

typedef struct
{
  SyXlsxDraw draw;
  gboolean second; /* axis */
  gboolean dashed, thin;
  gboolean quiet;       /* not in the legend */
  gboolean below;       /* POINTS: the value stands below */
  gboolean invisible;   /* bars that only lift others */
  gboolean show_values; /* on bars */
  gboolean hollow;
  const char *marker; /* circle, square …; NULL: circle */
  char *x_ref;        /* of scatter and bubble */
  double *x;
  char *size_ref; /* of bubble */
  double *sizes;
  char *labels_ref; /* names of the points: cells, and what they show; or NULL */
  char **labels;
  SyColor color;
  char *title;
  char *values_ref; /* 'Sheet'!$C$5:$C$35 */
  double *values;   /* NAN: a gap */
  guint n;
  const char *format; /* of numbers */
} SyXlsxSeries;

typedef struct
{
  char *title, *x_title, *y_title, *y2_title;
  const char *x_format; /* of numbers and dates; NULL: texts */
  char *x_ref;
  char **x_texts;    /* either */
  double *x_numbers; /* or */
  guint n;
  const char *y_format, *y2_format;
  double y2_max; /* 0: as it comes */
  SyXlsxPlot plot;
  gboolean horizontal;   /* bars from left to right, the first one on top */
  gboolean stacked;      /* bars on one another */
  gboolean touching;     /* bars without gaps */
  gboolean bare;         /* no numbers and lines along the values: they stand at the bars */
  gboolean whole;        /* both axes from 0 to 1 */
  gboolean high_low;     /* a line from the lowest to the highest of the points of each category */
  double x_cut, y_cut;   /* where the axes of a bubble chart cross; NAN: at zero */
  gboolean stacked_look; /* bars lie over one another: one bar a point in one of several colours */
  GPtrArray *series;     /* (element-type SyXlsxSeries) */
  const char *font;
} SyXlsxChart;

SyXlsxChart *sy_xlsx_chart_new (void);
void sy_xlsx_chart_free (SyXlsxChart *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyXlsxChart, sy_xlsx_chart_free)
SyXlsxSeries *sy_xlsx_chart_add (SyXlsxChart *self, SyXlsxDraw draw, const char *title, SyColor color);
char *sy_xlsx_chart_write (const SyXlsxChart *self);

G_END_DECLS
