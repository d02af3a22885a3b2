/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers in charts. A figure is divided by one of the language's own large units (万, 亿; K, M, B) where
 * that makes it shorter without making it odd: 2,000 stays so, 20,000 becomes 2万 or 20K. */
#include "config.h"

#include "sy-chart-format.h"

#include <math.h>
#include <string.h>

#define MINUS "−"
#define MOST_DECIMALS 15

typedef struct
{
  double divisor;
  const char *suffix;
} LargeUnit;

static const LargeUnit units_en[] = { { 1e12, "T" }, { 1e9, "B" }, { 1e6, "M" }, { 1e3, "K" }, { 1., "" } };
static const LargeUnit units_zh[] = { { 1e12, "万亿" }, { 1e8, "亿" }, { 1e4, "万" }, { 1., "" } };

static const LargeUnit *
get_units (gboolean chinese)
{
  return chinese ? units_zh : units_en;
}

/* A magnitude with @decimals decimals and commas, whatever the locale. */
static char *
format_magnitude (double value, int decimals)
{
  char pattern[8], plain[G_ASCII_DTOSTR_BUF_SIZE + 400];
  if (value >= 1e18)
    {
      g_ascii_formatd (plain, sizeof plain, "%.3g", value);
      return g_strdup (plain);
    }
  g_snprintf (pattern, sizeof pattern, "%%.%df", CLAMP (decimals, 0, MOST_DECIMALS));
  g_ascii_formatd (plain, sizeof plain, pattern, value);

  size_t whole = strcspn (plain, ".");
  GString *text = g_string_new (NULL);
  for (size_t i = 0; i < whole; i++)
    {
      if (i > 0 && (whole - i) % 3 == 0)
        g_string_append_c (text, ',');
      g_string_append_c (text, plain[i]);
    }
  g_string_append (text, plain + whole);
  return g_string_free (text, FALSE);
}

static void
strip_zeros (char *text)
{
  if (strchr (text, '.') == NULL || strchr (text, 'e') != NULL)
    return;
  char *end = text + strlen (text);
  while (end[-1] == '0')
    *--end = '\0';
  if (end[-1] == '.')
    end[-1] = '\0';
}

/* Sign, currency, digits, suffix. */
static char *
compose (double value, const char *digits, SyChartUnit unit, const char *currency, const char *suffix)
{
  /* What rounds to nothing has no sign. */
  gboolean zero = strspn (digits, "0.,") == strlen (digits);
  return g_strconcat (value < 0. && !zero ? MINUS : "",
                      unit == SY_CHART_UNIT_CURRENCY && currency != NULL ? currency : "", digits,
                      zero ? "" : suffix, unit == SY_CHART_UNIT_PERCENT ? "%" : "", NULL);
}

/* Decimals that write @step exactly. */
static int
count_decimals (double step)
{
  int decimals = 0;
  while (decimals < MOST_DECIMALS && fabs (step - round (step)) > 1e-6 * step)
    {
      step *= 10.;
      decimals++;
    }
  return decimals;
}

static const LargeUnit *
choose_axis_unit (const SyScale *scale, gboolean chinese)
{
  double size = MAX (fabs (scale->low), fabs (scale->high));
  const LargeUnit *unit = get_units (chinese);
  for (; unit->divisor > 1.; unit++)
    {
      /* The smallest unit takes steps from a half (万) or one (K) on, larger ones from a fifth. */
      double least = unit[1].divisor > 1. ? 0.2 : chinese ? 0.5 : 1.;
      if (size >= unit->divisor * (unit[1].divisor > 1. || chinese ? 1. : 10.)
          && scale->step >= least * unit->divisor * 0.999)
        return unit;
    }
  return unit;
}

char *
sy_scale_format_tick (
    const SyScale *self, guint tick, SyChartUnit unit, const char *currency, gboolean chinese)
{
  g_return_val_if_fail (self != NULL, NULL);
  double value = sy_scale_get_tick (self, tick);
  if (unit == SY_CHART_UNIT_PERCENT)
    {
      g_autofree char *percent = format_magnitude (fabs (value) * 100., count_decimals (self->step * 100.));
      return compose (value, percent, unit, NULL, "");
    }
  const LargeUnit *large = choose_axis_unit (self, chinese);
  g_autofree char *digits =
      format_magnitude (fabs (value) / large->divisor, count_decimals (self->step / large->divisor));
  if (strspn (digits, "0.,") == strlen (digits))
    return compose (0., "0", unit, currency, "");
  return compose (value, digits, unit, currency, large->suffix);
}

/* Decimals of a label: three or four digits that count. */
static int
choose_decimals (double size)
{
  if (size >= 1000.)
    return 0;
  if (size >= 10.)
    return 1;
  if (size >= 0.1 || !(size > 0.))
    return 2;
  return MIN (MOST_DECIMALS, 1 - (int) floor (log10 (size)));
}

char *
sy_chart_format_short (double value, SyChartUnit unit, const char *currency, gboolean chinese)
{
  if (!isfinite (value))
    return g_strdup ("—");
  double size = fabs (value);
  if (unit == SY_CHART_UNIT_PERCENT)
    {
      g_autofree char *percent = format_magnitude (size * 100., 1);
      strip_zeros (percent);
      return compose (value, percent, unit, NULL, "");
    }

  const LargeUnit *large = get_units (chinese);
  /* Five digits are short enough to be written as they are; 999,999 is 1M and not 1000K. */
  while (large->divisor > 1. && (size < 99999.5 || size < large->divisor * 0.99995))
    large++;
  double shown = size / large->divisor;
  int decimals = unit == SY_CHART_UNIT_COUNT && large->divisor <= 1. ? 0 : choose_decimals (shown);
  g_autofree char *digits = format_magnitude (shown, decimals);
  strip_zeros (digits);
  return compose (value, digits, unit, currency, large->suffix);
}

char *
sy_chart_format_full (double value, SyChartUnit unit, const char *currency, int decimals)
{
  if (!isfinite (value))
    return g_strdup ("—");
  double size = fabs (value) * (unit == SY_CHART_UNIT_PERCENT ? 100. : 1.);
  g_autofree char *digits = format_magnitude (size, unit == SY_CHART_UNIT_COUNT ? 0 : decimals);
  strip_zeros (digits);
  return compose (value, digits, unit, currency, "");
}
