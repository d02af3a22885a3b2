/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Personal data in what leaves the program: masked, or shown for a reason that is written down. */
#pragma once

#include "sy-privacy.h"
#include "sy-row-filter.h"
#include "sy-workbook.h"

G_BEGIN_DECLS

/* What may be seen of personal data from now on in all that is evaluated: tables, lookups, charts, sentences,
 * choices. Nothing in the document changes; a customer keeps one pseudonym everywhere, so figures stay what
 * they are. A new workbook shows all. Emits “changed”. FALSE when there is no key to mask with: then no data
 * are seen at all. */
gboolean sy_workbook_set_masking (SyWorkbook *self, SyMasking masking, GError **error);
SyMasking sy_workbook_get_masking (SyWorkbook *self);
/* Shows all from now on, after who, when, @what and why are written into the document; FALSE with the error:
 * then it stays as it is. */
gboolean sy_workbook_unmask (SyWorkbook *self, const char *reason, const char *what, GError **error);
/* What @evaluation is of, as @masking lets it be seen. NULL with the error when it can't be had: nothing may
 * leave the program then. */
SyEvaluation *sy_evaluation_mask (SyEvaluation *evaluation, SyMasking masking, GError **error);
/* A text typed into @column of @table, as it is seen now. (transfer full) */
char *sy_workbook_mask_cell (SyWorkbook *self, const char *table, const char *column, const char *text);
/* A text that is looked for finds a customer whichever way he is named: by the pseudonym that is seen, and by
 * his number. */
void sy_workbook_mask_condition (SyWorkbook *self, SyCondition *condition);
/* (element-type utf8) "members.name": the columns that are masked. (transfer full) */
GPtrArray *sy_workbook_list_personal (SyWorkbook *self);

/* Who showed personal data, when, what and why, into the document of @engine. */
gboolean sy_workbook_audit (SyEngine *engine, const char *reason, const char *what, GError **error);
/* The same for the document that is open. */
gboolean sy_workbook_write_audit (SyWorkbook *self, const char *reason, const char *what, GError **error);
/* Columns time, who, what, reason; the oldest first. */
SyFrame *sy_workbook_read_audit (SyEngine *engine, GError **error);

G_END_DECLS
