/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The worker leaves its latest report under a lock; one idle at most is queued to take it over into the
 * properties, so that reporting often costs the main loop nothing. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "sy-job.h"

/* From the cancellable to its job; it may outlive it. */
#define JOB_KEY "steelyard-job"

struct _SyJob
{
  GObject parent_instance;

  /* of the thread that runs the job */
  char *title;
  SyJobState state;
  double fraction;
  char *text;
  GCancellable *cancellable;
  GMainContext *context; /* NULL when run here and now */
  gboolean started;

  /* under the lock */
  GMutex lock;
  gboolean queued;
  double next_fraction;
  char *next_text;
};

typedef struct
{
  SyJobFunc func;
  gpointer data;
  GDestroyNotify destroy;
  GTask *answer; /* what the caller waits for */
} Work;

enum
{
  PROP_TITLE = 1,
  PROP_STATE,
  PROP_FRACTION,
  PROP_TEXT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SyJob, sy_job, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (SyJobState,
                    sy_job_state,
                    G_DEFINE_ENUM_VALUE (SY_JOB_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (SY_JOB_RUNNING, "running"),
                    G_DEFINE_ENUM_VALUE (SY_JOB_DONE, "done"),
                    G_DEFINE_ENUM_VALUE (SY_JOB_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (SY_JOB_CANCELLED, "cancelled"))

/* Takes the worker's latest report over. */
static void
apply_report (SyJob *self)
{
  g_autofree char *text = NULL;
  double fraction;

  g_mutex_lock (&self->lock);
  self->queued = FALSE;
  fraction = self->next_fraction;
  text = g_steal_pointer (&self->next_text);
  g_mutex_unlock (&self->lock);

  g_object_freeze_notify (G_OBJECT (self));
  if (fraction < self->fraction || fraction > self->fraction)
    {
      self->fraction = fraction;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
    }
  if (text && g_strcmp0 (text, self->text) != 0)
    {
      g_free (self->text);
      self->text = g_steal_pointer (&text);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

static gboolean
on_idle_cb (gpointer user_data)
{
  apply_report (user_data);
  return G_SOURCE_REMOVE;
}

static void
queue_idle (SyJob *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_callback (source, on_idle_cb, g_object_ref (self), g_object_unref);
  g_source_set_static_name (source, "SyJob report");
  g_source_attach (source, self->context);
}

static void
set_state (SyJob *self, SyJobState state)
{
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static SyJobState
final_state (gboolean done, const GError *error)
{
  if (done)
    return SY_JOB_DONE;
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? SY_JOB_CANCELLED : SY_JOB_FAILED;
}

static void
work_free (Work *work)
{
  g_clear_object (&work->answer);
  g_free (work);
}

static void
run_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Work *work = task_data;
  GError *error = NULL;

  if (work->func (source, work->data, &error))
    g_task_return_boolean (task, TRUE);
  else if (error)
    g_task_return_error (task, error);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s",
                             _ ("The work failed without saying why"));
}

/* Back in the caller's context: the properties are settled before the caller hears of the end. */
static void
on_worker_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SyJob *self = SY_JOB (source);
  Work *work = g_task_get_task_data (G_TASK (result));
  g_autoptr (GTask) answer = g_steal_pointer (&work->answer);
  GError *error = NULL;
  gboolean done = g_task_propagate_boolean (G_TASK (result), &error);

  if (work->destroy)
    work->destroy (work->data);
  apply_report (self);
  set_state (self, final_state (done, error));
  if (done)
    g_task_return_boolean (answer, TRUE);
  else
    g_task_return_error (answer, error);
}

static void
sy_job_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  SyJob *self = SY_JOB (object);

  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_FRACTION:
      g_value_set_double (value, self->fraction);
      break;
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
sy_job_finalize (GObject *object)
{
  SyJob *self = SY_JOB (object);

  g_free (self->title);
  g_free (self->text);
  g_free (self->next_text);
  g_object_unref (self->cancellable);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (sy_job_parent_class)->finalize (object);
}

static void
sy_job_class_init (SyJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = sy_job_get_property;
  object_class->finalize = sy_job_finalize;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, SY_TYPE_JOB_STATE, SY_JOB_WAITING, flags);
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, -1.0, 1.0, -1.0, flags);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
free_back (gpointer back)
{
  g_weak_ref_clear (back);
  g_free (back);
}

static void
sy_job_init (SyJob *self)
{
  GWeakRef *back = g_new0 (GWeakRef, 1);

  self->fraction = self->next_fraction = -1.0;
  self->text = g_strdup ("");
  self->cancellable = g_cancellable_new ();
  g_weak_ref_init (back, self);
  g_object_set_data_full (G_OBJECT (self->cancellable), JOB_KEY, back, free_back);
  g_mutex_init (&self->lock);
}

SyJob *
sy_job_new (const char *title)
{
  SyJob *self = g_object_new (SY_TYPE_JOB, NULL);

  self->title = g_strdup (title);
  return self;
}

const char *
sy_job_get_title (SyJob *self)
{
  g_return_val_if_fail (SY_IS_JOB (self), NULL);
  return self->title;
}

SyJobState
sy_job_get_state (SyJob *self)
{
  g_return_val_if_fail (SY_IS_JOB (self), SY_JOB_FAILED);
  return self->state;
}

double
sy_job_get_fraction (SyJob *self)
{
  g_return_val_if_fail (SY_IS_JOB (self), -1.0);
  return self->fraction;
}

const char *
sy_job_get_text (SyJob *self)
{
  g_return_val_if_fail (SY_IS_JOB (self), NULL);
  return self->text;
}

/* Borrowed, from any thread. */
GCancellable *
sy_job_get_cancellable (SyJob *self)
{
  g_return_val_if_fail (SY_IS_JOB (self), NULL);
  return self->cancellable;
}

SyJob *
sy_job_find (GCancellable *cancellable)
{
  GWeakRef *back = cancellable ? g_object_get_data (G_OBJECT (cancellable), JOB_KEY) : NULL;

  return back ? g_weak_ref_get (back) : NULL;
}

void
sy_job_cancel (SyJob *self)
{
  g_return_if_fail (SY_IS_JOB (self));
  g_cancellable_cancel (self->cancellable);
}

/* A number in the language's large unit, with one digit after the point; a round number without it where
 * @trim. */
static char *
format_scaled (guint64 value, guint64 scale, gboolean trim)
{
  double scaled = (double) value / (double) scale;

  if (trim && value % scale == 0)
    return g_strdup_printf ("%'" G_GUINT64_FORMAT, value / scale);
  return g_strdup_printf ("%'.1f", scaled);
}

/* “12.1 MB of 25.5 MB”: bytes are told in the steps that files are told in. */
static char *
format_bytes (guint64 done, guint64 total)
{
  g_autofree char *done_text = g_format_size (done);
  g_autofree char *total_text = g_format_size (total);

  if (total == 0)
    return g_steal_pointer (&done_text);
  /* Translators: two sizes of a file: “12.1 MB of 25.5 MB” */
  return g_strdup_printf (C_ ("size", "%s of %s"), done_text, total_text);
}

char *
sy_job_format_progress (guint64 done, guint64 total, const char *unit)
{
  /* Translators: the number that large counts are told in: 1000000 where one says million, 10000 where one
   * says 万. The two texts below with “million” must fit it. */
  guint64 scale = g_ascii_strtoull (C_ ("scale of large counts", "1000000"), NULL, 10);
  gboolean large = scale > 1 && MAX (done, total) >= scale;
  g_autofree char *done_text = format_scaled (done, large ? scale : 1, !large);
  g_autofree char *total_text = format_scaled (total, large ? scale : 1, TRUE);

  if (g_str_equal (unit, "bytes"))
    return format_bytes (done, total);
  if (total == 0 && large)
    /* Translators: a number and a unit: “3.2 million rows” */
    return g_strdup_printf (_ ("%s million %s"), done_text, unit);
  if (total == 0)
    /* Translators: a number and a unit: “1,200 rows” */
    return g_strdup_printf (C_ ("count", "%s %s"), done_text, unit);
  if (large)
    /* Translators: “3.2 of 10 million rows” */
    return g_strdup_printf (_ ("%s of %s million %s"), done_text, total_text, unit);
  /* Translators: “1,200 of 5,000 rows” */
  return g_strdup_printf (_ ("%s of %s %s"), done_text, total_text, unit);
}

void
sy_job_report (SyJob *self, guint64 done, guint64 total, const char *unit)
{
  g_autofree char *text = sy_job_format_progress (done, total, unit);

  sy_job_report_text (self, total > 0 ? (double) MIN (done, total) / (double) total : -1.0, text);
}

void
sy_job_report_text (SyJob *self, double fraction, const char *text)
{
  gboolean queue;

  g_return_if_fail (SY_IS_JOB (self));

  g_mutex_lock (&self->lock);
  self->next_fraction = fraction >= 0.0 ? MIN (fraction, 1.0) : -1.0;
  if (text)
    {
      g_free (self->next_text);
      self->next_text = g_strdup (text);
    }
  queue = self->context && !self->queued;
  self->queued = self->queued || queue;
  g_mutex_unlock (&self->lock);

  if (queue)
    queue_idle (self);
  else if (!self->context)
    apply_report (self);
}

void
sy_job_run_async (SyJob *self,
                  SyJobFunc func,
                  gpointer data,
                  GDestroyNotify destroy,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Work *work;

  g_return_if_fail (SY_IS_JOB (self) && func && !self->started);

  self->started = TRUE;
  self->context = g_main_context_ref_thread_default ();
  work = g_new0 (Work, 1);
  work->func = func;
  work->data = data;
  work->destroy = destroy;
  /* That the job is cancelled is told by its work, which may have been done before it noticed. */
  work->answer = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (work->answer, sy_job_run_async);
  task = g_task_new (self, NULL, on_worker_done_cb, NULL);
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  set_state (self, SY_JOB_RUNNING);
  g_task_run_in_thread (task, run_in_thread);
}

gboolean
sy_job_run_finish (SyJob *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
sy_job_run (SyJob *self, SyJobFunc func, gpointer data, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  gboolean done;

  g_return_val_if_fail (SY_IS_JOB (self) && func && !self->started, FALSE);

  self->started = TRUE;
  set_state (self, SY_JOB_RUNNING);
  done = func (self, data, &local_error);
  if (!done && !local_error)
    g_set_error_literal (&local_error, G_IO_ERROR, G_IO_ERROR_FAILED,
                         _ ("The work failed without saying why"));
  set_state (self, final_state (done, local_error));
  if (!done)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return done;
}
