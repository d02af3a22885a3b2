/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a number is what it is: the formula in words, with the numbers put in, its operands, and the source
 * rows. Read from the tree alone. */
#pragma once

#include "sy-workbook.h"

G_BEGIN_DECLS

#define SY_TYPE_EXPLANATION (sy_explanation_get_type ())
G_DECLARE_FINAL_TYPE (SyExplanation, sy_explanation, SY, EXPLANATION, GObject)

/* One operand, openable in turn. */
typedef struct
{
  char *title;      /* in words */
  char *text;       /* its value for reading */
  SyValue value;    /* text owned */
  char *cell_table; /* where it can be opened: table, column and row of a cell … */
  char *cell_column;
  gint64 cell_row;
  char *name;        /* … or a parameter or named value */
  gboolean has_rows; /* an aggregate with rows behind it */
  guint index;       /* for sy_explanation_read_operand_rows() */
} SyOperand;

/* (any thread; blocks) A cell, by column id and 1-based row number in the evaluated table … */
SyExplanation *sy_explanation_new_cell (SyEvaluation *evaluation,
                                        const char *table,
                                        const char *column,
                                        gint64 row,
                                        GCancellable *cancellable,
                                        GError **error);
/* … or a parameter or named value. */
SyExplanation *sy_explanation_new_name (SyEvaluation *evaluation,
                                        const char *name,
                                        GCancellable *cancellable,
                                        GError **error);

const char *sy_explanation_get_title (SyExplanation *self); /* 日目标 12-20 */
/* Of a linked cell: the link as it is typed, NULL of anything else. (transfer full) */
char *sy_explanation_dup_link (SyExplanation *self);
const char *sy_explanation_get_formula (SyExplanation *self); /* as written; NULL for source cells and keys */
const char *sy_explanation_get_words (SyExplanation *self); /* 月销售目标 × 日权重 ÷ 日权重合计 */
const char *sy_explanation_get_numbers (SyExplanation *self); /* 1,200,000 × 1.32 ÷ 38.6 */
const char *
sy_explanation_get_result (SyExplanation *self); /* 41,036, or — with the reason in get_reason() */
const char *
sy_explanation_get_reason (SyExplanation *self); /* why there is no number (division by zero: …), else NULL */
GPtrArray *sy_explanation_get_operands (SyExplanation *self); /* (element-type SyOperand) */

/* The source rows at the bottom: follows cells, lookups and aggregates down to the source table. When the
 * number is a sum (or count …) of one column over these rows, the amounts listed add up to it. NULL without
 * an error when it does not come from rows. Frame: "row", then the columns of the table, among them _file,
 * _sheet, _row. */
typedef struct
{
  SyFrame *frame;   /* the first @count rows */
  gint64 n_rows;    /* all */
  char *table;      /* id of the table that the rows belong to */
  char *sum_column; /* the column that adds up to the number, or NULL */
  double sum;       /* its sum over all n_rows */
  char *where;      /* the condition in words */
} SyRowsBehind;
SyRowsBehind *sy_explanation_read_rows (
    SyExplanation *self, gint64 first, gint64 count, GCancellable *cancellable, GError **error);
SyRowsBehind *sy_explanation_read_operand_rows (SyExplanation *self,
                                                guint operand,
                                                gint64 first,
                                                gint64 count,
                                                GCancellable *cancellable,
                                                GError **error);
void sy_rows_behind_free (SyRowsBehind *rows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyRowsBehind, sy_rows_behind_free)

G_END_DECLS
