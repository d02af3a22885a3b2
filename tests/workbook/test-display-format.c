/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How numbers and dates read: as a spreadsheet shows them with the same number format. */
#include "config.h"

#include <math.h>

#include "sy-workbook.h"

typedef struct
{
  double value;
  SyUnit unit;
  guint decimals;
  const char *text;
} Case;

static const Case cases[] = {
  { 1038957, SY_UNIT_INTEGER, 0, "1,038,957" },
  { 1038957.25, SY_UNIT_CURRENCY, 0, "1,038,957.25" },
  { 2.675, SY_UNIT_CURRENCY, 0, "2.68" }, /* half away from zero of what is seen, not of the binary */
  { 1.005, SY_UNIT_CURRENCY, 0, "1.01" },
  { -2.675, SY_UNIT_CURRENCY, 0, "−2.68" },
  { -0.001, SY_UNIT_CURRENCY, 0, "0.00" },
  { 0, SY_UNIT_CURRENCY, 0, "0.00" },
  { 999.999, SY_UNIT_CURRENCY, 0, "1,000.00" },
  { 999999.995, SY_UNIT_CURRENCY, 0, "1,000,000.00" },
  { 0.5, SY_UNIT_INTEGER, 0, "1" },
  { 0.1 + 0.2, SY_UNIT_NONE, 0, "0.3" },
  { 1.0390, SY_UNIT_PERCENT, 0, "103.9%" },
  { 0.0005, SY_UNIT_PERCENT, 2, "0.1%" },
  { -0.125, SY_UNIT_PERCENT, 0, "−12.5%" },
  { 1.32, SY_UNIT_WEIGHT, 0, "1.32" },
  { 9.3, SY_UNIT_WEIGHT, 2, "9.30" },
  { 9.8765, SY_UNIT_WEIGHT, 4, "9.8765" },
  { 1234.5, SY_UNIT_NUMBER, 2, "1,234.5" },
  { 1234, SY_UNIT_NUMBER, 2, "1,234" },
  { 1e15, SY_UNIT_NONE, 0, "1,000,000,000,000,000" },
  { 1.5e21, SY_UNIT_INTEGER, 0, "1,500,000,000,000,000,000,000" },
  { 0.00001234, SY_UNIT_NONE, 0, "0.00001234" },
  { 1, SY_UNIT_BOOL, 0, "Yes" },
  { NAN, SY_UNIT_NUMBER, 0, "—" },
  { INFINITY, SY_UNIT_NUMBER, 0, "—" },
  { 16789, SY_UNIT_DATE, 0, "2015-12-20" },
  { 16770, SY_UNIT_MONTH, 0, "2015-12" },
};

static void
test_number (gconstpointer data)
{
  const Case *want = data;
  g_autofree char *text = sy_format_number (want->value, want->unit, want->decimals, "en");

  g_assert_cmpstr (text, ==, want->text);
}

static void
test_dates_at_the_edges (void)
{
  g_autofree char *first = sy_format_date (-719162, SY_UNIT_DATE, "zh_CN");
  g_autofree char *last = sy_format_date (2932896, SY_UNIT_DATE, "zh_CN");
  g_autofree char *beyond = sy_format_date (G_MAXINT64, SY_UNIT_DATE, "zh_CN");

  g_assert_cmpstr (first, ==, "0001-01-01");
  g_assert_cmpstr (last, ==, "9999-12-31");
  g_assert_cmpstr (beyond, ==, "—");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/display-format/%u", i);
      g_test_add_data_func (path, &cases[i], test_number);
    }
  g_test_add_func ("/display-format/dates-at-the-edges", test_dates_at_the_edges);
  return g_test_run ();
}
