/* SPDX-License-Identifier: GPL-3.0-or-later */
/* DISTINCTCOUNT taken apart: how many different values there are for each combination of what its criteria
 * are compared with. A workbook that can't hold millions of rows adds those counts up, which is right as long
 * as no value belongs to two combinations that one cell takes together. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "sy-functions.h"
#include "sy-sql-writer-private.h"

typedef struct
{
  SySqlWriter *writer;
  GString *columns; /* what is read of the source */
  GString *where;
  const char *value;
} Parts;

static const char *
read_column (Parts *self, SyModelColumn *column)
{
  const char *name = sy_sql_writer_read_column (self->writer, column);

  g_string_append_printf (self->columns, "%s%s", self->columns->len ? ", " : "", name);
  return name;
}

/* As criteria and counts compare: texts without case. */
static char *
fold (const SyModelColumn *column, const char *name)
{
  return column->type == SY_TYPE_TEXT ? g_strdup_printf ("lower(CAST(%s AS VARCHAR))", name)
                                      : g_strdup (name);
}

static SyModelColumn *
get_column (const SyExpression *call, guint argument)
{
  return sy_sql_get_argument_column (sy_expression_get_child (call, argument));
}

/* Criteria over other columns than @keys hold for all combinations: they pick the rows. */
static void
append_where (Parts *self, const SyExpression *call, GPtrArray *keys)
{
  SySqlChain chain = { .writer = self->writer, .is_inline = TRUE };
  guint n = sy_function_get_n_criteria (call->function, sy_expression_get_n_children (call));

  for (guint i = 0; i < n; i++)
    {
      guint at = sy_function_get_criteria_argument (call->function, i);
      SyModelColumn *column = get_column (call, at);
      SySqlCriterion criterion;
      g_autofree char *condition = NULL;

      if (!column || g_ptr_array_find (keys, column, NULL))
        continue;
      sy_sql_criterion_read (&chain, sy_expression_get_child (call, at),
                             sy_expression_get_child (call, at + 1), &criterion);
      condition =
          sy_sql_criterion_apply (&chain, &criterion, read_column (self, column), criterion.value.sql);
      g_string_append_printf (self->where, " AND %s", condition);
      sy_sql_criterion_clear (&criterion);
    }
}

static void
parts_init (Parts *self, const SyExpression *call, GPtrArray *keys)
{
  SyModelColumn *value = get_column (call, 0);
  g_autofree char *folded = NULL;

  self->writer = sy_sql_writer_new ();
  self->columns = g_string_new (NULL);
  folded = fold (value, read_column (self, value));
  if (value->type == SY_TYPE_TEXT)
    {
      g_autofree char *filled = g_strdup_printf ("NULLIF(%s, '')", folded);

      self->value = g_string_chunk_insert (self->writer->texts, filled);
    }
  else
    self->value = g_string_chunk_insert (self->writer->texts, folded);
  self->where = g_string_new (NULL);
  g_string_append_printf (self->where, "%s IS NOT NULL", self->value);
  append_where (self, call, keys);
}

static void
parts_clear (Parts *self)
{
  g_clear_pointer (&self->writer, sy_sql_writer_free);
  g_string_free (self->columns, TRUE);
  g_string_free (self->where, TRUE);
}

static SyStatement *
finish (Parts *self, const SyExpression *call, const char *select, const char *rest, GError **error)
{
  SyModelTable *source = sy_expression_get_child (call, 0)->bound_table;
  g_autofree char *sql = g_strdup_printf (
      "WITH \"~columns\" AS NOT MATERIALIZED (SELECT %s FROM %s) SELECT %s FROM \"~columns\" "
      "WHERE %s%s",
      self->columns->str, sy_sql_writer_get_relation (self->writer, source), select, self->where->str, rest);
  SyStatement *statement = sy_sql_writer_finish (self->writer, sql, error);

  parts_clear (self);
  return statement;
}

SyStatement *
sy_sql_writer_write_distinct (const SyExpression *call, GPtrArray *keys, GPtrArray *formulas, GError **error)
{
  g_autoptr (GString) select = g_string_new (NULL);
  g_autoptr (GString) group = g_string_new (NULL);
  Parts parts;

  g_return_val_if_fail (call != NULL && keys != NULL && formulas != NULL, NULL);

  parts_init (&parts, call, keys);
  for (guint i = 0; i < keys->len; i++)
    {
      const char *name = read_column (&parts, keys->pdata[i]);
      g_autofree char *folded = fold (keys->pdata[i], name);

      g_string_append_printf (select, "min(%s) AS %s, ", name, name);
      g_string_append_printf (group, "%s%s", group->len ? ", " : " GROUP BY ", folded);
    }
  for (guint i = 0; i < formulas->len; i++)
    {
      const char *name = read_column (&parts, formulas->pdata[i]);

      g_string_append_printf (select, "any_value(%s) AS %s, ", name, name);
    }
  g_string_append_printf (select, "count(DISTINCT %s) AS \"distinct\"", parts.value);
  return finish (&parts, call, select->str, group->str, error);
}

static void
append_folded (Parts *parts, GString *sql, GPtrArray *columns)
{
  for (guint i = 0; i < columns->len; i++)
    {
      g_autofree char *folded = fold (columns->pdata[i], read_column (parts, columns->pdata[i]));

      g_string_append_printf (sql, ", %s", folded);
    }
}

SyStatement *
sy_sql_writer_write_overlap (const SyExpression *call, GPtrArray *equal, GPtrArray *other, GError **error)
{
  g_autoptr (GString) group = g_string_new (NULL);
  g_autoptr (GString) tuple = g_string_new (NULL);
  g_autoptr (GPtrArray) keys = g_ptr_array_copy (equal, NULL, NULL);
  g_autofree char *rest = NULL;
  Parts parts;

  g_return_val_if_fail (call != NULL && equal != NULL && other != NULL && other->len > 0, NULL);

  for (guint i = 0; i < other->len; i++)
    g_ptr_array_add (keys, other->pdata[i]);
  parts_init (&parts, call, keys);
  append_folded (&parts, group, equal);
  append_folded (&parts, tuple, other);
  /* A row of NULLs is one combination as well; it would not be counted alone. */
  rest = g_strdup_printf (" GROUP BY %s%s HAVING count(DISTINCT row(%s)) > 1 LIMIT 1", parts.value,
                          group->str, tuple->str + 2);
  return finish (&parts, call, "1 AS \"value\"", rest, error);
}
