/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frame of a chart: titles, legend, axis titles, margins, scales, plot. What needs room outside of the
 * plot is measured first, in two rounds, because the labels under the plot need its width and the ticks
 * beside it its height. */
#include "config.h"

#include "sy-chart-layout-private.h"

#include <math.h>

#include "sy-chart-format.h"
#include "sy-text.h"

/* What the plot should have of the chart's height. */
#define FAIR_SHARE 0.38
/* No plot is smaller than this, so that every division is safe. */
#define LEAST_PLOT 4.
/* Of a drawing in its natural height, in font sizes: what does not fit is counted. */
#define TALLEST_DRAWING 200.
#define LEAST_DRAWING 10.

gboolean
sy_series_has_values (SyChart *chart, guint series)
{
  const SyChartSeries *entry = sy_chart_get_series (chart, series);
  for (guint i = 0; i < sy_chart_get_n_points (chart); i++)
    if (!isnan (entry->values[i]))
      return TRUE;
  return FALSE;
}

gboolean
sy_series_is_bars (SyChart *chart, guint series)
{
  return sy_chart_get_series (chart, series)->draw == SY_CHART_DRAW_BARS;
}

/* Widens @low … @high to what the axis shows; FALSE when nothing is on it. */
static gboolean
find_range (SyChartLayout *self, SyChartAxis axis, double *low, double *high, gboolean *bars)
{
  *low = G_MAXDOUBLE;
  *high = -G_MAXDOUBLE;
  *bars = FALSE;
  for (guint s = 0; s < sy_chart_get_n_series (self->chart); s++)
    {
      const SyChartSeries *series = sy_chart_get_series (self->chart, s);
      if (series->axis != axis)
        continue;
      *bars |= series->draw == SY_CHART_DRAW_BARS;
      if (series->draw == SY_CHART_DRAW_BARS && self->bases != NULL)
        {
          sy_chart_layout_add_bars_range (self, s, low, high);
          continue;
        }
      for (guint i = 0; i < sy_chart_get_n_points (self->chart); i++)
        if (!isnan (series->values[i]))
          {
            *low = MIN (*low, series->values[i]);
            *high = MAX (*high, series->values[i]);
          }
    }
  if (*low > *high)
    return FALSE;
  sy_chart_layout_widen_range (self, axis, low, high);
  for (guint i = 0; i < sy_chart_get_n_references (self->chart); i++)
    {
      const SyChartReference *reference = sy_chart_get_reference (self->chart, i);
      if (reference->axis != axis)
        continue;
      *low = MIN (*low, reference->value);
      *high = MAX (*high, reference->value);
    }
  return TRUE;
}

static SyChartUnit
get_axis_unit (SyChartLayout *self, SyChartAxis axis)
{
  for (guint s = 0; s < sy_chart_get_n_series (self->chart); s++)
    if (sy_chart_get_series (self->chart, s)->axis == axis)
      return sy_chart_get_series (self->chart, s)->unit;
  return SY_CHART_UNIT_NUMBER;
}

static gboolean
has_mark (SyChartLayout *self, SyChartMarkKind kind)
{
  for (guint i = 0; i < sy_chart_get_n_marks (self->chart); i++)
    if (sy_chart_get_mark (self->chart, i)->kind == kind)
      return TRUE;
  return FALSE;
}

/* Upright lines have their names at the top of the plot. */
static gboolean
has_upright_name (SyChartLayout *self)
{
  for (guint i = 0; i < sy_chart_get_n_references (self->chart); i++)
    if (sy_chart_get_reference (self->chart, i)->axis == SY_CHART_AXIS_X && !self->is_panel)
      return TRUE;
  return FALSE;
}

/* Bars stand on zero. Lines show zero when they are near it, and else their own range. Labels over the
 * highest and under the lowest mark get room. */
static gboolean
make_scale (SyChartLayout *self, SyChartAxis axis, SyScale *scale)
{
  double low, high;
  gboolean bars;
  if (!find_range (self, axis, &low, &high, &bars))
    return FALSE;

  SyChartUnit unit = get_axis_unit (self, axis);
  SyChartType type = sy_chart_get_chart_type (self->chart);
  gboolean share = low >= 0. && high <= 1. + 1e-9
                   && (type == SY_CHART_LORENZ || (type == SY_CHART_PARETO && unit == SY_CHART_UNIT_PERCENT));
  double lines = self->plot.height / (self->line * 2.);
  guint max_ticks = (guint) CLAMP (lines + 1., 3., 7.);
  if (share)
    {
      sy_scale_init (scale, 0., 1., max_ticks, FALSE);
    }
  else
    {
      gboolean map = type == SY_CHART_SCATTER && sy_chart_get_map (self->chart);
      gboolean zero =
          bars || (!map && low >= 0. && low < high * 0.25) || (!map && high <= 0. && high > low * 0.25);
      if (zero)
        {
          low = MIN (low, 0.);
          high = MAX (high, 0.);
        }
      double pad = (high - low) * MIN (0.3, self->line * 1.4 / self->plot.height);
      gboolean top = sy_chart_layout_shows_values (self) || has_mark (self, SY_CHART_MARK_EXTREME_HIGH)
                     || has_mark (self, SY_CHART_MARK_HIGHLIGHT);
      if (axis == SY_CHART_AXIS_FIRST && (top || has_upright_name (self)) && high > 0.)
        high += pad;
      if (axis == SY_CHART_AXIS_FIRST && low < 0. && sy_chart_layout_shows_values (self))
        low -= pad;
      if (axis == SY_CHART_AXIS_FIRST && type == SY_CHART_SCATTER)
        {
          double dot = sy_chart_layout_get_dot_size (self, G_MAXUINT) * 0.6 / self->plot.height;
          high += (high - low) * dot;
          low -= low < 0. || !zero ? (high - low) * dot : 0.;
        }
      if (axis == SY_CHART_AXIS_FIRST && !zero && has_mark (self, SY_CHART_MARK_EXTREME_LOW))
        low -= pad;
      if (map)
        sy_chart_layout_widen_map (self, &low, &high);
      sy_scale_init (scale, low, high, max_ticks, unit == SY_CHART_UNIT_COUNT);
      sy_scale_trim (scale, low, high);
    }
  sy_scale_set_pixels (scale, self->plot.y + self->plot.height, self->plot.y);
  return TRUE;
}

/* Whether two neighbours among the ticks are far enough apart to be written. */
static gboolean
ticks_fit (SyChartLayout *self, const SyScale *scale)
{
  return self->plot.height / (double) (scale->n_ticks - 1) >= self->line;
}

/* Places the numbers of an axis, or only measures them: returns the widest. */
static double
place_ticks (SyChartLayout *self, SyChartAxis axis, gboolean keep)
{
  const SyScale *scale = axis == SY_CHART_AXIS_FIRST ? &self->first : &self->second;
  SyChartUnit unit = get_axis_unit (self, axis);
  double widest = 0.;
  guint every = ticks_fit (self, scale) ? 1 : scale->n_ticks - 1;
  for (guint i = 0; i < scale->n_ticks; i += every)
    {
      g_autofree char *text = sy_scale_format_tick (scale, i, unit, sy_chart_get_currency (self->chart),
                                                    sy_theme_is_chinese (self->theme));
      g_autoptr (SyChartLabel) label = sy_label_new (SY_LABEL_TICK, text);
      sy_label_measure (self, label);
      widest = MAX (widest, label->width);
      label->y = sy_scale_to_pixel (scale, sy_scale_get_tick (scale, i)) - label->height / 2.;
      label->x = axis == SY_CHART_AXIS_FIRST ? self->plot.x - 6. - label->width
                                             : self->plot.x + self->plot.width + 6.;
      label->align = axis == SY_CHART_AXIS_FIRST ? 1 : -1;
      if (keep && label->x >= -1. && !sy_label_collides (self, label, 0.))
        sy_label_keep (self, g_steal_pointer (&label));
    }
  return widest;
}

/* The only series of an axis names it where the caller did not. */
static const char *
get_axis_title (SyChartLayout *self, SyChartAxis axis, SyKeyShape *key, SyColor *color)
{
  const char *title =
      axis == SY_CHART_AXIS_FIRST ? sy_chart_get_y_title (self->chart) : sy_chart_get_y2_title (self->chart);
  guint n = 0, only = 0;
  for (guint s = 0; s < sy_chart_get_n_series (self->chart); s++)
    if (sy_chart_get_series (self->chart, s)->axis == axis)
      {
        only = s;
        n++;
      }
  if (n != 1)
    return title;
  const SyChartSeries *series = sy_chart_get_series (self->chart, only);
  if (series->draw == SY_CHART_DRAW_LINE && self->has_second)
    {
      *key = SY_KEY_LINE;
      *color = sy_chart_layout_get_color (self, only, 0);
    }
  return *title != '\0' ? title : series->title;
}

static double
place_axis_titles (SyChartLayout *self, double y)
{
  double pad = self->theme->font_size * 0.6, room = (self->width - 2. * pad) * (self->has_second ? 0.48 : 1.);
  double height = 0.;
  for (SyChartAxis axis = SY_CHART_AXIS_FIRST; axis <= SY_CHART_AXIS_SECOND; axis++)
    {
      SyKeyShape key = SY_KEY_NONE;
      SyColor color = self->theme->muted;
      if (axis == SY_CHART_AXIS_FIRST ? !self->has_first : !self->has_second)
        continue;
      const char *title = get_axis_title (self, axis, &key, &color);
      if (*title == '\0' || room < 2. * self->line)
        continue;
      SyChartLabel *label = sy_label_new (SY_LABEL_AXIS_TITLE, title);
      label->key = key;
      label->key_color = color;
      sy_label_fit (self, label, room, 1);
      label->x = axis == SY_CHART_AXIS_FIRST ? pad : self->width - pad - label->width;
      label->y = y;
      height = MAX (height, label->height);
      sy_label_keep (self, label);
    }
  return height > 0. ? y + height + self->line * 0.35 : y;
}

static gboolean
is_drawing (SyChartLayout *self)
{
  return sy_chart_type_is_drawing (sy_chart_get_chart_type (self->chart));
}

/* Title, subtitle, legend and axis titles from the top down; returns the y below them. */
static double
place_head (SyChartLayout *self)
{
  double pad = self->theme->font_size * 0.6, y = pad, room = self->width - 2. * pad;
  const char *title = sy_chart_get_title (self->chart), *subtitle = sy_chart_get_subtitle (self->chart);
  if (room < 3. * self->line || self->detail < SY_DETAIL_TITLE)
    return y;

  if (*title != '\0')
    {
      SyChartLabel *label = sy_label_new (SY_LABEL_TITLE, title);
      sy_label_fit (self, label, room, self->detail == SY_DETAIL_ALL ? 2 : 1);
      label->x = pad;
      label->y = y;
      y += label->height + 1.;
      sy_label_keep (self, label);
    }
  if (*subtitle != '\0' && self->detail >= SY_DETAIL_SUBTITLE)
    {
      SyChartLabel *label = sy_label_new (SY_LABEL_SUBTITLE, subtitle);
      sy_label_fit (self, label, room, 2);
      label->x = pad;
      label->y = y;
      y += label->height;
      sy_label_keep (self, label);
    }
  y += self->line * 0.5;
  if (self->detail >= SY_DETAIL_NAMES && !self->empty && !self->is_panel && !is_drawing (self))
    {
      double below = sy_chart_layout_place_legend (self, y);
      y = below > y && self->detail < SY_DETAIL_ALL ? below : place_axis_titles (self, below);
    }
  return y;
}

static double
place_x_title (SyChartLayout *self, double y)
{
  const char *title = sy_chart_get_x_title (self->chart);
  if (*title == '\0' || self->detail < SY_DETAIL_ALL)
    return 0.;
  SyChartLabel *label = sy_label_new (SY_LABEL_AXIS_TITLE, title);
  sy_label_fit (self, label, self->plot.width, 1);
  label->x = self->plot.x + (self->plot.width - label->width) / 2.;
  label->y = y;
  double height = label->height;
  sy_label_keep (self, label);
  return height;
}

/* One round: margins from the plot's height, then what is under the plot from its width. Returns that height.
 */
static double
place_axes (SyChartLayout *self, double top, double bottom)
{
  double pad = self->theme->font_size * 0.6;
  self->plot.y = top;
  self->plot.height = MAX (LEAST_PLOT, self->height - pad - bottom - top);
  self->has_first = make_scale (self, SY_CHART_AXIS_FIRST, &self->first);
  self->has_second = make_scale (self, SY_CHART_AXIS_SECOND, &self->second);

  double left = pad, right = pad + 2.;
  gboolean ticks = self->width >= 120. && self->plot.height >= 2. * self->line;
  if (self->has_first && ticks)
    left += place_ticks (self, SY_CHART_AXIS_FIRST, FALSE) + 6.;
  if (self->has_second && ticks)
    right += place_ticks (self, SY_CHART_AXIS_SECOND, FALSE) + 6.;
  else
    right += sy_chart_layout_measure_side (self);
  self->plot.x = MIN (left, self->width / 2.);
  self->plot.width = MAX (LEAST_PLOT, self->width - self->plot.x - right);

  sy_chart_layout_place_points (self);
  if (self->has_first && ticks)
    place_ticks (self, SY_CHART_AXIS_FIRST, TRUE);
  if (self->has_second && ticks)
    place_ticks (self, SY_CHART_AXIS_SECOND, TRUE);
  g_array_set_size (self->ticks, 0);
  gboolean named = self->detail >= SY_DETAIL_TITLE && (!self->is_panel || self->height >= self->line * 7.);
  double below = named ? sy_chart_layout_place_x_labels (self) : 0.;
  return below + place_x_title (self, self->plot.y + self->plot.height + below + 2.);
}

/* A chart without data says so. */
static void
place_empty (SyChartLayout *self)
{
  double top = place_head (self);
  self->plot = (SyRectangle){ 0., top, self->width, MAX (LEAST_PLOT, self->height - top) };
  SyChartLabel *label = sy_label_new (SY_LABEL_NOTE, sy_theme_get_caption (self->theme, SY_CAPTION_NO_DATA));
  sy_label_fit (self, label, self->width, 1);
  label->x = MAX (0., (self->width - label->width) / 2.);
  label->y = top + MAX (0., (self->plot.height - label->height) / 2.);
  sy_label_keep (self, label);
}

/* Head and axes at the chosen detail; the y of the strip over the plot. */
static double
place_frame (SyChartLayout *self)
{
  g_ptr_array_set_size (self->labels, 0);
  double strip = place_head (self), bottom = self->line * 1.6;
  double top = strip + self->line * (sy_chart_layout_needs_strip (self) ? 1.25 : 0.25);
  guint head = self->labels->len;
  for (int round = 0; round < 5; round++)
    {
      g_ptr_array_set_size (self->labels, (int) head);
      double needed = place_axes (self, top, bottom);
      if (fabs (needed - bottom) < 0.5)
        break;
      /* Labels that fit at one width and not at the other must not make the plot swing. */
      bottom = round < 2 ? needed : MAX (needed, bottom);
    }
  return strip;
}

static void
forget_shapes (SyChartLayout *self)
{
  g_array_set_size (self->shapes, 0);
  g_array_set_size (self->path, 0);
  g_ptr_array_set_size (self->panels, 0);
}

typedef void (*PlaceKind) (SyChartLayout *self, double top);

/* How types without a frame of bars and lines fill the plot; NULL for the others. */
static PlaceKind
find_kind (SyChartLayout *self)
{
  if (!is_drawing (self) && sy_chart_layout_has_facets (self))
    return sy_chart_layout_place_facets;
  switch (sy_chart_get_chart_type (self->chart))
    {
    case SY_CHART_ROWS:
    case SY_CHART_FUNNEL:
    case SY_CHART_DUMBBELL:
      return sy_chart_layout_place_rows;
    case SY_CHART_RADAR:
      return sy_chart_layout_place_radar;
    case SY_CHART_HEATMAP:
      return sy_chart_layout_place_heatmap;
    case SY_CHART_CALENDAR:
      return sy_chart_layout_place_calendar;
    case SY_CHART_TREE:
      return sy_chart_layout_place_tree;
    case SY_CHART_CELLS:
      return sy_chart_layout_place_grid;
    case SY_CHART_FISH:
      return sy_chart_layout_place_fish;
    case SY_CHART_FORCES:
      return sy_chart_layout_place_forces;
    case SY_CHART_CLIMB:
      return sy_chart_layout_place_climb;
    case SY_CHART_BOARD:
      return sy_chart_layout_place_board;
    case SY_CHART_STEPS:
      return sy_chart_layout_place_steps;
    case SY_CHART_CARDS:
      return sy_chart_layout_place_cards;
    default:
      return NULL;
    }
}

/* Small charts let go of words until the plot has its share. */
static void
place_kind (SyChartLayout *self, PlaceKind place)
{
  double pad = self->theme->font_size * 0.6;
  for (;; self->detail--)
    {
      g_ptr_array_set_size (self->labels, 0);
      forget_shapes (self);
      double top = place_head (self);
      self->plot = (SyRectangle){ pad, top, MAX (LEAST_PLOT, self->width - 2. * pad),
                                  MAX (LEAST_PLOT, self->height - pad - top) };
      place (self, top);
      self->plot.width = MAX (LEAST_PLOT, self->plot.width);
      self->plot.height = MAX (LEAST_PLOT, self->plot.height);
      if (self->detail == SY_DETAIL_MARKS || self->plot.height >= self->height * FAIR_SHARE)
        return;
    }
}

static void
place_all (SyChartLayout *self)
{
  double low, high, strip;
  gboolean bars;
  PlaceKind kind = find_kind (self);
  self->detail = self->height < self->line * 5. ? SY_DETAIL_MARKS : SY_DETAIL_ALL;
  if (self->empty)
    {
      place_empty (self);
      return;
    }
  if (kind != NULL)
    {
      place_kind (self, kind);
      return;
    }
  self->has_first = find_range (self, SY_CHART_AXIS_FIRST, &low, &high, &bars);
  self->has_second = find_range (self, SY_CHART_AXIS_SECOND, &low, &high, &bars);
  strip = place_frame (self);
  /* A panel without its name says nothing. */
  SyDetail least = self->is_panel && self->height >= self->line * 3. ? SY_DETAIL_TITLE : SY_DETAIL_MARKS;
  while (self->detail > least && self->plot.height < self->height * FAIR_SHARE)
    {
      self->detail--;
      strip = place_frame (self);
    }
  if (sy_chart_layout_needs_strip (self))
    sy_chart_layout_place_strip (self, strip);
  sy_chart_layout_place_side (self);
  sy_chart_layout_place_shapes (self);
  sy_chart_layout_place_marks (self);
}

static void
free_panel (gpointer data)
{
  SyPanel *panel = data;
  sy_chart_layout_free (panel->layout);
  g_array_unref (panel->points);
  g_free (panel);
}

static void
free_label (gpointer data)
{
  sy_label_free (data);
}

static SyChartLayout *
new_layout (SyChart *chart, double width, double height, const SyTheme *theme, SyChartLayout *parent)
{
  SyChartLayout *self = g_new0 (SyChartLayout, 1);
  self->chart = g_object_ref (chart);
  self->theme = sy_theme_copy (theme);
  self->context = sy_text_context_new (theme);
  self->width = isfinite (width) ? MAX (width, 1.) : 1.;
  self->height = isfinite (height) ? MAX (height, 1.) : 1.;
  self->labels = g_ptr_array_new_with_free_func (free_label);
  self->ticks = g_array_new (FALSE, FALSE, sizeof (double));
  self->shapes = g_array_new (FALSE, FALSE, sizeof (SyChartShape));
  self->path = g_array_new (FALSE, FALSE, sizeof (SyPoint));
  self->panels = g_ptr_array_new_with_free_func (free_panel);
  /* A drawing has a frame to fill in. */
  self->empty = sy_chart_is_empty (chart) && !is_drawing (self);
  self->n_shown = sy_chart_get_n_points (chart);
  for (guint s = 0; s < sy_chart_get_n_series (chart); s++)
    self->n_bar_series += sy_series_is_bars (chart, s) ? 1 : 0;

  sy_chart_layout_find_classes (self);
  sy_chart_layout_find_bases (self);
  if (parent == NULL)
    sy_chart_layout_find_groups (self);
  else if (parent->groups != NULL)
    self->groups = g_hash_table_ref (parent->groups);
  self->is_panel = parent != NULL;

  g_autoptr (SyChartLabel) sample = sy_label_new (SY_LABEL_TICK, sy_theme_is_chinese (theme) ? "0万" : "0K");
  sy_label_measure (self, sample);
  self->line = MAX (1., sample->height);
  place_all (self);
  g_clear_object (&self->context);
  return self;
}

SyChartLayout *
sy_chart_layout_new (SyChart *chart, double width, double height, const SyTheme *theme)
{
  g_return_val_if_fail (SY_IS_CHART (chart), NULL);
  g_return_val_if_fail (theme != NULL, NULL);
  return new_layout (chart, width, height, theme, NULL);
}

SyChartLayout *
sy_chart_layout_new_panel (SyChartLayout *parent, SyChart *chart, double width, double height)
{
  g_autoptr (SyTheme) theme = sy_theme_copy (parent->theme);
  sy_theme_set_font (theme, NULL, theme->font_size * 0.85);
  return new_layout (chart, width, height, theme, parent);
}

double
sy_chart_layout_measure_height (SyChart *chart, double width, const SyTheme *theme)
{
  g_return_val_if_fail (SY_IS_CHART (chart), 0.);
  g_return_val_if_fail (theme != NULL, 0.);
  if (!sy_chart_type_is_drawing (sy_chart_get_chart_type (chart)))
    return 0.;
  double most = theme->font_size * TALLEST_DRAWING;
  g_autoptr (SyChartLayout) layout = new_layout (chart, width, most, theme, NULL);
  double height = layout->plot.y + layout->natural + theme->font_size * 0.6;
  return ceil (CLAMP (height, theme->font_size * LEAST_DRAWING, most));
}

double
sy_chart_measure_height (SyChart *chart, double width)
{
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, g_get_language_names ()[0]);
  return sy_chart_layout_measure_height (chart, width, theme);
}

void
sy_chart_layout_free (SyChartLayout *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->chart);
  g_clear_object (&self->context);
  sy_theme_free (self->theme);
  g_ptr_array_unref (self->labels);
  g_array_unref (self->ticks);
  g_array_unref (self->shapes);
  g_array_unref (self->path);
  g_ptr_array_unref (self->panels);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->groups, g_hash_table_unref);
  g_clear_pointer (&self->group_names, g_ptr_array_unref);
  g_free (self->bases);
  g_free (self->class_names);
  g_free (self);
}
