/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parquet files, as data warehouses and scripts leave them. */
#pragma once

#include "sy-reader.h"

G_BEGIN_DECLS

gboolean sy_parquet_reader_inspect (int fd, SyFileInfo *info, GError **error);
gboolean sy_parquet_reader_read (int fd, const SyCellSink *sink, GCancellable *cancellable, GError **error);

G_END_DECLS
