/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days without a year take it from a column, a name or a title; where nothing tells it they stay text, and
 * the page of findings says so. */
#include "config.h"

#include <string.h>

#include "import-fixture.h"

typedef struct
{
  const char *name;
  const char *file;
  const char *text;
  int year;         /* asked for */
  const char *days; /* of the kept rows, in their order; NULL: the column stays text */
} Case;

static const Case cases[] = {
  { "file-name", "2023年销售.csv", "日期,金额\n1月5日,1\n1月6号 周五,2\n", 0, "2023-01-05 2023-01-06" },
  { "compact-name", "sales-202302.csv", "日期,金额\n2月5日,1\n02月06日,2\n", 0, "2023-02-05 2023-02-06" },
  { "title", "x.csv", "人民路店2024年销售明细\n日期,商品,金额\n2月29日,a,1\n3月1日,b,2\n", 0,
    "2024-02-29 2024-03-01" },
  { "column", "2020.csv", "年份,日期,金额\n2023,12月31日,1\n2024,1月1日,2\n", 0, "2023-12-31 2024-01-01" },
  { "column-in-words", "x.csv", "年,日期,金额\n2023年,12月31日,1\n2024年,1月1日,2\n", 0,
    "2023-12-31 2024-01-01" },
  { "asked-for", "2020.csv", "日期,金额\n1月5日,1\n1月6日,2\n", 2022, "2022-01-05 2022-01-06" },
  { "with-time", "2023.csv", "日期,金额\n1月5日 11:38,1\n1月6日 下午3:05,2\n", 0, "2023-01-05 2023-01-06" },
  { "not-told", "x.csv", "日期,金额\n1月5日,1\n1月6日,2\n", 0, NULL },
  { "no-column-year", "x.csv", "年份,日期,金额\n1,1月5日,1\n2,1月6日,2\n", 0, NULL },
};

static SyImportFinding *
find_year (SyImportPlan *plan)
{
  for (guint i = 0; i < plan->findings->len; i++)
    if (g_str_equal (((SyImportFinding *) plan->findings->pdata[i])->topic, "year"))
      return plan->findings->pdata[i];
  return NULL;
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autofree char *path = fixture_file (test->file, test->text, -1);
  g_autoptr (GPtrArray) kinds = fixture_kinds ();
  g_autoptr (SyEngine) engine = fixture_engine ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SyImportPlan) plan = sy_importer_recognise (path, NULL, kinds, NULL, NULL, &error);
  g_autoptr (SyImportReport) report = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (find_year (plan));
  if (test->year)
    sy_import_plan_set_year (plan, test->year, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (find_year (plan)->sure == (test->days != NULL));
  if (!test->days)
    {
      int column = sy_import_plan_find_column (plan, "日期", &error);
      g_assert_cmpint (((SyImportColumn *) plan->columns->pdata[column])->type, ==, SY_COLUMN_TEXT);
      return;
    }
  report = sy_importer_load (plan, engine, "t", NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_kept, ==, 2);
  fixture_assert_value (engine, "SELECT string_agg(CAST(\"date\" AS VARCHAR), ' ' ORDER BY _row) FROM t",
                        test->days);
}

/* 29 February is refused in 2023, with what stands there. */
static void
test_no_such_day (void)
{
  g_autofree char *path = fixture_file ("2023.csv", "日期,金额\n2月28日,1\n2月29日,2\n3月1日,3\n", -1);
  g_autoptr (GPtrArray) kinds = fixture_kinds ();
  g_autoptr (SyEngine) engine = fixture_engine ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SyImportPlan) plan = sy_importer_recognise (path, NULL, kinds, NULL, NULL, &error);
  g_autoptr (SyImportReport) report = sy_importer_load (plan, engine, "t", NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->n_kept, ==, 2);
  g_assert_cmpuint (report->n_refused, ==, 1);
  g_assert_nonnull (strstr (((SyRefusal *) report->refusals->pdata[0])->reason, "2月29日"));
}

static void
test_none (void)
{
  g_autofree char *path = fixture_file ("x.csv", "日期,金额\n2023-01-05,1\n2023-01-06,2\n", -1);
  g_autoptr (GPtrArray) kinds = fixture_kinds ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SyImportPlan) plan = sy_importer_recognise (path, NULL, kinds, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_null (find_year (plan));
  g_assert_false (sy_import_plan_set_year (plan, 2023, NULL, &error));
  g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ROLE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/year-fill/", cases[i].name, NULL);
      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/year-fill/no-such-day", test_no_such_day);
  g_test_add_func ("/year-fill/none", test_none);
  return g_test_run ();
}
