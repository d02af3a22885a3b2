/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart has a size to be read at, is painted for it, and stands without data too. */
#include "config.h"

#include <adwaita.h>

#include "app-fixture.h"
#include "sy-chart-view.h"

static SyBuiltChart *
build_chart (AppFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  SyTemplate *template = sy_catalogue_find_template (fixture->base.catalogue, "pareto", &error);
  SyWorkbook *workbook = sy_session_get_workbook (fixture->session);
  GPtrArray *charts;
  SyBuiltChart *chart;

  g_assert_no_error (error);
  sy_workbook_set_template (workbook, template, &error);
  g_assert_no_error (error);
  app_fixture_run (200);
  charts = sy_workbook_list_charts (workbook);
  g_assert_cmpuint (charts->len, >, 0);
  chart =
      sy_chart_builder_build (sy_session_get_evaluation (fixture->session), charts->pdata[0], NULL, &error);
  g_assert_no_error (error);
  return chart;
}

static gboolean
paints (GtkWidget *view)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (view);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;

  gdk_paintable_snapshot (paintable, snapshot, 640, 400);
  node = gtk_snapshot_free_to_node (snapshot);
  if (!node)
    return FALSE;
  gsk_render_node_unref (node);
  return TRUE;
}

static void
test_painted (AppFixture *fixture, gconstpointer data)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *view = sy_chart_view_new (fixture->session);
  int minimum;

  gtk_widget_measure (view, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 400); /* charts are readable at 400 px */
  gtk_window_set_default_size (GTK_WINDOW (window), 640, 400);
  gtk_window_set_child (GTK_WINDOW (window), view);
  gtk_window_present (GTK_WINDOW (window));
  app_fixture_run (300);
  sy_chart_view_set_chart (SY_CHART_VIEW (view), build_chart (fixture));
  app_fixture_run (300);
  g_assert_true (paints (view));
  sy_chart_view_select_row (SY_CHART_VIEW (view), 2);
  sy_chart_view_select_row (SY_CHART_VIEW (view), 999); /* no such row: nothing happens */
  app_fixture_run (100);
  g_assert_true (paints (view));
  g_assert_null (sy_session_get_subject (fixture->session));
  sy_chart_view_set_chart (SY_CHART_VIEW (view), NULL);
  sy_chart_view_select_row (SY_CHART_VIEW (view), 1);
  app_fixture_run (100);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP there is no display\n");
      return 0;
    }
  adw_init ();
  g_test_add ("/chart-view/painted", AppFixture, NULL, app_fixture_set_up, test_painted,
              app_fixture_tear_down);
  return g_test_run ();
}
