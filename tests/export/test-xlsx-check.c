/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet of checks: sums tie by formulas, and a total that does not is told. */
#include "config.h"

#include "recalculation.h"

#define READ "<v>183</v></c>" /* 61 days of three products, as rows that were read */

static char *
find_checks (ExportFixture *fixture, const char *path)
{
  for (guint i = 1; i < 100; i++)
    {
      g_autofree char *name = g_strdup_printf ("xl/worksheets/sheet%u.xml", i);
      g_autofree char *xml = export_fixture_read (path, name);

      if (strstr (xml, "All sums tie"))
        return g_steal_pointer (&name);
    }
  g_assert_not_reached ();
}

static guint
count (const char *text, const char *what)
{
  guint n = 0;

  for (const char *at = text; (at = strstr (at, what)); at++)
    n++;
  return n;
}

static void
test_ties (void)
{
  ExportFixture fixture;
  g_autofree char *path = NULL, *name = NULL, *xml = NULL;

  export_fixture_open (&fixture, "monthly");
  path = export_fixture_write (&fixture, NULL);
  name = find_checks (&fixture, path);
  xml = export_fixture_read (path, name);
  g_assert_nonnull (strstr (xml, "<f>ROWS("));
  g_assert_cmpuint (count (xml, "<f>ROUND(B"), >=, 2);
  g_assert_cmpuint (count (xml, "<f>ROUND(B"), ==, count (xml, "<v>OK</v>"));
  g_assert_null (strstr (xml, "<v>✗</v>"));
  export_fixture_clear (&fixture);
}

/* One more row was read than there is: typed over the number in the file. */
static void
plant (const char *path, const char *name)
{
  g_autofree char *xml = export_fixture_read (path, name);
  const char *at = strstr (xml, READ);
  g_autoptr (GString) wrong = g_string_new (NULL);
  zip_t *zip = zip_open (path, 0, NULL);
  zip_source_t *source;

  g_assert_nonnull (at);
  /* The first is the formula's own, which is in the column before. */
  at = strstr (at + 1, READ);
  g_assert_nonnull (at);
  g_string_append_len (wrong, xml, at - xml);
  g_string_append (wrong, "<v>184</v></c>");
  g_string_append (wrong, at + strlen (READ));
  source = zip_source_buffer (zip, wrong->str, wrong->len, 0);
  g_assert_cmpint (zip_file_replace (zip, (zip_uint64_t) zip_name_locate (zip, name, 0), source, 0), ==, 0);
  g_assert_cmpint (zip_close (zip), ==, 0);
}

static gboolean
has_value (GHashTable *cells, const char *value)
{
  GHashTableIter iter;
  gpointer place, found;

  g_hash_table_iter_init (&iter, cells);
  while (g_hash_table_iter_next (&iter, &place, &found))
    if (g_str_has_prefix (place, "Checks\t") && g_str_equal (found, value))
      return TRUE;
  return FALSE;
}

static void
test_planted (void)
{
  ExportFixture fixture;
  g_autofree char *path = NULL, *name = NULL;
  g_autoptr (GHashTable) wrong = NULL;

  export_fixture_open (&fixture, "monthly");
  path = export_fixture_write (&fixture, NULL);
  name = find_checks (&fixture, path);
  plant (path, name);
  wrong = recalculate (path, NULL);
  if (!wrong)
    {
      g_test_skip ("there is no LibreOffice with Python to ask");
      export_fixture_clear (&fixture);
      return;
    }
  g_assert_true (has_value (wrong, "'OK'"));
  g_assert_true (has_value (wrong, "'✗'"));
  g_assert_true (has_value (wrong, "'1 do not tie'"));
  export_fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xlsx-check/ties", test_ties);
  g_test_add_func ("/xlsx-check/planted-wrong-total", test_planted);
  return g_test_run ();
}
