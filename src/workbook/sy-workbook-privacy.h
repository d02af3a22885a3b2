/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Personal data in what leaves the program: masked, or shown for a reason that is written down. */
#pragma once

#include "sy-workbook.h"

G_BEGIN_DECLS

/* From now on the workbook reads masked copies of its sources, parameters and typed rows, until it is
 * unmasked; nothing in the document changes. What was evaluated before stays as it was. NULL with the error
 * when that can't be had: nothing may leave the program then. */
typedef struct _SyWorkbookMask SyWorkbookMask;
SyWorkbookMask *sy_workbook_mask (SyWorkbook *self, GError **error);
void sy_workbook_unmask (SyWorkbook *self, SyWorkbookMask *mask); /* takes @mask */
/* For a workbook that stays masked as long as it lives. */
void sy_workbook_mask_free (SyWorkbookMask *mask);
/* What @evaluation shows, over masked data of the present state. */
SyEvaluation *sy_workbook_evaluate_masked (SyWorkbook *self, SyEvaluation *evaluation, GError **error);
/* (element-type utf8) "members.name": the columns that are masked. (transfer full) */
GPtrArray *sy_workbook_list_personal (SyWorkbook *self);

/* Who showed personal data, when, what and why, into the document of @engine. */
gboolean sy_workbook_audit (SyEngine *engine, const char *reason, const char *what, GError **error);
/* The same for the document that is open. */
gboolean sy_workbook_write_audit (SyWorkbook *self, const char *reason, const char *what, GError **error);
/* Columns time, who, what, reason; the oldest first. */
SyFrame *sy_workbook_read_audit (SyEngine *engine, GError **error);

G_END_DECLS
