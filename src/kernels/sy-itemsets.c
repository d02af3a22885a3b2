/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Eclat: each frequent item has the list of the baskets it is in; the list of a set is what those of two
 * smaller sets have in common. Going deep first, only the lists of one path are held. A set is frequent only
 * when all within it are, so whatever a rule needs to know of a part of its set was counted before. */
#include "config.h"

#include "sy-itemsets.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_SETS 200000
/* Steps through lists: half a minute. */
#define MOST_WORK 2e10

typedef struct
{
  guint32 ranks[SY_ITEMSET_MOST]; /* descending */
  guint n;
  guint32 count;
} Set;

typedef struct
{
  guint32 rank;
  guint32 n;
  guint32 *baskets; /* ascending */
} List;

typedef struct
{
  const SyBaskets *baskets;
  const SyKernelJob *job;
  guint max_size;
  GArray *sets;       /* (element-type Set) of 2 and more */
  GHashTable *counts; /* Set, by its ranks → count */
  double work;
  double next_report;
  guint n_done; /* items whose sets are all found */
} Search;

static guint
hash_set (gconstpointer key)
{
  const Set *set = key;
  guint hash = 5381;

  for (guint i = 0; i < set->n; i++)
    hash = hash * 33 + set->ranks[i] * 2654435761u;
  return hash;
}

static gboolean
equal_sets (gconstpointer a, gconstpointer b)
{
  const Set *x = a;
  const Set *y = b;

  return x->n == y->n && memcmp (x->ranks, y->ranks, x->n * sizeof *x->ranks) == 0;
}

static void
clear_list (gpointer data)
{
  g_free (((List *) data)->baskets);
}

static GArray *
new_lists (void)
{
  GArray *lists = g_array_new (FALSE, FALSE, sizeof (List));

  g_array_set_clear_func (lists, clear_list);
  return lists;
}

/* The baskets of every frequent item, the rarest item first: its list is short, and so are all below. */
static GArray *
list_items (const SyBaskets *baskets)
{
  g_autofree List *lists = g_new0 (List, MAX (baskets->n_frequent, 1));
  GArray *sorted = new_lists ();

  for (guint32 i = 0; i < baskets->n_frequent; i++)
    {
      lists[i].rank = i;
      lists[i].baskets = g_new (guint32, baskets->counts[baskets->frequent[i]]);
    }
  for (gsize i = 0; i < baskets->n_baskets; i++)
    {
      gsize n;
      const guint32 *members = sy_baskets_get_members (baskets, i, &n);

      for (gsize j = 0; j < n; j++)
        {
          List *list = &lists[members[j]];

          list->baskets[list->n++] = (guint32) i;
        }
    }
  for (guint32 i = baskets->n_frequent; i > 0; i--)
    g_array_append_val (sorted, lists[i - 1]);
  return sorted;
}

static List
intersect (const List *a, const List *b)
{
  List both = { .rank = b->rank, .baskets = g_new (guint32, MIN (a->n, b->n) + 1) };
  guint32 i = 0;
  guint32 j = 0;

  while (i < a->n && j < b->n)
    {
      guint32 x = a->baskets[i];
      guint32 y = b->baskets[j];

      both.baskets[both.n] = x;
      both.n += x == y;
      i += x <= y;
      j += y <= x;
    }
  return both;
}

static gboolean
go_on (const Search *self, GError **error)
{
  guint n = self->baskets->n_frequent;
  SyKernelReport report = { .done = self->n_done, .total = n, .unit = N_ ("items") };

  report.fraction = 0.5 + (n > 0 ? 0.5 * self->n_done / n : 0.);
  return sy_kernel_job_go_on (self->job, &report, error);
}

static gboolean
check_limits (Search *self, GError **error)
{
  if (self->sets->len > MOST_SETS)
    g_set_error (error, SY_KERNEL_ERROR, SY_KERNEL_ERROR_TOO_LARGE,
                 _ ("more than %d frequent sets of items: raise the least support, or ask for smaller sets"),
                 MOST_SETS);
  else if (self->work > MOST_WORK)
    g_set_error (error, SY_KERNEL_ERROR, SY_KERNEL_ERROR_TOO_LARGE,
                 _ ("too many sets of items to be counted, among %u frequent items: raise the least support"),
                 self->baskets->n_frequent);
  else if (self->work < self->next_report)
    return TRUE;
  else
    {
      self->next_report = self->work + 1e7;
      return go_on (self, error);
    }
  return FALSE;
}

/* Ranks come descending, because the rarest item comes first. */
static gboolean extend (Search *self, const Set *prefix, GArray *lists, GError **error);

static gboolean
extend_by (Search *self, const Set *prefix, GArray *lists, guint first, GError **error)
{
  const List *list = &g_array_index (lists, List, first);
  g_autoptr (GArray) below = new_lists ();
  Set set = *prefix;

  set.ranks[set.n++] = list->rank;
  for (guint i = first + 1; i < lists->len; i++)
    {
      const List *other = &g_array_index (lists, List, i);
      List both = intersect (list, other);

      self->work += (double) list->n + (double) other->n + 32.;
      if (both.n < self->baskets->least)
        g_free (both.baskets);
      else
        {
          Set found = set;

          found.ranks[found.n++] = both.rank;
          found.count = both.n;
          g_array_append_val (self->sets, found);
          g_array_append_val (below, both);
        }
      if (!check_limits (self, error))
        return FALSE;
    }
  return set.n + 1 >= self->max_size || extend (self, &set, below, error);
}

static gboolean
extend (Search *self, const Set *prefix, GArray *lists, GError **error)
{
  for (guint i = 0; i + 1 < lists->len; i++)
    {
      if (!extend_by (self, prefix, lists, i, error))
        return FALSE;
      if (prefix->n == 0)
        self->n_done = i + 1;
    }
  return TRUE;
}

/* --- rules --- */

static guint32
get_count (const Search *self, const Set *set)
{
  if (set->n == 1)
    return self->baskets->counts[self->baskets->frequent[set->ranks[0]]];
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, set));
}

static void
sort_codes (guint32 *codes, guint n)
{
  for (guint i = 1; i < n; i++)
    for (guint j = i; j > 0 && codes[j - 1] > codes[j]; j--)
      {
        guint32 code = codes[j];

        codes[j] = codes[j - 1];
        codes[j - 1] = code;
      }
}

static void
add_rules (const Search *self, const Set *set, GArray *rules)
{
  const guint32 *frequent = self->baskets->frequent;

  for (guint i = 0; i < set->n; i++)
    {
      Set rest = { .n = 0 };
      SyItemRule rule = { .consequent = frequent[set->ranks[i]], .count_both = set->count };

      for (guint j = 0; j < set->n; j++)
        if (j != i)
          {
            rule.antecedent[rest.n] = frequent[set->ranks[j]];
            rest.ranks[rest.n++] = set->ranks[j];
          }
      rule.n_antecedent = rest.n;
      sort_codes (rule.antecedent, rest.n);
      rule.count_antecedent = get_count (self, &rest);
      rule.count_consequent = self->baskets->counts[rule.consequent];
      g_array_append_val (rules, rule);
    }
}

static int
compare_rules (gconstpointer a, gconstpointer b)
{
  const SyItemRule *x = a;
  const SyItemRule *y = b;

  if (x->count_both != y->count_both)
    return x->count_both > y->count_both ? -1 : 1;
  if (x->n_antecedent != y->n_antecedent)
    return x->n_antecedent < y->n_antecedent ? -1 : 1;
  for (guint i = 0; i < x->n_antecedent; i++)
    if (x->antecedent[i] != y->antecedent[i])
      return x->antecedent[i] < y->antecedent[i] ? -1 : 1;
  return x->consequent < y->consequent ? -1 : x->consequent > y->consequent;
}

/**
 * sy_itemsets_find_rules:
 * @baskets: the orders; their @least holds for sets as well
 * @max_size: items in a set, 2…%SY_ITEMSET_MOST
 * @job: (nullable): progress goes from 0.5 to 1
 *
 * Confidence is count_both / count_antecedent, lift that over count_consequent / orders; all rules are given,
 * whatever theirs are.
 *
 * Source: M. J. Zaki, Scalable Algorithms for Association Mining, IEEE TKDE 12 (2000), section 5; rules: R.
 * Agrawal, R. Srikant, Fast Algorithms for Mining Association Rules, VLDB 1994, section 3.
 *
 * Returns: (transfer full) (element-type SyItemRule): the rules; %NULL with %SY_KERNEL_ERROR_ARGUMENT,
 * %SY_KERNEL_ERROR_TOO_LARGE or %G_IO_ERROR_CANCELLED
 */
GArray *
sy_itemsets_find_rules (const SyBaskets *baskets, guint max_size, const SyKernelJob *job, GError **error)
{
  g_autoptr (GArray) sets = g_array_new (FALSE, FALSE, sizeof (Set));
  g_autoptr (GHashTable) counts = g_hash_table_new (hash_set, equal_sets);
  g_autoptr (GArray) lists = NULL;
  g_autoptr (GArray) rules = g_array_new (FALSE, TRUE, sizeof (SyItemRule));
  Search search = { baskets, job, max_size, sets, counts };
  Set none = { .n = 0 };

  if (max_size < 2 || max_size > SY_ITEMSET_MOST)
    {
      g_set_error (error, SY_KERNEL_ERROR, SY_KERNEL_ERROR_ARGUMENT, _ ("a set has 2 to %d items, not %u"),
                   SY_ITEMSET_MOST, max_size);
      return NULL;
    }
  lists = list_items (baskets);
  if (!go_on (&search, error) || !extend (&search, &none, lists, error))
    return NULL;
  for (guint i = 0; i < sets->len; i++)
    {
      Set *set = &g_array_index (sets, Set, i);

      g_hash_table_insert (counts, set, GUINT_TO_POINTER (set->count));
    }
  for (guint i = 0; i < sets->len; i++)
    add_rules (&search, &g_array_index (sets, Set, i), rules);
  g_array_sort (rules, compare_rules);
  return g_steal_pointer (&rules);
}
