/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers, dates, times and formats as text. */
#include "config.h"

#include "fuzz.h"
#include "sy-date-parser.h"
#include "sy-iso-date.h"
#include "sy-number-format.h"
#include "sy-value-parser.h"
#include "sy-xlsx-value.h"

static void
parse_number (const char *text, gsize size, gboolean comma)
{
  SyNumber number = { 0 };
  char buffer[128];
  gint64 mantissa;
  gboolean rounded;

  if (!sy_value_parse_number (text, size, comma, &number))
    return;
  sy_value_number_to_double (&number);
  sy_value_number_to_text (&number, buffer, sizeof buffer);
  for (guint scale = 0; scale <= 6; scale++)
    sy_value_number_to_scale (&number, scale, &mantissa, &rounded);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  SyDateText date = { 0 };
  SyCell cell = { 0 };
  gint64 days, microseconds;
  double number;
  gboolean truth;

  sy_number_format_parse (text);
  /* Cells are valid text, whatever reads them. */
  size = sy_utf8_valid_prefix (data, size);
  parse_number ((const char *) data, size, FALSE);
  parse_number ((const char *) data, size, TRUE);
  sy_value_parse_bool ((const char *) data, size, &truth);
  sy_value_is_null_word ((const char *) data, size);
  if (sy_date_parse ((const char *) data, size, &date))
    for (guint order = SY_DATE_ORDER_UNKNOWN; order <= SY_DATE_ORDER_YEAR_FIRST; order++)
      sy_date_resolve (&date, (SyDateOrder) order, &days);
  sy_time_parse ((const char *) data, size, &microseconds);
  sy_iso_date_parse ((const char *) data, size, &cell);
  sy_iso_duration_parse ((const char *) data, size, &cell);
  if (sy_xlsx_parse_number ((const char *) data, size, &number))
    sy_date_from_serial (number, &days, &microseconds);
  return 0;
}
