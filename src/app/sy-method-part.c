/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-method-part.h"

#include <glib/gi18n.h>

#include "sy-binder.h"
#include "sy-parser.h"

void
sy_method_part_free (SyMethodPart *self)
{
  g_object_unref (self->template);
  g_free (self->owner);
  g_free (self->column);
  g_free (self->group);
  g_free (self->title);
  g_free (self->description);
  g_free (self->text);
  g_free (self);
}

/* --- listing --- */

static SyMethodPart *
add_part (GPtrArray *parts, SyTemplate *template, SyTemplatePart kind, const char *owner, const char *column)
{
  SyMethodPart *part = g_new0 (SyMethodPart, 1);

  part->kind = kind;
  part->template = g_object_ref (template);
  part->owner = g_strdup (owner);
  part->column = g_strdup (column);
  part->attribute = "formula";
  g_ptr_array_add (parts, part);
  return part;
}

/* Of the two formulas that one which is taken with these sources. */
static void
pick (SyMethodPart *part, const char *formula, const char *otherwise, const char *taken)
{
  gboolean is_other = otherwise && taken && g_strcmp0 (taken, otherwise) == 0 && g_strcmp0 (taken, formula);

  part->attribute = is_other ? "otherwise" : "formula";
  part->text = g_strdup (is_other ? otherwise : formula);
}

static void
add_columns (GPtrArray *parts, SyTemplate *template, const SyTemplateTable *table, SyModel *model)
{
  SyModelTable *bound = model ? sy_model_find_table (model, table->id) : NULL;

  if (model && !bound)
    return; /* left out with these sources */
  for (guint i = 0; i < table->columns->len; i++)
    {
      const SyTemplateColumn *column = table->columns->pdata[i];
      const SyModelColumn *taken = bound ? sy_model_table_find_column (bound, column->id) : NULL;
      SyMethodPart *part;

      if (!column->formula || (bound && !taken))
        continue;
      part = add_part (parts, template,
                       table->is_source ? SY_TEMPLATE_PART_SOURCE_COLUMN : SY_TEMPLATE_PART_COLUMN, table->id,
                       column->id);
      pick (part, column->formula, column->otherwise, taken ? taken->formula : NULL);
      part->group = g_strdup (bound && bound->title ? bound->title : table->title);
      part->title = g_strdup (column->title);
      part->description = g_strdup (column->description);
      part->unit = column->unit;
    }
}

static void
add_values (GPtrArray *parts, SyTemplate *template, SyModel *model)
{
  GPtrArray *values = sy_template_get_values (template);

  for (guint i = 0; i < values->len; i++)
    {
      const SyTemplateValue *value = values->pdata[i];
      const SyModelName *taken = model ? sy_model_find_name (model, value->id) : NULL;
      SyMethodPart *part;

      /* A word is a value whose formula stands nowhere. */
      if ((model && !taken) || !value->formula || (*value->formula == '"' && !value->unit))
        continue;
      part = add_part (parts, template, SY_TEMPLATE_PART_VALUE, value->id, NULL);
      pick (part, value->formula, value->otherwise, taken ? taken->formula : NULL);
      part->group = g_strdup (_ ("Values"));
      part->title = g_strdup (value->title);
      part->description = g_strdup (value->description);
      part->unit = value->unit;
    }
}

static void
add_parameters (GPtrArray *parts, SyTemplate *template)
{
  GPtrArray *parameters = sy_template_get_parameters (template);

  for (guint i = 0; i < parameters->len; i++)
    {
      const SyTemplateParameter *parameter = parameters->pdata[i];
      SyMethodPart *part = add_part (parts, template, SY_TEMPLATE_PART_PARAMETER, parameter->id, NULL);

      part->attribute = "default";
      part->text = g_strdup (parameter->fallback ? parameter->fallback : "");
      part->group = g_strdup (_ ("Defaults of Parameters"));
      part->title = g_strdup (parameter->title);
      part->description = g_strdup (parameter->description);
      part->unit = parameter->unit;
    }
}

GPtrArray *
sy_method_part_list (SyWorkbook *workbook)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_method_part_free);
  GPtrArray *templates = sy_workbook_get_templates (workbook);
  SyTemplate *own = sy_workbook_get_template (workbook);
  SyModel *model = sy_workbook_get_model (workbook, NULL);

  /* The template's own before what it uses; within each in the order of the file. */
  for (guint i = templates->len; i > 0; i--)
    {
      SyTemplate *template = templates->pdata[i - 1];
      GPtrArray *tables = sy_template_get_tables (template);

      for (guint j = 0; j < tables->len; j++)
        if (!((SyTemplateTable *) tables->pdata[j])->is_source || template == own)
          add_columns (parts, template, tables->pdata[j], model);
    }
  for (guint i = templates->len; i > 0; i--)
    add_values (parts, templates->pdata[i - 1], model);
  for (guint i = templates->len; i > 0; i--)
    add_parameters (parts, templates->pdata[i - 1]);
  return parts;
}

/* --- checking --- */

SyModelTable *
sy_method_part_find_table (const SyMethodPart *self, SyModel *model)
{
  return self->column && model ? sy_model_find_table (model, self->owner) : NULL;
}

gboolean
sy_method_part_check (const SyMethodPart *self, SyModel *model, const char *text, GError **error)
{
  g_autoptr (SyExpression) bound = NULL;
  g_autofree char *formula = g_strstrip (g_strdup (text));

  /* A constant is held to its type when it is applied. */
  if (self->kind == SY_TEMPLATE_PART_PARAMETER && *formula != '=')
    return TRUE;
  if (!*formula)
    {
      g_set_error_literal (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_TABLE, _ ("1:1: a formula is needed"));
      return FALSE;
    }
  bound = model ? sy_binder_bind_formula (model, sy_method_part_find_table (self, model), text, error)
                : sy_parser_parse (text, error);
  return bound != NULL;
}

/* --- changing --- */

static gboolean
is_users_own (SyTemplate *template)
{
  return sy_template_get_text (template)
         || g_str_has_prefix (sy_template_get_path (template), g_get_user_data_dir ());
}

char *
sy_method_part_change (const SyMethodPart *self, SyWorkbook *workbook, const char *text, GError **error)
{
  SyTemplate *template = sy_workbook_get_template (workbook);
  g_autofree char *id = g_strconcat (sy_template_get_id (template), "-own", NULL);
  g_autofree char *xml = sy_template_dup_text (template, error);
  g_autofree char *formula = g_strstrip (g_strdup (text));
  g_autofree char *from = NULL;

  if (!xml)
    return NULL;
  if (!is_users_own (template))
    {
      char *own = sy_template_text_set_head (xml, id, NULL);

      g_free (xml);
      xml = own;
    }
  if (!sy_template_text_has_part (xml, self->kind, self->owner, self->column))
    {
      char *with = NULL;

      from = sy_template_dup_text (self->template, error);
      with =
          from ? sy_template_text_take_part (xml, from, self->kind, self->owner, self->column, error) : NULL;
      if (!with)
        return NULL;
      g_free (xml);
      xml = with;
    }
  return sy_template_text_set_formula (xml, self->kind, self->owner, self->column, self->attribute, formula,
                                       error);
}
