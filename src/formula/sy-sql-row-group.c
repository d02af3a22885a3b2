/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of GROUP(t[a], t[b]) are found by a scan of t, and most columns of such a table are aggregates of
 * t by the same keys: SUMIFS(t[x], t[a], [@a], t[b], [@b]). Those are taken in the scan that finds the rows,
 * instead of in a second one that is joined to them. They are known only when the whole table is written;
 * until then the text has marks where they go. */
#include "config.h"

#include "sy-sql-writer-private.h"

#define ARGUMENT(i) sy_expression_get_child (table->rows_bound, (i))

/* One text that no formula can have in it. */
static char *
make_mark (void)
{
  return g_strdup_printf ("\x01%08x%08x%08x\x01", g_random_int (), g_random_int (), g_random_int ());
}

SySqlRowGroup *
sy_sql_row_group_new (SySqlWriter *writer, SyModelTable *table)
{
  SySqlRowGroup *self = g_new0 (SySqlRowGroup, 1);

  self->table = table;
  self->relation = sy_sql_writer_get_relation (writer, ARGUMENT (0)->bound_table);
  self->outputs = g_ptr_array_new_with_free_func (g_free);
  self->first_mark = make_mark ();
  self->second_mark = make_mark ();
  self->third_mark = make_mark ();
  g_ptr_array_add (writer->row_groups, self);
  return self;
}

void
sy_sql_row_group_free (SySqlRowGroup *self)
{
  g_ptr_array_unref (self->outputs);
  g_free (self->first_mark);
  g_free (self->second_mark);
  g_free (self->third_mark);
  g_free (self);
}

/* Whether the criterion is that the row's key is the line's. */
static gboolean
is_key (SySqlWriter *writer, SyModelTable *table, const SySqlKey *key)
{
  if (key->op != SY_OP_EQUAL || key->condition || !key->own)
    return FALSE;
  for (guint i = 0; i < sy_expression_get_n_children (table->rows_bound); i++)
    {
      SyModelColumn *column = ARGUMENT (i)->bound_column;

      if (key->own == sy_model_table_find_column (table, column->id))
        return g_str_equal (key->column, sy_sql_writer_read_column (writer, column));
    }
  return FALSE;
}

static gboolean
has_all_keys (SySqlChain *chain, const SySqlGroup *group)
{
  SyModelTable *table = chain->rows->table;

  if (group->keys->len != sy_expression_get_n_children (table->rows_bound))
    return FALSE;
  for (guint i = 0; i < group->keys->len; i++)
    {
      const SySqlKey *key = &g_array_index (group->keys, SySqlKey, i);

      if (!is_key (chain->writer, table, key))
        return FALSE;
      for (guint j = 0; j < i; j++)
        if (g_array_index (group->keys, SySqlKey, j).own == key->own)
          return FALSE;
    }
  return TRUE;
}

/* What needs few of the lines is cheaper by itself: the engine skips the others. */
gboolean
sy_sql_row_group_take (SySqlChain *chain, SySqlGroup *group)
{
  SySqlRowGroup *self = chain->rows;
  gboolean of_orders = sy_sql_orders_answer_group (group);

  if (!self || group->is_direct || !g_str_equal (group->relation, self->relation)
      || of_orders != self->of_orders || sy_sql_group_is_filtered (group) || !has_all_keys (chain, group))
    return FALSE;
  if (group->distinct && !(of_orders && sy_sql_orders_are_counted (group)))
    return FALSE;
  for (guint i = 0; i < group->outputs->len; i++)
    {
      /* The group may be gone before the text is finished. */
      SySqlOutput *output = g_memdup2 (g_ptr_array_index (group->outputs, i), sizeof (SySqlOutput));

      if (group->distinct)
        sy_sql_orders_count_in (output);
      g_ptr_array_add (self->outputs, output);
    }
  return TRUE;
}

/* A row with an empty key has no line that is like it. */
static void
append_filled (const SySqlRowGroup *self, GString *sql, const char *before, const char *after)
{
  guint n = sy_expression_get_n_children (self->table->rows_bound);

  for (guint i = 1; i < n; i++)
    g_string_append_printf (sql, "%s\"~k%u\" IS NOT NULL", i > 1 ? " AND " : before, i);
  if (n > 1)
    g_string_append (sql, after);
}

/* Formulas read exact sums and counts as DOUBLE. Made so before the rows are put in order they are less to
 * carry, and all threads make them. */
static void
append_number (const SySqlOutput *output, GString *sql)
{
  gboolean is_exact =
      output->kind == SY_SQL_SUM_EXACT || output->kind == SY_SQL_ROWS || output->kind == SY_SQL_COUNT;

  g_string_append (sql, is_exact ? "CAST(" : "");
  sy_sql_append_name (sql, output->name);
  g_string_append (sql, is_exact ? " AS DOUBLE)" : "");
}

/* Of spellings, or as it is where there is but one. */
static void
append_second (const SySqlRowGroup *self, const SySqlOutput *output, GString *sql)
{
  if (!self->is_spelled_once)
    {
      sy_sql_append_second_aggregate (sql, output);
      append_filled (self, sql, " FILTER (WHERE ", ")");
      return;
    }
  append_filled (self, sql, "CASE WHEN ", " THEN ");
  append_number (output, sql);
  if (sy_expression_get_n_children (self->table->rows_bound) > 1)
    g_string_append (sql, " END");
}

void
sy_sql_row_group_finish (const SySqlRowGroup *self, GString *sql)
{
  const SyModelTable *from = sy_expression_get_child (self->table->rows_bound, 0)->bound_table;
  g_autoptr (GString) first = g_string_new (NULL);
  g_autoptr (GString) second = g_string_new (NULL);
  g_autoptr (GString) third = g_string_new (NULL);

  for (guint i = 0; i < self->outputs->len; i++)
    {
      const SySqlOutput *output = g_ptr_array_index (self->outputs, i);

      g_string_append (first, ", ");
      sy_sql_append_output (first, from, output, self->of_orders, TRUE);
      g_string_append (second, ", ");
      append_second (self, output, second);
      g_string_append (second, " AS ");
      sy_sql_append_name (second, output->name);
      g_string_append (third, ", ");
      sy_sql_append_name (third, output->name);
    }
  g_string_replace (sql, self->first_mark, first->str, 0);
  g_string_replace (sql, self->second_mark, second->str, 0);
  g_string_replace (sql, self->third_mark, third->str, 0);
}
