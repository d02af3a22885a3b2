/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts of different values that stay live: for each DISTINCTCOUNT over imported rows a table of how many
 * there are for each combination of what its criteria ask, to be summed up by SUMIFS. Only where no value
 * would be counted twice. */
#pragma once

#include "sy-xlsx-layout.h"

G_BEGIN_DECLS

typedef struct _SyXlsxDistinct SyXlsxDistinct;

/* @memo: of sy_xlsx_memo_new(), borrowed */
SyXlsxDistinct *sy_xlsx_distinct_new (SyEvaluation *evaluation, GHashTable *memo);
void sy_xlsx_distinct_free (SyXlsxDistinct *self);
/* The counts in @bound, a formula of @n_cells cells. */
void sy_xlsx_distinct_collect (SyXlsxDistinct *self, const SyExpression *bound, guint64 n_cells);
/* Reads the tables; one that would cost more than @max_cost comparisons is left out, and told why. */
gboolean
sy_xlsx_distinct_read (SyXlsxDistinct *self, guint64 max_cost, GCancellable *cancellable, GError **error);
/* (element-type SyXlsxTable) without names and places; owned by the caller afterwards */
GPtrArray *sy_xlsx_distinct_steal_tables (SyXlsxDistinct *self);
/* What @call is summed up from; NULL and why when it can't be. */
SyModelTable *sy_xlsx_distinct_find (SyXlsxDistinct *self, const SyExpression *call, const char **reason);

G_END_DECLS
