/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One value: literals, cells, names, operators and the conversions between the types, with Excel's meaning.
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "sy-functions.h"
#include "sy-sql-writer-private.h"

static const char number_pattern[] = "'\\s*[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?\\s*'";

/* ---- what is known of an expression ---- */

static gboolean
find_reference_cb (SyExpression *e, gpointer user_data)
{
  if (e->kind == SY_EXPRESSION_CELL || e->kind == SY_EXPRESSION_COLUMN || e->kind == SY_EXPRESSION_RANGE)
    *(gboolean *) user_data = TRUE;
  return !*(gboolean *) user_data;
}

gboolean
sy_sql_is_static (const SyExpression *e)
{
  gboolean found = FALSE;

  sy_expression_walk ((SyExpression *) e, find_reference_cb, &found);
  return !found;
}

static gboolean
is_whole (const SyExpression *e)
{
  switch (e->kind)
    {
    case SY_EXPRESSION_NUMBER:
      return e->number == floor (e->number);
    case SY_EXPRESSION_CELL:
      return !e->bound_column || e->type != SY_TYPE_NUMBER;
    case SY_EXPRESSION_BINARY:
      return (e->op == SY_OP_ADD || e->op == SY_OP_SUBTRACT || e->op == SY_OP_MULTIPLY)
             && is_whole (sy_expression_get_child (e, 0)) && is_whole (sy_expression_get_child (e, 1));
    case SY_EXPRESSION_UNARY:
      return e->op != SY_OP_PERCENT && is_whole (sy_expression_get_child (e, 0));
    case SY_EXPRESSION_CALL:
      return e->function && (e->function->flags & SY_FUNCTION_WHOLE);
    default:
      return e->type == SY_TYPE_BOOL;
    }
}

/* Nothing was rounded on the way to it, so that it can be compared bit by bit. */
gboolean
sy_sql_is_exact (const SyExpression *e)
{
  if (is_whole (e))
    return TRUE;
  switch (e->kind)
    {
    case SY_EXPRESSION_NUMBER:
      return TRUE;
    case SY_EXPRESSION_CELL:
    case SY_EXPRESSION_COLUMN:
      return e->bound_column
             && (!e->bound_column->bound || e->bound_column->bound->kind == SY_EXPRESSION_CELL);
    case SY_EXPRESSION_NAME:
      return e->bound_name && e->bound_name->is_parameter;
    default:
      return FALSE;
    }
}

/* ---- conversions ---- */

static SySqlFragment
number_to_text (SySqlChain *chain, SySqlFragment number)
{
  return SY_SQL (chain, SY_TYPE_TEXT,
                 "CASE WHEN {0} = 0 THEN '0'"
                 " WHEN abs({0}) >= 1e-4 AND abs({0}) < 1e15 THEN printf('%.15g', {0})"
                 " WHEN abs({0}) >= 1e15 AND abs({0}) < 1e20 THEN printf('%.0f', round({0}, CAST(14 - "
                 "floor(log10(abs({0}))) AS INTEGER)))"
                 " ELSE upper(printf('%.15g', {0})) END",
                 number);
}

/* "12" counts as 12 in arithmetic, and so does a date written year-month-day; anything else is an error. */
static SySqlFragment
text_to_number (SySqlChain *chain, SySqlFragment text)
{
  g_autofree char *pattern =
      g_strconcat ("CASE WHEN regexp_full_match({0}, ", number_pattern,
                   ") THEN TRY_CAST(trim({0}) AS DOUBLE)"
                   " WHEN regexp_full_match({0}, '\\s*[-+]?[0-9]+\\.?[0-9]*%\\s*') THEN TRY_CAST(trim({0}, ' "
                   "%') AS DOUBLE) / 1e2"
                   " WHEN regexp_full_match({0}, '[0-9][0-9][0-9][0-9]-[0-9][0-9]?-[0-9][0-9]?')"
                   " THEN CAST(TRY_CAST({0} AS DATE) - " SY_SQL_EPOCH " AS DOUBLE) END",
                   NULL);

  return SY_SQL (chain, SY_TYPE_NUMBER, pattern, text);
}

SySqlFragment
sy_sql_to_number (SySqlChain *chain, SySqlFragment fragment)
{
  switch (fragment.type)
    {
    case SY_TYPE_DATE:
      return SY_SQL (chain, SY_TYPE_NUMBER, "CAST(({0} - " SY_SQL_EPOCH ") AS DOUBLE)", fragment);
    case SY_TYPE_BOOL:
      return SY_SQL (chain, SY_TYPE_NUMBER, "CAST({0} AS DOUBLE)", fragment);
    case SY_TYPE_TEXT:
      return text_to_number (chain, fragment);
    case SY_TYPE_NUMBER:
    default:
      return fragment;
    }
}

SySqlFragment
sy_sql_to_text (SySqlChain *chain, SySqlFragment fragment)
{
  switch (fragment.type)
    {
    case SY_TYPE_TEXT:
      return fragment;
    case SY_TYPE_BOOL:
      return SY_SQL (chain, SY_TYPE_TEXT, "upper(CAST({0} AS VARCHAR))", fragment);
    case SY_TYPE_DATE:
      return SY_SQL (chain, SY_TYPE_TEXT, "CAST(({0} - " SY_SQL_EPOCH ") AS VARCHAR)", fragment);
    case SY_TYPE_NUMBER:
    default:
      return number_to_text (chain, fragment);
    }
}

SySqlFragment
sy_sql_to_bool (SySqlChain *chain, SySqlFragment fragment)
{
  switch (fragment.type)
    {
    case SY_TYPE_BOOL:
      return fragment;
    case SY_TYPE_TEXT:
      return SY_SQL (chain, SY_TYPE_BOOL, "CASE lower({0}) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END",
                     fragment);
    case SY_TYPE_DATE:
      return SY_SQL (chain, SY_TYPE_BOOL, "({0} <> " SY_SQL_EPOCH ")", fragment);
    case SY_TYPE_NUMBER:
    default:
      return SY_SQL (chain, SY_TYPE_BOOL, "({0} <> 0)", fragment);
    }
}

/* 9999-12-31 is the last day of a workbook. */
SySqlFragment
sy_sql_to_date (SySqlChain *chain, SySqlFragment fragment)
{
  if (fragment.type == SY_TYPE_DATE)
    return fragment;
  fragment = sy_sql_to_number (chain, fragment);
  return SY_SQL (chain, SY_TYPE_DATE, "sy_date({0})", fragment);
}

SySqlFragment
sy_sql_to_type (SySqlChain *chain, SySqlFragment fragment, SyValueType type)
{
  switch (type)
    {
    case SY_TYPE_DATE:
      return sy_sql_to_date (chain, fragment);
    case SY_TYPE_BOOL:
      return sy_sql_to_bool (chain, fragment);
    case SY_TYPE_TEXT:
      return sy_sql_to_text (chain, fragment);
    case SY_TYPE_NUMBER:
    default:
      return sy_sql_to_number (chain, fragment);
    }
}

SySqlFragment
sy_sql_blank_to_zero (SySqlChain *chain, SySqlFragment fragment)
{
  static const char *const patterns[] = { "COALESCE({0}, 0)", "COALESCE({0}, " SY_SQL_EPOCH ")",
                                          "COALESCE({0}, FALSE)", "COALESCE({0}, '')" };

  return SY_SQL (chain, fragment.type, patterns[fragment.type], fragment);
}

/* Excel's floor of a number that arithmetic has left a hair below a whole one is that whole one. */
SySqlFragment
sy_sql_floor (SySqlChain *chain, SySqlFragment number)
{
  return SY_SQL (chain, SY_TYPE_NUMBER, "sy_floor({0})", number);
}

static gboolean
find_growth_cb (SyExpression *e, gpointer user_data)
{
  if ((e->kind == SY_EXPRESSION_BINARY && (e->op == SY_OP_MULTIPLY || e->op == SY_OP_DIVIDE))
      || (e->kind == SY_EXPRESSION_CALL && e->function
          && (e->function->id == SY_FUNCTION_SUMPRODUCT || e->function->id == SY_FUNCTION_SUMSQ
              || e->function->id == SY_FUNCTION_PRODUCT)))
    *(gboolean *) user_data = TRUE;
  return !*(gboolean *) user_data;
}

/* A number too large for a cell is an error there. */
static SySqlFragment
guard_overflow (SySqlChain *chain, const SyExpression *e, SySqlFragment fragment)
{
  gboolean found = FALSE;

  sy_expression_walk ((SyExpression *) e, find_growth_cb, &found);
  if (!found || fragment.type != SY_TYPE_NUMBER)
    return fragment;
  return SY_SQL (chain, SY_TYPE_NUMBER, "sy_finite({0})", fragment);
}

/* ---- comparisons ---- */

const char *
sy_sql_operator (SyOperator op)
{
  switch ((int) op)
    {
    case SY_OP_UNEQUAL:
      return "<>";
    case SY_OP_LESS:
      return "<";
    case SY_OP_LESS_EQUAL:
      return "<=";
    case SY_OP_GREATER:
      return ">";
    case SY_OP_GREATER_EQUAL:
      return ">=";
    default:
      return "=";
    }
}

/* The engine's function for two results of arithmetic, which are the same number when they agree to 48 bits,
 * about 14.5 digits: what Excel and LibreOffice take for equal. */
static const char *
name_comparison (SyOperator op)
{
  switch ((int) op)
    {
    case SY_OP_UNEQUAL:
      return "unequal";
    case SY_OP_LESS:
      return "less";
    case SY_OP_LESS_EQUAL:
      return "less_equal";
    case SY_OP_GREATER:
      return "greater";
    case SY_OP_GREATER_EQUAL:
      return "greater_equal";
    default:
      return "equal";
    }
}

SySqlFragment
sy_sql_compare_numbers (SySqlChain *chain, SyOperator op, gboolean is_exact, SySqlFragment a, SySqlFragment b)
{
  g_autofree char *pattern = NULL;

  if (is_exact)
    pattern = g_strdup_printf ("({0} %s {1})", sy_sql_operator (op));
  else
    pattern = g_strdup_printf ("sy_%s({0}, {1})", name_comparison (op));
  return sy_sql_combine (chain, SY_TYPE_BOOL, pattern, 2, (SySqlFragment[]){ a, b });
}

static int
rank_type (SyValueType type)
{
  return type == SY_TYPE_TEXT ? 1 : type == SY_TYPE_BOOL ? 2 : 0;
}

static gboolean
compare_ranks (SyOperator op, int a, int b)
{
  switch ((int) op)
    {
    case SY_OP_EQUAL:
      return a == b;
    case SY_OP_UNEQUAL:
      return a != b;
    case SY_OP_LESS:
    case SY_OP_LESS_EQUAL:
      return a < b;
    default:
      return a > b;
    }
}

/* Number < text < condition, whatever they are; an empty cell takes the type of the other side. */
static SySqlFragment
compare_types (SySqlChain *chain, SyOperator op, const SyExpression *a, const SyExpression *b)
{
  static const char *const zeros[] = { "0e0", SY_SQL_EPOCH, "FALSE", "''" };
  const char *constant = compare_ranks (op, rank_type (a->type), rank_type (b->type)) ? "TRUE" : "FALSE";
  gboolean a_blank = a->may_be_blank || sy_sql_may_lead_to_blank (a);
  gboolean b_blank = b->may_be_blank || sy_sql_may_lead_to_blank (b);
  g_autoptr (GString) pattern = g_string_new ("CASE");

  if (a->may_be_error)
    g_string_append (pattern, " WHEN {2} IS NULL THEN NULL");
  if (b->may_be_error)
    g_string_append (pattern, " WHEN {3} IS NULL THEN NULL");
  if (a_blank && b_blank)
    g_string_append_printf (pattern, " WHEN {0} IS NULL AND {1} IS NULL THEN 0 %s 0", sy_sql_operator (op));
  if (a_blank)
    g_string_append_printf (pattern, " WHEN {0} IS NULL THEN %s %s {1}", zeros[b->type],
                            sy_sql_operator (op));
  if (b_blank)
    g_string_append_printf (pattern, " WHEN {1} IS NULL THEN {0} %s %s", sy_sql_operator (op),
                            zeros[a->type]);
  if (pattern->len == 4)
    return sy_sql_fragment (chain->writer, SY_TYPE_BOOL, 0, constant);
  g_string_append_printf (pattern, " ELSE %s END", constant);
  return SY_SQL (chain, SY_TYPE_BOOL, pattern->str, sy_sql_write_reference (chain, a),
                 sy_sql_write_reference (chain, b), sy_sql_write_raw (chain, a), sy_sql_write_raw (chain, b));
}

SySqlFragment
sy_sql_compare (SySqlChain *chain, SyOperator op, const SyExpression *a, const SyExpression *b)
{
  g_autofree char *pattern = NULL;

  if (rank_type (a->type) != rank_type (b->type))
    return compare_types (chain, op, a, b);
  if (a->type == SY_TYPE_TEXT)
    {
      pattern = g_strdup_printf ("(lower({0}) %s lower({1}))", sy_sql_operator (op));
      return SY_SQL (chain, SY_TYPE_BOOL, pattern, sy_sql_write (chain, a), sy_sql_write (chain, b));
    }
  if (a->type == SY_TYPE_BOOL)
    {
      pattern = g_strdup_printf ("({0} %s {1})", sy_sql_operator (op));
      return SY_SQL (chain, SY_TYPE_BOOL, pattern, sy_sql_write_bool (chain, a),
                     sy_sql_write_bool (chain, b));
    }
  if (a->type == SY_TYPE_DATE && b->type == SY_TYPE_DATE)
    {
      SySqlFragment x = sy_sql_write (chain, a);
      SySqlFragment y = sy_sql_write (chain, b);

      pattern = g_strdup_printf ("({0} %s {1})", sy_sql_operator (op));
      if (x.type == SY_TYPE_DATE && y.type == SY_TYPE_DATE)
        return SY_SQL (chain, SY_TYPE_BOOL, pattern, x, y);
    }
  return sy_sql_compare_numbers (chain, op, sy_sql_is_exact (a) && sy_sql_is_exact (b),
                                 sy_sql_write_number (chain, a), sy_sql_write_number (chain, b));
}

/* ---- operators ---- */

static SySqlFragment
write_sum (SySqlChain *chain, const SyExpression *e, SySqlFragment x, SySqlFragment y)
{
  const SyExpression *a = sy_expression_get_child (e, 0);
  const SyExpression *b = sy_expression_get_child (e, 1);
  gboolean is_sum = e->op == SY_OP_ADD;

  /* 0.1+0.2-0.3 is 0 in a workbook: what cancels to nothing but rounding is nothing. */
  if (is_whole (e) || (sy_sql_is_exact (a) && sy_sql_is_exact (b)))
    return SY_SQL (chain, SY_TYPE_NUMBER, is_sum ? "({0} + {1})" : "({0} - {1})", x, y);
  return SY_SQL (chain, SY_TYPE_NUMBER, is_sum ? "sy_add({0}, {1})" : "sy_subtract({0}, {1})", x, y);
}

static SySqlFragment
write_binary (SySqlChain *chain, const SyExpression *e)
{
  const SyExpression *a = sy_expression_get_child (e, 0);
  const SyExpression *b = sy_expression_get_child (e, 1);
  const SyExpression *dated = sy_sql_get_month_cell (e);
  SySqlFragment x, y;

  if (dated)
    return sy_sql_write_month (chain, dated);
  if (e->op >= SY_OP_EQUAL)
    return sy_sql_compare (chain, e->op, a, b);
  if (e->op == SY_OP_CONCAT)
    return SY_SQL (chain, SY_TYPE_TEXT, "({0} || {1})", sy_sql_write_text (chain, a),
                   sy_sql_write_text (chain, b));
  x = sy_sql_write_number (chain, a);
  y = sy_sql_write_number (chain, b);
  switch ((int) e->op)
    {
    case SY_OP_MULTIPLY:
      return SY_SQL (chain, SY_TYPE_NUMBER, "({0} * {1})", x, y);
    case SY_OP_DIVIDE:
      return SY_SQL (chain, SY_TYPE_NUMBER, "({0} / NULLIF({1}, 0))", x, y);
    case SY_OP_POWER:
      {
        SySqlFragment power = SY_SQL (
            chain, SY_TYPE_NUMBER,
            "CASE WHEN ({0} <> 0 OR {1} > 0) AND ({0} >= 0 OR {1} = floor({1})) THEN pow({0}, {1}) END", x,
            y);

        return SY_SQL (chain, SY_TYPE_NUMBER, "sy_finite({0})", power);
      }
    default:
      return write_sum (chain, e, x, y);
    }
}

static SySqlFragment
write_unary (SySqlChain *chain, const SyExpression *e)
{
  const SyExpression *a = sy_expression_get_child (e, 0);

  if (e->op == SY_OP_PLUS)
    return sy_sql_write (chain, a);
  if (e->op == SY_OP_PERCENT)
    return SY_SQL (chain, SY_TYPE_NUMBER, "({0} / 1e2)", sy_sql_write_number (chain, a));
  return SY_SQL (chain, SY_TYPE_NUMBER, "(-{0})", sy_sql_write_number (chain, a));
}

/* ---- nodes ---- */

/* Texts that were imported may be an ENUM, which takes no other text beside it. */
static SySqlFragment
write_cell (SySqlChain *chain, const SyExpression *e)
{
  SySqlFragment cell;

  if (!e->bound_column)
    {
      SySqlFragment row = sy_sql_chain_get_row (chain);

      return SY_SQL (chain, SY_TYPE_NUMBER, "CAST({0} AS DOUBLE)", row);
    }
  cell = sy_sql_chain_get_column (chain, e->bound_column);
  if (cell.type == SY_TYPE_TEXT && !e->bound_column->bound)
    return SY_SQL (chain, SY_TYPE_TEXT, "CAST({0} AS VARCHAR)", cell);
  return cell;
}

static SySqlFragment
write_call (SySqlChain *chain, const SyExpression *e)
{
  SySqlFragment result;

  if (e->function
      && (sy_sql_write_scalar_call (chain, e, &result) || sy_sql_write_aggregate_call (chain, e, &result)
          || sy_sql_write_conditional_call (chain, e, &result) || sy_sql_write_array_call (chain, e, &result)
          || sy_sql_write_rank_call (chain, e, &result) || sy_sql_write_lookup_call (chain, e, &result)))
    return result;
  sy_sql_writer_fail (chain->writer, e, SY_FORMULA_ERROR_ARGUMENT,
                      _ ("%s can’t be computed with these arguments"), e->text ? e->text : "");
  return sy_sql_null (chain->writer, e->type);
}

SySqlFragment
sy_sql_write_raw (SySqlChain *chain, const SyExpression *e)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  const char *given = chain->given ? g_hash_table_lookup (chain->given, e) : NULL;

  if (given)
    return sy_sql_fragment (chain->writer, e->type, 0, given);
  switch (e->kind)
    {
    case SY_EXPRESSION_NUMBER:
      return sy_sql_number (chain->writer, e->number);
    case SY_EXPRESSION_TEXT:
      sy_sql_append_literal (sql, e->text);
      return sy_sql_fragment (chain->writer, SY_TYPE_TEXT, 0, sql->str);
    case SY_EXPRESSION_BOOL:
      return sy_sql_fragment (chain->writer, SY_TYPE_BOOL, 0, e->number != 0. ? "TRUE" : "FALSE");
    case SY_EXPRESSION_MISSING:
      return sy_sql_blank_to_zero (chain, sy_sql_null (chain->writer, e->type));
    case SY_EXPRESSION_CELL:
      return write_cell (chain, e);
    case SY_EXPRESSION_COLUMN:
    case SY_EXPRESSION_RANGE:
      if (chain->array_table && e->bound_table == chain->array_table)
        return write_cell (chain, e);
      break;
    case SY_EXPRESSION_NAME:
      return sy_sql_writer_bind (chain->writer, e->bound_name);
    case SY_EXPRESSION_UNARY:
      return write_unary (chain, e);
    case SY_EXPRESSION_BINARY:
      return write_binary (chain, e);
    case SY_EXPRESSION_CALL:
      return write_call (chain, e);
    default:
      break;
    }
  sy_sql_writer_fail (chain->writer, e, SY_FORMULA_ERROR_TYPE,
                      _ ("a whole column can’t stand where one value is needed"));
  return sy_sql_null (chain->writer, e->type);
}

SySqlFragment
sy_sql_write (SySqlChain *chain, const SyExpression *e)
{
  SySqlFragment fragment = sy_sql_write_raw (chain, e);

  return e->may_be_blank ? sy_sql_blank_to_zero (chain, fragment) : fragment;
}

/* Source columns may be integers or DECIMAL, in which arithmetic would overflow or round. */
static gboolean
is_stored_number (const SyExpression *e)
{
  return (e->kind == SY_EXPRESSION_CELL || e->kind == SY_EXPRESSION_COLUMN || e->kind == SY_EXPRESSION_RANGE)
         && e->bound_column && e->type == SY_TYPE_NUMBER
         && (!e->bound_column->bound || e->bound_column->bound->kind == SY_EXPRESSION_CELL);
}

SySqlFragment
sy_sql_write_number (SySqlChain *chain, const SyExpression *e)
{
  SySqlFragment fragment = sy_sql_write_raw (chain, e);

  if (is_stored_number (e))
    fragment = SY_SQL (chain, SY_TYPE_NUMBER, "CAST({0} AS DOUBLE)", fragment);
  else if (e->may_be_blank && fragment.type == SY_TYPE_TEXT)
    return SY_SQL (chain, SY_TYPE_NUMBER, "CASE WHEN {0} IS NULL THEN 0e0 ELSE {1} END", fragment,
                   sy_sql_to_number (chain, fragment));
  else
    fragment = sy_sql_to_number (chain, fragment);
  return e->may_be_blank ? sy_sql_blank_to_zero (chain, fragment) : fragment;
}

/* A number that is looked up is no text at all where its cell is empty. */
static SySqlFragment
write_text_of_reference (SySqlChain *chain, const SyExpression *e)
{
  SySqlFragment cell = sy_sql_write_reference (chain, e);

  return SY_SQL (chain, SY_TYPE_TEXT, "CASE WHEN {0} IS NULL AND {1} IS NOT NULL THEN '' ELSE {2} END", cell,
                 sy_sql_write_raw (chain, e), sy_sql_to_text (chain, cell));
}

SySqlFragment
sy_sql_write_text (SySqlChain *chain, const SyExpression *e)
{
  SySqlFragment fragment = sy_sql_write_raw (chain, e);

  if (sy_sql_may_lead_to_blank (e))
    return write_text_of_reference (chain, e);
  if (is_stored_number (e))
    fragment = SY_SQL (chain, SY_TYPE_NUMBER, "CAST({0} AS DOUBLE)", fragment);
  fragment = sy_sql_to_text (chain, fragment);
  return e->may_be_blank ? sy_sql_blank_to_zero (chain, fragment) : fragment;
}

SySqlFragment
sy_sql_write_bool (SySqlChain *chain, const SyExpression *e)
{
  return sy_sql_to_bool (chain, sy_sql_write (chain, e));
}

SySqlFragment
sy_sql_write_as (SySqlChain *chain, const SyExpression *e, SyValueType type)
{
  switch (type)
    {
    case SY_TYPE_TEXT:
      return sy_sql_write_text (chain, e);
    case SY_TYPE_BOOL:
      return sy_sql_write_bool (chain, e);
    case SY_TYPE_DATE:
      return sy_sql_to_date (chain, sy_sql_write (chain, e));
    case SY_TYPE_NUMBER:
    default:
      return guard_overflow (chain, e, sy_sql_write_number (chain, e));
    }
}
