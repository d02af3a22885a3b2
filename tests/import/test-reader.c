/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <sys/resource.h>
#include <sys/stat.h>

#include "reader-fixture.h"

/* ---- Recognition ----------------------------------------------------------------------------------------
 */

static const struct
{
  const char *path;
  SyFileFormat format; /* SY_FILE_UNKNOWN: refused */
  SyImportError code;
  const char *word; /* in the message */
} files[] = {
  { "sales/zh-pizzaplace/披萨销售2015.gb18030.csv", SY_FILE_CSV, 0, NULL },
  { "sales/zh-pizzaplace/披萨销售2015.utf16.txt", SY_FILE_CSV, 0, NULL },
  { "sales/zh-pizzaplace/披萨销售2015.xls", SY_FILE_XLS, 0, NULL },
  { "sales/uci-online-retail/online_retail_reencoded.xlsx", SY_FILE_XLSX, 0, NULL },
  { "sales/pizzaplace-gt/pizzaplace.csv", SY_FILE_CSV, 0, NULL },
  { "sales/uci-online-retail/online_retail_541909.csv.gz", SY_FILE_UNKNOWN, SY_IMPORT_ERROR_UNKNOWN, "gzip" },
  { "spreadsheets/calamine/date.xlsb", SY_FILE_UNKNOWN, SY_IMPORT_ERROR_UNKNOWN, "XLSB" },
  { "spreadsheets/calamine/date.ods", SY_FILE_ODS, 0, NULL },
  { "spreadsheets/calamine/pass_protected.xlsx", SY_FILE_UNKNOWN, SY_IMPORT_ERROR_ENCRYPTED, "password" },
  { "spreadsheets/roo/type_excel.xlsx", SY_FILE_XLS, 0, NULL },
  { "spreadsheets/apache-poi/poc-xmlbomb.xlsx", SY_FILE_XLSX, 0, NULL },
  { "spreadsheets/apache-poi/duplicate-filename.xlsx", SY_FILE_UNKNOWN, SY_IMPORT_ERROR_HOSTILE, "twice" },
  { "csv/csvkit/dummy.csv.bz2", SY_FILE_UNKNOWN, SY_IMPORT_ERROR_UNKNOWN, "bzip2" },
};

static void
test_files (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = fixture_data (files[i].path);
      g_autoptr (GError) error = NULL;
      g_autoptr (SyFileInfo) info = NULL;

      if (path == NULL)
        return;
      g_test_message ("%s", files[i].path);
      info = sy_reader_inspect (path, NULL, NULL, &error);
      if (files[i].format == SY_FILE_UNKNOWN)
        {
          g_assert_error (error, SY_IMPORT_ERROR, (int) files[i].code);
          g_assert_nonnull (strstr (error->message, files[i].word));
          g_assert_null (strchr (error->message, '\n'));
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpint (info->format, ==, files[i].format);
      g_assert_cmpuint (info->sheets->len, >, 0);
      g_assert_nonnull (info->format_name);
    }
}

static const struct
{
  const char *name;
  const char *bytes;
  gsize length;
  SyImportError code;
  const char *word;
} heads[] = {
  { "empty", "", 0, SY_IMPORT_ERROR_EMPTY, "empty" },
  { "only-a-mark", "\xEF\xBB\xBF", 3, SY_IMPORT_ERROR_EMPTY, "no text" },
  { "pdf", "%PDF-1.7\n", 9, SY_IMPORT_ERROR_UNKNOWN, "PDF" },
  { "png", "\x89PNG\r\n\x1a\n", 8, SY_IMPORT_ERROR_UNKNOWN, "PNG" },
  { "html", "<!DOCTYPE html><html><table></table></html>", 43, SY_IMPORT_ERROR_EMPTY, "HTML" },
  { "mhtml", "MIME-Version: 1.0\nContent-Type: multipart/related\n", 51, SY_IMPORT_ERROR_UNKNOWN, "MHTML" },
  { "mail", "From: <Saved by WPS>\nMIME-Version: 1.0\n", 39, SY_IMPORT_ERROR_UNKNOWN, "MHTML" },
  { "xml", "<?xml version='1.0'?><a/>", 25, SY_IMPORT_ERROR_UNKNOWN, "XML" },
  { "sylk", "ID;PCALCOOO32\r\nC;X1;Y1;K\"a\"\r\nE\r\n", 32, SY_IMPORT_ERROR_UNKNOWN, "SYLK" },
  { "dbf", "\x30\x11\x02\x13\x2C\0\0\0\x68\0\x13\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x03\0\0PRICE", 37,
    SY_IMPORT_ERROR_UNKNOWN, "DBF" },
  { "rtf", "{\\rtf1 }", 8, SY_IMPORT_ERROR_UNKNOWN, "RTF" },
  { "sqlite", "SQLite format 3\0", 16, SY_IMPORT_ERROR_UNKNOWN, "SQLite" },
  { "parquet", "PAR1abcd", 8, SY_IMPORT_ERROR_DAMAGED, "Parquet" },
  { "noise", "\x01\x02\x03\x04\x05\x06\x07\x10\x11\x12\x13\x14", 12, SY_IMPORT_ERROR_UNKNOWN, "neither" },
  { "broken-zip", "PK\3\4abcdefgh", 12, SY_IMPORT_ERROR_DAMAGED, "damaged" },
  { "broken-ole", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8, SY_IMPORT_ERROR_DAMAGED, "damaged" },
};

static void
test_heads (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      char *path = fixture_file (heads[i].name, heads[i].bytes, (gssize) heads[i].length);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", heads[i].name);
      g_assert_null (sy_reader_inspect (path, NULL, NULL, &error));
      fixture_remove (path);
      g_assert_error (error, SY_IMPORT_ERROR, (int) heads[i].code);
      g_assert_nonnull (strstr (error->message, heads[i].word));
    }
}

static void
test_no_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("steelyard-reader-XXXXXX", NULL);
  g_autofree char *pipe_path = g_build_filename (folder, "pipe", NULL);
  g_autofree char *missing = g_build_filename (folder, "没有.csv", NULL);
  const char *const paths[] = { folder, pipe_path, missing, "/dev/zero" };

  g_assert_cmpint (mkfifo (pipe_path, 0600), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (sy_reader_inspect (paths[i], NULL, NULL, &error));
      g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_NOT_FOUND);
    }
  g_unlink (pipe_path);
  g_rmdir (folder);
}

/* ---- The whole corpus -----------------------------------------------------------------------------------
 */

typedef struct
{
  guint n_files, n_read, n_refused;
} Walk;

/* Every sheet of a file: read or refused in one line, within 20 seconds. */
static void
read_everything (const char *path, Walk *walk)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SyFileInfo) info = sy_reader_inspect (path, NULL, NULL, &error);

  walk->n_files++;
  for (guint i = 0; info != NULL && error == NULL && i < info->sheets->len; i++)
    {
      Recording recording = { 0 };
      SyCellSink sink = { &recording_funcs, &recording };

      sy_reader_read (path, info, i, NULL, &sink, NULL, &error);
    }
  if (error == NULL)
    walk->n_read++;
  else
    {
      walk->n_refused++;
      g_assert_true (error->domain == SY_IMPORT_ERROR);
      /* The helper never dies on these. */
      g_assert_cmpint (error->code, !=, SY_IMPORT_ERROR_HELPER);
      g_assert_cmpstr (error->message, !=, "");
      g_assert_null (strchr (error->message, '\n'));
    }
  g_assert_cmpint (g_get_monotonic_time () - start, <, 20 * G_USEC_PER_SEC);
}

static void
walk_folder (const char *folder, Walk *walk)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        walk_folder (path, walk);
      else
        {
          g_test_message ("%s", path);
          read_everything (path, walk);
        }
    }
}

static void
test_corpus (gconstpointer data)
{
  g_autofree char *folder = fixture_data (data);
  struct rusage usage;
  Walk walk = { 0 };

  if (folder == NULL)
    return;
  walk_folder (folder, &walk);
  getrusage (RUSAGE_SELF, &usage);
  g_test_message ("%u files, %u read, %u refused, %ld MB", walk.n_files, walk.n_read, walk.n_refused,
                  usage.ru_maxrss / 1024);
  g_assert_cmpuint (walk.n_files, >, 100);
#ifndef __SANITIZE_ADDRESS__
  g_assert_cmpint (usage.ru_maxrss, <, 512 * 1024);
#endif
}

/* ---- Mutations ------------------------------------------------------------------------------------------
 */

/* Flips, overwrites, cuts and repeats bytes. */
static GByteArray *
mutate (GRand *rand, const char *data, gsize length)
{
  GByteArray *out = g_byte_array_new ();
  guint n = (guint) g_rand_int_range (rand, 1, 6);

  g_byte_array_append (out, (const guint8 *) data, (guint) length);
  for (guint i = 0; i < n && out->len > 16; i++)
    {
      guint at = (guint) g_rand_int_range (rand, 0, (gint32) out->len - 8);

      switch (g_rand_int_range (rand, 0, 5))
        {
        case 0:
          out->data[at] ^= (guint8) (1 << g_rand_int_range (rand, 0, 8));
          break;
        case 1:
          out->data[at] = (guint8) g_rand_int_range (rand, 0, 256);
          break;
        case 2:
          memset (out->data + at, g_rand_boolean (rand) ? 0xFF : 0, 4);
          break;
        case 3:
          if (g_rand_int_range (rand, 0, 4) == 0)
            g_byte_array_set_size (out, at + 8);
          break;
        default:
          memmove (out->data + at, out->data + g_rand_int_range (rand, 0, (gint32) out->len - 8), 8);
          break;
        }
    }
  return out;
}

static void
read_mutants (const char *name, const char *data, gsize length, guint n_mutants, guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  Walk walk = { 0 };

  for (guint i = 0; i < n_mutants; i++)
    {
      g_autoptr (GByteArray) mutant = mutate (rand, data, length);
      char *path = fixture_file (name, mutant->data, (gssize) mutant->len);

      read_everything (path, &walk);
      fixture_remove (path);
    }
  g_test_message ("%s: %u read, %u refused", name, walk.n_read, walk.n_refused);
}

static const char small_csv[] = "订单号;客户;\"备注\"\r\n1001;\"王芳\";\"多行\n\"\"引号\"\"\"\r\n1002;李雷;1,"
                                "50\r\n;;\r\n1003;x;\"y\"\r\n";
static const char small_sheet[] =
    "<?xml version='1.0'?><worksheet xmlns='" FIXTURE_NS
    "'><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" "
    "t=\"inlineStr\"><is><t>a&amp;b</t></is></c><c r=\"C1\" s=\"1\"><v>42005.5</v></c></row><!-- x --><row "
    "r=\"2\"><c r=\"A2\">"
    "<f>1+1</f><v>2</v></c><c r=\"D2\" "
    "t=\"e\"><v>#N/A</v></c></row><row><c><v>1e5</v></c></row></sheetData></worksheet>";
static const char small_strings[] =
    "<sst xmlns='" FIXTURE_NS
    "'><si><t xml:space='preserve'> a_x000A_ </t></si><si><r><t>b</t></r></si></sst>";
static const char small_styles[] =
    "<styleSheet xmlns='" FIXTURE_NS "'><numFmts><numFmt numFmtId='164' formatCode='yyyy-mm'/></numFmts>"
    "<cellXfs><xf/><xf numFmtId='164'/></cellXfs></styleSheet>";

static void
test_mutated_csv (void)
{
  g_autofree char *gb = NULL;
  gsize n = 0;

  read_mutants ("mutant.csv", small_csv, sizeof small_csv - 1, 300, 11);
  gb = g_convert (small_csv, -1, "GB18030", "UTF-8", NULL, &n, NULL);
  read_mutants ("mutant-gb.csv", gb, n, 200, 12);
}

/* Mutations of the archive meet its checksums; those of the parts reach the scanners. */
static void
test_mutated_xlsx (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (21);
  char *path = fixture_workbook (small_sheet, small_strings, small_styles, FALSE);
  g_autofree char *data = NULL;
  gsize length = 0;
  Walk walk = { 0 };

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  fixture_remove (path);
  read_mutants ("mutant.xlsx", data, length, 300, 22);
  for (guint i = 0; i < 400; i++)
    {
      const char *parts[] = { small_sheet, small_strings, small_styles };
      guint which = i % 4 == 0 ? 1 : i % 8 == 1 ? 2 : 0;
      g_autoptr (GByteArray) mutant = mutate (rand, parts[which], strlen (parts[which]));

      g_byte_array_append (mutant, (const guint8 *) "", 1);
      parts[which] = (const char *) mutant->data;
      path = fixture_workbook (parts[0], parts[1], parts[2], FALSE);
      read_everything (path, &walk);
      fixture_remove (path);
    }
  g_test_message ("parts: %u read, %u refused", walk.n_read, walk.n_refused);
  g_assert_cmpuint (walk.n_read, >, 20);
  g_assert_cmpuint (walk.n_refused, >, 20);
}

static void
test_mutated_xls (void)
{
  static const char *const names[] = { "spreadsheets/freexl/testdata/testbool.xls",
                                       "spreadsheets/readxl/tests/testthat/sheets/dates-1904.xls" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = fixture_data (names[i]), *data = NULL;
      gsize length = 0;

      if (path == NULL)
        return;
      g_assert_true (g_file_get_contents (path, &data, &length, NULL));
      read_mutants ("mutant.xls", data, length, 60, 31 + (guint32) i);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reader/files", test_files);
  g_test_add_func ("/reader/heads", test_heads);
  g_test_add_func ("/reader/no-file", test_no_file);
  g_test_add_func ("/reader/mutated/csv", test_mutated_csv);
  g_test_add_func ("/reader/mutated/xlsx", test_mutated_xlsx);
  g_test_add_func ("/reader/mutated/xls", test_mutated_xls);
  g_test_add_data_func ("/reader/corpus/csv", "csv", test_corpus);
  g_test_add_data_func ("/reader/corpus/spreadsheets", "spreadsheets", test_corpus);
  return g_test_run ();
}
