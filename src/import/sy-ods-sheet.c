/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Source: OASIS, Open Document Format for Office Applications 1.3, part 3, chapters 6 and 9. Cells and rows
 * come with a count of how often they repeat, up to the size of a sheet: empty ones are only counted, others
 * are handed on as often as the file says, under a limit that no honest file meets. */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "sy-decoder.h"
#include "sy-iso-date.h"
#include "sy-ods-sheet.h"
#include "sy-reader-private.h"
#include "sy-row-buffer.h"
#include "sy-xlsx-value.h"

/* Cells that exist only because a row or a cell is repeated. */
#define MAX_REPEATED (G_GUINT64_CONSTANT (16) << 20)
#define MAX_SHEETS 10000

typedef enum
{
  ODS_TYPE_NONE,
  ODS_TYPE_NUMBER,
  ODS_TYPE_PERCENT,
  ODS_TYPE_DATE,
  ODS_TYPE_TIME,
  ODS_TYPE_BOOL,
  ODS_TYPE_STRING,
  ODS_TYPE_ERROR,
} OdsType;

typedef struct
{
  OdsType type;
  gboolean has_formula;
  gboolean has_value;
  guint64 repeated;
} OdsCell;

typedef struct
{
  SyXmlScanner *scanner;
  const SyCellSink *sink;
  GCancellable *cancellable;
  SyRowBuffer row;
  guint64 row_number; /* 1-based, of the row being read */
  guint64 column;     /* 0-based, of the next cell */
  GByteArray *value;  /* of the attribute that holds it, references resolved */
  GByteArray *text;   /* of the paragraphs */
  GByteArray *piece;
  gboolean at_space;    /* white space that follows says nothing more */
  guint64 n_repeated;   /* so far */
  gboolean told_column; /* that this row goes too far to the right */
  gboolean told_row;
} Sheet;

/* ---- Attributes -----------------------------------------------------------------------------------------
 */

typedef struct
{
  const char *name, *value;
  gsize name_length, value_length;
  gboolean is_calc; /* of LibreOffice's own name space */
} Attribute;

static gboolean
next_attribute (const char **cursor, const char *end, Attribute *attribute)
{
  const char *colon;

  if (!sy_xml_next_attribute (cursor, end, &attribute->name, &attribute->name_length, &attribute->value,
                              &attribute->value_length))
    return FALSE;
  colon = memchr (attribute->name, ':', attribute->name_length);
  attribute->is_calc = colon - attribute->name == 7 && memcmp (attribute->name, "calcext", 7) == 0;
  if (colon != NULL)
    {
      attribute->name_length -= (gsize) (colon + 1 - attribute->name);
      attribute->name = colon + 1;
    }
  return TRUE;
}

static gboolean
is_named (const Attribute *attribute, const char *name)
{
  return strlen (name) == attribute->name_length
         && memcmp (name, attribute->name, attribute->name_length) == 0;
}

static guint64
count_value (const Attribute *attribute)
{
  guint64 n = 0;

  for (gsize i = 0; i < attribute->value_length && g_ascii_isdigit (attribute->value[i]) && n < G_MAXUINT32;
       i++)
    n = n * 10 + (guint64) (attribute->value[i] - '0');
  return CLAMP (n, 1, G_MAXUINT32);
}

static OdsType
parse_type (const Attribute *attribute)
{
  static const struct
  {
    const char *name;
    OdsType type;
  } types[] = { { "float", ODS_TYPE_NUMBER }, { "string", ODS_TYPE_STRING },
                { "date", ODS_TYPE_DATE },    { "time", ODS_TYPE_TIME },
                { "boolean", ODS_TYPE_BOOL }, { "percentage", ODS_TYPE_PERCENT },
                { "error", ODS_TYPE_ERROR },  { "currency", ODS_TYPE_NUMBER } };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (strlen (types[i].name) == attribute->value_length
        && memcmp (types[i].name, attribute->value, attribute->value_length) == 0)
      return types[i].type;
  return ODS_TYPE_NONE;
}

/* ---- Texts ----------------------------------------------------------------------------------------------
 */

static gboolean
fail_row (Sheet *self, const char *what, GError **error)
{
  g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_DAMAGED, _ ("Row %" PRIu64 " of the sheet %s"),
               self->row_number, what);
  return FALSE;
}

/* A run of white space is one space, and none at the start of a paragraph. */
static gboolean
add_text (Sheet *self, GError **error)
{
  g_byte_array_set_size (self->piece, 0);
  if (!sy_rich_text_append (self->piece, self->scanner->text, self->scanner->text_length,
                            self->scanner->literal))
    return fail_row (self, _ ("has a text with a reference that is not defined."), error);
  if (self->text->len + self->piece->len > SY_XML_MAX_TOKEN)
    return fail_row (self, _ ("holds more text than a row can."), error);
  for (guint i = 0; i < self->piece->len; i++)
    {
      guint8 byte = self->piece->data[i];
      gboolean space = byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';

      if (space && self->at_space)
        continue;
      byte = space ? ' ' : byte;
      g_byte_array_append (self->text, &byte, 1);
      self->at_space = space;
    }
  return TRUE;
}

/* text:s stands for a number of spaces, text:tab and text:line-break for one character. */
static void
add_character (Sheet *self)
{
  const SyXmlScanner *scanner = self->scanner;
  const char *cursor = scanner->attributes, *end = cursor + scanner->attributes_length;
  guint8 byte = SY_XML_IS (scanner, "s") ? ' ' : SY_XML_IS (scanner, "tab") ? '\t' : '\n';
  guint64 n = 1;
  Attribute attribute;

  while (next_attribute (&cursor, end, &attribute))
    if (byte == ' ' && is_named (&attribute, "c"))
      n = count_value (&attribute);
  for (n = MIN (n, 32767); n > 0 && self->text->len < SY_XML_MAX_TOKEN; n--)
    g_byte_array_append (self->text, &byte, 1);
  self->at_space = FALSE;
}

/* What stands in a paragraph but is not its text: notes, pictures, the reading of characters. */
static gboolean
is_aside (const SyXmlScanner *scanner)
{
  static const char *const names[] = { "annotation", "annotation-end", "note",   "ruby-text", "frame",
                                       "g",          "custom-shape",   "control" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (sy_xml_is (scanner, names[i], strlen (names[i])))
      return TRUE;
  return FALSE;
}

/* The paragraph whose START was just returned. */
static gboolean
read_paragraph (Sheet *self, GError **error)
{
  SyXmlScanner *scanner = self->scanner;
  guint depth = scanner->depth, start;

  self->at_space = TRUE;
  start = self->text->len;
  for (;;)
    switch (sy_xml_scanner_next (scanner, error))
      {
      case SY_XML_TEXT:
        if (!add_text (self, error))
          return FALSE;
        break;
      case SY_XML_START:
        if (SY_XML_IS (scanner, "s") || SY_XML_IS (scanner, "tab") || SY_XML_IS (scanner, "line-break"))
          add_character (self);
        else if (is_aside (scanner) && !sy_xml_scanner_skip (scanner, error))
          return FALSE;
        break;
      case SY_XML_END:
        if (scanner->depth >= depth)
          break;
        if (self->at_space && self->text->len > start)
          g_byte_array_set_size (self->text, self->text->len - 1);
        return TRUE;
      case SY_XML_END_OF_FILE:
      case SY_XML_FAILED:
      default:
        return FALSE;
      }
}

/* ---- Cells ----------------------------------------------------------------------------------------------
 */

static gboolean
keep_value (Sheet *self, const Attribute *attribute, OdsCell *cell, GError **error)
{
  cell->has_value = TRUE;
  g_byte_array_set_size (self->value, 0);
  if (!sy_rich_text_append (self->value, attribute->value, attribute->value_length, FALSE)
      || (self->value->len > 0
          && sy_utf8_valid_prefix (self->value->data, self->value->len) != self->value->len))
    return fail_row (self, _ ("has a text with a reference that is not defined."), error);
  return TRUE;
}

static gboolean
read_cell_attributes (Sheet *self, OdsCell *cell, GError **error)
{
  const char *cursor = self->scanner->attributes, *end = cursor + self->scanner->attributes_length;
  gboolean is_error = FALSE;
  Attribute attribute;

  cell->repeated = 1;
  while (next_attribute (&cursor, end, &attribute))
    if (is_named (&attribute, "value-type"))
      {
        if (attribute.is_calc)
          is_error = parse_type (&attribute) == ODS_TYPE_ERROR;
        else
          cell->type = parse_type (&attribute);
      }
    else if (is_named (&attribute, "number-columns-repeated"))
      cell->repeated = count_value (&attribute);
    else if (is_named (&attribute, "formula"))
      cell->has_formula = TRUE;
    else if ((is_named (&attribute, "value") || is_named (&attribute, "date-value")
              || is_named (&attribute, "time-value") || is_named (&attribute, "boolean-value")
              || is_named (&attribute, "string-value"))
             && !keep_value (self, &attribute, cell, error))
      return FALSE;
  if (is_error)
    cell->type = ODS_TYPE_ERROR;
  return TRUE;
}

static gboolean
is_error_text (const GByteArray *text)
{
  static const char *const errors[] = { "#DIV/0!", "#N/A", "#NAME?", "#NUM!", "#VALUE!", "#REF!", "#NULL!" };

  for (gsize i = 0; i < G_N_ELEMENTS (errors); i++)
    if (text->len == strlen (errors[i]) && memcmp (text->data, errors[i], text->len) == 0)
      return TRUE;
  return text->len > 4 && memcmp (text->data, "Err:", 4) == 0;
}

static gboolean
store_text (Sheet *self, SyCell *out, SyCellKind kind, const GByteArray *text, GError **error)
{
  out->kind = text->len > 0 ? kind : SY_CELL_EMPTY;
  if (!sy_row_buffer_set_text (&self->row, out, (const char *) text->data, text->len))
    return fail_row (self, _ ("holds more text than a row can."), error);
  return TRUE;
}

/* What the cell holds; a value that is not of its type stays as the text that is shown. */
static gboolean
store_value (Sheet *self, const OdsCell *cell, SyCell *out, GError **error)
{
  gsize length = cell->has_value ? self->value->len : 0;
  const char *value = length > 0 ? (const char *) self->value->data : "";

  /* Older writers say 0 for a formula that failed, and show the error. */
  if (cell->type == ODS_TYPE_ERROR || (cell->has_formula && is_error_text (self->text)))
    return store_text (self, out, SY_CELL_ERROR, self->text, error);
  switch (cell->type)
    {
    case ODS_TYPE_NUMBER:
    case ODS_TYPE_PERCENT:
      if (!sy_xlsx_parse_number (value, length, &out->number))
        break;
      out->kind = SY_CELL_NUMBER;
      out->percent = cell->type == ODS_TYPE_PERCENT;
      return sy_row_buffer_set_text (&self->row, out, value, length)
             || fail_row (self, _ ("holds more text than a row can."), error);
    case ODS_TYPE_DATE:
      if (!sy_iso_date_parse (value, length, out))
        break;
      return TRUE;
    case ODS_TYPE_TIME:
      if (!sy_iso_duration_parse (value, length, out))
        break;
      return TRUE;
    case ODS_TYPE_BOOL:
      if (length == 0)
        break;
      out->kind = SY_CELL_BOOL;
      out->number = *value == 't' || *value == 'T' || *value == '1';
      return TRUE;
    case ODS_TYPE_STRING:
      if (length > 0)
        return store_text (self, out, SY_CELL_TEXT, self->value, error);
      break;
    case ODS_TYPE_NONE:
    case ODS_TYPE_ERROR:
    default:
      break;
    }
  out->number = 0;
  return store_text (self, out, SY_CELL_TEXT, self->text, error);
}

static void
refuse (Sheet *self, const char *reason)
{
  g_autofree char *shown = g_strndup ((const char *) self->text->data, MIN (self->text->len, 200));
  g_autofree char *valid = g_utf8_make_valid (shown, -1);

  self->sink->funcs->refused (self->sink->self, self->row_number, valid, reason);
}

static gboolean
count_repeated (Sheet *self, guint64 n, GError **error)
{
  self->n_repeated += n;
  if (self->n_repeated <= MAX_REPEATED)
    return TRUE;
  g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_HOSTILE,
               _ ("The sheet repeats its cells more than %d million times, as no honest file does: stopped, "
                  "nothing imported."),
               (int) (MAX_REPEATED >> 20));
  return FALSE;
}

/* Puts the cell into the row as often as it says. */
static gboolean
store_cell (Sheet *self, const OdsCell *cell, GError **error)
{
  guint64 column = self->column, last = column + cell->repeated;
  SyCell first = { 0 };

  self->column = last;
  if (!cell->has_value && self->text->len == 0)
    return TRUE;
  if (!store_value (self, cell, &first, error))
    return FALSE;
  if (first.kind == SY_CELL_EMPTY)
    return TRUE;
  if (last > SY_SHEET_MAX_COLUMNS && !self->told_column)
    {
      self->told_column = TRUE;
      refuse (self, _ ("The cell lies beyond the last column of a sheet."));
    }
  last = MIN (last, SY_SHEET_MAX_COLUMNS);
  if (last > column + 1 && !count_repeated (self, last - column - 1, error))
    return FALSE;
  for (; column < last; column++)
    *sy_row_buffer_at (&self->row, (guint) column) = first;
  return TRUE;
}

/* The cell whose START was just returned. */
static gboolean
read_cell (Sheet *self, GError **error)
{
  SyXmlScanner *scanner = self->scanner;
  OdsCell cell = { 0 };
  gboolean second = FALSE;

  g_byte_array_set_size (self->text, 0);
  if (!read_cell_attributes (self, &cell, error))
    return FALSE;
  for (;;)
    switch (sy_xml_scanner_next (scanner, error))
      {
      case SY_XML_START:
        if (!SY_XML_IS (scanner, "p") && !SY_XML_IS (scanner, "h"))
          {
            if (!sy_xml_scanner_skip (scanner, error))
              return FALSE;
            break;
          }
        if (second)
          g_byte_array_append (self->text, (const guint8 *) "\n", 1);
        second = TRUE;
        if (!read_paragraph (self, error))
          return FALSE;
        break;
      case SY_XML_END:
        return store_cell (self, &cell, error);
      case SY_XML_TEXT:
        break;
      case SY_XML_END_OF_FILE:
      case SY_XML_FAILED:
      default:
        return FALSE;
      }
}

/* ---- Rows -----------------------------------------------------------------------------------------------
 */

/* Hands the row on as often as it says. */
static gboolean
send_row (Sheet *self, guint64 repeated, gboolean *stopped, GError **error)
{
  guint n = sy_row_buffer_get_n_cells (&self->row);

  if (n == 0)
    {
      self->row_number += repeated;
      return TRUE;
    }
  for (guint64 i = 0; i < repeated && !*stopped; i++, self->row_number++)
    {
      if (self->row_number > SY_SHEET_MAX_ROWS)
        {
          if (!self->told_row)
            refuse (self, _ ("The row lies beyond the last row of a sheet."));
          self->told_row = TRUE;
          return TRUE;
        }
      if (i > 0
          && (!count_repeated (self, n, error)
              || (i % 1024 == 0 && g_cancellable_set_error_if_cancelled (self->cancellable, error))))
        return FALSE;
      *stopped = !sy_row_buffer_send (&self->row, self->sink, self->row_number);
    }
  return TRUE;
}

/* The row whose START was just returned. */
static gboolean
read_row (Sheet *self, gboolean *stopped, GError **error)
{
  SyXmlScanner *scanner = self->scanner;
  const char *cursor = scanner->attributes, *end = cursor + scanner->attributes_length;
  guint64 repeated = 1;
  Attribute attribute;

  while (next_attribute (&cursor, end, &attribute))
    if (is_named (&attribute, "number-rows-repeated"))
      repeated = count_value (&attribute);
  sy_row_buffer_reset (&self->row);
  self->column = 0;
  self->told_column = FALSE;
  for (;;)
    switch (sy_xml_scanner_next (scanner, error))
      {
      case SY_XML_START:
        if (SY_XML_IS (scanner, "table-cell") || SY_XML_IS (scanner, "covered-table-cell"))
          {
            if (!read_cell (self, error))
              return FALSE;
          }
        else if (!sy_xml_scanner_skip (scanner, error))
          return FALSE;
        break;
      case SY_XML_END:
        return send_row (self, repeated, stopped, error);
      case SY_XML_TEXT:
        break;
      case SY_XML_END_OF_FILE:
      case SY_XML_FAILED:
      default:
        return FALSE;
      }
}

/* The table whose START was just returned; rows may lie in groups, and headers in one of their own. */
static gboolean
read_table (Sheet *self, gboolean *stopped, GError **error)
{
  SyXmlScanner *scanner = self->scanner;
  guint depth = scanner->depth;

  while (!*stopped)
    switch (sy_xml_scanner_next (scanner, error))
      {
      case SY_XML_START:
        if (SY_XML_IS (scanner, "table-row"))
          {
            if (!read_row (self, stopped, error))
              return FALSE;
          }
        else if (!SY_XML_IS (scanner, "table-row-group") && !SY_XML_IS (scanner, "table-header-rows")
                 && !SY_XML_IS (scanner, "table-rows") && !sy_xml_scanner_skip (scanner, error))
          return FALSE;
        break;
      case SY_XML_END:
        if (scanner->depth < depth)
          return TRUE;
        break;
      case SY_XML_TEXT:
        break;
      case SY_XML_END_OF_FILE:
      case SY_XML_FAILED:
      default:
        return FALSE;
      }
  return TRUE;
}

/* ---- Sheets ---------------------------------------------------------------------------------------------
 */

static char *
dup_table_name (SyXmlScanner *scanner, guint number)
{
  const char *cursor = scanner->attributes, *end = cursor + scanner->attributes_length;
  g_autoptr (GByteArray) name = g_byte_array_new ();
  Attribute attribute;

  while (next_attribute (&cursor, end, &attribute))
    if (is_named (&attribute, "name") && attribute.value_length > 0
        && sy_rich_text_append (name, attribute.value, attribute.value_length, FALSE)
        && sy_utf8_valid_prefix (name->data, name->len) == name->len)
      return g_strndup ((const char *) name->data, name->len);
  return g_strdup_printf (_ ("Sheet %u"), number);
}

/* Sheets of other files that formulas here refer to are kept as tables named 'file:///…'#Sheet. */
static gboolean
is_copy_of_another_file (const char *name)
{
  return *name == '\'' && strstr (name, "'#") != NULL;
}

/* Goes to the START of the sheet of that number, counted from 1: 1, at the end of the document 0, -1 with an
 * error. */
static int
next_table (SyXmlScanner *scanner, guint number, char **name, GError **error)
{
  for (;;)
    switch (sy_xml_scanner_next (scanner, error))
      {
      case SY_XML_START:
        if (SY_XML_IS (scanner, "table"))
          {
            g_free (*name);
            *name = dup_table_name (scanner, number);
            if (!is_copy_of_another_file (*name))
              return 1;
            if (!sy_xml_scanner_skip (scanner, error))
              return -1;
          }
        else if (!SY_XML_IS (scanner, "document") && !SY_XML_IS (scanner, "document-content")
                 && !SY_XML_IS (scanner, "body") && !SY_XML_IS (scanner, "spreadsheet")
                 && !sy_xml_scanner_skip (scanner, error))
          return -1;
        break;
      case SY_XML_END_OF_FILE:
        return 0;
      case SY_XML_FAILED:
        return -1;
      case SY_XML_END:
      case SY_XML_TEXT:
      default:
        break;
      }
}

/**
 * sy_ods_sheet_list:
 * @scanner: at the start of the content of a spreadsheet
 * @names: (element-type utf8): gets the names of its sheets
 *
 * Returns: %TRUE, or %FALSE with %SY_IMPORT_ERROR_DAMAGED, _HOSTILE or what the source said
 */
gboolean
sy_ods_sheet_list (SyXmlScanner *scanner, GPtrArray *names, GError **error)
{
  g_autofree char *name = NULL;
  int found;

  while ((found = next_table (scanner, names->len + 1, &name, error)) > 0 && names->len < MAX_SHEETS)
    {
      g_ptr_array_add (names, g_steal_pointer (&name));
      if (!sy_xml_scanner_skip (scanner, error))
        return FALSE;
    }
  return found >= 0;
}

static gboolean
read_sheet (Sheet *self, guint sheet_index, gboolean *stopped, GError **error)
{
  g_autofree char *name = NULL;

  for (guint i = 0;; i++)
    {
      int found = next_table (self->scanner, i + 1, &name, error);

      if (found < 0)
        return FALSE;
      if (found == 0)
        {
          g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_SHEET, _ ("There is no sheet number %u."),
                       sheet_index + 1);
          return FALSE;
        }
      if (i == sheet_index)
        return read_table (self, stopped, error);
      if (!sy_xml_scanner_skip (self->scanner, error))
        return FALSE;
    }
}

/**
 * sy_ods_sheet_read:
 * @scanner: at the start of the content of a spreadsheet
 * @sink: gets the rows and what is refused; begin and end of the sheet are the caller's
 * @stopped: (out): whether the sink had enough
 *
 * Rows that are repeated are handed on each with its number. Notes and drawings are left out.
 *
 * Returns: %TRUE, or %FALSE with %SY_IMPORT_ERROR_DAMAGED, _HOSTILE, _SHEET or what the source said
 */
gboolean
sy_ods_sheet_read (SyXmlScanner *scanner,
                   guint sheet_index,
                   const SyCellSink *sink,
                   GCancellable *cancellable,
                   gboolean *stopped,
                   GError **error)
{
  Sheet self = { .scanner = scanner, .sink = sink, .cancellable = cancellable, .row_number = 1 };
  gboolean ok;

  sy_row_buffer_init (&self.row);
  self.value = g_byte_array_new ();
  self.text = g_byte_array_new ();
  self.piece = g_byte_array_new ();
  *stopped = FALSE;
  ok = read_sheet (&self, sheet_index, stopped, error);
  if (!ok && self.row_number > 1)
    g_prefix_error (error, _ ("Near row %" PRIu64 ": "), self.row_number);
  sy_row_buffer_clear (&self.row);
  g_byte_array_unref (self.value);
  g_byte_array_unref (self.text);
  g_byte_array_unref (self.piece);
  return ok;
}
