/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-year-fill.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-crosstab-header.h"
#include "sy-date-parser.h"
#include "sy-role-matcher.h"
#include "sy-sink-forward.h"
#include "sy-value-parser.h"

#define LOOK_BELOW 200
/* Serial of 1970-01-01. */
#define UNIX_EPOCH_SERIAL 25569
#define MIN_YEAR 1990
#define MAX_YEAR 2099

static const SyCell *
get_cell (const SySampleRow *row, guint column)
{
  return column < row->n_cells && !sy_cell_is_blank (&row->cells[column]) ? &row->cells[column] : NULL;
}

static gboolean
is_day_without_year (const SyCell *cell)
{
  SyDateText date;

  return cell->kind == SY_CELL_TEXT && sy_date_parse_without_year (cell->text, cell->length, &date);
}

/* 2023, “2023”, 2023年; 0: no year. */
static int
year_of (const SyCell *cell)
{
  SyNumber number;
  gsize length = cell->length;

  if (cell->kind == SY_CELL_NUMBER && cell->number >= MIN_YEAR && cell->number <= MAX_YEAR)
    return (double) (int) cell->number < cell->number ? 0 : (int) cell->number;
  if (cell->kind != SY_CELL_TEXT)
    return 0;
  if (length == 7 && memcmp (cell->text + 4, "年", 3) == 0)
    length = 4;
  if (!sy_value_parse_number (cell->text, length, FALSE, &number) || number.scale != 0
      || number.mantissa < MIN_YEAR || number.mantissa > MAX_YEAR)
    return 0;
  return (int) number.mantissa;
}

typedef gboolean (*CellTest) (const SyCell *cell);

static gboolean
is_year (const SyCell *cell)
{
  return year_of (cell) > 0;
}

/* Of the filled cells below the header. */
static double
measure_share (const SySample *sample, guint64 header_row, guint column, CellTest test)
{
  guint n_filled = 0;
  guint n_found = 0;
  guint n_rows = 0;

  for (guint i = 0; i < sample->rows->len && n_rows < LOOK_BELOW; i++)
    {
      const SySampleRow *row = g_ptr_array_index (sample->rows, i);
      const SyCell *cell = get_cell (row, column);
      if (row->number <= header_row)
        continue;
      n_rows++;
      n_filled += cell != NULL;
      n_found += cell && test (cell);
    }
  return n_filled > 0 ? (double) n_found / n_filled : 0;
}

static int
find_year_column (const SySample *sample, guint64 header_row, const char *const *headers, guint n)
{
  static const char *const words[] = { "年", "年份", "年度", "year" };

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = sy_role_matcher_normalise (headers[i]);
      for (guint w = 0; w < G_N_ELEMENTS (words); w++)
        if (g_str_equal (name, words[w]) && measure_share (sample, header_row, i, is_year) > 0.9)
          return (int) i;
    }
  return -1;
}

static void
settle_year (SyYearFill *self, const char *const *headers, const char *context, int year)
{
  if (year > 0)
    {
      self->year = year;
      self->reason = g_strdup (_ ("asked for"));
    }
  else if (self->year_column >= 0)
    self->reason = g_strdup_printf (_ ("“%s” has days without a year; column “%s” has the year"),
                                    self->header, headers[self->year_column]);
  else if ((self->year = sy_crosstab_header_find_year (context)) > 0)
    self->reason =
        g_strdup_printf (_ ("“%s” has days without a year; the name of the file, of the sheet or a "
                            "title above the table says %d"),
                         self->header, self->year);
  else
    self->reason =
        g_strdup_printf (_ ("“%s” has days without a year, and neither a name, a title nor a column "
                            "tells it: they stay text"),
                         self->header);
}

SyYearFill *
sy_year_fill_find (const SySample *sample,
                   guint64 header_row,
                   const char *const *headers,
                   guint n_headers,
                   const char *context,
                   int year)
{
  g_autoptr (SyYearFill) self = g_new0 (SyYearFill, 1);

  self->columns = g_array_new (FALSE, FALSE, sizeof (guint));
  self->header_row = header_row;
  for (guint i = 0; i < n_headers; i++)
    if (measure_share (sample, header_row, i, is_day_without_year) > 0.5)
      {
        g_array_append_val (self->columns, i);
        self->header = self->header ? self->header : g_strdup (headers[i]);
      }
  if (self->columns->len == 0)
    return NULL;
  self->year_column = year > 0 ? -1 : find_year_column (sample, header_row, headers, n_headers);
  settle_year (self, headers, context, year);
  return g_steal_pointer (&self);
}

gboolean
sy_year_fill_knows (const SyYearFill *self)
{
  return self->year > 0 || self->year_column >= 0;
}

void
sy_year_fill_free (SyYearFill *self)
{
  if (!self)
    return;
  g_clear_pointer (&self->columns, g_array_unref);
  g_free (self->header);
  g_free (self->reason);
  g_free (self);
}

/* ---- Filling --------------------------------------------------------------------------------------------
 */

typedef struct
{
  SySinkForward forward;
  const SyYearFill *fill;
  GArray *cells; /* (element-type SyCell) of the row that goes on */
} Fill;

/* What is no such day, and 29 February of a year without it, stays as it stands. */
static void
fill_cell (SyCell *cell, int year)
{
  SyDateText date;
  gint64 days;

  if (cell->kind != SY_CELL_TEXT || year == 0
      || !sy_date_parse_without_year (cell->text, cell->length, &date))
    return;
  date.a = year;
  if (!sy_date_resolve (&date, SY_DATE_ORDER_UNKNOWN, &days))
    return;
  *cell = (SyCell){ .kind = SY_CELL_DATE,
                    .number = (double) (days + UNIX_EPOCH_SERIAL)
                              + (double) MAX (date.time, 0) / (double) SY_MICROSECONDS_PER_DAY };
}

static gboolean
on_row (gpointer self, guint64 row_number, const SyCell *cells, guint n_cells)
{
  Fill *fill = self;
  const SyYearFill *years = fill->fill;
  int year = years->year;
  SyCell *copy;

  if (row_number <= years->header_row)
    return sy_sink_forward_row (fill, row_number, cells, n_cells);
  if (years->year_column >= 0 && (guint) years->year_column < n_cells)
    year = year_of (&cells[years->year_column]);
  g_array_set_size (fill->cells, 0);
  g_array_append_vals (fill->cells, cells, n_cells);
  copy = (SyCell *) (gpointer) fill->cells->data;
  for (guint i = 0; i < years->columns->len; i++)
    {
      guint index = g_array_index (years->columns, guint, i);
      if (index < n_cells)
        fill_cell (&copy[index], year);
    }
  return sy_sink_forward_row (fill, row_number, copy, n_cells);
}

gboolean
sy_year_fill_run (const SyYearFill *self, const SyCellSink *sink, SySampleRead read, gpointer data)
{
  static const SyCellSinkFuncs funcs = { .begin_sheet = sy_sink_forward_begin_sheet,
                                         .row = on_row,
                                         .refused = sy_sink_forward_refused,
                                         .end_sheet = sy_sink_forward_end_sheet,
                                         .progress = sy_sink_forward_progress };
  Fill fill = { .fill = self, .forward = { sink } };
  SyCellSink own = { &funcs, &fill };
  gboolean done;

  if (!sy_year_fill_knows (self))
    return read (sink, data);
  fill.cells = g_array_new (FALSE, FALSE, sizeof (SyCell));
  done = read (&own, data);
  g_array_unref (fill.cells);
  return done;
}
