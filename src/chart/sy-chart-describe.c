/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart in words, for screen readers: what an eye takes from it at first glance. */
#include "config.h"

#include "sy-chart.h"

#include <glib/gi18n-lib.h>
#include <math.h>

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
  switch (type)
    {
    case SY_CHART_LINE:
      return _ ("Line chart");
    case SY_CHART_PRICE_BAND:
      return _ ("Price band chart");
    case SY_CHART_PARETO:
      return _ ("Pareto chart");
    case SY_CHART_TARGET:
      return _ ("Chart of targets and actual values");
    case SY_CHART_COLUMN:
    default:
      return _ ("Column chart");
    }
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
  if (sy_chart_get_n_series (self) == 0
      || !find_extremes (sy_chart_get_series (self, 0), n, &least, &greatest))
    return g_strdup_printf (_ ("%s. No data."), head);

  const SyChartSeries *series = sy_chart_get_series (self, 0);
  g_autofree char *first = format_point (self, 0);
  g_autofree char *last = format_point (self, n - 1);
  g_autofree char *high = format_value (self, series, greatest);
  g_autofree char *high_at = format_point (self, greatest);
  if (n == 1)
    return g_strdup_printf (_ ("%s. %s %s at %s."), head, series->title, high, high_at);

  g_autofree char *low = format_value (self, series, least);
  g_autofree char *low_at = format_point (self, least);
  g_autofree char *range =
      g_strdup_printf (ngettext ("%u point from %s to %s", "%u points from %s to %s", n), n, first, last);
  return g_strdup_printf (_ ("%s, %s. %s: highest %s at %s, lowest %s at %s."), head, range, series->title,
                          high, high_at, low, low_at);
}

char *
sy_chart_describe_point (SyChart *self, guint series, guint point)
{
  g_return_val_if_fail (SY_IS_CHART (self), NULL);
  g_return_val_if_fail (series < sy_chart_get_n_series (self), NULL);
  g_return_val_if_fail (point < sy_chart_get_n_points (self), NULL);
  const SyChartSeries *entry = sy_chart_get_series (self, series);
  g_autofree char *where = format_point (self, point);
  g_autofree char *value =
      isnan (entry->values[point]) ? g_strdup (_ ("no value")) : format_value (self, entry, point);
  if (entry->classes != NULL && *entry->classes[point] != '\0')
    return g_strdup_printf (_ ("%s: %s %s, class %s"), where, entry->title, value, entry->classes[point]);
  return g_strdup_printf (_ ("%s: %s %s"), where, entry->title, value);
}
