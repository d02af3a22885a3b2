/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report page on paper: A4, headings, sentences, cards, charts and tables, with page numbers. */
#pragma once

#include "sy-export.h"
#include "sy-workbook.h"

G_BEGIN_DECLS

/* As sy_xlsx_writer_write(). */
gboolean sy_pdf_writer_write (SyEvaluation *evaluation,
                              const char *path,
                              SyExportProgress progress,
                              gpointer progress_data,
                              GCancellable *cancellable,
                              GError **error);

/* One worksheet of the document by its id, on one page, upright or lying as suits it. */
gboolean sy_pdf_writer_write_worksheet (SyEvaluation *evaluation,
                                        const char *id,
                                        const char *path,
                                        SyExportProgress progress,
                                        gpointer progress_data,
                                        GCancellable *cancellable,
                                        GError **error);

G_END_DECLS
