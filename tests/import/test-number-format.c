/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-number-format.h"

/* What each format is follows from ECMA-376 part 1, 18.8.31; codes are those that Excel, WPS and LibreOffice
 * write. */
static const struct
{
  const char *code;
  SyNumberFormat format;
} cases[] = {
  { "General", SY_NUMBER_FORMAT_PLAIN },
  { "General\\ \"days\"", SY_NUMBER_FORMAT_PLAIN },
  { "0.00", SY_NUMBER_FORMAT_PLAIN },
  { "0.00E+00", SY_NUMBER_FORMAT_PLAIN },
  { "#,##0.00_);[Red]\\(#,##0.00\\)", SY_NUMBER_FORMAT_PLAIN },
  { "[$￥-804]#,##0.00", SY_NUMBER_FORMAT_PLAIN },
  { "\"day\"0", SY_NUMBER_FORMAT_PLAIN },
  { "0\\d", SY_NUMBER_FORMAT_PLAIN },
  { "[Red][>=100]0", SY_NUMBER_FORMAT_PLAIN },
  { "@", SY_NUMBER_FORMAT_PLAIN },
  { "0\"年\"", SY_NUMBER_FORMAT_PLAIN },
  { "0%", SY_NUMBER_FORMAT_PERCENT },
  { "0.00%;[Red]-0.00%", SY_NUMBER_FORMAT_PERCENT },
  { "0\"%\"", SY_NUMBER_FORMAT_PLAIN },
  { "yyyy-mm-dd", SY_NUMBER_FORMAT_DATE },
  { "YYYY/M/D", SY_NUMBER_FORMAT_DATE },
  { "yyyy\"年\"m\"月\"d\"日\";@", SY_NUMBER_FORMAT_DATE },
  { "yyyy年m月d日", SY_NUMBER_FORMAT_DATE },
  { "[$-804]aaaa", SY_NUMBER_FORMAT_DATE },
  { "[$-411]ge.m.d;@", SY_NUMBER_FORMAT_DATE },
  { "mmm", SY_NUMBER_FORMAT_DATE },
  { "m", SY_NUMBER_FORMAT_DATE },
  { "[Magenta]dd/mm/yy", SY_NUMBER_FORMAT_DATE },
  { "[DBNum1][$-804]yyyy\"年\"", SY_NUMBER_FORMAT_DATE },
  { "d-mmm-yy h:mm", SY_NUMBER_FORMAT_DATE },
  { "h:mm", SY_NUMBER_FORMAT_TIME },
  { "h:mm:ss AM/PM", SY_NUMBER_FORMAT_TIME },
  { "mm:ss.0", SY_NUMBER_FORMAT_TIME },
  { "上午/下午h\"时\"mm\"分\"", SY_NUMBER_FORMAT_TIME },
  { "[h]:mm", SY_NUMBER_FORMAT_DURATION },
  { "[hh]:mm:ss", SY_NUMBER_FORMAT_DURATION },
  { "[ss]", SY_NUMBER_FORMAT_DURATION },
  { "", SY_NUMBER_FORMAT_PLAIN },
  { "\"open", SY_NUMBER_FORMAT_PLAIN },
  { "[open", SY_NUMBER_FORMAT_PLAIN },
  { "\\", SY_NUMBER_FORMAT_PLAIN },
};

static void
test_codes (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].code);
      g_assert_cmpint (sy_number_format_parse (cases[i].code), ==, cases[i].format);
    }
}

static void
test_builtin (void)
{
  g_assert_cmpint (sy_number_format_builtin (0), ==, SY_NUMBER_FORMAT_PLAIN);
  g_assert_cmpint (sy_number_format_builtin (9), ==, SY_NUMBER_FORMAT_PERCENT);
  g_assert_cmpint (sy_number_format_builtin (14), ==, SY_NUMBER_FORMAT_DATE);
  g_assert_cmpint (sy_number_format_builtin (20), ==, SY_NUMBER_FORMAT_TIME);
  g_assert_cmpint (sy_number_format_builtin (22), ==, SY_NUMBER_FORMAT_DATE);
  g_assert_cmpint (sy_number_format_builtin (31), ==, SY_NUMBER_FORMAT_DATE);
  g_assert_cmpint (sy_number_format_builtin (32), ==, SY_NUMBER_FORMAT_TIME);
  g_assert_cmpint (sy_number_format_builtin (37), ==, SY_NUMBER_FORMAT_PLAIN);
  g_assert_cmpint (sy_number_format_builtin (44), ==, SY_NUMBER_FORMAT_PLAIN);
  g_assert_cmpint (sy_number_format_builtin (46), ==, SY_NUMBER_FORMAT_DURATION);
  g_assert_cmpint (sy_number_format_builtin (58), ==, SY_NUMBER_FORMAT_DATE);
  g_assert_cmpint (sy_number_format_builtin (59), ==, SY_NUMBER_FORMAT_PLAIN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/number-format/codes", test_codes);
  g_test_add_func ("/number-format/builtin", test_builtin);
  return g_test_run ();
}
