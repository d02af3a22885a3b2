/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expected values are those of the OpenDocument standard; the corpus was compared with LibreOffice. */
#include "config.h"

#include "reader-fixture.h"

#define NS                                                                                                   \
  "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "                                         \
  "xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' "                                           \
  "xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' "                                             \
  "xmlns:calcext='urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0'"
#define MIME "application/vnd.oasis.opendocument.spreadsheet"
#define CELL(type, attribute, value, shown)                                                                  \
  "<table:table-cell office:value-type='" type "' office:" attribute "='" value "'><text:p>" shown           \
  "</text:p></table:table-cell>"
#define TEXT(content) "<table:table-cell office:value-type='string'>" content "</table:table-cell>"

static const struct
{
  const char *name;
  const char *rows;
  const char *expected;
} sheets[] = {
  { "types",
    "<table:table-row>" CELL ("float", "value", "1234567890123456789", "1.23E+18")
        CELL ("percentage", "value", "0.125", "12.5 %") CELL ("currency", "value", "3.50", "¥3.50")
            CELL ("date", "date-value", "2015-01-31", "31.1.15")
                CELL ("date", "date-value", "2015-01-31T12:00:00", "x")
                    CELL ("time", "time-value", "PT06H00M00S", "6:00")
                        CELL ("time", "time-value", "PT36H00M00S", "36:00")
                            CELL ("boolean", "boolean-value", "true", "WAHR") "</table:table-row>",
    "1: n1.23456789012346e+18[1234567890123456789] n0.125%[0.125] n3.5[3.50] d42035 d42035.5 T0.25 n1.5 "
    "b1\n" },
  { "texts",
    "<table:table-row>" TEXT (
        "<text:p>a<text:s text:c='3'/>b<text:tab/>c</text:p><text:p>二 &amp;  x</text:p>")
        TEXT ("<office:annotation><text:p>note</text:p></office:annotation><text:p>own</text:p>")
            TEXT ("<text:p>a<text:span>b<text:a>c</text:a></text:span><text:line-break/>d</text:p>")
                TEXT ("<text:p>  one\n  two </text:p>") TEXT (
                    "<text:p><text:ruby><text:ruby-base>漢</text:ruby-base><text:ruby-text>han"
                    "</text:ruby-text></text:ruby></text:p>") CELL ("string", "string-value", "kept", "shown")
                    TEXT ("<text:p/>") "</table:table-row>",
    "1: t[a   b\tc\n二 & x] t[own] t[abc\nd] t[one two] t[漢] t[kept]\n" },
  { "errors",
    "<table:table-row><table:table-cell table:formula='of:=1/0' office:value-type='string' "
    "office:string-value='' calcext:value-type='error'><text:p>#DIV/0!</text:p></table:table-cell>"
    "<table:table-cell table:formula='of:=1/0' office:value-type='float' "
    "office:value='0'><text:p>#N/A</text:p>"
    "</table:table-cell></table:table-row>",
    "1: e[#DIV/0!] e[#N/A]\n" },
  { "repeated",
    "<table:table-row table:number-rows-repeated='1000000'><table:table-cell "
    "table:number-columns-repeated='16384'/></table:table-row>"
    "<table:table-row table:number-rows-repeated='2'><table:table-cell table:number-columns-repeated='2'/>"
    "<table:table-cell table:number-columns-repeated='2' office:value-type='float' office:value='1'/>"
    "<table:table-cell table:number-columns-repeated='16380'/></table:table-row>"
    "<table:table-row table:number-rows-repeated='48574'><table:table-cell "
    "table:number-columns-repeated='16384'/></table:table-row>",
    "1000001: _ _ n1[1] n1[1]\n1000002: _ _ n1[1] n1[1]\n" },
  { "groups",
    "<table:table-header-rows><table:table-row>" TEXT (
        "<text:p>h</text:p>") "</table:table-row>"
                              "</"
                              "table:table-header-rows><table:table-row-group><table:table-row-group><table:"
                              "table-row>" TEXT (
                                  "<text:p>r</text:p>") "</table:table-row></table:table-row-group></"
                                                        "table:table-row-group>"
                                                        "<table:shapes><table:table><table:table-row>" TEXT (
                                                            "<text:p>x</text:p>") "</table:table-row></"
                                                                                  "table:table>"
                                                                                  "</table:shapes>",
    "1: t[h]\n2: t[r]\n" },
  { "merged",
    "<table:table-row><table:table-cell table:number-columns-spanned='2' office:value-type='string'>"
    "<text:p>wide</text:p></table:table-cell><table:covered-table-cell/>" TEXT (
        "<text:p>next</text:p>") "</table:table-row>",
    "1: t[wide] _ t[next]\n" },
  { "no-type",
    "<table:table-row><table:table-cell><text:p>bare</text:p></table:table-cell></table:table-row>",
    "1: t[bare]\n" },
};

static char *
make_content (const char *rows, gboolean flat)
{
  return g_strdup_printf (
      "<?xml version='1.0' encoding='UTF-8'?><office:document%s " NS "%s><office:body><office:spreadsheet>"
      "<table:tracked-changes><table:cell-content-change><table:previous><table:change-track-table-cell/>"
      "</table:previous></table:cell-content-change></table:tracked-changes>"
      "<table:table table:name=\"'file:///tmp/a.xls'#Sheet1\"><table:table-row/></table:table>"
      "<table:table table:name='数据 &amp; 1'><table:table-column/>%s</table:table>"
      "<table:table table:name='second'/></office:spreadsheet></office:body></office:document%s>",
      flat ? "" : "-content", flat ? " office:mimetype='" MIME "'" : "", rows, flat ? "" : "-content");
}

static void
test_sheet (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);

  for (guint flat = 0; flat < 2; flat++)
    {
      g_autofree char *content = make_content (sheets[i].rows, flat);
      const char *parts[] = { "mimetype", MIME, "content.xml", content, NULL };
      char *path = flat ? fixture_file ("a.fods", content, -1) : fixture_zip (parts);
      g_autoptr (GError) error = NULL;
      g_autofree char *got = fixture_read (path, NULL, 0, &error);
      g_autoptr (SyFileInfo) info = sy_reader_inspect (path, NULL, NULL, NULL);

      g_assert_no_error (error);
      g_assert_cmpstr (got, ==, sheets[i].expected);
      g_assert_cmpint (info->format, ==, SY_FILE_ODS);
      g_assert_cmpuint (info->sheets->len, ==, 2);
      g_assert_cmpstr (g_ptr_array_index (info->sheets, 0), ==, "数据 & 1");
      fixture_remove (path);
    }
}

/* A few bytes that stand for more cells than a machine holds are refused soon. */
static void
test_repeated_bomb (void)
{
  g_autofree char *content =
      make_content ("<table:table-row table:number-rows-repeated='1048576'><table:table-cell "
                    "table:number-columns-repeated='16384' office:value-type='float' office:value='1'/>"
                    "</table:table-row>",
                    TRUE);
  char *path = fixture_file ("a.fods", content, -1);
  Recording recording = { 0 };
  g_autoptr (GError) error = NULL;
  gint64 begin = g_get_monotonic_time ();

  g_assert_false (fixture_count (path, 0, &recording, &error));
  g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_HOSTILE);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 20 * G_USEC_PER_SEC);
  fixture_remove (path);
}

static void
test_beyond_the_sheet (void)
{
  g_autofree char *content = make_content (
      "<table:table-row><table:table-cell table:number-columns-repeated='16384'/>" TEXT (
          "<text:p>out</text:p>") "</table:table-row>"
                                  "<table:table-row "
                                  "table:number-rows-repeated='1048575'><table:table-cell/></table:table-row>"
                                  "<table:table-row>" TEXT ("<text:p>below</text:p>") "</table:table-row>",
      TRUE);
  char *path = fixture_file ("a.fods", content, -1);
  g_autoptr (GError) error = NULL;
  g_autofree char *got = fixture_read (path, NULL, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (got, ==, "1! out\n1048577! below\n");
  fixture_remove (path);
}

static void
test_encrypted (void)
{
  const char *parts[] = { "mimetype",
                          MIME,
                          "META-INF/manifest.xml",
                          "<manifest:manifest><manifest:file-entry manifest:full-path='content.xml'>"
                          "<manifest:encryption-data/></manifest:file-entry></manifest:manifest>",
                          "content.xml",
                          "\x01\x02\x03",
                          NULL };
  char *path = fixture_zip (parts);
  g_autoptr (GError) error = NULL;

  g_assert_null (sy_reader_inspect (path, NULL, NULL, &error));
  g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ENCRYPTED);
  fixture_remove (path);
}

static void
test_damaged (void)
{
  g_autofree char *content = make_content (sheets[0].rows, TRUE);

  /* Cut anywhere behind its start, it breaks off. */
  for (gsize length = 900; length < strlen (content); length += 97)
    {
      char *path = fixture_file ("a.fods", content, (gssize) length);
      g_autoptr (GError) error = NULL;
      g_autofree char *got = fixture_read (path, NULL, 0, &error);

      g_assert_null (got);
      g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_DAMAGED);
      fixture_remove (path);
    }
}

/* The same cells as its XLSX twin, as roo publishes them. */
static void
test_corpus (void)
{
  static const char *const names[] = { "simple_spreadsheet", "numbers1", "time-test", "bbu" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = g_strconcat ("spreadsheets/roo/", names[i], ".ods", NULL);
      g_autofree char *twin = g_strconcat ("spreadsheets/roo/", names[i], ".xlsx", NULL);
      g_autofree char *path = fixture_data (name), *twin_path = fixture_data (twin);
      Recording ods = { 0 }, xlsx = { 0 };
      g_autoptr (GError) error = NULL;

      if (path == NULL || twin_path == NULL)
        return;
      g_assert_true (fixture_count (path, 0, &ods, &error));
      g_assert_no_error (error);
      g_assert_true (fixture_count (twin_path, 0, &xlsx, &error));
      g_assert_no_error (error);
      g_test_message ("%s", names[i]);
      g_assert_cmpuint (ods.n_rows, ==, xlsx.n_rows);
      g_assert_cmpuint (ods.n_cells, ==, xlsx.n_cells);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (sheets); i++)
    {
      g_autofree char *name = g_strconcat ("/ods-reader/sheet/", sheets[i].name, NULL);

      g_test_add_data_func (name, GSIZE_TO_POINTER (i), test_sheet);
    }
  g_test_add_func ("/ods-reader/repeated-bomb", test_repeated_bomb);
  g_test_add_func ("/ods-reader/beyond-the-sheet", test_beyond_the_sheet);
  g_test_add_func ("/ods-reader/encrypted", test_encrypted);
  g_test_add_func ("/ods-reader/damaged", test_damaged);
  g_test_add_func ("/ods-reader/corpus", test_corpus);
  return g_test_run ();
}
