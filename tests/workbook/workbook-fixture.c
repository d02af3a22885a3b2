/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The numbers that tests expect were added up by hand from these eight lines:
 * tea 10 + 20 + 30 + 15 = 75, coffee 12.5 + 7.5 = 20, cake 5 - 5 = 0, in all 95; north 10 + 20 + 12.5 + 5 - 5
 * = 42.5, south 30 + 7.5 + 15 = 52.5. */
#include "workbook-fixture.h"

#include <glib/gstdio.h>
#include <math.h>

const char fixture_sales_csv[] = "销售日期,商品名称,数量,单价,销售额,门店,备注\n"
                                 "2024-01-01,tea,1,10,10.00,north,a\n"
                                 "2024-01-01,coffee,1,12.5,12.50,north,\n"
                                 "2024-01-02,tea,2,10,20.00,north,b\n"
                                 "2024-01-02,cake,1,5,5.00,north,\n"
                                 "2024-01-03,tea,3,10,30.00,south,\n"
                                 "2024-01-03,Coffee,1,7.5,7.50,south,c\n"
                                 "2024-01-04,tea,1.5,10,15.00,south,\n"
                                 "2024-01-05,cake,-1,5,-5.00,north,d\n";

const char fixture_template_xml[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<template id=\"small\" domain=\"goods\" level=\"operations\">\n"
    "  <title>Small</title>\n"
    "  <needs source=\"sales\" roles=\"date product amount\" optional=\"store\"/>\n"
    "  <parameter id=\"target\" type=\"currency\" default=\"100\" "
    "minimum=\"0\"><title>Target</title></parameter>\n"
    "  <parameter id=\"share_limit\" type=\"percent\" default=\"0.5\" minimum=\"0\" maximum=\"1\"/>\n"
    "  <parameter id=\"shop\" type=\"text\" blank=\"yes\" choices=\"sales[store]\" needs=\"sales.store\"/>\n"
    "  <parameter id=\"month\" type=\"month\" "
    "default=\"=DATE(YEAR(MAX(sales[date])),MONTH(MAX(sales[date])),1)\"/>\n"
    "  <parameter id=\"as_of\" type=\"date\" default=\"=EOMONTH(month,0)\"/>\n"
    "  <source id=\"sales\"><column id=\"month_end\" unit=\"date\" "
    "formula=\"EOMONTH([@date],0)\"/></source>\n"
    "  <table id=\"products\" rows=\"GROUP(sales[product])\" sort=\"amount desc\" key=\"product\">\n"
    "    <title>Products</title>\n"
    "    <column id=\"product\"/>\n"
    "    <column id=\"amount\" unit=\"currency\" "
    "formula=\"ROUND(SUMIFS(sales[amount],sales[product],[@product]),4)\">"
    "<title>Amount</title></column>\n"
    "    <column id=\"lines\" unit=\"integer\" formula=\"COUNTIFS(sales[product],[@product])\"/>\n"
    "    <column id=\"share\" unit=\"percent\" "
    "formula=\"[@amount]/SUM([amount])\"><title>Share</title></column>\n"
    "    <column id=\"each\" unit=\"currency\" formula=\"[@amount]/([@lines]-2)\"/>\n"
    "    <column id=\"class\" formula='IF([@share]&gt;=share_limit,\"A\",\"B\")'/>\n"
    "  </table>\n"
    "  <table id=\"top\" rows=\"LIST(&quot;coffee&quot;,&quot;soup&quot;)\">\n"
    "    <column id=\"item\"/>\n"
    "    <column id=\"amount\" unit=\"currency\" "
    "formula=\"INDEX(products[amount],MATCH([@item],products[product],0))\"/>\n"
    "  </table>\n"
    "  <table id=\"days\" rows=\"DAYS(DATE(2024,1,1),DATE(2024,1,6))\" key=\"date\">\n"
    "    <column id=\"date\" unit=\"date\"/>\n"
    "    <column id=\"amount\" unit=\"currency\" "
    "formula=\"ROUND(SUMIFS(sales[amount],sales[date],[@date]),4)\"/>\n"
    "    <column id=\"running\" unit=\"currency\" formula=\"SUM(INDEX([amount],1):[@amount])\"/>\n"
    "    <column id=\"late\" unit=\"currency\" formula=\"IF([@date]&gt;DATE(2024,1,3),[@amount],NA())\"/>\n"
    "  </table>\n"
    "  <table id=\"shops\" rows=\"GROUP(sales[store])\" needs=\"sales.store\">\n"
    "    <column id=\"store\"/>\n"
    "    <column id=\"amount\" unit=\"currency\" formula=\"SUMIFS(sales[amount],sales[store],[@store])\"/>\n"
    "  </table>\n"
    "  <table id=\"offers\" area=\"custom\" rows=\"INPUT\">\n"
    "    <column id=\"name\" type=\"text\"><title>Name</title></column>\n"
    "    <column id=\"from\" unit=\"date\"><title>From</title><title "
    "xml:lang=\"zh_CN\">开始</title></column>\n"
    "    <column id=\"rate\" unit=\"percent\"><title>Rate</title></column>\n"
    "  </table>\n"
    "  <value id=\"total\" unit=\"currency\" formula=\"SUM(sales[amount])\"><title>Total</title></value>\n"
    "  <value id=\"completion\" unit=\"percent\" formula=\"total/target\"><title>Completion</title></value>\n"
    "  <value id=\"early\" unit=\"currency\" "
    "formula='SUMIFS(days[amount],days[date],\"&lt;=\"&amp;DATE(2024,1,2))'/>\n"
    "  <value id=\"best_shop\" unit=\"currency\" formula=\"MAX(shops[amount])\"/>\n"
    "  <value id=\"best_rate\" unit=\"percent\" formula=\"MAX(offers[rate])\"/>\n"
    "  <value id=\"shop_total\" unit=\"currency\" "
    "formula='IF(shop=\"\",total,SUMIFS(sales[amount],sales[store],shop))'/>\n"
    "  <note when=\"total&gt;0\">{total} of {target}: {completion}</note>\n"
    "</template>\n";

char *
fixture_write_file (Fixture *fixture, const char *name, const char *contents)
{
  char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, contents, -1, &error);
  g_assert_no_error (error);
  return path;
}

/* One for all tests of the program: reading the templates takes longer than most of them. */
static SyCatalogue *
dup_catalogue (void)
{
  static SyCatalogue *catalogue;
  g_autoptr (GError) error = NULL;

  if (!catalogue)
    catalogue = sy_catalogue_new ("en", &error);
  g_assert_no_error (error);
  return g_object_ref (catalogue);
}

void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("sy-workbook-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->catalogue = dup_catalogue ();
  fixture->engine = sy_duckdb_engine_open (NULL, NULL, &error);
  g_assert_no_error (error);
  fixture->workbook = sy_workbook_new (fixture->catalogue, fixture->engine);
}

void
fixture_remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        fixture_remove_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->workbook);
  g_clear_object (&fixture->engine);
  g_clear_object (&fixture->catalogue);
  fixture_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

void
fixture_import (SyWorkbook *workbook, const char *path)
{
  SyReadOptions options = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SyImportPlan) plan = NULL;

  plan = sy_importer_recognise (path, &options, sy_catalogue_get_kinds (sy_workbook_get_catalogue (workbook)),
                                NULL, NULL, &error);
  g_assert_no_error (error);
  sy_workbook_import (workbook, plan, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  sy_workbook_refresh (workbook);
}

SyTemplate *
fixture_read_template (Fixture *fixture, const char *name, const char *xml)
{
  g_autofree char *path = fixture_write_file (fixture, name, xml);
  g_autoptr (GError) error = NULL;
  SyTemplate *template = sy_catalogue_find_template (fixture->catalogue, path, &error);

  g_assert_no_error (error);
  return template;
}

void
fixture_fill (Fixture *fixture)
{
  g_autofree char *sales = fixture_write_file (fixture, "sales.csv", fixture_sales_csv);
  SyTemplate *template = fixture_read_template (fixture, "small.xml", fixture_template_xml);
  g_autoptr (GError) error = NULL;

  fixture_import (fixture->workbook, sales);
  sy_workbook_set_template (fixture->workbook, template, &error);
  g_assert_no_error (error);
}

double
fixture_value (SyWorkbook *workbook, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEvaluation) evaluation = sy_workbook_evaluate (workbook, &error);
  SyValue value = SY_VALUE_NULL;

  g_assert_no_error (error);
  sy_evaluation_get_value (evaluation, id, &value, NULL, &error);
  g_assert_no_error (error);
  return value.is_null ? (double) NAN : value.type == SY_COLUMN_DATE ? (double) value.integer : value.number;
}

char *
fixture_cell (SyWorkbook *workbook, const char *table, const char *column, gint64 row)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEvaluation) evaluation = sy_workbook_evaluate (workbook, &error);
  g_autoptr (SyTable) found = NULL;
  g_autoptr (SyFrame) frame = NULL;

  g_assert_no_error (error);
  found = sy_evaluation_get_table (evaluation, table, NULL, &error);
  g_assert_no_error (error);
  frame = sy_table_read (found, row - 1, 1, -1, FALSE, NULL, &error);
  g_assert_no_error (error);
  return sy_frame_dup_plain (frame, (guint) sy_table_find_column (found, column) + 1, 0);
}
