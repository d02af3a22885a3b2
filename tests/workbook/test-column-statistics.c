/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counted by hand from the eight lines of the fixture: amounts 10 12.5 20 5 30 7.5 15 -5. */
#include "config.h"

#include "workbook-fixture.h"

#include "sy-column-statistics.h"

static SyTable *
get_table (Fixture *fixture, const char *id)
{
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autoptr (GError) error = NULL;
  SyTable *table;

  fixture_fill (fixture);
  evaluation = sy_workbook_evaluate (fixture->workbook, &error);
  table = sy_evaluation_get_table (evaluation, id, NULL, &error);
  g_assert_no_error (error);
  return table;
}

static SyColumnStatistics *
count (SyTable *table, GPtrArray *conditions, const char *column)
{
  g_autoptr (GError) error = NULL;
  SyColumnStatistics *statistics = sy_column_statistics_read (
      table, conditions, (guint) sy_table_find_column (table, column), "en", NULL, &error);

  g_assert_no_error (error);
  return statistics;
}

static void
assert_near (double got, double want)
{
  g_assert_cmpfloat_with_epsilon (got, want, 1e-9);
}

static gint64
count_bins (const SyColumnStatistics *statistics)
{
  gint64 n = 0;

  for (guint i = 0; i < statistics->n_bins; i++)
    n += statistics->bins[i];
  return n;
}

static void
test_numbers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SyTable) table = get_table (fixture, "sales");
  g_autoptr (SyColumnStatistics) s = count (table, NULL, "amount");

  g_assert_cmpint (s->n_rows, ==, 8);
  g_assert_cmpint (s->n_blank, ==, 0);
  g_assert_cmpint (s->n_distinct, ==, 8);
  g_assert_false (s->is_approximate);
  g_assert_true (s->has_numbers);
  assert_near (s->minimum, -5);
  assert_near (s->maximum, 30);
  assert_near (s->sum, 95);
  assert_near (s->mean, 11.875);
  assert_near (s->median, 11.25); /* between 10 and 12.5 */
  g_assert_cmpuint (s->n_bins, ==, SY_STATISTICS_BINS);
  g_assert_cmpint (count_bins (s), ==, 8);
  g_assert_cmpint (s->bins[0], ==, 1);
  g_assert_cmpint (s->bins[SY_STATISTICS_BINS - 1], ==, 1); /* the largest is in the last */
}

static void
test_median_of_ties (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SyTable) table = get_table (fixture, "sales");
  g_autoptr (SyColumnStatistics) s = count (table, NULL, "quantity"); /* 1 1 2 1 3 1 1.5 -1 */

  assert_near (s->median, 1);
  assert_near (s->sum, 9.5);
  g_assert_cmpint (s->n_distinct, ==, 5);
  g_assert_cmpuint (s->frequent->len, ==, 5);
  g_assert_cmpint (((SyValueCount *) s->frequent->pdata[0])->n_rows, ==, 4);
}

static void
test_dates (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SyTable) table = get_table (fixture, "sales");
  g_autoptr (SyColumnStatistics) s = count (table, NULL, "date");

  g_assert_true (s->is_date);
  assert_near (s->minimum, 19723); /* 2024-01-01 */
  assert_near (s->maximum, 19727);
  g_assert_cmpuint (s->n_bins, ==, 5); /* one a day */
  g_assert_cmpint (s->bins[0], ==, 2);
  g_assert_cmpint (s->bins[3], ==, 1);
  g_assert_cmpstr (((SyValueCount *) s->frequent->pdata[0])->text, ==, "2024-01-01");
}

static void
test_text (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SyTable) table = get_table (fixture, "sales");
  g_autoptr (SyColumnStatistics) notes = count (table, NULL, "备注");
  g_autoptr (SyColumnStatistics) products = count (table, NULL, "product");
  const SyValueCount *first = products->frequent->pdata[0];

  g_assert_cmpint (notes->n_blank, ==, 4);
  g_assert_cmpint (notes->n_distinct, ==, 4);
  g_assert_false (notes->has_numbers);
  g_assert_cmpuint (notes->n_bins, ==, 0);
  g_assert_cmpint (products->n_distinct, ==, 4); /* “coffee” and “Coffee” are two */
  g_assert_cmpstr (first->text, ==, "tea");
  g_assert_cmpint (first->n_rows, ==, 4);
}

/* Of the rows that conditions leave; of none at all. */
static void
test_conditions (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SyTable) table = get_table (fixture, "sales");
  g_autoptr (GPtrArray) conditions = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_condition_free);
  g_autoptr (SyColumnStatistics) tea = NULL;
  g_autoptr (SyColumnStatistics) none = NULL;

  g_ptr_array_add (conditions, sy_condition_new_text (SY_CONDITION_IS, "product", "tea"));
  tea = count (table, conditions, "amount");
  assert_near (tea->sum, 75);
  g_assert_cmpint (tea->n_rows, ==, 4);
  g_ptr_array_add (conditions, sy_condition_new_range ("amount", "1000", NULL));
  none = count (table, conditions, "amount");
  g_assert_cmpint (none->n_rows, ==, 0);
  g_assert_false (none->has_numbers);
  g_assert_cmpuint (none->frequent->len, ==, 0);
}

static void
test_values (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SyTable) table = get_table (fixture, "sales");
  g_autoptr (GPtrArray) conditions = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_condition_free);
  g_autoptr (GError) error = NULL;
  guint notes = (guint) sy_table_find_column (table, "备注");
  g_autoptr (GPtrArray) values = sy_column_statistics_list_values (table, NULL, notes, 3, "en", NULL, &error);
  const SyValueCount *first;

  g_assert_no_error (error);
  g_assert_cmpuint (values->len, ==, 3);
  first = values->pdata[0];
  g_assert_null (first->plain); /* the four blank ones */
  g_assert_cmpstr (first->text, ==, "(blank)");
  g_assert_cmpint (first->n_rows, ==, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("/column-statistics/numbers", test_numbers);
  ADD ("/column-statistics/median-of-ties", test_median_of_ties);
  ADD ("/column-statistics/dates", test_dates);
  ADD ("/column-statistics/text", test_text);
  ADD ("/column-statistics/conditions", test_conditions);
  ADD ("/column-statistics/values", test_values);
  return g_test_run ();
}
