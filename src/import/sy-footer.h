/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that are no data: sums (合计, 小计, 总计) among the rows or below them, and remarks under the table.
 */
#pragma once

#include "sy-import-plan.h"

G_BEGIN_DECLS

/* Whether the row begins with a word for a sum and has no date; without dates, has a hole where the other
 * rows have text. */
gboolean sy_footer_is_totals (const SyImportPlan *plan, const SyCell *cells, guint n_cells);

/* One cell with nothing beside it, or a first one that names what follows: “制表人：张三”, “Page:”. Whether
 * it is a remark depends on what a row needs. */
gboolean sy_footer_reads_as_remark (const SyCell *cells, guint n_cells);

/* Those among the rows that were looked at. */
typedef struct
{
  guint n_totals, n_remarks;
  guint64 first, last; /* rows of the file */
  char *text;          /* owned; what the first of them begins with */
} SyFooter;
/* FALSE: there are none. Clear with sy_footer_clear(). */
gboolean sy_footer_find (const SyImportPlan *plan, SyFooter *footer);
void sy_footer_clear (SyFooter *footer);

G_END_DECLS
