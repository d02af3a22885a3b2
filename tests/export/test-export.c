/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#include "sy-export.h"

static void
test_finish (void)
{
  g_autofree char *folder = g_dir_make_tmp ("steelyard-export-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "out.txt", NULL);
  g_autofree char *temporary = sy_export_temporary_name (path);
  g_autofree char *text = NULL, *beside = g_path_get_dirname (temporary);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (beside, ==, folder);
  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  g_assert_true (g_file_set_contents (temporary, "new", -1, NULL));
  g_assert_true (sy_export_finish (temporary, path, &error));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "new");
  g_assert_false (g_file_test (temporary, G_FILE_TEST_EXISTS));
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_failure_keeps_the_old_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("steelyard-export-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "out.txt", NULL);
  g_autofree char *missing = sy_export_temporary_name (path);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  g_assert_false (sy_export_finish (missing, path, &error));
  g_assert_error (error, SY_EXPORT_ERROR, SY_EXPORT_ERROR_WRITE);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "old");
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_a_pipe_is_not_replaced (void)
{
  g_autofree char *folder = g_dir_make_tmp ("steelyard-export-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "pipe", NULL);
  g_autofree char *temporary = sy_export_temporary_name (path);
  g_autoptr (GError) error = NULL;
  GStatBuf st;

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  g_assert_true (g_file_set_contents (temporary, "new", -1, NULL));
  g_assert_false (sy_export_finish (temporary, path, &error));
  g_assert_error (error, SY_EXPORT_ERROR, SY_EXPORT_ERROR_WRITE);
  g_assert_false (g_file_test (temporary, G_FILE_TEST_EXISTS));
  g_assert_cmpint (g_stat (path, &st), ==, 0);
  g_assert_true (S_ISFIFO (st.st_mode));
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/finish", test_finish);
  g_test_add_func ("/export/failure-keeps-the-old-file", test_failure_keeps_the_old_file);
  g_test_add_func ("/export/a-pipe-is-not-replaced", test_a_pipe_is_not_replaced);
  return g_test_run ();
}
