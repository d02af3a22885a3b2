/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines become baskets: each item once an order, blanks nowhere, however the lines stand. */
#include "config.h"

#include "canceller.h"
#include "groceries.h"
#include "orders.h"
#include "sy-workers.h"

static void
test_counts (void)
{
  g_autoptr (Groceries) groceries = groceries_parse ("AAB .A. .. BCB");
  g_autoptr (GError) error = NULL;
  g_autoptr (SyBaskets) baskets = sy_baskets_new (&groceries->lines, &(SyLeast){ 0., 0. }, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (baskets->n_orders, ==, 3);
  g_assert_cmpuint (baskets->counts[groceries_find (groceries, "A")], ==, 2);
  g_assert_cmpuint (baskets->counts[groceries_find (groceries, "B")], ==, 2);
  g_assert_cmpuint (baskets->counts[groceries_find (groceries, "C")], ==, 1);
  g_assert_cmpuint (baskets->least, ==, 1);
  g_assert_cmpuint (baskets->n_frequent, ==, 3);
  g_assert_cmpuint (baskets->n_largest, ==, 2);
  g_assert_cmpuint (baskets->largest, ==, 1);
  g_assert_cmpuint (baskets->n_pairs, ==, 2);
}

/* Items below the least are left out of the baskets, and stay in the counts. */
static void
test_least (void)
{
  g_autoptr (Groceries) groceries = groceries_parse ("AB AC A D");
  g_autoptr (SyBaskets) baskets = sy_baskets_new (&groceries->lines, &(SyLeast){ 0.5, 0. }, NULL, NULL);

  g_assert_cmpuint (baskets->least, ==, 2);
  g_assert_cmpuint (baskets->n_frequent, ==, 1);
  g_assert_cmpuint (baskets->frequent[0], ==, groceries_find (groceries, "A"));
  g_assert_cmpuint (baskets->n_baskets, ==, 4);
  for (gsize i = 0; i < baskets->n_baskets; i++)
    {
      gsize n;
      const guint32 *members = sy_baskets_get_members (baskets, i, &n);

      g_assert_cmpuint (n, ==, i < 3 ? 1 : 0);
      g_assert_true (n == 0 || members[0] == 0);
    }
  g_assert_cmpuint (baskets->n_orders, ==, 4);
  g_assert_cmpuint (baskets->counts[groceries_find (groceries, "D")], ==, 1);
}

/* Lines of an order that do not stand together give the same. */
static void
test_scattered (void)
{
  static const guint32 orders[] = { 2, 1, 3, 2, 0, 1, 2, 3 };
  static const guint32 items[] = { 1, 1, 2, 2, 1, 2, 1, 0 };
  SyOrderLines lines = { orders, items, 8, 3, 2 };
  g_autoptr (SyBaskets) baskets = sy_baskets_new (&lines, &(SyLeast){ 0., 1. }, NULL, NULL);

  g_assert_cmpuint (baskets->n_orders, ==, 3);
  g_assert_cmpuint (baskets->counts[1], ==, 2);
  g_assert_cmpuint (baskets->counts[2], ==, 3);
  g_assert_cmpuint (baskets->n_pairs, ==, 2);
}

/* Against orders that the test itself keeps: the ranks of a basket's frequent items, ascending. */
static void
assert_baskets (const Orders *orders, const SyBaskets *baskets, OrdersForm form)
{
  guint64 n_pairs = 0;
  gsize basket = 0;

  for (guint order = 0; order < orders->baskets->len; order++)
    {
      const GArray *items = orders->baskets->pdata[order];
      gsize n_found = 0;
      gsize n;
      const guint32 *members;

      /* An order without lines is not heard of where only lines are there. */
      if (form == ORDERS_TOGETHER
          && g_array_index (orders->starts, guint32, order)
                 == g_array_index (orders->starts, guint32, order + 1))
        continue;
      members = sy_baskets_get_members (baskets, basket++, &n);
      for (gsize i = 0; i < n; i++)
        g_assert_true (i == 0 || members[i] > members[i - 1]);
      for (guint i = 0; i < items->len; i++)
        {
          guint32 item = g_array_index (items, guint32, i);
          gboolean is_there = FALSE;

          for (gsize j = 0; j < n; j++)
            is_there = is_there || baskets->frequent[members[j]] == item;
          g_assert_cmpint (is_there, ==, baskets->counts[item] >= baskets->least);
          n_found += is_there;
        }
      g_assert_cmpuint (n_found, ==, n);
      n_pairs += n_found * (n_found - MIN (n_found, 1)) / 2;
    }
  g_assert_cmpuint (basket, ==, baskets->n_baskets);
  g_assert_cmpuint (n_pairs, ==, baskets->n_pairs);
}

static void
assert_counts (const Orders *orders, const SyBaskets *baskets)
{
  g_autofree guint32 *counts = orders_count_items (orders);
  gsize n_orders = 0;
  guint32 n_largest = 0;
  guint32 largest = 0;

  for (guint32 item = 1; item <= orders->lines.n_items; item++)
    g_assert_cmpuint (baskets->counts[item], ==, counts[item]);
  for (guint i = 0; i < orders->baskets->len; i++)
    {
      const GArray *basket = orders->baskets->pdata[i];

      n_orders += basket->len > 0;
      if (basket->len <= n_largest)
        continue;
      n_largest = basket->len;
      largest = i + 1;
    }
  g_assert_cmpuint (baskets->n_orders, ==, n_orders);
  g_assert_cmpuint (baskets->n_largest, ==, n_largest);
  g_assert_cmpuint (baskets->largest, ==, largest);
}

/* However the lines are given and however many threads read them. Many orders are of the same size, so that
 * it shows which is taken for the largest. */
static void
test_drawn (void)
{
  static const OrdersShape shapes[] = { { 60000, 300, 6, 6 }, { 3000, 3000, 5, 2000 }, { 50, 9, 1, 1 } };
  static const guint counts[] = { 1, 2, 8 };

  for (guint s = 0; s < G_N_ELEMENTS (shapes); s++)
    for (guint form = 0; form < ORDERS_N_FORMS; form++)
      {
        g_autoptr (Orders) orders = orders_draw (&shapes[s], form);

        for (guint c = 0; c < G_N_ELEMENTS (counts); c++)
          {
            g_autoptr (SyBaskets) baskets = NULL;

            sy_workers_set_count (counts[c]);
            baskets = sy_baskets_new (&orders->lines, &(SyLeast){ 0.001, 2. }, NULL, NULL);
            assert_counts (orders, baskets);
            assert_baskets (orders, baskets, form);
          }
      }
  sy_workers_set_count (0);
}

static void
test_nothing (void)
{
  SyOrderLines lines = { NULL, NULL, 0, 0, 0 };
  g_autoptr (SyBaskets) baskets = sy_baskets_new (&lines, &(SyLeast){ 0.01, 5. }, NULL, NULL);

  g_assert_cmpuint (baskets->n_orders, ==, 0);
  g_assert_cmpuint (baskets->n_frequent, ==, 0);
}

static void
test_bad_least (void)
{
  g_autoptr (Groceries) groceries = groceries_parse ("AB");
  static const SyLeast bad[] = { { -0.1, 0. }, { 1.1, 0. }, { 0., -1. }, { 0. / 0., 0. } };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (sy_baskets_new (&groceries->lines, &bad[i], NULL, &error));
      g_assert_error (error, SY_KERNEL_ERROR, SY_KERNEL_ERROR_ARGUMENT);
    }
}

static void
test_cancelled (void)
{
  g_autoptr (Groceries) groceries = groceries_parse ("AB AC");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  SyKernelJob job = { .cancellable = cancellable };

  g_cancellable_cancel (cancellable);
  g_assert_null (sy_baskets_new (&groceries->lines, &(SyLeast){ 0., 1. }, &job, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Three million lines, in one order and scattered over many: after the grouping, and within what follows. */
static void
test_cancelled_within (void)
{
  static const double moments[] = { 0.1, 0.2, 0.4 };
  gsize n = 3 << 20;
  g_autofree guint32 *orders = g_new (guint32, n);
  g_autofree guint32 *items = g_new (guint32, n);
  SyOrderLines lines = { orders, items, n, 1000003, 5000 };

  for (gsize i = 0; i < n; i++)
    {
      orders[i] = (guint32) (i * 7919 % 1000003) + 1;
      items[i] = (guint32) (i % 5000) + 1;
    }
  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      g_auto (Canceller) canceller = { 0 };
      SyKernelJob job = canceller_begin (&canceller, moments[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (sy_baskets_new (&lines, &(SyLeast){ 0., 1. }, &job, &error));
      canceller_assert (&canceller, error);
      g_assert_cmpstr (canceller.unit, ==, "rows");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/baskets/counts", test_counts);
  g_test_add_func ("/baskets/least", test_least);
  g_test_add_func ("/baskets/scattered-lines", test_scattered);
  g_test_add_func ("/baskets/drawn", test_drawn);
  g_test_add_func ("/baskets/nothing", test_nothing);
  g_test_add_func ("/baskets/bad-least", test_bad_least);
  g_test_add_func ("/baskets/cancelled", test_cancelled);
  g_test_add_func ("/baskets/cancelled-within", test_cancelled_within);
  return g_test_run ();
}
