/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Silhouettes against a small case worked by hand. */
#include "config.h"

#include "sy-silhouette.h"

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
  g_test_add_func ("/silhouette/cancelled", test_cancelled);
  return g_test_run ();
}
