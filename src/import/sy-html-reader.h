/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of web pages: saved ones, the clipboard's, and the web pages that shops and ERP programs call .xls.
 */
#pragma once

#include "sy-reader.h"

G_BEGIN_DECLS

gboolean sy_html_reader_inspect (
    int fd, const SyReadOptions *options, SyFileInfo *info, GCancellable *cancellable, GError **error);
gboolean sy_html_reader_read (int fd,
                              guint sheet_index,
                              const SyReadOptions *options,
                              const SyCellSink *sink,
                              GCancellable *cancellable,
                              GError **error);

G_END_DECLS
