/* SPDX-License-Identifier: GPL-3.0-or-later */
/* steelyard report, table, value, chart: what an evaluation gives, written out. */
#include "config.h"

#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "sy-chart-builder.h"
#include "sy-cli-private.h"
#include "sy-csv-writer.h"
#include "sy-painter.h"
#include "sy-html-writer.h"
#include "sy-pdf-writer.h"
#include "sy-theme.h"
#include "sy-worksheet.h"
#include "sy-xlsx-writer.h"

static gboolean
ends_in (const char *path, const char *suffix)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  return g_str_has_suffix (lower, suffix);
}

static gboolean
need_template (const SyCliSession *session, GError **error)
{
  if (sy_workbook_get_template (session->workbook) || sy_workbook_get_worksheets (session->workbook)->len > 0)
    return TRUE;
  g_set_error_literal (error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE,
                       _ ("--template is missing; “steelyard list templates” shows those there are"));
  return FALSE;
}

static SyEvaluation *
open_evaluation (SyCliOptions *options, SyCliSession **session, GError **error)
{
  *session = sy_cli_session_open (options, error);
  if (!*session || !need_template (*session, error))
    return NULL;
  return sy_cli_session_evaluate (*session, options, error);
}

gboolean
sy_cli_parse_refs (const SyCliOptions *options, SyXlsxOptions *xlsx, GError **error)
{
  if (!options->refs || g_str_equal (options->refs, "names"))
    return TRUE;
  xlsx->a1 = g_str_equal (options->refs, "a1");
  if (!xlsx->a1)
    g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE, _ ("--refs is names or a1, not “%s”"),
                 options->refs);
  return xlsx->a1;
}

/* What the template would give with other sources is told, not left out silently: once for each reason. */
static void
tell_unavailable (SyWorkbook *workbook)
{
  GPtrArray *tables = sy_workbook_list_tables (workbook);
  g_autoptr (GPtrArray) reasons = g_ptr_array_new ();
  g_autoptr (GHashTable) titles =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < tables->len; i++)
    {
      const SyWorkbookTable *table = tables->pdata[i];
      GPtrArray *same = table->unavailable ? g_hash_table_lookup (titles, table->unavailable) : NULL;

      if (!table->unavailable)
        continue;
      if (!same)
        {
          same = g_ptr_array_new_null_terminated (8, NULL, TRUE);
          g_hash_table_insert (titles, table->unavailable, same);
          g_ptr_array_add (reasons, table->unavailable);
        }
      g_ptr_array_add (same, table->definition->title);
    }
  for (guint i = 0; i < reasons->len; i++)
    {
      GPtrArray *same = g_hash_table_lookup (titles, reasons->pdata[i]);
      g_autofree char *joined = g_strjoinv (", ", (char **) same->pdata);

      g_printerr (_ ("left out: %s: %s\n"), joined, (const char *) reasons->pdata[i]);
    }
}

gboolean
sy_cli_report (SyCliOptions *options, GError **error)
{
  g_autoptr (SyCliSession) session = NULL;
  g_autoptr (SyEvaluation) evaluation = NULL;
  SyXlsxOptions xlsx = { 0 };
  gboolean done;

  if (!ends_in (options->output, ".xlsx") && !ends_in (options->output, ".pdf")
      && !ends_in (options->output, ".html"))
    {
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE, _ ("“%s” ends in none of .xlsx, .pdf, .html"),
                   options->output);
      return FALSE;
    }
  if (options->id && !ends_in (options->output, ".pdf"))
    {
      g_set_error_literal (error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE,
                           _ ("One worksheet by itself is a page: --id goes with OUT.pdf"));
      return FALSE;
    }
  if (!sy_cli_parse_refs (options, &xlsx, error))
    return FALSE;
  evaluation = open_evaluation (options, &session, error);
  if (!evaluation)
    return FALSE;
  if (!options->id)
    tell_unavailable (session->workbook);
  if (options->id)
    done = sy_pdf_writer_write_worksheet (evaluation, options->id, options->output, sy_cli_progress, NULL,
                                          NULL, error);
  else if (ends_in (options->output, ".html"))
    done = sy_html_writer_write (evaluation, options->output, sy_cli_progress, NULL, NULL, error);
  else if (ends_in (options->output, ".pdf"))
    done = sy_pdf_writer_write (evaluation, options->output, sy_cli_progress, NULL, NULL, error);
  else
    done = sy_xlsx_writer_write (evaluation, options->output, &xlsx, sy_cli_progress, NULL, NULL, error);
  sy_cli_progress_end ();
  return done;
}

gboolean
sy_cli_parse_format (const SyCliOptions *options, SyTextFormat *format, GError **error)
{
  if (!options->format || g_str_equal (options->format, "csv"))
    *format = SY_TEXT_CSV;
  else if (g_str_equal (options->format, "json"))
    *format = SY_TEXT_JSON;
  else
    {
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE, _ ("--format is csv or json, not “%s”"),
                   options->format);
      return FALSE;
    }
  return TRUE;
}

gboolean
sy_cli_write_table (SyTable *table, const SyCliOptions *options, SyTextFormat format, GError **error)
{
  g_autoptr (GOutputStream) out = NULL;

  if (options->output)
    return sy_csv_writer_write_file (table, format, FALSE, options->output, NULL, error);
  fflush (stdout);
  out = g_unix_output_stream_new (1, FALSE);
  return sy_csv_writer_write_table (table, format, FALSE, out, NULL, error);
}

gboolean
sy_cli_table (SyCliOptions *options, GError **error)
{
  g_autoptr (SyCliSession) session = NULL;
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autoptr (SyTable) table = NULL;
  SyTextFormat format;

  if (!sy_cli_parse_format (options, &format, error))
    return FALSE;
  evaluation = open_evaluation (options, &session, error);
  table = evaluation ? sy_evaluation_get_table (evaluation, options->table, NULL, error) : NULL;
  return table && sy_cli_write_table (table, options, format, error);
}

char *
sy_cli_dup_number (double number)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  char format[] = "%.15g";

  for (char precision = '5'; precision <= '7'; precision++)
    {
      format[3] = precision;
      g_ascii_formatd (digits, sizeof digits, format, number);
      if (g_ascii_strtod (digits, NULL) == number)
        break;
    }
  return g_strdup (digits);
}

/* Plain: full precision, ISO dates, nothing for NULL. */
static char *
plain_value (const SyValue *value)
{
  if (value->is_null)
    return g_strdup ("");
  switch (value->type)
    {
    case SY_COLUMN_TEXT:
      return g_strdup (value->text);
    case SY_COLUMN_DATE:
      {
        g_autoptr (GDateTime) epoch = g_date_time_new_utc (1970, 1, 1, 0, 0, 0.0);
        g_autoptr (GDateTime) day = g_date_time_add_days (epoch, (int) value->integer);

        return g_date_time_format (day, "%Y-%m-%d");
      }
    case SY_COLUMN_BOOL:
      return g_strdup (value->integer ? "true" : "false");
    case SY_COLUMN_INT64:
      return g_strdup_printf ("%" G_GINT64_FORMAT, value->integer);
    default:
      return sy_cli_dup_number (value->number);
    }
}

gboolean
sy_cli_value (SyCliOptions *options, GError **error)
{
  g_autoptr (SyCliSession) session = NULL;
  g_autoptr (SyEvaluation) evaluation = open_evaluation (options, &session, error);
  g_autofree char *text = NULL;
  SyValue value;

  if (!evaluation || !sy_evaluation_get_value (evaluation, options->name, &value, NULL, error))
    return FALSE;
  text = plain_value (&value);
  g_print ("%s\n", text);
  return TRUE;
}

static const SyTemplateChart *
find_chart (SyWorkbook *workbook, const char *id, GError **error)
{
  GPtrArray *charts = sy_workbook_list_charts (workbook);
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < charts->len; i++)
    {
      const SyTemplateChart *chart = charts->pdata[i];

      if (g_str_equal (chart->id, id))
        return chart;
      g_string_append_printf (ids, "%s%s", i ? ", " : "", chart->id);
    }
  g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_REFUSED, _ ("no chart “%s”; there are %s"), id, ids->str);
  return NULL;
}

static gboolean
parse_size (const SyCliOptions *options, double *width, double *height, GError **error)
{
  guint w, h;

  *width = 900;
  *height = 420;
  if (!options->size)
    return TRUE;
  if (sscanf (options->size, "%ux%u", &w, &h) != 2 || w < 1 || h < 1 || w > 16384 || h > 16384)
    {
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE,
                   _ ("--size is WIDTHxHEIGHT up to 16384, not “%s”"), options->size);
      return FALSE;
    }
  *width = w;
  *height = h;
  return TRUE;
}

static gboolean
check_picture (const char *path, GError **error)
{
  if (ends_in (path, ".png") || ends_in (path, ".svg") || ends_in (path, ".pdf"))
    return TRUE;
  g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE, _ ("“%s” ends in none of .png, .svg, .pdf"), path);
  return FALSE;
}

static gboolean
write_picture (
    SyChart *chart, const char *path, double width, double height, const SyTheme *theme, GError **error)
{
  if (ends_in (path, ".png"))
    return sy_chart_write_png (chart, path, width, height, theme, error);
  if (ends_in (path, ".svg"))
    return sy_chart_write_svg (chart, path, width, height, theme, error);
  return sy_chart_write_pdf (chart, path, width, height, theme, error);
}

gboolean
sy_cli_chart (SyCliOptions *options, GError **error)
{
  g_autoptr (SyCliSession) session = NULL;
  g_autoptr (SyEvaluation) evaluation = NULL;
  const SyTemplateChart *definition;
  g_autoptr (SyBuiltChart) built = NULL;
  g_autoptr (SyTheme) theme = NULL;
  double width, height;

  if (!check_picture (options->output, error) || !parse_size (options, &width, &height, error))
    return FALSE;
  evaluation = open_evaluation (options, &session, error);
  if (!evaluation)
    return FALSE;
  definition = find_chart (session->workbook, options->chart, error);
  built = definition ? sy_chart_builder_build (evaluation, definition, NULL, error) : NULL;
  if (!built)
    return FALSE;
  theme = sy_theme_new (SY_THEME_PRINT, sy_evaluation_get_language (evaluation));
  /* A drawing of words is as high as its words need. */
  if (!options->size && sy_chart_type_is_drawing (sy_chart_get_chart_type (built->chart)))
    height = sy_chart_layout_measure_height (built->chart, width, theme);
  return write_picture (built->chart, options->output, width, height, theme, error);
}
