/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a table as a list model: any number of them; pages are read in threads as they come into sight,
 * and a few dozen are kept. */
#pragma once

#include "sy-session.h"

G_BEGIN_DECLS

/* One row on the screen. Its page may still be on the way: then get_frame() is NULL, and "loaded" is emitted
 * when it has come. */
#define SY_TYPE_ROW (sy_row_get_type ())
G_DECLARE_FINAL_TYPE (SyRow, sy_row, SY, ROW, GObject)
SyFrame *sy_row_get_frame (SyRow *self);
/* Row within the frame. */
gint64 sy_row_get_index (SyRow *self);
/* Row number in the table, 1-based; 0 while it is not loaded. */
gint64 sy_row_get_number (SyRow *self);

#define SY_TYPE_ROW_MODEL (sy_row_model_get_type ())
G_DECLARE_FINAL_TYPE (SyRowModel, sy_row_model, SY, ROW_MODEL, GObject)

SyRowModel *sy_row_model_new (SySession *session, SyTable *table);
/* @column: index among the table's columns, −1: the table's own order. */
void sy_row_model_sort (SyRowModel *self, int column, gboolean descending);

G_END_DECLS
