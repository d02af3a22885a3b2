/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cli-correct.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
correct_header (const SyCliOptions *options, SyImportPlan *plan, GError **error)
{
  guint64 row = 0;
  guint n_rows = options->header_rows >= 0 ? (guint) options->header_rows : 1;

  if (!options->header && options->header_row < 0 && options->header_rows < 0)
    return TRUE;
  if (options->header && !g_str_equal (options->header, "none")
      && !g_ascii_string_to_unsigned (options->header, 10, 0, G_MAXINT64, &row, NULL))
    {
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE, _ ("--header takes a row or none, not “%s”"),
                   options->header);
      return FALSE;
    }
  if (!options->header && options->header_row >= 0)
    row = (guint64) options->header_row;
  else if (!options->header)
    row = plan->header_row - plan->n_header_rows + 1;
  return sy_import_plan_set_header (plan, row, row > 0 ? n_rows : 0, NULL, error);
}

/* "decimal(4)" has its scale in parentheses. */
static gboolean
parse_type (const char *text, SyColumnType *type, guint *scale, GError **error)
{
  static const struct
  {
    const char *name;
    SyColumnType type;
  } types[] = { { "text", SY_COLUMN_TEXT },          { "whole", SY_COLUMN_INT64 },
                { "decimal", SY_COLUMN_DECIMAL },    { "date", SY_COLUMN_DATE },
                { "datetime", SY_COLUMN_TIMESTAMP }, { "number", SY_COLUMN_DOUBLE },
                { "time", SY_COLUMN_TIME },          { "bool", SY_COLUMN_BOOL } };
  gsize length = strcspn (text, "(");
  guint64 number = 2;

  if (text[length] == '(')
    {
      g_autofree char *digits = g_strndup (text + length + 1, strcspn (text + length + 1, ")"));
      if (!g_ascii_string_to_unsigned (digits, 10, 0, SY_DECIMAL_DIGITS, &number, error))
        return FALSE;
    }
  *scale = (guint) number;
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (strlen (types[i].name) == length && strncmp (types[i].name, text, length) == 0)
      {
        *type = types[i].type;
        return TRUE;
      }
  g_set_error (
      error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE,
      _ ("There is no type “%s”; there are text, whole, decimal, decimal(4), number, date, datetime, "
         "time, bool"),
      text);
  return FALSE;
}

static gboolean
correct_type (SyImportPlan *plan, const char *header, const char *text, GError **error)
{
  SyColumnType type = SY_COLUMN_TEXT;
  guint scale = 0;
  int column = sy_import_plan_find_column (plan, header, error);

  return column >= 0 && parse_type (text, &type, &scale, error)
         && sy_import_plan_set_type (plan, (guint) column, type, scale, error);
}

static gboolean
find_shift (const char *text, guint *shift)
{
  static const struct
  {
    const char *name;
    guint shift;
  } shifts[] = { { "units", 0 }, { "thousand", 3 }, { "wan", 4 }, { "million", 6 }, { "yi", 8 } };

  for (guint i = 0; i < G_N_ELEMENTS (shifts); i++)
    if (g_str_equal (text, shifts[i].name))
      {
        *shift = shifts[i].shift;
        return TRUE;
      }
  return FALSE;
}

static gboolean
correct_reading (SyImportPlan *plan, const char *header, const char *text, GError **error)
{
  int column = sy_import_plan_find_column (plan, header, error);
  SyDateOrder order = sy_date_order_from_id (text);
  SyColumnReading reading;

  if (column < 0)
    return FALSE;
  reading = ((const SyImportColumn *) plan->columns->pdata[column])->reading;
  if (g_str_equal (text, "comma") || g_str_equal (text, "point"))
    reading.decimal_comma = g_str_equal (text, "comma");
  else if (order != SY_DATE_ORDER_UNKNOWN)
    reading.date_order = order;
  else if (g_str_equal (text, "compact"))
    reading.compact_dates = TRUE;
  else if (g_str_equal (text, "serial"))
    reading.serial_dates = TRUE;
  else if (!find_shift (text, &reading.shift))
    {
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE,
                   _ ("There is no reading “%s”; there are comma, point, day-first, month-first, year-first, "
                      "compact, serial; units, thousand, wan, million, yi"),
                   text);
      return FALSE;
    }
  if (order != SY_DATE_ORDER_UNKNOWN && sy_import_plan_find_unsettled (plan)
      && !sy_import_plan_set_date_order (plan, order, NULL, error))
    return FALSE;
  sy_import_plan_set_reading (plan, (guint) column, reading);
  return TRUE;
}

typedef gboolean (*CorrectPair) (SyImportPlan *plan, const char *header, const char *text, GError **error);

static gboolean
correct_pairs (GStrv pairs, const char *option, SyImportPlan *plan, CorrectPair correct, GError **error)
{
  for (guint i = 0; pairs && pairs[i]; i++)
    {
      g_autofree char *header = NULL, *text = NULL;

      if (!sy_cli_options_split (pairs[i], option, &header, &text, error)
          || !correct (plan, header, text, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
leave_out (const SyCliOptions *options, SyImportPlan *plan, GError **error)
{
  for (guint i = 0; options->leave_out && options->leave_out[i]; i++)
    {
      int column = sy_import_plan_find_column (plan, options->leave_out[i], error);

      if (column < 0)
        return FALSE;
      sy_import_plan_set_left_out (plan, (guint) column, TRUE);
    }
  return TRUE;
}

static gboolean
keep_footer (const SyCliOptions *options, SyImportPlan *plan)
{
  if (options->keep_footer)
    sy_import_plan_set_keep_footer (plan, TRUE);
  return TRUE;
}

/* In the order in which one needs the other: columns come from the header, readings decide types. */
gboolean
sy_cli_correct (const SyCliOptions *options, SyImportPlan *plan, GError **error)
{
  return correct_header (options, plan, error)
         && (!options->keep_blanks || sy_import_plan_set_keep_blanks (plan, TRUE, NULL, error))
         && (options->year == 0 || sy_import_plan_set_year (plan, options->year, NULL, error))
         && (!options->unpivot || sy_import_plan_set_unpivot (plan, TRUE, NULL, error))
         && correct_pairs (options->reading, "reading", plan, correct_reading, error)
         && correct_pairs (options->type, "type", plan, correct_type, error)
         && leave_out (options, plan, error) && keep_footer (options, plan);
}
