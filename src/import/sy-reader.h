/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One call over all readers: what a file is, its sheets, and its cells. */
#pragma once

#include <gio/gio.h>

#include "sy-cell-sink.h"

G_BEGIN_DECLS

#define SY_IMPORT_ERROR (sy_import_error_quark ())
GQuark sy_import_error_quark (void);

typedef enum
{
  SY_IMPORT_ERROR_NOT_FOUND, /* no such file, a folder, a device */
  SY_IMPORT_ERROR_UNKNOWN,   /* not a format we read; the message says what it is, if that is known */
  SY_IMPORT_ERROR_ENCRYPTED, /* protected by a password */
  SY_IMPORT_ERROR_DAMAGED,   /* breaks off or contradicts itself; says where */
  SY_IMPORT_ERROR_HOSTILE,   /* expands beyond the limits, DTD inside, twice the same name … */
  SY_IMPORT_ERROR_EMPTY,     /* no rows */
  SY_IMPORT_ERROR_SHEET,     /* no such sheet; the message lists those there are */
  SY_IMPORT_ERROR_ENCODING,  /* text is not in the encoding asked for, or none could be told */
  SY_IMPORT_ERROR_ROLE,      /* a mapping names a role or a header that is not there */
  SY_IMPORT_ERROR_HELPER,    /* the helper program stopped */
  SY_IMPORT_ERROR_DATABASE,  /* no connection, or the database refuses a query; says why */
  SY_IMPORT_ERROR_CHECKSUM,  /* a part of the file is whole, but not what was written: anything in it may be
                                wrong */
  SY_IMPORT_ERROR_PASSWORD,  /* the database does not accept user or password */
} SyImportError;

typedef enum
{
  SY_FILE_UNKNOWN,
  SY_FILE_CSV,  /* any delimited text */
  SY_FILE_XLSX, /* XLSX, XLSM, XLTX */
  SY_FILE_XLS,  /* BIFF in or without OLE */
  SY_FILE_ODS,  /* ODS, OTS, FODS */
  SY_FILE_HTML, /* tables of a web page, under whatever name */
  SY_FILE_XML,  /* Excel 2003 XML spreadsheet */
  SY_FILE_PARQUET,
  SY_FILE_DATABASE, /* tables and queries over ODBC, see sy-odbc-connection.h */
} SyFileFormat;

/* What is asked for; zero or NULL lets recognition decide. */
typedef struct
{
  const char *encoding;  /* IANA name */
  const char *delimiter; /* one character, "tab", "space", "spaces": runs of them; with a blank behind it (",
                            "): blanks behind it are skipped */
  const char *quote;     /* one character; "" or "none": there are none */
  const char *escape;    /* one character before a quote within quotes; "" or "none": quotes are doubled */
  const char *sheet;     /* name, or 1-based number as text */
  const char *const *beside; /* paths of files that came along, which a recipe may look up in; or NULL */
} SyReadOptions;

/* What was recognised, for showing. Free with sy_file_info_free(). */
typedef struct
{
  SyFileFormat format;
  char *format_name;      /* "Excel workbook (XLSX)", translated */
  char *encoding;         /* CSV: "GB18030" …, else NULL */
  char *encoding_reason;  /* why, a short sentence */
  gboolean encoding_sure; /* FALSE: another encoding fits nearly as well */
  char delimiter;         /* CSV, else 0 */
  char quote;             /* CSV, 0: there are none */
  char escape;            /* CSV, 0: quotes are doubled */
  gboolean skips_blanks;  /* CSV: blanks behind delimiters are no part of the cells */
  char *dialect_reason;   /* CSV: why, a short sentence */
  guint n_fields;         /* CSV: cells of the usual line, 0: there is no usual number */
  gboolean dialect_sure;  /* FALSE: another dialect fits nearly as well */
  GPtrArray *sheets;      /* (element-type utf8), one unnamed for CSV */
  gboolean date1904;
} SyFileInfo;
SyFileInfo *
sy_reader_inspect (const char *path, const SyReadOptions *options, GCancellable *cancellable, GError **error);
void sy_file_info_free (SyFileInfo *info);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyFileInfo, sy_file_info_free)

/* What to call it in messages, lists and the rows' own provenance: the base name of a file, what a database
 * is called. (transfer full) */
char *sy_reader_dup_name (const char *path);

/* Reads one sheet (options->sheet, else the one at @sheet_index) into the sink. */
gboolean sy_reader_read (const char *path,
                         const SyFileInfo *info,
                         guint sheet_index,
                         const SyReadOptions *options,
                         const SyCellSink *sink,
                         GCancellable *cancellable,
                         GError **error);

G_END_DECLS
