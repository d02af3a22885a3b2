/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report page as one web page: texts, numbers, tables, and charts as pictures within it; no scripts, and
 * nothing that is fetched from elsewhere. */
#pragma once

#include "sy-export.h"
#include "sy-workbook.h"

G_BEGIN_DECLS

/* As sy_xlsx_writer_write(). */
gboolean sy_html_writer_write (SyEvaluation *evaluation,
                               const char *path,
                               SyExportProgress progress,
                               gpointer progress_data,
                               GCancellable *cancellable,
                               GError **error);

G_END_DECLS
