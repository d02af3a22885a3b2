/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Resolves every name of a model, types every formula, and puts tables and values in the order in which they
 * can be computed. */
#pragma once

#include "sy-model.h"

G_BEGIN_DECLS

/* Binds the whole model. Errors say whose formula it is and where: “pareto[share] 1:14: no column 销售额 in
 * table daily; did you mean 销售金额?” */
gboolean sy_binder_bind (SyModel *model, GError **error);

/* Binds one more formula against a bound model, as if it were a column of @table (NULL: a named value); the
 * model is not changed. */
SyExpression *sy_binder_bind_formula (SyModel *model, SyModelTable *table, const char *text, GError **error);

G_END_DECLS
