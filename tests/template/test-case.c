/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cases: those that come with the program are whole, in both languages; what is wrong in one is told with its
 * place; files are found beside the case, and never elsewhere on the computer. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "sy-catalogue.h"

static char *folder;

static char *
write_file (const char *name, const char *text)
{
  char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static SySourceKind *
find_kind (SyCatalogue *catalogue, const SyCaseFile *file)
{
  return file->kind ? sy_catalogue_find_kind (catalogue, file->kind) : NULL;
}

/* The table of the template, or of one it uses. */
static gboolean
has_table (GPtrArray *templates, const char *id)
{
  for (guint i = 0; i < templates->len; i++)
    {
      GPtrArray *tables = sy_template_get_tables (templates->pdata[i]);

      for (guint j = 0; j < tables->len; j++)
        if (g_str_equal (((const SyTemplateTable *) tables->pdata[j])->id, id))
          return TRUE;
    }
  return FALSE;
}

static void
check_steps (SyCase *learned, GPtrArray *templates)
{
  GPtrArray *steps = sy_case_get_steps (learned);

  g_assert_cmpuint (steps->len, >=, 3);
  for (guint i = 0; i < steps->len; i++)
    {
      const SyCaseStep *step = steps->pdata[i];

      g_assert_nonnull (step->title);
      g_assert_nonnull (step->question);
      g_assert_nonnull (step->answer);
      g_assert_true (!step->table || has_table (templates, step->table));
    }
}

static void
test_come_with_program (gconstpointer language)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyCatalogue) catalogue = sy_catalogue_new (language, &error);
  GPtrArray *cases;

  g_assert_no_error (error);
  cases = sy_catalogue_get_cases (catalogue);
  g_assert_cmpuint (cases->len, >=, 3);
  g_assert_cmpstr (sy_case_get_id (cases->pdata[0]), ==, "pizza");
  for (guint i = 0; i < cases->len; i++)
    {
      SyCase *learned = cases->pdata[i];
      SyTemplate *template = sy_catalogue_find_template (catalogue, sy_case_get_template (learned), &error);
      g_autoptr (GPtrArray) templates = NULL;
      GPtrArray *files = sy_case_get_files (learned);

      g_assert_no_error (error);
      templates = sy_catalogue_resolve (catalogue, template, &error);
      g_assert_no_error (error);
      g_assert_nonnull (sy_case_get_description (learned));
      g_assert_nonnull (sy_case_get_audience (learned));
      for (guint j = 0; j < files->len; j++)
        g_assert_true (!((SyCaseFile *) files->pdata[j])->kind
                       || find_kind (catalogue, files->pdata[j]) != NULL);
      check_steps (learned, templates);
    }
}

static void
test_languages_differ (void)
{
  g_autoptr (SyCatalogue) chinese = sy_catalogue_new ("zh_CN", NULL);
  g_autoptr (SyCatalogue) english = sy_catalogue_new ("en", NULL);
  SyCase *a = sy_catalogue_find_case (chinese, "pizza", NULL);
  SyCase *b = sy_catalogue_find_case (english, "pizza", NULL);

  g_assert_cmpstr (sy_case_get_title (a), ==, "披萨店的十二月");
  g_assert_cmpstr (sy_case_get_title (b), ==, "A pizza shop’s December");
}

#define STEP "<step id='s'><title>S</title><question>Q?</question><answer>{a}</answer></step>"

static void
test_own_case (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = write_file (
      "own.xml", "<case id='own' template='pareto'><title>Own</title><file name='own-*.csv'/>"
                 "<input table='t' file='own-b.csv'/><parameter id='month' value='2024-01'/>" STEP "</case>");
  g_autofree char *b = write_file ("own-b.csv", "x\n1\n");
  g_autofree char *a = write_file ("own-a.csv", "x\n1\n");
  g_autoptr (SyCatalogue) catalogue = sy_catalogue_new ("en", NULL);
  SyCase *learned = sy_catalogue_find_case (catalogue, path, &error);
  g_autoptr (GPtrArray) files = NULL;
  g_autofree char *found = NULL, *missing = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (sy_case_get_title (learned), ==, "Own");
  g_assert_null (sy_case_get_description (learned));
  files = sy_case_list_files (learned, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (files->len, ==, 2);
  g_assert_cmpstr (((SyCaseFile *) files->pdata[0])->pattern, ==, a);
  g_assert_cmpstr (((SyCaseFile *) files->pdata[1])->pattern, ==, b);
  found = sy_case_find_file (learned, "own-b.csv", &error);
  g_assert_cmpstr (found, ==, b);
  missing = sy_case_find_file (learned, "no.csv", &error);
  g_assert_null (missing);
  g_assert_error (error, SY_TEMPLATE_ERROR, SY_TEMPLATE_ERROR_MISSING);
  g_assert_nonnull (strstr (error->message, "no.csv"));
}

typedef struct
{
  const char *name, *text, *told;
} BadCase;

#define FILE_ROW "<file name='a.csv'/>"
static const BadCase bad_cases[] = {
  { "no-template", "<case id='x'><title>X</title>" FILE_ROW STEP "</case>", "template" },
  { "no-file", "<case id='x' template='pareto'>" STEP "</case>", "at least one file" },
  { "absolute", "<case id='x' template='pareto'><file name='/etc/passwd'/>" STEP "</case>",
    "beside the case" },
  { "above", "<case id='x' template='pareto'><file name='a/../../b.csv'/>" STEP "</case>",
    "beside the case" },
  { "input-above",
    "<case id='x' template='pareto'>" FILE_ROW "<input table='t' file='../b.csv'/>" STEP "</case>",
    "beside the case" },
  { "two-steps", "<case id='x' template='pareto'>" FILE_ROW STEP STEP "</case>", "two steps" },
  { "unknown", "<case id='x' template='pareto'>" FILE_ROW "<stap id='y'/></case>", "stap" },
  { "not-xml", "a,b\n1,2\n", "" },
};

static void
test_bad (gconstpointer data)
{
  const BadCase *bad = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = write_file ("bad.xml", bad->text);
  g_autoptr (SyCase) learned = sy_case_read (path, "en", &error);

  g_assert_null (learned);
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "bad.xml"));
  g_assert_nonnull (strstr (error->message, bad->told));
}

static void
test_unknown_is_told (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyCatalogue) catalogue = sy_catalogue_new ("en", NULL);

  g_assert_null (sy_catalogue_find_case (catalogue, "nowhere", &error));
  g_assert_error (error, SY_TEMPLATE_ERROR, SY_TEMPLATE_ERROR_MISSING);
  g_assert_nonnull (strstr (error->message, "retailer"));
}

static void
remove_folder (void)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (folder);
  g_free (folder);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("steelyard-case-XXXXXX", NULL);
  g_test_add_data_func ("/case/come-with-program/zh", "zh_CN", test_come_with_program);
  g_test_add_data_func ("/case/come-with-program/en", "en", test_come_with_program);
  g_test_add_func ("/case/languages-differ", test_languages_differ);
  g_test_add_func ("/case/own", test_own_case);
  g_test_add_func ("/case/unknown-is-told", test_unknown_is_told);
  for (guint i = 0; i < G_N_ELEMENTS (bad_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/case/bad/", bad_cases[i].name, NULL);

      g_test_add_data_func (path, &bad_cases[i], test_bad);
    }
  status = g_test_run ();
  remove_folder ();
  return status;
}
