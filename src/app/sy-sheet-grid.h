/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of a worksheet as a form to be filled by keyboard: as high as its rows, which wrap their texts;
 * only rows in sight of the page that scrolls around it have widgets. The cell at the cursor is always being
 * edited, so that input methods work from the first key on. */
#pragma once

#include <gtk/gtk.h>

#include "sy-sheet-rows.h"

G_BEGIN_DECLS

#define SY_TYPE_SHEET_GRID (sy_sheet_grid_get_type ())
G_DECLARE_FINAL_TYPE (SySheetGrid, sy_sheet_grid, SY, SHEET_GRID, GtkWidget)
/* Goes into a page within a GtkScrolledWindow.
 * Signals
 *   "explain" (guint row, const char *column) — Enter on a number that was computed, or a click on it
 *   "follow" (const char *link)               — Enter or a click on the mark of a link
 *   "link" (guint row, const char *column)    — Ctrl+L: the cell is to be linked
 *   "row-chosen" (guint row)                  — the cursor came to another row; from 0
 *   "said" (const char *text)                 — something to tell, such as what of a paste did not fit */

GtkWidget *sy_sheet_grid_new (SySheetRows *rows);
SySheetRows *sy_sheet_grid_get_rows (SySheetGrid *self);
/* The cursor, without taking the focus; scrolls to it. */
void sy_sheet_grid_select (SySheetGrid *self, guint row, int column);
/* The cursor to the first cell that is blank and can be typed, and the focus with it. FALSE: there is none.
 */
gboolean sy_sheet_grid_begin (SySheetGrid *self);
/* What was typed goes to the document. */
void sy_sheet_grid_commit (SySheetGrid *self);
/* Puts a text into the cell at the cursor, such as a link; it is committed. */
void sy_sheet_grid_put (SySheetGrid *self, const char *text);

G_END_DECLS
