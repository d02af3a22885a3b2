/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A check sheet that is filled by clicks: typed rows of what was counted, when, and how often. */
#pragma once

#include "sy-workbook.h"

G_BEGIN_DECLS

/* Whether a table is one: typed rows whose key is two columns of text, the item and the period, beside a
 * whole number “count”. */
gboolean sy_tally_is_one (const SyTemplateTable *definition);

/* (element-type utf8) each once, in the order of the rows. (transfer full) */
GPtrArray *sy_tally_list_items (SyWorkbook *workbook, const SyTemplateTable *definition);
GPtrArray *sy_tally_list_periods (SyWorkbook *workbook, const SyTemplateTable *definition);
/* @item, @period: (nullable): %NULL for all of them */
gint64 sy_tally_count (SyWorkbook *workbook,
                       const SyTemplateTable *definition,
                       const char *item,
                       const char *period);
/* Counts @step more, 0 for a new item that did not occur yet; one step of undo. It never goes below 0: then
 * nothing changes. FALSE with the error of the row, such as a blank item. */
gboolean sy_tally_add (SyWorkbook *workbook,
                       const SyTemplateTable *definition,
                       const char *item,
                       const char *period,
                       gint64 step,
                       GError **error);
/* All counts are 0 again; items and periods stay. */
gboolean sy_tally_clear (SyWorkbook *workbook, const SyTemplateTable *definition, GError **error);

G_END_DECLS
