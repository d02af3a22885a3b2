/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A hundred cells of explored tables of the case retailer, chosen by chance: what is within each, told apart
 * by something else, adds up to it; so do the source rows behind it. Ratios are the sums of their parts
 * again. */
#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sy-view.h"
#include "workbook-fixture.h"

#define N_CELLS 100
#define N_ASKED 2 /* indicators of a view */

typedef double (*Make) (double first, double second);

static double
same (double first, double second)
{
  return first;
}

static double
divide (double first, double second)
{
  return first / second;
}

static double
margin (double revenue, double cost)
{
  return (revenue - cost) / revenue;
}

/* How the value comes of the sums of its inputs; of a sum the only one is the value itself. */
static const struct
{
  const char *id, *first, *second;
  Make make;
} indicators[] = {
  { "sales_amount", NULL, NULL, same },
  { "sales_quantity", NULL, NULL, same },
  { "gross_margin_rate", "revenue", "cogs", margin },
  { "avg_unit_price", "sales", "quantity", divide },
};

static const char *const dimensions[] = { "region",   "store",         "category",       "channel",
                                          "employee", "members.level", "products.brand", "product_id" };
static const char *const periods[] = { "2024", "2024-02", "2024-Q2", "2024-01-15..2024-04-10",
                                       "2024-11..2024-12" };
static const SyViewGrain grains[] = { SY_VIEW_GRAIN_NONE, SY_VIEW_GRAIN_NONE, SY_VIEW_GRAIN_MONTH,
                                      SY_VIEW_GRAIN_WEEK, SY_VIEW_GRAIN_QUARTER };
static const struct
{
  SyContrast contrast;
  const char *argument;
} contrasts[] = {
  { SY_CONTRAST_NONE, NULL },     { SY_CONTRAST_YOY, NULL },        { SY_CONTRAST_YOY_WEEKDAY, NULL },
  { SY_CONTRAST_PREVIOUS, NULL }, { SY_CONTRAST_FIXED, "2023-12" }, { SY_CONTRAST_YOY_FESTIVAL, NULL },
  { SY_CONTRAST_FIXED, NULL },
};

/* --- reading --- */

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

/* NAN: is none. */
static double
get (const Answer *answer, const char *column, gint64 row)
{
  int index = sy_table_find_column (answer->table, column);

  g_assert_cmpint (index, >=, 0);
  return sy_frame_is_null (answer->frame, (guint) index + 1, row)
             ? NAN
             : sy_frame_get_double (answer->frame, (guint) index + 1, row);
}

/* Of what can't be had nothing is added. */
static double
add_up (const Answer *answer, const char *column)
{
  double sum = 0;

  for (gint64 row = 0; row < sy_frame_get_n_rows (answer->frame); row++)
    {
      double value = get (answer, column, row);

      sum += isnan (value) ? 0 : value;
    }
  return sum;
}

static char *
read_member (const Answer *answer, const char *dimension, gint64 row)
{
  g_autofree char *flat = g_strdelimit (g_strdup (dimension), ".", '_');
  g_autofree char *made = g_strconcat ("view_", flat, NULL);
  const char *names[] = { flat, made };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      int index = sy_table_find_column (answer->table, names[i]);

      if (index >= 0)
        return g_strdup (sy_frame_get_text (answer->frame, (guint) index + 1, row));
    }
  g_assert_not_reached ();
}

static char *
read_period (const Answer *answer, gint64 row)
{
  g_autoptr (GDateTime) epoch = g_date_time_new_utc (1970, 1, 1, 0, 0, 0);
  g_autoptr (GDateTime) day = NULL;
  int index = sy_table_find_column (answer->table, "period");

  if (index < 0)
    return NULL;
  day = g_date_time_add_days (epoch, (int) sy_frame_get_int64 (answer->frame, (guint) index + 1, row));
  return g_date_time_format (day, "%Y-%m-%d");
}

/* --- by chance --- */

static guint
pick (GRand *random, guint n)
{
  return (guint) g_rand_int_range (random, 0, (gint32) n);
}

static SyView *
make_view (GRand *random, guint *asked, const char **next)
{
  SyView *view = sy_view_new ();
  const char *ids[N_ASKED + 1] = { NULL };
  guint outer = pick (random, G_N_ELEMENTS (dimensions));
  guint inner = (outer + 1 + pick (random, G_N_ELEMENTS (dimensions) - 1)) % G_N_ELEMENTS (dimensions);
  guint contrast = pick (random, G_N_ELEMENTS (contrasts));
  const char *by[] = { pick (random, 5) ? dimensions[outer] : NULL, NULL };
  SyViewGrain grain = grains[pick (random, G_N_ELEMENTS (grains))];

  asked[0] = pick (random, G_N_ELEMENTS (indicators));
  asked[1] = (asked[0] + 1 + pick (random, G_N_ELEMENTS (indicators) - 1)) % G_N_ELEMENTS (indicators);
  for (guint i = 0; i < N_ASKED; i++)
    ids[i] = indicators[asked[i]].id;
  /* Without rows to choose one of there must be periods, or all is in one; a base of the first row’s needs
   * one. */
  if (contrasts[contrast].contrast == SY_CONTRAST_FIXED && !contrasts[contrast].argument)
    grain = SY_VIEW_GRAIN_MONTH;
  sy_view_set_indicators (view, ids);
  sy_view_set_dimensions (view, by);
  sy_view_set_grain (view, grain);
  g_assert_true (sy_view_set_period (view, periods[pick (random, G_N_ELEMENTS (periods))], NULL));
  sy_view_set_contrast (view, contrasts[contrast].contrast, contrasts[contrast].argument);
  *next = dimensions[inner];
  return view;
}

/* --- checking --- */

static void
assert_same (const char *what, double got, double want)
{
  /* A sum of nothing is 0 where the cell may be blank. */
  if (isnan (want) || isnan (got))
    {
      g_assert_true ((isnan (want) && (isnan (got) || fabs (got) < 1e-9))
                     || (isnan (got) && fabs (want) < 1e-9));
      return;
    }
  if (!(fabs (got - want) <= 1e-7 * MAX (1, fabs (want))))
    g_error ("%s: %.10g are in it, %.10g is shown", what, got, want);
}

static void
check_cell (
    const Answer *all, gint64 row, const Answer *drilled, guint indicator, gboolean is_base, const char *what)
{
  const char *id = indicators[indicator].id;
  g_autofree char *column = g_strconcat (id, is_base ? "_base" : "", NULL);
  double sums[2] = { 0, 0 };
  const char *parts[] = { indicators[indicator].first, indicators[indicator].second };

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *part =
          parts[i] ? g_strdup_printf ("%s%s_%s", id, is_base ? "_base" : "", parts[i]) : g_strdup (column);

      sums[i] = add_up (drilled, part);
    }
  assert_same (what, indicators[indicator].make (sums[0], sums[1]), get (all, column, row));
}

/* The source rows behind the cell. */
static void
check_trace (const Answer *all, gint64 row, const char *what)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyExplanation) explanation =
      sy_explanation_new_cell (all->evaluation, "view", "sales_amount", row + 1, NULL, &error);
  g_autoptr (SyRowsBehind) behind = NULL;

  g_assert_no_error (error);
  behind = sy_explanation_read_rows (explanation, 0, 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (behind);
  g_assert_cmpstr (behind->sum_column, ==, "amount");
  assert_same (what, behind->sum, get (all, "sales_amount", row));
}

static guint
check_row (
    Fixture *fixture, SyView *view, const guint *asked, const char *next, const Answer *all, gint64 row)
{
  g_autoptr (SyView) inner = NULL;
  g_autofree char *period = read_period (all, row);
  const char *const *by = sy_view_get_dimensions (view);
  g_autofree char *member = *by ? read_member (all, *by, row) : NULL;
  const char *values[] = { member, NULL };
  gboolean has_base = sy_view_get_contrast (view) != SY_CONTRAST_NONE;
  g_auto (Answer) drilled = { 0 };
  g_autofree char *what = g_strdup_printf (
      "%s “%s”, %s from %s, %s, by %s", *by ? *by : "all", member ? member : "",
      sy_view_grain_get_name (sy_view_get_grain (view)), period ? period : sy_view_get_from (view),
      sy_contrast_get_name (sy_view_get_contrast (view)), next);

  g_test_message ("%s", what);
  inner = sy_view_drill (view, values, period, next);
  ask (fixture->workbook, inner, &drilled);
  for (guint i = 0; i < N_ASKED; i++)
    for (guint base = 0; base <= (has_base ? 1 : 0); base++)
      check_cell (all, row, &drilled, asked[i], base, what);
  if (asked[0] == 0 || asked[1] == 0)
    check_trace (all, row, what);
  return N_ASKED * (has_base ? 2 : 1);
}

static void
import (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("STEELYARD_CASES"), "retailer", name, NULL);

  fixture_import (fixture->workbook, path);
}

static void
test_cells (Fixture *fixture, gconstpointer data)
{
  const char *seed = g_getenv ("STEELYARD_SEED"); /* others, by hand */
  g_autoptr (GRand) random = g_rand_new_with_seed (seed ? (guint32) atoi (seed) : 20241231);
  guint n_cells = 0;

  import (fixture, "销售明细.csv");
  import (fixture, "门店档案.csv");
  import (fixture, "会员档案.csv");
  import (fixture, "商品档案.csv");
  while (n_cells < N_CELLS)
    {
      const char *next;
      guint asked[N_ASKED];
      g_autoptr (SyView) view = make_view (random, asked, &next);
      g_auto (Answer) answer = { 0 };
      gint64 n_rows;

      ask (fixture->workbook, view, &answer);
      n_rows = sy_frame_get_n_rows (answer.frame);
      g_assert_cmpint (n_rows, >, 0);
      n_cells +=
          check_row (fixture, view, asked, next, &answer, g_rand_int_range (random, 0, (gint32) n_rows));
    }
  g_test_message ("%u cells", n_cells);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/view-cells/add-up", Fixture, NULL, fixture_set_up, test_cells, fixture_tear_down);
  return g_test_run ();
}
