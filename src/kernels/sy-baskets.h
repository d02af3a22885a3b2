/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of orders as baskets: for each order the different items in it. */
#pragma once

#include "sy-kernel-job.h"

G_BEGIN_DECLS

/* One line an item of an order. Codes begin at 1; 0 is a blank, and a line with one counts nowhere. */
typedef struct
{
  const guint32 *orders; /* (array length=n_lines) 0…n_orders */
  const guint32 *items;  /* (array length=n_lines) 0…n_items */
  gsize n_lines;
  guint32 n_orders;
  guint32 n_items;
} SyOrderLines;

/* Which of them are looked at: an item must be in so many orders. */
typedef struct
{
  double support; /* share of the orders, 0…1 */
  double count;   /* and so many */
} SyLeast;

typedef struct
{
  gsize n_orders;     /* with an item */
  guint32 *counts;    /* [n_items + 1] how many orders have the item of this code */
  gsize least;        /* in so many orders an item or a set must be */
  guint32 n_frequent; /* items that are */
  guint32 *frequent;  /* [n_frequent] their codes, the most frequent first, equals by code */
  gsize n_baskets;    /* orders with a frequent item */
  gsize *starts;      /* [n_baskets + 1] where each basket begins in … */
  guint32 *members;   /* … the ranks (places in @frequent) of its items, each once, in no order */
  guint32 largest;    /* code of the order with the most different items, the first of equals; 0: none */
  guint32 n_largest;  /* how many it has, frequent or not */
  double n_pairs;     /* of frequent items in one basket, summed up over the baskets */
} SyBaskets;

SyBaskets *
sy_baskets_new (const SyOrderLines *lines, const SyLeast *least, const SyKernelJob *job, GError **error);
void sy_baskets_free (SyBaskets *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyBaskets, sy_baskets_free)

G_END_DECLS
