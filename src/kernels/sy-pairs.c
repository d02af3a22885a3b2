/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two items can only be frequent together when each is alone (Apriori). So pairs are counted among frequent
 * items only, which a least support of 0.1 % leaves few of, however many goods there are: their counts fit a
 * triangle of numbers. Where they don't, the counts stand in a hash table that may not grow without end. */
#include "config.h"

#include "sy-pairs.h"

#include <glib/gi18n-lib.h>

/* A triangle of at most 134 MB. */
#define MOST_IN_TRIANGLE 8192
#define MOST_IN_TABLE (1 << 23)
/* Half a minute of counting. */
#define MOST_TO_COUNT 5e9
/* A sheet's. */
#define MOST_FOUND 1048575
/* Pairs between two looks at whether to go on: some milliseconds. */
#define STEP (1 << 22)

typedef struct
{
  const SyBaskets *baskets;
  const SyKernelJob *job;
  guint32 *triangle; /* of ranks i > j at i * (i - 1) / 2 + j, or NULL: */
  guint64 *keys;     /* open addressing; 0: free */
  guint32 *counts;
  gsize n_slots;
  gsize n_keys;
  gsize n_since;  /* pairs since it was asked whether to go on */
  guint64 n_done; /* and until then */
} Count;

static void
count_clear (Count *self)
{
  g_free (self->triangle);
  g_free (self->keys);
  g_free (self->counts);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Count, count_clear)

static gsize
find_slot (const Count *self, guint64 key)
{
  guint64 hash = key * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  gsize i = (gsize) (hash >> 20) & (self->n_slots - 1);

  while (self->keys[i] && self->keys[i] != key)
    i = (i + 1) & (self->n_slots - 1);
  return i;
}

static void
grow (Count *self)
{
  g_autofree guint64 *keys = g_steal_pointer (&self->keys);
  g_autofree guint32 *counts = g_steal_pointer (&self->counts);
  gsize n = self->n_slots;

  self->n_slots = n ? n * 2 : 1 << 16;
  self->keys = g_new0 (guint64, self->n_slots);
  self->counts = g_new (guint32, self->n_slots);
  for (gsize i = 0; i < n; i++)
    if (keys[i])
      {
        gsize slot = find_slot (self, keys[i]);

        self->keys[slot] = keys[i];
        self->counts[slot] = counts[i];
      }
}

static gboolean
count_in_table (Count *self, guint32 high, guint32 low, GError **error)
{
  guint64 key = ((guint64) high << 32) | low; /* high > low, so never 0 */
  gsize slot;

  if (self->n_keys * 2 >= self->n_slots)
    grow (self);
  slot = find_slot (self, key);
  if (self->keys[slot])
    {
      self->counts[slot]++;
      return TRUE;
    }
  self->keys[slot] = key;
  self->counts[slot] = 1;
  if (++self->n_keys <= MOST_IN_TABLE)
    return TRUE;
  g_set_error (error, SY_KERNEL_ERROR, SY_KERNEL_ERROR_TOO_LARGE,
               _ ("more than %d different pairs of items: raise the least support"), MOST_IN_TABLE);
  return FALSE;
}

/* Also within one order of a hundred thousand items. @n: pairs counted. */
static gboolean
go_on (Count *self, gsize n, GError **error)
{
  double total = self->baskets->n_pairs;
  SyKernelReport report = { .total = (guint64) total, .unit = N_ ("pairs") };

  self->n_since += n;
  if (self->n_since < STEP)
    return TRUE;
  self->n_done += self->n_since;
  self->n_since = 0;
  report.done = MIN (self->n_done, report.total);
  report.fraction = 0.5 + 0.4 * (double) report.done / total;
  return sy_kernel_job_go_on (self->job, &report, error);
}

static gboolean
count_basket (Count *self, const guint32 *members, gsize n, GError **error)
{
  for (gsize i = 1; i < n; i++)
    {
      for (gsize j = 0; j < i; j++)
        {
          guint32 high = MAX (members[i], members[j]);
          guint32 low = MIN (members[i], members[j]);

          if (self->triangle)
            self->triangle[(gsize) high * (high - 1) / 2 + low]++;
          else if (!count_in_table (self, high, low, error))
            return FALSE;
        }
      if (!go_on (self, i, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
count_all (Count *self, GError **error)
{
  const SyBaskets *baskets = self->baskets;

  for (gsize i = 0; i < baskets->n_baskets; i++)
    {
      gsize first = baskets->starts[i];

      if (!count_basket (self, baskets->members + first, baskets->starts[i + 1] - first, error))
        return FALSE;
    }
  return TRUE;
}

static guint32
get_count (const Count *self, guint32 high, guint32 low)
{
  gsize slot;

  if (self->triangle)
    return self->triangle[(gsize) high * (high - 1) / 2 + low];
  if (!self->n_slots)
    return 0;
  slot = find_slot (self, ((guint64) high << 32) | low);
  return self->keys[slot] ? self->counts[slot] : 0;
}

static gboolean
add_pair (const Count *self, guint32 high, guint32 low, guint32 count, GArray *found, GError **error)
{
  guint32 a = self->baskets->frequent[high];
  guint32 b = self->baskets->frequent[low];
  SyPair pair = { MIN (a, b), MAX (a, b), count };

  g_array_append_val (found, pair);
  if (found->len <= MOST_FOUND)
    return TRUE;
  g_set_error (error, SY_KERNEL_ERROR, SY_KERNEL_ERROR_TOO_LARGE,
               _ ("more than %d pairs are found, which no sheet holds: raise the least support"), MOST_FOUND);
  return FALSE;
}

static gboolean
collect_frequent (const Count *self, GArray *found, GError **error)
{
  gsize n = self->baskets->n_frequent;

  if (!self->triangle)
    {
      for (gsize i = 0; i < self->n_slots; i++)
        if (self->keys[i] && self->counts[i] >= self->baskets->least
            && !add_pair (self, (guint32) (self->keys[i] >> 32), (guint32) self->keys[i], self->counts[i],
                          found, error))
          return FALSE;
      return TRUE;
    }
  for (guint32 high = 1; high < n; high++)
    {
      const guint32 *counts = self->triangle + (gsize) high * (high - 1) / 2;

      for (guint32 low = 0; low < high; low++)
        if (counts[low] >= self->baskets->least && !add_pair (self, high, low, counts[low], found, error))
          return FALSE;
    }
  return TRUE;
}

static gboolean
go_on_looking (const Count *self, guint32 item, GError **error)
{
  guint32 n = self->baskets->n_frequent;
  SyKernelReport report = { 0.9 + 0.1 * item / n, item, n, N_ ("items") };

  return sy_kernel_job_go_on (self->job, &report, error);
}

/* Items are in descending order of their counts: where chance gives too few, it gives no more further on. */
static gboolean
collect_exclusive (const Count *self, const SyExclusion *exclusion, GArray *found, GError **error)
{
  const SyBaskets *baskets = self->baskets;
  double n = (double) baskets->n_orders;
  gsize n_looked = 0;

  for (guint32 low = 0; low < baskets->n_frequent; low++)
    for (guint32 high = low + 1; high < baskets->n_frequent; high++)
      {
        double expected = (double) baskets->counts[baskets->frequent[low]]
                          * (double) baskets->counts[baskets->frequent[high]] / n;
        guint32 count;

        if (expected < exclusion->expected)
          break;
        if (++n_looked % STEP == 0 && !go_on_looking (self, low, error))
          return FALSE;
        count = get_count (self, high, low);
        if (count < baskets->least && (double) count <= exclusion->lift * expected
            && !add_pair (self, high, low, count, found, error))
          return FALSE;
      }
  return TRUE;
}

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  const SyPair *x = a;
  const SyPair *y = b;

  if (x->count != y->count)
    return x->count > y->count ? -1 : 1;
  if (x->a != y->a)
    return x->a < y->a ? -1 : 1;
  return x->b < y->b ? -1 : x->b > y->b;
}

static gboolean
check_size (const SyBaskets *baskets, GError **error)
{
  if (baskets->n_pairs <= MOST_TO_COUNT)
    return TRUE;
  g_set_error (error, SY_KERNEL_ERROR, SY_KERNEL_ERROR_TOO_LARGE,
               _ ("the orders hold %.3g pairs of items, more than can be counted; one order has %u different "
                  "items: raise the least support, or see whether that is one order"),
               baskets->n_pairs, baskets->n_largest);
  return FALSE;
}

/**
 * sy_pairs_find:
 * @baskets: what their @least was made for holds for pairs as well
 * @exclusion: (nullable): %NULL: only frequent pairs
 * @job: (nullable): progress goes from 0.5 to 1
 *
 * Method: Apriori's first two levels; counting by a triangular array, beyond %MOST_IN_TRIANGLE items by
 * hashing. Exclusive pairs are looked for among frequent single items, also where no order has both.
 * Source: R. Agrawal, R. Srikant, Fast Algorithms for Mining Association Rules, VLDB 1994, section 2.1; the
 * triangle: J. Leskovec, A. Rajaraman, J. Ullman, Mining of Massive Datasets, section 6.2.2.
 * Cost: the sum of n (n - 1) / 2 over baskets of n frequent items.
 *
 * Returns: (transfer full) (element-type SyPair): the pairs; %NULL with %SY_KERNEL_ERROR_TOO_LARGE or
 * %G_IO_ERROR_CANCELLED
 */
GArray *
sy_pairs_find (const SyBaskets *baskets, const SyExclusion *exclusion, const SyKernelJob *job, GError **error)
{
  g_auto (Count) count = { .baskets = baskets, .job = job };
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (SyPair));
  gsize n = baskets->n_frequent;

  if (!check_size (baskets, error))
    return NULL;
  if (n > 1 && n <= MOST_IN_TRIANGLE)
    count.triangle = g_new0 (guint32, n * (n - 1) / 2);
  if (!count_all (&count, error) || !collect_frequent (&count, found, error))
    return NULL;
  if (exclusion && exclusion->lift > 0. && !collect_exclusive (&count, exclusion, found, error))
    return NULL;
  g_array_sort (found, compare_pairs);
  return g_steal_pointer (&found);
}
