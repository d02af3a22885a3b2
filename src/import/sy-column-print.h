/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a column's cells look like, small enough to be kept: by it a column is known again under another name.
 * No cell can be read back out of it. */
#pragma once

#include "sy-importer.h"

G_BEGIN_DECLS

typedef struct _SyColumnPrint SyColumnPrint;
/* Of the rows of the plan's sample. */
SyColumnPrint *sy_column_print_new (const SyImportPlan *plan, const SyImportColumn *column);
SyColumnPrint *sy_column_print_copy (const SyColumnPrint *self);
void sy_column_print_free (SyColumnPrint *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyColumnPrint, sy_column_print_free)
char *sy_column_print_to_text (const SyColumnPrint *self);
/* Never fails: what can't be read counts for nothing. */
SyColumnPrint *sy_column_print_new_from_text (const char *text);

/* Share of values that both have, 0…1; of columns with few different values it is close to 1. */
double sy_column_print_get_overlap (const SyColumnPrint *self, const SyColumnPrint *other);
/* 0 (another kind of thing) … 1 (the same). */
double sy_column_print_get_likeness (const SyColumnPrint *self, const SyColumnPrint *other);

G_END_DECLS
