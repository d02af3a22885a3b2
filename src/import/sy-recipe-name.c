/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which file names are of one kind: 销售2015年1月.csv and 销售2015年02月 (1).CSV are, and so are
 * till-2015-01.csv and till_march_2015.xlsx. */
#include "config.h"

#include <string.h>

#include "sy-recipe-private.h"

static const char *const endings[] = { ".csv",  ".txt",  ".tsv",  ".tab", ".xlsx", ".xlsm",
                                       ".xltx", ".xls",  ".xlsb", ".ods", ".et",   ".parquet",
                                       ".htm",  ".html", ".gz",   ".dat", ".xlsx", ".json" };
/* Longer ones first. */
static const char *const months[] = { "january", "february",  "march",   "april",    "june",     "july",
                                      "august",  "september", "october", "november", "december", "jan",
                                      "feb",     "mar",       "apr",     "may",      "jun",      "jul",
                                      "aug",     "sept",      "sep",     "oct",      "nov",      "dec" };
static const char *const copies[] = { "副本", "copyof", "copy", "最新" };

static gboolean
is_number_char (gunichar c)
{
  return g_unichar_isdigit (c);
}

/* 十一月, 三季度: Chinese numerals count as digits before these words only. */
static gboolean
is_chinese_numeral (gunichar c)
{
  return c != 0 && g_utf8_strchr ("〇零一二三四五六七八九十", -1, c) != NULL;
}

static gboolean
begins_with_unit (const char *text)
{
  static const char *const units[] = { "月", "季", "日", "号", "周", "年", "上旬", "中旬", "下旬" };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_has_prefix (text, units[i]))
      return TRUE;
  return FALSE;
}

static void
add_mark (GString *out)
{
  if (out->len == 0 || out->str[out->len - 1] != '#')
    g_string_append_c (out, '#');
}

/* Length of a month's English name at @text that is a word of its own; 0. */
static gsize
month_length (const char *text, gboolean at_word)
{
  for (guint i = 0; at_word && i < G_N_ELEMENTS (months); i++)
    if (g_str_has_prefix (text, months[i]) && !g_ascii_isalpha (text[strlen (months[i])]))
      return strlen (months[i]);
  return 0;
}

static gsize
numeral_length (const char *text)
{
  const char *p = text;

  while (is_chinese_numeral (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return p > text && begins_with_unit (p) ? (gsize) (p - text) : 0;
}

static gsize
copy_length (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (copies); i++)
    if (g_str_has_prefix (text, copies[i]))
      return strlen (copies[i]);
  return 0;
}

static char *
drop_endings (char *name)
{
  gboolean found = TRUE;

  while (found)
    {
      found = FALSE;
      for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
        if (g_str_has_suffix (name, endings[i]) && strlen (name) > strlen (endings[i]))
          {
            name[strlen (name) - strlen (endings[i])] = '\0';
            found = TRUE;
          }
    }
  return name;
}

static gboolean
is_word_char (gunichar c)
{
  return c < 128 && g_ascii_isalpha ((char) c);
}

/**
 * sy_recipe_generalise_name:
 * @base_name: of a file; any bytes
 *
 * Lower case, without the ending, blanks and punctuation; every date and number is "#", words for copies are
 * gone. What is left tells one report from another.
 *
 * Returns: (transfer full): "销售#年#月"
 */
char *
sy_recipe_generalise_name (const char *base_name)
{
  g_autofree char *valid = g_utf8_make_valid (base_name, -1);
  g_autofree char *composed = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *folded = g_utf8_casefold (composed ? composed : valid, -1);
  GString *out = g_string_new (NULL);
  gunichar previous = ' ';

  drop_endings (folded);
  for (const char *p = folded; *p;)
    {
      gunichar c = g_utf8_get_char (p);
      gboolean at_word = !is_word_char (previous);
      gsize n = month_length (p, at_word);

      n = n ? n : numeral_length (p);
      if (n || is_number_char (c))
        add_mark (out);
      else if ((n = at_word ? copy_length (p) : 0) == 0 && g_unichar_isalnum (c))
        g_string_append_unichar (out, c);
      previous = c;
      p = n ? p + n : g_utf8_next_char (p);
    }
  /* "销售2月" and "销售2月 (1)", which is a second download. */
  while (out->len > 1 && out->str[out->len - 1] == '#')
    g_string_truncate (out, out->len - 1);
  return g_string_free (out, FALSE);
}

gboolean
sy_recipe_matches_name (SyRecipe *self, const char *base_name)
{
  g_autofree char *pattern = sy_recipe_generalise_name (base_name);

  return g_str_equal (pattern, self->pattern);
}
