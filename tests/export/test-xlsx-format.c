/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-xlsx-format.h"

typedef struct
{
  SyUnit unit;
  guint decimals;
  SyValueType type;
  double value;
  const char *format;
  double width; /* of the value as Excel shows it */
} Case;

static const Case cases[] = {
  { SY_UNIT_CURRENCY, 0, SY_TYPE_NUMBER, 1234567.5, "#,##0.00", 12. },
  { SY_UNIT_CURRENCY, 0, SY_TYPE_NUMBER, -12.5, "#,##0.00", 6. },
  { SY_UNIT_INTEGER, 0, SY_TYPE_NUMBER, 49574., "#,##0", 6. },
  { SY_UNIT_PERCENT, 0, SY_TYPE_NUMBER, 1.039, "0.0%", 6. },
  { SY_UNIT_PERCENT, 0, SY_TYPE_NUMBER, 0.07, "0.0%", 4. },
  { SY_UNIT_WEIGHT, 0, SY_TYPE_NUMBER, 1.32, "#,##0.00", 4. },
  { SY_UNIT_DATE, 0, SY_TYPE_DATE, 45000., "yyyy\\-mm\\-dd", 10. },
  { SY_UNIT_MONTH, 0, SY_TYPE_DATE, 45000., "yyyy\\-mm", 7. },
};

static void
test_formats (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];

      g_assert_cmpstr (sy_xlsx_number_format (c->unit, c->decimals, c->type), ==, c->format);
      g_assert_cmpfloat (sy_xlsx_measure_number (c->value, c->unit, c->decimals, c->type), ==, c->width);
    }
}

static void
test_widths_stay_in_bounds (void)
{
  g_assert_cmpfloat (sy_xlsx_column_width (0.), >=, 8.);
  g_assert_cmpfloat (sy_xlsx_column_width (1e6), <=, 255.);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xlsx-format/formats", test_formats);
  g_test_add_func ("/xlsx-format/widths-stay-in-bounds", test_widths_stay_in_bounds);
  return g_test_run ();
}
