/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers are written short and in the reader's own large units. */
#include "config.h"

#include <locale.h>
#include <math.h>
#include <string.h>

#include "sy-chart-format.h"

/* All ticks of an axis, joined by spaces. */
typedef struct
{
  const char *name;
  double low, high;
  guint max_ticks;
  SyChartUnit unit;
  const char *currency;
  const char *english;
  const char *chinese;
} AxisCase;

static const AxisCase axis_cases[] = {
  { "plain", 0., 8000., 5, SY_CHART_UNIT_NUMBER, NULL, "0 2,000 4,000 6,000 8,000",
    "0 2,000 4,000 6,000 8,000" },
  { "thousands", 0., 50000., 6, SY_CHART_UNIT_NUMBER, NULL, "0 10K 20K 30K 40K 50K",
    "0 1万 2万 3万 4万 5万" },
  { "half-wan", 0., 20000., 5, SY_CHART_UNIT_NUMBER, NULL, "0 5K 10K 15K 20K", "0 0.5万 1.0万 1.5万 2.0万" },
  { "millions", 0., 2e6, 5, SY_CHART_UNIT_NUMBER, NULL, "0 0.5M 1.0M 1.5M 2.0M", "0 50万 100万 150万 200万" },
  { "hundred-millions", 0., 4e8, 5, SY_CHART_UNIT_NUMBER, NULL, "0 100M 200M 300M 400M",
    "0 1亿 2亿 3亿 4亿" },
  { "billions", 0., 4e9, 5, SY_CHART_UNIT_NUMBER, NULL, "0 1B 2B 3B 4B", "0 10亿 20亿 30亿 40亿" },
  { "trillions", 0., 1e12, 6, SY_CHART_UNIT_NUMBER, NULL, "0 0.2T 0.4T 0.6T 0.8T 1.0T",
    "0 0.2万亿 0.4万亿 0.6万亿 0.8万亿 1.0万亿" },
  { "currency", -20000., 20000., 5, SY_CHART_UNIT_CURRENCY, "¥", "−¥20K −¥10K ¥0 ¥10K ¥20K",
    "−¥2万 −¥1万 ¥0 ¥1万 ¥2万" },
  { "percent", 0., 1., 5, SY_CHART_UNIT_PERCENT, "¥", "0% 25% 50% 75% 100%", "0% 25% 50% 75% 100%" },
  { "fine-percent", 0., 0.01, 5, SY_CHART_UNIT_PERCENT, NULL, "0.00% 0.25% 0.50% 0.75% 1.00%",
    "0.00% 0.25% 0.50% 0.75% 1.00%" },
  { "decimals", 0., 1., 5, SY_CHART_UNIT_NUMBER, NULL, "0 0.25 0.50 0.75 1.00", "0 0.25 0.50 0.75 1.00" },
};

static void
test_axis (gconstpointer data)
{
  const AxisCase *test = data;
  SyScale scale;
  sy_scale_init (&scale, test->low, test->high, test->max_ticks, FALSE);
  for (int chinese = 0; chinese < 2; chinese++)
    {
      g_autoptr (GString) all = g_string_new (NULL);
      for (guint i = 0; i < scale.n_ticks; i++)
        {
          g_autofree char *text = sy_scale_format_tick (&scale, i, test->unit, test->currency, chinese);
          g_string_append_printf (all, "%s%s", i > 0 ? " " : "", text);
        }
      g_assert_cmpstr (all->str, ==, chinese ? test->chinese : test->english);
    }
}

typedef struct
{
  double value;
  SyChartUnit unit;
  const char *english;
  const char *chinese;
} ShortCase;

static const ShortCase short_cases[] = {
  { 0., SY_CHART_UNIT_NUMBER, "0", "0" },
  { -0.001, SY_CHART_UNIT_COUNT, "0", "0" },
  { 1.5, SY_CHART_UNIT_NUMBER, "1.5", "1.5" },
  { 1.05, SY_CHART_UNIT_NUMBER, "1.05", "1.05" },
  { 0.00123, SY_CHART_UNIT_NUMBER, "0.0012", "0.0012" },
  { 2310., SY_CHART_UNIT_NUMBER, "2,310", "2,310" },
  { 23939.1, SY_CHART_UNIT_CURRENCY, "£23,939", "£23,939" },
  { 99999., SY_CHART_UNIT_NUMBER, "99,999", "99,999" },
  { 100000., SY_CHART_UNIT_NUMBER, "100K", "10万" },
  { 999999., SY_CHART_UNIT_NUMBER, "1M", "100万" },
  { 1038957., SY_CHART_UNIT_CURRENCY, "£1.04M", "£103.9万" },
  { -1038957., SY_CHART_UNIT_CURRENCY, "−£1.04M", "−£103.9万" },
  { 123456789., SY_CHART_UNIT_NUMBER, "123.5M", "1.23亿" },
  { 2.2e12, SY_CHART_UNIT_NUMBER, "2.2T", "2.2万亿" },
  { 0.7, SY_CHART_UNIT_PERCENT, "70%", "70%" },
  { 1.039, SY_CHART_UNIT_PERCENT, "103.9%", "103.9%" },
  { NAN, SY_CHART_UNIT_NUMBER, "—", "—" },
};

static void
test_short (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (short_cases); i++)
    {
      const ShortCase *test = &short_cases[i];
      g_autofree char *english = sy_chart_format_short (test->value, test->unit, "£", FALSE);
      g_autofree char *chinese = sy_chart_format_short (test->value, test->unit, "£", TRUE);
      g_assert_cmpstr (english, ==, test->english);
      g_assert_cmpstr (chinese, ==, test->chinese);
    }
}

static void
test_full (void)
{
  static const struct
  {
    double value;
    SyChartUnit unit;
    int decimals;
    const char *text;
  } cases[] = {
    { 1234567.891, SY_CHART_UNIT_NUMBER, 2, "1,234,567.89" },
    { 1200., SY_CHART_UNIT_CURRENCY, 2, "¥1,200" },
    { -12., SY_CHART_UNIT_CURRENCY, 2, "−¥12" },
    { 0.4445, SY_CHART_UNIT_PERCENT, 2, "44.45%" },
    { 999., SY_CHART_UNIT_COUNT, 2, "999" },
    { 1e30, SY_CHART_UNIT_NUMBER, 2, "1e+30" },
    { 100., SY_CHART_UNIT_NUMBER, 0, "100" },
    { INFINITY, SY_CHART_UNIT_NUMBER, 0, "—" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = sy_chart_format_full (cases[i].value, cases[i].unit, "¥", cases[i].decimals);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* No range makes a tick that cannot be read: neighbours always differ. */
static void
test_ticks_differ (void)
{
  for (int exponent = -12; exponent <= 15; exponent++)
    for (int digit = 1; digit < 10; digit++)
      for (int chinese = 0; chinese < 2; chinese++)
        {
          SyScale scale;
          sy_scale_init (&scale, 0., digit * pow (10., exponent), 6, FALSE);
          for (guint i = 1; i < scale.n_ticks; i++)
            {
              g_autofree char *before =
                  sy_scale_format_tick (&scale, i - 1, SY_CHART_UNIT_NUMBER, "", chinese);
              g_autofree char *here = sy_scale_format_tick (&scale, i, SY_CHART_UNIT_NUMBER, "", chinese);
              g_assert_cmpstr (before, !=, here);
            }
        }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (axis_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/format/axis/", axis_cases[i].name, NULL);
      g_test_add_data_func (path, &axis_cases[i], test_axis);
    }
  g_test_add_func ("/format/short", test_short);
  g_test_add_func ("/format/full", test_full);
  g_test_add_func ("/format/ticks-differ", test_ticks_differ);
  return g_test_run ();
}
