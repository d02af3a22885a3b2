/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "reader-fixture.h"
#include "sy-xlsx-value.h"

#define SHEET(rows) "<worksheet xmlns='" FIXTURE_NS "'><sheetData>" rows "</sheetData></worksheet>"

static const char strings[] =
    "<?xml version='1.0' encoding='UTF-8'?><sst xmlns='" FIXTURE_NS "' count='9' uniqueCount='9'>"
    "<si><t>plain</t></si><si><t xml:space='preserve'> kept </t></si><si><t> cut </t></si>"
    "<si><r><rPr><b/></rPr><t>rich</t></r><r><t xml:space='preserve'> text</t></r></si>"
    "<si><t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh><phoneticPr fontId='1'/></si>"
    "<si><t>a_x000A_b_x005F_x0041_</t></si><si><t>R&amp;D &lt;&#x41;&#66;&gt;</t></si><si/>"
    "<si><t><![CDATA[<raw>&amp;]]></t></si></sst>";

/* Styles: 0 General, 1 yyyy-mm-dd, 2 built-in time, 3 percent, 4 [h]:mm, 5 General-like text, 6 built-in 31.
 */
static const char styles[] = "<styleSheet xmlns='" FIXTURE_NS
                             "'><numFmts count='3'><numFmt numFmtId='164' formatCode='yyyy\\-mm\\-dd'/>"
                             "<numFmt numFmtId='165' formatCode='[h]:mm'/><numFmt numFmtId='166' "
                             "formatCode='General \"days\"'/></numFmts>"
                             "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"
                             "<cellXfs><xf numFmtId='0'/><xf numFmtId='164'/><xf numFmtId='20'/><xf "
                             "numFmtId='10'/><xf numFmtId='165'/>"
                             "<xf numFmtId='166'/><xf numFmtId='31'/></cellXfs><cellStyles><cellStyle "
                             "name='x' xfId='0'/></cellStyles></styleSheet>";

/* What each form means is ECMA-376 part 1, 18.3.1.4 (c), 18.18.11 (types of cells) and 18.4 (strings). */
static const struct
{
  const char *name;
  const char *sheet;
  const char *expected;
} cases[] = {
  { "usual", SHEET ("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\"><v>1.50</v></c></row>"),
    "1: t[plain] n1.5[1.50]\n" },
  { "strings",
    SHEET ("<row r='1'><c t='s'><v>0</v></c><c t='s'><v>1</v></c><c t='s'><v>2</v></c><c t='s'><v>3</v></c>"
           "<c t='s'><v>4</v></c><c t='s'><v>5</v></c><c t='s'><v>6</v></c><c t='s'><v>7</v></c><c "
           "t='s'><v>8</v></c></row>"),
    "1: t[plain] t[ kept ] t[cut] t[rich text] t[東京] t[a\nb_x0041_] t[R&D <AB>] _ t[<raw>&amp;]\n" },
  { "inline",
    SHEET ("<row r='2'><c r='A2' t='inlineStr'><is><t>甲</t></is></c><c r='B2' "
           "t='inlineStr'><is><r><t>x</t></r><r>"
           "<t>y</t></r></is></c><c r='C2' t=\"inlineStr\"><is><t>a&amp;b</t></is></c></row>"),
    "2: t[甲] t[xy] t[a&b]\n" },
  /* Other writers cut a text where they like; only a piece is read for _xHHHH_, as LibreOffice does. */
  { "pieces",
    SHEET ("<row r='1'><c t='inlineStr'><is><r><t>_x</t></r><r><t>0041_</t></r><r><t>_x0042_</t></r></is></c>"
           "</row>"),
    "1: t[_x0041_B]\n" },
  { "types",
    SHEET ("<row r='1'><c t='b'><v>1</v></c><c t='b'><v>0</v></c><c t='e'><v>#DIV/0!</v></c><c "
           "t='str'><f>A1</f><v>x "
           "y</v></c><c t='n'><v>-2e3</v></c><c t='d'><v>2015-01-31T12:00:00</v></c><c "
           "t='d'><v>18:00:00</v></c></row>"),
    "1: b1 b0 e[#DIV/0!] t[x y] n-2000[-2e3] d42035.5 T0.75\n" },
  { "formats",
    SHEET (
        "<row r='1'><c s='1'><v>42005</v></c><c s='2'><v>0.5</v></c><c s='3'><v>0.25</v></c><c "
        "s='4'><v>0.5</v></c>"
        "<c s='4'><v>1.5</v></c><c s='5'><v>3</v></c><c s='6'><v>42005.25</v></c><c s='2'><v>42005.5</v></c>"
        "<c s='1' t='s'><v>0</v></c><c s='99'><v>1</v></c></row>"),
    "1: d42005 T0.5 n0.25%[0.25] T0.5 n1.5[1.5] n3[3] d42005.25 d42005.5 t[plain] n1[1]\n" },
  { "no-references", SHEET ("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"),
    "1: n1[1] n2[2]\n2: n3[3]\n" },
  { "row-from-cell", SHEET ("<row><c r='B7'><v>1</v></c></row><row><c><v>2</v></c></row>"),
    "7: _ n1[1]\n8: n2[2]\n" },
  { "out-of-order",
    SHEET ("<row r='1'><c r='C1'><v>3</v></c><c r='A1'><v>1</v></c><c r='B1'><v>2</v></c></row>"),
    "1: n1[1] n2[2] n3[3]\n" },
  { "rows-out-of-order",
    SHEET ("<row r='5'><c r='A5'><v>5</v></c></row><row r='2'><c r='A2'><v>2</v></c></row>"),
    "5: n5[5]\n2: n2[2]\n" },
  { "gaps", SHEET ("<row r='3'><c r='B3'><v>1</v></c><c r='E3'/><c r='F3'><v/></c></row><row r='9'/>"),
    "3: _ n1[1]\n" },
  { "twice", SHEET ("<row r='1'><c r='A1'><v>1</v></c><c r='A1'><v>2</v></c></row>"), "1! 2\n1: n1[1]\n" },
  { "no-such-string", SHEET ("<row r='1'><c r='A1' t='s'><v>99</v></c><c r='B1'><v>2</v></c></row>"),
    "1! 99\n1: _ n2[2]\n" },
  { "formula-without-value",
    SHEET ("<row r='1'><c r='A1'><f>SUM(B1:B9)</f></c><c r='B1'><f>1+1</f><v>2</v></c></row>"),
    "1! SUM(B1:B9)\n1: _ n2[2]\n" },
  { "prefix",
    "<x:worksheet xmlns:x='" FIXTURE_NS
    "'><x:sheetData><x:row r='1'><x:c r='A1'><x:v>1</x:v></x:c><x:c r='B1' "
    "t='inlineStr'><x:is><x:t>p</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>",
    "1: n1[1] t[p]\n" },
  { "strict",
    "<worksheet xmlns='http://purl.oclc.org/ooxml/spreadsheetml/main'><sheetData><row r='1'><c "
    "r='A1'><v>1</v></c></row>"
    "</sheetData></worksheet>",
    "1: n1[1]\n" },
  { "around",
    "<?xml version='1.0'?><!-- <row> --><worksheet xmlns='" FIXTURE_NS
    "'><dimension ref='A1:XFD1048576'/><sheetViews><v>9</v>"
    "</sheetViews><sheetData><!-- c --><row r='1'><!-- <c> --><c r='A1'><v>1<!-- x "
    "-->2</v></c><extLst><ext><c><v>9</v></c>"
    "</ext></extLst></row></sheetData><extLst><sheetData><row "
    "r='9'><c><v>9</v></c></row></sheetData></extLst></worksheet>\n ",
    "1: n12[12]\n" },
  { "greater-in-attribute", SHEET ("<row r='1' spans='1>2'><c r='A1' x='/>'><v>1</v></c></row>"),
    "1: n1[1]\n" },
  { "last-cell", SHEET ("<row r='1048576'><c r='A1048576'><v>1</v></c></row>"), "1048576: n1[1]\n" },
  { "beyond",
    SHEET ("<row r='1'><c r='XFE1'><v>1</v></c><c r='A1'><v>2</v></c></row><row "
           "r='1048577'><c><v>3</v></c></row>"),
    "1! 1\n1: n2[2]\n1048577! \n" },
  { "digits",
    SHEET (
        "<row r='1'><c><v>0.1</v></c><c><v>13.250</v></c><c><v>123456789012345678</v></c><c><v>1E-3</v></c>"
        "<c><v> 7 </v></c><c><v>abc</v></c><c><v>-0.05</v></c></row>"),
    "1: n0.1[0.1] n13.25[13.250] n1.23456789012346e+17[123456789012345678] n0.001[1E-3] n7[ 7 ] t[abc] "
    "n-0.05[-0.05]\n" },
  { "empty", SHEET (""), "" },
};

static void
test_case (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  char *path = fixture_workbook (cases[i].sheet, strings, styles, FALSE);
  g_autoptr (GError) error = NULL;
  g_autofree char *got = fixture_read (path, NULL, 0, &error);

  fixture_remove (path);
  g_assert_no_error (error);
  g_assert_cmpstr (got, ==, cases[i].expected);
}

/* What must be refused, in sheet or strings. */
static const struct
{
  const char *name;
  const char *sheet;
  const char *strings;
  SyImportError code;
} bad_cases[] = {
  { "doctype", "<!DOCTYPE worksheet [<!ENTITY a 'b'>]>" SHEET (""), strings, SY_IMPORT_ERROR_HOSTILE },
  { "doctype-strings", SHEET (""), "<!DOCTYPE sst SYSTEM 'http://example.org/x.dtd'><sst/>",
    SY_IMPORT_ERROR_HOSTILE },
  { "entity", SHEET ("<row><c t='inlineStr'><is><t>&laugh;</t></is></c></row>"), strings,
    SY_IMPORT_ERROR_DAMAGED },
  { "entity-in-value", SHEET ("<row><c><v>&laugh;</v></c></row>"), strings, SY_IMPORT_ERROR_DAMAGED },
  { "breaks-off", "<worksheet><sheetData><row r='1'><c><v>1</v></c>", strings, SY_IMPORT_ERROR_DAMAGED },
  { "mismatched", "<worksheet><sheetData><row></c></sheetData></worksheet>", strings,
    SY_IMPORT_ERROR_DAMAGED },
  { "no-xml", "hello", strings, SY_IMPORT_ERROR_DAMAGED },
  { "nothing", "", strings, SY_IMPORT_ERROR_DAMAGED },
  { "bad-utf8", SHEET ("<row><c t='str'><v>\xFF\xFE</v></c></row>"), strings, SY_IMPORT_ERROR_DAMAGED },
  { "open-comment", "<worksheet><!-- ", strings, SY_IMPORT_ERROR_DAMAGED },
  { "open-quote", "<worksheet a='", strings, SY_IMPORT_ERROR_DAMAGED },
  { "second-root", "<worksheet/><worksheet/>", strings, SY_IMPORT_ERROR_DAMAGED },
};

static void
test_bad (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  char *path = fixture_workbook (bad_cases[i].sheet, bad_cases[i].strings, styles, FALSE);
  g_autoptr (GError) error = NULL;
  g_autofree char *got = fixture_read (path, NULL, 0, &error);

  fixture_remove (path);
  g_assert_null (got);
  g_assert_error (error, SY_IMPORT_ERROR, (int) bad_cases[i].code);
}

static void
check_hostile (const char *sheet, SyImportError code)
{
  char *path = fixture_workbook (sheet, NULL, NULL, FALSE);
  g_autoptr (GError) error = NULL;
  g_autofree char *got = fixture_read (path, NULL, 0, &error);

  fixture_remove (path);
  g_assert_null (got);
  g_assert_error (error, SY_IMPORT_ERROR, (int) code);
}

/* A million elements deep, an attribute and a text of many megabytes. */
static void
test_hostile (void)
{
  g_autoptr (GString) sheet = g_string_new ("<worksheet>");

  for (guint i = 0; i < 1000000; i++)
    g_string_append (sheet, "<a>");
  check_hostile (sheet->str, SY_IMPORT_ERROR_HOSTILE);
  g_string_assign (sheet, "<worksheet a='");
  for (guint i = 0; i < 2000000; i++)
    g_string_append (sheet, "abcdefgh");
  check_hostile (sheet->str, SY_IMPORT_ERROR_HOSTILE);
  g_string_overwrite (sheet, 10, ">   ");
  check_hostile (sheet->str, SY_IMPORT_ERROR_HOSTILE);
}

static void
test_1904 (void)
{
  char *path = fixture_workbook (SHEET ("<row><c s='1'><v>40543</v></c><c s='2'><v>0.5</v></c></row>"),
                                 strings, styles, TRUE);
  g_autoptr (SyFileInfo) info = sy_reader_inspect (path, NULL, NULL, NULL);
  g_autofree char *got = fixture_read (path, NULL, 0, NULL);

  fixture_remove (path);
  g_assert_true (info->date1904);
  g_assert_cmpstr (g_ptr_array_index (info->sheets, 0), ==, "数据");
  g_assert_cmpstr (got, ==, "1: d42005 T0.5\n");
}

static void
test_sheet_choice (void)
{
  char *path = fixture_workbook (SHEET ("<row><c><v>1</v></c></row>"), NULL, NULL, FALSE);
  SyReadOptions options = { .sheet = "数据" };
  g_autoptr (GError) error = NULL;
  g_autofree char *by_name = fixture_read (path, &options, 5, NULL), *by_number = NULL, *none = NULL;

  options.sheet = "1";
  by_number = fixture_read (path, &options, 5, NULL);
  options.sheet = "Tabelle";
  none = fixture_read (path, &options, 0, &error);
  fixture_remove (path);
  g_assert_cmpstr (by_name, ==, "1: n1[1]\n");
  g_assert_cmpstr (by_number, ==, "1: n1[1]\n");
  g_assert_null (none);
  g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_SHEET);
  g_assert_nonnull (strstr (error->message, "“数据”"));
}

/* Many rows, read the fast way and, with a comment in each, the slow way; stopped and cancelled in the
 * middle. */
static void
test_many_rows (void)
{
  for (guint slow = 0; slow < 2; slow++)
    {
      g_autoptr (GString) sheet = g_string_new ("<worksheet><sheetData>");
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (SyFileInfo) info = NULL;
      g_autoptr (GError) error = NULL;
      Recording recording = { 0 };
      SyCellSink sink = { &recording_funcs, &recording };
      char *path;

      for (guint i = 1; i <= 100000; i++)
        g_string_append_printf (
            sheet,
            "<row r=\"%u\">%s<c r=\"A%u\"><v>%u</v></c><c r=\"C%u\" t=\"inlineStr\"><is><t>行%u"
            "</t></is></c></row>",
            i, slow ? "<!-- -->" : "", i, i, i, i);
      g_string_append (sheet, "</sheetData></worksheet>");
      path = fixture_workbook (sheet->str, NULL, NULL, FALSE);
      g_assert_true (fixture_count (path, 0, &recording, &error));
      g_assert_cmpuint (recording.n_rows, ==, 100000);
      g_assert_cmpuint (recording.n_cells, ==, 300000);
      g_assert_cmpuint (recording.n_refused, ==, 0);
      g_assert_cmpuint (recording.n_progress, >, 10);
      info = sy_reader_inspect (path, NULL, NULL, NULL);
      recording = (Recording){ .stop_after = 10 };
      g_assert_true (sy_reader_read (path, info, 0, NULL, &sink, NULL, &error));
      g_assert_cmpuint (recording.n_rows, ==, 10);
      recording = (Recording){ .cancel_at_row = cancellable };
      g_assert_false (sy_reader_read (path, info, 0, NULL, &sink, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      fixture_remove (path);
    }
}

/* Numbers of all lengths, dates and shared texts. @slow: with something before each cell that the usual way
 * does not know. */
static char *
make_cells (gboolean slow, gboolean date1904)
{
  static const char *const numbers[] = { "0",
                                         "7",
                                         "42",
                                         "007",
                                         "1234567",
                                         "12345678",
                                         "123456789",
                                         "123456789012345",
                                         "1234567890123456",
                                         "12345678901234567890",
                                         "0.5",
                                         "5.",
                                         "12345678.87654321",
                                         "1234567.12345678",
                                         "0.00000000000001",
                                         "0.000000000000001",
                                         "1.2.3",
                                         "42005",
                                         "42005.25",
                                         "-3",
                                         "1E3",
                                         "12a",
                                         "000000001" };
  static const guint rows[] = { 1, 2, 99, 100, 12345, 999999, 1000000, 1048576 };
  static const char *const attributes[] = { "", " s=\"0\"", " s=\"1\"", " t=\"s\"" };
  g_autoptr (GString) sheet = g_string_new ("<worksheet><sheetData>");
  char *path, *got;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_string_append_printf (sheet, "<row r=\"%u\">", rows[i]);
      for (guint k = 0; k < G_N_ELEMENTS (numbers) * G_N_ELEMENTS (attributes); k++)
        /* every tenth says another row than its own: the place within the row is what counts */
        g_string_append_printf (sheet, "%s<c r=\"%c%c%u\"%s><v>%s</v></c>", slow ? "<!-- -->" : "",
                                'A' + k / 26, 'A' + k % 26, k % 10 == 9 ? rows[i] * 10 + 1 : rows[i],
                                attributes[k % G_N_ELEMENTS (attributes)],
                                numbers[k / G_N_ELEMENTS (attributes)]);
      g_string_append (sheet, "</row>");
    }
  g_string_append (sheet, "</sheetData></worksheet>");
  path = fixture_workbook (sheet->str, strings, styles, date1904);
  got = fixture_read (path, NULL, 0, NULL);
  fixture_remove (path);
  return got;
}

static void
test_usual_cells (void)
{
  for (guint date1904 = 0; date1904 < 2; date1904++)
    {
      g_autofree char *usual = make_cells (FALSE, date1904);
      g_autofree char *slow = make_cells (TRUE, date1904);

      g_assert_nonnull (usual);
      g_assert_cmpstr (usual, ==, slow);
      g_assert_nonnull (strstr (usual, date1904 ? "d43467.25" : "d42005.25"));
      g_assert_nonnull (strstr (usual, "n12345678.8765432[12345678.87654321]"));
      g_assert_nonnull (strstr (usual, "1048576: "));
    }
}

/* Texts of a few bytes up to more than a block of the file leaves for what lies across its end. */
static void
test_long_texts (void)
{
  g_autoptr (GString) sheet = g_string_new ("<worksheet><sheetData>");
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *got = NULL;
  const char *place;
  char *path;

  for (guint i = 1; i <= 400; i++)
    {
      char *text = g_strnfill (1 + i * 1237 % 20000, (char) ('a' + i % 26));

      g_ptr_array_add (texts, text);
      g_string_append_printf (
          sheet, "<row r=\"%u\"><c r=\"A%u\" t=\"inlineStr\"><is><t>%s</t></is></c></row>", i, i, text);
    }
  g_string_append (sheet, "</sheetData></worksheet>");
  path = fixture_workbook (sheet->str, NULL, NULL, FALSE);
  got = fixture_read (path, NULL, 0, NULL);
  fixture_remove (path);
  g_assert_nonnull (got);
  place = got;
  for (guint i = 0; i < texts->len; i++)
    {
      g_autofree char *cell = g_strdup_printf ("t[%s]", (char *) texts->pdata[i]);

      place = strstr (place, cell);
      g_assert_nonnull (place);
    }
}

/* A single cell in the last column of every row must not cost its 16,384 columns. */
static void
test_sparse (void)
{
  g_autoptr (GString) sheet = g_string_new ("<worksheet><sheetData>");
  Recording recording = { 0 };
  char *path;

  for (guint i = 1; i <= 2000; i++)
    g_string_append_printf (sheet, "<row r='%u'><c r='XFD%u'><v>1</v></c></row>", i, i);
  g_string_append (sheet, "</sheetData></worksheet>");
  path = fixture_workbook (sheet->str, NULL, NULL, FALSE);
  g_assert_true (fixture_count (path, 0, &recording, NULL));
  fixture_remove (path);
  g_assert_cmpuint (recording.n_cells, ==, 2000 * 16384);
}

static void
test_utf16 (void)
{
  const char *text =
      "<?xml version='1.0' encoding='UTF-16'?>" SHEET ("<row r='1'><c t='str'><v>订单</v></c></row>");
  gsize n = 0;
  g_autofree char *utf16 = g_convert (text, -1, "UTF-16", "UTF-8", NULL, &n, NULL);
  char *path = fixture_workbook ("@", NULL, NULL, FALSE);
  g_autofree char *got = NULL;
  zip_t *zip = zip_open (path, 0, NULL);

  zip_file_replace (zip, (zip_uint64_t) zip_name_locate (zip, "xl/worksheets/sheet1.xml", 0),
                    zip_source_buffer (zip, utf16, n, 0), 0);
  g_assert_cmpint (zip_close (zip), ==, 0);
  got = fixture_read (path, NULL, 0, NULL);
  fixture_remove (path);
  g_assert_cmpstr (got, ==, "1: t[订单]\n");
}

static void
test_numbers (void)
{
  static const char *const texts[] = { "0",
                                       "-0",
                                       "1.1",
                                       "2.675",
                                       "123456789.123456789",
                                       "9007199254740993",
                                       ".5",
                                       "5.",
                                       "1e22",
                                       "1e-22",
                                       "4.9e-324",
                                       "1.7976931348623157e308",
                                       "1E+2",
                                       "+3.25",
                                       "0.1",
                                       "1.005",
                                       "40513.35138888889" };
  static const char *const bad[] = { "", "-", ".", "1,5", "0x10", "inf", "nan", "1e999", "1 2", "１" };
  double number;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_assert_true (sy_xlsx_parse_number (texts[i], strlen (texts[i]), &number));
      g_assert_true (number == g_ascii_strtod (texts[i], NULL));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (sy_xlsx_parse_number (bad[i], strlen (bad[i]), &number));
}

/* 541,909 rows; 9,747,747.934 is the turnover in facts.json of the data. */
typedef struct
{
  Recording recording;
  double turnover;
} Turnover;

static gboolean
turnover_row (gpointer self, guint64 row, const SyCell *cells, guint n_cells)
{
  Turnover *turnover = self;

  if (row > 1 && n_cells >= 6)
    turnover->turnover += cells[3].number * cells[5].number;
  if (row > 1)
    g_assert_cmpint (cells[4].kind, ==, SY_CELL_DATE);
  turnover->recording.n_rows++;
  return TRUE;
}

static void
test_retail (void)
{
  g_autofree char *path = fixture_data ("sales/uci-online-retail/online_retail_reencoded.xlsx");
  SyCellSinkFuncs funcs = recording_funcs;
  Turnover turnover = { 0 };
  SyCellSink sink = { &funcs, &turnover };
  g_autoptr (SyFileInfo) info = NULL;
  g_autoptr (GError) error = NULL;

  if (path == NULL)
    return;
  funcs.row = turnover_row;
  info = sy_reader_inspect (path, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (sy_reader_read (path, info, 0, NULL, &sink, NULL, &error));
  g_assert_cmpuint (turnover.recording.n_rows, ==, 541910);
  g_assert_cmpfloat_with_epsilon (turnover.turnover, 9747747.934, 1e-3);
}

/* ---- Twins: the same table as xlsx and as csv by other programs ------------------------------------------
 */

/* Cells of a row as text, numbers in shortest form. */
static gboolean
twin_row (gpointer self, guint64 row, const SyCell *cells, guint n_cells)
{
  GString *out = ((Recording *) self)->out;

  g_string_append_printf (out, "%" G_GUINT64_FORMAT ":", row);
  for (guint i = 0; i < n_cells; i++)
    {
      double number;

      g_string_append_c (out, '|');
      if (cells[i].kind == SY_CELL_TEXT && sy_xlsx_parse_number (cells[i].text, cells[i].length, &number))
        g_string_append_printf (out, "%.10g", number);
      else if (cells[i].kind == SY_CELL_TEXT)
        g_string_append_len (out, cells[i].text, (gssize) cells[i].length);
      else if (cells[i].kind == SY_CELL_NUMBER)
        g_string_append_printf (out, "%.10g", cells[i].number);
    }
  g_string_append_c (out, '\n');
  return TRUE;
}

static char *
read_twin (const char *path)
{
  SyCellSinkFuncs funcs = recording_funcs;
  Recording recording = { .out = g_string_new (NULL) };
  SyCellSink sink = { &funcs, &recording };
  g_autoptr (GError) error = NULL;
  g_autoptr (SyFileInfo) info = sy_reader_inspect (path, NULL, NULL, &error);

  g_assert_no_error (error);
  funcs.row = twin_row;
  sy_reader_read (path, info, 0, NULL, &sink, NULL, &error);
  g_assert_no_error (error);
  return g_string_free (recording.out, FALSE);
}

static void
test_twins (void)
{
  static const char *const names[] = { "roo/Bibelbund" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *xlsx_name = g_strdup_printf ("spreadsheets/%s.xlsx", names[i]);
      g_autofree char *csv_name = g_strdup_printf ("spreadsheets/%s.csv", names[i]);
      g_autofree char *xlsx = fixture_data (xlsx_name), *csv = xlsx != NULL ? fixture_data (csv_name) : NULL;
      g_autofree char *from_xlsx = NULL, *from_csv = NULL;

      if (csv == NULL)
        return;
      from_xlsx = read_twin (xlsx);
      from_csv = read_twin (csv);
      g_assert_cmpstr (from_xlsx, ==, from_csv);
    }
}

/* Known contents of files made by Excel, LibreOffice and WPS: what the projects they come from expect of
 * them. */
static const struct
{
  const char *path;
  const char *expected;
} known[] = {
  { "csv/csvkit/test.xlsx",
    "1: t[text] t[date] t[integer] t[boolean] t[float] t[datetime] t[empty_column]\n"
    "2: t[Chicago Reader] d25934 n40[40] b1 n1[1] d25934.1763888889\n"
    "3: t[Chicago Sun-Times] d17533 n63[63] b1 n1.27[1.27] d17533.6230671296 _ t[Extra data beyond headers "
    "will be "
    "trimmed]\n"
    "4: t[Chicago Tribune] d7306 n164[164] b0 n41800000.01[41800000.009999998] d7306\n"
    "5: t[This row has blanks]\n6: t[Unicode! Σ]\n" },
};

static void
test_known (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autofree char *path = fixture_data (known[i].path), *got = NULL;
      g_autoptr (GError) error = NULL;

      if (path == NULL)
        return;
      got = fixture_read (path, NULL, 0, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (got, ==, known[i].expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/xlsx-reader/form/", cases[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_case);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/xlsx-reader/bad/", bad_cases[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_bad);
    }
  g_test_add_func ("/xlsx-reader/usual-cells", test_usual_cells);
  g_test_add_func ("/xlsx-reader/hostile", test_hostile);
  g_test_add_func ("/xlsx-reader/1904", test_1904);
  g_test_add_func ("/xlsx-reader/sheet-choice", test_sheet_choice);
  g_test_add_func ("/xlsx-reader/many-rows", test_many_rows);
  g_test_add_func ("/xlsx-reader/long-texts", test_long_texts);
  g_test_add_func ("/xlsx-reader/sparse", test_sparse);
  g_test_add_func ("/xlsx-reader/utf16", test_utf16);
  g_test_add_func ("/xlsx-reader/numbers", test_numbers);
  g_test_add_func ("/xlsx-reader/retail", test_retail);
  g_test_add_func ("/xlsx-reader/twins", test_twins);
  g_test_add_func ("/xlsx-reader/known", test_known);
  return g_test_run ();
}
