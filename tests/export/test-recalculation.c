/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The workbook lives: a parameter typed into it gives, after LibreOffice has recalculated every cell, the
 * numbers that the same parameter gives when it is set before the export. */
#include "config.h"

#include "recalculation.h"

#include <math.h>

static gboolean
is_same (const char *a, const char *b)
{
  char *end_a, *end_b;
  double x = g_ascii_strtod (a, &end_a), y = g_ascii_strtod (b, &end_b);

  if (*end_a || *end_b || end_a == a || end_b == b)
    return g_str_equal (a, b);
  return fabs (x - y) <= 1e-9 * MAX (1., fabs (x));
}

static void
assert_same (GHashTable *after_typing, GHashTable *after_setting)
{
  GHashTableIter iter;
  gpointer place, value;

  g_assert_cmpuint (g_hash_table_size (after_setting), >, 500);
  g_hash_table_iter_init (&iter, after_setting);
  while (g_hash_table_iter_next (&iter, &place, &value))
    {
      const char *other = g_hash_table_lookup (after_typing, place);

      /* What was typed over is no formula any more. */
      if (other && !is_same (value, other))
        g_error ("%s: set %s, typed %s", (char *) place, (char *) value, other);
    }
}

typedef struct
{
  const char *name, *template;
  const char *sales; /* in the vectors of the templates; NULL: the usual ones */
  const char *set[4][2];
  const char *typed[4];
} LiveCase;

/* clang-format off */
static const LiveCase live_cases[] = {
  /* A longer month, so one more row; other products in it, another last day; another target and limit. */
  { "month", "monthly", NULL,
    { { "month", "2024-03" }, { "month_target", "5000" }, { "a_limit", "0.3" } },
    { "Month=45352", "Month_target=5000", "Class_A_up_to=0.3" } },
  /* All stores instead of the complete ones, and other days left out of the weights. */
  { "weights", "tracking", "april.csv",
    { { "complete_stores_only", "FALSE" }, { "drop_outliers", "TRUE" }, { "outlier_z", "2.5" } },
    { "Weights_from_complete_stores_only=0", "Leave_outliers_out_of_the_history=1", "Outlier_above_modified_z_score=2.5" } },
};
/* clang-format on */

static void
open_case (ExportFixture *fixture, const LiveCase *c)
{
  g_autofree char *path = NULL;
  g_autofree char *csv = NULL;

  if (c->sales)
    {
      path = g_test_build_filename (G_TEST_DIST, "tests", "template", "vectors", c->sales, NULL);
      g_assert_true (g_file_get_contents (path, &csv, NULL, NULL));
    }
  export_fixture_open_csv (fixture, c->template, csv);
}

static void
test_typed_is_set (gconstpointer data)
{
  const LiveCase *c = data;
  ExportFixture fixture;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GHashTable) after_typing = NULL;
  g_autoptr (GHashTable) after_setting = NULL;

  open_case (&fixture, c);
  path = export_fixture_write (&fixture, NULL);
  after_typing = recalculate (path, c->typed);
  if (!after_typing)
    {
      g_test_skip ("there is no LibreOffice with Python to ask");
      export_fixture_clear (&fixture);
      return;
    }
  for (gsize i = 0; c->set[i][0]; i++)
    g_assert_true (sy_workbook_set_parameter (fixture.workbook, c->set[i][0], c->set[i][1], &error));
  g_free (path);
  path = export_fixture_write (&fixture, NULL);
  after_setting = recalculate (path, NULL);
  assert_same (after_typing, after_setting);
  export_fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (live_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/recalculation/typed-is-set/%s", live_cases[i].name);
      g_test_add_data_func (path, &live_cases[i], test_typed_is_set);
    }
  return g_test_run ();
}
