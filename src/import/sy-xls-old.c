/* SPDX-License-Identifier: GPL-3.0-or-later */
/* freexl gives dates as text and does not tell number formats; its texts become serial numbers again. */
#include "config.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <freexl.h>

#include "sy-xls-old.h"
#include "sy-xls-output.h"

#define MAX_COLUMNS 16384u

static void G_GNUC_NORETURN
fail (int code)
{
  switch (code)
    {
    case FREEXL_UNSUPPORTED_CHARSET:
    case FREEXL_INVALID_CHARACTER:
      sy_xls_output_fail (SY_XLS_FAILURE_CODE_PAGE, code);
    case FREEXL_INSUFFICIENT_MEMORY:
      sy_xls_output_fail (SY_XLS_FAILURE_MEMORY, code);
    case FREEXL_BIFF_ILLEGAL_SHEET_INDEX:
      sy_xls_output_fail (SY_XLS_FAILURE_SHEET, code);
    case FREEXL_BIFF_WORKBOOK_NOT_FOUND:
      sy_xls_output_fail (SY_XLS_FAILURE_OTHER, code);
    default:
      sy_xls_output_fail (SY_XLS_FAILURE_DAMAGED, code);
    }
}

static void
check (int code)
{
  if (code != FREEXL_OK)
    fail (code);
}

/* The serial of a day; 29 February 1900, which only Excel's calendar has, is 60. */
static double
serial_of_day (int year, int month, int day)
{
  GDate date;
  double serial;

  if (year == 1900 && month == 2 && day == 29)
    return 60;
  if (month < 1 || month > 12 || year < 1
      || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return NAN;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  serial = (double) g_date_get_julian (&date) - 693594.;
  return serial < 61 ? serial - 1 : serial;
}

static void
set_date (SyCell *cell, const char *text)
{
  int year, month, day, hour = 0, minute = 0, second = 0;
  gboolean has_date = sscanf (text, "%d-%d-%d %d:%d:%d", &year, &month, &day, &hour, &minute, &second) >= 3;
  gboolean has_time = !has_date && sscanf (text, "%d:%d:%d", &hour, &minute, &second) == 3;

  cell->kind = has_date ? SY_CELL_DATE : SY_CELL_TIME;
  cell->number =
      (has_date ? serial_of_day (year, month, day) : 0) + (hour * 3600. + minute * 60. + second) / 86400;
  if ((has_date || has_time) && isfinite (cell->number))
    return;
  cell->kind = SY_CELL_TEXT;
  cell->number = 0;
  cell->text = text;
  cell->length = strlen (text);
}

static void
set_cell (SyCell *cell, const FreeXL_CellValue *value)
{
  memset (cell, 0, sizeof *cell);
  switch (value->type)
    {
    case FREEXL_CELL_INT:
      cell->kind = SY_CELL_NUMBER;
      cell->number = value->value.int_value;
      break;
    case FREEXL_CELL_DOUBLE:
      if (!isfinite (value->value.double_value))
        break;
      cell->kind = SY_CELL_NUMBER;
      cell->number = value->value.double_value;
      break;
    case FREEXL_CELL_TEXT:
    case FREEXL_CELL_SST_TEXT:
      if (value->value.text_value == NULL || !g_utf8_validate (value->value.text_value, -1, NULL))
        break;
      cell->text = value->value.text_value;
      cell->length = strlen (cell->text);
      cell->kind = cell->length > 0 ? SY_CELL_TEXT : SY_CELL_EMPTY;
      break;
    case FREEXL_CELL_DATE:
    case FREEXL_CELL_DATETIME:
    case FREEXL_CELL_TIME:
      if (value->value.text_value != NULL)
        set_date (cell, value->value.text_value);
      break;
    default:
      break;
    }
}

static void
list_sheets (const void *handle)
{
  unsigned int n = 0, mode = FREEXL_UNKNOWN;

  check (freexl_get_info (handle, FREEXL_BIFF_SHEET_COUNT, &n));
  freexl_get_info (handle, FREEXL_BIFF_DATEMODE, &mode);
  if (n == 0)
    fail (FREEXL_BIFF_INVALID_BOF);
  sy_xls_output_info (mode == FREEXL_BIFF_DATEMODE_1904);
  for (unsigned int i = 0; i < n; i++)
    {
      const char *name = NULL;

      if (freexl_get_worksheet_name (handle, (unsigned short) i, &name) == FREEXL_OK && name != NULL
          && g_utf8_validate (name, -1, NULL))
        sy_xls_output_sheet (name);
      else
        {
          g_autofree char *numbered = g_strdup_printf ("Sheet%u", i + 1);

          sy_xls_output_sheet (numbered);
        }
    }
}

static void
read_sheet (const void *handle, guint sheet_index)
{
  unsigned int n_rows = 0;
  unsigned short n_columns = 0;
  g_autofree SyCell *cells = NULL;

  if (sheet_index > G_MAXUINT16)
    fail (FREEXL_BIFF_ILLEGAL_SHEET_INDEX);
  check (freexl_select_active_worksheet (handle, (unsigned short) sheet_index));
  check (freexl_worksheet_dimensions (handle, &n_rows, &n_columns));
  n_columns = (unsigned short) MIN (n_columns, MAX_COLUMNS);
  cells = g_new0 (SyCell, n_columns + 1);
  for (unsigned int row = 0; row < n_rows; row++)
    {
      for (unsigned short column = 0; column < n_columns; column++)
        {
          FreeXL_CellValue value = { .type = FREEXL_CELL_NULL };

          if (freexl_get_cell_value (handle, row, column, &value) != FREEXL_OK)
            value.type = FREEXL_CELL_NULL;
          set_cell (&cells[column], &value);
        }
      sy_xls_output_row (row + 1, cells, n_columns);
    }
}

/**
 * sy_xls_old_run:
 * @path: where freexl can open the file
 * @list: whether to write the list of sheets, else the rows of the one at @sheet_index
 *
 * Ends the program with a failure record when freexl refuses the file.
 */
void
sy_xls_old_run (const char *path, gboolean list, guint sheet_index)
{
  const void *handle = NULL;
  unsigned int password = FREEXL_UNKNOWN;

  check (freexl_open (path, &handle));
  if (freexl_get_info (handle, FREEXL_BIFF_PASSWORD, &password) == FREEXL_OK
      && password == FREEXL_BIFF_OBFUSCATED)
    sy_xls_output_fail (SY_XLS_FAILURE_ENCRYPTED, 0);
  if (list)
    list_sheets (handle);
  else
    read_sheet (handle, sheet_index);
  freexl_close (handle);
}
