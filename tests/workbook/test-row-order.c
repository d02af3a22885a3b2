/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Orders of the rows of a table: the same rows as the table itself sorts, and each found again. */
#include "config.h"

#include "workbook-fixture.h"

#include "sy-row-order.h"

static SyTable *
get_table (Fixture *fixture, const char *id)
{
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autoptr (GError) error = NULL;
  SyTable *table;

  fixture_fill (fixture);
  evaluation = sy_workbook_evaluate (fixture->workbook, &error);
  table = sy_evaluation_get_table (evaluation, id, NULL, &error);
  g_assert_no_error (error);
  return table;
}

static SyRowOrder *
make (SyTable *table, GPtrArray *conditions, const char *sort, gboolean down)
{
  g_autoptr (GError) error = NULL;
  SyRowOrder *order = sy_row_order_new (table, conditions, sort ? sy_table_find_column (table, sort) : -1,
                                        down, NULL, &error);

  g_assert_no_error (error);
  return order;
}

static void
assert_numbers (SyRowOrder *order, gint64 first, gint64 count, const char *want)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyFrame) frame = sy_row_order_read (order, first, count, NULL, &error);
  g_autoptr (GString) rows = g_string_new (NULL);

  g_assert_no_error (error);
  for (gint64 i = 0; i < sy_frame_get_n_rows (frame); i++)
    g_string_append_printf (rows, "%s%d", i ? " " : "", (int) sy_frame_get_int64 (frame, 0, i));
  g_assert_cmpstr (rows->str, ==, want);
}

/* Amounts 10 12.5 20 5 30 7.5 15 -5; products without case; blanks last either way, ties as in the table. */
static void
test_sorted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SyTable) table = get_table (fixture, "sales");
  g_autoptr (SyRowOrder) plain = make (table, NULL, NULL, FALSE);
  g_autoptr (SyRowOrder) up = make (table, NULL, "amount", FALSE);
  g_autoptr (SyRowOrder) down = make (table, NULL, "amount", TRUE);
  g_autoptr (SyRowOrder) text = make (table, NULL, "product", FALSE);
  g_autoptr (SyRowOrder) blanks = make (table, NULL, "备注", TRUE);

  g_assert_true (sy_row_order_is_plain (plain));
  g_assert_false (sy_row_order_is_plain (up));
  assert_numbers (plain, 6, 10, "7 8");
  assert_numbers (up, 0, 100, "8 4 6 1 2 7 3 5");
  assert_numbers (up, 2, 3, "6 1 2");
  assert_numbers (up, 8, 3, "");
  assert_numbers (down, 0, 100, "5 3 7 2 1 6 4 8");
  assert_numbers (text, 0, 100, "4 8 2 6 1 3 5 7");
  assert_numbers (blanks, 0, 100, "8 6 3 1 2 4 5 7");
}

/* A computed table joins by its own row numbers. */
static void
test_computed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SyTable) table = get_table (fixture, "products");
  g_autoptr (SyRowOrder) order = make (table, NULL, "amount", FALSE);

  assert_numbers (order, 0, 100, "3 2 1");
}

static void
test_find (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SyTable) table = get_table (fixture, "sales");
  g_autoptr (GPtrArray) conditions = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_condition_free);
  g_autoptr (SyRowOrder) plain = make (table, NULL, NULL, FALSE);
  g_autoptr (SyRowOrder) up = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (conditions, sy_condition_new_text (SY_CONDITION_IS, "product", "tea"));
  up = make (table, conditions, "amount", TRUE); /* 5 3 7 1 */
  g_assert_cmpint (sy_row_order_find (plain, 8, NULL, &error), ==, 7);
  g_assert_cmpint (sy_row_order_find (plain, 9, NULL, &error), ==, -1);
  g_assert_cmpint (sy_row_order_find (up, 7, NULL, &error), ==, 2);
  g_assert_cmpint (sy_row_order_find (up, 2, NULL, &error), ==, -1);
  /* The header is row 1 of the file. */
  g_assert_cmpint (sy_row_order_find_in_file (plain, 4, -1, NULL, &error), ==, 2);
  g_assert_cmpint (sy_row_order_find_in_file (plain, 4, 2, NULL, &error), ==, 2); /* round */
  g_assert_cmpint (sy_row_order_find_in_file (plain, 1, -1, NULL, &error), ==, -1);
  g_assert_cmpint (sy_row_order_find_in_file (up, 4, -1, NULL, &error), ==, 1);
  g_assert_cmpint (sy_row_order_find_in_file (up, 3, 0, NULL, &error), ==, -1);
  g_assert_no_error (error);
}

static void
test_two_files (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SyTable) table = NULL;
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autofree char *text = g_strconcat (fixture_sales_csv, "2024-01-06,tea,1,10,10.00,north,\n", NULL);
  g_autofree char *more = fixture_write_file (fixture, "more.csv", text);
  g_autoptr (SyRowOrder) order = NULL;
  g_autoptr (GError) error = NULL;

  fixture_fill (fixture);
  fixture_import (fixture->workbook, more);
  evaluation = sy_workbook_evaluate (fixture->workbook, &error);
  table = sy_evaluation_get_table (evaluation, "sales", NULL, &error);
  g_assert_no_error (error);
  order = make (table, NULL, NULL, FALSE);
  g_assert_cmpint (sy_row_order_find_in_file (order, 2, -1, NULL, &error), ==, 0);
  g_assert_cmpint (sy_row_order_find_in_file (order, 2, 0, NULL, &error), ==, 8);
  g_assert_cmpint (sy_row_order_find_in_file (order, 2, 8, NULL, &error), ==, 0);
  g_assert_no_error (error);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SyTable) table = get_table (fixture, "sales");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (sy_row_order_new (table, NULL, 0, FALSE, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A sort must hold over many row groups: rows are read back in the order that they were kept in. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  const guint n = 300000;
  g_autoptr (GString) csv = g_string_new ("date,product,quantity,price,amount\n");
  g_autofree char *path = NULL;
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autoptr (SyTable) table = NULL;
  g_autoptr (SyRowOrder) order = NULL;
  g_autoptr (SyFrame) frame = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (csv, "2024-01-01,tea,1,1,%u\n", (i * 7919u) % n + 1);
  fixture_fill (fixture);
  g_clear_object (&fixture->workbook);
  g_clear_object (&fixture->engine);
  fixture->engine = sy_duckdb_engine_open (NULL, NULL, &error);
  fixture->workbook = sy_workbook_new (fixture->catalogue, fixture->engine);
  path = fixture_write_file (fixture, "many.csv", csv->str);
  fixture_import (fixture->workbook, path);
  sy_workbook_set_template (fixture->workbook,
                            fixture_read_template (fixture, "small.xml", fixture_template_xml), &error);
  evaluation = sy_workbook_evaluate (fixture->workbook, &error);
  table = sy_evaluation_get_table (evaluation, "sales", NULL, &error);
  g_assert_no_error (error);
  order = make (table, NULL, "amount", FALSE);
  frame = sy_row_order_read (order, 0, n, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sy_frame_get_n_rows (frame), ==, n);
  for (guint i = 0; i < n; i += 997)
    g_assert_cmpfloat (sy_frame_get_double (frame, (guint) sy_table_find_column (table, "amount") + 1, i), ==,
                       i + 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("/row-order/sorted", test_sorted);
  ADD ("/row-order/computed", test_computed);
  ADD ("/row-order/find", test_find);
  ADD ("/row-order/two-files", test_two_files);
  ADD ("/row-order/cancelled", test_cancelled);
  ADD ("/row-order/many", test_many);
  return g_test_run ();
}
