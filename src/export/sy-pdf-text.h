/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text on paper: one font, a few sizes, digits that stand in columns. */
#pragma once

#include <pango/pangocairo.h>

#include "sy-theme.h"

G_BEGIN_DECLS

typedef enum
{
  SY_PDF_TITLE, /* the first heading */
  SY_PDF_HEADING,
  SY_PDF_CAPTION, /* above a table */
  SY_PDF_BODY,
  SY_PDF_LABEL,  /* above the number of a card */
  SY_PDF_NUMBER, /* of a card */
  SY_PDF_HEADER, /* of a table's columns */
  SY_PDF_CELL,
  SY_PDF_SMALL, /* head and foot of a page */
} SyPdfRole;

typedef struct _SyPdfText SyPdfText;

/* @theme is borrowed. For one thread. */
SyPdfText *sy_pdf_text_new (const SyTheme *theme);
void sy_pdf_text_free (SyPdfText *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyPdfText, sy_pdf_text_free)
const SyTheme *sy_pdf_text_get_theme (const SyPdfText *self);

/**
 * sy_pdf_text_layout:
 * @width: points; longer text is wrapped to at most @lines lines and then shortened with “…”; 0: as wide as
 * it is
 * @scale: of the role's size
 *
 * Returns: (transfer full): the text in its role's font, ready to be shown
 */
PangoLayout *sy_pdf_text_layout (SyPdfText *self,
                                 SyPdfRole role,
                                 double scale,
                                 const char *text,
                                 double width,
                                 int lines,
                                 PangoAlignment align);

/* Points. */
double sy_pdf_layout_get_width (PangoLayout *layout);
double sy_pdf_layout_get_height (PangoLayout *layout);
/* With its top left corner at x,y, in the role's colour. */
void sy_pdf_text_show (
    const SyPdfText *self, SyPdfRole role, cairo_t *cr, double x, double y, PangoLayout *layout);
void sy_pdf_set_color (cairo_t *cr, SyColor color);

G_END_DECLS
