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
} SyXlsxDraw;

typedef struct
{
  SyXlsxDraw draw;
  gboolean second; /* axis */
  gboolean dashed, thin;
  gboolean quiet; /* not in the legend */
  gboolean below; /* POINTS: the value stands below */
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
  double y2_max;         /* 0: as it comes */
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
