/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One evaluated table as a grid that can be sorted, filtered, searched and copied from, with the place that
 * the chosen row was read from under it. Everything that takes time happens in threads. */
#pragma once

#include <gtk/gtk.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_TABLE_VIEW (sy_table_view_get_type ())
G_DECLARE_FINAL_TYPE (SyTableView, sy_table_view, SY, TABLE_VIEW, GtkWidget)
/* Signals
 *   "shown" — the rows that were asked for last are on the screen
 *   "row-opened" (gint64 row) — the row of that number was clicked twice, Enter pressed at what names it, or
 *     Ctrl+Enter anywhere; where nobody wants to know, the cell is explained
 * Actions: "table.copy", "table.copy-with-titles", "table.search", "table.jump" */

GtkWidget *sy_table_view_new (SySession *session);
/* NULL: empties it. Keeps scroll position, order and conditions when the same table comes again. */
void sy_table_view_set_table (SyTableView *self, SyTable *table);
/* Scrolls to and marks a cell; does not explain it. */
void sy_table_view_select (SyTableView *self, const char *column, gint64 row);
/* The number of the row at the cursor, from 1; 0: none. */
gint64 sy_table_view_get_row (SyTableView *self);
/* @column: index among the table's columns, -1: the table's own order. */
void sy_table_view_sort (SyTableView *self, int column, gboolean descending);
/* @conditions: (element-type SyCondition) (nullable): in place of those that hold now. */
void sy_table_view_filter (SyTableView *self, GPtrArray *conditions);
/* A click or Enter on a cell calls sy_session_explain_cell(). Ctrl+C copies the marked rows as tab-separated
 * text, Ctrl+Shift+C with titles; Ctrl+F searches, Ctrl+G goes to a row. */

G_END_DECLS
