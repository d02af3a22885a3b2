/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window must not wait for a disk, and a long query holds the engine: so changes are queued here, and a
 * thread of its own writes them, one transaction each, in the order they were made. */
#include "config.h"

#include "sy-journal.h"

#include <stdarg.h>

typedef struct
{
  char *sql;
  GPtrArray *texts; /* (element-type utf8), NULL for NULL */
} Statement;

struct _SyBatch
{
  GPtrArray *statements; /* (element-type Statement) */
};

struct _SyJournal
{
  SyEngine *engine;
  GThread *thread;

  GMutex lock;
  GCond wake;          /* something to write, or the end */
  GCond settled;       /* the queue is empty, or its head failed */
  GQueue queue;        /* (element-type SyBatch) */
  gboolean is_writing; /* the lock is let go meanwhile */
  gboolean has_failed; /* the head waits for another try */
  gboolean is_suspended;
  gboolean is_ending;
  GError *error;
};

static void
statement_free (gpointer data)
{
  Statement *statement = data;

  g_free (statement->sql);
  g_ptr_array_unref (statement->texts);
  g_free (statement);
}

SyBatch *
sy_batch_new (void)
{
  SyBatch *self = g_new0 (SyBatch, 1);

  self->statements = g_ptr_array_new_with_free_func (statement_free);
  return self;
}

void
sy_batch_free (SyBatch *self)
{
  g_ptr_array_unref (self->statements);
  g_free (self);
}

void
sy_batch_add (SyBatch *self, const char *sql, guint n, ...)
{
  Statement *statement = g_new0 (Statement, 1);
  va_list args;

  statement->sql = g_strdup (sql);
  statement->texts = g_ptr_array_new_with_free_func (g_free);
  va_start (args, n);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (statement->texts, g_strdup (va_arg (args, const char *)));
  va_end (args);
  g_ptr_array_add (self->statements, statement);
}

/* @texts: (element-type utf8) (transfer full): with NULL for NULL */
void
sy_batch_add_texts (SyBatch *self, const char *sql, GPtrArray *texts)
{
  Statement *statement = g_new0 (Statement, 1);

  statement->sql = g_strdup (sql);
  statement->texts = texts;
  g_ptr_array_add (self->statements, statement);
}

gboolean
sy_batch_is_empty (SyBatch *self)
{
  return self->statements->len == 0;
}

static gboolean
run_statement (const Statement *statement, SyEngine *engine, GError **error)
{
  guint n = statement->texts->len;
  g_autofree SyValue *values = g_new0 (SyValue, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    {
      values[i] = SY_VALUE_TEXT (statement->texts->pdata[i]);
      values[i].is_null = values[i].text == NULL;
    }
  return sy_engine_execute (engine, statement->sql, values, n, NULL, error);
}

/* In the caller's transaction. */
gboolean
sy_batch_run (SyBatch *self, SyEngine *engine, GError **error)
{
  for (guint i = 0; i < self->statements->len; i++)
    if (!run_statement (self->statements->pdata[i], engine, error))
      return FALSE;
  return TRUE;
}

static gboolean
write_batch (SyJournal *self, SyBatch *batch, GError **error)
{
  if (!sy_engine_begin (self->engine, error))
    return FALSE;
  if (sy_batch_run (batch, self->engine, error))
    return sy_engine_commit (self->engine, error);
  sy_engine_rollback (self->engine);
  return FALSE;
}

/* One try of the head of the queue; the lock is held, but not while writing. */
static void
write_head (SyJournal *self)
{
  SyBatch *batch = g_queue_peek_head (&self->queue);
  g_autoptr (GError) error = NULL;
  gboolean ok;

  self->is_writing = TRUE;
  g_mutex_unlock (&self->lock);
  ok = write_batch (self, batch, &error);
  g_mutex_lock (&self->lock);
  self->is_writing = FALSE;
  self->has_failed = !ok;
  g_clear_error (&self->error);
  if (ok)
    sy_batch_free (g_queue_pop_head (&self->queue));
  else
    self->error = g_steal_pointer (&error);
  if (!ok || g_queue_is_empty (&self->queue) || self->is_suspended)
    g_cond_broadcast (&self->settled);
}

static gpointer
run_thread (gpointer data)
{
  SyJournal *self = data;

  g_mutex_lock (&self->lock);
  while (!self->is_ending)
    {
      if (g_queue_is_empty (&self->queue) || self->has_failed || self->is_suspended)
        g_cond_wait (&self->wake, &self->lock);
      else
        write_head (self);
    }
  g_mutex_unlock (&self->lock);
  return NULL;
}

SyJournal *
sy_journal_new (SyEngine *engine)
{
  SyJournal *self = g_new0 (SyJournal, 1);

  self->engine = g_object_ref (engine);
  g_mutex_init (&self->lock);
  g_cond_init (&self->wake);
  g_cond_init (&self->settled);
  g_queue_init (&self->queue);
  self->thread = g_thread_new ("journal", run_thread, self);
  return self;
}

/* Writes what is waiting first. */
void
sy_journal_free (SyJournal *self)
{
  sy_journal_flush (self, NULL);
  g_mutex_lock (&self->lock);
  self->is_ending = TRUE;
  g_cond_broadcast (&self->wake);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);
  g_queue_clear_full (&self->queue, (GDestroyNotify) sy_batch_free);
  g_clear_error (&self->error);
  g_cond_clear (&self->wake);
  g_cond_clear (&self->settled);
  g_mutex_clear (&self->lock);
  g_object_unref (self->engine);
  g_free (self);
}

void
sy_journal_push (SyJournal *self, SyBatch *batch)
{
  g_mutex_lock (&self->lock);
  g_queue_push_tail (&self->queue, batch);
  self->has_failed = FALSE;
  g_cond_signal (&self->wake);
  g_mutex_unlock (&self->lock);
}

static gboolean
copy_error (SyJournal *self, GError **error)
{
  if (!self->error)
    return TRUE;
  if (error)
    *error = g_error_copy (self->error);
  return FALSE;
}

gboolean
sy_journal_flush (SyJournal *self, GError **error)
{
  gboolean ok;

  g_mutex_lock (&self->lock);
  self->has_failed = FALSE;
  g_cond_signal (&self->wake);
  while (!g_queue_is_empty (&self->queue) && !self->has_failed && !self->is_suspended)
    g_cond_wait (&self->settled, &self->lock);
  ok = copy_error (self, error);
  g_mutex_unlock (&self->lock);
  return ok;
}

gboolean
sy_journal_suspend (SyJournal *self, GError **error)
{
  if (!sy_journal_flush (self, error))
    return FALSE;
  g_mutex_lock (&self->lock);
  self->is_suspended = TRUE;
  while (self->is_writing)
    g_cond_wait (&self->settled, &self->lock);
  g_mutex_unlock (&self->lock);
  return TRUE;
}

void
sy_journal_resume (SyJournal *self, SyEngine *engine)
{
  g_mutex_lock (&self->lock);
  g_set_object (&self->engine, engine);
  self->is_suspended = FALSE;
  self->has_failed = FALSE;
  g_cond_signal (&self->wake);
  g_mutex_unlock (&self->lock);
}

gboolean
sy_journal_check (SyJournal *self, GError **error)
{
  gboolean ok;

  g_mutex_lock (&self->lock);
  ok = copy_error (self, error);
  g_mutex_unlock (&self->lock);
  return ok;
}
