/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file: pages written through a temporary one. The same report gives the same bytes, whoever writes it
 * and when: no dates, no names of machines or people go in. */
#include "config.h"

#include "sy-pdf-writer.h"

#include <cairo-pdf.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "sy-evaluation-private.h"
#include "sy-file-sink.h"
#include "sy-pdf-sheet.h"
#include "sy-report.h"

static cairo_surface_t *
create_surface (SyFileSink *sink, const char *title)
{
  cairo_surface_t *surface =
      cairo_pdf_surface_create_for_stream (sy_file_sink_write, sink, SY_PDF_A4_SHORT, SY_PDF_A4_LONG);

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Steelyard " SY_VERSION);
  /* Cairo would put the present time in. */
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, NULL);
  return surface;
}

/* What the pages are painted from, and whom to tell. */
typedef struct
{
  GPtrArray *sheets; /* (element-type SyPdfSheet) */
  guint n_pages;
  SyExportProgress progress;
  gpointer progress_data;
  GCancellable *cancellable;
} Work;

static gboolean
paint_pages (const Work *work, cairo_surface_t *surface, cairo_t *cr, GError **error)
{
  guint n_done = 0;

  for (guint i = 0; i < work->sheets->len; i++)
    {
      SyPdfSheet *sheet = work->sheets->pdata[i];

      cairo_pdf_surface_set_size (surface, sy_pdf_sheet_get_width (sheet), sy_pdf_sheet_get_height (sheet));
      for (guint page = 0; page < sy_pdf_sheet_get_n_pages (sheet); page++)
        {
          if (g_cancellable_set_error_if_cancelled (work->cancellable, error))
            return FALSE;
          sy_pdf_sheet_paint (sheet, cr, page);
          cairo_show_page (cr);
          if (work->progress)
            work->progress (++n_done, work->n_pages, _ ("pages"), work->progress_data);
        }
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
  cairo_surface_t *surface = create_surface (sink, sy_pdf_sheet_get_title (work->sheets->pdata[0]));
  cairo_t *cr = cairo_create (surface);
  gboolean painted = paint_pages (work, surface, cr, error);
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

/* --- what is written --- */

static gboolean
add_sheet (GPtrArray *sheets,
           SyEvaluation *evaluation,
           SyTemplate *template,
           GCancellable *cancellable,
           GError **error)
{
  SyPdfSheet *sheet =
      sy_pdf_sheet_new (evaluation, template, SY_PDF_A4_SHORT, SY_PDF_A4_LONG, cancellable, error);

  if (sheet && sy_template_is_worksheet (template))
    sy_pdf_sheet_fit_a4 (sheet);
  if (sheet)
    g_ptr_array_add (sheets, sheet);
  return sheet != NULL;
}

static gboolean
write_sheets (GPtrArray *sheets,
              const char *path,
              SyExportProgress progress,
              gpointer progress_data,
              GCancellable *cancellable,
              GError **error)
{
  Work work = { sheets, 0, progress, progress_data, cancellable };

  for (guint i = 0; i < sheets->len; i++)
    work.n_pages += sy_pdf_sheet_get_n_pages (sheets->pdata[i]);
  return write_file (&work, path, error);
}

gboolean
sy_pdf_writer_write_worksheet (SyEvaluation *evaluation,
                               const char *id,
                               const char *path,
                               SyExportProgress progress,
                               gpointer progress_data,
                               GCancellable *cancellable,
                               GError **error)
{
  g_autoptr (GPtrArray) sheets = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_pdf_sheet_free);
  SyTemplate *template;

  g_return_val_if_fail (SY_IS_EVALUATION (evaluation) && id && path, FALSE);

  template = sy_plan_find_worksheet (sy_evaluation_get_plan (evaluation), id, error);
  return template && add_sheet (sheets, evaluation, template, cancellable, error)
         && write_sheets (sheets, path, progress, progress_data, cancellable, error);
}

gboolean
sy_pdf_writer_write (SyEvaluation *evaluation,
                     const char *path,
                     SyExportProgress progress,
                     gpointer progress_data,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GPtrArray) sheets = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_pdf_sheet_free);
  g_autoptr (GPtrArray) templates = NULL;

  g_return_val_if_fail (SY_IS_EVALUATION (evaluation) && path, FALSE);

  templates = sy_report_list_pages (sy_evaluation_get_plan (evaluation));
  for (guint i = 0; i < templates->len; i++)
    if (!add_sheet (sheets, evaluation, templates->pdata[i], cancellable, error))
      return FALSE;
  if (sheets->len > 0)
    return write_sheets (sheets, path, progress, progress_data, cancellable, error);
  g_set_error_literal (error, SY_EXPORT_ERROR, SY_EXPORT_ERROR_WRITE,
                       _ ("There is nothing to write: choose an analysis or add a worksheet first"));
  return FALSE;
}
