/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Orders drawn by chance for tests, and what is in them counted the plain way. */
#pragma once

#include "sy-baskets.h"

/* How lines of orders can be given. */
typedef enum
{
  ORDERS_STARTS,    /* where each begins */
  ORDERS_TOGETHER,  /* a code a line, one order after another */
  ORDERS_SCATTERED, /* in any order, some without one */
  ORDERS_N_FORMS,
} OrdersForm;

typedef struct
{
  guint32 n_orders, n_items;
  guint32 most_lines;  /* of an order; there are some without a line, and items twice in one */
  guint32 large_lines; /* of the order in the middle */
} OrdersShape;

typedef struct
{
  SyOrderLines lines;
  GArray *codes, *items, *starts;
  GPtrArray *baskets; /* (element-type GArray of guint32) the items of each order, ascending, each once */
} Orders;

/* The same orders in each form. */
Orders *orders_draw (const OrdersShape *shape, OrdersForm form);
void orders_free (Orders *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Orders, orders_free)
/* In how many orders each item is: [n_items + 1]. (transfer full) */
guint32 *orders_count_items (const Orders *self);
