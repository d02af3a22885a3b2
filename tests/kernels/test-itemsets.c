/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules against those that R's arules publishes of the groceries. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "canceller.h"
#include "groceries.h"
#include "orders.h"
#include "sy-itemsets.h"
#include "sy-workers.h"

static GArray *
find (const Groceries *groceries, const SyLeast *least, guint max_size, GError **error)
{
  g_autoptr (SyBaskets) baskets = sy_baskets_new (&groceries->lines, least, NULL, NULL);

  return sy_itemsets_find_rules (baskets, max_size, NULL, error);
}

/* "{a,b}" of the file as ascending codes; names hold no comma. */
static guint
parse_set (const Groceries *groceries, const char *text, guint32 *codes)
{
  g_autofree char *inner = g_strndup (text + 1, strlen (text) - 2);
  g_auto (GStrv) names = g_strsplit (inner, ",", -1);
  guint n = g_strv_length (names);

  for (guint i = 0; i < n; i++)
    codes[i] = groceries_find (groceries, names[i]);
  if (n == 2 && codes[0] > codes[1])
    {
      guint32 first = codes[0];

      codes[0] = codes[1];
      codes[1] = first;
    }
  return n;
}

static const SyItemRule *
find_rule (GArray *rules, const guint32 *codes, guint n, guint32 consequent)
{
  for (guint i = 0; i < rules->len; i++)
    {
      const SyItemRule *rule = &g_array_index (rules, SyItemRule, i);

      if (rule->n_antecedent == n && rule->consequent == consequent
          && memcmp (rule->antecedent, codes, n * sizeof *codes) == 0)
        return rule;
    }
  return NULL;
}

static void
assert_rule (const Groceries *groceries, GArray *rules, char *line)
{
  g_auto (GStrv) cells = g_strsplit (line + 1, "\",\"", -1);
  g_auto (GStrv) numbers = NULL;
  guint32 codes[4] = { 0 };
  guint32 consequent;
  guint n = parse_set (groceries, cells[0], codes);
  const SyItemRule *rule;
  double confidence;

  for (char *quote = strrchr (line, '}'); quote && *quote; quote++)
    if (*quote == '"')
      *quote = ' ';
  numbers = g_strsplit (strrchr (line, '}') + 3, ",", -1); /* support, confidence, coverage, lift, count */
  parse_set (groceries, cells[1], &consequent);
  rule = find_rule (rules, codes, n, consequent);
  g_assert_nonnull (rule);
  confidence = (double) rule->count_both / rule->count_antecedent;
  g_assert_cmpuint (rule->count_both, ==, (guint32) g_ascii_strtod (numbers[4], NULL));
  g_assert_cmpfloat_with_epsilon (rule->count_both / 9835., g_ascii_strtod (numbers[0], NULL), 1e-12);
  g_assert_cmpfloat_with_epsilon (confidence, g_ascii_strtod (numbers[1], NULL), 1e-12);
  g_assert_cmpfloat_with_epsilon (confidence / (rule->count_consequent / 9835.),
                                  g_ascii_strtod (numbers[3], NULL), 1e-9);
}

static void
test_groceries (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("STEELYARD_TEST_DATA"), "data", "reference",
                                            "arules-groceries", "rules_s0.01_c0.5.csv", NULL);
  g_autoptr (Groceries) groceries = groceries_load ();
  g_autoptr (GArray) rules = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) rows = NULL;
  guint n_confident = 0;
  guint n = 0;

  if (!groceries || !g_file_get_contents (path, &text, NULL, NULL))
    return;
  rules = find (groceries, &(SyLeast){ 0.01, 0. }, 4, NULL);
  rows = g_strsplit (text, "\n", -1);
  for (guint i = 1; rows[i]; i++)
    if (*g_strchomp (rows[i]))
      {
        assert_rule (groceries, rules, rows[i]);
        n++;
      }
  for (guint i = 0; i < rules->len; i++)
    {
      const SyItemRule *rule = &g_array_index (rules, SyItemRule, i);

      n_confident += 2 * rule->count_both >= rule->count_antecedent;
    }
  g_assert_cmpuint (n, ==, 15);
  g_assert_cmpuint (n_confident, ==, n);
}

static void
test_sizes (void)
{
  g_autoptr (Groceries) groceries = groceries_parse ("ABC ABC AB C");
  SyLeast least = { 0., 2. };
  g_autoptr (GArray) two = find (groceries, &least, 2, NULL);
  g_autoptr (GArray) three = find (groceries, &least, 3, NULL);
  const SyItemRule *best;

  g_assert_cmpuint (two->len, ==, 6);   /* three pairs */
  g_assert_cmpuint (three->len, ==, 9); /* and one triple */
  best = &g_array_index (three, SyItemRule, 0);
  g_assert_cmpuint (best->count_both, ==, 3);
  g_assert_cmpuint (best->antecedent[0], ==, groceries_find (groceries, "A"));
  g_assert_cmpuint (best->consequent, ==, groceries_find (groceries, "B"));
}

static gboolean
has (const GArray *basket, guint32 item)
{
  for (guint i = 0; i < basket->len; i++)
    if (g_array_index (basket, guint32, i) == item)
      return TRUE;
  return FALSE;
}

/* In how many orders three items are together, or two of them twice the same. */
static guint32
count_plainly (const Orders *orders, guint32 a, guint32 b, guint32 c)
{
  guint32 n = 0;

  for (guint i = 0; i < orders->baskets->len; i++)
    n += has (orders->baskets->pdata[i], a) && has (orders->baskets->pdata[i], b)
         && has (orders->baskets->pdata[i], c);
  return n;
}

/* A set of two makes two rules and one of three three. */
static guint
count_rules_plainly (const Orders *orders, guint32 least)
{
  guint n = 0;

  for (guint32 a = 1; a <= orders->lines.n_items; a++)
    for (guint32 b = a + 1; b <= orders->lines.n_items; b++)
      {
        if (count_plainly (orders, a, b, b) < least)
          continue;
        n += 2;
        for (guint32 c = b + 1; c <= orders->lines.n_items; c++)
          n += count_plainly (orders, a, b, c) >= least ? 3 : 0;
      }
  return n;
}

/* Each rule is counted again, and there are as many as there should be, for any number of threads. */
static void
test_drawn (void)
{
  static const OrdersShape shape = { 400, 40, 8, 60 };
  static const guint workers[] = { 1, 2, 8 };
  g_autoptr (Orders) orders = orders_draw (&shape, ORDERS_STARTS);
  guint want = count_rules_plainly (orders, 5);

  g_assert_cmpuint (want, >, 100);
  for (guint w = 0; w < G_N_ELEMENTS (workers); w++)
    {
      g_autoptr (SyBaskets) baskets = NULL;
      g_autoptr (GArray) rules = NULL;

      sy_workers_set_count (workers[w]);
      baskets = sy_baskets_new (&orders->lines, &(SyLeast){ 0., 5. }, NULL, NULL);
      rules = sy_itemsets_find_rules (baskets, 3, NULL, NULL);
      g_assert_cmpuint (rules->len, ==, want);
      for (guint i = 0; i < rules->len; i++)
        {
          const SyItemRule *rule = &g_array_index (rules, SyItemRule, i);
          guint32 a = rule->antecedent[0];
          guint32 b = rule->antecedent[rule->n_antecedent - 1];

          g_assert_cmpuint (rule->count_both, ==, count_plainly (orders, a, b, rule->consequent));
          g_assert_cmpuint (rule->count_antecedent, ==, count_plainly (orders, a, b, b));
        }
    }
  sy_workers_set_count (0);
}

static void
test_bad (void)
{
  g_autoptr (Groceries) groceries = groceries_parse ("ABC");
  static const guint sizes[] = { 0, 1, SY_ITEMSET_MOST + 1 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (find (groceries, &(SyLeast){ 0., 1. }, sizes[i], &error));
      g_assert_error (error, SY_KERNEL_ERROR, SY_KERNEL_ERROR_ARGUMENT);
    }
}

/* One order of 200 items has a million sets of three. */
static void
test_too_large (void)
{
  g_autofree guint32 *orders = g_new (guint32, 200);
  g_autofree guint32 *items = g_new (guint32, 200);
  SyOrderLines lines = { orders, items, 200, 1, 200 };
  g_autoptr (SyBaskets) baskets = NULL;
  g_autoptr (GError) error = NULL;

  for (guint32 i = 0; i < 200; i++)
    {
      orders[i] = 1;
      items[i] = i + 1;
    }
  baskets = sy_baskets_new (&lines, &(SyLeast){ 0., 1. }, NULL, NULL);
  g_assert_null (sy_itemsets_find_rules (baskets, 3, NULL, &error));
  g_assert_error (error, SY_KERNEL_ERROR, SY_KERNEL_ERROR_TOO_LARGE);
}

/* Every set of these items is frequent: cancelled before all are listed. */
static void
test_cancelled (void)
{
  guint32 n_orders = 2000;
  guint32 n_items = 60;
  gsize n = (gsize) n_orders * n_items;
  g_autofree guint32 *orders = g_new (guint32, n);
  g_autofree guint32 *items = g_new (guint32, n);
  SyOrderLines lines = { orders, items, n, n_orders, n_items };
  g_auto (Canceller) canceller = { 0 };
  SyKernelJob job = canceller_begin (&canceller, 0.5);
  g_autoptr (SyBaskets) baskets = NULL;
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < n; i++)
    {
      orders[i] = (guint32) (i / n_items) + 1;
      items[i] = (guint32) (i % n_items) + 1;
    }
  baskets = sy_baskets_new (&lines, &(SyLeast){ 0., 1. }, NULL, NULL);
  g_assert_null (sy_itemsets_find_rules (baskets, 4, &job, &error));
  canceller_assert (&canceller, error);
  g_assert_cmpstr (canceller.unit, ==, "items");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/itemsets/groceries", test_groceries);
  g_test_add_func ("/itemsets/sizes", test_sizes);
  g_test_add_func ("/itemsets/drawn", test_drawn);
  g_test_add_func ("/itemsets/bad-size", test_bad);
  g_test_add_func ("/itemsets/too-large", test_too_large);
  g_test_add_func ("/itemsets/cancelled", test_cancelled);
  return g_test_run ();
}
