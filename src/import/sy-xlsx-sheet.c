/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells may come without reference, out of order, or far to the right; what the sheet says about its size is
 * not believed. The array of a row is kept between rows and only what was written in it is cleared, so an odd
 * cell in the last column costs nothing. */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "sy-decoder.h"
#include "sy-reader-private.h"
#include "sy-xlsx-sheet.h"

#define ARENA_SIZE (256 * 1024)
#define MAX_ROW_TEXT (64 * 1024 * 1024)

typedef struct
{
  SyXmlScanner *scanner;
  const SyXlsxContext *context;
  const SyCellSink *sink;
  guint64 row; /* 1-based, of the row being read */
  /* Its number and the quote behind it as the references of its cells have them, in a word: the bytes that
   * count, which of them do, and how many; none where the number is longer. */
  guint64 row_text, row_mask;
  guint row_length;
  guint column; /* 0-based, of the next cell without reference */
  SyCell *cells;
  guint16 *touched; /* columns written in this row */
  guint n_touched;
  char *arena; /* texts of this row */
  gsize arena_used;
  GPtrArray *pieces; /* those that do not fit */
  gsize pieces_size;
  GByteArray *scratch;
} Sheet;

/* ---- Texts of a row -------------------------------------------------------------------------------------
 */

/* Room that stays where it is until the row is done; NULL when a row is absurdly large. */
static char *
arena_take (Sheet *self, gsize size)
{
  char *piece;

  if (self->arena_used + size <= ARENA_SIZE)
    {
      piece = self->arena + self->arena_used;
      self->arena_used += size;
      return piece;
    }
  self->pieces_size += size;
  if (self->pieces_size > MAX_ROW_TEXT)
    return NULL;
  piece = g_malloc (MAX (size, 1));
  g_ptr_array_add (self->pieces, piece);
  return piece;
}

static gboolean
fail_row (Sheet *self, const char *what, GError **error)
{
  if (error == NULL || *error == NULL)
    g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_DAMAGED, _ ("Row %" PRIu64 " of the sheet %s"),
                 self->row, what);
  return FALSE;
}

/* Appends a piece of text to *@text, resolving references. */
static gboolean
add_text (Sheet *self, const char **text, gsize *length, GError **error)
{
  const SyXmlScanner *scanner = self->scanner;
  gsize old = *text != NULL ? *length : 0, n = scanner->text_length;
  char *to = arena_take (self, old + n);

  if (to == NULL)
    return fail_row (self, _ ("holds more text than a row can."), error);
  if (old > 0)
    memcpy (to, *text, old);
  if (scanner->literal || (memchr (scanner->text, '&', n) == NULL && memchr (scanner->text, '\r', n) == NULL))
    memcpy (to + old, scanner->text, n);
  else if (!sy_xml_unescape (scanner->text, n, to + old, &n))
    return fail_row (self, _ ("has a text with a reference that is not defined."), error);
  *text = to;
  *length = old + n;
  return TRUE;
}

/* The content of v or f, whose START was just returned. */
static gboolean
read_plain (Sheet *self, const char **text, gsize *length, GError **error)
{
  for (;;)
    switch (sy_xml_scanner_next (self->scanner, error))
      {
      case SY_XML_TEXT:
        if (!add_text (self, text, length, error))
          return FALSE;
        break;
      case SY_XML_START:
        if (!sy_xml_scanner_skip (self->scanner, error))
          return FALSE;
        break;
      case SY_XML_END:
        return TRUE;
      case SY_XML_END_OF_FILE:
      case SY_XML_FAILED:
      default:
        return FALSE;
      }
}

static gboolean
read_inline (Sheet *self, SyXlsxCell *cell, GError **error)
{
  char *text;

  g_byte_array_set_size (self->scratch, 0);
  if (!sy_rich_text_read (self->scanner, self->scratch, error))
    return FALSE;
  text = arena_take (self, self->scratch->len);
  if (text == NULL)
    return fail_row (self, _ ("holds more text than a row can."), error);
  if (self->scratch->len > 0)
    memcpy (text, self->scratch->data, self->scratch->len);
  cell->text = text;
  cell->length = self->scratch->len;
  return TRUE;
}

/* ---- Values ---------------------------------------------------------------------------------------------
 */

static void
refuse (Sheet *self, const char *text, gsize length, const char *reason)
{
  g_autofree char *shown = g_strndup (text, MIN (length, 200));
  g_autofree char *valid = g_utf8_make_valid (shown, -1);

  self->sink->funcs->refused (self->sink->self, self->row, valid, reason);
}

/* ---- Cells and rows -------------------------------------------------------------------------------------
 */

static void
read_cell_attributes (Sheet *self, SyXlsxCell *cell, gboolean row_known)
{
  const char *cursor = self->scanner->attributes, *end = cursor + self->scanner->attributes_length;
  const char *name, *value;
  gsize name_length, value_length;
  guint64 row = 0, style = 0;
  guint column;

  cell->column = self->column;
  while (sy_xml_next_attribute (&cursor, end, &name, &name_length, &value, &value_length))
    {
      if (name_length != 1)
        continue;
      if (*name == 'r' && sy_xlsx_parse_reference (value, value_length, &column, &row))
        {
          cell->column = column;
          if (!row_known && self->n_touched == 0 && row > 0)
            self->row = row;
        }
      else if (*name == 't')
        cell->type = sy_xlsx_parse_type (value, value_length);
      else if (*name == 's')
        for (gsize i = 0; i < value_length && g_ascii_isdigit (value[i]) && style < G_MAXUINT32; i++)
          style = style * 10 + (guint64) (value[i] - '0');
    }
  if (style < self->context->formats->len)
    cell->format = g_array_index (self->context->formats, SyNumberFormat, style);
}

/* Reports a cell by what stands in it, or else by its formula. */
static void
refuse_cell (Sheet *self, const SyXlsxCell *cell, const char *reason)
{
  if (cell->text != NULL)
    refuse (self, cell->text, cell->length, reason);
  else
    refuse (self, cell->formula != NULL ? cell->formula : "", cell->formula_length, reason);
}

static void
store_cell (Sheet *self, const SyXlsxCell *cell)
{
  const char *reason;
  SyCell *out;

  self->column = cell->column + 1;
  if (cell->column >= SY_SHEET_MAX_COLUMNS)
    {
      if (cell->text != NULL)
        refuse_cell (self, cell, _ ("The cell lies beyond the last column of a sheet."));
      return;
    }
  out = &self->cells[cell->column];
  if (out->kind != SY_CELL_EMPTY)
    {
      refuse_cell (self, cell, _ ("The row has the same cell twice; the first is kept."));
      return;
    }
  reason = sy_xlsx_cell_value (cell, self->context, out);
  if (reason != NULL)
    refuse_cell (self, cell, reason);
  if (out->kind != SY_CELL_EMPTY)
    self->touched[self->n_touched++] = (guint16) cell->column;
}

/* The element c, whose START was just returned. */
static gboolean
read_cell (Sheet *self, gboolean row_known, GError **error)
{
  SyXmlScanner *scanner = self->scanner;
  SyXlsxCell cell = { 0 };
  gboolean ok = TRUE;

  read_cell_attributes (self, &cell, row_known);
  while (ok)
    switch (sy_xml_scanner_next (scanner, error))
      {
      case SY_XML_START:
        if (SY_XML_IS (scanner, "v"))
          ok = read_plain (self, &cell.text, &cell.length, error);
        else if (SY_XML_IS (scanner, "is"))
          ok = read_inline (self, &cell, error);
        else if (SY_XML_IS (scanner, "f"))
          {
            cell.has_formula = TRUE;
            ok = read_plain (self, &cell.formula, &cell.formula_length, error);
          }
        else
          ok = sy_xml_scanner_skip (scanner, error);
        break;
      case SY_XML_END:
        if (cell.type == SY_XLSX_TYPE_STRING && cell.length >= 7
            && memmem (cell.text, cell.length, "_x", 2) != NULL)
          cell.length = sy_rich_text_unescape ((char *) cell.text, cell.length);
        store_cell (self, &cell);
        return TRUE;
      case SY_XML_TEXT:
        break;
      case SY_XML_END_OF_FILE:
      case SY_XML_FAILED:
      default:
        ok = FALSE;
        break;
      }
  return FALSE;
}

/* ---- The usual cell in one go ---------------------------------------------------------------------------
 */

/* The number of the row as it stands in the file; @end: of the digits, which a quote follows. */
static void
set_row_text (Sheet *self, const char *digits, const char *end)
{
  gsize length = (gsize) (end - digits) + 1;

  self->row_length = length <= sizeof self->row_text ? (guint) length : 0;
  self->row_text = self->row_mask = 0;
  memcpy (&self->row_text, digits, self->row_length);
  memset (&self->row_mask, 0xff, self->row_length);
}

/* Behind the digits of a reference: nearly always those of the row. There are 24 bytes at least. */
static inline const char *
skip_row_number (const Sheet *self, const char *p, const char *end)
{
  guint64 word;

  memcpy (&word, p, sizeof word);
  if (self->row_length > 0 && (word & self->row_mask) == self->row_text)
    return p + self->row_length - 1;
  while (p < end && (guint8) (*p - '0') <= 9)
    p++;
  return p;
}

/* Attributes of a cell, when they are r, s and t in plain form: behind them, or NULL. There are 32 bytes at
 * least, and a quote among them ends each loop. */
static const char *
scan_attributes (Sheet *self, const char *p, const char *end, SyXlsxCell *cell)
{
  guint style = 0;

  cell->column = self->column;
  while (end - p > 24 && *p == ' ')
    {
      char name = p[1];

      if (p[2] != '=' || p[3] != '"')
        return NULL;
      p += 4;
      if (name == 'r')
        {
          guint column = 0;

          for (; *p >= 'A' && *p <= 'Z' && column < 100000; p++)
            column = column * 26 + (guint) (*p - 'A') + 1;
          if (column == 0)
            return NULL;
          cell->column = column - 1;
          p = skip_row_number (self, p, end);
        }
      else if (name == 's')
        for (; p < end && (guint8) (*p - '0') <= 9 && style < 1000000; p++)
          style = style * 10 + (guint) (*p - '0');
      else if (name == 't' && p[0] == 's' && p[1] == '"')
        {
          cell->type = SY_XLSX_TYPE_SHARED;
          p++;
        }
      else if (name == 't')
        {
          const char *value = p;

          while (p < end && *p != '"' && p - value < 10)
            p++;
          cell->type = sy_xlsx_parse_type (value, (gsize) (p - value));
        }
      else
        return NULL;
      if (p >= end || *p != '"')
        return NULL;
      p++;
    }
  if (style < self->context->formats->len)
    cell->format = g_array_index (self->context->formats, SyNumberFormat, style);
  return p < end && *p == '>' ? p + 1 : NULL;
}

/* Text up to the next tag when nothing in it needs work: its end, or NULL. */
static const char *
scan_text (const char *p, const char *end, gboolean *ascii)
{
  guint8 all = 0;

  for (; p < end && *p != '<'; p++)
    {
      if (*p == '&' || *p == '_' || (guint8) *p < ' ')
        return NULL;
      all |= (guint8) *p;
    }
  *ascii = all < 0x80;
  return p < end ? p : NULL;
}

/* Behind </v></c>, or NULL. */
static inline const char *
skip_end (const char *p, const char *end)
{
  return end - p >= 8 && memcmp (p, "</v></c>", 8) == 0 ? p + 8 : NULL;
}

static inline void
take_cell (Sheet *self, guint column, const char *to)
{
  self->touched[self->n_touched++] = (guint16) column;
  self->column = column + 1;
  sy_xml_scanner_advance (self->scanner, to);
}

/* Digits, eight at a time: how many there are differs from cell to cell, and a loop over them would be
 * guessed wrong by the processor at the end of each. Adds them to @value; behind them, or NULL where the
 * buffer ends. */
static inline const char *
read_digits (const char *p, const char *end, guint64 *value)
{
  static const guint64 powers[] = { 1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000 };
  guint n = 8;

  for (guint total = 0; n == 8 && total < 16; p += n, total += n)
    {
      guint64 word, others;

      if (end - p < 8)
        return NULL;
      memcpy (&word, p, 8);
      word = GUINT64_FROM_LE (word) ^ G_GUINT64_CONSTANT (0x3030303030303030);
      /* the high bit of each byte that is above 9; behind the first of them it may be wrong */
      others =
          (word | (word + G_GUINT64_CONSTANT (0x7676767676767676))) & G_GUINT64_CONSTANT (0x8080808080808080);
      n = others ? (guint) __builtin_ctzll (others) / 8 : 8;
      if (n == 0)
        return p;
      /* with zeros before them, then two, four and eight digits together */
      word <<= 64 - 8 * n;
      word = word * 10 + (word >> 8);
      word =
          ((word & G_GUINT64_CONSTANT (0x000000FF000000FF)) * G_GUINT64_CONSTANT (0x000F424000000064)
           + (word >> 16 & G_GUINT64_CONSTANT (0x000000FF000000FF)) * G_GUINT64_CONSTANT (0x0000271000000001))
          >> 32;
      *value = *value * powers[n] + word;
    }
  return p;
}

/* The number of a text that all cells share, from its first digit on. */
static gboolean
scan_shared (Sheet *self, const SyXlsxCell *cell, const char *first, const char *end)
{
  SyCell *out = &self->cells[cell->column];
  guint64 index = 0;
  const char *p = read_digits (first, end, &index);
  gsize length;

  if (!p || p == first || p - first > 9)
    return FALSE;
  end = skip_end (p, end);
  if (!end)
    return FALSE;
  out->text = sy_shared_strings_get (self->context->strings, index, &length);
  if (!out->text || length == 0)
    {
      out->text = NULL;
      return FALSE;
    }
  out->kind = SY_CELL_TEXT;
  out->length = length;
  out->text_number = (guint32) index + 1;
  take_cell (self, cell->column, end);
  return TRUE;
}

/* A number keeps its digits, sixteen bytes at most; a date is told by its number alone. */
static gboolean
store_number (Sheet *self, const SyXlsxCell *cell, double number, const char *digits, gsize length)
{
  SyCell *out = &self->cells[cell->column];
  char *copy;

  if (cell->format == SY_NUMBER_FORMAT_DATE)
    {
      out->kind = SY_CELL_DATE;
      out->number = number + (self->context->date1904 ? SY_XLSX_DAYS_1904 : 0);
      return TRUE;
    }
  copy = arena_take (self, 16);
  if (!copy)
    return FALSE;
  memcpy (copy, digits, 16);
  out->kind = SY_CELL_NUMBER;
  out->number = number;
  out->text = copy;
  out->length = length;
  return TRUE;
}

/* Up to fifteen digits and perhaps a point. */
static gboolean
scan_number (Sheet *self, const SyXlsxCell *cell, const char *first, const char *end)
{
  static const double powers[] = { 1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                   1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15 };
  guint64 mantissa = 0;
  guint n_decimals = 0;
  const char *p = read_digits (first, end, &mantissa);
  const char *behind;

  if (!p || p == first || p - first > 15)
    return FALSE;
  if (*p == '.')
    {
      const char *decimals = p + 1;

      p = read_digits (decimals, end, &mantissa);
      if (!p || p - first > 16)
        return FALSE;
      n_decimals = (guint) (p - decimals);
    }
  behind = skip_end (p, end);
  if (!behind || end - first < 16
      || !store_number (self, cell, (double) mantissa / powers[n_decimals], first, (gsize) (p - first)))
    return FALSE;
  take_cell (self, cell->column, behind);
  return TRUE;
}

/* <v> and a text that is copied or, of a number with a format, looked at; <is><t> likewise. */
static gboolean
scan_text_cell (
    Sheet *self, SyXlsxCell *cell, const char *text, const char *end, const char *tail, gsize n_tail)
{
  gboolean ascii = TRUE;
  const char *stop = scan_text (text, end, &ascii);
  char *copy;

  if (stop == NULL || stop == text || (gsize) (end - stop) < n_tail || memcmp (stop, tail, n_tail) != 0
      || (guint8) *text <= ' ' || (guint8) stop[-1] <= ' ' || stop - text > SY_XML_MAX_TOKEN
      || (!ascii
          && sy_utf8_valid_prefix ((const guint8 *) text, (gsize) (stop - text)) != (gsize) (stop - text)))
    return FALSE;
  cell->length = (gsize) (stop - text);
  cell->text = text;
  if (cell->type != SY_XLSX_TYPE_SHARED)
    {
      copy = arena_take (self, cell->length);
      if (copy == NULL)
        return FALSE;
      memcpy (copy, text, cell->length);
      cell->text = copy;
    }
  store_cell (self, cell);
  sy_xml_scanner_advance (self->scanner, stop + n_tail);
  return TRUE;
}

/* <c r="B2" s="1"><v>1.5</v></c> and <c r="B2" t="inlineStr"><is><t>text</t></is></c>, as nearly every cell
 * is, without going token by token. FALSE, with nothing taken, for all other forms and where the buffer ends.
 */
static gboolean
scan_usual_cell (Sheet *self)
{
  const char *end, *p = sy_xml_scanner_peek (self->scanner, &end);
  SyXlsxCell cell = { 0 };

  if (end - p < 64 || p[0] != '<' || p[1] != 'c' || p[2] != ' ')
    return FALSE;
  p = scan_attributes (self, p + 2, end, &cell);
  if (p == NULL || end - p < 16 || cell.column >= SY_SHEET_MAX_COLUMNS
      || self->cells[cell.column].kind != SY_CELL_EMPTY)
    return FALSE;
  if (cell.type == SY_XLSX_TYPE_INLINE)
    return memcmp (p, "<is><t>", 7) == 0 && scan_text_cell (self, &cell, p + 7, end, "</t></is></c>", 13);
  if (memcmp (p, "<v>", 3) != 0)
    return FALSE;
  if (cell.type == SY_XLSX_TYPE_SHARED && scan_shared (self, &cell, p + 3, end))
    return TRUE;
  if (cell.type == SY_XLSX_TYPE_NUMBER
      && (cell.format == SY_NUMBER_FORMAT_PLAIN || cell.format == SY_NUMBER_FORMAT_DATE)
      && scan_number (self, &cell, p + 3, end))
    return TRUE;
  return scan_text_cell (self, &cell, p + 3, end, "</v></c>", 8);
}

/* Between two rows: </row><row r="12" spans="1:9">, up to the first cell. */
static gboolean
scan_next_row (Sheet *self, guint64 *number)
{
  const char *end, *p = sy_xml_scanner_peek (self->scanner, &end);
  const char *digits = p + 14;
  guint64 row = 0;

  if (end - p < 64 || memcmp (p, "</row><row r=\"", 14) != 0)
    return FALSE;
  for (p = digits; p < end && (guint8) (*p - '0') <= 9 && row < 100000000; p++)
    row = row * 10 + (guint64) (*p - '0');
  if (row == 0 || p >= end || *p != '"')
    return FALSE;
  set_row_text (self, digits, p);
  for (p++; p < end && *p == ' '; p++)
    {
      /* name="value" */
      while (p < end && *p != '"' && *p != '>' && *p != '/' && *p != '<' && *p != '\'')
        p++;
      if (p >= end || *p != '"')
        return FALSE;
      p = memchr (p + 1, '"', (gsize) (end - p - 1));
      if (!p)
        return FALSE;
    }
  if (p >= end || *p != '>')
    return FALSE;
  *number = row;
  sy_xml_scanner_advance (self->scanner, p + 1);
  return TRUE;
}

/* Makes the array of the row empty again. */
static void
clear_row (Sheet *self)
{
  for (guint i = 0; i < self->n_touched; i++)
    memset (&self->cells[self->touched[i]], 0, sizeof *self->cells);
  self->n_touched = 0;
  self->arena_used = 0;
  self->pieces_size = 0;
  if (self->pieces->len > 0)
    g_ptr_array_set_size (self->pieces, 0);
}

/* Hands the row over; whether the sink wants more. */
static gboolean
finish_row (Sheet *self)
{
  guint n = 0;
  gboolean more = TRUE;

  for (guint i = 0; i < self->n_touched; i++)
    n = MAX (n, self->touched[i] + 1u);
  if (n > 0 && self->row > SY_SHEET_MAX_ROWS)
    refuse (self, "", 0, _ ("The row lies beyond the last row of a sheet."));
  else if (n > 0)
    more = self->sink->funcs->row (self->sink->self, self->row, self->cells, n);
  clear_row (self);
  return more;
}

/* The number that the row says, else the one behind the last row. */
static gboolean
read_row_number (Sheet *self)
{
  const char *cursor = self->scanner->attributes, *end = cursor + self->scanner->attributes_length;
  const char *name, *value;
  gsize name_length, value_length;
  guint64 number = 0;

  self->row++;
  while (sy_xml_next_attribute (&cursor, end, &name, &name_length, &value, &value_length))
    if (name_length == 1 && *name == 'r')
      {
        for (gsize i = 0; i < value_length && number < G_MAXUINT32; i++)
          number = g_ascii_isdigit (value[i]) ? number * 10 + (guint64) (value[i] - '0') : G_MAXUINT32;
        if (number == 0 || number >= G_MAXUINT32)
          return FALSE;
        self->row = number;
        return TRUE;
      }
  return FALSE;
}

/* The element row, whose START was just returned. */
static gboolean
read_row (Sheet *self, gboolean *stopped, GError **error)
{
  SyXmlScanner *scanner = self->scanner;
  gboolean row_known = read_row_number (self);

  self->column = 0;
  for (;;)
    {
      if (row_known && !scanner->pending_end)
        {
          guint64 next;

          while (scan_usual_cell (self))
            ;
          /* For the scanner it stays the same element. */
          while (scan_next_row (self, &next))
            {
              if (!finish_row (self))
                {
                  *stopped = TRUE;
                  return TRUE;
                }
              self->row = next;
              self->column = 0;
              while (scan_usual_cell (self))
                ;
            }
        }
      switch (sy_xml_scanner_next (scanner, error))
        {
        case SY_XML_START:
          if (!SY_XML_IS (scanner, "c"))
            {
              if (!sy_xml_scanner_skip (scanner, error))
                return FALSE;
            }
          else if (!read_cell (self, row_known, error))
            return FALSE;
          break;
        case SY_XML_END:
          *stopped = !finish_row (self);
          return TRUE;
        case SY_XML_TEXT:
          break;
        case SY_XML_END_OF_FILE:
        case SY_XML_FAILED:
        default:
          return FALSE;
        }
    }
}

static gboolean
read_rows (Sheet *self, gboolean *stopped, GError **error)
{
  SyXmlScanner *scanner = self->scanner;

  while (!*stopped)
    switch (sy_xml_scanner_next (scanner, error))
      {
      case SY_XML_START:
        if (SY_XML_IS (scanner, "row"))
          {
            if (!read_row (self, stopped, error))
              return FALSE;
          }
        else if (!sy_xml_scanner_skip (scanner, error))
          return FALSE;
        break;
      case SY_XML_END:
        return TRUE;
      case SY_XML_TEXT:
        break;
      case SY_XML_END_OF_FILE:
      case SY_XML_FAILED:
      default:
        return FALSE;
      }
  return TRUE;
}

/* Everything around the rows is stepped over, up to the end of the part. */
static gboolean
read_worksheet (Sheet *self, gboolean *stopped, GError **error)
{
  SyXmlScanner *scanner = self->scanner;

  while (!*stopped)
    switch (sy_xml_scanner_next (scanner, error))
      {
      case SY_XML_START:
        if (scanner->depth == 2 && SY_XML_IS (scanner, "sheetData"))
          {
            if (!read_rows (self, stopped, error))
              return FALSE;
          }
        else if (scanner->depth > 1 && !sy_xml_scanner_skip (scanner, error))
          return FALSE;
        break;
      case SY_XML_END_OF_FILE:
        return TRUE;
      case SY_XML_FAILED:
        return FALSE;
      case SY_XML_END:
      case SY_XML_TEXT:
      default:
        break;
      }
  return TRUE;
}

/**
 * sy_xlsx_sheet_read:
 * @scanner: at the start of a sheet's part
 * @sink: gets the rows and what is refused; begin and end of the sheet are the caller's
 * @stopped: (out): whether the sink had enough
 *
 * Rows come in the order of the file with their own numbers, cells in the order of their columns.
 *
 * Returns: %TRUE, or %FALSE with %SY_IMPORT_ERROR_DAMAGED, _HOSTILE or what the source said
 */
gboolean
sy_xlsx_sheet_read (SyXmlScanner *scanner,
                    const SyXlsxContext *context,
                    const SyCellSink *sink,
                    gboolean *stopped,
                    GError **error)
{
  Sheet self = { .scanner = scanner, .context = context, .sink = sink };
  gboolean ok;

  self.cells = g_new0 (SyCell, SY_SHEET_MAX_COLUMNS);
  self.touched = g_new (guint16, SY_SHEET_MAX_COLUMNS);
  self.arena = g_malloc (ARENA_SIZE);
  self.pieces = g_ptr_array_new_with_free_func (g_free);
  self.scratch = g_byte_array_new ();
  *stopped = FALSE;
  ok = read_worksheet (&self, stopped, error);
  if (!ok && self.row > 0)
    g_prefix_error (error, _ ("Near row %" PRIu64 ": "), self.row);
  g_free (self.cells);
  g_free (self.touched);
  g_free (self.arena);
  g_ptr_array_unref (self.pieces);
  g_byte_array_unref (self.scratch);
  return ok;
}
