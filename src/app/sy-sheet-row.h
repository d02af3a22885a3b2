/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of a form in sight: its number, its cells as texts, and under them what is wrong. Used again for
 * other rows as one scrolls. */
#pragma once

#include <gtk/gtk.h>

#include "sy-sheet-rows.h"

G_BEGIN_DECLS

/* Between a cell's edge and its text. */
#define SY_SHEET_PADDING_X 8
#define SY_SHEET_PADDING_Y 6
#define SY_SHEET_NUMBER_WIDTH 30

/* Where the columns are; of one grid. */
typedef struct
{
  int x, width;
} SySheetPlace;

#define SY_TYPE_SHEET_ROW (sy_sheet_row_get_type ())
G_DECLARE_FINAL_TYPE (SySheetRow, sy_sheet_row, SY, SHEET_ROW, GtkWidget)

GtkWidget *sy_sheet_row_new (guint n_columns);
/* Shows a row; @edited: the column whose text the editor shows, -1: none. */
void sy_sheet_row_show (SySheetRow *self, SySheetRows *rows, guint row, int edited);
/* After the row got its own place. What is wrong stands below @cells_height, from @error_x on. */
void sy_sheet_row_place (
    SySheetRow *self, const SySheetPlace *places, int width, int height, int cells_height, int error_x);

G_END_DECLS
