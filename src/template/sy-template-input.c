/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the cells of an INPUT table are typed: choices, limits, long texts, links, rows that are given. All of
 * it is refused where nothing is typed, so that nobody waits for what never happens. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sy-template-private.h"
#include "sy-template-reader-private.h"

static gboolean
is_input (const SyTemplateTable *table)
{
  return g_strcmp0 (table->rows, "INPUT") == 0;
}

/* One of these attributes where it has no meaning. */
static gboolean
refuse_all (const SyMarkupNode *node, const char *attributes, const char *reason, GError **error)
{
  g_auto (GStrv) words = g_strsplit (attributes, " ", -1);

  for (char **word = words; *word; word++)
    if (**word && sy_markup_get (node, *word))
      return sy_markup_fail (node, *word, error, _ ("“%s” is not for this column: %s"), *word, reason);
  return TRUE;
}

static gboolean
read_limits (SyTemplateColumn *column, const SyMarkupNode *node, GError **error)
{
  column->has_minimum = sy_markup_get (node, "minimum") != NULL;
  column->has_maximum = sy_markup_get (node, "maximum") != NULL;
  if (!sy_markup_get_number (node, "minimum", 0., &column->minimum, error)
      || !sy_markup_get_number (node, "maximum", 0., &column->maximum, error))
    return FALSE;
  if (column->has_minimum && column->has_maximum && column->minimum > column->maximum)
    return sy_markup_fail (node, "maximum", error, _ ("the maximum is less than the minimum"));
  return TRUE;
}

/* Words are looked up when all are read; a column of a table is known by its bracket. */
static gboolean
read_choices (SyTemplateReading *self, SyTemplateColumn *column, const SyMarkupNode *node, GError **error)
{
  const char *choices = sy_markup_get (node, "choices");
  SyChoosing *choosing;

  if (!choices)
    return TRUE;
  if (strchr (choices, '['))
    {
      column->choice_column = g_strstrip (g_strdup (choices));
      return sy_template_reading_check_formula (node, "choices", error);
    }
  if (!self->choosing)
    return TRUE;
  choosing = g_new0 (SyChoosing, 1);
  choosing->column = column;
  choosing->node = node;
  g_ptr_array_add (self->choosing, choosing);
  return TRUE;
}

gboolean
sy_template_reading_take_typed (SyTemplateReading *self,
                                const SyTemplateTable *table,
                                SyTemplateColumn *column,
                                const SyMarkupNode *node,
                                GError **error)
{
  if (!is_input (table) || column->formula)
    return refuse_all (node, SY_TYPED_ATTRIBUTES, _ ("it is for typed columns of an INPUT table"), error);
  if (column->is_text && !refuse_all (node, "minimum maximum", _ ("it is for numbers"), error))
    return FALSE;
  if (!column->is_text
      && !refuse_all (node, "choices lines", _ ("it is for texts: add type=\"text\""), error))
    return FALSE;
  return read_limits (column, node, error) && read_choices (self, column, node, error)
         && sy_markup_get_bool (node, "lines", FALSE, &column->is_long, error)
         && sy_markup_get_bool (node, "link", FALSE, &column->is_link, error)
         && sy_markup_get_bool (node, "readonly", FALSE, &column->is_read_only, error);
}

gboolean
sy_template_reading_take_fixed (SyTemplateTable *table, const SyMarkupNode *node, GError **error)
{
  if (!sy_markup_get_bool (node, "fixed", FALSE, &table->is_fixed, error))
    return FALSE;
  if (table->is_fixed && (!is_input (table) || !table->samples))
    return sy_markup_fail (node, "fixed", error,
                           _ ("only the rows of an INPUT table that has <row>s can be fixed"));
  for (guint i = 0; !table->is_fixed && i < table->columns->len; i++)
    {
      const SyTemplateColumn *column = table->columns->pdata[i];

      if (column->is_read_only)
        return sy_markup_fail (node, NULL, error,
                               _ ("the column “%s” is read-only: its cells are those of the table’s <row>s, "
                                  "so add fixed=\"yes\""),
                               column->id);
    }
  return TRUE;
}

static SyTemplateWord *
find_word (SyTemplate *template, const char *id)
{
  for (guint i = 0; i < template->words->len; i++)
    if (g_str_equal (((SyTemplateWord *) template->words->pdata[i])->id, id))
      return template->words->pdata[i];
  return NULL;
}

static gboolean
find_words (SyTemplate *template, const SyChoosing *choosing, GError **error)
{
  g_auto (GStrv) ids = g_strsplit_set (sy_markup_get (choosing->node, "choices"), " \t\r\n", -1);
  GPtrArray *choices = g_ptr_array_new ();

  choosing->column->choices = choices;
  for (char **id = ids; *id; id++)
    {
      SyTemplateWord *word = **id ? find_word (template, *id) : NULL;

      if (word)
        g_ptr_array_add (choices, word);
      else if (**id)
        return sy_markup_fail (choosing->node, "choices", error,
                               _ ("there is no <word> “%s”; give ids of words, or a table’s column as in "
                                  "table[column]"),
                               *id);
    }
  return choices->len > 0 || sy_markup_fail (choosing->node, "choices", error, _ ("no choice is given"));
}

gboolean
sy_template_reading_find_choices (SyTemplateReading *self, GError **error)
{
  for (guint i = 0; i < self->choosing->len; i++)
    if (!find_words (self->template, self->choosing->pdata[i], error))
      return FALSE;
  return TRUE;
}
