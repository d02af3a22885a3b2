/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What some types draw over the frame of bars and lines: steps and stacks, boxes, marks of broken rules, the
 * line of equality. */
#include "config.h"

#include "sy-chart-layout-private.h"

#include <math.h>

#define WIDEST_BOX 56.
#define RULE_DOT 9.

/* --- where bars begin --- */

/* Each step begins where the one before ended; totals stand on the axis. */
static void
find_step_bases (SyChartLayout *self, guint series)
{
  guint n = sy_chart_get_n_points (self->chart);
  const double *values = sy_chart_get_series (self->chart, series)->values;
  double sum = 0.;
  for (guint i = 0; i < n; i++)
    {
      if (sy_chart_get_flag (self->chart, i) && !isnan (values[i]))
        {
          sum = values[i];
          continue;
        }
      self->bases[series * n + i] = sum;
      sum += isnan (values[i]) ? 0. : values[i];
    }
}

/* Positive values pile up, negative ones pile down. */
static void
find_stack_bases (SyChartLayout *self)
{
  guint n = sy_chart_get_n_points (self->chart);
  for (guint i = 0; i < n; i++)
    {
      double up = 0., down = 0.;
      for (guint s = 0; s < sy_chart_get_n_series (self->chart); s++)
        {
          double value = sy_chart_get_series (self->chart, s)->values[i];
          if (!sy_series_is_bars (self->chart, s) || isnan (value))
            continue;
          self->bases[s * n + i] = value >= 0. ? up : down;
          if (value >= 0.)
            up += value;
          else
            down += value;
        }
    }
}

void
sy_chart_layout_find_bases (SyChartLayout *self)
{
  gboolean steps = sy_chart_get_chart_type (self->chart) == SY_CHART_WATERFALL;
  guint n_series = sy_chart_get_n_series (self->chart);
  if (!steps && !(sy_chart_get_stacked (self->chart) && self->n_bar_series > 1))
    return;
  self->bases = g_new0 (double, n_series *sy_chart_get_n_points (self->chart) + 1);
  if (!steps)
    {
      find_stack_bases (self);
      return;
    }
  for (guint s = 0; s < n_series; s++)
    if (sy_series_is_bars (self->chart, s))
      find_step_bases (self, s);
}

void
sy_chart_layout_add_bars_range (SyChartLayout *self, guint series, double *low, double *high)
{
  guint n = sy_chart_get_n_points (self->chart);
  const double *values = sy_chart_get_series (self->chart, series)->values;
  for (guint i = 0; i < n; i++)
    if (!isnan (values[i]))
      {
        double base = self->bases[series * n + i];
        *low = MIN (*low, MIN (base, base + values[i]));
        *high = MAX (*high, MAX (base, base + values[i]));
      }
}

void
sy_chart_layout_widen_range (SyChartLayout *self, SyChartAxis axis, double *low, double *high)
{
  double least, greatest, x_cut, y_cut;
  if (axis != SY_CHART_AXIS_FIRST)
    return;
  for (guint i = 0; i < sy_chart_get_n_outliers (self->chart); i++)
    {
      *low = MIN (*low, sy_chart_get_outlier (self->chart, i)->value);
      *high = MAX (*high, sy_chart_get_outlier (self->chart, i)->value);
    }
  sy_chart_get_cuts (self->chart, &x_cut, &y_cut);
  if (!isnan (y_cut))
    {
      *low = MIN (*low, y_cut);
      *high = MAX (*high, y_cut);
    }
  if (sy_chart_get_range (self->chart, SY_CHART_AXIS_FIRST, &least, &greatest))
    {
      *low = MIN (*low, least);
      *high = MAX (*high, greatest);
    }
}

/* --- waterfall --- */

/* Thin lines carry the level from one bar to the next. */
static void
add_connectors (SyChartLayout *self)
{
  guint n = sy_chart_get_n_points (self->chart);
  for (guint s = 0; s < sy_chart_get_n_series (self->chart); s++)
    for (guint i = 0; i + 1 < self->n_shown; i++)
      {
        SyRectangle bar, next;
        if (!sy_chart_layout_get_bar (self, s, i, &bar) || !sy_chart_layout_get_bar (self, s, i + 1, &next)
            || next.x - bar.x - bar.width < 2.)
          continue;
        const SyChartSeries *series = sy_chart_get_series (self->chart, s);
        double y =
            floor (sy_chart_layout_get_y (self, series->axis, self->bases[s * n + i] + series->values[i]))
            + 0.5;
        sy_layout_add_line (self, SY_LAYER_MIDDLE, self->theme->axis, 1., (SyPoint){ bar.x + bar.width, y },
                            (SyPoint){ next.x, y });
      }
}

/* --- boxes --- */

typedef struct
{
  double low, q1, median, q3, high, mean; /* y; NAN for missing */
} Box;

static double
get_level (SyChartLayout *self, SyChartRole role, guint point)
{
  int series = sy_chart_find_role (self->chart, role);
  double value = series < 0 ? (double) NAN : sy_chart_get_series (self->chart, (guint) series)->values[point];
  return isnan (value) ? (double) NAN : sy_chart_layout_get_y (self, SY_CHART_AXIS_FIRST, value);
}

static Box
get_box (SyChartLayout *self, guint point)
{
  return (Box){ get_level (self, SY_CHART_ROLE_LOW, point),    get_level (self, SY_CHART_ROLE_Q1, point),
                get_level (self, SY_CHART_ROLE_MEDIAN, point), get_level (self, SY_CHART_ROLE_Q3, point),
                get_level (self, SY_CHART_ROLE_HIGH, point),   get_level (self, SY_CHART_ROLE_MEAN, point) };
}

static void
add_whisker (SyChartLayout *self, double x, double from, double to, double cap)
{
  if (isnan (from) || isnan (to))
    return;
  sy_layout_add_line (self, SY_LAYER_MIDDLE, self->theme->series[0], 1.2, (SyPoint){ x, from },
                      (SyPoint){ x, to });
  sy_layout_add_line (self, SY_LAYER_MIDDLE, self->theme->series[0], 1.2, (SyPoint){ x - cap, to },
                      (SyPoint){ x + cap, to });
}

static void
add_box (SyChartLayout *self, guint point)
{
  Box box = get_box (self, point);
  double width = MIN (sy_chart_layout_get_slot (self, point) * 0.6, WIDEST_BOX);
  double x = floor (sy_chart_layout_get_x (self, point)) + 0.5;
  int median = MAX (0, sy_chart_find_role (self->chart, SY_CHART_ROLE_MEDIAN));
  if (!isnan (box.q1) && !isnan (box.q3))
    {
      SyRectangle body = { x - width / 2., MIN (box.q1, box.q3), width, MAX (1., fabs (box.q1 - box.q3)) };
      add_whisker (self, x, box.q1, box.low, width / 4.);
      add_whisker (self, x, box.q3, box.high, width / 4.);
      sy_layout_add_box (self, SY_LAYER_MIDDLE, self->theme->classes[2], &body, median, point);
      sy_layout_add_box (self, SY_LAYER_MIDDLE, self->theme->series[0], &body, -1, 0);
      g_array_index (self->shapes, SyChartShape, self->shapes->len - 1).line_width = 1.2;
    }
  if (!isnan (box.median))
    sy_layout_add_line (self, SY_LAYER_MIDDLE, self->theme->text, self->theme->line_width,
                        (SyPoint){ x - width / 2., box.median }, (SyPoint){ x + width / 2., box.median });
  if (!isnan (box.mean))
    {
      sy_layout_add_dot (self, SY_LAYER_FRONT, self->theme->series[1], (SyPoint){ x, box.mean }, 6.,
                         sy_chart_find_role (self->chart, SY_CHART_ROLE_MEAN), point);
      g_array_index (self->shapes, SyChartShape, self->shapes->len - 1).marker = 3;
    }
}

static void
add_boxes (SyChartLayout *self)
{
  for (guint i = 0; i < self->n_shown; i++)
    add_box (self, i);
  for (guint i = 0; i < sy_chart_get_n_outliers (self->chart); i++)
    {
      const SyChartOutlier *outlier = sy_chart_get_outlier (self->chart, i);
      const SyPoint place = { sy_chart_layout_get_x (self, outlier->point),
                              sy_chart_layout_get_y (self, SY_CHART_AXIS_FIRST, outlier->value) };
      sy_layout_add_dot (self, SY_LAYER_MIDDLE, self->theme->series[0], place, 5., -1, 0);
      g_array_index (self->shapes, SyChartShape, self->shapes->len - 1).marker = 4;
    }
}

/* --- control chart --- */

/* A point that breaks a rule differs in form as well as colour. */
static void
add_rule_marks (SyChartLayout *self)
{
  const SyChartSeries *series = sy_chart_get_series (self->chart, 0);
  for (guint i = 0; i < sy_chart_get_n_points (self->chart); i++)
    {
      if (!sy_chart_get_flag (self->chart, i) || isnan (series->values[i]))
        continue;
      const SyPoint place = { sy_chart_layout_get_x (self, i),
                              sy_chart_layout_get_y (self, series->axis, series->values[i]) };
      sy_layout_add_dot (self, SY_LAYER_FRONT, self->theme->background, place, RULE_DOT + 4., -1, 0);
      sy_layout_add_dot (self, SY_LAYER_FRONT, self->theme->missed, place, RULE_DOT, 0, i);
      for (guint k = 1; k <= 2; k++)
        g_array_index (self->shapes, SyChartShape, self->shapes->len - k).marker = 3;
    }
}

/* --- Lorenz curve --- */

static void
add_equality (SyChartLayout *self)
{
  const SyChartSeries *series = sy_chart_get_series (self->chart, 0);
  guint n = sy_chart_get_n_points (self->chart);
  g_autoptr (GArray) area = g_array_new (FALSE, FALSE, sizeof (SyPoint));
  const SyPoint from = { sy_scale_to_pixel (&self->across, 0.),
                         sy_chart_layout_get_y (self, series->axis, 0.) };
  const SyPoint to = { sy_scale_to_pixel (&self->across, 1.),
                       sy_chart_layout_get_y (self, series->axis, 1.) };
  g_array_append_val (area, from);
  for (guint i = 0; i < n; i++)
    if (!isnan (series->values[i]))
      {
        SyPoint point = { sy_chart_layout_get_x (self, i),
                          sy_chart_layout_get_y (self, series->axis, series->values[i]) };
        if (area->len == 1) /* the curve begins with nothing of nothing */
          sy_layout_add_line (self, SY_LAYER_MIDDLE, sy_chart_layout_get_color (self, 0, 0),
                              self->theme->line_width, from, point);
        g_array_append_val (area, point);
      }
  sy_layout_add_path (self, SY_LAYER_BACK, self->theme->zone, 0., (const SyPoint *) (void *) area->data,
                      area->len)
      ->closed = TRUE;
  sy_layout_add_line (self, SY_LAYER_MIDDLE, self->theme->muted, 1., from, to);
  g_array_index (self->shapes, SyChartShape, self->shapes->len - 1).dashed = TRUE;

  SyChartLabel *label =
      sy_label_new (SY_LABEL_REFERENCE, sy_theme_get_caption (self->theme, SY_CAPTION_EQUALITY));
  sy_label_measure (self, label);
  SyPoint places[6];
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      double share = 0.5 + 0.07 * (double) i;
      places[i] = (SyPoint){ from.x + (to.x - from.x) * share - label->width - 8.,
                             from.y + (to.y - from.y) * share - label->height };
    }
  sy_chart_layout_place_best (self, label, places, G_N_ELEMENTS (places));
}

void
sy_chart_layout_place_shapes (SyChartLayout *self)
{
  g_array_set_size (self->shapes, 0);
  g_array_set_size (self->path, 0);
  switch (sy_chart_get_chart_type (self->chart))
    {
    case SY_CHART_SCATTER:
      if (self->to_scale)
        sy_chart_layout_place_scatter (self);
      break;
    case SY_CHART_WATERFALL:
      add_connectors (self);
      break;
    case SY_CHART_BOX:
      add_boxes (self);
      break;
    case SY_CHART_CONTROL:
      add_rule_marks (self);
      break;
    case SY_CHART_LORENZ:
      if (self->to_scale && self->has_first)
        add_equality (self);
      break;
    default:
      break;
    }
}
