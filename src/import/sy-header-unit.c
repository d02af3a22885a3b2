/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-header-unit.h"

#include <string.h>

typedef struct
{
  const char *word;
  guint shift;
} Unit;

/* Longer ones first: 百万 is not 万. */
static const Unit units[] = {
  { "百万元", 6 },   { "千万元", 7 },  { "万元", 4 }, { "亿元", 8 }, { "千元", 3 },      { "百万", 6 },
  { "千万", 7 },     { "万", 4 },      { "亿", 8 },   { "千", 3 },   { "thousands", 3 }, { "thousand", 3 },
  { "millions", 6 }, { "million", 6 }, { "'000", 3 }, { "000s", 3 },
};

static const char *const openings[] = { "(", "（", "[", "【", "/", "／" };
static const char *const closings[] = { ")", "）", "]", "】" };
/* Said beside the unit. */
static const char *const leads[] = {
  "单位：", "单位:", "单位", "人民币", "rmb", "cny", "￥", "¥", "in ", " "
};

static gboolean
skip_any (const char **text, const char *const *words, guint n_words)
{
  for (guint i = 0; i < n_words; i++)
    if (g_str_has_prefix (*text, words[i]))
      {
        *text += strlen (words[i]);
        return TRUE;
      }
  return FALSE;
}

/* Nothing but the unit may stand up to the end: “（万元）”, “/万元”. */
static guint
read_unit (const char *text, gboolean closes, char **word)
{
  while (skip_any (&text, leads, G_N_ELEMENTS (leads)))
    ;
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      const char *rest = text + strlen (units[i].word);

      if (!g_str_has_prefix (text, units[i].word))
        continue;
      while (*rest == ' ')
        rest++;
      if (closes && !skip_any (&rest, closings, G_N_ELEMENTS (closings)))
        continue;
      while (*rest == ' ')
        rest++;
      if (*rest)
        continue;
      *word = g_strdup (units[i].word);
      return units[i].shift;
    }
  return 0;
}

/* Without brackets only words that nothing else ends with: 销售额万元. */
static guint
read_end (const char *text, char **word)
{
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_has_suffix (units[i].word, "元") && g_str_has_suffix (text, units[i].word)
        && !g_str_equal (text, units[i].word))
      {
        *word = g_strdup (units[i].word);
        return units[i].shift;
      }
  return 0;
}

/**
 * sy_header_unit_find:
 * @header: title of a column of amounts
 * @word: (out) (transfer full) (nullable): the unit as it is written there, in small letters
 *
 * Returns: by how many digits the amounts are to be shifted: 4 for 万元, 3 for thousands; 0 when nothing is
 * said
 */
guint
sy_header_unit_find (const char *header, char **word)
{
  g_autofree char *folded = g_utf8_strdown (header, -1);
  guint shift = 0;

  *word = NULL;
  g_strstrip (folded);
  for (const char *p = folded; *p && shift == 0; p = g_utf8_next_char (p))
    {
      const char *rest = p;

      if (skip_any (&rest, openings, G_N_ELEMENTS (openings)))
        shift = read_unit (rest, *p != '/' && !g_str_has_prefix (p, "／"), word);
    }
  return shift ? shift : read_end (folded, word);
}
