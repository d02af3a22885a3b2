/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stores make of their place: worked values of the handbook (rent 48,000 on sales of 600,000 over 200
 * m²; own sales of 1,200,000 in a market of 15,000,000 beside a rival of 1,500,000; ranks 2, 3, 1, 4). */
#include "config.h"

#include "method-fixture.h"

static Job *
open_december (void)
{
  Job *job = open_vector ("efficiency-sales.csv", "store-efficiency");

  add_vector (job, "efficiency-stores.csv");
  set (job, "site_from", "2024-12");
  set (job, "site_to", "2024-12");
  return job;
}

/* NaN: not to be had. */
static void
assert_cell (SyFrame *frame, const char *column, gint64 row, double want)
{
  if (isnan (want))
    g_assert_true (isnan (get_cell (frame, column, row)));
  else
    assert_near (column, get_cell (frame, column, row), want, 1e-9);
}

static void
test_efficiency (void)
{
  /* The place, by the mean of the ranks; NaN: not to be had. */
  static const struct
  {
    const char *store;
    double sales_per_sqm, sales_per_head, rent_to_sales, rent_multiple, rent_per_sqm, mean_rank;
    const char *burden;
  } rows[] = {
    { "甲店", 3000., 60000., .08, 12.5, 240., 1., "bears its rent" },
    { "乙店", 2000., 50000., .15, 20. / 3, 300., 2., "rent is heavy" },
    { "丙店", NAN, 25000., NAN, NAN, NAN, 3., "not known" },
  };
  g_autoptr (Job) job = open_december ();

  evaluate (job);
  g_autoptr (SyFrame) ranking = read_table (job, "site_ranking");
  g_assert_cmpint (sy_frame_get_n_rows (ranking), ==, G_N_ELEMENTS (rows));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_cmpstr (get_text (ranking, "store", i), ==, rows[i].store);
      assert_cell (ranking, "sales_per_sqm", i, rows[i].sales_per_sqm);
      assert_cell (ranking, "sales_per_head", i, rows[i].sales_per_head);
      assert_cell (ranking, "rent_to_sales", i, rows[i].rent_to_sales);
      assert_cell (ranking, "rent_multiple", i, rows[i].rent_multiple);
      assert_cell (ranking, "rent_per_sqm", i, rows[i].rent_per_sqm);
      assert_cell (ranking, "mean_rank", i, rows[i].mean_rank);
      g_assert_cmpstr (get_text (ranking, "burden", i), ==, rows[i].burden);
    }
  /* Σ/Σ, over the stores whose rent is known; the fourth store is on no list. */
  assert_value (job, "site_burden", 93000. / 900000., 1e-12);
  assert_value (job, "site_sqm", 900000. / 350., 1e-9);
  assert_value (job, "site_unlisted", 5000., 1e-9);
  assert_value (job, "site_heavy_count", 1., 0.);
  assert_value_text (job, "site_worst", "乙店");
}

/* A limit that is typed; beyond so many times it the rent is far too heavy. */
static void
test_limit (void)
{
  g_autoptr (Job) job = open_december ();

  set (job, "site_limit", "0.08");
  evaluate (job);
  g_autoptr (SyFrame) ranking = read_table (job, "site_ranking");
  /* At the limit it is borne. */
  g_assert_cmpstr (get_text (ranking, "burden", 0), ==, "bears its rent");
  g_assert_cmpstr (get_text (ranking, "burden", 1), ==, "rent is far too heavy");
}

/* Half of November: half of the rent. */
static void
test_open_month (void)
{
  g_autoptr (Job) job = open_vector ("efficiency-half.csv", "store-efficiency");

  add_vector (job, "efficiency-stores.csv");
  evaluate (job);
  g_autoptr (SyFrame) ranking = read_table (job, "site_ranking");
  gint64 row = find_row (ranking, "store", "甲店");
  assert_near ("months", get_cell (ranking, "months", row), .5, 1e-12);
  assert_near ("rent", get_cell (ranking, "rent", row), 24000., 1e-9);
  assert_near ("rent to sales", get_cell (ranking, "rent_to_sales", row), .08, 1e-12);
  assert_near ("sales per m²", get_cell (ranking, "sales_per_sqm", row), 3000., 1e-9);
}

/* Places without a longitude are left out and counted. */
static void
test_map (void)
{
  g_autoptr (Job) job = open_december ();

  evaluate (job);
  g_autoptr (SyFrame) map = read_table (job, "site_map");
  gint64 row = find_row (map, "store", "乙店");
  g_assert_cmpint (sy_frame_get_n_rows (map), ==, 2);
  assert_near ("longitude", get_cell (map, "longitude", row), 114.29, 1e-12);
  assert_near ("latitude", get_cell (map, "latitude", row), 30.58, 1e-12);
  g_assert_cmpstr (get_text (map, "burden", row), ==, "rent is heavy");
  assert_value (job, "site_unplaced", 1., 0.);
}

/* Typed, without any source. */
static void
test_competition (void)
{
  g_autoptr (Job) job = open_job (NULL, "store-efficiency");

  load_input (job, "market_typed", "efficiency-market.csv");
  evaluate (job);
  g_autoptr (SyFrame) months = read_table (job, "competition");
  g_assert_cmpint (sy_frame_get_n_rows (months), ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      assert_near ("share", get_cell (months, "market_share", i), .08, 1e-12);
      assert_near ("index", get_cell (months, "competitor_index", i), .8, 1e-12);
      assert_near ("relative share", get_cell (months, "relative_share", i), .4, 1e-12);
    }
  assert_value (job, "market_share_all", .08, 1e-12);
  assert_value (job, "competitor_index_all", .8, 1e-12);
  assert_value (job, "average_rank_all", 2.5, 1e-12);
}

/* What is typed for a month goes before what was imported for it; blank own sales are those of the file. */
static void
test_typed_first (void)
{
  g_autoptr (Job) job = open_december ();

  add_vector (job, "efficiency-imported.csv");
  load_input (job, "market_typed", "efficiency-typed.csv");
  evaluate (job);
  g_autoptr (SyFrame) months = read_table (job, "competition");
  g_assert_cmpint (sy_frame_get_n_rows (months), ==, 2);
  assert_near ("imported", get_cell (months, "market_share", 0), 999. / 20000., 1e-12);
  assert_near ("typed", get_cell (months, "market_share", 1), 1005000. / 10050000., 1e-12);
  assert_value (job, "average_rank_all", (5. + 3.) / 2., 1e-12);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/methods-place/efficiency", test_efficiency);
  g_test_add_func ("/methods-place/limit", test_limit);
  g_test_add_func ("/methods-place/open-month", test_open_month);
  g_test_add_func ("/methods-place/map", test_map);
  g_test_add_func ("/methods-place/competition", test_competition);
  g_test_add_func ("/methods-place/typed-first", test_typed_first);
  return g_test_run ();
}
