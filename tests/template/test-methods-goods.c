/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The worked examples of the methods on goods come out of the templates that ship. */
#include "config.h"

#include "method-fixture.h"

typedef struct
{
  const char *id, *class, *key, *two, *four;
  double cumulative;
} ClassRow;

/* C1, C2 and C3 on the same ten values: ABC, key items, and classes by the mean of one and of two levels. */
static const ClassRow class_rows[] = {
  { "P1", "A", "key", "Upper", "Upper of the upper", .4 },
  { "P2", "A", "key", "Upper", "Lower of the upper", .65 },
  { "P3", "A", "key", "Upper", "Lower of the upper", .77 },
  { "P4", "B", "key", "Lower", "Upper of the lower", .85 },
  { "P5", "B", "", "Lower", "Upper of the lower", .91 },
  { "P6", "C", "", "Lower", "Upper of the lower", .95 },
  { "P7", "C", "", "Lower", "Lower of the lower", .975 },
  { "P8", "C", "", "Lower", "Lower of the lower", .99 },
  { "P9", "C", "", "Lower", "Lower of the lower", 1. },
  { "P10", "C", "", "Lower", "Lower of the lower", 1. },
};

static void
test_abc (gconstpointer data)
{
  gboolean is_two_levels = GPOINTER_TO_INT (data);
  g_autoptr (Job) job = open_vector ("abc.csv", "abc");

  set (job, "mean_levels", is_two_levels ? "2" : "1");
  evaluate (job);
  g_autoptr (SyFrame) abc = read_table (job, "abc");
  g_assert_cmpint (sy_frame_get_n_rows (abc), ==, G_N_ELEMENTS (class_rows));
  for (guint i = 0; i < G_N_ELEMENTS (class_rows); i++)
    {
      const ClassRow *row = &class_rows[i];

      g_assert_cmpstr (get_text (abc, "sku", i), ==, row->id);
      g_assert_cmpstr (get_text (abc, "class", i), ==, row->class);
      g_assert_cmpstr (get_text (abc, "key", i), ==, row->key);
      g_assert_cmpstr (get_text (abc, "mean_class", i), ==, is_two_levels ? row->four : row->two);
      assert_near (row->id, get_cell (abc, "cumulative", i), row->cumulative, 1e-12);
    }
  assert_value (job, "abc_mean", 100., 1e-12);
  assert_value (job, "key_items", 4, 0.);
  assert_value (job, "key_item_share", .4, 1e-12);
  assert_value (job, "key_value_share", .85, 1e-12);
}

/* C5. */
static void
test_long_tail (void)
{
  g_autoptr (Job) job = open_vector ("long-tail.csv", "long-tail");

  evaluate (job);
  assert_value (job, "head_items", 4, 0.);
  assert_value (job, "head_share", .5789, 5e-5);
  assert_value (job, "tail_share", .4211, 5e-5);
  assert_value (job, "items_first", 3, 0.);
  assert_value (job, "tail_gini", .4939, 5e-5);
  assert_value (job, "tail_slope", -.9994, 5e-5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/methods-goods/abc/two-classes", GINT_TO_POINTER (FALSE), test_abc);
  g_test_add_data_func ("/methods-goods/abc/four-classes", GINT_TO_POINTER (TRUE), test_abc);
  g_test_add_func ("/methods-goods/long-tail", test_long_tail);
  return g_test_run ();
}
