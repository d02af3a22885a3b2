/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A spill folder is private, goes away with its owner, and takes along what the dead left behind. */
#include "config.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#include "engine-fixture.h"
#include "sy-spill-folder.h"

static SySpillFolder *
open_folder (const char *parent)
{
  g_autoptr (GError) error = NULL;
  SySpillFolder *folder = sy_spill_folder_new (parent, &error);

  g_assert_no_error (error);
  return folder;
}

static void
test_life (void)
{
  g_autofree char *parent = make_folder ();
  g_autofree char *stale = g_build_filename (parent, "spill-gone", NULL);
  g_autofree char *stale_file = g_build_filename (stale, "duckdb_temp_storage", NULL);
  g_autofree char *unrelated = g_build_filename (parent, "unrelated", NULL);
  g_autofree char *path = NULL;
  SySpillFolder *first, *second;
  struct stat status;

  g_mkdir (stale, 0700);
  g_mkdir (unrelated, 0700);
  g_assert_true (g_file_set_contents (stale_file, "left", -1, NULL));
  first = open_folder (parent);
  g_assert_false (g_file_test (stale, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (unrelated, G_FILE_TEST_EXISTS));
  g_assert_cmpint (g_stat (sy_spill_folder_get_path (first), &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  g_assert_cmpuint (sy_spill_folder_get_room (first), >, 0);

  /* One in use is left alone. */
  second = open_folder (parent);
  g_assert_true (g_file_test (sy_spill_folder_get_path (first), G_FILE_TEST_IS_DIR));
  path = g_strdup (sy_spill_folder_get_path (first));
  sy_spill_folder_free (first);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (sy_spill_folder_get_path (second), G_FILE_TEST_IS_DIR));
  sy_spill_folder_free (second);
  g_rmdir (unrelated);
  remove_folder (parent);
}

static void
test_no_place (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sy_spill_folder_new ("/proc/self/no-folder-here", &error));
  g_assert_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/spill-folder/life", test_life);
  g_test_add_func ("/spill-folder/no-place", test_no_place);
  return g_test_run ();
}
