/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is left out, with which reason, and that the rest still works. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sy-report.h"
#include "workbook-fixture.h"

static const char no_store_csv[] = "日期,商品,金额\n2024-01-01,tea,10\n2024-01-02,coffee,5\n";

static const char *
reason_of_table (SyWorkbook *workbook, const char *id)
{
  GPtrArray *tables = sy_workbook_list_tables (workbook);

  for (guint i = 0; i < tables->len; i++)
    if (g_str_equal (((SyWorkbookTable *) tables->pdata[i])->definition->id, id))
      return ((SyWorkbookTable *) tables->pdata[i])->unavailable;
  g_error ("no table %s", id);
}

static const char *
reason_of_value (SyWorkbook *workbook, const char *id)
{
  GPtrArray *values = sy_workbook_list_values (workbook);

  for (guint i = 0; i < values->len; i++)
    if (g_str_equal (((SyWorkbookValue *) values->pdata[i])->definition->id, id))
      return ((SyWorkbookValue *) values->pdata[i])->unavailable;
  g_error ("no value %s", id);
}

static void
set_template (Fixture *fixture, const char *xml)
{
  g_autoptr (GError) error = NULL;

  sy_workbook_set_template (fixture->workbook, fixture_read_template (fixture, "t.xml", xml), &error);
  g_assert_no_error (error);
}

static void
fill_without_stores (Fixture *fixture)
{
  g_autofree char *path = fixture_write_file (fixture, "no-store.csv", no_store_csv);

  fixture_import (fixture->workbook, path);
  set_template (fixture, fixture_template_xml);
}

static void
test_missing_role (Fixture *fixture, gconstpointer data)
{
  const char *reason;

  fill_without_stores (fixture);
  reason = reason_of_table (fixture->workbook, "shops");
  g_assert_nonnull (strstr (reason, "Sales"));
  g_assert_nonnull (strstr (reason, "Store"));
  g_assert_nonnull (strstr (reason, "store name"));
  g_assert_null (reason_of_table (fixture->workbook, "products"));
  g_assert_cmpfloat (fixture_value (fixture->workbook, "total"), ==, 15);
}

static void
test_what_reads_it_is_left_out_too (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autoptr (GError) error = NULL;
  SyValue value;

  fill_without_stores (fixture);
  g_assert_nonnull (strstr (reason_of_value (fixture->workbook, "best_shop"), "shops"));
  evaluation = sy_workbook_evaluate (fixture->workbook, &error);
  g_assert_no_error (error);
  g_assert_false (sy_evaluation_get_value (evaluation, "best_shop", &value, NULL, &error));
  g_assert_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_NEEDS);
  g_clear_error (&error);
  g_assert_null (sy_evaluation_get_table (evaluation, "shops", NULL, &error));
  g_assert_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_NEEDS);
}

static void
test_parameter_without_its_role_is_not_shown (Fixture *fixture, gconstpointer data)
{
  GPtrArray *parameters;
  g_autoptr (GError) error = NULL;

  fill_without_stores (fixture);
  parameters = sy_workbook_get_parameters (fixture->workbook);
  for (guint i = 0; i < parameters->len; i++)
    g_assert_cmpstr (((SyWorkbookParameter *) parameters->pdata[i])->definition->id, !=, "shop");
  g_assert_false (sy_workbook_set_parameter (fixture->workbook, "shop", "north", &error));
  g_assert_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_NEEDS);
}

/* A value that was set for another template, or for sources that had the role, does not stand in the way. */
static void
test_values_that_do_not_fit_are_not_set (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture_fill (fixture);
  g_assert_true (sy_workbook_set_parameter (fixture->workbook, "shop", "south", &error));
  g_assert_true (sy_workbook_set_parameter (fixture->workbook, "share_limit", "50%", &error));
  set_template (fixture, "<template id=\"v\"><title>V</title>"
                         "<parameter id=\"share_limit\" type=\"number\" default=\"7\" minimum=\"1\"/>"
                         "<value id=\"seven\" formula=\"share_limit\"/></template>");
  g_assert_cmpfloat (fixture_value (fixture->workbook, "seven"), ==, 7);
  set_template (fixture, fixture_template_xml);
  g_assert_cmpfloat (fixture_value (fixture->workbook, "shop_total"), ==, 52.5);
  g_assert_true (sy_workbook_remove_source (fixture->workbook, "sales", &error));
  fill_without_stores (fixture);
  g_assert_cmpfloat (fixture_value (fixture->workbook, "shop_total"), ==, 15);
}

static void
test_no_data_at_all (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autoptr (GError) error = NULL;

  set_template (fixture, fixture_template_xml);
  g_assert_nonnull (strstr (reason_of_table (fixture->workbook, "products"), "Sales"));
  g_assert_nonnull (reason_of_value (fixture->workbook, "total"));
  evaluation = sy_workbook_evaluate (fixture->workbook, &error);
  g_assert_no_error (error);
  g_assert_nonnull (evaluation);
}

static void
test_blank_source_binds_everything (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  SyModel *model;

  sy_workbook_add_blank_source (fixture->workbook, sy_catalogue_find_kind (fixture->catalogue, "sales"),
                                &error);
  g_assert_no_error (error);
  set_template (fixture, fixture_template_xml);
  model = sy_workbook_get_model (fixture->workbook, &error);
  g_assert_no_error (error);
  g_assert_nonnull (sy_model_find_table (model, "shops"));
  g_assert_cmpfloat (fixture_value (fixture->workbook, "total"), ==, 0);
}

/* A role that the template does not call optional is needed, whether it says so or not. */
static void
test_undeclared_role (Fixture *fixture, gconstpointer data)
{
  fill_without_stores (fixture);
  set_template (fixture, "<template id=\"u\"><title>U</title><needs source=\"sales\" roles=\"amount\"/>"
                         "<table id=\"r\" rows=\"GROUP(sales[region])\"><column id=\"region\"/></table>"
                         "<value id=\"n\" formula=\"ROWS(r[region])\"/>"
                         "<value id=\"fine\" formula=\"SUM(sales[amount])\"/></template>");
  g_assert_nonnull (strstr (reason_of_table (fixture->workbook, "r"), "Region"));
  g_assert_nonnull (reason_of_value (fixture->workbook, "n"));
  g_assert_null (reason_of_value (fixture->workbook, "fine"));
}

/* Fails away from stores in each way: a table that is left out, a role itself, an optional one, needs=, and
 * what reads such. */
static const char otherwise_xml[] =
    "<template id=\"o\"><title>O</title><needs source=\"sales\" roles=\"product amount\" optional=\"store\"/>"
    "<source id=\"sales\"><column id=\"place\" formula=\"[@store]\" otherwise='\"none\"'/></source>"
    "<table id=\"shops\" rows=\"GROUP(sales[store])\" needs=\"sales.store\"><column id=\"store\"/>"
    "<column id=\"amount\" formula=\"SUMIFS(sales[amount],sales[store],[@store])\"/></table>"
    "<table id=\"goods\" rows=\"GROUP(sales[product])\"><column id=\"product\"/>"
    "<column id=\"shops\" formula=\"ROWS(shops[store])\" otherwise=\"-1\"/>"
    "<column id=\"region\" formula=\"COUNTIFS(sales[region],&quot;x&quot;)\" otherwise=\"-2\"/>"
    "<column id=\"lines\" formula=\"COUNTIFS(sales[product],[@product])\" otherwise=\"-3\"/></table>"
    "<value id=\"best\" formula=\"MAX(shops[amount])\" otherwise=\"0-deep\"/>"
    "<value id=\"deep\" formula=\"missing+1\" otherwise=\"4\"/>"
    "<value id=\"missing\" formula=\"SUM(shops[amount])\"/>"
    "<value id=\"asked\" formula=\"SUM(sales[amount])\" otherwise=\"6\" needs=\"sales.store\"/>"
    "<value id=\"places\" formula=\"COUNTIFS(sales[place],&quot;none&quot;)\"/>"
    "<value id=\"shop_columns\" formula=\"SUM(goods[shops])\"/>"
    "<value id=\"regions\" formula=\"SUM(goods[region])\"/>"
    "<value id=\"all_lines\" formula=\"SUM(goods[lines])\"/>"
    "<value id=\"gone\" formula=\"missing\" otherwise=\"missing\"/>"
    "<note about=\"goods\">Goods.</note><note about=\"goods\">Shops bring {missing}.</note>"
    "<note about=\"goods\" when=\"missing&gt;0\">They do.</note>"
    "<note about=\"goods\">{best} or {deep}.</note></template>";

typedef struct
{
  const char *value;
  double with_stores, without; /* NAN: left out */
} OtherwiseCase;

static const OtherwiseCase otherwise_cases[] = {
  { "best", 52.5, -4 },  { "deep", 96, 4 },     { "missing", 95, NAN },
  { "asked", 95, 6 },    { "places", 0, 2 },    { "shop_columns", 6, -2 },
  { "regions", -6, -4 }, { "all_lines", 8, 2 }, { "gone", 95, NAN },
};

static void
assert_otherwise (Fixture *fixture, gboolean has_stores)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autoptr (GPtrArray) said = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (otherwise_cases); i++)
    {
      const OtherwiseCase *c = &otherwise_cases[i];
      double want = has_stores ? c->with_stores : c->without;

      if (isnan (want))
        g_assert_nonnull (reason_of_value (fixture->workbook, c->value));
      else if (!(fabs (fixture_value (fixture->workbook, c->value) - want) < 1e-9))
        g_error ("%s is %g, not %g", c->value, fixture_value (fixture->workbook, c->value), want);
    }
  evaluation = sy_workbook_evaluate (fixture->workbook, &error);
  g_assert_no_error (error);
  said = sy_report_list_findings (evaluation, "goods", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (said->len, ==, has_stores ? 4 : 2);
  g_assert_cmpstr (said->pdata[said->len - 1], ==, has_stores ? "52.5 or 96." : "−4 or 4.");
}

static void
test_otherwise (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture_fill (fixture);
  set_template (fixture, otherwise_xml);
  assert_otherwise (fixture, TRUE);
  g_assert_true (sy_workbook_remove_source (fixture->workbook, "sales", &error));
  fill_without_stores (fixture);
  set_template (fixture, otherwise_xml);
  assert_otherwise (fixture, FALSE);
}

/* What is wrong with a formula is said with its place, and the lists still work. */
static void
test_wrong_formula (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fill_without_stores (fixture);
  set_template (fixture, "<template id=\"w\"><title>W</title>"
                         "<value id=\"bad\" formula=\"SUM(sales[amonut])\"/></template>");
  g_assert_cmpuint (sy_workbook_list_values (fixture->workbook)->len, ==, 1);
  g_assert_null (sy_workbook_evaluate (fixture->workbook, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "bad"));
  g_assert_nonnull (strstr (error->message, "amonut"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function)                                                                                  \
  g_test_add ("/plan/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("missing-role", test_missing_role);
  ADD ("what-reads-it-is-left-out-too", test_what_reads_it_is_left_out_too);
  ADD ("parameter-without-its-role-is-not-shown", test_parameter_without_its_role_is_not_shown);
  ADD ("values-that-do-not-fit-are-not-set", test_values_that_do_not_fit_are_not_set);
  ADD ("no-data-at-all", test_no_data_at_all);
  ADD ("blank-source-binds-everything", test_blank_source_binds_everything);
  ADD ("undeclared-role", test_undeclared_role);
  ADD ("otherwise", test_otherwise);
  ADD ("wrong-formula", test_wrong_formula);
  return g_test_run ();
}
