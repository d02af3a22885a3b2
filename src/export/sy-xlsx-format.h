/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How cells of the workbook look: number formats by unit, fonts and fills, and how wide columns must be. */
#pragma once

#include <xlsxwriter.h>

#include "sy-model.h"
#include "sy-template.h"

G_BEGIN_DECLS

/* Looks that may be joined. */
typedef enum
{
  SY_XLSX_LOOK_PLAIN = 0,
  SY_XLSX_LOOK_TITLE = 1 << 0,
  SY_XLSX_LOOK_HEADING = 1 << 1,
  SY_XLSX_LOOK_HEADER = 1 << 2, /* of a table */
  SY_XLSX_LOOK_QUIET = 1 << 3,  /* grey, wrapped: descriptions */
  SY_XLSX_LOOK_INPUT = 1 << 4,  /* a cell to type into */
  SY_XLSX_LOOK_WRAP = 1 << 5,
  SY_XLSX_LOOK_STATIC = 1 << 6, /* a number that is not live */
  SY_XLSX_LOOK_CARD = 1 << 7,   /* big number */
  SY_XLSX_LOOK_LABEL = 1 << 8,  /* above a card */
  SY_XLSX_LOOK_RIGHT = 1 << 9,
  SY_XLSX_LOOK_CENTER = 1 << 10,
  SY_XLSX_LOOK_LINE = 1 << 11,   /* hair line below */
  SY_XLSX_LOOK_INDENT = 1 << 12, /* a text beside a number */
} SyXlsxLook;

/* The formats of one workbook, each made once. */
typedef struct _SyXlsxFormats SyXlsxFormats;
SyXlsxFormats *sy_xlsx_formats_new (lxw_workbook *workbook, const char *language);
void sy_xlsx_formats_free (SyXlsxFormats *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyXlsxFormats, sy_xlsx_formats_free)
lxw_format *sy_xlsx_formats_get (SyXlsxFormats *self, const char *number_format, guint look);
/* For conditional formats: errors in grey, failed checks. */
lxw_format *sy_xlsx_formats_get_error (SyXlsxFormats *self);
lxw_format *sy_xlsx_formats_get_bad (SyXlsxFormats *self);

/* The number format of a unit: #,##0.00, 0.0%, yyyy-mm-dd; "General" for text and plain numbers. */
const char *sy_xlsx_number_format (SyUnit unit, guint decimals, SyValueType type);
/* Columns that @value takes when it is shown so. */
double sy_xlsx_measure_number (double value, SyUnit unit, guint decimals, SyValueType type);
/* The width of a column that holds texts of @widest columns, in Excel's units. */
double sy_xlsx_column_width (double widest);
/* Five calm colours that tell the areas apart; 0xRRGGBB. */
guint32 sy_xlsx_area_color (SyArea area);

G_END_DECLS
