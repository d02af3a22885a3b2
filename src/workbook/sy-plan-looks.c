/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the columns and names of a plan look: titles, units, decimals, from the template, the source, or the
 * role that a key is a value of. */
#include "config.h"

#include "sy-plan.h"
#include "sy-table-private.h"

static const SyTemplateColumn *
find_template_column (SyPlan *self, const SyModelTable *table, const char *id)
{
  GPtrArray *templates = sy_plan_get_templates (self);

  for (guint i = 0; i < templates->len; i++)
    {
      GPtrArray *tables = sy_template_get_tables (templates->pdata[i]);
      for (guint j = 0; j < tables->len; j++)
        {
          const SyTemplateTable *definition = tables->pdata[j];
          for (guint k = 0; g_str_equal (definition->id, table->id) && k < definition->columns->len; k++)
            {
              const SyTemplateColumn *column = definition->columns->pdata[k];
              if (g_str_equal (column->id, id))
                return column;
            }
        }
    }
  return NULL;
}

/* A key has the look of the role it is a value of. */
static SyUnit
guess_unit (SyPlan *self, const SyModelColumn *column, guint *decimals)
{
  GPtrArray *sources = sy_plan_get_sources (self);

  if (column->type == SY_TYPE_DATE)
    return SY_UNIT_DATE;
  if (column->type == SY_TYPE_BOOL)
    return SY_UNIT_BOOL;
  for (guint i = 0; column->type == SY_TYPE_NUMBER && i < sources->len; i++)
    {
      const SySource *source = sources->pdata[i];
      const SyRole *role = sy_source_kind_find_role (source->kind, column->id);
      if (!role)
        continue;
      *decimals = role->type == SY_ROLE_MONEY ? 2 : 3;
      return role->type == SY_ROLE_MONEY ? SY_UNIT_CURRENCY : SY_UNIT_NUMBER;
    }
  *decimals = column->is_decimal ? column->decimals : 0;
  return SY_UNIT_NONE;
}

static SyTableColumn *
describe_column (SyPlan *self, const SyModelTable *table, const SyModelColumn *column)
{
  SyTableColumn *look = g_new0 (SyTableColumn, 1);
  const SyTemplateColumn *definition = find_template_column (self, table, column->id);
  const SySource *source = table->rows_kind == SY_ROWS_SOURCE ? sy_plan_find_source (self, table->id) : NULL;
  const SySourceColumn *from = source ? sy_source_find_column (source, column->id) : NULL;

  look->id = g_strdup (column->id);
  look->title = g_strdup (column->title ? column->title : column->id);
  look->type = column->type;
  look->is_formula = column->formula != NULL;
  look->is_provenance = from && from->how == SY_SOURCE_COLUMN_PROVENANCE;
  look->hidden = from && from->how == SY_SOURCE_COLUMN_ABSENT;
  if (definition)
    {
      look->description = g_strdup (definition->description);
      look->unit = definition->unit;
      look->decimals = definition->decimals;
      look->hidden = definition->hidden;
      look->is_signed = definition->is_signed;
      look->direction = definition->direction;
    }
  if (look->unit == SY_UNIT_NONE)
    look->unit = guess_unit (self, column, &look->decimals);
  if (look->is_provenance && column->type == SY_TYPE_NUMBER)
    look->unit = SY_UNIT_INTEGER;
  return look;
}

GPtrArray *
sy_plan_describe_columns (SyPlan *self, const SyModelTable *table)
{
  GPtrArray *columns = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_table_column_free);

  for (guint i = 0; i < table->columns->len; i++)
    g_ptr_array_add (columns, describe_column (self, table, table->columns->pdata[i]));
  return columns;
}

void
sy_plan_describe_name (SyPlan *self, const char *id, SyUnit *unit, guint *decimals)
{
  SyWorkbookValue *value = sy_plan_find_value (self, id);
  SyWorkbookParameter *parameter = value ? NULL : sy_plan_find_parameter (self, id);
  SyModel *model = sy_plan_get_model (self, NULL);
  SyModelName *name = model ? sy_model_find_name (model, id) : NULL;

  *unit = value ? value->definition->unit : parameter ? parameter->definition->unit : SY_UNIT_NONE;
  *decimals = value ? value->definition->decimals : 0;
  if (*unit == SY_UNIT_NONE && name && name->type == SY_TYPE_DATE)
    *unit = SY_UNIT_DATE;
  if (*unit == SY_UNIT_NONE && name && name->type == SY_TYPE_BOOL)
    *unit = SY_UNIT_BOOL;
}
