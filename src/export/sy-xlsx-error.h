/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which error a cell shows that has no value: the engine knows only that there is none. */
#pragma once

#include "sy-model.h"

G_BEGIN_DECLS

typedef enum
{
  SY_XLSX_NO_ERROR,
  SY_XLSX_ERROR_DIV0,
  SY_XLSX_ERROR_NA,
  SY_XLSX_ERROR_REF,
  SY_XLSX_ERROR_NUM,
  SY_XLSX_ERROR_VALUE,
} SyXlsxErrorKind;

const char *sy_xlsx_error_text (SyXlsxErrorKind kind);

/* Kinds of columns and names, found once. */
typedef struct _SyXlsxErrors SyXlsxErrors;
SyXlsxErrors *sy_xlsx_errors_new (void);
void sy_xlsx_errors_free (SyXlsxErrors *self);
/* The likeliest error of a bound formula: that of its outermost operation that can fail. */
SyXlsxErrorKind sy_xlsx_errors_find (SyXlsxErrors *self, const SyExpression *bound);

G_END_DECLS
