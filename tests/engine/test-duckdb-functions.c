/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The workbook's arithmetic in the engine; expected values as Excel and LibreOffice show them. */
#include "config.h"

#include "engine-fixture.h"

typedef struct
{
  const char *sql;
  const char *expected; /* as text; NULL for an error */
} Case;

static const Case cases[] = {
  { "sy_round(2.675, 2)", "2.68" },
  { "sy_round(-2.5, 0)", "-3.0" },
  { "sy_round(1234.5678, -2)", "1200.0" },
  { "sy_round(0.285, 2)", "0.29" },
  { "sy_round(1e300, 2)", "1e+300" },
  { "sy_round(0, 4)", "0.0" },
  { "sy_round(NULL, 2)", NULL },
  { "sy_floor(0.1 * 3 * 10)", "3.0" },
  { "sy_floor(-0.5)", "-1.0" },
  { "sy_add(CAST(0.1 AS DOUBLE) + CAST(0.2 AS DOUBLE), CAST(-0.3 AS DOUBLE))", "0.0" },
  { "sy_subtract(CAST(0.1 AS DOUBLE) + CAST(0.2 AS DOUBLE), CAST(0.3 AS DOUBLE))", "0.0" },
  { "sy_subtract(5, 3)", "2.0" },
  { "sy_equal(CAST(0.1 AS DOUBLE) + CAST(0.2 AS DOUBLE), CAST(0.3 AS DOUBLE))", "true" },
  { "sy_unequal(CAST(0.1 AS DOUBLE) + CAST(0.2 AS DOUBLE), CAST(0.3 AS DOUBLE))", "false" },
  { "sy_less(CAST(0.3 AS DOUBLE), CAST(0.1 AS DOUBLE) + CAST(0.2 AS DOUBLE))", "false" },
  { "sy_less(1, 2)", "true" },
  { "sy_less_equal(2, 1)", "false" },
  { "sy_greater(2, 1)", "true" },
  { "sy_greater_equal(CAST(0.3 AS DOUBLE), CAST(0.1 AS DOUBLE) + CAST(0.2 AS DOUBLE))", "true" },
  { "sy_equal(0, 0)", "true" },
  { "sy_less(NULL, 1)", NULL },
  { "sy_finite(CAST('inf' AS DOUBLE))", NULL },
  { "sy_finite(CAST('nan' AS DOUBLE))", NULL },
  { "sy_finite(7)", "7.0" },
  { "sy_date(0)", "1899-12-30" },
  { "sy_date(45658.75)", "2025-01-01" },
  { "sy_date(-1)", NULL },
  { "sy_date(2958465)", "9999-12-31" },
  { "sy_date(2958466)", NULL },
  { "sy_month(DATE '2024-02-29')", "2024-02-01" },
  { "sy_month(DATE '1900-03-01')", "1900-03-01" },
  { "sy_month(DATE '1899-12-30')", NULL },
  { "sy_month(DATE '9999-12-31')", "9999-12-01" },
  { "sy_month(NULL)", NULL },
  { "sy_month_after(DATE '2024-02-01')", "2024-03-01" },
  { "sy_month_after(DATE '2024-12-01')", "2025-01-01" },
  { "sy_month_after(DATE '2024-02-02')", NULL },
  { "sy_month_after(DATE '1899-12-01')", NULL },
  { "sy_shift_month(DATE '2024-03-31', -1)", "2024-02-29" },
  { "sy_shift_month(DATE '2024-02-29', 12)", "2025-02-28" },
  { "sy_shift_month(DATE '2024-01-15', -1.9)", "2023-12-15" },
  { "sy_shift_month(DATE '1900-01-15', -1)", NULL },
  { "sy_shift_month(DATE '9999-12-31', 1)", NULL },
  { "sy_shift_month(DATE '2024-01-01', 120000)", NULL },
  { "sy_shift_month(NULL, 1)", NULL },
  { "sy_shift_month_end(DATE '2024-01-15', 1)", "2024-02-29" },
  { "sy_shift_month_end(DATE '1900-01-15', -1)", "1899-12-31" },
  { "sy_shift_month_end(DATE '9999-11-15', 1)", "9999-12-31" },
};

static void
test_value (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEngine) engine = sy_duckdb_engine_open (NULL, NULL, &error);
  g_autofree char *sql = g_strdup_printf ("SELECT CAST(%s AS VARCHAR)", one->sql);
  g_autoptr (SyFrame) frame = NULL;

  g_assert_no_error (error);
  frame = sy_engine_query (engine, sql, NULL, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sy_frame_is_null (frame, 0, 0), ==, one->expected == NULL);
  if (one->expected)
    g_assert_cmpstr (sy_frame_get_text (frame, 0, 0), ==, one->expected);
}

/* Many rows at once, some of them empty: as the engine's own date_trunc(). */
static void
test_months_of_many_days (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEngine) engine = sy_duckdb_engine_open (NULL, NULL, &error);
  g_autoptr (SyFrame) frame = NULL;

  g_assert_no_error (error);
  frame = sy_engine_query (
      engine,
      "SELECT COUNT(*), COUNT(m), COUNT(*) FILTER (WHERE m IS DISTINCT FROM d) FROM (SELECT "
      "sy_month(CASE WHEN i % 7 = 0 THEN NULL ELSE DATE '1900-01-01' + CAST(i AS INTEGER) END) "
      "AS m, CAST(date_trunc('month', CASE WHEN i % 7 = 0 THEN NULL ELSE DATE '1900-01-01' + "
      "CAST(i AS INTEGER) END) AS DATE) AS d FROM range(200000) AS r(i))",
      NULL, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sy_frame_get_int64 (frame, 0, 0), ==, 200000);
  g_assert_cmpint (sy_frame_get_int64 (frame, 1, 0), ==, 171428);
  g_assert_cmpint (sy_frame_get_int64 (frame, 2, 0), ==, 0);
}

/* As the engine's own arithmetic of dates and last_day() have it. */
static void
test_shifts_of_many_days (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEngine) engine = sy_duckdb_engine_open (NULL, NULL, &error);
  g_autoptr (SyFrame) frame = NULL;

  g_assert_no_error (error);
  frame = sy_engine_query (
      engine,
      "SELECT COUNT(*), COUNT(*) FILTER (WHERE sy_shift_month(d, m) IS DISTINCT FROM s OR "
      "sy_shift_month_end(d, m) IS DISTINCT FROM last_day(s) OR sy_month_after(d) IS DISTINCT FROM CASE WHEN "
      "day(d) = 1 THEN CAST(d + INTERVAL 1 MONTH AS DATE) END) FROM (SELECT d, m, CAST(d + to_months(m) AS "
      "DATE) AS s FROM (SELECT DATE '1930-01-01' + CAST(i AS INTEGER) AS d, CAST(i % 601 - 300 AS INTEGER) "
      "AS m FROM range(200000) AS r(i)))",
      NULL, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sy_frame_get_int64 (frame, 0, 0), ==, 200000);
  g_assert_cmpint (sy_frame_get_int64 (frame, 1, 0), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/duckdb-functions/%s", cases[i].sql);

      g_test_add_data_func (path, &cases[i], test_value);
    }
  g_test_add_func ("/duckdb-functions/months-of-many-days", test_months_of_many_days);
  g_test_add_func ("/duckdb-functions/shifts-of-many-days", test_shifts_of_many_days);
  return g_test_run ();
}
