/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days without a year, as 1月5日: which columns have them, what year they are of, and cells with it. */
#pragma once

#include "sy-sample.h"

G_BEGIN_DECLS

typedef struct
{
  GArray *columns;    /* (element-type guint) of the sheet that have days without a year; at least one */
  char *header;       /* of the first of them */
  guint64 header_row; /* of the file, the last one */
  int year;           /* of all rows; 0: a column has it, or nothing tells it */
  int year_column;    /* of the sheet; -1: none */
  char *reason;       /* a sentence */
} SyYearFill;

/**
 * sy_year_fill_find:
 * @sample: the first rows as they stand
 * @header_row: row of the file, the last one of the header; 0: there is none
 * @headers: (array length=n_headers): of each column of the sheet
 * @context: texts that may tell the year: file name, sheet, titles above the header
 * @year: asked for; 0: to be told
 *
 * A column 年份 of the same row goes before names and titles.
 *
 * Returns: (transfer full) (nullable): %NULL when all days have a year, or there are none
 */
SyYearFill *sy_year_fill_find (const SySample *sample,
                               guint64 header_row,
                               const char *const *headers,
                               guint n_headers,
                               const char *context,
                               int year);
gboolean sy_year_fill_knows (const SyYearFill *self);
/* Runs @read with a sink before @sink that makes dates of the cells; as they stand where the year is unknown.
 */
gboolean sy_year_fill_run (const SyYearFill *self, const SyCellSink *sink, SySampleRead read, gpointer data);
void sy_year_fill_free (SyYearFill *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyYearFill, sy_year_fill_free)

G_END_DECLS
