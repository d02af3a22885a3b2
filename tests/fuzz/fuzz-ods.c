/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The content of an OpenDocument spreadsheet. */
#include "config.h"

#include "fuzz.h"
#include "sy-ods-sheet.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  FuzzSource source = { data, size };
  SyXmlScanner scanner;
  gboolean stopped;

  sy_xml_scanner_init (&scanner, fuzz_source_read, &source, "content");
  sy_ods_sheet_list (&scanner, names, NULL);
  sy_xml_scanner_clear (&scanner);
  for (guint i = 0; i < MIN (names->len, 3); i++)
    {
      guint n_rows = 0;
      SyCellSink sink = { &fuzz_funcs, &n_rows };

      source = (FuzzSource){ data, size };
      sy_xml_scanner_init (&scanner, fuzz_source_read, &source, "content");
      sy_ods_sheet_read (&scanner, i, &sink, NULL, &stopped, NULL);
      sy_xml_scanner_clear (&scanner);
    }
  return 0;
}
