/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-xlsx-stand-in-private.h"

typedef struct
{
  const char *text; /* NULL: empty */
  double number;    /* below -1e9: empty */
} Row;

static void
test_order (void)
{
  /* Letters of both cases side by side, empty cells first, numbers by size. */
  static const Row rows[] = { { "b", 2. }, { "A", 10. }, { NULL, 1. }, { "a", -5. }, { "B", -1e10 },
                              { "a", 3. }, { "Ä", 0. },  { "b", 1. },  { "", 4. } };
  static const Row wanted[] = { { NULL, 1. },   { "", 4. },  { "A", 10. }, { "a", -5. }, { "a", 3. },
                                { "B", -1e10 }, { "b", 1. }, { "b", 2. },  { "Ä", 0. } };
  SyFrameBuilder *builder = sy_frame_builder_new ();
  g_autoptr (SyFrame) frame = NULL, sorted = NULL;

  sy_frame_builder_add_column (builder, "text", SY_COLUMN_TEXT, 0);
  sy_frame_builder_add_column (builder, "number", SY_COLUMN_DOUBLE, 0);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (rows[i].text)
        sy_frame_builder_append_text (builder, 0, rows[i].text, -1);
      else
        sy_frame_builder_append_null (builder, 0);
      if (rows[i].number < -1e9)
        sy_frame_builder_append_null (builder, 1);
      else
        sy_frame_builder_append_double (builder, 1, rows[i].number);
    }
  frame = sy_frame_builder_end (builder);
  sorted = sy_xlsx_frame_sort (frame, 2);
  g_assert_cmpint (sy_frame_get_n_rows (sorted), ==, G_N_ELEMENTS (wanted));
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_assert_cmpstr (sy_frame_get_text (sorted, 0, i), ==, wanted[i].text);
      g_assert_true (sy_frame_is_null (sorted, 1, i) == (wanted[i].number < -1e9));
      if (wanted[i].number > -1e9)
        g_assert_cmpfloat (sy_frame_get_double (sorted, 1, i), ==, wanted[i].number);
    }
}

static void
test_empty (void)
{
  SyFrameBuilder *builder = sy_frame_builder_new ();
  g_autoptr (SyFrame) frame = NULL, sorted = NULL;

  sy_frame_builder_add_column (builder, "n", SY_COLUMN_INT64, 0);
  frame = sy_frame_builder_end (builder);
  sorted = sy_xlsx_frame_sort (frame, 1);
  g_assert_cmpint (sy_frame_get_n_rows (sorted), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xlsx-sort/order", test_order);
  g_test_add_func ("/xlsx-sort/empty", test_empty);
  return g_test_run ();
}
