/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that join month after month: what is replaced, what stays, what can be undone, also after a restart
 * and after the program was killed; what is reported of it. */
#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sy-folder-watch.h"
#include "sy-source-merge.h"
#include "sy-workbook-private.h"
#include "workbook-fixture.h"

#define N_KILLS 8

static const char *
query_text (SyWorkbook *workbook, const char *sql)
{
  static char text[64];
  g_autoptr (GError) error = NULL;
  g_autoptr (SyFrame) frame = sy_engine_query (sy_workbook_get_engine (workbook), sql, NULL, 0, NULL, &error);

  g_assert_no_error (error);
  g_strlcpy (text, sy_frame_get_text (frame, 0, 0) ? sy_frame_get_text (frame, 0, 0) : "", sizeof text);
  return text;
}

static const SyWorkbookSource *
get_source (SyWorkbook *workbook, const char *kind)
{
  GPtrArray *sources = sy_workbook_get_sources (workbook);

  for (guint i = 0; i < sources->len; i++)
    if (g_str_equal (((SyWorkbookSource *) sources->pdata[i])->kind, kind))
      return sources->pdata[i];
  return NULL;
}

/* "rows sum" of the column, "none" without the source. */
static char *
summarise (SyWorkbook *workbook, const char *kind, const char *column)
{
  const SyWorkbookSource *source = get_source (workbook, kind);
  g_autofree char *sql = NULL;

  if (!source)
    return g_strdup ("none");
  sql = g_strdup_printf ("SELECT COUNT(*) || ' ' || coalesce(CAST(SUM(\"%s\") AS VARCHAR), '-') FROM \"%s\"",
                         column, source->relation);
  return g_strdup (query_text (workbook, sql));
}

#define assert_sales(workbook, expected)                                                                     \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    g_autofree char *summary_ = summarise (workbook, "sales", "amount");                                     \
    g_assert_cmpstr (summary_, ==, expected);                                                                \
  }                                                                                                          \
  G_STMT_END

static gboolean
bring_in_sheet (SyWorkbook *workbook,
                const char *path,
                const char *sheet,
                const SyImportMode *mode,
                char **told,
                GError **error)
{
  SyReadOptions options = { .sheet = sheet };
  g_autoptr (SyArrival) arrival = sy_workbook_recognise (workbook, path, &options, NULL, NULL, error);
  g_autoptr (SyImportPreview) preview = NULL;

  if (!arrival || !sy_arrival_apply (arrival, NULL, error))
    return FALSE;
  preview = sy_workbook_preview_import (workbook, arrival->plan, mode, NULL, NULL, error);
  if (!preview)
    return FALSE;
  if (told)
    *told =
        g_strdup_printf ("%s %" G_GINT64_FORMAT, sy_import_mode_get_id (preview->mode), preview->n_replaced);
  if (!sy_workbook_import_as (workbook, arrival->plan, preview->mode, (const char *const *) preview->keys,
                              NULL, NULL, NULL, error))
    return FALSE;
  sy_workbook_refresh (workbook);
  return TRUE;
}

static gboolean
bring_in (SyWorkbook *workbook, const char *path, const SyImportMode *mode, char **told, GError **error)
{
  return bring_in_sheet (workbook, path, NULL, mode, told, error);
}

static void
must_bring_in (SyWorkbook *workbook, const char *path)
{
  g_autoptr (GError) error = NULL;

  bring_in (workbook, path, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* --- ways to join --- */

typedef struct
{
  const char *name;
  const char *first, *second; /* rows below the header */
  const char *mode;           /* NULL: as it suits */
  const char *told;           /* mode and rows replaced, as the preview has it */
  const char *result;
} JoinCase;

#define SALES_HEADER "订单号,日期,商品,门店,金额\n"

static const JoinCase join_cases[] = {
  { "next-month", "1,2024-01-01,a,n,10\n2,2024-01-31,b,n,20\n", "3,2024-02-01,a,n,5\n", NULL,
    "replace-period 0", "3 35.00" },
  { "half-month-then-whole", "1,2024-01-01,a,n,10\n2,2024-01-15,b,n,20\n",
    "1,2024-01-01,a,n,10\n2,2024-01-15,b,n,21\n3,2024-01-31,c,n,30\n", NULL, "replace-period 2", "3 61.00" },
  { "first-half-leaves-the-second", "1,2024-01-01,a,n,10\n2,2024-01-15,b,n,20\n3,2024-01-16,c,n,30\n",
    "1,2024-01-01,a,n,11\n2,2024-01-15,b,n,20\n", NULL, "replace-period 2", "3 61.00" },
  { "months-in-a-row-are-covered",
    "1,2024-01-20,a,n,1\n2,2024-01-31,a,n,2\n3,2024-02-05,a,n,4\n4,2024-03-31,a,n,8\n",
    "1,2024-01-20,a,n,100\n9,2024-02-20,a,n,200\n8,2024-03-02,a,n,400\n", NULL, "replace-period 3",
    "4 708.00" },
  { "months-apart-are-not", "1,2024-01-20,a,n,1\n2,2024-02-10,a,n,2\n3,2024-03-20,a,n,4\n",
    "1,2024-01-20,a,n,10\n3,2024-03-20,a,n,40\n", NULL, "replace-period 2", "3 52.00" },
  { "another-store-stays", "1,2024-01-01,a,north,10\n2,2024-01-02,b,north,20\n",
    "1,2024-01-01,a,south,5\n2,2024-01-02,a,south,6\n", NULL, "replace-period 0", "4 41.00" },
  { "the-same-store-goes", "1,2024-01-01,a,north,10\n2,2024-01-02,b,south,20\n",
    "1,2024-01-02,a,south,5\n2,2024-01-01,a,south,1\n", NULL, "replace-period 1", "3 16.00" },
  { "another-till", "1,2024-01-01,a,n,10\n2,2024-01-02,b,n,20\n",
    "71,2024-01-01,a,n,5\n72,2024-01-02,a,n,6\n", NULL, "append 0", "4 41.00" },
  { "asked-to-add", "1,2024-01-01,a,n,10\n", "1,2024-01-01,a,n,10\n2,2024-01-02,a,n,1\n", "append",
    "append 0", "3 21.00" },
  { "replace-all", "1,2024-01-01,a,n,10\n2,2023-01-02,b,n,20\n", "3,2024-02-01,a,n,5\n", "replace-all",
    "replace-all 2", "1 5.00" },
};

static void
test_join (Fixture *fixture, gconstpointer data)
{
  const JoinCase *test = data;
  g_autofree char *a = g_strconcat (SALES_HEADER, test->first, NULL);
  g_autofree char *b = g_strconcat (SALES_HEADER, test->second, NULL);
  g_autofree char *first = fixture_write_file (fixture, "sales-1.csv", a);
  g_autofree char *second = fixture_write_file (fixture, "sales-2.csv", b);
  g_autofree char *before = NULL;
  g_autofree char *told = NULL;
  g_autoptr (GError) error = NULL;
  SyImportMode mode;

  must_bring_in (fixture->workbook, first);
  before = summarise (fixture->workbook, "sales", "amount");
  bring_in (fixture->workbook, second, sy_import_mode_from_id (test->mode, &mode) ? &mode : NULL, &told,
            &error);
  g_assert_no_error (error);
  g_assert_cmpstr (told, ==, test->told);
  assert_sales (fixture->workbook, test->result);
  g_free (sy_workbook_undo (fixture->workbook, &error));
  g_assert_no_error (error);
  assert_sales (fixture->workbook, before);
  g_free (sy_workbook_redo (fixture->workbook, &error));
  g_assert_no_error (error);
  assert_sales (fixture->workbook, test->result);
}

/* Master data: a row that comes again takes the place of the one before. */
static void
test_upsert (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first =
      fixture_write_file (fixture, "products.csv", "商品编码,商品名称,品类\nA1,tea,x\nA2,milk,x\n,loose,x\n");
  g_autofree char *second =
      fixture_write_file (fixture, "products (1).csv", "商品编码,商品名称,品类\nA2,Milk,y\nA3,cake,z\n");
  g_autofree char *told = NULL;
  g_autoptr (GError) error = NULL;
  const SyWorkbookSource *source;
  g_autofree char *sql = NULL;

  must_bring_in (fixture->workbook, first);
  bring_in (fixture->workbook, second, NULL, &told, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (told, ==, "upsert 1");
  source = get_source (fixture->workbook, "products");
  sql = g_strdup_printf (
      "SELECT string_agg(\"product_id\" || '=' || \"product\", ' ' ORDER BY \"product_id\") FROM "
      "\"%s\" WHERE \"product_id\" IS NOT NULL",
      source->relation);
  g_assert_cmpstr (query_text (fixture->workbook, sql), ==, "A1=tea A2=Milk A3=cake");
}

static void
test_same_file_is_told (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = fixture_write_file (fixture, "a.csv", SALES_HEADER "1,2024-01-01,a,n,10\n");
  g_autofree char *copy = fixture_write_file (fixture, "b.csv", SALES_HEADER "1,2024-01-01,a,n,10\n");
  const SyImportMode append = SY_IMPORT_APPEND;
  g_autoptr (GError) error = NULL;
  g_autofree char *told = NULL;

  must_bring_in (fixture->workbook, first);
  g_assert_false (bring_in (fixture->workbook, copy, &append, NULL, &error));
  g_assert_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_SAME);
  assert_sales (fixture->workbook, "1 10.00");
  must_bring_in (fixture->workbook, copy);
  assert_sales (fixture->workbook, "1 10.00");
  /* Once it is taken out it may come again. */
  g_assert_true (sy_workbook_remove_source (fixture->workbook, "sales", NULL));
  g_clear_error (&error);
  bring_in (fixture->workbook, first, &append, NULL, &error);
  g_assert_no_error (error);
  assert_sales (fixture->workbook, "1 10.00");
}

#define XML_ROW(order, amount)                                                                               \
  "<Row><Cell><Data ss:Type='String'>" order "</Data></Cell><Cell><Data ss:Type='DateTime'>2024-01-02T00:00" \
  ":00.000</Data></Cell><Cell><Data ss:Type='Number'>" amount "</Data></Cell></Row>"
#define XML_SHEET(name, amount)                                                                                \
  "<Worksheet ss:Name='" name "'><Table><Row><Cell><Data ss:Type='String'>订单号</Data></Cell><Cell><Data " \
  "ss:Type='String'>日期</Data></Cell><Cell><Data ss:Type='String'>金额</Data></Cell></Row>" XML_ROW (         \
      "1", amount) XML_ROW ("2", "1") "</Table></Worksheet>"
#define XML_BOOK(amount)                                                                                     \
  "<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet' "                     \
  "xmlns:ss='urn:schemas-microsoft-com:office:spreadsheet'>" XML_SHEET ("north", amount)                     \
      XML_SHEET ("south", "5") "</Workbook>"

/* A sheet for each shop, the same days and orders: none takes the place of the other, but those of the
 * corrected workbook take the place of both. */
static void
test_sheets_stay_beside_each_other (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *book;
    const char *sheet, *told, *sum;
  } steps[] = {
    { XML_BOOK ("10"), "north", "replace-period 0", "2 11.00" },
    { XML_BOOK ("10"), "south", "append 0", "4 17.00" },
    { XML_BOOK ("20"), "north", "replace-period 4", "2 21.00" },
    { XML_BOOK ("20"), "south", "append 0", "4 27.00" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *path = fixture_write_file (fixture, "shops.xls", steps[i].book);
      g_autofree char *told = NULL;
      g_autoptr (GError) error = NULL;

      bring_in_sheet (fixture->workbook, path, steps[i].sheet, NULL, &told, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (told, ==, steps[i].told);
      assert_sales (fixture->workbook, steps[i].sum);
    }
}

/* To add is said of one file, a key is kept. */
static void
test_what_is_kept_of_the_mode (Fixture *fixture, gconstpointer data)
{
  static const char *const keys[] = { "order", NULL };
  static const char *const rows[] = { "1,2024-01-01,a,n,10\n", "1,2024-01-01,a,n,11\n",
                                      "1,2024-01-01,a,n,12\n", "1,2024-02-01,a,n,13\n" };
  g_autofree char *told = NULL;
  g_autofree char *told_last = NULL;
  SyImportMode append = SY_IMPORT_APPEND;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *name = g_strdup_printf ("s-%u.csv", i);
      g_autofree char *text = g_strconcat (SALES_HEADER, rows[i], NULL);
      g_autofree char *path = fixture_write_file (fixture, name, text);
      if (i == 1)
        g_assert_true (bring_in (fixture->workbook, path, &append, NULL, NULL));
      else if (i == 2)
        {
          g_autoptr (SyArrival) arrival = NULL;
          g_assert_true (bring_in (fixture->workbook, path, NULL, &told, NULL));
          arrival = sy_workbook_recognise (fixture->workbook, path, NULL, NULL, NULL, NULL);
          g_assert_true (sy_workbook_import_as (fixture->workbook, arrival->plan, SY_IMPORT_UPSERT, keys,
                                                NULL, NULL, NULL, NULL));
        }
      else
        g_assert_true (bring_in (fixture->workbook, path, NULL, &told_last, NULL));
      if (i < 3)
        g_clear_pointer (&told_last, g_free);
    }
  g_assert_cmpstr (told, ==, "replace-period 2");
  g_assert_cmpstr (told_last, ==, "upsert 1");
}

static void
test_mode_needs_its_roles (Fixture *fixture, gconstpointer data)
{
  static const char *const keys[] = { "employee", NULL };
  g_autofree char *path = fixture_write_file (fixture, "a.csv", SALES_HEADER "1,2024-01-01,a,n,10\n");
  g_autoptr (SyArrival) arrival = sy_workbook_recognise (fixture->workbook, path, NULL, NULL, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (sy_workbook_import_as (fixture->workbook, arrival->plan, SY_IMPORT_UPSERT, keys, NULL, NULL,
                                         NULL, &error));
  g_assert_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_NEEDS);
  g_clear_error (&error);
  g_assert_false (sy_workbook_import_as (fixture->workbook, arrival->plan, SY_IMPORT_UPSERT, NULL, NULL, NULL,
                                         NULL, &error));
  g_assert_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_NEEDS);
}

/* First and last day of each month of a file; days it covers. Days count from 2024-01-01. */
static void
test_spans (void)
{
  static const gint64 months[][2] = { { 70, 80 }, { 0, 30 }, { 35, 50 } }; /* March, January, February */
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (SyDaySpan));
  g_autoptr (GArray) spans = NULL;
  gint64 day = sy_date_to_days (2024, 1, 1);

  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    {
      SyDaySpan span = { day + months[i][0], day + months[i][1] };
      g_array_append_val (list, span);
    }
  spans = sy_source_merge_join_months (list);
  g_assert_cmpuint (spans->len, ==, 1);
  g_assert_cmpint (g_array_index (spans, SyDaySpan, 0).first, ==, day);
  g_assert_cmpint (g_array_index (spans, SyDaySpan, 0).last, ==, day + 80);
}

/* --- a year --- */

typedef struct
{
  const char *name, *encoding, *delimiter, *headers;
  const char *columns; /* of the case file: a order … i amount; n a note */
  const char *title;
  gboolean totals;
} Month;

#define STANDARD "订单号|日期|时间|商品|规格|品类|单价|数量|金额"
static const Month months[12] = {
  { "1月.csv", "GB18030", ",", STANDARD, "abcdefghi", NULL, FALSE },
  { "2月.csv", "UTF-8", ",", "订单号|营业日期|时间|商品|规格|品类|单价|数量|销售额", "abcdefghi", NULL,
    FALSE },
  { "3月.csv", "GB18030", ",", "单号|营业日期|时间|商品名称|规格|品类|单价|数量|实收金额(元)", "abcdefghi",
    "三月销售明细", FALSE },
  { "4月.txt", "UTF-16", "\t", "营业日期|时间|单号|商品名称|规格|品类|数量|单价|实收金额(元)", "bcadefhgi",
    NULL, FALSE },
  { "5月.csv", "UTF-8", ";", "营业日期|时间|单号|商品名称|品类|数量|单价|实收金额(元)|备注", "bcadfhgin",
    NULL, FALSE },
  { "6月.csv", "GB18030", ",", "备注|营业日期|时间|单号|商品名称|规格|品类|数量|单价|实收金额(元)",
    "nbcadefhgi", NULL, TRUE },
  { "7月.csv", "UTF-8", ",", "营业日期|时间|单号|品名|规格|类别|数量|成交价|实收(元)", "bcadefhgi", "七月",
    TRUE },
  { "8月.csv", "GB18030", "|", "日期|时间|单号|品名|规格|类别|件数|售价|到账", "bcadefhgi", NULL, FALSE },
  { "9月.csv", "UTF-8", ",", "小票号|消费日期|消费时间|菜品|份量|菜品分类|份数|单价|营业额", "abcdefghi",
    NULL, FALSE },
  { "10月.csv", "UTF-8", ",", "Order ID|Date|Time|Product|Size|Category|Unit Price|Quantity|Amount",
    "abcdefghi", NULL, FALSE },
  { "11月.csv", "GB18030", ",", "销售额|数量|单价|品类|规格|商品|时间|日期|订单号", "ihgfedcba", NULL,
    FALSE },
  { "12月.csv", "GB18030", ",", STANDARD, "abcdefghi", NULL, FALSE },
};

static void
append_row (GString *out, const Month *month, GStrv cells, guint row)
{
  for (guint c = 0; month->columns[c]; c++)
    {
      const char *text = month->columns[c] == 'n' ? (row % 7 ? "" : "外卖") : cells[month->columns[c] - 'a'];
      g_string_append_printf (out, "%s%s", c > 0 ? month->delimiter : "", text);
    }
  g_string_append_c (out, '\n');
}

static char *
write_month (Fixture *fixture, guint index, GPtrArray *rows, const char *sum)
{
  const Month *month = &months[index];
  g_autofree char *path = g_build_filename (fixture->folder, month->name, NULL);
  g_autoptr (GString) out = g_string_new (NULL);
  g_auto (GStrv) headers = g_strsplit (month->headers, "|", -1);
  g_autofree char *header = g_strjoinv (month->delimiter, headers);
  g_autofree char *encoded = NULL;
  gsize length;

  if (month->title)
    g_string_append_printf (out, "%s\n\n", month->title);
  g_string_append_printf (out, "%s\n", header);
  for (guint i = 0; i < rows->len; i++)
    append_row (out, month, rows->pdata[i], i);
  if (month->totals)
    {
      g_string_append (out, "合计");
      for (guint c = 0; month->columns[c]; c++)
        g_string_append_printf (out, "%s%s", c > 0 ? month->delimiter : "",
                                month->columns[c] == 'i' ? sum : "");
      g_string_append_c (out, '\n');
    }
  encoded = g_convert (out->str, (gssize) out->len, month->encoding, "UTF-8", NULL, &length, NULL);
  g_assert_nonnull (encoded);
  g_assert_true (g_file_set_contents (path, encoded, (gssize) length, NULL));
  return g_steal_pointer (&path);
}

/* The case that ships, by month. (element-type GPtrArray of GStrv) */
static GPtrArray *
read_year (void)
{
  g_autofree char *path =
      g_build_filename (g_getenv ("STEELYARD_DATA"), "cases", "pizza-sales-2015.csv", NULL);
  GPtrArray *year = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autofree char *bytes = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  gsize length;

  for (guint m = 0; m < 12; m++)
    g_ptr_array_add (year, g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev));
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  text = g_convert (bytes, (gssize) length, "UTF-8", "GB18030", NULL, NULL, NULL);
  g_assert_nonnull (text);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] && *lines[i]; i++)
    {
      GStrv cells = g_strsplit (g_strchomp (lines[i]), ",", -1);
      guint month = (guint) g_ascii_strtoull (cells[1] + 5, NULL, 10);
      g_ptr_array_add (year->pdata[month - 1], cells);
    }
  return year;
}

static SyDecimalSum
sum_month (GPtrArray *rows)
{
  SyDecimalSum sum = { 0 };

  for (guint i = 0; i < rows->len; i++)
    sy_decimal_sum_add_text (&sum, ((GStrv) rows->pdata[i])[8]);
  return sum;
}

/* Twelve months of one shop, renamed, moved, added, dropped, in other encodings and dialects: no question. */
static void
test_year (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) year = read_year ();
  SyTemplate *template = sy_catalogue_find_template (fixture->catalogue, "sales-month", NULL);
  SyDecimalSum total = { 0 };
  guint n_rows = 0;

  g_assert_true (sy_workbook_set_template (fixture->workbook, template, NULL));
  for (guint m = 0; m < 12; m++)
    {
      SyDecimalSum month_sum = sum_month (year->pdata[m]);
      g_autofree char *sum = sy_decimal_sum_to_text (&month_sum);
      g_autofree char *path = write_month (fixture, m, year->pdata[m], sum);
      g_autofree char *expected = NULL;
      g_autofree char *total_text = NULL;
      g_autofree char *trimmed = NULL;
      g_autoptr (GPtrArray) records = NULL;
      const SyImportRecord *record;

      must_bring_in (fixture->workbook, path);
      n_rows += ((GPtrArray *) year->pdata[m])->len;
      total.value += month_sum.value;
      total_text = sy_decimal_sum_to_text (&total);
      expected = g_strdup_printf ("%u %s", n_rows, total_text);
      assert_sales (fixture->workbook, expected);
      /* The month of the analyses follows the data. */
      g_assert_cmpfloat (fixture_value (fixture->workbook, "month"), ==,
                         (double) sy_date_to_days (2015, (int) m + 1, 1));
      records = sy_workbook_list_imports (fixture->workbook, "sales", NULL);
      g_assert_cmpuint (records->len, ==, m + 1);
      record = records->pdata[m];
      g_assert_cmpint (record->n_read, ==, record->n_kept + record->n_refused);
      g_assert_cmpint (record->n_refused, ==, months[m].totals ? 1 : 0);
      g_assert_cmpstr (record->amount_kept, ==, sum);
      g_assert_cmpstr (record->amount_read, ==, sum);
    }
  assert_sales (fixture->workbook, "49574 817860.05");
}

/* --- undo, restart, room --- */

static SyDocument *
open_document (Fixture *fixture, const char *path, gboolean create)
{
  g_autoptr (GError) error = NULL;
  SyDocument *document = create ? sy_document_create (path, fixture->catalogue, &error)
                                : sy_document_open (path, fixture->catalogue, &error);

  g_assert_no_error (error);
  return document;
}

static void
close_document (SyDocument **document)
{
  g_autoptr (GError) error = NULL;

  sy_document_close (*document, &error);
  g_assert_no_error (error);
  g_clear_object (document);
}

static void
test_undo_after_restart (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "d.steelyard", NULL);
  g_autofree char *a =
      fixture_write_file (fixture, "1月.csv", SALES_HEADER "1,2024-01-01,a,n,10\nx,y,z,n,1\n");
  g_autofree char *b = fixture_write_file (fixture, "2月.csv", SALES_HEADER "2,2024-02-01,a,n,5\n");
  g_autoptr (SyDocument) document = open_document (fixture, path, TRUE);
  SyWorkbook *workbook = sy_document_get_workbook (document);
  g_autoptr (GPtrArray) refusals = NULL;

  must_bring_in (workbook, a);
  must_bring_in (workbook, b);
  g_assert_true (sy_workbook_remove_source (workbook, "sales", NULL));
  close_document (&document);

  document = open_document (fixture, path, FALSE);
  workbook = sy_document_get_workbook (document);
  assert_sales (workbook, "none");
  g_free (sy_workbook_undo (workbook, NULL));
  assert_sales (workbook, "2 15.00");
  refusals = sy_workbook_get_refusals (workbook, "sales", NULL);
  g_assert_cmpuint (refusals->len, ==, 1);
  g_free (sy_workbook_undo (workbook, NULL));
  assert_sales (workbook, "1 10.00");
  close_document (&document);

  document = open_document (fixture, path, FALSE);
  workbook = sy_document_get_workbook (document);
  assert_sales (workbook, "1 10.00");
  g_assert_cmpint (get_source (workbook, "sales")->n_refused, ==, 1);
  g_free (sy_workbook_redo (workbook, NULL));
  assert_sales (workbook, "2 15.00");
  g_free (sy_workbook_redo (workbook, NULL));
  assert_sales (workbook, "none");
  g_assert_false (sy_workbook_can_redo (workbook));
  close_document (&document);
}

/* Of many imports the oldest can't be undone any more, and their rows are gone from the document. */
static void
test_room_is_bounded (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "d.steelyard", NULL);
  g_autoptr (SyDocument) document = open_document (fixture, path, TRUE);
  SyWorkbook *workbook = sy_document_get_workbook (document);
  guint n_undone = 0;

  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *name = g_strdup_printf ("s-%u.csv", i);
      g_autofree char *text = g_strdup_printf (SALES_HEADER "%u,2024-01-%02u,a,n,1\n", i, 1 + i % 28);
      g_autofree char *file = fixture_write_file (fixture, name, text);
      const SyImportMode mode = SY_IMPORT_APPEND;
      g_assert_true (bring_in (workbook, file, &mode, NULL, NULL));
    }
  close_document (&document);
  document = open_document (fixture, path, FALSE);
  workbook = sy_document_get_workbook (document);
  assert_sales (workbook, "30 30.00");
  g_assert_cmpint (g_ascii_strtoll (query_text (workbook, "SELECT CAST(COUNT(*) AS VARCHAR) FROM "
                                                          "information_schema.tables WHERE "
                                                          "starts_with(table_name, 'source_')"),
                                    NULL, 10),
                   <=, 26);
  while (sy_workbook_can_undo (workbook))
    {
      g_autoptr (GError) error = NULL;
      g_free (sy_workbook_undo (workbook, &error));
      g_assert_no_error (error);
      n_undone++;
    }
  g_assert_cmpuint (n_undone, >=, 20);
  g_assert_cmpuint (n_undone, <=, 26);
  close_document (&document);
}

static void
run_in_file (const char *path, const char *const *statements)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEngine) engine = sy_duckdb_engine_open (path, NULL, &error);

  for (; *statements; statements++)
    {
      sy_engine_execute (engine, *statements, NULL, 0, NULL, &error);
      g_assert_no_error (error);
    }
  sy_duckdb_engine_close (SY_DUCKDB_ENGINE (engine), &error);
  g_assert_no_error (error);
}

/* As the first version left it: no recipes, reports, states. */
static void
test_older_document (Fixture *fixture, gconstpointer data)
{
  static const char *const older[] = { "DROP TABLE sy_source_states",
                                       "DROP TABLE sy_pending",
                                       "DROP TABLE sy_recipes",
                                       "DROP TABLE sy_imports",
                                       "DELETE FROM sy_history",
                                       "DELETE FROM sy_meta WHERE key = 'history-place'",
                                       "ALTER TABLE sy_refusals DROP COLUMN import",
                                       "UPDATE sy_meta SET value = '1' WHERE key = 'format'",
                                       NULL };
  g_autofree char *path = g_build_filename (fixture->folder, "d.steelyard", NULL);
  g_autofree char *a =
      fixture_write_file (fixture, "1月.csv", SALES_HEADER "1,2024-01-01,a,n,10\nx,y,z,n,1\n");
  g_autofree char *b =
      fixture_write_file (fixture, "2月.csv", SALES_HEADER "2,2024-02-01,a,n,5\nx,y,z,n,1\n");
  g_autoptr (SyDocument) document = open_document (fixture, path, TRUE);
  g_autoptr (GPtrArray) refusals = NULL;
  SyWorkbook *workbook;

  must_bring_in (sy_document_get_workbook (document), a);
  close_document (&document);
  run_in_file (path, older);
  document = open_document (fixture, path, FALSE);
  workbook = sy_document_get_workbook (document);
  assert_sales (workbook, "1 10.00");
  must_bring_in (workbook, b);
  assert_sales (workbook, "2 15.00");
  refusals = sy_workbook_get_refusals (workbook, "sales", NULL);
  g_assert_cmpuint (refusals->len, ==, 2);
  g_free (sy_workbook_undo (workbook, NULL));
  assert_sales (workbook, "1 10.00");
  close_document (&document);
}

/* --- killed --- */

/* The child, this program again: imports, undoes, removes, redoes as fast as it can. */
static int
change_until_killed (const char *path, const char *folder)
{
  g_autoptr (SyCatalogue) catalogue = sy_catalogue_new ("en", NULL);
  g_autoptr (SyDocument) document = sy_document_open (path, catalogue, NULL);
  SyWorkbook *workbook = document ? sy_document_get_workbook (document) : NULL;
  g_autofree char *b = g_build_filename (folder, "2月.csv", NULL);
  g_autofree char *c = g_build_filename (folder, "1月-new.csv", NULL);

  for (guint i = 0; workbook && i < 10000; i++)
    {
      bring_in (workbook, i % 2 ? b : c, NULL, NULL, NULL);
      if (i % 3 == 1)
        sy_workbook_remove_source (workbook, "sales", NULL);
      g_free (sy_workbook_undo (workbook, NULL));
      g_free (sy_workbook_redo (workbook, NULL));
      g_free (sy_workbook_undo (workbook, NULL));
      sy_workbook_flush (workbook, NULL);
    }
  return 1;
}

static void
kill_one (const char *path, const char *folder, guint milliseconds)
{
  const char *const argv[] = { "/proc/self/exe", "--change-until-killed", path, folder, NULL };
  g_autoptr (GError) error = NULL;
  GPid child;

  g_spawn_async (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &child, &error);
  g_assert_no_error (error);
  g_usleep (milliseconds * 1000);
  kill (child, SIGKILL);
  waitpid (child, NULL, 0);
}

/* Old or new, never a mix: the rows are those of one state, and the numbers kept beside them say so too. */
static void
check_state (SyWorkbook *workbook)
{
  static const char *const states[] = { "none", "2 30.00", "3 35.00", "2 31.00", "3 36.00", "1 5.00" };
  g_autofree char *summary = summarise (workbook, "sales", "amount");
  const SyWorkbookSource *source = get_source (workbook, "sales");

  if (!g_strv_contains (
          (const char *const[]){ states[0], states[1], states[2], states[3], states[4], states[5], NULL },
          summary))
    g_error ("a mix: %s", summary);
  if (source)
    g_assert_cmpint (source->n_rows, ==, g_ascii_strtoll (summary, NULL, 10));
}

static void
test_killed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "d.steelyard", NULL);
  g_autofree char *a =
      fixture_write_file (fixture, "1月.csv", SALES_HEADER "1,2024-01-01,a,n,10\n2,2024-01-31,a,n,20\n");
  g_autofree char *b = fixture_write_file (fixture, "2月.csv", SALES_HEADER "3,2024-02-01,a,n,5\n");
  g_autofree char *c =
      fixture_write_file (fixture, "1月-new.csv", SALES_HEADER "1,2024-01-01,a,n,11\n2,2024-01-31,a,n,20\n");
  g_autoptr (SyDocument) document = open_document (fixture, path, TRUE);

  must_bring_in (sy_document_get_workbook (document), a);
  close_document (&document);
  for (guint i = 0; i < N_KILLS; i++)
    {
      SyWorkbook *workbook;
      kill_one (path, fixture->folder, (guint) g_test_rand_int_range (120, 700));
      document = open_document (fixture, path, FALSE);
      workbook = sy_document_get_workbook (document);
      check_state (workbook);
      /* The way back is as whole as the data. */
      for (guint j = 0; j < 3 && sy_workbook_can_undo (workbook); j++)
        {
          g_autoptr (GError) error = NULL;
          g_free (sy_workbook_undo (workbook, &error));
          g_assert_no_error (error);
          check_state (workbook);
        }
      close_document (&document);
    }
}

/* --- reports --- */

static void
test_report_ties (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = fixture_write_file (fixture, "a.csv",
                                              SALES_HEADER "1,2024-01-01,a,n,10.50\n2,no day,b,n,20.25\n"
                                                           "3,2024-01-02,=1+1,n,abc\n4,2024-01-03,c,n,-0.75\n"
                                                           "合计,,,,30.00\n");
  g_autoptr (GPtrArray) records = NULL;
  const SyImportRecord *record;
  g_autofree char *csv = NULL;

  must_bring_in (fixture->workbook, path);
  records = sy_workbook_list_imports (fixture->workbook, NULL, NULL);
  g_assert_cmpuint (records->len, ==, 1);
  record = records->pdata[0];
  g_assert_cmpint (record->n_read, ==, 5);
  g_assert_cmpint (record->n_kept, ==, 2);
  g_assert_cmpint (record->n_refused, ==, 3);
  g_assert_cmpstr (record->amount_kept, ==, "9.75");
  g_assert_cmpstr (record->amount_refused, ==, "20.25");
  g_assert_cmpstr (record->amount_read, ==, "30.00");
  g_assert_cmpint (record->n_amounts_unreadable, ==, 1);
  csv = sy_workbook_dup_refusals_csv (fixture->workbook, "sales", NULL);
  g_assert_true (g_str_has_prefix (csv, "\xef\xbb\xbf"));
  g_assert_nonnull (strstr (csv, "a.csv,"));
  g_assert_nonnull (strstr (csv, "20.25"));
}

/* What begins as a formula is text in the list of refused rows. */
static void
test_refused_formulas (Fixture *fixture, gconstpointer data)
{
  static const char *const payloads[] = { "=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "＝1" };
  g_autoptr (GString) text = g_string_new ("日期,金额\n");
  g_autofree char *path = NULL;
  g_autofree char *csv = NULL;
  g_auto (GStrv) lines = NULL;

  for (guint i = 0; i < 60; i++)
    g_string_append_printf (text, "2024-01-%02u,1\n", 1 + i % 28);
  for (guint i = 0; i < G_N_ELEMENTS (payloads); i++)
    g_string_append_printf (text, "%s,1\n", payloads[i]);
  path = fixture_write_file (fixture, "a.csv", text->str);
  must_bring_in (fixture->workbook, path);
  csv = sy_workbook_dup_refusals_csv (fixture->workbook, NULL, NULL);
  lines = g_strsplit (csv, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, G_N_ELEMENTS (payloads) + 2);
  for (guint i = 0; i < G_N_ELEMENTS (payloads); i++)
    {
      g_autofree char *cell = g_strdup_printf (",'%s", payloads[i]);
      g_assert_nonnull (strstr (lines[i + 1], cell));
    }
}

/* --- a folder --- */

static void
on_arrived_cb (SyFolderWatch *watch, const char *path, gpointer data)
{
  g_ptr_array_add (data, g_path_get_basename (path));
}

static gboolean
on_timeout_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_CONTINUE;
}

static void
wait_for (GPtrArray *arrived, guint n, guint milliseconds)
{
  gboolean over = FALSE;
  guint timer = g_timeout_add (milliseconds, on_timeout_cb, &over);

  while (arrived->len < n && !over)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timer);
}

static void
test_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *a = fixture_write_file (fixture, "sales-1.csv", SALES_HEADER "1,2024-01-01,a,n,10\n");
  g_autofree char *other =
      fixture_write_file (fixture, "notes.csv", "colour,shape\nred,round\nblue,square\n");
  g_autoptr (GPtrArray) arrived = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (SyFolderWatch) watch = NULL;
  g_autofree char *b = NULL;
  g_autofree char *c = NULL;
  g_autoptr (GError) error = NULL;

  must_bring_in (fixture->workbook, a);
  watch = sy_folder_watch_new (fixture->workbook, fixture->folder, &error);
  g_assert_no_error (error);
  sy_folder_watch_set_rest (watch, 80);
  g_signal_connect (watch, "arrived", G_CALLBACK (on_arrived_cb), arrived);
  b = fixture_write_file (fixture, "sales-2.csv", SALES_HEADER "2,2024-02-01,a,n,5\n");
  c = fixture_write_file (fixture, ".sales-3.csv.part", SALES_HEADER "3,2024-03-01,a,n,5\n");
  wait_for (arrived, 1, 8000);
  wait_for (arrived, 2, 400);
  g_assert_cmpuint (arrived->len, ==, 1);
  g_assert_cmpstr (arrived->pdata[0], ==, "sales-2.csv");
  g_clear_object (&watch);
  g_assert_null (sy_folder_watch_new (fixture->workbook, "/no/such/folder", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY);
}

static void
test_folder_is_kept (Fixture *fixture, gconstpointer data)
{
  g_autofree char *none = sy_folder_watch_dup_remembered (fixture->workbook);
  g_autofree char *kept = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (none);
  g_assert_true (sy_folder_watch_remember (fixture->workbook, fixture->folder, &error));
  g_assert_no_error (error);
  kept = sy_folder_watch_dup_remembered (fixture->workbook);
  g_assert_cmpstr (kept, ==, fixture->folder);
  g_assert_true (sy_folder_watch_remember (fixture->workbook, NULL, &error));
  none = sy_folder_watch_dup_remembered (fixture->workbook);
  g_assert_null (none);
}

int
main (int argc, char **argv)
{
  if (argc == 4 && g_str_equal (argv[1], "--change-until-killed"))
    return change_until_killed (argv[2], argv[3]);
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                                      \
  g_test_add ("/workbook-import/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  for (guint i = 0; i < G_N_ELEMENTS (join_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/workbook-import/join/", join_cases[i].name, NULL);
      g_test_add (path, Fixture, &join_cases[i], fixture_set_up, test_join, fixture_tear_down);
    }
  ADD ("upsert", test_upsert);
  ADD ("same-file-is-told", test_same_file_is_told);
  ADD ("sheets-stay-beside-each-other", test_sheets_stay_beside_each_other);
  ADD ("what-is-kept-of-the-mode", test_what_is_kept_of_the_mode);
  ADD ("mode-needs-its-roles", test_mode_needs_its_roles);
  g_test_add_func ("/workbook-import/spans", test_spans);
  ADD ("year", test_year);
  ADD ("undo-after-restart", test_undo_after_restart);
  ADD ("room-is-bounded", test_room_is_bounded);
  ADD ("older-document", test_older_document);
  ADD ("killed", test_killed);
  ADD ("report-ties", test_report_ties);
  ADD ("refused-formulas", test_refused_formulas);
  ADD ("folder", test_folder);
  ADD ("folder-is-kept", test_folder_is_kept);
#undef ADD
  return g_test_run ();
}
