/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rows a table has and in what order, and which rows stand behind a number. */
#include "config.h"

#include <string.h>

#include "formula-fixture.h"
#include "sy-binder.h"

static void
add_sales (FormulaFixture *fixture)
{
  SyModelTable *table = formula_fixture_add_relation (
      fixture, "sales", "SOURCE(sales)", "product text?, region text?, qty number?, price decimal, day date",
      "('pear', 'North', 1, 2.00, '2024-01-15'), ('Apple', NULL, 2, 3.50, '2024-02-15'),"
      "('APPLE', 'south', NULL, 3.50, '2024-02-20'), (NULL, 'North', 4, 2.00, '2024-03-01'),"
      "('fig', 'NORTH', 8, 9.00, '2024-03-01'), ('Pear', 'north', 3, 1.00, '2024-03-02')");

  sy_model_table_add_column (table, "net", "net", "[@qty]*[@price]");
}

typedef struct
{
  const char *name;
  const char *rows, *where, *sort, *top;
  const char *columns[9];
  const char *expected; /* cells with a comma, rows with a semicolon */
} TableCase;

static const TableCase table_cases[] = {
  { "group",
    "GROUP(sales[product])",
    NULL,
    NULL,
    NULL,
    { "n", "COUNTIFS(sales[product],[@product])", NULL },
    "1,Apple,2;2,fig,1;3,pear,2" },
  { "group-two",
    "GROUP(sales[region],sales[price])",
    NULL,
    NULL,
    NULL,
    { "n", "[@row]", NULL },
    "1,North,1,1;2,North,2,2;3,North,9,3;4,south,3.5,4" },
  { "group-blank-second",
    "GROUP(sales[product],sales[region])",
    NULL,
    NULL,
    NULL,
    { "n", "[@row]", NULL },
    "1,Apple,south,1;2,Apple,,2;3,fig,North,3;4,pear,North,4" },
  { "cross",
    "CROSS(sales[product],days[date])",
    NULL,
    NULL,
    NULL,
    { "n", "[@row]", NULL },
    "1,Apple,2024-02-28,1;2,Apple,2024-02-29,2;3,fig,2024-02-28,3;4,fig,2024-02-29,4;5,pear,2024-02-28,5;6,"
    "pear,2024-02-29,6" },
  { "days",
    "DAYS(DATE(2024,2,28),DATE(2024,3,1))",
    NULL,
    NULL,
    NULL,
    { "n", "DAY([@date])", NULL },
    "1,2024-02-28,28;2,2024-02-29,29;3,2024-03-01,1" },
  { "days-none", "DAYS(DATE(2024,2,28),DATE(2024,2,1))", NULL, NULL, NULL, { "n", "1", NULL }, "" },
  { "days-of-data",
    "DAYS(MAX(sales[day])-1,MAX(sales[day]))",
    NULL,
    NULL,
    NULL,
    { "n", "1", NULL },
    "1,2024-03-01,1;2,2024-03-02,1" },
  { "list-texts", "LIST(\"b\",\"a\",\"c\")", NULL, NULL, NULL, { "n", "[@row]", NULL }, "1,b,1;2,a,2;3,c,3" },
  { "list-range", "LIST(2,4)", NULL, NULL, NULL, { "n", "[@item]*2", NULL }, "1,2,4;2,3,6;3,4,8" },
  { "list-numbers", "LIST(5,3,9)", NULL, "item", NULL, { "n", "[@row]", NULL }, "1,3,1;2,5,2;3,9,3" },
  { "bands",
    "BANDS(0,10,4)",
    NULL,
    NULL,
    NULL,
    { "n", "COUNTIFS(sales[price],\">=\"&[@low],sales[price],\"<\"&[@high])", NULL },
    "1,0,4,5;2,4,8,0;3,8,12,1" },
  { "bands-hair",
    "BANDS(0,0.3,0.1)",
    NULL,
    NULL,
    NULL,
    { "n", "ROUND([@high],6)", NULL },
    "1,0,0.1,0.1;2,0.1,0.2,0.2;3,0.2,0.30000000000000004,0.3" },
  { "where",
    "GROUP(sales[product])",
    "[@n]>1",
    NULL,
    NULL,
    { "n", "COUNTIFS(sales[product],[@product])", "share", "[@n]/SUM([n])", NULL },
    "1,Apple,2,0.5;2,pear,2,0.5" },
  { "where-names",
    "GROUP(sales[product])",
    "[@product]<>skipped",
    NULL,
    NULL,
    { "n", "[@row]", NULL },
    "1,Apple,1;2,pear,2" },
  { "sort",
    "GROUP(sales[product])",
    NULL,
    "total desc",
    NULL,
    { "total", "SUMIFS(sales[net],sales[product],[@product])", NULL },
    "1,fig,72;2,Apple,7;3,pear,5" },
  { "sort-ties",
    "GROUP(sales[product])",
    NULL,
    "n desc",
    NULL,
    { "n", "COUNTIFS(sales[product],[@product])", NULL },
    "1,Apple,2;2,pear,2;3,fig,1" },
  { "top",
    "GROUP(sales[product])",
    NULL,
    "total desc",
    "few",
    { "total", "SUMIFS(sales[net],sales[product],[@product])", "share", "[@total]/SUM([total])", NULL },
    "1,fig,72,0.911392405063291;2,Apple,7,0.0886075949367089" },
};

static void
test_table (gconstpointer data)
{
  const TableCase *c = data;
  g_autoptr (FormulaFixture) fixture = formula_fixture_new ();
  static const char *const days[] = { "date", NULL, NULL };
  g_autoptr (SyStatement) statement = NULL;
  g_autoptr (SyFrame) frame = NULL;
  g_autoptr (GString) got = g_string_new (NULL);
  SyModelTable *table;
  GError *error = NULL;

  add_sales (fixture);
  formula_fixture_add_table (fixture, "days", "DAYS(DATE(2024,2,28),DATE(2024,2,29))", days);
  formula_fixture_add_parameter (fixture, "few", SY_TYPE_NUMBER, "2");
  formula_fixture_add_parameter (fixture, "skipped", SY_TYPE_TEXT, "FIG");
  table = formula_fixture_add_table (fixture, "t", c->rows, c->columns);
  table->where = g_strdup (c->where);
  table->sort = g_strdup (c->sort);
  table->top = g_strdup (c->top);
  formula_fixture_evaluate (fixture, &error);
  g_assert_no_error (error);
  statement = sy_sql_writer_write_table (table, NULL, &error);
  g_assert_no_error (error);
  frame = formula_fixture_query (fixture, statement, &error);
  g_assert_no_error (error);
  for (gint64 row = 0; row < sy_frame_get_n_rows (frame); row++)
    for (guint i = 0; i < sy_frame_get_n_columns (frame); i++)
      {
        g_autofree char *text = sy_frame_dup_plain (frame, i, row);
        g_auto (GStrv) rows = g_strsplit (c->expected, ";", -1);
        g_auto (GStrv) cells = g_strsplit (rows[row], ",", -1);

        /* Fifteen digits are enough. */
        if (cells[i] && strlen (cells[i]) > 12 && strchr (cells[i], '.')
            && strncmp (cells[i], text, strlen (cells[i]) - 1) == 0)
          g_string_append_printf (got, "%s%s", i ? "," : row ? ";" : "", cells[i]);
        else
          g_string_append_printf (got, "%s%s", i ? "," : row ? ";" : "", text ? text : "");
      }
  g_assert_cmpstr (got->str, ==, c->expected);
}

typedef struct
{
  const char *name;
  const char *formula;
  gint64 row;
  const char *expected; /* row numbers */
} BehindCase;

/* t: 1 Apple 2024-02-15, 2 fig 2024-03-01, 3 pear 2024-01-15 (each product's first day) */
static const BehindCase behind_cases[] = {
  { "whole", "SUM(sales[qty])", 1, "1 2 3 4 5 6" },
  { "cell", "SUMIFS(sales[net],sales[product],[@product])", 1, "2 3" },
  { "cell-3", "SUMIFS(sales[net],sales[product],[@product])", 3, "1 6" },
  { "two", "COUNTIFS(sales[product],[@product],sales[region],\"north\")", 3, "1 6" },
  { "days", "SUMIFS(sales[net],sales[day],\">=\"&[@first],sales[day],\"<\"&[@first]+30)", 1, "2 3 4 5 6" },
  { "pattern", "COUNTIFS(sales[product],\"*p*\")", 2, "1 2 3 6" },
  { "blank", "COUNTIFS(sales[product],\"\")", 2, "4" },
  { "parameter", "AVERAGEIFS(sales[qty],sales[product],skipped)", 2, "5" },
  { "parameter-pattern", "COUNTIFS(sales[product],starred)", 2, "2 3" },
  { "other-aggregate", "COUNTIFS(sales[day],MAX(sales[day]))", 1, "6" },
  { "own", "SUM([n])", 2, "1 2 3" },
  { "own-criteria", "SUMIFS([n],[n],[@n])", 1, "1 3" },
  { "running", "SUM(INDEX([n],1):[@n])", 2, "1 2" },
  { "moving", "SUM(INDEX([n],[@row]-1):[@n])", 3, "2 3" },
  { "to-the-end", "SUM([@n]:INDEX([n],ROWS([n])))", 2, "2 3" },
  { "lookup", "INDEX(sales[qty],MATCH([@product],sales[product],0))", 3, "1" },
  { "neighbour", "INDEX([n],[@row]-1)", 3, "2" },
  { "product", "SUMPRODUCT(sales[qty],sales[price])", 3, "1 2 3 4 5 6" },
};

static FormulaFixture *
make_behind (void)
{
  static const char *const columns[] = { "product", NULL,
                                         "n",       "COUNTIFS(sales[product],[@product])",
                                         "first",   "MINIFS(sales[day],sales[product],[@product])",
                                         NULL };
  FormulaFixture *fixture = formula_fixture_new ();
  GError *error = NULL;

  add_sales (fixture);
  formula_fixture_add_parameter (fixture, "skipped", SY_TYPE_TEXT, "FIG");
  formula_fixture_add_parameter (fixture, "starred", SY_TYPE_TEXT, "a*");
  formula_fixture_add_table (fixture, "t", "GROUP(sales[product])", columns);
  formula_fixture_evaluate (fixture, &error);
  g_assert_no_error (error);
  return fixture;
}

/* Made once; nothing changes it. */
static FormulaFixture *
get_behind (void)
{
  static FormulaFixture *fixture;

  if (!fixture)
    fixture = make_behind ();
  return fixture;
}

static void
test_behind (gconstpointer data)
{
  const BehindCase *c = data;
  FormulaFixture *fixture = get_behind ();
  SyModelTable *table = sy_model_find_table (fixture->model, "t");
  GError *error = NULL;
  g_autoptr (SyExpression) bound = sy_binder_bind_formula (fixture->model, table, c->formula, &error);
  g_autoptr (SyStatement) statement = NULL;
  g_autoptr (SyFrame) frame = NULL;
  g_autoptr (GString) got = g_string_new (NULL);

  g_assert_no_error (error);
  statement = sy_sql_writer_write_rows_behind (table, bound, c->row, &error);
  g_assert_no_error (error);
  frame = formula_fixture_query (fixture, statement, &error);
  if (error)
    g_test_message ("%s", statement->sql);
  g_assert_no_error (error);
  for (gint64 i = 0; i < sy_frame_get_n_rows (frame); i++)
    g_string_append_printf (got, "%s%" G_GINT64_FORMAT, i ? " " : "", sy_frame_get_int64 (frame, 0, i));
  g_assert_cmpstr (got->str, ==, c->expected);
}

static void
test_behind_nothing (void)
{
  FormulaFixture *fixture = get_behind ();
  SyModelTable *table = sy_model_find_table (fixture->model, "t");
  g_autoptr (SyExpression) bound = sy_binder_bind_formula (fixture->model, table, "[@n]+1", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (sy_sql_writer_write_rows_behind (table, bound, 1, &error));
  g_assert_error (error, SY_FORMULA_ERROR, SY_FORMULA_ERROR_ARGUMENT);
}

/* One scan for all that asks with the same criteria columns. */
static void
test_one_scan (void)
{
  g_autoptr (FormulaFixture) fixture = formula_fixture_new ();
  static const char *const columns[] = {
    "product", NULL,
    "sum",     "SUMIFS(sales[net],sales[product],[@product])",
    "rows",    "COUNTIFS(sales[product],[@product],sales[region],\"north\")",
    "mean",    "AVERAGEIFS(sales[qty],sales[product],[@product],sales[day],\">=2024-02-01\")",
    "most",    "MAXIFS(sales[price],sales[product],[@product])",
    NULL
  };
  SyModelTable *table;
  g_autoptr (SyStatement) statement = NULL;
  guint n = 0;

  add_sales (fixture);
  table = formula_fixture_add_table (fixture, "t", "GROUP(sales[product])", columns);
  g_assert_true (formula_fixture_evaluate (fixture, NULL));
  statement = sy_sql_writer_write_table (table, NULL, NULL);
  for (const char *p = strstr (statement->sql, "FROM \"~source sales\""); p;
       p = strstr (p + 1, "FROM \"~source sales\""))
    n++;
  /* The rows of GROUP, and with them the four aggregates. */
  g_assert_cmpuint (n, ==, 1);
}

/* More rows than one thread takes at a time are numbered in their order as well. */
static void
test_many_in_order (void)
{
  g_autoptr (FormulaFixture) fixture = formula_fixture_new ();
  static const char *const columns[] = { "name", NULL, "n", "COUNTIFS(lines[name],[@name])", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (SyStatement) statement = NULL;
  g_autoptr (SyFrame) frame = NULL;
  SyModelTable *table;
  gboolean in_order = TRUE;

  formula_fixture_add_relation (fixture, "lines", "SOURCE(sales)", "name text?", "('k0000000')");
  sy_engine_execute (fixture->engine,
                     "INSERT INTO lines SELECT printf('%s%07d', CASE WHEN i % 2 = 0 THEN 'k' ELSE 'K' END, "
                     "i * 7919 % 300007) FROM range(300007) AS r(i)",
                     NULL, 0, NULL, &error);
  g_assert_no_error (error);
  table = formula_fixture_add_table (fixture, "t", "GROUP(lines[name])", columns);
  g_assert_true (formula_fixture_evaluate (fixture, NULL));
  statement = sy_sql_writer_write_table (table, NULL, NULL);
  g_assert_nonnull (strstr (statement->sql, "row_number() OVER () AS \"row\""));
  frame = formula_fixture_query (fixture, statement, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sy_frame_get_n_rows (frame), ==, 300007);
  for (gint64 row = 0; row < sy_frame_get_n_rows (frame); row++)
    in_order = in_order && sy_frame_get_int64 (frame, 0, row) == row + 1
               && atol (sy_frame_get_text (frame, 1, row) + 1) == row;
  g_assert_true (in_order);
}

static void
test_too_many_rows (void)
{
  g_autoptr (FormulaFixture) fixture = formula_fixture_new ();
  static const char *const columns[] = { "item", NULL, NULL };
  g_autoptr (GError) error = NULL;

  formula_fixture_add_parameter (fixture, "many", SY_TYPE_NUMBER, "1e12");
  formula_fixture_add_table (fixture, "t", "LIST(1,many)", columns);
  g_assert_false (formula_fixture_evaluate (fixture, &error));
  g_assert_nonnull (strstr (error->message, "1048575"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  for (guint i = 0; i < G_N_ELEMENTS (table_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/sql-rows/table/", table_cases[i].name, NULL);

      g_test_add_data_func (path, &table_cases[i], test_table);
    }
  for (guint i = 0; i < G_N_ELEMENTS (behind_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/sql-rows/behind/", behind_cases[i].name, NULL);

      g_test_add_data_func (path, &behind_cases[i], test_behind);
    }
  g_test_add_func ("/sql-rows/behind/nothing", test_behind_nothing);
  g_test_add_func ("/sql-rows/one-scan", test_one_scan);
  g_test_add_func ("/sql-rows/many-in-order", test_many_in_order);
  g_test_add_func ("/sql-rows/too-many", test_too_many_rows);
  return g_test_run ();
}
