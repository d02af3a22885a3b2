/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns of codes hold what columns of texts would, in the same order, and whoever meets a text without a
 * code loses nothing. */
#include "config.h"

#include <string.h>

#include "import-fixture.h"
#include "sy-dialect.h"
#include "sy-import-codes.h"

#define NEVER G_MAXUINT64

/* Made as the rows come, with the types that they come in. */
typedef struct
{
  SyEngine *engine;
  const char *table;
  guint n_passes;
  char *plain; /* owned; the columns that are not worth packing */
} Target;

static void
keep_plain (Target *target, GArray *columns)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  for (guint i = 0; i < columns->len; i++)
    if (g_array_index (columns, SyRowColumn, i).is_plain)
      g_strv_builder_add (names, g_array_index (columns, SyRowColumn, i).name);
  list = g_strv_builder_end (names);
  g_free (target->plain);
  target->plain = g_strjoinv (" ", list);
}

static gboolean
write_rows (gpointer self, GArray *columns, const char *rows, GError **error)
{
  Target *target = self;
  g_autofree char *sql = g_strdup_printf ("CREATE TABLE %s AS SELECT * FROM %s", target->table, rows);

  target->n_passes++;
  keep_plain (target, columns);
  return sy_engine_execute (target->engine, sql, NULL, 0, NULL, error);
}

static gboolean
drop_rows (gpointer self, GError **error)
{
  Target *target = self;
  g_autofree char *sql = g_strconcat ("DROP TABLE ", target->table, NULL);

  return sy_engine_execute (target->engine, sql, NULL, 0, NULL, error);
}

/* Returns how many passes it took. @plain: (nullable): columns whose texts are not worth packing */
static guint
load_with (const char *path, SyEngine *engine, const char *table, guint64 least, const char *plain)
{
  static const SyImportTargetFuncs funcs = { write_rows, drop_rows };
  Target self = { .engine = engine, .table = table };
  SyImportTarget target = { .funcs = &funcs, .self = &self };
  g_autofree char *refused = g_strconcat (table, "_refused", NULL);
  g_autoptr (GPtrArray) kinds = fixture_kinds ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SyImportPlan) plan = sy_importer_recognise (path, NULL, kinds, NULL, NULL, &error);
  g_autoptr (SyImportReport) report = NULL;

  g_assert_no_error (error);
  sy_import_codes_set_least (least, least);
  g_assert_true (sy_engine_begin (engine, NULL));
  report = sy_importer_load_to (plan, engine, &target, refused, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (sy_engine_commit (engine, NULL));
  g_assert_cmpuint (report->n_read, ==, report->n_kept + report->n_refused);
  for (guint i = 0; i < plan->columns->len; i++)
    {
      /* behind _file, _sheet and _row */
      g_auto (GStrv) names = sy_import_plan_dup_column_names (plan);
      g_autofree char *sql = g_strdup_printf ("SELECT COUNT(*) - COUNT(\"%s\") FROM %s", names[i], table);
      g_autofree char *n_blank =
          g_strdup_printf ("%" G_GUINT64_FORMAT, g_array_index (report->n_blank, guint64, 3 + i));
      fixture_assert_value (engine, sql, n_blank);
    }
  if (plain)
    g_assert_cmpstr (self.plain, ==, plain);
  g_free (self.plain);
  return self.n_passes;
}

static guint
load (const char *path, SyEngine *engine, const char *table, guint64 least)
{
  return load_with (path, engine, table, least, NULL);
}

/* Both tables have the same rows, also by what they sort to. */
static void
assert_same (SyEngine *engine)
{
  fixture_assert_value (engine,
                        "SELECT COUNT(*) FROM (SELECT * FROM texts EXCEPT ALL SELECT * FROM codes UNION ALL "
                        "SELECT * FROM codes EXCEPT ALL SELECT * FROM texts)",
                        "0");
  fixture_assert_value (engine,
                        "SELECT (SELECT list(_row ORDER BY product, _row) FROM texts) = "
                        "(SELECT list(_row ORDER BY product, _row) FROM codes)",
                        "true");
  fixture_assert_value (engine, "SELECT COUNT(*) FROM codes WHERE _row <> rowid + 2", "0");
}

static const char *const products[] = { "Pizza", "pizza",      "披萨",       "",     " ",  "\tTab\t",
                                        "Ärger", "𠮷野家",     "a, \"b\"",   "Pizz", "Z",  "z",
                                        "#N/A",  "two\nlines", "ＰＩＺＺＡ", "É",    "00", "NULL" };

static char *
make_csv (guint n_rows)
{
  g_autoptr (GString) csv = g_string_new ("order no,order date,product,store,quantity,amount paid\n");

  for (guint i = 0; i < n_rows; i++)
    {
      g_auto (GStrv) parts = g_strsplit (products[i * 7 % G_N_ELEMENTS (products)], "\"", -1);
      g_autofree char *quoted = g_strjoinv ("\"\"", parts);

      g_string_append_printf (csv, "S%07u,2023-01-%02u,\"%s\",%s,%u,%u.%02u\n", i, 1 + i % 28, quoted,
                              i % 3 ? "North" : "South", i % 5, i, i % 100);
    }
  return fixture_file ("codes.csv", csv->str, csv->len);
}

static void
test_csv (void)
{
  char *path = make_csv (5000);
  g_autoptr (SyEngine) engine = fixture_engine ();

  g_assert_cmpuint (load (path, engine, "texts", NEVER), ==, 1);
  g_assert_cmpuint (load (path, engine, "codes", 0), ==, 1);
  assert_same (engine);
  fixture_assert_value (engine, "SELECT typeof(product) FROM texts LIMIT 1", "VARCHAR");
  fixture_assert_value (engine, "SELECT left(typeof(product), 5) FROM codes LIMIT 1", "ENUM(");
  fixture_assert_value (engine, "SELECT typeof(store) FROM codes LIMIT 1", "ENUM('North', 'South')");
  /* a number of each row is no name */
  fixture_assert_value (engine, "SELECT typeof(\"order\") FROM codes LIMIT 1", "VARCHAR");
  fixture_remove (path);
}

static const struct
{
  const char *name;
  const char *format; /* of the order number, from the number of the row; NULL: one row in ten has one */
  const char *plain;
} plain_cases[] = {
  { "short", "S%07u", "order" },
  { "long", "S%07u of the shop in the harbour", "" },
  { "sparse", NULL, "" },
};

static void
test_plain (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GString) csv = g_string_new ("order no,order date,store,quantity,amount paid\n");
  g_autoptr (SyEngine) engine = fixture_engine ();
  char *path;

  for (guint row = 0; row < 2000; row++)
    {
      const char *format = plain_cases[i].format ? plain_cases[i].format : row % 10 ? "" : "S%07u";
      g_auto (GStrv) halves = g_strsplit (format, "%07u", 2);

      if (!halves[0] || !halves[1])
        {
          g_string_append_printf (csv, ",2023-01-%02u,North,1,2.00\n", 1 + row % 28);
          continue;
        }
      g_string_append_printf (csv, "%s%07u%s,2023-01-%02u,%s,%u,%u.%02u\n", halves[0], row, halves[1],
                              1 + row % 28, row % 3 ? "North" : "South", row % 5, row, row % 100);
    }
  path = fixture_file ("plain.csv", csv->str, csv->len);
  load_with (path, engine, "large", 0, plain_cases[i].plain);
  /* a small file takes no time */
  load_with (path, engine, "small", NEVER, "");
  fixture_remove (path);
}

/* Long enough to be looked at in parts first. @n_rare rows in the middle have texts that stand nowhere else.
 */
static char *
make_long_csv (guint n_rare)
{
  g_autoptr (GString) csv = g_string_new ("order no,order date,product,store,quantity,amount paid\n");

  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *rare = g_strdup_printf ("M%u", i);
      const char *product = i >= 9100 && i < 9100 + n_rare ? rare : i % 2 ? "Margherita" : "Marinara";

      g_string_append_printf (csv, "S%07u,2023-01-%02u,%s,%s,%u,%u.%02u\n", i, 1 + i % 28, product,
                              i % 3 ? "North" : "South", i % 5, i, i % 100);
    }
  return fixture_file ("long.csv", csv->str, csv->len);
}

static const struct
{
  const char *name;
  guint n_rare;
  guint n_passes;
  const char *type;
} long_cases[] = {
  { "none", 0, 1, "ENUM(" },
  /* in no part: the load meets it */
  { "one", 1, 2, "ENUM(" },
  /* some parts show them: all of the file is searched */
  { "some", 1000, 1, "ENUM(" },
  /* as many as rows where they stand: likely names without end */
  { "many", 11000, 1, "VARCH" },
};

static void
test_long (gconstpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);
  char *path = make_long_csv (long_cases[i].n_rare);
  g_autoptr (SyEngine) engine = fixture_engine ();

  sy_import_codes_set_part_size (1024);
  g_assert_cmpuint (load (path, engine, "texts", NEVER), ==, 1);
  g_assert_cmpuint (load (path, engine, "codes", 0), ==, long_cases[i].n_passes);
  assert_same (engine);
  fixture_assert_value (engine, "SELECT left(typeof(product), 5) FROM codes LIMIT 1", long_cases[i].type);
  fixture_assert_value (engine, "SELECT typeof(store) FROM codes LIMIT 1", "ENUM('North', 'South')");
  sy_import_codes_set_part_size (128 << 10);
  fixture_remove (path);
}

/* @late: what stands in the last row instead of a shared text. */
static char *
make_workbook (const char *late)
{
  g_autoptr (GString) strings =
      g_string_new ("<sst xmlns='" FIXTURE_NS "'><si><t>order no</t></si><si><t>order "
                    "date</t></si><si><t>product</t></si><si><t>quantity</t></si>"
                    "<si><t>amount paid</t></si>");
  g_autoptr (GString) sheet = g_string_new ("<worksheet xmlns='" FIXTURE_NS "'><sheetData><row r=\"1\">");

  for (guint i = 0; i < G_N_ELEMENTS (products); i++)
    {
      g_autofree char *escaped = g_markup_escape_text (products[i], -1);
      g_string_append_printf (strings, "<si><t xml:space='preserve'>%s</t></si>", escaped);
    }
  g_string_append (strings, "</sst>");
  for (guint i = 0; i < 5; i++)
    g_string_append_printf (sheet, "<c r=\"%c1\" t=\"s\"><v>%u</v></c>", 'A' + i, i);
  g_string_append (sheet, "</row>");
  for (guint row = 2; row < 6000; row++)
    {
      g_string_append_printf (sheet,
                              "<row r=\"%u\" spans=\"1:5\"><c r=\"A%u\"><v>%u</v></c><c r=\"B%u\" "
                              "s=\"1\"><v>%u</v></c>",
                              row, row, 1000000 + row, row, 44927 + row % 300);
      if (row < 5999)
        g_string_append_printf (sheet, "<c r=\"C%u\" t=\"s\"><v>%u</v></c>", row,
                                (guint) (5 + row * 5 % G_N_ELEMENTS (products)));
      else
        g_string_append (sheet, late);
      g_string_append_printf (sheet, "<c r=\"D%u\"><v>%u</v></c><c r=\"E%u\"><v>%u.%02u</v></c></row>", row,
                              row % 9, row, row, row % 100);
    }
  g_string_append (sheet, "</sheetData></worksheet>");
  return fixture_workbook (sheet->str, strings->str,
                           "<styleSheet xmlns='" FIXTURE_NS "'><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/>"
                           "</cellXfs></styleSheet>",
                           FALSE);
}

/* Which of the cells can stand in a column of codes, and how many passes that takes. */
static const struct
{
  const char *name;
  const char *late;
  guint n_passes;
} workbook_cases[] = {
  { "shared", "<c r=\"C5999\" t=\"s\"><v>5</v></c>", 1 },
  { "empty", "<c r=\"C5999\"/>", 1 },
  { "known-inline", "<c r=\"C5999\" t=\"inlineStr\"><is><t>Pizza</t></is></c>", 1 },
  { "unknown-inline", "<c r=\"C5999\" t=\"inlineStr\"><is><t>Calzone</t></is></c>", 2 },
  { "number", "<c r=\"C5999\"><v>12.5</v></c>", 2 },
  { "error", "<c r=\"C5999\" t=\"e\"><v>#REF!</v></c>", 1 },
};

static void
test_workbook (gconstpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);
  char *path = make_workbook (workbook_cases[i].late);
  g_autoptr (SyEngine) engine = fixture_engine ();

  g_assert_cmpuint (load (path, engine, "texts", NEVER), ==, 1);
  g_assert_cmpuint (load (path, engine, "codes", 0), ==, workbook_cases[i].n_passes);
  assert_same (engine);
  fixture_assert_value (engine, "SELECT left(typeof(product), 5) FROM codes LIMIT 1",
                        workbook_cases[i].n_passes == 1 ? "ENUM(" : "VARCH");
  fixture_remove (path);
}

/* Codes follow the order of bytes, which is the order of characters in UTF-8. */
static void
test_order (void)
{
  g_autoptr (SyTextCodes) codes = sy_text_codes_new ();
  g_autoptr (GPtrArray) members = NULL;

  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u号%c", i * 7919 % 10000, 'a' + (int) (i % 2));
      g_assert_true (sy_text_codes_add (codes, text, strlen (text)));
    }
  g_assert_true (sy_text_codes_add (codes, "Zürich-West", 3));
  members = sy_text_codes_settle (codes);
  g_assert_cmpuint (members->len, ==, 10001);
  for (guint i = 0; i < members->len; i++)
    {
      const char *text = members->pdata[i];
      if (i > 0)
        g_assert_cmpstr (members->pdata[i - 1], <, text);
      g_assert_cmpint (sy_text_codes_find (codes, text, strlen (text)), ==, (int) i);
    }
  g_assert_cmpint (sy_text_codes_find (codes, "Zürich", 7), ==, SY_TEXT_CODES_NONE);
  g_assert_cmpint (sy_text_codes_find (codes, "Zürich", 3), ==, (int) members->len - 1);
}

static void
test_too_many (void)
{
  g_autoptr (SyTextCodes) codes = sy_text_codes_new ();
  g_autofree char *large = g_strnfill (5 << 20, 'x');

  g_assert_false (sy_text_codes_add (codes, large, strlen (large)));
  for (guint i = 0; i <= SY_TEXT_CODES_MAX; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", i);
      g_assert_true (sy_text_codes_add (codes, text, strlen (text)) == (i < SY_TEXT_CODES_MAX));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-codes/order", test_order);
  g_test_add_func ("/text-codes/too-many", test_too_many);
  g_test_add_func ("/import-codes/csv", test_csv);
  for (guint i = 0; i < G_N_ELEMENTS (plain_cases); i++)
    {
      g_autofree char *name = g_strconcat ("/import-codes/plain/", plain_cases[i].name, NULL);
      g_test_add_data_func (name, GUINT_TO_POINTER (i), test_plain);
    }
  for (guint i = 0; i < G_N_ELEMENTS (long_cases); i++)
    {
      g_autofree char *name = g_strconcat ("/import-codes/long/", long_cases[i].name, NULL);
      g_test_add_data_func (name, GUINT_TO_POINTER (i), test_long);
    }
  for (guint i = 0; i < G_N_ELEMENTS (workbook_cases); i++)
    {
      g_autofree char *name = g_strconcat ("/import-codes/workbook/", workbook_cases[i].name, NULL);
      g_test_add_data_func (name, GUINT_TO_POINTER (i), test_workbook);
    }
  return g_test_run ();
}
