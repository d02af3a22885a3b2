/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report page put together by hand: which headings, sentences, numbers, charts and tables, in which order.
 * It is kept in the document beside the template that it was made for, and undone like anything else. */
#pragma once

#include "sy-workbook.h"

G_BEGIN_DECLS

/* Items are SyReportItem; arrays of them free them. Texts are those of the user's language at the time. */
GPtrArray *sy_composition_new (void);
SyReportItem *sy_composition_add (GPtrArray *items, SyReportItemKind kind, const char *text);
SyReportItem *sy_report_item_copy (const SyReportItem *item);

/* What a report shows as long as nobody has put it together: the template's page, else what it says, draws
 * and computes, in order. (transfer full) */
GPtrArray *sy_composition_new_default (SyTemplate *template);

char *sy_composition_to_text (GPtrArray *items);
/* (transfer full); what is no longer understood is left out. */
GPtrArray *sy_composition_new_from_text (const char *text);

/* (transfer full): the report of the workbook's template as kept, else as the template has it; NULL: there is
 * no template. */
GPtrArray *sy_composition_list (SyWorkbook *workbook);
/* Whether it was put together by hand. */
gboolean sy_composition_is_own (SyWorkbook *workbook);
/* One undo step. NULL: as the template has it from now on. */
void sy_composition_keep (SyWorkbook *workbook, GPtrArray *items);
/* (transfer full): as kept; NULL: nothing is. */
GPtrArray *sy_composition_get_kept (SyWorkbook *workbook);

G_END_DECLS
