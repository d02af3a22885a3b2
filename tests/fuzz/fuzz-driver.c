/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs a target on the files of a folder, where the compiler brings no fuzzer, and in the tests. */
#include "config.h"

#include <gio/gio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
run_file (const char *path)
{
  g_autofree char *bytes = NULL;
  gsize size = 0;

  if (!g_file_get_contents (path, &bytes, &size, NULL))
    g_error ("%s cannot be read", path);
  g_printerr ("%s\n", path);
  LLVMFuzzerTestOneInput ((const guint8 *) bytes, size);
  /* Also cut in half, and with a bit turned over, which costs little here. */
  LLVMFuzzerTestOneInput ((const guint8 *) bytes, size / 2);
  for (gsize i = 0; i < size; i += MAX (size / 16, 1))
    {
      bytes[i] ^= 0x41;
      LLVMFuzzerTestOneInput ((const guint8 *) bytes, size);
    }
}

int
main (int argc, char **argv)
{
  guint n = 0;

  for (int i = 1; i < argc; i++)
    {
      g_autoptr (GDir) dir = g_dir_open (argv[i], 0, NULL);
      const char *name;

      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *path = g_build_filename (argv[i], name, NULL);

          run_file (path);
          n++;
        }
    }
  g_print ("%u files\n", n);
  return n > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
