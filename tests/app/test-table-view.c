/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A view shows what the table has, in the order and under the conditions that are asked for, and Enter asks
 * for a cell's explanation. */
#include "config.h"

#include <adwaita.h>

#include "app-fixture.h"
#include "sy-grid.h"
#include "sy-row-filter.h"
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
shown_cb (GtkWidget *view, gpointer data)
{
  *(int *) data = 1;
}

typedef void (*Act) (SyTableView *view, gconstpointer data);

/* Does something and waits until its rows are there. */
static void
do_and_wait (GtkWidget *view, Act act, gconstpointer data)
{
  int shown = 0;
  gulong id = g_signal_connect (view, "shown", G_CALLBACK (shown_cb), &shown);

  act (SY_TABLE_VIEW (view), data);
  app_fixture_wait (&shown);
  g_signal_handler_disconnect (view, id);
  app_fixture_run (60);
}

static void
list_labels (GtkWidget *widget, GPtrArray *texts)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget))
    g_ptr_array_add (texts, (gpointer) gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    list_labels (child, texts);
}

static void
assert_said (GtkWidget *view, const char *text)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  gboolean found = FALSE;

  list_labels (view, texts);
  for (guint i = 0; i < texts->len; i++)
    found = found || g_str_equal (texts->pdata[i], text);
  if (!found)
    for (guint i = 0; i < texts->len; i++)
      g_test_message ("“%s”", (const char *) texts->pdata[i]);
  g_assert_true (found);
}

/* The cells of the row that is shown in the n-th place, with blanks between. */
static char *
read_row (GtkWidget *view, guint n)
{
  GString *text = g_string_new (NULL);
  GtkWidget *row = gtk_widget_get_first_child (find_widget (view, SY_TYPE_GRID));

  for (guint i = 0; i < n; i++)
    row = gtk_widget_get_next_sibling (row);
  for (GtkWidget *cell = gtk_widget_get_first_child (row); cell; cell = gtk_widget_get_next_sibling (cell))
    if (gtk_widget_get_child_visible (cell))
      g_string_append_printf (text, "%s%s", text->len ? " " : "",
                              gtk_inscription_get_text (GTK_INSCRIPTION (cell)));
  return g_string_free (text, FALSE);
}

static void
assert_row (GtkWidget *view, guint n, const char *beginning)
{
  g_autofree char *row = read_row (view, n);

  if (!g_str_has_prefix (row, beginning))
    g_error ("row %u is “%s”, not “%s…”", n, row, beginning);
}

static void
test_cells (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (SyTable) table = app_fixture_get_table (fixture, "products");
  GtkWidget *view = show_table (fixture, table);

  assert_row (view, 0, "tea 75.00 4 78.9%");
  assert_row (view, 2, "cake 0.00 2 0.0%");
  assert_said (view, "Amount"); /* a title */
  assert_said (view, "3 rows");
  close_window (view);
}

/* The chosen cell keeps its column when a row is opened by Enter. */
static void
test_explain (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (SyTable) table = app_fixture_get_table (fixture, "products");
  GtkWidget *view = show_table (fixture, table);
  const SySubject *subject;

  sy_table_view_select (SY_TABLE_VIEW (view), "share", 2);
  g_assert_null (sy_session_get_subject (fixture->session)); /* a mark, not a question */
  g_signal_emit_by_name (find_widget (view, SY_TYPE_GRID), "activated");
  subject = sy_session_get_subject (fixture->session);
  g_assert_nonnull (subject);
  g_assert_cmpstr (subject->table, ==, "products");
  g_assert_cmpstr (subject->column, ==, "share");
  g_assert_cmpint (subject->row, ==, 2);
  close_window (view);
}

static void
click_title (SyTableView *view, gconstpointer column)
{
  g_signal_emit_by_name (find_widget (GTK_WIDGET (view), SY_TYPE_GRID), "title-clicked",
                         GPOINTER_TO_UINT (column));
}

/* Up, down, and the table's own order again. */
static void
test_sort (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (SyTable) table = app_fixture_get_table (fixture, "products");
  GtkWidget *view = show_table (fixture, table);
  gpointer amount = GINT_TO_POINTER (sy_table_find_column (table, "amount"));

  do_and_wait (view, click_title, amount);
  assert_row (view, 0, "cake");
  do_and_wait (view, click_title, amount);
  assert_row (view, 0, "tea");
  assert_row (view, 2, "cake");
  do_and_wait (view, click_title, amount);
  assert_row (view, 1, "coffee");
  close_window (view);
}

static void
filter (SyTableView *view, gconstpointer text)
{
  g_autoptr (GPtrArray) conditions = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_condition_free);

  if (text)
    g_ptr_array_add (conditions, sy_condition_new_text (SY_CONDITION_CONTAINS, "product", text));
  sy_table_view_filter (view, conditions);
}

/* The row of the cursor stays chosen while the rows around it go and come. */
static void
test_filter (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (SyTable) table = app_fixture_get_table (fixture, "sales");
  GtkWidget *view = show_table (fixture, table);
  SyGrid *grid = SY_GRID (find_widget (view, SY_TYPE_GRID));

  sy_table_view_select (SY_TABLE_VIEW (view), "amount", 6);
  assert_said (view, "sales.csv · row 7");
  do_and_wait (view, filter, "COFF");
  assert_said (view, "2 of 8 rows");
  assert_said (view, "Product contains “COFF”");
  g_assert_cmpint (sy_grid_get_cursor (grid, NULL), ==, 1);
  do_and_wait (view, filter, "nothing of the kind");
  assert_said (view, "0 of 8 rows");
  assert_said (view, "No row fits these conditions");
  do_and_wait (view, filter, NULL);
  assert_said (view, "8 rows");
  close_window (view);
}

static void
test_emptied (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (SyTable) table = app_fixture_get_table (fixture, "products");
  GtkWidget *view = show_table (fixture, table);

  sy_table_view_set_table (SY_TABLE_VIEW (view), NULL);
  app_fixture_run (60);
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
  ADD ("/table-view/cells", test_cells);
  ADD ("/table-view/sort", test_sort);
  ADD ("/table-view/filter", test_filter);
  ADD ("/table-view/enter-explains", test_explain);
  ADD ("/table-view/emptied", test_emptied);
  return g_test_run ();
}
