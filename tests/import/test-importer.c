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
  fixture_assert_value (engine, "SELECT typeof(amount) FROM sales LIMIT 1", "DECIMAL(18,4)");
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

static const SyRefusal *
get_refusal (const SyImportReport *report, guint i)
{
  g_assert_cmpuint (i, <, report->refusals->len);
  return g_ptr_array_index (report->refusals, i);
}

static const char *const shop_day = "门店日报\n"
                                    "\n"
                                    "日期,订单号,商品,数量,单价,金额\n"
                                    "2023-01-05,001,A,1,\"1,234.50\",\"1,234.50\"\n"
                                    "2023-13-05,002,B,1,2,2\n"
                                    "2023-01-06,003,C,x,2,4\n"
                                    "2023-01-07,004,D,2,2,abc\n"
                                    "日期,订单号,商品,数量,单价,金额\n"
                                    "2023-01-08,005,E,2,2,4,9\n"
                                    "\n"
                                    "2023年1月9日,0123456789012345678,F,-1,￥2.555,(2.56)\n"
                                    "合计,,,,,1240.94\n";

/* Rows and cells that cannot be read are listed where they stand; all others are there, to the last digit. */
static void
test_refusals (void)
{
  static const struct
  {
    guint64 row;
    const char *column;
    const char *text; /* begins with */
  } expected[] = {
    { 5, NULL, "2023-13-05 | 002" }, { 6, "数量", "x" },        { 7, NULL, "2023-01-07 | 004" },
    { 8, NULL, "日期 | 订单号" },    { 9, NULL, "2023-01-08" }, { 12, NULL, "合计" },
  };
  char *path = fixture_file ("日报 “1”.csv", shop_day, -1);
  g_autoptr (SyImportPlan) plan = recognise (path);
  g_autoptr (SyEngine) engine = fixture_engine ();
  g_autoptr (SyImportReport) report = load (plan, engine, "sales");

  g_assert_cmpuint (plan->header_row, ==, 3);
  g_assert_cmpuint (report->n_read, ==, 8);
  g_assert_cmpuint (report->n_kept, ==, 3);
  g_assert_cmpuint (report->n_refused, ==, 5);
  g_assert_cmpuint (report->n_cells_refused, ==, 1);
  g_assert_cmpuint (report->n_refusals, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const SyRefusal *refusal = get_refusal (report, i);
      g_assert_cmpuint (refusal->row, ==, expected[i].row);
      g_assert_cmpstr (refusal->column, ==, expected[i].column);
      g_assert_true (g_str_has_prefix (refusal->text, expected[i].text));
      g_assert_true (*refusal->reason != '\0');
    }
  fixture_assert_value (engine, "SELECT sum(amount) FROM sales", "1235.94");
  fixture_assert_value (engine, "SELECT price FROM sales WHERE product = 'F'", "2.555");
  fixture_assert_value (engine, "SELECT \"order\" FROM sales WHERE product = 'F'", "0123456789012345678");
  fixture_assert_value (engine, "SELECT \"order\" FROM sales WHERE product = 'A'", "001");
  fixture_assert_value (engine, "SELECT quantity FROM sales WHERE product = 'C'", "NULL");
  fixture_assert_value (engine, "SELECT date FROM sales WHERE _row = 11", "2023-01-09");
  fixture_assert_value (engine, "SELECT DISTINCT _file FROM sales", "日报 “1”.csv");
  fixture_assert_value (engine, "SELECT count(*) FROM sales_refused", "6");
  fixture_assert_value (engine, "SELECT _row FROM sales_refused WHERE column_name = '数量'", "6");
  fixture_remove (path);
}

static void
cancel_at_once (guint64 done, guint64 total, const char *unit, gpointer user_data)
{
  g_assert_cmpstr (unit, ==, "bytes");
  g_cancellable_cancel (user_data);
}

static void
test_cancel (void)
{
  g_autofree char *path = fixture_data ("sales/zh-pizzaplace/披萨销售2015.gb18030.csv");
  g_autoptr (SyImportPlan) plan = NULL;
  g_autoptr (SyEngine) engine = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  if (!path)
    return;
  plan = recognise (path);
  engine = fixture_engine ();
  g_assert_true (sy_engine_begin (engine, NULL));
  g_assert_null (sy_importer_load (plan, engine, "sales", cancel_at_once, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  sy_engine_rollback (engine);
  fixture_assert_value (engine, "SELECT count(*) FROM information_schema.tables", "0");
}

/* A second file with its columns in another order and more decimals; a third that is something else. */
static void
test_append (void)
{
  char *january =
      fixture_file ("1月.csv", "日期,商品,金额,备注\n2023-01-05,A,1.50,x\n2023-01-06,B,2.25,\n", -1);
  char *february =
      fixture_file ("2月.csv", "商品,备注,金额,日期\nA,7,3.125,2023-02-01 10:00\nB,8,x,2023-02-02\n", -1);
  char *other = fixture_file ("3月.csv", "日期,商品,金额,门店\n2023-03-05,A,1.50,x\n", -1);
  g_autoptr (SyEngine) engine = fixture_engine ();
  g_autoptr (SyImportPlan) first = recognise (january);
  g_autoptr (SyImportPlan) second = recognise (february);
  g_autoptr (SyImportPlan) third = recognise (other);
  g_autoptr (SyImportReport) first_report = load (first, engine, "sales");
  g_autoptr (SyImportReport) second_report = load (second, engine, "sales");
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (first_report->n_kept, ==, 2);
  g_assert_cmpuint (second_report->n_kept, ==, 1);
  g_assert_cmpuint (second_report->n_refused, ==, 1);
  fixture_assert_value (engine, "SELECT sum(amount) FROM sales", "6.875");
  fixture_assert_value (engine, "SELECT count(DISTINCT _file) FROM sales", "2");
  fixture_assert_value (engine, "SELECT string_agg(备注, ',' ORDER BY _file, _row) FROM sales", "x,7");
  fixture_assert_value (engine, "SELECT time FROM sales WHERE date = '2023-02-01'", "10:00:00");
  fixture_assert_value (engine, "SELECT count(*) FROM sales_refused", "1");
  g_assert_true (sy_engine_begin (engine, NULL));
  g_assert_null (sy_importer_load (third, engine, "sales", NULL, NULL, NULL, &error));
  g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ROLE);
  g_assert_nonnull (strstr (error->message, "备注"));
  sy_engine_rollback (engine);
  fixture_assert_value (engine, "SELECT count(*) FROM sales", "3");
  fixture_remove (january);
  fixture_remove (february);
  fixture_remove (other);
}

/* reliability: quotes, comments, line breaks, controls, bidi marks, length, blanks, case, reserved names. */
static void
test_evil_headers (void)
{
  g_autofree char *long_header = g_strnfill (10240, 'h');
  GString *text = g_string_new ("\"a\"\"b\",\"; DROP TABLE sales;--\",\"x\ny\",,A,a,_row,row,_file,select,"
                                "\xe2\x80\xaeltr,\"'\",\"\t\",order,]]>,[@x],\x01");
  static const char *const names[] = { "_file",     "_sheet",    "_row",   "a\"b",  "; DROP TABLE sales;--",
                                       "x y",       "Column 4",  "A",      "a (2)", "_row (2)",
                                       "row (2)",   "_file (2)", "select", "ltr",   "'",
                                       "Column 13", "order",     "]]>",    "[@x]",  "Column 17" };
  g_autoptr (SyImportPlan) plan = NULL;
  g_autoptr (SyImportReport) report = NULL;
  g_autoptr (SyEngine) engine = fixture_engine ();
  g_autoptr (SyFrame) frame = NULL;
  g_autoptr (GError) error = NULL;
  char *path;

  g_string_append_printf (text, ",%s\n", long_header);
  for (guint row = 0; row < 3; row++)
    g_string_append (text, "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18\n");
  path = fixture_file ("evil.csv", text->str, (gssize) text->len);
  g_string_free (text, TRUE);
  plan = sy_importer_recognise (path, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  report = load (plan, engine, "sales");
  g_assert_cmpuint (report->n_kept, ==, 3);
  frame = sy_engine_query (engine, "SELECT * FROM sales", NULL, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sy_frame_get_n_columns (frame), ==, G_N_ELEMENTS (names) + 1);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpstr (sy_frame_get_name (frame, i), ==, names[i]);
  g_assert_cmpuint (strlen (sy_frame_get_name (frame, G_N_ELEMENTS (names))), <, 200);
  fixture_remove (path);
}

static void
test_many_columns (void)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyImportPlan) plan = NULL;
  char *path;

  for (guint row = 0; row < 3; row++)
    for (guint i = 0; i < 2049; i++)
      g_string_append_printf (text, "%s%u%c", row == 0 ? "h" : "", i, i == 2048 ? '\n' : ',');
  path = fixture_file ("wide.csv", text->str, -1);
  plan = sy_importer_recognise (path, NULL, NULL, NULL, NULL, &error);
  g_assert_null (plan);
  g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_HOSTILE);
  g_assert_nonnull (strstr (error->message, "2049"));
  g_clear_error (&error);
  fixture_remove (path);

  /* 16,000 empty ones behind two real ones do not count */
  g_string_assign (text, "a,b");
  for (guint i = 0; i < 16000; i++)
    g_string_append_c (text, ',');
  g_string_append (text, "\n1,2\n3,4,,,,\n");
  path = fixture_file ("empty.csv", text->str, -1);
  plan = sy_importer_recognise (path, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (plan->columns->len, ==, 2);
  fixture_remove (path);
  g_string_free (text, TRUE);
}

/* What comes after the sample must not lose a digit, and a word among numbers is listed unless there are
 * many. */
static void
test_late_surprises (void)
{
  GString *text = g_string_new ("日期,金额,whole,fraction,long,code,rare,day\n");
  g_autoptr (SyImportPlan) plan = NULL;
  g_autoptr (SyImportReport) report = NULL;
  g_autoptr (SyEngine) engine = fixture_engine ();
  char *path;

  for (guint i = 0; i < 6000; i++)
    g_string_append_printf (text, "2023-01-05,1.5,%u,0.25,%u,%u,%u,2023-01-05\n", i, i, i, i);
  g_string_append (text,
                   "2023-01-05,2.123456,1.75,0.1234567891,12345678901234567890,85123A,x,2023-01-06 10:00\n");
  for (guint i = 0; i < 200; i++)
    g_string_append_printf (text, "2023-01-05,1,7,0,1,A%u,1,2023-01-05\n", i);
  path = fixture_file ("late.csv", text->str, -1);
  plan = recognise (path);
  report = load (plan, engine, "sales");
  g_assert_cmpuint (report->n_kept, ==, 6201);
  g_assert_cmpuint (report->n_cells_refused, ==, 1);
  g_assert_cmpuint (get_refusal (report, 0)->row, ==, 6002);
  g_assert_cmpstr (get_refusal (report, 0)->column, ==, "rare");
  fixture_assert_value (engine, "SELECT sum(amount) FROM sales", "9202.123456");
  fixture_assert_value (engine, "SELECT typeof(whole) || ' ' || sum(whole) FROM sales GROUP BY typeof(whole)",
                        "DECIMAL(18,2) 17998401.75");
  fixture_assert_value (engine, "SELECT fraction FROM sales WHERE _row = 6002", "0.1234567891");
  fixture_assert_value (engine, "SELECT long FROM sales WHERE _row = 6002", "12345678901234567890");
  fixture_assert_value (engine, "SELECT code FROM sales WHERE _row = 6002", "85123A");
  fixture_assert_value (engine, "SELECT day FROM sales WHERE _row = 6002", "2023-01-06 10:00:00");
  fixture_assert_value (engine, "SELECT count(*) FROM sales WHERE rare IS NULL", "1");
  fixture_remove (path);
  g_string_free (text, TRUE);
}

/* UCI's own export has 12/1/2010 8:26: the first 5,000 rows do not tell the month from the day, later ones
 * do. */
static void
test_day_or_month (void)
{
  GString *text = g_string_new ("InvoiceDate,Amount\n");
  g_autoptr (SyImportPlan) plan = NULL;
  g_autoptr (SyImportReport) report = NULL;
  g_autoptr (SyEngine) engine = fixture_engine ();
  char *path;

  for (guint i = 0; i < 6000; i++)
    g_string_append_printf (text, "12/%u/2010 8:26,1.5\n", i / 1000 + 1);
  path = fixture_file ("open.csv", text->str, -1);
  plan = recognise (path);
  g_assert_null (plan->kind);
  g_assert_cmpstr (plan->missing_roles[0], ==, "date");
  g_assert_cmpint (((SyImportColumn *) g_ptr_array_index (plan->columns, 0))->type, ==, SY_COLUMN_TEXT);
  g_clear_pointer (&plan, sy_import_plan_free);
  fixture_remove (path);

  g_string_append (text, "12/13/2010 8:26,1.5\n");
  path = fixture_file ("told.csv", text->str, -1);
  plan = recognise (path);
  report = load (plan, engine, "sales");
  g_assert_cmpuint (report->n_kept, ==, 6001);
  fixture_assert_value (engine, "SELECT min(date) || ' ' || max(date) FROM sales", "2010-12-01 2010-12-13");
  fixture_remove (path);
  g_string_free (text, TRUE);
}

static void
test_mapping (void)
{
  char *path = fixture_file ("x.csv", "何时,多少,什么\n2023-01-05,1.5,A\n2023-01-06,2.5,B\n", -1);
  g_autoptr (SyImportPlan) plan = recognise (path);
  g_autoptr (SyEngine) engine = fixture_engine ();
  g_autoptr (SyImportReport) report = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (plan->kind);
  g_assert_true (sy_import_plan_map (plan, "date", "何时", &error));
  g_assert_true (sy_import_plan_map (plan, "amount", "多少", &error));
  g_assert_true (sy_import_plan_map (plan, "product", "什么", &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (plan->missing_roles), ==, 0);
  g_assert_false (sy_import_plan_map (plan, "amount", "什么", &error));
  g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ROLE);
  g_clear_error (&error);
  g_assert_false (sy_import_plan_map (plan, "amount", "没有", &error));
  g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ROLE);
  g_assert_nonnull (strstr (error->message, "多少"));
  g_clear_error (&error);
  g_assert_false (sy_import_plan_map (plan, "nothing", "多少", &error));
  g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ROLE);
  g_clear_error (&error);
  g_assert_true (sy_import_plan_map (plan, "product", "", &error));
  report = load (plan, engine, "sales");
  fixture_assert_value (engine, "SELECT sum(amount) FROM sales", "4");
  fixture_assert_value (engine, "SELECT string_agg(什么, '' ORDER BY _row) FROM sales", "AB");
  fixture_remove (path);
}

static void
test_other_header_row (void)
{
  char *path = fixture_file ("x.csv", "日期,金额\n时间,数额\n2023-01-05,1.5\n2023-01-06,2.5\n", -1);
  g_autoptr (SyImportPlan) plan = recognise (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (plan->header_row, ==, 1);
  g_assert_true (sy_import_plan_set_header_row (plan, 2, NULL, &error));
  g_assert_cmpstr (((SyImportColumn *) g_ptr_array_index (plan->columns, 1))->header, ==, "数额");
  g_assert_true (sy_import_plan_set_header_row (plan, 0, NULL, &error));
  g_assert_cmpstr (((SyImportColumn *) g_ptr_array_index (plan->columns, 1))->header, ==, "Column 2");
  g_assert_false (sy_import_plan_set_header_row (plan, 99, NULL, &error));
  g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ROLE);
  fixture_remove (path);
}

/* UCI has no amount: price and quantity are needed then. Pizzaplace has no quantity: it is 1. */
static void
test_derived_roles (void)
{
  char *path = fixture_file (
      "x.csv", "InvoiceDate,Quantity,UnitPrice\n2023-01-05,2,1.5\n2023-01-06,x,2.5\n2023-01-07,1,1\n", -1);
  g_autoptr (SyImportPlan) plan = recognise (path);
  g_autoptr (SyEngine) engine = fixture_engine ();
  g_autoptr (SyImportReport) report = load (plan, engine, "sales");

  g_assert_nonnull (plan->kind);
  g_assert_cmpuint (report->n_kept, ==, 2);
  g_assert_cmpuint (report->n_refused, ==, 1);
  fixture_remove (path);
}

static void
test_kinds (void)
{
  char *path = fixture_file ("x.csv", "日期,什么\n2023-01-05,A\n2023-01-06,B\n", -1);
  g_autoptr (GPtrArray) kinds = fixture_kinds ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SyImportPlan) plan = sy_importer_recognise (path, NULL, kinds, "sales", NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (plan->kind);
  g_assert_cmpstr (plan->missing_roles[0], ==, "amount");
  g_clear_pointer (&plan, sy_import_plan_free);
  plan = sy_importer_recognise (path, NULL, kinds, "nothing", NULL, &error);
  g_assert_null (plan);
  g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ROLE);
  g_assert_nonnull (strstr (error->message, "sales"));
  fixture_remove (path);
}

typedef struct
{
  const char *path;
  const char *n_rows;
  const char *sum_sql;
  const char *sum;
} OtherCase;

/* Sums by awk over the files. */
static const OtherCase other_cases[] = {
  { "sales/pizzaplace-gt/pizzaplace.csv", "49574", "SELECT sum(price) FROM t", "817860.05" },
  { "sales/groceries/groceries_long.csv", "43367", "SELECT count(DISTINCT product) FROM t", "169" },
  { "sales/groceries/groceries.csv", "9835", "SELECT count(*) FROM t WHERE \"Column 1\" IS NULL", "0" },
  { "sales/crm-rfm-package/rfm_data_orders.csv", "4906", "SELECT count(DISTINCT customer) FROM t", "995" },
  { "sales/crm-rfm-package/rfm_data_customer.csv", "39999", "SELECT count(*) FROM t WHERE revenue IS NULL",
    "0" },
  { "sales/crm-cdnow/example_transactions.csv", "15273", "SELECT count(*) FROM t WHERE date IS NULL", "0" },
  { "sales/crm-cdnow/cdnow_customers_summary.csv", "2357", "SELECT typeof(recency) FROM t LIMIT 1",
    "DECIMAL(18,2)" },
  { "sales/inventory-planr/blueprint.csv", "520", "SELECT typeof(\"Min.Cov\") FROM t LIMIT 1", "BIGINT" },
};

static void
test_other (gconstpointer data)
{
  const OtherCase *c = data;
  g_autofree char *path = fixture_data (c->path);
  g_autoptr (SyImportPlan) plan = NULL;
  g_autoptr (SyEngine) engine = NULL;
  g_autoptr (SyImportReport) report = NULL;

  if (!path)
    return;
  plan = recognise (path);
  engine = fixture_engine ();
  report = load (plan, engine, "t");
  g_assert_cmpuint (report->n_refused + report->n_cells_refused, ==, 0);
  fixture_assert_value (engine, "SELECT count(*) FROM t", c->n_rows);
  fixture_assert_value (engine, c->sum_sql, c->sum);
}

#define TEXT_CELL(text) "<c t='inlineStr'><is><t>" text "</t></is></c>"
#define SHEET(rows) "<worksheet xmlns='" FIXTURE_NS "'><sheetData>" rows "</sheetData></worksheet>"

/* Notes, a table of sales, and nothing. */
static char *
make_three_sheets (void)
{
  static const char *const parts[] = {
    "_rels/.rels",
    FIXTURE_RELS,
    "xl/workbook.xml",
    "<workbook xmlns='" FIXTURE_NS "' xmlns:r='" FIXTURE_R
    "'><sheets><sheet name='说明' sheetId='1' r:id='r1'/>"
    "<sheet name='明细' sheetId='2' r:id='r2'/><sheet name='空' sheetId='3' r:id='r4'/></sheets></workbook>",
    "xl/_rels/workbook.xml.rels",
    "<Relationships xmlns='" FIXTURE_P "'>"
    "<Relationship Id='r1' Type='" FIXTURE_R "/worksheet' Target='worksheets/sheet1.xml'/>"
    "<Relationship Id='r2' Type='" FIXTURE_R "/worksheet' Target='worksheets/sheet2.xml'/>"
    "<Relationship Id='r4' Type='" FIXTURE_R "/worksheet' Target='worksheets/sheet3.xml'/>"
    "<Relationship Id='r3' Type='" FIXTURE_R "/styles' Target='styles.xml'/></Relationships>",
    "xl/styles.xml",
    "<styleSheet xmlns='" FIXTURE_NS
    "'><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></styleSheet>",
    "xl/worksheets/sheet1.xml",
    SHEET ("<row>" TEXT_CELL ("本表由系统导出") "</row><row>" TEXT_CELL ("请勿修改") "</row><row>" TEXT_CELL (
        "a") "</row><row>" TEXT_CELL ("b") "</row><row>" TEXT_CELL ("c") "</row><row>" TEXT_CELL ("d") "</"
                                                                                                       "row"
                                                                                                       ">"),
    "xl/worksheets/sheet2.xml",
    SHEET ("<row r='1'>" TEXT_CELL (
        "十二月") "</row>"
                  "<row r='3'>" TEXT_CELL ("日期") TEXT_CELL ("会员卡号") TEXT_CELL ("商品") TEXT_CELL (
                      "金额") "</row>"
                              "<row r='4'><c s='1'><v>44931</v></c><c><v>17850</v></c>" TEXT_CELL (
                                  "A") "<c><v>2.5499999999999998</v></c></row>"
                                       "<row r='5'><c "
                                       "s='1'><v>60</v></c><c><v>1</v></c>" TEXT_CELL (
                                           "B") "<c><v>1</v></c></row>"
                                                "<row r='6'><c "
                                                "s='1'><v>44932</v></c><c><v>2</v></c><c "
                                                "t='e'><v>#N/A</v></c><c><v>1</v></c></row>"
                                                "<row r='7'><c "
                                                "s='1'><v>44933</v></c><c><v>3</v></c>" TEXT_CELL (
                                                    "C") "<c t='e'><v>#DIV/0!</v></c></row>"
                                                         "<row r='9'><c "
                                                         "s='1'><v>44934</v></c><c/>" TEXT_CELL (
                                                             "D") "<c><v>0.45</v></c><c/"
                                                                  ">" TEXT_CELL (
                                                                      "note") "</row>"
                                                                              "<row "
                                                                              "r='10'"
                                                                              ">" TEXT_CELL (
                                                                                  "合"
                                                                                  "计") "<c/><c/"
                                                                                        "><c><v>4.55</v></"
                                                                                        "c></row>"),
    "xl/worksheets/sheet3.xml",
    SHEET (""),
    NULL
  };

  return fixture_zip (parts);
}

static void
test_sheets (void)
{
  char *path = make_three_sheets ();
  g_autoptr (SyImportPlan) plan = recognise (path);
  g_autoptr (GError) error = NULL;
  static const char *const asked[] = { "说明", "1", "明细", "2" };

  g_assert_cmpuint (plan->sheet_index, ==, 1);
  g_assert_cmpuint (plan->header_row, ==, 3);
  g_assert_true (plan->sheet_reason && *plan->sheet_reason);
  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      SyReadOptions options = { .sheet = asked[i] };
      g_clear_pointer (&plan, sy_import_plan_free);
      plan = sy_importer_recognise (path, &options, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (plan->sheet_index, ==, i / 2);
    }
  g_clear_pointer (&plan, sy_import_plan_free);
  plan = sy_importer_recognise (path, &(SyReadOptions){ .sheet = "明天" }, NULL, NULL, NULL, &error);
  g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_SHEET);
  g_clear_error (&error);
  plan = sy_importer_recognise (path, &(SyReadOptions){ .sheet = "空" }, NULL, NULL, NULL, &error);
  g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_EMPTY);
  fixture_remove (path);
}

/* Error values, the day that never was, a note beside the table, the row of totals. */
static void
test_workbook_cells (void)
{
  static const guint64 rows[] = { 5, 6, 7, 9, 10 };
  char *path = make_three_sheets ();
  g_autoptr (SyImportPlan) plan = recognise (path);
  g_autoptr (SyEngine) engine = fixture_engine ();
  g_autoptr (SyImportReport) report = NULL;

  /* the note is a column of its own, as the sheet has it */
  g_assert_cmpuint (plan->columns->len, ==, 5);
  g_ptr_array_remove_index (plan->columns, 4);
  report = load (plan, engine, "sales");
  g_assert_cmpuint (report->n_read, ==, 6);
  g_assert_cmpuint (report->n_kept, ==, 3);
  g_assert_cmpuint (report->n_cells_refused, ==, 2);
  g_assert_cmpuint (report->n_refusals, ==, G_N_ELEMENTS (rows));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpuint (get_refusal (report, i)->row, ==, rows[i]);
  g_assert_nonnull (strstr (get_refusal (report, 0)->reason, "1900"));
  g_assert_cmpstr (get_refusal (report, 1)->text, ==, "#N/A");
  fixture_assert_value (engine, "SELECT sum(amount) FROM sales", "4");
  fixture_assert_value (engine, "SELECT customer FROM sales WHERE _row = 4", "17850");
  fixture_assert_value (engine, "SELECT date FROM sales WHERE _row = 4", "2023-01-05");
  fixture_assert_value (engine, "SELECT DISTINCT _sheet FROM sales", "明细");
  fixture_assert_value (engine, "SELECT count(*) FROM sales WHERE product IS NULL", "1");
  fixture_remove (path);
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
  g_test_add_func ("/importer/refusals", test_refusals);
  g_test_add_func ("/importer/cancel", test_cancel);
  g_test_add_func ("/importer/append", test_append);
  g_test_add_func ("/importer/evil-headers", test_evil_headers);
  g_test_add_func ("/importer/many-columns", test_many_columns);
  g_test_add_func ("/importer/late-surprises", test_late_surprises);
  g_test_add_func ("/importer/day-or-month", test_day_or_month);
  g_test_add_func ("/importer/mapping", test_mapping);
  g_test_add_func ("/importer/other-header-row", test_other_header_row);
  g_test_add_func ("/importer/derived-roles", test_derived_roles);
  g_test_add_func ("/importer/kinds", test_kinds);
  g_test_add_func ("/importer/sheets", test_sheets);
  g_test_add_func ("/importer/workbook-cells", test_workbook_cells);
  for (guint i = 0; i < G_N_ELEMENTS (other_cases); i++)
    {
      g_autofree char *name = g_strconcat ("/importer/other/", other_cases[i].path, NULL);
      g_test_add_data_func (name, &other_cases[i], test_other);
    }
  return g_test_run ();
}
