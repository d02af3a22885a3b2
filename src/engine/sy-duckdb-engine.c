/* SPDX-License-Identifier: GPL-3.0-or-later */
/* DuckDB as an engine: one connection, used by one thread at a time, on which every statement is a prepared
 * one. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-duckdb-engine.h"
#include "sy-duckdb-private.h"

#define LOCK_POLL (50 * G_TIME_SPAN_MILLISECOND)
#define PROGRESS_INTERVAL (50 * G_TIME_SPAN_MILLISECOND)
/* While all that is left of a query runs in other threads. At first that is over at once, as between the many
 * small steps of a query over few rows: looking again is quicker than any sleep, of which the shortest takes
 * some 60 microseconds. Then microseconds of sleep. */
#define FIRST_LOOKS 20
#define FIRST_IDLE_WAIT 5
#define MAX_IDLE_WAIT 200
/* DuckDB does not always say that it had nothing to do; in less than that it did not do much. */
#define IDLE_TIME 20

struct _SyDuckdbEngine
{
  GObject parent_instance;

  SyDuckdbFile *file; /* NULL when closed */
  char *path;
  duckdb_connection connection;

  /* Whose turn it is. Not a GRecMutex, because who waits must be able to give up. */
  GMutex mutex;
  GCond released;
  GThread *owner;
  guint depth;

  gboolean in_transaction;
  GError *lost;          /* why the transaction can't be committed any more */
  GPtrArray *appenders;  /* (element-type SyAppender) (unowned) those within the transaction */
  guint n_own_appenders; /* those with transactions of their own */
};

/* One statement as it runs. */
typedef struct
{
  SyDuckdbEngine *engine;
  SyEngineProgress progress;
  gpointer progress_data;
  GCancellable *cancellable;
  gint64 next_report;
} Run;

static void sy_duckdb_engine_iface_init (SyEngineInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SyDuckdbEngine,
                               sy_duckdb_engine,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SY_TYPE_ENGINE, sy_duckdb_engine_iface_init))

/* Waits for this thread's turn; FALSE when cancelled before. */
static gboolean
take_turn (SyDuckdbEngine *self, GCancellable *cancellable, GError **error)
{
  GThread *thread = g_thread_self ();

  g_mutex_lock (&self->mutex);
  while (self->owner && self->owner != thread)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          g_mutex_unlock (&self->mutex);
          return FALSE;
        }
      g_cond_wait_until (&self->released, &self->mutex, g_get_monotonic_time () + LOCK_POLL);
    }
  self->owner = thread;
  self->depth++;
  g_mutex_unlock (&self->mutex);
  return TRUE;
}

static void
end_turn (SyDuckdbEngine *self)
{
  g_mutex_lock (&self->mutex);
  if (--self->depth == 0)
    {
      self->owner = NULL;
      g_cond_signal (&self->released);
    }
  g_mutex_unlock (&self->mutex);
}

void
sy_duckdb_engine_lock (SyDuckdbEngine *self)
{
  take_turn (self, NULL, NULL);
}

void
sy_duckdb_engine_unlock (SyDuckdbEngine *self)
{
  end_turn (self);
}

/* Takes a turn on an engine that is open. */
static gboolean
enter (SyDuckdbEngine *self, GCancellable *cancellable, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (cancellable, error) || !take_turn (self, cancellable, error))
    return FALSE;
  if (self->file)
    return TRUE;
  end_turn (self);
  g_set_error_literal (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED, _ ("The document is closed"));
  return FALSE;
}

gboolean
sy_duckdb_run (duckdb_connection connection, const char *sql, GError **error)
{
  duckdb_result result;
  gboolean done = duckdb_query (connection, sql, &result) == DuckDBSuccess;

  if (!done)
    sy_duckdb_set_error (error, duckdb_result_error (&result));
  duckdb_destroy_result (&result);
  return done;
}

static void
on_cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  SyDuckdbEngine *self = user_data;

  duckdb_interrupt (self->connection);
}

/* An interrupt that comes before DuckDB has begun is forgotten by it, so it is repeated here. */
static gboolean
tick (gpointer data)
{
  Run *run = data;
  gint64 now;

  if (g_cancellable_is_cancelled (run->cancellable))
    {
      duckdb_interrupt (run->engine->connection);
      return FALSE;
    }
  if (!run->progress)
    return TRUE;
  now = g_get_monotonic_time ();
  if (now >= run->next_report)
    {
      double percentage = duckdb_query_progress (run->engine->connection).percentage;

      run->next_report = now + PROGRESS_INTERVAL;
      run->progress (percentage < 0 ? -1.0 : MIN (percentage / 100.0, 1.0), run->progress_data);
    }
  return TRUE;
}

/* For other threads: they get the processor, or some time. */
static void
wait_idly (guint n_looks)
{
  if (n_looks < FIRST_LOOKS)
    g_thread_yield ();
  else
    g_usleep (MIN ((gulong) FIRST_IDLE_WAIT << MIN (n_looks - FIRST_LOOKS, 8), MAX_IDLE_WAIT));
}

/* Runs the query's tasks in this thread, beside DuckDB's own, until its first rows are there. */
static gboolean
run_tasks (duckdb_pending_result pending, Run *run, GError **error)
{
  guint n_looks = 0;

  for (;;)
    {
      gint64 start = g_get_monotonic_time ();
      duckdb_pending_state state = duckdb_pending_execute_task (pending);

      if (state == DUCKDB_PENDING_ERROR)
        {
          sy_duckdb_set_error (error, duckdb_pending_error (pending));
          return FALSE;
        }
      if (duckdb_pending_execution_is_finished (state))
        return TRUE;
      tick (run);
      if (state == DUCKDB_PENDING_NO_TASKS_AVAILABLE || g_get_monotonic_time () - start < IDLE_TIME)
        wait_idly (n_looks++);
      else
        n_looks = 0;
    }
}

/* What a statement answers goes into a frame, or into arrays. */
typedef struct
{
  SyFrame *frame;
  GPtrArray *arrays;
  const SyArrayKind *kinds; /* of the arrays; NULL: a frame is wanted */
  guint n_kinds;
} Answer;

static gboolean
take_answer (Answer *answer, duckdb_result *result, Run *run, GError **error)
{
  if (answer->kinds)
    answer->arrays = sy_duckdb_result_to_arrays (result, answer->kinds, answer->n_kinds, tick, run, error);
  else
    answer->frame = sy_duckdb_result_to_frame (result, tick, run, error);
  return answer->frame || answer->arrays;
}

/* @answer NULL: the result is dropped. A stream, unlike a whole result, is not held in memory beside the
 * answer. */
static gboolean
run_statement (duckdb_prepared_statement statement, Run *run, Answer *answer, GError **error)
{
  duckdb_pending_result pending = NULL;
  duckdb_result result = { 0 };
  gboolean done = FALSE;
  duckdb_state state = answer ? duckdb_pending_prepared_streaming (statement, &pending)
                              : duckdb_pending_prepared (statement, &pending);

  if (state != DuckDBSuccess)
    sy_duckdb_set_error (error, duckdb_pending_error (pending));
  else if (run_tasks (pending, run, error))
    {
      if (duckdb_execute_pending (pending, &result) != DuckDBSuccess)
        sy_duckdb_set_error (error, duckdb_result_error (&result));
      else
        done = !answer || take_answer (answer, &result, run, error);
      duckdb_destroy_result (&result);
    }
  duckdb_destroy_pending (&pending);
  return done;
}

/* COMMIT and CHECKPOINT compress what is new, in DuckDB's threads: this one sleeps meanwhile, where
 * duckdb_query() would ask again and again. */
static gboolean
run_long (SyDuckdbEngine *self, const char *sql, GError **error)
{
  Run run = { .engine = self };
  duckdb_prepared_statement statement = NULL;
  gboolean done = FALSE;

  if (duckdb_prepare (self->connection, sql, &statement) == DuckDBSuccess)
    done = run_statement (statement, &run, NULL, error);
  else
    sy_duckdb_set_error (error, duckdb_prepare_error (statement));
  duckdb_destroy_prepare (&statement);
  return done;
}

static gboolean
run_sql (SyDuckdbEngine *self,
         const char *sql,
         const SyValue *values,
         guint n_values,
         Run *run,
         Answer *answer,
         GError **error)
{
  duckdb_prepared_statement statement;
  gulong handler = 0;
  gboolean done = FALSE;

  if (!enter (self, run->cancellable, error))
    return FALSE;
  statement = sy_duckdb_prepare (self->connection, sql, values, n_values, error);
  if (statement && answer && !answer->kinds && !sy_duckdb_check_columns (statement, error))
    duckdb_destroy_prepare (&statement);
  if (statement)
    {
      if (run->cancellable)
        handler = g_cancellable_connect (run->cancellable, G_CALLBACK (on_cancelled_cb), self, NULL);
      done = run_statement (statement, run, answer, error);
      g_cancellable_disconnect (run->cancellable, handler);
      duckdb_destroy_prepare (&statement);
    }
  end_turn (self);
  return done;
}

static gboolean
sy_duckdb_engine_execute (SyEngine *engine,
                          const char *sql,
                          const SyValue *values,
                          guint n_values,
                          GCancellable *cancellable,
                          GError **error)
{
  SyDuckdbEngine *self = SY_DUCKDB_ENGINE (engine);
  Run run = { .engine = self, .cancellable = cancellable };

  return run_sql (self, sql, values, n_values, &run, NULL, error);
}

static SyFrame *
sy_duckdb_engine_query (SyEngine *engine,
                        const char *sql,
                        const SyValue *values,
                        guint n_values,
                        SyEngineProgress progress,
                        gpointer progress_data,
                        GCancellable *cancellable,
                        GError **error)
{
  SyDuckdbEngine *self = SY_DUCKDB_ENGINE (engine);
  Run run = {
    .engine = self, .progress = progress, .progress_data = progress_data, .cancellable = cancellable
  };
  Answer answer = { NULL };

  return run_sql (self, sql, values, n_values, &run, &answer, error) ? answer.frame : NULL;
}

static GPtrArray *
sy_duckdb_engine_read_arrays (SyEngine *engine,
                              const char *sql,
                              const SyValue *values,
                              guint n_values,
                              const SyArrayKind *kinds,
                              guint n_kinds,
                              GCancellable *cancellable,
                              GError **error)
{
  SyDuckdbEngine *self = SY_DUCKDB_ENGINE (engine);
  Run run = { .engine = self, .cancellable = cancellable };
  Answer answer = { .kinds = kinds, .n_kinds = n_kinds };

  return run_sql (self, sql, values, n_values, &run, &answer, error) ? answer.arrays : NULL;
}

/* A connection of the appender's own, with a transaction. */
static SyAppender *
open_own_appender (SyDuckdbEngine *self, const char *table, GError **error)
{
  duckdb_connection connection;
  SyAppender *appender = NULL;

  if (duckdb_connect (self->file->database, &connection) != DuckDBSuccess)
    {
      g_set_error_literal (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED,
                           _ ("Can’t connect to the database"));
      return NULL;
    }
  if (sy_duckdb_run (connection, "BEGIN TRANSACTION", error))
    appender = sy_duckdb_appender_new (self, connection, TRUE, table, error);
  if (appender)
    self->n_own_appenders++;
  else
    duckdb_disconnect (&connection);
  return appender;
}

static SyAppender *
sy_duckdb_engine_open_appender (SyEngine *engine, const char *table, GError **error)
{
  SyDuckdbEngine *self = SY_DUCKDB_ENGINE (engine);
  SyAppender *appender;

  if (!enter (self, NULL, error))
    return NULL;
  if (self->in_transaction)
    {
      appender = sy_duckdb_appender_new (self, self->connection, FALSE, table, error);
      if (appender)
        g_ptr_array_add (self->appenders, appender);
    }
  else
    appender = open_own_appender (self, table, error);
  end_turn (self);
  return appender;
}

static SyRowStream *
sy_duckdb_engine_open_stream (
    SyEngine *engine, const SyRowColumn *columns, guint n_columns, gboolean bounded, GError **error)
{
  SyDuckdbEngine *self = SY_DUCKDB_ENGINE (engine);

  if (!enter (self, NULL, error))
    return NULL;
  end_turn (self);
  return sy_duckdb_row_stream_new (columns, n_columns, bounded);
}

static gboolean
sy_duckdb_engine_add_text_function (SyEngine *engine,
                                    const char *name,
                                    SyTextFunction function,
                                    gpointer data,
                                    GDestroyNotify free_data,
                                    GError **error)
{
  SyDuckdbEngine *self = SY_DUCKDB_ENGINE (engine);
  gboolean done;

  if (!enter (self, NULL, error))
    {
      if (free_data)
        free_data (data);
      return FALSE;
    }
  done = sy_duckdb_register_text_function (self->connection, name, function, data, free_data, error);
  end_turn (self);
  return done;
}

void
sy_duckdb_engine_forget_appender (SyDuckdbEngine *self,
                                  SyAppender *appender,
                                  gboolean own,
                                  const GError *lost)
{
  take_turn (self, NULL, NULL);
  if (own)
    self->n_own_appenders--;
  else
    {
      g_ptr_array_remove_fast (self->appenders, appender);
      if (lost && !self->lost)
        self->lost = g_error_copy (lost);
    }
  end_turn (self);
}

static gboolean
sy_duckdb_engine_begin (SyEngine *engine, GError **error)
{
  SyDuckdbEngine *self = SY_DUCKDB_ENGINE (engine);

  if (!enter (self, NULL, error))
    return FALSE;
  if (self->in_transaction)
    g_set_error_literal (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED, _ ("A transaction is already open"));
  else if (sy_duckdb_run (self->connection, "BEGIN TRANSACTION", error))
    {
      /* The turn is kept until the transaction ends. */
      self->in_transaction = TRUE;
      return TRUE;
    }
  end_turn (self);
  return FALSE;
}

/* Appenders that are still open would write into the next transaction: they lose their rows to this one. */
static void
abandon_appenders (SyDuckdbEngine *self)
{
  for (guint i = 0; i < self->appenders->len; i++)
    sy_duckdb_appender_abandon (g_ptr_array_index (self->appenders, i));
  g_ptr_array_set_size (self->appenders, 0);
}

/* Leaves the transaction, and the turn that begin took. */
static void
leave_transaction (SyDuckdbEngine *self)
{
  self->in_transaction = FALSE;
  g_clear_error (&self->lost);
  end_turn (self);
}

static gboolean
owns_transaction (SyDuckdbEngine *self)
{
  gboolean owns;

  g_mutex_lock (&self->mutex);
  owns = self->owner == g_thread_self () && self->in_transaction;
  g_mutex_unlock (&self->mutex);
  return owns;
}

static gboolean
sy_duckdb_engine_commit (SyEngine *engine, GError **error)
{
  SyDuckdbEngine *self = SY_DUCKDB_ENGINE (engine);
  gboolean committed = FALSE;

  if (!owns_transaction (self))
    {
      g_set_error_literal (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED, _ ("No transaction is open"));
      return FALSE;
    }
  if (self->lost)
    g_propagate_error (error, g_error_copy (self->lost));
  else if (self->appenders->len > 0)
    g_set_error_literal (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED,
                         _ ("Rows are still being appended, so that nothing of this change was kept"));
  else
    committed = run_long (self, "COMMIT", error);
  if (!committed)
    {
      abandon_appenders (self);
      sy_duckdb_run (self->connection, "ROLLBACK", NULL);
    }
  leave_transaction (self);
  return committed;
}

static void
sy_duckdb_engine_rollback (SyEngine *engine)
{
  SyDuckdbEngine *self = SY_DUCKDB_ENGINE (engine);

  if (!owns_transaction (self))
    return;
  abandon_appenders (self);
  sy_duckdb_run (self->connection, "ROLLBACK", NULL);
  leave_transaction (self);
}

static void
close_file (SyDuckdbEngine *self)
{
  SyDuckdbFile *file;

  if (self->connection)
    duckdb_disconnect (&self->connection);
  g_mutex_lock (&self->mutex);
  file = g_steal_pointer (&self->file);
  g_mutex_unlock (&self->mutex);
  sy_duckdb_file_close (file);
}

static void
sy_duckdb_engine_finalize (GObject *object)
{
  SyDuckdbEngine *self = SY_DUCKDB_ENGINE (object);

  close_file (self);
  g_ptr_array_unref (self->appenders);
  g_clear_error (&self->lost);
  g_free (self->path);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->released);
  G_OBJECT_CLASS (sy_duckdb_engine_parent_class)->finalize (object);
}

static void
sy_duckdb_engine_class_init (SyDuckdbEngineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sy_duckdb_engine_finalize;
}

static void
sy_duckdb_engine_init (SyDuckdbEngine *self)
{
  self->appenders = g_ptr_array_new ();
  g_mutex_init (&self->mutex);
  g_cond_init (&self->released);
}

static void
sy_duckdb_engine_iface_init (SyEngineInterface *iface)
{
  iface->execute = sy_duckdb_engine_execute;
  iface->query = sy_duckdb_engine_query;
  iface->read_arrays = sy_duckdb_engine_read_arrays;
  iface->open_appender = sy_duckdb_engine_open_appender;
  iface->open_stream = sy_duckdb_engine_open_stream;
  iface->add_text_function = sy_duckdb_engine_add_text_function;
  iface->begin = sy_duckdb_engine_begin;
  iface->commit = sy_duckdb_engine_commit;
  iface->rollback = sy_duckdb_engine_rollback;
}

/* Progress is counted only while a bar is switched on; that it is drawn is switched off. Rows that come in
 * are packed and written as soon as there are enough of them, while the next are read, not all at the end.
 * To find equal parts of a statement the planner writes all of it out, with every member of every ENUM in it:
 * that takes a fourth of the time of planning, and our statements have no equal parts. The lock comes last.
 */
static gboolean
settle_connection (SyDuckdbEngine *self, GError **error)
{
  static const char *const settings[] = {
    "SET enable_external_access = false",    "SET enable_progress_bar = true",
    "SET enable_progress_bar_print = false", "SET progress_bar_time = 0",
    "SET write_buffer_row_group_count = 1",  "SET disabled_optimizers = 'common_subplan'",
    "SET lock_configuration = true",
  };

  if (duckdb_connect (self->file->database, &self->connection) != DuckDBSuccess)
    {
      g_set_error_literal (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED,
                           _ ("Can’t connect to the database"));
      return FALSE;
    }
  if (!sy_duckdb_register_functions (self->connection, error)
      || !sy_duckdb_register_row_streams (self->connection, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    if (!sy_duckdb_run (self->connection, settings[i], error))
      return FALSE;
  return TRUE;
}

/* A document holds data only. A view in it would run its maker's SQL under a table's name, and a macro called
 * “sum” would be taken for the function. */
static gboolean
check_contents (SyDuckdbEngine *self, GError **error)
{
  g_autoptr (SyFrame) frame =
      sy_engine_query (SY_ENGINE (self),
                       "SELECT view_name AS name FROM duckdb_views() WHERE NOT internal UNION ALL "
                       "SELECT function_name FROM duckdb_functions() WHERE NOT internal LIMIT 1",
                       NULL, 0, NULL, error);

  if (!frame)
    return FALSE;
  if (sy_frame_get_n_rows (frame) == 0)
    return TRUE;
  g_set_error (
      error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_OPEN,
      _ ("“%s” was not opened: it contains SQL of its own (“%s”), which a Steelyard document never does"),
      self->file->path, sy_frame_get_text (frame, 0, 0));
  return FALSE;
}

/**
 * sy_duckdb_engine_open:
 *
 * Documents hold tables only; one with views or macros is refused, so that none may be left in a document
 * (TEMP ones are not).
 *
 * The file is not opened by anybody else within this process while the engine has it: closing any other
 * descriptor of it would give up DuckDB's lock.
 *
 * Returns: (transfer full): the engine; %NULL with %SY_ENGINE_ERROR_OPEN when the file is no document, is
 * damaged, too new, or has a change log that is not its own, with _LOCKED, _READ_ONLY, _DISK_FULL or _FAILED
 */
SyEngine *
sy_duckdb_engine_open (const char *path, const SyDuckdbOptions *options, GError **error)
{
  g_autoptr (SyDuckdbEngine) self = g_object_new (SY_TYPE_DUCKDB_ENGINE, NULL);

  self->file = sy_duckdb_file_open (path, options, error);
  if (!self->file || !settle_connection (self, error))
    return NULL;
  if (self->file->path && !self->file->created && !check_contents (self, error))
    return NULL;
  self->path = g_strdup (self->file->path);
  return SY_ENGINE (g_steal_pointer (&self));
}

/* Absolute; NULL for a database in memory. */
const char *
sy_duckdb_engine_get_path (SyDuckdbEngine *self)
{
  g_return_val_if_fail (SY_IS_DUCKDB_ENGINE (self), NULL);
  return self->path;
}

static gboolean
may_close (SyDuckdbEngine *self, GError **error)
{
  if (!self->in_transaction && self->n_own_appenders == 0)
    return TRUE;
  g_set_error_literal (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED,
                       _ ("The document can’t be closed while a change is going on"));
  return FALSE;
}

/* The engine answers nothing more, also when this fails for another reason than a change that is going on. */
gboolean
sy_duckdb_engine_close (SyDuckdbEngine *self, GError **error)
{
  gboolean closed, ours, wal;

  g_return_val_if_fail (SY_IS_DUCKDB_ENGINE (self), FALSE);

  if (!enter (self, NULL, error))
    return FALSE;
  if (!may_close (self, error))
    {
      end_turn (self);
      return FALSE;
    }
  ours = sy_duckdb_file_is_ours (self->file);
  closed = !self->path || self->file->read_only || run_long (self, "CHECKPOINT", error);
  duckdb_disconnect (&self->connection);
  /* Only asks whether the log is there: DuckDB removes it as it closes. */
  duckdb_close (&self->file->database);
  wal = sy_duckdb_file_has_wal (self->file);
  close_file (self);
  end_turn (self);
  if (!closed)
    return FALSE;
  if (ours && !wal)
    return TRUE;
  g_set_error (
      error, SY_ENGINE_ERROR, ours ? SY_ENGINE_ERROR_FAILED : SY_ENGINE_ERROR_OPEN,
      ours ? _ ("“%s” was closed, but its change log is still there; open it again before you copy it")
           : _ ("“%s” was moved, deleted or replaced while it was open"),
      self->path);
  return FALSE;
}

/* Does not wait for its turn, so that the main loop may ask. */
gboolean
sy_duckdb_engine_file_is_ours (SyDuckdbEngine *self)
{
  gboolean ours;

  g_return_val_if_fail (SY_IS_DUCKDB_ENGINE (self), FALSE);

  g_mutex_lock (&self->mutex);
  ours = self->file && sy_duckdb_file_is_ours (self->file);
  g_mutex_unlock (&self->mutex);
  return ours;
}

const char *
sy_duckdb_library_version (void)
{
  return duckdb_library_version ();
}
