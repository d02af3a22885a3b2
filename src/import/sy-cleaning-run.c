/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a source on their way through the steps are a SELECT that grows with each step; nothing is
 * copied before the end. A step first writes down which rows it touches, and what becomes of them; where the
 * new value of a cell can't be told from its own row, or rows go, the SELECT reads that list. So what is
 * listed is what was done, and rows before = rows after + rows listed as dropped. */
#include "config.h"

#include "sy-cleaning-run-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "sy-dialect.h"

typedef gboolean (*WorkFunc) (SyCleaningWork *self, GError **error);

static const WorkFunc works[SY_CLEANING_N_KINDS] = {
  [SY_CLEANING_DUPLICATES] = sy_cleaning_work_duplicates,
  [SY_CLEANING_RETURNS] = sy_cleaning_work_returns,
  [SY_CLEANING_MISSING] = sy_cleaning_work_missing,
  [SY_CLEANING_OUTLIERS] = sy_cleaning_work_outliers,
  [SY_CLEANING_CARDS] = sy_cleaning_work_cards,
  [SY_CLEANING_MAP] = sy_cleaning_work_map,
  [SY_CLEANING_TRIM] = sy_cleaning_work_trim,
  [SY_CLEANING_SPLIT] = sy_cleaning_work_split,
  [SY_CLEANING_TYPE] = sy_cleaning_work_type,
  [SY_CLEANING_JOIN] = sy_cleaning_work_join,
};

SyCleaningResult *
sy_cleaning_result_new (void)
{
  return g_new0 (SyCleaningResult, 1);
}

SyCleaningResult *
sy_cleaning_result_copy (const SyCleaningResult *self)
{
  SyCleaningResult *copy = g_new (SyCleaningResult, 1);

  *copy = *self;
  copy->amount_before = g_strdup (self->amount_before);
  copy->amount_after = g_strdup (self->amount_after);
  copy->note = g_strdup (self->note);
  copy->problem = g_strdup (self->problem);
  return copy;
}

void
sy_cleaning_result_free (SyCleaningResult *self)
{
  if (!self)
    return;
  g_free (self->amount_before);
  g_free (self->amount_after);
  g_free (self->note);
  g_free (self->problem);
  g_free (self);
}

/* --- the run --- */

static gboolean
run (SyCleaningRun *self, const char *sql, GError **error)
{
  return sy_engine_execute (self->engine, sql, NULL, 0, self->cancellable, error);
}

static SyFrame *
query (SyCleaningRun *self, const char *sql, GError **error)
{
  return sy_engine_query (self->engine, sql, NULL, 0, self->cancellable, error);
}

/* Rows that are not committed yet have numbers far from 0: the first one's is taken off. */
static gboolean
write_first_view (SyCleaningRun *self, GError **error)
{
  g_autofree char *count = g_strdup_printf ("SELECT COUNT(*), MIN(rowid) FROM %s", self->raw);
  g_autoptr (SyFrame) frame = query (self, count, error);
  g_autoptr (GString) sql = g_string_new ("SELECT r.rowid");

  if (!frame)
    return FALSE;
  self->n_rows = sy_frame_get_int64 (frame, 0, 0);
  if (self->n_rows > 0)
    g_string_append_printf (sql, " - %" PRId64, sy_frame_get_int64 (frame, 1, 0));
  g_string_append (sql, " AS " SY_CLEANING_ID);
  sy_cleaning_append_cells (sql, "r", self->columns);
  g_string_append_printf (sql, " FROM %s AS r", self->raw);
  self->view = g_string_free (g_steal_pointer (&sql), FALSE);
  return TRUE;
}

/* NULL where there is no exact amount; FALSE with an error. */
static gboolean
sum_up (SyCleaningRun *self, char **sum, GError **error)
{
  const SyCleaningColumn *column =
      self->amount ? sy_cleaning_find_column (self->columns, self->amount) : NULL;
  g_autofree char *cell = NULL;
  g_autofree char *sql = NULL;
  g_autoptr (SyFrame) frame = NULL;

  *sum = NULL;
  if (!column || !column->has_data || (column->type != SY_COLUMN_DECIMAL && column->type != SY_COLUMN_INT64))
    return TRUE;
  cell = sy_cleaning_cell ("s", column->id);
  sql = g_strdup_printf ("SELECT rtrim(rtrim(CAST(CAST(COALESCE(SUM(%s), 0) AS DECIMAL(38,6)) AS VARCHAR), "
                         "'0'), '.') FROM (%s) AS s",
                         cell, self->view);
  frame = query (self, sql, error);
  if (!frame)
    return FALSE;
  *sum = g_strdup (sy_frame_get_text (frame, 0, 0));
  return TRUE;
}

SyCleaningRun *
sy_cleaning_run_new (SyEngine *engine,
                     const char *raw,
                     const char *touched,
                     GPtrArray *columns,
                     const char *amount,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (SyCleaningRun) self = g_new0 (SyCleaningRun, 1);
  g_autofree char *sql = NULL;

  self->engine = g_object_ref (engine);
  self->cancellable = cancellable ? g_object_ref (cancellable) : NULL;
  self->raw = sy_sql_quote_identifier (raw);
  self->touched = sy_sql_quote_identifier (touched);
  self->columns = columns;
  self->amount = g_strdup (amount);
  sql = g_strdup_printf ("CREATE TABLE %s (step INTEGER, " SY_CLEANING_ID
                         " BIGINT, what VARCHAR, column_name VARCHAR, before VARCHAR, after VARCHAR, peer "
                         "BIGINT, reason VARCHAR)",
                         self->touched);
  if (!run (self, sql, error) || !write_first_view (self, error) || !sum_up (self, &self->sum, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
sy_cleaning_run_free (SyCleaningRun *self)
{
  g_object_unref (self->engine);
  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->columns);
  g_free (self->raw);
  g_free (self->touched);
  g_free (self->amount);
  g_free (self->view);
  g_free (self->sum);
  g_free (self);
}

void
sy_cleaning_run_set_find (SyCleaningRun *self, SyCleaningFind find, gpointer data)
{
  self->find = find;
  self->find_data = data;
}

GPtrArray *
sy_cleaning_run_get_columns (SyCleaningRun *self)
{
  return self->columns;
}

/* --- a step --- */

static gboolean
count_touched (SyCleaningWork *self, GError **error)
{
  SyCleaningRun *r = self->run;
  g_autofree char *sql = NULL;
  g_autoptr (SyFrame) frame = NULL;

  sql = g_strdup_printf (
      "SELECT COUNT(DISTINCT " SY_CLEANING_ID
      ") FILTER (WHERE what IN ('dropped', 'changed', 'marked')), COUNT(*) FILTER (WHERE what = "
      "'dropped'), COUNT(*) FILTER (WHERE what = 'unmatched' OR reason = 'unmatched'), "
      "COUNT(*) FILTER (WHERE what = 'misfit') FROM %s WHERE step = %u",
      r->touched, self->position);
  frame = query (r, sql, error);
  if (!frame)
    return FALSE;
  self->result->n_touched = sy_frame_get_int64 (frame, 0, 0);
  self->result->n_dropped = sy_frame_get_int64 (frame, 1, 0);
  self->result->n_unmatched = sy_frame_get_int64 (frame, 2, 0);
  self->result->n_misfit = sy_frame_get_int64 (frame, 3, 0);
  r->n_rows -= self->result->n_dropped;
  self->result->n_after = r->n_rows;
  return TRUE;
}

static gboolean
settle (SyCleaningWork *self, GError **error)
{
  SyCleaningRun *r = self->run;
  char *sum;

  if (!count_touched (self, error) || !sum_up (r, &sum, error))
    return FALSE;
  g_free (r->sum);
  r->sum = sum;
  self->result->amount_after = g_strdup (sum);
  return TRUE;
}

SyCleaningResult *
sy_cleaning_run_step (SyCleaningRun *self, guint position, SyCleaningStep *step, GError **error)
{
  g_autoptr (SyCleaningResult) result = sy_cleaning_result_new ();
  SyCleaningWork work = { self, position, step, result };

  result->n_before = result->n_after = self->n_rows;
  result->amount_before = g_strdup (self->sum);
  if (!sy_cleaning_step_is_on (step))
    {
      result->amount_after = g_strdup (self->sum);
      return g_steal_pointer (&result);
    }
  if (!sy_cleaning_step_check (step, error) || !works[sy_cleaning_step_get_kind (step)](&work, error)
      || !settle (&work, error))
    return NULL;
  return g_steal_pointer (&result);
}

gboolean
sy_cleaning_run_write (SyCleaningRun *self, const char *relation, gint64 *n_rows, GError **error)
{
  g_autofree char *quoted = sy_sql_quote_identifier (relation);
  g_autofree char *count = g_strdup_printf ("SELECT COUNT(*) FROM %s", quoted);
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (SyFrame) frame = NULL;

  g_string_printf (sql, "CREATE TABLE %s AS SELECT * EXCLUDE (" SY_CLEANING_ID ") FROM (%s) AS s%s", quoted,
                   self->view, self->mixed ? " ORDER BY s." SY_CLEANING_ID : "");
  if (!run (self, sql->str, error))
    return FALSE;
  frame = query (self, count, error);
  if (!frame)
    return FALSE;
  *n_rows = sy_frame_get_int64 (frame, 0, 0);
  if (*n_rows == self->n_rows)
    return TRUE;
  g_set_error (
      error, SY_CLEANING_ERROR, SY_CLEANING_ERROR_STEP,
      _ ("The rows do not tie after cleaning: %" PRId64 " instead of %" PRId64 ". Nothing was changed."),
      *n_rows, self->n_rows);
  return FALSE;
}
