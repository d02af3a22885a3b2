/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of a formula to the tables, columns, names and functions they mean; what isn't there is said with
 * what may have been meant. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "sy-binder-private.h"
#include "sy-functions.h"

typedef struct
{
  const SyScope *scope;
  GError **error;
  gboolean ok;
} Resolver;

/* The nearest of candidates seen so far. */
typedef struct
{
  const char *wanted;
  const char *best;
  guint distance;
} Suggestion;

static Suggestion
begin_suggestion (const char *wanted)
{
  guint length = (guint) g_utf8_strlen (wanted, -1);

  return (Suggestion){ wanted, NULL, (length + 2) / 3 + 1 };
}

static void
consider (Suggestion *suggestion, const char *candidate)
{
  guint distance = 0;

  if (!candidate)
    return;
  distance = sy_formula_edit_distance (suggestion->wanted, candidate, suggestion->distance);
  /* As many changes as it has characters is no likeness. */
  if (distance >= suggestion->distance || distance >= (guint) g_utf8_strlen (candidate, -1))
    return;
  suggestion->best = candidate;
  suggestion->distance = distance;
}

/* Adds the suggestion to a message, which it takes over. */
static void
set_missing_error (GError **error, const SyExpression *node, char *message, const Suggestion *suggestion)
{
  g_autofree char *owned = message;
  g_autofree char *hint =
      suggestion->best ? g_strdup_printf (_ ("; did you mean %s?"), suggestion->best) : NULL;

  sy_formula_set_error (error, SY_FORMULA_ERROR_NAME, node->line, node->column, "%s%s", owned,
                        hint ? hint : "");
}

SyModelTable *
sy_binder_find_table (SyModel *model, const char *name, const SyExpression *node, GError **error)
{
  SyModelTable *table = sy_model_find_table (model, name);
  Suggestion suggestion = begin_suggestion (name);

  if (table)
    return table;
  for (guint i = 0; i < model->tables->len; i++)
    {
      const SyModelTable *candidate = model->tables->pdata[i];

      consider (&suggestion, candidate->id);
      consider (&suggestion, candidate->title);
    }
  set_missing_error (error, node, g_strdup_printf (_ ("no table %s"), name), &suggestion);
  return NULL;
}

/**
 * sy_binder_find_column:
 * @column: (out): the column, or %NULL for the row number, which every table has as "row"
 */
gboolean
sy_binder_find_column (
    SyModelTable *table, const char *name, const SyExpression *node, SyModelColumn **column, GError **error)
{
  Suggestion suggestion = begin_suggestion (name);

  *column = NULL;
  if (g_ascii_strcasecmp (name, "row") == 0)
    return TRUE;
  *column = sy_model_table_find_column (table, name);
  if (*column)
    return TRUE;
  for (guint i = 0; i < table->columns->len; i++)
    {
      const SyModelColumn *candidate = table->columns->pdata[i];

      consider (&suggestion, candidate->id);
      consider (&suggestion, candidate->title);
    }
  set_missing_error (error, node, g_strdup_printf (_ ("no column %s in table %s"), name, table->id),
                     &suggestion);
  return FALSE;
}

/* @message is taken over. */
static gboolean
fail (const SyExpression *node, GError **error, char *message)
{
  sy_formula_set_error (error, SY_FORMULA_ERROR_NAME, node->line, node->column, "%s", message);
  g_free (message);
  return FALSE;
}

static gboolean
resolve_reference (SyExpression *node, const SyScope *scope, GError **error)
{
  SyModelTable *table = scope->table;

  if (node->table)
    {
      table = sy_binder_find_table (scope->model, node->table, node, error);
      if (!table)
        return FALSE;
    }
  if (!table)
    return fail (
        node, error,
        g_strdup_printf (_ ("a named value has no rows; say which table: table[%s]"), node->column_name));
  if (node->kind == SY_EXPRESSION_CELL && table != scope->table)
    return fail (
        node, error,
        g_strdup_printf (_ ("[@%s] of another table has no row here; look it up with INDEX and MATCH"),
                         node->column_name));
  if (!sy_binder_find_column (table, node->column_name, node, &node->bound_column, error))
    {
      if (!node->table && sy_model_find_name (scope->model, node->column_name))
        {
          g_clear_error (error);
          return fail (node, error,
                       g_strdup_printf (_ ("%s is a name, not a column; write it without brackets"),
                                        node->column_name));
        }
      return FALSE;
    }
  node->bound_table = table;
  return TRUE;
}

static gboolean
fail_name (const SyExpression *node, const SyScope *scope, GError **error)
{
  Suggestion suggestion = begin_suggestion (node->text);

  if (scope->table && sy_model_table_find_column (scope->table, node->text))
    {
      sy_formula_set_error (
          error, SY_FORMULA_ERROR_NAME, node->line, node->column,
          _ ("%s is a column; write [@%s] for this row's cell or [%s] for the whole column"), node->text,
          node->text, node->text);
      return FALSE;
    }
  if (sy_model_find_table (scope->model, node->text))
    return fail (node, error,
                 g_strdup_printf (_ ("%s is a table; say which of its columns: table[column]"), node->text));
  if (sy_functions_find (node->text))
    return fail (node, error,
                 g_strdup_printf (_ ("%s is a function; its arguments stand in parentheses"), node->text));
  for (guint i = 0; i < scope->model->names->len; i++)
    {
      const SyModelName *candidate = scope->model->names->pdata[i];

      consider (&suggestion, candidate->id);
      consider (&suggestion, candidate->title);
    }
  set_missing_error (error, node, g_strdup_printf (_ ("no parameter or value %s"), node->text), &suggestion);
  return FALSE;
}

static gboolean
resolve_call (SyExpression *node, GError **error)
{
  const char *reason = NULL;
  Suggestion suggestion = { node->text, NULL, 0 };

  node->function = sy_functions_find (node->text);
  if (node->function)
    return TRUE;
  reason = sy_functions_explain_absence (node->text);
  if (reason)
    {
      sy_formula_set_error (error, SY_FORMULA_ERROR_NAME, node->line, node->column,
                            _ ("%s can't be used: %s"), node->text, reason);
      return FALSE;
    }
  suggestion.best = sy_functions_suggest (node->text);
  set_missing_error (error, node, g_strdup_printf (_ ("no function %s"), node->text), &suggestion);
  return FALSE;
}

static gboolean
resolve_node (SyExpression *node, gpointer user_data)
{
  Resolver *resolver = user_data;

  if (!resolver->ok)
    return FALSE;
  switch ((int) node->kind)
    {
    case SY_EXPRESSION_CELL:
    case SY_EXPRESSION_COLUMN:
      resolver->ok = resolve_reference (node, resolver->scope, resolver->error);
      break;
    case SY_EXPRESSION_NAME:
      node->bound_name = sy_model_find_name (resolver->scope->model, node->text);
      resolver->ok = node->bound_name || fail_name (node, resolver->scope, resolver->error);
      break;
    case SY_EXPRESSION_CALL:
      resolver->ok = resolve_call (node, resolver->error);
      break;
    default:
      break;
    }
  return resolver->ok;
}

gboolean
sy_binder_resolve (SyExpression *root, const SyScope *scope, GError **error)
{
  Resolver resolver = { scope, error, TRUE };

  sy_expression_walk (root, resolve_node, &resolver);
  return resolver.ok;
}
