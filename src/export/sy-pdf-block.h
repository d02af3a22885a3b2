/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A piece of a report that stays whole on paper: a heading, a sentence, a row of cards, a chart, a row of a
 * table; and the pages that such pieces fill. */
#pragma once

#include "sy-pdf-text.h"
#include "sy-report.h"

G_BEGIN_DECLS

typedef struct _SyPdfBlock SyPdfBlock;
struct _SyPdfBlock
{
  double space;           /* above it, points; none at the top of a page */
  double height;          /* points */
  gboolean keep;          /* on one page with the next block */
  const SyPdfBlock *head; /* repeated before it at the top of a page; NULL for none */
  void (*paint) (const SyPdfBlock *self, cairo_t *cr, double x, double y);
  gpointer data;
  GDestroyNotify free_data;
};

SyPdfBlock *sy_pdf_block_new (double height,
                              void (*paint) (const SyPdfBlock *self, cairo_t *cr, double x, double y),
                              gpointer data,
                              GDestroyNotify free_data);
void sy_pdf_block_free (SyPdfBlock *self);

/* What the blocks are made with; borrowed by them. */
typedef struct
{
  SyPdfText *text;
  SyTheme *chart_theme;
  const char *language;
  double width; /* of the text on the page, points */
  double height;
  double scale; /* at which all of it is shown: the paper is width × scale */
} SyPdfStyle;

/* The parts of a report as blocks. (element-type SyPdfBlock); borrows from @parts and @style */
GPtrArray *sy_pdf_blocks_new (GPtrArray *parts, const SyPdfStyle *style);
/* A table's caption, header and rows, added to @blocks: in several pieces side by side when it is too wide.
 */
void sy_pdf_table_append (GPtrArray *blocks, const SyReportPart *part, const SyPdfStyle *style);

/* A block on a page. */
typedef struct
{
  const SyPdfBlock *block;
  guint page; /* from 0 */
  double y;
} SyPdfPlace;

/* Where the blocks go, on pages of @height points. (element-type SyPdfPlace), in order of pages; one page at
 * least. */
GArray *sy_pdf_flow (GPtrArray *blocks, double height, guint *n_pages);

G_END_DECLS
