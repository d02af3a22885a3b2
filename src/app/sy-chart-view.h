/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart as a widget: painted by the chart room in the colours of the style, points chosen by pointer or
 * arrow keys. */
#pragma once

#include <gtk/gtk.h>

#include "sy-chart-builder.h"
#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_CHART_VIEW (sy_chart_view_get_type ())
G_DECLARE_FINAL_TYPE (SyChartView, sy_chart_view, SY, CHART_VIEW, GtkWidget)
/* Signal "item-chosen" (const char *table, const char *column, gint64 row): a click or Enter on a point;
 * where nobody wants to know, its cell is explained. Drawings of words ask for the height they need. */

GtkWidget *sy_chart_view_new (SySession *session);
/* Takes the chart over; NULL: empty. A click or Enter on a point explains its cell. */
void sy_chart_view_set_chart (SyChartView *self, SyBuiltChart *chart);
/* Marks the point of a row of the table, when there is one. */
void sy_chart_view_select_row (SyChartView *self, gint64 row);

G_END_DECLS
