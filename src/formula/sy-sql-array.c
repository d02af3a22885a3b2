/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SUMPRODUCT: arithmetic over the rows of a table, in a chain of its own.
 *
 * Single values of the row that asks are columns of that chain; it runs over the rows of the table for every
 * distinct combination of them. A factor (t[a]=[@x]) is the condition of that join where nothing can be an
 * error, since every other row counts 0. */
#include "config.h"

#include "sy-functions.h"
#include "sy-sql-writer-private.h"

#define ARGUMENT(i) sy_expression_get_child (e, (i))

typedef struct
{
  SySqlChain *chain;
  SySqlChain *inner;
  const SyExpression *shape; /* the first column or range */
  GHashTable *columns;       /* set of SyModelColumn that are read */
  GPtrArray *outers;         /* quoted names in the chain, of what is "~o0" … inside */
  GString *equalities;
  guint level;
} Array;

static gboolean
find_column_cb (SyExpression *e, gpointer user_data)
{
  Array *array = user_data;

  if (e->kind != SY_EXPRESSION_COLUMN && e->kind != SY_EXPRESSION_RANGE)
    return e->is_column;
  if (!array->shape)
    array->shape = e;
  if (e->bound_column)
    g_hash_table_add (array->columns, e->bound_column);
  return FALSE;
}

static char *
add_outer (Array *array, SySqlFragment value)
{
  value = sy_sql_chain_hoist (array->chain, value);
  array->level = MAX (array->level, value.level);
  g_ptr_array_add (array->outers, (gpointer) value.sql);
  return g_strdup_printf ("\"~o%u\"", array->outers->len - 1);
}

/* Single values: literals and names are written where they stand, all else comes from the chain. */
static gboolean
find_single_cb (SyExpression *e, gpointer user_data)
{
  Array *array = user_data;

  if (e->is_column)
    return e->kind != SY_EXPRESSION_COLUMN && e->kind != SY_EXPRESSION_RANGE;
  if (!sy_sql_is_static (e))
    g_hash_table_insert (array->inner->given, e, add_outer (array, sy_sql_write_raw (array->chain, e)));
  return FALSE;
}

/* ---- equalities ---- */

static gboolean
is_equality (const Array *array, const SyExpression *e)
{
  const SyExpression *column, *value;

  if (e->kind != SY_EXPRESSION_BINARY || e->op != SY_OP_EQUAL)
    return FALSE;
  column = sy_expression_get_child (e, 0);
  value = sy_expression_get_child (e, 1);
  return column->kind == SY_EXPRESSION_COLUMN && !value->is_column
         && g_hash_table_contains (array->inner->given, value) && column->type == value->type
         && !column->may_be_blank && !value->may_be_blank;
}

static void
collect_equalities (Array *array, const SyExpression *e)
{
  if (e->kind == SY_EXPRESSION_BINARY && e->op == SY_OP_MULTIPLY)
    {
      collect_equalities (array, sy_expression_get_child (e, 0));
      collect_equalities (array, sy_expression_get_child (e, 1));
    }
  else if (is_equality (array, e))
    {
      const SyExpression *column = sy_expression_get_child (e, 0);
      const char *value = g_hash_table_lookup (array->inner->given, sy_expression_get_child (e, 1));
      g_autoptr (GString) name = g_string_new (NULL);

      sy_sql_append_name (name, column->bound_column ? column->bound_column->id : "row");
      g_string_append (array->equalities, array->equalities->len ? " AND " : "");
      g_string_append_printf (array->equalities,
                              column->type == SY_TYPE_TEXT ? "lower(CAST(i.%s AS VARCHAR)) = lower(o.%s)"
                                                           : "i.%s = o.%s",
                              name->str, value);
    }
}

/* ---- the inner chain ---- */

static void
append_rows (Array *array, GString *base)
{
  SySqlChain *chain = array->chain;
  gboolean is_own = array->shape->bound_table == chain->table;
  GHashTableIter iter;
  gpointer column;
  guint n = 0;

  g_string_append (base, "SELECT ");
  g_hash_table_iter_init (&iter, array->columns);
  while (g_hash_table_iter_next (&iter, &column, NULL))
    {
      const char *name = is_own ? sy_sql_chain_get_column (chain, column).sql
                                : sy_sql_writer_read_column (chain->writer, column);

      g_string_append_printf (base, "%si.%s", n++ ? ", " : "", name);
      sy_sql_chain_set_column (array->inner, column, 0);
    }
  for (guint i = 0; i < array->outers->len; i++)
    g_string_append_printf (base, "%so.\"~o%u\"", n++ ? ", " : "", i);
  if (n == 0)
    g_string_append (base, "1");
  g_string_append_printf (base, " FROM %s AS i",
                          is_own ? sy_sql_chain_share_layer (chain, array->level)
                                 : sy_sql_writer_get_relation (chain->writer, array->shape->bound_table));
}

static void
append_outers (Array *array, GString *base, const char *range)
{
  if (array->outers->len == 0)
    return;
  g_string_append (base, " JOIN (SELECT DISTINCT ");
  for (guint i = 0; i < array->outers->len; i++)
    g_string_append_printf (base, "%s%s AS \"~o%u\"", i ? ", " : "",
                            (const char *) g_ptr_array_index (array->outers, i), i);
  g_string_append_printf (
      base, " FROM %s) AS o ON %s%s%s", sy_sql_chain_share_layer (array->chain, array->level),
      array->equalities->len ? array->equalities->str : "TRUE", range ? " AND " : "", range ? range : "");
}

static SySqlFragment
write_product (SySqlChain *inner, const SyExpression *e)
{
  SySqlFragment product = { 0 };

  for (guint i = 0; i < sy_expression_get_n_children (e); i++)
    {
      SySqlFragment factor = sy_sql_write_number (inner, ARGUMENT (i));

      product = product.sql ? SY_SQL (inner, SY_TYPE_NUMBER, "({0} * {1})", product, factor) : factor;
    }
  return sy_sql_chain_hoist (inner, product);
}

static SySqlFragment
join_array (Array *array, SySqlFragment product, gboolean may_be_error)
{
  SySqlChain *chain = array->chain;
  g_autoptr (GString) join = g_string_new (array->outers->len ? "LEFT JOIN (WITH " : "CROSS JOIN (WITH ");
  g_autoptr (GString) last = g_string_new (NULL);
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GString) keys = g_string_new (NULL);
  guint number = ++chain->writer->n_names;
  const char *sum = sy_sql_writer_new_name (chain->writer);
  const char *bad = sy_sql_writer_new_name (chain->writer);
  g_autofree char *columns = g_strdup_printf ("\"~g%u\".\"%s\", \"~g%u\".\"%s\"", number, sum, number, bad);
  SySqlFragment result;

  sy_sql_chain_append (array->inner, join, last);
  for (guint i = 0; i < array->outers->len; i++)
    g_string_append_printf (keys, "%s\"~o%u\"", i ? ", " : "", i);
  g_string_append_printf (join, " SELECT %s%sfsum(%s) AS \"%s\", COUNT(*) - COUNT(%s) AS \"%s\" FROM %s",
                          keys->str, keys->len ? ", " : "", product.sql, sum, product.sql, bad, last->str);
  if (keys->len)
    g_string_append_printf (join, " GROUP BY %s", keys->str);
  g_string_append_printf (join, ") AS \"~g%u\"", number);
  for (guint i = 0; i < array->outers->len; i++)
    g_string_append_printf (join, " %s \"~g%u\".\"~o%u\" IS NOT DISTINCT FROM p.%s", i ? "AND" : "ON", number,
                            i, (const char *) g_ptr_array_index (array->outers, i));
  sy_sql_chain_join (chain, array->level, join->str, columns);
  result = sy_sql_name (chain->writer, SY_TYPE_NUMBER, array->level + 1, sum);
  if (may_be_error)
    return SY_SQL (chain, SY_TYPE_NUMBER, "CASE WHEN COALESCE({1}, 0) = 0 THEN COALESCE({0}, 0e0) END",
                   result, sy_sql_name (chain->writer, SY_TYPE_NUMBER, array->level + 1, bad));
  return SY_SQL (chain, SY_TYPE_NUMBER, "COALESCE({0}, 0e0)", result);
}

static SySqlFragment
write_array (Array *array, const SyExpression *e)
{
  SySqlChain *chain = array->chain;
  g_autoptr (GString) base = g_string_new (NULL);
  g_autofree char *range = NULL;
  SySqlFragment valid = { 0 };
  SySqlFragment product, result;
  GHashTableIter iter;
  gpointer column;

  for (guint i = 0; i < sy_expression_get_n_children (e); i++)
    sy_expression_walk (ARGUMENT (i), find_column_cb, array);
  for (guint i = 0; i < sy_expression_get_n_children (e); i++)
    sy_expression_walk (ARGUMENT (i), find_single_cb, array);
  array->inner->array_table = array->shape->bound_table;
  if (array->shape->bound_table == chain->table)
    {
      g_hash_table_iter_init (&iter, array->columns);
      while (g_hash_table_iter_next (&iter, &column, NULL))
        array->level = MAX (array->level, sy_sql_chain_get_column (chain, column).level);
    }
  if (array->shape->kind == SY_EXPRESSION_RANGE)
    {
      SySqlFragment first, last;
      g_autofree char *from = NULL;
      g_autofree char *to = NULL;

      sy_sql_range_rows (chain, array->shape, &first, &last, &valid);
      from = add_outer (array, first);
      to = add_outer (array, last);
      range = g_strdup_printf ("i.\"row\" BETWEEN o.%s AND o.%s", from, to);
    }
  for (guint i = 0; i < sy_expression_get_n_children (e); i++)
    if (!e->may_be_error)
      collect_equalities (array, ARGUMENT (i));
  append_rows (array, base);
  append_outers (array, base, range);
  g_free (array->inner->base);
  array->inner->base = g_strdup (base->str);
  product = write_product (array->inner, e);
  result = join_array (array, product, e->may_be_error);
  return valid.sql ? SY_SQL (chain, SY_TYPE_NUMBER, "CASE WHEN {0} THEN {1} END", valid, result) : result;
}

gboolean
sy_sql_write_array_call (SySqlChain *chain, const SyExpression *e, SySqlFragment *result)
{
  Array array = { .chain = chain };

  if (e->function->id != SY_FUNCTION_SUMPRODUCT)
    return FALSE;
  array.inner = sy_sql_chain_new (chain->writer, NULL, "");
  array.inner->given = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  array.columns = g_hash_table_new (NULL, NULL);
  array.outers = g_ptr_array_new ();
  array.equalities = g_string_new (NULL);
  *result = write_array (&array, e);
  g_string_free (array.equalities, TRUE);
  g_ptr_array_unref (array.outers);
  g_hash_table_unref (array.columns);
  sy_sql_chain_free (array.inner);
  return TRUE;
}
