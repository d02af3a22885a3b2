/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The data are asked whom they know of what was typed, not the other way round: few texts are typed, and many
 * people are in the data. */
#include "config.h"

#include "sy-people.h"

#include <string.h>

#include "sy-dialect.h"

/* Bound at once. */
#define MOST_VALUES 500
/* In characters. */
#define LEAST_NAME 2
#define LEAST_NUMBER 5
#define LEAST_NUMBER_WITHIN 7

static void
person_free (gpointer data)
{
  SyPerson *person = data;

  g_free (person->text);
  g_free (person);
}

static gboolean
is_number (const char *text)
{
  return *text && strspn (text, "0123456789 -+.") == strlen (text);
}

/* “3” is typed for many reasons. */
static gboolean
tells_somebody (const char *text)
{
  return g_utf8_strlen (text, -1) >= (is_number (text) ? LEAST_NUMBER : LEAST_NAME);
}

static gboolean
is_person (const SySourceColumn *column)
{
  switch (column->privacy)
    {
    case SY_PRIVACY_PSEUDONYM:
    case SY_PRIVACY_NAME:
    case SY_PRIVACY_PHONE:
    case SY_PRIVACY_IDENTITY:
    case SY_PRIVACY_EMAIL:
    case SY_PRIVACY_STAFF:
      return column->how != SY_SOURCE_COLUMN_ABSENT;
    default:
      return FALSE;
    }
}

/* --- asking the data --- */

typedef struct
{
  SyEngine *engine;
  GPtrArray *texts; /* that may be somebody, each once */
  char *all;        /* of them, one a line */
  GHashTable *seen; /* text → SyPerson, borrowed */
  GPtrArray *people;
} Search;

static void
add_people (Search *self, SyFrame *frame, SyPrivacyRule rule)
{
  for (gint64 i = 0; i < sy_frame_get_n_rows (frame); i++)
    {
      g_autofree char *text = sy_frame_dup_plain (frame, 0, i);
      SyPerson *person;

      if (!text || !tells_somebody (text) || g_hash_table_contains (self->seen, text))
        continue;
      person = g_new0 (SyPerson, 1);
      person->text = g_steal_pointer (&text);
      person->rule = rule;
      g_ptr_array_add (self->people, person);
      g_hash_table_insert (self->seen, person->text, person);
    }
}

static gboolean
ask (Search *self, const char *sql, GArray *values, SyPrivacyRule rule, GError **error)
{
  g_autoptr (SyFrame) frame = sy_engine_query (self->engine, sql, (const SyValue *) (gpointer) values->data,
                                               values->len, NULL, error);

  if (frame)
    add_people (self, frame, rule);
  return frame != NULL;
}

/* Texts that are somebody as a whole. */
static gboolean
ask_for_whole (Search *self, const char *relation, const char *column, SyPrivacyRule rule, GError **error)
{
  for (guint first = 0; first < self->texts->len; first += MOST_VALUES)
    {
      g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (SyValue));
      g_autoptr (GString) sql = g_string_new (NULL);

      g_string_printf (sql, "SELECT DISTINCT CAST(%s AS VARCHAR) FROM %s WHERE CAST(%s AS VARCHAR) IN (",
                       column, relation, column);
      for (guint i = first; i < MIN (first + MOST_VALUES, self->texts->len); i++)
        {
          SyValue value = SY_VALUE_TEXT (self->texts->pdata[i]);

          g_array_append_val (values, value);
          g_string_append_printf (sql, "%s$%u", i > first ? "," : "", values->len);
        }
      g_string_append_c (sql, ')');
      if (!ask (self, sql->str, values, rule, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
ask_for_parts (Search *self, const char *relation, const char *column, SyPrivacyRule rule, GError **error)
{
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (SyValue));
  g_autofree char *sql = g_strdup_printf ("SELECT v FROM (SELECT DISTINCT CAST(%s AS VARCHAR) AS v FROM %s) "
                                          "WHERE length(v) >= %d AND contains($1, v)",
                                          column, relation, LEAST_NAME);
  SyValue value = SY_VALUE_TEXT (self->all);

  g_array_append_val (values, value);
  return ask (self, sql, values, rule, error);
}

static gboolean
ask_source (Search *self, const SySource *source, GError **error)
{
  g_autofree char *relation = sy_sql_quote_identifier (source->info.relation);

  for (guint i = 0; i < source->columns->len; i++)
    {
      const SySourceColumn *column = source->columns->pdata[i];
      g_autofree char *quoted = sy_sql_quote_identifier (column->id);

      if (!is_person (column))
        continue;
      if (!ask_for_whole (self, relation, quoted, (SyPrivacyRule) column->privacy, error))
        return FALSE;
      if (source->info.n_rows <= SY_PEOPLE_MOST_ROWS
          && !ask_for_parts (self, relation, quoted, (SyPrivacyRule) column->privacy, error))
        return FALSE;
    }
  return TRUE;
}

static GPtrArray *
list_candidates (GPtrArray *texts)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *candidates = g_ptr_array_new ();

  for (guint i = 0; i < texts->len; i++)
    if (texts->pdata[i] && tells_somebody (texts->pdata[i]) && g_hash_table_add (seen, texts->pdata[i]))
      g_ptr_array_add (candidates, texts->pdata[i]);
  return candidates;
}

static char *
join (GPtrArray *texts)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < texts->len; i++)
    g_string_append_printf (all, "%s\n", (const char *) texts->pdata[i]);
  return g_string_free (all, FALSE);
}

static int
compare_length (gconstpointer a, gconstpointer b)
{
  gsize x = strlen ((*(const SyPerson *const *) a)->text);
  gsize y = strlen ((*(const SyPerson *const *) b)->text);

  return x > y ? -1 : x < y;
}

GPtrArray *
sy_people_find (SyEngine *engine, GPtrArray *sources, GPtrArray *texts, GError **error)
{
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (person_free);
  g_autoptr (GPtrArray) candidates = list_candidates (texts);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *all = join (candidates);
  Search search = { engine, candidates, all, seen, people };

  for (guint i = 0; i < sources->len && candidates->len > 0; i++)
    if (!((const SySource *) sources->pdata[i])->is_built_in
        && !ask_source (&search, sources->pdata[i], error))
      return NULL;
  g_ptr_array_sort (people, compare_length);
  return g_steal_pointer (&people);
}

/* --- masking --- */

static gboolean
is_word (char byte)
{
  return g_ascii_isalnum (byte);
}

/* @at: of @length bytes in @text: no part of a longer word. */
static gboolean
stands_alone (const char *text, const char *at, gsize length)
{
  return (at == text || !is_word (at[0]) || !is_word (at[-1]))
         && (!at[length] || !is_word (at[length - 1]) || !is_word (at[length]));
}

static gboolean
is_named (const SyPerson *person, const char *text, const char *at)
{
  gsize length = strlen (person->text);

  if (strlen (text) == length)
    return TRUE;
  return stands_alone (text, at, length) && (!is_number (person->text) || length >= LEAST_NUMBER_WITHIN);
}

static char *
mask_person (const SyPerson *person, const char *text, SyPersonMask mask, gpointer user_data)
{
  g_autoptr (GString) masked = g_string_new (NULL);
  const char *rest = text;
  const char *at = text;

  while ((at = strstr (at, person->text)))
    {
      g_autofree char *instead = NULL;

      if (!is_named (person, text, at))
        {
          at = g_utf8_next_char (at);
          continue;
        }
      instead = mask (person, user_data);
      g_string_append_len (masked, rest, at - rest);
      g_string_append (masked, instead);
      at += strlen (person->text);
      rest = at;
    }
  g_string_append (masked, rest);
  return g_string_free (g_steal_pointer (&masked), FALSE);
}

char *
sy_people_mask (GPtrArray *people, const char *text, SyPersonMask mask, gpointer user_data)
{
  char *masked = g_strdup (text);

  for (guint i = 0; text && i < people->len; i++)
    if (strstr (masked, ((const SyPerson *) people->pdata[i])->text))
      {
        char *further = mask_person (people->pdata[i], masked, mask, user_data);

        g_free (masked);
        masked = further;
      }
  return masked;
}
