/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ten million lines are read three times in a row and never sorted by comparing: lines of an order mostly
 * stand together already; where they don't, a counting sort by order puts them so. */
#include "config.h"

#include "sy-baskets.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Lines between two looks at whether to go on: some milliseconds. */
#define STEP (1 << 20)

/* Lines by order: where those of each order begin, and their items. */
typedef struct
{
  gsize *starts; /* [n + 1] */
  gsize n;
  guint32 *items;
  guint32 *codes; /* [n] the order's code */
} Grouped;

static void
grouped_clear (Grouped *self)
{
  g_free (self->starts);
  g_free (self->items);
  g_free (self->codes);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Grouped, grouped_clear)

/* @i: of the lines; @from and @width: which part of the work is done between the first and the last. */
static gboolean
go_on (const SyKernelJob *job, gsize i, gsize n, double from, double width, GError **error)
{
  SyKernelReport report = { .done = i, .total = n, .unit = N_ ("rows") };

  report.fraction = from + (n > 0 ? width * (double) i / (double) n : 0.);
  return sy_kernel_job_go_on (job, &report, error);
}

/* Whether no order comes back once another one began, so that lines can be taken as they stand. */
static gboolean
are_together (const SyOrderLines *lines)
{
  g_autofree guint8 *seen = g_malloc0 (lines->n_orders / 8 + 1);
  guint32 last = 0;

  for (gsize i = 0; i < lines->n_lines; i++)
    {
      guint32 order = lines->orders[i];

      if (order == last || order == 0)
        continue;
      if (seen[order / 8] >> (order % 8) & 1)
        return FALSE;
      seen[order / 8] = (guint8) (seen[order / 8] | 1 << (order % 8));
      last = order;
    }
  return TRUE;
}

static void
take_as_they_stand (const SyOrderLines *lines, Grouped *grouped)
{
  guint32 last = 0;
  gsize n = 0;

  for (gsize i = 0; i < lines->n_lines; i++)
    {
      guint32 order = lines->orders[i];

      if (order == 0 || lines->items[i] == 0)
        continue;
      if (order != last)
        {
          grouped->codes[grouped->n] = order;
          grouped->starts[grouped->n++] = n;
          last = order;
        }
      grouped->items[n++] = lines->items[i];
    }
  grouped->starts[grouped->n] = n;
}

/* Counting sort: stable, so that it does not matter where an order began. */
static void
put_together (const SyOrderLines *lines, Grouped *grouped)
{
  g_autofree gsize *places = g_new0 (gsize, (gsize) lines->n_orders + 2);

  for (gsize i = 0; i < lines->n_lines; i++)
    if (lines->items[i])
      places[lines->orders[i] + 1]++;
  places[1] = 0; /* lines without an order */
  for (gsize order = 1; order <= lines->n_orders; order++)
    {
      if (places[order + 1] > 0)
        {
          grouped->codes[grouped->n] = (guint32) order;
          grouped->starts[grouped->n++] = places[order];
        }
      places[order + 1] += places[order];
    }
  grouped->starts[grouped->n] = places[lines->n_orders + 1];
  for (gsize i = 0; i < lines->n_lines; i++)
    if (lines->orders[i] && lines->items[i])
      grouped->items[places[lines->orders[i]]++] = lines->items[i];
}

/* Leaves each item once in each order, and counts in how many orders it is. */
static gboolean
drop_doubles (
    SyBaskets *self, const SyOrderLines *lines, Grouped *grouped, const SyKernelJob *job, GError **error)
{
  g_autofree guint32 *stamps = g_new0 (guint32, (gsize) lines->n_items + 1);
  gsize end = 0;
  gsize next = grouped->starts[0];

  for (gsize i = 0; i < grouped->n; i++)
    {
      gsize first = next;
      gsize start = end;

      next = grouped->starts[i + 1];
      if (first / STEP != next / STEP && !go_on (job, first, lines->n_lines, 0.1, 0.2, error))
        return FALSE;
      for (gsize j = first; j < next; j++)
        {
          guint32 item = grouped->items[j];

          if (stamps[item] == i + 1)
            continue;
          stamps[item] = (guint32) (i + 1);
          self->counts[item]++;
          grouped->items[end++] = item;
        }
      grouped->starts[i] = start;
      if (end - start > self->n_largest)
        {
          self->n_largest = (guint32) (end - start);
          self->largest = grouped->codes[i];
        }
    }
  grouped->starts[grouped->n] = end;
  return TRUE;
}

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

/* Only frequent items stay, as their ranks: the most frequent ones are small numbers, near one another. */
static gboolean
keep_frequent (
    SyBaskets *self, const SyOrderLines *lines, Grouped *grouped, const SyKernelJob *job, GError **error)
{
  g_autofree guint32 *ranks = g_new (guint32, (gsize) lines->n_items + 1);
  gsize end = 0;
  gsize next = grouped->starts[0];

  memset (ranks, 0xff, ((gsize) lines->n_items + 1) * sizeof *ranks);
  for (guint32 i = 0; i < self->n_frequent; i++)
    ranks[self->frequent[i]] = i;
  for (gsize i = 0; i < grouped->n; i++)
    {
      gsize first = next;
      gsize start = end;
      double n;

      next = grouped->starts[i + 1];
      if (first / STEP != next / STEP && !go_on (job, first, lines->n_lines, 0.3, 0.2, error))
        return FALSE;
      for (gsize j = first; j < next; j++)
        if (ranks[grouped->items[j]] != G_MAXUINT32)
          grouped->items[end++] = ranks[grouped->items[j]];
      n = (double) (end - start);
      if (end > start)
        grouped->starts[self->n_baskets++] = start;
      self->n_pairs += n * (n - 1.) / 2.;
    }
  grouped->starts[self->n_baskets] = end;
  self->starts = g_steal_pointer (&grouped->starts);
  self->members = g_steal_pointer (&grouped->items);
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
 * Cost: O(lines + orders + items), 4 bytes a line and 12 an order beside what comes out.
 *
 * Returns: (transfer full): the baskets; %NULL with %SY_KERNEL_ERROR_ARGUMENT or %G_IO_ERROR_CANCELLED
 */
SyBaskets *
sy_baskets_new (const SyOrderLines *lines, const SyLeast *least, const SyKernelJob *job, GError **error)
{
  g_autoptr (SyBaskets) self = g_new0 (SyBaskets, 1);
  g_auto (Grouped) grouped = { 0 };

  g_return_val_if_fail (lines->n_orders < G_MAXUINT32 && lines->n_items < G_MAXUINT32, NULL);

  if (!check_least (least, error) || !go_on (job, 0, lines->n_lines, 0., 0., error))
    return NULL;
  grouped.starts = g_new0 (gsize, (gsize) lines->n_orders + 1);
  grouped.codes = g_new (guint32, (gsize) lines->n_orders + 1);
  grouped.items = g_new (guint32, lines->n_lines + 1);
  if (are_together (lines))
    take_as_they_stand (lines, &grouped);
  else
    put_together (lines, &grouped);
  if (!go_on (job, 0, lines->n_lines, 0.1, 0., error))
    return NULL;
  self->n_orders = grouped.n;
  self->counts = g_new0 (guint32, (gsize) lines->n_items + 1);
  if (!drop_doubles (self, lines, &grouped, job, error))
    return NULL;
  list_frequent (self, lines, least);
  return keep_frequent (self, lines, &grouped, job, error) ? g_steal_pointer (&self) : NULL;
}

void
sy_baskets_free (SyBaskets *self)
{
  g_free (self->counts);
  g_free (self->frequent);
  g_free (self->starts);
  g_free (self->members);
  g_free (self);
}
