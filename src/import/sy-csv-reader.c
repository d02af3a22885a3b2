/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record is parsed where it lies in the decoded buffer; one that is cut off by the end of the buffer is
 * parsed again when more of the file has come. Leniency follows spreadsheets: a quote within an unquoted
 * field is a plain character, text behind a closing quote belongs to the field. A quote that is never closed
 * would swallow the rest of the file, so its line is refused and reading goes on with the next line. Nothing
 * is left out without being reported. */
#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "sy-csv-reader.h"
#include "sy-encoding.h"
#include "sy-reader-private.h"

#define BLOCK_SIZE (256 * 1024)
#define SNIFF_SIZE (256 * 1024)
#define SNIFF_RECORDS 500
/* A record beyond this has lost its closing quote; the limit shrinks when that happens again and again. */
#define MAX_RECORD (8 * 1024 * 1024)
#define MIN_RECORD_LIMIT (64 * 1024)
#define MAX_SHOWN 200

typedef enum
{
  RECORD_DONE,
  RECORD_CUT,  /* the buffer ends within it */
  RECORD_OPEN, /* the text ends within quotes */
} RecordState;

typedef struct
{
  gsize offset;
  gsize length;
  gboolean in_scratch; /* unescaped, in scratch; else as it stands in the text */
} Field;

typedef struct
{
  SyCsvDialect dialect;
  guint8 stops[256]; /* what ends an unquoted field */
  GArray *fields;    /* (element-type Field), at most SY_SHEET_MAX_COLUMNS */
  GByteArray *scratch;
  guint n_fields; /* all of them, also those beyond the limit */
} Parser;

static void
parser_init (Parser *parser, const SyCsvDialect *dialect)
{
  memset (parser, 0, sizeof *parser);
  parser->dialect = *dialect;
  parser->stops[(guint8) dialect->delimiter] = 1;
  parser->stops['\n'] = 1;
  parser->stops['\r'] = 1;
  parser->fields = g_array_new (FALSE, FALSE, sizeof (Field));
  parser->scratch = g_byte_array_new ();
}

static void
parser_clear (Parser *parser)
{
  g_clear_pointer (&parser->fields, g_array_unref);
  g_clear_pointer (&parser->scratch, g_byte_array_unref);
}

static void
add_field (Parser *parser, gsize offset, gsize length, gboolean in_scratch)
{
  Field field = { offset, length, in_scratch };

  parser->n_fields++;
  if (parser->n_fields <= SY_SHEET_MAX_COLUMNS)
    g_array_append_val (parser->fields, field);
}

static const char *
find_stop (const Parser *parser, const char *p, const char *end)
{
  while (p < end && !parser->stops[(guint8) *p])
    p++;
  return p;
}

/* From behind the opening quote to the delimiter or line end behind the closing one. NULL when the text ends
 * before. */
static const char *
parse_quoted (Parser *parser, const char *text, const char *p, const char *end)
{
  const char quote = parser->dialect.quote, escape = parser->dialect.escape;
  const char *start = p, *stop;
  gsize scratch_start = parser->scratch->len;
  gboolean copied = FALSE;

  for (;;)
    {
      const char *q = memchr (p, quote, (gsize) (end - p));
      gsize slashes = 0;

      if (q == NULL)
        return NULL;
      while (escape != SY_CSV_NONE && escape != 0 && q - slashes > start
             && q[-(gssize) slashes - 1] == escape)
        slashes++;
      if (slashes % 2 == 0 && !(q + 1 < end && q[1] == quote))
        {
          p = q;
          break;
        }
      /* The quote itself goes on with the next piece; what marked it stays behind. */
      g_byte_array_append (parser->scratch, (const guint8 *) start, (guint) (q - start - (slashes % 2)));
      g_byte_array_append (parser->scratch, (const guint8 *) &quote, 1);
      copied = TRUE;
      start = p = slashes % 2 == 1 ? q + 1 : q + 2;
    }
  stop = find_stop (parser, p + 1, end);
  if (!copied && stop == p + 1)
    {
      add_field (parser, (gsize) (start - text), (gsize) (p - start), FALSE);
      return stop;
    }
  g_byte_array_append (parser->scratch, (const guint8 *) start, (guint) (p - start));
  g_byte_array_append (parser->scratch, (const guint8 *) p + 1, (guint) (stop - p - 1));
  add_field (parser, scratch_start, parser->scratch->len - scratch_start, TRUE);
  return stop;
}

/* Parses the record at @text; *@used is its length with the line end. */
static RecordState
parse_record (Parser *parser, const char *text, gsize length, gboolean at_end, gsize *used)
{
  const char *p = text, *end = text + length;

  g_array_set_size (parser->fields, 0);
  g_byte_array_set_size (parser->scratch, 0);
  parser->n_fields = 0;
  for (;;)
    {
      const char *start = p, *first = p;

      while (first < end && *first == ' ' && parser->dialect.delimiter != ' ')
        first++;
      if (first < end && *first == parser->dialect.quote && *first != SY_CSV_NONE)
        {
          p = parse_quoted (parser, text, first + 1, end);
          if (p == NULL)
            return at_end ? RECORD_OPEN : RECORD_CUT;
        }
      else
        {
          p = find_stop (parser, start, end);
          add_field (parser, (gsize) (start - text), (gsize) (p - start), FALSE);
        }
      if (p == end)
        break;
      if (*p == '\n' || *p == '\r')
        {
          if (*p == '\r' && p + 1 == end && !at_end)
            return RECORD_CUT;
          p += *p == '\r' && p + 1 < end && p[1] == '\n' ? 2 : 1;
          *used = (gsize) (p - text);
          return RECORD_DONE;
        }
      p++;
    }
  *used = length;
  return at_end ? RECORD_DONE : RECORD_CUT;
}

static const char *
field_text (const Parser *parser, const char *text, const Field *field)
{
  return (field->in_scratch ? (const char *) parser->scratch->data : text) + field->offset;
}

/* ---- Dialect --------------------------------------------------------------------------------------------
 */

/* Whether a cell is what tables hold: nothing, a number, a date or time, or text without characters that set
 * fields apart. */
static gboolean
is_ordinary (const char *text, gsize length)
{
  gboolean digit = FALSE, letter = FALSE, other = FALSE;

  /* Some writers pad columns with tabs. */
  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;
  for (; length > 0 && g_ascii_isspace (*text); length--)
    text++;
  for (gsize i = 0; i < length; i++)
    {
      guint8 c = (guint8) text[i];

      if (c == ';' || c == '\t' || c == '|' || c == '"' || c == '\n')
        return FALSE;
      if (g_ascii_isdigit (c))
        digit = TRUE;
      else if (g_ascii_isalpha (c) || c >= 0x80)
        letter = TRUE;
      else if (strchr (" .,+-%/:()$_", c) == NULL)
        other = TRUE;
    }
  if (length == 0 || (digit && !letter && !other))
    return TRUE;
  return letter && !other && memchr (text, ',', length) == NULL;
}

/* Van den Burg, Nazábal and Sutton, Wrangling messy CSV files by detecting row and type patterns, 2019: few
 * distinct row lengths, long rows, and cells that look like data. */
static double
score_dialect (const char *text, gsize length, gboolean complete, const SyCsvDialect *dialect)
{
  g_autoptr (GHashTable) patterns = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer width, count;
  Parser parser;
  gsize at = 0, n_cells = 0, n_ordinary = 0, n_records = 0;
  double score = 0;

  parser_init (&parser, dialect);
  while (at < length && n_records < SNIFF_RECORDS)
    {
      gsize used = 0;
      RecordState state = parse_record (&parser, text + at, length - at, TRUE, &used);

      if (state == RECORD_OPEN || (at + used == length && !complete && n_records > 0))
        {
          n_ordinary = state == RECORD_OPEN && complete ? n_ordinary / 2 : n_ordinary;
          break;
        }
      at += used;
      if (parser.n_fields == 1 && g_array_index (parser.fields, Field, 0).length == 0)
        continue;
      n_records++;
      for (guint i = 0; i < parser.fields->len; i++)
        {
          const Field *field = &g_array_index (parser.fields, Field, i);

          n_cells++;
          n_ordinary += is_ordinary (field_text (&parser, text + at - used, field), field->length);
        }
      width = GUINT_TO_POINTER (parser.n_fields);
      g_hash_table_insert (patterns, width,
                           GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (patterns, width)) + 1));
    }
  parser_clear (&parser);
  if (n_records == 0)
    return 0;
  g_hash_table_iter_init (&iter, patterns);
  while (g_hash_table_iter_next (&iter, &width, &count))
    {
      double n = GPOINTER_TO_UINT (width);

      score += GPOINTER_TO_UINT (count) * MAX (1e-3, n - 1) / n;
    }
  return score / g_hash_table_size (patterns) * MAX (1e-10, (double) n_ordinary / (double) n_cells);
}

/* A backslash escapes quotes where it stands before quotes within fields and no quote is doubled. */
static char
find_escape (const char *text, gsize length, char delimiter, char quote)
{
  const char *p = text, *end = text + length;
  guint n_escaped = 0;

  while (p < end && (p = memchr (p, '\\', (gsize) (end - p))) != NULL)
    {
      if (end - p > 2 && p[1] == quote && p[2] != delimiter && p[2] != '\n' && p[2] != '\r')
        n_escaped++;
      p += 2;
    }
  if (n_escaped == 0)
    return 0;
  for (p = text; p + 3 < end && (p = memchr (p, quote, (gsize) (end - p - 3))) != NULL; p++)
    if (p > text && p[-1] != '\\' && p[-1] != delimiter && p[-1] != '\n' && p[1] == quote && p[2] != delimiter
        && p[2] != '\n' && p[2] != '\r')
      return 0;
  return '\\';
}

/**
 * sy_csv_reader_sniff:
 * @text: (array length=length): the start of the text, UTF-8
 * @length: number of bytes
 * @complete: whether this is all of the text
 * @dialect: (inout): fields that are not 0 are kept, the others are filled
 *
 * Tells how the fields of a text are set apart. A text without a delimiter gets a comma.
 */
void
sy_csv_reader_sniff (const char *text, gsize length, gboolean complete, SyCsvDialect *dialect)
{
  static const char delimiters[] = { ',', '\t', ';', '|' };
  static const char quotes[] = { '"', '\'' };
  SyCsvDialect best = { dialect->delimiter ? dialect->delimiter : ',', dialect->quote ? dialect->quote : '"',
                        0 };
  double best_score = -1;

  if (length > 5 && g_ascii_strncasecmp (text, "sep=", 4) == 0 && (text[5] == '\n' || text[5] == '\r')
      && dialect->delimiter == 0)
    dialect->delimiter = text[4];
  for (gsize q = 0; q < G_N_ELEMENTS (quotes); q++)
    for (gsize d = 0; d < G_N_ELEMENTS (delimiters); d++)
      {
        SyCsvDialect candidate = { delimiters[d], quotes[q], 0 };
        double score;

        if ((dialect->quote != 0 && dialect->quote != SY_CSV_NONE && dialect->quote != candidate.quote)
            || (dialect->delimiter != 0 && d > 0))
          continue;
        if (dialect->delimiter != 0)
          candidate.delimiter = dialect->delimiter;
        candidate.escape = find_escape (text, length, candidate.delimiter, candidate.quote);
        if (candidate.quote == '\'' && memchr (text, '\'', length) == NULL)
          continue;
        score = score_dialect (text, length, complete, &candidate);
        if (score > best_score * (1 + 1e-9))
          {
            best = candidate;
            best_score = score;
          }
      }
  if (dialect->escape != 0)
    best.escape = dialect->escape;
  if (dialect->quote == SY_CSV_NONE)
    best.quote = SY_CSV_NONE;
  best.skips_blanks = dialect->skips_blanks;
  *dialect = best;
}

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
  if ((asked[1] != '\0' && (asked[1] != ' ' || asked[2] != '\0' || asked[0] == ' '))
      || (guint8) asked[0] >= 0x80 || asked[0] == '\n' || asked[0] == '\r' || asked[0] == '"')
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
  sy_csv_reader_sniff ((const char *) sample->data, sample->len, complete, &dialect);
  info->format = SY_FILE_CSV;
  info->format_name =
      g_strdup (dialect.delimiter == '\t' ? _ ("Text with tabs (TSV)") : _ ("Delimited text (CSV)"));
  info->encoding = g_steal_pointer (&guess.name);
  info->encoding_reason = g_steal_pointer (&guess.reason);
  info->encoding_sure = TRUE;
  info->dialect_sure = TRUE;
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
  Parser parser;
  GByteArray *text; /* decoded, not yet parsed from position on */
  gsize position;
  GArray *bad; /* offsets of bad bytes in text */
  guint next_bad;
  guint8 *block;
  guint64 offset, size; /* of the file */
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
  parser_clear (&reading->parser);
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
  n = sy_reader_read_at (reading->fd, reading->block, BLOCK_SIZE, reading->offset, error);
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

static void
emit_record (Reading *reading, const char *text, gsize length)
{
  Parser *parser = &reading->parser;
  guint n = 0;

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
  g_array_set_size (reading->cells, parser->fields->len);
  for (guint i = 0; i < parser->fields->len; i++)
    {
      const Field *field = &g_array_index (parser->fields, Field, i);
      SyCell *cell = &g_array_index (reading->cells, SyCell, i);

      memset (cell, 0, sizeof *cell);
      if (field->length == 0)
        continue;
      cell->kind = SY_CELL_TEXT;
      cell->text = field_text (parser, text, field);
      cell->length = field->length;
      n = i + 1;
    }
  if (n > 0)
    reading->stopped = !reading->sink->funcs->row (reading->sink->self, reading->row,
                                                   (SyCell *) (gpointer) reading->cells->data, n);
}

/* The quote opened in this line is not closed: the line alone is given up. */
static gboolean
refuse_open_line (Reading *reading, const char *text, gsize length)
{
  const char *end = text + length, *p = text;

  while (p < end && *p != '\n' && *p != '\r')
    p++;
  if (p == end && !reading->at_end && length < 2 * MAX_RECORD)
    return FALSE;
  if (p + 1 < end && p[0] == '\r' && p[1] == '\n')
    p++;
  p = MIN (p + 1, end);
  reading->row++;
  has_bad (reading, reading->position + (gsize) (p - text));
  refuse_text (reading, text, (gsize) (p - text),
               memchr (text, reading->parser.dialect.quote, (gsize) (p - text)) != NULL
                   ? _ ("A quote is opened in this line and never closed.")
                   : _ ("The line is too long for a row of a table."));
  reading->position += (gsize) (p - text);
  reading->record_limit = MAX (reading->record_limit / 2, MIN_RECORD_LIMIT);
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
      RecordState state = RECORD_CUT;

      if (length > 0)
        state = parse_record (&reading->parser, text, MIN (length, reading->record_limit),
                              reading->at_end && whole, &used);
      else if (reading->at_end)
        return TRUE;
      if (state == RECORD_DONE)
        {
          emit_record (reading, text, used);
          reading->position += used;
          continue;
        }
      if ((state == RECORD_OPEN || !whole) && refuse_open_line (reading, text, length))
        continue;
      if (!fill (reading, cancellable, error))
        return FALSE;
    }
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
  const char *encoding = options != NULL && options->encoding != NULL ? options->encoding : info->encoding;
  guint bom_length = sy_encoding_bom_length (fd, encoding);
  SyCsvDialect dialect = { info->delimiter, info->quote ? info->quote : SY_CSV_NONE,
                           info->escape ? info->escape : SY_CSV_NONE, info->skips_blanks };
  Reading reading = { .fd = fd, .sink = sink, .record_limit = MAX_RECORD };
  gboolean ok;

  if (!dialect_from_options (options, &dialect, error))
    return FALSE;
  reading.decoder = sy_decoder_new (encoding, error);
  if (reading.decoder == NULL)
    return FALSE;
  parser_init (&reading.parser, &dialect);
  reading.text = g_byte_array_sized_new (2 * BLOCK_SIZE);
  reading.bad = g_array_new (FALSE, FALSE, sizeof (gsize));
  reading.cells = g_array_new (FALSE, FALSE, sizeof (SyCell));
  reading.block = g_malloc (BLOCK_SIZE);
  reading.offset = bom_length;
  reading.size = sy_reader_file_size (fd);
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
