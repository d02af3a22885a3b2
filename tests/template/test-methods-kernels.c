/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The worked examples of association rules, groups of customers and the sales tree come out of the templates,
 * and so do the published rules of a month of groceries. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "method-fixture.h"

/* --- G4 --- */

typedef struct
{
  const char *a, *b;
  double support, a_to_b, b_to_a, lift;
  const char *kind;
} Pair;

static const Pair pairs[] = {
  { "A", "B", 0.5, 0.8333, 0.7143, 1.1905, "weak" },      { "A", "C", 0.3, 0.5, 0.6, 1.0, "weak" },
  { "A", "D", 0.1, 0.1667, 0.3333, 0.5556, "exclusive" }, { "B", "C", 0.2, 0.2857, 0.4, 0.5714, "exclusive" },
  { "B", "D", 0.2, 0.2857, 0.6667, 0.9524, "weak" },      { "C", "D", 0.1, 0.2, 0.3333, 0.6667, "exclusive" },
};

static gint64
find_pair (SyFrame *frame, const char *a, const char *b)
{
  for (gint64 i = 0; i < sy_frame_get_n_rows (frame); i++)
    if (g_strcmp0 (get_text (frame, "a", i), a) == 0 && g_strcmp0 (get_text (frame, "b", i), b) == 0)
      return i;
  g_error ("there is no pair of %s and %s", a, b);
}

/* A line that came back does not make a basket. */
static void
test_pairs (void)
{
  g_autoptr (Job) job = open_vector ("association.csv", "association");
  g_autoptr (SyFrame) frame = NULL;

  set (job, "least_orders", "1");
  set (job, "least_expected", "0");
  evaluate (job);
  frame = read_table (job, "pairs");
  g_assert_cmpint (sy_frame_get_n_rows (frame), ==, G_N_ELEMENTS (pairs));
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      gint64 row = find_pair (frame, pairs[i].a, pairs[i].b);

      assert_near ("support", get_cell (frame, "support", row), pairs[i].support, 1e-12);
      assert_near ("confidence", get_cell (frame, "a_to_b", row), pairs[i].a_to_b, 5.1e-5);
      assert_near ("confidence back", get_cell (frame, "b_to_a", row), pairs[i].b_to_a, 5.1e-5);
      assert_near ("lift", get_cell (frame, "lift", row), pairs[i].lift, 5.1e-5);
      g_assert_cmpstr (get_text (frame, "kind", row), ==, pairs[i].kind);
    }
  assert_value (job, "basket_orders", 10, 0);
  assert_value (job, "exclusive_pairs", 3, 0);
}

static void
test_too_few_orders (void)
{
  g_autoptr (Job) job = open_vector ("association.csv", "association");
  g_autoptr (SyFrame) rules = NULL;

  set (job, "least_orders", "100");
  evaluate (job);
  rules = read_table (job, "rules");
  g_assert_cmpint (sy_frame_get_n_rows (rules), ==, 0);
  assert_value (job, "rules_found", 0, 0);
  assert_value_text (job, "best_rule", "");
}

/* Baskets of June only. */
static void
test_months (void)
{
  g_autoptr (Job) job = open_vector ("association.csv", "association");

  set (job, "rules_from", "2024-06");
  evaluate (job);
  assert_value (job, "basket_orders", 0, 0);
}

/* A file of the supermarket's baskets as sales, or NULL. */
static char *
write_groceries (void)
{
  g_autofree char *from = g_build_filename (g_getenv ("STEELYARD_TEST_DATA"), "data", "sales", "groceries",
                                            "groceries_long.csv", NULL);
  g_autoptr (GString) csv = g_string_new ("date,order,product,amount\n");
  g_autofree char *text = NULL;
  g_auto (GStrv) rows = NULL;
  char *path;

  if (!g_file_get_contents (from, &text, NULL, NULL))
    {
      g_test_skip ("the groceries are not there");
      return NULL;
    }
  rows = g_strsplit (text, "\n", -1);
  for (guint i = 1; rows[i]; i++)
    if (*g_strchomp (rows[i]))
      g_string_append_printf (csv, "2024-05-01,%s,1.00\n", rows[i]);
  path = g_build_filename (g_get_tmp_dir (), "steelyard-groceries.csv", NULL);
  g_assert_true (g_file_set_contents (path, csv->str, -1, NULL));
  return path;
}

/* The fifteen rules of R's arules at support 1 % and confidence 50 %, with the best of them by lift. */
static void
test_groceries (void)
{
  g_autofree char *path = write_groceries ();
  g_autoptr (Job) job = NULL;
  g_autoptr (SyFrame) rules = NULL;

  if (!path)
    return;
  job = open_job (path, "association");
  set (job, "least_confidence", "0.5");
  evaluate (job);
  rules = read_table (job, "rules");
  g_assert_cmpint (sy_frame_get_n_rows (rules), ==, 15);
  g_assert_cmpstr (get_text (rules, "rule", 0), ==, "citrus fruit + root vegetables → other vegetables");
  assert_near ("confidence", get_cell (rules, "confidence", 0), 0.586206896552, 1e-12);
  assert_near ("lift", get_cell (rules, "lift", 0), 3.029608422273, 1e-9);
  assert_near ("last lift", get_cell (rules, "lift", 14), 1.984385421162, 1e-9);
  g_unlink (path);
}

/* --- R5 --- */

typedef struct
{
  const char *k;
  double silhouette, inertia;
  double groups[8]; /* numbered by size */
} Grouping;

static const Grouping groupings[] = {
  { "2", 0.5686, 3.8165, { 2, 2, 2, 1, 1, 1, 1, 1 } },
  { "3", 0.4728, 1.5269, { 3, 2, 2, 2, 1, 1, 1, 1 } },
  { "0", 0.5686, 3.8165, { 2, 2, 2, 1, 1, 1, 1, 1 } },
  { "12", 0.5686, 3.8165, { 2, 2, 2, 1, 1, 1, 1, 1 } }, /* more than customers: the best */
};

static void
test_groups (gconstpointer data)
{
  const Grouping *c = data;
  g_autoptr (Job) job = open_vector ("clusters.csv", "customer-groups");
  g_autoptr (SyFrame) grouped = NULL;

  set (job, "use_recency", "FALSE");
  set (job, "groups_wanted", c->k);
  evaluate (job);
  grouped = read_table (job, "grouped");
  for (gint64 i = 0; i < 8; i++)
    assert_near ("group", get_cell (grouped, "cluster", i), c->groups[i], 0);
  assert_value (job, "groups_silhouette", c->silhouette, 5.1e-5);
  assert_value (job, "groups_inertia", c->inertia, 5.1e-5);
}

/* Profiles in money and orders, names by what stands out. */
static void
test_profiles (void)
{
  g_autoptr (Job) job = open_vector ("clusters.csv", "customer-groups");
  g_autoptr (SyFrame) groups = NULL;

  set (job, "use_recency", "FALSE");
  evaluate (job);
  groups = read_table (job, "customer_groups");
  g_assert_cmpint (sy_frame_get_n_rows (groups), ==, 2);
  assert_near ("customers", get_cell (groups, "customers", 0), 5, 0);
  assert_near ("mean spend", get_cell (groups, "amount", 1), 20500 / 3., 1e-9);
  assert_near ("mean orders", get_cell (groups, "orders", 0), 3, 1e-12);
  g_assert_nonnull (strstr (get_text (groups, "name", 1), "high spend"));
  g_assert_nonnull (strstr (get_text (groups, "name", 0), "seldom"));
}

/* Nothing in the window: no customers, no groups, no error. */
static void
test_no_customers (void)
{
  g_autoptr (Job) job = open_vector ("clusters.csv", "customer-groups");

  set (job, "groups_as_of", "2020-01-01");
  evaluate (job);
  assert_value (job, "customers_grouped", 0, 0);
  assert_value (job, "different_customers", 0, 0);
}

/* --- D1 --- */

static void
append_orders (GString *csv, int month, guint n, double units, double tag, double discount)
{
  for (guint i = 0; i < n; i++)
    {
      double quantity = i + 1 < n ? 1. : units - (n - 1.);

      g_string_append_printf (csv, "2024-%02d-15,N%d-%u,P,%.1f,%.2f,%.4f\n", month, month, i, quantity, tag,
                              quantity * tag * discount);
    }
}

/* Five times the worked example, so that its 668.8 receipts are a whole number. */
static Job *
open_dupont (void)
{
  g_autofree char *sales = g_build_filename (g_get_tmp_dir (), "steelyard-dupont.csv", NULL);
  g_autoptr (GString) csv = g_string_new ("date,order,product,quantity,tag_price,amount\n");
  Job *job;

  append_orders (csv, 5, 3000, 7500, 80, 0.75);
  append_orders (csv, 6, 3344, 8694.4, 82, 0.72);
  g_assert_true (g_file_set_contents (sales, csv->str, -1, NULL));
  job = open_job (sales, "dupont");
  g_unlink (sales);
  return job;
}

typedef struct
{
  const char *attribution;
  double want[6];
} Attribution;

static const Attribution attributions[] = {
  { "1", { 9168.16, -4934.05, 6208.14, 2375.25, -3926.78, 3772.75 } },
  { "2", { 9000.00, -4950.00, 6270.00, 2508.00, -4113.12, 3948.60 } },
  { "3", { 9173.62, -4944.93, 6213.94, 2378.51, -3934.99, 3777.32 } },
};

static void
test_dupont (gconstpointer data)
{
  const Attribution *c = data;
  g_autoptr (Job) job = open_dupont ();
  g_autoptr (SyFrame) frame = NULL;
  double sum = 0.;

  add_vector (job, "dupont-traffic.csv");
  set (job, "attribution", c->attribution);
  evaluate (job);
  frame = read_table (job, "dupont");
  g_assert_cmpint (sy_frame_get_n_rows (frame), ==, 6);
  for (gint64 i = 0; i < 6; i++)
    {
      /* The example's are rounded to the cent. */
      assert_near ("contribution", get_cell (frame, "contribution", i) / 5., c->want[i], 0.0151);
      sum += get_cell (frame, "contribution", i);
    }
  assert_near ("sum", sum / 5., 12663.4752, 1e-4);
  assert_value (job, "sales_before", 450000, 1e-6);
}

/* Without traffic the tree stops at receipts; the parts still add up. */
static void
test_no_traffic (void)
{
  g_autoptr (Job) job = open_dupont ();
  g_autoptr (SyFrame) frame = NULL;
  double sum = 0.;

  set (job, "what_units", "5.2");
  evaluate (job);
  frame = read_table (job, "dupont");
  g_assert_cmpint (sy_frame_get_n_rows (frame), ==, 4);
  g_assert_cmpstr (get_text (frame, "factor", 0), ==, "Receipts");
  for (gint64 i = 0; i < 4; i++)
    sum += get_cell (frame, "contribution", i);
  assert_near ("sum", sum / 5., 12663.4752, 1e-4);
  /* Twice the units a receipt is twice the sales. */
  assert_value (job, "what_sales", 2 * 5 * 102663.4752, 1e-3);
}

/* --- from sales to profit --- */

/* Figures by hand: north 1000 − 400 − 50 − (100 + 80 + 20) − 30, south without accounts 500 − 200. */
static void
test_region_profit (void)
{
  g_autoptr (Job) job = open_vector ("region-sales.csv", "region-profit");
  g_autoptr (SyFrame) frame = NULL;

  add_vector (job, "region-stores.csv");
  add_vector (job, "region-finance.csv");
  evaluate (job);
  frame = read_table (job, "region_profit");
  assert_near ("north", get_cell (frame, "profit", find_row (frame, "profit_region_name", "North")), 320,
               1e-9);
  assert_near ("south", get_cell (frame, "profit", find_row (frame, "profit_region_name", "South")), 300,
               1e-9);
  assert_value (job, "region_profit_left", 620, 1e-9);
  assert_value (job, "region_profit_rate", 620 / 1500., 1e-12);
}

/* What came back is no purchase: it is not counted, and the days go back to the last one; the money is taken
 * off. */
static void
test_clusters_returns (void)
{
  g_autoptr (Job) job = open_vector ("returned.csv", "customer-groups");

  evaluate (job);
  g_autoptr (SyFrame) grouped = read_table (job, "grouped");
  gint64 row = find_row (grouped, "key", "C1");
  assert_near ("days", get_cell (grouped, "recency", row), 9, 0);
  assert_near ("orders", get_cell (grouped, "orders", row), 1, 0);
  assert_near ("spend", get_cell (grouped, "amount", row), 6, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/methods-kernels/association/pairs", test_pairs);
  g_test_add_func ("/methods-kernels/association/too-few-orders", test_too_few_orders);
  g_test_add_func ("/methods-kernels/association/months", test_months);
  g_test_add_func ("/methods-kernels/association/groceries", test_groceries);
  for (guint i = 0; i < G_N_ELEMENTS (groupings); i++)
    {
      g_autofree char *path = g_strdup_printf ("/methods-kernels/groups/%s", groupings[i].k);
      g_test_add_data_func (path, &groupings[i], test_groups);
    }
  g_test_add_func ("/methods-kernels/groups/profiles", test_profiles);
  g_test_add_func ("/methods-kernels/groups/no-customers", test_no_customers);
  for (guint i = 0; i < G_N_ELEMENTS (attributions); i++)
    {
      g_autofree char *path = g_strdup_printf ("/methods-kernels/dupont/%s", attributions[i].attribution);
      g_test_add_data_func (path, &attributions[i], test_dupont);
    }
  g_test_add_func ("/methods-kernels/dupont/no-traffic", test_no_traffic);
  g_test_add_func ("/methods-kernels/region-profit", test_region_profit);
  g_test_add_func ("/methods-kernels/clusters/returns", test_clusters_returns);
  return g_test_run ();
}
