/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-session.h"

#include <glib/gi18n-lib.h>

#include "sy-worksheet.h"

/* Several changes in a row (a slider, an undo of three things) make one evaluation. */
#define EVALUATE_DELAY_MS 60
/* A read that says how far it is, and takes longer, is shown like other work. */
#define SHOW_DELAY_US (400 * 1000)

struct _SySession
{
  GObject parent_instance;

  SyDocument *document;
  SyWorkbook *workbook;
  SyEvaluation *evaluation; /* NULL while there is a problem */
  char *problem;
  char *period; /* never NULL */
  SySubject *subject;
  SyEvaluation *looked_at; /* NULL: the evaluation above */
  GListStore *jobs;        /* (element-type SyJob) shown ones */
  guint n_works;           /* of those that are no reads */
  GPtrArray *fetches;      /* (element-type Task) reads under way, borrowed */
  guint evaluate_id;
};

G_DEFINE_FINAL_TYPE (SySession, sy_session, G_TYPE_OBJECT)

enum
{
  SIGNAL_EVALUATED,
  SIGNAL_EXPLAINED,
  SIGNAL_FAILED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

enum
{
  PROP_BUSY = 1,
  PROP_PERIOD,
  N_PROPERTIES
};
static GParamSpec *properties[N_PROPERTIES];

/* One piece of work, from the call to its end. */
typedef struct
{
  SySession *session;
  SyJob *job;
  SySessionWork work;
  SySessionDone done;
  gpointer data;
  GDestroyNotify free_data;
  GObject *owner; /* NULL: none, or gone */
  gboolean is_fetch;
  gint64 began; /* g_get_monotonic_time() */
  gboolean shown;
  gboolean orphaned; /* the owner went away: nobody wants the outcome */
} Task;

static void
on_owner_gone_cb (gpointer data, GObject *owner)
{
  Task *task = data;

  task->owner = NULL;
  task->orphaned = TRUE;
  sy_job_cancel (task->job);
}

static void
free_task (Task *task)
{
  if (task->is_fetch)
    g_ptr_array_remove_fast (task->session->fetches, task);
  g_signal_handlers_disconnect_by_data (task->job, task);
  g_signal_handlers_disconnect_by_data (sy_job_get_cancellable (task->job), task);
  if (task->owner)
    g_object_weak_unref (task->owner, on_owner_gone_cb, task);
  if (task->free_data)
    task->free_data (task->data);
  g_object_unref (task->job);
  g_object_unref (task->session);
  g_free (task);
}

static gboolean
run_task (SyJob *job, gpointer data, GError **error)
{
  Task *task = data;

  return task->work (job, task->data, error);
}

static void
show_task (Task *task)
{
  task->shown = TRUE;
  task->session->n_works += task->is_fetch ? 0 : 1;
  g_list_store_append (task->session->jobs, task->job);
  g_object_notify_by_pspec (G_OBJECT (task->session), properties[PROP_BUSY]);
}

static void
hide_task (Task *task)
{
  guint position;

  if (!task->shown || !g_list_store_find (task->session->jobs, task->job, &position))
    return;
  task->session->n_works -= task->is_fetch ? 0 : 1;
  g_list_store_remove (task->session->jobs, position);
  g_object_notify_by_pspec (G_OBJECT (task->session), properties[PROP_BUSY]);
}

/* Other reads may be waiting for the same result: they would begin it again. */
static void
on_fetch_cancelled_cb (GCancellable *cancellable, Task *task)
{
  if (task->orphaned)
    return;
  for (guint i = 0; i < task->session->fetches->len; i++)
    sy_job_cancel (((Task *) task->session->fetches->pdata[i])->job);
}

static void
on_fetch_reported_cb (SyJob *job, GParamSpec *spec, Task *task)
{
  if (task->shown || task->orphaned || g_get_monotonic_time () - task->began < SHOW_DELAY_US)
    return;
  g_signal_connect (sy_job_get_cancellable (job), "cancelled", G_CALLBACK (on_fetch_cancelled_cb), task);
  show_task (task);
}

static void
on_job_ended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Task *task = data;
  g_autoptr (GError) error = NULL;
  gboolean worked = sy_job_run_finish (SY_JOB (source), result, &error);

  hide_task (task);
  if (!task->orphaned && task->done)
    task->done (task->session, task->data, worked ? NULL : error);
  free_task (task);
}

static void
start_task (SySession *self,
            const char *title,
            GObject *owner,
            gboolean is_fetch,
            SySessionWork work,
            SySessionDone done,
            gpointer data,
            GDestroyNotify free_data)
{
  Task *task = g_new0 (Task, 1);

  task->session = g_object_ref (self);
  task->job = sy_job_new (title);
  task->work = work;
  task->done = done;
  task->data = data;
  task->free_data = free_data;
  task->is_fetch = is_fetch;
  task->began = g_get_monotonic_time ();
  task->owner = owner;
  if (owner)
    g_object_weak_ref (owner, on_owner_gone_cb, task);
  if (!is_fetch)
    {
      show_task (task);
    }
  else
    {
      g_ptr_array_add (self->fetches, task);
      g_signal_connect (task->job, "notify::text", G_CALLBACK (on_fetch_reported_cb), task);
    }
  sy_job_run_async (task->job, run_task, task, NULL, on_job_ended_cb, task);
}

void
sy_session_run (SySession *self,
                const char *title,
                SySessionWork work,
                SySessionDone done,
                gpointer data,
                GDestroyNotify free_data)
{
  g_return_if_fail (SY_IS_SESSION (self));

  start_task (self, title, NULL, FALSE, work, done, data, free_data);
}

void
sy_session_fetch (SySession *self,
                  GObject *owner,
                  SySessionWork work,
                  SySessionDone done,
                  gpointer data,
                  GDestroyNotify free_data)
{
  g_return_if_fail (SY_IS_SESSION (self));
  g_return_if_fail (G_IS_OBJECT (owner));

  start_task (self, _ ("Computing"), owner, TRUE, work, done, data, free_data);
}

void
sy_session_fail (SySession *self, const GError *error)
{
  g_return_if_fail (SY_IS_SESSION (self));
  g_return_if_fail (error != NULL);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
}

/* --- evaluation --- */

static void
evaluate (SySession *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->evaluation);
  g_clear_pointer (&self->problem, g_free);
  if (sy_workbook_get_template (self->workbook) || sy_workbook_get_worksheets (self->workbook)->len > 0)
    self->evaluation = sy_workbook_evaluate (self->workbook, &error);
  if (error)
    self->problem = g_strdup (error->message);
  g_signal_emit (self, signals[SIGNAL_EVALUATED], 0);
}

static gboolean
on_evaluate_cb (gpointer data)
{
  SySession *self = data;

  self->evaluate_id = 0;
  evaluate (self);
  return G_SOURCE_REMOVE;
}

static void
on_workbook_changed_cb (SySession *self)
{
  if (self->evaluate_id == 0)
    self->evaluate_id = g_timeout_add (EVALUATE_DELAY_MS, on_evaluate_cb, self);
}

/* --- the subject --- */

SySubject *
sy_subject_copy (const SySubject *self)
{
  SySubject *copy = g_new0 (SySubject, 1);

  g_set_object (&copy->evaluation, self->evaluation);
  copy->table = g_strdup (self->table);
  copy->column = g_strdup (self->column);
  copy->row = self->row;
  copy->name = g_strdup (self->name);
  return copy;
}

void
sy_subject_free (SySubject *self)
{
  if (!self)
    return;
  g_clear_object (&self->evaluation);
  g_free (self->table);
  g_free (self->column);
  g_free (self->name);
  g_free (self);
}

static void
take_subject (SySession *self, SySubject *subject)
{
  sy_subject_free (self->subject);
  self->subject = subject;
  g_signal_emit (self, signals[SIGNAL_EXPLAINED], 0);
}

void
sy_session_look_at (SySession *self, SyEvaluation *evaluation)
{
  g_return_if_fail (SY_IS_SESSION (self));

  g_set_object (&self->looked_at, evaluation);
}

SyEvaluation *
sy_session_get_looked_at (SySession *self)
{
  g_return_val_if_fail (SY_IS_SESSION (self), NULL);

  return self->looked_at;
}

void
sy_session_explain (SySession *self, const SySubject *subject)
{
  g_return_if_fail (SY_IS_SESSION (self));
  g_return_if_fail (subject != NULL);

  take_subject (self, sy_subject_copy (subject));
}

void
sy_session_explain_cell (SySession *self, const char *table, const char *column, gint64 row)
{
  const SySubject subject = { self->looked_at, (char *) table, (char *) column, row, NULL };

  sy_session_explain (self, &subject);
}

void
sy_session_explain_name (SySession *self, const char *name)
{
  const SySubject subject = { self->looked_at, NULL, NULL, 0, (char *) name };

  sy_session_explain (self, &subject);
}

const SySubject *
sy_session_get_subject (SySession *self)
{
  return self->subject;
}

/* --- the object --- */

static void
sy_session_dispose (GObject *object)
{
  SySession *self = SY_SESSION (object);

  g_clear_handle_id (&self->evaluate_id, g_source_remove);
  if (self->workbook)
    g_signal_handlers_disconnect_by_data (self->workbook, self);
  g_clear_object (&self->evaluation);
  g_clear_object (&self->workbook);
  g_clear_object (&self->document);
  g_clear_object (&self->jobs);
  g_clear_pointer (&self->subject, sy_subject_free);
  g_clear_object (&self->looked_at);
  G_OBJECT_CLASS (sy_session_parent_class)->dispose (object);
}

static void
sy_session_finalize (GObject *object)
{
  g_ptr_array_unref (SY_SESSION (object)->fetches);
  g_free (SY_SESSION (object)->problem);
  g_free (SY_SESSION (object)->period);
  G_OBJECT_CLASS (sy_session_parent_class)->finalize (object);
}

static void
sy_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SySession *self = SY_SESSION (object);

  if (id == PROP_BUSY)
    g_value_set_boolean (value, self->n_works > 0);
  else if (id == PROP_PERIOD)
    g_value_set_string (value, self->period);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
sy_session_class_init (SySessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sy_session_dispose;
  object_class->finalize = sy_session_finalize;
  object_class->get_property = sy_session_get_property;
  properties[PROP_BUSY] =
      g_param_spec_boolean ("busy", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PERIOD] =
      g_param_spec_string ("period", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[SIGNAL_EVALUATED] =
      g_signal_new ("evaluated", SY_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_EXPLAINED] =
      g_signal_new ("explained", SY_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", SY_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sy_session_init (SySession *self)
{
  self->jobs = g_list_store_new (SY_TYPE_JOB);
  self->fetches = g_ptr_array_new ();
  self->period = g_strdup ("");
}

SySession *
sy_session_new (SyDocument *document)
{
  SySession *self = g_object_new (SY_TYPE_SESSION, NULL);

  g_return_val_if_fail (SY_IS_DOCUMENT (document), NULL);

  self->document = g_object_ref (document);
  self->workbook = g_object_ref (sy_document_get_workbook (document));
  g_signal_connect_swapped (self->workbook, "changed", G_CALLBACK (on_workbook_changed_cb), self);
  on_workbook_changed_cb (self);
  return self;
}

SyDocument *
sy_session_get_document (SySession *self)
{
  g_return_val_if_fail (SY_IS_SESSION (self), NULL);

  return self->document;
}

SyWorkbook *
sy_session_get_workbook (SySession *self)
{
  g_return_val_if_fail (SY_IS_SESSION (self), NULL);

  return self->workbook;
}

SyEvaluation *
sy_session_get_evaluation (SySession *self)
{
  g_return_val_if_fail (SY_IS_SESSION (self), NULL);

  return self->evaluation;
}

const char *
sy_session_get_problem (SySession *self)
{
  g_return_val_if_fail (SY_IS_SESSION (self), NULL);

  return self->problem;
}

gboolean
sy_session_is_busy (SySession *self)
{
  g_return_val_if_fail (SY_IS_SESSION (self), FALSE);

  return self->n_works > 0;
}

GListModel *
sy_session_get_jobs (SySession *self)
{
  g_return_val_if_fail (SY_IS_SESSION (self), NULL);

  return G_LIST_MODEL (self->jobs);
}

const char *
sy_session_get_period (SySession *self)
{
  g_return_val_if_fail (SY_IS_SESSION (self), NULL);

  return self->period;
}

void
sy_session_set_period (SySession *self, const char *period)
{
  g_return_if_fail (SY_IS_SESSION (self));
  g_return_if_fail (period != NULL);

  if (g_str_equal (self->period, period))
    return;
  g_free (self->period);
  self->period = g_strdup (period);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PERIOD]);
}
