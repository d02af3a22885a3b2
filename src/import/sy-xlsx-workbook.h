/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The small parts of an XLSX workbook: which sheets it has, where they lie, what number formats its styles
 * mean. */
#pragma once

#include "sy-number-format.h"
#include "sy-package.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;
  char *part;
} SyXlsxSheet;

typedef struct
{
  GPtrArray *sheets; /* (element-type SyXlsxSheet), those with cells */
  char *strings;     /* part of the shared strings, or NULL */
  char *styles;      /* part of the styles, or NULL */
  gboolean date1904;
} SyXlsxWorkbook;

SyXlsxWorkbook *sy_xlsx_workbook_read (SyPackage *package, GError **error);
void sy_xlsx_workbook_free (SyXlsxWorkbook *workbook);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyXlsxWorkbook, sy_xlsx_workbook_free)

GArray *sy_xlsx_workbook_read_formats (SyXlsxWorkbook *workbook, SyPackage *package, GError **error);

G_END_DECLS
