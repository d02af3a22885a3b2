/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of sums and remarks are told before they are left out, and can be kept. */
#include "config.h"

#include <string.h>

#include "import-fixture.h"

typedef struct
{
  const char *name;
  const char *text;
  const char *value;          /* of the finding; NULL: there is none */
  guint n_refused;            /* left out */
  const char *sum, *kept_sum; /* of the amounts, with the footer left out, and kept unless it can't be */
} Case;

static const Case cases[] = {
  { "none", "日期,商品,金额\n2023-01-05,a,1\n2023-01-06,b,2\n", NULL, 0, "3", "3" },
  { "total", "日期,商品,金额\n2023-01-05,a,1\n2023-01-06,b,2\n,合计,3\n", "1 row is left out", 1, "3", "6" },
  { "subtotals", "日期,商品,金额\n2023-01-05,a,1\n,小计,1\n2023-01-06,b,2\n,小计：,2\n,总 计,3\n",
    "3 rows are left out", 3, "3", "9" },
  { "sums-of-groups",
    "门店,日期,商品,金额\nA,2023-01-05,a,1\nA 小计,,,1\nB,2023-01-06,b,2\nB 小计,,,2\n总计,,,3\n",
    "3 rows are left out", 3, "3", "9" },
  { "as-excel-names-them", "商品,日期,金额\na,2023-01-05,1\na 汇总,,1\nb,2023-01-06,2\nb Total,,2\n",
    "2 rows are left out", 2, "3", "6" },
  { "counted", "单号,日期,金额\n1,2023-01-05,1\n2,2023-01-06,2\n合计,2单,3\n", "1 row is left out", 1, "3",
    NULL },
  { "goods-of-that-name", "商品,日期,金额\nColgate Total,2023-01-05,1\n礼盒小计,2023-01-06,2\n", NULL, 0, "3",
    "3" },
  { "remark", "日期,商品,金额\n2023-01-05,a,1\n2023-01-06,b,2\n,制表人：张三\n", "1 row is left out", 1, "3",
    "3" },
  { "shop-of-that-name", "日期,商品,金额\n2023-01-05,合计,1\n2023-01-06,b,2\n", NULL, 0, "3", "3" },
};

static const SyImportFinding *
find_footer (const SyImportPlan *plan)
{
  for (guint i = 0; i < plan->findings->len; i++)
    if (g_str_equal (((SyImportFinding *) plan->findings->pdata[i])->topic, "footer"))
      return plan->findings->pdata[i];
  return NULL;
}

static void
check_load (SyImportPlan *plan, const char *table, guint n_refused, const char *sum)
{
  g_autoptr (SyEngine) engine = fixture_engine ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SyImportReport) report = sy_importer_load (plan, engine, table, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->n_refused, ==, n_refused);
  g_assert_cmpuint (report->n_read, ==, report->n_kept + report->n_refused);
  fixture_assert_value (engine, "SELECT CAST(sum(amount) AS DECIMAL(18,2)) FROM t", sum);
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autofree char *path = fixture_file ("x.csv", test->text, -1);
  g_autoptr (GPtrArray) kinds = fixture_kinds ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SyImportPlan) plan = sy_importer_recognise (path, NULL, kinds, NULL, NULL, &error);

  g_assert_no_error (error);
  if (test->value)
    {
      g_assert_cmpstr (find_footer (plan)->value, ==, test->value);
      g_assert_true (find_footer (plan)->sure);
      g_assert_cmpstr (find_footer (plan)->reason, !=, "");
    }
  else
    g_assert_null (find_footer (plan));
  check_load (plan, "t", test->n_refused, test->sum);
  if (!test->kept_sum)
    return;
  sy_import_plan_set_keep_footer (plan, TRUE);
  check_load (plan, "t", 0, test->kept_sum);
}

static void
test_crosstab (void)
{
  g_autofree char *path =
      fixture_file ("2023年.csv", "门店,1月,2月,3月\nA店,1,2,3\nB店,4,5,6\n合计,5,7,9\n", -1);
  g_autoptr (GPtrArray) kinds = fixture_kinds ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SyImportPlan) plan = sy_importer_recognise (path, NULL, kinds, NULL, NULL, &error);
  g_autoptr (SyEngine) engine = fixture_engine ();
  g_autoptr (SyImportReport) report = NULL;

  g_assert_true (sy_import_plan_set_unpivot (plan, TRUE, NULL, &error));
  g_assert_true (sy_import_plan_set_kind (plan, NULL, &error));
  g_assert_cmpstr (find_footer (plan)->value, ==, "1 row is left out");
  sy_import_plan_set_keep_footer (plan, TRUE);
  g_assert_cmpstr (find_footer (plan)->value, ==, "1 row is kept");
  g_assert_false (find_footer (plan)->sure);
  report = sy_importer_load (plan, engine, "t", NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_kept, ==, 9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/footer/", cases[i].name, NULL);
      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/footer/crosstab", test_crosstab);
  return g_test_run ();
}
