/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of web pages. */
#include "config.h"

#include "fuzz.h"
#include "sy-html-reader.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  int fd = fuzz_file (data, size);
  SyFileInfo *info = g_new0 (SyFileInfo, 1);

  info->sheets = g_ptr_array_new_with_free_func (g_free);
  if (sy_html_reader_inspect (fd, NULL, info, NULL, NULL))
    for (guint i = 0; i < MIN (info->sheets->len, 3); i++)
      {
        guint n_rows = 0;
        SyCellSink sink = { &fuzz_funcs, &n_rows };

        sy_html_reader_read (fd, i, NULL, &sink, NULL, NULL);
      }
  sy_file_info_free (info);
  close (fd);
  return 0;
}
