/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steps as chevrons, in as many rows as they need: what is done is filled and has a tick, what is under way
 * has a thick edge and a dot, what is open is empty. Owner, date and what is late stand under each. */
#include "config.h"

#include "sy-chart-drawing-private.h"

#include <math.h>

#include "sy-chart-format.h"

/* In font sizes. */
#define LEAST_WIDTH 8.5
#define POINT 0.8 /* how far a chevron's tip goes */
#define SIGN 1.15

typedef struct
{
  SyChartLayout *layout;
  guint n;
  guint shown;
  guint per_row;
  guint n_rows;
  double width;  /* of one, its tip not counted */
  double head;   /* height of a chevron */
  double *below; /* height of what is under each row */
  int lines;     /* of a title */
  gboolean says_more;
} Steps;

static double
get_tip (const Steps *steps)
{
  return MIN (steps->layout->theme->font_size * POINT, steps->width * 0.15);
}

/* Room for a title: between the notch with the sign and the tip. */
static double
get_title_width (const Steps *steps)
{
  double size = steps->layout->theme->font_size;
  return MAX (1., steps->width - get_tip (steps) * 2.35 - size * (SIGN + 0.95));
}

static gboolean
is_late (const Steps *steps, guint point)
{
  return sy_chart_get_flag (steps->layout->chart, point);
}

/* What stands under a step, from top to bottom; puts it at x,y or, with @put FALSE, only measures it. */
static double
place_below (const Steps *steps, guint point, double x, double y, gboolean put)
{
  SyChartLayout *self = steps->layout;
  const char *texts[] = { sy_drawing_get_text (self, SY_CHART_TEXT_LABEL, point),
                          sy_drawing_get_text (self, SY_CHART_TEXT_NOTE, point),
                          sy_drawing_get_class (self, point) };
  double width = MAX (1., steps->width - self->theme->font_size * 0.6), top = y;
  double sign = self->theme->font_size * 0.75;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      if (*texts[i] == '\0')
        continue;
      SyChartLabel *label = sy_drawing_new_text (self, i == 0 ? SY_LABEL_POINT : SY_LABEL_SMALL, texts[i],
                                                 width, i == 0 ? 2 : 1);
      double height = label->height;
      if (put)
        sy_drawing_put (self, label, x, y, i == 0 ? self->theme->text : self->theme->muted);
      else
        sy_label_free (label);
      y += height;
    }
  if (!is_late (steps, point))
    return y - top;
  SyChartLabel *late =
      sy_drawing_new_text (self, SY_LABEL_SMALL, sy_theme_get_caption (self->theme, SY_CAPTION_LATE),
                           MAX (1., width - sign * 1.5), 1);
  double height = late->height;
  if (put)
    {
      sy_drawing_add_warning (self, (SyPoint){ x + sign / 2., y + height / 2. }, sign);
      sy_drawing_put (self, late, x + sign * 1.4, y, self->theme->text);
    }
  else
    {
      sy_label_free (late);
    }
  return y + height - top;
}

/* Heights of the rows for the present number of lines; the sum of all. */
static double
measure_rows (Steps *steps)
{
  SyChartLayout *self = steps->layout;
  double title = self->line, sum = 0.;
  for (guint i = 0; i < steps->n; i++)
    title = MAX (title, sy_drawing_measure (self, SY_LABEL_HEADING, sy_drawing_get_category (self, i),
                                            get_title_width (steps), steps->lines));
  steps->head = title + self->theme->font_size * 1.1;
  for (guint row = 0; row < steps->n_rows; row++)
    {
      steps->below[row] = self->theme->font_size * 0.8;
      for (guint i = row * steps->per_row; steps->says_more && i < MIN (steps->n, (row + 1) * steps->per_row);
           i++)
        steps->below[row] =
            MAX (steps->below[row], place_below (steps, i, 0., 0., FALSE) + self->theme->font_size * 1.3);
      sum += steps->head + steps->below[row];
    }
  return sum;
}

static void
add_chevron (const Steps *steps, guint point, double x, double y)
{
  SyChartLayout *self = steps->layout;
  double tip = get_tip (steps), right = x + steps->width - tip * 0.35, middle = y + steps->head / 2.;
  double notch = point % steps->per_row == 0 ? 0. : tip, size = self->theme->font_size;
  SyDrawingState state = sy_drawing_get_state (self, point);
  const SyColor hue = self->theme->series[0];
  const SyPoint outline[] = { { x, y },
                              { right - tip, y },
                              { right, middle },
                              { right - tip, y + steps->head },
                              { x, y + steps->head },
                              { x + notch, middle } };
  SyColor fill = state == SY_STATE_DONE   ? hue
                 : state == SY_STATE_BUSY ? sy_color_mix (self->theme->background, hue, 0.16)
                                          : self->theme->background;
  SyColor ink = sy_theme_get_ink (self->theme, fill);
  SyChartShape *shape = sy_layout_add_path (self, SY_LAYER_MIDDLE, fill, 0., outline, G_N_ELEMENTS (outline));
  shape->closed = TRUE;
  shape->series = 0;
  shape->point = point;
  sy_layout_add_path (self, SY_LAYER_MIDDLE,
                      state == SY_STATE_OPEN || state == SY_STATE_NONE ? self->theme->axis : hue,
                      state == SY_STATE_BUSY ? 2.5 : 1.2, outline, G_N_ELEMENTS (outline))
      ->closed = TRUE;

  double left = x + tip + size * 0.45;
  if (state != SY_STATE_NONE)
    sy_drawing_add_state (self, state, (SyPoint){ left + size * SIGN / 2., middle }, size * SIGN,
                          state == SY_STATE_DONE   ? ink
                          : state == SY_STATE_BUSY ? hue
                                                   : self->theme->axis,
                          fill);
  SyChartLabel *title = sy_drawing_new_text (self, SY_LABEL_HEADING, sy_drawing_get_category (self, point),
                                             get_title_width (steps), steps->lines);
  sy_drawing_put (self, title, left + size * (SIGN + 0.35), middle - title->height / 2., ink);
}

static void
add_rows (const Steps *steps)
{
  SyChartLayout *self = steps->layout;
  double y = self->plot.y;
  for (guint i = 0; i < steps->shown; i++)
    {
      guint column = i % steps->per_row, row = i / steps->per_row;
      double x = self->plot.x + steps->width * (double) column;
      if (column == 0 && row > 0)
        y += steps->head + steps->below[row - 1];
      add_chevron (steps, i, x, y);
      if (steps->says_more)
        place_below (steps, i, x + get_tip (steps) * 0.5, y + steps->head + self->theme->font_size * 0.3,
                     TRUE);
    }
}

/* How much is done, as a bar and in words. */
static void
add_progress (const Steps *steps, double y)
{
  SyChartLayout *self = steps->layout;
  guint done = 0;
  for (guint i = 0; i < steps->n; i++)
    done += sy_drawing_get_state (self, i) == SY_STATE_DONE ? 1 : 0;
  g_autofree char *share =
      sy_chart_format_full ((double) done / (double) steps->n, SY_CHART_UNIT_PERCENT, NULL, 1);
  g_autofree char *counts = sy_theme_dup_done (self->theme, done, steps->n);
  g_autofree char *text = g_strdup_printf ("%s · %s", counts, share);
  SyChartLabel *label = sy_drawing_new_text (self, SY_LABEL_POINT, text, self->plot.width * 0.6, 1);
  double size = self->theme->font_size, bar = self->plot.width - label->width - size;
  const SyRectangle way = { self->plot.x, y + label->height / 2. - size * 0.28, bar, size * 0.56 };
  const SyRectangle part = { way.x, way.y, bar * (double) done / (double) steps->n, way.height };
  sy_drawing_add_panel (self, SY_LAYER_MIDDLE, self->theme->grid, &way, way.height / 2., -1, 0);
  if (done > 0)
    sy_drawing_add_panel (self, SY_LAYER_MIDDLE, self->theme->series[0], &part, way.height / 2., -1, 0);
  sy_drawing_put (self, label, self->plot.x + self->plot.width - label->width, y, self->theme->text);
}

/* Fewer words, then fewer steps, until it all stands in the height. */
static void
choose_size (Steps *steps, double room)
{
  SyChartLayout *self = steps->layout;
  double needed = 0.;
  for (int step = 0; step < 4; step++)
    {
      steps->lines = step < 2 ? 3 - step : 1;
      steps->says_more = step < 3;
      needed = measure_rows (steps);
      if (step == 0)
        self->natural = needed + self->line * 2.2;
      if (needed <= room)
        break;
    }
  steps->shown = steps->n;
  if (needed <= room)
    return;
  double each = steps->head + steps->below[0];
  steps->shown = MIN (steps->n, (guint) MAX (1., floor ((room - self->line) / each)) * steps->per_row);
}

void
sy_chart_layout_place_steps (SyChartLayout *self, double top)
{
  guint n = sy_chart_get_n_points (self->chart);
  double least = self->theme->font_size * LEAST_WIDTH;
  Steps steps = { .layout = self, .n = n };
  self->natural = self->theme->font_size * 6.;
  if (self->detail < SY_DETAIL_TITLE)
    return;
  if (sy_chart_is_empty (self->chart))
    {
      sy_drawing_put_hint (self, &self->plot);
      return;
    }
  steps.n_rows = (guint) ceil ((double) n / MAX (1., floor (self->plot.width / least)));
  steps.per_row = (n + steps.n_rows - 1) / steps.n_rows;
  steps.n_rows = (n + steps.per_row - 1) / steps.per_row;
  steps.width = MIN (self->plot.width / (double) steps.per_row, self->theme->font_size * 24.);
  g_autofree double *below = g_new0 (double, steps.n_rows + 1);
  steps.below = below;
  gboolean has_states = sy_drawing_get_state (self, 0) != SY_STATE_NONE;
  double foot = has_states ? self->line * 1.6 : 0.;
  choose_size (&steps, self->plot.height - foot);
  add_rows (&steps);
  double bottom = self->plot.y + self->plot.height;
  if (steps.shown < n)
    sy_drawing_put_more (self, n - steps.shown, self->plot.x, bottom - foot - self->line * 1.1,
                         self->plot.width);
  if (has_states && self->plot.height > self->line * 4.)
    add_progress (&steps, MIN (bottom - self->line * 1.2, self->plot.y + self->natural - self->line * 1.4));
}
