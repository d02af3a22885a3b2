/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How an evaluation makes a table. */
#pragma once

#include "sy-plan.h"
#include "sy-relations.h"
#include "sy-table.h"

G_BEGIN_DECLS

/* Day 0 of 1970 as a spreadsheet counts days: what arithmetic on dates gives. */
#define SY_EXCEL_EPOCH 25569

void sy_table_column_free (SyTableColumn *column);

/* Takes @columns. @relation: computed rows with a column "row"; @is_source: an imported relation whose row
 * numbers are the engine's own. */
SyTable *sy_table_new (const SyTemplateTable *definition,
                       GPtrArray *columns,
                       SyRelation *relation,
                       gboolean is_source,
                       SyPlan *plan,
                       const SyModelTable *model);
const SyModelTable *sy_table_get_model (SyTable *self);
const char *sy_table_get_relation_name (SyTable *self);
SyRelation *sy_table_get_relation (SyTable *self);
/* The number of a row, from 1, and what joins it: an imported relation is joined by the engine's own numbers,
 * from 0. @alias: of the relation. */
void sy_table_append_row_number (SyTable *self, const char *alias, GString *sql);
void sy_table_append_row_key (SyTable *self, const char *alias, GString *sql);
/* Adds to sy_table_append_row_key() to give the number of the row. */
gint64 sy_table_get_row_offset (SyTable *self);
/* "row", then every column in order: what a frame of sy_table_read() has. */
void sy_table_append_cells (SyTable *self, const char *alias, GString *sql);
/* One cell's text for reading; NULL (text “—”) when it is blank or an error. */
gboolean sy_table_column_format (const SyTableColumn *column,
                                 SyFrame *frame,
                                 guint frame_column,
                                 gint64 row,
                                 const char *language,
                                 char **text);

G_END_DECLS
