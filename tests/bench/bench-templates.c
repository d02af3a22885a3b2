/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of the templates, against SQL for the same numbers written by hand, on one engine with the same
 * data. Usage: bench-templates FILE MONTH; prints “NAME ours SECONDS peer SECONDS”, the best of some runs in
 * turn. Both sides must come to the same total, or it fails. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "sy-dialect.h"
#include "sy-duckdb-engine.h"
#include "sy-workbook.h"

#define RUNS 5

typedef struct
{
  const char *template, *table, *total; /* the column that is added up on both sides */
  const char *sql;                      /* SALES: the relation; MONTH: the first of the month */
} Work;

static const Work works[] = {
  { "pareto", "pareto", "amount",
    /* As the template has it: all products there are, told apart without case, those sold in the month
       ranked. */
    "WITH g AS (SELECT product, COUNT(*) FILTER (WHERE date >= MONTH AND date < MONTH + INTERVAL 1 MONTH) AS "
    "sold,"
    " SUM(amount) FILTER (WHERE date >= MONTH AND date < MONTH + INTERVAL 1 MONTH) AS amount"
    " FROM SALES WHERE product IS NOT NULL GROUP BY product),"
    " a AS (SELECT any_value(product) AS product, SUM(sold) AS sold, CAST(SUM(amount) AS DOUBLE) AS amount "
    "FROM g"
    " GROUP BY lower(product)), p AS (SELECT * FROM a WHERE sold > 0),"
    " r AS (SELECT product, amount, row_number() OVER w AS rank, SUM(greatest(amount, 0)) OVER () AS total,"
    " SUM(greatest(amount, 0)) OVER w AS running FROM p WINDOW w AS (ORDER BY amount DESC ROWS UNBOUNDED "
    "PRECEDING))"
    " SELECT rank, product, amount, amount / total AS share, running / total AS cumulative,"
    " CASE WHEN amount <= 0 THEN 'C' WHEN (running - amount) / total < 0.7 THEN 'A'"
    " WHEN (running - amount) / total < 0.9 THEN 'B' ELSE 'C' END AS class FROM r ORDER BY rank" },
  { "price-bands", "price_lines", "quantity",
    "WITH p AS (SELECT round(price, 0) AS price,"
    " CAST(SUM(quantity) FILTER (WHERE date >= MONTH AND date < MONTH + INTERVAL 1 MONTH) AS DOUBLE) AS "
    "quantity,"
    " CAST(SUM(amount) FILTER (WHERE date >= MONTH AND date < MONTH + INTERVAL 1 MONTH) AS DOUBLE) AS amount "
    "FROM SALES"
    " WHERE price IS NOT NULL GROUP BY 1),"
    " l AS (SELECT * FROM p WHERE quantity > 0 AND price >= 0)"
    " SELECT price, quantity, amount, quantity / SUM(quantity) OVER () AS share FROM l ORDER BY price" },
  { "tracking", "daily", "amount",
    "WITH d AS (SELECT date, CAST(SUM(amount) AS DOUBLE) AS amount FROM SALES GROUP BY date),"
    " c AS (SELECT MAX(date) AS closed_to FROM SALES WHERE date >= MONTH AND date < MONTH + INTERVAL 1 "
    "MONTH),"
    " w AS (SELECT isodow(date) AS weekday, AVG(amount) AS mean FROM d WHERE date >= MONTH - INTERVAL 365 DAY"
    " AND date < MONTH GROUP BY 1 HAVING COUNT(*) >= 4 AND AVG(amount) > 0),"
    " m AS (SELECT CAST(day AS DATE) AS date FROM range(MONTH, MONTH + INTERVAL 1 MONTH, INTERVAL 1 DAY) AS "
    "r(day)),"
    " a AS (SELECT m.date, coalesce(w.mean / (SELECT MIN(mean) FROM w), 0) AS weight, coalesce(d.amount, 0) "
    "AS amount,"
    " m.date <= c.closed_to AS closed FROM m CROSS JOIN c LEFT JOIN w ON w.weekday = isodow(m.date)"
    " LEFT JOIN d ON d.date = m.date),"
    " e AS (SELECT *, round(1500000 * weight / SUM(weight) OVER (), 6) AS exact FROM a),"
    " f AS (SELECT *, floor(exact) AS whole, row_number() OVER (ORDER BY exact - floor(exact) DESC, date) AS "
    "turn FROM e),"
    " t AS (SELECT *, whole + CASE WHEN turn <= 1500000 - SUM(whole) OVER () THEN 1 ELSE 0 END AS target "
    "FROM f)"
    " SELECT date, weight, target, amount, CASE WHEN closed THEN amount / target END AS completion,"
    " CASE WHEN closed THEN SUM(amount) OVER o END AS cumulative_amount, SUM(target) OVER o AS "
    "cumulative_target,"
    " CASE WHEN closed AND weight > 0 THEN amount / weight END AS unit_weight,"
    " CASE WHEN closed THEN SUM(amount) OVER s / SUM(weight) OVER s END AS rolling_unit_weight FROM t"
    " WINDOW o AS (ORDER BY date ROWS UNBOUNDED PRECEDING), s AS (ORDER BY date ROWS 6 PRECEDING) ORDER BY "
    "date" },
};

static void
check (GError *error)
{
  if (error)
    g_error ("%s", error->message);
}

static double
add_up (SyFrame *frame, const char *column)
{
  int index = sy_frame_find_column (frame, column);
  double sum = 0;

  g_assert (index >= 0);
  for (gint64 row = 0; row < sy_frame_get_n_rows (frame); row++)
    if (!sy_frame_is_null (frame, (guint) index, row))
      sum += sy_frame_get_double (frame, (guint) index, row);
  return sum;
}

static void
import (SyCatalogue *catalogue, SyEngine *engine, const char *path)
{
  SyReadOptions options = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SyWorkbook) workbook = sy_workbook_new (catalogue, engine);
  g_autoptr (SyImportPlan) plan =
      sy_importer_recognise (path, &options, sy_catalogue_get_kinds (catalogue), NULL, NULL, &error);

  check (error);
  sy_workbook_import (workbook, plan, NULL, NULL, NULL, &error);
  check (error);
}

/* A new workbook each time, since what was computed once is kept. */
static double
run_template (SyCatalogue *catalogue, SyEngine *engine, const Work *work, const char *month, double *total)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyWorkbook) workbook = sy_workbook_new (catalogue, engine);
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autoptr (SyTable) table = NULL;
  g_autoptr (SyFrame) frame = NULL;
  double seconds;
  gint64 start;

  sy_workbook_set_template (workbook, sy_catalogue_find_template (catalogue, work->template, &error), &error);
  check (error);
  sy_workbook_set_parameter (workbook, "month", month, &error);
  check (error);
  if (sy_workbook_find_parameter (workbook, "month_target"))
    sy_workbook_set_parameter (workbook, "month_target", "1500000", &error);
  check (error);

  start = g_get_monotonic_time ();
  evaluation = sy_workbook_evaluate (workbook, &error);
  check (error);
  table = sy_evaluation_get_table (evaluation, work->table, NULL, &error);
  check (error);
  frame = sy_table_read_all (table, NULL, &error);
  check (error);
  seconds = (double) (g_get_monotonic_time () - start) / 1e6;
  *total = add_up (frame, work->total);
  return seconds;
}

static char *
fill_in (const char *sql, const char *relation, const char *month)
{
  g_autofree char *quoted = sy_sql_quote_identifier (relation);
  g_autofree char *day = g_strdup_printf ("DATE '%s-01'", month);
  g_autoptr (GString) text = g_string_new (sql);

  g_string_replace (text, "SALES", quoted, 0);
  g_string_replace (text, "INTERVAL 1 MONTH", "INTERVAL 1 \1", 0);
  g_string_replace (text, "MONTH", day, 0);
  g_string_replace (text, "\1", "MONTH", 0);
  return g_strdup (text->str);
}

static double
run_by_hand (SyEngine *engine, const char *sql, const char *column, double *total)
{
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  g_autoptr (SyFrame) frame = sy_engine_query (engine, sql, NULL, 0, NULL, &error);

  check (error);
  *total = add_up (frame, column);
  return (double) (g_get_monotonic_time () - start) / 1e6;
}

static char *
find_relation (SyCatalogue *catalogue, SyEngine *engine)
{
  g_autoptr (SyWorkbook) workbook = sy_workbook_new (catalogue, engine);
  const SyWorkbookSource *source = sy_workbook_get_sources (workbook)->pdata[0];

  return g_strdup (source->relation);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyCatalogue) catalogue = sy_catalogue_new ("en", &error);
  g_autoptr (SyEngine) engine = NULL;
  g_autofree char *relation = NULL;

  check (error);
  if (argc != 3)
    return 2;
  engine = sy_duckdb_engine_open (NULL, NULL, &error);
  check (error);
  import (catalogue, engine, argv[1]);
  relation = find_relation (catalogue, engine);
  for (guint i = 0; i < G_N_ELEMENTS (works); i++)
    {
      g_autofree char *sql = fill_in (works[i].sql, relation, argv[2]);
      double ours = G_MAXDOUBLE, peer = G_MAXDOUBLE, total = 0, expected = 0;

      for (guint run = 0; run < RUNS; run++)
        {
          ours = MIN (ours, run_template (catalogue, engine, &works[i], argv[2], &total));
          peer = MIN (peer, run_by_hand (engine, sql, works[i].total, &expected));
        }
      if (!(fabs (total - expected) <= 1e-6 * fabs (expected)))
        g_error ("%s: %.4f, by hand %.4f", works[i].table, total, expected);
      printf ("%s ours %.4f peer %.4f\n", works[i].template, ours, peer);
    }
  return EXIT_SUCCESS;
}
