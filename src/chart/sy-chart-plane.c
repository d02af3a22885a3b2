/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers to scale along x: where scatters, histograms and Lorenz curves put their points, and the labels
 * under and the upright lines among them. */
#include "config.h"

#include "sy-chart-layout-private.h"

#include <math.h>

#include "sy-chart-format.h"

#define GAP 6.
/* Of the range, left free at both ends of a scatter. */
#define SCATTER_PAD 0.03

gboolean
sy_chart_layout_is_plane (SyChart *chart)
{
  SyChartXKind kind = sy_chart_get_x_kind (chart);
  switch (sy_chart_get_chart_type (chart))
    {
    case SY_CHART_HISTOGRAM:
      return kind == SY_CHART_X_BIN;
    case SY_CHART_LORENZ:
      return kind == SY_CHART_X_NUMBER;
    case SY_CHART_SCATTER:
      return kind == SY_CHART_X_NUMBER || kind == SY_CHART_X_DATE;
    default:
      return FALSE;
    }
}

static void
widen (double value, double *low, double *high)
{
  if (isnan (value))
    return;
  *low = MIN (*low, value);
  *high = MAX (*high, value);
}

static void
find_range (SyChartLayout *self, double *low, double *high)
{
  SyChart *chart = self->chart;
  double x_cut, y_cut, least, greatest;
  *low = G_MAXDOUBLE;
  *high = -G_MAXDOUBLE;
  for (guint i = 0; i < sy_chart_get_n_points (chart); i++)
    {
      if (sy_chart_get_chart_type (chart) == SY_CHART_SCATTER
          && isnan (sy_chart_get_series (chart, 0)->values[i]))
        continue;
      widen (sy_chart_get_x (chart, i), low, high);
      widen (sy_chart_get_x_high (chart, i), low, high);
    }
  sy_chart_get_cuts (chart, &x_cut, &y_cut);
  widen (x_cut, low, high);
  for (guint i = 0; i < sy_chart_get_n_references (chart); i++)
    if (sy_chart_get_reference (chart, i)->axis == SY_CHART_AXIS_X)
      widen (sy_chart_get_reference (chart, i)->value, low, high);
  if (sy_chart_get_range (chart, SY_CHART_AXIS_X, &least, &greatest))
    {
      widen (least, low, high);
      widen (greatest, low, high);
    }
  if (*low > *high)
    *low = *high = 0.;
}

/* --- maps --- */

/* How much shorter a degree of longitude is than one of latitude, in the middle of the map. */
static double
get_shrink (SyChartLayout *self)
{
  const double *values = sy_chart_get_series (self->chart, 0)->values;
  double low = G_MAXDOUBLE, high = -G_MAXDOUBLE;
  for (guint i = 0; i < sy_chart_get_n_points (self->chart); i++)
    widen (values[i], &low, &high);
  return low > high ? 1. : MAX (0.05, cos (CLAMP ((low + high) / 2., -89., 89.) * G_PI / 180.));
}

void
sy_chart_layout_widen_map (SyChartLayout *self, double *low, double *high)
{
  double west, east, needed, middle = (*low + *high) / 2.;
  find_range (self, &west, &east);
  /* Less than the width will be: what is over is taken up along x. */
  needed = (east - west) * get_shrink (self) * self->plot.height / MAX (1., self->width * 0.75);
  if (needed <= *high - *low)
    return;
  *low = middle - needed / 2.;
  *high = middle + needed / 2.;
}

/* The scale along x so that a mile is as long as one along y. */
static void
fit_map (SyChartLayout *self, guint max_ticks)
{
  double degrees =
      (self->first.high - self->first.low) / self->plot.height * self->plot.width / get_shrink (self);
  double middle = (self->across.low + self->across.high) / 2.;
  if (!(degrees > self->across.high - self->across.low))
    return;
  sy_scale_init (&self->across, middle - degrees / 2., middle + degrees / 2., max_ticks, FALSE);
  self->across.low = middle - degrees / 2.;
  self->across.high = middle + degrees / 2.;
}

/* Days as slots, so that the labels of dates can be placed as everywhere. */
static void
place_days (SyChartLayout *self, double low, double high)
{
  self->date_low = low;
  self->date_high = high;
  self->date_gap = 1.;
  self->slot = self->plot.width / (high - low + 1.);
  sy_scale_init (&self->across, low, high + 1., 3, FALSE);
  self->across.low = low - 0.5;
  self->across.high = high + 0.5;
}

void
sy_chart_layout_place_plane (SyChartLayout *self)
{
  double low, high;
  SyChartType type = sy_chart_get_chart_type (self->chart);
  guint max_ticks = (guint) CLAMP (self->plot.width / (self->line * 4.5) + 1., 2., 9.);
  find_range (self, &low, &high);
  self->slot = self->plot.width / (double) MAX (1, sy_chart_get_n_points (self->chart));
  if (sy_chart_get_x_kind (self->chart) == SY_CHART_X_DATE)
    {
      place_days (self, low, high);
    }
  else if (type == SY_CHART_LORENZ && low >= 0. && high <= 1. + 1e-9)
    {
      sy_scale_init (&self->across, 0., 1., max_ticks, FALSE);
    }
  else if (type == SY_CHART_SCATTER)
    {
      gboolean map = sy_chart_get_map (self->chart);
      gboolean zero = !map && low >= 0. && low < high * 0.25;
      double pad =
          MAX ((high - low) * SCATTER_PAD,
               (high - low) * sy_chart_layout_get_dot_size (self, G_MAXUINT) * 0.6 / self->plot.width);
      if (!(high > low))
        pad = fabs (low) > 0. ? fabs (low) * 0.5 : 1.;
      sy_scale_init (&self->across, high > low ? low : low - pad, high > low ? high : low + pad, max_ticks,
                     sy_chart_get_x_unit (self->chart) == SY_CHART_UNIT_COUNT);
      self->across.low = zero ? MIN (0., low - pad) : low - pad;
      self->across.high = high + pad;
      if (map)
        fit_map (self, max_ticks);
    }
  else
    {
      sy_scale_init (&self->across, low, high, max_ticks, FALSE);
      if (high > low)
        {
          self->across.low = low;
          self->across.high = high;
        }
    }
  sy_scale_set_pixels (&self->across, self->plot.x, self->plot.x + self->plot.width);
}

/* Keeps a number under its place; FALSE (and freed) where it would touch another. */
static gboolean
keep_under (SyChartLayout *self, SyChartLabel *label, double x, double *height)
{
  double left = MAX (1., self->plot.x - GAP + 1.), right = self->width - 1.;
  label->align = 0;
  sy_label_measure (self, label);
  label->x = CLAMP (x - label->width / 2., left, MAX (left, right - label->width));
  label->y = self->plot.y + self->plot.height + GAP;
  if (sy_label_collides (self, label, 0.) || label->x + label->width > self->width)
    {
      sy_label_free (label);
      return FALSE;
    }
  *height = MAX (*height, label->height + GAP);
  sy_label_keep (self, label);
  return TRUE;
}

/* Bins are named by their edges, every k-th where all don't fit. */
static double
place_edges (SyChartLayout *self)
{
  SyChart *chart = self->chart;
  guint n = sy_chart_get_n_points (chart), every = 1;
  double height = 0., widest = 0.;
  g_autoptr (GPtrArray) made = g_ptr_array_new ();
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (double));
  if (n > 2000)
    return 0.;
  for (guint i = 0; i <= n; i++)
    {
      double edge = i < n ? sy_chart_get_x (chart, i) : sy_chart_get_x_high (chart, n - 1);
      double x = sy_scale_to_pixel (&self->across, edge);
      g_autofree char *text =
          sy_chart_format_short (edge, sy_chart_get_x_unit (chart), sy_chart_get_currency (chart),
                                 sy_theme_is_chinese (self->theme));
      SyChartLabel *label = sy_label_new (SY_LABEL_CATEGORY, text);
      sy_label_measure (self, label);
      widest = MAX (widest, label->width);
      g_ptr_array_add (made, label);
      g_array_append_val (places, x);
    }
  while (every < n && self->plot.width / (double) n * (double) every < widest + 2. * GAP)
    every = every == 1 ? 2 : every == 2 ? 5 : every * 2;
  for (guint i = 0; i <= n; i++)
    {
      double x = g_array_index (places, double, i);
      if (i % every != 0)
        sy_label_free (g_ptr_array_index (made, i));
      else if (keep_under (self, g_ptr_array_index (made, i), x, &height))
        g_array_append_val (self->ticks, x);
    }
  return height;
}

double
sy_chart_layout_place_plane_labels (SyChartLayout *self)
{
  double height = 0.;
  const SyScale *scale = &self->across;
  if (sy_chart_get_x_kind (self->chart) == SY_CHART_X_BIN)
    return place_edges (self);
  for (guint i = 0; i < scale->n_ticks; i++)
    {
      double value = sy_scale_get_tick (scale, i), x = sy_scale_to_pixel (scale, value);
      if (x < self->plot.x - 0.5 || x > self->plot.x + self->plot.width + 0.5)
        continue;
      g_autofree char *text =
          sy_scale_format_tick (scale, i, sy_chart_get_x_unit (self->chart),
                                sy_chart_get_currency (self->chart), sy_theme_is_chinese (self->theme));
      if (keep_under (self, sy_label_new (SY_LABEL_CATEGORY, text), x, &height))
        g_array_append_val (self->ticks, x);
    }
  return height;
}

void
sy_chart_layout_place_uprights (SyChartLayout *self)
{
  SyChart *chart = self->chart;
  for (guint i = 0; self->to_scale && i < sy_chart_get_n_references (chart); i++)
    {
      const SyChartReference *reference = sy_chart_get_reference (chart, i);
      if (reference->axis != SY_CHART_AXIS_X)
        continue;
      g_autofree char *number =
          sy_chart_format_short (reference->value, sy_chart_get_x_unit (chart), sy_chart_get_currency (chart),
                                 sy_theme_is_chinese (self->theme));
      g_autofree char *text =
          *reference->title == '\0' ? g_strdup (number) : g_strdup_printf ("%s %s", reference->title, number);
      SyChartLabel *label = sy_label_new (SY_LABEL_REFERENCE, text);
      double x = sy_scale_to_pixel (&self->across, reference->value), step;
      SyPoint places[8];
      sy_label_fit (self, label, self->plot.width * 0.4, 1);
      step = label->height + 1.;
      for (guint k = 0; k < 4; k++)
        {
          places[2 * k] = (SyPoint){ x + 4., self->plot.y + 2. + (double) k * step };
          places[2 * k + 1] = (SyPoint){ x - 4. - label->width, self->plot.y + 2. + (double) k * step };
        }
      sy_chart_layout_place_best (self, label, places, G_N_ELEMENTS (places));
    }
}
