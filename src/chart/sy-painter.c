/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paints a layout, layer by layer: zones, grid, bars, reference lines, lines, marks, axis, labels. */
#include "config.h"

#include "sy-painter.h"

#include <math.h>
#include <string.h>

#include "sy-chart-hit.h"
#include "sy-painter-private.h"
#include "sy-text.h"

#define DOT 2.5
#define MARK_DOT 4.5
/* From this slot on every point of a line is dotted, and targets are separate ticks. */
#define WIDE_SLOT 22.

static void
set_color (cairo_t *cr, SyColor color)
{
  cairo_set_source_rgb (cr, color.red, color.green, color.blue);
}

/* The middle of a pixel, so that a line of width 1 is sharp on screen. */
static double
snap (double value)
{
  return floor (value) + 0.5;
}

static void
paint_span (cairo_t *cr, SyChartLayout *layout, SyColor color, guint from, guint to)
{
  double left, right, above = sy_chart_layout_needs_strip (layout) ? layout->line * 1.25 : 0.;
  sy_chart_layout_get_span (layout, from, to, &left, &right);
  if (right <= left)
    return;
  set_color (cr, color);
  cairo_rectangle (cr, left, layout->plot.y - above, right - left, layout->plot.height + above);
  cairo_fill (cr);
}

static void
paint_zones (cairo_t *cr, SyChartLayout *layout)
{
  guint first, last;
  if (sy_chart_get_band_points (layout->chart, &first, &last))
    paint_span (cr, layout, layout->theme->zone, first, last);
  for (guint i = 0; i < sy_chart_get_n_marks (layout->chart); i++)
    {
      const SyChartMark *mark = sy_chart_get_mark (layout->chart, i);
      if (mark->kind == SY_CHART_MARK_PROMOTION)
        paint_span (cr, layout, layout->theme->promotion, mark->from, mark->to);
    }
  if (layout->n_shown < sy_chart_get_n_points (layout->chart))
    {
      set_color (cr, layout->theme->zone);
      cairo_rectangle (cr, layout->tail_x, layout->plot.y, layout->tail_width, layout->plot.height);
      cairo_fill (cr);
    }
}

static void
paint_grid (cairo_t *cr, SyChartLayout *layout)
{
  const SyScale *scale = layout->has_first ? &layout->first : &layout->second;
  if (!layout->has_first && !layout->has_second)
    return;
  set_color (cr, layout->theme->grid);
  cairo_set_line_width (cr, 1.);
  for (guint i = 0; i < scale->n_ticks; i++)
    {
      double y = snap (sy_scale_to_pixel (scale, sy_scale_get_tick (scale, i)));
      cairo_move_to (cr, layout->plot.x, y);
      cairo_line_to (cr, layout->plot.x + layout->plot.width, y);
    }
  cairo_stroke (cr);
}

/* Bars narrower than a pixel: the tallest of each pixel stands for all. */
static guint
find_tallest (SyChartLayout *layout, guint series, guint from, guint n, SyRectangle *out, guint *next)
{
  double column = floor (sy_chart_layout_get_x (layout, from));
  guint tallest = from, i = from;
  double height = -1.;
  for (; i < n && floor (sy_chart_layout_get_x (layout, i)) <= column; i++)
    {
      SyRectangle bar;
      if (!sy_chart_layout_get_bar (layout, series, i, &bar) || bar.height <= height)
        continue;
      height = bar.height;
      tallest = i;
      *out = (SyRectangle){ column, bar.y, 1., bar.height };
    }
  *next = i;
  return tallest;
}

static void
paint_bars (cairo_t *cr, SyChartLayout *layout, guint series)
{
  guint n = sy_chart_get_n_points (layout->chart), next;
  for (guint i = 0; i < n; i = next)
    {
      SyRectangle bar = { 0., 0., 0., -1. };
      guint point = i;
      next = i + 1;
      if (sy_chart_layout_get_slot (layout, i) < 1.)
        point = find_tallest (layout, series, i, n, &bar, &next);
      else if (!sy_chart_layout_get_bar (layout, series, i, &bar))
        continue;
      if (bar.height < 0.)
        continue;
      set_color (cr, sy_chart_layout_get_color (layout, series, point));
      cairo_rectangle (cr, bar.x, bar.y, bar.width, bar.height);
      cairo_fill (cr);
    }
}

/* Whether the line stands upright: at a value along x. */
static gboolean
find_upright (SyChartLayout *layout, const SyChartReference *reference, double *x)
{
  if (!layout->to_scale || reference->axis != SY_CHART_AXIS_X)
    return FALSE;
  *x = snap (sy_scale_to_pixel (&layout->across, reference->value));
  return *x >= layout->plot.x && *x <= layout->plot.x + layout->plot.width + 1.;
}

static void
paint_references (cairo_t *cr, SyChartLayout *layout)
{
  static const double dashes[] = { 5., 3. };
  double x;
  cairo_save (cr);
  cairo_set_line_width (cr, 1.);
  set_color (cr, layout->theme->muted);
  for (guint i = 0; i < sy_chart_get_n_references (layout->chart); i++)
    {
      const SyChartReference *reference = sy_chart_get_reference (layout->chart, i);
      cairo_set_dash (cr, dashes, reference->style == SY_CHART_REFERENCE_LIMIT ? 2 : 0, 0.);
      if (find_upright (layout, reference, &x))
        {
          cairo_move_to (cr, x, layout->plot.y);
          cairo_line_to (cr, x, layout->plot.y + layout->plot.height);
          cairo_stroke (cr);
        }
      if (sy_chart_layout_get_scale (layout, reference->axis) == NULL)
        continue;
      double y = snap (sy_chart_layout_get_y (layout, reference->axis, reference->value));
      cairo_move_to (cr, layout->plot.x, y);
      cairo_line_to (cr, layout->plot.x + layout->plot.width, y);
      cairo_stroke (cr);
    }
  cairo_restore (cr);
}

static void
paint_dot (cairo_t *cr, double x, double y, double radius, SyColor color)
{
  set_color (cr, color);
  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, radius, 0., 2. * G_PI);
  cairo_fill (cr);
}

/* Adds the points that fall into one column of pixels: entry, lowest, highest, exit. Returns the next point.
 */
static guint
add_dense_column (cairo_t *cr, SyChartLayout *layout, const SyChartSeries *series, guint from, guint n)
{
  double x = sy_chart_layout_get_x (layout, from), column = floor (x);
  double entry = series->values[from], low = entry, high = entry;
  guint i = from;
  while (i < n && !isnan (series->values[i]) && floor (sy_chart_layout_get_x (layout, i)) <= column)
    {
      low = MIN (low, series->values[i]);
      high = MAX (high, series->values[i]);
      i++;
    }
  double exit = series->values[i - 1], end = sy_chart_layout_get_x (layout, i - 1);
  cairo_line_to (cr, x, sy_chart_layout_get_y (layout, series->axis, entry));
  /* A line that only rises or falls needs no more, and stays smooth. */
  if (low < MIN (entry, exit))
    cairo_line_to (cr, (x + end) / 2., sy_chart_layout_get_y (layout, series->axis, low));
  if (high > MAX (entry, exit))
    cairo_line_to (cr, (x + end) / 2., sy_chart_layout_get_y (layout, series->axis, high));
  cairo_line_to (cr, end, sy_chart_layout_get_y (layout, series->axis, exit));
  return i;
}

/* Limits are levels, one a point, joined where they change: thin, and dashed but for the centre. */
static void
paint_limit (cairo_t *cr, SyChartLayout *layout, guint index)
{
  static const double dashes[] = { 5., 3. };
  const SyChartSeries *series = sy_chart_get_series (layout->chart, index);
  guint n = sy_chart_get_n_points (layout->chart);
  cairo_save (cr);
  cairo_new_path (cr);
  for (guint i = 0; i < n; i++)
    {
      if (isnan (series->values[i]))
        {
          cairo_new_sub_path (cr);
          continue;
        }
      double half = sy_chart_layout_get_slot (layout, i) / 2., x = sy_chart_layout_get_x (layout, i);
      double y = snap (sy_chart_layout_get_y (layout, series->axis, series->values[i]));
      cairo_line_to (cr, MAX (layout->plot.x, x - half), y);
      cairo_line_to (cr, MIN (layout->plot.x + layout->plot.width, x + half), y);
    }
  cairo_set_line_width (cr, 1.);
  cairo_set_dash (cr, dashes, series->role == SY_CHART_ROLE_CENTER ? 0 : 2, 0.);
  set_color (cr, layout->theme->muted);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static gboolean
is_limit (const SyChartSeries *series)
{
  return series->role >= SY_CHART_ROLE_CENTER && series->role <= SY_CHART_ROLE_LOWER;
}

static void
paint_line (cairo_t *cr, SyChartLayout *layout, guint index)
{
  const SyChartSeries *series = sy_chart_get_series (layout->chart, index);
  SyColor color = sy_chart_layout_get_color (layout, index, 0);
  guint n = sy_chart_get_n_points (layout->chart);
  cairo_set_line_width (cr, layout->theme->line_width);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_new_path (cr);
  for (guint i = 0; i < n;)
    {
      if (isnan (series->values[i]))
        {
          cairo_new_sub_path (cr);
          i++;
          continue;
        }
      double x = sy_chart_layout_get_x (layout, i);
      double y = sy_chart_layout_get_y (layout, series->axis, series->values[i]);
      if (sy_chart_layout_get_slot (layout, i) < 0.4)
        {
          i = add_dense_column (cr, layout, series, i, n);
          continue;
        }
      cairo_line_to (cr, x, y);
      i++;
    }
  set_color (cr, color);
  cairo_stroke (cr);
}

/* Dots where the line has room for them, and for points that have no neighbour to be joined to. */
static void
paint_dots (cairo_t *cr, SyChartLayout *layout, guint index)
{
  const SyChartSeries *series = sy_chart_get_series (layout->chart, index);
  guint n = sy_chart_get_n_points (layout->chart);
  for (guint i = 0; i < n; i++)
    {
      gboolean alone =
          (i == 0 || isnan (series->values[i - 1])) && (i + 1 == n || isnan (series->values[i + 1]));
      gboolean wide = sy_chart_layout_get_slot (layout, i) >= WIDE_SLOT && layout->n_bar_series == 0
                      && sy_chart_get_chart_type (layout->chart) != SY_CHART_LORENZ;
      gboolean dotted = alone || wide || series->draw == SY_CHART_DRAW_POINTS;
      if (dotted && !isnan (series->values[i]))
        paint_dot (cr, sy_chart_layout_get_x (layout, i),
                   sy_chart_layout_get_y (layout, series->axis, series->values[i]),
                   series->draw == SY_CHART_DRAW_POINTS ? DOT * 1.6 : DOT * 1.2,
                   sy_chart_layout_get_color (layout, index, i));
    }
}

/* Steps: a level a point, as wide as its slot; apart where there is room, joined where there is none. They
 * run over bars, so that they are edged with the background's colour. */
static void
paint_steps (cairo_t *cr, SyChartLayout *layout, guint index)
{
  const SyChartSeries *series = sy_chart_get_series (layout->chart, index);
  guint n = sy_chart_get_n_points (layout->chart);
  gboolean joined = layout->slot < WIDE_SLOT / 2.;
  cairo_new_path (cr);
  for (guint i = 0; i < n; i++)
    {
      if (isnan (series->values[i]))
        {
          cairo_new_sub_path (cr);
          continue;
        }
      double half = sy_chart_layout_get_slot (layout, i) * (joined ? 0.5 : 0.44);
      double x = sy_chart_layout_get_x (layout, i);
      double y = sy_chart_layout_get_y (layout, series->axis, series->values[i]);
      if (!joined)
        cairo_new_sub_path (cr);
      cairo_line_to (cr, x - half, y);
      cairo_line_to (cr, x + half, y);
    }
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  cairo_set_line_width (cr, layout->theme->line_width + 2.);
  set_color (cr, layout->theme->background);
  cairo_stroke_preserve (cr);
  cairo_set_line_width (cr, layout->theme->line_width);
  set_color (cr, sy_chart_layout_get_color (layout, index, n));
  cairo_stroke (cr);
}

static void
paint_series (cairo_t *cr, SyChartLayout *layout, gboolean bars)
{
  for (guint s = 0; s < sy_chart_get_n_series (layout->chart); s++)
    {
      const SyChartSeries *series = sy_chart_get_series (layout->chart, s);
      if (sy_chart_layout_get_scale (layout, series->axis) == NULL
          || (series->draw == SY_CHART_DRAW_BARS) != bars
          || sy_chart_get_chart_type (layout->chart) == SY_CHART_SCATTER)
        continue;
      if (is_limit (series))
        {
          paint_limit (cr, layout, s);
          continue;
        }
      if (bars)
        paint_bars (cr, layout, s);
      else if (series->draw == SY_CHART_DRAW_STEP)
        paint_steps (cr, layout, s);
      if (series->draw == SY_CHART_DRAW_LINE)
        paint_line (cr, layout, s);
      if (series->draw == SY_CHART_DRAW_LINE || series->draw == SY_CHART_DRAW_POINTS)
        paint_dots (cr, layout, s);
    }
}

static void
paint_marks (cairo_t *cr, SyChartLayout *layout)
{
  for (guint i = 0; i < sy_chart_get_n_marks (layout->chart); i++)
    {
      const SyChartMark *mark = sy_chart_get_mark (layout->chart, i);
      if (mark->kind == SY_CHART_MARK_PROMOTION)
        continue;
      for (guint s = 0; s < sy_chart_get_n_series (layout->chart); s++)
        {
          const SyChartSeries *series = sy_chart_get_series (layout->chart, s);
          if (isnan (series->values[mark->from]) || sy_chart_layout_get_scale (layout, series->axis) == NULL)
            continue;
          double x = sy_chart_layout_get_x (layout, mark->from);
          double y = sy_chart_layout_get_y (layout, series->axis, series->values[mark->from]);
          if (series->draw == SY_CHART_DRAW_BARS)
            break;
          paint_dot (cr, x, y, MARK_DOT + 1.5, layout->theme->background);
          paint_dot (cr, x, y, MARK_DOT, sy_chart_layout_get_color (layout, s, mark->from));
          break;
        }
    }
}

/* The line that the marks stand on: zero, or the lower edge. */
static void
paint_axis (cairo_t *cr, SyChartLayout *layout)
{
  if (!layout->has_first && !layout->has_second)
    return;
  const SyScale *scale = layout->has_first ? &layout->first : &layout->second;
  double bottom = layout->plot.y + layout->plot.height, zero = bottom;
  if (scale->low < 0. && scale->high >= 0.)
    zero = sy_scale_to_pixel (scale, 0.);
  set_color (cr, layout->theme->axis);
  cairo_set_line_width (cr, 1.);
  cairo_move_to (cr, layout->plot.x, snap (zero));
  cairo_line_to (cr, layout->plot.x + layout->plot.width, snap (zero));
  for (guint i = 0; i < layout->ticks->len; i++)
    {
      double x = snap (g_array_index (layout->ticks, double, i));
      cairo_move_to (cr, x, snap (bottom));
      cairo_line_to (cr, x, snap (bottom) + 4.);
    }
  cairo_stroke (cr);
}

static SyColor
get_text_color (const SyTheme *theme, SyLabelRole role)
{
  switch (role)
    {
    case SY_LABEL_SUBTITLE:
    case SY_LABEL_AXIS_TITLE:
    case SY_LABEL_TICK:
    case SY_LABEL_CATEGORY:
    case SY_LABEL_REFERENCE:
    case SY_LABEL_NOTE:
    case SY_LABEL_QUADRANT:
    case SY_LABEL_SMALL:
      return theme->muted;
    default:
      return theme->text;
    }
}

static void
paint_key (cairo_t *cr, SyChartLayout *layout, const SyChartLabel *label)
{
  double size = layout->theme->font_size * 0.75, middle = label->height / 2.;
  double width = sy_text_get_key_width (layout->theme, label->key) - layout->theme->font_size * 0.4;
  static const double dashes[] = { 5., 3. };
  set_color (cr, label->key_color);
  switch (label->key)
    {
    case SY_KEY_BAR:
      cairo_rectangle (cr, 0., middle - size / 2., size, size);
      cairo_fill (cr);
      break;
    case SY_KEY_POINT:
      cairo_new_path (cr); /* the pen still stands where the last text was */
      cairo_arc (cr, size / 2., middle, size * 0.4, 0., 2. * G_PI);
      cairo_fill (cr);
      break;
    case SY_KEY_MARKER:
      cairo_new_path (cr);
      sy_painter_trace_marker (cr, size / 2., middle, size * 0.8, label->marker);
      cairo_set_line_width (cr, 1.3);
      if (label->marker >= SY_N_MARKERS / 2)
        cairo_stroke (cr);
      else
        cairo_fill (cr);
      break;
    case SY_KEY_RING:
      cairo_new_path (cr);
      sy_painter_trace_marker (cr, size / 2., middle, size * 0.9, 3);
      cairo_fill (cr);
      break;
    case SY_KEY_LINE:
    case SY_KEY_DASH:
      cairo_save (cr);
      cairo_set_line_width (cr, layout->theme->line_width);
      cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
      if (label->key == SY_KEY_DASH)
        cairo_set_dash (cr, dashes, 2, 0.);
      cairo_move_to (cr, 0., middle);
      cairo_line_to (cr, width, middle);
      cairo_stroke (cr);
      cairo_restore (cr);
      break;
    case SY_KEY_NONE:
    default:
      break;
    }
}

/* What is painted behind a place in the plot. */
static SyColor
get_backdrop (SyChartLayout *layout, double x)
{
  guint first, last;
  double left, right;
  for (guint i = sy_chart_get_n_marks (layout->chart); i-- > 0;)
    {
      const SyChartMark *mark = sy_chart_get_mark (layout->chart, i);
      if (mark->kind != SY_CHART_MARK_PROMOTION)
        continue;
      sy_chart_layout_get_span (layout, mark->from, mark->to, &left, &right);
      if (x >= left && x <= right)
        return layout->theme->promotion;
    }
  if (layout->n_shown < sy_chart_get_n_points (layout->chart) && x > layout->tail_x)
    return layout->theme->zone;
  if (!sy_chart_get_band_points (layout->chart, &first, &last))
    return layout->theme->background;
  sy_chart_layout_get_span (layout, first, last, &left, &right);
  return x >= left && x <= right ? layout->theme->zone : layout->theme->background;
}

/* Names that lie among the marks keep them at a distance, in the colour that is behind. */
static void
paint_halo (cairo_t *cr, SyChartLayout *layout, const SyChartLabel *label, PangoLayout *text)
{
  gboolean among =
      (label->role == SY_LABEL_MARK || label->role == SY_LABEL_REFERENCE
       || (label->role == SY_LABEL_POINT && !label->has_color) || label->role == SY_LABEL_QUADRANT
       || (label->role == SY_LABEL_VALUE && !label->has_color && layout->shapes->len > 0))
      && label->x < layout->plot.x + layout->plot.width && label->y >= layout->plot.y - layout->line * 0.3;
  if (!among)
    return;
  cairo_save (cr);
  set_color (cr, get_backdrop (layout, label->x + label->width / 2.));
  cairo_set_line_width (cr, 4.);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  pango_cairo_layout_path (cr, text);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
paint_label (cairo_t *cr, PangoContext *context, SyChartLayout *layout, const SyChartLabel *label)
{
  PangoRectangle logical;
  gboolean turned = label->angle < 0. || label->angle > 0.;
  g_autoptr (PangoLayout) text = sy_text_layout_new (context, layout->theme, label);
  pango_layout_get_extents (text, NULL, &logical);

  cairo_save (cr);
  cairo_translate (cr, label->x, label->y);
  cairo_rotate (cr, label->angle);
  if (turned)
    cairo_translate (cr, -label->width, 0.);
  paint_key (cr, layout, label);
  cairo_move_to (cr, sy_text_get_key_width (layout->theme, label->key) - (double) logical.x / PANGO_SCALE,
                 0.);
  paint_halo (cr, layout, label, text);
  cairo_move_to (cr, sy_text_get_key_width (layout->theme, label->key) - (double) logical.x / PANGO_SCALE,
                 0.);
  set_color (cr, label->has_color ? label->color : get_text_color (layout->theme, label->role));
  pango_cairo_show_layout (cr, text);
  cairo_restore (cr);
}

static void
paint_labels (cairo_t *cr, SyChartLayout *layout)
{
  PangoContext *context = sy_text_context_new (layout->theme);
  for (guint i = 0; i < layout->labels->len; i++)
    paint_label (cr, context, layout, g_ptr_array_index (layout->labels, i));
  g_object_unref (context);
}

static void
paint_panels (cairo_t *cr, SyChartLayout *layout)
{
  for (guint i = 0; i < layout->panels->len; i++)
    {
      const SyPanel *panel = g_ptr_array_index (layout->panels, i);
      cairo_save (cr);
      cairo_translate (cr, panel->x, panel->y);
      sy_chart_paint_layout (cr, panel->layout);
      cairo_restore (cr);
    }
}

void
sy_chart_paint_layout (cairo_t *cr, SyChartLayout *layout)
{
  g_return_if_fail (cr != NULL && layout != NULL);
  cairo_save (cr);
  cairo_rectangle (cr, 0., 0., layout->width, layout->height);
  cairo_clip (cr);
  set_color (cr, layout->theme->background);
  cairo_paint (cr);
  if (!layout->empty)
    {
      paint_zones (cr, layout);
      sy_painter_paint_shapes (cr, layout, SY_LAYER_BACK);
      paint_grid (cr, layout);
      paint_series (cr, layout, TRUE);
      sy_painter_paint_shapes (cr, layout, SY_LAYER_MIDDLE);
      paint_references (cr, layout);
      paint_axis (cr, layout);
      paint_series (cr, layout, FALSE);
      paint_marks (cr, layout);
      sy_painter_paint_shapes (cr, layout, SY_LAYER_FRONT);
    }
  paint_panels (cr, layout);
  paint_labels (cr, layout);
  cairo_restore (cr);
}

void
sy_chart_paint (cairo_t *cr, SyChart *chart, double width, double height, const SyTheme *theme)
{
  g_return_if_fail (cr != NULL);
  g_autoptr (SyChartLayout) layout = sy_chart_layout_new (chart, width, height, theme);
  sy_chart_paint_layout (cr, layout);
}

void
sy_chart_paint_focus (cairo_t *cr, SyChartLayout *layout, guint series, guint point)
{
  SyRectangle place;
  g_return_if_fail (cr != NULL && layout != NULL);
  if (!sy_chart_hit_get_rectangle (layout, series, point, &place))
    return;
  cairo_save (cr);
  for (int ring = 0; ring < 2; ring++)
    {
      set_color (cr, ring == 0 ? layout->theme->background : layout->theme->focus);
      cairo_set_line_width (cr, ring == 0 ? 5. : 2.);
      cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
      cairo_rectangle (cr, place.x - 3., place.y - 3., place.width + 6., place.height + 6.);
      cairo_stroke (cr);
    }
  cairo_restore (cr);
}
