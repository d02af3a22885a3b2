/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Excel workbooks since 2007 (XLSX, XLSM, XLTX), strict and transitional, read as a stream. */
#pragma once

#include "sy-reader.h"

G_BEGIN_DECLS

gboolean sy_xlsx_reader_inspect (int fd, SyFileInfo *info, GError **error);
gboolean sy_xlsx_reader_read (
    int fd, guint sheet_index, const SyCellSink *sink, GCancellable *cancellable, GError **error);

G_END_DECLS
