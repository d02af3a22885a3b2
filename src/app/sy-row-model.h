/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows that a grid shows: any number of them. Pages are read in threads as they come into sight, and a
 * few dozen are kept; whoever asks for a row that is still on the way is told when it has come. */
#pragma once

#include "sy-row-order.h"
#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_ROW_MODEL (sy_row_model_get_type ())
G_DECLARE_FINAL_TYPE (SyRowModel, sy_row_model, SY, ROW_MODEL, GObject)
/* Signals
 *   "changed" — other rows, or another order of them
 *   "loaded"  — rows that were asked for have come */

/* Rows of one page: as many as the engine looks up without a scan. */
#define SY_ROW_MODEL_PAGE_ROWS 48

SyRowModel *sy_row_model_new (SySession *session);
/* @order: NULL: no rows. @pages: (nullable) (element-type SyFrame): pages from the one numbered @first on
 * that were read already, so that nothing is seen to be missing. */
void sy_row_model_set_order (SyRowModel *self, SyRowOrder *order, GPtrArray *pages, gint64 first);
SyRowOrder *sy_row_model_get_order (SyRowModel *self);
gint64 sy_row_model_get_n_rows (SyRowModel *self);

/* These rows, both ends included, are in sight: what is missing of them is read, the latest wish first. */
void sy_row_model_want (SyRowModel *self, gint64 first, gint64 last);
/* FALSE while the row is on the way. @frame is borrowed until the next call of the model; @row: of the frame.
 */
gboolean sy_row_model_get (SyRowModel *self, gint64 position, SyFrame **frame, gint64 *row);
/* The row's number in its table, from 1; 0 while it is on the way. */
gint64 sy_row_model_get_number (SyRowModel *self, gint64 position);

G_END_DECLS
