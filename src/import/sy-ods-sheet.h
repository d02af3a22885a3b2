/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The XML of an OpenDocument spreadsheet: its sheets and the rows of one. */
#pragma once

#include "sy-cell-sink.h"
#include "sy-xml-scanner.h"

G_BEGIN_DECLS

gboolean sy_ods_sheet_list (SyXmlScanner *scanner, GPtrArray *names, GError **error);
gboolean sy_ods_sheet_read (SyXmlScanner *scanner,
                            guint sheet_index,
                            const SyCellSink *sink,
                            GCancellable *cancellable,
                            gboolean *stopped,
                            GError **error);

G_END_DECLS
