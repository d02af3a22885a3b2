/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-formula-candidates.h"

#include <string.h>

#include "sy-functions.h"

#define MAX_CANDIDATES 50

static void
candidate_free (gpointer data)
{
  SyFormulaCandidate *candidate = data;

  g_free (candidate->insert);
  g_free (candidate->id);
  g_free (candidate->title);
  g_free (candidate);
}

/* What is looked for, and what was found: those that begin so, then those whose title has it. */
typedef struct
{
  char *typed; /* case folded */
  GPtrArray *first, *later;
} Search;

static void
offer (Search *search, const char *id, const char *title, const char *behind)
{
  g_autofree char *folded_id = g_utf8_casefold (id, -1);
  g_autofree char *folded_title = g_utf8_casefold (title ? title : "", -1);
  gboolean begins = g_str_has_prefix (folded_id, search->typed);
  SyFormulaCandidate *candidate;

  if (!begins && !strstr (folded_title, search->typed) && !strstr (folded_id, search->typed))
    return;
  candidate = g_new0 (SyFormulaCandidate, 1);
  candidate->insert = g_strconcat (id, behind, NULL);
  candidate->id = g_strdup (id);
  candidate->title = g_strcmp0 (id, title) == 0 ? NULL : g_strdup (title);
  g_ptr_array_add (begins ? search->first : search->later, candidate);
}

static void
offer_columns (Search *search, const SyModelTable *table)
{
  for (guint i = 0; table && i < table->columns->len; i++)
    {
      const SyModelColumn *column = table->columns->pdata[i];

      offer (search, column->id, column->title, "]");
    }
}

static void
offer_names (Search *search, SyModel *model)
{
  GPtrArray *tables = model ? sy_model_get_tables (model) : NULL;
  GPtrArray *names = model ? sy_model_get_names (model) : NULL;

  for (guint i = 0; names && i < names->len; i++)
    {
      const SyModelName *name = names->pdata[i];

      offer (search, name->id, name->title, "");
    }
  for (guint i = 0; tables && i < tables->len; i++)
    {
      const SyModelTable *table = tables->pdata[i];

      offer (search, table->id, table->title, "[");
    }
  for (guint i = 0; i < SY_N_FUNCTIONS; i++)
    offer (search, sy_functions_get ((SyFunctionId) i)->name, NULL, "(");
}

static gboolean
is_in_text (const char *before)
{
  guint n_quotes = 0;

  for (const char *at = before; *at; at++)
    n_quotes += *at == '"';
  return n_quotes % 2 == 1;
}

static gboolean
is_name_character (gunichar c)
{
  return g_unichar_isalnum (c) || c == '_' || c == '.';
}

/* Where the name that ends at @end begins. */
static const char *
find_name (const char *text, const char *end)
{
  const char *at = end;

  while (at > text)
    {
      const char *previous = g_utf8_prev_char (at);

      if (!is_name_character (g_utf8_get_char (previous)))
        break;
      at = previous;
    }
  return at;
}

/* The table whose column is begun at @name, behind its bracket. */
static SyModelTable *
find_table (SyModel *model, SyModelTable *own, const char *before, const char *name)
{
  const char *end = name - 1;
  const char *begin;
  g_autofree char *id = NULL;

  if (*end == '@')
    return own;
  begin = find_name (before, end);
  if (begin == end)
    return own;
  id = g_strndup (begin, (gsize) (end - begin));
  return model ? sy_model_find_table (model, id) : NULL;
}

GPtrArray *
sy_formula_candidates_list (SyModel *model, SyModelTable *table, const char *before, guint *n_typed)
{
  const char *end = before + strlen (before);
  const char *name = find_name (before, end);
  g_autofree char *typed = g_utf8_casefold (name, -1);
  g_autoptr (GPtrArray) later = g_ptr_array_new_with_free_func (candidate_free);
  GPtrArray *first = g_ptr_array_new_with_free_func (candidate_free);
  Search search = { typed, first, later };
  gboolean in_brackets = name > before && (name[-1] == '[' || (name[-1] == '@' && name - before > 1));

  *n_typed = (guint) g_utf8_strlen (name, -1);
  if (is_in_text (before))
    return first;
  if (in_brackets)
    offer_columns (&search, find_table (model, table, before, name));
  else if (*name && !g_unichar_isdigit (g_utf8_get_char (name)))
    offer_names (&search, model);
  g_ptr_array_extend_and_steal (first, g_steal_pointer (&later));
  if (first->len > MAX_CANDIDATES)
    g_ptr_array_set_size (first, MAX_CANDIDATES);
  return first;
}
