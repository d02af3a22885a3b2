/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by the parts of the grid: sy-grid.c (places, scrolling), sy-grid-input.c (mouse and keys). */
#pragma once

#include "sy-grid-columns.h"
#include "sy-grid-row.h"
#include "sy-grid-title.h"
#include "sy-grid.h"

G_BEGIN_DECLS

struct _SyGrid
{
  GtkWidget parent_instance;

  SyRowModel *model;
  char *language;
  SyTable *table;         /* NULL: empty */
  GArray *columns;        /* (element-type SyGridColumn) */
  GPtrArray *titles;      /* (element-type SyGridTitle) owned as children */
  GPtrArray *rows;        /* (element-type SyGridRow) owned as children; position % len shows the row */
  gboolean is_sample_due; /* the widths are to be asked of the next rows that come */

  GtkAdjustment *hadjustment, *vadjustment;
  GtkScrollablePolicy hpolicy, vpolicy;
  gboolean is_placing; /* adjustments change because sizes did */
  int header_height, row_height, total_width;
  guint n_rows_needed, n_cells_needed; /* for what is in sight */
  guint grow_id;
  double scroll_later; /* rows from the top to scroll to as soon as there is a height; negative: none */

  gint64 cursor;       /* position; -1: none */
  guint cursor_column; /* among the shown ones */
  gint64 anchor;       /* of a selection that is drawn out */
  GtkBitset *selection;

  int resized; /* shown column whose edge is dragged; -1: none */
  int resized_from;
};

enum
{
  SY_GRID_CURSOR_MOVED,
  SY_GRID_ACTIVATED,
  SY_GRID_OPENED,
  SY_GRID_TITLE_CLICKED,
  SY_GRID_MENU,
  SY_GRID_N_SIGNALS
};
extern guint sy_grid_signals[SY_GRID_N_SIGNALS];

/* sy-grid.c */
int sy_grid_get_page_rows (SyGrid *self);
/* Moves the cursor; FALSE when there is no such row. @extend: selects from where the selection began. */
gboolean sy_grid_move_cursor (SyGrid *self, gint64 position, int column, gboolean extend);
void sy_grid_mark_rows (SyGrid *self);
/* The row at a height within the widget; -1 above, below, or beyond the last. */
gint64 sy_grid_find_position (SyGrid *self, double y);

/* sy-grid-input.c */
void sy_grid_add_controllers (SyGrid *self);

G_END_DECLS
