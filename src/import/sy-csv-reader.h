/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Delimited text of any dialect, in any encoding, read as a stream. */
#pragma once

#include "sy-reader.h"

G_BEGIN_DECLS

/* A character that no text has stands for “there is none”. */
#define SY_CSV_NONE '\x01'

/* How fields are set apart. Zero: to be told from the text. */
typedef struct
{
  char delimiter;        /* , ; tab | or what was asked for */
  char quote;            /* " or '; within quotes doubled for itself; SY_CSV_NONE: there are none */
  char escape;           /* backslash before a quote within quotes; SY_CSV_NONE: there is none */
  gboolean skips_blanks; /* blanks behind a delimiter are no part of the field */
} SyCsvDialect;

void sy_csv_reader_sniff (const char *text, gsize length, gboolean complete, SyCsvDialect *dialect);
gboolean sy_csv_reader_inspect (
    int fd, const SyReadOptions *options, SyFileInfo *info, GCancellable *cancellable, GError **error);
gboolean sy_csv_reader_read (int fd,
                             const SyFileInfo *info,
                             const SyReadOptions *options,
                             const SyCellSink *sink,
                             GCancellable *cancellable,
                             GError **error);

G_END_DECLS
