/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A climb: the planned share of the way as a path up a hill, a flag at each step, the part that has been
 * climbed drawn solid; the actual shares as a second curve. Flags have their names where there is room, else
 * their number. */
#include "config.h"

#include "sy-chart-drawing-private.h"

#include <math.h>

#include "sy-chart-format.h"
#include "sy-date-axis.h"

#define PIECES 10 /* of a curve between two steps */
#define FLAG 7.

typedef struct
{
  SyChartLayout *layout;
  guint n;
  SyRectangle area; /* of the curves */
  double top;       /* the value at the area's upper edge */
  double *x;        /* one a step */
  GArray *plan;     /* SyPoint: the path, smooth */
  GArray *actual;
  GArray *poles; /* SyRectangle */
  int latest;    /* last step with an actual share; −1: none */
} Climb;

static double
get_plan (const Climb *climb, guint step)
{
  return sy_drawing_get_value (climb->layout, SY_CHART_ROLE_PLAN, step);
}

static double
get_actual (const Climb *climb, guint step)
{
  return sy_drawing_get_value (climb->layout, SY_CHART_ROLE_ACTUAL, step);
}

static double
get_y (const Climb *climb, double value)
{
  double share = CLAMP (value / climb->top, 0., 1.);
  return climb->area.y + climb->area.height * (1. - share);
}

static void
find_top (Climb *climb)
{
  int series = sy_chart_find_role (climb->layout->chart, SY_CHART_ROLE_PLAN);
  gboolean percent =
      series >= 0
      && sy_chart_get_series (climb->layout->chart, (guint) series)->unit == SY_CHART_UNIT_PERCENT;
  double greatest = 0.;
  climb->latest = -1;
  for (guint i = 0; i < climb->n; i++)
    {
      double plan = get_plan (climb, i), actual = get_actual (climb, i);
      greatest = MAX (greatest, MAX (isnan (plan) ? 0. : plan, isnan (actual) ? 0. : actual));
      if (!isnan (actual)
          && (climb->latest < 0
              || sy_chart_get_x (climb->layout->chart, i)
                     >= sy_chart_get_x (climb->layout->chart, (guint) climb->latest)))
        climb->latest = (int) i;
    }
  climb->top = percent || (greatest > 0. && greatest <= 1.) ? MAX (1., greatest) : MAX (1e-9, greatest);
}

/* --- curves --- */

/* Slopes that keep a curve between its points (Fritsch and Carlson, 1980: monotone cubic interpolation). */
static void
find_slopes (const SyPoint *points, guint n, double *slopes)
{
  for (guint i = 0; i < n; i++)
    {
      double before = i == 0 ? 0. : (points[i].y - points[i - 1].y) / (points[i].x - points[i - 1].x);
      double after = i + 1 == n ? 0. : (points[i + 1].y - points[i].y) / (points[i + 1].x - points[i].x);
      if (i == 0 || i + 1 == n)
        slopes[i] = i == 0 ? after : before;
      else
        slopes[i] = before * after > 0. ? 2. * before * after / (before + after) : 0.;
    }
}

/* A smooth curve through @points, whose x rise. */
static GArray *
new_curve (const SyPoint *points, guint n)
{
  GArray *curve = g_array_new (FALSE, FALSE, sizeof (SyPoint));
  g_autofree double *slopes = g_new0 (double, n + 1);
  find_slopes (points, n, slopes);
  for (guint i = 0; i < n; i++)
    {
      g_array_append_val (curve, points[i]);
      double width = i + 1 < n ? points[i + 1].x - points[i].x : 0.;
      for (guint k = 1; k < PIECES && width > 0.; k++)
        {
          double t = (double) k / PIECES, u = 1. - t;
          SyPoint point = { points[i].x + width * t, (1. + 2. * t) * u * u * points[i].y
                                                         + t * u * u * width * slopes[i]
                                                         + t * t * (3. - 2. * t) * points[i + 1].y
                                                         - t * t * u * width * slopes[i + 1] };
          g_array_append_val (curve, point);
        }
    }
  return curve;
}

static int
compare_x (gconstpointer a, gconstpointer b)
{
  double first = ((const SyPoint *) a)->x, second = ((const SyPoint *) b)->x;
  return first < second ? -1 : first > second ? 1 : 0;
}

/* Curves start at the foot of the hill, and go by the dates, in whatever order the rows are. */
static GArray *
trace_shares (const Climb *climb, double (*get) (const Climb *climb, guint step))
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (SyPoint));
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (SyPoint));
  SyPoint start = { climb->area.x, climb->area.y + climb->area.height };
  for (guint i = 0; i < climb->n; i++)
    {
      SyPoint point = { climb->x[i], get_y (climb, get (climb, i)) };
      if (!isnan (get (climb, i)))
        g_array_append_val (all, point);
    }
  g_array_sort (all, compare_x);
  g_array_append_val (points, start);
  for (guint i = 0; i < all->len; i++)
    if (g_array_index (all, SyPoint, i).x > g_array_index (points, SyPoint, points->len - 1).x + 0.01)
      g_array_append_val (points, g_array_index (all, SyPoint, i));
  return new_curve ((const SyPoint *) (void *) points->data, points->len);
}

/* The height of a curve at @x; the nearest end beyond it. */
static double
find_height (const GArray *curve, double x)
{
  const SyPoint *points = (const SyPoint *) (void *) curve->data;
  guint low = 0, high = curve->len - 1;
  if (!(x > points[0].x))
    return points[0].y;
  if (!(x < points[high].x))
    return points[high].y;
  while (high - low > 1)
    {
      guint middle = (low + high) / 2;
      if (points[middle].x < x)
        low = middle;
      else
        high = middle;
    }
  double width = points[high].x - points[low].x;
  return points[low].y + (points[high].y - points[low].y) * (width > 0. ? (x - points[low].x) / width : 1.);
}

/* --- places along x --- */

static void
find_x (Climb *climb)
{
  SyChart *chart = climb->layout->chart;
  double left = climb->area.x, width = climb->area.width, low = G_MAXDOUBLE, high = -G_MAXDOUBLE;
  double lead = MIN (width * 0.06, width / (double) climb->n);
  for (guint i = 0; i < climb->n; i++)
    {
      low = MIN (low, sy_chart_get_x (chart, i));
      high = MAX (high, sy_chart_get_x (chart, i));
    }
  gboolean by_date = sy_chart_get_x_kind (chart) == SY_CHART_X_DATE && high > low;
  for (guint i = 0; i < climb->n; i++)
    {
      double share = by_date         ? (sy_chart_get_x (chart, i) - low) / (high - low)
                     : climb->n == 1 ? 1.
                                     : (double) i / (double) (climb->n - 1);
      climb->x[i] = left + lead + (width - lead) * share;
    }
}

static char *
dup_x (SyChart *chart, guint step)
{
  if (sy_chart_get_x_kind (chart) == SY_CHART_X_DATE)
    return sy_chart_format_date ((gint64) sy_chart_get_x (chart, step));
  return g_strdup (sy_chart_get_category (chart, step));
}

/* Names under the hill: as many as stand apart, the last one first. */
static void
place_x_names (const Climb *climb)
{
  SyChartLayout *self = climb->layout;
  double y = climb->area.y + climb->area.height + 5., gap = self->theme->font_size * 0.7;
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (SyRectangle));
  if (y + self->line * 1.3 > self->height)
    return;
  for (guint k = 0; k < climb->n; k++)
    {
      guint step = k == 0 ? climb->n - 1 : k - 1;
      g_autofree char *text = dup_x (self->chart, step);
      g_autoptr (SyChartLabel) label =
          sy_drawing_new_text (self, SY_LABEL_TICK, text, MAX (1., climb->area.width * 0.3), 1);
      double x = CLAMP (climb->x[step] - label->width / 2., climb->area.x,
                        MAX (climb->area.x, self->plot.x + self->plot.width - label->width));
      gboolean is_free = *text != '\0';
      for (guint i = 0; is_free && i < taken->len; i++)
        {
          const SyRectangle *other = &g_array_index (taken, SyRectangle, i);
          is_free = x > other->x + other->width + gap || x + label->width + gap < other->x;
        }
      if (!is_free)
        continue;
      SyRectangle box = { x, y, label->width, label->height };
      g_array_append_val (taken, box);
      sy_drawing_put (self, g_steal_pointer (&label), x, y, self->theme->muted);
    }
}

static void
place_scale (const Climb *climb)
{
  SyChartLayout *self = climb->layout;
  int series = MAX (0, sy_chart_find_role (self->chart, SY_CHART_ROLE_PLAN));
  SyChartUnit unit = sy_chart_get_series (self->chart, (guint) series)->unit;
  guint every = 1;
  while (every < 8 && climb->area.height * (double) every / 4. < self->line * 1.15)
    every *= 2;
  for (guint i = 0; i <= 4; i++)
    {
      double value = climb->top * (double) i / 4., y = floor (get_y (climb, value)) + 0.5;
      g_autofree char *text = sy_chart_format_short (value, climb->top <= 1. ? SY_CHART_UNIT_PERCENT : unit,
                                                     NULL, sy_theme_is_chinese (self->theme));
      sy_layout_add_line (self, SY_LAYER_BACK, i == 0 ? self->theme->axis : self->theme->grid, 1.,
                          (SyPoint){ climb->area.x, y }, (SyPoint){ climb->area.x + climb->area.width, y });
      if (i % every != 0)
        continue;
      SyChartLabel *label =
          sy_drawing_new_text (self, SY_LABEL_TICK, text, MAX (1., climb->area.x - self->plot.x - 5.), 1);
      sy_drawing_put (self, label, climb->area.x - 5. - label->width, y - label->height / 2.,
                      self->theme->muted);
    }
}

/* --- paths --- */

static void
add_hill (const Climb *climb)
{
  SyChartLayout *self = climb->layout;
  g_autoptr (GArray) hill = g_array_copy (climb->plan);
  const SyPoint *last = &g_array_index (climb->plan, SyPoint, climb->plan->len - 1);
  double bottom = climb->area.y + climb->area.height;
  SyPoint corner = { last->x, bottom };
  g_array_append_val (hill, corner);
  sy_layout_add_path (self, SY_LAYER_BACK, self->theme->zone, 0., (const SyPoint *) (void *) hill->data,
                      hill->len)
      ->closed = TRUE;
  sy_layout_add_path (self, SY_LAYER_MIDDLE, self->theme->series[0], self->theme->line_width,
                      (const SyPoint *) (void *) climb->plan->data, climb->plan->len)
      ->dashed = TRUE;
}

/* The path up to the height that has been reached. */
static void
add_climbed (const Climb *climb)
{
  SyChartLayout *self = climb->layout;
  const SyPoint *points = (const SyPoint *) (void *) climb->plan->data;
  if (climb->latest < 0)
    return;
  double y = get_y (climb, get_actual (climb, (guint) climb->latest));
  g_autoptr (GArray) part = g_array_new (FALSE, FALSE, sizeof (SyPoint));
  for (guint i = 0; i < climb->plan->len; i++)
    {
      if (points[i].y < y - 0.01 && i > 0)
        {
          double rise = points[i - 1].y - points[i].y, t = rise > 0. ? (points[i - 1].y - y) / rise : 0.;
          SyPoint end = { points[i - 1].x + (points[i].x - points[i - 1].x) * CLAMP (t, 0., 1.), y };
          g_array_append_val (part, end);
          break;
        }
      g_array_append_val (part, points[i]);
    }
  const SyPoint end = g_array_index (part, SyPoint, part->len - 1);
  sy_layout_add_path (self, SY_LAYER_MIDDLE, self->theme->series[0], self->theme->line_width * 2.4,
                      (const SyPoint *) (void *) part->data, part->len);
  sy_layout_add_dot (self, SY_LAYER_FRONT, self->theme->background, end, 15., -1, 0);
  sy_layout_add_dot (self, SY_LAYER_FRONT, self->theme->series[0], end, 11., -1, 0);
}

static void
add_actual (const Climb *climb)
{
  SyChartLayout *self = climb->layout;
  guint series = (guint) MAX (0, sy_chart_find_role (self->chart, SY_CHART_ROLE_ACTUAL));
  if (climb->latest < 0)
    return;
  sy_layout_add_path (self, SY_LAYER_MIDDLE, self->theme->series[1], self->theme->line_width,
                      (const SyPoint *) (void *) climb->actual->data, climb->actual->len);
  for (guint i = 0; i < climb->n; i++)
    if (!isnan (get_actual (climb, i)))
      {
        const SyPoint place = { climb->x[i], get_y (climb, get_actual (climb, i)) };
        sy_layout_add_dot (self, SY_LAYER_FRONT, self->theme->series[1], place, climb->n > 60 ? 4. : 7.,
                           (int) series, i);
        g_array_index (self->shapes, SyChartShape, self->shapes->len - 1).marker = 1;
      }
}

/* --- flags --- */

static gboolean
covers (const SyRectangle *a, const SyRectangle *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height
         && b->y < a->y + a->height;
}

static gboolean
covers_label (const Climb *climb, const SyRectangle *box, guint first_label)
{
  for (guint i = first_label; i < climb->layout->labels->len; i++)
    {
      const SyChartLabel *label = g_ptr_array_index (climb->layout->labels, i);
      const SyRectangle other = { label->x - 3., label->y - 1., label->width + 6., label->height + 2. };
      if (covers (box, &other))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_free (const Climb *climb, const SyRectangle *box, guint first_label)
{
  for (guint i = 0; i < climb->poles->len; i++)
    if (covers (box, &g_array_index (climb->poles, SyRectangle, i)))
      return FALSE;
  if (covers_label (climb, box, first_label))
    return FALSE;
  for (double x = box->x; x <= box->x + box->width; x += 6.)
    if (find_height (climb->plan, x) < box->y + box->height + 3.
        || (climb->latest >= 0 && x <= climb->x[climb->latest] && find_height (climb->actual, x) > box->y - 3.
            && find_height (climb->actual, x) < box->y + box->height + 3.))
      return FALSE;
  return TRUE;
}

/* A flag on its pole, and left or right of the pole what it is. FALSE where no length of pole has room for
 * it. */
static gboolean
place_name (const Climb *climb, guint step, guint first_label)
{
  SyChartLayout *self = climb->layout;
  double size = self->theme->font_size, x = climb->x[step], foot = get_y (climb, get_plan (climb, step));
  const char *name = sy_drawing_get_text (self, SY_CHART_TEXT_LABEL, step);
  const char *note = sy_drawing_get_text (self, SY_CHART_TEXT_NOTE, step);
  g_autofree char *share = sy_drawing_dup_value (self, SY_CHART_ROLE_PLAN, step);
  g_autofree char *below = *note == '\0' ? g_strdup (share) : g_strdup_printf ("%s · %s", share, note);
  double width = CLAMP (climb->area.width / 6., size * 6., size * 12.);
  g_autoptr (SyChartLabel) head =
      sy_drawing_new_text (self, SY_LABEL_HEADING, *name == '\0' ? share : name, width, 2);
  g_autoptr (SyChartLabel) more = sy_drawing_new_text (self, SY_LABEL_SMALL, below, width, 1);
  double wide = MAX (head->width, more->width), tall = head->height + (*name == '\0' ? 0. : more->height);
  for (double pole = size * 0.9; foot - pole - tall >= self->plot.y && pole < size * 6.; pole += size * 0.8)
    for (int side = 0; side < 2; side++)
      {
        double left = side == 0 ? x - wide - FLAG : x + FLAG + 4.;
        const SyRectangle box = { left - 2., foot - pole - tall - 1., wide + 4., tall + 2. };
        const SyRectangle staff = { x - 2., foot - pole - tall, 4., pole + tall };
        const SyRectangle cloth = { side == 0 ? x : x - FLAG * 1.2 - 2., staff.y - 1., FLAG * 1.2 + 2., 11. };
        if (left < climb->area.x || left + wide > self->plot.x + self->plot.width
            || covers_label (climb, &staff, first_label) || covers_label (climb, &cloth, first_label)
            || !is_free (climb, &box, first_label))
          continue;
        g_array_append_val (climb->poles, staff);
        g_array_append_val (climb->poles, cloth);
        double top = foot - pole - tall;
        const SyPoint flag[] = { { x, top },
                                 { x + (side == 0 ? FLAG : -FLAG) * 1.2, top + 4.5 },
                                 { x, top + 9. } };
        sy_layout_add_line (self, SY_LAYER_MIDDLE, self->theme->axis, 1.2, (SyPoint){ x, foot },
                            (SyPoint){ x, top });
        sy_layout_add_path (self, SY_LAYER_FRONT,
                            (int) step <= climb->latest ? self->theme->series[0] : self->theme->axis, 0.,
                            flag, 3)
            ->closed = TRUE;
        head->align = more->align = side == 0 ? 1 : -1;
        sy_drawing_put (self, g_steal_pointer (&head), side == 0 ? left + wide - head->width : left, top,
                        self->theme->text);
        double second = foot - pole - more->height;
        if (*name != '\0')
          sy_drawing_put (self, g_steal_pointer (&more), side == 0 ? left + wide - more->width : left, second,
                          self->theme->muted);
        return TRUE;
      }
  return FALSE;
}

/* The summit first, then where we are, then evenly spread ones, so that many steps leave readable ones. */
static void
place_flags (const Climb *climb)
{
  SyChartLayout *self = climb->layout;
  guint first = self->labels->len,
        series = (guint) MAX (0, sy_chart_find_role (self->chart, SY_CHART_ROLE_PLAN));
  g_autofree gboolean *tried = g_new0 (gboolean, climb->n + 1);
  guint every = 1, most = 48;
  while (every < climb->n)
    every *= 2;
  for (guint i = 0; i < climb->n; i++)
    if (!isnan (get_plan (climb, i)))
      sy_layout_add_dot (self, SY_LAYER_FRONT,
                         (int) i <= climb->latest ? self->theme->series[0] : self->theme->axis,
                         (SyPoint){ climb->x[i], get_y (climb, get_plan (climb, i)) },
                         climb->n > 60 ? 4. : 8., (int) series, i);
  for (; every > 0; every /= 2)
    for (guint i = 0; i < climb->n; i += every)
      {
        guint step = climb->n - 1 - i;
        if (tried[step] || isnan (get_plan (climb, step)) || most == 0)
          continue;
        tried[step] = TRUE;
        most--;
        place_name (climb, step, first);
      }
}

/* --- the whole --- */

/* Which curve is which, and how far we are. */
static double
place_key (const Climb *climb)
{
  SyChartLayout *self = climb->layout;
  double x = self->plot.x, height = 0., size = self->theme->font_size;
  static const SyChartRole roles[] = { SY_CHART_ROLE_PLAN, SY_CHART_ROLE_ACTUAL };
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      int series = sy_chart_find_role (self->chart, roles[i]);
      if (series < 0)
        continue;
      const char *title = sy_chart_get_series (self->chart, (guint) series)->title;
      g_autofree char *share =
          climb->latest < 0 ? g_strdup ("") : sy_drawing_dup_value (self, roles[i], (guint) climb->latest);
      g_autofree char *text = *share == '\0' ? g_strdup (title) : g_strdup_printf ("%s %s", title, share);
      SyChartLabel *label = sy_label_new (SY_LABEL_LEGEND, text);
      label->key = i == 0 ? SY_KEY_DASH : SY_KEY_LINE;
      label->key_color = self->theme->series[i];
      sy_label_fit (self, label, self->plot.width * 0.48, 1);
      height = MAX (height, label->height);
      double next = x + label->width + size * 1.4;
      sy_drawing_put (self, label, x, self->plot.y, self->theme->text);
      x = next;
    }
  return height + size * 0.5;
}

static void
place_climb (Climb *climb)
{
  SyChartLayout *self = climb->layout;
  double size = self->theme->font_size, key = place_key (climb), names = self->line + 6.;
  SyRectangle head = self->plot;
  climb->area = (SyRectangle){ self->plot.x + size * 3.4, self->plot.y + key + self->line * 3.,
                               MAX (8., self->plot.width - size * 4.2),
                               MAX (8., self->plot.height - key - self->line * 3. - names) };
  self->plot.y += key;
  find_x (climb);
  climb->plan = trace_shares (climb, get_plan);
  climb->actual = trace_shares (climb, get_actual);
  climb->poles = g_array_new (FALSE, FALSE, sizeof (SyRectangle));
  place_scale (climb);
  add_hill (climb);
  add_climbed (climb);
  add_actual (climb);
  place_flags (climb);
  place_x_names (climb);
  self->plot = head;
  g_array_unref (climb->plan);
  g_array_unref (climb->actual);
  g_array_unref (climb->poles);
}

void
sy_chart_layout_place_climb (SyChartLayout *self, double top)
{
  guint n = sy_chart_get_n_points (self->chart);
  g_autofree double *x = g_new0 (double, n + 1);
  Climb climb = { .layout = self, .n = n, .x = x };
  self->natural = CLAMP (self->plot.width * 0.42, self->theme->font_size * 20., self->theme->font_size * 40.);
  if (self->detail < SY_DETAIL_TITLE)
    return;
  if (sy_chart_is_empty (self->chart))
    {
      sy_drawing_put_hint (self, &self->plot);
      return;
    }
  find_top (&climb);
  place_climb (&climb);
}
