/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loads a file into a table, in one pass where the sample told the types right. A later cell that needs a
 * wider type does not lose a digit: the pass goes on only to see what else is needed, and a second one loads
 * with the types that fit all. */
#include "config.h"

#include "sy-importer.h"

#include <glib/gi18n-lib.h>

#include "sy-column-print.h"
#include "sy-dialect.h"
#include "sy-import-load-private.h"
#include "sy-import-report.h"
#include "sy-import-table.h"

#define CANCEL_INTERVAL 1024

/* One pass. The file is read and its cells are converted in a thread of their own, while the engine stores
 * the rows in this one. The streams between the two are opened when the file has told what comes before its
 * rows: until then the reading waits for them. */
typedef struct
{
  SyLoad *load;
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
await_streams (Pass *pass)
{
  SyLoad *load = pass->load;

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

static void
on_end_sheet (gpointer self)
{
}

static gboolean
on_row (gpointer self, guint64 row_number, const SyCell *cells, guint n_cells)
{
  Pass *pass = self;
  SyLoad *load = pass->load;

  if (row_number <= load->plan->header_row)
    return TRUE;
  if (!load->rows && !await_streams (pass))
    return FALSE;
  if (row_number % CANCEL_INTERVAL == 0 && g_cancellable_is_cancelled (load->cancellable))
    return FALSE;
  sy_load_take_row (load, row_number, cells, n_cells);
  return load->error == NULL;
}

static void
on_refused (gpointer self, guint64 row_number, const char *text, const char *reason)
{
  Pass *pass = self;

  if ((row_number == 0 || row_number > pass->load->plan->header_row) && await_streams (pass))
    sy_load_take_refused (pass->load, row_number, text, reason);
}

static void
on_texts (gpointer self, const SyCellText *texts, guint n_texts)
{
  sy_load_take_texts (((Pass *) self)->load, texts, n_texts);
}

static void
on_progress (gpointer self, guint64 done, guint64 total)
{
  SyLoad *load = ((Pass *) self)->load;

  if (load->progress)
    load->progress (done, total, load->plan->info->format == SY_FILE_DATABASE ? _ ("rows") : "bytes",
                    load->progress_data);
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
read_rows (Pass *pass, GError **error)
{
  static const SyCellSinkFuncs funcs = { on_begin_sheet, on_row,      on_refused,
                                         on_end_sheet,   on_progress, on_texts };
  SyLoad *load = pass->load;
  SyCellSink sink = { &funcs, pass };

  if (!sy_import_plan_read (load->plan, &sink, load->cancellable, error))
    return FALSE;
  if (load->error)
    {
      g_propagate_error (error, g_steal_pointer (&load->error));
      return FALSE;
    }
  return !g_cancellable_set_error_if_cancelled (load->cancellable, error);
}

/* The engine is still busy with the last rows. */
static void
make_prints (SyLoad *load)
{
  for (guint i = 0; i < load->plan->columns->len; i++)
    g_ptr_array_add (load->report->prints, sy_column_print_new (load->plan, load->plan->columns->pdata[i]));
}

/* However it ends, the streams end, so that nobody waits for more rows. */
static gpointer
read_thread (gpointer data)
{
  Pass *pass = data;
  SyLoad *load = pass->load;
  gboolean done = read_rows (pass, &pass->error);

  if (!await_streams (pass))
    return NULL;
  done = sy_appender_close (load->rows, done ? &pass->error : NULL) && done;
  done = sy_appender_close (load->refused, done ? &pass->error : NULL) && done;
  if (done && !load->widening)
    make_prints (load);
  return NULL;
}

/* The rows with where they came from: one text a file, so that it need not be stored row by row. */
static char *
write_source (const SyLoad *load, SyRowStream *rows)
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
count_blanks (SyLoad *load, const Pass *pass, guint n_columns)
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
list_seen_columns (const SyLoad *load, GArray *row_columns)
{
  GArray *seen = sy_import_table_columns_new ();

  add_source_column (seen, "_file", load->file);
  add_source_column (seen, "_sheet", load->sheet);
  for (guint i = 0; i < row_columns->len; i++)
    {
      const SyRowColumn *column = &g_array_index (row_columns, SyRowColumn, i);
      sy_import_table_add_coded_column (seen, column->name, column->type, column->scale, column->members);
      g_array_index (seen, SyRowColumn, seen->len - 1).is_plain = column->is_plain;
    }
  return seen;
}

/* Waits until the reading asks for the streams; whether it gets them. */
static gboolean
open_streams (Pass *pass, SyEngine *engine, GArray **row_columns, GArray *refused_columns, GError **error)
{
  SyLoad *load = pass->load;

  g_mutex_lock (&pass->mutex);
  while (!pass->waits)
    g_cond_wait (&pass->changed, &pass->mutex);
  *row_columns = sy_load_list_table_columns (load);
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
write_rows (SyLoad *load, Pass *pass, GArray *row_columns, GError **error)
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
  SyLoad *load = pass->load;
  g_autoptr (GArray) row_columns = NULL;
  GThread *thread;
  gboolean done;

  sy_load_begin_amount (load);
  thread = g_thread_new ("import", read_thread, pass);
  done = open_streams (pass, engine, &row_columns, refused_columns, error)
         && write_rows (load, pass, row_columns, error);
  g_thread_join (thread);
  load->rows = load->refused = NULL;
  sy_load_end_amount (load);
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
read_once (SyLoad *load, SyEngine *engine, SyImportTable *refused, GError **error)
{
  g_autoptr (GArray) refused_columns = list_refused_columns ();
  Pass pass = { .load = load };
  gboolean done;

  sy_load_search_codes (load);
  g_mutex_init (&pass.mutex);
  g_cond_init (&pass.changed);
  done = run_pass (&pass, engine, refused_columns, error);
  if (done && !load->widening && load->report->n_refusals > 0)
    done = sy_import_table_write (refused, refused_columns, sy_row_stream_get_source (pass.refused),
                                  load->cancellable, error);
  clear_pass (&pass);
  return done;
}

static gboolean
load_passes (SyLoad *load, SyEngine *engine, SyImportTable *refused, GError **error)
{
  if (!read_once (load, engine, refused, error))
    return FALSE;
  if (!sy_load_widen_columns (load))
    return TRUE;
  sy_load_store_types (load);
  sy_import_report_free (load->report);
  load->report = sy_import_report_new ();
  load->widening = FALSE;
  load->last_row = load->last_refused_row = 0;
  if (!load->target->funcs->drop (load->target->self, error)
      || !sy_import_table_restart (refused, load->cancellable, error)
      || !read_once (load, engine, refused, error))
    return FALSE;
  /* All texts were known, and all types wide enough. */
  if (!load->widening)
    return TRUE;
  g_set_error_literal (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_DAMAGED,
                       _ ("The file changed while it was read. Import it again when nobody writes to it."));
  return FALSE;
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
  SyLoad load = { .plan = plan,
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
  sy_load_init_columns (&load);
  loaded =
      load_passes (&load, engine, refused, error) && sy_import_table_finish (refused, cancellable, error);
  sy_load_clear_columns (&load);
  g_free (load.file);
  if (!loaded)
    g_clear_pointer (&load.report, sy_import_report_free);
  return load.report;
}
