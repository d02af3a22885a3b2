/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What single types of charts need beside points and series. */
#include "config.h"

#include "sy-chart-private.h"

#include <math.h>

void
sy_chart_clear_extras (SyChart *self)
{
  for (guint i = 0; i < SY_CHART_N_TEXTS; i++)
    g_clear_pointer (&self->texts[i], g_strfreev);
  g_clear_pointer (&self->flags, g_free);
  g_clear_pointer (&self->x_high, g_free);
  g_array_set_size (self->outliers, 0);
}

/* A bin without one end (“below 50”) is as wide as its neighbour. */
static void
close_bins (SyChart *self)
{
  guint n = self->n_points;
  double width = 1.;

  for (guint i = 0; i < n; i++)
    if (self->x_high[i] > self->x[i])
      {
        width = self->x_high[i] - self->x[i];
        break;
      }
  for (guint i = 0; i < n; i++)
    {
      if (isnan (self->x[i]))
        self->x[i] = isnan (self->x_high[i]) ? (double) i * width : self->x_high[i] - width;
      if (!(self->x_high[i] > self->x[i]))
        self->x_high[i] = self->x[i] + width;
      width = self->x_high[i] - self->x[i];
    }
}

void
sy_chart_set_bins (SyChart *self, const double *lows, const double *highs, guint n_points, SyChartUnit unit)
{
  g_return_if_fail (SY_IS_CHART (self));
  g_return_if_fail ((lows != NULL && highs != NULL) || n_points == 0);
  sy_chart_clear_points (self, SY_CHART_X_BIN, n_points);
  self->x_unit = unit;
  self->x = g_new (double, n_points);
  self->x_high = g_new (double, n_points);
  for (guint i = 0; i < n_points; i++)
    {
      self->x[i] = sy_chart_mend_number (lows[i]);
      self->x_high[i] = sy_chart_mend_number (highs[i]);
    }
  close_bins (self);
}

static SyChartSeries *
get_series (SyChart *self, guint series)
{
  g_return_val_if_fail (SY_IS_CHART (self), NULL);
  g_return_val_if_fail (series < self->series->len, NULL);
  return g_ptr_array_index (self->series, series);
}

void
sy_chart_set_role (SyChart *self, guint series, SyChartRole role)
{
  SyChartSeries *entry = get_series (self, series);
  if (entry != NULL)
    entry->role = role;
}

void
sy_chart_set_direction (SyChart *self, guint series, int direction)
{
  SyChartSeries *entry = get_series (self, series);
  if (entry != NULL)
    entry->direction = direction;
}

void
sy_chart_set_texts (SyChart *self, SyChartText kind, const char *const *texts)
{
  g_return_if_fail (SY_IS_CHART (self));
  g_return_if_fail ((guint) kind < SY_CHART_N_TEXTS);
  g_return_if_fail (texts != NULL || self->n_points == 0);
  g_strfreev (self->texts[kind]);
  self->texts[kind] = sy_chart_dup_texts (texts, self->n_points);
}

void
sy_chart_set_flags (SyChart *self, const gboolean *flags)
{
  g_return_if_fail (SY_IS_CHART (self));
  g_return_if_fail (flags != NULL || self->n_points == 0);
  g_free (self->flags);
  self->flags = g_memdup2 (flags, self->n_points * sizeof *flags);
}

void
sy_chart_set_stacked (SyChart *self, gboolean stacked)
{
  g_return_if_fail (SY_IS_CHART (self));
  self->stacked = stacked;
}

void
sy_chart_set_map (SyChart *self, gboolean map)
{
  g_return_if_fail (SY_IS_CHART (self));
  self->map = map;
}

void
sy_chart_set_cuts (SyChart *self, double x, double y)
{
  g_return_if_fail (SY_IS_CHART (self));
  self->x_cut = sy_chart_mend_number (x);
  self->y_cut = sy_chart_mend_number (y);
}

void
sy_chart_set_quadrant (SyChart *self, SyChartQuadrant quadrant, const char *title)
{
  g_return_if_fail (SY_IS_CHART (self));
  g_return_if_fail ((guint) quadrant < SY_CHART_N_QUADRANTS);
  sy_chart_set_text_field (&self->quadrants[quadrant], title);
}

void
sy_chart_set_fit (SyChart *self, double slope, double intercept)
{
  g_return_if_fail (SY_IS_CHART (self));
  self->slope = sy_chart_mend_number (slope);
  self->intercept = sy_chart_mend_number (intercept);
  self->has_fit = !isnan (self->slope) && !isnan (self->intercept);
}

void
sy_chart_add_outlier (SyChart *self, guint point, double value)
{
  SyChartOutlier outlier = { point, sy_chart_mend_number (value) };
  g_return_if_fail (SY_IS_CHART (self));
  g_return_if_fail (point < self->n_points);
  if (!isnan (outlier.value))
    g_array_append_val (self->outliers, outlier);
}

void
sy_chart_set_range (SyChart *self, SyChartAxis axis, double low, double high)
{
  g_return_if_fail (SY_IS_CHART (self));
  g_return_if_fail (axis >= SY_CHART_AXIS_FIRST && axis <= SY_CHART_AXIS_X);
  self->range[axis][0] = sy_chart_mend_number (MIN (low, high));
  self->range[axis][1] = sy_chart_mend_number (MAX (low, high));
  self->has_range[axis] = !isnan (self->range[axis][0]) && !isnan (self->range[axis][1]);
}

double
sy_chart_get_x_high (SyChart *self, guint point)
{
  g_return_val_if_fail (SY_IS_CHART (self), (double) NAN);
  g_return_val_if_fail (point < self->n_points, (double) NAN);
  return self->x_high == NULL ? sy_chart_get_x (self, point) : self->x_high[point];
}

int
sy_chart_find_role (SyChart *self, SyChartRole role)
{
  g_return_val_if_fail (SY_IS_CHART (self), -1);
  for (guint s = 0; s < self->series->len; s++)
    if (sy_chart_get_series (self, s)->role == role)
      return (int) s;
  return -1;
}

const char *
sy_chart_get_text (SyChart *self, SyChartText kind, guint point)
{
  g_return_val_if_fail (SY_IS_CHART (self), NULL);
  g_return_val_if_fail ((guint) kind < SY_CHART_N_TEXTS, NULL);
  g_return_val_if_fail (point < self->n_points, NULL);
  return self->texts[kind] == NULL ? NULL : self->texts[kind][point];
}

gboolean
sy_chart_has_texts (SyChart *self, SyChartText kind)
{
  g_return_val_if_fail (SY_IS_CHART (self), FALSE);
  g_return_val_if_fail ((guint) kind < SY_CHART_N_TEXTS, FALSE);
  return self->texts[kind] != NULL;
}

gboolean
sy_chart_get_flag (SyChart *self, guint point)
{
  g_return_val_if_fail (SY_IS_CHART (self), FALSE);
  g_return_val_if_fail (point < self->n_points, FALSE);
  return self->flags != NULL && self->flags[point];
}

gboolean
sy_chart_get_stacked (SyChart *self)
{
  g_return_val_if_fail (SY_IS_CHART (self), FALSE);
  return self->stacked;
}

gboolean
sy_chart_get_map (SyChart *self)
{
  g_return_val_if_fail (SY_IS_CHART (self), FALSE);
  return self->map;
}

void
sy_chart_get_cuts (SyChart *self, double *x, double *y)
{
  g_return_if_fail (SY_IS_CHART (self));
  *x = self->x_cut;
  *y = self->y_cut;
}

const char *
sy_chart_get_quadrant (SyChart *self, SyChartQuadrant quadrant)
{
  g_return_val_if_fail (SY_IS_CHART (self), "");
  g_return_val_if_fail ((guint) quadrant < SY_CHART_N_QUADRANTS, "");
  return self->quadrants[quadrant] == NULL ? "" : self->quadrants[quadrant];
}

gboolean
sy_chart_get_fit (SyChart *self, double *slope, double *intercept)
{
  g_return_val_if_fail (SY_IS_CHART (self), FALSE);
  *slope = self->slope;
  *intercept = self->intercept;
  return self->has_fit;
}

void
sy_chart_set_head (SyChart *self, const char *head)
{
  g_return_if_fail (SY_IS_CHART (self));
  sy_chart_set_text_field (&self->head, head);
}

const char *
sy_chart_get_head (SyChart *self)
{
  g_return_val_if_fail (SY_IS_CHART (self), "");
  return self->head == NULL ? "" : self->head;
}

void
sy_chart_set_keys (SyChart *self, SyChartKeys kind, const char *const *keys)
{
  g_return_if_fail (SY_IS_CHART (self));
  g_return_if_fail ((guint) kind < SY_CHART_N_KEYS && keys != NULL);
  g_strfreev (self->keys[kind]);
  self->keys[kind] = sy_chart_dup_texts (keys, g_strv_length ((GStrv) keys));
}

const char *const *
sy_chart_get_keys (SyChart *self, SyChartKeys kind)
{
  static const char *const none[] = { NULL };
  g_return_val_if_fail (SY_IS_CHART (self) && (guint) kind < SY_CHART_N_KEYS, none);
  return self->keys[kind] == NULL ? none : (const char *const *) self->keys[kind];
}

guint
sy_chart_get_n_outliers (SyChart *self)
{
  g_return_val_if_fail (SY_IS_CHART (self), 0);
  return self->outliers->len;
}

const SyChartOutlier *
sy_chart_get_outlier (SyChart *self, guint outlier)
{
  g_return_val_if_fail (SY_IS_CHART (self), NULL);
  g_return_val_if_fail (outlier < self->outliers->len, NULL);
  return &g_array_index (self->outliers, SyChartOutlier, outlier);
}

gboolean
sy_chart_get_range (SyChart *self, SyChartAxis axis, double *low, double *high)
{
  g_return_val_if_fail (SY_IS_CHART (self), FALSE);
  g_return_val_if_fail (axis >= SY_CHART_AXIS_FIRST && axis <= SY_CHART_AXIS_X, FALSE);
  *low = self->range[axis][0];
  *high = self->range[axis][1];
  return self->has_range[axis];
}
