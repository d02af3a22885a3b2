/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Worksheets in a document: several of a kind, rows that are checked cell by cell, undo, restart. */
#include "config.h"

#include <string.h>

#include "sy-worksheet.h"
#include "workbook-fixture.h"

/* clang-format off */
static const char kind_xml[] =
  "<?xml version='1.0' encoding='UTF-8'?>\n"
  "<worksheet id='choice' subject='strategy' level='strategy' line='sales goods'>\n"
  "  <title>Choice</title><title xml:lang='zh_CN'>选择</title>\n"
  "  <word id='choice_pro'><title>For</title><title xml:lang='zh_CN'>赞成</title></word>\n"
  "  <word id='choice_con'><title>Against</title><title xml:lang='zh_CN'>反对</title></word>\n"
  "  <parameter id='choice_limit' type='number' default='1'><title>Limit</title></parameter>\n"
  "  <table id='choice_items' rows='INPUT' area='custom'>\n"
  "    <title>Reasons</title>\n"
  "    <column id='side' type='text' choices='choice_pro choice_con'><title>Side</title></column>\n"
  "    <column id='text' type='text' lines='yes' link='yes'><title>Reason</title></column>\n"
  "    <column id='weight' minimum='0' maximum='5'><title>Weight</title></column>\n"
  "    <column id='points' formula='IF([@side]=choice_pro,1,-1)*[@weight]'><title>Points</title></column>\n"
  "  </table>\n"
  "  <table id='choice_steps' rows='INPUT' area='custom' fixed='yes'>\n"
  "    <title>Steps</title>\n"
  "    <column id='step' type='text' readonly='yes'><title>Step</title></column>\n"
  "    <column id='done' unit='percent' minimum='0' maximum='1'><title>Done</title></column>\n"
  "    <row><text>Ask</text><text xml:lang='zh_CN'>问</text></row>\n"
  "    <row><text>Decide|0.5</text><text xml:lang='zh_CN'>定|0.5</text></row>\n"
  "  </table>\n"
  "  <value id='choice_net' formula='SUM(choice_items[points])' unit='number'><title>Net</title></value>\n"
  "  <value id='choice_done' formula='SUM(choice_steps[done])/ROWS(choice_steps[step])' unit='percent'><title>Done</title></value>\n"
  "  <value id='choice_verdict' formula='IF(choice_net&gt;choice_limit,\"choice_net is high\",\"low\")'><title>Verdict</title></value>\n"
  "  <note about='choice_items'>Net {choice_net}.</note>\n"
  "</worksheet>\n";
/* clang-format on */

static GPtrArray *
make_rows (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, ";", -1);
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (char **line = lines; *line; line++)
    g_ptr_array_add (rows, g_strsplit (*line, "|", -1));
  return rows;
}

static void
type (SyWorkbook *workbook, const char *table, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = make_rows (text);

  sy_workbook_set_input_rows (workbook, table, rows, &error);
  g_assert_no_error (error);
}

static const char *
add (Fixture *f, const char *kind, const char *title)
{
  g_autoptr (GError) error = NULL;
  const char *id = sy_workbook_add_worksheet (f->workbook, kind, title, &error);

  g_assert_no_error (error);
  return id;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture_set_up (f, data);
  g_assert_cmpstr (sy_workbook_keep_worksheet_kind (f->workbook, kind_xml, &error), ==, "choice");
  g_assert_no_error (error);
}

/* --- rows that are refused --- */

typedef struct
{
  const char *name, *table, *rows, *says;
} BadRows;

static const BadRows bad_rows[] = {
  { "choice", "choice_items", "For|a|1;Both|b|1",
    "Row 2: “Both” can’t stand in “Side”; choose one of “For”, “Against”" },
  { "maximum", "choice_items", "For|a|1;;For|b|5.5", "Row 3: “Weight” must be from 0 to 5, not 5.5" },
  { "minimum", "choice_items", "For|a|-1", "Row 1: “Weight” must be from 0 to 5" },
  { "number", "choice_items", "For|a|many", "Row 1: “many” is no number for “Weight”" },
  { "cells", "choice_items", "For|a|1||x", "Row 1 has more than 4 cells" },
  { "more-rows", "choice_steps", "|1;|1;|1", "The rows of “Steps” are given: it has 2, not 3" },
  { "fewer-rows", "choice_steps", "|1", "it has 2, not 1" },
  { "read-only", "choice_steps", "Ask|1;Wait|1", "Row 2: “Step” can’t be changed, it is “Decide” here" },
  { "percent", "choice_steps", "Ask|150%;Decide|1", "Row 1: “Done” must be from 0% to 100%" },
  { "circle", "choice_items", "For|a|=choice_net",
    "Row 1, “Weight”: “=choice_net” can’t stand here: it goes in a circle: it reads Net → Reasons" },
  { "circle-own", "choice_items", "For|a|=SUM(choice_items[weight])", "it reads Reasons, and" },
  { "no-name", "choice_items", "For|a|1;For|b|=choice_nett", "Row 2, “Weight”: " },
  { "syntax", "choice_items", "For|a|=1+", "Row 1, “Weight”: " },
  { "no-chart", "choice_items", "For|chart:none|1", "Row 1, “Reason”: There is no chart “none”" },
};

static void
test_bad (Fixture *f, gconstpointer data)
{
  const BadRows *c = data;
  g_autoptr (GPtrArray) rows = make_rows (c->rows);
  g_autoptr (GError) error = NULL;

  add (f, "choice", NULL);
  g_assert_false (sy_workbook_set_input_rows (f->workbook, c->table, rows, &error));
  g_assert_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_INPUT);
  if (!strstr (error->message, c->says))
    g_error ("%s", error->message);
  g_assert_false (sy_workbook_get_input_rows (f->workbook, "choice_items") != NULL);
}

static void
test_without_template (Fixture *f, gconstpointer data)
{
  SyWorksheet *worksheet;

  g_assert_cmpstr (add (f, "choice", NULL), ==, "choice");
  worksheet = sy_workbook_find_worksheet (f->workbook, "choice");
  g_assert_cmpstr (worksheet->title, ==, "Choice");
  g_assert_cmpstr (worksheet->level, ==, "strategy");
  g_assert_cmpstr (worksheet->line, ==, "sales goods");
  g_assert_null (worksheet->problem);
  type (f->workbook, "choice_items", "For|cheap|3;赞成|near|2;choice_con|old|1.5");
  g_assert_cmpfloat (fixture_value (f->workbook, "choice_net"), ==, 3.5);
  g_assert_cmpfloat (fixture_value (f->workbook, "choice_done"), ==, 0.25);
  g_assert_true (sy_workbook_find_worksheet_of (f->workbook, "choice_net")
                 == sy_workbook_find_worksheet (f->workbook, "choice"));
  g_assert_null (sy_workbook_find_worksheet_of (f->workbook, "sales"));
}

static void
test_several (Fixture *f, gconstpointer data)
{
  add (f, "choice", NULL);
  g_assert_cmpstr (add (f, "choice", NULL), ==, "choice2");
  g_assert_cmpstr (sy_workbook_find_worksheet (f->workbook, "choice2")->title, ==, "Choice 2");
  type (f->workbook, "choice_items", "For|a|3");
  type (f->workbook, "choice2_items", "choice_pro|a|2;Against|b|5");
  g_assert_cmpfloat (fixture_value (f->workbook, "choice_net"), ==, 3);
  g_assert_cmpfloat (fixture_value (f->workbook, "choice2_net"), ==, -3);
}

static void
test_undo (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *redone = NULL;
  g_autofree char *again = NULL;

  add (f, "choice", "Bike?");
  type (f->workbook, "choice_items", "For|a|3");
  g_assert_true (sy_workbook_remove_worksheet (f->workbook, "choice", &error));
  g_assert_null (sy_workbook_find_worksheet (f->workbook, "choice"));
  g_assert_null (sy_workbook_get_input_rows (f->workbook, "choice_items"));
  undone = sy_workbook_undo (f->workbook, &error);
  g_assert_cmpstr (undone, ==, "Worksheet “Bike?” removed");
  g_assert_cmpfloat (fixture_value (f->workbook, "choice_net"), ==, 3);
  redone = sy_workbook_redo (f->workbook, &error);
  g_assert_cmpstr (redone, ==, "Worksheet “Bike?” removed");
  g_assert_cmpuint (sy_workbook_get_worksheets (f->workbook)->len, ==, 0);
  again = sy_workbook_undo (f->workbook, &error);
  g_assert_cmpuint (sy_workbook_get_worksheets (f->workbook)->len, ==, 1);
}

/* --- links --- */

static char *
show (Fixture *f, const char *text, char **problem)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEvaluation) evaluation = sy_workbook_evaluate (f->workbook, &error);
  char *shown;

  g_assert_no_error (error);
  shown = sy_evaluation_format_link (evaluation, text, problem, NULL, &error);
  g_assert_no_error (error);
  return shown;
}

static void
test_links (Fixture *f, gconstpointer data)
{
  g_autofree char *cell = NULL;
  g_autofree char *weight = NULL;
  g_autofree char *share = NULL;
  g_autofree char *later = NULL;
  g_autofree char *lost = NULL;
  g_autofree char *why = NULL;
  g_autofree char *gone = NULL;
  g_autoptr (GError) error = NULL;

  fixture_fill (f);
  add (f, "choice", NULL);
  type (f->workbook, "choice_items",
        "For|=completion|2;Against|=INDEX(products[share],1)|=ROUND(completion*2,1);For|1 = 1|1");
  /* 95 of 100 */
  cell = fixture_cell (f->workbook, "choice_items", "text", 1);
  g_assert_cmpstr (cell, ==, "95.0%");
  weight = fixture_cell (f->workbook, "choice_items", "weight", 2);
  g_assert_cmpfloat (g_ascii_strtod (weight, NULL), ==, 1.9);
  g_assert_cmpfloat_with_epsilon (fixture_value (f->workbook, "choice_net"), 1.1, 1e-12);
  share = show (f, "=INDEX(products[share],1)", NULL);
  g_assert_cmpstr (share, ==, "78.9%");
  g_assert_true (sy_workbook_set_parameter (f->workbook, "target", "50", &error));
  later = fixture_cell (f->workbook, "choice_items", "text", 1);
  g_assert_cmpstr (later, ==, "190.0%");
  g_assert_cmpfloat_with_epsilon (fixture_value (f->workbook, "choice_net"), -0.8, 1e-12);
  /* Without its target a link is a dash, and what was typed stays. */
  g_assert_true (sy_workbook_set_template (f->workbook, NULL, &error));
  lost = fixture_cell (f->workbook, "choice_items", "text", 1);
  g_assert_cmpstr (lost, ==, "—");
  g_assert_cmpfloat (fixture_value (f->workbook, "choice_net"), ==, 3);
  gone = show (f, "=completion", &why);
  g_assert_cmpstr (gone, ==, "—");
  g_assert_nonnull (strstr (why, "completion"));
  type (f->workbook, "choice_items",
        "For|=completion|4;Against|=INDEX(products[share],1)|=ROUND(completion*2,1);For|1 = 1|1");
  g_assert_cmpfloat (fixture_value (f->workbook, "choice_net"), ==, 5);
}

/* Two worksheets that point at each other: the second link is refused; when undo brings a circle about, one
 * of the two is a dash. */
static void
test_circle (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) back = make_rows ("For|a|=choice2_net");
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEvaluation) evaluation = NULL;
  const SyLink *link;

  add (f, "choice", NULL);
  add (f, "choice", NULL);
  type (f->workbook, "choice2_items", "For|a|2;For|b|1");
  type (f->workbook, "choice_items", "For|a|=choice2_net");
  g_assert_cmpfloat (fixture_value (f->workbook, "choice_net"), ==, 3);
  g_clear_pointer (&back, g_ptr_array_unref);
  back = make_rows ("For|a|=choice_net");
  g_assert_false (sy_workbook_set_input_rows (f->workbook, "choice2_items", back, &error));
  g_assert_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_INPUT);
  g_assert_nonnull (strstr (error->message, "Net → Reasons → Net → Reasons"));
  g_clear_error (&error);
  evaluation = sy_workbook_evaluate (f->workbook, &error);
  link = sy_evaluation_find_link (evaluation, "choice_items", 0, 2, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (link->kind, ==, SY_LINK_FORMULA);
  g_assert_cmpstr (link->target, ==, "choice2_net");
  g_assert_nonnull (link->bound);
  g_assert_null (link->problem);
  g_assert_cmpint (link->unit, ==, SY_UNIT_NUMBER);
  g_assert_cmpstr (link->text, ==, "3");
  g_assert_null (sy_evaluation_find_link (evaluation, "choice_items", 0, 1, NULL, &error));
  g_assert_no_error (error);
}

/* What was right when it was typed closes a circle with another kind of the same id. */
static void
test_later_circle (Fixture *f, gconstpointer data)
{
  g_autoptr (GString) other = g_string_new (kind_xml);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEvaluation) evaluation = NULL;
  const SyLink *link;

  add (f, "choice", NULL);
  type (f->workbook, "choice_steps", "|=MIN(1,choice_net);|");
  type (f->workbook, "choice_items", "For|a|0.5");
  g_assert_cmpfloat (fixture_value (f->workbook, "choice_done"), ==, 0.25);
  g_string_replace (other, "SUM(choice_items[points])", "SUM(choice_items[points])+choice_done", 1);
  g_assert_nonnull (sy_workbook_keep_worksheet_kind (f->workbook, other->str, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (fixture_value (f->workbook, "choice_done"), ==, 0);
  evaluation = sy_workbook_evaluate (f->workbook, &error);
  link = sy_evaluation_find_link (evaluation, "choice_steps", 0, 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (link->text, ==, "—");
  g_assert_nonnull (strstr (link->problem, "circle"));
}

static void
test_explain (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autoptr (SyExplanation) linked = NULL;
  g_autoptr (SyExplanation) typed = NULL;
  g_autoptr (SyExplanation) computed = NULL;
  g_autoptr (SyRowsBehind) rows = NULL;

  fixture_fill (f);
  add (f, "choice", NULL);
  type (f->workbook, "choice_items", "For|=total|=total/50;For|b|2");
  evaluation = sy_workbook_evaluate (f->workbook, &error);
  linked = sy_explanation_new_cell (evaluation, "choice_items", "weight", 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sy_explanation_get_formula (linked), ==, "=total/50");
  g_assert_cmpstr (sy_explanation_get_result (linked), ==, "1.9");
  g_assert_cmpstr (sy_explanation_get_numbers (linked), ==, "95.00 ÷ 50");
  g_assert_cmpstr (((SyOperand *) sy_explanation_get_operands (linked)->pdata[0])->name, ==, "total");
  typed = sy_explanation_new_cell (evaluation, "choice_items", "weight", 2, NULL, &error);
  g_assert_cmpstr (sy_explanation_get_words (typed), ==, "typed by hand");
  computed = sy_explanation_new_cell (evaluation, "choice_items", "points", 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sy_explanation_get_result (computed), ==, "1.9");
  rows = sy_explanation_read_rows (linked, 0, 10, NULL, &error);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, fixture_tear_down)
  ADD ("/worksheet/without-template", test_without_template);
  ADD ("/worksheet/several", test_several);
  ADD ("/worksheet/undo", test_undo);
  ADD ("/worksheet/links", test_links);
  ADD ("/worksheet/links/circle", test_circle);
  ADD ("/worksheet/links/later-circle", test_later_circle);
  ADD ("/worksheet/links/explain", test_explain);
  for (guint i = 0; i < G_N_ELEMENTS (bad_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/worksheet/bad/", bad_rows[i].name, NULL);
      g_test_add (path, Fixture, &bad_rows[i], set_up, test_bad, fixture_tear_down);
    }
  return g_test_run ();
}
