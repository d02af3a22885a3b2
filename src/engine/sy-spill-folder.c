/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each folder is locked by the process that made it, so that a folder without a lock is one left behind:
 * process numbers would not tell, since a sandbox begins to count anew. A lock on the parent keeps makers and
 * cleaners apart. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "sy-engine.h"
#include "sy-spill-folder.h"

#define PREFIX "spill-"
#define LEAST_ROOM ((guint64) 64 << 20)
#define MOST_ROOM ((guint64) 16 << 30)

struct _SySpillFolder
{
  char *path;
  int lock; /* open and locked as long as the folder is used */
};

static int
open_folder (const char *path)
{
  return open (path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* The folders hold plain files only; anything else was not put there by an engine and stays. */
static void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  if (!folder)
    return;
  while ((name = g_dir_read_name (folder)))
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }
  g_rmdir (path);
}

static void
remove_stale (const char *parent)
{
  g_autoptr (GDir) folder = g_dir_open (parent, 0, NULL);
  const char *name;

  if (!folder)
    return;
  while ((name = g_dir_read_name (folder)))
    {
      g_autofree char *path = NULL;
      int lock;

      if (!g_str_has_prefix (name, PREFIX))
        continue;
      path = g_build_filename (parent, name, NULL);
      lock = open_folder (path);
      if (lock < 0)
        continue;
      if (flock (lock, LOCK_EX | LOCK_NB) == 0)
        remove_folder (path);
      close (lock);
    }
}

static void
set_error (GError **error, const char *path, int code)
{
  g_set_error (error, SY_ENGINE_ERROR,
               code == ENOSPC || code == EDQUOT ? SY_ENGINE_ERROR_DISK_FULL : SY_ENGINE_ERROR_FAILED,
               _ ("Can’t make a folder for temporary data in “%s”: %s"), path, g_strerror (code));
}

SySpillFolder *
sy_spill_folder_new (const char *parent, GError **error)
{
  g_autofree char *place =
      parent ? g_strdup (parent) : g_build_filename (g_get_user_cache_dir (), "steelyard", "spill", NULL);
  g_autoptr (SySpillFolder) self = g_new0 (SySpillFolder, 1);
  int parent_lock;

  self->lock = -1;
  if (g_mkdir_with_parents (place, 0700) != 0 || (parent_lock = open_folder (place)) < 0)
    {
      set_error (error, place, errno);
      return NULL;
    }
  flock (parent_lock, LOCK_EX);
  remove_stale (place);
  self->path = g_build_filename (place, PREFIX "XXXXXX", NULL);
  if (!g_mkdtemp_full (self->path, 0700))
    {
      set_error (error, place, errno);
      g_clear_pointer (&self->path, g_free);
    }
  else
    {
      self->lock = open_folder (self->path);
      flock (self->lock, LOCK_EX | LOCK_NB);
    }
  close (parent_lock);
  return self->path ? g_steal_pointer (&self) : NULL;
}

const char *
sy_spill_folder_get_path (SySpillFolder *self)
{
  return self->path;
}

guint64
sy_spill_folder_get_room (SySpillFolder *self)
{
  struct statvfs status;

  if (statvfs (self->path, &status) != 0)
    return LEAST_ROOM;
  return CLAMP ((guint64) status.f_bavail * status.f_frsize / 2, LEAST_ROOM, MOST_ROOM);
}

void
sy_spill_folder_free (SySpillFolder *self)
{
  if (!self)
    return;
  if (self->path)
    remove_folder (self->path);
  if (self->lock >= 0)
    close (self->lock);
  g_free (self->path);
  g_free (self);
}
