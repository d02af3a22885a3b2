/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pairs against the worked example, published rules, and counting by hand. */
#include "config.h"

#include "canceller.h"
#include "groceries.h"
#include "orders.h"
#include "sy-pairs.h"
#include "sy-workers.h"

static GArray *
find (const SyOrderLines *lines, double support, double count, const SyExclusion *exclusion)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyBaskets) baskets = sy_baskets_new (lines, &(SyLeast){ support, count }, NULL, &error);
  GArray *pairs = sy_pairs_find (baskets, exclusion, NULL, &error);

  g_assert_no_error (error);
  return pairs;
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const SyPair *x = a;
  const SyPair *y = b;

  if (x->a != y->a)
    return x->a < y->a ? -1 : 1;
  return x->b < y->b ? -1 : x->b > y->b;
}

static guint32
count_of (const Groceries *groceries, GArray *pairs, const char *a, const char *b)
{
  guint32 x = groceries_find (groceries, a);
  guint32 y = groceries_find (groceries, b);

  for (guint i = 0; i < pairs->len; i++)
    {
      const SyPair *pair = &g_array_index (pairs, SyPair, i);

      if (pair->a == MIN (x, y) && pair->b == MAX (x, y))
        return pair->count;
    }
  return 0;
}

/* G4 of the worked examples. */
static void
test_example (void)
{
  static const struct
  {
    const char *a, *b;
    guint32 count;
  } want[] = { { "A", "B", 5 }, { "A", "C", 3 }, { "A", "D", 1 },
               { "B", "C", 2 }, { "B", "D", 2 }, { "C", "D", 1 } };
  g_autoptr (Groceries) groceries = groceries_parse ("AB ABC AC B BD AB ABD C CD ABC");
  g_autoptr (GArray) pairs = find (&groceries->lines, 0.01, 1., NULL);

  g_assert_cmpuint (pairs->len, ==, G_N_ELEMENTS (want));
  for (guint i = 0; i < G_N_ELEMENTS (want); i++)
    g_assert_cmpuint (count_of (groceries, pairs, want[i].a, want[i].b), ==, want[i].count);
}

/* From other programs: 0.0748 = 736 / 9835 is printed for the best pair in the literature on these data. */
static void
test_groceries (void)
{
  g_autoptr (Groceries) groceries = groceries_load ();
  g_autoptr (GArray) pairs = NULL;

  if (!groceries)
    return;
  pairs = find (&groceries->lines, 0.01, 0., NULL);
  g_assert_cmpuint (count_of (groceries, pairs, "whole milk", "other vegetables"), ==, 736);
  g_assert_cmpuint (g_array_index (pairs, SyPair, 0).count, ==, 736);
  for (guint i = 0; i < pairs->len; i++)
    g_assert_cmpuint (g_array_index (pairs, SyPair, i).count, >=, 99);
}

/* Two items that are in half of the orders each and never in one: found, with 0. */
static void
test_exclusive (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (Groceries) groceries = NULL;
  g_autoptr (GArray) pairs = NULL;
  g_autoptr (GArray) without = NULL;

  for (guint i = 0; i < 40; i++)
    g_string_append (text, i % 2 ? "AX " : "BX ");
  groceries = groceries_parse (text->str);
  pairs = find (&groceries->lines, 0.1, 1., &(SyExclusion){ 0.8, 5. });
  without = find (&groceries->lines, 0.1, 1., &(SyExclusion){ 0.8, 11. });
  g_assert_cmpuint (pairs->len, ==, 3);
  g_assert_cmpuint (g_array_index (pairs, SyPair, 2).count, ==, 0);
  g_assert_cmpuint (without->len, ==, 2);
}

/* Orders of goods that follow a rule; more items than the triangle takes are hashed, and count the same. */
static void
test_many_items (void)
{
  g_autoptr (GArray) orders = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) pairs = NULL;
  SyOrderLines lines = { .n_orders = 20000, .n_items = 20000 };

  for (guint32 order = 1; order <= lines.n_orders; order++)
    for (guint32 i = 0; i < 3; i++)
      {
        guint32 item = (order + i * 7) % lines.n_items + 1;

        g_array_append_val (orders, order);
        g_array_append_val (items, item);
      }
  lines.orders = (const guint32 *) (gpointer) orders->data;
  lines.items = (const guint32 *) (gpointer) items->data;
  lines.n_lines = orders->len;
  pairs = find (&lines, 0., 1., NULL);
  /* Each item stands 7 before one, twice, and 14 before one, once. */
  g_assert_cmpuint (pairs->len, ==, 40000);
  g_assert_cmpuint (g_array_index (pairs, SyPair, 0).count, ==, 2);
  g_assert_cmpuint (g_array_index (pairs, SyPair, 19999).count, ==, 2);
  g_assert_cmpuint (g_array_index (pairs, SyPair, 20000).count, ==, 1);
}

/* One order of 5,000 items is counted like any other. */
static void
test_large_order (void)
{
  g_autofree guint32 *orders = g_new (guint32, 5004);
  g_autofree guint32 *items = g_new (guint32, 5004);
  SyOrderLines lines = { orders, items, 5004, 3, 5000 };
  g_autoptr (GArray) pairs = NULL;

  for (guint32 i = 0; i < 5000; i++)
    {
      orders[i] = 1;
      items[i] = i + 1;
    }
  for (guint32 i = 5000; i < 5004; i++)
    {
      orders[i] = 2 + (i - 5000) / 2;
      items[i] = 1 + i % 2;
    }
  pairs = find (&lines, 0., 2., NULL);
  g_assert_cmpuint (pairs->len, ==, 1);
  g_assert_cmpuint (g_array_index (pairs, SyPair, 0).count, ==, 3);
}

/* Each pair of an order written down, sorted, and counted by their runs. */
static GArray *
count_plainly (const Orders *orders, guint32 least)
{
  g_autofree guint32 *counts = orders_count_items (orders);
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (SyPair));
  GArray *found = g_array_new (FALSE, FALSE, sizeof (SyPair));

  for (guint order = 0; order < orders->baskets->len; order++)
    {
      const GArray *basket = orders->baskets->pdata[order];
      const guint32 *items = (const guint32 *) (gpointer) basket->data;

      for (guint i = 0; i < basket->len; i++)
        for (guint j = i + 1; j < basket->len; j++)
          if (counts[items[i]] >= least && counts[items[j]] >= least)
            g_array_append_vals (all, &(SyPair){ items[i], items[j], 0 }, 1);
    }
  g_array_sort (all, compare_items);
  for (guint i = 0, n; i < all->len; i += n)
    {
      SyPair pair = g_array_index (all, SyPair, i);

      for (n = 1; i + n < all->len
                  && compare_items (all->data + i * sizeof pair, all->data + (i + n) * sizeof pair) == 0;)
        n++;
      pair.count = n;
      if (n >= least)
        g_array_append_val (found, pair);
    }
  return found;
}

/* Fits a triangle of each thread, one that they share, and only tables; with an order of many items. */
static void
test_drawn (void)
{
  static const OrdersShape shapes[] = { { 60000, 60, 6, 40 },
                                        { 20000, 4500, 6, 900 },
                                        { 20000, 12000, 6, 1200 } };
  static const guint workers[] = { 1, 2, 8 };

  for (guint s = 0; s < G_N_ELEMENTS (shapes); s++)
    {
      g_autoptr (Orders) orders = orders_draw (&shapes[s], ORDERS_STARTS);
      g_autoptr (GArray) want = count_plainly (orders, 1 + s % 2);

      g_assert_cmpuint (want->len, >, 1000);
      for (guint w = 0; w < G_N_ELEMENTS (workers); w++)
        {
          g_autoptr (GArray) pairs = NULL;

          sy_workers_set_count (workers[w]);
          pairs = find (&orders->lines, 0., 1 + s % 2, NULL);
          for (guint i = 1; i < pairs->len; i++)
            g_assert_cmpuint (g_array_index (pairs, SyPair, i).count, <=,
                              g_array_index (pairs, SyPair, i - 1).count);
          g_array_sort (pairs, compare_items);
          g_assert_cmpmem (pairs->data, pairs->len * sizeof (SyPair), want->data,
                           want->len * sizeof (SyPair));
        }
    }
  sy_workers_set_count (0);
}

/* What can't be counted, or held in a sheet, is refused before it takes long. */
static void
test_too_large (void)
{
  guint32 n = 120000;
  g_autofree guint32 *orders = g_new (guint32, n);
  g_autofree guint32 *items = g_new (guint32, n);
  SyOrderLines lines = { orders, items, n, 1, n };

  for (guint round = 0; round < 2; round++)
    {
      g_autoptr (SyBaskets) baskets = NULL;
      g_autoptr (GError) error = NULL;

      for (guint32 i = 0; i < n; i++)
        {
          orders[i] = 1;
          items[i] = i + 1;
        }
      baskets = sy_baskets_new (&lines, &(SyLeast){ 0., 1. }, NULL, &error);
      g_assert_no_error (error);
      g_assert_null (sy_pairs_find (baskets, NULL, NULL, &error));
      g_assert_error (error, SY_KERNEL_ERROR, SY_KERNEL_ERROR_TOO_LARGE);
      lines.n_lines = n = 2000; /* two million pairs are counted, and too many to be kept */
    }
}

static void
test_cancelled (void)
{
  g_autofree guint32 *orders = g_new (guint32, 6000);
  g_autofree guint32 *items = g_new (guint32, 6000);
  SyOrderLines lines = { orders, items, 6000, 1, 6000 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  SyKernelJob job = { .cancellable = cancellable };
  g_autoptr (GError) error = NULL;
  g_autoptr (SyBaskets) baskets = NULL;

  for (guint32 i = 0; i < 6000; i++)
    {
      orders[i] = 1;
      items[i] = i + 1;
    }
  baskets = sy_baskets_new (&lines, &(SyLeast){ 0., 1. }, NULL, NULL);
  g_cancellable_cancel (cancellable);
  g_assert_null (sy_pairs_find (baskets, NULL, &job, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Many orders; one order alone, which is 12 million pairs. */
static void
test_cancelled_within (void)
{
  static const struct
  {
    guint32 n_orders, n_each;
    double at;
  } cases[] = { { 30000, 30, 0.6 }, { 1, 5000, 0.6 } };

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      gsize n = (gsize) cases[c].n_orders * cases[c].n_each;
      g_autofree guint32 *orders = g_new (guint32, n);
      g_autofree guint32 *items = g_new (guint32, n);
      SyOrderLines lines = { orders, items, n, cases[c].n_orders, 8000 };
      g_auto (Canceller) canceller = { 0 };
      SyKernelJob job = canceller_begin (&canceller, cases[c].at);
      g_autoptr (SyBaskets) baskets = NULL;
      g_autoptr (GError) error = NULL;

      for (gsize i = 0; i < n; i++)
        {
          orders[i] = (guint32) (i / cases[c].n_each) + 1;
          items[i] = (guint32) (i * 13 % 8000) + 1;
        }
      baskets = sy_baskets_new (&lines, &(SyLeast){ 0., 1. }, NULL, NULL);
      g_assert_null (sy_pairs_find (baskets, &(SyExclusion){ 0.5, 0. }, &job, &error));
      canceller_assert (&canceller, error);
      g_assert_cmpstr (canceller.unit, ==, "pairs");
    }
}

/* Two orders of everything and each item once more alone: no pair is frequent, and none exclusive. */
static void
test_cancelled_looking (void)
{
  guint32 n_items = 4500;
  gsize n = (gsize) n_items * 3;
  g_autofree guint32 *orders = g_new (guint32, n);
  g_autofree guint32 *items = g_new (guint32, n);
  SyOrderLines lines = { orders, items, n, n_items + 2, n_items };
  g_auto (Canceller) canceller = { 0 };
  SyKernelJob job = canceller_begin (&canceller, 0.9);
  g_autoptr (SyBaskets) baskets = NULL;
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < n; i++)
    {
      items[i] = (guint32) (i % n_items) + 1;
      orders[i] = i < n - n_items ? (guint32) (i / n_items) + 1 : items[i] + 2;
    }
  baskets = sy_baskets_new (&lines, &(SyLeast){ 0., 3. }, NULL, NULL);
  g_assert_null (sy_pairs_find (baskets, &(SyExclusion){ 0.5, 0. }, &job, &error));
  canceller_assert (&canceller, error);
  g_assert_cmpstr (canceller.unit, ==, "items");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pairs/example", test_example);
  g_test_add_func ("/pairs/groceries", test_groceries);
  g_test_add_func ("/pairs/exclusive", test_exclusive);
  g_test_add_func ("/pairs/many-items", test_many_items);
  g_test_add_func ("/pairs/large-order", test_large_order);
  g_test_add_func ("/pairs/drawn", test_drawn);
  g_test_add_func ("/pairs/too-large", test_too_large);
  g_test_add_func ("/pairs/cancelled", test_cancelled);
  g_test_add_func ("/pairs/cancelled-within", test_cancelled_within);
  g_test_add_func ("/pairs/cancelled-looking", test_cancelled_looking);
  return g_test_run ();
}
