/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-html-writer.h"

#include <cairo-svg.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "sy-chart-layout.h"
#include "sy-evaluation-private.h"
#include "sy-painter.h"
#include "sy-pdf-form.h"
#include "sy-report.h"

#define CHART_WIDTH 860.
#define CHART_SHAPE 0.46 /* height by width, of charts that take any */
#define EMPTY_CHART 80.  /* with the sentence why */

static const char style[] =
    "body{font:16px/1.55 system-ui,'Noto Sans CJK SC','Microsoft YaHei',sans-serif;color:#1f2328;"
    "max-width:900px;margin:2em auto;padding:0 1em}"
    "h1{font-size:1.7em}h2{font-size:1.25em;margin-top:1.8em}"
    "img{max-width:100%;height:auto}figure{margin:1.2em 0}"
    ".cards{display:flex;flex-wrap:wrap;gap:.8em;margin:1em 0}"
    ".cards div{border:1px solid #d0d7de;border-radius:8px;padding:.5em .9em;min-width:8em}"
    ".cards dt{color:#57606a;font-size:.85em}.cards dd{margin:0;font-size:1.4em;font-weight:600}"
    "table{border-collapse:collapse;margin:1em 0;font-size:.92em}"
    "caption{text-align:left;font-weight:600;padding:.4em 0}"
    "th,td{padding:.25em .7em;border-bottom:1px solid #d8dee4;text-align:left;vertical-align:top}"
    "th{color:#57606a;font-weight:600}.l{white-space:pre-wrap}.n{text-align:right;font-variant-numeric:"
    "tabular-nums}"
    "footer{margin-top:3em;color:#57606a;font-size:.85em}"
    "@media print{body{margin:0;max-width:none}figure,tr,.cards{break-inside:avoid}}";

static void
append_text (GString *page, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text ? text : "", -1);

  g_string_append (page, escaped);
}

static void
append_element (GString *page, const char *name, const char *text)
{
  g_string_append_printf (page, "<%s>", name);
  append_text (page, text);
  g_string_append_printf (page, "</%s>\n", name);
}

/* --- parts --- */

static void
append_cards (GString *page, GPtrArray *cards)
{
  g_string_append (page, "<dl class=\"cards\">\n");
  for (guint i = 0; i < cards->len; i++)
    {
      const SyReportCard *card = cards->pdata[i];

      g_string_append (page, "<div><dt>");
      append_text (page, card->title);
      g_string_append (page, "</dt><dd>");
      append_text (page, card->text);
      g_string_append (page, "</dd></div>\n");
    }
  g_string_append (page, "</dl>\n");
}

static cairo_status_t
append_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static cairo_status_t
paint (SyChart *chart, const SyTheme *theme, double height, GByteArray *svg)
{
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (append_bytes, svg, CHART_WIDTH, height);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  sy_chart_paint (cr, chart, CHART_WIDTH, height, theme);
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  status = status == CAIRO_STATUS_SUCCESS ? cairo_surface_status (surface) : status;
  cairo_surface_destroy (surface);
  return status;
}

/* A picture of its own each: the names within one SVG must not meet those of another. */
static gboolean
append_chart (GString *page, SyChart *chart, const SyTheme *theme, GError **error)
{
  g_autoptr (GByteArray) svg = g_byte_array_new ();
  g_autofree char *description = sy_chart_describe (chart);
  g_autofree char *encoded = NULL;
  double natural = sy_chart_layout_measure_height (chart, CHART_WIDTH, theme);
  double height = natural > 0.                ? ceil (natural)
                  : sy_chart_is_empty (chart) ? EMPTY_CHART
                                              : floor (CHART_WIDTH * CHART_SHAPE);
  cairo_status_t status = paint (chart, theme, height, svg);

  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The chart “%s” could not be drawn: %s"),
                   sy_chart_get_title (chart), cairo_status_to_string (status));
      return FALSE;
    }
  encoded = g_base64_encode (svg->data, svg->len);
  g_string_append_printf (page, "<figure><img width=\"%.0f\" height=\"%.0f\" alt=\"", CHART_WIDTH, height);
  append_text (page, description);
  g_string_append_printf (page, "\" src=\"data:image/svg+xml;base64,%s\"></figure>\n", encoded);
  return TRUE;
}

/* What a drawing would cut is written. */
static void
append_form (GString *page, SyChart *chart)
{
  g_string_append (page, "<table>\n<tbody>");
  for (guint i = 0; i < sy_chart_get_n_points (chart); i++)
    {
      g_string_append (page, "<tr><th scope=\"row\">");
      append_text (page, sy_chart_get_category (chart, i));
      g_string_append (page, "</th><td class=\"l\">");
      append_text (page, sy_chart_get_text (chart, SY_CHART_TEXT_LABEL, i));
      g_string_append (page, "</td></tr>\n");
    }
  g_string_append (page, "</tbody></table>\n");
}

static gboolean
is_shown (const SyTableColumn *column)
{
  return !column->hidden && !column->is_provenance;
}

static void
append_table (GString *page, const SyReportPart *part, const char *language)
{
  GPtrArray *columns = sy_table_get_columns (part->table);

  g_string_append (page, "<table>\n<caption>");
  append_text (page, sy_table_get_title (part->table));
  g_string_append (page, "</caption>\n<thead><tr>");
  for (guint i = 0; i < columns->len; i++)
    {
      const SyTableColumn *column = columns->pdata[i];

      if (!is_shown (column))
        continue;
      g_string_append_printf (page, "<th scope=\"col\"%s>",
                              column->type == SY_TYPE_TEXT ? "" : " class=\"n\"");
      append_text (page, column->title ? column->title : column->id);
      g_string_append (page, "</th>");
    }
  g_string_append (page, "</tr></thead>\n<tbody>\n");
  for (gint64 row = 0; row < sy_frame_get_n_rows (part->frame); row++)
    {
      g_string_append (page, "<tr>");
      for (guint i = 0; i < columns->len; i++)
        {
          const SyTableColumn *column = columns->pdata[i];
          g_autofree char *text = NULL;

          if (!is_shown (column))
            continue;
          sy_table_format_cell (part->table, part->frame, i, row, language, &text);
          g_string_append (page, column->type == SY_TYPE_TEXT ? "<td>" : "<td class=\"n\">");
          append_text (page, text);
          g_string_append (page, "</td>");
        }
      g_string_append (page, "</tr>\n");
    }
  g_string_append (page, "</tbody>\n</table>\n");
}

static gboolean
append_part (GString *page,
             const SyReportPart *part,
             gboolean is_first,
             const SyTheme *theme,
             const char *language,
             GError **error)
{
  switch (part->kind)
    {
    case SY_REPORT_HEADING:
      append_element (page, is_first ? "h1" : "h2", part->text);
      return TRUE;
    case SY_REPORT_CARDS:
      append_cards (page, part->cards);
      return TRUE;
    case SY_REPORT_CHART:
      if (sy_pdf_form_is_needed (part->chart->chart))
        {
          append_form (page, part->chart->chart);
          return TRUE;
        }
      return append_chart (page, part->chart->chart, theme, error);
    case SY_REPORT_TABLE:
      append_table (page, part, language);
      return TRUE;
    case SY_REPORT_NOTE:
    default:
      append_element (page, "p", part->text);
      return TRUE;
    }
}

/* --- the page --- */

static gboolean
append_templates (
    GString *page, SyEvaluation *evaluation, GPtrArray *templates, GCancellable *cancellable, GError **error)
{
  const char *language = sy_evaluation_get_language (evaluation);
  g_autoptr (SyTheme) theme = sy_theme_new (SY_THEME_LIGHT, language);

  for (guint i = 0; i < templates->len; i++)
    {
      g_autoptr (GPtrArray) parts = sy_report_build_of (evaluation, templates->pdata[i], cancellable, error);

      if (!parts)
        return FALSE;
      for (guint j = 0; j < parts->len; j++)
        if (g_cancellable_set_error_if_cancelled (cancellable, error)
            || !append_part (page, parts->pdata[j], j == 0, theme, language, error))
          return FALSE;
    }
  return TRUE;
}

static void
append_head (GString *page, const char *title, const char *language)
{
  g_string_append_printf (page, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
                          g_str_has_prefix (language, "zh") ? "zh-CN" : "en");
  g_string_append (page, "<meta name=\"viewport\" content=\"width=device-width\">\n");
  append_element (page, "title", title);
  g_string_append_printf (page, "<style>%s</style>\n</head>\n<body>\n", style);
}

static gboolean
write_file (const char *path, GString *page, GError **error)
{
  g_autofree char *temporary = sy_export_temporary_name (path);
  g_autoptr (GError) cause = NULL;
  g_autofree char *shown = g_filename_display_name (path);

  if (g_file_set_contents_full (temporary, page->str, (gssize) page->len, G_FILE_SET_CONTENTS_NONE, 0666,
                                &cause))
    return sy_export_finish (temporary, path, error);
  sy_export_abandon (temporary);
  g_set_error (error, SY_EXPORT_ERROR, SY_EXPORT_ERROR_WRITE,
               _ ("Can't write “%s”: %s. What was there before is unchanged."), shown, cause->message);
  return FALSE;
}

gboolean
sy_html_writer_write (SyEvaluation *evaluation,
                      const char *path,
                      SyExportProgress progress,
                      gpointer progress_data,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (GString) page = g_string_new (NULL);
  g_autoptr (GPtrArray) templates = NULL;
  SyPlan *plan;

  g_return_val_if_fail (SY_IS_EVALUATION (evaluation) && path, FALSE);

  plan = sy_evaluation_get_plan (evaluation);
  templates = sy_report_list_pages (plan);
  if (templates->len == 0)
    {
      g_set_error_literal (error, SY_EXPORT_ERROR, SY_EXPORT_ERROR_WRITE,
                           _ ("There is nothing to write: choose an analysis or add a worksheet first"));
      return FALSE;
    }
  append_head (page, sy_plan_get_title (plan, templates->pdata[0]), sy_evaluation_get_language (evaluation));
  if (!append_templates (page, evaluation, templates, cancellable, error))
    return FALSE;
  g_string_append (page, "<footer>Steelyard 权衡</footer>\n</body>\n</html>\n");
  if (!write_file (path, page, error))
    return FALSE;
  if (progress)
    progress (1, 1, _ ("pages"), progress_data);
  return TRUE;
}
