/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A few pixels that must have the right colour, and every sample painted at every size without a word from
 * cairo. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sample-charts.h"
#include "sy-painter.h"

#define WIDTH 900
#define HEIGHT 420

static cairo_surface_t *
paint (SyChart *chart, const SyTheme *theme, int width, int height)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);
  sy_chart_paint (cr, chart, width, height, theme);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static guint32
get_pixel (cairo_surface_t *surface, double x, double y)
{
  const unsigned char *row =
      cairo_image_surface_get_data (surface) + (int) y * cairo_image_surface_get_stride (surface);
  guint32 pixel;
  memcpy (&pixel, row + (int) x * 4, sizeof pixel);
  return pixel & 0xffffff;
}

static void
assert_color (cairo_surface_t *surface, double x, double y, SyColor color)
{
  guint32 pixel = get_pixel (surface, x, y);
  g_assert_cmpint (abs ((int) (pixel >> 16 & 0xff) - (int) lround (color.red * 255.)), <=, 2);
  g_assert_cmpint (abs ((int) (pixel >> 8 & 0xff) - (int) lround (color.green * 255.)), <=, 2);
  g_assert_cmpint (abs ((int) (pixel & 0xff) - (int) lround (color.blue * 255.)), <=, 2);
}

static void
test_pixels (void)
{
  for (int kind = SY_THEME_LIGHT; kind <= SY_THEME_HIGH_CONTRAST_DARK; kind++)
    {
      SyRectangle bar;
      g_autoptr (SyTheme) theme = sy_theme_new (kind, "en");
      g_autoptr (SyChart) chart = sample_prices (FALSE);
      g_autoptr (SyChartLayout) layout = sy_chart_layout_new (chart, WIDTH, HEIGHT, theme);
      SyRectangle plot = sy_chart_layout_get_plot (layout);
      cairo_surface_t *surface = paint (chart, theme, WIDTH, HEIGHT);
      assert_color (surface, 1., HEIGHT - 2., theme->background);
      for (guint i = 0; i < 6; i++)
        {
          g_assert_true (sy_chart_layout_get_bar (layout, 0, i, &bar));
          assert_color (surface, bar.x + bar.width / 2., bar.y + bar.height - 3.,
                        sy_chart_layout_get_color (layout, 0, i));
        }
      /* Shaded between the zone's edges, from top to bottom. */
      double edge = sy_chart_layout_get_x (layout, 1) - sy_chart_layout_get_slot (layout, 1) / 2.;
      assert_color (surface, edge + 4., plot.y + plot.height - 5., theme->zone);
      assert_color (surface, edge - 4., plot.y + plot.height - 5., theme->background);
      cairo_surface_destroy (surface);
    }
}

/* A missing value is a gap and not a zero: nothing is drawn at the bottom between its neighbours. */
static void
test_gap (void)
{
  const double values[] = { 5., NAN, 5. };
  const gint64 days[] = { 1, 2, 3 };
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, "en");
  g_autoptr (SyChart) chart = sy_chart_new (SY_CHART_LINE, "gap");
  sy_chart_set_dates (chart, days, 3);
  sy_chart_add_series (chart, "a", "A", SY_CHART_UNIT_NUMBER, SY_CHART_DRAW_LINE, SY_CHART_AXIS_FIRST,
                       values);
  g_autoptr (SyChartLayout) layout = sy_chart_layout_new (chart, WIDTH, HEIGHT, theme);
  cairo_surface_t *surface = paint (chart, theme, WIDTH, HEIGHT);
  double x = sy_chart_layout_get_x (layout, 1);
  SyRectangle plot = sy_chart_layout_get_plot (layout);
  for (double y = plot.y + 2.; y < plot.y + plot.height - 2.; y++)
    g_assert_cmphex (get_pixel (surface, x, y), !=, 0x1a5fb4);
  assert_color (surface, sy_chart_layout_get_x (layout, 0),
                sy_chart_layout_get_y (layout, SY_CHART_AXIS_FIRST, 5.), theme->series[0]);
  cairo_surface_destroy (surface);
}

static void
test_every_sample (void)
{
  static const int sizes[][2] = { { 1, 1 }, { 60, 40 }, { 400, 260 }, { 900, 420 } };
  for (guint s = 0; s < n_sample_charts; s++)
    for (int kind = SY_THEME_LIGHT; kind <= SY_THEME_HIGH_CONTRAST_DARK; kind++)
      {
        g_autoptr (SyTheme) theme = sy_theme_new (kind, kind % 2 ? "zh_CN" : "en");
        g_autoptr (SyChart) chart = sample_charts[s].make (kind % 2);
        for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
          cairo_surface_destroy (paint (chart, theme, sizes[i][0], sizes[i][1]));
      }
}

static void
test_focus (void)
{
  SyRectangle bar;
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, "en");
  g_autoptr (SyChart) chart = sample_columns (FALSE);
  g_autoptr (SyChartLayout) layout = sy_chart_layout_new (chart, WIDTH, HEIGHT, theme);
  cairo_surface_t *surface = paint (chart, theme, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  g_assert_true (sy_chart_layout_get_bar (layout, 0, 3, &bar));
  sy_chart_paint_focus (cr, layout, 0, 3);
  sy_chart_paint_focus (cr, layout, 0, 99);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  assert_color (surface, floor (bar.x - 3.), bar.y + bar.height / 2., theme->focus);
  cairo_surface_destroy (surface);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/painter/pixels", test_pixels);
  g_test_add_func ("/painter/gap", test_gap);
  g_test_add_func ("/painter/every-sample", test_every_sample);
  g_test_add_func ("/painter/focus", test_focus);
  return g_test_run ();
}
