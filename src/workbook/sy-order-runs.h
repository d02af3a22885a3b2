/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order that each line belongs to, taken from the orders beside the lines: their numbers, the longest
 * column of most documents, are not read at all. */
#pragma once

#include "sy-array.h"
#include "sy-model.h"

G_BEGIN_DECLS

/* Whether lines of an order are known to stand together, none without one, so that orders tell where each
 * begins. @column: of @table, which is a source */
gboolean sy_order_runs_tell (const SyModelTable *table, const SyModelColumn *column);
/* Orders as runs of @n_rows lines, codes from 1 as they come; texts are looked up when they are wanted.
 * (transfer full); NULL with the engine's error, or without one where the orders do not fit the lines. */
SyArray *sy_order_runs_read (
    SyEngine *engine, const SyModelTable *table, gsize n_rows, GCancellable *cancellable, GError **error);

G_END_DECLS
