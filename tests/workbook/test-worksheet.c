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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, fixture_tear_down)
  ADD ("/worksheet/without-template", test_without_template);
  ADD ("/worksheet/several", test_several);
  ADD ("/worksheet/undo", test_undo);
  return g_test_run ();
}
