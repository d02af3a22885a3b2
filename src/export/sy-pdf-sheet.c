/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-pdf-sheet.h"

#include <glib/gi18n-lib.h>

#include "sy-evaluation-private.h"
#include "sy-pdf-block.h"
#include "sy-report.h"

/* Points. */
#define SIDE 51.
#define TOP 62.
#define BOTTOM 58.
#define HEAD_LINE 46.
#define CHART_FONT 8.5
/* What does not fit on one page at that size takes another one. */
#define SMALLEST 0.4
#define STEP 0.9
/* Below it letters are too small to be read with ease. */
#define READABLE 0.6

typedef struct
{
  char *title;  /* of the template */
  char *month;  /* NULL for none */
  char *origin; /* files, with the number of rows; NULL for none */
} Frame;

struct _SyPdfSheet
{
  double page_width, page_height; /* points */
  double scale;                   /* of what stands between head and foot */
  Frame frame;
  char *title;
  GPtrArray *parts; /* (element-type SyReportPart) */
  SyTheme *theme;
  SyPdfText *text;
  SyPdfStyle style;  /* of the parts: its width is that of the page divided by the scale */
  GPtrArray *blocks; /* (element-type SyPdfBlock) */
  GArray *places;    /* (element-type SyPdfPlace) */
  guint n_pages;
};

static void
clear_frame (Frame *frame)
{
  g_free (frame->title);
  g_free (frame->month);
  g_free (frame->origin);
}

/* --- head and foot --- */

static char *
describe_source (const SySource *source, const char *language)
{
  g_autofree char *rows = sy_format_number ((double) source->info.n_rows, SY_UNIT_INTEGER, 0, language);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < MIN (source->info.files->len, 3); i++)
    g_string_append_printf (text, "%s%s", i ? ", " : "", (const char *) source->info.files->pdata[i]);
  if (source->info.files->len > 3)
    g_string_append (text, ", …");
  return g_strdup_printf (ngettext ("%s, %s row", "%s, %s rows", (gulong) source->info.n_rows), text->str,
                          rows);
}

static char *
describe_origin (SyPlan *plan, const char *language)
{
  GPtrArray *templates = sy_plan_get_templates (plan);

  for (guint i = templates->len; i > 0; i--)
    {
      GPtrArray *needs = sy_template_get_needs (templates->pdata[i - 1]);

      for (guint j = 0; j < needs->len; j++)
        {
          const SyTemplateNeed *need = needs->pdata[j];
          SySource *source = sy_plan_find_source (plan, need->source);

          if (source && source->info.files && source->info.files->len > 0)
            return describe_source (source, language);
        }
    }
  return NULL;
}

static gboolean
fill_frame (
    Frame *frame, SyEvaluation *evaluation, SyTemplate *template, GCancellable *cancellable, GError **error)
{
  SyPlan *plan = sy_evaluation_get_plan (evaluation);

  frame->title = g_strdup (sy_plan_get_title (plan, template));
  frame->origin = describe_origin (plan, sy_evaluation_get_language (evaluation));
  if (!sy_plan_find_parameter (plan, "month"))
    return TRUE;
  frame->month = sy_evaluation_format_value (evaluation, "month", cancellable, error);
  if (!frame->month)
    return FALSE;
  /* Without data there is none. */
  if (g_str_equal (frame->month, "—"))
    g_clear_pointer (&frame->month, g_free);
  return TRUE;
}

static void
show (SyPdfSheet *self, cairo_t *cr, double y, const char *text, double share, PangoAlignment align)
{
  double all = self->page_width - 2 * SIDE, width = all * share;
  g_autoptr (PangoLayout) layout = sy_pdf_text_layout (self->text, SY_PDF_SMALL, 1., text, width, 1, align);

  sy_pdf_text_show (self->text, SY_PDF_SMALL, cr, align == PANGO_ALIGN_RIGHT ? SIDE + all - width : SIDE, y,
                    layout);
}

static void
paint_frame (SyPdfSheet *self, cairo_t *cr, guint page)
{
  const Frame *frame = &self->frame;
  g_autofree char *number = g_strdup_printf (_ ("Page %u of %u"), page + 1, self->n_pages);

  show (self, cr, HEAD_LINE - 14., frame->title, 0.7, PANGO_ALIGN_LEFT);
  if (frame->month)
    show (self, cr, HEAD_LINE - 14., frame->month, 0.25, PANGO_ALIGN_RIGHT);
  sy_pdf_set_color (cr, sy_pdf_text_get_theme (self->text)->grid);
  cairo_set_line_width (cr, 0.6);
  cairo_move_to (cr, SIDE, HEAD_LINE);
  cairo_line_to (cr, self->page_width - SIDE, HEAD_LINE);
  cairo_stroke (cr);
  if (frame->origin)
    show (self, cr, self->page_height - 40., frame->origin, 0.75, PANGO_ALIGN_LEFT);
  show (self, cr, self->page_height - 40., number, 0.2, PANGO_ALIGN_RIGHT);
}

/* --- pages --- */

static void
flow (SyPdfSheet *self, double scale)
{
  g_clear_pointer (&self->places, g_array_unref);
  g_clear_pointer (&self->blocks, g_ptr_array_unref);
  self->scale = scale;
  self->style.width = (self->page_width - 2 * SIDE) / scale;
  self->style.scale = scale;
  self->style.height = (self->page_height - TOP - BOTTOM) / scale;
  self->blocks = sy_pdf_blocks_new (self->parts, &self->style);
  self->places = sy_pdf_flow (self->blocks, self->style.height, &self->n_pages);
}

/**
 * sy_pdf_sheet_new:
 * @template: one of the evaluation's plan
 * @width: of the page, points
 * @height: of the page, points
 *
 * Any thread; blocks.
 *
 * Returns: (transfer full): pages in the size of print; %NULL with the evaluation's error
 */
SyPdfSheet *
sy_pdf_sheet_new (SyEvaluation *evaluation,
                  SyTemplate *template,
                  double width,
                  double height,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (SyPdfSheet) self = NULL;

  g_return_val_if_fail (SY_IS_EVALUATION (evaluation) && SY_IS_TEMPLATE (template), NULL);

  self = g_new0 (SyPdfSheet, 1);
  self->page_width = width;
  self->page_height = height;
  if (!fill_frame (&self->frame, evaluation, template, cancellable, error))
    return NULL;
  self->title = self->frame.month ? g_strdup_printf ("%s %s", self->frame.title, self->frame.month)
                                  : g_strdup (self->frame.title);
  self->parts = sy_report_build_of (evaluation, template, cancellable, error);
  if (!self->parts)
    return NULL;
  self->style.language = sy_evaluation_get_language (evaluation);
  self->theme = sy_theme_new (SY_THEME_PRINT, self->style.language);
  sy_theme_set_font (self->theme, NULL, CHART_FONT);
  self->text = sy_pdf_text_new (self->theme);
  self->style.text = self->text;
  self->style.chart_theme = self->theme;
  flow (self, 1.);
  return g_steal_pointer (&self);
}

/**
 * sy_pdf_sheet_fit:
 * @width: of the page, points
 * @height: of the page, points
 *
 * Lays the same out on a page of another size, smaller until all of it is on one, down to two fifths of the
 * size of print.
 */
void
sy_pdf_sheet_fit (SyPdfSheet *self, double width, double height)
{
  self->page_width = width;
  self->page_height = height;
  flow (self, 1.);
  while (self->n_pages > 1 && self->scale > SMALLEST)
    flow (self, MAX (SMALLEST, self->scale * STEP));
}

/**
 * sy_pdf_sheet_fit_a4:
 *
 * Fits it on A4, upright or lying, whichever shows it larger. Drawings are broad: they lie as long as they
 * can be read so.
 */
void
sy_pdf_sheet_fit_a4 (SyPdfSheet *self)
{
  double upright, lying;
  guint n_pages;

  sy_pdf_sheet_fit (self, SY_PDF_A4_SHORT, SY_PDF_A4_LONG);
  upright = self->scale;
  n_pages = self->n_pages;
  sy_pdf_sheet_fit (self, SY_PDF_A4_LONG, SY_PDF_A4_SHORT);
  lying = self->scale;
  if (self->n_pages > n_pages || lying * SY_PDF_A4_LONG <= upright * SY_PDF_A4_SHORT
      || (lying < READABLE && upright > lying))
    sy_pdf_sheet_fit (self, SY_PDF_A4_SHORT, SY_PDF_A4_LONG);
}

void
sy_pdf_sheet_free (SyPdfSheet *self)
{
  clear_frame (&self->frame);
  g_free (self->title);
  g_clear_pointer (&self->places, g_array_unref);
  g_clear_pointer (&self->blocks, g_ptr_array_unref);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_clear_pointer (&self->text, sy_pdf_text_free);
  g_clear_pointer (&self->theme, sy_theme_free);
  g_free (self);
}

guint
sy_pdf_sheet_get_n_pages (SyPdfSheet *self)
{
  return self->n_pages;
}

const char *
sy_pdf_sheet_get_title (SyPdfSheet *self)
{
  return self->title;
}

double
sy_pdf_sheet_get_scale (SyPdfSheet *self)
{
  return self->scale;
}

double
sy_pdf_sheet_get_width (SyPdfSheet *self)
{
  return self->page_width;
}

double
sy_pdf_sheet_get_height (SyPdfSheet *self)
{
  return self->page_height;
}

void
sy_pdf_sheet_paint (SyPdfSheet *self, cairo_t *cr, guint page)
{
  paint_frame (self, cr, page);
  cairo_save (cr);
  cairo_translate (cr, SIDE, TOP);
  cairo_scale (cr, self->scale, self->scale);
  for (guint i = 0; i < self->places->len; i++)
    {
      const SyPdfPlace *place = &g_array_index (self->places, SyPdfPlace, i);

      if (place->page == page)
        place->block->paint (place->block, cr, 0., place->y);
    }
  cairo_restore (cr);
}
