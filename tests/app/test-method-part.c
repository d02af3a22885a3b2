/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rows a table has, in which order, and what a chart shows are parts of a method as its formulas are.
 */
#include "config.h"

#include "app-fixture.h"
#include "sy-method-part.h"

/* Of those that the workbook has now. */
static SyMethodPart *
find_part (GPtrArray *parts, SyTemplatePart kind, const char *owner, const char *attribute)
{
  for (guint i = 0; i < parts->len; i++)
    {
      SyMethodPart *part = parts->pdata[i];

      if (part->kind == kind && g_str_equal (part->owner, owner) && g_str_equal (part->attribute, attribute))
        return part;
    }
  return NULL;
}

static gboolean
change (Fixture *fixture, SyTemplatePart kind, const char *owner, const char *attribute, const char *text)
{
  g_autoptr (GPtrArray) parts = sy_method_part_list (fixture->workbook);
  const SyMethodPart *part = find_part (parts, kind, owner, attribute);
  g_autofree char *xml = NULL;

  g_assert_nonnull (part);
  if (!sy_method_part_check (part, sy_workbook_get_model (fixture->workbook, NULL), text, NULL))
    return FALSE;
  xml = sy_method_part_change (part, fixture->workbook, text, NULL);
  return xml && sy_workbook_set_own_template (fixture->workbook, xml, NULL);
}

static gint64
count_rows (Fixture *fixture, const char *id)
{
  g_autoptr (SyEvaluation) evaluation = sy_workbook_evaluate (fixture->workbook, NULL);
  g_autoptr (SyTable) table = sy_evaluation_get_table (evaluation, id, NULL, NULL);

  g_assert_nonnull (table);
  return sy_table_get_n_rows (table);
}

static char *
read_first (Fixture *fixture)
{
  return fixture_cell (fixture->workbook, "tally_pareto", "item", 1);
}

static void
test_rows_and_charts (Fixture *fixture, gconstpointer data)
{
  SyTemplate *template = sy_catalogue_find_template (fixture->catalogue, "check-sheet", NULL);
  g_autofree char *first = NULL, *last = NULL;
  GPtrArray *charts;

  g_assert_true (sy_workbook_set_template (fixture->workbook, template, NULL));
  g_assert_cmpint (count_rows (fixture, "tally_pareto"), ==, 2);
  g_assert_true (change (fixture, SY_TEMPLATE_PART_TABLE, "tally_pareto", "where", "[@count]>3"));
  g_assert_cmpint (count_rows (fixture, "tally_pareto"), ==, 1);
  g_assert_false (change (fixture, SY_TEMPLATE_PART_TABLE, "tally_pareto", "where", "[@nothing]>3"));
  g_assert_false (change (fixture, SY_TEMPLATE_PART_TABLE, "tally_pareto", "rows", "GROUP("));
  g_assert_false (change (fixture, SY_TEMPLATE_PART_TABLE, "tally_pareto", "rows", ""));
  g_assert_false (change (fixture, SY_TEMPLATE_PART_TABLE, "tally_pareto", "sort", "nothing desc"));
  g_assert_true (change (fixture, SY_TEMPLATE_PART_TABLE, "tally_pareto", "where", ""));
  g_assert_cmpint (count_rows (fixture, "tally_pareto"), ==, 2);
  first = read_first (fixture);
  g_assert_true (change (fixture, SY_TEMPLATE_PART_TABLE, "tally_pareto", "sort", "rank desc"));
  last = read_first (fixture);
  g_assert_cmpstr (first, !=, last);
  g_assert_true (change (fixture, SY_TEMPLATE_PART_CHART, "tally_pareto", "bars", "share"));
  charts = sy_workbook_list_charts (fixture->workbook);
  g_assert_cmpstr (((SyTemplateChart *) charts->pdata[0])->bars, ==, "share");
}

/* What is wrong is said while it is typed, with its place. */
static void
test_names_are_checked (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    SyTemplatePart kind;
    const char *attribute, *text, *says;
  } cases[] = {
    { SY_TEMPLATE_PART_TABLE, "sort", "rank desc, item", NULL },
    { SY_TEMPLATE_PART_TABLE, "sort", "", NULL },
    { SY_TEMPLATE_PART_TABLE, "sort", "rank desc, 数量", "1:12: no column 数量 in " },
    { SY_TEMPLATE_PART_TABLE, "sort", "desc", "1:1: no column desc" },
    { SY_TEMPLATE_PART_CHART, "bars", "share count", NULL },
    { SY_TEMPLATE_PART_CHART, "bars", "share cuont", "1:7: no column cuont in " },
    { SY_TEMPLATE_PART_CHART, "bars", "share desc", "1:7: no column desc" },
    { SY_TEMPLATE_PART_CHART, "type", "pareto", NULL },
  };
  SyTemplate *template = sy_catalogue_find_template (fixture->catalogue, "check-sheet", NULL);
  g_autoptr (GPtrArray) parts = NULL;

  g_assert_true (sy_workbook_set_template (fixture->workbook, template, NULL));
  parts = sy_method_part_list (fixture->workbook);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SyMethodPart *part = find_part (parts, cases[i].kind, "tally_pareto", cases[i].attribute);
      g_autoptr (GError) error = NULL;
      gboolean good =
          sy_method_part_check (part, sy_workbook_get_model (fixture->workbook, NULL), cases[i].text, &error);

      g_assert_cmpint (good, ==, cases[i].says == NULL);
      if (error && !g_str_has_prefix (error->message, cases[i].says))
        g_error ("“%s” should begin with “%s”", error->message, cases[i].says);
      g_assert_nonnull (sy_method_part_get_hint (part));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/method-part/rows-and-charts", Fixture, NULL, fixture_set_up, test_rows_and_charts,
              fixture_tear_down);
  g_test_add ("/method-part/names-are-checked", Fixture, NULL, fixture_set_up, test_names_are_checked,
              fixture_tear_down);
  return g_test_run ();
}
