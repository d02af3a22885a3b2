/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Excel workbooks before 2007 (XLS), read by a helper program so that a bad file can harm nothing here. */
#pragma once

#include "sy-reader.h"

G_BEGIN_DECLS

gboolean sy_xls_reader_inspect (int fd, SyFileInfo *info, GCancellable *cancellable, GError **error);
gboolean sy_xls_reader_read (int fd,
                             guint sheet_index,
                             const char *sheet_name,
                             const SyCellSink *sink,
                             GCancellable *cancellable,
                             GError **error);
void sy_xls_reader_set_patience (guint seconds);

G_END_DECLS
