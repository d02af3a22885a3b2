/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export-fixture.h"
#include "sy-xlsx-grain.h"
#include "sy-xlsx-layout.h"

static SyXlsxLayout *
open_layout (ExportFixture *fixture, SyEvaluation **evaluation, const SyXlsxOptions *options)
{
  g_autoptr (GError) error = NULL;
  SyXlsxLayout *layout;

  export_fixture_open (fixture, "monthly");
  *evaluation = sy_workbook_evaluate (fixture->workbook, &error);
  g_assert_no_error (error);
  layout = sy_xlsx_layout_new (*evaluation, options, NULL, &error);
  g_assert_no_error (error);
  return layout;
}

static void
close_layout (ExportFixture *fixture, SyEvaluation *evaluation, SyXlsxLayout *layout)
{
  sy_xlsx_layout_free (layout);
  g_object_unref (evaluation);
  export_fixture_clear (fixture);
}

static char *
write_cell (SyXlsxLayout *layout, const char *table, const char *column, guint row)
{
  SyXlsxTable *found = sy_xlsx_layout_find_table_by_id (layout, table);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyExcelFormula) formula = NULL;

  g_assert_nonnull (found);
  formula = sy_xlsx_layout_write_cell (layout, sy_xlsx_table_find_column (found, column), row, &error);
  g_assert_no_error (error);
  return g_strdup (formula->text);
}

/* April 2024 has 30 days; a longer month finds its 31st row. */
static void
test_days (void)
{
  ExportFixture fixture;
  SyEvaluation *evaluation;
  SyXlsxLayout *layout = open_layout (&fixture, &evaluation, NULL);
  SyXlsxTable *daily = sy_xlsx_layout_find_table_by_id (layout, "daily");
  g_autofree char *first = write_cell (layout, "daily", "date", 0);
  g_autofree char *third = write_cell (layout, "daily", "date", 2);
  g_autofree char *weekday = write_cell (layout, "daily", "weekday", 2);

  g_assert_cmpint (daily->rows, ==, SY_XLSX_ROWS_DAYS);
  g_assert_cmpuint (daily->n_kept, ==, 30);
  g_assert_cmpuint (daily->n_rows, ==, 31);
  g_assert_true (g_str_has_prefix (first, "=IF((Month)>("));
  g_assert_true (g_str_has_prefix (third, "=IF(A6=\"\",\"\",IF(A6+1>("));
  g_assert_true (g_str_has_prefix (weekday, "=IF(Daily_tracking[[#This Row],[Date]]=\"\",\"\","));
  close_layout (&fixture, evaluation, layout);
}

static void
test_conditions (void)
{
  ExportFixture fixture;
  SyEvaluation *evaluation;
  SyXlsxLayout *layout = open_layout (&fixture, &evaluation, NULL);
  SyXlsxTable *pareto = sy_xlsx_layout_find_table_by_id (layout, "pareto");
  g_autofree char *rank = write_cell (layout, "pareto", "rank", 0);

  g_assert_cmpint (pareto->rows, ==, SY_XLSX_ROWS_WHERE);
  g_assert_cmpuint (pareto->n_rows, ==, 3);
  g_assert_cmpstr (
      rank, ==,
      "=IF(Products_by_sales[[#This Row],[Counts]]=1,Products_by_sales[[#This Row],[Rank, candidate]],\"\")");
  close_layout (&fixture, evaluation, layout);
}

static void
test_dependence (void)
{
  ExportFixture fixture;
  SyEvaluation *evaluation;
  SyXlsxLayout *layout = open_layout (&fixture, &evaluation, NULL);
  SyModelTable *sales = sy_model_find_table (sy_evaluation_get_model (evaluation), "sales");
  g_autoptr (GHashTable) memo = sy_xlsx_memo_new (sy_evaluation_get_plan (evaluation));

  g_assert_true (sy_xlsx_column_depends_on_parameters (sy_model_table_find_column (sales, "counted"), memo));
  g_assert_false (sy_xlsx_column_depends_on_parameters (sy_model_table_find_column (sales, "month"), memo));
  close_layout (&fixture, evaluation, layout);
}

/* Each source row is in exactly one row of each stand-in. */
static void
test_grain (void)
{
  ExportFixture fixture;
  SyEvaluation *evaluation;
  SyXlsxOptions options = { .max_comparisons = 1 };
  SyXlsxLayout *layout = open_layout (&fixture, &evaluation, &options);
  GPtrArray *tables = sy_xlsx_layout_get_tables (layout);
  guint n_stand_ins = 0;

  g_assert_nonnull (sy_xlsx_layout_get_grain (layout));
  g_assert_null (sy_xlsx_layout_find_table_by_id (layout, "sales"));
  for (guint i = 0; i < tables->len; i++)
    {
      SyXlsxTable *table = tables->pdata[i];
      SyXlsxColumn *rows = table->is_stand_in ? sy_xlsx_table_find_column (table, "rows") : NULL;
      double sum = 0.;

      if (!rows)
        continue;
      n_stand_ins++;
      for (gint64 row = 0; row < sy_frame_get_n_rows (table->frame); row++)
        sum += sy_frame_get_double (table->frame, (guint) rows->frame_column, row);
      g_assert_cmpfloat (sum, ==, 61. * 3.);
    }
  g_assert_cmpuint (n_stand_ins, >=, 2);
  close_layout (&fixture, evaluation, layout);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xlsx-layout/days", test_days);
  g_test_add_func ("/xlsx-layout/conditions", test_conditions);
  g_test_add_func ("/xlsx-grain/dependence", test_dependence);
  g_test_add_func ("/xlsx-grain/stand-ins-hold-all-rows", test_grain);
  return g_test_run ();
}
