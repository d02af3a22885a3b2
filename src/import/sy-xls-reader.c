/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes from the helper is believed no more than a file: every length and text is checked. When the
 * helper dies or says nothing for too long it is ended, and that is an error like any other. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include "sy-decoder.h"
#include "sy-reader-private.h"
#include "sy-xls-protocol.h"
#include "sy-xls-reader.h"

#define POLL_MS 100
#define READ_SIZE (64 * 1024)

static gint patience_seconds = 60;

typedef struct
{
  GPid pid;
  int fd;
  GByteArray *input; /* not yet taken from position on */
  gsize position;
  GArray *cells;
} Helper;

/**
 * sy_xls_reader_set_patience:
 * @seconds: how long the helper may be silent
 *
 * For tests, which cannot wait a minute.
 */
void
sy_xls_reader_set_patience (guint seconds)
{
  g_atomic_int_set (&patience_seconds, (gint) seconds);
}

/* ---- The process ----------------------------------------------------------------------------------------
 */

/* Beside the program, in the folders of a build, or where it is installed. */
static char *
find_helper (void)
{
  static const char *const places[] = { ".", "import", "../import", "../../src/import" };
  const char *override = g_getenv ("STEELYARD_XLS_HELPER");
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program != NULL ? g_path_get_dirname (program) : g_strdup (".");

  if (override != NULL && *override != '\0')
    return g_strdup (override);
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *path = g_build_filename (folder, places[i], "sy-xls-helper", NULL);

      if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
        return g_steal_pointer (&path);
    }
  return g_build_filename (SY_LIBEXECDIR, "sy-xls-helper", NULL);
}

static gboolean
helper_start (Helper *helper, int file, const char *const *arguments, GError **error)
{
  g_autofree char *path = find_helper ();
  const char *argv[4] = { path, arguments[0], arguments[0] != NULL ? arguments[1] : NULL, NULL };
  const char *envp[] = { "LC_ALL=C.UTF-8", NULL };
  g_autoptr (GError) cause = NULL;
  int target = SY_XLS_FILE_FD, pipes[2];

  if (!g_unix_open_pipe (pipes, FD_CLOEXEC, error))
    return FALSE;
  if (!g_spawn_async_with_pipes_and_fds (
          "/", argv, envp, G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, -1, pipes[1],
          -1, &file, &target, 1, &helper->pid, NULL, NULL, NULL, &cause))
    {
      g_set_error (
          error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_HELPER,
          _ ("The program that reads XLS files could not be started: %s. Save the file as XLSX and import "
             "that."),
          cause->message);
      close (pipes[0]);
      close (pipes[1]);
      return FALSE;
    }
  close (pipes[1]);
  helper->fd = pipes[0];
  helper->input = g_byte_array_new ();
  helper->cells = g_array_new (FALSE, TRUE, sizeof (SyCell));
  return TRUE;
}

/* Ends it if it still runs; the way it ended. */
static int
helper_end (Helper *helper, gboolean at_once)
{
  gboolean ended = FALSE;
  int status = 0;

  if (helper->fd >= 0)
    close (helper->fd);
  helper->fd = -1;
  /* It has closed its output, so it is at its end, or it is no friend. */
  for (guint i = 0; !at_once && i < 1000; i++)
    {
      if (waitpid (helper->pid, &status, WNOHANG) == helper->pid)
        ended = TRUE;
      if (ended)
        break;
      g_usleep (1000);
    }
  if (!ended)
    kill (helper->pid, SIGKILL);
  while (!ended && waitpid (helper->pid, &status, 0) < 0 && errno == EINTR)
    ;
  g_spawn_close_pid (helper->pid);
  g_clear_pointer (&helper->input, g_byte_array_unref);
  g_clear_pointer (&helper->cells, g_array_unref);
  return status;
}

static gboolean
fail_late (GError **error)
{
  g_set_error_literal (
      error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_HELPER,
      _ ("Reading the XLS file took too long and was stopped; nothing changed. Save the file as XLSX and "
         "import that."));
  return FALSE;
}

/* Waits for more from the helper: the number of bytes, 0 when it closed its end, -1 with an error. */
static gssize
helper_fill (Helper *helper, GCancellable *cancellable, GError **error)
{
  gint64 late = g_get_monotonic_time () + (gint64) g_atomic_int_get (&patience_seconds) * G_USEC_PER_SEC;
  struct pollfd poll_fd = { helper->fd, POLLIN, 0 };
  guint at;
  gssize n;

  for (;;)
    {
      int ready = poll (&poll_fd, 1, POLL_MS);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return -1;
      if (ready > 0)
        break;
      if (g_get_monotonic_time () > late)
        return fail_late (error) ? 0 : -1;
    }
  g_byte_array_remove_range (helper->input, 0, (guint) helper->position);
  helper->position = 0;
  at = helper->input->len;
  g_byte_array_set_size (helper->input, at + READ_SIZE);
  do
    n = read (helper->fd, helper->input->data + at, READ_SIZE);
  while (n < 0 && errno == EINTR);
  g_byte_array_set_size (helper->input, at + (guint) MAX (n, 0));
  return MAX (n, 0);
}

/* The next record; its payload is valid until the next call. -1 with an error when the helper was late or the
 * user cancelled, 0 when its output ends without END. */
static int
helper_next (
    Helper *helper, SyXlsHeader *header, const guint8 **payload, GCancellable *cancellable, GError **error)
{
  for (;;)
    {
      gsize available = helper->input->len - helper->position;
      gssize n;

      if (available >= sizeof *header)
        {
          memcpy (header, helper->input->data + helper->position, sizeof *header);
          if (header->length > SY_XLS_MAX_RECORD)
            return 0;
          if (available - sizeof *header >= header->length)
            {
              *payload = helper->input->data + helper->position + sizeof *header;
              helper->position += sizeof *header + header->length;
              return 1;
            }
        }
      n = helper_fill (helper, cancellable, error);
      if (n <= 0)
        return (int) n;
    }
}

/* ---- Failures in words ----------------------------------------------------------------------------------
 */

static void
set_failure (guint32 failure, gint32 detail, GError **error)
{
  switch (failure)
    {
    case SY_XLS_FAILURE_ENCRYPTED:
      g_set_error_literal (
          error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ENCRYPTED,
          _ ("The file is protected by a password. Save a copy without it and import that."));
      break;
    case SY_XLS_FAILURE_CODE_PAGE:
      g_set_error_literal (
          error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ENCODING,
          _ ("The file has texts in an old code page that is not known here. Save it as XLSX and import "
             "that."));
      break;
    case SY_XLS_FAILURE_WORD:
    case SY_XLS_FAILURE_POWERPOINT:
    case SY_XLS_FAILURE_OTHER:
      g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_UNKNOWN,
                   _ ("This is %s, which is not read here. Save it as XLSX or CSV and import that."),
                   failure == SY_XLS_FAILURE_WORD         ? _ ("a Word document")
                   : failure == SY_XLS_FAILURE_POWERPOINT ? _ ("a PowerPoint presentation")
                                                          : _ ("an Office file without a workbook"));
      break;
    case SY_XLS_FAILURE_SHEET:
      g_set_error_literal (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_SHEET,
                           _ ("There is no such sheet in the file."));
      break;
    case SY_XLS_FAILURE_MEMORY:
    case SY_XLS_FAILURE_LARGE:
      g_set_error_literal (
          error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_HOSTILE,
          _ ("The XLS file needs more memory than any honest one: stopped, nothing imported."));
      break;
    case SY_XLS_FAILURE_DAMAGED:
    default:
      if (detail > 0)
        g_set_error (
            error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_DAMAGED,
            _ ("The XLS file is damaged or breaks off at row %d. Fetch the file again or save it as XLSX."),
            detail);
      else
        g_set_error_literal (
            error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_DAMAGED,
            _ ("The XLS file is damaged or breaks off. Fetch the file again or save it as XLSX."));
      break;
    }
}

static void
set_died (int status, GError **error)
{
  if (WIFSIGNALED (status) && (WTERMSIG (status) == SIGXCPU || WTERMSIG (status) == SIGKILL))
    fail_late (error);
  else
    g_set_error (
        error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_HELPER,
        _ ("The program that reads XLS files stopped on this file (%s %d); nothing changed. Save the file as "
           "XLSX and import that."),
        WIFSIGNALED (status) ? _ ("signal") : _ ("code"),
        WIFSIGNALED (status) ? WTERMSIG (status) : WEXITSTATUS (status));
}

/* ---- Records --------------------------------------------------------------------------------------------
 */

/* Takes a record; FALSE when it makes no sense. */
typedef gboolean (*RecordHandler) (
    gpointer user_data, Helper *helper, const SyXlsHeader *header, const guint8 *payload, gboolean *stop);

/* Runs the helper to its end, handing on what it writes. */
static gboolean
run_helper (int fd,
            const char *const *arguments,
            RecordHandler handler,
            gpointer user_data,
            GCancellable *cancellable,
            GError **error)
{
  Helper helper = { .fd = -1 };
  SyXlsHeader header = { 0 };
  const guint8 *payload = NULL;
  gboolean stop = FALSE, sane = TRUE;
  int got = 0, status;
  guint32 failure[2] = { 0 };

  if (!helper_start (&helper, fd, arguments, error))
    return FALSE;
  while (sane && !stop && (got = helper_next (&helper, &header, &payload, cancellable, error)) > 0)
    {
      if (header.type == SY_XLS_RECORD_END)
        break;
      if (header.type == SY_XLS_RECORD_FAILED)
        {
          memcpy (failure, payload, MIN (header.length, sizeof failure));
          break;
        }
      sane = handler (user_data, &helper, &header, payload, &stop);
    }
  status = helper_end (&helper, got != 0);
  if (got < 0)
    return FALSE;
  if (stop || (got > 0 && header.type == SY_XLS_RECORD_END))
    return TRUE;
  if (got > 0 && header.type == SY_XLS_RECORD_FAILED)
    set_failure (failure[0], (gint32) failure[1], error);
  else
    set_died (sane ? status : 0, error);
  return FALSE;
}

static gboolean
on_inspect_record (
    gpointer user_data, Helper *helper, const SyXlsHeader *header, const guint8 *payload, gboolean *stop)
{
  SyFileInfo *info = user_data;

  if (header->type == SY_XLS_RECORD_INFO && header->length >= 4)
    info->date1904 = payload[0] != 0;
  else if (header->type == SY_XLS_RECORD_SHEET && info->sheets->len < 10000
           && sy_utf8_valid_prefix (payload, header->length) == header->length)
    g_ptr_array_add (info->sheets, g_strndup ((const char *) payload, header->length));
  else
    return FALSE;
  return TRUE;
}

/**
 * sy_xls_reader_inspect:
 * @fd: an OLE container or a bare BIFF stream
 * @info: gets format, calendar and sheets
 *
 * Returns: %TRUE, or %FALSE with %SY_IMPORT_ERROR_UNKNOWN, _ENCRYPTED, _DAMAGED, _ENCODING, _HOSTILE, _HELPER
 */
gboolean
sy_xls_reader_inspect (int fd, SyFileInfo *info, GCancellable *cancellable, GError **error)
{
  const char *const arguments[] = { "inspect", NULL };

  if (!run_helper (fd, arguments, on_inspect_record, info, cancellable, error))
    return FALSE;
  if (info->sheets->len == 0)
    {
      g_set_error_literal (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_EMPTY,
                           _ ("The workbook has no sheet with cells."));
      return FALSE;
    }
  info->format = SY_FILE_XLS;
  info->format_name = g_strdup (_ ("Excel 97–2003 workbook (XLS)"));
  return TRUE;
}

/* The cells of a row, pointing into the payload; FALSE when anything does not fit. */
static gboolean
decode_row (Helper *helper, const guint8 *payload, gsize length, guint32 *row)
{
  guint32 n = 0;
  gsize at = 2 * sizeof (guint32);

  if (length < at)
    return FALSE;
  memcpy (row, payload, sizeof *row);
  memcpy (&n, payload + sizeof *row, sizeof n);
  if (n == 0 || n > SY_SHEET_MAX_COLUMNS)
    return FALSE;
  g_array_set_size (helper->cells, n);
  for (guint32 i = 0; i < n; i++)
    {
      SyCell *cell = &g_array_index (helper->cells, SyCell, i);
      SyXlsCell packed;

      if (length - at < sizeof packed)
        return FALSE;
      memcpy (&packed, payload + at, sizeof packed);
      at += sizeof packed;
      if (packed.kind > SY_CELL_ERROR || packed.length > length - at || !isfinite (packed.number)
          || sy_utf8_valid_prefix (payload + at, packed.length) != packed.length)
        return FALSE;
      cell->kind = (SyCellKind) packed.kind;
      cell->number = packed.number;
      cell->percent = packed.percent != 0;
      cell->length = packed.length;
      cell->text = packed.length > 0 ? (const char *) payload + at : NULL;
      at += packed.length;
    }
  return at == length;
}

static const char *
refusal_reason (guint32 reason)
{
  switch (reason)
    {
    case SY_XLS_REFUSAL_COLUMN:
      return _ ("The cell lies beyond the last column of a sheet.");
    case SY_XLS_REFUSAL_CODE_PAGE:
      return _ ("The cell has bytes that are not text in the code page of the file.");
    case SY_XLS_REFUSAL_FORMULA:
      return _ ("The formula has no stored result. Open the file in a spreadsheet program and save it.");
    default:
      return _ ("The cell refers to a text that the file does not have.");
    }
}

static gboolean
hand_on_refusal (const SyCellSink *sink, const guint8 *payload, gsize length)
{
  guint32 row, reason;
  g_autofree char *text = NULL;

  if (length < 8 || sy_utf8_valid_prefix (payload + 8, length - 8) != length - 8)
    return FALSE;
  memcpy (&row, payload, sizeof row);
  memcpy (&reason, payload + 4, sizeof reason);
  text = g_strndup ((const char *) payload + 8, length - 8);
  sink->funcs->refused (sink->self, row, text, refusal_reason (reason));
  return TRUE;
}

static gboolean
on_read_record (
    gpointer user_data, Helper *helper, const SyXlsHeader *header, const guint8 *payload, gboolean *stop)
{
  const SyCellSink *sink = user_data;
  guint64 progress[2];
  guint32 row;

  switch (header->type)
    {
    case SY_XLS_RECORD_ROW:
      if (!decode_row (helper, payload, header->length, &row))
        return FALSE;
      *stop =
          !sink->funcs->row (sink->self, row, (SyCell *) (gpointer) helper->cells->data, helper->cells->len);
      return TRUE;
    case SY_XLS_RECORD_REFUSED:
      return hand_on_refusal (sink, payload, header->length);
    case SY_XLS_RECORD_PROGRESS:
      if (header->length < sizeof progress)
        return FALSE;
      memcpy (progress, payload, sizeof progress);
      if (sink->funcs->progress != NULL)
        sink->funcs->progress (sink->self, progress[0], progress[1]);
      return TRUE;
    default:
      return FALSE;
    }
}

/**
 * sy_xls_reader_read:
 * @sheet_index: 0-based among the sheets that sy_xls_reader_inspect() lists
 * @sheet_name: its name, handed to the sink
 *
 * Numbers have no text, since the file holds them in binary. Dates of the 1904 calendar are moved.
 *
 * Returns: %TRUE, or %FALSE with one of %SY_IMPORT_ERROR or %G_IO_ERROR_CANCELLED
 */
gboolean
sy_xls_reader_read (int fd,
                    guint sheet_index,
                    const char *sheet_name,
                    const SyCellSink *sink,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autofree char *number = g_strdup_printf ("%u", sheet_index);
  const char *const arguments[] = { "read", number, NULL };

  if (!sink->funcs->begin_sheet (sink->self, sheet_index, sheet_name))
    return TRUE;
  if (!run_helper (fd, arguments, on_read_record, (gpointer) sink, cancellable, error))
    return FALSE;
  sink->funcs->end_sheet (sink->self);
  return TRUE;
}
