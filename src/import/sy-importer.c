/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loads a file into a table, in one pass where the sample told the types right. A later cell that needs a
 * wider type does not lose a digit: the pass goes on only to see what else is needed, and a second one loads
 * with the types that fit all. */
#include "config.h"

#include "sy-importer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-cell-converter.h"
#include "sy-dialect.h"
#include "sy-footer.h"
#include "sy-import-codes.h"
#include "sy-import-report.h"
#include "sy-import-table.h"
#include "sy-role-matcher.h"
#include "sy-value-fold.h"
#include "sy-value-parser.h"

/* A column without a role becomes text when more than one in so many cells does not fit. */
#define MISFIT_SHARE 50
#define CANCEL_INTERVAL 1024
#define MICROSECONDS_PER_SECOND G_GINT64_CONSTANT (1000000)
/* Stays in the file. */
#define LEFT_OUT -2

/* One column while it is loaded. */
typedef struct
{
  const SyImportColumn *column;
  SyCellFormat format;
  SyCellNeed need;
  gboolean has_role;
  gboolean required;     /* a row without a readable cell here is refused */
  gboolean is_date_role; /* a timestamp is cut into date and time */
  gboolean is_time_role; /* of a timestamp the time is kept */
  gboolean adds_time;    /* the table has the time beside the date */
  guint64 n_filled;
  guint64 n_misfit;     /* without words for nothing */
  SyColumnCodes *codes; /* owned; of a text column that is stored as codes, which value.integer is then */
  gboolean uncodable;   /* has texts that no code is known for */
  SyCellValue value;
  const char *misfit; /* reason in this row, or NULL */
  char buffer[SY_CELL_BUFFER_SIZE];
} LoadColumn;

typedef struct
{
  SyImportPlan *plan;
  GCancellable *cancellable;
  char *file;
  const char *sheet;

  LoadColumn *columns;
  guint n_columns;
  int *by_index; /* place in columns of each column of the sheet; LEFT_OUT; -1: no column of the table */
  guint n_indexes;

  LoadColumn *amount;                 /* that is summed up; NULL: none */
  __extension__ __int128 amount_kept; /* in its own scale */

  const SyImportTarget *target;
  SyAppender *rows;    /* of a stream that the target reads meanwhile */
  SyAppender *refused; /* of a stream that is read at the end */
  SyImportReport *report;
  guint64 last_row;         /* delivered */
  guint64 last_refused_row; /* that the reader refused something of, before delivering it if it does */
  guint64 n_pending;        /* how much of it */
  gboolean widening;        /* this pass only measures */
  gboolean codes_searched;  /* in the file; those that it tells come anew with each pass */
  GError *error;
  struct _Pass *pass;

  SyImportProgress progress;
  gpointer progress_data;
} Load;

/* Puts one line on the list. @column NULL: the whole row. */
static void
list_refusal (Load *load, guint64 row, const char *column, const char *text, const char *reason)
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
refuse_row (Load *load, guint64 row, const SyCell *cells, guint n_cells, const char *reason)
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
count_refused_amount (Load *load, const SyCell *cell)
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
get_cell (const LoadColumn *column, const SyCell *cells, guint n_cells)
{
  static const SyCell empty = { .kind = SY_CELL_EMPTY };

  return column->column->index < n_cells ? &cells[column->column->index] : &empty;
}

/* Every filled cell is the header of its column: a header in the middle, from files put together. */
static gboolean
repeats_header (const Load *load, const SyCell *cells, guint n_cells)
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
list_extra_cell (Load *load, guint64 row, const SyCell *cell, guint index)
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
list_extra_cells (Load *load, guint64 row, const SyCell *cells, guint n_cells)
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
measure_known_text (LoadColumn *column, const SyCell *cell)
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

static void
find_code (Load *load, LoadColumn *column)
{
  SyCellValue *value = &column->value;

  value->integer = sy_text_codes_find (column->codes->codes, value->text, value->length);
  if (value->integer != SY_TEXT_CODES_NONE)
    return;
  column->uncodable = load->widening = TRUE;
  value->is_null = TRUE;
}

static void
measure_cell (Load *load, LoadColumn *column, const SyCell *cell)
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
append_time (const Load *load, gint64 microseconds)
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
append_split (const Load *load, const LoadColumn *column)
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
append_value (const Load *load, const LoadColumn *column)
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
keep_row (Load *load, guint64 row, const SyCell *cells, guint n_cells)
{
  for (guint i = 0; i < load->n_columns; i++)
    {
      LoadColumn *column = &load->columns[i];
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
refuse_for_misfit (Load *load, guint64 row, const LoadColumn *column, const SyCell *cells, guint n_cells)
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
refuse_for_fields (Load *load, guint64 row, const SyCell *cells, guint n_cells, guint n_fields)
{
  g_autofree char *reason =
      g_strdup_printf (_ ("has %u fields where the table has %u columns"), n_fields, load->n_columns);

  /* Which of the fields the amount is can't be told. */
  load->report->n_amounts_unreadable += load->amount != NULL;
  refuse_row (load, row, cells, n_cells, reason);
}

static gboolean
has_misfit (const Load *load)
{
  for (guint i = 0; i < load->n_columns; i++)
    if (load->columns[i].misfit)
      return TRUE;
  return FALSE;
}

/* A line of text with a cell too many or too few, and a cell that is not what its column is: the cells stand
 * in wrong columns, and no one can tell from where on. */
static gboolean
is_shifted (const Load *load, guint n_fields)
{
  const SyFileInfo *info = load->plan->info;

  return info->format == SY_FILE_CSV && info->n_fields > 0 && n_fields != info->n_fields
         && n_fields != load->n_indexes && has_misfit (load);
}

/* “Made by: Zhang San” below the table: one cell, and nothing in any column that a row can't do without. */
static gboolean
is_remark (const Load *load, const SyCell *cells, guint n_cells)
{
  guint n_required = 0;
  guint n_filled = 0;

  for (guint i = 0; i < load->n_columns && load->n_columns >= 3; i++)
    {
      if (load->columns[i].required && (!load->columns[i].value.is_null || load->columns[i].misfit))
        return FALSE;
      n_required += load->columns[i].required;
    }
  for (guint i = 0; i < n_cells && n_required > 0; i++)
    n_filled += !sy_cell_is_blank (&cells[i]);
  return n_required > 0 && n_filled == 1;
}

/* One row below the header with something in it; @n_fields: cells with the empty ones at its end. */
static gboolean
load_row (Load *load, guint64 row, const SyCell *cells, guint n_cells, guint n_fields)
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
      refuse_row (load, row, cells, n_cells, _ ("is a remark: one cell, and nothing else in the row"));
      return TRUE;
    }
  return keep_row (load, row, cells, n_cells);
}

/* One pass. The file is read and its cells are converted in a thread of their own, while the engine stores
 * the rows in this one. The streams between the two are opened when the file has told what comes before its
 * rows: until then the reading waits for them. */
typedef struct _Pass
{
  Load *load;
  SyRowStream *rows;
  SyRowStream *refused;
  GError *error;

  GMutex mutex;
  GCond changed;
  gboolean waits;  /* the reading waits for the streams */
  gboolean opened; /* they are there, or will never be */
} Pass;

/* Of the reading. FALSE when there are no streams. */
static gboolean
await_streams (Load *load)
{
  Pass *pass = load->pass;

  if (load->rows)
    return TRUE;
  g_mutex_lock (&pass->mutex);
  pass->waits = TRUE;
  g_cond_broadcast (&pass->changed);
  while (!pass->opened)
    g_cond_wait (&pass->changed, &pass->mutex);
  g_mutex_unlock (&pass->mutex);
  return load->rows != NULL;
}

static gboolean
on_begin_sheet (gpointer self, guint index, const char *name)
{
  return TRUE;
}

static gboolean
on_row (gpointer self, guint64 row_number, const SyCell *cells, guint n_cells)
{
  Load *load = self;
  guint n_fields = n_cells;

  if (row_number <= load->plan->header_row)
    return TRUE;
  if (!load->rows && !await_streams (load))
    return FALSE;
  if (row_number % CANCEL_INTERVAL == 0 && g_cancellable_is_cancelled (load->cancellable))
    return FALSE;
  while (n_cells > 0 && sy_cell_is_blank (&cells[n_cells - 1]))
    n_cells--;
  if (n_cells == 0)
    return TRUE;
  if (row_number == load->last_refused_row)
    {
      /* only a part of it was refused */
      load->report->n_read--;
      load->report->n_refused--;
      load->report->n_amounts_unreadable -= load->amount != NULL;
      load->report->n_cells_refused += load->n_pending;
      load->last_refused_row = 0;
    }
  load->last_row = row_number;
  load_row (load, row_number, cells, n_cells, n_fields);
  return load->error == NULL;
}

static void
on_refused (gpointer self, guint64 row_number, const char *text, const char *reason)
{
  Load *load = self;

  if ((row_number > 0 && row_number <= load->plan->header_row) || !await_streams (load))
    return;
  if (row_number > 0 && row_number == load->last_row)
    load->report->n_cells_refused++;
  else if (row_number > 0 && row_number == load->last_refused_row)
    load->n_pending++;
  else
    {
      load->report->n_read++;
      load->report->n_refused++;
      load->report->n_amounts_unreadable += load->amount != NULL;
      load->last_refused_row = row_number;
      load->n_pending = 1;
    }
  list_refusal (load, row_number, NULL, text ? text : "", reason);
}

static void
on_end_sheet (gpointer self)
{
}

static void
drop_codes (LoadColumn *column)
{
  sy_column_codes_unref (g_steal_pointer (&column->codes));
}

/* Columns whose cells point to these texts are stored by their numbers. */
static void
on_texts (gpointer self, const SyCellText *texts, guint n_texts)
{
  Load *load = self;
  SyColumnCodes *codes = NULL;

  if (load->rows || !sy_import_codes_is_large (load->plan))
    return;
  for (guint i = 0; i < load->n_columns; i++)
    {
      LoadColumn *column = &load->columns[i];

      drop_codes (column);
      if (column->format.type != SY_COLUMN_TEXT || column->uncodable
          || !sy_import_codes_has_numbers (load->plan, column->column->index))
        continue;
      if (!codes)
        codes = sy_import_codes_new_for_texts (texts, n_texts);
      if (!codes)
        return;
      column->codes = sy_column_codes_ref (codes);
    }
  sy_column_codes_unref (codes);
}

/* Once: what was found holds for a second pass, too. */
static void
search_codes (Load *load)
{
  g_autoptr (GArray) searches = g_array_new (FALSE, TRUE, sizeof (SyCodeSearch));

  if (load->codes_searched || load->plan->info->format != SY_FILE_CSV
      || !sy_import_codes_is_large (load->plan))
    return;
  load->codes_searched = TRUE;
  for (guint i = 0; i < load->n_columns; i++)
    {
      SyCodeSearch search = { .index = load->columns[i].column->index, .format = load->columns[i].format };
      if (search.format.type == SY_COLUMN_TEXT)
        g_array_append_val (searches, search);
    }
  sy_import_codes_search (load->plan, (SyCodeSearch *) (gpointer) searches->data, searches->len,
                          load->cancellable);
  for (guint i = 0, n = 0; i < load->n_columns; i++)
    if (load->columns[i].format.type == SY_COLUMN_TEXT)
      load->columns[i].codes = g_array_index (searches, SyCodeSearch, n++).codes;
}

static void
on_progress (gpointer self, guint64 done, guint64 total)
{
  Load *load = self;

  if (load->progress)
    load->progress (done, total, load->plan->info->format == SY_FILE_DATABASE ? _ ("rows") : "bytes",
                    load->progress_data);
}

/* Marks the columns without which a row says nothing: required roles, and what missing ones are derived from.
 */
static void
mark_required (Load *load, const char *id, guint depth)
{
  const SyRole *role = sy_source_kind_find_role (load->plan->kind, id);
  const char *p;

  for (guint i = 0; i < load->n_columns; i++)
    if (g_strcmp0 (load->columns[i].column->role, id) == 0)
      {
        load->columns[i].required = TRUE;
        return;
      }
  if (!role || !role->derive || depth > 8)
    return;
  for (p = strstr (role->derive, "[@"); p; p = strstr (p + 2, "[@"))
    {
      const char *end = strchr (p, ']');
      g_autofree char *operand = end ? g_strndup (p + 2, end - p - 2) : NULL;
      if (operand)
        mark_required (load, operand, depth + 1);
    }
}

/* The role “amount”, else the money without which a row says nothing. */
static LoadColumn *
find_amount (Load *load)
{
  LoadColumn *found = NULL;

  for (guint i = 0; i < load->n_columns; i++)
    {
      LoadColumn *column = &load->columns[i];
      if (g_strcmp0 (column->column->role, "amount") == 0)
        return column;
      if (!found && column->format.money && column->required)
        found = column;
    }
  return found;
}

/* Sums of doubles are not exact, so none are told. */
static void
begin_amount (Load *load)
{
  load->amount = find_amount (load);
  if (load->amount && load->amount->format.type != SY_COLUMN_DECIMAL
      && load->amount->format.type != SY_COLUMN_INT64)
    load->amount = NULL;
  load->amount_kept = 0;
}

static void
end_amount (Load *load)
{
  guint scale =
      load->amount && load->amount->format.type == SY_COLUMN_DECIMAL ? load->amount->format.scale : 0;

  if (!load->amount || scale > SY_MAX_SCALE)
    return;
  load->report->amount_role = g_strdup (load->amount->column->role);
  load->report->amount_kept.value = load->amount_kept;
  for (; scale < SY_MAX_SCALE; scale++)
    load->report->amount_kept.value *= 10;
}

static void
init_columns (Load *load)
{
  SyImportPlan *plan = load->plan;

  load->columns = g_new0 (LoadColumn, plan->columns->len + 1);
  for (guint i = 0; i < plan->columns->len; i++)
    {
      const SyImportColumn *column = g_ptr_array_index (plan->columns, i);
      LoadColumn *target = &load->columns[load->n_columns];
      const SyRole *role =
          plan->kind && column->role ? sy_source_kind_find_role (plan->kind, column->role) : NULL;

      load->n_indexes = MAX (load->n_indexes, column->index + 1);
      if (column->left_out)
        continue;
      load->n_columns++;
      target->column = column;
      target->format.type = column->type;
      target->format.scale = column->scale;
      target->format.reading = column->reading;
      target->format.month_end = g_strcmp0 (column->role, "period_end") == 0;
      target->format.money = role && role->type == SY_ROLE_MONEY;
      target->has_role = role != NULL;
      target->is_date_role = g_strcmp0 (column->role, "date") == 0;
      target->is_time_role = role && role->type == SY_ROLE_TIME;
      target->format.fixed = column->type_by_hand;
    }
  load->by_index = g_new (int, load->n_indexes + 1);
  for (guint i = 0; i < load->n_indexes; i++)
    load->by_index[i] = -1;
  for (guint i = 0; i < plan->columns->len; i++)
    load->by_index[((const SyImportColumn *) g_ptr_array_index (plan->columns, i))->index] = LEFT_OUT;
  for (guint i = 0; i < load->n_columns; i++)
    load->by_index[load->columns[i].column->index] = (int) i;
  if (plan->kind)
    {
      GPtrArray *roles = sy_source_kind_get_roles (plan->kind);
      for (guint i = 0; i < roles->len; i++)
        {
          const SyRole *role = g_ptr_array_index (roles, i);
          if (role->required)
            mark_required (load, role->id, 0);
        }
    }
}

static GArray *
list_table_columns (Load *load)
{
  g_auto (GStrv) names = sy_import_plan_dup_column_names (load->plan);
  GArray *columns = sy_import_table_columns_new ();
  SyColumnType time_type = load->target->times_as_text ? SY_COLUMN_TEXT : SY_COLUMN_TIME;
  gboolean has_time = FALSE;

  for (guint i = 0; i < load->n_columns; i++)
    has_time = has_time || g_str_equal (names[i], "time");
  sy_import_table_add_column (columns, "_row", SY_COLUMN_INT64, 0);
  for (guint i = 0; i < load->n_columns; i++)
    {
      LoadColumn *column = &load->columns[i];
      SyColumnType type = column->format.type;

      column->adds_time = column->is_date_role && type == SY_COLUMN_TIMESTAMP && !has_time;
      if (type == SY_COLUMN_TIMESTAMP && (column->is_date_role || column->is_time_role))
        type = column->is_date_role ? SY_COLUMN_DATE : time_type;
      else if (type == SY_COLUMN_TIME)
        type = time_type;
      sy_import_table_add_coded_column (columns, names[i], type, column->format.scale,
                                        column->codes ? column->codes->members : NULL);
      if (column->adds_time)
        sy_import_table_add_column (columns, "time", time_type, 0);
    }
  return columns;
}

static GArray *
list_refused_columns (void)
{
  GArray *columns = sy_import_table_columns_new ();

  sy_import_table_add_column (columns, "_file", SY_COLUMN_TEXT, 0);
  sy_import_table_add_column (columns, "_sheet", SY_COLUMN_TEXT, 0);
  sy_import_table_add_column (columns, "_row", SY_COLUMN_INT64, 0);
  sy_import_table_add_column (columns, "column_name", SY_COLUMN_TEXT, 0);
  sy_import_table_add_column (columns, "text", SY_COLUMN_TEXT, 0);
  sy_import_table_add_column (columns, "reason", SY_COLUMN_TEXT, 0);
  return columns;
}

static gboolean
read_rows (Load *load, GError **error)
{
  static const SyCellSinkFuncs funcs = { on_begin_sheet, on_row,      on_refused,
                                         on_end_sheet,   on_progress, on_texts };
  SyCellSink sink = { &funcs, load };

  if (!sy_import_plan_read (load->plan, &sink, load->cancellable, error))
    return FALSE;
  if (load->error)
    {
      g_propagate_error (error, g_steal_pointer (&load->error));
      return FALSE;
    }
  return !g_cancellable_set_error_if_cancelled (load->cancellable, error);
}

/* However it ends, the streams end, so that nobody waits for more rows. */
static gpointer
read_thread (gpointer data)
{
  Pass *pass = data;
  Load *load = pass->load;
  gboolean done = read_rows (load, &pass->error);

  if (!await_streams (load))
    return NULL;
  done = sy_appender_close (load->rows, done ? &pass->error : NULL) && done;
  sy_appender_close (load->refused, done ? &pass->error : NULL);
  return NULL;
}

/* The rows with where they came from: one text a file, so that it need not be stored row by row. */
static char *
write_source (const Load *load, SyRowStream *rows)
{
  const char *const texts[] = { load->file, load->sheet };
  static const char *const names[] = { "_file", "_sheet" };
  g_autoptr (GString) sql = g_string_new ("(SELECT ");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (texts[i] && *texts[i])
        {
          g_string_append (sql, "CAST(");
          sy_sql_append_text (sql, texts[i]);
          g_string_append (sql, " AS ENUM(");
          sy_sql_append_text (sql, texts[i]);
          g_string_append (sql, "))");
        }
      else
        g_string_append (sql, "CAST(NULL AS VARCHAR)");
      g_string_append_printf (sql, " AS \"%s\", ", names[i]);
    }
  g_string_append_printf (sql, "* FROM %s)", sy_row_stream_get_source (rows));
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/* Of the columns as the target sees them. */
static void
count_blanks (Load *load, const Pass *pass, guint n_columns)
{
  guint64 all = load->report->n_kept;
  guint64 n_blank = load->file ? 0 : all;

  g_array_set_size (load->report->n_blank, 0);
  g_array_append_val (load->report->n_blank, n_blank);
  n_blank = load->sheet && *load->sheet ? 0 : all;
  g_array_append_val (load->report->n_blank, n_blank);
  for (guint i = 0; i < n_columns; i++)
    {
      n_blank = sy_row_stream_count_nulls (pass->rows, i);
      g_array_append_val (load->report->n_blank, n_blank);
    }
}

/* One text for all rows, as write_source() has it. */
static void
add_source_column (GArray *columns, const char *name, const char *text)
{
  g_autoptr (GPtrArray) members = text && *text ? g_ptr_array_new_with_free_func (g_free) : NULL;

  if (members)
    g_ptr_array_add (members, g_strdup (text));
  sy_import_table_add_coded_column (columns, name, SY_COLUMN_TEXT, 0, members);
}

/* The columns as the target sees them. */
static GArray *
list_seen_columns (const Load *load, GArray *row_columns)
{
  GArray *seen = sy_import_table_columns_new ();

  add_source_column (seen, "_file", load->file);
  add_source_column (seen, "_sheet", load->sheet);
  for (guint i = 0; i < row_columns->len; i++)
    {
      const SyRowColumn *column = &g_array_index (row_columns, SyRowColumn, i);
      sy_import_table_add_coded_column (seen, column->name, column->type, column->scale, column->members);
    }
  return seen;
}

/* Waits until the reading asks for the streams; whether it gets them. */
static gboolean
open_streams (Pass *pass, SyEngine *engine, GArray **row_columns, GArray *refused_columns, GError **error)
{
  Load *load = pass->load;

  g_mutex_lock (&pass->mutex);
  while (!pass->waits)
    g_cond_wait (&pass->changed, &pass->mutex);
  *row_columns = list_table_columns (load);
  pass->rows = sy_engine_open_stream (engine, (const SyRowColumn *) (gpointer) (*row_columns)->data,
                                      (*row_columns)->len, TRUE, error);
  if (pass->rows)
    pass->refused = sy_engine_open_stream (engine, (const SyRowColumn *) (gpointer) refused_columns->data,
                                           refused_columns->len, FALSE, error);
  if (pass->refused)
    {
      load->rows = sy_row_stream_get_appender (pass->rows);
      load->refused = sy_row_stream_get_appender (pass->refused);
    }
  pass->opened = TRUE;
  g_cond_broadcast (&pass->changed);
  g_mutex_unlock (&pass->mutex);
  return pass->refused != NULL;
}

static gboolean
write_rows (Load *load, Pass *pass, GArray *row_columns, GError **error)
{
  g_autofree char *source = write_source (load, pass->rows);
  g_autoptr (GArray) seen = list_seen_columns (load, row_columns);
  gboolean written = load->target->funcs->write (load->target->self, seen, source, error);

  sy_row_stream_stop (pass->rows);
  return written;
}

static gboolean
run_pass (Pass *pass, SyEngine *engine, GArray *refused_columns, GError **error)
{
  Load *load = pass->load;
  g_autoptr (GArray) row_columns = NULL;
  GThread *thread;
  gboolean done;

  load->pass = pass;
  begin_amount (load);
  thread = g_thread_new ("import", read_thread, pass);
  done = open_streams (pass, engine, &row_columns, refused_columns, error)
         && write_rows (load, pass, row_columns, error);
  g_thread_join (thread);
  load->rows = load->refused = NULL;
  end_amount (load);
  if (done && pass->error)
    {
      g_propagate_error (error, g_steal_pointer (&pass->error));
      return FALSE;
    }
  if (done)
    count_blanks (load, pass, row_columns->len);
  return done;
}

static void
clear_pass (Pass *pass)
{
  sy_row_stream_free (pass->rows);
  sy_row_stream_free (pass->refused);
  g_clear_error (&pass->error);
  g_clear_error (&pass->load->error);
  g_mutex_clear (&pass->mutex);
  g_cond_clear (&pass->changed);
}

static gboolean
read_once (Load *load, SyEngine *engine, SyImportTable *refused, GError **error)
{
  g_autoptr (GArray) refused_columns = list_refused_columns ();
  Pass pass = { .load = load };
  gboolean done;

  search_codes (load);
  g_mutex_init (&pass.mutex);
  g_cond_init (&pass.changed);
  done = run_pass (&pass, engine, refused_columns, error);
  if (done && !load->widening)
    done = sy_import_table_write (refused, refused_columns, sy_row_stream_get_source (pass.refused),
                                  load->cancellable, error);
  clear_pass (&pass);
  return done;
}

/* Without a role, and too much of it does not fit, or digits would be lost: it was no number or date after
 * all. */
static gboolean
should_be_text (const LoadColumn *column)
{
  if (column->has_role || column->column->type_by_hand || column->format.type == SY_COLUMN_TEXT)
    return FALSE;
  /* words that are neither yes nor no show that the others were words, too */
  if (column->format.type == SY_COLUMN_BOOL && column->n_misfit > 0)
    return TRUE;
  return column->need.long_id || column->n_misfit * MISFIT_SHARE > column->n_filled;
}

/* After a pass: whether columns need other types than they were loaded with; sets them for the second. */
static gboolean
widen_columns (Load *load)
{
  gboolean changed = load->widening;

  for (guint i = 0; i < load->n_columns; i++)
    changed = changed || should_be_text (&load->columns[i]);
  for (guint i = 0; changed && i < load->n_columns; i++)
    {
      LoadColumn *column = &load->columns[i];
      gboolean to_text = should_be_text (column);

      if (column->uncodable)
        drop_codes (column);
      if (to_text)
        {
          column->format.type = SY_COLUMN_TEXT;
          column->format.scale = 0;
        }
      else if (!column->column->type_by_hand)
        sy_cell_format_widen (&column->format, &column->need);
      column->format.fixed = TRUE;
      column->n_filled = 0;
      column->n_misfit = 0;
    }
  return changed;
}

/* The plan shows what was loaded, so the types that the second pass had. */
static void
store_types (Load *load)
{
  for (guint i = 0; i < load->n_columns; i++)
    {
      SyImportColumn *column = (SyImportColumn *) load->columns[i].column;
      if (column->type == load->columns[i].format.type && column->scale == load->columns[i].format.scale)
        continue;
      column->type = load->columns[i].format.type;
      column->scale = load->columns[i].format.scale;
      g_free (column->type_reason);
      column->type_reason = g_strdup (_ ("widened for later rows"));
    }
}

static gboolean
load_passes (Load *load, SyEngine *engine, SyImportTable *refused, GError **error)
{
  if (!read_once (load, engine, refused, error))
    return FALSE;
  if (!widen_columns (load))
    return TRUE;
  store_types (load);
  sy_import_report_free (load->report);
  load->report = sy_import_report_new ();
  load->widening = FALSE;
  load->last_row = load->last_refused_row = 0;
  return load->target->funcs->drop (load->target->self, error)
         && sy_import_table_restart (refused, load->cancellable, error)
         && read_once (load, engine, refused, error);
}

/**
 * sy_importer_load_to:
 * @plan: what to load and how; its types are widened where the file needs it
 * @engine: in a transaction of the caller
 * @target: makes a table of the rows
 * @refused_table: name of the table of what is refused
 * @progress: (nullable): called from a thread of its own
 *
 * Returns: (transfer full): what was read, kept and refused; %NULL on failure or cancel, then roll back
 */
SyImportReport *
sy_importer_load_to (SyImportPlan *plan,
                     SyEngine *engine,
                     const SyImportTarget *target,
                     const char *refused_table,
                     SyImportProgress progress,
                     gpointer progress_data,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (SyImportTable) refused = NULL;
  g_autofree char *base_name = NULL;
  Load load = { .plan = plan,
                .target = target,
                .cancellable = cancellable,
                .progress = progress,
                .progress_data = progress_data };
  gboolean loaded;

  g_return_val_if_fail (plan && engine && target && refused_table, NULL);
  refused = sy_import_table_new (engine, refused_table, cancellable, error);
  if (!refused)
    return NULL;
  base_name = sy_reader_dup_name (plan->path);
  load.file = g_utf8_make_valid (base_name, -1);
  if (plan->info->sheets && plan->sheet_index < plan->info->sheets->len)
    load.sheet = g_ptr_array_index (plan->info->sheets, plan->sheet_index);
  load.report = sy_import_report_new ();
  init_columns (&load);
  loaded =
      load_passes (&load, engine, refused, error) && sy_import_table_finish (refused, cancellable, error);
  for (guint i = 0; i < load.n_columns; i++)
    drop_codes (&load.columns[i]);
  g_free (load.file);
  g_free (load.columns);
  g_free (load.by_index);
  if (!loaded)
    g_clear_pointer (&load.report, sy_import_report_free);
  return load.report;
}

/* --- into a table as it stands --- */

typedef struct
{
  SyImportTable *table;
  GCancellable *cancellable;
} TableTarget;

static gboolean
write_table (gpointer self, GArray *columns, const char *rows, GError **error)
{
  TableTarget *target = self;

  return sy_import_table_write (target->table, columns, rows, target->cancellable, error);
}

static gboolean
drop_table (gpointer self, GError **error)
{
  TableTarget *target = self;

  return sy_import_table_restart (target->table, target->cancellable, error);
}

/**
 * sy_importer_load:
 * @table: name of the table, new or with the same columns
 *
 * As sy_importer_load_to(), into one table.
 *
 * Returns: (transfer full): what was read, kept and refused; %NULL on failure or cancel, then roll back
 */
SyImportReport *
sy_importer_load (SyImportPlan *plan,
                  SyEngine *engine,
                  const char *table,
                  SyImportProgress progress,
                  gpointer progress_data,
                  GCancellable *cancellable,
                  GError **error)
{
  static const SyImportTargetFuncs funcs = { write_table, drop_table };
  g_autofree char *refused_name = NULL;
  g_autoptr (SyImportTable) rows = NULL;
  g_autoptr (SyImportReport) report = NULL;
  TableTarget self = { .cancellable = cancellable };
  SyImportTarget target = { .funcs = &funcs, .self = &self };

  g_return_val_if_fail (plan && engine && table, NULL);
  refused_name = g_strconcat (table, "_refused", NULL);
  rows = self.table = sy_import_table_new (engine, table, cancellable, error);
  if (!rows)
    return NULL;
  report =
      sy_importer_load_to (plan, engine, &target, refused_name, progress, progress_data, cancellable, error);
  if (!report || !sy_import_table_finish (rows, cancellable, error))
    return NULL;
  return g_steal_pointer (&report);
}
