/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the plan and its columns share behind sy-importer.h. */
#pragma once

#include "sy-importer.h"

G_BEGIN_DECLS

SyImportColumn *sy_import_plan_get_column (const SyImportPlan *plan, guint i);
/* The sample's copy of the header; NULL when there is none, or when it is too far down. */
const SySampleRow *sy_import_plan_find_header_row (const SyImportPlan *plan);
/* What was asked for, without the sheet, which the plan has as an index. */
void sy_import_plan_init_read_options (const SyImportPlan *plan, SyReadOptions *options);

/* Makes the columns anew from the sample and the header row. FALSE when there are too many. */
gboolean sy_import_columns_build (SyImportPlan *plan, GError **error);
/* Reads on where the sample does not tell the day from the month. */
gboolean sy_import_columns_settle (SyImportPlan *plan, GCancellable *cancellable, GError **error);
/* @header with " (2)" behind it where @seen, a set of case-folded names, has it; added to the set. */
char *sy_import_columns_make_unique (GHashTable *seen, const char *header);

G_END_DECLS
