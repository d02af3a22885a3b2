/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A grid shows what the table has, titles stand over their numbers, and Enter asks for a cell's explanation.
 */
#include "config.h"

#include <adwaita.h>

#include "app-fixture.h"
#include "sy-table-view.h"

static GtkWidget *
find_widget (GtkWidget *widget, GType type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && !found;
       child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type);
  return found;
}

/* In a window: rows are made for what is seen. */
static GtkWidget *
show_table (AppFixture *fixture, SyTable *table)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *view = sy_table_view_new (fixture->session);

  gtk_window_set_default_size (GTK_WINDOW (window), 700, 400);
  gtk_window_set_child (GTK_WINDOW (window), view);
  sy_table_view_set_table (SY_TABLE_VIEW (view), table);
  gtk_window_present (GTK_WINDOW (window));
  app_fixture_run (400);
  return view;
}

static void
close_window (GtkWidget *view)
{
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (view)));
}

static void
test_columns (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (SyTable) table = app_fixture_get_table (fixture, "products");
  GtkWidget *view = show_table (fixture, table);
  GtkColumnView *grid = GTK_COLUMN_VIEW (find_widget (view, GTK_TYPE_COLUMN_VIEW));
  GListModel *columns = gtk_column_view_get_columns (grid);
  static const char *const titles[] = { NULL, "Amount", NULL, "Share" };
  GtkWidget *title;

  g_assert_cmpuint (g_list_model_get_n_items (columns), ==, 6);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (grid))), ==, 3);
  title = gtk_widget_get_first_child (gtk_widget_get_first_child (GTK_WIDGET (grid)));
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++, title = gtk_widget_get_next_sibling (title))
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      GtkAlign wanted = i == 0 ? GTK_ALIGN_FILL : GTK_ALIGN_END; /* the product is a text */

      if (titles[i])
        g_assert_cmpstr (gtk_column_view_column_get_title (column), ==, titles[i]);
      g_assert_cmpint (gtk_widget_get_halign (gtk_widget_get_first_child (title)), ==, wanted);
    }
  close_window (view);
}

/* The chosen cell keeps its column when a row is opened by Enter. */
static void
test_explain (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (SyTable) table = app_fixture_get_table (fixture, "products");
  GtkWidget *view = show_table (fixture, table);
  GtkWidget *grid = find_widget (view, GTK_TYPE_COLUMN_VIEW);
  const SySubject *subject;

  sy_table_view_select (SY_TABLE_VIEW (view), "share", 2);
  g_assert_null (sy_session_get_subject (fixture->session)); /* a mark, not a question */
  g_signal_emit_by_name (grid, "activate", 1);
  subject = sy_session_get_subject (fixture->session);
  g_assert_nonnull (subject);
  g_assert_cmpstr (subject->table, ==, "products");
  g_assert_cmpstr (subject->column, ==, "share");
  g_assert_cmpint (subject->row, ==, 2);
  close_window (view);
}

static void
test_emptied (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (SyTable) table = app_fixture_get_table (fixture, "products");
  GtkWidget *view = show_table (fixture, table);
  GtkColumnView *grid = GTK_COLUMN_VIEW (find_widget (view, GTK_TYPE_COLUMN_VIEW));

  sy_table_view_set_table (SY_TABLE_VIEW (view), NULL);
  g_assert_null (gtk_column_view_get_model (grid));
  sy_table_view_select (SY_TABLE_VIEW (view), "share", 2); /* nothing to mark */
  close_window (view);
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
#define ADD(path, function)                                                                                  \
  g_test_add (path, AppFixture, NULL, app_fixture_set_up, function, app_fixture_tear_down)
  ADD ("/table-view/columns", test_columns);
  ADD ("/table-view/enter-explains", test_explain);
  ADD ("/table-view/emptied", test_emptied);
  return g_test_run ();
}
