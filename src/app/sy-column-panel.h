/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done with one column of a table: sort by it, filter it, see what is in it. */
#pragma once

#include <gtk/gtk.h>

#include "sy-row-filter.h"
#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_COLUMN_PANEL (sy_column_panel_get_type ())
G_DECLARE_FINAL_TYPE (SyColumnPanel, sy_column_panel, SY, COLUMN_PANEL, GtkPopover)
/* Signals
 *   "sort" (1 ascending, -1 descending, 0 the table's own order)
 *   "filter" (GPtrArray of SyCondition): in place of all conditions on the column */

GtkWidget *sy_column_panel_new (SySession *session);
/* @conditions: (element-type SyCondition) that hold; @others: those of them on other columns; @direction: how
 * the rows are sorted by this column, as of the signal. */
void sy_column_panel_open (SyColumnPanel *self,
                           SyTable *table,
                           guint column,
                           GPtrArray *conditions,
                           GPtrArray *others,
                           int direction);
guint sy_column_panel_get_column (SyColumnPanel *self);

G_END_DECLS
