/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-calculator.h"

typedef struct
{
  SyCatalogue *catalogue;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->catalogue = sy_catalogue_new ("en", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->catalogue);
}

static SyCalculator *
open_calculator (Fixture *fixture, const char *id)
{
  g_autoptr (GError) error = NULL;
  SyIndicator *indicator = sy_catalogue_find_indicator (fixture->catalogue, id, &error);
  SyCalculator *calculator;

  g_assert_no_error (error);
  calculator = sy_calculator_new (fixture->catalogue, indicator, &error);
  g_assert_no_error (error);
  return calculator;
}

static void
set (SyCalculator *calculator, const char *input, const char *text)
{
  g_autoptr (GError) error = NULL;

  sy_calculator_set (calculator, input, text, &error);
  g_assert_no_error (error);
}

static SyCalculation *
compute (SyCalculator *calculator)
{
  g_autoptr (GError) error = NULL;
  SyCalculation *result = sy_calculator_compute (calculator, &error);

  g_assert_no_error (error);
  return result;
}

/* By id and by title, with the signs that people type. */
static void
test_value (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SyCalculator) calculator = open_calculator (fixture, "gross_margin_rate");
  g_autoptr (SyCalculation) result = NULL;

  set (calculator, "revenue", "1,000.50");
  set (calculator, "营业成本", "600.30");
  result = compute (calculator);
  g_assert_true (result->has_value);
  g_assert_cmpfloat_with_epsilon (result->value, 0.4, 1e-12);
  g_assert_cmpstr (result->text, ==, "40.0%");
  g_assert_cmpstr (result->words, ==, "(Revenue − Cost of goods) ÷ Revenue");
  g_assert_cmpstr (result->numbers, ==, "(1,000.50 − 600.30) ÷ 1,000.50");
  g_assert_null (result->reason);
  g_assert_cmpuint (g_strv_length (result->missing), ==, 0);
}

/* Nothing typed is not 0, and what was typed can be taken back. */
static void
test_missing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SyCalculator) calculator = open_calculator (fixture, "closing_rate_footfall");
  g_autoptr (SyCalculation) one = NULL;
  g_autoptr (SyCalculation) both = NULL;
  g_autoptr (SyCalculation) none = NULL;

  set (calculator, "footfall", "300");
  one = compute (calculator);
  g_assert_false (one->has_value);
  g_assert_cmpstr (one->text, ==, "—");
  g_assert_cmpstr (one->missing[0], ==, "closed_customers");
  g_assert_cmpstr (one->reason, ==, "not given: Closed customers");
  g_assert_cmpstr (one->words, ==, "Closed customers ÷ Footfall");
  set (calculator, "closed_customers", "45");
  both = compute (calculator);
  g_assert_cmpfloat_with_epsilon (both->value, 0.15, 1e-12);
  set (calculator, "footfall", NULL);
  none = compute (calculator);
  g_assert_cmpstr (none->missing[0], ==, "footfall");
}

static void
test_edges (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SyCalculator) calculator = open_calculator (fixture, "closing_rate_footfall");
  g_autoptr (SyCalculation) nothing = NULL;
  g_autoptr (SyCalculation) much = NULL;

  set (calculator, "closed_customers", "45");
  set (calculator, "footfall", "0");
  nothing = compute (calculator);
  g_assert_false (nothing->has_value);
  g_assert_cmpstr (nothing->text, ==, "—");
  g_assert_cmpstr (nothing->reason, ==, "division by zero: “Footfall” is 0");
  g_assert_cmpuint (g_strv_length (nothing->warnings), ==, 0);
  set (calculator, "footfall", "30");
  much = compute (calculator);
  g_assert_cmpfloat_with_epsilon (much->value, 1.5, 1e-12);
  g_assert_cmpuint (g_strv_length (much->warnings), ==, 1);
}

/* A list is called by its name alone, also where it is why there is no value. */
static void
test_reason_of_list (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SyCalculator) calculator = open_calculator (fixture, "week_weight_index");
  g_autoptr (SyCalculation) result = NULL;

  set (calculator, "avg_daily_sales", "1,2,3,4,5,6,0");
  result = compute (calculator);
  g_assert_false (result->has_value);
  g_assert_nonnull (strstr (result->reason, "lowest of Mean daily sales"));
}

static void
test_lists (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SyCalculator) calculator = open_calculator (fixture, "weighted_stock_age");
  g_autoptr (SyCalculation) both = NULL;
  g_autoptr (SyCalculation) uneven = NULL;
  g_autoptr (SyCalculation) empty = NULL;
  g_autoptr (SyCalculation) none = NULL;

  set (calculator, "qty", "10; 30");
  set (calculator, "ages", "100，20");
  both = compute (calculator);
  g_assert_cmpfloat_with_epsilon (both->value, 40., 1e-12);
  g_assert_cmpstr (both->text, ==, "40 days");
  set (calculator, "ages", "100");
  uneven = compute (calculator);
  g_assert_false (uneven->has_value);
  g_assert_nonnull (strstr (uneven->reason, "different length"));
  set (calculator, "qty", "");
  set (calculator, "ages", "");
  empty = compute (calculator);
  g_assert_false (empty->has_value);
  g_assert_cmpuint (g_strv_length (empty->missing), ==, 0);
  set (calculator, "ages", NULL);
  none = compute (calculator);
  g_assert_cmpstr (none->missing[0], ==, "ages");
}

/* What is refused leaves the value before. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  static const char *const bad[][3] = {
    { "average_rank", "ranks", "1,zwei,3" },   { "average_rank", "rank", "1" },
    { "recency_days", "as_of", "2024-02-30" }, { "sales_per_sqm", "area", "large" },
    { "sales_per_sqm", "sales", "1/2" },       { "average_rank", "", "1" },
  };
  g_autoptr (SyCalculator) ranks = open_calculator (fixture, "average_rank");
  g_autoptr (SyCalculation) kept = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (SyCalculator) calculator = open_calculator (fixture, bad[i][0]);
      g_autoptr (GError) error = NULL;
      g_assert_false (sy_calculator_set (calculator, bad[i][1], bad[i][2], &error));
      g_assert_true (error->domain == SY_WORKBOOK_ERROR);
    }
  set (ranks, "ranks", "1,2");
  g_assert_false (sy_calculator_set (ranks, "ranks", "x", NULL));
  kept = compute (ranks);
  g_assert_cmpfloat_with_epsilon (kept->value, 1.5, 1e-12);
}

/* A parameter of the indicator, here the limit of a warning. */
static void
test_parameter (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SyCalculator) calculator = open_calculator (fixture, "tag_discount_rate");
  g_autoptr (SyCalculation) high = NULL;
  g_autoptr (SyCalculation) low = NULL;

  set (calculator, "sales", "400");
  set (calculator, "tag_total", "1000");
  high = compute (calculator);
  g_assert_cmpuint (g_strv_length (high->warnings), ==, 0);
  set (calculator, "discount_target", "0.5");
  low = compute (calculator);
  g_assert_cmpuint (g_strv_length (low->warnings), ==, 1);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*run) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/calculator/value", test_value },
    { "/calculator/missing", test_missing },
    { "/calculator/edges", test_edges },
    { "/calculator/lists", test_lists },
    { "/calculator/reason-of-list", test_reason_of_list },
    { "/calculator/refused", test_refused },
    { "/calculator/parameter", test_parameter },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}
