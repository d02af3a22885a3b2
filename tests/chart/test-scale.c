/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ticks are round, exact and cover the range, whatever the range is. */
#include "config.h"

#include <math.h>

#include "sy-scale.h"

/* Worked out by hand: the smallest step of 1, 2, 2.5, 5 × 10ⁿ with at most that many ticks. */
typedef struct
{
  const char *name;
  double low, high;
  guint max_ticks;
  gboolean whole;
  double first, last, step;
} TickCase;

static const TickCase tick_cases[] = {
  { "hundred", 0., 100., 6, FALSE, 0., 100., 20. },
  { "under-hundred", 0., 87., 6, FALSE, 0., 100., 20. },
  { "quarters", 0., 9.3, 5, FALSE, 0., 10., 2.5 },
  { "tenths", 0., 0.35, 5, FALSE, 0., 0.4, 0.1 },
  { "both-signs", -3.4, 2.2, 7, FALSE, -4., 4., 2. },
  { "negative", -87., -13., 6, FALSE, -100., 0., 20. },
  { "not-from-zero", 14776., 36776., 6, FALSE, 10000., 40000., 10000. },
  { "billion", 0., 1e12, 6, FALSE, 0., 1e12, 2e11 },
  { "small", 0., 3e-7, 4, FALSE, 0., 3e-7, 1e-7 },
  { "equal", 5., 5., 7, FALSE, 2., 8., 1. },
  { "zero", 0., 0., 5, FALSE, -0.5, 0.5, 0.25 },
  { "swapped", 100., 0., 6, FALSE, 0., 100., 20. },
  { "whole", 0., 3., 7, TRUE, 0., 3., 1. },
  { "whole-no-half", 0., 9., 5, TRUE, 0., 10., 5. },
  { "two-ticks", 0., 70., 2, FALSE, 0., 100., 100. },
  { "two-ticks-around-zero", -1., 1., 2, FALSE, -1., 1., 1. },
  { "nan", NAN, 1., 6, FALSE, 0., 1., 0.2 },
  { "infinite", 0., INFINITY, 6, FALSE, 0., 1., 0.2 },
};

static void
test_ticks (gconstpointer data)
{
  const TickCase *test = data;
  SyScale scale;
  sy_scale_init (&scale, test->low, test->high, test->max_ticks, test->whole);
  g_assert_cmpfloat (scale.step, ==, test->step);
  g_assert_cmpfloat (scale.low, ==, test->first);
  g_assert_cmpfloat (scale.high, ==, test->last);
  g_assert_cmpfloat (sy_scale_get_tick (&scale, 0), ==, test->first);
  g_assert_cmpfloat (sy_scale_get_tick (&scale, scale.n_ticks - 1), ==, test->last);
}

/* 3 × 0.1 is 0.3, not 0.30000000000000004. */
static void
test_exact (void)
{
  SyScale scale;
  sy_scale_init (&scale, 0., 0.7, 8, FALSE);
  g_assert_cmpfloat (scale.step, ==, 0.1);
  g_assert_cmpfloat (sy_scale_get_tick (&scale, 3), ==, 0.3);
  g_assert_cmpfloat (sy_scale_get_tick (&scale, 6), ==, 0.6);
  g_assert_cmpfloat (sy_scale_get_tick (&scale, 7), ==, 0.7);
}

/* What must hold for any range: covered, in order, no more ticks than allowed, and not too few. */
static void
test_any_range (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20151201);
  for (int i = 0; i < 20000; i++)
    {
      double size = pow (10., g_rand_double_range (rand, -40., 40.));
      double low = g_rand_double_range (rand, -1., 1.) * size;
      double high = low + g_rand_double_range (rand, 1e-6, 2.) * size;
      guint max_ticks = (guint) g_rand_int_range (rand, 3, 12);
      SyScale scale;
      sy_scale_init (&scale, low, high, max_ticks, FALSE);
      g_assert_cmpuint (scale.n_ticks, <=, max_ticks);
      g_assert_cmpuint (scale.n_ticks, >=, 2);
      g_assert_cmpfloat (scale.low, <=, low + 1e-6 * scale.step);
      g_assert_cmpfloat (scale.high, >=, high - 1e-6 * scale.step);
      for (guint t = 1; t < scale.n_ticks; t++)
        g_assert_cmpfloat (sy_scale_get_tick (&scale, t), >, sy_scale_get_tick (&scale, t - 1));
    }
}

static void
test_hostile_ranges (void)
{
  static const double values[] = { 0., 1e-320, -1e-320, 1e-210, 1., 1e15, 1e299, -1e299, NAN, -INFINITY };
  for (guint a = 0; a < G_N_ELEMENTS (values); a++)
    for (guint b = 0; b < G_N_ELEMENTS (values); b++)
      for (guint max_ticks = 0; max_ticks < 20; max_ticks++)
        {
          SyScale scale;
          sy_scale_init (&scale, values[a], values[b], max_ticks, max_ticks % 2 == 0);
          g_assert_true (isfinite (scale.low) && isfinite (scale.high) && scale.low < scale.high);
          g_assert_cmpuint (scale.n_ticks, >=, 2);
          g_assert_cmpuint (scale.n_ticks, <=, SY_SCALE_MAX_TICKS);
        }
}

static void
test_pixels (void)
{
  SyScale scale;
  sy_scale_init (&scale, 0., 100., 6, FALSE);
  sy_scale_set_pixels (&scale, 300., 100.);
  g_assert_cmpfloat (sy_scale_to_pixel (&scale, 0.), ==, 300.);
  g_assert_cmpfloat (sy_scale_to_pixel (&scale, 100.), ==, 100.);
  g_assert_cmpfloat (sy_scale_to_pixel (&scale, 25.), ==, 250.);
  g_assert_cmpfloat (sy_scale_to_value (&scale, 250.), ==, 25.);
}

/* An axis ends at its values where the last step is mostly empty, and keeps its tick where it is not. */
static void
test_trim (void)
{
  SyScale scale;
  sy_scale_init (&scale, 0., 101., 7, FALSE);
  g_assert_cmpfloat (scale.high, ==, 120.);
  sy_scale_trim (&scale, 0., 101.);
  g_assert_cmpfloat (scale.high, ==, 101.);
  g_assert_cmpfloat (sy_scale_get_tick (&scale, scale.n_ticks - 1), ==, 100.);

  sy_scale_init (&scale, 0., 115., 7, FALSE);
  sy_scale_trim (&scale, 0., 115.);
  g_assert_cmpfloat (scale.high, ==, 120.);

  sy_scale_init (&scale, -3., 100., 8, FALSE);
  g_assert_cmpfloat (scale.low, ==, -20.);
  sy_scale_trim (&scale, -3., 100.);
  g_assert_cmpfloat (scale.low, ==, -3.);
  g_assert_cmpfloat (sy_scale_get_tick (&scale, 0), ==, 0.);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tick_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/scale/ticks/", tick_cases[i].name, NULL);
      g_test_add_data_func (path, &tick_cases[i], test_ticks);
    }
  g_test_add_func ("/scale/exact", test_exact);
  g_test_add_func ("/scale/any-range", test_any_range);
  g_test_add_func ("/scale/hostile-ranges", test_hostile_ranges);
  g_test_add_func ("/scale/pixels", test_pixels);
  g_test_add_func ("/scale/trim", test_trim);
  return g_test_run ();
}
