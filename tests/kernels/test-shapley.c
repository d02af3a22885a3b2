/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Contributions against the worked example (D1); they add up whatever the factors are. */
#include "config.h"

#include <math.h>

#include "sy-shapley.h"

static void
test_example (void)
{
  static const double base[] = { 20000, .2, .15, 80, .75, 2.5 };
  static const double report[] = { 22000, .19, .16, 82, .72, 2.6 };
  static const double want[] = { 9173.62, -4944.93, 6213.94, 2378.51, -3934.99, 3777.32 };
  double got[6], sum = 0.;

  g_assert_true (sy_shapley_find (base, report, 6, got, NULL));
  for (guint i = 0; i < 6; i++)
    {
      g_assert_cmpfloat_with_epsilon (got[i], want[i], 0.0051);
      sum += got[i];
    }
  g_assert_cmpfloat_with_epsilon (sum, 22000 * .19 * .16 * 82 * .72 * 2.6 - 90000., 1e-8);
}

/* Two factors share what they do together: (x1 - x0)(y0 + y1)/2. Zeros and signs are no matter. */
static void
test_two (void)
{
  static const double cases[][4] = { { 2, 3, 5, 7 }, { 0, 3, 5, 7 }, { -2, 3, 5, -7 }, { 0, 0, 0, 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const double *c = cases[i];
      double got[2];

      g_assert_true (sy_shapley_find (c, c + 2, 2, got, NULL));
      g_assert_cmpfloat_with_epsilon (got[0], (c[2] - c[0]) * (c[1] + c[3]) / 2., 1e-12);
      g_assert_cmpfloat_with_epsilon (got[1], (c[3] - c[1]) * (c[0] + c[2]) / 2., 1e-12);
    }
}

/* The order of the factors is no matter, and ten of them add up. */
static void
test_ten (void)
{
  double base[10], report[10], got[10], mirrored[10], sum = 0., before = 1., after = 1.;

  for (guint i = 0; i < 10; i++)
    {
      base[i] = 1. + 0.1 * i;
      report[i] = i == 4 ? -0.5 : 1.3 - 0.05 * i;
      before *= base[i];
      after *= report[i];
    }
  g_assert_true (sy_shapley_find (base, report, 10, got, NULL));
  for (guint i = 0; i < 10; i++)
    sum += got[i];
  g_assert_cmpfloat_with_epsilon (sum, after - before, 1e-12);
  for (guint i = 0; i < 5; i++)
    {
      double swap = base[i];
      base[i] = base[9 - i];
      base[9 - i] = swap;
      swap = report[i];
      report[i] = report[9 - i];
      report[9 - i] = swap;
    }
  g_assert_true (sy_shapley_find (base, report, 10, mirrored, NULL));
  for (guint i = 0; i < 10; i++)
    g_assert_cmpfloat_with_epsilon (mirrored[9 - i], got[i], 1e-12);
}

static void
test_bad (void)
{
  double numbers[11] = { 1, NAN };
  double got[11];
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) many = NULL;

  g_assert_false (sy_shapley_find (numbers, numbers, 2, got, &missing));
  g_assert_error (missing, SY_KERNEL_ERROR, SY_KERNEL_ERROR_ARGUMENT);
  g_assert_false (sy_shapley_find (numbers, numbers, 11, got, &many));
  g_assert_error (many, SY_KERNEL_ERROR, SY_KERNEL_ERROR_TOO_LARGE);
  g_assert_true (sy_shapley_find (numbers, numbers, 0, got, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shapley/example", test_example);
  g_test_add_func ("/shapley/two-factors", test_two);
  g_test_add_func ("/shapley/ten-factors", test_ten);
  g_test_add_func ("/shapley/bad", test_bad);
  return g_test_run ();
}
