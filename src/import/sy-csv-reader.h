/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Delimited text of any dialect, in any encoding, read as a stream. */
#pragma once

#include "sy-csv-dialect.h"
#include "sy-reader.h"

G_BEGIN_DECLS

gboolean sy_csv_reader_inspect (
    int fd, const SyReadOptions *options, SyFileInfo *info, GCancellable *cancellable, GError **error);
gboolean sy_csv_reader_read (int fd,
                             const SyFileInfo *info,
                             const SyReadOptions *options,
                             const SyCellSink *sink,
                             GCancellable *cancellable,
                             GError **error);
gboolean sy_csv_reader_read_part (int fd,
                                  const SyFileInfo *info,
                                  const SyReadOptions *options,
                                  guint64 from,
                                  guint64 length,
                                  const SyCellSink *sink,
                                  GCancellable *cancellable,
                                  GError **error);

G_END_DECLS
