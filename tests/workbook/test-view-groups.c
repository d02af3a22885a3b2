/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Views whose measures have no dated rows of their own. The data are small enough to count by hand. */
#include "config.h"

#include <math.h>

#include "sy-view.h"
#include "workbook-fixture.h"

typedef struct
{
  const char *indicator, *dimension; /* or NULL */
  SyViewGrain grain;
  const char *period;
  SyContrast contrast;
  const char *column;
  double expected[4]; /* of the rows; NAN: is none */
  guint n_rows;
} Case;

static SyView *
make_view (const Case *test)
{
  SyView *view = sy_view_new ();
  const char *indicators[] = { test->indicator, NULL };
  const char *dimensions[] = { test->dimension, NULL };
  g_autoptr (GError) error = NULL;

  sy_view_set_indicators (view, indicators);
  sy_view_set_dimensions (view, dimensions);
  sy_view_set_grain (view, test->grain);
  g_assert_true (sy_view_set_period (view, test->period, &error));
  g_assert_no_error (error);
  sy_view_set_contrast (view, test->contrast, NULL);
  return view;
}

static void
bring (Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = fixture_write_file (fixture, name, text);

  fixture_import (fixture->workbook, path);
}

static void
check (Fixture *fixture, const Case *test)
{
  g_autoptr (SyView) view = make_view (test);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEvaluation) evaluation = sy_workbook_evaluate_view (fixture->workbook, view, &error);
  g_autoptr (SyTable) table = NULL;
  g_autoptr (SyFrame) frame = NULL;
  int column;

  g_assert_no_error (error);
  table = sy_evaluation_get_table (evaluation, "view", NULL, &error);
  g_assert_no_error (error);
  frame = sy_table_read_all (table, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sy_frame_get_n_rows (frame), ==, test->n_rows);
  column = sy_table_find_column (table, test->column);
  g_assert_cmpint (column, >=, 0);
  for (guint i = 0; i < test->n_rows; i++)
    if (isnan (test->expected[i]))
      g_assert_true (sy_frame_is_null (frame, (guint) column + 1, i));
    else
      g_assert_cmpfloat_with_epsilon (sy_frame_get_double (frame, (guint) column + 1, i), test->expected[i],
                                      1e-9);
}

/* --- masters: the days are the measure's own --- */

static const char members_csv[] = "member,joined,level\n"
                                  "1,2023-04-30,A\n"
                                  "2,2023-05-01,A\n"
                                  "3,2024-04-01,B\n"
                                  "4,2024-04-30,A\n"
                                  "5,2024-06-15,A\n";
static const Case master_cases[] = {
  { "new_members",
    NULL,
    SY_VIEW_GRAIN_MONTH,
    "2024-04..2024-06",
    SY_CONTRAST_NONE,
    "new_members",
    { 2, 0, 1 },
    3 },
  { "new_members",
    NULL,
    SY_VIEW_GRAIN_MONTH,
    "2024-04..2024-06",
    SY_CONTRAST_YOY,
    "new_members_base",
    { 1, 1, 0 },
    3 },
  { "new_members", NULL, SY_VIEW_GRAIN_NONE, "2024", SY_CONTRAST_NONE, "new_members", { 3 }, 1 },
  { "new_members", "level", SY_VIEW_GRAIN_NONE, "2024", SY_CONTRAST_YOY, "new_members_base", { 2, 0 }, 2 },
};

static void
test_masters (Fixture *fixture, gconstpointer data)
{
  bring (fixture, "members.csv", members_csv);
  for (guint i = 0; i < G_N_ELEMENTS (master_cases); i++)
    check (fixture, &master_cases[i]);
}

/* An end that nobody asked for is that of the sales. */
static void
test_masters_by_sales (Fixture *fixture, gconstpointer data)
{
  static const Case cases[] = {
    { "new_members", NULL, SY_VIEW_GRAIN_MONTH, "2024-04..", SY_CONTRAST_NONE, "new_members", { 2, 0 }, 2 },
    { "new_members", NULL, SY_VIEW_GRAIN_NONE, "", SY_CONTRAST_NONE, "new_members", { 3 }, 1 },
  };

  bring (fixture, "members.csv", members_csv);
  bring (fixture, "sales.csv", "date,order,amount\n2023-05-01,1,10\n2024-05-31,2,10\n");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check (fixture, &cases[i]);
}

static void
test_no_period (Fixture *fixture, gconstpointer data)
{
  static const Case open = { "new_members", NULL, SY_VIEW_GRAIN_MONTH, "2024-04..", SY_CONTRAST_NONE, "",
                             { 0 },         0 };
  g_autoptr (SyView) view = make_view (&open);
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autoptr (GError) error = NULL;

  bring (fixture, "members.csv", members_csv);
  evaluation = sy_workbook_evaluate_view (fixture->workbook, view, &error);
  g_assert_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_NEEDS);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/view-groups/masters", test_masters);
  ADD ("/view-groups/masters-by-sales", test_masters_by_sales);
  ADD ("/view-groups/no-period", test_no_period);
  return g_test_run ();
}
