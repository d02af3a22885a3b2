/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A frame keeps what was put in, knows its NULLs, and writes plain text that reads back. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sy-frame-private.h"

static void
assert_plain (SyFrame *frame, guint column, gint64 row, const char *expected)
{
  g_autofree char *plain = sy_frame_dup_plain (frame, column, row);

  g_assert_cmpstr (plain, ==, expected);
}

static void
test_build (void)
{
  SyFrameBuilder *builder = sy_frame_builder_new ();
  guint number = sy_frame_builder_add_column (builder, "number", SY_COLUMN_DOUBLE, 0);
  guint text = sy_frame_builder_add_column (builder, "文本", SY_COLUMN_TEXT, 0);
  guint money = sy_frame_builder_add_column (builder, "money", SY_COLUMN_DECIMAL, 2);
  SyFrame *frame;

  sy_frame_builder_append_double (builder, number, 0.5);
  sy_frame_builder_append_null (builder, number);
  sy_frame_builder_append_text (builder, text, "abcdef", 3);
  sy_frame_builder_append_text (builder, text, NULL, -1);
  sy_frame_builder_append_int64 (builder, money, -5);
  sy_frame_builder_append_null (builder, money);
  frame = sy_frame_builder_end (builder);

  g_assert_cmpint (sy_frame_get_n_rows (frame), ==, 2);
  g_assert_cmpuint (sy_frame_get_n_columns (frame), ==, 3);
  g_assert_cmpint (sy_frame_find_column (frame, "文本"), ==, (int) text);
  g_assert_cmpint (sy_frame_find_column (frame, "Number"), ==, -1);
  g_assert_cmpuint (sy_frame_get_scale (frame, money), ==, 2);
  g_assert_cmpfloat (sy_frame_get_double (frame, number, 0), ==, 0.5);
  g_assert_true (isnan (sy_frame_get_double (frame, number, 1)));
  g_assert_true (isnan (sy_frame_get_double (frame, text, 0)));
  g_assert_cmpstr (sy_frame_get_text (frame, text, 0), ==, "abc");
  g_assert_null (sy_frame_get_text (frame, text, 1));
  g_assert_null (sy_frame_get_text (frame, money, 0));
  g_assert_cmpint (sy_frame_get_int64 (frame, money, 0), ==, -5);
  g_assert_cmpfloat (sy_frame_get_double (frame, money, 0), ==, -0.05);
  g_assert_false (sy_frame_is_null (frame, money, 0));
  g_assert_true (sy_frame_is_null (frame, money, 1));
  assert_plain (frame, money, 0, "-0.05");
  assert_plain (frame, money, 1, NULL);
  g_assert_finalize_object (frame);
}

static void
test_empty (void)
{
  SyFrame *frame = sy_frame_builder_end (sy_frame_builder_new ());

  g_assert_cmpint (sy_frame_get_n_rows (frame), ==, 0);
  g_assert_cmpint (sy_frame_find_column (frame, "a"), ==, -1);
  g_assert_finalize_object (frame);
}

/* NULLs on both sides of every growth, texts repeated and not. */
static void
test_growth (void)
{
  SyFrameBuilder *builder = sy_frame_builder_new ();
  const guint n = 20011;
  SyFrame *frame;

  sy_frame_builder_add_column (builder, "i", SY_COLUMN_INT64, 0);
  sy_frame_builder_add_column (builder, "t", SY_COLUMN_TEXT, 0);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", i % 3000);

      if (i % 17 == 5)
        sy_frame_builder_append_null (builder, 0);
      else
        sy_frame_builder_append_int64 (builder, 0, i);
      sy_frame_builder_append_text (builder, 1, i % 5 == 0 ? "" : text, -1);
    }
  frame = sy_frame_builder_end (builder);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", i % 3000);

      g_assert_true (sy_frame_is_null (frame, 0, i) == (i % 17 == 5));
      g_assert_cmpint (sy_frame_get_int64 (frame, 0, i), ==, i % 17 == 5 ? 0 : i);
      g_assert_cmpstr (sy_frame_get_text (frame, 1, i), ==, i % 5 == 0 ? "" : text);
    }
  g_assert_finalize_object (frame);
}

static void
test_limit (void)
{
  SyFrameBuilder *builder = sy_frame_builder_new ();

  sy_frame_builder_set_limit (builder, 4096);
  sy_frame_builder_add_column (builder, "i", SY_COLUMN_INT64, 0);
  for (guint i = 0; i < 512; i++)
    sy_frame_builder_append_int64 (builder, 0, i);
  g_assert_false (sy_frame_builder_is_full (builder));
  sy_frame_builder_append_int64 (builder, 0, 512);
  g_assert_true (sy_frame_builder_is_full (builder));
  g_assert_null (sy_frame_builder_end (builder));
}

typedef struct
{
  const char *name;
  SyColumnType type;
  guint scale;
  gint64 integer;
  double number;
  const char *plain;
} PlainCase;

static const PlainCase plain_cases[] = {
  { "integer-least", SY_COLUMN_INT64, 0, G_MININT64, 0, "-9223372036854775808" },
  { "bool", SY_COLUMN_BOOL, 0, 0, 0, "false" },
  { "double-whole", SY_COLUMN_DOUBLE, 0, 0, 1200000.0, "1200000" },
  { "double-minus-zero", SY_COLUMN_DOUBLE, 0, 0, -0.0, "0" },
  { "double-third", SY_COLUMN_DOUBLE, 0, 0, 1.0 / 3.0, "0.3333333333333333" },
  { "double-least", SY_COLUMN_DOUBLE, 0, 0, 5e-324, "4.94065645841247e-324" },
  { "double-large", SY_COLUMN_DOUBLE, 0, 0, 1e15, "1e+15" },
  { "decimal-zero", SY_COLUMN_DECIMAL, 4, 0, 0, "0" },
  { "decimal-cents", SY_COLUMN_DECIMAL, 2, 7, 0, "0.07" },
  { "decimal-whole", SY_COLUMN_DECIMAL, 2, -1200, 0, "-12" },
  { "decimal-least", SY_COLUMN_DECIMAL, 18, G_MININT64, 0, "-9.223372036854775808" },
  { "decimal-scale-38", SY_COLUMN_DECIMAL, 38, 1, 0, "0.00000000000000000000000000000000000001" },
  { "date-epoch", SY_COLUMN_DATE, 0, 0, 0, "1970-01-01" },
  { "date-before", SY_COLUMN_DATE, 0, -1, 0, "1969-12-31" },
  { "date-leap-1900", SY_COLUMN_DATE, 0, -25508, 0, "1900-03-01" },
  { "date-1600", SY_COLUMN_DATE, 0, -135081, 0, "1600-02-29" },
  { "date-year-0", SY_COLUMN_DATE, 0, -719468, 0, "0000-03-01" },
  { "timestamp", SY_COLUMN_TIMESTAMP, 0, 1420112316000000, 0, "2015-01-01 11:38:36" },
  { "timestamp-before", SY_COLUMN_TIMESTAMP, 0, -1, 0, "1969-12-31 23:59:59.999999" },
  { "time", SY_COLUMN_TIME, 0, 3723500000, 0, "01:02:03.5" },
  { "time-end", SY_COLUMN_TIME, 0, 86400000000, 0, "24:00:00" },
};

static void
test_plain (gconstpointer data)
{
  const PlainCase *plain_case = data;
  SyFrameBuilder *builder = sy_frame_builder_new ();
  g_autoptr (SyFrame) frame = NULL;

  sy_frame_builder_add_column (builder, "v", plain_case->type, plain_case->scale);
  if (plain_case->type == SY_COLUMN_DOUBLE)
    sy_frame_builder_append_double (builder, 0, plain_case->number);
  else
    sy_frame_builder_append_int64 (builder, 0, plain_case->integer);
  frame = sy_frame_builder_end (builder);
  assert_plain (frame, 0, 0, plain_case->plain);
}

/* Every day of 800 years against GLib's calendar. */
static void
test_calendar (void)
{
  SyFrameBuilder *builder = sy_frame_builder_new ();
  g_autoptr (SyFrame) frame = NULL;
  GDate date;
  gint64 first;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 1, G_DATE_JANUARY, 1970);
  first = g_date_get_julian (&date);
  g_date_set_dmy (&date, 1, G_DATE_JANUARY, 1600);
  first = (gint64) g_date_get_julian (&date) - first;
  sy_frame_builder_add_column (builder, "d", SY_COLUMN_DATE, 0);
  for (gint64 i = 0; i < 292194; i++)
    sy_frame_builder_append_int64 (builder, 0, first + i);
  frame = sy_frame_builder_end (builder);
  for (gint64 i = 0; i < 292194; i++, g_date_add_days (&date, 1))
    {
      g_autofree char *plain = sy_frame_dup_plain (frame, 0, i);
      char expected[32];

      g_snprintf (expected, sizeof expected, "%04d-%02d-%02d", g_date_get_year (&date),
                  g_date_get_month (&date), g_date_get_day (&date));
      if (strcmp (plain, expected) != 0)
        g_assert_cmpstr (plain, ==, expected);
    }
}

/* Doubles of random bits read back as they were. */
static void
test_doubles_read_back (void)
{
  SyFrameBuilder *builder = sy_frame_builder_new ();
  g_autoptr (SyFrame) frame = NULL;
  g_autoptr (GRand) random = g_rand_new_with_seed (20150101);

  sy_frame_builder_add_column (builder, "d", SY_COLUMN_DOUBLE, 0);
  for (guint i = 0; i < 5000; i++)
    {
      guint64 bits = (guint64) g_rand_int (random) << 32 | g_rand_int (random);
      double value;

      memcpy (&value, &bits, sizeof value);
      sy_frame_builder_append_double (builder, 0, isfinite (value) ? value : 1.0);
    }
  frame = sy_frame_builder_end (builder);
  for (gint64 i = 0; i < 5000; i++)
    {
      g_autofree char *plain = sy_frame_dup_plain (frame, 0, i);

      g_assert_cmpfloat (g_ascii_strtod (plain, NULL), ==, sy_frame_get_double (frame, 0, i));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/frame/build", test_build);
  g_test_add_func ("/frame/empty", test_empty);
  g_test_add_func ("/frame/growth", test_growth);
  g_test_add_func ("/frame/limit", test_limit);
  for (guint i = 0; i < G_N_ELEMENTS (plain_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/frame/plain/", plain_cases[i].name, NULL);

      g_test_add_data_func (path, &plain_cases[i], test_plain);
    }
  g_test_add_func ("/frame/calendar", test_calendar);
  g_test_add_func ("/frame/doubles-read-back", test_doubles_read_back);
  return g_test_run ();
}
