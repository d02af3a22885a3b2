/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A measure, SUM(sales[amount])/DISTINCTCOUNT(sales[order]), is written without rows: a context says for
 * which rows of each source it is meant, and the measure is rewritten for them,
 * SUMIFS(sales[amount],sales[store],
 * [@store])/… */
#pragma once

#include "sy-expression.h"

G_BEGIN_DECLS

typedef struct _SyContext SyContext;
SyContext *sy_context_new (void);
void sy_context_free (SyContext *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyContext, sy_context_free)

/* Only rows of @source count whose @column fits the criterion, a formula: [@store], ">="&first_day, 1. */
void sy_context_add (SyContext *self, const char *source, const char *column, const char *criterion);
/* The same for the period: left out of a call that has a criterion on @role, the column that dates the rows,
 * already, so that a measure can look elsewhere in time. */
void sy_context_add_period (
    SyContext *self, const char *source, const char *role, const char *column, const char *criterion);
/* @table in a measure is @meaning, another table with the same columns; the criteria go on naming @table. */
void sy_context_set_table (SyContext *self, const char *table, const char *meaning);
/* @name in a measure means the formula @meaning: inputs, parameters, period_start, period_end. */
void sy_context_set_name (SyContext *self, const char *name, const char *meaning);

/**
 * sy_context_apply:
 * @measure: a formula over whole columns of sources and over names
 *
 * SUM, COUNT, COUNTA, COUNTBLANK, ROWS, AVERAGE, MIN and MAX of one column become SUMIFS and its kind;
 * conditional aggregates and DISTINCTCOUNT get the criteria added, also those within a criterion. Only an
 * extreme within a criterion, as in
 * SUMIFS(stock[quantity],stock[date],MAXIFS(stock[date],stock[date],"<="&period_end)), says which rows are
 * meant for the source as a whole and stays without them, so that parts add up to the whole.
 *
 * Returns: (transfer full): the formula; %NULL with a syntax error, or %SY_FORMULA_ERROR_ARGUMENT where an
 *   aggregate has no conditional twin
 */
char *sy_context_apply (SyContext *self, const char *measure, GError **error);

/* How many rows of @source a measure looks at by days of its own, in calls with a criterion on @role:
 * COUNTIFS of the same criteria for each of them. They may lie outside of the context's period. (transfer
 * full); NULL: there is no such call. */
char *sy_context_write_count (SyContext *self, const char *measure, const char *source, const char *role);

/* "sales.amount" for every column that a measure reads and "sales" for each of its sources, each once, in
 * order; NULL with a syntax error. */
char **sy_context_list_reads (const char *measure, GError **error);
/* Names that are used and are no function's: inputs, parameters, period_end. */
char **sy_context_list_names (const char *measure, GError **error);
/* Is it a sum or count of single rows, whose parts add up to the whole? */
gboolean sy_context_is_additive (const char *measure);
/* The same, or a count of different things, or a sum that is known only under a condition, or of rows that
 * are held against all of them: what may stand above or below the line of a ratio that rolls up as Σ/Σ. */
gboolean sy_context_is_pooled (const char *measure);

G_END_DECLS
