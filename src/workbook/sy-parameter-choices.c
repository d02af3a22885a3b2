/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values that a parameter is chosen from, such as the categories that were imported. A column of a source
 * is read where it lies; a typo is told when it is typed, because nothing at all would match it. */
#include "config.h"

#include "sy-parameter-choices.h"

#include <glib/gi18n-lib.h>

#include "sy-dialect.h"
#include "sy-evaluation-private.h"
#include "sy-parser.h"
#include "sy-suggestion.h"
#include "sy-table-private.h"
#include "sy-worksheet.h"

/* A list to choose from is of no use when it is longer. */
#define MAX_CHOICES 2000

/* “table[column]” of choices=, or NULL. */
static SyExpression *
parse_choices (const char *text)
{
  SyExpression *parsed = text ? sy_parser_parse (text, NULL) : NULL;

  if (parsed && parsed->kind == SY_EXPRESSION_COLUMN && parsed->table)
    return parsed;
  g_clear_pointer (&parsed, sy_expression_unref);
  return NULL;
}

/* The stored column that is meant, or NULL. What is built in is not stored. */
static const SySourceColumn *
find_stored (SyPlan *plan, const SyExpression *choices, SySource **source)
{
  *source = sy_plan_find_source (plan, choices->table);
  return *source && !(*source)->is_built_in ? sy_source_find_column (*source, choices->column_name) : NULL;
}

static char **
query_choices (SyEngine *engine,
               const char *relation,
               const char *column,
               gboolean is_text,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GString) sql = g_string_new ("SELECT DISTINCT ");
  g_autoptr (SyFrame) frame = NULL;

  sy_sql_append_identifier (sql, column);
  g_string_append (sql, " AS v FROM ");
  sy_sql_append_identifier (sql, relation);
  g_string_append_printf (sql, " WHERE v IS NOT NULL ORDER BY %s LIMIT %d",
                          is_text ? "lower(CAST(v AS VARCHAR)), CAST(v AS VARCHAR)" : "v", MAX_CHOICES);
  frame = sy_engine_query (engine, sql->str, NULL, 0, cancellable, error);
  if (!frame)
    return NULL;
  for (gint64 i = 0; i < sy_frame_get_n_rows (frame); i++)
    {
      g_autofree char *text = sy_frame_dup_plain (frame, 0, i);
      g_strv_builder_add (builder, text);
    }
  return g_strv_builder_end (builder);
}

SyWorkbookParameter *
sy_evaluation_find_parameter (SyEvaluation *self, const char *id)
{
  g_return_val_if_fail (SY_IS_EVALUATION (self) && id, NULL);
  return sy_plan_find_parameter (sy_evaluation_get_plan (self), id);
}

/* Without an error where the column is not there. */
static char **
list_values (SyEvaluation *self, const SyExpression *choices, GCancellable *cancellable, GError **error)
{
  SyEngine *engine = sy_workbook_get_engine (sy_evaluation_get_workbook (self));
  g_autoptr (SyTable) table = NULL;
  const SySourceColumn *stored;
  const SyTableColumn *chosen;
  SySource *source;
  int column;

  stored = find_stored (sy_evaluation_get_plan (self), choices, &source);
  if (stored)
    return sy_source_ensure (source, cancellable, error) ? query_choices (
               engine, source->info.relation, stored->id, stored->type == SY_COLUMN_TEXT, cancellable, error)
                                                         : NULL;
  table = sy_evaluation_get_table (self, choices->table, cancellable, error);
  column = table ? sy_table_find_column (table, choices->column_name) : -1;
  if (column < 0)
    return NULL;
  chosen = sy_table_get_columns (table)->pdata[column];
  return query_choices (engine, sy_table_get_relation_name (table), chosen->id, chosen->type == SY_TYPE_TEXT,
                        cancellable, error);
}

/**
 * sy_evaluation_list_choices:
 * @parameter: id
 *
 * Returns: (transfer full) (nullable): the distinct values that the parameter can be set to, in order; %NULL
 * without an error when it has none, with one when they can't be computed
 */
char **
sy_evaluation_list_choices (SyEvaluation *self,
                            const char *parameter,
                            GCancellable *cancellable,
                            GError **error)
{
  SyPlan *plan = sy_evaluation_get_plan (self);
  SyWorkbookParameter *info = sy_plan_find_parameter (plan, parameter);
  g_autoptr (SyExpression) choices = NULL;

  if (!info || sy_plan_get_parameter_problem (plan, parameter))
    return NULL;
  choices = parse_choices (info->definition->choices);
  return choices ? list_values (self, choices, cancellable, error) : NULL;
}

static const SyTemplateColumn *
find_column (SyPlan *plan, const char *table, const char *column)
{
  const SyWorkbookTable *listed = sy_plan_find_table (plan, table);

  for (guint i = 0; listed && i < listed->definition->columns->len; i++)
    {
      const SyTemplateColumn *found = listed->definition->columns->pdata[i];

      if (g_ascii_strcasecmp (found->id, column) == 0 || g_strcmp0 (found->title, column) == 0)
        return found;
    }
  return NULL;
}

/**
 * sy_evaluation_list_cell_choices:
 * @table: of typed rows, by id or title
 * @column: by id or title
 *
 * Returns: (transfer full) (nullable): what is offered for a cell, as it is shown; %NULL without an error
 * where nothing is, or where what it is chosen from is not there
 */
char **
sy_evaluation_list_cell_choices (
    SyEvaluation *self, const char *table, const char *column, GCancellable *cancellable, GError **error)
{
  g_autoptr (GStrvBuilder) titles = g_strv_builder_new ();
  g_autoptr (SyExpression) choices = NULL;
  const SyTemplateColumn *found;
  SyWorkbookTable *listed;

  g_return_val_if_fail (SY_IS_EVALUATION (self) && table && column, NULL);
  found = find_column (sy_evaluation_get_plan (self), table, column);
  if (!found)
    return NULL;
  for (guint i = 0; found->choices && i < found->choices->len; i++)
    g_strv_builder_add (titles, ((const SyTemplateWord *) found->choices->pdata[i])->title);
  if (found->choices)
    return g_strv_builder_end (titles);
  choices = parse_choices (found->choice_column);
  listed = choices ? sy_plan_find_table (sy_evaluation_get_plan (self), choices->table) : NULL;
  return listed && !listed->unavailable ? list_values (self, choices, cancellable, error) : NULL;
}

static gboolean
is_padded (const char *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));

  return *trimmed && !g_str_equal (trimmed, text);
}

gboolean
sy_parameter_read_kept (const SyTemplateParameter *definition,
                        const char *text,
                        SyTypedValue *typed,
                        GError **error)
{
  if (!sy_parameter_parse_text (definition->title, definition->is_text, definition->unit, text, typed, error))
    return FALSE;
  if (!definition->is_text || !definition->choices || !text || !is_padded (text))
    return TRUE;
  sy_typed_value_clear (typed);
  typed->canonical = g_strdup (text);
  typed->value = SY_VALUE_TEXT (typed->canonical);
  return TRUE;
}

gboolean
sy_parameter_is_padded_choice (SyPlan *plan,
                               SyEngine *engine,
                               const SyTemplateParameter *definition,
                               const char *text)
{
  g_autoptr (SyExpression) choices =
      definition->is_text && is_padded (text) ? parse_choices (definition->choices) : NULL;
  g_autoptr (GString) sql = g_string_new ("SELECT 1 FROM ");
  g_autoptr (SyFrame) frame = NULL;
  const SySourceColumn *stored;
  SyValue value = SY_VALUE_TEXT (text);
  SySource *source;

  stored = choices && g_utf8_validate (text, -1, NULL) ? find_stored (plan, choices, &source) : NULL;
  if (!stored || stored->type != SY_COLUMN_TEXT || !sy_source_ensure (source, NULL, NULL))
    return FALSE;
  sy_sql_append_identifier (sql, source->info.relation);
  g_string_append (sql, " WHERE CAST(");
  sy_sql_append_identifier (sql, stored->id);
  g_string_append (sql, " AS VARCHAR) = $1 LIMIT 1");
  frame = sy_engine_query (engine, sql->str, &value, 1, NULL, NULL);
  return frame && sy_frame_get_n_rows (frame) > 0;
}

static void
set_no_choice (const SyTemplateParameter *definition, const char *text, char **choices, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *hint = NULL;

  for (guint i = 0; choices && choices[i]; i++)
    g_ptr_array_add (names, choices[i]);
  hint = sy_suggestion_make (text, names);
  g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_PARAMETER, _ ("The data have no “%s” for “%s”%s"),
               text, definition->title ? definition->title : definition->id, hint);
}

/**
 * sy_parameter_check_choice:
 * @typed: what the parameter is to be set to
 *
 * Whether the data have a text that a parameter is set to; only for texts of a stored column.
 *
 * Returns: %FALSE with %SY_WORKBOOK_ERROR_PARAMETER that names what is like it, or begins the list
 */
gboolean
sy_parameter_check_choice (SyPlan *plan,
                           SyEngine *engine,
                           const SyTemplateParameter *definition,
                           const SyTypedValue *typed,
                           GError **error)
{
  g_autoptr (SyExpression) choices = NULL;
  g_autoptr (GString) sql = g_string_new ("SELECT 1 FROM ");
  g_autoptr (SyFrame) frame = NULL;
  g_auto (GStrv) list = NULL;
  const SySourceColumn *stored;
  SySource *source;

  if (typed->value.is_null || !typed->canonical)
    return TRUE;
  choices = parse_choices (definition->choices);
  stored = choices ? find_stored (plan, choices, &source) : NULL;
  if (!stored || stored->type != SY_COLUMN_TEXT)
    return TRUE;
  if (!sy_source_ensure (source, NULL, error))
    return FALSE;
  sy_sql_append_identifier (sql, source->info.relation);
  g_string_append (sql, " WHERE lower(CAST(");
  sy_sql_append_identifier (sql, stored->id);
  g_string_append (sql, " AS VARCHAR)) = lower($1) LIMIT 1");
  frame = sy_engine_query (engine, sql->str, &typed->value, 1, NULL, error);
  if (!frame)
    return FALSE;
  if (sy_frame_get_n_rows (frame) > 0)
    return TRUE;
  list = query_choices (engine, source->info.relation, stored->id, TRUE, NULL, NULL);
  set_no_choice (definition, typed->canonical, list, error);
  return FALSE;
}
