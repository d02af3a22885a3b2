/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dots and bubbles, the four fields that two cuts make, the fitted line, and names for the dots that stand
 * out: all of few, the outermost of many. The others are named under the pointer. */
#include "config.h"

#include "sy-chart-layout-private.h"

#include <math.h>

#include "sy-chart-format.h"

/* Up to so many dots each gets a name, if there is room; of more the outermost ones. */
#define FEW_DOTS 16
#define MOST_NAMES 12
#define MOST_TRIED 40
#define NAME_SHARE 0.28
#define LEAST_BUBBLE 5.
#define LARGEST_BUBBLE 44.

static void
add_group (SyChartLayout *self, const char *name)
{
  if (g_hash_table_contains (self->groups, name))
    return;
  g_ptr_array_add (self->group_names, (gpointer) name);
  g_hash_table_insert (self->groups, (gpointer) name, GUINT_TO_POINTER (self->group_names->len));
}

void
sy_chart_layout_find_groups (SyChartLayout *self)
{
  SyChart *chart = self->chart;
  if (sy_chart_get_chart_type (chart) != SY_CHART_SCATTER || sy_chart_get_n_series (chart) == 0
      || sy_chart_get_series (chart, 0)->classes == NULL)
    return;
  char **classes = sy_chart_get_series (chart, 0)->classes;
  self->groups = g_hash_table_new (g_str_hash, g_str_equal);
  self->group_names = g_ptr_array_new ();
  /* Those that have an order keep their colours, whichever of them there are. */
  for (const char *const *key = sy_chart_get_keys (chart, SY_CHART_KEYS_STATES);
       *key != NULL && self->group_names->len < SY_N_MARKERS; key++)
    add_group (self, *key);
  for (guint i = 0; i < sy_chart_get_n_points (chart) && !self->has_more_groups; i++)
    if (*classes[i] != '\0' && !g_hash_table_contains (self->groups, classes[i]))
      {
        self->has_more_groups = self->group_names->len == SY_N_MARKERS;
        if (self->has_more_groups)
          break;
        add_group (self, classes[i]);
      }
}

/* The group of a point, from 0; SY_N_MARKERS for none, or one group too many. */
static guint
get_group (const SyChartLayout *self, guint point)
{
  if (self->groups == NULL)
    return 0;
  const char *name = sy_chart_get_series (self->chart, 0)->classes[point];
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->groups, name));
  return number == 0 ? SY_N_MARKERS : number - 1;
}

static double
get_plain_size (guint n)
{
  return n <= 80 ? 9. : n <= 500 ? 7. : n <= 3000 ? 5. : 3.6;
}

/* Diameter of a dot; of the largest for G_MAXUINT. Areas are as the sizes are. */
double
sy_chart_layout_get_dot_size (SyChartLayout *self, guint point)
{
  SyChart *chart = self->chart;
  int series = sy_chart_find_role (chart, SY_CHART_ROLE_SIZE);
  guint n = sy_chart_get_n_points (chart);
  double largest;
  if (series < 0)
    return get_plain_size (n);
  const double *sizes = sy_chart_get_series (chart, (guint) series)->values;
  largest = CLAMP (MIN (self->width, self->height) * 0.11, 12., LARGEST_BUBBLE);
  if (point == G_MAXUINT)
    return largest;
  if (!(self->greatest_size > 0.))
    for (guint i = 0; i < n; i++)
      self->greatest_size = isnan (sizes[i]) ? self->greatest_size : MAX (self->greatest_size, sizes[i]);
  if (!(self->greatest_size > 0.) || !(sizes[point] > 0.))
    return LEAST_BUBBLE;
  return MAX (LEAST_BUBBLE, largest * sqrt (sizes[point] / self->greatest_size));
}

/* --- dots --- */

typedef struct
{
  guint point;
  double size;
} Dot;

static int
compare_sizes (gconstpointer a, gconstpointer b)
{
  double first = ((const Dot *) a)->size, second = ((const Dot *) b)->size;
  return first > second ? -1 : first < second ? 1 : 0;
}

static SyPoint
get_place (const SyChartLayout *self, guint point)
{
  const SyChartSeries *series = sy_chart_get_series (self->chart, 0);
  return (SyPoint){ sy_chart_layout_get_x (self, point),
                    sy_chart_layout_get_y (self, series->axis, series->values[point]) };
}

static gboolean
is_shown (const SyChartLayout *self, guint point)
{
  return !isnan (sy_chart_get_series (self->chart, 0)->values[point])
         && !isnan (sy_chart_get_x (self->chart, point));
}

static void
add_dot (SyChartLayout *self, const Dot *dot, guint n, gboolean bubbles)
{
  guint group = get_group (self, dot->point);
  SyColor color = group == SY_N_MARKERS ? self->theme->axis : self->theme->series[group % SY_THEME_N_SERIES];
  SyChartShape *shape;
  sy_layout_add_dot (self, SY_LAYER_MIDDLE, color, get_place (self, dot->point), dot->size, 0, dot->point);
  shape = &g_array_index (self->shapes, SyChartShape, self->shapes->len - 1);
  shape->marker = bubbles ? 0 : group % SY_N_MARKERS;
  shape->opacity = n <= 80 ? 0.9 : n <= 500 ? 0.75 : n <= 3000 ? 0.55 : 0.4;
  if (!bubbles)
    return;
  /* Bubbles that lie over one another show their edges. */
  shape->opacity = 0.55;
  SyChartShape edge = *shape;
  edge.opacity = 1.;
  edge.line_width = 1.2;
  edge.series = -1;
  g_array_append_val (self->shapes, edge);
}

static void
add_dots (SyChartLayout *self)
{
  guint n = sy_chart_get_n_points (self->chart);
  gboolean bubbles = sy_chart_find_role (self->chart, SY_CHART_ROLE_SIZE) >= 0;
  g_autoptr (GArray) dots = g_array_new (FALSE, FALSE, sizeof (Dot));
  for (guint i = 0; i < n; i++)
    if (is_shown (self, i))
      {
        Dot dot = { i, bubbles ? sy_chart_layout_get_dot_size (self, i) : get_plain_size (n) };
        g_array_append_val (dots, dot);
      }
  if (bubbles)
    g_array_sort (dots, compare_sizes);
  for (guint i = 0; i < dots->len; i++)
    add_dot (self, &g_array_index (dots, Dot, i), n, bubbles);
}

/* --- lines --- */

static void
add_grid (SyChartLayout *self)
{
  double bottom = self->plot.y + self->plot.height;
  for (guint i = 0; i < self->ticks->len; i++)
    {
      double x = floor (g_array_index (self->ticks, double, i)) + 0.5;
      sy_layout_add_line (self, SY_LAYER_BACK, self->theme->grid, 1., (SyPoint){ x, self->plot.y },
                          (SyPoint){ x, bottom });
    }
}

static void
add_cut (SyChartLayout *self, SyPoint from, SyPoint to)
{
  sy_layout_add_line (self, SY_LAYER_BACK, self->theme->axis, 1.2, from, to);
  g_array_index (self->shapes, SyChartShape, self->shapes->len - 1).dashed = TRUE;
}

static void
add_cuts (SyChartLayout *self)
{
  double x_cut, y_cut, right = self->plot.x + self->plot.width, bottom = self->plot.y + self->plot.height;
  sy_chart_get_cuts (self->chart, &x_cut, &y_cut);
  if (!isnan (x_cut))
    {
      double x = floor (sy_scale_to_pixel (&self->across, x_cut)) + 0.5;
      add_cut (self, (SyPoint){ x, self->plot.y }, (SyPoint){ x, bottom });
    }
  if (!isnan (y_cut))
    {
      double y = floor (sy_chart_layout_get_y (self, SY_CHART_AXIS_FIRST, y_cut)) + 0.5;
      add_cut (self, (SyPoint){ self->plot.x, y }, (SyPoint){ right, y });
    }
}

/* The part of the fitted line over the data's range that lies within the plot. */
static void
add_fit (SyChartLayout *self)
{
  double slope, intercept, low = G_MAXDOUBLE, high = -G_MAXDOUBLE;
  if (!sy_chart_get_fit (self->chart, &slope, &intercept))
    return;
  for (guint i = 0; i < sy_chart_get_n_points (self->chart); i++)
    if (is_shown (self, i))
      {
        low = MIN (low, sy_chart_get_x (self->chart, i));
        high = MAX (high, sy_chart_get_x (self->chart, i));
      }
  double bottom = self->first.low, top = self->first.high;
  if (fabs (slope) > 0.)
    {
      double a = (bottom - intercept) / slope, b = (top - intercept) / slope;
      low = MAX (low, MIN (a, b));
      high = MIN (high, MAX (a, b));
    }
  else if (intercept < bottom || intercept > top)
    {
      return;
    }
  if (!(high > low))
    return;
  const SyPoint points[] = {
    { sy_scale_to_pixel (&self->across, low),
      sy_chart_layout_get_y (self, SY_CHART_AXIS_FIRST, intercept + slope * low) },
    { sy_scale_to_pixel (&self->across, high),
      sy_chart_layout_get_y (self, SY_CHART_AXIS_FIRST, intercept + slope * high) },
  };
  sy_layout_add_path (self, SY_LAYER_FRONT, self->theme->series[1], self->theme->line_width, points, 2);
}

/* --- words --- */

/* Corners have their names in them, within the field that they name. */
static void
place_quadrant (SyChartLayout *self, SyChartQuadrant quadrant)
{
  double x_cut, y_cut, inset = 6.;
  const char *title = sy_chart_get_quadrant (self->chart, quadrant);
  gboolean right = quadrant <= SY_CHART_HIGH_LOW;
  gboolean high = quadrant == SY_CHART_HIGH_HIGH || quadrant == SY_CHART_LOW_HIGH;
  sy_chart_get_cuts (self->chart, &x_cut, &y_cut);
  if (*title == '\0' || isnan (x_cut) || isnan (y_cut))
    return;
  double cut = sy_scale_to_pixel (&self->across, x_cut);
  double room = right ? self->plot.x + self->plot.width - cut : cut - self->plot.x;
  double level = sy_chart_layout_get_y (self, SY_CHART_AXIS_FIRST, y_cut);
  double depth = high ? level - self->plot.y : self->plot.y + self->plot.height - level;
  g_autoptr (SyChartLabel) label = sy_label_new (SY_LABEL_QUADRANT, title);
  sy_label_fit (self, label, MAX (room - 2. * inset, 1.), 1);
  if (room < 3. * self->line || depth < label->height + 4.)
    return;
  label->x = right ? self->plot.x + self->plot.width - inset - label->width : self->plot.x + inset;
  label->y = high ? self->plot.y + 3. : self->plot.y + self->plot.height - label->height - 3.;
  if (!sy_label_collides (self, label, 1.))
    sy_label_keep (self, g_steal_pointer (&label));
}

static void
place_cut_values (SyChartLayout *self)
{
  double x_cut, y_cut;
  SyChart *chart = self->chart;
  gboolean chinese = sy_theme_is_chinese (self->theme);
  const char *currency = sy_chart_get_currency (chart);
  sy_chart_get_cuts (chart, &x_cut, &y_cut);
  if (!isnan (x_cut) && sy_chart_get_x_kind (chart) != SY_CHART_X_DATE)
    {
      g_autofree char *text = sy_chart_format_short (x_cut, sy_chart_get_x_unit (chart), currency, chinese);
      SyChartLabel *label = sy_label_new (SY_LABEL_REFERENCE, text);
      double x = sy_scale_to_pixel (&self->across, x_cut);
      sy_label_measure (self, label);
      const SyPoint places[] = { { x + 4., self->plot.y + 2. },
                                 { x - 4. - label->width, self->plot.y + 2. },
                                 { x + 4., self->plot.y + self->plot.height - label->height - 2. } };
      sy_chart_layout_place_best (self, label, places, G_N_ELEMENTS (places));
    }
  if (!isnan (y_cut))
    {
      g_autofree char *text =
          sy_chart_format_short (y_cut, sy_chart_get_series (chart, 0)->unit, currency, chinese);
      SyChartLabel *label = sy_label_new (SY_LABEL_REFERENCE, text);
      double y = sy_chart_layout_get_y (self, SY_CHART_AXIS_FIRST, y_cut);
      sy_label_measure (self, label);
      double right = self->plot.x + self->plot.width - label->width - 3.;
      const SyPoint places[] = { { right, y - label->height - 2. },
                                 { right, y + 2. },
                                 { self->plot.x + 3., y - label->height - 2. } };
      sy_chart_layout_place_best (self, label, places, G_N_ELEMENTS (places));
    }
}

/* How far a dot is from the middle of all, in parts of the range; large bubbles count as far. */
static double
get_rank (SyChartLayout *self, guint point, SyPoint middle)
{
  SyPoint place = get_place (self, point);
  double far = hypot ((place.x - middle.x) / self->plot.width, (place.y - middle.y) / self->plot.height);
  if (sy_chart_find_role (self->chart, SY_CHART_ROLE_SIZE) >= 0)
    far += sy_chart_layout_get_dot_size (self, point) / sy_chart_layout_get_dot_size (self, G_MAXUINT);
  return far;
}

static gboolean
place_name (SyChartLayout *self, guint point)
{
  const char *text = sy_chart_get_text (self->chart, SY_CHART_TEXT_LABEL, point);
  SyPoint place = get_place (self, point);
  double r = sy_chart_layout_get_dot_size (self, point) / 2. + 2.;
  if (text == NULL || *text == '\0')
    return FALSE;
  SyChartLabel *label = sy_label_new (SY_LABEL_POINT, text);
  sy_label_fit (self, label, self->plot.width * NAME_SHARE, 1);
  double w = label->width, h = label->height, k = r * 0.7;
  const SyPoint places[] = {
    { place.x + r, place.y - h / 2. },     { place.x - r - w, place.y - h / 2. },
    { place.x - w / 2., place.y - r - h }, { place.x - w / 2., place.y + r },
    { place.x + k, place.y - k - h },      { place.x + k, place.y + k },
    { place.x - k - w, place.y - k - h },  { place.x - k - w, place.y + k },
  };
  return sy_chart_layout_place_clear (self, label, places, G_N_ELEMENTS (places));
}

static void
place_names (SyChartLayout *self)
{
  guint n = sy_chart_get_n_points (self->chart), shown = 0;
  SyPoint middle = { 0., 0. };
  g_autoptr (GArray) ranked = g_array_new (FALSE, FALSE, sizeof (Dot));
  if (!sy_chart_has_texts (self->chart, SY_CHART_TEXT_LABEL))
    return;
  for (guint i = 0; i < n; i++)
    if (is_shown (self, i))
      {
        SyPoint place = get_place (self, i);
        middle.x += place.x;
        middle.y += place.y;
        shown++;
      }
  middle.x /= MAX (1, shown);
  middle.y /= MAX (1, shown);
  for (guint i = 0; i < n; i++)
    if (is_shown (self, i))
      {
        Dot dot = { i, get_rank (self, i, middle) };
        g_array_append_val (ranked, dot);
      }
  g_array_sort (ranked, compare_sizes);
  for (guint i = 0, placed = 0; i < MIN (ranked->len, MOST_TRIED) && placed < MOST_NAMES; i++)
    placed += place_name (self, g_array_index (ranked, Dot, i).point) && shown > FEW_DOTS ? 1 : 0;
}

void
sy_chart_layout_place_scatter (SyChartLayout *self)
{
  if (sy_chart_get_n_series (self->chart) == 0 || !self->has_first)
    return;
  add_grid (self);
  add_cuts (self);
  add_dots (self);
  add_fit (self);
  if (self->plot.height < self->line * 3. || self->plot.width < self->line * 5.)
    return;
  for (guint i = 0; i < SY_CHART_N_QUADRANTS; i++)
    place_quadrant (self, (SyChartQuadrant) i);
  place_cut_values (self);
  place_names (self);
}
