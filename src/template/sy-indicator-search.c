/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each word of the question scores by the best place where it stands; an indicator's score is their sum, and
 * none may be missing. Places in names count more than formulas, and those more than meanings. */
#include "config.h"

#include <string.h>

#include "sy-indicator-private.h"
#include "sy-indicator-search.h"
#include "sy-pinyin.h"

/* All in lower case and half-width forms. */
typedef struct
{
  SyIndicator *indicator; /* borrowed */
  char *id;
  char **names;    /* titles, then aliases */
  char **pinyin;   /* of the names: huiyuanzengzhanglv … */
  char **initials; /* hyzzl … */
  char *formula;   /* with the titles of the inputs */
  char *meaning;
} Entry;

typedef struct
{
  SyIndicator *indicator;
  int score;
  guint place;
} Hit;

static void
entry_free (gpointer data)
{
  Entry *entry = data;
  g_free (entry->id);
  g_strfreev (entry->names);
  g_strfreev (entry->pinyin);
  g_strfreev (entry->initials);
  g_free (entry->formula);
  g_free (entry->meaning);
  g_free (entry);
}

static char *
fold (const char *text)
{
  g_autofree char *plain = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);
  return g_utf8_strdown (plain ? plain : "", -1);
}

static gboolean
has_han (const char *text)
{
  for (; *text; text = g_utf8_next_char (text))
    if (g_unichar_get_script (g_utf8_get_char (text)) == G_UNICODE_SCRIPT_HAN)
      return TRUE;
  return FALSE;
}

static void
add_names (GStrvBuilder *names, GStrvBuilder *pinyin, GStrvBuilder *initials, char *const *texts)
{
  for (; *texts; texts++)
    {
      g_autofree char *name = fold (*texts), *first = NULL, *full = NULL;
      g_strv_builder_add (names, name);
      if (!has_han (name))
        continue;
      full = sy_pinyin_write (name, &first);
      g_strv_builder_add (pinyin, full);
      g_strv_builder_add (initials, first);
    }
}

static char *
write_formula (const SyIndicator *indicator)
{
  g_autoptr (GString) text = g_string_new (indicator->formula);
  for (guint i = 0; i < indicator->inputs->len; i++)
    {
      const SyIndicatorInput *input = indicator->inputs->pdata[i];
      g_autofree char *titles = g_strjoinv (" ", input->titles);
      g_string_append_printf (text, " %s", titles);
    }
  return fold (text->str);
}

static Entry *
make_entry (SyIndicator *indicator)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) pinyin = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) initials = g_strv_builder_new ();
  g_autofree char *meanings = g_strjoinv (" ", indicator->meanings);
  Entry *entry = g_new0 (Entry, 1);

  add_names (names, pinyin, initials, indicator->titles);
  add_names (names, pinyin, initials, indicator->aliases);
  entry->indicator = indicator;
  entry->id = fold (indicator->id);
  entry->names = g_strv_builder_end (names);
  entry->pinyin = g_strv_builder_end (pinyin);
  entry->initials = g_strv_builder_end (initials);
  entry->formula = write_formula (indicator);
  entry->meaning = fold (meanings);
  return entry;
}

GPtrArray *
sy_indicator_search_index (GPtrArray *indicators)
{
  GPtrArray *index = g_ptr_array_new_with_free_func (entry_free);
  for (guint i = 0; i < indicators->len; i++)
    g_ptr_array_add (index, make_entry (indicators->pdata[i]));
  return index;
}

/* @exact when one of @texts is @word, @begins when it begins one, @within when it stands in one; else 0. */
static int
score_texts (char *const *texts, const char *word, int exact, int begins, int within)
{
  int best = 0;
  for (; *texts; texts++)
    {
      const char *found = strstr (*texts, word);
      if (!found)
        continue;
      best = MAX (best, found > *texts ? within : (*texts)[strlen (word)] ? begins : exact);
    }
  return best;
}

/* 会员率, hyl: the letters of @word stand in one of @texts in this order, beginning with its first; how many
 * of them at its head, 0 when they don't. */
static int
score_parts (char *const *texts, const char *word)
{
  int best = 0;

  for (; *texts; texts++)
    {
      const char *at = *texts, *wanted = word;
      int head = 0;
      for (; *at && *wanted; at = g_utf8_next_char (at))
        {
          gboolean is_next = g_utf8_get_char (at) == g_utf8_get_char (wanted);
          if (!is_next && wanted == word)
            break;
          head += is_next && g_utf8_pointer_to_offset (*texts, at) == g_utf8_pointer_to_offset (word, wanted);
          wanted = is_next ? g_utf8_next_char (wanted) : wanted;
        }
      if (!*wanted)
        best = MAX (best, MIN (head, 6));
    }
  return best;
}

static int
score_word (const Entry *entry, const char *word)
{
  char *const id[] = { entry->id, NULL };
  int parts, names = MAX (score_texts (entry->names, word, 100, 80, 60), score_texts (id, word, 100, 70, 50));

  if (names > 0)
    return names;
  /* A single letter begins every tenth name: it says nothing. */
  if (g_str_is_ascii (word) && strlen (word) > 1)
    {
      int spelled = MAX (score_texts (entry->initials, word, 58, 46, 40),
                         score_texts (entry->pinyin, word, 56, 44, 34));
      if (spelled > 0)
        return spelled;
    }
  parts = g_utf8_strlen (word, -1) < 2
              ? 0
              : score_parts (g_str_is_ascii (word) ? entry->initials : entry->names, word);
  if (parts > 0)
    return 22 + parts;
  return strstr (entry->formula, word) ? 20 : strstr (entry->meaning, word) ? 10 : 0;
}

static int
score_words (const Entry *entry, char *const *words)
{
  int sum = 0;
  for (; *words; words++)
    {
      int score = **words ? score_word (entry, *words) : 0;
      if (**words && score == 0)
        return 0;
      sum += score;
    }
  return sum;
}

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  const Hit *x = a, *y = b;
  return x->score != y->score ? y->score - x->score : (int) x->place - (int) y->place;
}

GPtrArray *
sy_indicator_search (GPtrArray *index, const char *text)
{
  g_autofree char *folded = fold (text);
  g_auto (GStrv) words = g_strsplit_set (folded, " \t\r\n", -1);
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (Hit));
  GPtrArray *found = g_ptr_array_new ();
  gboolean is_all = *g_strstrip (folded) == '\0';

  for (guint i = 0; i < index->len; i++)
    {
      const Entry *entry = index->pdata[i];
      Hit hit = { entry->indicator, is_all ? 1 : score_words (entry, words), i };
      if (hit.score > 0)
        g_array_append_val (hits, hit);
    }
  g_array_sort (hits, compare_hits);
  for (guint i = 0; i < hits->len; i++)
    g_ptr_array_add (found, g_array_index (hits, Hit, i).indicator);
  return found;
}
