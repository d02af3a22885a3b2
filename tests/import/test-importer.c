/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From files to tables: totals that others published, nothing lost, nothing kept that cannot be read, nothing
 * left after a cancel. */
#include "config.h"

#include <glib.h>

#include "import-fixture.h"

static SyImportPlan *
recognise (const char *path)
{
  g_autoptr (GPtrArray) kinds = fixture_kinds ();
  g_autoptr (GError) error = NULL;
  SyImportPlan *plan = sy_importer_recognise (path, NULL, kinds, NULL, NULL, &error);

  g_assert_no_error (error);
  return plan;
}

static SyImportReport *
load (SyImportPlan *plan, SyEngine *engine, const char *table)
{
  g_autoptr (GError) error = NULL;
  SyImportReport *report;

  g_assert_true (sy_engine_begin (engine, NULL));
  report = sy_importer_load (plan, engine, table, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (sy_engine_commit (engine, NULL));
  g_assert_cmpuint (report->n_read, ==, report->n_kept + report->n_refused);
  return report;
}

static void
print_plan (const SyImportPlan *plan)
{
  g_test_message ("%s: header row %" G_GUINT64_FORMAT " (%s), kind %s (%s)", plan->path, plan->header_row,
                  plan->header_reason, plan->kind ? sy_source_kind_get_id (plan->kind) : "-",
                  plan->kind_reason);
  for (guint i = 0; i < plan->columns->len; i++)
    {
      const SyImportColumn *column = g_ptr_array_index (plan->columns, i);
      g_test_message ("  %s: type %d scale %u (%s), role %s (%s)", column->header, column->type,
                      column->scale, column->type_reason, column->role ? column->role : "-",
                      column->role_reason ? column->role_reason : "-");
    }
}

/* INDEX.md of the data: 49,574 rows, 817,860.05 in all, whatever the format. */
static void
test_pizzaplace (gconstpointer relative)
{
  g_autofree char *path = fixture_data (relative);
  g_autoptr (SyImportPlan) plan = NULL;
  g_autoptr (SyImportReport) report = NULL;
  g_autoptr (SyEngine) engine = NULL;
  gint64 start;

  if (!path)
    return;
  start = g_get_monotonic_time ();
  plan = recognise (path);
  print_plan (plan);
  engine = fixture_engine ();
  report = load (plan, engine, "sales");
  g_test_message ("%.2f s", (double) (g_get_monotonic_time () - start) / 1e6);
  g_assert_cmpuint (report->n_read, ==, 49574);
  g_assert_cmpuint (report->n_refused + report->n_cells_refused, ==, 0);
  fixture_assert_value (engine, "SELECT count(*) FROM sales", "49574");
  fixture_assert_value (engine, "SELECT sum(amount) FROM sales", "817860.05");
  fixture_assert_value (engine, "SELECT sum(quantity*price) FROM sales", "817860.05");
  fixture_assert_value (engine, "SELECT typeof(amount) FROM sales LIMIT 1", "DECIMAL(18,2)");
  fixture_assert_value (engine, "SELECT typeof(quantity) FROM sales LIMIT 1", "BIGINT");
  fixture_assert_value (engine, "SELECT \"order\" FROM sales LIMIT 1", "20150000001");
  fixture_assert_value (engine, "SELECT min(date) FROM sales", "2015-01-01");
  fixture_assert_value (engine, "SELECT max(date) FROM sales", "2015-12-31");
  fixture_assert_value (engine, "SELECT time FROM sales LIMIT 1", "11:38:36");
  fixture_assert_value (engine, "SELECT count(DISTINCT product) FROM sales", "32");
  fixture_assert_value (engine, "SELECT count(DISTINCT size || category) > 5 FROM sales", "true");
}

/* facts.json of the data. */
static void
test_uci (gconstpointer relative)
{
  g_autofree char *path = fixture_data (relative);
  g_autofree char *unpacked = NULL;
  g_autoptr (SyImportPlan) plan = NULL;
  g_autoptr (SyImportReport) report = NULL;
  g_autoptr (SyEngine) engine = NULL;
  gint64 start;

  if (!path)
    return;
  if (g_str_has_suffix (path, ".gz"))
    {
      g_autofree char *quoted = g_shell_quote (path);
      g_autofree char *command = NULL;
      unpacked = fixture_file ("online_retail.csv", "", 0);
      command = g_strdup_printf ("gunzip -c %s > '%s'", quoted, unpacked);
      g_assert_cmpint (system (command), ==, 0);
    }
  start = g_get_monotonic_time ();
  plan = recognise (unpacked ? unpacked : path);
  print_plan (plan);
  engine = fixture_engine ();
  report = load (plan, engine, "sales");
  g_test_message ("%.2f s", (double) (g_get_monotonic_time () - start) / 1e6);
  g_assert_cmpuint (report->n_read, ==, 541909);
  g_assert_cmpuint (report->n_refused + report->n_cells_refused + report->n_rounded, ==, 0);
  fixture_assert_value (engine, "SELECT count(*) FROM sales", "541909");
  fixture_assert_value (engine, "SELECT sum(quantity) FROM sales", "5176450");
  fixture_assert_value (engine, "SELECT sum(quantity*price)::DECIMAL(18,3) FROM sales", "9747747.934");
  fixture_assert_value (engine, "SELECT count(*) FROM sales WHERE customer IS NULL", "135080");
  fixture_assert_value (engine, "SELECT count(DISTINCT customer) FROM sales", "4372");
  fixture_assert_value (engine, "SELECT count(*) FROM sales WHERE customer LIKE '%.%'", "0");
  fixture_assert_value (engine, "SELECT count(*) FROM sales WHERE \"order\" LIKE 'C%'", "9288");
  fixture_assert_value (engine, "SELECT count(DISTINCT \"order\") FROM sales", "25900");
  fixture_assert_value (engine, "SELECT count(DISTINCT product_id) FROM sales", "4070");
  fixture_assert_value (engine, "SELECT count(*) FROM sales WHERE product IS NULL", "1454");
  fixture_assert_value (engine, "SELECT count(DISTINCT date) FROM sales", "305");
  fixture_assert_value (engine, "SELECT max(date) FROM sales", "2011-12-09");
  fixture_assert_value (engine, "SELECT time FROM sales WHERE _row = 2", "08:26:00");
  if (unpacked)
    fixture_remove (g_steal_pointer (&unpacked));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/importer/pizzaplace/gb18030", "sales/zh-pizzaplace/披萨销售2015.gb18030.csv",
                        test_pizzaplace);
  g_test_add_data_func ("/importer/pizzaplace/utf16", "sales/zh-pizzaplace/披萨销售2015.utf16.txt",
                        test_pizzaplace);
  g_test_add_data_func ("/importer/pizzaplace/xls", "sales/zh-pizzaplace/披萨销售2015.xls", test_pizzaplace);
  g_test_add_data_func ("/importer/uci/xlsx", "sales/uci-online-retail/online_retail_reencoded.xlsx",
                        test_uci);
  g_test_add_data_func ("/importer/uci/csv", "sales/uci-online-retail/online_retail_541909.csv.gz", test_uci);
  return g_test_run ();
}
