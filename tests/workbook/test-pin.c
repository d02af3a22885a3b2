/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a limit is crossed, to which side, and how it is told; pins written down and read back. */
#include "config.h"

#include <math.h>

#include "sy-pin.h"

typedef struct
{
  const char *name;
  double low, high; /* NAN: none */
  int direction;
  double value; /* NAN: none */
  SyPinState state;
  const char *words;
} Case;

static const Case cases[] = {
  { "no-limits", NAN, NAN, 1, 5, SY_PIN_PLAIN, "no limits" },
  { "no-number", 1, 2, 1, NAN, SY_PIN_UNKNOWN, "no number" },
  { "below-and-more-is-better", 95, NAN, 1, 90, SY_PIN_BAD, "below the limit of 95" },
  { "below-and-less-is-better", 95, NAN, -1, 90, SY_PIN_GOOD, "better than the limit of 95" },
  { "above-and-more-is-better", NAN, 120, 1, 130, SY_PIN_GOOD, "better than the limit of 120" },
  { "above-and-less-is-better", NAN, 120, -1, 130, SY_PIN_BAD, "above the limit of 120" },
  { "above-and-neither", 10, 120, 0, 130, SY_PIN_BAD, "above the limit of 120" },
  { "below-and-neither", 10, 120, 0, 9, SY_PIN_BAD, "below the limit of 10" },
  { "at-the-limit", 100, NAN, 1, 100, SY_PIN_NEAR, "near the limit of 100" },
  { "near-the-lower", 100, 200, 1, 104, SY_PIN_NEAR, "near the limit of 100" },
  { "near-the-upper", 100, 200, 0, 191, SY_PIN_NEAR, "near the limit of 200" },
  { "near-the-good-side", 100, 200, 1, 199, SY_PIN_FINE, "within its limits" },
  { "at-the-margin", 100, NAN, 1, 105, SY_PIN_FINE, "within its limits" },
  { "negative-limit", -100, NAN, 1, -98, SY_PIN_NEAR, "near the limit of −100" },
  { "limit-of-zero", 0, NAN, 1, 0, SY_PIN_FINE, "within its limits" },
};

static SyPin *
make_pin (double low, double high)
{
  SyPin *pin = sy_pin_new ("sales");

  pin->has_low = !isnan (low);
  pin->has_high = !isnan (high);
  pin->low = pin->has_low ? low : 0;
  pin->high = pin->has_high ? high : 0;
  return pin;
}

static void
test_judge (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (SyPin) pin = make_pin (test->low, test->high);
  const double *value = isnan (test->value) ? NULL : &test->value;
  g_autofree char *words = NULL;

  g_assert_true (sy_pin_check (pin, NULL));
  g_assert_cmpint (sy_pin_judge (pin, test->direction, value), ==, test->state);
  words = sy_pin_describe (pin, test->direction, value, SY_UNIT_INTEGER, 0, "en");
  g_assert_cmpstr (words, ==, test->words);
}

static void
test_limits_are_checked (void)
{
  g_autoptr (SyPin) upside_down = make_pin (2, 1);
  g_autoptr (SyPin) endless = make_pin (INFINITY, NAN);
  g_autoptr (SyPin) margin = make_pin (1, 2);
  SyPin *pins[] = { upside_down, endless, margin };

  margin->margin = NAN;
  for (guint i = 0; i < G_N_ELEMENTS (pins); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (sy_pin_check (pins[i], &error));
      g_assert_error (error, SY_PIN_ERROR, SY_PIN_ERROR_LIMITS);
    }
}

/* Mean 5, standard deviation of the sample 2.138089935: 2, 4, 4, 4, 5, 5, 7, 9 of every textbook. */
static void
test_suggestion (void)
{
  const double values[] = { 2, 4, 4, 4, 5, 5, 7, 9 };
  const double same[] = { 3, 3, 3, 3 };
  double low, high;

  g_assert_true (sy_pin_suggest_limits (values, G_N_ELEMENTS (values), &low, &high));
  g_assert_cmpfloat_with_epsilon (low, 5 - 2 * 2.138089935, 1e-8);
  g_assert_cmpfloat_with_epsilon (high, 5 + 2 * 2.138089935, 1e-8);
  g_assert_false (sy_pin_suggest_limits (values, 2, &low, &high));
  g_assert_false (sy_pin_suggest_limits (same, G_N_ELEMENTS (same), &low, &high));
}

static void
test_text_and_back (void)
{
  g_autoptr (GPtrArray) pins = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_pin_free);
  g_autoptr (GPtrArray) again = NULL;
  g_autofree char *text = NULL;
  g_autofree char *text_again = NULL;
  const SyPin *pin;

  g_ptr_array_add (pins, make_pin (0.1, NAN));
  g_ptr_array_add (pins, make_pin (NAN, NAN));
  ((SyPin *) pins->pdata[0])->id = g_strdup ("2");
  ((SyPin *) pins->pdata[0])->view = g_strdup ("[view]\nfilters=门店;A]=店\n");
  ((SyPin *) pins->pdata[0])->title = g_strdup ("  Sales; “east” ");
  ((SyPin *) pins->pdata[1])->id = g_strdup ("1");
  text = sy_pin_list_to_text (pins);
  again = sy_pin_list_new_from_text (text, NULL);
  g_assert_cmpuint (again->len, ==, 2);
  pin = again->pdata[0];
  g_assert_cmpstr (pin->id, ==, "2");
  g_assert_cmpstr (pin->view, ==, "[view]\nfilters=门店;A]=店\n");
  g_assert_cmpstr (pin->title, ==, "  Sales; “east” ");
  g_assert_true (pin->has_low && !pin->has_high);
  g_assert_cmpfloat (pin->low, ==, 0.1);
  text_again = sy_pin_list_to_text (again);
  g_assert_cmpstr (text, ==, text_again);
}

static void
test_bad_texts (void)
{
  const char *const skipped[] = { "", "[pin 1]\nlow=3\n", "[other]\nindicator=a\n",
                                  "[pin 1]\nindicator=a\nlow=2\nhigh=1\n" };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (skipped); i++)
    {
      g_autoptr (GPtrArray) pins = sy_pin_list_new_from_text (skipped[i], &error);

      g_assert_no_error (error);
      g_assert_cmpuint (pins->len, ==, 0);
    }
  g_assert_null (sy_pin_list_new_from_text ("no key file", &error));
  g_assert_error (error, SY_PIN_ERROR, SY_PIN_ERROR_TEXT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/pin/judge/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_judge);
    }
  g_test_add_func ("/pin/limits-are-checked", test_limits_are_checked);
  g_test_add_func ("/pin/suggestion", test_suggestion);
  g_test_add_func ("/pin/text-and-back", test_text_and_back);
  g_test_add_func ("/pin/bad-texts", test_bad_texts);
  return g_test_run ();
}
