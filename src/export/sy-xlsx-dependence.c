/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-xlsx-dependence.h"

typedef struct
{
  GHashTable *memo;
  gboolean depends;
} Dependence;

static gboolean table_depends (const SyModelTable *table, GHashTable *memo);

static gboolean
column_depends (const SyModelColumn *column, GHashTable *memo)
{
  gpointer known;

  if (!column->bound)
    return FALSE;
  if (g_hash_table_lookup_extended (memo, column, NULL, &known))
    return GPOINTER_TO_INT (known);
  g_hash_table_insert (memo, (gpointer) column, GINT_TO_POINTER (FALSE));
  if (!sy_xlsx_depends_on_parameters (column->bound, memo))
    return FALSE;
  g_hash_table_insert (memo, (gpointer) column, GINT_TO_POINTER (TRUE));
  return TRUE;
}

static gboolean
name_depends (const SyModelName *name, GHashTable *memo)
{
  gpointer known;

  if (name->is_parameter)
    return TRUE;
  if (g_hash_table_lookup_extended (memo, name, NULL, &known))
    return GPOINTER_TO_INT (known);
  g_hash_table_insert (memo, (gpointer) name, GINT_TO_POINTER (FALSE));
  if (!sy_xlsx_depends_on_parameters (name->bound, memo))
    return FALSE;
  g_hash_table_insert (memo, (gpointer) name, GINT_TO_POINTER (TRUE));
  return TRUE;
}

static gboolean
visit_dependence (SyExpression *node, gpointer user_data)
{
  Dependence *self = user_data;

  if (self->depends)
    return FALSE;
  if (node->bound_name)
    self->depends = name_depends (node->bound_name, self->memo);
  if (!self->depends && node->bound_column
      && (node->kind == SY_EXPRESSION_COLUMN || node->kind == SY_EXPRESSION_CELL))
    self->depends = column_depends (node->bound_column, self->memo);
  /* Whole columns also follow the rows of their table. */
  if (!self->depends && node->kind == SY_EXPRESSION_COLUMN && node->bound_table)
    self->depends = table_depends (node->bound_table, self->memo);
  return !self->depends;
}

static gboolean
table_depends (const SyModelTable *table, GHashTable *memo)
{
  gpointer known;
  gboolean depends;

  if (table->rows_kind == SY_ROWS_INPUT)
    return TRUE;
  if (g_hash_table_lookup_extended (memo, table, NULL, &known))
    return GPOINTER_TO_INT (known);
  g_hash_table_insert (memo, (gpointer) table, GINT_TO_POINTER (FALSE));
  depends = (table->where_bound && sy_xlsx_depends_on_parameters (table->where_bound, memo))
            || (table->top_bound && sy_xlsx_depends_on_parameters (table->top_bound, memo))
            || (table->rows_bound && table->rows_kind != SY_ROWS_SOURCE
                && sy_xlsx_depends_on_parameters (table->rows_bound, memo));
  g_hash_table_insert (memo, (gpointer) table, GINT_TO_POINTER (depends));
  return depends;
}

GHashTable *
sy_xlsx_memo_new (SyPlan *plan)
{
  GHashTable *memo = g_hash_table_new (NULL, NULL);
  GPtrArray *names = sy_model_get_names (sy_plan_get_model (plan, NULL));

  for (guint i = 0; i < names->len; i++)
    {
      SyModelName *name = names->pdata[i];

      if (name->is_parameter
          || (!sy_plan_find_value (plan, name->id) && sy_plan_find_parameter (plan, name->id)))
        g_hash_table_insert (memo, name, GINT_TO_POINTER (TRUE));
    }
  return memo;
}

gboolean
sy_xlsx_depends_on_parameters (const SyExpression *bound, GHashTable *memo)
{
  Dependence self = { memo, FALSE };

  if (bound)
    sy_expression_walk ((SyExpression *) bound, visit_dependence, &self);
  return self.depends;
}

gboolean
sy_xlsx_column_depends_on_parameters (const SyModelColumn *column, GHashTable *memo)
{
  return column_depends (column, memo);
}
