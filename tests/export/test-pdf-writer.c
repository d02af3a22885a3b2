/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report as PDF: its text can be read back, its pages are whole, the same report gives the same bytes,
 * and a refusal leaves what was there. The expected numbers were added up in the test from the bundled file.
 */
#include <glib/gstdio.h>
#include <locale.h>
#include <math.h>
#include <string.h>

#include "sy-duckdb-engine.h"
#include "sy-pdf-block.h"
#include "sy-pdf-writer.h"

typedef struct
{
  char *folder;
  SyCatalogue *catalogue;
  SyEngine *engine;
  SyWorkbook *workbook;
} Fixture;

static char *
case_path (void)
{
  return g_build_filename (g_getenv ("STEELYARD_DATA"), "cases", "pizza-sales-2015.csv", NULL);
}

static void
set (Fixture *fixture, const char *name, const char *value)
{
  g_autoptr (GError) error = NULL;

  sy_workbook_set_parameter (fixture->workbook, name, value, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const char *language = data;
  g_autofree char *path = case_path ();
  SyReadOptions options = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SyImportPlan) plan = NULL;

  fixture->folder = g_dir_make_tmp ("steelyard-pdf-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->catalogue = sy_catalogue_new (language, &error);
  g_assert_no_error (error);
  fixture->engine = sy_duckdb_engine_open (NULL, NULL, &error);
  g_assert_no_error (error);
  fixture->workbook = sy_workbook_new (fixture->catalogue, fixture->engine);
  plan =
      sy_importer_recognise (path, &options, sy_catalogue_get_kinds (fixture->catalogue), NULL, NULL, &error);
  g_assert_no_error (error);
  sy_workbook_import (fixture->workbook, plan, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  sy_workbook_refresh (fixture->workbook);
  sy_workbook_set_template (fixture->workbook,
                            sy_catalogue_find_template (fixture->catalogue, "monthly", &error), &error);
  g_assert_no_error (error);
  set (fixture, "month", "2015-12");
  set (fixture, "month_target", "70000");
}

static guint
count_files (const char *folder, gboolean remove)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      n++;
      if (remove)
        g_unlink (path);
    }
  return n;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->workbook);
  g_clear_object (&fixture->engine);
  g_clear_object (&fixture->catalogue);
  count_files (fixture->folder, TRUE);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static char *
write_report (Fixture *fixture, const char *name)
{
  char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEvaluation) evaluation = sy_workbook_evaluate (fixture->workbook, &error);

  g_assert_no_error (error);
  sy_pdf_writer_write (evaluation, path, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return path;
}

/* What a program prints; NULL when it is not installed. */
static char *
run (const char *program, const char *option, const char *path)
{
  const char *argv[] = { program, option, path, "-", NULL };
  g_autofree char *found = g_find_program_in_path (program);
  g_autoptr (GError) error = NULL;
  char *out = NULL;
  int status;

  if (!found)
    return NULL;
  if (g_str_equal (program, "pdfinfo"))
    argv[3] = NULL;
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  return out;
}

/* Sales of December 2015, read from the file without any of our code: date is the second field, amount the
 * last. */
static double
sum_december (void)
{
  g_autofree char *path = case_path ();
  g_autofree char *contents = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;
  double sum = 0;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (contents, "\n", -1);
  for (guint i = 1; lines[i]; i++)
    {
      const char *date = strchr (lines[i], ',');

      if (date && g_str_has_prefix (date, ",2015-12-"))
        sum += g_ascii_strtod (strrchr (lines[i], ',') + 1, NULL);
    }
  return sum;
}

static void
test_text (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_report (fixture, "report.pdf");
  g_autofree char *text = run ("pdftotext", "-layout", path);
  g_autofree char *number = NULL;
  double sum = sum_december ();

  if (!text)
    {
      g_test_skip ("pdftotext is not installed");
      return;
    }
  g_assert_cmpfloat (sum, >, 60000);
  /* The card of the sales to date, and the target beside it. */
  number = g_strdup_printf ("%d,%03d", (int) (sum + 0.5) / 1000, (int) (sum + 0.5) % 1000);
  g_assert_nonnull (strstr (text, number));
  g_assert_nonnull (strstr (text, "70,000"));
  g_assert_nonnull (strstr (text, g_str_equal (data, "en") ? "Sales of 2015-12" : "2015-12 销售月报"));
  g_assert_nonnull (strstr (text, g_str_equal (data, "en") ? "Unit weight" : "单位权重"));
  g_assert_nonnull (strstr (text, "2015-12-31"));
  g_assert_null (strchr (text, '{'));
}

static void
test_pages (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_report (fixture, "report.pdf");
  g_autofree char *info = run ("pdfinfo", "-isodates", path);
  g_autofree char *text = run ("pdftotext", "-layout", path);
  const char *pages;
  gint64 n;

  if (!info || !text)
    {
      g_test_skip ("pdfinfo is not installed");
      return;
    }
  pages = strstr (info, "Pages:");
  g_assert_nonnull (pages);
  n = g_ascii_strtoll (pages + strlen ("Pages:"), NULL, 10);
  g_assert_cmpint (n, >=, 3);
  g_assert_cmpint (n, <=, 6);
  for (gint64 page = 1; page <= n; page++)
    {
      g_autofree char *foot = g_strdup_printf ("Page %d of %d", (int) page, (int) n);

      g_assert_nonnull (strstr (text, foot));
    }
  g_assert_nonnull (strstr (info, "(A4)"));
  g_assert_nonnull (strstr (info, "Monthly sales report 2015-12"));
  g_assert_null (strstr (info, g_get_host_name ()));
  g_assert_null (strstr (info, "CreationDate"));
}

static void
test_same_bytes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = write_report (fixture, "first.pdf");
  g_autofree char *second = write_report (fixture, "second.pdf");
  g_autofree char *a = NULL, *b = NULL;
  gsize length_a, length_b;

  g_assert_true (g_file_get_contents (first, &a, &length_a, NULL));
  g_assert_true (g_file_get_contents (second, &b, &length_b, NULL));
  g_assert_cmpmem (a, length_a, b, length_b);
}

static void
cancel_at (guint64 done, guint64 total, const char *unit, gpointer data)
{
  if (done == 2)
    g_cancellable_cancel (data);
}

/* Cancelled before it begins, and between two pages: nothing new, nothing lost. */
static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "report.pdf", NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEvaluation) evaluation = sy_workbook_evaluate (fixture->workbook, &error);

  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();

      if (i == 0)
        g_cancellable_cancel (cancellable);
      g_assert_false (sy_pdf_writer_write (evaluation, path, cancel_at, cancellable, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_clear_error (&error);
      g_assert_cmpuint (count_files (fixture->folder, FALSE), ==, 1);
    }
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "old");
}

static void
test_unwritable (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "missing", "report.pdf", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEvaluation) evaluation = sy_workbook_evaluate (fixture->workbook, &error);

  g_assert_false (sy_pdf_writer_write (evaluation, path, NULL, NULL, NULL, &error));
  g_assert_error (error, SY_EXPORT_ERROR, SY_EXPORT_ERROR_WRITE);
  g_assert_nonnull (strstr (error->message, path));
}

/* --- where blocks go --- */

static SyPdfBlock *
add_block (GPtrArray *blocks, double height, gboolean keep)
{
  SyPdfBlock *block = sy_pdf_block_new (height, NULL, NULL, NULL);

  block->space = 10;
  block->keep = keep;
  g_ptr_array_add (blocks, block);
  return block;
}

static const SyPdfPlace *
place_at (GArray *places, guint index)
{
  return &g_array_index (places, SyPdfPlace, index);
}

static void
test_flow_keeps (void)
{
  g_autoptr (GPtrArray) blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_pdf_block_free);
  g_autoptr (GArray) places = NULL;
  guint n_pages;

  add_block (blocks, 60, FALSE);
  add_block (blocks, 10, TRUE); /* a heading: 10 + 10 + 30 more don't fit into 100 */
  add_block (blocks, 30, FALSE);
  places = sy_pdf_flow (blocks, 100, &n_pages);
  g_assert_cmpuint (n_pages, ==, 2);
  g_assert_cmpuint (place_at (places, 0)->page, ==, 0);
  g_assert_cmpuint (place_at (places, 1)->page, ==, 1);
  g_assert_cmpfloat (place_at (places, 1)->y, ==, 0);
  g_assert_cmpuint (place_at (places, 2)->page, ==, 1);
  g_assert_cmpfloat (place_at (places, 2)->y, ==, 20);
}

static void
test_flow_repeats_head (void)
{
  g_autoptr (GPtrArray) blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_pdf_block_free);
  g_autoptr (GArray) places = NULL;
  SyPdfBlock *head = add_block (blocks, 20, TRUE);
  guint n_pages;

  for (guint i = 0; i < 3; i++)
    {
      SyPdfBlock *row = add_block (blocks, 40, FALSE);

      row->space = 0;
      row->head = head;
    }
  places = sy_pdf_flow (blocks, 100, &n_pages);
  g_assert_cmpuint (n_pages, ==, 2);
  g_assert_cmpuint (places->len, ==, 5);
  g_assert_true (place_at (places, 3)->block == head);
  g_assert_cmpuint (place_at (places, 3)->page, ==, 1);
  g_assert_cmpfloat (place_at (places, 4)->y, ==, 20);
}

/* More kept together than a page holds, a block higher than a page, and nothing at all. */
static void
test_flow_odd (void)
{
  g_autoptr (GPtrArray) blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_pdf_block_free);
  g_autoptr (GArray) empty = NULL, places = NULL;
  guint n_pages;

  empty = sy_pdf_flow (blocks, 100, &n_pages);
  g_assert_cmpuint (n_pages, ==, 1);
  g_assert_cmpuint (empty->len, ==, 0);
  for (guint i = 0; i < 4; i++)
    add_block (blocks, 50, i < 3);
  add_block (blocks, 500, FALSE);
  places = sy_pdf_flow (blocks, 100, &n_pages);
  g_assert_cmpuint (places->len, ==, 5);
  g_assert_cmpuint (place_at (places, 4)->page, ==, n_pages - 1);
  g_assert_cmpfloat (place_at (places, 4)->y, ==, 0);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/pdf-writer/text/en", Fixture, "en", set_up, test_text, tear_down);
  g_test_add ("/pdf-writer/text/zh", Fixture, "zh_CN", set_up, test_text, tear_down);
  g_test_add ("/pdf-writer/pages", Fixture, "en", set_up, test_pages, tear_down);
  g_test_add ("/pdf-writer/same-bytes", Fixture, "zh_CN", set_up, test_same_bytes, tear_down);
  g_test_add ("/pdf-writer/cancel", Fixture, "en", set_up, test_cancel, tear_down);
  g_test_add ("/pdf-writer/unwritable", Fixture, "en", set_up, test_unwritable, tear_down);
  g_test_add_func ("/pdf-writer/flow/keeps-together", test_flow_keeps);
  g_test_add_func ("/pdf-writer/flow/repeats-head", test_flow_repeats_head);
  g_test_add_func ("/pdf-writer/flow/odd", test_flow_odd);
  return g_test_run ();
}
