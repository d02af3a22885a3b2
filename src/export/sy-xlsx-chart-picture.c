/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Boxes, trees, heat maps, calendars and small multiples are pictures: the data stands beside them. */
#include "config.h"

#include <cairo.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "sy-chart-builder.h"
#include "sy-chart-layout.h"
#include "sy-painter.h"
#include "sy-xlsx-chart-private.h"

/* Pixels a pixel, so that print is sharp. */
#define SHARPNESS 2
#define MIN_HEIGHT 60.
#define MAX_HEIGHT 2400.

gboolean
sy_xlsx_chart_is_picture (const SyTemplateChart *definition)
{
  static const char *const types[] = { "box",    "tree",  "heatmap", "calendar", "cells", "fish",
                                       "forces", "climb", "board",   "steps",    "cards", NULL };

  return definition->facet || g_strv_contains (types, definition->type);
}

gboolean
sy_xlsx_chart_measure (SyEvaluation *evaluation,
                       const SyTemplateChart *definition,
                       guint width,
                       guint usual,
                       guint *height,
                       SyBuiltChart **built,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (SyTheme) theme = NULL;
  double natural;
  SyChartType type;

  *height = usual;
  *built = NULL;
  if (!sy_chart_type_from_name (definition->type, &type) || !sy_chart_type_is_drawing (type))
    return TRUE;
  *built = sy_chart_builder_build (evaluation, definition, cancellable, error);
  if (!*built)
    return FALSE;
  theme = sy_theme_new (SY_THEME_LIGHT, sy_evaluation_get_language (evaluation));
  natural = sy_chart_layout_measure_height ((*built)->chart, width, theme);
  if (natural > 0.)
    *height = (guint) CLAMP (ceil (natural), MIN_HEIGHT, MAX_HEIGHT);
  return TRUE;
}

static cairo_status_t
append_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* No higher than a drawing of words needs. */
static guint
choose_height (SyChart *chart, guint width, guint height, const SyTheme *theme)
{
  double natural = sy_chart_layout_measure_height (chart, width, theme);

  return natural > 0. ? MIN (height, (guint) natural) : height;
}

static cairo_status_t
paint (SyXlsxBook *book, SyChart *chart, guint width, guint most, GByteArray *png)
{
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, sy_evaluation_get_language (book->evaluation));
  guint height = choose_height (chart, width, most, theme);
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) width * SHARPNESS, (int) height * SHARPNESS);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  cairo_scale (cr, SHARPNESS, SHARPNESS);
  sy_chart_paint (cr, chart, width, height, theme);
  status = cairo_status (cr);
  cairo_destroy (cr);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_write_to_png_stream (surface, append_bytes, png);
  cairo_surface_destroy (surface);
  return status;
}

gboolean
sy_xlsx_chart_put_picture (SyXlsxBook *book,
                           lxw_worksheet *sheet,
                           guint row,
                           guint col,
                           SyChart *chart,
                           guint width,
                           guint height,
                           GError **error)
{
  g_autoptr (GByteArray) png = g_byte_array_new ();
  g_autofree char *description = sy_chart_describe (chart);
  cairo_status_t status = paint (book, chart, width, height, png);
  lxw_image_options options = { .x_scale = 1. / SHARPNESS,
                                .y_scale = 1. / SHARPNESS,
                                .object_position = LXW_OBJECT_MOVE_DONT_SIZE,
                                .description = description };

  if (status != CAIRO_STATUS_SUCCESS
      || worksheet_insert_image_buffer_opt (sheet, row, (lxw_col_t) col, png->data, png->len, &options)
             != LXW_NO_ERROR)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The chart “%s” could not be drawn: %s"),
                   sy_chart_get_title (chart), cairo_status_to_string (status));
      return FALSE;
    }
  sy_xlsx_book_note (book, sy_chart_get_title (chart), "%s",
                     _ ("a picture of the numbers as they were when the workbook was written"));
  return TRUE;
}
