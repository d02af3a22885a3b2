/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables that share a key: which is looked up in which, what becomes of the rows, and that the next month
 * needs no word. Expected sums are those of the lines as they are written here. */
#include "config.h"

#include "import-fixture.h"
#include "sy-join-finder.h"
#include "sy-recipe.h"

#define LINES                                                                                                  \
  "单号,商品编码,数量,金额\nD001,P01,1,10.00\nD001,P02,2,40.00\nD002,P01,3,30.00\nD003,P03,1,7.50\n" \
  "D004,P02,1,20.00\nD005,P01,1,10.00\nD005,P03,2,15.00\nD006,P02,1,20.00\n"
#define ORDERS                                                                                                               \
  "订单号,下单日期,门店,订单金额\nD001,2023-01-01,一店,50.00\nD002,2023-01-02,二店,30.00\nD003,2023-01-03," \
  "一店,7.50\n"                                                                                                            \
  "D004,2023-01-04,一店,20.00\nD005,2023-01-05,二店,25.00\nD006,2023-01-06,一店,20.00\nD007,2023-01-07,"               \
  "一店,9.00\n"
#define PRODUCTS "商品编码,商品名称,品类\nP01,茶,饮料\nP02,糕,点心\nP03,糖,点心\n"

typedef struct
{
  char *folder;
  GPtrArray *kinds;
  GPtrArray *plans;
  GPtrArray *paths;
} Files;

static char *
add_file (Files *self, const char *name, const char *text)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (self->folder, name, NULL);
  SyImportPlan *plan;

  g_assert_true (g_file_set_contents (path, text, -1, &error));
  plan = sy_importer_recognise (path, NULL, self->kinds, NULL, NULL, &error);
  g_assert_no_error (error);
  g_ptr_array_add (self->plans, plan);
  g_ptr_array_add (self->paths, path);
  return path;
}

static void
files_init (Files *self)
{
  self->folder = g_dir_make_tmp ("steelyard-join-XXXXXX", NULL);
  self->kinds = fixture_kinds ();
  self->plans = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_import_plan_free);
  self->paths = g_ptr_array_new_with_free_func (g_free);
}

static void
files_clear (Files *self)
{
  for (guint i = 0; i < self->paths->len; i++)
    g_unlink (self->paths->pdata[i]);
  g_rmdir (self->folder);
  g_free (self->folder);
  g_ptr_array_unref (self->kinds);
  g_ptr_array_unref (self->plans);
  g_ptr_array_unref (self->paths);
}

/* Lines lack the day that their order has; an order's own amount must not stand beside each of its lines. */
static void
test_lines_and_orders (void)
{
  Files files;
  g_autoptr (SyJoinProposal) proposal = NULL;
  g_autoptr (SyEngine) engine = fixture_engine ();
  g_autoptr (SyImportReport) report = NULL;
  g_autoptr (GError) error = NULL;
  SyImportPlan *lines;

  files_init (&files);
  add_file (&files, "商品.csv", PRODUCTS);
  add_file (&files, "订单.csv", ORDERS);
  add_file (&files, "明细.csv", LINES "D999,P01,1,5.00\n合计,,13,157.50\n");
  proposal = sy_join_finder_find (files.plans, NULL);
  g_assert_nonnull (proposal);
  g_assert_cmpuint (proposal->base, ==, 2);
  g_assert_cmpuint (proposal->links->len, ==, 2);
  g_assert_true (proposal->useful);
  lines = files.plans->pdata[2];
  g_assert_false (sy_import_plan_is_complete (lines));
  g_assert_true (sy_join_proposal_apply (proposal, lines, TRUE, NULL, &error));
  g_assert_true (sy_import_plan_is_complete (lines));
  report = sy_importer_load (lines, engine, "sales", NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_read, ==, 10);
  g_assert_cmpuint (report->n_kept, ==, 9);
  g_assert_cmpuint (report->n_refused, ==, 1);
  g_assert_cmpuint (report->n_cells_refused, ==, 1);
  fixture_assert_value (engine, "SELECT sum(amount) FROM sales", "157.5");
  fixture_assert_value (engine, "SELECT sum(amount) FROM sales WHERE store = '一店'", "97.5");
  fixture_assert_value (engine, "SELECT sum(amount) FROM sales WHERE category = '点心'", "102.5");
  fixture_assert_value (engine, "SELECT count(*) FROM sales WHERE date IS NULL", "1");
  fixture_assert_value (
      engine, "SELECT text || reason FROM sales_refused WHERE _row = 10 AND reason LIKE '%not found%'",
      "D999is not found: “订单.csv” by 单号");
  for (guint i = 0; i < lines->joins->len; i++)
    {
      const SySheetJoin *join = lines->joins->pdata[i];
      gboolean of_orders = g_str_has_suffix (join->path, "订单.csv");
      g_assert_cmpuint (join->n_found, ==, of_orders ? 8 : 9);
      g_assert_cmpuint (join->n_missed, ==, of_orders ? 1 : 0);
      g_assert_cmpuint (join->n_used, ==, of_orders ? 6 : 3);
    }
  files_clear (&files);
}

/* Order numbers begin anew in each store; the days of two tills share nothing. */
static void
test_keys_of_two_columns (void)
{
  Files files;
  g_autoptr (SyJoinProposal) proposal = NULL;
  const SyJoinLink *link;

  files_init (&files);
  add_file (
      &files, "a.csv",
      "门店,单号,下单日期\n一店,1,2023-01-01\n一店,2,2023-01-02\n二店,1,2023-01-03\n二店,2,2023-01-04\n");
  add_file (&files, "b.csv",
            "门店,单号,商品编码,金额\n一店,1,P1,1.00\n一店,1,P2,2.00\n一店,2,P1,3.00\n二店,1,P1,4.00\n二店,2,"
            "P1,5.00\n");
  proposal = sy_join_finder_find (files.plans, NULL);
  g_assert_nonnull (proposal);
  g_assert_cmpuint (proposal->base, ==, 1);
  link = proposal->links->pdata[0];
  g_assert_cmpuint (g_strv_length (link->join->keys), ==, 2);
  files_clear (&files);
}

typedef struct
{
  const char *name;
  const char *first, *second;
} ApartCase;
static const ApartCase apart_cases[] = {
  { "months-of-one-till",
    "订单号,日期,商品,金额\nA1,2023-01-01,茶,1\nA2,2023-01-02,糕,2\nA3,2023-01-03,糖,3\n",
    "订单号,日期,商品,金额\nA4,2023-02-01,茶,1\nA5,2023-02-02,糕,2\nA6,2023-02-03,糖,3\n" },
  { "months-of-days-without-a-year", "日期,商品,金额\n1月1日,茶,1\n1月2日,茶,2\n1月3日,茶,3\n1月4日,茶,4\n",
    "日期,商品,金额\n2月1日,茶,1\n2月2日,茶,2\n2月3日,茶,3\n2月4日,茶,4\n" },
  { "numbers-that-happen-to-be-the-same", "序号,数量\n1,3\n2,5\n3,4\n4,2\n5,1\n",
    "等级,折扣\n1,0.9\n2,0.8\n3,0.7\n4,0.6\n5,0.5\n" },
  { "nothing-in-common", "城市,人口\n上海,2400\n北京,2100\n", "颜色,价格\n红,1\n蓝,2\n" },
  { "hardly-found", "单号,数量\nD1,1\nD2,1\nD3,1\nD4,1\n",
    "单号,日期\nD1,2023-01-01\nD9,2023-01-02\nD8,2023-01-03\n" },
};

static void
test_apart (gconstpointer data)
{
  const ApartCase *test = data;
  Files files;
  g_autoptr (SyJoinProposal) proposal = NULL;

  files_init (&files);
  add_file (&files, "first.csv", test->first);
  add_file (&files, "second.csv", test->second);
  proposal = sy_join_finder_find (files.plans, NULL);
  g_assert_null (proposal);
  files_clear (&files);
}

/* The orders of February are looked for beside its lines, by the recipe as text. */
static void
test_next_month (void)
{
  Files files;
  g_autoptr (SyJoinProposal) proposal = NULL;
  g_autoptr (SyRecipe) made = NULL, recipe = NULL;
  g_autoptr (SyImportPlan) next = NULL;
  g_autoptr (SyDifference) difference = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  char *lines;

  files_init (&files);
  add_file (&files, "订单1月.csv", ORDERS);
  add_file (&files, "明细1月.csv", LINES);
  proposal = sy_join_finder_find (files.plans, NULL);
  g_assert_true (sy_join_proposal_apply (proposal, files.plans->pdata[1], TRUE, NULL, &error));
  made = sy_recipe_new_from_plan (files.plans->pdata[1]);
  text = sy_recipe_to_text (made);
  recipe = sy_recipe_new_from_text (text, &error);
  g_assert_no_error (error);
  g_assert_true (sy_recipe_looks_up_in (recipe, "订单2月.csv"));
  g_assert_false (sy_recipe_looks_up_in (recipe, "明细2月.csv"));
  lines = add_file (&files, "明细2月.csv", LINES);
  add_file (&files, "订单2月.csv", ORDERS);
  next = sy_recipe_recognise (recipe, lines, NULL, files.kinds, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (next->joins->len, ==, 1);
  g_assert_true (g_str_has_suffix (((SySheetJoin *) next->joins->pdata[0])->path, "订单2月.csv"));
  difference = sy_recipe_compare (recipe, next);
  g_assert_false (sy_difference_needs_question (difference));
  g_assert_true (sy_recipe_apply (recipe, next, difference, NULL, &error));
  g_assert_true (sy_import_plan_is_complete (next));
  files_clear (&files);
}

/* Without them it would be another table: the file that is missing is named. */
static void
test_missing_partner (void)
{
  Files files;
  g_autoptr (SyJoinProposal) proposal = NULL;
  g_autoptr (SyRecipe) recipe = NULL;
  g_autoptr (SyImportPlan) next = NULL;
  g_autoptr (GError) error = NULL;
  char *orders, *lines;

  files_init (&files);
  orders = add_file (&files, "订单1月.csv", ORDERS);
  lines = add_file (&files, "明细1月.csv", LINES);
  proposal = sy_join_finder_find (files.plans, NULL);
  g_assert_true (sy_join_proposal_apply (proposal, files.plans->pdata[1], TRUE, NULL, &error));
  recipe = sy_recipe_new_from_plan (files.plans->pdata[1]);
  g_unlink (orders);
  next = sy_recipe_recognise (recipe, lines, NULL, files.kinds, NULL, &error);
  g_assert_null (next);
  g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "订单1月.csv"));
  files_clear (&files);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sheet-join/lines-and-orders", test_lines_and_orders);
  g_test_add_func ("/sheet-join/keys-of-two-columns", test_keys_of_two_columns);
  for (guint i = 0; i < G_N_ELEMENTS (apart_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/sheet-join/apart/%s", apart_cases[i].name);
      g_test_add_data_func (path, &apart_cases[i], test_apart);
    }
  g_test_add_func ("/sheet-join/next-month", test_next_month);
  g_test_add_func ("/sheet-join/missing-partner", test_missing_partner);
  return g_test_run ();
}
