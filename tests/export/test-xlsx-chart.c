/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-xlsx-chart.h"

#include <math.h>
#include <string.h>

static SyXlsxChart *
make_chart (gboolean second)
{
  SyXlsxChart *chart = sy_xlsx_chart_new ();
  const double values[] = { 1., NAN, 3. };
  SyColor blue = { 0., 0., 1. };

  chart->title = g_strdup ("A & B");
  chart->font = "Calibri";
  chart->y_format = "#,##0";
  chart->y2_format = "0%";
  chart->n = 3;
  chart->x_ref = g_strdup ("'S'!$A$2:$A$4");
  chart->x_texts = g_strsplit ("<a> b c", " ", -1);
  for (guint i = 0; i < 2; i++)
    {
      SyXlsxSeries *series =
          sy_xlsx_chart_add (chart, i == 0 ? SY_XLSX_DRAW_LINE : SY_XLSX_DRAW_BARS, "s", blue);

      series->values_ref = g_strdup ("'S'!$B$2:$B$4");
      series->values = g_memdup2 (values, sizeof values);
      series->n = 3;
      series->second = second && i == 0;
    }
  return chart;
}

static void
on_text (GMarkupParseContext *context, const char *text, gsize length, gpointer user_data, GError **error)
{
}

static void
assert_well_formed (const char *xml)
{
  const GMarkupParser parser = { .text = on_text };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_markup_parse_context_parse (context, xml, (gssize) strlen (xml), &error);
  g_assert_no_error (error);
  g_assert_true (g_markup_parse_context_end_parse (context, &error));
}

static void
test_combined (void)
{
  g_autoptr (SyXlsxChart) chart = make_chart (TRUE);
  g_autofree char *xml = sy_xlsx_chart_write (chart);
  const char *bars = strstr (xml, "<c:barChart>"), *line = strstr (xml, "<c:lineChart>");

  assert_well_formed (xml);
  g_assert_nonnull (bars);
  g_assert_nonnull (line);
  /* Bars lie under lines. */
  g_assert_true (bars < line);
  g_assert_nonnull (strstr (xml, "<c:crosses val=\"max\"/>"));
  g_assert_nonnull (strstr (xml, "A &amp; B"));
  g_assert_nonnull (strstr (xml, "<c:v>&lt;a&gt;</c:v>"));
  g_assert_nonnull (strstr (xml, "0000FF"));
  /* A missing value is no point. */
  g_assert_null (strstr (xml, "nan"));
  g_assert_nonnull (
      strstr (xml, "<c:ptCount val=\"3\"/><c:pt idx=\"0\"><c:v>1</c:v></c:pt><c:pt idx=\"2\">"));
}

static void
test_one_axis (void)
{
  g_autoptr (SyXlsxChart) chart = make_chart (FALSE);
  g_autofree char *xml = sy_xlsx_chart_write (chart);

  g_assert_null (strstr (xml, "1003"));
  g_assert_nonnull (strstr (xml, "<c:dispBlanksAs val=\"gap\"/>"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xlsx-chart/combined", test_combined);
  g_test_add_func ("/xlsx-chart/one-axis", test_one_axis);
  return g_test_run ();
}
