/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Silhouettes against a small case worked by hand, and against the plain way to take them. */
#include "config.h"

#include <math.h>

#include "canceller.h"
#include "sy-silhouette.h"
#include "sy-workers.h"

/* 0 and 1 in one group, 4 and 6 in the other: a and b of the row at 0 are 1 and 5, so 0.8; at 1: 1, 4, 0.75;
 * at 4: 2, 3.5, 3/7; at 6: 2, 5.5, 7/11. */
static void
test_by_hand (void)
{
  static const double points[] = { 0, 1, 4, 6 };
  static const guint32 labels[] = { 0, 0, 1, 1 };
  static const guint32 alone[] = { 0, 0, 0, 1 };
  static const double want[] = { 0.8, 0.75, 3. / 7., 7. / 11. };
  double values[4], other[4];
  SyGrouping groupings[] = { { 2, labels, values, 0. }, { 3, alone, other, 0. } };
  double mean = 0.;

  g_assert_true (sy_silhouette_take (points, 1, 4, groupings, 2, NULL, NULL));
  for (guint i = 0; i < 4; i++)
    {
      g_assert_cmpfloat_with_epsilon (values[i], want[i], 1e-12);
      mean += want[i] / 4.;
    }
  g_assert_cmpfloat_with_epsilon (groupings[0].mean, mean, 1e-12);
  g_assert_cmpfloat (other[3], ==, 0.); /* alone in its group; the third group is empty */
}

#define N_POINTS 1500
#define N_FEATURES 3

static double
measure (const double *points, guint i, guint j)
{
  double sum = 0.;

  for (guint f = 0; f < N_FEATURES; f++)
    sum += pow (points[i * N_FEATURES + f] - points[j * N_FEATURES + f], 2.);
  return sqrt (sum);
}

/* As the paper says it, row by row. */
static double
judge_plainly (const double *points, const SyGrouping *grouping, guint row)
{
  double sums[10] = { 0. };
  double sizes[10] = { 0. };
  guint32 own = grouping->labels[row];
  double b = INFINITY;

  for (guint i = 0; i < N_POINTS; i++)
    {
      sums[grouping->labels[i]] += measure (points, row, i);
      sizes[grouping->labels[i]] += 1.;
    }
  if (sizes[own] == 1.)
    return 0.;
  for (guint32 g = 0; g < grouping->k; g++)
    if (g != own && sizes[g] > 0.)
      b = MIN (b, sums[g] / sizes[g]);
  return (b - sums[own] / (sizes[own] - 1.)) / MAX (b, sums[own] / (sizes[own] - 1.));
}

/* Groups of all sizes, an empty one, and one of one row; as many threads as there may be say the same to the
 * last bit. */
static void
test_drawn (void)
{
  static const guint workers[] = { 1, 2, 8 };
  static const guint ks[] = { 2, 5, 9 };
  g_autofree double *points = g_new (double, N_POINTS *N_FEATURES);
  guint32 labels[3][N_POINTS];
  double values[3][3][N_POINTS];
  SyGrouping groupings[3];
  double means[3] = { 0. };
  GRand *random = g_rand_new_with_seed (5);

  for (guint i = 0; i < N_POINTS * N_FEATURES; i++)
    points[i] = g_rand_double_range (random, -2., 2.);
  for (guint g = 0; g < G_N_ELEMENTS (ks); g++)
    for (guint i = 0; i < N_POINTS; i++)
      labels[g][i] = (guint32) (pow (g_rand_double (random), 2.) * (ks[g] - 1));
  labels[1][700] = 4;
  g_rand_free (random);
  for (guint w = 0; w < G_N_ELEMENTS (workers); w++)
    {
      sy_workers_set_count (workers[w]);
      for (guint g = 0; g < G_N_ELEMENTS (ks); g++)
        groupings[g] = (SyGrouping){ ks[g], labels[g], values[w][g], 0. };
      g_assert_true (
          sy_silhouette_take (points, N_FEATURES, N_POINTS, groupings, G_N_ELEMENTS (ks), NULL, NULL));
      for (guint g = 0; g < G_N_ELEMENTS (ks); g++)
        {
          g_assert_cmpmem (values[w][g], sizeof values[w][g], values[0][g], sizeof values[0][g]);
          g_assert_true (w == 0 || groupings[g].mean == means[g]);
          means[g] = groupings[g].mean;
        }
    }
  sy_workers_set_count (0);
  for (guint g = 1; g < G_N_ELEMENTS (ks); g++)
    for (guint i = 0; i < N_POINTS; i++)
      g_assert_cmpfloat_with_epsilon (values[0][g][i], judge_plainly (points, &groupings[g], i), 1e-11);
  g_assert_cmpfloat (values[0][1][700], ==, 0.);
}

static void
test_cancelled_within (void)
{
  gsize n = 6000;
  g_autofree double *points = g_new0 (double, n);
  g_autofree double *values = g_new (double, n);
  g_autofree guint32 *labels = g_new0 (guint32, n);
  SyGrouping grouping = { 2, labels, values, 0. };
  g_auto (Canceller) canceller = { 0 };
  SyKernelJob job = canceller_begin (&canceller, 0.5);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < n; i += 2)
    points[i] = labels[i] = 1;
  g_assert_false (sy_silhouette_take (points, 1, n, &grouping, 1, &job, &error));
  canceller_assert (&canceller, error);
  g_assert_cmpstr (canceller.unit, ==, "rows");
}

static void
test_cancelled (void)
{
  static const double points[] = { 0, 1 };
  static const guint32 labels[] = { 0, 1 };
  double values[2];
  SyGrouping grouping = { 2, labels, values, 0. };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  SyKernelJob job = { .cancellable = cancellable };

  g_cancellable_cancel (cancellable);
  g_assert_false (sy_silhouette_take (points, 1, 2, &grouping, 1, &job, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/silhouette/by-hand", test_by_hand);
  g_test_add_func ("/silhouette/drawn", test_drawn);
  g_test_add_func ("/silhouette/cancelled", test_cancelled);
  g_test_add_func ("/silhouette/cancelled-within", test_cancelled_within);
  return g_test_run ();
}
