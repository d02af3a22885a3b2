/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What indicators read of a list that the sales name: their category stands with the products only. The data
 * are small enough to count by hand. */
#include "config.h"

#include "sy-view.h"
#include "workbook-fixture.h"

/* May: X buys shirts and hats, Y a shirt and something that is on no list; June: hats for 40. */
static const char sales_csv[] = "date,order,customer,product_id,quantity,amount\n"
                                "2024-05-01,1,X,P1,1,60\n2024-05-01,1,X,P2,1,20\n"
                                "2024-05-02,2,Y,P1,2,120\n2024-05-03,3,Y,P9,1,50\n"
                                "2024-06-01,4,X,P2,2,40\n";
static const char products_csv[] = "product_id,product_name,category\nP1,Polo,Shirts\nP2,Cap,Hats\n";

static void
bring (Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = fixture_write_file (fixture, name, text);

  fixture_import (fixture->workbook, path);
}

static SyFrame *
read_view (Fixture *fixture, SyView *view, const char *column, guint *index)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEvaluation) evaluation = sy_workbook_evaluate_view (fixture->workbook, view, &error);
  g_autoptr (SyTable) table = NULL;
  SyFrame *frame;

  g_assert_no_error (error);
  table = sy_evaluation_get_table (evaluation, "view", NULL, &error);
  g_assert_no_error (error);
  frame = sy_table_read_all (table, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sy_table_find_column (table, column), >=, 0);
  *index = (guint) sy_table_find_column (table, column) + 1;
  return frame;
}

static SyView *
make_view (const char *indicator, const char *dimension, const char *period)
{
  SyView *view = sy_view_new ();
  const char *indicators[] = { indicator, NULL };
  const char *dimensions[] = { dimension, NULL };
  g_autoptr (GError) error = NULL;

  sy_view_set_indicators (view, indicators);
  sy_view_set_dimensions (view, dimensions);
  g_assert_true (sy_view_set_period (view, period, &error));
  g_assert_no_error (error);
  return view;
}

static void
test_listed (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *indicator, *period;
    double expected;
  } cases[] = {
    { "cross_purchase_rate", "2024-05", 1. / 2 },
    { "category_mix_share", "", 60. / 290 },
    { "category_mix_share", "2024-06", 1 },
    { "=SUMIFS(sales[amount],sales[category],\"Shirts\")", "", 180 },
  };

  bring (fixture, "sales.csv", sales_csv);
  g_assert_false (sy_view_is_at_hand (fixture->workbook, "sales.category"));
  bring (fixture, "products.csv", products_csv);
  g_assert_true (sy_view_is_at_hand (fixture->workbook, "sales.category"));
  g_assert_true (sy_view_is_at_hand (fixture->workbook, "sales.amount"));
  g_assert_false (sy_view_is_at_hand (fixture->workbook, "sales.channel"));
  g_assert_false (sy_view_is_at_hand (fixture->workbook, "traffic"));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SyView) view = make_view (cases[i].indicator, NULL, cases[i].period);
      const char *column = *cases[i].indicator == '=' ? "m1" : cases[i].indicator;
      g_autoptr (GError) error = NULL;
      g_autoptr (SyEvaluation) evaluation = NULL;
      g_autoptr (SyFrame) frame = NULL;
      guint index;

      evaluation = sy_workbook_evaluate_view (fixture->workbook, view, &error);
      g_assert_no_error (error);
      /* The categories to choose from are those of the list. */
      if (g_str_equal (cases[i].indicator, "category_mix_share"))
        g_assert_true (sy_evaluation_set_parameter (evaluation, "item_category", "Hats", &error));
      g_assert_no_error (error);
      frame = read_view (fixture, view, column, &index);
      g_assert_cmpfloat_with_epsilon (sy_frame_get_double (frame, index, 0), cases[i].expected, 1e-12);
    }
}

/* By a dimension with blank members, whose column is called otherwise. */
static void
test_sort_by_dimension (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *sort;
    double first;
  } cases[] = { { "category", 50 }, { "-category", 180 } };

  bring (fixture, "sales.csv", sales_csv);
  bring (fixture, "products.csv", products_csv);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SyView) view = make_view ("sales_amount", "category", "");
      g_autoptr (SyFrame) frame = NULL;
      guint index;

      sy_view_set_sort (view, cases[i].sort);
      frame = read_view (fixture, view, "sales_amount", &index);
      g_assert_cmpint (sy_frame_get_n_rows (frame), ==, 3);
      g_assert_cmpfloat (sy_frame_get_double (frame, index, 0), ==, cases[i].first);
    }
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/view-library/listed", test_listed);
  ADD ("/view-library/sort-by-dimension", test_sort_by_dimension);
  return g_test_run ();
}
