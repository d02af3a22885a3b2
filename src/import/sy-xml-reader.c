/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Source: Microsoft, XML Spreadsheet Reference, 2001. Rows and cells follow one another unless they say where
 * they are; a moment is written with its date, a time of day with that of day 0. */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "sy-decoder.h"
#include "sy-iso-date.h"
#include "sy-reader-private.h"
#include "sy-row-buffer.h"
#include "sy-xlsx-value.h"
#include "sy-xml-reader.h"
#include "sy-xml-scanner.h"

#define PART "Workbook"
#define MAX_SHEETS 10000

typedef struct
{
  int fd;
  guint64 position, size;
  const SyCellSink *sink; /* NULL while the sheets are listed */
  GCancellable *cancellable;
  SyXmlScanner scanner;
  SyRowBuffer row;
  guint64 row_number;  /* of the row being read, from 1 */
  guint64 column;      /* of the next cell, from 0 */
  GByteArray *text;    /* of the cell */
  GHashTable *formats; /* from the names of styles to their SyNumberFormat */
  gboolean told_column, told_row;
} Reader;

static gssize
read_source (gpointer data, gpointer buffer, gsize size, GError **error)
{
  Reader *self = data;
  gssize n;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return -1;
  n = sy_reader_read_at (self->fd, buffer, size, self->position, error);
  self->position += (guint64) MAX (n, 0);
  if (self->sink != NULL && self->sink->funcs->progress != NULL && n > 0)
    self->sink->funcs->progress (self->sink->self, MIN (self->position, self->size), self->size);
  return n;
}

static void
reader_init (Reader *self, int fd, const SyCellSink *sink, GCancellable *cancellable)
{
  memset (self, 0, sizeof *self);
  self->fd = fd;
  self->size = sy_reader_file_size (fd);
  self->sink = sink;
  self->cancellable = cancellable;
  self->text = g_byte_array_new ();
  self->formats = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  sy_row_buffer_init (&self->row);
  sy_xml_scanner_init (&self->scanner, read_source, self, PART);
}

static void
reader_clear (Reader *self)
{
  sy_xml_scanner_clear (&self->scanner);
  sy_row_buffer_clear (&self->row);
  g_byte_array_unref (self->text);
  g_hash_table_unref (self->formats);
}

/* ---- Attributes and texts -------------------------------------------------------------------------------
 */

/* An attribute of the last START by its local name, references resolved; NULL when it is not there. */
static char *
dup_attribute (const SyXmlScanner *scanner, const char *wanted)
{
  const char *cursor = scanner->attributes, *end = cursor + scanner->attributes_length, *name, *value;
  gsize name_length, value_length;

  while (sy_xml_next_attribute (&cursor, end, &name, &name_length, &value, &value_length))
    {
      const char *colon = memchr (name, ':', name_length);
      const char *local = colon != NULL ? colon + 1 : name;
      g_autofree char *text = NULL;
      gsize n = 0;

      if ((gsize) (name + name_length - local) != strlen (wanted)
          || memcmp (local, wanted, strlen (wanted)) != 0)
        continue;
      text = g_malloc (value_length + 1);
      if (!sy_xml_unescape (value, value_length, text, &n)
          || sy_utf8_valid_prefix ((const guint8 *) text, n) != n)
        return NULL;
      text[n] = '\0';
      return g_steal_pointer (&text);
    }
  return NULL;
}

/* A count or place; @fallback when it is missing or makes no sense. */
static guint64
number_attribute (const SyXmlScanner *scanner, const char *name, guint64 fallback)
{
  g_autofree char *text = dup_attribute (scanner, name);
  guint64 number = 0;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT32, &number, NULL))
    return fallback;
  return number;
}

static gboolean
fail_row (Reader *self, const char *what, GError **error)
{
  g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_DAMAGED, _ ("Row %" PRIu64 " of the sheet %s"),
               self->row_number, what);
  return FALSE;
}

/* All text in the element whose START was just returned, that of marked-up pieces too. */
static gboolean
read_text (Reader *self, GError **error)
{
  SyXmlScanner *scanner = &self->scanner;
  guint depth = scanner->depth;

  g_byte_array_set_size (self->text, 0);
  for (;;)
    switch (sy_xml_scanner_next (scanner, error))
      {
      case SY_XML_TEXT:
        if (!sy_rich_text_append (self->text, scanner->text, scanner->text_length, scanner->literal))
          return fail_row (self, _ ("has a text with a reference that is not defined."), error);
        if (self->text->len > SY_XML_MAX_TOKEN)
          return fail_row (self, _ ("holds more text than a row can."), error);
        break;
      case SY_XML_END:
        if (scanner->depth < depth)
          return TRUE;
        break;
      case SY_XML_START:
        break;
      case SY_XML_END_OF_FILE:
      case SY_XML_FAILED:
      default:
        return FALSE;
      }
}

/* ---- Cells ----------------------------------------------------------------------------------------------
 */

static gboolean
store_text (Reader *self, SyCell *out, SyCellKind kind, GError **error)
{
  out->kind = self->text->len > 0 ? kind : SY_CELL_EMPTY;
  return sy_row_buffer_set_text (&self->row, out, (const char *) self->text->data, self->text->len)
         || fail_row (self, _ ("holds more text than a row can."), error);
}

/* What Data says it is; what is not of its type stays text. */
static gboolean
store_value (Reader *self, const char *type, SyNumberFormat format, SyCell *out, GError **error)
{
  gsize length = self->text->len;
  const char *text = length > 0 ? (const char *) self->text->data : "";
  double number;

  if (g_strcmp0 (type, "Number") == 0 && sy_xlsx_parse_number (text, length, &number))
    return !sy_xlsx_format_number (number, format, FALSE, out)
           || store_text (self, out, SY_CELL_NUMBER, error);
  if (g_strcmp0 (type, "DateTime") == 0 && sy_iso_date_parse (text, length, out))
    {
      if (out->kind == SY_CELL_DATE && out->number >= 0 && out->number < 1)
        out->kind = SY_CELL_TIME;
      return TRUE;
    }
  if (g_strcmp0 (type, "Boolean") == 0 && length > 0)
    {
      out->kind = SY_CELL_BOOL;
      out->number = *text == '1' || *text == 't' || *text == 'T';
      return TRUE;
    }
  out->number = 0;
  return store_text (self, out, g_strcmp0 (type, "Error") == 0 ? SY_CELL_ERROR : SY_CELL_TEXT, error);
}

static void
refuse (Reader *self, const char *reason)
{
  g_autofree char *shown = g_strndup ((const char *) self->text->data, MIN (self->text->len, 200));
  g_autofree char *valid = g_utf8_make_valid (shown, -1);

  self->sink->funcs->refused (self->sink->self, self->row_number, valid, reason);
}

static gboolean
read_data (Reader *self, SyNumberFormat format, GError **error)
{
  g_autofree char *type = dup_attribute (&self->scanner, "Type");
  SyCell *out;

  if (!read_text (self, error))
    return FALSE;
  out = sy_row_buffer_at (&self->row, (guint) MIN (self->column, G_MAXUINT32));
  if (out != NULL)
    return store_value (self, type, format, out, error);
  if (!self->told_column && self->text->len > 0)
    refuse (self, _ ("The cell lies beyond the last column of a sheet."));
  self->told_column = TRUE;
  return TRUE;
}

/* That of the style @name; plain when there is none. */
static SyNumberFormat
get_format (const Reader *self, const char *name)
{
  return name != NULL ? (SyNumberFormat) GPOINTER_TO_UINT (g_hash_table_lookup (self->formats, name))
                      : SY_NUMBER_FORMAT_PLAIN;
}

/* The cell whose START was just returned. */
static gboolean
read_cell (Reader *self, GError **error)
{
  SyXmlScanner *scanner = &self->scanner;
  guint64 index = number_attribute (scanner, "Index", 0),
          across = number_attribute (scanner, "MergeAcross", 0);
  g_autofree char *style = dup_attribute (scanner, "StyleID");
  SyNumberFormat format = get_format (self, style);

  if (index > 0)
    self->column = index - 1;
  for (;;)
    switch (sy_xml_scanner_next (scanner, error))
      {
      case SY_XML_START:
        /* A comment has data of its own. */
        if (SY_XML_IS (scanner, "Data"))
          {
            if (!read_data (self, format, error))
              return FALSE;
          }
        else if (!sy_xml_scanner_skip (scanner, error))
          return FALSE;
        break;
      case SY_XML_END:
        self->column += 1 + across;
        return TRUE;
      case SY_XML_TEXT:
        break;
      case SY_XML_END_OF_FILE:
      case SY_XML_FAILED:
      default:
        return FALSE;
      }
}

/* ---- Rows and sheets ------------------------------------------------------------------------------------
 */

/* The row whose START was just returned. */
static gboolean
read_row (Reader *self, gboolean *stopped, GError **error)
{
  SyXmlScanner *scanner = &self->scanner;
  guint64 index = number_attribute (scanner, "Index", 0), span = number_attribute (scanner, "Span", 0);

  self->row_number = index > 0 ? index : self->row_number + 1;
  self->column = 0;
  self->told_column = FALSE;
  sy_row_buffer_reset (&self->row);
  for (;;)
    switch (sy_xml_scanner_next (scanner, error))
      {
      case SY_XML_START:
        if (SY_XML_IS (scanner, "Cell"))
          {
            if (!read_cell (self, error))
              return FALSE;
          }
        else if (!sy_xml_scanner_skip (scanner, error))
          return FALSE;
        break;
      case SY_XML_END:
        if (self->row_number <= SY_SHEET_MAX_ROWS)
          *stopped = !sy_row_buffer_send (&self->row, self->sink, self->row_number);
        else if (!self->told_row && sy_row_buffer_get_n_cells (&self->row) > 0)
          {
            refuse (self, _ ("The row lies beyond the last row of a sheet."));
            self->told_row = TRUE;
          }
        self->row_number += span;
        return TRUE;
      case SY_XML_TEXT:
        break;
      case SY_XML_END_OF_FILE:
      case SY_XML_FAILED:
      default:
        return FALSE;
      }
}

/* The worksheet whose START was just returned. */
static gboolean
read_worksheet (Reader *self, gboolean *stopped, GError **error)
{
  SyXmlScanner *scanner = &self->scanner;
  guint depth = scanner->depth;

  while (!*stopped)
    switch (sy_xml_scanner_next (scanner, error))
      {
      case SY_XML_START:
        if (SY_XML_IS (scanner, "Row"))
          {
            if (!read_row (self, stopped, error))
              return FALSE;
          }
        else if (!SY_XML_IS (scanner, "Table") && !sy_xml_scanner_skip (scanner, error))
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

/* Number formats are codes, but some have names. */
static SyNumberFormat
parse_format (const char *format)
{
  static const struct
  {
    const char *name;
    SyNumberFormat format;
  } named[] = {
    { "General Date", SY_NUMBER_FORMAT_DATE }, { "Long Date", SY_NUMBER_FORMAT_DATE },
    { "Medium Date", SY_NUMBER_FORMAT_DATE },  { "Short Date", SY_NUMBER_FORMAT_DATE },
    { "Long Time", SY_NUMBER_FORMAT_TIME },    { "Medium Time", SY_NUMBER_FORMAT_TIME },
    { "Short Time", SY_NUMBER_FORMAT_TIME },   { "Percent", SY_NUMBER_FORMAT_PERCENT },
    { "Standard", SY_NUMBER_FORMAT_PLAIN },    { "Yes/No", SY_NUMBER_FORMAT_PLAIN },
    { "Scientific", SY_NUMBER_FORMAT_PLAIN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (named); i++)
    if (strcmp (format, named[i].name) == 0)
      return named[i].format;
  return sy_number_format_parse (format);
}

static void
note_format (Reader *self, const char *style, SyNumberFormat format)
{
  if (style != NULL)
    g_hash_table_insert (self->formats, g_strdup (style), GUINT_TO_POINTER ((guint) format));
}

/* The styles whose START was just returned: the number format of each is noted, its parent’s without one. */
static gboolean
read_styles (Reader *self, GError **error)
{
  SyXmlScanner *scanner = &self->scanner;
  guint depth = scanner->depth;
  g_autofree char *style = NULL;

  for (;;)
    switch (sy_xml_scanner_next (scanner, error))
      {
      case SY_XML_START:
        if (SY_XML_IS (scanner, "Style"))
          {
            g_autofree char *parent = dup_attribute (scanner, "Parent");

            g_free (style);
            style = dup_attribute (scanner, "ID");
            note_format (self, style, get_format (self, parent));
          }
        else if (SY_XML_IS (scanner, "NumberFormat"))
          {
            g_autofree char *format = dup_attribute (scanner, "Format");

            if (format != NULL)
              note_format (self, style, parse_format (format));
          }
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
}

/* Goes to the START of the next worksheet: 1, at the end of the document 0, -1 with an error. */
static int
next_worksheet (Reader *self, GError **error)
{
  SyXmlScanner *scanner = &self->scanner;

  for (;;)
    switch (sy_xml_scanner_next (scanner, error))
      {
      case SY_XML_START:
        if (SY_XML_IS (scanner, "Worksheet"))
          return 1;
        if (SY_XML_IS (scanner, "Styles"))
          {
            if (!read_styles (self, error))
              return -1;
          }
        else if (!SY_XML_IS (scanner, "Workbook") && !sy_xml_scanner_skip (scanner, error))
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

static gboolean
list_sheets (Reader *self, GPtrArray *names, GError **error)
{
  int found;

  while ((found = next_worksheet (self, error)) > 0 && names->len < MAX_SHEETS)
    {
      char *name = dup_attribute (&self->scanner, "Name");

      g_ptr_array_add (names, name != NULL ? name : g_strdup_printf (_ ("Sheet %u"), names->len + 1));
      if (!sy_xml_scanner_skip (&self->scanner, error))
        return FALSE;
    }
  return found >= 0;
}

/**
 * sy_xml_reader_inspect:
 * @fd: an XML file that names the name space of these spreadsheets
 * @info: gets format and sheets
 *
 * Returns: %TRUE, or %FALSE with one of %SY_IMPORT_ERROR or %G_IO_ERROR_CANCELLED
 */
gboolean
sy_xml_reader_inspect (int fd, SyFileInfo *info, GCancellable *cancellable, GError **error)
{
  Reader self;
  gboolean ok;

  reader_init (&self, fd, NULL, cancellable);
  ok = list_sheets (&self, info->sheets, error);
  reader_clear (&self);
  if (!ok)
    return FALSE;
  if (info->sheets->len == 0)
    {
      g_set_error_literal (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_EMPTY,
                           _ ("The workbook has no sheet with cells."));
      return FALSE;
    }
  info->format = SY_FILE_XML;
  info->format_name = g_strdup (_ ("Excel 2003 XML spreadsheet"));
  return TRUE;
}

static gboolean
read_sheet (Reader *self, guint sheet_index, GError **error)
{
  gboolean stopped = FALSE;

  for (guint i = 0;; i++)
    {
      int found = next_worksheet (self, error);

      if (found < 0)
        return FALSE;
      if (found == 0)
        {
          g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_SHEET, _ ("There is no sheet number %u."),
                       sheet_index + 1);
          return FALSE;
        }
      if (i == sheet_index)
        break;
      if (!sy_xml_scanner_skip (&self->scanner, error))
        return FALSE;
    }
  if (read_worksheet (self, &stopped, error))
    return TRUE;
  if (self->row_number > 0)
    g_prefix_error (error, _ ("Near row %" PRIu64 ": "), self->row_number);
  return FALSE;
}

/**
 * sy_xml_reader_read:
 * @sheet_index: 0-based among those that sy_xml_reader_inspect() lists
 *
 * Returns: %TRUE, or %FALSE with one of %SY_IMPORT_ERROR or %G_IO_ERROR_CANCELLED
 */
gboolean
sy_xml_reader_read (int fd,
                    guint sheet_index,
                    const char *sheet_name,
                    const SyCellSink *sink,
                    GCancellable *cancellable,
                    GError **error)
{
  Reader self;
  gboolean ok;

  if (!sink->funcs->begin_sheet (sink->self, sheet_index, sheet_name))
    return TRUE;
  reader_init (&self, fd, sink, cancellable);
  ok = read_sheet (&self, sheet_index, error);
  reader_clear (&self);
  if (ok)
    sink->funcs->end_sheet (sink->self);
  return ok;
}
