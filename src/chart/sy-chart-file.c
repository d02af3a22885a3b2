/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts as PNG, SVG and PDF files, whole or not at all: a full disk leaves what was there. */
#include "config.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <unistd.h>

#include "sy-file-sink.h"
#include "sy-painter.h"

#define LARGEST_SIDE 16384.
#define LARGEST_AREA 67108864. /* pixels: 256 MiB */

typedef enum
{
  FORMAT_PNG,
  FORMAT_SVG,
  FORMAT_PDF,
} Format;

static cairo_surface_t *
create_surface (Format format, SyFileSink *sink, SyChart *chart, double width, double height)
{
  cairo_surface_t *surface = NULL;
  switch (format)
    {
    case FORMAT_SVG:
      return cairo_svg_surface_create_for_stream (sy_file_sink_write, sink, width, height);
    case FORMAT_PDF:
      surface = cairo_pdf_surface_create_for_stream (sy_file_sink_write, sink, width, height);
      cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, sy_chart_get_title (chart));
      cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Steelyard " SY_VERSION);
      return surface;
    case FORMAT_PNG:
    default:
      return cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) width, (int) height);
    }
}

/* Paints into the open file; the surface's last bytes come when it is finished. */
static cairo_status_t
write_chart (
    Format format, SyFileSink *sink, SyChart *chart, double width, double height, const SyTheme *theme)
{
  cairo_surface_t *surface = create_surface (format, sink, chart, width, height);
  cairo_t *cr = cairo_create (surface);
  sy_chart_paint (cr, chart, width, height, theme);
  cairo_status_t status = cairo_status (cr);
  cairo_destroy (cr);
  if (status == CAIRO_STATUS_SUCCESS && format == FORMAT_PNG)
    status = cairo_surface_write_to_png_stream (surface, sy_file_sink_write, sink);
  return sy_file_sink_finish (surface, status);
}

static gboolean
fail (GError **error, const char *path, int code, const char *reason)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (code),
               _ ("Cannot write the chart to “%s”: %s"), shown, reason);
  return FALSE;
}

static gboolean
write_file (Format format,
            SyChart *chart,
            const char *path,
            double width,
            double height,
            const SyTheme *theme,
            GError **error)
{
  g_return_val_if_fail (SY_IS_CHART (chart), FALSE);
  g_return_val_if_fail (path != NULL && theme != NULL, FALSE);
  if (!(width >= 1. && height >= 1. && width <= LARGEST_SIDE && height <= LARGEST_SIDE)
      || (format == FORMAT_PNG && width * height > LARGEST_AREA))
    return fail (error, path, EINVAL, _ ("the size is out of range; use 1 to 16,384 on each side"));

  /* A rename would put a file in the place of a device or a pipe. */
  if (g_file_test (path, G_FILE_TEST_EXISTS) && !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return fail (error, path, EINVAL, _ ("it is not a file but a folder, a device or a pipe"));

  g_autofree char *temporary = g_strdup_printf ("%s.XXXXXX", path);
  SyFileSink sink = { g_mkstemp_full (temporary, O_WRONLY | O_CLOEXEC, 0666), 0 };
  if (sink.fd < 0)
    return fail (error, path, errno, g_strerror (errno));

  cairo_status_t status = write_chart (format, &sink, chart, width, height, theme);
  if (status == CAIRO_STATUS_SUCCESS && sink.error == 0 && g_fsync (sink.fd) != 0)
    sink.error = errno;
  if (close (sink.fd) != 0 && sink.error == 0)
    sink.error = errno;
  if (status == CAIRO_STATUS_SUCCESS && sink.error == 0 && g_rename (temporary, path) != 0)
    sink.error = errno;
  if (status == CAIRO_STATUS_SUCCESS && sink.error == 0)
    return TRUE;

  g_unlink (temporary);
  return fail (error, path, sink.error != 0 ? sink.error : EIO,
               sink.error != 0 ? g_strerror (sink.error) : cairo_status_to_string (status));
}

gboolean
sy_chart_write_png (
    SyChart *chart, const char *path, double width, double height, const SyTheme *theme, GError **error)
{
  return write_file (FORMAT_PNG, chart, path, floor (width), floor (height), theme, error);
}

gboolean
sy_chart_write_svg (
    SyChart *chart, const char *path, double width, double height, const SyTheme *theme, GError **error)
{
  return write_file (FORMAT_SVG, chart, path, width, height, theme, error);
}

gboolean
sy_chart_write_pdf (
    SyChart *chart, const char *path, double width, double height, const SyTheme *theme, GError **error)
{
  return write_file (FORMAT_PDF, chart, path, width, height, theme, error);
}
