/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every engine must do, tried on DuckDB in memory: types, binding, one statement, cancel, transactions.
 */
#include "config.h"

#include <math.h>

#include "engine-fixture.h"

typedef struct
{
  const char *name;
  const char *sql; /* an expression */
  SyColumnType type;
  const char *plain; /* NULL for NULL */
} TypeCase;

static const TypeCase type_cases[] = {
  { "boolean", "true", SY_COLUMN_BOOL, "true" },
  { "tinyint", "(-128)::TINYINT", SY_COLUMN_INT64, "-128" },
  { "smallint", "(-32768)::SMALLINT", SY_COLUMN_INT64, "-32768" },
  { "integer", "(-2147483648)::INTEGER", SY_COLUMN_INT64, "-2147483648" },
  { "bigint", "9223372036854775807::BIGINT", SY_COLUMN_INT64, "9223372036854775807" },
  { "utinyint", "255::UTINYINT", SY_COLUMN_INT64, "255" },
  { "usmallint", "65535::USMALLINT", SY_COLUMN_INT64, "65535" },
  { "uinteger", "4294967295::UINTEGER", SY_COLUMN_INT64, "4294967295" },
  { "ubigint-small", "7::UBIGINT", SY_COLUMN_INT64, "7" },
  { "ubigint-large", "18446744073709551615::UBIGINT", SY_COLUMN_DOUBLE, "1.8446744073709552e+19" },
  { "hugeint-small", "(-5)::HUGEINT", SY_COLUMN_INT64, "-5" },
  { "hugeint-least", "(-9223372036854775808)::HUGEINT", SY_COLUMN_INT64, "-9223372036854775808" },
  { "hugeint-large", "9223372036854775808::HUGEINT", SY_COLUMN_DOUBLE, "9.223372036854775808e+18" },
  { "hugeint-negative", "(-100000000000000000000)::HUGEINT", SY_COLUMN_DOUBLE, "-1e+20" },
  { "uhugeint", "12::UHUGEINT", SY_COLUMN_INT64, "12" },
  { "sum-of-bigint", "(SELECT sum(i) FROM range(101) t(i))", SY_COLUMN_INT64, "5050" },
  { "float", "0.5::FLOAT", SY_COLUMN_DOUBLE, "0.5" },
  { "double", "0.1::DOUBLE", SY_COLUMN_DOUBLE, "0.1" },
  { "double-shortest", "0.1::DOUBLE + 0.2::DOUBLE", SY_COLUMN_DOUBLE, "0.30000000000000004" },
  { "decimal-4", "(-12.34)::DECIMAL(4,2)", SY_COLUMN_DECIMAL, "-12.34" },
  { "decimal-9", "1234567.89::DECIMAL(9,2)", SY_COLUMN_DECIMAL, "1234567.89" },
  { "decimal-18", "'9999999999999999.99'::DECIMAL(18,2)", SY_COLUMN_DECIMAL, "9999999999999999.99" },
  { "decimal-38", "'-0.05'::DECIMAL(38,2)", SY_COLUMN_DECIMAL, "-0.05" },
  { "decimal-too-wide", "'123456789012345678901.5'::DECIMAL(38,2)", SY_COLUMN_DOUBLE,
    "1.2345678901234568e+20" },
  { "decimal-trailing-zeros", "'12.50'::DECIMAL(18,4)", SY_COLUMN_DECIMAL, "12.5" },
  { "text-short", "'ab'", SY_COLUMN_TEXT, "ab" },
  { "text-long", "'披萨销售披萨销售披萨销售'", SY_COLUMN_TEXT, "披萨销售披萨销售披萨销售" },
  { "text-empty", "''", SY_COLUMN_TEXT, "" },
  { "enum", "'大'::ENUM('小','大')", SY_COLUMN_TEXT, "大" },
  { "date", "DATE '2015-12-31'", SY_COLUMN_DATE, "2015-12-31" },
  { "date-leap", "DATE '2000-02-29'", SY_COLUMN_DATE, "2000-02-29" },
  { "date-early", "DATE '1582-10-15'", SY_COLUMN_DATE, "1582-10-15" },
  { "date-infinite", "'infinity'::DATE", SY_COLUMN_DATE, "Infinity" },
  { "timestamp", "TIMESTAMP '2015-01-01 11:38:36'", SY_COLUMN_TIMESTAMP, "2015-01-01 11:38:36" },
  { "timestamp-before-1970", "TIMESTAMP '1969-12-31 23:59:59.5'", SY_COLUMN_TIMESTAMP,
    "1969-12-31 23:59:59.5" },
  { "timestamp-s", "'2015-01-01 11:38:36'::TIMESTAMP_S", SY_COLUMN_TIMESTAMP, "2015-01-01 11:38:36" },
  { "timestamp-ms", "'2015-01-01 11:38:36.25'::TIMESTAMP_MS", SY_COLUMN_TIMESTAMP, "2015-01-01 11:38:36.25" },
  { "timestamp-ns", "'2015-01-01 11:38:36.123456789'::TIMESTAMP_NS", SY_COLUMN_TIMESTAMP,
    "2015-01-01 11:38:36.123456" },
  { "timestamp-infinite", "'-infinity'::TIMESTAMP", SY_COLUMN_TIMESTAMP, "-Infinity" },
  { "time", "TIME '23:59:59.000001'", SY_COLUMN_TIME, "23:59:59.000001" },
  { "null-untyped", "NULL", SY_COLUMN_INT64, NULL },
  { "null-text", "NULL::VARCHAR", SY_COLUMN_TEXT, NULL },
  { "null-enum", "NULL::ENUM('a')", SY_COLUMN_TEXT, NULL },
  { "null-decimal", "NULL::DECIMAL(38,3)", SY_COLUMN_DECIMAL, NULL },
};

static void
test_type (gconstpointer data)
{
  const TypeCase *type_case = data;
  g_autoptr (SyEngine) engine = open_memory ();
  g_autofree char *sql = g_strconcat ("SELECT ", type_case->sql, " AS v", NULL);
  g_autoptr (SyFrame) frame = ask (engine, sql);
  g_autofree char *plain = sy_frame_dup_plain (frame, 0, 0);

  g_assert_cmpint (sy_frame_get_column_type (frame, 0), ==, type_case->type);
  g_assert_cmpstr (sy_frame_get_name (frame, 0), ==, "v");
  if (type_case->plain && type_case->type == SY_COLUMN_DOUBLE)
    g_assert_cmpfloat (g_ascii_strtod (plain, NULL), ==, g_ascii_strtod (type_case->plain, NULL));
  else
    g_assert_cmpstr (plain, ==, type_case->plain);
  g_assert_true (sy_frame_is_null (frame, 0, 0) == (type_case->plain == NULL));
}

static void
test_refused_type (void)
{
  g_autoptr (SyEngine) engine = open_memory ();
  g_autoptr (GError) error = NULL;

  g_assert_null (sy_engine_query (engine, "SELECT [1, 2] AS pieces", NULL, 0, NULL, &error));
  g_assert_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "pieces"));
}

/* Rows beyond one chunk, with NULLs in between and a number that 64 bits don't hold in the middle. */
static void
test_many_rows (void)
{
  g_autoptr (SyEngine) engine = open_memory ();
  g_autoptr (SyFrame) frame =
      ask (engine, "SELECT i, CASE WHEN i % 3 = 0 THEN NULL ELSE 'row ' || i END AS t,"
                   " CASE WHEN i = 5000 THEN 2::HUGEINT ** 70 WHEN i % 7 <> 0 THEN i END::HUGEINT AS h"
                   " FROM range(10000) r(i)");

  g_assert_cmpint (sy_frame_get_n_rows (frame), ==, 10000);
  g_assert_cmpint (sy_frame_get_column_type (frame, 2), ==, SY_COLUMN_DOUBLE);
  for (gint64 i = 0; i < 10000; i++)
    {
      g_autofree char *text = g_strdup_printf ("row %" G_GINT64_FORMAT, i);

      g_assert_cmpint (sy_frame_get_int64 (frame, 0, i), ==, i);
      g_assert_cmpstr (sy_frame_get_text (frame, 1, i), ==, i % 3 == 0 ? NULL : text);
      if (i == 5000)
        g_assert_cmpfloat (sy_frame_get_double (frame, 2, i), ==, ldexp (1.0, 70));
      else if (i % 7 == 0)
        g_assert_true (sy_frame_is_null (frame, 2, i));
      else
        g_assert_cmpfloat (sy_frame_get_double (frame, 2, i), ==, (double) i);
    }
}

static void
test_no_rows (void)
{
  g_autoptr (SyEngine) engine = open_memory ();
  g_autoptr (SyFrame) frame = ask (engine, "SELECT 1 AS a, 'x' AS b WHERE false");

  g_assert_cmpint (sy_frame_get_n_rows (frame), ==, 0);
  g_assert_cmpuint (sy_frame_get_n_columns (frame), ==, 2);
  g_assert_cmpint (sy_frame_find_column (frame, "b"), ==, 1);
}

static void
test_binding (void)
{
  g_autoptr (SyEngine) engine = open_memory ();
  g_autoptr (GError) error = NULL;
  const SyValue values[] = {
    SY_VALUE_INT (-7),     SY_VALUE_NUMBER (0.25), SY_VALUE_TEXT ("'; DROP TABLE t; --"),
    SY_VALUE_DATE (16800), SY_VALUE_BOOL (TRUE),   SY_VALUE_NULL,
  };
  g_autoptr (SyFrame) frame = sy_engine_query (engine, "SELECT ?, ?, ?, ?, ?, ?::VARCHAR", values,
                                               G_N_ELEMENTS (values), NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (sy_frame_get_int64 (frame, 0, 0), ==, -7);
  g_assert_cmpfloat (sy_frame_get_double (frame, 1, 0), ==, 0.25);
  g_assert_cmpstr (sy_frame_get_text (frame, 2, 0), ==, "'; DROP TABLE t; --");
  g_assert_cmpint (sy_frame_get_int64 (frame, 3, 0), ==, 16800);
  g_assert_cmpint (sy_frame_get_int64 (frame, 4, 0), ==, 1);
  g_assert_true (sy_frame_is_null (frame, 5, 0));
}

static void
test_bad_binding (void)
{
  g_autoptr (SyEngine) engine = open_memory ();
  g_autoptr (GError) error = NULL;
  const SyValue bad = SY_VALUE_TEXT ("\xff\xfe");
  const SyValue good = SY_VALUE_INT (1);

  g_assert_false (sy_engine_execute (engine, "SELECT ?", &bad, 1, NULL, &error));
  g_assert_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_BAD_TEXT);
  g_clear_error (&error);
  g_assert_false (sy_engine_execute (engine, "SELECT ?, ?", &good, 1, NULL, &error));
  g_assert_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED);
}

/* A change that answers rows is a change all the same; and one whose answer is refused has not happened. */
static void
test_returning (void)
{
  g_autoptr (SyEngine) engine = open_memory ();
  g_autoptr (SyFrame) frame = NULL;
  g_autoptr (GError) error = NULL;

  run (engine, "CREATE TABLE t (a INTEGER)");
  frame = ask (engine, "INSERT INTO t SELECT i FROM range(5000) r(i) RETURNING a");
  g_assert_cmpint (sy_frame_get_n_rows (frame), ==, 5000);
  g_assert_null (sy_engine_query (engine, "DELETE FROM t RETURNING [a]", NULL, 0, NULL, &error));
  g_assert_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED);
  g_assert_cmpint (ask_int64 (engine, "SELECT count(*) FROM t"), ==, 5000);
}

static const char *const refused_statements[] = {
  "",
  "-- nothing",
  "SELECT 1; SELECT 2",
  "SELECT 1; DROP TABLE t",
  "BEGIN",
  "COMMIT",
  "ROLLBACK",
  "SELEC 1",
  "SELECT * FROM no_such_table",
  "PRAGMA enable_profiling",
  "SET threads = 1",
};

static void
test_refused_statements (void)
{
  g_autoptr (SyEngine) engine = open_memory ();

  run (engine, "CREATE TABLE t (a INTEGER)");
  for (guint i = 0; i < G_N_ELEMENTS (refused_statements); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (sy_engine_execute (engine, refused_statements[i], NULL, 0, NULL, &error));
      g_assert_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED);
    }
  g_assert_cmpint (ask_int64 (engine, "SELECT count(*) FROM t"), ==, 0);
}

static const char slow_query[] =
    "SELECT count(*) FROM range(3000000) a(i), range(3000000) b(j) WHERE i * j % 7 = 3";
static const char slow_stream[] = "SELECT i FROM range(100000000000) r(i)";

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (200000);
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_cancel (gconstpointer data)
{
  g_autoptr (SyEngine) engine = open_memory ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);

  g_assert_null (sy_engine_query (engine, data, NULL, 0, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - start, <, G_USEC_PER_SEC);
  g_thread_join (thread);
  g_assert_cmpint (ask_int64 (engine, "SELECT 5"), ==, 5);
}

static void
test_cancel_before (void)
{
  g_autoptr (SyEngine) engine = open_memory ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (sy_engine_execute (engine, "CREATE TABLE t (a INTEGER)", NULL, 0, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (sy_engine_query (engine, "SELECT * FROM t", NULL, 0, NULL, &error));
  g_assert_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED);
}

static gpointer
cancel_at_random (gpointer data)
{
  g_usleep ((gulong) g_random_int_range (0, 15000));
  g_cancellable_cancel (data);
  return NULL;
}

/* A change that is cancelled at any moment is there as a whole or not at all, as the call said. */
static void
test_cancel_change (void)
{
  g_autoptr (SyEngine) engine = open_memory ();

  run (engine, "CREATE TABLE t (i BIGINT)");
  for (guint i = 0; i < 60; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      GThread *thread = g_thread_new ("cancel", cancel_at_random, cancellable);
      gboolean done = sy_engine_execute (engine, "INSERT INTO t SELECT i FROM range(300000) r(i)", NULL, 0,
                                         cancellable, &error);

      g_thread_join (thread);
      if (!done)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpint (ask_int64 (engine, "SELECT count(*) FROM t"), ==, done ? 300000 : 0);
      run (engine, "DELETE FROM t");
    }
}

/* One of several threads at the same engine: transactions, appenders and cancelled questions, all of ten
 * rows. */
static gpointer
work_along (gpointer data)
{
  SyEngine *engine = data;

  for (guint i = 0; i < 30; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (SyFrame) frame = NULL;
      SyAppender *appender;
      GThread *thread;

      g_assert_true (sy_engine_begin (engine, NULL));
      run (engine, "INSERT INTO t SELECT i FROM range(4) r(i)");
      g_assert_cmpint (ask_int64 (engine, "SELECT count(*) % 10 FROM t"), ==, 4);
      run (engine, "INSERT INTO t SELECT i FROM range(6) r(i)");
      if (i % 3 == 0)
        sy_engine_rollback (engine);
      else
        g_assert_true (sy_engine_commit (engine, NULL));

      appender = sy_engine_open_appender (engine, "t", NULL);
      for (guint j = 0; j < 10; j++)
        {
          sy_appender_int64 (appender, j);
          g_assert_true (sy_appender_end_row (appender, NULL));
        }
      if (i % 4 != 0)
        g_assert_true (sy_appender_close (appender, NULL));
      sy_appender_free (appender);

      thread = g_thread_new ("cancel", cancel_at_random, cancellable);
      frame = sy_engine_query (engine, "SELECT count(*) FROM t a, t b WHERE a.i <= b.i", NULL, 0, cancellable,
                               NULL);
      g_thread_join (thread);
    }
  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (SyEngine) engine = open_memory ();
  GThread *threads[4];

  run (engine, "CREATE TABLE t (i BIGINT)");
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("along", work_along, engine);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  /* Four times 20 transactions and 22 appenders. */
  g_assert_cmpint (ask_int64 (engine, "SELECT count(*) FROM t"), ==, 4 * (20 + 22) * 10);
}

typedef struct
{
  guint n_calls;
  double last;
  gboolean falls;
} Progress;

static void
on_progress (double fraction, gpointer user_data)
{
  Progress *progress = user_data;

  g_assert_cmpfloat (fraction, <=, 1.0);
  progress->n_calls++;
  if (fraction < progress->last)
    progress->falls = TRUE;
  progress->last = fraction;
}

static void
test_progress (void)
{
  g_autoptr (SyEngine) engine = open_memory ();
  g_autoptr (GError) error = NULL;
  Progress progress = { .last = -1.0 };
  g_autoptr (SyFrame) frame = NULL;

  run (engine, "CREATE TABLE t AS SELECT i, (i * 7919) % 1000003 AS k FROM range(3000000) r(i)");
  frame = sy_engine_query_with_progress (engine, "SELECT count(DISTINCT k), sum(sqrt(i) * ln(i + 1)) FROM t",
                                         NULL, 0, on_progress, &progress, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (progress.n_calls, >=, 2);
  g_assert_cmpfloat (progress.last, >, 0.0);
  g_assert_false (progress.falls);
}

static void
test_transaction (void)
{
  g_autoptr (SyEngine) engine = open_memory ();
  g_autoptr (GError) error = NULL;

  run (engine, "CREATE TABLE t (a INTEGER)");
  g_assert_true (sy_engine_begin (engine, &error));
  g_assert_false (sy_engine_begin (engine, &error));
  g_clear_error (&error);
  run (engine, "INSERT INTO t VALUES (1)");
  sy_engine_rollback (engine);
  sy_engine_rollback (engine);
  g_assert_cmpint (ask_int64 (engine, "SELECT count(*) FROM t"), ==, 0);

  g_assert_true (sy_engine_begin (engine, &error));
  run (engine, "INSERT INTO t VALUES (1)");
  g_assert_true (sy_engine_commit (engine, &error));
  g_assert_cmpint (ask_int64 (engine, "SELECT count(*) FROM t"), ==, 1);
  g_assert_false (sy_engine_commit (engine, &error));
  g_assert_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED);
}

static gpointer
count_rows (gpointer data)
{
  return GINT_TO_POINTER ((int) ask_int64 (data, "SELECT count(*) FROM t"));
}

/* Another thread waits for the transaction, and sees all of it. */
static void
test_turns (void)
{
  g_autoptr (SyEngine) engine = open_memory ();
  GThread *thread;

  run (engine, "CREATE TABLE t (a INTEGER)");
  g_assert_true (sy_engine_begin (engine, NULL));
  run (engine, "INSERT INTO t VALUES (1)");
  thread = g_thread_new ("count", count_rows, engine);
  g_usleep (100000);
  run (engine, "INSERT INTO t VALUES (2)");
  g_assert_true (sy_engine_commit (engine, NULL));
  g_assert_cmpint (GPOINTER_TO_INT (g_thread_join (thread)), ==, 2);
}

static gpointer
wait_cancelled (gpointer data)
{
  gpointer *pair = data;
  g_autoptr (GError) error = NULL;

  g_assert_false (sy_engine_execute (pair[0], "SELECT 1", NULL, 0, pair[1], &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  return NULL;
}

/* Waiting for another's transaction can be cancelled, too. */
static void
test_cancel_while_waiting (void)
{
  g_autoptr (SyEngine) engine = open_memory ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gpointer pair[] = { engine, cancellable };
  GThread *thread;

  g_assert_true (sy_engine_begin (engine, NULL));
  thread = g_thread_new ("wait", wait_cancelled, pair);
  g_usleep (50000);
  g_cancellable_cancel (cancellable);
  g_thread_join (thread);
  sy_engine_rollback (engine);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (type_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/engine/type/", type_cases[i].name, NULL);

      g_test_add_data_func (path, &type_cases[i], test_type);
    }
  g_test_add_func ("/engine/type/refused-by-name", test_refused_type);
  g_test_add_func ("/engine/many-rows", test_many_rows);
  g_test_add_func ("/engine/no-rows", test_no_rows);
  g_test_add_func ("/engine/binding", test_binding);
  g_test_add_func ("/engine/bad-binding", test_bad_binding);
  g_test_add_func ("/engine/returning", test_returning);
  g_test_add_func ("/engine/refused-statements", test_refused_statements);
  g_test_add_data_func ("/engine/cancel/computing", slow_query, test_cancel);
  g_test_add_data_func ("/engine/cancel/streaming", slow_stream, test_cancel);
  g_test_add_func ("/engine/cancel/before", test_cancel_before);
  g_test_add_func ("/engine/cancel/waiting", test_cancel_while_waiting);
  g_test_add_func ("/engine/cancel/change", test_cancel_change);
  g_test_add_func ("/engine/threads", test_threads);
  g_test_add_func ("/engine/progress", test_progress);
  g_test_add_func ("/engine/transaction", test_transaction);
  g_test_add_func ("/engine/turns", test_turns);
  return g_test_run ();
}
