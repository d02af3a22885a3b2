/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of a column of a file, in a few words. */
#pragma once

#include "sy-importer.h"

G_BEGIN_DECLS

/* "amount, 2 decimals"; of a text column "text". */
char *sy_column_words_type (const SyImportColumn *column);
/* The title of its role, or NULL. Borrowed. */
const char *sy_column_words_role (const SyImportPlan *plan, const SyImportColumn *column);
/* "Sales amount · amount, 2 decimals", "left out". */
char *sy_column_words_describe (const SyImportPlan *plan, const SyImportColumn *column);
/* "27.90, 30.00, 12.50": the first values as they stand in the file. */
char *sy_column_words_examples (const SyImportColumn *column);

G_END_DECLS
