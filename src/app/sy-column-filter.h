/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The conditions on one column: text, from and to, blank or not, and a choice among its values. */
#pragma once

#include <gtk/gtk.h>

#include "sy-row-filter.h"
#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_COLUMN_FILTER (sy_column_filter_get_type ())
G_DECLARE_FINAL_TYPE (SyColumnFilter, sy_column_filter, SY, COLUMN_FILTER, GtkWidget)
/* Signal: "apply" (GPtrArray of SyCondition): all conditions on the column, none to lift them */

/* @conditions: (element-type SyCondition): what holds for the table; @others: for other columns, whose rows
 * the values are counted in. */
void sy_column_filter_open (SyColumnFilter *self,
                            SySession *session,
                            SyTable *table,
                            guint column,
                            GPtrArray *conditions,
                            GPtrArray *others);
/* Counts no further. */
void sy_column_filter_stop (SyColumnFilter *self);

G_END_DECLS
