/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of the templates, against SQL for the same numbers written by hand, on one engine with the same
 * data. By hand it is one statement for the one table, where the template keeps what it stands on as well.
 * Usage: bench-templates FILE MONTH; prints “NAME ours SECONDS peer SECONDS”, processor time, the best of
 * some runs in turn. Both sides must have the same columns with the same sums, or it fails. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "sy-dialect.h"
#include "sy-duckdb-engine.h"
#include "sy-workbook.h"

#define RUNS 5

typedef struct
{
  const char *template, *table;
  const char *sql; /* every column of the table; SALES: the relation; MONTH: the first of the month */
} Work;

/* clang-format off */
static const Work works[] = {
  { "pareto", "pareto",
    /* As the template has it: all products there are, told apart without case, those sold in the month ranked. */
    "WITH g AS (SELECT product, COUNT(*) FILTER (WHERE date >= MONTH AND date < MONTH + INTERVAL 1 MONTH) AS sold, "
    "SUM(amount) FILTER (WHERE date >= MONTH AND date < MONTH + INTERVAL 1 MONTH) AS amount "
    "FROM SALES WHERE product IS NOT NULL GROUP BY product), "
    "a AS (SELECT any_value(product) AS product, SUM(sold) AS sold, round(CAST(SUM(amount) AS DOUBLE), 4) AS amount FROM g GROUP BY lower(product)), "
    "p AS (SELECT *, greatest(amount, 0) AS positive FROM a WHERE sold > 0), "
    "r AS (SELECT *, row_number() OVER w AS rank, SUM(positive) OVER () AS total, SUM(positive) OVER w AS running "
    "FROM p WINDOW w AS (ORDER BY amount DESC, product ROWS UNBOUNDED PRECEDING)) "
    "SELECT rank, product, amount, positive, amount / total AS share, running / total AS cumulative, "
    "CASE WHEN amount <= 0 THEN 'C' WHEN round((running - amount) / total, 9) < 0.7 THEN 'A' "
    "WHEN round((running - amount) / total, 9) < 0.9 THEN 'B' ELSE 'C' END AS class FROM r ORDER BY rank " },
  { "price-bands", "price_lines",
    /* From the price point outwards, always to the side whose next step is the better one. */
    "WITH p AS (SELECT round(price, 0) AS price, "
    "round(CAST(SUM(quantity) FILTER (WHERE date >= MONTH AND date < MONTH + INTERVAL 1 MONTH) AS DOUBLE), 4) AS quantity, "
    "round(CAST(SUM(amount) FILTER (WHERE date >= MONTH AND date < MONTH + INTERVAL 1 MONTH) AS DOUBLE), 4) AS amount "
    "FROM SALES WHERE price IS NOT NULL GROUP BY 1), "
    "l AS (SELECT * FROM p WHERE quantity > 0 AND price >= 0), "
    "pp AS (SELECT price AS point FROM p WHERE quantity > 0 ORDER BY quantity DESC, amount DESC, price LIMIT 1), "
    "r AS (SELECT l.*, point, SUM(quantity) OVER () AS total, CASE WHEN price = point THEN 1e15 "
    "ELSE MIN(quantity) OVER (PARTITION BY sign(price - point) ORDER BY abs(price - point)) END AS reach FROM l CROSS JOIN pp), "
    "q AS (SELECT reach AS level, SUM(quantity) AS quantity, SUM(quantity) FILTER (WHERE price < point) AS lower FROM r GROUP BY reach), "
    "s AS (SELECT level, lower, SUM(quantity) OVER (ORDER BY level DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS above FROM q), "
    "b AS (SELECT r.*, coalesce(s.above, 0) + CASE WHEN price < point "
    "THEN coalesce(SUM(r.quantity) OVER (PARTITION BY reach, price < point ORDER BY price DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) "
    "ELSE CASE WHEN price > point THEN coalesce(s.lower, 0) ELSE 0 END "
    "+ coalesce(SUM(r.quantity) OVER (PARTITION BY reach, price < point ORDER BY price ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) "
    "END AS \"before\" FROM r JOIN s ON s.level = r.reach) "
    "SELECT price, quantity, amount, quantity / total AS share, reach, \"before\", "
    "CAST(price = point OR round(\"before\" - 0.6 * total, 6) < 0 AS INTEGER) AS in_zone FROM b ORDER BY price " },
  { "tracking", "daily",
    /* One shop without days left out: what the template does for stores, typed days and outliers is not in it. */
    "WITH d AS (SELECT date, CAST(SUM(amount) AS DOUBLE) AS amount FROM SALES GROUP BY date), "
    "c AS (SELECT MAX(date) AS closed_to FROM SALES WHERE date >= MONTH AND date < MONTH + INTERVAL 1 MONTH), "
    "w AS (SELECT isodow(date) AS weekday, AVG(amount) AS mean FROM d WHERE date >= MONTH - INTERVAL 365 DAY AND date < MONTH "
    "GROUP BY 1 HAVING COUNT(*) >= 4 AND AVG(amount) > 0), "
    "m AS (SELECT CAST(day AS DATE) AS date FROM range(MONTH, MONTH + INTERVAL 1 MONTH, INTERVAL 1 DAY) AS r(day)), "
    "a AS (SELECT m.date, isodow(m.date) AS weekday, coalesce(w.mean / (SELECT MIN(mean) FROM w), 0) AS weight, "
    "coalesce(d.amount, 0) AS amount, m.date <= c.closed_to AS is_closed "
    "FROM m CROSS JOIN c LEFT JOIN w ON w.weekday = isodow(m.date) LEFT JOIN d ON d.date = m.date), "
    "e AS (SELECT *, round(1500000 * weight / SUM(weight) OVER (), 6) AS exact FROM a), "
    "f AS (SELECT *, floor(exact) AS whole, round(exact - floor(exact), 6) AS fraction FROM e), "
    "g AS (SELECT *, row_number() OVER (ORDER BY fraction DESC, date) AS turn FROM f), "
    "t AS (SELECT *, whole + CASE WHEN turn <= 1500000 - SUM(whole) OVER () THEN 1 ELSE 0 END AS target FROM g), "
    "u AS (SELECT *, CASE WHEN is_closed THEN amount / nullif(target, 0) END AS completion, "
    "CASE WHEN is_closed THEN SUM(amount) OVER o END AS cumulative_amount, SUM(target) OVER o AS cumulative_target, "
    "CASE WHEN is_closed THEN amount / nullif(weight, 0) END AS unit_weight, "
    "CASE WHEN is_closed AND row_number() OVER o > 6 THEN SUM(amount) OVER s / nullif(SUM(weight) OVER s, 0) END AS rolling_unit_weight, "
    "CAST(is_closed AND weight > 0 AS INTEGER) AS used, "
    "CASE WHEN is_closed AND weight > 0 THEN amount / weight ELSE 0 END AS unit_value FROM t "
    "WINDOW o AS (ORDER BY date ROWS UNBOUNDED PRECEDING), s AS (ORDER BY date ROWS 6 PRECEDING)), "
    "v AS (SELECT *, CAST(used = 1 AND amount <> 0 AS INTEGER) AS open, SUM(used) OVER (ORDER BY date ROWS UNBOUNDED PRECEDING) AS number, "
    "CASE WHEN used = 1 THEN coalesce(abs(unit_value - lag(unit_value) OVER (PARTITION BY used ORDER BY date)), 0) ELSE 0 END AS moving_range, "
    "CAST(used = 1 AND coalesce(unit_value < 0.9 * rolling_unit_weight, FALSE) AS INTEGER) AS below, "
    "CASE WHEN used = 1 THEN (unit_value - SUM(unit_value) OVER () / SUM(used) OVER ()) ** 2 ELSE 0 END AS deviation2 FROM u) "
    "SELECT date, weekday, weight, exact, whole, fraction, turn, target, amount, CAST(is_closed AS INTEGER) AS closed, completion, "
    "cumulative_amount, cumulative_target, unit_weight, rolling_unit_weight, used, unit_value, open, number, moving_range, below, "
    "CASE WHEN row_number() OVER (ORDER BY date) >= 3 THEN SUM(below) OVER (ORDER BY date ROWS 2 PRECEDING) ELSE 0 END AS streak, "
    "deviation2, weight ** 2 AS weight2 FROM v ORDER BY date " },
};
/* clang-format on */

static void
check (GError *error)
{
  if (error)
    g_error ("%s", error->message);
}

static double
processor_seconds (void)
{
  struct rusage used;

  getrusage (RUSAGE_SELF, &used);
  return (double) (used.ru_utime.tv_sec + used.ru_stime.tv_sec)
         + (double) (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

static double
add_up (SyFrame *frame, guint column)
{
  double sum = 0;

  for (gint64 row = 0; row < sy_frame_get_n_rows (frame); row++)
    if (!sy_frame_is_null (frame, column, row))
      sum += sy_frame_get_double (frame, column, row);
  return sum;
}

/* Texts and dates are counted. */
static double
summarise (SyFrame *frame, guint column)
{
  SyColumnType type = sy_frame_get_column_type (frame, column);
  gint64 n = 0;

  if (type != SY_COLUMN_TEXT && type != SY_COLUMN_DATE)
    return add_up (frame, column);
  for (gint64 row = 0; row < sy_frame_get_n_rows (frame); row++)
    n += !sy_frame_is_null (frame, column, row);
  return (double) n;
}

static void
compare (const Work *work, SyFrame *ours, SyFrame *peer)
{
  if (sy_frame_get_n_rows (ours) != sy_frame_get_n_rows (peer))
    g_error ("%s: %d rows, by hand %d", work->table, (int) sy_frame_get_n_rows (ours),
             (int) sy_frame_get_n_rows (peer));
  for (guint i = 0; i < sy_frame_get_n_columns (ours); i++)
    {
      const char *name = sy_frame_get_name (ours, i);
      int other = sy_frame_find_column (peer, name);
      double a, b;

      if (g_str_equal (name, "row"))
        continue;
      if (other < 0)
        g_error ("%s: the SQL by hand has no %s", work->table, name);
      a = summarise (ours, i);
      b = summarise (peer, (guint) other);
      if (!(fabs (a - b) <= 1e-6 * MAX (1, fabs (b))))
        g_error ("%s, %s: %.6f, by hand %.6f", work->table, name, a, b);
    }
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
run_template (SyCatalogue *catalogue, SyEngine *engine, const Work *work, const char *month, SyFrame **frame)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyWorkbook) workbook = sy_workbook_new (catalogue, engine);
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autoptr (SyTable) table = NULL;
  double start;

  sy_workbook_set_template (workbook, sy_catalogue_find_template (catalogue, work->template, &error), &error);
  check (error);
  sy_workbook_set_parameter (workbook, "month", month, &error);
  check (error);
  if (sy_workbook_find_parameter (workbook, "month_target"))
    sy_workbook_set_parameter (workbook, "month_target", "1500000", &error);
  check (error);

  start = processor_seconds ();
  evaluation = sy_workbook_evaluate (workbook, &error);
  check (error);
  table = sy_evaluation_get_table (evaluation, work->table, NULL, &error);
  check (error);
  *frame = sy_table_read_all (table, NULL, &error);
  check (error);
  return processor_seconds () - start;
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
run_by_hand (SyEngine *engine, const char *sql, SyFrame **frame)
{
  g_autoptr (GError) error = NULL;
  double start = processor_seconds ();

  *frame = sy_engine_query (engine, sql, NULL, 0, NULL, &error);
  check (error);
  return processor_seconds () - start;
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
      double ours = G_MAXDOUBLE, peer = G_MAXDOUBLE;

      for (guint run = 0; run < RUNS; run++)
        {
          g_autoptr (SyFrame) got = NULL;
          g_autoptr (SyFrame) expected = NULL;

          ours = MIN (ours, run_template (catalogue, engine, &works[i], argv[2], &got));
          peer = MIN (peer, run_by_hand (engine, sql, &expected));
          compare (&works[i], got, expected);
        }
      printf ("%s ours %.4f peer %.4f\n", works[i].template, ours, peer);
    }
  return EXIT_SUCCESS;
}
