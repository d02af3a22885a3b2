/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One look through a file for what tells how it joins the rows that are there: its days, stores, orders,
 * keys. */
#pragma once

#include "sy-import-plan.h"

G_BEGIN_DECLS

/* The first and last day of one month that a file has. */
typedef struct
{
  gint64 first, last; /* days since 1970-01-01 */
} SyImportMonth;

typedef struct
{
  GArray *months;     /* (element-type SyImportMonth) in no order */
  GHashTable *stores; /* set of texts; NULL: no such column, or too many to be told */
  GHashTable *orders; /* set of the first thousand; NULL: no such column */
  GHashTable *keys;   /* set of texts, the parts of a key apart by U+001F; NULL: not asked for, or too many */
} SyImportScan;

/* @date, @store, @order: role ids, NULL where not wanted; @keys: role ids of texts and days, NULL-terminated,
 * or NULL. Blocks. */
SyImportScan *sy_import_scan_new (const SyImportPlan *plan,
                                  const char *date,
                                  const char *store,
                                  const char *order,
                                  const char *const *keys,
                                  GCancellable *cancellable,
                                  GError **error);
void sy_import_scan_free (SyImportScan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyImportScan, sy_import_scan_free)

#define SY_IMPORT_SCAN_SEPARATOR "\x1f"

G_END_DECLS
