/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form with long answers on paper: text that goes on over the pages, where a drawing would cut it. */
#pragma once

#include "sy-chart.h"
#include "sy-pdf-block.h"

G_BEGIN_DECLS

/* Are there answers that the drawing of these cards would not show whole? */
gboolean sy_pdf_form_is_needed (SyChart *chart);
/* Field left, answer right, in blocks of a few lines, added to @blocks. Borrows from @chart and @style. */
void sy_pdf_form_append (GPtrArray *blocks, SyChart *chart, const SyPdfStyle *style);

G_END_DECLS
