/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shapes: marks that are laid out once, painted in layers and found again under the pointer. */
#include "config.h"

#include "sy-chart-layout-private.h"

#include <math.h>

SyChartShape
sy_shape_new (SyShapeKind kind, SyShapeLayer layer, SyColor color)
{
  return (SyChartShape){ .kind = kind, .layer = layer, .series = -1, .color = color, .opacity = 1. };
}

void
sy_layout_add_box (
    SyChartLayout *self, SyShapeLayer layer, SyColor color, const SyRectangle *box, int series, guint point)
{
  SyChartShape shape = sy_shape_new (SY_SHAPE_BOX, layer, color);
  shape.series = series;
  shape.point = point;
  shape.x = box->x;
  shape.y = box->y;
  shape.width = box->width;
  shape.height = box->height;
  g_array_append_val (self->shapes, shape);
}

void
sy_layout_add_line (
    SyChartLayout *self, SyShapeLayer layer, SyColor color, double width, SyPoint from, SyPoint to)
{
  SyChartShape shape = sy_shape_new (SY_SHAPE_LINE, layer, color);
  shape.line_width = width;
  shape.x = from.x;
  shape.y = from.y;
  shape.width = to.x - from.x;
  shape.height = to.y - from.y;
  g_array_append_val (self->shapes, shape);
}

void
sy_layout_add_dot (SyChartLayout *self,
                   SyShapeLayer layer,
                   SyColor color,
                   SyPoint middle,
                   double diameter,
                   int series,
                   guint point)
{
  SyChartShape shape = sy_shape_new (SY_SHAPE_DOT, layer, color);
  shape.series = series;
  shape.point = point;
  shape.x = middle.x;
  shape.y = middle.y;
  shape.width = shape.height = diameter;
  g_array_append_val (self->shapes, shape);
}

SyChartShape *
sy_layout_add_path (
    SyChartLayout *self, SyShapeLayer layer, SyColor color, double width, const SyPoint *points, guint n)
{
  SyChartShape shape = sy_shape_new (SY_SHAPE_PATH, layer, color);
  shape.line_width = width;
  shape.first = self->path->len;
  shape.n = n;
  g_array_append_vals (self->path, points, n);
  g_array_append_val (self->shapes, shape);
  return &g_array_index (self->shapes, SyChartShape, self->shapes->len - 1);
}

SyRectangle
sy_layout_get_shape_box (const SyChartLayout *self, const SyChartShape *shape)
{
  SyRectangle box = { shape->x, shape->y, shape->width, shape->height };
  if (shape->kind == SY_SHAPE_DOT)
    {
      box.x -= shape->width / 2.;
      box.y -= shape->width / 2.;
      box.height = shape->width;
    }
  if (shape->kind == SY_SHAPE_PATH)
    {
      double right = -G_MAXDOUBLE, bottom = -G_MAXDOUBLE;
      box.x = box.y = G_MAXDOUBLE;
      for (guint i = 0; i < shape->n; i++)
        {
          const SyPoint *point = &g_array_index (self->path, SyPoint, shape->first + i);
          box.x = MIN (box.x, point->x);
          box.y = MIN (box.y, point->y);
          right = MAX (right, point->x);
          bottom = MAX (bottom, point->y);
        }
      box.width = MAX (0., right - box.x);
      box.height = MAX (0., bottom - box.y);
    }
  if (box.width < 0.)
    {
      box.x += box.width;
      box.width = -box.width;
    }
  if (box.height < 0.)
    {
      box.y += box.height;
      box.height = -box.height;
    }
  return box;
}

const SyChartShape *
sy_layout_find_shape (const SyChartLayout *self, int series, guint point)
{
  const SyChartShape *any = NULL;
  for (guint i = 0; i < self->shapes->len; i++)
    {
      const SyChartShape *shape = &g_array_index (self->shapes, SyChartShape, i);
      if (shape->series < 0 || shape->point != point)
        continue;
      if (shape->series == series)
        return shape;
      any = shape;
    }
  return any;
}

SyColor
sy_color_mix (SyColor a, SyColor b, double share)
{
  return (SyColor){ a.red + (b.red - a.red) * share, a.green + (b.green - a.green) * share,
                    a.blue + (b.blue - a.blue) * share };
}
