/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Member cards that can't be one customer's: swiped too often in a day, on too many days; with far more
 * orders than the median card; with most of their sales by one employee; known as test or employee cards. By
 * default the card is taken off its rows, so that the sales stay, as those of no member. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "sy-cleaning-run-private.h"

typedef struct
{
  SyCleaningWork *work;
  const SyCleaningColumn *card, *day, *order, *employee, *amount; /* all but the first may be NULL */
} Cards;

static char *
write_cell (const SyCleaningColumn *column)
{
  return column ? sy_cleaning_cell ("s", column->id) : g_strdup ("NULL");
}

static char *
write_swipes (Cards *self)
{
  g_autofree char *card = write_cell (self->card);
  g_autofree char *day = write_cell (self->day);
  g_autofree char *order = self->order ? write_cell (self->order) : g_strdup ("s." SY_CLEANING_ID);
  g_autofree char *employee = write_cell (self->employee);
  g_autofree char *amount = write_cell (self->amount);

  return g_strdup_printf (
      "SELECT CAST(%s AS VARCHAR) AS card, CAST(%s AS DATE) AS day, CAST(%s AS VARCHAR) AS number, "
      "CAST(%s AS VARCHAR) AS employee, %s AS amount FROM (%s) AS s WHERE trim(CAST(%s AS VARCHAR)) <> ''",
      card, day, order, employee, self->amount ? amount : "CAST(0 AS BIGINT)", self->work->run->view, card);
}

/* "('a', 'b')", or a list of nothing. */
static char *
write_list (Cards *self, const char *parameter)
{
  g_auto (GStrv) cards = sy_cleaning_step_dup_list (self->work->step, parameter);
  GString *sql = g_string_new ("(NULL");

  for (guint i = 0; cards[i]; i++)
    {
      g_autofree char *text = sy_cleaning_quote_text (cards[i]);
      g_string_append_printf (sql, ", %s", text);
    }
  g_string_append_c (sql, ')');
  return g_string_free (sql, FALSE);
}

static char *
number (Cards *self, const char *parameter, char *buffer)
{
  return g_ascii_formatd (buffer, G_ASCII_DTOSTR_BUF_SIZE, "%.15g",
                          sy_cleaning_step_get_number (self->work->step, parameter));
}

/* One row a card: how many orders, and by which rules it is abnormal. */
static char *
write_cards (Cards *self)
{
  g_autofree char *swipes = write_swipes (self);
  g_autofree char *test = write_list (self, "test");
  g_autofree char *keep = write_list (self, "keep");
  char orders[G_ASCII_DTOSTR_BUF_SIZE], days[G_ASCII_DTOSTR_BUF_SIZE], times[G_ASCII_DTOSTR_BUF_SIZE],
      share[G_ASCII_DTOSTR_BUF_SIZE], least[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup_printf ("WITH o AS MATERIALIZED (%s), "
                          "b AS (SELECT card, COUNT(*) FILTER (WHERE n > %s) AS busy FROM (SELECT card, day, "
                          "COUNT(DISTINCT number) AS n FROM o "
                          "WHERE day IS NOT NULL GROUP BY card, day) GROUP BY card), "
                          "c AS MATERIALIZED (SELECT card, COUNT(DISTINCT number) AS orders, SUM(amount) AS "
                          "total FROM o GROUP BY card), "
                          "x AS (SELECT card, MAX(part) AS part FROM (SELECT card, employee, SUM(amount) AS "
                          "part FROM o WHERE employee IS NOT NULL "
                          "GROUP BY card, employee) GROUP BY card), "
                          "f AS (SELECT c.card, c.orders, concat_ws(',', CASE WHEN b.busy >= %s THEN 'days' "
                          "END, CASE WHEN c.orders > %s * (SELECT "
                          "median(orders) FROM c) THEN 'orders' END, CASE WHEN c.total > 0 AND x.part * 100 "
                          ">= %s * c.total AND c.orders >= %s THEN "
                          "'employee' END, CASE WHEN c.card IN %s THEN 'listed' END) AS reason FROM c LEFT "
                          "JOIN b ON b.card = c.card LEFT JOIN x ON "
                          "x.card = c.card) SELECT * FROM f WHERE reason <> '' AND (card IN %s) IS NOT TRUE",
                          swipes, number (self, "orders", orders), number (self, "days", days),
                          number (self, "times", times), number (self, "share", share),
                          number (self, "least", least), test, keep);
}

static gboolean
touch_cards (Cards *self, const char *what, GError **error)
{
  g_autofree char *cards = write_cards (self);
  g_autofree char *card = write_cell (self->card);
  g_autofree char *name = sy_cleaning_quote_text (self->card->id);
  g_autofree char *sql = g_strdup_printf (
      "SELECT s." SY_CLEANING_ID
      ", '%s', %s, CAST(%s AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS BIGINT), f.reason FROM "
      "(%s) AS s JOIN (%s) AS f ON f.card = CAST(%s AS VARCHAR)",
      what, name, card, self->work->run->view, cards, card);

  return sy_cleaning_work_touch (self->work, sql, error);
}

/* "2 of 300 cards; sales with a card 630000 → 588000, 70 % → 65.33 % of all" */
static gboolean
tell_effect (Cards *self, GError **error)
{
  SyCleaningRun *run = self->work->run;
  g_autofree char *swipes = write_swipes (self);
  g_autofree char *amount = self->amount ? write_cell (self->amount) : g_strdup ("0");
  g_autofree char *sql = g_strdup_printf (
      "WITH o AS (%s), t AS (SELECT DISTINCT before FROM %s WHERE step = %u) SELECT COUNT(DISTINCT card), "
      "COUNT(DISTINCT card) "
      "FILTER (WHERE card IN (SELECT before FROM t)), CAST(SUM(amount) AS DOUBLE), CAST(SUM(amount) FILTER "
      "(WHERE card NOT IN "
      "(SELECT before FROM t)) AS DOUBLE), (SELECT CAST(SUM(%s) AS DOUBLE) FROM (%s) AS s) FROM o",
      swipes, run->touched, self->work->position, amount, run->view);
  g_autoptr (SyFrame) frame = sy_cleaning_work_query (self->work, sql, error);
  double all, before, after;
  g_autoptr (GString) note = g_string_new (NULL);

  if (!frame)
    return FALSE;
  before = sy_frame_is_null (frame, 2, 0) ? 0 : sy_frame_get_double (frame, 2, 0);
  after = sy_frame_is_null (frame, 3, 0) ? 0 : sy_frame_get_double (frame, 3, 0);
  all = sy_frame_is_null (frame, 4, 0) ? 0 : sy_frame_get_double (frame, 4, 0);
  g_string_append_printf (note, _ ("%" PRId64 " of %" PRId64 " cards"), sy_frame_get_int64 (frame, 1, 0),
                          sy_frame_get_int64 (frame, 0, 0));
  if (self->amount && all > 0)
    g_string_append_printf (note, _ ("; sales with a card %.2f → %.2f, %.2f %% → %.2f %% of all"), before,
                            after, 100 * before / all, 100 * after / all);
  if (!self->employee)
    g_string_append (note, _ ("; without a column of employees their share is not looked at"));
  self->work->result->note = g_string_free (g_steal_pointer (&note), FALSE);
  return TRUE;
}

gboolean
sy_cleaning_work_cards (SyCleaningWork *work, GError **error)
{
  SyCleaningColumn *card =
      sy_cleaning_work_get_column (work, sy_cleaning_step_get (work->step, "card"), error);
  gboolean blanks = sy_cleaning_step_is (work->step, "action", "blank");
  Cards self = { .work = work, .card = card };
  g_autoptr (GPtrArray) changed = g_ptr_array_new ();

  if (!card)
    return FALSE;
  if (!card->has_data)
    {
      g_set_error (error, SY_CLEANING_ERROR, SY_CLEANING_ERROR_COLUMN,
                   _ ("“%s” is blank in every row: there are no cards to look at"), card->title);
      return FALSE;
    }
  self.day = sy_cleaning_work_find_role (work, "date");
  self.order = sy_cleaning_work_find_role (work, "order");
  self.employee = sy_cleaning_work_find_role (work, "employee");
  self.amount = sy_cleaning_work_find_role (work, "amount");
  if (self.day && self.day->type != SY_COLUMN_DATE)
    self.day = NULL;
  if (self.amount && !sy_cleaning_is_number (self.amount))
    self.amount = NULL;
  if (!touch_cards (&self, blanks ? "changed" : sy_cleaning_work_get_what (work), error)
      || !tell_effect (&self, error))
    return FALSE;
  g_ptr_array_add (changed, card);
  if (blanks)
    sy_cleaning_work_change (work, changed);
  else
    sy_cleaning_work_drop_or_mark (work, _ ("Abnormal card"));
  return TRUE;
}
