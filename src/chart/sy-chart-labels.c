/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels in and above the plot. Each has a few places to try; the one that covers least is taken, and where
 * every place covers another label the label is left out: the mark itself stays. */
#include "config.h"

#include "sy-chart-layout-private.h"

#include <math.h>

#include "sy-chart-format.h"

#define GAP 5.
#define MOST_VALUES 40
/* What a label costs where it is: covering a line is bad, covering a label is out of the question. */
#define COST_LINE 4.
#define COST_REFERENCE 3.
#define COST_BAR 2.
#define COST_FORBIDDEN 1000.

/* The top left corner of a label. */
typedef SyPoint Place;

void
sy_chart_layout_get_span (const SyChartLayout *self, guint from, guint to, double *left, double *right)
{
  *left = sy_chart_layout_get_x (self, from) - sy_chart_layout_get_slot (self, from) / 2.;
  *right = sy_chart_layout_get_x (self, to) + sy_chart_layout_get_slot (self, to) / 2.;
  *left = MAX (*left, self->plot.x);
  *right = MIN (*right, self->plot.x + self->plot.width);
}

gboolean
sy_chart_layout_find_line_y (const SyChartLayout *self, guint series, double x, double *y)
{
  const SyChartSeries *entry = sy_chart_get_series (self->chart, series);
  guint n = sy_chart_get_n_points (self->chart), low = 0, high = n;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      if (sy_chart_layout_get_x (self, middle) <= x)
        low = middle + 1;
      else
        high = middle;
    }
  if (low == 0 || low >= n || isnan (entry->values[low - 1]) || isnan (entry->values[low]))
    return FALSE;
  double left = sy_chart_layout_get_x (self, low - 1), right = sy_chart_layout_get_x (self, low);
  double share = right > left ? (x - left) / (right - left) : 0.;
  double value = entry->values[low - 1];
  if (entry->draw != SY_CHART_DRAW_STEP)
    value += (entry->values[low] - entry->values[low - 1]) * share;
  else if (share > 0.5)
    value = entry->values[low];
  *y = sy_chart_layout_get_y (self, entry->axis, value);
  return TRUE;
}

static double
get_line_cost (SyChartLayout *self, const SyChartLabel *label, guint series)
{
  double cost = 0., y;
  for (int i = 0; i <= 8; i++)
    if (sy_chart_layout_find_line_y (self, series, label->x + label->width * i / 8., &y) && y >= label->y - 2.
        && y <= label->y + label->height + 2.)
      cost += COST_LINE;
  return cost;
}

static double
get_bar_cost (SyChartLayout *self, const SyChartLabel *label, guint series)
{
  double cost = 0.;
  for (guint i = 0; i < self->n_shown; i++)
    {
      SyRectangle bar;
      double x = sy_chart_layout_get_x (self, i);
      if (fabs (x - label->x - label->width / 2.) > label->width / 2. + self->slot)
        continue;
      if (sy_chart_layout_get_bar (self, series, i, &bar) && bar.x < label->x + label->width
          && bar.x + bar.width > label->x && bar.y < label->y + label->height
          && bar.y + bar.height > label->y)
        cost += COST_BAR;
    }
  return cost;
}

/* Dots and boxes under the label; enough of them make no difference any more. */
static double
get_shape_cost (SyChartLayout *self, const SyChartLabel *label)
{
  double cost = 0.;
  for (guint i = 0; i < self->shapes->len && cost < 40.; i++)
    {
      const SyChartShape *shape = &g_array_index (self->shapes, SyChartShape, i);
      if (shape->kind == SY_SHAPE_PATH || shape->layer == SY_LAYER_BACK)
        continue;
      SyRectangle box = sy_layout_get_shape_box (self, shape);
      if (box.x < label->x + label->width && box.x + box.width > label->x && box.y < label->y + label->height
          && box.y + box.height > label->y)
        cost += shape->series < 0 ? COST_REFERENCE : COST_BAR;
    }
  return cost;
}

static double
get_series_cost (SyChartLayout *self, const SyChartLabel *label, guint series)
{
  switch (sy_chart_get_series (self->chart, series)->draw)
    {
    case SY_CHART_DRAW_BARS:
      return get_bar_cost (self, label, series);
    case SY_CHART_DRAW_LINE:
    case SY_CHART_DRAW_STEP:
      return get_line_cost (self, label, series);
    default:
      return 0.;
    }
}

static double
get_cost (SyChartLayout *self, const SyChartLabel *label)
{
  double cost = 0.;
  if (label->x < self->plot.x || label->x + label->width > self->plot.x + self->plot.width
      || label->y < self->plot.y - self->line * 0.25
      || label->y + label->height > self->plot.y + self->plot.height || sy_label_collides (self, label, 1.))
    return COST_FORBIDDEN;
  for (guint s = 0; s < sy_chart_get_n_series (self->chart); s++)
    cost += get_series_cost (self, label, s);
  cost += get_shape_cost (self, label);
  for (guint i = 0; i < sy_chart_get_n_references (self->chart); i++)
    {
      const SyChartReference *reference = sy_chart_get_reference (self->chart, i);
      double y = sy_chart_layout_get_y (self, reference->axis, reference->value);
      if (sy_chart_layout_get_scale (self, reference->axis) != NULL && y > label->y
          && y < label->y + label->height)
        cost += COST_REFERENCE;
    }
  return cost;
}

/* Takes the label. Earlier places win over later ones that are no better. */
static gboolean
place_below (SyChartLayout *self, SyChartLabel *label, const SyPoint *places, guint n_places, double most)
{
  double best = most;
  Place chosen = { 0., 0. };
  for (guint i = 0; i < n_places && best > 0.; i++)
    {
      label->x = CLAMP (places[i].x, self->plot.x,
                        MAX (self->plot.x, self->plot.x + self->plot.width - label->width));
      label->y = places[i].y;
      double cost = get_cost (self, label);
      if (!(cost < best))
        continue;
      best = cost;
      chosen = (Place){ label->x, label->y };
    }
  if (best >= most)
    {
      sy_label_free (label);
      return FALSE;
    }
  label->x = chosen.x;
  label->y = chosen.y;
  sy_label_keep (self, label);
  return TRUE;
}

gboolean
sy_chart_layout_place_best (SyChartLayout *self, SyChartLabel *label, const SyPoint *places, guint n_places)
{
  return place_below (self, label, places, n_places, COST_FORBIDDEN);
}

gboolean
sy_chart_layout_place_clear (SyChartLayout *self, SyChartLabel *label, const SyPoint *places, guint n_places)
{
  return place_below (self, label, places, n_places, COST_BAR);
}

/* Strip above the plot */

gboolean
sy_chart_layout_needs_strip (SyChartLayout *self)
{
  guint first, last;
  const SyChartBand *band = sy_chart_get_band (self->chart);
  if (self->detail < SY_DETAIL_TITLE)
    return FALSE;
  if (band != NULL && *band->title != '\0' && sy_chart_get_band_points (self->chart, &first, &last))
    return TRUE;
  for (guint i = 0; i < sy_chart_get_n_marks (self->chart); i++)
    {
      const SyChartMark *mark = sy_chart_get_mark (self->chart, i);
      if (mark->kind == SY_CHART_MARK_PROMOTION && *mark->title != '\0')
        return TRUE;
    }
  return FALSE;
}

/* Centres a title over its span, beside the ones before it. */
static void
place_over_span (SyChartLayout *self, const char *title, guint from, guint to, double y)
{
  double left, right;
  if (*title == '\0')
    return;
  sy_chart_layout_get_span (self, from, to, &left, &right);
  SyChartLabel *label = sy_label_new (SY_LABEL_MARK, title);
  sy_label_fit (self, label, MAX (right - left, self->plot.width * 0.35), 1);
  label->y = y;
  double middle = (left + right) / 2., end = self->plot.x + self->plot.width;
  const double tries[] = { middle - label->width / 2., left, right - label->width };
  for (guint i = 0; i < G_N_ELEMENTS (tries); i++)
    {
      label->x = CLAMP (tries[i], self->plot.x, MAX (self->plot.x, end - label->width));
      if (!sy_label_collides (self, label, 3.))
        {
          sy_label_keep (self, label);
          return;
        }
    }
  sy_label_free (label);
}

void
sy_chart_layout_place_strip (SyChartLayout *self, double y)
{
  guint first, last;
  const SyChartBand *band = sy_chart_get_band (self->chart);
  if (band != NULL && sy_chart_get_band_points (self->chart, &first, &last))
    place_over_span (self, band->title, first, last, y);
  for (guint i = 0; i < sy_chart_get_n_marks (self->chart); i++)
    {
      const SyChartMark *mark = sy_chart_get_mark (self->chart, i);
      if (mark->kind == SY_CHART_MARK_PROMOTION)
        place_over_span (self, mark->title, mark->from, mark->to, y);
    }
}

/* Values over bars */

static SyChartLabel *
new_value_label (SyChartLayout *self, guint point)
{
  const SyChartSeries *series = sy_chart_get_series (self->chart, 0);
  g_autofree char *number =
      sy_chart_format_short (series->values[point], series->unit, sy_chart_get_currency (self->chart),
                             sy_theme_is_chinese (self->theme));
  gboolean is_step = sy_chart_get_chart_type (self->chart) == SY_CHART_WATERFALL
                     && !sy_chart_get_flag (self->chart, point) && series->values[point] > 0.;
  g_autofree char *text = g_strconcat (is_step ? "+" : "", number, NULL);
  SyChartLabel *label = sy_label_new (SY_LABEL_VALUE, text);
  label->align = 0;
  sy_label_measure (self, label);
  return label;
}

gboolean
sy_chart_layout_shows_values (SyChartLayout *self)
{
  SyChartType type = sy_chart_get_chart_type (self->chart);
  gboolean direct = type == SY_CHART_COLUMN || type == SY_CHART_PRICE_BAND || type == SY_CHART_WATERFALL
                    || type == SY_CHART_HISTOGRAM;
  if (!direct || sy_chart_get_n_series (self->chart) != 1 || self->n_bar_series != 1
      || self->n_shown > MOST_VALUES || self->plot.height < self->line * 4.)
    return FALSE;
  if (self->widest_value > 0.)
    return self->slot >= self->widest_value + (type == SY_CHART_HISTOGRAM ? 1. : GAP);
  for (guint i = 0; i < self->n_shown; i++)
    {
      g_autoptr (SyChartLabel) label = new_value_label (self, i);
      self->widest_value = MAX (self->widest_value, label->width);
    }
  return self->slot >= self->widest_value + GAP;
}

static gboolean
is_highlighted (SyChartLayout *self, guint point)
{
  for (guint i = 0; i < sy_chart_get_n_marks (self->chart); i++)
    {
      const SyChartMark *mark = sy_chart_get_mark (self->chart, i);
      if (mark->kind == SY_CHART_MARK_HIGHLIGHT && mark->from == point)
        return TRUE;
    }
  return FALSE;
}

static void
place_values (SyChartLayout *self)
{
  SyRectangle bar;
  if (!sy_chart_layout_shows_values (self))
    return;
  for (guint i = 0; i < self->n_shown; i++)
    {
      if (is_highlighted (self, i) || !sy_chart_layout_get_bar (self, 0, i, &bar))
        continue;
      g_autoptr (SyChartLabel) label = new_value_label (self, i);
      gboolean below = sy_chart_get_series (self->chart, 0)->values[i] < 0.;
      label->x = bar.x + (bar.width - label->width) / 2.;
      label->y = below ? bar.y + bar.height + 1. : bar.y - label->height - 1.;
      if (label->y + label->height > self->plot.y + self->plot.height + 2.)
        label->y = bar.y - label->height - 1.;
      if (!sy_label_collides (self, label, 0.))
        sy_label_keep (self, g_steal_pointer (&label));
    }
}

/* Extremes and highlighted points */

/* The first series with a value at the point. */
static gboolean
find_marked_value (SyChartLayout *self, guint point, guint *out_series)
{
  for (guint s = 0; s < sy_chart_get_n_series (self->chart); s++)
    if (!isnan (sy_chart_get_series (self->chart, s)->values[point]))
      {
        *out_series = s;
        return TRUE;
      }
  return FALSE;
}

/* Between a title and its value; titles may end in a number, so a space is not enough. */
static const char *
get_colon (SyChartLayout *self, const char *title)
{
  if (*title == '\0')
    return "";
  return sy_theme_is_chinese (self->theme) ? "：" : ": ";
}

static void
place_mark (SyChartLayout *self, const SyChartMark *mark)
{
  guint s = 0;
  if (mark->kind == SY_CHART_MARK_PROMOTION || !find_marked_value (self, mark->from, &s))
    return;
  const SyChartSeries *series = sy_chart_get_series (self->chart, s);
  double value = series->values[mark->from];
  g_autofree char *number = sy_chart_format_short (value, series->unit, sy_chart_get_currency (self->chart),
                                                   sy_theme_is_chinese (self->theme));
  g_autofree char *text = g_strconcat (mark->title, get_colon (self, mark->title), number, NULL);
  SyChartLabel *label = sy_label_new (SY_LABEL_MARK, text);
  sy_label_fit (self, label, self->plot.width * 0.5, 1);

  double x = sy_chart_layout_get_x (self, mark->from), y = sy_chart_layout_get_y (self, series->axis, value);
  double away = series->draw == SY_CHART_DRAW_BARS ? 2. : GAP + 2.;
  double above = y - label->height - away, below = y + away, side = y - label->height / 2.;
  double middle = x - label->width / 2., left = x - label->width - GAP - 3., right = x + GAP + 3.;
  Place places[] = { { middle, above }, { right - GAP, above }, { left + GAP, above },
                     { right, side },   { left, side },         { middle, above - self->line },
                     { middle, below } };
  if (mark->kind == SY_CHART_MARK_EXTREME_LOW)
    for (guint i = 0; i < 3; i++)
      places[i].y = below;
  if (mark->kind == SY_CHART_MARK_EXTREME_LOW)
    {
      places[5].y = below + self->line;
      places[6].y = above;
    }
  sy_chart_layout_place_best (self, label, places, G_N_ELEMENTS (places));
}

/* Names of reference lines in the plot, for charts without room at the side. */
static void
place_reference (SyChartLayout *self, guint index)
{
  const SyChartReference *reference = sy_chart_get_reference (self->chart, index);
  if (sy_chart_layout_get_scale (self, reference->axis) == NULL)
    return;
  g_autofree char *text = sy_chart_layout_dup_reference_text (self, index);
  SyChartLabel *label = sy_label_new (SY_LABEL_REFERENCE, text);
  sy_label_fit (self, label, self->plot.width * 0.5, 1);
  double y = sy_chart_layout_get_y (self, reference->axis, reference->value);
  double right = self->plot.x + self->plot.width - label->width - 4., left = self->plot.x + 4.;
  double middle = (left + right) / 2., above = y - label->height - 1., below = y + 1.;
  const Place places[] = { { right, above },  { right, below }, { middle, above },
                           { middle, below }, { left, above },  { left, below } };
  sy_chart_layout_place_best (self, label, places, G_N_ELEMENTS (places));
}

void
sy_chart_layout_place_marks (SyChartLayout *self)
{
  if (self->plot.height < self->line * 2. || self->plot.width < self->line * 3.)
    return;
  for (guint i = 0; i < sy_chart_get_n_marks (self->chart); i++)
    place_mark (self, sy_chart_get_mark (self->chart, i));
  place_values (self);
  sy_chart_layout_place_uprights (self);
  for (guint i = 0; i < sy_chart_get_n_references (self->chart); i++)
    if (i >= 64 || (self->side_references >> i & 1) == 0)
      place_reference (self, i);
}
