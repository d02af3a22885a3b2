/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One cell of a sheet's XML and its value. */
#pragma once

#include "sy-cell-sink.h"
#include "sy-number-format.h"
#include "sy-shared-strings.h"

G_BEGIN_DECLS

/* What the cells of a sheet refer to; borrowed. */
typedef struct
{
  SySharedStrings *strings;
  GArray *formats; /* (element-type SyNumberFormat) by style */
  gboolean date1904;
} SyXlsxContext;

/* What a serial number of the 1904 calendar has less than one of 1900. */
#define SY_XLSX_DAYS_1904 1462

typedef enum
{
  SY_XLSX_TYPE_NUMBER,
  SY_XLSX_TYPE_SHARED,
  SY_XLSX_TYPE_INLINE,
  SY_XLSX_TYPE_STRING,
  SY_XLSX_TYPE_BOOL,
  SY_XLSX_TYPE_ERROR,
  SY_XLSX_TYPE_DATE,
} SyXlsxType;

/* The cell being read. */
typedef struct
{
  SyXlsxType type;
  guint column;
  SyNumberFormat format;
  const char *text; /* of v or is, in the arena; NULL without */
  gsize length;
  const char *formula; /* likewise */
  gsize formula_length;
  gboolean has_formula;
} SyXlsxCell;

SyXlsxType sy_xlsx_parse_type (const char *value, gsize length);
gboolean sy_xlsx_parse_reference (const char *value, gsize length, guint *column, guint64 *row);
gboolean sy_xlsx_parse_number (const char *text, gsize length, double *number);
gboolean sy_xlsx_format_number (double number, SyNumberFormat format, gboolean date1904, SyCell *out);
const char *sy_xlsx_cell_value (const SyXlsxCell *cell, const SyXlsxContext *context, SyCell *out);

G_END_DECLS
