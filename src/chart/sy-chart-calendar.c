/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days as cells. A month or two read as a wall calendar, weeks downwards with the numbers in them; longer
 * spans as one band a year, weeks from left to right. */
#include "config.h"

#include "sy-chart-layout-private.h"

#include <math.h>

#include "sy-chart-cells-private.h"
#include "sy-chart-format.h"
#include "sy-date-axis.h"

#define GAP 6.
#define MOST_WALL_DAYS 62
#define MOST_BAND_DAYS 371
#define LEAST_CELL 4.

typedef struct
{
  gint64 first, last; /* days with values */
  gint64 monday;      /* of the first week */
  guint n_weeks;
} Span;

static guint
get_weekday (gint64 day)
{
  return (guint) (((day + 3) % 7 + 7) % 7);
}

static gboolean
find_span (SyChart *chart, Span *span)
{
  gboolean found = FALSE;
  for (guint i = 0; i < sy_chart_get_n_points (chart); i++)
    {
      gint64 day = (gint64) sy_chart_get_x (chart, i);
      if (isnan (sy_chart_get_series (chart, 0)->values[i]))
        continue;
      span->first = found ? MIN (span->first, day) : day;
      span->last = found ? MAX (span->last, day) : day;
      found = TRUE;
    }
  return found;
}

static void
count_weeks (Span *span)
{
  span->monday = span->first - get_weekday (span->first);
  span->n_weeks = (guint) ((span->last - span->monday) / 7 + 1);
}

static void
keep_if_free (SyChartLayout *self, SyChartLabel *label)
{
  if (label->x < -0.5 || label->x + label->width > self->width + 0.5 || label->y < 0.
      || label->y + label->height > self->height || sy_label_collides (self, label, 0.))
    sy_label_free (label);
  else
    sy_label_keep (self, label);
}

static SyChartLabel *
new_name (SyChartLayout *self, const char *text)
{
  SyChartLabel *label = sy_label_new (SY_LABEL_CATEGORY, text);
  sy_label_measure (self, label);
  return label;
}

/* --- a month or two --- */

/* The day of the month in a corner of its cell; the month where it begins. */
static void
place_day (SyChartLayout *self, const SyRectangle *cell, gint64 day, gint64 first, SyColor ink)
{
  int year, month, number;
  const SyDateStep step = { SY_DATE_STEP_MONTH, 1 };
  sy_chart_date_from_days (day, &year, &month, &number);
  g_autofree char *text = g_strdup_printf ("%d", number);
  if (number == 1 || day == first)
    {
      g_autoptr (GArray) ticks =
          sy_chart_date_ticks (&step, day - number + 1, day - number + 1, sy_theme_is_chinese (self->theme));
      const char *name = ticks->len > 0 ? g_array_index (ticks, SyDateTick, 0).text : "";
      char *both = g_strdup_printf (sy_theme_is_chinese (self->theme) ? "%s%d日" : "%s %d", name, number);
      g_free (text);
      text = both;
    }
  SyChartLabel *label = sy_label_new (SY_LABEL_CELL, text);
  sy_label_measure (self, label);
  if (label->width > cell->width - 6. || cell->height < 2.2 * self->line)
    {
      sy_label_free (label);
      return;
    }
  label->has_color = TRUE;
  label->color = ink;
  label->x = cell->x + 3.;
  label->y = cell->y + 1.;
  keep_if_free (self, label);
}

static void
place_wall (SyChartLayout *self, const Span *span)
{
  double names = self->detail >= SY_DETAIL_TITLE ? self->line + 4. : 0.;
  double width = self->plot.width / 7.;
  double height = (self->plot.height - names) / (double) span->n_weeks;
  for (guint d = 0; d < 7 && names > 0.; d++)
    {
      SyChartLabel *label = new_name (self, sy_theme_get_weekday (self->theme, d));
      label->x = self->plot.x + ((double) d + 0.5) * width - label->width / 2.;
      label->y = self->plot.y;
      keep_if_free (self, label);
    }
  self->plot.y += names;
  self->plot.height -= names;
  gboolean tall = height >= 2.2 * self->line;
  gboolean named = sy_cells_fit_numbers (self, width, tall ? height - self->line : height);
  for (guint i = 0; i < sy_chart_get_n_points (self->chart); i++)
    {
      gint64 day = (gint64) sy_chart_get_x (self->chart, i);
      if (day < span->first || day > span->last)
        continue;
      SyRectangle cell = { self->plot.x + get_weekday (day) * width,
                           self->plot.y + (double) ((day - span->monday) / 7) * height, width, height };
      guint before = self->shapes->len;
      sy_cells_add (self, &cell, i, named);
      const SyChartShape *shape = &g_array_index (self->shapes, SyChartShape, before);
      place_day (self, &cell, day, span->first,
                 shape->line_width > 0. ? self->theme->muted : sy_theme_get_ink (self->theme, shape->color));
    }
}

/* --- years --- */

static void
place_months (SyChartLayout *self, const Span *span, double left, double y, double cell)
{
  const SyDateStep step = { SY_DATE_STEP_MONTH, 1 };
  gboolean chinese = sy_theme_is_chinese (self->theme);
  g_autoptr (GArray) ticks = sy_chart_date_ticks (&step, span->first, span->last, chinese);
  for (guint i = 0; i < ticks->len; i++)
    {
      const SyDateTick *tick = &g_array_index (ticks, SyDateTick, i);
      SyChartLabel *label = new_name (self, tick->text);
      label->x = left + (double) ((tick->days - span->monday + 6) / 7) * cell;
      label->y = y;
      if (label->x + label->width > self->plot.x + self->plot.width + cell)
        sy_label_free (label);
      else
        keep_if_free (self, label);
    }
}

/* One band: the days of @span, from @top on. */
static void
place_band (SyChartLayout *self, const Span *span, double left, double top, double cell)
{
  for (guint i = 0; i < sy_chart_get_n_points (self->chart); i++)
    {
      gint64 day = (gint64) sy_chart_get_x (self->chart, i);
      if (day < span->first || day > span->last)
        continue;
      SyRectangle box = { left + (double) ((day - span->monday) / 7) * cell, top + get_weekday (day) * cell,
                          cell, cell };
      sy_cells_add (self, &box, i, FALSE);
    }
}

static Span
get_year_span (const Span *all, int year)
{
  Span span = { sy_chart_date_to_days (year, 1, 1), sy_chart_date_to_days (year, 12, 31), 0, 0 };
  span.first = MAX (span.first, all->first);
  span.last = MIN (span.last, all->last);
  count_weeks (&span);
  /* Every year begins in the same column, so that months stand under each other. */
  span.monday = sy_chart_date_to_days (year, 1, 1);
  span.monday -= get_weekday (span.monday);
  span.n_weeks = 54;
  return span;
}

static void
place_weekdays (SyChartLayout *self, double x, double top, double cell)
{
  for (guint d = 0; d < 7; d += cell >= self->line ? 1 : 2)
    {
      SyChartLabel *label = new_name (self, sy_theme_get_weekday (self->theme, d));
      label->x = x - label->width - 4.;
      label->y = top + ((double) d + 0.5) * cell - label->height / 2.;
      keep_if_free (self, label);
    }
}

/* The weeks of @all from @week on, @n_weeks of them. */
static Span
get_part (const Span *all, guint week, guint n_weeks)
{
  Span span = { all->monday + 7 * (gint64) week, all->monday + 7 * (gint64) (week + n_weeks) - 1, 0,
                n_weeks };
  span.monday = span.first;
  span.first = MAX (span.first, all->first);
  span.last = MIN (span.last, all->last);
  return span;
}

/* How many days before @first are not shown, under the colours' key. */
static void
place_rest (SyChartLayout *self, gint64 first)
{
  guint hidden = 0;
  for (guint i = 0; i < sy_chart_get_n_points (self->chart); i++)
    hidden += sy_chart_get_x (self->chart, i) < (double) first ? 1 : 0;
  if (hidden == 0)
    return;
  g_autofree char *number = sy_chart_format_full ((double) hidden, SY_CHART_UNIT_COUNT, NULL, 0);
  g_autofree char *text = sy_theme_dup_others (self->theme, number);
  SyChartLabel *label = sy_label_new (SY_LABEL_NOTE, text);
  sy_label_fit (self, label, self->plot.width, 1);
  label->x = self->plot.x + self->plot.width - label->width;
  label->y = self->plot.y;
  keep_if_free (self, label);
}

typedef struct
{
  double left; /* room for the names of weekdays */
  double head; /* room for those of months */
  guint n;     /* bands */
  guint n_weeks;
  double cell;
} Bands;

static double
measure_cell (SyChartLayout *self, const Bands *bands)
{
  double room = self->plot.height / (double) bands->n;
  return MIN ((self->plot.width - bands->left) / (double) bands->n_weeks, (room - bands->head - 3.) / 7.);
}

/* Up to a year is cut into the bands that give the largest cells. */
static void
choose_bands (SyChartLayout *self, const Span *all, Bands *bands)
{
  Bands best = *bands;
  best.cell = 0.;
  for (bands->n = 1; bands->n <= 4; bands->n++)
    {
      bands->n_weeks = (all->n_weeks + bands->n - 1) / bands->n;
      bands->cell = measure_cell (self, bands);
      if (bands->cell > best.cell)
        best = *bands;
    }
  *bands = best;
}

/* Longer spans have a band a year: the latest ones, where not all have room; the table has them all. */
static void
place_bands (SyChartLayout *self, const Span *all, int first, int last)
{
  gboolean named = self->detail >= SY_DETAIL_TITLE && self->width >= 160.;
  Bands bands = { .left = named ? self->line * 3.2 : 0., .head = named ? self->line + 3. : 0. };
  if (first == 0)
    {
      choose_bands (self, all, &bands);
    }
  else
    {
      guint fits = (guint) MAX (1., self->plot.height / (bands.head + 7. * LEAST_CELL));
      bands.n = MIN ((guint) (last - first + 1), fits);
      bands.n_weeks = 54;
      first = last - (int) bands.n + 1;
      bands.cell = measure_cell (self, &bands);
    }
  bands.cell = MAX (bands.cell, 0.5);
  if (first > 0)
    place_rest (self, sy_chart_date_to_days (first, 1, 1));
  double step =
      MIN (self->plot.height / (double) MAX (1, bands.n), bands.head + 7. * bands.cell + self->line);
  for (guint k = 0; k < bands.n; k++)
    {
      Span span = first == 0 ? get_part (all, k * bands.n_weeks, bands.n_weeks)
                             : get_year_span (all, first + (int) k);
      double top = self->plot.y + (double) k * step + bands.head;
      if (named)
        {
          place_months (self, &span, self->plot.x + bands.left, top - bands.head, bands.cell);
          place_weekdays (self, self->plot.x + bands.left, top, bands.cell);
        }
      if (named && first > 0)
        {
          g_autofree char *year = g_strdup_printf ("%d", first + (int) k);
          SyChartLabel *label = new_name (self, year);
          label->x = self->plot.x;
          label->y = top - bands.head;
          keep_if_free (self, label);
        }
      place_band (self, &span, self->plot.x + bands.left, top, bands.cell);
    }
}

void
sy_chart_layout_place_calendar (SyChartLayout *self, double top)
{
  Span span = { 0 };
  int first, last, month, day;
  if (sy_chart_get_n_series (self->chart) == 0 || sy_chart_get_x_kind (self->chart) != SY_CHART_X_DATE
      || !find_span (self->chart, &span))
    return;
  sy_cells_find_range (self);
  double key = sy_cells_place_key (self, top);
  self->plot.y += key;
  self->plot.height = MAX (4., self->plot.height - key);
  count_weeks (&span);
  if (span.last - span.first < MOST_WALL_DAYS)
    {
      place_wall (self, &span);
      return;
    }
  sy_chart_date_from_days (span.first, &first, &month, &day);
  sy_chart_date_from_days (span.last, &last, &month, &day);
  if (span.last - span.first < MOST_BAND_DAYS)
    first = last = 0;
  place_bands (self, &span, first, last);
}
