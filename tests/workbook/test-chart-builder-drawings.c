/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawings of words from a template: which rows are items, what they say, and what the drawing is about. */
#include "config.h"

#include <string.h>

#include "sy-chart-builder.h"
#include "sy-template-reader.h"
#include "workbook-fixture.h"

typedef struct
{
  SyWorkbook *workbook;
  SyCatalogue *catalogue;
  SyEngine *engine;
  SyEvaluation *evaluation;
} Drawings;

static void
set_up (Drawings *self, gconstpointer language)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "tests", "workbook", "charts", "drawings.xml", NULL);
  g_autoptr (SyTemplate) template = sy_template_reader_read (path, language, &error);

  g_assert_no_error (error);
  self->catalogue = sy_catalogue_new (language, &error);
  g_assert_no_error (error);
  self->engine = sy_duckdb_engine_open (NULL, NULL, &error);
  g_assert_no_error (error);
  self->workbook = sy_workbook_new (self->catalogue, self->engine);
  g_assert_true (sy_workbook_set_template (self->workbook, template, &error));
  self->evaluation = sy_workbook_evaluate (self->workbook, &error);
  g_assert_no_error (error);
}

static void
tear_down (Drawings *self, gconstpointer language)
{
  g_clear_object (&self->evaluation);
  g_clear_object (&self->workbook);
  g_clear_object (&self->engine);
  g_clear_object (&self->catalogue);
}

static SyBuiltChart *
build (Drawings *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *charts = sy_workbook_list_charts (self->workbook);

  for (guint i = 0; i < charts->len; i++)
    if (g_str_equal (((const SyTemplateChart *) charts->pdata[i])->id, id))
      {
        SyBuiltChart *built = sy_chart_builder_build (self->evaluation, charts->pdata[i], NULL, &error);

        g_assert_no_error (error);
        return built;
      }
  g_assert_not_reached ();
}

/* The first series is the items, and each item knows its row. */
static void
test_filled (Drawings *self, gconstpointer language)
{
  static const struct
  {
    const char *id, *column;
    guint points, series, point;
    const char *said;
  } cases[] = {
    { "swot_cells", "item", 5, 2, 0, "Slow delivery, Harmful, Internal, Score 1.5" },
    { "swot_cells", "item", 5, 2, 4, "Not yet placed" },
    { "fish", "text", 5, 2, 2, "Too few riders, belongs to People, Votes 7, root cause" },
    { "forces", "force", 3, 3, 1, "Cost of change, Restraining 4" },
    { "climb", "step", 4, 3, 1, "Pilot, Plan 30%, Actual 22%" },
    { "board", "customer", 3, 1, 0, "North Star, Talking, A, Call on Monday, due" },
    { "steps", "who", 3, 1, 1, "Data: Wang, Busy, late" },
    { "cards", "answer", 2, 1, 1, "Why?: empty" },
  };

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      g_autoptr (SyBuiltChart) built = build (self, cases[c].id);
      g_autofree char *said = sy_chart_describe_point (built->chart, 0, cases[c].point);

      g_assert_cmpuint (sy_chart_get_n_points (built->chart), ==, cases[c].points);
      g_assert_cmpuint (sy_chart_get_n_series (built->chart), ==, cases[c].series);
      g_assert_cmpuint (g_strv_length (built->columns), ==, cases[c].series);
      g_assert_cmpstr (built->columns[0], ==, cases[c].column);
      g_assert_cmpint (g_array_index (built->rows, gint64, cases[c].point), ==, cases[c].point + 1);
      g_assert_cmpstr (said, ==, cases[c].said);
    }
}

/* The head, the order of columns and rows, and the states come from values and words. */
static void
test_subject (Drawings *self, gconstpointer language)
{
  g_autoptr (SyBuiltChart) cells = build (self, "swot_cells");
  g_autoptr (SyBuiltChart) fish = build (self, "fish");
  g_autoptr (SyBuiltChart) steps = build (self, "steps");
  g_autofree char *said = sy_chart_describe (steps->chart);
  const char *const *columns = sy_chart_get_keys (cells->chart, SY_CHART_KEYS_COLUMNS);

  g_assert_cmpstr (columns[0], ==, "有利");
  g_assert_cmpstr (columns[1], ==, "有害");
  g_assert_null (columns[2]);
  g_assert_cmpstr (sy_chart_get_quadrant (cells->chart, SY_CHART_HIGH_LOW), ==, "威胁");
  g_assert_cmpstr (sy_chart_get_head (fish->chart), ==, "配送迟到");
  g_assert_nonnull (strstr (said, "1"));
}

/* A column without a card is one all the same, and no item. */
static void
test_empty_column (Drawings *self, gconstpointer language)
{
  g_autoptr (SyBuiltChart) board = build (self, "board");
  g_autofree char *said = sy_chart_describe (board->chart);

  g_assert_cmpstr (said, ==, "Board: Customers by stage, 2 items.");
  g_assert_cmpstr (sy_chart_get_category (board->chart, 2), ==, "Lost");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/chart-builder-drawings/filled", Drawings, "en", set_up, test_filled, tear_down);
  g_test_add ("/chart-builder-drawings/subject", Drawings, "zh_CN", set_up, test_subject, tear_down);
  g_test_add ("/chart-builder-drawings/empty-column", Drawings, "en", set_up, test_empty_column, tear_down);
  return g_test_run ();
}
