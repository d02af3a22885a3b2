/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record is parsed where it lies in the decoded buffer; one that is cut off by the end of the buffer is
 * parsed again when more of the file has come. A quote that is never closed would swallow the rest of the
 * file, so its line is read as the usual number of fields asks for, or refused, and reading goes on with the
 * next line. Nothing is left out or changed without being reported. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sy-csv-reader.h"
#include "sy-csv-record.h"
#include "sy-encoding.h"
#include "sy-reader-private.h"

#define BLOCK_SIZE (256 * 1024)
#define SNIFF_SIZE (256 * 1024)
/* A record beyond this has lost its closing quote; the limit shrinks when that happens again and again. */
#define MAX_RECORD (8 * 1024 * 1024)
#define MIN_RECORD_LIMIT (64 * 1024)
#define MAX_SHOWN 200

/* A quote or escape that is asked for: one character, or none. */
static gboolean
character_from_option (const char *asked, const char *what, char *character, GError **error)
{
  if (asked == NULL)
    return TRUE;
  if (*asked == '\0' || g_ascii_strcasecmp (asked, "none") == 0)
    {
      *character = SY_CSV_NONE;
      return TRUE;
    }
  if (asked[1] != '\0' || (guint8) asked[0] >= 0x80 || (guint8) asked[0] <= ' ')
    {
      g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ENCODING,
                   _ ("“%s” cannot be the %s: give one character such as \" ' or \\, or none."), asked, what);
      return FALSE;
    }
  *character = asked[0];
  return TRUE;
}

static gboolean
delimiter_from_option (const char *asked, SyCsvDialect *dialect, GError **error)
{
  if (asked == NULL || *asked == '\0')
    return TRUE;
  if (strcmp (asked, "\\t") == 0 || g_ascii_strcasecmp (asked, "tab") == 0)
    asked = "\t";
  else if (g_ascii_strcasecmp (asked, "space") == 0)
    asked = " ";
  else if (g_ascii_strcasecmp (asked, "spaces") == 0)
    asked = "  ";
  if ((asked[1] != '\0' && (asked[1] != ' ' || asked[2] != '\0')) || (guint8) asked[0] >= 0x80
      || asked[0] == '\n' || asked[0] == '\r' || asked[0] == '"')
    {
      g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ENCODING,
                   _ ("The delimiter “%s” cannot be used: give one character such as , ; | or tab."), asked);
      return FALSE;
    }
  dialect->delimiter = asked[0];
  dialect->skips_blanks = asked[1] == ' ';
  return TRUE;
}

static gboolean
dialect_from_options (const SyReadOptions *options, SyCsvDialect *dialect, GError **error)
{
  return options == NULL
         || (delimiter_from_option (options->delimiter, dialect, error)
             && character_from_option (options->quote, _ ("quote"), &dialect->quote, error)
             && character_from_option (options->escape, _ ("escape"), &dialect->escape, error));
}

/* ---- Inspection -----------------------------------------------------------------------------------------
 */

/* Decodes the first part of the file. */
static gboolean
read_sample (int fd, const char *encoding, guint bom, GByteArray *out, gboolean *complete, GError **error)
{
  g_autoptr (SyDecoder) decoder = sy_decoder_new (encoding, error);
  g_autoptr (GArray) bad = g_array_new (FALSE, FALSE, sizeof (gsize));
  g_autofree guint8 *buffer = g_malloc (SNIFF_SIZE);
  gssize n;

  if (decoder == NULL)
    return FALSE;
  n = sy_reader_read_at (fd, buffer, SNIFF_SIZE, bom, error);
  if (n < 0)
    return FALSE;
  *complete = n < SNIFF_SIZE;
  sy_decoder_run (decoder, buffer, (gsize) n, *complete, out, bad);
  return TRUE;
}

/* Text has hardly any control characters; a picture or a program has many. */
static gboolean
is_text (const GByteArray *sample)
{
  gsize n_control = 0;

  for (guint i = 0; i < sample->len; i++)
    {
      guint8 c = sample->data[i];

      n_control += (c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1A) || c == 0x7F
                   || (c == '\\' && i + 3 < sample->len && memcmp (sample->data + i, "\\x00", 4) == 0);
    }
  return n_control <= 4 || n_control * 50 <= sample->len;
}

static char *
explain_dialect (const SyCsvDialect *dialect, const SyCsvEvidence *evidence)
{
  if (dialect->n_fields == 0)
    return g_strdup (evidence->n_records > 0 && evidence->n_usual == evidence->n_records
                         ? _ ("no character sets cells apart: there is one column")
                         : _ ("the lines have different numbers of cells"));
  return g_strdup_printf (_ ("%u of the first %u lines have %u cells"), evidence->n_usual,
                          evidence->n_records, dialect->n_fields);
}

/**
 * sy_csv_reader_inspect:
 * @fd: a regular file
 * @info: gets format, encoding, delimiter, quote and the one sheet
 *
 * Returns: %TRUE, or %FALSE with %SY_IMPORT_ERROR_UNKNOWN when it is not text, _ENCODING, _DAMAGED
 */
gboolean
sy_csv_reader_inspect (
    int fd, const SyReadOptions *options, SyFileInfo *info, GCancellable *cancellable, GError **error)
{
  g_auto (SyEncodingGuess) guess = { 0 };
  g_autoptr (GByteArray) sample = g_byte_array_sized_new (SNIFF_SIZE);
  SyCsvDialect dialect = { 0 };
  SyCsvEvidence evidence;
  gboolean complete = FALSE;

  if (!dialect_from_options (options, &dialect, error)
      || !sy_encoding_detect (fd, options != NULL ? options->encoding : NULL, &guess, cancellable, error)
      || !read_sample (fd, guess.name, guess.bom_length, sample, &complete, error))
    return FALSE;
  if (sample->len == 0)
    {
      g_set_error_literal (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_EMPTY,
                           _ ("There is no text in the file."));
      return FALSE;
    }
  if (!is_text (sample))
    {
      g_set_error_literal (
          error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_UNKNOWN,
          _ ("This is neither a workbook nor text. Save it as XLSX or CSV and import that."));
      return FALSE;
    }
  sy_csv_dialect_sniff ((const char *) sample->data, sample->len, complete, &dialect, &evidence);
  info->format = SY_FILE_CSV;
  info->format_name =
      g_strdup (dialect.delimiter == '\t' ? _ ("Text with tabs (TSV)") : _ ("Delimited text (CSV)"));
  info->encoding = g_steal_pointer (&guess.name);
  info->encoding_reason = g_steal_pointer (&guess.reason);
  info->encoding_sure = guess.sure;
  info->dialect_sure = evidence.sure;
  info->n_fields = dialect.n_fields;
  info->dialect_reason = explain_dialect (&dialect, &evidence);
  info->delimiter = dialect.delimiter;
  info->quote = dialect.quote == SY_CSV_NONE ? 0 : dialect.quote;
  info->escape = dialect.escape == SY_CSV_NONE ? 0 : dialect.escape;
  info->skips_blanks = dialect.skips_blanks;
  g_ptr_array_add (info->sheets, g_strdup (""));
  return TRUE;
}

/* ---- Reading --------------------------------------------------------------------------------------------
 */

typedef struct
{
  int fd;
  const SyCellSink *sink;
  SyDecoder *decoder;
  SyCsvRecord parser;
  GByteArray *text; /* decoded, not yet parsed from position on */
  gsize position;
  GArray *bad; /* offsets of bad bytes in text */
  guint next_bad;
  guint8 *block;
  guint64 offset, size; /* of the file */
  guint64 end;          /* where to stop; what is cut off there is left out */
  gboolean at_end;
  guint64 row;
  gsize record_limit;
  GArray *cells;
  gboolean stopped;
} Reading;

static void
reading_clear (Reading *reading)
{
  g_clear_pointer (&reading->decoder, sy_decoder_free);
  g_clear_pointer (&reading->text, g_byte_array_unref);
  g_clear_pointer (&reading->bad, g_array_unref);
  g_clear_pointer (&reading->cells, g_array_unref);
  g_clear_pointer (&reading->block, g_free);
  sy_csv_record_clear (&reading->parser);
}

/* Drops what is parsed and decodes one more block behind the rest. */
static gboolean
fill (Reading *reading, GCancellable *cancellable, GError **error)
{
  gssize n;
  guint kept = 0;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  for (guint i = reading->next_bad; i < reading->bad->len; i++)
    g_array_index (reading->bad, gsize, kept++) = g_array_index (reading->bad, gsize, i) - reading->position;
  g_array_set_size (reading->bad, kept);
  reading->next_bad = 0;
  g_byte_array_remove_range (reading->text, 0, (guint) reading->position);
  reading->position = 0;
  reading->stopped = reading->offset >= reading->end;
  if (reading->stopped)
    return TRUE;
  n = sy_reader_read_at (reading->fd, reading->block,
                         (gsize) MIN (BLOCK_SIZE, reading->end - reading->offset), reading->offset, error);
  if (n < 0)
    return FALSE;
  reading->offset += (guint64) n;
  reading->at_end = n == 0;
  sy_decoder_run (reading->decoder, reading->block, (gsize) n, n == 0, reading->text, reading->bad);
  if (reading->sink->funcs->progress != NULL)
    reading->sink->funcs->progress (reading->sink->self, reading->offset,
                                    MAX (reading->size, reading->offset));
  return TRUE;
}

static void
refuse_text (Reading *reading, const char *text, gsize length, const char *reason)
{
  g_autofree char *shown = NULL;

  while (length > 0 && (text[length - 1] == '\n' || text[length - 1] == '\r'))
    length--;
  if (length > MAX_SHOWN)
    {
      length = MAX_SHOWN;
      while (length > 0 && ((guint8) text[length] & 0xC0) == 0x80)
        length--;
      shown = g_strdup_printf ("%.*s…", (int) length, text);
    }
  else
    shown = g_strndup (text, length);
  reading->sink->funcs->refused (reading->sink->self, reading->row, shown, reason);
}

static gboolean
has_bad (Reading *reading, gsize end)
{
  gboolean found = FALSE;

  while (reading->next_bad < reading->bad->len
         && g_array_index (reading->bad, gsize, reading->next_bad) < end)
    {
      found = TRUE;
      reading->next_bad++;
    }
  return found;
}

/* ="007": how programs write digits that a spreadsheet must not take for a number. */
static void
unwrap_formula (SyCell *cell)
{
  gsize length = cell->length;

  if (length < 3 || cell->text[1] != '"' || cell->text[length - 1] != '"'
      || memchr (cell->text + 2, '"', length - 3) != NULL)
    return;
  if (length == 3)
    *cell = (SyCell){ .kind = SY_CELL_EMPTY };
  else
    *cell = (SyCell){ .kind = SY_CELL_TEXT, .text = cell->text + 2, .length = length - 3 };
}

/* `2024-03-01 09:00:00,`1001,`0.00: the accounts of payment services have a mark before each value, so that
 * spreadsheets leave long numbers alone. */
static void
drop_marks (GArray *cells)
{
  for (guint i = 0; i < cells->len; i++)
    {
      const SyCell *cell = &g_array_index (cells, SyCell, i);
      if (cell->kind != SY_CELL_TEXT || cell->text[0] != '`')
        return;
    }
  for (guint i = 0; i < cells->len; i++)
    {
      SyCell *cell = &g_array_index (cells, SyCell, i);
      cell->text++;
      cell->length--;
      if (cell->length == 0)
        *cell = (SyCell){ .kind = SY_CELL_EMPTY };
    }
}

static void
emit_record (Reading *reading, const char *text, gsize length)
{
  SyCsvRecord *parser = &reading->parser;
  gboolean blank = TRUE;

  reading->row++;
  if (has_bad (reading, reading->position + length))
    {
      refuse_text (
          reading, text, length,
          _ ("The line has bytes that are not text in this encoding. Correct the encoding or the file."));
      return;
    }
  if (parser->n_fields > SY_SHEET_MAX_COLUMNS)
    {
      refuse_text (reading, text, length, _ ("The line has more than 16,384 fields."));
      return;
    }
  if (reading->row == 1 && length > 5 && length < 8 && g_ascii_strncasecmp (text, "sep=", 4) == 0
      && text[4] == parser->dialect.delimiter)
    return;
  if (reading->cells->len != parser->n_kept)
    g_array_set_size (reading->cells, parser->n_kept);
  for (guint i = 0; i < parser->n_kept; i++)
    {
      const SyCsvField *field = &parser->fields[i];
      SyCell *cell = &g_array_index (reading->cells, SyCell, i);

      *cell = (SyCell){ .kind = SY_CELL_EMPTY };
      if (field->length == 0)
        continue;
      cell->kind = SY_CELL_TEXT;
      cell->text = sy_csv_record_text (parser, text, field);
      cell->length = field->length;
      if (cell->text[0] == '=')
        unwrap_formula (cell);
      blank = FALSE;
    }
  if (reading->cells->len > 1 && g_array_index (reading->cells, SyCell, 0).kind == SY_CELL_TEXT
      && g_array_index (reading->cells, SyCell, 0).text[0] == '`')
    drop_marks (reading->cells);
  if (!blank)
    reading->stopped = !reading->sink->funcs->row (
        reading->sink->self, reading->row, (SyCell *) (gpointer) reading->cells->data, reading->cells->len);
}

/* The first line of @text with its line end; 0 when it is cut off. */
static gsize
measure_line (Reading *reading, const char *text, gsize length)
{
  const char *end = text + length, *p = text;

  while (p < end && *p != '\n' && *p != '\r')
    p++;
  if (p == end)
    return reading->at_end || length >= 2 * MAX_RECORD ? length : 0;
  if (p + 1 < end && p[0] == '\r' && p[1] == '\n')
    p++;
  return (gsize) (p + 1 - text);
}

/* How much of the text a repair may look at: whole lines. */
static gsize
measure_span (Reading *reading, const char *text, gsize length)
{
  gsize span = MIN (length, SY_CSV_REPAIR_SPAN);

  if (span == length && reading->at_end)
    return span;
  while (span > 0 && text[span - 1] != '\n' && text[span - 1] != '\r')
    span--;
  return span;
}

/* An odd number of them: one was opened and never closed. */
static gboolean
has_open_quote (const Reading *reading, const char *text, gsize length)
{
  guint n = 0;

  for (gsize i = 0; i < length; i++)
    n += text[i] == reading->parser.dialect.quote;
  return n % 2 == 1;
}

static void
tell_repair (Reading *reading, const char *text, gsize length)
{
  reading->row++;
  refuse_text (
      reading, text, length,
      has_open_quote (reading, text, length)
          ? _ ("A quote is opened in this line and never closed. It is kept as a character of its cell.")
          : _ ("A quote is out of place in this line. It is kept as a character of its cell."));
  reading->row--;
}

/* The quote opened in this line is not closed: the line alone is read as well as it can be, or given up. */
static gboolean
end_open_line (Reading *reading, const char *text, gsize length)
{
  gsize line = measure_line (reading, text, length), used = 0;
  gboolean literal = FALSE;

  if (line == 0)
    return FALSE;
  reading->record_limit = MAX (reading->record_limit / 2, MIN_RECORD_LIMIT);
  if (reading->parser.dialect.n_fields > 0 && line <= SY_CSV_REPAIR_SPAN
      && sy_csv_record_repair (&reading->parser, text, line, &used, &literal) && used == line)
    {
      tell_repair (reading, text, line);
      emit_record (reading, text, line);
    }
  else
    {
      reading->row++;
      has_bad (reading, reading->position + line);
      refuse_text (reading, text, line,
                   memchr (text, reading->parser.dialect.quote, line) != NULL
                       ? _ ("A quote is opened in this line and never closed.")
                       : _ ("The line is too long for a row of a table."));
    }
  reading->position += line;
  return TRUE;
}

/* A record whose quotes do not fit the others: FALSE when more of the text is needed to read it well. */
static gboolean
end_odd_record (Reading *reading, const char *text, gsize length, gsize used)
{
  gsize span = measure_span (reading, text, length);
  gboolean literal = FALSE;

  if (length < SY_CSV_REPAIR_SPAN && !reading->at_end)
    return FALSE;
  if (span > 0)
    {
      sy_csv_record_repair (&reading->parser, text, span, &used, &literal);
      if (literal)
        tell_repair (reading, text, used);
    }
  emit_record (reading, text, used);
  reading->position += used;
  return TRUE;
}

static gboolean
read_records (Reading *reading, GCancellable *cancellable, GError **error)
{
  while (!reading->stopped)
    {
      const char *text = (const char *) reading->text->data + reading->position;
      gsize length = reading->text->len - reading->position, used = 0;
      gboolean whole = length <= reading->record_limit;
      SyCsvRecordState state = SY_CSV_RECORD_CUT;

      if (length > 0)
        state = sy_csv_record_parse (&reading->parser, text, MIN (length, reading->record_limit),
                                     reading->at_end && whole, &used);
      else if (reading->at_end)
        return TRUE;
      if (state == SY_CSV_RECORD_DONE && !sy_csv_record_is_odd (&reading->parser))
        {
          emit_record (reading, text, used);
          reading->position += used;
          continue;
        }
      if (state == SY_CSV_RECORD_DONE && end_odd_record (reading, text, length, used))
        continue;
      if (state != SY_CSV_RECORD_DONE && (state == SY_CSV_RECORD_OPEN || !whole)
          && end_open_line (reading, text, length))
        continue;
      if (!fill (reading, cancellable, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
begin_reading (Reading *reading, const SyFileInfo *info, const SyReadOptions *options, GError **error)
{
  const char *encoding = options != NULL && options->encoding != NULL ? options->encoding : info->encoding;
  SyCsvDialect dialect = { info->delimiter, info->quote ? info->quote : SY_CSV_NONE,
                           info->escape ? info->escape : SY_CSV_NONE, info->skips_blanks, info->n_fields };

  if (!dialect_from_options (options, &dialect, error))
    return FALSE;
  reading->decoder = sy_decoder_new (encoding, error);
  if (reading->decoder == NULL)
    return FALSE;
  sy_csv_record_init (&reading->parser, &dialect);
  reading->text = g_byte_array_sized_new (2 * BLOCK_SIZE);
  reading->bad = g_array_new (FALSE, FALSE, sizeof (gsize));
  reading->cells = g_array_new (FALSE, FALSE, sizeof (SyCell));
  reading->block = g_malloc (BLOCK_SIZE);
  reading->offset = sy_encoding_bom_length (reading->fd, encoding);
  reading->size = sy_reader_file_size (reading->fd);
  return TRUE;
}

/**
 * sy_csv_reader_read:
 * @fd: a regular file
 * @info: what sy_csv_reader_inspect() found, maybe corrected
 *
 * Reads all records into @sink: fields as text, empty ones as %SY_CELL_EMPTY, records numbered from 1 with
 * blank lines counted. Lines with bytes that are not text, and lines with a quote that is never closed, go to
 * the sink's refused and not to its row.
 *
 * Returns: %TRUE, or %FALSE with %SY_IMPORT_ERROR_ENCODING, _DAMAGED or %G_IO_ERROR_CANCELLED
 */
gboolean
sy_csv_reader_read (int fd,
                    const SyFileInfo *info,
                    const SyReadOptions *options,
                    const SyCellSink *sink,
                    GCancellable *cancellable,
                    GError **error)
{
  Reading reading = { .fd = fd, .sink = sink, .record_limit = MAX_RECORD, .end = G_MAXUINT64 };
  gboolean ok;

  if (!begin_reading (&reading, info, options, error))
    return FALSE;
  ok = !sink->funcs->begin_sheet (sink->self, 0, "");
  if (!ok)
    {
      ok = read_records (&reading, cancellable, error);
      if (ok)
        sink->funcs->end_sheet (sink->self);
    }
  reading_clear (&reading);
  return ok;
}

/* Behind the first line end of what is decoded. */
static void
skip_line (Reading *reading)
{
  while (reading->position < reading->text->len && reading->text->data[reading->position] != '\n'
         && reading->text->data[reading->position] != '\r')
    reading->position++;
  while (
      reading->position < reading->text->len
      && (reading->text->data[reading->position] == '\n' || reading->text->data[reading->position] == '\r'))
    reading->position++;
  has_bad (reading, reading->position);
}

/**
 * sy_csv_reader_read_part:
 * @from: bytes of text before the part, a multiple of four so that it begins with a whole code unit
 * @length: bytes of it
 *
 * A look at a part of the file: the records that lie in it from the first line end on, numbered from 1 as if
 * nothing were before them; one that is cut off by the end is left out. Where the part begins within quotes,
 * the first records are not what they are when all is read.
 *
 * Returns: as sy_csv_reader_read()
 */
gboolean
sy_csv_reader_read_part (int fd,
                         const SyFileInfo *info,
                         const SyReadOptions *options,
                         guint64 from,
                         guint64 length,
                         const SyCellSink *sink,
                         GCancellable *cancellable,
                         GError **error)
{
  Reading reading = { .fd = fd, .sink = sink, .record_limit = MAX_RECORD };
  gboolean ok = TRUE;

  if (!begin_reading (&reading, info, options, error))
    return FALSE;
  reading.offset += from;
  reading.end = reading.offset + length;
  if (from > 0)
    {
      ok = fill (&reading, cancellable, error);
      skip_line (&reading);
    }
  ok = ok && read_records (&reading, cancellable, error);
  reading_clear (&reading);
  return ok;
}
