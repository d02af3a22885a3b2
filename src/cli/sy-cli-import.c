/* SPDX-License-Identifier: GPL-3.0-or-later */
/* steelyard import: data files into a document, new or old; steelyard convert: what the reader sees, untyped.
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <gio/gunixoutputstream.h>
#include <inttypes.h>
#include <stdio.h>

#include "sy-cli-arrive.h"
#include "sy-cli-join.h"
#include "sy-cli-session.h"
#include "sy-cli-watch.h"
#include "sy-cli-clean.h"
#include "sy-cli-private.h"
#include "sy-csv-writer.h"
#include "sy-export.h"

static gboolean
fill_document (SyDocument *document, SyCliOptions *options, gboolean joins, GError **error)
{
  SyWorkbook *workbook = sy_document_get_workbook (document);

  if (!sy_cli_bring_in_all (workbook, options, joins, error))
    return FALSE;
  if (!sy_cli_clean (workbook, options, error) || !sy_cli_watch (workbook, options, error))
    return FALSE;
  return sy_cli_write_refused (workbook, options, error);
}

/* Each file that came in stays, also when a later one is refused: the document is never between two files. */
static gboolean
import_into_old (SyCliOptions *options, SyCatalogue *catalogue, GError **error)
{
  g_autoptr (SyDocument) document = NULL;
  gboolean filled;

  if (!sy_document_sniff (options->output))
    {
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_REFUSED,
                   _ ("“%s” exists and is no document: choose another name, or remove it first"),
                   options->output);
      return FALSE;
    }
  document = sy_document_open (options->output, catalogue, error);
  if (!document)
    return FALSE;
  if (sy_document_is_read_only (document))
    {
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_REFUSED, _ ("“%s” may not be written"), options->output);
      return FALSE;
    }
  filled = fill_document (document, options, TRUE, error);
  return sy_document_close (document, filled ? error : NULL) && filled;
}

gboolean
sy_cli_import (SyCliOptions *options, GError **error)
{
  g_autoptr (SyCatalogue) catalogue = sy_cli_open_catalogue (options, error);
  g_autoptr (SyDocument) document = NULL;
  gboolean filled, given;
  int mode;

  if (!catalogue || !sy_cli_get_mode (options, &mode, &given, error))
    return FALSE;
  if (!options->arguments[0] && (!options->watch || !g_file_test (options->output, G_FILE_TEST_EXISTS)))
    {
      g_set_error_literal (error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE,
                           options->watch ? _ ("A new document needs a first file, so that later ones can be "
                                               "told by it")
                                          : _ ("import needs a file"));
      return FALSE;
    }
  if (g_file_test (options->output, G_FILE_TEST_EXISTS))
    return import_into_old (options, catalogue, error);
  document = sy_document_create (options->output, catalogue, error);
  if (!document)
    return FALSE;
  filled = fill_document (document, options, FALSE, error);
  if (!sy_document_close (document, filled ? error : NULL) || !filled)
    {
      g_unlink (options->output);
      return FALSE;
    }
  return TRUE;
}

/* --- convert --- */

typedef struct
{
  GOutputStream *out;
  GString *block;
  guint64 expected; /* row number that comes next: empty rows of the file stay empty lines */
  GError *error;
} Conversion;

static gboolean
convert_sheet (gpointer data, guint index, const char *name)
{
  return TRUE;
}

static void
convert_sheet_end (gpointer data)
{
}

static gboolean
flush_block (Conversion *self, gsize limit)
{
  gboolean written;

  if (self->block->len <= limit)
    return TRUE;
  written =
      g_output_stream_write_all (self->out, self->block->str, self->block->len, NULL, NULL, &self->error);
  g_string_truncate (self->block, 0);
  return written;
}

static void
append_serial (GString *line, double serial, SyCellKind kind)
{
  gint64 seconds = (gint64) (serial * 86400.0 + (serial < 0 ? -0.5 : 0.5));
  gint64 day_seconds = ((seconds % 86400) + 86400) % 86400;
  g_autoptr (GDateTime) epoch = g_date_time_new_utc (1899, 12, 30, 0, 0, 0.0);
  /* Serials up to 60 are counted with a day that never was: 29 February 1900. */
  g_autoptr (GDateTime) day =
      g_date_time_add_days (epoch, (int) ((seconds - day_seconds) / 86400) + (serial < 60.0 ? 1 : 0));

  if (kind == SY_CELL_DATE && day)
    {
      g_autofree char *date = g_date_time_format (day, "%Y-%m-%d");

      g_string_append (line, date);
    }
  if (kind == SY_CELL_TIME || day_seconds != 0)
    g_string_append_printf (line, "%s%02d:%02d:%02d", kind == SY_CELL_DATE ? " " : "",
                            (int) (day_seconds / 3600), (int) (day_seconds / 60 % 60),
                            (int) (day_seconds % 60));
}

static void
append_cell (GString *line, const SyCell *cell)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *text = cell->text ? g_strndup (cell->text, cell->length) : NULL;

  switch (cell->kind)
    {
    case SY_CELL_EMPTY:
      break;
    case SY_CELL_NUMBER:
      g_string_append (line, text ? text : g_ascii_formatd (digits, sizeof digits, "%.15g", cell->number));
      break;
    case SY_CELL_DATE:
    case SY_CELL_TIME:
      append_serial (line, cell->number, cell->kind);
      break;
    case SY_CELL_BOOL:
      g_string_append (line, cell->number != 0 ? "TRUE" : "FALSE");
      break;
    case SY_CELL_TEXT:
    case SY_CELL_ERROR:
      sy_csv_append_field (line, text ? text : "");
      break;
    }
}

static gboolean
convert_row (gpointer data, guint64 row_number, const SyCell *cells, guint n_cells)
{
  Conversion *self = data;

  for (; self->expected < row_number; self->expected++)
    {
      g_string_append_c (self->block, '\n');
      if (!flush_block (self, 1 << 16))
        return FALSE;
    }
  for (guint i = 0; i < n_cells; i++)
    {
      if (i > 0)
        g_string_append_c (self->block, ',');
      append_cell (self->block, &cells[i]);
    }
  g_string_append_c (self->block, '\n');
  self->expected = row_number + 1;
  return flush_block (self, 1 << 16);
}

static void
convert_refused (gpointer data, guint64 row_number, const char *text, const char *reason)
{
  g_autofree char *line = sy_cli_dup_line (text);

  g_printerr (_ ("row %" PRIu64 ": %s: %s\n"), row_number, line, reason);
}

static const SyCellSinkFuncs convert_funcs = {
  .begin_sheet = convert_sheet,
  .row = convert_row,
  .refused = convert_refused,
  .end_sheet = convert_sheet_end,
};

static guint
sheet_index (const SyFileInfo *info, const char *sheet)
{
  guint number = sheet ? (guint) g_ascii_strtoull (sheet, NULL, 10) : 0;

  for (guint i = 0; sheet && i < info->sheets->len; i++)
    if (g_str_equal (info->sheets->pdata[i], sheet))
      return i;
  return number >= 1 && number <= info->sheets->len ? number - 1 : 0;
}

static gboolean
read_into (
    const char *path, const SyReadOptions *read, const SyFileInfo *info, Conversion *self, GError **error)
{
  SyCellSink sink = { &convert_funcs, self };
  gboolean done;

  self->block = g_string_new (NULL);
  done = sy_reader_read (path, info, sheet_index (info, read->sheet), read, &sink, NULL, error);
  if (done && !self->error)
    flush_block (self, 0);
  g_string_free (self->block, TRUE);
  if (!done)
    sy_cli_name_file (error, path);
  if (!self->error)
    return done;
  g_clear_error (error);
  g_propagate_error (error, self->error);
  return FALSE;
}

static gboolean
convert_into (SyCliOptions *options, GOutputStream *out, GError **error)
{
  const char *path = options->arguments[0];
  Conversion self = { .out = out, .expected = 1 };
  g_autoptr (SyFileInfo) info = NULL;
  g_autoptr (GError) local = NULL;
  SyReadOptions read;

  sy_cli_init_read_options (options, &read);
  info = sy_reader_inspect (path, &read, NULL, &local);
  if (info)
    return read_into (path, &read, info, &self, error);
  sy_cli_name_file (&local, path);
  /* Of nothing nothing is made, and that is no failure. */
  if (g_error_matches (local, SY_IMPORT_ERROR, SY_IMPORT_ERROR_EMPTY))
    {
      g_printerr ("%s\n", local->message);
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
sy_cli_convert (SyCliOptions *options, GError **error)
{
  g_autofree char *temporary = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GOutputStream) out = NULL;

  if (!options->output)
    {
      fflush (stdout);
      out = g_unix_output_stream_new (1, FALSE);
      return convert_into (options, out, error);
    }
  temporary = sy_export_temporary_name (options->output);
  file = g_file_new_for_path (temporary);
  out = G_OUTPUT_STREAM (g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, NULL, error));
  if (!out)
    return FALSE;
  if (!convert_into (options, out, error) || !g_output_stream_close (out, NULL, error))
    {
      sy_export_abandon (temporary);
      return FALSE;
    }
  return sy_export_finish (temporary, options->output, error);
}
