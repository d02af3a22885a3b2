/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record is parsed where it lies. Leniency follows spreadsheets: a quote within an unquoted field is a
 * plain character, text behind a closing quote belongs to the field.
 *
 * A quote too many or too few makes such a parser swallow delimiters or lines. Where most records of a text
 * have the same number of fields, a record that has a quote in the wrong place is read again in all the ways
 * its quotes may be meant (opening, closing, doubled, or a plain character), and the one with the usual
 * number of fields and the fewest assumptions is taken. */
#include "config.h"

#include "sy-csv-record.h"

#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "sy-reader-private.h"

void
sy_csv_record_init (SyCsvRecord *self, const SyCsvDialect *dialect)
{
  memset (self, 0, sizeof *self);
  self->dialect = *dialect;
  self->stops[(guint8) dialect->delimiter] = 1;
  self->stops['\n'] = 1;
  self->stops['\r'] = 1;
  self->scratch = g_byte_array_new ();
}

void
sy_csv_record_clear (SyCsvRecord *self)
{
  g_clear_pointer (&self->fields, g_free);
  self->n_kept = self->room = 0;
  g_clear_pointer (&self->scratch, g_byte_array_unref);
}

static void
begin_record (SyCsvRecord *self)
{
  self->n_kept = 0;
  if (self->scratch->len > 0)
    g_byte_array_set_size (self->scratch, 0);
  self->n_fields = 0;
  self->irregular = FALSE;
  self->many_lines = FALSE;
}

static void
make_room (SyCsvRecord *self)
{
  self->room = MAX (32, self->room * 2);
  self->fields = g_renew (SyCsvField, self->fields, self->room);
}

static inline void
add_field (SyCsvRecord *self, gsize offset, gsize length, gboolean in_scratch)
{
  self->n_fields++;
  if (self->n_fields > SY_SHEET_MAX_COLUMNS)
    return;
  if (self->n_kept == self->room)
    make_room (self);
  self->fields[self->n_kept++] = (SyCsvField){ offset, length, in_scratch };
}

/* The first delimiter or line end. */
static inline const char *
find_stop (const SyCsvRecord *self, const char *p, const char *end)
{
#ifdef __SSE2__
  const __m128i delimiter = _mm_set1_epi8 (self->dialect.delimiter);
  const __m128i feed = _mm_set1_epi8 ('\n');
  const __m128i carriage_return = _mm_set1_epi8 ('\r');

  for (; end - p >= 16; p += 16)
    {
      __m128i bytes = _mm_loadu_si128 ((const __m128i *) (gconstpointer) p);
      __m128i stops =
          _mm_or_si128 (_mm_cmpeq_epi8 (bytes, delimiter),
                        _mm_or_si128 (_mm_cmpeq_epi8 (bytes, feed), _mm_cmpeq_epi8 (bytes, carriage_return)));
      guint mask = (guint) _mm_movemask_epi8 (stops);

      if (mask != 0)
        return p + __builtin_ctz (mask);
    }
#endif
  while (p < end && !self->stops[(guint8) *p])
    p++;
  return p;
}

static gboolean
has_line_end (const char *text, gsize length)
{
  return memchr (text, '\n', length) != NULL || memchr (text, '\r', length) != NULL;
}

static gboolean
is_blank (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (text[i] != ' ')
      return FALSE;
  return TRUE;
}

/* Whether the quote at @q is marked by an escape character before it. */
static gboolean
is_escaped (const SyCsvRecord *self, const char *start, const char *q)
{
  const char escape = self->dialect.escape;
  gsize n = 0;

  if (escape == 0 || escape == SY_CSV_NONE)
    return FALSE;
  while (q - n > start && q[-(gssize) n - 1] == escape)
    n++;
  return n % 2 == 1;
}

/* From behind the opening quote to the delimiter or line end behind the closing one. NULL when the text ends
 * before. */
static const char *
parse_quoted (SyCsvRecord *self, const char *text, const char *p, const char *end)
{
  const char quote = self->dialect.quote;
  const char *opening = p, *start = p, *stop;
  gsize scratch_start = self->scratch->len;
  gboolean copied = FALSE;

  for (;;)
    {
      const char *q = memchr (p, quote, (gsize) (end - p));
      gboolean escaped;

      if (q == NULL)
        return NULL;
      escaped = is_escaped (self, start, q);
      if (!escaped && !(q + 1 < end && q[1] == quote))
        {
          p = q;
          break;
        }
      /* The quote itself goes on with the next piece; what marked it stays behind. */
      g_byte_array_append (self->scratch, (const guint8 *) start, (guint) (q - start - escaped));
      g_byte_array_append (self->scratch, (const guint8 *) &quote, 1);
      copied = TRUE;
      start = p = escaped ? q + 1 : q + 2;
    }
  self->many_lines = self->many_lines || has_line_end (opening, (gsize) (p - opening));
  stop = find_stop (self, p + 1, end);
  if (!copied && stop == p + 1)
    {
      add_field (self, (gsize) (start - text), (gsize) (p - start), FALSE);
      return stop;
    }
  self->irregular = self->irregular || !is_blank (p + 1, (gsize) (stop - p - 1));
  g_byte_array_append (self->scratch, (const guint8 *) start, (guint) (p - start));
  g_byte_array_append (self->scratch, (const guint8 *) p + 1, (guint) (stop - p - 1));
  add_field (self, scratch_start, self->scratch->len - scratch_start, TRUE);
  return stop;
}

/* Where the field really begins: behind the blanks that pad it. */
static const char *
skip_blanks (const SyCsvRecord *self, const char *p, const char *end)
{
  while (p < end && *p == ' ' && self->dialect.delimiter != ' ')
    p++;
  return p;
}

/* Blanks at the begin of a line and behind a blank that sets fields apart. */
static inline const char *
skip_run (const char *p, const char *end)
{
  while (p < end && *p == ' ')
    p++;
  return p;
}

/**
 * sy_csv_record_parse:
 * @text: (array length=length): where a record begins
 * @length: bytes there are
 * @at_end: whether that is all of the text
 * @used: (out): bytes of the record with its line end, when it is done
 *
 * Returns: whether the record was done
 */
SyCsvRecordState
sy_csv_record_parse (SyCsvRecord *self, const char *text, gsize length, gboolean at_end, gsize *used)
{
  const char *end = text + length;
  const gboolean in_runs = self->dialect.skips_blanks && self->dialect.delimiter == ' ';
  const char *p = in_runs ? skip_run (text, end) : text;

  begin_record (self);
  for (;;)
    {
      const char *start = p, *first = skip_blanks (self, p, end);

      if (in_runs && self->n_fields > 0 && (p == end || *p == '\n' || *p == '\r'))
        ; /* the run was the end of the line */
      else if (first < end && *first == self->dialect.quote)
        {
          p = parse_quoted (self, text, first + 1, end);
          if (p == NULL)
            return at_end ? SY_CSV_RECORD_OPEN : SY_CSV_RECORD_CUT;
        }
      else
        {
          if (self->dialect.skips_blanks && self->n_fields > 0)
            start = first;
          p = find_stop (self, start, end);
          add_field (self, (gsize) (start - text), (gsize) (p - start), FALSE);
        }
      if (p == end)
        break;
      if (*p == '\n' || *p == '\r')
        {
          if (*p == '\r' && p + 1 == end && !at_end)
            return SY_CSV_RECORD_CUT;
          p += *p == '\r' && p + 1 < end && p[1] == '\n' ? 2 : 1;
          *used = (gsize) (p - text);
          return SY_CSV_RECORD_DONE;
        }
      p = in_runs ? skip_run (p + 1, end) : p + 1;
    }
  *used = length;
  return at_end ? SY_CSV_RECORD_DONE : SY_CSV_RECORD_CUT;
}

/* Whether a record that is done should be repaired: a quote is out of place, or fields hold line ends and
 * their number is not the usual one. */
gboolean
sy_csv_record_is_odd (const SyCsvRecord *self)
{
  return self->dialect.n_fields > 0
         && (self->irregular || (self->many_lines && self->n_fields != self->dialect.n_fields));
}

/* ---- Repair ---------------------------------------------------------------------------------------------
 */

/* What an assumption costs; a wrong number of fields costs more than most of them together. */
#define COST_LITERAL 1     /* a quote within quotes is a plain character */
#define COST_LINE 3        /* a line end within quotes */
#define COST_TAIL 2        /* text behind a closing quote belongs to the field */
#define COST_UNQUOTED 3    /* a quote at the start of a field is a plain character */
#define COST_NOT_CLOSING 2 /* neither is one before a delimiter */
#define COST_FIELD 12      /* a field too many or too few */
#define BUDGET 4000

/* A field of one way to read the record. */
typedef struct
{
  const char *start, *end; /* what stands in it; within quotes when @quoted */
  const char *tail;        /* text behind the closing quote up to here; NULL: none */
  gboolean quoted;
} Piece;

typedef struct
{
  SyCsvRecord *record;
  const char *text, *end;
  GArray *pieces; /* (element-type Piece) of the way being tried */
  guint cost;
  guint n_literals;
  int budget;
  GArray *best; /* of the cheapest way */
  guint best_cost;
  guint best_literals;
  const char *best_end;
} Repair;

static void explore (Repair *repair, const char *p);

static gboolean
at_line_end (const Repair *repair, const char *p)
{
  return p >= repair->end || *p == '\n' || *p == '\r';
}

static gboolean
at_stop (const Repair *repair, const char *p)
{
  return p >= repair->end || repair->record->stops[(guint8) *p];
}

static void
complete (Repair *repair, const char *p)
{
  int surplus = (int) repair->pieces->len - (int) repair->record->dialect.n_fields;
  guint cost = repair->cost + COST_FIELD * (guint) ABS (surplus);

  if (cost >= repair->best_cost)
    return;
  repair->best_cost = cost;
  repair->best_literals = repair->n_literals;
  repair->best_end = p;
  g_array_set_size (repair->best, 0);
  g_array_append_vals (repair->best, repair->pieces->data, repair->pieces->len);
}

/* Goes on behind a field that ends at @p. */
static void
try_piece (Repair *repair, const Piece *piece, const char *p, guint cost, guint n_literals)
{
  guint length = repair->pieces->len;
  guint cost_before = repair->cost;
  guint literals_before = repair->n_literals;

  if (length > repair->record->dialect.n_fields + 8 || repair->cost + cost >= repair->best_cost)
    return;
  g_array_append_vals (repair->pieces, piece, 1);
  repair->cost += cost;
  repair->n_literals += n_literals;
  if (at_line_end (repair, p))
    complete (repair, p);
  else
    explore (repair, p + 1);
  g_array_set_size (repair->pieces, length);
  repair->cost = cost_before;
  repair->n_literals = literals_before;
}

/* All the ways in which a field that opens with a quote before @start may end. */
static void
explore_quoted (Repair *repair, const char *start)
{
  const char quote = repair->record->dialect.quote;
  const char *p = start;
  guint cost = 0;
  guint n_literals = 0;

  while (p < repair->end && repair->budget > 0 && repair->cost + cost < repair->best_cost)
    {
      const char *q = memchr (p, quote, (gsize) (repair->end - p));

      if (!q)
        return;
      repair->budget--;
      for (const char *c = p; c < q; c++)
        cost += *c == '\n' ? COST_LINE : 0;
      p = q + 1;
      if (is_escaped (repair->record, start, q))
        continue;
      if (p < repair->end && *p == quote)
        {
          if (at_stop (repair, p + 1))
            try_piece (repair, &(Piece){ start, p, NULL, TRUE }, p + 1, cost + COST_LITERAL, n_literals + 1);
          p++;
          continue;
        }
      if (at_stop (repair, p))
        {
          try_piece (repair, &(Piece){ start, q, NULL, TRUE }, p, cost, n_literals);
          cost += COST_NOT_CLOSING;
        }
      else
        {
          const char *stop = find_stop (repair->record, p, repair->end);
          guint tail_cost = is_blank (p, (gsize) (stop - p)) ? 0 : COST_TAIL;
          try_piece (repair, &(Piece){ start, q, stop, TRUE }, stop, cost + tail_cost, n_literals);
          cost += COST_LITERAL;
        }
      n_literals++;
    }
}

static void
explore (Repair *repair, const char *p)
{
  guint length = repair->pieces->len;

  while (repair->budget-- > 0 && repair->pieces->len <= repair->record->dialect.n_fields + 8)
    {
      const char *first = skip_blanks (repair->record, p, repair->end);
      Piece piece = { p, NULL, NULL, FALSE };

      if (repair->record->dialect.skips_blanks && repair->pieces->len > 0)
        piece.start = first;
      piece.end = find_stop (repair->record, piece.start, repair->end);
      if (first < repair->end && *first == repair->record->dialect.quote)
        {
          explore_quoted (repair, first + 1);
          try_piece (repair, &piece, piece.end, COST_UNQUOTED, 1);
          break;
        }
      g_array_append_val (repair->pieces, piece);
      if (at_line_end (repair, piece.end))
        {
          complete (repair, piece.end);
          break;
        }
      p = piece.end + 1;
    }
  g_array_set_size (repair->pieces, length);
}

/* The text of a quoted piece: doubled and escaped quotes become one. */
static void
add_piece (SyCsvRecord *self, const char *text, const Piece *piece)
{
  const char quote = self->dialect.quote;
  gsize scratch_start = self->scratch->len;

  if (!piece->quoted)
    {
      add_field (self, (gsize) (piece->start - text), (gsize) (piece->end - piece->start), FALSE);
      return;
    }
  for (const char *p = piece->start; p < piece->end; p++)
    {
      gboolean escapes = *p == self->dialect.escape && p + 1 < piece->end && p[1] == quote;

      if (escapes)
        p++;
      g_byte_array_append (self->scratch, (const guint8 *) p, 1);
      if (!escapes && *p == quote && p + 1 < piece->end && p[1] == quote)
        p++;
    }
  if (piece->tail)
    g_byte_array_append (self->scratch, (const guint8 *) piece->end + 1,
                         (guint) (piece->tail - piece->end - 1));
  self->many_lines = self->many_lines || has_line_end (piece->start, (gsize) (piece->end - piece->start));
  add_field (self, scratch_start, self->scratch->len - scratch_start, TRUE);
}

/**
 * sy_csv_record_repair:
 * @text: (array length=length): where the record begins
 * @length: bytes up to a line end or the end of the text; SY_CSV_REPAIR_SPAN are enough
 * @used: (out): bytes of the record with its line end
 * @literal: (out): whether a quote is taken for a plain character
 *
 * Reads the record in the way that gives the usual number of fields with the fewest assumptions.
 *
 * Returns: whether that number came out; the fields are then those of that way, else those of the cheapest
 */
gboolean
sy_csv_record_repair (SyCsvRecord *self, const char *text, gsize length, gsize *used, gboolean *literal)
{
  Repair repair = { .record = self,
                    .text = text,
                    .end = text + length,
                    .budget = BUDGET,
                    .best_cost = G_MAXUINT,
                    .best_end = text };

  repair.pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  repair.best = g_array_new (FALSE, FALSE, sizeof (Piece));
  explore (&repair, text);
  begin_record (self);
  for (guint i = 0; i < repair.best->len; i++)
    add_piece (self, text, &g_array_index (repair.best, Piece, i));
  *literal = repair.best_literals > 0;
  *used = (gsize) (repair.best_end - text);
  if (*used < length)
    *used += repair.best_end[0] == '\r' && *used + 1 < length && repair.best_end[1] == '\n' ? 2 : 1;
  g_array_unref (repair.pieces);
  g_array_unref (repair.best);
  return self->n_fields > 0 && self->n_fields == self->dialect.n_fields;
}
