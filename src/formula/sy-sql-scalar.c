/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The functions of one value after another: arithmetic, logic, dates. Texts are in sy-sql-text.c. */
#include "config.h"

#include "sy-functions.h"
#include "sy-sql-writer-private.h"

#define ARGUMENT(i) sy_expression_get_child (e, (i))
#define HAS(i) (sy_expression_get_n_children (e) > (i) && ARGUMENT (i)->kind != SY_EXPRESSION_MISSING)
#define NUMBER(i) sy_sql_write_number (chain, ARGUMENT (i))
#define DATE(i) sy_sql_to_date (chain, sy_sql_write (chain, ARGUMENT (i)))
#define MAKE(pattern, ...) SY_SQL (chain, SY_TYPE_NUMBER, pattern, __VA_ARGS__)

/* Towards zero. */
static SySqlFragment
cut (SySqlChain *chain, SySqlFragment number)
{
  return MAKE ("trunc({0})", number);
}

/* ---- rounding ---- */

/* Ten to the power of the number of digits, and whether to multiply by it or divide. */
static SySqlFragment
scale_up (SySqlChain *chain, SySqlFragment number, SySqlFragment digits)
{
  return MAKE ("CASE WHEN {1} >= 0 THEN abs({0}) * pow(1e1, least({1}, 300)) ELSE abs({0}) / pow(1e1, "
               "least(-{1}, 300)) END",
               number, digits);
}

static SySqlFragment
scale_down (SySqlChain *chain, SySqlFragment number, SySqlFragment scaled, SySqlFragment digits)
{
  /* What is too large to have a fraction stays as it is. */
  return MAKE ("CASE WHEN NOT isfinite({1}) OR ({2} > 0 AND {1} >= 4503599627370496) THEN {0}"
               " WHEN {2} >= 0 THEN sign({0}) * {1} / pow(1e1, least({2}, 300))"
               " ELSE sign({0}) * {1} * pow(1e1, least(-{2}, 300)) END",
               number, scaled, digits);
}

/* Half away from zero, of the number as its 15 digits show it: ROUND(2.675,2) is 2.68 although the double is
 * a hair less. */
static SySqlFragment
write_round (SySqlChain *chain, const SyExpression *e)
{
  if (ARGUMENT (1)->kind == SY_EXPRESSION_NUMBER && ARGUMENT (1)->number == 0.)
    return MAKE ("round({0})", NUMBER (0));
  return MAKE ("sy_round({0}, {1})", NUMBER (0), NUMBER (1));
}

static SySqlFragment
write_round_toward (SySqlChain *chain, const SyExpression *e, gboolean is_up)
{
  SySqlFragment number = NUMBER (0);
  SySqlFragment digits = HAS (1) ? cut (chain, NUMBER (1)) : sy_sql_number (chain->writer, 0.);
  SySqlFragment scaled = scale_up (chain, number, digits);

  if (is_up)
    scaled = MAKE ("(-{0})", sy_sql_floor (chain, MAKE ("(-{0})", scaled)));
  else
    scaled = sy_sql_floor (chain, scaled);
  return scale_down (chain, number, scaled, digits);
}

/* Excel 2010: a positive number and a negative multiple don't go together; with two negatives up is away from
 * zero. */
static SySqlFragment
write_multiple (SySqlChain *chain, const SyExpression *e)
{
  SySqlFragment number = NUMBER (0);
  SySqlFragment multiple = NUMBER (1);
  SySqlFragment ratio = MAKE ("({0} / NULLIF({1}, 0))", number, multiple);

  switch ((int) e->function->id)
    {
    case SY_FUNCTION_CEILING:
      ratio = MAKE ("(-{0})", sy_sql_floor (chain, MAKE ("(-{0})", ratio)));
      return MAKE ("CASE WHEN {0} = 0 OR {1} = 0 THEN {0} * {1} WHEN {0} < 0 OR {1} > 0 THEN {1} * {2} END",
                   number, multiple, ratio);
    case SY_FUNCTION_FLOOR:
      ratio = sy_sql_floor (chain, ratio);
      return MAKE (
          "CASE WHEN {0} = 0 AND {1} IS NOT NULL THEN 0e0 WHEN {0} < 0 OR {1} > 0 THEN {1} * {2} END", number,
          multiple, ratio);
    default:
      ratio = sy_sql_floor (chain, MAKE ("({0} + 5e-1)", ratio));
      return MAKE (
          "CASE WHEN {0} = 0 OR {1} = 0 THEN {0} * {1} WHEN ({0} < 0) = ({1} < 0) THEN {1} * {2} END", number,
          multiple, ratio);
    }
}

/* The sign of the divisor. */
static SySqlFragment
write_mod (SySqlChain *chain, const SyExpression *e)
{
  SySqlFragment number = NUMBER (0);
  SySqlFragment divisor = NUMBER (1);
  SySqlFragment ratio = sy_sql_floor (chain, MAKE ("({0} / NULLIF({1}, 0))", number, divisor));

  return MAKE (
      "CASE WHEN abs({0} - {1} * {2}) < abs({0}) * 3.552713678800501e-15 THEN 0e0 ELSE {0} - {1} * {2} END",
      number, divisor, ratio);
}

static gboolean
write_arithmetic (SySqlChain *chain, const SyExpression *e, SySqlFragment *result)
{
  switch ((int) e->function->id)
    {
    case SY_FUNCTION_ABS:
      *result = MAKE ("abs({0})", NUMBER (0));
      return TRUE;
    case SY_FUNCTION_SIGN:
      *result = MAKE ("CAST(sign({0}) AS DOUBLE)", NUMBER (0));
      return TRUE;
    case SY_FUNCTION_ROUND:
      *result = write_round (chain, e);
      return TRUE;
    case SY_FUNCTION_ROUNDUP:
      *result = write_round_toward (chain, e, TRUE);
      return TRUE;
    case SY_FUNCTION_ROUNDDOWN:
    case SY_FUNCTION_TRUNC:
      *result = write_round_toward (chain, e, FALSE);
      return TRUE;
    case SY_FUNCTION_INT:
      *result = sy_sql_floor (chain, NUMBER (0));
      return TRUE;
    case SY_FUNCTION_MOD:
      *result = write_mod (chain, e);
      return TRUE;
    case SY_FUNCTION_MROUND:
    case SY_FUNCTION_CEILING:
    case SY_FUNCTION_FLOOR:
      *result = write_multiple (chain, e);
      return TRUE;
    case SY_FUNCTION_POWER:
      {
        SySqlFragment power =
            MAKE ("CASE WHEN ({0} <> 0 OR {1} > 0) AND ({0} >= 0 OR {1} = floor({1})) THEN pow({0}, {1}) END",
                  NUMBER (0), NUMBER (1));

        *result = MAKE ("sy_finite({0})", power);
        return TRUE;
      }
    case SY_FUNCTION_SQRT:
      *result = MAKE ("CASE WHEN {0} >= 0 THEN sqrt({0}) END", NUMBER (0));
      return TRUE;
    case SY_FUNCTION_EXP:
      *result = MAKE ("CASE WHEN {0} < 709.78 THEN exp({0}) END", NUMBER (0));
      return TRUE;
    case SY_FUNCTION_LN:
      *result = MAKE ("CASE WHEN {0} > 0 THEN ln({0}) END", NUMBER (0));
      return TRUE;
    case SY_FUNCTION_LOG10:
      *result = MAKE ("CASE WHEN {0} > 0 THEN log10({0}) END", NUMBER (0));
      return TRUE;
    case SY_FUNCTION_LOG:
      *result = HAS (1) ? MAKE ("CASE WHEN {0} > 0 AND {1} > 0 AND {1} <> 1 THEN ln({0}) / ln({1}) END",
                                NUMBER (0), NUMBER (1))
                        : MAKE ("CASE WHEN {0} > 0 THEN log10({0}) END", NUMBER (0));
      return TRUE;
    case SY_FUNCTION_PI:
      *result = sy_sql_fragment (chain->writer, SY_TYPE_NUMBER, 0, "3.141592653589793e0");
      return TRUE;
    case SY_FUNCTION_VALUE:
      *result = NUMBER (0);
      return TRUE;
    case SY_FUNCTION_NA:
      *result = sy_sql_null (chain->writer, e->type);
      return TRUE;
    default:
      return FALSE;
    }
}

/* ---- logic ---- */

static SySqlFragment
branch (SySqlChain *chain, const SyExpression *e, guint i)
{
  if (i >= sy_expression_get_n_children (e))
    return sy_sql_to_type (chain, sy_sql_fragment (chain->writer, SY_TYPE_BOOL, 0, "FALSE"), e->type);
  if (ARGUMENT (i)->kind == SY_EXPRESSION_MISSING)
    return sy_sql_blank_to_zero (chain, sy_sql_null (chain->writer, e->type));
  return sy_sql_write_as (chain, ARGUMENT (i), e->type);
}

/* An error in the condition is an error, not the other branch. */
static SySqlFragment
write_if (SySqlChain *chain, const SyExpression *e)
{
  const char *pattern = ARGUMENT (0)->may_be_error ? "CASE WHEN {0} THEN {1} WHEN NOT {0} THEN {2} END"
                                                   : "CASE WHEN {0} THEN {1} ELSE {2} END";

  return SY_SQL (chain, e->type, pattern, sy_sql_write_bool (chain, ARGUMENT (0)), branch (chain, e, 1),
                 branch (chain, e, 2));
}

static SySqlFragment
write_ifs (SySqlChain *chain, const SyExpression *e)
{
  guint n = sy_expression_get_n_children (e) / 2;
  SySqlFragment rest = sy_sql_null (chain->writer, e->type);

  for (guint i = n; i-- > 0;)
    {
      const char *pattern = ARGUMENT (2 * i)->may_be_error
                                ? "CASE WHEN {0} THEN {1} WHEN NOT {0} THEN {2} END"
                                : "CASE WHEN {0} THEN {1} ELSE {2} END";

      rest = SY_SQL (chain, e->type, pattern, sy_sql_write_bool (chain, ARGUMENT (2 * i)),
                     branch (chain, e, 2 * i + 1), rest);
    }
  return rest;
}

static SySqlFragment
write_choose (SySqlChain *chain, const SyExpression *e)
{
  guint n = sy_expression_get_n_children (e);
  SySqlFragment index = sy_sql_chain_hoist (chain, cut (chain, NUMBER (0)));
  SySqlFragment rest = sy_sql_null (chain->writer, e->type);

  for (guint i = n - 1; i >= 1; i--)
    {
      g_autofree char *pattern = g_strdup_printf ("CASE WHEN {0} = %u THEN {1} ELSE {2} END", i);

      rest = SY_SQL (chain, e->type, pattern, index, branch (chain, e, i), rest);
    }
  return rest;
}

/* TRUE OR an error is an error in Excel. */
static SySqlFragment
write_junction (SySqlChain *chain, const SyExpression *e, gboolean is_and)
{
  SySqlFragment all = sy_sql_write_bool (chain, ARGUMENT (0));
  gboolean may_be_error = ARGUMENT (0)->may_be_error;

  for (guint i = 1; i < sy_expression_get_n_children (e); i++)
    {
      SySqlFragment next = sy_sql_write_bool (chain, ARGUMENT (i));

      may_be_error = may_be_error || ARGUMENT (i)->may_be_error;
      if (may_be_error)
        all = SY_SQL (chain, SY_TYPE_BOOL,
                      is_and ? "CASE WHEN {0} THEN {1} WHEN {1} IS NOT NULL THEN {0} END"
                             : "CASE WHEN NOT {0} THEN {1} WHEN {1} IS NOT NULL THEN {0} END",
                      all, next);
      else
        all = SY_SQL (chain, SY_TYPE_BOOL, is_and ? "({0} AND {1})" : "({0} OR {1})", all, next);
    }
  return all;
}

static SySqlFragment
write_is (SySqlChain *chain, const SyExpression *e)
{
  const SyExpression *a = ARGUMENT (0);
  gboolean is_reference = e->function->id == SY_FUNCTION_ISNUMBER || e->function->id == SY_FUNCTION_ISTEXT;
  /* An empty cell that INDEX leads to is neither a number nor a text. */
  SySqlFragment value = is_reference ? sy_sql_write_reference (chain, a) : sy_sql_write_raw (chain, a);
  gboolean is_text = a->type == SY_TYPE_TEXT;

  switch ((int) e->function->id)
    {
    case SY_FUNCTION_ISBLANK:
      return SY_SQL (chain, SY_TYPE_BOOL, a->may_be_blank ? "({0} IS NULL)" : "FALSE", value);
    case SY_FUNCTION_ISERROR:
      return SY_SQL (chain, SY_TYPE_BOOL, a->may_be_error ? "({0} IS NULL)" : "FALSE", value);
    case SY_FUNCTION_ISTEXT:
      return SY_SQL (chain, SY_TYPE_BOOL, is_text ? "({0} IS NOT NULL)" : "FALSE", value);
    default:
      return SY_SQL (chain, SY_TYPE_BOOL, is_text || a->type == SY_TYPE_BOOL ? "FALSE" : "({0} IS NOT NULL)",
                     value);
    }
}

static gboolean
write_logic (SySqlChain *chain, const SyExpression *e, SySqlFragment *result)
{
  switch ((int) e->function->id)
    {
    case SY_FUNCTION_IF:
      *result = write_if (chain, e);
      return TRUE;
    case SY_FUNCTION_IFS:
      *result = write_ifs (chain, e);
      return TRUE;
    case SY_FUNCTION_CHOOSE:
      *result = write_choose (chain, e);
      return TRUE;
    case SY_FUNCTION_AND:
    case SY_FUNCTION_OR:
      *result = write_junction (chain, e, e->function->id == SY_FUNCTION_AND);
      return TRUE;
    case SY_FUNCTION_NOT:
      *result = SY_SQL (chain, SY_TYPE_BOOL, "(NOT {0})", sy_sql_write_bool (chain, ARGUMENT (0)));
      return TRUE;
    case SY_FUNCTION_IFERROR:
      *result =
          ARGUMENT (0)->may_be_error || ARGUMENT (0)->type == SY_TYPE_NUMBER
              ? SY_SQL (chain, e->type, "COALESCE({0}, {1})", branch (chain, e, 0), branch (chain, e, 1))
              : branch (chain, e, 0);
      return TRUE;
    case SY_FUNCTION_ISBLANK:
    case SY_FUNCTION_ISERROR:
    case SY_FUNCTION_ISNUMBER:
    case SY_FUNCTION_ISTEXT:
      *result = write_is (chain, e);
      return TRUE;
    default:
      return FALSE;
    }
}

/* ---- dates ---- */

static int
get_option (const SyExpression *e, guint i, int otherwise)
{
  return HAS (i) ? (int) ARGUMENT (i)->number : otherwise;
}

/* 1 or 17: Sunday is 1; 2 or 11: Monday is 1; 3: Monday is 0; 12 … 16: Tuesday … Saturday is 1. */
static SySqlFragment
write_weekday (SySqlChain *chain, const SyExpression *e)
{
  int kind = get_option (e, 1, 1);
  int first = kind == 1 ? 7 : kind == 2 || kind == 3 ? 1 : kind - 10;
  g_autofree char *pattern =
      g_strdup_printf ("CAST((isodow({0}) + %d) %% 7 + %d AS DOUBLE)", 7 - first, kind == 3 ? 0 : 1);

  if ((kind < 1 || kind > 3) && (kind < 11 || kind > 17))
    return sy_sql_null (chain->writer, SY_TYPE_NUMBER);
  return MAKE (pattern, DATE (0));
}

/* The week with the 1st of January is the first; 21: the ISO week. */
static SySqlFragment
write_weeknum (SySqlChain *chain, const SyExpression *e)
{
  int kind = e->function->id == SY_FUNCTION_ISOWEEKNUM ? 21 : get_option (e, 1, 1);
  int first = kind == 1 ? 7 : kind == 2 ? 1 : kind - 10;
  g_autofree char *pattern = NULL;

  if (kind == 21)
    return MAKE ("CAST(weekofyear({0}) AS DOUBLE)", DATE (0));
  if (kind != 1 && kind != 2 && (kind < 11 || kind > 17))
    return sy_sql_null (chain->writer, SY_TYPE_NUMBER);
  pattern = g_strdup_printf (
      "CAST((dayofyear({0}) - 1 + (isodow(make_date(year({0}), 1, 1)) + %d) %% 7) // 7 + 1 AS DOUBLE)",
      7 - first);
  return MAKE (pattern, DATE (0));
}

/* Dates outside of 1900 … 9999 don't exist in a workbook. */
static SySqlFragment
check_date (SySqlChain *chain, SySqlFragment date)
{
  return SY_SQL (chain, SY_TYPE_DATE,
                 "CASE WHEN {0} BETWEEN DATE '1899-12-30' AND DATE '9999-12-31' THEN {0} END", date);
}

static SySqlFragment
write_date (SySqlChain *chain, const SyExpression *e)
{
  SySqlFragment year =
      MAKE ("CASE WHEN trunc({0}) < 1900 THEN trunc({0}) + 1900 ELSE trunc({0}) END", NUMBER (0));
  SySqlFragment month = cut (chain, NUMBER (1));
  SySqlFragment day = cut (chain, NUMBER (2));

  return check_date (
      chain, SY_SQL (chain, SY_TYPE_DATE,
                     "CASE WHEN {0} BETWEEN 1900 AND 9999 AND abs({1}) < 120000 AND abs({2}) < 4000000"
                     " THEN CAST(make_date(CAST({0} AS BIGINT), 1, 1) + to_months(CAST({1} - 1 AS INTEGER)) "
                     "AS DATE) + CAST({2} - 1 AS INTEGER) END",
                     year, month, day));
}

static SySqlFragment
write_month_shift (SySqlChain *chain, const SyExpression *e, gboolean to_end)
{
  return SY_SQL (chain, SY_TYPE_DATE, to_end ? "sy_shift_month_end({0}, {1})" : "sy_shift_month({0}, {1})",
                 DATE (0), NUMBER (1));
}

static SySqlFragment
write_datedif (SySqlChain *chain, const SyExpression *e)
{
  const char *unit = ARGUMENT (2)->text ? ARGUMENT (2)->text : "d";
  SySqlFragment from = DATE (0);
  SySqlFragment to = DATE (1);
  SySqlFragment months =
      MAKE ("CASE WHEN {1} >= {0} THEN CAST((year({1}) - year({0})) * 12 + month({1}) - month({0})"
            " - CASE WHEN day({1}) < day({0}) THEN 1 ELSE 0 END AS DOUBLE) END",
            from, to);

  if (g_ascii_strcasecmp (unit, "m") == 0)
    return months;
  if (g_ascii_strcasecmp (unit, "y") == 0)
    return MAKE ("floor({0} / 12)", months);
  if (g_ascii_strcasecmp (unit, "ym") == 0)
    return MAKE ("({0} - floor({0} / 12) * 12)", months);
  if (g_ascii_strcasecmp (unit, "d") == 0)
    return MAKE ("CASE WHEN {1} >= {0} THEN CAST({1} - {0} AS DOUBLE) END", from, to);
  if (g_ascii_strcasecmp (unit, "md") == 0)
    return MAKE ("CASE WHEN {1} >= {0} THEN CAST(day({1}) - day({0}) + CASE WHEN day({1}) < day({0})"
                 " THEN day(last_day(CAST({1} - to_months(1) AS DATE))) ELSE 0 END AS DOUBLE) END",
                 from, to);
  return MAKE ("CASE WHEN {1} >= {0} THEN CAST({1} - CAST({0} + to_months(CAST(floor({2} / 12) * 12 AS "
               "INTEGER)) AS DATE) AS DOUBLE) END",
               from, to, months);
}

static gboolean
write_dates (SySqlChain *chain, const SyExpression *e, SySqlFragment *result)
{
  switch ((int) e->function->id)
    {
    case SY_FUNCTION_DATE:
      *result = write_date (chain, e);
      return TRUE;
    case SY_FUNCTION_YEAR:
      *result = MAKE ("CAST(year({0}) AS DOUBLE)", DATE (0));
      return TRUE;
    case SY_FUNCTION_MONTH:
      *result = MAKE ("CAST(month({0}) AS DOUBLE)", DATE (0));
      return TRUE;
    case SY_FUNCTION_DAY:
      *result = MAKE ("CAST(day({0}) AS DOUBLE)", DATE (0));
      return TRUE;
    case SY_FUNCTION_WEEKDAY:
      *result = write_weekday (chain, e);
      return TRUE;
    case SY_FUNCTION_WEEKNUM:
    case SY_FUNCTION_ISOWEEKNUM:
      *result = write_weeknum (chain, e);
      return TRUE;
    case SY_FUNCTION_EDATE:
    case SY_FUNCTION_EOMONTH:
      *result = write_month_shift (chain, e, e->function->id == SY_FUNCTION_EOMONTH);
      return TRUE;
    case SY_FUNCTION_DAYS:
      *result = MAKE ("(floor({0}) - floor({1}))", NUMBER (0), NUMBER (1));
      return TRUE;
    case SY_FUNCTION_DATEDIF:
      *result = write_datedif (chain, e);
      return TRUE;
    case SY_FUNCTION_HOUR:
      *result = MAKE ("CASE WHEN {0} >= 0 THEN floor(round(({0} - floor({0})) * 86400) / 3600) % 24 END",
                      NUMBER (0));
      return TRUE;
    case SY_FUNCTION_MINUTE:
      *result = MAKE ("CASE WHEN {0} >= 0 THEN floor((round(({0} - floor({0})) * 86400) % 3600) / 60) END",
                      NUMBER (0));
      return TRUE;
    default:
      return FALSE;
    }
}

gboolean
sy_sql_write_scalar_call (SySqlChain *chain, const SyExpression *e, SySqlFragment *result)
{
  return write_arithmetic (chain, e, result) || write_logic (chain, e, result)
         || write_dates (chain, e, result) || sy_sql_write_text_call (chain, e, result);
}
