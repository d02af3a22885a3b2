/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: made, measured, kept, and whether two of them, turned or not, cover each other. */
#include "config.h"

#include "sy-chart-layout-private.h"

#include <math.h>

#include "sy-text.h"

SyChartLabel *
sy_label_new (SyLabelRole role, const char *text)
{
  SyChartLabel *label = g_new0 (SyChartLabel, 1);
  label->role = role;
  label->text = g_strdup (text);
  label->align = -1;
  return label;
}

void
sy_label_free (SyChartLabel *label)
{
  if (label == NULL)
    return;
  g_free (label->text);
  g_free (label);
}

void
sy_label_measure (SyChartLayout *self, SyChartLabel *label)
{
  sy_text_measure (self->context, self->theme, label);
}

void
sy_label_fit (SyChartLayout *self, SyChartLabel *label, double width, int max_lines)
{
  label->wrap_width = 0.;
  sy_label_measure (self, label);
  if (label->width <= width)
    return;
  label->wrap_width = MAX (1., width);
  label->max_lines = max_lines;
  sy_label_measure (self, label);
}

void
sy_label_keep (SyChartLayout *self, SyChartLabel *label)
{
  g_ptr_array_add (self->labels, label);
}

/* The corners of a label, turned around its top right one. */
static void
get_corners (const SyChartLabel *label, double gap, double x[4], double y[4])
{
  double left = -gap, right = label->width + gap, top = -gap, bottom = label->height + gap;
  if (label->angle < 0. || label->angle > 0.)
    {
      left -= label->width;
      right -= label->width;
    }
  const double px[4] = { left, right, right, left }, py[4] = { top, top, bottom, bottom };
  for (int i = 0; i < 4; i++)
    {
      x[i] = label->x + px[i] * cos (label->angle) - py[i] * sin (label->angle);
      y[i] = label->y + px[i] * sin (label->angle) + py[i] * cos (label->angle);
    }
}

/* Whether the two shapes lie apart when looked at along one direction (separating axis theorem). */
static gboolean
is_apart (
    const double ax[4], const double ay[4], const double bx[4], const double by[4], double dx, double dy)
{
  double a_low = G_MAXDOUBLE, a_high = -G_MAXDOUBLE, b_low = G_MAXDOUBLE, b_high = -G_MAXDOUBLE;
  for (int i = 0; i < 4; i++)
    {
      double a = ax[i] * dx + ay[i] * dy, b = bx[i] * dx + by[i] * dy;
      a_low = MIN (a_low, a);
      a_high = MAX (a_high, a);
      b_low = MIN (b_low, b);
      b_high = MAX (b_high, b);
    }
  return a_high <= b_low + 1e-6 || b_high <= a_low + 1e-6;
}

static gboolean
overlaps_with_gap (const SyChartLabel *a, const SyChartLabel *b, double gap)
{
  double ax[4], ay[4], bx[4], by[4];
  get_corners (a, gap, ax, ay);
  get_corners (b, 0., bx, by);
  const double angles[] = { a->angle, b->angle };
  for (int i = 0; i < 2; i++)
    if (is_apart (ax, ay, bx, by, cos (angles[i]), sin (angles[i]))
        || is_apart (ax, ay, bx, by, -sin (angles[i]), cos (angles[i])))
      return FALSE;
  return TRUE;
}

gboolean
sy_chart_label_overlaps (const SyChartLabel *a, const SyChartLabel *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);
  return overlaps_with_gap (a, b, 0.);
}

gboolean
sy_label_collides (SyChartLayout *self, const SyChartLabel *label, double gap)
{
  for (guint i = 0; i < self->labels->len; i++)
    {
      const SyChartLabel *other = g_ptr_array_index (self->labels, i);
      if (other != label && overlaps_with_gap (label, other, gap))
        return TRUE;
    }
  return FALSE;
}
