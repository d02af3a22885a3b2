/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OpenDocument spreadsheets: ODS and OTS packages, and FODS, which is the same in one XML file. */
#pragma once

#include "sy-reader.h"

G_BEGIN_DECLS

gboolean sy_ods_reader_recognise (int fd);
gboolean
sy_ods_reader_inspect (int fd, gboolean flat, SyFileInfo *info, GCancellable *cancellable, GError **error);
gboolean sy_ods_reader_read (int fd,
                             guint sheet_index,
                             const char *sheet_name,
                             const SyCellSink *sink,
                             GCancellable *cancellable,
                             GError **error);

G_END_DECLS
