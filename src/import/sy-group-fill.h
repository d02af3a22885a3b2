/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells that stand once for the rows below them: merged days of a daily report, the date and number of a
 * voucher on its first line. */
#pragma once

#include "sy-sample.h"

G_BEGIN_DECLS

typedef struct
{
  guint n_columns; /* so many, from the first of the table on */
  guint first;     /* of the sheet */
  guint64 header_row;
  char *names;  /* of them, for reading */
  char *reason; /* a sentence */
} SyGroupFill;

/**
 * sy_group_fill_find:
 * @sample: the first rows as they stand
 * @header_row: row of the file, the last one of the header; 0: there is none
 * @headers: (array length=n_headers): of each column of the sheet
 *
 * The leading columns, one of dates among them, where at least every fourth row is blank, the blanks are
 * nested from left to right, and what stands there begins something new each time. A date that is missing
 * here and there is no such thing.
 *
 * Returns: (transfer full) (nullable): %NULL when each row has its own
 */
SyGroupFill *
sy_group_fill_find (const SySample *sample, guint64 header_row, const char *const *headers, guint n_headers);
/* Runs @read with a sink before @sink that repeats the cells. Rows of totals stay as they stand. */
gboolean
sy_group_fill_run (const SyGroupFill *self, const SyCellSink *sink, SySampleRead read, gpointer data);
void sy_group_fill_free (SyGroupFill *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyGroupFill, sy_group_fill_free)

G_END_DECLS
