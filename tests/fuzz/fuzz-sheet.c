/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The XML of an XLSX sheet. */
#include "config.h"

#include "fuzz.h"
#include "sy-xlsx-sheet.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const SyNumberFormat formats[] = { SY_NUMBER_FORMAT_PLAIN, SY_NUMBER_FORMAT_DATE,
                                            SY_NUMBER_FORMAT_TIME, SY_NUMBER_FORMAT_DURATION,
                                            SY_NUMBER_FORMAT_PERCENT };
  g_autoptr (GArray) styles = g_array_new (FALSE, FALSE, sizeof (SyNumberFormat));
  g_autoptr (SySharedStrings) strings = sy_shared_strings_read (NULL, NULL, NULL, NULL);
  SyXlsxContext context = { strings, styles, (size & 1) != 0 };
  FuzzSource source = { data, size };
  guint n_rows = 0;
  SyCellSink sink = { &fuzz_funcs, &n_rows };
  SyXmlScanner scanner;
  gboolean stopped;

  g_array_append_vals (styles, formats, G_N_ELEMENTS (formats));
  sy_xml_scanner_init (&scanner, fuzz_source_read, &source, "sheet");
  sy_xlsx_sheet_read (&scanner, &context, &sink, &stopped, NULL);
  sy_xml_scanner_clear (&scanner);
  return 0;
}
