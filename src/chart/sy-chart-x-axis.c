/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Along x: where the points stand, and labels under them that never overlap. Categories are written flat
 * while they fit, else in two lines, else turned and shortened; numbers and dates are thinned, as one reads
 * what is between. */
#include "config.h"

#include "sy-chart-layout-private.h"

#include <math.h>

#include "sy-date-axis.h"
#include "sy-chart-format.h"

/* Turned labels lie at 45°, or steeper where the slots are narrow. */
#define TURN (-G_PI / 4.)
#define STEEP_TURN (-G_PI / 3.)
#define GAP 6.
/* More products of their own than this nobody reads; the rest goes to the tail. */
#define MOST_SHOWN 60

static gboolean
has_lines_only (SyChartLayout *self)
{
  return self->n_bar_series == 0;
}

/* Whether the points are dates in order, so that they can stand where time puts them. */
static gboolean
find_date_gap (SyChartLayout *self)
{
  guint n = sy_chart_get_n_points (self->chart);
  self->date_gap = G_MAXDOUBLE;
  if (sy_chart_get_x_kind (self->chart) != SY_CHART_X_DATE || n < 2)
    return FALSE;
  for (guint i = 1; i < n; i++)
    {
      double gap = sy_chart_get_x (self->chart, i) - sy_chart_get_x (self->chart, i - 1);
      if (!(gap > 0.))
        return FALSE;
      self->date_gap = MIN (self->date_gap, gap);
    }
  self->date_low = sy_chart_get_x (self->chart, 0);
  self->date_high = sy_chart_get_x (self->chart, n - 1);
  return TRUE;
}

/* Ranked products that do not fit get a compressed tail of their own, so that the first ones stay readable
 * and the cumulative line still runs over all. */
static void
place_tail (SyChartLayout *self, guint n)
{
  double least = self->line * 1.3;
  guint fits = (guint) MAX (1., self->plot.width / least);
  if (n <= MIN (fits, MOST_SHOWN) || n < 4)
    return;
  self->tail_width = CLAMP (self->plot.width * 0.2, 40., 220.);
  if (self->tail_width > self->plot.width / 2.)
    self->tail_width = self->plot.width / 2.;
  double room = self->plot.width - self->tail_width;
  self->n_shown = (guint) CLAMP (room / least, 1., (double) MIN (MOST_SHOWN, n - 1));
  self->slot = room / (double) self->n_shown;
  self->tail_x = self->plot.x + room;
}

void
sy_chart_layout_place_points (SyChartLayout *self)
{
  guint n = sy_chart_get_n_points (self->chart);
  SyChartType type = sy_chart_get_chart_type (self->chart);
  self->n_shown = n;
  self->tail_width = 0.;
  self->tail_x = self->plot.x + self->plot.width;
  self->to_scale = sy_chart_layout_is_plane (self->chart);
  if (self->to_scale)
    {
      sy_chart_layout_place_plane (self);
      return;
    }
  self->by_date = find_date_gap (self);
  if (self->by_date)
    {
      double days = sy_chart_get_x (self->chart, n - 1) - self->date_low;
      self->slot = self->plot.width / (days / self->date_gap + 1.);
      return;
    }
  self->slot = self->plot.width / (double) MAX (1, n);
  if (sy_chart_get_x_kind (self->chart) == SY_CHART_X_TEXT && !has_lines_only (self)
      && (type == SY_CHART_PARETO || type == SY_CHART_COLUMN || type == SY_CHART_WATERFALL))
    place_tail (self, n);
}

static char *
dup_point_text (SyChartLayout *self, guint point)
{
  if (self->columns != NULL)
    return g_strdup (g_ptr_array_index (self->columns, point));
  double x = sy_chart_get_x (self->chart, point);
  switch (sy_chart_get_x_kind (self->chart))
    {
    case SY_CHART_X_DATE:
      return sy_chart_format_date ((gint64) x);
    case SY_CHART_X_NUMBER:
    case SY_CHART_X_BIN:
      return sy_chart_format_full (x, sy_chart_get_x_unit (self->chart), sy_chart_get_currency (self->chart),
                                   2);
    case SY_CHART_X_TEXT:
    default:
      return g_strdup (sy_chart_get_category (self->chart, point));
    }
}

static SyChartLabel *
new_point_label (SyChartLayout *self, guint point)
{
  g_autofree char *text = dup_point_text (self, point);
  SyChartLabel *label = sy_label_new (SY_LABEL_CATEGORY, text);
  label->align = 0;
  return label;
}

/* Keeps the label centred on x, moved away from the chart's edge and from the lowest number of the value
 * axes. */
static void
keep_centred (SyChartLayout *self, SyChartLabel *label, double x)
{
  double left = MAX (1., self->plot.x - GAP + 1.), right = self->width - 1.;
  if (self->has_second)
    right = self->plot.x + self->plot.width + GAP - 1.;
  label->x = CLAMP (x - label->width / 2., left, MAX (left, right - label->width));
  label->y = self->plot.y + self->plot.height + GAP;
  sy_label_keep (self, label);
}

/* Would a code or a Latin word, HD2301, be cut in two? Chinese breaks anywhere. */
static gboolean
cuts_word (SyChartLayout *self, guint point, double room)
{
  g_autoptr (SyChartLabel) word = new_point_label (self, point);
  g_autofree char *text = g_steal_pointer (&word->text);
  gsize longest = 0;

  for (const char *c = text; c && *c; c++)
    {
      gsize length = 0;

      while (g_ascii_isalnum (c[length]))
        length++;
      if (length > longest)
        {
          g_free (word->text);
          word->text = g_strndup (c, length);
          longest = length;
        }
      c += length > 0 ? length - 1 : 0;
    }
  if (longest == 0)
    return FALSE;
  sy_label_measure (self, word);
  return word->width > room;
}

/* All labels flat, in up to @max_lines; FALSE (and nothing kept) when one would be shortened or too tall. 0:
 * two lines, shortened where they must be. */
static gboolean
place_flat (SyChartLayout *self, int max_lines, double *height)
{
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_label_free);
  double room = self->slot - GAP;
  if (room < self->line || self->n_shown > 2000)
    return FALSE;
  for (guint i = 0; i < self->n_shown; i++)
    {
      SyChartLabel *label = new_point_label (self, i);
      g_ptr_array_add (made, label);
      sy_label_measure (self, label);
      if (label->width > room && max_lines == 1)
        return FALSE;
      if (label->width <= room)
        continue;
      if (max_lines > 0 && cuts_word (self, i, room))
        return FALSE;
      label->wrap_width = room;
      label->max_lines = max_lines == 0 ? 2 : max_lines + 1;
      sy_label_measure (self, label);
      if (max_lines == 0)
        continue;
      if (label->height > (max_lines + 0.5) * self->line)
        return FALSE;
      label->max_lines = max_lines;
    }
  *height = 0.;
  for (guint i = 0; i < self->n_shown; i++)
    {
      SyChartLabel *label = g_ptr_array_index (made, i);
      *height = MAX (*height, label->height + GAP);
      keep_centred (self, label, sy_chart_layout_get_x (self, i));
    }
  g_ptr_array_set_free_func (made, NULL);
  return TRUE;
}

/* Turned labels, shortened to a fair part of the chart; thinned when the slots are narrower than a line. */
static double
place_turned (SyChartLayout *self)
{
  double turn = self->slot < self->line * 1.1 / sin (-TURN) ? STEEP_TURN : TURN;
  double across = self->line * 1.1 / sin (-turn);
  guint every = (guint) MAX (1., ceil (across / self->slot));
  double longest = CLAMP (self->height * (self->detail < SY_DETAIL_ALL ? 0.2 : 0.28) / sin (-turn),
                          self->line * 2., self->line * 9.);
  double height = 0.;
  for (guint i = 0; i < self->n_shown; i += every)
    {
      double x = sy_chart_layout_get_x (self, i);
      SyChartLabel *label = new_point_label (self, i);
      /* The label ends under its point and comes from the left, where the chart has an edge. */
      double room = (x - self->line * 0.75 - 2.) / cos (turn);
      sy_label_fit (self, label, MIN (longest, room), 1);
      label->align = 1;
      label->angle = turn;
      label->x = x - label->height * sin (-turn) * 0.5;
      label->y = self->plot.y + self->plot.height + GAP * 0.8;
      height = MAX (height, GAP + label->width * sin (-turn) + label->height * cos (turn));
      if (sy_label_collides (self, label, 0.))
        sy_label_free (label);
      else
        sy_label_keep (self, label);
    }
  return height;
}

/* Numbers: as many as fit, every k-th; k is one of 1, 2, 5, 10, … so that it is easy to count. */
static double
place_thinned (SyChartLayout *self)
{
  double widest = 0., height = 0.;
  guint sampled = MAX (1, self->n_shown / 50), every = 1;
  for (guint i = 0; i < self->n_shown; i += sampled)
    {
      g_autoptr (SyChartLabel) label = new_point_label (self, i);
      sy_label_measure (self, label);
      widest = MAX (widest, label->width);
    }
  static const guint factors[] = { 1, 2, 5 };
  for (guint i = 0; (double) every * self->slot < widest + 2. * GAP && every < self->n_shown; i++)
    {
      guint power = 1;
      for (guint k = 0; k < (i + 1) / 3; k++)
        power *= 10;
      every = factors[(i + 1) % 3] * power;
    }
  for (guint i = 0; i < self->n_shown; i += every)
    {
      SyChartLabel *label = new_point_label (self, i);
      sy_label_fit (self, label, self->width - 4., 1);
      height = MAX (height, label->height + GAP);
      keep_centred (self, label, sy_chart_layout_get_x (self, i));
      if (sy_label_collides (self, label, 1.))
        g_ptr_array_remove_index (self->labels, self->labels->len - 1);
    }
  return height;
}

static double
get_date_x (SyChartLayout *self, gint64 days)
{
  return self->plot.x + self->slot / 2. + ((double) days - self->date_low) / self->date_gap * self->slot;
}

/* Keeps the labels of one step; FALSE, and none kept, when two of them touch. */
static gboolean
try_date_step (SyChartLayout *self, const SyDateStep *step, gint64 first, gint64 last, double *height)
{
  guint before = self->labels->len;
  g_autoptr (GArray) ticks = sy_chart_date_ticks (step, first, last, sy_theme_is_chinese (self->theme));
  double ends[2] = { -G_MAXDOUBLE, -G_MAXDOUBLE };
  *height = self->line + GAP;
  g_array_set_size (self->ticks, 0);
  for (guint i = 0; i < ticks->len; i++)
    {
      const SyDateTick *tick = &g_array_index (ticks, SyDateTick, i);
      double x = get_date_x (self, tick->days);
      g_array_append_val (self->ticks, x);
      for (int row = 0; row < 2; row++)
        {
          const char *text = row == 0 ? tick->text : tick->context;
          if (text == NULL)
            continue;
          SyChartLabel *label = sy_label_new (SY_LABEL_CATEGORY, text);
          label->align = 0;
          sy_label_fit (self, label, self->width - 4., 1);
          keep_centred (self, label, x);
          label->y += row * (self->line + 0.5);
          *height = MAX (*height, GAP + label->height + row * (self->line + 0.5));
          if (label->x < ends[row] + 2. * GAP || sy_label_collides (self, label, 0.))
            {
              g_ptr_array_set_size (self->labels, (int) before);
              return FALSE;
            }
          ends[row] = label->x + label->width;
        }
    }
  return ticks->len > 0;
}

static double
place_dates (SyChartLayout *self)
{
  double height = 0.;
  gint64 first = (gint64) self->date_low;
  gint64 last = (gint64) self->date_high;
  for (guint i = 0; sy_chart_date_step_nth (i) != NULL; i++)
    {
      const SyDateStep *step = sy_chart_date_step_nth (i);
      if ((double) sy_chart_date_step_count (step, first, last) > self->plot.width / (self->line * 1.8) + 3.)
        continue;
      if (try_date_step (self, step, first, last, &height))
        return height;
    }
  /* No step has a tick that fits: the first date speaks for all. */
  g_array_set_size (self->ticks, 0);
  SyChartLabel *label = new_point_label (self, 0);
  sy_label_fit (self, label, self->width - 4., 1);
  keep_centred (self, label, sy_chart_layout_get_x (self, 0));
  return label->height + GAP;
}

/* What the tail holds, under it. */
static double
place_tail_label (SyChartLayout *self)
{
  guint hidden = sy_chart_get_n_points (self->chart) - self->n_shown;
  if (hidden == 0 || self->columns != NULL)
    return 0.;
  g_autofree char *number = sy_chart_format_full ((double) hidden, SY_CHART_UNIT_COUNT, NULL, 0);
  g_autofree char *text = sy_theme_dup_others (self->theme, number);
  SyChartLabel *label = sy_label_new (SY_LABEL_NOTE, text);
  label->align = 0;
  sy_label_fit (self, label, self->tail_width - 4., 2);
  keep_centred (self, label, self->tail_x + self->tail_width / 2.);
  return label->height + GAP;
}

double
sy_chart_layout_place_x_labels (SyChartLayout *self)
{
  double height = 0.;
  g_array_set_size (self->ticks, 0);
  if (self->by_date || (self->to_scale && sy_chart_get_x_kind (self->chart) == SY_CHART_X_DATE))
    return place_dates (self);
  if (self->to_scale)
    return sy_chart_layout_place_plane_labels (self);
  double tail = place_tail_label (self);
  if (self->columns == NULL && sy_chart_get_x_kind (self->chart) != SY_CHART_X_TEXT)
    return place_thinned (self);
  if (place_flat (self, 1, &height) || place_flat (self, 2, &height)
      || (self->slot > self->line * 6. && place_flat (self, 0, &height)))
    return MAX (height, tail);
  return MAX (place_turned (self), tail);
}
