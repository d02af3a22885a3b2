/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paints the shapes of a layout, one layer at a time. */
#include "config.h"

#include "sy-painter-private.h"

#include <math.h>

/* The outline of a marker of a group: forms differ too, so that groups stay apart without colour. */
void
sy_painter_trace_marker (cairo_t *cr, double x, double y, double diameter, guint marker)
{
  double r = diameter / 2.;
  cairo_new_sub_path (cr);
  switch (marker % 4)
    {
    case 1:
      cairo_rectangle (cr, x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8);
      break;
    case 2:
      cairo_move_to (cr, x, y - r * 1.15);
      cairo_line_to (cr, x + r * 1.1, y + r * 0.85);
      cairo_line_to (cr, x - r * 1.1, y + r * 0.85);
      cairo_close_path (cr);
      break;
    case 3:
      cairo_move_to (cr, x, y - r * 1.25);
      cairo_line_to (cr, x + r * 1.25, y);
      cairo_line_to (cr, x, y + r * 1.25);
      cairo_line_to (cr, x - r * 1.25, y);
      cairo_close_path (cr);
      break;
    default:
      cairo_arc (cr, x, y, r, 0., 2. * G_PI);
      break;
    }
}

static void
trace_box (cairo_t *cr, const SyChartShape *box)
{
  double r = MIN (box->radius, MIN (box->width, box->height) / 2.);
  double right = box->x + box->width, bottom = box->y + box->height;
  if (!(r > 0.))
    {
      cairo_rectangle (cr, box->x, box->y, box->width, box->height);
      return;
    }
  cairo_new_sub_path (cr);
  cairo_arc (cr, right - r, box->y + r, r, -G_PI_2, 0.);
  cairo_arc (cr, right - r, bottom - r, r, 0., G_PI_2);
  cairo_arc (cr, box->x + r, bottom - r, r, G_PI_2, G_PI);
  cairo_arc (cr, box->x + r, box->y + r, r, G_PI, 1.5 * G_PI);
  cairo_close_path (cr);
}

static void
trace (cairo_t *cr, const SyChartLayout *layout, const SyChartShape *shape)
{
  cairo_new_path (cr);
  switch (shape->kind)
    {
    case SY_SHAPE_BOX:
      trace_box (cr, shape);
      break;
    case SY_SHAPE_DOT:
      sy_painter_trace_marker (cr, shape->x, shape->y, shape->width, shape->marker);
      break;
    case SY_SHAPE_LINE:
      cairo_move_to (cr, shape->x, shape->y);
      cairo_line_to (cr, shape->x + shape->width, shape->y + shape->height);
      break;
    case SY_SHAPE_PATH:
    default:
      for (guint i = 0; i < shape->n; i++)
        {
          const SyPoint *point = &g_array_index (layout->path, SyPoint, shape->first + i);
          cairo_line_to (cr, point->x, point->y);
        }
      if (shape->closed)
        cairo_close_path (cr);
      break;
    }
}

static void
paint_shape (cairo_t *cr, const SyChartLayout *layout, const SyChartShape *shape)
{
  static const double dashes[] = { 5., 3. };
  gboolean hollow = shape->kind == SY_SHAPE_DOT && shape->marker >= SY_N_MARKERS / 2;
  trace (cr, layout, shape);
  cairo_set_source_rgba (cr, shape->color.red, shape->color.green, shape->color.blue, shape->opacity);
  if (shape->line_width > 0. || hollow)
    {
      cairo_set_line_width (cr, hollow ? MAX (1.3, shape->line_width) : shape->line_width);
      cairo_set_dash (cr, dashes, shape->dashed ? 2 : 0, 0.);
      cairo_stroke (cr);
    }
  else
    {
      cairo_fill (cr);
    }
}

void
sy_painter_paint_shapes (cairo_t *cr, const SyChartLayout *layout, SyShapeLayer layer)
{
  cairo_save (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  for (guint i = 0; i < layout->shapes->len; i++)
    {
      const SyChartShape *shape = &g_array_index (layout->shapes, SyChartShape, i);
      if (shape->layer == layer)
        paint_shape (cr, layout, shape);
    }
  cairo_restore (cr);
}
