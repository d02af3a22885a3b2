/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A grid of any number of rows: only those in sight have widgets, and these are used again as one scrolls. */
#pragma once

#include <gtk/gtk.h>

#include "sy-row-model.h"

G_BEGIN_DECLS

#define SY_TYPE_GRID (sy_grid_get_type ())
G_DECLARE_FINAL_TYPE (SyGrid, sy_grid, SY, GRID, GtkWidget)
/* Goes into a GtkScrolledWindow. Columns are told by their index among the table's columns.
 * Signals
 *   "cursor-moved"              — see sy_grid_get_cursor()
 *   "activated"                 — the cell at the cursor was clicked, or Enter pressed at a number
 *   "opened"                    — the row at the cursor was clicked twice, Enter pressed at what names it, or
 *                                 Ctrl+Enter anywhere
 *   "title-clicked" (column)    — to sort by it
 *   "menu" (column)             — what else can be done with the column was asked for */

GtkWidget *sy_grid_new (SyRowModel *model, const char *language);
/* The columns of a table; rows come with the model. NULL: none. */
void sy_grid_set_table (SyGrid *self, SyTable *table);
/* @column: -1: the table's own order. Shown only. */
void sy_grid_set_sort (SyGrid *self, int column, gboolean descending);
void sy_grid_set_filtered (SyGrid *self, guint column, gboolean is_filtered);

/* The position of the cursor, -1: none; @column: (out) (nullable). */
gint64 sy_grid_get_cursor (SyGrid *self, int *column);
/* Puts it there; the row is selected alone. @column: -1: as it was. */
void sy_grid_set_cursor (SyGrid *self, gint64 position, int column, gboolean scroll);
void sy_grid_clear_cursor (SyGrid *self);
/* Scrolls so that the row is in sight, in the middle where it was not. */
void sy_grid_scroll_to (SyGrid *self, gint64 position);
/* Position of the first row in sight. */
gint64 sy_grid_get_top (SyGrid *self);
/* Positions; owned by the grid. */
GtkBitset *sy_grid_get_selection (SyGrid *self);
/* Indices of the shown columns, in their order. (element-type guint) */
GArray *sy_grid_dup_columns (SyGrid *self);
/* Where a column's title is, for a popover that points to it; FALSE when it is out of sight. */
gboolean sy_grid_get_title_area (SyGrid *self, guint column, GdkRectangle *area);

G_END_DECLS
