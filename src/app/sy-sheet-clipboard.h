/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What spreadsheets put on the clipboard. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Rows of texts, with cells of several lines in quotes. (element-type GStrv); NULL: it is the text of one
 * cell. */
GPtrArray *sy_sheet_clipboard_split (const char *text);

G_END_DECLS
