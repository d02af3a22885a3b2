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

#include "sy-crosstab-header.h"
#include "sy-date-parser.h"
#include "sy-recognition.h"
#include "sy-sink-forward.h"
#include "sy-value-fold.h"
#include "sy-value-parser.h"

#define MIN_COLUMNS 3
/* How many of the filled cells below must be numbers. */
#define NUMBERS_SHARE 0.8
#define LOOK_BELOW 200
/* Serial of 1970-01-01. */
#define UNIX_EPOCH_SERIAL 25569

/* ---- Finding --------------------------------------------------------------------------------------------
 */

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

/* “Total Items” is a sum only beside columns of several measures. */
static gboolean
is_total (const SyCrosstabHeader *header, gboolean measured)
{
  return header->class == SY_CROSSTAB_HEADER_TOTAL && (measured || !header->measure);
}

static gboolean
belongs (const SyCrosstabHeader *header, SyCrosstabClass class)
{
  return header->class == class
         /* 1月5日 beside 5日, a first day among months */
         || (class == SY_CROSSTAB_HEADER_DAY && header->class == SY_CROSSTAB_HEADER_MONTH);
}

/* The longest run of headers of one class, numbers below; totals may stand between. */
static guint
find_run (const SySample *sample,
          guint64 header_row,
          const SyCrosstabHeader *headers,
          guint n,
          guint *first,
          guint *last)
{
  guint best = 0;

  for (guint i = 0; i < n; i++)
    {
      guint count = 0;
      guint end = i;
      gboolean measured = headers[i].measure != NULL;

      if (headers[i].class < SY_CROSSTAB_HEADER_MONTH)
        continue;
      for (guint j = i; j < n; j++)
        {
          if (is_total (&headers[j], measured))
            continue;
          if (!belongs (&headers[j], headers[i].class) || (headers[j].measure != NULL) != measured
              || !is_numeric (sample, header_row, j))
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
  while (best > 0 && *last + 1 < n && is_total (&headers[*last + 1], headers[*first].measure != NULL))
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
name_headers (SyCrosstabClass class)
{
  switch (class)
    {
    case SY_CROSSTAB_HEADER_MONTH:
    case SY_CROSSTAB_HEADER_MONTH_NAME:
      return _ ("Month");
    case SY_CROSSTAB_HEADER_DAY:
    case SY_CROSSTAB_HEADER_DAY_NAME:
      return _ ("Date");
    case SY_CROSSTAB_HEADER_WEEKDAY:
      return _ ("Weekday");
    case SY_CROSSTAB_HEADER_QUARTER:
      return _ ("Quarter");
    case SY_CROSSTAB_HEADER_YEAR:
      return _ ("Year");
    case SY_CROSSTAB_HEADER_PLACE:
      return _ ("Store");
    case SY_CROSSTAB_HEADER_TOTAL:
    case SY_CROSSTAB_HEADER_OTHER:
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

/* Months and days without a year take the one of the context; a year that turns in between counts on. Where
 * each measure has all its months side by side, the second one begins with the first month again. */
static gboolean
settle_years (SyCrosstabHeader *headers, guint first, guint last, int first_year)
{
  const SyCrosstabHeader *begin = &headers[first];
  int before = 0;
  int year = first_year;

  for (guint i = first; i <= last; i++)
    {
      SyCrosstabHeader *header = &headers[i];
      if (header->class == SY_CROSSTAB_HEADER_TOTAL)
        continue;
      if (header->month == 0)
        return FALSE;
      if (header->year == 0)
        {
          if (year == 0)
            return FALSE;
          if (header->month == begin->month && g_strcmp0 (header->measure, begin->measure) != 0)
            year = first_year;
          else
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
are_first_days (const SyCrosstabHeader *headers, guint first, guint last)
{
  for (guint i = first; i <= last; i++)
    if (headers[i].class != SY_CROSSTAB_HEADER_TOTAL && headers[i].day != 1)
      return FALSE;
  return TRUE;
}

/* Finds @name in the list, or puts it at its end. */
static guint
place_of (GPtrArray *names, const char *name)
{
  for (guint i = 0; i < names->len; i++)
    if (g_str_equal (names->pdata[i], name))
      return i;
  g_ptr_array_add (names, g_strdup (name));
  return names->len - 1;
}

/* What is turned, with the measure of each. */
static void
list_columns (SyCrosstab *self,
              const char *const *texts,
              const SyCrosstabHeader *headers,
              const char *context)
{
  g_autoptr (GPtrArray) measures = g_ptr_array_new ();
  g_autofree char *plain = name_value (context);

  self->columns = g_array_new (FALSE, TRUE, sizeof (SyCrosstabColumn));
  g_array_set_clear_func (self->columns, column_clear);
  for (guint i = self->first; i <= self->last; i++)
    {
      const SyCrosstabHeader *header = &headers[i];
      SyCrosstabColumn column = { .index = i };
      if (header->class == SY_CROSSTAB_HEADER_TOTAL)
        continue;
      column.header = g_strdup (header->group ? header->group : texts[i]);
      column.measure = place_of (measures, header->measure ? header->measure : plain);
      if (self->kind != SY_CROSSTAB_NAMES)
        column.day =
            (double) (sy_date_to_days (header->year, header->month, header->day) + UNIX_EPOCH_SERIAL);
      g_array_append_val (self->columns, column);
    }
  g_ptr_array_add (measures, NULL);
  self->value_names = (char **) g_ptr_array_steal (measures, NULL);
}

static int
compare_groups (gconstpointer a, gconstpointer b)
{
  const SyCrosstabColumn *x = a;
  const SyCrosstabColumn *y = b;

  if (x->group != y->group)
    return x->group < y->group ? -1 : 1;
  return x->index < y->index ? -1 : x->index > y->index;
}

/* Columns of one month belong together when there are several measures. %FALSE: they don't make a table, as a
 * measure comes twice in one month, or most are missing in most months. */
static gboolean
group_columns (SyCrosstab *self, const SyCrosstabHeader *headers)
{
  guint n_measures = g_strv_length (self->value_names);
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func (g_free);
  g_autofree gboolean *seen = g_new0 (gboolean, (gsize) self->columns->len * n_measures);

  for (guint i = 0; i < self->columns->len; i++)
    {
      SyCrosstabColumn *column = &g_array_index (self->columns, SyCrosstabColumn, i);
      const SyCrosstabHeader *header = &headers[column->index];
      g_autofree char *key = self->kind == SY_CROSSTAB_NAMES
                                 ? g_strdup (column->header)
                                 : g_strdup_printf ("%d-%d-%d", header->year, header->month, header->day);
      column->group = n_measures > 1 ? place_of (groups, key) : i;
      if (seen[column->group * n_measures + column->measure])
        return FALSE;
      seen[column->group * n_measures + column->measure] = TRUE;
    }
  if (n_measures == 1)
    return TRUE;
  g_array_sort (self->columns, compare_groups);
  return groups->len > 1 && self->columns->len * 4 >= groups->len * n_measures * 3;
}

static SyCrosstab *
describe (const char *const *texts, SyCrosstabHeader *headers, guint first, guint last, const char *context)
{
  SyCrosstab *self = g_new0 (SyCrosstab, 1);
  SyCrosstabClass class = headers[first].class;
  gboolean said = class == SY_CROSSTAB_HEADER_MONTH || class == SY_CROSSTAB_HEADER_DAY;
  int year = said ? 0 : sy_crosstab_header_find_year (context);
  gboolean dated = class <= SY_CROSSTAB_HEADER_DAY_NAME && settle_years (headers, first, last, year);

  self->first = first;
  self->last = last;
  self->kind = SY_CROSSTAB_NAMES;
  if (dated)
    {
      gboolean months = class == SY_CROSSTAB_HEADER_MONTH || class == SY_CROSSTAB_HEADER_MONTH_NAME
                        || are_first_days (headers, first, last);
      self->kind = months ? SY_CROSSTAB_MONTHS : SY_CROSSTAB_DAYS;
      class = months ? SY_CROSSTAB_HEADER_MONTH : class;
    }
  list_columns (self, texts, headers, context);
  if (!group_columns (self, headers))
    {
      sy_crosstab_free (self);
      return NULL;
    }
  self->header_name = g_strdup (name_headers (class));
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
  g_autofree SyCrosstabHeader *classes = g_new0 (SyCrosstabHeader, n_headers + 1);
  guint first = 0;
  guint last = 0;
  SyCrosstab *self = NULL;

  if (header_row == 0)
    return NULL;
  for (guint i = 0; i < n_headers; i++)
    sy_crosstab_header_parse (headers[i], &classes[i]);
  if (find_run (sample, header_row, classes, n_headers, &first, &last) >= MIN_COLUMNS)
    self = describe (headers, classes, first, last, context);
  for (guint i = 0; i < n_headers; i++)
    sy_crosstab_header_clear (&classes[i]);
  if (!self)
    return NULL;
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
  g_strfreev (self->value_names);
  g_free (self->reason);
  g_free (self);
}

/* ---- Turning --------------------------------------------------------------------------------------------
 */

typedef struct
{
  SySinkForward forward;
  const SyCrosstab *crosstab;
  guint n_values;
  GArray *cells; /* (element-type SyCell) of the row that goes on */
} Turn;

/* The row without what stands in the columns of the cross-tab. */
static guint
copy_fixed (Turn *turn, const SyCell *cells, guint n_cells)
{
  guint n = MAX (n_cells, turn->crosstab->first + 1 + turn->n_values);
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
  for (guint i = 0; i < turn->n_values; i++)
    set_text (&copy[turn->crosstab->first + 1 + i], turn->crosstab->value_names[i]);
  return sy_sink_forward_row (turn, row_number, copy, n);
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

/* The cells of one group into the columns of their measures; how many of them are filled. */
static guint
copy_group (const SyCrosstab *self, guint first, SyCell *values, const SyCell *cells, guint n_cells)
{
  guint group = g_array_index (self->columns, SyCrosstabColumn, first).group;
  guint n = 0;

  for (guint i = first; i < self->columns->len; i++)
    {
      const SyCrosstabColumn *column = &g_array_index (self->columns, SyCrosstabColumn, i);

      if (column->group != group)
        break;
      if (column->index >= n_cells || sy_cell_is_blank (&cells[column->index]))
        continue;
      values[column->measure] = cells[column->index];
      n++;
    }
  return n;
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

      if (i > 0 && column->group == g_array_index (self->columns, SyCrosstabColumn, i - 1).group)
        continue;
      memset (&copy[self->first], 0, (1 + turn->n_values) * sizeof *copy);
      if (copy_group (self, i, &copy[self->first + 1], cells, n_cells) == 0)
        continue;
      if (self->kind == SY_CROSSTAB_NAMES)
        set_text (&copy[self->first], column->header);
      else
        copy[self->first] = (SyCell){ .kind = SY_CELL_DATE, .number = column->day };
      if (!sy_sink_forward_row (turn, row_number, copy, n))
        return FALSE;
      sent = TRUE;
    }
  return sent || sy_sink_forward_row (turn, row_number, copy, n);
}

static gboolean
on_row (gpointer self, guint64 row_number, const SyCell *cells, guint n_cells)
{
  Turn *turn = self;
  g_autofree char *text = NULL;

  if (row_number + turn->crosstab->n_header_rows <= turn->crosstab->header_row)
    return sy_sink_forward_row (turn, row_number, cells, n_cells);
  if (row_number < turn->crosstab->header_row)
    {
      guint n = copy_fixed (turn, cells, n_cells);
      return sy_sink_forward_row (turn, row_number, (SyCell *) (gpointer) turn->cells->data, n);
    }
  if (row_number == turn->crosstab->header_row)
    return send_header (turn, row_number, cells, n_cells);
  if (turn->crosstab->keeps_totals || !is_totals_row (cells, n_cells))
    return send_turned (turn, row_number, cells, n_cells);
  for (guint i = 0; i < n_cells && !text; i++)
    if (!sy_cell_is_blank (&cells[i]))
      text = sy_cell_to_text (&cells[i]);
  sy_sink_forward_refused (turn, row_number, text, _ ("is a row of totals"));
  return TRUE;
}

gboolean
sy_crosstab_turn (const SyCrosstab *self, const SyCellSink *sink, SySampleRead read, gpointer data)
{
  static const SyCellSinkFuncs funcs = { .begin_sheet = sy_sink_forward_begin_sheet,
                                         .row = on_row,
                                         .refused = sy_sink_forward_refused,
                                         .end_sheet = sy_sink_forward_end_sheet,
                                         .progress = sy_sink_forward_progress };
  Turn turn = { .crosstab = self, .n_values = g_strv_length (self->value_names), .forward = { sink } };
  SyCellSink own = { &funcs, &turn };
  gboolean done;

  turn.cells = g_array_new (FALSE, TRUE, sizeof (SyCell));
  done = read (&own, data);
  g_array_unref (turn.cells);
  return done;
}
