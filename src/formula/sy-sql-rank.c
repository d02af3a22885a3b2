/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RANK.EQ and PERCENTRANK.INC. */
#include "config.h"

#include <math.h>

#include "sy-functions.h"
#include "sy-sql-writer-private.h"

#define ARGUMENT(i) sy_expression_get_child (e, (i))
#define MAKE(pattern, ...) SY_SQL (chain, SY_TYPE_NUMBER, pattern, __VA_ARGS__)

static double
get_option (const SyExpression *e, guint i, double otherwise)
{
  const SyExpression *option;

  if (sy_expression_get_n_children (e) <= i || ARGUMENT (i)->kind == SY_EXPRESSION_MISSING)
    return otherwise;
  option = ARGUMENT (i);
  if (option->kind == SY_EXPRESSION_UNARY)
    return (option->op == SY_OP_NEGATE ? -1. : 1.) * sy_expression_get_child (option, 0)->number;
  return option->number;
}

/* [@c] among [c] */
static gboolean
is_own_rank (SySqlChain *chain, const SyExpression *number, const SyExpression *column)
{
  return column->kind == SY_EXPRESSION_COLUMN && column->bound_table == chain->table
         && number->kind == SY_EXPRESSION_CELL && number->bound_column == column->bound_column
         && column->bound_column && !column->may_be_blank;
}

static SySqlFragment
write_own_rank (SySqlChain *chain, const SyExpression *number, gboolean is_ascending)
{
  SySqlFragment cell = sy_sql_chain_get_column (chain, number->bound_column);
  SySqlFragment rank = MAKE (is_ascending ? "rank() OVER (ORDER BY {0} ASC NULLS LAST)"
                                          : "rank() OVER (ORDER BY {0} DESC NULLS LAST)",
                             cell);

  rank = sy_sql_chain_hoist (chain, rank);
  return MAKE ("CASE WHEN {0} IS NOT NULL THEN CAST({1} AS DOUBLE) END", cell, rank);
}

static SySqlFragment
list_numbers (SySqlChain *chain, const SyExpression *column, SySqlPlace *place)
{
  SySqlFragment number = sy_sql_place_number (chain, place, column->bound_column);
  g_autofree char *list = g_strdup_printf ("list(%s)", number.sql);

  return sy_sql_place_aggregate (chain, place, SY_SQL_OTHER, number.level, SY_TYPE_NUMBER, list);
}

/* Among the numbers of a range, which differ from row to row. */
static SySqlFragment
rank_in_range (SySqlChain *chain, SySqlFragment number, const SyExpression *column, gboolean is_ascending)
{
  SySqlPlace place;
  SySqlFragment valid, list, rank;

  sy_sql_place_argument (chain, column, &place, &valid);
  list = list_numbers (chain, column, &place);
  number = sy_sql_chain_hoist (chain, number);
  rank = MAKE (is_ascending ? "CASE WHEN list_contains({0}, {1}) THEN CAST(len(list_filter({0}, lambda v: v "
                              "< {1})) + 1 AS DOUBLE) END"
                            : "CASE WHEN list_contains({0}, {1}) THEN CAST(len(list_filter({0}, lambda v: v "
                              "> {1})) + 1 AS DOUBLE) END",
               list, number);
  return valid.sql ? MAKE ("CASE WHEN {0} THEN {1} END", valid, rank) : rank;
}

/* A number that isn't in the column has no rank, so that this is a join as well. */
static SySqlFragment
rank_in_column (SySqlChain *chain, SySqlFragment number, const SyExpression *column, gboolean is_ascending)
{
  SySqlPlace place = { .table = column->bound_table,
                       .is_own = column->bound_table == chain->table,
                       .frame = "" };
  SySqlFragment value = sy_sql_place_number (chain, &place, column->bound_column);
  SySqlFragment outer = sy_sql_chain_hoist (chain, number);
  guint level = MAX (outer.level, place.is_own ? value.level : 0);
  g_autofree char *select = g_strdup_printf (
      "SELECT v AS \"~k\", MIN(r) AS \"~v\" FROM (SELECT v, rank() OVER (ORDER BY v %s) AS r"
      " FROM (SELECT %s AS v FROM %s) WHERE v IS NOT NULL) GROUP BY v",
      is_ascending ? "ASC" : "DESC", value.sql, sy_sql_place_relation (chain, &place, level));
  SySqlFragment rank =
      sy_sql_chain_join_value (chain, level, SY_TYPE_NUMBER, "LEFT JOIN", select, "=", outer.sql);

  return MAKE ("CAST({0} AS DOUBLE)", rank);
}

static SySqlFragment
check_column (SySqlChain *chain, const SyExpression *column, SySqlFragment result)
{
  SySqlPlace place;
  SySqlFragment valid;

  if (!column->bound_column || !column->bound_column->may_be_error)
    return result;
  sy_sql_place_argument (chain, column, &place, &valid);
  return sy_sql_aggregate_check (chain, &place, column->bound_column, result);
}

static SySqlFragment
write_rank (SySqlChain *chain, const SyExpression *e)
{
  const SyExpression *number = ARGUMENT (0);
  const SyExpression *column = ARGUMENT (1);
  gboolean is_ascending = get_option (e, 2, 0.) != 0.;
  SySqlFragment rank;

  if (is_own_rank (chain, number, column))
    rank = write_own_rank (chain, number, is_ascending);
  else if (column->kind == SY_EXPRESSION_RANGE)
    rank = rank_in_range (chain, sy_sql_write_number (chain, number), column, is_ascending);
  else
    rank = rank_in_column (chain, sy_sql_write_number (chain, number), column, is_ascending);
  return check_column (chain, column, rank);
}

/* ---- PERCENTRANK.INC ---- */

/* {0} numbers, {1} of them below {5} and {2} above, {3} and {4} the nearest of those. */
#define SHARE_PATTERN                                                                                        \
  "CASE WHEN {1} + {2} < {0} THEN CASE WHEN {0} = 1 THEN 1e0 ELSE {1} / ({0} - 1) END"                       \
  " WHEN {1} > 0 AND {2} > 0 THEN ({1} - 1 + ({5} - {3}) / ({4} - {3})) / ({0} - 1) END"

/* How many numbers of the column are below (or above), and the nearest of them. */
static void
compare_with_column (SySqlChain *chain,
                     SySqlFragment number,
                     const SyExpression *column,
                     SyOperator op,
                     SySqlFragment *count,
                     SySqlFragment *nearest)
{
  SySqlPlace place = { .table = column->bound_table, .reads_chain = column->bound_table == chain->table };
  SySqlFragment cell = sy_sql_place_column (chain, &place, column->bound_column);
  SySqlFragment value = sy_sql_place_number (chain, &place, column->bound_column);
  SySqlFragment outer = sy_sql_chain_hoist (chain, number);
  guint level = MAX (outer.level, place.reads_chain ? value.level : 0);
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (SySqlKey));
  SySqlKey key = { cell.sql, cell.type, op, outer.sql, NULL };

  key.condition = cell.type == SY_TYPE_DATE ? op == SY_OP_LESS
                                                  ? "CAST(({0} - " SY_SQL_EPOCH ") AS DOUBLE) < {1}"
                                                  : "CAST(({0} - " SY_SQL_EPOCH ") AS DOUBLE) > {1}"
                                            : NULL;
  g_array_append_val (keys, key);
  place.relation = sy_sql_place_relation (chain, &place, level);
  place.group = sy_sql_chain_find_group (chain, place.table, place.relation, level, keys, NULL, NULL);
  *count = sy_sql_aggregate_count (chain, &place, column->bound_column);
  *nearest = sy_sql_to_number (
      chain, sy_sql_aggregate_extreme (chain, &place, column->bound_column, op == SY_OP_LESS));
}

static SySqlFragment
write_share_in_column (SySqlChain *chain, const SyExpression *number, const SyExpression *column)
{
  SySqlPlace place;
  SySqlFragment valid, n, x, below, above, floor_value, ceil_value;

  sy_sql_place_argument (chain, column, &place, &valid);
  n = sy_sql_aggregate_count (chain, &place, column->bound_column);
  if (is_own_rank (chain, number, column))
    return MAKE ("CASE WHEN {1} = 1 AND {0} IS NOT NULL THEN 1e0 ELSE ({0} - 1) / NULLIF({1} - 1, 0) END",
                 write_own_rank (chain, number, TRUE), n);
  x = sy_sql_chain_hoist (chain, sy_sql_write_number (chain, number));
  compare_with_column (chain, x, column, SY_OP_LESS, &below, &floor_value);
  compare_with_column (chain, x, column, SY_OP_GREATER, &above, &ceil_value);
  return MAKE (SHARE_PATTERN, n, below, above, floor_value, ceil_value, x);
}

static SySqlFragment
write_share_in_range (SySqlChain *chain,
                      const SyExpression *number,
                      const SyExpression *column,
                      SySqlFragment *valid)
{
  SySqlPlace place;
  SySqlFragment list, x;

  sy_sql_place_argument (chain, column, &place, valid);
  x = sy_sql_chain_hoist (chain, sy_sql_write_number (chain, number));
  list = MAKE ("list_filter({0}, lambda v: v IS NOT NULL)", list_numbers (chain, column, &place));
  list = sy_sql_chain_hoist (chain, list);
  return MAKE (SHARE_PATTERN, MAKE ("len({0})", list),
               MAKE ("len(list_filter({0}, lambda v: v < {1}))", list, x),
               MAKE ("len(list_filter({0}, lambda v: v > {1}))", list, x),
               MAKE ("list_max(list_filter({0}, lambda v: v < {1}))", list, x),
               MAKE ("list_min(list_filter({0}, lambda v: v > {1}))", list, x), x);
}

static SySqlFragment
write_percent_rank (SySqlChain *chain, const SyExpression *e)
{
  const SyExpression *column = ARGUMENT (0);
  const SyExpression *number = ARGUMENT (1);
  int digits = (int) CLAMP (get_option (e, 2, 3.), 0., 15.);
  SySqlFragment valid = { 0 };
  SySqlFragment share, scaled;
  g_autofree char *scale = g_strdup_printf ("({0} * 1e%d)", digits);
  g_autofree char *unscale = g_strdup_printf ("({0} / 1e%d)", digits);

  if (digits < 1)
    return sy_sql_null (chain->writer, SY_TYPE_NUMBER);
  if (column->kind == SY_EXPRESSION_RANGE)
    share = write_share_in_range (chain, number, column, &valid);
  else
    share = write_share_in_column (chain, number, column);
  /* Cut off, not rounded, after so many digits. */
  scaled = sy_sql_floor (chain, MAKE (scale, share));
  share = check_column (chain, column, MAKE (unscale, scaled));
  return valid.sql ? MAKE ("CASE WHEN {0} THEN {1} END", valid, share) : share;
}

gboolean
sy_sql_write_rank_call (SySqlChain *chain, const SyExpression *e, SySqlFragment *result)
{
  switch ((int) e->function->id)
    {
    case SY_FUNCTION_RANK_EQ:
      *result = write_rank (chain, e);
      return TRUE;
    case SY_FUNCTION_PERCENTRANK_INC:
      *result = write_percent_rank (chain, e);
      return TRUE;
    default:
      return FALSE;
    }
}
