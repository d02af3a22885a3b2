/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can stand where a formula is being typed: columns, tables, names and functions. Without widgets. */
#pragma once

#include "sy-model.h"

G_BEGIN_DECLS

typedef struct
{
  char *insert; /* in the place of what is typed of it: "amount]", "SUMIFS(" */
  char *id;
  char *title; /* NULL where it has none besides the id */
} SyFormulaCandidate;

/* @before: the text up to the caret. @n_typed: out: how many characters before the caret the candidate
 * replaces. Columns after “[” and “[@”, else the rest; within a text in quotes nothing.
 * (element-type SyFormulaCandidate), best first, at most 50. */
GPtrArray *
sy_formula_candidates_list (SyModel *model, SyModelTable *table, const char *before, guint *n_typed);

G_END_DECLS
