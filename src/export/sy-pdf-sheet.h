/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one template has to show, laid out on pages with head and foot: in the file, and on paper. */
#pragma once

#include <cairo.h>

#include "sy-workbook.h"

G_BEGIN_DECLS

/* A4, in points. */
#define SY_PDF_A4_SHORT 595.276
#define SY_PDF_A4_LONG 841.89

typedef struct _SyPdfSheet SyPdfSheet;

SyPdfSheet *sy_pdf_sheet_new (SyEvaluation *evaluation,
                              SyTemplate *template,
                              double width,
                              double height,
                              GCancellable *cancellable,
                              GError **error);
void sy_pdf_sheet_fit (SyPdfSheet *self, double width, double height);
void sy_pdf_sheet_fit_a4 (SyPdfSheet *self);
void sy_pdf_sheet_free (SyPdfSheet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyPdfSheet, sy_pdf_sheet_free)

guint sy_pdf_sheet_get_n_pages (SyPdfSheet *self); /* 1 at least */
/* What it is called: “Monthly report 2015-12”. */
const char *sy_pdf_sheet_get_title (SyPdfSheet *self);
double sy_pdf_sheet_get_scale (SyPdfSheet *self); /* 1: the size of print */
/* Points. */
double sy_pdf_sheet_get_width (SyPdfSheet *self);
double sy_pdf_sheet_get_height (SyPdfSheet *self);
/* Page @page, from 0, at the origin of @cr. One thread at a time. */
void sy_pdf_sheet_paint (SyPdfSheet *self, cairo_t *cr, guint page);

G_END_DECLS
