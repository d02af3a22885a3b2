/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the helper that reads XLS files writes to its pipe: a sequence of records, each a header and its
 * payload, in the byte order of the machine. Strings are UTF-8. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SY_XLS_FILE_FD 3
#define SY_XLS_MAX_RECORD (64u * 1024 * 1024)

typedef enum
{
  SY_XLS_RECORD_INFO = 1, /* guint32: 1 for the calendar of 1904 */
  SY_XLS_RECORD_SHEET,    /* name */
  SY_XLS_RECORD_ROW,      /* guint32 row from 1, guint32 cells, then each SyXlsCell and its text */
  SY_XLS_RECORD_REFUSED,  /* guint32 row, guint32 SyXlsRefusal, text */
  SY_XLS_RECORD_PROGRESS, /* guint64 done, guint64 total */
  SY_XLS_RECORD_FAILED,   /* guint32 SyXlsFailure, gint32 detail */
  SY_XLS_RECORD_END,      /* all went well */
} SyXlsRecord;

typedef enum
{
  SY_XLS_FAILURE_DAMAGED = 1,
  SY_XLS_FAILURE_ENCRYPTED,
  SY_XLS_FAILURE_CODE_PAGE, /* text of an old file in a code page that is not known */
  SY_XLS_FAILURE_WORD,      /* a container of the same kind that holds something else */
  SY_XLS_FAILURE_POWERPOINT,
  SY_XLS_FAILURE_OTHER,
  SY_XLS_FAILURE_SHEET,
  SY_XLS_FAILURE_MEMORY,
  SY_XLS_FAILURE_LARGE,
} SyXlsFailure;

typedef enum
{
  SY_XLS_REFUSAL_TEXT = 1,  /* the cell refers to a text that is not there */
  SY_XLS_REFUSAL_COLUMN,    /* the cell lies beyond the last column */
  SY_XLS_REFUSAL_CODE_PAGE, /* bytes that are no text in the code page of the file */
  SY_XLS_REFUSAL_FORMULA,   /* a formula without its result */
} SyXlsRefusal;

typedef struct
{
  guint32 type;
  guint32 length;
} SyXlsHeader;

typedef struct
{
  guint32 kind; /* SyCellKind */
  guint32 percent;
  guint32 length;
  guint32 reserved;
  double number;
} SyXlsCell;

G_END_DECLS
