/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the cells of a sheet, against zlib inflating the same XML and doing nothing with it.
 * Usage: bench-reader FILE.xlsx SHEET.xml; prints “ours SECONDS” and “peer SECONDS”, the best of some runs in
 * turn. */
#include <stdio.h>
#include <stdlib.h>
#include <zip.h>
#include <zlib.h>

#include "sy-reader.h"

#define RUNS 3

typedef struct
{
  guint64 n_rows, n_cells;
} Count;

static gboolean
count_sheet (gpointer data, guint index, const char *name)
{
  return TRUE;
}

static gboolean
count_row (gpointer data, guint64 row_number, const SyCell *cells, guint n_cells)
{
  Count *count = data;

  count->n_rows++;
  count->n_cells += n_cells;
  return TRUE;
}

static void
count_refused (gpointer data, guint64 row_number, const char *text, const char *reason)
{
}

static void
count_end (gpointer data)
{
}

static const SyCellSinkFuncs count_funcs = {
  .begin_sheet = count_sheet,
  .row = count_row,
  .refused = count_refused,
  .end_sheet = count_end,
};

static double
read_cells (const char *path, Count *count)
{
  SyReadOptions options = { 0 };
  SyCellSink sink = { &count_funcs, count };
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  g_autoptr (SyFileInfo) info = sy_reader_inspect (path, &options, NULL, &error);

  if (!info || !sy_reader_read (path, info, 0, &options, &sink, NULL, &error))
    g_error ("%s", error->message);
  return (double) (g_get_monotonic_time () - start) / 1e6;
}

/* The packed bytes are in memory already: only inflating is measured. */
static guint8 *
load_packed (const char *path, const char *part, gsize *length)
{
  zip_t *archive = zip_open (path, ZIP_RDONLY, NULL);
  zip_stat_t stat;
  zip_file_t *file;
  guint8 *bytes;

  if (!archive || zip_stat (archive, part, 0, &stat) != 0)
    g_error ("%s: no part %s", path, part);
  file = zip_fopen (archive, part, ZIP_FL_COMPRESSED);
  *length = stat.comp_size;
  bytes = g_malloc (*length);
  if (zip_fread (file, bytes, *length) != (zip_int64_t) *length)
    g_error ("%s: cannot read %s", path, part);
  zip_fclose (file);
  zip_discard (archive);
  return bytes;
}

static double
inflate_all (guint8 *bytes, gsize length, guint64 *n_bytes)
{
  static guint8 buffer[1 << 16];
  z_stream stream = { .next_in = bytes, .avail_in = (uInt) length };
  gint64 start = g_get_monotonic_time ();
  int status;

  if (inflateInit2 (&stream, -MAX_WBITS) != Z_OK)
    g_error ("zlib does not start");
  do
    {
      stream.next_out = buffer;
      stream.avail_out = sizeof buffer;
      status = inflate (&stream, Z_NO_FLUSH);
    }
  while (status == Z_OK);
  *n_bytes = stream.total_out;
  inflateEnd (&stream);
  if (status != Z_STREAM_END)
    g_error ("the part does not inflate");
  return (double) (g_get_monotonic_time () - start) / 1e6;
}

int
main (int argc, char **argv)
{
  gsize length;
  g_autofree guint8 *packed = NULL;
  double ours = G_MAXDOUBLE, peer = G_MAXDOUBLE;
  Count count = { 0, 0 };
  guint64 n_bytes = 0;

  if (argc != 3)
    return 2;
  packed = load_packed (argv[1], argv[2], &length);
  for (guint run = 0; run < RUNS; run++)
    {
      count = (Count){ 0, 0 };
      ours = MIN (ours, read_cells (argv[1], &count));
      peer = MIN (peer, inflate_all (packed, length, &n_bytes));
    }
  printf ("ours %.4f\npeer %.4f\n", ours, peer);
  printf ("%" G_GUINT64_FORMAT " rows, %" G_GUINT64_FORMAT " cells, %" G_GUINT64_FORMAT " MB of XML\n",
          count.n_rows, count.n_cells, n_bytes / 1000000);
  return EXIT_SUCCESS;
}
