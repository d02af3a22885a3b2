/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thread inflates the sheet, this one scans it; memory holds the shared strings, a few blocks and one
 * row. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sy-block-pipe.h"
#include "sy-reader-private.h"
#include "sy-shared-strings.h"
#include "sy-xlsx-reader.h"
#include "sy-xlsx-sheet.h"
#include "sy-xlsx-workbook.h"

typedef struct
{
  SyBlockPipe *pipe;
  const SyCellSink *sink;
  GCancellable *cancellable;
} Source;

/* Before more is read; FALSE: cancelled. */
static gboolean
go_on (const Source *source, GError **error)
{
  const SyCellSink *sink = source->sink;

  if (g_cancellable_set_error_if_cancelled (source->cancellable, error))
    return FALSE;
  if (sink->funcs->progress != NULL)
    sink->funcs->progress (sink->self, sy_block_pipe_get_position (source->pipe),
                           sy_block_pipe_get_size (source->pipe));
  return TRUE;
}

static gssize
read_source (gpointer data, gpointer buffer, gsize size, GError **error)
{
  Source *source = data;

  return go_on (source, error) ? sy_block_pipe_read (source->pipe, buffer, size, error) : -1;
}

static guint8 *
take_source (gpointer data, const guint8 *tail, gsize n_tail, gssize *n, GError **error)
{
  Source *source = data;

  *n = -1;
  return go_on (source, error) ? sy_block_pipe_take (source->pipe, tail, n_tail, n, error) : NULL;
}

/**
 * sy_xlsx_reader_inspect:
 * @fd: a file that begins like a ZIP archive
 * @info: gets format and sheets
 *
 * Returns: %TRUE, or %FALSE with one of %SY_IMPORT_ERROR
 */
gboolean
sy_xlsx_reader_inspect (int fd, SyFileInfo *info, GError **error)
{
  g_autoptr (SyPackage) package = sy_package_new (fd, error);
  g_autoptr (SyXlsxWorkbook) workbook = NULL;

  if (package == NULL)
    return FALSE;
  workbook = sy_xlsx_workbook_read (package, error);
  if (workbook == NULL)
    return FALSE;
  if (workbook->sheets->len == 0)
    {
      g_set_error_literal (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_EMPTY,
                           _ ("The workbook has no sheet with cells."));
      return FALSE;
    }
  info->format = SY_FILE_XLSX;
  info->format_name = g_strdup (_ ("Excel workbook (XLSX)"));
  info->date1904 = workbook->date1904;
  for (guint i = 0; i < workbook->sheets->len; i++)
    g_ptr_array_add (info->sheets,
                     g_strdup (((SyXlsxSheet *) g_ptr_array_index (workbook->sheets, i))->name));
  return TRUE;
}

static gboolean
read_sheet (SyPackage *package,
            const SyXlsxSheet *sheet,
            const SyXlsxContext *context,
            const SyCellSink *sink,
            GCancellable *cancellable,
            GError **error)
{
  SyPackageStream *stream = sy_package_open_part (package, sheet->part, error);
  Source source = { NULL, sink, cancellable };
  SyXmlScanner scanner;
  gboolean stopped = FALSE, ok;

  if (stream == NULL)
    return FALSE;
  source.pipe = sy_block_pipe_new (stream);
  sy_xml_scanner_init (&scanner, read_source, &source, sheet->part);
  sy_xml_scanner_set_take (&scanner, take_source);
  ok = sy_xlsx_sheet_read (&scanner, context, sink, &stopped, error);
  sy_xml_scanner_clear (&scanner);
  sy_block_pipe_free (source.pipe);
  if (!ok)
    g_prefix_error (error, _ ("Sheet “%s”: "), sheet->name);
  return ok;
}

static void
tell_texts (SySharedStrings *strings, const SyCellSink *sink)
{
  guint n;
  const SyCellText *texts = sy_shared_strings_get_all (strings, &n);

  if (sink->funcs->texts != NULL)
    sink->funcs->texts (sink->self, texts, n);
}

/**
 * sy_xlsx_reader_read:
 * @fd: a workbook
 * @sheet_index: 0-based among the sheets that sy_xlsx_reader_inspect() lists
 *
 * Numbers keep the digits of the file. Dates and times are told by the number format; those of the 1904
 * calendar are moved. A cell that cannot be read (a text that is missing, a formula without result) is
 * reported and left empty in its row.
 *
 * Returns: %TRUE, or %FALSE with one of %SY_IMPORT_ERROR or %G_IO_ERROR_CANCELLED
 */
gboolean
sy_xlsx_reader_read (
    int fd, guint sheet_index, const SyCellSink *sink, GCancellable *cancellable, GError **error)
{
  g_autoptr (SyPackage) package = sy_package_new (fd, error);
  g_autoptr (SyXlsxWorkbook) workbook = NULL;
  g_autoptr (SySharedStrings) strings = NULL;
  g_autoptr (GArray) formats = NULL;
  SyXlsxContext context;
  const SyXlsxSheet *sheet;

  if (package == NULL)
    return FALSE;
  workbook = sy_xlsx_workbook_read (package, error);
  if (workbook == NULL)
    return FALSE;
  if (sheet_index >= workbook->sheets->len)
    {
      g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_SHEET, _ ("There is no sheet number %u."),
                   sheet_index + 1);
      return FALSE;
    }
  sheet = g_ptr_array_index (workbook->sheets, sheet_index);
  formats = sy_xlsx_workbook_read_formats (workbook, package, error);
  if (formats == NULL)
    return FALSE;
  if (!sink->funcs->begin_sheet (sink->self, sheet_index, sheet->name))
    return TRUE;
  strings = sy_shared_strings_read (package, workbook->strings, cancellable, error);
  context = (SyXlsxContext){ strings, formats, workbook->date1904 };
  if (strings != NULL)
    tell_texts (strings, sink);
  if (strings == NULL || !read_sheet (package, sheet, &context, sink, cancellable, error))
    return FALSE;
  sink->funcs->end_sheet (sink->self);
  return TRUE;
}
