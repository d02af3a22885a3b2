/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that the user types into INPUT tables: texts, checked cell by cell. */
#pragma once

#include "sy-parameter.h"
#include "sy-relations.h"

G_BEGIN_DECLS

/* Rows as canonical texts, in the order of the definition's columns; rows that are blank all over are left
 * out at the end. (element-type GStrv-like arrays of nullable texts) Errors: SY_WORKBOOK_ERROR_INPUT with row
 * and column. */
GPtrArray *sy_input_check (const SyTemplateTable *definition, GPtrArray *rows, GError **error);
/* One cell by itself, as it is checked among all; @row and @column from 0. Its canonical text. */
char *sy_input_check_cell (
    const SyTemplateTable *definition, guint row, guint column, const char *text, GError **error);
/* The value of a cell that is a link. */
typedef struct
{
  guint row, column; /* of the rows and the definition's columns, from 0 */
  SyValue value;     /* of the column's type */
} SyInputCell;
/* The typed rows as a relation of the engine. @rows may be NULL: none. @linked: (nullable) (element-type
 * SyInputCell) */
SyRelation *sy_input_compute (SyRelations *relations,
                              const SyTemplateTable *definition,
                              GPtrArray *rows,
                              GPtrArray *linked,
                              GCancellable *cancellable,
                              GError **error);
/* A CSV file whose headers are the ids or titles of the columns. */
GPtrArray *sy_input_read_csv (const SyTemplateTable *definition, const char *path, GError **error);
/* One text that holds all rows, for the document, and back. */
char *sy_input_serialize (GPtrArray *rows);
GPtrArray *sy_input_deserialize (const char *text, GError **error);
GPtrArray *sy_input_rows_new (void);

G_END_DECLS
