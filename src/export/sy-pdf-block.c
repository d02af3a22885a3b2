/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-pdf-block.h"

#include <math.h>

#include "sy-chart-layout.h"
#include "sy-painter.h"
#include "sy-pdf-form.h"

#define CARDS_A_ROW 4
#define MOST_KEPT_CARDS 12 /* more of them may be parted by a page's end */
#define CARD_HEIGHT 46.
#define CARD_GAP 8.
#define CARD_INSET 9.
#define CHART_SHAPE 0.46 /* height by width */
#define EMPTY_CHART 60.  /* with the sentence why */
#define NOTE_LINES 12

SyPdfBlock *
sy_pdf_block_new (double height,
                  void (*paint) (const SyPdfBlock *self, cairo_t *cr, double x, double y),
                  gpointer data,
                  GDestroyNotify free_data)
{
  SyPdfBlock *self = g_new0 (SyPdfBlock, 1);

  self->height = height;
  self->paint = paint;
  self->data = data;
  self->free_data = free_data;
  return self;
}

void
sy_pdf_block_free (SyPdfBlock *self)
{
  if (self->free_data)
    self->free_data (self->data);
  g_free (self);
}

/* --- headings and sentences --- */

typedef struct
{
  SyPdfText *text;
  SyPdfRole role;
  PangoLayout *layout;
} Paragraph;

static void
free_paragraph (gpointer data)
{
  Paragraph *paragraph = data;

  g_object_unref (paragraph->layout);
  g_free (paragraph);
}

static void
paint_paragraph (const SyPdfBlock *self, cairo_t *cr, double x, double y)
{
  const Paragraph *paragraph = self->data;

  sy_pdf_text_show (paragraph->text, paragraph->role, cr, x, y, paragraph->layout);
}

static SyPdfBlock *
append_paragraph (GPtrArray *blocks, SyPdfRole role, const char *text, const SyPdfStyle *style)
{
  Paragraph *paragraph = g_new0 (Paragraph, 1);
  SyPdfBlock *block;

  paragraph->text = style->text;
  paragraph->role = role;
  paragraph->layout =
      sy_pdf_text_layout (style->text, role, 1., text, style->width, NOTE_LINES, PANGO_ALIGN_LEFT);
  block = sy_pdf_block_new (sy_pdf_layout_get_height (paragraph->layout), paint_paragraph, paragraph,
                            free_paragraph);
  g_ptr_array_add (blocks, block);
  return block;
}

static void
append_heading (GPtrArray *blocks, const SyReportPart *part, const SyPdfStyle *style)
{
  gboolean is_first = blocks->len == 0;
  SyPdfBlock *block = append_paragraph (blocks, is_first ? SY_PDF_TITLE : SY_PDF_HEADING, part->text, style);

  block->space = 20.;
  block->keep = TRUE;
}

/* --- cards --- */

typedef struct
{
  const SyPdfStyle *style;
  GPtrArray *cards; /* (element-type SyReportCard), borrowed */
  guint first, n, n_columns;
} CardRow;

static void
paint_card (const CardRow *row, const SyReportCard *card, cairo_t *cr, double x, double y, double width)
{
  SyPdfText *text = row->style->text;
  const SyTheme *theme = sy_pdf_text_get_theme (text);
  double room = width - 2 * CARD_INSET;
  g_autoptr (PangoLayout) title =
      sy_pdf_text_layout (text, SY_PDF_LABEL, 1., card->title, room, 1, PANGO_ALIGN_LEFT);
  g_autoptr (PangoLayout) natural =
      sy_pdf_text_layout (text, SY_PDF_NUMBER, 1., card->text, 0, 1, PANGO_ALIGN_LEFT);
  /* A long number is set smaller, never cut. */
  double scale = MIN (1., room / MAX (1., sy_pdf_layout_get_width (natural)));
  g_autoptr (PangoLayout) number =
      sy_pdf_text_layout (text, SY_PDF_NUMBER, scale, card->text, 0, 1, PANGO_ALIGN_LEFT);

  sy_pdf_set_color (cr, theme->grid);
  cairo_set_line_width (cr, 0.6);
  cairo_rectangle (cr, x + 0.3, y + 0.3, width - 0.6, CARD_HEIGHT - 0.6);
  cairo_stroke (cr);
  sy_pdf_text_show (text, SY_PDF_LABEL, cr, x + CARD_INSET, y + 6., title);
  sy_pdf_text_show (text, SY_PDF_NUMBER, cr, x + CARD_INSET,
                    y + CARD_HEIGHT - 5. - sy_pdf_layout_get_height (number), number);
}

static void
paint_cards (const SyPdfBlock *self, cairo_t *cr, double x, double y)
{
  const CardRow *row = self->data;
  double width = (row->style->width - CARD_GAP * (row->n_columns - 1)) / row->n_columns;

  for (guint i = 0; i < row->n; i++)
    paint_card (row, row->cards->pdata[row->first + i], cr, x + i * (width + CARD_GAP), y, width);
}

/* Rows of three or four, as even as can be: six are twice three. */
static guint
choose_columns (guint n_cards)
{
  if (n_cards <= CARDS_A_ROW)
    return MAX (n_cards, 3);
  return n_cards % 4 == 0 || n_cards % 3 == 1 ? 4 : 3;
}

static void
append_cards (GPtrArray *blocks, const SyReportPart *part, const SyPdfStyle *style)
{
  guint n_columns = choose_columns (part->cards->len);

  for (guint first = 0; first < part->cards->len; first += n_columns)
    {
      CardRow *row = g_new0 (CardRow, 1);
      SyPdfBlock *block;

      row->style = style;
      row->cards = part->cards;
      row->first = first;
      row->n = MIN (n_columns, part->cards->len - first);
      row->n_columns = n_columns;
      block = sy_pdf_block_new (CARD_HEIGHT, paint_cards, row, g_free);
      block->space = first == 0 ? 10. : CARD_GAP;
      block->keep = first + n_columns < part->cards->len && part->cards->len <= MOST_KEPT_CARDS;
      g_ptr_array_add (blocks, block);
    }
}

/* --- charts --- */

typedef struct
{
  const SyPdfStyle *style;
  SyChart *chart; /* borrowed */
} ChartBox;

static void
paint_chart (const SyPdfBlock *self, cairo_t *cr, double x, double y)
{
  const ChartBox *box = self->data;

  cairo_save (cr);
  cairo_translate (cr, x, y);
  sy_chart_paint (cr, box->chart, box->style->width, self->height, box->style->chart_theme);
  cairo_restore (cr);
}

/* On a page that is made smaller a chart gets lower too: only its width is that of the page. */
static double
find_chart_height (SyChart *chart, const SyPdfStyle *style)
{
  double natural = sy_chart_layout_measure_height (chart, style->width, style->chart_theme);

  if (natural > 0.)
    return ceil (natural);
  return sy_chart_is_empty (chart) ? EMPTY_CHART : floor (style->width * style->scale * CHART_SHAPE);
}

static void
append_chart (GPtrArray *blocks, const SyReportPart *part, const SyPdfStyle *style)
{
  ChartBox *box = g_new0 (ChartBox, 1);
  SyPdfBlock *block;

  box->style = style;
  box->chart = part->chart->chart;
  block = sy_pdf_block_new (find_chart_height (box->chart, style), paint_chart, box, g_free);
  block->space = 12.;
  g_ptr_array_add (blocks, block);
}

/* --- all of them --- */

static void
append_part (GPtrArray *blocks, const SyReportPart *part, const SyReportPart *next, const SyPdfStyle *style)
{
  SyPdfBlock *note;

  switch (part->kind)
    {
    case SY_REPORT_HEADING:
      append_heading (blocks, part, style);
      return;
    case SY_REPORT_CARDS:
      append_cards (blocks, part, style);
      return;
    case SY_REPORT_CHART:
      if (sy_pdf_form_is_needed (part->chart->chart))
        sy_pdf_form_append (blocks, part->chart->chart, style);
      else
        append_chart (blocks, part, style);
      return;
    case SY_REPORT_TABLE:
      sy_pdf_table_append (blocks, part, style);
      return;
    case SY_REPORT_NOTE:
    default:
      note = append_paragraph (blocks, SY_PDF_BODY, part->text, style);
      note->space = 9.;
      /* A sentence stays with the chart or table that it speaks of. */
      note->keep = next && (next->kind == SY_REPORT_CHART || next->kind == SY_REPORT_TABLE);
    }
}

GPtrArray *
sy_pdf_blocks_new (GPtrArray *parts, const SyPdfStyle *style)
{
  GPtrArray *blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_pdf_block_free);

  for (guint i = 0; i < parts->len; i++)
    append_part (blocks, parts->pdata[i], i + 1 < parts->len ? parts->pdata[i + 1] : NULL, style);
  return blocks;
}

/* --- pages --- */

/* What must fit below @at on the same page: the block and those that it is kept with. */
static double
measure_chain (GPtrArray *blocks, guint at)
{
  double height = 0;

  for (guint i = at; i < blocks->len; i++)
    {
      const SyPdfBlock *block = blocks->pdata[i];

      height += block->height + (i > at ? block->space : 0);
      if (!block->keep)
        break;
    }
  return height;
}

static void
put (GArray *places, const SyPdfBlock *block, guint page, double *y)
{
  SyPdfPlace place = { block, page, *y };

  g_array_append_val (places, place);
  *y += block->height;
}

GArray *
sy_pdf_flow (GPtrArray *blocks, double height, guint *n_pages)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (SyPdfPlace));
  gboolean is_chained = FALSE;
  double y = 0;
  guint page = 0;

  for (guint i = 0; i < blocks->len; i++)
    {
      const SyPdfBlock *block = blocks->pdata[i];
      double chain = measure_chain (blocks, i);
      /* What is kept together but fills more than a page has to break somewhere. */
      double needed = is_chained || chain > height ? block->height : chain;

      if (y > 0 && y + block->space + needed > height)
        {
          page++;
          y = 0;
          if (block->head)
            put (places, block->head, page, &y);
        }
      if (y > 0)
        y += block->space;
      put (places, block, page, &y);
      is_chained = block->keep && chain <= height;
    }
  *n_pages = page + 1;
  return places;
}
