/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <fcntl.h>
#include <unistd.h>

#include "reader-fixture.h"
#include "sy-package.h"

static SyPackage *
open_package (const char *path, GError **error)
{
  int fd = g_open (path, O_RDONLY, 0);
  SyPackage *package;

  g_assert_cmpint (fd, >=, 0);
  package = sy_package_new (fd, error);
  close (fd);
  return package;
}

/* Replaces @from by @to, of the same length, wherever it stands in the file. */
static void
patch_file (const char *path, const char *from, const char *to, gsize length)
{
  g_autofree char *data = NULL;
  gsize size = 0;
  guint n = 0;

  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  for (gsize i = 0; i + length <= size; i++)
    if (memcmp (data + i, from, length) == 0)
      {
        memcpy (data + i, to, length);
        n++;
      }
  g_assert_cmpuint (n, >, 0);
  g_assert_true (g_file_set_contents (path, data, (gssize) size, NULL));
}

static void
test_read (void)
{
  const char *parts[] = { "a/One.xml", "first", "b\\two.xml", "second", NULL };
  char *path = fixture_zip (parts);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyPackage) package = open_package (path, &error);
  g_autoptr (GBytes) one = NULL, two = NULL, none = NULL;

  g_assert_no_error (error);
  g_assert_true (sy_package_has (package, "/A/one.XML"));
  g_assert_true (sy_package_has (package, "b/two.xml"));
  g_assert_true (sy_package_has_folder (package, "a/"));
  g_assert_false (sy_package_has (package, "two.xml"));
  one = sy_package_read_part (package, "a/one.xml", 100, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (one, NULL), g_bytes_get_size (one), "first", 5);
  two = sy_package_read_part (package, "b/two.xml", 3, &error);
  g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_HOSTILE);
  g_clear_error (&error);
  none = sy_package_read_part (package, "c.xml", 100, &error);
  g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_DAMAGED);
  fixture_remove (path);
}

/* 128 MiB of blanks in about 128 KiB, a thousand to one. */
static void
test_bomb (void)
{
  gsize size = 128 * 1024 * 1024;
  char *blanks = g_malloc (size + 1);
  const char *parts[] = { "bomb.xml", blanks, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (SyPackage) package = NULL;
  g_autoptr (SyPackageStream) stream = NULL;
  g_autofree char *buffer = g_malloc (256 * 1024);
  guint64 total = 0;
  gssize n;
  char *path;

  memset (blanks, ' ', size);
  blanks[size] = '\0';
  path = fixture_zip (parts);
  g_free (blanks);
  package = open_package (path, &error);
  g_assert_no_error (error);
  stream = sy_package_open_part (package, "bomb.xml", &error);
  while ((n = sy_package_stream_read (stream, buffer, 256 * 1024, &error)) > 0)
    total += (guint64) n;
  g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_HOSTILE);
  g_assert_cmpuint (total, <=, 65 * 1024 * 1024);
  fixture_remove (path);
}

/* The directory says 100 bytes where 300,000 come out. */
static void
test_lying_size (void)
{
  g_autofree char *text = g_strnfill (300000, 'x');
  const char *parts[] = { "part.xml", text, NULL };
  char *path = fixture_zip (parts);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyPackage) package = NULL;
  g_autoptr (GBytes) bytes = NULL;

  patch_file (path, "\xE0\x93\x04\0", "\x64\0\0\0", 4);
  package = open_package (path, &error);
  if (package != NULL)
    bytes = sy_package_read_part (package, "part.xml", 1 << 20, &error);
  g_assert_null (bytes);
  g_assert_true (g_error_matches (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_HOSTILE)
                 || g_error_matches (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_DAMAGED));
  fixture_remove (path);
}

static void
test_duplicates (void)
{
  const char *same[] = { "xl/a.xml", "1", "xl/b.xml", "2", NULL };
  const char *twins[] = { "xl/a.xml", "1", "XL/A.xml", "2", NULL };
  g_autoptr (GError) error = NULL;
  char *path = fixture_zip (same);

  patch_file (path, "xl/b.xml", "xl/a.xml", 8);
  g_assert_null (open_package (path, &error));
  g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_HOSTILE);
  g_assert_nonnull (strstr (error->message, "xl/a.xml"));
  g_clear_error (&error);
  fixture_remove (path);

  path = fixture_zip (twins);
  g_assert_null (open_package (path, &error));
  g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_HOSTILE);
  fixture_remove (path);
}

static void
test_many_entries (void)
{
  char *path = fixture_file ("many.zip", "", 0);
  g_autoptr (GError) error = NULL;
  zip_t *zip;

  g_unlink (path);
  zip = zip_open (path, ZIP_CREATE, NULL);
  for (guint i = 0; i <= SY_PACKAGE_MAX_ENTRIES; i++)
    {
      g_autofree char *name = g_strdup_printf ("part%u.xml", i);

      zip_file_add (zip, name, zip_source_buffer (zip, "x", 1, 0), 0);
    }
  g_assert_cmpint (zip_close (zip), ==, 0);
  g_assert_null (open_package (path, &error));
  g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_HOSTILE);
  fixture_remove (path);
}

static void
test_encrypted (void)
{
  char *path = fixture_file ("locked.zip", "", 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyPackage) package = NULL;
  zip_t *zip;

  g_unlink (path);
  zip = zip_open (path, ZIP_CREATE, NULL);
  zip_file_add (zip, "part.xml", zip_source_buffer (zip, "x", 1, 0), 0);
  if (zip_file_set_encryption (zip, 0, ZIP_EM_AES_256, "secret") != 0)
    {
      zip_discard (zip);
      g_test_skip ("libzip cannot encrypt here");
      return;
    }
  g_assert_cmpint (zip_close (zip), ==, 0);
  package = open_package (path, &error);
  g_assert_no_error (error);
  g_assert_null (sy_package_open_part (package, "part.xml", &error));
  g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ENCRYPTED);
  fixture_remove (path);
}

/* One changed byte of the compressed data is found by the checksum at the latest. */
static void
test_checksum (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *data = NULL;
  gsize size = 0;
  char *path;

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (text, "<c>%u</c>", i * 7919 % 10007);
  path = fixture_zip ((const char *[]){ "part.xml", text->str, NULL });
  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  for (gsize at = 100; at < size - 200; at += size / 40)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SyPackage) package = NULL;
      g_autoptr (GBytes) bytes = NULL;

      data[at] ^= 0x10;
      g_assert_true (g_file_set_contents (path, data, (gssize) size, NULL));
      data[at] ^= 0x10;
      package = open_package (path, &error);
      if (package != NULL)
        bytes = sy_package_read_part (package, "part.xml", 1 << 24, &error);
      g_assert_null (bytes);
      g_assert_nonnull (error);
    }
  fixture_remove (path);
}

/* Cut anywhere, an archive is refused. */
static void
test_truncated (void)
{
  const char *parts[] = { "a.xml", "first part", "b.xml", "second part", NULL };
  char *path = fixture_zip (parts);
  g_autofree char *data = NULL;
  gsize size = 0;

  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  for (gsize length = 0; length < size; length++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (path, data, (gssize) length, NULL));
      g_assert_null (open_package (path, &error));
      g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_DAMAGED);
    }
  fixture_remove (path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/package/read", test_read);
  g_test_add_func ("/package/bomb", test_bomb);
  g_test_add_func ("/package/lying-size", test_lying_size);
  g_test_add_func ("/package/duplicates", test_duplicates);
  g_test_add_func ("/package/many-entries", test_many_entries);
  g_test_add_func ("/package/encrypted", test_encrypted);
  g_test_add_func ("/package/checksum", test_checksum);
  g_test_add_func ("/package/truncated", test_truncated);
  return g_test_run ();
}
