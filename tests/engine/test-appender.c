/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows go in whole or not at all, and the first thing wrong with them is told with its row and column. */
#include "config.h"

#include <string.h>

#include "engine-fixture.h"

static SyAppender *
append_to (SyEngine *engine, const char *table)
{
  g_autoptr (GError) error = NULL;
  SyAppender *appender = sy_engine_open_appender (engine, table, &error);

  g_assert_no_error (error);
  return appender;
}

static void
end_row (SyAppender *appender)
{
  g_autoptr (GError) error = NULL;

  sy_appender_end_row (appender, &error);
  g_assert_no_error (error);
}

static void
test_types (void)
{
  g_autoptr (SyEngine) engine = open_memory ();
  g_autoptr (SyAppender) appender = NULL;
  g_autoptr (SyFrame) frame = NULL;
  static const char *const expected[] = {
    "-1",       "-300", "7",    "8", "0.25",       "12.345",
    "-1.5",     "3",    "披萨", "b", "2015-12-31", "2015-01-01 11:38:36",
    "12:00:00", "true", NULL,
  };

  run (engine,
       "CREATE TABLE t (a TINYINT, b SMALLINT, c UINTEGER, d BIGINT, e DOUBLE, f DECIMAL(18,3), g "
       "DECIMAL(4,1),"
       " h DECIMAL(38,6), i VARCHAR, j ENUM('a','b'), k DATE, l TIMESTAMP, m TIME, n BOOLEAN, o INTEGER)");
  appender = append_to (engine, "t");
  sy_appender_int64 (appender, -1);
  sy_appender_int64 (appender, -300);
  sy_appender_int64 (appender, 7);
  sy_appender_int64 (appender, 8);
  sy_appender_double (appender, 0.25);
  sy_appender_decimal (appender, 12345);
  sy_appender_decimal (appender, -15);
  sy_appender_int64 (appender, 3);
  sy_appender_text (appender, "披萨", -1);
  sy_appender_text (appender, "bb", 1);
  sy_appender_date (appender, 16800);
  sy_appender_timestamp (appender, 1420112316000000);
  sy_appender_time (appender, 43200000000);
  sy_appender_bool (appender, TRUE);
  sy_appender_null (appender);
  end_row (appender);
  g_assert_true (sy_appender_close (appender, NULL));

  frame = ask (engine, "SELECT * FROM t");
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *plain = sy_frame_dup_plain (frame, i, 0);

      g_assert_cmpstr (plain, ==, expected[i]);
    }
}

/* NULLs and texts in every place of several chunks. */
static void
test_many_rows (void)
{
  g_autoptr (SyEngine) engine = open_memory ();
  g_autoptr (SyAppender) appender = NULL;
  g_autoptr (SyFrame) frame = NULL;
  const gint64 n = 300001;

  run (engine, "CREATE TABLE t (i INTEGER, t VARCHAR, e ENUM('odd','even'))");
  appender = append_to (engine, "t");
  for (gint64 i = 0; i < n; i++)
    {
      char text[40];

      g_snprintf (text, sizeof text, "a text of row %" G_GINT64_FORMAT, i);
      if (i % 7 == 0)
        sy_appender_null (appender);
      else
        sy_appender_int64 (appender, i);
      sy_appender_text (appender, i % 11 == 0 ? NULL : i % 2 ? text : text + 10, -1);
      sy_appender_int64 (appender, i % 2 ? 0 : 1);
      end_row (appender);
    }
  g_assert_true (sy_appender_close (appender, NULL));
  frame = ask (engine, "SELECT * FROM t");
  g_assert_cmpint (sy_frame_get_n_rows (frame), ==, n);
  for (gint64 i = 0; i < n; i++)
    {
      char text[40];

      g_snprintf (text, sizeof text, "a text of row %" G_GINT64_FORMAT, i);
      g_assert_true (sy_frame_is_null (frame, 0, i) == (i % 7 == 0));
      g_assert_cmpint (sy_frame_get_int64 (frame, 0, i), ==, i % 7 == 0 ? 0 : i);
      g_assert_cmpstr (sy_frame_get_text (frame, 1, i), ==, i % 11 == 0 ? NULL : i % 2 ? text : text + 10);
      g_assert_cmpstr (sy_frame_get_text (frame, 2, i), ==, i % 2 ? "odd" : "even");
    }
}

typedef struct
{
  const char *name;
  const char *text;
  gssize length;
} BadText;

static const BadText bad_texts[] = {
  { "lone-continuation", "abc\x80", -1 },
  { "overlong", "\xc0\xaf", -1 },
  { "surrogate", "\xed\xa0\x80", -1 },
  { "gb18030", "\xc5\xfa\xc8\xf8", -1 },
  { "cut-inside", "披萨", 5 },
  { "late-in-a-long-text", "0123456789012345678901234567890123456789\xff", -1 },
  { "nul-inside", "ab\0cd", 5 },
  { "nul-in-a-long-text", "0123456789\0123456789", 19 },
};

/* The good rows before it are not lost silently: the error comes at once, and nothing is kept. */
static void
test_bad_text (gconstpointer data)
{
  const BadText *bad = data;
  g_autoptr (SyEngine) engine = open_memory ();
  g_autoptr (SyAppender) appender = NULL;
  g_autoptr (GError) error = NULL;

  run (engine, "CREATE TABLE t (name VARCHAR)");
  appender = append_to (engine, "t");
  sy_appender_text (appender, "good", -1);
  end_row (appender);
  sy_appender_text (appender, bad->text, bad->length);
  g_assert_false (sy_appender_end_row (appender, &error));
  g_assert_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_BAD_TEXT);
  g_assert_nonnull (strstr (error->message, "2"));
  g_assert_nonnull (strstr (error->message, "name"));
  g_clear_error (&error);
  sy_appender_text (appender, "good again", -1);
  g_assert_false (sy_appender_end_row (appender, &error));
  g_assert_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_BAD_TEXT);
  g_clear_error (&error);
  g_assert_false (sy_appender_close (appender, &error));
  g_assert_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_BAD_TEXT);
  g_assert_cmpint (ask_int64 (engine, "SELECT count(*) FROM t"), ==, 0);
}

static void
put_int_beyond (SyAppender *appender)
{
  sy_appender_int64 (appender, 40000);
}
static void
put_double_as_money (SyAppender *appender)
{
  sy_appender_double (appender, 1.5);
}
static void
put_text_as_number (SyAppender *appender)
{
  sy_appender_text (appender, "1", -1);
}
static void
put_mantissa_beyond (SyAppender *appender)
{
  sy_appender_decimal (appender, 100000);
}
static void
put_whole_beyond (SyAppender *appender)
{
  sy_appender_int64 (appender, G_MAXINT64);
}
static void
put_unknown_member (SyAppender *appender)
{
  sy_appender_text (appender, "z", -1);
}
static void
put_unknown_code (SyAppender *appender)
{
  sy_appender_int64 (appender, 2);
}
static void
put_date_beyond (SyAppender *appender)
{
  sy_appender_date (appender, G_MAXINT64);
}
static void
put_time_beyond (SyAppender *appender)
{
  sy_appender_time (appender, -1);
}
static void
put_two_cells (SyAppender *appender)
{
  sy_appender_null (appender);
  sy_appender_null (appender);
}
static void
put_nothing (SyAppender *appender)
{
}

static const struct
{
  const char *name;
  const char *type;
  void (*put) (SyAppender *appender);
} bad_cells[] = {
  { "int-beyond", "SMALLINT", put_int_beyond },
  { "double-as-money", "DECIMAL(18,2)", put_double_as_money },
  { "text-as-number", "INTEGER", put_text_as_number },
  { "mantissa-beyond", "DECIMAL(4,1)", put_mantissa_beyond },
  { "whole-beyond", "DECIMAL(18,2)", put_whole_beyond },
  { "unknown-member", "ENUM('a','b')", put_unknown_member },
  { "unknown-code", "ENUM('a','b')", put_unknown_code },
  { "date-beyond", "DATE", put_date_beyond },
  { "timestamp-beyond", "TIMESTAMP", put_date_beyond },
  { "time-beyond", "TIME", put_time_beyond },
  { "too-many-cells", "INTEGER", put_two_cells },
  { "too-few-cells", "INTEGER", put_nothing },
};

static void
test_bad_cells (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad_cells); i++)
    {
      g_autoptr (SyEngine) engine = open_memory ();
      g_autofree char *sql = g_strconcat ("CREATE TABLE t (c ", bad_cells[i].type, ")", NULL);
      g_autoptr (SyAppender) appender = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", bad_cells[i].name);
      run (engine, sql);
      appender = append_to (engine, "t");
      bad_cells[i].put (appender);
      g_assert_false (sy_appender_end_row (appender, NULL));
      g_assert_false (sy_appender_close (appender, &error));
      g_assert_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED);
      g_assert_cmpint (ask_int64 (engine, "SELECT count(*) FROM t"), ==, 0);
    }
}

/* More rows than DuckDB keeps before it writes, given up without closing. */
static void
test_dropped (void)
{
  g_autoptr (SyEngine) engine = open_memory ();
  SyAppender *appender;

  run (engine, "CREATE TABLE t (i INTEGER)");
  appender = append_to (engine, "t");
  for (guint i = 0; i < 500000; i++)
    {
      sy_appender_int64 (appender, i);
      end_row (appender);
    }
  /* Others neither wait nor see anything. */
  g_assert_cmpint (ask_int64 (engine, "SELECT count(*) FROM t"), ==, 0);
  sy_appender_free (appender);
  g_assert_cmpint (ask_int64 (engine, "SELECT count(*) FROM t"), ==, 0);
}

static void
test_in_transaction (void)
{
  g_autoptr (SyEngine) engine = open_memory ();
  SyAppender *appender;

  g_assert_true (sy_engine_begin (engine, NULL));
  run (engine, "CREATE TABLE t (i INTEGER)");
  appender = append_to (engine, "t");
  sy_appender_int64 (appender, 1);
  end_row (appender);
  g_assert_true (sy_appender_close (appender, NULL));
  sy_appender_free (appender);
  g_assert_true (sy_engine_commit (engine, NULL));
  g_assert_cmpint (ask_int64 (engine, "SELECT count(*) FROM t"), ==, 1);
}

/* Half of an import must not be committed. */
static void
test_dropped_in_transaction (void)
{
  g_autoptr (SyEngine) engine = open_memory ();
  g_autoptr (GError) error = NULL;
  SyAppender *appender;

  run (engine, "CREATE TABLE t (i INTEGER)");
  g_assert_true (sy_engine_begin (engine, NULL));
  run (engine, "INSERT INTO t VALUES (1)");
  appender = append_to (engine, "t");
  sy_appender_int64 (appender, 2);
  end_row (appender);
  sy_appender_free (appender);
  g_assert_false (sy_engine_commit (engine, &error));
  g_assert_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED);
  g_assert_cmpint (ask_int64 (engine, "SELECT count(*) FROM t"), ==, 0);
  g_assert_true (sy_engine_begin (engine, NULL));
  g_assert_true (sy_engine_commit (engine, NULL));
}

/* An automatic free at the end of a function comes after the rollback in it. */
static void
test_freed_after_transaction (gconstpointer data)
{
  gboolean commit = GPOINTER_TO_INT (data);
  g_autoptr (SyEngine) engine = open_memory ();
  SyAppender *appender;

  run (engine, "CREATE TABLE t (i INTEGER)");
  g_assert_true (sy_engine_begin (engine, NULL));
  appender = append_to (engine, "t");
  sy_appender_int64 (appender, 1);
  end_row (appender);
  if (commit)
    g_assert_false (sy_engine_commit (engine, NULL));
  else
    sy_engine_rollback (engine);
  sy_appender_int64 (appender, 2);
  g_assert_false (sy_appender_end_row (appender, NULL));
  sy_appender_free (appender);
  g_assert_cmpint (ask_int64 (engine, "SELECT count(*) FROM t"), ==, 0);
}

static void
test_constraint (void)
{
  g_autoptr (SyEngine) engine = open_memory ();
  g_autoptr (SyAppender) appender = NULL;
  g_autoptr (GError) error = NULL;

  run (engine, "CREATE TABLE t (i INTEGER NOT NULL)");
  appender = append_to (engine, "t");
  sy_appender_int64 (appender, 1);
  end_row (appender);
  sy_appender_null (appender);
  end_row (appender);
  g_assert_false (sy_appender_close (appender, &error));
  g_assert_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED);
  g_assert_cmpint (ask_int64 (engine, "SELECT count(*) FROM t"), ==, 0);
}

static void
test_no_table (void)
{
  g_autoptr (SyEngine) engine = open_memory ();
  g_autoptr (GError) error = NULL;

  g_assert_null (sy_engine_open_appender (engine, "no \"such\" table", &error));
  g_assert_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED);
  g_clear_error (&error);
  run (engine, "CREATE TABLE t (i INTEGER[])");
  g_assert_null (sy_engine_open_appender (engine, "t", &error));
  g_assert_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED);
}

/* Two at once, each whole by itself. */
static void
test_two (void)
{
  g_autoptr (SyEngine) engine = open_memory ();
  SyAppender *a, *b;

  run (engine, "CREATE TABLE t (i INTEGER)");
  run (engine, "CREATE TABLE u (i INTEGER)");
  a = append_to (engine, "t");
  b = append_to (engine, "u");
  sy_appender_int64 (a, 1);
  end_row (a);
  sy_appender_int64 (b, 1);
  end_row (b);
  g_assert_true (sy_appender_close (a, NULL));
  sy_appender_free (b);
  sy_appender_free (a);
  g_assert_cmpint (ask_int64 (engine, "SELECT count(*) FROM t"), ==, 1);
  g_assert_cmpint (ask_int64 (engine, "SELECT count(*) FROM u"), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/appender/types", test_types);
  g_test_add_func ("/appender/many-rows", test_many_rows);
  for (guint i = 0; i < G_N_ELEMENTS (bad_texts); i++)
    {
      g_autofree char *path = g_strconcat ("/appender/bad-text/", bad_texts[i].name, NULL);

      g_test_add_data_func (path, &bad_texts[i], test_bad_text);
    }
  g_test_add_func ("/appender/bad-cells", test_bad_cells);
  g_test_add_func ("/appender/dropped", test_dropped);
  g_test_add_func ("/appender/in-transaction", test_in_transaction);
  g_test_add_func ("/appender/dropped-in-transaction", test_dropped_in_transaction);
  g_test_add_data_func ("/appender/freed-after-rollback", GINT_TO_POINTER (FALSE),
                        test_freed_after_transaction);
  g_test_add_data_func ("/appender/freed-after-commit", GINT_TO_POINTER (TRUE), test_freed_after_transaction);
  g_test_add_func ("/appender/constraint", test_constraint);
  g_test_add_func ("/appender/no-table", test_no_table);
  g_test_add_func ("/appender/two", test_two);
  return g_test_run ();
}
