/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What files may cost, and what they may touch: archives that expand, sheets at the edges of the format,
 * broken containers. */
#include "config.h"

#include <math.h>
#include <sys/inotify.h>
#include <sys/resource.h>
#include <unistd.h>

#include "reader-fixture.h"

#define MB (1024 * 1024)

/* Begin of a measure: the peak of the memory so far, and the time. */
typedef struct
{
  long peak; /* KB */
  gint64 begin;
} Cost;

static Cost
cost_begin (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (Cost){ usage.ru_maxrss, g_get_monotonic_time () };
}

/* The sanitizers keep what was freed, and take their time; busy machines do too. */
static void
cost_check (const Cost *cost, long most_mb, gint64 seconds)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
#ifndef __SANITIZE_ADDRESS__
  g_assert_cmpint (usage.ru_maxrss - cost->peak, <=, most_mb * 1024);
#endif
  g_assert_cmpint (g_get_monotonic_time () - cost->begin, <, 3 * seconds * G_USEC_PER_SEC);
}

static guint
count_temporary (void)
{
  g_autoptr (GDir) dir = g_dir_open (g_get_tmp_dir (), 0, NULL);
  guint n = 0;
  const char *name;

  while ((name = g_dir_read_name (dir)))
    n += g_str_has_prefix (name, "steelyard");
  return n;
}

static void
assert_refused (const char *path, SyImportError code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *got = fixture_read (path, NULL, 0, &error);

  g_assert_null (got);
  g_assert_error (error, SY_IMPORT_ERROR, (int) code);
  g_assert_null (strchr (error->message, '\n'));
}

/* ---- Archives -------------------------------------------------------------------------------------------
 */

/* A sheet of 256 MB of blanks, a thousand to one. */
static void
test_bomb (void)
{
  gsize size = 256 * MB;
  char *sheet = g_malloc (size + 1);
  char *path;
  Cost cost;
  guint n;

  memset (sheet, ' ', size);
  memcpy (sheet, "<worksheet><sheetData>", 22);
  sheet[size] = '\0';
  path = fixture_workbook (sheet, NULL, NULL, FALSE);
  g_free (sheet);
  n = count_temporary ();
  cost = cost_begin ();
  assert_refused (path, SY_IMPORT_ERROR_HOSTILE);
  cost_check (&cost, 100, 2);
  g_assert_cmpuint (count_temporary (), <=, n);
  fixture_remove (path);
}

/* A directory of a hundred thousand empty parts. */
static void
test_many_parts (void)
{
  static const guint8 local[] = { 'P', 'K', 3, 4, 20 }, central[] = { 'P', 'K', 1, 2, 20, 0, 20 },
                      end[] = { 'P', 'K', 5, 6 };
  const guint n = 100000, n_told = 65535;
  g_autoptr (GByteArray) zip = g_byte_array_new ();
  guint32 start, size;
  char *path;
  Cost cost;

  g_byte_array_set_size (zip, 36);
  memset (zip->data, 0, 36);
  memcpy (zip->data, local, sizeof local);
  zip->data[26] = 6;
  memcpy (zip->data + 30, "p00000", 6);
  start = zip->len;
  for (guint i = 0; i < n; i++)
    {
      guint at = zip->len;
      g_autofree char *name = g_strdup_printf ("p%05u", i % 100000);

      g_byte_array_set_size (zip, at + 52);
      memset (zip->data + at, 0, 46);
      memcpy (zip->data + at, central, sizeof central);
      zip->data[at + 28] = 6;
      memcpy (zip->data + at + 46, name, 6);
    }
  size = GUINT32_TO_LE (zip->len - start);
  start = GUINT32_TO_LE (start);
  g_byte_array_set_size (zip, zip->len + 22);
  memset (zip->data + zip->len - 22, 0, 22);
  memcpy (zip->data + zip->len - 22, end, sizeof end);
  for (guint i = 0; i < 2; i++)
    {
      zip->data[zip->len - 14 + 2 * i] = n_told & 0xff;
      zip->data[zip->len - 13 + 2 * i] = n_told >> 8;
    }
  memcpy (zip->data + zip->len - 10, &size, 4);
  memcpy (zip->data + zip->len - 6, &start, 4);
  path = fixture_file ("many.xlsx", zip->data, (gssize) zip->len);
  cost = cost_begin ();
  {
    g_autoptr (GError) error = NULL;
    g_autofree char *got = fixture_read (path, NULL, 0, &error);

    g_assert_null (got);
    g_assert_true (error->domain == SY_IMPORT_ERROR);
  }
  cost_check (&cost, 100, 2);
  fixture_remove (path);
}

/* ---- Markup ---------------------------------------------------------------------------------------------
 */

/* A value of 200 MB, and a tag of 300,000 attributes. */
static void
test_large_tags (void)
{
  g_autoptr (GString) tag = g_string_new ("<worksheet><sheetData><row");
  g_autofree char *folder = g_dir_make_tmp ("steelyard-reader-XXXXXX", NULL);
  char *path = g_build_filename (folder, "large.fods", NULL);
  g_autofree char *block = g_strnfill (MB, 'a');
  FILE *file = g_fopen (path, "w");
  Cost cost;

  g_assert_nonnull (file);
  fputs ("<office:document xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' office:version='",
         file);
  for (guint i = 0; i < 200; i++)
    fwrite (block, 1, MB, file);
  fclose (file);
  cost = cost_begin ();
  {
    g_autoptr (GError) error = NULL;
    g_autofree char *got = fixture_read (path, NULL, 0, &error);

    g_assert_null (got);
    g_assert_true (error->domain == SY_IMPORT_ERROR);
  }
  cost_check (&cost, 64, 2);
  fixture_remove (path);

  for (guint i = 0; i < 300000; i++)
    g_string_append_printf (tag, " a%u='1'", i);
  g_string_append (tag, "><c><v>1</v></c></row></sheetData></worksheet>");
  path = fixture_workbook (tag->str, NULL, NULL, FALSE);
  cost = cost_begin ();
  assert_refused (path, SY_IMPORT_ERROR_HOSTILE);
  cost_check (&cost, 64, 2);
  fixture_remove (path);
}

/* A document type that names a file and a place on the net: the file is never opened. */
static void
test_nothing_opened (void)
{
  char *bait = fixture_file ("bait", "secret", -1);
  int watch = inotify_init1 (IN_NONBLOCK);
  char event[4096];

  g_assert_cmpint (inotify_add_watch (watch, bait, IN_OPEN | IN_ACCESS), >=, 0);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *type =
          g_strdup_printf (i == 0   ? "<!DOCTYPE a [<!ENTITY x SYSTEM 'file://%s'>]>"
                           : i == 1 ? "<!DOCTYPE a [<!ENTITY %% x SYSTEM 'file://%s'> %%x;]>"
                                    : "<!DOCTYPE a SYSTEM 'file://%s'>",
                           bait);
      g_autofree char *sheet = g_strconcat (
          "<?xml version='1.0'?>", type,
          "<worksheet><sheetData><row><c t='str'><v>&x;</v></c></row></sheetData></worksheet>", NULL);
      char *path = fixture_workbook (sheet, NULL, NULL, FALSE);

      assert_refused (path, SY_IMPORT_ERROR_HOSTILE);
      fixture_remove (path);
    }
  g_assert_cmpint (read (watch, event, sizeof event), ==, -1);
  close (watch);
  fixture_remove (bait);
}

/* ---- The edges of a sheet -------------------------------------------------------------------------------
 */

static void
test_far_cell (void)
{
  char *path = fixture_workbook (
      "<worksheet><dimension ref='A1:XFD1048576'/><sheetData><row r='1048576'><c r='XFD1048576'>"
      "<v>7</v></c></row></sheetData></worksheet>",
      NULL, NULL, FALSE);
  Recording recording = { 0 };
  g_autoptr (GError) error = NULL;
  Cost cost = cost_begin ();

  g_assert_true (fixture_count (path, 0, &recording, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (recording.n_rows, ==, 1);
  g_assert_cmpuint (recording.n_cells, ==, 16384);
  cost_check (&cost, 64, 2);
  fixture_remove (path);
}

static void
test_no_rows (void)
{
  static const char *const sheets[] = { "<worksheet><sheetData/></worksheet>", "<worksheet/>",
                                        "<worksheet><sheetData><row r='5'/></sheetData></worksheet>" };

  for (gsize i = 0; i < G_N_ELEMENTS (sheets); i++)
    {
      char *path = fixture_workbook (sheets[i], NULL, NULL, FALSE);
      g_autoptr (GError) error = NULL;
      g_autofree char *got = fixture_read (path, NULL, 0, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (got, ==, "");
      fixture_remove (path);
    }
}

/* ---- XLS ------------------------------------------------------------------------------------------------
 */

static void
put_record (GByteArray *out, guint type, const guint8 *data, guint length)
{
  guint8 head[4] = { type & 0xff, type >> 8, length & 0xff, length >> 8 };

  g_byte_array_append (out, head, 4);
  g_byte_array_append (out, data, length);
}

/* As many rows as XLS can hold, in the oldest of its formats. */
static void
test_full_xls (void)
{
  static const guint8 begin[] = { 2, 0, 0x10, 0 }, size[] = { 0, 0, 0, 0, 0, 0, 1, 0 };
  g_autoptr (GByteArray) sheet = g_byte_array_new ();
  Recording recording = { 0 };
  g_autoptr (GError) error = NULL;
  char *path;
  Cost cost;

  put_record (sheet, 0x0009, begin, sizeof begin);
  put_record (sheet, 0x0000, size, sizeof size);
  for (guint row = 0; row < 65536; row++)
    {
      guint8 cell[9] = { row & 0xff, row >> 8, 0, 0, 0, 0, 0, row & 0xff, row >> 8 };

      put_record (sheet, 0x0002, cell, sizeof cell);
    }
  put_record (sheet, 0x000A, begin, 0);
  path = fixture_file ("full.xls", sheet->data, (gssize) sheet->len);
  cost = cost_begin ();
  g_assert_true (fixture_count (path, 0, &recording, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (recording.n_rows, ==, 65536);
  cost_check (&cost, 100, 5);
  fixture_remove (path);
}

/* A stream whose name is in capitals; LibreOffice shows the same cell. */
static void
test_capitals (void)
{
  g_autofree char *path = fixture_data ("spreadsheets/apache-poi/WORKBOOK_in_capitals.xls");
  Recording recording = { 0 };
  g_autoptr (GError) error = NULL;

  if (path == NULL)
    return;
  g_assert_true (fixture_count (path, 0, &recording, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (recording.n_rows, >, 0);
}

static char *
load_xls (gsize *length)
{
  g_autofree char *path = fixture_data ("spreadsheets/readxl/inst/extdata/type-me.xls");
  char *data = NULL;

  if (path != NULL)
    g_assert_true (g_file_get_contents (path, &data, length, NULL));
  return data;
}

/* A workbook that Excel 95 locked: its record on the user made into one on an obfuscated stream. */
static void
test_obfuscated (void)
{
  static const guint8 user[] = { 0x5C, 0, 0x70, 0 }, locked[] = { 0x2F, 0, 0x70, 0, 0, 0, 0x9A, 0x0B, 0x12 };
  gsize length = 0, at = 0;
  g_autofree char *data = load_xls (&length);
  char *path;

  if (data == NULL)
    return;
  while (at + sizeof locked < length && memcmp (data + at, user, sizeof user) != 0)
    at++;
  g_assert_cmpuint (at + sizeof locked, <, length);
  memcpy (data + at, locked, sizeof locked);
  path = fixture_file ("locked.xls", data, (gssize) length);
  assert_refused (path, SY_IMPORT_ERROR_ENCRYPTED);
  fixture_remove (path);
}

/* Chains of sectors that lead back to themselves, or to the sector before. */
static void
test_sector_loops (void)
{
  gsize length = 0;
  g_autofree char *data = load_xls (&length);

  for (guint step = 0; data != NULL && step < 3; step++)
    {
      g_autofree guint8 *copy = g_memdup2 (data, length);
      guint32 first;
      guint32 *table;
      char *path;
      Cost cost;

      memcpy (&first, copy + 76, 4);
      g_assert_cmpuint (((gsize) first + 2) * 512, <=, length);
      table = (guint32 *) (copy + ((gsize) first + 1) * 512);
      for (guint32 i = 0; i < 128; i++)
        table[i] = step < 2 ? (i > step ? i - step : 0) : 0;
      path = fixture_file ("loop.xls", copy, (gssize) length);
      cost = cost_begin ();
      {
        g_autoptr (GError) error = NULL;
        g_autofree char *got = fixture_read (path, NULL, 0, &error);

        g_assert_true (got != NULL || error->domain == SY_IMPORT_ERROR);
      }
      cost_check (&cost, 100, 5);
      fixture_remove (path);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/limits/bomb", test_bomb);
  g_test_add_func ("/limits/many-parts", test_many_parts);
  g_test_add_func ("/limits/large-tags", test_large_tags);
  g_test_add_func ("/limits/nothing-opened", test_nothing_opened);
  g_test_add_func ("/limits/far-cell", test_far_cell);
  g_test_add_func ("/limits/no-rows", test_no_rows);
  g_test_add_func ("/limits/full-xls", test_full_xls);
  g_test_add_func ("/limits/capitals", test_capitals);
  g_test_add_func ("/limits/obfuscated", test_obfuscated);
  g_test_add_func ("/limits/sector-loops", test_sector_loops);
  return g_test_run ();
}
