/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How well rows fit their groups, for several groupings at once. */
#pragma once

#include "sy-kernel-job.h"

G_BEGIN_DECLS

/* One grouping of the rows. */
typedef struct
{
  guint k;
  const guint32 *labels; /* [n] 0…k-1 */
  double *values;        /* [n] gets the silhouette of each row */
  double mean;           /* gets their mean */
} SyGrouping;

/* @points: n rows of @n_features numbers. */
gboolean sy_silhouette_take (const double *points,
                             guint n_features,
                             gsize n,
                             SyGrouping *groupings,
                             guint n_groupings,
                             const SyKernelJob *job,
                             GError **error);

G_END_DECLS
