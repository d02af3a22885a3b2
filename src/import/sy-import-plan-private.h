/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the plan share behind sy-import-plan.h. */
#pragma once

#include "sy-import-plan.h"

G_BEGIN_DECLS

SyImportColumn *sy_import_plan_get_column (const SyImportPlan *plan, guint i);
/* What was asked for, without the sheet, which the plan has as an index. */
void sy_import_plan_init_read_options (const SyImportPlan *plan, SyReadOptions *options);
void sy_import_plan_set_reason (char **reason, const char *text);

/* The first rows as they stand, with what was looked up beside them. */
const SySample *sy_import_plan_get_sheet_sample (const SyImportPlan *plan);

/* The headers of all columns of the sheet, several rows joined, "" where there is none. */
char **sy_import_columns_dup_headers (const SyImportPlan *plan, const SySample *sample);
/* Makes the columns anew from the sample and the header. FALSE when there are too many. */
gboolean sy_import_columns_build (SyImportPlan *plan, GError **error);
/* Reads on where the sample does not tell the day from the month. */
gboolean sy_import_columns_settle (SyImportPlan *plan, GCancellable *cancellable, GError **error);
/* What was corrected by hand in @before, of the columns that have the same header now. */
void sy_import_columns_take_over (SyImportPlan *plan, GPtrArray *before);
/* @header with " (2)" behind it where @seen, a set of case-folded names, has it; added to the set. */
char *sy_import_columns_make_unique (GHashTable *seen, const char *header);

/* Kind, roles and types, from the columns. A kind that is asked for is taken even when it lacks roles. */
gboolean sy_import_roles_choose (SyImportPlan *plan, const char *kind_id, GError **error);
/* The type of one column, after its role or reading changed. FALSE: the cells are not what the role needs. */
gboolean sy_import_roles_type_column (SyImportPlan *plan, SyImportColumn *column);
void sy_import_roles_update_missing (SyImportPlan *plan);

/* Writes the findings anew. */
void sy_import_findings_update (SyImportPlan *plan);

G_END_DECLS
