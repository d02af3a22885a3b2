/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One table of the areas 辅助分析 and 业务分析 (or a source): the sentence that says what is to be seen, its
 * charts, and the grid below, bound to one evaluated table. */
#pragma once

#include <gtk/gtk.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_TABLE_PAGE (sy_table_page_get_type ())
G_DECLARE_FINAL_TYPE (SyTablePage, sy_table_page, SY, TABLE_PAGE, GtkWidget)

/* Signal "row-opened" (gint64 row): see SyTableView. */

GtkWidget *sy_table_page_new (SySession *session);
void sy_table_page_set_table (SyTablePage *self, const char *table_id);
/* A table of another evaluation than the session's, such as a view of the explorer; NULL empties the page. */
void sy_table_page_set_view (SyTablePage *self, SyEvaluation *evaluation, const char *table_id);
/* What is on the screen; NULL: nothing (yet). */
SyTable *sy_table_page_get_shown (SyTablePage *self);
/* The number of the row at the cursor, from 1; 0: none. */
gint64 sy_table_page_get_row (SyTablePage *self);

G_END_DECLS
