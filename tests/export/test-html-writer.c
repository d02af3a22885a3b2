/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report as a web page: all that the report has, nothing that runs or is fetched. */
#include "config.h"

#include "export-fixture.h"
#include "sy-composition.h"
#include "sy-html-writer.h"
#include "sy-worksheet.h"

static char *
write_page (ExportFixture *fixture, GCancellable *cancellable, GError **error)
{
  g_autoptr (SyEvaluation) evaluation = sy_workbook_evaluate (fixture->workbook, error);
  g_autofree char *path = g_build_filename (fixture->folder, "report.html", NULL);
  char *text = NULL;

  g_assert_nonnull (evaluation);
  if (!sy_html_writer_write (evaluation, path, NULL, NULL, cancellable, error))
    return NULL;
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static void
test_report (void)
{
  ExportFixture fixture;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  export_fixture_open (&fixture, "pareto");
  text = write_page (&fixture, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (text, "<!DOCTYPE html>\n<html lang=\"en\">"));
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_nonnull (strstr (text, "<h1>"));
  g_assert_nonnull (strstr (text, "src=\"data:image/svg+xml;base64,PD94"));
  g_assert_nonnull (strstr (text, "<td class=\"n\">"));
  g_assert_nonnull (strstr (text, "</html>\n"));
  g_assert_null (strstr (text, "<script"));
  g_assert_null (strstr (text, "http"));
  export_fixture_clear (&fixture);
}

/* What is typed stays text. */
static void
test_hostile (void)
{
  ExportFixture fixture;
  g_autoptr (GPtrArray) items = sy_composition_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  export_fixture_open_csv (&fixture, "pareto",
                           "date,product,price,quantity,amount\n"
                           "2024-03-01,<img src=x onerror=alert(1)>,1,1,1\n2024-03-02,\"a\"\"&\",1,1,2\n");
  sy_composition_add (items, SY_REPORT_HEADING, "<script>alert(1)</script>");
  sy_composition_add (items, SY_REPORT_NOTE, "a < b & \"c\"");
  sy_composition_add (items, SY_REPORT_TABLE, "pareto");
  sy_composition_keep (fixture.workbook, items);
  text = write_page (&fixture, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (strstr (text, "<script"));
  g_assert_null (strstr (text, "<img src=x"));
  g_assert_nonnull (strstr (text, "&lt;script&gt;alert(1)&lt;/script&gt;"));
  g_assert_nonnull (strstr (text, "a &lt; b &amp; &quot;c&quot;"));
  g_assert_nonnull (strstr (text, "a&quot;&amp;"));
  export_fixture_clear (&fixture);
}

/* A document of worksheets alone is all of them, one after the other. */
static void
test_worksheets (void)
{
  ExportFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  fixture.folder = g_dir_make_tmp ("steelyard-export-XXXXXX", NULL);
  fixture.catalogue = export_fixture_dup_catalogue ();
  fixture.engine = sy_duckdb_engine_open (NULL, NULL, &error);
  g_assert_no_error (error);
  fixture.workbook = sy_workbook_new (fixture.catalogue, fixture.engine);
  g_assert_nonnull (sy_workbook_add_worksheet (fixture.workbook, "swot", "Our plan", &error));
  g_assert_nonnull (sy_workbook_add_worksheet (fixture.workbook, "forces", NULL, &error));
  text = write_page (&fixture, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (text, "<title>Our plan</title>"));
  g_assert_nonnull (strstr (strstr (text, "<h1>") + 4, "<h1>"));
  export_fixture_clear (&fixture);
}

static void
test_cancel (void)
{
  ExportFixture fixture;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL, *kept = NULL;

  export_fixture_open (&fixture, "pareto");
  path = g_build_filename (fixture.folder, "report.html", NULL);
  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  g_cancellable_cancel (cancellable);
  g_assert_null (write_page (&fixture, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (g_file_get_contents (path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "old");
  export_fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/html-writer/report", test_report);
  g_test_add_func ("/html-writer/hostile", test_hostile);
  g_test_add_func ("/html-writer/worksheets", test_worksheets);
  g_test_add_func ("/html-writer/cancel", test_cancel);
  return g_test_run ();
}
