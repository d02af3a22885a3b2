/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-sheet-column.h"

#include <string.h>

#include "sy-pinyin.h"

/* --- choices --- */

static void
free_choice (gpointer data)
{
  SySheetChoice *choice = data;

  g_free (choice->text);
  g_free (choice->title);
  g_free (choice->search);
  g_free (choice);
}

static SySheetChoice *
new_choice (const char *text, const char *title, const char *const *titles)
{
  SySheetChoice *choice = g_new0 (SySheetChoice, 1);
  g_autofree char *initials = NULL;
  g_autofree char *pinyin = sy_pinyin_write (title, &initials);
  g_autofree char *others = titles ? g_strjoinv ("\n", (char **) titles) : g_strdup ("");
  g_autofree char *all =
      g_strjoin ("\n", title, others, pinyin ? pinyin : "", initials ? initials : "", NULL);

  choice->text = g_strdup (text);
  choice->title = g_strdup (title);
  choice->search = g_utf8_casefold (all, -1);
  return choice;
}

const SySheetChoice *
sy_sheet_column_find_choice (const SySheetColumn *self, const char *text)
{
  for (guint i = 0; self->choices && i < self->choices->len; i++)
    {
      const SySheetChoice *choice = self->choices->pdata[i];

      if (g_str_equal (choice->text, text) || g_str_equal (choice->title, text))
        return choice;
    }
  return NULL;
}

void
sy_sheet_column_set_choices (SySheetColumn *self, const char *const *texts)
{
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  self->choices = g_ptr_array_new_with_free_func (free_choice);
  for (; *texts; texts++)
    g_ptr_array_add (self->choices, new_choice (*texts, *texts, NULL));
}

/* --- columns --- */

void
sy_sheet_column_free (gpointer data)
{
  SySheetColumn *column = data;

  g_free (column->id);
  g_free (column->title);
  g_free (column->description);
  g_free (column->choice_column);
  g_clear_pointer (&column->choices, g_ptr_array_unref);
  g_free (column);
}

static SySheetKind
find_kind (const SyTemplateColumn *column)
{
  if (!sy_template_column_is_typed (column))
    return SY_SHEET_COMPUTED;
  if (column->choices)
    return SY_SHEET_CHOICE;
  if (column->unit == SY_UNIT_DATE || column->unit == SY_UNIT_MONTH)
    return SY_SHEET_DATE;
  return column->is_text ? SY_SHEET_TEXT : SY_SHEET_NUMBER;
}

static void
add_words (SySheetColumn *column, GPtrArray *words)
{
  column->choices = g_ptr_array_new_with_free_func (free_choice);
  for (guint i = 0; i < words->len; i++)
    {
      const SyTemplateWord *word = words->pdata[i];

      g_ptr_array_add (column->choices,
                       new_choice (word->kept, word->title, (const char *const *) word->titles));
    }
}

SySheetColumn *
sy_sheet_column_new (const SyTemplateColumn *definition, guint index)
{
  SySheetColumn *column = g_new0 (SySheetColumn, 1);

  column->id = g_strdup (definition->id);
  column->title = g_strdup (definition->title);
  column->description = g_strdup (definition->description);
  column->kind = find_kind (definition);
  column->unit = definition->unit;
  column->is_long = definition->is_long;
  column->is_fixed = definition->is_read_only || column->kind == SY_SHEET_COMPUTED;
  column->may_link =
      !column->is_fixed
      && (definition->is_link || column->kind == SY_SHEET_NUMBER || column->kind == SY_SHEET_DATE);
  column->is_right = column->kind == SY_SHEET_NUMBER
                     || (column->kind == SY_SHEET_COMPUTED && definition->unit != SY_UNIT_NONE);
  column->choice_column = g_strdup (definition->choice_column);
  column->index = index;
  if (definition->choices)
    add_words (column, definition->choices);
  return column;
}

SySheetColumn *
sy_sheet_column_new_computed (const SyTableColumn *look, guint index)
{
  SySheetColumn *column = g_new0 (SySheetColumn, 1);

  column->id = g_strdup (look->id);
  column->title = g_strdup (look->title);
  column->description = g_strdup (look->description);
  column->kind = SY_SHEET_COMPUTED;
  column->unit = look->unit;
  column->is_fixed = TRUE;
  column->is_right = look->type == SY_TYPE_NUMBER;
  column->index = index;
  return column;
}
