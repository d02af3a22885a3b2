/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A force field: the goal as a line in the middle, driving forces as arrows that push it from the left,
 * restraining ones from the right, longer and thicker the stronger they are; their sums and the net at the
 * foot.
 */
#include "config.h"

#include "sy-chart-drawing-private.h"

#include <math.h>

#include "sy-chart-format.h"

#define STRONGEST 5. /* of the usual scale */
#define NAME_SHARE 0.5
#define WIDEST 46. /* half of it, in font sizes */

typedef struct
{
  SyChartLayout *layout;
  SyChartRole role;
  GArray *points; /* guint */
  double sum;
} Side;

typedef struct
{
  SyChartLayout *layout;
  Side sides[2];   /* driving, restraining */
  GArray *unrated; /* guint */
  double greatest;
  double middle;
  double half; /* from the line to the edge */
  double left, right;
  double name_width; /* the rest of half is for arrows */
  double row;
  guint shown;
  int lines;
} Field;

static void
collect_forces (Field *field)
{
  SyChartLayout *self = field->layout;
  static const SyChartRole roles[] = { SY_CHART_ROLE_FROM, SY_CHART_ROLE_TO };
  field->greatest = STRONGEST;
  field->unrated = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint s = 0; s < 2; s++)
    field->sides[s] = (Side){ self, roles[s], g_array_new (FALSE, FALSE, sizeof (guint)), 0. };
  for (guint i = 0; i < sy_chart_get_n_points (self->chart); i++)
    {
      gboolean rated = FALSE;
      for (guint s = 0; s < 2; s++)
        {
          double value = sy_drawing_get_value (self, roles[s], i);
          if (isnan (value))
            continue;
          rated = TRUE;
          g_array_append_val (field->sides[s].points, i);
          field->sides[s].sum += value;
          field->greatest = MAX (field->greatest, value);
        }
      if (!rated)
        g_array_append_val (field->unrated, i);
    }
}

static double
place_name (const Field *field, guint point, double x, double y, gboolean right, gboolean put)
{
  SyChartLayout *self = field->layout;
  const char *texts[] = { sy_drawing_get_category (self, point),
                          field->lines > 1 ? sy_drawing_get_text (self, SY_CHART_TEXT_NOTE, point) : "" };
  double height = 0.;
  for (guint i = 0; i < 2; i++)
    {
      if (*texts[i] == '\0')
        continue;
      SyChartLabel *label = sy_drawing_new_text (self, i == 0 ? SY_LABEL_POINT : SY_LABEL_SMALL, texts[i],
                                                 field->name_width, i == 0 ? field->lines : 2);
      double tall = label->height;
      label->align = right ? 1 : -1;
      if (put)
        sy_drawing_put (self, label, right ? x + field->name_width - label->width : x, y + height,
                        i == 0 ? self->theme->text : self->theme->muted);
      else
        sy_label_free (label);
      height += tall;
    }
  return height;
}

static double
find_row (const Field *field)
{
  double tallest = field->layout->theme->font_size * 1.9;
  for (guint s = 0; s < 2; s++)
    for (guint i = 0; i < field->sides[s].points->len; i++)
      tallest = MAX (tallest, place_name (field, g_array_index (field->sides[s].points, guint, i), 0., 0.,
                                          s == 1, FALSE));
  return tallest + field->layout->theme->font_size * 0.8;
}

/* An arrow with its head at the line; what is weak is short and thin. */
static void
add_arrow (const Field *field, guint side, guint series, guint point, double y)
{
  SyChartLayout *self = field->layout;
  double value = sy_drawing_get_value (self, field->sides[side].role, point);
  double share = CLAMP (value / field->greatest, 0.02, 1.), size = self->theme->font_size;
  double toward = side == 0 ? 1. : -1., tip = field->middle - toward * 3.;
  double room = field->half - field->name_width - size * 2.8;
  double length = MAX (8., room * share), thick = MIN (field->row * 0.5, size * (0.5 + 1.1 * share)) / 2.;
  double tail = tip - toward * length, neck = tip - toward * MIN (length * 0.6, size * 0.9);
  double wide = MIN (thick + size * 0.4, field->row * 0.46);
  const SyPoint outline[] = { { tail, y - thick }, { neck, y - thick }, { neck, y - wide }, { tip, y },
                              { neck, y + wide },  { neck, y + thick }, { tail, y + thick } };
  SyChartShape *shape = sy_layout_add_path (self, SY_LAYER_MIDDLE, self->theme->series[side], 0., outline,
                                            G_N_ELEMENTS (outline));
  shape->closed = TRUE;
  shape->series = (int) series;
  shape->point = point;

  g_autofree char *number = sy_drawing_dup_value (self, field->sides[side].role, point);
  SyChartLabel *label = sy_drawing_new_text (self, SY_LABEL_HEADING, number, size * 2.4, 1);
  sy_drawing_put (self, label, side == 0 ? tail - size * 0.35 - label->width : tail + size * 0.35,
                  y - label->height / 2., self->theme->text);
}

static void
add_side (const Field *field, guint side, double top)
{
  SyChartLayout *self = field->layout;
  const Side *entry = &field->sides[side];
  guint series = (guint) MAX (0, sy_chart_find_role (self->chart, entry->role));
  for (guint i = 0; i < MIN (entry->points->len, field->shown); i++)
    {
      guint point = g_array_index (entry->points, guint, i);
      double y = top + field->row * (double) i, tall = place_name (field, point, 0., 0., FALSE, FALSE);
      double x = side == 0 ? field->left : field->right - field->name_width;
      add_arrow (field, side, series, point, y + field->row / 2.);
      place_name (field, point, x, y + (field->row - tall) / 2., side == 1, TRUE);
    }
}

/* --- head and foot --- */

static char *
dup_number (SyChartLayout *self, double value)
{
  return sy_chart_format_short (value, SY_CHART_UNIT_NUMBER, NULL, sy_theme_is_chinese (self->theme));
}

/* Titles of both sides, and the goal over the line; returns the height. */
static double
place_head (const Field *field)
{
  SyChartLayout *self = field->layout;
  const char *head = sy_chart_get_head (self->chart);
  double size = self->theme->font_size, sign = size * 0.7, y = self->plot.y;
  if (*head == '\0')
    head = sy_theme_get_caption (self->theme, SY_CAPTION_GOAL);
  SyChartLabel *goal = sy_drawing_new_text (self, SY_LABEL_HEADING, head, (2. * field->half) * 0.3 - size, 3);
  double height = goal->height + size * 0.8;
  const SyRectangle box = { field->middle - goal->width / 2. - size * 0.6, y, goal->width + size * 1.2,
                            height };
  goal->align = 0;
  sy_drawing_add_panel (self, SY_LAYER_MIDDLE, self->theme->text, &box, 4., -1, 0);
  sy_drawing_put (self, goal, field->middle - goal->width / 2., y + size * 0.4, self->theme->background);
  for (guint s = 0; s < 2; s++)
    {
      const char *text =
          sy_theme_get_caption (self->theme, s == 0 ? SY_CAPTION_DRIVING : SY_CAPTION_RESTRAINING);
      SyChartLabel *label =
          sy_drawing_new_text (self, SY_LABEL_HEADING, text, MAX (1., box.x - field->left - sign * 2.5), 2);
      double x = s == 0 ? field->left + sign * 1.5 : field->right - label->width - sign * 1.5;
      const SyRectangle key = { s == 0 ? field->left : field->right - sign, y + height / 2. - sign / 2., sign,
                                sign };
      sy_layout_add_box (self, SY_LAYER_MIDDLE, self->theme->series[s], &key, -1, 0);
      sy_drawing_put (self, label, x, y + (height - label->height) / 2., self->theme->text);
    }
  return height + size * 0.5;
}

/* “12 − 9 = +3”, with a sum under each side. */
static void
place_foot (const Field *field, double y)
{
  SyChartLayout *self = field->layout;
  double net = field->sides[0].sum - field->sides[1].sum, size = self->theme->font_size;
  g_autofree char *driving = dup_number (self, field->sides[0].sum);
  g_autofree char *restraining = dup_number (self, field->sides[1].sum);
  g_autofree char *number = dup_number (self, net);
  g_autofree char *text =
      g_strdup_printf ("%s − %s = %s%s", driving, restraining, net > 0. ? "+" : "", number);
  SyChartLabel *label = sy_drawing_new_text (self, SY_LABEL_TITLE, text, (2. * field->half) * 0.5, 1);
  double line = floor (y) + 0.5;
  sy_layout_add_line (self, SY_LAYER_MIDDLE, self->theme->grid, 1., (SyPoint){ field->left, line },
                      (SyPoint){ field->right, line });
  y += size * 0.5;
  sy_drawing_put (self, label, field->middle - label->width / 2., y, self->theme->text);
  for (guint s = 0; s < 2; s++)
    {
      g_autofree char *sum = g_strdup_printf ("Σ %s", s == 0 ? driving : restraining);
      SyChartLabel *side = sy_drawing_new_text (self, SY_LABEL_HEADING, sum, (2. * field->half) * 0.2, 1);
      sy_drawing_put (self, side, s == 0 ? field->left : field->right - side->width,
                      y + (label->height - side->height) / 2., self->theme->text);
    }
}

static void
place_line (const Field *field, double from, double to)
{
  SyChartLayout *self = field->layout;
  sy_layout_add_line (self, SY_LAYER_FRONT, self->theme->text, 3., (SyPoint){ field->middle, from },
                      (SyPoint){ field->middle, to });
}

/* Forces that no one has rated: named, for they push nowhere yet. */
static double
place_unrated (const Field *field, double y, gboolean put)
{
  SyChartLayout *self = field->layout;
  double x = field->left, right = field->right, size = self->theme->font_size;
  guint rest = field->unrated->len;
  if (rest == 0)
    return 0.;
  if (!put)
    return self->line * 1.5;
  SyChartLabel *title =
      sy_drawing_new_text (self, SY_LABEL_SMALL, sy_theme_get_caption (self->theme, SY_CAPTION_NOT_RATED),
                           (2. * field->half) * 0.4, 1);
  double next = x + title->width + size;
  sy_drawing_put (self, title, x, y, self->theme->muted);
  for (x = next; rest > 0; rest--)
    {
      guint point = g_array_index (field->unrated, guint, field->unrated->len - rest);
      SyChartLabel *label = sy_drawing_new_text (self, SY_LABEL_SMALL, sy_drawing_get_category (self, point),
                                                 MAX (1., (2. * field->half) * 0.3), 1);
      const SyRectangle box = { x, y, label->width, label->height };
      next = x + label->width + size * 1.2;
      if (next + (rest > 1 ? size * 6. : 0.) > right + size * 1.2)
        {
          sy_label_free (label);
          sy_drawing_put_more (self, rest, x, y, MAX (0., right - x));
          return self->line * 1.5;
        }
      sy_drawing_add_panel (self, SY_LAYER_BACK, self->theme->background, &box, 0., 0, point);
      sy_drawing_put (self, label, x, y, self->theme->text);
      x = next;
    }
  return self->line * 1.5;
}

/* Fewer lines a name, until the rows stand in @room. */
static void
choose_row (Field *field, guint n, double room, double around)
{
  for (field->lines = 3; field->lines >= 1; field->lines--)
    {
      field->row = find_row (field);
      if (field->lines == 3)
        field->layout->natural = around + field->row * (double) MAX (2, n) + 1.;
      if (field->row * (double) n <= room || field->lines == 1)
        break;
    }
}

static void
place_field (Field *field)
{
  SyChartLayout *self = field->layout;
  guint n = MAX (field->sides[0].points->len, field->sides[1].points->len), rest = 0;
  double head = place_head (field), foot = self->line * 2.4, unrated = place_unrated (field, 0., FALSE);
  double top = self->plot.y + head, bottom = self->plot.y + self->plot.height;
  double room = self->plot.height - head - foot - unrated;
  choose_row (field, n, room, head + foot + unrated);
  field->shown = n;
  if (n > 0 && field->row * (double) n < room)
    field->row *= MIN (1.5, room / (field->row * (double) n));
  if (field->row * (double) n > room + 0.5)
    field->shown = (guint) MAX (0., floor ((room - self->line * 1.3) / field->row));
  for (guint s = 0; s < 2; s++)
    {
      add_side (field, s, top);
      rest += field->sides[s].points->len - MIN (field->shown, field->sides[s].points->len);
    }
  double end = top + field->row * (double) field->shown;
  place_line (field, top - self->theme->font_size * 0.5, MAX (top, MIN (end, bottom - foot - unrated)));
  if (rest > 0 && room >= self->line)
    {
      sy_drawing_put_more (self, rest, field->left, end, field->name_width);
      end += self->line * 1.3;
    }
  if (room < self->line)
    return;
  place_foot (field, end);
  place_unrated (field, end + foot, TRUE);
}

void
sy_chart_layout_place_forces (SyChartLayout *self, double top)
{
  Field field = { .layout = self };
  self->natural = self->theme->font_size * 8.;
  if (self->detail < SY_DETAIL_TITLE)
    return;
  collect_forces (&field);
  /* Names stay near their arrows. */
  field.half = MIN (self->plot.width / 2., self->theme->font_size * WIDEST);
  field.middle = self->plot.x + self->plot.width / 2.;
  field.left = field.middle - field.half;
  field.right = field.middle + field.half;
  field.name_width = MAX (1., field.half * NAME_SHARE);
  if (sy_chart_is_empty (self->chart))
    sy_drawing_put_hint (self, &self->plot);
  else
    place_field (&field);
  for (guint s = 0; s < 2; s++)
    g_array_unref (field.sides[s].points);
  g_array_unref (field.unrated);
}
