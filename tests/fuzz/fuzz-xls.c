/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The records of an XLS workbook, as the helper program reads them; what it would write is checked here.
 * Where the helper ends with a failure, this jumps back and leaves memory behind: leaks are not looked for.
 */
#include "config.h"

#include <setjmp.h>

#include "fuzz.h"
#include "sy-biff-early.h"
#include "sy-biff-reader.h"
#include "sy-xls-output.h"

static jmp_buf failed;
static guint n_rows, n_sheets;

void
sy_xls_output_info (gboolean date1904)
{
}

void
sy_xls_output_sheet (const char *name)
{
  n_sheets++;
  fuzz_check_text (name, strlen (name));
}

void
sy_xls_output_row (guint32 row, const SyCell *cells, guint n_cells)
{
  for (guint i = 0; i < n_cells; i++)
    fuzz_check_text (cells[i].text, cells[i].length);
  if (++n_rows > 2000)
    longjmp (failed, 1);
}

void
sy_xls_output_refused (guint32 row, SyXlsRefusal reason, const char *text)
{
  fuzz_check_text (text, strlen (text));
}

void
sy_xls_output_progress (guint64 done, guint64 total)
{
}

void
sy_xls_output_end (void)
{
}

void
sy_xls_output_fail (SyXlsFailure failure, int detail)
{
  longjmp (failed, 1);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  SyBiffReader *volatile reader = NULL;
  volatile guint sheet = 0;

  n_rows = n_sheets = 0;
  if (setjmp (failed) == 0)
    {
      if (sy_biff_early_recognise (data, size))
        sy_biff_early_read (data, size);
      reader = sy_biff_reader_new (data, size);
      sy_biff_reader_list (reader);
      for (; sheet < MIN (n_sheets, 3); sheet++)
        sy_biff_reader_read (reader, sheet);
    }
  if (reader != NULL)
    sy_biff_reader_free (reader);
  return 0;
}
