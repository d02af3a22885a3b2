/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pins are kept with the document, and each change of them can be undone. */
#include "config.h"

#include "sy-dashboard.h"
#include "workbook-fixture.h"

static void
add_pin (SyWorkbook *workbook, const char *indicator, double low)
{
  g_autoptr (SyPin) pin = sy_pin_new (indicator);
  g_autoptr (GError) error = NULL;

  pin->has_low = TRUE;
  pin->low = low;
  g_assert_true (sy_dashboard_pin (workbook, pin, &error));
  g_assert_no_error (error);
}

/* “sales 90, margin 0.4”: what is pinned, in order. */
static char *
list (SyWorkbook *workbook)
{
  g_autoptr (GPtrArray) pins = sy_dashboard_list_pins (workbook);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < pins->len; i++)
    {
      const SyPin *pin = pins->pdata[i];

      g_string_append_printf (text, "%s%s %g", i ? ", " : "", pin->indicator, pin->low);
    }
  return g_string_free (text, FALSE);
}

static void
assert_list (SyWorkbook *workbook, const char *wanted)
{
  g_autofree char *text = list (workbook);

  g_assert_cmpstr (text, ==, wanted);
}

static void
test_pins_are_changed (Fixture *fixture, gconstpointer data)
{
  SyWorkbook *workbook = fixture->workbook;
  g_autoptr (SyPin) second = NULL;

  assert_list (workbook, "");
  add_pin (workbook, "sales", 90);
  add_pin (workbook, "margin", 0.5);
  add_pin (workbook, "visitors", 7);
  second = sy_dashboard_find_pin (workbook, "2");
  second->low = 0.25;
  g_assert_true (sy_dashboard_pin (workbook, second, NULL));
  assert_list (workbook, "sales 90, margin 0.25, visitors 7");
  sy_dashboard_unpin (workbook, "1");
  sy_dashboard_unpin (workbook, "no such pin");
  assert_list (workbook, "margin 0.25, visitors 7");
}

static void
undo (SyWorkbook *workbook)
{
  g_autofree char *what = sy_workbook_undo (workbook, NULL);

  g_assert_cmpstr (what, ==, "Dashboard");
}

static void
test_changes_are_undone (Fixture *fixture, gconstpointer data)
{
  SyWorkbook *workbook = fixture->workbook;

  add_pin (workbook, "sales", 90);
  add_pin (workbook, "margin", 0.5);
  sy_dashboard_unpin (workbook, "1");
  undo (workbook);
  assert_list (workbook, "sales 90, margin 0.5");
  undo (workbook);
  undo (workbook);
  assert_list (workbook, "");
  g_assert_false (sy_workbook_can_undo (workbook));
  g_free (sy_workbook_redo (workbook, NULL));
  assert_list (workbook, "sales 90");
}

static void
test_wrong_limits_change_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SyPin) pin = sy_pin_new ("sales");
  g_autoptr (GError) error = NULL;

  pin->has_low = pin->has_high = TRUE;
  pin->low = 2;
  pin->high = 1;
  g_assert_false (sy_dashboard_pin (fixture->workbook, pin, &error));
  g_assert_error (error, SY_PIN_ERROR, SY_PIN_ERROR_LIMITS);
  assert_list (fixture->workbook, "");
  g_assert_false (sy_workbook_can_undo (fixture->workbook));
}

static void
test_document_keeps_pins (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "d.steelyard", NULL);
  g_autoptr (SyDocument) document = sy_document_create (path, fixture->catalogue, NULL);

  add_pin (sy_document_get_workbook (document), "sales", 90);
  add_pin (sy_document_get_workbook (document), "margin", 0.5);
  g_assert_true (sy_document_close (document, NULL));
  g_clear_object (&document);
  document = sy_document_open (path, fixture->catalogue, NULL);
  assert_list (sy_document_get_workbook (document), "sales 90, margin 0.5");
  undo (sy_document_get_workbook (document));
  assert_list (sy_document_get_workbook (document), "sales 90");
  g_assert_true (sy_document_close (document, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                                  \
  g_test_add ("/dashboard/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("pins-are-changed", test_pins_are_changed);
  ADD ("changes-are-undone", test_changes_are_undone);
  ADD ("wrong-limits-change-nothing", test_wrong_limits_change_nothing);
  ADD ("document-keeps-pins", test_document_keeps_pins);
  return g_test_run ();
}
