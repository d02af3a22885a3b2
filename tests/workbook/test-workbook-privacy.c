/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What leaves the program holds pseudonyms, one for each customer, and the same figures; the workbook keeps
 * showing what the file says. */
#include "config.h"

#include <string.h>

#include "sy-workbook-privacy.h"
#include "workbook-fixture.h"

static const char csv[] = "date,order,customer,phone,amount\n"
                          "2024-03-01,1,Li Lei,13812345678,10\n"
                          "2024-03-02,2,Han Mei,13912345678,20\n"
                          "2024-03-03,3,Li Lei,13812345678,30\n";

static const char template_xml[] =
    "<template id='buyers'><needs source='sales' roles='date amount customer'/>"
    "<table id='buyers' rows='GROUP(sales[customer])'><column id='customer'/>"
    "<column id='amount' formula='SUMIFS(sales[amount],sales[customer],[@customer])'/></table>"
    "<value id='total' formula='SUM(buyers[amount])'/></template>";

static double
read_buyers (SyEvaluation *evaluation, char **first)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyTable) table = sy_evaluation_get_table (evaluation, "buyers", NULL, &error);
  double total = 0;

  g_assert_no_error (error);
  g_autoptr (SyFrame) frame = sy_table_read_all (table, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sy_frame_get_n_rows (frame), ==, 2);
  *first = g_strdup (sy_frame_get_text (frame, (guint) sy_frame_find_column (frame, "customer"), 0));
  for (guint i = 0; i < 2; i++)
    total += sy_frame_get_double (frame, (guint) sy_frame_find_column (frame, "amount"), i);
  return total;
}

static void
test_masked_evaluation (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = fixture_write_file (fixture, "sales.csv", csv);
  g_autofree char *shown = NULL, *masked_first = NULL, *still = NULL;
  g_autoptr (GError) error = NULL;

  g_setenv ("STEELYARD_PRIVACY_KEY", "project-salt", TRUE);
  fixture_import (fixture->workbook, path);
  g_assert_true (sy_workbook_set_template (
      fixture->workbook, fixture_read_template (fixture, "buyers.xml", template_xml), &error));
  g_autoptr (GPtrArray) personal = sy_workbook_list_personal (fixture->workbook);
  g_assert_cmpuint (personal->len, ==, 2);
  g_autoptr (SyEvaluation) plain = sy_workbook_evaluate (fixture->workbook, &error);
  g_assert_no_error (error);
  g_autoptr (SyEvaluation) masked = sy_evaluation_mask (plain, SY_MASKING_EXPORT, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (read_buyers (plain, &shown), ==, 60);
  g_assert_cmpfloat (read_buyers (masked, &masked_first), ==, 60);
  g_assert_cmpstr (shown, ==, "Han Mei");
  g_assert_true (masked_first[0] == 'M' && strlen (masked_first) == 13);
  g_assert_cmpfloat (read_buyers (plain, &still), ==, 60);
  g_assert_cmpstr (still, ==, shown);
}

static void
test_masked_workbook (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = fixture_write_file (fixture, "sales.csv", csv);
  g_autofree char *cell = NULL;
  g_autoptr (GError) error = NULL;

  g_setenv ("STEELYARD_PRIVACY_KEY", "project-salt", TRUE);
  fixture_import (fixture->workbook, path);
  g_assert_true (sy_workbook_set_masking (fixture->workbook, SY_MASKING_EXPORT, &error));
  g_assert_no_error (error);
  cell = fixture_cell (fixture->workbook, "sales", "customer", 1);
  g_assert_true (cell[0] == 'M' && strlen (cell) == 13);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/workbook-privacy/evaluation", Fixture, NULL, fixture_set_up, test_masked_evaluation,
              fixture_tear_down);
  g_test_add ("/workbook-privacy/workbook", Fixture, NULL, fixture_set_up, test_masked_workbook,
              fixture_tear_down);
  return g_test_run ();
}
