/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Formulas as they are said in English, with and without their numbers. */
#include <glib.h>
#include <string.h>

#include "sy-binder.h"
#include "sy-words-writer.h"

static SyModel *
new_model (void)
{
  SyModel *model = sy_model_new ();
  SyModelTable *sales = sy_model_add_table (model, "sales", "Sales", NULL);
  SyModelTable *daily = sy_model_add_table (model, "daily", "Daily", "INPUT");
  g_autoptr (GError) error = NULL;

  sy_model_table_add_column (sales, "date", "Date", NULL)->type = SY_TYPE_DATE;
  sy_model_table_add_column (sales, "product", "Product", NULL)->type = SY_TYPE_TEXT;
  sy_model_table_add_column (sales, "amount", "Amount", NULL);
  sy_model_table_add_column (daily, "date", "Date", NULL)->type = SY_TYPE_DATE;
  sy_model_table_add_column (daily, "weight", "Weight", NULL);
  sy_model_table_add_column (daily, "product", "Product", NULL)->type = SY_TYPE_TEXT;
  sy_model_add_parameter (model, "target", "Month target", SY_TYPE_NUMBER);
  sy_model_add_parameter (model, "category", "Category", SY_TYPE_TEXT);
  sy_binder_bind (model, &error);
  g_assert_no_error (error);
  return model;
}

static const struct
{
  const char *formula, *words;
} cases[] = {
  { "target*[@weight]/SUM([weight])", "Month target × Weight ÷ sum of Weight" },
  { "([@weight]-1)*2", "(Weight − 1) × 2" },
  { "target-(1-[@weight])", "Month target − (1 − Weight)" },
  { "-[@weight]^2", "−Weight ^ 2" },
  { "15%*target", "15% × Month target" },
  { "SUMIFS(sales[amount],sales[product],[@product])",
    "sum of Sales[Amount] where Product = this row's Product" },
  { "SUMIFS(sales[amount],sales[date],\">=\"&[@date],sales[product],\"A*\")",
    "sum of Sales[Amount] where Date ≥ this row's Date and Product is like “A*”" },
  { "COUNTIFS(sales[product],\"<>\")/2", "(number of rows of Sales where Product is not empty) ÷ 2" },
  { "COUNTIFS(sales[product],category)", "number of rows of Sales where Product fits Category" },
  { "DISTINCTCOUNT(sales[product])", "number of different Sales[Product]" },
  { "IF([@weight]>1,\"high\",\"low\")", "if Weight > 1: “high”, otherwise “low”" },
  { "IFS([@weight]>1,1,TRUE,0)", "if Weight > 1: 1, otherwise 0" },
  { "AND([@weight]>=1,[@weight]<>2)", "Weight ≥ 1 and Weight ≠ 2" },
  { "SUM(INDEX([weight],1):[@weight])", "sum of Weight from the first row to this one" },
  { "AVERAGE(INDEX([weight],[@row]-6):[@weight])", "average of Weight of the last 7 rows" },
  { "[@weight]/INDEX([weight],[@row]-1)-1", "Weight ÷ Weight of the row before − 1" },
  { "INDEX(sales[amount],MATCH([@product],sales[product],0))",
    "Sales[Amount] where Product = this row's Product" },
  { "ROUND([@weight]*2,0)", "(Weight × 2) rounded" },
  { "ROUND([@weight]/3,2)*2", "((Weight ÷ 3) rounded to 2 decimals) × 2" },
  { "IFERROR([@weight]/target,0)", "Weight ÷ Month target, or 0 where that is not possible" },
  { "EDATE([@date],-2)", "2 months before Date" },
  { "EOMONTH([@date],0)+1", "(end of the month of Date) + 1" },
  { "YEAR([@date])*100+MONTH([@date]+1)", "year of Date × 100 + month of (Date + 1)" },
  { "MAX([@weight]-1,MIN(target,2))", "highest of Weight − 1, (lowest of Month target, 2)" },
  { "IF(OR([@weight]>1,target=2),IF(target>3,1,2),IF(target>4,3,4))",
    "if Weight > 1 or Month target = 2: (if Month target > 3: 1, otherwise 2), otherwise if Month target > "
    "4: 3, otherwise 4" },
  { "CHOOSE([@weight],1,2)", "number Weight of 1, 2" },
  { "SUMPRODUCT((sales[product]=[@product])*sales[amount])",
    "sum over all rows of (Sales[Product] = Product) × Sales[Amount]" },
};

static void
test_words (void)
{
  g_autoptr (SyModel) model = new_model ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SyExpression) bound =
          sy_binder_bind_formula (model, sy_model_find_table (model, "daily"), cases[i].formula, &error);
      g_autofree char *words = NULL;

      g_assert_no_error (error);
      words = sy_words_writer_write (bound);
      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static char *
get_value (const SyExpression *operand, gpointer user_data)
{
  if (operand->kind == SY_EXPRESSION_NAME)
    return g_strdup ("1,200,000");
  if (operand->kind == SY_EXPRESSION_CELL)
    return g_strdup ("-1.32");
  return g_str_equal (operand->text, "SUM") ? g_strdup ("38.6") : NULL;
}

static void
test_values (void)
{
  g_autoptr (SyModel) model = new_model ();
  SyModelTable *daily = sy_model_find_table (model, "daily");
  g_autoptr (GError) error = NULL;
  g_autoptr (SyExpression) bound =
      sy_binder_bind_formula (model, daily, "target*[@weight]/SUM([weight])+MAX([weight])", &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = sy_words_writer_write_values (bound, get_value, NULL);
  g_assert_cmpstr (text, ==, "1,200,000 × (-1.32) ÷ 38.6 + highest of Weight");
}

static void
test_operands (void)
{
  g_autoptr (SyModel) model = new_model ();
  SyModelTable *daily = sy_model_find_table (model, "daily");
  g_autoptr (GError) error = NULL;
  g_autoptr (SyExpression) bound = sy_binder_bind_formula (
      model, daily, "IF([@weight]>0,[@row]*target/[@weight],SUM([weight])+target)", &error);
  g_autoptr (GPtrArray) operands = NULL;

  g_assert_no_error (error);
  operands = sy_words_writer_list_operands (bound);
  g_assert_cmpuint (operands->len, ==, 3);
  g_assert_cmpint (((SyExpression *) operands->pdata[0])->kind, ==, SY_EXPRESSION_CELL);
  g_assert_cmpint (((SyExpression *) operands->pdata[1])->kind, ==, SY_EXPRESSION_NAME);
  g_assert_cmpint (((SyExpression *) operands->pdata[2])->kind, ==, SY_EXPRESSION_CALL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words-writer/words", test_words);
  g_test_add_func ("/words-writer/values", test_values);
  g_test_add_func ("/words-writer/operands", test_operands);
  return g_test_run ();
}
