/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expected numbers: small tables counted by hand; the member cards of methods.md §5.0; of the UCI Online
 * Retail data its facts (541,909 rows, 5,268 duplicates, amount 9747747.934), and for the returns a stack a
 * product, customer and size in 20 lines of Python over the same file: 2,929 of 10,626 find their sale. */
#include <string.h>

#include "sy-cleaning.h"
#include "workbook-fixture.h"

static GPtrArray *
read_steps (const char *const *texts)
{
  GPtrArray *steps = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_cleaning_step_unref);

  for (guint i = 0; texts[i]; i++)
    {
      g_autoptr (GError) error = NULL;
      SyCleaningStep *step = sy_cleaning_step_new_from_text (texts[i], &error);
      g_assert_no_error (error);
      g_ptr_array_add (steps, step);
    }
  return steps;
}

static void
clean (SyWorkbook *workbook, const char *first, const char *second)
{
  const char *const texts[] = { first, second, NULL };
  g_autoptr (GPtrArray) steps = read_steps (texts);
  g_autoptr (GError) error = NULL;

  sy_workbook_set_cleaning (workbook, "sales", steps, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  sy_workbook_refresh (workbook);
}

static const SyWorkbookSource *
get_sales (SyWorkbook *workbook)
{
  GPtrArray *sources = sy_workbook_get_sources (workbook);

  for (guint i = 0; i < sources->len; i++)
    if (g_str_equal (((SyWorkbookSource *) sources->pdata[i])->kind, "sales"))
      return sources->pdata[i];
  g_assert_not_reached ();
}

/* One cell, as text. */
static char *
ask (SyWorkbook *workbook, const char *select)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT CAST(%s AS VARCHAR) FROM \"%s\"", select, get_sales (workbook)->relation);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyFrame) frame = sy_engine_query (sy_workbook_get_engine (workbook), sql, NULL, 0, NULL, &error);

  g_assert_no_error (error);
  return g_strdup (sy_frame_get_text (frame, 0, 0));
}

#define assert_answer(workbook, select, expected)                                                            \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    g_autofree char *answer = ask (workbook, select);                                                        \
    g_assert_cmpstr (answer, ==, expected);                                                                  \
  }                                                                                                          \
  G_STMT_END

static const SyCleaningResult *
result_of (GPtrArray *entries, guint index)
{
  g_assert_cmpuint (index, <, entries->len);
  return ((const SyCleaningEntry *) entries->pdata[index])->result;
}

static GPtrArray *
list_touched (SyWorkbook *workbook, guint position)
{
  g_autoptr (GError) error = NULL;
  gint64 total;
  GPtrArray *rows =
      sy_workbook_list_touched_rows (workbook, "sales", position, 0, 1000, &total, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (total, ==, rows->len);
  return rows;
}

static void
bring_in (Fixture *fixture, SyWorkbook *workbook, const char *name, const char *csv)
{
  g_autofree char *path = fixture_write_file (fixture, name, csv);

  fixture_import (workbook, path);
}

/* --- steps on small tables --- */

#define HEADER "销售日期,订单号,商品名称,数量,销售额,门店,备注\n"

typedef struct
{
  const char *name;
  const char *csv;
  const char *step;
  gint64 n_after, n_touched, n_unmatched, n_misfit;
  const char *question, *answer;
} StepCase;

static const StepCase step_cases[] = {
  { "duplicates/all",
    HEADER "2024-01-01,A1,tea,1,10.00,n,x\n2024-01-01,A1,tea,1,10.00,n,x\n2024-01-01,A1,tea,1,10.00,n,y\n",
    "duplicates", 2, 1, 0, 0, "string_agg(_row, ',')", "2,4" },
  { "duplicates/last of some columns",
    HEADER "2024-01-01,A1,tea,1,10.00,n,x\n2024-01-01,A1,cake,2,11.00,n,x\n2024-01-02,A2,tea,1,10.00,n,y\n",
    "duplicates columns=订单号 keep=last", 2, 1, 0, 0, "string_agg(_row, ',')", "3,4" },
  /* The return of row 4 closes the sale of row 3, not that of row 2; that of row 5 has another size; that of
   * row 6 comes before any sale. */
  { "returns/latest sale first",
    HEADER "2024-01-01,A1,tea,2,20.00,n,x\n2024-01-02,A2,tea,2,20.00,n,x\n2024-01-03,B1,tea,-2,-20.00,n,x\n"
           "2024-01-03,B2,tea,-1,-10.00,n,x\n2023-12-31,B3,tea,-2,-20.00,n,x\n",
    "returns", 3, 2, 2, 0, "string_agg(_row, ',')", "2,5,6" },
  { "returns/a part", HEADER "2024-01-01,A1,tea,5,50.00,n,x\n2024-01-03,B1,tea,-2,-20.00,n,x\n",
    "returns action=part", 1, 2, 0, 0, "max(quantity) || ' ' || max(amount)", "3 30.00" },
  { "returns/by prefix",
    HEADER "2024-01-01,A1,tea,5,50.00,n,x\n2024-01-03,C1,tea,-5,-50.00,n,x\n2024-01-04,C2,tea,0,0.00,n,x\n",
    "returns prefix=c unmatched=drop", 0, 3, 1, 0, "count(*)", "0" },
  { "missing/previous",
    HEADER "2024-01-01,A1,tea,1,1.00,n,x\n2024-01-01,A1,cake,1,2.00,,x\n2024-01-01,A2,tea,1,3.00,s,x\n",
    "missing columns=store action=previous", 3, 1, 0, 0, "string_agg(store, ',')", "n,n,s" },
  { "missing/most frequent",
    HEADER "2024-01-01,A1,tea,1,1.00,s,x\n2024-01-01,A1,cake,1,2.00,,x\n2024-01-01,A2,tea,1,3.00,s,x\n"
           "2024-01-01,A2,tea,1,3.50,n,x\n",
    "missing columns=store action=most", 4, 1, 0, 0, "string_agg(store, ',')", "s,s,s,n" },
  { "missing/drop", HEADER "2024-01-01,A1,tea,1,1.00,s,x\n2024-01-01,A1,cake,1,2.00,,x\n",
    "missing columns=store", 1, 1, 0, 0, "string_agg(_row, ',')", "2" },
  /* Quartiles of 1 … 10 and 50 are 3.5 and 8.5: the limits are -4 and 16. */
  { "outliers/quartiles",
    HEADER "2024-01-01,A,t,1,1.00,n,x\n2024-01-01,A,t,1,2.00,n,x\n2024-01-01,A,t,1,3.00,n,x\n2024-01-01,A,t,"
           "1,4.00,n,x\n"
           "2024-01-01,A,t,1,5.00,n,x\n2024-01-01,A,t,1,6.00,n,x\n2024-01-01,A,t,1,7.00,n,x\n2024-01-01,A,t,"
           "1,8.00,n,x\n"
           "2024-01-01,A,t,1,9.00,n,x\n2024-01-01,A,t,1,10.00,n,x\n2024-01-01,A,t,1,50.00,n,x\n",
    "outliers column=amount action=clip", 11, 1, 0, 0, "max(amount)", "16.00" },
  { "outliers/fixed, dropped", HEADER "2024-01-01,A1,tea,1,1.00,s,x\n2024-01-01,A1,cake,1,200.00,n,x\n",
    "outliers column=amount rule=fixed high=100 action=drop", 1, 1, 0, 0, "max(amount)", "1.00" },
  { "map/spellings become one",
    HEADER "2024-01-01,A1,tea,1,1.00,上海市,x\n2024-01-01,A1,cake,1,2.00,Shanghai,x\n2024-01-02,A2,tea,1,2."
           "00,北京,x\n",
    "map column=store values=上海市=上海,shanghai=上海 case=ignore", 3, 2, 0, 0, "string_agg(store, ',')",
    "上海,上海,北京" },
  { "trim/full width", HEADER "2024-01-01,Ａ１２,tea  green,1,1.00,s ,x\n2024-01-01,a13,cake,1,2.00,s,x\n",
    "trim columns=order,product,store blanks=all case=upper", 2, 2, 0, 0,
    "string_agg(\"order\" || '/' || product || '/' || store, ',')", "A12/TEA GREEN/S,A13/CAKE/S" },
  { "split/by a sign", HEADER "2024-01-01,A1,tea-green-big,1,1.00,s,x\n2024-01-01,A2,cake,1,2.00,s,x\n",
    "split column=product by=- into=type,rest", 2, 1, 0, 1,
    "string_agg(type || '/' || coalesce(rest, '?'), ',')", "tea/green-big,cake/?" },
  { "split/at places", HEADER "2024-01-01,AB123,tea,1,1.00,s,x\n2024-01-01,CD456,cake,1,2.00,s,x\n",
    "split column=order at=2 into=letters,digits", 2, 2, 0, 0, "string_agg(letters || '/' || digits, ',')",
    "AB/123,CD/456" },
  { "type/amounts",
    HEADER "2024-01-01,A1,tea,1,1.00,s,¥1 "
           "200.50\n2024-01-01,A1,cake,1,2.00,s,(3.5)\n2024-01-01,A2,tea,1,2.00,s,unclear\n2024-01-03,A3,tea,"
           "1,2.00,s,soon\n2024-01-03,A4,tea,1,2.00,s,later\n2024-01-03,A5,tea,1,2.00,s,never\n",
    "type column=备注", 6, 0, 0, 4, "sum(\"备注\")", "1197.00" },
  { "type/dates",
    HEADER "2024-01-01,A1,tea,1,1.00,s,2024年1月5日\n2024-01-01,A1,cake,1,2.00,s,31/12/"
           "2023\n2024-01-01,A2,tea,1,2.00,s,31/02/"
           "2023\n2024-01-03,A3,tea,1,2.00,s,soon\n2024-01-03,A4,tea,1,2.00,s,later\n2024-01-03,A5,tea,1,2."
           "00,s,never\n",
    "type column=备注 to=date", 6, 0, 0, 4, "string_agg(\"备注\", ',')", "2024-01-05,2023-12-31" },
};

static void
test_step (Fixture *fixture, gconstpointer data)
{
  const StepCase *c = data;
  g_autoptr (GPtrArray) entries = NULL;
  const SyCleaningResult *r;

  bring_in (fixture, fixture->workbook, "sales.csv", c->csv);
  clean (fixture->workbook, c->step, NULL);
  entries = sy_workbook_list_cleaning (fixture->workbook, "sales");
  r = result_of (entries, 0);
  g_assert_cmpint (r->n_after, ==, c->n_after);
  g_assert_cmpint (r->n_before, ==, r->n_after + r->n_dropped);
  g_assert_cmpint (r->n_touched, ==, c->n_touched);
  g_assert_cmpint (r->n_unmatched, ==, c->n_unmatched);
  g_assert_cmpint (r->n_misfit, ==, c->n_misfit);
  g_assert_cmpint (get_sales (fixture->workbook)->n_rows, ==, c->n_after);
  assert_answer (fixture->workbook, c->question, c->answer);
}

/* --- refusals --- */

static const char *const bad_steps[] = {
  "wash",
  "duplicates colums=a",
  "outliers",
  "outliers column=amount k=many",
  "outliers column=amount rule=percentile from=60 to=40",
  "split column=a into=b",
  "split column=a into=b at=3,2",
  "missing columns=a action=fill",
  "trim case=title",
  "map column=a",
};

static void
test_bad_steps (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad_steps); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (sy_cleaning_step_new_from_text (bad_steps[i], &error));
      g_assert_error (error, SY_CLEANING_ERROR, SY_CLEANING_ERROR_STEP);
    }
}

static void
test_text (void)
{
  const char *const texts[] = {
    "duplicates columns=order,product keep=last",
    "map column=store 'values=A\\,B=C\\=D,it'\\''s=\"x\"'",
    "returns prefix=C on=no",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (SyCleaningStep) step = sy_cleaning_step_new_from_text (texts[i], NULL);
      g_autofree char *text = sy_cleaning_step_to_text (step);
      g_autoptr (SyCleaningStep) again = sy_cleaning_step_new_from_text (text, NULL);
      g_autofree char *second = sy_cleaning_step_to_text (again);
      g_assert_cmpstr (text, ==, second);
      g_assert_true (sy_cleaning_step_is_on (again) == (i != 2));
    }
}

static void
test_wrong_column (Fixture *fixture, gconstpointer data)
{
  const char *const texts[] = { "trim", "missing columns=nowhere", NULL };
  g_autoptr (GPtrArray) steps = read_steps (texts);
  g_autoptr (GError) error = NULL;

  fixture_fill (fixture);
  g_assert_false (sy_workbook_set_cleaning (fixture->workbook, "sales", steps, NULL, NULL, NULL, &error));
  g_assert_error (error, SY_CLEANING_ERROR, SY_CLEANING_ERROR_COLUMN);
  g_assert_nonnull (strstr (error->message, "nowhere"));
  sy_workbook_refresh (fixture->workbook);
  g_assert_cmpint (get_sales (fixture->workbook)->n_rows, ==, 8);
}

/* --- member cards --- */

/* 14 cards of 6 orders, 588,000 together; one of 96 orders, 60 of them by one employee, 42,000; 270,000
 * without a card: the median is 6 orders, sales with a card are 630,000 of 900,000. */
static char *
write_cards (void)
{
  GString *csv =
      g_string_new ("销售日期,订单号,商品名称,数量,销售额,员工,会员号\n2024-01-01,0,tea,1,270000.00,e1,\n");
  guint order = 0;

  for (guint card = 0; card < 14; card++)
    for (guint i = 0; i < 6; i++)
      g_string_append_printf (csv, "2024-01-%02u,%u,tea,1,7000.00,e%u,M%u\n", i + 1, ++order, i % 3, card);
  for (guint i = 0; i < 96; i++)
    g_string_append_printf (csv, "2024-%02u-%02u,%u,tea,1,437.50,e%u,X\n", i / 28 + 1, i % 28 + 1, ++order,
                            i < 60 ? 1 : 2 + i % 3);
  return g_string_free (csv, FALSE);
}

static void
test_cards (Fixture *fixture, gconstpointer data)
{
  g_autofree char *csv = write_cards ();
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GPtrArray) touched = NULL;
  const char *note;

  bring_in (fixture, fixture->workbook, "cards.csv", csv);
  clean (fixture->workbook, "cards", NULL);
  entries = sy_workbook_list_cleaning (fixture->workbook, "sales");
  note = result_of (entries, 0)->note;
  g_assert_nonnull (strstr (note, "1 of 15 cards"));
  g_assert_nonnull (strstr (note, "630000.00 → 588000.00, 70.00 % → 65.33 %"));
  assert_answer (fixture->workbook, "sum(amount)", "900000.00");
  assert_answer (fixture->workbook, "sum(amount) FILTER (WHERE customer IS NOT NULL)", "588000.00");
  touched = list_touched (fixture->workbook, 0);
  g_assert_cmpuint (touched->len, ==, 96);
  g_assert_cmpstr (((SyTouchedRow *) touched->pdata[0])->before, ==, "X");
  g_assert_nonnull (strstr (((SyTouchedRow *) touched->pdata[0])->reason, "employee"));
  clean (fixture->workbook, "cards keep=X", NULL);
  assert_answer (fixture->workbook, "sum(amount) FILTER (WHERE customer IS NOT NULL)", "630000.00");
}

/* --- joining --- */

static void
test_join (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) entries = NULL;

  fixture_fill (fixture);
  bring_in (fixture, fixture->workbook, "products.csv",
            "商品编码,商品名称,品类,成本价\n1,tea,drinks,4.00\n2,coffee,drinks,3.00\n");
  clean (fixture->workbook, "join source=products by=product columns=category", NULL);
  entries = sy_workbook_list_cleaning (fixture->workbook, "sales");
  /* Cake has no row among the products; there are two of it. */
  g_assert_cmpint (result_of (entries, 0)->n_unmatched, ==, 2);
  assert_answer (fixture->workbook, "string_agg(coalesce(category, '?'), ',')",
                 "drinks,drinks,drinks,?,drinks,drinks,drinks,?");
}

/* --- history --- */

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
close_document (SyDocument *document)
{
  g_autoptr (GError) error = NULL;

  sy_document_close (document, &error);
  g_assert_no_error (error);
  g_object_unref (document);
}

static void
undo (SyWorkbook *workbook)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = sy_workbook_undo (workbook, &error);

  g_assert_no_error (error);
}

/* Row 3 of the second file says the same as a row of the first; so does row 2 within it. */
static void
test_next_file_and_undo (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "a.steelyard", NULL);
  SyDocument *document = open_document (fixture, path, TRUE);
  SyWorkbook *workbook = sy_document_get_workbook (document);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GPtrArray) touched = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autofree char *redone = NULL;

  bring_in (
      fixture, workbook, "1月.csv",
      HEADER
      "2024-01-01,A1,tea,1,10.00, n,x\n2024-01-01,A1,tea,1,10.00, n,x\n2024-01-02,A2,cake,1,5.00,n,x\n");
  clean (workbook, "trim columns=store", "duplicates");
  g_assert_cmpint (get_sales (workbook)->n_rows, ==, 2);
  bring_in (fixture, workbook, "2月.csv",
            HEADER "2024-02-01,B1,tea,1,10.00,s ,x\n2024-01-02,A2,cake,1,5.00,n,x\n");
  /* 5 rows came in, 2 of them say the same as others. */
  g_assert_cmpint (get_sales (workbook)->n_rows, ==, 3);
  assert_answer (workbook, "string_agg(store, ',')", "n,n,s");
  entries = sy_workbook_list_cleaning (workbook, "sales");
  g_assert_cmpint (result_of (entries, 1)->n_before, ==, 5);
  g_assert_cmpstr (result_of (entries, 1)->amount_before, ==, "40");
  g_assert_cmpstr (result_of (entries, 1)->amount_after, ==, "25");
  close_document (document);

  document = open_document (fixture, path, FALSE);
  workbook = sy_document_get_workbook (document);
  touched = list_touched (workbook, 1);
  g_assert_cmpuint (touched->len, ==, 2);
  g_assert_cmpint (((SyTouchedRow *) touched->pdata[1])->row, ==, 3);
  g_assert_cmpstr (((SyTouchedRow *) touched->pdata[1])->file, ==, "2月.csv");
  g_assert_cmpstr (((SyTouchedRow *) touched->pdata[1])->peer_file, ==, "1月.csv");
  undo (workbook); /* the second file */
  g_assert_cmpint (get_sales (workbook)->n_rows, ==, 2);
  undo (workbook); /* the cleaning */
  g_assert_cmpint (get_sales (workbook)->n_rows, ==, 3);
  none = sy_workbook_list_cleaning (workbook, "sales");
  g_assert_cmpuint (none->len, ==, 0);
  redone = sy_workbook_redo (workbook, NULL);
  g_assert_nonnull (redone);
  g_assert_cmpint (get_sales (workbook)->n_rows, ==, 2);
  clean (workbook, NULL, NULL);
  g_assert_cmpint (get_sales (workbook)->n_rows, ==, 3);
  undo (workbook);
  g_assert_cmpint (get_sales (workbook)->n_rows, ==, 2);
  close_document (document);
}

/* A later change of the order is one entry; a step that is off changes nothing. */
static void
test_order (Fixture *fixture, gconstpointer data)
{
  bring_in (fixture, fixture->workbook, "sales.csv",
            HEADER "2024-01-01,A1,tea,1,10.00,n ,x\n2024-01-01,A1,tea,1,10.00,n,x\n");
  clean (fixture->workbook, "duplicates", "trim columns=store");
  g_assert_cmpint (get_sales (fixture->workbook)->n_rows, ==, 2);
  clean (fixture->workbook, "trim columns=store", "duplicates");
  g_assert_cmpint (get_sales (fixture->workbook)->n_rows, ==, 1);
  clean (fixture->workbook, "trim columns=store", "duplicates on=no");
  g_assert_cmpint (get_sales (fixture->workbook)->n_rows, ==, 2);
  undo (fixture->workbook);
  g_assert_cmpint (get_sales (fixture->workbook)->n_rows, ==, 1);
}

/* --- a year of a real till --- */

static char *
unpack (Fixture *fixture, const char *packed)
{
  g_autofree char *path = g_build_filename (fixture->folder, "retail.csv", NULL);
  g_autoptr (GFile) from = g_file_new_for_path (packed);
  g_autoptr (GFile) to = g_file_new_for_path (path);
  g_autoptr (GConverter) gunzip = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GFileInputStream) file = g_file_read (from, NULL, NULL);
  g_autoptr (GInputStream) in = NULL;
  g_autoptr (GFileOutputStream) out = NULL;

  if (!file)
    return NULL;
  in = g_converter_input_stream_new (G_INPUT_STREAM (file), gunzip);
  out = g_file_replace (to, NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL);
  g_assert_cmpint (
      g_output_stream_splice (G_OUTPUT_STREAM (out), in, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL), >,
      0);
  return g_steal_pointer (&path);
}

static void
test_retail (Fixture *fixture, gconstpointer data)
{
  const char *root = g_getenv ("STEELYARD_TEST_DATA");
  g_autofree char *packed = root ? g_build_filename (root, "data", "sales", "uci-online-retail",
                                                     "online_retail_541909.csv.gz", NULL)
                                 : NULL;
  g_autofree char *path = packed ? unpack (fixture, packed) : NULL;
  g_autoptr (GPtrArray) entries = NULL;

  if (!path)
    {
      g_test_skip ("the UCI Online Retail file is not here");
      return;
    }
  fixture_import (fixture->workbook, path);
  clean (fixture->workbook, "returns prefix=C action=mark mark=back",
         "duplicates columns=order,product_id,product,quantity,date,time,price,customer,region");
  entries = sy_workbook_list_cleaning (fixture->workbook, "sales");
  g_assert_cmpint (result_of (entries, 0)->n_touched, ==, 2 * 2929);
  g_assert_cmpint (result_of (entries, 0)->n_unmatched, ==, 10626 - 2929);
  g_assert_cmpint (result_of (entries, 1)->n_before, ==, 541909);
  g_assert_cmpint (result_of (entries, 1)->n_dropped, ==, 5268);
  g_assert_cmpstr (result_of (entries, 1)->amount_before, ==, "9747747.934");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cleaning/text/round trip", test_text);
  g_test_add_func ("/cleaning/text/refused", test_bad_steps);
  for (guint i = 0; i < G_N_ELEMENTS (step_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/cleaning/", step_cases[i].name, NULL);
      g_test_add (path, Fixture, &step_cases[i], fixture_set_up, test_step, fixture_tear_down);
    }
  g_test_add ("/cleaning/wrong column", Fixture, NULL, fixture_set_up, test_wrong_column, fixture_tear_down);
  g_test_add ("/cleaning/cards", Fixture, NULL, fixture_set_up, test_cards, fixture_tear_down);
  g_test_add ("/cleaning/join", Fixture, NULL, fixture_set_up, test_join, fixture_tear_down);
  g_test_add ("/cleaning/next file and undo", Fixture, NULL, fixture_set_up, test_next_file_and_undo,
              fixture_tear_down);
  g_test_add ("/cleaning/order of steps", Fixture, NULL, fixture_set_up, test_order, fixture_tear_down);
  g_test_add ("/cleaning/a year of a real till", Fixture, NULL, fixture_set_up, test_retail,
              fixture_tear_down);
  return g_test_run ();
}
