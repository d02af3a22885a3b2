/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows as tab-separated text, for pasting into a spreadsheet. */
#pragma once

#include "sy-row-order.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 first, last; /* positions, from 0 */
} SyRowRange;

/* @ranges: (element-type SyRowRange) in ascending order; @columns: indices among the table's columns. At most
 * @max_rows rows are copied; @n_copied: (out): how many were. Numbers and dates in full precision; text that
 * a spreadsheet would take for a formula gets an apostrophe in front. */
char *sy_row_copy_text (SyRowOrder *order,
                        GArray *ranges,
                        const guint *columns,
                        guint n_columns,
                        gboolean with_titles,
                        gint64 max_rows,
                        gint64 *n_copied,
                        GCancellable *cancellable,
                        GError **error);

G_END_DECLS
