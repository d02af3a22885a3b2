/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which error a cell shows that has no value: the engine knows only that there is none. */
#pragma once

#include "sy-evaluation-private.h"

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

/* Errors of one evaluation, found once. */
typedef struct _SyXlsxErrors SyXlsxErrors;
SyXlsxErrors *sy_xlsx_errors_new (SyEvaluation *evaluation, GCancellable *cancellable);
void sy_xlsx_errors_free (SyXlsxErrors *self);
/* The likeliest error of a bound formula, told from its text alone; %SY_XLSX_NO_ERROR when it can have none.
 */
SyXlsxErrorKind sy_xlsx_errors_find (SyXlsxErrors *self, const SyExpression *bound);
/* That of a cell without a value, from the values of the formula's parts; @row is the 0-based row of the
 * evaluated table. */
SyXlsxErrorKind sy_xlsx_errors_find_cell (SyXlsxErrors *self, SyModelColumn *column, gint64 row);
SyXlsxErrorKind sy_xlsx_errors_find_name (SyXlsxErrors *self, SyModelName *name);
SyXlsxErrorKind sy_xlsx_errors_find_formula (SyXlsxErrors *self, const SyExpression *bound);

G_END_DECLS
