/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-export.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

G_DEFINE_QUARK (sy_export_error, sy_export_error)

char *
sy_export_temporary_name (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_strdup_printf (".steelyard-%d-%08x.tmp", (int) getpid (), g_random_int ());

  /* In the same folder, since a rename over a file system's border is no rename. */
  return g_build_filename (folder, name, NULL);
}

static gboolean
sync_file (const char *path)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  gboolean done;

  if (fd < 0)
    return FALSE;
  done = fsync (fd) == 0;
  return close (fd) == 0 && done;
}

/* The rename itself must reach the disk too; file systems that can't sync a folder have no such need. */
static void
sync_folder_of (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return;
  (void) !fsync (fd);
  close (fd);
}

/* A rename would put a file in the place of a device or a pipe. */
static gboolean
may_replace (const char *path, GError **error)
{
  GStatBuf st;

  if (g_stat (path, &st) != 0 || S_ISREG (st.st_mode))
    return TRUE;
  g_set_error (error, SY_EXPORT_ERROR, SY_EXPORT_ERROR_WRITE,
               _ ("“%s” is not a file but a folder, a device or a pipe: choose another name."), path);
  return FALSE;
}

gboolean
sy_export_finish (const char *temporary, const char *path, GError **error)
{
  if (!may_replace (path, error))
    {
      sy_export_abandon (temporary);
      return FALSE;
    }
  if (!sync_file (temporary) || g_rename (temporary, path) != 0)
    {
      int code = errno;

      sy_export_abandon (temporary);
      g_set_error (error, SY_EXPORT_ERROR, SY_EXPORT_ERROR_WRITE,
                   _ ("Can't write “%s”: %s. What was there before is unchanged."), path, g_strerror (code));
      return FALSE;
    }
  sync_folder_of (path);
  return TRUE;
}

void
sy_export_abandon (const char *temporary)
{
  g_unlink (temporary);
}
