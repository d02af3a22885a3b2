/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart of every type from its template into the workbook: what it is filled with, and which parts it makes
 * there. */
#include "config.h"

#include "sy-chart-builder.h"
#include "export-fixture.h"
#include "sy-template-reader.h"

#include <math.h>

static void
open_template (ExportFixture *self, const char *folder, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "tests", folder, "charts", name, NULL);
  g_autoptr (SyTemplate) template = sy_template_reader_read (path, "en", &error);

  g_assert_no_error (error);
  self->folder = g_dir_make_tmp ("steelyard-charts-XXXXXX", NULL);
  self->catalogue = sy_catalogue_new ("en", &error);
  g_assert_no_error (error);
  self->engine = sy_duckdb_engine_open (NULL, NULL, &error);
  g_assert_no_error (error);
  self->workbook = sy_workbook_new (self->catalogue, self->engine);
  g_assert_true (sy_workbook_set_template (self->workbook, template, &error));
  g_assert_no_error (error);
}

static void
open_kinds (ExportFixture *self)
{
  open_template (self, "export", "kinds.xml");
}

/* What the builder puts into each chart. */
static void
test_filled (void)
{
  static const struct
  {
    const char *id;
    guint points, series;
    const char *said; /* of the first point */
  } cases[] = {
    { "scatter", 24, 1, "Goods 1, Share 9.8%: Growth 29.3%, class Star" },
    { "bubbles", 24, 2, "Goods 1, Share 9.8%: Growth 29.3%, class Star, Sales 57,910" },
    { "histogram", 10, 2, "20 – 35: Orders 49" },
    { "box", 3, 6, "Classic: Median 16" },
    { "control", 20, 4, "2015-12-01: Sales 17,220" },
    { "calendar", 20, 1, "2015-12-01: Sales 17,220" },
    { "waterfall", 8, 1, "Last year: Change 1,200,000" },
    { "tree", 5, 1, "Return on equity: Value 15%, +1.2" },
    { "funnel", 5, 1, "Visitors: People 12,400" },
    { "bars", 5, 1, "Visitors: People 12,400" },
    { "radar", 5, 2, "Recency: Champions 4.2" },
    { "dumbbell", 5, 2, "Recency: Promising 2.1" },
    { "stacked", 5, 2, "Recency: Champions 4.2" },
    { "heatmap", 12, 1, NULL },
    { "facets", 12, 1, NULL },
    { "lorenz", 10, 1, NULL },
  };
  ExportFixture self = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEvaluation) evaluation = NULL;
  GPtrArray *charts;

  open_kinds (&self);
  evaluation = sy_workbook_evaluate (self.workbook, &error);
  g_assert_no_error (error);
  charts = sy_workbook_list_charts (self.workbook);
  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    for (guint i = 0; i < charts->len; i++)
      {
        const SyTemplateChart *definition = charts->pdata[i];
        g_autoptr (SyBuiltChart) built = NULL;
        g_autofree char *said = NULL;

        if (!g_str_equal (definition->id, cases[c].id))
          continue;
        built = sy_chart_builder_build (evaluation, definition, NULL, &error);
        g_assert_no_error (error);
        g_assert_cmpuint (sy_chart_get_n_points (built->chart), ==, cases[c].points);
        g_assert_cmpuint (sy_chart_get_n_series (built->chart), ==, cases[c].series);
        g_assert_cmpuint (g_strv_length (built->columns), ==, cases[c].series);
        said = sy_chart_describe_point (built->chart, 0, 0);
        if (cases[c].said)
          g_assert_cmpstr (said, ==, cases[c].said);
      }
  g_clear_object (&evaluation);
  export_fixture_clear (&self);
}

/* The outlier beyond the limits is flagged, the cuts are those of the parameters, boxes have their outliers.
 */
static void
test_extras (void)
{
  ExportFixture self = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEvaluation) evaluation = NULL;
  GPtrArray *charts;

  open_kinds (&self);
  evaluation = sy_workbook_evaluate (self.workbook, &error);
  g_assert_no_error (error);
  charts = sy_workbook_list_charts (self.workbook);
  for (guint i = 0; i < charts->len; i++)
    {
      g_autoptr (SyBuiltChart) built = sy_chart_builder_build (evaluation, charts->pdata[i], NULL, &error);
      double x, y;

      g_assert_no_error (error);
      switch (sy_chart_get_chart_type (built->chart))
        {
        case SY_CHART_CONTROL:
          for (guint p = 0; p < 20; p++)
            g_assert_cmpint (sy_chart_get_flag (built->chart, p), ==, p == 9);
          break;
        case SY_CHART_BOX:
          g_assert_cmpuint (sy_chart_get_n_outliers (built->chart), ==, 3);
          g_assert_cmpuint (sy_chart_get_outlier (built->chart, 2)->point, ==, 2);
          break;
        case SY_CHART_SCATTER:
          sy_chart_get_cuts (built->chart, &x, &y);
          g_assert_true (isnan (x) || fabs (x - 0.08) < 1e-12);
          g_assert_true (isnan (y) || fabs (y - 0.1) < 1e-12);
          break;
        default:
          break;
        }
    }
  g_clear_object (&evaluation);
  export_fixture_clear (&self);
}

static guint
count (const char *text, const char *part)
{
  guint n = 0;

  for (const char *at = strstr (text, part); at; at = strstr (at + 1, part))
    n++;
  return n;
}

/* Native where a spreadsheet has such charts, pictures where not. */
static void
test_parts (void)
{
  ExportFixture self = { 0 };
  SyXlsxOptions options = { 0 };
  g_autofree char *path = NULL, *charts = NULL, *drawings = NULL;

  open_kinds (&self);
  path = export_fixture_write (&self, &options);
  charts = export_fixture_read (path, "xl/charts/chart");
  drawings = export_fixture_read (path, "xl/drawings/drawing");
  /* Charts over computed tables stand there and in the report, the others in the report alone. */
  g_assert_cmpuint (count (charts, "<c:scatterChart>"), ==, 2 * 2 + 1);
  g_assert_cmpuint (count (charts, "<c:bubbleChart>"), ==, 2);
  g_assert_cmpuint (count (charts, "<c:radarChart>"), ==, 1);
  g_assert_cmpuint (count (charts, "<c:hiLowLines>"), ==, 1);
  g_assert_cmpuint (count (charts, "<c:grouping val=\"stacked\"/>"), ==, 3);
  g_assert_cmpuint (count (charts, "<c:barDir val=\"bar\"/>"), ==, 2);
  g_assert_cmpuint (count (charts, "<c15:datalabelsRange>"), ==, 4 * 4);
  g_assert_cmpuint (count (drawings, "<xdr:pic>"), ==, 5);
  g_assert_null (strstr (charts, "nan"));
  export_fixture_clear (&self);
}

/* Drawings of words are pictures, each with its words for those who can't see it. */
static void
test_drawings (void)
{
  ExportFixture self = { 0 };
  SyXlsxOptions options = { 0 };
  g_autofree char *path = NULL, *drawings = NULL;

  open_template (&self, "workbook", "drawings.xml");
  path = export_fixture_write (&self, &options);
  drawings = export_fixture_read (path, "xl/drawings/drawing");
  g_assert_cmpuint (count (drawings, "<xdr:pic>"), ==, 7);
  g_assert_cmpuint (count (drawings, "descr=\"Fishbone diagram: Why deliveries come late, 5 items."), ==, 1);
  export_fixture_clear (&self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart-workbook/filled", test_filled);
  g_test_add_func ("/chart-workbook/extras", test_extras);
  g_test_add_func ("/chart-workbook/parts", test_parts);
  g_test_add_func ("/chart-workbook/drawings", test_drawings);
  return g_test_run ();
}
