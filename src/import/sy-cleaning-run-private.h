/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the families of steps share. */
#pragma once

#include "sy-cleaning-run.h"

G_BEGIN_DECLS

/* Which row it is, from the first step to the last: its place in the relation that the steps begin with. */
#define SY_CLEANING_ID "\"_cleaning_id\""

struct _SyCleaningRun
{
  SyEngine *engine;
  GCancellable *cancellable;
  char *raw, *touched; /* quoted */
  GPtrArray *columns;
  char *amount;
  char *view;     /* a SELECT: the id, then the columns */
  gboolean mixed; /* the rows may come in another order than they were in */
  gint64 n_rows;
  char *sum;
  SyCleaningFind find;
  gpointer find_data;
};

/* One step at work. */
typedef struct
{
  SyCleaningRun *run;
  guint position;
  SyCleaningStep *step;
  SyCleaningResult *result;
} SyCleaningWork;

gboolean sy_cleaning_work_duplicates (SyCleaningWork *self, GError **error);
gboolean sy_cleaning_work_returns (SyCleaningWork *self, GError **error);
gboolean sy_cleaning_work_missing (SyCleaningWork *self, GError **error);
gboolean sy_cleaning_work_outliers (SyCleaningWork *self, GError **error);
gboolean sy_cleaning_work_cards (SyCleaningWork *self, GError **error);
gboolean sy_cleaning_work_map (SyCleaningWork *self, GError **error);
gboolean sy_cleaning_work_trim (SyCleaningWork *self, GError **error);
gboolean sy_cleaning_work_split (SyCleaningWork *self, GError **error);
gboolean sy_cleaning_work_type (SyCleaningWork *self, GError **error);
gboolean sy_cleaning_work_join (SyCleaningWork *self, GError **error);

/* --- columns --- */

/* By id, title or header. */
SyCleaningColumn *sy_cleaning_find_column (GPtrArray *columns, const char *name);
/* NULL: there is none with data. */
SyCleaningColumn *sy_cleaning_work_find_role (SyCleaningWork *self, const char *role);
SyCleaningColumn *sy_cleaning_work_get_column (SyCleaningWork *self, const char *name, GError **error);
/* Of a parameter; without any where nothing is set. (element-type SyCleaningColumn), borrowed elements. */
GPtrArray *sy_cleaning_work_get_columns (SyCleaningWork *self, const char *parameter, GError **error);
gboolean sy_cleaning_is_number (const SyCleaningColumn *column);
/* A column that is new, under a name that is free. Borrowed. */
SyCleaningColumn *
sy_cleaning_run_add_column (SyCleaningRun *self, const char *name, SyColumnType type, guint scale);

/* --- SQL --- */

/* s."name" (transfer full) */
char *sy_cleaning_cell (const char *alias, const char *id);
char *sy_cleaning_quote_text (const char *text);
void sy_cleaning_append_type (GString *sql, SyColumnType type, guint scale);
/* "a, b", with ", " in front when not empty and @lead. */
void sy_cleaning_append_cells (GString *sql, const char *alias, GPtrArray *columns);
/* One text that stands for the values of several expressions. (transfer full) */
char *sy_cleaning_write_key (const char *const *expressions);

SyFrame *sy_cleaning_work_query (SyCleaningWork *self, const char *sql, GError **error);
/* Keeps the rows that @select (id, what, column_name, before, after, peer, reason) names. */
gboolean sy_cleaning_work_touch (SyCleaningWork *self, const char *select, GError **error);

/* --- what becomes of the rows --- */

/* Rows that were touched as dropped go. */
void sy_cleaning_work_drop (SyCleaningWork *self);
/* Rows that were touched at all have TRUE in a new column. */
void sy_cleaning_work_mark (SyCleaningWork *self, const char *name);
/* Cells of @columns that were touched as changed get what was kept of them. */
void sy_cleaning_work_change (SyCleaningWork *self, GPtrArray *columns);
/* drop, or mark as the step's action says; @name of the column when the step has none. */
void sy_cleaning_work_drop_or_mark (SyCleaningWork *self, const char *name);
/* "dropped" or "marked" */
const char *sy_cleaning_work_get_what (SyCleaningWork *self);
/* Columns by expressions over s: id → expression; new columns must have one. */
void sy_cleaning_work_compute (SyCleaningWork *self, GHashTable *expressions);

G_END_DECLS
