/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The worked examples of the methods on customers come out of the templates that ship, and so do the scores
 * that another program published. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "method-fixture.h"

static const char *const score_columns[] = { "score_recency", "score_orders",  "score_amount",
                                             "score_largest", "score_special", "score_high" };

typedef struct
{
  const char *id, *segment;
  double scores[6];
  double loyalty, power, tolerance;
} RfmRow;

/* R1: fifths with ties together, composites, segments. */
static const RfmRow rfm_rows[] = {
  { "C1", "Important, valued", { 5, 5, 5, 5, 5, 4 }, 5., 5., 4.5 },
  { "C2", "Important, valued", { 3, 4, 3, 3, 3, 3 }, 3.5, 3., 3. },
  { "C3", "General, to rescue", { 1, 1, 1, 1, 1, 1 }, 1., 1., 1. },
  { "C4", "Important, to develop", { 4, 2, 4, 5, 5, 5 }, 3., 4.5, 5. },
  { "C5", "General, to rescue", { 2, 3, 2, 2, 2, 2 }, 2.5, 2., 2. },
  { "C6", "Important, to keep", { 1, 4, 5, 4, 4, 4 }, 2.5, 4.5, 4. },
  { "C7", "General, to develop", { 5, 2, 1, 1, 1, 1 }, 3.5, 1., 1. },
  { "C8", "Important, to rescue", { 2, 2, 3, 4, 4, 5 }, 2., 3.5, 4.5 },
  { "C9", "General, to develop", { 3, 3, 2, 2, 2, 2 }, 3., 2., 2. },
  { "C10", "Important, valued", { 4, 5, 4, 3, 3, 3 }, 4.5, 3.5, 3. },
};

static void
test_rfm (void)
{
  g_autoptr (Job) job = open_vector ("rfm-sales.csv", "rfm");

  load_input (job, "given_measures", "rfm-measures.csv");
  evaluate (job);
  g_autoptr (SyFrame) rfm = read_table (job, "rfm");
  g_assert_cmpint (sy_frame_get_n_rows (rfm), ==, G_N_ELEMENTS (rfm_rows));
  for (guint i = 0; i < G_N_ELEMENTS (rfm_rows); i++)
    {
      const RfmRow *want = &rfm_rows[i];
      gint64 row = find_row (rfm, "customer", want->id);

      for (guint j = 0; j < G_N_ELEMENTS (score_columns); j++)
        assert_near (score_columns[j], get_cell (rfm, score_columns[j], row), want->scores[j], 0.);
      assert_near ("loyalty", get_cell (rfm, "loyalty", row), want->loyalty, 0.);
      assert_near ("power", get_cell (rfm, "power", row), want->power, 0.);
      assert_near ("tolerance", get_cell (rfm, "tolerance", row), want->tolerance, 0.);
      g_assert_cmpstr (get_text (rfm, "segment", row), ==, want->segment);
    }
  assert_value (job, "mean_r", 3., 1e-12);
  assert_value (job, "mean_f", 3.1, 1e-12);
  assert_value (job, "mean_m", 3., 1e-12);
}

/* The measures themselves, counted by hand: a return outweighs bob's purchase in the window, old bought
 * before it, and two customers are too few for fifths. */
static void
test_rfm_measures (void)
{
  g_autoptr (Job) job = open_vector ("rfm-sales.csv", "rfm");

  set (job, "rfm_days", "28"); /* 3 June to 30 June */
  evaluate (job);
  g_autoptr (SyFrame) rfm = read_table (job, "rfm");
  g_autoptr (SyFrame) apart = read_table (job, "apart");
  g_assert_cmpint (sy_frame_get_n_rows (rfm), ==, 2);
  gint64 ann = find_row (rfm, "customer", "ann");
  assert_near ("recency", get_cell (rfm, "recency", ann), 10, 0.);
  assert_near ("orders", get_cell (rfm, "orders", ann), 2, 0.);
  assert_near ("amount", get_cell (rfm, "amount", ann), 200, 0.);
  assert_near ("largest", get_cell (rfm, "largest", ann), 100, 0.);
  assert_near ("special", get_cell (rfm, "special", ann), .3, 1e-9); /* 60 of a tag of 100 */
  assert_near ("high", get_cell (rfm, "high", ann), .8, 1e-9);       /* drink above 46.67, ware above 80 */
  assert_near ("by its default limit", get_cell (rfm, "score_recency", ann), 5, 0.);
  g_assert_cmpint (sy_frame_get_n_rows (apart), ==, 1);
  g_assert_cmpstr (get_text (apart, "customer", 0), ==, "bob");
  assert_value (job, "customers_apart", 1, 0.);
}

/* Scores of 995 customers by the thresholds of R's package “rfm”. */
static void
test_rfm_reference (void)
{
  static const char *const want_columns[] = { "recency_days",  "transaction_count", "amount",
                                              "recency_score", "frequency_score",   "monetary_score" };
  static const char *const got_columns[] = { "recency",       "orders",       "amount",
                                             "score_recency", "score_orders", "score_amount" };
  g_autofree char *orders = g_build_filename (g_getenv ("STEELYARD_TEST_DATA"), "data", "sales",
                                              "crm-rfm-package", "rfm_data_orders.csv", NULL);
  g_autofree char *path = g_build_filename (g_getenv ("STEELYARD_TEST_DATA"), "data", "reference",
                                            "rfm-package", "rfm_table_order_2006-12-31.csv", NULL);
  g_autofree char *text = NULL;

  if (!g_file_test (orders, G_FILE_TEST_EXISTS) || !g_file_get_contents (path, &text, NULL, NULL))
    {
      g_test_skip ("the data of the package “rfm” are not there");
      return;
    }
  g_autoptr (Job) job = open_job (orders, "rfm");
  set (job, "rfm_as_of", "2006-12-31");
  set (job, "rfm_days", "3660");
  load_input (job, "score_limits", "rfm-limits.csv");
  evaluate (job);
  g_autoptr (SyFrame) rfm = read_table (job, "rfm");
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_auto (GStrv) header = g_strsplit (lines[0], ",", -1);
  guint n = 0;
  for (guint i = 1; lines[i] && *lines[i]; i++, n++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], ",", -1);
      g_autofree char *name = g_strndup (cells[0] + 1, strlen (cells[0]) - 2);
      gint64 row = find_row (rfm, "customer", name);

      for (guint j = 0; j < G_N_ELEMENTS (want_columns); j++)
        {
          g_autofree char *quoted = g_strdup_printf ("\"%s\"", want_columns[j]);
          guint at = 0;
          while (header[at] && g_strcmp0 (header[at], quoted) != 0)
            at++;
          assert_near (want_columns[j], get_cell (rfm, got_columns[j], row), g_ascii_strtod (cells[at], NULL),
                       1e-9);
        }
    }
  g_assert_cmpuint (n, ==, 995);
}

/* R2, with the cuts typed and with the medians, which are the same. */
static void
test_value_matrix (gconstpointer data)
{
  static const char *const cells[][2] = { { "A", "High value, high potential" },
                                          { "B", "High value, low potential" },
                                          { "C", "Low value, high potential" },
                                          { "D", "Low value, low potential" } };
  g_autoptr (Job) job = open_vector ("rfm-sales.csv", "customer-value");

  load_input (job, "given_values", "value-scores.csv");
  set (job, "cut_by", data);
  set (job, "current_cut_typed", "0.55");
  set (job, "potential_cut_typed", "0.5");
  evaluate (job);
  g_autoptr (SyFrame) matrix = read_table (job, "value_matrix");
  g_assert_cmpint (sy_frame_get_n_rows (matrix), ==, G_N_ELEMENTS (cells));
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    g_assert_cmpstr (get_text (matrix, "cell", find_row (matrix, "customer", cells[i][0])), ==, cells[i][1]);
  assert_value (job, "current_cut", .55, 1e-12);
  assert_value (job, "potential_cut", .5, 1e-12);
}

/* A constant measure stands at one half for all; cost is not there, so margin has no weight. */
static void
test_value_of_sales (void)
{
  g_autoptr (Job) job = open_vector ("rfm-sales.csv", "customer-value");

  set (job, "value_days", "60");
  evaluate (job);
  g_autoptr (SyFrame) matrix = read_table (job, "value_matrix");
  g_autoptr (SyFrame) spans = read_table (job, "value_spans");
  g_assert_cmpint (sy_frame_get_n_rows (matrix), ==, 2); /* bob is at −20, old before the window */
  gint64 ann = find_row (matrix, "customer", "ann");
  assert_near ("current", get_cell (matrix, "current", ann), 1., 1e-12);
  assert_near ("growth", get_cell (matrix, "norm_growth", ann), .5, 0.);
  assert_near ("margin", get_cell (spans, "weight", 2), 0., 0.);
}

/* Nine sales by hand: A and B first bought in January, C in February, D in March. A returned after one month,
 * B after two, C after one; what was taken back the same month still was a purchase, and a sale without a
 * customer none.
 */
static void
test_cohorts (void)
{
  static const struct
  {
    double since, customers, size;
  } cells[] = { { 0, 2, 2 }, { 1, 1, 2 }, { 2, 1, 2 }, { 0, 1, 1 }, { 1, 1, 1 }, { 0, 1, 1 } };
  static const double amounts[] = { 200, 70, 10 };
  g_autoptr (Job) job = open_vector ("cohorts.csv", "cohorts");

  evaluate (job);
  g_autoptr (SyFrame) map = read_table (job, "cohort_cells");
  g_autoptr (SyFrame) cohorts = read_table (job, "cohorts");
  g_assert_cmpint (sy_frame_get_n_rows (map), ==, G_N_ELEMENTS (cells));
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      assert_near ("since", get_cell (map, "since", i), cells[i].since, 0.);
      assert_near ("customers", get_cell (map, "customers", i), cells[i].customers, 0.);
      assert_near ("retention", get_cell (map, "retention", i), cells[i].customers / cells[i].size, 1e-12);
    }
  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    assert_near ("amount", get_cell (cohorts, "amount", i), amounts[i], 1e-9);
  assert_value (job, "cohort_people", 4., 0.);
  assert_value (job, "cohort_month1", 2. / 3., 1e-12);
}

/* R3: the six stages on 30 June 2024. */
static void
test_life_cycle (void)
{
  static const struct
  {
    const char *customer, *stage;
    double orders, gap, days;
  } rows[] = {
    { "never", "Potential", 0, NAN, NAN },     { "new", "New", 2, 19., 10 },
    { "growing", "Growing", 3, 50.5, 20 },     { "mature", "Mature", 12, 350. / 11., 15 },
    { "warned", "Warned", 10, 275. / 9., 90 }, { "lost", "Lost", 5, 30., 426 },
  };
  g_autoptr (Job) job = open_vector ("life-cycle.csv", "life-cycle");

  add_vector (job, "life-cycle-members.csv");
  set (job, "stage_date", "2024-06-30");
  set (job, "stage_before", "2024-03-31");
  evaluate (job);
  g_autoptr (SyFrame) life = read_table (job, "life_cycle");
  g_assert_cmpint (sy_frame_get_n_rows (life), ==, G_N_ELEMENTS (rows));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 row = find_row (life, "customer", rows[i].customer);
      g_assert_cmpstr (get_text (life, "stage", row), ==, rows[i].stage);
      assert_near ("orders", get_cell (life, "orders", row), rows[i].orders, 0.);
      if (!isnan (rows[i].gap))
        {
          assert_near ("gap", get_cell (life, "mean_gap", row), rows[i].gap, 1e-9);
          assert_near ("days", get_cell (life, "days_since", row), rows[i].days, 0.);
        }
    }
  /* On 31 March “growing” had bought once, thirty days before: new. */
  g_autoptr (SyFrame) moves = read_table (job, "transitions");
  assert_near ("new to growing", get_cell (moves, "to_growing", 1), 1, 0.);
  assert_near ("mature to warned", get_cell (moves, "to_warned", 3), 1, 0.);
  assert_near ("lost stays lost", get_cell (moves, "to_lost", 5), 1, 0.);
}

/* R4, and without the contacts. */
static void
test_churn (gconstpointer data)
{
  gboolean has_contacts = GPOINTER_TO_INT (data);
  g_autoptr (Job) job = open_vector ("churn.csv", "churn");

  add_vector (job, "churn-service.csv");
  if (has_contacts)
    load_input (job, "contact_counts", "churn-contacts.csv");
  evaluate (job);
  g_autoptr (SyFrame) churn = read_table (job, "churn");
  gint64 row = find_row (churn, "customer", "case");
  assert_near ("orders", get_cell (churn, "part_orders", row), .6, 1e-12);
  assert_near ("silence", get_cell (churn, "part_silence", row), .5, 1e-12);
  assert_near ("complaints", get_cell (churn, "part_complaints", row), .5, 1e-12);
  if (has_contacts)
    assert_near ("contacts", get_cell (churn, "part_contacts", row), .6, 1e-12);
  else
    g_assert_true (isnan (get_cell (churn, "part_contacts", row)));
  assert_near ("score", get_cell (churn, "score", row), has_contacts ? 55.5 : 54.71, .005);
  g_assert_cmpstr (get_text (churn, "level", row), ==, "orange");
}

/* On 1 March the case was not warned of, and bought again in the thirty days after. */
static void
test_churn_back_test (void)
{
  g_autoptr (Job) job = open_vector ("churn.csv", "churn");

  set (job, "back_test_days", "30");
  set (job, "back_test_date", "2024-03-01");
  evaluate (job);
  g_autoptr (SyFrame) test = read_table (job, "back_test");
  assert_near ("quiet and came", get_cell (test, "came", 1), 1, 0.);
  assert_near ("all known then", get_cell (test, "total", 0) + get_cell (test, "total", 1), 1, 0.);
}

/* C4: composite and classes; the classes of the single indicators stand beside. */
static void
test_customer_abc (void)
{
  static const struct
  {
    const char *customer;
    double composite;
    const char *class;
  } rows[] = {
    { "乙", .2373, "A" }, { "甲", .2350, "A" }, { "丁", .1441, "B" }, { "丙", .1333, "B" },
    { "戊", .0705, "B" }, { "己", .0694, "B" }, { "辛", .0446, "C" }, { "庚", .0360, "C" },
    { "壬", .0216, "C" }, { "癸", .0082, "C" },
  };
  g_autoptr (Job) job = open_vector ("key-sales.csv", "customer-abc");

  load_input (job, "customer_figures", "customer-figures.csv");
  evaluate (job);
  g_autoptr (SyFrame) list = read_table (job, "abc_customer_list");
  g_assert_cmpint (sy_frame_get_n_rows (list), ==, G_N_ELEMENTS (rows));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_cmpstr (get_text (list, "customer", i), ==, rows[i].customer);
      assert_near (rows[i].customer, get_cell (list, "composite", i), rows[i].composite, 5.1e-5);
      g_assert_cmpstr (get_text (list, "class", i), ==, rows[i].class);
    }
  g_assert_cmpstr (get_text (list, "class_collected", 1), ==, "A");
  assert_value (job, "class_a", 2, 0.);
}

/* Without figures: sales stand for what was collected; there is no margin and no profit of the brand, so
 * their weights go. One quarter of sales: whoever bought in it is stable. */
static void
test_customer_abc_of_sales (void)
{
  g_autoptr (Job) job = open_vector ("key-sales.csv", "customer-abc");

  evaluate (job);
  assert_value (job, "used_weight_brand", 0., 0.);
  g_autoptr (SyFrame) list = read_table (job, "abc_customer_list");
  g_assert_cmpint (sy_frame_get_n_rows (list), ==, 10);
  assert_near ("composite", get_cell (list, "composite", 0), .4, 1e-12);
  assert_near ("stable", get_cell (list, "modal_share", 0), 1., 0.);
}

/* Section 4.6 on the values of C1: four definitions, and what share of the sales each brings. */
static void
test_key_customers (gconstpointer data)
{
  static const double customers[] = { 3, 4, 3, 2 }, shares[] = { .77, .85, .77, .41 };
  g_autoptr (Job) job = open_vector ("key-sales.csv", "key-customers");
  int definition = atoi (data);

  set (job, "key_top", "3");
  set (job, "key_definition", data);
  load_input (job, "key_list", "key-list.csv");
  evaluate (job);
  g_autoptr (SyFrame) definitions = read_table (job, "key_definitions");
  for (guint i = 0; i < G_N_ELEMENTS (customers); i++)
    {
      assert_near ("customers", get_cell (definitions, "customers", i), customers[i], 0.);
      assert_near ("share", get_cell (definitions, "share", i), shares[i], 1e-12);
    }
  assert_value (job, "key_count", customers[definition - 1], 0.);
  assert_value (job, "key_share", shares[definition - 1], 1e-12);
}

/* Section 7: (10 × 100 + 30 × 20) ÷ 40 = 40 days; what has no date of receipt is counted apart. */
static void
test_dealer_stock (void)
{
  g_autoptr (Job) job = open_vector ("dealer-stock.csv", "dealer-stock");

  evaluate (job);
  g_autoptr (SyFrame) stock = read_table (job, "dealer_stock");
  gint64 row = find_row (stock, "store", "D1");
  assert_near ("age", get_cell (stock, "age", row), 40., 1e-12);
  assert_near ("up to 30 days", get_cell (stock, "from0", row), 30., 0.);
  assert_near ("91 to 180 days", get_cell (stock, "from91", row), 10., 0.);
  assert_value (job, "stock_age", 40., 1e-12);
  assert_value (job, "undated_stock", 5., 0.);
}

/* Q6. */
static void
test_loss_reasons (void)
{
  static const double counts[] = { 68, 14, 9, 5, 3, 1 }, cumulative[] = { .68, .82, .91, .96, .99, 1. };
  g_autoptr (Job) job = open_job (NULL, "loss-reasons");

  load_input (job, "losses", "losses.csv");
  evaluate (job);
  g_autoptr (SyFrame) own = read_table (job, "loss_reasons");
  g_autoptr (SyFrame) reference = read_table (job, "reference_pareto");
  g_assert_cmpint (sy_frame_get_n_rows (own), ==, G_N_ELEMENTS (counts));
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      assert_near ("count", get_cell (own, "count", i), counts[i], 0.);
      assert_near ("cumulative", get_cell (own, "cumulative", i), cumulative[i], 1e-12);
      assert_near ("of the reference", get_cell (reference, "cumulative", i), cumulative[i], 1e-12);
    }
  assert_value (job, "main_reasons", 2, 0.);
  assert_value_text (job, "first_reason", "Attitude of the representative");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/methods-people/rfm", test_rfm);
  g_test_add_func ("/methods-people/rfm/measures", test_rfm_measures);
  g_test_add_func ("/methods-people/rfm/reference", test_rfm_reference);
  g_test_add_data_func ("/methods-people/value/median", "1", test_value_matrix);
  g_test_add_data_func ("/methods-people/value/typed", "3", test_value_matrix);
  g_test_add_func ("/methods-people/value/sales", test_value_of_sales);
  g_test_add_func ("/methods-people/life-cycle", test_life_cycle);
  g_test_add_func ("/methods-people/cohorts", test_cohorts);
  g_test_add_data_func ("/methods-people/churn/contacts", GINT_TO_POINTER (TRUE), test_churn);
  g_test_add_data_func ("/methods-people/churn/no-contacts", GINT_TO_POINTER (FALSE), test_churn);
  g_test_add_func ("/methods-people/churn/back-test", test_churn_back_test);
  g_test_add_func ("/methods-people/customer-abc", test_customer_abc);
  g_test_add_func ("/methods-people/customer-abc/sales", test_customer_abc_of_sales);
  g_test_add_data_func ("/methods-people/key-customers/top", "1", test_key_customers);
  g_test_add_data_func ("/methods-people/key-customers/rule", "2", test_key_customers);
  g_test_add_data_func ("/methods-people/key-customers/class-a", "3", test_key_customers);
  g_test_add_data_func ("/methods-people/key-customers/list", "4", test_key_customers);
  g_test_add_func ("/methods-people/dealer-stock", test_dealer_stock);
  g_test_add_func ("/methods-people/loss-reasons", test_loss_reasons);
  return g_test_run ();
}
