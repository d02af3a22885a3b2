/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions to ten million rows as tables of formulas, against two peers on the same engine: the best SQL by
 * hand over texts as ENUM, money as DECIMAL and a table of orders; and plain SQL over the types that the file
 * has. Usage: bench-queries TEMPLATE.xml FILE.csv DOCUMENT [QUESTION]; the document is made of the file when
 * it is not there. Prints “NAME ours SECONDS PROCESSOR hand SECONDS PROCESSOR plain SECONDS PROCESSOR”, the
 * best of some runs in turn; the processor time of all threads says more where others work on the machine.
 * All three must come to the same total, or it fails. STEELYARD_BENCH_RUNS: how many runs, 5 by default.
 * STEELYARD_BENCH_ALONE: without the peers, to be looked at with a profiler. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "sy-dialect.h"
#include "sy-duckdb-engine.h"
#include "sy-workbook.h"

typedef struct
{
  const char *table, *total; /* the column that is added up on all sides */
  const char *hand;          /* over bench_lines and bench_orders */
  const char *plain;         /* over bench_plain */
} Question;

#define MONTH "DATE '2024-06-01'"
#define IS_THIS "(date >= " MONTH " AND date < " MONTH " + INTERVAL 1 MONTH)"
#define IS_LAST "(date >= " MONTH " - INTERVAL 1 MONTH AND date < " MONTH ")"
#define IS_YEAR "(date >= " MONTH " - INTERVAL 12 MONTH AND date < " MONTH " - INTERVAL 11 MONTH)"
#define THIS "(WHERE " IS_THIS ")"
#define LAST "(WHERE " IS_LAST ")"
#define YEAR "(WHERE " IS_YEAR ")"

#define ABC(lines)                                                                                           \
  "WITH p AS (SELECT product, SUM(amount) AS amount FROM " lines                                             \
  " GROUP BY product), s AS (SELECT product, amount, SUM(amount) OVER (ORDER BY amount DESC, product) / "    \
  "SUM(amount) OVER () AS share FROM p) SELECT *, CASE WHEN share <= 0.7 THEN 'A' WHEN share <= 0.9 THEN "   \
  "'B' ELSE 'C' END AS class FROM s ORDER BY amount DESC"
#define PAIRS                                                                                                \
  "SELECT x.item AS a, y.item AS b, COUNT(*) AS count_ab FROM b AS x JOIN b AS y ON x.\"order\" = "          \
  "y.\"order\" AND x.item < y.item GROUP BY ALL"
#define CATEGORY_PAIRS(lines)                                                                                \
  "WITH b AS (SELECT DISTINCT \"order\", category AS item FROM " lines ") " PAIRS " ORDER BY 3 DESC"
#define PRODUCT_PAIRS(lines)                                                                                 \
  "WITH n AS (SELECT COUNT(DISTINCT \"order\") * 0.001 AS least FROM " lines                                 \
  "), f AS (SELECT product FROM " lines                                                                      \
  " GROUP BY product HAVING COUNT(DISTINCT \"order\") >= (SELECT least FROM n)), b AS (SELECT "              \
  "DISTINCT \"order\", product AS item FROM " lines " SEMI JOIN f USING (product)) " PAIRS                   \
  " HAVING COUNT(*) >= (SELECT least FROM n) ORDER BY 3 DESC"

static const Question questions[] = {
  { "days", "amount",
    "SELECT date, SUM(amount) AS amount, SUM(quantity) AS quantity FROM bench_lines GROUP BY date ORDER BY 1",
    "SELECT date, SUM(amount) AS amount, SUM(quantity) AS quantity FROM bench_plain GROUP BY date ORDER BY "
    "1" },
  { "orders", "orders", "SELECT date, COUNT(*) AS orders FROM bench_orders GROUP BY date ORDER BY 1",
    "SELECT date, COUNT(DISTINCT \"order\") AS orders FROM bench_plain GROUP BY date ORDER BY 1" },
  { "categories", "amount",
    "SELECT store, category, SUM(amount) AS amount FROM bench_lines GROUP BY store, category ORDER BY 1, 2",
    "SELECT store, category, SUM(amount) AS amount FROM bench_plain GROUP BY store, category ORDER BY 1, 2" },
  { "prices", "amount",
    "SELECT price, SUM(quantity) AS quantity, SUM(amount) AS amount FROM bench_lines GROUP BY price ORDER BY "
    "1",
    "SELECT price, SUM(quantity) AS quantity, SUM(amount) AS amount FROM bench_plain GROUP BY price ORDER BY "
    "1" },
  { "units", "unit_price",
    "SELECT product, SUM(amount) AS amount, SUM(quantity) AS quantity, SUM(amount) / SUM(quantity) AS "
    "unit_price FROM bench_lines GROUP BY product ORDER BY product",
    "SELECT product, SUM(amount) AS amount, SUM(quantity) AS quantity, SUM(amount) / SUM(quantity) AS "
    "unit_price FROM bench_plain GROUP BY product ORDER BY product" },
  { "members", "orders",
    "SELECT customer, MAX(date) AS last, COUNT(*) AS orders, SUM(amount) AS amount FROM bench_orders WHERE "
    "customer IS NOT NULL GROUP BY customer ORDER BY customer",
    "SELECT customer, MAX(date) AS last, COUNT(DISTINCT \"order\") AS orders, SUM(amount) AS amount FROM "
    "bench_plain WHERE customer IS NOT NULL GROUP BY customer ORDER BY customer" },
  { "stores", "orders",
    "WITH s AS (SELECT store FROM bench_orders WHERE store IS NOT NULL GROUP BY store),"
    " a AS (SELECT store, SUM(amount) FILTER " THIS " AS amount, SUM(quantity) FILTER " THIS
    " AS quantity, SUM(lines) FILTER " THIS " AS lines, COUNT(*) FILTER " THIS
    " AS orders, SUM(amount) FILTER " LAST " AS month_before, SUM(amount) FILTER " YEAR
    " AS year_before FROM bench_orders WHERE " IS_THIS " OR " IS_LAST " OR " IS_YEAR " GROUP BY store),"
    " o AS (SELECT store, COUNT(DISTINCT customer) AS customers, COUNT(DISTINCT date) AS days FROM "
    "bench_orders WHERE " IS_THIS " GROUP BY store),"
    " p AS (SELECT store, COUNT(*) AS products FROM (SELECT store, product FROM bench_lines WHERE " IS_THIS
    " GROUP BY ALL) GROUP BY store)"
    " SELECT *, amount / quantity, amount / orders, quantity / orders, amount / SUM(amount) OVER (), amount "
    "/ year_before - 1 FROM s LEFT JOIN a USING (store) LEFT JOIN o USING (store) LEFT JOIN p USING (store) "
    "ORDER BY store",
    "SELECT store, SUM(amount) FILTER " THIS " AS amount, SUM(quantity) FILTER " THIS
    " AS quantity, COUNT(*) FILTER " THIS " AS lines, COUNT(DISTINCT \"order\") FILTER " THIS
    " AS orders, COUNT(DISTINCT customer) FILTER " THIS " AS customers, COUNT(DISTINCT product) FILTER " THIS
    " AS products, COUNT(DISTINCT date) FILTER " THIS " AS days, SUM(amount) FILTER " LAST
    " AS month_before, SUM(amount) FILTER " YEAR
    " AS year_before FROM bench_plain GROUP BY store ORDER BY store" },
  { "abc", "amount", ABC ("bench_lines"), ABC ("bench_plain") },
  { "category_pairs", "count_ab", CATEGORY_PAIRS ("bench_lines"), CATEGORY_PAIRS ("bench_plain") },
  { "product_pairs", "count_ab", PRODUCT_PAIRS ("bench_lines"), PRODUCT_PAIRS ("bench_plain") },
};

/* What the peers read. An ENUM of 200,000 members is slower than a text; a sum as wide as the engine makes it
 * is slower than a money. */
static const char *const peers[] = {
  "CREATE TYPE bench_store AS ENUM (SELECT DISTINCT store FROM SALES)",
  "CREATE TYPE bench_category AS ENUM (SELECT DISTINCT category FROM SALES)",
  "CREATE TYPE bench_product AS ENUM (SELECT DISTINCT product FROM SALES)",
  "CREATE TABLE bench_lines AS SELECT \"order\", date, CAST(store AS bench_store) AS store, customer, "
  "CAST(product AS bench_product) AS product, CAST(category AS bench_category) "
  "AS category, quantity, price, amount FROM SALES",
  "CREATE TABLE bench_orders AS SELECT \"order\", ANY_VALUE(date) AS date, ANY_VALUE(store) AS store, "
  "ANY_VALUE(customer) AS customer, CAST(SUM(amount) AS DECIMAL(18,4)) AS amount, CAST(SUM(quantity) AS "
  "BIGINT) AS quantity, COUNT(*) AS lines FROM "
  "bench_lines GROUP BY \"order\" ORDER BY 2",
  "CREATE TABLE bench_plain AS SELECT CAST(\"order\" AS VARCHAR) AS \"order\", date, CAST(store AS VARCHAR) "
  "AS store, CAST(customer AS VARCHAR) AS customer, CAST(product AS VARCHAR) AS product, CAST(category AS "
  "VARCHAR) AS category, CAST(quantity AS BIGINT) AS quantity, CAST(price AS DOUBLE) AS price, CAST(amount "
  "AS DOUBLE) AS amount FROM SALES",
};

static void
check (GError *error)
{
  if (error)
    g_error ("%s", error->message);
}

/* By the clock, and of the processor. */
typedef struct
{
  double clock, processor;
} Seconds;

static Seconds
now (void)
{
  struct rusage usage;
  Seconds seconds = { .clock = (double) g_get_monotonic_time () / 1e6 };

  getrusage (RUSAGE_SELF, &usage);
  seconds.processor = (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
                      + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
  return seconds;
}

static Seconds
seconds_since (Seconds start)
{
  Seconds end = now ();

  return (Seconds){ end.clock - start.clock, end.processor - start.processor };
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

static char *
find_relation (SyCatalogue *catalogue, SyEngine *engine)
{
  g_autoptr (SyWorkbook) workbook = sy_workbook_new (catalogue, engine);
  GPtrArray *sources = sy_workbook_get_sources (workbook);

  return sources->len > 0 ? sy_sql_quote_identifier (((const SyWorkbookSource *) sources->pdata[0])->relation)
                          : NULL;
}

/* The document with the file in it, and what the peers read beside it. */
static void
make_document (SyCatalogue *catalogue, const char *path, const char *document)
{
  SyReadOptions options = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEngine) engine = sy_duckdb_engine_open (document, NULL, &error);
  g_autoptr (SyWorkbook) workbook = NULL;
  g_autoptr (SyImportPlan) plan = NULL;
  g_autofree char *relation = NULL;

  check (error);
  workbook = sy_workbook_new (catalogue, engine);
  plan = sy_importer_recognise (path, &options, sy_catalogue_get_kinds (catalogue), NULL, NULL, &error);
  check (error);
  sy_workbook_import (workbook, plan, NULL, NULL, NULL, &error);
  check (error);
  relation = find_relation (catalogue, engine);
  for (guint i = 0; i < G_N_ELEMENTS (peers); i++)
    {
      g_autoptr (GString) sql = g_string_new (peers[i]);

      g_string_replace (sql, "SALES", relation, 0);
      sy_engine_execute (engine, sql->str, NULL, 0, NULL, &error);
      check (error);
    }
  sy_duckdb_engine_close (SY_DUCKDB_ENGINE (engine), &error);
  check (error);
}

static void
ask (SyEvaluation *evaluation, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyTable) table = sy_evaluation_get_table (evaluation, id, NULL, &error);

  check (error);
}

/* A new workbook each time, since what was computed once is kept; one that is open, and has been asked for
 * something. */
static Seconds
run_formulas (
    SyCatalogue *catalogue, SyEngine *engine, const char *template, const Question *question, double *total)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyWorkbook) workbook = sy_workbook_new (catalogue, engine);
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autoptr (SyTable) table = NULL;
  g_autoptr (SyFrame) frame = NULL;
  Seconds seconds, start;

  sy_workbook_set_template (workbook, sy_catalogue_find_template (catalogue, template, &error), &error);
  check (error);
  evaluation = sy_workbook_evaluate (workbook, &error);
  check (error);
  ask (evaluation, "opened");
  start = now ();
  table = sy_evaluation_get_table (evaluation, question->table, NULL, &error);
  check (error);
  frame = sy_table_read_all (table, NULL, &error);
  check (error);
  seconds = seconds_since (start);
  *total = add_up (frame, question->total);
  return seconds;
}

static Seconds
run_sql (SyEngine *engine, const char *sql, const char *column, double *total)
{
  g_autoptr (GError) error = NULL;
  Seconds start = now ();
  g_autoptr (SyFrame) frame = sy_engine_query (engine, sql, NULL, 0, NULL, &error);
  Seconds seconds = seconds_since (start);

  check (error);
  *total = add_up (frame, column);
  return seconds;
}

/* Orders are made when a workbook has counted them some times, and stay in the document. */
static void
warm_up (SyCatalogue *catalogue, SyEngine *engine, const char *template)
{
  static const char *const tables[] = { "orders", "members", "stores" };
  g_autoptr (GError) error = NULL;
  g_autoptr (SyWorkbook) workbook = sy_workbook_new (catalogue, engine);
  g_autoptr (SyEvaluation) evaluation = NULL;

  sy_workbook_set_template (workbook, sy_catalogue_find_template (catalogue, template, &error), &error);
  check (error);
  evaluation = sy_workbook_evaluate (workbook, &error);
  check (error);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    ask (evaluation, tables[i]);
}

static void
measure (SyCatalogue *catalogue, SyEngine *engine, const char *template, const Question *question, guint runs)
{
  static const char *const names[] = { "ours", "hand", "plain" };
  Seconds best[] = { { 1e9, 1e9 }, { 1e9, 1e9 }, { 1e9, 1e9 } };
  double total[G_N_ELEMENTS (names)];

  for (guint run = 0; run < runs && g_getenv ("STEELYARD_BENCH_ALONE"); run++)
    run_formulas (catalogue, engine, template, question, &total[0]);
  if (g_getenv ("STEELYARD_BENCH_ALONE"))
    return;
  for (guint run = 0; run < runs; run++)
    {
      Seconds seconds[] = { run_formulas (catalogue, engine, template, question, &total[0]),
                            run_sql (engine, question->hand, question->total, &total[1]),
                            run_sql (engine, question->plain, question->total, &total[2]) };

      for (guint i = 0; i < G_N_ELEMENTS (best); i++)
        {
          best[i].clock = MIN (best[i].clock, seconds[i].clock);
          best[i].processor = MIN (best[i].processor, seconds[i].processor);
        }
    }
  for (guint i = 1; i < G_N_ELEMENTS (total); i++)
    if (!(fabs (total[i] - total[0]) <= 1e-6 * fabs (total[0])))
      g_error ("%s: %.4f, by SQL %.4f", question->table, total[0], total[i]);
  printf ("%s", question->table);
  for (guint i = 0; i < G_N_ELEMENTS (best); i++)
    printf (" %s %.4f %.4f", names[i], best[i].clock, best[i].processor);
  printf ("\n");
  fflush (stdout);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyCatalogue) catalogue = sy_catalogue_new ("en", &error);
  const char *runs = g_getenv ("STEELYARD_BENCH_RUNS");
  g_autoptr (SyEngine) engine = NULL;

  check (error);
  if (argc < 4 || argc > 5)
    return 2;
  if (!g_file_test (argv[3], G_FILE_TEST_EXISTS))
    make_document (catalogue, argv[2], argv[3]);
  engine = sy_duckdb_engine_open (argv[3], NULL, &error);
  check (error);
  warm_up (catalogue, engine, argv[1]);
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    if (argc == 4 || g_str_equal (argv[4], questions[i].table))
      measure (catalogue, engine, argv[1], &questions[i], runs ? (guint) atoi (runs) : 5);
  return EXIT_SUCCESS;
}
