/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A grid over one evaluated table: any number of rows, read page by page off the main loop; sorted by a click
 * on a header. */
#pragma once

#include <gtk/gtk.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_TABLE_VIEW (sy_table_view_get_type ())
G_DECLARE_FINAL_TYPE (SyTableView, sy_table_view, SY, TABLE_VIEW, GtkWidget)

GtkWidget *sy_table_view_new (SySession *session);
/* NULL: empties it. Keeps scroll position and sort when the same table comes again. */
void sy_table_view_set_table (SyTableView *self, SyTable *table);
/* Scrolls to and marks a cell; does not explain it. */
void sy_table_view_select (SyTableView *self, const char *column, gint64 row);
/* A click or Enter on a cell calls sy_session_explain_cell(). Ctrl+C copies the marked rows as tab-separated
 * text. */

G_END_DECLS
