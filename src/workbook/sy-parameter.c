/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be typed: numbers with separators, 万, 亿, ￥ or %, months, dates, truth values, text. The same
 * readers as for imported files do the work; this file says what a parameter expects. */
#include "config.h"

#include "sy-parameter.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "sy-date-parser.h"
#include "sy-value-parser.h"

#define MAX_TEXT_BYTES 4096

G_DEFINE_QUARK (sy_workbook_error, sy_workbook_error)

void
sy_typed_value_clear (SyTypedValue *self)
{
  g_clear_pointer (&self->canonical, g_free);
  self->value = SY_VALUE_NULL;
}

SyValueType
sy_parameter_type (gboolean is_text, SyUnit unit)
{
  if (is_text)
    return SY_TYPE_TEXT;
  switch (unit)
    {
    case SY_UNIT_DATE:
    case SY_UNIT_MONTH:
      return SY_TYPE_DATE;
    case SY_UNIT_BOOL:
      return SY_TYPE_BOOL;
    case SY_UNIT_NONE:
    case SY_UNIT_NUMBER:
    case SY_UNIT_INTEGER:
    case SY_UNIT_CURRENCY:
    case SY_UNIT_PERCENT:
    case SY_UNIT_WEIGHT:
    default:
      return SY_TYPE_NUMBER;
    }
}

static void
set_null (SyTypedValue *typed, SyValueType type)
{
  typed->canonical = NULL;
  typed->value = SY_VALUE_NULL;
  typed->value.type = type == SY_TYPE_TEXT   ? SY_COLUMN_TEXT
                      : type == SY_TYPE_DATE ? SY_COLUMN_DATE
                      : type == SY_TYPE_BOOL ? SY_COLUMN_BOOL
                                             : SY_COLUMN_DOUBLE;
}

/* "2015-12", "2015/12", "2015年12月", "201512": month names alone are the user's own. */
static gboolean
scan_month (const char *text, int *year, int *month)
{
  const char *p = text;
  int n;

  *year = *month = 0;
  for (n = 0; n < 4 && g_ascii_isdigit (*p); n++, p++)
    *year = *year * 10 + (*p - '0');
  if (n < 4)
    return FALSE;
  if (*p == '-' || *p == '/' || *p == '.')
    p++;
  else if (g_str_has_prefix (p, "年"))
    p += strlen ("年");
  for (n = 0; n < 2 && g_ascii_isdigit (*p); n++, p++)
    *month = *month * 10 + (*p - '0');
  if (g_str_has_prefix (p, "月"))
    p += strlen ("月");
  return n > 0 && *p == '\0' && *month >= 1 && *month <= 12 && *year >= 1900 && *year <= 2199;
}

static gboolean
scan_date (const char *text, gint64 *days)
{
  SyDateText date;

  return sy_date_parse (text, strlen (text), &date) && sy_date_resolve (&date, SY_DATE_ORDER_UNKNOWN, days);
}

static gboolean
parse_date (const char *what, SyUnit unit, const char *text, SyTypedValue *typed, GError **error)
{
  int year, month, day;
  gint64 days;

  if (unit == SY_UNIT_MONTH && scan_month (text, &year, &month))
    days = sy_date_to_days (year, month, 1);
  else if (!scan_date (text, &days))
    {
      g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_PARAMETER,
                   unit == SY_UNIT_MONTH
                       ? _ ("“%s” is no month for “%s”: write the year and the month, as in 2015-12")
                       : _ ("“%s” is no date for “%s”: write year, month and day, as in 2015-12-20"),
                   text, what);
      return FALSE;
    }
  sy_date_from_days (days, &year, &month, &day);
  if (unit == SY_UNIT_MONTH)
    {
      days = sy_date_to_days (year, month, 1);
      typed->canonical = g_strdup_printf ("%04d-%02d", year, month);
    }
  else
    typed->canonical = g_strdup_printf ("%04d-%02d-%02d", year, month, day);
  typed->value = SY_VALUE_DATE (days);
  return TRUE;
}

static gboolean
parse_bool (const char *what, const char *text, SyTypedValue *typed, GError **error)
{
  gboolean value;

  if (!sy_value_parse_bool (text, strlen (text), &value))
    {
      g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_PARAMETER,
                   _ ("“%s” is neither yes nor no for “%s”: write true or false"), text, what);
      return FALSE;
    }
  typed->canonical = g_strdup (value ? "true" : "false");
  typed->value = SY_VALUE_BOOL (value);
  return TRUE;
}

static gboolean
parse_number (const char *what, SyUnit unit, const char *text, SyTypedValue *typed, GError **error)
{
  SyNumber number = { 0 };
  char digits[64];
  double value;

  if (!sy_value_parse_number (text, strlen (text), FALSE, &number))
    {
      g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_PARAMETER,
                   unit == SY_UNIT_PERCENT
                       ? _ ("“%s” is no percentage for “%s”: write a number, as in 15%% or 0.15")
                       : _ ("“%s” is no number for “%s”: write it as in 70000, 70,000 or 7万"),
                   text, what);
      return FALSE;
    }
  value = sy_value_number_to_double (&number);
  if (unit == SY_UNIT_INTEGER && value != floor (value))
    {
      g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_PARAMETER,
                   _ ("“%s” is no whole number for “%s”"), text, what);
      return FALSE;
    }
  if (number.flags & SY_NUMBER_INEXACT)
    typed->canonical = g_strdup (g_ascii_dtostr (digits, sizeof digits, value));
  else
    {
      sy_value_number_to_text (&number, digits, sizeof digits);
      typed->canonical = g_strdup (digits);
    }
  typed->value = SY_VALUE_NUMBER (value);
  return TRUE;
}

static gboolean
parse_plain_text (const char *what, const char *text, SyTypedValue *typed, GError **error)
{
  if (strlen (text) > MAX_TEXT_BYTES)
    {
      g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_PARAMETER, _ ("The text for “%s” is too long"),
                   what);
      return FALSE;
    }
  typed->canonical = g_strdup (text);
  typed->value = SY_VALUE_TEXT (typed->canonical);
  return TRUE;
}

/**
 * sy_parameter_parse_text:
 * @what: name of what is typed, for messages
 * @text: (nullable): UTF-8; NULL or nothing but blanks is a blank
 * @typed: (out caller-allocates): a blank is NULL with the type's column type
 *
 * Returns: %TRUE, or %FALSE with %SY_WORKBOOK_ERROR_PARAMETER that says what is expected
 */
gboolean
sy_parameter_parse_text (
    const char *what, gboolean is_text, SyUnit unit, const char *text, SyTypedValue *typed, GError **error)
{
  SyValueType type = sy_parameter_type (is_text, unit);
  g_autofree char *trimmed = NULL;

  set_null (typed, type);
  if (!text)
    return TRUE;
  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_PARAMETER,
                   _ ("The text for “%s” is not valid UTF-8"), what);
      return FALSE;
    }
  trimmed = g_strstrip (g_strdup (text));
  if (*trimmed == '\0')
    return TRUE;
  switch (type)
    {
    case SY_TYPE_DATE:
      return parse_date (what, unit, trimmed, typed, error);
    case SY_TYPE_BOOL:
      return parse_bool (what, trimmed, typed, error);
    case SY_TYPE_TEXT:
      return parse_plain_text (what, trimmed, typed, error);
    case SY_TYPE_NUMBER:
    default:
      return parse_number (what, unit, trimmed, typed, error);
    }
}

static char *
format_bound (double value, SyUnit unit)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  if (unit == SY_UNIT_DATE || unit == SY_UNIT_MONTH)
    return sy_format_date ((gint64) value, unit, "en");
  if (unit == SY_UNIT_PERCENT)
    {
      g_ascii_formatd (digits, sizeof digits, "%.10g", value * 100);
      return g_strconcat (digits, "%", NULL);
    }
  return g_strdup (g_ascii_formatd (digits, sizeof digits, "%.15g", value));
}

/* Ranges hold for numbers and for dates (days since 1970). */
static gboolean
check_range (const SyTemplateParameter *definition, const SyTypedValue *typed, GError **error)
{
  double value = typed->value.type == SY_COLUMN_DATE ? (double) typed->value.integer : typed->value.number;
  g_autofree char *low = format_bound (definition->minimum, definition->unit);
  g_autofree char *high = format_bound (definition->maximum, definition->unit);

  if (typed->value.is_null || typed->value.type == SY_COLUMN_TEXT || typed->value.type == SY_COLUMN_BOOL)
    return TRUE;
  if ((!definition->has_minimum || value >= definition->minimum)
      && (!definition->has_maximum || value <= definition->maximum))
    return TRUE;
  if (definition->has_minimum && definition->has_maximum)
    g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_PARAMETER,
                 _ ("“%s” must be from %s to %s, not %s"), definition->title, low, high, typed->canonical);
  else if (definition->has_minimum)
    g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_PARAMETER, _ ("“%s” must be %s or more, not %s"),
                 definition->title, low, typed->canonical);
  else
    g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_PARAMETER, _ ("“%s” must be %s or less, not %s"),
                 definition->title, high, typed->canonical);
  return FALSE;
}

/**
 * sy_parameter_parse:
 * @definition: what the template says of it
 * @text: (nullable): as typed; nothing is allowed only where the parameter may be blank
 * @typed: (out caller-allocates): cleared on failure
 *
 * Returns: %TRUE, or %FALSE with %SY_WORKBOOK_ERROR_PARAMETER that says what is expected
 */
gboolean
sy_parameter_parse (const SyTemplateParameter *definition,
                    const char *text,
                    SyTypedValue *typed,
                    GError **error)
{
  const char *title = definition->title ? definition->title : definition->id;

  if (!sy_parameter_parse_text (title, definition->is_text, definition->unit, text, typed, error))
    return FALSE;
  if (typed->value.is_null && !definition->may_be_blank)
    {
      g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_PARAMETER, _ ("“%s” needs a value"), title);
      return FALSE;
    }
  if (check_range (definition, typed, error))
    return TRUE;
  sy_typed_value_clear (typed);
  return FALSE;
}
