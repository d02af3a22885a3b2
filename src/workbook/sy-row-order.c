/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All rows in the table's own order are read by their numbers. For anything else the numbers of the rows are
 * kept, once, in the order wanted, as a relation of the engine; a page is then a range of that relation
 * joined to the table. Joins of up to fifty keys are looked up by the engine without a scan, which is why
 * pages are small. */
#include "config.h"

#include "sy-row-order.h"

#include "sy-dialect.h"
#include "sy-table-private.h"

struct _SyRowOrder
{
  GObject parent_instance;

  SyTable *table;
  SyRelation *keys; /* "key" in order; NULL: all rows in the table's own order */
};

G_DEFINE_FINAL_TYPE (SyRowOrder, sy_row_order, G_TYPE_OBJECT)

static void
sy_row_order_finalize (GObject *object)
{
  SyRowOrder *self = SY_ROW_ORDER (object);

  g_clear_pointer (&self->keys, sy_relation_unref);
  g_clear_object (&self->table);
  G_OBJECT_CLASS (sy_row_order_parent_class)->finalize (object);
}

static void
sy_row_order_class_init (SyRowOrderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sy_row_order_finalize;
}

static void
sy_row_order_init (SyRowOrder *self)
{
}

static SyEngine *
get_engine (SyRowOrder *self)
{
  return sy_relation_get_engine (sy_table_get_relation (self->table));
}

static void
append_table (SyRowOrder *self, GString *sql)
{
  sy_sql_append_identifier (sql, sy_table_get_relation_name (self->table));
  g_string_append (sql, " AS t");
}

/* Text without case; blanks last, whichever the direction; equal ones as they stand in the table. */
static void
append_order (SyRowOrder *self, int sort_column, gboolean descending, GString *sql)
{
  g_string_append (sql, " ORDER BY ");
  if (sort_column >= 0)
    {
      const SyTableColumn *column = sy_table_get_columns (self->table)->pdata[sort_column];
      gboolean is_text = column->type == SY_TYPE_TEXT;

      g_string_append (sql, is_text ? "lower(CAST(t." : "t.");
      sy_sql_append_identifier (sql, column->id);
      g_string_append_printf (sql, "%s %s NULLS LAST, ", is_text ? " AS VARCHAR))" : "",
                              descending ? "DESC" : "ASC");
    }
  sy_table_append_row_key (self->table, "t", sql);
}

static gboolean
keep_keys (SyRowOrder *self,
           GPtrArray *conditions,
           int sort_column,
           gboolean descending,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT ");
  g_autoptr (SyRowFilter) filter = sy_row_filter_new (conditions, self->table, "t", error);
  SyRelations *relations = sy_relation_get_owner (sy_table_get_relation (self->table));

  if (!filter)
    return FALSE;
  sy_table_append_row_key (self->table, "t", sql);
  g_string_append (sql, " AS \"key\" FROM ");
  append_table (self, sql);
  g_string_append (sql, filter->sql->str);
  append_order (self, sort_column, descending, sql);
  self->keys = sy_relations_compute (relations, NULL, sql->str, (const SyValue *) filter->values->data,
                                     filter->values->len, cancellable, error);
  return self->keys != NULL;
}

/**
 * sy_row_order_new:
 *
 * Returns: (transfer full): the rows in their order; %NULL with %SY_WORKBOOK_ERROR_TABLE or _PARAMETER for a
 *   condition that does not fit the table, the engine's error, or %G_IO_ERROR_CANCELLED
 */
SyRowOrder *
sy_row_order_new (SyTable *table,
                  GPtrArray *conditions,
                  int sort_column,
                  gboolean descending,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (SyRowOrder) self = NULL;

  g_return_val_if_fail (SY_IS_TABLE (table), NULL);
  g_return_val_if_fail (sort_column < (int) sy_table_get_columns (table)->len, NULL);

  self = g_object_new (SY_TYPE_ROW_ORDER, NULL);
  self->table = g_object_ref (table);
  if (sort_column < 0 && (!conditions || conditions->len == 0))
    return g_steal_pointer (&self);
  if (!keep_keys (self, conditions, sort_column, descending, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

SyTable *
sy_row_order_get_table (SyRowOrder *self)
{
  g_return_val_if_fail (SY_IS_ROW_ORDER (self), NULL);

  return self->table;
}

gint64
sy_row_order_get_n_rows (SyRowOrder *self)
{
  g_return_val_if_fail (SY_IS_ROW_ORDER (self), 0);

  return self->keys ? sy_relation_get_n_rows (self->keys) : sy_table_get_n_rows (self->table);
}

gboolean
sy_row_order_is_plain (SyRowOrder *self)
{
  g_return_val_if_fail (SY_IS_ROW_ORDER (self), TRUE);

  return self->keys == NULL;
}

/* The keys at positions $1 … $2, as k, joined to their rows, as t. */
static void
append_join (SyRowOrder *self, GString *sql)
{
  g_string_append (sql, " FROM (SELECT rowid AS \"position\", \"key\" FROM ");
  sy_sql_append_identifier (sql, sy_relation_get_name (self->keys));
  g_string_append (sql, " WHERE rowid BETWEEN $1 AND $2) AS k JOIN ");
  append_table (self, sql);
  g_string_append (sql, " ON ");
  sy_table_append_row_key (self->table, "t", sql);
  g_string_append (sql, " = k.\"key\"");
}

/**
 * sy_row_order_read:
 * @first: position of the first row, from 0
 * @count: at most so many
 *
 * Returns: (transfer full): the rows, fewer at the end; %NULL with the engine's error or
 *   %G_IO_ERROR_CANCELLED
 */
SyFrame *
sy_row_order_read (SyRowOrder *self, gint64 first, gint64 count, GCancellable *cancellable, GError **error)
{
  SyValue values[2] = { SY_VALUE_INT (first), SY_VALUE_INT (first + count - 1) };
  g_autoptr (GString) sql = NULL;

  g_return_val_if_fail (SY_IS_ROW_ORDER (self) && first >= 0 && count >= 0, NULL);

  if (!self->keys)
    return sy_table_read (self->table, first, count, -1, FALSE, cancellable, error);
  sql = g_string_new ("SELECT ");
  sy_table_append_cells (self->table, "t", sql);
  append_join (self, sql);
  g_string_append (sql, " ORDER BY k.\"position\"");
  return sy_engine_query (get_engine (self), sql->str, values, 2, cancellable, error);
}

static gint64
query_number (SyRowOrder *self,
              const char *sql,
              const SyValue *values,
              guint n_values,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (SyFrame) frame = sy_engine_query (get_engine (self), sql, values, n_values, cancellable, error);

  if (!frame || sy_frame_get_n_rows (frame) == 0 || sy_frame_is_null (frame, 0, 0))
    return -1;
  return sy_frame_get_int64 (frame, 0, 0);
}

gint64
sy_row_order_find (SyRowOrder *self, gint64 row_number, GCancellable *cancellable, GError **error)
{
  gint64 key = row_number - sy_table_get_row_offset (sy_row_order_get_table (self));
  SyValue value = SY_VALUE_INT (key);
  g_autoptr (GString) sql = NULL;

  if (!self->keys)
    return row_number >= 1 && row_number <= sy_table_get_n_rows (self->table) ? row_number - 1 : -1;
  sql = g_string_new ("SELECT MIN(rowid) FROM ");
  sy_sql_append_identifier (sql, sy_relation_get_name (self->keys));
  g_string_append (sql, " WHERE \"key\" = $1");
  return query_number (self, sql->str, &value, 1, cancellable, error);
}

/* @after: among these positions only those further on. */
static gint64
find_after (SyRowOrder *self, gint64 file_row, gint64 after, GCancellable *cancellable, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT MIN(");
  SyValue values[3] = { SY_VALUE_INT (after + 1), SY_VALUE_INT (G_MAXINT64), SY_VALUE_INT (file_row) };
  gint64 found;

  if (self->keys)
    {
      g_string_append (sql, "k.\"position\")");
      append_join (self, sql);
      g_string_append (sql, " WHERE t.\"_row\" = $3");
      return query_number (self, sql->str, values, 3, cancellable, error);
    }
  sy_table_append_row_number (self->table, "t", sql);
  g_string_append (sql, ") FROM ");
  append_table (self, sql);
  g_string_append (sql, " WHERE t.\"_row\" = $1 AND ");
  sy_table_append_row_number (self->table, "t", sql);
  g_string_append (sql, " >= $2");
  values[0] = SY_VALUE_INT (file_row);
  values[1] = SY_VALUE_INT (after + 2);
  found = query_number (self, sql->str, values, 2, cancellable, error);
  return found < 0 ? -1 : found - 1;
}

gint64
sy_row_order_find_in_file (
    SyRowOrder *self, gint64 file_row, gint64 after, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;
  gint64 found;

  g_return_val_if_fail (SY_IS_ROW_ORDER (self), -1);

  if (sy_table_find_column (self->table, "_row") < 0)
    return -1;
  found = find_after (self, file_row, after, cancellable, &local);
  if (found < 0 && !local && after >= 0)
    found = find_after (self, file_row, -1, cancellable, &local);
  if (local)
    g_propagate_error (error, g_steal_pointer (&local));
  return found;
}
