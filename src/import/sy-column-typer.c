/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decides what a column is from all of its cells that were seen: never from one cell, and never a guess that
 * loses digits. Ids stay text. Fractions become decimals while their digits fit, so that sums are exact. */
#include "config.h"

#include "sy-column-typer.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "sy-header-unit.h"
#include "sy-value-fold.h"
#include "sy-value-parser.h"

/* A column without a role is a number, date … when at least so much of what is written in it is. */
#define NEARLY_ALL 0.98
/* With a role that needs it, half is enough: the rest is listed as refused. */
#define MOST 0.5
/* Among many rows some price has a part of a cent; a wider column costs nothing, loading the file again does.
 */
#define LIKELY_MONEY_SCALE 4

static void
note_number (SyColumnEvidence *self, const SyNumber *number, int comma)
{
  if (number->flags & SY_NUMBER_INEXACT)
    {
      self->n_inexact[comma]++;
      return;
    }
  self->max_scale[comma] = MAX (self->max_scale[comma], number->scale);
  self->max_whole_digits[comma] = MAX (self->max_whole_digits[comma], number->whole_digits);
}

static void
note_flags (SyColumnEvidence *self, const SyNumber *number)
{
  self->n_leading_zero += (number->flags & SY_NUMBER_LEADING_ZERO) != 0;
  self->n_long += (number->flags & SY_NUMBER_LONG) && number->scale == 0;
  self->n_point_zero += (number->flags & SY_NUMBER_POINT_ZERO) != 0;
  self->n_currency += (number->flags & SY_NUMBER_CURRENCY) != 0;
  self->n_percent += (number->flags & SY_NUMBER_PERCENT) != 0;
  self->n_unit += (number->flags & SY_NUMBER_UNIT) != 0;
  self->n_counted += (number->flags & SY_NUMBER_COUNTED) != 0;
}

/* Whole numbers that dates are also written as. */
static void
note_date_like (SyColumnEvidence *self, const SyNumber *number)
{
  gint64 value = number->mantissa;

  if (number->flags & SY_NUMBER_INEXACT)
    return;
  self->n_phones += number->scale == 0 && value >= G_GINT64_CONSTANT (13000000000)
                    && value < G_GINT64_CONSTANT (20000000000) && !(number->flags & SY_NUMBER_GROUPED);
  if (number->scale == 0 && number->whole_digits == 14) /* 20230105113836 */
    {
      self->n_with_time += value % 1000000 != 0;
      value /= 1000000;
    }
  if (number->scale == 0 && value >= 19000101 && value <= 21991231)
    {
      SyDateText date = {
        SY_DATE_CERTAIN, (int) (value / 10000), (int) (value / 100 % 100), (int) (value % 100), 0, -1
      };
      gint64 days;
      self->n_compact += sy_date_resolve (&date, SY_DATE_ORDER_UNKNOWN, &days);
    }
  if (number->scale == 0 && number->whole_digits == 6)
    self->n_months += value >= 199001 && value <= 209912 && value % 100 >= 1 && value % 100 <= 12;
  if (number->whole_digits == 5)
    {
      double serial = sy_value_number_to_double (number);
      self->n_serials += serial >= 32874 && serial < 73051;
    }
}

/* Whether the text has a character by which comma and point readings may differ. */
static gboolean
has_mark (const char *text, gsize length)
{
  guint n_points = 0;
  const char *point = NULL;

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == ',' || (guchar) text[i] >= 0x80)
        return TRUE;
      if (text[i] == '.')
        {
          n_points++;
          point = text + i;
        }
    }
  return n_points > 1 || (point && text + length - point == 4);
}

static gboolean
add_number_text (SyColumnEvidence *self, const SyCell *cell)
{
  SyNumber point = { 0 };
  SyNumber comma = { 0 };
  gboolean is_point = sy_value_parse_number (cell->text, cell->length, FALSE, &point);
  gboolean is_comma = is_point;

  if (has_mark (cell->text, cell->length))
    {
      is_comma = sy_value_parse_number (cell->text, cell->length, TRUE, &comma);
      if (is_point && is_comma && (point.mantissa != comma.mantissa || point.scale != comma.scale))
        self->n_differ++;
    }
  else
    comma = point;
  if (is_point)
    {
      self->n_numbers[0]++;
      note_number (self, &point, 0);
      note_date_like (self, &point);
    }
  if (is_comma)
    {
      self->n_numbers[1]++;
      note_number (self, &comma, 1);
    }
  if (is_point || is_comma)
    note_flags (self, is_point ? &point : &comma);
  return is_point || is_comma;
}

static gboolean
add_date_text (SyColumnEvidence *self, const SyCell *cell)
{
  SyDateText date;
  gint64 days;

  if (!sy_date_parse (cell->text, cell->length, &date))
    {
      /* six digits are counted as the number that they are */
      self->n_months += cell->length != 6 && sy_date_parse_month (cell->text, cell->length, &date);
      return FALSE;
    }
  if (date.style == SY_DATE_COMPACT)
    {
      self->n_compact++;
      self->n_with_time += date.time > 0;
      return FALSE;
    }
  self->n_with_time += date.time > 0;
  if (date.style == SY_DATE_CERTAIN)
    {
      self->n_dates++;
      return TRUE;
    }
  self->n_order[SY_DATE_ORDER_UNKNOWN]++;
  for (int order = SY_DATE_ORDER_DAY_FIRST; order <= SY_DATE_ORDER_YEAR_FIRST; order++)
    self->n_order[order] += sy_date_resolve (&date, order, &days);
  self->n_dotted += date.separator == '.';
  if (self->n_order[SY_DATE_ORDER_UNKNOWN] == 1)
    {
      self->min_first = self->max_first = date.a;
      self->min_last = self->max_last = date.c;
    }
  self->min_first = MIN (self->min_first, date.a);
  self->max_first = MAX (self->max_first, date.a);
  self->min_last = MIN (self->min_last, date.c);
  self->max_last = MAX (self->max_last, date.c);
  return TRUE;
}

static void
add_text (SyColumnEvidence *self, const SyCell *cell)
{
  gsize length = cell->length;
  const char *text = sy_value_trim (cell->text, &length);
  SyCell trimmed = { .kind = SY_CELL_TEXT, .text = text, .length = length };
  guchar first = length > 0 ? (guchar) text[0] : 0;
  gint64 time;
  gboolean truth;
  int pair;

  if (length == 0)
    {
      self->n_empty++;
      return;
    }
  self->n_filled++;
  self->n_text_cells++;
  /* Names begin with a letter and are the most expensive to try; only months and currency codes do so too. */
  if (length > 96)
    return;
  if (add_number_text (self, &trimmed))
    return;
  if (sy_value_is_null_word (text, length))
    self->n_null_words++;
  else if (add_date_text (self, &trimmed))
    return;
  else if ((g_ascii_isdigit (first) || first >= 0x80 || first == 'A' || first == 'P')
           && sy_time_parse (text, length, &time))
    self->n_times++;
  else if ((pair = sy_value_find_bool_pair (text, length, &truth)) >= 0)
    {
      self->n_bools++;
      self->bool_pairs[truth] |= 1u << pair;
    }
}

static void
add_number_cell (SyColumnEvidence *self, const SyCell *cell)
{
  SyNumber number = { 0 };

  self->n_number_cells++;
  self->n_percent += cell->percent;
  if (!sy_value_number_from_double (cell->number, &number))
    return;
  number.flags &= ~SY_NUMBER_POINT_ZERO;
  note_number (self, &number, 0);
  note_number (self, &number, 1);
  note_date_like (self, &number);
}

static void
add_date_cell (SyColumnEvidence *self, const SyCell *cell)
{
  gint64 days;
  gint64 microseconds = 0;

  self->n_date_cells++;
  if (sy_date_from_serial (cell->number, &days, &microseconds) == SY_SERIAL_DATE && microseconds != 0)
    self->n_with_time++;
}

/* Takes one more cell of the column into account. */
void
sy_column_evidence_add (SyColumnEvidence *self, const SyCell *cell)
{
  switch (cell->kind)
    {
    case SY_CELL_TEXT:
      add_text (self, cell);
      return;
    case SY_CELL_NUMBER:
      add_number_cell (self, cell);
      break;
    case SY_CELL_DATE:
      add_date_cell (self, cell);
      break;
    case SY_CELL_TIME:
      self->n_time_cells++;
      break;
    case SY_CELL_BOOL:
      self->n_bool_cells++;
      break;
    case SY_CELL_ERROR:
      self->n_error_cells++;
      break;
    case SY_CELL_EMPTY:
    default:
      self->n_empty++;
      return;
    }
  self->n_filled++;
}

/* Some number can only be read with a decimal comma, and more so than with a point. */
gboolean
sy_column_evidence_uses_comma (const SyColumnEvidence *self)
{
  return self->n_numbers[1] > self->n_numbers[0];
}

/* Picks the order under which most of 5/1/2023 are dates. UNKNOWN: several explain all of them. */
static SyDateOrder
tell_order (const SyColumnEvidence *e)
{
  guint64 day_first = e->n_order[SY_DATE_ORDER_DAY_FIRST];
  guint64 month_first = e->n_order[SY_DATE_ORDER_MONTH_FIRST];
  guint64 year_first = e->n_order[SY_DATE_ORDER_YEAR_FIRST];
  guint64 year_last = MAX (day_first, month_first);

  if (e->n_order[0] == 0)
    return SY_DATE_ORDER_UNKNOWN;
  if (year_first > year_last)
    return SY_DATE_ORDER_YEAR_FIRST;
  if (year_first == year_last)
    {
      int first_range = e->max_first - e->min_first;
      int last_range = e->max_last - e->min_last;
      if (first_range < last_range)
        return SY_DATE_ORDER_YEAR_FIRST;
      if (first_range == last_range)
        return SY_DATE_ORDER_UNKNOWN;
    }
  if (day_first != month_first)
    return day_first > month_first ? SY_DATE_ORDER_DAY_FIRST : SY_DATE_ORDER_MONTH_FIRST;
  /* With dots only day-first is in use. */
  return e->n_dotted == e->n_order[0] ? SY_DATE_ORDER_DAY_FIRST : SY_DATE_ORDER_UNKNOWN;
}

/* What the cells tell goes before what is asked for. */
static SyDateOrder
choose_order (const SyColumnEvidence *e)
{
  SyDateOrder told = tell_order (e);

  return told == SY_DATE_ORDER_UNKNOWN && e->n_order[e->asked_order] == e->n_order[0] ? e->asked_order : told;
}

/* Whether further rows may tell what 5/1/2023 means. */
gboolean
sy_column_evidence_is_unsettled (const SyColumnEvidence *self)
{
  return self->n_order[0] > 0 && self->n_order[0] * 2 > self->n_filled
         && choose_order (self) == SY_DATE_ORDER_UNKNOWN;
}

/**
 * sy_column_typer_fit_scale:
 * @scale: decimals needed
 * @whole_digits: digits before the point needed
 * @money: at least 2 decimals, at most 6, whatever is cut by that
 * @type: (out): DECIMAL, or DOUBLE where 18 digits are not enough
 *
 * Returns: the scale of the decimal
 */
guint
sy_column_typer_fit_scale (guint scale, guint whole_digits, gboolean money, SyColumnType *type)
{
  *type = SY_COLUMN_DECIMAL;
  if (money)
    {
      scale = CLAMP (scale, 2, SY_MAX_SCALE);
      /* one digit of room for what later rows bring */
      while (scale > 2 && whole_digits + scale > SY_DECIMAL_DIGITS)
        scale--;
      return scale;
    }
  if (scale > SY_MAX_SCALE || whole_digits + scale > SY_DECIMAL_DIGITS)
    {
      *type = SY_COLUMN_DOUBLE;
      return 0;
    }
  return scale;
}

static void
settle (SyTyping *typing, SyColumnType type, const char *reason)
{
  typing->type = type;
  g_free (typing->reason);
  typing->reason = g_strdup (reason);
}

static void
say_shift (SyTyping *typing)
{
  guint64 factor = 1;

  for (guint i = 0; i < typing->reading.shift; i++)
    factor *= 10;
  settle (typing, typing->type, NULL);
  typing->reason = g_strdup_printf (_ ("each amount stands for %" PRIu64 " times as much"), factor);
}

/* The header says 万元 where no cell says so itself. */
static void
take_shift (const SyColumnEvidence *e, const SyTypingHints *hints, SyTyping *typing)
{
  g_autofree char *word = NULL;

  if (hints->header && e->n_unit == 0 && e->n_percent == 0)
    typing->reading.shift = sy_header_unit_find (hints->header, &word);
}

static void
settle_number (const SyColumnEvidence *e, gboolean money, gboolean more_rows, SyTyping *typing)
{
  int comma = typing->reading.decimal_comma;
  guint scale = e->max_scale[comma];

  if (money && more_rows)
    scale = MAX (scale, LIKELY_MONEY_SCALE);
  scale -= MIN (scale, typing->reading.shift);

  if (!money && scale == 0 && e->n_inexact[comma] == 0 && e->n_currency == 0)
    {
      settle (typing, SY_COLUMN_INT64, _ ("whole numbers"));
      return;
    }
  if (!money && e->n_inexact[comma] > 0)
    {
      settle (typing, SY_COLUMN_DOUBLE, _ ("numbers with more digits than a decimal holds"));
      return;
    }
  typing->scale =
      sy_column_typer_fit_scale (e->n_currency > 0 ? MAX (scale, 2) : scale,
                                 e->max_whole_digits[comma] + typing->reading.shift, money, &typing->type);
  if (typing->type == SY_COLUMN_DOUBLE)
    settle (typing, SY_COLUMN_DOUBLE, _ ("numbers with many decimals"));
  else if (money && scale > typing->scale)
    {
      settle (typing, SY_COLUMN_DECIMAL, NULL);
      typing->reason =
          g_strdup_printf (_ ("amounts with more decimals than are kept, rounded to %u"), typing->scale);
    }
  else if (e->n_percent > 0)
    settle (typing, SY_COLUMN_DECIMAL, _ ("percentages, kept as fractions"));
  else if (comma && e->n_numbers[1] > e->n_numbers[0])
    settle (typing, SY_COLUMN_DECIMAL, _ ("numbers with a decimal comma"));
  else
    {
      settle (typing, SY_COLUMN_DECIMAL, NULL);
      typing->reason = g_strdup_printf (_ ("exact decimals with %u places"), typing->scale);
    }
  if (e->n_unit > 0)
    settle (typing, typing->type, _ ("amounts in 万 or 亿, multiplied out"));
  if (typing->reading.shift > 0)
    say_shift (typing);
}

static void
settle_date (const SyColumnEvidence *e, SyTyping *typing)
{
  SyColumnType type = e->n_with_time > 0 ? SY_COLUMN_TIMESTAMP : SY_COLUMN_DATE;

  if (typing->reading.months)
    settle (typing, SY_COLUMN_DATE, _ ("months; each stands for its first day"));
  else if (typing->reading.compact_dates)
    settle (typing, type, _ ("dates written 20230105"));
  else if (typing->reading.serial_dates)
    settle (typing, type, _ ("numbers that are spreadsheet dates"));
  else if (typing->reading.date_order == SY_DATE_ORDER_DAY_FIRST)
    settle (typing, type, _ ("dates, the day first"));
  else if (typing->reading.date_order == SY_DATE_ORDER_MONTH_FIRST)
    settle (typing, type, _ ("dates, the month first"));
  else if (typing->reading.date_order == SY_DATE_ORDER_YEAR_FIRST)
    settle (typing, type, _ ("dates, the year first"));
  else
    settle (typing, type, type == SY_COLUMN_TIMESTAMP ? _ ("dates with a time") : _ ("dates"));
}

/* What the shares of a column speak for, each 0 … 1 of what is written in it. */
typedef struct
{
  double numbers;
  double dates;
  double times;
  double bools;
  double compact;
  double serials;
  double months;
} Shares;

static void
measure_shares (const SyColumnEvidence *e, const SyTypingHints *hints, const SyTyping *typing, Shares *shares)
{
  guint64 n_numbers = e->n_numbers[typing->reading.decimal_comma];
  double n = (double) (e->n_filled - e->n_null_words - e->n_error_cells);
  guint64 short_dates = e->n_order[typing->reading.date_order];

  if (typing->reading.date_order == SY_DATE_ORDER_UNKNOWN)
    short_dates = 0;
  if (n < 1)
    n = 1;
  /* 6瓶 may be a size as well as a quantity. */
  if (!hints->has_role)
    n_numbers -= MIN (n_numbers, e->n_counted);
  shares->numbers = (double) (e->n_number_cells + n_numbers) / n;
  shares->dates = (double) (e->n_date_cells + e->n_dates + short_dates) / n;
  shares->times = (double) (e->n_time_cells + e->n_times) / n;
  shares->bools = (double) (e->n_bool_cells + e->n_bools) / n;
  shares->compact = (double) e->n_compact / n;
  shares->serials = (double) e->n_serials / n;
  shares->months = (double) e->n_months / n;
}

static void
decide_text (const SyColumnEvidence *e, SyTyping *typing)
{
  if (typing->unsettled)
    settle (typing, SY_COLUMN_TEXT,
            _ ("dates whose day and month cannot be told apart: every one is 12 or less"));
  else if (e->n_filled == 0)
    settle (typing, SY_COLUMN_TEXT, _ ("empty"));
  else
    settle (typing, SY_COLUMN_TEXT, _ ("text"));
}

/* The role says what the column should be; it is text where too few cells agree. */
static void
decide_by_role (const SyColumnEvidence *e, const SyTypingHints *hints, const Shares *shares, SyTyping *typing)
{
  gboolean empty = e->n_filled == 0;

  switch (hints->role)
    {
    case SY_ROLE_TEXT:
      typing->reading.strip_point_zero =
          e->n_point_zero > 0 && e->n_point_zero == e->n_filled - e->n_null_words - e->n_number_cells;
      settle (typing, SY_COLUMN_TEXT,
              typing->reading.strip_point_zero ? _ ("names or numbers of things, without their .0")
                                               : _ ("names or numbers of things stay text"));
      return;
    case SY_ROLE_NUMBER:
    case SY_ROLE_MONEY:
      if (empty || shares->numbers >= MOST)
        {
          settle_number (e, hints->role == SY_ROLE_MONEY, hints->more_rows, typing);
          return;
        }
      break;
    case SY_ROLE_DATE:
      typing->reading.compact_dates = shares->dates < MOST && shares->compact >= MOST;
      typing->reading.serial_dates =
          !typing->reading.compact_dates && shares->serials + shares->dates >= MOST && shares->serials > 0;
      typing->reading.months = hints->takes_months && !typing->reading.compact_dates
                               && !typing->reading.serial_dates && shares->months > 0
                               && shares->months + shares->dates >= MOST;
      if (empty || shares->dates >= MOST || typing->reading.compact_dates || typing->reading.serial_dates
          || typing->reading.months)
        {
          settle_date (e, typing);
          return;
        }
      break;
    case SY_ROLE_TIME:
      if (empty || shares->times >= MOST)
        settle (typing, SY_COLUMN_TIME, _ ("times of day"));
      else if (shares->dates >= MOST)
        settle_date (e, typing);
      else
        break;
      return;
    case SY_ROLE_BOOL:
      if (empty || shares->bools >= MOST || e->n_number_cells + e->n_numbers[0] > 0)
        {
          settle (typing, SY_COLUMN_BOOL, _ ("yes or no"));
          return;
        }
      break;
    default:
      break;
    }
  typing->fits_role = FALSE;
  decide_text (e, typing);
}

/* All texts are of one pair of words, and both of them are there: a column with nothing but “F” may be women.
 * Ticks alone leave no doubt. */
static gboolean
are_words_for_bools (const SyColumnEvidence *e)
{
  gboolean truth = FALSE;
  guint ticks = 1u << sy_value_find_bool_pair ("√", strlen ("√"), &truth)
                | 1u << sy_value_find_bool_pair ("✓", strlen ("✓"), &truth)
                | 1u << sy_value_find_bool_pair ("✔", strlen ("✔"), &truth)
                | 1u << sy_value_find_bool_pair ("☑", strlen ("☑"), &truth);
  guint yes = e->bool_pairs[TRUE];
  guint no = e->bool_pairs[FALSE];

  if (e->n_bools == 0 || e->n_bools != e->n_filled - e->n_null_words - e->n_error_cells)
    return FALSE;
  return (yes == no && (yes & (yes - 1)) == 0) || (no == 0 && (yes & ~ticks) == 0);
}

static void
decide_by_content (const SyColumnEvidence *e,
                   const SyTypingHints *hints,
                   const Shares *shares,
                   SyTyping *typing)
{
  if (e->n_filled == 0)
    decide_text (e, typing);
  else if (shares->dates >= NEARLY_ALL)
    settle_date (e, typing);
  else if (shares->times >= NEARLY_ALL)
    settle (typing, SY_COLUMN_TIME, _ ("times of day"));
  else if (hints->header_says_date && shares->compact >= NEARLY_ALL)
    {
      typing->reading.compact_dates = TRUE;
      settle_date (e, typing);
    }
  else if (e->n_bool_cells > 0 && e->n_bool_cells >= (guint64) (NEARLY_ALL * (double) e->n_filled))
    settle (typing, SY_COLUMN_BOOL, _ ("yes or no"));
  else if (are_words_for_bools (e))
    settle (typing, SY_COLUMN_BOOL, _ ("yes or no"));
  else if (shares->numbers >= NEARLY_ALL && e->n_leading_zero > 0)
    settle (typing, SY_COLUMN_TEXT, _ ("numbers with leading zeros stay text"));
  else if (shares->numbers >= NEARLY_ALL && e->n_long > 0)
    settle (typing, SY_COLUMN_TEXT, _ ("numbers of more than 15 digits stay text"));
  else if (shares->numbers >= NEARLY_ALL && e->n_phones == e->n_filled - e->n_null_words)
    settle (typing, SY_COLUMN_TEXT, _ ("numbers of telephones stay text"));
  else if (shares->numbers >= NEARLY_ALL)
    settle_number (e, FALSE, hints->more_rows, typing);
  else
    decide_text (e, typing);
}

/**
 * sy_column_typer_decide:
 * @evidence: all that was seen of the column
 * @hints: what is known beside it
 * @typing: (out caller-allocates): clear with sy_typing_clear()
 */
void
sy_column_typer_decide (const SyColumnEvidence *evidence, const SyTypingHints *hints, SyTyping *typing)
{
  Shares shares;
  guint64 point = evidence->n_numbers[0];
  guint64 comma = evidence->n_numbers[1];

  *typing = (SyTyping){ .type = SY_COLUMN_TEXT, .fits_role = TRUE };
  typing->reading.decimal_comma =
      comma > point || (comma == point && evidence->n_differ > 0 && hints->file_uses_comma);
  typing->reading.date_order = choose_order (evidence);
  typing->unsettled = sy_column_evidence_is_unsettled (evidence);
  take_shift (evidence, hints, typing);
  if (hints->reading)
    {
      typing->reading = *hints->reading;
      typing->unsettled = typing->unsettled && hints->reading->date_order == SY_DATE_ORDER_UNKNOWN;
    }
  measure_shares (evidence, hints, typing, &shares);
  if (hints->has_role)
    decide_by_role (evidence, hints, &shares, typing);
  else
    decide_by_content (evidence, hints, &shares, typing);
}

void
sy_typing_clear (SyTyping *typing)
{
  g_clear_pointer (&typing->reason, g_free);
}
