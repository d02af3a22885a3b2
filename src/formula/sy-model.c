/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables, columns, parameters and named values of one workbook, and how they are found by name. */
#include "config.h"

#include <string.h>

#include "sy-model-private.h"

static void
column_free (gpointer data)
{
  SyModelColumn *column = data;

  g_free (column->id);
  g_free (column->title);
  g_free (column->formula);
  sy_expression_unref (column->bound);
  g_free (column);
}

static void
orders_free (SyModelOrders *orders)
{
  g_free (orders->relation);
  g_hash_table_unref (orders->columns);
  g_hash_table_unref (orders->sums);
  g_free (orders);
}

static void
table_free (gpointer data)
{
  SyModelTable *table = data;

  g_free (table->id);
  g_free (table->title);
  g_free (table->rows);
  g_free (table->where);
  g_free (table->sort);
  g_free (table->top);
  g_free (table->kernel_rows);
  g_free (table->relation);
  sy_expression_unref (table->rows_bound);
  sy_expression_unref (table->where_bound);
  sy_expression_unref (table->top_bound);
  g_clear_pointer (&table->sort_columns, g_array_unref);
  g_clear_pointer (&table->order, g_ptr_array_unref);
  g_clear_pointer (&table->orders, orders_free);
  g_clear_pointer (&table->columns, g_ptr_array_unref);
  g_free (table);
}

static void
name_free (gpointer data)
{
  SyModelName *name = data;

  g_free (name->id);
  g_free (name->title);
  g_free (name->formula);
  sy_expression_unref (name->bound);
  g_free (name);
}

SyModel *
sy_model_new (void)
{
  SyModel *self = g_new0 (SyModel, 1);

  g_ref_count_init (&self->ref_count);
  self->tables = g_ptr_array_new_with_free_func (table_free);
  self->names = g_ptr_array_new_with_free_func (name_free);
  self->steps = g_array_new (FALSE, FALSE, sizeof (SyModelStep));
  self->reads = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  return self;
}

SyModel *
sy_model_ref (SyModel *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_ref_count_inc (&self->ref_count);
  return self;
}

void
sy_model_unref (SyModel *self)
{
  if (!self || !g_ref_count_dec (&self->ref_count))
    return;
  g_hash_table_unref (self->reads);
  g_array_unref (self->steps);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->tables);
  g_free (self);
}

/**
 * sy_model_add_table:
 * @title: (nullable): %NULL for the id
 * @rows: (nullable): the text of rows=, %NULL for an imported source
 *
 * Returns: (transfer none): the new table, without columns; its relation is its id until the caller says
 * otherwise
 */
SyModelTable *
sy_model_add_table (SyModel *self, const char *id, const char *title, const char *rows)
{
  SyModelTable *table = NULL;

  g_return_val_if_fail (self != NULL && id != NULL, NULL);

  table = g_new0 (SyModelTable, 1);
  table->id = g_strdup (id);
  table->title = g_strdup (title ? title : id);
  table->rows = g_strdup (rows);
  table->relation = g_strdup (id);
  table->columns = g_ptr_array_new_with_free_func (column_free);
  g_ptr_array_add (self->tables, table);
  return table;
}

SyModelColumn *
sy_model_column_new (const char *id, const char *title, const char *formula)
{
  SyModelColumn *column = g_new0 (SyModelColumn, 1);

  column->id = g_strdup (id);
  column->title = g_strdup (title);
  column->formula = g_strdup (formula);
  return column;
}

void
sy_model_table_insert_column (SyModelTable *table, guint position, SyModelColumn *column)
{
  column->table = table;
  g_ptr_array_insert (table->columns, (int) position, column);
}

/**
 * sy_model_table_add_column:
 * @title: (nullable): %NULL for the title of the column that a key column comes from, else the id; set by the
 * binder
 * @formula: (nullable): %NULL for key, source and input columns
 */
SyModelColumn *
sy_model_table_add_column (SyModelTable *table, const char *id, const char *title, const char *formula)
{
  SyModelColumn *column = NULL;

  g_return_val_if_fail (table != NULL && id != NULL, NULL);

  column = sy_model_column_new (id, title, formula);
  sy_model_table_insert_column (table, table->columns->len, column);
  return column;
}

static SyModelName *
add_name (SyModel *self, const char *id, const char *title)
{
  SyModelName *name = g_new0 (SyModelName, 1);

  name->id = g_strdup (id);
  name->title = g_strdup (title ? title : id);
  g_ptr_array_add (self->names, name);
  return name;
}

SyModelOrders *
sy_model_table_set_orders (SyModelTable *table, const char *relation, SyModelColumn *order)
{
  g_return_val_if_fail (table != NULL && relation != NULL && order != NULL, NULL);

  g_clear_pointer (&table->orders, orders_free);
  table->orders = g_new0 (SyModelOrders, 1);
  table->orders->relation = g_strdup (relation);
  table->orders->order = order;
  table->orders->columns = g_hash_table_new (NULL, NULL);
  table->orders->sums = g_hash_table_new (NULL, NULL);
  return table->orders;
}

SyModelName *
sy_model_add_parameter (SyModel *self, const char *id, const char *title, SyValueType type)
{
  SyModelName *name = NULL;

  g_return_val_if_fail (self != NULL && id != NULL, NULL);

  name = add_name (self, id, title);
  name->is_parameter = TRUE;
  name->type = type;
  return name;
}

SyModelName *
sy_model_add_value (SyModel *self, const char *id, const char *title, const char *formula)
{
  SyModelName *name = NULL;

  g_return_val_if_fail (self != NULL && id != NULL && formula != NULL, NULL);

  name = add_name (self, id, title);
  name->formula = g_strdup (formula);
  return name;
}

GPtrArray *
sy_model_get_tables (SyModel *self)
{
  return self->tables;
}

GPtrArray *
sy_model_get_names (SyModel *self)
{
  return self->names;
}

static gboolean
names_equal (const char *folded, const char *name)
{
  g_autofree char *other = name ? g_utf8_casefold (name, -1) : NULL;

  return other && strcmp (folded, other) == 0;
}

/* All three kinds begin with id and title. */
typedef struct
{
  char *id;
  char *title;
} Named;
G_STATIC_ASSERT (G_STRUCT_OFFSET (SyModelTable, id) == 0
                 && G_STRUCT_OFFSET (SyModelTable, title) == sizeof (char *));
G_STATIC_ASSERT (G_STRUCT_OFFSET (SyModelColumn, id) == 0
                 && G_STRUCT_OFFSET (SyModelColumn, title) == sizeof (char *));
G_STATIC_ASSERT (G_STRUCT_OFFSET (SyModelName, id) == 0
                 && G_STRUCT_OFFSET (SyModelName, title) == sizeof (char *));

static gpointer
find (GPtrArray *items, const char *id_or_title)
{
  g_autofree char *folded = g_utf8_casefold (id_or_title, -1);

  for (guint i = 0; i < items->len; i++)
    if (names_equal (folded, ((const Named *) items->pdata[i])->id))
      return items->pdata[i];
  for (guint i = 0; i < items->len; i++)
    if (names_equal (folded, ((const Named *) items->pdata[i])->title))
      return items->pdata[i];
  return NULL;
}

SyModelTable *
sy_model_find_table (SyModel *self, const char *id_or_title)
{
  g_return_val_if_fail (self != NULL && id_or_title != NULL, NULL);

  return find (self->tables, id_or_title);
}

SyModelColumn *
sy_model_table_find_column (SyModelTable *table, const char *id_or_title)
{
  g_return_val_if_fail (table != NULL && id_or_title != NULL, NULL);

  return find (table->columns, id_or_title);
}

SyModelName *
sy_model_find_name (SyModel *self, const char *id_or_title)
{
  g_return_val_if_fail (self != NULL && id_or_title != NULL, NULL);

  return find (self->names, id_or_title);
}

void
sy_model_clear_bindings (SyModel *self)
{
  g_array_set_size (self->steps, 0);
  g_hash_table_remove_all (self->reads);
  for (guint i = 0; i < self->names->len; i++)
    {
      SyModelName *name = self->names->pdata[i];

      g_clear_pointer (&name->bound, sy_expression_unref);
    }
  for (guint i = 0; i < self->tables->len; i++)
    {
      SyModelTable *table = self->tables->pdata[i];

      g_clear_pointer (&table->rows_bound, sy_expression_unref);
      table->kernel = NULL;
      g_clear_pointer (&table->where_bound, sy_expression_unref);
      g_clear_pointer (&table->top_bound, sy_expression_unref);
      g_clear_pointer (&table->sort_columns, g_array_unref);
      g_clear_pointer (&table->order, g_ptr_array_unref);
      for (guint j = 0; j < table->columns->len; j++)
        {
          SyModelColumn *column = table->columns->pdata[j];

          g_clear_pointer (&column->bound, sy_expression_unref);
        }
    }
}

/**
 * sy_model_get_steps:
 *
 * Returns: (array length=n_steps): tables and names of a bound model, parameters too, each after all that it
 * reads
 */
const SyModelStep *
sy_model_get_steps (SyModel *self, guint *n_steps)
{
  g_return_val_if_fail (self != NULL && n_steps != NULL, NULL);

  *n_steps = self->steps->len;
  return (const SyModelStep *) (gpointer) self->steps->data;
}

/**
 * sy_model_get_reads:
 * @tables: (nullable) (element-type SyModelTable): what @step reads of tables is appended, itself left out
 * @names: (nullable) (element-type SyModelName): what it reads of parameters and values is appended
 */
void
sy_model_get_reads (SyModel *self, const SyModelStep *step, GPtrArray *tables, GPtrArray *names)
{
  gpointer key = step->table ? (gpointer) step->table : (gpointer) step->name;
  GPtrArray *reads = g_hash_table_lookup (self->reads, key);

  for (guint i = 0; reads && i < reads->len; i++)
    {
      gpointer read = reads->pdata[i];
      gboolean is_table = g_ptr_array_find (self->tables, read, NULL);

      if (is_table && tables)
        g_ptr_array_add (tables, read);
      else if (!is_table && names)
        g_ptr_array_add (names, read);
    }
}

guint
sy_model_table_count_keys (const SyModelTable *table)
{
  guint n = table->rows_bound ? sy_expression_get_n_children (table->rows_bound) : 0;
  guint width = 1;

  if (table->rows_kind != SY_ROWS_GROUP || n == 0)
    return n;
  while (width < n
         && sy_expression_get_child (table->rows_bound, width)->bound_table
                == sy_expression_get_child (table->rows_bound, 0)->bound_table)
    width++;
  return width;
}
