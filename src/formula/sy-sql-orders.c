/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a source has its orders beside its lines, what can be asked of either is asked of the orders: they
 * are fewer, and to count them needs no look at their numbers. That is so when all criteria are the same in
 * every line of an order. What can't be taken of orders is taken of the lines, with the same result. */
#include "config.h"

#include "sy-functions.h"
#include "sy-sql-writer-private.h"

static gboolean
find_line_cb (SyExpression *e, gpointer user_data)
{
  gboolean *found = user_data;

  if (e->kind == SY_EXPRESSION_COLUMN || e->kind == SY_EXPRESSION_RANGE)
    *found = TRUE;
  else if (e->kind == SY_EXPRESSION_CELL)
    *found = *found || !sy_sql_orders_have (e->bound_column);
  return !*found;
}

/* Whether the cell is the same in all lines of an order, and can be read of that: a column of the orders, or
 * one that is computed from such ones alone. */
gboolean
sy_sql_orders_have (const SyModelColumn *column)
{
  const SyModelTable *table = column ? column->table : NULL;
  gboolean found = FALSE;

  if (!table || !table->orders || table->where_bound || (table->sort_columns && table->sort_columns->len > 0))
    return FALSE;
  if (!column->formula)
    return g_hash_table_contains (table->orders->columns, (gpointer) column);
  if (!column->bound)
    return FALSE;
  sy_expression_walk (column->bound, find_line_cb, &found);
  return !found;
}

/* The column that @value is the name of, as SQL; NULL when it is no column. */
static SyModelColumn *
find_column (const SyModelTable *table, const char *value)
{
  for (guint i = 0; value && i < table->columns->len; i++)
    {
      SyModelColumn *column = g_ptr_array_index (table->columns, i);
      g_autoptr (GString) name = g_string_new (NULL);

      sy_sql_append_name (name, column->id);
      if (g_str_equal (name->str, value))
        return column;
    }
  return NULL;
}

/* Whether orders give the same as lines. */
gboolean
sy_sql_orders_answer (const SyModelTable *table, SySqlAggregate kind, const char *value)
{
  SyModelColumn *column = table && table->orders ? find_column (table, value) : NULL;

  if (!table || !table->orders)
    return FALSE;
  switch ((int) kind)
    {
    case SY_SQL_ROWS:
      return TRUE;
    case SY_SQL_COUNT:
      return column
             && (sy_sql_orders_have (column)
                 || (!column->may_be_blank && g_hash_table_contains (table->orders->sums, column)));
    case SY_SQL_SUM_EXACT:
      return column && g_hash_table_contains (table->orders->sums, column);
    case SY_SQL_MIN:
    case SY_SQL_MAX:
      return column && sy_sql_orders_have (column);
    default:
      return FALSE;
    }
}

gboolean
sy_sql_orders_are_counted (const SySqlGroup *group)
{
  return group->distinct && find_column (group->table, group->distinct) == group->table->orders->order;
}

/* How many orders there are. */
const char *
sy_sql_orders_count (const SyModelTable *table)
{
  return table->orders->is_all ? "COUNT(*)" : "SUM(\"~orders\")";
}

void
sy_sql_orders_count_in (SySqlOutput *output)
{
  output->kind = SY_SQL_SUM_EXACT;
  output->value = SY_SQL_ORDERS_COUNTED;
  output->of_lines = FALSE;
}

gboolean
sy_sql_orders_answer_group (const SySqlGroup *group)
{
  const SyModelTable *table = group->table;

  if (!table || !table->orders || group->of_lines || group->is_direct)
    return FALSE;
  if (group->distinct)
    return sy_sql_orders_are_counted (group) || sy_sql_orders_have (find_column (table, group->distinct));
  for (guint i = 0; i < group->outputs->len; i++)
    if (((const SySqlOutput *) g_ptr_array_index (group->outputs, i))->of_lines)
      return FALSE;
  return TRUE;
}

static void
append_filter (GString *sql, const char *column, const char *filter)
{
  if (!column && !filter)
    return;
  g_string_append (sql, " FILTER (WHERE ");
  if (column)
    g_string_append_printf (sql, "%s IS NOT NULL", column);
  g_string_append_printf (sql, "%s%s)", column && filter ? " AND " : "", filter ? filter : "");
}

/* The aggregate of lines as one of orders. */
void
sy_sql_orders_append_aggregate (GString *sql,
                                const SyModelTable *table,
                                const SySqlOutput *output,
                                gboolean with_filter)
{
  const char *filter = with_filter ? output->filter : NULL;
  SyModelColumn *column = find_column (table, output->value);

  if (output->kind == SY_SQL_ROWS || output->kind == SY_SQL_COUNT)
    {
      g_string_append (sql, "SUM(\"~lines\")");
      append_filter (sql, column && column->may_be_blank ? output->value : NULL, filter);
      return;
    }
  if (g_strcmp0 (output->value, SY_SQL_ORDERS_COUNTED) == 0)
    g_string_append (sql, sy_sql_orders_count (table));
  else
    sy_sql_append_aggregate (sql, output->kind, output->value);
  append_filter (sql, NULL, filter);
}
