/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a call of KERNEL(…), its columns read and its numbers computed, to a relation of what the kernel
 * brought. */
#pragma once

#include "sy-array.h"
#include "sy-kernel-job.h"
#include "sy-model.h"
#include "sy-relations.h"

G_BEGIN_DECLS

typedef struct
{
  const SyModelTable *table; /* bound; its rows are KERNEL(…) */
  GPtrArray *arrays;         /* (element-type SyArray) its columns, in their order; of all the same length */
  GArray *numbers;           /* (element-type double) its numbers, NAN: has no value */
  const SyKernelJob *job;
} SyKernelCall;

/* What each column of the call is read as. (element-type guint): SyArrayKind */
GArray *sy_kernel_rows_list_kinds (const SyModelTable *table);
/* Whether its first column may be runs instead of codes; see sy_array_new_runs(). */
gboolean sy_kernel_rows_takes_runs (const SyModelTable *table);
/* Runs the kernel and keeps what it brought under @key. */
SyRelation *sy_kernel_rows_compute (SyRelations *relations,
                                    const char *key,
                                    const SyKernelCall *call,
                                    GCancellable *cancellable,
                                    GError **error);
/* “pairs” over 订单, 商品, 1 %, 5: what stands in place of a formula. */
char *sy_kernel_rows_say (const SyModelTable *table);

G_END_DECLS
