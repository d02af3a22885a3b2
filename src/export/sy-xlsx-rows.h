/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that stay live: tables whose rows follow parameters are written with every row that could be there. */
#pragma once

#include "sy-xlsx-layout.h"

G_BEGIN_DECLS

/* Decides how the rows of @table are written, and reads the candidates. @all: (element-type SyXlsxTable)
 * tables whose formulas may read it. */
gboolean sy_xlsx_rows_plan (SyXlsxTable *table,
                            SyEvaluation *evaluation,
                            GPtrArray *names,
                            GPtrArray *all,
                            GHashTable *memo,
                            GCancellable *cancellable,
                            GError **error);
/* The condition of a WHERE table over its candidates: formula columns put in, keys replaced. (transfer full)
 */
SyExpression *sy_xlsx_rows_make_condition (SyXlsxTable *table);
/* A reference to the cell of @column in the same row. (transfer full) */
SyExpression *sy_xlsx_rows_make_cell (SyXlsxTable *table, SyModelColumn *column);
/* @bound as it must be written: whole columns of tables with blank rows are told to have blanks. (transfer
 * full) */
SyExpression *sy_xlsx_rows_mark_blanks (const SyExpression *bound, SyXlsxLayout *layout);

G_END_DECLS
