/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the bytes of a file to the values of a table, for the notations of numbers and dates, the encodings
 * and the headers that files come with. Each expected value is there before its notation: numbers are written
 * out from their digits, days by GLib's calendar, texts by the system's converter. */
#include "config.h"

#include <locale.h>
#include <string.h>

#include "import-fixture.h"
#include "sy-dialect.h"

static SyImportPlan *
recognise (const char *path, const SyReadOptions *options)
{
  g_autoptr (GPtrArray) kinds = fixture_kinds ();
  g_autoptr (GError) error = NULL;
  SyImportPlan *plan = sy_importer_recognise (path, options, kinds, NULL, NULL, &error);

  g_assert_no_error (error);
  return plan;
}

/* ---- Numbers --------------------------------------------------------------------------------------------
 */

/* A way to write a number: between the digits of a thousand, before the decimals, around it. */
typedef struct
{
  const char *name;
  const char *group, *point;
  const char *before, *behind;      /* of numbers from 0 on */
  const char *minus, *minus_behind; /* of those below */
  gboolean wide;                    /* full-width digits */
} Notation;

static const Notation notations[] = {
  { "plain", "", ".", "", "", "-", "", FALSE },
  { "grouped", ",", ".", "", "", "-", "", FALSE },
  { "continental", ".", ",", "", "", "-", "", FALSE },
  { "spaced", " ", ",", "", "", "-", "", FALSE },
  { "narrow-space", "\u202f", ",", "", "", "-", "", FALSE },
  { "no-break-space", "\u00a0", ",", "", "", "-", "", FALSE },
  { "swiss", "'", ".", "", "", "-", "", FALSE },
  { "parentheses", ",", ".", "", "", "(", ")", FALSE },
  { "minus-behind", ",", ".", "", "", "", "-", FALSE },
  { "yuan-sign", ",", ".", "￥", "", "-￥", "", FALSE },
  { "half-yuan-sign", ",", ".", "¥", "", "¥-", "", FALSE },
  { "dollar", ",", ".", "$", "", "($", ")", FALSE },
  { "euro-behind", ".", ",", "", " €", "-", " €", FALSE },
  { "in-yuan", ",", ".", "", "元", "-", "元", FALSE },
  { "full-width", "，", "．", "", "", "－", "", TRUE },
  { "unicode-minus", ",", ".", "", "", "\u2212", "", FALSE },
  { "plus", "", ".", "+", "", "-", "", FALSE },
  { "code-before", ",", ".", "CNY ", "", "-CNY ", "", FALSE },
};

/* In hundredths; the first ones have thousands and decimals, so that every column tells its notation. */
static const gint64 numbers[] = { 123456,  -123456,   123456789, -987654321, 1250,     -1250,
                                  5,       -5,        0,         100,        99999,    100050,
                                  -100050, 314159265, 200000,    1234500,    76543210, -76543299 };

static void
append_digit (GString *text, char digit, gboolean wide)
{
  if (wide)
    g_string_append_unichar (text, (gunichar) (0xff10 + digit - '0'));
  else
    g_string_append_c (text, digit);
}

static char *
write_number (const Notation *notation, gint64 hundredths)
{
  GString *text = g_string_new (hundredths < 0 ? notation->minus : notation->before);
  guint64 size = (guint64) ABS (hundredths);
  g_autofree char *whole = g_strdup_printf ("%" G_GUINT64_FORMAT, size / 100);
  gsize n = strlen (whole);

  for (gsize i = 0; i < n; i++)
    {
      if (i > 0 && (n - i) % 3 == 0)
        g_string_append (text, notation->group);
      append_digit (text, whole[i], notation->wide);
    }
  g_string_append (text, notation->point);
  append_digit (text, (char) ('0' + size / 10 % 10), notation->wide);
  append_digit (text, (char) ('0' + size % 10), notation->wide);
  g_string_append (text, hundredths < 0 ? notation->minus_behind : notation->behind);
  return g_string_free (text, FALSE);
}

static void
check_notation (const Notation *notation)
{
  g_autoptr (GString) text = g_string_new ("日期;商品;金额\n");
  g_autoptr (GString) expected = g_string_new (NULL);
  g_autoptr (SyImportPlan) plan = NULL;
  g_autoptr (SyEngine) engine = fixture_engine ();
  g_autoptr (SyImportReport) report = NULL;
  g_autoptr (GError) error = NULL;
  char *path;

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *number = write_number (notation, numbers[i]);
      g_string_append_printf (text, "2023-01-05;a;%s\n", number);
      g_string_append_printf (expected, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "", numbers[i]);
    }
  path = fixture_file ("x.csv", text->str, -1);
  plan = recognise (path, NULL);
  report = sy_importer_load (plan, engine, "t", NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_kept, ==, G_N_ELEMENTS (numbers));
  fixture_assert_value (
      engine, "SELECT string_agg(CAST(CAST(amount * 100 AS BIGINT) AS VARCHAR), ' ' ORDER BY _row) FROM t",
      expected->str);
  fixture_assert_value (engine, "SELECT starts_with(typeof(any_value(amount)), 'DECIMAL') FROM t", "true");
  fixture_remove (path);
}

/* 18 ways × 18 numbers, the same wherever the program runs. */
static void
test_notation (gconstpointer data)
{
  static const char *const locales[] = { "C.UTF-8", "de_DE.UTF-8", "fr_FR.UTF-8", "zh_CN.UTF-8",
                                         "en_US.UTF-8" };

  for (guint i = 0; i < G_N_ELEMENTS (locales); i++)
    if (setlocale (LC_ALL, locales[i]))
      check_notation (data);
  setlocale (LC_ALL, "C.UTF-8");
}

typedef struct
{
  const char *name;
  const char *cells;    /* parted by | */
  const char *type;     /* of the column */
  const char *expected; /* parted by blanks */
} ColumnCase;

static const ColumnCase column_cases[] = {
  { "ids-of-18-digits", "110101199003077571|110101199003077572", "VARCHAR",
    "110101199003077571 110101199003077572" },
  { "ids-of-20-digits", "12345678901234567890|12345678901234567891", "VARCHAR",
    "12345678901234567890 12345678901234567891" },
  { "leading-zeros", "007|00042|100", "VARCHAR", "007 00042 100" },
  { "no-fraction", "1/2|3/4", "VARCHAR", "1/2 3/4" },
  { "exponents", "1e3|2.5E2|-1e0", "BIGINT", "1000 250 -1" },
  { "formula-digits", "=\"007\"|=\"008\"", "VARCHAR", "007 008" },
  { "either-way", "1,234|5,678", "BIGINT", "1234 5678" },
  { "percent", "12.5%|7%", "DECIMAL(18,3)", "0.125 0.070" },
  { "wan", "1.5万|3万", "BIGINT", "15000 30000" },
  { "us-dates", "1/31/2023|2/1/2023", "DATE", "2023-01-31 2023-02-01" },
  { "british-dates", "31/1/2023|1/2/2023", "DATE", "2023-01-31 2023-02-01" },
  { "german-dates", "31.1.2023|1.2.2023", "DATE", "2023-01-31 2023-02-01" },
  { "either-dates", "1/2/2023|3/4/2023", "VARCHAR", "1/2/2023 3/4/2023" },
  { "short-years", "31/12/29|05/11/30|17/01/30", "DATE", "2029-12-31 1930-11-05 1930-01-17" },
  { "zones", "2023-03-26T01:30:00Z|2023-03-26T02:30:00+08:00", "TIMESTAMP",
    "2023-03-26 01:30:00 2023-03-26 02:30:00" },
  { "summer-time", "2023-03-26 02:30:00|2023-10-29 02:30:00", "TIMESTAMP",
    "2023-03-26 02:30:00 2023-10-29 02:30:00" },
};

static void
test_column (gconstpointer data)
{
  const ColumnCase *test = data;
  g_auto (GStrv) cells = g_strsplit (test->cells, "|", -1);
  g_autoptr (GString) text = g_string_new ("甲;乙\n");
  g_autoptr (SyImportPlan) plan = NULL;
  g_autoptr (SyEngine) engine = fixture_engine ();
  g_autoptr (SyImportReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *type = NULL;
  char *path;

  for (guint i = 0; cells[i]; i++)
    g_string_append_printf (text, "x;%s\n", cells[i]);
  path = fixture_file ("x.csv", text->str, -1);
  plan = recognise (path, NULL);
  report = sy_importer_load (plan, engine, "t", NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  type = fixture_value (engine, "SELECT typeof(any_value(\"乙\")) FROM t");
  g_assert_cmpstr (type, ==, test->type);
  fixture_assert_value (engine, "SELECT string_agg(CAST(\"乙\" AS VARCHAR), ' ' ORDER BY _row) FROM t",
                        test->expected);
  fixture_remove (path);
}

/* ---- Days ------------------------------------------------------------------------------------------------
 */

/* Serials against GLib's calendar: 1 is 1 January 1900 and 61 is 1 March; 60 is no day. */
static void
test_serials (void)
{
  gint64 days, time;

  for (guint32 serial = 1; serial < 2958466; serial += serial < 1000 ? 1 : 977)
    {
      g_autoptr (GDate) date = g_date_new_dmy (31, G_DATE_DECEMBER, 1899);
      int year, month, day;

      if (serial == 60)
        continue;
      g_date_add_days (date, serial > 60 ? serial - 1 : serial);
      g_assert_cmpint (sy_date_from_serial (serial, &days, &time), ==, SY_SERIAL_DATE);
      sy_date_from_days (days, &year, &month, &day);
      g_assert_cmpint (year, ==, g_date_get_year (date));
      g_assert_cmpint (month, ==, (int) g_date_get_month (date));
      g_assert_cmpint (day, ==, g_date_get_day (date));
      g_assert_cmpint (time, ==, 0);
    }
  g_assert_cmpint (sy_date_from_serial (60, &days, &time), ==, SY_SERIAL_NO_SUCH_DAY);
  g_assert_cmpint (sy_date_from_serial (60.5, &days, &time), ==, SY_SERIAL_NO_SUCH_DAY);
  g_assert_cmpint (sy_date_from_serial (-1, &days, &time), ==, SY_SERIAL_OUT_OF_RANGE);
  g_assert_cmpint (sy_date_from_serial (2958465.99, &days, &time), ==, SY_SERIAL_DATE);
  g_assert_cmpint (sy_date_from_serial (2958466, &days, &time), ==, SY_SERIAL_OUT_OF_RANGE);
}

#define DATE_STYLES                                                                                          \
  "<styleSheet xmlns='" FIXTURE_NS "'><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></styleSheet>"

/* The same serials in a workbook, above many others: what is no day is left empty and listed; 1904 counts
 * from another day. */
static void
check_workbook (gboolean date1904, const char *expected, guint n_refused)
{
  static const int serials[] = { 59, 60, 61, 44931 };
  g_autoptr (GString) sheet =
      g_string_new ("<worksheet xmlns='" FIXTURE_NS "'><sheetData>"
                    "<row r='1'><c r='A1' t='str'><v>甲</v></c><c r='B1' t='str'><v>乙</v></c></row>");
  g_autoptr (SyImportPlan) plan = NULL;
  g_autoptr (SyEngine) engine = fixture_engine ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SyImportReport) report = NULL;
  char *path;

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (sheet, "<row r='%u'><c r='A%u'><v>%u</v></c><c r='B%u' s='1'><v>%d</v></c></row>",
                            i + 2, i + 2, i, i + 2, serials[MIN (i, 3)]);
  g_string_append (sheet, "</sheetData></worksheet>");
  path = fixture_workbook (sheet->str, NULL, DATE_STYLES, date1904);
  plan = recognise (path, NULL);
  report = sy_importer_load (plan, engine, "t", NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_kept, ==, 200);
  g_assert_cmpuint (report->n_cells_refused, ==, n_refused);
  fixture_assert_value (engine,
                        "SELECT string_agg(coalesce(CAST(\"乙\" AS VARCHAR), '-'), ' ' ORDER BY _row) FROM t "
                        "WHERE _row <= 5",
                        expected);
  fixture_remove (path);
}

static void
test_workbook_dates (void)
{
  check_workbook (FALSE, "1900-02-28 - 1900-03-01 2023-01-05", 1);
  check_workbook (TRUE, "1904-02-29 1904-03-01 1904-03-02 2027-01-06", 0);
}

/* ---- Encodings -------------------------------------------------------------------------------------------
 */

static const struct
{
  const char *name;
  const char *text; /* of one cell */
  const char *encoding;
  const char *bom;
} encodings[] = {
  { "utf-8", "人民路店宫保鸡丁少放辣椒", "UTF-8", "" },
  { "utf-8-bom", "人民路店宫保鸡丁少放辣椒", "UTF-8", "\xEF\xBB\xBF" },
  { "utf-16le", "人民路店宫保鸡丁少放辣椒", "UTF-16LE", "\xFF\xFE" },
  { "utf-16be", "人民路店宫保鸡丁少放辣椒", "UTF-16BE", "\xFE\xFF" },
  { "gbk", "人民路店宫保鸡丁少放辣椒", "GBK", "" },
  { "gb18030", "𠮷野家㐀人民路店宫保鸡丁", "GB18030", "" },
  { "big5", "謝謝光臨歡迎再來本店消費", "BIG5", "" },
  { "shift-jis", "ありがとうございますりんごジュース", "SHIFT_JIS", "" },
  { "windows-1252", "Jürgen Müller, Königsallee für Bücher", "WINDOWS-1252", "" },
};

/* Every cell comes out as it went in, wherever the blocks of the reader cut its characters. */
static void
test_encoding (gconstpointer data)
{
  guint index = GPOINTER_TO_UINT (data);
  g_autofree char *cell = NULL;

  for (guint shift = 0; shift < 4; shift++)
    {
      g_autoptr (GString) text = g_string_new ("code;name\n");
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_autoptr (SyImportPlan) plan = NULL;
      g_autoptr (SyEngine) engine = fixture_engine ();
      g_autoptr (SyImportReport) report = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *encoded = NULL;
      gsize length;
      char *path;
      guint n = 0;

      for (guint i = 0; i < shift; i++)
        g_string_append (text, "x");
      g_string_append (text, ";y\n");
      for (; text->len < 300000; n++)
        g_string_append_printf (text, "%u;%s\n", n, encodings[index].text);
      encoded = g_convert (text->str, (gssize) text->len, encodings[index].encoding, "UTF-8", NULL, &length,
                           &error);
      g_assert_no_error (error);
      g_byte_array_append (bytes, (const guint8 *) encodings[index].bom,
                           (guint) strlen (encodings[index].bom));
      g_byte_array_append (bytes, (const guint8 *) encoded, (guint) length);
      path = fixture_file ("x.csv", bytes->data, (gssize) bytes->len);
      plan = recognise (path, NULL);
      report = sy_importer_load (plan, engine, "t", NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (report->n_refused, ==, 0);
      fixture_assert_value (engine, "SELECT count(DISTINCT name) FROM t", "2");
      g_free (cell);
      cell = fixture_value (engine, "SELECT max(name) FROM t WHERE name <> 'y'");
      g_assert_cmpstr (cell, ==, encodings[index].text);
      fixture_remove (path);
    }
}

/* A file of two encodings put together has no encoding: nothing becomes a question mark on the quiet. */
static void
test_mixed_encodings (void)
{
  g_autoptr (GString) text = g_string_new ("日期,商品,金额\n");
  g_autofree char *gbk = NULL;
  g_autoptr (GPtrArray) kinds = fixture_kinds ();
  g_autoptr (SyImportPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  char *path;

  for (guint i = 0; i < 50; i++)
    g_string_append (text, "2023-01-05,宫保鸡丁，少放辣椒,1\n");
  gbk = g_convert (text->str, -1, "GBK", "UTF-8", NULL, &length, NULL);
  g_string_append_len (text, gbk, (gssize) length);
  path = fixture_file ("x.csv", text->str, (gssize) text->len);
  plan = sy_importer_recognise (path, NULL, kinds, NULL, NULL, &error);
  if (plan)
    {
      g_autoptr (SyEngine) engine = fixture_engine ();
      g_autoptr (SyImportReport) report = sy_importer_load (plan, engine, "t", NULL, NULL, NULL, &error);
      g_assert_true (report == NULL || !plan->info->encoding_sure || report->n_refusals > 0);
    }
  else
    g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ENCODING);
  fixture_remove (path);
}

/* ---- Headers ---------------------------------------------------------------------------------------------
 */

static const char *const evil[] = {
  "\"",
  "\"\"",
  "a\"b",
  "; DROP TABLE t; --",
  "'; DROP TABLE t; --",
  "--",
  "/*",
  "*/",
  "\\",
  "\\\"",
  "`",
  "$1",
  "?",
  ":x",
  "%s",
  "%n%n%n",
  "{}",
  "[@amount]",
  "[",
  "]",
  "=1+1",
  "@x",
  "+1",
  "-1",
  "|",
  "&",
  "<b>",
  "&amp;",
  "\u202e",
  "\u202eabc",
  "\u200b",
  "\u2028",
  "\ufeff",
  "a\u0301",
  "á",
  "😀",
  "𠮷",
  "select",
  "SELECT",
  "Select",
  "table",
  "order",
  "group by",
  "from",
  "where",
  "null",
  "NULL",
  "true",
  "union",
  "_row",
  "_file",
  "_sheet",
  "row",
  "rowid",
  "A",
  "a",
  "Ａ",
  "ａ",
  " a ",
  "a  b",
  "a\tb",
  "1",
  "1.5",
  "2023",
  "-",
  "N/A",
  ".",
  "..",
  "../../x",
  "C:\\x",
  "t",
  "t.t",
  "\"t\".\"t\"",
  "x\"; --",
  "') OR ('1'='1",
  "$$",
  "$$x$$",
  "E'\\n'",
  "U&'x'",
  "1e5",
  "amount",
  "amount (2)",
  "Amount",
  "金额 (2)",
  "date",
  "main",
  "pg_catalog",
  "excluded",
  "unnest",
  "columns(*)",
  "*",
  "count(*)",
  "current_date",
  "struct",
  "list",
  "map",
  "interval",
  "values",
};

/* 200 headers that hurt: every column comes in under a name of its own, with its values, and nothing else is
 * done. */
static void
test_evil_headers (void)
{
  g_autoptr (GPtrArray) headers = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) text = g_string_new ("日期,商品,金额");
  g_autoptr (SyImportPlan) plan = NULL;
  g_autoptr (SyEngine) engine = fixture_engine ();
  g_autoptr (SyImportReport) report = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) names = NULL;
  char *path;

  for (guint i = 0; i < G_N_ELEMENTS (evil); i++)
    g_ptr_array_add (headers, g_strdup (evil[i]));
  g_ptr_array_add (headers, g_strnfill (10240, 'x'));
  g_ptr_array_add (headers, g_strnfill (10240, '"'));
  g_ptr_array_add (headers, g_strdup (""));
  g_ptr_array_add (headers, g_strdup ("\n"));
  g_ptr_array_add (headers, g_strdup ("a\nb"));
  for (guint i = 0; headers->len < 200; i++)
    g_ptr_array_add (headers, g_strdup_printf ("%s\"%c;", evil[i], (char) (1 + i % 31)));
  for (guint i = 0; i < headers->len; i++)
    {
      g_auto (GStrv) parts = g_strsplit (headers->pdata[i], "\"", -1);
      g_autofree char *doubled = g_strjoinv ("\"\"", parts);
      g_string_append_printf (text, ",\"%s\"", doubled);
    }
  for (guint row = 0; row < 3; row++)
    {
      g_string_append (text, "\n2023-01-05,a,1.50");
      for (guint i = 0; i < headers->len; i++)
        g_string_append_printf (text, ",%u", i * 10 + row);
    }
  g_string_append_c (text, '\n');
  path = fixture_file ("x.csv", text->str, (gssize) text->len);
  plan = recognise (path, NULL);
  g_assert_cmpuint (plan->columns->len, ==, 203);
  report = sy_importer_load (plan, engine, "t", NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_kept, ==, 3);
  g_assert_cmpuint (report->n_cells_refused, ==, 0);
  names = sy_import_plan_dup_column_names (plan);
  g_assert_cmpuint (g_strv_length (names), ==, 203);
  for (guint i = 0; names[i]; i++)
    {
      g_autofree char *quoted = sy_sql_quote_identifier (names[i]);
      g_autofree char *sql =
          g_strdup_printf ("SELECT sum(CAST(%s AS INTEGER)) FROM t WHERE %s IS NOT NULL", quoted, quoted);
      g_autofree char *expected = g_strdup_printf ("%u", (i - 3) * 30 + 3);

      g_assert_true (g_hash_table_add (seen, g_utf8_casefold (names[i], -1)));
      g_assert_true (g_utf8_validate (names[i], -1, NULL));
      if (i >= 3)
        fixture_assert_value (engine, sql, expected);
    }
  fixture_assert_value (engine, "SELECT count(*) FROM duckdb_tables() WHERE NOT internal", "1");
  fixture_remove (path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (notations); i++)
    {
      g_autofree char *path = g_strconcat ("/anchors/number/", notations[i].name, NULL);
      g_test_add_data_func (path, &notations[i], test_notation);
    }
  for (guint i = 0; i < G_N_ELEMENTS (column_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/anchors/column/", column_cases[i].name, NULL);
      g_test_add_data_func (path, &column_cases[i], test_column);
    }
  g_test_add_func ("/anchors/serials", test_serials);
  g_test_add_func ("/anchors/workbook-dates", test_workbook_dates);
  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      g_autofree char *path = g_strconcat ("/anchors/encoding/", encodings[i].name, NULL);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_encoding);
    }
  g_test_add_func ("/anchors/mixed-encodings", test_mixed_encodings);
  g_test_add_func ("/anchors/evil-headers", test_evil_headers);
  return g_test_run ();
}
