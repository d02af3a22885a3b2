/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What pins show: months of sales that are added up by hand, the change, the state beside limits; pins over
 * the same rows are read together; what can't be had says why. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sy-pin-reading.h"
#include "workbook-fixture.h"

static const char sales_csv[] = "date,order,store,quantity,amount\n"
                                "2024-04-03,1,A,1,100\n2024-04-30,2,B,1,50\n"
                                "2024-05-06,3,A,2,90\n"
                                "2024-06-04,4,A,1,30\n2024-06-09,5,B,3,60\n2024-06-20,6,A,1,30\n";

static void
bring (Fixture *fixture)
{
  g_autofree char *path = fixture_write_file (fixture, "sales.csv", sales_csv);

  fixture_import (fixture->workbook, path);
}

static SyPin *
add_pin (GPtrArray *pins, const char *id, const char *indicator, const char *store)
{
  SyPin *pin = sy_pin_new (indicator);

  pin->id = g_strdup (id);
  if (store)
    {
      g_autoptr (SyView) view = sy_view_new ();

      sy_view_set_filter (view, "store", store);
      pin->view = sy_view_to_text (view);
    }
  g_ptr_array_add (pins, pin);
  return pin;
}

static GPtrArray *
read_group (GPtrArray *groups, guint index)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *readings = sy_pin_group_read (groups->pdata[index], NULL, &error);

  g_assert_no_error (error);
  return readings;
}

/* 150, 90, 120: the last month is not over, and 30 above the one before. */
static void
test_months (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) pins = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_pin_free);
  g_autoptr (GPtrArray) groups = NULL;
  g_autoptr (GPtrArray) readings = NULL;
  g_autoptr (GPtrArray) of_store = NULL;
  const SyPinReading *amount, *price, *store;

  bring (fixture);
  add_pin (pins, "1", "sales_amount", NULL);
  add_pin (pins, "2", "avg_unit_price", NULL);
  add_pin (pins, "3", "sales_amount", "B");
  groups = sy_pin_group_list (fixture->workbook, pins, "2024-06");
  g_assert_cmpuint (groups->len, ==, 2); /* those of all stores are one question */
  readings = read_group (groups, 0);
  of_store = read_group (groups, 1);
  amount = readings->pdata[0];
  price = readings->pdata[1];
  store = of_store->pdata[0];
  g_assert_cmpuint (amount->n_history, ==, 3);
  g_assert_cmpfloat (amount->history[0], ==, 150);
  g_assert_cmpfloat (amount->history[1], ==, 90);
  g_assert_cmpfloat (amount->value, ==, 120);
  g_assert_true (amount->has_change);
  g_assert_cmpfloat (amount->change, ==, 30);
  g_assert_false (amount->is_complete);
  g_assert_cmpfloat (price->value, ==, 24); /* 120 ÷ 5 */
  g_assert_cmpfloat (store->value, ==, 60);
  g_assert_cmpint (store->history[1] == 0 || isnan (store->history[1]), ==, TRUE); /* nothing sold in May */
  g_assert_nonnull (strstr (store->title, "B"));
}

/* 120 is beyond a low limit of 130, and within one of 100. */
static void
test_limits (Fixture *fixture, gconstpointer data)
{
  static const double limits[] = { 130, 100 };
  SyPinState states[G_N_ELEMENTS (limits)];

  bring (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      g_autoptr (GPtrArray) pins = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_pin_free);
      SyPin *pin = add_pin (pins, "1", "sales_amount", NULL);
      g_autoptr (GPtrArray) groups = NULL;
      g_autoptr (GPtrArray) readings = NULL;

      pin->has_low = TRUE;
      pin->low = limits[i];
      groups = sy_pin_group_list (fixture->workbook, pins, "2024-06");
      readings = read_group (groups, 0);
      states[i] = ((const SyPinReading *) readings->pdata[0])->state;
    }
  g_assert_cmpint (states[0], ==, SY_PIN_BAD);
  g_assert_cmpint (states[1], ==, SY_PIN_FINE);
}

/* Sorted: what is beyond its limits first. */
static void
test_what_cannot_be_had (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) pins = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_pin_free);
  g_autoptr (GPtrArray) groups = NULL;
  g_autoptr (GPtrArray) readings = NULL;
  const SyPinReading *reading;

  bring (fixture);
  add_pin (pins, "1", "gross_margin_rate", NULL); /* there are no costs */
  groups = sy_pin_group_list (fixture->workbook, pins, "2024-06");
  readings = read_group (groups, 0);
  reading = readings->pdata[0];
  g_assert_false (reading->has_value);
  g_assert_cmpstr (reading->text, ==, "—");
  g_assert_nonnull (reading->reason);
}

/* Twelve months up to the one that is looked at, over the turn of the year. */
static void
test_period (void)
{
  g_autofree char *period = sy_pin_make_period ("2024-03");
  g_autofree char *none = sy_pin_make_period ("");

  g_assert_cmpstr (period, ==, "2023-04..2024-03");
  g_assert_cmpstr (none, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pin-reading/period", test_period);
  g_test_add ("/pin-reading/months", Fixture, NULL, fixture_set_up, test_months, fixture_tear_down);
  g_test_add ("/pin-reading/limits", Fixture, NULL, fixture_set_up, test_limits, fixture_tear_down);
  g_test_add ("/pin-reading/missing", Fixture, NULL, fixture_set_up, test_what_cannot_be_had,
              fixture_tear_down);
  return g_test_run ();
}
