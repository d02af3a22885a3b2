/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What explanations need of an evaluation. */
#pragma once

#include "sy-plan.h"
#include "sy-relations.h"
#include "sy-sql-writer.h"

G_BEGIN_DECLS

SyEvaluation *sy_evaluation_new (
    SyWorkbook *workbook, SyPlan *plan, SyModel *model, SyRelations *relations, const char *language);
SyPlan *sy_evaluation_get_plan (SyEvaluation *self);
/* Computes whatever a bound formula reads, so that a statement made of it can run. */
gboolean sy_evaluation_prepare (SyEvaluation *self,
                                const SyExpression *bound,
                                GCancellable *cancellable,
                                GError **error);
/* Runs @before, the statement and @after as one; @more are bound behind the statement's own values, "$%u" in
 * @before and
 * @after being numbered by sy_evaluation_count_values() + 1 … */
SyFrame *sy_evaluation_query (SyEvaluation *self,
                              const SyStatement *statement,
                              const char *before,
                              const char *after,
                              const SyValue *more,
                              guint n_more,
                              GCancellable *cancellable,
                              GError **error);
/* Keeps the rows of a statement as long as the evaluation lives; gives the relation's name. */
char *sy_evaluation_keep (SyEvaluation *self,
                          const SyStatement *statement,
                          GCancellable *cancellable,
                          GError **error);
/* A formula that is bound to nothing but names and whole columns; @text: its text, borrowed. */
gboolean sy_evaluation_compute_bound (SyEvaluation *self,
                                      const char *text,
                                      const SyExpression *bound,
                                      SyValue *value,
                                      GCancellable *cancellable,
                                      GError **error);
/* Linked cells of a table that was computed, for sy_evaluation_find_link(); or NULL. */
GHashTable *sy_evaluation_get_links (SyEvaluation *self, const char *table);
/* sy-evaluation-links.c: values of the linked cells of a typed table (element-type SyInputCell), and in
 * @links (out) the links themselves. NULL when it was cancelled. The evaluation's own lock is held. */
GPtrArray *sy_evaluation_compute_links (SyEvaluation *self,
                                        SyModelTable *table,
                                        const SyTemplateTable *definition,
                                        GHashTable **links,
                                        GCancellable *cancellable,
                                        GError **error);
/* Text of a value for reading, by unit. */
char *sy_value_format (const SyValue *value, SyUnit unit, guint decimals, const char *language);
/* Reads one cell as a value; text is copied into @text (owned by the caller). */
SyValue sy_value_from_frame (SyFrame *frame, guint column, gint64 row, SyValueType type, char **text);

G_END_DECLS
