/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows behind an aggregate or a lookup: the criteria of a SUMIFS as a WHERE. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "sy-functions.h"
#include "sy-sql-writer-private.h"

/* One row with the cells that the criteria read; the table stands evaluated, so its whole columns are those
 * of any other table. */
static SySqlChain *
make_cells (SySqlWriter *writer, SyModelTable *table, gint64 row)
{
  SySqlChain *chain;
  g_autoptr (GString) base = g_string_new ("SELECT ");
  g_autoptr (GString) count = g_string_new ("(SELECT COUNT(*) FROM ");

  if (!table)
    return sy_sql_chain_new (writer, NULL, "SELECT 1 AS \"~one\"");
  g_string_append (base, sy_sql_writer_read_row (writer, table));
  for (guint i = 0; i < table->columns->len; i++)
    g_string_append_printf (base, ", %s",
                            sy_sql_writer_read_column (writer, g_ptr_array_index (table->columns, i)));
  g_string_append_printf (base, " FROM %s WHERE \"row\" = %" G_GINT64_FORMAT,
                          sy_sql_writer_get_relation (writer, table), row);
  chain = sy_sql_chain_new (writer, NULL, base->str);
  chain->has_row = TRUE;
  g_string_append_printf (count, "%s)", sy_sql_writer_get_relation (writer, table));
  chain->row_count = g_string_chunk_insert (writer->texts, count->str);
  for (guint i = 0; i < table->columns->len; i++)
    sy_sql_chain_set_column (chain, g_ptr_array_index (table->columns, i), 0);
  return chain;
}

static const SyExpression *
find_shape (const SyExpression *e)
{
  if (e->kind == SY_EXPRESSION_COLUMN || e->kind == SY_EXPRESSION_RANGE)
    return e;
  for (guint i = 0; i < sy_expression_get_n_children (e); i++)
    {
      const SyExpression *found = find_shape (sy_expression_get_child (e, i));

      if (found)
        return found;
    }
  return NULL;
}

static void
add_condition (GString *conditions, const char *condition)
{
  g_string_append_printf (conditions, "%s(%s)", conditions->len ? " AND " : "", condition);
}

/* The row that INDEX or MATCH found. */
static void
add_lookup (SySqlChain *cells, const SyExpression *e, GString *outers, GString *conditions)
{
  const SyExpression *number = e->function->id == SY_FUNCTION_INDEX ? sy_expression_get_child (e, 1) : e;
  SySqlFragment index = sy_sql_chain_hoist (cells, sy_sql_write_number (cells, number));

  g_string_append_printf (outers, ", trunc(%s) AS \"~i\"", index.sql);
  add_condition (conditions, "t.\"row\" = o.\"~i\"");
}

static void
add_range (SySqlChain *cells, const SyExpression *range, GString *outers, GString *conditions)
{
  SySqlFragment first, last, valid;

  sy_sql_range_rows (cells, range, &first, &last, &valid);
  g_string_append_printf (outers, ", %s AS \"~first\", %s AS \"~last\"", first.sql, last.sql);
  add_condition (conditions, "t.\"row\" BETWEEN o.\"~first\" AND o.\"~last\"");
}

SyStatement *
sy_sql_writer_write_rows_behind (SyModelTable *table, const SyExpression *bound, gint64 row, GError **error)
{
  g_autoptr (SySqlWriter) writer = NULL;
  g_autoptr (SySqlChain) cells = NULL;
  g_autoptr (GString) sql = g_string_new ("WITH ");
  g_autoptr (GString) last = g_string_new (NULL);
  g_autoptr (GString) outers = g_string_new ("1 AS \"~one\"");
  g_autoptr (GString) conditions = g_string_new (NULL);
  const SyExpression *shape = find_shape (bound);
  SyModelTable *from = shape ? shape->bound_table : NULL;

  g_return_val_if_fail (bound != NULL, NULL);

  if (!from || bound->kind != SY_EXPRESSION_CALL || !bound->function)
    {
      g_set_error (error, SY_FORMULA_ERROR, SY_FORMULA_ERROR_ARGUMENT, "%u:%u: %s", bound->line,
                   bound->column,
                   _ ("there are no rows behind this: it is neither an aggregate nor a lookup"));
      return NULL;
    }
  writer = sy_sql_writer_new ();
  cells = make_cells (writer, table, row);
  if (bound->function->id == SY_FUNCTION_INDEX || bound->function->id == SY_FUNCTION_MATCH)
    add_lookup (cells, bound, outers, conditions);
  if (shape->kind == SY_EXPRESSION_RANGE)
    add_range (cells, shape, outers, conditions);
  if (bound->function->flags & SY_FUNCTION_CRITERIA)
    sy_sql_append_call_filter (cells, bound, outers, conditions);
  sy_sql_chain_append (cells, sql, last);
  g_string_append_printf (sql, " SELECT t.%s", sy_sql_writer_read_row (writer, from));
  for (guint i = 0; i < from->columns->len; i++)
    g_string_append_printf (sql, ", t.%s",
                            sy_sql_writer_read_column (writer, g_ptr_array_index (from->columns, i)));
  g_string_append_printf (sql, " FROM %s AS t JOIN (SELECT %s FROM %s) AS o ON %s ORDER BY t.\"row\"",
                          sy_sql_writer_get_relation (writer, from), outers->str, last->str,
                          conditions->len ? conditions->str : "TRUE");
  return sy_sql_writer_finish (writer, sql->str, error);
}
