/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be typed for a parameter, and what is said when it may not. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sy-parameter.h"

typedef struct
{
  const char *name;
  gboolean is_text;
  SyUnit unit;
  const char *text;
  const char *canonical; /* NULL: blank */
  double value;          /* dates: days since 1970, from Python's datetime */
} GoodCase;

static const GoodCase good_cases[] = {
  { "plain", FALSE, SY_UNIT_CURRENCY, "70000", "70000", 70000 },
  { "grouped", FALSE, SY_UNIT_CURRENCY, "70,000", "70000", 70000 },
  { "wan", FALSE, SY_UNIT_CURRENCY, "7万", "70000", 70000 },
  { "wan-decimals", FALSE, SY_UNIT_CURRENCY, "1.5万", "15000", 15000 },
  { "yuan-sign", FALSE, SY_UNIT_CURRENCY, "￥1,234.50", "1234.5", 1234.5 },
  { "full-width", FALSE, SY_UNIT_NUMBER, "１２．５", "12.5", 12.5 },
  { "negative", FALSE, SY_UNIT_NUMBER, "-0.25", "-0.25", -0.25 },
  { "percent-sign", FALSE, SY_UNIT_PERCENT, "15%", "0.15", 0.15 },
  { "percent-fraction", FALSE, SY_UNIT_PERCENT, "0.15", "0.15", 0.15 },
  { "integer", FALSE, SY_UNIT_INTEGER, "365", "365", 365 },
  { "integer-point-zero", FALSE, SY_UNIT_INTEGER, "365.0", "365", 365 },
  { "month", FALSE, SY_UNIT_MONTH, "2015-12", "2015-12", 16770 },
  { "month-slash", FALSE, SY_UNIT_MONTH, "2015/12", "2015-12", 16770 },
  { "month-chinese", FALSE, SY_UNIT_MONTH, "2015年12月", "2015-12", 16770 },
  { "month-of-a-date", FALSE, SY_UNIT_MONTH, "2015-12-20", "2015-12", 16770 },
  { "date", FALSE, SY_UNIT_DATE, "2015-12-20", "2015-12-20", 16789 },
  { "date-chinese", FALSE, SY_UNIT_DATE, "2015年12月20日", "2015-12-20", 16789 },
  { "date-slash", FALSE, SY_UNIT_DATE, " 2015/12/20 ", "2015-12-20", 16789 },
  { "yes", FALSE, SY_UNIT_BOOL, "是", "true", 1 },
  { "false", FALSE, SY_UNIT_BOOL, "FALSE", "false", 0 },
  { "text", TRUE, SY_UNIT_NONE, "  经典 ", "经典", 0 },
  { "text-like-a-number", TRUE, SY_UNIT_NONE, "007", "007", 0 },
  { "blank", FALSE, SY_UNIT_CURRENCY, "", NULL, 0 },
  { "spaces", TRUE, SY_UNIT_NONE, "   ", NULL, 0 },
};

static void
test_good (gconstpointer data)
{
  const GoodCase *want = data;
  g_auto (SyTypedValue) typed = { 0 };
  g_autoptr (GError) error = NULL;
  double value;

  sy_parameter_parse_text ("x", want->is_text, want->unit, want->text, &typed, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (typed.canonical, ==, want->canonical);
  g_assert_cmpint (typed.value.is_null, ==, want->canonical == NULL);
  if (typed.value.is_null)
    return;
  if (want->is_text)
    {
      g_assert_cmpstr (typed.value.text, ==, want->canonical);
      return;
    }
  value = typed.value.type == SY_COLUMN_DOUBLE ? typed.value.number : (double) typed.value.integer;
  g_assert_cmpfloat_with_epsilon (value, want->value, 1e-12);
}

/* The canonical text reads back to the same. */
static void
test_round_trip (gconstpointer data)
{
  const GoodCase *want = data;
  g_auto (SyTypedValue) typed = { 0 };
  g_auto (SyTypedValue) again = { 0 };

  g_assert_true (sy_parameter_parse_text ("x", want->is_text, want->unit, want->text, &typed, NULL));
  g_assert_true (sy_parameter_parse_text ("x", want->is_text, want->unit, typed.canonical, &again, NULL));
  g_assert_cmpstr (typed.canonical, ==, again.canonical);
}

typedef struct
{
  const char *name;
  SyUnit unit;
  const char *text;
  const char *says; /* a part of the message */
} BadCase;

static const BadCase bad_cases[] = {
  { "words", SY_UNIT_CURRENCY, "viel", "7万" },
  { "two-numbers", SY_UNIT_NUMBER, "1 2", "number" },
  { "formula", SY_UNIT_NUMBER, "=1+1", "number" },
  { "percent-words", SY_UNIT_PERCENT, "half", "15%" },
  { "half-a-day", SY_UNIT_INTEGER, "1.5", "whole" },
  { "month-13", SY_UNIT_MONTH, "2015-13", "2015-12" },
  { "month-word", SY_UNIT_MONTH, "December", "2015-12" },
  { "30-february", SY_UNIT_DATE, "2015-02-30", "2015-12-20" },
  { "bool-number", SY_UNIT_BOOL, "maybe", "true" },
};

static void
test_bad (gconstpointer data)
{
  const BadCase *want = data;
  g_auto (SyTypedValue) typed = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (sy_parameter_parse_text ("Month target", FALSE, want->unit, want->text, &typed, &error));
  g_assert_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_PARAMETER);
  g_assert_nonnull (strstr (error->message, want->says));
  g_assert_nonnull (strstr (error->message, want->text));
  g_assert_nonnull (strstr (error->message, "Month target"));
}

static void
test_range (void)
{
  SyTemplateParameter share = { .id = (char *) "limit",
                                .title = (char *) "Limit",
                                .unit = SY_UNIT_PERCENT,
                                .has_minimum = TRUE,
                                .has_maximum = TRUE,
                                .maximum = 1 };
  g_auto (SyTypedValue) typed = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (sy_parameter_parse (&share, "100%", &typed, &error));
  sy_typed_value_clear (&typed);
  g_assert_false (sy_parameter_parse (&share, "15", &typed, &error));
  g_assert_cmpstr (error->message, ==, "“Limit” must be from 0% to 100%, not 15");
  g_clear_error (&error);
  g_assert_false (sy_parameter_parse (&share, "", &typed, &error));
  g_assert_cmpstr (error->message, ==, "“Limit” needs a value");
  share.may_be_blank = TRUE;
  g_assert_true (sy_parameter_parse (&share, "", &typed, NULL));
  g_assert_true (typed.value.is_null);
}

static void
test_hostile_texts (void)
{
  g_autofree char *longest = g_strnfill (1 << 20, '9');
  g_auto (SyTypedValue) typed = { 0 };

  for (SyUnit unit = SY_UNIT_NONE; unit <= SY_UNIT_BOOL; unit++)
    {
      g_assert_false (sy_parameter_parse_text ("x", FALSE, unit, longest, &typed, NULL));
      g_assert_false (sy_parameter_parse_text ("x", FALSE, unit, "\xff\xfe", &typed, NULL));
    }
  g_assert_false (sy_parameter_parse_text ("x", TRUE, SY_UNIT_NONE, longest, &typed, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (good_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/parameter/good/%s", good_cases[i].name);
      g_autofree char *again = g_strdup_printf ("/parameter/round-trip/%s", good_cases[i].name);
      g_test_add_data_func (path, &good_cases[i], test_good);
      g_test_add_data_func (again, &good_cases[i], test_round_trip);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/parameter/bad/%s", bad_cases[i].name);
      g_test_add_data_func (path, &bad_cases[i], test_bad);
    }
  g_test_add_func ("/parameter/range", test_range);
  g_test_add_func ("/parameter/hostile-texts", test_hostile_texts);
  return g_test_run ();
}
