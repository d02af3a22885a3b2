/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns of months, days and shops become rows: one a month, one column a measure; what is no cross-tab
 * stays as it is. */
#include "config.h"

#include <string.h>

#include "import-fixture.h"

typedef struct
{
  const char *name;
  const char *file;
  const char *text;
  const char *rows; /* turned, from the header on; NULL: is no cross-tab */
} Case;

static const Case cases[] = {
  { "one-row", "2023年销售.csv", "门店,1月 数量,1月 金额,2月 数量,2月 金额\nA店,1,10,2,20\nB店,3,30,,\n",
    "门店|Month|数量|金额\nA店|2023-01-01|1|10\nA店|2023-02-01|2|20\nB店|2023-01-01|3|30\n" },
  { "two-rows", "2023.csv", "门店,一月,,二月,\n,数量,金额,数量,金额\nA店,1,10,2,20\nB店,3,,,40\n",
    "门店|Month|数量|金额\nA店|2023-01-01|1|10\nA店|2023-02-01|2|20\nB店|2023-01-01|3\nB店|2023-02-01||"
    "40\n" },
  { "measures-above", "2023.csv",
    "门店,数量,,,金额,,\n,11月,12月,1月,11月,12月,1月\nA店,1,2,3,10,20,30\nB店,4,5,6,40,50,60\n",
    "门店|Month|数量|金额\nA店|2023-11-01|1|10\nA店|2023-12-01|2|20\nA店|2024-01-01|3|30\n"
    "B店|2023-11-01|4|40\nB店|2023-12-01|5|50\nB店|2024-01-01|6|60\n" },
  { "no-blank", "x.csv",
    "门店,2023年11月销量,2023年11月销售额,2023年12月销量,2023年12月销售额\nA店,1,10,2,20\nB店,3,30,4,40\n",
    "门店|Month|销量|销售额\nA店|2023-11-01|1|10\nA店|2023-12-01|2|20\nB店|2023-11-01|3|30\nB店|2023-12-01|4|"
    "40\n" },
  { "in-parentheses", "2023.csv",
    "门店,数量（1月）,金额(1月),数量（2月）,金额(2月)\nA店,1,10,2,20\nB店,3,30,4,40\n",
    "门店|Month|数量|金额\nA店|2023-01-01|1|10\nA店|2023-02-01|2|20\nB店|2023-01-01|3|30\nB店|2023-02-01|4|"
    "40\n" },
  { "one-measure", "2023.csv", "门店,1月销量,2月销量,3月销量\nA店,1,2,3\nB店,4,5,6\n",
    "门店|Month|销量\nA店|2023-01-01|1\nA店|2023-02-01|2\nA店|2023-03-01|3\n"
    "B店|2023-01-01|4\nB店|2023-02-01|5\nB店|2023-03-01|6\n" },
  { "shops", "x.csv",
    "日期,人民路店 数量,人民路店 金额,解放路店 数量,解放路店 "
    "金额\n2023-01-01,1,10,2,20\n2023-01-02,3,30,4,40\n",
    "日期|Store|数量|金额\n2023-01-01|人民路店|1|10\n2023-01-01|解放路店|2|20\n"
    "2023-01-02|人民路店|3|30\n2023-01-02|解放路店|4|40\n" },
  { "days", "x.csv",
    "门店,2023-01-05 qty,2023-01-05 sales,2023-01-06 qty,2023-01-06 sales\nA,1,10,2,20\nB,3,30,4,40\n",
    "门店|Date|qty|sales\nA|2023-01-05|1|10\nA|2023-01-06|2|20\nB|2023-01-05|3|30\nB|2023-01-06|4|40\n" },
  { "totals", "2023.csv",
    "门店,1月 数量,1月 金额,2月 数量,2月 金额,合计 数量,合计 "
    "金额\nA店,1,10,2,20,3,30\nB店,3,30,4,40,7,70\n合计,4,40,6,60,10,100\n",
    "门店|Month|数量|金额\nA店|2023-01-01|1|10\nA店|2023-02-01|2|20\nB店|2023-01-01|3|30\nB店|2023-02-01|4|"
    "40\n" },
  { "recent-days", "x.csv", "门店,近7日,近15日,近30日\nA,1,2,3\nB,4,5,6\n", NULL },
  { "twice", "2023.csv", "门店,1月 数量,1月 数量,2月 金额,2月 数量\nA,1,2,3,4\nB,4,5,6,7\n", NULL },
  { "words", "x.csv", "日期,门店数,Margin,Money,Sum\n2023-01-01,1,2,3,4\n2023-01-02,4,5,6,7\n", NULL },
};

static gboolean
dump_sheet (gpointer self, guint index, const char *name)
{
  return TRUE;
}

static gboolean
dump_row (gpointer self, guint64 row, const SyCell *cells, guint n_cells)
{
  GString *text = self;

  for (guint i = 0; i < n_cells; i++)
    {
      g_autofree char *cell = sy_cell_to_text (&cells[i]);
      g_string_append_printf (text, "%s%s", i > 0 ? "|" : "", cell);
    }
  while (text->len > 0 && text->str[text->len - 1] == '|')
    g_string_truncate (text, text->len - 1);
  g_string_append_c (text, '\n');
  return TRUE;
}

static void
dump_refused (gpointer self, guint64 row, const char *text, const char *reason)
{
}

static void
dump_end (gpointer self)
{
}

/* The columns of the plan, then the rows below the header as they come. */
static char *
dump (SyImportPlan *plan)
{
  static const SyCellSinkFuncs funcs = { dump_sheet, dump_row, dump_refused, dump_end, NULL };
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  SyCellSink sink = { &funcs, rows };
  GString *text = g_string_new (NULL);
  const char *below;

  for (guint i = 0; i < plan->columns->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "|" : "",
                            ((SyImportColumn *) plan->columns->pdata[i])->header);
  sy_import_plan_read (plan, &sink, NULL, &error);
  g_assert_no_error (error);
  below = rows->str;
  for (guint64 i = 0; i < plan->header_row; i++)
    below = strchr (below, '\n') + 1;
  g_string_append_printf (text, "\n%s", below);
  return g_string_free (text, FALSE);
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autofree char *path = fixture_file (test->file, test->text, -1);
  g_autoptr (GPtrArray) kinds = fixture_kinds ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SyImportPlan) plan = sy_importer_recognise (path, NULL, kinds, NULL, NULL, &error);
  g_autofree char *rows = NULL;

  g_assert_no_error (error);
  if (!test->rows)
    {
      g_assert_null (plan->crosstab);
      return;
    }
  g_assert_nonnull (plan->crosstab);
  g_assert_true (sy_import_plan_set_unpivot (plan, TRUE, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (sy_import_plan_set_kind (plan, NULL, &error));
  rows = dump (plan);
  g_assert_cmpstr (rows, ==, test->rows);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/crosstab/", cases[i].name, NULL);
      g_test_add_data_func (path, &cases[i], test_case);
    }
  return g_test_run ();
}
