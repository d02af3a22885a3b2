/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups of similar rows: k-means, the same on every run. */
#pragma once

#include "sy-kernel-job.h"

G_BEGIN_DECLS

#define SY_CLUSTERS_MOST_K 100

typedef struct
{
  gsize n_rows;
  guint k;            /* groups made */
  guint32 *labels;    /* [n_rows] 1…k; 0: a feature is missing, the row is in no group */
  double *silhouette; /* [n_rows] −1…1, NAN where it was not taken */
  double *distance;   /* [n_rows] from the centre of its group, in standard deviations; NAN without a group */
  double mean_silhouette; /* of the rows where it was taken; NAN with one group */
  double inertia;         /* sum of the squared distances */
  guint32 n_distinct;     /* different points, up to %SY_CLUSTERS_MOST_K + 1 */
  guint n_features;       /* that differ from row to row */
} SyClusters;

/* @features: (array length=n_features) of columns of @n_rows numbers, NAN: missing.
 * @k: 2…SY_CLUSTERS_MOST_K and fewer than the different points, or 0: the best of 2…8 (one group where there
 * are fewer than three points). @seed: which rows the silhouette is taken of where there are more than
 * 50,000. */
SyClusters *sy_clusters_find (const double *const *features,
                              guint n_features,
                              gsize n_rows,
                              guint k,
                              guint32 seed,
                              const SyKernelJob *job,
                              GError **error);
void sy_clusters_free (SyClusters *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyClusters, sy_clusters_free)

G_END_DECLS
