/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names in braces, and words that follow a number. */
#include "config.h"

#include "sy-sentence.h"

#include <string.h>

void
sy_sentence_mark_clear (SySentenceMark *mark)
{
  g_clear_pointer (&mark->name, g_free);
  g_clear_pointer (&mark->one, g_free);
  g_clear_pointer (&mark->many, g_free);
}

gboolean
sy_sentence_find_mark (const char *text, SySentenceMark *mark)
{
  const char *open = strchr (text, '{');
  const char *close = open ? strchr (open, '}') : NULL;
  g_autofree char *inside = close ? g_strndup (open + 1, (gsize) (close - open - 1)) : NULL;
  char *words = inside ? strchr (inside, '?') : NULL;
  char *bar = words ? strchr (words, '|') : NULL;

  sy_sentence_mark_clear (mark);
  if (!inside)
    return FALSE;
  mark->start = (gsize) (open - text);
  mark->end = (gsize) (close + 1 - text);
  mark->name = g_strndup (inside, bar ? (gsize) (words - inside) : strlen (inside));
  mark->one = bar ? g_strndup (words + 1, (gsize) (bar - words - 1)) : NULL;
  mark->many = bar ? g_strdup (bar + 1) : NULL;
  return TRUE;
}
