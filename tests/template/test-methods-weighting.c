/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The worked examples of weighting, which the templates bring along as their sample rows. */
#include "config.h"

#include "method-fixture.h"

typedef struct
{
  const char *row;
  double value;
} Want;

static void
assert_column (
    Job *job, const char *table, const char *key, const char *column, const Want *want, double tolerance)
{
  g_autoptr (SyFrame) frame = read_table (job, table);

  for (; want->row; want++)
    assert_near (want->row, get_cell (frame, column, find_row (frame, key, want->row)), want->value,
                 tolerance);
}

/* V1 */
static void
test_importance (gconstpointer data)
{
  static const Want weights[] = { { "Sales", .5 },
                                  { "Gross margin", 1 / 3. },
                                  { "Average spend", 1 / 6. },
                                  { "Complaint rate", 0 },
                                  { NULL } };
  static const Want with_last[] = {
    { "Sales", .4 }, { "Gross margin", .3 }, { "Average spend", .2 }, { "Complaint rate", .1 }, { NULL }
  };
  g_autoptr (Job) job = open_job (NULL, "importance");

  set (job, "last_counts", data ? "TRUE" : "FALSE");
  evaluate (job);
  assert_column (job, "ranking", "indicator", "weight", data ? with_last : weights, 1e-12);
  assert_value (job, "pairs_missing", 0, 0);
  assert_value (job, "has_circle", 0, 0);
  assert_value_text (job, "most_important", "Sales");
}

static void
test_circle (void)
{
  g_autoptr (Job) job = open_job (NULL, "importance");

  load_input (job, "judgements", "importance-circle.csv");
  evaluate (job);
  assert_value (job, "has_circle", 1, 0);
}

/* A pair judged both ways counts for neither; an indicator nobody asked for is told. */
static void
test_judged_badly (void)
{
  g_autoptr (Job) job = open_job (NULL, "importance");

  load_input (job, "judgements", "importance-both.csv");
  evaluate (job);
  assert_value (job, "pairs_twice", 1, 0);
  assert_value (job, "pairs_missing", 5, 0);
  assert_value (job, "unknown_names", 1, 0);
  assert_value (job, "has_circle", 0, 0);
}

typedef struct
{
  const char *operator;
  double shares[4]; /* excellent, good, fair, poor */
} FuzzyCase;

/* V3; the last two by hand from the same matrix. */
static const FuzzyCase fuzzy_cases[] = {
  { "weighted", { .23, .43, .27, .07 } },
  { "min-max", { .3 / 1.3, .5 / 1.3, .3 / 1.3, .2 / 1.3 } },
  { "product-max", { .15 / .54, .25 / .54, .10 / .54, .04 / .54 } },
  { "bounded", { .6 / 2.6, 1. / 2.6, .7 / 2.6, .3 / 2.6 } },
};

static void
test_fuzzy (gconstpointer data)
{
  const FuzzyCase *want = data;
  g_autoptr (Job) job = open_job (NULL, "fuzzy");
  const Want shares[] = { { "Excellent", want->shares[0] },
                          { "Good", want->shares[1] },
                          { "Fair", want->shares[2] },
                          { "Poor", want->shares[3] },
                          { NULL } };

  set (job, "operator", want->operator);
  evaluate (job);
  assert_column (job, "evaluation", "grade", "share", shares, 1e-12);
  assert_value_text (job, "fuzzy_grade", "Good");
  if (want == fuzzy_cases)
    assert_value (job, "fuzzy_score", 76.6, 1e-9);
}

/* V4 */
static void
test_experts (void)
{
  static const Want weights[] = { { "Sales", .3611 },
                                  { "Gross margin", .2778 },
                                  { "Average spend", .25 },
                                  { "Complaint rate", .1111 },
                                  { NULL } };
  static const Want cvs[] = { { "Sales", .0666 },
                              { "Gross margin", .0866 },
                              { "Average spend", .1667 },
                              { "Complaint rate", .2165 },
                              { NULL } };
  g_autoptr (Job) job = open_job (NULL, "experts");

  evaluate (job);
  assert_column (job, "expert_weights", "indicator", "weight", weights, 5e-5);
  assert_column (job, "expert_weights", "indicator", "cv", cvs, 5e-5);
  assert_value (job, "agreement", .9111, 5e-5);
  assert_value (job, "another_round", 0, 0);
}

/* Scores that are missing are told, and there is no W then. */
static void
test_expert_gaps (void)
{
  g_autoptr (Job) job = open_job (NULL, "experts");

  load_input (job, "scores", "expert-gaps.csv");
  evaluate (job);
  assert_value (job, "scores_missing", 1, 0);
  g_assert_true (isnan (get_value (job, "agreement")));
  assert_value (job, "another_round", 1, 0); /* 9 and 1: deviation 5.66 of a mean of 5 */
}

/* V2, which the template brings along. */
static void
test_ahp (void)
{
  static const Want weights[] = { { "Quality", .637 }, { "Price", .2583 }, { "Delivery", .1047 }, { NULL } };
  g_autoptr (Job) job = open_job (NULL, "ahp");

  evaluate (job);
  assert_column (job, "ahp_weights", "item", "weight", weights, 5e-5);
  g_autoptr (SyFrame) consistency = read_table (job, "consistency");
  assert_near ("λ", get_cell (consistency, "lambda", 0), 3.0385, 5e-5);
  assert_near ("CR", get_cell (consistency, "cr", 0), .0332, 5e-5);
  assert_value (job, "inconsistent", 0, 0);
}

static void
test_ahp_inconsistent (void)
{
  static const Want weights[] = { { "A", .4015 }, { "B", .3035 }, { "C", .295 }, { NULL } };
  g_autoptr (Job) job = open_job (NULL, "ahp");

  load_input (job, "judged", "ahp-inconsistent.csv");
  evaluate (job);
  assert_column (job, "ahp_weights", "item", "weight", weights, 5e-5);
  assert_value (job, "worst_cr", 4.2682, 5e-5);
  assert_value (job, "inconsistent", 1, 0);
}

/* Quality 3/4 and price 1/4; shop A has 3/4 of the first and 1/5 of the second. */
static void
test_ahp_two_levels (void)
{
  static const double composites[] = { .2 * .25, .8 * .25, .75 * .75, .25 * .75 };
  static const char *const groups[] = { "Price", "Price", "Quality", "Quality" };
  g_autoptr (Job) job = open_job (NULL, "ahp");

  load_input (job, "judged", "ahp-two-levels.csv");
  evaluate (job);
  g_autoptr (SyFrame) weights = read_table (job, "ahp_weights");
  for (guint i = 0; i < G_N_ELEMENTS (composites); i++)
    {
      g_assert_cmpstr (get_text (weights, "group", i + 2), ==, groups[i]);
      assert_near (get_text (weights, "item", i + 2), get_cell (weights, "weight", i + 2), composites[i],
                   1e-9);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/methods-weighting/importance", NULL, test_importance);
  g_test_add_data_func ("/methods-weighting/importance/last-counts", "1", test_importance);
  g_test_add_func ("/methods-weighting/importance/circle", test_circle);
  g_test_add_func ("/methods-weighting/importance/judged-badly", test_judged_badly);
  for (guint i = 0; i < G_N_ELEMENTS (fuzzy_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/methods-weighting/fuzzy/", fuzzy_cases[i].operator, NULL);
      g_test_add_data_func (path, &fuzzy_cases[i], test_fuzzy);
    }
  g_test_add_func ("/methods-weighting/experts", test_experts);
  g_test_add_func ("/methods-weighting/experts/gaps", test_expert_gaps);
  g_test_add_func ("/methods-weighting/ahp", test_ahp);
  g_test_add_func ("/methods-weighting/ahp/inconsistent", test_ahp_inconsistent);
  g_test_add_func ("/methods-weighting/ahp/two-levels", test_ahp_two_levels);
  return g_test_run ();
}
