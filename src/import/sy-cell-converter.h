/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One cell of a file into one value of a typed column. */
#pragma once

#include "sy-column-typer.h"

G_BEGIN_DECLS

#define SY_CELL_BUFFER_SIZE 64

/* How cells become values of a column. */
typedef struct
{
  SyColumnType type;
  guint scale;
  gboolean money;     /* more than 6 decimals are rounded, not kept as doubles */
  gboolean month_end; /* of a column of months the last day counts: until when */
  gboolean fixed;     /* the type is final: nothing asks for a wider one */
  SyColumnReading reading;
} SyCellFormat;

/* A value as the appender takes it. */
typedef struct
{
  gboolean is_null;
  gboolean rounded;
  gint64 integer; /* INT64, mantissa, days, microseconds, 0 or 1 */
  double number;
  const char *text; /* of the cell or in the buffer */
  gsize length;
} SyCellValue;

/* The most that the cells of a column asked for so far. */
typedef struct
{
  guint scale;
  guint whole_digits;
  gboolean inexact; /* more than 18 digits */
  gboolean long_id; /* a whole number of more than 18 digits, written as text: an id */
  gboolean time;    /* a date with a time */
} SyCellNeed;

typedef enum
{
  SY_CONVERT_DONE,
  SY_CONVERT_MISFIT, /* not what the column is */
  SY_CONVERT_WIDER,  /* it is, but the column's type is too narrow for it */
} SyConvertResult;

SyConvertResult sy_cell_convert (const SyCell *cell,
                                 const SyCellFormat *format,
                                 char *buffer,
                                 SyCellNeed *need,
                                 SyCellValue *value,
                                 const char **reason);
gboolean sy_cell_format_widen (SyCellFormat *format, const SyCellNeed *need);

G_END_DECLS
