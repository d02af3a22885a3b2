/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows come page by page, in the order that is asked for. */
#include "config.h"

#include "app-fixture.h"
#include "sy-row-model.h"

#define N_ROWS 1000

/* Rows 1 … N_ROWS with amounts that rise by one cent each. */
static void
set_up_many (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (GString) csv = g_string_new ("销售日期,商品名称,数量,单价,销售额\n");
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  app_fixture_set_up (fixture, data);
  for (guint i = 1; i <= N_ROWS; i++)
    g_string_append_printf (csv, "2024-01-%02u,tea,1,%u.%02u,%u.%02u\n", i % 28 + 1, i / 100, i % 100,
                            i / 100, i % 100);
  path = fixture_write_file (&fixture->base, "many.csv", csv->str);
  g_clear_object (&fixture->session);
  g_clear_object (&fixture->document);
  fixture->document = sy_document_create (NULL, fixture->base.catalogue, &error);
  g_assert_no_error (error);
  fixture_import (sy_document_get_workbook (fixture->document), path);
  {
    SyTemplate *template = fixture_read_template (&fixture->base, "small.xml", fixture_template_xml);

    sy_workbook_set_template (sy_document_get_workbook (fixture->document), template, &error);
    g_assert_no_error (error);
  }
  fixture->session = sy_session_new (fixture->document);
  app_fixture_run (300);
  g_assert_nonnull (sy_session_get_evaluation (fixture->session));
}

static void
tear_down_many (AppFixture *fixture, gconstpointer data)
{
  sy_document_discard (fixture->document);
  app_fixture_tear_down (fixture, data);
}

static void
loaded_cb (SyRow *row, gpointer data)
{
  *(int *) data += 1;
}

/* The row at a position, with its page. */
static SyRow *
get_row (SyRowModel *model, guint position)
{
  SyRow *row = g_list_model_get_item (G_LIST_MODEL (model), position);
  int loaded = sy_row_get_frame (row) != NULL;

  g_signal_connect (row, "loaded", G_CALLBACK (loaded_cb), &loaded);
  app_fixture_wait (&loaded);
  g_signal_handlers_disconnect_by_func (row, loaded_cb, &loaded);
  return row;
}

static gint64
number_at (SyRowModel *model, guint position)
{
  g_autoptr (SyRow) row = get_row (model, position);

  return sy_row_get_number (row);
}

static void
test_pages (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (SyTable) table = app_fixture_get_table (fixture, "sales");
  g_autoptr (SyRowModel) model = sy_row_model_new (fixture->session, table);
  g_autoptr (SyRow) first = NULL;

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, N_ROWS);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (model), N_ROWS));
  first = g_list_model_get_item (G_LIST_MODEL (model), 0);
  g_assert_null (sy_row_get_frame (first)); /* nothing is waited for */
  g_assert_cmpint (sy_row_get_number (first), ==, 0);
  g_assert_cmpint (number_at (model, 0), ==, 1);
  g_assert_cmpint (sy_row_get_number (first), ==, 1); /* it came for both */
  g_assert_cmpint (number_at (model, 255), ==, 256);
  g_assert_cmpint (number_at (model, 256), ==, 257);
  g_assert_cmpint (number_at (model, N_ROWS - 1), ==, N_ROWS);
}

static void
test_sort (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (SyTable) table = app_fixture_get_table (fixture, "sales");
  g_autoptr (SyRowModel) model = sy_row_model_new (fixture->session, table);
  int amount = sy_table_find_column (table, "amount");

  g_assert_cmpint (amount, >=, 0);
  sy_row_model_sort (model, amount, TRUE);
  g_assert_cmpint (number_at (model, 0), ==, N_ROWS);
  g_assert_cmpint (number_at (model, N_ROWS - 1), ==, 1);
  sy_row_model_sort (model, amount, FALSE);
  g_assert_cmpint (number_at (model, 0), ==, 1);
  sy_row_model_sort (model, -1, FALSE);
  g_assert_cmpint (number_at (model, 500), ==, 501);
}

/* Pages of an older order, and of a model that is gone, are not shown anywhere. */
static void
test_gone_while_reading (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (SyTable) table = app_fixture_get_table (fixture, "sales");
  SyRowModel *model = sy_row_model_new (fixture->session, table);
  SyRow *row = g_list_model_get_item (G_LIST_MODEL (model), 0);
  g_autoptr (SyRow) kept = row;

  sy_row_model_sort (model, sy_table_find_column (table, "amount"), TRUE);
  g_object_unref (model);
  app_fixture_run (100);
  g_assert_null (sy_row_get_frame (kept));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, AppFixture, NULL, set_up_many, function, tear_down_many)
  ADD ("/row-model/pages", test_pages);
  ADD ("/row-model/sort", test_sort);
  ADD ("/row-model/gone-while-reading", test_gone_while_reading);
  return g_test_run ();
}
