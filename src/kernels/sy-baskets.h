/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of orders as baskets: for each order the different items in it. */
#pragma once

#include "sy-kernel-job.h"

G_BEGIN_DECLS

/* One line an item of an order. Codes begin at 1; 0 is a blank, and a line with one counts nowhere. */
typedef struct
{
  const guint32
      *orders; /* (array length=n_lines) 0…n_orders, or NULL: lines of an order stand together and … */
  const guint32 *items; /* (array length=n_lines) 0…n_items */
  gsize n_lines;        /* less than 2³² - 1 */
  guint32 n_orders;
  guint32 n_items;
  const guint32 *starts; /* … [n_orders + 1] this is where each begins, ascending, and n_lines */
} SyOrderLines;

/* Which of them are looked at: an item must be in so many orders. */
typedef struct
{
  double support; /* share of the orders, 0…1 */
  double count;   /* and so many */
} SyLeast;

typedef struct
{
  gsize n_orders;        /* with an item */
  guint32 *counts;       /* [n_items + 1] how many orders have the item of this code */
  gsize least;           /* in so many orders an item or a set must be */
  guint32 n_frequent;    /* items that are */
  guint32 *frequent;     /* [n_frequent] their codes, the most frequent first, equals by code */
  gsize n_baskets;       /* one an order, also where it has no frequent item */
  const guint32 *starts; /* [n_baskets + 1] the line that each begins with */
  guint32 *members;      /* see sy_baskets_get_members() */
  guint32 largest;       /* code of the order with the most different items, the first of equals; 0: none */
  guint32 n_largest;     /* how many it has, frequent or not */
  guint64 n_pairs;       /* of frequent items in one basket, summed up over the baskets */
  guint32 *own_starts;   /* @starts, where they are not those of the lines */
} SyBaskets;

/* @lines: what its @starts point to must be there as long as the baskets */
SyBaskets *
sy_baskets_new (const SyOrderLines *lines, const SyLeast *least, const SyKernelJob *job, GError **error);
void sy_baskets_free (SyBaskets *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyBaskets, sy_baskets_free)

/* Ends the members of a basket that has fewer of them than its order has lines. */
#define SY_BASKETS_NONE G_MAXUINT32

/* The ranks (places in @frequent) of a basket's items, each once, ascending; @n: how many. */
static inline const guint32 *
sy_baskets_get_members (const SyBaskets *self, gsize basket, gsize *n)
{
  gsize first = self->starts[basket];
  gsize end = first;

  while (self->members && end < self->starts[basket + 1] && self->members[end] != SY_BASKETS_NONE)
    end++;
  *n = end - first;
  return self->members + first;
}

/* Baskets for one piece of work: some 65,000 lines, or one order that has more. */
gsize sy_baskets_count_pieces (const SyBaskets *self);
void sy_baskets_get_piece (const SyBaskets *self, gsize piece, gsize *first, gsize *end);

G_END_DECLS
