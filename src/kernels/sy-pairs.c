/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two items can only be frequent together when each is alone (Apriori). So pairs are counted among frequent
 * items only, which a least support of 0.1 % leaves few of, however many goods there are: their counts fit a
 * triangle of numbers. Where they don't, the counts stand in hash tables that may not grow without end.
 *
 * All processors count. While the triangle is small each has one of its own and takes some of the baskets,
 * and in the end the triangles are added up. Else each looks at all baskets, and counts only those pairs
 * whose rarer item is in its band of ranks: there are no more counts than with one processor, and nothing is
 * to be put together. */
#include "config.h"

#include "sy-pairs.h"

#include <glib/gi18n-lib.h>

#include "sy-workers.h"

/* A triangle of at most 134 MB. */
#define MOST_IN_TRIANGLE 8192
/* Counts in the triangles of all workers, where each has one: 34 MB. */
#define MOST_IN_COPIES (1 << 23)
#define MOST_IN_TABLE (1 << 23)
/* Half a minute of counting. */
#define MOST_TO_COUNT G_GUINT64_CONSTANT (5000000000)
/* A sheet's. */
#define MOST_FOUND 1048575
/* Pairs, or baskets passed by, between two looks at whether to go on: some milliseconds. */
#define STEP (1 << 20)
/* What two processors write to must not lie nearer to one another, or each waits for the other. */
#define CACHE_LINE 64

/* What one worker counts, or one band. */
typedef struct
{
  guint32 first, end; /* ranks of the rarer item */
  guint32 *triangle;  /* of ranks i > j at i * (i - 1) / 2 + j, or NULL: */
  guint64 *keys;      /* open addressing; 0: free */
  guint32 *counts;
  gsize n_slots;
  gsize n_keys;
  gsize n_pairs; /* since it was asked whether to go on … */
  gsize n_steps; /* … and work of any kind */
  char apart[CACHE_LINE];
} Tally;

typedef struct
{
  const SyBaskets *baskets;
  const SyKernelJob *job;
  Tally *tallies; /* [n] */
  guint n;
  guint32 *triangle; /* that all of them write to, or NULL */
  gint n_keys;       /* atomic: in all tables */
} Count;

static void
count_clear (Count *self)
{
  for (guint i = 0; i < self->n; i++)
    {
      if (!self->triangle)
        g_free (self->tallies[i].triangle);
      g_free (self->tallies[i].keys);
      g_free (self->tallies[i].counts);
    }
  g_free (self->tallies);
  g_free (self->triangle);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Count, count_clear)

/* --- tables --- */

static gsize
find_slot (const Tally *self, guint64 key)
{
  guint64 hash = key * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  gsize i = (gsize) (hash >> 20) & (self->n_slots - 1);

  while (self->keys[i] && self->keys[i] != key)
    i = (i + 1) & (self->n_slots - 1);
  return i;
}

static void
grow (Tally *self)
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
count_in_table (Count *count, Tally *self, guint32 high, guint32 low, GError **error)
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
  self->n_keys++;
  if (g_atomic_int_add (&count->n_keys, 1) < MOST_IN_TABLE)
    return TRUE;
  g_set_error (error, SY_KERNEL_ERROR, SY_KERNEL_ERROR_TOO_LARGE,
               _ ("more than %d different pairs of items: raise the least support"), MOST_IN_TABLE);
  return FALSE;
}

/* --- counting --- */

/* Also within one order of a hundred thousand items. */
static gboolean
go_on (Tally *self, SyWorkers *workers, guint worker)
{
  gsize n = self->n_pairs;

  if (self->n_steps < STEP)
    return TRUE;
  self->n_pairs = self->n_steps = 0;
  return sy_workers_go_on (workers, worker, n);
}

/* The pairs of an item with those before it, which are more frequent. */
static gboolean
count_item (Count *count, Tally *self, const guint32 *members, gsize i, GError **error)
{
  guint32 high = members[i];

  if (self->triangle)
    {
      guint32 *row = self->triangle + (gsize) high * (high - 1) / 2;

      for (gsize j = 0; j < i; j++)
        row[members[j]]++;
      return TRUE;
    }
  for (gsize j = 0; j < i; j++)
    if (!count_in_table (count, self, high, members[j], error))
      return FALSE;
  return TRUE;
}

static gboolean
count_baskets (
    Count *count, Tally *self, gsize first, gsize end, SyWorkers *workers, guint worker, GError **error)
{
  for (gsize basket = first; basket < end; basket++)
    {
      gsize n;
      const guint32 *members = sy_baskets_get_members (count->baskets, basket, &n);
      gsize i = 1;

      while (i < n && members[i] < self->first)
        i++;
      self->n_steps += i;
      for (; i < n && members[i] < self->end; i++)
        {
          if (!count_item (count, self, members, i, error))
            return FALSE;
          self->n_pairs += i;
          self->n_steps += i;
          if (!go_on (self, workers, worker))
            return FALSE;
        }
    }
  return go_on (self, workers, worker);
}

/* Some baskets, whichever pairs are in them. */
static gboolean
count_piece (SyWorkers *workers, guint worker, gsize piece, gpointer data, GError **error)
{
  Count *self = data;
  gsize first, end;

  sy_baskets_get_piece (self->baskets, piece, &first, &end);
  return count_baskets (self, &self->tallies[worker], first, end, workers, worker, error);
}

/* Some pairs, in whichever basket they are. */
static gboolean
count_band (SyWorkers *workers, guint worker, gsize band, gpointer data, GError **error)
{
  Count *self = data;

  return count_baskets (self, &self->tallies[band], 0, self->baskets->n_baskets, workers, worker, error);
}

/* As if items met by chance, each band has as much to count. */
static void
cut_into_bands (Count *self)
{
  const SyBaskets *baskets = self->baskets;
  g_autofree double *sums = g_new (double, (gsize) baskets->n_frequent + 1);
  double n_before = 0.;
  guint32 rank = 0;

  sums[0] = 0.;
  for (guint32 i = 0; i < baskets->n_frequent; i++)
    {
      double n = baskets->counts[baskets->frequent[i]];

      sums[i + 1] = sums[i] + n * n_before;
      n_before += n;
    }
  for (guint i = 0; i < self->n; i++)
    {
      self->tallies[i].first = rank;
      while (rank < baskets->n_frequent && sums[rank] < sums[baskets->n_frequent] * (i + 1) / self->n)
        rank++;
      self->tallies[i].end = i + 1 < self->n ? rank : baskets->n_frequent;
      self->tallies[i].triangle = self->triangle;
    }
}

static void
make_copies (Count *self, gsize n_cells)
{
  for (guint i = 0; i < self->n; i++)
    {
      self->tallies[i].end = self->baskets->n_frequent;
      self->tallies[i].triangle = g_new0 (guint32, n_cells + CACHE_LINE / sizeof (guint32));
    }
}

/* Only the first one stays. */
static void
add_up (Count *self, gsize n_cells)
{
  for (guint32 *copy; self->n > 1; g_free (copy))
    {
      copy = self->tallies[--self->n].triangle;
      for (gsize cell = 0; cell < n_cells; cell++)
        self->tallies[0].triangle[cell] += copy[cell];
    }
}

static gboolean
count_all (Count *self, GError **error)
{
  const SyBaskets *baskets = self->baskets;
  gsize n = baskets->n_frequent;
  gsize n_cells = n > 1 ? n * (n - 1) / 2 : 0;
  SyWorkersPlan plan = {
    .data = self, .job = self->job, .from = 0.5, .width = 0.4, .total = baskets->n_pairs, .unit = N_ ("pairs")
  };

  self->n = plan.n_workers = sy_workers_count ();
  self->tallies = g_new0 (Tally, self->n);
  if (n_cells * self->n <= MOST_IN_COPIES)
    {
      make_copies (self, n_cells);
      plan.func = count_piece;
      plan.n_pieces = n_cells > 0 ? sy_baskets_count_pieces (baskets) : 0;
      if (!sy_workers_run (&plan, error))
        return FALSE;
      add_up (self, n_cells);
      return TRUE;
    }
  if (n <= MOST_IN_TRIANGLE)
    self->triangle = g_new0 (guint32, n_cells);
  cut_into_bands (self);
  plan.func = count_band;
  plan.n_pieces = self->n;
  return sy_workers_run (&plan, error);
}

/* --- what was found --- */

/* The one that has counted the pairs of this rarer item. */
static const Tally *
find_tally (const Count *self, guint32 high)
{
  guint i = 0;

  while (self->tallies[i].end <= high)
    i++;
  return &self->tallies[i];
}

static guint32
get_count (const Count *self, guint32 high, guint32 low)
{
  const Tally *tally = find_tally (self, high);
  gsize slot;

  if (tally->triangle)
    return tally->triangle[(gsize) high * (high - 1) / 2 + low];
  if (!tally->n_slots)
    return 0;
  slot = find_slot (tally, ((guint64) high << 32) | low);
  return tally->keys[slot] ? tally->counts[slot] : 0;
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
collect_from_table (const Count *self, const Tally *tally, GArray *found, GError **error)
{
  for (gsize i = 0; i < tally->n_slots; i++)
    if (tally->keys[i] && tally->counts[i] >= self->baskets->least
        && !add_pair (self, (guint32) (tally->keys[i] >> 32), (guint32) tally->keys[i], tally->counts[i],
                      found, error))
      return FALSE;
  return TRUE;
}

static gboolean
collect_from_triangle (const Count *self, const Tally *tally, GArray *found, GError **error)
{
  for (guint32 high = MAX (tally->first, 1); high < tally->end; high++)
    {
      const guint32 *counts = tally->triangle + (gsize) high * (high - 1) / 2;

      for (guint32 low = 0; low < high; low++)
        if (counts[low] >= self->baskets->least && !add_pair (self, high, low, counts[low], found, error))
          return FALSE;
    }
  return TRUE;
}

static gboolean
collect_frequent (const Count *self, GArray *found, GError **error)
{
  for (guint i = 0; i < self->n; i++)
    {
      const Tally *tally = &self->tallies[i];

      if (!(tally->triangle ? collect_from_triangle : collect_from_table) (self, tally, found, error))
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
               (double) baskets->n_pairs, baskets->n_largest);
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
 * triangle: J. Leskovec, A. Rajaraman, J. Ullman, Mining of Massive Datasets, section 6.2.2; own counts or
 * own candidates for each processor: R. Agrawal, J. Shafer, Parallel Mining of Association Rules, IEEE TKDE 8
 * (1996), sections 3.1 and 3.2.
 * Cost: the sum of n (n - 1) / 2 over baskets of n frequent items, shared by the processors.
 *
 * Returns: (transfer full) (element-type SyPair): the pairs; %NULL with %SY_KERNEL_ERROR_TOO_LARGE or
 * %G_IO_ERROR_CANCELLED
 */
GArray *
sy_pairs_find (const SyBaskets *baskets, const SyExclusion *exclusion, const SyKernelJob *job, GError **error)
{
  g_auto (Count) count = { .baskets = baskets, .job = job };
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (SyPair));

  if (!check_size (baskets, error))
    return NULL;
  if (!count_all (&count, error) || !collect_frequent (&count, found, error))
    return NULL;
  if (exclusion && exclusion->lift > 0. && !collect_exclusive (&count, exclusion, found, error))
    return NULL;
  g_array_sort (found, compare_pairs);
  return g_steal_pointer (&found);
}
