/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Indicators of a few rows that can be added up by hand: who counts as a buyer, ties at the edge of the top
 * ten, prices at a threshold, cancelled cards. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sy-view.h"
#include "workbook-fixture.h"

/* Three buyers: M1 with two orders, M2, and the nameless one of order 4; order 5 is a return only. */
static const char buyers_csv[] = "date,order,product code,product,customer,quantity,amount\n"
                                 "2024-06-01,1,a,a,M1,1,10\n2024-06-02,2,a,a,M1,1,10\n"
                                 "2024-06-03,3,b,b,M2,2,40\n2024-06-04,4,b,b,,1,20\n"
                                 "2024-06-05,5,b,b,,-1,-20\n";
static const char nameless_csv[] = "date,order,quantity,amount\n2024-06-01,1,1,10\n2024-06-01,1,1,10\n"
                                   "2024-06-02,2,1,40\n";
/* 2.09 is 95 % of 2.20, and 5.81 is 70 % of 8.30; the quotients of binary numbers lie below. */
static const char prices_csv[] = "date,order,quantity,tag price,price,amount\n"
                                 "2024-06-01,1,1,2.20,2.09,2.09\n2024-06-01,2,1,8.30,5.81,5.81\n"
                                 "2024-06-02,3,2,8.30,8.30,16.60\n2024-06-02,4,-1,8.30,8.30,-8.30\n";
static const char members_csv[] = "会员卡号,入会日期,出生日期,会员状态\nM1,2020-01-01,1990-06-30,正常\n"
                                  "M2,2021-01-01,1950-01-01,已注销\n";
/* Tops from 10 to 40: 30 is on the bound, so in the middle. Socks from 1 to 4: 4 is high, though no top is
 * that cheap. Gifts have one price, which is in the middle. */
static const char thirds_csv[] = "date,order,product code,category,quantity,price,amount\n"
                                 "2024-06-01,1,a,clothes,1,10,10\n2024-06-01,2,b,clothes,2,40,80\n"
                                 "2024-06-01,3,c,clothes,1,30,30\n2024-06-02,4,d,clothes,1,1,1\n"
                                 "2024-06-02,5,e,clothes,10,4,40\n2024-06-02,6,f,gifts,1,90,90\n"
                                 "2024-06-02,7,g,gifts,1,90,90\n2024-06-03,8,b,clothes,-1,40,-40\n";
static const char plain_thirds_csv[] = "date,order,quantity,price,amount\n"
                                       "2024-06-01,1,1,10,10\n2024-06-01,2,2,40,80\n"
                                       "2024-06-01,3,1,30,30\n2024-06-02,4,1,1,1\n"
                                       "2024-06-02,5,10,4,40\n2024-06-02,6,2,90,180\n"
                                       "2024-06-03,8,-1,40,-40\n";
/* What is not on the list, or has no subcategory there, goes by its category. */
static const char subcategories_csv[] = "商品编码,商品名称,大类,小类,吊牌价\na,a,clothes,tops,40\n"
                                        "b,b,clothes,tops,40\nc,c,clothes,tops,40\nd,d,clothes,socks,4\n"
                                        "e,e,clothes,socks,4\nf,f,gifts,,90\n";

static const struct
{
  const char *name, *sales, *list, *indicator;
  double want;
} cases[] = {
  { "buyers-are-customers", buyers_csv, NULL, "avg_customer_spend", 60. / 3 },
  { "orders-stand-for-buyers", nameless_csv, NULL, "avg_customer_spend", 60. / 2 },
  { "orders-are-orders", buyers_csv, NULL, "avg_order_value", 60. / 4 },
  { "full-price-at-the-threshold", prices_csv, NULL, "full_price_share", (2.09 + 16.60 - 8.30) / 16.20 },
  { "special-price-at-the-threshold", prices_csv, NULL, "special_price_share", 0 },
  { "high-price-by-subcategory", thirds_csv, subcategories_csv, "high_price_share", (80. + 40 - 40) / 301 },
  { "high-price-by-category", thirds_csv, NULL, "high_price_share", (80. + 30 - 40) / 301 },
  { "high-price-without-classes", plain_thirds_csv, NULL, "high_price_share", 180. / 301 },
  { "price-point-of-what-was-sold", prices_csv, NULL, "price_point_share", 2. / 4 },
  { "cancelled-card", buyers_csv, members_csv, "active_member_count", 1 },
  { "cards-without-a-list", buyers_csv, NULL, "active_member_count", 2 },
  { "age-of-those-who-stay", buyers_csv, members_csv, "avg_member_age", 34 },
};

static double
compute (Fixture *fixture, const char *indicator)
{
  const char *const ids[] = { indicator, NULL };
  g_autoptr (SyView) view = sy_view_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autoptr (SyTable) table = NULL;
  g_autoptr (SyFrame) frame = NULL;

  sy_view_set_indicators (view, ids);
  g_assert_true (sy_view_set_period (view, "2024-06", &error));
  evaluation = sy_workbook_evaluate_view (fixture->workbook, view, &error);
  g_assert_no_error (error);
  table = sy_evaluation_get_table (evaluation, "view", NULL, &error);
  g_assert_no_error (error);
  frame = sy_table_read_all (table, NULL, &error);
  g_assert_no_error (error);
  return sy_frame_get_double (frame, (guint) sy_table_find_column (table, indicator) + 1, 0);
}

static void
bring (Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = fixture_write_file (fixture, name, text);

  fixture_import (fixture->workbook, path);
}

static void
test_value (Fixture *fixture, gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  double epsilon = g_str_equal (cases[i].indicator, "avg_member_age") ? 0.01 : 1e-9;

  bring (fixture, "sales.csv", cases[i].sales);
  if (cases[i].list)
    bring (fixture, "list.csv", cases[i].list);
  g_assert_cmpfloat_with_epsilon (compute (fixture, cases[i].indicator), cases[i].want, epsilon);
}

/* Twelve products and customers that sold the same: the top ten are ten of them. */
static void
test_ties (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("date,order,product code,customer,quantity,amount\n");

  for (guint i = 0; i < 12; i++)
    g_string_append_printf (text, "2024-06-%02u,%u,P%u,M%u,1,5\n", i + 1, i, i, i);
  bring (fixture, "sales.csv", text->str);
  g_assert_cmpfloat_with_epsilon (compute (fixture, "top10_sales_share"), 10. / 12, 1e-9);
  g_assert_cmpfloat_with_epsilon (compute (fixture, "key_customer_share"), 10. / 12, 1e-9);
}

/* --- by store --- */

static const char shops_csv[] = "门店名称,区域,开业日期\nA,东,2020-01-01\nB,西,2020-01-01\nC,西,2020-01-01\n";
static const char shop_sales_csv[] = "date,order,store,quantity,amount\n2024-06-01,1,A,1,90\n"
                                     "2024-06-01,2,B,1,50\n2024-06-01,3,Z,1,5\n";
static const char targets_csv[] =
    "指标,考核对象,开始日期,结束日期,目标值\n销售额,A,2024-06-01,2024-06-30,100\n"
    "销售额,B,2024-06-01,2024-06-30,40\n销售额,C,2024-06-01,2024-06-30,20\n"
    "销售额,公司,2024-06-01,2024-06-30,160\n";

/* The column @name of the table, by the member that it is for. */
static void
ask_input_by (
    Fixture *fixture, const char *indicator, const char *name, const char *dimension, GHashTable *found)
{
  const char *const ids[] = { indicator, NULL };
  const char *const dimensions[] = { dimension, NULL };
  g_autoptr (SyView) view = sy_view_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autoptr (SyTable) table = NULL;
  g_autoptr (SyFrame) frame = NULL;
  guint column;

  sy_view_set_indicators (view, ids);
  sy_view_set_dimensions (view, dimension ? dimensions : NULL);
  g_assert_true (sy_view_set_period (view, "2024-06", &error));
  evaluation = sy_workbook_evaluate_view (fixture->workbook, view, &error);
  g_assert_no_error (error);
  table = sy_evaluation_get_table (evaluation, "view", NULL, &error);
  frame = sy_table_read_all (table, NULL, &error);
  g_assert_no_error (error);
  column = (guint) sy_table_find_column (table, name) + 1;
  for (gint64 row = 0; row < sy_frame_get_n_rows (frame); row++)
    g_hash_table_insert (found, sy_frame_dup_plain (frame, 1, row), sy_frame_dup_plain (frame, column, row));
}

static void
ask_by (Fixture *fixture, const char *indicator, const char *dimension, GHashTable *found)
{
  ask_input_by (fixture, indicator, indicator, dimension, found);
}

static gboolean
has_value (gpointer key, gpointer value, gpointer wanted)
{
  return g_strcmp0 (value, wanted) == 0;
}

/* Targets say whose they are in a column of their own; a shop that is not on the list covers nothing. */
static void
test_by_store (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *indicator, *dimension, *member, *want;
  } wanted[] = {
    { "sales_completion_rate", "store", "A", "0.9" },   { "sales_completion_rate", "store", "B", "1.25" },
    { "sales_completion_rate", "store", "C", "0" },     { "sales_completion_rate", "store", "Z", NULL },
    { "sales_completion_rate", "region", "东", "0.9" }, { "distribution_coverage", "region", "东", "1" },
    { "distribution_coverage", "region", "西", "0.5" },
  };

  bring (fixture, "sales.csv", shop_sales_csv);
  bring (fixture, "stores.csv", shops_csv);
  bring (fixture, "targets.csv", targets_csv);
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

      ask_by (fixture, wanted[i].indicator, wanted[i].dimension, found);
      g_assert_true (g_hash_table_contains (found, wanted[i].member));
      g_assert_cmpstr (g_hash_table_lookup (found, wanted[i].member), ==, wanted[i].want);
      g_assert_true (g_str_equal (wanted[i].dimension, "region")
                     || !g_hash_table_contains (found, "(blank)"));
    }
  g_assert_cmpfloat_with_epsilon (compute (fixture, "distribution_coverage"), 2. / 3, 1e-9);
}

/* A target of the company that no store has a share of is told in words; the one that the stores' targets add
 * up to is not there. The parts add up to the whole. */
static void
test_unsplit_targets (Fixture *fixture, gconstpointer data)
{
  static const char list[] = "指标,考核对象,开始日期,结束日期,目标值\n"
                             "销售额,A,2024-06-01,2024-06-15,100\n销售额,公司,2024-06-01,2024-06-15,100\n"
                             "销售额,公司,2024-06-16,2024-06-30,45\n";
  static const char *const members[] = { "A", "B", "C", "Z", "(not split by Store)" };
  static const char *const targets[] = { "100", "0", "0", "0", "45" };
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) whole = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  bring (fixture, "sales.csv", shop_sales_csv);
  bring (fixture, "stores.csv", shops_csv);
  bring (fixture, "targets.csv", list);
  ask_input_by (fixture, "sales_completion_rate", "sales_completion_rate_target", "store", found);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    g_assert_cmpstr (g_hash_table_lookup (found, members[i]), ==, targets[i]);
  g_assert_cmpuint (g_hash_table_size (found), ==, G_N_ELEMENTS (members));
  ask_input_by (fixture, "sales_completion_rate", "sales_completion_rate_target", NULL, whole);
  g_assert_cmpuint (g_hash_table_size (whole), ==, 1);
  g_assert_true (g_hash_table_find (whole, has_value, "145"));
}

/* Shops that sold the product, of all shops; a counter Z is on no list. By region, of the shops there. */
static void
test_coverage_of_goods (Fixture *fixture, gconstpointer data)
{
  static const char sold[] = "date,order,store,product,category,quantity,amount\n"
                             "2024-06-01,1,A,tea,drinks,1,9\n2024-06-01,2,B,tea,drinks,1,9\n"
                             "2024-06-02,3,A,cup,things,1,20\n2024-06-02,4,Z,cup,things,1,20\n"
                             "2024-06-03,5,C,cup,things,-1,-20\n2024-06-03,6,C,cola,drinks,1,5\n"
                             "2024-05-31,7,A,fan,things,1,5\n";
  static const struct
  {
    const char *dimension, *member, *want;
    guint n_members;
  } wanted[] = {
    { "product", "tea", "0.6666666666666666", 3 },     { "product", "cup", "0.3333333333333333", 3 },
    { "product", "cola", "0.3333333333333333", 3 },    { "category", "drinks", "1", 2 },
    { "category", "things", "0.3333333333333333", 2 },
  };

  bring (fixture, "sales.csv", sold);
  bring (fixture, "stores.csv", shops_csv);
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

      ask_by (fixture, "distribution_coverage", wanted[i].dimension, found);
      g_assert_cmpstr (g_hash_table_lookup (found, wanted[i].member), ==, wanted[i].want);
      g_assert_cmpuint (g_hash_table_size (found), ==, wanted[i].n_members);
    }
}

/* A product whose name begins with a blank is another than the one without, and can be chosen. */
static void
test_padded_choice (Fixture *fixture, gconstpointer data)
{
  static const char sold[] = "date,order,store,product,quantity,amount\n"
                             "2024-06-01,1,A,\" tea\",3,30\n2024-06-01,2,A,tea,1,7\n"
                             "2024-06-02,3,A,tea,2,14\n2024-06-02,4,A,cup,5,2\n";
  static const struct
  {
    const char *text;
    double want;
  } wanted[] = { { " tea", 3 }, { "tea", 1.5 }, { "  cup ", 5 } };
  const char *const ids[] = { "item_basket_coefficient", NULL };

  bring (fixture, "sales.csv", sold);
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_autoptr (SyView) view = sy_view_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (SyEvaluation) evaluation = NULL;

      sy_view_set_indicators (view, ids);
      evaluation = sy_workbook_evaluate_view (fixture->workbook, view, &error);
      g_assert_no_error (error);
      g_assert_true (sy_evaluation_set_parameter (evaluation, "item", wanted[i].text, &error));
      g_assert_cmpfloat_with_epsilon (compute (fixture, "item_basket_coefficient"), wanted[i].want, 1e-9);
    }
}

#define ADD(path, data, function)                                                                            \
  g_test_add (path, Fixture, data, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/indicator-values/", cases[i].name, NULL);

      ADD (path, GUINT_TO_POINTER (i), test_value);
    }
  ADD ("/indicator-values/ties", NULL, test_ties);
  ADD ("/indicator-values/by-store", NULL, test_by_store);
  ADD ("/indicator-values/coverage-of-goods", NULL, test_coverage_of_goods);
  ADD ("/indicator-values/padded-choice", NULL, test_padded_choice);
  ADD ("/indicator-values/unsplit-targets", NULL, test_unsplit_targets);
  return g_test_run ();
}
