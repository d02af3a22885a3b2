/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was recognised is told, and every guess can be overruled; a correction that fails changes nothing. */
#include "config.h"

#include "import-fixture.h"

static SyImportPlan *
recognise (const char *name, const char *text)
{
  char *path = fixture_file (name, text, -1);
  g_autoptr (GPtrArray) kinds = fixture_kinds ();
  g_autoptr (GError) error = NULL;
  SyImportPlan *plan = sy_importer_recognise (path, NULL, kinds, NULL, NULL, &error);

  g_assert_no_error (error);
  g_free (path);
  return plan;
}

static const SyImportColumn *
get_column (const SyImportPlan *plan, const char *header)
{
  g_autoptr (GError) error = NULL;
  int index = sy_import_plan_find_column (plan, header, &error);

  g_assert_no_error (error);
  return plan->columns->pdata[index];
}

static const SyImportFinding *
find_finding (const SyImportPlan *plan, const char *topic)
{
  for (guint i = 0; i < plan->findings->len; i++)
    {
      const SyImportFinding *finding = plan->findings->pdata[i];
      if (g_str_equal (finding->topic, topic))
        return finding;
    }
  return NULL;
}

static void
test_findings (void)
{
  g_autoptr (SyImportPlan) plan =
      recognise ("销售.csv", "日期;商品;金额\n2023-01-05;A;1,5\n2023-01-06;B;2,5\n");

  for (guint i = 0; i < plan->findings->len; i++)
    {
      const SyImportFinding *finding = plan->findings->pdata[i];
      g_assert_cmpstr (finding->title, !=, "");
      g_assert_cmpstr (finding->value, !=, "");
      g_assert_nonnull (finding->reason);
    }
  g_assert_true (g_str_has_suffix (find_finding (plan, "delimiter")->value, ";"));
  g_assert_cmpstr (find_finding (plan, "encoding")->value, ==, "UTF-8");
  g_assert_nonnull (find_finding (plan, "header"));
  g_assert_nonnull (find_finding (plan, "kind"));
  g_assert_null (find_finding (plan, "crosstab"));
}

static void
test_reread (void)
{
  g_autoptr (SyImportPlan) plan =
      recognise ("x.csv", "日期,商品|x,金额\n2023-01-05,A|1,1\n2023-01-06,B|2,2\n");
  g_autoptr (GError) error = NULL;
  SyReadOptions options = { .delimiter = "|" };

  sy_import_plan_set_left_out (plan, 2, TRUE);
  g_assert_true (sy_import_plan_reread (plan, &options, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (plan->columns->len, ==, 2);
  options.delimiter = ",";
  g_assert_true (sy_import_plan_reread (plan, &options, NULL, &error));
  g_assert_cmpuint (plan->columns->len, ==, 3);
  options.encoding = "no such encoding";
  g_assert_false (sy_import_plan_reread (plan, &options, NULL, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (plan->columns->len, ==, 3);
  g_assert_cmpstr (plan->delimiter, ==, ",");
}

static void
test_corrections_stay (void)
{
  g_autoptr (SyImportPlan) plan =
      recognise ("x.csv", "日期,编号,金额,备注\n5/1/2023,1,1,x\n6/1/2023,2,2,y\n");
  g_autoptr (GError) error = NULL;
  SyColumnReading reading = { .date_order = SY_DATE_ORDER_DAY_FIRST };
  int number = sy_import_plan_find_column (plan, "编号", NULL);
  int date = sy_import_plan_find_column (plan, "日期", NULL);

  g_assert_true (sy_import_plan_set_type (plan, (guint) number, SY_COLUMN_TEXT, 0, &error));
  sy_import_plan_set_reading (plan, (guint) date, reading);
  sy_import_plan_set_left_out (plan, 3, TRUE);
  g_assert_cmpint (get_column (plan, "日期")->type, ==, SY_COLUMN_DATE);
  g_assert_true (sy_import_plan_reread (plan, NULL, NULL, &error));
  g_assert_cmpint (get_column (plan, "编号")->type, ==, SY_COLUMN_TEXT);
  g_assert_cmpint (get_column (plan, "日期")->type, ==, SY_COLUMN_DATE);
  g_assert_true (get_column (plan, "备注")->left_out);
  g_assert_false (get_column (plan, "金额")->left_out);
}

static void
test_kind (void)
{
  g_autoptr (SyImportPlan) plan = recognise ("x.csv", "日期,商品,金额\n2023-01-05,A,1\n2023-01-06,B,2\n");
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (sy_source_kind_get_id (plan->kind), ==, "sales");
  g_assert_false (sy_import_plan_set_kind (plan, "nothing", &error));
  g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ROLE);
  g_clear_error (&error);
  g_assert_nonnull (plan->kind);
  g_assert_true (sy_import_plan_set_kind (plan, NULL, &error));
  g_assert_null (plan->kind);
  g_assert_null (get_column (plan, "金额")->role);
  g_assert_true (sy_import_plan_set_header (plan, 1, 1, NULL, &error));
  g_assert_null (plan->kind);
  g_assert_true (sy_import_plan_set_kind (plan, "sales", &error));
  g_assert_cmpstr (get_column (plan, "金额")->role, ==, "amount");
  /* money is not a date */
  g_assert_false (sy_import_plan_set_type (plan, 2, SY_COLUMN_DATE, 0, &error));
  g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ROLE);
}

static void
test_header_rows (void)
{
  g_autoptr (SyImportPlan) plan =
      recognise ("x.csv", "门店,编号,一月,,二月,\n,,销量,金额,销量,金额\nA店,01,1,2.5,3,4.5\n");
  g_autoptr (GError) error = NULL;

  g_assert_true (sy_import_plan_set_header (plan, 1, 2, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (plan->header_row, ==, 2);
  g_assert_cmpuint (plan->n_header_rows, ==, 2);
  get_column (plan, "门店");
  get_column (plan, "编号");
  get_column (plan, "一月 销量");
  get_column (plan, "一月 金额");
  get_column (plan, "二月 金额");
  g_assert_true (sy_import_plan_set_header (plan, 0, 0, NULL, &error));
  g_assert_cmpuint (plan->header_row, ==, 0);
  g_assert_cmpuint (plan->columns->len, ==, 6);
  g_assert_false (sy_import_plan_set_header (plan, 99, 1, NULL, &error));
  g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ROLE);
  g_assert_cmpuint (plan->columns->len, ==, 6);
}

static const char crosstab_text[] = "2023年各门店销售额\n门店,1月,2月,3月,合计\n人民路店,10.5,20,30,60."
                                    "5\n解放路店,1,,3,4\n合计,11.5,20,33,64.5\n";

static void
test_crosstab (void)
{
  g_autoptr (SyImportPlan) plan = recognise ("门店.csv", crosstab_text);
  g_autoptr (SyEngine) engine = fixture_engine ();
  g_autoptr (SyImportReport) report = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (plan->crosstab);
  g_assert_cmpint (plan->crosstab->kind, ==, SY_CROSSTAB_MONTHS);
  g_assert_cmpuint (plan->crosstab->columns->len, ==, 3);
  g_assert_false (find_finding (plan, "crosstab")->sure);
  g_assert_true (sy_import_plan_set_unpivot (plan, TRUE, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (plan->columns->len, ==, 3);
  g_assert_cmpstr (((SyImportColumn *) plan->columns->pdata[1])->header, ==, plan->crosstab->header_name);
  g_assert_cmpint (((SyImportColumn *) plan->columns->pdata[1])->type, ==, SY_COLUMN_DATE);
  g_assert_true (sy_import_plan_set_kind (plan, NULL, &error));
  report = sy_importer_load (plan, engine, "t", NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_read, ==, 6);
  g_assert_cmpuint (report->n_kept, ==, 5);
  g_assert_cmpuint (report->n_refused, ==, 1);
  fixture_assert_value (engine, "SELECT sum(\"销售额\") FROM t", "64.5");
  fixture_assert_value (engine, "SELECT max(COLUMNS(c -> c = 'Month')) FROM t", "2023-03-01");
  g_assert_true (sy_import_plan_set_unpivot (plan, FALSE, NULL, &error));
  g_assert_cmpuint (plan->columns->len, ==, 5);
}

static void
test_no_crosstab (void)
{
  g_autoptr (SyImportPlan) plan =
      recognise ("x.csv", "日期,数量,单价,金额\n2023-01-05,1,2,2\n2023-01-06,2,3,6\n");
  g_autoptr (GError) error = NULL;

  g_assert_null (plan->crosstab);
  g_assert_false (sy_import_plan_set_unpivot (plan, TRUE, NULL, &error));
  g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ROLE);
  g_assert_cmpuint (plan->columns->len, ==, 4);
}

/* 5/1/2023 in all rows: it is asked which is the day, and the answer makes the table one of sales. */
static void
test_date_order (void)
{
  static const struct
  {
    SyDateOrder order;
    const char *last;
  } cases[] = { { SY_DATE_ORDER_DAY_FIRST, "2023-02-07" }, { SY_DATE_ORDER_MONTH_FIRST, "2023-07-02" } };
  g_autoptr (SyImportPlan) plan =
      recognise ("x.csv", "日期,商品,金额\n05/01/2023,苹果,1.20\n06/01/2023,梨,3\n07/02/2023,苹果,6.25\n");
  g_autoptr (GError) error = NULL;

  g_assert_null (plan->kind);
  g_assert_cmpstr (sy_import_plan_find_unsettled (plan)->header, ==, "日期");
  g_assert_false (find_finding (plan, "date-order")->sure);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SyEngine) engine = fixture_engine ();
      g_autoptr (SyImportReport) report = NULL;
      g_assert_true (sy_import_plan_set_date_order (plan, cases[i].order, NULL, &error));
      g_assert_no_error (error);
      g_assert_nonnull (plan->kind);
      g_assert_cmpstr (get_column (plan, "日期")->role, ==, "date");
      g_assert_true (find_finding (plan, "date-order")->sure);
      report = sy_importer_load (plan, engine, "t", NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (report->n_kept, ==, 3);
      fixture_assert_value (engine, "SELECT max(\"date\") FROM t", cases[i].last);
    }
}

/* What the cells tell is not open. */
static void
test_date_order_that_is_told (void)
{
  g_autoptr (SyImportPlan) plan =
      recognise ("x.csv", "日期,商品,金额\n05/13/2023,苹果,1.20\n06/01/2023,梨,3\n");
  g_autoptr (GError) error = NULL;

  g_assert_null (sy_import_plan_find_unsettled (plan));
  g_assert_null (find_finding (plan, "date-order"));
  g_assert_false (sy_import_plan_set_date_order (plan, SY_DATE_ORDER_DAY_FIRST, NULL, &error));
  g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ROLE);
}

static void
test_load_as_corrected (void)
{
  g_autoptr (SyImportPlan) plan =
      recognise ("x.csv", "编号,数,手机,备注\n1,1.5,13800138000,x\n2,2,13900139000,y\n3,z,13700137000,\n");
  g_autoptr (SyEngine) engine = fixture_engine ();
  g_autoptr (SyImportReport) report = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (sy_import_plan_set_kind (plan, NULL, &error));
  g_assert_cmpint (get_column (plan, "手机")->type, ==, SY_COLUMN_TEXT);
  g_assert_true (sy_import_plan_set_type (plan, 1, SY_COLUMN_DECIMAL, 2, &error));
  sy_import_plan_set_left_out (plan, 3, TRUE);
  report = sy_importer_load (plan, engine, "t", NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_read, ==, 3);
  g_assert_cmpuint (report->n_kept, ==, 3);
  g_assert_cmpuint (report->n_cells_refused, ==, 1);
  fixture_assert_value (engine, "SELECT sum(\"数\") FROM t", "3.5");
  fixture_assert_value (engine, "SELECT count(*) FROM (DESCRIBE t) WHERE column_name = '备注'", "0");
}

/* Cells in wrong columns are refused with their row; remarks below the table are no sales. */
static void
test_shifted_rows (void)
{
  g_autoptr (SyImportPlan) plan =
      recognise ("x.csv", "日期,商品,数量,金额,备注\n2023-01-05,A,1,1.5,\n2023-01-06,B,2,2.5,\n"
                          "2023-01-07,,C,3,3.5,\n2023-01-08,D,4 4.5,\n2023-01-09,E,5,5.5,\n"
                          "制表人：张三,,,,\n");
  g_autoptr (SyEngine) engine = fixture_engine ();
  g_autoptr (SyImportReport) report = NULL;
  g_autoptr (GError) error = NULL;

  report = sy_importer_load (plan, engine, "t", NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_read, ==, 6);
  g_assert_cmpuint (report->n_kept, ==, 3);
  g_assert_cmpuint (report->n_refused, ==, 3);
  fixture_assert_value (engine, "SELECT sum(amount) FROM t", "9.5");
}

/* A word that is neither, far below the rows that were looked at, shows that the others are words. */
static void
test_words_after_bools (void)
{
  g_autoptr (GString) text = g_string_new ("日期,金额,已付\n");
  g_autoptr (SyImportPlan) plan = NULL;
  g_autoptr (SyEngine) engine = fixture_engine ();
  g_autoptr (SyImportReport) report = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 6000; i++)
    g_string_append_printf (text, "2023-01-05,1,%s\n", i == 5999 ? "部分" : i % 2 ? "是" : "否");
  plan = recognise ("x.csv", text->str);
  g_assert_cmpint (get_column (plan, "已付")->type, ==, SY_COLUMN_BOOL);
  report = sy_importer_load (plan, engine, "t", NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_kept, ==, 6000);
  g_assert_cmpuint (report->n_cells_refused, ==, 0);
  fixture_assert_value (engine, "SELECT string_agg(DISTINCT \"已付\", ' ' ORDER BY \"已付\") FROM t",
                        "否 是 部分");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import-plan/findings", test_findings);
  g_test_add_func ("/import-plan/reread", test_reread);
  g_test_add_func ("/import-plan/corrections-stay", test_corrections_stay);
  g_test_add_func ("/import-plan/kind", test_kind);
  g_test_add_func ("/import-plan/header-rows", test_header_rows);
  g_test_add_func ("/import-plan/crosstab", test_crosstab);
  g_test_add_func ("/import-plan/no-crosstab", test_no_crosstab);
  g_test_add_func ("/import-plan/words-after-bools", test_words_after_bools);
  g_test_add_func ("/import-plan/date-order", test_date_order);
  g_test_add_func ("/import-plan/date-order-that-is-told", test_date_order_that_is_told);
  g_test_add_func ("/import-plan/load-as-corrected", test_load_as_corrected);
  g_test_add_func ("/import-plan/shifted-rows", test_shifted_rows);
  return g_test_run ();
}
