/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Coloured cells, shared by matrix and calendar. */
#pragma once

#include "sy-chart-layout-private.h"

G_BEGIN_DECLS

/* Puts the least and greatest value into the layout's first scale, which these types have no axis for. */
void sy_cells_find_range (SyChartLayout *self);
/* @named: whether its number is written in it. */
void sy_cells_add (SyChartLayout *self, const SyRectangle *cell, guint point, gboolean named);
/* Whether every number can be written in a cell of that size. */
gboolean sy_cells_fit_numbers (SyChartLayout *self, double width, double height);
/* What the colours mean, at @top; returns the height that it takes. */
double sy_cells_place_key (SyChartLayout *self, double top);

G_END_DECLS
