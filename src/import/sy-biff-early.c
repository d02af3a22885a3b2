/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Source: Rentz, OpenOffice.org's documentation of the Microsoft Excel file format, 2008, chapters 5 and 6.
 * What all cells have in common stands before them in the same stream. Cells need not come in order, so their
 * places are sorted first. */
#include "config.h"

#include <string.h>

#include "sy-biff-early.h"
#include "sy-biff-stream.h"
#include "sy-biff-value.h"
#include "sy-xls-output.h"

#define MAX_COLUMNS 256u
#define MAX_RESULT_RECORDS 16 /* between a formula and its text */

/* The high byte of most record numbers is that of the version. */
enum
{
  RECORD_INTEGER = 0x02,
  RECORD_NUMBER = 0x03,
  RECORD_LABEL = 0x04,
  RECORD_BOOLERR = 0x05,
  RECORD_FORMULA = 0x06,
  RECORD_STRING = 0x07,
  RECORD_BOF = 0x09,
  RECORD_EOF = 0x0A,
  RECORD_FORMAT = 0x1E,
  RECORD_DATEMODE = 0x22,
  RECORD_FILEPASS = 0x2F,
  RECORD_CODEPAGE = 0x42,
  RECORD_XF = 0x43,
  RECORD_RK = 0x7E,
};

typedef struct
{
  guint16 row, column;
  gsize offset;
} Place;

typedef struct
{
  SyBiffStream stream;
  gboolean date1904;
  SyBiffCodePage code_page;
  GArray *formats; /* (element-type SyNumberFormat) in the order of the file */
  GArray *xfs;     /* (element-type guint8) format by XF */
  GArray *places;  /* (element-type Place) */
  gboolean ended;
} Early;

/* The record as in all versions; 0 for those that are something else in these files. */
static guint
record_kind (const SyBiffRecord *record)
{
  guint high = record->type >> 8, low = record->type & 0xFF;

  return high == 0 || high == 2 || high == 4 ? low : 0;
}

/* Cells of Excel 2 have three bytes of attributes and no XF. Some programs write them into files of the next
 * versions too, so the record tells and not the file. */
static gboolean
is_biff2 (const SyBiffRecord *record)
{
  return record->type < 0x100;
}

static gsize
least_length (const SyBiffRecord *record, guint kind)
{
  gsize extra = is_biff2 (record) ? 1 : 0;

  switch (kind)
    {
    case RECORD_INTEGER:
      return 9;
    case RECORD_NUMBER:
    case RECORD_FORMULA:
      return 14 + extra;
    case RECORD_LABEL:
    case RECORD_BOOLERR:
      return 8 + extra;
    case RECORD_RK:
      return 10;
    default:
      return 0;
    }
}

static void
keep_format (Early *self, const SyBiffRecord *record)
{
  gsize at = record->type == 0x041E ? 2 : 0;
  SyNumberFormat format = SY_NUMBER_FORMAT_PLAIN;

  if (record->length > at)
    {
      g_autofree char *code =
          g_strndup ((const char *) record->data + at + 1, MIN (record->data[at], record->length - at - 1));

      format = sy_number_format_parse (code);
    }
  g_array_append_val (self->formats, format);
}

static void
keep_place (Early *self, const SyBiffRecord *record, gsize offset)
{
  Place place = { sy_biff_get16 (record->data), sy_biff_get16 (record->data + 2), offset };

  if (place.column >= MAX_COLUMNS)
    sy_xls_output_refused (place.row + 1u, SY_XLS_REFUSAL_COLUMN, "");
  else
    g_array_append_val (self->places, place);
}

static void
take_record (Early *self, const SyBiffRecord *record, gsize offset)
{
  guint kind = record_kind (record);
  gsize least = least_length (record, kind);

  if (least > 0)
    {
      if (record->length >= least)
        keep_place (self, record, offset);
      return;
    }
  switch (kind)
    {
    case RECORD_FILEPASS:
      sy_xls_output_fail (SY_XLS_FAILURE_ENCRYPTED, 0);
      break;
    case RECORD_DATEMODE:
      self->date1904 = record->length >= 2 && sy_biff_get16 (record->data) == 1;
      break;
    case RECORD_CODEPAGE:
      self->code_page.number = record->length >= 2 ? sy_biff_get16 (record->data) : 0;
      break;
    case RECORD_FORMAT:
      keep_format (self, record);
      break;
    case RECORD_XF:
      if (record->length >= 2)
        g_array_append_val (self->xfs, record->data[1]);
      break;
    default:
      break;
    }
}

static void
early_init (Early *self, const guint8 *data, gsize length)
{
  SyBiffRecord record;
  gsize offset = 0;

  memset (self, 0, sizeof *self);
  self->stream = (SyBiffStream){ data, length };
  self->code_page.to_utf8 = (GIConv) -1;
  self->formats = g_array_new (FALSE, FALSE, sizeof (SyNumberFormat));
  self->xfs = g_array_new (FALSE, FALSE, 1);
  self->places = g_array_new (FALSE, FALSE, sizeof (Place));
  for (; sy_biff_read_record (&self->stream, offset, &record); offset = record.next)
    {
      if (record.type == RECORD_EOF)
        {
          self->ended = TRUE;
          break;
        }
      take_record (self, &record, offset);
    }
}

static void
early_clear (Early *self)
{
  if (self->code_page.to_utf8 != (GIConv) -1)
    g_iconv_close (self->code_page.to_utf8);
  g_array_unref (self->formats);
  g_array_unref (self->xfs);
  g_array_unref (self->places);
}

/* ---- Cells ----------------------------------------------------------------------------------------------
 */

static SyNumberFormat
format_of (const Early *self, const SyBiffRecord *record)
{
  guint format = is_biff2 (record) ? record->data[5] & 0x3Fu : sy_biff_get16 (record->data + 4);

  if (!is_biff2 (record))
    format = format < self->xfs->len ? g_array_index (self->xfs, guint8, format) : 0;
  return format < self->formats->len ? g_array_index (self->formats, SyNumberFormat, format)
                                     : SY_NUMBER_FORMAT_PLAIN;
}

/* The text of the record from @at on, with its length in front; kept in @texts. */
static void
set_text (Early *self, guint row, SyCell *cell, const SyBiffRecord *record, gsize at, GPtrArray *texts)
{
  gsize width = is_biff2 (record) ? 1 : 2, n;
  char *text;

  if (record->length < at + width)
    return;
  n = MIN (is_biff2 (record) ? record->data[at] : sy_biff_get16 (record->data + at),
           record->length - at - width);
  text = sy_biff_decode_bytes (&self->code_page, record->data + at + width, n);
  if (text == NULL)
    {
      g_autofree char *shown = sy_biff_show_bytes (record->data + at + width, n);

      sy_xls_output_refused (row + 1, SY_XLS_REFUSAL_CODE_PAGE, shown);
      return;
    }
  g_ptr_array_add (texts, text);
  cell->kind = *text != '\0' ? SY_CELL_TEXT : SY_CELL_EMPTY;
  cell->text = text;
  cell->length = strlen (text);
}

static void
set_bool_or_error (SyCell *cell, guint value, gboolean is_error)
{
  if (is_error)
    {
      sy_biff_set_error (cell, value);
      return;
    }
  cell->kind = SY_CELL_BOOL;
  cell->number = value != 0;
}

/* The result of a formula; a text follows in a record of its own. */
static void
set_result (Early *self, guint row, SyCell *cell, const SyBiffRecord *record, gsize at, GPtrArray *texts)
{
  const guint8 *result = record->data + at;
  gsize offset = record->next;
  SyBiffRecord next;

  if (sy_biff_get16 (result + 6) != 0xFFFF)
    sy_biff_set_number (cell, sy_biff_get_double (result), format_of (self, record), self->date1904);
  else if (result[0] == 1 || result[0] == 2)
    set_bool_or_error (cell, result[2], result[0] == 2);
  else if (result[0] == 0)
    {
      for (guint i = 0; i < MAX_RESULT_RECORDS && sy_biff_read_record (&self->stream, offset, &next);
           i++, offset = next.next)
        {
          if (record_kind (&next) == RECORD_STRING)
            {
              set_text (self, row, cell, &next, 0, texts);
              return;
            }
          if (record_kind (&next) == RECORD_FORMULA)
            break;
        }
      sy_xls_output_refused (row + 1, SY_XLS_REFUSAL_FORMULA, "");
    }
}

static void
read_cell (Early *self, const Place *place, SyCell *cell, GPtrArray *texts)
{
  SyBiffRecord record;
  gsize at;

  memset (cell, 0, sizeof *cell);
  if (!sy_biff_read_record (&self->stream, place->offset, &record))
    return;
  at = is_biff2 (&record) ? 7 : 6;
  switch (record_kind (&record))
    {
    case RECORD_INTEGER:
      sy_biff_set_number (cell, sy_biff_get16 (record.data + 7), format_of (self, &record), self->date1904);
      break;
    case RECORD_NUMBER:
      sy_biff_set_number (cell, sy_biff_get_double (record.data + at), format_of (self, &record),
                          self->date1904);
      break;
    case RECORD_RK:
      sy_biff_set_number (cell, sy_biff_decode_rk (sy_biff_get32 (record.data + 6)),
                          format_of (self, &record), self->date1904);
      break;
    case RECORD_LABEL:
      set_text (self, place->row, cell, &record, at, texts);
      break;
    case RECORD_BOOLERR:
      set_bool_or_error (cell, record.data[at], record.data[at + 1] != 0);
      break;
    case RECORD_FORMULA:
      set_result (self, place->row, cell, &record, at, texts);
      break;
    default:
      break;
    }
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Place *pa = a, *pb = b;

  if (pa->row != pb->row)
    return pa->row < pb->row ? -1 : 1;
  return pa->offset < pb->offset ? -1 : pa->offset > pb->offset;
}

/* ---- The file -------------------------------------------------------------------------------------------
 */

/**
 * sy_biff_early_recognise:
 * @data: (array length=length): a stream that begins with the record BOF
 *
 * Returns: whether it is a sheet of these versions, and not a workbook of several of them
 */
gboolean
sy_biff_early_recognise (const guint8 *data, gsize length)
{
  return length >= 8 && data[0] == RECORD_BOF && (data[1] == 0 || data[1] == 2 || data[1] == 4)
         && sy_biff_get16 (data + 2) >= 4 && (sy_biff_get16 (data + 6) & 0xFF) == 0x10;
}

void
sy_biff_early_list (const guint8 *data, gsize length)
{
  Early self;

  early_init (&self, data, length);
  sy_xls_output_info (self.date1904);
  sy_xls_output_sheet ("Sheet1");
  early_clear (&self);
}

/**
 * sy_biff_early_read:
 * @data: (array length=length): what sy_biff_early_recognise() said yes to
 *
 * Writes the rows of the sheet. Ends the program with a failure record when the file breaks off.
 */
void
sy_biff_early_read (const guint8 *data, gsize length)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  SyCell cells[MAX_COLUMNS] = { 0 };
  Early self;

  early_init (&self, data, length);
  g_array_sort (self.places, compare_places);
  for (guint i = 0; i < self.places->len; i++)
    {
      const Place *place = &g_array_index (self.places, Place, i);

      read_cell (&self, place, &cells[place->column], texts);
      if (i + 1 < self.places->len && g_array_index (self.places, Place, i + 1).row == place->row)
        continue;
      sy_xls_output_row (place->row + 1u, cells, MAX_COLUMNS);
      memset (cells, 0, sizeof cells);
      g_ptr_array_set_size (texts, 0);
    }
  if (!self.ended)
    sy_xls_output_fail (
        SY_XLS_FAILURE_DAMAGED,
        self.places->len > 0 ? g_array_index (self.places, Place, self.places->len - 1).row + 1 : 0);
  early_clear (&self);
}
