/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Worksheets of thinking in the workbook and on paper: a sheet each, links live, one page. */
#include "config.h"

#include "export-fixture.h"
#include "sy-evaluation-private.h"
#include "sy-pdf-sheet.h"
#include "sy-pdf-writer.h"
#include "sy-worksheet.h"

static void
type (SyWorkbook *workbook, const char *table, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, ";", -1);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (GError) error = NULL;

  for (char **line = lines; *line; line++)
    g_ptr_array_add (rows, g_strsplit (*line, "|", -1));
  sy_workbook_set_input_rows (workbook, table, rows, &error);
  g_assert_no_error (error);
}

/* A document with the sales and two worksheets of one kind. */
static void
open_two (ExportFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  export_fixture_open (fixture, "pareto");
  g_assert_cmpstr (sy_workbook_add_worksheet (fixture->workbook, "forces", "Open a shop", &error), ==,
                   "forces");
  g_assert_no_error (error);
  g_assert_cmpstr (sy_workbook_add_worksheet (fixture->workbook, "forces", "Close a shop", &error), ==,
                   "forces2");
  g_assert_no_error (error);
  type (fixture->workbook, "forces_items",
        "forces_driving|Rent falls|5|=INDEX(pareto[amount],1)|;forces_driving|More people|4|text|;"
        "forces_driving|Trained staff|3||;forces_restraining|Costs\nof two\nlines|5||;"
        "forces_restraining|Habit|4||");
}

static void
test_sheets (void)
{
  ExportFixture fixture;
  g_autofree char *path = NULL, *workbook = NULL, *sheets = NULL, *media = NULL, *tables = NULL;

  open_two (&fixture);
  path = export_fixture_write (&fixture, NULL);
  workbook = export_fixture_read (path, "xl/workbook.xml");
  sheets = export_fixture_read (path, "xl/worksheets/sheet");
  tables = export_fixture_read (path, "xl/tables/");
  g_assert_nonnull (strstr (workbook, "\"Open a shop\""));
  g_assert_nonnull (strstr (workbook, "\"Close a shop\""));
  /* The analysis keeps its report page. */
  g_assert_nonnull (strstr (workbook, "\"Report\""));
  /* Choices are offered, scores have their range, and the linked cell is a formula. */
  g_assert_nonnull (strstr (sheets, "\"Driving,Restraining\""));
  g_assert_nonnull (strstr (sheets, "<formula1>1</formula1><formula2>5</formula2>"));
  /* Errors are grey: each rule asks for the first cell of its range. */
  g_assert_true (g_regex_match_simple (
      "sqref=\"([A-Z]+[0-9]+)[:\"][^>]*><cfRule [^>]*><formula>ISERROR\\(\\1\\)", sheets, 0, 0));
  g_assert_false (g_regex_match_simple (
      "sqref=\"([A-Z]+[0-9]+)[:\"][^>]*><cfRule [^>]*><formula>ISERROR\\((?!\\1\\))", sheets, 0, 0));
  g_assert_nonnull (strstr (
      sheets,
      "TEXT(INDEX(Products_by_sales[Amount],1),IF(ABS(INDEX(Products_by_sales[Amount],1))&gt;=10000,"));
  export_fixture_clear (&fixture);
}

static guint
count_pages (const char *path)
{
  g_autofree char *data = NULL;
  gsize length = 0, pages = 0;
  g_autoptr (GRegex) regex = g_regex_new ("/Type /Page[^s]", G_REGEX_RAW, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  g_regex_match_full (regex, data, (gssize) length, 0, 0, &match, NULL);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL))
    pages++;
  return (guint) pages;
}

static void
test_one_page (void)
{
  ExportFixture fixture;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) many = g_string_new (NULL);
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autofree char *path = NULL;

  open_two (&fixture);
  for (guint i = 0; i < 30; i++)
    g_string_append_printf (many, "%sforces_driving|Reason %u|3||", i ? ";" : "", i);
  type (fixture.workbook, "forces2_items", many->str);
  evaluation = sy_workbook_evaluate (fixture.workbook, &error);
  g_assert_no_error (error);
  path = g_build_filename (fixture.folder, "page.pdf", NULL);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (sy_pdf_writer_write_worksheet (evaluation, i ? "forces2" : "forces", path, NULL, NULL,
                                                    NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (count_pages (path), ==, 1);
    }
  g_assert_false (sy_pdf_writer_write_worksheet (evaluation, "forces3", path, NULL, NULL, NULL, &error));
  g_assert_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_TABLE);
  export_fixture_clear (&fixture);
}

/* Without an analysis, or data for it, each worksheet is a page of the file, and there is no empty report
 * sheet.
 */
static void
test_worksheets_alone (gconstpointer data)
{
  const char *template = data;
  ExportFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autofree char *path = NULL, *workbook = NULL, *pdf = NULL;

  fixture.folder = g_dir_make_tmp ("steelyard-export-XXXXXX", NULL);
  fixture.catalogue = export_fixture_dup_catalogue ();
  fixture.engine = sy_duckdb_engine_open (NULL, NULL, &error);
  g_assert_no_error (error);
  fixture.workbook = sy_workbook_new (fixture.catalogue, fixture.engine);
  if (template)
    sy_workbook_set_template (fixture.workbook,
                              sy_catalogue_find_template (fixture.catalogue, template, NULL), &error);
  g_assert_no_error (error);
  g_assert_nonnull (sy_workbook_add_worksheet (fixture.workbook, "forces", NULL, &error));
  g_assert_nonnull (sy_workbook_add_worksheet (fixture.workbook, "swot", NULL, &error));
  path = export_fixture_write (&fixture, NULL);
  workbook = export_fixture_read (path, "xl/workbook.xml");
  g_assert_null (strstr (workbook, "\"Report\""));
  g_assert_nonnull (strstr (workbook, "\"SWOT\""));
  evaluation = sy_workbook_evaluate (fixture.workbook, &error);
  pdf = g_build_filename (fixture.folder, "all.pdf", NULL);
  g_assert_true (sy_pdf_writer_write (evaluation, pdf, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_pages (pdf), ==, 2);
  export_fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xlsx-worksheet/sheets", test_sheets);
  g_test_add_func ("/xlsx-worksheet/one-page", test_one_page);
  g_test_add_data_func ("/xlsx-worksheet/alone", NULL, test_worksheets_alone);
  g_test_add_data_func ("/xlsx-worksheet/without-data", "monthly-report", test_worksheets_alone);
  return g_test_run ();
}
