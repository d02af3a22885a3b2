/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export-fixture.h"
#include "sy-composition.h"
#include "sy-report.h"

static void
test_parts (void)
{
  ExportFixture fixture;
  g_autofree char *path = NULL, *sheets = NULL, *workbook = NULL, *tables = NULL, *charts = NULL,
                  *strings = NULL;

  export_fixture_open (&fixture, "monthly");
  path = export_fixture_write (&fixture, NULL);
  sheets = export_fixture_read (path, "xl/worksheets/sheet");
  workbook = export_fixture_read (path, "xl/workbook.xml");
  tables = export_fixture_read (path, "xl/tables/");
  charts = export_fixture_read (path, "xl/charts/");
  strings = export_fixture_read (path, "xl/sharedStrings.xml");
  g_assert_nonnull (strstr (workbook, "<definedName name=\"Month_target\""));
  g_assert_nonnull (strstr (tables, "displayName=\"Daily_tracking\""));
  g_assert_nonnull (strstr (sheets, "Daily_tracking[[#This Row],[Date]]"));
  g_assert_nonnull (strstr (sheets, "t=\"e\""));
  g_assert_nonnull (strstr (sheets, "<dataValidation "));
  g_assert_nonnull (strstr (sheets, "<pane "));
  /* Marks of the package step and of placeholders are gone. */
  g_assert_null (strstr (sheets, "E+30"));
  g_assert_null (strstr (sheets, "E+29"));
  g_assert_null (strstr (charts, "steelyard-chart"));
  g_assert_nonnull (strstr (charts, "<c:barChart>"));
  g_assert_nonnull (strstr (charts, "<c:valAx><c:axId val=\"1004\"/>"));
  export_fixture_clear (&fixture);
}

static void
test_texts_stay_texts (void)
{
  ExportFixture fixture;
  g_autofree char *path = NULL, *sheets = NULL;

  export_fixture_open (&fixture, "pareto");
  path = export_fixture_write (&fixture, NULL);
  sheets = export_fixture_read (path, "xl/worksheets/sheet");
  g_assert_null (strstr (sheets, "<f>1+1</f>"));
  g_assert_nonnull (strstr (sheets, "<t>=1+1</t>"));
  /* A key with wildcards is escaped where it is a criterion. */
  g_assert_nonnull (strstr (sheets, "SUBSTITUTE(SUBSTITUTE(SUBSTITUTE("));
  export_fixture_clear (&fixture);
}

static void
test_a1 (void)
{
  ExportFixture fixture;
  SyXlsxOptions options = { .a1 = TRUE };
  g_autofree char *path = NULL, *sheets = NULL;

  export_fixture_open (&fixture, "monthly");
  path = export_fixture_write (&fixture, &options);
  sheets = export_fixture_read (path, "xl/worksheets/sheet");
  g_assert_null (strstr (sheets, "[#This Row]"));
  g_assert_nonnull (strstr (sheets, "'Analysis·Daily tracking'!$N$5:$N$35"));
  export_fixture_clear (&fixture);
}

static void
test_grain (void)
{
  ExportFixture fixture;
  SyXlsxOptions options = { .max_fact_rows = 10 };
  g_autofree char *path = NULL, *tables = NULL, *sheets = NULL;

  export_fixture_open (&fixture, "monthly");
  path = export_fixture_write (&fixture, &options);
  tables = export_fixture_read (path, "xl/tables/");
  sheets = export_fixture_read (path, "xl/worksheets/sheet");
  g_assert_nonnull (strstr (tables, "summed_up"));
  g_assert_nonnull (strstr (tables, "(sum)"));
  /* 61 days of sales: one row a day in the stand-in of the days. */
  g_assert_true (g_regex_match_simple ("ref=\"A4:[A-Z]65\"", tables, 0, 0));
  g_assert_nonnull (strstr (sheets, "summed_up_1["));
  export_fixture_clear (&fixture);
}

static void
on_progress (guint64 done, guint64 total, const char *unit, gpointer user_data)
{
  g_assert_cmpuint (done, <=, total);
  if (done == 2)
    g_cancellable_cancel (user_data);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir))
    n++;
  return n;
}

static void
test_cancel (void)
{
  ExportFixture fixture;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL, *kept = NULL;

  export_fixture_open (&fixture, "monthly");
  path = g_build_filename (fixture.folder, "report.xlsx", NULL);
  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  evaluation = sy_workbook_evaluate (fixture.workbook, &error);
  g_assert_false (
      sy_xlsx_writer_write (evaluation, path, NULL, on_progress, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (g_file_get_contents (path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "old");
  g_assert_cmpuint (count_files (fixture.folder), ==, 2);
  g_clear_object (&evaluation);
  export_fixture_clear (&fixture);
}

static void
test_no_folder (void)
{
  ExportFixture fixture;
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autoptr (GError) error = NULL;

  export_fixture_open (&fixture, "pareto");
  evaluation = sy_workbook_evaluate (fixture.workbook, &error);
  g_assert_false (sy_xlsx_writer_write (evaluation, "/nowhere/at/all.xlsx", NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, SY_EXPORT_ERROR, SY_EXPORT_ERROR_WRITE);
  g_clear_object (&evaluation);
  export_fixture_clear (&fixture);
}

/* The page put together by hand is the one that is written, long texts and all. */
static void
test_composed (void)
{
  ExportFixture fixture;
  g_autoptr (GPtrArray) items = sy_composition_new ();
  g_autofree char *many = g_strnfill (9000, 'w');
  g_autofree char *path = NULL, *all = NULL;
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autoptr (GPtrArray) parts = NULL;
  g_autoptr (GError) error = NULL;

  export_fixture_open (&fixture, "pareto");
  sy_composition_add (items, SY_REPORT_HEADING, "A page of my own");
  sy_composition_add (items, SY_REPORT_NOTE, "Words that nobody computed");
  sy_composition_add (items, SY_REPORT_NOTE, many);
  sy_composition_add (items, SY_REPORT_TABLE, "pareto")->rows = 2;
  sy_composition_keep (fixture.workbook, items);
  evaluation = sy_workbook_evaluate (fixture.workbook, &error);
  /* What the PDF and the web page are made from is the same page. */
  parts = sy_report_build_of (evaluation, sy_workbook_get_template (fixture.workbook), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (parts->len, ==, 4);
  g_assert_cmpstr (((const SyReportPart *) parts->pdata[0])->text, ==, "A page of my own");
  path = export_fixture_write (&fixture, NULL);
  all = export_fixture_read (path, "xl/");
  g_assert_nonnull (strstr (all, "A page of my own"));
  g_assert_nonnull (strstr (all, "Words that nobody computed"));
  g_assert_nonnull (strstr (all, many));
  sy_composition_keep (fixture.workbook, NULL);
  g_clear_pointer (&path, g_free);
  g_clear_pointer (&all, g_free);
  path = export_fixture_write (&fixture, NULL);
  all = export_fixture_read (path, "xl/");
  g_assert_null (strstr (all, "A page of my own"));
  g_clear_pointer (&parts, g_ptr_array_unref);
  g_clear_object (&evaluation);
  export_fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xlsx-writer/parts", test_parts);
  g_test_add_func ("/xlsx-writer/texts-stay-texts", test_texts_stay_texts);
  g_test_add_func ("/xlsx-writer/a1", test_a1);
  g_test_add_func ("/xlsx-writer/grain", test_grain);
  g_test_add_func ("/xlsx-writer/cancel-leaves-the-old-file", test_cancel);
  g_test_add_func ("/xlsx-writer/no-folder", test_no_folder);
  g_test_add_func ("/xlsx-writer/composed", test_composed);
  return g_test_run ();
}
