/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libzip reads the directory; the compressed bytes are taken raw and inflated here, with ISA-L where it was
 * built in, which needs half of zlib's time. Sizes in the directory are claims: bytes are counted as they
 * come out. */
#include "config.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <zip.h>
#ifdef SY_HAVE_ISAL
#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>
#endif

#include "sy-package.h"
#include "sy-reader.h"

#define INPUT_SIZE (128 * 1024)
/* All came out, and it is not what was written. */
#define WRONG_SUM -2

struct _SyPackage
{
  zip_t *zip;
  GHashTable *parts; /* folded name → index + 1 */
  guint64 inflated;  /* over all parts so far */
};

struct _SyPackageStream
{
  SyPackage *package; /* borrowed */
  char *name;
  zip_file_t *file;
  guint64 declared; /* what the directory says comes out */
  guint64 inflated;
  guint64 position; /* compressed bytes read */
  guint64 size;
  gboolean finished;
#ifdef SY_HAVE_ISAL
  struct inflate_state *inflate; /* NULL for a part that is stored */
  guint8 *input;
  guint32 declared_crc;
  guint32 crc;
#endif
};

/* Part names are ASCII without case; some writers use backslashes or a slash in front. */
static char *
fold_name (const char *name)
{
  char *folded;

  while (*name == '/' || *name == '\\')
    name++;
  folded = g_ascii_strdown (name, -1);
  return g_strdelimit (folded, "\\", '/');
}

static gboolean
index_parts (SyPackage *self, GError **error)
{
  zip_int64_t n = zip_get_num_entries (self->zip, 0);

  if (n > SY_PACKAGE_MAX_ENTRIES)
    {
      g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_HOSTILE,
                   _ ("The file has %" PRId64 " parts inside, more than the limit of %d. Nothing was read."),
                   (gint64) n, SY_PACKAGE_MAX_ENTRIES);
      return FALSE;
    }
  for (zip_int64_t i = 0; i < n; i++)
    {
      const char *name = zip_get_name (self->zip, (zip_uint64_t) i, ZIP_FL_ENC_GUESS);
      char *folded = fold_name (name != NULL ? name : "");

      if (*folded == '\0' || g_str_has_suffix (folded, "/"))
        {
          g_free (folded);
          continue;
        }
      if (!g_hash_table_insert (self->parts, folded, GSIZE_TO_POINTER ((gsize) i + 1)))
        {
          g_autofree char *shown = g_utf8_make_valid (name, -1);

          g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_HOSTILE,
                       _ ("The file has the part “%.200s” twice, which no spreadsheet program writes. "
                          "Nothing was read."),
                       shown);
          return FALSE;
        }
    }
  return TRUE;
}

/**
 * sy_package_new:
 * @fd: a regular file that begins like a ZIP archive; not taken over
 *
 * Returns: (nullable): the archive, or %NULL with %SY_IMPORT_ERROR_DAMAGED or _HOSTILE
 */
SyPackage *
sy_package_new (int fd, GError **error)
{
  g_autoptr (SyPackage) self = g_new0 (SyPackage, 1);
  int own = dup (fd), code = 0;

  self->parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (own >= 0)
    {
      lseek (own, 0, SEEK_SET);
      self->zip = zip_fdopen (own, 0, &code);
    }
  if (self->zip == NULL)
    {
      if (own >= 0)
        close (own);
      g_set_error_literal (
          error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_DAMAGED,
          _ ("The file begins like a workbook but breaks off or is damaged: its directory cannot be "
             "read. Fetch it again."));
      return NULL;
    }
  if (!index_parts (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
sy_package_free (SyPackage *package)
{
  if (package->zip != NULL)
    zip_discard (package->zip);
  g_hash_table_unref (package->parts);
  g_free (package);
}

gboolean
sy_package_has (SyPackage *package, const char *name)
{
  g_autofree char *folded = fold_name (name);

  return g_hash_table_contains (package->parts, folded);
}

/**
 * sy_package_has_folder:
 * @folder: the start of part names, in lower case and with a slash at the end
 *
 * Returns: whether a part lies in it
 */
gboolean
sy_package_has_folder (SyPackage *package, const char *folder)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, package->parts);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (g_str_has_prefix (name, folder))
      return TRUE;
  return FALSE;
}

static void
set_damaged (GError **error, const char *name)
{
  g_set_error (
      error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_DAMAGED,
      _ ("The part “%s” of the file is damaged or breaks off. Fetch the file again or save it anew."), name);
}

static gboolean
check_part (const zip_stat_t *st, const char *name, GError **error)
{
  if ((st->valid & ZIP_STAT_ENCRYPTION_METHOD) && st->encryption_method != ZIP_EM_NONE)
    {
      g_set_error_literal (
          error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ENCRYPTED,
          _ ("The file is protected by a password. Save a copy without it and import that."));
      return FALSE;
    }
  if (st->comp_method == ZIP_CM_STORE || st->comp_method == ZIP_CM_DEFLATE)
    return TRUE;
  g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_UNKNOWN,
               _ ("The part “%s” is packed with a method (%u) that workbooks do not use."), name,
               st->comp_method);
  return FALSE;
}

#ifdef SY_HAVE_ISAL
static void
prepare_inflate (SyPackageStream *self, const zip_stat_t *st)
{
  self->declared_crc = st->crc;
  if (st->comp_method != ZIP_CM_DEFLATE)
    return;
  self->input = g_malloc (INPUT_SIZE);
  self->inflate = g_malloc (sizeof *self->inflate);
  isal_inflate_init (self->inflate);
  self->inflate->crc_flag = ISAL_DEFLATE;
}

/* The next bytes as they come out; 0 at the end of the data, -1 when damaged, WRONG_SUM. */
static gssize
inflate_some (SyPackageStream *self, guint8 *buffer, gsize size)
{
  struct inflate_state *state = self->inflate;
  gssize n;

  if (state == NULL)
    {
      n = zip_fread (self->file, buffer, size);
      self->position += (guint64) MAX (n, 0);
    }
  else
    {
      state->next_out = buffer;
      state->avail_out = (guint32) MIN (size, G_MAXINT32);
      while (state->avail_out > 0 && state->block_state != ISAL_BLOCK_FINISH)
        {
          guint32 before = state->avail_out;

          if (state->avail_in == 0)
            {
              n = zip_fread (self->file, self->input, INPUT_SIZE);
              if (n < 0)
                return -1;
              self->position += (guint64) n;
              state->next_in = self->input;
              state->avail_in = (guint32) n;
            }
          else
            n = 1;
          if (isal_inflate (state) != ISAL_DECOMP_OK)
            return -1;
          /* No more to read and nothing left to write out: the data breaks off. */
          if (n == 0 && state->avail_out == before && state->block_state != ISAL_BLOCK_FINISH)
            return -1;
        }
      n = (gssize) (state->next_out - buffer);
    }
  if (n > 0)
    self->crc = crc32_gzip_refl (self->crc, buffer, (guint64) n);
  if (n == 0 && (self->crc != self->declared_crc || self->inflated != self->declared))
    return WRONG_SUM;
  return n;
}
#else
static void
prepare_inflate (SyPackageStream *self, const zip_stat_t *st)
{
  (void) self;
  (void) st;
}

/* libzip inflates with zlib and checks the sum at the end; its compressed position is not told. */
static gssize
inflate_some (SyPackageStream *self, guint8 *buffer, gsize size)
{
  gssize n = zip_fread (self->file, buffer, size);

  if (n > 0 && self->declared > 0)
    self->position =
        (guint64) ((double) self->size * MIN (1., (double) self->inflated / (double) self->declared));
  return n;
}
#endif

/**
 * sy_package_open_part:
 * @name: part name, in any case, with or without a slash in front
 *
 * One part is open at a time.
 *
 * Returns: (nullable): a stream of what is inside, or %NULL with %SY_IMPORT_ERROR_DAMAGED when there is no
 * such part, _ENCRYPTED or _UNKNOWN
 */
SyPackageStream *
sy_package_open_part (SyPackage *package, const char *name, GError **error)
{
  g_autofree char *folded = fold_name (name);
  gsize index = GPOINTER_TO_SIZE (g_hash_table_lookup (package->parts, folded));
  g_autoptr (SyPackageStream) self = NULL;
  zip_stat_t st;

  if (index == 0)
    {
      g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_DAMAGED,
                   _ ("The part “%.200s” is missing in the file. Fetch the file again or save it anew."),
                   name);
      return NULL;
    }
  zip_stat_init (&st);
  if (zip_stat_index (package->zip, index - 1, 0, &st) != 0)
    {
      set_damaged (error, folded);
      return NULL;
    }
  if (!check_part (&st, folded, error))
    return NULL;
  self = g_new0 (SyPackageStream, 1);
  self->package = package;
  self->name = g_steal_pointer (&folded);
  self->declared = st.size;
  self->size = st.comp_size;
#ifdef SY_HAVE_ISAL
  self->file = zip_fopen_index (package->zip, index - 1, ZIP_FL_COMPRESSED);
#else
  self->file = zip_fopen_index (package->zip, index - 1, 0);
#endif
  if (self->file == NULL)
    {
      set_damaged (error, self->name);
      return NULL;
    }
  prepare_inflate (self, &st);
  return g_steal_pointer (&self);
}

static gboolean
check_limits (SyPackageStream *self, GError **error)
{
  if (self->package->inflated > SY_PACKAGE_MAX_TOTAL)
    g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_HOSTILE,
                 _ ("The file expands to more than %d GB: stopped, nothing imported."),
                 (int) (SY_PACKAGE_MAX_TOTAL >> 30));
  else if (self->inflated > SY_PACKAGE_RATIO_GRACE && self->inflated / SY_PACKAGE_MAX_RATIO > self->position)
    g_set_error (
        error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_HOSTILE,
        _ ("The part “%s” expands to more than %d times its size, as no honest file does: stopped, nothing "
           "imported."),
        self->name, SY_PACKAGE_MAX_RATIO);
  else if (self->inflated > self->declared)
    g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_HOSTILE,
                 _ ("The part “%s” is larger than the file says: stopped, nothing imported."), self->name);
  else
    return TRUE;
  return FALSE;
}

/**
 * sy_package_stream_read:
 * @buffer: (array length=size): where the bytes go
 *
 * Fills @buffer as far as the part goes. At the end of the part its checksum is verified.
 *
 * Returns: number of bytes, 0 at the end, or -1 with %SY_IMPORT_ERROR_DAMAGED, _CHECKSUM or _HOSTILE
 */
gssize
sy_package_stream_read (SyPackageStream *stream, gpointer buffer, gsize size, GError **error)
{
  gssize n;

  if (stream->finished || size == 0)
    return 0;
  n = inflate_some (stream, buffer, size);
  if (n == WRONG_SUM)
    g_set_error (
        error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_CHECKSUM,
        _ ("The part “%s” of the file is damaged: its checksum is wrong, so that anything in it may be "
           "wrong. Fetch the file again or save it anew."),
        stream->name);
  else if (n < 0)
    set_damaged (error, stream->name);
  if (n < 0)
    return -1;
  stream->finished = n == 0;
  stream->inflated += (guint64) n;
  stream->package->inflated += (guint64) n;
  return check_limits (stream, error) ? n : -1;
}

guint64
sy_package_stream_get_position (SyPackageStream *stream)
{
  return MIN (stream->position, stream->size);
}

guint64
sy_package_stream_get_size (SyPackageStream *stream)
{
  return stream->size;
}

void
sy_package_stream_free (SyPackageStream *stream)
{
  if (stream->file != NULL)
    zip_fclose (stream->file);
#ifdef SY_HAVE_ISAL
  g_free (stream->inflate);
  g_free (stream->input);
#endif
  g_free (stream->name);
  g_free (stream);
}

/**
 * sy_package_read_part:
 * @limit: the most bytes that are taken
 *
 * Returns: (nullable): all of a small part, or %NULL as sy_package_open_part() and with _HOSTILE beyond
 * @limit
 */
GBytes *
sy_package_read_part (SyPackage *package, const char *name, gsize limit, GError **error)
{
  g_autoptr (SyPackageStream) stream = sy_package_open_part (package, name, error);
  g_autoptr (GByteArray) all = g_byte_array_new ();
  gssize n;

  if (stream == NULL)
    return NULL;
  do
    {
      guint at = all->len;

      g_byte_array_set_size (all, at + 64 * 1024);
      n = sy_package_stream_read (stream, all->data + at, 64 * 1024, error);
      if (n < 0)
        return NULL;
      g_byte_array_set_size (all, at + (guint) n);
      if (all->len > limit)
        {
          g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_HOSTILE,
                       _ ("The part “%s” is larger than %u MB, as no honest file has it."), name,
                       (guint) (limit >> 20));
          return NULL;
        }
    }
  while (n > 0);
  return g_byte_array_free_to_bytes (g_steal_pointer (&all));
}
