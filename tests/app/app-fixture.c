/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"

#define PATIENCE_S 20

static gboolean
on_time_cb (gpointer data)
{
  *(int *) data = 1;
  return G_SOURCE_REMOVE;
}

void
app_fixture_wait (const int *flag)
{
  int late = 0;
  guint id = g_timeout_add_seconds (PATIENCE_S, on_time_cb, &late);

  while (!*flag && !late)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (late);
  g_source_remove (id);
}

void
app_fixture_run (guint milliseconds)
{
  int over = 0;

  g_timeout_add (milliseconds, on_time_cb, &over);
  app_fixture_wait (&over);
}

static void
on_evaluated_cb (SySession *session, gpointer data)
{
  *(int *) data += 1;
}

void
app_fixture_set_up (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *document_path = NULL, *sales_path = NULL;
  SyTemplate *template = NULL;
  SyWorkbook *workbook;
  int evaluated = 0;
  gulong id;

  fixture_set_up (&fixture->base, data);
  document_path = g_build_filename (fixture->base.folder, "small.steelyard", NULL);
  fixture->document = sy_document_create (document_path, fixture->base.catalogue, &error);
  g_assert_no_error (error);
  workbook = sy_document_get_workbook (fixture->document);
  sales_path = fixture_write_file (&fixture->base, "sales.csv", fixture_sales_csv);
  fixture_import (workbook, sales_path);
  template = fixture_read_template (&fixture->base, "small.xml", fixture_template_xml);
  sy_workbook_set_template (workbook, template, &error);
  g_assert_no_error (error);
  fixture->session = sy_session_new (fixture->document);
  id = g_signal_connect (fixture->session, "evaluated", G_CALLBACK (on_evaluated_cb), &evaluated);
  app_fixture_wait (&evaluated);
  g_signal_handler_disconnect (fixture->session, id);
}

void
app_fixture_tear_down (AppFixture *fixture, gconstpointer data)
{
  app_fixture_run (50); /* reads whose owner is gone end */
  g_clear_object (&fixture->session);
  g_clear_object (&fixture->document);
  fixture_tear_down (&fixture->base, data);
}

SyTable *
app_fixture_get_table (AppFixture *fixture, const char *id)
{
  g_autoptr (GError) error = NULL;
  SyTable *table = sy_evaluation_get_table (sy_session_get_evaluation (fixture->session), id, NULL, &error);

  g_assert_no_error (error);
  return table;
}
