/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much each factor of a product brought of its change. */
#pragma once

#include "sy-kernel-job.h"

G_BEGIN_DECLS

#define SY_SHAPLEY_MOST 10

/* @base, @report: (array length=n) the factors, any finite numbers; n at most SY_SHAPLEY_MOST.
 * @contributions: gets n numbers that add up to the change of the product. */
gboolean
sy_shapley_find (const double *base, const double *report, guint n, double *contributions, GError **error);

G_END_DECLS
