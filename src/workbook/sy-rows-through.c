/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From rows of a computed table to the source rows under them. Where a column is SUMIFS of a table below by
 * keys of the row (and perhaps by constants and names), the rows below are those that match any of the rows
 * above. This may go down several tables. Whether what comes out adds up is for the caller to see. */
#include "config.h"

#include <string.h>

#include "sy-dialect.h"
#include "sy-explanation-private.h"

#define MAX_TABLES 6

static const SyExpression *
child_of (const SyExpression *part, guint i)
{
  return i < sy_expression_get_n_children (part) ? sy_expression_get_child (part, i) : NULL;
}

static gboolean
is_call (const SyExpression *part, const char *name)
{
  return part->kind == SY_EXPRESSION_CALL && g_str_equal (part->text, name);
}

/* [@key], 1, or a name that is no text: what can be compared without Excel's language of criteria. */
static gboolean
is_plain_criterion (const SyExpression *range, const SyExpression *criterion)
{
  SyValueType type;

  if (range->kind != SY_EXPRESSION_COLUMN || !range->bound_column)
    return FALSE;
  type = range->bound_column->type;
  if (criterion->kind == SY_EXPRESSION_CELL)
    return criterion->bound_column && criterion->bound_column->type == type;
  if (criterion->kind == SY_EXPRESSION_NUMBER)
    return type == SY_TYPE_NUMBER;
  return criterion->kind == SY_EXPRESSION_NAME && criterion->bound_name && type != SY_TYPE_TEXT
         && criterion->bound_name->type == type;
}

static gboolean
is_by_keys (const SyExpression *sum)
{
  guint n_keys = 0;

  for (guint i = 1; child_of (sum, i + 1); i += 2)
    {
      const SyExpression *criterion = child_of (sum, i + 1);
      if (!is_plain_criterion (child_of (sum, i), criterion))
        return FALSE;
      n_keys += criterion->kind == SY_EXPRESSION_CELL;
    }
  return n_keys > 0;
}

/* The SUMIFS that a column's cells are, rounded or not; NULL when they are something else. */
static const SyExpression *
find_sum (const SyModelColumn *column)
{
  const SyExpression *sum = column->formula ? column->bound : NULL;

  while (sum && (is_call (sum, "ROUND") || is_call (sum, "IFERROR")))
    sum = child_of (sum, 0);
  if (!sum || !is_call (sum, "SUMIFS") || child_of (sum, 0)->kind != SY_EXPRESSION_COLUMN)
    return NULL;
  return is_by_keys (sum) ? sum : NULL;
}

/* A literal is a part of the formula, which the SQL writer puts into statements as well. */
static void
append_number (GString *sql, double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (sql, "CAST('%s' AS DOUBLE)", g_ascii_dtostr (text, sizeof text, number));
}

static void
append_criterion (GString *sql,
                  const SyExpression *range,
                  const SyExpression *criterion,
                  SyStatement *statement)
{
  gboolean is_text = range->bound_column->type == SY_TYPE_TEXT;

  g_string_append (sql, is_text ? " AND lower(s." : " AND s.");
  sy_sql_append_identifier (sql, range->bound_column->id);
  g_string_append (sql, is_text ? ") = lower(" : " = ");
  if (criterion->kind == SY_EXPRESSION_CELL)
    {
      g_string_append (sql, "k.");
      sy_sql_append_identifier (sql, criterion->bound_column->id);
    }
  else if (criterion->kind == SY_EXPRESSION_NUMBER)
    append_number (sql, criterion->number);
  else
    {
      g_ptr_array_add (statement->names, criterion->bound_name);
      g_string_append_printf (sql, "$%u", statement->names->len);
    }
  g_string_append (sql, is_text ? ")" : "");
}

/* The rows of the table under @sum that match rows of @relation. */
static SyStatement *
write_below (const SyExpression *sum, const char *relation)
{
  SyModelTable *table = child_of (sum, 0)->bound_column->table;
  SyStatement *statement = sy_sql_writer_write_table (table, NULL, NULL);
  GString *sql;

  if (!statement)
    return NULL;
  sql = g_string_new ("SELECT s.* FROM (");
  g_string_append (sql, statement->sql);
  g_string_append (sql, ") AS s WHERE EXISTS (SELECT 1 FROM ");
  sy_sql_append_identifier (sql, relation);
  g_string_append (sql, " AS k WHERE TRUE");
  for (guint i = 1; child_of (sum, i + 1); i += 2)
    append_criterion (sql, child_of (sum, i), child_of (sum, i + 1), statement);
  g_string_append_c (sql, ')');
  g_free (statement->sql);
  statement->sql = g_string_free (sql, FALSE);
  return statement;
}

SyStatement *
sy_rows_through_write (SyEvaluation *evaluation,
                       const SyStatement *rows,
                       SyModelColumn *column,
                       SyModelColumn **source_column,
                       GCancellable *cancellable)
{
  g_autoptr (SyStatement) below = NULL;

  for (guint i = 0; i < MAX_TABLES; i++)
    {
      const SyExpression *sum = find_sum (column);
      g_autofree char *relation = NULL;
      SyStatement *next;
      if (!sum || !sy_evaluation_prepare (evaluation, sum, cancellable, NULL))
        return NULL;
      relation = sy_evaluation_keep (evaluation, below ? below : rows, cancellable, NULL);
      next = relation ? write_below (sum, relation) : NULL;
      if (!next)
        return NULL;
      g_clear_pointer (&below, sy_statement_free);
      below = next;
      column = child_of (sum, 0)->bound_column;
      if (column->table->rows_kind == SY_ROWS_SOURCE)
        {
          *source_column = column;
          return g_steal_pointer (&below);
        }
    }
  return NULL;
}
