/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The built-in calendar as a source: which years it covers, what formulas read of it, and what a file adds.
 */
#include "workbook-fixture.h"

static const char template_xml[] =
    "<template id='days'><title>Days</title>"
    "<value id='n' formula='COUNT(calendar[date])'><title>n</title></value>"
    "<value id='first' formula='MIN(calendar[date])'><title>first</title></value>"
    "<value id='off' "
    "formula='COUNTIFS(calendar[date],\"&gt;=\"&amp;DATE(2024,1,1),calendar[date],\"&lt;\"&amp;DATE(2025,1,1)"
    ","
    "calendar[is_holiday],TRUE)'><title>off</title></value>"
    "<value id='unknown' formula='COUNTIFS(calendar[is_decreed],FALSE)'><title>unknown</title></value>"
    "<value id='blank' formula='COUNTIFS(calendar[is_holiday],\"\")'><title>blank</title></value>"
    "<value id='weekend' formula='COUNTIFS(calendar[is_weekend],TRUE)'><title>weekend</title></value>"
    "<value id='aligned' "
    "formula='INDEX(calendar[aligned],MATCH(DATE(2024,2,10),calendar[date],0))'><title>a</title></value>"
    "<value id='ordinal' "
    "formula='INDEX(calendar[festival_day],MATCH(DATE(2024,2,9),calendar[date],0))'><title>o</title></value>"
    "<value id='through' formula='MAX(calendar[valid_through])'><title>t</title></value>"
    "</template>";

static void
open_days (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  SyTemplate *template = fixture_read_template (fixture, "days.xml", template_xml);

  g_assert_true (sy_workbook_set_template (fixture->workbook, template, &error));
  g_assert_no_error (error);
}

static void
import_dates (Fixture *fixture, const char *rows)
{
  g_autofree char *text = g_strconcat ("order,date,product,quantity,price,amount\n", rows, NULL);
  g_autofree char *path = fixture_write_file (fixture, "dates.csv", text);

  fixture_import (fixture->workbook, path);
}

static SyWorkbookTable *
find_listed (SyWorkbook *workbook, const char *id)
{
  GPtrArray *tables = sy_workbook_list_tables (workbook);

  for (guint i = 0; i < tables->len; i++)
    if (g_str_equal (((SyWorkbookTable *) tables->pdata[i])->definition->id, id))
      return tables->pdata[i];
  return NULL;
}

/* 2023 to 2025: the year of the data and one on either side. 32 days off in 2024 with 1 January 2024 and
 * without what belongs to 2025: 1 + 8 + 3 + 5 + 3 + 3 + 7 = 30. Excel's number of 2023-01-01 is 44927, of
 * 1970-01-01 25569. */
static void
test_covers_the_years_around_the_data (Fixture *fixture, gconstpointer data)
{
  import_dates (fixture, "1,2024-02-03,A,1,5,5\n2,2024-11-30,B,1,7,7\n");
  open_days (fixture);
  g_assert_cmpfloat (fixture_value (fixture->workbook, "n"), ==, 365 + 366 + 365);
  g_assert_cmpfloat (fixture_value (fixture->workbook, "first"), ==, 44927 - 25569);
  g_assert_cmpfloat (fixture_value (fixture->workbook, "off"), ==, 30);
  g_assert_cmpfloat (fixture_value (fixture->workbook, "unknown"), ==, 0);
  g_assert_cmpfloat (fixture_value (fixture->workbook, "weekend"), ==, 105 + 104 + 104);
  g_assert_cmpfloat (fixture_value (fixture->workbook, "aligned"), ==, 44948 - 25569); /* 2023-01-22 */
  g_assert_cmpfloat (fixture_value (fixture->workbook, "ordinal"), ==, -1);
  g_assert_cmpfloat (fixture_value (fixture->workbook, "through"), ==, 2026);
  g_assert_nonnull (find_listed (fixture->workbook, "calendar"));
}

/* Holidays of 2027 and 2028 are blank, not FALSE. */
static void
test_unknown_holidays_are_blank (Fixture *fixture, gconstpointer data)
{
  import_dates (fixture, "1,2027-02-03,A,1,5,5\n");
  open_days (fixture);
  g_assert_cmpfloat (fixture_value (fixture->workbook, "n"), ==, 365 + 365 + 366);
  g_assert_cmpfloat (fixture_value (fixture->workbook, "unknown"), ==, 365 + 366);
  g_assert_cmpfloat (fixture_value (fixture->workbook, "blank"), ==, 365 + 366);
}

/* Without data, the last three years whose holidays are known. */
static void
test_without_data (Fixture *fixture, gconstpointer data)
{
  open_days (fixture);
  g_assert_cmpfloat (fixture_value (fixture->workbook, "n"), ==, 366 + 365 + 365);
  g_assert_cmpfloat (fixture_value (fixture->workbook, "unknown"), ==, 0);
}

/* A slip of the pen does not make a calendar of eighty years. */
static void
test_far_dates_do_not_make_it_long (Fixture *fixture, gconstpointer data)
{
  import_dates (fixture, "1,2024-02-03,A,1,5,5\n2,2098-02-03,A,1,5,5\n");
  open_days (fixture);
  g_assert_cmpfloat (fixture_value (fixture->workbook, "n"), ==, 51 * 365 + 13);
  g_assert_cmpfloat (fixture_value (fixture->workbook, "off"), ==, 30);
}

/* A file with three days: one that is known gets another name, one is no day off here, one is the shop’s own
 * with a weight; a fourth lies years off. All others stay as they are: 30 days off of 2024, less 10 February.
 */
static void
test_imported_days_join_it (Fixture *fixture, gconstpointer data)
{
  static const char xml[] =
      "<template id='days'><title>Days</title>"
      "<value id='n' formula='COUNT(calendar[date])'><title>n</title></value>"
      "<value id='off' "
      "formula='COUNTIFS(calendar[date],\"&gt;=\"&amp;DATE(2024,1,1),calendar[date],\"&lt;\"&amp;"
      "DATE(2025,1,1),calendar[is_holiday],TRUE)'><title>off</title></value>"
      "<value id='named' formula='COUNTIFS(calendar[special_name],\"店庆\")'><title>named</title></value>"
      "<value id='weight' formula='SUM(calendar[day_weight])'><title>weight</title></value>"
      "<value id='weekday' formula='INDEX(calendar[weekday],MATCH(DATE(2024,9,28),calendar[date],0))'>"
      "<title>weekday</title></value>"
      "<value id='aligned' formula='INDEX(calendar[aligned],MATCH(DATE(2024,2,10),calendar[date],0))'>"
      "<title>a</title></value></template>";
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  import_dates (fixture, "1,2024-02-03,A,1,5,5\n");
  path = fixture_write_file (fixture, "holidays.csv",
                             "日期,节日名称,是否放假,日权重\n2024-02-10,不放假,否,\n2024-05-01,五一,,2.5\n"
                             "2024-09-28,店庆,,3\n");
  fixture_import (fixture->workbook, path);
  g_assert_true (
      sy_workbook_set_template (fixture->workbook, fixture_read_template (fixture, "d.xml", xml), &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (fixture_value (fixture->workbook, "n"), ==, 365 + 366 + 365);
  g_assert_cmpfloat (fixture_value (fixture->workbook, "off"), ==, 29);
  g_assert_cmpfloat (fixture_value (fixture->workbook, "named"), ==, 1);
  g_assert_cmpfloat (fixture_value (fixture->workbook, "weight"), ==, 5.5);
  g_assert_cmpfloat (fixture_value (fixture->workbook, "weekday"), ==, 6);
  g_assert_cmpfloat (fixture_value (fixture->workbook, "aligned"), ==, 44948 - 25569);
}

/* Shown only where a template reads it; and a template may have a table of this name. */
static void
test_is_there_when_it_is_read (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  SyTemplate *other = fixture_read_template (
      fixture, "other.xml",
      "<template id='other'><title>O</title><table id='calendar' rows='LIST(1,3)' key='item'><title>C</title>"
      "<column id='item'><title>I</title></column></table>"
      "<value id='n' formula='COUNT(calendar[item])'><title>n</title></value></template>");

  fixture_fill (fixture);
  g_assert_null (find_listed (fixture->workbook, "calendar"));
  g_assert_true (sy_workbook_set_template (fixture->workbook, other, &error));
  g_assert_cmpfloat (fixture_value (fixture->workbook, "n"), ==, 3);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                                  \
  g_test_add ("/calendar-source/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("years", test_covers_the_years_around_the_data);
  ADD ("unknown", test_unknown_holidays_are_blank);
  ADD ("no-data", test_without_data);
  ADD ("far-dates", test_far_dates_do_not_make_it_long);
  ADD ("imported", test_imported_days_join_it);
  ADD ("when-read", test_is_there_when_it_is_read);
  return g_test_run ();
}
