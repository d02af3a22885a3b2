/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Views whose measures count groups of rows, or masters that have no dates of their own. The data are small
 * enough to count by hand. */
#include "config.h"

#include <math.h>

#include "sy-view.h"
#include "workbook-fixture.h"

typedef struct
{
  const char *indicator, *dimension; /* or NULL */
  SyViewGrain grain;
  const char *period;
  SyContrast contrast;
  const char *column;
  double expected[4]; /* of the rows; NAN: is none */
  guint n_rows;
} Case;

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
  g_assert_no_error (error);
  sy_view_set_contrast (view, test->contrast, NULL);
  return view;
}

static void
bring (Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = fixture_write_file (fixture, name, text);

  fixture_import (fixture->workbook, path);
}

static void
check (Fixture *fixture, const Case *test)
{
  g_autoptr (SyView) view = make_view (test);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEvaluation) evaluation = sy_workbook_evaluate_view (fixture->workbook, view, &error);
  g_autoptr (SyTable) table = NULL;
  g_autoptr (SyFrame) frame = NULL;
  int column;

  g_assert_no_error (error);
  table = sy_evaluation_get_table (evaluation, "view", NULL, &error);
  g_assert_no_error (error);
  frame = sy_table_read_all (table, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sy_frame_get_n_rows (frame), ==, test->n_rows);
  column = sy_table_find_column (table, test->column);
  g_assert_cmpint (column, >=, 0);
  for (guint i = 0; i < test->n_rows; i++)
    if (isnan (test->expected[i]))
      g_assert_true (sy_frame_is_null (frame, (guint) column + 1, i));
    else
      g_assert_cmpfloat_with_epsilon (sy_frame_get_double (frame, (guint) column + 1, i), test->expected[i],
                                      1e-9);
}

/* --- masters: the days are the measure's own --- */

static const char members_csv[] = "member,joined,level\n"
                                  "1,2023-04-30,A\n"
                                  "2,2023-05-01,A\n"
                                  "3,2024-04-01,B\n"
                                  "4,2024-04-30,A\n"
                                  "5,2024-06-15,A\n";
static const Case master_cases[] = {
  { "new_members",
    NULL,
    SY_VIEW_GRAIN_MONTH,
    "2024-04..2024-06",
    SY_CONTRAST_NONE,
    "new_members",
    { 2, 0, 1 },
    3 },
  { "new_members",
    NULL,
    SY_VIEW_GRAIN_MONTH,
    "2024-04..2024-06",
    SY_CONTRAST_YOY,
    "new_members_base",
    { 1, 1, 0 },
    3 },
  { "new_members", NULL, SY_VIEW_GRAIN_NONE, "2024", SY_CONTRAST_NONE, "new_members", { 3 }, 1 },
  { "new_members", "level", SY_VIEW_GRAIN_NONE, "2024", SY_CONTRAST_YOY, "new_members_base", { 2, 0 }, 2 },
};

static void
test_masters (Fixture *fixture, gconstpointer data)
{
  bring (fixture, "members.csv", members_csv);
  for (guint i = 0; i < G_N_ELEMENTS (master_cases); i++)
    check (fixture, &master_cases[i]);
}

/* An end that nobody asked for is that of the sales. */
static void
test_masters_by_sales (Fixture *fixture, gconstpointer data)
{
  static const Case cases[] = {
    { "new_members", NULL, SY_VIEW_GRAIN_MONTH, "2024-04..", SY_CONTRAST_NONE, "new_members", { 2, 0 }, 2 },
    { "new_members", NULL, SY_VIEW_GRAIN_NONE, "", SY_CONTRAST_NONE, "new_members", { 3 }, 1 },
  };

  bring (fixture, "members.csv", members_csv);
  bring (fixture, "sales.csv", "date,order,amount\n2023-05-01,1,10\n2024-05-31,2,10\n");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check (fixture, &cases[i]);
}

static void
test_no_period (Fixture *fixture, gconstpointer data)
{
  static const Case open = { "new_members", NULL, SY_VIEW_GRAIN_MONTH, "2024-04..", SY_CONTRAST_NONE, "",
                             { 0 },         0 };
  g_autoptr (SyView) view = make_view (&open);
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autoptr (GError) error = NULL;

  bring (fixture, "members.csv", members_csv);
  evaluation = sy_workbook_evaluate_view (fixture->workbook, view, &error);
  g_assert_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_NEEDS);
}

/* --- held against the mean of the row's own period --- */

/* Ten times the mean order is 10 × 112.5 in May, 10 × 1,125 in June. */
static void
test_bulk (Fixture *fixture, gconstpointer data)
{
  static const Case cases[] = {
    { "bulk_transaction_index",
      NULL,
      SY_VIEW_GRAIN_MONTH,
      "2024-05..2024-06",
      SY_CONTRAST_NONE,
      "bulk_transaction_index",
      { 1500. / 2250, 0 },
      2 },
    { "bulk_transaction_index",
      NULL,
      SY_VIEW_GRAIN_MONTH,
      "2024-06",
      SY_CONTRAST_PREVIOUS,
      "bulk_transaction_index_base",
      { 1500. / 2250 },
      1 },
    { "bulk_transaction_index",
      NULL,
      SY_VIEW_GRAIN_NONE,
      "2024-05",
      SY_CONTRAST_NONE,
      "bulk_transaction_index",
      { 1500. / 2250 },
      1 },
    /* A makes ten times of 10 in May; that of B is none of its own. */
    { "bulk_transaction_index",
      "store",
      SY_VIEW_GRAIN_NONE,
      "2024-05",
      SY_CONTRAST_NONE,
      "bulk_transaction_index",
      { 0, 0 },
      2 },
  };
  g_autoptr (GString) csv = g_string_new ("date,order,store,quantity,amount\n2024-05-20,big,B,1,1500\n");

  for (guint i = 0; i < 15; i++)
    g_string_append_printf (csv, "2024-05-%02u,%u,A,1,50\n", i + 1, i);
  g_string_append (csv,
                   "2024-05-21,b1,B,1,0\n2024-05-21,b2,B,1,0\n2024-05-21,b3,B,1,0\n2024-05-21,b4,B,1,0\n");
  for (guint i = 0; i < 8; i++)
    g_string_append_printf (csv, "2024-06-%02u,j%u,A,1,1125\n", i + 23, i);
  bring (fixture, "sales.csv", csv->str);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check (fixture, &cases[i]);
}

/* No list of members: “members” of the library is not the view’s own table of them. */
static void
test_no_members (Fixture *fixture, gconstpointer data)
{
  static const Case test = { "active_member_count",
                             "brand",
                             SY_VIEW_GRAIN_NONE,
                             "2024-05",
                             SY_CONTRAST_NONE,
                             "active_member_count",
                             { 2, 1 },
                             2 };

  bring (fixture, "sales.csv",
         "date,order,customer,brand,quantity,amount\n2024-05-01,1,X,a,1,5\n2024-05-02,2,Y,a,1,5\n"
         "2024-05-03,3,Y,b,1,5\n");
  check (fixture, &test);
}

/* --- groups --- */

/* Orders of 2024-05: 1 600 (no card, store A), 2 500 (card X, A), 3 100 (no card, A), 4 900 in two lines (no
 * card, B); of 2024-06: 5 550 (card Y, A), 6 700 (no card, A); of 2023-05: 7 800 (no card, A), 8 510 (card X,
 * B). A line without an order is none. */
static const char sales_csv[] = "date,order,store,customer,product_id,category,quantity,amount\n"
                                "2024-05-01,1,A,,P1,C,1,600\n"
                                "2024-05-02,2,A,X,P1,C,1,200\n"
                                "2024-05-02,2,A,X,P2,D,1,300\n"
                                "2024-05-03,3,A,,P2,D,1,100\n"
                                "2024-05-31,4,B,,P1,C,2,450\n"
                                "2024-05-31,4,B,,P3,C,1,450\n"
                                "2024-06-01,5,A,Y,P1,C,1,550\n"
                                "2024-06-02,6,A,,P2,D,1,700\n"
                                "2023-05-10,7,A,,P1,C,1,800\n"
                                "2023-05-11,8,B,X,P1,C,1,510\n"
                                "2024-05-04,,A,,P1,C,1,5000\n";
static const Case group_cases[] = {
  /* What did not happen has no largest and no last one; 0 would be an answer. */
  { "max_single_purchase",
    "store",
    SY_VIEW_GRAIN_MONTH,
    "2024-05..2024-06",
    SY_CONTRAST_NONE,
    "max_single_purchase",
    { 600, 700, 900, NAN },
    4 },
  { "recency_days",
    "product_id",
    SY_VIEW_GRAIN_NONE,
    "2024-05",
    SY_CONTRAST_YOY,
    "recency_days_base",
    { 20, NAN, NAN },
    3 },
  /* 2 of 3 from 500 on: 1 and 4 of 1, 2, 4. The data end on 2024-06-02, and so do the bases of that month. */
  { "uncarded_rate", NULL, SY_VIEW_GRAIN_NONE, "2024-05", SY_CONTRAST_NONE, "uncarded_rate", { 2. / 3 }, 1 },
  { "uncarded_rate", NULL, SY_VIEW_GRAIN_NONE, "2024-05", SY_CONTRAST_YOY, "uncarded_rate_base", { 0.5 }, 1 },
  { "uncarded_rate",
    NULL,
    SY_VIEW_GRAIN_NONE,
    "2024-06",
    SY_CONTRAST_PREVIOUS,
    "uncarded_rate_base",
    { 0.5 },
    1 },
  { "uncarded_rate", NULL, SY_VIEW_GRAIN_NONE, "2024-06", SY_CONTRAST_NONE, "uncarded_rate", { 0.5 }, 1 },
  { "uncarded_rate",
    "store",
    SY_VIEW_GRAIN_NONE,
    "2024-05",
    SY_CONTRAST_NONE,
    "uncarded_rate",
    { 0.5, 1 },
    2 },
  { "uncarded_rate",
    "store",
    SY_VIEW_GRAIN_NONE,
    "2024-05",
    SY_CONTRAST_YOY,
    "uncarded_rate_base",
    { 1, 0 },
    2 },
  { "uncarded_rate",
    NULL,
    SY_VIEW_GRAIN_MONTH,
    "2024-05..2024-06",
    SY_CONTRAST_NONE,
    "uncarded_rate",
    { 2. / 3, 0.5 },
    2 },
  { "uncarded_rate",
    NULL,
    SY_VIEW_GRAIN_MONTH,
    "2024-05..2024-06",
    SY_CONTRAST_PREVIOUS,
    "uncarded_rate_base",
    { NAN, 0.5 },
    2 },
  { "uncarded_rate",
    NULL,
    SY_VIEW_GRAIN_MONTH,
    "2024-05..2024-06",
    SY_CONTRAST_FIXED,
    "uncarded_rate_base",
    { 2. / 3, 2. / 3 },
    2 },
  { "uncarded_rate",
    "store",
    SY_VIEW_GRAIN_MONTH,
    "2024-05..2024-06",
    SY_CONTRAST_NONE,
    "uncarded_rate",
    { 0.5, 0.5, 1, NAN },
    4 },
  { "uncarded_rate",
    "store",
    SY_VIEW_GRAIN_MONTH,
    "2024-05",
    SY_CONTRAST_YOY,
    "uncarded_rate_base",
    { 1, 0 },
    2 },
  /* Σ/Σ of the stores */
  { "uncarded_rate",
    "store",
    SY_VIEW_GRAIN_NONE,
    "2024-05",
    SY_CONTRAST_MEAN,
    "uncarded_rate_base",
    { 2. / 3, 2. / 3 },
    2 },
  { "uncarded_rate", NULL, SY_VIEW_GRAIN_NONE, "", SY_CONTRAST_NONE, "uncarded_rate", { 4. / 7 }, 1 },
  { "max_single_purchase",
    NULL,
    SY_VIEW_GRAIN_NONE,
    "2024-05",
    SY_CONTRAST_NONE,
    "max_single_purchase",
    { 900 },
    1 },
  { "max_single_purchase",
    "category",
    SY_VIEW_GRAIN_NONE,
    "2024-05",
    SY_CONTRAST_NONE,
    "max_single_purchase",
    { 900, 300 },
    2 },
  { "max_single_purchase",
    NULL,
    SY_VIEW_GRAIN_DAY,
    "2024-05-01..2024-05-03",
    SY_CONTRAST_NONE,
    "max_single_purchase",
    { 600, 500, 100 },
    3 },
  { "max_single_purchase",
    NULL,
    SY_VIEW_GRAIN_MONTH,
    "2024-05",
    SY_CONTRAST_YOY,
    "max_single_purchase_base",
    { 800 },
    1 },
  /* 364 days before May lie 2023-05-03 to 2023-05-31. */
  { "max_single_purchase",
    NULL,
    SY_VIEW_GRAIN_MONTH,
    "2024-05",
    SY_CONTRAST_YOY_WEEKDAY,
    "max_single_purchase_base",
    { 800 },
    1 },
  /* X bought of C and of D; Y of one */
  { "cross_purchase_rate",
    NULL,
    SY_VIEW_GRAIN_MONTH,
    "2024-05..2024-06",
    SY_CONTRAST_NONE,
    "cross_purchase_rate",
    { 1, 0 },
    2 },
  { "cross_purchase_rate",
    NULL,
    SY_VIEW_GRAIN_NONE,
    "2024",
    SY_CONTRAST_NONE,
    "cross_purchase_rate",
    { 0.5 },
    1 },
};

static void
test_groups (Fixture *fixture, gconstpointer data)
{
  bring (fixture, "sales.csv", sales_csv);
  for (guint i = 0; i < G_N_ELEMENTS (group_cases); i++)
    {
      g_test_message ("case %u", i);
      check (fixture, &group_cases[i]);
    }
}

/* The whole has groups of its own: a customer of two stores is one. */
static void
test_whole (Fixture *fixture, gconstpointer data)
{
  static const Case test = {
    "cross_purchase_rate", "store", SY_VIEW_GRAIN_NONE, "2024", SY_CONTRAST_NONE, "", { 0 }, 0
  };
  g_autoptr (SyView) view = make_view (&test);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autoptr (SyTable) table = NULL;
  g_autoptr (SyFrame) frame = NULL;

  bring (fixture, "sales.csv",
         "date,order,store,customer,category,quantity,amount\n"
         "2024-05-01,1,A,X,C,1,1\n"
         "2024-05-02,2,B,X,D,1,1\n");
  evaluation = sy_workbook_evaluate_view (fixture->workbook, view, &error);
  g_assert_no_error (error);
  table = sy_evaluation_get_table (evaluation, "view_whole", NULL, &error);
  g_assert_no_error (error);
  frame = sy_table_read_all (table, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (
      sy_frame_get_double (frame, (guint) sy_table_find_column (table, "cross_purchase_rate") + 1, 0), ==, 1);
}

/* The stock of a day is the last one counted: 30 from 2024-04-30 on (P1 10 in store A, P2 20 in B), 70 from
 * 2024-06-30 on (P1 in A). */
static const char inventory_csv[] = "date,store,product_id,quantity,cost_amount\n"
                                    "2024-04-30,A,P1,1,10\n"
                                    "2024-04-30,B,P2,1,20\n"
                                    "2024-06-30,A,P1,7,70\n";
#define TOP "top10_stock_share"
static const Case stock_cases[] = {
  { TOP, NULL, SY_VIEW_GRAIN_NONE, "2024-05", SY_CONTRAST_NONE, TOP "_top10_stock", { 30 }, 1 },
  { TOP, NULL, SY_VIEW_GRAIN_NONE, "2024-06", SY_CONTRAST_NONE, TOP "_top10_stock", { 70 }, 1 },
  /* In May nothing was counted: it is as it was. */
  { TOP,
    NULL,
    SY_VIEW_GRAIN_MONTH,
    "2024-04..2024-06",
    SY_CONTRAST_NONE,
    TOP "_top10_stock",
    { 30, 30, 70 },
    3 },
  { TOP, NULL, SY_VIEW_GRAIN_QUARTER, "2024-Q2", SY_CONTRAST_NONE, TOP "_top10_stock", { 70 }, 1 },
  { TOP,
    NULL,
    SY_VIEW_GRAIN_DAY,
    "2024-06-29..2024-06-30",
    SY_CONTRAST_NONE,
    TOP "_top10_stock",
    { 30, 70 },
    2 },
  { TOP, NULL, SY_VIEW_GRAIN_MONTH, "2024-06", SY_CONTRAST_PREVIOUS, TOP "_base_top10_stock", { 30 }, 1 },
  { TOP, NULL, SY_VIEW_GRAIN_MONTH, "2024-06", SY_CONTRAST_YOY, TOP "_base", { NAN }, 1 },
  { TOP,
    "store",
    SY_VIEW_GRAIN_MONTH,
    "2024-05..2024-06",
    SY_CONTRAST_NONE,
    TOP "_top10_stock",
    { 10, 70, 20, 0 },
    4 },
  /* Not a row of the file is of May: both stores had something all the same. */
  { TOP, "store", SY_VIEW_GRAIN_NONE, "2024-05", SY_CONTRAST_NONE, TOP "_top10_stock", { 10, 20 }, 2 },
};

static void
test_stock (Fixture *fixture, gconstpointer data)
{
  bring (fixture, "inventory.csv", inventory_csv);
  for (guint i = 0; i < G_N_ELEMENTS (stock_cases); i++)
    {
      g_test_message ("case %u", i);
      check (fixture, &stock_cases[i]);
    }
}

/* A formula that somebody typed reads what the library knows of a source. */
static void
test_typed (Fixture *fixture, gconstpointer data)
{
  static const Case test = {
    "=IF(first_snapshot<=period_end,SUMIFS(inventory[cost_amount],inventory[date],\"<=\"&period_end,"
    "inventory[next_date],\">\"&period_end),NA())",
    NULL,
    SY_VIEW_GRAIN_MONTH,
    "2024-04..2024-06",
    SY_CONTRAST_NONE,
    "m1",
    { 30, 30, 70 },
    3
  };

  bring (fixture, "inventory.csv", inventory_csv);
  check (fixture, &test);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/view-groups/masters", test_masters);
  ADD ("/view-groups/masters-by-sales", test_masters_by_sales);
  ADD ("/view-groups/no-period", test_no_period);
  ADD ("/view-groups/bulk", test_bulk);
  ADD ("/view-groups/no-members", test_no_members);
  ADD ("/view-groups/groups", test_groups);
  ADD ("/view-groups/whole", test_whole);
  ADD ("/view-groups/stock", test_stock);
  ADD ("/view-groups/typed", test_typed);
  return g_test_run ();
}
