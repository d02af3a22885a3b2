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
loaded_cb (SyRowModel *model, gpointer data)
{
  *(int *) data = 1;
}

static SyRowModel *
new_model (AppFixture *fixture, const char *sort_column, gboolean descending)
{
  g_autoptr (SyTable) table = app_fixture_get_table (fixture, "sales");
  SyRowModel *model = sy_row_model_new (fixture->session);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyRowOrder) order = sy_row_order_new (
      table, NULL, sort_column ? sy_table_find_column (table, sort_column) : -1, descending, NULL, &error);

  g_assert_no_error (error);
  sy_row_model_set_order (model, order, NULL, 0);
  return model;
}

/* The number of the row at a position, waited for. */
static gint64
number_at (SyRowModel *model, gint64 position)
{
  int loaded = 0;
  gulong id = g_signal_connect (model, "loaded", G_CALLBACK (loaded_cb), &loaded);

  sy_row_model_want (model, position, position);
  while (sy_row_model_get_number (model, position) == 0)
    {
      loaded = 0;
      app_fixture_wait (&loaded);
    }
  g_signal_handler_disconnect (model, id);
  return sy_row_model_get_number (model, position);
}

static void
test_pages (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (SyRowModel) model = new_model (fixture, NULL, FALSE);
  SyFrame *frame;
  gint64 row;

  g_assert_cmpint (sy_row_model_get_n_rows (model), ==, N_ROWS);
  g_assert_false (sy_row_model_get (model, 0, &frame, &row)); /* nothing is waited for */
  g_assert_cmpint (sy_row_model_get_number (model, 0), ==, 0);
  g_assert_cmpint (number_at (model, 0), ==, 1);
  g_assert_cmpint (number_at (model, SY_ROW_MODEL_PAGE_ROWS - 1), ==, SY_ROW_MODEL_PAGE_ROWS);
  g_assert_cmpint (number_at (model, SY_ROW_MODEL_PAGE_ROWS), ==, SY_ROW_MODEL_PAGE_ROWS + 1);
  g_assert_cmpint (number_at (model, N_ROWS - 1), ==, N_ROWS);
  g_assert_false (sy_row_model_get (model, N_ROWS, &frame, &row));
  sy_row_model_want (model, N_ROWS + 5, N_ROWS + 9); /* beyond the end: nothing to read */
}

static void
test_sorted (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (SyRowModel) down = new_model (fixture, "amount", TRUE);
  g_autoptr (SyRowModel) up = new_model (fixture, "amount", FALSE);

  g_assert_cmpint (number_at (down, 0), ==, N_ROWS);
  g_assert_cmpint (number_at (down, N_ROWS - 1), ==, 1);
  g_assert_cmpint (number_at (up, 500), ==, 501);
}

/* Rows that were read with the order are there at once. */
static void
test_first_pages (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (SyTable) table = app_fixture_get_table (fixture, "sales");
  g_autoptr (SyRowModel) model = sy_row_model_new (fixture->session);
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyRowOrder) order = sy_row_order_new (table, NULL, -1, FALSE, NULL, &error);

  for (gint64 page = 3; page < 5; page++)
    g_ptr_array_add (pages, sy_row_order_read (order, page * SY_ROW_MODEL_PAGE_ROWS, SY_ROW_MODEL_PAGE_ROWS,
                                               NULL, &error));
  g_assert_no_error (error);
  sy_row_model_set_order (model, order, pages, 3);
  g_assert_cmpint (sy_row_model_get_number (model, 3 * SY_ROW_MODEL_PAGE_ROWS), ==,
                   3 * SY_ROW_MODEL_PAGE_ROWS + 1);
  g_assert_cmpint (sy_row_model_get_number (model, 5 * SY_ROW_MODEL_PAGE_ROWS - 1), ==,
                   5 * SY_ROW_MODEL_PAGE_ROWS);
  g_assert_cmpint (sy_row_model_get_number (model, 0), ==, 0);
  sy_row_model_set_order (model, NULL, NULL, 0);
  g_assert_cmpint (sy_row_model_get_n_rows (model), ==, 0);
}

/* What was dragged past is not read: only the last wish counts, besides the page that is under way. */
static void
test_last_wish (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (SyRowModel) model = new_model (fixture, NULL, FALSE);
  SyFrame *frame;
  gint64 row;

  for (gint64 position = 0; position < N_ROWS; position += 10)
    sy_row_model_want (model, position, position);
  g_assert_cmpint (number_at (model, N_ROWS - 1), ==, N_ROWS);
  app_fixture_run (100);
  g_assert_false (sy_row_model_get (model, N_ROWS / 2, &frame, &row));
}

/* Pages that come for a model that is gone are not shown anywhere. */
static void
test_gone_while_reading (AppFixture *fixture, gconstpointer data)
{
  SyRowModel *model = new_model (fixture, "amount", TRUE);
  int loaded = 0;

  g_signal_connect (model, "loaded", G_CALLBACK (loaded_cb), &loaded);
  sy_row_model_want (model, 0, 10);
  g_object_unref (model);
  app_fixture_run (100);
  g_assert_cmpint (loaded, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, AppFixture, NULL, set_up_many, function, tear_down_many)
  ADD ("/row-model/pages", test_pages);
  ADD ("/row-model/sorted", test_sorted);
  ADD ("/row-model/first-pages", test_first_pages);
  ADD ("/row-model/last-wish", test_last_wish);
  ADD ("/row-model/gone-while-reading", test_gone_while_reading);
  return g_test_run ();
}
