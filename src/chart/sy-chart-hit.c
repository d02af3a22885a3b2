/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a place to a point and back. Bars are hit anywhere above or below them in their slot, so that short
 * ones can be reached; lines within a few pixels of a point, along the line between points too. */
#include "config.h"

#include "sy-chart-hit.h"

#include <math.h>

#include "sy-chart-layout-private.h"

#define REACH 14.
/* Half of the box around the point of a line. */
#define POINT_SIZE 6.

/* --- shapes and panels --- */

/* The shape of the point alone, or, where nothing else says where its value is, any of that point. */
static gboolean
find_shape_box (const SyChartLayout *layout, guint series, guint point, SyRectangle *out)
{
  const SyChartShape *shape = sy_layout_find_shape (layout, (int) series, point);
  SyChartAxis axis = sy_chart_get_series (layout->chart, series)->axis;
  if (shape == NULL || (shape->series != (int) series && sy_chart_layout_get_scale (layout, axis) != NULL))
    return FALSE;
  *out = sy_layout_get_shape_box (layout, shape);
  return TRUE;
}

static gboolean
find_in_panels (const SyChartLayout *layout, guint series, guint point, SyRectangle *out)
{
  for (guint i = 0; i < layout->panels->len; i++)
    {
      const SyPanel *panel = g_ptr_array_index (layout->panels, i);
      for (guint k = 0; k < panel->points->len; k++)
        if (g_array_index (panel->points, guint, k) == point
            && sy_chart_hit_get_rectangle (panel->layout, series, k, out))
          {
            out->x += panel->x;
            out->y += panel->y;
            return TRUE;
          }
    }
  return FALSE;
}

/* The topmost shape under the pointer, else the nearest dot within reach. */
static gboolean
hit_shape (const SyChartLayout *layout, double x, double y, guint *out_series, guint *out_point)
{
  double nearest = REACH;
  const SyChartShape *found = NULL;
  for (guint i = layout->shapes->len; i-- > 0;)
    {
      const SyChartShape *shape = &g_array_index (layout->shapes, SyChartShape, i);
      if (shape->series < 0)
        continue;
      SyRectangle box = sy_layout_get_shape_box (layout, shape);
      double distance = G_MAXDOUBLE;
      if (shape->kind == SY_SHAPE_DOT)
        distance = MAX (0., hypot (shape->x - x, shape->y - y) - shape->width / 2.);
      else if (x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height)
        distance = 0.;
      if (!(distance < nearest) && !(distance <= 0. && found == NULL))
        continue;
      nearest = distance;
      found = shape;
      if (!(distance > 0.))
        break;
    }
  if (found == NULL)
    return FALSE;
  *out_series = (guint) found->series;
  *out_point = found->point;
  return TRUE;
}

static gboolean
hit_panels (const SyChartLayout *layout, double x, double y, guint *out_series, guint *out_point)
{
  guint point;
  for (guint i = 0; i < layout->panels->len; i++)
    {
      const SyPanel *panel = g_ptr_array_index (layout->panels, i);
      double width = sy_chart_layout_get_width (panel->layout);
      double height = sy_chart_layout_get_height (panel->layout);
      if (x < panel->x || x > panel->x + width || y < panel->y || y > panel->y + height
          || !sy_chart_hit (panel->layout, x - panel->x, y - panel->y, out_series, &point))
        continue;
      *out_point = g_array_index (panel->points, guint, point);
      return TRUE;
    }
  return FALSE;
}

gboolean
sy_chart_hit_get_rectangle (const SyChartLayout *layout, guint series, guint point, SyRectangle *out)
{
  g_return_val_if_fail (layout != NULL && out != NULL, FALSE);
  SyChart *chart = sy_chart_layout_get_chart (layout);
  if (series >= sy_chart_get_n_series (chart) || point >= sy_chart_get_n_points (chart))
    return FALSE;
  if (layout->panels->len > 0)
    return find_in_panels (layout, series, point, out);
  if (sy_chart_layout_get_bar (layout, series, point, out) || find_shape_box (layout, series, point, out))
    return TRUE;

  const SyChartSeries *entry = sy_chart_get_series (chart, series);
  if (isnan (entry->values[point]) || sy_chart_layout_get_scale (layout, entry->axis) == NULL)
    return FALSE;
  out->x = sy_chart_layout_get_x (layout, point) - POINT_SIZE;
  out->y = sy_chart_layout_get_y (layout, entry->axis, entry->values[point]) - POINT_SIZE;
  out->width = out->height = 2. * POINT_SIZE;
  return TRUE;
}

/* The first point whose middle is at x or right of it. */
static guint
find_point (const SyChartLayout *layout, double x, guint n)
{
  guint low = 0, high = n;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      if (sy_chart_layout_get_x (layout, middle) < x)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Where the line passes x between two points with values: its vertical distance from y. */
static double
get_line_distance (const SyChartLayout *layout, const SyChartSeries *series, guint right, double x, double y)
{
  if (right == 0 || isnan (series->values[right - 1]) || isnan (series->values[right]))
    return G_MAXDOUBLE;
  double x0 = sy_chart_layout_get_x (layout, right - 1), x1 = sy_chart_layout_get_x (layout, right);
  double y0 = sy_chart_layout_get_y (layout, series->axis, series->values[right - 1]);
  double y1 = sy_chart_layout_get_y (layout, series->axis, series->values[right]);
  double share = x1 > x0 ? (x - x0) / (x1 - x0) : 0.;
  return fabs (y0 + (y1 - y0) * share - y);
}

/* The nearest point of a line to x, when it or the line beside it is within reach of y. */
static gboolean
hit_line (const SyChartLayout *layout, guint series, double x, double y, guint *out_point, double *distance)
{
  SyChart *chart = sy_chart_layout_get_chart (layout);
  const SyChartSeries *entry = sy_chart_get_series (chart, series);
  guint n = sy_chart_get_n_points (chart), right = find_point (layout, x, n);
  gboolean found = FALSE;
  double nearest = G_MAXDOUBLE, along = G_MAXDOUBLE;
  if (right < n && entry->draw == SY_CHART_DRAW_LINE)
    along = get_line_distance (layout, entry, right, x, y);
  for (guint i = right == 0 ? 0 : right - 1; i < n && i <= right; i++)
    {
      if (isnan (entry->values[i]))
        continue;
      double dx = sy_chart_layout_get_x (layout, i) - x;
      double dy = sy_chart_layout_get_y (layout, entry->axis, entry->values[i]) - y;
      double here = hypot (dx, dy);
      double best = MIN (here, along);
      if (best > REACH || fabs (dx) > nearest)
        continue;
      nearest = fabs (dx);
      *distance = best;
      *out_point = i;
      found = TRUE;
    }
  return found;
}

static gboolean
hit_bar (const SyChartLayout *layout, guint series, double x, double y, gboolean exact, guint *out_point)
{
  SyRectangle bar, plot = sy_chart_layout_get_plot (layout);
  guint n = sy_chart_get_n_points (sy_chart_layout_get_chart (layout)), right = find_point (layout, x, n);
  if (y < plot.y || y > plot.y + plot.height)
    return FALSE;
  for (guint i = right == 0 ? 0 : right - 1; i < n && i <= right; i++)
    if (sy_chart_layout_get_bar (layout, series, i, &bar) && x >= bar.x && x <= bar.x + bar.width
        && (!exact || (y >= bar.y - 2. && y <= bar.y + bar.height + 2.)))
      {
        *out_point = i;
        return TRUE;
      }
  return FALSE;
}

gboolean
sy_chart_hit (const SyChartLayout *layout, double x, double y, guint *out_series, guint *out_point)
{
  g_return_val_if_fail (layout != NULL && out_series != NULL && out_point != NULL, FALSE);
  SyChart *chart = sy_chart_layout_get_chart (layout);
  guint n = sy_chart_get_n_series (chart), point = 0;
  double distance = G_MAXDOUBLE, nearest = G_MAXDOUBLE;
  gboolean found = FALSE;
  if (sy_chart_is_empty (chart))
    return FALSE;
  if (layout->panels->len > 0)
    return hit_panels (layout, x, y, out_series, out_point);
  if (sy_chart_get_chart_type (chart) == SY_CHART_SCATTER
      || sy_chart_type_is_drawing (sy_chart_get_chart_type (chart)))
    return hit_shape (layout, x, y, out_series, out_point);

  for (guint s = 0; s < n; s++)
    if (sy_chart_get_series (chart, s)->draw != SY_CHART_DRAW_BARS
        && sy_chart_layout_get_scale (layout, sy_chart_get_series (chart, s)->axis) != NULL
        && hit_line (layout, s, x, y, &point, &distance) && distance < nearest)
      {
        nearest = distance;
        *out_series = s;
        *out_point = point;
        found = TRUE;
      }
  for (int exact = 1; exact >= 0 && !found; exact--)
    for (guint s = 0; s < n && !found; s++)
      if (hit_bar (layout, s, x, y, exact == 1, &point))
        {
          *out_series = s;
          *out_point = point;
          found = TRUE;
        }
  return found || hit_shape (layout, x, y, out_series, out_point);
}

/* Keyboard */

/* The nearest point with a value, from @point on in one direction; FALSE when there is none. */
static gboolean
find_value (SyChart *chart, guint series, gint64 point, int direction, guint *out)
{
  const double *values = sy_chart_get_series (chart, series)->values;
  gint64 n = sy_chart_get_n_points (chart);
  for (; point >= 0 && point < n; point += direction)
    if (!isnan (values[point]))
      {
        *out = (guint) point;
        return TRUE;
      }
  return FALSE;
}

static gboolean
move_series (SyChart *chart, int direction, guint *series, guint *point)
{
  gint64 n = sy_chart_get_n_series (chart);
  for (gint64 s = (gint64) *series + direction; s >= 0 && s < n; s += direction)
    if (find_value (chart, (guint) s, *point, 1, point) || find_value (chart, (guint) s, *point, -1, point))
      {
        *series = (guint) s;
        return TRUE;
      }
  return FALSE;
}

gboolean
sy_chart_hit_move (SyChart *chart, SyChartMove move, guint *series, guint *point)
{
  g_return_val_if_fail (SY_IS_CHART (chart) && series != NULL && point != NULL, FALSE);
  guint n = sy_chart_get_n_points (chart);
  if (*series >= sy_chart_get_n_series (chart) || n == 0)
    return FALSE;
  switch (move)
    {
    case SY_CHART_MOVE_FIRST:
      return find_value (chart, *series, 0, 1, point);
    case SY_CHART_MOVE_LAST:
      return find_value (chart, *series, (gint64) n - 1, -1, point);
    case SY_CHART_MOVE_NEXT:
      return find_value (chart, *series, (gint64) *point + 1, 1, point);
    case SY_CHART_MOVE_PREVIOUS:
      return find_value (chart, *series, (gint64) *point - 1, -1, point);
    case SY_CHART_MOVE_NEXT_SERIES:
      return move_series (chart, 1, series, point);
    case SY_CHART_MOVE_PREVIOUS_SERIES:
      return move_series (chart, -1, series, point);
    default:
      return FALSE;
    }
}
