/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups against the worked example, and what must hold always. */
#include "config.h"

#include <math.h>

#include "canceller.h"
#include "sy-clusters.h"
#include "sy-workers.h"

/* R5 of the worked examples: orders and amounts of eight customers. */
static const double orders[] = { 12, 9, 8, 6, 1, 2, 2, 4 };
static const double amounts[] = { 9600, 4500, 6400, 3000, 300, 400, 2000, 1200 };

static SyClusters *
find (guint k, GError **error)
{
  const double *features[] = { orders, amounts };

  return sy_clusters_find (features, 2, 8, k, 1, NULL, error);
}

static void
test_example (void)
{
  static const guint32 two[] = { 2, 2, 2, 1, 1, 1, 1, 1 };
  static const guint32 three[] = { 3, 2, 2, 2, 1, 1, 1, 1 };
  g_autoptr (SyClusters) k2 = find (2, NULL);
  g_autoptr (SyClusters) k3 = find (3, NULL);
  g_autoptr (SyClusters) best = find (0, NULL);

  for (guint i = 0; i < 8; i++)
    {
      g_assert_cmpuint (k2->labels[i], ==, two[i]);
      g_assert_cmpuint (k3->labels[i], ==, three[i]);
      g_assert_cmpuint (best->labels[i], ==, two[i]);
    }
  g_assert_cmpfloat_with_epsilon (k2->mean_silhouette, 0.5686, 5e-5);
  g_assert_cmpfloat_with_epsilon (k3->mean_silhouette, 0.4728, 5e-5);
  g_assert_cmpfloat_with_epsilon (k2->inertia, 3.8165, 5e-5);
  g_assert_cmpfloat_with_epsilon (k3->inertia, 1.5269, 5e-5);
  g_assert_cmpuint (best->k, ==, 2);
}

/* Other units, and a column that is the same everywhere, change nothing. */
static void
test_units (void)
{
  double large[8], flat[8];
  const double *features[] = { flat, large, orders };
  g_autoptr (SyClusters) want = find (2, NULL);
  g_autoptr (SyClusters) got = NULL;

  for (guint i = 0; i < 8; i++)
    {
      large[i] = amounts[i] * 1e300;
      flat[i] = 7.;
    }
  got = sy_clusters_find (features, 3, 8, 2, 1, NULL, NULL);
  g_assert_cmpuint (got->n_features, ==, 2);
  for (guint i = 0; i < 8; i++)
    g_assert_cmpuint (got->labels[i], ==, want->labels[i]);
  g_assert_cmpfloat_with_epsilon (got->inertia, want->inertia, 1e-9);
}

/* A row with a missing number is in no group, and does not shift the others. */
static void
test_missing (void)
{
  double x[] = { 1, 2, NAN, 10, 11, INFINITY };
  const double *features[] = { x };
  g_autoptr (SyClusters) got = sy_clusters_find (features, 1, 6, 2, 1, NULL, NULL);
  static const guint32 want[] = { 1, 1, 0, 2, 2, 0 };

  for (guint i = 0; i < 6; i++)
    g_assert_cmpuint (got->labels[i], ==, want[i]);
  g_assert_true (isnan (got->silhouette[2]) && isnan (got->distance[2]));
}

typedef struct
{
  const char *name;
  guint k;
  gsize n;
  int code;
} BadCase;

static const BadCase bad_cases[] = {
  { "one-group", 1, 8, SY_KERNEL_ERROR_ARGUMENT },
  { "too-many-groups", 101, 8, SY_KERNEL_ERROR_ARGUMENT },
  { "as-many-as-rows", 8, 8, SY_KERNEL_ERROR_DEGENERATE },
  { "more-than-rows", 9, 8, SY_KERNEL_ERROR_DEGENERATE },
  { "no-rows", 2, 0, SY_KERNEL_ERROR_DEGENERATE },
};

static void
test_bad (gconstpointer data)
{
  const BadCase *c = data;
  const double *features[] = { orders, amounts };
  g_autoptr (GError) error = NULL;

  g_assert_null (sy_clusters_find (features, 2, c->n, c->k, 1, NULL, &error));
  g_assert_error (error, SY_KERNEL_ERROR, c->code);
}

/* The best of what there is: with one or two different rows, one group. */
static void
test_few (void)
{
  static const double x[] = { 3, 3, 3, 4 };
  const double *features[] = { x };

  for (gsize n = 0; n <= 4; n++)
    {
      g_autoptr (SyClusters) got = sy_clusters_find (features, 1, n, 0, 1, NULL, NULL);

      g_assert_nonnull (got);
      g_assert_cmpuint (got->k, ==, n == 0 ? 0 : 1);
      g_assert_true (isnan (got->mean_silhouette));
      for (gsize i = 0; i < n; i++)
        g_assert_cmpuint (got->labels[i], ==, 1);
    }
}

/* Three clouds far apart, more than the silhouette is taken of: found, and the same on every run. */
static void
test_sample (void)
{
  gsize n = 60000;
  g_autofree double *x = g_new (double, n);
  const double *features[] = { x };
  guint taken = 0;

  for (gsize i = 0; i < n; i++)
    x[i] = (double) (i % 3) * 1000. + (double) (i * 7919 % 100);
  g_autoptr (SyClusters) once = sy_clusters_find (features, 1, n, 3, 42, NULL, NULL);
  g_autoptr (SyClusters) again = sy_clusters_find (features, 1, n, 3, 42, NULL, NULL);
  for (gsize i = 0; i < n; i++)
    {
      g_assert_cmpuint (once->labels[i], ==, once->labels[i % 3]);
      g_assert_cmpint (isnan (once->silhouette[i]), ==, isnan (again->silhouette[i]));
      taken += isnan (once->silhouette[i]) ? 0 : 1;
    }
  g_assert_cmpuint (taken, ==, 2000);
  g_assert_cmpfloat (once->mean_silhouette, >, 0.9);
  g_assert_cmpfloat (once->mean_silhouette, ==, again->mean_silhouette);
}

/* However many threads there are, to the last bit. */
static void
test_threads (void)
{
  static const guint workers[] = { 1, 2, 8 };
  gsize n = 70000;
  g_autofree double *x = g_new (double, n);
  g_autofree double *y = g_new (double, n);
  const double *features[] = { x, y };
  g_autoptr (SyClusters) want = NULL;

  for (gsize i = 0; i < n; i++)
    {
      x[i] = (double) (i * 7919 % n);
      y[i] = (double) (i * 104729 % 9973);
    }
  for (guint w = 0; w < G_N_ELEMENTS (workers); w++)
    {
      g_autoptr (SyClusters) got = NULL;

      sy_workers_set_count (workers[w]);
      got = sy_clusters_find (features, 2, n, 6, 1, NULL, NULL);
      if (want)
        {
          g_assert_cmpmem (got->labels, n * sizeof *got->labels, want->labels, n * sizeof *want->labels);
          g_assert_cmpfloat (got->inertia, ==, want->inertia);
          g_assert_cmpfloat (got->mean_silhouette, ==, want->mean_silhouette);
        }
      else
        want = g_steal_pointer (&got);
    }
  sy_workers_set_count (0);
}

/* While features are described, starts are chosen, within a round, while silhouettes are taken. */
static void
test_cancelled (void)
{
  static const double moments[] = { 0., 0.12, 0.2005, 0.25, 0.5 };
  gsize n = 9000;
  g_autofree double *x = g_new (double, n);
  g_autofree double *y = g_new (double, n);
  const double *features[] = { x, y };

  for (gsize i = 0; i < n; i++)
    {
      x[i] = (double) (i * 7919 % n);
      y[i] = (double) (i * 104729 % 9973);
    }
  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      g_auto (Canceller) canceller = { 0 };
      SyKernelJob job = canceller_begin (&canceller, moments[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (sy_clusters_find (features, 2, n, 20, 1, &job, &error));
      canceller_assert (&canceller, error);
      g_assert_cmpfloat (canceller.fraction, <, moments[i] + 0.1);
    }
}

static void
test_progress (void)
{
  const double *features[] = { orders, amounts };
  g_auto (Canceller) canceller = { 0 };
  SyKernelJob job = canceller_begin (&canceller, 2.);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyClusters) clusters = sy_clusters_find (features, 2, 8, 0, 1, &job, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (canceller.n_reports, >, 3);
  g_assert_cmpstr (canceller.unit, ==, "rows");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clusters/example", test_example);
  g_test_add_func ("/clusters/units", test_units);
  g_test_add_func ("/clusters/missing", test_missing);
  for (guint i = 0; i < G_N_ELEMENTS (bad_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/clusters/bad/%s", bad_cases[i].name);
      g_test_add_data_func (path, &bad_cases[i], test_bad);
    }
  g_test_add_func ("/clusters/few-rows", test_few);
  g_test_add_func ("/clusters/sample", test_sample);
  g_test_add_func ("/clusters/threads", test_threads);
  g_test_add_func ("/clusters/cancelled", test_cancelled);
  g_test_add_func ("/clusters/progress", test_progress);
  return g_test_run ();
}
