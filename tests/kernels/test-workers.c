/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each piece is done once, whoever does it; errors and cancelling end all, and one thread tells how far it
 * is. */
#include "config.h"

#include "canceller.h"
#include "sy-workers.h"

#define N_PIECES 2000

typedef struct
{
  gint times[N_PIECES]; /* that each was done */
  gint workers[SY_WORKERS_MOST];
  gsize bad; /* the piece that fails */
} Work;

static gboolean
do_piece (SyWorkers *workers, guint worker, gsize piece, gpointer data, GError **error)
{
  Work *self = data;

  g_atomic_int_inc (&self->times[piece]);
  g_atomic_int_inc (&self->workers[worker]);
  if (piece < self->bad)
    return sy_workers_go_on (workers, worker, 1);
  g_set_error (error, SY_KERNEL_ERROR, SY_KERNEL_ERROR_ARGUMENT, "piece %u", (guint) piece);
  return FALSE;
}

static SyWorkersPlan
make_plan (Work *work, guint n_workers, const SyKernelJob *job)
{
  return (SyWorkersPlan){ .n_workers = n_workers,
                          .n_pieces = N_PIECES,
                          .func = do_piece,
                          .data = work,
                          .job = job,
                          .from = 0.25,
                          .width = 0.5,
                          .total = N_PIECES,
                          .unit = "pieces" };
}

static const guint counts[] = { 0, 1, 2, 8, 1000 };

static void
test_all (void)
{
  for (guint c = 0; c < G_N_ELEMENTS (counts); c++)
    {
      Work work = { .bad = G_MAXSIZE };
      g_auto (Canceller) watcher = { 0 };
      SyKernelJob job = canceller_begin (&watcher, 2.);
      SyWorkersPlan plan = make_plan (&work, counts[c], &job);
      g_autoptr (GError) error = NULL;

      g_assert_true (sy_workers_run (&plan, &error));
      g_assert_no_error (error);
      for (guint i = 0; i < N_PIECES; i++)
        g_assert_cmpint (work.times[i], ==, 1);
      g_assert_cmpfloat (watcher.fraction, ==, 0.75);
      g_assert_cmpstr (watcher.unit, ==, "pieces");
    }
}

static void
test_nothing (void)
{
  SyWorkersPlan plan = { .n_workers = 4, .func = do_piece };

  g_assert_true (sy_workers_run (&plan, NULL));
}

/* A piece that waits until another thread has been seen. */
static gboolean
wait_for_others (SyWorkers *workers, guint worker, gsize piece, gpointer data, GError **error)
{
  Work *self = data;

  g_atomic_int_inc (&self->workers[worker]);
  while (g_atomic_int_get (&self->workers[0]) == 0 || g_atomic_int_get (&self->workers[1]) == 0)
    g_usleep (100);
  return TRUE;
}

/* Would never end in one thread. */
static void
test_together (void)
{
  Work work = { .bad = G_MAXSIZE };
  SyWorkersPlan plan = make_plan (&work, 2, NULL);

  plan.func = wait_for_others;
  g_assert_true (sy_workers_run (&plan, NULL));
}

static void
test_error (void)
{
  for (guint c = 0; c < G_N_ELEMENTS (counts); c++)
    {
      Work work = { .bad = 17 };
      SyWorkersPlan plan = make_plan (&work, counts[c], NULL);
      g_autoptr (GError) error = NULL;

      g_assert_false (sy_workers_run (&plan, &error));
      g_assert_error (error, SY_KERNEL_ERROR, SY_KERNEL_ERROR_ARGUMENT);
    }
}

static void
test_cancelled_within (void)
{
  for (guint c = 0; c < G_N_ELEMENTS (counts); c++)
    {
      Work work = { .bad = G_MAXSIZE };
      g_auto (Canceller) canceller = { 0 };
      SyKernelJob job = canceller_begin (&canceller, 0.3);
      SyWorkersPlan plan = make_plan (&work, counts[c], &job);
      g_autoptr (GError) error = NULL;

      g_assert_false (sy_workers_run (&plan, &error));
      canceller_assert (&canceller, error);
    }
}

static void
test_count (void)
{
  g_assert_cmpuint (sy_workers_count (), >=, 1);
  g_assert_cmpuint (sy_workers_count (), <=, SY_WORKERS_MOST);
  sy_workers_set_count (3);
  g_assert_cmpuint (sy_workers_count (), ==, 3);
  sy_workers_set_count (1000);
  g_assert_cmpuint (sy_workers_count (), ==, SY_WORKERS_MOST);
  sy_workers_set_count (0);
  g_assert_cmpuint (sy_workers_count (), ==, CLAMP (g_get_num_processors (), 1, SY_WORKERS_MOST));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/workers/all", test_all);
  g_test_add_func ("/workers/nothing", test_nothing);
  g_test_add_func ("/workers/together", test_together);
  g_test_add_func ("/workers/error", test_error);
  g_test_add_func ("/workers/cancelled-within", test_cancelled_within);
  g_test_add_func ("/workers/count", test_count);
  return g_test_run ();
}
