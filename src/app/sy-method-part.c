/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-method-part.h"

#include <glib/gi18n.h>

#include <string.h>

#include "sy-binder.h"
#include "sy-parser.h"
#include "sy-suggestion.h"

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

/* Titles of what a table or chart is made by, to be translated. */
static const struct
{
  const char *attribute, *title;
  gsize offset;
} table_parts[] = {
  { "rows", N_ ("Rows"), G_STRUCT_OFFSET (SyTemplateTable, rows) },
  { "where", N_ ("Only where"), G_STRUCT_OFFSET (SyTemplateTable, where) },
  { "sort", N_ ("Order"), G_STRUCT_OFFSET (SyTemplateTable, sort) },
  { "top", N_ ("At most"), G_STRUCT_OFFSET (SyTemplateTable, top) },
}, chart_parts[] = {
  { "type", N_ ("Kind of chart"), G_STRUCT_OFFSET (SyTemplateChart, type) },
  { "x", N_ ("Along the axis"), G_STRUCT_OFFSET (SyTemplateChart, x) },
  { "bars", N_ ("Bars"), G_STRUCT_OFFSET (SyTemplateChart, bars) },
  { "line", N_ ("Line"), G_STRUCT_OFFSET (SyTemplateChart, line) },
  { "y", N_ ("Upwards"), G_STRUCT_OFFSET (SyTemplateChart, y) },
  { "value", N_ ("Value"), G_STRUCT_OFFSET (SyTemplateChart, value) },
  { "label", N_ ("Label"), G_STRUCT_OFFSET (SyTemplateChart, label) },
};

/* Rows of a table that is typed are typed. */
static void
add_tables (GPtrArray *parts, SyTemplate *template, SyModel *model)
{
  GPtrArray *tables = sy_template_get_tables (template);

  for (guint i = 0; i < tables->len; i++)
    {
      const SyTemplateTable *table = tables->pdata[i];

      if (table->is_source || g_strcmp0 (table->rows, "INPUT") == 0
          || (model && !sy_model_find_table (model, table->id)))
        continue;
      for (guint j = 0; j < G_N_ELEMENTS (table_parts); j++)
        {
          const char *text = G_STRUCT_MEMBER (char *, table, table_parts[j].offset);
          SyMethodPart *part = add_part (parts, template, SY_TEMPLATE_PART_TABLE, table->id, NULL);

          part->attribute = table_parts[j].attribute;
          part->text = g_strdup (text ? text : "");
          part->group = g_strdup_printf (_ ("Rows of “%s”"), table->title);
          part->title = g_strdup (_ (table_parts[j].title));
          part->description = g_strdup (table->description);
        }
    }
}

static void
add_charts (GPtrArray *parts, SyTemplate *template)
{
  GPtrArray *charts = sy_template_get_charts (template);

  for (guint i = 0; i < charts->len; i++)
    {
      const SyTemplateChart *chart = charts->pdata[i];

      for (guint j = 0; j < G_N_ELEMENTS (chart_parts); j++)
        {
          const char *text = G_STRUCT_MEMBER (char *, chart, chart_parts[j].offset);
          SyMethodPart *part;

          if (!text)
            continue;
          part = add_part (parts, template, SY_TEMPLATE_PART_CHART, chart->id, NULL);
          part->attribute = chart_parts[j].attribute;
          part->text = g_strdup (text);
          part->group = g_strdup_printf (_ ("Chart “%s”"), chart->title);
          part->title = g_strdup (_ (chart_parts[j].title));
        }
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
  for (guint i = templates->len; i > 0; i--)
    add_tables (parts, templates->pdata[i - 1], model);
  /* Charts of a template that is used are its own. */
  if (own)
    add_charts (parts, own);
  return parts;
}

/* --- checking --- */

SyModelTable *
sy_method_part_find_table (const SyMethodPart *self, SyModel *model)
{
  return (self->column || self->kind == SY_TEMPLATE_PART_TABLE) && model
             ? sy_model_find_table (model, self->owner)
             : NULL;
}

/* The table whose columns a chart or an order names; NULL: it is not there with these sources. */
static SyModelTable *
find_named_table (const SyMethodPart *self, SyModel *model)
{
  GPtrArray *charts = sy_template_get_charts (self->template);
  const char *id = self->kind == SY_TEMPLATE_PART_TABLE ? self->owner : NULL;

  for (guint i = 0; !id && i < charts->len; i++)
    if (g_str_equal (((const SyTemplateChart *) charts->pdata[i])->id, self->owner))
      id = ((const SyTemplateChart *) charts->pdata[i])->table;
  return id && model ? sy_model_find_table (model, id) : NULL;
}

/* @at: bytes from the beginning of @text. */
static gboolean
fail_at (const char *text, gsize at, const char *message, GError **error)
{
  g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_TABLE, "1:%ld: %s",
               g_utf8_strlen (text, (gssize) at) + 1, message);
  return FALSE;
}

static gboolean
check_column (SyModelTable *table, const char *text, gsize at, gsize length, GError **error)
{
  g_autofree char *id = g_strndup (text + at, length);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autofree char *hint = NULL;
  g_autofree char *message = NULL;

  if (sy_model_table_find_column (table, id))
    return TRUE;
  for (guint i = 0; i < table->columns->len; i++)
    g_ptr_array_add (ids, ((const SyModelColumn *) table->columns->pdata[i])->id);
  hint = sy_suggestion_make (id, ids);
  message = g_strdup_printf (_ ("no column %s in “%s”%s"), id, table->title ? table->title : table->id, hint);
  return fail_at (text, at, message, error);
}

/* “amount desc, name”: in an order a word of direction may stand behind a column. */
static gboolean
check_columns (SyModelTable *table, const char *text, gboolean is_order, GError **error)
{
  gboolean behind_column = FALSE;
  gsize length;

  for (gsize at = 0; text[at]; at += length)
    {
      gsize gap = strspn (text + at, " \t\n");

      length = gap ? gap : 1;
      if (gap || text[at] == ',')
        {
          behind_column = behind_column && text[at] != ',';
          continue;
        }
      length = strcspn (text + at, " \t\n,");
      if (is_order && behind_column
          && (g_ascii_strncasecmp (text + at, "desc", MAX (length, 4)) == 0
              || g_ascii_strncasecmp (text + at, "asc", MAX (length, 3)) == 0))
        continue;
      if (!check_column (table, text, at, length, error))
        return FALSE;
      behind_column = TRUE;
    }
  return TRUE;
}

/* Names of columns; the kind of a chart is held to it when it is applied. */
static gboolean
check_names (const SyMethodPart *self, SyModel *model, const char *text, GError **error)
{
  SyModelTable *table = find_named_table (self, model);

  if (!table || g_str_equal (self->attribute, "type"))
    return TRUE;
  return check_columns (table, text, g_str_equal (self->attribute, "sort"), error);
}

gboolean
sy_method_part_check (const SyMethodPart *self, SyModel *model, const char *text, GError **error)
{
  g_autoptr (SyExpression) bound = NULL;
  g_autofree char *formula = g_strstrip (g_strdup (text));

  /* A constant is held to its type when it is applied. */
  if (self->kind == SY_TEMPLATE_PART_PARAMETER && *formula != '=')
    return TRUE;
  if (self->kind == SY_TEMPLATE_PART_CHART || g_str_equal (self->attribute, "sort"))
    return check_names (self, model, text, error);
  if (self->kind == SY_TEMPLATE_PART_TABLE && !*formula && !g_str_equal (self->attribute, "rows"))
    return TRUE;
  if (self->kind == SY_TEMPLATE_PART_TABLE && g_str_equal (self->attribute, "rows"))
    {
      bound = sy_parser_parse (text, error);
      return bound != NULL;
    }
  if (!*formula)
    {
      g_set_error_literal (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_TABLE, _ ("1:1: a formula is needed"));
      return FALSE;
    }
  bound = model ? sy_binder_bind_formula (model, sy_method_part_find_table (self, model), text, error)
                : sy_parser_parse (text, error);
  return bound != NULL;
}

/* --- what can stand there --- */

const char *
sy_method_part_get_hint (const SyMethodPart *self)
{
  if (self->kind == SY_TEMPLATE_PART_PARAMETER)
    return _ ("A number, date or text that stands until another is typed in the settings, or a formula that "
              "begins with “=”.");
  if (self->kind == SY_TEMPLATE_PART_CHART)
    return g_str_equal (self->attribute, "type")
               ? _ ("One word, such as column, bars, line, scatter, pareto or heatmap.")
               : _ ("Columns of the chart’s table by their names, with spaces between them.");
  if (self->kind != SY_TEMPLATE_PART_TABLE)
    return _ ("[@name] is this row’s cell, [name] the whole column, table[name] another table’s. Ctrl+Space "
              "offers what can stand here; Tab takes it.");
  if (g_str_equal (self->attribute, "rows"))
    return _ (
        "One row for each: GROUP(sales[product]) of what is there, CROSS(…) of all pairs, DAYS(first,last) "
        "of dates, LIST(1,7) of numbers or texts.");
  if (g_str_equal (self->attribute, "where"))
    return _ ("A condition on each row, such as [@amount]>0; empty: all rows stay.");
  if (g_str_equal (self->attribute, "sort"))
    return _ (
        "Columns with commas between them, desc behind one for the largest first; empty: as they come.");
  return _ ("A number or a parameter: so many rows stay, in their order; empty: all.");
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
