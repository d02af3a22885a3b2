/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Eclat: each frequent item has the list of the baskets it is in; the list of a set is what those of two
 * smaller sets have in common. Going deep first, only the lists of one path are held. A set is frequent only
 * when all within it are, so whatever a rule needs to know of a part of its set was counted before. Of
 * thousands of items most have too few baskets in common with most others: which have enough is counted
 * first, basket by basket. */
#include "config.h"

#include "sy-itemsets.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-pairs.h"

#define MOST_SETS 200000
/* Steps through lists: half a minute. */
#define MOST_WORK 2e10
/* Pairs that are counted before the search, without a word of how far it is: a second at most. */
#define MOST_FOR_PARTNERS (1 << 28)

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
  gsize *first_partners; /* [n_frequent + 1] where those of each rank begin in … */
  guint32 *partners;     /* … these, descending: lower ranks that are frequent together with it; or NULL */
  GArray *sets;          /* (element-type Set) of 2 and more */
  GHashTable *counts;    /* Set, by its ranks → count */
  double work;
  double next_report;
  guint n_done; /* items whose sets are all found */
} Search;

static void
search_clear (Search *self)
{
  g_free (self->first_partners);
  g_free (self->partners);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

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

/* @set with the item of @other, which goes to those @below when it is frequent. */
static gboolean
add_item (Search *self, const Set *set, const List *list, const List *other, GArray *below, GError **error)
{
  List both = intersect (list, other);

  self->work += (double) list->n + (double) other->n + 32.;
  if (both.n < self->baskets->least)
    g_free (both.baskets);
  else
    {
      Set found = *set;

      found.ranks[found.n++] = both.rank;
      found.count = both.n;
      g_array_append_val (self->sets, found);
      g_array_append_val (below, both);
    }
  return check_limits (self, error);
}

/* An item alone has its partners; the lists are of all items, rank 0 last. */
static gboolean
add_partners (Search *self, const Set *set, GArray *lists, guint first, GArray *below, GError **error)
{
  const List *list = &g_array_index (lists, List, first);

  for (gsize i = self->first_partners[list->rank]; i < self->first_partners[list->rank + 1]; i++)
    if (!add_item (self, set, list, &g_array_index (lists, List, lists->len - 1 - self->partners[i]), below,
                   error))
      return FALSE;
  return TRUE;
}

static gboolean
add_others (Search *self, const Set *set, GArray *lists, guint first, GArray *below, GError **error)
{
  const List *list = &g_array_index (lists, List, first);

  for (guint i = first + 1; i < lists->len; i++)
    if (!add_item (self, set, list, &g_array_index (lists, List, i), below, error))
      return FALSE;
  return TRUE;
}

static gboolean
extend_by (Search *self, const Set *prefix, GArray *lists, guint first, GError **error)
{
  g_autoptr (GArray) below = new_lists ();
  gboolean has_partners = prefix->n == 0 && self->partners;
  Set set = *prefix;

  set.ranks[set.n++] = g_array_index (lists, List, first).rank;
  if (!(has_partners ? add_partners : add_others) (self, &set, lists, first, below, error))
    return FALSE;
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

/* --- partners --- */

static int
compare_ranks (gconstpointer a, gconstpointer b)
{
  const SyPair *x = a;
  const SyPair *y = b;

  if (x->b != y->b)
    return x->b < y->b ? -1 : 1;
  return x->a > y->a ? -1 : x->a < y->a;
}

/* From codes to ranks, the higher one as b. */
static void
rank_pairs (const SyBaskets *baskets, GArray *pairs)
{
  g_autoptr (GHashTable) ranks = g_hash_table_new (NULL, NULL);

  for (guint32 i = 0; i < baskets->n_frequent; i++)
    g_hash_table_insert (ranks, GUINT_TO_POINTER (baskets->frequent[i]), GUINT_TO_POINTER (i));
  for (guint i = 0; i < pairs->len; i++)
    {
      SyPair *pair = &g_array_index (pairs, SyPair, i);
      guint32 x = GPOINTER_TO_UINT (g_hash_table_lookup (ranks, GUINT_TO_POINTER (pair->a)));
      guint32 y = GPOINTER_TO_UINT (g_hash_table_lookup (ranks, GUINT_TO_POINTER (pair->b)));

      pair->a = MIN (x, y);
      pair->b = MAX (x, y);
    }
}

/* FALSE only when it was cancelled: where pairs can't be counted the search does without. */
static gboolean
find_partners (Search *self, GError **error)
{
  guint32 n = self->baskets->n_frequent;
  SyKernelJob job = { .cancellable = self->job ? self->job->cancellable : NULL };
  g_autoptr (GError) failure = NULL;
  g_autoptr (GArray) pairs = NULL;

  if (self->baskets->n_pairs > MOST_FOR_PARTNERS)
    return TRUE;
  pairs = sy_pairs_find (self->baskets, NULL, &job, &failure);
  if (!pairs && g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (!pairs)
    return TRUE;
  rank_pairs (self->baskets, pairs);
  g_array_sort (pairs, compare_ranks);
  self->first_partners = g_new0 (gsize, (gsize) n + 1);
  self->partners = g_new (guint32, (gsize) pairs->len + 1);
  for (guint i = 0; i < pairs->len; i++)
    {
      self->partners[i] = g_array_index (pairs, SyPair, i).a;
      self->first_partners[g_array_index (pairs, SyPair, i).b + 1]++;
    }
  for (guint32 rank = 0; rank < n; rank++)
    self->first_partners[rank + 1] += self->first_partners[rank];
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
  g_auto (Search)
      search = { .baskets = baskets, .job = job, .max_size = max_size, .sets = sets, .counts = counts };
  Set none = { .n = 0 };

  if (max_size < 2 || max_size > SY_ITEMSET_MOST)
    {
      g_set_error (error, SY_KERNEL_ERROR, SY_KERNEL_ERROR_ARGUMENT, _ ("a set has 2 to %d items, not %u"),
                   SY_ITEMSET_MOST, max_size);
      return NULL;
    }
  lists = list_items (baskets);
  if (!go_on (&search, error) || !find_partners (&search, error) || !extend (&search, &none, lists, error))
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
