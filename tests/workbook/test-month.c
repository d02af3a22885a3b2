/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main job on real files: a month of pizza sales through the template “monthly”. What it says is held
 * against sums that this test makes itself, from the raw text of the file, in whole cents. */
#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "workbook-fixture.h"

#define PIZZA "data/sales/zh-pizzaplace/披萨销售2015.gb18030.csv"

typedef struct
{
  gint64 all, month; /* cents */
  gint64 n;
  GHashTable *products; /* name → cents */
} Sums;

static gint64
read_cents (const char *text)
{
  char *end;
  gint64 cents = g_ascii_strtoll (text, &end, 10) * 100;

  if (*end == '.' && end[1])
    cents += (end[1] - '0') * 10 + (g_ascii_isdigit (end[2]) ? end[2] - '0' : 0);
  return cents;
}

/* 订单号,日期,时间,商品,规格,品类,单价,数量,金额: no quotes in the file. */
static void
add_line (Sums *sums, const char *line)
{
  g_auto (GStrv) cells = g_strsplit (line, ",", -1);
  gint64 cents, before;

  if (g_strv_length (cells) < 9 || !g_ascii_isdigit (*cells[0]))
    return;
  cents = read_cents (cells[8]);
  before = GPOINTER_TO_SIZE (g_hash_table_lookup (sums->products, cells[3]));
  g_hash_table_replace (sums->products, g_strdup (cells[3]), GSIZE_TO_POINTER ((gsize) (before + cents)));
  sums->n++;
  sums->all += cents;
  if (g_str_has_prefix (cells[1], "2015-12-"))
    sums->month += cents;
}

static gboolean
sum_file (const char *path, Sums *sums)
{
  g_autofree char *bytes = NULL;
  g_autofree char *text = NULL;
  gsize length;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &bytes, &length, NULL))
    return FALSE;
  text = g_convert (bytes, (gssize) length, "UTF-8", "GB18030", NULL, NULL, NULL);
  g_assert_nonnull (text);
  lines = g_strsplit (text, "\n", -1);
  sums->products = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; lines[i]; i++)
    add_line (sums, g_strchomp (lines[i]));
  return TRUE;
}

static void
assert_cents (double got, gint64 cents)
{
  if (!(fabs (got * 100 - (double) cents) <= 1e-3))
    g_error ("got %.17g instead of %" G_GINT64_FORMAT " cents", got, cents);
}

static void
print_problems (SyWorkbook *workbook)
{
  GPtrArray *tables = sy_workbook_list_tables (workbook);
  GPtrArray *values = sy_workbook_list_values (workbook);

  for (guint i = 0; i < tables->len; i++)
    if (((SyWorkbookTable *) tables->pdata[i])->unavailable)
      g_test_message ("%s: %s", ((SyWorkbookTable *) tables->pdata[i])->definition->id,
                      ((SyWorkbookTable *) tables->pdata[i])->unavailable);
  for (guint i = 0; i < values->len; i++)
    if (((SyWorkbookValue *) values->pdata[i])->unavailable)
      g_test_message ("%s: %s", ((SyWorkbookValue *) values->pdata[i])->definition->id,
                      ((SyWorkbookValue *) values->pdata[i])->unavailable);
}

static void
test_december (Fixture *fixture, gconstpointer data)
{
  const char *folder = g_getenv ("STEELYARD_TEST_DATA");
  g_autofree char *path = folder ? g_build_filename (folder, PIZZA, NULL) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEvaluation) evaluation = NULL;
  Sums sums = { 0 };
  GPtrArray *list;

  if (!path || !sum_file (path, &sums))
    {
      g_test_skip ("the pizza sales are not here");
      return;
    }
  fixture_import (fixture->workbook, path);
  g_assert_cmpint (((SyWorkbookSource *) sy_workbook_get_sources (fixture->workbook)->pdata[0])->n_rows, ==,
                   sums.n);
  sy_workbook_set_template (fixture->workbook,
                            sy_catalogue_find_template (fixture->catalogue, "monthly", &error), &error);
  g_assert_no_error (error);
  sy_workbook_set_parameter (fixture->workbook, "month", "2015-12", &error);
  g_assert_no_error (error);
  sy_workbook_set_parameter (fixture->workbook, "month_target", "7万", &error);
  g_assert_no_error (error);
  print_problems (fixture->workbook);
  assert_cents (fixture_value (fixture->workbook, "sales_to_date"), sums.month);
  assert_cents (fixture_value (fixture->workbook, "month_target"), 7000000);

  /* Everything that is there can be computed. */
  evaluation = sy_workbook_evaluate (fixture->workbook, &error);
  list = sy_workbook_list_tables (fixture->workbook);
  for (guint i = 0; i < list->len; i++)
    {
      const SyWorkbookTable *listed = list->pdata[i];
      g_autoptr (SyTable) table = NULL;
      if (listed->unavailable)
        continue;
      table = sy_evaluation_get_table (evaluation, listed->definition->id, NULL, &error);
      g_assert_no_error (error);
      g_test_message ("%s: %" G_GINT64_FORMAT " rows", listed->definition->id, sy_table_get_n_rows (table));
    }
  list = sy_workbook_list_values (fixture->workbook);
  for (guint i = 0; i < list->len; i++)
    {
      const SyWorkbookValue *listed = list->pdata[i];
      g_autofree char *text = NULL;
      if (listed->unavailable)
        continue;
      text = sy_evaluation_format_value (evaluation, listed->definition->id, NULL, &error);
      g_assert_no_error (error);
      g_test_message ("%s = %s", listed->definition->id, text);
    }
  g_hash_table_unref (sums.products);
}

/* What is listed under a number adds up to it, and can be had for every operand too. */
static gboolean
check_random_cell (SyEvaluation *evaluation, SyTable *table)
{
  guint column = (guint) g_test_rand_int_range (0, (gint32) sy_table_get_columns (table)->len);
  gint64 row = g_test_rand_int_range (0, (gint32) sy_table_get_n_rows (table));
  const SyTableColumn *look = sy_table_get_columns (table)->pdata[column];
  g_autoptr (GError) error = NULL;
  g_autoptr (SyFrame) frame = sy_table_read (table, row, 1, -1, FALSE, NULL, &error);
  g_autoptr (SyExplanation) explanation = NULL;
  g_autoptr (SyRowsBehind) rows = NULL;

  g_assert_no_error (error);
  explanation =
      sy_explanation_new_cell (evaluation, sy_table_get_id (table), look->id, row + 1, NULL, &error);
  g_assert_no_error (error);
  if (look->is_formula && sy_frame_is_null (frame, column + 1, 0))
    g_assert_nonnull (sy_explanation_get_reason (explanation));
  rows = sy_explanation_read_rows (explanation, 0, 1, NULL, &error);
  g_assert_no_error (error);
  if (!rows || !rows->sum_column)
    return FALSE;
  g_assert_cmpfloat_with_epsilon (rows->sum, sy_frame_get_double (frame, column + 1, 0), 1e-4);
  return TRUE;
}

static void
test_random_cells (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = {
    "daily", "weekday", "pareto", "price_lines", "months", "product_ranks"
  };
  const char *folder = g_getenv ("STEELYARD_TEST_DATA");
  g_autofree char *path = folder ? g_build_filename (folder, PIZZA, NULL) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEvaluation) evaluation = NULL;
  guint n = 0;

  if (!path || !g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("the pizza sales are not here");
      return;
    }
  fixture_import (fixture->workbook, path);
  sy_workbook_set_template (fixture->workbook,
                            sy_catalogue_find_template (fixture->catalogue, "monthly", &error), &error);
  sy_workbook_set_parameter (fixture->workbook, "month", "2015-12", &error);
  sy_workbook_set_parameter (fixture->workbook, "month_target", "70000", &error);
  evaluation = sy_workbook_evaluate (fixture->workbook, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (SyTable) table = sy_evaluation_get_table (evaluation, names[i], NULL, &error);
      g_assert_no_error (error);
      for (guint j = 0; j < 5; j++)
        n += check_random_cell (evaluation, table);
    }
  g_test_message ("%u of 30 numbers came with the rows that add up to them", n);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/month/december", Fixture, NULL, fixture_set_up, test_december, fixture_tear_down);
  g_test_add ("/month/random-cells", Fixture, NULL, fixture_set_up, test_random_cells, fixture_tear_down);
  return g_test_run ();
}
