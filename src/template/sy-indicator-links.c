/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walks the trees of the formulas: a name is an input or a parameter; a column is a role of a source, or a
 * helper's, whose own formula is walked in turn. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sy-indicator-links.h"
#include "sy-indicator-private.h"
#include "sy-parser.h"
#include "sy-template-private.h"
#include "sy-template-reader.h"

typedef struct
{
  SyIndicator *indicator;
  SyTemplate *shared;
  const char *own;       /* the table whose row a formula is of; NULL: none */
  GHashTable *needs;     /* "sales.amount" */
  GHashTable *seen;      /* "orders.amount": helper columns that were walked */
  GStrvBuilder *columns; /* the same, in the order of need */
  const char *unknown;   /* first name that is nothing; owned by a kept tree */
  GPtrArray *kept;       /* (element-type SyExpression) */
} Walk;

static void walk_text (Walk *walk, const char *text, const char *own);

static SyTemplateTable *
find_table (SyTemplate *shared, const char *id, gboolean is_source)
{
  for (guint i = 0; i < shared->tables->len; i++)
    {
      SyTemplateTable *table = shared->tables->pdata[i];
      if (table->is_source == is_source && g_ascii_strcasecmp (table->id, id) == 0)
        return table;
    }
  return NULL;
}

static SyTemplateColumn *
find_column (SyTemplateTable *table, const char *id)
{
  for (guint i = 0; table && i < table->columns->len; i++)
    if (g_ascii_strcasecmp (((SyTemplateColumn *) table->columns->pdata[i])->id, id) == 0)
      return table->columns->pdata[i];
  return NULL;
}

static SyTemplateParameter *
find_parameter (SyTemplate *shared, const char *id)
{
  for (guint i = 0; i < shared->parameters->len; i++)
    if (g_ascii_strcasecmp (((SyTemplateParameter *) shared->parameters->pdata[i])->id, id) == 0)
      return shared->parameters->pdata[i];
  return NULL;
}

static void
add_once (GPtrArray *list, gpointer item)
{
  if (!g_ptr_array_find (list, item, NULL))
    g_ptr_array_add (list, item);
}

static void
take_name (Walk *walk, const char *name)
{
  SyTemplateParameter *parameter = find_parameter (walk->shared, name);

  if (sy_indicator_find_input (walk->indicator, name))
    return;
  if (parameter)
    {
      add_once (walk->indicator->parameters, parameter);
      if (parameter->fallback && *parameter->fallback == '=')
        walk_text (walk, parameter->fallback + 1, NULL);
    }
  else if (!g_str_equal (name, "period_start") && !g_str_equal (name, "period_end")
           && !g_str_equal (name, "result") && !walk->unknown)
    walk->unknown = name;
}

/* A column of a helper: its own formula, after what makes the rows. */
static void
take_helper (Walk *walk, SyTemplateTable *table, SyTemplateColumn *column)
{
  g_autofree char *key = g_strconcat (table->id, ".", column->id, NULL);

  add_once (walk->indicator->helpers, table);
  if (!g_hash_table_add (walk->seen, g_strdup (key)))
    return;
  /* What it can do without is no need. */
  if (column->formula)
    walk_text (walk, column->otherwise ? column->otherwise : column->formula, table->id);
  g_strv_builder_add (walk->columns, key);
}

static void
take_column (Walk *walk, const char *table, const char *id)
{
  SyTemplateTable *per, *computed;
  SyTemplateColumn *column;

  if (!table || !id)
    return;
  per = find_table (walk->shared, table, FALSE);
  computed = find_table (walk->shared, table, TRUE);
  if (per)
    walk_text (walk, per->rows, NULL);
  column = find_column (per ? per : computed, id);
  if (column)
    take_helper (walk, per ? per : computed, column);
  else if (!per)
    g_hash_table_add (walk->needs, g_strconcat (table, ".", id, NULL));
}

static gboolean
visit (SyExpression *expression, gpointer user_data)
{
  Walk *walk = user_data;

  if (expression->kind == SY_EXPRESSION_NAME)
    take_name (walk, expression->text);
  if (expression->kind == SY_EXPRESSION_COLUMN || expression->kind == SY_EXPRESSION_CELL)
    take_column (walk, expression->table ? expression->table : walk->own, expression->column_name);
  return TRUE;
}

static void
walk_text (Walk *walk, const char *text, const char *own)
{
  const char *before = walk->own;
  SyExpression *tree = sy_parser_parse (text, NULL);

  if (!tree)
    return;
  g_ptr_array_add (walk->kept, tree);
  walk->own = own;
  sy_expression_walk (tree, visit, walk);
  walk->own = before;
}

static int
compare_words (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* The needs that were found, sorted; @walk has none afterwards. */
static char **
take_needs (Walk *walk)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, walk->needs);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (list, g_strdup (key));
  g_hash_table_remove_all (walk->needs);
  g_hash_table_remove_all (walk->seen);
  g_ptr_array_sort (list, compare_words);
  g_ptr_array_add (list, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&list), FALSE);
}

/* Each input on its own; whether the formula has all it needs from data. */
static void
link_inputs (SyIndicator *self, Walk *walk)
{
  self->is_from_data = TRUE;
  for (guint i = 0; i < self->inputs->len; i++)
    {
      const SyIndicatorInput *input = self->inputs->pdata[i];
      if (input->formula)
        walk_text (walk, input->formula, NULL);
      else
        self->is_from_data = FALSE;
      g_hash_table_insert (self->input_needs, g_strdup (input->id), take_needs (walk));
    }
  self->is_from_data = self->is_from_data || self->from_data;
}

/* What the whole reads: the formula over data, or all inputs; a list is not read where the formula over data
 * stands for it. */
static void
link_whole (SyIndicator *self, Walk *walk)
{
  if (self->from_data)
    walk_text (walk, self->from_data, NULL);
  for (guint i = 0; i < self->inputs->len && !self->from_data; i++)
    {
      const SyIndicatorInput *input = self->inputs->pdata[i];
      if (input->formula)
        walk_text (walk, input->formula, NULL);
    }
  self->needs = take_needs (walk);
}

gboolean
sy_indicator_link (SyIndicator *self, SyTemplate *shared, GError **error)
{
  g_autoptr (GHashTable) needs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GStrvBuilder) ignored = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) columns = g_strv_builder_new ();
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_expression_unref);
  Walk walk = {
    .indicator = self, .shared = shared, .needs = needs, .seen = seen, .columns = ignored, .kept = kept
  };

  self->shared = g_object_ref (shared);
  link_inputs (self, &walk);
  walk.columns = columns;
  link_whole (self, &walk);
  self->helper_columns = g_strv_builder_end (columns);
  walk_text (&walk, self->formula, NULL);
  for (guint i = 0; i < self->warnings->len; i++)
    walk_text (&walk, ((SyIndicatorWarning *) self->warnings->pdata[i])->when, NULL);
  if (!walk.unknown)
    return TRUE;
  g_set_error (error, SY_TEMPLATE_ERROR, SY_TEMPLATE_ERROR_MISSING,
               _ ("The indicator “%s” reads “%s”, which is neither an input nor a parameter"), self->id,
               walk.unknown);
  return FALSE;
}
