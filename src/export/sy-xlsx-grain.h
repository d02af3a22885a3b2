/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sources that are too large for a workbook, summed up to the grain that its formulas need: one table for
 * each set of criteria columns, which stands in for the rows. */
#pragma once

#include "sy-xlsx-dependence.h"
#include "sy-xlsx-layout.h"

G_BEGIN_DECLS

/* What reads a source by whole columns. */
typedef struct
{
  SyModelTable *source;
  GPtrArray *criteria;  /* (element-type SyModelColumn) */
  SyModelColumn *value; /* NULL: counts rows */
  guint parts;          /* SyXlsxPart bits that the function needs */
  guint64 n_cells;      /* formulas that do so */
} SyXlsxUse;

typedef enum
{
  SY_XLSX_PART_SUM = 1 << 0,
  SY_XLSX_PART_COUNT = 1 << 1,
  SY_XLSX_PART_MIN = 1 << 2,
  SY_XLSX_PART_MAX = 1 << 3,
} SyXlsxPart;

/* Aggregates over @source in @bound, added to @uses. */
void
sy_xlsx_grain_collect (GPtrArray *uses, SyModelTable *source, const SyExpression *bound, guint64 n_cells);
GPtrArray *sy_xlsx_uses_new (void); /* (element-type SyXlsxUse) */

SyXlsxGrain *sy_xlsx_grain_new (SyEvaluation *evaluation, GHashTable *memo);
void sy_xlsx_grain_free (SyXlsxGrain *self);
/* Makes the stand-ins of one source and reads them. */
gboolean sy_xlsx_grain_add_source (
    SyXlsxGrain *self, SyModelTable *source, GPtrArray *uses, GCancellable *cancellable, GError **error);
/* (element-type SyXlsxTable) without names and places; owned by the caller afterwards */
GPtrArray *sy_xlsx_grain_steal_tables (SyXlsxGrain *self);
/* NULL: the table is written row by row. A table without columns when nothing stands in. */
SyModelTable *sy_xlsx_grain_find (SyXlsxGrain *self, const SyModelTable *table, GPtrArray *criteria);

G_END_DECLS
