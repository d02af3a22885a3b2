/* SPDX-License-Identifier: GPL-3.0-or-later */
/* At every size, in both languages: labels do not overlap, nothing leaves the chart, and marks stand where
 * their values are. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sample-charts.h"
#include "sy-chart-layout.h"

static const double sizes[][2] = { { 320., 200. },  { 320., 480. },  { 400., 260. },
                                   { 480., 300. },  { 640., 360. },  { 900., 420. },
                                   { 1200., 600. }, { 1600., 900. }, { 1600., 240. } };

/* The four corners of a label, turned around the top right one. */
static gboolean
is_inside (const SyChartLabel *label, double width, double height)
{
  gboolean turned = label->angle < 0.;
  double left = turned ? -label->width : 0., right = turned ? 0. : label->width;
  const double px[] = { left, right, right, left }, py[] = { 0., 0., label->height, label->height };
  for (int i = 0; i < 4; i++)
    {
      double x = label->x + px[i] * cos (label->angle) - py[i] * sin (label->angle);
      double y = label->y + px[i] * sin (label->angle) + py[i] * cos (label->angle);
      if (x < -1.5 || y < -1.5 || x > width + 1.5 || y > height + 1.5)
        return FALSE;
    }
  return TRUE;
}

static void
check_labels (const char *name, const SyChartLayout *layout)
{
  double width = sy_chart_layout_get_width (layout), height = sy_chart_layout_get_height (layout);
  for (guint i = 0; i < sy_chart_layout_get_n_labels (layout); i++)
    {
      const SyChartLabel *label = sy_chart_layout_get_label (layout, i);
      if (!is_inside (label, width, height))
        g_error ("%s %g×%g: “%s” at %g,%g leaves the chart", name, width, height, label->text, label->x,
                 label->y);
      for (guint k = 0; k < i; k++)
        {
          const SyChartLabel *other = sy_chart_layout_get_label (layout, k);
          if (sy_chart_label_overlaps (label, other))
            g_error ("%s %g×%g: “%s” covers “%s”", name, width, height, label->text, other->text);
        }
    }
}

static void
test_labels (gconstpointer data)
{
  const SampleChart *sample = data;
  for (int chinese = 0; chinese < 2; chinese++)
    {
      g_autoptr (SyChart) chart = sample->make (chinese);
      for (int kind = SY_THEME_LIGHT; kind <= SY_THEME_PRINT; kind += 2)
        {
          g_autoptr (SyTheme) theme = sy_theme_new (kind, chinese ? "zh_CN" : "en");
          for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
            {
              g_autoptr (SyChartLayout) layout = sy_chart_layout_new (chart, sizes[i][0], sizes[i][1], theme);
              check_labels (sample->name, layout);
            }
        }
    }
}

/* Large fonts, as people set them who need them. */
static void
test_large_font (void)
{
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, "zh_CN");
  sy_theme_set_font (theme, NULL, 22.);
  for (guint s = 0; s < n_sample_charts; s++)
    {
      g_autoptr (SyChart) chart = sample_charts[s].make (TRUE);
      for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
        {
          g_autoptr (SyChartLayout) layout = sy_chart_layout_new (chart, sizes[i][0], sizes[i][1], theme);
          check_labels (sample_charts[s].name, layout);
        }
    }
}

/* No size is refused, and the plot keeps an area. */
static void
test_tiny (void)
{
  static const double tiny[] = { -5., 0., 1., 7., 40., 90., 130. };
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_DARK, "en");
  for (guint s = 0; s < n_sample_charts; s++)
    {
      g_autoptr (SyChart) chart = sample_charts[s].make (FALSE);
      for (guint w = 0; w < G_N_ELEMENTS (tiny); w++)
        for (guint h = 0; h < G_N_ELEMENTS (tiny); h++)
          {
            g_autoptr (SyChartLayout) layout = sy_chart_layout_new (chart, tiny[w], tiny[h], theme);
            SyRectangle plot = sy_chart_layout_get_plot (layout);
            g_assert_cmpfloat (plot.width, >, 0.);
            g_assert_cmpfloat (plot.height, >, 0.);
          }
    }
}

/* The plot is the point of a chart: it keeps a fair part of it. */
static void
test_plot_share (void)
{
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, "zh_CN");
  for (guint s = 0; s < n_sample_charts; s++)
    {
      g_autoptr (SyChart) chart = sample_charts[s].make (TRUE);
      for (guint i = 2; i < G_N_ELEMENTS (sizes) - 1; i++)
        {
          g_autoptr (SyChartLayout) layout = sy_chart_layout_new (chart, sizes[i][0], sizes[i][1], theme);
          SyRectangle plot = sy_chart_layout_get_plot (layout);
          g_assert_cmpfloat (plot.width, >=, sizes[i][0] * 0.55);
          g_assert_cmpfloat (plot.height, >=, sizes[i][1] * 0.3);
        }
    }
}

static void
test_bars (void)
{
  SyRectangle monday, saturday;
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, "en");
  g_autoptr (SyChart) chart = sample_columns (FALSE);
  g_autoptr (SyChartLayout) layout = sy_chart_layout_new (chart, 900., 420., theme);
  SyRectangle plot = sy_chart_layout_get_plot (layout);
  g_assert_true (sy_chart_layout_get_bar (layout, 0, 0, &monday));
  g_assert_true (sy_chart_layout_get_bar (layout, 0, 5, &saturday));
  /* Twice the weight, twice the height, both on zero; slots are sevenths. */
  g_assert_cmpfloat_with_epsilon (saturday.height, 2. * monday.height, 1e-6);
  g_assert_cmpfloat_with_epsilon (monday.y + monday.height, plot.y + plot.height, 1e-6);
  g_assert_cmpfloat_with_epsilon (saturday.x - monday.x, plot.width * 5. / 7., 1e-6);
  g_assert_cmpfloat (sy_scale_get_tick (sy_chart_layout_get_scale (layout, SY_CHART_AXIS_FIRST), 0), ==, 0.);
  g_assert_null (sy_chart_layout_get_scale (layout, SY_CHART_AXIS_SECOND));
}

/* Missing values have no bar, negative ones hang from zero. */
static void
test_missing_and_negative (void)
{
  static const char *const names[] = { "a", "b", "c" };
  const double values[] = { 10., NAN, -10. };
  SyRectangle up, gap, down;
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, "en");
  g_autoptr (SyChart) chart = sy_chart_new (SY_CHART_COLUMN, "signs");
  sy_chart_set_categories (chart, names, 3);
  sy_chart_add_series (chart, "a", "A", SY_CHART_UNIT_NUMBER, SY_CHART_DRAW_BARS, SY_CHART_AXIS_FIRST,
                       values);
  g_autoptr (SyChartLayout) layout = sy_chart_layout_new (chart, 600., 400., theme);
  double zero = sy_chart_layout_get_y (layout, SY_CHART_AXIS_FIRST, 0.);
  g_assert_true (sy_chart_layout_get_bar (layout, 0, 0, &up));
  g_assert_false (sy_chart_layout_get_bar (layout, 0, 1, &gap));
  g_assert_true (sy_chart_layout_get_bar (layout, 0, 2, &down));
  g_assert_cmpfloat_with_epsilon (up.y + up.height, zero, 1e-6);
  g_assert_cmpfloat_with_epsilon (down.y, zero, 1e-6);
  g_assert_cmpfloat_with_epsilon (up.height, down.height, 1e-6);
}

/* A code is turned rather than cut in two; Chinese is written in two lines. */
static void
test_codes_stay_whole (void)
{
  static const char *const codes[] = { "HD2301", "HD2302", "HD2303", "HD2304", "HD2305", "HD2306" };
  static const char *const shops[] = { "杭州湖滨店", "上海五角场", "广州天河店",
                                       "成都春熙店", "武汉江汉路", "苏州观前店" };
  const double values[] = { 1., 2., 3., 4., 5., 6. };
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, "zh_CN");

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (SyChart) chart = sy_chart_new (SY_CHART_COLUMN, "codes");
      guint n_turned = 0;

      sy_chart_set_categories (chart, i == 0 ? codes : shops, 6);
      sy_chart_add_series (chart, "a", "A", SY_CHART_UNIT_NUMBER, SY_CHART_DRAW_BARS, SY_CHART_AXIS_FIRST,
                           values);
      g_autoptr (SyChartLayout) layout = sy_chart_layout_new (chart, i == 0 ? 280. : 400., 400., theme);
      for (guint k = 0; k < sy_chart_layout_get_n_labels (layout); k++)
        n_turned += sy_chart_layout_get_label (layout, k)->angle < 0.;
      g_assert_cmpint (n_turned, ==, i == 0 ? 6 : 0);
    }
}

/* Days that are not in the data leave room. */
static void
test_dates_by_time (void)
{
  const gint64 days[] = { 100, 101, 104 };
  const double values[] = { 1., 2., 3. };
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, "en");
  g_autoptr (SyChart) chart = sy_chart_new (SY_CHART_LINE, "gaps");
  sy_chart_set_dates (chart, days, 3);
  sy_chart_add_series (chart, "a", "A", SY_CHART_UNIT_NUMBER, SY_CHART_DRAW_LINE, SY_CHART_AXIS_FIRST,
                       values);
  g_autoptr (SyChartLayout) layout = sy_chart_layout_new (chart, 600., 400., theme);
  double day = sy_chart_layout_get_x (layout, 1) - sy_chart_layout_get_x (layout, 0);
  double rest = sy_chart_layout_get_x (layout, 2) - sy_chart_layout_get_x (layout, 1);
  g_assert_cmpfloat_with_epsilon (rest, 3. * day, 1e-6);
}

/* Thousands of products: the first ones have places and names, all others are in the tail, in order. */
static void
test_tail (void)
{
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, "zh_CN");
  g_autoptr (SyChart) chart = sample_pareto_long (TRUE);
  g_autoptr (SyChartLayout) layout = sy_chart_layout_new (chart, 900., 420., theme);
  SyRectangle plot = sy_chart_layout_get_plot (layout);
  guint shown = sy_chart_layout_get_n_shown (layout), named = 0;
  g_assert_cmpuint (shown, >=, 25);
  g_assert_cmpuint (shown, <=, 60);
  for (guint i = 1; i < 5000; i++)
    g_assert_cmpfloat (sy_chart_layout_get_x (layout, i), >, sy_chart_layout_get_x (layout, i - 1));
  g_assert_cmpfloat (sy_chart_layout_get_x (layout, 4999), <, plot.x + plot.width);

  g_autofree char *others = g_strdup_printf ("其余 4,%03u 项", 5000 - shown - 4000);
  gboolean said = FALSE;
  for (guint i = 0; i < sy_chart_layout_get_n_labels (layout); i++)
    {
      const SyChartLabel *label = sy_chart_layout_get_label (layout, i);
      named += label->role == SY_LABEL_CATEGORY ? 1 : 0;
      said |= strcmp (label->text, others) == 0;
    }
  g_assert_true (said);
  g_assert_cmpuint (named, >=, shown - 1);
}

/* The cumulative axis is 0 to 100 %, whatever the data. */
static void
test_share_axis (void)
{
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, "en");
  g_autoptr (SyChart) chart = sample_pareto (FALSE);
  g_autoptr (SyChartLayout) layout = sy_chart_layout_new (chart, 900., 420., theme);
  const SyScale *scale = sy_chart_layout_get_scale (layout, SY_CHART_AXIS_SECOND);
  g_assert_nonnull (scale);
  g_assert_cmpfloat (scale->low, ==, 0.);
  g_assert_cmpfloat (scale->high, ==, 1.);
}

static gboolean
is_same (SyColor a, SyColor b)
{
  return fabs (a.red - b.red) + fabs (a.green - b.green) + fabs (a.blue - b.blue) < 1e-9;
}

static void
test_colors (void)
{
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, "en");
  g_autoptr (SyChart) target = sample_target (FALSE);
  g_autoptr (SyChartLayout) layout = sy_chart_layout_new (target, 900., 420., theme);
  g_assert_true (is_same (sy_chart_layout_get_color (layout, 0, 0), theme->missed));
  g_assert_true (is_same (sy_chart_layout_get_color (layout, 0, 1), theme->reached));

  g_autoptr (SyChart) pareto = sample_pareto (FALSE);
  g_autoptr (SyChartLayout) classes = sy_chart_layout_new (pareto, 900., 420., theme);
  g_assert_true (is_same (sy_chart_layout_get_color (classes, 0, 0), theme->classes[0]));
  g_assert_true (is_same (sy_chart_layout_get_color (classes, 0, 31), theme->classes[2]));

  g_autoptr (SyChart) prices = sample_prices (FALSE);
  g_autoptr (SyChartLayout) zone = sy_chart_layout_new (prices, 900., 420., theme);
  g_assert_true (is_same (sy_chart_layout_get_color (zone, 0, 0), theme->quiet));
  g_assert_true (is_same (sy_chart_layout_get_color (zone, 0, 1), theme->classes[1]));
  g_assert_true (is_same (sy_chart_layout_get_color (zone, 0, 2), theme->classes[0]));
}

/* What a reader must be told is told, also at 400 pixels. */
static void
test_said (void)
{
  static const struct
  {
    SyChart *(*make) (gboolean chinese);
    const char *text;
  } cases[] = { { sample_line, "平均 ¥24,000" },   { sample_line, "最高：¥39,000" },
                { sample_line, "最低：¥11,000" },  { sample_line, "双十二促销" },
                { sample_prices, "价格区 79–99" }, { sample_prices, "价格点 99：420" },
                { sample_pareto, "A 70%" },        { sample_pareto, "B 90%" },
                { sample_target, "未达成" },       { sample_columns, "星期六" } };
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, "zh_CN");
  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    for (guint i = 2; i < 8; i++)
      {
        g_autoptr (SyChart) chart = cases[c].make (TRUE);
        g_autoptr (SyChartLayout) layout = sy_chart_layout_new (chart, sizes[i][0], sizes[i][1], theme);
        gboolean said = FALSE;
        for (guint l = 0; l < sy_chart_layout_get_n_labels (layout); l++)
          said |= strcmp (sy_chart_layout_get_label (layout, l)->text, cases[c].text) == 0;
        if (!said)
          g_error ("%g×%g: no label “%s”", sizes[i][0], sizes[i][1], cases[c].text);
      }
}

/* A hundred thousand products in classes of any name take no time to speak of. */
static void
test_many_points (void)
{
  guint n = 100000;
  g_autofree const char **names = g_new (const char *, n);
  g_autofree const char **classes = g_new (const char *, n);
  g_autofree double *values = g_new (double, n);
  for (guint i = 0; i < n; i++)
    {
      names[i] = "商品";
      classes[i] = i < n / 2 ? "畅销" : "滞销";
      values[i] = n - i;
    }
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, "zh_CN");
  g_autoptr (SyChart) chart = sy_chart_new (SY_CHART_PARETO, "many");
  sy_chart_set_categories (chart, names, n);
  sy_chart_add_series (chart, "a", "A", SY_CHART_UNIT_NUMBER, SY_CHART_DRAW_BARS, SY_CHART_AXIS_FIRST,
                       values);
  sy_chart_set_classes (chart, 0, classes);
  g_test_timer_start ();
  g_autoptr (SyChartLayout) layout = sy_chart_layout_new (chart, 900., 420., theme);
  for (guint i = 0; i < n; i++)
    {
      SyColor want = theme->classes[i < n / 2 ? 0 : 1];
      g_assert_true (is_same (sy_chart_layout_get_color (layout, 0, i), want));
    }
  g_assert_cmpfloat (g_test_timer_elapsed (), <, 5.);
}

static void
test_overlaps (void)
{
  const SyChartLabel flat = { .x = 10., .y = 10., .width = 40., .height = 10. };
  const SyChartLabel beside = { .x = 50., .y = 10., .width = 40., .height = 10. };
  const SyChartLabel over = { .x = 49., .y = 19., .width = 40., .height = 10. };
  /* Parallel strips 20 apart along x are 14.1 apart across: lines of 14 fit, lines of 15 do not. */
  SyChartLabel turned = { .x = 100., .y = 100., .width = 80., .height = 14., .angle = -G_PI / 4. };
  SyChartLabel next = turned;
  next.x += 20.;
  g_assert_false (sy_chart_label_overlaps (&flat, &beside));
  g_assert_true (sy_chart_label_overlaps (&flat, &over));
  g_assert_false (sy_chart_label_overlaps (&turned, &next));
  turned.height = next.height = 15.;
  g_assert_true (sy_chart_label_overlaps (&turned, &next));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < n_sample_charts; i++)
    {
      g_autofree char *path = g_strconcat ("/chart-layout/labels/", sample_charts[i].name, NULL);
      g_test_add_data_func (path, &sample_charts[i], test_labels);
    }
  g_test_add_func ("/chart-layout/large-font", test_large_font);
  g_test_add_func ("/chart-layout/tiny", test_tiny);
  g_test_add_func ("/chart-layout/plot-share", test_plot_share);
  g_test_add_func ("/chart-layout/bars", test_bars);
  g_test_add_func ("/chart-layout/missing-and-negative", test_missing_and_negative);
  g_test_add_func ("/chart-layout/codes-stay-whole", test_codes_stay_whole);
  g_test_add_func ("/chart-layout/dates-by-time", test_dates_by_time);
  g_test_add_func ("/chart-layout/tail", test_tail);
  g_test_add_func ("/chart-layout/share-axis", test_share_axis);
  g_test_add_func ("/chart-layout/colors", test_colors);
  g_test_add_func ("/chart-layout/said", test_said);
  g_test_add_func ("/chart-layout/many-points", test_many_points);
  g_test_add_func ("/chart-layout/overlaps", test_overlaps);
  return g_test_run ();
}
