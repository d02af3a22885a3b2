/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What leaves the program holds pseudonyms, one for each customer, and the same figures; the workbook keeps
 * showing what the file says. */
#include "config.h"

#include <string.h>

#include "sy-composition.h"
#include "sy-report.h"
#include "sy-row-order.h"
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

/* Five members are a group, four are not. */
static const char members_csv[] = "member,joined,level,gender\n1,2024-01-01,A,f\n2,2024-01-01,A,f\n"
                                  "3,2024-01-01,A,f\n4,2024-01-01,A,f\n5,2024-01-01,A,f\n"
                                  "6,2024-01-01,A,m\n7,2024-01-01,A,m\n8,2024-01-01,A,m\n9,2024-01-01,A,m\n";
static const char genders_xml[] =
    "<template id='genders'><needs source='members' roles='member gender'/>"
    "<table id='genders' rows='GROUP(members[gender])'%s><column id='gender'/>"
    "<column id='n' formula='COUNTIFS(members[gender],[@gender])'/></table>"
    "<table id='people' rows='GROUP(members[member])'><column id='member'/>"
    "<column id='n' formula='COUNTIFS(members[member],[@member])'/></table></template>";

static void
test_small_groups (Fixture *fixture, gconstpointer where)
{
  g_autofree char *path = fixture_write_file (fixture, "members.csv", members_csv);
  g_autofree char *xml = g_strdup_printf (genders_xml, (const char *) where);
  g_autoptr (GError) error = NULL;
  static const struct
  {
    const char *table;
    SyMasking masking;
    gint64 n_rows;
  } cases[] = { { "genders", SY_MASKING_NONE, 2 },
                { "genders", SY_MASKING_VIEW, 2 },
                { "genders", SY_MASKING_EXPORT, 1 },
                { "people", SY_MASKING_EXPORT, 9 } };

  g_setenv ("STEELYARD_PRIVACY_KEY", "project-salt", TRUE);
  fixture_import (fixture->workbook, path);
  g_assert_true (sy_workbook_set_template (fixture->workbook,
                                           fixture_read_template (fixture, "genders.xml", xml), &error));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SyEvaluation) evaluation = NULL;
      g_autoptr (SyTable) table = NULL;

      g_assert_true (sy_workbook_set_masking (fixture->workbook, cases[i].masking, &error));
      evaluation = sy_workbook_evaluate (fixture->workbook, &error);
      g_assert_no_error (error);
      table = sy_evaluation_get_table (evaluation, cases[i].table, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (sy_table_get_n_rows (table), ==, cases[i].n_rows);
      g_assert_true ((sy_table_get_description (table) != NULL)
                     == (cases[i].masking == SY_MASKING_EXPORT && i == 2));
    }
}

/* The names of the staff are seen in the window, and go out as told apart, but not known. */
static void
test_staff (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path =
      fixture_write_file (fixture, "sales.csv", "date,order,salesperson,amount\n2024-03-01,1,张三丰,10\n");
  g_autofree char *seen = NULL, *out = NULL;
  g_autoptr (GError) error = NULL;

  g_setenv ("STEELYARD_PRIVACY_KEY", "project-salt", TRUE);
  fixture_import (fixture->workbook, path);
  g_assert_true (sy_workbook_set_masking (fixture->workbook, SY_MASKING_VIEW, &error));
  seen = fixture_cell (fixture->workbook, "sales", "employee", 1);
  g_assert_cmpstr (seen, ==, "张三丰");
  g_assert_true (sy_workbook_set_masking (fixture->workbook, SY_MASKING_EXPORT, &error));
  out = fixture_cell (fixture->workbook, "sales", "employee", 1);
  g_assert_true (g_str_has_prefix (out, "张** ") && strlen (out) == strlen ("张** 123456"));
}

/* Who is chosen of what is seen is kept as who it is, and undone and shown unmasked as that. */
static void
test_choice (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = fixture_write_file (fixture, "sales.csv", csv);
  g_autoptr (GError) error = NULL;
  static const char xml[] =
      "<template id='one'><needs source='sales' roles='date amount customer'/>"
      "<parameter id='who' type='text' choices='sales[customer]' blank='yes'/>"
      "<value id='spent' formula='SUMIFS(sales[amount],sales[customer],who)'/></template>";

  g_setenv ("STEELYARD_PRIVACY_KEY", "project-salt", TRUE);
  fixture_import (fixture->workbook, path);
  g_assert_true (
      sy_workbook_set_template (fixture->workbook, fixture_read_template (fixture, "one.xml", xml), &error));
  g_assert_true (sy_workbook_set_masking (fixture->workbook, SY_MASKING_VIEW, &error));
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *pseudonym = sy_privacy_make_pseudonym ("project-salt", "Li Lei");
      g_autofree char *spent = NULL, *plain = NULL;
      g_autoptr (SyEvaluation) evaluation = sy_workbook_evaluate (fixture->workbook, &error);
      g_auto (GStrv) choices = sy_evaluation_list_choices (evaluation, "who", NULL, &error);

      g_assert_no_error (error);
      g_assert_true (g_strv_contains ((const char *const *) choices, pseudonym));
      g_assert_true (
          sy_workbook_set_parameter (fixture->workbook, "who", i == 0 ? pseudonym : "Li Lei", &error));
      g_assert_cmpstr (sy_workbook_find_parameter (fixture->workbook, "who")->text, ==, pseudonym);
      g_set_object (&evaluation, NULL);
      evaluation = sy_workbook_evaluate (fixture->workbook, &error);
      spent = sy_evaluation_format_value (evaluation, "spent", NULL, &error);
      g_assert_cmpstr (spent, ==, "40");
      g_assert_true (sy_workbook_unmask (fixture->workbook, "a test", "here", &error));
      g_assert_cmpstr (sy_workbook_find_parameter (fixture->workbook, "who")->text, ==, "Li Lei");
      g_assert_true (sy_workbook_set_masking (fixture->workbook, SY_MASKING_VIEW, &error));
      g_assert_true (sy_workbook_set_parameter (fixture->workbook, "who", NULL, &error));
    }
  g_assert_false (sy_workbook_set_parameter (fixture->workbook, "who", "nobody", &error));
  g_assert_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_PARAMETER);
}

static const char plan_xml[] =
    "<template id='plan'><needs source='sales' roles='date amount customer'/>"
    "<parameter id='whose' type='text' blank='yes'/>"
    "<table id='notes' rows='INPUT'><column id='note' type='text'/></table>"
    "<table id='buyers' rows='GROUP(sales[customer])'><column id='customer'/></table>"
    "<value id='heading' formula='whose&amp;\"\"'/></template>";

static char *
read_note (SyEvaluation *evaluation)
{
  g_autoptr (SyTable) table = sy_evaluation_get_table (evaluation, "notes", NULL, NULL);
  g_autoptr (SyFrame) frame = sy_table_read_all (table, NULL, NULL);

  return sy_frame_dup_plain (frame, (guint) sy_frame_find_column (frame, "note"), 0);
}

/* A customer whom somebody named in words is masked in what leaves the program; who typed it sees it. */
static void
test_typed_names (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = fixture_write_file (fixture, "sales.csv", csv);
  g_autofree char *input = fixture_write_file (fixture, "notes.csv", "note\nask Han Mei again\n");
  g_autofree char *pseudonym = sy_privacy_make_pseudonym ("project-salt", "Li Lei");
  g_autoptr (GPtrArray) page = sy_composition_new ();
  g_autoptr (GError) error = NULL;

  g_setenv ("STEELYARD_PRIVACY_KEY", "project-salt", TRUE);
  fixture_import (fixture->workbook, path);
  g_assert_true (sy_workbook_set_template (fixture->workbook,
                                           fixture_read_template (fixture, "plan.xml", plan_xml), &error));
  g_assert_true (sy_workbook_set_parameter (fixture->workbook, "whose", "Li Lei", &error));
  g_assert_true (sy_workbook_load_input (fixture->workbook, "notes", input, &error));
  sy_composition_add (page, SY_REPORT_HEADING, "The year of Li Lei");
  sy_composition_keep (fixture->workbook, page);
  g_autoptr (SyEvaluation) seen = sy_workbook_evaluate (fixture->workbook, &error);
  g_autoptr (SyEvaluation) written = sy_evaluation_mask (seen, SY_MASKING_EXPORT, &error);
  g_assert_no_error (error);
  g_autofree char *plain = sy_evaluation_format_value (seen, "heading", NULL, &error);
  g_autofree char *heading = sy_evaluation_format_value (written, "heading", NULL, &error);
  g_autofree char *note = read_note (written);
  g_autoptr (GPtrArray) parts = sy_report_build (written, NULL, &error);
  g_autofree char *title = g_strdup_printf ("The year of %s", pseudonym);

  g_assert_cmpstr (plain, ==, "Li Lei");
  g_assert_cmpstr (heading, ==, pseudonym);
  g_assert_null (strstr (note, "Han Mei"));
  g_assert_true (g_str_has_prefix (note, "ask M") && g_str_has_suffix (note, " again"));
  g_assert_cmpuint (parts->len, ==, 1);
  g_assert_cmpstr (((SyReportPart *) parts->pdata[0])->text, ==, title);
}

static gint64
count_found (Fixture *fixture, SyConditionKind kind, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEvaluation) evaluation = sy_workbook_evaluate (fixture->workbook, &error);
  g_autoptr (SyTable) table = sy_evaluation_get_table (evaluation, "sales", NULL, &error);
  g_autoptr (GPtrArray) conditions = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_condition_free);
  g_autoptr (SyRowOrder) order = NULL;

  g_ptr_array_add (conditions,
                   sy_condition_new_text (kind, kind == SY_CONDITION_SEARCH ? NULL : "customer", text));
  sy_workbook_mask_condition (fixture->workbook, conditions->pdata[0]);
  order = sy_row_order_new (table, conditions, -1, FALSE, NULL, &error);
  g_assert_no_error (error);
  return sy_row_order_get_n_rows (order);
}

/* By the number or name in the file and by the pseudonym alike, whether they are masked or not; a part of a
 * name that is not seen finds nobody. */
static void
test_filters (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = fixture_write_file (fixture, "sales.csv", csv);
  g_autofree char *pseudonym = sy_privacy_make_pseudonym ("project-salt", "Li Lei");
  static const SyConditionKind kinds[] = { SY_CONDITION_CONTAINS, SY_CONDITION_IS, SY_CONDITION_BEGINS,
                                           SY_CONDITION_SEARCH };

  g_setenv ("STEELYARD_PRIVACY_KEY", "project-salt", TRUE);
  fixture_import (fixture->workbook, path);
  for (guint masked = 1; masked < 3; masked++)
    {
      g_assert_true (
          sy_workbook_set_masking (fixture->workbook, masked % 2 ? SY_MASKING_VIEW : SY_MASKING_NONE, NULL));
      for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
        {
          g_assert_cmpint (count_found (fixture, kinds[i], "Li Lei"), ==, 2);
          g_assert_cmpint (count_found (fixture, kinds[i], pseudonym), ==, 2);
          g_assert_cmpint (count_found (fixture, kinds[i], "nobody"), ==, 0);
        }
      g_assert_cmpint (count_found (fixture, SY_CONDITION_CONTAINS, "Li L"), ==, masked % 2 ? 0 : 2);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/workbook-privacy/evaluation", Fixture, NULL, fixture_set_up, test_masked_evaluation,
              fixture_tear_down);
  g_test_add ("/workbook-privacy/workbook", Fixture, NULL, fixture_set_up, test_masked_workbook,
              fixture_tear_down);
  g_test_add ("/workbook-privacy/small-groups", Fixture, "", fixture_set_up, test_small_groups,
              fixture_tear_down);
  g_test_add ("/workbook-privacy/small-groups-where", Fixture, " where='[@n]&gt;0'", fixture_set_up,
              test_small_groups, fixture_tear_down);
  g_test_add ("/workbook-privacy/staff", Fixture, NULL, fixture_set_up, test_staff, fixture_tear_down);
  g_test_add ("/workbook-privacy/choice", Fixture, NULL, fixture_set_up, test_choice, fixture_tear_down);
  g_test_add ("/workbook-privacy/typed-names", Fixture, NULL, fixture_set_up, test_typed_names,
              fixture_tear_down);
  g_test_add ("/workbook-privacy/filters", Fixture, NULL, fixture_set_up, test_filters, fixture_tear_down);
  return g_test_run ();
}
