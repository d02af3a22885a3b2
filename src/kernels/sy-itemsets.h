/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sets of two and more items that are bought together, and the rules in them: who has these also has that. */
#pragma once

#include "sy-baskets.h"

G_BEGIN_DECLS

#define SY_ITEMSET_MOST 6

/* An item of a set from the others of it. */
typedef struct
{
  guint32 antecedent[SY_ITEMSET_MOST - 1]; /* codes, ascending */
  guint n_antecedent;
  guint32 consequent;
  guint32 count_antecedent; /* orders that have all of them */
  guint32 count_consequent;
  guint32 count_both;
} SyItemRule;

/* Every rule with one item behind it, of every frequent set of 2…@max_size items. The most frequent first,
 * equals by the codes. (element-type SyItemRule) */
GArray *
sy_itemsets_find_rules (const SyBaskets *baskets, guint max_size, const SyKernelJob *job, GError **error);

G_END_DECLS
