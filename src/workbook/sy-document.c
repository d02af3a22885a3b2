/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document is a DuckDB database that is written as it is changed. While it is open it may be two files; so
 * it is copied only after it has been closed, to a temporary file beside the target that then takes the
 * target's name: the target is either the old file or the whole new one. */
#include "config.h"

#include "sy-document.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "sy-duckdb-engine.h"
#include "sy-workbook-private.h"

#define SUFFIX ".steelyard"
#define MAGIC "DUCK"
#define MAGIC_OFFSET 8
#define COPY_BLOCK (1 << 20)

struct _SyDocument
{
  GObject parent_instance;

  SyEngine *engine;
  SyWorkbook *workbook;
  char *path;
  gboolean is_draft;
  gboolean is_read_only;
  gboolean is_closed;
};

G_DEFINE_FINAL_TYPE (SyDocument, sy_document, G_TYPE_OBJECT)

static void
sy_document_finalize (GObject *object)
{
  SyDocument *self = SY_DOCUMENT (object);

  if (!self->is_closed && self->engine)
    sy_document_close (self, NULL);
  g_clear_object (&self->workbook);
  g_clear_object (&self->engine);
  g_free (self->path);
  G_OBJECT_CLASS (sy_document_parent_class)->finalize (object);
}

static void
sy_document_class_init (SyDocumentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sy_document_finalize;
}

static void
sy_document_init (SyDocument *self)
{
}

/* --- create and open --- */

static char *
make_draft_path (GError **error)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "steelyard", "drafts", NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%d-%H%M%S");
  g_autofree char *name = g_strdup_printf ("%s-%08x" SUFFIX, stamp, g_random_int ());

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return g_build_filename (folder, name, NULL);
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _ ("Can’t make the folder “%s”: %s"), folder,
               g_strerror (errno));
  return NULL;
}

static SyDocument *
take_engine (SyEngine *engine, const char *path, SyCatalogue *catalogue, GError **error)
{
  g_autoptr (SyDocument) self = g_object_new (SY_TYPE_DOCUMENT, NULL);
  const GError *load_error;

  self->engine = engine;
  self->path = g_strdup (path);
  self->workbook = sy_workbook_new (catalogue, engine);
  load_error = sy_workbook_get_load_error (self->workbook);
  if (!load_error)
    return g_steal_pointer (&self);
  if (error)
    *error = g_error_copy (load_error);
  return NULL;
}

/**
 * sy_document_create:
 * @path: (nullable): must not exist; %NULL for a draft in the user's data folder
 *
 * Returns: (transfer full): the new document; %NULL with %G_IO_ERROR_EXISTS, another I/O error or the
 * engine's
 */
SyDocument *
sy_document_create (const char *path, SyCatalogue *catalogue, GError **error)
{
  g_autofree char *file = NULL;
  SyEngine *engine;
  SyDocument *self;

  g_return_val_if_fail (SY_IS_CATALOGUE (catalogue), NULL);
  file = path ? g_canonicalize_filename (path, NULL) : make_draft_path (error);
  if (!file)
    return NULL;
  if (g_file_test (file, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
                   _ ("“%s” is there already: choose another name, or remove it first"), file);
      return NULL;
    }
  engine = sy_duckdb_engine_open (file, NULL, error);
  self = engine ? take_engine (engine, file, catalogue, error) : NULL;
  if (self)
    self->is_draft = path == NULL;
  return self;
}

static gboolean
check_kind (SyEngine *engine, const char *path, GError **error)
{
  SyStoreKind kind;

  if (!sy_store_inspect (engine, &kind, error))
    return FALSE;
  switch (kind)
    {
    case SY_STORE_OURS:
      return TRUE;
    case SY_STORE_NEWER:
      g_set_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_OPEN,
                   _ ("“%s” was written by a newer version of Steelyard: update to open it"), path);
      return FALSE;
    case SY_STORE_EMPTY:
    case SY_STORE_FOREIGN:
    default:
      g_set_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_OPEN,
                   _ ("“%s” is a database, but not a Steelyard document"), path);
      return FALSE;
    }
}

/* For writing where that is allowed, else for reading. */
static SyEngine *
open_engine (const char *path, gboolean *read_only, GError **error)
{
  SyDuckdbOptions options = { .read_only = TRUE };
  g_autoptr (GError) cause = NULL;
  SyEngine *engine = NULL;

  *read_only = g_access (path, W_OK) != 0 && g_access (path, R_OK) == 0;
  if (!*read_only)
    engine = sy_duckdb_engine_open (path, NULL, &cause);
  if (engine)
    return engine;
  if (cause && !g_error_matches (cause, SY_ENGINE_ERROR, SY_ENGINE_ERROR_READ_ONLY))
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }
  *read_only = TRUE;
  return sy_duckdb_engine_open (path, &options, error);
}

/**
 * sy_document_open:
 *
 * Returns: (transfer full): the document with its undo history; %NULL with %SY_ENGINE_ERROR_OPEN (not a
 * document, damaged, newer), _LOCKED or another of the engine's errors
 */
SyDocument *
sy_document_open (const char *path, SyCatalogue *catalogue, GError **error)
{
  g_autofree char *file = NULL;
  g_autoptr (SyEngine) engine = NULL;
  gboolean read_only;
  SyDocument *self;

  g_return_val_if_fail (path && SY_IS_CATALOGUE (catalogue), NULL);
  file = g_canonicalize_filename (path, NULL);
  if (!g_file_test (file, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("There is no file “%s”"), file);
      return NULL;
    }
  engine = open_engine (file, &read_only, error);
  if (!engine || !check_kind (engine, file, error))
    return NULL;
  if (!read_only && !sy_store_upgrade (engine, error))
    return NULL;
  if (!read_only)
    sy_store_clean (engine);
  self = take_engine (g_steal_pointer (&engine), file, catalogue, error);
  if (!self)
    return NULL;
  self->is_read_only = read_only;
  if (read_only)
    sy_workbook_set_read_only (self->workbook);
  return self;
}

SyWorkbook *
sy_document_get_workbook (SyDocument *self)
{
  g_return_val_if_fail (SY_IS_DOCUMENT (self), NULL);
  return self->workbook;
}

const char *
sy_document_get_path (SyDocument *self)
{
  g_return_val_if_fail (SY_IS_DOCUMENT (self), NULL);
  return self->path;
}

gboolean
sy_document_is_draft (SyDocument *self)
{
  g_return_val_if_fail (SY_IS_DOCUMENT (self), FALSE);
  return self->is_draft;
}

gboolean
sy_document_is_read_only (SyDocument *self)
{
  g_return_val_if_fail (SY_IS_DOCUMENT (self), FALSE);
  return self->is_read_only;
}

/* --- save as --- */

static gboolean
set_errno (GError **error, const char *format, const char *path)
{
  int code = errno;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), format, path, g_strerror (code));
#pragma GCC diagnostic pop
  return FALSE;
}

static gboolean
write_all (int fd, const char *data, gssize length)
{
  while (length > 0)
    {
      gssize n = write (fd, data, (gsize) length);
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      data += n;
      length -= n;
    }
  return TRUE;
}

static gboolean
copy_blocks (int from, int to)
{
  g_autofree char *block = g_malloc (COPY_BLOCK);

  for (;;)
    {
      gssize n = read (from, block, COPY_BLOCK);
      if (n < 0 && errno == EINTR)
        continue;
      if (n == 0)
        return fsync (to) == 0;
      if (n < 0 || !write_all (to, block, n))
        return FALSE;
    }
}

/* The name in the folder is only sure once the folder is written too. */
static void
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return;
  (void) !fsync (fd);
  close (fd);
}

/* From an open file to a temporary one beside @to, which then takes its name. */
static gboolean
copy_open_file (int in, const char *to, GError **error)
{
  g_autofree char *temporary = g_strconcat (to, ".XXXXXX", NULL);
  int out = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0666);
  gboolean ok;

  if (out < 0)
    return set_errno (error, _ ("Can’t write beside “%s”: %s"), to);
  ok = copy_blocks (in, out);
  if (!ok)
    set_errno (error, _ ("Can’t write “%s”: %s. The document is unchanged."), to);
  ok = close (out) == 0 && ok;
  if (ok && g_rename (temporary, to) != 0)
    ok = set_errno (error, _ ("Can’t write “%s”: %s. The document is unchanged."), to);
  if (!ok)
    g_unlink (temporary);
  else
    sync_folder (to);
  return ok;
}

static gboolean
copy_file (const char *from, const char *to, GError **error)
{
  int in = open (from, O_RDONLY | O_CLOEXEC);
  gboolean ok;

  if (in < 0)
    return set_errno (error, _ ("Can’t read “%s”: %s"), from);
  ok = copy_open_file (in, to, error);
  close (in);
  return ok;
}

/* What the engine's own descriptor leads to when the file's name is gone. */
static int
open_vanished_file (const char *path)
{
  g_autofree char *deleted = g_strconcat (path, " (deleted)", NULL);
  g_autoptr (GDir) folder = g_dir_open ("/proc/self/fd", 0, NULL);
  const char *name;

  while (folder && (name = g_dir_read_name (folder)))
    {
      g_autofree char *link = g_build_filename ("/proc/self/fd", name, NULL);
      g_autofree char *target = g_file_read_link (link, NULL);
      if (g_strcmp0 (target, deleted) == 0)
        return open (link, O_RDONLY | O_CLOEXEC);
    }
  return -1;
}

/* Our descriptor keeps the contents while the engine writes them to the end and closes. */
static gboolean
close_and_copy_vanished (SyDocument *self, const char *path, GError **error)
{
  int in = open_vanished_file (self->path);
  gboolean ok;

  sy_duckdb_engine_close (SY_DUCKDB_ENGINE (self->engine), NULL);
  if (in < 0)
    {
      g_set_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_OPEN,
                   _ ("“%s” was moved or replaced: open it where it is now"), self->path);
      return FALSE;
    }
  ok = copy_open_file (in, path, error);
  close (in);
  return ok;
}

/* Leaves the engine closed. */
static gboolean
close_and_copy (SyDocument *self, const char *path, GError **error)
{
  SyDuckdbEngine *engine = SY_DUCKDB_ENGINE (self->engine);

  if (!sy_duckdb_engine_file_is_ours (engine))
    return close_and_copy_vanished (self, path, error);
  return sy_duckdb_engine_close (engine, error) && copy_file (self->path, path, error);
}

static void
remove_files (const char *path)
{
  g_autofree char *log = g_strconcat (path, ".wal", NULL);

  g_unlink (path);
  g_unlink (log);
}

static gboolean
reopen (SyDocument *self, const char *path, GError **error)
{
  gboolean read_only;
  SyEngine *engine = open_engine (path, &read_only, error);

  if (!engine)
    return FALSE;
  g_object_unref (self->engine);
  self->engine = engine;
  self->is_read_only = read_only;
  sy_workbook_resume (self->workbook, engine);
  return TRUE;
}

static gboolean
is_same_file (const char *a, const char *b)
{
  GStatBuf x, y;

  return g_stat (a, &x) == 0 && g_stat (b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

/**
 * sy_document_save_as:
 * @path: replaced when it is there
 *
 * The document goes on at @path; a draft's own file is removed. Any thread, but nothing else may use the
 * workbook meanwhile. Tables and evaluations from before can't be read any more: the workbook's “changed”
 * tells.
 *
 * Returns: %FALSE with an I/O error or the engine's; then the document stays where it was
 */
gboolean
sy_document_save_as (SyDocument *self, const char *path, GError **error)
{
  g_autofree char *file = NULL;
  gboolean ok;

  g_return_val_if_fail (SY_IS_DOCUMENT (self) && path, FALSE);
  file = g_canonicalize_filename (path, NULL);
  if (!sy_workbook_suspend (self->workbook, error))
    return FALSE;
  if (is_same_file (file, self->path))
    {
      sy_workbook_resume (self->workbook, self->engine);
      return TRUE;
    }
  ok = close_and_copy (self, file, error);
  if (!reopen (self, ok ? file : self->path, ok ? error : NULL))
    return FALSE;
  if (!ok)
    return FALSE;
  if (self->is_draft)
    remove_files (self->path);
  self->is_draft = FALSE;
  g_free (self->path);
  self->path = g_steal_pointer (&file);
  return TRUE;
}

/* --- check and close --- */

gboolean
sy_document_check (SyDocument *self, GError **error)
{
  g_return_val_if_fail (SY_IS_DOCUMENT (self), FALSE);
  if (!sy_duckdb_engine_file_is_ours (SY_DUCKDB_ENGINE (self->engine)))
    {
      g_set_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_OPEN,
                   _ ("“%s” was moved, deleted or replaced. What you see is still in memory: save a copy."),
                   self->path);
      return FALSE;
    }
  return sy_workbook_check (self->workbook, error);
}

gboolean
sy_document_close (SyDocument *self, GError **error)
{
  gboolean written;

  g_return_val_if_fail (SY_IS_DOCUMENT (self), FALSE);
  if (self->is_closed)
    return TRUE;
  self->is_closed = TRUE;
  written = sy_workbook_suspend (self->workbook, error);
  return sy_duckdb_engine_close (SY_DUCKDB_ENGINE (self->engine), written ? error : NULL) && written;
}

void
sy_document_discard (SyDocument *self)
{
  g_return_if_fail (SY_IS_DOCUMENT (self));
  sy_document_close (self, NULL);
  if (self->is_draft)
    remove_files (self->path);
}

gboolean
sy_document_sniff (const char *path)
{
  char head[MAGIC_OFFSET + sizeof MAGIC];
  int fd;
  gssize n;

  g_return_val_if_fail (path, FALSE);
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return FALSE;
  /* A document that is open must not be opened beside the engine: closing it here would give up the engine's
   * lock. */
  if (g_str_has_suffix (path, SUFFIX))
    return TRUE;
  fd = open (path, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    return FALSE;
  n = read (fd, head, MAGIC_OFFSET + strlen (MAGIC));
  close (fd);
  return n == MAGIC_OFFSET + (gssize) strlen (MAGIC)
         && memcmp (head + MAGIC_OFFSET, MAGIC, strlen (MAGIC)) == 0;
}
