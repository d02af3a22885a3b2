/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Excel 2003 XML spreadsheets (SpreadsheetML), which many programs export under the name .xls. */
#pragma once

#include "sy-reader.h"

G_BEGIN_DECLS

gboolean sy_xml_reader_inspect (int fd, SyFileInfo *info, GCancellable *cancellable, GError **error);
gboolean sy_xml_reader_read (int fd,
                             guint sheet_index,
                             const char *sheet_name,
                             const SyCellSink *sink,
                             GCancellable *cancellable,
                             GError **error);

G_END_DECLS
