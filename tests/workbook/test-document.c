/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is in a document after it was closed, killed, copied, deleted; and what is no document. */
#include "config.h"

#include <glib/gstdio.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sy-workbook-private.h"
#include "workbook-fixture.h"

static SyDocument *
create_filled (Fixture *fixture, const char *path)
{
  g_autoptr (GError) error = NULL;
  SyDocument *document = sy_document_create (path, fixture->catalogue, &error);

  g_assert_no_error (error);
  g_set_object (&fixture->workbook, sy_document_get_workbook (document));
  fixture_fill (fixture);
  return document;
}

static SyDocument *
open_document (Fixture *fixture, const char *path)
{
  g_autoptr (GError) error = NULL;
  SyDocument *document = sy_document_open (path, fixture->catalogue, &error);

  g_assert_no_error (error);
  return document;
}

static void
close_document (Fixture *fixture, SyDocument **document)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&fixture->workbook);
  sy_document_close (*document, &error);
  g_assert_no_error (error);
  g_clear_object (document);
}

static void
set (SyWorkbook *workbook, const char *id, const char *text)
{
  g_autoptr (GError) error = NULL;

  sy_workbook_set_parameter (workbook, id, text, &error);
  g_assert_no_error (error);
}

static void
test_reopened_is_equal (Fixture *fixture, gconstpointer data)
{
  const char *const row[] = { "spring", "2024-02-01", "15%", NULL };
  g_autofree char *path = g_build_filename (fixture->folder, "d.steelyard", NULL);
  g_autoptr (SyDocument) document = create_filled (fixture, path);
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autofree char *cell = NULL;
  const SyWorkbookSource *source;
  SyWorkbook *workbook;

  g_ptr_array_add (rows, (gpointer) row);
  set (fixture->workbook, "target", "190");
  g_assert_true (sy_workbook_set_input_rows (fixture->workbook, "offers", rows, NULL));
  set (fixture->workbook, "target", "380");
  g_free (sy_workbook_undo (fixture->workbook, NULL));
  close_document (fixture, &document);

  document = open_document (fixture, path);
  workbook = sy_document_get_workbook (document);
  g_assert_cmpstr (sy_template_get_id (sy_workbook_get_template (workbook)), ==, "small");
  g_assert_cmpfloat (fixture_value (workbook, "total"), ==, 95);
  g_assert_cmpfloat (fixture_value (workbook, "completion"), ==, 0.5);
  g_assert_cmpfloat (fixture_value (workbook, "best_rate"), ==, 0.15);
  cell = fixture_cell (workbook, "sales", "备注", 1);
  g_assert_cmpstr (cell, ==, "a");
  source = sy_workbook_get_sources (workbook)->pdata[0];
  g_assert_cmpstr (source->files->pdata[0], ==, "sales.csv");
  g_assert_true (g_strv_contains ((const char *const *) source->headers, "销售额"));
  /* The history goes on where it was: one step can be redone, two undone. */
  g_assert_true (sy_workbook_can_redo (workbook));
  g_free (sy_workbook_undo (workbook, NULL));
  g_assert_null (sy_workbook_get_input_rows (workbook, "offers"));
  g_free (sy_workbook_undo (workbook, NULL));
  g_assert_cmpfloat (fixture_value (workbook, "completion"), ==, 0.95);
  /* The import itself is the first step. */
  g_free (sy_workbook_undo (workbook, NULL));
  g_assert_cmpuint (sy_workbook_get_sources (workbook)->len, ==, 0);
  g_assert_false (sy_workbook_can_undo (workbook));
  g_free (sy_workbook_redo (workbook, NULL));
  g_assert_cmpfloat (fixture_value (workbook, "total"), ==, 95);
  close_document (fixture, &document);
}

/* The template's own file is gone: the document has its text. */
static void
test_template_is_kept (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "d.steelyard", NULL);
  g_autofree char *template = g_build_filename (fixture->folder, "small.xml", NULL);
  g_autoptr (SyDocument) document = create_filled (fixture, path);

  close_document (fixture, &document);
  g_unlink (template);
  g_clear_object (&fixture->catalogue);
  fixture->catalogue = sy_catalogue_new ("en", NULL);
  document = open_document (fixture, path);
  g_assert_cmpfloat (fixture_value (sy_document_get_workbook (document), "total"), ==, 95);
  close_document (fixture, &document);
}

static void
test_second_import_leaves_the_way_back (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "d.steelyard", NULL);
  g_autofree char *more = fixture_write_file (fixture, "more.csv", "日期,商品,金额\n2024-02-01,soup,5\n");
  g_autoptr (SyDocument) document = create_filled (fixture, path);
  g_autoptr (SyFrame) frame = NULL;

  fixture_import (fixture->workbook, more);
  close_document (fixture, &document);
  document = open_document (fixture, path);
  g_assert_cmpfloat (fixture_value (sy_document_get_workbook (document), "total"), ==, 100);
  frame = sy_engine_query (
      sy_workbook_get_engine (sy_document_get_workbook (document)),
      "SELECT COUNT(*) FROM information_schema.tables WHERE starts_with(table_name, 'source_')", NULL, 0,
      NULL, NULL);
  g_assert_cmpint (sy_frame_get_int64 (frame, 0, 0), ==, 2);
  g_free (sy_workbook_undo (sy_document_get_workbook (document), NULL));
  g_assert_cmpfloat (fixture_value (sy_document_get_workbook (document), "total"), ==, 95);
  close_document (fixture, &document);
}

/* The child, this program again, writes targets 1, 2, 3 … and says each when it is in the document; then it
 * is killed. */
static int
write_until_killed (const char *path)
{
  g_autoptr (SyCatalogue) catalogue = sy_catalogue_new ("en", NULL);
  g_autoptr (SyDocument) document = sy_document_open (path, catalogue, NULL);
  SyWorkbook *workbook = document ? sy_document_get_workbook (document) : NULL;

  for (guint32 i = 1; workbook && i < 100000; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", i);
      if (!sy_workbook_set_parameter (workbook, "target", text, NULL) || !sy_workbook_flush (workbook, NULL)
          || write (STDOUT_FILENO, &i, sizeof i) != sizeof i)
        break;
    }
  return 1;
}

static guint32
kill_a_writer (const char *path, guint milliseconds)
{
  const char *const argv[] = { "/proc/self/exe", "--write-until-killed", path, NULL };
  g_autoptr (GError) error = NULL;
  guint32 last = 0, number;
  GPid child;
  int out;

  g_spawn_async_with_pipes (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &child, NULL,
                            &out, NULL, &error);
  g_assert_no_error (error);
  g_usleep (milliseconds * 1000);
  kill (child, SIGKILL);
  waitpid (child, NULL, 0);
  while (read (out, &number, sizeof number) == sizeof number)
    last = number;
  close (out);
  return last;
}

static void
test_nothing_is_lost_when_killed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "d.steelyard", NULL);
  g_autoptr (SyDocument) document = create_filled (fixture, path);

  close_document (fixture, &document);
  for (guint i = 0; i < 6; i++)
    {
      guint32 last = kill_a_writer (path, 200 + 70 * i);
      const char *text;
      document = open_document (fixture, path);
      text = sy_workbook_find_parameter (sy_document_get_workbook (document), "target")->text;
      g_test_message ("acknowledged %u, found %s", last, text ? text : "nothing");
      g_assert_true (last == 0 || (text && g_ascii_strtoull (text, NULL, 10) >= last));
      g_assert_cmpfloat (fixture_value (sy_document_get_workbook (document), "total"), ==, 95);
      close_document (fixture, &document);
    }
}

static void
test_save_as (Fixture *fixture, gconstpointer data)
{
  g_autofree char *target = g_build_filename (fixture->folder, "saved.steelyard", NULL);
  g_autofree char *draft = NULL;
  g_autoptr (SyDocument) document = create_filled (fixture, NULL);
  g_autoptr (GError) error = NULL;

  draft = g_strdup (sy_document_get_path (document));
  g_assert_true (sy_document_is_draft (document));
  g_assert_true (g_file_test (draft, G_FILE_TEST_EXISTS));
  set (fixture->workbook, "target", "190");
  sy_document_save_as (document, target, &error);
  g_assert_no_error (error);
  g_assert_false (sy_document_is_draft (document));
  g_assert_cmpstr (sy_document_get_path (document), ==, target);
  g_assert_false (g_file_test (draft, G_FILE_TEST_EXISTS));
  g_assert_cmpfloat (fixture_value (fixture->workbook, "completion"), ==, 0.5);
  set (fixture->workbook, "target", "380");
  close_document (fixture, &document);
  document = open_document (fixture, target);
  g_assert_cmpfloat (fixture_value (sy_document_get_workbook (document), "completion"), ==, 0.25);
  close_document (fixture, &document);
}

static void
test_save_as_that_fails_changes_nothing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "d.steelyard", NULL);
  g_autofree char *target = g_build_filename (fixture->folder, "no", "such", "folder.steelyard", NULL);
  g_autoptr (SyDocument) document = create_filled (fixture, path);
  g_autoptr (GError) error = NULL;

  g_assert_false (sy_document_save_as (document, target, &error));
  g_assert_nonnull (error);
  g_assert_cmpstr (sy_document_get_path (document), ==, path);
  g_assert_cmpfloat (fixture_value (fixture->workbook, "total"), ==, 95);
  set (fixture->workbook, "target", "190");
  g_assert_true (sy_document_check (document, NULL));
  close_document (fixture, &document);
}

static void
test_vanished_file_is_told_and_rescued (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "d.steelyard", NULL);
  g_autofree char *target = g_build_filename (fixture->folder, "rescued.steelyard", NULL);
  g_autoptr (SyDocument) document = create_filled (fixture, path);
  g_autoptr (GError) error = NULL;

  g_unlink (path);
  set (fixture->workbook, "target", "190");
  g_assert_false (sy_document_check (document, &error));
  g_assert_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_OPEN);
  g_clear_error (&error);
  sy_document_save_as (document, target, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (fixture_value (fixture->workbook, "completion"), ==, 0.5);
  close_document (fixture, &document);
}

static void
test_discarded_draft_is_gone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SyDocument) document = create_filled (fixture, NULL);
  g_autofree char *path = g_strdup (sy_document_get_path (document));

  g_clear_object (&fixture->workbook);
  sy_document_discard (document);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_read_only (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "d.steelyard", NULL);
  g_autofree char *target = g_build_filename (fixture->folder, "copy.steelyard", NULL);
  g_autoptr (SyDocument) document = create_filled (fixture, path);
  g_autoptr (GError) error = NULL;

  if (geteuid () == 0)
    {
      close_document (fixture, &document);
      g_test_skip ("root may write everything");
      return;
    }
  close_document (fixture, &document);
  g_chmod (path, 0444);
  document = open_document (fixture, path);
  g_assert_true (sy_document_is_read_only (document));
  set (sy_document_get_workbook (document), "target", "190");
  g_assert_cmpfloat (fixture_value (sy_document_get_workbook (document), "completion"), ==, 0.5);
  sy_document_save_as (document, target, &error);
  g_assert_no_error (error);
  close_document (fixture, &document);
  document = open_document (fixture, target);
  g_assert_cmpfloat (fixture_value (sy_document_get_workbook (document), "completion"), ==, 0.5);
  close_document (fixture, &document);
}

static void
assert_refused (Fixture *fixture, const char *path, const char *says)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sy_document_open (path, fixture->catalogue, &error));
  g_assert_nonnull (error);
  if (!strstr (error->message, says))
    g_error ("“%s” does not say “%s”", error->message, says);
}

static void
run_in_file (const char *path, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEngine) engine = sy_duckdb_engine_open (path, NULL, &error);

  g_assert_no_error (error);
  sy_engine_execute (engine, sql, NULL, 0, NULL, &error);
  g_assert_no_error (error);
  sy_duckdb_engine_close (SY_DUCKDB_ENGINE (engine), &error);
  g_assert_no_error (error);
}

static void
test_not_a_document (Fixture *fixture, gconstpointer data)
{
  g_autofree char *newer = g_build_filename (fixture->folder, "newer.steelyard", NULL);
  g_autofree char *foreign = g_build_filename (fixture->folder, "foreign.db", NULL);
  g_autofree char *text = fixture_write_file (fixture, "text.steelyard", "date,amount\n");
  g_autofree char *missing = g_build_filename (fixture->folder, "missing.steelyard", NULL);
  g_autoptr (SyDocument) document = create_filled (fixture, newer);

  close_document (fixture, &document);
  run_in_file (newer, "UPDATE sy_meta SET value = '99' WHERE key = 'format'");
  assert_refused (fixture, newer, "newer");
  run_in_file (foreign, "CREATE TABLE t (a INTEGER)");
  assert_refused (fixture, foreign, "not a Steelyard document");
  assert_refused (fixture, text, "not a Steelyard document");
  assert_refused (fixture, missing, "no file");
  assert_refused (fixture, fixture->folder, "");
  g_assert_true (sy_document_sniff (foreign));
  g_assert_false (sy_document_sniff (missing));
  g_assert_false (sy_document_sniff (fixture->folder));
}

static void
test_existing_file_is_not_overwritten (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = fixture_write_file (fixture, "there.steelyard", "dear diary");
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (sy_document_create (path, fixture->catalogue, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "dear diary");
}

static void
test_cancelled_import_leaves_nothing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "d.steelyard", NULL);
  g_autofree char *more = fixture_write_file (fixture, "more.csv", "日期,商品,金额\n2024-02-01,soup,5\n");
  g_autoptr (SyDocument) document = create_filled (fixture, path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (SyImportPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  SyReadOptions options = { 0 };

  plan =
      sy_importer_recognise (more, &options, sy_catalogue_get_kinds (fixture->catalogue), NULL, NULL, &error);
  g_cancellable_cancel (cancellable);
  g_assert_false (sy_workbook_import (fixture->workbook, plan, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  sy_workbook_refresh (fixture->workbook);
  g_assert_cmpfloat (fixture_value (fixture->workbook, "total"), ==, 95);
  close_document (fixture, &document);
}

int
main (int argc, char **argv)
{
  g_autofree char *home = NULL;
  int status;

  if (argc == 3 && g_str_equal (argv[1], "--write-until-killed"))
    return write_until_killed (argv[2]);
  home = g_dir_make_tmp ("sy-document-home-XXXXXX", NULL);
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function)                                                                                  \
  g_test_add ("/document/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("nothing-is-lost-when-killed", test_nothing_is_lost_when_killed);
  ADD ("reopened-is-equal", test_reopened_is_equal);
  ADD ("template-is-kept", test_template_is_kept);
  ADD ("second-import-leaves-the-way-back", test_second_import_leaves_the_way_back);
  ADD ("save-as", test_save_as);
  ADD ("save-as-that-fails-changes-nothing", test_save_as_that_fails_changes_nothing);
  ADD ("vanished-file-is-told-and-rescued", test_vanished_file_is_told_and_rescued);
  ADD ("discarded-draft-is-gone", test_discarded_draft_is_gone);
  ADD ("read-only", test_read_only);
  ADD ("not-a-document", test_not_a_document);
  ADD ("existing-file-is-not-overwritten", test_existing_file_is_not_overwritten);
  ADD ("cancelled-import-leaves-nothing", test_cancelled_import_leaves_nothing);
  status = g_test_run ();
  fixture_remove_folder (home);
  return status;
}
