/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawings of words: nothing covers anything else or leaves the picture, whatever is written in them; each
 * item is found under the pointer and read out; the natural height shows everything. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sample-charts.h"
#include "sy-chart-hit.h"
#include "sy-painter.h"

static const double sizes[][2] = { { 320., 240. }, { 600., 300. },  { 600., 900. },
                                   { 960., 480. }, { 1366., 600. }, { 1600., 1000. } };

static void
check_labels (const char *name, const SyChartLayout *layout)
{
  double width = sy_chart_layout_get_width (layout), height = sy_chart_layout_get_height (layout);
  for (guint i = 0; i < sy_chart_layout_get_n_labels (layout); i++)
    {
      const SyChartLabel *label = sy_chart_layout_get_label (layout, i);
      if (label->x < -1. || label->y < -1. || label->x + label->width > width + 1.
          || label->y + label->height > height + 1.)
        return g_test_fail_printf ("%s %g×%g: “%.60s” at %g,%g (%g×%g) leaves the picture", name, width,
                                   height, label->text, label->x, label->y, label->width, label->height);
      for (guint k = 0; k < i; k++)
        if (sy_chart_label_overlaps (label, sy_chart_layout_get_label (layout, k)))
          return g_test_fail_printf (
              "%s %g×%g: “%.60s” at %g,%g (%g×%g) covers “%.60s” at %g,%g (%g×%g)", name, width, height,
              label->text, label->x, label->y, label->width, label->height,
              sy_chart_layout_get_label (layout, k)->text, sy_chart_layout_get_label (layout, k)->x,
              sy_chart_layout_get_label (layout, k)->y, sy_chart_layout_get_label (layout, k)->width,
              sy_chart_layout_get_label (layout, k)->height);
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
          sy_theme_set_font (theme, NULL, large ? 20. : 13.);
          for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
            {
              double natural = sy_chart_layout_measure_height (chart, sizes[i][0], theme);
              g_autoptr (SyChartLayout) layout = sy_chart_layout_new (chart, sizes[i][0], sizes[i][1], theme);
              g_autoptr (SyChartLayout) whole = sy_chart_layout_new (chart, sizes[i][0], natural, theme);
              check_labels (sample->name, layout);
              check_labels (sample->name, whole);
            }
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < n_sample_drawings; i++)
    {
      g_autofree char *labels = g_strconcat ("/chart-drawings/labels/", sample_drawings[i].name, NULL);
      g_test_add_data_func (labels, &sample_drawings[i], test_labels);
    }
  return g_test_run ();
}
