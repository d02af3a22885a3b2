/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weights of special days and targets that are split against the worked examples of the methods. */
#include "config.h"

#include "method-fixture.h"

/* W3: 3.6, 3.3 and 3.9 of three years. */
static void
test_special_weight (void)
{
  static const double by_year[] = { 46800 / 12000., 36300 / 11000., 36000 / 10000. };
  g_autoptr (Job) job = open_vector ("october-days.csv", "special-weights");

  set (job, "month", "2024-06");
  load_input (job, "given_weights", "weekday-weights.csv");
  load_input (job, "own_occasions", "own-holiday.csv");
  evaluate (job);
  g_autoptr (SyFrame) years = read_table (job, "occasion_years");
  for (guint i = 0; i < G_N_ELEMENTS (by_year); i++)
    assert_near ("weight of a year", get_cell (years, "sales", i + 1) / get_cell (years, "unit", i + 1),
                 by_year[i], 1e-9);
  assert_value (job, "first_day_weight", 3.6, 1e-9);
  assert_value (job, "years_used", 3, 0);
  assert_value (job, "occasion_length", 1, 0);
}

/* 1,000,000 over 0.5, 0.3 and 0.2; the stores submit 480 + 310 + 190 thousand. */
static void
test_targets (void)
{
  static const double by_store[] = { 300000, 500000, 200000 }; /* East, North, South */
  g_autoptr (Job) job = open_vector ("june-days.csv", "targets");
  double days = 0, persons = 0;

  set (job, "month", "2024-06");
  set (job, "month_target", "1000000");
  load_input (job, "store_factors", "targets-stores.csv");
  load_input (job, "persons", "targets-persons.csv");
  load_input (job, "given_weights", "weekday-weights.csv");
  evaluate (job);
  g_autoptr (SyFrame) stores = read_table (job, "store_targets");
  g_autoptr (SyFrame) store_days = read_table (job, "store_day_targets");
  g_autoptr (SyFrame) categories = read_table (job, "category_targets");
  g_autoptr (SyFrame) people = read_table (job, "person_targets");
  for (guint i = 0; i < G_N_ELEMENTS (by_store); i++)
    assert_near ("store", get_cell (stores, "target", i), by_store[i], 0);
  assert_value (job, "submitted_gap", -20000, 0);
  g_assert_cmpint (sy_frame_get_n_rows (store_days), ==, 90);
  for (gint64 i = 0; i < 90; i++)
    days += get_cell (store_days, "target", i);
  assert_near ("days of all stores", days, 1000000, 0);
  assert_near ("Dress", get_cell (categories, "target", 0), 600000, 0);
  /* A third each, in whole units that add up. */
  for (gint64 i = 0; i < sy_frame_get_n_rows (people); i++)
    persons += get_cell (people, "target", i);
  assert_near ("persons of two stores", persons, 800000, 0);
}

/* Ten days of 1,000 are done: a new target of 31,000 leaves 21,000 for the twenty days to come. */
static void
test_revised (void)
{
  g_autoptr (Job) job = open_vector ("june-days.csv", "targets");
  double sum = 0;

  set (job, "month", "2024-06");
  set (job, "as_of", "2024-06-10");
  set (job, "month_target", "30000");
  set (job, "revised_target", "31000");
  load_input (job, "given_weights", "weekday-weights.csv");
  evaluate (job);
  assert_value (job, "left_to_split", 21000, 0);
  g_autoptr (SyFrame) days = read_table (job, "revised_days");
  for (gint64 i = 0; i < 30; i++)
    {
      double target = get_cell (days, "target", i);

      g_assert_true (i < 10 ? target == 0 : target > 0);
      sum += target;
    }
  assert_near ("days left", sum, 21000, 0);
  /* 11 June 2024 is a Tuesday: 1.05 of Tuesday to Sunday and two whole weeks. */
  assert_near ("Tuesday", get_cell (days, "target", 10), 21000 * 1.05 / (2 * 9.3 + 9.3 - 1.0), 1);
}

/* Ordinary weeks of 5 × 100, 200 and 150, one promotion that doubled a week: the next one is expected to
 * double its days too, each by its weight.
 */
static void
test_promotion_goal (void)
{
  static const double goals[] = { 200, 200, 200, 200, 200, 400, 300 };
  g_autoptr (Job) job = open_vector ("goal-sales.csv", "promotion-review");

  add_vector (job, "goal-promotions.csv");
  evaluate (job);
  g_autoptr (SyFrame) days = read_table (job, "promotion_goals");
  g_assert_cmpint (sy_frame_get_n_rows (days), ==, G_N_ELEMENTS (goals));
  for (guint i = 0; i < G_N_ELEMENTS (goals); i++)
    assert_near ("goal", get_cell (days, "goal", i), goals[i], 1e-9);
  assert_value (job, "goal_burst", 1., 1e-12);
  assert_value (job, "promotion_base", 850., 1e-9);
  assert_value (job, "promotion_goal", 1700., 1e-9);
  set (job, "planned_burst", "50%");
  evaluate (job);
  assert_value (job, "promotion_goal", 1275., 1e-9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/methods-targets/special-weight", test_special_weight);
  g_test_add_func ("/methods-targets/split", test_targets);
  g_test_add_func ("/methods-targets/revised", test_revised);
  g_test_add_func ("/methods-targets/promotion-goal", test_promotion_goal);
  return g_test_run ();
}
