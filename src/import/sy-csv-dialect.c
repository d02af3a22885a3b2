/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells the dialect after van den Burg, Nazábal and Sutton, Wrangling messy CSV files by detecting row and
 * type patterns, 2019: the right one gives few distinct row lengths, long rows, and cells that look like
 * data. Rare delimiters (: ^ ~ blank) are only tried where the usual ones leave one column, since times,
 * addresses and sentences are full of them. */
#include "config.h"

#include "sy-csv-dialect.h"

#include <string.h>

#include "sy-csv-record.h"

#define SNIFF_RECORDS 500
/* Of all records a rare delimiter must give so many the same number of fields. */
#define RARE_SHARE 0.8
/* Columns that blanks pad: so many records must agree, all of them, and so many of their fields be figures.
 */
#define MIN_PADDED 3
#define PADDED_FIGURES 0.5

/* What one dialect makes of the text. */
typedef struct
{
  double score;
  guint n_records;
  guint n_usual;
  guint width; /* the usual number of fields */
  guint n_fields;
  guint n_behind_blank; /* fields but the first that begin with a blank, or are empty */
  guint n_blank;        /* of them with a blank */
  guint n_figures;      /* fields of digits, points and signs */
} Outcome;

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

static gboolean
is_figure (const char *text, gsize length)
{
  gboolean digit = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      digit |= g_ascii_isdigit (text[i]);
      if (!g_ascii_isdigit (text[i]) && !strchr (".,:/+-", text[i]))
        return FALSE;
    }
  return digit;
}

static guint
count_of (GHashTable *patterns, guint width)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (patterns, GUINT_TO_POINTER (width)));
}

static void
note_record (const SyCsvRecord *record, const char *text, Outcome *outcome, gsize *n_ordinary)
{
  for (guint i = 0; i < record->n_kept; i++)
    {
      const SyCsvField *field = &record->fields[i];
      const char *p = sy_csv_record_text (record, text, field);

      outcome->n_fields++;
      *n_ordinary += is_ordinary (p, field->length);
      outcome->n_figures += is_figure (p, field->length);
      if (i == 0)
        continue;
      outcome->n_blank +=
          field->offset > 0 && !field->in_scratch
          && (*p == ' ' || (field->offset > 1 && p[-1] == record->dialect.quote && p[-2] == ' '))
          && field->length > 0;
      outcome->n_behind_blank += field->length > 0 && !field->in_scratch;
    }
}

static void
finish_score (GHashTable *patterns, gsize n_ordinary, Outcome *outcome)
{
  GHashTableIter iter;
  gpointer width, count;
  double score = 0;

  g_hash_table_iter_init (&iter, patterns);
  while (g_hash_table_iter_next (&iter, &width, &count))
    {
      double n = GPOINTER_TO_UINT (width);

      score += GPOINTER_TO_UINT (count) * MAX (1e-3, n - 1) / n;
      if (GPOINTER_TO_UINT (count) > outcome->n_usual
          || (GPOINTER_TO_UINT (count) == outcome->n_usual && GPOINTER_TO_UINT (width) > outcome->width))
        {
          outcome->n_usual = GPOINTER_TO_UINT (count);
          outcome->width = GPOINTER_TO_UINT (width);
        }
    }
  outcome->score =
      score / g_hash_table_size (patterns) * MAX (1e-10, (double) n_ordinary / (double) outcome->n_fields);
}

static void
try_dialect (const char *text, gsize length, gboolean complete, const SyCsvDialect *dialect, Outcome *outcome)
{
  g_autoptr (GHashTable) patterns = g_hash_table_new (NULL, NULL);
  SyCsvRecord record;
  gsize at = 0, n_ordinary = 0;

  *outcome = (Outcome){ 0 };
  sy_csv_record_init (&record, dialect);
  while (at < length && outcome->n_records < SNIFF_RECORDS)
    {
      gsize used = 0;
      SyCsvRecordState state = sy_csv_record_parse (&record, text + at, length - at, TRUE, &used);

      if (state == SY_CSV_RECORD_OPEN || (at + used == length && !complete && outcome->n_records > 0))
        {
          n_ordinary = state == SY_CSV_RECORD_OPEN && complete ? n_ordinary / 2 : n_ordinary;
          break;
        }
      at += used;
      if (record.n_fields == 1 && record.fields[0].length == 0)
        continue;
      outcome->n_records++;
      note_record (&record, text + at - used, outcome, &n_ordinary);
      g_hash_table_insert (patterns, GUINT_TO_POINTER (record.n_fields),
                           GUINT_TO_POINTER (count_of (patterns, record.n_fields) + 1));
    }
  sy_csv_record_clear (&record);
  if (outcome->n_records > 0)
    finish_score (patterns, n_ordinary, outcome);
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
    return SY_CSV_NONE;
  for (p = text; p + 3 < end && (p = memchr (p, quote, (gsize) (end - p - 3))) != NULL; p++)
    if (p > text && p[-1] != '\\' && p[-1] != delimiter && p[-1] != '\n' && p[1] == quote && p[2] != delimiter
        && p[2] != '\n' && p[2] != '\r')
      return SY_CSV_NONE;
  return '\\';
}

/* An apostrophe is a quote where it opens fields and closes as many. */
static gboolean
quotes_fields (const char *text, gsize length, char delimiter, char quote)
{
  guint n_opening = 0;
  guint n_closing = 0;

  for (const char *p = text, *end = text + length; (p = memchr (p, quote, (gsize) (end - p))); p++)
    {
      const char *before = p;
      while (before > text && before[-1] == ' ' && delimiter != ' ')
        before--;
      n_opening += before == text || before[-1] == delimiter || before[-1] == '\n' || before[-1] == '\r';
      n_closing += p + 1 == end || p[1] == delimiter || p[1] == '\n' || p[1] == '\r';
    }
  return n_opening > 0 && n_opening < 2 * n_closing + 2 && n_closing < 2 * n_opening + 2;
}

typedef struct
{
  const char *text;
  gsize length;
  gboolean complete;
  const SyCsvDialect *asked;
  SyCsvDialect best;
  Outcome best_outcome;
  double second_score; /* of another delimiter */
} Sniff;

static void
consider (Sniff *sniff, char delimiter, char quote, gboolean rare)
{
  SyCsvDialect candidate = { delimiter, quote, sniff->asked->escape, sniff->asked->skips_blanks, 0 };
  Outcome outcome;

  if (quote == '\'' && sniff->asked->quote == 0
      && !quotes_fields (sniff->text, sniff->length, delimiter, quote))
    return;
  if (candidate.escape == 0)
    candidate.escape =
        quote == SY_CSV_NONE ? SY_CSV_NONE : find_escape (sniff->text, sniff->length, delimiter, quote);
  try_dialect (sniff->text, sniff->length, sniff->complete, &candidate, &outcome);
  if (rare
      && (outcome.width < 2 || outcome.n_records < 2 || outcome.n_usual < RARE_SHARE * outcome.n_records))
    return;
  if (outcome.score > sniff->best_outcome.score * (1 + 1e-9))
    {
      if (sniff->best.delimiter != delimiter)
        sniff->second_score = sniff->best_outcome.score;
      sniff->best = candidate;
      sniff->best_outcome = outcome;
    }
  else if (delimiter != sniff->best.delimiter)
    sniff->second_score = MAX (sniff->second_score, outcome.score);
}

static void
consider_all (Sniff *sniff, const char *delimiters, gboolean rare)
{
  static const char quotes[] = { '"', '\'' };

  for (gsize q = 0; q < G_N_ELEMENTS (quotes); q++)
    {
      if (sniff->asked->quote == SY_CSV_NONE && q > 0)
        break;
      if (sniff->asked->quote > SY_CSV_NONE && sniff->asked->quote != quotes[q] && q > 0)
        break;
      for (const char *d = delimiters; *d; d++)
        consider (sniff, *d, sniff->asked->quote ? sniff->asked->quote : quotes[q], rare);
      if (sniff->asked->quote > SY_CSV_NONE)
        break;
    }
}

/* Columns that blanks pad to their width, as printers and statisticians have them: a run of blanks sets two
 * cells apart. Sentences have runs and equal numbers of words too, but not figures for words. */
static void
consider_padded (Sniff *sniff)
{
  SyCsvDialect candidate = { ' ', sniff->asked->quote ? sniff->asked->quote : '"', SY_CSV_NONE, TRUE, 0 };
  Outcome outcome;

  if (!g_strstr_len (sniff->text, (gssize) sniff->length, "  "))
    return;
  try_dialect (sniff->text, sniff->length, sniff->complete, &candidate, &outcome);
  if (outcome.n_records < MIN_PADDED || outcome.width < 2 || outcome.n_usual < outcome.n_records
      || outcome.n_figures < PADDED_FIGURES * outcome.n_fields)
    return;
  sniff->best = candidate;
  sniff->best_outcome = outcome;
  sniff->second_score = 0;
}

/* "sep=;" in the first line, which spreadsheets write. */
static char
find_declared (const char *text, gsize length)
{
  if (length > 5 && g_ascii_strncasecmp (text, "sep=", 4) == 0 && (text[5] == '\n' || text[5] == '\r'))
    return text[4];
  return 0;
}

/**
 * sy_csv_dialect_sniff:
 * @text: (array length=length): the start of the text, UTF-8
 * @length: number of bytes
 * @complete: whether this is all of the text
 * @dialect: (inout): fields that are not 0 are kept, the others are filled
 * @evidence: (out) (optional): how it was told
 *
 * Tells how the fields of a text are set apart. A text without a delimiter gets a comma.
 */
void
sy_csv_dialect_sniff (
    const char *text, gsize length, gboolean complete, SyCsvDialect *dialect, SyCsvEvidence *evidence)
{
  Sniff sniff = { .text = text, .length = length, .complete = complete, .asked = dialect };
  char given = dialect->delimiter ? dialect->delimiter : find_declared (text, length);

  sniff.best = (SyCsvDialect){ given ? given : ',', dialect->quote ? dialect->quote : '"',
                               dialect->escape ? dialect->escape : SY_CSV_NONE, dialect->skips_blanks, 0 };
  sniff.best_outcome.score = -1;
  if (given)
    consider_all (&sniff, (char[]){ given, '\0' }, FALSE);
  else
    {
      consider_all (&sniff, ",\t;|", FALSE);
      if (sniff.best_outcome.width < 2 && sniff.best_outcome.n_records > 1)
        {
          consider_all (&sniff, ":^~ ", TRUE);
          consider_padded (&sniff);
        }
    }
  if (!dialect->skips_blanks && sniff.best.delimiter != ' ' && sniff.best.delimiter != '\t'
      && sniff.best_outcome.n_behind_blank >= 2
      && sniff.best_outcome.n_blank >= 0.95 * sniff.best_outcome.n_behind_blank)
    sniff.best.skips_blanks = TRUE;
  if (sniff.best_outcome.width > 1 && sniff.best_outcome.n_usual * 2 > sniff.best_outcome.n_records)
    sniff.best.n_fields = sniff.best_outcome.width;
  if (evidence)
    *evidence = (SyCsvEvidence){ sniff.best_outcome.n_records, sniff.best_outcome.n_usual,
                                 given || sniff.second_score < 0.8 * sniff.best_outcome.score };
  *dialect = sniff.best;
}
