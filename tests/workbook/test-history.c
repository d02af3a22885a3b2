/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Undo and redo of everything that can be changed. */
#include "config.h"

#include <string.h>

#include "sy-workbook-private.h"
#include "workbook-fixture.h"

/* What came first of all. */
static gboolean
only_the_import_is_left (Fixture *fixture)
{
  const SyChange *change = sy_history_peek_undo (fixture->workbook->history);

  return change && change->kind == SY_CHANGE_SOURCE && sy_history_get_place (fixture->workbook->history) == 1;
}

static const char *
text_of (Fixture *fixture, const char *id)
{
  return sy_workbook_find_parameter (fixture->workbook, id)->text;
}

static void
set (Fixture *fixture, const char *id, const char *text)
{
  g_autoptr (GError) error = NULL;

  sy_workbook_set_parameter (fixture->workbook, id, text, &error);
  g_assert_no_error (error);
}

static char *
step (Fixture *fixture, gboolean undo)
{
  g_autoptr (GError) error = NULL;
  char *text =
      undo ? sy_workbook_undo (fixture->workbook, &error) : sy_workbook_redo (fixture->workbook, &error);

  g_assert_no_error (error);
  return text;
}

static void
test_parameters (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;

  fixture_fill (fixture);
  g_assert_true (only_the_import_is_left (fixture));
  set (fixture, "target", "200");
  set (fixture, "target", "300");
  first = step (fixture, TRUE);
  g_assert_cmpstr (first, ==, "Target: 200");
  g_assert_cmpstr (text_of (fixture, "target"), ==, "200");
  second = step (fixture, TRUE);
  g_assert_cmpstr (second, ==, "Target: default");
  g_assert_null (text_of (fixture, "target"));
  g_assert_true (only_the_import_is_left (fixture));
  third = step (fixture, FALSE);
  g_assert_cmpstr (text_of (fixture, "target"), ==, "200");
  g_assert_true (sy_workbook_can_redo (fixture->workbook));
}

static void
test_a_change_ends_redo (Fixture *fixture, gconstpointer data)
{
  g_autofree char *undone = NULL;
  g_autoptr (GError) error = NULL;

  fixture_fill (fixture);
  set (fixture, "target", "200");
  undone = step (fixture, TRUE);
  set (fixture, "share_limit", "20%");
  g_assert_false (sy_workbook_can_redo (fixture->workbook));
  g_assert_null (sy_workbook_redo (fixture->workbook, &error));
  g_assert_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_PARAMETER);
}

static void
test_same_value_is_no_change (Fixture *fixture, gconstpointer data)
{
  fixture_fill (fixture);
  set (fixture, "target", "200");
  set (fixture, "target", "200.00");
  g_free (step (fixture, TRUE));
  g_assert_true (only_the_import_is_left (fixture));
}

static void
test_typed_rows (Fixture *fixture, gconstpointer data)
{
  const char *const row[] = { "it's \"new\"\n", "2024-02-01", "", NULL };
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  GPtrArray *now;

  fixture_fill (fixture);
  g_ptr_array_add (rows, (gpointer) row);
  g_assert_true (sy_workbook_set_input_rows (fixture->workbook, "offers", rows, NULL));
  g_free (step (fixture, TRUE));
  g_assert_null (sy_workbook_get_input_rows (fixture->workbook, "offers"));
  g_free (step (fixture, FALSE));
  now = sy_workbook_get_input_rows (fixture->workbook, "offers");
  g_assert_cmpuint (now->len, ==, 1);
  g_assert_cmpstr (((char **) now->pdata[0])[0], ==, "it's \"new\"");
  g_assert_cmpstr (((char **) now->pdata[0])[1], ==, "2024-02-01");
}

static void
test_template (Fixture *fixture, gconstpointer data)
{
  SyTemplate *other;
  g_autofree char *text = NULL;

  fixture_fill (fixture);
  other = fixture_read_template (fixture, "other.xml",
                                 "<template id=\"other\"><title>Other</title>"
                                 "<value id=\"two\" formula=\"1+1\"/></template>");
  g_assert_true (sy_workbook_set_template (fixture->workbook, other, NULL));
  g_assert_cmpfloat (fixture_value (fixture->workbook, "two"), ==, 2);
  text = step (fixture, TRUE);
  g_assert_cmpstr (text, ==, "Template “Small”");
  g_assert_cmpfloat (fixture_value (fixture->workbook, "total"), ==, 95);
}

static void
count_changed (SyWorkbook *workbook, guint *n)
{
  (*n)++;
}

static void
test_every_change_is_told_once (Fixture *fixture, gconstpointer data)
{
  guint n = 0;

  fixture_fill (fixture);
  g_signal_connect (fixture->workbook, "changed", G_CALLBACK (count_changed), &n);
  set (fixture, "target", "200");
  g_assert_cmpuint (n, ==, 1);
  set (fixture, "target", "200");
  g_assert_cmpuint (n, ==, 1);
  g_free (step (fixture, TRUE));
  g_assert_cmpuint (n, ==, 2);
}

static void
test_long_histories_forget_the_oldest (void)
{
  g_autoptr (SyHistory) history = sy_history_new ();
  guint n = 0;

  for (guint i = 0; i < 1010; i++)
    {
      g_autoptr (SyBatch) batch = sy_batch_new ();
      g_autofree char *before = g_strdup_printf ("%u", i);
      g_autofree char *after = g_strdup_printf ("%u", i + 1);
      sy_history_add (history, SY_CHANGE_PARAMETER, "target", before, after, batch);
    }
  for (; sy_history_peek_undo (history); n++)
    {
      g_autoptr (SyBatch) batch = sy_batch_new ();
      sy_history_step (history, TRUE, batch);
    }
  g_assert_cmpuint (n, ==, 1000);
  g_assert_cmpstr (sy_history_peek_redo (history)->before, ==, "10");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function)                                                                                  \
  g_test_add ("/history/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("parameters", test_parameters);
  ADD ("a-change-ends-redo", test_a_change_ends_redo);
  ADD ("same-value-is-no-change", test_same_value_is_no_change);
  ADD ("typed-rows", test_typed_rows);
  ADD ("template", test_template);
  ADD ("every-change-is-told-once", test_every_change_is_told_once);
  g_test_add_func ("/history/long-histories-forget-the-oldest", test_long_histories_forget_the_oldest);
  return g_test_run ();
}
