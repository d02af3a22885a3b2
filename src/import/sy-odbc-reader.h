/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A database as a file of many sheets: each table is one, and a query can be asked for as one. */
#pragma once

#include "sy-reader.h"

G_BEGIN_DECLS

/* Whether this build reads databases at all. */
gboolean sy_odbc_reader_is_built (void);
/* Data source names that are set up on this computer, and drivers that are installed. */
char **sy_odbc_list_sources (void);
char **sy_odbc_list_drivers (void);
gboolean sy_odbc_reader_inspect (const char *path,
                                 const SyReadOptions *options,
                                 SyFileInfo *info,
                                 GCancellable *cancellable,
                                 GError **error);
gboolean sy_odbc_reader_read (
    const char *path, const char *sheet, const SyCellSink *sink, GCancellable *cancellable, GError **error);

G_END_DECLS
