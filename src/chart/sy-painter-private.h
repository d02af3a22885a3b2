/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the painter share. */
#pragma once

#include <cairo.h>

#include "sy-chart-layout-private.h"

G_BEGIN_DECLS

/* sy-painter-shapes.c */
void sy_painter_trace_marker (cairo_t *cr, double x, double y, double diameter, guint marker);
void sy_painter_paint_shapes (cairo_t *cr, const SyChartLayout *layout, SyShapeLayer layer);

G_END_DECLS
