/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A session evaluates once for changes in a row, shows work while it lasts, and forgets who went away. */
#include "config.h"

#include "app-fixture.h"

static void
count_cb (SySession *session, gpointer data)
{
  *(int *) data += 1;
}

static void
test_changes_in_a_row (AppFixture *fixture, gconstpointer data)
{
  SyWorkbook *workbook = sy_session_get_workbook (fixture->session);
  SyEvaluation *before = sy_session_get_evaluation (fixture->session);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  int evaluated = 0;

  g_signal_connect (fixture->session, "evaluated", G_CALLBACK (count_cb), &evaluated);
  g_assert_true (sy_workbook_set_parameter (workbook, "target", "50", NULL));
  g_assert_true (sy_workbook_set_parameter (workbook, "target", "190", NULL));
  app_fixture_wait (&evaluated);
  app_fixture_run (150);
  g_assert_cmpint (evaluated, ==, 1);
  g_assert_null (sy_session_get_problem (fixture->session));
  g_assert_true (sy_session_get_evaluation (fixture->session) != before);
  text =
      sy_evaluation_format_value (sy_session_get_evaluation (fixture->session), "completion", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "50.0%"); /* 95 of 190 */
}

static void
test_subject (AppFixture *fixture, gconstpointer data)
{
  int explained = 0;

  g_assert_null (sy_session_get_subject (fixture->session));
  g_signal_connect (fixture->session, "explained", G_CALLBACK (count_cb), &explained);
  sy_session_explain_cell (fixture->session, "products", "share", 2);
  g_assert_cmpint (explained, ==, 1);
  g_assert_cmpstr (sy_session_get_subject (fixture->session)->column, ==, "share");
  g_assert_cmpint (sy_session_get_subject (fixture->session)->row, ==, 2);
  sy_session_explain_name (fixture->session, "total");
  g_assert_cmpint (explained, ==, 2);
  g_assert_null (sy_session_get_subject (fixture->session)->table);
  g_assert_cmpstr (sy_session_get_subject (fixture->session)->name, ==, "total");
}

typedef struct
{
  int done, freed, failed;
  gboolean wait; /* for the cancellable */
} Work;

static gboolean
do_work (SyJob *job, gpointer data, GError **error)
{
  Work *work = data;

  while (work->wait && !g_cancellable_is_cancelled (sy_job_get_cancellable (job)))
    g_usleep (1000);
  return !g_cancellable_set_error_if_cancelled (sy_job_get_cancellable (job), error);
}

static void
show_work (SySession *session, gpointer data, const GError *error)
{
  Work *work = data;

  work->done++;
  if (error)
    sy_session_fail (session, error);
  g_assert_cmpint (work->freed, ==, 0);
}

static void
free_work (gpointer data)
{
  ((Work *) data)->freed = 1;
}

static void
on_failed_cb (SySession *session, const char *message, gpointer data)
{
  ((Work *) data)->failed++;
}

static gboolean
is_busy (SySession *session)
{
  gboolean busy;

  g_object_get (session, "busy", &busy, NULL);
  return busy;
}

static void
test_job_is_shown (AppFixture *fixture, gconstpointer data)
{
  GListModel *jobs = sy_session_get_jobs (fixture->session);
  Work work = { 0 };

  g_assert_false (is_busy (fixture->session));
  sy_session_run (fixture->session, "Counting", do_work, show_work, &work, free_work);
  g_assert_cmpuint (g_list_model_get_n_items (jobs), ==, 1);
  g_assert_true (is_busy (fixture->session));
  app_fixture_wait (&work.freed);
  g_assert_cmpint (work.done, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (jobs), ==, 0);
  g_assert_false (is_busy (fixture->session));
}

static void
test_cancelled_job_is_no_failure (AppFixture *fixture, gconstpointer data)
{
  Work work = { .wait = TRUE };
  g_autoptr (SyJob) job = NULL;

  g_signal_connect (fixture->session, "failed", G_CALLBACK (on_failed_cb), &work);
  sy_session_run (fixture->session, "Waiting", do_work, show_work, &work, free_work);
  job = g_list_model_get_item (sy_session_get_jobs (fixture->session), 0);
  sy_job_cancel (job);
  app_fixture_wait (&work.freed);
  g_assert_cmpint (work.done, ==, 1);
  g_assert_cmpint (work.failed, ==, 0);
}

typedef struct
{
  Work work;
  int reported;
} Slow;

/* Says how far it is until it is cancelled, as a kernel does. */
static gboolean
report_until_cancelled (SyJob *job, gpointer data, GError **error)
{
  for (guint i = 0; i < 10000; i++)
    {
      g_autoptr (SyJob) found = sy_job_find (sy_job_get_cancellable (job));

      if (g_cancellable_set_error_if_cancelled (sy_job_get_cancellable (job), error))
        return FALSE;
      sy_job_report (found, i, 10000, "rows");
      g_usleep (2000);
    }
  return TRUE;
}

static void
on_jobs_changed_cb (GListModel *jobs, guint position, guint removed, guint added, gpointer data)
{
  ((Slow *) data)->reported += (int) added;
}

/* A read that takes long is shown, does not hold the document up, and can be cancelled: with it go the reads
 * that wait for the same. */
static void
test_long_fetch (AppFixture *fixture, gconstpointer data)
{
  Slow slow = { { 0 }, 0 };
  Work waiting = { .wait = TRUE };
  GListModel *jobs = sy_session_get_jobs (fixture->session);
  g_autoptr (GObject) owner = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (SyJob) job = NULL;

  g_signal_connect (jobs, "items-changed", G_CALLBACK (on_jobs_changed_cb), &slow);
  sy_session_fetch (fixture->session, owner, report_until_cancelled, show_work, &slow.work, free_work);
  sy_session_fetch (fixture->session, owner, do_work, show_work, &waiting, free_work);
  app_fixture_wait (&slow.reported);
  g_assert_cmpuint (g_list_model_get_n_items (jobs), ==, 1);
  g_assert_false (is_busy (fixture->session));
  job = g_list_model_get_item (jobs, 0);
  g_assert_cmpfloat (sy_job_get_fraction (job), >, 0.);
  sy_job_cancel (job);
  app_fixture_wait (&slow.work.freed);
  app_fixture_wait (&waiting.freed);
  g_assert_cmpint (slow.work.done, ==, 1);
  g_assert_cmpint (waiting.done, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (jobs), ==, 0);
  g_signal_handlers_disconnect_by_data (jobs, &slow);
}

/* A page that is gone is not told, and its read stops. */
static void
test_owner_gone (AppFixture *fixture, gconstpointer data)
{
  Work work = { .wait = TRUE };
  GObject *owner = g_object_new (G_TYPE_OBJECT, NULL);

  sy_session_fetch (fixture->session, owner, do_work, show_work, &work, free_work);
  g_assert_cmpuint (g_list_model_get_n_items (sy_session_get_jobs (fixture->session)), ==, 0);
  g_object_unref (owner);
  app_fixture_wait (&work.freed);
  g_assert_cmpint (work.done, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function)                                                                                  \
  g_test_add (path, AppFixture, NULL, app_fixture_set_up, function, app_fixture_tear_down)
  ADD ("/session/changes-in-a-row-make-one-evaluation", test_changes_in_a_row);
  ADD ("/session/subject", test_subject);
  ADD ("/session/job-is-shown-while-it-runs", test_job_is_shown);
  ADD ("/session/cancelled-job-is-no-failure", test_cancelled_job_is_no_failure);
  ADD ("/session/owner-gone", test_owner_gone);
  ADD ("/session/long-fetch-is-shown-and-cancelled", test_long_fetch);
  return g_test_run ();
}
