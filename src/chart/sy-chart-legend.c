/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Legends, where a chart cannot name its marks directly: classes, reached or not, several series of bars. */
#include "config.h"

#include "sy-chart-layout-private.h"

#include <math.h>
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
add_marked_entry (Flow *flow, SyKeyShape key, SyColor color, guint marker, const char *text)
{
  SyChartLayout *layout = flow->layout;
  double pad = layout->theme->font_size * 0.6, room = layout->width - 2. * pad;
  if (*text == '\0' || flow->rows > MOST_ROWS)
    return;
  g_autoptr (SyChartLabel) label = sy_label_new (SY_LABEL_LEGEND, text);
  label->key = key;
  label->key_color = color;
  label->marker = marker;
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

static void
add_entry (Flow *flow, SyKeyShape key, SyColor color, const char *text)
{
  add_marked_entry (flow, key, color, 0, text);
}

static void
add_caption (Flow *flow, SyKeyShape key, SyColor color, SyCaption caption)
{
  add_entry (flow, key, color, sy_theme_get_caption (flow->layout->theme, caption));
}

/* Whether any bar is of that colour: a legend names only what is there. */
static gboolean
has_step (SyChartLayout *self, gboolean total, gboolean good)
{
  const SyChartSeries *series = sy_chart_get_series (self->chart, 0);
  for (guint i = 0; i < sy_chart_get_n_points (self->chart); i++)
    if (!isnan (series->values[i])
        && (sy_chart_get_flag (self->chart, i)
                ? total
                : !total && ((series->values[i] >= 0.) == (series->direction >= 0)) == good))
      return TRUE;
  return FALSE;
}

static void
add_steps (Flow *flow)
{
  const SyTheme *theme = flow->layout->theme;
  if (has_step (flow->layout, TRUE, FALSE))
    add_caption (flow, SY_KEY_BAR, theme->axis, SY_CAPTION_TOTAL);
  if (has_step (flow->layout, FALSE, TRUE))
    add_caption (flow, SY_KEY_BAR, theme->reached, SY_CAPTION_RISE);
  if (has_step (flow->layout, FALSE, FALSE))
    add_caption (flow, SY_KEY_BAR, theme->missed, SY_CAPTION_FALL);
}

static void
add_groups (Flow *flow)
{
  SyChartLayout *layout = flow->layout;
  double slope, intercept;
  gboolean bubbles = sy_chart_find_role (layout->chart, SY_CHART_ROLE_SIZE) >= 0;
  for (guint i = 0; layout->group_names != NULL && i < layout->group_names->len; i++)
    add_marked_entry (flow, SY_KEY_MARKER, layout->theme->series[i % SY_THEME_N_SERIES], bubbles ? 0 : i,
                      g_ptr_array_index (layout->group_names, i));
  if (layout->has_more_groups)
    add_caption (flow, SY_KEY_POINT, layout->theme->axis, SY_CAPTION_OTHER_GROUPS);
  if (sy_chart_get_fit (layout->chart, &slope, &intercept))
    add_caption (flow, SY_KEY_LINE, layout->theme->series[1], SY_CAPTION_FIT);
}

static gboolean
has_flags (SyChart *chart)
{
  for (guint i = 0; i < sy_chart_get_n_points (chart); i++)
    if (sy_chart_get_flag (chart, i))
      return TRUE;
  return FALSE;
}

/* Types with a legend of their own, or none; FALSE for the others. */
static gboolean
add_kind (Flow *flow)
{
  SyChart *chart = flow->layout->chart;
  const SyTheme *theme = flow->layout->theme;
  switch (sy_chart_get_chart_type (chart))
    {
    case SY_CHART_SCATTER:
      add_groups (flow);
      return TRUE;
    case SY_CHART_WATERFALL:
      if (sy_chart_get_n_series (chart) > 0)
        add_steps (flow);
      return TRUE;
    case SY_CHART_CONTROL:
      if (has_flags (chart))
        add_caption (flow, SY_KEY_RING, theme->missed, SY_CAPTION_RULE);
      return TRUE;
    case SY_CHART_BOX:
      if (sy_chart_find_role (chart, SY_CHART_ROLE_MEAN) >= 0)
        add_marked_entry (flow, SY_KEY_MARKER, theme->series[1], 3,
                          sy_theme_get_caption (theme, SY_CAPTION_MEAN));
      if (sy_chart_get_n_outliers (chart) > 0)
        add_marked_entry (flow, SY_KEY_MARKER, theme->series[0], 4,
                          sy_theme_get_caption (theme, SY_CAPTION_OUTLIER));
      return TRUE;
    case SY_CHART_FUNNEL:
    case SY_CHART_TREE:
    case SY_CHART_HEATMAP:
    case SY_CHART_CALENDAR:
    case SY_CHART_LORENZ:
      return TRUE;
    case SY_CHART_RADAR:
      return sy_chart_get_n_series (chart) < 2;
    default:
      return FALSE;
    }
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
    case SY_CHART_DRAW_NONE:
      return series->role == SY_CHART_ROLE_VALUE ? SY_KEY_BAR : SY_KEY_POINT;
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
  if (sy_chart_layout_has_facets (self))
    return n == 1;
  if (entry->draw == SY_CHART_DRAW_LINE && n > 1 && sy_chart_layout_has_side (self)
      && sy_chart_get_chart_type (self->chart) != SY_CHART_RADAR)
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
  for (guint s = add_kind (&flow) ? n : 0; s < n; s++)
    {
      const SyChartSeries *series = sy_chart_get_series (self->chart, s);
      if (!sy_series_has_values (self->chart, s))
        continue;
      if (series->draw != SY_CHART_DRAW_LINE && series->classes != NULL)
        add_classes (&flow, s);
      else if (!is_named_elsewhere (self, s))
        add_entry (&flow, get_key (series), sy_chart_layout_get_color (self, s, 0), series->title);
    }
  return flow.row > 0. ? flow.y + flow.row + self->line * 0.3 : y;
}
