/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Source: Microsoft, [MS-XLS] Excel Binary File Format; BIFF5, which has the same records but texts in a code
 * page, in Rentz, OpenOffice.org's documentation of the Microsoft Excel file format, 2008. The stream is in
 * memory; every access goes through a cursor that knows where its record ends. Only the records that carry
 * values are looked at. Rows come in ascending order from nearly every writer; where they do not, the cells
 * are sorted by row first. */
#include "config.h"

#include <string.h>

#include "sy-biff-cipher.h"
#include "sy-biff-reader.h"
#include "sy-biff-stream.h"
#include "sy-biff-value.h"
#include "sy-number-format.h"
#include "sy-xls-output.h"

#define MAX_COLUMNS 16384u
#define MAX_STRINGS (512u * 1024 * 1024)
#define PROGRESS_STEP (1024 * 1024)

enum
{
  RECORD_FORMULA = 0x0006,
  RECORD_FORMULA_BIFF3 = 0x0206, /* some writers use the numbers of older versions */
  RECORD_FORMULA_BIFF4 = 0x0406,
  RECORD_EOF = 0x000A,
  RECORD_DATEMODE = 0x0022,
  RECORD_FILEPASS = 0x002F,
  RECORD_CODEPAGE = 0x0042,
  RECORD_BOUNDSHEET = 0x0085,
  RECORD_MULRK = 0x00BD,
  RECORD_RSTRING = 0x00D6,
  RECORD_XF = 0x00E0,
  RECORD_SST = 0x00FC,
  RECORD_LABELSST = 0x00FD,
  RECORD_NUMBER = 0x0203,
  RECORD_LABEL = 0x0204,
  RECORD_BOOLERR = 0x0205,
  RECORD_STRING = 0x0207,
  RECORD_RK = 0x027E,
  RECORD_FORMAT = 0x041E,
  RECORD_BOF = 0x0809,
};

typedef struct
{
  char *name;
  guint32 offset;
} BiffSheet;

typedef struct
{
  const char *text;
  guint32 length;
} BiffText;

/* A cell record of a sheet whose rows are out of order. */
typedef struct
{
  guint32 row;
  gsize offset;
} CellPlace;

struct _SyBiffReader
{
  SyBiffStream stream;
  guint8 *clear;  /* owned; the stream of an encrypted workbook; else NULL */
  gboolean biff5; /* texts are bytes in the code page */
  SyBiffCodePage code_page;
  gboolean date1904;
  GPtrArray *sheets;   /* (element-type BiffSheet) */
  GHashTable *customs; /* format id → SyNumberFormat + 1 */
  GArray *xf_ids;      /* (element-type guint16) format id by XF */
  GArray *formats;     /* (element-type SyNumberFormat) by XF */
  GArray *texts;       /* (element-type BiffText) */
  GStringChunk *chunk;
  gsize chunk_size;
  /* The row being gathered. */
  gint64 row;
  SyCell *cells;
  guint n_cells;
  GPtrArray *row_texts;
};

/* ---- The part of the stream before the sheets -----------------------------------------------------------
 */

static void
biff_sheet_free (gpointer data)
{
  BiffSheet *sheet = data;

  g_free (sheet->name);
  g_free (sheet);
}

static void
read_boundsheet (SyBiffReader *self, const SyBiffRecord *record)
{
  SyBiffCursor cursor = { &self->stream, *record, 8, FALSE };
  g_autoptr (GString) name = g_string_new (NULL);
  BiffSheet *sheet;

  /* Charts, macros and programs have no cells. */
  if (record->length < 8 || record->data[5] != 0)
    return;
  cursor.at = 7;
  if (self->biff5)
    {
      gsize n = MIN (record->data[6], record->length - 7);
      g_autofree char *text = sy_biff_decode_bytes (&self->code_page, record->data + 7, n);

      if (text == NULL)
        text = sy_biff_show_bytes (record->data + 7, n);
      g_string_assign (name, text);
    }
  else
    sy_biff_cursor_characters (&cursor, record->data[6], (sy_biff_cursor_byte (&cursor) & 1) != 0, name);
  sheet = g_new0 (BiffSheet, 1);
  sheet->name = g_strdup (name->str);
  sheet->offset = sy_biff_get32 (record->data);
  g_ptr_array_add (self->sheets, sheet);
}

static void
read_format (SyBiffReader *self, const SyBiffRecord *record)
{
  SyBiffCursor cursor = { &self->stream, *record, 4, FALSE };
  g_autoptr (GString) code = g_string_new (NULL);

  if (record->length < 5)
    return;
  /* Only what is ASCII in a format says anything. */
  if (self->biff5)
    g_string_append_len (code, (const char *) record->data + 3,
                         (gssize) MIN (record->data[2], record->length - 3));
  else
    sy_biff_cursor_string (&cursor, sy_biff_get16 (record->data + 2), code);
  if (!cursor.failed)
    g_hash_table_insert (self->customs, GUINT_TO_POINTER ((guint) sy_biff_get16 (record->data)),
                         GUINT_TO_POINTER ((guint) sy_number_format_parse (code->str) + 1));
}

static void
keep_text (SyBiffReader *self, const GString *text)
{
  BiffText entry = { g_string_chunk_insert_len (self->chunk, text->str, (gssize) text->len),
                     (guint32) text->len };

  g_array_append_val (self->texts, entry);
  self->chunk_size += text->len + sizeof entry;
  if (self->chunk_size > MAX_STRINGS)
    sy_xls_output_fail (SY_XLS_FAILURE_LARGE, 0);
}

/* Texts up to where the table breaks off; cells that refer to the rest are reported one by one. */
static void
read_sst (SyBiffReader *self, const SyBiffRecord *record)
{
  SyBiffCursor cursor = { &self->stream, *record, 8, FALSE };
  g_autoptr (GString) text = g_string_new (NULL);
  guint32 n = record->length >= 8 ? sy_biff_get32 (record->data + 4) : 0;

  for (guint32 i = 0; i < n; i++)
    {
      sy_biff_cursor_string (&cursor, sy_biff_cursor_16 (&cursor), text);
      if (cursor.failed)
        return;
      keep_text (self, text);
    }
}

static void
resolve_formats (SyBiffReader *self)
{
  for (guint i = 0; i < self->xf_ids->len; i++)
    {
      guint id = g_array_index (self->xf_ids, guint16, i);
      gpointer custom = g_hash_table_lookup (self->customs, GUINT_TO_POINTER (id));
      SyNumberFormat format =
          custom != NULL ? (SyNumberFormat) (GPOINTER_TO_UINT (custom) - 1) : sy_number_format_builtin (id);

      g_array_append_val (self->formats, format);
    }
}

/* From here on the stream is read in clear, if the password is the one that is tried without asking. */
static void
unlock (SyBiffReader *self, const SyBiffRecord *record)
{
  if (self->clear == NULL && !self->biff5)
    self->clear =
        sy_biff_cipher_decrypt (self->stream.data, self->stream.length, record->data, record->length);
  if (self->clear == NULL)
    sy_xls_output_fail (SY_XLS_FAILURE_ENCRYPTED, 0);
  self->stream.data = self->clear;
}

static void
read_globals (SyBiffReader *self)
{
  SyBiffRecord record;
  gsize offset = 0;

  for (; sy_biff_read_record (&self->stream, offset, &record) && record.type != RECORD_EOF;
       offset = record.next)
    switch (record.type)
      {
      case RECORD_FILEPASS:
        unlock (self, &record);
        break;
      case RECORD_DATEMODE:
        self->date1904 = record.length >= 2 && sy_biff_get16 (record.data) == 1;
        break;
      case RECORD_CODEPAGE:
        self->code_page.number = record.length >= 2 ? sy_biff_get16 (record.data) : 0;
        break;
      case RECORD_BOUNDSHEET:
        read_boundsheet (self, &record);
        break;
      case RECORD_FORMAT:
        read_format (self, &record);
        break;
      case RECORD_XF:
        if (record.length >= 4)
          {
            guint16 id = sy_biff_get16 (record.data + 2);

            g_array_append_val (self->xf_ids, id);
          }
        break;
      case RECORD_SST:
        read_sst (self, &record);
        break;
      default:
        break;
      }
  resolve_formats (self);
}

/**
 * sy_biff_reader_new:
 * @data: (array length=length) (transfer none): the whole Workbook stream
 *
 * Ends the program with a failure record when the workbook is encrypted.
 *
 * Returns: a reader
 */
SyBiffReader *
sy_biff_reader_new (const guint8 *data, gsize length)
{
  SyBiffReader *self = g_new0 (SyBiffReader, 1);

  self->stream = (SyBiffStream){ data, length };
  self->sheets = g_ptr_array_new_with_free_func (biff_sheet_free);
  self->customs = g_hash_table_new (NULL, NULL);
  self->xf_ids = g_array_new (FALSE, FALSE, sizeof (guint16));
  self->formats = g_array_new (FALSE, FALSE, sizeof (SyNumberFormat));
  self->texts = g_array_new (FALSE, FALSE, sizeof (BiffText));
  self->chunk = g_string_chunk_new (64 * 1024);
  self->cells = g_new0 (SyCell, MAX_COLUMNS);
  self->row_texts = g_ptr_array_new_with_free_func (g_free);
  self->row = -1;
  self->code_page.to_utf8 = (GIConv) -1;
  self->biff5 = length >= 6 && sy_biff_get16 (data + 4) == 0x0500;
  read_globals (self);
  return self;
}

void
sy_biff_reader_free (SyBiffReader *reader)
{
  g_ptr_array_unref (reader->sheets);
  g_hash_table_unref (reader->customs);
  g_array_unref (reader->xf_ids);
  g_array_unref (reader->formats);
  g_array_unref (reader->texts);
  g_string_chunk_free (reader->chunk);
  g_free (reader->cells);
  g_ptr_array_unref (reader->row_texts);
  g_free (reader->clear);
  if (reader->code_page.to_utf8 != (GIConv) -1)
    g_iconv_close (reader->code_page.to_utf8);
  g_free (reader);
}

void
sy_biff_reader_list (SyBiffReader *reader)
{
  if (reader->sheets->len == 0)
    sy_xls_output_fail (SY_XLS_FAILURE_DAMAGED, 0);
  sy_xls_output_info (reader->date1904);
  for (guint i = 0; i < reader->sheets->len; i++)
    sy_xls_output_sheet (((BiffSheet *) g_ptr_array_index (reader->sheets, i))->name);
}

/* ---- Cells ----------------------------------------------------------------------------------------------
 */

static void
flush_row (SyBiffReader *self)
{
  if (self->row >= 0)
    sy_xls_output_row ((guint32) self->row + 1, self->cells, self->n_cells);
  memset (self->cells, 0, self->n_cells * sizeof *self->cells);
  self->n_cells = 0;
  g_ptr_array_set_size (self->row_texts, 0);
}

/* The cell to fill, or NULL when it lies outside. */
static SyCell *
take_cell (SyBiffReader *self, guint row, guint column)
{
  if (self->row != row)
    {
      flush_row (self);
      self->row = row;
    }
  if (column >= MAX_COLUMNS)
    {
      sy_xls_output_refused (row + 1, SY_XLS_REFUSAL_COLUMN, "");
      return NULL;
    }
  self->n_cells = MAX (self->n_cells, column + 1);
  memset (&self->cells[column], 0, sizeof *self->cells);
  return &self->cells[column];
}

static void
set_number (SyBiffReader *self, guint row, guint column, guint xf, double number)
{
  SyCell *cell = take_cell (self, row, column);
  SyNumberFormat format =
      xf < self->formats->len ? g_array_index (self->formats, SyNumberFormat, xf) : SY_NUMBER_FORMAT_PLAIN;

  if (cell != NULL)
    sy_biff_set_number (cell, number, format, self->date1904);
}

static void
set_text (SyBiffReader *self, guint row, guint column, const char *text, gsize length)
{
  SyCell *cell = take_cell (self, row, column);

  if (cell == NULL || length == 0)
    return;
  cell->kind = SY_CELL_TEXT;
  cell->text = text;
  cell->length = length;
}

static void
set_error (SyBiffReader *self, guint row, guint column, guint code)
{
  SyCell *cell = take_cell (self, row, column);

  if (cell != NULL)
    sy_biff_set_error (cell, code);
}

static void
set_bool (SyBiffReader *self, guint row, guint column, gboolean value)
{
  SyCell *cell = take_cell (self, row, column);

  if (cell == NULL)
    return;
  cell->kind = SY_CELL_BOOL;
  cell->number = value != 0;
}

/* The text that begins at @at in the record; NULL, and reported, when it is not text. */
static char *
take_own_text (SyBiffReader *self, guint row, const SyBiffRecord *record, gsize at)
{
  SyBiffCursor cursor = { &self->stream, *record, at + 2, FALSE };
  GString *text;
  char *decoded;

  if (record->length < at + 2)
    return NULL;
  if (self->biff5)
    {
      gsize n = MIN (sy_biff_get16 (record->data + at), record->length - at - 2);

      decoded = sy_biff_decode_bytes (&self->code_page, record->data + at + 2, n);
      if (decoded == NULL)
        {
          g_autofree char *shown = sy_biff_show_bytes (record->data + at + 2, n);

          sy_xls_output_refused (row + 1, SY_XLS_REFUSAL_CODE_PAGE, shown);
        }
      return decoded;
    }
  text = g_string_new (NULL);
  sy_biff_cursor_string (&cursor, sy_biff_get16 (record->data + at), text);
  return g_string_free (text, FALSE);
}

/* A text that stands in the record itself; kept until the row is written. */
static void
read_own_text (SyBiffReader *self, guint row, guint column, const SyBiffRecord *record, gsize at)
{
  char *text;

  if (self->row != row)
    {
      flush_row (self);
      self->row = row;
    }
  text = take_own_text (self, row, record, at);
  if (text == NULL)
    return;
  g_ptr_array_add (self->row_texts, text);
  set_text (self, row, column, text, strlen (text));
}

/* The result of a formula; that of a text follows in a record of its own, behind a shared formula or table.
 */
static void
read_formula (SyBiffReader *self, const SyBiffRecord *record)
{
  guint row = sy_biff_get16 (record->data), column = sy_biff_get16 (record->data + 2),
        xf = sy_biff_get16 (record->data + 4);
  const guint8 *result = record->data + 6;
  SyBiffRecord next;
  gsize offset = record->next;

  if (sy_biff_get16 (result + 6) != 0xFFFF)
    {
      set_number (self, row, column, xf, sy_biff_get_double (result));
      return;
    }
  switch (result[0])
    {
    case 0:
      for (guint i = 0; i < 16 && sy_biff_read_record (&self->stream, offset, &next); i++, offset = next.next)
        {
          if (next.type == RECORD_STRING)
            {
              read_own_text (self, row, column, &next, 0);
              return;
            }
          if (next.type == RECORD_FORMULA)
            break;
        }
      sy_xls_output_refused (row + 1, SY_XLS_REFUSAL_FORMULA, "");
      break;
    case 1:
      set_bool (self, row, column, result[2] != 0);
      break;
    case 2:
      set_error (self, row, column, result[2]);
      break;
    default:
      break;
    }
}

static void
read_mulrk (SyBiffReader *self, const SyBiffRecord *record)
{
  guint row = sy_biff_get16 (record->data), column = sy_biff_get16 (record->data + 2);

  for (gsize at = 4; at + 8 <= record->length; at += 6, column++)
    set_number (self, row, column, sy_biff_get16 (record->data + at),
                sy_biff_decode_rk (sy_biff_get32 (record->data + at + 2)));
}

static void
read_labelsst (SyBiffReader *self, const SyBiffRecord *record)
{
  guint row = sy_biff_get16 (record->data), column = sy_biff_get16 (record->data + 2);
  guint32 index = sy_biff_get32 (record->data + 6);
  const BiffText *entry;
  char shown[16];

  if (index < self->texts->len)
    {
      entry = &g_array_index (self->texts, BiffText, index);
      set_text (self, row, column, entry->text, entry->length);
      return;
    }
  g_snprintf (shown, sizeof shown, "%u", index);
  sy_xls_output_refused (row + 1, SY_XLS_REFUSAL_TEXT, shown);
}

/* The least length of a record that holds cells; 0 for others. */
static gsize
cell_record_length (guint type)
{
  switch (type)
    {
    case RECORD_NUMBER:
    case RECORD_FORMULA:
    case RECORD_FORMULA_BIFF3:
    case RECORD_FORMULA_BIFF4:
      return 14;
    case RECORD_RK:
    case RECORD_MULRK:
    case RECORD_LABELSST:
      return 10;
    case RECORD_LABEL:
    case RECORD_RSTRING:
      return 9;
    case RECORD_BOOLERR:
      return 8;
    default:
      return 0;
    }
}

static void
read_cell_record (SyBiffReader *self, const SyBiffRecord *record)
{
  guint row = sy_biff_get16 (record->data), column = sy_biff_get16 (record->data + 2),
        xf = sy_biff_get16 (record->data + 4);

  switch (record->type)
    {
    case RECORD_NUMBER:
      set_number (self, row, column, xf, sy_biff_get_double (record->data + 6));
      break;
    case RECORD_RK:
      set_number (self, row, column, xf, sy_biff_decode_rk (sy_biff_get32 (record->data + 6)));
      break;
    case RECORD_MULRK:
      read_mulrk (self, record);
      break;
    case RECORD_LABELSST:
      read_labelsst (self, record);
      break;
    case RECORD_LABEL:
    case RECORD_RSTRING:
      read_own_text (self, row, column, record, 6);
      break;
    case RECORD_FORMULA:
    case RECORD_FORMULA_BIFF3:
    case RECORD_FORMULA_BIFF4:
      read_formula (self, record);
      break;
    case RECORD_BOOLERR:
      if (record->data[7] != 0)
        set_error (self, row, column, record->data[6]);
      else
        set_bool (self, row, column, record->data[6] != 0);
      break;
    default:
      break;
    }
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const CellPlace *pa = a, *pb = b;

  if (pa->row != pb->row)
    return pa->row < pb->row ? -1 : 1;
  return pa->offset < pb->offset ? -1 : pa->offset > pb->offset;
}

typedef enum
{
  WALK_CHECK,   /* only looks whether rows ascend */
  WALK_COLLECT, /* notes where the cells are */
  WALK_READ,
} WalkMode;

static void
visit_cell_record (
    SyBiffReader *self, const SyBiffRecord *record, gsize offset, WalkMode mode, GArray *places)
{
  CellPlace place = { sy_biff_get16 (record->data), offset };

  if (mode == WALK_COLLECT)
    g_array_append_val (places, place);
  else if (mode == WALK_READ)
    read_cell_record (self, record);
}

/* Steps through the cell records of the sheet that begins at @offset, those of charts within it left out.
 * Returns whether their rows ascend. */
static gboolean
walk_sheet (SyBiffReader *self, gsize offset, WalkMode mode, GArray *places)
{
  SyBiffRecord record;
  guint depth = 0;
  gint64 last_row = -1;
  gboolean ascending = TRUE;
  gsize reported = offset;

  for (; sy_biff_read_record (&self->stream, offset, &record); offset = record.next)
    {
      gsize least = cell_record_length (record.type);

      if (record.type == RECORD_BOF)
        depth++;
      if (depth == 0)
        break;
      if (record.type == RECORD_EOF && --depth == 0)
        return ascending;
      if (depth != 1 || least == 0 || record.length < least)
        continue;
      ascending = ascending && sy_biff_get16 (record.data) >= last_row;
      last_row = sy_biff_get16 (record.data);
      visit_cell_record (self, &record, offset, mode, places);
      if (mode == WALK_READ && offset - reported > PROGRESS_STEP)
        {
          reported = offset;
          sy_xls_output_progress (offset, self->stream.length);
        }
    }
  /* Without EOF the stream breaks off: what was read may not be all. */
  sy_xls_output_fail (SY_XLS_FAILURE_DAMAGED, (int) (last_row + 1));
}

/**
 * sy_biff_reader_read:
 * @sheet_index: 0-based among those of sy_biff_reader_list()
 *
 * Writes the rows of a sheet. Ends the program with a failure record when there is no such sheet or it breaks
 * off.
 */
void
sy_biff_reader_read (SyBiffReader *reader, guint sheet_index)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (CellPlace));
  const BiffSheet *sheet;
  SyBiffRecord record;

  if (sheet_index >= reader->sheets->len)
    sy_xls_output_fail (SY_XLS_FAILURE_SHEET, 0);
  sheet = g_ptr_array_index (reader->sheets, sheet_index);
  if (walk_sheet (reader, sheet->offset, WALK_CHECK, NULL))
    {
      walk_sheet (reader, sheet->offset, WALK_READ, NULL);
      flush_row (reader);
      return;
    }
  walk_sheet (reader, sheet->offset, WALK_COLLECT, places);
  g_array_sort (places, compare_places);
  for (guint i = 0; i < places->len; i++)
    if (sy_biff_read_record (&reader->stream, g_array_index (places, CellPlace, i).offset, &record))
      read_cell_record (reader, &record);
  flush_row (reader);
}
