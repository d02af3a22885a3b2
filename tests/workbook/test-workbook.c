/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workbook from file to numbers: sources, template, parameters, values. */
#include "config.h"

#include <math.h>

#include "workbook-fixture.h"

static void
assert_near (double got, double want)
{
  if (!(fabs (got - want) <= 1e-9 * MAX (1, fabs (want))))
    g_error ("got %.17g instead of %.17g", got, want);
}

static void
test_import_brings_roles (Fixture *fixture, gconstpointer data)
{
  const SyWorkbookSource *source;

  fixture_fill (fixture);
  g_assert_cmpuint (sy_workbook_get_sources (fixture->workbook)->len, ==, 1);
  source = sy_workbook_get_sources (fixture->workbook)->pdata[0];
  g_assert_cmpstr (source->kind, ==, "sales");
  g_assert_cmpint (source->n_rows, ==, 8);
  g_assert_true (g_strv_contains ((const char *const *) source->roles, "amount"));
  g_assert_true (g_strv_contains ((const char *const *) source->headers, "销售额"));
  g_assert_cmpstr (source->files->pdata[0], ==, "sales.csv");
}

static void
test_values_of_the_template (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture_fill (fixture);
  assert_near (fixture_value (fixture->workbook, "total"), 95);
  assert_near (fixture_value (fixture->workbook, "completion"), 0.95);
  assert_near (fixture_value (fixture->workbook, "best_shop"), 52.5);
  sy_workbook_set_parameter (fixture->workbook, "target", "1,90", &error);
  g_assert_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_PARAMETER);
  g_clear_error (&error);
  g_assert_true (sy_workbook_set_parameter (fixture->workbook, "target", "190", &error));
  assert_near (fixture_value (fixture->workbook, "completion"), 0.5);
  g_assert_true (sy_workbook_set_parameter (fixture->workbook, "shop", "south", &error));
  assert_near (fixture_value (fixture->workbook, "shop_total"), 52.5);
  g_assert_true (sy_workbook_set_parameter (fixture->workbook, "shop", NULL, &error));
  assert_near (fixture_value (fixture->workbook, "shop_total"), 95);
}

/* 2024-01-01 is day 19723 of 1970, 2024-01-31 day 19753. */
static void
test_defaults_follow (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture_fill (fixture);
  assert_near (fixture_value (fixture->workbook, "month"), 19723);
  assert_near (fixture_value (fixture->workbook, "as_of"), 19753);
  g_assert_true (sy_workbook_set_parameter (fixture->workbook, "month", "2024年2月", &error));
  g_assert_cmpstr (sy_workbook_find_parameter (fixture->workbook, "month")->text, ==, "2024-02");
  assert_near (fixture_value (fixture->workbook, "as_of"), 19753 + 29);
}

static void
test_second_file_is_appended (Fixture *fixture, gconstpointer data)
{
  g_autofree char *more = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEvaluation) before = NULL;
  SyValue value;

  fixture_fill (fixture);
  before = sy_workbook_evaluate (fixture->workbook, &error);
  more = fixture_write_file (fixture, "more.csv",
                             "日期,商品,金额,渠道\n2024-02-01,soup,1.2345,web\n2024-02-02,tea,3,shop\n");
  fixture_import (fixture->workbook, more);
  assert_near (fixture_value (fixture->workbook, "total"), 99.2345);
  g_assert_cmpint (((SyWorkbookSource *) sy_workbook_get_sources (fixture->workbook)->pdata[0])->n_rows, ==,
                   10);
  /* What was evaluated before stays as it was. */
  g_assert_true (sy_evaluation_get_value (before, "total", &value, NULL, &error));
  assert_near (value.number, 95);
}

static void
test_amount_is_derived (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sales = fixture_write_file (
      fixture, "units.csv",
      "日期,商品,数量,单价\n2024-01-01,tea,3,2.55\n2024-01-01,tea,,2.55\n2024-01-02,tea,1,0.1\n");
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  fixture_import (fixture->workbook, sales);
  first = fixture_cell (fixture->workbook, "sales", "amount", 1);
  second = fixture_cell (fixture->workbook, "sales", "amount", 2);
  g_assert_cmpstr (first, ==, "7.65");
  g_assert_null (second);
}

/* A price that DECIMAL(18, 6) does not hold is left blank; the amount, of which it would be made, is kept. */
static void
test_huge_amounts_come_in (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sales =
      fixture_write_file (fixture, "huge.csv",
                          "日期,商品,数量,金额\n2024-01-01,tea,2,12345678901234.56\n2024-01-02,tea,2,5.00\n");
  g_autofree char *amount = NULL;
  g_autofree char *price = NULL;
  g_autofree char *next = NULL;

  fixture_import (fixture->workbook, sales);
  amount = fixture_cell (fixture->workbook, "sales", "amount", 1);
  price = fixture_cell (fixture->workbook, "sales", "price", 1);
  next = fixture_cell (fixture->workbook, "sales", "price", 2);
  g_assert_true (g_str_has_prefix (amount, "12345678901234."));
  g_assert_null (price);
  g_assert_cmpstr (next, ==, "2.5");
}

static void
test_source_without_template_is_a_table (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sales = fixture_write_file (fixture, "sales.csv", fixture_sales_csv);
  g_autofree char *note = NULL;
  g_autofree char *file = NULL;

  fixture_import (fixture->workbook, sales);
  note = fixture_cell (fixture->workbook, "sales", "备注", 8);
  file = fixture_cell (fixture->workbook, "sales", "_row", 8);
  g_assert_cmpstr (note, ==, "d");
  g_assert_cmpstr (file, ==, "9");
}

static void
test_typed_rows (Fixture *fixture, gconstpointer data)
{
  const char *const row[] = { "spring", "2024-02-01", "15%", NULL };
  const char *const bad[] = { "spring", "32 March", "", NULL };
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *csv = NULL;
  g_autofree char *other = NULL;
  g_autofree char *cell = NULL;

  fixture_fill (fixture);
  g_ptr_array_add (rows, (gpointer) row);
  sy_workbook_set_input_rows (fixture->workbook, "offers", rows, &error);
  g_assert_no_error (error);
  assert_near (fixture_value (fixture->workbook, "best_rate"), 0.15);
  g_ptr_array_add (rows, (gpointer) bad);
  g_assert_false (sy_workbook_set_input_rows (fixture->workbook, "offers", rows, &error));
  g_assert_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_INPUT);
  g_assert_nonnull (strstr (error->message, "Row 2"));
  g_assert_nonnull (strstr (error->message, "From"));
  g_clear_error (&error);
  csv = fixture_write_file (fixture, "offers.csv",
                            "Rate,name,From\n20%,summer,2024-06-01\n,,\n30%,autumn,2024-09-01\n");
  sy_workbook_load_input (fixture->workbook, "offers", csv, &error);
  g_assert_no_error (error);
  assert_near (fixture_value (fixture->workbook, "best_rate"), 0.3);
  cell = fixture_cell (fixture->workbook, "offers", "from", 1);
  g_assert_cmpstr (cell, ==, "2024-06-01");
  other = fixture_write_file (fixture, "other.csv", "Rate,name,开始\n40%,winter,2024-12-01\n");
  sy_workbook_load_input (fixture->workbook, "offers", other, &error);
  g_assert_no_error (error);
  assert_near (fixture_value (fixture->workbook, "best_rate"), 0.4);
}

static const char votes_xml[] = "<template id='votes'><table id='votes' area='custom' rows='INPUT'>"
                                "<column id='reason' type='text'/><column id='votes' unit='integer'/>"
                                "<row><text>Staff | 68</text><text xml:lang='zh_CN'>\xe5\x91\x98\xe5\xb7\xa5 "
                                "| 68</text></row><row>Price|%s</row></table>"
                                "<value id='total' formula='SUM(votes[votes])'/></template>";

/* Rows of the template stand until some are typed; to have none is typed too. */
static void
test_sample_rows (Fixture *fixture, gconstpointer data)
{
  const char *const row[] = { "Service", "5", NULL };
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autofree char *good = g_strdup_printf (votes_xml, "14");
  g_autofree char *bad = g_strdup_printf (votes_xml, "many");
  SyTemplate *template = fixture_read_template (fixture, "votes.xml", good);
  SyTemplate *wrong = fixture_read_template (fixture, "wrong.xml", bad);
  g_autofree char *undone = NULL;
  g_autofree char *undone_too = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (sy_workbook_set_template (fixture->workbook, wrong, &error));
  g_assert_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_INPUT);
  g_assert_nonnull (strstr (error->message, "Row 2"));
  g_clear_error (&error);
  sy_workbook_set_template (fixture->workbook, template, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sy_workbook_get_input_rows (fixture->workbook, "votes")->len, ==, 2);
  assert_near (fixture_value (fixture->workbook, "total"), 82);
  g_ptr_array_add (rows, (gpointer) row);
  g_assert_true (sy_workbook_set_input_rows (fixture->workbook, "votes", rows, &error));
  assert_near (fixture_value (fixture->workbook, "total"), 5);
  g_ptr_array_set_size (rows, 0);
  g_assert_true (sy_workbook_set_input_rows (fixture->workbook, "votes", rows, &error));
  assert_near (fixture_value (fixture->workbook, "total"), 0);
  undone = sy_workbook_undo (fixture->workbook, &error);
  undone_too = sy_workbook_undo (fixture->workbook, &error);
  g_assert_no_error (error);
  assert_near (fixture_value (fixture->workbook, "total"), 82);
}

static void
test_notes_and_choices (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autofree char *note = NULL;
  g_auto (GStrv) choices = NULL;

  fixture_fill (fixture);
  evaluation = sy_workbook_evaluate (fixture->workbook, &error);
  note = sy_evaluation_expand_note (
      evaluation, sy_template_get_notes (sy_workbook_get_template (fixture->workbook))->pdata[0], NULL,
      &error);
  g_assert_no_error (error);
  g_assert_cmpstr (note, ==, "95.00 of 100.00: 95.0%");
  choices = sy_evaluation_list_choices (evaluation, "shop", NULL, &error);
  g_assert_cmpstr (choices[0], ==, "north");
  g_assert_cmpstr (choices[1], ==, "south");
  g_assert_null (choices[2]);
}

static void
test_choice_that_is_not_there (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture_fill (fixture);
  g_assert_false (sy_workbook_set_parameter (fixture->workbook, "shop", "zzz", &error));
  g_assert_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_PARAMETER);
  g_assert_nonnull (strstr (error->message, "north, south"));
  g_clear_error (&error);
  g_assert_false (sy_workbook_set_parameter (fixture->workbook, "shop", "nort", &error));
  g_assert_nonnull (strstr (error->message, "did you mean “north”?"));
  g_clear_error (&error);
  g_assert_true (sy_workbook_set_parameter (fixture->workbook, "shop", "NORTH", &error));
  g_assert_true (sy_workbook_set_parameter (fixture->workbook, "shop", "", &error));
  g_assert_no_error (error);
}

static void
test_unknown_names_are_told (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEvaluation) evaluation = NULL;
  SyValue value;

  fixture_fill (fixture);
  evaluation = sy_workbook_evaluate (fixture->workbook, &error);
  g_assert_null (sy_evaluation_get_table (evaluation, "product", NULL, &error));
  g_assert_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_TABLE);
  g_assert_nonnull (strstr (error->message, "products"));
  g_clear_error (&error);
  g_assert_false (sy_evaluation_get_value (evaluation, "totl", &value, NULL, &error));
  g_assert_nonnull (strstr (error->message, "total"));
  g_clear_error (&error);
  g_assert_false (sy_workbook_set_parameter (fixture->workbook, "tagret", "1", &error));
  g_assert_nonnull (strstr (error->message, "target"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function)                                                                                  \
  g_test_add ("/workbook/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("import-brings-roles", test_import_brings_roles);
  ADD ("values-of-the-template", test_values_of_the_template);
  ADD ("defaults-follow", test_defaults_follow);
  ADD ("second-file-is-appended", test_second_file_is_appended);
  ADD ("amount-is-derived", test_amount_is_derived);
  ADD ("huge-amounts-come-in", test_huge_amounts_come_in);
  ADD ("source-without-template-is-a-table", test_source_without_template_is_a_table);
  ADD ("typed-rows", test_typed_rows);
  ADD ("sample-rows", test_sample_rows);
  ADD ("notes-and-choices", test_notes_and_choices);
  ADD ("choice-that-is-not-there", test_choice_that_is_not_there);
  ADD ("unknown-names-are-told", test_unknown_names_are_told);
  return g_test_run ();
}
