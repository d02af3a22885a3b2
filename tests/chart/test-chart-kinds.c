/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The types for methods: where their marks stand, what is under the pointer, what is said; and that no data
 * makes labels cover each other or leave the chart. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sample-charts.h"
#include "sy-chart-hit.h"
#include "sy-painter.h"

static const double sizes[][2] = { { 320., 200. }, { 320., 480. }, { 480., 300. },
                                   { 640., 360. }, { 900., 420. }, { 1600., 900. } };

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
        if (sy_chart_label_overlaps (label, sy_chart_layout_get_label (layout, k)))
          g_error ("%s %g×%g: “%s” covers “%s”", name, width, height, label->text,
                   sy_chart_layout_get_label (layout, k)->text);
    }
  for (guint i = 0; i < sy_chart_layout_get_n_panels (layout); i++)
    {
      double x, y;
      const guint *points;
      SyChartLayout *panel = sy_chart_layout_get_panel (layout, i, &x, &y, &points);
      g_assert_cmpfloat (x + sy_chart_layout_get_width (panel), <=, width + 1.);
      g_assert_cmpfloat (y + sy_chart_layout_get_height (panel), <=, height + 1.);
      check_labels (name, panel);
    }
}

static void
test_labels (gconstpointer data)
{
  const SampleChart *sample = data;
  for (int chinese = 0; chinese < 2; chinese++)
    {
      g_autoptr (SyChart) chart = sample->make (chinese);
      for (int large = 0; large < 2; large++)
        {
          g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, chinese ? "zh_CN" : "en");
          sy_theme_set_font (theme, NULL, large ? 21. : 13.);
          for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
            {
              g_autoptr (SyChartLayout) layout = sy_chart_layout_new (chart, sizes[i][0], sizes[i][1], theme);
              check_labels (sample->name, layout);
            }
        }
    }
}

/* Every point that has a place is found there again, and read out. */
static void
test_hits (gconstpointer data)
{
  const SampleChart *sample = data;
  g_autoptr (SyChart) chart = sample->make (FALSE);
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, "en");
  g_autoptr (SyChartLayout) layout = sy_chart_layout_new (chart, 900., 420., theme);
  guint n = sy_chart_get_n_points (chart), every = MAX (1, n / 300), found = 0;
  for (guint s = 0; s < sy_chart_get_n_series (chart); s++)
    for (guint i = 0; i < n; i += every)
      {
        SyRectangle place;
        guint series, point;
        g_autofree char *said = sy_chart_describe_point (chart, s, i);
        g_assert_cmpuint (strlen (said), >, 0);
        if (!sy_chart_hit_get_rectangle (layout, s, i, &place))
          continue;
        g_assert_cmpfloat (place.x + place.width, <=, 900. + 24.);
        g_assert_cmpfloat (place.y + place.height, <=, 420. + 24.);
        g_assert_true (
            sy_chart_hit (layout, place.x + place.width / 2., place.y + place.height / 2., &series, &point));
        g_assert_cmpuint (series, <, sy_chart_get_n_series (chart));
        g_assert_cmpuint (point, <, sy_chart_get_n_points (chart));
        found++;
      }
  g_assert_cmpuint (found, >, 0);
}

/* No size is refused; nothing and a missing value are no data. */
static void
test_tiny_and_nothing (void)
{
  static const double tiny[] = { 0., 1., 7., 40., 90., 130. };
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_DARK, "zh_CN");
  for (guint k = 0; k < n_sample_kinds; k++)
    {
      g_autoptr (SyChart) chart = sample_kinds[k].make (TRUE);
      for (guint w = 0; w < G_N_ELEMENTS (tiny); w++)
        for (guint h = 0; h < G_N_ELEMENTS (tiny); h++)
          {
            g_autoptr (SyChartLayout) layout = sy_chart_layout_new (chart, tiny[w], tiny[h], theme);
            g_assert_cmpfloat (sy_chart_layout_get_plot (layout).width, >, 0.);
            g_assert_cmpfloat (sy_chart_layout_get_plot (layout).height, >, 0.);
          }
    }
  for (guint type = 0; type < SY_CHART_N_TYPES; type++)
    for (guint n = 0; n < 2; n++)
      {
        g_autoptr (SyChart) chart = sample_nothing ((SyChartType) type, n);
        g_autoptr (SyChartLayout) layout = sy_chart_layout_new (chart, 600., 300., theme);
        g_autofree char *said = sy_chart_describe (chart);
        g_assert_true (strstr (said, "No data") != NULL);
        g_assert_cmpuint (sy_chart_layout_get_n_labels (layout), >, 0);
      }
}

/* A dot stands where both of its numbers are: halfway in value is halfway on the way. */
static void
test_scatter (void)
{
  static const double x[] = { 0., 50., 100. }, y[] = { 10., 20., 30. };
  SyRectangle a, b, c;
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, "en");
  g_autoptr (SyChart) chart = sy_chart_new (SY_CHART_SCATTER, "dots");
  sy_chart_set_numbers (chart, x, 3, SY_CHART_UNIT_NUMBER);
  sy_chart_add_series (chart, "y", "Y", SY_CHART_UNIT_NUMBER, SY_CHART_DRAW_POINTS, SY_CHART_AXIS_FIRST, y);
  g_autoptr (SyChartLayout) layout = sy_chart_layout_new (chart, 600., 400., theme);
  g_assert_true (sy_chart_hit_get_rectangle (layout, 0, 0, &a));
  g_assert_true (sy_chart_hit_get_rectangle (layout, 0, 1, &b));
  g_assert_true (sy_chart_hit_get_rectangle (layout, 0, 2, &c));
  g_assert_cmpfloat_with_epsilon (b.x - a.x, c.x - b.x, 1e-6);
  g_assert_cmpfloat_with_epsilon (a.y - b.y, b.y - c.y, 1e-6);
  g_assert_cmpfloat (c.x, >, a.x);
  g_assert_cmpfloat (c.y, <, a.y);
}

/* On a map a way east is as long as the same way north: at 60° a degree of longitude is half of one of
 * latitude. */
static void
test_map (void)
{
  static const struct
  {
    double width, height;
  } sizes_of[] = { { 600., 400. }, { 900., 300. }, { 320., 480. } };
  static const double x[] = { 10., 12., 18. }, y[] = { 59., 60., 61. };
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, "en");
  g_autoptr (SyChart) chart = sy_chart_new (SY_CHART_SCATTER, "map");
  sy_chart_set_numbers (chart, x, 3, SY_CHART_UNIT_NUMBER);
  sy_chart_add_series (chart, "y", "Y", SY_CHART_UNIT_NUMBER, SY_CHART_DRAW_POINTS, SY_CHART_AXIS_FIRST, y);
  sy_chart_set_map (chart, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (sizes_of); i++)
    {
      SyRectangle a, b;
      g_autoptr (SyChartLayout) layout =
          sy_chart_layout_new (chart, sizes_of[i].width, sizes_of[i].height, theme);
      g_assert_true (sy_chart_hit_get_rectangle (layout, 0, 0, &a));
      g_assert_true (sy_chart_hit_get_rectangle (layout, 0, 2, &b));
      /* 8° east and 2° north: twice as far. */
      g_assert_cmpfloat_with_epsilon ((b.x - a.x) / (a.y - b.y), 2., 1e-6);
      check_labels ("map", layout);
    }
}

static double
find_label (const SyChartLayout *layout, const char *text)
{
  for (guint i = 0; i < sy_chart_layout_get_n_labels (layout); i++)
    if (g_str_equal (sy_chart_layout_get_label (layout, i)->text, text))
      return sy_chart_layout_get_label (layout, i)->x;
  g_error ("no label “%s”", text);
}

/* Classes that have an order keep it, and so their colours, whichever of them there are. */
static void
test_ordered_groups (void)
{
  static const char *const order[] = { "light", "heavy", NULL };
  static const char *const classes[] = { "other", "heavy", "heavy" };
  static const double x[] = { 1., 2., 3. };
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, "en");
  g_autoptr (SyChart) chart = sy_chart_new (SY_CHART_SCATTER, "groups");
  sy_chart_set_numbers (chart, x, 3, SY_CHART_UNIT_NUMBER);
  sy_chart_add_series (chart, "y", "Y", SY_CHART_UNIT_NUMBER, SY_CHART_DRAW_POINTS, SY_CHART_AXIS_FIRST, x);
  sy_chart_set_classes (chart, 0, classes);
  sy_chart_set_keys (chart, SY_CHART_KEYS_STATES, order);
  g_autoptr (SyChartLayout) layout = sy_chart_layout_new (chart, 600., 400., theme);
  g_assert_cmpfloat (find_label (layout, "light"), <, find_label (layout, "heavy"));
  g_assert_cmpfloat (find_label (layout, "heavy"), <, find_label (layout, "other"));
}

/* Four times the sales, twice as wide: areas are compared, not widths. */
static void
test_bubbles (void)
{
  static const double x[] = { 1., 2., 3. }, size[] = { 4000., 1000., NAN };
  SyRectangle large, small, missing;
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, "en");
  g_autoptr (SyChart) chart = sy_chart_new (SY_CHART_SCATTER, "bubbles");
  sy_chart_set_numbers (chart, x, 3, SY_CHART_UNIT_NUMBER);
  sy_chart_add_series (chart, "y", "Y", SY_CHART_UNIT_NUMBER, SY_CHART_DRAW_POINTS, SY_CHART_AXIS_FIRST, x);
  sy_chart_add_series (chart, "s", "S", SY_CHART_UNIT_NUMBER, SY_CHART_DRAW_NONE, SY_CHART_AXIS_NONE, size);
  sy_chart_set_role (chart, 1, SY_CHART_ROLE_SIZE);
  g_autoptr (SyChartLayout) layout = sy_chart_layout_new (chart, 600., 400., theme);
  g_assert_true (sy_chart_hit_get_rectangle (layout, 0, 0, &large));
  g_assert_true (sy_chart_hit_get_rectangle (layout, 0, 1, &small));
  g_assert_true (sy_chart_hit_get_rectangle (layout, 0, 2, &missing));
  g_assert_cmpfloat_with_epsilon (large.width, 2. * small.width, 1e-6);
  g_assert_cmpfloat (missing.width, <, small.width);
}

/* Sizes without places are no data. */
static void
test_sizes_alone (void)
{
  static const double x[] = { 1., 2. }, nothing[] = { NAN, NAN };
  g_autoptr (SyChart) chart = sy_chart_new (SY_CHART_SCATTER, "sizes");
  sy_chart_set_numbers (chart, x, 2, SY_CHART_UNIT_NUMBER);
  sy_chart_add_series (chart, "y", "Y", SY_CHART_UNIT_NUMBER, SY_CHART_DRAW_POINTS, SY_CHART_AXIS_FIRST,
                       nothing);
  sy_chart_add_series (chart, "s", "S", SY_CHART_UNIT_NUMBER, SY_CHART_DRAW_NONE, SY_CHART_AXIS_NONE, x);
  sy_chart_set_role (chart, 1, SY_CHART_ROLE_SIZE);
  g_assert_true (sy_chart_is_empty (chart));
}

/* Bins touch each other and are as wide as their range. */
static void
test_histogram (void)
{
  static const double low[] = { 0., 10., 20. }, high[] = { 10., 20., 50. }, count[] = { 4., 8., 2. };
  SyRectangle bars[3];
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, "en");
  g_autoptr (SyChart) chart = sy_chart_new (SY_CHART_HISTOGRAM, "bins");
  sy_chart_set_bins (chart, low, high, 3, SY_CHART_UNIT_NUMBER);
  sy_chart_add_series (chart, "n", "N", SY_CHART_UNIT_COUNT, SY_CHART_DRAW_BARS, SY_CHART_AXIS_FIRST, count);
  g_autoptr (SyChartLayout) layout = sy_chart_layout_new (chart, 600., 400., theme);
  for (guint i = 0; i < 3; i++)
    g_assert_true (sy_chart_layout_get_bar (layout, 0, i, &bars[i]));
  g_assert_cmpfloat_with_epsilon (bars[1].x - bars[0].x - bars[0].width, 1., 1e-6);
  g_assert_cmpfloat_with_epsilon (bars[2].width + 1., 3. * (bars[0].width + 1.), 1e-6);
  g_assert_cmpfloat_with_epsilon (bars[1].height, 2. * bars[0].height, 1e-6);
}

/* Each step begins where the one before ended, and the last total ends there too. */
static void
test_waterfall (void)
{
  static const char *const names[] = { "from", "up", "down", "to" };
  static const double values[] = { 100., 40., -60., 80. };
  static const gboolean totals[] = { TRUE, FALSE, FALSE, TRUE };
  SyRectangle bars[4];
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, "en");
  g_autoptr (SyChart) chart = sy_chart_new (SY_CHART_WATERFALL, "steps");
  sy_chart_set_categories (chart, names, 4);
  sy_chart_add_series (chart, "d", "D", SY_CHART_UNIT_NUMBER, SY_CHART_DRAW_BARS, SY_CHART_AXIS_FIRST,
                       values);
  sy_chart_set_flags (chart, totals);
  g_autoptr (SyChartLayout) layout = sy_chart_layout_new (chart, 600., 400., theme);
  double zero = sy_chart_layout_get_y (layout, SY_CHART_AXIS_FIRST, 0.);
  for (guint i = 0; i < 4; i++)
    g_assert_true (sy_chart_layout_get_bar (layout, 0, i, &bars[i]));
  g_assert_cmpfloat_with_epsilon (bars[0].y + bars[0].height, zero, 1e-6);
  g_assert_cmpfloat_with_epsilon (bars[1].y + bars[1].height, bars[0].y, 1e-6);
  g_assert_cmpfloat_with_epsilon (bars[2].y, bars[1].y, 1e-6);
  g_assert_cmpfloat_with_epsilon (bars[3].y, bars[2].y + bars[2].height, 1e-6);
  g_assert_cmpfloat_with_epsilon (bars[3].y + bars[3].height, zero, 1e-6);
}

/* Up on what is positive, down under what is negative, all at one place. */
static void
test_stacked (void)
{
  SyRectangle first, second, down;
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, "en");
  g_autoptr (SyChart) chart = sample_stacked (FALSE);
  g_autoptr (SyChartLayout) layout = sy_chart_layout_new (chart, 600., 400., theme);
  g_assert_true (sy_chart_layout_get_bar (layout, 0, 1, &first));
  g_assert_true (sy_chart_layout_get_bar (layout, 1, 1, &second));
  g_assert_true (sy_chart_layout_get_bar (layout, 2, 1, &down));
  g_assert_cmpfloat_with_epsilon (first.x, second.x, 1e-6);
  g_assert_cmpfloat_with_epsilon (second.y + second.height, first.y, 1e-6);
  g_assert_cmpfloat_with_epsilon (down.y, first.y + first.height, 1e-6);
  g_assert_cmpfloat_with_epsilon (first.height, 2. * second.height, 1e-6);
}

/* The box reaches from one quartile to the other. */
static void
test_box (void)
{
  SyRectangle box;
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, "en");
  g_autoptr (SyChart) chart = sample_box (FALSE);
  g_autoptr (SyChartLayout) layout = sy_chart_layout_new (chart, 600., 400., theme);
  g_assert_true (sy_chart_hit_get_rectangle (layout, 0, 0, &box));
  g_assert_cmpfloat_with_epsilon (box.y, sy_chart_layout_get_y (layout, SY_CHART_AXIS_FIRST, 20.), 1e-6);
  g_assert_cmpfloat_with_epsilon (box.y + box.height,
                                  sy_chart_layout_get_y (layout, SY_CHART_AXIS_FIRST, 12.), 1e-6);
  /* Outliers are on the axis. */
  g_assert_cmpfloat (sy_chart_layout_get_scale (layout, SY_CHART_AXIS_FIRST)->high, >=, 35.);
}

/* Rows: as long as their value, one under the other. */
static void
test_rows (void)
{
  SyRectangle first, second;
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, "en");
  g_autoptr (SyChart) chart = sample_funnel (FALSE);
  g_autoptr (SyChartLayout) layout = sy_chart_layout_new (chart, 900., 420., theme);
  g_assert_true (sy_chart_hit_get_rectangle (layout, 0, 0, &first));
  g_assert_true (sy_chart_hit_get_rectangle (layout, 0, 1, &second));
  g_assert_cmpfloat_with_epsilon (second.width / first.width, 5100. / 12400., 1e-6);
  g_assert_cmpfloat_with_epsilon (first.x + first.width / 2., second.x + second.width / 2., 1e-6);
  g_assert_cmpfloat (second.y, >=, first.y + first.height);
}

/* Days of a week side by side, weeks under each other, Monday first. */
static void
test_calendar (void)
{
  SyRectangle tuesday, sunday, monday, next;
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, "en");
  g_autoptr (SyChart) chart = sample_calendar (FALSE); /* from Tuesday, 1 December 2015 */
  g_autoptr (SyChartLayout) layout = sy_chart_layout_new (chart, 900., 420., theme);
  g_assert_true (sy_chart_hit_get_rectangle (layout, 0, 0, &tuesday));
  g_assert_true (sy_chart_hit_get_rectangle (layout, 0, 5, &sunday));
  g_assert_true (sy_chart_hit_get_rectangle (layout, 0, 6, &monday));
  g_assert_true (sy_chart_hit_get_rectangle (layout, 0, 7, &next));
  g_assert_cmpfloat_with_epsilon (tuesday.y, sunday.y, 1e-6);
  g_assert_cmpfloat (monday.x, <, tuesday.x);
  g_assert_cmpfloat (monday.y, >, sunday.y);
  g_assert_cmpfloat_with_epsilon (next.x, tuesday.x, 1e-6);
}

/* Panels share one scale. */
static void
test_facets (void)
{
  double x, y;
  const guint *points;
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, "en");
  g_autoptr (SyChart) chart = sample_facets (FALSE);
  g_autoptr (SyChartLayout) layout = sy_chart_layout_new (chart, 900., 420., theme);
  g_assert_cmpuint (sy_chart_layout_get_n_panels (layout), ==, 6);
  SyChartLayout *first = sy_chart_layout_get_panel (layout, 0, &x, &y, &points);
  SyChartLayout *last = sy_chart_layout_get_panel (layout, 5, &x, &y, &points);
  g_assert_cmpuint (points[0], ==, 5 * 14);
  g_assert_cmpfloat (sy_chart_layout_get_scale (first, SY_CHART_AXIS_FIRST)->high, ==,
                     sy_chart_layout_get_scale (last, SY_CHART_AXIS_FIRST)->high);
}

/* What a reader must be told is told. */
static void
test_said (void)
{
  static const struct
  {
    SyChart *(*make) (gboolean chinese);
    const char *text;
  } cases[] = {
    { sample_scatter, "明星" },
    { sample_scatter, "瘦狗" },
    { sample_histogram, "均值 ¥94" },
    { sample_control, "上限 ¥24,000" },
    { sample_control, "违反规则" },
    { sample_waterfall, "+¥23万" },
    { sample_waterfall, "改善" },
    { sample_lorenz, "完全平均" },
    { sample_funnel, "上一步的 43.3% · 首步的 17.8%" },
    { sample_radar, "忠诚" },
    { sample_tree, "权益乘数" },
    { sample_facets, "门店 6" },
    { sample_calendar, "日" },
    { sample_rows, "平均 20,000" },
  };
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, "zh_CN");
  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      g_autoptr (SyChart) chart = cases[c].make (TRUE);
      g_autoptr (SyChartLayout) layout = sy_chart_layout_new (chart, 900., 420., theme);
      gboolean said = FALSE;
      for (guint p = 0; p < sy_chart_layout_get_n_panels (layout); p++)
        {
          double x, y;
          const guint *points;
          SyChartLayout *panel = sy_chart_layout_get_panel (layout, p, &x, &y, &points);
          for (guint l = 0; l < sy_chart_layout_get_n_labels (panel); l++)
            said |= strcmp (sy_chart_layout_get_label (panel, l)->text, cases[c].text) == 0;
        }
      for (guint l = 0; l < sy_chart_layout_get_n_labels (layout); l++)
        said |= strcmp (sy_chart_layout_get_label (layout, l)->text, cases[c].text) == 0;
      if (!said)
        g_error ("no label “%s”", cases[c].text);
    }
}

/* In words. */
static void
test_described (void)
{
  static const struct
  {
    SyChart *(*make) (gboolean chinese);
    const char *text;
  } cases[] = {
    { sample_scatter, "Scatter chart: Growth and share, 32 points." },
    { sample_histogram, "Histogram: Orders by amount" },
    { sample_control, "2 points break a rule" },
    { sample_waterfall, "Waterfall chart" },
    { sample_tree, "Tree: DuPont tree, 7 nodes" },
    { sample_funnel, "Funnel" },
    { sample_heatmap, "8 columns, 5 rows" },
    { sample_facets, "6 panels" },
    { sample_box, "3 outliers" },
  };
  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      g_autoptr (SyChart) chart = cases[c].make (FALSE);
      g_autofree char *said = sy_chart_describe (chart);
      if (strstr (said, cases[c].text) == NULL)
        g_error ("“%s” does not say “%s”", said, cases[c].text);
    }
  g_autoptr (SyChart) tree = sample_tree (FALSE);
  g_autofree char *node = sy_chart_describe_point (tree, 0, 1);
  g_assert_cmpstr (node, ==, "Net margin: Value 7.5%, +0.4");
  g_autoptr (SyChart) matrix = sample_heatmap (FALSE);
  g_autofree char *cell = sy_chart_describe_point (matrix, 0, 4);
  g_assert_cmpstr (cell, ==, "Store 5, Category 1: Sales no value");
  g_autoptr (SyChart) bins = sample_histogram (FALSE);
  g_autofree char *bin = sy_chart_describe_point (bins, 0, 0);
  g_assert_true (g_str_has_prefix (bin, "¥20 – ¥35: Orders "));
}

/* Every type under its name. */
static void
test_names (void)
{
  for (guint type = 0; type < SY_CHART_N_TYPES; type++)
    {
      SyChartType found;
      g_assert_true (sy_chart_type_from_name (sy_chart_type_to_name ((SyChartType) type), &found));
      g_assert_cmpuint (found, ==, type);
    }
}

/* Painting anything, in any style, is quick and leaves no error. */
static void
test_painted (void)
{
  for (guint k = 0; k < n_sample_kinds; k++)
    for (int kind = SY_THEME_LIGHT; kind <= SY_THEME_HIGH_CONTRAST_DARK; kind++)
      {
        g_autoptr (SyChart) chart = sample_kinds[k].make (kind % 2 == 0);
        g_autoptr (SyTheme) theme = sy_theme_new (kind, kind % 2 == 0 ? "zh_CN" : "en");
        cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 480, 300);
        cairo_t *cr = cairo_create (surface);
        sy_chart_paint (cr, chart, 480., 300., theme);
        g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
        cairo_destroy (cr);
        cairo_surface_destroy (surface);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < n_sample_kinds; i++)
    {
      g_autofree char *labels = g_strconcat ("/chart-kinds/labels/", sample_kinds[i].name, NULL);
      g_autofree char *hits = g_strconcat ("/chart-kinds/hits/", sample_kinds[i].name, NULL);
      g_test_add_data_func (labels, &sample_kinds[i], test_labels);
      g_test_add_data_func (hits, &sample_kinds[i], test_hits);
    }
  g_test_add_func ("/chart-kinds/tiny-and-nothing", test_tiny_and_nothing);
  g_test_add_func ("/chart-kinds/scatter", test_scatter);
  g_test_add_func ("/chart-kinds/map", test_map);
  g_test_add_func ("/chart-kinds/ordered-groups", test_ordered_groups);
  g_test_add_func ("/chart-kinds/bubbles", test_bubbles);
  g_test_add_func ("/chart-kinds/sizes-alone", test_sizes_alone);
  g_test_add_func ("/chart-kinds/histogram", test_histogram);
  g_test_add_func ("/chart-kinds/waterfall", test_waterfall);
  g_test_add_func ("/chart-kinds/stacked", test_stacked);
  g_test_add_func ("/chart-kinds/box", test_box);
  g_test_add_func ("/chart-kinds/rows", test_rows);
  g_test_add_func ("/chart-kinds/calendar", test_calendar);
  g_test_add_func ("/chart-kinds/facets", test_facets);
  g_test_add_func ("/chart-kinds/said", test_said);
  g_test_add_func ("/chart-kinds/described", test_described);
  g_test_add_func ("/chart-kinds/names", test_names);
  g_test_add_func ("/chart-kinds/painted", test_painted);
  return g_test_run ();
}
