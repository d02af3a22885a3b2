/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same weekdays of the year before, at every grain: each day’s base is the day 364 days before it,
 * whatever row it is in; the last row ends with the data. Sales are 1 on the first day, 2 on the second …, so
 * that any sum is an arithmetic series. */
#include "config.h"

#include <math.h>

#include "sy-view.h"
#include "workbook-fixture.h"

#define N_DAYS 902 /* 2022-01-01 to 2024-06-20 */

typedef struct
{
  SyViewGrain grain;
  const char *period;
  struct
  {
    guint first, last; /* days of the row, counted from 2022-01-01 as 1 */
  } rows[4];
} Case;

/* 2024-01-01 is day 731, a Monday. */
static const Case cases[] = {
  { SY_VIEW_GRAIN_NONE, "2024-02", { { 762, 790 } } },
  { SY_VIEW_GRAIN_DAY, "2024-02-28..2024-03-01", { { 789, 789 }, { 790, 790 }, { 791, 791 } } },
  { SY_VIEW_GRAIN_WEEK, "2024-01-01..2024-01-20", { { 731, 737 }, { 738, 744 }, { 745, 751 } } },
  { SY_VIEW_GRAIN_MONTH, "2024-04..2024-12", { { 822, 851 }, { 852, 882 }, { 883, 902 } } },
  { SY_VIEW_GRAIN_QUARTER, "2024", { { 731, 821 }, { 822, 902 } } },
  { SY_VIEW_GRAIN_YEAR, "2023..2024", { { 366, 730 }, { 731, 902 } } },
};

static double
add_days (guint first, guint last)
{
  return (first + last) * (double) (last - first + 1) / 2;
}

static void
fill (Fixture *fixture)
{
  g_autoptr (GString) csv = g_string_new ("date,order,store,amount\n");
  g_autoptr (GDateTime) first = g_date_time_new_utc (2022, 1, 1, 0, 0, 0);
  g_autofree char *path = NULL;

  for (guint i = 1; i <= N_DAYS; i++)
    {
      g_autoptr (GDateTime) day = g_date_time_add_days (first, (int) i - 1);
      g_autofree char *date = g_date_time_format (day, "%Y-%m-%d");

      g_string_append_printf (csv, "%s,%u,%s,%u\n", date, i, i % 2 ? "A" : "B", i);
    }
  path = fixture_write_file (fixture, "sales.csv", csv->str);
  fixture_import (fixture->workbook, path);
}

static void
check (Fixture *fixture, const Case *test)
{
  g_autoptr (SyView) view = sy_view_new ();
  const char *indicators[] = { "sales_amount", NULL };
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autoptr (SyTable) table = NULL;
  g_autoptr (SyFrame) frame = NULL;
  g_autoptr (GError) error = NULL;
  guint value, base;

  sy_view_set_indicators (view, indicators);
  sy_view_set_grain (view, test->grain);
  g_assert_true (sy_view_set_period (view, test->period, &error));
  sy_view_set_contrast (view, SY_CONTRAST_YOY_WEEKDAY, NULL);
  evaluation = sy_workbook_evaluate_view (fixture->workbook, view, &error);
  g_assert_no_error (error);
  table = sy_evaluation_get_table (evaluation, "view", NULL, &error);
  g_assert_no_error (error);
  frame = sy_table_read_all (table, NULL, &error);
  g_assert_no_error (error);
  value = (guint) sy_table_find_column (table, "sales_amount") + 1;
  base = (guint) sy_table_find_column (table, "sales_amount_base") + 1;
  for (guint i = 0; i < G_N_ELEMENTS (test->rows) && test->rows[i].first; i++)
    {
      guint from = test->rows[i].first, to = test->rows[i].last;

      g_assert_cmpint (i, <, sy_frame_get_n_rows (frame));
      g_assert_cmpfloat_with_epsilon (sy_frame_get_double (frame, value, i), add_days (from, to), 1e-6);
      if (from > 364)
        g_assert_cmpfloat_with_epsilon (sy_frame_get_double (frame, base, i), add_days (from - 364, to - 364),
                                        1e-6);
    }
}

static void
test_weekdays (Fixture *fixture, gconstpointer data)
{
  fill (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check (fixture, &cases[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/view-aligned/weekdays", Fixture, NULL, fixture_set_up, test_weekdays, fixture_tear_down);
  return g_test_run ();
}
