/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A statement with its numbers, dates, conditions and plain texts written in gives the same answer; other
 * texts stay bound, and what is in quotes stays as it is. */
#include "config.h"

#include "sy-duckdb-engine.h"
#include "sy-known-values.h"

static void
assert_same (const char *sql, const SyValue *values, guint n_values, guint n_left)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEngine) engine = sy_duckdb_engine_open (NULL, NULL, &error);
  g_autoptr (GArray) left = g_array_new (FALSE, FALSE, sizeof (SyValue));
  g_autofree char *written = sy_known_values_write (sql, values, n_values, left);
  g_autoptr (SyFrame) expected = NULL, got = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (left->len, ==, n_left);
  expected = sy_engine_query (engine, sql, values, n_values, NULL, &error);
  g_assert_no_error (error);
  got = sy_engine_query (engine, written, (const SyValue *) left->data, left->len, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < sy_frame_get_n_columns (expected); i++)
    g_assert_cmpstr (sy_frame_get_text (got, i, 0), ==, sy_frame_get_text (expected, i, 0));
}

static void
test_numbers (void)
{
  static const double numbers[] = { 0., -0.5, 0.1, 1. / 3., 1e300, 5e-324, -123456789012345678., 2.675 };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      SyValue value = SY_VALUE_NUMBER (numbers[i]);

      assert_same ("SELECT printf('%.17g', CAST($1 AS DOUBLE))", &value, 1, 0);
    }
}

static void
test_dates_and_conditions (void)
{
  const SyValue values[] = { SY_VALUE_DATE (16770),   SY_VALUE_BOOL (TRUE),    SY_VALUE_BOOL (FALSE),
                             SY_VALUE_NULL,           SY_VALUE_DATE (-25569),  SY_VALUE_DATE (2932896),
                             SY_VALUE_DATE (2932897), SY_VALUE_DATE (-354285), SY_VALUE_DATE (-354286) };

  assert_same (
      "SELECT CAST(CAST($1 AS DATE) AS VARCHAR), CAST(CAST($2 AS BOOLEAN) AS VARCHAR), "
      "CAST(CAST($3 AS BOOLEAN) AS VARCHAR), CAST(CAST($4 AS DOUBLE) AS VARCHAR), CAST(CAST($5 AS DATE) AS "
      "VARCHAR), CAST(CAST($6 AS DATE) AS VARCHAR), CAST(CAST($7 AS DATE) AS VARCHAR), CAST(CAST($8 AS DATE) "
      "AS VARCHAR), CAST(CAST($9 AS DATE) AS VARCHAR)",
      values, G_N_ELEMENTS (values), 0);
}

static void
test_whole_numbers (void)
{
  const SyValue values[] = { SY_VALUE_INT (0), SY_VALUE_INT (G_MAXINT64), SY_VALUE_INT (-1) };

  assert_same ("SELECT CAST($1 + 1 AS VARCHAR), CAST($2 AS VARCHAR), CAST($3 AS VARCHAR)", values, 3, 0);
}

static void
test_texts_are_bound (void)
{
  const SyValue values[] = { SY_VALUE_NUMBER (1), SY_VALUE_TEXT ("'; DROP TABLE t; --"),
                             SY_VALUE_TEXT ("$1") };

  assert_same (
      "SELECT CAST($2 AS VARCHAR) || CAST($3 AS VARCHAR) || CAST($2 AS VARCHAR) || CAST(CAST($1 AS DOUBLE) "
      "AS VARCHAR)",
      values, 3, 2);
}

/* Nothing in them can be taken for SQL. */
static void
test_plain_texts_are_written (void)
{
  g_autofree char *long_text = g_strnfill (101, 'x');
  const SyValue values[] = { SY_VALUE_TEXT ("(blank)"), SY_VALUE_TEXT ("华东 一店"), SY_VALUE_TEXT (""),
                             SY_VALUE_TEXT (long_text), SY_VALUE_TEXT ("a\\'b") };

  assert_same ("SELECT CAST($1 AS VARCHAR), CAST($2 AS VARCHAR), CAST($3 AS VARCHAR), CAST($4 AS VARCHAR), "
               "CAST($5 AS VARCHAR)",
               values, G_N_ELEMENTS (values), 2);
}

static void
test_quotes (void)
{
  const SyValue value = SY_VALUE_NUMBER (7);

  assert_same (
      "SELECT '$1 it''s $1' || \"a\"\"$1\" || CAST(CAST($1 AS DOUBLE) AS VARCHAR) FROM (SELECT 'x' AS "
      "\"a\"\"$1\")",
      &value, 1, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/known-values/numbers", test_numbers);
  g_test_add_func ("/known-values/dates-and-conditions", test_dates_and_conditions);
  g_test_add_func ("/known-values/whole-numbers", test_whole_numbers);
  g_test_add_func ("/known-values/texts-are-bound", test_texts_are_bound);
  g_test_add_func ("/known-values/plain-texts-are-written", test_plain_texts_are_written);
  g_test_add_func ("/known-values/quotes", test_quotes);
  return g_test_run ();
}
