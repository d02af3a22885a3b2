/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every distance is needed by every grouping, so it is computed once for all of them. Rows that are together
 * in all groupings stand side by side, as a cell: from one row to a cell one sum of distances is taken, and
 * that is added to a group of each grouping. So there is nothing to be looked up for a single distance, and
 * the processor computes some of them at a time; the loops below are written so that the compiler sees it. */
#include "config.h"

#include "sy-silhouette.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "sy-workers.h"

/* Rows of a cell at a time, whose features stay in the nearest cache; a multiple of LANES. */
#define BLOCK 256
/* Partial sums that do not wait for one another. */
#define LANES 8
/* Distances in a piece of work: some milliseconds. */
#define PIECE (1 << 21)
/* Rows in a piece, at most. */
#define MOST_ROWS 64

typedef struct
{
  guint n_features;
  gsize n;
  gsize *rows;     /* [n] those of each cell side by side */
  double *columns; /* n_features × n, in this order */
  gsize *cells;    /* [n_cells + 1] where each begins */
  gsize n_cells;

  SyGrouping *groupings;
  guint n_groupings;
  guint *firsts; /* [n_groupings] where the groups of each begin among all of them */
  guint n_groups;
  gsize *sizes; /* [n_groups] */

  gsize n_rows;  /* in a piece */
  double **sums; /* of each worker, n_rows × n_groups: from a row to the rows of a group */
  guint n_workers;
} Silhouette;

static void
silhouette_clear (Silhouette *self)
{
  g_free (self->rows);
  g_free (self->columns);
  g_free (self->cells);
  g_free (self->firsts);
  g_free (self->sizes);
  for (guint i = 0; i < self->n_workers; i++)
    g_free (self->sums[i]);
  g_free (self->sums);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Silhouette, silhouette_clear)

/* --- cells --- */

static int
compare_labels (const Silhouette *self, gsize x, gsize y)
{
  for (guint g = 0; g < self->n_groupings; g++)
    {
      const guint32 *labels = self->groupings[g].labels;

      if (labels[x] != labels[y])
        return labels[x] < labels[y] ? -1 : 1;
    }
  return 0;
}

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer user_data)
{
  gsize x = *(const gsize *) a;
  gsize y = *(const gsize *) b;
  int order = compare_labels (user_data, x, y);

  return order != 0 ? order : x < y ? -1 : x > y;
}

static void
make_cells (Silhouette *self, const double *points)
{
  gsize n = self->n;

  self->rows = g_new (gsize, n + 1);
  self->cells = g_new (gsize, n + 2);
  self->columns = g_new (double, n * self->n_features + 1);
  for (gsize i = 0; i < n; i++)
    self->rows[i] = i;
  g_qsort_with_data (self->rows, (int) n, sizeof *self->rows, compare_rows, self);
  for (gsize i = 0; i < n; i++)
    if (i == 0 || compare_labels (self, self->rows[i - 1], self->rows[i]) != 0)
      self->cells[self->n_cells++] = i;
  self->cells[self->n_cells] = n;
  for (guint f = 0; f < self->n_features; f++)
    for (gsize i = 0; i < n; i++)
      self->columns[f * n + i] = points[self->rows[i] * self->n_features + f];
}

static void
count_groups (Silhouette *self)
{
  self->firsts = g_new (guint, self->n_groupings + 1);
  for (guint g = 0; g < self->n_groupings; g++)
    {
      self->firsts[g] = self->n_groups;
      self->n_groups += self->groupings[g].k;
    }
  self->sizes = g_new0 (gsize, self->n_groups + 1);
  for (guint g = 0; g < self->n_groupings; g++)
    for (gsize i = 0; i < self->n; i++)
      self->sizes[self->firsts[g] + self->groupings[g].labels[i]]++;
}

/* --- distances --- */

/* From one place to @n others, up to BLOCK, beginning at @first. */
static double
add_distances (const Silhouette *self, gsize from, gsize first, gsize n)
{
  double distances[BLOCK] = { 0. };
  double sums[LANES] = { 0. };
  double sum = 0.;

  for (guint f = 0; f < self->n_features; f++)
    {
      const double *column = self->columns + f * self->n;
      double here = column[from];

      column += first;
      for (gsize i = 0; i < n; i++)
        distances[i] += (column[i] - here) * (column[i] - here);
    }
  for (gsize i = 0; i < n; i++)
    distances[i] = sqrt (distances[i]);
  for (gsize i = 0; i < n; i += LANES)
    for (gsize lane = 0; lane < LANES; lane++)
      sums[lane] += distances[i + lane];
  for (gsize lane = 0; lane < LANES; lane++)
    sum += sums[lane];
  return sum;
}

/* From the places of a piece to a part of a cell. */
static void
measure (const Silhouette *self, gsize first, gsize end, gsize cell, gsize place, double *sums)
{
  gsize n = MIN (BLOCK, self->cells[cell + 1] - place);
  gsize row = self->rows[self->cells[cell]];

  for (gsize from = first; from < end; from++, sums += self->n_groups)
    {
      double sum = add_distances (self, from, place, n);

      for (guint g = 0; g < self->n_groupings; g++)
        sums[self->firsts[g] + self->groupings[g].labels[row]] += sum;
    }
}

/* (b - a) / max (a, b): a the mean distance to the row's own group, b to the nearest other one. Alone in its
 * group a row has 0. */
static double
judge (const double *sums, const gsize *sizes, guint k, guint own)
{
  double nearest = INFINITY;
  double a;

  if (sizes[own] < 2)
    return 0.;
  a = sums[own] / (double) (sizes[own] - 1);
  for (guint g = 0; g < k; g++)
    if (g != own && sizes[g] > 0)
      nearest = MIN (nearest, sums[g] / (double) sizes[g]);
  return isfinite (nearest) && MAX (a, nearest) > 0. ? (nearest - a) / MAX (a, nearest) : 0.;
}

static gboolean
take_piece (SyWorkers *workers, guint worker, gsize piece, gpointer data, GError **error)
{
  const Silhouette *self = data;
  gsize first = piece * self->n_rows;
  gsize end = MIN (self->n, first + self->n_rows);
  double *sums = self->sums[worker];

  memset (sums, 0, self->n_rows * self->n_groups * sizeof *sums);
  for (gsize cell = 0; cell < self->n_cells; cell++)
    for (gsize place = self->cells[cell]; place < self->cells[cell + 1]; place += BLOCK)
      measure (self, first, end, cell, place, sums);
  for (gsize place = first; place < end; place++, sums += self->n_groups)
    for (guint g = 0; g < self->n_groupings; g++)
      {
        SyGrouping *grouping = &self->groupings[g];
        gsize row = self->rows[place];

        grouping->values[row] =
            judge (sums + self->firsts[g], self->sizes + self->firsts[g], grouping->k, grouping->labels[row]);
      }
  return sy_workers_go_on (workers, worker, end - first);
}

/**
 * sy_silhouette_take:
 *
 * Source: P. J. Rousseeuw, Silhouettes: a graphical aid to the interpretation and validation of cluster
 * analysis, J. Comput. Appl. Math. 20 (1987), section 2.
 * Cost: O(n² (features + groupings / rows in a cell)) in as many threads as there are processors, O(n)
 * memory.
 *
 * Returns: %TRUE; %FALSE with %G_IO_ERROR_CANCELLED
 */
gboolean
sy_silhouette_take (const double *points,
                    guint n_features,
                    gsize n,
                    SyGrouping *groupings,
                    guint n_groupings,
                    const SyKernelJob *job,
                    GError **error)
{
  g_auto (Silhouette)
      self = { .n_features = n_features, .n = n, .groupings = groupings, .n_groupings = n_groupings };
  SyWorkersPlan plan = {
    .func = take_piece, .data = &self, .job = job, .from = 0.3, .width = 0.7, .total = n, .unit = N_ ("rows")
  };

  g_return_val_if_fail (n < G_MAXINT, FALSE);

  make_cells (&self, points);
  count_groups (&self);
  self.n_rows = CLAMP (PIECE / (n + 1), 1, MOST_ROWS);
  self.n_workers = plan.n_workers = sy_workers_count ();
  self.sums = g_new (double *, self.n_workers);
  for (guint i = 0; i < self.n_workers; i++)
    self.sums[i] = g_new (double, self.n_rows *self.n_groups + 1);
  plan.n_pieces = (n + self.n_rows - 1) / self.n_rows;
  if (!sy_workers_run (&plan, error))
    return FALSE;
  for (guint g = 0; g < n_groupings; g++)
    {
      groupings[g].mean = 0.;
      for (gsize i = 0; i < n; i++)
        groupings[g].mean += groupings[g].values[i] / (double) n;
    }
  return TRUE;
}
