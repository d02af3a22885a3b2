/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Does a formula change with a parameter or with typed rows? */
#pragma once

#include "sy-plan.h"

G_BEGIN_DECLS

/* Answers so far, by column, name and table. Every parameter is in it, also one whose default is a formula:
 * it can be typed over. */
GHashTable *sy_xlsx_memo_new (SyPlan *plan);
gboolean sy_xlsx_depends_on_parameters (const SyExpression *bound, GHashTable *memo);
gboolean sy_xlsx_column_depends_on_parameters (const SyModelColumn *column, GHashTable *memo);

G_END_DECLS
