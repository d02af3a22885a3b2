/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must hold for every reader alike: files cut off anywhere, readers cancelled at any moment, archives
 * and markup made to do harm. */
#include "config.h"

#include <sys/resource.h>
#include <unistd.h>

#include "reader-fixture.h"

typedef enum
{
  FORMAT_XLSX,
  FORMAT_ODS,
  FORMAT_FODS,
  FORMAT_XML,
  FORMAT_HTML,
  FORMAT_CSV,
  N_FORMATS
} Format;

static const char *const format_names[N_FORMATS] = { "xlsx", "ods", "fods", "xml", "html", "csv" };

#define OFFICE                                                                                               \
  "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "                                         \
  "xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' "                                           \
  "xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'"
#define EXCEL_2003                                                                                           \
  "<Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet' "                                          \
  "xmlns:ss='urn:schemas-microsoft-com:office:spreadsheet'>"

/* What stands around the rows and in each, by format. */
static const struct
{
  const char *head, *row, *tail;
} shapes[N_FORMATS] = {
  { "<worksheet><sheetData>", "<row><c><v>%u</v></c><c t='inlineStr'><is><t>第一店</t></is></c></row>",
    "</sheetData></worksheet>" },
  { "<office:document-content " OFFICE "><office:body><office:spreadsheet><table:table table:name='a'>",
    "<table:table-row><table:table-cell office:value-type='float' "
    "office:value='%u'/><table:table-cell><text:p>第一店"
    "</text:p></table:table-cell></table:table-row>",
    "</table:table></office:spreadsheet></office:body></office:document-content>" },
  { "<office:document " OFFICE "><office:body><office:spreadsheet><table:table table:name='a'>",
    "<table:table-row><table:table-cell office:value-type='float' "
    "office:value='%u'/><table:table-cell><text:p>第一店"
    "</text:p></table:table-cell></table:table-row>",
    "</table:table></office:spreadsheet></office:body></office:document>" },
  { EXCEL_2003 "<Worksheet ss:Name='a'><Table>",
    "<Row><Cell><Data ss:Type='Number'>%u</Data></Cell><Cell><Data "
    "ss:Type='String'>第一店</Data></Cell></Row>",
    "</Table></Worksheet></Workbook>" },
  { "<html><meta charset=utf-8><table>", "<tr><td>%u</td><td>第一店</td></tr>", "</table></html>" },
  { "no,name\n", "%u,第一店\n", "" },
};

/* Packs a sheet as its format needs it. */
static char *
make_from_text (Format format, const char *text, gssize length)
{
  const char *parts[] = { "mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", text,
                          NULL };

  if (format == FORMAT_XLSX)
    return fixture_workbook (text, NULL, NULL, FALSE);
  if (format == FORMAT_ODS)
    return fixture_zip (parts);
  return fixture_file ("made", text, length);
}

static char *
make_file (Format format, guint n_rows)
{
  g_autoptr (GString) text = g_string_new (shapes[format].head);

  for (guint i = 1; i <= n_rows; i++)
    {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      g_string_append_printf (text, shapes[format].row, i);
#pragma GCC diagnostic pop
    }
  g_string_append (text, shapes[format].tail);
  return make_from_text (format, text->str, (gssize) text->len);
}

/* Either it is read, or it is refused in one line. */
static gboolean
read_or_refuse (const char *path, GCancellable *cancellable, guint64 *n_rows, GError **error)
{
  g_autoptr (SyFileInfo) info = sy_reader_inspect (path, NULL, cancellable, error);
  Recording recording = { 0 };
  SyCellSink sink = { &recording_funcs, &recording };
  gboolean ok = info != NULL && sy_reader_read (path, info, 0, NULL, &sink, cancellable, error);

  if (n_rows != NULL)
    *n_rows = recording.n_rows;
  g_assert_true (ok == (*error == NULL));
  if (!ok)
    g_assert_null (strchr ((*error)->message, '\n'));
  return ok;
}

/* ---- Cut off --------------------------------------------------------------------------------------------
 */

/* Of a workbook that is cut off nothing may seem to be all. */
static void
check_cut (const char *path, gsize step, gboolean whole_only)
{
  g_autofree char *bytes = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  for (gsize cut = 0; cut < length; cut += step)
    {
      char *copy = fixture_file ("cut", bytes, (gssize) cut);
      g_autoptr (GError) error = NULL;
      gboolean ok = read_or_refuse (copy, NULL, NULL, &error);

      if (whole_only && cut + 16 < length)
        g_assert_false (ok);
      fixture_remove (copy);
    }
}

static void
test_cut (gconstpointer data)
{
  Format format = (Format) GPOINTER_TO_UINT (data);
  char *path = make_file (format, 400);

  check_cut (path, 512, format <= FORMAT_XML);
  fixture_remove (path);
}

static void
test_cut_xls (void)
{
  static const char *const names[] = { "spreadsheets/readxl/inst/extdata/type-me.xls",
                                       "spreadsheets/calamine/biff5_write.xls",
                                       "spreadsheets/freexl/testdata/simple2003_4.xls" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = fixture_data (names[i]);

      if (path == NULL)
        return;
      check_cut (path, 512, FALSE);
    }
}

/* ---- Cancelled ------------------------------------------------------------------------------------------
 */

typedef struct
{
  GCancellable *cancellable;
  gulong delay; /* microseconds */
  gint64 when;
} Canceller;

static gpointer
cancel_later (gpointer data)
{
  Canceller *canceller = data;

  g_usleep (canceller->delay);
  canceller->when = g_get_monotonic_time ();
  g_cancellable_cancel (canceller->cancellable);
  return NULL;
}

static void
check_cancel (const char *path)
{
  for (guint i = 0; i < 16; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      Canceller canceller = { cancellable, (gulong) g_test_rand_int_range (0, 40000), 0 };
      GThread *thread = g_thread_new ("cancel", cancel_later, &canceller);
      g_autoptr (GError) error = NULL;
      gboolean ok = read_or_refuse (path, cancellable, NULL, &error);
      gint64 now = g_get_monotonic_time ();

      g_thread_join (thread);
      if (!ok)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      /* A second where the machine is idle; tests run on busy ones, too. */
      g_assert_cmpint (now - canceller.when, <, 5 * G_USEC_PER_SEC);
    }
}

static void
test_cancel (gconstpointer data)
{
  char *path = make_file ((Format) GPOINTER_TO_UINT (data), 60000);

  check_cancel (path);
  fixture_remove (path);
}

static void
test_cancel_xls (void)
{
  g_autofree char *path = fixture_data ("sales/zh-pizzaplace/披萨销售2015.xls");

  if (path != NULL)
    check_cancel (path);
}

/* ---- The helper is killed -------------------------------------------------------------------------------
 */

static void
test_killed_helper (void)
{
  g_autofree char *path = fixture_data ("sales/zh-pizzaplace/披萨销售2015.xls");
  g_autofree char *real =
      g_test_build_filename (G_TEST_BUILT, "..", "..", "src", "import", "sy-xls-helper", NULL);
  const char *before = g_getenv ("STEELYARD_XLS_HELPER");
  g_autofree char *helper = g_strdup (before != NULL ? before : real);

  if (path == NULL)
    return;
  if (!g_file_test (helper, G_FILE_TEST_IS_EXECUTABLE))
    {
      g_test_skip ("the helper is not built here");
      return;
    }
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *script = g_strdup_printf (
          "#!/bin/sh\n'%s' \"$@\" &\nsleep 0.%03d\nkill -9 $! 2>/dev/null\nwait $!\nexit $?\n", helper,
          g_test_rand_int_range (0, 60));
      char *killer = fixture_file ("killer", script, -1);
      g_autoptr (GError) error = NULL;

      g_chmod (killer, 0755);
      g_setenv ("STEELYARD_XLS_HELPER", killer, TRUE);
      if (!read_or_refuse (path, NULL, NULL, &error))
        g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_HELPER);
      fixture_remove (killer);
    }
  if (before != NULL)
    g_setenv ("STEELYARD_XLS_HELPER", helper, TRUE);
  else
    g_unsetenv ("STEELYARD_XLS_HELPER");
}

/* ---- Archives -------------------------------------------------------------------------------------------
 */

#define SHEET_7 "<worksheet><sheetData><row><c><v>7</v></c></row></sheetData></worksheet>"
#define WORKBOOK                                                                                             \
  "<workbook xmlns='" FIXTURE_NS "' xmlns:r='" FIXTURE_R "'><sheets><sheet name='a' sheetId='1' "            \
  "r:id='r1'/></sheets></workbook>"

/* Names that would lead out of a folder, were anything ever unpacked. */
static void
test_names (void)
{
  g_autofree char *folder = g_dir_make_tmp ("steelyard-names-XXXXXX", NULL);
  g_autofree char *long_name = g_strnfill (60000, 'n'), *before = g_get_current_dir ();
  const char *parts[] = { "_rels/.rels",
                          FIXTURE_RELS,
                          "xl/workbook.xml",
                          WORKBOOK,
                          "xl/_rels/workbook.xml.rels",
                          FIXTURE_WORKBOOK_RELS,
                          "xl/worksheets/sheet1.xml",
                          SHEET_7,
                          "../../escaped",
                          "1",
                          "/absolute",
                          "2",
                          "C:\\drive",
                          "3",
                          "..\\..\\back",
                          "4",
                          long_name,
                          "5",
                          NULL };
  char *path = fixture_zip (parts);
  g_autoptr (GError) error = NULL;
  g_autofree char *got = NULL;
  GDir *dir;

  g_assert_cmpint (g_chdir (folder), ==, 0);
  got = fixture_read (path, NULL, 0, &error);
  g_assert_cmpint (g_chdir (before), ==, 0);
  g_assert_no_error (error);
  g_assert_cmpstr (got, ==, "1: n7[7]\n");
  dir = g_dir_open (folder, 0, NULL);
  g_assert_null (g_dir_read_name (dir));
  g_dir_close (dir);
  g_rmdir (folder);
  fixture_remove (path);
}

/* Where parts lie outside of the file, or upwards of its root, there is nothing. */
static void
test_targets (void)
{
  static const char *const targets[] = { "../../../../etc/passwd", "/../../etc/passwd", "file:///etc/passwd",
                                         "http://localhost/sheet.xml", "..\\..\\sheet1.xml" };

  for (gsize i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autofree char *rels =
          g_strdup_printf ("<Relationships xmlns='" FIXTURE_P "'><Relationship Id='r1' Type='" FIXTURE_R
                           "/worksheet' Target='%s'/></Relationships>",
                           targets[i]);
      const char *parts[] = { "_rels/.rels",
                              FIXTURE_RELS,
                              "xl/workbook.xml",
                              WORKBOOK,
                              "xl/_rels/workbook.xml.rels",
                              rels,
                              "xl/worksheets/sheet1.xml",
                              SHEET_7,
                              NULL };
      char *path = fixture_zip (parts);
      g_autoptr (GError) error = NULL;

      g_assert_false (read_or_refuse (path, NULL, NULL, &error));
      g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_DAMAGED);
      fixture_remove (path);
    }
}

static void
put_number (GByteArray *out, guint32 value, guint n)
{
  for (guint i = 0; i < n; i++, value >>= 8)
    {
      guint8 byte = value & 0xFF;

      g_byte_array_append (out, &byte, 1);
    }
}

/* An archive with one body of compressed zeros, to which all of its @n entries point. */
static char *
make_overlapping (guint n)
{
  g_autoptr (GByteArray) zip = g_byte_array_new (), directory = g_byte_array_new ();
  g_autofree guint8 *zeros = g_malloc0 (8 << 20), *packed = g_malloc (1 << 20);
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW, 9);
  gsize n_read = 0, n_packed = 0;

  g_assert_cmpint (g_converter_convert (G_CONVERTER (compressor), zeros, 8 << 20, packed, 1 << 20,
                                        G_CONVERTER_INPUT_AT_END, &n_read, &n_packed, NULL),
                   ==, G_CONVERTER_FINISHED);
  put_number (zip, 0x04034b50, 4);
  put_number (zip, 20, 2);
  put_number (zip, 0, 2);
  put_number (zip, 8, 2);
  put_number (zip, 0, 4);
  put_number (zip, 0, 4);
  put_number (zip, (guint32) n_packed, 4);
  put_number (zip, 8 << 20, 4);
  put_number (zip, 8, 2);
  put_number (zip, 0, 2);
  g_byte_array_append (zip, (const guint8 *) "entry000", 8);
  g_byte_array_append (zip, packed, (guint) n_packed);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("entry%03u", i);

      put_number (directory, 0x02014b50, 4);
      put_number (directory, 20, 2);
      put_number (directory, 20, 2);
      put_number (directory, 0, 2);
      put_number (directory, 8, 2);
      put_number (directory, 0, 4);
      put_number (directory, 0, 4);
      put_number (directory, (guint32) n_packed, 4);
      put_number (directory, 8 << 20, 4);
      put_number (directory, 8, 2);
      put_number (directory, 0, 4);
      put_number (directory, 0, 4);
      put_number (directory, 0, 4);
      put_number (directory, 0, 4);
      g_byte_array_append (directory, (const guint8 *) name, 8);
    }
  put_number (directory, 0x06054b50, 4);
  put_number (directory, 0, 4);
  put_number (directory, n, 2);
  put_number (directory, n, 2);
  put_number (directory, directory->len - 12, 4);
  put_number (directory, zip->len, 4);
  put_number (directory, 0, 2);
  g_byte_array_append (zip, directory->data, directory->len);
  return fixture_file ("overlapping.xlsx", zip->data, (gssize) zip->len);
}

static void
test_overlapping (void)
{
  char *path = make_overlapping (999);
  g_autoptr (GError) error = NULL;
  gint64 begin = g_get_monotonic_time ();

  g_assert_false (read_or_refuse (path, NULL, NULL, &error));
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 5 * G_USEC_PER_SEC);
  fixture_remove (path);
}

/* ---- Markup ---------------------------------------------------------------------------------------------
 */

#define LAUGHS                                                                                               \
  "<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY x SYSTEM "              \
  "'file:///etc/passwd'>]>"

static void
test_doctype (void)
{
  for (Format format = 0; format <= FORMAT_XML; format++)
    {
      g_autofree char *text = g_strconcat (LAUGHS, shapes[format].head, shapes[format].tail, NULL);
      char *path = make_from_text (format, text, -1);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", format_names[format]);
      g_assert_false (read_or_refuse (path, NULL, NULL, &error));
      g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_HOSTILE);
      fixture_remove (path);
    }
}

/* Reads the head of the shape with @what repeated behind it. */
static void
check_repeated (Format format, const char *what, guint n)
{
  g_autoptr (GString) text = g_string_new (shapes[format].head);
  struct rusage before, after;
  g_autoptr (GError) error = NULL;
  gint64 begin;
  char *path;

  for (guint i = 0; i < n; i++)
    g_string_append (text, what);
  path = make_from_text (format, text->str, (gssize) text->len);
  getrusage (RUSAGE_SELF, &before);
  begin = g_get_monotonic_time ();
  read_or_refuse (path, NULL, NULL, &error);
  getrusage (RUSAGE_SELF, &after);
  g_test_message ("%s × %u in %s: %s", what, n, format_names[format],
                  error != NULL ? error->message : "read");
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 20 * G_USEC_PER_SEC);
  g_assert_cmpint (after.ru_maxrss - before.ru_maxrss, <, 300 * 1024);
  fixture_remove (path);
}

static void
test_endless (void)
{
  static const char *const pieces[] = {
    "<a>",       "<a b='", " c='d'", "<table><tr><td>",   "<!--",        "&amp;",
    "<![CDATA[", "&",      "<Row>",  "<table:table-row>", "<Cell><Data>"
  };

  for (Format format = 0; format < N_FORMATS; format++)
    for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
      check_repeated (format, pieces[i], 300000);
}

/* A sheet one column too wide: the rest is read, the cell reported. */
static void
test_too_wide (void)
{
  g_autoptr (GString) page = g_string_new ("<table><tr>");
  Recording recording = { 0 };
  g_autoptr (GError) error = NULL;
  char *path;

  for (guint i = 0; i < 16385; i++)
    g_string_append (page, "<td>1");
  g_string_append (page, "</table>");
  path = fixture_file ("wide.html", page->str, -1);
  g_assert_true (fixture_count (path, 0, &recording, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (recording.n_cells, ==, 16384);
  g_assert_cmpuint (recording.n_refused, ==, 1);
  fixture_remove (path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint format = 0; format < N_FORMATS; format++)
    {
      g_autofree char *cut = g_strconcat ("/hostile/cut/", format_names[format], NULL);
      g_autofree char *cancel = g_strconcat ("/hostile/cancel/", format_names[format], NULL);

      g_test_add_data_func (cut, GUINT_TO_POINTER (format), test_cut);
      g_test_add_data_func (cancel, GUINT_TO_POINTER (format), test_cancel);
    }
  g_test_add_func ("/hostile/cut/xls", test_cut_xls);
  g_test_add_func ("/hostile/cancel/xls", test_cancel_xls);
  g_test_add_func ("/hostile/killed-helper", test_killed_helper);
  g_test_add_func ("/hostile/names", test_names);
  g_test_add_func ("/hostile/targets", test_targets);
  g_test_add_func ("/hostile/overlapping", test_overlapping);
  g_test_add_func ("/hostile/doctype", test_doctype);
  g_test_add_func ("/hostile/endless", test_endless);
  g_test_add_func ("/hostile/too-wide", test_too_wide);
  return g_test_run ();
}
