/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Contrasts with plans: the company's, individual ones and those of third parties; months, weeks and days of
 * plans that are longer or shorter than these. Every figure is reckoned by hand.
 *
 * Store A sells 100 a weekday and 200 a day of the weekend, store B half of that, from 1 January to 20 June
 * 2024: so a weekday weighs 1 and a day of the weekend 2. The weights of the months are 39, 37, 41, 38, 39
 * and 40 (of which 26 to 20 June), that of any week 9, that of the year 366 + 104 = 470. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sy-view.h"
#include "workbook-fixture.h"

static const char targets_csv[] =
    "指标,考核对象,计划来源,开始日期,结束日期,目标值\n"
    /* A year of the company, and June again: 1,000 each unit of weight; 1,100 in June. */
    "销售额,公司,公司计划,2024-01-01,2024-12-31,470000\n"
    "销售额,公司,公司计划,2024-06-01,2024-06-30,44000\n"
    /* Stores plan for themselves; a month and, of B, a piece of April that begins on a Wednesday. */
    "销售额,A,个体计划,2024-06-01,2024-06-30,30000\n"
    "销售额,B,个体计划,2024-04-03,2024-04-30,36000\n"
    /* The landlord's: quarters, and the whole mall. */
    "销售额,A,第三方计划,2024-04-01,2024-06-30,234000\n"
    "销售额,B,第三方计划,2024-04-01,2024-06-30,117000\n"
    /* A quota that is no sum: pieces an order; it isn't split. */
    "连带率,A,公司计划,2024-04-01,2024-06-30,1.5\n";

static const char stores_csv[] =
    "店号,门店全称,区域,开业日期\nA,Alpha,East,2020-01-01\nB,Beta,East,2020-01-01\n";

typedef struct
{
  const char *name, *indicator, *plan, *dimension, *filter; /* filter: of store */
  SyViewGrain grain;
  const char *period;
  guint n_rows;
  double base[6]; /* NAN: is none */
} Case;

static const Case cases[] = {
  /* The year's part where no month is planned, June's own. */
  { "months-of-a-year",
    "sales_amount",
    "company",
    NULL,
    NULL,
    SY_VIEW_GRAIN_MONTH,
    "2024",
    6,
    { 39000, 37000, 41000, 38000, 39000, 28600 } },
  { "quarters-of-a-year",
    "sales_amount",
    "company",
    NULL,
    NULL,
    SY_VIEW_GRAIN_QUARTER,
    "2024-Q1",
    1,
    { 117000 } },
  { "weeks-of-a-year",
    "sales_amount",
    "company",
    NULL,
    NULL,
    SY_VIEW_GRAIN_WEEK,
    "2024-01-01..2024-01-14",
    2,
    { 9000, 9000 } },
  { "days-of-a-year",
    "sales_amount",
    "company",
    NULL,
    NULL,
    SY_VIEW_GRAIN_DAY,
    "2024-01-05..2024-01-08",
    4,
    { 1000, 2000, 2000, 1000 } },
  { "days-of-a-month",
    "sales_amount",
    "company",
    NULL,
    NULL,
    SY_VIEW_GRAIN_DAY,
    "2024-06-07..2024-06-08",
    2,
    { 1100, 2200 } },
  /* In the row of the year, June is part of it. */
  { "year", "sales_amount", "company", NULL, NULL, SY_VIEW_GRAIN_YEAR, "2024", 1, { 220000 } },
  { "period-in-a-year", "sales_amount", "company", NULL, NULL, SY_VIEW_GRAIN_NONE, "2024-03", 1, { 41000 } },
  { "period-of-a-target",
    "sales_amount",
    "company",
    NULL,
    NULL,
    SY_VIEW_GRAIN_NONE,
    "2024-06",
    1,
    { 28600 } },
  /* Individual plans: A has one for June, to the 20th; B for April from the 3rd. */
  { "individual",
    "sales_amount",
    "individual",
    "store",
    NULL,
    SY_VIEW_GRAIN_NONE,
    "2024-06",
    2,
    { 19500, NAN } },
  { "individual-months",
    "sales_amount",
    "individual",
    NULL,
    "A",
    SY_VIEW_GRAIN_MONTH,
    "2024-05..2024-06",
    2,
    { NAN, 19500 } },
  { "individual-weeks",
    "sales_amount",
    "individual",
    NULL,
    "B",
    SY_VIEW_GRAIN_WEEK,
    "2024-03-25..2024-04-14",
    3,
    { NAN, 7000, 9000 } },
  { "as-the-file-says",
    "sales_amount",
    "个体计划",
    "store",
    NULL,
    SY_VIEW_GRAIN_NONE,
    "2024-06",
    2,
    { 19500, NAN } },
  /* Of a third party: quarters; 117 weights, 2,000 and 1,000 each. No row of the company: its stores
     together. */
  { "third-party",
    "sales_amount",
    "third-party",
    "store",
    NULL,
    SY_VIEW_GRAIN_NONE,
    "2024-04",
    2,
    { 76000, 38000 } },
  { "third-party-all",
    "sales_amount",
    "third-party",
    NULL,
    NULL,
    SY_VIEW_GRAIN_MONTH,
    "2024-03..2024-05",
    3,
    { NAN, 114000, 117000 } },
  { "third-party-unfinished",
    "sales_amount",
    "third-party",
    NULL,
    "A",
    SY_VIEW_GRAIN_QUARTER,
    "2024-Q2",
    1,
    { 206000 } },
  { "of-no-one", "sales_amount", "nobody", "store", NULL, SY_VIEW_GRAIN_NONE, "2024-04", 2, { NAN, NAN } },
  /* What is no sum holds for every part. */
  { "ratio",
    "units_per_transaction",
    "company",
    NULL,
    "A",
    SY_VIEW_GRAIN_MONTH,
    "2024-03..2024-05",
    3,
    { NAN, 1.5, 1.5 } },
  { "ratio-of-a-part",
    "units_per_transaction",
    "company",
    "store",
    NULL,
    SY_VIEW_GRAIN_NONE,
    "2024-05",
    2,
    { 1.5, NAN } },
};

static void
bring (Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = fixture_write_file (fixture, name, text);

  fixture_import (fixture->workbook, path);
}

static char *
write_sales (void)
{
  GString *csv = g_string_new ("date,order,store,quantity,amount\n");
  g_autoptr (GDateTime) first = g_date_time_new_utc (2024, 1, 1, 0, 0, 0);

  for (guint i = 0; i < 172; i++)
    {
      g_autoptr (GDateTime) day = g_date_time_add_days (first, (int) i);
      g_autofree char *date = g_date_time_format (day, "%Y-%m-%d");
      guint amount = g_date_time_get_day_of_week (day) > 5 ? 200 : 100;

      g_string_append_printf (csv, "%s,a%u,A,2,%u\n%s,b%u,B,1,%u\n", date, i, amount, date, i, amount / 2);
    }
  return g_string_free (csv, FALSE);
}

static void
fill (Fixture *fixture)
{
  g_autofree char *sales = write_sales ();

  bring (fixture, "sales.csv", sales);
  bring (fixture, "门店.csv", stores_csv);
  bring (fixture, "销售目标.csv", targets_csv);
}

static SyView *
make_view (const Case *test)
{
  SyView *view = sy_view_new ();
  const char *indicators[] = { test->indicator, NULL };
  const char *dimensions[] = { test->dimension, NULL };
  g_autoptr (GError) error = NULL;

  sy_view_set_indicators (view, indicators);
  sy_view_set_dimensions (view, dimensions);
  sy_view_set_grain (view, test->grain);
  g_assert_true (sy_view_set_period (view, test->period, &error));
  sy_view_set_contrast (view, SY_CONTRAST_PLAN, test->plan);
  if (test->filter)
    sy_view_set_filter (view, "store", test->filter);
  return view;
}

static void
check (Fixture *fixture, const Case *test)
{
  g_autoptr (SyView) view = make_view (test);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEvaluation) evaluation = sy_workbook_evaluate_view (fixture->workbook, view, &error);
  g_autofree char *column = g_strconcat (test->indicator, "_base", NULL);
  g_autoptr (SyTable) table = NULL;
  g_autoptr (SyFrame) frame = NULL;
  int index;

  g_assert_no_error (error);
  table = sy_evaluation_get_table (evaluation, "view", NULL, &error);
  g_assert_no_error (error);
  frame = sy_table_read_all (table, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sy_frame_get_n_rows (frame), ==, test->n_rows);
  index = sy_table_find_column (table, column);
  g_assert_cmpint (index, >=, 0);
  for (guint i = 0; i < test->n_rows; i++)
    {
      double got = sy_frame_is_null (frame, (guint) index + 1, i)
                       ? NAN
                       : sy_frame_get_double (frame, (guint) index + 1, i);

      g_test_message ("%s, row %u: %.10g", test->name, i, got);
      if (isnan (test->base[i]) || isnan (got))
        g_assert_true (isnan (test->base[i]) && isnan (got));
      else
        g_assert_cmpfloat_with_epsilon (got, test->base[i], 1e-9 * fabs (test->base[i]));
    }
}

static void
test_plans (Fixture *fixture, gconstpointer data)
{
  fill (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check (fixture, &cases[i]);
}

/* Targets of a store say nothing of its kinds of goods. */
static void
test_crossed (Fixture *fixture, gconstpointer data)
{
  static const Case crossed = { .indicator = "sales_amount",
                                .plan = "company",
                                .dimension = "order",
                                .filter = "A",
                                .period = "2024-06-01",
                                .n_rows = 1,
                                .base = { NAN } };
  g_autoptr (SyView) view = make_view (&crossed);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEvaluation) evaluation = NULL;

  fill (fixture);
  check (fixture, &crossed);
  evaluation = sy_workbook_evaluate_view (fixture->workbook, view, &error);
  g_assert_cmpuint (sy_evaluation_get_view_problems (evaluation)->len, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/view-plan/plans", Fixture, NULL, fixture_set_up, test_plans, fixture_tear_down);
  g_test_add ("/view-plan/crossed", Fixture, NULL, fixture_set_up, test_crossed, fixture_tear_down);
  return g_test_run ();
}
