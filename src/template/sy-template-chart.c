/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a chart of each type names: columns, values and tables, in one list, which the reader, the check of
 * links and whoever frees a chart go by. */
#include "config.h"

#include "sy-template-private.h"

#define FIELD(attribute, member, kind)                                                                       \
  {                                                                                                          \
    attribute, kind, G_STRUCT_OFFSET (SyTemplateChart, member)                                               \
  }

static const SyChartAttribute attributes[] = {
  FIELD ("table", table, SY_CHART_ATTRIBUTE_TABLE),
  FIELD ("x", x, SY_CHART_ATTRIBUTE_COLUMN),
  FIELD ("y", y, SY_CHART_ATTRIBUTE_COLUMN),
  FIELD ("bars", bars, SY_CHART_ATTRIBUTE_COLUMN),
  FIELD ("bars2", bars2, SY_CHART_ATTRIBUTE_COLUMN),
  FIELD ("bars3", bars3, SY_CHART_ATTRIBUTE_COLUMN),
  FIELD ("bars4", bars4, SY_CHART_ATTRIBUTE_COLUMN),
  FIELD ("line", line, SY_CHART_ATTRIBUTE_COLUMN),
  FIELD ("line2", line2, SY_CHART_ATTRIBUTE_COLUMN),
  FIELD ("line3", line3, SY_CHART_ATTRIBUTE_COLUMN),
  FIELD ("line4", line4, SY_CHART_ATTRIBUTE_COLUMN),
  FIELD ("color", color, SY_CHART_ATTRIBUTE_COLUMN),
  FIELD ("label", label, SY_CHART_ATTRIBUTE_COLUMN),
  FIELD ("size", size, SY_CHART_ATTRIBUTE_COLUMN),
  FIELD ("value", value, SY_CHART_ATTRIBUTE_COLUMN),
  FIELD ("note", note, SY_CHART_ATTRIBUTE_COLUMN),
  FIELD ("facet", facet, SY_CHART_ATTRIBUTE_COLUMN),
  FIELD ("target", target, SY_CHART_ATTRIBUTE_COLUMN),
  FIELD ("low", low, SY_CHART_ATTRIBUTE_COLUMN),
  FIELD ("q1", q1, SY_CHART_ATTRIBUTE_COLUMN),
  FIELD ("median", median, SY_CHART_ATTRIBUTE_COLUMN),
  FIELD ("q3", q3, SY_CHART_ATTRIBUTE_COLUMN),
  FIELD ("high", high, SY_CHART_ATTRIBUTE_COLUMN),
  FIELD ("mean", mean, SY_CHART_ATTRIBUTE_COLUMN),
  FIELD ("center", center, SY_CHART_ATTRIBUTE_COLUMN),
  FIELD ("upper", upper, SY_CHART_ATTRIBUTE_COLUMN),
  FIELD ("lower", lower, SY_CHART_ATTRIBUTE_COLUMN),
  FIELD ("parent", parent, SY_CHART_ATTRIBUTE_COLUMN),
  FIELD ("from", from, SY_CHART_ATTRIBUTE_COLUMN),
  FIELD ("to", to, SY_CHART_ATTRIBUTE_COLUMN),
  FIELD ("total-where", total_where, SY_CHART_ATTRIBUTE_COLUMN),
  FIELD ("mark-where", mark_where, SY_CHART_ATTRIBUTE_COLUMN),
  FIELD ("outliers", outliers, SY_CHART_ATTRIBUTE_TABLE),
  FIELD ("outlier-x", outlier_x, SY_CHART_ATTRIBUTE_OUTLIER_COLUMN),
  FIELD ("outlier-y", outlier_y, SY_CHART_ATTRIBUTE_OUTLIER_COLUMN),
  FIELD ("zone-low", zone_low, SY_CHART_ATTRIBUTE_NAME),
  FIELD ("zone-high", zone_high, SY_CHART_ATTRIBUTE_NAME),
  FIELD ("point", point, SY_CHART_ATTRIBUTE_NAME),
  FIELD ("x-cut", x_cut, SY_CHART_ATTRIBUTE_NAME),
  FIELD ("y-cut", y_cut, SY_CHART_ATTRIBUTE_NAME),
  FIELD ("slope", slope, SY_CHART_ATTRIBUTE_NAME),
  FIELD ("intercept", intercept, SY_CHART_ATTRIBUTE_NAME),
  FIELD ("head", head, SY_CHART_ATTRIBUTE_NAME),
  FIELD ("columns", columns, SY_CHART_ATTRIBUTE_NAMES),
  FIELD ("rows", rows, SY_CHART_ATTRIBUTE_NAMES),
  FIELD ("states", states, SY_CHART_ATTRIBUTE_NAMES),
};

/* What each type can't do without; of words with | one is enough. */
static const struct
{
  const char *type;
  const char *needs;
} types[] = {
  { "line", "bars|line" },       { "column", "bars|line" },
  { "price-band", "bars|line" }, { "pareto", "bars|line" },
  { "target", "bars|line" },     { "scatter", "y" },
  { "histogram", "high bars" },  { "box", "low q1 median q3 high" },
  { "control", "line" },         { "waterfall", "bars" },
  { "tree", "parent bars" },     { "funnel", "bars" },
  { "radar", "line" },           { "heatmap", "y value" },
  { "calendar", "value" },       { "lorenz", "line" },
  { "dumbbell", "from to" },     { "bars", "bars" },
  { "cells", "y label" },        { "fish", "parent label" },
  { "forces", "from to" },       { "climb", "line" },
  { "board", "label" },          { "steps", "" },
  { "cards", "label" },
};

const SyChartAttribute *
sy_template_chart_attributes (guint *n)
{
  *n = G_N_ELEMENTS (attributes);
  return attributes;
}

char **
sy_template_chart_field (SyTemplateChart *chart, const SyChartAttribute *attribute)
{
  return (char **) ((char *) chart + attribute->offset);
}

const char *const *
sy_template_chart_types (void)
{
  static const char *names[G_N_ELEMENTS (types) + 1];
  static gsize once;

  if (g_once_init_enter (&once))
    {
      for (guint i = 0; i < G_N_ELEMENTS (types); i++)
        names[i] = types[i].type;
      g_once_init_leave (&once, 1);
    }
  return names;
}

static gboolean
has_one_of (SyTemplateChart *chart, const char *choices)
{
  g_auto (GStrv) names = g_strsplit (choices, "|", -1);

  for (guint i = 0; i < G_N_ELEMENTS (attributes); i++)
    if (g_strv_contains ((const char *const *) names, attributes[i].name)
        && *sy_template_chart_field (chart, &attributes[i]))
      return TRUE;
  return FALSE;
}

char *
sy_template_chart_find_missing (SyTemplateChart *chart)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_auto (GStrv) needed = NULL;

      if (!g_str_equal (types[i].type, chart->type))
        continue;
      needed = g_strsplit (types[i].needs, " ", -1);
      for (guint k = 0; needed[k]; k++)
        if (!has_one_of (chart, needed[k]))
          return g_steal_pointer (&needed[k]);
    }
  return NULL;
}

static void
line_free (gpointer data)
{
  SyTemplateLine *line = data;
  g_free (line->value);
  g_free (line->title);
  g_free (line->axis);
  g_free (line->style);
  g_free (line);
}

static void
marks_free (gpointer data)
{
  SyTemplateMarks *marks = data;
  g_free (marks->table);
  g_free (marks->from);
  g_free (marks->to);
  g_free (marks->label);
  g_free (marks->kind);
  g_free (marks);
}

SyTemplateChart *
sy_template_chart_new (void)
{
  SyTemplateChart *chart = g_new0 (SyTemplateChart, 1);
  chart->lines = g_ptr_array_new_with_free_func (line_free);
  chart->marks = g_ptr_array_new_with_free_func (marks_free);
  return chart;
}

void
sy_template_chart_free (SyTemplateChart *chart)
{
  g_free (chart->id);
  g_free (chart->title);
  g_free (chart->type);
  g_free (chart->direction);
  for (guint i = 0; i < G_N_ELEMENTS (attributes); i++)
    g_free (*sy_template_chart_field (chart, &attributes[i]));
  for (guint i = 0; i < SY_TEMPLATE_N_QUADRANTS; i++)
    g_free (chart->quadrants[i]);
  g_ptr_array_unref (chart->lines);
  g_ptr_array_unref (chart->marks);
  g_free (chart);
}
