/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the header is: below titles, absent, in English or Chinese, among cells of any kind. */
#include "config.h"

#include <glib.h>

#include "import-fixture.h"
#include "sy-recognition.h"
#include "sy-role-matcher.h"

typedef struct
{
  const char *name;
  const char *csv;
  guint64 header_row;
  guint n_columns;
  guint n_header_rows; /* 0: as usual */
} HeaderCase;

static const HeaderCase header_cases[] = {
  { "first-row", "日期,金额\n2023-01-05,1\n2023-01-06,2\n", 1, 2 },
  { "title", "某某门店销售日报\n日期,商品,金额\n2023-01-05,A,1\n2023-01-06,B,2\n", 2, 3 },
  { "title-and-blank", "销售日报\n\n日期,商品,金额\n2023-01-05,A,1\n2023-01-06,B,2\n", 3, 3 },
  { "title-of-two-cells",
    "门店:,一号店,,,\n制表:,王,,,\n日期,商品,数量,单价,金额\n2023-01-05,A,1,1,1\n2023-01-06,B,1,2,2\n", 3,
    5 },
  { "unknown-words", "alpha,beta,gamma\n1,2,x\n3,4,y\n", 1, 3 },
  { "all-text", "name,city\nAnna,Berlin\nBert,Bonn\nCarl,Köln\n", 1, 2 },
  { "no-header-numbers", "1,2,3\n4,5,6\n", 0, 3 },
  { "no-header-dates", "2023-01-05,A,1\n2023-01-06,B,2\n", 0, 3 },
  { "no-header-recurring", "milk,bread\nbread,milk\nmilk,tea\nmilk,bread\n", 0, 2 },
  { "one-column", "金额\n1\n2\n", 1, 1 },
  { "one-unknown-column", "x\n1\n2\n", 1, 1 },
  { "repeated-on-pages", "日期,金额\n2023-01-05,1\n日期,金额\n2023-01-06,2\n", 1, 2 },
  { "empty-header-cell", "日期,,金额\n2023-01-05,a,1\n2023-01-06,b,2\n", 1, 3 },
  { "empty-first-column", ",日期,金额\n,2023-01-05,1\n,2023-01-06,2\n", 1, 2 },
  { "trailing-empty", "日期,金额,,,\n2023-01-05,1,,,\n2023-01-06,2,,,\n", 1, 2 },
  { "years-across", "商品,2021,2022,2023\nA,1,2,3\nB,4,5,6\n", 1, 4 },
  { "months-across", "门店,202301,202302,202303\nA,1,2,3\nB,4,5,6\n", 1, 4 },
  { "remarks-above",
    "门店:一号店,,期间:一月,,\n单号,日期,商品,数量,金额\n1,2023-01-05,A,1,1\n2,2023-01-06,B,2,2\n", 2, 5 },
  { "titles-side-by-side",
    "销售报表,,一月,,\n单号,日期,商品,数量,金额\n1,2023-01-05,A,1,1\n2,2023-01-06,B,2,2\n", 2, 5 },
  { "groups-above", "门店,一月,,二月,\n,销量,金额,销量,金额\nA店,1,2.5,3,4.5\nB店,2,5.5,6,7.5\n", 2, 5, 2 },
  { "groups-below-a-title",
    "2023年销售汇总\n门店,编号,一月,,二月,\n,,销量,金额,销量,金额\nA店,01,1,2.5,3,4.5\nB店,02,2,5.5,6,7.5\n",
    3, 6, 2 },
  { "header-only", "日期,商品,金额\n", 1, 3 },
  { "number-only", "42\n", 0, 1 },
};

static void
test_header (gconstpointer data)
{
  const HeaderCase *c = data;
  char *path = fixture_file ("x.csv", c->csv, -1);
  g_autoptr (GPtrArray) kinds = fixture_kinds ();
  g_autoptr (GError) error = NULL;
  SyReadOptions options = { .delimiter = "," };
  g_autoptr (SyImportPlan) plan = sy_importer_recognise (path, &options, kinds, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (plan->header_row, ==, c->header_row);
  g_assert_cmpuint (plan->columns->len, ==, c->n_columns);
  g_assert_cmpuint (plan->n_header_rows, ==, c->n_header_rows ? c->n_header_rows : c->header_row > 0);
  g_assert_true (plan->header_reason && *plan->header_reason);
  fixture_remove (path);
}

static void
test_empty (void)
{
  static const char *const contents[] = { "\n", "\n\n , ,\n", ",,,\n" };

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      char *path = fixture_file ("x.csv", contents[i], -1);
      g_autoptr (GError) error = NULL;
      g_autoptr (SyImportPlan) plan = sy_importer_recognise (path, NULL, NULL, NULL, NULL, &error);

      g_assert_null (plan);
      g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_EMPTY);
      fixture_remove (path);
    }
}

static void
test_totals_words (void)
{
  static const char *const yes[] = { "合计",   "合 计",       "合计：", "总计",    "Total",
                                     "TOTAL:", "Grand Total", "小计",   "本页小计" };
  static const char *const no[] = { "",        "合计金额", "Totally", "A",     "总店",     "sum of all",
                                    "S33-100", "小镇店",   "South 3", "汇总1", "小計\xe3", "Süd" };

  for (guint i = 0; i < G_N_ELEMENTS (yes); i++)
    g_assert_true (sy_recognition_is_totals_word (yes[i], strlen (yes[i])));
  for (guint i = 0; i < G_N_ELEMENTS (no); i++)
    g_assert_false (sy_recognition_is_totals_word (no[i], strlen (no[i])));
}

/* The BIFF8 file of the data has a title and an empty row above its header. */
static void
test_xls_title (void)
{
  g_autofree char *path = fixture_data ("sales/zh-pizzaplace/披萨销售2015.xls");
  g_autoptr (GPtrArray) kinds = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SyImportPlan) plan = NULL;

  if (!path)
    return;
  kinds = fixture_kinds ();
  plan = sy_importer_recognise (path, NULL, kinds, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (plan->header_row, ==, 3);
  g_assert_cmpstr (sy_source_kind_get_id (plan->kind), ==, "sales");
}

/* A note on the first sheet, and data on the second that breaks off: the damage is told, not that the note is
 * no data. */
static void
test_damaged_sheet (void)
{
  static const char *const parts[] = {
    "_rels/.rels",
    FIXTURE_RELS,
    "xl/workbook.xml",
    "<workbook xmlns='" FIXTURE_NS "' xmlns:r='" FIXTURE_R
    "'><sheets><sheet name='Note' sheetId='1' r:id='r1'/>"
    "<sheet name='Data' sheetId='2' r:id='r2'/></sheets></workbook>",
    "xl/_rels/workbook.xml.rels",
    "<Relationships xmlns='" FIXTURE_P "'><Relationship Id='r1' Type='" FIXTURE_R
    "/worksheet' Target='worksheets/sheet1.xml'/><Relationship Id='r2' Type='" FIXTURE_R
    "/worksheet' Target='worksheets/sheet2.xml'/></Relationships>",
    "xl/worksheets/sheet1.xml",
    "<worksheet xmlns='" FIXTURE_NS
    "'><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>made by the till</t>"
    "</is></c></row></sheetData></worksheet>",
    "xl/worksheets/sheet2.xml",
    "<worksheet xmlns='" FIXTURE_NS
    "'><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>Date</t></is></c></r",
    NULL
  };
  char *path = fixture_zip (parts);
  g_autoptr (GPtrArray) kinds = fixture_kinds ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SyImportPlan) plan = sy_importer_recognise (path, NULL, kinds, NULL, NULL, &error);

  g_assert_null (plan);
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "Data"));
  fixture_remove (path);
}

#define SHEET(title)                                                                                         \
  "<worksheet xmlns='" FIXTURE_NS "'><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>日期</t></is>"   \
  "</c><c r='B1' t='inlineStr'><is><t>" title "</t></is></c></row><row r='2'><c r='A2' t='inlineStr'><is>"   \
  "<t>2023-04-05</t></is></c><c r='B2'><v>12</v></c></row></sheetData></worksheet>"
#define RELATION(n)                                                                                          \
  "<Relationship Id='r" n "' Type='" FIXTURE_R "/worksheet' Target='worksheets/sheet" n ".xml'/>"

/* Months on sheets of their own belong together; another table does not, nor what holds them all. */
static void
test_alike_sheets (void)
{
  static const char *const parts[] = {
    "_rels/.rels",
    FIXTURE_RELS,
    "xl/workbook.xml",
    "<workbook xmlns='" FIXTURE_NS "' xmlns:r='" FIXTURE_R
    "'><sheets><sheet name='4月' sheetId='1' r:id='r1'/><sheet name='5月' sheetId='2' r:id='r2'/>"
    "<sheet name='客流' sheetId='3' r:id='r3'/><sheet name='全部' sheetId='4' r:id='r4'/>"
    "</sheets></workbook>",
    "xl/_rels/workbook.xml.rels",
    "<Relationships xmlns='" FIXTURE_P "'>" RELATION ("1") RELATION ("2") RELATION ("3")
        RELATION ("4") "</Relationships>",
    "xl/worksheets/sheet1.xml",
    SHEET ("销售额"),
    "xl/worksheets/sheet2.xml",
    SHEET ("销售额"),
    "xl/worksheets/sheet3.xml",
    SHEET ("备注"),
    "xl/worksheets/sheet4.xml",
    SHEET ("销售额"),
    NULL
  };
  char *path = fixture_zip (parts);
  g_autoptr (GPtrArray) kinds = fixture_kinds ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SyImportPlan) plan = sy_importer_recognise (path, NULL, kinds, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (plan->sheet_index, ==, 0);
  g_assert_cmpuint (g_strv_length (plan->alike_sheets), ==, 1);
  g_assert_cmpstr (plan->alike_sheets[0], ==, "5月");
  fixture_remove (path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (header_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/recognition/header/", header_cases[i].name, NULL);
      g_test_add_data_func (path, &header_cases[i], test_header);
    }
  g_test_add_func ("/recognition/empty", test_empty);
  g_test_add_func ("/recognition/totals-words", test_totals_words);
  g_test_add_func ("/recognition/xls-title", test_xls_title);
  g_test_add_func ("/recognition/damaged-sheet", test_damaged_sheet);
  g_test_add_func ("/recognition/alike-sheets", test_alike_sheets);
  return g_test_run ();
}
