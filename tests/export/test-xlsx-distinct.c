/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts of different values are formulas that give, after LibreOffice has recalculated them, what SQL
 * counts; where they would count a value twice they are values, and the workbook says so. */
#include "config.h"

#include "recalculation.h"

/* Order 1 has three lines of two stores' spelling, order 3 is spread over two days, customer A buys on most
 * days, a line has no order, another a negative quantity. */
static const char csv[] = "date,order,store,customer,product,quantity,amount\n"
                          "2024-03-01,1,East,A,tea,1,10\n"
                          "2024-03-01,1,EAST,A,cup,2,20\n"
                          "2024-03-01,1,east,A,pot,1,30\n"
                          "2024-03-01,2,West,B,tea,1,10\n"
                          "2024-03-02,3,West,A,tea,1,10\n"
                          "2024-03-03,3,West,A,cup,1,20\n"
                          "2024-03-03,4,East,C,tea,-1,-10\n"
                          "2024-03-04,o5,East,A,tea,1,10\n"
                          "2024-03-04,O5,East,A,cup,1,20\n"
                          "2024-03-05,,West,B,cup,1,20\n"
                          "2024-04-01,6,,A,cup,1,20\n";

static const char template[] =
    "<template id=\"counts\"><title>Counts</title><needs source=\"sales\" roles=\"date amount order store "
    "customer\"/>"
    "<parameter id=\"from\" type=\"date\" default=\"2024-03-02\"><title>From</title></parameter>"
    "<parameter id=\"least\" type=\"number\" default=\"0\"><title>Least</title></parameter>"
    "<source id=\"sales\"><column id=\"month\" unit=\"month\" formula=\"[@date]-DAY([@date])+1\"/>"
    "<column id=\"large\" formula=\"IF([@amount]&gt;least,1,0)\"/>"
    "<column id=\"member\" formula='IF(least&gt;5,[@customer],[@store])'/></source>"
    "<table id=\"stores\" rows=\"GROUP(sales[store])\" key=\"store\"><title>Stores</title><column "
    "id=\"store\"/>"
    "<column id=\"orders\" formula=\"DISTINCTCOUNT(sales[order],sales[store],[@store])\"/>"
    "<column id=\"bought\" "
    "formula='DISTINCTCOUNT(sales[order],sales[store],[@store],sales[quantity],\"&gt;0\")'/>"
    "<column id=\"buyers\" "
    "formula='DISTINCTCOUNT(sales[customer],sales[store],[@store],sales[month],DATE(2024,3,1))'/>"
    "<column id=\"large\" formula=\"DISTINCTCOUNT(sales[order],sales[store],[@store],sales[large],1)\"/>"
    "<column id=\"as_member\" formula=\"DISTINCTCOUNT(sales[order],sales[member],[@store])\"/>"
    "<column id=\"since\" "
    "formula='DISTINCTCOUNT(sales[customer],sales[store],[@store],sales[date],\"&gt;=\"&amp;from)'/>"
    "</table>"
    "<table id=\"months\" rows=\"GROUP(sales[month])\" key=\"month\"><title>Months</title><column "
    "id=\"month\" unit=\"date\"/>"
    "<column id=\"orders\" formula=\"DISTINCTCOUNT(sales[order],sales[month],[@month])\"/>"
    "<column id=\"products\" "
    "formula=\"DISTINCTCOUNT(sales[product],sales[month],[@month])/DISTINCTCOUNT(sales[product])\"/>"
    "</table>"
    "<value id=\"all_orders\" formula=\"DISTINCTCOUNT(sales[order])\"><title>All orders</title></value>"
    "<value id=\"lines\" "
    "formula='DISTINCTCOUNT(sales[product],sales[product],\"&gt;=\"&amp;\"cup\")'><title>Lines</title></"
    "value>"
    "</template>";

/* Cells of a table by SQL, as the workbook must have them. */
static const struct
{
  const char *table, *column;
  const char *sheet;
  guint place; /* column of the sheet, from 0 */
  double expected[2];
  gboolean is_live;
} columns[] = {
  { "stores", "orders", "Analysis·Stores", 1, { 3, 2 }, TRUE },     /* East: 1 4 o5; West: 2 3 */
  { "stores", "bought", "Analysis·Stores", 2, { 2, 2 }, TRUE },     /* order 4 was brought back only */
  { "stores", "buyers", "Analysis·Stores", 3, { 2, 2 }, TRUE },     /* East: A C; West: A B */
  { "stores", "large", "Analysis·Stores", 4, { 2, 2 }, FALSE },     /* amounts differ within order 1 */
  { "stores", "as_member", "Analysis·Stores", 5, { 3, 2 }, FALSE }, /* another column when the parameter
                                                                       changes */
  { "stores", "since", "Analysis·Stores", 6, { 2, 2 }, FALSE },     /* customers come on many days */
  { "months", "orders", "Analysis·Months", 1, { 5, 1 }, TRUE },     /* 1 2 3 4 o5; 6 */
  { "months", "products", "Analysis·Months", 2, { 1, 1. / 3. }, TRUE },
};

static void
open_counts (ExportFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  SyTemplate *read;

  export_fixture_open_csv (fixture, "sales-month", csv);
  path = g_build_filename (fixture->folder, "counts.xml", NULL);
  g_assert_true (g_file_set_contents (path, template, -1, NULL));
  read = sy_catalogue_find_template (fixture->catalogue, path, &error);
  g_assert_no_error (error);
  g_assert_true (sy_workbook_set_template (fixture->workbook, read, &error));
  g_assert_no_error (error);
}

static void
test_counted (void)
{
  ExportFixture fixture;
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEvaluation) evaluation = NULL;

  open_counts (&fixture);
  evaluation = sy_workbook_evaluate (fixture.workbook, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr (SyTable) table = sy_evaluation_get_table (evaluation, columns[i].table, NULL, &error);
      g_autoptr (SyFrame) frame = table ? sy_table_read_all (table, NULL, &error) : NULL;
      guint column;

      g_assert_no_error (error);
      column = (guint) sy_frame_find_column (frame, columns[i].column);
      g_assert_cmpint (sy_frame_get_n_rows (frame), ==, 2);
      for (gint64 row = 0; row < 2; row++)
        g_assert_cmpfloat_with_epsilon (sy_frame_get_double (frame, column, row), columns[i].expected[row],
                                        1e-12);
    }
  g_clear_object (&evaluation);
  export_fixture_clear (&fixture);
}

/* Formulas where they can be right, values elsewhere. */
static void
assert_recalculates (ExportFixture *fixture, const SyXlsxOptions *options)
{
  g_autofree char *path = export_fixture_write (fixture, options);
  g_autofree char *tables = export_fixture_read (path, "xl/tables/");
  g_autoptr (GHashTable) cells = recalculate (path, NULL);

  g_assert_nonnull (strstr (tables, "Different ones"));
  if (!cells)
    {
      g_test_skip ("there is no LibreOffice with Python to ask");
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    for (guint row = 0; row < 2; row++)
      {
        g_autofree char *place = g_strdup_printf ("%s\t%u,%u", columns[i].sheet, row + 4, columns[i].place);
        const char *value = g_hash_table_lookup (cells, place);

        g_test_message ("%s %s: %s", columns[i].column, place, value);
        g_assert_cmpint (value != NULL, ==, columns[i].is_live);
        if (value)
          g_assert_cmpfloat_with_epsilon (g_ascii_strtod (value, NULL), columns[i].expected[row], 1e-12);
      }
}

static void
test_recalculated (gconstpointer data)
{
  ExportFixture fixture;

  open_counts (&fixture);
  assert_recalculates (&fixture, data);
  export_fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  static const SyXlsxOptions grain = { .max_fact_rows = 3 }, a1 = { .a1 = TRUE };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xlsx-distinct/counted", test_counted);
  g_test_add_data_func ("/xlsx-distinct/recalculated", NULL, test_recalculated);
  g_test_add_data_func ("/xlsx-distinct/recalculated/summed-up", &grain, test_recalculated);
  g_test_add_data_func ("/xlsx-distinct/recalculated/a1", &a1, test_recalculated);
  return g_test_run ();
}
