/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which text columns of a file are loaded as codes, and the codes of their texts: a document stores and
 * groups them in a fraction of the time that texts take. */
#pragma once

#include "sy-cell-converter.h"
#include "sy-import-plan.h"
#include "sy-text-codes.h"

G_BEGIN_DECLS

/* The codes of one column, or of all columns whose cells point to the same texts. */
typedef struct
{
  SyTextCodes *codes;
  GPtrArray *members; /* (element-type utf8) the texts by their codes */
  int *by_number;     /* code of each text that the file told before its rows, or one of below; NULL: none */
  guint n_numbers;
  SyTextCodes *late; /* texts that turned up when the members were settled; NULL: none */
} SyColumnCodes;

#define SY_CODE_BLANK -2   /* the text is no value */
#define SY_CODE_UNKNOWN -3 /* it is to be looked at as any cell */

SyColumnCodes *sy_column_codes_ref (SyColumnCodes *self);
void sy_column_codes_unref (SyColumnCodes *self);
gboolean sy_column_codes_keep_late (SyColumnCodes *self, const char *text, gsize length);
SyColumnCodes *sy_column_codes_new_with_late (const SyColumnCodes *self);

/* One column that codes are looked for. */
typedef struct
{
  guint index; /* of the sheet */
  SyCellFormat format;
  SyColumnCodes *codes; /* (transfer full): NULL when there are none */
} SyCodeSearch;

gboolean sy_import_codes_is_large (const SyImportPlan *plan);
/* Whether the texts of the column are short and hardly repeat, as order numbers do. */
gboolean sy_import_codes_has_own_texts (const SyImportPlan *plan, guint index);
gboolean sy_import_codes_has_numbers (const SyImportPlan *plan, guint index);
SyColumnCodes *sy_import_codes_new_for_texts (const SyCellText *texts, guint n_texts);
void sy_import_codes_search (const SyImportPlan *plan,
                             SyCodeSearch *columns,
                             guint n_columns,
                             GCancellable *cancellable);
/* For tests: from how many bytes on a file is large, of workbooks and of text. */
void sy_import_codes_set_least (guint64 workbook, guint64 text);
/* For tests: the bytes of each of the 64 parts that a text file is looked at in. */
void sy_import_codes_set_part_size (guint64 size);

G_END_DECLS
