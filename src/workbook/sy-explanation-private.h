/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the explanation share: values of parts of a formula, why one has none, and where its rows
 * are. */
#pragma once

#include "sy-evaluation-private.h"
#include "sy-explanation.h"
#include "sy-table-private.h"

G_BEGIN_DECLS

/* Where a formula stands: a row of a table, or no row for a named value. */
typedef struct
{
  SyEvaluation *evaluation;
  SyModelTable *table; /* or NULL */
  gint64 row;
} SyPlace;

/* Values of several parts of one formula, in the order asked. */
typedef struct
{
  GPtrArray *expressions; /* (element-type SyExpression, borrowed) */
  SyValue *values;
  char **texts; /* what the values' texts point to; has NULLs between */
} SyPartValues;
SyPartValues *sy_part_values_compute (const SyPlace *place,
                                      GPtrArray *expressions,
                                      GCancellable *cancellable,
                                      GError **error);
void sy_part_values_free (SyPartValues *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyPartValues, sy_part_values_free)
/* NULL when it was not asked for. */
const SyValue *sy_part_values_find (const SyPartValues *self, const SyExpression *expression);

/* How the value of a part is shown. */
void
sy_part_describe (SyEvaluation *evaluation, const SyExpression *expression, SyUnit *unit, guint *decimals);
char *sy_part_format (SyEvaluation *evaluation, const SyExpression *expression, const SyValue *value);
gboolean sy_part_is_aggregate (const SyExpression *expression);
/* The column that INDEX, SUM, SUMIFS … take their values from, or NULL. */
SyModelColumn *sy_part_get_column (const SyExpression *expression);

/* Why the formula has no number; NULL when that can't be told. */
char *sy_explanation_find_reason (const SyPlace *place, const SyExpression *bound, GCancellable *cancellable);

/* The rows behind a formula, or a cell of a table; see sy_explanation_read_rows(). */
SyRowsBehind *sy_rows_behind_read (const SyPlace *place,
                                   const SyExpression *bound,
                                   gint64 first,
                                   gint64 count,
                                   GCancellable *cancellable,
                                   GError **error);
SyRowsBehind *sy_rows_behind_read_cell (const SyPlace *place,
                                        SyModelColumn *column,
                                        gint64 first,
                                        gint64 count,
                                        GCancellable *cancellable,
                                        GError **error);
/* The source rows under rows of a computed table whose @column is a sum by keys, as a statement; NULL when it
 * is not. */
SyStatement *sy_rows_through_write (SyEvaluation *evaluation,
                                    const SyStatement *rows,
                                    SyModelColumn *column,
                                    SyModelColumn **source_column,
                                    GCancellable *cancellable);

G_END_DECLS
