/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pointers find what is drawn, keys reach every value, and a point's rectangle is hit by its own middle. */
#include "config.h"

#include <math.h>

#include "sample-charts.h"
#include "sy-chart-hit.h"

static SyChartLayout *
make_layout (SyChart *chart)
{
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, "en");
  return sy_chart_layout_new (chart, 900., 420., theme);
}

static void
test_round_trip (void)
{
  SyChart *(*const makers[]) (gboolean) = { sample_columns, sample_prices, sample_line };
  for (guint m = 0; m < G_N_ELEMENTS (makers); m++)
    {
      g_autoptr (SyChart) chart = makers[m](FALSE);
      g_autoptr (SyChartLayout) layout = make_layout (chart);
      for (guint s = 0; s < sy_chart_get_n_series (chart); s++)
        for (guint i = 0; i < sy_chart_get_n_points (chart); i++)
          {
            SyRectangle place;
            guint series = 99, point = 99;
            if (!sy_chart_hit_get_rectangle (layout, s, i, &place))
              {
                g_assert_true (isnan (sy_chart_get_series (chart, s)->values[i]));
                continue;
              }
            g_assert_true (sy_chart_hit (layout, place.x + place.width / 2., place.y + place.height / 2.,
                                         &series, &point));
            g_assert_cmpuint (point, ==, i);
          }
    }
}

static void
test_short_bars_are_reached (void)
{
  SyRectangle bar;
  guint series = 99, point = 99;
  g_autoptr (SyChart) chart = sample_prices (FALSE);
  g_autoptr (SyChartLayout) layout = make_layout (chart);
  SyRectangle plot = sy_chart_layout_get_plot (layout);
  g_assert_true (sy_chart_layout_get_bar (layout, 0, 5, &bar));
  g_assert_true (sy_chart_hit (layout, bar.x + 1., plot.y + 5., &series, &point));
  g_assert_cmpuint (series, ==, 0);
  g_assert_cmpuint (point, ==, 5);
  g_assert_false (sy_chart_hit (layout, bar.x + 1., plot.y - 40., &series, &point));
  g_assert_false (sy_chart_hit (layout, -10., -10., &series, &point));
}

/* Between two days the nearer one is meant, as long as the line is near. */
static void
test_nearest_on_line (void)
{
  guint series = 99, point = 99;
  const double values[] = { 10., 10., 10. };
  const gint64 days[] = { 1, 2, 3 };
  g_autoptr (SyChart) chart = sy_chart_new (SY_CHART_LINE, "flat");
  sy_chart_set_dates (chart, days, 3);
  sy_chart_add_series (chart, "a", "A", SY_CHART_UNIT_NUMBER, SY_CHART_DRAW_LINE, SY_CHART_AXIS_FIRST,
                       values);
  g_autoptr (SyChartLayout) layout = make_layout (chart);
  double x0 = sy_chart_layout_get_x (layout, 0), x1 = sy_chart_layout_get_x (layout, 1);
  double y = sy_chart_layout_get_y (layout, SY_CHART_AXIS_FIRST, 10.);
  g_assert_true (sy_chart_hit (layout, x0 + (x1 - x0) * 0.4, y + 5., &series, &point));
  g_assert_cmpuint (point, ==, 0);
  g_assert_true (sy_chart_hit (layout, x0 + (x1 - x0) * 0.6, y - 5., &series, &point));
  g_assert_cmpuint (point, ==, 1);
  g_assert_false (sy_chart_hit (layout, x0 + (x1 - x0) * 0.4, y + 60., &series, &point));
}

static void
test_keys_step_over_gaps (void)
{
  guint series = 0, point = 19;
  g_autoptr (SyChart) chart = sample_line (FALSE);
  /* Points 20 and 21 of the first series are missing. */
  g_assert_true (sy_chart_hit_move (chart, SY_CHART_MOVE_NEXT, &series, &point));
  g_assert_cmpuint (point, ==, 22);
  g_assert_true (sy_chart_hit_move (chart, SY_CHART_MOVE_PREVIOUS, &series, &point));
  g_assert_cmpuint (point, ==, 19);
  g_assert_true (sy_chart_hit_move (chart, SY_CHART_MOVE_LAST, &series, &point));
  g_assert_cmpuint (point, ==, 30);
  g_assert_false (sy_chart_hit_move (chart, SY_CHART_MOVE_NEXT, &series, &point));
  g_assert_cmpuint (point, ==, 30);
  g_assert_true (sy_chart_hit_move (chart, SY_CHART_MOVE_FIRST, &series, &point));
  g_assert_cmpuint (point, ==, 0);
  g_assert_false (sy_chart_hit_move (chart, SY_CHART_MOVE_PREVIOUS, &series, &point));

  point = 20;
  series = 1;
  g_assert_true (sy_chart_hit_move (chart, SY_CHART_MOVE_PREVIOUS_SERIES, &series, &point));
  g_assert_cmpuint (series, ==, 0);
  g_assert_cmpuint (point, ==, 22);
  g_assert_true (sy_chart_hit_move (chart, SY_CHART_MOVE_NEXT_SERIES, &series, &point));
  g_assert_cmpuint (series, ==, 1);
  g_assert_false (sy_chart_hit_move (chart, SY_CHART_MOVE_NEXT_SERIES, &series, &point));
}

static void
test_nothing (void)
{
  guint series = 0, point = 0;
  SyRectangle place;
  g_autoptr (SyChart) chart = sample_empty (FALSE);
  g_autoptr (SyChartLayout) layout = make_layout (chart);
  g_assert_false (sy_chart_hit (layout, 100., 100., &series, &point));
  g_assert_false (sy_chart_hit_get_rectangle (layout, 0, 0, &place));
  g_assert_false (sy_chart_hit_get_rectangle (layout, 7, 0, &place));
  g_assert_false (sy_chart_hit_move (chart, SY_CHART_MOVE_FIRST, &series, &point));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart-hit/round-trip", test_round_trip);
  g_test_add_func ("/chart-hit/short-bars-are-reached", test_short_bars_are_reached);
  g_test_add_func ("/chart-hit/nearest-on-line", test_nearest_on_line);
  g_test_add_func ("/chart-hit/keys-step-over-gaps", test_keys_step_over_gaps);
  g_test_add_func ("/chart-hit/nothing", test_nothing);
  return g_test_run ();
}
