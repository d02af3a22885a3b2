/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of what may stand where, then one small function an element, as for templates. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sy-indicator-private.h"
#include "sy-indicator-reader.h"
#include "sy-template-private.h"
#include "sy-template-reader-private.h"
#include "sy-template-reader.h"

#define COLUMN_ATTRIBUTES "id* formula otherwise unit decimals type hidden direction"

/* clang-format off */
static const SyMarkupRule rules[] = {
  { "indicators", "", "domain view order", FALSE },
  { "title", "indicators", "xml:lang", TRUE },

  { "parameter", "indicators", "id* type* default blank minimum maximum choices needs", FALSE },
  { "title", "parameter", "xml:lang", TRUE },
  { "description", "parameter", "xml:lang", TRUE },
  { "source", "indicators", "id*", FALSE },
  { "column", "source", COLUMN_ATTRIBUTES, FALSE },
  { "per", "indicators", "id* over*", FALSE },
  { "title", "per", "xml:lang", TRUE },
  { "column", "per", COLUMN_ATTRIBUTES, FALSE },
  { "title", "column", "xml:lang", TRUE },
  { "description", "column", "xml:lang", TRUE },

  { "indicator", "indicators", "id* unit* direction* grain* levels* lines* view", FALSE },
  { "title", "indicator", "xml:lang", TRUE },
  { "alias", "indicator", "xml:lang", TRUE },
  { "meaning", "indicator", "xml:lang", TRUE },
  { "edge", "indicator", "", FALSE },
  { "text", "edge", "xml:lang", TRUE },
  { "parameter", "indicator", "id* type* default blank minimum maximum choices needs", FALSE },
  { "input", "indicator", "id* unit* list default formula regardless", FALSE },
  { "title", "input", "xml:lang", TRUE },
  { "formula", "indicator", "", TRUE },
  { "from-data", "indicator", "", TRUE },
  { "warning", "indicator", "when*", FALSE },
  { "text", "warning", "xml:lang", TRUE },
  { NULL },
};

static const char *const direction_names[] = { "less", "neutral", "more", NULL };
static const char *const grain_names[] = { "none", "ratio", "sum", "point", NULL };
static const char *const view_names[] = { "people", "goods", "place", "money", NULL };
static const char *const level_names[] = { "guidance", "operations", "strategy", "planning", NULL };
static const char *const line_names[] = { "sales", "goods", "finance", "staff", "production", "logistics", NULL };
/* clang-format on */

typedef struct
{
  SyTemplateReading *shared;
  const char *domain;
  const char *domain_title;
  const char *view;
  guint order;
  const char *language;
  GPtrArray *indicators;
} Reading;

/* The texts of all children @name, whatever their language. */
static char **
list_texts (const SyMarkupNode *node, const char *name)
{
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();
  for (guint i = 0; i < node->children->len; i++)
    {
      const SyMarkupNode *child = node->children->pdata[i];
      g_autofree char *text = sy_markup_is (child, name) ? sy_markup_dup_text (child) : NULL;
      if (text)
        g_strv_builder_add (list, text);
    }
  return g_strv_builder_end (list);
}

/* Blank separated words of @attribute, each one of @names. */
static gboolean
read_words (
    const SyMarkupNode *node, const char *attribute, const char *const *names, char ***out, GError **error)
{
  g_auto (GStrv) words = g_strsplit (sy_markup_get (node, attribute), " ", -1);
  for (char **word = words; *word; word++)
    if (!g_strv_contains (names, *word))
      {
        g_autofree char *allowed = g_strjoinv (", ", (char **) names);
        return sy_markup_fail (node, attribute, error, _ ("“%s” can’t be “%s”; allowed are: %s"), attribute,
                               *word, allowed);
      }
  *out = g_steal_pointer (&words);
  return TRUE;
}

static gboolean
read_unit (const SyMarkupNode *node, const SyIndicatorUnit **out, GError **error)
{
  *out = sy_indicator_unit_find (sy_markup_get (node, "unit"));
  return *out
         || sy_markup_fail (node, "unit", error, _ ("there is no unit “%s”"), sy_markup_get (node, "unit"));
}

static char *
need_title (const SyMarkupNode *node, const char *language, GError **error)
{
  char *title = sy_markup_dup_title (node, "title", language);
  if (!title)
    sy_markup_fail (node, NULL, error, _ ("<%s> needs a title"), node->rule->name);
  return title;
}

static gboolean
read_input (Reading *reading, SyIndicator *indicator, const SyMarkupNode *node, GError **error)
{
  const char *id = sy_markup_get (node, "id");
  gboolean is_taken = sy_indicator_find_input (indicator, id) != NULL;
  SyIndicatorInput *input = g_new0 (SyIndicatorInput, 1);
  g_ptr_array_add (indicator->inputs, input);

  input->id = g_strdup (id);
  input->title = need_title (node, reading->language, error);
  input->titles = list_texts (node, "title");
  input->fallback = g_strdup (sy_markup_get (node, "default"));
  input->formula = g_strdup (sy_markup_get (node, "formula"));
  input->regardless = g_strdup (sy_markup_get (node, "regardless"));
  if (is_taken)
    return sy_markup_fail (node, "id", error, _ ("the id “%s” is given twice"), id);
  return input->title && read_unit (node, &input->unit, error)
         && sy_markup_get_bool (node, "list", FALSE, &input->is_list, error)
         && (!input->formula || sy_template_reading_check_formula (node, "formula", error));
}

static gboolean
read_warning (Reading *reading, SyIndicator *indicator, const SyMarkupNode *node, GError **error)
{
  SyIndicatorWarning *warning = g_new0 (SyIndicatorWarning, 1);
  g_ptr_array_add (indicator->warnings, warning);

  warning->when = g_strdup (sy_markup_get (node, "when"));
  warning->text = sy_markup_dup_title (node, "text", reading->language);
  if (!warning->text)
    return sy_markup_fail (node, NULL, error, _ ("a warning needs a text"));
  return sy_template_reading_check_formula (node, "when", error);
}

static gboolean
read_edge (Reading *reading, GStrvBuilder *edges, const SyMarkupNode *node, GError **error)
{
  g_autofree char *text = sy_markup_dup_title (node, "text", reading->language);
  if (!text)
    return sy_markup_fail (node, NULL, error, _ ("<%s> needs a text"), "edge");
  g_strv_builder_add (edges, text);
  return TRUE;
}

static gboolean
read_formula (const SyMarkupNode *node, char **out, GError **error)
{
  g_free (*out);
  *out = sy_markup_dup_text (node);
  return sy_template_reading_check_formula (node, NULL, error);
}

static gboolean
read_parts (Reading *reading, SyIndicator *indicator, const SyMarkupNode *node, GError **error)
{
  g_autoptr (GStrvBuilder) edges = g_strv_builder_new ();

  for (guint i = 0; i < node->children->len; i++)
    {
      const SyMarkupNode *child = node->children->pdata[i];
      gboolean done = TRUE;
      if (sy_markup_is (child, "input"))
        done = read_input (reading, indicator, child, error);
      else if (sy_markup_is (child, "formula"))
        done = read_formula (child, &indicator->formula, error);
      else if (sy_markup_is (child, "from-data"))
        done = read_formula (child, &indicator->from_data, error);
      else if (sy_markup_is (child, "warning"))
        done = read_warning (reading, indicator, child, error);
      else if (sy_markup_is (child, "edge"))
        done = read_edge (reading, edges, child, error);
      else if (sy_markup_is (child, "parameter"))
        done = sy_template_reading_take_parameter (reading->shared, child, error);
      if (!done)
        return FALSE;
    }
  indicator->edges = g_strv_builder_end (edges);
  return indicator->formula || sy_markup_fail (node, NULL, error, _ ("an indicator needs a formula"));
}

static gboolean
read_attributes (Reading *reading, SyIndicator *indicator, const SyMarkupNode *node, GError **error)
{
  int direction = 0, grain = 0, view = -1;

  if (!sy_markup_get_choice (node, "direction", direction_names, 1, &direction, error)
      || !sy_markup_get_choice (node, "grain", grain_names, 0, &grain, error)
      || !sy_markup_get_choice (node, "view", view_names, -1, &view, error)
      || !read_unit (node, &indicator->unit, error))
    return FALSE;
  indicator->direction = direction - 1;
  indicator->grain = (SyIndicatorGrain) grain;
  indicator->view = g_strdup (view < 0 ? reading->view : view_names[view]);
  return read_words (node, "levels", level_names, &indicator->levels, error)
         && read_words (node, "lines", line_names, &indicator->lines, error);
}

static gboolean
is_taken (GPtrArray *indicators, const char *id)
{
  for (guint i = 0; i < indicators->len; i++)
    if (g_str_equal (sy_indicator_get_id (indicators->pdata[i]), id))
      return TRUE;
  return FALSE;
}

static gboolean
read_indicator (Reading *reading, const SyMarkupNode *node, GError **error)
{
  g_autoptr (SyIndicator) indicator = sy_indicator_new ();

  if (!reading->domain || !reading->view)
    return sy_markup_fail (node, NULL, error, _ ("a file with indicators needs a domain and a view"));
  indicator->id = g_strdup (sy_markup_get (node, "id"));
  if (is_taken (reading->indicators, indicator->id))
    return sy_markup_fail (node, "id", error, _ ("the id “%s” is given twice"), indicator->id);
  indicator->title = need_title (node, reading->language, error);
  indicator->titles = list_texts (node, "title");
  indicator->aliases = list_texts (node, "alias");
  indicator->meaning = sy_markup_dup_title (node, "meaning", reading->language);
  indicator->meanings = list_texts (node, "meaning");
  indicator->domain = g_strdup (reading->domain);
  indicator->domain_title = g_strdup (reading->domain_title);
  indicator->order = reading->order;
  if (!indicator->title || !read_attributes (reading, indicator, node, error)
      || !read_parts (reading, indicator, node, error))
    return FALSE;
  if (!indicator->meaning)
    return sy_markup_fail (node, NULL, error, _ ("<%s> needs a text"), "meaning");
  g_ptr_array_add (reading->indicators, g_steal_pointer (&indicator));
  return TRUE;
}

/* A helper table: one row for each value of a column, within a view's context. */
static gboolean
read_per (Reading *reading, const SyMarkupNode *node, GError **error)
{
  SyTemplateTable *table = sy_template_table_new ();
  g_ptr_array_add (reading->shared->template->tables, table);

  table->id = g_strdup (sy_markup_get (node, "id"));
  table->title = need_title (node, reading->language, error);
  table->rows = g_strdup (sy_markup_get (node, "over"));
  table->area = SY_AREA_HELPER;
  return table->title && sy_template_reading_check_formula (node, "over", error)
         && sy_template_reading_take_columns (reading->shared, table, node, error);
}

static gboolean
read_part (Reading *reading, const SyMarkupNode *node, GError **error)
{
  if (sy_markup_is (node, "indicator"))
    return read_indicator (reading, node, error);
  if (sy_markup_is (node, "per"))
    return read_per (reading, node, error);
  if (sy_markup_is (node, "source"))
    return sy_template_reading_take_source (reading->shared, node, error);
  if (sy_markup_is (node, "parameter"))
    return sy_template_reading_take_parameter (reading->shared, node, error);
  return TRUE;
}

gboolean
sy_indicator_reader_read (
    const char *path, const char *language, GPtrArray *indicators, SyTemplate *shared, GError **error)
{
  g_autoptr (SyMarkupNode) root = sy_markup_read (path, rules, error);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  int view = -1;
  if (!root || !sy_markup_get_choice (root, "view", view_names, -1, &view, error))
    return FALSE;

  g_autofree char *title = sy_markup_dup_title (root, "title", language);
  SyTemplateReading parts = { .template = shared, .language = language, .names = names, .tables = tables };
  Reading reading = {
    .shared = &parts,
    .domain = sy_markup_get (root, "domain"),
    .domain_title = title,
    .view = view < 0 ? NULL : view_names[view],
    .language = language,
    .indicators = indicators,
  };
  if (!sy_markup_get_count (root, "order", 1000, 1000, &reading.order, error))
    return FALSE;
  for (guint i = 0; i < root->children->len; i++)
    if (!read_part (&reading, root->children->pdata[i], error))
      return FALSE;
  return TRUE;
}
