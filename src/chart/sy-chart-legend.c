/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Legends, where a chart cannot name its marks directly: classes, reached or not, several series of bars. */
#include "config.h"

#include "sy-chart-layout-private.h"

#include <string.h>

#define MOST_ROWS 3

typedef struct
{
  SyChartLayout *layout;
  double x;
  double y;
  double row; /* height of the row */
  int rows;
} Flow;

static void
add_entry (Flow *flow, SyKeyShape key, SyColor color, const char *text)
{
  SyChartLayout *layout = flow->layout;
  double pad = layout->theme->font_size * 0.6, room = layout->width - 2. * pad;
  if (*text == '\0' || flow->rows > MOST_ROWS)
    return;
  g_autoptr (SyChartLabel) label = sy_label_new (SY_LABEL_LEGEND, text);
  label->key = key;
  label->key_color = color;
  sy_label_fit (layout, label, room, 1);
  if (flow->x > pad && flow->x + label->width > layout->width - pad)
    {
      flow->x = pad;
      flow->y += flow->row + 2.;
      flow->rows++;
    }
  if (flow->rows > MOST_ROWS)
    return;
  label->x = flow->x;
  label->y = flow->y;
  flow->x += label->width + layout->theme->font_size * 1.1;
  flow->row = MAX (flow->row, label->height);
  sy_label_keep (layout, g_steal_pointer (&label));
}

static SyKeyShape
get_key (const SyChartSeries *series)
{
  switch (series->draw)
    {
    case SY_CHART_DRAW_LINE:
    case SY_CHART_DRAW_STEP:
      return SY_KEY_LINE;
    case SY_CHART_DRAW_POINTS:
      return SY_KEY_POINT;
    case SY_CHART_DRAW_BARS:
    default:
      return SY_KEY_BAR;
    }
}

/* One entry a class, in the order in which they appear. */
static void
add_classes (Flow *flow, guint series)
{
  SyChart *chart = flow->layout->chart;
  const SyChartSeries *entry = sy_chart_get_series (chart, series);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < sy_chart_get_n_points (chart); i++)
    if (g_hash_table_size (seen) < SY_THEME_N_CLASSES && g_hash_table_add (seen, entry->classes[i]))
      add_entry (flow, SY_KEY_BAR, sy_chart_layout_get_color (flow->layout, series, i), entry->classes[i]);
}

static void
add_target (Flow *flow)
{
  const SyTheme *theme = flow->layout->theme;
  const SyChartSeries *target = sy_chart_get_series (flow->layout->chart, 1);
  add_entry (flow, SY_KEY_BAR, theme->reached, sy_theme_get_caption (theme, SY_CAPTION_REACHED));
  add_entry (flow, SY_KEY_BAR, theme->missed, sy_theme_get_caption (theme, SY_CAPTION_MISSED));
  add_entry (flow, SY_KEY_LINE, theme->text, target->title);
}

/* Lines that are named at their end, or alone on their axis and named by its title, need no legend. */
static gboolean
is_named_elsewhere (SyChartLayout *self, guint series)
{
  const SyChartSeries *entry = sy_chart_get_series (self->chart, series);
  guint on_axis = 0, n = sy_chart_get_n_series (self->chart);
  for (guint s = 0; s < n; s++)
    on_axis += sy_chart_get_series (self->chart, s)->axis == entry->axis ? 1 : 0;
  if (entry->draw == SY_CHART_DRAW_LINE && n > 1 && sy_chart_layout_has_side (self))
    return TRUE;
  /* Short charts have no axis titles where there is a legend. */
  return on_axis == 1 && (n == 1 || self->detail == SY_DETAIL_ALL);
}

double
sy_chart_layout_place_legend (SyChartLayout *self, double y)
{
  Flow flow = { self, self->theme->font_size * 0.6, y, 0., 1 };
  guint n = sy_chart_get_n_series (self->chart);
  if (sy_chart_get_chart_type (self->chart) == SY_CHART_TARGET && n == 2)
    {
      add_target (&flow);
      return flow.row > 0. ? flow.y + flow.row + self->line * 0.3 : y;
    }
  for (guint s = 0; s < n; s++)
    {
      const SyChartSeries *series = sy_chart_get_series (self->chart, s);
      if (!sy_series_has_values (self->chart, s))
        continue;
      if (series->draw == SY_CHART_DRAW_BARS && series->classes != NULL)
        add_classes (&flow, s);
      else if (!is_named_elsewhere (self, s))
        add_entry (&flow, get_key (series), sy_chart_layout_get_color (self, s, 0), series->title);
    }
  return flow.row > 0. ? flow.y + flow.row + self->line * 0.3 : y;
}
