/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the columns of a grid stand, and how wide they are. */
#pragma once

#include "sy-table.h"

G_BEGIN_DECLS

typedef struct
{
  guint index;       /* among the table's columns */
  int natural;       /* what its title and the cells seen so far ask for */
  int width;         /* as shown */
  int x;             /* left edge, from that of the first column */
  gboolean is_set;   /* its width was set by hand */
  gboolean is_right; /* numbers and dates stand at the right */
} SyGridColumn;

/* Clear with g_array_unref(). */
GArray *sy_grid_columns_new (SyTable *table); /* (element-type SyGridColumn) those that are shown */
SyGridColumn *sy_grid_columns_get (GArray *columns, guint i);
/* Gives what a view of this width has left over to the columns whose width was not set by hand. Returns the
 * width of all of them. */
int sy_grid_columns_fit (GArray *columns, int view_width);
/* The column at @x; the nearest one beyond the ends; -1 when there is none. */
int sy_grid_columns_find (GArray *columns, int x);
/* The column whose right edge is within @reach of @x; -1 when none is. */
int sy_grid_columns_find_edge (GArray *columns, int x, int reach);
/* Makes a column as wide as its title and the widest of some cells ask for, within reason. */
void sy_grid_columns_ask (GArray *columns, guint i, int width);

G_END_DECLS
