/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts are kept whole: with their line breaks, marks of direction and pictures; only what no text has (a
 * NUL, broken UTF-8) is refused. Choices are kept as the id of their word, so that they follow the language.
 */
#include "config.h"

#include "sy-input-cell.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-worksheet.h"

static gboolean
is_word (const SyTemplateWord *word, const char *text)
{
  if (g_ascii_strcasecmp (word->id, text) == 0 || g_ascii_strcasecmp (word->kept, text) == 0)
    return TRUE;
  for (char **title = word->titles; *title; title++)
    {
      g_autofree char *a = g_utf8_casefold (*title, -1);
      g_autofree char *b = g_utf8_casefold (text, -1);

      if (g_str_equal (a, b))
        return TRUE;
    }
  return FALSE;
}

static SyTemplateWord *
find_word (const SyTemplateColumn *column, const char *text)
{
  for (guint i = 0; i < column->choices->len; i++)
    if (is_word (column->choices->pdata[i], text))
      return column->choices->pdata[i];
  return NULL;
}

/* “Strength”, “Weakness” */
static char *
list_words (const SyTemplateColumn *column)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < column->choices->len; i++)
    g_string_append_printf (list, "%s“%s”", i ? ", " : "",
                            ((const SyTemplateWord *) column->choices->pdata[i])->title);
  return g_string_free (list, FALSE);
}

static char *
check_choice (const SyTemplateColumn *column, const char *text, guint row, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  SyTemplateWord *word = *trimmed ? find_word (column, trimmed) : NULL;
  g_autofree char *words = NULL;

  if (!*trimmed || word)
    return g_strdup (word ? word->kept : "");
  words = list_words (column);
  g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_INPUT,
               _ ("Row %u: “%s” can’t stand in “%s”; choose one of %s"), row, trimmed, column->title, words);
  return NULL;
}

/* One kind of line break. */
static char *
join_lines (const char *text)
{
  GString *joined = g_string_new (NULL);

  for (const char *at = text; *at; at++)
    if (*at != '\r')
      g_string_append_c (joined, *at);
    else if (at[1] != '\n')
      g_string_append_c (joined, '\n');
  return g_string_free (joined, FALSE);
}

static gboolean
is_blank (const char *text)
{
  for (const char *at = text; *at; at = g_utf8_next_char (at))
    if (!g_unichar_isspace (g_utf8_get_char (at)))
      return FALSE;
  return TRUE;
}

static char *
check_text (const SyTemplateColumn *column, const char *text, guint row, GError **error)
{
  g_autofree char *joined = join_lines (text);

  if (is_blank (joined))
    return g_strdup ("");
  if (!column->is_long)
    g_strstrip (joined);
  if (g_utf8_strlen (joined, -1) <= SY_INPUT_MAX_CHARACTERS)
    return g_steal_pointer (&joined);
  g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_INPUT,
               _ ("Row %u: the text for “%s” is too long: it has %ld characters, a cell takes %u"), row,
               column->title, g_utf8_strlen (joined, -1), SY_INPUT_MAX_CHARACTERS);
  return NULL;
}

static SyTemplateParameter
describe (const SyTemplateColumn *column)
{
  SyTemplateParameter parameter = { .id = column->id,
                                    .title = column->title,
                                    .is_text = column->is_text,
                                    .unit = column->unit,
                                    .may_be_blank = TRUE,
                                    .has_minimum = column->has_minimum,
                                    .has_maximum = column->has_maximum,
                                    .minimum = column->minimum,
                                    .maximum = column->maximum };

  return parameter;
}

/* “1/3”, as judgements are written: the number that it stands for, or NULL. */
static char *
expand_fraction (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "/", 3);
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  guint64 above, below;

  if (g_strv_length (parts) != 2
      || !g_ascii_string_to_unsigned (g_strstrip (parts[0]), 10, 0, G_MAXUINT32, &above, NULL)
      || !g_ascii_string_to_unsigned (g_strstrip (parts[1]), 10, 1, G_MAXUINT32, &below, NULL))
    return NULL;
  return g_strdup (g_ascii_dtostr (buffer, sizeof buffer, (double) above / (double) below));
}

static char *
check_number (const SyTemplateColumn *column, const char *text, guint row, GError **error)
{
  SyTemplateParameter parameter = describe (column);
  g_auto (SyTypedValue) typed = { 0 };
  g_autoptr (GError) cause = NULL;
  g_autofree char *fraction = column->unit == SY_UNIT_NUMBER ? expand_fraction (text) : NULL;

  if (sy_parameter_parse (&parameter, fraction ? fraction : text, &typed, &cause))
    return typed.canonical ? g_steal_pointer (&typed.canonical) : g_strdup ("");
  g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_INPUT, _ ("Row %u: %s"), row, cause->message);
  return NULL;
}

/* What the template gives stays as it is; nothing is kept of it, so that it follows the language. */
static char *
check_given (const SyTemplateColumn *column, const char *sample, const char *text, guint row, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));

  if (!*trimmed || g_strcmp0 (trimmed, sample) == 0
      || g_strcmp0 (trimmed, sy_template_column_show_cell (column, sample)) == 0)
    return g_strdup ("");
  g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_INPUT,
               _ ("Row %u: “%s” can’t be changed, it is “%s” here"), row, column->title,
               sample ? sample : "");
  return NULL;
}

char *
sy_input_cell_check (
    const SyTemplateColumn *column, const char *sample, const char *text, guint row, GError **error)
{
  if (!text || !*text || !sy_template_column_is_typed (column))
    return g_strdup ("");
  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_INPUT,
                   _ ("Row %u: the text for “%s” is not valid UTF-8"), row, column->title);
      return NULL;
    }
  if (column->is_read_only)
    return check_given (column, sample, text, row, error);
  if (sy_template_column_takes_links (column) && sy_link_parse (text, NULL) != SY_LINK_NONE)
    return g_strstrip (g_strdup (text));
  if (column->choices)
    return check_choice (column, text, row, error);
  return column->is_text ? check_text (column, text, row, error) : check_number (column, text, row, error);
}

void
sy_input_cell_read (const SyTemplateColumn *column, const char *text, SyTypedValue *typed)
{
  gboolean is_link = text && sy_template_column_takes_links (column) && sy_link_parse (text, NULL);
  SyTemplateWord *word;

  /* A blank of the right type to begin with. */
  sy_parameter_parse_text (column->title, column->is_text, column->unit, NULL, typed, NULL);
  if (!text || !*text || is_link)
    return;
  if (!column->is_text)
    {
      if (!sy_parameter_parse_text (column->title, FALSE, column->unit, text, typed, NULL))
        sy_parameter_parse_text (column->title, FALSE, column->unit, NULL, typed, NULL);
      return;
    }
  word = column->choices ? find_word (column, text) : NULL;
  typed->canonical = g_strdup (word ? word->title : text);
  typed->value = SY_VALUE_TEXT (typed->canonical);
}
