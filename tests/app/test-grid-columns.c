/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Widths and places of the columns of a grid. */
#include "config.h"

#include <glib.h>

#include "sy-grid-columns.h"

/* Three columns that ask for 100, 60 and 50. */
static GArray *
make_columns (void)
{
  static const int naturals[] = { 100, 60, 50 };
  GArray *columns = g_array_new (FALSE, TRUE, sizeof (SyGridColumn));

  for (guint i = 0; i < G_N_ELEMENTS (naturals); i++)
    {
      SyGridColumn column = { .index = i, .natural = naturals[i] };
      g_array_append_val (columns, column);
    }
  return columns;
}

static void
test_fit (void)
{
  g_autoptr (GArray) columns = make_columns ();

  g_assert_cmpint (sy_grid_columns_fit (columns, 100), ==, 210); /* too narrow a view: it is scrolled */
  g_assert_cmpint (sy_grid_columns_get (columns, 2)->x, ==, 160);
  g_assert_cmpint (sy_grid_columns_fit (columns, 311), ==, 311); /* nothing is lost in rounding */
  sy_grid_columns_get (columns, 0)->is_set = TRUE;
  g_assert_cmpint (sy_grid_columns_fit (columns, 310), ==, 310);
  g_assert_cmpint (sy_grid_columns_get (columns, 0)->width, ==, 100);
  g_assert_cmpint (sy_grid_columns_get (columns, 1)->width, ==, 110);
  for (guint i = 0; i < columns->len; i++)
    sy_grid_columns_get (columns, i)->is_set = TRUE;
  g_assert_cmpint (sy_grid_columns_fit (columns, 310), ==, 210); /* all by hand: the rest stays empty */
}

static void
test_find (void)
{
  g_autoptr (GArray) columns = make_columns ();
  g_autoptr (GArray) none = g_array_new (FALSE, TRUE, sizeof (SyGridColumn));

  sy_grid_columns_fit (columns, 0);
  g_assert_cmpint (sy_grid_columns_find (columns, -5), ==, 0);
  g_assert_cmpint (sy_grid_columns_find (columns, 99), ==, 0);
  g_assert_cmpint (sy_grid_columns_find (columns, 100), ==, 1);
  g_assert_cmpint (sy_grid_columns_find (columns, 5000), ==, 2);
  g_assert_cmpint (sy_grid_columns_find (none, 5), ==, -1);
  g_assert_cmpint (sy_grid_columns_find_edge (columns, 103, 4), ==, 0);
  g_assert_cmpint (sy_grid_columns_find_edge (columns, 120, 4), ==, -1);
  g_assert_cmpint (sy_grid_columns_find_edge (columns, 208, 4), ==, 2);
}

/* Wider only, within reason, and never against the hand of the user. */
static void
test_ask (void)
{
  g_autoptr (GArray) columns = make_columns ();

  sy_grid_columns_ask (columns, 1, 80);
  sy_grid_columns_ask (columns, 1, 70);
  g_assert_cmpint (sy_grid_columns_get (columns, 1)->natural, ==, 80);
  sy_grid_columns_ask (columns, 1, 100000);
  g_assert_cmpint (sy_grid_columns_get (columns, 1)->natural, <, 1000);
  sy_grid_columns_get (columns, 2)->is_set = TRUE;
  sy_grid_columns_ask (columns, 2, 90);
  g_assert_cmpint (sy_grid_columns_get (columns, 2)->natural, ==, 50);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/grid-columns/fit", test_fit);
  g_test_add_func ("/grid-columns/find", test_find);
  g_test_add_func ("/grid-columns/ask", test_ask);
  return g_test_run ();
}
