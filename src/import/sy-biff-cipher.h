/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workbooks that are encrypted with the password that every spreadsheet program tries by itself: the author
 * protected the structure, not the content. Runs in the helper only. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * sy_biff_cipher_decrypt:
 * @data: (array length=length): the whole Workbook stream
 * @info: (array length=info_length): of its FILEPASS record
 *
 * RC4 as Excel 97 and Excel 2003 have it, with the default password.
 *
 * Returns: (transfer full) (nullable): the stream in clear; %NULL when another password is needed, or another
 * cipher
 */
guint8 *sy_biff_cipher_decrypt (const guint8 *data, gsize length, const guint8 *info, gsize info_length);

G_END_DECLS
