/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "~order" of the orders is the line that each begins with, and they stand in the order of the lines. */
#include "config.h"

#include "sy-order-runs.h"

#include "sy-dialect.h"

typedef struct
{
  SyEngine *engine;
  char *sql;  /* the number of the order of line $1 */
  gsize line; /* what was looked up last */
  char *number;
} Lookup;

static void
lookup_free (gpointer data)
{
  Lookup *self = data;

  g_object_unref (self->engine);
  g_free (self->sql);
  g_free (self->number);
  g_free (self);
}

/* One order is often wanted again and again. */
static char *
look_up (gsize row, gpointer data)
{
  Lookup *self = data;
  SyValue line = SY_VALUE_INT ((gint64) row);
  g_autoptr (SyFrame) frame = NULL;

  if (self->number && self->line == row)
    return g_strdup (self->number);
  frame = sy_engine_query (self->engine, self->sql, &line, 1, NULL, NULL);
  if (!frame || sy_frame_get_n_rows (frame) == 0)
    return NULL;
  g_free (self->number);
  self->number = g_strdup (sy_frame_get_text (frame, 0, 0));
  self->line = row;
  return g_strdup (self->number);
}

static Lookup *
lookup_new (SyEngine *engine, const SyModelTable *table)
{
  Lookup *self = g_new0 (Lookup, 1);
  g_autoptr (GString) sql = g_string_new ("SELECT CAST(");

  sy_sql_append_identifier (sql, table->orders->order->id);
  g_string_append (sql, " AS VARCHAR) FROM ");
  sy_sql_append_identifier (sql, table->relation);
  g_string_append (sql, " WHERE rowid = CAST($1 AS BIGINT)");
  self->engine = g_object_ref (engine);
  self->sql = g_string_free (g_steal_pointer (&sql), FALSE);
  return self;
}

gboolean
sy_order_runs_tell (const SyModelTable *table, const SyModelColumn *column)
{
  return table->relation && table->orders && table->orders->is_all && table->orders->order == column
         && !table->where_bound && !(table->sort_columns && table->sort_columns->len > 0);
}

SyArray *
sy_order_runs_read (
    SyEngine *engine, const SyModelTable *table, gsize n_rows, GCancellable *cancellable, GError **error)
{
  static const SyArrayKind kind = SY_ARRAY_NUMBERS;
  g_autoptr (GString) sql = g_string_new ("SELECT \"~order\" FROM ");
  g_autoptr (GPtrArray) arrays = NULL;
  const SyArray *starts;

  sy_sql_append_identifier (sql, table->orders->relation);
  arrays = sy_engine_read_arrays (engine, sql->str, NULL, 0, &kind, 1, cancellable, error);
  if (!arrays)
    return NULL;
  starts = arrays->pdata[0];
  return sy_array_new_runs (starts->numbers, starts->n_rows, n_rows, look_up, lookup_new (engine, table),
                            lookup_free);
}
