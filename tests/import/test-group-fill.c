/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells that stand once for the rows below them are repeated there; a date that is missing stays missing. */
#include "config.h"

#include <string.h>

#include "import-fixture.h"

#define HEADER "日期,单号,商品,金额\n"

typedef struct
{
  const char *name;
  const char *text;
  gboolean keep; /* asked for: blank as in the file */
  const char *dates;
} Case;

static const Case cases[] = {
  { "vouchers", HEADER "2024-03-01,A1,a,1\n,,b,2\n2024-03-01,A2,c,3\n,,a,4\n,,b,5\n合计,,,15\n", FALSE,
    "2024-03-01 A1,2024-03-01 A1,2024-03-01 A2,2024-03-01 A2,2024-03-01 A2" },
  { "days-with-sums", HEADER "2024-03-01,A1,a,1\n,A2,b,2\n小计,,,3\n2024-03-02,A3,c,3\n,A4,a,4\n小计,,,7\n",
    FALSE, "2024-03-01 A1,2024-03-01 A2,2024-03-02 A3,2024-03-02 A4" },
  { "kept-blank", HEADER "2024-03-01,A1,a,1\n,,b,2\n2024-03-02,A2,c,3\n,,a,4\n", TRUE,
    "2024-03-01 A1,- -,2024-03-02 A2,- -" },
  /* days come again: the blank ones are missing */
  { "missing", HEADER "2024-03-01,A1,a,1\n,A2,b,2\n2024-03-01,A3,c,3\n,A4,a,4\n2024-03-01,A5,b,5\n", FALSE,
    "2024-03-01 A1,- A2,2024-03-01 A3,- A4,2024-03-01 A5" },
  { "first-is-blank", HEADER ",A1,a,1\n2024-03-01,A2,b,2\n,A3,c,3\n,A4,a,4\n", FALSE,
    "- A1,2024-03-01 A2,- A3,- A4" },
  { "few-blanks",
    HEADER "2024-03-01,A1,a,1\n2024-03-02,A2,b,2\n,A3,c,3\n2024-03-04,A4,a,4\n2024-03-05,A5,a,5\n2024-03-06,"
           "A6,a,5\n",
    FALSE, "2024-03-01 A1,2024-03-02 A2,- A3,2024-03-04 A4,2024-03-05 A5,2024-03-06 A6" },
};

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  char *path = fixture_file ("x.csv", test->text, -1);
  g_autoptr (GPtrArray) kinds = fixture_kinds ();
  g_autoptr (SyEngine) engine = fixture_engine ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SyImportPlan) plan = sy_importer_recognise (path, NULL, kinds, NULL, NULL, &error);
  g_autoptr (SyImportReport) report = NULL;

  g_assert_no_error (error);
  if (test->keep)
    {
      g_assert_nonnull (plan->group_fill);
      g_assert_true (sy_import_plan_set_keep_blanks (plan, TRUE, NULL, &error));
    }
  report = sy_importer_load (plan, engine, "t", NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  fixture_assert_value (engine,
                        "SELECT string_agg(coalesce(CAST(\"date\" AS VARCHAR), '-') || ' ' || "
                        "coalesce(\"order\", '-'), ',' ORDER BY _row) FROM t",
                        test->dates);
  fixture_remove (path);
}

/* A column of codes that is blank in most rows says nothing of the rows below it. */
static void
test_no_date (void)
{
  char *path = fixture_file (
      "x.csv", "退款单号,日期,金额\nR1,2024-03-01,1\n,2024-03-02,2\n,2024-03-03,3\nR2,2024-03-04,4\n", -1);
  g_autoptr (GPtrArray) kinds = fixture_kinds ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SyImportPlan) plan = sy_importer_recognise (path, NULL, kinds, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_null (plan->group_fill);
  fixture_remove (path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/group-fill/", cases[i].name, NULL);
      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/group-fill/no-date", test_no_date);
  return g_test_run ();
}
