/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The orders of a source: beside a long relation of lines the engine keeps one row an order, so that orders
 * are counted without looking at ten million numbers. */
#pragma once

#include "sy-model.h"
#include "sy-source.h"

G_BEGIN_DECLS

/* The name of the relation is that of the lines with this behind it. */
#define SY_ORDERS_SUFFIX "_orders"

/* What is known of them; see sy_orders_attach(). */
typedef struct _SyOrders SyOrders;
void sy_orders_free (SyOrders *self);

/* Tells the table of the model where its orders are, and what they have, if they are there. @make: they are
 * made when they are not, after some such calls, if the source is so long that it is worth it. Never fails:
 * without orders all is computed from the lines. */
void sy_orders_attach (
    SyEngine *engine, SySource *source, SyModelTable *table, gboolean make, GCancellable *cancellable);
/* For tests: how many lines a source must have; 0 is the default again. */
void sy_orders_set_least (gint64 n_lines);

G_END_DECLS
