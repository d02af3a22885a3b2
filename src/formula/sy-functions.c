/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of functions. A row is all that the parser, the binder and the Excel and words writers know of
 * most of them. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-functions.h"

#define MANY 255
#define FAILS SY_FUNCTION_FAILS
#define CATCHES SY_FUNCTION_CATCHES
#define AGGREGATE SY_FUNCTION_AGGREGATE
#define CRITERIA (SY_FUNCTION_AGGREGATE | SY_FUNCTION_CRITERIA)
#define EACH SY_FUNCTION_ELEMENTWISE
#define WHOLE SY_FUNCTION_WHOLE
#define COUNTS (SY_FUNCTION_IGNORES_ERRORS | SY_FUNCTION_WHOLE)

/* clang-format off */
static const SyFunction functions[SY_N_FUNCTIONS] = {
  /* id, name, alias, least and most arguments, arguments, result, flags, Excel, words */
  { SY_FUNCTION_ABS, "ABS", NULL, 1, 1, "n", SY_RESULT_NUMBER, EACH, "ABS", N_ ("absolute value of {1}") },
  { SY_FUNCTION_SIGN, "SIGN", NULL, 1, 1, "n", SY_RESULT_NUMBER, EACH | WHOLE, "SIGN", N_ ("sign of {1}") },
  { SY_FUNCTION_ROUND, "ROUND", NULL, 2, 2, "nn", SY_RESULT_NUMBER, EACH, "ROUND", N_ ("{1} rounded to {2} decimals") },
  { SY_FUNCTION_ROUNDUP, "ROUNDUP", NULL, 2, 2, "nn", SY_RESULT_NUMBER, EACH, "ROUNDUP", N_ ("{1} rounded up to {2} decimals") },
  { SY_FUNCTION_ROUNDDOWN, "ROUNDDOWN", NULL, 2, 2, "nn", SY_RESULT_NUMBER, EACH, "ROUNDDOWN", N_ ("{1} rounded down to {2} decimals") },
  { SY_FUNCTION_INT, "INT", NULL, 1, 1, "n", SY_RESULT_NUMBER, EACH | WHOLE, "INT", N_ ("whole part of {1}") },
  { SY_FUNCTION_TRUNC, "TRUNC", NULL, 1, 2, "nn", SY_RESULT_NUMBER, EACH, "TRUNC", N_ ("{1} cut off") },
  { SY_FUNCTION_MOD, "MOD", NULL, 2, 2, "nn", SY_RESULT_NUMBER, EACH | FAILS, "MOD", N_ ("remainder of {1} ÷ {2}") },
  { SY_FUNCTION_MROUND, "MROUND", NULL, 2, 2, "nn", SY_RESULT_NUMBER, FAILS, "MROUND", N_ ("{1} rounded to a multiple of {2}") },
  { SY_FUNCTION_CEILING, "CEILING", NULL, 2, 2, "nn", SY_RESULT_NUMBER, EACH | FAILS, "CEILING", N_ ("{1} rounded up to a multiple of {2}") },
  { SY_FUNCTION_FLOOR, "FLOOR", NULL, 2, 2, "nn", SY_RESULT_NUMBER, EACH | FAILS, "FLOOR", N_ ("{1} rounded down to a multiple of {2}") },
  { SY_FUNCTION_POWER, "POWER", NULL, 2, 2, "nn", SY_RESULT_NUMBER, EACH | FAILS, "POWER", N_ ("{1} to the power of {2}") },
  { SY_FUNCTION_SQRT, "SQRT", NULL, 1, 1, "n", SY_RESULT_NUMBER, EACH | FAILS, "SQRT", N_ ("square root of {1}") },
  { SY_FUNCTION_EXP, "EXP", NULL, 1, 1, "n", SY_RESULT_NUMBER, EACH | FAILS, "EXP", N_ ("e to the power of {1}") },
  { SY_FUNCTION_LN, "LN", NULL, 1, 1, "n", SY_RESULT_NUMBER, EACH | FAILS, "LN", N_ ("natural logarithm of {1}") },
  { SY_FUNCTION_LOG, "LOG", NULL, 1, 2, "nn", SY_RESULT_NUMBER, EACH | FAILS, "LOG", N_ ("logarithm of {1}") },
  { SY_FUNCTION_LOG10, "LOG10", NULL, 1, 1, "n", SY_RESULT_NUMBER, EACH | FAILS, "LOG10", N_ ("logarithm to base 10 of {1}") },
  { SY_FUNCTION_PI, "PI", NULL, 0, 0, "", SY_RESULT_NUMBER, EACH, "PI", N_ ("π") },

  { SY_FUNCTION_IF, "IF", NULL, 2, 3, "cbb", SY_RESULT_BRANCHES, 0, "IF", NULL },
  { SY_FUNCTION_IFS, "IFS", NULL, 2, 254, "(cb)", SY_RESULT_BRANCHES, FAILS, NULL, NULL },
  { SY_FUNCTION_AND, "AND", NULL, 1, MANY, "(c)", SY_RESULT_BOOL, 0, "AND", NULL },
  { SY_FUNCTION_OR, "OR", NULL, 1, MANY, "(c)", SY_RESULT_BOOL, 0, "OR", NULL },
  { SY_FUNCTION_NOT, "NOT", NULL, 1, 1, "c", SY_RESULT_BOOL, EACH, "NOT", N_ ("not ({1})") },
  { SY_FUNCTION_IFERROR, "IFERROR", NULL, 2, 2, "bb", SY_RESULT_BRANCHES, CATCHES, "IFERROR", N_ ("{1}, or {2} where that is not possible") },
  { SY_FUNCTION_ISBLANK, "ISBLANK", NULL, 1, 1, "e", SY_RESULT_BOOL, CATCHES, "ISBLANK", N_ ("{1} is empty") },
  { SY_FUNCTION_ISERROR, "ISERROR", NULL, 1, 1, "v", SY_RESULT_BOOL, CATCHES, "ISERROR", N_ ("{1} is not possible") },
  { SY_FUNCTION_ISNUMBER, "ISNUMBER", NULL, 1, 1, "v", SY_RESULT_BOOL, CATCHES | EACH, "ISNUMBER", N_ ("{1} is a number") },
  { SY_FUNCTION_ISTEXT, "ISTEXT", NULL, 1, 1, "v", SY_RESULT_BOOL, CATCHES | EACH, "ISTEXT", N_ ("{1} is a text") },
  { SY_FUNCTION_NA, "NA", NULL, 0, 0, "", SY_RESULT_NUMBER, FAILS, "NA", N_ ("not available") },
  { SY_FUNCTION_CHOOSE, "CHOOSE", NULL, 2, 255, "n(b)", SY_RESULT_BRANCHES, FAILS, "CHOOSE", NULL },

  { SY_FUNCTION_SUM, "SUM", NULL, 1, MANY, "(N)", SY_RESULT_NUMBER, AGGREGATE, "SUM", N_ ("sum of {*}") },
  { SY_FUNCTION_AVERAGE, "AVERAGE", NULL, 1, MANY, "(N)", SY_RESULT_NUMBER, AGGREGATE | FAILS, "AVERAGE", N_ ("average of {*}") },
  { SY_FUNCTION_COUNT, "COUNT", NULL, 1, MANY, "(V)", SY_RESULT_NUMBER, AGGREGATE | COUNTS, "COUNT", N_ ("number of values in {*}") },
  { SY_FUNCTION_COUNTA, "COUNTA", NULL, 1, MANY, "(V)", SY_RESULT_NUMBER, AGGREGATE | COUNTS, "COUNTA", N_ ("number of entries in {*}") },
  { SY_FUNCTION_COUNTBLANK, "COUNTBLANK", NULL, 1, 1, "C", SY_RESULT_NUMBER, AGGREGATE | COUNTS, "COUNTBLANK", N_ ("number of empty cells in {1}") },
  { SY_FUNCTION_MIN, "MIN", NULL, 1, MANY, "(N)", SY_RESULT_COLUMN, AGGREGATE, "MIN", N_ ("lowest of {*}") },
  { SY_FUNCTION_MAX, "MAX", NULL, 1, MANY, "(N)", SY_RESULT_COLUMN, AGGREGATE, "MAX", N_ ("highest of {*}") },
  { SY_FUNCTION_MEDIAN, "MEDIAN", NULL, 1, MANY, "(N)", SY_RESULT_NUMBER, AGGREGATE | FAILS, "MEDIAN", N_ ("median of {*}") },
  { SY_FUNCTION_STDEV_S, "STDEV.S", "STDEV", 1, MANY, "(N)", SY_RESULT_NUMBER, AGGREGATE | FAILS, "STDEV", N_ ("standard deviation of {*} (sample)") },
  { SY_FUNCTION_STDEV_P, "STDEV.P", "STDEVP", 1, MANY, "(N)", SY_RESULT_NUMBER, AGGREGATE | FAILS, "STDEVP", N_ ("standard deviation of {*}") },
  { SY_FUNCTION_VAR_S, "VAR.S", "VAR", 1, MANY, "(N)", SY_RESULT_NUMBER, AGGREGATE | FAILS, "VAR", N_ ("variance of {*} (sample)") },
  { SY_FUNCTION_VAR_P, "VAR.P", "VARP", 1, MANY, "(N)", SY_RESULT_NUMBER, AGGREGATE | FAILS, "VARP", N_ ("variance of {*}") },
  { SY_FUNCTION_PERCENTILE_INC, "PERCENTILE.INC", "PERCENTILE", 2, 2, "Rn", SY_RESULT_NUMBER, AGGREGATE | FAILS, "PERCENTILE", N_ ("percentile {2} of {1}") },
  { SY_FUNCTION_QUARTILE_INC, "QUARTILE.INC", "QUARTILE", 2, 2, "Rn", SY_RESULT_NUMBER, AGGREGATE | FAILS, "QUARTILE", N_ ("quartile {2} of {1}") },
  { SY_FUNCTION_LARGE, "LARGE", NULL, 2, 2, "Rn", SY_RESULT_COLUMN, AGGREGATE | FAILS, "LARGE", N_ ("number {2} from the top of {1}") },
  { SY_FUNCTION_SMALL, "SMALL", NULL, 2, 2, "Rn", SY_RESULT_COLUMN, AGGREGATE | FAILS, "SMALL", N_ ("number {2} from the bottom of {1}") },
  { SY_FUNCTION_CORREL, "CORREL", NULL, 2, 2, "RR", SY_RESULT_NUMBER, AGGREGATE | FAILS, "CORREL", N_ ("correlation of {1} and {2}") },
  { SY_FUNCTION_SLOPE, "SLOPE", NULL, 2, 2, "RR", SY_RESULT_NUMBER, AGGREGATE | FAILS, "SLOPE", N_ ("slope of {1} over {2}") },
  { SY_FUNCTION_INTERCEPT, "INTERCEPT", NULL, 2, 2, "RR", SY_RESULT_NUMBER, AGGREGATE | FAILS, "INTERCEPT", N_ ("intercept of {1} over {2}") },
  { SY_FUNCTION_RSQ, "RSQ", NULL, 2, 2, "RR", SY_RESULT_NUMBER, AGGREGATE | FAILS, "RSQ", N_ ("R² of {1} over {2}") },
  { SY_FUNCTION_GEOMEAN, "GEOMEAN", NULL, 1, MANY, "(N)", SY_RESULT_NUMBER, AGGREGATE | FAILS, "GEOMEAN", N_ ("geometric mean of {*}") },
  { SY_FUNCTION_PRODUCT, "PRODUCT", NULL, 1, MANY, "(N)", SY_RESULT_NUMBER, AGGREGATE | FAILS, "PRODUCT", N_ ("product of {*}") },
  { SY_FUNCTION_SUMSQ, "SUMSQ", NULL, 1, MANY, "(N)", SY_RESULT_NUMBER, AGGREGATE, "SUMSQ", N_ ("sum of squares of {*}") },
  { SY_FUNCTION_SUMPRODUCT, "SUMPRODUCT", NULL, 1, MANY, "(A)", SY_RESULT_NUMBER, AGGREGATE, "SUMPRODUCT", NULL },

  { SY_FUNCTION_SUMIF, "SUMIF", NULL, 2, 3, "CkR", SY_RESULT_NUMBER, CRITERIA, "SUMIF", N_ ("sum of {1}") },
  { SY_FUNCTION_COUNTIF, "COUNTIF", NULL, 2, 2, "Ck", SY_RESULT_NUMBER, CRITERIA | COUNTS, "COUNTIF", N_ ("number of rows of {1}") },
  { SY_FUNCTION_AVERAGEIF, "AVERAGEIF", NULL, 2, 3, "CkR", SY_RESULT_NUMBER, CRITERIA | FAILS, "AVERAGEIF", N_ ("average of {1}") },
  { SY_FUNCTION_SUMIFS, "SUMIFS", NULL, 3, MANY, "R(Ck)", SY_RESULT_NUMBER, CRITERIA, "SUMIFS", N_ ("sum of {1}") },
  { SY_FUNCTION_COUNTIFS, "COUNTIFS", NULL, 2, 254, "(Ck)", SY_RESULT_NUMBER, CRITERIA | COUNTS, "COUNTIFS", N_ ("number of rows of {1}") },
  { SY_FUNCTION_AVERAGEIFS, "AVERAGEIFS", NULL, 3, MANY, "R(Ck)", SY_RESULT_NUMBER, CRITERIA | FAILS, "AVERAGEIFS", N_ ("average of {1}") },
  { SY_FUNCTION_MAXIFS, "MAXIFS", NULL, 3, MANY, "R(Ck)", SY_RESULT_COLUMN, CRITERIA, NULL, N_ ("highest of {1}") },
  { SY_FUNCTION_MINIFS, "MINIFS", NULL, 3, MANY, "R(Ck)", SY_RESULT_COLUMN, CRITERIA, NULL, N_ ("lowest of {1}") },
  { SY_FUNCTION_DISTINCTCOUNT, "DISTINCTCOUNT", NULL, 1, MANY, "C(Ck)", SY_RESULT_NUMBER, CRITERIA | COUNTS, NULL, N_ ("number of different {1}") },

  { SY_FUNCTION_INDEX, "INDEX", NULL, 2, 2, "Cn", SY_RESULT_COLUMN, FAILS, "INDEX", NULL },
  { SY_FUNCTION_MATCH, "MATCH", NULL, 2, 3, "vCi", SY_RESULT_NUMBER, FAILS | WHOLE, "MATCH", N_ ("position of {1} in {2}") },
  { SY_FUNCTION_ROWS, "ROWS", NULL, 1, 1, "C", SY_RESULT_NUMBER, AGGREGATE | COUNTS, "ROWS", N_ ("number of rows of {1}") },
  { SY_FUNCTION_RANK_EQ, "RANK.EQ", "RANK", 2, 3, "nRi", SY_RESULT_NUMBER, AGGREGATE | FAILS | WHOLE, "RANK", N_ ("rank of {1} among {2}") },
  { SY_FUNCTION_PERCENTRANK_INC, "PERCENTRANK.INC", "PERCENTRANK", 2, 3, "Rni", SY_RESULT_NUMBER, AGGREGATE | FAILS, "PERCENTRANK", N_ ("percent rank of {2} among {1}") },

  { SY_FUNCTION_DATE, "DATE", NULL, 3, 3, "nnn", SY_RESULT_DATE, EACH | FAILS | WHOLE, "DATE", N_ ("date of year {1}, month {2}, day {3}") },
  { SY_FUNCTION_YEAR, "YEAR", NULL, 1, 1, "n", SY_RESULT_NUMBER, EACH | FAILS | WHOLE, "YEAR", N_ ("year of {1}") },
  { SY_FUNCTION_MONTH, "MONTH", NULL, 1, 1, "n", SY_RESULT_NUMBER, EACH | FAILS | WHOLE, "MONTH", N_ ("month of {1}") },
  { SY_FUNCTION_DAY, "DAY", NULL, 1, 1, "n", SY_RESULT_NUMBER, EACH | FAILS | WHOLE, "DAY", N_ ("day of the month of {1}") },
  { SY_FUNCTION_WEEKDAY, "WEEKDAY", NULL, 1, 2, "ni", SY_RESULT_NUMBER, EACH | FAILS | WHOLE, "WEEKDAY", N_ ("weekday of {1}") },
  { SY_FUNCTION_WEEKNUM, "WEEKNUM", NULL, 1, 2, "ni", SY_RESULT_NUMBER, FAILS | WHOLE, "WEEKNUM", N_ ("week of {1}") },
  { SY_FUNCTION_ISOWEEKNUM, "ISOWEEKNUM", NULL, 1, 1, "n", SY_RESULT_NUMBER, FAILS | WHOLE, NULL, N_ ("ISO week of {1}") },
  { SY_FUNCTION_EDATE, "EDATE", NULL, 2, 2, "nn", SY_RESULT_DATE, FAILS | WHOLE, "EDATE", N_ ("{2} months after {1}") },
  { SY_FUNCTION_EOMONTH, "EOMONTH", NULL, 2, 2, "nn", SY_RESULT_DATE, FAILS | WHOLE, "EOMONTH", N_ ("end of the month {2} months after {1}") },
  { SY_FUNCTION_DAYS, "DAYS", NULL, 2, 2, "nn", SY_RESULT_NUMBER, FAILS | WHOLE, NULL, N_ ("days from {2} to {1}") },
  { SY_FUNCTION_DATEDIF, "DATEDIF", NULL, 3, 3, "nnq", SY_RESULT_NUMBER, FAILS | WHOLE, "DATEDIF", N_ ("time from {1} to {2} in {3}") },
  { SY_FUNCTION_HOUR, "HOUR", NULL, 1, 1, "n", SY_RESULT_NUMBER, EACH | FAILS | WHOLE, "HOUR", N_ ("hour of {1}") },
  { SY_FUNCTION_MINUTE, "MINUTE", NULL, 1, 1, "n", SY_RESULT_NUMBER, EACH | FAILS | WHOLE, "MINUTE", N_ ("minute of {1}") },

  { SY_FUNCTION_TEXT, "TEXT", NULL, 2, 2, "nq", SY_RESULT_TEXT, FAILS, "TEXT", N_ ("{1} as {2}") },
  { SY_FUNCTION_VALUE, "VALUE", NULL, 1, 1, "n", SY_RESULT_NUMBER, EACH, "VALUE", N_ ("number {1}") },
  { SY_FUNCTION_CONCATENATE, "CONCATENATE", "CONCAT", 1, MANY, "(t)", SY_RESULT_TEXT, 0, "CONCATENATE", NULL },
  { SY_FUNCTION_LEFT, "LEFT", NULL, 1, 2, "tn", SY_RESULT_TEXT, EACH | FAILS, "LEFT", N_ ("first characters of {1}") },
  { SY_FUNCTION_RIGHT, "RIGHT", NULL, 1, 2, "tn", SY_RESULT_TEXT, EACH | FAILS, "RIGHT", N_ ("last characters of {1}") },
  { SY_FUNCTION_MID, "MID", NULL, 3, 3, "tnn", SY_RESULT_TEXT, EACH | FAILS, "MID", N_ ("{3} characters of {1} from character {2}") },
  { SY_FUNCTION_LEN, "LEN", NULL, 1, 1, "t", SY_RESULT_NUMBER, EACH | WHOLE, "LEN", N_ ("length of {1}") },
  { SY_FUNCTION_UPPER, "UPPER", NULL, 1, 1, "t", SY_RESULT_TEXT, EACH, "UPPER", N_ ("{1} in capitals") },
  { SY_FUNCTION_LOWER, "LOWER", NULL, 1, 1, "t", SY_RESULT_TEXT, EACH, "LOWER", N_ ("{1} in small letters") },
  { SY_FUNCTION_TRIM, "TRIM", NULL, 1, 1, "t", SY_RESULT_TEXT, EACH, "TRIM", N_ ("{1} without extra spaces") },
  { SY_FUNCTION_FIND, "FIND", NULL, 2, 3, "ttn", SY_RESULT_NUMBER, EACH | FAILS | WHOLE, "FIND", N_ ("place of {1} in {2}") },
  { SY_FUNCTION_SEARCH, "SEARCH", NULL, 2, 3, "ttn", SY_RESULT_NUMBER, EACH | FAILS | WHOLE, "SEARCH", N_ ("place of {1} in {2}, ignoring case") },
  { SY_FUNCTION_SUBSTITUTE, "SUBSTITUTE", NULL, 3, 4, "tttn", SY_RESULT_TEXT, EACH | FAILS, "SUBSTITUTE", N_ ("{1} with {3} for {2}") },
  { SY_FUNCTION_REPT, "REPT", NULL, 2, 2, "tn", SY_RESULT_TEXT, EACH | FAILS, "REPT", N_ ("{1} repeated {2} times") },
  { SY_FUNCTION_EXACT, "EXACT", NULL, 2, 2, "tt", SY_RESULT_BOOL, EACH, "EXACT", N_ ("{1} is exactly {2}") },
};

/* Excel's functions that people will type and that can't be had, and what does the job. */
static const struct
{
  const char *names;
  const char *reason;
} absent[] = {
  { "TODAY NOW RAND RANDBETWEEN RANDARRAY", N_ ("it changes its value by itself; use a parameter, so that a report stays the same") },
  { "OFFSET INDIRECT", N_ ("it hides what is referred to; use INDEX, as in INDEX([c],1):[@c] or INDEX([c],[@row]-1)") },
  { "VLOOKUP HLOOKUP LOOKUP XLOOKUP", N_ ("use INDEX(t[value],MATCH(x,t[key],0))") },
  { "XMATCH", N_ ("use MATCH(x,t[key],0)") },
  { "FILTER UNIQUE SORT SORTBY SEQUENCE", N_ ("it gives many cells; say it with rows=, where= and sort= of a table") },
  { "ROW", N_ ("use [@row], the row's number in its table") },
  { "COLUMN COLUMNS", N_ ("columns have names here, not numbers") },
  { "IFNA ISNA ISERR", N_ ("use IFERROR or ISERROR, which catch every error") },
  { "SWITCH", N_ ("use IFS or CHOOSE") },
  { "XOR", N_ ("use <> between two conditions") },
  { "TEXTJOIN", N_ ("use & between the texts") },
  { "SUBTOTAL AGGREGATE", N_ ("use SUM, AVERAGE or SUMIFS") },
  { "LET LAMBDA MAP REDUCE", N_ ("give the step a column or a named value of its own") },
  { "RANK.AVG", N_ ("use RANK.EQ and COUNTIF for the ties") },
  { "DATEVALUE TIMEVALUE", N_ ("use DATE(year,month,day) with VALUE and MID") },
  { "CELL INFO HYPERLINK WEBSERVICE CALL EVALUATE", N_ ("it reaches outside of the workbook") },
};
/* clang-format on */

const SyFunction *
sy_functions_get (SyFunctionId id)
{
  g_return_val_if_fail (id < SY_N_FUNCTIONS, NULL);

  return &functions[id];
}

const SyFunction *
sy_functions_find (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  if (g_ascii_strncasecmp (name, "_xlfn.", 6) == 0)
    name += 6;
  for (guint i = 0; i < SY_N_FUNCTIONS; i++)
    if (g_ascii_strcasecmp (functions[i].name, name) == 0
        || (functions[i].alias && g_ascii_strcasecmp (functions[i].alias, name) == 0))
      return &functions[i];
  return NULL;
}

SyArgumentKind
sy_function_get_argument_kind (const SyFunction *self, guint i)
{
  const char *open = NULL;
  gsize n_fixed = 0;
  gsize n_repeated = 0;

  g_return_val_if_fail (self != NULL, SY_ARGUMENT_VALUE);

  open = strchr (self->arguments, '(');
  n_fixed = open ? (gsize) (open - self->arguments) : strlen (self->arguments);
  if (i < n_fixed)
    return (SyArgumentKind) self->arguments[i];
  g_return_val_if_fail (open != NULL, SY_ARGUMENT_VALUE);
  n_repeated = strlen (open) - 2;
  return (SyArgumentKind) open[1 + (i - n_fixed) % n_repeated];
}

const char *
sy_functions_explain_absence (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (absent); i++)
    {
      g_auto (GStrv) names = g_strsplit (absent[i].names, " ", -1);

      for (guint j = 0; names[j]; j++)
        if (g_ascii_strcasecmp (names[j], name) == 0)
          return _ (absent[i].reason);
    }
  return NULL;
}

const char *
sy_functions_suggest (const char *name)
{
  const char *best = NULL;
  guint best_distance = 3;

  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < SY_N_FUNCTIONS; i++)
    {
      guint distance = sy_formula_edit_distance (name, functions[i].name, best_distance);

      if (distance < best_distance && distance < strlen (functions[i].name))
        {
          best = functions[i].name;
          best_distance = distance;
        }
    }
  return best;
}

int
sy_function_get_value_argument (const SyFunction *self, guint n_arguments)
{
  g_return_val_if_fail (self != NULL, -1);

  switch ((int) self->id)
    {
    case SY_FUNCTION_COUNTIF:
    case SY_FUNCTION_COUNTIFS:
      return -1;
    case SY_FUNCTION_SUMIF:
    case SY_FUNCTION_AVERAGEIF:
      return n_arguments > 2 ? 2 : 0;
    default:
      return 0;
    }
}

guint
sy_function_get_n_criteria (const SyFunction *self, guint n_arguments)
{
  g_return_val_if_fail (self != NULL, 0);

  switch ((int) self->id)
    {
    case SY_FUNCTION_SUMIF:
    case SY_FUNCTION_AVERAGEIF:
    case SY_FUNCTION_COUNTIF:
      return 1;
    case SY_FUNCTION_COUNTIFS:
    case SY_FUNCTION_SUMIFS:
    case SY_FUNCTION_AVERAGEIFS:
    case SY_FUNCTION_MAXIFS:
    case SY_FUNCTION_MINIFS:
    case SY_FUNCTION_DISTINCTCOUNT:
      return n_arguments / 2;
    default:
      return 0;
    }
}

guint
sy_function_get_criteria_argument (const SyFunction *self, guint i)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->arguments[0] == 'C' && self->id != SY_FUNCTION_DISTINCTCOUNT ? 0
         : self->arguments[0] == '('                                        ? 2 * i
                                                                            : 2 * i + 1;
}

/**
 * sy_formula_edit_distance:
 * @limit: what is farther away needn't be told apart
 *
 * Levenshtein's distance in characters of the case-folded names, two neighbours swapped counting one.
 * Cost: O(|a| |b|); names longer than 64 characters are taken to be far apart.
 *
 * Returns: the distance, or @limit + 1 when it is larger
 */
guint
sy_formula_edit_distance (const char *a, const char *b, guint limit)
{
  enum
  {
    LONGEST = 64
  };
  g_autofree char *folded_a = g_utf8_casefold (a, -1);
  g_autofree char *folded_b = g_utf8_casefold (b, -1);
  glong length_a = 0;
  glong length_b = 0;
  g_autofree gunichar *wide_a = g_utf8_to_ucs4_fast (folded_a, -1, &length_a);
  g_autofree gunichar *wide_b = g_utf8_to_ucs4_fast (folded_b, -1, &length_b);
  guint rows[3][LONGEST + 1];

  if (length_a > LONGEST || length_b > LONGEST || (guint) ABS (length_a - length_b) > limit)
    return limit + 1;
  for (glong j = 0; j <= length_b; j++)
    rows[0][j] = (guint) j;
  for (glong i = 1; i <= length_a; i++)
    {
      guint *row = rows[i % 3];
      const guint *above = rows[(i + 2) % 3];
      const guint *before = rows[(i + 1) % 3];

      row[0] = (guint) i;
      for (glong j = 1; j <= length_b; j++)
        {
          row[j] = MIN (MIN (above[j], row[j - 1]) + 1, above[j - 1] + (wide_a[i - 1] != wide_b[j - 1]));
          if (i > 1 && j > 1 && wide_a[i - 1] == wide_b[j - 2] && wide_a[i - 2] == wide_b[j - 1])
            row[j] = MIN (row[j], before[j - 2] + 1);
        }
    }
  return MIN (rows[length_a % 3][length_b], limit + 1);
}
