/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the readers share behind sy-reader.h. */
#pragma once

#include "sy-reader.h"

G_BEGIN_DECLS

/* The limits of a worksheet; files that go beyond are reported, not followed. */
#define SY_SHEET_MAX_ROWS G_GUINT64_CONSTANT (1048576)
#define SY_SHEET_MAX_COLUMNS 16384u

/* Opens a regular file for reading; the descriptor is close-on-exec. -1 with SY_IMPORT_ERROR_NOT_FOUND. */
int sy_reader_open_file (const char *path, guint64 *size, GError **error);
/* Reads at an offset, retrying when interrupted: the number of bytes, 0 at the end, -1 with an error. */
gssize sy_reader_read_at (int fd, gpointer buffer, gsize size, guint64 offset, GError **error);
/* Its size now, 0 when that cannot be told. */
guint64 sy_reader_file_size (int fd);
/* The sheet that options ask for, else @sheet_index. FALSE with SY_IMPORT_ERROR_SHEET. */
gboolean sy_reader_choose_sheet (
    const SyFileInfo *info, guint sheet_index, const SyReadOptions *options, guint *chosen, GError **error);

G_END_DECLS
