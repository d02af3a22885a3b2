/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The XML of one sheet into rows of cells. */
#pragma once

#include "sy-cell-sink.h"
#include "sy-shared-strings.h"
#include "sy-xml-scanner.h"

G_BEGIN_DECLS

/* What the cells of a sheet refer to; borrowed. */
typedef struct
{
  SySharedStrings *strings;
  GArray *formats; /* (element-type SyNumberFormat) by style */
  gboolean date1904;
} SyXlsxContext;

gboolean sy_xlsx_sheet_read (SyXmlScanner *scanner,
                             const SyXlsxContext *context,
                             const SyCellSink *sink,
                             gboolean *stopped,
                             GError **error);
gboolean sy_xlsx_parse_number (const char *text, gsize length, double *number);

G_END_DECLS
