/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where every reader puts what it sees: raw cells, row by row, untyped but for what the file itself says. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SY_CELL_EMPTY,
  SY_CELL_TEXT,   /* text, length */
  SY_CELL_NUMBER, /* number; text holds the file's own digits where it has them (XLSX <v>), else NULL */
  SY_CELL_DATE,   /* number is an Excel 1900 serial (1904 already moved), told by the number format or the
                     file's type */
  SY_CELL_TIME,   /* number is a fraction of a day (a format without a date) */
  SY_CELL_BOOL,   /* number 0 or 1 */
  SY_CELL_ERROR,  /* text is #DIV/0! and the like */
} SyCellKind;

typedef struct
{
  SyCellKind kind;
  guint32 text_number; /* 1 + place of the text among those told by texts(), 0: it is none of them */
  double number;
  const char *text; /* borrowed for the call, valid UTF-8, NUL-terminated not promised: use length */
  gsize length;
  gboolean percent; /* the number format shows a percentage */
} SyCell;

/* One of the texts that a file holds once for all its cells. */
typedef struct
{
  const char *text; /* borrowed until the sheet is read, valid UTF-8 */
  guint32 length;
} SyCellText;

/* A reader calls begin_sheet, then row for each row that has cells (1-based row number of the file, cells
 * from column 0, gaps as EMPTY, trailing empties cut), then end_sheet. Returning FALSE stops the reader
 * early, without an error. */
typedef struct
{
  gboolean (*begin_sheet) (gpointer self, guint index, const char *name);
  gboolean (*row) (gpointer self, guint64 row_number, const SyCell *cells, guint n_cells);
  /* What the reader could not read: row 0 when unknown; text is what stands there, reason is a sentence. */
  void (*refused) (gpointer self, guint64 row_number, const char *text, const char *reason);
  void (*end_sheet) (gpointer self);
  /* Bytes or rows done of all, from the reading thread; may be NULL. */
  void (*progress) (gpointer self, guint64 done, guint64 total);
  /* The texts that cells of the sheet point to by number, before its first row; may be NULL. Who hands cells
   * on and has changed a text sets its number to 0. */
  void (*texts) (gpointer self, const SyCellText *texts, guint n_texts);
} SyCellSinkFuncs;

typedef struct
{
  const SyCellSinkFuncs *funcs;
  gpointer self;
} SyCellSink;

G_END_DECLS
