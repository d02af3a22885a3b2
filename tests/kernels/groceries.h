/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of orders for tests: a month of a supermarket, and short ones written as text. */
#pragma once

#include "sy-baskets.h"

typedef struct
{
  SyOrderLines lines;
  GArray *orders;
  GArray *items;
  GPtrArray *names; /* of items; names->pdata[code - 1] */
} Groceries;

/* NULL where the shared data are not there; the test is skipped then. */
Groceries *groceries_load (void);
/* "AB ABC": two orders, each letter an item; a “.” is a blank. */
Groceries *groceries_parse (const char *text);
void groceries_free (Groceries *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Groceries, groceries_free)
guint32 groceries_find (const Groceries *self, const char *name);
