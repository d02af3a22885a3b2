/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records are gathered and written in large pieces. A reader that has gone away ends the program by SIGPIPE.
 */
#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sy-xls-output.h"

#define FLUSH_SIZE (64 * 1024)

static GByteArray *pending;

static void
flush (void)
{
  gsize done = 0;

  while (pending != NULL && done < pending->len)
    {
      gssize n = write (STDOUT_FILENO, pending->data + done, pending->len - done);

      if (n < 0 && errno != EINTR)
        exit (1);
      done += (gsize) MAX (n, 0);
    }
  if (pending != NULL)
    g_byte_array_set_size (pending, 0);
}

static void
put (gconstpointer data, gsize length)
{
  if (length > 0)
    g_byte_array_append (pending, data, (guint) length);
}

static void
begin (SyXlsRecord type, gsize length)
{
  SyXlsHeader header = { type, (guint32) length };

  if (pending == NULL)
    pending = g_byte_array_new ();
  if (pending->len > FLUSH_SIZE)
    flush ();
  put (&header, sizeof header);
}

void
sy_xls_output_info (gboolean date1904)
{
  guint32 value = date1904 != 0;

  begin (SY_XLS_RECORD_INFO, sizeof value);
  put (&value, sizeof value);
}

void
sy_xls_output_sheet (const char *name)
{
  begin (SY_XLS_RECORD_SHEET, strlen (name));
  put (name, strlen (name));
}

/* Trailing empty cells are cut; a row of nothing is not written. */
void
sy_xls_output_row (guint32 row, const SyCell *cells, guint n_cells)
{
  gsize length = 2 * sizeof (guint32);

  while (n_cells > 0 && cells[n_cells - 1].kind == SY_CELL_EMPTY)
    n_cells--;
  if (n_cells == 0)
    return;
  for (guint i = 0; i < n_cells; i++)
    length += sizeof (SyXlsCell) + cells[i].length;
  if (length > SY_XLS_MAX_RECORD)
    sy_xls_output_fail (SY_XLS_FAILURE_LARGE, (int) row);
  begin (SY_XLS_RECORD_ROW, length);
  put (&row, sizeof row);
  put (&n_cells, sizeof (guint32));
  for (guint i = 0; i < n_cells; i++)
    {
      SyXlsCell cell = { cells[i].kind, cells[i].percent != 0, (guint32) cells[i].length, 0,
                         cells[i].number };

      put (&cell, sizeof cell);
      put (cells[i].text, cells[i].length);
    }
}

void
sy_xls_output_refused (guint32 row, SyXlsRefusal reason, const char *text)
{
  guint32 code = reason;

  begin (SY_XLS_RECORD_REFUSED, sizeof row + sizeof code + strlen (text));
  put (&row, sizeof row);
  put (&code, sizeof code);
  put (text, strlen (text));
}

void
sy_xls_output_progress (guint64 done, guint64 total)
{
  begin (SY_XLS_RECORD_PROGRESS, sizeof done + sizeof total);
  put (&done, sizeof done);
  put (&total, sizeof total);
}

void
sy_xls_output_end (void)
{
  begin (SY_XLS_RECORD_END, 0);
  flush ();
}

void
sy_xls_output_fail (SyXlsFailure failure, int detail)
{
  guint32 code = failure;
  gint32 more = detail;

  begin (SY_XLS_RECORD_FAILED, sizeof code + sizeof more);
  put (&code, sizeof code);
  put (&more, sizeof more);
  flush ();
  exit (0);
}
