/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be read of a sheet that is damaged half-way. */
#pragma once

#include "sy-reader.h"

G_BEGIN_DECLS

/**
 * sy_salvage_read:
 * @damage: (out) (optional): why the sheet breaks off, a sentence; %NULL when it is whole
 *
 * As sy_reader_read(), but a sheet that breaks off behind some rows ends there: what broke is reported as
 * refused, with the row behind the last one that came whole. A part whose checksum alone is wrong may be
 * wrong anywhere and stays an error.
 *
 * Returns: %FALSE with an error of the reader
 */
gboolean sy_salvage_read (const char *path,
                          const SyFileInfo *info,
                          guint sheet_index,
                          const SyReadOptions *options,
                          const SyCellSink *sink,
                          char **damage,
                          GCancellable *cancellable,
                          GError **error);

G_END_DECLS
