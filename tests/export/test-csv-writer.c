/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export-fixture.h"
#include "sy-csv-writer.h"

typedef struct
{
  const char *text, *csv, *json;
} Case;

/* RFC 4180 and RFC 8259. */
static const Case cases[] = {
  { "plain", "plain", "\"plain\"" },
  { "a,b", "\"a,b\"", "\"a,b\"" },
  { "say \"x\"", "\"say \"\"x\"\"\"", "\"say \\\"x\\\"\"" },
  { "two\nlines", "\"two\nlines\"", "\"two\\u000alines\"" },
  { "中文", "中文", "\"中文\"" },
  { "back\\slash", "back\\slash", "\"back\\\\slash\"" },
  { "", "", "\"\"" },
};

static void
test_fields (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) csv = g_string_new (NULL), json = g_string_new (NULL);

      sy_csv_append_field (csv, cases[i].text);
      sy_json_append_string (json, cases[i].text);
      g_assert_cmpstr (csv->str, ==, cases[i].csv);
      g_assert_cmpstr (json->str, ==, cases[i].json);
    }
}

static char *
write_table (const char *id, SyTextFormat format, gboolean safe)
{
  ExportFixture fixture;
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autoptr (SyTable) table = NULL;
  g_autofree char *path = NULL;
  char *text = NULL;

  export_fixture_open (&fixture, "pareto");
  evaluation = sy_workbook_evaluate (fixture.workbook, &error);
  table = sy_evaluation_get_table (evaluation, id, NULL, &error);
  g_assert_no_error (error);
  path = g_build_filename (fixture.folder, "table.txt", NULL);
  g_assert_true (sy_csv_writer_write_file (table, format, safe, path, NULL, &error));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_clear_object (&table);
  g_clear_object (&evaluation);
  export_fixture_clear (&fixture);
  return text;
}

static void
test_table (void)
{
  g_autofree char *csv = write_table ("product_ranks", SY_TEXT_CSV, FALSE);
  g_autofree char *safe = write_table ("product_ranks", SY_TEXT_CSV, TRUE);
  g_autofree char *json = write_table ("product_ranks", SY_TEXT_JSON, FALSE);

  g_assert_true (g_str_has_prefix (csv, "product,"));
  g_assert_nonnull (strstr (csv, "\n=1+1,"));
  g_assert_nonnull (strstr (safe, "\n'=1+1,"));
  g_assert_nonnull (strstr (json, "{\"product\":\"+tea\","));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv-writer/fields", test_fields);
  g_test_add_func ("/csv-writer/table", test_table);
  return g_test_run ();
}
