/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The layers of one table (see sy-sql-writer-private.h). */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-sql-writer-private.h"

typedef struct
{
  SySqlFragment fragment;
} SySqlHoisted;

static void
free_layer (gpointer data)
{
  SySqlLayer *layer = data;

  g_string_free (layer->items, TRUE);
  g_string_free (layer->joins, TRUE);
  g_ptr_array_unref (layer->groups);
  g_ptr_array_unref (layer->first_rows);
  g_free (layer);
}

SySqlChain *
sy_sql_chain_new (SySqlWriter *writer, SyModelTable *table, const char *base)
{
  SySqlChain *chain = g_new0 (SySqlChain, 1);

  chain->writer = writer;
  chain->table = table;
  chain->number = ++writer->n_chains;
  chain->base = g_strdup (base);
  chain->layers = g_ptr_array_new_with_free_func (free_layer);
  chain->hoisted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  chain->columns = g_hash_table_new (NULL, NULL);
  chain->groups = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_sql_group_free);
  chain->first_rows = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_sql_first_row_free);
  return chain;
}

void
sy_sql_chain_free (SySqlChain *chain)
{
  g_free (chain->base);
  g_ptr_array_unref (chain->layers);
  g_ptr_array_unref (chain->groups);
  g_ptr_array_unref (chain->first_rows);
  g_hash_table_unref (chain->hoisted);
  g_hash_table_unref (chain->columns);
  g_clear_pointer (&chain->given, g_hash_table_unref);
  g_free (chain);
}

/* @level is 1 or more: layer 0 is the base. */
SySqlLayer *
sy_sql_chain_get_layer (SySqlChain *chain, guint level)
{
  while (chain->layers->len < level)
    {
      SySqlLayer *layer = g_new0 (SySqlLayer, 1);

      layer->items = g_string_new (NULL);
      layer->joins = g_string_new (NULL);
      layer->groups = g_ptr_array_new ();
      layer->first_rows = g_ptr_array_new ();
      g_ptr_array_add (chain->layers, layer);
    }
  return g_ptr_array_index (chain->layers, level - 1);
}

SySqlFragment
sy_sql_chain_add (SySqlChain *chain, SySqlFragment fragment, const char *name)
{
  SySqlLayer *layer = sy_sql_chain_get_layer (chain, fragment.level + 1);

  g_string_append_printf (layer->items, ", %s AS ", fragment.sql);
  sy_sql_append_name (layer->items, name);
  return sy_sql_name (chain->writer, fragment.type, fragment.level + 1, name);
}

static gboolean
is_plain_name (const char *sql)
{
  return sql[0] == '"' && !strchr (sql + 1, ' ') && strchr (sql + 1, '"') == sql + strlen (sql) - 1;
}

SySqlFragment
sy_sql_chain_hoist (SySqlChain *chain, SySqlFragment fragment)
{
  SySqlHoisted *hoisted;

  if (chain->is_inline || is_plain_name (fragment.sql))
    return fragment;
  hoisted = g_hash_table_lookup (chain->hoisted, fragment.sql);
  if (!hoisted)
    {
      hoisted = g_new0 (SySqlHoisted, 1);
      hoisted->fragment = sy_sql_chain_add (chain, fragment, sy_sql_writer_new_name (chain->writer));
      g_hash_table_insert (chain->hoisted, g_strdup (fragment.sql), hoisted);
    }
  return hoisted->fragment;
}

static void
append_layer_name (const SySqlChain *chain, guint level, GString *sql)
{
  g_string_append_printf (sql, "\"~layer %u.%u\"", chain->number, level);
}

const char *
sy_sql_chain_share_layer (SySqlChain *chain, guint level)
{
  g_autoptr (GString) name = g_string_new (NULL);

  if (level == 0)
    chain->base_is_shared = TRUE;
  else
    sy_sql_chain_get_layer (chain, level)->is_shared = TRUE;
  append_layer_name (chain, level, name);
  return g_string_chunk_insert_const (chain->writer->texts, name->str);
}

void
sy_sql_chain_join (SySqlChain *chain, guint level, const char *join, const char *columns)
{
  SySqlLayer *layer = sy_sql_chain_get_layer (chain, level + 1);

  g_string_append_c (layer->joins, ' ');
  g_string_append (layer->joins, join);
  if (columns)
    g_string_append_printf (layer->items, ", %s", columns);
}

SySqlFragment
sy_sql_chain_join_value (SySqlChain *chain,
                         guint level,
                         SyValueType type,
                         const char *join,
                         const char *select,
                         const char *op,
                         const char *outer)
{
  g_autofree char *key = g_strdup_printf ("%s (%s) %s %s", join, select, op, outer);
  SySqlHoisted *hoisted = g_hash_table_lookup (chain->hoisted, key);
  const char *name;
  g_autofree char *text = NULL;
  g_autofree char *column = NULL;
  guint number;

  if (hoisted)
    return hoisted->fragment;
  name = sy_sql_writer_new_name (chain->writer);
  number = ++chain->writer->n_names;
  text = g_strdup_printf ("%s (%s) AS \"~g%u\" ON p.%s %s \"~g%u\".\"~k\"", join, select, number, outer, op,
                          number);
  column = g_strdup_printf ("\"~g%u\".\"~v\" AS \"%s\"", number, name);
  sy_sql_chain_join (chain, level, text, column);
  hoisted = g_new0 (SySqlHoisted, 1);
  hoisted->fragment = sy_sql_name (chain->writer, type, level + 1, name);
  g_hash_table_insert (chain->hoisted, g_steal_pointer (&key), hoisted);
  return hoisted->fragment;
}

void
sy_sql_chain_set_column (SySqlChain *chain, SyModelColumn *column, guint level)
{
  g_hash_table_insert (chain->columns, column, GUINT_TO_POINTER (level + 1));
}

SySqlFragment
sy_sql_chain_get_column (SySqlChain *chain, SyModelColumn *column)
{
  guint level = GPOINTER_TO_UINT (g_hash_table_lookup (chain->columns, column));
  SySqlFragment fragment;

  if (level > 0)
    return sy_sql_name (chain->writer, column->type, level - 1, column->id);
  if (!column->bound)
    {
      sy_sql_writer_fail (chain->writer, NULL, SY_FORMULA_ERROR_ROWS,
                          _ ("column %s is not there where it is read"), column->id);
      return sy_sql_null (chain->writer, column->type);
    }
  /* A plain reference keeps the exact type of what it refers to. */
  if (column->bound->kind == SY_EXPRESSION_CELL && column->bound->type == column->type)
    fragment = sy_sql_write (chain, column->bound);
  else
    fragment = sy_sql_write_as (chain, column->bound, column->type);
  fragment = sy_sql_chain_add (chain, fragment, column->id);
  sy_sql_chain_set_column (chain, column, fragment.level);
  return fragment;
}

SySqlFragment
sy_sql_chain_get_row (SySqlChain *chain)
{
  if (!chain->has_row)
    {
      sy_sql_writer_fail (chain->writer, NULL, SY_FORMULA_ERROR_ROWS,
                          _ ("the rows have no numbers yet where [@row] is read"));
      return sy_sql_null (chain->writer, SY_TYPE_NUMBER);
    }
  return (SySqlFragment){ "\"row\"", SY_TYPE_NUMBER, 0 };
}

/* A join may bring the rows in any order, so may a window or a subquery. */
static gboolean
keeps_order (const char *items, const char *joins)
{
  return *joins == '\0' && !strstr (items, " OVER ") && !strstr (items, "SELECT ");
}

static void
append_layer (SySqlChain *chain, guint level, GString *sql)
{
  SySqlLayer *layer = sy_sql_chain_get_layer (chain, level);
  g_autoptr (GString) columns = g_string_new (layer->items->str);
  g_autoptr (GString) joins = g_string_new (layer->joins->str);

  sy_sql_groups_merge_counts (layer->groups);
  for (guint i = 0; i < layer->groups->len; i++)
    sy_sql_group_append_join (chain, g_ptr_array_index (layer->groups, i), columns, joins);
  for (guint i = 0; i < layer->first_rows->len; i++)
    sy_sql_first_row_append_join (g_ptr_array_index (layer->first_rows, i), columns, joins);
  if (columns->len == 0 && joins->len == 0 && !layer->is_shared)
    return;
  chain->is_in_order = chain->is_in_order && keeps_order (columns->str, joins->str);
  g_string_append (sql, ", ");
  append_layer_name (chain, level, sql);
  g_string_append_printf (sql, " AS %sMATERIALIZED (SELECT p.*%s FROM ", layer->is_shared ? "" : "NOT ",
                          columns->str);
  append_layer_name (chain, chain->top, sql);
  g_string_append_printf (sql, " AS p%s)", joins->str);
  chain->top = level;
}

void
sy_sql_chain_append (SySqlChain *chain, GString *sql, GString *last)
{
  chain->top = 0;
  append_layer_name (chain, 0, sql);
  g_string_append_printf (sql, " AS %sMATERIALIZED (%s)", chain->base_is_shared ? "" : "NOT ", chain->base);
  for (guint level = 1; level <= chain->layers->len; level++)
    append_layer (chain, level, sql);
  if (last)
    append_layer_name (chain, chain->top, last);
}
