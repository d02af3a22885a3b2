/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables on paper. Columns are as wide as what they show; a table that is too wide first wraps its texts and
 * headers, then is set smaller, and at last is cut into pieces one below the other, each with the columns
 * that name its rows. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-pdf-block.h"

#define PADDING 5.      /* left and right of a cell */
#define ROW_PADDING 2.6 /* above and below */
#define TEXT_ROOM 150.  /* texts wider than this are wrapped */
#define HEADER_LINES 3
#define CELL_LINES 2
#define SMALLEST 0.8 /* of the normal size of a cell */
#define STRETCH 2.2  /* a narrow table is not pulled over the page beyond this */

typedef struct
{
  guint index; /* into the table's columns */
  gboolean is_right, is_key;
  double width; /* with its padding */
} Column;

/* One piece of a table: what its header and rows share. */
typedef struct
{
  gatomicrefcount ref_count;
  const SyPdfStyle *style;
  const SyReportPart *part;
  GArray *columns; /* (element-type Column) */
  double scale, width;
} Piece;

typedef struct
{
  Piece *piece;
  gint64 row; /* −1: the header */
} Line;

static Piece *
piece_ref (Piece *piece)
{
  g_atomic_ref_count_inc (&piece->ref_count);
  return piece;
}

static void
piece_unref (Piece *piece)
{
  if (!g_atomic_ref_count_dec (&piece->ref_count))
    return;
  g_array_unref (piece->columns);
  g_free (piece);
}

static void
free_line (gpointer data)
{
  Line *line = data;

  piece_unref (line->piece);
  g_free (line);
}

/* --- widths --- */

static char *
dup_cell (const Piece *piece, const Column *column, gint64 row)
{
  SyTable *table = piece->part->table;
  const SyTableColumn *look = sy_table_get_columns (table)->pdata[column->index];
  char *text = NULL;

  if (row < 0)
    return g_strdup (look->title ? look->title : look->id);
  sy_table_format_cell (table, piece->part->frame, column->index, row, piece->style->language, &text);
  return text;
}

static double
measure (const Piece *piece, SyPdfRole role, const char *text)
{
  g_autoptr (PangoLayout) layout =
      sy_pdf_text_layout (piece->style->text, role, piece->scale, text, 0, 1, PANGO_ALIGN_LEFT);

  return sy_pdf_layout_get_width (layout);
}

static gboolean
is_cut (const Piece *piece, const char *title, double width)
{
  g_autoptr (PangoLayout) layout = sy_pdf_text_layout (piece->style->text, SY_PDF_HEADER, piece->scale, title,
                                                       width, HEADER_LINES, PANGO_ALIGN_LEFT);

  return pango_layout_is_ellipsized (layout);
}

/* The narrowest column in which a header is whole, its words too; any two characters of Chinese can be
 * parted, but four stay together. */
static double
measure_header (const Piece *piece, const char *title)
{
  g_auto (GStrv) words = g_strsplit_set (title, " ", -1);
  double widest = 0, whole = measure (piece, SY_PDF_HEADER, title);

  for (guint i = 0; words[i]; i++)
    if (*words[i])
      widest = MAX (widest, measure (piece, SY_PDF_HEADER, words[i]));
  if (sy_theme_is_chinese (sy_pdf_text_get_theme (piece->style->text)))
    widest = MIN (widest, measure (piece, SY_PDF_HEADER, "权衡权衡"));
  while (widest < whole && is_cut (piece, title, widest))
    widest = MIN (whole, widest * 1.1);
  return widest;
}

static double
measure_column (const Piece *piece, const Column *column)
{
  g_autofree char *title = dup_cell (piece, column, -1);
  double widest = measure_header (piece, title);
  gint64 n_rows = sy_frame_get_n_rows (piece->part->frame);

  for (gint64 row = 0; row < n_rows; row++)
    {
      g_autofree char *text = dup_cell (piece, column, row);
      double width = measure (piece, SY_PDF_CELL, text);

      widest = MAX (widest, column->is_right ? width : MIN (width, TEXT_ROOM));
    }
  /* Rounding must not wrap what just fits. */
  return widest + 2 * PADDING + 0.5;
}

static double
measure_all (Piece *piece)
{
  double width = 0;

  for (guint i = 0; i < piece->columns->len; i++)
    {
      Column *column = &g_array_index (piece->columns, Column, i);

      column->width = measure_column (piece, column);
      width += column->width;
    }
  return width;
}

static gboolean
is_text (const SyReportPart *part, guint column)
{
  return sy_frame_get_column_type (part->frame, column + 1) == SY_COLUMN_TEXT;
}

static GArray *
choose_columns (const SyReportPart *part)
{
  GPtrArray *looks = sy_table_get_columns (part->table);
  char **key = sy_table_get_key (part->table);
  GArray *columns = g_array_new (FALSE, TRUE, sizeof (Column));

  for (guint i = 0; i < looks->len; i++)
    {
      const SyTableColumn *look = looks->pdata[i];
      Column column = { .index = i, .is_right = !is_text (part, i) };

      if (look->hidden || look->is_provenance)
        continue;
      column.is_key = key && g_strv_contains ((const char *const *) key, look->id);
      g_array_append_val (columns, column);
    }
  return columns;
}

static Piece *
piece_new (const SyReportPart *part, const SyPdfStyle *style, GArray *columns, double scale)
{
  Piece *piece = g_new0 (Piece, 1);

  g_atomic_ref_count_init (&piece->ref_count);
  piece->style = style;
  piece->part = part;
  piece->scale = scale;
  piece->columns = g_array_copy (columns);
  return piece;
}

/* Spare room goes between the columns of a table that nearly fills the page anyway. */
static void
stretch (Piece *piece, double natural)
{
  double factor = MIN (piece->style->width / natural, STRETCH);

  piece->width = 0;
  for (guint i = 0; i < piece->columns->len; i++)
    {
      Column *column = &g_array_index (piece->columns, Column, i);

      if (factor > 1)
        column->width *= factor;
      piece->width += column->width;
    }
}

/* --- painting --- */

static void
draw_rule (const Piece *piece, cairo_t *cr, double x, double y, gboolean is_strong)
{
  const SyTheme *theme = sy_pdf_text_get_theme (piece->style->text);

  sy_pdf_set_color (cr, is_strong ? theme->axis : theme->grid);
  cairo_set_line_width (cr, is_strong ? 0.7 : 0.4);
  cairo_move_to (cr, x, y);
  cairo_line_to (cr, x + piece->width, y);
  cairo_stroke (cr);
}

static PangoLayout *
lay_out_cell (const Piece *piece, const Column *column, gint64 row)
{
  g_autofree char *text = dup_cell (piece, column, row);

  return sy_pdf_text_layout (piece->style->text, row < 0 ? SY_PDF_HEADER : SY_PDF_CELL, piece->scale, text,
                             column->width - 2 * PADDING, row < 0 ? HEADER_LINES : CELL_LINES,
                             column->is_right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
}

static void
paint_line (const SyPdfBlock *self, cairo_t *cr, double x, double y)
{
  const Line *line = self->data;
  const Piece *piece = line->piece;
  gboolean is_header = line->row < 0;
  double left = x;

  for (guint i = 0; i < piece->columns->len; i++)
    {
      const Column *column = &g_array_index (piece->columns, Column, i);
      g_autoptr (PangoLayout) layout = lay_out_cell (piece, column, line->row);
      /* Headers stand on their line, however many lines they have. */
      double top =
          is_header ? y + self->height - ROW_PADDING - sy_pdf_layout_get_height (layout) : y + ROW_PADDING;

      sy_pdf_text_show (piece->style->text, is_header ? SY_PDF_HEADER : SY_PDF_CELL, cr, left + PADDING, top,
                        layout);
      left += column->width;
    }
  draw_rule (piece, cr, x, y + self->height, is_header);
}

static SyPdfBlock *
append_line (GPtrArray *blocks, Piece *piece, gint64 row)
{
  Line *line = g_new0 (Line, 1);
  double height = 0;
  SyPdfBlock *block;

  line->piece = piece_ref (piece);
  line->row = row;
  for (guint i = 0; i < piece->columns->len; i++)
    {
      g_autoptr (PangoLayout) layout = lay_out_cell (piece, &g_array_index (piece->columns, Column, i), row);

      height = MAX (height, sy_pdf_layout_get_height (layout));
    }
  block = sy_pdf_block_new (height + 2 * ROW_PADDING, paint_line, line, free_line);
  g_ptr_array_add (blocks, block);
  return block;
}

/* --- captions --- */

typedef struct
{
  SyPdfText *text;
  SyPdfRole role;
  PangoLayout *layout;
} Caption;

static void
free_caption (gpointer data)
{
  Caption *caption = data;

  g_object_unref (caption->layout);
  g_free (caption);
}

static void
paint_caption (const SyPdfBlock *self, cairo_t *cr, double x, double y)
{
  const Caption *caption = self->data;

  sy_pdf_text_show (caption->text, caption->role, cr, x + PADDING, y, caption->layout);
}

static SyPdfBlock *
append_caption (GPtrArray *blocks, SyPdfRole role, const char *text, const SyPdfStyle *style)
{
  Caption *caption = g_new0 (Caption, 1);
  SyPdfBlock *block;

  caption->text = style->text;
  caption->role = role;
  caption->layout =
      sy_pdf_text_layout (style->text, role, 1., text, style->width - 2 * PADDING, 2, PANGO_ALIGN_LEFT);
  block = sy_pdf_block_new (sy_pdf_layout_get_height (caption->layout), paint_caption, caption, free_caption);
  g_ptr_array_add (blocks, block);
  return block;
}

/* --- the table --- */

static void
append_piece (GPtrArray *blocks, Piece *piece)
{
  gint64 n_rows = sy_frame_get_n_rows (piece->part->frame);
  SyPdfBlock *head;

  head = append_line (blocks, piece, -1);
  head->space = 3.;
  head->keep = TRUE;
  for (gint64 row = 0; row < n_rows; row++)
    {
      SyPdfBlock *block = append_line (blocks, piece, row);

      block->head = head;
      /* Neither the first row nor the last stands alone on a page. */
      block->keep = n_rows > 1 && (row == 0 || row == n_rows - 2);
    }
  piece_unref (piece);
}

/* Keys and as many further columns, from @from on, as fit; returns where the next piece begins. */
static guint
cut_piece (GArray *columns, guint from, double room, GArray *piece)
{
  double used = 0;
  guint at = 0, n_taken = 0;

  for (guint i = 0; i < columns->len; i++)
    {
      const Column *column = &g_array_index (columns, Column, i);

      if (column->is_key && i < from)
        {
          g_array_append_vals (piece, column, 1);
          used += column->width;
        }
    }
  for (at = from; at < columns->len; at++)
    {
      const Column *column = &g_array_index (columns, Column, at);

      if (n_taken > 0 && used + column->width > room)
        break;
      g_array_append_vals (piece, column, 1);
      used += column->width;
      n_taken++;
    }
  return at;
}

static void
append_pieces (GPtrArray *blocks, const SyReportPart *part, const SyPdfStyle *style, GArray *columns)
{
  guint from = 0;

  while (from < columns->len)
    {
      g_autoptr (GArray) chosen = g_array_new (FALSE, TRUE, sizeof (Column));
      Piece *piece;

      from = cut_piece (columns, from, style->width, chosen);
      piece = piece_new (part, style, chosen, SMALLEST);
      stretch (piece, measure_all (piece));
      append_piece (blocks, piece);
      if (from < columns->len)
        append_caption (blocks, SY_PDF_SMALL, _ ("continued with further columns"), style)->space = 4.;
    }
}

static void
append_rest (GPtrArray *blocks, const SyReportPart *part, const SyPdfStyle *style)
{
  gint64 n_shown = sy_frame_get_n_rows (part->frame), n_rows = sy_table_get_n_rows (part->table);
  g_autofree char *shown = NULL, *all = NULL, *text = NULL;

  if (n_rows <= n_shown)
    return;
  shown = sy_format_number ((double) n_shown, SY_UNIT_INTEGER, 0, style->language);
  all = sy_format_number ((double) n_rows, SY_UNIT_INTEGER, 0, style->language);
  text = g_strdup_printf (_ ("The first %s of %s rows."), shown, all);
  append_caption (blocks, SY_PDF_SMALL, text, style)->space = 4.;
}

void
sy_pdf_table_append (GPtrArray *blocks, const SyReportPart *part, const SyPdfStyle *style)
{
  g_autoptr (GArray) columns = choose_columns (part);
  Piece *piece;
  SyPdfBlock *caption;
  double natural = 0;

  if (columns->len == 0)
    return;
  caption = append_caption (blocks, SY_PDF_CAPTION, sy_table_get_title (part->table), style);
  caption->space = 14.;
  caption->keep = TRUE;
  piece = piece_new (part, style, columns, 1.);
  for (; piece->scale >= SMALLEST; piece->scale -= 0.05)
    {
      natural = measure_all (piece);
      if (natural <= style->width)
        break;
    }
  if (natural <= style->width)
    {
      stretch (piece, natural);
      append_piece (blocks, piece);
    }
  else
    {
      append_pieces (blocks, part, style, piece->columns);
      piece_unref (piece);
    }
  append_rest (blocks, part, style);
}
