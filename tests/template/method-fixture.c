/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the methods have in common: opening, setting, reading. */
#include "config.h"

#include "method-fixture.h"

void
job_free (Job *job)
{
  g_clear_object (&job->evaluation);
  g_clear_object (&job->workbook);
  g_clear_object (&job->engine);
  g_clear_object (&job->catalogue);
  g_free (job);
}

static void
import (Job *job, const char *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyImportPlan) plan =
      sy_importer_recognise (file, NULL, sy_catalogue_get_kinds (job->catalogue), NULL, NULL, &error);

  g_assert_no_error (error);
  sy_workbook_import (job->workbook, plan, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  sy_workbook_refresh (job->workbook);
}

/* One for all tests of the program: reading the templates takes longer than most of them. */
static SyCatalogue *
dup_catalogue (void)
{
  static SyCatalogue *catalogue;
  g_autoptr (GError) error = NULL;

  if (!catalogue)
    catalogue = sy_catalogue_new ("en", &error);
  g_assert_no_error (error);
  return g_object_ref (catalogue);
}

Job *
open_job (const char *file, const char *template_id)
{
  g_autoptr (GError) error = NULL;
  Job *job = g_new0 (Job, 1);

  job->catalogue = dup_catalogue ();
  job->engine = sy_duckdb_engine_open (NULL, NULL, &error);
  g_assert_no_error (error);
  job->workbook = sy_workbook_new (job->catalogue, job->engine);
  if (file)
    import (job, file);
  SyTemplate *template = sy_catalogue_find_template (job->catalogue, template_id, &error);
  g_assert_no_error (error);
  sy_workbook_set_template (job->workbook, template, &error);
  g_assert_no_error (error);
  return job;
}

static char *
build_path (const char *name)
{
  return g_build_filename (g_getenv ("G_TEST_SRCDIR"), "tests", "template", "vectors", name, NULL);
}

Job *
open_vector (const char *name, const char *template_id)
{
  g_autofree char *path = build_path (name);

  return open_job (path, template_id);
}

void
add_vector (Job *job, const char *name)
{
  g_autofree char *path = build_path (name);

  import (job, path);
}

void
set (Job *job, const char *parameter, const char *text)
{
  g_autoptr (GError) error = NULL;
  sy_workbook_set_parameter (job->workbook, parameter, text, &error);
  g_assert_no_error (error);
}

void
evaluate (Job *job)
{
  g_autoptr (GError) error = NULL;
  job->evaluation = sy_workbook_evaluate (job->workbook, &error);
  g_assert_no_error (error);
}

void
assert_near (const char *what, double got, double want, double tolerance)
{
  if (!(fabs (got - want) <= tolerance))
    g_error ("%s is %.10g, not %.10g", what, got, want);
}

double
get_value (Job *job, const char *id)
{
  g_autoptr (GError) error = NULL;
  SyValue value;
  sy_evaluation_get_value (job->evaluation, id, &value, NULL, &error);
  g_assert_no_error (error);
  if (value.is_null)
    return NAN;
  return value.type == SY_COLUMN_DOUBLE ? value.number : (double) value.integer;
}

void
assert_value (Job *job, const char *id, double want, double tolerance)
{
  assert_near (id, get_value (job, id), want, tolerance);
}

SyFrame *
read_table (Job *job, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyTable) table = sy_evaluation_get_table (job->evaluation, id, NULL, &error);
  g_assert_no_error (error);
  SyFrame *frame = sy_table_read_all (table, NULL, &error);
  g_assert_no_error (error);
  return frame;
}

double
get_cell (SyFrame *frame, const char *column, gint64 row)
{
  int i = sy_frame_find_column (frame, column);
  g_assert_cmpint (i, >=, 0);
  return sy_frame_get_double (frame, (guint) i, row);
}

const char *
get_text (SyFrame *frame, const char *column, gint64 row)
{
  int i = sy_frame_find_column (frame, column);
  g_assert_cmpint (i, >=, 0);
  return sy_frame_get_text (frame, (guint) i, row);
}

void
load_input (Job *job, const char *table, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = build_path (name);

  sy_workbook_load_input (job->workbook, table, path, &error);
  g_assert_no_error (error);
}

gint64
find_row (SyFrame *frame, const char *column, const char *text)
{
  for (gint64 i = 0; i < sy_frame_get_n_rows (frame); i++)
    if (g_strcmp0 (get_text (frame, column, i), text) == 0)
      return i;
  g_error ("no row “%s” in column “%s”", text, column);
  return -1;
}

void
assert_value_text (Job *job, const char *id, const char *want)
{
  g_autoptr (GError) error = NULL;
  SyValue value;

  sy_evaluation_get_value (job->evaluation, id, &value, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (value.text, ==, want);
}
