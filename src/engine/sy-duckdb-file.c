/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening and closing the database file. All that can be told from outside is looked at before DuckDB opens
 * anything, since it waits for a FIFO, reads devices without end, and removes a change log that it finds
 * without a document.
 *
 * DuckDB's lock on the file holds off other processes alone, and closing any descriptor of that file within
 * this process gives it up. So this process keeps its own list of open documents, and doesn't open a
 * document's file while it is open. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sy-duckdb-private.h"

/* The first format in which a change log names the document it belongs to. */
#define STORAGE_VERSION "v1.4.0"
#define MEGABYTE ((guint64) 1 << 20)
#define MOST_MEMORY_MB 1024
#define LEAST_MEMORY_MB 64
#define MAGIC "DUCK"
#define MAGIC_OFFSET 8
#define MAX_OPTIONS 16

typedef struct
{
  const char *name;
  const char *value;
} Option;

static GMutex open_files_lock;
static GPtrArray *open_files; /* (element-type SyDuckdbFile) (unowned) */

static gboolean
open_error (GError **error, int code, const char *format, const char *path)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_set_error (error, SY_ENGINE_ERROR, code, format, path);
#pragma GCC diagnostic pop
  return FALSE;
}

static char *
wal_path (const char *path)
{
  return g_strconcat (path, ".wal", NULL);
}

static gboolean
is_open_here (const struct stat *status)
{
  for (guint i = 0; open_files && i < open_files->len; i++)
    {
      const SyDuckdbFile *file = g_ptr_array_index (open_files, i);

      if (file->device == status->st_dev && file->inode == status->st_ino)
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_magic (const char *path)
{
  char head[MAGIC_OFFSET + sizeof MAGIC - 1];
  int file = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  gboolean found;

  if (file < 0)
    return FALSE;
  found = read (file, head, sizeof head) == (gssize) sizeof head
          && memcmp (head + MAGIC_OFFSET, MAGIC, sizeof MAGIC - 1) == 0;
  close (file);
  return found;
}

/* A document that is to be made: its folder must take it, and no log of an earlier one may lie there. */
static gboolean
check_place (const char *path, gboolean read_only, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *wal = wal_path (path);

  if (read_only)
    return open_error (error, SY_ENGINE_ERROR_OPEN, _ ("There is no document “%s”"), path);
  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    return open_error (error, SY_ENGINE_ERROR_OPEN, _ ("There is no folder “%s”"), folder);
  if (access (folder, W_OK | X_OK) != 0)
    return open_error (error, SY_ENGINE_ERROR_READ_ONLY,
                       _ ("The folder “%s” can’t be written; choose another"), folder);
  if (g_file_test (wal, G_FILE_TEST_EXISTS))
    return open_error (
        error, SY_ENGINE_ERROR_OPEN,
        _ ("There is a change log “%s” without its document; bring the document back, or move the log away"),
        wal);
  return TRUE;
}

static gboolean
check_existing (const char *path, const struct stat *status, gboolean read_only, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (S_ISDIR (status->st_mode))
    return open_error (error, SY_ENGINE_ERROR_OPEN, _ ("“%s” is a folder, not a document"), path);
  if (!S_ISREG (status->st_mode))
    return open_error (error, SY_ENGINE_ERROR_OPEN, _ ("“%s” is not a file"), path);
  if (is_open_here (status))
    return open_error (error, SY_ENGINE_ERROR_LOCKED, _ ("“%s” is already open in another window"), path);
  if (access (path, R_OK) != 0)
    return open_error (error, SY_ENGINE_ERROR_OPEN, _ ("You may not read “%s”"), path);
  if (status->st_size == 0)
    return open_error (error, SY_ENGINE_ERROR_OPEN, _ ("“%s” is empty, not a Steelyard document"), path);
  if (!has_magic (path))
    return open_error (error, SY_ENGINE_ERROR_OPEN, _ ("“%s” is not a Steelyard document"), path);
  if (!read_only && access (path, W_OK) != 0)
    return open_error (error, SY_ENGINE_ERROR_READ_ONLY,
                       _ ("“%s” may only be read; save a copy to change it"), path);
  if (!read_only && access (folder, W_OK | X_OK) != 0)
    return open_error (
        error, SY_ENGINE_ERROR_READ_ONLY,
        _ ("The folder “%s” can’t be written; save a copy of the document elsewhere to change it"), folder);
  return TRUE;
}

/* Half of the machine's memory, 1 GiB at most: the window and the rest of the desktop need theirs. */
static guint
default_memory_mb (void)
{
  guint64 pages = (guint64) MAX (sysconf (_SC_PHYS_PAGES), 0);
  guint64 half = pages * (guint64) MAX (sysconf (_SC_PAGESIZE), 0) / 2 / MEGABYTE;

  return (guint) CLAMP (half, LEAST_MEMORY_MB, MOST_MEMORY_MB);
}

static duckdb_config
config_new (const Option *options, GError **error)
{
  duckdb_config config = NULL;

  if (duckdb_create_config (&config) != DuckDBSuccess)
    {
      g_set_error_literal (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED,
                           _ ("Can’t configure the database"));
      return NULL;
    }
  for (guint i = 0; options[i].name; i++)
    if (duckdb_set_config (config, options[i].name, options[i].value) != DuckDBSuccess)
      {
        g_set_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED,
                     _ ("This DuckDB library (%s) does not know the setting “%s”"), duckdb_library_version (),
                     options[i].name);
        duckdb_destroy_config (&config);
        return NULL;
      }
  return config;
}

/* The folder must be named before access is switched off. That the settings are locked is done by the engine,
 * after the few that belong to its connection. */
static duckdb_config
make_config (SyDuckdbFile *self, const SyDuckdbOptions *options, gboolean create, GError **error)
{
  guint megabytes = options && options->memory_limit_mb ? options->memory_limit_mb : default_memory_mb ();
  g_autofree char *memory = g_strdup_printf ("%uMiB", megabytes);
  g_autofree char *room =
      g_strdup_printf ("%" G_GUINT64_FORMAT "MiB", sy_spill_folder_get_room (self->spill) / MEGABYTE);
  g_autofree char *threads = g_strdup_printf ("%u", options ? options->n_threads : 0);
  Option settings[MAX_OPTIONS + 1] = {
    { "memory_limit", memory },
    { "temp_directory", sy_spill_folder_get_path (self->spill) },
    { "max_temp_directory_size", room },
    { "autoload_known_extensions", "false" },
    { "autoinstall_known_extensions", "false" },
    { "allow_community_extensions", "false" },
    { "allow_persistent_secrets", "false" },
    { "access_mode", self->read_only ? "READ_ONLY" : "READ_WRITE" },
    { "preserve_insertion_order", "true" },
  };
  guint n = 9;

  if (options && options->n_threads > 0)
    settings[n++] = (Option){ "threads", threads };
  if (self->path)
    settings[n++] = (Option){ "enable_external_access", "false" };
  if (create)
    settings[n++] = (Option){ "storage_compatibility_version", STORAGE_VERSION };
  return config_new (settings, error);
}

static gboolean
open_database (SyDuckdbFile *self, const SyDuckdbOptions *options, gboolean create, GError **error)
{
  duckdb_config config = make_config (self, options, create, error);
  char *message = NULL;
  gboolean opened;

  if (!config)
    return FALSE;
  opened = duckdb_open_ext (self->path, &self->database, config, &message) == DuckDBSuccess;
  if (!opened)
    {
      self->database = NULL;
      sy_duckdb_set_open_error (error, self->path ? self->path : _ ("memory"), message);
    }
  duckdb_free (message);
  duckdb_destroy_config (&config);
  return opened;
}

static void
remember_file (SyDuckdbFile *self, const struct stat *status)
{
  self->device = status->st_dev;
  self->inode = status->st_ino;
  if (!open_files)
    open_files = g_ptr_array_new ();
  g_ptr_array_add (open_files, self);
}

/* The caller holds the list's lock, so that two windows can't both make or open a document. */
static gboolean
open_document (SyDuckdbFile *self, const SyDuckdbOptions *options, GError **error)
{
  struct stat before, after;
  gboolean create = stat (self->path, &before) != 0;

  if (create && errno != ENOENT)
    {
      g_set_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_OPEN, _ ("Can’t open “%s”: %s"), self->path,
                   g_strerror (errno));
      return FALSE;
    }
  if (create ? !check_place (self->path, self->read_only, error)
             : !check_existing (self->path, &before, self->read_only, error))
    return FALSE;
  if (!open_database (self, options, create, error))
    {
      if (create)
        g_unlink (self->path);
      return FALSE;
    }
  if (stat (self->path, &after) != 0
      || (!create && (after.st_dev != before.st_dev || after.st_ino != before.st_ino)))
    {
      duckdb_close (&self->database);
      return open_error (error, SY_ENGINE_ERROR_OPEN, _ ("“%s” was moved or replaced while it was opened"),
                         self->path);
    }
  self->created = create;
  remember_file (self, &after);
  return TRUE;
}

SyDuckdbFile *
sy_duckdb_file_open (const char *path, const SyDuckdbOptions *options, GError **error)
{
  SyDuckdbFile *self = g_new0 (SyDuckdbFile, 1);
  gboolean opened;

  /* An absolute path is never one of DuckDB's special names, such as :memory: or s3://. */
  self->path = path ? g_canonicalize_filename (path, NULL) : NULL;
  self->read_only = path && options && options->read_only;
  self->spill = sy_spill_folder_new (options ? options->spill_folder : NULL, error);
  if (!self->spill)
    opened = FALSE;
  else if (!self->path)
    opened = open_database (self, options, TRUE, error);
  else
    {
      g_mutex_lock (&open_files_lock);
      opened = open_document (self, options, error);
      g_mutex_unlock (&open_files_lock);
    }
  if (opened)
    return self;
  sy_duckdb_file_close (self);
  return NULL;
}

gboolean
sy_duckdb_file_is_ours (SyDuckdbFile *self)
{
  struct stat status;

  if (!self->path)
    return TRUE;
  return stat (self->path, &status) == 0 && status.st_dev == self->device && status.st_ino == self->inode;
}

gboolean
sy_duckdb_file_has_wal (SyDuckdbFile *self)
{
  g_autofree char *wal = self->path ? wal_path (self->path) : NULL;

  return wal && g_file_test (wal, G_FILE_TEST_EXISTS);
}

void
sy_duckdb_file_close (SyDuckdbFile *self)
{
  if (!self)
    return;
  g_mutex_lock (&open_files_lock);
  if (self->database)
    duckdb_close (&self->database);
  if (open_files)
    g_ptr_array_remove_fast (open_files, self);
  g_mutex_unlock (&open_files_lock);
  g_clear_pointer (&self->spill, sy_spill_folder_free);
  g_free (self->path);
  g_free (self);
}
