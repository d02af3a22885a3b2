/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kernels over typed rows: what they bring, how it is explained, and what is said where they can't. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sy-job.h"
#include "workbook-fixture.h"

static const char template_xml[] =
    "<template id=\"kernels\"><title>Kernels</title>\n"
    "  <parameter id=\"groups\" type=\"integer\" default=\"2\"><title>Number of groups</title></parameter>\n"
    "  <parameter id=\"bonus\" type=\"number\" default=\"1\"><title>Bonus</title></parameter>\n"
    "  <table id=\"matrix\" rows=\"INPUT\"><column id=\"one\" type=\"text\"/><column id=\"other\" "
    "type=\"text\"/><column id=\"value\"/></table>\n"
    "  <table id=\"weights\" rows=\"KERNEL(eigenvector,matrix[one],matrix[other],matrix[value])\" "
    "key=\"item\">\n"
    "    <column id=\"points\" formula=\"[@weight]*bonus\"/>\n"
    "  </table>\n"
    "  <table id=\"factors\" rows=\"INPUT\"><column id=\"store\" type=\"text\"/><column id=\"factor\" "
    "type=\"text\"/><column id=\"base\"/><column id=\"report\"/></table>\n"
    "  <table id=\"parts\" "
    "rows=\"KERNEL(shapley,factors[store],factors[factor],factors[base],factors[report])\"/>\n"
    "  <table id=\"people\" rows=\"INPUT\"><column id=\"name\" type=\"text\"/><column id=\"x\"/></table>\n"
    "  <table id=\"crowds\" rows=\"KERNEL(clusters,people[name],groups,people[x])\" key=\"key\"/>\n"
    "  <value id=\"sum\" formula=\"SUM(weights[points])\"/>\n"
    "</template>\n";

static void
fill (Fixture *fixture)
{
  SyTemplate *template = fixture_read_template (fixture, "kernels.xml", template_xml);
  g_autoptr (GError) error = NULL;

  sy_workbook_set_template (fixture->workbook, template, &error);
  g_assert_no_error (error);
}

static void
type_rows (Fixture *fixture, const char *table, const char *csv)
{
  g_autofree char *path = fixture_write_file (fixture, "rows.csv", csv);
  g_autoptr (GError) error = NULL;

  sy_workbook_load_input (fixture->workbook, table, path, &error);
  g_assert_no_error (error);
}

static void
assert_cell (
    Fixture *fixture, const char *table, const char *column, gint64 row, double want, double tolerance)
{
  g_autofree char *text = fixture_cell (fixture->workbook, table, column, row);

  g_assert_nonnull (text);
  g_assert_cmpfloat_with_epsilon (g_ascii_strtod (text, NULL), want, tolerance);
}

static void
assert_fails (Fixture *fixture, const char *table, const char *says)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEvaluation) evaluation = sy_workbook_evaluate (fixture->workbook, &error);
  g_autoptr (SyTable) found = NULL;

  g_assert_no_error (error);
  found = sy_evaluation_get_table (evaluation, table, NULL, &error);
  g_assert_null (found);
  g_assert_nonnull (error);
  if (!strstr (error->message, says))
    g_error ("“%s” should say “%s”", error->message, says);
}

/* V2 of the worked examples, half of the matrix typed. */
static void
test_eigenvector (Fixture *fixture, gconstpointer data)
{
  static const double want[] = { 0.6370, 0.2583, 0.1047 };

  fill (fixture);
  type_rows (fixture, "matrix", "one,other,value\nprice,place,3\nprice,people,5\nplace,People,3\n");
  for (guint i = 0; i < 3; i++)
    assert_cell (fixture, "weights", "weight", i + 1, want[i], 5.1e-5);
  g_assert_cmpfloat_with_epsilon (fixture_value (fixture->workbook, "sum"), 1., 1e-12);
}

/* A parameter of a formula over it changes the formula; what is typed changes the kernel. */
static void
test_changes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fill (fixture);
  g_assert_cmpfloat (fixture_value (fixture->workbook, "sum"), ==, 0.); /* nothing typed: no items */
  type_rows (fixture, "matrix", "one,other,value\na,b,4\n");
  assert_cell (fixture, "weights", "points", 1, 0.8, 1e-9);
  sy_workbook_set_parameter (fixture->workbook, "bonus", "10", &error);
  g_assert_no_error (error);
  assert_cell (fixture, "weights", "points", 1, 8., 1e-9);
  type_rows (fixture, "matrix", "one,other,value\na,b,1\n");
  assert_cell (fixture, "weights", "points", 1, 5., 1e-9);
}

/* Each store is a product of its own; a factor that is missing leaves its store without parts. */
static void
test_shapley (Fixture *fixture, gconstpointer data)
{
  fill (fixture);
  type_rows (
      fixture, "factors",
      "store,factor,base,report\nA,people,2,5\nB,people,0,5\nA,price,3,7\nB,price,3,-7\nC,people,1,\nC,"
      "price,1,2\n");
  assert_cell (fixture, "parts", "contribution", 1, 15., 1e-12);
  assert_cell (fixture, "parts", "contribution", 2, -10., 1e-12);
  assert_cell (fixture, "parts", "contribution", 3, 14., 1e-12);
  assert_cell (fixture, "parts", "contribution", 4, -25., 1e-12);
  g_assert_null (fixture_cell (fixture->workbook, "parts", "contribution", 6));
}

static void
test_explained (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autoptr (SyExplanation) explanation = NULL;

  fill (fixture);
  type_rows (fixture, "people", "name,x\na,1\nb,2\nc,9\nd,\n");
  evaluation = sy_workbook_evaluate (fixture->workbook, &error);
  g_assert_no_error (error);
  explanation = sy_explanation_new_cell (evaluation, "crowds", "cluster", 4, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (sy_explanation_get_words (explanation), "the algorithm “clusters”"));
  g_assert_nonnull (strstr (sy_explanation_get_words (explanation), "Number of groups"));
  g_assert_cmpstr (sy_explanation_get_result (explanation), ==, "0");
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fill (fixture);
  type_rows (fixture, "people", "name,x\na,1\nb,1\nc,2\n");
  assert_fails (fixture, "crowds", "2 groups can’t be made of 2 different rows");
  sy_workbook_set_parameter (fixture->workbook, "groups", "1", &error);
  g_assert_no_error (error);
  assert_fails (fixture, "crowds", "must be 2 to 100, or 0 for the best");
  type_rows (fixture, "matrix", "one,other,value\na,b,3\nb,a,3\n");
  assert_fails (fixture, "weights", "“b” against “a” is 3, not 0.333333");
  type_rows (fixture, "matrix", "one,other,value\na,b,3\nA,B,4\n");
  assert_fails (fixture, "weights", "“a” against “b” is given twice: 3 and 4");
  type_rows (fixture, "matrix", "one,other,value\na,b,-3\n");
  assert_fails (fixture, "weights", "“a” against “b” is -3");
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autoptr (GError) error = NULL;

  fill (fixture);
  type_rows (fixture, "matrix", "one,other,value\na,b,4\n");
  evaluation = sy_workbook_evaluate (fixture->workbook, &error);
  g_assert_no_error (error);
  g_cancellable_cancel (cancellable);
  g_assert_null (sy_evaluation_get_table (evaluation, "weights", cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  /* Nothing is left half-done: the same evaluation answers afterwards. */
  g_autoptr (SyTable) table = sy_evaluation_get_table (evaluation, "weights", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sy_table_get_n_rows (table), ==, 2);
}

static gboolean
get_crowds (SyJob *job, gpointer data, GError **error)
{
  g_autoptr (SyTable) table = sy_evaluation_get_table (data, "crowds", sy_job_get_cancellable (job), error);

  return table != NULL;
}

static void
on_text_cb (SyJob *job, GParamSpec *spec, char **text)
{
  g_free (*text);
  *text = g_strdup (sy_job_get_text (job));
  if (sy_job_get_fraction (job) > 0.4)
    sy_job_cancel (job);
}

/* The job that a table is computed for hears how far its kernel is, and stops it; nothing stays behind, and
 * the table can be computed after that. */
static void
test_cancelled_within (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) csv = g_string_new ("name,x\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autoptr (SyTable) table = NULL;
  g_autoptr (SyJob) job = sy_job_new ("Computing");
  g_autofree char *text = NULL;

  fill (fixture);
  for (guint i = 0; i < 6000; i++)
    g_string_append_printf (csv, "p%u,%u\n", i, i * 7919 % 6007);
  type_rows (fixture, "people", csv->str);
  evaluation = sy_workbook_evaluate (fixture->workbook, &error);
  g_assert_no_error (error);
  g_signal_connect (job, "notify::text", G_CALLBACK (on_text_cb), &text);
  g_assert_false (sy_job_run (job, get_crowds, evaluation, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_true (g_str_has_prefix (text, "crowds: "));
  g_assert_true (g_str_has_suffix (text, " of 6000 rows"));
  table = sy_evaluation_get_table (evaluation, "crowds", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sy_table_get_n_rows (table), ==, 6000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test)                                                                                      \
  g_test_add ("/kernel-rows/" name, Fixture, NULL, fixture_set_up, test, fixture_tear_down)
  ADD ("eigenvector", test_eigenvector);
  ADD ("changes", test_changes);
  ADD ("shapley", test_shapley);
  ADD ("explained", test_explained);
  ADD ("refused", test_refused);
  ADD ("cancelled", test_cancelled);
  ADD ("cancelled-within", test_cancelled_within);
  return g_test_run ();
}
