/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An early look gives what recognition gives, once; it can be let go and cancelled while it lasts. */
#include "config.h"

#include <glib/gstdio.h>

#include "sy-early-look.h"

static char *folder;

static char *
write_file (const char *name, const char *text)
{
  char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static void
test_plan (void)
{
  g_autofree char *path =
      write_file ("sales.csv", "day,shop,amount\n2024-01-05,North,12.50\n2024-01-06,South,3\n");
  g_autoptr (SyEarlyLook) look = sy_early_look_new (path, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyImportPlan) plan = sy_early_look_take_plan (look, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (plan);
  g_assert_cmpstr (sy_early_look_get_path (look), ==, path);
  g_assert_cmpstr (plan->path, ==, path);
  g_assert_cmpuint (plan->columns->len, ==, 3);
  g_assert_cmpuint (plan->header_row, ==, 1);
}

static void
test_problem (void)
{
  g_autofree char *path = g_build_filename (folder, "absent.csv", NULL);
  g_autoptr (SyEarlyLook) look = sy_early_look_new (path, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (sy_early_look_take_plan (look, cancellable, &error));
  g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_NOT_FOUND);
}

/* However far it has come. */
static void
test_let_go (void)
{
  g_autofree char *path = write_file ("other.csv", "a,b\n1,2\n3,4\n");

  for (int i = 0; i < 50; i++)
    {
      SyEarlyLook *look = sy_early_look_new (path, NULL);

      g_usleep (i * 20);
      sy_early_look_free (look);
    }
}

static void
test_cancelled (void)
{
  GString *text = g_string_new ("day,shop,amount\n");
  g_autofree char *path = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEarlyLook) look = NULL;
  g_autoptr (SyImportPlan) plan = NULL;

  for (int i = 0; i < 50000; i++)
    g_string_append_printf (text, "2024-01-05,North,%d\n", i);
  path = write_file ("long.csv", text->str);
  g_string_free (text, TRUE);
  look = sy_early_look_new (path, NULL);
  g_cancellable_cancel (cancellable);
  plan = sy_early_look_take_plan (look, cancellable, &error);
  if (!plan) /* it may have been done already */
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  int failed;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("steelyard-XXXXXX", NULL);
  g_test_add_func ("/early-look/plan", test_plan);
  g_test_add_func ("/early-look/problem", test_problem);
  g_test_add_func ("/early-look/let-go", test_let_go);
  g_test_add_func ("/early-look/cancelled", test_cancelled);
  failed = g_test_run ();
  for (const char *const *name = (const char *const[]){ "sales.csv", "other.csv", "long.csv", NULL }; *name;
       name++)
    {
      g_autofree char *path = g_build_filename (folder, *name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
  g_free (folder);
  return failed;
}
