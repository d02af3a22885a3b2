/* SPDX-License-Identifier: GPL-3.0-or-later */
/* data/templates/NAME.xml to a template: the table of what may stand where, then one small function an
 * element. Formulas are parsed here already, so that a slip in one is told with its line in the file; what
 * they refer to is looked up when a workbook is made of the template. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "sy-markup-private.h"
#include "sy-parser.h"
#include "sy-template-private.h"
#include "sy-template-reader-private.h"
#include "sy-template-reader.h"
#include "sy-report-sentences.h"

#define TEXT_ATTRIBUTES "xml:lang translatable"
#define COLUMN_ATTRIBUTES                                                                                    \
  "id* formula otherwise unit decimals type hidden signed direction" SY_TYPED_ATTRIBUTES

/* clang-format off */
G_DEFINE_QUARK (sy_template_error, sy_template_error)

static const SyMarkupRule rules[] = {
  { "template", "", "id* level domain line uses", FALSE },
  { "title", "template", TEXT_ATTRIBUTES, TRUE },
  { "description", "template", TEXT_ATTRIBUTES, TRUE },
  { "needs", "template", "source* roles* optional", FALSE },

  { "parameter", "template", "id* type* default blank minimum maximum choices needs", FALSE },
  { "title", "parameter", TEXT_ATTRIBUTES, TRUE },
  { "description", "parameter", TEXT_ATTRIBUTES, TRUE },

  { "source", "template", "id*", FALSE },
  { "column", "source", COLUMN_ATTRIBUTES, FALSE },
  { "table", "template", "id* rows* area where sort top key needs hidden replaces fixed", FALSE },
  { "title", "table", TEXT_ATTRIBUTES, TRUE },
  { "description", "table", TEXT_ATTRIBUTES, TRUE },
  { "column", "table", COLUMN_ATTRIBUTES, FALSE },
  { "row", "table", "translatable", TRUE },
  { "text", "row", TEXT_ATTRIBUTES, TRUE },
  { "title", "column", TEXT_ATTRIBUTES, TRUE },
  { "description", "column", TEXT_ATTRIBUTES, TRUE },

  { "value", "template", "id* formula* otherwise unit decimals direction needs replaces", FALSE },
  { "title", "value", TEXT_ATTRIBUTES, TRUE },
  { "description", "value", TEXT_ATTRIBUTES, TRUE },

  { "word", "template", "id*", FALSE },
  { "title", "word", TEXT_ATTRIBUTES, TRUE },

  { "chart", "template", "id* type* table* x* y bars bars2 bars3 bars4 line line2 line3 line4 color label size value note facet target low q1 median q3 high mean center upper lower "
                         "parent from to total-where mark-where outliers outlier-x outlier-y zone-low zone-high point x-cut y-cut slope intercept head columns rows states direction mark-extremes stacked map", FALSE },
  { "title", "chart", TEXT_ATTRIBUTES, TRUE },
  { "line", "chart", "value* axis style", FALSE },
  { "title", "line", TEXT_ATTRIBUTES, TRUE },
  { "quadrant", "chart", "at*", FALSE },
  { "title", "quadrant", TEXT_ATTRIBUTES, TRUE },
  { "marks", "chart", "table* from* to label kind", FALSE },

  { "note", "template", "when about translatable", TRUE },
  { "check", "template", "left* right* tolerance", FALSE },
  { "title", "check", TEXT_ATTRIBUTES, TRUE },

  { "report", "template", "", FALSE },
  { "heading", "report", "translatable", TRUE },
  { "text", "heading", TEXT_ATTRIBUTES, TRUE },
  { "cards", "report", "values*", FALSE },
  { "chart", "report", "ref*", FALSE },
  { "table", "report", "ref* rows", FALSE },
  { "note", "report", "when translatable", TRUE },
  { "text", "note", TEXT_ATTRIBUTES, TRUE },
  { NULL },
};

static const char *const level_names[] = { "guidance", "operations", "strategy", "planning", NULL };
static const char *const domain_names[] = { "people", "goods", "place", "money", NULL };
static const char *const area_names[] = { "custom", "source", "helper", "analysis", "report", NULL };
static const char *const unit_names[] = { "none", "number", "integer", "currency", "percent", "weight", "date", "month", "bool", NULL };
static const char *const parameter_type_names[] = { "text", "number", "integer", "currency", "percent", "weight", "date", "month", "bool", NULL };
static const char *const column_type_names[] = { "number", "text", NULL };
static const char *const direction_names[] = { "less", "neutral", "more", NULL };
static const char *const axis_names[] = { "y", "y2", "x", NULL };
static const char *const quadrant_names[] = { "high-high", "high-low", "low-high", "low-low", NULL };
static const char *const style_names[] = { "mean", "limit", "target", "cut", NULL };
static const char *const marks_kind_names[] = { "promotion", NULL };
/* clang-format on */

typedef SyTemplateReading Reading;

static char *
dup_attribute (const SyMarkupNode *node, const char *attribute)
{
  return g_strdup (sy_markup_get (node, attribute));
}

/* As formulas are: one line of text, whatever way the file is broken. */
static char *
dup_formula (const SyMarkupNode *node, const char *attribute)
{
  const char *text = sy_markup_get (node, attribute);
  return text ? g_strstrip (g_strdup (text)) : NULL;
}

static gboolean
check_formula (const SyMarkupNode *node, const char *attribute, GError **error)
{
  const char *text = sy_markup_get (node, attribute);
  g_autoptr (GError) cause = NULL;
  if (!text)
    return TRUE;

  g_autoptr (SyExpression) expression = sy_parser_parse (text, &cause);
  if (expression)
    return TRUE;
  /* TRANSLATORS: what is wrong begins with line:column within the formula */
  return sy_markup_fail (node, attribute, error, _ ("in the formula “%s”: %s"), attribute, cause->message);
}

gboolean
sy_template_reading_check_formula (const SyMarkupNode *node, const char *attribute, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) cause = NULL;
  if (attribute)
    return check_formula (node, attribute, error);

  text = sy_markup_dup_text (node);
  g_autoptr (SyExpression) expression = sy_parser_parse (text ? text : "", &cause);
  return expression
         || sy_markup_fail (node, NULL, error, _ ("in the formula “%s”: %s"), node->rule->name,
                            cause->message);
}

static gboolean
check_formulas (const SyMarkupNode *node, const char *attributes, GError **error)
{
  g_auto (GStrv) words = g_strsplit (attributes, " ", -1);
  for (char **word = words; *word; word++)
    if (!check_formula (node, *word, error))
      return FALSE;
  return TRUE;
}

/* A choice by name, kept as the name; absent gives @fallback. */
static gboolean
read_word (const SyMarkupNode *node,
           const char *attribute,
           const char *const *names,
           const char *fallback,
           char **out,
           GError **error)
{
  int choice = -1;
  if (!sy_markup_get_choice (node, attribute, names, -1, &choice, error))
    return FALSE;
  *out = g_strdup (choice < 0 ? fallback : names[choice]);
  return TRUE;
}

/* Ids are what formulas say: letters, digits and _, in any script. */
static gboolean
check_id (const SyMarkupNode *node, GHashTable *taken, const char *prefix, GError **error)
{
  const char *id = sy_markup_get (node, "id");
  gboolean good = *id && !g_ascii_isdigit (*id);
  for (const char *at = id; good && *at; at = g_utf8_next_char (at))
    good = *at == '_' || g_unichar_isalnum (g_utf8_get_char (at));
  if (!good)
    return sy_markup_fail (
        node, "id", error,
        _ ("“%s” can’t be an id: it must be letters, digits and _, not beginning with a digit"), id);
  if (!g_hash_table_add (taken, g_strconcat (prefix, id, NULL)))
    return sy_markup_fail (node, "id", error, _ ("the id “%s” is given twice"), id);
  return TRUE;
}

static char *
dup_title_or_id (const SyMarkupNode *node, const char *language)
{
  char *title = sy_markup_dup_title (node, "title", language);
  return title ? title : dup_attribute (node, "id");
}

static gboolean
read_needs (Reading *reading, const SyMarkupNode *node, GError **error)
{
  SyTemplateNeed *need = g_new0 (SyTemplateNeed, 1);
  const char *optional = sy_markup_get (node, "optional");
  need->source = dup_attribute (node, "source");
  need->roles = g_strsplit (sy_markup_get (node, "roles"), " ", -1);
  need->optional = optional ? g_strsplit (optional, " ", -1) : g_new0 (char *, 1);
  g_ptr_array_add (reading->template->needs, need);
  return TRUE;
}

/* Is @text a value of the parameter's type, as it stands in a file? */
static gboolean
is_constant (const SyTemplateParameter *parameter, const char *text)
{
  int year = 0, month = 0, day = 1, used = 0;
  char *end = NULL;

  if (parameter->is_text)
    return TRUE;
  switch (parameter->unit)
    {
    case SY_UNIT_BOOL:
      return g_str_equal (text, "TRUE") || g_str_equal (text, "FALSE");
    case SY_UNIT_MONTH:
      return sscanf (text, "%4d-%2d%n", &year, &month, &used) == 2 && text[used] == '\0'
             && g_date_valid_dmy (1, (GDateMonth) month, (GDateYear) year);
    case SY_UNIT_DATE:
      return sscanf (text, "%4d-%2d-%2d%n", &year, &month, &day, &used) == 3 && text[used] == '\0'
             && g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year);
    default:
      g_ascii_strtod (text, &end);
      return end != text && *end == '\0';
    }
}

static gboolean
read_limits (const SyMarkupNode *node, SyTemplateParameter *parameter, GError **error)
{
  parameter->has_minimum = sy_markup_get (node, "minimum") != NULL;
  parameter->has_maximum = sy_markup_get (node, "maximum") != NULL;
  return sy_markup_get_number (node, "minimum", 0., &parameter->minimum, error)
         && sy_markup_get_number (node, "maximum", 0., &parameter->maximum, error)
         && sy_markup_get_bool (node, "blank", FALSE, &parameter->may_be_blank, error);
}

static gboolean
read_parameter (Reading *reading, const SyMarkupNode *node, GError **error)
{
  SyTemplateParameter *parameter = g_new0 (SyTemplateParameter, 1);
  int type = 0;
  g_ptr_array_add (reading->template->parameters, parameter);

  if (!sy_markup_get_choice (node, "type", parameter_type_names, 0, &type, error))
    return FALSE;
  parameter->id = dup_attribute (node, "id");
  parameter->title = dup_title_or_id (node, reading->language);
  parameter->description = sy_markup_dup_title (node, "description", reading->language);
  parameter->is_text = type == 0;
  parameter->unit = (SyUnit) type;
  parameter->fallback = dup_formula (node, "default");
  parameter->choices = dup_formula (node, "choices");
  parameter->needs = dup_attribute (node, "needs");
  if (!check_id (node, reading->names, "", error) || !read_limits (node, parameter, error)
      || !check_formula (node, "choices", error))
    return FALSE;

  const char *fallback = parameter->fallback;
  if (!fallback || !*fallback)
    {
      g_clear_pointer (&parameter->fallback, g_free);
      return parameter->may_be_blank
             || sy_markup_fail (node, NULL, error, _ ("the parameter “%s” needs a default, or blank=\"yes\""),
                                parameter->id);
    }
  if (*fallback == '=')
    return check_formula (node, "default", error);
  return is_constant (parameter, fallback)
         || sy_markup_fail (node, "default", error, _ ("“%s” is not a value of type %s"), fallback,
                            parameter_type_names[type]);
}

/* Unit, decimals and direction, which columns and values share. */
static gboolean
read_look (const SyMarkupNode *node, SyUnit *unit, guint *decimals, int *direction, GError **error)
{
  int unit_choice = 0, direction_choice = 0;
  if (!sy_markup_get_choice (node, "unit", unit_names, SY_UNIT_NONE, &unit_choice, error)
      || !sy_markup_get_choice (node, "direction", direction_names, 1, &direction_choice, error))
    return FALSE;
  *unit = (SyUnit) unit_choice;
  *direction = direction_choice - 1;
  return sy_markup_get_count (node, "decimals", 2, 9, decimals, error);
}

/* The title that is shown, and those of the other languages. */
static char **
dup_titles (const SyMarkupNode *node, const char *shown)
{
  g_autoptr (GStrvBuilder) titles = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_hash_table_add (seen, g_strdup (shown));
  g_strv_builder_add (titles, shown);
  for (guint i = 0; i < node->children->len; i++)
    {
      const SyMarkupNode *child = node->children->pdata[i];
      g_autofree char *text = sy_markup_is (child, "title") ? sy_markup_dup_text (child) : NULL;
      if (text && g_hash_table_add (seen, g_strdup (text)))
        g_strv_builder_add (titles, text);
    }
  return g_strv_builder_end (titles);
}

static gboolean
read_column (
    Reading *reading, SyTemplateTable *table, GHashTable *taken, const SyMarkupNode *node, GError **error)
{
  SyTemplateColumn *column = g_new0 (SyTemplateColumn, 1);
  int type = 0;
  g_ptr_array_add (table->columns, column);

  column->id = dup_attribute (node, "id");
  column->title = dup_title_or_id (node, reading->language);
  column->titles = dup_titles (node, column->title);
  column->description = sy_markup_dup_title (node, "description", reading->language);
  column->formula = dup_formula (node, "formula");
  column->otherwise = dup_formula (node, "otherwise");
  if (!sy_markup_get_choice (node, "type", column_type_names, 0, &type, error)
      || !sy_markup_get_bool (node, "hidden", FALSE, &column->hidden, error)
      || !sy_markup_get_bool (node, "signed", FALSE, &column->is_signed, error))
    return FALSE;
  column->is_text = type == 1;
  if (g_ascii_strcasecmp (column->id, "row") == 0)
    return sy_markup_fail (node, "id", error,
                           _ ("“row” is the row number that every table has; choose another id"));
  if (column->otherwise && !column->formula)
    return sy_markup_fail (node, "otherwise", error,
                           _ ("“otherwise” stands in for a formula, and this column has none"));
  if (!column->formula && table->is_source)
    return sy_markup_fail (node, NULL, error, _ ("a column that is added to a source needs a formula"));
  return check_id (node, taken, "", error)
         && read_look (node, &column->unit, &column->decimals, &column->direction, error)
         && check_formulas (node, "formula otherwise", error)
         && sy_template_reading_take_typed (reading, table, column, node, error);
}

static gboolean
read_columns (Reading *reading, SyTemplateTable *table, const SyMarkupNode *node, GError **error)
{
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < node->children->len; i++)
    {
      const SyMarkupNode *child = node->children->pdata[i];
      if (sy_markup_is (child, "column") && !read_column (reading, table, taken, child, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_source (Reading *reading, const SyMarkupNode *node, GError **error)
{
  SyTemplateTable *table = sy_template_table_new ();
  g_ptr_array_add (reading->template->tables, table);
  table->is_source = TRUE;
  table->area = SY_AREA_SOURCE;
  table->id = dup_attribute (node, "id");
  table->title = dup_attribute (node, "id");
  return check_id (node, reading->tables, "source:", error) && read_columns (reading, table, node, error);
}

static gboolean
read_sample (Reading *reading, SyTemplateTable *table, const SyMarkupNode *node, GError **error)
{
  g_autofree char *text = sy_markup_dup_title (node, "text", reading->language);
  g_auto (GStrv) cells = g_strsplit (text ? text : "", "|", -1);

  if (g_strcmp0 (table->rows, "INPUT") != 0)
    return sy_markup_fail (node, NULL, error, _ ("only an INPUT table has rows of its own"));
  if (g_strv_length (cells) > table->columns->len)
    return sy_markup_fail (node, NULL, error, _ ("this row has %u cells; the table has %u columns"),
                           g_strv_length (cells), table->columns->len);
  for (guint i = 0; cells[i]; i++)
    g_strstrip (cells[i]);
  if (!table->samples)
    table->samples = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_ptr_array_add (table->samples, g_steal_pointer (&cells));
  return TRUE;
}

/* After the columns, by which they are checked. */
static gboolean
read_samples (Reading *reading, SyTemplateTable *table, const SyMarkupNode *node, GError **error)
{
  for (guint i = 0; i < node->children->len; i++)
    {
      const SyMarkupNode *child = node->children->pdata[i];

      if (sy_markup_is (child, "row") && !read_sample (reading, table, child, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_table (Reading *reading, const SyMarkupNode *node, GError **error)
{
  SyTemplateTable *table = sy_template_table_new ();
  int area = 0;
  g_ptr_array_add (reading->template->tables, table);

  table->id = dup_attribute (node, "id");
  table->title = dup_title_or_id (node, reading->language);
  table->description = sy_markup_dup_title (node, "description", reading->language);
  table->rows = dup_formula (node, "rows");
  table->where = dup_formula (node, "where");
  table->sort = dup_attribute (node, "sort");
  table->top = dup_formula (node, "top");
  table->key = dup_attribute (node, "key");
  table->needs = dup_attribute (node, "needs");
  if (!sy_markup_get_choice (node, "area", area_names, SY_AREA_ANALYSIS, &area, error)
      || !sy_markup_get_bool (node, "replaces", FALSE, &table->replaces, error))
    return FALSE;
  table->area = (SyArea) area;
  return sy_markup_get_bool (node, "hidden", FALSE, &table->hidden, error)
         && check_id (node, reading->tables, "", error) && check_formulas (node, "rows where top", error)
         && read_columns (reading, table, node, error) && read_samples (reading, table, node, error)
         && sy_template_reading_take_fixed (table, node, error);
}

static gboolean
read_value (Reading *reading, const SyMarkupNode *node, GError **error)
{
  SyTemplateValue *value = g_new0 (SyTemplateValue, 1);
  g_ptr_array_add (reading->template->values, value);
  value->id = dup_attribute (node, "id");
  value->title = dup_title_or_id (node, reading->language);
  value->description = sy_markup_dup_title (node, "description", reading->language);
  value->formula = dup_formula (node, "formula");
  value->otherwise = dup_formula (node, "otherwise");
  value->needs = dup_attribute (node, "needs");
  return check_id (node, reading->names, "", error)
         && sy_markup_get_bool (node, "replaces", FALSE, &value->replaces, error)
         && read_look (node, &value->unit, &value->decimals, &value->direction, error)
         && check_formulas (node, "formula otherwise", error);
}

/* A translated text for formulas: a named value that is a literal. */
static gboolean
read_word_value (Reading *reading, const SyMarkupNode *node, GError **error)
{
  SyTemplateValue *value = g_new0 (SyTemplateValue, 1);
  SyTemplateWord *word;
  g_autofree char *text = sy_markup_dup_title (node, "title", reading->language);
  g_ptr_array_add (reading->template->values, value);
  value->id = dup_attribute (node, "id");
  value->title = dup_attribute (node, "id");
  if (!text)
    return sy_markup_fail (node, NULL, error, _ ("the word “%s” needs a title"), value->id);

  word = g_new0 (SyTemplateWord, 1);
  word->id = dup_attribute (node, "id");
  word->kept = dup_attribute (node, "id");
  word->title = g_strdup (text);
  word->titles = dup_titles (node, text);
  g_ptr_array_add (reading->template->words, word);

  g_auto (GStrv) parts = g_strsplit (text, "\"", -1);
  g_autofree char *quoted = g_strjoinv ("\"\"", parts);
  value->formula = g_strdup_printf ("\"%s\"", quoted);
  return check_id (node, reading->names, "", error);
}

static gboolean
read_line (Reading *reading, SyTemplateChart *chart, const SyMarkupNode *node, GError **error)
{
  SyTemplateLine *line = g_new0 (SyTemplateLine, 1);
  g_ptr_array_add (chart->lines, line);
  line->value = dup_attribute (node, "value");
  line->title = sy_markup_dup_title (node, "title", reading->language);
  return read_word (node, "axis", axis_names, "y", &line->axis, error)
         && read_word (node, "style", style_names, "limit", &line->style, error);
}

static gboolean
read_marks (SyTemplateChart *chart, const SyMarkupNode *node, GError **error)
{
  SyTemplateMarks *marks = g_new0 (SyTemplateMarks, 1);
  g_ptr_array_add (chart->marks, marks);
  marks->table = dup_attribute (node, "table");
  marks->from = dup_attribute (node, "from");
  marks->to = g_strdup (sy_markup_get (node, sy_markup_get (node, "to") ? "to" : "from"));
  marks->label = dup_attribute (node, "label");
  return read_word (node, "kind", marks_kind_names, "promotion", &marks->kind, error);
}

static gboolean
read_quadrant (Reading *reading, SyTemplateChart *chart, const SyMarkupNode *node, GError **error)
{
  int at = 0;
  if (!sy_markup_get_choice (node, "at", quadrant_names, 0, &at, error))
    return FALSE;
  g_free (chart->quadrants[at]);
  chart->quadrants[at] = sy_markup_dup_title (node, "title", reading->language);
  return TRUE;
}

static gboolean
read_chart_part (Reading *reading, SyTemplateChart *chart, const SyMarkupNode *node, GError **error)
{
  if (sy_markup_is (node, "line"))
    return read_line (reading, chart, node, error);
  if (sy_markup_is (node, "marks"))
    return read_marks (chart, node, error);
  if (sy_markup_is (node, "quadrant"))
    return read_quadrant (reading, chart, node, error);
  return TRUE;
}

static gboolean
read_chart (Reading *reading, const SyMarkupNode *node, GError **error)
{
  SyTemplateChart *chart = sy_template_chart_new ();
  guint n_attributes;
  const SyChartAttribute *attributes = sy_template_chart_attributes (&n_attributes);
  g_ptr_array_add (reading->template->charts, chart);

  chart->id = dup_attribute (node, "id");
  chart->title = dup_title_or_id (node, reading->language);
  for (guint i = 0; i < n_attributes; i++)
    *sy_template_chart_field (chart, &attributes[i]) = dup_attribute (node, attributes[i].name);
  if (!check_id (node, reading->charts, "", error)
      || !read_word (node, "type", sy_template_chart_types (), NULL, &chart->type, error)
      || !read_word (node, "direction", direction_names, NULL, &chart->direction, error)
      || !sy_markup_get_bool (node, "mark-extremes", FALSE, &chart->mark_extremes, error)
      || !sy_markup_get_bool (node, "stacked", FALSE, &chart->stacked, error)
      || !sy_markup_get_bool (node, "map", FALSE, &chart->map, error))
    return FALSE;

  g_autofree char *missing = sy_template_chart_find_missing (chart);
  if (missing)
    return sy_markup_fail (node, NULL, error, _ ("the chart “%s” shows nothing: the type “%s” needs “%s”"),
                           chart->id, chart->type, missing);
  if (chart->outliers && (!chart->outlier_x || !chart->outlier_y))
    return sy_markup_fail (node, "outliers", error,
                           _ ("the chart “%s” needs “outlier-x” and “outlier-y” beside “outliers”"),
                           chart->id);
  for (guint i = 0; i < node->children->len; i++)
    if (!read_chart_part (reading, chart, node->children->pdata[i], error))
      return FALSE;
  return TRUE;
}

static SyTemplateNote *
make_note (Reading *reading, const SyMarkupNode *node, GError **error)
{
  g_autofree char *text = sy_markup_dup_title (node, "text", reading->language);
  if (!text)
    {
      sy_markup_fail (node, NULL, error, _ ("a note needs a text"));
      return NULL;
    }
  if (!check_formula (node, "when", error))
    return NULL;

  SyTemplateNote *note = g_new0 (SyTemplateNote, 1);
  note->text = g_steal_pointer (&text);
  note->when = dup_formula (node, "when");
  note->about = dup_attribute (node, "about");
  return note;
}

static gboolean
read_note (Reading *reading, const SyMarkupNode *node, GError **error)
{
  SyTemplateNote *note = make_note (reading, node, error);
  if (note)
    g_ptr_array_add (reading->template->notes, note);
  return note != NULL;
}

static gboolean
read_check (Reading *reading, const SyMarkupNode *node, GError **error)
{
  SyTemplateCheck *check = g_new0 (SyTemplateCheck, 1);
  g_ptr_array_add (reading->template->checks, check);
  check->title = sy_markup_dup_title (node, "title", reading->language);
  check->left = dup_formula (node, "left");
  check->right = dup_formula (node, "right");
  if (!check->title)
    return sy_markup_fail (node, NULL, error, _ ("a check needs a title"));
  return sy_markup_get_number (node, "tolerance", 0.005, &check->tolerance, error)
         && check_formulas (node, "left right", error);
}

static gboolean
read_report_item (Reading *reading, const SyMarkupNode *node, GError **error)
{
  SyReportItem *item = g_new0 (SyReportItem, 1);
  g_ptr_array_add (reading->template->report, item);

  if (sy_markup_is (node, "heading"))
    {
      item->kind = SY_REPORT_HEADING;
      item->text = sy_markup_dup_title (node, "text", reading->language);
      return item->text || sy_markup_fail (node, NULL, error, _ ("a heading needs a text"));
    }
  if (sy_markup_is (node, "cards"))
    {
      item->kind = SY_REPORT_CARDS;
      item->cards = g_strsplit (sy_markup_get (node, "values"), " ", -1);
      return TRUE;
    }
  if (sy_markup_is (node, "note"))
    {
      item->kind = SY_REPORT_NOTE;
      item->note = make_note (reading, node, error);
      item->text = item->note ? g_strdup (item->note->text) : NULL;
      return item->note != NULL;
    }
  item->kind = sy_markup_is (node, "chart") ? SY_REPORT_CHART : SY_REPORT_TABLE;
  item->text = dup_attribute (node, "ref");
  return sy_markup_get_count (node, "rows", 0, 1000, &item->rows, error);
}

static gboolean
read_report (Reading *reading, const SyMarkupNode *node, GError **error)
{
  for (guint i = 0; i < node->children->len; i++)
    if (!read_report_item (reading, node->children->pdata[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
read_part (Reading *reading, const SyMarkupNode *node, GError **error)
{
  static const struct
  {
    const char *name;
    gboolean (*read) (Reading *reading, const SyMarkupNode *node, GError **error);
  } parts[] = {
    { "needs", read_needs },     { "parameter", read_parameter }, { "source", read_source },
    { "table", read_table },     { "value", read_value },         { "chart", read_chart },
    { "word", read_word_value }, { "note", read_note },           { "check", read_check },
    { "report", read_report },
  };
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (sy_markup_is (node, parts[i].name))
      return parts[i].read (reading, node, error);
  return TRUE; /* title and description of the template itself */
}

static gboolean
read_head (Reading *reading, const SyMarkupNode *root, GError **error)
{
  SyTemplate *template = reading->template;
  const char *uses = sy_markup_get (root, "uses");

  template->id = dup_attribute (root, "id");
  template->title = dup_title_or_id (root, reading->language);
  template->description = sy_markup_dup_title (root, "description", reading->language);
  template->uses = uses &&*uses ? g_strsplit (uses, " ", -1) : g_new0 (char *, 1);
  return read_word (root, "level", level_names, NULL, &template->level, error)
         && read_word (root, "domain", domain_names, NULL, &template->domain, error)
         && sy_template_worksheet_take_head (template, root, error);
}

static gboolean
read_all (Reading *reading, const SyMarkupNode *root, GError **error)
{
  if (!read_head (reading, root, error))
    return FALSE;
  for (guint i = 0; i < root->children->len; i++)
    if (!read_part (reading, root->children->pdata[i], error))
      return FALSE;
  sy_report_sentences_fill (reading->template);
  return sy_template_reading_find_choices (reading, error)
         && sy_template_worksheet_check_ids (reading->template, root, error);
}

static SyTemplate *
read_template (const SyMarkupNode *root, const char *path, const char *language, GError **error)
{
  g_autoptr (SyTemplate) template = sy_template_new ();
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) charts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) choosing = g_ptr_array_new_with_free_func (g_free);
  Reading reading = { .template = template,
                      .language = language,
                      .names = names,
                      .tables = tables,
                      .charts = charts,
                      .choosing = choosing };
  template->path = g_strdup (path);
  return read_all (&reading, root, error) ? g_steal_pointer (&template) : NULL;
}

SyTemplate *
sy_template_reader_read (const char *path, const char *language, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  g_autoptr (SyMarkupNode) root = sy_markup_read (path, sy_template_worksheet_rules (rules), error);
  return root ? read_template (root, path, language, error) : NULL;
}

SyTemplate *
sy_template_reader_read_text (const char *text, const char *name, const char *language, GError **error)
{
  g_return_val_if_fail (text != NULL && name != NULL, NULL);

  g_autoptr (SyMarkupNode) root =
      sy_markup_read_text (text, name, sy_template_worksheet_rules (rules), error);
  SyTemplate *template = root ? read_template (root, name, language, error) : NULL;

  if (template)
    template->text = g_strdup (text);
  return template;
}

gboolean
sy_template_reading_take_parameter (SyTemplateReading *self, const SyMarkupNode *node, GError **error)
{
  return read_parameter (self, node, error);
}

gboolean
sy_template_reading_take_source (SyTemplateReading *self, const SyMarkupNode *node, GError **error)
{
  return read_source (self, node, error);
}

gboolean
sy_template_reading_take_columns (SyTemplateReading *self,
                                  SyTemplateTable *table,
                                  const SyMarkupNode *node,
                                  GError **error)
{
  return read_columns (self, table, node, error);
}
