/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells are shown as they will be typed, and told where they can't be; an overruled guess changes both, and
 * one that fails nothing. */
#include "config.h"

#include "app-fixture.h"
#include "sy-overrule.h"
#include "sy-sample-view.h"

static const char text[] = "日期,商品,金额,备注\n"
                           "2024-01-01,tea,10,\n"
                           "2024-01-02,tea,待定,x\n"
                           "2024-01-03,tea,-12.5,x\n"
                           "2024-01-04,tea,1003.25,x\n";

static SyImportPlan *
recognise (AppFixture *fixture, const char *contents)
{
  g_autofree char *path = fixture_write_file (&fixture->base, "sample.csv", contents);
  g_autoptr (GError) error = NULL;
  SyImportPlan *plan = sy_importer_recognise (path, NULL, sy_catalogue_get_kinds (fixture->base.catalogue),
                                              NULL, NULL, &error);

  g_assert_no_error (error);
  return plan;
}

static char *
show_cell (const SyImportPlan *plan, guint row, guint column, const char **misfit)
{
  const SyImportColumn *source = plan->columns->pdata[column];
  const SySampleRow *cells = plan->sample->rows->pdata[row];

  return sy_sample_view_format (plan, source, &cells->cells[source->index], misfit);
}

static void
test_cells (AppFixture *fixture, gconstpointer data)
{
  static const struct
  {
    guint row, column;
    const char *text;
    gboolean misfit;
  } cases[] = {
    { 1, 0, "2024-01-01", FALSE }, { 1, 1, "tea", FALSE },    { 1, 2, "10.00", FALSE },
    { 2, 2, "待定", TRUE },        { 3, 2, "−12.50", FALSE }, { 4, 2, "1003.25", FALSE },
  };
  g_autoptr (SyImportPlan) plan = recognise (fixture, text);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *misfit;
      g_autofree char *shown = show_cell (plan, cases[i].row, cases[i].column, &misfit);

      g_assert_cmpstr (shown, ==, cases[i].text);
      g_assert_true ((misfit != NULL) == cases[i].misfit);
    }
}

static void
test_overrule (AppFixture *fixture, gconstpointer data)
{
  SyOverrule header = { .what = SY_OVERRULE_HEADER, .row = 0, .n_rows = 0 };
  SyOverrule delimiter = { .what = SY_OVERRULE_DELIMITER, .text = (char *) ";" };
  SyOverrule far = { .what = SY_OVERRULE_HEADER, .row = 999, .n_rows = 1 };
  g_autoptr (SyImportPlan) plan = recognise (fixture, text);
  g_autoptr (GError) error = NULL;

  g_assert_true (sy_overrule_apply (&header, plan, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (plan->header_row, ==, 0);
  g_assert_cmpuint (plan->columns->len, ==, 4);
  g_assert_false (sy_overrule_apply (&far, plan, NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_cmpuint (plan->header_row, ==, 0);
  g_assert_true (sy_overrule_apply (&delimiter, plan, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (plan->columns->len, ==, 1);
}

static void
test_cancelled (AppFixture *fixture, gconstpointer data)
{
  SyOverrule encoding = { .what = SY_OVERRULE_ENCODING, .text = (char *) "GB18030" };
  g_autoptr (SyImportPlan) plan = recognise (fixture, text);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (sy_overrule_apply (&encoding, plan, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (plan->columns->len, ==, 4);
  g_assert_null (plan->encoding);
}

/* A file of sixty columns and one of none more than it shows. */
static void
test_wide (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (GString) wide = g_string_new ("日期,金额");
  g_autoptr (SyImportPlan) plan = NULL;
  SySampleView *view = g_object_ref_sink (g_object_new (SY_TYPE_SAMPLE_VIEW, NULL));

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (wide, ",c%u", i);
  g_string_append (wide, "\n2024-01-01,5\n2024-01-02,none\n2024-01-03,7\n2024-01-04,8\n2024-01-05,9\n");
  plan = recognise (fixture, wide->str);
  sy_sample_view_show (view, plan);
  g_assert_cmpuint (sy_sample_view_get_n_rows (view), ==, 5);
  g_assert_cmpuint (sy_sample_view_get_n_misfits (view), <=, 1);
  g_object_unref (view);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/sample-view/cells", AppFixture, NULL, app_fixture_set_up, test_cells, app_fixture_tear_down);
  g_test_add ("/sample-view/overrule", AppFixture, NULL, app_fixture_set_up, test_overrule,
              app_fixture_tear_down);
  g_test_add ("/sample-view/cancelled", AppFixture, NULL, app_fixture_set_up, test_cancelled,
              app_fixture_tear_down);
  g_test_add ("/sample-view/wide", AppFixture, NULL, app_fixture_set_up, test_wide, app_fixture_tear_down);
  return g_test_run ();
}
