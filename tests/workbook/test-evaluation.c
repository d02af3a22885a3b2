/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nothing is computed twice, and nothing that is still in use is dropped. A wrapping engine counts what
 * reaches the real one. */
#include "config.h"

#include <string.h>

#include "workbook-fixture.h"

#define COUNTING_TYPE_ENGINE (counting_engine_get_type ())
G_DECLARE_FINAL_TYPE (CountingEngine, counting_engine, COUNTING, ENGINE, GObject)

struct _CountingEngine
{
  GObject parent_instance;
  SyEngine *engine;
  guint n_creates; /* CREATE OR REPLACE TEMP TABLE */
  guint n_drops;
};

static void counting_engine_iface_init (SyEngineInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (CountingEngine,
                               counting_engine,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SY_TYPE_ENGINE, counting_engine_iface_init))

static gboolean
counting_execute (SyEngine *engine,
                  const char *sql,
                  const SyValue *values,
                  guint n_values,
                  GCancellable *cancellable,
                  GError **error)
{
  CountingEngine *self = COUNTING_ENGINE (engine);

  self->n_drops += g_str_has_prefix (sql, "DROP TABLE IF EXISTS");
  return sy_engine_execute (self->engine, sql, values, n_values, cancellable, error);
}

static SyFrame *
counting_query (SyEngine *engine,
                const char *sql,
                const SyValue *values,
                guint n_values,
                SyEngineProgress progress,
                gpointer progress_data,
                GCancellable *cancellable,
                GError **error)
{
  CountingEngine *self = COUNTING_ENGINE (engine);

  self->n_creates += g_str_has_prefix (sql, "CREATE OR REPLACE TEMP TABLE");
  return sy_engine_query_with_progress (self->engine, sql, values, n_values, progress, progress_data,
                                        cancellable, error);
}

static SyAppender *
counting_open_appender (SyEngine *engine, const char *table, GError **error)
{
  return sy_engine_open_appender (COUNTING_ENGINE (engine)->engine, table, error);
}

static SyRowStream *
counting_open_stream (
    SyEngine *engine, const SyRowColumn *columns, guint n_columns, gboolean bounded, GError **error)
{
  return sy_engine_open_stream (COUNTING_ENGINE (engine)->engine, columns, n_columns, bounded, error);
}

static gboolean
counting_begin (SyEngine *engine, GError **error)
{
  return sy_engine_begin (COUNTING_ENGINE (engine)->engine, error);
}

static gboolean
counting_commit (SyEngine *engine, GError **error)
{
  return sy_engine_commit (COUNTING_ENGINE (engine)->engine, error);
}

static void
counting_rollback (SyEngine *engine)
{
  sy_engine_rollback (COUNTING_ENGINE (engine)->engine);
}

static void
counting_engine_iface_init (SyEngineInterface *iface)
{
  iface->execute = counting_execute;
  iface->query = counting_query;
  iface->open_appender = counting_open_appender;
  iface->open_stream = counting_open_stream;
  iface->begin = counting_begin;
  iface->commit = counting_commit;
  iface->rollback = counting_rollback;
}

static void
counting_engine_finalize (GObject *object)
{
  g_object_unref (COUNTING_ENGINE (object)->engine);
  G_OBJECT_CLASS (counting_engine_parent_class)->finalize (object);
}

static void
counting_engine_class_init (CountingEngineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = counting_engine_finalize;
}

static void
counting_engine_init (CountingEngine *self)
{
}

static CountingEngine *
fill_counting (Fixture *fixture)
{
  CountingEngine *counting = g_object_new (COUNTING_TYPE_ENGINE, NULL);

  counting->engine = g_object_ref (fixture->engine);
  g_object_unref (fixture->workbook);
  fixture->workbook = sy_workbook_new (fixture->catalogue, SY_ENGINE (counting));
  fixture_fill (fixture);
  counting->n_creates = 0;
  return counting;
}

static SyEvaluation *
evaluate (Fixture *fixture, const char *table)
{
  g_autoptr (GError) error = NULL;
  SyEvaluation *evaluation = sy_workbook_evaluate (fixture->workbook, &error);
  g_autoptr (SyTable) found = sy_evaluation_get_table (evaluation, table, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (found);
  return evaluation;
}

static void
test_unrelated_parameter_computes_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CountingEngine) counting = fill_counting (fixture);
  g_autoptr (SyEvaluation) first = evaluate (fixture, "products");
  g_autoptr (SyEvaluation) second = NULL;
  g_autoptr (SyEvaluation) third = NULL;

  g_assert_cmpuint (counting->n_creates, ==, 1);
  sy_workbook_set_parameter (fixture->workbook, "target", "200", NULL);
  second = evaluate (fixture, "products");
  g_assert_true (second != first);
  g_assert_cmpuint (counting->n_creates, ==, 1);
  sy_workbook_set_parameter (fixture->workbook, "share_limit", "90%", NULL);
  third = evaluate (fixture, "products");
  g_assert_cmpuint (counting->n_creates, ==, 2);
}

static void
test_same_state_is_one_evaluation (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SyEvaluation) first = NULL;
  g_autoptr (SyEvaluation) second = NULL;

  fixture_fill (fixture);
  first = sy_workbook_evaluate (fixture->workbook, NULL);
  second = sy_workbook_evaluate (fixture->workbook, NULL);
  g_assert_true (first == second);
}

static void
test_upstream_is_computed_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CountingEngine) counting = fill_counting (fixture);
  g_autoptr (SyEvaluation) first = evaluate (fixture, "top");
  g_autoptr (SyEvaluation) same = evaluate (fixture, "products");

  g_assert_cmpuint (counting->n_creates, ==, 2);
}

/* What was needed a moment ago is found again: undoing computes nothing. */
static void
test_going_back_computes_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CountingEngine) counting = fill_counting (fixture);

  g_object_unref (evaluate (fixture, "products"));
  sy_workbook_set_parameter (fixture->workbook, "share_limit", "0.9", NULL);
  g_object_unref (evaluate (fixture, "products"));
  g_assert_cmpuint (counting->n_creates, ==, 2);
  g_free (sy_workbook_undo (fixture->workbook, NULL));
  g_object_unref (evaluate (fixture, "products"));
  g_assert_cmpuint (counting->n_creates, ==, 2);
  g_assert_cmpuint (counting->n_drops, ==, 0);
}

/* But not for ever, and never while it is held. */
static void
test_dropped_when_nobody_holds_it (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CountingEngine) counting = fill_counting (fixture);
  g_autoptr (SyEvaluation) first = evaluate (fixture, "products");
  g_autoptr (SyTable) kept = sy_evaluation_get_table (first, "products", NULL, NULL);
  g_autoptr (SyFrame) frame = NULL;

  for (guint i = 0; i < 80; i++)
    {
      g_autofree char *limit = g_strdup_printf ("0.%u", 100 + i);
      sy_workbook_set_parameter (fixture->workbook, "share_limit", limit, NULL);
      g_object_unref (evaluate (fixture, "products"));
    }
  g_assert_cmpuint (counting->n_creates, ==, 81);
  g_assert_cmpuint (counting->n_drops, >, 0);
  g_assert_cmpuint (counting->n_drops, <, 20);
  frame = sy_table_read_all (kept, NULL, NULL);
  g_assert_nonnull (frame);
}

static gpointer
read_all_tables (gpointer data)
{
  static const char *const names[] = { "products", "top", "days", "shops", "sales", "offers" };
  SyEvaluation *evaluation = data;
  GRand *random = g_rand_new ();

  for (guint i = 0; i < 40; i++)
    {
      g_autoptr (GError) error = NULL;
      const char *name = names[g_rand_int_range (random, 0, G_N_ELEMENTS (names))];
      g_autoptr (SyTable) table = sy_evaluation_get_table (evaluation, name, NULL, &error);
      g_autoptr (SyFrame) frame = table ? sy_table_read (table, 0, 5, 0, TRUE, NULL, &error) : NULL;
      g_assert_no_error (error);
      g_assert_nonnull (frame);
    }
  g_rand_free (random);
  return NULL;
}

static void
test_any_thread (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SyEvaluation) evaluation = NULL;
  GThread *threads[4];

  fixture_fill (fixture);
  evaluation = sy_workbook_evaluate (fixture->workbook, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("reader", read_all_tables, evaluation);
  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *target = g_strdup_printf ("%u", 100 + i);
      sy_workbook_set_parameter (fixture->workbook, "target", target, NULL);
    }
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SyTable) table = NULL;

  fixture_fill (fixture);
  evaluation = sy_workbook_evaluate (fixture->workbook, NULL);
  g_cancellable_cancel (cancellable);
  g_assert_null (sy_evaluation_get_table (evaluation, "products", cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  table = sy_evaluation_get_table (evaluation, "products", NULL, NULL);
  g_assert_nonnull (table);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function)                                                                                  \
  g_test_add ("/evaluation/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("unrelated-parameter-computes-nothing", test_unrelated_parameter_computes_nothing);
  ADD ("same-state-is-one-evaluation", test_same_state_is_one_evaluation);
  ADD ("upstream-is-computed-once", test_upstream_is_computed_once);
  ADD ("going-back-computes-nothing", test_going_back_computes_nothing);
  ADD ("dropped-when-nobody-holds-it", test_dropped_when_nobody_holds_it);
  ADD ("any-thread", test_any_thread);
  ADD ("cancelled", test_cancelled);
  return g_test_run ();
}
