/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What drawings of words share. */
#include "config.h"

#include "sy-chart-drawing-private.h"

#include <math.h>

#include "sy-chart-format.h"

/* --- points --- */

const char *
sy_drawing_get_text (SyChartLayout *self, SyChartText kind, guint point)
{
  const char *text = sy_chart_get_text (self->chart, kind, point);
  return text == NULL ? "" : text;
}

const char *
sy_drawing_get_category (SyChartLayout *self, guint point)
{
  const char *text = sy_chart_get_category (self->chart, point);
  return text == NULL ? "" : text;
}

static const SyChartSeries *
find_series (SyChart *chart, SyChartRole role)
{
  int series = sy_chart_find_role (chart, role);
  return series < 0 ? NULL : sy_chart_get_series (chart, (guint) series);
}

const char *
sy_drawing_get_class (SyChartLayout *self, guint point)
{
  if (sy_chart_get_n_series (self->chart) == 0)
    return "";
  const SyChartSeries *series = sy_chart_get_series (self->chart, 0);
  return series->classes == NULL ? "" : series->classes[point];
}

double
sy_drawing_get_value (SyChartLayout *self, SyChartRole role, guint point)
{
  const SyChartSeries *series = find_series (self->chart, role);
  return series == NULL ? (double) NAN : series->values[point];
}

char *
sy_drawing_dup_value (SyChartLayout *self, SyChartRole role, guint point)
{
  const SyChartSeries *series = find_series (self->chart, role);
  if (series == NULL || isnan (series->values[point]))
    return g_strdup ("");
  return sy_chart_format_short (series->values[point], series->unit, sy_chart_get_currency (self->chart),
                                sy_theme_is_chinese (self->theme));
}

gboolean
sy_drawing_has_item (SyChartLayout *self, guint point)
{
  return sy_chart_get_n_series (self->chart) > 0
         && !isnan (sy_chart_get_series (self->chart, 0)->values[point]);
}

/* What people write for it, without case; for charts that do not name their states. */
static SyDrawingState
guess_state (const char *text)
{
  static const struct
  {
    const char *word;
    SyDrawingState state;
  } words[] = {
    { "done", SY_STATE_DONE },      { "finished", SY_STATE_DONE }, { "complete", SY_STATE_DONE },
    { "completed", SY_STATE_DONE }, { "yes", SY_STATE_DONE },      { "✓", SY_STATE_DONE },
    { "√", SY_STATE_DONE },         { "完成", SY_STATE_DONE },     { "已完成", SY_STATE_DONE },
    { "是", SY_STATE_DONE },        { "100%", SY_STATE_DONE },     { "in progress", SY_STATE_BUSY },
    { "under way", SY_STATE_BUSY }, { "doing", SY_STATE_BUSY },    { "started", SY_STATE_BUSY },
    { "进行中", SY_STATE_BUSY },    { "处理中", SY_STATE_BUSY },   { "●", SY_STATE_BUSY },
  };
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autofree char *folded = g_utf8_casefold (stripped, -1);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (folded, words[i].word))
      return words[i].state;
  return SY_STATE_OPEN;
}

SyDrawingState
sy_chart_find_state (SyChart *chart, const char *class_name)
{
  const char *const *keys = sy_chart_get_keys (chart, SY_CHART_KEYS_STATES);
  if (*class_name == '\0')
    return SY_STATE_OPEN;
  if (keys[0] == NULL)
    return guess_state (class_name);
  for (guint i = 0; keys[i] != NULL && i < 2; i++)
    if (g_str_equal (keys[i], class_name))
      return i == 0 ? SY_STATE_DONE : SY_STATE_BUSY;
  return SY_STATE_OPEN;
}

SyDrawingState
sy_drawing_get_state (SyChartLayout *self, guint point)
{
  if (sy_chart_get_n_series (self->chart) == 0 || sy_chart_get_series (self->chart, 0)->classes == NULL)
    return SY_STATE_NONE;
  return sy_chart_find_state (self->chart, sy_drawing_get_class (self, point));
}

static void
add_distinct (GPtrArray *list, GHashTable *index, const char *text)
{
  if (*text == '\0' || g_hash_table_contains (index, text))
    return;
  g_ptr_array_add (list, (gpointer) text);
  g_hash_table_insert (index, (gpointer) text, GUINT_TO_POINTER (list->len));
}

GPtrArray *
sy_drawing_list (
    SyChartLayout *self, SyChartKeys keys, SyChartText kind, gboolean by_category, GHashTable **index)
{
  GPtrArray *list = g_ptr_array_new ();
  const char *const *first = sy_chart_get_keys (self->chart, keys);
  *index = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; first[i] != NULL; i++)
    add_distinct (list, *index, first[i]);
  for (guint i = 0; i < sy_chart_get_n_points (self->chart); i++)
    add_distinct (list, *index,
                  by_category ? sy_drawing_get_category (self, i) : sy_drawing_get_text (self, kind, i));
  return list;
}

/* --- texts --- */

static SyChartLabel *
new_wrapped (
    SyChartLayout *self, SyLabelRole role, const char *text, double width, int max_lines, gboolean is_prose)
{
  SyChartLabel *label = sy_label_new (role, text);
  label->is_prose = is_prose;
  label->wrap_width = MAX (1., floor (width));
  label->max_lines = MAX (1, max_lines);
  sy_label_measure (self, label);
  return label;
}

SyChartLabel *
sy_drawing_new_text (SyChartLayout *self, SyLabelRole role, const char *text, double width, int max_lines)
{
  return new_wrapped (self, role, text, width, max_lines, FALSE);
}

SyChartLabel *
sy_drawing_new_prose (SyChartLayout *self, const char *text, double width, int max_lines)
{
  return new_wrapped (self, SY_LABEL_POINT, text, width, max_lines, TRUE);
}

void
sy_drawing_put (SyChartLayout *self, SyChartLabel *label, double x, double y, SyColor color)
{
  label->x = x;
  label->y = y;
  label->has_color = TRUE;
  label->color = color;
  sy_label_keep (self, label);
}

double
sy_drawing_measure (SyChartLayout *self, SyLabelRole role, const char *text, double width, int max_lines)
{
  if (*text == '\0')
    return 0.;
  g_autoptr (SyChartLabel) label = sy_drawing_new_text (self, role, text, width, max_lines);
  return label->height;
}

void
sy_drawing_put_more (SyChartLayout *self, guint n, double x, double y, double width)
{
  if (n == 0 || width < self->line)
    return;
  g_autofree char *number = sy_chart_format_full ((double) n, SY_CHART_UNIT_COUNT, NULL, 0);
  g_autofree char *text = sy_theme_dup_more (self->theme, number);
  sy_drawing_put (self, sy_drawing_new_text (self, SY_LABEL_SMALL, text, width, 1), x, y, self->theme->muted);
}

void
sy_drawing_put_hint (SyChartLayout *self, const SyRectangle *area)
{
  const char *text = sy_theme_get_caption (self->theme, SY_CAPTION_FILL_IN);
  int lines = (int) CLAMP (floor (area->height / (self->line * 1.2)), 1., 4.);
  SyChartLabel *label = sy_drawing_new_text (self, SY_LABEL_NOTE, text, area->width, lines);
  label->align = 0;
  sy_drawing_put (self, label, area->x + (area->width - label->width) / 2.,
                  area->y + MAX (0., (area->height - label->height) / 2.), self->theme->muted);
}

/* --- shapes --- */

SyColor
sy_drawing_get_hue (SyChartLayout *self, guint index)
{
  return index < SY_THEME_N_SERIES ? self->theme->series[index] : self->theme->quiet;
}

SyColor
sy_drawing_get_tint (SyChartLayout *self, guint index)
{
  return sy_color_mix (self->theme->background, sy_drawing_get_hue (self, index), 0.1);
}

SyColor
sy_drawing_get_ground (SyChartLayout *self)
{
  return sy_color_mix (self->theme->background, self->theme->grid, 0.55);
}

void
sy_drawing_add_panel (SyChartLayout *self,
                      SyShapeLayer layer,
                      SyColor color,
                      const SyRectangle *box,
                      double radius,
                      int series,
                      guint point)
{
  sy_layout_add_box (self, layer, color, box, series, point);
  g_array_index (self->shapes, SyChartShape, self->shapes->len - 1).radius = radius;
}

void
sy_drawing_add_outline (SyChartLayout *self,
                        SyShapeLayer layer,
                        SyColor color,
                        const SyRectangle *box,
                        double radius,
                        double width)
{
  sy_drawing_add_panel (self, layer, color, box, radius, -1, 0);
  g_array_index (self->shapes, SyChartShape, self->shapes->len - 1).line_width = width;
}

void
sy_drawing_add_state (
    SyChartLayout *self, SyDrawingState state, SyPoint middle, double size, SyColor color, SyColor ground)
{
  const double r = size / 2.;
  const SyRectangle ring = { middle.x - r + 0.75, middle.y - r + 0.75, size - 1.5, size - 1.5 };
  const SyPoint tick[] = { { middle.x - r * 0.5, middle.y + r * 0.05 },
                           { middle.x - r * 0.1, middle.y + r * 0.42 },
                           { middle.x + r * 0.52, middle.y - r * 0.4 } };
  if (state == SY_STATE_NONE)
    return;
  if (state == SY_STATE_DONE)
    {
      sy_layout_add_dot (self, SY_LAYER_FRONT, color, middle, size, -1, 0);
      sy_layout_add_path (self, SY_LAYER_FRONT, ground, MAX (1.2, size / 7.), tick, G_N_ELEMENTS (tick));
      return;
    }
  sy_drawing_add_outline (self, SY_LAYER_FRONT, color, &ring, r, 1.5);
  if (state == SY_STATE_BUSY)
    sy_layout_add_dot (self, SY_LAYER_FRONT, color, middle, size * 0.5, -1, 0);
}

void
sy_drawing_add_warning (SyChartLayout *self, SyPoint middle, double size)
{
  sy_layout_add_dot (self, SY_LAYER_FRONT, self->theme->missed, middle, size, -1, 0);
  g_array_index (self->shapes, SyChartShape, self->shapes->len - 1).marker = 2;
}

void
sy_drawing_share (const double *wishes, double *shares, guint n, double room)
{
  guint left = n;
  for (guint i = 0; i < n; i++)
    shares[i] = -1.;
  while (left > 0)
    {
      double fair = MAX (0., room) / (double) left;
      guint before = left;
      for (guint i = 0; i < n; i++)
        if (shares[i] < 0. && wishes[i] <= fair)
          {
            shares[i] = wishes[i];
            room -= wishes[i];
            left--;
          }
      if (left < before)
        continue;
      for (guint i = 0; i < n; i++)
        if (shares[i] < 0.)
          shares[i] = fair;
      return;
    }
}
