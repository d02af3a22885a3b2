/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Delimited text: encoding, dialect, records. */
#include "config.h"

#include "fuzz.h"
#include "sy-csv-reader.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  int fd = fuzz_file (data, size);
  SyFileInfo *info = g_new0 (SyFileInfo, 1);
  guint n_rows = 0;
  SyCellSink sink = { &fuzz_funcs, &n_rows };

  info->sheets = g_ptr_array_new_with_free_func (g_free);
  if (sy_csv_reader_inspect (fd, NULL, info, NULL, NULL))
    sy_csv_reader_read (fd, info, NULL, &sink, NULL, NULL);
  sy_file_info_free (info);
  close (fd);
  return 0;
}
