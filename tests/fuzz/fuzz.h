/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the fuzz targets share: a sink that checks what it is promised, and files in memory. */
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include "sy-decoder.h"
#include "sy-reader-private.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static inline gboolean
fuzz_begin (gpointer self, guint index, const char *name)
{
  return TRUE;
}

static inline void
fuzz_check_text (const char *text, gsize length)
{
  if (length > 0 && sy_utf8_valid_prefix ((const guint8 *) text, length) != length)
    g_error ("a cell is not UTF-8");
}

/* Stops after some thousand rows, so that a few bytes that repeat a row do not take all the time. */
static inline gboolean
fuzz_row (gpointer self, guint64 row, const SyCell *cells, guint n_cells)
{
  guint *n = self;

  if (n_cells == 0 || n_cells > SY_SHEET_MAX_COLUMNS)
    g_error ("a row of %u cells", n_cells);
  for (guint i = 0; i < n_cells; i++)
    {
      if (cells[i].kind > SY_CELL_ERROR)
        g_error ("a cell of kind %u", cells[i].kind);
      fuzz_check_text (cells[i].text, cells[i].length);
    }
  return ++*n < 2000;
}

static inline void
fuzz_refused (gpointer self, guint64 row, const char *text, const char *reason)
{
  fuzz_check_text (text, strlen (text));
}

static inline void
fuzz_end (gpointer self)
{
}

static const SyCellSinkFuncs fuzz_funcs = { fuzz_begin, fuzz_row, fuzz_refused, fuzz_end, NULL };

static inline int
fuzz_file (const guint8 *data, gsize size)
{
  int fd = memfd_create ("fuzz", MFD_CLOEXEC);

  if (fd < 0 || (size > 0 && pwrite (fd, data, size, 0) != (gssize) size))
    g_error ("no file in memory");
  return fd;
}

/* Reads the bytes as a file, whatever they are. */
static inline void
fuzz_read_file (const guint8 *data, gsize size)
{
  int fd = fuzz_file (data, size);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);
  g_autoptr (SyFileInfo) info = sy_reader_inspect (path, NULL, NULL, NULL);
  guint n_sheets = info != NULL ? MIN (info->sheets->len, 3) : 0;

  for (guint i = 0; i < n_sheets; i++)
    {
      guint n_rows = 0;
      SyCellSink sink = { &fuzz_funcs, &n_rows };

      sy_reader_read (path, info, i, NULL, &sink, NULL, NULL);
    }
  close (fd);
}

/* A source for scanners: bytes that come in small pieces. */
typedef struct
{
  const guint8 *data;
  gsize size;
} FuzzSource;

static inline gssize
fuzz_source_read (gpointer source, gpointer buffer, gsize size, GError **error)
{
  FuzzSource *self = source;
  gsize n = MIN (MIN (size, self->size), 1000);

  memcpy (buffer, self->data, n);
  self->data += n;
  self->size -= n;
  return (gssize) n;
}
