/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A formula of the template is changed: the column is computed by it, undo brings the old one back, and the
 * document keeps the new one by itself. */
#include "config.h"

#include "sy-template-reader.h"
#include "sy-template-text.h"
#include "workbook-fixture.h"

static char *
change (const char *text, SyTemplatePart part, const char *id, const char *column, const char *formula)
{
  g_autoptr (GError) error = NULL;
  char *changed = sy_template_text_set_formula (text, part, id, column, "formula", formula, &error);

  g_assert_no_error (error);
  return changed;
}

static void
assert_cell (SyWorkbook *workbook, const char *table, const char *column, gint64 row, double expected)
{
  g_autofree char *text = fixture_cell (workbook, table, column, row);

  g_assert_cmpfloat_with_epsilon (g_ascii_strtod (text, NULL), expected, 1e-9);
}

static double
cell (SyWorkbook *workbook, const char *table, const char *column, gint64 row)
{
  g_autofree char *text = fixture_cell (workbook, table, column, row);

  return g_ascii_strtod (text, NULL);
}

/* Twice the amount is twice the amount. */
static void
test_applied_and_undone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *own = sy_template_text_set_head (fixture_template_xml, "small-own", NULL);
  g_autofree char *text = NULL;
  double amount;

  fixture_fill (fixture);
  amount = cell (fixture->workbook, "products", "amount", 1);
  text = change (own, SY_TEMPLATE_PART_COLUMN, "products", "amount",
                 "2*ROUND(SUMIFS(sales[amount],sales[product],[@product]),4)");
  sy_workbook_set_own_template (fixture->workbook, text, &error);
  g_assert_no_error (error);
  assert_cell (fixture->workbook, "products", "amount", 1, 2 * amount);
  g_assert_cmpstr (sy_template_get_title (sy_workbook_get_template (fixture->workbook)), ==, "Small (own)");
  g_free (sy_workbook_undo (fixture->workbook, &error));
  g_assert_no_error (error);
  assert_cell (fixture->workbook, "products", "amount", 1, amount);
  g_assert_cmpstr (sy_template_get_id (sy_workbook_get_template (fixture->workbook)), ==, "small");
  g_free (sy_workbook_redo (fixture->workbook, &error));
  g_assert_no_error (error);
  assert_cell (fixture->workbook, "products", "amount", 1, 2 * amount);
}

/* A circle, a name that is not there, XML that is none: nothing changes. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  static const char *const formulas[] = { "[@share]*2", "[@nothing]", "SUM(nothing[x])" };
  g_autoptr (GError) error = NULL;
  SyTemplate *before;

  fixture_fill (fixture);
  before = sy_workbook_get_template (fixture->workbook);
  for (guint i = 0; i < G_N_ELEMENTS (formulas); i++)
    {
      g_autofree char *text =
          change (fixture_template_xml, SY_TEMPLATE_PART_COLUMN, "products", "amount", formulas[i]);

      g_assert_false (sy_workbook_set_own_template (fixture->workbook, text, &error));
      g_assert_nonnull (error);
      g_clear_error (&error);
    }
  g_assert_false (sy_workbook_set_own_template (fixture->workbook,
                                                "<template id='x'>\n  <tabel id='a'/></template>", &error));
  g_assert_error (error, SY_TEMPLATE_ERROR, SY_TEMPLATE_ERROR_SYNTAX);
  g_assert_true (g_str_has_prefix (error->message, "template.xml:2:3: "));
  g_assert_true (sy_workbook_get_template (fixture->workbook) == before);
}

static void
test_reopened (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "own.steelyard", NULL);
  g_autofree char *text =
      change (fixture_template_xml, SY_TEMPLATE_PART_VALUE, "completion", NULL, "7*total/target");
  g_autoptr (GError) error = NULL;
  g_autoptr (SyDocument) document = sy_document_create (path, fixture->catalogue, &error);
  double expected;

  g_assert_no_error (error);
  g_set_object (&fixture->workbook, sy_document_get_workbook (document));
  fixture_fill (fixture);
  expected = 7 * fixture_value (fixture->workbook, "completion");
  sy_workbook_set_own_template (fixture->workbook, text, &error);
  g_assert_no_error (error);
  g_clear_object (&fixture->workbook);
  sy_document_close (document, &error);
  g_assert_no_error (error);
  g_clear_object (&document);

  document = sy_document_open (path, fixture->catalogue, &error);
  g_assert_no_error (error);
  g_set_object (&fixture->workbook, sy_document_get_workbook (document));
  g_assert_cmpfloat_with_epsilon (fixture_value (fixture->workbook, "completion"), expected, 1e-9);
  g_free (sy_workbook_undo (fixture->workbook, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat_with_epsilon (fixture_value (fixture->workbook, "completion"), expected / 7, 1e-9);
  g_clear_object (&fixture->workbook);
  sy_document_close (document, &error);
  g_assert_no_error (error);
}

/* What a used template has can be changed too: the copy stands in its place, and all that reads it follows.
 */
static void
test_part_of_a_used_template (Fixture *fixture, gconstpointer data)
{
  static const char *const above = "<template id='above' uses='small'><title>Above</title>\n"
                                   "  <value id='half' formula='completion/2'/>\n</template>";
  g_autoptr (GError) error = NULL;
  g_autofree char *taken = sy_template_text_take_part (above, fixture_template_xml, SY_TEMPLATE_PART_VALUE,
                                                       "completion", NULL, &error);
  g_autofree char *table = sy_template_text_take_part (taken, fixture_template_xml, SY_TEMPLATE_PART_COLUMN,
                                                       "days", "amount", &error);
  g_autofree char *changed = NULL, *text = NULL;
  double half, day;

  fixture_fill (fixture);
  sy_workbook_set_own_template (fixture->workbook, above, &error);
  g_assert_no_error (error);
  half = fixture_value (fixture->workbook, "half");
  day = cell (fixture->workbook, "days", "amount", 1);
  changed = change (table, SY_TEMPLATE_PART_VALUE, "completion", NULL, "3*total/target");
  text = change (changed, SY_TEMPLATE_PART_COLUMN, "days", "amount",
                 "5*ROUND(SUMIFS(sales[amount],sales[date],[@date]),4)");
  sy_workbook_set_own_template (fixture->workbook, text, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat_with_epsilon (fixture_value (fixture->workbook, "half"), 3 * half, 1e-9);
  assert_cell (fixture->workbook, "days", "amount", 1, 5 * day);
  assert_cell (fixture->workbook, "days", "running", 1, 5 * day);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                                  \
  g_test_add ("/own-template/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("applied-and-undone", test_applied_and_undone);
  ADD ("refused", test_refused);
  ADD ("reopened", test_reopened);
  ADD ("part-of-a-used-template", test_part_of_a_used_template);
  return g_test_run ();
}
