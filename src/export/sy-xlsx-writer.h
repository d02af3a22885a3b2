/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The living workbook: five areas of sheets, tables whose cells are formulas with our numbers cached, native
 * charts. */
#pragma once

#include "sy-export.h"
#include "sy-workbook.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean a1;             /* cell addresses instead of names of tables and columns */
  guint64 max_fact_rows;   /* 0: 1,048,575; facts beyond it are written at the grain that the formulas need */
  guint64 max_comparisons; /* 0: 100 million; rows × formulas that a recalculation may cost before facts are
                              written at their grain */
} SyXlsxOptions;

/**
 * sy_xlsx_writer_write:
 * @evaluation: what to write
 * @path: where; written whole or not at all
 * @options: (nullable): defaults when %NULL
 *
 * Safe from any thread; blocks. Cancelling leaves nothing behind.
 */
gboolean sy_xlsx_writer_write (SyEvaluation *evaluation,
                               const char *path,
                               const SyXlsxOptions *options,
                               SyExportProgress progress,
                               gpointer progress_data,
                               GCancellable *cancellable,
                               GError **error);

G_END_DECLS
