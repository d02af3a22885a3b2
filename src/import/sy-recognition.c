/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the table in a sheet. A header row is as wide as the rows below, made of different words, and stands
 * over cells of another kind; names that source kinds know weigh most. Titles above it are narrow. */
#include "config.h"

#include "sy-recognition.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "sy-date-parser.h"
#include "sy-role-matcher.h"
#include "sy-value-fold.h"
#include "sy-value-parser.h"

#define MAX_TOTALS_WORD 64
#define MAX_CANDIDATES 30
#define LOOK_BELOW 60
#define MAX_SHEETS 24
#define SHEET_SAMPLE 300

static const SySampleRow *
get_row (const SySample *sample, guint i)
{
  return g_ptr_array_index (sample->rows, i);
}

/* Whether a cell is data by its form: a number, a date, a time. */
static gboolean
is_typed (const SyCell *cell)
{
  SyNumber number;
  SyDateText date;
  gint64 time;

  if (cell->kind != SY_CELL_TEXT)
    return cell->kind != SY_CELL_EMPTY && cell->kind != SY_CELL_ERROR;
  return sy_value_parse_number (cell->text, cell->length, FALSE, &number)
         || sy_value_parse_number (cell->text, cell->length, TRUE, &number)
         || sy_date_parse (cell->text, cell->length, &date)
         || sy_time_parse (cell->text, cell->length, &time);
}

static gboolean
same_text (const SyCell *a, const SyCell *b)
{
  gsize a_length = a->length;
  gsize b_length = b->length;
  const char *x;
  const char *y;

  if (a->kind != SY_CELL_TEXT || b->kind != SY_CELL_TEXT)
    return FALSE;
  x = sy_value_trim (a->text, &a_length);
  y = sy_value_trim (b->text, &b_length);
  return a_length == b_length && memcmp (x, y, a_length) == 0;
}

static int
compare_guint (gconstpointer a, gconstpointer b)
{
  guint x = *(const guint *) a;
  guint y = *(const guint *) b;

  return x < y ? -1 : x > y;
}

/* The median of the filled cells of a row. */
static guint
usual_width (const SySample *sample)
{
  guint n = MIN (sample->rows->len, 200);
  g_autofree guint *widths = g_new (guint, n + 1);

  if (n == 0)
    return 0;
  for (guint i = 0; i < n; i++)
    widths[i] = get_row (sample, i)->n_filled;
  qsort (widths, n, sizeof *widths, compare_guint);
  return widths[n / 2];
}

static guint
count_known (const SySampleRow *row, GHashTable *names)
{
  guint n = 0;

  for (guint c = 0; names && c < row->n_cells && c < 256; c++)
    if (row->cells[c].kind == SY_CELL_TEXT && row->cells[c].length < 200)
      {
        g_autofree char *text = g_strndup (row->cells[c].text, row->cells[c].length);
        g_autofree char *name = sy_role_matcher_normalise (text);
        n += g_hash_table_contains (names, name);
      }
  return n;
}

static guint
count_twins (const SySampleRow *row)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = 0;

  for (guint c = 0; c < row->n_cells && c < 1024; c++)
    if (row->cells[c].kind == SY_CELL_TEXT && !sy_cell_is_blank (&row->cells[c]))
      n += !g_hash_table_add (seen, g_strndup (row->cells[c].text, row->cells[c].length));
  return n;
}

/* Filled cells of @row that stand in @below as well. */
static guint
count_same (const SySampleRow *row, const SySampleRow *below)
{
  guint n = 0;

  for (guint c = 0; c < row->n_cells && c < below->n_cells; c++)
    n += same_text (&row->cells[c], &below->cells[c]);
  return n;
}

/* The share of the filled cells of a row that come again below in the same column, as data does and headers
 * do not. Copies of the row, as at the top of every printed page, do not count. */
static double
measure_recurring (const SySample *sample, guint index, guint end)
{
  const SySampleRow *row = get_row (sample, index);
  g_autofree gboolean *recurs = g_new0 (gboolean, row->n_cells + 1);
  guint n = 0;

  for (guint i = index + 1; i < end; i++)
    {
      const SySampleRow *below = get_row (sample, i);
      if (count_same (row, below) * 2 > row->n_filled)
        continue;
      for (guint c = 0; c < row->n_cells && c < below->n_cells; c++)
        recurs[c] =
            recurs[c] || (!sy_cell_is_blank (&row->cells[c]) && same_text (&row->cells[c], &below->cells[c]));
    }
  for (guint c = 0; c < row->n_cells; c++)
    n += recurs[c];
  return (double) n / row->n_filled;
}

/* The share of the filled cells of a row that have mostly numbers and dates below. */
static double
measure_typed (const SySample *sample, guint index, guint end)
{
  const SySampleRow *row = get_row (sample, index);
  guint n_columns = 0;

  for (guint c = 0; c < row->n_cells && c < 256; c++)
    {
      guint n_typed = 0;
      guint n_filled = 0;
      if (sy_cell_is_blank (&row->cells[c]))
        continue;
      for (guint i = index + 1; i < end; i++)
        {
          const SySampleRow *below = get_row (sample, i);
          if (c >= below->n_cells || sy_cell_is_blank (&below->cells[c]))
            continue;
          n_filled++;
          n_typed += is_typed (&below->cells[c]);
        }
      n_columns += n_filled > 0 && n_typed * 2 > n_filled;
    }
  return (double) n_columns / row->n_filled;
}

/* What a cell is as a step of time: a year, a month written 202301, a day since 1970; -1: none of them. */
static gint64
period_of (const SyCell *cell)
{
  SyNumber number;
  SyDateText date;
  gint64 days = -1, time = 0;

  if (cell->kind == SY_CELL_DATE)
    return sy_date_from_serial (cell->number, &days, &time) == SY_SERIAL_DATE ? days : -1;
  if (cell->kind == SY_CELL_NUMBER && cell->number >= 1990 && cell->number < 210000)
    return (gint64) cell->number;
  if (cell->kind != SY_CELL_TEXT)
    return -1;
  if (cell->length <= 6 && sy_value_parse_number (cell->text, cell->length, FALSE, &number)
      && number.scale == 0)
    return number.mantissa >= 1990 && number.mantissa < 210000 ? number.mantissa : -1;
  if (sy_date_parse (cell->text, cell->length, &date) && date.style == SY_DATE_CERTAIN && date.time <= 0
      && sy_date_resolve (&date, SY_DATE_ORDER_UNKNOWN, &days))
    return days;
  return -1;
}

static gboolean
follows (gint64 before, gint64 period)
{
  gint64 step = period - before;

  /* a year, a day, December to January of 202312, a week, a month */
  return before >= 0 && (step == 1 || step == 89 || step == 7 || (step >= 28 && step <= 31));
}

/* Years, months or days that count up from left to right stand in headers only. */
static guint
count_periods (const SySampleRow *row)
{
  gint64 before = -1;
  guint run = 1;
  guint best = 0;

  for (guint c = 0; c < row->n_cells; c++)
    {
      gint64 period = period_of (&row->cells[c]);
      run = follows (before, period) ? run + 1 : 1;
      best = MAX (best, run);
      before = period;
    }
  return best >= 3 ? best : 0;
}

/* Higher is more of a header; negative is none. */
static double
score_row (const SySample *sample, guint index, guint width, GHashTable *names, guint *n_known)
{
  const SySampleRow *row = get_row (sample, index);
  guint n_texts = 0;
  guint n_filled = MAX (row->n_filled, 1);
  guint end = MIN (sample->rows->len, index + 1 + LOOK_BELOW);
  double score;

  *n_known = count_known (row, names);
  if (row->n_filled * 2 < width || (width >= 2 && row->n_filled < 2))
    return -1;
  for (guint c = 0; c < row->n_cells; c++)
    n_texts += row->cells[c].kind == SY_CELL_TEXT && !sy_cell_is_blank (&row->cells[c])
               && !is_typed (&row->cells[c]);
  n_texts += count_periods (row);
  if (n_texts * 4 < n_filled * 3 && *n_known < 2)
    return -1;
  if (*n_known == 0 && measure_recurring (sample, index, end) > 0.2)
    return -1;
  score = (double) n_texts / n_filled + 2.0 * MIN (*n_known, 5) + 1.5 * measure_typed (sample, index, end);
  return score - (double) count_twins (row) / n_filled - 0.05 * index;
}

static gboolean
is_filled (const SySampleRow *row, guint c)
{
  return c < row->n_cells && !sy_cell_is_blank (&row->cells[c]);
}

/* Whether all that stands in the row are words, or months and years. */
static gboolean
has_words_only (const SySampleRow *row)
{
  guint n_typed = 0;

  for (guint c = 0; c < row->n_cells; c++)
    n_typed += is_filled (row, c) && is_typed (&row->cells[c]);
  return n_typed <= count_periods (row);
}

/* Columns where a cell of @upper may reach over to the right: @lower has one there and @upper has none, but
 * one further left. */
static guint
count_merged (const SySampleRow *upper, const SySampleRow *lower)
{
  gboolean open = FALSE;
  guint n = 0;

  for (guint c = 0; c < lower->n_cells; c++)
    {
      if (is_filled (upper, c))
        open = is_filled (lower, c);
      else
        n += open && is_filled (lower, c);
    }
  return n;
}

/* "Store: No. 1" is a remark above the table. */
static gboolean
has_remarks (const SySampleRow *row)
{
  for (guint c = 0; c < row->n_cells; c++)
    if (row->cells[c].kind == SY_CELL_TEXT
        && (memchr (row->cells[c].text, ':', row->cells[c].length)
            || g_strstr_len (row->cells[c].text, (gssize) row->cells[c].length, "：")))
      return TRUE;
  return FALSE;
}

/* Some column has its name in the upper row alone, merged with the cell below. */
static gboolean
has_tall_cells (const SySampleRow *upper, const SySampleRow *lower)
{
  for (guint c = 0; c < upper->n_cells; c++)
    if (is_filled (upper, c) && !is_filled (lower, c))
      return TRUE;
  return FALSE;
}

/* Whether the two rows are one header: groups above, their parts below. Parts come again in each group, or
 * some columns are no groups; two titles side by side over a plain header have neither. */
static gboolean
are_one_header (const SySampleRow *upper, const SySampleRow *lower)
{
  if (upper->number + 1 != lower->number || upper->n_filled < 2 || lower->n_filled < 2
      || !has_words_only (upper) || !has_words_only (lower) || has_remarks (upper))
    return FALSE;
  return count_merged (upper, lower) > 0 && (count_twins (lower) > 0 || has_tall_cells (upper, lower));
}

/* A header of several rows: the rows below and above the one that was found. */
static void
extend_header (const SySample *sample, SyHeader *header)
{
  guint end = MIN (sample->rows->len, (guint) header->index + 2 + LOOK_BELOW);
  guint below = (guint) header->index + 1;

  header->n_rows = 1;
  if (below + 1 < sample->rows->len
      && are_one_header (get_row (sample, header->index), get_row (sample, below))
      && measure_typed (sample, below, end) >= 0.5 && measure_recurring (sample, below, end) <= 0.2)
    {
      header->index++;
      header->n_rows++;
    }
  for (guint first = (guint) header->index - header->n_rows + 1; first > 0 && header->n_rows < 3; first--)
    {
      if (!are_one_header (get_row (sample, first - 1), get_row (sample, first)))
        break;
      header->n_rows++;
    }
}

/* Where the header is, in words. */
static void
explain_header (const SySample *sample, SyHeader *header)
{
  guint64 row = get_row (sample, (guint) header->index)->number;
  g_autofree char *where = NULL;

  if (header->n_rows > 1)
    where = g_strdup_printf (
        _ ("rows %" PRIu64 " to %" PRIu64 " are one header: groups above, their parts below"),
        row - header->n_rows + 1, row);
  else if (header->n_known > 0)
    where = g_strdup_printf (_ ("row %" PRIu64 " has %u known column names"), row, header->n_known);
  else
    where = g_strdup_printf (_ ("row %" PRIu64 " is the first row of different words"), row);
  header->reason = (guint) header->index + 1 > header->n_rows
                       ? g_strdup_printf (_ ("%s; what stands above it is a title"), where)
                       : g_steal_pointer (&where);
}

/**
 * sy_recognition_find_header:
 * @sample: the first rows of a sheet
 * @names: (nullable): normalised names of all roles
 * @header: (out caller-allocates): clear with sy_header_clear()
 */
void
sy_recognition_find_header (const SySample *sample, GHashTable *names, SyHeader *header)
{
  double best = 0.3;
  gboolean below_data = FALSE;

  *header = (SyHeader){ .index = -1, .width = usual_width (sample) };
  for (guint i = 0; i < sample->rows->len && i < MAX_CANDIDATES; i++)
    {
      guint n_known;
      double score = score_row (sample, i, header->width, names, &n_known);

      /* The only row, and a row below data, are headers only if they are known as such. */
      if (n_known == 0 && (below_data || sample->rows->len == 1))
        continue;
      below_data = below_data || (score < 0 && get_row (sample, i)->n_filled >= MAX (header->width, 1));
      if (score <= best)
        continue;
      best = score;
      header->index = (int) i;
      header->n_known = n_known;
    }
  if (header->index < 0)
    {
      header->reason =
          g_strdup (_ ("no row of words that differ from the rows below: the table has no header"));
      return;
    }
  extend_header (sample, header);
  explain_header (sample, header);
}

void
sy_header_clear (SyHeader *header)
{
  g_clear_pointer (&header->reason, g_free);
}

/* What sheets of the same columns have in common. */
static char *
join_titles (const SySampleRow *row)
{
  g_autoptr (GString) titles = g_string_new (NULL);

  for (guint i = 0; i < row->n_cells; i++)
    {
      g_autofree char *title = sy_cell_to_text (&row->cells[i]);

      g_string_append_printf (titles, "%s\x1f", title ? title : "");
    }
  return g_string_free (g_steal_pointer (&titles), FALSE);
}

/* @titles: (out) (transfer full) (nullable): of columns that are known */
static double
score_sheet (const SySample *sample, GHashTable *names, guint *n_known, char **titles)
{
  SyHeader header;
  double score;

  *n_known = 0;
  *titles = NULL;
  if (sample->rows->len == 0)
    return -1;
  sy_recognition_find_header (sample, names, &header);
  *n_known = header.n_known;
  if (header.index >= 0 && header.n_known > 0)
    *titles = join_titles (get_row (sample, (guint) header.index));
  score = 20.0 * header.n_known + MIN (header.width, 20) + 8.0 * log10 (1.0 + sample->rows->len);
  if (header.index < 0)
    score -= 10;
  sy_header_clear (&header);
  return score;
}

/* “全部” beside “4月”: its rows would come in twice. */
static gboolean
says_all (const char *name)
{
  static const char *const words[] = { "汇总", "全部", "合计", "总", "all", "total", "全年" };
  g_autofree char *folded = g_utf8_strdown (name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (folded, words[i]))
      return TRUE;
  return FALSE;
}

static char **
list_alike (const SyFileInfo *info, GPtrArray *titles, guint chosen)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < titles->len && titles->pdata[chosen]; i++)
    if (i != chosen && g_strcmp0 (titles->pdata[i], titles->pdata[chosen]) == 0 && info->sheets->pdata[i]
        && !says_all (info->sheets->pdata[i]) && !says_all (info->sheets->pdata[chosen]))
      g_strv_builder_add (names, info->sheets->pdata[i]);
  return g_strv_builder_end (names);
}

/**
 * sy_recognition_choose_sheet:
 * @names: (nullable): normalised names of all roles
 * @sheet_index: (out): the sheet
 * @reason: (out): a sentence
 * @alike: (out) (transfer full): other sheets whose header has the same titles, such as those of other months
 *
 * The sheet that looks most like a table that a source kind knows, then the widest and longest.
 *
 * Returns: %FALSE with the first unreadable sheet's error when no other sheet has a known column name, or
 * SY_IMPORT_ERROR_EMPTY
 */
gboolean
sy_recognition_choose_sheet (const char *path,
                             const SyFileInfo *info,
                             const SyReadOptions *options,
                             GHashTable *names,
                             guint *sheet_index,
                             char **reason,
                             char ***alike,
                             GCancellable *cancellable,
                             GError **error)
{
  guint n = info->sheets ? info->sheets->len : 1;
  g_autoptr (GError) first_error = NULL;
  g_autoptr (GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *base = NULL;
  guint best_known = 0;
  double best = -1;

  for (guint i = 0; i < n && i < MAX_SHEETS; i++)
    {
      guint n_known = 0;
      g_autoptr (GError) local = NULL;
      g_autoptr (SySample) sample =
          sy_sample_read (path, info, i, options, SHEET_SAMPLE, cancellable, &local);
      char *of_sheet = NULL;
      double score = sample ? score_sheet (sample, names, &n_known, &of_sheet) : -1;

      g_ptr_array_add (titles, of_sheet);
      if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (local && !first_error)
        first_error = g_steal_pointer (&local);
      if (score <= best)
        continue;
      best = score;
      best_known = n_known;
      *sheet_index = i;
    }
  /* A damaged sheet is likely the one that was meant, unless another one has data that is known. */
  if (best < 0 || (first_error && best_known == 0))
    {
      base = sy_reader_dup_name (path);
      if (first_error)
        g_propagate_error (error, g_steal_pointer (&first_error));
      else
        g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_EMPTY, _ ("“%s” has no rows in any sheet"),
                     base);
      return FALSE;
    }
  *alike = list_alike (info, titles, *sheet_index);
  *reason = n == 1 ? g_strdup (_ ("the only sheet"))
                   : g_strdup_printf (
                       _ ("of %u sheets the one most like a table of data; choose another to import it"), n);
  return TRUE;
}

/* The letters of a text of ASCII or of Chinese characters alone as sy_role_matcher_normalise() has them, many
 * times as fast; FALSE when there is something else in it. */
static gboolean
normalise_plain (const char *text, gsize length, char *name)
{
  gsize n = 0;

  for (gsize i = 0; i < length; i++)
    {
      guchar byte = (guchar) text[i];

      if (byte < 0x80)
        {
          if (g_ascii_isalnum (text[i]))
            name[n++] = g_ascii_tolower (text[i]);
          continue;
        }
      /* U+4E00 to U+8FFF. */
      if (i + 3 > length || byte < 0xe4 || byte > 0xe8 || (byte == 0xe4 && (guchar) text[i + 1] < 0xb8))
        return FALSE;
      memcpy (name + n, text + i, 3);
      n += 3;
      i += 2;
    }
  name[n] = '\0';
  return TRUE;
}

/* 合计, 总计, Total … that begin a row of sums, whatever colon or blank is with them. */
gboolean
sy_recognition_is_totals_word (const char *text, gsize length)
{
  static const char *const words[] = { "合计",     "总计", "小计",   "总和",  "汇总",   "本页合计",
                                       "本页小计", "累计", "共计",   "total", "totals", "grandtotal",
                                       "subtotal", "sum",  "总合计", "summe" };
  char buffer[MAX_TOTALS_WORD + 1];
  g_autofree char *plain = NULL;
  g_autofree char *normal = NULL;
  const char *name = buffer;

  if (length == 0 || length > MAX_TOTALS_WORD)
    return FALSE;
  /* None of the words has a digit. */
  for (gsize i = 0; i < length; i++)
    if (g_ascii_isdigit (text[i]))
      return FALSE;
  if (!normalise_plain (text, length, buffer))
    {
      plain = g_strndup (text, length);
      normal = sy_role_matcher_normalise (plain);
      name = normal;
    }
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (name, words[i]))
      return TRUE;
  return FALSE;
}

/* 一号仓小计, 华东 汇总 (as Excel names its subtotals), East Total: what is summed with the word behind it.
 */
gboolean
sy_recognition_ends_in_totals_word (const char *text, gsize length)
{
  static const char *const endings[] = { "小计", "合计", "总计", " 汇总", " Total", " total" };

  while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == ':'))
    length--;
  if (length > 2 && memcmp (text + length - 3, "：", 3) == 0)
    length -= 3;
  if (length > MAX_TOTALS_WORD)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      gsize n = strlen (endings[i]);

      if (length > n && memcmp (text + length - n, endings[i], n) == 0)
        return TRUE;
    }
  return FALSE;
}
