/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the next month's file is called, which of its columns is which, and what is kept of one to read the
 * next. */
#include "config.h"

#include <string.h>

#include "import-fixture.h"
#include "sy-decimal-sum.h"
#include "sy-file-digest.h"
#include "sy-recipe.h"

/* --- names of files --- */

static const char *const same_names[][2] = {
  { "销售2015年1月.csv", "销售2015年02月 (1).CSV" },
  { "till-2015-01.csv", "till_2015_12.xlsx" },
  { "till-jan-2015.csv", "till march 2015.csv" },
  { "门店日报20150131.xls", "门店日报20150228.xlsx" },
  { "一月销售.csv", "十二月销售.csv" },
  { "销售明细１月.csv", "销售明细2月.csv" },
  { "sales.csv", "sales (2).csv" },
  { "sales.csv", "Sales - Copy.csv" },
};
static const char *const other_names[][2] = {
  { "销售1月.csv", "库存1月.csv" },
  { "门店A-1月.csv", "门店B-1月.csv" },
  { "orders.csv", "members.csv" },
  { "mayonnaise.csv", "juniper.csv" },
};

static void
test_names (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (same_names); i++)
    {
      g_autofree char *a = sy_recipe_generalise_name (same_names[i][0]);
      g_autofree char *b = sy_recipe_generalise_name (same_names[i][1]);
      g_assert_cmpstr (a, ==, b);
    }
  for (guint i = 0; i < G_N_ELEMENTS (other_names); i++)
    {
      g_autofree char *a = sy_recipe_generalise_name (other_names[i][0]);
      g_autofree char *b = sy_recipe_generalise_name (other_names[i][1]);
      g_assert_cmpstr (a, !=, b);
    }
}

/* --- which column is which --- */

typedef struct
{
  const char *name;
  const char *headers; /* of the second file, | between them */
  const char
      *columns; /* which column of the first file each one holds; letters as below, "-": something new */
  const char *states; /* of a b c d e f g: S same, M moved, R renamed, X missing */
  const char *roles;  /* that the columns of the second file get; "-": none */
  gboolean asks;
} CompareCase;

/* a order, b date, c product, d category, e price, f quantity, g amount, h an amount of other values */
static const char first_headers[] = "订单号|日期|商品|品类|单价|数量|销售额";
static const CompareCase compare_cases[] = {
  { "the-same", "订单号|日期|商品|品类|单价|数量|销售额", "abcdefg", "SSSSSSS",
    "order|date|product|category|price|quantity|amount", FALSE },
  { "moved", "日期|订单号|商品|品类|单价|销售额|数量", "bacdegf", "MMSSSMM",
    "date|order|product|category|price|amount|quantity", FALSE },
  { "synonym", "订单号|营业日期|商品|品类|单价|数量|金额", "abcdefg", "SRSSSSR",
    "order|date|product|category|price|quantity|amount", FALSE },
  { "synonym-with-unit", "订单号|营业日期|商品|品类|单价|数量|实收金额(元)", "abcdefg", "SRSSSSR",
    "order|date|product|category|price|quantity|amount", FALSE },
  { "unit-added", "订单号|日期|商品|品类|单价（元）|数量|销售额[元]", "abcdefg", "SSSSRSR",
    "order|date|product|category|price|quantity|amount", FALSE },
  { "written-otherwise", "订 单 号|日期：|商品|品类|单价|数量|销售额", "abcdefg", "RRSSSSS",
    "order|date|product|category|price|quantity|amount", FALSE },
  { "known-by-its-values", "订单号|日期|披萨种类名|品类|单价|数量|销售额", "abcdefg", "SSRSSSS",
    "order|date|product|category|price|quantity|amount", FALSE },
  { "optional-gone", "订单号|日期|商品|单价|数量|销售额", "abcefg", "SSSXMMM",
    "order|date|product|price|quantity|amount", FALSE },
  { "new-one", "订单号|日期|商品|品类|单价|数量|销售额|备注", "abcdefg-", "SSSSSSS",
    "order|date|product|category|price|quantity|amount|-", FALSE },
  { "amount-under-an-unknown-name", "订单号|日期|商品|品类|单价|数量|到账", "abcdefh", "SSSSSSR",
    "order|date|product|category|price|quantity|amount", TRUE },
  { "all-at-once", "备注|营业日期|商品名称|数量(份)|单价|实收金额(元)|小票号", "-bcfega", "RRRXSRR",
    "-|date|product|quantity|price|amount|order", FALSE },
};

static void
append_cell (GString *csv, char column, guint row, guint month)
{
  static const char *const products[] = { "hawaiian", "classic_dlx", "five_cheese", "ital_supr", "mexicana" };
  static const char *const categories[] = { "经典", "特色", "素食" };
  guint price = 12 + row * 7 % 9;
  guint n = 1 + row % 3;

  switch (column)
    {
    case 'a':
      g_string_append_printf (csv, "2015%02u%05u", month, row);
      return;
    case 'b':
      g_string_append_printf (csv, "2015-%02u-%02u", month, 1 + row % 28);
      return;
    case 'c':
      g_string_append (csv, products[row % G_N_ELEMENTS (products)]);
      return;
    case 'd':
      g_string_append (csv, categories[row % G_N_ELEMENTS (categories)]);
      return;
    case 'e':
      g_string_append_printf (csv, "%u.25", price);
      return;
    case 'f':
      g_string_append_printf (csv, "%u", n);
      return;
    case 'g':
      g_string_append_printf (csv, "%u.%02u", (price * 100 + 25) * n / 100, (price * 100 + 25) * n % 100);
      return;
    case 'h':
      g_string_append_printf (csv, "%u.%02u", price * n - row % 5, (row * 37 + month * 11) % 100);
      return;
    default:
      g_string_append_printf (csv, "note %u of %u", row * 31 % 17, month);
      return;
    }
}

static char *
write_month (const char *headers, const char *columns, guint month)
{
  GString *csv = g_string_new (NULL);
  g_auto (GStrv) names = g_strsplit (headers, "|", -1);
  g_autofree char *first = g_strjoinv (",", names);

  g_string_append_printf (csv, "%s\n", first);
  for (guint row = 0; row < 120; row++)
    {
      for (guint c = 0; columns[c]; c++)
        {
          if (c > 0)
            g_string_append_c (csv, ',');
          append_cell (csv, columns[c], row, month);
        }
      g_string_append_c (csv, '\n');
    }
  return g_string_free (csv, FALSE);
}

static SyImportPlan *
recognise (const char *path, GPtrArray *kinds)
{
  g_autoptr (GError) error = NULL;
  SyImportPlan *plan = sy_importer_recognise (path, NULL, kinds, NULL, NULL, &error);

  g_assert_no_error (error);
  return plan;
}

/* Through the text and back. */
static SyRecipe *
make_recipe (GPtrArray *kinds)
{
  g_autofree char *csv = write_month (first_headers, "abcdefg", 1);
  g_autofree char *path = fixture_file ("sales-2015-01.csv", csv, strlen (csv));
  g_autoptr (SyImportPlan) plan = recognise (path, kinds);
  g_autoptr (SyRecipe) recipe = sy_recipe_new_from_plan (plan);
  g_autofree char *text = sy_recipe_to_text (recipe);
  g_autoptr (GError) error = NULL;
  SyRecipe *again = sy_recipe_new_from_text (text, &error);
  g_autofree char *same = NULL;

  g_assert_no_error (error);
  same = sy_recipe_to_text (again);
  g_assert_cmpstr (same, ==, text);
  g_assert_cmpstr (sy_recipe_get_kind (again), ==, "sales");
  return again;
}

/* What the load saw beside its rows is what the plan’s sample tells. */
static void
test_after_load (void)
{
  g_autoptr (GPtrArray) kinds = fixture_kinds ();
  g_autoptr (SyEngine) engine = fixture_engine ();
  g_autofree char *csv = write_month (first_headers, "abcdefg", 1);
  g_autofree char *path = fixture_file ("sales-2015-02.csv", csv, strlen (csv));
  g_autoptr (SyImportPlan) plan = recognise (path, kinds);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyImportReport) report = sy_importer_load (plan, engine, "t", NULL, NULL, NULL, &error);
  g_autoptr (SyRecipe) planned = sy_recipe_new_from_plan (plan);
  g_autoptr (SyRecipe) loaded = NULL;
  g_autofree char *expected = sy_recipe_to_text (planned);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (report->prints->len, ==, plan->columns->len);
  loaded = sy_recipe_new_from_load (plan, report);
  text = sy_recipe_to_text (loaded);
  g_assert_cmpstr (text, ==, expected);
}

static void
check_states (SyDifference *difference, const CompareCase *test)
{
  static const char letters[] = { [SY_DIFFERENCE_SAME] = 'S',
                                  [SY_DIFFERENCE_MOVED] = 'M',
                                  [SY_DIFFERENCE_RENAMED] = 'R',
                                  [SY_DIFFERENCE_NEW] = 'N',
                                  [SY_DIFFERENCE_MISSING] = 'X' };
  g_autoptr (GString) states = g_string_new (NULL);
  GPtrArray *items = sy_difference_get_items (difference);

  for (guint i = 0; i < items->len; i++)
    {
      const SyDifferenceItem *item = items->pdata[i];
      if (item->old_header)
        g_string_append_c (states, letters[item->state]);
      g_assert_nonnull (item->reason);
    }
  g_assert_cmpstr (states->str, ==, test->states);
}

static void
test_compare (gconstpointer data)
{
  const CompareCase *test = data;
  g_autoptr (GPtrArray) kinds = fixture_kinds ();
  g_autoptr (SyRecipe) recipe = make_recipe (kinds);
  g_autofree char *csv = write_month (test->headers, test->columns, 2);
  g_autofree char *path = fixture_file ("sales-2015-02.csv", csv, strlen (csv));
  g_autoptr (GError) error = NULL;
  g_autoptr (SyImportPlan) plan = sy_recipe_recognise (recipe, path, NULL, kinds, NULL, &error);
  g_autoptr (SyDifference) difference = NULL;
  g_autofree char *question = NULL;
  g_auto (GStrv) roles = g_strsplit (test->roles, "|", -1);

  g_assert_no_error (error);
  difference = sy_recipe_compare (recipe, plan);
  check_states (difference, test);
  question = sy_difference_dup_question (difference);
  g_assert_cmpint (sy_difference_needs_question (difference), ==, test->asks);
  g_assert_cmpint (question != NULL, ==, test->asks);
  sy_recipe_apply (recipe, plan, difference, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < plan->columns->len; i++)
    {
      const SyImportColumn *column = plan->columns->pdata[i];
      g_assert_cmpstr (column->role ? column->role : "-", ==, roles[i]);
    }
  g_assert_null (plan->missing_roles[0]);
}

static SyImportPlan *
recognise_month (SyRecipe *recipe, GPtrArray *kinds, const char *headers, const char *columns, guint month)
{
  g_autofree char *csv = write_month (headers ? headers : "", columns, month);
  const char *text = headers ? csv : csv + 1;
  g_autofree char *name = g_strdup_printf ("sales-2015-%02u.csv", month);
  g_autofree char *path = fixture_file (name, text, (gssize) strlen (text));
  g_autoptr (GError) error = NULL;
  SyImportPlan *plan = sy_recipe_recognise (recipe, path, NULL, kinds, NULL, &error);

  g_assert_no_error (error);
  return plan;
}

/* The first days of the next month do not tell the day from the month: the month before did. */
static void
test_date_order_is_kept (void)
{
  g_autoptr (GPtrArray) kinds = fixture_kinds ();
  g_autofree char *first =
      fixture_file ("till-1.csv", "日期,商品,金额\n05/01/2023,茶,1\n31/01/2023,茶,2\n", -1);
  g_autofree char *second =
      fixture_file ("till-2.csv", "日期,商品,金额\n01/02/2023,茶,1\n03/02/2023,茶,2\n", -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyImportPlan) plan = sy_importer_recognise (first, NULL, kinds, NULL, NULL, &error);
  g_autoptr (SyRecipe) recipe = sy_recipe_new_from_plan (plan);
  g_autoptr (SyImportPlan) next = sy_recipe_recognise (recipe, second, NULL, kinds, NULL, &error);
  g_autoptr (SyDifference) difference = NULL;
  const SyImportColumn *column;

  g_assert_no_error (error);
  difference = sy_recipe_compare (recipe, next);
  g_assert_false (sy_difference_needs_question (difference));
  g_assert_true (sy_recipe_apply (recipe, next, difference, NULL, &error));
  column = next->columns->pdata[0];
  g_assert_cmpstr (column->role, ==, "date");
  g_assert_cmpint (column->reading.date_order, ==, SY_DATE_ORDER_DAY_FIRST);
  g_assert_null (next->missing_roles[0]);
}

/* A file without a header calls its columns by their places: a question about one of them says what it holds.
 */
static void
test_question_without_header (void)
{
  g_autoptr (GPtrArray) kinds = fixture_kinds ();
  g_autoptr (SyRecipe) recipe = make_recipe (kinds);
  g_autoptr (SyImportPlan) plan = recognise_month (recipe, kinds, NULL, "abcdefhh", 2);
  g_autoptr (SyDifference) difference = sy_recipe_compare (recipe, plan);
  const SyImportColumn *last = plan->columns->pdata[6];
  g_autofree char *label = sy_difference_dup_label (difference, last->header);
  g_autofree char *question = sy_difference_dup_question (difference);
  g_autofree char *expected = g_strdup_printf ("%s, first “%s”", last->header, last->examples[0]);

  g_assert_cmpuint (plan->n_header_rows, ==, 0);
  g_assert_cmpstr (label, ==, expected);
  g_assert_nonnull (question);
  g_assert_nonnull (strstr (question, expected));
}

/* After such a month the columns are still called as they were. */
static void
test_question_after_no_header (void)
{
  g_autoptr (GPtrArray) kinds = fixture_kinds ();
  g_autoptr (SyRecipe) first = make_recipe (kinds);
  g_autoptr (SyImportPlan) second = recognise_month (first, kinds, NULL, "abcdefg", 2);
  g_autoptr (SyDifference) places = sy_recipe_compare (first, second);
  g_autoptr (SyRecipe) recipe = NULL;
  g_autoptr (SyImportPlan) third = NULL;
  g_autoptr (SyDifference) difference = NULL;
  g_autofree char *question = NULL;

  g_assert_cmpuint (second->n_header_rows, ==, 0);
  g_assert_false (sy_difference_needs_question (places));
  g_assert_true (sy_recipe_apply (first, second, places, NULL, NULL));
  recipe = sy_recipe_new_from_plan (second);
  third = recognise_month (recipe, kinds, "订单号|日期|商品|品类|单价|数量|到账", "abcdefh", 3);
  difference = sy_recipe_compare (recipe, third);
  question = sy_difference_dup_question (difference);
  g_assert_nonnull (question);
  g_assert_nonnull (strstr (question, "“销售额”"));
  g_assert_nonnull (strstr (question, "“到账”"));
  g_assert_null (strstr (question, "Column"));
}

/* The user's word against the guess. */
static void
test_answer (void)
{
  g_autoptr (GPtrArray) kinds = fixture_kinds ();
  g_autoptr (SyRecipe) recipe = make_recipe (kinds);
  g_autofree char *csv = write_month ("订单号|日期|商品|品类|单价|数量|到账|应收", "abcdefhh", 2);
  g_autofree char *path = fixture_file ("sales-2015-02.csv", csv, strlen (csv));
  g_autoptr (SyImportPlan) plan = sy_recipe_recognise (recipe, path, NULL, kinds, NULL, NULL);
  g_autoptr (SyDifference) difference = sy_recipe_compare (recipe, plan);
  GPtrArray *items = sy_difference_get_items (difference);
  g_autoptr (GError) error = NULL;

  g_assert_true (sy_difference_needs_question (difference));
  g_assert_false (sy_difference_set_match (difference, 6, "no such"));
  g_assert_true (sy_difference_set_match (difference, 6, "应收"));
  g_assert_false (sy_difference_needs_question (difference));
  g_assert_cmpuint (items->len, ==, 8);
  g_assert_cmpstr (((SyDifferenceItem *) items->pdata[7])->header, ==, "到账");
  g_assert_true (sy_difference_set_match (difference, 6, "到账"));
  g_assert_cmpstr (((SyDifferenceItem *) items->pdata[7])->header, ==, "应收");
  g_assert_true (sy_recipe_apply (recipe, plan, difference, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (((SyImportColumn *) plan->columns->pdata[6])->role, ==, "amount");
  /* A column that is none of the old ones any more. */
  g_assert_true (sy_difference_set_match (difference, 3, NULL));
  g_assert_cmpint (((SyDifferenceItem *) items->pdata[3])->state, ==, SY_DIFFERENCE_MISSING);
}

/* A column without a meaning keeps the name that formulas read it by. */
static void
test_plain_column_keeps_its_name (void)
{
  g_autoptr (GPtrArray) kinds = fixture_kinds ();
  g_autofree char *csv = write_month ("日期|销售额|活动备注", "bg-", 1);
  g_autofree char *path = fixture_file ("s-1.csv", csv, strlen (csv));
  g_autoptr (SyImportPlan) first = recognise (path, kinds);
  g_autoptr (SyRecipe) recipe = sy_recipe_new_from_plan (first);
  g_autofree char *next = write_month ("日期|销售额|活动备注(选填)", "bg-", 2);
  g_autofree char *next_path = fixture_file ("s-2.csv", next, strlen (next));
  g_autoptr (SyImportPlan) plan = sy_recipe_recognise (recipe, next_path, NULL, kinds, NULL, NULL);
  g_autoptr (SyDifference) difference = sy_recipe_compare (recipe, plan);
  g_auto (GStrv) names = NULL;

  g_assert_false (sy_difference_needs_question (difference));
  g_assert_true (sy_recipe_apply (recipe, plan, difference, NULL, NULL));
  names = sy_import_plan_dup_column_names (plan);
  g_assert_cmpstr (names[2], ==, "活动备注");
}

static void
test_bad_texts (void)
{
  static const char *const bad[] = { "", "x", "[other]\na=b\n", "[recipe", "\xff\xfe" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (sy_recipe_new_from_text (bad[i], &error));
      g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_DAMAGED);
    }
  {
    /* Numbers out of range count for nothing. */
    g_autoptr (SyRecipe) recipe = sy_recipe_new_from_text ("[recipe]\nheader-rows=-7\nmode=none\n"
                                                           "[column 1]\nheader=a\ntype=99\nscale=77\n"
                                                           "date-order=12\nprint=nan inf x|zz 1 2\n",
                                                           NULL);
    g_assert_nonnull (recipe);
    g_assert_cmpuint (sy_recipe_get_n_columns (recipe), ==, 1);
    g_assert_false (sy_recipe_get_mode (recipe, NULL, NULL));
  }
}

static void
test_mode_is_kept (void)
{
  static const char *const keys[] = { "order", "product", NULL };
  g_autoptr (GPtrArray) kinds = fixture_kinds ();
  g_autoptr (SyRecipe) recipe = make_recipe (kinds);
  g_autoptr (SyRecipe) with = sy_recipe_new_with_mode (recipe, SY_IMPORT_UPSERT, keys);
  g_autofree char *text = sy_recipe_to_text (with);
  g_autoptr (SyRecipe) again = sy_recipe_new_from_text (text, NULL);
  const char *const *kept;
  SyImportMode mode;

  g_assert_true (sy_recipe_get_mode (again, &mode, &kept));
  g_assert_cmpint (mode, ==, SY_IMPORT_UPSERT);
  g_assert_cmpstr (kept[0], ==, "order");
  g_assert_cmpstr (kept[1], ==, "product");
  g_assert_null (kept[2]);
}

/* --- sums and digests --- */

static void
test_sums (void)
{
  static const char *const cases[][3] = {
    { "0.1", "0.2", "0.30" },        { "817860.05", "-0.05", "817860.00" },
    { "-1", "-1.5", "-2.50" },       { "999999999999999999", "999999999999999999", "1999999999999999998.00" },
    { "0.000001", "0", "0.000001" }, { "12.3400", "", "12.34" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SyDecimalSum sum = { 0 };
      g_autofree char *text = NULL;
      sy_decimal_sum_add_text (&sum, cases[i][0]);
      sy_decimal_sum_add_text (&sum, cases[i][1]);
      text = sy_decimal_sum_to_text (&sum);
      g_assert_cmpstr (text, ==, cases[i][2]);
    }
}

static void
test_digests (void)
{
  g_autofree char *big = g_malloc0 (600001);
  g_autofree char *a = fixture_file ("a.csv", "one,two\n1,2\n", 12);
  g_autofree char *b = fixture_file ("b.csv", "one,two\n1,2\n", 12);
  g_autofree char *c = fixture_file ("c.csv", "one,two\n1,3\n", 12);
  g_autofree char *d = fixture_file ("d.csv", big, 600000);
  g_autofree char *e = fixture_file ("e.csv", big, 600001);
  g_autofree char *of_a = sy_file_digest (a, NULL, NULL);
  g_autofree char *of_b = sy_file_digest (b, NULL, NULL);
  g_autofree char *of_c = sy_file_digest (c, NULL, NULL);
  g_autofree char *of_d = sy_file_digest (d, NULL, NULL);
  g_autofree char *of_e = sy_file_digest (e, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (of_a, ==, of_b);
  g_assert_cmpstr (of_a, !=, of_c);
  g_assert_cmpstr (of_d, !=, of_e);
  g_assert_true (g_str_has_suffix (of_d, "-600000"));
  g_assert_null (sy_file_digest ("/no/such/file", NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recipe/after-load", test_after_load);
  g_test_add_func ("/recipe/question-without-header", test_question_without_header);
  g_test_add_func ("/recipe/question-after-no-header", test_question_after_no_header);
  g_test_add_func ("/recipe/date-order-is-kept", test_date_order_is_kept);
  g_test_add_func ("/recipe/names", test_names);
  for (guint i = 0; i < G_N_ELEMENTS (compare_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/recipe/compare/", compare_cases[i].name, NULL);
      g_test_add_data_func (path, &compare_cases[i], test_compare);
    }
  g_test_add_func ("/recipe/answer", test_answer);
  g_test_add_func ("/recipe/plain-column-keeps-its-name", test_plain_column_keeps_its_name);
  g_test_add_func ("/recipe/bad-texts", test_bad_texts);
  g_test_add_func ("/recipe/mode-is-kept", test_mode_is_kept);
  g_test_add_func ("/recipe/sums", test_sums);
  g_test_add_func ("/recipe/digests", test_digests);
  return g_test_run ();
}
