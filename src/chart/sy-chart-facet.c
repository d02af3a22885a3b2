/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small multiples: the points of each facet in a small chart of their own, all over the same scales. */
#include "config.h"

#include "sy-chart-layout-private.h"

#include <math.h>

#include "sy-chart-format.h"

#define MOST_PANELS 12
#define PANEL_SHAPE 1.5 /* width by height that is aimed at */
#define GAP 8.

gboolean
sy_chart_layout_has_facets (SyChartLayout *self)
{
  switch (sy_chart_get_chart_type (self->chart))
    {
    case SY_CHART_LINE:
    case SY_CHART_COLUMN:
    case SY_CHART_HISTOGRAM:
    case SY_CHART_SCATTER:
    case SY_CHART_CONTROL:
      return sy_chart_has_texts (self->chart, SY_CHART_TEXT_FACET);
    default:
      return FALSE;
    }
}

/* The points of each facet, in the order in which facets appear. */
static GPtrArray *
group_points (SyChart *chart, GPtrArray *names)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < sy_chart_get_n_points (chart); i++)
    {
      const char *name = sy_chart_get_text (chart, SY_CHART_TEXT_FACET, i);
      GArray *points = g_hash_table_lookup (known, name);
      if (points == NULL)
        {
          points = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (known, (gpointer) name, points);
          g_ptr_array_add (groups, points);
          g_ptr_array_add (names, (gpointer) name);
        }
      g_array_append_val (points, i);
    }
  return groups;
}

static guint
get_point (const GArray *points, guint i)
{
  return g_array_index (points, guint, i);
}

static void
copy_points (SyChart *chart, SyChart *panel, const GArray *points)
{
  guint n = points->len;
  g_autofree const char **texts = g_new (const char *, n + 1);
  g_autofree double *x = g_new (double, n + 1), *high = g_new (double, n + 1);
  g_autofree gint64 *days = g_new (gint64, n + 1);
  for (guint i = 0; i < n; i++)
    {
      texts[i] = sy_chart_get_category (chart, get_point (points, i));
      x[i] = sy_chart_get_x (chart, get_point (points, i));
      high[i] = sy_chart_get_x_high (chart, get_point (points, i));
      days[i] = isnan (x[i]) ? 0 : (gint64) CLAMP (x[i], -1e7, 1e7);
    }
  switch (sy_chart_get_x_kind (chart))
    {
    case SY_CHART_X_DATE:
      sy_chart_set_dates (panel, days, n);
      break;
    case SY_CHART_X_NUMBER:
      sy_chart_set_numbers (panel, x, n, sy_chart_get_x_unit (chart));
      break;
    case SY_CHART_X_BIN:
      sy_chart_set_bins (panel, x, high, n, sy_chart_get_x_unit (chart));
      break;
    case SY_CHART_X_TEXT:
    default:
      sy_chart_set_categories (panel, texts, n);
      break;
    }
}

static void
copy_series (SyChart *chart, SyChart *panel, const GArray *points)
{
  guint n = points->len;
  g_autofree double *values = g_new (double, n + 1);
  g_autofree const char **classes = g_new (const char *, n + 1);
  for (guint s = 0; s < sy_chart_get_n_series (chart); s++)
    {
      const SyChartSeries *series = sy_chart_get_series (chart, s);
      for (guint i = 0; i < n; i++)
        {
          values[i] = series->values[get_point (points, i)];
          classes[i] = series->classes == NULL ? "" : series->classes[get_point (points, i)];
        }
      guint added = sy_chart_add_series (panel, series->id, series->title, series->unit, series->draw,
                                         series->axis, values);
      sy_chart_set_role (panel, added, series->role);
      sy_chart_set_direction (panel, added, series->direction);
      if (series->classes != NULL)
        sy_chart_set_classes (panel, added, classes);
    }
}

static void
copy_rest (SyChart *chart, SyChart *panel, const GArray *points)
{
  guint n = points->len;
  double x_cut, y_cut;
  g_autofree gboolean *flags = g_new (gboolean, n + 1);
  g_autofree const char **labels = g_new (const char *, n + 1);
  for (guint i = 0; i < n; i++)
    {
      flags[i] = sy_chart_get_flag (chart, get_point (points, i));
      labels[i] = sy_chart_get_text (chart, SY_CHART_TEXT_LABEL, get_point (points, i));
    }
  sy_chart_set_flags (panel, flags);
  if (sy_chart_has_texts (chart, SY_CHART_TEXT_LABEL))
    sy_chart_set_texts (panel, SY_CHART_TEXT_LABEL, labels);
  sy_chart_set_stacked (panel, sy_chart_get_stacked (chart));
  sy_chart_set_map (panel, sy_chart_get_map (chart));
  sy_chart_get_cuts (chart, &x_cut, &y_cut);
  sy_chart_set_cuts (panel, x_cut, y_cut);
  sy_chart_set_currency (panel, sy_chart_get_currency (chart));
  for (guint i = 0; i < sy_chart_get_n_references (chart); i++)
    {
      const SyChartReference *line = sy_chart_get_reference (chart, i);
      sy_chart_add_reference (panel, line->value, line->title, line->axis, line->style);
    }
}

/* The ranges that all panels have in common. */
static void
set_ranges (SyChartLayout *self, SyChart *panel)
{
  SyChart *chart = self->chart;
  double low = G_MAXDOUBLE, high = -G_MAXDOUBLE, left = G_MAXDOUBLE, right = -G_MAXDOUBLE;
  for (guint i = 0; i < sy_chart_get_n_points (chart); i++)
    {
      double x = sy_chart_get_x (chart, i), end = sy_chart_get_x_high (chart, i);
      left = isnan (x) ? left : MIN (left, x);
      right = isnan (end) ? right : MAX (right, end);
      for (guint s = 0; s < sy_chart_get_n_series (chart); s++)
        {
          const SyChartSeries *series = sy_chart_get_series (chart, s);
          double value = series->values[i];
          double base = self->bases == NULL ? 0. : self->bases[s * sy_chart_get_n_points (chart) + i];
          if (isnan (value) || series->axis != SY_CHART_AXIS_FIRST)
            continue;
          low = MIN (low, base + value);
          high = MAX (high, base + value);
        }
    }
  if (low <= high)
    sy_chart_set_range (panel, SY_CHART_AXIS_FIRST, low, high);
  if (left <= right && sy_chart_layout_is_plane (chart))
    sy_chart_set_range (panel, SY_CHART_AXIS_X, left, right);
}

/* Columns of panels: those that come nearest to the shape aimed at. */
static guint
choose_columns (const SyRectangle *plot, guint n)
{
  guint best = 1;
  double least = G_MAXDOUBLE;
  for (guint columns = 1; columns <= n; columns++)
    {
      guint rows = (n + columns - 1) / columns;
      double shape = (plot->width / columns) / (plot->height / rows);
      double cost = fabs (log (shape / PANEL_SHAPE)) + 0.15 * (double) (rows * columns - n);
      if (cost < least)
        {
          least = cost;
          best = columns;
        }
    }
  return best;
}

/* What is along y, and how many facets are left out. */
static void
place_words (SyChartLayout *self, guint hidden)
{
  const char *title = sy_chart_get_y_title (self->chart);
  SyChartLabel *label;
  if (self->detail < SY_DETAIL_NAMES)
    return;
  if (*title == '\0' && sy_chart_get_n_series (self->chart) > 0)
    title = sy_chart_get_series (self->chart, 0)->title;
  g_autofree char *number = sy_chart_format_full ((double) hidden, SY_CHART_UNIT_COUNT, NULL, 0);
  g_autofree char *others = sy_theme_dup_others (self->theme, number);
  g_autofree char *text = hidden == 0 ? g_strdup (title) : g_strdup_printf ("%s · %s", title, others);
  if (*text == '\0')
    return;
  label = sy_label_new (SY_LABEL_AXIS_TITLE, text);
  sy_label_fit (self, label, self->plot.width, 1);
  label->x = self->plot.x;
  label->y = self->plot.y;
  self->plot.y += label->height + 2.;
  self->plot.height = MAX (4., self->plot.height - label->height - 2.);
  sy_label_keep (self, label);
}

void
sy_chart_layout_place_facets (SyChartLayout *self, double top)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GPtrArray) groups = group_points (self->chart, names);
  guint n = MIN (groups->len, MOST_PANELS);
  if (n == 0)
    return;
  place_words (self, groups->len - n);
  guint columns = choose_columns (&self->plot, n), rows = (n + columns - 1) / columns;
  double width = (self->plot.width + GAP) / (double) columns, height = self->plot.height / (double) rows;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SyChart) chart = sy_chart_new (sy_chart_get_chart_type (self->chart), NULL);
      SyPanel *panel = g_new0 (SyPanel, 1);
      panel->points = g_array_ref (g_ptr_array_index (groups, i));
      panel->x = self->plot.x + (double) (i % columns) * width;
      panel->y = self->plot.y + floor ((double) i / (double) columns) * height;
      sy_chart_set_title (chart, g_ptr_array_index (names, i));
      copy_points (self->chart, chart, panel->points);
      copy_series (self->chart, chart, panel->points);
      copy_rest (self->chart, chart, panel->points);
      set_ranges (self, chart);
      panel->layout = sy_chart_layout_new_panel (self, chart, MAX (1., width - GAP), height);
      g_ptr_array_add (self->panels, panel);
    }
}
