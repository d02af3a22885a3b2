/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums over a stand-in, each narrowed to the rows of its key. */
#pragma once

#include "sy-xlsx-layout.h"

G_BEGIN_DECLS

/* Where the rows of one key begin and end in a stand-in that is sorted by it. */
typedef struct
{
  SyXlsxTable *table; /* whose cells are written */
  SyXlsxTable *stand_in;
  SyModelColumn *key;          /* of the table */
  SyModelColumn *first, *last; /* columns of the table with the numbers of the rows; own */
  guint *positions;            /* first and last of each row, from 1; 1 and 1 where there are none */
} SyXlsxNarrow;
void sy_xlsx_narrow_free (SyXlsxNarrow *self);

/* What can be narrowed in the formulas of @table. (element-type SyXlsxNarrow), may be empty */
GPtrArray *sy_xlsx_narrow_plan (SyXlsxTable *table, SyXlsxLayout *layout);
/* SUMIFS and COUNTIFS in @bound, a tree of its own, over their rows only. (transfer full) */
SyExpression *
sy_xlsx_narrow_apply (SyExpression *bound, SyXlsxTable *table, GPtrArray *narrows, SyXlsxLayout *layout);

G_END_DECLS
