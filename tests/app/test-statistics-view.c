/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the view says of a column: amounts 10 12.5 20 5 30 7.5 15 -5. */
#include "config.h"

#include <adwaita.h>

#include "app-fixture.h"
#include "sy-statistics-view.h"

static void
list_labels (GtkWidget *widget, GString *texts)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget))
    g_string_append_printf (texts, "%s|", gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    list_labels (child, texts);
}

static void
shown_cb (GtkWidget *view, gpointer data)
{
  *(int *) data = 1;
}

static char *
read_view (AppFixture *fixture, const char *column)
{
  g_autoptr (SyTable) table = app_fixture_get_table (fixture, "sales");
  g_autoptr (GPtrArray) conditions = g_ptr_array_new ();
  GtkWidget *window = gtk_window_new ();
  GtkWidget *view = g_object_new (SY_TYPE_STATISTICS_VIEW, NULL);
  GString *texts = g_string_new (NULL);
  int shown = 0;

  gtk_window_set_child (GTK_WINDOW (window), view);
  gtk_window_present (GTK_WINDOW (window));
  g_signal_connect (view, "shown", G_CALLBACK (shown_cb), &shown);
  sy_statistics_view_read (SY_STATISTICS_VIEW (view), fixture->session, table,
                           (guint) sy_table_find_column (table, column), conditions);
  app_fixture_wait (&shown);
  app_fixture_run (60);
  list_labels (view, texts);
  gtk_window_destroy (GTK_WINDOW (window));
  return g_string_free (texts, FALSE);
}

static void
assert_says (const char *said, const char *words)
{
  if (!strstr (said, words))
    g_error ("“%s” is not in “%s”", words, said);
}

static void
test_numbers (AppFixture *fixture, gconstpointer data)
{
  g_autofree char *said = read_view (fixture, "amount");

  assert_says (said, "Rows|8|");
  assert_says (said, "Blank cells|0|");
  assert_says (said, "Different values|8|");
  assert_says (said, "Smallest|−5.00|");
  assert_says (said, "Sum|95.00|");
  assert_says (said, "Median|11.25|");
}

static void
test_text (AppFixture *fixture, gconstpointer data)
{
  g_autofree char *said = read_view (fixture, "product");

  assert_says (said, "Different values|4|");
  assert_says (said, "Most frequent|tea|4|50.0%|");
  g_assert_null (strstr (said, "Sum"));
}

static void
test_dates (AppFixture *fixture, gconstpointer data)
{
  g_autofree char *said = read_view (fixture, "date");

  assert_says (said, "First|2024-01-01|");
  assert_says (said, "Last|2024-01-05|");
  assert_says (said, "Span|5 days|");
}

/* Who closes the view while it counts is not told any more. */
static void
test_stopped (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (SyTable) table = app_fixture_get_table (fixture, "sales");
  g_autoptr (GPtrArray) conditions = g_ptr_array_new ();
  GtkWidget *view = g_object_ref_sink (g_object_new (SY_TYPE_STATISTICS_VIEW, NULL));
  int shown = 0;

  g_signal_connect (view, "shown", G_CALLBACK (shown_cb), &shown);
  sy_statistics_view_read (SY_STATISTICS_VIEW (view), fixture->session, table, 0, conditions);
  sy_statistics_view_stop (SY_STATISTICS_VIEW (view));
  app_fixture_run (100);
  g_assert_cmpint (shown, ==, 0);
  g_assert_finalize_object (view);
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
  ADD ("/statistics-view/numbers", test_numbers);
  ADD ("/statistics-view/text", test_text);
  ADD ("/statistics-view/dates", test_dates);
  ADD ("/statistics-view/stopped", test_stopped);
  return g_test_run ();
}
