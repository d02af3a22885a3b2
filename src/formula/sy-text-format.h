/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The formats that TEXT takes: the safe part of Excel's, which every spreadsheet in every language writes
 * alike. */
#pragma once

#include "sy-expression.h"

G_BEGIN_DECLS

typedef enum
{
  SY_TEXT_FORMAT_NUMBER, /* 0  0.00  #,##0  #,##0.00  0%  0.0% */
  SY_TEXT_FORMAT_DATE,   /* yyyy yy mm m dd d with - and spaces, 年 月 日 */
} SyTextFormatKind;

typedef enum
{
  SY_DATE_PART_LITERAL, /* text */
  SY_DATE_PART_YEAR4,
  SY_DATE_PART_YEAR2,
  SY_DATE_PART_MONTH2,
  SY_DATE_PART_MONTH,
  SY_DATE_PART_DAY2,
  SY_DATE_PART_DAY,
} SyDatePartKind;

typedef struct
{
  SyDatePartKind kind;
  char *text; /* LITERAL */
} SyDatePart;

typedef struct
{
  SyTextFormatKind kind;
  guint min_digits; /* NUMBER: digits shown at least before the point */
  guint decimals;   /* after it */
  gboolean grouping;
  gboolean percent;
  GArray *parts; /* DATE: (element-type SyDatePart) */
} SyTextFormat;

/* NULL with SY_FORMULA_ERROR_ARGUMENT, placed at @node, when the format isn't one of the safe ones. */
SyTextFormat *sy_text_format_parse (const char *text, const SyExpression *node, GError **error);
void sy_text_format_free (SyTextFormat *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyTextFormat, sy_text_format_free)

G_END_DECLS
