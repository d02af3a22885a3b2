/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every distance is needed by every grouping, so it is computed once for all of them. */
#include "config.h"

#include "sy-silhouette.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

typedef struct
{
  const double *points;
  guint n_features;
  gsize n;
  double *distances; /* [n] from the row at hand */
  double *sums;      /* of the largest k */
} Silhouette;

static void
measure (Silhouette *self, gsize row)
{
  const double *from = self->points + row * self->n_features;
  const double *to = self->points;

  for (gsize i = 0; i < self->n; i++, to += self->n_features)
    {
      double sum = 0.;

      for (guint f = 0; f < self->n_features; f++)
        sum += (from[f] - to[f]) * (from[f] - to[f]);
      self->distances[i] = sqrt (sum);
    }
}

/* (b - a) / max (a, b): a the mean distance to the row's own group, b to the nearest other one. Alone in its
 * group a row has 0. */
static double
judge (const Silhouette *self, const SyGrouping *grouping, const gsize *sizes, gsize row)
{
  guint own = grouping->labels[row];
  double nearest = INFINITY;
  double a;

  if (sizes[own] < 2)
    return 0.;
  memset (self->sums, 0, grouping->k * sizeof *self->sums);
  for (gsize i = 0; i < self->n; i++)
    self->sums[grouping->labels[i]] += self->distances[i];
  a = self->sums[own] / (double) (sizes[own] - 1);
  for (guint g = 0; g < grouping->k; g++)
    if (g != own && sizes[g] > 0)
      nearest = MIN (nearest, self->sums[g] / (double) sizes[g]);
  return isfinite (nearest) && MAX (a, nearest) > 0. ? (nearest - a) / MAX (a, nearest) : 0.;
}

/**
 * sy_silhouette_take:
 *
 * Source: P. J. Rousseeuw, Silhouettes: a graphical aid to the interpretation and validation of cluster
 * analysis, J. Comput. Appl. Math. 20 (1987), section 2.
 * Cost: O(n² (features + groupings)), O(n) memory.
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
  g_autofree double *distances = g_new (double, n + 1);
  g_autofree double *sums = NULL;
  g_autofree gsize *sizes = NULL;
  gsize step = MAX (1, 5000000 / (n + 1));
  guint most = 1;
  Silhouette self = { points, n_features, n, distances, NULL };

  for (guint g = 0; g < n_groupings; g++)
    {
      most = MAX (most, groupings[g].k);
      groupings[g].mean = 0.;
    }
  sums = g_new0 (double, most);
  sizes = g_new0 (gsize, (gsize) most * MAX (n_groupings, 1));
  self.sums = sums;
  for (guint g = 0; g < n_groupings; g++)
    for (gsize i = 0; i < n; i++)
      sizes[g * most + groupings[g].labels[i]]++;
  for (gsize row = 0; row < n; row++)
    {
      SyKernelReport report = { 0.3 + 0.7 * (double) row / (double) n, row, n, N_ ("rows") };

      if (row % step == 0 && !sy_kernel_job_go_on (job, &report, error))
        return FALSE;
      measure (&self, row);
      for (guint g = 0; g < n_groupings; g++)
        {
          groupings[g].values[row] = judge (&self, &groupings[g], sizes + g * most, row);
          groupings[g].mean += groupings[g].values[row] / (double) n;
        }
    }
  return TRUE;
}
