/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Long work in a thread of its own: title, progress in the units of the work, state, cancel. For a list in
 * the window and for the command line alike. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  SY_JOB_WAITING, /* not yet run */
  SY_JOB_RUNNING,
  SY_JOB_DONE,
  SY_JOB_FAILED,
  SY_JOB_CANCELLED,
} SyJobState;

#define SY_TYPE_JOB_STATE (sy_job_state_get_type ())
GType sy_job_state_get_type (void);

#define SY_TYPE_JOB (sy_job_get_type ())
G_DECLARE_FINAL_TYPE (SyJob, sy_job, SY, JOB, GObject)

/* The work, in its thread. It looks at sy_job_get_cancellable() and reports every few thousand steps. FALSE
 * with an error set, G_IO_ERROR_CANCELLED when it broke off. */
typedef gboolean (*SyJobFunc) (SyJob *job, gpointer data, GError **error);

SyJob *sy_job_new (const char *title);

/* The properties of the same names, for the thread that runs the job; notified there. */
const char *sy_job_get_title (SyJob *self);
SyJobState sy_job_get_state (SyJob *self);
double sy_job_get_fraction (SyJob *self);  /* 0…1, -1 while it can't be told */
const char *sy_job_get_text (SyJob *self); /* "3.2 of 10 million rows"; "" before the first report */
GCancellable *sy_job_get_cancellable (SyJob *self);
/* The job of this cancellable, so that work deep down can report to whom it is done for; NULL: of none. A new
 * reference. */
SyJob *sy_job_find (GCancellable *cancellable);
void sy_job_cancel (SyJob *self);

/* From the worker. @total 0: not known. @unit: translated plural, such as "rows", or the word "bytes" for
 * sizes of files. */
void sy_job_report (SyJob *self, guint64 done, guint64 total, const char *unit);
/* The same in free words; fraction -1: not known, text NULL: as it was. */
void sy_job_report_text (SyJob *self, double fraction, const char *text);

/* A job is run once. @data is freed by @destroy in the calling thread's main context, before @callback. */
void sy_job_run_async (SyJob *self,
                       SyJobFunc func,
                       gpointer data,
                       GDestroyNotify destroy,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
gboolean sy_job_run_finish (SyJob *self, GAsyncResult *result, GError **error);
/* Here and now, for the command line and tests; properties are notified as they are reported. */
gboolean sy_job_run (SyJob *self, SyJobFunc func, gpointer data, GError **error);

/* What sy_job_report() shows, such as "3.2 of 10 million rows" or "1,200 rows". */
char *sy_job_format_progress (guint64 done, guint64 total, const char *unit);

G_END_DECLS
