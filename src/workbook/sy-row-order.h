/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a table as they are looked at: those that some conditions leave, in the order of a column or in
 * the table's own. Immutable; safe from any thread. */
#pragma once

#include "sy-row-filter.h"

G_BEGIN_DECLS

#define SY_TYPE_ROW_ORDER (sy_row_order_get_type ())
G_DECLARE_FINAL_TYPE (SyRowOrder, sy_row_order, SY, ROW_ORDER, GObject)

/* @conditions: (element-type SyCondition) (nullable); @sort_column: index among the table's columns, -1: the
 * table's own order. Blocks while rows are sorted or picked; what comes out is kept by the engine. */
SyRowOrder *sy_row_order_new (SyTable *table,
                              GPtrArray *conditions,
                              int sort_column,
                              gboolean descending,
                              GCancellable *cancellable,
                              GError **error);
SyTable *sy_row_order_get_table (SyRowOrder *self);
gint64 sy_row_order_get_n_rows (SyRowOrder *self);
/* Are these all rows in the table's own order? */
gboolean sy_row_order_is_plain (SyRowOrder *self);

/* Frame as of sy_table_read(): "row", then the table's columns. Few rows at a time (50) are found without
 * looking at the others. */
SyFrame *
sy_row_order_read (SyRowOrder *self, gint64 first, gint64 count, GCancellable *cancellable, GError **error);
/* Position, from 0, of the row with this number; -1 when it is not among them or on an error. */
gint64 sy_row_order_find (SyRowOrder *self, gint64 row_number, GCancellable *cancellable, GError **error);
/* Position of the next row, after the position @after (-1: from the beginning), that was read from this row
 * of a file; from the beginning when there is none further; -1 when there is none. */
gint64 sy_row_order_find_in_file (
    SyRowOrder *self, gint64 file_row, gint64 after, GCancellable *cancellable, GError **error);

G_END_DECLS
