/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Binds a model in three passes: key columns, then names, then types in the order of dependency. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "sy-binder-private.h"
#include "sy-binder.h"
#include "sy-parser.h"

#define MAX_TABLES 1000
#define MAX_NAMES 10000
#define MAX_COLUMNS 16384 /* a sheet's */

static void
prefix_column (GError **error, const SyModelColumn *column)
{
  g_prefix_error (error, "%s[%s] ", column->table->id, column->id);
}

static gboolean
parse_and_resolve (const char *text, const SyScope *scope, SyExpression **bound, GError **error)
{
  g_autoptr (SyExpression) tree = sy_parser_parse (text, error);

  if (!tree || !sy_binder_resolve (tree, scope, error))
    return FALSE;
  *bound = g_steal_pointer (&tree);
  return TRUE;
}

/* --- pass 1: sizes and twins --- */

static gboolean
check_unique (GPtrArray *items, const char *(*get_id) (gconstpointer item), const char *where, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < items->len; i++)
    {
      const char *id = get_id (items->pdata[i]);

      if (g_hash_table_add (seen, g_utf8_casefold (id, -1)))
        continue;
      g_set_error (error, SY_FORMULA_ERROR, SY_FORMULA_ERROR_NAME, _ ("%s: two have the id %s"), where, id);
      return FALSE;
    }
  return TRUE;
}

static const char *
get_table_id (gconstpointer item)
{
  return ((const SyModelTable *) item)->id;
}

static const char *
get_column_id (gconstpointer item)
{
  return ((const SyModelColumn *) item)->id;
}

static const char *
get_name_id (gconstpointer item)
{
  return ((const SyModelName *) item)->id;
}

static gboolean
check_model (SyModel *model, GError **error)
{
  gboolean fits = model->tables->len <= MAX_TABLES && model->names->len <= MAX_NAMES;

  if (!check_unique (model->tables, get_table_id, _ ("tables"), error)
      || !check_unique (model->names, get_name_id, _ ("parameters and values"), error))
    return FALSE;
  for (guint i = 0; i < model->tables->len; i++)
    {
      const SyModelTable *table = model->tables->pdata[i];

      fits = fits && table->columns->len <= MAX_COLUMNS;
      if (!check_unique (table->columns, get_column_id, table->id, error))
        return FALSE;
    }
  if (!fits)
    g_set_error (error, SY_FORMULA_ERROR, SY_FORMULA_ERROR_LIMIT,
                 _ ("more tables, names or columns than a workbook holds"));
  return fits;
}

/* --- pass 2: names --- */

static gboolean
resolve_part (SyModel *model,
              SyModelTable *table,
              const char *text,
              const char *part,
              SyExpression **bound,
              GError **error)
{
  SyScope scope = { model, table };

  if (!text || !*text || parse_and_resolve (text, &scope, bound, error))
    return TRUE;
  g_prefix_error (error, "%s %s= ", table->id, part);
  return FALSE;
}

static gboolean
resolve_rows (SyModel *model, SyModelTable *table, GError **error)
{
  SyScope scope = { model, NULL };

  for (guint i = 0; table->rows_bound && i < sy_expression_get_n_children (table->rows_bound); i++)
    {
      if (i == 0 && (table->rows_kind == SY_ROWS_SOURCE || table->rows_kind == SY_ROWS_KERNEL))
        continue;
      if (!sy_binder_resolve (sy_expression_get_child (table->rows_bound, i), &scope, error))
        {
          g_prefix_error (error, "%s rows= ", table->id);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
resolve_table (SyModel *model, SyModelTable *table, GError **error)
{
  SyScope scope = { model, table };

  if (!resolve_rows (model, table, error))
    return FALSE;
  for (guint i = 0; i < table->columns->len; i++)
    {
      SyModelColumn *column = table->columns->pdata[i];

      if (column->formula && !parse_and_resolve (column->formula, &scope, &column->bound, error))
        {
          prefix_column (error, column);
          return FALSE;
        }
    }
  if (!sy_binder_parse_sort (table, error))
    {
      g_prefix_error (error, "%s sort= ", table->id);
      return FALSE;
    }
  return resolve_part (model, table, table->where, "where", &table->where_bound, error)
         && resolve_part (model, table, table->top, "top", &table->top_bound, error);
}

static gboolean
resolve_name (SyModel *model, SyModelName *name, GError **error)
{
  SyScope scope = { model, NULL };

  if (name->is_parameter || parse_and_resolve (name->formula, &scope, &name->bound, error))
    return TRUE;
  g_prefix_error (error, "%s ", name->id);
  return FALSE;
}

static gboolean
resolve_model (SyModel *model, GError **error)
{
  for (guint i = 0; i < model->tables->len; i++)
    if (!resolve_table (model, model->tables->pdata[i], error))
      return FALSE;
  for (guint i = 0; i < model->names->len; i++)
    if (!resolve_name (model, model->names->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* --- what reads what --- */

static gboolean
collect_reads (SyExpression *node, gpointer user_data)
{
  GPtrArray *reads = user_data;
  gpointer read = node->bound_table ? (gpointer) node->bound_table : (gpointer) node->bound_name;

  if (read && !g_ptr_array_find (reads, read, NULL))
    g_ptr_array_add (reads, read);
  return TRUE;
}

static void
collect_tree (SyExpression *tree, GPtrArray *reads)
{
  if (tree)
    sy_expression_walk (tree, collect_reads, reads);
}

static GPtrArray *
collect_table_reads (SyModelTable *table)
{
  GPtrArray *reads = g_ptr_array_new ();

  collect_tree (table->rows_bound, reads);
  collect_tree (table->where_bound, reads);
  collect_tree (table->top_bound, reads);
  for (guint i = 0; i < table->columns->len; i++)
    collect_tree (((SyModelColumn *) table->columns->pdata[i])->bound, reads);
  g_ptr_array_remove (reads, table); /* its own columns are put in order by themselves */
  return reads;
}

/* Tables and names begin alike, with their ids. */
static const char *
get_node_id (gconstpointer node)
{
  return *(char *const *) node;
}

static gboolean
order_model (SyModel *model, GPtrArray *order, GError **error)
{
  g_autoptr (GPtrArray) nodes = g_ptr_array_new ();
  g_autofree char *cycle = NULL;

  for (guint i = 0; i < model->names->len; i++)
    {
      SyModelName *name = model->names->pdata[i];
      GPtrArray *reads = g_ptr_array_new ();

      collect_tree (name->bound, reads);
      g_hash_table_insert (model->reads, name, reads);
      g_ptr_array_add (nodes, name);
    }
  for (guint i = 0; i < model->tables->len; i++)
    {
      g_hash_table_insert (model->reads, model->tables->pdata[i],
                           collect_table_reads (model->tables->pdata[i]));
      g_ptr_array_add (nodes, model->tables->pdata[i]);
    }
  if (sy_binder_order (nodes, model->reads, get_node_id, order, &cycle))
    return TRUE;
  g_set_error (error, SY_FORMULA_ERROR, SY_FORMULA_ERROR_CYCLE,
               _ ("1:1: these need one another in a circle: %s"), cycle);
  return FALSE;
}

typedef struct
{
  SyModelTable *table;
  GPtrArray *reads;
} ColumnReads;

static gboolean
collect_column_reads (SyExpression *node, gpointer user_data)
{
  ColumnReads *column = user_data;

  if (node->bound_table == column->table && node->bound_column && node->bound_column->bound
      && !g_ptr_array_find (column->reads, node->bound_column, NULL))
    g_ptr_array_add (column->reads, node->bound_column);
  return TRUE;
}

static gboolean
order_columns (SyModelTable *table, GError **error)
{
  g_autoptr (GHashTable) reads = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GPtrArray) nodes = g_ptr_array_new ();
  g_autofree char *cycle = NULL;

  for (guint i = 0; i < table->columns->len; i++)
    {
      SyModelColumn *column = table->columns->pdata[i];
      ColumnReads column_reads = { table, g_ptr_array_new () };

      if (column->bound)
        {
          sy_expression_walk (column->bound, collect_column_reads, &column_reads);
          g_ptr_array_add (nodes, column);
        }
      g_hash_table_insert (reads, column, column_reads.reads);
    }
  table->order = g_ptr_array_new ();
  if (sy_binder_order (nodes, reads, get_node_id, table->order, &cycle))
    return TRUE;
  g_set_error (error, SY_FORMULA_ERROR, SY_FORMULA_ERROR_CYCLE,
               _ ("%s 1:1: these columns need one another in a circle: %s"), table->id, cycle);
  return FALSE;
}

/* --- pass 3: types --- */

static gboolean
type_column (SyModelColumn *column, const SyScope *scope, GError **error)
{
  const SyExpression *bound = column->bound;

  if (!sy_binder_type_value (column->bound, scope, error))
    {
      prefix_column (error, column);
      return FALSE;
    }
  column->type = bound->type;
  column->may_be_blank = FALSE; /* a bare reference to an empty cell gives 0 or "" */
  column->may_be_error = bound->may_be_error;
  column->is_decimal =
      bound->kind == SY_EXPRESSION_CELL && bound->bound_column && bound->bound_column->is_decimal;
  column->decimals = column->is_decimal ? bound->bound_column->decimals : 0;
  return TRUE;
}

static gboolean
type_table (SyModel *model, SyModelTable *table, GError **error)
{
  SyScope scope = { model, table };

  if (!sy_binder_type_rows (model, table, error))
    {
      g_prefix_error (error, "%s rows= ", table->id);
      return FALSE;
    }
  if (!order_columns (table, error))
    return FALSE;
  for (guint i = 0; i < table->order->len; i++)
    if (!type_column (table->order->pdata[i], &scope, error))
      return FALSE;
  if (table->where_bound && !sy_binder_type_value (table->where_bound, &scope, error))
    {
      g_prefix_error (error, "%s where= ", table->id);
      return FALSE;
    }
  if (table->top_bound && !sy_binder_type_value (table->top_bound, &scope, error))
    {
      g_prefix_error (error, "%s top= ", table->id);
      return FALSE;
    }
  return sy_binder_check_filters (table, error);
}

static gboolean
type_name (SyModel *model, SyModelName *name, GError **error)
{
  SyScope scope = { model, NULL };

  if (name->is_parameter)
    return TRUE;
  if (!sy_binder_type_value (name->bound, &scope, error))
    {
      g_prefix_error (error, "%s ", name->id);
      return FALSE;
    }
  name->type = name->bound->type;
  name->may_be_blank = FALSE;
  name->may_be_error = name->bound->may_be_error;
  return TRUE;
}

static gboolean
type_model (SyModel *model, GPtrArray *order, GError **error)
{
  for (guint i = 0; i < order->len; i++)
    {
      gboolean is_table = g_ptr_array_find (model->tables, order->pdata[i], NULL);
      SyModelStep step = { is_table ? order->pdata[i] : NULL, is_table ? NULL : order->pdata[i] };

      if (!(is_table ? type_table (model, step.table, error) : type_name (model, step.name, error)))
        return FALSE;
      g_array_append_val (model->steps, step);
    }
  return TRUE;
}

/**
 * sy_binder_bind:
 *
 * Binds the whole model anew: key columns are added, every formula gets its bound tree, columns and values
 * their types, and the model its steps.
 *
 * Returns: %TRUE; or %FALSE with an error that names the formula and the place, the model then being unbound
 */
gboolean
sy_binder_bind (SyModel *model, GError **error)
{
  g_autoptr (GPtrArray) order = g_ptr_array_new ();

  g_return_val_if_fail (model != NULL, FALSE);

  sy_model_clear_bindings (model);
  if (check_model (model, error) && sy_binder_prepare_rows (model, error) && resolve_model (model, error)
      && order_model (model, order, error) && type_model (model, order, error))
    return TRUE;
  sy_model_clear_bindings (model);
  return FALSE;
}

/* Whether @node reads @target, straight or through others. */
static gboolean
reaches (SyModel *model, gpointer node, gconstpointer target, GHashTable *seen)
{
  GPtrArray *reads = g_hash_table_lookup (model->reads, node);

  if (node == target)
    return TRUE;
  if (!reads || !g_hash_table_add (seen, node))
    return FALSE;
  for (guint i = 0; i < reads->len; i++)
    if (reaches (model, reads->pdata[i], target, seen))
      return TRUE;
  return FALSE;
}

static gboolean
check_circle (SyModel *model, SyModelTable *table, SyExpression *tree, GError **error)
{
  g_autoptr (GPtrArray) reads = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  collect_tree (tree, reads);
  for (guint i = 0; i < reads->len; i++)
    if (reads->pdata[i] != table && reaches (model, reads->pdata[i], table, seen))
      {
        sy_formula_set_error (error, SY_FORMULA_ERROR_CYCLE, tree->line, tree->column,
                              _ ("these need one another in a circle: %s → %s → %s"), table->id,
                              get_node_id (reads->pdata[i]), table->id);
        return FALSE;
      }
  return TRUE;
}

/**
 * sy_binder_bind_formula:
 * @model: bound
 * @table: (nullable): the table whose column it could be, %NULL for a named value
 *
 * Returns: (transfer full): the bound tree; or %NULL with an error that begins with the place in @text
 */
SyExpression *
sy_binder_bind_formula (SyModel *model, SyModelTable *table, const char *text, GError **error)
{
  SyScope scope = { model, table };
  g_autoptr (SyExpression) tree = NULL;

  g_return_val_if_fail (model != NULL && text != NULL, NULL);

  if (!parse_and_resolve (text, &scope, &tree, error) || (table && !check_circle (model, table, tree, error))
      || !sy_binder_type_value (tree, &scope, error))
    return NULL;
  return g_steal_pointer (&tree);
}
