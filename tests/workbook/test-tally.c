/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clicks are counted one by one, taken back by undo, and the totals of the check sheet and of its charts are
 * what was clicked. */
#include "config.h"

#include "sy-tally.h"
#include "workbook-fixture.h"

static const SyTemplateTable *
find_table (Fixture *fixture, const char *id)
{
  GPtrArray *tables = sy_workbook_list_tables (fixture->workbook);

  for (guint i = 0; i < tables->len; i++)
    if (g_str_equal (((SyWorkbookTable *) tables->pdata[i])->definition->id, id))
      return ((SyWorkbookTable *) tables->pdata[i])->definition;
  g_assert_not_reached ();
}

static const SyTemplateTable *
open_sheet (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  SyTemplate *template = sy_catalogue_find_template (fixture->catalogue, "check-sheet", &error);

  g_assert_no_error (error);
  g_assert_true (sy_workbook_set_template (fixture->workbook, template, &error));
  return find_table (fixture, "tally");
}

static char *
format (Fixture *fixture, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEvaluation) evaluation = sy_workbook_evaluate (fixture->workbook, &error);
  char *text = sy_evaluation_format_value (evaluation, name, NULL, &error);

  g_assert_no_error (error);
  return text;
}

static void
click (Fixture *fixture, const char *item, const char *period, gint64 step, guint n)
{
  const SyTemplateTable *tally = find_table (fixture, "tally");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_assert_true (sy_tally_add (fixture->workbook, tally, item, period, step, &error));
      g_assert_no_error (error);
    }
}

static void
test_clicks (Fixture *fixture, gconstpointer data)
{
  const SyTemplateTable *tally = open_sheet (fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *total = NULL, *undone = NULL, *after = NULL, *cleared = NULL;

  g_assert_true (sy_tally_is_one (tally));
  g_assert_false (sy_tally_is_one (find_table (fixture, "tally_checked")));
  g_assert_cmpint (sy_tally_count (fixture->workbook, tally, NULL, NULL), ==, 15); /* the sample */
  click (fixture, "Damaged", "Day 3", 1, 4);
  click (fixture, "Torn", "Day 4", 1, 2);
  click (fixture, "Torn", "Day 4", -1, 3); /* never below 0 */
  g_assert_cmpint (sy_tally_count (fixture->workbook, tally, "damaged", NULL), ==, 7);
  g_assert_cmpint (sy_tally_count (fixture->workbook, tally, "Damaged", "Day 3"), ==, 6);
  g_assert_cmpint (sy_tally_count (fixture->workbook, tally, "Torn", NULL), ==, 0);
  g_autoptr (GPtrArray) items = sy_tally_list_items (fixture->workbook, tally);
  g_autoptr (GPtrArray) periods = sy_tally_list_periods (fixture->workbook, tally);
  g_assert_cmpuint (items->len, ==, 3);
  g_assert_cmpuint (periods->len, ==, 4);
  total = format (fixture, "tally_total");
  g_assert_cmpstr (total, ==, "19");
  undone = sy_workbook_undo (fixture->workbook, &error);
  g_assert_no_error (error);
  after = format (fixture, "tally_total");
  g_assert_cmpstr (after, ==, "20");
  g_assert_false (sy_tally_add (fixture->workbook, tally, "", "Day 1", 1, &error));
  g_assert_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_INPUT);
  g_clear_error (&error);
  g_assert_true (sy_tally_clear (fixture->workbook, tally, &error));
  cleared = format (fixture, "tally_total");
  g_assert_cmpstr (cleared, ==, "0");
}

/* The p chart of the specification, counted click by click: mean .077, the fourth period beyond .13219. */
static void
test_p_chart (Fixture *fixture, gconstpointer data)
{
  static const guint counts[] = { 12, 9, 15, 30, 11 };
  static const char *const sizes[] = { "200", "180", "220", "210", "190" };
  const SyTemplateTable *tally = open_sheet (fixture);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *out = NULL, *share = NULL, *upper = NULL, *total = NULL;

  g_assert_true (sy_workbook_set_input_rows (fixture->workbook, tally->id, none, &error));
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autofree char *period = g_strdup_printf ("Week %u", i + 1);
      const char *row[] = { period, sizes[i], NULL };

      click (fixture, "Damaged", period, 1, counts[i] - 2);
      click (fixture, "Torn", period, 1, 2);
      g_ptr_array_add (rows, g_strdupv ((char **) row));
    }
  g_assert_true (sy_workbook_set_input_rows (fixture->workbook, "tally_checked", rows, &error));
  g_assert_no_error (error);
  out = format (fixture, "periods_out");
  g_assert_cmpstr (out, ==, "1");
  share = format (fixture, "tally_share");
  g_assert_cmpstr (share, ==, "7.7%");
  total = format (fixture, "tally_total");
  g_assert_cmpstr (total, ==, "77");
  upper = fixture_cell (fixture->workbook, "tally_p", "upper", 4);
  g_assert_cmpfloat_with_epsilon (g_ascii_strtod (upper, NULL), .13219, 5e-6);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/tally/clicks", Fixture, NULL, fixture_set_up, test_clicks, fixture_tear_down);
  g_test_add ("/tally/p-chart", Fixture, NULL, fixture_set_up, test_p_chart, fixture_tear_down);
  return g_test_run ();
}
