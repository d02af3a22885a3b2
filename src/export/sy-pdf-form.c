/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-pdf-form.h"

#include <string.h>

#define FIELD_SHARE 0.24
#define GAP 10.
#define PAD 4.
#define PIECE 8 /* lines of an answer that stay together */
/* A drawing shows about twelve lines of an answer. */
#define LONG_ANSWER 400 /* characters */
#define MANY_LINES 10

typedef struct
{
  const SyPdfStyle *style;
  PangoLayout *field, *text; /* NULL: none in this piece */
  gboolean is_first;         /* of its row: below a line */
} Piece;

static void
free_piece (gpointer data)
{
  Piece *piece = data;

  g_clear_object (&piece->field);
  g_clear_object (&piece->text);
  g_free (piece);
}

static void
paint_piece (const SyPdfBlock *self, cairo_t *cr, double x, double y)
{
  const Piece *piece = self->data;
  const SyPdfStyle *style = piece->style;

  if (piece->is_first)
    {
      sy_pdf_set_color (cr, sy_pdf_text_get_theme (style->text)->grid);
      cairo_set_line_width (cr, 0.6);
      cairo_move_to (cr, x, y);
      cairo_line_to (cr, x + style->width, y);
      cairo_stroke (cr);
      y += PAD;
    }
  if (piece->field)
    sy_pdf_text_show (style->text, SY_PDF_CAPTION, cr, x, y, piece->field);
  if (piece->text)
    sy_pdf_text_show (style->text, SY_PDF_BODY, cr, x + style->width * FIELD_SHARE + GAP, y, piece->text);
}

static void
append_piece (GPtrArray *blocks, const SyPdfStyle *style, const char *field, const char *text)
{
  double field_width = style->width * FIELD_SHARE, width = style->width - field_width - GAP, height = 0.;
  Piece *piece = g_new0 (Piece, 1);

  piece->style = style;
  piece->is_first = field != NULL;
  if (field)
    piece->field =
        sy_pdf_text_layout (style->text, SY_PDF_CAPTION, 1., field, field_width, 3, PANGO_ALIGN_LEFT);
  if (*text)
    piece->text = sy_pdf_text_layout (style->text, SY_PDF_BODY, 1., text, width, PIECE, PANGO_ALIGN_LEFT);
  if (piece->field)
    height = sy_pdf_layout_get_height (piece->field) + 2 * PAD;
  if (piece->text)
    height = MAX (height, sy_pdf_layout_get_height (piece->text) + (field ? 2 * PAD : PAD));
  g_ptr_array_add (blocks, sy_pdf_block_new (height, paint_piece, piece, free_piece));
}

/* How many bytes of the text fill the lines of one piece. */
static gsize
measure_piece (const SyPdfStyle *style, const char *text)
{
  double width = style->width * (1. - FIELD_SHARE) - GAP;
  g_autoptr (PangoLayout) layout =
      sy_pdf_text_layout (style->text, SY_PDF_BODY, 1., text, width, PIECE + 1, PANGO_ALIGN_LEFT);
  const PangoLayoutLine *line =
      pango_layout_get_line_count (layout) > PIECE ? pango_layout_get_line_readonly (layout, PIECE) : NULL;

  return line && line->start_index > 0 ? (gsize) line->start_index : strlen (text);
}

static void
append_row (GPtrArray *blocks, const SyPdfStyle *style, const char *field, const char *answer)
{
  g_autofree char *valid = g_utf8_make_valid (answer, -1);
  g_auto (GStrv) lines = g_strsplit (valid, "\n", -1);

  if (!*valid)
    append_piece (blocks, style, field, "");
  for (char **line = lines; *line; line++)
    for (const char *at = *line; *at;)
      {
        gsize length = measure_piece (style, at);
        g_autofree char *text = g_strndup (at, length);

        append_piece (blocks, style, field, text);
        field = NULL;
        at += length;
      }
}

gboolean
sy_pdf_form_is_needed (SyChart *chart)
{
  if (sy_chart_get_chart_type (chart) != SY_CHART_CARDS)
    return FALSE;
  for (guint i = 0; i < sy_chart_get_n_points (chart); i++)
    {
      const char *answer = sy_chart_get_text (chart, SY_CHART_TEXT_LABEL, i);
      guint n_lines = 0;

      for (const char *at = answer; at && (at = strchr (at, '\n')); at++)
        n_lines++;
      if (answer && (n_lines > MANY_LINES || g_utf8_strlen (answer, -1) > LONG_ANSWER))
        return TRUE;
    }
  return FALSE;
}

void
sy_pdf_form_append (GPtrArray *blocks, SyChart *chart, const SyPdfStyle *style)
{
  for (guint i = 0; i < sy_chart_get_n_points (chart); i++)
    {
      const char *answer = sy_chart_get_text (chart, SY_CHART_TEXT_LABEL, i);

      append_row (blocks, style, sy_chart_get_category (chart, i), answer ? answer : "");
    }
}
