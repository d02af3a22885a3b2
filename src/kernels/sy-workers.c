/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Threads live as long as one run: starting one takes less than a tenth of a millisecond, and what is to be
 * done takes many. Each takes the next piece that nobody has, so that none waits for a slower one. */
#include "config.h"

#include "sy-workers.h"

struct _SyWorkers
{
  const SyWorkersPlan *plan;

  /* atomic */
  gint next;     /* the first piece that nobody has begun */
  gsize done;    /* of the plan's total */
  GError *error; /* the first one */
  gint is_stopped;
};

typedef struct
{
  SyWorkers *workers;
  guint number;
  GThread *thread; /* NULL: the one that called, or there could be no more */
} Worker;

static gint forced_count;

guint
sy_workers_count (void)
{
  gint forced = g_atomic_int_get (&forced_count);

  return CLAMP (forced > 0 ? (guint) forced : g_get_num_processors (), 1, SY_WORKERS_MOST);
}

void
sy_workers_set_count (guint n)
{
  g_atomic_int_set (&forced_count, (gint) MIN (n, SY_WORKERS_MOST));
}

/* Takes @error. */
static void
stop (SyWorkers *self, GError *error)
{
  if (!g_atomic_pointer_compare_and_exchange (&self->error, NULL, error))
    g_error_free (error);
  g_atomic_int_set (&self->is_stopped, 1);
}

static void
report (SyWorkers *self, guint64 done, GError **error)
{
  const SyWorkersPlan *plan = self->plan;
  SyKernelReport said = { .done = MIN (done, plan->total), .total = plan->total, .unit = plan->unit };

  said.fraction = plan->from + (said.total > 0 ? plan->width * (double) said.done / (double) said.total : 0.);
  sy_kernel_job_go_on (plan->job, &said, error);
}

gboolean
sy_workers_go_on (SyWorkers *self, guint worker, guint64 n)
{
  guint64 done = (gsize) g_atomic_pointer_add (&self->done, (gssize) n) + n;
  GError *error = NULL;

  if (worker == 0)
    report (self, done, &error);
  else if (self->plan->job)
    g_cancellable_set_error_if_cancelled (self->plan->job->cancellable, &error);
  if (error)
    stop (self, error);
  return !g_atomic_int_get (&self->is_stopped);
}

static gpointer
work (gpointer data)
{
  const Worker *worker = data;
  SyWorkers *self = worker->workers;

  while (!g_atomic_int_get (&self->is_stopped))
    {
      GError *error = NULL;
      gsize piece = (gsize) g_atomic_int_add (&self->next, 1);

      if (piece >= self->plan->n_pieces)
        break;
      if (!self->plan->func (self, worker->number, piece, self->plan->data, &error) && error)
        stop (self, error);
    }
  return NULL;
}

gboolean
sy_workers_run (const SyWorkersPlan *plan, GError **error)
{
  SyWorkers self = { .plan = plan };
  Worker workers[SY_WORKERS_MOST];
  guint n = (guint) MIN (CLAMP (plan->n_workers, 1, SY_WORKERS_MOST), MAX (plan->n_pieces, 1));

  g_return_val_if_fail (plan->n_pieces < G_MAXINT - SY_WORKERS_MOST, FALSE);

  for (guint i = 0; i < n; i++)
    {
      workers[i] = (Worker){ .workers = &self, .number = i };
      if (i > 0)
        workers[i].thread = g_thread_try_new ("kernel", work, &workers[i], NULL);
    }
  work (&workers[0]);
  for (guint i = 1; i < n; i++)
    if (workers[i].thread)
      g_thread_join (workers[i].thread);
  /* Others may have done the last pieces, which this thread alone can tell; who hears of it may cancel. */
  if (!self.error)
    report (&self, self.done, &self.error);
  if (!self.error && plan->job)
    g_cancellable_set_error_if_cancelled (plan->job->cancellable, &self.error);
  if (!self.error)
    return TRUE;
  g_propagate_error (error, self.error);
  return FALSE;
}
