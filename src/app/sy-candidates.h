/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Candidates of the matrix of importance: indicators of the library, tested against the data that are there.
 */
#pragma once

#include "sy-indicator.h"
#include "sy-workbook.h"

G_BEGIN_DECLS

/* Whether a table of typed rows takes candidates: it has a column of text “indicator” and a whole number
 * “has_data”. */
gboolean sy_candidates_is_one (const SyTemplateTable *definition);
/* Adds indicators that are not among the candidates yet, tested; one step of undo. (element-type SyIndicator)
 */
gboolean sy_candidates_add (SyWorkbook *workbook,
                            const SyTemplateTable *definition,
                            GPtrArray *indicators,
                            GError **error);
/* “has_data” becomes 1 or 0 for all candidates that the library knows. @said: (out) (transfer full): a
 * sentence for each that has no data or is not known, on lines of their own. */
gboolean
sy_candidates_test (SyWorkbook *workbook, const SyTemplateTable *definition, char **said, GError **error);

G_END_DECLS
