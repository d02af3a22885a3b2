/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The statistical tools against the worked examples of the methods, and against certified results. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "method-fixture.h"

typedef struct
{
  const char *id;
  double value, tolerance;
} Want;

static void
assert_values (Job *job, const Want *want)
{
  for (; want->id; want++)
    assert_value (job, want->id, want->value, want->tolerance);
}

/* Q3 */
static void
test_histogram (void)
{
  static const Want wants[] = { { "figure_count", 20, 0 },      { "q1", 60.75, 1e-12 },
                                { "median", 64.5, 1e-12 },      { "q3", 70.25, 1e-12 },
                                { "mean", 66.05, 1e-12 },       { "deviation", 9.1391, 5e-5 },
                                { "rule_width", 7, 5e-4 },      { "bin_count", 6, 0 },
                                { "lower_fence", 46.5, 1e-12 }, { "outliers", 1, 0 },
                                { "upper_fence", 84.5, 1e-12 }, { NULL } };
  g_autoptr (Job) job = open_job (NULL, "histogram");

  load_input (job, "numbers", "twenty-figures.csv");
  evaluate (job);
  assert_values (job, wants);
  g_autoptr (SyFrame) bins = read_table (job, "bins");
  g_assert_cmpint (sy_frame_get_n_rows (bins), ==, 6);
  assert_near ("cumulative", get_cell (bins, "cumulative", 5), 1, 1e-12);
}

/* Certified by NIST; the numbers stand below a line “Data:”, the last of those that begin so. */
static char *
write_certified (const char *name, gboolean pairs)
{
  g_autofree char *path =
      g_build_filename (g_getenv ("STEELYARD_TEST_DATA"), "data/reference/nist-strd", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GString) csv = g_string_new (pairs ? "Name,y,x\n" : "Name,Figure\n");
  char *out = NULL;
  guint first = 0;
  int fd;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i]; i++)
    if (g_str_has_prefix (lines[i], "Data:"))
      first = i + 1;
  for (guint i = first; lines[i]; i++)
    {
      double y, x = 0;
      int n = sscanf (lines[i], "%lf %lf", &y, &x);

      if (n == (pairs ? 2 : 1))
        g_string_append_printf (csv, pairs ? "%u,%.17g,%.17g\n" : "%u,%.17g\n", i, y, x);
    }
  fd = g_file_open_tmp ("steelyard-certified-XXXXXX.csv", &out, NULL);
  g_close (fd, NULL);
  g_file_set_contents (out, csv->str, -1, NULL);
  return out;
}

static void
test_certified (const char *name, const char *template_id, const char *table, const Want *want)
{
  g_autofree char *path = write_certified (name, g_str_equal (table, "pairs_typed"));
  g_autoptr (GError) error = NULL;

  if (!path)
    {
      g_test_skip ("the certified data are not here");
      return;
    }
  g_autoptr (Job) job = open_job (NULL, template_id);
  sy_workbook_load_input (job->workbook, table, path, &error);
  g_assert_no_error (error);
  evaluate (job);
  assert_values (job, want);
  g_unlink (path);
}

static void
test_certified_univariate (void)
{
  static const Want wants[] = {
    { "figure_count", 200, 0 }, { "mean", -177.435, 1e-10 }, { "deviation", 277.332168044316, 1e-9 }, { NULL }
  };

  test_certified ("Lew.dat", "histogram", "numbers", wants);
}

static void
test_certified_line (void)
{
  static const Want wants[] = { { "pair_count", 36, 0 },
                                { "fit_slope", 1.00211681802045, 1e-12 },
                                { "fit_intercept", -.262323073774029, 1e-9 },
                                { "fit_r2", .999993745883712, 1e-12 },
                                { NULL } };

  test_certified ("Norris.dat", "correlation", "pairs_typed", wants);
}

static void
test_box (void)
{
  static const char *const columns[] = { "n", "low", "q1", "median", "q3", "high", "outliers" };
  static const double wants[] = { 20, 52, 60.75, 64.5, 70.25, 79, 1 };
  g_autoptr (Job) job = open_job (NULL, "box");

  load_input (job, "numbers", "twenty-figures.csv");
  evaluate (job);
  g_autoptr (SyFrame) boxes = read_table (job, "boxes");
  for (guint i = 0; i < G_N_ELEMENTS (wants); i++)
    assert_near (columns[i], get_cell (boxes, columns[i], 0), wants[i], 1e-12);
}

/* Q1 */
static void
test_individuals (void)
{
  static const Want wants[] = { { "center", 102.8333, 5e-5 },
                                { "mean_range", 8.4545, 5e-5 },
                                { "upper_control", 125.3224, 5e-5 },
                                { "lower_control", 80.3442, 5e-5 },
                                { "range_limit", 27.621, 5e-5 },
                                { "sigma", 7.4952, 5e-5 },
                                { "signals", 1, 0 },
                                { NULL } };
  g_autoptr (Job) job = open_job (NULL, "control-chart");

  load_input (job, "numbers", "individuals.csv");
  evaluate (job);
  assert_values (job, wants);
  assert_value_text (job, "first_signal", "10");
}

/* Limits that are frozen before the jump are not widened by it. */
static void
test_frozen_limits (void)
{
  /* By hand over the first nine: mean 904/9; ranges 4 6 4 3 2 4 6 3. */
  static const Want wants[] = { { "center", 904 / 9., 1e-9 },
                                { "mean_range", 4, 1e-12 },
                                { "upper_control", 904 / 9. + 10.64, 1e-9 },
                                { "beyond_limits", 1, 0 },
                                { NULL } };
  g_autoptr (Job) job = open_job (NULL, "control-chart");

  load_input (job, "numbers", "individuals.csv");
  set (job, "baseline_to", "9");
  evaluate (job);
  assert_values (job, wants);
}

/* Q2 */
static void
test_shares (void)
{
  static const double lower[] = { .02045, .01739, .02308, .02181, .01898 };
  static const double upper[] = { .13355, .13661, .13092, .13219, .13502 };
  g_autoptr (Job) job = open_job (NULL, "p-chart");

  evaluate (job);
  assert_value (job, "share_mean", .077, 1e-12);
  assert_value (job, "shares_out", 1, 0);
  assert_value_text (job, "first_out", "Day 4");
  g_autoptr (SyFrame) shares = read_table (job, "shares");
  for (guint i = 0; i < G_N_ELEMENTS (lower); i++)
    {
      assert_near ("lower", get_cell (shares, "lower", i), lower[i], 5e-6);
      assert_near ("upper", get_cell (shares, "upper", i), upper[i], 5e-6);
    }
}

/* Q4 */
static void
test_anomalies (void)
{
  static const double z[] = { -.225,  1.574, -1.124, .674,   -.674, .225,
                              -1.574, 1.124, -.225,  13.265, .225,  -.674 };
  g_autoptr (Job) job = open_job (NULL, "anomalies");

  load_input (job, "numbers", "individuals.csv");
  evaluate (job);
  assert_value (job, "anomalies_found", 1, 0);
  assert_value_text (job, "largest_name", "10");
  g_autoptr (SyFrame) found = read_table (job, "anomalies");
  for (guint i = 0; i < G_N_ELEMENTS (z); i++)
    assert_near ("z", get_cell (found, "z", i), z[i], 6e-4);
}

/* Q5 */
static void
test_correlation (void)
{
  static const Want wants[] = { { "pearson", .9888, 5e-5 },  { "spearman", .9762, 5e-5 },
                                { "t_value", 16.195, 5e-4 }, { "freedom", 6, 0 },
                                { "strongest_lag", 0, 0 },   { NULL } };
  g_autoptr (Job) job = open_job (NULL, "correlation");

  load_input (job, "pairs_typed", "marketing-pairs.csv");
  evaluate (job);
  assert_values (job, wants);
}

/* y = −x: the strongest correlation is −1 at no lag, though others are above 0. */
static void
test_opposite (void)
{
  static const Want wants[] = {
    { "pearson", -1., 1e-12 }, { "strongest_lag", 0, 0 }, { "strongest_r", -1., 1e-12 }, { NULL }
  };
  g_autoptr (Job) job = open_job (NULL, "correlation");

  load_input (job, "pairs_typed", "opposite-pairs.csv");
  evaluate (job);
  assert_values (job, wants);
}

/* Equal figures have one bin, no deviation, and no skew. */
static void
test_equal_figures (void)
{
  static const Want wants[] = { { "bin_count", 1, 0 }, { "deviation", 0, 0 }, { NULL } };
  g_autoptr (Job) job = open_job (NULL, "histogram");

  load_input (job, "numbers", "equal-figures.csv");
  evaluate (job);
  assert_values (job, wants);
  g_assert_true (isnan (get_value (job, "skew")));
}

/* Words follow the number. */
static void
test_one_figure (void)
{
  g_autoptr (Job) job = open_job (NULL, "control-chart");
  g_autoptr (GPtrArray) said = NULL;
  g_autoptr (GError) error = NULL;

  load_input (job, "numbers", "one-figure.csv");
  evaluate (job);
  said = sy_report_list_findings (job->evaluation, "control", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (said->len, ==, 1);
  g_assert_true (g_str_has_prefix (said->pdata[0], "Only 1 figure:"));
}

/* Scores of two stores: 110 of 1,000 is 11 %, not the mean of 15 % and 5 %. */
static void
test_strata (void)
{
  g_autoptr (Job) job = open_job (NULL, "strata");

  evaluate (job);
  assert_value (job, "rate_all", .11, 1e-12);
  assert_value (job, "best_rate", .15, 1e-12);
}

/* The well-known treatments of kidney stones: A is better in both layers, B in the whole. */
static void
test_reversal (void)
{
  g_autoptr (Job) job = open_job (NULL, "strata");

  load_input (job, "layers", "layers-reversed.csv");
  evaluate (job);
  assert_value_text (job, "best_group", "B");
  assert_value (job, "is_reversed", 1, 0);
}

static void
test_check_sheet (void)
{
  g_autoptr (Job) job = open_job (NULL, "check-sheet");

  evaluate (job);
  assert_value (job, "tally_total", 15, 0);
  assert_value (job, "first_item_share", .8, 1e-12);
  g_autoptr (SyFrame) periods = read_table (job, "tally_periods");
  assert_near ("day 1", get_cell (periods, "count", 0), 6, 0);
  assert_near ("day 2", get_cell (periods, "count", 1), 3, 0);
  assert_near ("day 3", get_cell (periods, "count", 2), 6, 0);
}

/* Base 60 + 40, now 66 + 39: growth of 5 % is + 6 and − 1 points. */
static void
test_structure (void)
{
  g_autoptr (Job) job = open_vector ("two-months.csv", "structure");

  evaluate (job);
  assert_value (job, "growth", .05, 1e-12);
  g_autoptr (SyFrame) members = read_table (job, "by_category");
  assert_near ("A", get_cell (members, "contribution", 0), .06, 1e-12);
  assert_near ("B", get_cell (members, "contribution", 1), -.01, 1e-12);
  g_assert_cmpstr (get_text (members, "role", 0), ==, "engine");
  g_assert_cmpstr (get_text (members, "role", 1), ==, "laggard");
}

/* 100 before and 80 now, 10 and 7 of them without a category: shares are of all, and the category that took
 * most away leads. */
static void
test_falling (void)
{
  g_autoptr (Job) job = open_vector ("falling-months.csv", "structure");

  evaluate (job);
  assert_value (job, "growth", -.2, 1e-12);
  assert_value_text (job, "first_category", "A");
  assert_value (job, "first_category_points", -.2, 1e-12);
  g_autoptr (SyFrame) members = read_table (job, "by_category");
  assert_near ("A", get_cell (members, "share", 0), .5, 1e-12);
  assert_near ("A", get_cell (members, "base_share", 0), .6, 1e-12);
  assert_near ("B", get_cell (members, "share", 1), 33. / 80., 1e-12);
}

/* Months of 80, 100 and 120 twice over: indices .8, 1 and 1.2; 96 in a month of .8 is 120 without the season.
 */
static void
test_season (void)
{
  static const double indices[] = { .8, 1, 1.2 };
  g_autoptr (Job) job = open_vector ("seasons.csv", "season");

  evaluate (job);
  g_autoptr (SyFrame) seasonal = read_table (job, "seasonal");
  for (guint i = 0; i < G_N_ELEMENTS (indices); i++)
    assert_near ("index", get_cell (seasonal, "index", i), indices[i], 1e-12);
  g_autoptr (SyFrame) trend = read_table (job, "trend");
  assert_near ("without the season", get_cell (trend, "adjusted", 0), 80, 1e-9);
  assert_near ("without the season", get_cell (trend, "adjusted", 12), 120, 1e-9);
}

/* Nothing typed and nothing imported: empty tables and a sentence, no error. */
static void
test_empty (gconstpointer data)
{
  g_autoptr (Job) job = open_job (NULL, data);

  evaluate (job);
  assert_value (job, g_str_equal (data, "correlation") ? "pair_count" : "figure_count", 0, 0);
}

int
main (int argc, char **argv)
{
  static const char *const by_figures[] = { "histogram", "box", "control-chart", "anomalies", "correlation" };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/methods-statistics/histogram", test_histogram);
  g_test_add_func ("/methods-statistics/certified/univariate", test_certified_univariate);
  g_test_add_func ("/methods-statistics/certified/line", test_certified_line);
  g_test_add_func ("/methods-statistics/box", test_box);
  g_test_add_func ("/methods-statistics/individuals", test_individuals);
  g_test_add_func ("/methods-statistics/individuals/frozen", test_frozen_limits);
  g_test_add_func ("/methods-statistics/shares", test_shares);
  g_test_add_func ("/methods-statistics/anomalies", test_anomalies);
  g_test_add_func ("/methods-statistics/correlation", test_correlation);
  g_test_add_func ("/methods-statistics/correlation/opposite", test_opposite);
  g_test_add_func ("/methods-statistics/histogram/equal", test_equal_figures);
  g_test_add_func ("/methods-statistics/one-figure", test_one_figure);
  g_test_add_func ("/methods-statistics/strata", test_strata);
  g_test_add_func ("/methods-statistics/strata/reversed", test_reversal);
  g_test_add_func ("/methods-statistics/check-sheet", test_check_sheet);
  g_test_add_func ("/methods-statistics/structure", test_structure);
  g_test_add_func ("/methods-statistics/structure/falling", test_falling);
  g_test_add_func ("/methods-statistics/season", test_season);
  for (guint i = 0; i < G_N_ELEMENTS (by_figures); i++)
    {
      g_autofree char *path = g_strconcat ("/methods-statistics/empty/", by_figures[i], NULL);
      g_test_add_data_func (path, by_figures[i], test_empty);
    }
  return g_test_run ();
}
