/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-indicator-text.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sy-binder.h"
#include "sy-template-reader.h"
#include "sy-view.h"
#include "sy-words-writer.h"

#define MAX_NAMED 2

/* --- tags --- */

const char *const sy_indicator_views[] = { "people", "goods", "place", "money", NULL };
const char *const sy_indicator_levels[] = { "guidance", "operations", "strategy", "planning", NULL };
const char *const sy_indicator_lines[] = { "sales",      "goods",     "finance", "staff",
                                           "production", "logistics", NULL };

static const struct
{
  const char *name, *title;
} tags[] = {
  { "people", NC_ ("view of indicators", "People") },
  { "goods", NC_ ("view of indicators", "Goods") },
  { "place", NC_ ("view of indicators", "Place") },
  { "money", NC_ ("view of indicators", "Money") },
  { "guidance", NC_ ("view of indicators", "Guidance") },
  { "operations", NC_ ("view of indicators", "Operations") },
  { "strategy", NC_ ("view of indicators", "Strategy") },
  { "planning", NC_ ("view of indicators", "Planning") },
  { "sales", NC_ ("view of indicators", "Sales line") },
  { "finance", NC_ ("view of indicators", "Finance line") },
  { "staff", NC_ ("view of indicators", "Staff line") },
  { "production", NC_ ("view of indicators", "Production line") },
  { "logistics", NC_ ("view of indicators", "Logistics line") },
};

static const char *
find_title (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    if (g_strcmp0 (tags[i].name, name) == 0)
      return g_dpgettext2 (NULL, "view of indicators", tags[i].title);
  return NULL;
}

const char *
sy_indicator_view_get_title (const char *view)
{
  return find_title (view);
}

const char *
sy_indicator_level_get_title (const char *level)
{
  return find_title (level);
}

const char *
sy_indicator_line_get_title (const char *line)
{
  return g_strcmp0 (line, "goods") == 0 ? _ ("Goods line") : find_title (line);
}

const char *
sy_indicator_direction_get_title (int direction)
{
  return direction > 0   ? _ ("↑ more is better")
         : direction < 0 ? _ ("↓ less is better")
                         : _ ("no better side");
}

const char *
sy_indicator_grain_get_title (SyIndicator *self)
{
  switch (sy_indicator_get_grain (self))
    {
    case SY_GRAIN_RATIO:
      return _ ("rolls up as sum over sum");
    case SY_GRAIN_SUM:
      return _ ("adds up");
    case SY_GRAIN_POINT:
      return _ ("at a point of time");
    case SY_GRAIN_NONE:
    default:
      return _ ("of one thing only");
    }
}

/* --- what it needs --- */

static const SyWorkbookSource *
find_source (SyWorkbook *workbook, const char *kind)
{
  GPtrArray *sources = sy_workbook_get_sources (workbook);

  for (guint i = 0; i < sources->len; i++)
    if (g_str_equal (((const SyWorkbookSource *) sources->pdata[i])->kind, kind))
      return sources->pdata[i];
  return NULL;
}

/* @need: "sales.amount" */
static gboolean
is_there (SyWorkbook *workbook, const char *need)
{
  g_auto (GStrv) parts = g_strsplit (need, ".", 2);
  const SyWorkbookSource *source = find_source (workbook, parts[0]);

  /* A calendar is always there: the built-in one where none was brought. */
  if (g_str_equal (parts[0], "calendar"))
    return TRUE;
  return source
         && (!parts[1] || g_strv_contains ((const char *const *) source->roles, parts[1])
             || sy_view_is_at_hand (workbook, need));
}

SyIndicatorAccess
sy_indicator_check_access (SyIndicator *self, SyWorkbook *workbook)
{
  const char *const *needs = sy_indicator_get_needs (self);

  if (!sy_indicator_is_from_data (self))
    return SY_INDICATOR_TYPED;
  for (guint i = 0; needs[i]; i++)
    if (!is_there (workbook, needs[i]))
      return SY_INDICATOR_MISSING;
  return SY_INDICATOR_AVAILABLE;
}

/* “Traffic › Entries” */
static char *
name_need (SyWorkbook *workbook, const char *need)
{
  g_auto (GStrv) parts = g_strsplit (need, ".", 2);
  SySourceKind *kind = sy_catalogue_find_kind (sy_workbook_get_catalogue (workbook), parts[0]);
  const SyRole *role = kind && parts[1] ? sy_source_kind_find_role (kind, parts[1]) : NULL;

  return g_strdup_printf ("%s › %s", kind ? sy_source_kind_get_title (kind) : parts[0],
                          role       ? role->title
                          : parts[1] ? parts[1]
                                     : "");
}

/* Of a source that is not there at all one role says enough. */
static GPtrArray *
list_missing (SyIndicator *self, SyWorkbook *workbook)
{
  const char *const *needs = sy_indicator_get_needs (self);
  GPtrArray *missing = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; needs[i]; i++)
    {
      g_auto (GStrv) parts = g_strsplit (needs[i], ".", 2);

      if (is_there (workbook, needs[i])
          || (!find_source (workbook, parts[0]) && !g_hash_table_add (named, g_strdup (parts[0]))))
        continue;
      g_ptr_array_add (missing, name_need (workbook, needs[i]));
    }
  return missing;
}

char *
sy_indicator_dup_missing (SyIndicator *self, SyWorkbook *workbook)
{
  g_autoptr (GPtrArray) missing = list_missing (self, workbook);
  g_autofree char *names = NULL;
  guint n = missing->len;

  if (n == 0)
    return NULL;
  g_ptr_array_set_size (missing, (int) MIN (n, MAX_NAMED));
  g_ptr_array_add (missing, NULL);
  names = g_strjoinv (_ (", "), (char **) missing->pdata);
  if (n > MAX_NAMED)
    return g_strdup_printf (ngettext ("needs %s and %u more", "needs %s and %u more", n - MAX_NAMED), names,
                            n - MAX_NAMED);
  return g_strdup_printf (_ ("needs %s"), names);
}

/* --- the formula in words --- */

static SyValueType
find_type (gboolean is_text, SyUnit unit)
{
  if (is_text)
    return SY_TYPE_TEXT;
  return unit == SY_UNIT_DATE || unit == SY_UNIT_MONTH ? SY_TYPE_DATE : SY_TYPE_NUMBER;
}

static void
add_inputs (SyModel *model, SyTemplate *template)
{
  GPtrArray *parameters = sy_template_get_parameters (template);
  GPtrArray *tables = sy_template_get_tables (template);

  for (guint i = 0; i < parameters->len; i++)
    {
      const SyTemplateParameter *from = parameters->pdata[i];

      sy_model_add_parameter (model, from->id, from->title, find_type (from->is_text, from->unit));
    }
  for (guint i = 0; i < tables->len; i++)
    {
      const SyTemplateTable *from = tables->pdata[i];
      SyModelTable *table = sy_model_add_table (model, from->id, from->title, from->rows);

      for (guint j = 0; j < from->columns->len; j++)
        {
          const SyTemplateColumn *column = from->columns->pdata[j];

          sy_model_table_add_column (table, column->id, column->title, column->formula)->type =
              find_type (column->is_text, column->unit);
        }
    }
}

/* A list is told by its title alone: there is but one table of them. */
static char *
drop_table (char *words, const char *table)
{
  g_autofree char *escaped = g_regex_escape_string (table, -1);
  g_autofree char *pattern = g_strdup_printf ("%s\\[([^\\]]*)\\]", escaped);
  g_autoptr (GRegex) regex = g_regex_new (pattern, 0, 0, NULL);
  char *replaced = regex ? g_regex_replace (regex, words, -1, 0, "\\1", 0, NULL) : NULL;

  if (!replaced)
    return words;
  g_free (words);
  return replaced;
}

char *
sy_indicator_dup_words (SyIndicator *self, const char *language)
{
  g_autofree char *xml = sy_indicator_write_template (self);
  g_autoptr (SyTemplate) template =
      sy_template_reader_read_text (xml, sy_indicator_get_id (self), language, NULL);
  g_autoptr (SyModel) model = sy_model_new ();
  SyModelTable *lists;
  SyModelName *name;
  char *words;

  if (template)
    add_inputs (model, template);
  for (guint i = 0; template && i < sy_template_get_values (template)->len; i++)
    {
      const SyTemplateValue *value = sy_template_get_values (template)->pdata[i];

      sy_model_add_value (model, value->id, value->title, value->formula);
    }
  name = sy_binder_bind (model, NULL) ? sy_model_find_name (model, sy_indicator_get_id (self)) : NULL;
  if (!name || !name->bound)
    return g_strdup (sy_indicator_get_formula (self));
  words = sy_words_writer_write (name->bound);
  lists = sy_model_find_table (model, SY_INDICATOR_LISTS);
  return lists ? drop_table (words, lists->title) : words;
}
