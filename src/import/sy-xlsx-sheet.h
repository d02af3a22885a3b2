/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The XML of one sheet into rows of cells. */
#pragma once

#include "sy-cell-sink.h"
#include "sy-xlsx-value.h"
#include "sy-xml-scanner.h"

G_BEGIN_DECLS

gboolean sy_xlsx_sheet_read (SyXmlScanner *scanner,
                             const SyXlsxContext *context,
                             const SyCellSink *sink,
                             gboolean *stopped,
                             GError **error);

G_END_DECLS
