/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An indicator for reading: its formula in words, what it needs of the data, its tags. */
#pragma once

#include "sy-indicator.h"
#include "sy-workbook.h"

G_BEGIN_DECLS

/* Whether the data at hand give an indicator. */
typedef enum
{
  SY_INDICATOR_AVAILABLE,
  SY_INDICATOR_MISSING, /* a source or role is not there */
  SY_INDICATOR_TYPED,   /* it comes from no data at all: its inputs are typed */
} SyIndicatorAccess;

SyIndicatorAccess sy_indicator_check_access (SyIndicator *self, SyWorkbook *workbook);
/* (transfer full): what would bring it: “needs Traffic › Entries”; NULL when nothing is missing. */
char *sy_indicator_dup_missing (SyIndicator *self, SyWorkbook *workbook);
/* (transfer full): 会员消费额 ÷ 总消费额 */
char *sy_indicator_dup_words (SyIndicator *self, const char *language);
/* "people" → “People”, translated; NULL: no such name */
const char *sy_indicator_view_get_title (const char *view);
const char *sy_indicator_level_get_title (const char *level);
const char *sy_indicator_line_get_title (const char *line);
/* Names in the order of showing, NULL-terminated. */
extern const char *const sy_indicator_views[], *const sy_indicator_levels[], *const sy_indicator_lines[];
/* “more is better” …, with an arrow before it; (transfer none) */
const char *sy_indicator_direction_get_title (int direction);
const char *sy_indicator_grain_get_title (SyIndicator *self);

G_END_DECLS
