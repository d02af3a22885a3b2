/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first day of a date's month, written as [@d]-DAY([@d])+1: so common a column of facts that it is known
 * by its shape, and that asking for one month of it asks for a range of dates, which the engine finds without
 * looking at every row. */
#include "config.h"

#include "sy-functions.h"
#include "sy-sql-writer-private.h"

static gboolean
is_binary (const SyExpression *e, SyOperator op)
{
  return e->kind == SY_EXPRESSION_BINARY && e->op == op;
}

/* The cell [@d] of such a formula, or NULL. */
const SyExpression *
sy_sql_get_month_cell (const SyExpression *e)
{
  const SyExpression *difference, *cell, *day;

  if (!is_binary (e, SY_OP_ADD) || sy_expression_get_child (e, 1)->kind != SY_EXPRESSION_NUMBER
      || sy_expression_get_child (e, 1)->number != 1.)
    return NULL;
  difference = sy_expression_get_child (e, 0);
  if (!is_binary (difference, SY_OP_SUBTRACT))
    return NULL;
  cell = sy_expression_get_child (difference, 0);
  day = sy_expression_get_child (difference, 1);
  if (cell->kind != SY_EXPRESSION_CELL || !cell->bound_column || cell->type != SY_TYPE_DATE
      || day->kind != SY_EXPRESSION_CALL || !day->function || day->function->id != SY_FUNCTION_DAY)
    return NULL;
  day = sy_expression_get_child (day, 0);
  return day->kind == SY_EXPRESSION_CELL && day->bound_column == cell->bound_column ? cell : NULL;
}

SySqlFragment
sy_sql_write_month (SySqlChain *chain, const SyExpression *cell)
{
  return SY_SQL (chain, SY_TYPE_DATE, "sy_month({0})", sy_sql_chain_get_column (chain, cell->bound_column));
}

/* The stored dates whose month a column is, or NULL. */
SyModelColumn *
sy_sql_get_month_dates (const SyModelColumn *column)
{
  const SyExpression *cell = column && column->bound ? sy_sql_get_month_cell (column->bound) : NULL;

  return cell && !cell->bound_column->bound ? cell->bound_column : NULL;
}

/* The condition that the month of @dates is @month; both as SQL. Only the first of a month is one. */
char *
sy_sql_match_month (const char *dates, const char *month)
{
  return g_strdup_printf ("(%s >= %s AND %s < sy_month_after(%s))", dates, month, dates, month);
}
