/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Types that a spreadsheet draws with ordinary bars and lines: waterfall, funnel, dumbbell, histogram,
 * control chart, radar, horizontal and stacked bars. What lifts or parts a bar is a column of helper cells,
 * so that the chart follows the parameters. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "sy-xlsx-chart-private.h"

typedef SyXlsxChartWriter Writer;

static const SyChartSeries *
get_series (Writer *self, guint series)
{
  return sy_chart_get_series (self->built->chart, series);
}

static SyXlsxColumn *
find_column (Writer *self, const char *id)
{
  return id ? sy_xlsx_table_find_column (self->table, id) : NULL;
}

/* The helper column just written, as operands count them. */
static guint
last_helper (Writer *self)
{
  return self->book->helper_column;
}

/* --- waterfall --- */

typedef struct
{
  double *start, *end; /* of each step */
  guint start_col, end_col;
  SyXlsxColumn *delta, *total;
} Steps;

static gboolean
is_total (Writer *self, guint i)
{
  return i < self->n_points && sy_chart_get_flag (self->built->chart, i);
}

static void
add_steps (Writer *self, Steps *steps)
{
  const double *values = get_series (self, 0)->values;
  const SyXlsxOperand ends[] = { { "{a}", steps->delta, 0 }, { "{t}", steps->total, 0 } };
  double sum = 0.;

  steps->start = g_new0 (double, self->n + 1);
  steps->end = g_new0 (double, self->n + 1);
  for (guint i = 0; i < self->n; i++)
    {
      double value = i < self->n_points && !isnan (values[i]) ? values[i] : 0.;

      sum = is_total (self, i) ? value : sum + value;
      steps->end[i] = sum;
      steps->start[i] = is_total (self, i) ? 0. : sum - value;
    }
  g_free (sy_xlsx_chart_add_cells (self, _ ("End"), "=IF(N({t})<>0,N({a}),{up}+N({a}))", ends, 2, steps->end,
                                   NULL, self->n));
  steps->end_col = last_helper (self);
  const SyXlsxOperand starts[] = { { "{a}", steps->delta, 0 },
                                   { "{t}", steps->total, 0 },
                                   { "{e}", NULL, steps->end_col } };
  g_free (sy_xlsx_chart_add_cells (self, _ ("Start"), "=IF(N({t})<>0,0,{e}-N({a}))", starts, 3, steps->start,
                                   NULL, self->n));
  steps->start_col = last_helper (self);
}

/* 0: total, 1: better, 2: worse. */
static guint
get_kind (Writer *self, const Steps *steps, guint i)
{
  gboolean rises = steps->end[i] >= steps->start[i];

  if (is_total (self, i))
    return 0;
  return rises == (get_series (self, 0)->direction >= 0) ? 1 : 2;
}

static SyXlsxSeries *
add_part (
    Writer *self, const Steps *steps, const char *title, SyColor color, const char *formula, double *values)
{
  const SyXlsxOperand operands[] = { { "{a}", steps->delta, 0 },
                                     { "{t}", steps->total, 0 },
                                     { "{s}", NULL, steps->start_col },
                                     { "{e}", NULL, steps->end_col } };
  SyXlsxSeries *series = sy_xlsx_chart_add (self->chart, SY_XLSX_DRAW_BARS, title, color);

  series->values = values;
  series->n = self->n;
  series->format = sy_xlsx_chart_format_of (self, get_series (self, 0)->unit);
  series->values_ref = sy_xlsx_chart_add_cells (self, title, formula, operands, G_N_ELEMENTS (operands),
                                                values, NULL, self->n);
  return series;
}

/* The parts of the bars of one colour above and below zero. */
static void
add_color (Writer *self, const Steps *steps, guint kind)
{
  gboolean more = get_series (self, 0)->direction >= 0;
  const char *const conditions[] = { "N({t})<>0", more ? "AND(N({t})=0,N({a})>=0)" : "AND(N({t})=0,N({a})<0)",
                                     more ? "AND(N({t})=0,N({a})<0)" : "AND(N({t})=0,N({a})>=0)" };
  const SyCaption captions[] = { SY_CAPTION_TOTAL, SY_CAPTION_RISE, SY_CAPTION_FALL };
  const SyColor colors[] = { self->theme->axis, self->theme->reached, self->theme->missed };
  const char *title = sy_theme_get_caption (self->theme, captions[kind]);

  for (guint below = 0; below < 2; below++)
    {
      double *values = g_new0 (double, self->n + 1);
      g_autofree char *formula =
          below ? g_strdup_printf ("=IF(%s,MIN(0,{s},{e})-MIN(0,MAX({s},{e})),0)", conditions[kind])
                : g_strdup_printf ("=IF(%s,MAX(0,{s},{e})-MAX(0,MIN({s},{e})),0)", conditions[kind]);

      for (guint i = 0; i < self->n; i++)
        {
          double low = MIN (steps->start[i], steps->end[i]), high = MAX (steps->start[i], steps->end[i]);

          if (get_kind (self, steps, i) == kind)
            values[i] = below ? MIN (0., low) - MIN (0., high) : MAX (0., high) - MAX (0., low);
        }
      add_part (self, steps, title, colors[kind], formula, values)->quiet = below == 1;
    }
}

static void
add_waterfall (Writer *self)
{
  Steps steps = { .delta = find_column (self, self->built->columns[0]),
                  .total = find_column (self, self->definition->total_where) };
  double *base = g_new0 (double, self->n + 1);
  SyXlsxSeries *lift;

  add_steps (self, &steps);
  for (guint i = 0; i < self->n; i++)
    {
      double low = MIN (steps.start[i], steps.end[i]), high = MAX (steps.start[i], steps.end[i]);

      base[i] = low > 0. ? low : high < 0. ? high : 0.;
    }
  lift = add_part (self, &steps, _ ("Base"), self->theme->background,
                   "=IF(MIN({s},{e})>0,MIN({s},{e}),IF(MAX({s},{e})<0,MAX({s},{e}),0))", base);
  lift->invisible = TRUE;
  lift->quiet = TRUE;
  for (guint kind = 0; kind < 3; kind++)
    add_color (self, &steps, kind);
  self->chart->stacked = TRUE;
  self->chart->y_format = sy_xlsx_chart_format_of (self, get_series (self, 0)->unit);
  g_free (steps.start);
  g_free (steps.end);
}

/* --- funnel --- */

static void
add_funnel (Writer *self)
{
  const SyChartSeries *series = get_series (self, 0);
  SyXlsxColumn *column = find_column (self, self->built->columns[0]);
  g_autofree char *range = sy_xlsx_column_range (column, self->n);
  g_autofree char *formula = g_strdup_printf ("=(MAX(%s)-N({a}))/2", range);
  double *base = sy_xlsx_chart_extend (self, NULL), greatest = 0.;
  SyXlsxSeries *lift, *bars;

  for (guint i = 0; i < self->n_points; i++)
    greatest = isnan (series->values[i]) ? greatest : MAX (greatest, series->values[i]);
  for (guint i = 0; i < self->n; i++)
    base[i] = (greatest - (i < self->n_points && !isnan (series->values[i]) ? series->values[i] : 0.)) / 2.;
  self->chart->horizontal = self->chart->stacked = TRUE;
  lift = sy_xlsx_chart_add_helper_series (self, SY_XLSX_DRAW_BARS, _ ("Base"), self->theme->background,
                                          formula, column, NULL, base);
  lift->invisible = lift->quiet = TRUE;
  bars = sy_xlsx_chart_add_plain_series (self, series, column, 0);
  bars->show_values = self->chart->bare = TRUE;
  bars->color = self->theme->classes[1]; /* dark numbers are read on it */
  self->chart->y_format = sy_xlsx_chart_format_of (self, series->unit);
}

/* --- dumbbell --- */

/* Two dots a category and the line between them, upright: spreadsheets have no other. */
static void
add_dumbbell (Writer *self)
{
  for (guint s = 0; s < sy_chart_get_n_series (self->built->chart); s++)
    {
      const SyChartSeries *series = get_series (self, s);
      SyXlsxColumn *column = find_column (self, self->built->columns[s]);
      SyXlsxSeries *added;

      if (!column)
        continue;
      added = sy_xlsx_chart_add_plain_series (self, series, column, 0);
      added->draw = SY_XLSX_DRAW_DOTS;
      added->color = s == 0 ? self->theme->axis : self->theme->series[0];
      added->hollow = s == 0;
    }
  self->chart->high_low = TRUE;
  self->chart->y_format = sy_xlsx_chart_format_of (self, get_series (self, 0)->unit);
}

gboolean
sy_xlsx_chart_add_kind (Writer *self)
{
  SyChart *chart = self->built->chart;

  if (sy_chart_get_n_series (chart) == 0 || !find_column (self, self->built->columns[0]))
    return FALSE;
  switch (sy_chart_get_chart_type (chart))
    {
    case SY_CHART_WATERFALL:
      add_waterfall (self);
      return TRUE;
    case SY_CHART_FUNNEL:
      add_funnel (self);
      return TRUE;
    case SY_CHART_DUMBBELL:
      add_dumbbell (self);
      return TRUE;
    case SY_CHART_SCATTER:
      sy_xlsx_chart_add_scatter (self);
      return TRUE;
    case SY_CHART_LORENZ:
      sy_xlsx_chart_add_lorenz (self);
      return TRUE;
    case SY_CHART_ROWS:
      self->chart->horizontal = TRUE;
      return FALSE;
    default:
      return FALSE;
    }
}

/* --- after the series --- */

/* As ROUND(x,6) & "" shows it. */
static double
shorten (double x)
{
  return fabs (x) < 1e9 ? round (x * 1e6) / 1e6 : x;
}

/* Bins are named by both ends. */
static void
name_bins (Writer *self)
{
  SyXlsxColumn *high = find_column (self, self->definition->high);
  const SyXlsxOperand operands[] = { { "{a}", self->x, 0 }, { "{b}", high, 0 } };
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  if (!high || self->x->type == SY_TYPE_TEXT)
    return;
  for (guint i = 0; i < self->n; i++)
    {
      double low = i < self->n_points ? sy_chart_get_x (self->built->chart, i) : NAN;
      double end = i < self->n_points ? sy_chart_get_x_high (self->built->chart, i) : NAN;

      g_ptr_array_add (texts, isnan (low) ? g_strdup ("")
                                          : g_strdup_printf ("%.15g–%.15g", shorten (low), shorten (end)));
    }
  g_ptr_array_add (texts, NULL);
  g_free (self->chart->x_ref);
  self->chart->x_ref = sy_xlsx_chart_add_cells (
      self, self->x->header, "=IF(AND(ISNUMBER({a}),ISNUMBER({b})),ROUND({a},6)&\"–\"&ROUND({b},6),{a}&\"\")",
      operands, 2, NULL, (const char *const *) texts->pdata, self->n);
  g_clear_pointer (&self->chart->x_numbers, g_free);
  self->chart->x_texts = g_strdupv ((GStrv) texts->pdata);
  self->chart->x_format = NULL;
}

/* Limits are thin and quiet; what breaks a rule has a mark of its own. */
static void
finish_control (Writer *self)
{
  const SyChartSeries *value = get_series (self, 0);
  SyXlsxColumn *column = find_column (self, self->built->columns[0]);
  SyXlsxColumn *where = find_column (self, self->definition->mark_where);
  double *marked;
  SyXlsxSeries *added;

  for (guint i = 0; i < self->chart->series->len && i < sy_chart_get_n_series (self->built->chart); i++)
    {
      SyXlsxSeries *series = self->chart->series->pdata[i];
      SyChartRole role = get_series (self, i)->role;

      if (role == SY_CHART_ROLE_VALUE)
        continue;
      series->color = self->theme->muted;
      series->thin = TRUE;
      series->dashed = role != SY_CHART_ROLE_CENTER;
    }
  if (!where)
    return;
  marked = sy_xlsx_chart_extend (self, NULL);
  for (guint i = 0; i < self->n_points; i++)
    if (is_total (self, i))
      marked[i] = value->values[i];
  added = sy_xlsx_chart_add_helper_series (
      self, SY_XLSX_DRAW_DOTS, sy_theme_get_caption (self->theme, SY_CAPTION_RULE), self->theme->missed,
      where->type == SY_TYPE_TEXT ? "=IF({b}<>\"\",{a},NA())" : "=IF(N({b})<>0,{a},NA())", column, where,
      marked);
  added->marker = "diamond";
}

static void
show_values (Writer *self)
{
  for (guint i = 0; i < self->chart->series->len && self->n <= 40; i++)
    ((SyXlsxSeries *) self->chart->series->pdata[i])->show_values = TRUE;
  self->chart->bare = self->n <= 40;
}

void
sy_xlsx_chart_finish_kind (Writer *self)
{
  self->chart->stacked = sy_chart_get_stacked (self->built->chart);
  switch (sy_chart_get_chart_type (self->built->chart))
    {
    case SY_CHART_HISTOGRAM:
      self->chart->touching = TRUE;
      ((SyXlsxSeries *) self->chart->series->pdata[0])->color = self->theme->classes[1];
      name_bins (self);
      break;
    case SY_CHART_CONTROL:
      finish_control (self);
      break;
    case SY_CHART_RADAR:
      self->chart->plot = SY_XLSX_PLOT_RADAR;
      for (guint i = 0; i < self->chart->series->len; i++)
        ((SyXlsxSeries *) self->chart->series->pdata[i])->thin = FALSE;
      break;
    case SY_CHART_ROWS:
      show_values (self);
      break;
    default:
      break;
    }
}
