/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form: the field left, its answer right, a ruled line where the answer is still to be written. Wide charts
 * have two columns of it, so that lines stay short enough to read. */
#include "config.h"

#include "sy-chart-drawing-private.h"

#include <math.h>

#define FIELD_SHARE 0.3
/* In font sizes: from here on there are two columns; between fields and answers. */
#define WIDE 88.
#define GAP 1.

/* How many lines an answer may take, tried in turn. */
static const int allowances[] = { 12, 6, 3, 2, 1 };

typedef struct
{
  SyChartLayout *layout;
  guint n;
  int lines;
  double field_width;
  double answer_width;
  double pad;      /* above and below a row's text */
  double *heights; /* one a point */
} Form;

static double
measure_row (const Form *form, guint point)
{
  SyChartLayout *self = form->layout;
  const char *note = sy_drawing_get_text (self, SY_CHART_TEXT_NOTE, point);
  double field = sy_drawing_measure (self, SY_LABEL_HEADING, sy_drawing_get_category (self, point),
                                     form->field_width, form->lines > 3 ? 3 : form->lines);
  g_autoptr (SyChartLabel) answer = sy_drawing_new_prose (
      self, sy_drawing_get_text (self, SY_CHART_TEXT_LABEL, point), form->answer_width, form->lines);
  double height = answer->height;
  if (form->lines > 1)
    height += sy_drawing_measure (self, SY_LABEL_SMALL, note, form->answer_width, 2);
  if (*answer->text == '\0')
    height += form->pad * 0.8; /* to write on */
  return MAX (MAX (field, height), self->line) + 2. * form->pad;
}

/* The height of all rows; beyond @most it is only known that they are higher. */
static double
measure_rows (Form *form, int lines, double most)
{
  double sum = 0.;
  form->lines = lines;
  for (guint i = 0; i < form->n; i++)
    sum += form->heights[i] = sum <= most ? measure_row (form, i) : most;
  return sum;
}

/* Rows from @from on that stand in @height. */
static guint
count_fitting (const Form *form, guint from, double height)
{
  guint at = from;
  double sum = 0.;
  while (at < form->n && sum + form->heights[at] <= height + 0.5)
    sum += form->heights[at++];
  return at - from;
}

/* The least height in which @columns columns hold all rows in order. */
static double
find_height (const Form *form, guint columns, double total)
{
  double low = total / (double) columns, high = total;
  for (guint round = 0; columns > 1 && round < 24; round++)
    {
      double middle = (low + high) / 2.;
      guint at = 0;
      for (guint c = 0; c < columns; c++)
        at += count_fitting (form, at, middle);
      if (at < form->n)
        low = middle;
      else
        high = middle;
    }
  return ceil (high);
}

static void
add_rule (SyChartLayout *self, double left, double right, double y)
{
  y = floor (y) + 0.5;
  sy_layout_add_line (self, SY_LAYER_MIDDLE, self->theme->grid, 1., (SyPoint){ left, y },
                      (SyPoint){ right, y });
}

static void
add_row (const Form *form, guint point, double x, double y)
{
  SyChartLayout *self = form->layout;
  const char *field = sy_drawing_get_category (self, point);
  const char *text = sy_drawing_get_text (self, SY_CHART_TEXT_LABEL, point);
  const char *note = sy_drawing_get_text (self, SY_CHART_TEXT_NOTE, point);
  double gap = self->theme->font_size * GAP, left = x + form->field_width + gap, top = y + form->pad;
  const SyRectangle row = { x - gap * 0.4, y, form->field_width + form->answer_width + gap * 1.8,
                            form->heights[point] };
  sy_layout_add_box (self, SY_LAYER_BACK, self->theme->background, &row, 0, point);
  add_rule (self, x, left + form->answer_width, y + form->heights[point]);
  if (*field != '\0')
    sy_drawing_put (self,
                    sy_drawing_new_text (self, SY_LABEL_HEADING, field, form->field_width,
                                         form->lines > 3 ? 3 : form->lines),
                    x, top, self->theme->text);
  if (*text != '\0')
    {
      SyChartLabel *answer = sy_drawing_new_prose (self, text, form->answer_width, form->lines);
      double below = answer->height;
      sy_drawing_put (self, answer, left, top, self->theme->text);
      top += below;
    }
  else
    {
      double line = floor (top + self->line) + 0.5;
      sy_layout_add_line (self, SY_LAYER_MIDDLE, self->theme->axis, 1., (SyPoint){ left, line },
                          (SyPoint){ left + form->answer_width, line });
      g_array_index (self->shapes, SyChartShape, self->shapes->len - 1).dashed = TRUE;
      top += self->line;
    }
  if (*note != '\0' && form->lines > 1)
    sy_drawing_put (self, sy_drawing_new_text (self, SY_LABEL_SMALL, note, form->answer_width, 2), left, top,
                    self->theme->muted);
}

/* The columns one beside the other; what finds no room is counted at the end. */
static void
add_columns (Form *form, guint columns, double column, double height)
{
  SyChartLayout *self = form->layout;
  guint at = 0;
  for (guint c = 0; c < columns && at < form->n; c++)
    {
      double x = self->plot.x + column * (double) c, y = self->plot.y;
      guint fits = count_fitting (form, at, height);
      gboolean is_last = c + 1 == columns;
      if (is_last && at + fits < form->n)
        fits = count_fitting (form, at, height - self->line);
      add_rule (self, x, x + form->field_width + self->theme->font_size * GAP + form->answer_width, y);
      for (guint i = 0; i < fits; i++, at++)
        {
          add_row (form, at, x, y);
          y += form->heights[at];
        }
      if (is_last && y + self->line <= self->plot.y + self->plot.height + 0.5)
        sy_drawing_put_more (self, form->n - at, x, y, column * 0.9);
    }
}

void
sy_chart_layout_place_cards (SyChartLayout *self, double top)
{
  double size = self->theme->font_size;
  guint n = sy_chart_get_n_points (self->chart);
  guint columns = self->plot.width >= size * WIDE && n > 3 ? 2 : 1;
  double column = (self->plot.width + 2. * size) / (double) columns, width = column - 2. * size;
  g_autofree double *heights = g_new0 (double, n + 1);
  Form form = { .layout = self, .n = n, .heights = heights, .pad = size * 0.45 };
  self->natural = size * 6.;
  if (self->detail < SY_DETAIL_TITLE)
    return;
  if (sy_chart_is_empty (self->chart))
    {
      sy_drawing_put_hint (self, &self->plot);
      return;
    }
  form.field_width = MAX (1., MIN (width * FIELD_SHARE, size * 16.));
  form.answer_width = MAX (1., width - form.field_width - size * GAP);
  double height = 0., most = self->plot.height * (double) (columns + 1);
  for (guint i = 0; i < G_N_ELEMENTS (allowances); i++)
    {
      height = find_height (&form, columns, measure_rows (&form, allowances[i], most));
      if (i == 0)
        self->natural = height + 1.;
      if (height <= self->plot.height)
        break;
    }
  add_columns (&form, columns, column, MIN (height, self->plot.height));
}
