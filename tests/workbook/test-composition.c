/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report put together by hand is kept with the document, word for word, and can be undone. */
#include "config.h"

#include "sy-composition.h"
#include "workbook-fixture.h"

static GPtrArray *
make_items (void)
{
  GPtrArray *items = sy_composition_new ();
  SyReportItem *cards = sy_composition_add (items, SY_REPORT_CARDS, NULL);

  cards->cards = g_strsplit ("total best;day", " ", -1);
  sy_composition_add (items, SY_REPORT_HEADING, "Sales of {month}\n第二行 = [1]");
  sy_composition_add (items, SY_REPORT_TABLE, "daily")->rows = 7;
  sy_composition_add (items, SY_REPORT_NOTE, "  spaces, ; and 🙂 ")->note->when = g_strdup ("total>\"1\"");
  sy_composition_add (items, SY_REPORT_CHART, "curve");
  return items;
}

static void
assert_same (GPtrArray *items)
{
  const SyReportItem *cards, *heading, *table, *note, *chart;

  g_assert_cmpuint (items->len, ==, 5);
  cards = items->pdata[0];
  heading = items->pdata[1];
  table = items->pdata[2];
  note = items->pdata[3];
  chart = items->pdata[4];
  g_assert_cmpint (cards->kind, ==, SY_REPORT_CARDS);
  g_assert_cmpstr (cards->cards[0], ==, "total");
  g_assert_cmpstr (cards->cards[1], ==, "best;day");
  g_assert_null (cards->cards[2]);
  g_assert_cmpint (heading->kind, ==, SY_REPORT_HEADING);
  g_assert_cmpstr (heading->text, ==, "Sales of {month}\n第二行 = [1]");
  g_assert_cmpint (table->kind, ==, SY_REPORT_TABLE);
  g_assert_cmpuint (table->rows, ==, 7);
  g_assert_cmpint (note->kind, ==, SY_REPORT_NOTE);
  g_assert_cmpstr (note->note->text, ==, "  spaces, ; and 🙂 ");
  g_assert_cmpstr (note->note->when, ==, "total>\"1\"");
  g_assert_cmpint (chart->kind, ==, SY_REPORT_CHART);
  g_assert_cmpstr (chart->text, ==, "curve");
}

static void
test_text_and_back (void)
{
  g_autoptr (GPtrArray) items = make_items ();
  g_autofree char *text = sy_composition_to_text (items);
  g_autoptr (GPtrArray) again = sy_composition_new_from_text (text);

  assert_same (again);
}

static void
test_damage_is_left_out (void)
{
  static const char *const texts[] = { "", "no key file", "[1]\nkind=chart\n", "[1]\nkind=dance\ntext=x\n",
                                       "[report]\nitems=99999999\n" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GPtrArray) items = sy_composition_new_from_text (texts[i]);

      g_assert_cmpuint (items->len, ==, 0);
    }
}

static void
test_kept_and_undone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) items = make_items ();
  g_autoptr (GPtrArray) kept = NULL, standard = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *undone = NULL;

  fixture_fill (fixture);
  g_assert_false (sy_composition_is_own (fixture->workbook));
  sy_composition_keep (fixture->workbook, items);
  g_assert_true (sy_composition_is_own (fixture->workbook));
  kept = sy_composition_list (fixture->workbook);
  assert_same (kept);
  undone = sy_workbook_undo (fixture->workbook, &error);
  g_assert_no_error (error);
  g_assert_false (sy_composition_is_own (fixture->workbook));
  standard = sy_composition_list (fixture->workbook);
  g_assert_cmpuint (standard->len, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/composition/text-and-back", test_text_and_back);
  g_test_add_func ("/composition/damage", test_damage_is_left_out);
  g_test_add ("/composition/kept-and-undone", Fixture, NULL, fixture_set_up, test_kept_and_undone,
              fixture_tear_down);
  return g_test_run ();
}
