/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of a file: its cells become values, and the row is kept or refused as a whole. Nothing is left out
 * without being counted and listed. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-footer.h"
#include "sy-import-load-private.h"
#include "sy-import-report.h"
#include "sy-value-fold.h"
#include "sy-value-parser.h"

#define MICROSECONDS_PER_SECOND G_GINT64_CONSTANT (1000000)

/* Puts one line on the list. @column NULL: the whole row. */
static void
list_refusal (SyLoad *load, guint64 row, const char *column, const char *text, const char *reason)
{
  SyRefusal refusal = { row, (char *) column, (char *) text, (char *) reason };

  if (load->widening || load->error)
    return;
  sy_import_report_add (load->report, load->refused, load->file, load->sheet, &refusal, &load->error);
}

static char *
join_cells (const SyCell *cells, guint n_cells)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_cells && text->len < 1024; i++)
    {
      g_autofree char *cell = sy_cell_to_text (&cells[i]);
      if (i > 0)
        g_string_append (text, " | ");
      g_string_append (text, cell);
    }
  return g_string_free (text, FALSE);
}

static void
refuse_row (SyLoad *load, guint64 row, const SyCell *cells, guint n_cells, const char *reason)
{
  load->report->n_refused++;
  if (!load->widening)
    {
      g_autofree char *text = join_cells (cells, n_cells);
      list_refusal (load, row, NULL, text, reason);
    }
}

/* The amount of a row that is not kept, as far as it can be read. */
static void
count_refused_amount (SyLoad *load, const SyCell *cell)
{
  SyCellFormat format = { .type = SY_COLUMN_DECIMAL, .scale = SY_MAX_SCALE, .money = TRUE };
  char buffer[SY_CELL_BUFFER_SIZE];
  SyCellNeed need = { 0 };
  SyCellValue value = { 0 };
  const char *reason = NULL;

  if (!load->amount || sy_cell_is_blank (cell))
    return;
  format.reading = load->amount->format.reading;
  if (sy_cell_convert (cell, &format, buffer, &need, &value, &reason) != SY_CONVERT_DONE || value.is_null)
    load->report->n_amounts_unreadable++;
  else
    sy_decimal_sum_add (&load->report->amount_refused, value.integer, SY_MAX_SCALE);
}

static const SyCell *
get_cell (const SyLoadColumn *column, const SyCell *cells, guint n_cells)
{
  static const SyCell empty = { .kind = SY_CELL_EMPTY };

  return column->column->index < n_cells ? &cells[column->column->index] : &empty;
}

/* Every filled cell is the header of its column: a header in the middle, from files put together. */
static gboolean
repeats_header (const SyLoad *load, const SyCell *cells, guint n_cells)
{
  guint n_same = 0;

  for (guint i = 0; i < load->n_columns; i++)
    {
      const SyCell *cell = get_cell (&load->columns[i], cells, n_cells);
      g_autofree char *text = NULL;
      if (sy_cell_is_blank (cell))
        continue;
      text = sy_cell_to_text (cell);
      if (!g_str_equal (g_strstrip (text), load->columns[i].column->header))
        return FALSE;
      n_same++;
    }
  return n_same > 1;
}

static void
list_extra_cell (SyLoad *load, guint64 row, const SyCell *cell, guint index)
{
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;

  if (load->widening || load->plan->info->format == SY_FILE_CSV)
    return;
  text = sy_cell_to_text (cell);
  name = g_strdup_printf (_ ("Column %u"), index + 1);
  list_refusal (load, row, name, text, _ ("is in a column that has no header"));
}

/* Cells of columns that the plan has no place for. Returns their number; lists them unless the row goes as a
 * whole. */
static guint
list_extra_cells (SyLoad *load, guint64 row, const SyCell *cells, guint n_cells)
{
  guint n = 0;

  for (guint i = 0; i < n_cells; i++)
    {
      if ((i < load->n_indexes && load->by_index[i] != -1) || sy_cell_is_blank (&cells[i]))
        continue;
      n++;
      list_extra_cell (load, row, &cells[i], i);
    }
  return n;
}

/* The cell points to a text that the file told before. FALSE: it is to be looked at as any cell. */
static gboolean
measure_known_text (SyLoadColumn *column, const SyCell *cell)
{
  const SyColumnCodes *codes = column->codes;
  int code;

  if (cell->text_number == 0 || cell->text_number > codes->n_numbers)
    return FALSE;
  code = codes->by_number[cell->text_number - 1];
  if (code == SY_CODE_UNKNOWN)
    return FALSE;
  column->misfit = NULL;
  column->value.rounded = FALSE;
  column->value.is_null = code == SY_CODE_BLANK;
  column->value.integer = code;
  column->n_filled += code != SY_CODE_BLANK;
  return TRUE;
}

/* A text without a code comes anew with one, unless the file told all that there are. */
static void
find_code (SyLoad *load, SyLoadColumn *column)
{
  SyCellValue *value = &column->value;

  value->integer = sy_text_codes_find (column->codes->codes, value->text, value->length);
  if (value->integer != SY_TEXT_CODES_NONE)
    return;
  column->uncodable = column->uncodable || column->codes->by_number
                      || !sy_column_codes_keep_late (column->codes, value->text, value->length);
  load->widening = TRUE;
  value->is_null = TRUE;
}

static void
measure_cell (SyLoad *load, SyLoadColumn *column, const SyCell *cell)
{
  SyConvertResult result;

  if (column->codes && measure_known_text (column, cell))
    return;
  column->misfit = NULL;
  result =
      sy_cell_convert (cell, &column->format, column->buffer, &column->need, &column->value, &column->misfit);
  if (result == SY_CONVERT_DONE)
    {
      column->misfit = NULL;
      column->n_filled += !column->value.is_null;
      if (column->codes && !column->value.is_null)
        find_code (load, column);
      return;
    }
  column->n_filled++;
  column->value.is_null = TRUE;
  if (result == SY_CONVERT_WIDER)
    {
      load->widening = TRUE;
      column->misfit = NULL;
      return;
    }
  if (cell->kind != SY_CELL_ERROR
      && !(cell->kind == SY_CELL_TEXT && sy_value_is_null_word (cell->text, cell->length)))
    column->n_misfit++;
}

/* A time of day, which most columns have as text in the end: HH:MM:SS, without fractions. */
static void
append_time (const SyLoad *load, gint64 microseconds)
{
  int seconds = (int) (microseconds / MICROSECONDS_PER_SECOND);
  int parts[] = { seconds / 3600, seconds / 60 % 60, seconds % 60 };
  char text[] = "00:00:00";

  if (!load->target->times_as_text)
    {
      sy_appender_time (load->rows, microseconds);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      text[3 * i] = (char) ('0' + parts[i] / 10);
      text[3 * i + 1] = (char) ('0' + parts[i] % 10);
    }
  sy_appender_text (load->rows, text, sizeof text - 1);
}

/* A timestamp with the role of a date or a time. */
static void
append_split (const SyLoad *load, const SyLoadColumn *column)
{
  /* rounded down, also before 1970 */
  gint64 time = column->value.integer % SY_MICROSECONDS_PER_DAY;

  if (time < 0)
    time += SY_MICROSECONDS_PER_DAY;
  if (!column->is_date_role)
    {
      append_time (load, time);
      return;
    }
  sy_appender_date (load->rows, (column->value.integer - time) / SY_MICROSECONDS_PER_DAY);
  if (column->adds_time)
    append_time (load, time);
}

static void
append_value (const SyLoad *load, const SyLoadColumn *column)
{
  SyAppender *appender = load->rows;
  const SyCellValue *value = &column->value;

  if (value->is_null)
    {
      sy_appender_null (appender);
      if (column->adds_time)
        sy_appender_null (appender);
      return;
    }
  if (column->codes)
    {
      sy_appender_int64 (appender, value->integer);
      return;
    }
  switch (column->format.type)
    {
    case SY_COLUMN_INT64:
      sy_appender_int64 (appender, value->integer);
      return;
    case SY_COLUMN_DOUBLE:
      sy_appender_double (appender, value->number);
      return;
    case SY_COLUMN_DECIMAL:
      sy_appender_decimal (appender, value->integer);
      return;
    case SY_COLUMN_DATE:
      sy_appender_date (appender, value->integer);
      return;
    case SY_COLUMN_TIMESTAMP:
      if (column->is_date_role || column->is_time_role)
        append_split (load, column);
      else
        sy_appender_timestamp (appender, value->integer);
      return;
    case SY_COLUMN_TIME:
      append_time (load, value->integer);
      return;
    case SY_COLUMN_BOOL:
      sy_appender_bool (appender, value->integer != 0);
      return;
    case SY_COLUMN_TEXT:
    default:
      sy_appender_text (appender, value->text, (gssize) value->length);
      return;
    }
}

static gboolean
keep_row (SyLoad *load, guint64 row, const SyCell *cells, guint n_cells)
{
  for (guint i = 0; i < load->n_columns; i++)
    {
      SyLoadColumn *column = &load->columns[i];
      load->report->n_rounded += !column->value.is_null && column->value.rounded;
      if (!column->misfit)
        continue;
      load->report->n_cells_refused++;
      if (!load->widening)
        {
          g_autofree char *text = sy_cell_to_text (get_cell (column, cells, n_cells));
          list_refusal (load, row, column->column->header, text, _ (column->misfit));
        }
    }
  load->report->n_kept++;
  if (load->amount && !load->amount->value.is_null)
    load->amount_kept += load->amount->value.integer;
  else if (load->amount && load->amount->misfit)
    load->report->n_amounts_unreadable++;
  if (load->widening)
    return TRUE;
  sy_appender_int64 (load->rows, (gint64) row);
  for (guint i = 0; i < load->n_columns; i++)
    append_value (load, &load->columns[i]);
  return sy_appender_end_row (load->rows, load->error ? NULL : &load->error);
}

static void
refuse_for_misfit (SyLoad *load, guint64 row, const SyLoadColumn *column, const SyCell *cells, guint n_cells)
{
  g_autofree char *text = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *reason = NULL;

  if (repeats_header (load, cells, n_cells))
    {
      refuse_row (load, row, cells, n_cells, _ ("repeats the header"));
      return;
    }
  if (load->amount)
    count_refused_amount (load, get_cell (load->amount, cells, n_cells));
  text = sy_cell_to_text (get_cell (column, cells, n_cells));
  shown = sy_import_report_shorten (text);
  reason = g_strdup_printf (_ ("“%s” in column “%s” %s"), shown, column->column->header, _ (column->misfit));
  refuse_row (load, row, cells, n_cells, reason);
}

static void
refuse_for_fields (SyLoad *load, guint64 row, const SyCell *cells, guint n_cells, guint n_fields)
{
  g_autofree char *reason =
      g_strdup_printf (_ ("has %u fields where the table has %u columns"), n_fields, load->n_columns);

  /* Which of the fields the amount is can't be told. */
  load->report->n_amounts_unreadable += load->amount != NULL;
  refuse_row (load, row, cells, n_cells, reason);
}

static gboolean
has_misfit (const SyLoad *load)
{
  for (guint i = 0; i < load->n_columns; i++)
    if (load->columns[i].misfit)
      return TRUE;
  return FALSE;
}

/* A line of text with a cell too many or too few, and a cell that is not what its column is: the cells stand
 * in wrong columns, and no one can tell from where on. */
static gboolean
is_shifted (const SyLoad *load, guint n_fields)
{
  const SyFileInfo *info = load->plan->info;

  return info->format == SY_FILE_CSV && info->n_fields > 0 && n_fields != info->n_fields
         && n_fields != load->n_indexes && has_misfit (load);
}

/* “Made by: Zhang San” below the table, and nothing in any column that a row can't do without. */
static gboolean
is_remark (const SyLoad *load, const SyCell *cells, guint n_cells)
{
  guint n_required = 0;

  for (guint i = 0; i < load->n_columns && load->n_columns >= 3; i++)
    {
      if (load->columns[i].required && (!load->columns[i].value.is_null || load->columns[i].misfit))
        return FALSE;
      n_required += load->columns[i].required;
    }
  return n_required > 0 && sy_footer_reads_as_remark (cells, n_cells);
}

/* One row below the header with something in it; @n_fields: cells with the empty ones at its end. */
static gboolean
load_row (SyLoad *load, guint64 row, const SyCell *cells, guint n_cells, guint n_fields)
{
  guint n_extra;

  load->report->n_read++;
  if (!load->plan->keep_footer && sy_footer_is_totals (load->plan, cells, n_cells))
    {
      refuse_row (load, row, cells, n_cells, _ ("is a row of totals"));
      return TRUE;
    }
  n_extra = list_extra_cells (load, row, cells, n_cells);
  if (n_extra > 0 && load->plan->info->format == SY_FILE_CSV)
    {
      refuse_for_fields (load, row, cells, n_cells, n_cells);
      return TRUE;
    }
  load->report->n_cells_refused += n_extra;
  for (guint i = 0; i < load->n_columns; i++)
    measure_cell (load, &load->columns[i], get_cell (&load->columns[i], cells, n_cells));
  if (n_fields != load->plan->info->n_fields && is_shifted (load, n_fields)
      && !repeats_header (load, cells, n_cells))
    {
      refuse_for_fields (load, row, cells, n_cells, n_fields);
      return TRUE;
    }
  for (guint i = 0; i < load->n_columns; i++)
    if (load->columns[i].misfit && load->columns[i].required)
      {
        refuse_for_misfit (load, row, &load->columns[i], cells, n_cells);
        return TRUE;
      }
  if (n_cells < load->n_columns && !load->plan->keep_footer && is_remark (load, cells, n_cells))
    {
      refuse_row (load, row, cells, n_cells, _ ("is a remark, with nothing in the columns that a row needs"));
      return TRUE;
    }
  return keep_row (load, row, cells, n_cells);
}

/**
 * sy_load_take_row:
 * @cells: as the reader has them
 *
 * Counts the row, and keeps or refuses it. What goes wrong is left in the load's error.
 */
void
sy_load_take_row (SyLoad *load, guint64 row, const SyCell *cells, guint n_cells)
{
  guint n_fields = n_cells;

  while (n_cells > 0 && sy_cell_is_blank (&cells[n_cells - 1]))
    n_cells--;
  if (n_cells == 0)
    return;
  if (row == load->last_refused_row)
    {
      /* only a part of it was refused */
      load->report->n_read--;
      load->report->n_refused--;
      load->report->n_amounts_unreadable -= load->amount != NULL;
      load->report->n_cells_refused += load->n_pending;
      load->last_refused_row = 0;
    }
  load->last_row = row;
  load_row (load, row, cells, n_cells, n_fields);
}

void
sy_load_take_refused (SyLoad *load, guint64 row, const char *text, const char *reason)
{
  if (row > 0 && row == load->last_row)
    load->report->n_cells_refused++;
  else if (row > 0 && row == load->last_refused_row)
    load->n_pending++;
  else
    {
      load->report->n_read++;
      load->report->n_refused++;
      load->report->n_amounts_unreadable += load->amount != NULL;
      load->last_refused_row = row;
      load->n_pending = 1;
    }
  list_refusal (load, row, NULL, text ? text : "", reason);
}
