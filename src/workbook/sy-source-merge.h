/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rows of a source stay when a further file joins it. */
#pragma once

#include "sy-import-mode.h"
#include "sy-source.h"

G_BEGIN_DECLS

/* Days that a file covers, both ends included; days since 1970-01-01. */
typedef struct
{
  gint64 first, last;
} SyDaySpan;

/* A condition over the old relation, aliased o, with the values it is bound to. */
typedef struct
{
  GString *sql;   /* empty: all rows stay */
  GArray *values; /* (element-type SyValue); texts are in @texts */
  GPtrArray *texts;
} SyStaying;
SyStaying *sy_staying_new (void);
void sy_staying_free (SyStaying *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyStaying, sy_staying_free)

/* The role whose days tell which period a row is of; NULL: the kind has none. */
const SyRole *sy_source_merge_find_date (SySourceKind *kind);
/* From the first and last day of each month that a file has: months without a gap between them are covered as
 * a whole, but for the days before the first and behind the last. (element-type SyDaySpan) */
GArray *sy_source_merge_join_months (GArray *months);
/* All but the rows whose @role is in @spans; with @stores (nullable) only rows of these stores, or of none,
 * go. */
void sy_source_merge_keep_outside (SyStaying *self,
                                   const char *role,
                                   const GArray *spans,
                                   const char *const *stores);
/* All but the rows whose @old_cells (over o) equal @new_cells of a row behind @from (aliased s). */
void sy_source_merge_keep_other_keys (SyStaying *self,
                                      const char *const *old_cells,
                                      const char *const *new_cells,
                                      const char *from);
/* The same for keys that are known: texts whose parts are apart by SY_IMPORT_SCAN_SEPARATOR. */
void sy_source_merge_keep_other_texts (SyStaying *self, const char *const *roles, GHashTable *keys);
/* No row stays. */
void sy_source_merge_keep_none (SyStaying *self);

G_END_DECLS
