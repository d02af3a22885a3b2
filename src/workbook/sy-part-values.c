/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a formula are computed by the same writer as the formula: as further columns of its table, of
 * which one row is read. */
#include "config.h"

#include <string.h>

#include "sy-explanation-private.h"

void
sy_part_values_free (SyPartValues *self)
{
  for (guint i = 0; i < self->expressions->len; i++)
    g_free (self->texts[i]);
  g_free (self->texts);
  g_free (self->values);
  g_ptr_array_unref (self->expressions);
  g_free (self);
}

const SyValue *
sy_part_values_find (const SyPartValues *self, const SyExpression *expression)
{
  for (guint i = 0; i < self->expressions->len; i++)
    if (self->expressions->pdata[i] == expression
        || sy_expression_equal (self->expressions->pdata[i], expression))
      return &self->values[i];
  return NULL;
}

static gboolean
compute_in_table (const SyPlace *place, SyPartValues *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (SyStatement) statement = sy_sql_writer_write_table (place->table, self->expressions, error);
  g_autoptr (GString) before = g_string_new ("SELECT ");
  g_autofree char *after = NULL;
  g_autoptr (SyFrame) frame = NULL;
  SyValue row = SY_VALUE_INT (place->row);

  if (!statement)
    return FALSE;
  for (guint i = 0; i < self->expressions->len; i++)
    g_string_append_printf (before, "%sextra_%u", i ? ", " : "", i + 1);
  g_string_append (before, " FROM (");
  after = g_strdup_printf (") AS t WHERE \"row\" = $%u", statement->names->len + 1);
  frame = sy_evaluation_query (place->evaluation, statement, before->str, after, &row, 1, cancellable, error);
  if (!frame)
    return FALSE;
  for (guint i = 0; i < self->expressions->len; i++)
    {
      const SyExpression *part = self->expressions->pdata[i];
      if (sy_frame_get_n_rows (frame) > 0)
        self->values[i] = sy_value_from_frame (frame, i, 0, part->type, &self->texts[i]);
    }
  return TRUE;
}

static gboolean
compute_alone (const SyPlace *place, SyPartValues *self, GCancellable *cancellable, GError **error)
{
  SyModel *model = sy_evaluation_get_model (place->evaluation);

  for (guint i = 0; i < self->expressions->len; i++)
    {
      const SyExpression *part = self->expressions->pdata[i];
      g_autoptr (SyStatement) statement = sy_sql_writer_write_formula (model, part, error);
      g_autoptr (SyFrame) frame = NULL;
      if (!statement)
        return FALSE;
      frame = sy_evaluation_query (place->evaluation, statement, "", "", NULL, 0, cancellable, error);
      if (!frame)
        return FALSE;
      if (sy_frame_get_n_rows (frame) > 0)
        self->values[i] = sy_value_from_frame (frame, 0, 0, part->type, &self->texts[i]);
    }
  return TRUE;
}

/**
 * sy_part_values_compute:
 * @expressions: (element-type SyExpression): parts of a bound formula that are one value each
 *
 * Returns: (transfer full): the values; %NULL with a formula error or the engine's
 */
SyPartValues *
sy_part_values_compute (const SyPlace *place,
                        GPtrArray *expressions,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (SyPartValues) self = g_new0 (SyPartValues, 1);
  gboolean ok = TRUE;

  self->expressions = g_ptr_array_ref (expressions);
  self->values = g_new0 (SyValue, expressions->len + 1);
  self->texts = g_new0 (char *, expressions->len + 1);
  for (guint i = 0; i < expressions->len; i++)
    {
      self->values[i] = SY_VALUE_NULL;
      ok = ok && sy_evaluation_prepare (place->evaluation, expressions->pdata[i], cancellable, error);
    }
  if (!ok)
    return NULL;
  if (expressions->len == 0)
    return g_steal_pointer (&self);
  ok = place->table ? compute_in_table (place, self, cancellable, error)
                    : compute_alone (place, self, cancellable, error);
  return ok ? g_steal_pointer (&self) : NULL;
}

/* --- looks --- */

static gboolean
is_one_of (const char *function, const char *const *names)
{
  return function && g_strv_contains (names, function);
}

gboolean
sy_part_is_aggregate (const SyExpression *expression)
{
  static const char *const names[] = {
    "SUM",   "SUMIFS", "COUNT",   "COUNTA",        "COUNTIFS", "AVERAGE", "AVERAGEIFS",     "MIN",
    "MAX",   "MAXIFS", "MINIFS",  "MEDIAN",        "STDEV.S",  "STDEV.P", "VAR.S",          "VAR.P",
    "LARGE", "SMALL",  "GEOMEAN", "DISTINCTCOUNT", "PRODUCT",  "SUMSQ",   "PERCENTILE.INC", "QUARTILE.INC",
    NULL
  };

  const SyExpression *first;

  if (expression->kind != SY_EXPRESSION_CALL || !is_one_of (expression->text, names)
      || sy_expression_get_n_children (expression) == 0)
    return FALSE;
  /* MAX(0, x) has no rows. */
  first = sy_expression_get_child (expression, 0);
  return first->kind == SY_EXPRESSION_COLUMN || first->kind == SY_EXPRESSION_RANGE;
}

static gboolean
is_count (const SyExpression *expression)
{
  static const char *const names[] = { "COUNT", "COUNTA", "COUNTIFS", "DISTINCTCOUNT", "RANK.EQ", "MATCH",
                                       "ROWS",  "DAY",    "MONTH",    "WEEKDAY",       NULL };

  return expression->kind == SY_EXPRESSION_CALL && is_one_of (expression->text, names);
}

SyModelColumn *
sy_part_get_column (const SyExpression *expression)
{
  const SyExpression *child;

  if (expression->kind == SY_EXPRESSION_CELL || expression->kind == SY_EXPRESSION_COLUMN)
    return expression->bound_column;
  if ((expression->kind != SY_EXPRESSION_CALL && expression->kind != SY_EXPRESSION_RANGE)
      || sy_expression_get_n_children (expression) == 0)
    return NULL;
  if (expression->kind == SY_EXPRESSION_CALL && !sy_part_is_aggregate (expression)
      && !g_str_equal (expression->text, "INDEX"))
    return NULL;
  child = sy_expression_get_child (expression, 0);
  if (child->kind == SY_EXPRESSION_RANGE || child->kind == SY_EXPRESSION_COLUMN
      || child->kind == SY_EXPRESSION_CELL
      || (expression->kind == SY_EXPRESSION_RANGE && child->kind == SY_EXPRESSION_CALL))
    return sy_part_get_column (child);
  return NULL;
}

void
sy_part_describe (SyEvaluation *evaluation, const SyExpression *expression, SyUnit *unit, guint *decimals)
{
  SyPlan *plan = sy_evaluation_get_plan (evaluation);
  SyModelColumn *column = is_count (expression) ? NULL : sy_part_get_column (expression);

  *unit = is_count (expression) ? SY_UNIT_INTEGER : SY_UNIT_NONE;
  *decimals = 0;
  if (expression->kind == SY_EXPRESSION_NAME && expression->bound_name)
    sy_plan_describe_name (plan, expression->bound_name->id, unit, decimals);
  else if (column)
    {
      g_autoptr (GPtrArray) looks = sy_plan_describe_columns (plan, column->table);
      for (guint i = 0; i < looks->len; i++)
        {
          const SyTableColumn *look = looks->pdata[i];
          if (!g_str_equal (look->id, column->id))
            continue;
          *unit = look->unit;
          *decimals = look->decimals;
        }
    }
  else if (expression->type == SY_TYPE_DATE)
    *unit = SY_UNIT_DATE;
  else if (expression->type == SY_TYPE_BOOL)
    *unit = SY_UNIT_BOOL;
}

char *
sy_part_format (SyEvaluation *evaluation, const SyExpression *expression, const SyValue *value)
{
  SyUnit unit;
  guint decimals;

  sy_part_describe (evaluation, expression, &unit, &decimals);
  return sy_value_format (value, unit, decimals, sy_evaluation_get_language (evaluation));
}
