/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of texts that the cells of a workbook refer to, and the reading of one text. */
#pragma once

#include "sy-cell-sink.h"
#include "sy-package.h"
#include "sy-xml-scanner.h"

G_BEGIN_DECLS

/* Texts take memory as long as a sheet is read; beyond this the file is refused. */
#define SY_SHARED_STRINGS_MAX (G_GUINT64_CONSTANT (1) << 30)

typedef struct _SySharedStrings SySharedStrings;

SySharedStrings *
sy_shared_strings_read (SyPackage *package, const char *part, GCancellable *cancellable, GError **error);
const char *sy_shared_strings_get (SySharedStrings *strings, guint64 index, gsize *length);
const SyCellText *sy_shared_strings_get_all (SySharedStrings *strings, guint *n);
void sy_shared_strings_free (SySharedStrings *strings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SySharedStrings, sy_shared_strings_free)

gboolean sy_rich_text_read (SyXmlScanner *scanner, GByteArray *out, GError **error);
gboolean sy_rich_text_append (GByteArray *out, const char *text, gsize length, gboolean literal);
gsize sy_rich_text_unescape (char *text, gsize length);

G_END_DECLS
