/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names right of the plot, where lines end: read at once, where a legend would have to be looked up. */
#include "config.h"

#include "sy-chart-layout-private.h"

#include <math.h>

#include "sy-chart-format.h"

/* Narrower charts need the room for themselves. */
#define LEAST_WIDTH 380.
#define GAP 6.

/* A name and where it would like to be. */
typedef struct
{
  SyChartLabel *label;
  double wish;   /* y of its middle */
  int reference; /* its number, or -1 */
} SideLabel;

gboolean
sy_chart_layout_has_side (SyChartLayout *self)
{
  if (sy_chart_get_chart_type (self->chart) == SY_CHART_HISTOGRAM)
    return FALSE; /* curves end on the axis, where the numbers are */
  return !self->has_second && !self->is_panel && self->width >= LEAST_WIDTH && self->height >= 120.;
}

char *
sy_chart_layout_dup_reference_text (SyChartLayout *self, guint reference)
{
  const SyChartReference *entry = sy_chart_get_reference (self->chart, reference);
  SyChartUnit unit = SY_CHART_UNIT_NUMBER;
  for (guint s = sy_chart_get_n_series (self->chart); s-- > 0;)
    if (sy_chart_get_series (self->chart, s)->axis == entry->axis)
      unit = sy_chart_get_series (self->chart, s)->unit;
  g_autofree char *value = sy_chart_format_short (entry->value, unit, sy_chart_get_currency (self->chart),
                                                  sy_theme_is_chinese (self->theme));
  return *entry->title == '\0' ? g_steal_pointer (&value) : g_strdup_printf ("%s %s", entry->title, value);
}

static void
clear_side (gpointer data)
{
  SideLabel *side = data;
  sy_label_free (side->label);
}

static void
add_side (
    SyChartLayout *self, GArray *sides, const char *text, double wish, const SyColor *key, int reference)
{
  SyLabelRole role = reference < 0 ? SY_LABEL_SERIES : SY_LABEL_REFERENCE;
  SideLabel side = { sy_label_new (role, text), wish, reference };
  if (key != NULL)
    {
      side.label->key = SY_KEY_POINT;
      side.label->key_color = *key;
    }
  sy_label_fit (self, side.label, CLAMP (self->width * 0.2, 64., 150.), 2);
  g_array_append_val (sides, side);
}

/* The last value of a series, where its line ends; FALSE when it has none. */
static gboolean
find_last_value (SyChartLayout *self, guint series, double *value)
{
  const SyChartSeries *entry = sy_chart_get_series (self->chart, series);
  for (guint i = sy_chart_get_n_points (self->chart); i-- > 0;)
    if (!isnan (entry->values[i]))
      {
        *value = entry->values[i];
        return TRUE;
      }
  return FALSE;
}

/* Control limits say what they are, and their last value. */
static void
add_limit (SyChartLayout *self, GArray *sides, const SyChartSeries *series, double value)
{
  g_autofree char *number = sy_chart_format_short (value, series->unit, sy_chart_get_currency (self->chart),
                                                   sy_theme_is_chinese (self->theme));
  g_autofree char *text = g_strdup_printf ("%s %s", series->title, number);
  add_side (self, sides, text, sy_chart_layout_get_y (self, series->axis, value), NULL, -1);
}

static GArray *
collect (SyChartLayout *self)
{
  GArray *sides = g_array_new (FALSE, FALSE, sizeof (SideLabel));
  g_array_set_clear_func (sides, clear_side);
  double value;
  guint n = sy_chart_get_n_series (self->chart);
  for (guint s = 0; s < n && n > 1; s++)
    {
      const SyChartSeries *series = sy_chart_get_series (self->chart, s);
      const SyColor color = sy_chart_layout_get_color (self, s, 0);
      if (series->draw != SY_CHART_DRAW_LINE || *series->title == '\0' || !find_last_value (self, s, &value))
        continue;
      if (series->role == SY_CHART_ROLE_VALUE)
        add_side (self, sides, series->title, sy_chart_layout_get_y (self, series->axis, value), &color, -1);
      else
        add_limit (self, sides, series, value);
    }
  for (guint i = 0; i < sy_chart_get_n_references (self->chart); i++)
    {
      const SyChartReference *reference = sy_chart_get_reference (self->chart, i);
      g_autofree char *text = sy_chart_layout_dup_reference_text (self, i);
      if (sy_chart_layout_get_scale (self, reference->axis) != NULL)
        add_side (self, sides, text, sy_chart_layout_get_y (self, reference->axis, reference->value), NULL,
                  (int) i);
    }
  return sides;
}

double
sy_chart_layout_measure_side (SyChartLayout *self)
{
  double widest = 0.;
  if (!sy_chart_layout_has_side (self))
    return 0.;
  g_autoptr (GArray) sides = collect (self);
  for (guint i = 0; i < sides->len; i++)
    widest = MAX (widest, g_array_index (sides, SideLabel, i).label->width);
  return widest > 0. ? widest + GAP : 0.;
}

static int
compare_wishes (gconstpointer a, gconstpointer b)
{
  double first = ((const SideLabel *) a)->wish, second = ((const SideLabel *) b)->wish;
  return first < second ? -1 : first > second ? 1 : 0;
}

/* Pushes labels down from the top until none touch, then up again from the bottom where they went too far. */
static void
spread (GArray *sides, double top, double bottom)
{
  double edge = top;
  for (guint i = 0; i < sides->len; i++)
    {
      SyChartLabel *label = g_array_index (sides, SideLabel, i).label;
      label->y = MAX (edge, g_array_index (sides, SideLabel, i).wish - label->height / 2.);
      edge = label->y + label->height;
    }
  edge = bottom;
  for (guint i = sides->len; i-- > 0;)
    {
      SyChartLabel *label = g_array_index (sides, SideLabel, i).label;
      label->y = MIN (label->y, edge - label->height);
      edge = label->y;
    }
}

void
sy_chart_layout_place_side (SyChartLayout *self)
{
  if (!sy_chart_layout_has_side (self))
    return;
  g_autoptr (GArray) sides = collect (self);
  g_array_sort (sides, compare_wishes);
  spread (sides, self->plot.y - self->line / 2., self->plot.y + self->plot.height + self->line / 2.);
  for (guint i = 0; i < sides->len; i++)
    {
      SideLabel *side = &g_array_index (sides, SideLabel, i);
      side->label->x = self->plot.x + self->plot.width + GAP;
      if (sy_label_collides (self, side->label, 0.) || side->label->y < 0.)
        continue;
      if (side->reference >= 0 && side->reference < 64)
        self->side_references |= G_GUINT64_CONSTANT (1) << side->reference;
      sy_label_keep (self, g_steal_pointer (&side->label));
    }
}
