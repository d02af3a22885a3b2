/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conditions on rows, as SQL and in words. Text is compared without case and without the blanks around it,
 * since that is how people look for it; values chosen from a list are compared as they are. */
#include "config.h"

#include "sy-row-filter.h"

#include <glib/gi18n-lib.h>

#include "sy-dialect.h"
#include "sy-parameter.h"
#include "sy-table-private.h"

#define NAMED_VALUES 3

static SyCondition *
new_condition (SyConditionKind kind, const char *column)
{
  SyCondition *self = g_new0 (SyCondition, 1);

  self->kind = kind;
  self->column = g_strdup (column);
  return self;
}

static char *
dup_filled (const char *text)
{
  g_autofree char *trimmed = text ? g_strstrip (g_strdup (text)) : NULL;

  return trimmed && *trimmed ? g_steal_pointer (&trimmed) : NULL;
}

SyCondition *
sy_condition_new_text (SyConditionKind kind, const char *column, const char *text)
{
  SyCondition *self = new_condition (kind, column);

  self->text = g_strdup (text);
  return self;
}

SyCondition *
sy_condition_new_range (const char *column, const char *from, const char *to)
{
  SyCondition *self = new_condition (SY_CONDITION_RANGE, column);

  self->from = dup_filled (from);
  self->to = dup_filled (to);
  return self;
}

SyCondition *
sy_condition_new_values (const char *column, const char *const *values, gboolean blank)
{
  SyCondition *self = new_condition (SY_CONDITION_ONE_OF, column);

  self->values = g_strdupv ((char **) values);
  self->blank = blank;
  return self;
}

SyCondition *
sy_condition_new_blank (const char *column, gboolean blank)
{
  return new_condition (blank ? SY_CONDITION_BLANK : SY_CONDITION_NOT_BLANK, column);
}

SyCondition *
sy_condition_copy (const SyCondition *self)
{
  SyCondition *copy = new_condition (self->kind, self->column);

  copy->text = g_strdup (self->text);
  copy->other = g_strdup (self->other);
  copy->from = g_strdup (self->from);
  copy->to = g_strdup (self->to);
  copy->values = g_strdupv (self->values);
  copy->blank = self->blank;
  return copy;
}

void
sy_condition_free (SyCondition *self)
{
  g_free (self->column);
  g_free (self->text);
  g_free (self->other);
  g_free (self->from);
  g_free (self->to);
  g_strfreev (self->values);
  g_free (self);
}

/* --- values --- */

static const SyTableColumn *
find_column (const SyCondition *self, SyTable *table, GError **error)
{
  int index = sy_table_find_column (table, self->column);

  if (index >= 0)
    return sy_table_get_columns (table)->pdata[index];
  g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_TABLE, _ ("“%s” has no column “%s”"),
               sy_table_get_title (table), self->column);
  return NULL;
}

static gboolean
is_date (const SyTableColumn *column)
{
  return column->type == SY_TYPE_DATE || column->unit == SY_UNIT_DATE || column->unit == SY_UNIT_MONTH;
}

/* What is typed, as the column stores it. */
static gboolean
parse (const SyTableColumn *column, const char *text, SyValue *value, GError **error)
{
  g_auto (SyTypedValue) typed = { 0 };
  SyUnit unit = column->type == SY_TYPE_BOOL ? SY_UNIT_BOOL : SY_UNIT_NUMBER;

  if (is_date (column))
    unit = SY_UNIT_DATE;
  else if (column->unit == SY_UNIT_PERCENT)
    unit = SY_UNIT_PERCENT;
  if (!sy_parameter_parse_text (sy_table_column_get_heading (column), FALSE, unit, text, &typed, error))
    return FALSE;
  *value = typed.value;
  /* Arithmetic on dates gives days as a spreadsheet counts them. */
  if (is_date (column) && column->type == SY_TYPE_NUMBER)
    *value = SY_VALUE_NUMBER ((double) (typed.value.integer + SY_EXCEL_EPOCH));
  return TRUE;
}

gboolean
sy_condition_check (const SyCondition *self, SyTable *table, GError **error)
{
  const SyTableColumn *column;
  SyValue value;

  if (self->kind == SY_CONDITION_SEARCH)
    return TRUE;
  column = find_column (self, table, error);
  if (!column)
    return FALSE;
  if (self->kind != SY_CONDITION_RANGE)
    return TRUE;
  return (!self->from || parse (column, self->from, &value, error))
         && (!self->to || parse (column, self->to, &value, error));
}

/* --- words --- */

static char *
describe_values (const SyCondition *self, const char *title)
{
  g_autoptr (GString) list = g_string_new (NULL);
  guint n = g_strv_length (self->values);
  guint n_all = n + (self->blank ? 1 : 0);

  for (guint i = 0; i < MIN (n, NAMED_VALUES); i++)
    g_string_append_printf (list, "%s%s", i ? ", " : "", self->values[i]);
  if (self->blank && n < NAMED_VALUES)
    g_string_append_printf (list, "%s%s", list->len ? ", " : "", _ ("(blank)"));
  if (n_all > NAMED_VALUES)
    g_string_append_printf (list, ", +%u", n_all - NAMED_VALUES);
  /* Translators: a condition on a column: “Store: north, south” */
  return g_strdup_printf (_ ("%s: %s"), title, list->str);
}

static char *
describe_range (const SyCondition *self, const char *title)
{
  if (self->from && self->to)
    return g_strdup_printf (_ ("%s from %s to %s"), title, self->from, self->to);
  if (self->from)
    return g_strdup_printf (_ ("%s from %s on"), title, self->from);
  return g_strdup_printf (_ ("%s up to %s"), title, self->to ? self->to : "∞");
}

char *
sy_condition_describe (const SyCondition *self, SyTable *table)
{
  const SyTableColumn *column = self->column ? find_column (self, table, NULL) : NULL;
  const char *title = column ? sy_table_column_get_heading (column) : self->column;

  switch (self->kind)
    {
    case SY_CONDITION_CONTAINS:
      return g_strdup_printf (_ ("%s contains “%s”"), title, self->text);
    case SY_CONDITION_IS:
      return g_strdup_printf (_ ("%s is “%s”"), title, self->text);
    case SY_CONDITION_BEGINS:
      return g_strdup_printf (_ ("%s begins with “%s”"), title, self->text);
    case SY_CONDITION_RANGE:
      return describe_range (self, title);
    case SY_CONDITION_ONE_OF:
      return describe_values (self, title);
    case SY_CONDITION_BLANK:
      return g_strdup_printf (_ ("%s is blank"), title);
    case SY_CONDITION_NOT_BLANK:
      return g_strdup_printf (_ ("%s is not blank"), title);
    case SY_CONDITION_SEARCH:
    default:
      return g_strdup_printf (_ ("“%s” anywhere"), self->text);
    }
}

/* --- SQL --- */

static void
bind (SyRowFilter *self, SyValue value)
{
  if (value.type == SY_COLUMN_TEXT)
    {
      g_ptr_array_add (self->texts, g_strdup (value.text));
      value.text = self->texts->pdata[self->texts->len - 1];
    }
  g_array_append_val (self->values, value);
  g_string_append_printf (self->sql, "$%u", self->values->len);
}

static void
append_cell (SyRowFilter *self, const char *alias, const char *column, const char *type)
{
  g_string_append_printf (self->sql, type ? "CAST(%s." : "%s.", alias);
  sy_sql_append_identifier (self->sql, column);
  if (type)
    g_string_append_printf (self->sql, " AS %s)", type);
}

static void
append_text (SyRowFilter *self,
             const char *alias,
             const char *column,
             SyConditionKind kind,
             const SyCondition *condition)
{
  const char *how = kind == SY_CONDITION_IS ? "" : kind == SY_CONDITION_BEGINS ? "starts_with(" : "contains(";
  g_autofree char *trimmed = g_strstrip (g_strdup (condition->text));

  if (condition->other)
    {
      g_string_append_c (self->sql, '(');
      append_cell (self, alias, column, "VARCHAR");
      g_string_append (self->sql, " = ");
      bind (self, SY_VALUE_TEXT (condition->other));
      g_string_append (self->sql, " OR ");
    }
  g_string_append_printf (self->sql, "%strim(lower(", how);
  append_cell (self, alias, column, "VARCHAR");
  g_string_append_printf (self->sql, "))%s lower(", *how ? "," : " =");
  bind (self, SY_VALUE_TEXT (trimmed));
  g_string_append (self->sql, *how ? "))" : ")");
  g_string_append (self->sql, condition->other ? ")" : "");
}

static gboolean
append_end (SyRowFilter *self,
            const char *alias,
            const SyTableColumn *column,
            const char *sign,
            const char *text,
            GError **error)
{
  SyValue value;

  if (!parse (column, text, &value, error))
    return FALSE;
  append_cell (self, alias, column->id, NULL);
  g_string_append_printf (self->sql, " %s ", sign);
  bind (self, value);
  return TRUE;
}

static gboolean
append_range (SyRowFilter *self,
              const char *alias,
              const SyTableColumn *column,
              const SyCondition *condition,
              GError **error)
{
  if (condition->from && !append_end (self, alias, column, ">=", condition->from, error))
    return FALSE;
  if (condition->from && condition->to)
    g_string_append (self->sql, " AND ");
  if (condition->to && !append_end (self, alias, column, "<=", condition->to, error))
    return FALSE;
  if (!condition->from && !condition->to)
    g_string_append (self->sql, "TRUE");
  return TRUE;
}

/* Chosen values read as they were listed: by their text, but numbers, whose trailing zeros are not listed. */
static void
append_values (SyRowFilter *self,
               const char *alias,
               const SyTableColumn *column,
               const SyCondition *condition)
{
  gboolean is_number = column->type == SY_TYPE_NUMBER;

  g_string_append (self->sql, "(");
  for (guint i = 0; condition->values[i]; i++)
    {
      g_string_append (self->sql, i ? ", " : "");
      if (i == 0)
        {
          append_cell (self, alias, column->id, is_number ? "DOUBLE" : "VARCHAR");
          g_string_append (self->sql, " IN (");
        }
      bind (self, is_number ? SY_VALUE_NUMBER (g_ascii_strtod (condition->values[i], NULL))
                            : SY_VALUE_TEXT (condition->values[i]));
    }
  g_string_append (self->sql, condition->values[0] ? ")" : "FALSE");
  if (condition->blank)
    {
      g_string_append (self->sql, " OR ");
      append_cell (self, alias, column->id, NULL);
      g_string_append (self->sql, " IS NULL");
    }
  g_string_append (self->sql, ")");
}

static void
append_search (SyRowFilter *self, const char *alias, SyTable *table, const SyCondition *condition)
{
  GPtrArray *columns = sy_table_get_columns (table);
  guint n = 0;

  g_string_append (self->sql, "(");
  for (guint i = 0; i < columns->len; i++)
    {
      const SyTableColumn *column = columns->pdata[i];

      if (column->type != SY_TYPE_TEXT || column->hidden || column->is_provenance)
        continue;
      g_string_append (self->sql, n++ ? " OR " : "");
      append_text (self, alias, column->id, SY_CONDITION_CONTAINS, condition);
    }
  g_string_append (self->sql, n ? ")" : "FALSE)");
}

static gboolean
append_condition (
    SyRowFilter *self, const char *alias, SyTable *table, const SyCondition *condition, GError **error)
{
  const SyTableColumn *column;

  if (condition->kind == SY_CONDITION_SEARCH)
    {
      append_search (self, alias, table, condition);
      return TRUE;
    }
  column = find_column (condition, table, error);
  if (!column)
    return FALSE;
  if (condition->kind == SY_CONDITION_RANGE)
    return append_range (self, alias, column, condition, error);
  if (condition->kind == SY_CONDITION_ONE_OF)
    append_values (self, alias, column, condition);
  else if (condition->kind == SY_CONDITION_BLANK || condition->kind == SY_CONDITION_NOT_BLANK)
    {
      append_cell (self, alias, column->id, NULL);
      g_string_append (self->sql, condition->kind == SY_CONDITION_BLANK ? " IS NULL" : " IS NOT NULL");
    }
  else
    append_text (self, alias, column->id, condition->kind, condition);
  return TRUE;
}

/**
 * sy_row_filter_new:
 * @conditions: (element-type SyCondition) (nullable): all must hold
 *
 * Returns: (transfer full): the SQL; %NULL with %SY_WORKBOOK_ERROR_TABLE or _PARAMETER
 */
SyRowFilter *
sy_row_filter_new (GPtrArray *conditions, SyTable *table, const char *alias, GError **error)
{
  g_autoptr (SyRowFilter) self = g_new0 (SyRowFilter, 1);

  self->sql = g_string_new (NULL);
  self->values = g_array_new (FALSE, FALSE, sizeof (SyValue));
  self->texts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; conditions && i < conditions->len; i++)
    {
      g_string_append (self->sql, i ? " AND " : " WHERE ");
      if (!append_condition (self, alias, table, conditions->pdata[i], error))
        return NULL;
    }
  return g_steal_pointer (&self);
}

void
sy_row_filter_free (SyRowFilter *self)
{
  g_string_free (self->sql, TRUE);
  g_array_unref (self->values);
  g_ptr_array_unref (self->texts);
  g_free (self);
}
