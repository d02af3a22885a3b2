/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Typed rows whose personal cells are shown masked, and come back with the masks. */
#pragma once

#include "sy-workbook.h"

G_BEGIN_DECLS

/* @rows as they were meant: where a cell of @seen (masked) comes back, it is that of @real. A change of one
 * row, rows added at the end, and rows that can be told apart whole are understood; anything else is refused
 * with SY_WORKBOOK_ERROR_INPUT, rather than giving one person the data of another. All (element-type GStrv),
 * the first two parallel. (transfer full) */
GPtrArray *sy_masked_rows_find_meant (
    const SyTemplateTable *definition, GPtrArray *seen, GPtrArray *real, GPtrArray *rows, GError **error);

G_END_DECLS
