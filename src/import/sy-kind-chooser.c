/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which kind of data a table is: the one whose roles it serves best. Many kinds have a date, a product and a
 * quantity; a header that few kinds know (入会日期, 坪效面积) says more than one that all know, and the name
 * of the file or sheet (库存.xlsx) says much. The first kind, sales, is what a table is when nothing speaks
 * for another one. */
#include "config.h"

#include "sy-kind-chooser.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SCORE_ROLE .5     /* a column that plays a role at all */
#define SCORE_COMPLETE 1. /* all required roles are there */
#define SCORE_TITLE 2.    /* the file, the sheet or a line above the table names the kind */
/* A header that is known to no more than three kinds speaks for one. */
#define DISTINCT (1. / 3 - 1e-9)

typedef struct
{
  SyRoleMatch *match;
  double score;
  const char *title; /* that names the kind, or NULL */
} Choice;

/* 1 for a header that only one kind knows, less the more do. */
static double
weigh_header (const char *header, GHashTable *counts)
{
  g_autofree char *name = sy_role_matcher_normalise (header);
  g_autofree char *without_unit = NULL;
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, name));

  if (count == 0 && (without_unit = sy_role_matcher_drop_unit (header)))
    count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, without_unit));
  return count > 0 ? 1. / count : 0;
}

/* The title in which a name of the kind stands, or NULL. Latin names are whole words: "stock" is not in
 * "stocking". */
static const char *
find_title (SySourceKind *kind, const char *const *titles)
{
  for (; titles && *titles; titles++)
    for (const char *const *name = sy_source_kind_get_names (kind); *name; name++)
      {
        g_autofree char *title = g_utf8_casefold (*titles, -1);
        g_autofree char *wanted = g_utf8_casefold (*name, -1);
        const char *at = title;

        for (; (at = strstr (at, wanted)); at += strlen (wanted))
          {
            const char *end = at + strlen (wanted);
            if (!g_ascii_isalpha (*wanted)
                || ((at == title || !g_ascii_isalpha (at[-1])) && !g_ascii_isalpha (*end)))
              return *titles;
          }
      }
  return NULL;
}

static void
score_match (Choice *choice, const SyMatchColumn *columns, GHashTable *counts, gboolean is_first)
{
  SyRoleMatch *match = choice->match;
  double best = 0;

  for (guint c = 0; c < match->n_columns; c++)
    if (match->roles[c])
      {
        double weight = weigh_header (columns[c].header, counts);
        choice->score += SCORE_ROLE + weight;
        best = MAX (best, weight);
      }
  if (choice->title && match->n_roles > 0)
    choice->score += SCORE_TITLE;
  if (!match->missing[0] && (is_first || choice->title || best >= DISTINCT))
    choice->score += SCORE_COMPLETE;
}

/* A list of stores has no amount of each day: the name of a file says less than days and amounts in it. */
static gboolean
holds_facts (const SyRoleMatch *master, const SyRoleMatch *facts)
{
  gboolean has_day = FALSE;
  gboolean has_number = FALSE;

  if (sy_source_kind_get_period (master->kind)[0] || !sy_source_kind_get_period (facts->kind)[0]
      || facts->missing[0])
    return FALSE;
  for (guint c = 0; c < facts->n_columns; c++)
    {
      const SyRole *role = facts->roles[c];
      if (!role || !role->required)
        continue;
      has_day = has_day || role->type == SY_ROLE_DATE;
      has_number =
          has_number || (role->type >= SY_ROLE_NUMBER && role->type <= SY_ROLE_MONEY && !master->roles[c]);
    }
  return has_day && has_number;
}

/* Titles that the columns gainsay count no more. */
static void
check_titles (Choice *choices, guint n)
{
  for (guint i = 0; i < n; i++)
    for (guint other = 0; choices[i].title && other < n; other++)
      if (other != i && holds_facts (choices[i].match, choices[other].match))
        choices[i].title = NULL;
}

static char *
say_why (const Choice *best, const Choice *second)
{
  const char *kind = sy_source_kind_get_title (best->match->kind);

  if (best->title)
    return g_strdup_printf (_ ("“%s” is a name of “%s”, and %u columns are what it has"), best->title, kind,
                            best->match->n_roles);
  if (second->match && !second->match->missing[0])
    return g_strdup_printf (_ ("%u columns are what “%s” has; “%s” comes next with %u"), best->match->n_roles,
                            kind, sy_source_kind_get_title (second->match->kind), second->match->n_roles);
  return g_strdup_printf (_ ("%u columns are what “%s” has"), best->match->n_roles, kind);
}

static void
offer (Choice *best, Choice *second, Choice *choice)
{
  if (!best->match || choice->score > best->score + 1e-9)
    {
      sy_role_match_free (second->match);
      *second = *best;
      *best = *choice;
    }
  else if (!second->match || choice->score > second->score + 1e-9)
    {
      sy_role_match_free (second->match);
      *second = *choice;
    }
  else
    sy_role_match_free (choice->match);
}

/**
 * sy_kind_chooser_choose:
 * @kinds: (element-type SySourceKind) (nullable): the most usual one first
 * @columns: (array length=n_columns): the table
 * @n_columns: number of columns
 * @file_uses_comma: whether other columns have decimal commas
 * @titles: (array zero-terminated=1) (nullable): names of the file and sheet, lines above the header
 * @reason: (out) (transfer full) (optional): why, a sentence
 *
 * Returns: (transfer full) (nullable): the kind that fits best, which may still lack required roles; %NULL
 * when no column has a role
 */
SyRoleMatch *
sy_kind_chooser_choose (GPtrArray *kinds,
                        const SyMatchColumn *columns,
                        guint n_columns,
                        gboolean file_uses_comma,
                        const char *const *titles,
                        char **reason)
{
  g_autoptr (GHashTable) counts = sy_role_matcher_collect_names (kinds);
  guint n = kinds ? kinds->len : 0;
  g_autofree Choice *choices = g_new0 (Choice, n + 1);
  Choice best = { NULL };
  Choice second = { NULL };

  for (guint i = 0; i < n; i++)
    {
      SySourceKind *kind = g_ptr_array_index (kinds, i);
      choices[i] = (Choice){ sy_role_matcher_match (kind, columns, n_columns, file_uses_comma), 0,
                             find_title (kind, titles) };
    }
  check_titles (choices, n);
  for (guint i = 0; i < n; i++)
    {
      score_match (&choices[i], columns, counts, i == 0);
      if (choices[i].match->n_roles > 0)
        offer (&best, &second, &choices[i]);
      else
        sy_role_match_free (choices[i].match);
    }
  if (reason)
    *reason = best.match ? say_why (&best, &second) : NULL;
  sy_role_match_free (second.match);
  return best.match;
}
