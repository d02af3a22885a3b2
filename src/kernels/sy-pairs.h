/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which two items are bought together, and which hardly ever. */
#pragma once

#include "sy-baskets.h"

G_BEGIN_DECLS

typedef struct
{
  guint32 a; /* codes; a < b */
  guint32 b;
  guint32 count; /* orders that have both */
} SyPair;

/* Pairs of frequent items that are found much less often than by chance. */
typedef struct
{
  double lift;     /* at most; 0: they are not looked for */
  double expected; /* so many orders would have both by chance, at least */
} SyExclusion;

/* Pairs in at least so many orders as @least says of baskets, and those that @exclusion describes; the most
 * frequent first, equals by code. (element-type SyPair) */
GArray *sy_pairs_find (const SyBaskets *baskets,
                       const SyExclusion *exclusion,
                       const SyKernelJob *job,
                       GError **error);

G_END_DECLS
