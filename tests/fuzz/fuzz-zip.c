/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ZIP layer and what reads its parts, on whole workbooks. */
#include "config.h"

#include "fuzz.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  if (size >= 2 && data[0] == 'P' && data[1] == 'K')
    fuzz_read_file (data, size);
  return 0;
}
