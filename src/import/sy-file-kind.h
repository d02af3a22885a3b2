/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file is, from its first bytes. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SY_FILE_KIND_TEXT, /* delimited text, as far as can be told */
  SY_FILE_KIND_ZIP,  /* XLSX, ODS and others */
  SY_FILE_KIND_OLE,
  SY_FILE_KIND_BIFF, /* without a container */
  SY_FILE_KIND_FLAT_ODS,
  SY_FILE_KIND_HTML,
  SY_FILE_KIND_SPREADSHEET_XML, /* Excel 2003 */
  SY_FILE_KIND_PARQUET,
  SY_FILE_KIND_OTHER, /* cannot be read here */
} SyFileKind;

SyFileKind sy_file_kind_tell (const guint8 *head, gsize length, const char **name);

G_END_DECLS
