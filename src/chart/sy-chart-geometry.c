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
  if (self->columns != NULL)
    return self->plot.x + ((double) point + 0.5) * self->slot;
  if (self->to_scale)
    return sy_scale_to_pixel (
        &self->across, (sy_chart_get_x (self->chart, point) + sy_chart_get_x_high (self->chart, point)) / 2.);
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
  if (self->to_scale && sy_chart_get_x_kind (self->chart) == SY_CHART_X_BIN)
    return sy_scale_to_pixel (&self->across, sy_chart_get_x_high (self->chart, point))
           - sy_scale_to_pixel (&self->across, sy_chart_get_x (self->chart, point));
  if (point >= self->n_shown && self->columns == NULL)
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

/* Across: beside the other series of bars, or all the slot where they stand on one another. */
static void
place_across (const SyChartLayout *self, guint series, guint point, SyRectangle *out)
{
  double slot = sy_chart_layout_get_slot (self, point);
  gboolean alone = sy_chart_get_stacked (self->chart) || self->n_bar_series == 0;
  double n = alone ? 1. : (double) self->n_bar_series;
  if (sy_chart_get_x_kind (self->chart) == SY_CHART_X_BIN && self->to_scale)
    {
      double gap = slot > 3. ? 1. : 0.;
      out->x = sy_chart_layout_get_x (self, point) - slot / 2. + gap / 2.;
      out->width = slot - gap;
      return;
    }

  guint place = 0;
  for (guint s = 0; !alone && s < series; s++)
    place += sy_series_is_bars (self->chart, s) ? 1 : 0;
  double share = slot < 4. ? 1. : n > 1. ? 0.8 : 0.7;
  out->width = MIN (slot * share / n, WIDEST_BAR);
  out->x = sy_chart_layout_get_x (self, point) + out->width * ((double) place - n / 2.);
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

  double base = self->bases == NULL ? 0. : self->bases[series * sy_chart_get_n_points (self->chart) + point];
  double zero = sy_chart_layout_get_y (self, entry->axis, base);
  double end = sy_chart_layout_get_y (self, entry->axis, base + value);
  place_across (self, series, point, out);
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

/* Steps in the colours of good and bad; totals quiet. */
static SyColor
get_step_color (const SyChartLayout *self, const SyChartSeries *series, guint point)
{
  gboolean rises = series->values[point] >= 0.;
  if (sy_chart_get_flag (self->chart, point))
    return self->theme->axis;
  return rises == (series->direction >= 0) ? self->theme->reached : self->theme->missed;
}

/* Of what a type draws by itself; FALSE where the series has its own colour. */
static gboolean
find_kind_color (const SyChartLayout *self, guint series, guint point, SyColor *out)
{
  const SyChartSeries *entry = sy_chart_get_series (self->chart, series);
  guint n = sy_chart_get_n_points (self->chart);
  switch (sy_chart_get_chart_type (self->chart))
    {
    case SY_CHART_WATERFALL:
      if (entry->draw != SY_CHART_DRAW_BARS || point >= n)
        return FALSE;
      *out = get_step_color (self, entry, point);
      return TRUE;
    case SY_CHART_CONTROL:
      *out = entry->role == SY_CHART_ROLE_VALUE ? self->theme->series[0] : self->theme->muted;
      return TRUE;
    case SY_CHART_HISTOGRAM:
      if (entry->draw != SY_CHART_DRAW_BARS)
        return FALSE;
      *out = self->theme->classes[1];
      return TRUE;
    case SY_CHART_DUMBBELL:
      *out = entry->role == SY_CHART_ROLE_FROM ? self->theme->axis : self->theme->series[0];
      return TRUE;
    default:
      return FALSE;
    }
}

SyColor
sy_chart_layout_get_color (const SyChartLayout *self, guint series, guint point)
{
  g_return_val_if_fail (self != NULL, ((SyColor){ 0., 0., 0. }));
  const SyChartSeries *entry = sy_chart_get_series (self->chart, series);
  const SyTheme *theme = self->theme;
  SyChartType type = sy_chart_get_chart_type (self->chart);
  guint n = sy_chart_get_n_points (self->chart);

  SyColor color;
  if (find_kind_color (self, series, point, &color))
    return color;
  if (entry->draw != SY_CHART_DRAW_POINTS && entry->classes != NULL && point < n)
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

guint
sy_chart_layout_get_n_panels (const SyChartLayout *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->panels->len;
}

SyChartLayout *
sy_chart_layout_get_panel (const SyChartLayout *self, guint panel, double *x, double *y, const guint **points)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (panel < self->panels->len, NULL);
  const SyPanel *entry = g_ptr_array_index (self->panels, panel);
  *x = entry->x;
  *y = entry->y;
  *points = (const guint *) (void *) entry->points->data;
  return entry->layout;
}
