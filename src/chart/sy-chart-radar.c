/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Polygons over spokes: profiles of a few groups on the same measures. */
#include "config.h"

#include "sy-chart-layout-private.h"

#include <math.h>

#include "sy-chart-format.h"

#define GAP 6.
#define MOST_NAMED 24
#define DOT 6.

typedef struct
{
  SyPoint centre;
  double radius;
  SyScale scale; /* value to distance */
} Web;

static double
get_angle (SyChartLayout *self, guint spoke)
{
  return -G_PI / 2. + 2. * G_PI * (double) spoke / (double) MAX (1, sy_chart_get_n_points (self->chart));
}

static SyPoint
get_place (SyChartLayout *self, const Web *web, guint spoke, double distance)
{
  double angle = get_angle (self, spoke);
  return (SyPoint){ web->centre.x + cos (angle) * distance, web->centre.y + sin (angle) * distance };
}

static void
make_scale (SyChartLayout *self, Web *web)
{
  double low = 0., high = 0.;
  for (guint s = 0; s < sy_chart_get_n_series (self->chart); s++)
    for (guint i = 0; i < sy_chart_get_n_points (self->chart); i++)
      {
        double value = sy_chart_get_series (self->chart, s)->values[i];
        low = isnan (value) ? low : MIN (low, value);
        high = isnan (value) ? high : MAX (high, value);
      }
  if (high <= low)
    high = low + 1.;
  /* Six with the middle: scores from 1 to 5 get a ring each, and none beyond. */
  guint rings = (guint) CLAMP (web->radius / (self->line * 1.5) + 1., 2., 6.);
  sy_scale_init (&web->scale, low, high, rings, FALSE);
  sy_scale_set_pixels (&web->scale, 0., web->radius);
}

static void
add_web (SyChartLayout *self, const Web *web)
{
  guint n = sy_chart_get_n_points (self->chart);
  g_autofree SyPoint *ring = g_new (SyPoint, n);
  for (guint t = 1; t < web->scale.n_ticks; t++)
    {
      double distance = sy_scale_to_pixel (&web->scale, sy_scale_get_tick (&web->scale, t));
      for (guint i = 0; i < n; i++)
        ring[i] = get_place (self, web, i, distance);
      sy_layout_add_path (self, SY_LAYER_BACK, self->theme->grid, 1., ring, n)->closed = TRUE;
    }
  for (guint i = 0; i < n; i++)
    sy_layout_add_line (self, SY_LAYER_BACK, self->theme->grid, 1., web->centre,
                        get_place (self, web, i, web->radius));
}

/* Polygons are closed where no value is missing; else they are open there. */
static void
add_polygon (SyChartLayout *self, const Web *web, guint series)
{
  const double *values = sy_chart_get_series (self->chart, series)->values;
  SyColor color = self->theme->series[series % SY_THEME_N_SERIES];
  guint n = sy_chart_get_n_points (self->chart);
  g_autoptr (GArray) run = g_array_new (FALSE, FALSE, sizeof (SyPoint));
  for (guint i = 0; i < n; i++)
    {
      if (!isnan (values[i]))
        {
          SyPoint place = get_place (self, web, i, sy_scale_to_pixel (&web->scale, values[i]));
          g_array_append_val (run, place);
          sy_layout_add_dot (self, SY_LAYER_FRONT, color, place, DOT, (int) series, i);
          g_array_index (self->shapes, SyChartShape, self->shapes->len - 1).marker = series % 4;
        }
      if ((isnan (values[i]) || i + 1 == n) && run->len > 0)
        {
          SyChartShape *line = sy_layout_add_path (self, SY_LAYER_MIDDLE, color, self->theme->line_width,
                                                   (const SyPoint *) (void *) run->data, run->len);
          line->closed = run->len == n;
          if (run->len == n)
            {
              SyChartShape *area = sy_layout_add_path (self, SY_LAYER_BACK, color, 0.,
                                                       (const SyPoint *) (void *) run->data, n);
              area->closed = TRUE;
              area->opacity = 0.1;
            }
          g_array_set_size (run, 0);
        }
    }
}

/* Names around the web, outside of it on their side. */
static void
place_names (SyChartLayout *self, const Web *web, double room)
{
  guint n = sy_chart_get_n_points (self->chart), every = (n + MOST_NAMED - 1) / MOST_NAMED;
  for (guint i = 0; i < n; i += MAX (1, every))
    {
      double angle = get_angle (self, i), side = cos (angle);
      SyPoint at = get_place (self, web, i, web->radius + GAP);
      SyChartLabel *label = sy_label_new (SY_LABEL_CATEGORY, sy_chart_get_category (self->chart, i));
      sy_label_fit (self, label, room, 2);
      label->align = fabs (side) < 0.1 ? 0 : side > 0. ? -1 : 1;
      label->x = at.x + (fabs (side) < 0.1 ? -0.5 : side > 0. ? 0. : -1.) * label->width;
      label->y = at.y + (sin (angle) - 1.) / 2. * label->height;
      label->x = CLAMP (label->x, 0., MAX (0., self->width - label->width));
      if (label->y < self->plot.y - self->line || label->y + label->height > self->height
          || sy_label_collides (self, label, 1.))
        sy_label_free (label);
      else
        sy_label_keep (self, label);
    }
}

static void
place_rings (SyChartLayout *self, const Web *web)
{
  SyChartUnit unit = sy_chart_get_series (self->chart, 0)->unit;
  for (guint t = 1; t < web->scale.n_ticks; t++)
    {
      g_autofree char *text = sy_scale_format_tick (&web->scale, t, unit, sy_chart_get_currency (self->chart),
                                                    sy_theme_is_chinese (self->theme));
      SyPoint at =
          get_place (self, web, 0, sy_scale_to_pixel (&web->scale, sy_scale_get_tick (&web->scale, t)));
      SyChartLabel *label = sy_label_new (SY_LABEL_REFERENCE, text);
      sy_label_measure (self, label);
      label->x = at.x + 4.;
      label->y = at.y - label->height / 2.;
      if (label->x + label->width > self->width || sy_label_collides (self, label, 0.))
        sy_label_free (label);
      else
        sy_label_keep (self, label);
    }
}

void
sy_chart_layout_place_radar (SyChartLayout *self, double top)
{
  gboolean named = self->detail >= SY_DETAIL_TITLE && self->width >= 120.;
  double margin = named ? self->line * 2.2 : 2.;
  Web web = { .centre = { self->plot.x + self->plot.width / 2., self->plot.y + self->plot.height / 2. } };
  double widest = named ? MIN (self->plot.width * 0.28, self->line * 9.) : 2.;
  web.radius = MAX (1., MIN (self->plot.height / 2. - margin, self->plot.width / 2. - widest - GAP));
  if (sy_chart_get_n_points (self->chart) == 0 || sy_chart_get_n_series (self->chart) == 0)
    return;
  make_scale (self, &web);
  add_web (self, &web);
  for (guint s = 0; s < sy_chart_get_n_series (self->chart); s++)
    add_polygon (self, &web, s);
  if (named)
    {
      place_names (self, &web, MAX (widest, 1.));
      place_rings (self, &web);
    }
}
