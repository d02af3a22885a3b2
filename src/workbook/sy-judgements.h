/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A matrix of judgements that is written as lines (this against that: 3), and the weights in it. */
#pragma once

#include "sy-array.h"
#include "sy-kernel-job.h"

G_BEGIN_DECLS

/* One item of the matrix. */
typedef struct
{
  char *name;
  const SyArray *array; /* where it stands as a row, else as a column of the matrix … */
  guint32 code;         /* … and as which value */
  double weight;
} SyJudged;

typedef struct
{
  SyJudged *items; /* [n] those that are rows first, by code */
  guint n;
} SyJudgements;

/* @rows, @columns: codes; @values: numbers, NAN: not said. @lines: (array length=n_lines) (nullable) which
 * lines of them are of this matrix, NULL: the first ones. Names that differ in case alone are one item.
 * NULL with SY_KERNEL_ERROR_TOO_LARGE, what sy_eigenvector_complete() says, or G_IO_ERROR_CANCELLED. */
SyJudgements *sy_judgements_weigh (const SyArray *rows,
                                   const SyArray *columns,
                                   const SyArray *values,
                                   const gsize *lines,
                                   gsize n_lines,
                                   const SyKernelJob *job,
                                   GError **error);
void sy_judgements_free (SyJudgements *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyJudgements, sy_judgements_free)

G_END_DECLS
