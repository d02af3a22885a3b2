/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names, types, flags, orders and refusals of the binder. */
#include <glib.h>
#include <string.h>

#include "sy-binder.h"
#include "sy-functions.h"
#include "sy-words-writer.h"

/* A shop: sales, a calendar of days, and tables made of them. */
static SyModel *
new_model (void)
{
  SyModel *model = sy_model_new ();
  SyModelTable *sales = sy_model_add_table (model, "sales", "销售", NULL);
  SyModelTable *days = sy_model_add_table (model, "days", "Days", "INPUT");
  static const struct
  {
    const char *id, *title;
    SyValueType type;
    gboolean blank;
  } columns[] = {
    { "date", "日期", SY_TYPE_DATE, FALSE },        { "product", "商品", SY_TYPE_TEXT, TRUE },
    { "amount", "销售金额", SY_TYPE_NUMBER, TRUE }, { "quantity", "数量", SY_TYPE_NUMBER, FALSE },
    { "returned", "退货", SY_TYPE_BOOL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      SyModelColumn *column = sy_model_table_add_column (sales, columns[i].id, columns[i].title, NULL);

      column->type = columns[i].type;
      column->may_be_blank = columns[i].blank;
    }
  sy_model_table_add_column (days, "weekday", "Weekday", NULL)->type = SY_TYPE_NUMBER;
  sy_model_table_add_column (days, "name", "Name", NULL)->type = SY_TYPE_TEXT;
  sy_model_add_parameter (model, "limit", "上限", SY_TYPE_NUMBER);
  sy_model_add_parameter (model, "as_of", "As of", SY_TYPE_DATE);
  sy_model_add_parameter (model, "category", "类别", SY_TYPE_TEXT)->may_be_blank = TRUE;
  return model;
}

static SyModelTable *
add_pareto (SyModel *model)
{
  SyModelTable *table = sy_model_add_table (model, "pareto", "帕累托", "GROUP(sales[product])");

  sy_model_table_add_column (table, "amount", "Amount", "SUMIFS(sales[amount],sales[product],[@product])");
  sy_model_table_add_column (table, "share", "Share", "[@amount]/SUM([amount])");
  return table;
}

/* --- types and flags --- */

typedef struct
{
  const char *formula;
  SyValueType type;
  gboolean blank, error;
} TypeCase;

static const TypeCase type_cases[] = {
  { "1+2", SY_TYPE_NUMBER, FALSE, FALSE },
  { "[@amount]", SY_TYPE_NUMBER, TRUE, FALSE },
  { "[@销售金额]*2", SY_TYPE_NUMBER, FALSE, FALSE },
  { "[@amount]/2", SY_TYPE_NUMBER, FALSE, FALSE },
  { "[@amount]/[@quantity]", SY_TYPE_NUMBER, FALSE, TRUE },
  { "IFERROR([@amount]/[@quantity],0)", SY_TYPE_NUMBER, FALSE, FALSE },
  { "[@date]+1", SY_TYPE_DATE, FALSE, FALSE },
  { "[@date]-limit", SY_TYPE_DATE, FALSE, FALSE },
  { "[@date]+0.5", SY_TYPE_NUMBER, FALSE, FALSE },
  { "[@date]-as_of", SY_TYPE_NUMBER, FALSE, FALSE },
  { "[@product]&1", SY_TYPE_TEXT, FALSE, FALSE },
  { "[@product]*2", SY_TYPE_NUMBER, FALSE, TRUE },
  { "[@product]=\"a\"", SY_TYPE_BOOL, FALSE, FALSE },
  { "IF([@amount]>1,\"a\",[@product])", SY_TYPE_TEXT, FALSE, FALSE },
  { "IF([@amount]>1,[@date],0)", SY_TYPE_NUMBER, FALSE, FALSE },
  { "IF([@amount]>1,[@product],NA())", SY_TYPE_TEXT, FALSE, TRUE },
  { "IF([@amount]>1,[@amount]>2)", SY_TYPE_BOOL, FALSE, FALSE },
  { "SUM([amount])", SY_TYPE_NUMBER, FALSE, FALSE },
  { "AVERAGE([amount])", SY_TYPE_NUMBER, FALSE, TRUE },
  { "MAX([date])", SY_TYPE_DATE, FALSE, FALSE },
  { "MAX([date],1)", SY_TYPE_NUMBER, FALSE, FALSE },
  { "COUNTIFS([product],[@product])", SY_TYPE_NUMBER, FALSE, FALSE },
  { "MAXIFS([date],[product],\"a*\")", SY_TYPE_DATE, FALSE, FALSE },
  { "SUM(INDEX([amount],1):[@amount])", SY_TYPE_NUMBER, FALSE, FALSE },
  { "SUM(INDEX([amount],[@row]-6):[@amount])", SY_TYPE_NUMBER, FALSE, TRUE },
  { "SUM([@amount]:INDEX([amount],ROWS([amount])))", SY_TYPE_NUMBER, FALSE, FALSE },
  { "INDEX([amount],[@row]-1)", SY_TYPE_NUMBER, FALSE, TRUE },
  { "INDEX([product],1)", SY_TYPE_TEXT, FALSE, FALSE },
  { "INDEX(days[name],MATCH(WEEKDAY([@date],2),days[weekday],0))", SY_TYPE_TEXT, FALSE, TRUE },
  { "2^[@amount]", SY_TYPE_NUMBER, FALSE, FALSE },
  { "[@amount]^0.5", SY_TYPE_NUMBER, FALSE, TRUE },
  { "SUMPRODUCT(([product]=[@product])*[amount])", SY_TYPE_NUMBER, FALSE, FALSE },
  { "SUMPRODUCT([amount],[quantity])/2", SY_TYPE_NUMBER, FALSE, FALSE },
  { "SUMPRODUCT((YEAR([date])=2015)*[amount])", SY_TYPE_NUMBER, FALSE, FALSE },
  { "category", SY_TYPE_TEXT, TRUE, FALSE },
  { "TEXT([@date],\"yyyy-mm\")", SY_TYPE_TEXT, FALSE, TRUE },
  { "RANK([@quantity],[quantity])", SY_TYPE_NUMBER, FALSE, FALSE },
  { "RANK([@amount],[quantity])", SY_TYPE_NUMBER, FALSE, TRUE },
  { "YEAR([@date])", SY_TYPE_NUMBER, FALSE, FALSE },
  { "YEAR([@amount])", SY_TYPE_NUMBER, FALSE, TRUE },
  { "IFS([@amount]>1,1,TRUE,2)", SY_TYPE_NUMBER, FALSE, FALSE },
  { "IFS([@amount]>1,1,[@amount]>0,2)", SY_TYPE_NUMBER, FALSE, TRUE },
  { "[@row]", SY_TYPE_NUMBER, FALSE, FALSE },
};

static void
test_type (gconstpointer data)
{
  const TypeCase *test = data;
  g_autoptr (SyModel) model = new_model ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SyExpression) bound = NULL;

  g_assert_true (sy_binder_bind (model, &error));
  bound = sy_binder_bind_formula (model, sy_model_find_table (model, "sales"), test->formula, &error);
  g_assert_no_error (error);
  g_assert_cmpint (bound->type, ==, test->type);
  g_assert_cmpint (bound->may_be_blank, ==, test->blank);
  g_assert_cmpint (bound->may_be_error, ==, test->error);
  g_assert_false (bound->is_column);
}

/* --- refusals --- */

typedef struct
{
  const char *formula;
  SyFormulaError code;
  const char *message; /* how it begins */
} BadCase;

static const BadCase bad_cases[] = {
  { "1+[@amout]", SY_FORMULA_ERROR_NAME, "1:3: no column amout in table sales; did you mean amount?" },
  { "SUM(sales[销售额])", SY_FORMULA_ERROR_NAME,
    "1:5: no column 销售额 in table sales; did you mean 销售金额?" },
  { "SUM(sale[amount])", SY_FORMULA_ERROR_NAME, "1:5: no table sale; did you mean sales?" },
  { "SUN([amount])", SY_FORMULA_ERROR_NAME, "1:1: no function SUN; did you mean SUM?" },
  { "limt*2", SY_FORMULA_ERROR_NAME, "1:1: no parameter or value limt; did you mean limit?" },
  { "zzzzzz", SY_FORMULA_ERROR_NAME, "1:1: no parameter or value zzzzzz" },
  { "amount*2", SY_FORMULA_ERROR_NAME, "1:1: amount is a column; write [@amount]" },
  { "[@limit]", SY_FORMULA_ERROR_NAME, "1:1: limit is a name, not a column" },
  { "days[@name]", SY_FORMULA_ERROR_NAME, "1:1: [@name] of another table has no row here" },
  { "TODAY()", SY_FORMULA_ERROR_NAME, "1:1: TODAY can't be used" },
  { "VLOOKUP(1,days[name],2)", SY_FORMULA_ERROR_NAME, "1:1: VLOOKUP can't be used: use INDEX" },
  { "[amount]*2", SY_FORMULA_ERROR_TYPE,
    "1:1: [amount] is a whole column where one value is needed; use [@amount] for this row's cell or "
    "SUM([amount])" },
  { "1+days[weekday]", SY_FORMULA_ERROR_TYPE, "1:3: days[weekday] is a whole column" },
  { "INDEX([amount],1):[@amount]", SY_FORMULA_ERROR_TYPE, "1:1: INDEX([amount],1):[@amount] is many cells" },
  { "SUM([product])", SY_FORMULA_ERROR_TYPE, "1:5: SUM needs numbers, and [product] is text" },
  { "SUM([returned])", SY_FORMULA_ERROR_TYPE, "1:5: SUM skips the conditions in [returned]" },
  { "ROUND(1)", SY_FORMULA_ERROR_ARGUMENT, "1:1: ROUND needs at least 2 arguments" },
  { "ABS(1,2)", SY_FORMULA_ERROR_ARGUMENT, "1:1: ABS takes at most 1 argument" },
  { "ROUND(1,)", SY_FORMULA_ERROR_ARGUMENT, "1:9: argument 2 of ROUND is empty" },
  { "IF([@amount]>1,\"a\",2)", SY_FORMULA_ERROR_TYPE, "1:20: IF gives a number here and a text elsewhere" },
  { "IF([@amount]>1,2)", SY_FORMULA_ERROR_ARGUMENT, "1:1: IF needs a third argument" },
  { "IF(\"a\",1,2)", SY_FORMULA_ERROR_TYPE, "1:4: IF needs a condition here" },
  { "SUMIFS([amount],[product])", SY_FORMULA_ERROR_ARGUMENT, "1:1: SUMIFS" },
  { "SUMIFS([amount],[product],1,[date])", SY_FORMULA_ERROR_ARGUMENT, "1:1: SUMIFS takes pairs" },
  { "SUMIFS([amount],days[name],1)", SY_FORMULA_ERROR_ARGUMENT,
    "1:17: all columns of SUMIFS must be of the same table" },
  { "SUMIFS([amount],INDEX([product],1):[@product],1)", SY_FORMULA_ERROR_ARGUMENT,
    "1:17: all columns of SUMIFS" },
  { "SUM(INDEX([amount],1):[@quantity])", SY_FORMULA_ERROR_ARGUMENT, "1:5: both ends of a range" },
  { "SUM(1:2)", SY_FORMULA_ERROR_ARGUMENT, "1:5: a range goes from" },
  { "MATCH(\"a\",[amount],0)", SY_FORMULA_ERROR_TYPE,
    "1:7: MATCH looks for a text in a column of another type" },
  { "MATCH(1,[amount],-1)", SY_FORMULA_ERROR_ARGUMENT, "1:18: MATCH takes 0" },
  { "WEEKDAY([@date],5)", SY_FORMULA_ERROR_ARGUMENT, "1:17: WEEKDAY takes the kinds" },
  { "TEXT([@amount],\"[red]0\")", SY_FORMULA_ERROR_ARGUMENT, "1:16: the format “[red]0” can't be used" },
  { "TEXT([@amount],category)", SY_FORMULA_ERROR_ARGUMENT, "1:16: TEXT needs a text written out" },
  { "SUMPRODUCT([product]=\"a\")", SY_FORMULA_ERROR_TYPE, "1:12: SUMPRODUCT takes a bare condition for 0" },
  { "SUMPRODUCT([amount]*days[weekday])", SY_FORMULA_ERROR_ARGUMENT, "1:21: all columns of SUMPRODUCT" },
  { "ISBLANK([@amount]+1)", SY_FORMULA_ERROR_ARGUMENT, "1:9: ISBLANK looks at a cell" },
};

static void
test_refused (gconstpointer data)
{
  const BadCase *test = data;
  g_autoptr (SyModel) model = new_model ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SyExpression) bound = NULL;

  g_assert_true (sy_binder_bind (model, &error));
  bound = sy_binder_bind_formula (model, sy_model_find_table (model, "sales"), test->formula, &error);
  g_assert_error (error, SY_FORMULA_ERROR, (int) test->code);
  g_assert_null (bound);
  if (!g_str_has_prefix (error->message, test->message))
    g_error ("%s: “%s” should begin with “%s”", test->formula, error->message, test->message);
}

/* --- whole models --- */

static void
test_keys_come_first (void)
{
  g_autoptr (SyModel) model = new_model ();
  SyModelTable *pareto = add_pareto (model);
  SyModelTable *deep = sy_model_add_table (model, "deep", NULL, "CROSS(pareto[product],days[weekday])");
  g_autoptr (GError) error = NULL;
  SyModelColumn *key = NULL;

  g_assert_true (sy_binder_bind (model, &error));
  key = pareto->columns->pdata[0];
  g_assert_cmpstr (key->id, ==, "product");
  g_assert_cmpstr (key->title, ==, "商品");
  g_assert_cmpint (key->type, ==, SY_TYPE_TEXT);
  g_assert_false (key->may_be_blank);
  g_assert_cmpuint (deep->columns->len, ==, 2);
  g_assert_cmpstr (((SyModelColumn *) deep->columns->pdata[0])->title, ==, "商品");
  g_assert_cmpint (((SyModelColumn *) deep->columns->pdata[1])->type, ==, SY_TYPE_NUMBER);
  /* Binding twice adds nothing. */
  g_assert_true (sy_binder_bind (model, &error));
  g_assert_cmpuint (pareto->columns->len, ==, 3);
}

/* What a kernel brings has the types of its arguments; it can be grouped by and summed up like any table. */
static void
test_kernel (void)
{
  g_autoptr (SyModel) model = new_model ();
  SyModelTable *pairs = sy_model_add_table (model, "pairs", NULL,
                                            "KERNEL(pairs,sales[date],sales[product],limit,limit+1,0.8,5)");
  SyModelTable *parts = sy_model_add_table (model, "parts", NULL,
                                            "KERNEL(shapley,sales[product],sales[amount],sales[quantity])");
  g_autoptr (GPtrArray) tables = g_ptr_array_new ();
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  SyModelStep step = { .table = pairs };
  SyModelColumn *lift = sy_model_table_add_column (pairs, "lift", NULL, "[@count_ab]/[@orders]");

  sy_model_add_table (model, "firsts", NULL, "GROUP(pairs[a])");
  if (!sy_binder_bind (model, &error))
    g_error ("%s", error->message);
  g_assert_cmpstr (pairs->kernel->name, ==, "pairs");
  g_assert_cmpuint (pairs->columns->len, ==, 9);
  g_assert_cmpint (sy_model_table_find_column (pairs, "a")->type, ==, SY_TYPE_TEXT);
  g_assert_cmpint (sy_model_table_find_column (pairs, "count_a")->type, ==, SY_TYPE_NUMBER);
  g_assert_cmpint (sy_model_table_find_column (pairs, "largest_order")->type, ==, SY_TYPE_DATE);
  g_assert_cmpint (lift->type, ==, SY_TYPE_NUMBER);
  g_assert_cmpstr (((SyModelColumn *) parts->columns->pdata[0])->id, ==, "factor");
  g_assert_true (sy_model_table_find_column (parts, "contribution")->may_be_blank);
  sy_model_get_reads (model, &step, tables, names);
  g_assert_cmpuint (tables->len, ==, 1);
  g_assert_cmpuint (names->len, ==, 1);
}

static void
test_order (void)
{
  g_autoptr (SyModel) model = sy_model_new ();
  SyModelTable *list = sy_model_add_table (model, "list", NULL, "LIST(1,7)");
  SyModelTable *days = sy_model_add_table (model, "month", NULL, "DAYS(first,first+6)");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) reads = g_ptr_array_new ();
  g_autoptr (GPtrArray) read_names = g_ptr_array_new ();
  const SyModelStep *steps = NULL;
  guint n = 0;

  sy_model_table_add_column (list, "c", NULL, "[@b]+1");
  sy_model_table_add_column (list, "b", NULL, "[@item]*factor");
  sy_model_table_add_column (days, "w", NULL, "INDEX(list[c],MATCH(WEEKDAY([@date]),list[item],0))");
  sy_model_add_value (model, "factor", NULL, "half*4");
  sy_model_add_value (model, "half", NULL, "0.5");
  sy_model_add_parameter (model, "first", NULL, SY_TYPE_DATE);
  g_assert_true (sy_binder_bind (model, &error));
  g_assert_cmpuint (list->order->len, ==, 2);
  g_assert_cmpstr (((SyModelColumn *) list->order->pdata[0])->id, ==, "b");
  steps = sy_model_get_steps (model, &n);
  g_assert_cmpuint (n, ==, 5);
  for (guint i = 0; i < n; i++)
    if (steps[i].table == days)
      sy_model_get_reads (model, &steps[i], reads, read_names);
    else if (steps[i].name && g_str_equal (steps[i].name->id, "half"))
      g_assert_true (i < n - 2);
  g_assert_cmpuint (reads->len, ==, 1);
  g_assert_true (reads->pdata[0] == list);
  g_assert_cmpuint (read_names->len, ==, 1);
  g_assert_true (steps[n - 1].table == list || steps[n - 1].table == days || steps[n - 1].name);
}

typedef struct
{
  const char *rows, *where, *sort, *top;
  const char *formula; /* of a column x */
  const char *message;
} TableCase;

static const TableCase table_cases[] = {
  { "GRUP(sales[product])", NULL, NULL, NULL, NULL, "t rows= 1:1: no row source GRUP" },
  { "GROUP(sales[produkt])", NULL, NULL, NULL, NULL,
    "t rows= 1:7: no column produkt in table sales; did you mean product?" },
  { "GROUP(sales[product],sales[date],days[name])", NULL, NULL, NULL, NULL,
    "t rows= 1:34: GROUP takes columns of one table" },
  { "GROUP(1)", NULL, NULL, NULL, NULL, "t rows= 1:7: GROUP and CROSS take columns" },
  { "GROUP(t[x])", NULL, NULL, NULL, "1", "1:1: the rows of these tables need one another: t → t" },
  { "DAYS(1)", NULL, NULL, NULL, NULL, "t rows= 1:1: DAYS takes 2 to 2 arguments, not 1" },
  { "DAYS(\"a\",2)", NULL, NULL, NULL, NULL, "t rows= 1:6: DAYS takes two dates" },
  { "LIST(1,\"a\")", NULL, NULL, NULL, NULL, "t rows= 1:8: the entries of LIST" },
  { "DAYS([@date],1)", NULL, NULL, NULL, NULL, "t rows= 1:6: a named value has no rows" },
  { "LIST(1,3)", "[@x]>SUM([x])", NULL, NULL, "1", "t where= 1:10: [x] can't be used for where=" },
  { "LIST(1,3)", "[@x]>1", NULL, NULL, "[@row]", "t where= 1:1: [@row] can't be used for where=" },
  { "LIST(1,3)", "\"a\"", NULL, NULL, "1", "t where= 1:1: where= is a condition" },
  { "LIST(1,3)", NULL, "x desc", NULL, "SUM(INDEX([item],1):[@item])",
    "t sort= 1:5: INDEX([item],1):[@item] can't be used for sort=" },
  { "LIST(1,3)", NULL, "x dsc", NULL, "1", "t sort= 1:3: expected “asc” or “desc”" },
  { "LIST(1,3)", NULL, "y", NULL, "1", "t sort= 1:1: no column y in table t" },
  { "LIST(1,3)", NULL, NULL, "[@x]", "1", "t top= 1:1: top= is one number" },
  { "LIST(1,3)", NULL, "x", "2", "[@item]/SUM([item])", "t sort= 1:13: [item] can't be used for sort=" },
  { "LIST(1,3)", NULL, NULL, NULL, "[@x]+1", "t 1:1: these columns need one another in a circle: x → x" },
  { "LIST(1,3)", NULL, NULL, NULL, "v", "1:1: these need one another in a circle: v → t → v" },
  { "LIST(1,3)", NULL, NULL, NULL, "1+", "t[x] 1:3: the formula ends" },
  { "KERNEL(pears,sales[date],sales[product],1,1)", NULL, NULL, NULL, NULL,
    "t rows= 1:8: no kernel “pears”; there are pairs, itemsets" },
  { "KERNEL(pairs,sales[date],1)", NULL, NULL, NULL, NULL,
    "t rows= 1:8: the arguments do not fit; it is used as KERNEL(pairs, t[order]" },
  { "KERNEL(pairs,sales[date],days[name],0.1,5)", NULL, NULL, NULL, NULL,
    "t rows= 1:26: the columns that a kernel takes must be of one table" },
  { "KERNEL(pairs,sales[date],sales[product],\"much\",5)", NULL, NULL, NULL, NULL,
    "t rows= 1:41: this is text, and a number is needed here" },
  { "KERNEL(clusters,sales[product],3,sales[amount],sales[product])", NULL, NULL, NULL, NULL,
    "t rows= 1:48: this is a column of texts, and numbers are needed here" },
  { "KERNEL(clusters,sales[product],3,sales[row])", NULL, NULL, NULL, NULL,
    "t rows= 1:34: a kernel takes columns, not row numbers" },
  { "KERNEL(clusters,t[x],3,t[x])", NULL, NULL, NULL, "1",
    "t rows= 1:17: a table’s own columns are not there before its rows" },
};

static void
test_table_refused (gconstpointer data)
{
  const TableCase *test = data;
  g_autoptr (SyModel) model = new_model ();
  SyModelTable *table = sy_model_add_table (model, "t", NULL, test->rows);
  g_autoptr (GError) error = NULL;

  table->where = g_strdup (test->where);
  table->sort = g_strdup (test->sort);
  table->top = g_strdup (test->top);
  if (test->formula)
    {
      sy_model_table_add_column (table, "x", NULL, test->formula);
      sy_model_add_value (model, "v", NULL, "SUM(t[x])");
    }
  g_assert_false (sy_binder_bind (model, &error));
  if (!g_str_has_prefix (error->message, test->message))
    g_error ("“%s” should begin with “%s”", error->message, test->message);
}

static void
test_long_cycle_is_named (void)
{
  g_autoptr (SyModel) model = new_model ();
  SyModelTable *table = sy_model_add_table (model, "t", NULL, "LIST(1,3)");
  g_autoptr (GError) error = NULL;

  sy_model_table_add_column (table, "z", NULL, "[@a]");
  sy_model_table_add_column (table, "a", NULL, "[@b]+1");
  sy_model_table_add_column (table, "b", NULL, "SUM([c])");
  sy_model_table_add_column (table, "c", NULL, "[@a]*2");
  g_assert_false (sy_binder_bind (model, &error));
  g_assert_error (error, SY_FORMULA_ERROR, SY_FORMULA_ERROR_CYCLE);
  g_assert_nonnull (strstr (error->message, "a → b → c → a"));
}

static void
test_filters_are_bound (void)
{
  g_autoptr (SyModel) model = new_model ();
  SyModelTable *pareto = add_pareto (model);
  g_autoptr (GError) error = NULL;

  pareto->where = g_strdup ("[@amount]>0");
  pareto->sort = g_strdup ("Amount desc, product");
  pareto->top = g_strdup ("limit");
  g_assert_true (sy_binder_bind (model, &error));
  g_assert_cmpuint (pareto->sort_columns->len, ==, 2);
  g_assert_true (g_array_index (pareto->sort_columns, SySortColumn, 0).descending);
  g_assert_cmpstr (g_array_index (pareto->sort_columns, SySortColumn, 1).column->id, ==, "product");
  g_assert_cmpint (pareto->where_bound->type, ==, SY_TYPE_BOOL);
  g_assert_true (pareto->top_bound->bound_name == sy_model_find_name (model, "limit"));
}

/* A formula that would make a circle isn't bound beside the model either. */
static void
test_formula_in_circle (void)
{
  g_autoptr (SyModel) model = new_model ();
  SyModelTable *pareto = add_pareto (model);
  g_autoptr (GError) error = NULL;

  sy_model_add_value (model, "total", NULL, "SUM(pareto[amount])");
  g_assert_true (sy_binder_bind (model, &error));
  g_assert_null (sy_binder_bind_formula (model, pareto, "[@amount]/total", &error));
  g_assert_error (error, SY_FORMULA_ERROR, SY_FORMULA_ERROR_CYCLE);
}

/* --- hostile formulas --- */

static void append_random (GString *out, GRand *rand, guint depth);

static void
append_random_call (GString *out, GRand *rand, guint depth)
{
  const SyFunction *function = sy_functions_get ((SyFunctionId) g_rand_int_range (rand, 0, SY_N_FUNCTIONS));
  gint32 n =
      g_rand_int_range (rand, 0, 4) > 0 ? (gint32) function->min_arguments : g_rand_int_range (rand, 0, 5);

  g_string_append_printf (out, "%s(", function->name);
  for (gint32 i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_random (out, rand, depth + 1);
    }
  g_string_append_c (out, ')');
}

static void
append_random (GString *out, GRand *rand, guint depth)
{
  static const char *const atoms[] = {
    "1",
    "0",
    "-3",
    "\"a*\"",
    "\">=2\"",
    "TRUE",
    "[@amount]",
    "[@product]",
    "[@date]",
    "[@row]",
    "[amount]",
    "[product]",
    "[date]",
    "days[name]",
    "days[weekday]",
    "limit",
    "category",
    "as_of",
    "INDEX([amount],1):[@amount]",
    "INDEX([product],[@row]-2):[@product]",
    "INDEX([amount],[@row]+1)",
    "",
    "\"yyyy-mm\"",
    "[returned]",
    "[row]",
    "[@quantity]:[@quantity]",
  };
  static const char *const operators[] = { "+", "-", "*", "/", "^", "&", "=", "<>", "<", ":", "%+" };

  switch (depth > 4 ? 0 : g_rand_int_range (rand, 0, 4))
    {
    case 1:
    case 2:
      append_random_call (out, rand, depth);
      return;
    case 3:
      append_random (out, rand, depth + 1);
      g_string_append (out, operators[g_rand_int_range (rand, 0, G_N_ELEMENTS (operators))]);
      append_random (out, rand, depth + 1);
      return;
    default:
      g_string_append (out, atoms[g_rand_int_range (rand, 0, G_N_ELEMENTS (atoms))]);
    }
}

/* Every formula is bound, with a type and words, or refused with a place. */
static void
test_random (void)
{
  g_autoptr (SyModel) model = new_model ();
  SyModelTable *sales = sy_model_find_table (model, "sales");
  g_autoptr (GRand) rand = g_rand_new_with_seed (20151220);
  guint n_bound = 0;

  g_assert_true (sy_binder_bind (model, NULL));
  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (SyExpression) bound = NULL;
      g_autofree char *words = NULL;

      append_random (text, rand, 0);
      bound = sy_binder_bind_formula (model, sales, text->str, &error);
      if (!bound && !(error && g_ascii_isdigit (error->message[0])))
        g_error ("%s: refused without a place", text->str);
      if (!bound)
        continue;
      n_bound++;
      words = sy_words_writer_write (bound);
      if (bound->is_column || (bound->may_be_blank && bound->may_be_error) || *words == '\0')
        g_error ("%s: not one value, or blank and an error, or without words", text->str);
    }
  g_assert_cmpuint (n_bound, >, 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (type_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/binder/type/%02u", i);

      g_test_add_data_func (path, &type_cases[i], test_type);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/binder/refused/%02u", i);

      g_test_add_data_func (path, &bad_cases[i], test_refused);
    }
  for (guint i = 0; i < G_N_ELEMENTS (table_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/binder/table-refused/%02u", i);

      g_test_add_data_func (path, &table_cases[i], test_table_refused);
    }
  g_test_add_func ("/binder/keys-come-first", test_keys_come_first);
  g_test_add_func ("/binder/kernel", test_kernel);
  g_test_add_func ("/binder/order", test_order);
  g_test_add_func ("/binder/long-cycle-is-named", test_long_cycle_is_named);
  g_test_add_func ("/binder/filters-are-bound", test_filters_are_bound);
  g_test_add_func ("/binder/formula-in-circle", test_formula_in_circle);
  g_test_add_func ("/binder/random", test_random);
  return g_test_run ();
}
