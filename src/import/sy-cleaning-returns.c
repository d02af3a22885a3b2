/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Returns and cancellations, each matched to one sale before it. Of rows that agree in product, customer and
 * size, sales and returns in order of time are like brackets: a return closes the latest sale that is still
 * open, and a return that finds none open has no sale. How deep a bracket lies is a running sum that never
 * falls below nothing, and the n-th closing at a depth belongs to the n-th opening at it, so the whole
 * matching is a matter of window functions. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "sy-cleaning-run-private.h"

typedef struct
{
  SyCleaningWork *work;
  char *is_return; /* conditions over s */
  char *is_sale;
  char *size;                                /* number of pieces, or the amount */
  const SyCleaningColumn *quantity, *amount; /* or NULL */
  char *day, *time;
  GPtrArray *keys; /* (element-type utf8) expressions */
} Returns;

static void
returns_clear (Returns *self)
{
  g_free (self->is_return);
  g_free (self->is_sale);
  g_free (self->size);
  g_free (self->day);
  g_free (self->time);
  g_ptr_array_unref (self->keys);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Returns, returns_clear)

static void
write_conditions (Returns *self)
{
  const char *prefix = sy_cleaning_step_get (self->work->step, "prefix");
  const SyCleaningColumn *order = sy_cleaning_work_find_role (self->work, "order");
  g_autoptr (GString) is_return = g_string_new ("(FALSE");
  g_autofree char *quantity = self->quantity ? sy_cleaning_cell ("s", self->quantity->id) : NULL;
  g_autofree char *amount = self->amount ? sy_cleaning_cell ("s", self->amount->id) : NULL;

  if (quantity)
    g_string_append_printf (is_return, " OR coalesce(%s < 0, FALSE)", quantity);
  if (amount)
    g_string_append_printf (is_return, " OR coalesce(%s < 0, FALSE)", amount);
  if (prefix && order)
    {
      g_autofree char *cell = sy_cleaning_cell ("s", order->id);
      g_autofree char *text = sy_cleaning_quote_text (prefix);
      g_string_append_printf (is_return, " OR coalesce(starts_with(lower(%s), lower(%s)), FALSE)", cell,
                              text);
    }
  g_string_append_c (is_return, ')');
  self->is_return = g_string_free (g_steal_pointer (&is_return), FALSE);
  self->size = g_strdup (quantity ? quantity : amount);
  self->is_sale = g_strdup_printf ("(NOT %s AND coalesce(%s > 0, FALSE))", self->is_return, self->size);
}

static gboolean
choose_keys (Returns *self, GError **error)
{
  g_autoptr (GPtrArray) columns = sy_cleaning_work_get_columns (self->work, "by", error);
  const char *const pairs[][2] = { { "product_id", "product" }, { "customer", "store" } };
  const SyCleaningColumn *const sizes[] = { self->quantity, self->amount };

  if (!columns)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (pairs) && !sy_cleaning_step_get (self->work->step, "by"); i++)
    {
      SyCleaningColumn *column = sy_cleaning_work_find_role (self->work, pairs[i][0]);
      if (!column)
        column = sy_cleaning_work_find_role (self->work, pairs[i][1]);
      if (column)
        g_ptr_array_add (columns, column);
    }
  for (guint i = 0; i < columns->len; i++)
    g_ptr_array_add (self->keys, sy_cleaning_cell ("s", ((SyCleaningColumn *) columns->pdata[i])->id));
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *cell = sizes[i] ? sy_cleaning_cell ("s", sizes[i]->id) : NULL;
      if (cell)
        g_ptr_array_add (self->keys, g_strdup_printf ("abs(%s)", cell));
    }
  return TRUE;
}

static gboolean
set_up (Returns *self, GError **error)
{
  const SyCleaningColumn *day = sy_cleaning_work_find_role (self->work, "date");
  const SyCleaningColumn *time = sy_cleaning_work_find_role (self->work, "time");

  self->quantity = sy_cleaning_work_find_role (self->work, "quantity");
  self->amount = sy_cleaning_work_find_role (self->work, "amount");
  if (!self->quantity && !self->amount)
    {
      g_set_error_literal (
          error, SY_CLEANING_ERROR, SY_CLEANING_ERROR_COLUMN,
          _ ("Returns are told by a quantity or an amount below 0, and the source has neither "
             "column"));
      return FALSE;
    }
  self->day = day ? sy_cleaning_cell ("s", day->id) : g_strdup ("0");
  self->time = time ? sy_cleaning_cell ("s", time->id) : g_strdup ("0");
  write_conditions (self);
  return choose_keys (self, error);
}

static char *
write_events (Returns *self)
{
  g_autofree char *key = NULL;
  g_autofree char *events = NULL;

  g_ptr_array_add (self->keys, NULL);
  key = sy_cleaning_write_key ((const char *const *) self->keys->pdata);
  g_ptr_array_remove_index (self->keys, self->keys->len - 1);
  events = g_strdup_printf (
      "SELECT s." SY_CLEANING_ID " AS id, %s AS k, %s AS r, %s AS t0, %s AS t1 FROM (%s) AS s WHERE %s OR %s",
      key, self->is_return, self->day, self->time, self->work->run->view, self->is_return, self->is_sale);
  return g_steal_pointer (&events);
}

static gboolean
match_whole (Returns *self, GError **error)
{
  const char *what = sy_cleaning_step_is (self->work->step, "action", "mark") ? "marked" : "dropped";
  const char *lost = sy_cleaning_step_is (self->work->step, "unmatched", "drop") ? "dropped" : "unmatched";
  g_autofree char *events = write_events (self);
  g_autofree char *sql = g_strdup_printf ("WITH e AS (%s), "
                                          "g AS (SELECT *, SUM(CASE WHEN r THEN -1 ELSE 1 END) OVER "
                                          "(PARTITION BY k ORDER BY t0, t1, id ROWS UNBOUNDED "
                                          "PRECEDING) AS level FROM e), "
                                          "m AS (SELECT *, LEAST(0, coalesce(MIN(level) OVER (PARTITION BY k "
                                          "ORDER BY t0, t1, id ROWS BETWEEN UNBOUNDED "
                                          "PRECEDING AND 1 PRECEDING), 0)) AS lowest FROM g), "
                                          "p AS MATERIALIZED (SELECT id, k, r, t0, t1, level - lowest + CASE "
                                          "WHEN r THEN 1 ELSE 0 END AS depth FROM m), "
                                          "n AS MATERIALIZED (SELECT id, k, r, depth, row_number() OVER "
                                          "(PARTITION BY k, r, depth ORDER BY t0, t1, id) AS nth "
                                          "FROM p WHERE depth > 0), "
                                          "pairs AS MATERIALIZED (SELECT a.id AS back, b.id AS sale FROM n "
                                          "AS a JOIN n AS b ON a.k = b.k AND a.depth = b.depth "
                                          "AND a.nth = b.nth AND a.r AND NOT b.r), "
                                          "found AS (SELECT back AS id, '%s' AS what, sale AS peer, 'return' "
                                          "AS reason FROM pairs UNION ALL SELECT sale, "
                                          "'%s', back, 'sale' FROM pairs UNION ALL SELECT id, '%s', NULL, "
                                          "'unmatched' FROM p WHERE r AND depth <= 0) "
                                          "SELECT id, what, CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), "
                                          "CAST(NULL AS VARCHAR), peer, reason FROM found",
                                          events, what, what, lost);

  return sy_cleaning_work_touch (self->work, sql, error);
}

/* --- a part of a larger sale --- */

/* Of one price a piece, returned later, fewer pieces than were sold; a sale gives a part once. */
static char *
write_parts (Returns *self)
{
  SyCleaningRun *run = self->work->run;
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *quantity = sy_cleaning_cell ("s", self->quantity->id);
  g_autofree char *amount = sy_cleaning_cell ("s", self->amount->id);
  g_autofree char *key = NULL;

  for (guint i = 0; i + 2 < self->keys->len; i++)
    g_ptr_array_add (keys, g_strdup (self->keys->pdata[i]));
  g_ptr_array_add (keys, g_strdup_printf ("round(abs(%s) / nullif(abs(%s), 0), 4)", amount, quantity));
  g_ptr_array_add (keys, NULL);
  key = sy_cleaning_write_key ((const char *const *) keys->pdata);
  return g_strdup_printf ("WITH e AS MATERIALIZED (SELECT s." SY_CLEANING_ID
                          " AS id, %s AS k, %s AS r, %s AS t0, %s AS t1, %s AS q, %s AS a, "
                          "t.reason FROM (%s) AS s LEFT JOIN (SELECT " SY_CLEANING_ID
                          ", reason FROM %s WHERE step = %u) AS t ON "
                          "t." SY_CLEANING_ID " = s." SY_CLEANING_ID
                          " WHERE (%s OR %s) AND (t.reason IS NULL OR t.reason = 'unmatched')), "
                          "c AS (SELECT b.id AS back, f.id AS sale, b.t0 AS b0, b.t1 AS b1, f.q AS sold, "
                          "abs(b.q) AS returned, f.a AS paid, "
                          "abs(b.a) AS paid_back, row_number() OVER (PARTITION BY b.id ORDER BY f.t0 DESC, "
                          "f.t1 DESC, f.id DESC) AS nth FROM e AS b "
                          "JOIN e AS f ON b.k = f.k AND b.r AND NOT f.r AND b.reason = 'unmatched' AND f.q > "
                          "abs(b.q) AND (f.t0, f.t1, f.id) < "
                          "(b.t0, b.t1, b.id)), "
                          "parts AS MATERIALIZED (SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY "
                          "sale ORDER BY b0, b1, back) AS turn "
                          "FROM c WHERE nth = 1) WHERE turn = 1) ",
                          key, self->is_return, self->day, self->time, quantity, amount, run->view,
                          run->touched, self->work->position, self->is_return, self->is_sale);
}

static gboolean
match_parts (Returns *self, GError **error)
{
  SyCleaningRun *run = self->work->run;
  g_autofree char *parts = write_parts (self);
  g_autofree char *quantity = sy_cleaning_quote_text (self->quantity->id);
  g_autofree char *amount = sy_cleaning_quote_text (self->amount->id);
  g_autofree char *forget = NULL;
  g_autofree char *sql = g_strdup_printf ("%s SELECT back, 'dropped', CAST(NULL AS VARCHAR), CAST(NULL AS "
                                          "VARCHAR), CAST(NULL AS VARCHAR), sale, 'part' FROM "
                                          "parts UNION ALL SELECT sale, 'changed', %s, CAST(sold AS "
                                          "VARCHAR), CAST(sold - returned AS VARCHAR), back, 'part' "
                                          "FROM parts UNION ALL SELECT sale, 'changed', %s, CAST(paid AS "
                                          "VARCHAR), CAST(paid - paid_back AS VARCHAR), back, "
                                          "'part' FROM parts",
                                          parts, quantity, amount);
  g_autoptr (GPtrArray) changed = g_ptr_array_new ();

  if (!sy_cleaning_work_touch (self->work, sql, error))
    return FALSE;
  forget = g_strdup_printf ("DELETE FROM %s WHERE step = %u AND reason = 'unmatched' AND " SY_CLEANING_ID
                            " IN (SELECT " SY_CLEANING_ID " FROM %s WHERE step = %u AND reason = 'part')",
                            run->touched, self->work->position, run->touched, self->work->position);
  if (!sy_engine_execute (run->engine, forget, NULL, 0, run->cancellable, error))
    return FALSE;
  g_ptr_array_add (changed, (gpointer) self->quantity);
  g_ptr_array_add (changed, (gpointer) self->amount);
  sy_cleaning_work_change (self->work, changed);
  return TRUE;
}

gboolean
sy_cleaning_work_returns (SyCleaningWork *work, GError **error)
{
  g_auto (Returns) self = { .work = work, .keys = g_ptr_array_new_with_free_func (g_free) };
  gboolean drops = sy_cleaning_step_is (work->step, "unmatched", "drop");

  if (!set_up (&self, error) || !match_whole (&self, error))
    return FALSE;
  if (sy_cleaning_step_is (work->step, "action", "part") && self.quantity && self.amount
      && !match_parts (&self, error))
    return FALSE;
  if (sy_cleaning_step_is (work->step, "action", "mark"))
    sy_cleaning_work_mark (work, _ ("Returned"));
  if (drops || !sy_cleaning_step_is (work->step, "action", "mark"))
    sy_cleaning_work_drop (work);
  return TRUE;
}
