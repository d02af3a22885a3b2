/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines become baskets: each item once an order, blanks nowhere, however the lines stand. */
#include "config.h"

#include "canceller.h"
#include "groceries.h"

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
  g_assert_cmpfloat (baskets->n_pairs, ==, 2.);
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
  g_assert_cmpuint (baskets->n_baskets, ==, 3);
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
  g_assert_cmpfloat (baskets->n_pairs, ==, 2.);
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
  g_test_add_func ("/baskets/nothing", test_nothing);
  g_test_add_func ("/baskets/bad-least", test_bad_least);
  g_test_add_func ("/baskets/cancelled", test_cancelled);
  g_test_add_func ("/baskets/cancelled-within", test_cancelled_within);
  return g_test_run ();
}
