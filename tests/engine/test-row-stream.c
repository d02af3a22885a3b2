/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a stream reach the statement whole and in their order, however fast either side is, and neither
 * waits for the other when that one has given up. */
#include "config.h"

#include <string.h>

#include "engine-fixture.h"

static SyRowColumn columns[] = {
  { (char *) "row", SY_COLUMN_INT64, 0 },
  { (char *) "text", SY_COLUMN_TEXT, 0 },
  { (char *) "money", SY_COLUMN_DECIMAL, 2 },
  { (char *) "day", SY_COLUMN_DATE, 0 },
};

typedef struct
{
  SyRowStream *stream;
  gint64 n_rows;
  gint64 n_sent;
  gboolean failed;
} Sender;

/* Texts of all lengths: in the vector's cell, in a block, and too large for one. */
static gpointer
send_rows (gpointer data)
{
  Sender *sender = data;
  SyAppender *appender = sy_row_stream_get_appender (sender->stream);

  for (gint64 i = 0; i < sender->n_rows && !sender->failed; i++)
    {
      gsize length = i % 5000 == 4999 ? 100000 : (gsize) (i % 40);
      g_autofree char *text = g_strnfill (length, (char) ('a' + i % 26));

      sy_appender_int64 (appender, i);
      if (i % 7 == 0)
        sy_appender_null (appender);
      else
        sy_appender_text (appender, text, (gssize) length);
      sy_appender_decimal (appender, i);
      sy_appender_date (appender, i % 1000);
      sender->failed = !sy_appender_end_row (appender, NULL);
      sender->n_sent += !sender->failed;
    }
  sy_appender_close (appender, NULL);
  return NULL;
}

static SyRowStream *
open_stream (SyEngine *engine, gboolean bounded)
{
  g_autoptr (GError) error = NULL;
  SyRowStream *stream = sy_engine_open_stream (engine, columns, G_N_ELEMENTS (columns), bounded, &error);

  g_assert_no_error (error);
  return stream;
}

static void
check_rows (SyEngine *engine, gint64 n_rows)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyFrame) frame = sy_engine_query (
      engine,
      "SELECT COUNT(*), COUNT(*) FILTER (WHERE \"row\" <> rowid), COUNT(text), COALESCE (SUM(money), 0) * "
      "100, "
      "COUNT(*) FILTER (WHERE text <> repeat(chr(CAST(97 + \"row\" % 26 AS INTEGER)), "
      "CAST(CASE WHEN \"row\" % 5000 = 4999 THEN 100000 ELSE \"row\" % 40 END AS BIGINT))) FROM t",
      NULL, 0, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (sy_frame_get_int64 (frame, 0, 0), ==, n_rows);
  g_assert_cmpint (sy_frame_get_int64 (frame, 1, 0), ==, 0);
  g_assert_cmpint (sy_frame_get_int64 (frame, 2, 0), ==, n_rows - (n_rows + 6) / 7);
  g_assert_cmpfloat (sy_frame_get_double (frame, 3, 0), ==, (double) (n_rows * (n_rows - 1) / 2));
  g_assert_cmpint (sy_frame_get_int64 (frame, 4, 0), ==, 0);
}

static void
test_bounded (gconstpointer data)
{
  Sender sender = { .n_rows = GPOINTER_TO_INT (data) };
  g_autoptr (SyEngine) engine = open_memory ();
  g_autoptr (SyRowStream) stream = open_stream (engine, TRUE);
  g_autofree char *sql =
      g_strdup_printf ("CREATE TABLE t AS SELECT * FROM %s", sy_row_stream_get_source (stream));
  GThread *thread;

  sender.stream = stream;
  thread = g_thread_new ("send", send_rows, &sender);
  run (engine, sql);
  sy_row_stream_stop (stream);
  g_thread_join (thread);
  g_assert_false (sender.failed);
  g_assert_cmpuint (sy_row_stream_count_nulls (stream, 1), ==, (guint64) (sender.n_rows + 6) / 7);
  check_rows (engine, sender.n_rows);
}

/* One thread, one after the other. */
static void
test_unbounded (void)
{
  Sender sender = { .n_rows = 40000 };
  g_autoptr (SyEngine) engine = open_memory ();
  g_autoptr (SyRowStream) stream = open_stream (engine, FALSE);
  g_autofree char *sql =
      g_strdup_printf ("CREATE TABLE t AS SELECT * FROM %s", sy_row_stream_get_source (stream));

  sender.stream = stream;
  send_rows (&sender);
  run (engine, sql);
  check_rows (engine, sender.n_rows);
}

/* A statement that fails, or that wants only a few of the rows, does not leave the sender waiting. */
static void
test_reader_gives_up (void)
{
  static const char *const statements[] = {
    "CREATE TABLE u AS SELECT CAST(repeat('x', 3) AS INTEGER) AS i FROM %s",
    "CREATE TABLE u AS SELECT * FROM %s LIMIT 5",
  };

  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    {
      Sender sender = { .n_rows = 200000 };
      g_autoptr (SyEngine) engine = open_memory ();
      g_autoptr (SyRowStream) stream = open_stream (engine, TRUE);
      g_autoptr (GString) sql = g_string_new (statements[i]);
      GThread *thread;

      g_string_replace (sql, "%s", sy_row_stream_get_source (stream), 0);
      sender.stream = stream;
      thread = g_thread_new ("send", send_rows, &sender);
      sy_engine_execute (engine, sql->str, NULL, 0, NULL, NULL);
      sy_row_stream_stop (stream);
      g_thread_join (thread);
      g_assert_true (sender.failed);
      g_assert_cmpint (sender.n_sent, <, sender.n_rows);
    }
}

/* A stream that is over has no rows for anybody. */
static void
test_gone (void)
{
  g_autoptr (SyEngine) engine = open_memory ();
  g_autoptr (GError) error = NULL;
  SyRowStream *stream = open_stream (engine, TRUE);
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s", sy_row_stream_get_source (stream));
  g_autoptr (SyFrame) frame = NULL;

  sy_row_stream_free (stream);
  frame = sy_engine_query (engine, sql, NULL, 0, NULL, &error);
  g_assert_null (frame);
  g_assert_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/row-stream/rows/none", GINT_TO_POINTER (0), test_bounded);
  g_test_add_data_func ("/row-stream/rows/one", GINT_TO_POINTER (1), test_bounded);
  g_test_add_data_func ("/row-stream/rows/a-chunk", GINT_TO_POINTER (2048), test_bounded);
  g_test_add_data_func ("/row-stream/rows/many", GINT_TO_POINTER (300000), test_bounded);
  g_test_add_func ("/row-stream/unbounded", test_unbounded);
  g_test_add_func ("/row-stream/reader-gives-up", test_reader_gives_up);
  g_test_add_func ("/row-stream/gone", test_gone);
  return g_test_run ();
}
