/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file: pages with head and foot, written through a temporary one. The same report gives the same bytes,
 * whoever writes it and when: no dates, no names of machines or people go in. */
#include "config.h"

#include "sy-pdf-writer.h"

#include <cairo-pdf.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "sy-evaluation-private.h"
#include "sy-file-sink.h"
#include "sy-pdf-block.h"
#include "sy-report.h"

/* A4, in points. */
#define PAGE_WIDTH 595.276
#define PAGE_HEIGHT 841.89
#define SIDE 51.
#define TOP 62.
#define BOTTOM 58.
#define HEAD_LINE 46.
#define CHART_FONT 8.5

typedef struct
{
  char *title;  /* of the template */
  char *month;  /* NULL for none */
  char *origin; /* files, with the number of rows; NULL for none */
} Frame;

static void
clear_frame (Frame *frame)
{
  g_free (frame->title);
  g_free (frame->month);
  g_free (frame->origin);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Frame, clear_frame)

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
fill_frame (Frame *frame, SyEvaluation *evaluation, GCancellable *cancellable, GError **error)
{
  SyPlan *plan = sy_evaluation_get_plan (evaluation);
  GPtrArray *templates = sy_plan_get_templates (plan);

  frame->title = g_strdup (sy_template_get_title (templates->pdata[templates->len - 1]));
  frame->origin = describe_origin (plan, sy_evaluation_get_language (evaluation));
  if (!sy_plan_find_parameter (plan, "month"))
    return TRUE;
  frame->month = sy_evaluation_format_value (evaluation, "month", cancellable, error);
  return frame->month != NULL;
}

static void
show (const SyPdfStyle *style, cairo_t *cr, double y, const char *text, double width, PangoAlignment align)
{
  g_autoptr (PangoLayout) layout = sy_pdf_text_layout (style->text, SY_PDF_SMALL, 1., text, width, 1, align);

  sy_pdf_text_show (style->text, SY_PDF_SMALL, cr,
                    align == PANGO_ALIGN_RIGHT ? SIDE + style->width - width : SIDE, y, layout);
}

static void
paint_frame (const Frame *frame, const SyPdfStyle *style, cairo_t *cr, guint page, guint n_pages)
{
  g_autofree char *number = g_strdup_printf (_ ("Page %u of %u"), page + 1, n_pages);

  show (style, cr, HEAD_LINE - 14., frame->title, style->width * 0.7, PANGO_ALIGN_LEFT);
  if (frame->month)
    show (style, cr, HEAD_LINE - 14., frame->month, style->width * 0.25, PANGO_ALIGN_RIGHT);
  sy_pdf_set_color (cr, sy_pdf_text_get_theme (style->text)->grid);
  cairo_set_line_width (cr, 0.6);
  cairo_move_to (cr, SIDE, HEAD_LINE);
  cairo_line_to (cr, SIDE + style->width, HEAD_LINE);
  cairo_stroke (cr);
  if (frame->origin)
    show (style, cr, PAGE_HEIGHT - 40., frame->origin, style->width * 0.75, PANGO_ALIGN_LEFT);
  show (style, cr, PAGE_HEIGHT - 40., number, style->width * 0.2, PANGO_ALIGN_RIGHT);
}

/* --- the file --- */

static cairo_surface_t *
create_surface (SyFileSink *sink, const Frame *frame)
{
  cairo_surface_t *surface =
      cairo_pdf_surface_create_for_stream (sy_file_sink_write, sink, PAGE_WIDTH, PAGE_HEIGHT);
  g_autofree char *title =
      frame->month ? g_strdup_printf ("%s %s", frame->title, frame->month) : g_strdup (frame->title);

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Steelyard " SY_VERSION);
  /* Cairo would put the present time in. */
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, NULL);
  return surface;
}

/* What the pages are painted from, and whom to tell. */
typedef struct
{
  const Frame *frame;
  const SyPdfStyle *style;
  GArray *places; /* (element-type SyPdfPlace) */
  guint n_pages;
  SyExportProgress progress;
  gpointer progress_data;
  GCancellable *cancellable;
} Work;

static gboolean
paint_pages (const Work *work, cairo_t *cr, GError **error)
{
  guint at = 0;

  for (guint page = 0; page < work->n_pages; page++)
    {
      if (g_cancellable_set_error_if_cancelled (work->cancellable, error))
        return FALSE;
      paint_frame (work->frame, work->style, cr, page, work->n_pages);
      for (; at < work->places->len; at++)
        {
          const SyPdfPlace *place = &g_array_index (work->places, SyPdfPlace, at);

          if (place->page != page)
            break;
          place->block->paint (place->block, cr, SIDE, TOP + place->y);
        }
      cairo_show_page (cr);
      if (work->progress)
        work->progress (page + 1, work->n_pages, _ ("pages"), work->progress_data);
    }
  return !g_cancellable_set_error_if_cancelled (work->cancellable, error);
}

static gboolean
fail (const char *path, const char *reason, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, SY_EXPORT_ERROR, SY_EXPORT_ERROR_WRITE,
               _ ("Can't write “%s”: %s. What was there before is unchanged."), shown, reason);
  return FALSE;
}

static gboolean
write_pages (const Work *work, SyFileSink *sink, const char *path, GError **error)
{
  cairo_surface_t *surface = create_surface (sink, work->frame);
  cairo_t *cr = cairo_create (surface);
  gboolean painted = paint_pages (work, cr, error);
  cairo_status_t status = cairo_status (cr);

  cairo_destroy (cr);
  status = sy_file_sink_finish (surface, status);
  if (!painted)
    return FALSE;
  if (sink->error != 0)
    return fail (path, g_strerror (sink->error), error);
  if (status != CAIRO_STATUS_SUCCESS)
    return fail (path, cairo_status_to_string (status), error);
  return TRUE;
}

static gboolean
write_file (const Work *work, const char *path, GError **error)
{
  g_autofree char *temporary = sy_export_temporary_name (path);
  SyFileSink sink = { open (temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666), 0 };
  gboolean written;

  if (sink.fd < 0)
    return fail (path, g_strerror (errno), error);
  written = write_pages (work, &sink, path, error);
  if (close (sink.fd) != 0 && written)
    written = fail (path, g_strerror (errno), error);
  if (!written)
    {
      sy_export_abandon (temporary);
      return FALSE;
    }
  return sy_export_finish (temporary, path, error);
}

gboolean
sy_pdf_writer_write (SyEvaluation *evaluation,
                     const char *path,
                     SyExportProgress progress,
                     gpointer progress_data,
                     GCancellable *cancellable,
                     GError **error)
{
  g_auto (Frame) frame = { NULL };
  g_autoptr (GPtrArray) parts = NULL;
  g_autoptr (SyTheme) theme = NULL;
  g_autoptr (SyPdfText) text = NULL;
  g_autoptr (GPtrArray) blocks = NULL;
  g_autoptr (GArray) places = NULL;
  SyPdfStyle style = { .width = PAGE_WIDTH - 2 * SIDE, .height = PAGE_HEIGHT - TOP - BOTTOM };
  Work work = { &frame, &style, NULL, 0, progress, progress_data, cancellable };

  g_return_val_if_fail (SY_IS_EVALUATION (evaluation) && path, FALSE);

  if (!fill_frame (&frame, evaluation, cancellable, error))
    return FALSE;
  parts = sy_report_build (evaluation, cancellable, error);
  if (!parts)
    return FALSE;
  style.language = sy_evaluation_get_language (evaluation);
  theme = sy_theme_new (SY_THEME_PRINT, style.language);
  sy_theme_set_font (theme, NULL, CHART_FONT);
  text = sy_pdf_text_new (theme);
  style.text = text;
  style.chart_theme = theme;
  blocks = sy_pdf_blocks_new (parts, &style);
  places = sy_pdf_flow (blocks, style.height, &work.n_pages);
  work.places = places;
  return write_file (&work, path, error);
}
