/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Types that read from top to bottom, a row a point: horizontal bars, funnel, dumbbell. Names stand left of
 * the rows, numbers at the marks; rows that find no room are counted under the last one. */
#include "config.h"

#include "sy-chart-layout-private.h"

#include <math.h>

#include "sy-chart-format.h"

#define GAP 6.
#define TALLEST_BAR 34.
#define NAME_SHARE 0.34
#define DUMBBELL_DOT 11.

typedef struct
{
  SyChartLayout *layout;
  guint n;     /* rows with a place of their own */
  double row;  /* height of one */
  double left; /* of the room for marks */
  double right;
  SyScale scale; /* value to x */
} Rows;

static SyChartLabel *
new_number (SyChartLayout *self, guint series, guint point)
{
  const SyChartSeries *entry = sy_chart_get_series (self->chart, series);
  g_autofree char *text =
      sy_chart_format_short (entry->values[point], entry->unit, sy_chart_get_currency (self->chart),
                             sy_theme_is_chinese (self->theme));
  SyChartLabel *label = sy_label_new (SY_LABEL_VALUE, text);
  sy_label_measure (self, label);
  return label;
}

static double
get_middle (const Rows *rows, guint point)
{
  return rows->layout->plot.y + ((double) point + 0.5) * rows->row;
}

/* Labels that would touch are left out: the mark stays. */
static void
keep_if_free (SyChartLayout *self, SyChartLabel *label)
{
  if (label->x < -0.5 || label->x + label->width > self->width + 0.5 || label->y < 0.
      || label->y + label->height > self->height || sy_label_collides (self, label, 0.))
    sy_label_free (label);
  else
    sy_label_keep (self, label);
}

/* As many rows as can be read; the others are counted. */
static void
choose_rows (Rows *rows)
{
  SyChartLayout *self = rows->layout;
  guint n = sy_chart_get_n_points (self->chart);
  double least = self->line * 1.15;
  rows->n = n;
  if (n > 1 && self->plot.height / (double) n < least)
    {
      double room = self->plot.height - self->line * 1.2;
      rows->n = (guint) CLAMP (room / least, 1., (double) n - 1.);
      self->plot.height = MAX (4., room);

      g_autofree char *number = sy_chart_format_full ((double) (n - rows->n), SY_CHART_UNIT_COUNT, NULL, 0);
      g_autofree char *text = sy_theme_dup_others (self->theme, number);
      SyChartLabel *label = sy_label_new (SY_LABEL_NOTE, text);
      sy_label_fit (self, label, MAX (1., self->plot.width), 1);
      label->x = self->plot.x;
      label->y = self->plot.y + room + 1.;
      keep_if_free (self, label);
    }
  rows->row = self->plot.height / (double) MAX (1, rows->n);
  self->n_shown = rows->n;
  self->tail_x = self->width; /* there is none along x */
}

/* Names right-aligned before the marks, in two lines where the rows are tall. */
static void
place_names (Rows *rows)
{
  SyChartLayout *self = rows->layout;
  double widest = 0., most = self->width * NAME_SHARE;
  g_autoptr (GPtrArray) made = g_ptr_array_new ();
  if (self->detail < SY_DETAIL_TITLE || self->width < 90.)
    return;
  for (guint i = 0; i < rows->n; i++)
    {
      SyChartLabel *label = sy_label_new (SY_LABEL_CATEGORY, sy_chart_get_category (self->chart, i));
      sy_label_fit (self, label, most, rows->row > 2.2 * self->line ? 2 : 1);
      label->align = 1;
      widest = MAX (widest, label->width);
      g_ptr_array_add (made, label);
    }
  rows->left = self->plot.x + widest + GAP;
  for (guint i = 0; i < rows->n; i++)
    {
      SyChartLabel *label = g_ptr_array_index (made, i);
      label->x = rows->left - GAP - label->width;
      label->y = get_middle (rows, i) - label->height / 2.;
      keep_if_free (self, label);
    }
}

/* The value axis: zero to the greatest for bars, the range for dumbbells. */
static void
find_range (const Rows *rows, gboolean zero, double *low, double *high)
{
  SyChart *chart = rows->layout->chart;
  *low = zero ? 0. : G_MAXDOUBLE;
  *high = zero ? 0. : -G_MAXDOUBLE;
  for (guint s = 0; s < sy_chart_get_n_series (chart); s++)
    for (guint i = 0; i < rows->n; i++)
      {
        double value = sy_chart_get_series (chart, s)->values[i];
        if (isnan (value))
          continue;
        *low = MIN (*low, value);
        *high = MAX (*high, value);
      }
  for (guint i = 0; i < sy_chart_get_n_references (chart); i++)
    {
      *low = MIN (*low, sy_chart_get_reference (chart, i)->value);
      *high = MAX (*high, sy_chart_get_reference (chart, i)->value);
    }
  if (*low > *high)
    *low = *high = 0.;
}

/* Level lines stand upright here; their names above the rows, where there is room. */
static void
add_references (Rows *rows)
{
  SyChartLayout *self = rows->layout;
  for (guint i = 0; i < sy_chart_get_n_references (self->chart); i++)
    {
      const SyChartReference *reference = sy_chart_get_reference (self->chart, i);
      double x = floor (sy_scale_to_pixel (&rows->scale, reference->value)) + 0.5;
      sy_layout_add_line (self, SY_LAYER_FRONT, self->theme->muted, 1., (SyPoint){ x, self->plot.y },
                          (SyPoint){ x, self->plot.y + self->plot.height });
      g_array_index (self->shapes, SyChartShape, self->shapes->len - 1).dashed =
          reference->style == SY_CHART_REFERENCE_LIMIT;
      g_autofree char *text = sy_chart_layout_dup_reference_text (self, i);
      SyChartLabel *label = sy_label_new (SY_LABEL_REFERENCE, text);
      sy_label_fit (self, label, self->width * 0.4, 1);
      label->x = CLAMP (x - label->width / 2., 0., MAX (0., self->width - label->width));
      label->y = self->plot.y - label->height - 1.;
      keep_if_free (self, label);
    }
}

/* --- bars --- */

static SyColor
get_bar_color (SyChartLayout *self, guint point)
{
  const SyChartSeries *series = sy_chart_get_series (self->chart, 0);
  if (series->classes != NULL)
    return sy_chart_layout_get_color (self, 0, point);
  if (series->values[point] < 0.)
    return self->theme->missed;
  return self->theme->series[0];
}

static void
add_bar (Rows *rows, guint point)
{
  SyChartLayout *self = rows->layout;
  double value = sy_chart_get_series (self->chart, 0)->values[point];
  double height = MIN (rows->row * 0.7, TALLEST_BAR), middle = get_middle (rows, point);
  if (isnan (value))
    return;
  double zero = sy_scale_to_pixel (&rows->scale, 0.), end = sy_scale_to_pixel (&rows->scale, value);
  SyRectangle bar = { MIN (zero, end), middle - height / 2., fabs (end - zero), height };
  sy_layout_add_box (self, SY_LAYER_MIDDLE, get_bar_color (self, point), &bar, 0, point);
  SyChartLabel *label = new_number (self, 0, point);
  label->x = value < 0. ? end - label->width - 4. : end + 4.;
  label->y = middle - label->height / 2.;
  keep_if_free (self, label);
}

/* The room that numbers need beside the longest bars. */
static double
measure_numbers (const Rows *rows, gboolean negative)
{
  SyChartLayout *self = rows->layout;
  double widest = 0.;
  for (guint i = 0; i < rows->n; i++)
    {
      double value = sy_chart_get_series (self->chart, 0)->values[i];
      if (isnan (value) || (value < 0.) != negative)
        continue;
      g_autoptr (SyChartLabel) label = new_number (self, 0, i);
      widest = MAX (widest, label->width + 5.);
    }
  return MIN (widest, (rows->right - rows->left) * 0.4);
}

static void
place_bars (Rows *rows)
{
  SyChartLayout *self = rows->layout;
  double low, high;
  find_range (rows, TRUE, &low, &high);
  sy_scale_init (&rows->scale, low, high > low ? high : low + 1., 5, FALSE);
  rows->scale.low = low;
  rows->scale.high = high > low ? high : low + 1.;
  sy_scale_set_pixels (&rows->scale, rows->left + measure_numbers (rows, TRUE),
                       rows->right - measure_numbers (rows, FALSE));
  double zero = floor (sy_scale_to_pixel (&rows->scale, 0.)) + 0.5;
  for (guint i = 0; i < rows->n; i++)
    add_bar (rows, i);
  sy_layout_add_line (self, SY_LAYER_FRONT, self->theme->axis, 1., (SyPoint){ zero, self->plot.y },
                      (SyPoint){ zero, self->plot.y + self->plot.height });
  add_references (rows);
}

/* --- funnel --- */

/* “65% of previous · 42% of first”, or its first half; NULL where a share means nothing. */
static char *
dup_shares (SyChartLayout *self, guint point, gboolean both)
{
  const double *values = sy_chart_get_series (self->chart, 0)->values;
  gboolean chinese = sy_theme_is_chinese (self->theme);
  if (point == 0 || isnan (values[point]) || !(values[point - 1] > 0.) || !(values[0] > 0.))
    return NULL;
  g_autofree char *step =
      sy_chart_format_short (values[point] / values[point - 1], SY_CHART_UNIT_PERCENT, NULL, chinese);
  g_autofree char *all =
      sy_chart_format_short (values[point] / values[0], SY_CHART_UNIT_PERCENT, NULL, chinese);
  char **previous = g_strsplit (sy_theme_get_caption (self->theme, SY_CAPTION_OF_PREVIOUS), "%s", 2);
  char **first = g_strsplit (sy_theme_get_caption (self->theme, SY_CAPTION_OF_FIRST), "%s", 2);
  char *text = point == 1 || !both
                   ? g_strconcat (previous[0], step, previous[1], NULL)
                   : g_strconcat (previous[0], step, previous[1], " · ", first[0], all, first[1], NULL);
  g_strfreev (previous);
  g_strfreev (first);
  return text;
}

static void
add_stage (Rows *rows, guint point, double greatest, double middle_x, double half)
{
  SyChartLayout *self = rows->layout;
  const double *values = sy_chart_get_series (self->chart, 0)->values;
  double height = MIN (rows->row * 0.72, TALLEST_BAR), middle = get_middle (rows, point);
  double width = isnan (values[point]) ? 0. : half * MAX (0., values[point]) / greatest;
  SyRectangle bar = { middle_x - width, middle - height / 2., 2. * width, height };
  if (isnan (values[point]))
    return;
  sy_layout_add_box (self, SY_LAYER_MIDDLE, self->theme->series[0], &bar, 0, point);
  if (point + 1 < rows->n && !isnan (values[point + 1]))
    {
      double below = half * MAX (0., values[point + 1]) / greatest, top = middle + height / 2.;
      double bottom = get_middle (rows, point + 1) - height / 2.;
      const SyPoint way[] = { { middle_x - width, top },
                              { middle_x + width, top },
                              { middle_x + below, bottom },
                              { middle_x - below, bottom } };
      sy_layout_add_path (self, SY_LAYER_BACK, self->theme->zone, 0., way, 4)->closed = TRUE;
    }
  SyChartLabel *label = new_number (self, 0, point);
  label->x = middle_x - label->width / 2.;
  label->y = middle - label->height / 2.;
  label->has_color = label->width + 6. <= 2. * width;
  label->color = sy_theme_get_ink (self->theme, self->theme->series[0]);
  if (!label->has_color)
    label->x = middle_x + width + 4.;
  keep_if_free (self, label);
}

static void
free_share (gpointer label, gpointer nothing)
{
  sy_label_free (label);
}

/* A label a stage, or NULL, and the width of the widest. */
static GPtrArray *
new_shares (Rows *rows, gboolean both, double *widest)
{
  GPtrArray *shares = g_ptr_array_new ();
  *widest = 0.;
  for (guint i = 0; i < rows->n; i++)
    {
      g_autofree char *text = dup_shares (rows->layout, i, both);
      SyChartLabel *label = text == NULL ? NULL : sy_label_new (SY_LABEL_REFERENCE, text);
      g_ptr_array_add (shares, label);
      if (label == NULL)
        continue;
      sy_label_measure (rows->layout, label);
      *widest = MAX (*widest, label->width);
    }
  return shares;
}

static void
place_funnel (Rows *rows)
{
  SyChartLayout *self = rows->layout;
  double greatest = 0., widest = 0., room = (rows->right - rows->left) * 0.45;
  g_autoptr (GPtrArray) shares = new_shares (rows, TRUE, &widest);
  if (widest > room)
    {
      g_ptr_array_foreach (shares, free_share, NULL);
      g_ptr_array_unref (shares);
      shares = new_shares (rows, FALSE, &widest);
    }
  for (guint i = 0; i < rows->n; i++)
    {
      double value = sy_chart_get_series (self->chart, 0)->values[i];
      greatest = isnan (value) ? greatest : MAX (greatest, value);
    }
  gboolean shown = self->detail >= SY_DETAIL_NAMES && widest > 0. && widest <= room;
  double right = rows->right - (shown ? widest + GAP : 0.);
  double middle = (rows->left + right) / 2., half = MAX (1., (right - rows->left) / 2.);
  for (guint i = 0; i < rows->n; i++)
    {
      SyChartLabel *label = g_ptr_array_index (shares, i);
      add_stage (rows, i, greatest > 0. ? greatest : 1., middle, half);
      if (label == NULL)
        continue;
      label->x = rows->right - label->width;
      label->y = get_middle (rows, i) - label->height / 2.;
      if (shown)
        keep_if_free (self, label);
      else
        sy_label_free (label);
    }
}

/* --- dumbbell --- */

/* A number beside its dot, away from the other one. */
static void
place_end (Rows *rows, guint series, guint point, double x, gboolean right)
{
  SyChartLayout *self = rows->layout;
  SyChartLabel *label = new_number (self, series, point);
  label->x = right ? x + DUMBBELL_DOT / 2. + 4. : x - DUMBBELL_DOT / 2. - 4. - label->width;
  label->y = get_middle (rows, point) - label->height / 2.;
  keep_if_free (self, label);
}

static void
add_dumbbell (Rows *rows, guint from, guint to, guint point)
{
  SyChartLayout *self = rows->layout;
  const SyChartSeries *end = sy_chart_get_series (self->chart, to);
  double start = sy_chart_get_series (self->chart, from)->values[point], stop = end->values[point];
  double y = get_middle (rows, point), size = MIN (DUMBBELL_DOT, rows->row * 0.7);
  double x0 = sy_scale_to_pixel (&rows->scale, start), x1 = sy_scale_to_pixel (&rows->scale, stop);
  gboolean both = !isnan (start) && !isnan (stop);
  if (both)
    {
      SyColor way = end->direction == 0                        ? self->theme->axis
                    : (stop >= start) == (end->direction >= 0) ? self->theme->reached
                                                               : self->theme->missed;
      sy_layout_add_line (self, SY_LAYER_MIDDLE, way, 2.5, (SyPoint){ x0, y }, (SyPoint){ x1, y });
    }
  if (!isnan (start))
    {
      sy_layout_add_dot (self, SY_LAYER_FRONT, self->theme->background, (SyPoint){ x0, y }, size, -1, 0);
      sy_layout_add_dot (self, SY_LAYER_FRONT, sy_chart_layout_get_color (self, from, point),
                         (SyPoint){ x0, y }, size - 1.5, (int) from, point);
      g_array_index (self->shapes, SyChartShape, self->shapes->len - 1).marker = 4;
    }
  if (!isnan (stop))
    sy_layout_add_dot (self, SY_LAYER_FRONT, sy_chart_layout_get_color (self, to, point), (SyPoint){ x1, y },
                       size, (int) to, point);
  if (!isnan (stop))
    place_end (rows, to, point, x1, !both || x1 >= x0);
  if (!isnan (start))
    place_end (rows, from, point, x0, both && x1 < x0);
}

static void
place_dumbbells (Rows *rows)
{
  SyChartLayout *self = rows->layout;
  int from = sy_chart_find_role (self->chart, SY_CHART_ROLE_FROM);
  int to = sy_chart_find_role (self->chart, SY_CHART_ROLE_TO);
  double low, high, widest = 0.;
  if (from < 0 || to < 0)
    return;
  find_range (rows, FALSE, &low, &high);
  for (guint i = 0; i < rows->n; i++)
    for (guint s = 0; s < 2; s++)
      {
        g_autoptr (SyChartLabel) label = new_number (self, s, i);
        widest = MAX (widest, label->width);
      }
  double pad = MIN (widest + DUMBBELL_DOT + 4., (rows->right - rows->left) * 0.3);
  sy_scale_init (&rows->scale, low, high > low ? high : low + 1., 5, FALSE);
  rows->scale.low = high > low ? low : low - 1.;
  rows->scale.high = high > low ? high : low + 1.;
  sy_scale_set_pixels (&rows->scale, rows->left + pad, rows->right - pad);
  for (guint i = 0; i < rows->n; i++)
    {
      double y = floor (get_middle (rows, i)) + 0.5;
      sy_layout_add_line (self, SY_LAYER_BACK, self->theme->grid, 1., (SyPoint){ rows->left, y },
                          (SyPoint){ rows->right, y });
      add_dumbbell (rows, (guint) from, (guint) to, i);
    }
  add_references (rows);
}

void
sy_chart_layout_place_rows (SyChartLayout *self, double top)
{
  Rows rows = { .layout = self, .left = self->plot.x, .right = self->plot.x + self->plot.width };
  if (sy_chart_get_n_references (self->chart) > 0 && self->detail >= SY_DETAIL_NAMES)
    {
      self->plot.y += self->line;
      self->plot.height -= self->line;
    }
  choose_rows (&rows);
  place_names (&rows);
  if (rows.right - rows.left < 8.)
    return;
  switch (sy_chart_get_chart_type (self->chart))
    {
    case SY_CHART_FUNNEL:
      place_funnel (&rows);
      break;
    case SY_CHART_DUMBBELL:
      place_dumbbells (&rows);
      break;
    default:
      place_bars (&rows);
      break;
    }
  self->plot.x = rows.left;
  self->plot.width = rows.right - rows.left;
}
