/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Worksheets in a document: several of a kind, rows that are checked cell by cell, undo, restart. */
#include "config.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sy-worksheet.h"
#include "sy-input.h"
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
  add (f, "choice", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (bad_rows); i++)
    {
      const BadRows *c = &bad_rows[i];
      g_autoptr (GPtrArray) rows = make_rows (c->rows);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", c->name);
      g_assert_false (sy_workbook_set_input_rows (f->workbook, c->table, rows, &error));
      g_assert_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_INPUT);
      if (!strstr (error->message, c->says))
        g_error ("%s: %s", c->name, error->message);
      g_assert_null (sy_workbook_get_input_rows (f->workbook, "choice_items"));
    }
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

/* In the type of its column; what can't be is blank, with a reason. */
static void
test_types (Fixture *f, gconstpointer data)
{
  static const char xml[] =
      "<worksheet id='d' subject='plan'><table id='d_t' rows='INPUT'>"
      "<column id='day' unit='date'/><column id='month' unit='month'/>"
      "<column id='yes' unit='bool'/><column id='n'/>"
      "<column id='text' type='text' link='yes'/></table>"
      "<chart id='d_c' type='line' table='d_t' x='day' line='n'><title>Curve</title></chart>"
      "</worksheet>";
  static const struct
  {
    const char *column, *text, *shows, *problem;
  } links[] = {
    { "day", "=MAX(sales[date])", "2024-01-05", NULL },
    { "day", "=DATE(2024,1,1)+30", "2024-01-31", NULL },
    { "day", "=LEFT(\"2024\",2)", "", "no date" },
    { "day", "=1=1", "", "no date" },
    { "month", "=MAX(sales[date])", "2024-01-01", NULL },
    { "yes", "=total>90", "true", NULL },
    { "yes", "=LEFT(\"yes\",1)", "", "is a text" },
    { "n", "=total/50", "1.9", NULL },
    { "n", "=MAX(sales[date])", "", "is a date" },
    { "n", "=1/0", "", "no value" },
    { "n", "chart:d_c", "", "takes numbers" },
    { "text", "=MAX(sales[date])", "2024-01-05", NULL },
    { "text", "=total", "95.00", NULL },
    { "text", "=best_rate", "0.0%", NULL },
    { "text", "=1/0", "—", "no value" },
    { "text", "= INDEX(products[amount],2)", "20.00", NULL },
    { "text", "chart:d_c", "Curve", NULL },
    { "text", "'=1", "'=1", NULL },
    { "text", "=", "=", NULL },
  };
  static const char *const columns[] = { "day", "month", "yes", "n", "text" };
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  fixture_fill (f);
  g_assert_nonnull (sy_workbook_keep_worksheet_kind (f->workbook, xml, &error));
  g_assert_no_error (error);
  add (f, "d", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    {
      char **row = g_new0 (char *, G_N_ELEMENTS (columns) + 1);

      for (guint j = 0; j < G_N_ELEMENTS (columns); j++)
        row[j] = g_strdup (g_str_equal (columns[j], links[i].column) ? links[i].text : "");
      g_ptr_array_add (rows, row);
    }
  g_assert_true (sy_workbook_set_input_rows (f->workbook, "d_t", rows, &error));
  g_assert_no_error (error);
  evaluation = sy_workbook_evaluate (f->workbook, &error);
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    {
      g_autofree char *cell = fixture_cell (f->workbook, "d_t", links[i].column, i + 1);
      guint column = 0;
      const SyLink *link;

      while (!g_str_equal (columns[column], links[i].column))
        column++;
      g_test_message ("%s", links[i].text);
      g_assert_cmpstr (cell ? cell : "", ==, links[i].shows);
      link = sy_evaluation_find_link (evaluation, "d_t", i, column, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (link != NULL && link->problem != NULL, ==, links[i].problem != NULL);
      if (links[i].problem && !strstr (link->problem, links[i].problem))
        g_error ("%s", link->problem);
    }
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

/* --- texts kept whole, restart, languages --- */

static SyDocument *
open_in (Fixture *f, const char *path, gboolean create)
{
  g_autoptr (GError) error = NULL;
  SyDocument *document = create ? sy_document_create (path, f->catalogue, &error)
                                : sy_document_open (path, f->catalogue, &error);

  g_assert_no_error (error);
  g_set_object (&f->workbook, sy_document_get_workbook (document));
  return document;
}

static void
close_in (Fixture *f, SyDocument **document)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&f->workbook);
  sy_document_close (*document, &error);
  g_assert_no_error (error);
  g_clear_object (document);
}

/* Line breaks, marks of direction, emoji of several code points, what looks like markup or SQL, and length.
 */
static char *
make_text (void)
{
  GString *text = g_string_new (
      "第一行\n\nשלום \u202Eabc\u202C \u200Fالعربية 👨‍👩‍👧‍👦🇨🇳\t'; DROP "
      "TABLE "
      "x; -- "
      "{choice_net} =1+1 | \"quoted\" <b>&amp;</b> \\n\n");

  while (g_utf8_strlen (text->str, -1) < 10000)
    g_string_append (text, "长文本🙂");
  return g_string_free (text, FALSE);
}

static void
test_restart (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->folder, "d.steelyard", NULL);
  g_autofree char *text = make_text ();
  g_autofree char *shown = NULL;
  g_autofree char *undone = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SyDocument) document = open_in (f, path, TRUE);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  const char *const row[] = { "For", text, "3", NULL };
  SyWorksheet *worksheet;
  GPtrArray *kept;

  g_assert_nonnull (sy_workbook_keep_worksheet_kind (f->workbook, kind_xml, &error));
  add (f, "choice", "A = “b”; [c]\\n 🙂");
  add (f, "choice", NULL);
  g_ptr_array_add (rows, g_strdupv ((char **) row));
  g_assert_true (sy_workbook_set_input_rows (f->workbook, "choice2_items", rows, &error));
  g_assert_true (sy_workbook_set_worksheet (f->workbook, "choice2", "Second", "", "goods", &error));
  g_assert_true (sy_workbook_move_worksheet (f->workbook, "choice2", 0, &error));
  close_in (f, &document);
  document = open_in (f, path, FALSE);
  worksheet = sy_workbook_get_worksheets (f->workbook)->pdata[0];
  g_assert_cmpstr (worksheet->id, ==, "choice2");
  g_assert_cmpstr (worksheet->title, ==, "Second");
  g_assert_cmpstr (worksheet->level, ==, "");
  g_assert_cmpstr (worksheet->line, ==, "goods");
  g_assert_null (worksheet->problem);
  worksheet = sy_workbook_get_worksheets (f->workbook)->pdata[1];
  g_assert_cmpstr (worksheet->title, ==, "A = “b”; [c]\\n 🙂");
  kept = sy_workbook_get_input_rows (f->workbook, "choice2_items");
  g_assert_cmpstr (((char **) kept->pdata[0])[0], ==, "choice_pro");
  g_assert_cmpstr (((char **) kept->pdata[0])[1], ==, text);
  shown = fixture_cell (f->workbook, "choice2_items", "text", 1);
  g_assert_cmpstr (shown, ==, text);
  g_assert_cmpfloat (fixture_value (f->workbook, "choice2_net"), ==, 3);
  undone = sy_workbook_undo (f->workbook, &error);
  g_assert_cmpstr (undone, ==, "Worksheet “Second” moved");
  g_assert_cmpstr (((SyWorksheet *) sy_workbook_get_worksheets (f->workbook)->pdata[0])->id, ==, "choice");
  close_in (f, &document);
  /* In another language words and given rows speak that one. */
  g_set_object (&f->catalogue, sy_catalogue_new ("zh_CN", &error));
  g_object_unref (f->catalogue);
  document = open_in (f, path, FALSE);
  g_free (shown);
  shown = fixture_cell (f->workbook, "choice2_items", "side", 1);
  g_assert_cmpstr (shown, ==, "赞成");
  g_assert_cmpfloat (fixture_value (f->workbook, "choice2_net"), ==, 3);
  kept = sy_workbook_get_input_rows (f->workbook, "choice2_steps");
  g_assert_cmpstr (((char **) kept->pdata[1])[0], ==, "定");
  close_in (f, &document);
}

static void
test_bad_files (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *text;
    gsize length;
    const char *says;
  } files[] = {
    { "side,text\nFor,a\0b\n", 18, "Line 2: " },
    { "side,what\nFor,a\n", 16, "no column “what”" },
    { "side,text\nFor,a\nMaybe,b\n", 24, "Row 2: “Maybe”" },
  };

  add (f, "choice", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (f->folder, "rows.csv", NULL);
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (path, files[i].text, (gssize) files[i].length, NULL));
      g_assert_false (sy_workbook_load_input (f->workbook, "choice_items", path, &error));
      g_assert_nonnull (error);
      if (!strstr (error->message, files[i].says))
        g_error ("%s", error->message);
    }
  g_assert_null (sy_workbook_get_input_rows (f->workbook, "choice_items"));
}

/* --- given rows --- */

static const SyTemplateTable *
find_table (SyWorkbook *workbook, const char *id)
{
  GPtrArray *tables = sy_workbook_list_tables (workbook);

  for (guint i = 0; i < tables->len; i++)
    if (g_str_equal (((const SyWorkbookTable *) tables->pdata[i])->definition->id, id))
      return ((const SyWorkbookTable *) tables->pdata[i])->definition;
  g_assert_not_reached ();
}

static void
test_fixed (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  const SyTemplateTable *definition;
  g_autofree char *cell = NULL;
  GPtrArray *rows;

  add (f, "choice", NULL);
  type (f->workbook, "choice_steps", "Ask|1;|0.25");
  rows = sy_workbook_get_input_rows (f->workbook, "choice_steps");
  g_assert_cmpstr (((char **) rows->pdata[0])[0], ==, "Ask");
  g_assert_cmpstr (((char **) rows->pdata[1])[0], ==, "Decide");
  g_assert_cmpfloat (fixture_value (f->workbook, "choice_done"), ==, 0.625);
  /* One cell is checked by itself, whichever rows there are: a form asks for no more. */
  definition = find_table (f->workbook, "choice_steps");
  cell = sy_input_check_cell (definition, 1, 1, "0.5", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cell, ==, "0.5");
  g_assert_null (sy_input_check_cell (definition, 1, 0, "Ask", &error));
  g_assert_nonnull (strstr (error->message, "Row 2"));
  g_clear_error (&error);
  /* A blank row is a row. */
  type (f->workbook, "choice_steps", "Ask|1;Decide|");
  g_assert_cmpuint (sy_workbook_get_input_rows (f->workbook, "choice_steps")->len, ==, 2);
  g_assert_true (sy_workbook_set_input_rows (f->workbook, "choice_steps", none, &error));
  rows = sy_workbook_get_input_rows (f->workbook, "choice_steps");
  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_cmpstr (((char **) rows->pdata[1])[1], ==, "0.5");
}

static void
test_choices (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_auto (GStrv) choices = NULL;
  g_auto (GStrv) none = NULL;
  g_autoptr (GString) xml = g_string_new (kind_xml);
  g_auto (GStrv) offered = NULL;
  g_autoptr (SyEvaluation) later = NULL;
  const SyTemplateTable *table;

  g_string_replace (xml, "<column id='text' type='text'",
                    "<column id='text' type='text' choices='products[product]'", 1);
  fixture_fill (f);
  g_assert_nonnull (sy_workbook_keep_worksheet_kind (f->workbook, xml->str, &error));
  g_assert_no_error (error);
  add (f, "choice", NULL);
  evaluation = sy_workbook_evaluate (f->workbook, &error);
  choices = sy_evaluation_list_cell_choices (evaluation, "choice_items", "side", NULL, &error);
  g_assert_cmpstr (choices[0], ==, "For");
  g_assert_cmpstr (choices[1], ==, "Against");
  g_assert_null (choices[2]);
  none = sy_evaluation_list_cell_choices (evaluation, "choice_items", "weight", NULL, &error);
  g_assert_null (none);
  offered = sy_evaluation_list_cell_choices (evaluation, "choice_items", "text", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (offered), ==, 3);
  g_assert_cmpstr (offered[0], ==, "cake");
  table = sy_template_get_tables (sy_workbook_find_worksheet (f->workbook, "choice")->template)->pdata[0];
  g_assert_cmpstr (sy_template_column_show_cell (table->columns->pdata[0], "choice_con"), ==, "Against");
  type (f->workbook, "choice_items", "For|something else|1");
}

/* --- kinds --- */

static void
test_bad_kinds (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *xml, *says;
  } kinds[] = {
    { "<worksheet id='t' subject='plan'>\n <table id='x' rows='INPUT'/></worksheet>", "worksheet.xml:2:9: " },
    { "<worksheet id='t' subject='plan'>\n <value id='t_v' formula='SUM('/></worksheet>",
      "worksheet.xml:2:18: " },
    { "<worksheet id='t' subject='plan'><value id='t_v' formula='nothing_of_it+1'/></worksheet>",
      "nothing_of_it" },
    { "<worksheet id='t' subject='plan'><value id='t_v' formula='t_w'/><value id='t_w' "
      "formula='t_v'/></worksheet>",
      "t_v" },
    { "<worksheet id='t' subject='plan' uses='no-such'/>", "no-such" },
    { "<template id='t'/>", "<worksheet>" },
    { "<worksheet id='t' subject='plan'><table id='t_x' rows='INPUT'><column id='a' "
      "maximum='1'/><row>2</row></table></worksheet>",
      "Row 1" },
    { "<worksheet id='t' subject='plan'><chart id='t_c' type='line' table='t_x' x='a' line='b'/></worksheet>",
      "t_x" },
    { "", "worksheet.xml:1:1: " },
  };
  g_autoptr (GError) unknown = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (sy_workbook_keep_worksheet_kind (f->workbook, kinds[i].xml, &error));
      g_assert_nonnull (error);
      if (!strstr (error->message, kinds[i].says))
        g_error ("%u: %s", i, error->message);
    }
  g_assert_null (sy_workbook_add_worksheet (f->workbook, "no-such-kind", NULL, &unknown));
  g_assert_error (unknown, SY_TEMPLATE_ERROR, SY_TEMPLATE_ERROR_MISSING);
  g_assert_cmpuint (sy_workbook_get_worksheets (f->workbook)->len, ==, 0);
}

static void
test_kind_of_a_file (Fixture *f, gconstpointer data)
{
  g_autoptr (GString) xml = g_string_new (kind_xml);
  g_autofree char *path = NULL;
  g_autofree char *undone = NULL;
  g_autoptr (GPtrArray) kinds = NULL;
  g_autoptr (GError) error = NULL;

  g_string_replace (xml, "choice_", "pick_", 0);
  g_string_replace (xml, "'choice'", "'pick'", 0);
  path = fixture_write_file (f, "pick.xml", xml->str);
  g_assert_cmpstr (add (f, path, NULL), ==, "pick");
  g_assert_cmpstr (add (f, "pick", NULL), ==, "pick2");
  kinds = sy_workbook_list_worksheet_kinds (f->workbook);
  g_assert_cmpuint (kinds->len, >, sy_catalogue_get_worksheets (f->catalogue)->len);
  undone = sy_workbook_undo (f->workbook, &error);
  g_assert_cmpstr (undone, ==, "Worksheet “Choice 2” added");
  g_assert_nonnull (sy_workbook_get_kept (f->workbook, "worksheet-kind:pick"));
}

/* Data that a formula was not written for come in: the sheet waits with its reason, all else goes on. */
static void
test_left_out (Fixture *f, gconstpointer data)
{
  g_autoptr (GString) xml = g_string_new (kind_xml);
  g_autoptr (GString) other = g_string_new (fixture_template_xml);
  g_autoptr (GError) error = NULL;
  g_autofree char *undone = NULL;
  SyWorksheet *worksheet;

  g_string_replace (xml, "SUM(choice_items[points])", "SUM(choice_items[points])+early*0", 1);
  g_string_replace (other, "id=\"early\"", "id=\"soon\"", 1);
  g_string_replace (other, "\"small\"", "\"other\"", 1);
  fixture_fill (f);
  g_assert_nonnull (sy_workbook_keep_worksheet_kind (f->workbook, xml->str, &error));
  g_assert_no_error (error);
  add (f, "choice", NULL);
  g_assert_cmpfloat (fixture_value (f->workbook, "choice_net"), ==, 0);
  g_assert_true (
      sy_workbook_set_template (f->workbook, fixture_read_template (f, "other.xml", other->str), &error));
  g_assert_cmpfloat (fixture_value (f->workbook, "total"), ==, 95);
  worksheet = sy_workbook_find_worksheet (f->workbook, "choice");
  g_assert_nonnull (strstr (worksheet->problem, "early"));
  undone = sy_workbook_undo (f->workbook, &error);
  g_assert_cmpfloat (fixture_value (f->workbook, "choice_net"), ==, 0);
  g_assert_null (sy_workbook_find_worksheet (f->workbook, "choice")->problem);
}

/* --- many rows --- */

static void
test_many_rows (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (GError) error = NULL;

  add (f, "choice", NULL);
  for (guint i = 0; i < 500; i++)
    g_ptr_array_add (
        rows, g_strsplit ("For|a reason of some length, as people write them|=choice_limit*2", "|", -1));
  g_assert_true (sy_workbook_set_input_rows (f->workbook, "choice_items", rows, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (fixture_value (f->workbook, "choice_net"), ==, 1000);
  for (guint i = 0; i < 10; i++)
    {
      char **row = rows->pdata[i];

      g_free (row[2]);
      row[2] = g_strdup ("1");
      g_assert_true (sy_workbook_set_input_rows (f->workbook, "choice_items", rows, &error));
      g_assert_cmpfloat (fixture_value (f->workbook, "choice_net"), ==, 999 - (double) i);
    }
}

/* --- killed --- */

/* The child, this program again, types rows and is killed by itself in the middle of it; so long after it has
 * said so, what was accepted is in the document. */
static int
type_and_die (const char *path)
{
  g_autoptr (SyCatalogue) catalogue = sy_catalogue_new ("en", NULL);
  g_autoptr (SyDocument) document = sy_document_open (path, catalogue, NULL);
  SyWorkbook *workbook = document ? sy_document_get_workbook (document) : NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 1; workbook && i <= 20; i++)
    {
      g_autoptr (GPtrArray) rows = NULL;

      g_string_append_printf (text, "%sFor|row %u|1", i > 1 ? ";" : "", i);
      rows = make_rows (text->str);
      if (!sy_workbook_set_input_rows (workbook, "choice_items", rows, NULL))
        return 1;
    }
  g_usleep (3 * G_USEC_PER_SEC);
  kill (getpid (), SIGKILL);
  return 1;
}

static void
test_killed (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->folder, "d.steelyard", NULL);
  const char *argv[] = { "/proc/self/exe", "--type-and-die", path, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (SyDocument) document = open_in (f, path, TRUE);
  GPtrArray *rows;
  int status = 0;

  g_assert_nonnull (sy_workbook_keep_worksheet_kind (f->workbook, kind_xml, &error));
  add (f, "choice", NULL);
  close_in (f, &document);
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
  document = open_in (f, path, FALSE);
  rows = sy_workbook_get_input_rows (f->workbook, "choice_items");
  g_assert_cmpuint (rows->len, ==, 20);
  g_assert_cmpstr (((char **) rows->pdata[19])[1], ==, "row 20");
  g_assert_cmpfloat (fixture_value (f->workbook, "choice_net"), ==, 20);
  close_in (f, &document);
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--type-and-die"))
    return type_and_die (argv[2]);
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, fixture_tear_down)
  ADD ("/worksheet/without-template", test_without_template);
  ADD ("/worksheet/several", test_several);
  ADD ("/worksheet/undo", test_undo);
  ADD ("/worksheet/links", test_links);
  ADD ("/worksheet/links/types", test_types);
  ADD ("/worksheet/links/circle", test_circle);
  ADD ("/worksheet/links/later-circle", test_later_circle);
  ADD ("/worksheet/links/explain", test_explain);
  ADD ("/worksheet/bad-rows", test_bad);
  ADD ("/worksheet/bad-files", test_bad_files);
  ADD ("/worksheet/bad-kinds", test_bad_kinds);
  ADD ("/worksheet/kind-of-a-file", test_kind_of_a_file);
  ADD ("/worksheet/restart", test_restart);
  ADD ("/worksheet/fixed", test_fixed);
  ADD ("/worksheet/choices", test_choices);
  ADD ("/worksheet/left-out", test_left_out);
  ADD ("/worksheet/many-rows", test_many_rows);
  ADD ("/worksheet/killed", test_killed);
  return g_test_run ();
}
