/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The templates “festival” and “calendar” over two made-up years, worked by hand: every day sells 10, but the
 * days of Spring Festival's window, -7 to 15, sell 100 + their number in 2023 (15 January to 6 February) and
 * 200 + their number in 2024 (3 to 25 February). The numbers -7 … 15 add up to 92. */
#include "config.h"

#include <math.h>

#include <glib/gstdio.h>

#include "sy-calendar.h"
#include "sy-duckdb-engine.h"
#include "sy-workbook.h"

typedef struct
{
  char *folder;
  SyCatalogue *catalogue;
  SyEngine *engine;
  SyWorkbook *workbook;
  SyEvaluation *evaluation;
} Job;

static void
append_days (GString *text, guint year, gint64 festival, int plus)
{
  for (gint64 day = sy_calendar_day_new (year, 1, 1); day <= sy_calendar_day_new (year, 12, 31); day++)
    {
      gint64 number = day - festival;
      guint y, month, day_of_month;
      sy_calendar_day_split (day, &y, &month, &day_of_month);
      g_string_append_printf (text, "%04u-%02u-%02u,A%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT "\n", y, month,
                              day_of_month, day, number >= -7 && number <= 15 ? plus + number : 10);
    }
}

static void
import_sales (Job *job)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new ("日期,商品,销售额\n");
  g_autoptr (SyImportPlan) plan = NULL;
  g_autofree char *path = g_build_filename (job->folder, "销售.csv", NULL);

  append_days (text, 2023, sy_calendar_day_new (2023, 1, 22), 100);
  append_days (text, 2024, sy_calendar_day_new (2024, 2, 10), 200);
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  plan = sy_importer_recognise (path, NULL, sy_catalogue_get_kinds (job->catalogue), NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (sy_workbook_import (job->workbook, plan, NULL, NULL, NULL, &error));
  sy_workbook_refresh (job->workbook);
  g_remove (path);
}

static void
open_job (Job *job, gconstpointer template_id)
{
  g_autoptr (GError) error = NULL;

  job->folder = g_dir_make_tmp ("steelyard-festival-XXXXXX", NULL);
  job->catalogue = sy_catalogue_new ("en", &error);
  g_assert_no_error (error);
  job->engine = sy_duckdb_engine_open (NULL, NULL, &error);
  g_assert_no_error (error);
  job->workbook = sy_workbook_new (job->catalogue, job->engine);
  import_sales (job);
  SyTemplate *template = sy_catalogue_find_template (job->catalogue, template_id, &error);
  g_assert_no_error (error);
  g_assert_true (sy_workbook_set_template (job->workbook, template, &error));
  job->evaluation = sy_workbook_evaluate (job->workbook, &error);
  g_assert_no_error (error);
}

static void
close_job (Job *job, gconstpointer data)
{
  g_clear_object (&job->evaluation);
  g_clear_object (&job->workbook);
  g_clear_object (&job->engine);
  g_clear_object (&job->catalogue);
  g_rmdir (job->folder);
  g_free (job->folder);
}

static void
set (Job *job, const char *parameter, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (sy_workbook_set_parameter (job->workbook, parameter, text, &error));
  g_clear_object (&job->evaluation);
  job->evaluation = sy_workbook_evaluate (job->workbook, &error);
  g_assert_no_error (error);
}

static double
value_of (Job *job, const char *id)
{
  g_autoptr (GError) error = NULL;
  SyValue value;

  g_assert_true (sy_evaluation_get_value (job->evaluation, id, &value, NULL, &error));
  g_assert_no_error (error);
  return value.is_null ? NAN : value.type == SY_COLUMN_DOUBLE ? value.number : (double) value.integer;
}

static double
compute (Job *job, const char *formula)
{
  g_autoptr (GError) error = NULL;
  SyValue value;

  g_assert_true (sy_evaluation_compute (job->evaluation, formula, &value, NULL, &error));
  g_assert_no_error (error);
  return value.is_null ? NAN : value.number;
}

static void
assert_near (double got, double want)
{
  if (!(fabs (got - want) <= 1e-9 * MAX (1., fabs (want))))
    g_error ("%.12g is not %.12g", got, want);
}

static void
test_spring_festival_against_spring_festival (Job *job, gconstpointer data)
{
  const double now = 23 * 200 + 92;         /* 4692 */
  const double aligned = 23 * 100 + 92;     /* 2392 */
  const double same = 112 + 113 + 114 + 115 /* 3 to 6 February 2023 */
                      + 19 * 10;            /* to 25 February */
  const double weekday = 113 + 114 + 115    /* 4 to 6 February 2023 */
                         + 20 * 10;         /* to 26 February */

  assert_near (value_of (job, "window_found"), 23);
  assert_near (value_of (job, "window_planned"), 23);
  assert_near (value_of (job, "window_amount"), now);
  assert_near (value_of (job, "window_aligned_amount"), aligned);
  assert_near (value_of (job, "window_same_amount"), same);
  assert_near (value_of (job, "window_weekday_amount"), weekday);
  assert_near (value_of (job, "window_aligned_rate"), now / aligned - 1);
  assert_near (value_of (job, "window_same_rate"), now / same - 1);
  assert_near (value_of (job, "window_weekday_rate"), now / weekday - 1);
  assert_near (value_of (job, "undecreed_days"), 0);
  assert_near (value_of (job, "calendar_valid_through"), 2026);
  /* New Year's Day of the lunar calendar itself. */
  assert_near (compute (job, "SUMIFS(window_days[day_amount],window_days[festival_day],0)"), 200);
  assert_near (compute (job, "SUMIFS(window_days[day_aligned_amount],window_days[festival_day],0)"), 100);
  assert_near (compute (job, "SUMIFS(window_days[day_same_amount],window_days[festival_day],0)"), 10);
}

static void
test_months (Job *job, gconstpointer data)
{
  /* February 2024: two days of the season before, the window, four days after it. */
  assert_near (compute (job, "SUMIFS(year_months[month_amount],year_months[item],2)"), 20 + 4692 + 40);
  assert_near (compute (job, "SUMIFS(year_months[month_aligned_amount],year_months[item],2)"),
               20 + 2392 + 40);
  /* February 2023: 1 to 6 are the days 10 to 15 of the festival; its 28 days are each counted once. */
  assert_near (compute (job, "SUMIFS(year_months[month_same_amount],year_months[item],2)"),
               110 + 111 + 112 + 113 + 114 + 115 + 22 * 10);
  /* January 2023: 15 to 31 are the days -7 to 9, which add up to 17. */
  assert_near (compute (job, "SUMIFS(year_months[month_same_amount],year_months[item],1)"), 14 * 10 + 1717);
  /* Days of January go back to December 2022, which the data do not have. */
  g_assert_true (isnan (compute (job, "SUMIFS(year_months[month_aligned_amount],year_months[item],1)")));
  assert_near (compute (job, "SUMIFS(year_months[month_aligned_rate],year_months[item],3)"), 0);
  assert_near (compute (job, "SUM(year_months[month_amount])"), 4692 + (366 - 23) * 10);
}

static void
test_other_festivals_and_years (Job *job, gconstpointer data)
{
  set (job, "festival", "Double 11");
  assert_near (value_of (job, "window_found"), 2);
  assert_near (value_of (job, "window_amount"), 20);
  assert_near (value_of (job, "window_aligned_rate"), 0);
  /* The first year of the data has nothing to be held against. */
  set (job, "festival", "Spring Festival");
  set (job, "festival_year", "2023");
  assert_near (value_of (job, "window_amount"), 2392);
  g_assert_true (isnan (value_of (job, "window_aligned_rate")));
  set (job, "festival_year", "2025");
  assert_near (value_of (job, "window_found"), 0);
  set (job, "festival", "no such festival");
  assert_near (value_of (job, "festival_date"), -25569); /* the 0 of Excel, in days since 1970 */
  assert_near (value_of (job, "window_amount"), 0);
}

static void
test_sums_tie (Job *job, gconstpointer data)
{
  GPtrArray *checks = sy_template_get_checks (sy_workbook_get_template (job->workbook));

  g_assert_cmpuint (checks->len, >=, 1);
  for (guint i = 0; i < checks->len; i++)
    {
      const SyTemplateCheck *check = checks->pdata[i];
      assert_near (compute (job, check->left), compute (job, check->right));
    }
}

static const char *const events[][5] = {
  { "2024-03-01", "2024-03-20", "Spring sale", "promotion", "" },
  { "2024-03-05", "", "Anniversary", "anniversary", "2.5" },
  { "2024-02-10", "2024-02-10", "Closed", "closed", "0" },
};

/* The event that began last counts, on its days only; the calendar's own name comes back where there is none.
 */
static void
test_events_take_the_place_of_names (Job *job, gconstpointer data)
{
  static const struct
  {
    const char *date, *name;
    double weight;
  } wanted[] = { { "DATE(2024,2,9)", "Lunar New Year’s Eve", 0 },
                 { "DATE(2024,2,10)", "Closed", 0 },
                 { "DATE(2024,2,11)", "Spring Festival holiday", 0 },
                 { "DATE(2024,2,29)", "", 0 },
                 { "DATE(2024,3,1)", "Spring sale", 0 },
                 { "DATE(2024,3,5)", "Anniversary", 2.5 },
                 { "DATE(2024,3,6)", "Spring sale", 0 },
                 { "DATE(2024,3,21)", "", 0 } };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    {
      const char *row[] = { events[i][0], events[i][1], events[i][2], events[i][3], events[i][4], NULL };
      g_ptr_array_add (rows, g_strdupv ((char **) row));
    }
  g_assert_true (sy_workbook_set_input_rows (job->workbook, "events", rows, &error));
  g_assert_no_error (error);
  g_clear_object (&job->evaluation);
  job->evaluation = sy_workbook_evaluate (job->workbook, &error);
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_autofree char *name =
          g_strdup_printf ("IF(INDEX(calendar[day_name],MATCH(%s,calendar[date],0))=\"%s\",1,0)",
                           wanted[i].date, wanted[i].name);
      g_autofree char *weight =
          g_strdup_printf ("INDEX(calendar[event_weight],MATCH(%s,calendar[date],0))", wanted[i].date);
      g_test_message ("%s", wanted[i].date);
      assert_near (compute (job, name), 1);
      assert_near (compute (job, weight), wanted[i].weight);
    }
  assert_near (value_of (job, "year_event_days"), 21);
  assert_near (value_of (job, "year_days_off"), 30);
  assert_near (value_of (job, "year_makeup_days"), 8);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/festival/window", Job, "festival", open_job, test_spring_festival_against_spring_festival,
              close_job);
  g_test_add ("/festival/months", Job, "festival", open_job, test_months, close_job);
  g_test_add ("/festival/others", Job, "festival", open_job, test_other_festivals_and_years, close_job);
  g_test_add ("/festival/checks", Job, "festival", open_job, test_sums_tie, close_job);
  g_test_add ("/festival/events", Job, "calendar", open_job, test_events_take_the_place_of_names, close_job);
  return g_test_run ();
}
