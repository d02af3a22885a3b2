/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A job reports through its properties, in the thread that runs it, and ends once in the right state. */
#include "config.h"

#include "sy-job.h"

typedef struct
{
  GMainLoop *loop;
  SyJob *job;
  GThread *owner;
  gboolean done;
  GError *error;
  guint n_notified;
  gboolean data_freed;
} Watch;

static void
watch_init (Watch *watch)
{
  *watch = (Watch){ .loop = g_main_loop_new (NULL, FALSE),
                    .job = sy_job_new ("Import"),
                    .owner = g_thread_self () };
}

static void
watch_clear (Watch *watch)
{
  g_main_loop_unref (watch->loop);
  g_clear_error (&watch->error);
  /* A report may still be queued, and the task that ran the work lets go of the job in its own thread, a
   * moment later. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  for (guint i = 0; G_OBJECT (watch->job)->ref_count > 1 && i < 1000; i++)
    g_usleep (1000);
  g_assert_finalize_object (watch->job);
}

static void
on_ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Watch *watch = user_data;

  g_assert_true (watch->data_freed);
  watch->done = sy_job_run_finish (SY_JOB (source), result, &watch->error);
  g_main_loop_quit (watch->loop);
}

static void
on_notify_cb (SyJob *job, GParamSpec *spec, Watch *watch)
{
  g_assert_true (g_thread_self () == watch->owner);
  watch->n_notified++;
}

static void
on_freed (gpointer data)
{
  Watch *watch = data;

  g_assert_true (g_thread_self () == watch->owner);
  watch->data_freed = TRUE;
}

static void
run_job (Watch *watch, SyJobFunc func)
{
  sy_job_run_async (watch->job, func, watch, on_freed, on_ended_cb, watch);
  g_assert_cmpint (sy_job_get_state (watch->job), ==, SY_JOB_RUNNING);
  g_main_loop_run (watch->loop);
}

static gboolean
count_up (SyJob *job, gpointer data, GError **error)
{
  for (guint i = 1; i <= 100000; i++)
    sy_job_report (job, i, 100000, "rows");
  return TRUE;
}

static void
test_done (void)
{
  Watch watch;

  watch_init (&watch);
  g_assert_cmpint (sy_job_get_state (watch.job), ==, SY_JOB_WAITING);
  g_assert_cmpfloat (sy_job_get_fraction (watch.job), ==, -1.0);
  g_signal_connect (watch.job, "notify::text", G_CALLBACK (on_notify_cb), &watch);
  run_job (&watch, count_up);
  g_assert_true (watch.done);
  g_assert_no_error (watch.error);
  g_assert_cmpint (sy_job_get_state (watch.job), ==, SY_JOB_DONE);
  g_assert_cmpfloat (sy_job_get_fraction (watch.job), ==, 1.0);
  g_assert_cmpstr (sy_job_get_text (watch.job), ==, "100000 of 100000 rows");
  /* One idle at a time: far fewer than the reports. */
  g_assert_cmpuint (watch.n_notified, >=, 1);
  g_assert_cmpuint (watch.n_notified, <, 50000);
  watch_clear (&watch);
}

static gboolean
fail (SyJob *job, gpointer data, GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "full");
  return FALSE;
}

static gboolean
fail_silently (SyJob *job, gpointer data, GError **error)
{
  return FALSE;
}

static void
test_failed (void)
{
  Watch watch;

  watch_init (&watch);
  run_job (&watch, fail);
  g_assert_false (watch.done);
  g_assert_error (watch.error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_assert_cmpint (sy_job_get_state (watch.job), ==, SY_JOB_FAILED);
  watch_clear (&watch);

  watch_init (&watch);
  run_job (&watch, fail_silently);
  g_assert_error (watch.error, G_IO_ERROR, G_IO_ERROR_FAILED);
  watch_clear (&watch);
}

static gboolean
wait_for_cancel (SyJob *job, gpointer data, GError **error)
{
  while (!g_cancellable_set_error_if_cancelled (sy_job_get_cancellable (job), error))
    g_usleep (1000);
  return FALSE;
}

static gboolean
on_timeout_cb (gpointer user_data)
{
  sy_job_cancel (user_data);
  return G_SOURCE_REMOVE;
}

static void
test_cancelled (void)
{
  Watch watch;

  watch_init (&watch);
  g_timeout_add (20, on_timeout_cb, watch.job);
  run_job (&watch, wait_for_cancel);
  g_assert_error (watch.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (sy_job_get_state (watch.job), ==, SY_JOB_CANCELLED);
  watch_clear (&watch);
}

static gboolean
ignore_cancel (SyJob *job, gpointer data, GError **error)
{
  sy_job_cancel (job);
  return TRUE;
}

/* Work that was finished before it noticed is done, not undone. */
static void
test_cancelled_too_late (void)
{
  Watch watch;

  watch_init (&watch);
  run_job (&watch, ignore_cancel);
  g_assert_true (watch.done);
  g_assert_cmpint (sy_job_get_state (watch.job), ==, SY_JOB_DONE);
  watch_clear (&watch);
}

static void
test_here_and_now (void)
{
  g_autoptr (SyJob) job = sy_job_new ("Import");
  g_autoptr (SyJob) other = sy_job_new ("Import");
  g_autoptr (GError) error = NULL;

  g_assert_true (sy_job_run (job, count_up, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (sy_job_get_fraction (job), ==, 1.0);
  g_assert_cmpint (sy_job_get_state (job), ==, SY_JOB_DONE);
  g_assert_false (sy_job_run (other, fail, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_assert_cmpint (sy_job_get_state (other), ==, SY_JOB_FAILED);
}

static const struct
{
  guint64 done, total;
  const char *unit;
  const char *text;
} format_cases[] = {
  { 0, 0, "rows", "0 rows" },
  { 0, 7, "rows", "0 of 7 rows" },
  { 999999, 999999, "rows", "999999 of 999999 rows" },
  { 3200000, 10000000, "rows", "3.2 of 10 million rows" },
  { 3000000, 10500000, "rows", "3.0 of 10.5 million rows" },
  { 2540000, 0, "rows", "2.5 million rows" },
  { 12100000, 25461699, "bytes", "12.1\302\240MB of 25.5\302\240MB" },
  { 999, 0, "bytes", "999 bytes" },
};

static void
test_format (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (format_cases); i++)
    {
      g_autofree char *text =
          sy_job_format_progress (format_cases[i].done, format_cases[i].total, format_cases[i].unit);

      g_assert_cmpstr (text, ==, format_cases[i].text);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/job/done", test_done);
  g_test_add_func ("/job/failed", test_failed);
  g_test_add_func ("/job/cancelled", test_cancelled);
  g_test_add_func ("/job/cancelled-too-late", test_cancelled_too_late);
  g_test_add_func ("/job/here-and-now", test_here_and_now);
  g_test_add_func ("/job/format", test_format);
  return g_test_run ();
}
