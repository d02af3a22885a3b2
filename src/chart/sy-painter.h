/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paints a chart with cairo and pango: the same for the window, PNG, SVG and PDF. */
#pragma once

#include <cairo.h>

#include "sy-chart-layout.h"
#include "sy-chart.h"
#include "sy-theme.h"

G_BEGIN_DECLS

/* Lays out and paints into 0,0 … width,height of @cr, in its user units. Any size is accepted, also 0. */
void sy_chart_paint (cairo_t *cr, SyChart *chart, double width, double height, const SyTheme *theme);

/* The same in two steps, for views that keep the layout for hit tests. */
void sy_chart_paint_layout (cairo_t *cr, SyChartLayout *layout);
/* The ring around the focused point. */
void sy_chart_paint_focus (cairo_t *cr, SyChartLayout *layout, guint series, guint point);

/* Files, written whole or not at all (a temporary file in the same folder, then renamed). Sizes are pixels
 * for PNG, points for SVG and PDF, 1 to 16,384. Errors are of G_FILE_ERROR. */
gboolean sy_chart_write_png (
    SyChart *chart, const char *path, double width, double height, const SyTheme *theme, GError **error);
gboolean sy_chart_write_svg (
    SyChart *chart, const char *path, double width, double height, const SyTheme *theme, GError **error);
gboolean sy_chart_write_pdf (
    SyChart *chart, const char *path, double width, double height, const SyTheme *theme, GError **error);

G_END_DECLS
