/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The worked examples of the methods on goods come out of the templates that ship. */
#include "config.h"

#include "method-fixture.h"

typedef struct
{
  const char *id, *class, *key, *two, *four;
  double cumulative;
} ClassRow;

/* C1, C2 and C3 on the same ten values: ABC, key items, and classes by the mean of one and of two levels. */
static const ClassRow class_rows[] = {
  { "P1", "A", "key", "Upper", "Upper of the upper", .4 },
  { "P2", "A", "key", "Upper", "Lower of the upper", .65 },
  { "P3", "A", "key", "Upper", "Lower of the upper", .77 },
  { "P4", "B", "key", "Lower", "Upper of the lower", .85 },
  { "P5", "B", "", "Lower", "Upper of the lower", .91 },
  { "P6", "C", "", "Lower", "Upper of the lower", .95 },
  { "P7", "C", "", "Lower", "Lower of the lower", .975 },
  { "P8", "C", "", "Lower", "Lower of the lower", .99 },
  { "P9", "C", "", "Lower", "Lower of the lower", 1. },
  { "P10", "C", "", "Lower", "Lower of the lower", 1. },
};

static void
test_abc (gconstpointer data)
{
  gboolean is_two_levels = GPOINTER_TO_INT (data);
  g_autoptr (Job) job = open_vector ("abc.csv", "abc");

  set (job, "mean_levels", is_two_levels ? "2" : "1");
  evaluate (job);
  g_autoptr (SyFrame) abc = read_table (job, "abc");
  g_assert_cmpint (sy_frame_get_n_rows (abc), ==, G_N_ELEMENTS (class_rows));
  for (guint i = 0; i < G_N_ELEMENTS (class_rows); i++)
    {
      const ClassRow *row = &class_rows[i];

      g_assert_cmpstr (get_text (abc, "sku", i), ==, row->id);
      g_assert_cmpstr (get_text (abc, "class", i), ==, row->class);
      g_assert_cmpstr (get_text (abc, "key", i), ==, row->key);
      g_assert_cmpstr (get_text (abc, "mean_class", i), ==, is_two_levels ? row->four : row->two);
      assert_near (row->id, get_cell (abc, "cumulative", i), row->cumulative, 1e-12);
    }
  assert_value (job, "abc_mean", 100., 1e-12);
  assert_value (job, "key_items", 4, 0.);
  assert_value (job, "key_item_share", .4, 1e-12);
  assert_value (job, "key_value_share", .85, 1e-12);
}

/* C5. */
static void
test_long_tail (void)
{
  g_autoptr (Job) job = open_vector ("long-tail.csv", "long-tail");

  evaluate (job);
  assert_value (job, "head_items", 4, 0.);
  assert_value (job, "head_share", .5789, 5e-5);
  assert_value (job, "tail_share", .4211, 5e-5);
  assert_value (job, "items_first", 3, 0.);
  assert_value (job, "tail_gini", .4939, 5e-5);
  assert_value (job, "tail_slope", -.9994, 5e-5);
}

/* I1: days of stock, turnover, safety stock and reorder point of twenty-eight days. */
static void
test_stock (void)
{
  g_autoptr (Job) job = open_vector ("stock-sales.csv", "stock");

  add_vector (job, "stock-counts.csv");
  evaluate (job);
  g_autoptr (SyFrame) items = read_table (job, "stock_items");
  assert_near ("pace", get_cell (items, "pace", 0), 200., 1e-12);
  assert_near ("spread", get_cell (items, "spread", 0), 20., 1e-9);
  assert_near ("days of stock", get_cell (items, "days_of_stock", 0), 11., 1e-12);
  assert_near ("turnover", get_cell (items, "turnover", 0), 2.8, 1e-12);
  assert_near ("safety stock", get_cell (items, "safety", 0), 98.69, .005);
  assert_near ("reorder point", get_cell (items, "reorder_point", 0), 1898.69, .005);
  assert_value (job, "year_turnover", 36.5, 1e-9);
}

/* I1 with a lead time that varies by a day; and more on order than is wanted: nothing is suggested. */
static void
test_stock_lead_time (void)
{
  g_autoptr (Job) job = open_vector ("stock-sales.csv", "stock");

  add_vector (job, "stock-counts.csv");
  set (job, "lead_spread", "1");
  load_input (job, "on_order", "on-order.csv");
  evaluate (job);
  g_autoptr (SyFrame) items = read_table (job, "stock_items");
  assert_near ("safety stock", get_cell (items, "safety", 0), 343.47, .005);
  assert_near ("suggested", get_cell (items, "suggested", 0), 0., 0.);
}

/* I2: the structure index of four categories. */
static void
test_stock_structure (void)
{
  static const struct
  {
    const char *category;
    double share, sales_share, index;
    const char *judgement;
  } rows[] = { { "外套", .4, .25, 1.6, "too much" },
               { "裤装", .3, .35, .8571, "" },
               { "鞋", .2, .25, .8, "" },
               { "配件", .1, .15, .6667, "too little" } };
  g_autoptr (Job) job = open_vector ("structure-sales.csv", "stock");

  add_vector (job, "structure-counts.csv");
  evaluate (job);
  g_autoptr (SyFrame) cut = read_table (job, "cut_category");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 row = find_row (cut, "category", rows[i].category);

      assert_near ("share", get_cell (cut, "share", row), rows[i].share, 1e-12);
      assert_near ("sales share", get_cell (cut, "sales_share", row), rows[i].sales_share, 1e-12);
      assert_near ("index", get_cell (cut, "structure_index", row), rows[i].index, 5e-5);
      g_assert_cmpstr (get_text (cut, "judgement", row), ==, rows[i].judgement);
    }
}

/* G1, from typed market data and without any source. */
static void
test_growth_share (void)
{
  static const struct
  {
    const char *product;
    double growth, relative_share;
    const char *class;
  } rows[] = { { "A", .2, 2., "Star" },
               { "B", -.1, .4, "Dog" },
               { "C", .3, .125, "Question mark" },
               { "D", -.02, 1., "Cash cow" } };
  g_autoptr (Job) job = open_job (NULL, "growth-share");

  load_input (job, "market_products", "market-products.csv");
  evaluate (job);
  g_autoptr (SyFrame) matrix = read_table (job, "market_matrix");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_cmpstr (get_text (matrix, "product", i), ==, rows[i].product);
      assert_near ("growth", get_cell (matrix, "growth", i), rows[i].growth, 1e-12);
      assert_near ("relative share", get_cell (matrix, "relative_share", i), rows[i].relative_share, 1e-12);
      g_assert_cmpstr (get_text (matrix, "class", i), ==, rows[i].class);
    }
}

/* G3: by two prices, the textbook’s, and by four levels; weekdays weigh alike here. NaN: not to be had. */
typedef struct
{
  const char *file;
  double arc, midpoint, log;
} ElasticityCase;

static const ElasticityCase elasticity_cases[] = {
  { "elasticity-two.csv", -1.5, -1.1739, NAN },
  { "elasticity-textbook.csv", -.6667, -1., NAN },
  { "elasticity-four.csv", NAN, NAN, -1.2856 },
};

static void
test_elasticity (gconstpointer data)
{
  const ElasticityCase *c = data;
  g_autoptr (Job) job = open_vector (c->file, "elasticity");

  evaluate (job);
  if (isnan (c->log))
    {
      assert_value (job, "arc_elasticity", c->arc, 5e-5);
      assert_value (job, "midpoint_elasticity", c->midpoint, 5e-5);
      g_assert_true (isnan (get_value (job, "log_elasticity")));
    }
  else
    assert_value (job, "log_elasticity", c->log, 5e-5);
}

/* One price only: there is no elasticity, and no error. */
static void
test_one_price (void)
{
  g_autoptr (Job) job = open_vector ("abc.csv", "elasticity");

  evaluate (job);
  g_assert_true (isnan (get_value (job, "midpoint_elasticity")));
  g_assert_true (isnan (get_value (job, "log_elasticity")));
}

/* G5, with a product that was bought and never sold. */
static void
test_purchase (void)
{
  static const struct
  {
    const char *category;
    double purchase_share, sales_share, match;
  } rows[] = { { "Coats", .3, .24, 1.25 }, { "Trousers", .45, .47, .9574 }, { "Shoes", .25, .29, .8621 } };
  g_autoptr (Job) job = open_vector ("purchase-sales.csv", "purchase");

  add_vector (job, "purchases.csv");
  evaluate (job);
  g_autoptr (SyFrame) categories = read_table (job, "purchase_categories");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 row = find_row (categories, "category", rows[i].category);

      assert_near ("purchases", get_cell (categories, "purchase_share", row), rows[i].purchase_share, 1e-12);
      assert_near ("sales", get_cell (categories, "sales_share", row), rows[i].sales_share, 1e-12);
      assert_near ("match", get_cell (categories, "match", row), rows[i].match, 5e-5);
    }
  assert_value (job, "overall_match", .94, 1e-12);
  assert_value (job, "breadth", 3, 0.);
  assert_value (job, "purchase_width", 4, 0.);
  assert_value (job, "purchase_depth", 25, 1e-12);
  assert_value (job, "unsold_skus", 1, 0.);
  g_autoptr (SyFrame) unsold = read_table (job, "mismatches");
  g_assert_cmpstr (get_text (unsold, "sku", 0), ==, "A2");
}

/* The three formulas, without any source. */
static void
test_pricing (void)
{
  g_autoptr (Job) job = open_job (NULL, "pricing");

  evaluate (job);
  assert_value (job, "cost_plus_price", 90., 1e-9);
  assert_value (job, "margin_price", 100., 1e-9);
  assert_value (job, "target_price", 90., 1e-9);
  g_assert_true (isnan (get_value (job, "competitive_price")));
}

/* A margin of the whole price, and nothing to be sold: no price, no error. */
static void
test_pricing_impossible (void)
{
  g_autoptr (Job) job = open_job (NULL, "pricing");

  set (job, "margin", "1");
  set (job, "target_quantity", "0");
  evaluate (job);
  g_assert_true (isnan (get_value (job, "margin_price")));
  g_assert_true (isnan (get_value (job, "target_price")));
}

/* 6.7, a hundredth of the example: 25 units in 10 baskets, 9 of them in 3 with tea. What came back is no
 * basket. */
static void
test_basket (void)
{
  g_autoptr (Job) job = open_vector ("baskets.csv", "basket");

  evaluate (job);
  assert_value (job, "basket_count", 10, 0.);
  assert_value (job, "basket_coefficient", 2.5, 1e-12);
  g_autoptr (SyFrame) goods = read_table (job, "basket_goods");
  gint64 tea = find_row (goods, "sku", "Tea");
  assert_near ("coefficient", get_cell (goods, "coefficient", tea), 3., 1e-12);
  assert_near ("popularity", get_cell (goods, "popularity", tea), .9, 1e-12);
  assert_near ("occurrence", get_cell (goods, "occurrence", tea), .3, 1e-12);
}

/* Q6: typed in any order, it comes out sorted, with cumulative shares. */
static void
test_importance_curve (void)
{
  static const double values[] = { 68, 14, 9, 5, 3, 1 };
  static const double cumulative[] = { .68, .82, .91, .96, .99, 1. };
  g_autoptr (Job) job = open_job (NULL, "importance-curve");

  load_input (job, "curve_items", "curve-items.csv");
  evaluate (job);
  g_autoptr (SyFrame) curve = read_table (job, "curve");
  g_assert_cmpstr (get_text (curve, "name", 0), ==, "业务代表态度");
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      assert_near ("value", get_cell (curve, "value", i), values[i], 0.);
      assert_near ("cumulative", get_cell (curve, "cumulative", i), cumulative[i], 1e-12);
    }
  /* .68 − 1/6 = .513, .82 − 2/6 = .487: the first is the farthest above the diagonal. */
  assert_value (job, "curve_knee", 1, 0.);
}

/* A product in two places of the tree and a facet with two values are told; each product is in one class of
 * each kind. */
static void
test_goods_classes (void)
{
  static const char *const sums[] = { "tree_level_1", "tree_paths", "price_classes", "profit_classes",
                                      "life_classes" };
  g_autoptr (Job) job = open_vector ("abc.csv", "goods-classes");

  load_input (job, "class_tree", "class-tree.csv");
  load_input (job, "facets", "facets.csv");
  evaluate (job);
  assert_value (job, "class_products", 10, 0.);
  assert_value (job, "placed_twice", 1, 0.);
  assert_value (job, "not_placed", 7, 0.);
  assert_value (job, "facet_twice", 2, 0.);
  g_autoptr (SyFrame) goods = read_table (job, "class_goods");
  g_assert_cmpstr (get_text (goods, "path", find_row (goods, "sku", "P1")), ==,
                   "Food › Drinks › Tea › Green › Longjing");
  for (guint i = 0; i < G_N_ELEMENTS (sums); i++)
    {
      g_autoptr (SyFrame) frame = read_table (job, sums[i]);
      double products = 0.;

      for (gint64 j = 0; j < sy_frame_get_n_rows (frame); j++)
        products += get_cell (frame, "products", j);
      assert_near (sums[i], products, 10., 0.);
    }
}

/* 6.3: thirds of the width, and of the units. */
static void
test_price_thirds (gconstpointer data)
{
  gboolean by_units = GPOINTER_TO_INT (data);
  static const double by_width[] = { 840, 90, 70 };
  static const double of_units[] = { 120, 720, 160 }; /* cumulative 120, 420, 840 of 1000: bounds 79 and 99 */
  g_autoptr (Job) job = open_vector ("prices.csv", "price-thirds");

  set (job, "thirds_by_units", by_units ? "TRUE" : "FALSE");
  evaluate (job);
  assert_value (job, "first_bound", by_units ? 79. : 105.67, .005);
  assert_value (job, "second_bound", by_units ? 99. : 152.33, .005);
  g_autoptr (SyFrame) thirds = read_table (job, "thirds");
  for (gint64 i = 0; i < 3; i++)
    assert_near ("units", get_cell (thirds, "quantity", i), by_units ? of_units[i] : by_width[i], 0.);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/methods-goods/abc/two-classes", GINT_TO_POINTER (FALSE), test_abc);
  g_test_add_data_func ("/methods-goods/abc/four-classes", GINT_TO_POINTER (TRUE), test_abc);
  g_test_add_func ("/methods-goods/long-tail", test_long_tail);
  g_test_add_func ("/methods-goods/stock", test_stock);
  g_test_add_func ("/methods-goods/stock/lead-time", test_stock_lead_time);
  g_test_add_func ("/methods-goods/stock/structure", test_stock_structure);
  g_test_add_func ("/methods-goods/growth-share", test_growth_share);
  for (guint i = 0; i < G_N_ELEMENTS (elasticity_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/methods-goods/elasticity/%s", elasticity_cases[i].file);

      g_test_add_data_func (path, &elasticity_cases[i], test_elasticity);
    }
  g_test_add_func ("/methods-goods/elasticity/one-price", test_one_price);
  g_test_add_func ("/methods-goods/purchase", test_purchase);
  g_test_add_func ("/methods-goods/pricing", test_pricing);
  g_test_add_func ("/methods-goods/pricing/impossible", test_pricing_impossible);
  g_test_add_func ("/methods-goods/basket", test_basket);
  g_test_add_func ("/methods-goods/importance-curve", test_importance_curve);
  g_test_add_func ("/methods-goods/goods-classes", test_goods_classes);
  g_test_add_data_func ("/methods-goods/price-thirds/width", GINT_TO_POINTER (FALSE), test_price_thirds);
  g_test_add_data_func ("/methods-goods/price-thirds/units", GINT_TO_POINTER (TRUE), test_price_thirds);
  return g_test_run ();
}
