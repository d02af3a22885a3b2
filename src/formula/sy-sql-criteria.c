/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a criterion of SUMIFS … asks: Excel's little language of texts, read while writing where it is known
 * and by the engine where it is not.
 *
 * A text cell is an equality that ignores case, also when it holds * or >: that is what people mean, and one
 * hash join. "op"&expression is a comparison. A text that only a parameter or a formula knows is read by the
 * engine. */
#include "config.h"

#include <string.h>

#include "sy-criteria.h"
#include "sy-sql-writer-private.h"

static gboolean
is_number_type (SyValueType type)
{
  return type == SY_TYPE_NUMBER || type == SY_TYPE_DATE;
}

static SyValueType
get_column_type (const SySqlCriterion *criterion)
{
  return criterion->column ? criterion->column->type : SY_TYPE_NUMBER;
}

/* Empty cells are unlike any value. Errors, which are NULL as well, match nothing. */
static gboolean
has_blanks (const SySqlCriterion *criterion)
{
  return criterion->column && criterion->column->may_be_blank && !criterion->column->may_be_error;
}

static char *
make_never (const SySqlCriterion *criterion, SyOperator op)
{
  if (op != SY_OP_UNEQUAL)
    return g_strdup ("FALSE");
  return g_strdup (has_blanks (criterion) ? "TRUE" : "({0} IS NOT NULL)");
}

/* ---- comparisons with a value ---- */

static char *
compare_with (const SySqlCriterion *criterion, SyOperator op, const char *column, const char *value)
{
  const char *sign =
      op == SY_OP_UNEQUAL && has_blanks (criterion) ? "IS DISTINCT FROM" : sy_sql_operator (op);

  return g_strdup_printf ("(%s %s %s)", column, sign, value);
}

static SySqlFragment
through_text (SySqlChain *chain, SySqlFragment number)
{
  return SY_SQL (chain, SY_TYPE_NUMBER, "CAST(printf('%.15g', {0}) AS DOUBLE)", number);
}

/* The column compared with a number, date or condition. */
static void
read_value (
    SySqlChain *chain, const SyExpression *e, SyOperator op, gboolean is_joined, SySqlCriterion *result)
{
  SyValueType type = get_column_type (result);
  SyOperator real = op == SY_OP_NONE ? SY_OP_EQUAL : op;
  gboolean keeps_blank = is_joined && e->may_be_blank;
  SySqlFragment value = keeps_blank ? sy_sql_write_raw (chain, e) : sy_sql_write (chain, e);
  SySqlFragment number =
      keeps_blank ? SY_SQL (chain, SY_TYPE_NUMBER, "CAST({0} AS DOUBLE)", sy_sql_to_number (chain, value))
                  : sy_sql_write_number (chain, e);

  result->op = real;
  if ((type == SY_TYPE_BOOL) != (e->type == SY_TYPE_BOOL))
    {
      result->condition = make_never (result, real);
      return;
    }
  if (type == SY_TYPE_TEXT)
    {
      result->value = sy_sql_write_number (chain, e);
      result->condition =
          real == SY_OP_EQUAL || real == SY_OP_UNEQUAL
              ? compare_with (result, real, "TRY_CAST(trim(CAST({0} AS VARCHAR)) AS DOUBLE)", "{1}")
              : g_strdup ("FALSE");
      return;
    }
  if (type == SY_TYPE_BOOL)
    result->value = value;
  else if (type == SY_TYPE_DATE && value.type == SY_TYPE_DATE)
    result->value = value;
  else if (type == SY_TYPE_DATE && real == SY_OP_EQUAL)
    result->value = SY_SQL (chain, SY_TYPE_DATE,
                            "CASE WHEN {0} = floor({0}) AND {0} >= 0 AND {0} < 2958466 THEN " SY_SQL_EPOCH
                            " + CAST({0} AS INTEGER) END",
                            number);
  else
    {
      result->value = number;
      if (is_joined && !sy_sql_is_exact (e))
        result->value = through_text (chain, result->value);
      if (type == SY_TYPE_DATE)
        {
          result->condition = compare_with (result, real, "CAST(({0} - " SY_SQL_EPOCH ") AS DOUBLE)", "{1}");
          return;
        }
    }
  if (real != SY_OP_EQUAL)
    result->condition = compare_with (result, real, "{0}", "{1}");
}

/* The column compared with a text cell. */
static void
read_text_cell (SySqlChain *chain, const SyExpression *e, SyOperator op, SySqlCriterion *result)
{
  SyValueType type = get_column_type (result);

  result->op = op == SY_OP_NONE ? SY_OP_EQUAL : op;
  if (type == SY_TYPE_TEXT)
    {
      result->value = sy_sql_write_raw (chain, e);
      if (result->op != SY_OP_EQUAL)
        result->condition = compare_with (result, result->op, "lower(CAST({0} AS VARCHAR))", "lower({1})");
      return;
    }
  if (!is_number_type (type))
    {
      result->condition = make_never (result, result->op);
      return;
    }
  result->value = sy_sql_to_number (chain, sy_sql_write_raw (chain, e));
  result->condition = compare_with (
      result, result->op, type == SY_TYPE_DATE ? "CAST(({0} - " SY_SQL_EPOCH ") AS DOUBLE)" : "{0}", "{1}");
}

/* ---- texts that are known ---- */

SySqlFragment
sy_sql_wildcards_to_like (SySqlChain *chain, SySqlFragment text)
{
  return SY_SQL (chain, SY_TYPE_TEXT,
                 "replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace({0}"
                 ", '~~', chr(1)), '~*', chr(2)), '~?', "
                 "chr(3)), '\\', '\\\\'), '%', '\\%'), '_', '\\_'), '*', '%'), '?', '_'), chr(1), '~'), "
                 "chr(2), '*'), chr(3), '?')",
                 text);
}

static char *
match_pattern (const SySqlCriterion *criterion, SyOperator op, const char *pattern)
{
  g_autoptr (GString) literal = g_string_new (NULL);
  g_autofree char *folded = g_utf8_strdown (pattern, -1);
  g_autofree char *like = sy_criterion_pattern_to_like (folded);

  sy_sql_append_literal (literal, like);
  if (op != SY_OP_UNEQUAL)
    return g_strdup_printf ("(lower(CAST({0} AS VARCHAR)) LIKE %s ESCAPE '\\')", literal->str);
  return g_strdup_printf (has_blanks (criterion)
                              ? "((lower(CAST({0} AS VARCHAR)) LIKE %s ESCAPE '\\') IS NOT TRUE)"
                              : "(NOT lower(CAST({0} AS VARCHAR)) LIKE %s ESCAPE '\\')",
                          literal->str);
}

static void
read_blank_rule (SyOperator op, SySqlCriterion *result)
{
  gboolean is_text = get_column_type (result) == SY_TYPE_TEXT;

  if (op == SY_OP_UNEQUAL)
    result->condition = g_strdup (has_blanks (result) || !result->column || !result->column->may_be_error
                                      ? "({0} IS NOT NULL)"
                                      : "TRUE");
  else if (op == SY_OP_EQUAL)
    result->condition = g_strdup (has_blanks (result) ? "({0} IS NULL)" : "FALSE");
  else if (op == SY_OP_NONE && is_text)
    result->condition =
        g_strdup (has_blanks (result) ? "(COALESCE(CAST({0} AS VARCHAR), '') = '')" : "({0} = '')");
  else if (op == SY_OP_NONE)
    result->condition = g_strdup (has_blanks (result) ? "({0} IS NULL)" : "FALSE");
  else
    result->condition = g_strdup ("FALSE");
}

/* Without letters that have two cases the text can be compared as it is stored, which is several times
 * faster. */
static char *
compare_text (const SySqlCriterion *criterion, SyOperator op, const char *text)
{
  g_autoptr (GString) literal = g_string_new (NULL);
  g_autofree char *lower = g_utf8_strdown (text, -1);
  g_autofree char *upper = g_utf8_strup (text, -1);
  gboolean is_caseless = g_str_equal (lower, upper);

  sy_sql_append_literal (literal, is_caseless ? text : lower);
  return compare_with (
      criterion, op, is_caseless && op == SY_OP_EQUAL ? "{0}" : "lower(CAST({0} AS VARCHAR))", literal->str);
}

static char *
compare_number (const SySqlCriterion *criterion, SyOperator op, double number)
{
  SyValueType type = get_column_type (criterion);
  g_autofree char *value = sy_sql_quote_number (number);

  if (type == SY_TYPE_BOOL)
    return make_never (criterion, op);
  if (type == SY_TYPE_DATE)
    return compare_with (criterion, op, "CAST(({0} - " SY_SQL_EPOCH ") AS DOUBLE)", value);
  if (type == SY_TYPE_NUMBER)
    return compare_with (criterion, op, "{0}", value);
  return op == SY_OP_EQUAL || op == SY_OP_UNEQUAL
             ? compare_with (criterion, op, "TRY_CAST(trim(CAST({0} AS VARCHAR)) AS DOUBLE)", value)
             : g_strdup ("FALSE");
}

static void
read_constant (const SyCriterion *constant, SySqlCriterion *result)
{
  SyOperator op = constant->op == SY_OP_NONE ? SY_OP_EQUAL : constant->op;
  SyValueType type = get_column_type (result);

  result->op = op;
  result->is_static = TRUE;
  switch (constant->kind)
    {
    case SY_CRITERION_BLANK:
      read_blank_rule (constant->op, result);
      break;
    case SY_CRITERION_NUMBER:
      result->condition = compare_number (result, op, constant->number);
      break;
    case SY_CRITERION_BOOL:
      result->condition = type == SY_TYPE_BOOL
                              ? compare_with (result, op, "{0}", constant->number > 0. ? "TRUE" : "FALSE")
                              : make_never (result, op);
      break;
    case SY_CRITERION_PATTERN:
      result->condition =
          type == SY_TYPE_TEXT ? match_pattern (result, op, constant->text) : make_never (result, op);
      break;
    case SY_CRITERION_TEXT:
    default:
      result->condition =
          type == SY_TYPE_TEXT ? compare_text (result, op, constant->text) : make_never (result, op);
      break;
    }
}

/* ---- texts that only the engine will know ---- */

#define RUN_OP "regexp_extract({1}, '^(<>|<=|>=|=|<|>)')"
#define RUN_REST "regexp_replace({1}, '^(<>|<=|>=|=|<|>)', '')"

static void
read_at_run_time (SySqlChain *chain, const SyExpression *e, SySqlCriterion *result)
{
  SyValueType type = get_column_type (result);
  SySqlFragment rest = sy_sql_fragment (chain->writer, SY_TYPE_TEXT, 0, RUN_REST);
  SySqlChain inline_chain = { .writer = chain->writer, .is_inline = TRUE };
  const char *blank = has_blanks (result) ? "({0} IS NULL)" : "FALSE";
  const char *unlike = has_blanks (result) ? "IS NOT TRUE" : "= FALSE";

  result->op = SY_OP_NONE;
  result->value = sy_sql_write_text (chain, e);
  if (type == SY_TYPE_TEXT)
    {
      SySqlFragment pattern =
          sy_sql_wildcards_to_like (&inline_chain, SY_SQL (&inline_chain, SY_TYPE_TEXT, "lower({0})", rest));

      result->condition =
          g_strdup_printf ("CASE WHEN {1} = '' THEN COALESCE(CAST({0} AS VARCHAR), '%s') = '' WHEN {1} = '=' "
                           "THEN %s WHEN {1} = '<>' THEN {0} IS NOT NULL"
                           " ELSE CASE " RUN_OP " WHEN '<' THEN lower(CAST({0} AS VARCHAR)) < lower(" RUN_REST
                           ") WHEN '<=' THEN lower(CAST({0} AS VARCHAR)) <= lower(" RUN_REST
                           ") WHEN '>' THEN lower(CAST({0} AS VARCHAR)) > lower(" RUN_REST
                           ") WHEN '>=' THEN lower(CAST({0} AS VARCHAR)) >= lower(" RUN_REST
                           ") WHEN '<>' THEN (lower(CAST({0} AS VARCHAR)) LIKE %s ESCAPE '\\') %s ELSE "
                           "lower(CAST({0} AS VARCHAR)) LIKE %s ESCAPE '\\' END END",
                           has_blanks (result) ? "" : "~", blank, pattern.sql, unlike, pattern.sql);
    }
  else if (is_number_type (type))
    {
      const char *column = type == SY_TYPE_DATE ? "CAST(({0} - " SY_SQL_EPOCH ") AS DOUBLE)" : "{0}";
      SySqlFragment number = sy_sql_to_number (&inline_chain, rest);

      result->condition = g_strdup_printf (
          "CASE WHEN {1} = '' OR {1} = '=' THEN %s WHEN {1} = '<>' THEN {0} IS NOT NULL WHEN %s IS NULL "
          "THEN " RUN_OP " = '<>'"
          " ELSE CASE " RUN_OP
          " WHEN '<' THEN %s < %s WHEN '<=' THEN %s <= %s WHEN '>' THEN %s > %s WHEN '>=' THEN %s >= %s"
          " WHEN '<>' THEN (%s = %s) %s ELSE %s = %s END END",
          blank, number.sql, column, number.sql, column, number.sql, column, number.sql, column, number.sql,
          column, number.sql, unlike, column, number.sql);
    }
  else
    result->condition =
        g_strdup ("({0} = CASE lower(" RUN_REST ") WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END)");
}

/* ---- reading ---- */

/* An error is unlike every value, and yet "<>" of it finds no row. */
static void
mind_error (const SyExpression *argument, SySqlCriterion *result)
{
  char *condition = result->condition;

  if (!argument->may_be_error || result->op != SY_OP_UNEQUAL || !condition || !result->value.sql)
    return;
  result->condition = g_strdup_printf ("({1} IS NOT NULL AND %s)", condition);
  g_free (condition);
}

/* ">"&[@x] of an empty cell is ">" alone. */
static void
mind_blank (const SyExpression *operand, SyOperator op, SySqlCriterion *result)
{
  SySqlCriterion blank = { .column = result->column };
  g_autofree char *condition =
      g_strdup (result->condition                          ? result->condition
                : get_column_type (result) == SY_TYPE_TEXT ? "(lower(CAST({0} AS VARCHAR)) = lower({1}))"
                                                           : "({0} = {1})");

  if (!operand->may_be_blank || !result->value.sql)
    return;
  read_blank_rule (op, &blank);
  g_free (result->condition);
  result->condition =
      g_strdup_printf ("CASE WHEN {1} IS NULL THEN %s ELSE %s END", blank.condition, condition);
  sy_sql_criterion_clear (&blank);
}

void
sy_sql_criterion_read (SySqlChain *chain,
                       const SyExpression *argument,
                       const SyExpression *criterion,
                       SySqlCriterion *result)
{
  g_auto (SyCriterionArgument) read = sy_criterion_argument_read (criterion);
  SySqlChain inline_chain = { .writer = chain->writer, .is_inline = TRUE };

  *result = (SySqlCriterion){ .argument = argument, .column = sy_sql_get_argument_column (argument) };
  result->is_static = sy_sql_is_static (criterion);
  if (result->is_static)
    chain = &inline_chain;
  if (read.form == SY_CRITERION_FORM_CONSTANT)
    read_constant (read.criterion, result);
  else if (read.form == SY_CRITERION_FORM_RUN_TIME)
    read_at_run_time (chain, criterion, result);
  else if (read.operand->type == SY_TYPE_TEXT)
    read_text_cell (chain, read.operand, read.op, result);
  else
    read_value (chain, read.operand, read.op, read.is_text_made, result);
  if (read.is_text_made)
    mind_blank (read.operand, read.op, result);
  mind_error (criterion, result);
}

void
sy_sql_criterion_clear (SySqlCriterion *criterion)
{
  g_clear_pointer (&criterion->condition, g_free);
}

char *
sy_sql_criterion_apply (SySqlChain *chain,
                        const SySqlCriterion *criterion,
                        const char *column,
                        const char *value)
{
  SySqlChain inline_chain = { .writer = chain->writer, .is_inline = TRUE };
  gboolean is_text = get_column_type (criterion) == SY_TYPE_TEXT;
  SySqlFragment parts[] = { { column, SY_TYPE_TEXT, 0 }, { value ? value : "NULL", SY_TYPE_TEXT, 0 } };
  const char *pattern = criterion->condition ? criterion->condition
                        : is_text            ? "(lower(CAST({0} AS VARCHAR)) = lower({1}))"
                                             : "({0} = {1})";

  return g_strdup (sy_sql_combine (&inline_chain, SY_TYPE_BOOL, pattern, 2, parts).sql);
}
