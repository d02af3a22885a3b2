/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hands a file over to the reader of its format, which is told by what stands in it, never by its name. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "sy-csv-reader.h"
#include "sy-file-kind.h"
#include "sy-html-reader.h"
#include "sy-odbc-name.h"
#include "sy-odbc-reader.h"
#include "sy-ods-reader.h"
#include "sy-parquet-reader.h"
#include "sy-reader-private.h"
#include "sy-xls-reader.h"
#include "sy-xlsx-reader.h"
#include "sy-xml-reader.h"

#define HEAD_SIZE 16384

G_DEFINE_QUARK (sy_import_error, sy_import_error)

/**
 * sy_reader_open_file:
 * @path: a file name
 * @size: (out) (optional): its size in bytes
 *
 * Returns: a descriptor, or -1 with %SY_IMPORT_ERROR_NOT_FOUND when there is no regular file that can be read
 */
int
sy_reader_open_file (const char *path, guint64 *size, GError **error)
{
  /* Without waiting, since a named pipe would block for ever. */
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  g_autofree char *name = g_filename_display_name (path);
  struct stat st;

  if (fd < 0 || fstat (fd, &st) != 0)
    {
      g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_NOT_FOUND, _ ("“%s” cannot be opened: %s"), name,
                   g_strerror (errno));
      if (fd >= 0)
        close (fd);
      return -1;
    }
  if (!S_ISREG (st.st_mode))
    {
      g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_NOT_FOUND,
                   S_ISDIR (st.st_mode) ? _ ("“%s” is a folder. Choose a file in it.")
                                        : _ ("“%s” is a device or a pipe, not a file."),
                   name);
      close (fd);
      return -1;
    }
  if (size != NULL)
    *size = (guint64) st.st_size;
  return fd;
}

gssize
sy_reader_read_at (int fd, gpointer buffer, gsize size, guint64 offset, GError **error)
{
  gssize n;

  do
    n = pread (fd, buffer, size, (off_t) offset);
  while (n < 0 && errno == EINTR);
  if (n < 0)
    g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_DAMAGED, _ ("The file cannot be read: %s"),
                 g_strerror (errno));
  return n;
}

guint64
sy_reader_file_size (int fd)
{
  struct stat st;

  return fstat (fd, &st) == 0 ? (guint64) st.st_size : 0;
}

static gboolean
inspect_fd (int fd,
            guint64 size,
            const SyReadOptions *options,
            SyFileInfo *info,
            GCancellable *cancellable,
            GError **error)
{
  guint8 head[HEAD_SIZE];
  const char *name = NULL;
  gssize n;

  if (size == 0)
    {
      g_set_error_literal (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_EMPTY, _ ("The file is empty (0 bytes)."));
      return FALSE;
    }
  n = sy_reader_read_at (fd, head, sizeof head, 0, error);
  if (n < 0)
    return FALSE;
  switch (sy_file_kind_tell (head, (gsize) n, &name))
    {
    case SY_FILE_KIND_TEXT:
      return sy_csv_reader_inspect (fd, options, info, cancellable, error);
    case SY_FILE_KIND_ZIP:
      if (sy_ods_reader_recognise (fd))
        return sy_ods_reader_inspect (fd, FALSE, info, cancellable, error);
      return sy_xlsx_reader_inspect (fd, info, error);
    case SY_FILE_KIND_OLE:
    case SY_FILE_KIND_BIFF:
      return sy_xls_reader_inspect (fd, info, cancellable, error);
    case SY_FILE_KIND_FLAT_ODS:
      return sy_ods_reader_inspect (fd, TRUE, info, cancellable, error);
    case SY_FILE_KIND_HTML:
      return sy_html_reader_inspect (fd, options, info, cancellable, error);
    case SY_FILE_KIND_SPREADSHEET_XML:
      return sy_xml_reader_inspect (fd, info, cancellable, error);
    case SY_FILE_KIND_PARQUET:
      return sy_parquet_reader_inspect (fd, info, error);
    case SY_FILE_KIND_OTHER:
    default:
      break;
    }
  if (name != NULL && strstr (name, "unpack") != NULL)
    g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_UNKNOWN,
                 /* Translators: as in “This is a gzip archive; unpack it first, and …” */
                 _ ("This is %s, and import what is inside."), _ (name));
  else
    g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_UNKNOWN,
                 _ ("This is %s, which is not read here. Save it as XLSX or CSV and import that."),
                 name != NULL ? _ (name) : _ ("another kind of file"));
  return FALSE;
}

/**
 * sy_reader_inspect:
 * @path: a file name
 * @options: (nullable): what is asked for
 *
 * Tells what a file is: format, encoding and dialect of text, sheets of a workbook.
 *
 * Returns: (transfer full) (nullable): the information, or %NULL with one of %SY_IMPORT_ERROR
 */
SyFileInfo *
sy_reader_inspect (const char *path, const SyReadOptions *options, GCancellable *cancellable, GError **error)
{
  g_autoptr (SyFileInfo) info = NULL;
  guint64 size = 0;
  gboolean ok;
  int fd;

  g_return_val_if_fail (path != NULL, NULL);
  info = g_new0 (SyFileInfo, 1);
  info->sheets = g_ptr_array_new_with_free_func (g_free);
  if (sy_odbc_is_name (path))
    return sy_odbc_reader_inspect (path, options, info, cancellable, error) ? g_steal_pointer (&info) : NULL;
  fd = sy_reader_open_file (path, &size, error);
  if (fd < 0)
    return NULL;
  ok = inspect_fd (fd, size, options, info, cancellable, error);
  close (fd);
  return ok ? g_steal_pointer (&info) : NULL;
}

char *
sy_reader_dup_name (const char *path)
{
  return sy_odbc_is_name (path) ? sy_odbc_dup_title (path) : g_path_get_basename (path);
}

void
sy_file_info_free (SyFileInfo *info)
{
  if (info == NULL)
    return;
  g_free (info->format_name);
  g_free (info->encoding);
  g_free (info->encoding_reason);
  g_free (info->dialect_reason);
  g_clear_pointer (&info->sheets, g_ptr_array_unref);
  g_free (info);
}

gboolean
sy_reader_choose_sheet (
    const SyFileInfo *info, guint sheet_index, const SyReadOptions *options, guint *chosen, GError **error)
{
  const char *asked = options != NULL ? options->sheet : NULL;
  g_autoptr (GString) names = g_string_new (NULL);
  guint64 number = 0;

  *chosen = sheet_index;
  if (asked != NULL && *asked != '\0')
    {
      for (guint i = 0; i < info->sheets->len; i++)
        if (strcmp (g_ptr_array_index (info->sheets, i), asked) == 0)
          {
            *chosen = i;
            return TRUE;
          }
      if (!g_ascii_string_to_unsigned (asked, 10, 1, G_MAXUINT, &number, NULL))
        number = G_MAXUINT;
      *chosen = (guint) number - 1;
    }
  if (*chosen < info->sheets->len)
    return TRUE;
  for (guint i = 0; i < info->sheets->len; i++)
    g_string_append_printf (names, "%s“%s”", i > 0 ? ", " : "", (char *) g_ptr_array_index (info->sheets, i));
  if (asked != NULL && *asked != '\0')
    g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_SHEET,
                 _ ("There is no sheet “%s”. The file has: %s."), asked, names->str);
  else
    g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_SHEET,
                 _ ("There is no sheet number %u. The file has: %s."), sheet_index + 1, names->str);
  return FALSE;
}

static gboolean
read_fd (int fd,
         const SyFileInfo *info,
         guint sheet_index,
         const SyReadOptions *options,
         const SyCellSink *sink,
         GCancellable *cancellable,
         GError **error)
{
  switch (info->format)
    {
    case SY_FILE_CSV:
      return sy_csv_reader_read (fd, info, options, sink, cancellable, error);
    case SY_FILE_XLSX:
      return sy_xlsx_reader_read (fd, sheet_index, sink, cancellable, error);
    case SY_FILE_XLS:
      return sy_xls_reader_read (fd, sheet_index, g_ptr_array_index (info->sheets, sheet_index), sink,
                                 cancellable, error);
    case SY_FILE_ODS:
      return sy_ods_reader_read (fd, sheet_index, g_ptr_array_index (info->sheets, sheet_index), sink,
                                 cancellable, error);
    case SY_FILE_HTML:
      return sy_html_reader_read (fd, sheet_index, options, sink, cancellable, error);
    case SY_FILE_XML:
      return sy_xml_reader_read (fd, sheet_index, g_ptr_array_index (info->sheets, sheet_index), sink,
                                 cancellable, error);
    case SY_FILE_PARQUET:
      return sy_parquet_reader_read (fd, sink, cancellable, error);
    case SY_FILE_UNKNOWN:
    default:
      break;
    }
  g_set_error_literal (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_UNKNOWN,
                       _ ("The format of the file is not known."));
  return FALSE;
}

/**
 * sy_reader_read:
 * @path: a file name
 * @info: what sy_reader_inspect() told about it
 * @sheet_index: 0-based, used when @options ask for none
 * @options: (nullable): what is asked for
 * @sink: where the cells go
 *
 * Reads one sheet. Memory does not grow with the number of rows.
 *
 * Returns: %TRUE when all was read or the sink had enough, else %FALSE with one of %SY_IMPORT_ERROR or
 * %G_IO_ERROR_CANCELLED
 */
gboolean
sy_reader_read (const char *path,
                const SyFileInfo *info,
                guint sheet_index,
                const SyReadOptions *options,
                const SyCellSink *sink,
                GCancellable *cancellable,
                GError **error)
{
  guint chosen = 0;
  gboolean ok;
  int fd;

  g_return_val_if_fail (path != NULL && info != NULL && sink != NULL, FALSE);
  if (info->format != SY_FILE_CSV && !sy_reader_choose_sheet (info, sheet_index, options, &chosen, error))
    return FALSE;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (info->format == SY_FILE_DATABASE)
    return sy_odbc_reader_read (path, g_ptr_array_index (info->sheets, chosen), sink, cancellable, error);
  fd = sy_reader_open_file (path, NULL, error);
  if (fd < 0)
    return FALSE;
  ok = read_fd (fd, info, chosen, options, sink, cancellable, error);
  close (fd);
  return ok;
}
