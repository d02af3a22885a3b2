/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The formats of TEXT that are taken, and those that are not. */
#include <glib.h>

#include "sy-text-format.h"

static void
test_number (void)
{
  static const struct
  {
    const char *text;
    guint min_digits, decimals;
    gboolean grouping, percent;
  } cases[] = {
    { "0", 1, 0, FALSE, FALSE },    { "0.00", 1, 2, FALSE, FALSE },    { "000", 3, 0, FALSE, FALSE },
    { "#,##0", 1, 0, TRUE, FALSE }, { "#,##0.00", 1, 2, TRUE, FALSE }, { "0%", 1, 0, FALSE, TRUE },
    { "0.0%", 1, 1, FALSE, TRUE },
  };
  SyExpression place = { .line = 1, .column = 1 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SyTextFormat) format = sy_text_format_parse (cases[i].text, &place, NULL);

      g_assert_nonnull (format);
      g_assert_cmpint (format->kind, ==, SY_TEXT_FORMAT_NUMBER);
      g_assert_cmpuint (format->min_digits, ==, cases[i].min_digits);
      g_assert_cmpuint (format->decimals, ==, cases[i].decimals);
      g_assert_cmpint (format->grouping, ==, cases[i].grouping);
      g_assert_cmpint (format->percent, ==, cases[i].percent);
    }
}

static void
test_date (void)
{
  SyExpression place = { .line = 1, .column = 1 };
  g_autoptr (SyTextFormat) format = sy_text_format_parse ("YYYY年m月-dd", &place, NULL);
  static const SyDatePartKind kinds[] = {
    SY_DATE_PART_YEAR4,   SY_DATE_PART_LITERAL, SY_DATE_PART_MONTH,
    SY_DATE_PART_LITERAL, SY_DATE_PART_LITERAL, SY_DATE_PART_DAY2,
  };

  g_assert_nonnull (format);
  g_assert_cmpint (format->kind, ==, SY_TEXT_FORMAT_DATE);
  g_assert_cmpuint (format->parts->len, ==, G_N_ELEMENTS (kinds));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_assert_cmpint (g_array_index (format->parts, SyDatePart, i).kind, ==, kinds[i]);
  g_assert_cmpstr (g_array_index (format->parts, SyDatePart, 1).text, ==, "年");
}

static void
test_refused (void)
{
  static const char *const texts[] = { "",    "General", "[red]0", "0.",   "#", "mmm",
                                       "yyy", "d/m",     "hh:mm",  "0;-0", "@", "0000000000000000" };
  SyExpression place = { .line = 1, .column = 1 };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (sy_text_format_parse (texts[i], &place, &error));
      g_assert_error (error, SY_FORMULA_ERROR, SY_FORMULA_ERROR_ARGUMENT);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-format/number", test_number);
  g_test_add_func ("/text-format/date", test_date);
  g_test_add_func ("/text-format/refused", test_refused);
  return g_test_run ();
}
