/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ten million lines are never sorted by comparing: lines of an order mostly stand together already; where
 * they don't, a counting sort by order puts them so. Then they are read twice, by all processors: to count in
 * how many orders each item is, and to take down the frequent ones of each order. */
#include "config.h"

#include "sy-baskets.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "sy-workers.h"

/* Lines in a piece of work: less than a millisecond. */
#define PIECE (1 << 16)
/* Counts of all workers together: 64 MB. */
#define MOST_COUNTS (1 << 23)
/* So few are sorted by insertion, more by marking. */
#define MOST_TO_INSERT 32

/* Lines by order. */
typedef struct
{
  const SyOrderLines *lines;
  const guint32 *starts; /* [n + 1] */
  gsize n;
  const guint32 *items;
  gboolean by_code; /* order n is the code n + 1 */
  guint32 *own_starts, *own_items;
} Grouped;

static void
grouped_clear (Grouped *self)
{
  g_free (self->own_starts);
  g_free (self->own_items);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Grouped, grouped_clear)

/* --- grouping --- */

/* @i: of the lines; @from and @width: which part of the work is done between the first and the last. */
static gboolean
go_on (const SyKernelJob *job, gsize i, gsize n, double from, double width, GError **error)
{
  SyKernelReport report = { .done = i, .total = n, .unit = N_ ("rows") };

  report.fraction = from + (n > 0 ? width * (double) i / (double) n : 0.);
  return sy_kernel_job_go_on (job, &report, error);
}

/* Whether no line is without an order and no order comes back once another one began, so that lines can be
 * taken as they stand. */
static gboolean
take_as_they_stand (Grouped *self)
{
  const SyOrderLines *lines = self->lines;
  g_autofree guint8 *seen = g_malloc0 (lines->n_orders / 8 + 1);
  guint32 last = 0;

  for (gsize i = 0; i < lines->n_lines; i++)
    {
      guint32 order = lines->orders[i];
      guint8 bit = (guint8) (1 << (order % 8));

      if (order == last && order != 0)
        continue;
      if (order == 0 || (seen[order / 8] & bit))
        return FALSE;
      seen[order / 8] |= bit;
      self->own_starts[self->n++] = (guint32) i;
      last = order;
    }
  self->own_starts[self->n] = (guint32) lines->n_lines;
  self->items = lines->items;
  return TRUE;
}

/* Counting sort: stable, so that it does not matter where an order began. */
static void
put_together (Grouped *self)
{
  const SyOrderLines *lines = self->lines;
  g_autofree guint32 *places = g_new0 (guint32, (gsize) lines->n_orders + 2);

  self->own_items = g_new (guint32, lines->n_lines + 1);
  for (gsize i = 0; i < lines->n_lines; i++)
    places[lines->orders[i] + 1]++;
  places[1] = 0; /* lines without an order */
  for (gsize order = 1; order <= lines->n_orders; order++)
    places[order + 1] += places[order];
  memcpy (self->own_starts, places + 1, ((gsize) lines->n_orders + 1) * sizeof *places);
  for (gsize i = 0; i < lines->n_lines; i++)
    if (lines->orders[i])
      self->own_items[places[lines->orders[i]]++] = lines->items[i];
  self->n = lines->n_orders;
  self->items = self->own_items;
  self->by_code = TRUE;
}

static void
group (Grouped *self)
{
  const SyOrderLines *lines = self->lines;

  if (lines->starts)
    {
      self->starts = lines->starts;
      self->n = lines->n_orders;
      self->items = lines->items;
      self->by_code = TRUE;
      return;
    }
  self->own_starts = g_new (guint32, (gsize) lines->n_orders + 1);
  self->starts = self->own_starts;
  if (take_as_they_stand (self))
    return;
  self->n = 0;
  put_together (self);
}

static guint32
get_code (const Grouped *self, gsize order)
{
  return self->by_code ? (guint32) order + 1 : self->lines->orders[self->starts[order]];
}

/* --- pieces --- */

/* The first of @n orders that begins at a line or behind it. */
static gsize
find_order (const guint32 *starts, gsize n, gsize line)
{
  gsize low = 0;

  for (gsize high = n; low < high;)
    {
      gsize middle = low + (high - low) / 2;

      if (starts[middle] < line)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static gsize
count_pieces (gsize n_lines)
{
  return n_lines / PIECE + 1;
}

static void
get_piece (const guint32 *starts, gsize n, gsize piece, gsize *first, gsize *end)
{
  *first = find_order (starts, n, piece * PIECE);
  *end = find_order (starts, n, (piece + 1) * PIECE);
}

gsize
sy_baskets_count_pieces (const SyBaskets *self)
{
  return count_pieces (self->starts[self->n_baskets]);
}

void
sy_baskets_get_piece (const SyBaskets *self, gsize piece, gsize *first, gsize *end)
{
  get_piece (self->starts, self->n_baskets, piece, first, end);
}

/* --- counting --- */

/* What one worker has counted. */
typedef struct
{
  guint32 *counts; /* [n_items + 1] */
  guint32 *stamps; /* [n_items + 1] the last order that has the item, its place + 1 */
  gsize n_orders;
  gsize largest; /* its place */
  guint32 n_largest;
} Counter;

typedef struct
{
  const Grouped *grouped;
  Counter *counters; /* [n] */
  guint n;
} Counting;

static void
counting_clear (Counting *self)
{
  for (guint i = 0; i < self->n; i++)
    {
      g_free (self->counters[i].counts);
      g_free (self->counters[i].stamps);
    }
  g_free (self->counters);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Counting, counting_clear)

/* How many different items an order has; each of them is in one order more. */
static guint32
count_order (Counter *self, const Grouped *grouped, gsize order)
{
  guint32 stamp = (guint32) order + 1;
  guint32 n = 0;

  for (gsize i = grouped->starts[order]; i < grouped->starts[order + 1]; i++)
    {
      guint32 item = grouped->items[i];

      if (item == 0 || self->stamps[item] == stamp)
        continue;
      self->stamps[item] = stamp;
      self->counts[item]++;
      n++;
    }
  return n;
}

static void
remember_largest (Counter *self, gsize order, guint32 n)
{
  if (n < self->n_largest || (n == self->n_largest && order >= self->largest))
    return;
  self->n_largest = n;
  self->largest = order;
}

static gboolean
count_piece (SyWorkers *workers, guint worker, gsize piece, gpointer data, GError **error)
{
  Counting *self = data;
  const Grouped *grouped = self->grouped;
  Counter *counter = &self->counters[worker];
  gsize first, end;
  gsize n_orders = 0;

  get_piece (grouped->starts, grouped->n, piece, &first, &end);
  for (gsize order = first; order < end; order++)
    {
      guint32 n = count_order (counter, grouped, order);

      n_orders += n > 0;
      remember_largest (counter, order, n);
    }
  counter->n_orders += n_orders;
  return sy_workers_go_on (workers, worker, grouped->starts[end] - grouped->starts[first]);
}

static void
add_up (SyBaskets *self, const Counting *counting)
{
  Counter all = { .counts = counting->counters[0].counts };
  gsize n_items = counting->grouped->lines->n_items;

  for (guint i = 0; i < counting->n; i++)
    {
      const Counter *counter = &counting->counters[i];

      for (gsize item = 1; i > 0 && item <= n_items; item++)
        all.counts[item] += counter->counts[item];
      all.n_orders += counter->n_orders;
      if (counter->n_largest > 0)
        remember_largest (&all, counter->largest, counter->n_largest);
    }
  self->n_orders = all.n_orders;
  self->n_largest = all.n_largest;
  self->largest = all.n_largest > 0 ? get_code (counting->grouped, all.largest) : 0;
  self->counts = g_steal_pointer (&counting->counters[0].counts);
}

static gboolean
count_items (SyBaskets *self, const Grouped *grouped, const SyKernelJob *job, GError **error)
{
  gsize n_items = (gsize) grouped->lines->n_items + 1;
  g_auto (Counting) counting = { .grouped = grouped };
  SyWorkersPlan plan = { .n_pieces = count_pieces (grouped->starts[grouped->n]),
                         .func = count_piece,
                         .data = &counting,
                         .job = job,
                         .from = 0.1,
                         .width = 0.2,
                         .total = grouped->starts[grouped->n],
                         .unit = N_ ("rows") };

  counting.n = (guint) CLAMP (MOST_COUNTS / n_items, 1, sy_workers_count ());
  counting.counters = g_new0 (Counter, counting.n);
  for (guint i = 0; i < counting.n; i++)
    {
      counting.counters[i].counts = g_new0 (guint32, n_items);
      counting.counters[i].stamps = g_new0 (guint32, n_items);
    }
  plan.n_workers = counting.n;
  if (!sy_workers_run (&plan, error))
    return FALSE;
  add_up (self, &counting);
  return TRUE;
}

/* --- frequent items --- */

static int
compare_frequency (gconstpointer a, gconstpointer b, gpointer counts)
{
  const guint32 *x = a;
  const guint32 *y = b;
  guint32 nx = ((const guint32 *) counts)[*x];
  guint32 ny = ((const guint32 *) counts)[*y];

  return nx != ny ? (nx > ny ? -1 : 1) : (*x < *y ? -1 : *x > *y);
}

static void
list_frequent (SyBaskets *self, const SyOrderLines *lines, const SyLeast *least)
{
  double share = ceil (least->support * (double) self->n_orders - 1e-9);
  double most = MAX (MAX (share, ceil (least->count)), 1.);

  self->least = most < 4e9 ? (gsize) most : 4000000000u;
  self->frequent = g_new (guint32, (gsize) lines->n_items + 1);
  for (guint32 item = 1; item <= lines->n_items && item > 0; item++)
    if (self->counts[item] >= self->least)
      self->frequent[self->n_frequent++] = item;
  g_qsort_with_data (self->frequent, (int) self->n_frequent, sizeof (guint32), compare_frequency,
                     self->counts);
}

/* --- baskets --- */

typedef struct
{
  SyBaskets *baskets;
  const guint32 *items;
  guint32 *ranks;  /* of each item, or SY_BASKETS_NONE */
  guint64 **marks; /* of each worker; a bit a rank, all 0 between two baskets */
  guint64 *n_pairs;
  guint n_workers;
} Ranking;

static void
ranking_clear (Ranking *self)
{
  for (guint i = 0; i < self->n_workers; i++)
    g_free (self->marks[i]);
  g_free (self->marks);
  g_free (self->n_pairs);
  g_free (self->ranks);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Ranking, ranking_clear)

/* They sort, and drop what is there twice; give how many stay. */

static gsize
sort_few (guint32 *members, gsize n)
{
  gsize end = MIN (n, 1);

  for (gsize i = 1; i < n; i++)
    {
      guint32 member = members[i];
      gsize at = i;

      for (; at > 0 && members[at - 1] > member; at--)
        members[at] = members[at - 1];
      members[at] = member;
    }
  for (gsize i = 1; i < n; i++)
    if (members[i] != members[i - 1])
      members[end++] = members[i];
  return end;
}

/* As the bits of one number, where all ranks find a place in it: no comparison that may go either way. */
static gsize
sort_small (guint32 *members, gsize n)
{
  guint64 marks = 0;
  gsize end = 0;

  for (gsize i = 0; i < n; i++)
    marks |= G_GUINT64_CONSTANT (1) << members[i];
  for (; marks; marks &= marks - 1)
    members[end++] = (guint32) __builtin_ctzll (marks);
  return end;
}

static gsize
sort_many (guint32 *members, gsize n, guint64 *marks)
{
  gsize first = G_MAXSIZE;
  gsize last = 0;
  gsize end = 0;

  for (gsize i = 0; i < n; i++)
    {
      gsize word = members[i] / 64;

      marks[word] |= G_GUINT64_CONSTANT (1) << (members[i] % 64);
      first = MIN (first, word);
      last = MAX (last, word);
    }
  for (gsize word = first; word <= last; word++)
    for (; marks[word]; marks[word] &= marks[word] - 1)
      members[end++] = (guint32) (word * 64) + (guint32) __builtin_ctzll (marks[word]);
  return end;
}

static gsize
rank_basket (const Ranking *self, gsize basket, guint64 *marks)
{
  gsize first = self->baskets->starts[basket];
  gsize n_lines = self->baskets->starts[basket + 1] - first;
  guint32 *members = self->baskets->members + first;
  gsize n = 0;

  for (gsize i = 0; i < n_lines; i++)
    {
      members[n] = self->ranks[self->items[first + i]];
      n += members[n] != SY_BASKETS_NONE;
    }
  if (self->baskets->n_frequent <= 64)
    n = sort_small (members, n);
  else if (n <= MOST_TO_INSERT)
    n = sort_few (members, n);
  else
    n = sort_many (members, n, marks);
  if (n < n_lines)
    members[n] = SY_BASKETS_NONE;
  return n;
}

static gboolean
rank_piece (SyWorkers *workers, guint worker, gsize piece, gpointer data, GError **error)
{
  Ranking *self = data;
  const SyBaskets *baskets = self->baskets;
  gsize first, end;
  guint64 n_pairs = 0;

  sy_baskets_get_piece (baskets, piece, &first, &end);
  for (gsize basket = first; basket < end; basket++)
    {
      guint64 n = rank_basket (self, basket, self->marks[worker]);

      n_pairs += n > 1 ? n * (n - 1) / 2 : 0;
    }
  self->n_pairs[worker] += n_pairs;
  return sy_workers_go_on (workers, worker, baskets->starts[end] - baskets->starts[first]);
}

static void
ranking_init (Ranking *self, SyBaskets *baskets, const Grouped *grouped)
{
  gsize n_items = (gsize) grouped->lines->n_items + 1;

  self->baskets = baskets;
  self->items = grouped->items;
  self->ranks = g_new (guint32, n_items);
  memset (self->ranks, 0xff, n_items * sizeof *self->ranks);
  for (guint32 i = 0; i < baskets->n_frequent; i++)
    self->ranks[baskets->frequent[i]] = i;
  self->n_workers = sy_workers_count ();
  self->marks = g_new (guint64 *, self->n_workers);
  self->n_pairs = g_new0 (guint64, self->n_workers);
  for (guint i = 0; i < self->n_workers; i++)
    self->marks[i] = g_new0 (guint64, baskets->n_frequent / 64 + 1);
}

/* Takes the starts. */
static gboolean
take_baskets (SyBaskets *self, Grouped *grouped, const SyKernelJob *job, GError **error)
{
  g_auto (Ranking) ranking = { NULL };
  SyWorkersPlan plan = {
    .func = rank_piece, .data = &ranking, .job = job, .from = 0.3, .width = 0.2, .unit = N_ ("rows")
  };

  self->n_baskets = grouped->n;
  self->starts = grouped->starts;
  self->own_starts = g_steal_pointer (&grouped->own_starts);
  if (self->n_frequent == 0)
    return TRUE;
  self->members = g_new (guint32, (gsize) self->starts[self->n_baskets] + 1);
  ranking_init (&ranking, self, grouped);
  plan.n_workers = ranking.n_workers;
  plan.n_pieces = sy_baskets_count_pieces (self);
  plan.total = self->starts[self->n_baskets];
  if (!sy_workers_run (&plan, error))
    return FALSE;
  for (guint i = 0; i < ranking.n_workers; i++)
    self->n_pairs += ranking.n_pairs[i];
  return TRUE;
}

static gboolean
check_least (const SyLeast *least, GError **error)
{
  if (least->support >= 0. && least->support <= 1. && least->count >= 0.)
    return TRUE;
  g_set_error (error, SY_KERNEL_ERROR, SY_KERNEL_ERROR_ARGUMENT,
               _ ("the least support must be a share from 0 to 1, and the least count 0 or more; they are %g "
                  "and %g"),
               least->support, least->count);
  return FALSE;
}

/**
 * sy_baskets_new:
 * @lines: lines of orders, in any order
 * @least: from how many orders on an item is frequent; at least one
 * @job: (nullable): progress goes from 0 to 0.5
 *
 * Cost: O(lines + orders + items) in as many threads as there are processors, beside what comes out 8 bytes
 * an item for each of them; where lines do not stand together 4 bytes a line and an order more.
 *
 * Returns: (transfer full): the baskets; %NULL with %SY_KERNEL_ERROR_ARGUMENT or %G_IO_ERROR_CANCELLED
 */
SyBaskets *
sy_baskets_new (const SyOrderLines *lines, const SyLeast *least, const SyKernelJob *job, GError **error)
{
  g_autoptr (SyBaskets) self = g_new0 (SyBaskets, 1);
  g_auto (Grouped) grouped = { .lines = lines };

  g_return_val_if_fail (
      lines->n_lines < G_MAXUINT32 && lines->n_orders < G_MAXUINT32 && lines->n_items < G_MAXUINT32, NULL);

  if (!check_least (least, error) || !go_on (job, 0, lines->n_lines, 0., 0., error))
    return NULL;
  group (&grouped);
  if (!count_items (self, &grouped, job, error))
    return NULL;
  list_frequent (self, lines, least);
  return take_baskets (self, &grouped, job, error) ? g_steal_pointer (&self) : NULL;
}

void
sy_baskets_free (SyBaskets *self)
{
  g_free (self->counts);
  g_free (self->frequent);
  g_free (self->members);
  g_free (self->own_starts);
  g_free (self);
}
