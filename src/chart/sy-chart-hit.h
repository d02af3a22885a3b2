/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a place to a point and back: pointer, keyboard and focus ring of chart views. */
#pragma once

#include "sy-chart-layout.h"

G_BEGIN_DECLS

/* What is at x,y: the bar under it, or the nearest point of a line within reach. FALSE for nothing. */
gboolean sy_chart_hit (const SyChartLayout *layout, double x, double y, guint *out_series, guint *out_point);

/* Where a point is drawn; FALSE when its value is missing or there is no such point. */
gboolean
sy_chart_hit_get_rectangle (const SyChartLayout *layout, guint series, guint point, SyRectangle *out);

typedef enum
{
  SY_CHART_MOVE_FIRST, /* the first point of the series, or of the chart from no point */
  SY_CHART_MOVE_LAST,
  SY_CHART_MOVE_NEXT, /* to the right, over gaps */
  SY_CHART_MOVE_PREVIOUS,
  SY_CHART_MOVE_NEXT_SERIES, /* same point or the nearest with a value */
  SY_CHART_MOVE_PREVIOUS_SERIES,
} SyChartMove;

/* Moves the keyboard's place; FALSE, and nothing changed, when there is nothing further. */
gboolean sy_chart_hit_move (SyChart *chart, SyChartMove move, guint *series, guint *point);

G_END_DECLS
