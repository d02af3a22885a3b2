/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copied rows as a spreadsheet takes them. */
#include "config.h"

#include "workbook-fixture.h"

#include "sy-row-copy.h"

static const char odd_csv[] = "date,product,quantity,price,amount\n"
                              "2024-01-01,=1+1,1,10,10.50\n"
                              "2024-01-02,\"two\nlines\tand a tab\",2,1,-3\n"
                              "2024-01-03,@SUM(A1),,1,4\n"
                              "2024-01-04,-5 percent,1,1,1000000\n"
                              "2024-01-05,plain,1,1,0.25\n";

static SyRowOrder *
get_order (Fixture *fixture, guint *columns)
{
  static const char *const names[] = { "date", "product", "quantity", "amount" };
  g_autofree char *path = fixture_write_file (fixture, "odd.csv", odd_csv);
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autoptr (SyTable) table = NULL;
  g_autoptr (GError) error = NULL;
  SyRowOrder *order;

  fixture_import (fixture->workbook, path);
  sy_workbook_set_template (fixture->workbook,
                            fixture_read_template (fixture, "small.xml", fixture_template_xml), &error);
  evaluation = sy_workbook_evaluate (fixture->workbook, &error);
  table = sy_evaluation_get_table (evaluation, "sales", NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    columns[i] = (guint) sy_table_find_column (table, names[i]);
  order = sy_row_order_new (table, NULL, -1, FALSE, NULL, &error);
  g_assert_no_error (error);
  return order;
}

static GArray *
make_ranges (gint64 from, gint64 to)
{
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (SyRowRange));
  SyRowRange range = { from, to };

  g_array_append_val (ranges, range);
  return ranges;
}

static void
test_text (Fixture *fixture, gconstpointer data)
{
  guint columns[4];
  g_autoptr (SyRowOrder) order = get_order (fixture, columns);
  g_autoptr (GArray) ranges = make_ranges (0, 2);
  SyRowRange last = { 4, 4 };
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n;

  g_array_append_val (ranges, last);
  text = sy_row_copy_text (order, ranges, columns, 4, FALSE, 100, &n, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, 4);
  g_assert_cmpstr (text, ==,
                   "2024-01-01\t'=1+1\t1\t10.5\n"
                   "2024-01-02\ttwo lines and a tab\t2\t-3\n"
                   "2024-01-03\t'@SUM(A1)\t\t4\n"
                   "2024-01-05\tplain\t1\t0.25\n");
}

/* Only so many, and it is told how many; the order of the columns is the caller's. */
static void
test_titles_and_limit (Fixture *fixture, gconstpointer data)
{
  guint columns[4];
  g_autoptr (SyRowOrder) order = get_order (fixture, columns);
  g_autoptr (GArray) ranges = make_ranges (3, 4);
  const guint two[] = { columns[3], columns[1] };
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n;

  text = sy_row_copy_text (order, ranges, two, 2, TRUE, 1, &n, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, 1);
  g_assert_cmpstr (text, ==, "Amount paid\tProduct\n1000000\t'-5 percent\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("/row-copy/text", test_text);
  ADD ("/row-copy/titles-and-limit", test_titles_and_limit);
  return g_test_run ();
}
