/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The weights in a matrix of judgements: its principal eigenvector. */
#pragma once

#include "sy-kernel-job.h"

G_BEGIN_DECLS

#define SY_EIGENVECTOR_MOST 200

/* @matrix: n × n, row by row, all positive. @weights: gets n numbers that add up to 1. @lambda: (nullable) */
gboolean sy_eigenvector_find (
    const double *matrix, guint n, double *weights, double *lambda, const SyKernelJob *job, GError **error);

/* Fills a matrix in which each judgement may stand once: NAN is missing. a(i, i) is 1, a(j, i) the reciprocal
 * of a(i, j), what neither has is 1. FALSE and the place where a judgement is not positive, or both are there
 * and are not each other's reciprocals within 1 %. @names: (array length=n) */
gboolean sy_eigenvector_complete (double *matrix, guint n, const char *const *names, GError **error);

G_END_DECLS
