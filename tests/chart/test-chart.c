/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The spec keeps what it is given, mends what cannot be drawn, and describes itself. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sample-charts.h"
#include "sy-chart.h"

static void
test_names (void)
{
  SyChartType type;
  SyChartDraw draw;
  for (int i = SY_CHART_LINE; i <= SY_CHART_TARGET; i++)
    {
      g_assert_true (sy_chart_type_from_name (sy_chart_type_to_name (i), &type));
      g_assert_cmpint (type, ==, i);
    }
  g_assert_true (sy_chart_draw_from_name ("step", &draw));
  g_assert_cmpint (draw, ==, SY_CHART_DRAW_STEP);
  g_assert_false (sy_chart_type_from_name ("pie", &type));
  g_assert_false (sy_chart_type_from_name (NULL, &type));
}

static void
test_mends (void)
{
  static const char *const names[] = { "a\xff", NULL, "丙" };
  const double values[] = { INFINITY, 2., 1e305 };
  g_autoptr (SyChart) chart = sy_chart_new (SY_CHART_COLUMN, NULL);
  g_assert_cmpstr (sy_chart_get_title (chart), ==, "");
  sy_chart_set_categories (chart, names, 3);
  sy_chart_add_series (chart, "a", NULL, SY_CHART_UNIT_NUMBER, SY_CHART_DRAW_BARS, SY_CHART_AXIS_FIRST,
                       values);
  g_assert_true (g_utf8_validate (sy_chart_get_category (chart, 0), -1, NULL));
  g_assert_cmpstr (sy_chart_get_category (chart, 1), ==, "");
  g_assert_true (isnan (sy_chart_get_series (chart, 0)->values[0]));
  g_assert_cmpfloat (sy_chart_get_series (chart, 0)->values[1], ==, 2.);
  g_assert_true (isnan (sy_chart_get_series (chart, 0)->values[2]));
  sy_chart_add_reference (chart, NAN, "none", SY_CHART_AXIS_FIRST, SY_CHART_REFERENCE_MEAN);
  g_assert_cmpuint (sy_chart_get_n_references (chart), ==, 0);
}

static void
test_copies (void)
{
  double values[] = { 1., 2. };
  gint64 days[] = { 16770, 16771 };
  g_autoptr (SyChart) chart = sy_chart_new (SY_CHART_LINE, "copies");
  sy_chart_set_dates (chart, days, 2);
  sy_chart_add_series (chart, "a", "A", SY_CHART_UNIT_NUMBER, SY_CHART_DRAW_LINE, SY_CHART_AXIS_FIRST,
                       values);
  values[0] = 9.;
  days[0] = 0;
  g_assert_cmpfloat (sy_chart_get_series (chart, 0)->values[0], ==, 1.);
  g_assert_cmpfloat (sy_chart_get_x (chart, 0), ==, 16770.);
}

/* The zone 79–99 of the price-band example holds the second and third line. */
static void
test_band (void)
{
  guint first = 0, last = 0;
  g_autoptr (SyChart) prices = sample_prices (FALSE);
  g_assert_true (sy_chart_get_band_points (prices, &first, &last));
  g_assert_cmpuint (first, ==, 1);
  g_assert_cmpuint (last, ==, 2);
  sy_chart_set_band (prices, 99., 79., "turned round");
  g_assert_true (sy_chart_get_band_points (prices, &first, &last));
  g_assert_cmpuint (first, ==, 1);
  sy_chart_set_band (prices, 1., 2., "nothing there");
  g_assert_false (sy_chart_get_band_points (prices, &first, &last));
}

static void
test_describe (void)
{
  g_autoptr (SyChart) prices = sample_prices (FALSE);
  g_autofree char *text = sy_chart_describe (prices);
  g_assert_cmpstr (
      text, ==,
      "Price band chart: Price band, 6 points from 59 to 199. Units: highest 420 at 99, lowest 20 at 199.");
  g_autofree char *point = sy_chart_describe_point (prices, 0, 2);
  g_assert_cmpstr (point, ==, "99: Units 420");

  g_autoptr (SyChart) empty = sample_empty (FALSE);
  g_autofree char *none = sy_chart_describe (empty);
  g_assert_cmpstr (none, ==, "Column chart: Empty. No data.");

  g_autoptr (SyChart) line = sample_line (FALSE);
  g_autofree char *curve = sy_chart_describe (line);
  g_assert_nonnull (strstr (curve, "from 2015-12-01 to 2015-12-31"));
  g_assert_nonnull (strstr (curve, "highest ¥39,000 at 2015-12-11"));
  g_assert_nonnull (strstr (curve, "lowest ¥11,000 at 2015-12-16"));
  g_autofree char *missing = sy_chart_describe_point (line, 0, 20);
  g_assert_cmpstr (missing, ==, "2015-12-21: Unit weight no value");
}

static void
test_every_sample_is_described (void)
{
  for (guint i = 0; i < n_sample_charts; i++)
    {
      SyChart *chart = sample_charts[i].make (TRUE);
      g_autofree char *text = sy_chart_describe (chart);
      g_assert_cmpuint (strlen (text), >, 10);
      g_assert_finalize_object (chart);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/names", test_names);
  g_test_add_func ("/chart/mends", test_mends);
  g_test_add_func ("/chart/copies", test_copies);
  g_test_add_func ("/chart/band", test_band);
  g_test_add_func ("/chart/describe", test_describe);
  g_test_add_func ("/chart/every-sample-is-described", test_every_sample_is_described);
  return g_test_run ();
}
