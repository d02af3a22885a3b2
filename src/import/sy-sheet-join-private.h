/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking up, for the file that widens sheets. */
#pragma once

#include "sy-sheet-join.h"

G_BEGIN_DECLS

/* Counts begin anew. */
void sy_sheet_join_begin (SySheetJoin *self);
/* As many cells as there are headers; NULL: there is no such row. Either is counted. */
const SyCell *sy_sheet_join_look_up (SySheetJoin *self, const char *key);

G_END_DECLS
