/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Personal data in what leaves the program: masked, or shown for a reason that is written down. */
#pragma once

#include "sy-workbook.h"

G_BEGIN_DECLS

/* What @evaluation shows, over masked copies of the sources, parameters and typed rows; nothing in the
 * workbook changes. What it needs of the workbook is taken where that lives; the work itself, which goes
 * through the sources, may be done by any thread. NULL with the error when it can't be had: nothing may leave
 * the program then. */
typedef struct _SyWorkbookMask SyWorkbookMask;
SyWorkbookMask *sy_workbook_mask_new (SyEvaluation *evaluation, GError **error);
SyEvaluation *
sy_workbook_mask_evaluate (const SyWorkbookMask *self, GCancellable *cancellable, GError **error);
void sy_workbook_mask_free (SyWorkbookMask *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyWorkbookMask, sy_workbook_mask_free)
/* From now on the workbook itself reads masked copies; nothing in the document changes. */
gboolean sy_workbook_mask_for_good (SyWorkbook *self, GError **error);
/* (element-type utf8) "members.name": the columns that are masked. (transfer full) */
GPtrArray *sy_workbook_list_personal (SyWorkbook *self);

/* Who showed personal data, when, what and why, into the document of @engine. */
gboolean sy_workbook_audit (SyEngine *engine, const char *reason, const char *what, GError **error);
/* The same for the document that is open. */
gboolean sy_workbook_write_audit (SyWorkbook *self, const char *reason, const char *what, GError **error);
/* Columns time, who, what, reason; the oldest first. */
SyFrame *sy_workbook_read_audit (SyEngine *engine, GError **error);

G_END_DECLS
