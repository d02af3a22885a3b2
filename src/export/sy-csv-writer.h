/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables as CSV and JSON: plain numbers of full precision, ISO dates, nothing for NULL. */
#pragma once

#include "sy-export.h"
#include "sy-table.h"

G_BEGIN_DECLS

typedef enum
{
  SY_TEXT_CSV,  /* RFC 4180, CRLF not used: LF; header = column ids */
  SY_TEXT_JSON, /* an array of objects, keys = column ids, null for NULL */
} SyTextFormat;

/* @out: a stream that stays open. @safe: texts that a spreadsheet would run as a formula get an apostrophe
 * before them. */
gboolean sy_csv_writer_write_table (SyTable *table,
                                    SyTextFormat format,
                                    gboolean safe,
                                    GOutputStream *out,
                                    GCancellable *cancellable,
                                    GError **error);
/* To a file, whole or not at all. */
gboolean sy_csv_writer_write_file (SyTable *table,
                                   SyTextFormat format,
                                   gboolean safe,
                                   const char *path,
                                   GCancellable *cancellable,
                                   GError **error);
/* One field as CSV, quoted where needed. */
void sy_csv_append_field (GString *line, const char *text);
/* One string as JSON, with its quotes. */
void sy_json_append_string (GString *json, const char *text);

G_END_DECLS
