/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart in words, for screen readers: what an eye takes from it at first glance. */
#include "config.h"

#include "sy-chart.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "sy-chart-describe-private.h"
#include "sy-date-axis.h"
#include "sy-chart-format.h"

static char *
format_bin (SyChart *chart, guint point)
{
  SyChartUnit unit = sy_chart_get_x_unit (chart);
  const char *currency = sy_chart_get_currency (chart);
  g_autofree char *low = sy_chart_format_full (sy_chart_get_x (chart, point), unit, currency, 2);
  g_autofree char *high = sy_chart_format_full (sy_chart_get_x_high (chart, point), unit, currency, 2);
  return g_strconcat (low, " – ", high, NULL);
}

static char *
format_point (SyChart *chart, guint point)
{
  switch (sy_chart_get_x_kind (chart))
    {
    case SY_CHART_X_DATE:
      return sy_chart_format_date ((gint64) sy_chart_get_x (chart, point));
    case SY_CHART_X_NUMBER:
      return sy_chart_format_full (sy_chart_get_x (chart, point), sy_chart_get_x_unit (chart),
                                   sy_chart_get_currency (chart), 2);
    case SY_CHART_X_BIN:
      return format_bin (chart, point);
    case SY_CHART_X_TEXT:
    default:
      return g_strdup (sy_chart_get_category (chart, point));
    }
}

static char *
format_value (SyChart *chart, const SyChartSeries *series, guint point)
{
  return sy_chart_format_full (series->values[point], series->unit, sy_chart_get_currency (chart), 2);
}

/* FALSE when no value is there. */
static gboolean
find_extremes (const SyChartSeries *series, guint n, guint *out_least, guint *out_greatest)
{
  gboolean found = FALSE;
  for (guint i = 0; i < n; i++)
    {
      if (isnan (series->values[i]))
        continue;
      if (!found || series->values[i] < series->values[*out_least])
        *out_least = i;
      if (!found || series->values[i] > series->values[*out_greatest])
        *out_greatest = i;
      found = TRUE;
    }
  return found;
}

static const char *
get_type_title (SyChartType type)
{
  static const char *const titles[] = {
    [SY_CHART_LINE] = N_ ("Line chart"),
    [SY_CHART_COLUMN] = N_ ("Column chart"),
    [SY_CHART_PRICE_BAND] = N_ ("Price band chart"),
    [SY_CHART_PARETO] = N_ ("Pareto chart"),
    [SY_CHART_TARGET] = N_ ("Chart of targets and actual values"),
    [SY_CHART_SCATTER] = N_ ("Scatter chart"),
    [SY_CHART_HISTOGRAM] = N_ ("Histogram"),
    [SY_CHART_BOX] = N_ ("Box plot"),
    [SY_CHART_CONTROL] = N_ ("Control chart"),
    [SY_CHART_WATERFALL] = N_ ("Waterfall chart"),
    [SY_CHART_TREE] = N_ ("Tree"),
    [SY_CHART_FUNNEL] = N_ ("Funnel"),
    [SY_CHART_RADAR] = N_ ("Radar chart"),
    [SY_CHART_HEATMAP] = N_ ("Heat map"),
    [SY_CHART_CALENDAR] = N_ ("Calendar"),
    [SY_CHART_LORENZ] = N_ ("Lorenz curve"),
    [SY_CHART_DUMBBELL] = N_ ("Dumbbell chart"),
    [SY_CHART_ROWS] = N_ ("Bar chart"),
    [SY_CHART_CELLS] = N_ ("Grid of items"),
    [SY_CHART_FISH] = N_ ("Fishbone diagram"),
    [SY_CHART_FORCES] = N_ ("Force field"),
    [SY_CHART_CLIMB] = N_ ("Climb"),
    [SY_CHART_BOARD] = N_ ("Board"),
    [SY_CHART_STEPS] = N_ ("Steps"),
    [SY_CHART_CARDS] = N_ ("Form"),
  };
  return _ (titles[type]);
}

static guint
count_distinct (SyChart *chart, const char *(*get) (SyChart *chart, guint point))
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < sy_chart_get_n_points (chart); i++)
    if (get (chart, i) != NULL)
      g_hash_table_add (known, (gpointer) get (chart, i));
  return g_hash_table_size (known);
}

static const char *
get_row (SyChart *chart, guint point)
{
  return sy_chart_get_text (chart, SY_CHART_TEXT_ROW, point);
}

static const char *
get_facet (SyChart *chart, guint point)
{
  return sy_chart_get_text (chart, SY_CHART_TEXT_FACET, point);
}

/* How many of what the chart shows: points of a range, cells, nodes, dots. */
static char *
describe_extent (SyChart *chart)
{
  guint n = sy_chart_get_n_points (chart), columns, rows;
  SyChartType type = sy_chart_get_chart_type (chart);
  switch (type)
    {
    case SY_CHART_SCATTER:
      return g_strdup_printf (ngettext ("%u point", "%u points", n), n);
    case SY_CHART_TREE:
      return g_strdup_printf (ngettext ("%u node", "%u nodes", n), n);
    case SY_CHART_HEATMAP:
      columns = count_distinct (chart, sy_chart_get_category);
      rows = count_distinct (chart, get_row);
      return g_strdup_printf (_ ("%u columns, %u rows"), columns, rows);
    default:
      break;
    }
  g_autofree char *first = format_point (chart, 0);
  g_autofree char *last = format_point (chart, n - 1);
  return g_strdup_printf (ngettext ("%u point from %s to %s", "%u points from %s to %s", n), n, first, last);
}

/* What else is to be known: broken rules, outliers, panels; NULL for nothing. */
static char *
describe_rest (SyChart *chart)
{
  guint flags = 0, outliers = sy_chart_get_n_outliers (chart), panels = count_distinct (chart, get_facet);
  for (guint i = 0; i < sy_chart_get_n_points (chart); i++)
    flags += sy_chart_get_flag (chart, i) ? 1 : 0;
  if (sy_chart_get_chart_type (chart) == SY_CHART_CONTROL)
    return g_strdup_printf (ngettext ("%u point breaks a rule.", "%u points break a rule.", flags), flags);
  if (outliers > 0)
    return g_strdup_printf (ngettext ("%u outlier.", "%u outliers.", outliers), outliers);
  if (panels > 0)
    return g_strdup_printf (ngettext ("%u panel.", "%u panels.", panels), panels);
  return NULL;
}

/* The dot, node or cell by its own name, where it has one. */
static char *
dup_name (SyChart *chart, guint point)
{
  const char *label = sy_chart_get_text (chart, SY_CHART_TEXT_LABEL, point);
  const char *row = get_row (chart, point), *facet = get_facet (chart, point);
  g_autofree char *where = format_point (chart, point);
  if (label != NULL && *label != '\0' && sy_chart_get_chart_type (chart) != SY_CHART_SCATTER)
    return g_strdup (label);
  if (sy_chart_get_chart_type (chart) == SY_CHART_SCATTER)
    {
      const char *title = sy_chart_get_x_title (chart);
      g_autofree char *x = *title == '\0' ? g_strdup (where) : g_strdup_printf ("%s %s", title, where);
      return label == NULL || *label == '\0' ? g_steal_pointer (&x) : g_strdup_printf ("%s, %s", label, x);
    }
  if (row != NULL)
    return g_strdup_printf ("%s, %s", where, row);
  return facet != NULL ? g_strdup_printf ("%s, %s", facet, where) : g_steal_pointer (&where);
}

char *
sy_chart_describe (SyChart *self)
{
  g_return_val_if_fail (SY_IS_CHART (self), NULL);
  const char *title = sy_chart_get_title (self);
  const char *type = get_type_title (sy_chart_get_chart_type (self));
  guint n = sy_chart_get_n_points (self);
  guint least = 0, greatest = 0;

  g_autofree char *head = *title == '\0' ? g_strdup (type) : g_strdup_printf ("%s: %s", type, title);
  if (sy_chart_type_is_drawing (sy_chart_get_chart_type (self)))
    return sy_chart_describe_drawing (self, head);
  if (sy_chart_get_n_series (self) == 0
      || !find_extremes (sy_chart_get_series (self, 0), n, &least, &greatest))
    return g_strdup_printf (_ ("%s. No data."), head);

  const SyChartSeries *series = sy_chart_get_series (self, 0);
  g_autofree char *high = format_value (self, series, greatest);
  g_autofree char *high_at = dup_name (self, greatest);
  if (n == 1)
    return g_strdup_printf (_ ("%s. %s %s at %s."), head, series->title, high, high_at);

  g_autofree char *low = format_value (self, series, least);
  g_autofree char *low_at = dup_name (self, least);
  g_autofree char *range = describe_extent (self);
  g_autofree char *rest = describe_rest (self);
  g_autofree char *text = g_strdup_printf (_ ("%s, %s. %s: highest %s at %s, lowest %s at %s."), head, range,
                                           series->title, high, high_at, low, low_at);
  return rest == NULL ? g_steal_pointer (&text) : g_strdup_printf ("%s %s", text, rest);
}

/* Class and note of a point, and its size where it is a bubble. */
static void
append_more (SyChart *chart, const SyChartSeries *series, guint point, GString *text)
{
  const char *note = sy_chart_get_text (chart, SY_CHART_TEXT_NOTE, point);
  int size = sy_chart_find_role (chart, SY_CHART_ROLE_SIZE);
  if (size >= 0 && series->role != SY_CHART_ROLE_SIZE)
    {
      const SyChartSeries *other = sy_chart_get_series (chart, (guint) size);
      g_autofree char *value = format_value (chart, other, point);
      g_string_append_printf (text, ", %s %s", other->title, value);
    }
  if (note != NULL && *note != '\0')
    g_string_append_printf (text, ", %s", note);
  if (sy_chart_get_chart_type (chart) == SY_CHART_CONTROL && sy_chart_get_flag (chart, point))
    g_string_append_printf (text, ", %s", _ ("breaks a rule"));
}

char *
sy_chart_describe_point (SyChart *self, guint series, guint point)
{
  g_return_val_if_fail (SY_IS_CHART (self), NULL);
  g_return_val_if_fail (series < sy_chart_get_n_series (self), NULL);
  g_return_val_if_fail (point < sy_chart_get_n_points (self), NULL);
  if (sy_chart_type_is_drawing (sy_chart_get_chart_type (self)))
    return sy_chart_describe_item (self, point);
  const SyChartSeries *entry = sy_chart_get_series (self, series);
  g_autofree char *where = dup_name (self, point);
  g_autofree char *value =
      isnan (entry->values[point]) ? g_strdup (_ ("no value")) : format_value (self, entry, point);
  g_autofree char *plain =
      entry->classes != NULL && *entry->classes[point] != '\0'
          ? g_strdup_printf (_ ("%s: %s %s, class %s"), where, entry->title, value, entry->classes[point])
          : g_strdup_printf (_ ("%s: %s %s"), where, entry->title, value);
  GString *text = g_string_new (plain);
  append_more (self, entry, point, text);
  return g_string_free (text, FALSE);
}
