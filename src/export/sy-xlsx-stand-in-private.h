/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One table that stands in for the rows of a source: what it has, and its rows. */
#pragma once

#include "sy-xlsx-grain.h"

G_BEGIN_DECLS

#define SY_XLSX_MAX_STAND_IN_ROWS 1048575

typedef struct
{
  SyModelTable *source;
  SyModelColumn *distinct; /* counts the different values of this column, and nothing else; or NULL */
  GPtrArray *criteria;     /* (element-type SyModelColumn) of the source: values and formulas */
  GPtrArray *keys;         /* (element-type SyModelColumn) of the source: what is grouped by */
  GPtrArray *values;       /* (element-type SyModelColumn) */
  GArray *parts;           /* guint, parallel to values */
  GPtrArray *aggregates;   /* (element-type SyXlsxAggregate) what its columns behind the keys are made of */
  guint n_criteria;        /* as formulas ask, without what they read in turn */
  guint64 n_cells;
  SyModelTable *model;
  SyFrame *frame; /* NULL: not read, or more rows than a sheet holds */
} SyXlsxStandIn;

SyXlsxStandIn *sy_xlsx_stand_in_new (const SyXlsxUse *use);
void sy_xlsx_stand_in_free (SyXlsxStandIn *self); /* not its model */
/* A model without columns; freed by the second. */
SyModelTable *sy_xlsx_stand_in_new_model (const SyModelTable *source, const char *title);
void sy_xlsx_stand_in_free_model (SyModelTable *model);
/* Its table without name and place, once its rows are read. */
SyXlsxTable *sy_xlsx_stand_in_make_table (SyXlsxStandIn *self);
/* Columns of the source that are formulas in the stand-in. (element-type SyModelColumn) (transfer container)
 */
GPtrArray *sy_xlsx_stand_in_list_formulas (SyXlsxStandIn *self);
/* Gives its empty model the columns, and knows by then what to group by. */
void sy_xlsx_stand_in_plan (SyXlsxStandIn *self, GHashTable *memo);
/* Reads those of one source: it is scanned once for all that a finer one can answer. */
gboolean sy_xlsx_stand_ins_read (GPtrArray *stand_ins,
                                 SyEvaluation *evaluation,
                                 GCancellable *cancellable,
                                 GError **error);
/* The rows in the order of the first @n_keys columns: empty cells first, texts without case, so that
 * spellings that formulas take for one stand together. */
SyFrame *sy_xlsx_frame_sort (SyFrame *frame, guint n_keys);

G_END_DECLS
