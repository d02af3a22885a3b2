/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that comes with the program can be read and fits together, in both languages; what the user adds is
 * taken in, and told when broken. */
#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "sy-catalogue.h"

static char *user_templates;

static SyCatalogue *
open_catalogue (const char *language)
{
  g_autoptr (GError) error = NULL;
  SyCatalogue *catalogue = sy_catalogue_new (language, &error);
  g_assert_no_error (error);
  return catalogue;
}

static void
write_file (const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (user_templates, name, NULL);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
remove_file (const char *name)
{
  g_autofree char *path = g_build_filename (user_templates, name, NULL);
  g_remove (path);
}

static char *
join_ids (GPtrArray *templates)
{
  GString *ids = g_string_new (NULL);
  for (guint i = 0; i < templates->len; i++)
    g_string_append_printf (ids, "%s%s", i ? " " : "", sy_template_get_id (templates->pdata[i]));
  return g_string_free (ids, FALSE);
}

static void
test_everything_resolves (gconstpointer data)
{
  g_autoptr (SyCatalogue) catalogue = open_catalogue (data);
  GPtrArray *templates = sy_catalogue_get_templates (catalogue);
  g_assert_cmpstr (sy_catalogue_get_language (catalogue), ==, data);
  g_assert_cmpuint (templates->len, >=, 5);
  for (guint i = 0; i < templates->len; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) parts = sy_catalogue_resolve (catalogue, templates->pdata[i], &error);
      g_assert_no_error (error);
      g_assert_true (parts->pdata[parts->len - 1] == templates->pdata[i]);
    }
  g_assert_cmpint ((int) g_strv_length (sy_catalogue_get_problems (catalogue)), ==, 0);
}

static gboolean
is_chinese (const char *text)
{
  for (const char *at = text; *at; at = g_utf8_next_char (at))
    if (g_unichar_get_script (g_utf8_get_char (at)) == G_UNICODE_SCRIPT_HAN)
      return TRUE;
  return FALSE;
}

/* A word may be a sign between two others, such as “; ”. */
static gboolean
has_letters (const char *text)
{
  for (const char *at = text; *at; at = g_utf8_next_char (at))
    if (g_unichar_isalnum (g_utf8_get_char (at)))
      return TRUE;
  return FALSE;
}

static void
assert_language (const char *text, const char *id, gboolean chinese)
{
  g_assert_nonnull (text);
  if (!has_letters (text))
    return;
  if (is_chinese (text) != chinese || g_str_equal (text, id))
    g_error ("“%s” (%s) is not a title in %s", text, id, chinese ? "Chinese" : "English");
}

/* Every title of the built-in templates is there in both languages. */
static void
test_titles (gconstpointer data)
{
  gboolean chinese = g_str_equal (data, "zh_CN");
  g_autoptr (SyCatalogue) catalogue = open_catalogue (data);
  GPtrArray *templates = sy_catalogue_get_templates (catalogue);
  for (guint i = 0; i < templates->len; i++)
    {
      SyTemplate *template = templates->pdata[i];
      assert_language (sy_template_get_title (template), sy_template_get_id (template), chinese);
      assert_language (sy_template_get_description (template), sy_template_get_id (template), chinese);
      for (guint j = 0; j < sy_template_get_parameters (template)->len; j++)
        {
          const SyTemplateParameter *parameter = sy_template_get_parameters (template)->pdata[j];
          assert_language (parameter->title, parameter->id, chinese);
        }
      for (guint j = 0; j < sy_template_get_values (template)->len; j++)
        {
          const SyTemplateValue *value = sy_template_get_values (template)->pdata[j];
          assert_language (value->formula[0] == '"' ? value->formula : value->title, value->id, chinese);
        }
      for (guint j = 0; j < sy_template_get_tables (template)->len; j++)
        {
          const SyTemplateTable *table = sy_template_get_tables (template)->pdata[j];
          if (!table->is_source)
            assert_language (table->title, table->id, chinese);
          for (guint k = 0; k < table->columns->len; k++)
            {
              const SyTemplateColumn *column = table->columns->pdata[k];
              assert_language (column->title, column->id, chinese);
            }
        }
      for (guint j = 0; j < sy_template_get_charts (template)->len; j++)
        {
          const SyTemplateChart *chart = sy_template_get_charts (template)->pdata[j];
          assert_language (chart->title, chart->id, chinese);
        }
      for (guint j = 0; j < sy_template_get_notes (template)->len; j++)
        {
          const SyTemplateNote *note = sy_template_get_notes (template)->pdata[j];
          assert_language (note->text, "", chinese);
        }
      for (guint j = 0; j < sy_template_get_checks (template)->len; j++)
        {
          const SyTemplateCheck *check = sy_template_get_checks (template)->pdata[j];
          assert_language (check->title, "", chinese);
        }
    }
}

/* Workbooks name columns and defined names by title: two of one title would clash. */
static void
test_titles_are_unique (gconstpointer data)
{
  g_autoptr (SyCatalogue) catalogue = open_catalogue (data);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (SyTemplate) monthly = g_object_ref (sy_catalogue_find_template (catalogue, "monthly", NULL));
  g_autoptr (GPtrArray) parts = sy_catalogue_resolve (catalogue, monthly, NULL);
  for (guint i = 0; i < parts->len; i++)
    {
      GPtrArray *parameters = sy_template_get_parameters (parts->pdata[i]);
      GPtrArray *values = sy_template_get_values (parts->pdata[i]);
      GPtrArray *own = sy_template_get_tables (parts->pdata[i]);
      for (guint j = 0; j < parameters->len; j++)
        {
          char *title = ((const SyTemplateParameter *) parameters->pdata[j])->title;
          if (!g_hash_table_add (names, g_utf8_strdown (title, -1)))
            g_error ("two names are called “%s”", title);
        }
      for (guint j = 0; j < values->len; j++)
        {
          char *title = ((const SyTemplateValue *) values->pdata[j])->title;
          if (!g_hash_table_add (names, g_utf8_strdown (title, -1)))
            g_error ("two names are called “%s”", title);
        }
      for (guint j = 0; j < own->len; j++)
        {
          const SyTemplateTable *table = own->pdata[j];
          g_autoptr (GHashTable) columns = g_hash_table_new (g_str_hash, g_str_equal);
          if (!table->is_source && !g_hash_table_add (tables, g_utf8_strdown (table->title, -1)))
            g_error ("two tables are called “%s”", table->title);
          for (guint k = 0; k < table->columns->len; k++)
            {
              char *title = ((const SyTemplateColumn *) table->columns->pdata[k])->title;
              if (!g_hash_table_add (columns, title))
                g_error ("two columns of “%s” are called “%s”", table->title, title);
            }
        }
    }
}

static void
test_used_ones_first (void)
{
  g_autoptr (SyCatalogue) catalogue = open_catalogue ("en");
  g_autoptr (GError) error = NULL;
  SyTemplate *monthly = sy_catalogue_find_template (catalogue, "monthly", &error);
  g_assert_no_error (error);
  g_autoptr (GPtrArray) parts = sy_catalogue_resolve (catalogue, monthly, &error);
  g_autofree char *ids = join_ids (parts);
  g_assert_cmpstr (ids, ==, "sales-month tracking pareto price-bands monthly");
}

static void
test_unknown (void)
{
  g_autoptr (SyCatalogue) catalogue = open_catalogue ("en");
  g_autoptr (GError) error = NULL;
  g_assert_null (sy_catalogue_find_template (catalogue, "paretto", &error));
  g_assert_error (error, SY_TEMPLATE_ERROR, SY_TEMPLATE_ERROR_MISSING);
  g_assert_nonnull (strstr (error->message, "pareto"));
  g_clear_error (&error);
  g_assert_null (sy_catalogue_find_template (catalogue, "/nowhere/x.xml", &error));
  g_assert_error (error, SY_TEMPLATE_ERROR, SY_TEMPLATE_ERROR_READ);
  g_assert_null (sy_catalogue_find_kind (catalogue, "nothing"));
  g_assert_nonnull (sy_catalogue_find_kind (catalogue, "sales"));
}

static void
test_user_templates (void)
{
  write_file ("mine.xml", "<template id='mine' uses='pareto'><title>Mine</title></template>");
  write_file ("broken.xml", "<template id='broken'>\n  <tabel/>\n</template>");
  g_autoptr (SyCatalogue) catalogue = open_catalogue ("en");
  g_autoptr (GError) error = NULL;
  SyTemplate *mine = sy_catalogue_find_template (catalogue, "mine", &error);
  g_assert_no_error (error);
  g_autoptr (GPtrArray) parts = sy_catalogue_resolve (catalogue, mine, &error);
  g_autofree char *ids = join_ids (parts);
  g_assert_cmpstr (ids, ==, "sales-month pareto mine");

  char **problems = sy_catalogue_get_problems (catalogue);
  g_assert_cmpint ((int) g_strv_length (problems), ==, 1);
  g_assert_true (g_str_has_prefix (problems[0], "broken.xml:2:3: "));
  remove_file ("mine.xml");
  remove_file ("broken.xml");
}

/* A file given by path takes the place of the template of that id, and what was borrowed before stays. */
static void
test_by_path (void)
{
  write_file ("other.xml", "<template id='pareto' uses='sales-month'><title>Other</title></template>");
  g_autofree char *path = g_build_filename (user_templates, "other.xml", NULL);
  g_autoptr (SyCatalogue) catalogue = open_catalogue ("en");
  g_assert_cmpstr (sy_template_get_title (sy_catalogue_find_template (catalogue, "pareto", NULL)), ==,
                   "Other");
  remove_file ("other.xml");

  g_autoptr (SyCatalogue) plain = open_catalogue ("en");
  SyTemplate *before = sy_catalogue_find_template (plain, "pareto", NULL);
  write_file ("other.xml", "<template id='pareto' uses='sales-month'><title>Other</title></template>");
  SyTemplate *after = sy_catalogue_find_template (plain, path, NULL);
  g_assert_cmpstr (sy_template_get_title (after), ==, "Other");
  g_assert_cmpstr (sy_template_get_title (before), ==, "Pareto and ABC");
  g_assert_true (sy_catalogue_find_template (plain, "pareto", NULL) == after);
  remove_file ("other.xml");
}

typedef struct
{
  const char *name;
  const char *text;
  const char *message; /* part of it */
} BadLinks;

static const BadLinks bad_links[] = {
  { "uses-unknown", "<template id='t' uses='nothing'/>", "“nothing”, which is not there" },
  { "uses-itself", "<template id='t' uses='t'/>", "uses itself" },
  { "id-of-used-one", "<template id='t' uses='pareto'><value id='a_limit' formula='1'/></template>",
    "“a_limit” is taken" },
  { "chart-table", "<template id='t'><chart id='c' type='column' table='x' x='a' bars='b'/></template>",
    "no table “x”" },
  { "chart-column",
    "<template id='t'><table id='x' rows='LIST(1,2)'><column id='a' formula='[@item]'/></table>"
    "<chart id='c' type='column' table='x' x='a' bars='b'/></template>",
    "has no column “b”" },
  { "chart-value",
    "<template id='t'><table id='x' rows='LIST(1,2)'><column id='a' formula='[@item]'/></table>"
    "<chart id='c' type='column' table='x' x='item' bars='a'><line value='v'/></chart></template>",
    "no value and no parameter “v”" },
  { "note-name", "<template id='t'><note>about {nobody}</note></template>", "“nobody”" },
  { "note-brace", "<template id='t'><note>about {nobody</note></template>", "{ without }" },
  { "note-about", "<template id='t'><note about='x'>text</note></template>", "about “x”" },
  { "report-card", "<template id='t'><report><cards values='x'/></report></template>", "“x”" },
  { "report-chart", "<template id='t'><report><chart ref='x'/></report></template>", "chart “x”" },
  { "report-table", "<template id='t'><report><table ref='x'/></report></template>", "table “x”" },
};

static void
test_bad_links (gconstpointer data)
{
  const BadLinks *c = data;
  g_autoptr (SyCatalogue) catalogue = open_catalogue ("en");
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (user_templates, "bad.xml", NULL);
  write_file ("bad.xml", c->text);
  SyTemplate *template = sy_catalogue_find_template (catalogue, path, &error);
  g_assert_no_error (error);
  g_assert_null (sy_catalogue_resolve (catalogue, template, &error));
  g_assert_error (error, SY_TEMPLATE_ERROR, SY_TEMPLATE_ERROR_MISSING);
  if (!strstr (error->message, c->message))
    g_error ("message: %s", error->message);
  remove_file ("bad.xml");
}

int
main (int argc, char **argv)
{
  g_autofree char *home = g_dir_make_tmp ("steelyard-catalogue-XXXXXX", NULL);
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  user_templates = g_build_filename (home, "steelyard", "templates", NULL);
  g_mkdir_with_parents (user_templates, 0700);

  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/catalogue/everything-resolves/en", "en", test_everything_resolves);
  g_test_add_data_func ("/catalogue/everything-resolves/zh_CN", "zh_CN", test_everything_resolves);
  g_test_add_data_func ("/catalogue/titles/en", "en", test_titles);
  g_test_add_data_func ("/catalogue/titles/zh_CN", "zh_CN", test_titles);
  g_test_add_data_func ("/catalogue/titles-are-unique/en", "en", test_titles_are_unique);
  g_test_add_data_func ("/catalogue/titles-are-unique/zh_CN", "zh_CN", test_titles_are_unique);
  g_test_add_func ("/catalogue/used-ones-first", test_used_ones_first);
  g_test_add_func ("/catalogue/unknown", test_unknown);
  g_test_add_func ("/catalogue/user-templates", test_user_templates);
  g_test_add_func ("/catalogue/by-path", test_by_path);
  for (guint i = 0; i < G_N_ELEMENTS (bad_links); i++)
    {
      g_autofree char *path = g_strdup_printf ("/catalogue/bad-links/%s", bad_links[i].name);
      g_test_add_data_func (path, &bad_links[i], test_bad_links);
    }
  int status = g_test_run ();

  g_autofree char *steelyard = g_path_get_dirname (user_templates);
  g_rmdir (user_templates);
  g_rmdir (steelyard);
  g_rmdir (home);
  g_free (user_templates);
  return status;
}
