/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is computed from orders is what is computed from lines, cell by cell, also where the lines of an order
 * differ, have no number, or stand apart; and so is what is computed with knowing how texts are spelled, also
 * where those are stored as ENUMs. */
#include "config.h"

#include <string.h>

#include "sy-dialect.h"
#include "sy-orders.h"
#include "sy-store.h"
#include "workbook-fixture.h"

#define N_LINES 3000

typedef struct
{
  const char *name;
  gboolean two_stores;   /* an order has lines of two stores */
  gboolean comes_again;  /* a number that was there before */
  const char *columns;   /* that the orders have; NULL: there are none */
  gboolean spelled_once; /* no two customers differ in case alone; and each line has an order */
  gboolean small_last;   /* customers of small letters, which come after the others when case matters */
} Case;

static const Case cases[] = {
  { "plain", FALSE, FALSE, "date quantity amount store channel customer" },
  { "two-stores", TRUE, FALSE, "date quantity amount channel customer" },
  { "comes-again", FALSE, TRUE, NULL },
  { "spelled-once", FALSE, FALSE, "date quantity amount store channel customer", TRUE },
  { "small-last", FALSE, FALSE, "date quantity amount store channel customer", TRUE, TRUE },
  { "spelled-once-again", FALSE, TRUE, NULL, TRUE },
};

static const char template_xml[] =
    "<template id='orders' level='operations'><title>Orders</title>"
    "<needs source='sales' roles='date order store category quantity amount customer channel'/>"
    "<source id='sales'>"
    "<column id='month' unit='month' formula='[@date]-DAY([@date])+1'><title>Month</title></column>"
    "<column id='large' unit='bool' formula='[@amount]&gt;20'><title>Large</title></column></source>"
    "<table id='days' rows='GROUP(sales[date])' key='date'><title>Days</title>"
    "<column id='date'><title>Date</title></column>"
    "<column id='orders' formula='DISTINCTCOUNT(sales[order],sales[date],[@date])'><title>O</title></column>"
    "<column id='amount' formula='SUMIFS(sales[amount],sales[date],[@date])'><title>A</title></column>"
    "<column id='lines' formula='COUNTIFS(sales[date],[@date])'><title>L</title></column>"
    "<column id='late' "
    "formula='DISTINCTCOUNT(sales[order],sales[date],\"&gt;=\"&amp;[@date])'><title>T</title>"
    "</column>"
    "<column id='late_amount' formula='SUMIFS(sales[amount],sales[date],\"&gt;=\"&amp;[@date])'>"
    "<title>TA</title></column>"
    "<column id='large' formula='DISTINCTCOUNT(sales[order],sales[date],[@date],sales[large],TRUE)'>"
    "<title>G</title></column></table>"
    "<table id='stores' rows='GROUP(sales[store])' key='store'><title>Stores</title>"
    "<column id='store'><title>Store</title></column>"
    "<column id='orders' "
    "formula='DISTINCTCOUNT(sales[order],sales[store],[@store])'><title>O</title></column>"
    "<column id='customers' formula='DISTINCTCOUNT(sales[customer],sales[store],[@store])'><title>C</title>"
    "</column>"
    "<column id='june' formula='SUMIFS(sales[quantity],sales[store],[@store],sales[month],DATE(2024,6,1))'>"
    "<title>J</title></column>"
    "<column id='june_orders' "
    "formula='DISTINCTCOUNT(sales[order],sales[store],[@store],sales[month],DATE(2024,6,1))'>"
    "<title>JO</title></column>"
    "<column id='july' formula='SUMIFS(sales[amount],sales[store],[@store],sales[month],DATE(2024,7,1))'>"
    "<title>JA</title></column>"
    "<column id='never' "
    "formula='DISTINCTCOUNT(sales[order],sales[store],[@store],sales[month],DATE(2031,1,1))'>"
    "<title>N</title></column>"
    "<column id='categories' formula='DISTINCTCOUNT(sales[category],sales[store],[@store])'><title>K</title>"
    "</column></table>"
    "<table id='customers' rows='GROUP(sales[customer])' key='customer'><title>Customers</title>"
    "<column id='customer'><title>Customer</title></column>"
    "<column id='last' unit='date' formula='MAXIFS(sales[date],sales[customer],[@customer])'><title>L</title>"
    "</column>"
    "<column id='orders' formula='DISTINCTCOUNT(sales[order],sales[customer],[@customer])'><title>O</title>"
    "</column>"
    "<column id='mean' "
    "formula='AVERAGEIFS(sales[amount],sales[customer],[@customer])'><title>M</title></column>"
    "<column id='web' formula='SUMIFS(sales[amount],sales[customer],[@customer],sales[channel],\"WEB\")'>"
    "<title>W</title></column></table>"
    "<table id='pairs' rows='GROUP(sales[store],sales[customer])' key='store customer'><title>Pairs</title>"
    "<column id='store'><title>Store</title></column><column id='customer'><title>Customer</title></column>"
    "<column id='orders' "
    "formula='DISTINCTCOUNT(sales[order],sales[customer],[@customer],sales[store],[@store])'>"
    "<title>O</title></column>"
    "<column id='amount' formula='SUMIFS(sales[amount],sales[store],[@store],sales[customer],[@customer])'>"
    "<title>A</title></column></table>"
    "<table id='bought' rows='KERNEL(pairs,sales[order],sales[category],0,1)' key='a b'><title>Bought</title>"
    "<column id='a'><title>A</title></column><column id='b'><title>B</title></column>"
    "<column id='count_ab'><title>N</title></column><column id='orders'><title>O</title></column></table>"
    "<value id='all' formula='DISTINCTCOUNT(sales[order])'><title>All</title></value>"
    "<value id='web' formula='DISTINCTCOUNT(sales[order],sales[channel],\"web\")'><title>Web</title></value>"
    "<value id='paid' formula='SUM(sales[amount])'><title>Paid</title></value>"
    "<value id='per_order' "
    "formula='SUM(sales[amount])/DISTINCTCOUNT(sales[order])'><title>Per</title></value>"
    "</template>";

static char *
write_lines (const Case *test)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  GString *csv = g_string_new ("order no,order date,store,channel,customer,category,quantity,amount paid\n");
  guint order = 0;

  for (guint line = 0; line < N_LINES; order++)
    {
      guint n = (guint) g_rand_int_range (rand, 1, 6);
      guint day = line * 150 / N_LINES, store = (guint) g_rand_int_range (rand, 0, 4);
      guint customer = (guint) g_rand_int_range (rand, 0, 40);
      gboolean is_web = g_rand_boolean (rand),
               has_number = g_rand_int_range (rand, 0, 9) > 0 || test->spelled_once;
      guint number = test->comes_again && order == 600 ? 5 : order;

      for (guint i = 0; i < n; i++, line++)
        {
          guint cents = (guint) g_rand_int_range (rand, 100, 5000);

          if (has_number)
            /* One order in two spellings is one order. */
            g_string_append_printf (csv, "%s-%04u", i % 2 ? "no" : "No", number);
          g_string_append_printf (csv, ",2024-%02u-%02u,Store %c,%s,", 3 + day / 28, 1 + day % 28,
                                  'A' + (test->two_stores && order == 700 ? i % 2 : store),
                                  is_web ? "Web" : "Till");
          /* Two spellings of a customer in different orders. */
          if (customer > 0)
            g_string_append_printf (csv, "%s%02u",
                                    test->small_last && customer % 2        ? "member"
                                    : order % 3 == 0 && !test->spelled_once ? "MEMBER"
                                                                            : "Member",
                                    customer);
          g_string_append_printf (csv, ",%s,%u,%u.%02u\n",
                                  cents % 7 == 0 ? ""
                                  : cents % 5    ? "Food"
                                                 : "Drink",
                                  1 + cents % 5, cents / 100, cents % 100);
        }
    }
  return g_string_free (csv, FALSE);
}

static char *
dump_table (SyEvaluation *evaluation, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyTable) table = sy_evaluation_get_table (evaluation, id, NULL, &error);
  g_autoptr (SyFrame) frame = NULL;
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  frame = sy_table_read_all (table, NULL, &error);
  g_assert_no_error (error);
  for (gint64 row = 0; row < sy_frame_get_n_rows (frame); row++)
    for (guint i = 0; i < sy_frame_get_n_columns (frame); i++)
      {
        g_autofree char *cell = sy_frame_dup_plain (frame, i, row);
        g_string_append_printf (text, "%s%c", cell ? cell : "",
                                i + 1 < sy_frame_get_n_columns (frame) ? ',' : '\n');
      }
  return g_string_free (text, FALSE);
}

/* All results of a workbook of its own over the document. */
static char *
dump (Fixture *fixture, SyTemplate *template)
{
  static const char *const tables[] = { "days", "stores", "customers", "pairs", "bought" };
  static const char *const values[] = { "all", "web", "paid", "per_order" };
  g_autoptr (GError) error = NULL;
  g_autoptr (SyWorkbook) workbook = sy_workbook_new (fixture->catalogue, fixture->engine);
  g_autoptr (SyEvaluation) evaluation = NULL;
  GString *text = g_string_new (NULL);

  sy_workbook_set_template (workbook, template, &error);
  g_assert_no_error (error);
  evaluation = sy_workbook_evaluate (workbook, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *table = dump_table (evaluation, tables[i]);
      g_string_append_printf (text, "%s\n%s", tables[i], table);
    }
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    g_string_append_printf (text, "%s %.17g\n", values[i], fixture_value (workbook, values[i]));
  return g_string_free (text, FALSE);
}

static void run_sql (SyEngine *engine, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
run_sql (SyEngine *engine, const char *format, ...)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sql = NULL;
  va_list arguments;

  va_start (arguments, format);
  sql = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  sy_engine_execute (engine, sql, NULL, 0, NULL, &error);
  g_assert_no_error (error);
}

/* The texts of the source as lists, of which one has a text that no row has. */
static void
store_as_lists (SyEngine *engine, const char *relation)
{
  static const char *const columns[] = { "store", "channel", "customer", "category" };
  g_autofree char *from = sy_sql_quote_identifier (relation);

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      run_sql (
          engine,
          "CREATE TYPE list_%s AS ENUM (SELECT %s FROM (SELECT %s FROM %s WHERE %s IS NOT NULL UNION SELECT "
          "'nowhere') ORDER BY 1)",
          columns[i], columns[i], columns[i], from, columns[i]);
      run_sql (engine, "ALTER TABLE %s ALTER %s SET DATA TYPE list_%s", from, columns[i], columns[i]);
    }
}

static void
check_mark (SyEngine *engine, const char *relation, const char *mark)
{
  g_autofree char *name = g_strconcat (relation, SY_ORDERS_SUFFIX, NULL);
  g_autofree char *from = sy_sql_quote_identifier (name);
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s LIMIT 0", from);
  g_autoptr (SyFrame) frame = sy_engine_query (engine, sql, NULL, 0, NULL, NULL);

  g_assert_cmpint (sy_frame_find_column (frame, mark), >=, 0);
}

/* Columns of the source that the orders have; NULL when there are no orders. */
static char *
list_columns (SyEngine *engine, const char *relation)
{
  g_autofree char *name = g_strconcat (relation, SY_ORDERS_SUFFIX, NULL);
  g_autofree char *quoted = sy_sql_quote_identifier (name);
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s", quoted);
  g_autoptr (SyFrame) frame = sy_engine_query (engine, sql, NULL, 0, NULL, NULL);
  GString *names = g_string_new (NULL);

  for (guint i = 0; frame && i < sy_frame_get_n_columns (frame); i++)
    if (*sy_frame_get_name (frame, i) != '~')
      g_string_append_printf (names, "%s%s", names->len > 0 ? " " : "", sy_frame_get_name (frame, i));
  return g_string_free (names, !frame || sy_frame_find_column (frame, "~lines") < 0);
}

static void
test_same (gconstpointer data)
{
  const Case *test = data;
  Fixture fixture = { 0 };
  g_autofree char *csv = write_lines (test);
  g_autofree char *path = NULL;
  g_autofree char *of_lines = NULL;
  g_autofree char *of_orders = NULL;
  g_autofree char *again = NULL;
  g_autofree char *of_lists = NULL;
  g_autofree char *columns = NULL;
  SyTemplate *template;
  const SyWorkbookSource *source;

  fixture_set_up (&fixture, NULL);
  path = fixture_write_file (&fixture, "orders.csv", csv);
  fixture_import (fixture.workbook, path);
  template = fixture_read_template (&fixture, "orders.xml", template_xml);
  source = sy_workbook_get_sources (fixture.workbook)->pdata[0];

  of_lines = dump (&fixture, template);
  g_assert_null (list_columns (fixture.engine, source->relation));
  sy_orders_set_least (1);
  of_orders = dump (&fixture, template);
  again = dump (&fixture, template);
  columns = list_columns (fixture.engine, source->relation);
  g_assert_cmpstr (columns, ==, test->columns);
  g_assert_cmpstr (of_orders, ==, of_lines);
  g_assert_cmpstr (again, ==, of_lines);
  if (columns)
    check_mark (fixture.engine, source->relation,
                !test->spelled_once ? "~several spellings of customer"
                : test->small_last  ? "~one spelling of customer"
                                    : "~sorted spellings of customer");
  store_as_lists (fixture.engine, source->relation);
  of_lists = dump (&fixture, template);
  g_assert_cmpstr (of_lists, ==, of_lines);
  /* Made anew, the orders have lists as well. */
  run_sql (fixture.engine, "DROP TABLE \"%s" SY_ORDERS_SUFFIX "\"", source->relation);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *of_both = dump (&fixture, template);

      g_assert_cmpstr (of_both, ==, of_lines);
    }
  sy_orders_set_least (0);
  fixture_tear_down (&fixture, NULL);
}

/* Orders go with the lines that they were made of. */
static void
test_dropped (void)
{
  Fixture fixture = { 0 };
  g_autofree char *csv = write_lines (&cases[0]);
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autofree char *relation = NULL;
  g_autofree char *columns = NULL;
  SyTemplate *template;

  fixture_set_up (&fixture, NULL);
  path = fixture_write_file (&fixture, "orders.csv", csv);
  fixture_import (fixture.workbook, path);
  template = fixture_read_template (&fixture, "orders.xml", template_xml);
  relation =
      g_strdup (((const SyWorkbookSource *) sy_workbook_get_sources (fixture.workbook)->pdata[0])->relation);
  sy_orders_set_least (1);
  text = dump (&fixture, template);
  /* The document keeps them when it is opened again. */
  sy_store_clean (fixture.engine);
  columns = list_columns (fixture.engine, relation);
  g_assert_cmpstr (columns, ==, cases[0].columns);
  sy_engine_execute (fixture.engine, "DELETE FROM sy_sources", NULL, 0, NULL, NULL);
  sy_engine_execute (fixture.engine, "DELETE FROM sy_source_states", NULL, 0, NULL, NULL);
  sy_store_clean (fixture.engine);
  g_assert_null (list_columns (fixture.engine, relation));
  sy_orders_set_least (0);
  fixture_tear_down (&fixture, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/orders/same/", cases[i].name, NULL);
      g_test_add_data_func (path, &cases[i], test_same);
    }
  g_test_add_func ("/orders/dropped", test_dropped);
  return g_test_run ();
}
