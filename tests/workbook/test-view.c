/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Views: the numbers of the books, a year of real sales recomputed in SQL by hand, odd data; kept, drilled,
 * undone. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sy-report.h"
#include "sy-view.h"
#include "workbook-fixture.h"

/* --- asking --- */

typedef struct
{
  const char *indicators; /* blank-free, parted by | */
  const char *dimensions; /* by blanks */
  SyViewGrain grain;
  const char *period;
  SyContrast contrast;
  const char *argument;
} Question;

static SyView *
make_view (const Question *question)
{
  SyView *view = sy_view_new ();
  g_auto (GStrv) indicators = g_strsplit (question->indicators, "|", -1);
  g_auto (GStrv) dimensions = g_strsplit (question->dimensions ? question->dimensions : "", " ", -1);
  g_autoptr (GError) error = NULL;

  sy_view_set_indicators (view, (const char *const *) indicators);
  if (question->dimensions)
    sy_view_set_dimensions (view, (const char *const *) dimensions);
  sy_view_set_grain (view, question->grain);
  g_assert_true (sy_view_set_period (view, question->period, &error));
  g_assert_no_error (error);
  sy_view_set_contrast (view, question->contrast, question->argument);
  return view;
}

typedef struct
{
  SyEvaluation *evaluation;
  SyTable *table;
  SyFrame *frame;
} Answer;

static void
clear_answer (Answer *answer)
{
  g_clear_object (&answer->frame);
  g_clear_object (&answer->table);
  g_clear_object (&answer->evaluation);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, clear_answer)

static void
ask (SyWorkbook *workbook, SyView *view, Answer *answer)
{
  g_autoptr (GError) error = NULL;

  answer->evaluation = sy_workbook_evaluate_view (workbook, view, &error);
  g_assert_no_error (error);
  answer->table = sy_evaluation_get_table (answer->evaluation, "view", NULL, &error);
  g_assert_no_error (error);
  answer->frame = sy_table_read_all (answer->table, NULL, &error);
  g_assert_no_error (error);
}

static double
get (const Answer *answer, const char *column, gint64 row)
{
  int index = sy_table_find_column (answer->table, column);

  g_assert_cmpint (index, >=, 0);
  return sy_frame_get_double (answer->frame, (guint) index + 1, row);
}

static gboolean
is_missing (const Answer *answer, const char *column, gint64 row)
{
  int index = sy_table_find_column (answer->table, column);

  g_assert_cmpint (index, >=, 0);
  return sy_frame_is_null (answer->frame, (guint) index + 1, row);
}

static const char *
get_text (const Answer *answer, const char *column, gint64 row)
{
  int index = sy_table_find_column (answer->table, column);

  g_assert_cmpint (index, >=, 0);
  return sy_frame_get_text (answer->frame, (guint) index + 1, row);
}

#define assert_near(got, want)                                                                               \
  g_assert_cmpfloat_with_epsilon ((got), (want), 1e-9 * MAX (1., fabs ((double) (want))))

static void
bring (Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = fixture_write_file (fixture, name, text);

  fixture_import (fixture->workbook, path);
}

/* --- F08: 1.15 M against 1.0, 1.25 and 0.92 M --- */

static const char months_csv[] = "date,order,store,amount\n"
                                 "2022-06-10,1,A,920000\n"
                                 "2023-06-10,2,A,1000000\n"
                                 "2024-05-10,3,A,1250000\n"
                                 "2024-06-10,4,A,1150000\n";

static void
test_growth (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    SyContrast contrast;
    const char *argument;
    double base, rate, index;
  } cases[] = {
    { SY_CONTRAST_YOY, NULL, 1000000, 0.15, 115 },
    { SY_CONTRAST_PREVIOUS, NULL, 1250000, -0.08, 92 },
    { SY_CONTRAST_FIXED, "2022-06", 920000, 0.25, 125 },
    { SY_CONTRAST_THEORY, "920000", 920000, 0.25, 125 },
  };

  bring (fixture, "sales.csv", months_csv);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint with_grain = 0; with_grain < 2; with_grain++)
      {
        Question question = { "sales_amount",
                              NULL,
                              with_grain ? SY_VIEW_GRAIN_MONTH : SY_VIEW_GRAIN_NONE,
                              "2024-06",
                              cases[i].contrast,
                              cases[i].argument };
        g_autoptr (SyView) view = make_view (&question);
        g_auto (Answer) answer = { 0 };

        ask (fixture->workbook, view, &answer);
        g_assert_cmpint (sy_frame_get_n_rows (answer.frame), ==, 1);
        assert_near (get (&answer, "sales_amount", 0), 1150000);
        assert_near (get (&answer, "sales_amount_base", 0), cases[i].base);
        g_assert_true (fabs (get (&answer, "sales_amount_rate", 0) - cases[i].rate) < 1e-3);
        g_assert_true (fabs (get (&answer, "sales_amount_index", 0) - cases[i].index) < 1e-9);
      }
}

/* --- comparable stores --- */

static const char stores_csv[] =
    "门店编号,门店名称,开业日期,关店日期\nA,A,2020-01-01,\nB,B,2024-01-10,\nC,C,2019-01-01,2024-02-01\n";
static const char store_sales_csv[] = "date,order,store,amount\n"
                                      "2023-06-10,1,A,400000\n2023-06-10,2,C,1\n"
                                      "2024-06-10,4,A,520000\n2024-06-11,5,B,99999\n";
/* Of a shop that is not on the list nobody knows when it opened. */
static const char unknown_store_csv[] = "date,order,store,amount\n2023-06-10,6,Z,7\n2024-06-10,7,Z,8\n";

static void
test_comparable (Fixture *fixture, gconstpointer with_list)
{
  Question question = { "sales_amount", NULL, SY_VIEW_GRAIN_NONE, "2024-06", SY_CONTRAST_YOY, NULL };
  g_autoptr (SyView) view = make_view (&question);
  g_auto (Answer) answer = { 0 };
  g_autoptr (SyTable) left_out = NULL;

  bring (fixture, "sales.csv", store_sales_csv);
  if (with_list)
    {
      bring (fixture, "stores.csv", stores_csv);
      bring (fixture, "unknown.csv", unknown_store_csv);
    }
  sy_view_set_comparable (view, TRUE, 12);
  ask (fixture->workbook, view, &answer);
  assert_near (get (&answer, "sales_amount", 0), 520000);
  assert_near (get (&answer, "sales_amount_base", 0), 400000);
  left_out = sy_evaluation_get_table (answer.evaluation, "view_left_out", NULL, NULL);
  g_assert_nonnull (left_out);
  g_assert_cmpint (sy_table_get_n_rows (left_out), ==, 2);
}

/* --- blanks are members, and members of the list that sold nothing --- */

static const char blanks_csv[] =
    "date,order,store,category,amount\n"
    "2024-06-10,1,A,x,10\n2024-06-10,2,,y,20\n2024-06-11,3,B,,-5\n2024-06-12,4,B,x,0\n";

static void
test_blank_members (Fixture *fixture, gconstpointer data)
{
  Question question = { "sales_amount", "store", SY_VIEW_GRAIN_NONE, "", SY_CONTRAST_MEAN, NULL };
  g_autoptr (SyView) view = make_view (&question);
  g_auto (Answer) answer = { 0 };
  g_autoptr (SyView) inner = NULL;
  g_autoptr (SyView) back = NULL;
  g_auto (Answer) drilled = { 0 };
  const char *values[] = { "", NULL };
  double sum = 0;

  bring (fixture, "sales.csv", blanks_csv);
  bring (fixture, "stores.csv", stores_csv);
  ask (fixture->workbook, view, &answer);
  g_assert_cmpint (sy_frame_get_n_rows (answer.frame), ==, 4);
  for (gint64 i = 0; i < 4; i++)
    sum += get (&answer, "sales_amount", i);
  assert_near (sum, 25);
  assert_near (get (&answer, "sales_amount_base", 0), 25. / 4);

  inner = sy_view_drill (view, values, NULL, "category");
  ask (fixture->workbook, inner, &drilled);
  g_assert_cmpint (sy_frame_get_n_rows (drilled.frame), ==, 1);
  g_assert_cmpstr (get_text (&drilled, "view_category", 0), ==, "y");
  assert_near (get (&drilled, "sales_amount", 0), 20);
  back = sy_view_drill_up (inner);
  g_assert_true (sy_view_equal (back, view));
  g_assert_null (sy_view_drill_up (back));
}

/* --- an unfinished period is held against the same part of its base --- */

static const char parts_csv[] = "date,order,amount\n"
                                "2023-06-05,1,100\n2023-06-25,2,900\n2024-05-20,3,50\n2024-05-30,4,7\n"
                                "2024-06-05,5,130\n2024-06-20,6,20\n";

static void
test_unfinished (Fixture *fixture, gconstpointer data)
{
  Question yoy = { "sales_amount", NULL, SY_VIEW_GRAIN_MONTH, "2024-05..2024-12", SY_CONTRAST_YOY, NULL };
  Question previous = { "sales_amount", NULL, SY_VIEW_GRAIN_MONTH, "2024-06", SY_CONTRAST_PREVIOUS, NULL };
  Question whole = { "sales_amount", NULL, SY_VIEW_GRAIN_NONE, "2024-06", SY_CONTRAST_YOY, NULL };
  g_autoptr (SyView) first = make_view (&yoy);
  g_autoptr (SyView) second = make_view (&previous);
  g_autoptr (SyView) third = make_view (&whole);
  g_auto (Answer) answer = { 0 };
  g_auto (Answer) other = { 0 };
  g_auto (Answer) last = { 0 };

  bring (fixture, "sales.csv", parts_csv);
  ask (fixture->workbook, first, &answer);
  g_assert_cmpint (sy_frame_get_n_rows (answer.frame), ==, 2);  /* what comes after the data is no row */
  g_assert_true (is_missing (&answer, "sales_amount_base", 0)); /* May 2023 is before the data */
  assert_near (get (&answer, "complete", 0), 1);
  assert_near (get (&answer, "complete", 1), 0);
  assert_near (get (&answer, "sales_amount", 1), 150);
  assert_near (get (&answer, "sales_amount_base", 1), 100);
  ask (fixture->workbook, second, &other);
  assert_near (get (&other, "sales_amount_base", 0), 50);
  ask (fixture->workbook, third, &last);
  assert_near (get (&last, "sales_amount_base", 0), 100);
}

/* --- odd data: the table says what it can --- */

static const struct
{
  const char *name, *csv, *period;
  double value, base; /* NAN: missing */
  double rate;
} odd_cases[] = {
  { "one-row", "date,order,amount\n2024-02-29,1,5\n", "2024-02-29", 5, NAN, NAN },
  { "leap-day", "date,order,amount\n2023-02-28,1,4\n2024-02-29,2,5\n", "2024-02-29", 5, 4, 0.25 },
  { "zeros", "date,order,amount\n2023-03-01,1,0\n2024-03-01,2,0\n", "2024-03", 0, 0, NAN },
  { "negative-base", "date,order,amount\n2023-03-01,1,-10\n2024-03-01,2,5\n", "2024-03", 5, -10, 1.5 },
  { "negative-sum", "date,order,amount\n2023-03-01,1,10\n2024-03-01,2,-5\n", "2024-03", -5, 10, -1.5 },
};

static void
test_odd (Fixture *fixture, gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  Question question = {
    "sales_amount", NULL, SY_VIEW_GRAIN_NONE, odd_cases[i].period, SY_CONTRAST_YOY, NULL
  };
  g_autoptr (SyView) view = make_view (&question);
  g_auto (Answer) answer = { 0 };

  bring (fixture, "sales.csv", odd_cases[i].csv);
  ask (fixture->workbook, view, &answer);
  assert_near (get (&answer, "sales_amount", 0), odd_cases[i].value);
  g_assert_true (is_missing (&answer, "sales_amount_base", 0) == !!isnan (odd_cases[i].base));
  g_assert_true (is_missing (&answer, "sales_amount_rate", 0) == !!isnan (odd_cases[i].rate));
  if (!isnan (odd_cases[i].rate))
    assert_near (get (&answer, "sales_amount_rate", 0), odd_cases[i].rate);
}

/* --- means of ratios: Σ/Σ, and rows without a value stay out (added up by hand) --- */

static const char visitors_csv[] = "日期,门店,过店人数,进店人数\n2024-06-01,A,100,50\n2024-06-01,B,900,90\n";
static const char receipts_csv[] = "date,store,order,product,quantity,amount\n"
                                   "2024-06-01,A,1,p,1,10\n2024-06-01,A,1,q,2,10\n2024-06-01,A,2,p,2,20\n"
                                   "2024-06-01,B,3,p,1,30\n2024-06-01,C,4,p,3,30\n";

static void
test_mean_of_ratios (Fixture *fixture, gconstpointer data)
{
  Question question = {
    "closing_rate_entry|units_per_transaction", "store", SY_VIEW_GRAIN_NONE, "2024-06", SY_CONTRAST_MEAN, NULL
  };
  g_autoptr (SyView) view = make_view (&question);
  g_auto (Answer) answer = { 0 };

  bring (fixture, "sales.csv", receipts_csv);
  bring (fixture, "traffic.csv", visitors_csv);
  ask (fixture->workbook, view, &answer);
  g_assert_true (is_missing (&answer, "closing_rate_entry", 2)); /* nobody was counted at C */
  for (gint64 row = 0; row < 3; row++)
    {
      assert_near (get (&answer, "closing_rate_entry_base", row), 4. / 140.);
      assert_near (get (&answer, "units_per_transaction_base", row), 9. / 4.); /* not (2.5 + 1 + 3) ÷ 3 */
    }
}

/* An input that is called as a column of the contrast. */
static void
test_growth_of_growth (Fixture *fixture, gconstpointer data)
{
  Question question = { "growth_rate",        NULL, SY_VIEW_GRAIN_MONTH, "2024-05..2024-06",
                        SY_CONTRAST_PREVIOUS, NULL };
  g_autoptr (SyView) view = make_view (&question);
  g_auto (Answer) answer = { 0 };

  bring (fixture, "sales.csv",
         "date,order,amount\n2023-05-31,1,100\n2023-06-30,2,100\n2024-05-31,3,150\n"
         "2024-06-30,4,120\n");
  ask (fixture->workbook, view, &answer);
  assert_near (get (&answer, "growth_rate", 1), 0.2);
  assert_near (get (&answer, "growth_rate_base", 1), 0.5);
  assert_near (get (&answer, "growth_rate_difference", 1), -0.3);
}

/* --- what there is to mind is said --- */

static const struct
{
  const char *name, *csv, *period, *sentence;
  SyViewGrain grain;
} said_cases[] = {
  { "base-not-whole", "date,order,amount\n2022-12-01,1,5\n2023-12-31,2,9\n", "2023", "not whole",
    SY_VIEW_GRAIN_NONE },
  { "base-not-whole-in-rows", "date,order,amount\n2022-12-01,1,5\n2023-12-31,2,9\n", "", "not whole",
    SY_VIEW_GRAIN_YEAR },
  { "base-before-the-data", "date,order,amount\n2023-01-01,1,5\n2023-12-31,2,9\n", "2023", "not known",
    SY_VIEW_GRAIN_NONE },
  { "leap-day", "date,order,amount\n2023-02-28,1,4\n2024-02-29,2,5\n", "2024-02-29", "28 February",
    SY_VIEW_GRAIN_NONE },
  { "leap-day-in-rows", "date,order,amount\n2023-02-27,1,4\n2024-03-02,2,5\n", "2024-02-27..2024-03-02",
    "28 February", SY_VIEW_GRAIN_DAY },
};

static gboolean
says (SyEvaluation *evaluation, const char *sentence)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) texts = sy_report_list_findings (evaluation, "view", NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < texts->len; i++)
    if (strstr (texts->pdata[i], sentence))
      return TRUE;
  return FALSE;
}

static void
test_said (Fixture *fixture, gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  Question question = {
    "sales_amount", NULL, said_cases[i].grain, said_cases[i].period, SY_CONTRAST_YOY, NULL
  };
  Question other = { "sales_amount", NULL, said_cases[i].grain, "2024-03-01", SY_CONTRAST_YOY, NULL };
  g_autoptr (SyView) view = make_view (&question);
  g_autoptr (SyView) silent = make_view (&other);
  g_auto (Answer) answer = { 0 };
  g_auto (Answer) quiet = { 0 };

  bring (fixture, "sales.csv", said_cases[i].csv);
  ask (fixture->workbook, view, &answer);
  g_assert_true (says (answer.evaluation, said_cases[i].sentence));
  bring (fixture, "more.csv", "date,order,amount\n2021-01-01,8,1\n2024-03-01,9,1\n");
  ask (fixture->workbook, silent, &quiet);
  g_assert_false (says (quiet.evaluation, said_cases[i].sentence));
}

static void
test_missing_role (Fixture *fixture, gconstpointer data)
{
  Question question = { "sales_amount", "store", SY_VIEW_GRAIN_NONE, "", SY_CONTRAST_NONE, NULL };
  g_autoptr (SyView) view = make_view (&question);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEvaluation) evaluation = NULL;

  bring (fixture, "sales.csv", parts_csv);
  evaluation = sy_workbook_evaluate_view (fixture->workbook, view, &error);
  g_assert_null (evaluation);
  g_assert_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_NEEDS);
  g_assert_nonnull (strstr (error->message, "Store"));
}

/* --- kept: in the tables of the workbook, undone and redone --- */

static void
test_keep (Fixture *fixture, gconstpointer data)
{
  Question question = { "sales_amount", "category", SY_VIEW_GRAIN_NONE, "", SY_CONTRAST_NONE, NULL };
  g_autoptr (SyView) view = make_view (&question);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autoptr (SyTable) table = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *redone = NULL;
  SyView *kept;

  bring (fixture, "sales.csv", blanks_csv);
  kept = sy_workbook_keep_view (fixture->workbook, view, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sy_view_get_id (kept), ==, "view1");
  evaluation = sy_workbook_evaluate (fixture->workbook, &error);
  g_assert_no_error (error);
  table = sy_evaluation_get_table (evaluation, "view1", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sy_table_get_n_rows (table), ==, 3);
  undone = sy_workbook_undo (fixture->workbook, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sy_workbook_get_views (fixture->workbook)->len, ==, 0);
  redone = sy_workbook_redo (fixture->workbook, &error);
  g_assert_cmpuint (sy_workbook_get_views (fixture->workbook)->len, ==, 1);
  g_assert_true (sy_workbook_remove_view (fixture->workbook, "view1", &error));
  g_assert_false (sy_workbook_remove_view (fixture->workbook, "view1", &error));
  g_assert_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_TABLE);
}

/* --- periods and text --- */

static const struct
{
  const char *text, *from, *to, *back;
} period_cases[] = {
  { "2015", "2015-01-01", "2015-12-31", "2015" },
  { "2015-Q3", "2015-07-01", "2015-09-30", "2015-Q3" },
  { "2016-02", "2016-02-01", "2016-02-29", "2016-02" },
  { "2015-12-24", "2015-12-24", "2015-12-24", "2015-12-24" },
  { "2015-01..2015-06", "2015-01-01", "2015-06-30", "2015-01..2015-06" },
  { "2015-01-05..", "2015-01-05", "", "2015-01-05.." },
  { "", "", "", "" },
  { "2015-13", NULL, NULL, NULL },
  { "2015-06..2015-01", NULL, NULL, NULL },
  { "last month", NULL, NULL, NULL },
};

static void
test_periods (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (period_cases); i++)
    {
      g_autoptr (SyView) view = sy_view_new ();
      g_autoptr (GError) error = NULL;
      g_autofree char *back = NULL;

      if (!period_cases[i].from)
        {
          g_assert_false (sy_view_set_period (view, period_cases[i].text, &error));
          g_assert_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_PARAMETER);
          continue;
        }
      g_assert_true (sy_view_set_period (view, period_cases[i].text, &error));
      g_assert_cmpstr (sy_view_get_from (view), ==, period_cases[i].from);
      g_assert_cmpstr (sy_view_get_to (view), ==, period_cases[i].to);
      back = sy_view_dup_period (view);
      g_assert_cmpstr (back, ==, period_cases[i].back);
    }
}

static void
test_text (void)
{
  Question question = { "sales_amount|=SUM(sales[amount])",
                        "region store",
                        SY_VIEW_GRAIN_WEEK,
                        "2015",
                        SY_CONTRAST_FIXED,
                        "2014-12" };
  g_autoptr (SyView) view = make_view (&question);
  g_autoptr (SyView) back = NULL;
  g_autoptr (SyView) none = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  sy_view_set_filter (view, "category", "a;b\\;\n\"c\"");
  sy_view_set_filter (view, "brand", "");
  sy_view_set_comparable (view, TRUE, 6);
  sy_view_set_sort (view, "-sales_amount");
  sy_view_set_top (view, 10);
  text = sy_view_to_text (view);
  back = sy_view_new_from_text (text, &error);
  g_assert_no_error (error);
  g_assert_true (sy_view_equal (view, back));
  g_assert_cmpstr (((const SyViewFilter *) sy_view_get_filters (back)->pdata[0])->value, ==, "a;b\\;\n\"c\"");
  none = sy_view_new_from_text ("nothing", &error);
  g_assert_null (none);
  g_assert_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_PARAMETER);
}

/* --- a year of a pizza shop, recomputed in plain SQL --- */

static void
import_pizza (Fixture *fixture)
{
  g_autofree char *path =
      g_build_filename (g_getenv ("STEELYARD_DATA"), "cases", "pizza-sales-2015.csv", NULL);

  fixture_import (fixture->workbook, path);
}

static SyFrame *
query (Fixture *fixture, const char *sql)
{
  const SyWorkbookSource *source = sy_workbook_get_sources (fixture->workbook)->pdata[0];
  g_auto (GStrv) parts = g_strsplit (sql, "@", -1);
  g_autofree char *statement = g_strjoinv (source->relation, parts);
  g_autoptr (GError) error = NULL;
  SyFrame *frame = sy_engine_query (fixture->engine, statement, NULL, 0, NULL, &error);

  g_assert_no_error (error);
  return frame;
}

static const struct
{
  const char *name;
  Question question;
  const char *columns; /* of the table, by blanks, as the SQL's */
  const char *sql;     /* @: the relation */
} year_cases[] = {
  { "months",
    { "sales_amount", NULL, SY_VIEW_GRAIN_MONTH, "2015-02..2015-12", SY_CONTRAST_PREVIOUS, NULL },
    "sales_amount sales_amount_base sales_amount_rate",
    "SELECT a, b, (a - b) / abs(b) FROM (SELECT m, a, lag(a) OVER (ORDER BY m) AS b FROM (SELECT "
    "date_trunc('month', date) AS m, CAST(sum(amount) AS DOUBLE) AS a FROM @ GROUP BY 1)) WHERE b IS NOT "
    "NULL "
    "ORDER BY m" },
  { "weeks",
    { "sales_quantity", NULL, SY_VIEW_GRAIN_WEEK, "2015-03-02..2015-05-31", SY_CONTRAST_PREVIOUS, NULL },
    "sales_quantity sales_quantity_base",
    "SELECT a, b FROM (SELECT m, a, lag(a) OVER (ORDER BY m) AS b FROM (SELECT date_trunc('week', date) AS "
    "m, "
    "CAST(sum(quantity) AS DOUBLE) AS a FROM @ GROUP BY 1)) WHERE m BETWEEN DATE '2015-03-02' AND DATE "
    "'2015-05-31' ORDER BY m" },
  { "ratio-by-category",
    { "=SUM(sales[amount])/DISTINCTCOUNT(sales[order])", "category", SY_VIEW_GRAIN_NONE, "2015-11",
      SY_CONTRAST_PREVIOUS, NULL },
    "m1 m1_base",
    "SELECT CAST(sum(amount) FILTER (WHERE month(date) = 11) AS DOUBLE) / count(DISTINCT \"order\") FILTER "
    "(WHERE "
    "month(date) = 11), CAST(sum(amount) FILTER (WHERE month(date) = 10) AS DOUBLE) / count(DISTINCT "
    "\"order\") "
    "FILTER (WHERE month(date) = 10) FROM @ GROUP BY lower(CAST(category AS VARCHAR)) ORDER BY "
    "lower(CAST(category AS VARCHAR))" },
  { "two-dimensions",
    { "sales_amount", "category size", SY_VIEW_GRAIN_NONE, "2015-Q2", SY_CONTRAST_NONE, NULL },
    "sales_amount",
    "SELECT CAST(sum(amount) AS DOUBLE) FROM @ WHERE quarter(date) = 2 GROUP BY CAST(category AS VARCHAR), "
    "CAST(size AS VARCHAR) ORDER BY CAST(category AS VARCHAR), CAST(size AS VARCHAR)" },
  { "members-and-months",
    { "sales_amount", "category", SY_VIEW_GRAIN_MONTH, "2015-05..2015-08", SY_CONTRAST_PREVIOUS, NULL },
    "sales_amount sales_amount_base",
    "SELECT a, b FROM (SELECT c, m, a, lag(a) OVER (PARTITION BY c ORDER BY m) AS b FROM (SELECT "
    "CAST(category AS "
    "VARCHAR) AS c, month(date) AS m, CAST(sum(amount) AS DOUBLE) AS a FROM @ GROUP BY 1, 2)) WHERE m "
    "BETWEEN 5 AND 8 "
    "ORDER BY c, m" },
};

static void
test_year (Fixture *fixture, gconstpointer data)
{
  guint c = GPOINTER_TO_UINT (data);
  g_autoptr (SyView) view = make_view (&year_cases[c].question);
  g_auto (GStrv) columns = g_strsplit (year_cases[c].columns, " ", -1);
  g_auto (Answer) answer = { 0 };
  g_autoptr (SyFrame) expected = NULL;

  import_pizza (fixture);
  ask (fixture->workbook, view, &answer);
  expected = query (fixture, year_cases[c].sql);
  g_assert_cmpint (sy_frame_get_n_rows (answer.frame), ==, sy_frame_get_n_rows (expected));
  for (gint64 row = 0; row < sy_frame_get_n_rows (expected); row++)
    for (guint i = 0; columns[i]; i++)
      assert_near (get (&answer, columns[i], row), sy_frame_get_double (expected, i, row));
}

/* The checks of a view, and drilling: what is within a row adds up to it, wherever one looks. */
static void
test_adds_up (Fixture *fixture, gconstpointer data)
{
  Question question = { "sales_amount", "category", SY_VIEW_GRAIN_MONTH, "2015", SY_CONTRAST_NONE, NULL };
  g_autoptr (SyView) view = make_view (&question);
  g_auto (Answer) answer = { 0 };
  g_autoptr (GRand) random = g_rand_new_with_seed (20150101);
  SyValue sum, whole;

  import_pizza (fixture);
  ask (fixture->workbook, view, &answer);
  g_assert_cmpint (sy_frame_get_n_rows (answer.frame), ==, 48);
  g_assert_true (sy_evaluation_compute (answer.evaluation, "SUM(view[sales_amount])", &sum, NULL, NULL));
  g_assert_true (
      sy_evaluation_compute (answer.evaluation, "INDEX(view_whole[sales_amount],1)", &whole, NULL, NULL));
  assert_near (sum.number, 817860.05);
  assert_near (whole.number, 817860.05);
  for (guint i = 0; i < 10; i++)
    {
      gint64 row = g_rand_int_range (random, 0, 48);
      const char *values[] = { get_text (&answer, "category", row), NULL };
      g_autofree char *month = g_strdup_printf ("2015-%02d-01", (int) (row % 12) + 1);
      g_autoptr (SyView) inner = sy_view_drill (view, values, month, i % 2 ? "product" : "order");
      g_auto (Answer) drilled = { 0 };
      double total = 0;

      ask (fixture->workbook, inner, &drilled);
      for (gint64 j = 0; j < sy_frame_get_n_rows (drilled.frame); j++)
        total += get (&drilled, "sales_amount", j);
      assert_near (total, get (&answer, "sales_amount", row));
    }
}

/* Whoever any of them reads by days of its own is a row: in one formula that would be longer than a cell
 * takes. One indicator is called as a column of another one's contrast. */
static void
test_many_indicators (Fixture *fixture, gconstpointer data)
{
  Question question = { "sales_amount|recency_days|activation_rate|second_purchase_rate|"
                        "frequency_decline_rate|cross_ratio|active_member_share|member_repurchase_rate|"
                        "member_churn_rate|relative_member_churn_rate|daily_sales_forecast|"
                        "annual_sales_forecast|price_elasticity|price_elasticity_index|"
                        "member_participation_rate|yoy_growth_rate|mom_growth_rate",
                        "store",
                        SY_VIEW_GRAIN_NONE,
                        "2024-06",
                        SY_CONTRAST_YOY,
                        NULL };
  g_autoptr (SyView) view = make_view (&question);
  g_auto (Answer) answer = { 0 };

  bring (fixture, "sales.csv",
         "date,order,store,customer,product,quantity,amount\n"
         "2023-06-10,1,A,c1,p,2,20\n2023-06-11,2,B,c2,p,3,30\n2024-05-10,3,A,c1,q,1,9\n"
         "2024-06-10,4,A,c1,p,4,36\n2024-06-12,5,C,c3,q,5,40\n");
  ask (fixture->workbook, view, &answer);
  g_assert_cmpint (sy_frame_get_n_rows (answer.frame), ==, 3);
  g_assert_cmpint (sy_table_find_column (answer.table, "rows_2"), >=, 0);
  g_assert_cmpint (sy_table_find_column (answer.table, "price_elasticity_contrast_index"), >=, 0);
  assert_near (get (&answer, "sales_amount", 0), 36);
  assert_near (get (&answer, "sales_amount_base", 0), 20);
  assert_near (get (&answer, "sales_amount_base", 1), 30);
  assert_near (get (&answer, "sales_amount", 2), 40);
}

static void
test_top (Fixture *fixture, gconstpointer data)
{
  Question question = {
    "sales_amount", "product", SY_VIEW_GRAIN_NONE, "2015-12", SY_CONTRAST_PREVIOUS, NULL
  };
  g_autoptr (SyView) view = make_view (&question);
  g_auto (Answer) answer = { 0 };
  g_autoptr (SyFrame) expected = NULL;

  import_pizza (fixture);
  sy_view_set_sort (view, "-sales_amount");
  sy_view_set_top (view, 5);
  ask (fixture->workbook, view, &answer);
  expected = query (fixture, "SELECT CAST(sum(amount) AS DOUBLE) AS a FROM @ WHERE month(date) = 12 GROUP BY "
                             "product ORDER BY a DESC LIMIT 5");
  g_assert_cmpint (sy_frame_get_n_rows (answer.frame), ==, 5);
  for (gint64 row = 0; row < 5; row++)
    assert_near (get (&answer, "sales_amount", row), sy_frame_get_double (expected, 0, row));
}

static void
test_choices (Fixture *fixture, gconstpointer data)
{
  const char *const indicators[] = { "sales_amount", NULL };
  Question question = { "sales_amount", "category", SY_VIEW_GRAIN_NONE, "", SY_CONTRAST_NONE, NULL };
  g_autoptr (SyView) view = make_view (&question);
  g_autoptr (GPtrArray) dimensions = NULL;
  g_autoptr (GPtrArray) contrasts = NULL;
  g_autoptr (GPtrArray) next = NULL;

  import_pizza (fixture);
  dimensions = sy_view_list_dimensions (fixture->workbook, indicators);
  g_assert_cmpstr (((const SyViewChoice *) dimensions->pdata[0])->id, ==, "category");
  g_assert_null (((const SyViewChoice *) dimensions->pdata[0])->unavailable);
  contrasts = sy_view_list_contrasts (fixture->workbook, view);
  g_assert_cmpuint (contrasts->len, ==, SY_CONTRAST_MEAN + 1);
  g_assert_null (((const SyViewChoice *) contrasts->pdata[SY_CONTRAST_YOY])->unavailable);
  g_assert_nonnull (((const SyViewChoice *) contrasts->pdata[SY_CONTRAST_PLAN])->unavailable);
  next = sy_view_suggest_drill (fixture->workbook, view);
  g_assert_cmpuint (next->len, ==, 3);
  g_assert_cmpstr (((const SyViewChoice *) next->pdata[0])->id, ==, "size");
}

#define ADD(path, data, function)                                                                            \
  g_test_add (path, Fixture, data, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/view/periods", test_periods);
  g_test_add_func ("/view/text", test_text);
  ADD ("/view/growth", NULL, test_growth);
  ADD ("/view/comparable/by-list", "stores", test_comparable);
  ADD ("/view/comparable/by-sales", NULL, test_comparable);
  ADD ("/view/blank-members", NULL, test_blank_members);
  ADD ("/view/unfinished", NULL, test_unfinished);
  ADD ("/view/mean-of-ratios", NULL, test_mean_of_ratios);
  ADD ("/view/growth-of-growth", NULL, test_growth_of_growth);
  ADD ("/view/missing-role", NULL, test_missing_role);
  ADD ("/view/keep", NULL, test_keep);
  ADD ("/view/adds-up", NULL, test_adds_up);
  ADD ("/view/many-indicators", NULL, test_many_indicators);
  ADD ("/view/top", NULL, test_top);
  ADD ("/view/choices", NULL, test_choices);
  for (guint i = 0; i < G_N_ELEMENTS (odd_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/view/odd/", odd_cases[i].name, NULL);

      ADD (path, GUINT_TO_POINTER (i), test_odd);
    }
  for (guint i = 0; i < G_N_ELEMENTS (said_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/view/said/", said_cases[i].name, NULL);

      ADD (path, GUINT_TO_POINTER (i), test_said);
    }
  for (guint i = 0; i < G_N_ELEMENTS (year_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/view/year/", year_cases[i].name, NULL);

      ADD (path, GUINT_TO_POINTER (i), test_year);
    }
  return g_test_run ();
}
