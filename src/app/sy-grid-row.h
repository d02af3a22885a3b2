/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of a grid: a few cells that show now this row, now that one. */
#pragma once

#include <gtk/gtk.h>

#include "sy-row-model.h"

G_BEGIN_DECLS

#define SY_TYPE_GRID_ROW (sy_grid_row_get_type ())
G_DECLARE_FINAL_TYPE (SyGridRow, sy_grid_row, SY, GRID_ROW, GtkWidget)

GtkWidget *sy_grid_row_new (void);
/* Makes cells, which must not happen while sizes are given out. */
void sy_grid_row_ensure_cells (SyGridRow *self, guint n);
/* The columns from @first on are shown, @n of them at most: as many as there are cells; @columns:
 * (element-type SyGridColumn). */
void sy_grid_row_set_columns (SyGridRow *self, GArray *columns, guint first, guint n);
/* Where the cells stand may change while the row stays where it is. */
void sy_grid_row_place_cells (SyGridRow *self, int height);
gint64 sy_grid_row_get_position (SyGridRow *self);
/* Shows the row at a position; empty cells while it is on the way. */
void sy_grid_row_show (SyGridRow *self, SyRowModel *model, gint64 position, const char *language);
/* Forgets what is shown, so that the next call of show() fills the cells again. */
void sy_grid_row_forget (SyGridRow *self);
/* @column: the chosen cell's, -1: none in this row. */
void sy_grid_row_mark (SyGridRow *self, int column, gboolean is_selected);

G_END_DECLS
