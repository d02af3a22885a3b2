/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cross-tab has several columns side by side whose headers are values of one thing (months, days, weekdays,
 * shops) and whose cells are numbers. Turned, each filled cell of them becomes a row: what stands in the
 * other columns, the header, the number. Nothing is dropped: a row without any number comes once, without
 * one, and a row of totals is refused by its number. */
#include "config.h"

#include "sy-crosstab.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "sy-date-parser.h"
#include "sy-recognition.h"
#include "sy-value-fold.h"
#include "sy-value-parser.h"

#define MIN_COLUMNS 3
/* How many of the filled cells below must be numbers. */
#define NUMBERS_SHARE 0.8
#define LOOK_BELOW 200
/* Serial of 1970-01-01. */
#define UNIX_EPOCH_SERIAL 25569

/* What one header is. */
typedef enum
{
  HEADER_OTHER,
  HEADER_TOTAL,
  HEADER_MONTH,      /* of a year */
  HEADER_DAY,        /* of a year */
  HEADER_MONTH_NAME, /* 1月, Jan */
  HEADER_DAY_NAME,   /* 1月5日 */
  HEADER_WEEKDAY,
  HEADER_QUARTER,
  HEADER_YEAR,
  HEADER_PLACE, /* 人民路店 */
} HeaderClass;

typedef struct
{
  HeaderClass class;
  int year, month, day; /* 0: not told */
} Header;

/* ---- What a header is -----------------------------------------------------------------------------------
 */

static int
scan_number (const char **p, int max_digits)
{
  int value = 0;
  int n = 0;

  for (; n < max_digits && g_ascii_isdigit (**p); n++, (*p)++)
    value = value * 10 + (**p - '0');
  return n > 0 ? value : -1;
}

static int
month_of_word (const char *text)
{
  static const char *const words[] = { "JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                       "JUL", "AUG", "SEP", "OCT", "NOV", "DEC" };
  static const char *const rest[] = { "UARY", "RUARY", "CH",     "IL",   "",      "E",
                                      "Y",    "UST",   "TEMBER", "OBER", "EMBER", "EMBER" };

  for (int i = 0; i < 12; i++)
    if (strncmp (text, words[i], 3) == 0)
      return strncmp (text + 3, rest[i], strlen (rest[i])) == 0 && *rest[i]
                 ? (i + 1) * 100 + 3 + (int) strlen (rest[i])
                 : (i + 1) * 100 + 3;
  return 0;
}

static gboolean
is_year (int year)
{
  return year >= 1990 && year <= 2099;
}

/* 2023年1月, 2023-01, 2023.1, 202301 in folded text. */
static gboolean
parse_year_month (const char *p, Header *header)
{
  int year = scan_number (&p, 4);
  int month;

  if (year >= 0 && year < 100 && *p == SY_FOLD_YEAR)
    year += 2000;
  if (!is_year (year))
    return FALSE;
  if (*p == SY_FOLD_YEAR || *p == '-' || *p == '/' || *p == '.')
    p++;
  while (*p == ' ')
    p++;
  month = scan_number (&p, 2);
  if (*p == SY_FOLD_MONTH)
    p++;
  if (month < 1 || month > 12 || *p != '\0')
    return FALSE;
  *header = (Header){ HEADER_MONTH, year, month, 1 };
  return TRUE;
}

/* 1月, 1月5日, 5日. */
static gboolean
parse_month_day (const char *p, Header *header)
{
  int first = scan_number (&p, 2);
  int day;

  if (first < 1 || first > 31)
    return FALSE;
  if (*p == SY_FOLD_DAY && p[1] == '\0')
    {
      *header = (Header){ .class = HEADER_DAY_NAME, .day = first };
      return TRUE;
    }
  if (*p++ != SY_FOLD_MONTH || first > 12)
    return FALSE;
  if (*p == '\0')
    {
      *header = (Header){ .class = HEADER_MONTH_NAME, .month = first };
      return TRUE;
    }
  day = scan_number (&p, 2);
  if (*p == SY_FOLD_DAY)
    p++;
  if (day < 1 || day > 31 || *p != '\0')
    return FALSE;
  *header = (Header){ .class = HEADER_DAY_NAME, .month = first, .day = day };
  return TRUE;
}

/* Jan, January, Jan 2023, Jan-23. */
static gboolean
parse_named_month (const char *p, Header *header)
{
  int found = month_of_word (p);
  int year;

  if (found == 0)
    return FALSE;
  p += found % 100;
  while (*p == '.' || *p == ' ' || *p == '-' || *p == '\'' || *p == ',' || *p == '/')
    p++;
  if (*p == '\0')
    {
      *header = (Header){ .class = HEADER_MONTH_NAME, .month = found / 100 };
      return TRUE;
    }
  year = scan_number (&p, 4);
  if (year >= 0 && year < 100)
    year += 2000;
  if (!is_year (year) || *p != '\0')
    return FALSE;
  *header = (Header){ HEADER_MONTH, year, found / 100, 1 };
  return TRUE;
}

static gboolean
parse_date (const char *text, gsize length, Header *header)
{
  SyDateText date;
  gint64 days;

  if (!sy_date_parse (text, length, &date) || date.time > 0
      || (date.style != SY_DATE_CERTAIN && date.style != SY_DATE_COMPACT)
      || !sy_date_resolve (&date, SY_DATE_ORDER_UNKNOWN, &days))
    return FALSE;
  *header = (Header){ HEADER_DAY, date.a, date.b, date.c };
  return TRUE;
}

static gboolean
is_in (const char *text, const char *const *words)
{
  for (; *words; words++)
    if (strcmp (text, *words) == 0)
      return TRUE;
  return FALSE;
}

/* Words that come in sets. */
static HeaderClass
classify_word (const char *text)
{
  static const char *const weekdays[] = { "周一",    "周二",   "周三",      "周四",     "周五",     "周六",
                                          "周日",    "周天",   "星期一",    "星期二",   "星期三",   "星期四",
                                          "星期五",  "星期六", "星期日",    "星期天",   "mon",      "tue",
                                          "wed",     "thu",    "fri",       "sat",      "sun",      "monday",
                                          "tuesday", "friday", "wednesday", "thursday", "saturday", "sunday",
                                          NULL };
  static const char *const quarters[] = { "q1",       "q2",       "q3",       "q4",       "一季度", "二季度",
                                          "三季度",   "四季度",   "1季度",    "2季度",    "3季度",  "4季度",
                                          "第一季度", "第二季度", "第三季度", "第四季度", NULL };
  static const char *const months[] = { "一月", "二月", "三月", "四月",   "五月",   "六月", "七月",
                                        "八月", "九月", "十月", "十一月", "十二月", NULL };
  static const char *const endings[] = { "店", "仓", "门市", "专柜", "分公司", "商场", NULL };
  g_autofree char *lower = g_utf8_casefold (text, -1);

  if (is_in (lower, weekdays))
    return HEADER_WEEKDAY;
  if (is_in (lower, quarters))
    return HEADER_QUARTER;
  if (is_in (lower, months))
    return HEADER_MONTH_NAME;
  for (guint i = 0; endings[i]; i++)
    if (g_str_has_suffix (lower, endings[i]) && strlen (lower) > strlen (endings[i]))
      return HEADER_PLACE;
  if (g_str_has_prefix (lower, "store ") || g_str_has_prefix (lower, "shop "))
    return HEADER_PLACE;
  return HEADER_OTHER;
}

static int
chinese_month (const char *text)
{
  static const char *const months[] = { "一月", "二月", "三月", "四月", "五月",   "六月",
                                        "七月", "八月", "九月", "十月", "十一月", "十二月" };

  for (int i = 0; i < 12; i++)
    if (strcmp (text, months[i]) == 0)
      return i + 1;
  return 0;
}

static Header
classify (const char *text)
{
  char folded[SY_FOLD_LIMIT + 1];
  gsize length = strlen (text);
  const char *trimmed = sy_value_trim (text, &length);
  g_autofree char *plain = g_strndup (trimmed, length);
  Header header = { 0 };

  if (length == 0)
    return header;
  if (sy_recognition_is_totals_word (plain, length))
    {
      header.class = HEADER_TOTAL;
      return header;
    }
  if (length <= SY_FOLD_LIMIT && sy_value_fold (plain, length, folded) > 0
      && (parse_year_month (folded, &header) || parse_month_day (folded, &header)
          || parse_named_month (folded, &header)))
    return header;
  if (parse_date (plain, length, &header))
    return header;
  if (length == 4 && is_year (atoi (plain)))
    {
      header.class = HEADER_YEAR;
      return header;
    }
  header.class = classify_word (plain);
  header.month = header.class == HEADER_MONTH_NAME ? chinese_month (plain) : 0;
  return header;
}

/* ---- Finding --------------------------------------------------------------------------------------------
 */

static int
find_year (const char *context)
{
  for (const char *p = context; p && *p; p++)
    {
      const char *q = p;
      int year;

      if (!g_ascii_isdigit (*p) || (p > context && g_ascii_isdigit (p[-1])))
        continue;
      year = scan_number (&q, 4);
      if (q - p == 4 && is_year (year))
        return year;
    }
  return 0;
}

/* Whether a column below the header is mostly numbers, and has some. */
static gboolean
is_numeric (const SySample *sample, guint64 header_row, guint column)
{
  guint n_filled = 0;
  guint n_numbers = 0;
  guint n_rows = 0;

  for (guint i = 0; i < sample->rows->len && n_rows < LOOK_BELOW; i++)
    {
      const SySampleRow *row = g_ptr_array_index (sample->rows, i);
      SyNumber number;

      if (row->number <= header_row)
        continue;
      n_rows++;
      if (column >= row->n_cells || sy_cell_is_blank (&row->cells[column]))
        continue;
      n_filled++;
      n_numbers +=
          row->cells[column].kind == SY_CELL_NUMBER
          || (row->cells[column].kind == SY_CELL_TEXT
              && (sy_value_parse_number (row->cells[column].text, row->cells[column].length, FALSE, &number)
                  || sy_value_is_null_word (row->cells[column].text, row->cells[column].length)));
    }
  return n_filled > 0 && n_numbers >= NUMBERS_SHARE * n_filled;
}

static gboolean
belongs (const Header *header, HeaderClass class)
{
  return header->class == class
         /* 1月5日 beside 5日, a first day among months */
         || (class == HEADER_DAY && header->class == HEADER_MONTH);
}

/* The longest run of headers of one class, numbers below; totals may stand between. */
static guint
find_run (
    const SySample *sample, guint64 header_row, const Header *headers, guint n, guint *first, guint *last)
{
  guint best = 0;

  for (guint i = 0; i < n; i++)
    {
      guint count = 0;
      guint end = i;

      if (headers[i].class < HEADER_MONTH)
        continue;
      for (guint j = i; j < n; j++)
        {
          if (headers[j].class == HEADER_TOTAL)
            continue;
          if (!belongs (&headers[j], headers[i].class) || !is_numeric (sample, header_row, j))
            break;
          count++;
          end = j;
        }
      if (count > best)
        {
          best = count;
          *first = i;
          *last = end;
        }
    }
  /* a total right behind belongs to it */
  while (best > 0 && *last + 1 < n && headers[*last + 1].class == HEADER_TOTAL)
    (*last)++;
  return best;
}

/* What the numbers are, where file name or title say it. */
static char *
name_value (const char *context)
{
  static const char *const words[] = { "销售金额", "销售额",   "销售量", "实收金额", "实收",  "金额",
                                       "销量",     "数量",     "客流",   "库存",     "目标",  "amount",
                                       "revenue",  "quantity", "sales",  "stock",    "target" };
  g_autofree char *lower = context ? g_utf8_casefold (context, -1) : NULL;

  for (guint i = 0; lower && i < G_N_ELEMENTS (words); i++)
    if (strstr (lower, words[i]))
      return g_strdup (words[i]);
  return g_strdup (_ ("Value"));
}

static const char *
name_headers (HeaderClass class)
{
  switch (class)
    {
    case HEADER_MONTH:
    case HEADER_MONTH_NAME:
      return _ ("Month");
    case HEADER_DAY:
    case HEADER_DAY_NAME:
      return _ ("Date");
    case HEADER_WEEKDAY:
      return _ ("Weekday");
    case HEADER_QUARTER:
      return _ ("Quarter");
    case HEADER_YEAR:
      return _ ("Year");
    case HEADER_PLACE:
      return _ ("Store");
    case HEADER_TOTAL:
    case HEADER_OTHER:
    default:
      return _ ("Column");
    }
}

static char *
explain (const SyCrosstab *self, guint year)
{
  const SyCrosstabColumn *first = &g_array_index (self->columns, SyCrosstabColumn, 0);
  const SyCrosstabColumn *last = &g_array_index (self->columns, SyCrosstabColumn, self->columns->len - 1);

  switch (self->kind)
    {
    case SY_CROSSTAB_MONTHS:
      return year ? g_strdup_printf (_ ("%u columns are months from “%s” to “%s”, of %u by its name"),
                                     self->columns->len, first->header, last->header, year)
                  : g_strdup_printf (_ ("%u columns are months, from “%s” to “%s”"), self->columns->len,
                                     first->header, last->header);
    case SY_CROSSTAB_DAYS:
      return g_strdup_printf (_ ("%u columns are days, from “%s” to “%s”"), self->columns->len, first->header,
                              last->header);
    case SY_CROSSTAB_NAMES:
    default:
      return g_strdup_printf (_ ("%u columns of numbers have names of one kind, from “%s” to “%s”"),
                              self->columns->len, first->header, last->header);
    }
}

static void
column_clear (gpointer data)
{
  g_free (((SyCrosstabColumn *) data)->header);
}

/* Months and days without a year take the one of the context; a year that turns in between counts on. */
static gboolean
settle_years (Header *headers, guint first, guint last, int year)
{
  int before = 0;

  for (guint i = first; i <= last; i++)
    {
      Header *header = &headers[i];
      if (header->class == HEADER_TOTAL)
        continue;
      if (header->month == 0)
        return FALSE;
      if (header->year == 0)
        {
          if (year == 0)
            return FALSE;
          year += header->month < before && before - header->month > 6;
          header->year = year;
          before = header->month;
        }
      if (header->day == 0)
        header->day = 1;
    }
  return TRUE;
}

/* Spreadsheets keep months as the first days of them. */
static gboolean
are_first_days (const Header *headers, guint first, guint last)
{
  for (guint i = first; i <= last; i++)
    if (headers[i].class != HEADER_TOTAL && headers[i].day != 1)
      return FALSE;
  return TRUE;
}

static SyCrosstab *
describe (const char *const *texts, Header *headers, guint first, guint last, const char *context)
{
  SyCrosstab *self = g_new0 (SyCrosstab, 1);
  HeaderClass class = headers[first].class;
  gboolean said = class == HEADER_MONTH || class == HEADER_DAY;
  int year = said ? 0 : find_year (context);
  gboolean dated = class <= HEADER_DAY_NAME && settle_years (headers, first, last, year);

  self->first = first;
  self->last = last;
  self->kind = SY_CROSSTAB_NAMES;
  if (dated)
    {
      gboolean months =
          class == HEADER_MONTH || class == HEADER_MONTH_NAME || are_first_days (headers, first, last);
      self->kind = months ? SY_CROSSTAB_MONTHS : SY_CROSSTAB_DAYS;
      class = months ? HEADER_MONTH : class;
    }
  self->columns = g_array_new (FALSE, TRUE, sizeof (SyCrosstabColumn));
  g_array_set_clear_func (self->columns, column_clear);
  for (guint i = first; i <= last; i++)
    {
      SyCrosstabColumn column = { .index = i };
      if (headers[i].class == HEADER_TOTAL)
        continue;
      column.header = g_strdup (texts[i]);
      if (dated)
        column.day = (double) (sy_date_to_days (headers[i].year, headers[i].month, headers[i].day)
                               + UNIX_EPOCH_SERIAL);
      g_array_append_val (self->columns, column);
    }
  self->header_name = g_strdup (name_headers (class));
  self->value_name = name_value (context);
  self->reason = explain (self, dated && !said ? (guint) year : 0);
  return self;
}

SyCrosstab *
sy_crosstab_find (const SySample *sample,
                  guint64 header_row,
                  guint n_header_rows,
                  const char *const *headers,
                  guint n_headers,
                  const char *context)
{
  g_autofree Header *classes = g_new0 (Header, n_headers + 1);
  guint first = 0;
  guint last = 0;
  SyCrosstab *self;

  if (header_row == 0)
    return NULL;
  for (guint i = 0; i < n_headers; i++)
    classes[i] = classify (headers[i]);
  if (find_run (sample, header_row, classes, n_headers, &first, &last) < MIN_COLUMNS)
    return NULL;
  self = describe (headers, classes, first, last, context);
  self->header_row = header_row;
  self->n_header_rows = n_header_rows;
  return self;
}

void
sy_crosstab_free (SyCrosstab *self)
{
  if (!self)
    return;
  g_clear_pointer (&self->columns, g_array_unref);
  g_free (self->header_name);
  g_free (self->value_name);
  g_free (self->reason);
  g_free (self);
}

/* ---- Turning --------------------------------------------------------------------------------------------
 */

typedef struct
{
  const SyCrosstab *crosstab;
  const SyCellSink *sink;
  GArray *cells; /* (element-type SyCell) of the row that goes on */
} Turn;

static gboolean
on_begin_sheet (gpointer self, guint index, const char *name)
{
  Turn *turn = self;

  return turn->sink->funcs->begin_sheet (turn->sink->self, index, name);
}

/* The row without what stands in the columns of the cross-tab. */
static guint
copy_fixed (Turn *turn, const SyCell *cells, guint n_cells)
{
  guint n = MAX (n_cells, turn->crosstab->first + 2);
  SyCell *copy;

  g_array_set_size (turn->cells, n);
  copy = (SyCell *) (gpointer) turn->cells->data;
  memset (copy, 0, n * sizeof *copy);
  for (guint i = 0; i < n_cells; i++)
    if (i < turn->crosstab->first || i > turn->crosstab->last)
      copy[i] = cells[i];
  return n;
}

static void
set_text (SyCell *cell, const char *text)
{
  *cell = (SyCell){ .kind = SY_CELL_TEXT, .text = text, .length = strlen (text) };
}

static gboolean
send_header (Turn *turn, guint64 row_number, const SyCell *cells, guint n_cells)
{
  guint n = copy_fixed (turn, cells, n_cells);
  SyCell *copy = (SyCell *) (gpointer) turn->cells->data;

  set_text (&copy[turn->crosstab->first], turn->crosstab->header_name);
  set_text (&copy[turn->crosstab->first + 1], turn->crosstab->value_name);
  return turn->sink->funcs->row (turn->sink->self, row_number, copy, n);
}

/* A row of sums: turned, nothing would tell its numbers from the others. */
static gboolean
is_totals_row (const SyCell *cells, guint n_cells)
{
  guint i = 0;

  while (i < n_cells && sy_cell_is_blank (&cells[i]))
    i++;
  return i < n_cells && cells[i].kind == SY_CELL_TEXT
         && sy_recognition_is_totals_word (cells[i].text, cells[i].length);
}

static gboolean
send_turned (Turn *turn, guint64 row_number, const SyCell *cells, guint n_cells)
{
  const SyCrosstab *self = turn->crosstab;
  guint n = copy_fixed (turn, cells, n_cells);
  SyCell *copy = (SyCell *) (gpointer) turn->cells->data;
  gboolean sent = FALSE;

  for (guint i = 0; i < self->columns->len; i++)
    {
      const SyCrosstabColumn *column = &g_array_index (self->columns, SyCrosstabColumn, i);

      if (column->index >= n_cells || sy_cell_is_blank (&cells[column->index]))
        continue;
      if (self->kind == SY_CROSSTAB_NAMES)
        set_text (&copy[self->first], column->header);
      else
        copy[self->first] = (SyCell){ .kind = SY_CELL_DATE, .number = column->day };
      copy[self->first + 1] = cells[column->index];
      if (!turn->sink->funcs->row (turn->sink->self, row_number, copy, n))
        return FALSE;
      sent = TRUE;
    }
  return sent || turn->sink->funcs->row (turn->sink->self, row_number, copy, n);
}

static gboolean
on_row (gpointer self, guint64 row_number, const SyCell *cells, guint n_cells)
{
  Turn *turn = self;
  g_autofree char *text = NULL;

  if (row_number + turn->crosstab->n_header_rows <= turn->crosstab->header_row)
    return turn->sink->funcs->row (turn->sink->self, row_number, cells, n_cells);
  if (row_number < turn->crosstab->header_row)
    {
      guint n = copy_fixed (turn, cells, n_cells);
      return turn->sink->funcs->row (turn->sink->self, row_number, (SyCell *) (gpointer) turn->cells->data,
                                     n);
    }
  if (row_number == turn->crosstab->header_row)
    return send_header (turn, row_number, cells, n_cells);
  if (!is_totals_row (cells, n_cells))
    return send_turned (turn, row_number, cells, n_cells);
  for (guint i = 0; i < n_cells && !text; i++)
    if (!sy_cell_is_blank (&cells[i]))
      text = sy_cell_to_text (&cells[i]);
  turn->sink->funcs->refused (turn->sink->self, row_number, text, _ ("is a row of totals"));
  return TRUE;
}

static void
on_refused (gpointer self, guint64 row_number, const char *text, const char *reason)
{
  Turn *turn = self;

  turn->sink->funcs->refused (turn->sink->self, row_number, text, reason);
}

static void
on_end_sheet (gpointer self)
{
  Turn *turn = self;

  turn->sink->funcs->end_sheet (turn->sink->self);
}

static void
on_progress (gpointer self, guint64 done, guint64 total)
{
  Turn *turn = self;

  if (turn->sink->funcs->progress)
    turn->sink->funcs->progress (turn->sink->self, done, total);
}

gboolean
sy_crosstab_turn (const SyCrosstab *self, const SyCellSink *sink, SyCrosstabRead read, gpointer data)
{
  static const SyCellSinkFuncs funcs = { on_begin_sheet, on_row, on_refused, on_end_sheet, on_progress };
  Turn turn = { .crosstab = self, .sink = sink };
  SyCellSink own = { &funcs, &turn };
  gboolean done;

  turn.cells = g_array_new (FALSE, TRUE, sizeof (SyCell));
  done = read (&own, data);
  g_array_unref (turn.cells);
  return done;
}
