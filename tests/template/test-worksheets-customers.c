/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is kept about customers: board, year plan, file, and all on one page. The numbers are those of the
 * methods, or counted by hand. */
#include "config.h"

#include "method-fixture.h"
#include "sy-parameter-choices.h"
#include "sy-workbook-privacy.h"

/* Read once. */
static SyCatalogue *
get_catalogue (void)
{
  static SyCatalogue *catalogue;
  g_autoptr (GError) error = NULL;

  if (!catalogue)
    catalogue = sy_catalogue_new ("en", &error);
  g_assert_no_error (error);
  return catalogue;
}

static Job *
open_kind (const char *kind)
{
  g_autoptr (GError) error = NULL;
  Job *job = g_new0 (Job, 1);
  SyTemplate *template;

  job->catalogue = g_object_ref (get_catalogue ());
  job->engine = sy_duckdb_engine_open (NULL, NULL, &error);
  g_assert_no_error (error);
  job->workbook = sy_workbook_new (job->catalogue, job->engine);
  template = sy_catalogue_find_worksheet (job->catalogue, kind, &error);
  g_assert_no_error (error);
  sy_workbook_set_template (job->workbook, template, &error);
  g_assert_no_error (error);
  return job;
}

/* @rows: lines of cells, with | between; of a table whose rows are given, all of them. */
static void
type (Job *job, const char *table, const char *rows)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) typed = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_auto (GStrv) lines = g_strsplit (rows, "\n", -1);

  for (char **line = lines; *line; line++)
    {
      char **cells = g_strsplit (*line, "|", -1);

      for (char **cell = cells; *cell; cell++)
        g_strstrip (*cell);
      g_ptr_array_add (typed, cells);
    }
  sy_workbook_set_input_rows (job->workbook, table, typed, &error);
  g_assert_no_error (error);
}

static void
refuse (Job *job, const char *table, const char *row, const char *word)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) typed = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  char **cells = g_strsplit (row, "|", -1);

  for (char **cell = cells; *cell; cell++)
    g_strstrip (*cell);
  g_ptr_array_add (typed, cells);
  g_assert_false (sy_workbook_set_input_rows (job->workbook, table, typed, &error));
  g_assert_nonnull (error);
  if (!strstr (error->message, word))
    g_error ("“%s” does not say “%s”", error->message, word);
}

static gboolean
is_blank (SyFrame *frame, const char *column, gint64 row)
{
  int i = sy_frame_find_column (frame, column);

  g_assert_cmpint (i, >=, 0);
  return sy_frame_is_null (frame, (guint) i, row);
}

static gboolean
is_said (Job *job, const char *about, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) said = sy_report_list_findings (job->evaluation, about, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < said->len; i++)
    if (strstr (said->pdata[i], words))
      return TRUE;
  return FALSE;
}

static void
assert_day (SyFrame *frame, const char *column, gint64 row, int year, int month, int day)
{
  g_autoptr (GDateTime) want = g_date_time_new_utc (year, month, day, 0, 0, 0);
  int i = sy_frame_find_column (frame, column);
  g_autofree char *text = NULL, *wanted = g_date_time_format (want, "%Y-%m-%d");

  g_assert_cmpint (i, >=, 0);
  text = sy_frame_dup_plain (frame, (guint) i, row);
  g_assert_cmpstr (text, ==, wanted);
}

/* --- board --- */

/* 1 January to 27 December are 360 days: the last third begins 120 days before, on 29 August. */
static void
test_board_renewal (void)
{
  static const struct
  {
    const char *day, *renewal;
    double misplaced;
  } days[] = {
    { "2026-08-28", "not yet open", 0 },
    { "2026-08-29", "renewal open", 1 },
    { "2026-12-27", "renewal open", 1 },
    { "2026-12-28", "expired", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr (Job) job = open_kind ("board");

      type (job, "board_cards",
            "North | Growth | Li | A | 2026-01-01 | 2026-12-27\n"
            "South | Renewal | Li | A | 2026-01-01 | 2026-12-27");
      set (job, "board_date", days[i].day);
      evaluate (job);
      g_autoptr (SyFrame) list = read_table (job, "board_list");
      assert_day (list, "opens", 0, 2026, 8, 29);
      g_assert_cmpstr (get_text (list, "renewal", 0), ==, days[i].renewal);
      assert_near (days[i].day, get_cell (list, "misplaced", 0), days[i].misplaced, 0);
      assert_near ("in its place", get_cell (list, "misplaced", 1), 0, 0);
      assert_value (job, "board_open_count", 2 * days[i].misplaced, 0);
    }
}

static void
test_board_indicators (void)
{
  g_autoptr (Job) job = open_kind ("board");

  type (job, "board_cards",
        "a | Mature | Li | A | 2025-01-01 | 2025-12-31 | 2026-01-05 | 1 | 10 | 9 | Renewed | Value proven\n"
        "b | Mature | Li | B | 2025-01-01 | 2025-12-31 | 2026-01-10 | 6 | 10 | 5 | Not renewed | Too "
        "expensive\n"
        "c | Lost | Wu | | 2025-01-01 | 2025-12-31 | | 5 | | | Not renewed | Too expensive\n"
        "d | Lost | Wu | A | 2025-01-01 | 2025-12-31 | | | | | Not renewed |");
  set (job, "board_date", "2026-01-10");
  evaluate (job);
  assert_value (job, "board_response", 4, 1e-12); /* 1, 6, 5 */
  assert_value (job, "board_in_time", .5, 1e-12); /* c has no tier, d no answer */
  assert_value (job, "board_solved", .7, 1e-12);
  assert_value (job, "board_renewal_rate", .25, 1e-12);
  assert_value (job, "board_overdue", 1, 0); /* the visit of the day itself is not late */
  g_autoptr (SyFrame) outcomes = read_table (job, "board_outcomes");
  g_assert_cmpint (sy_frame_get_n_rows (outcomes), ==, 3);
  assert_near ("twice", get_cell (outcomes, "count", find_row (outcomes, "reason", "Too expensive")), 2, 0);
  assert_near ("of three", get_cell (outcomes, "share", find_row (outcomes, "reason", "(no reason given)")),
               1. / 3, 1e-12);
}

static void
test_board_bad_input (void)
{
  g_autoptr (Job) job = open_kind ("board");

  type (job, "board_cards",
        "same | Growth | Li | A | 2026-12-27 | 2026-01-01\n"
        "same | Growth | Li | Z | | 2026-12-27\n"
        "| Start | | | 2026-01-01 |\n"
        "stray | | | | 2026-01-01 | 2026-12-27 | | | 2 | 3\n"
        "same | Growth | Li | A | 2026-05-05 | 2026-05-05");
  set (job, "board_date", "2026-11-11");
  evaluate (job);
  g_autoptr (SyFrame) list = read_table (job, "board_list");
  g_assert_cmpint (sy_frame_get_n_rows (list), ==, 5);
  g_assert_cmpstr (get_text (list, "renewal", 0), ==, "ends before it starts");
  g_assert_true (is_blank (list, "opens", 0));
  g_assert_cmpstr (get_text (list, "renewal", 1), ==, "no contract dates");
  g_assert_true (is_blank (list, "hours", 1)); /* there is no tier Z */
  g_assert_cmpstr (get_text (list, "customer", 2), ==, "(no name)");
  g_assert_cmpstr (get_text (list, "problem", 3), ==, "no stage");
  assert_near ("stage or not", get_cell (list, "is_open", 3), 1, 0);
  g_assert_cmpstr (get_text (list, "renewal", 4), ==, "ends before it starts");
  assert_value (job, "board_count", 5, 0);
  assert_value (job, "board_problems", 3, 0);
  g_assert_true (isnan (get_value (job, "board_response")));
  refuse (job, "board_cards", "x | Nowhere", "Nowhere");
  refuse (job, "board_cards", "x | Growth | | | 2026-13-01", "2026-13-01");
  refuse (job, "board_cards", "x | Growth | | | | | | -1", "-1");
}

/* Nothing is judged on a day that nobody gave; the sheet says so. */
static void
test_board_without_day (void)
{
  g_autoptr (Job) job = open_kind ("board");

  type (job, "board_cards", "North | Growth | Li | A | 2020-01-01 | 2020-12-26 | 2020-02-02");
  evaluate (job);
  assert_value (job, "board_open_count", 0, 0);
  assert_value (job, "board_overdue", 0, 0);
  g_assert_true (is_said (job, "board_list", "Type the day of the board"));
}

static void
test_board_many (void)
{
  g_autoptr (Job) job = open_kind ("board");
  g_autoptr (GString) rows = g_string_new (NULL);
  static const char *const stages[] = { "Introduction", "Start",   "Growth", "Mature",
                                        "Decline",      "Renewal", "Lost" };

  for (guint i = 0; i < 500; i++)
    g_string_append_printf (rows, "%sc%u | %s | o%u | A | 2026-01-01 | 2026-12-27", i ? "\n" : "", i,
                            stages[i % 7], i % 9);
  type (job, "board_cards", rows->str);
  set (job, "board_date", "2026-10-01");
  evaluate (job);
  assert_value (job, "board_count", 500, 0);
  g_autoptr (SyFrame) overview = read_table (job, "board_overview");
  assert_near ("introduction", get_cell (overview, "cards", 0), 72, 0); /* 500 = 71 × 7 + 3 */
  assert_near ("lost", get_cell (overview, "cards", 6), 71, 0);
  assert_value (job, "board_open_count", 429, 0);
  assert_value (job, "board_misplaced", 429 - 71, 0);
}

/* --- year plan --- */

static void
test_plan_smart (void)
{
  g_autoptr (Job) job = open_kind ("year-plan");

  type (job, "year_plan_targets",
        "Sales | sales | 1000000 | yuan | 900000 | 1100000 | 980000 | company | 2026-01-01 | 2026-12-31 | "
        "600000\n"
        "Shops | shops | 200 | | 100 | 150 | 140 | channel | 2026-01-01 | 2026-06-30\n"
        "Image | | | | | | | | 2026-01-01\n"
        "Backwards | sales | 5 | | 5 | 5 | | company | 2026-05-01 | 2026-03-01\n"
        "| sales | | | | | | company | 2026-05-01 | 2026-05-01");
  evaluate (job);
  g_autoptr (SyFrame) checked = read_table (job, "year_plan_checked");
  assert_near ("all five", get_cell (checked, "passed", 0), 5, 0);
  assert_near ("reached", get_cell (checked, "reached", 0), .6, 1e-12);
  g_assert_cmpstr (get_text (checked, "achievable", 1), ==, "above the challenge; forecast 140");
  assert_near ("but A", get_cell (checked, "passed", 1), 4, 0);
  g_assert_cmpstr (get_text (checked, "timed", 2), ==, "no end");
  g_assert_cmpstr (get_text (checked, "measurable", 2), ==, "no indicator");
  g_assert_cmpstr (get_text (checked, "relevant", 2), ==, "part of no target");
  assert_near ("only S", get_cell (checked, "passed", 2), 1, 0);
  g_assert_cmpstr (get_text (checked, "achievable", 3), ==, "fine"); /* on both bounds */
  g_assert_cmpstr (get_text (checked, "timed", 3), ==, "ends before it starts");
  g_assert_cmpstr (get_text (checked, "specific", 4), ==, "missing");
  g_assert_cmpstr (get_text (checked, "measurable", 4), ==, "no value");
  g_assert_cmpstr (get_text (checked, "timed", 4), ==, "ends before it starts"); /* the same day */
  assert_value (job, "year_plan_smart_count", 1, 0);
}

/* Quarters end on 31 March, 30 June …; a review has fifteen days more. */
static void
test_plan_reviews (void)
{
  static const struct
  {
    const char *day;
    double overdue;
  } days[] = { { "2026-07-15", 0 }, { "2026-07-16", 1 }, { "2026-11-02", 2 }, { "2027-01-16", 3 } };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr (Job) job = open_kind ("year-plan");

      set (job, "year_plan_year", "2026");
      set (job, "year_plan_date", days[i].day);
      type (job, "year_plan_reviews",
            "Q1 | | 2026-04-10 | 250 | 260\nQ2 | | | 250 | 240\nQ3 | 2026-11-01\nQ4");
      evaluate (job);
      assert_value (job, "year_plan_overdue", days[i].overdue, 0);
      g_assert_cmpint (is_said (job, "year_plan_quarters", "overdue"), ==, days[i].overdue > 0);
      g_autoptr (SyFrame) quarters = read_table (job, "year_plan_quarters");
      g_assert_cmpstr (get_text (quarters, "state", 0), ==, "held");
      assert_near ("first quarter", get_cell (quarters, "reached", 0), 1.04, 1e-12);
      assert_day (quarters, "due", 1, 2026, 7, 15);
      assert_day (quarters, "due", 3, 2027, 1, 15);
    }
}

static void
test_plan_steps (void)
{
  g_autoptr (Job) job = open_kind ("year-plan");

  set (job, "year_plan_date", "2026-03-01");
  type (job, "year_plan_steps",
        "Look back at last year | Li | Done | 2026-01-10 | 2026-01-08\n"
        "Ask for needs | Li | Not begun | 2026-01-20 | 2026-01-22\n" /* the day counts more than the state */
        "Draft the plan | Li | Under way | 2026-02-10\n"
        "Agree inside | Wu | Not begun | 2026-03-01\n"
        "Negotiate | Wu | Done\n"
        "Sign | Wu");
  type (job, "year_plan_displays", "one | 7 | 10\ntwo | 69 | 100\nthree | 1 | 0\nfour | |");
  evaluate (job);
  assert_value (job, "year_plan_progress", .5, 1e-12);
  assert_value (job, "year_plan_late_steps", 1, 0);
  assert_value (job, "year_plan_early_steps", 1, 0);
  assert_value (job, "year_plan_shelf_count", 2, 0); /* a shelf of nothing is none */
  assert_value (job, "year_plan_shelf_share", .5, 1e-12);
}

/* --- file --- */

/* Of three supermarkets two are in town; every row of the table sums to one. */
static void
test_file_areas (void)
{
  g_autoptr (Job) job = open_kind ("customer-file");

  type (job, "customer_file_customers",
        "a | Shop | Supermarket | 850 | Town | A | 40\n"
        "b | Shop | Supermarket | 120 | Country | B | 200\n"
        "c | Shop | Supermarket | 6000 | Town | B\n"
        "d | Channel | Convenience store | 50 | | C | 30\n"
        "e | B2B | Kiosk | | Town\n"
        "f | Internal | Wholesale | 10 | Country");
  evaluate (job);
  g_autoptr (SyFrame) areas = read_table (job, "customer_file_areas");
  gint64 super = find_row (areas, "format", "Supermarket");
  assert_near ("town", get_cell (areas, "city", super), 2. / 3, 1e-12);
  assert_near ("country", get_cell (areas, "rural", super), 1. / 3, 1e-12);
  assert_near ("age", get_cell (areas, "stock_age", super), 120, 1e-12);
  assert_near ("within", get_cell (areas, "within", super), 1. / 3, 1e-12); /* “to” belongs to the next */
  gint64 convenience = find_row (areas, "format", "Convenience store");
  assert_near ("not told", get_cell (areas, "unplaced", convenience), 1, 1e-12);
  assert_near ("from is within", get_cell (areas, "within", convenience), 1, 1e-12);
  assert_near ("no standard", get_cell (areas, "unmeasured", find_row (areas, "format", "Wholesale")), 1,
               1e-12);
  for (gint64 row = 0; row < sy_frame_get_n_rows (areas); row++)
    if (get_cell (areas, "customers", row) > 0)
      {
        assert_near ("row", get_cell (areas, "total", row), 1, 1e-12);
        assert_near ("row of areas",
                     get_cell (areas, "within", row) + get_cell (areas, "outside", row)
                         + get_cell (areas, "unmeasured", row),
                     1, 1e-12);
      }
    else
      g_assert_true (is_blank (areas, "total", row));
  assert_value (job, "customer_file_formatless", 1, 0);
  assert_value (job, "customer_file_old_count", 1, 0);
  assert_value (job, "customer_file_misfits", 2, 0);
  refuse (job, "customer_file_needs", "a | Profit | 6", "6");
}

/* What is typed about persons is masked in all that is shown, and found again all the same. */
static void
test_file_card (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Job) job = open_kind ("customer-file");

  type (job, "customer_file_customers",
        "first | Shop\n"
        "Good Harvest | Shop | Grocery | 30 | Country | A | 40 | 张三丰 | 13812345678 | "
        "浙江省杭州市西湖区文三路 1 号");
  type (job, "customer_file_needs", "Good Harvest | Profit | 5 | 3\nGood Harvest | Service | 4 | 4");
  set (job, "customer_file_shown", "Good Harvest");
  g_assert_true (sy_workbook_set_masking (job->workbook, SY_MASKING_VIEW, &error));
  g_assert_no_error (error);
  evaluate (job);
  g_autoptr (SyFrame) card = read_table (job, "customer_file_card");
  g_assert_cmpstr (get_text (card, "answer", 6), ==, "张**");
  g_assert_cmpstr (get_text (card, "answer", 7), ==, "138****5678");
  g_assert_cmpstr (get_text (card, "answer", 8), ==, "浙江省杭州市西湖区");
  g_assert_cmpstr (get_text (card, "answer", 12), ==, "Profit Service");
  g_assert_true (g_str_has_prefix (get_text (card, "answer", 0), "M"));
  assert_value_text (job, "customer_file_widest", "Profit");
}

/* --- all on one page --- */

static Job *
open_view (const char *customer)
{
  Job *job = open_vector ("rfm-sales.csv", "customer-360");

  add_vector (job, "view-members.csv");
  add_vector (job, "view-service.csv");
  add_vector (job, "view-receivables.csv");
  load_input (job, "c360_plans", "c360-plans.csv");
  if (customer)
    set (job, "radar_customer", customer);
  return job;
}

static void
assert_fact (SyFrame *profile, const char *field, const char *want)
{
  g_assert_cmpstr (get_text (profile, "answer", find_row (profile, "field", field)), ==, want);
}

static void
test_view (void)
{
  g_autoptr (Job) job = open_view (NULL);

  evaluate (job);
  assert_value_text (job, "c360_customer", "ann"); /* who spent most */
  assert_value (job, "c360_amount", 200, 0);
  assert_value (job, "c360_order_count", 2, 0);
  assert_value (job, "c360_owed", 179.5, 1e-9);
  assert_value (job, "c360_tickets_count", 3, 0);
  assert_value (job, "c360_unsolved", 2, 0);
  assert_value (job, "c360_late", 1, 0); /* until 15 June, on 30 June not done */
  g_autoptr (SyFrame) profile = read_table (job, "c360_profile");
  assert_fact (profile, "Name", "Ann Lee");
  assert_fact (profile, "Age", "34");
  assert_fact (profile, "Stage", "New");
  assert_fact (profile, "Next step", "call");
  assert_fact (profile, "Likes best", "pot");
  g_autoptr (SyFrame) orders = read_table (job, "c360_orders");
  g_assert_cmpint (sy_frame_get_n_rows (orders), ==, 2);
  g_assert_cmpstr (get_text (orders, "order", 0), ==, "2"); /* the newest first */
  assert_near ("lines", get_cell (orders, "lines", 1), 2, 0);
  g_autoptr (SyFrame) tickets = read_table (job, "c360_tickets");
  g_assert_cmpstr (get_text (tickets, "ticket", 0), ==, "T4");
  g_assert_true (is_blank (tickets, "minutes", 1));
}

/* A member who never bought, one who gave more back, and one whom nobody knows. */
static void
test_view_of_others (void)
{
  g_autoptr (Job) never = open_view ("zoe");
  g_autoptr (Job) returned = open_view ("bob");
  g_autoptr (Job) unknown = open_view ("nobody");

  evaluate (never);
  assert_value_text (never, "c360_stage", "Potential");
  assert_value (never, "c360_amount", 0, 0);
  g_assert_true (isnan (get_value (never, "c360_order_mean")));
  g_autoptr (SyFrame) orders = read_table (never, "c360_orders");
  g_assert_cmpint (sy_frame_get_n_rows (orders), ==, 0);
  evaluate (returned);
  assert_value (returned, "c360_amount", -20, 0);
  assert_value_text (returned, "c360_segment", "");
  evaluate (unknown);
  assert_value (unknown, "c360_known", 0, 0);
  g_assert_true (is_said (unknown, "c360_profile", "The data know no customer “nobody”"));
}

/* Sales alone: what needs other files is left out, the rest stands. */
static void
test_view_of_sales_alone (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Job) job = open_vector ("rfm-sales.csv", "customer-360");

  evaluate (job);
  g_autoptr (SyFrame) profile = read_table (job, "c360_profile");
  g_assert_cmpint (sy_frame_get_n_rows (profile), ==, 7);
  g_autoptr (SyTable) tickets = sy_evaluation_get_table (job->evaluation, "c360_tickets", NULL, &error);
  g_assert_null (tickets);
  g_assert_nonnull (error);
}

/* Masked, the customer is chosen and shown by pseudonym, and the figures stay. */
static void
test_view_masked (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Job) job = open_view ("ann");
  g_auto (GStrv) choices = NULL;
  g_autofree char *shown = NULL;

  g_assert_true (sy_workbook_set_masking (job->workbook, SY_MASKING_VIEW, &error));
  g_assert_no_error (error);
  evaluate (job);
  g_autoptr (SyFrame) profile = read_table (job, "c360_profile");
  shown = g_strdup (get_text (profile, "answer", 0));
  g_assert_true (g_str_has_prefix (shown, "M"));
  assert_fact (profile, "Name", "A***");
  assert_value (job, "c360_amount", 200, 0);
  choices = sy_evaluation_list_choices (job->evaluation, "radar_customer", NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_strv_contains ((const char *const *) choices, shown));
  g_assert_false (g_strv_contains ((const char *const *) choices, "ann"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/worksheets/board/renewal", test_board_renewal);
  g_test_add_func ("/worksheets/board/indicators", test_board_indicators);
  g_test_add_func ("/worksheets/board/bad-input", test_board_bad_input);
  g_test_add_func ("/worksheets/board/without-day", test_board_without_day);
  g_test_add_func ("/worksheets/board/many", test_board_many);
  g_test_add_func ("/worksheets/year-plan/smart", test_plan_smart);
  g_test_add_func ("/worksheets/year-plan/reviews", test_plan_reviews);
  g_test_add_func ("/worksheets/year-plan/steps", test_plan_steps);
  g_test_add_func ("/worksheets/customer-file/areas", test_file_areas);
  g_test_add_func ("/worksheets/customer-file/card", test_file_card);
  g_test_add_func ("/customer-360/all", test_view);
  g_test_add_func ("/customer-360/others", test_view_of_others);
  g_test_add_func ("/customer-360/sales-alone", test_view_of_sales_alone);
  g_test_add_func ("/customer-360/masked", test_view_masked);
  return g_test_run ();
}
