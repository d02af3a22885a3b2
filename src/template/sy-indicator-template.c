/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An indicator as a template, so that typed inputs go the way that all else goes: SQL, workbook and words. In
 * its formula an input is a parameter, or a column of the table of lists. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sy-indicator-private.h"
#include "sy-parser.h"

typedef struct
{
  SyIndicator *self;
  GString *xml;
  const char *prefix;
  gboolean with_data; /* inputs by their formulas over data, else as names and lists */
} Writing;

static SyExpression *rewrite (const Writing *writing, const SyExpression *from);

static const SyIndicatorInput *
find_input (SyIndicator *self, const char *id)
{
  for (guint i = 0; i < self->inputs->len; i++)
    if (g_ascii_strcasecmp (((const SyIndicatorInput *) self->inputs->pdata[i])->id, id) == 0)
      return self->inputs->pdata[i];
  return NULL;
}

static SyExpression *
make_reference (const Writing *writing, const SyIndicatorInput *input, const char *name)
{
  SyExpression *node;

  if (input && writing->with_data)
    return sy_parser_parse (input->formula, NULL);
  node = sy_expression_new (input && input->is_list ? SY_EXPRESSION_COLUMN : SY_EXPRESSION_NAME);
  if (node->kind == SY_EXPRESSION_COLUMN)
    {
      node->table = g_strconcat (writing->prefix, SY_INDICATOR_LISTS, NULL);
      node->column_name = g_strdup (input->id);
    }
  else if (g_str_equal (name, "result"))
    node->text = g_strconcat (writing->prefix, writing->self->id, NULL);
  else
    node->text = g_strconcat (writing->prefix, name, NULL);
  return node;
}

static SyExpression *
rewrite_children (const Writing *writing, const SyExpression *from)
{
  SyExpression *copy = sy_expression_new (from->kind);

  copy->op = from->op;
  copy->number = from->number;
  copy->text = g_strdup (from->text);
  copy->table = g_strdup (from->table);
  copy->column_name = g_strdup (from->column_name);
  for (guint i = 0; i < sy_expression_get_n_children (from); i++)
    sy_expression_add_child (copy, rewrite (writing, sy_expression_get_child (from, i)));
  return copy;
}

/* A copy of @from with its names replaced. */
static SyExpression *
rewrite (const Writing *writing, const SyExpression *from)
{
  const SyIndicatorInput *input;

  if (from->kind != SY_EXPRESSION_NAME)
    return rewrite_children (writing, from);
  input = find_input (writing->self, from->text);
  if (!input && writing->with_data)
    return rewrite_children (writing, from);
  return make_reference (writing, input, from->text);
}

static char *
rewrite_text (const Writing *writing, const char *text)
{
  g_autoptr (SyExpression) tree = sy_parser_parse (text, NULL);
  g_autoptr (SyExpression) rewritten = tree ? rewrite (writing, tree) : NULL;

  return rewritten ? sy_expression_to_string (rewritten) : g_strdup (text);
}

char *
sy_indicator_write_measure (SyIndicator *self)
{
  Writing writing = { .self = self, .prefix = "", .with_data = TRUE };

  g_return_val_if_fail (SY_IS_INDICATOR (self), NULL);
  if (!self->is_from_data)
    return NULL;
  return self->from_data ? g_strdup (self->from_data) : rewrite_text (&writing, self->formula);
}

/* --- XML --- */

static void append (Writing *writing, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
append (Writing *writing, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_autofree char *text = g_markup_vprintf_escaped (format, args);
  va_end (args);
  g_string_append (writing->xml, text);
}

static const char *
type_name (const SyIndicatorUnit *unit)
{
  switch (unit->unit)
    {
    case SY_UNIT_CURRENCY:
      return "currency";
    case SY_UNIT_PERCENT:
      return "percent";
    case SY_UNIT_DATE:
      return "date";
    default:
      return unit->is_text ? "text" : "number";
    }
}

static void
append_look (Writing *writing, const SyIndicatorUnit *unit)
{
  if (unit->is_text)
    g_string_append (writing->xml, " type=\"text\"");
  else
    append (writing, " unit=\"%s\"", type_name (unit));
  if (unit->unit == SY_UNIT_NUMBER)
    append (writing, " decimals=\"%u\"", unit->decimals);
}

static void
append_inputs (Writing *writing)
{
  GPtrArray *inputs = writing->self->inputs;

  for (guint i = 0; i < inputs->len; i++)
    {
      const SyIndicatorInput *input = inputs->pdata[i];
      if (input->is_list)
        continue;
      append (writing, "<parameter id=\"%s%s\" type=\"%s\" blank=\"yes\"", writing->prefix, input->id,
              type_name (input->unit));
      if (input->fallback)
        append (writing, " default=\"%s\"", input->fallback);
      append (writing, "><title>%s</title></parameter>\n", input->title);
    }
}

/* All lists are columns of one table, so that what belongs together stands in one row. */
static void
append_lists (Writing *writing)
{
  GPtrArray *inputs = writing->self->inputs;
  gboolean is_open = FALSE;

  for (guint i = 0; i < inputs->len; i++)
    {
      const SyIndicatorInput *input = inputs->pdata[i];
      if (!input->is_list)
        continue;
      if (!is_open)
        append (writing,
                "<table id=\"%s" SY_INDICATOR_LISTS "\" rows=\"INPUT\" area=\"custom\"><title>%s</title>\n",
                writing->prefix, _ ("List"));
      is_open = TRUE;
      append (writing, "<column id=\"%s\"", input->id);
      append_look (writing, input->unit);
      append (writing, "><title>%s</title></column>\n", input->title);
    }
  if (is_open)
    g_string_append (writing->xml, "</table>\n");
}

/* Those that the formula itself reads; the others belong to data. */
static gboolean
note_name (SyExpression *expression, gpointer user_data)
{
  if (expression->kind == SY_EXPRESSION_NAME)
    g_hash_table_add (user_data, g_ascii_strdown (expression->text, -1));
  return TRUE;
}

static void
note_names (GHashTable *names, const char *formula)
{
  g_autoptr (SyExpression) tree = sy_parser_parse (formula, NULL);

  if (tree)
    sy_expression_walk (tree, note_name, names);
}

static void
append_parameters (Writing *writing)
{
  static const char *const types[] = { "number", "number", "integer", "currency", "percent",
                                       "weight", "date",   "month",   "bool" };
  SyIndicator *self = writing->self;
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  note_names (names, self->formula);
  for (guint i = 0; i < self->warnings->len; i++)
    note_names (names, ((SyIndicatorWarning *) self->warnings->pdata[i])->when);
  for (guint i = 0; i < self->parameters->len; i++)
    {
      const SyTemplateParameter *parameter = self->parameters->pdata[i];
      g_autofree char *id = g_ascii_strdown (parameter->id, -1);
      if (!g_hash_table_contains (names, id))
        continue;
      append (writing, "<parameter id=\"%s%s\" type=\"%s\" default=\"%s\"><title>%s</title></parameter>\n",
              writing->prefix, parameter->id, parameter->is_text ? "text" : types[parameter->unit],
              parameter->fallback ? parameter->fallback : "", parameter->title);
    }
}

static void
append_value (Writing *writing)
{
  SyIndicator *self = writing->self;
  g_autofree char *formula = rewrite_text (writing, self->formula);

  append (writing, "<value id=\"%s%s\" formula=\"%s\" direction=\"%s\"", writing->prefix, self->id, formula,
          self->direction > 0   ? "more"
          : self->direction < 0 ? "less"
                                : "neutral");
  append_look (writing, self->unit);
  append (writing, "><title>%s</title>", self->title);
  if (self->meaning)
    append (writing, "<description>%s</description>", self->meaning);
  g_string_append (writing->xml, "</value>\n");
}

static void
append_warnings (Writing *writing)
{
  GPtrArray *warnings = writing->self->warnings;

  for (guint i = 0; i < warnings->len; i++)
    {
      const SyIndicatorWarning *warning = warnings->pdata[i];
      g_autofree char *when = rewrite_text (writing, warning->when);
      append (writing, "<note when=\"%s\">%s</note>\n", when, warning->text);
    }
}

void
sy_indicator_append_template (SyIndicator *self, GString *xml, const char *prefix)
{
  Writing writing = { .self = self, .xml = xml, .prefix = prefix };

  g_return_if_fail (SY_IS_INDICATOR (self));
  append_inputs (&writing);
  append_parameters (&writing);
  append_lists (&writing);
  append_value (&writing);
  append_warnings (&writing);
}

char *
sy_indicator_write_template (SyIndicator *self)
{
  GString *xml = g_string_new (NULL);
  Writing writing = { .self = self, .xml = xml, .prefix = "" };

  g_return_val_if_fail (SY_IS_INDICATOR (self), NULL);
  append (&writing, "<template id=\"indicator-%s\" level=\"%s\" domain=\"%s\">\n<title>%s</title>\n",
          self->id, self->levels[0], self->view, self->title);
  sy_indicator_append_template (self, xml, "");
  g_string_append (xml, "</template>\n");
  return g_string_free (xml, FALSE);
}
