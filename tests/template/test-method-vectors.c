/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The worked examples of the methods come out of the templates that ship, from a file through the importer
 * and the engine; so do the figures of a real year of sales, computed by a program of its own (exact
 * fractions, no shared code). */
#include "config.h"

#include <glib/gstdio.h>

#include "method-fixture.h"

static Job *
open_june (void)
{
  Job *job = open_vector ("weights.csv", "tracking");
  load_input (job, "special_days", "special-days.csv");
  set (job, "month_target", "1000000");
  evaluate (job);
  return job;
}

/* W1: means → weights, the lowest weekday at 1.0, and the week index. */
static void
test_week_weight (void)
{
  static const double means[] = { 10000, 10500, 10200, 10800, 13000, 20000, 18500 };
  static const double weights[] = { 1.0, 1.05, 1.02, 1.08, 1.3, 2.0, 1.85 };
  g_autoptr (Job) job = open_june ();
  g_autoptr (SyFrame) weekday = read_table (job, "weekday");
  g_assert_cmpint (sy_frame_get_n_rows (weekday), ==, 7);
  for (gint64 i = 0; i < 7; i++)
    {
      assert_near ("average", get_cell (weekday, "average", i), means[i], 1e-9);
      assert_near ("weight", get_cell (weekday, "weight", i), weights[i], 1e-12);
    }
  assert_value (job, "week_index", 9.3, 1e-12);
}

/* W2: a branch's weights add up to the enterprise's index. */
static void
test_branch_weight (void)
{
  static const double weights[] = { 0.93, 0.8835, 0.9533, 0.9765, 1.2788, 2.1855, 2.0925 };
  g_autoptr (Job) job = open_june ();
  g_autoptr (SyFrame) branch = read_table (job, "branch");
  double sum = 0.;
  g_assert_cmpint (sy_frame_get_n_rows (branch), ==, 14);
  for (gint64 i = 0; i < 7; i++)
    {
      g_assert_cmpstr (get_text (branch, "store", i), ==, "A");
      assert_near ("weight", get_cell (branch, "weight", i), weights[i], 5.1e-5);
      sum += get_cell (branch, "weight", i);
    }
  assert_near ("sum", sum, 9.3, 1e-12);
}

/* Saturday of A typed as 2.5: the other six share 9.3 − 2.5 as they shared 9.3 − 2.1855. Unscaled, A’s week
 * does not add up and is not used; B’s is.
 */
static void
test_branch_by_hand (void)
{
  static const double before[] = { 0.93, 0.8835, 0.95325, 0.9765, 1.27875, 2.1855, 2.0925 };
  g_autoptr (Job) job = open_vector ("weights.csv", "branch-weights");
  load_input (job, "special_days", "special-days.csv");
  load_input (job, "branch_edits", "branch-edits.csv");
  evaluate (job);
  g_autoptr (SyFrame) scaled = read_table (job, "branch_used");
  for (gint64 i = 0; i < 7; i++)
    assert_near ("weight", get_cell (scaled, "weight", i),
                 i == 5 ? 2.5 : before[i] * (9.3 - 2.5) / (9.3 - 2.1855), 1e-9);
  assert_value (job, "blocked_stores", 0., 0.);
  set (job, "branch_rescale", "FALSE");
  evaluate (job);
  g_autoptr (SyFrame) sums = read_table (job, "branch_sums");
  g_autoptr (SyFrame) used = read_table (job, "branch_used");
  assert_near ("difference", get_cell (sums, "difference", 0), 2.5 - 2.1855, 1e-6);
  assert_value (job, "blocked_stores", 1., 0.);
  g_assert_true (isnan (get_cell (used, "weight", 0)));
  g_assert_false (isnan (get_cell (used, "weight", 7)));
}

/* W4: month weight with special days, and targets that add up. */
static void
test_month_weight (void)
{
  static const double targets[] = { 46083, 42627, 23041, 24194, 23502, 24885, 29954, 59908, 55299, 50691 };
  g_autoptr (Job) job = open_june ();
  g_autoptr (SyFrame) daily = read_table (job, "daily");
  double sum = 0.;
  g_assert_cmpint (sy_frame_get_n_rows (daily), ==, 30);
  for (gint64 i = 0; i < 30; i++)
    {
      if (i < (gint64) G_N_ELEMENTS (targets))
        assert_near ("target", get_cell (daily, "target", i), targets[i], 0.);
      sum += get_cell (daily, "target", i);
    }
  assert_near ("sum of the targets", sum, 1000000., 0.);
  assert_value (job, "month_weight", 43.4, 1e-9);
}

/* W4 again, with the weights typed instead of computed: the history is of no account then. */
static void
test_given_weights (void)
{
  g_autoptr (Job) job = open_vector ("abc.csv", "tracking");
  load_input (job, "given_weights", "given-weights.csv");
  load_input (job, "special_days", "special-days.csv");
  set (job, "month_target", "1000000");
  evaluate (job);
  assert_value (job, "week_index", 9.3, 1e-12);
  assert_value (job, "month_weight", 43.4, 1e-9);
  g_autoptr (SyFrame) daily = read_table (job, "daily");
  assert_near ("1 June", get_cell (daily, "target", 0), 46083, 0.);
  assert_near ("8 June", get_cell (daily, "target", 7), 59908, 0.);
}

/* A weekday with fewer than four days has no weight, and says so; days without a weight have no target. */
static void
test_too_few_days (void)
{
  g_autoptr (Job) job = open_vector ("abc.csv", "tracking");
  evaluate (job);
  g_autoptr (SyFrame) weekday = read_table (job, "weekday");
  for (gint64 i = 0; i < 7; i++)
    {
      g_assert_true (isnan (get_cell (weekday, "weight", i)));
      g_assert_cmpstr (get_text (weekday, "remark", i), !=, "");
    }
  assert_value (job, "missing_weekdays", 7, 0.);
  assert_value (job, "week_index", 0, 0.);
  g_assert_true (isnan (get_value (job, "forecast")));
  assert_value (job, "sales_to_date", 1000, 1e-9);
}

/* In the first month of the data the history is the month itself. */
static void
test_first_month (void)
{
  g_autoptr (Job) job = open_vector ("weights.csv", "tracking");
  set (job, "month", "2024-04");
  evaluate (job);
  assert_value (job, "history_found", 0, 0.);
  assert_value (job, "week_index", 9.3, 1e-12);
  assert_value (job, "completion", 1, 1e-12);
}

/* Before the month begins there are targets, and nothing to forecast from. */
static void
test_month_to_come (void)
{
  g_autoptr (Job) job = open_vector ("weights.csv", "tracking");
  set (job, "month", "2024-07");
  set (job, "month_target", "777777");
  evaluate (job);
  g_autoptr (SyFrame) daily = read_table (job, "daily");
  double sum = 0.;
  for (gint64 i = 0; i < sy_frame_get_n_rows (daily); i++)
    sum += get_cell (daily, "target", i);
  assert_near ("sum of the targets", sum, 777777., 0.);
  assert_value (job, "days_done", 0, 0.);
  assert_value (job, "sales_to_date", 0, 0.);
  g_assert_true (isnan (get_value (job, "forecast")));
  g_assert_true (isnan (get_value (job, "best_day")));
}

/* W5: forecast with band after twelve days, and the rates. */
static void
test_forecast (void)
{
  static const double unit_values[] = { 24480, 23520, 24240, 23280, 24720, 24000,
                                        25200, 23760, 24000, 23040, 24000, 23760 };
  g_autoptr (Job) job = open_june ();
  g_autoptr (SyFrame) daily = read_table (job, "daily");
  for (gint64 i = 0; i < 30; i++)
    {
      double got = get_cell (daily, "unit_weight", i);
      if (i < (gint64) G_N_ELEMENTS (unit_values))
        assert_near ("unit_weight", got, unit_values[i], 1.);
      else
        g_assert_true (isnan (got));
    }
  assert_value (job, "sales_to_date", 444549, 1e-6);
  assert_value (job, "weight_to_date", 18.57, 1e-9);
  assert_value (job, "unit_weight", 23939.10, 0.005);
  assert_value (job, "forecast", 1038957, 0.5);
  assert_value (job, "forecast_low", 1031355, 0.5);
  assert_value (job, "forecast_high", 1046558, 0.5);
  assert_value (job, "completion", 0.4445, 5e-5);
  assert_value (job, "weight_progress", 0.4279, 5e-5);
  assert_value (job, "rolling_completion", 1.0390, 5e-5);
  assert_value (job, "forecast_completion", 1.0390, 5e-5);
  assert_value (job, "required_unit_weight", 22370.16, 0.005);
  assert_value (job, "required_next_day", 24160, 0.5);
}

typedef struct
{
  const char *date;
  double z;
} Outlier;

typedef struct
{
  const char *name;
  const char *complete_stores_only, *exclusions, *drop_outliers, *outlier_z;
  const char *stores; /* the complete ones */
  double weights[7];
  double week_index;
  guint n_outliers;
  Outlier outliers[5]; /* the first of them */
} StoresCase;

/* Steps 1 and 3 of the weekly weights, for which there is no worked example: printed by
 * vectors/make-april.py, which computes them with exact fractions and the medians of Python's library. */
/* clang-format off */
static const StoresCase stores_cases[] = {
  { "complete-stores", "TRUE", NULL, "FALSE", "3.5", "A B",
    { 1.0, 1.3445563734506545, 1.0738743827080213, 1.0701585543941528, 1.1453327888956737, 1.9589362436801674, 1.9744017963690301 },
    9.5672601394977, 0, { { NULL, 0. } } },
  { "all-stores", "FALSE", NULL, "FALSE", "3.5", "A B",
    { 1.0, 1.3256937512788176, 1.1347731815115838, 1.0978965540581016, 1.1651887057245993, 1.974395725976403, 2.0025250030190254 },
    9.700472921568531, 0, { { NULL, 0. } } },
  { "closed-on-a-day-left-out", "TRUE", "exclusions.csv", "FALSE", "3.5", "A B D",
    { 1.0, 1.3392833568349536, 1.0782364792340704, 1.0745055571605961, 1.154873232621822, 1.9770347396677375, 1.96336213265033 },
    9.58729549816951, 0, { { NULL, 0. } } },
  { "outliers", "TRUE", "exclusions.csv", "TRUE", "3.5", "A B D",
    { 1.0, 1.05210581168328, 1.0148108039850074, 1.0745055571605961, 1.283232470884458, 1.9904963984985566, 1.8743224549849902 },
    9.289473497196889, 5,
    { { "2024-02-13", 53.90779855303332 }, { "2024-02-24", -4.350674399626953 }, { "2024-03-08", -14.040900028062298 },
      { "2024-03-20", 6.383077185765099 }, { "2024-03-24", 19.831190045897877 } } },
  { "outliers-of-all-stores", "FALSE", NULL, "TRUE", "2", "A B",
    { 1.0588422920892495, 1.1056621872887087, 1.0, 1.1501014198782962, 1.3883002028397566, 2.1117455487942305, 1.976607843137255 },
    9.791259494027496, 20,
    { { "2024-02-01", -2.3936539446619123 }, { "2024-02-02", -2.029357480488073 }, { "2024-02-03", -8.206782368249838 },
      { "2024-02-04", -3.398989367373534 }, { "2024-02-05", -2.890556271377032 } } },
};
/* clang-format on */

static void
assert_outliers (Job *job, const StoresCase *c)
{
  g_autoptr (SyFrame) dropped = read_table (job, "dropped_days");
  guint n = 0;

  for (gint64 i = 0; i < sy_frame_get_n_rows (dropped); i++)
    {
      const char *reason = get_text (dropped, "reason", i);
      g_autofree char *date = sy_frame_dup_plain (dropped, (guint) sy_frame_find_column (dropped, "date"), i);
      double z = get_cell (dropped, "z", i);

      if (!g_str_has_prefix (reason, "outlier"))
        {
          g_assert_cmpstr (reason, ==, "left out by hand Spring Festival");
          continue;
        }
      g_assert_cmpstr (reason, ==, z > 0. ? "outlier, high" : "outlier, low");
      if (n < G_N_ELEMENTS (c->outliers))
        {
          g_assert_cmpstr (date, ==, c->outliers[n].date);
          assert_near (date, z, c->outliers[n].z, 1e-9);
        }
      n++;
    }
  g_assert_cmpuint (n, ==, c->n_outliers);
  assert_value (job, "outlier_days", c->n_outliers, 0.);
  assert_value (job, "days_dropped", c->n_outliers + (c->exclusions ? 1 : 0), 0.);
}

static void
test_stores (gconstpointer data)
{
  const StoresCase *c = data;
  g_autoptr (Job) job = open_vector ("april.csv", "tracking");
  g_autoptr (GString) complete = g_string_new (NULL);

  set (job, "month", "2024-04");
  set (job, "history_days", "60");
  set (job, "complete_stores_only", c->complete_stores_only);
  set (job, "drop_outliers", c->drop_outliers);
  set (job, "outlier_z", c->outlier_z);
  if (c->exclusions)
    load_input (job, "exclusions", c->exclusions);
  evaluate (job);

  g_autoptr (SyFrame) stores = read_table (job, "store_list");
  for (gint64 i = 0; i < sy_frame_get_n_rows (stores); i++)
    if (get_cell (stores, "complete", i) > 0.)
      g_string_append_printf (complete, "%s%s", complete->len ? " " : "", get_text (stores, "store", i));
  g_assert_cmpstr (complete->str, ==, c->stores);
  g_autoptr (SyFrame) weekday = read_table (job, "weekday");
  for (gint64 i = 0; i < 7; i++)
    assert_near ("weight", get_cell (weekday, "weight", i), c->weights[i], 1e-12);
  assert_value (job, "week_index", c->week_index, 1e-11);
  assert_outliers (job, c);
}

/* Two stores take turns: none is complete, so both count, and it is said. */
static void
test_no_complete_store (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "steelyard-turns.csv", NULL);
  g_autoptr (GString) csv = g_string_new ("date,store,amount\n");
  double week_index[2];
  gboolean is_said = FALSE;

  for (int day = 0; day < 60; day++)
    g_string_append_printf (csv, "2024-%02d-%02d,%s,%d.00\n", day < 31 ? 3 : 4, day < 31 ? day + 1 : day - 30,
                            day % 2 ? "odd" : "even", 100 + day % 7 * 10);
  g_assert_true (g_file_set_contents (path, csv->str, -1, &error));
  for (guint i = 0; i < G_N_ELEMENTS (week_index); i++)
    {
      g_autoptr (Job) job = open_job (path, "tracking");
      g_autoptr (GPtrArray) texts = NULL;

      set (job, "complete_stores_only", i == 0 ? "TRUE" : "FALSE");
      evaluate (job);
      week_index[i] = get_value (job, "week_index");
      assert_value (job, "stores_complete", 0., 0.);
      assert_value (job, "stores_left_out", 0., 0.);
      texts = sy_report_list_findings (job->evaluation, "weekday", NULL, &error);
      g_assert_no_error (error);
      for (guint j = 0; i == 0 && j < texts->len; j++)
        is_said = is_said || g_str_has_prefix (texts->pdata[j], "No store was open on every day");
    }
  assert_near ("week index", week_index[0], week_index[1], 0.);
  assert_near ("week index", week_index[0], 9.1, 1e-12); /* (100 + 110 + … + 160) ÷ 100 */
  g_assert_true (is_said);
  g_unlink (path);
}

typedef struct
{
  const char *id;
  double amount;
  double cumulative;
  const char *class;
} AbcRow;

/* C1: classes; a value of zero is listed, and C. */
static void
test_abc (void)
{
  static const AbcRow rows[] = {
    { "P1", 400, 0.4, "A" }, { "P2", 250, 0.65, "A" }, { "P3", 120, 0.77, "A" }, { "P4", 80, 0.85, "B" },
    { "P5", 60, 0.91, "B" }, { "P6", 40, 0.95, "C" },  { "P7", 25, 0.975, "C" }, { "P8", 15, 0.99, "C" },
    { "P9", 10, 1.0, "C" },  { "P10", 0, 1.0, "C" },
  };
  g_autoptr (Job) job = open_vector ("abc.csv", "pareto");
  evaluate (job);
  g_autoptr (SyFrame) pareto = read_table (job, "pareto");
  g_assert_cmpint (sy_frame_get_n_rows (pareto), ==, G_N_ELEMENTS (rows));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_cmpstr (get_text (pareto, "product", i), ==, rows[i].id);
      assert_near ("amount", get_cell (pareto, "amount", i), rows[i].amount, 0.);
      assert_near ("cumulative", get_cell (pareto, "cumulative", i), rows[i].cumulative, 1e-12);
      g_assert_cmpstr (get_text (pareto, "class", i), ==, rows[i].class);
    }
  assert_value (job, "class_a_products", 3, 0.);
  assert_value (job, "class_a_share", 0.77, 1e-12);
}

/* G2: width, lines, point, zone, and thirds. */
static void
test_price_band (void)
{
  static const double thirds[] = { 840, 90, 70 };
  g_autoptr (Job) job = open_vector ("prices.csv", "price-bands");
  evaluate (job);
  assert_value (job, "width", 140, 0.);
  assert_value (job, "lines", 6, 0.);
  assert_value (job, "price_point", 99, 0.);
  assert_value (job, "zone_low", 79, 0.);
  assert_value (job, "zone_high", 99, 0.);
  assert_value (job, "zone_share", 0.72, 1e-12);
  assert_value (job, "depth", 4, 0.);
  assert_value (job, "low_bound", 105.67, 0.005);
  assert_value (job, "high_bound", 152.33, 0.005);
  g_autoptr (SyFrame) frame = read_table (job, "price_thirds");
  for (gint64 i = 0; i < 3; i++)
    assert_near ("third", get_cell (frame, "quantity", i), thirds[i], 0.);
}

typedef struct
{
  const char *id;
  double want;
} Figure;

/* A year of one shop, December 2015 closed on the 20th against 70,000; the figures are those of an
 * independent program. */
static const Figure figures[] = {
  { "week_index", 8.47238280369034 },
  { "month_weight", 37.485902250829135 },
  { "sales_to_date", 46029.05 },
  { "weight_to_date", 24.23138143541952 },
  { "unit_weight", 1899.5635937090392 },
  { "forecast", 71206.85519301075 },
  { "forecast_low", 69674.05391426846 },
  { "forecast_high", 72739.65647175304 },
  { "completion", 0.6575578571428572 },
  { "rolling_completion", 1.0172390550067405 },
  { "forecast_completion", 1.0172407884715822 },
  { "upper_limit", 2780.990827262719 },
  { "lower_limit", 1037.2939733835933 },
  { "required_unit_weight", 1808.5112493943607 },
  { "width", 26 },
  { "lines", 14 },
  { "price_point", 21 },
  { "zone_low", 16 },
  { "zone_high", 21 },
  { "zone_share", 0.6322744599745871 },
  { "depth", 29 },
  { "class_a_products", 18 },
  { "class_b_products", 8 },
  { "class_c_products", 6 },
  { "products_sold", 32 },
};

static void
test_real_month (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("STEELYARD_TEST_DATA"), "data", "sales",
                                            "zh-pizzaplace", "披萨销售2015.gb18030.csv", NULL);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("the pizzaplace data are not there");
      return;
    }
  g_autoptr (Job) job = open_job (path, "monthly");
  set (job, "month", "2015-12");
  set (job, "month_target", "70000");
  set (job, "as_of", "2015-12-20");
  evaluate (job);
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    assert_value (job, figures[i].id, figures[i].want, 1e-9 * MAX (1., fabs (figures[i].want)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/method-vectors/week-weight", test_week_weight);
  g_test_add_func ("/method-vectors/branch-weight", test_branch_weight);
  g_test_add_func ("/method-vectors/branch-by-hand", test_branch_by_hand);
  g_test_add_func ("/method-vectors/month-weight", test_month_weight);
  g_test_add_func ("/method-vectors/given-weights", test_given_weights);
  g_test_add_func ("/method-vectors/too-few-days", test_too_few_days);
  g_test_add_func ("/method-vectors/first-month", test_first_month);
  g_test_add_func ("/method-vectors/month-to-come", test_month_to_come);
  g_test_add_func ("/method-vectors/forecast", test_forecast);
  for (guint i = 0; i < G_N_ELEMENTS (stores_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/method-vectors/stores/%s", stores_cases[i].name);
      g_test_add_data_func (path, &stores_cases[i], test_stores);
    }
  g_test_add_func ("/method-vectors/stores/none-complete", test_no_complete_store);
  g_test_add_func ("/method-vectors/abc", test_abc);
  g_test_add_func ("/method-vectors/price-band", test_price_band);
  g_test_add_func ("/method-vectors/real-month", test_real_month);
  return g_test_run ();
}
