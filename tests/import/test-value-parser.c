/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers as they are written, to exact decimals: the same in every locale. Expected values follow from the
 * notation itself. */
#include "config.h"

#include <glib.h>
#include <locale.h>
#include <math.h>
#include <string.h>

#include "sy-value-parser.h"

typedef struct
{
  const char *text;
  const char *point; /* the plain decimal when the point marks decimals; NULL: no number */
  const char *comma; /* with decimal comma */
  guint flags;       /* of the reading with point, else with comma */
} NumberCase;

#define SAME(text, value, flags)                                                                             \
  {                                                                                                          \
    text, value, value, flags                                                                                \
  }

static const NumberCase number_cases[] = {
  /* plain */
  SAME ("0", "0", 0),
  SAME ("1", "1", 0),
  SAME ("12", "12", 0),
  SAME ("-12", "-12", 0),
  SAME ("+12", "12", 0),
  SAME (" 12 ", "12", 0),
  SAME ("\t12\n", "12", 0),
  SAME ("- 12", "-12", 0),
  SAME ("-0", "0", 0),
  SAME ("123456789012345", "123456789012345", 0),
  SAME ("1234567890123456", "1234567890123456", SY_NUMBER_LONG),
  SAME ("123456789012345678", "123456789012345678", SY_NUMBER_LONG),
  SAME ("-123456789012345678", "-123456789012345678", SY_NUMBER_LONG),
  SAME ("999999999999999999", "999999999999999999", SY_NUMBER_LONG),
  SAME ("1000000000000000000", NULL, 0), /* inexact: tested below */
  SAME ("3件", "3", SY_NUMBER_COUNTED),
  SAME ("-12 盒", "-12", SY_NUMBER_COUNTED),
  SAME ("2万件", "20000", SY_NUMBER_UNIT | SY_NUMBER_COUNTED),
  SAME ("3件套", NULL, 0),
  SAME ("件", NULL, 0),
  SAME ("007", "7", SY_NUMBER_LEADING_ZERO),
  SAME ("00", "0", SY_NUMBER_LEADING_ZERO),
  SAME ("-07", "-7", SY_NUMBER_LEADING_ZERO),
  SAME ("0123456789", "123456789", SY_NUMBER_LEADING_ZERO),
  /* decimals */
  { "12.5", "12.5", NULL, 0 },
  { "12.50", "12.5", NULL, 0 },
  { "0.5", "0.5", NULL, 0 },
  { ".5", "0.5", NULL, 0 },
  { "-.5", "-0.5", NULL, 0 },
  { "5.", "5", NULL, SY_NUMBER_POINT_ZERO },
  { "17850.0", "17850", NULL, SY_NUMBER_POINT_ZERO },
  { "0.0", "0", NULL, SY_NUMBER_POINT_ZERO },
  { "00.5", "0.5", NULL, SY_NUMBER_LEADING_ZERO },
  { "1.005", "1.005", "1005", 0 },
  { "2.665", "2.665", "2665", 0 },
  { "0.1", "0.1", NULL, 0 },
  { "0.000001", "0.000001", NULL, 0 },
  { "13.25", "13.25", NULL, 0 },
  { "817860.05", "817860.05", NULL, 0 },
  { "9747747.934", "9747747.934", NULL, 0 },
  { "123456789012.345678", "123456789012.345678", NULL, SY_NUMBER_LONG },
  { "12,5", NULL, "12.5", 0 },
  { "12,50", NULL, "12.5", 0 },
  { "0,5", NULL, "0.5", 0 },
  { ",5", NULL, "0.5", 0 },
  { "0,123", NULL, "0.123", 0 },
  { "-12,5", NULL, "-12.5", 0 },
  { "1234,56", NULL, "1234.56", 0 },
  /* thousands */
  { "1,234", "1234", "1.234", SY_NUMBER_GROUPED },
  { "1.234", "1.234", "1234", 0 },
  { "12,345", "12345", "12.345", SY_NUMBER_GROUPED },
  { "123,456", "123456", "123.456", SY_NUMBER_GROUPED },
  { "1234,567", NULL, "1234.567", 0 },
  { "1,234,567", "1234567", NULL, SY_NUMBER_GROUPED },
  { "1.234.567", NULL, "1234567", SY_NUMBER_GROUPED },
  { "1,234.56", "1234.56", NULL, SY_NUMBER_GROUPED },
  { "1.234,56", NULL, "1234.56", SY_NUMBER_GROUPED },
  { "12.345.678,9", NULL, "12345678.9", SY_NUMBER_GROUPED },
  { "1,234,567.89", "1234567.89", NULL, SY_NUMBER_GROUPED },
  { "-1,234.56", "-1234.56", NULL, SY_NUMBER_GROUPED },
  SAME ("1 234", "1234", SY_NUMBER_GROUPED),
  { "1 234,56", NULL, "1234.56", SY_NUMBER_GROUPED },
  { "1 234.56", "1234.56", NULL, SY_NUMBER_GROUPED },
  { "1\xc2\xa0"
    "234,56",
    NULL, "1234.56", SY_NUMBER_GROUPED },
  { "1\xe2\x80\xaf"
    "234,56",
    NULL, "1234.56", SY_NUMBER_GROUPED },
  { "1\xe2\x80\x89"
    "234.5",
    "1234.5", NULL, SY_NUMBER_GROUPED },
  { "1'234.56", "1234.56", NULL, SY_NUMBER_GROUPED },
  { "1’234.56", "1234.56", NULL, SY_NUMBER_GROUPED },
  SAME ("12 345 678", "12345678", SY_NUMBER_GROUPED),
  { "1,23,456", NULL, NULL, 0 },
  { "12,34", NULL, "12.34", 0 },
  { "1,2345", NULL, "1.2345", 0 },
  { "1,234,56", NULL, NULL, 0 },
  { "1,234.567.8", NULL, NULL, 0 },
  { "1.234.56", NULL, NULL, 0 },
  { "1.2.3", NULL, NULL, 0 },
  { "1,,234", NULL, NULL, 0 },
  { "1, 234", NULL, NULL, 0 },
  { "01,234", NULL, "1.234", SY_NUMBER_LEADING_ZERO },
  SAME ("12 50", NULL, 0),
  SAME ("1 2 3", NULL, 0),
  { "1 234'567", NULL, NULL, 0 },
  /* signs */
  { "(12.50)", "-12.5", NULL, 0 },
  SAME ("(12)", "-12", 0),
  SAME ("( 12 )", "-12", 0),
  { "(1,234.50)", "-1234.5", NULL, SY_NUMBER_GROUPED },
  { "(12,50)", NULL, "-12.5", 0 },
  { "12.5-", "-12.5", NULL, 0 },
  SAME ("12-", "-12", 0),
  SAME ("12 -", "-12", 0),
  { "+12.5", "12.5", NULL, 0 },
  SAME ("--12", NULL, 0),
  SAME ("+-12", NULL, 0),
  SAME ("-12-", NULL, 0),
  SAME ("(-12)", "-12", 0),
  SAME ("-(12)", NULL, 0),
  SAME ("(12", NULL, 0),
  SAME ("12)", NULL, 0),
  SAME ("((12))", NULL, 0),
  SAME ("12+", NULL, 0),
  SAME ("−12", "-12", 0),
  SAME ("–12", "-12", 0),
  SAME ("－12", "-12", 0),
  SAME ("＋12", "12", 0),
  /* currencies */
  { "￥1,234", "1234", "1.234", SY_NUMBER_CURRENCY | SY_NUMBER_GROUPED },
  { "¥1,234.50", "1234.5", NULL, SY_NUMBER_CURRENCY | SY_NUMBER_GROUPED },
  SAME ("¥ 12", "12", SY_NUMBER_CURRENCY),
  { "-¥12.5", "-12.5", NULL, SY_NUMBER_CURRENCY },
  { "¥-12.5", "-12.5", NULL, SY_NUMBER_CURRENCY },
  SAME ("$12", "12", SY_NUMBER_CURRENCY),
  { "$1,234.56", "1234.56", NULL, SY_NUMBER_CURRENCY | SY_NUMBER_GROUPED },
  { "($12.50)", "-12.5", NULL, SY_NUMBER_CURRENCY },
  { "$(12.50)", "-12.5", NULL, SY_NUMBER_CURRENCY },
  { "12,50 €", NULL, "12.5", SY_NUMBER_CURRENCY },
  { "€12.50", "12.5", NULL, SY_NUMBER_CURRENCY },
  { "£12.50", "12.5", NULL, SY_NUMBER_CURRENCY },
  { "RMB 12.5", "12.5", NULL, SY_NUMBER_CURRENCY },
  { "CNY12.5", "12.5", NULL, SY_NUMBER_CURRENCY },
  { "12.5 USD", "12.5", NULL, SY_NUMBER_CURRENCY },
  { "US$12.5", "12.5", NULL, SY_NUMBER_CURRENCY },
  { "HK$12.5", "12.5", NULL, SY_NUMBER_CURRENCY },
  { "eur 3,20", NULL, "3.2", SY_NUMBER_CURRENCY },
  SAME ("$$12", NULL, 0),
  SAME ("$", NULL, 0),
  SAME ("¥", NULL, 0),
  SAME ("12元", "12", SY_NUMBER_CURRENCY),
  { "12.5元", "12.5", NULL, SY_NUMBER_CURRENCY },
  SAME ("12 元", "12", SY_NUMBER_CURRENCY),
  { "1,234元", "1234", "1.234", SY_NUMBER_CURRENCY | SY_NUMBER_GROUPED },
  SAME ("-12元", "-12", SY_NUMBER_CURRENCY),
  SAME ("12块", "12", SY_NUMBER_CURRENCY),
  SAME ("元", NULL, 0),
  /* 万 and 亿 */
  SAME ("1万", "10000", SY_NUMBER_UNIT),
  { "11.5万", "115000", NULL, SY_NUMBER_UNIT },
  { "11.5万元", "115000", NULL, SY_NUMBER_UNIT | SY_NUMBER_CURRENCY },
  { "11,50万元", NULL, "115000", SY_NUMBER_UNIT | SY_NUMBER_CURRENCY },
  { "1.2亿", "120000000", NULL, SY_NUMBER_UNIT },
  { "3.25亿元", "325000000", NULL, SY_NUMBER_UNIT | SY_NUMBER_CURRENCY },
  SAME ("2千", "2000", SY_NUMBER_UNIT),
  SAME ("2千万", "20000000", SY_NUMBER_UNIT),
  SAME ("1万亿", "1000000000000", SY_NUMBER_UNIT),
  { "0.12345万", "1234.5", NULL, SY_NUMBER_UNIT },
  SAME ("-3万", "-30000", SY_NUMBER_UNIT),
  SAME ("1萬", "10000", SY_NUMBER_UNIT),
  SAME ("万", NULL, 0),
  SAME ("万1", NULL, 0),
  /* percent */
  SAME ("50%", "0.5", SY_NUMBER_PERCENT),
  { "12.5%", "0.125", NULL, SY_NUMBER_PERCENT },
  { "12,5%", NULL, "0.125", SY_NUMBER_PERCENT },
  SAME ("12 %", "0.12", SY_NUMBER_PERCENT),
  SAME ("-5%", "-0.05", SY_NUMBER_PERCENT),
  SAME ("100%", "1", SY_NUMBER_PERCENT),
  SAME ("0%", "0", SY_NUMBER_PERCENT),
  { "0.01%", "0.0001", NULL, SY_NUMBER_PERCENT },
  SAME ("50％", "0.5", SY_NUMBER_PERCENT),
  SAME ("(5%)", "-0.05", SY_NUMBER_PERCENT),
  SAME ("5%%", NULL, 0),
  SAME ("%", NULL, 0),
  SAME ("%5", NULL, 0),
  /* full-width */
  SAME ("１２", "12", 0),
  { "１２．５", "12.5", NULL, 0 },
  { "１，２３４", "1234", "1.234", SY_NUMBER_GROUPED },
  { "１，２３４．５６", "1234.56", NULL, SY_NUMBER_GROUPED },
  { "（１２．５０）", "-12.5", NULL, 0 },
  SAME ("　１２　", "12", 0),
  SAME ("￥１２", "12", SY_NUMBER_CURRENCY),
  SAME ("＄１２", "12", SY_NUMBER_CURRENCY),
  { "１２．５％", "0.125", NULL, SY_NUMBER_PERCENT },
  SAME ("1２3", "123", 0),
  SAME ("\xef\xbb\xbf"
        "12",
        "12",
        0),
  SAME ("12\xe2\x80\x8b", "12", 0),
  /* exponents */
  SAME ("1e3", "1000", SY_NUMBER_EXPONENT),
  SAME ("1E3", "1000", SY_NUMBER_EXPONENT),
  { "1.5e3", "1500", NULL, SY_NUMBER_EXPONENT },
  { "1.5E+3", "1500", NULL, SY_NUMBER_EXPONENT },
  { "1.5E-3", "0.0015", NULL, SY_NUMBER_EXPONENT },
  { "2.55E2", "255", NULL, SY_NUMBER_EXPONENT },
  { "-2.5e1", "-25", NULL, SY_NUMBER_EXPONENT },
  { "1.2345678901234568E+17", "123456789012345680", NULL, SY_NUMBER_EXPONENT | SY_NUMBER_LONG },
  SAME ("1e", NULL, 0),
  SAME ("e3", NULL, 0),
  SAME ("1e+", NULL, 0),
  SAME ("1e3.5", NULL, 0),
  SAME ("0e5", "0", SY_NUMBER_EXPONENT),
  SAME ("1e9999", NULL, 0),
  /* no numbers */
  SAME ("", NULL, 0),
  SAME (" ", NULL, 0),
  SAME ("abc", NULL, 0),
  SAME ("12abc", NULL, 0),
  SAME ("abc12", NULL, 0),
  SAME ("85123A", NULL, 0),
  SAME ("C536379", NULL, 0),
  SAME ("1/2", NULL, 0),
  SAME ("1:30", NULL, 0),
  SAME ("11:38:36", NULL, 0),
  SAME ("2023-01-05", NULL, 0),
  SAME ("2023/1/5", NULL, 0),
  { "2023.1.5", NULL, NULL, 0 },
  SAME ("2023年1月5日", NULL, 0),
  SAME ("=1+1", NULL, 0),
  SAME ("=SUM(A1:A3)", NULL, 0),
  SAME ("#N/A", NULL, 0),
  SAME ("#DIV/0!", NULL, 0),
  SAME ("N/A", NULL, 0),
  SAME ("NaN", NULL, 0),
  SAME ("inf", NULL, 0),
  SAME ("Infinity", NULL, 0),
  SAME ("0x1F", NULL, 0),
  SAME ("1_000", NULL, 0),
  SAME ("-", NULL, 0),
  SAME ("--", NULL, 0),
  SAME ("+", NULL, 0),
  SAME (".", NULL, 0),
  SAME (",", NULL, 0),
  SAME ("()", NULL, 0),
  SAME ("-.", NULL, 0),
  SAME ("12件套", NULL, 0),
  SAME ("约12", NULL, 0),
  SAME ("一百", NULL, 0),
  SAME ("true", NULL, 0),
  SAME ("1 USD 2", NULL, 0),
  SAME ("周一5", NULL, 0),
  SAME ("5月", NULL, 0),
  SAME ("12'", NULL, 0),
  SAME ("'12", NULL, 0),
  SAME ("12\x01", "12", 0),
  SAME ("1\x01"
        "2",
        NULL,
        0),
  SAME ("138-0013-8000", NULL, 0),
  SAME ("13800138000", "13800138000", 0),
  SAME ("110101199003074514", "110101199003074514", SY_NUMBER_LONG),
  SAME ("11010119900307451X", NULL, 0),
};

static char *
read_number (const char *text, gboolean comma, guint *flags)
{
  SyNumber number;
  char plain[64];

  if (!sy_value_parse_number (text, strlen (text), comma, &number))
    return NULL;
  *flags = number.flags;
  return sy_value_number_to_text (&number, plain, sizeof plain) > 0 ? g_strdup (plain) : NULL;
}

static void
test_numbers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (number_cases); i++)
    {
      const NumberCase *c = &number_cases[i];
      guint point_flags = 0;
      guint comma_flags = 0;
      g_autofree char *point = read_number (c->text, FALSE, &point_flags);
      g_autofree char *comma = read_number (c->text, TRUE, &comma_flags);

      if (g_strcmp0 (point, c->point) != 0 || g_strcmp0 (comma, c->comma) != 0)
        g_error ("“%s”: %s and %s instead of %s and %s", c->text, point, comma, c->point, c->comma);
      if ((point || comma) && (point ? point_flags : comma_flags) != c->flags)
        g_error ("“%s”: flags %x instead of %x", c->text, point ? point_flags : comma_flags, c->flags);
    }
}

/* The same in a locale with decimal comma; what the C library does there is why strtod is not used. */
static void
test_locales (void)
{
  static const char *const locales[] = { "de_DE.UTF-8", "fr_FR.UTF-8", "zh_CN.UTF-8", "en_US.UTF-8" };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (locales); i++)
    {
      SyNumber number;
      if (!setlocale (LC_ALL, locales[i]))
        continue;
      n++;
      test_numbers ();
      g_assert_true (sy_value_number_from_double (12.5e-5, &number));
      g_assert_cmpint (number.mantissa, ==, 125);
      g_assert_cmpuint (number.scale, ==, 6);
    }
  setlocale (LC_ALL, "C.UTF-8");
  if (n == 0)
    g_test_skip ("none of the locales is installed");
}

typedef struct
{
  double value;
  const char *plain;
} DoubleCase;

/* What spreadsheets store for what they show. */
static const DoubleCase double_cases[] = {
  { 2.55, "2.55" },
  { 2.5499999999999998, "2.55" },
  { 0.1 + 0.2, "0.3" },
  { 17850.0, "17850" },
  { 20150000001.0, "20150000001" },
  { -9.99, "-9.99" },
  { 0.0, "0" },
  { 1e15, "1000000000000000" },
  { 123456789012345.0, "123456789012345" },
  { 0.001, "0.001" },
  { 11062.06, "11062.06" },
  { 38970.0, "38970" },
  { 1.0 / 3.0, "0.333333333333333" },
  { 4.35 * 100, "435" },
};

static void
test_doubles (void)
{
  SyNumber number;

  for (guint i = 0; i < G_N_ELEMENTS (double_cases); i++)
    {
      char plain[64];
      g_assert_true (sy_value_number_from_double (double_cases[i].value, &number));
      g_assert_cmpuint (sy_value_number_to_text (&number, plain, sizeof plain), >, 0);
      g_assert_cmpstr (plain, ==, double_cases[i].plain);
    }
  g_assert_false (sy_value_number_from_double (INFINITY, &number));
  g_assert_false (sy_value_number_from_double (NAN, &number));
  g_assert_true (sy_value_number_from_double (1e300, &number));
  g_assert_true (number.flags & SY_NUMBER_INEXACT);
}

typedef struct
{
  const char *text;
  guint scale;
  const char *mantissa; /* NULL: no room */
  gboolean rounded;
} ScaleCase;

/* Half away from zero, as invoices are; the limit is DECIMAL(18, scale). */
static const ScaleCase scale_cases[] = {
  { "12.5", 2, "1250", FALSE },
  { "1.005", 2, "101", TRUE },
  { "2.665", 2, "267", TRUE },
  { "-1.005", 2, "-101", TRUE },
  { "1.004", 2, "100", TRUE },
  { "-1.004", 2, "-100", TRUE },
  { "0.0049", 2, "0", TRUE },
  { "9999999999999999", 2, "999999999999999900", FALSE },
  { "10000000000000000", 2, NULL, FALSE },
  { "999999999999999999", 0, "999999999999999999", FALSE },
  { "-9999999999999999.99", 2, "-999999999999999999", FALSE },
  { "12345678901234567890", 2, NULL, FALSE },
  { "0.5", 0, "1", TRUE },
  { "2.5", 0, "3", TRUE },
};

static void
test_scales (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (scale_cases); i++)
    {
      const ScaleCase *c = &scale_cases[i];
      SyNumber number;
      gint64 mantissa = 0;
      gboolean rounded;
      gboolean fits;

      g_assert_true (sy_value_parse_number (c->text, strlen (c->text), FALSE, &number));
      fits = sy_value_number_to_scale (&number, c->scale, &mantissa, &rounded);
      g_assert_cmpint (fits, ==, c->mantissa != NULL);
      if (!fits)
        continue;
      g_assert_cmpint (mantissa, ==, g_ascii_strtoll (c->mantissa, NULL, 10));
      g_assert_cmpint (rounded, ==, c->rounded);
    }
}

static void
test_inexact (void)
{
  static const struct
  {
    const char *text;
    double value;
  } cases[] = {
    { "1000000000000000000", 1e18 },
    { "12345678901234567890", 12345678901234567890.0 },
    { "0.1234567890123456789", 0.1234567890123456789 },
    { "1e300", 1e300 },
    { "-1e-30", -1e-30 },
    { "123456789.01234567890123", 123456789.01234567890123 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SyNumber number;
      g_assert_true (sy_value_parse_number (cases[i].text, strlen (cases[i].text), FALSE, &number));
      g_assert_true (number.flags & SY_NUMBER_INEXACT);
      g_assert_cmpfloat (sy_value_number_to_double (&number), ==, cases[i].value);
    }
}

/* A million random amounts survive text, decimal and text again. */
static void
test_round_trip (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20150101);

  for (guint i = 0; i < 300000; i++)
    {
      gint64 cents = g_rand_int_range (rand, G_MININT32, G_MAXINT32) * G_GINT64_CONSTANT (1000)
                     + g_rand_int_range (rand, 0, 1000);
      g_autofree char *text = g_strdup_printf ("%s%" G_GINT64_FORMAT ".%02d", cents < 0 ? "-" : "",
                                               ABS (cents) / 100, (int) (ABS (cents) % 100));
      SyNumber number;
      SyNumber again;
      gint64 mantissa;
      gboolean rounded;

      g_assert_true (sy_value_parse_number (text, strlen (text), FALSE, &number));
      g_assert_true (sy_value_number_to_scale (&number, 2, &mantissa, &rounded));
      g_assert_cmpint (mantissa, ==, cents);
      g_assert_false (rounded);
      g_assert_true (sy_value_number_from_double (sy_value_number_to_double (&number), &again));
      g_assert_cmpint (again.mantissa, ==, number.mantissa);
      g_assert_cmpuint (again.scale, ==, number.scale);
    }
}

static void
test_bools (void)
{
  static const char *const yes[] = { "TRUE", "true", "Yes", "Y", "1", "是", " 是 ", "对" };
  static const char *const no[] = { "FALSE", "no", "N", "0", "否", "无" };
  static const char *const neither[] = { "", "2", "maybe", "是否", "truely" };
  gboolean value = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (yes); i++)
    g_assert_true (sy_value_parse_bool (yes[i], strlen (yes[i]), &value) && value);
  for (guint i = 0; i < G_N_ELEMENTS (no); i++)
    g_assert_true (sy_value_parse_bool (no[i], strlen (no[i]), &value) && !value);
  for (guint i = 0; i < G_N_ELEMENTS (neither); i++)
    g_assert_false (sy_value_parse_bool (neither[i], strlen (neither[i]), &value));
}

/* Bytes of any kind and length must do no harm. */
static void
test_garbage (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  static const char pieces[] = "0123456789.,-+()$%eE \x01\x7f\xe4\xb8\x87\xef\xbc\x91\xff\xc2\xa0";

  for (guint i = 0; i < 200000; i++)
    {
      gsize length = (gsize) g_rand_int_range (rand, 0, 120);
      g_autofree char *text = g_malloc (length + 1);
      SyNumber number;

      for (gsize j = 0; j < length; j++)
        text[j] = pieces[g_rand_int_range (rand, 0, sizeof pieces - 1)];
      sy_value_parse_number (text, length, i % 2, &number);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/value-parser/numbers", test_numbers);
  g_test_add_func ("/value-parser/locales", test_locales);
  g_test_add_func ("/value-parser/doubles", test_doubles);
  g_test_add_func ("/value-parser/scales", test_scales);
  g_test_add_func ("/value-parser/inexact", test_inexact);
  g_test_add_func ("/value-parser/round-trip", test_round_trip);
  g_test_add_func ("/value-parser/bools", test_bools);
  g_test_add_func ("/value-parser/garbage", test_garbage);
  return g_test_run ();
}
