/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A finished layout's answers: where a point, a bar and a value are, and in which colour. */
#include "config.h"

#include "sy-chart-layout-private.h"

#include <math.h>
#include <string.h>

/* The widest bar: a single one should not be a wall. */
#define WIDEST_BAR 72.

SyChart *
sy_chart_layout_get_chart (const SyChartLayout *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->chart;
}

const SyTheme *
sy_chart_layout_get_theme (const SyChartLayout *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->theme;
}

double
sy_chart_layout_get_width (const SyChartLayout *self)
{
  g_return_val_if_fail (self != NULL, 0.);
  return self->width;
}

double
sy_chart_layout_get_height (const SyChartLayout *self)
{
  g_return_val_if_fail (self != NULL, 0.);
  return self->height;
}

SyRectangle
sy_chart_layout_get_plot (const SyChartLayout *self)
{
  g_return_val_if_fail (self != NULL, ((SyRectangle){ 0., 0., 0., 0. }));
  return self->plot;
}

const SyScale *
sy_chart_layout_get_scale (const SyChartLayout *self, SyChartAxis axis)
{
  g_return_val_if_fail (self != NULL, NULL);
  if (axis == SY_CHART_AXIS_SECOND)
    return self->has_second ? &self->second : NULL;
  return axis == SY_CHART_AXIS_FIRST && self->has_first ? &self->first : NULL;
}

guint
sy_chart_layout_get_n_labels (const SyChartLayout *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->labels->len;
}

const SyChartLabel *
sy_chart_layout_get_label (const SyChartLayout *self, guint label)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (label < self->labels->len, NULL);
  return g_ptr_array_index (self->labels, label);
}

guint
sy_chart_layout_get_n_shown (const SyChartLayout *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->n_shown;
}

double
sy_chart_layout_get_x (const SyChartLayout *self, guint point)
{
  g_return_val_if_fail (self != NULL, 0.);
  if (self->by_date)
    return self->plot.x + self->slot / 2.
           + (sy_chart_get_x (self->chart, point) - self->date_low) / self->date_gap * self->slot;
  if (point >= self->n_shown)
    return self->tail_x + ((double) (point - self->n_shown) + 0.5) * sy_chart_layout_get_slot (self, point);
  return self->plot.x + ((double) point + 0.5) * self->slot;
}

double
sy_chart_layout_get_slot (const SyChartLayout *self, guint point)
{
  g_return_val_if_fail (self != NULL, 0.);
  if (point >= self->n_shown)
    return self->tail_width / (double) (sy_chart_get_n_points (self->chart) - self->n_shown);
  return self->slot;
}

double
sy_chart_layout_get_y (const SyChartLayout *self, SyChartAxis axis, double value)
{
  const SyScale *scale = sy_chart_layout_get_scale (self, axis);
  double bottom = self->plot.y + self->plot.height;
  return scale == NULL ? bottom : CLAMP (sy_scale_to_pixel (scale, value), self->plot.y, bottom);
}

gboolean
sy_chart_layout_get_bar (const SyChartLayout *self, guint series, guint point, SyRectangle *out)
{
  g_return_val_if_fail (self != NULL, FALSE);
  const SyChartSeries *entry = sy_chart_get_series (self->chart, series);
  double value = entry->values[point];
  if (entry->draw != SY_CHART_DRAW_BARS || isnan (value)
      || sy_chart_layout_get_scale (self, entry->axis) == NULL)
    return FALSE;

  guint place = 0;
  for (guint s = 0; s < series; s++)
    place += sy_series_is_bars (self->chart, s) ? 1 : 0;
  double slot = sy_chart_layout_get_slot (self, point);
  double share = slot < 4. ? 1. : self->n_bar_series > 1 ? 0.8 : 0.7;
  double width = MIN (slot * share / (double) self->n_bar_series, WIDEST_BAR);
  double zero = sy_chart_layout_get_y (self, entry->axis, 0.);
  double end = sy_chart_layout_get_y (self, entry->axis, value);
  out->x = sy_chart_layout_get_x (self, point) + width * ((double) place - (double) self->n_bar_series / 2.);
  out->width = width;
  out->y = MIN (zero, end);
  out->height = fabs (zero - end);
  return TRUE;
}

/* The place of a class: A, B and C have theirs, others follow the order in which they appear. */
static guint
find_class (const SyChartLayout *self, guint series, const char *name)
{
  const char *const *names = (const char *const *) self->class_names + series * SY_THEME_N_CLASSES;
  if (strcmp (name, "A") == 0 || strcmp (name, "B") == 0 || strcmp (name, "C") == 0)
    return (guint) (*name - 'A');
  for (guint i = 0; i < SY_THEME_N_CLASSES; i++)
    if (names[i] != NULL && strcmp (names[i], name) == 0)
      return i;
  return SY_THEME_N_CLASSES - 1;
}

void
sy_chart_layout_find_classes (SyChartLayout *self)
{
  guint n_series = sy_chart_get_n_series (self->chart), n = sy_chart_get_n_points (self->chart);
  self->class_names = g_new0 (const char *, MAX (1, n_series * SY_THEME_N_CLASSES));
  for (guint s = 0; s < n_series; s++)
    {
      const SyChartSeries *series = sy_chart_get_series (self->chart, s);
      const char **names = self->class_names + s * SY_THEME_N_CLASSES;
      for (guint i = 0, k = 0; series->classes != NULL && i < n; i++)
        {
          for (k = 0; k < SY_THEME_N_CLASSES && names[k] != NULL; k++)
            if (strcmp (names[k], series->classes[i]) == 0)
              break;
          if (k == SY_THEME_N_CLASSES)
            break;
          names[k] = series->classes[i];
        }
    }
}

static gboolean
is_highlighted (SyChart *chart, guint point)
{
  for (guint i = 0; i < sy_chart_get_n_marks (chart); i++)
    {
      const SyChartMark *mark = sy_chart_get_mark (chart, i);
      if (mark->kind == SY_CHART_MARK_HIGHLIGHT && point >= mark->from && point <= mark->to)
        return TRUE;
    }
  return FALSE;
}

/* In the zone, out of it, or the price point itself. */
static SyColor
get_price_color (const SyChartLayout *self, guint point)
{
  const SyChartBand *band = sy_chart_get_band (self->chart);
  double x = sy_chart_get_x (self->chart, point);
  if (is_highlighted (self->chart, point))
    return self->theme->classes[0];
  if (band == NULL || (x >= band->from && x <= band->to))
    return self->theme->classes[1];
  return self->theme->quiet;
}

SyColor
sy_chart_layout_get_color (const SyChartLayout *self, guint series, guint point)
{
  g_return_val_if_fail (self != NULL, ((SyColor){ 0., 0., 0. }));
  const SyChartSeries *entry = sy_chart_get_series (self->chart, series);
  const SyTheme *theme = self->theme;
  SyChartType type = sy_chart_get_chart_type (self->chart);
  guint n = sy_chart_get_n_points (self->chart);

  if (entry->draw == SY_CHART_DRAW_BARS && entry->classes != NULL && point < n)
    return theme->classes[find_class (self, series, entry->classes[point])];
  if (type == SY_CHART_TARGET && series == 1)
    return theme->text;
  if (type == SY_CHART_TARGET && series == 0 && sy_chart_get_n_series (self->chart) > 1 && point < n)
    {
      double target = sy_chart_get_series (self->chart, 1)->values[point];
      return isnan (target) || entry->values[point] >= target ? theme->reached : theme->missed;
    }
  if (type == SY_CHART_PRICE_BAND && entry->draw == SY_CHART_DRAW_BARS && self->n_bar_series == 1
      && point < n)
    return get_price_color (self, point);
  return theme->series[series % SY_THEME_N_SERIES];
}
