/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All sheets lie in one part, so the sheets before the one asked for are stepped over. Memory holds a few
 * blocks and one row. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sy-block-pipe.h"
#include "sy-ods-reader.h"
#include "sy-ods-sheet.h"
#include "sy-reader-private.h"

#define MIME_TYPE "application/vnd.oasis.opendocument.spreadsheet"
#define MAX_SMALL_PART (4 * 1024 * 1024)

typedef struct
{
  SyPackage *package; /* NULL for a flat file */
  SyBlockPipe *pipe;
  int fd;
  guint64 position, size;
  const SyCellSink *sink; /* NULL while the sheets are listed */
  GCancellable *cancellable;
  SyXmlScanner scanner;
} Source;

static gssize
read_source (gpointer data, gpointer buffer, gsize size, GError **error)
{
  Source *source = data;
  const SyCellSink *sink = source->sink;
  gssize n;

  if (g_cancellable_set_error_if_cancelled (source->cancellable, error))
    return -1;
  if (source->pipe != NULL)
    n = sy_block_pipe_read (source->pipe, buffer, size, error);
  else
    n = sy_reader_read_at (source->fd, buffer, size, source->position, error);
  source->position += (guint64) MAX (n, 0);
  if (sink != NULL && sink->funcs->progress != NULL && n > 0)
    {
      if (source->pipe != NULL)
        sink->funcs->progress (sink->self, sy_block_pipe_get_position (source->pipe),
                               sy_block_pipe_get_size (source->pipe));
      else
        sink->funcs->progress (sink->self, MIN (source->position, source->size), source->size);
    }
  return n;
}

static gboolean
part_contains (SyPackage *package, const char *name, const char *word)
{
  g_autoptr (GBytes) bytes = NULL;
  gconstpointer data;
  gsize length;

  if (!sy_package_has (package, name))
    return FALSE;
  bytes = sy_package_read_part (package, name, MAX_SMALL_PART, NULL);
  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &length);
  return data != NULL && memmem (data, length, word, strlen (word)) != NULL;
}

/* Where the content is read from; FALSE with an error. Clear with source_clear() in any case. */
static gboolean
source_open (Source *self, int fd, GError **error)
{
  guint8 head[4] = { 0 };
  SyPackageStream *stream;

  self->fd = fd;
  self->size = sy_reader_file_size (fd);
  if (sy_reader_read_at (fd, head, sizeof head, 0, error) < 0)
    return FALSE;
  if (memcmp (head, "PK", 2) != 0)
    {
      sy_xml_scanner_init (&self->scanner, read_source, self, "office:document");
      return TRUE;
    }
  self->package = sy_package_new (fd, error);
  if (self->package == NULL)
    return FALSE;
  /* The list of parts tells what each is encrypted with. */
  if (part_contains (self->package, "META-INF/manifest.xml", "encryption-data")
      || sy_package_has (self->package, "encrypted-package"))
    {
      g_set_error_literal (
          error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ENCRYPTED,
          _ ("The file is protected by a password. Save a copy without it and import that."));
      return FALSE;
    }
  stream = sy_package_open_part (self->package, "content.xml", error);
  if (stream == NULL)
    return FALSE;
  self->pipe = sy_block_pipe_new (stream);
  sy_xml_scanner_init (&self->scanner, read_source, self, "content.xml");
  return TRUE;
}

static void
source_clear (Source *self)
{
  sy_xml_scanner_clear (&self->scanner);
  g_clear_pointer (&self->pipe, sy_block_pipe_free);
  g_clear_pointer (&self->package, sy_package_free);
}

/**
 * sy_ods_reader_recognise:
 * @fd: a file that begins like a ZIP archive
 *
 * Returns: whether it says that it is an OpenDocument spreadsheet
 */
gboolean
sy_ods_reader_recognise (int fd)
{
  g_autoptr (SyPackage) package = sy_package_new (fd, NULL);

  if (package == NULL)
    return FALSE;
  if (sy_package_has (package, "mimetype"))
    return part_contains (package, "mimetype", MIME_TYPE);
  return sy_package_has (package, "content.xml")
         && part_contains (package, "META-INF/manifest.xml", MIME_TYPE);
}

/**
 * sy_ods_reader_inspect:
 * @flat: whether it is one XML file
 * @info: gets format and sheets
 *
 * Returns: %TRUE, or %FALSE with one of %SY_IMPORT_ERROR or %G_IO_ERROR_CANCELLED
 */
gboolean
sy_ods_reader_inspect (int fd, gboolean flat, SyFileInfo *info, GCancellable *cancellable, GError **error)
{
  Source source = { .cancellable = cancellable };
  gboolean ok = source_open (&source, fd, error) && sy_ods_sheet_list (&source.scanner, info->sheets, error);

  source_clear (&source);
  if (!ok)
    return FALSE;
  if (info->sheets->len == 0)
    {
      g_set_error_literal (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_EMPTY,
                           _ ("The workbook has no sheet with cells."));
      return FALSE;
    }
  info->format = SY_FILE_ODS;
  info->format_name =
      g_strdup (flat ? _ ("OpenDocument spreadsheet (FODS)") : _ ("OpenDocument spreadsheet (ODS)"));
  return TRUE;
}

/**
 * sy_ods_reader_read:
 * @sheet_index: 0-based among those that sy_ods_reader_inspect() lists
 *
 * Numbers come with the digits of the file.
 *
 * Returns: %TRUE, or %FALSE with one of %SY_IMPORT_ERROR or %G_IO_ERROR_CANCELLED
 */
gboolean
sy_ods_reader_read (int fd,
                    guint sheet_index,
                    const char *sheet_name,
                    const SyCellSink *sink,
                    GCancellable *cancellable,
                    GError **error)
{
  Source source = { .cancellable = cancellable, .sink = sink };
  gboolean stopped = FALSE, ok = FALSE;

  if (!sink->funcs->begin_sheet (sink->self, sheet_index, sheet_name))
    return TRUE;
  ok = source_open (&source, fd, error)
       && sy_ods_sheet_read (&source.scanner, sheet_index, sink, cancellable, &stopped, error);
  source_clear (&source);
  if (ok)
    sink->funcs->end_sheet (sink->self);
  return ok;
}
