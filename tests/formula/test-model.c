/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables, columns and names are found by id, then by title, without case. */
#include <glib.h>

#include "sy-model.h"

static void
test_find (void)
{
  g_autoptr (SyModel) model = sy_model_new ();
  SyModelTable *sales = sy_model_add_table (model, "sales", "销售", NULL);
  SyModelTable *other = sy_model_add_table (model, "other", "Sales", "LIST(1,2)");
  SyModelColumn *amount = sy_model_table_add_column (sales, "amount", "销售金额", NULL);
  SyModelName *limit = sy_model_add_parameter (model, "limit", "上限 A", SY_TYPE_NUMBER);
  SyModelName *value = sy_model_add_value (model, "total", NULL, "1");

  g_assert_true (sy_model_find_table (model, "SALES") == sales);
  g_assert_true (sy_model_find_table (model, "销售") == sales);
  g_assert_true (sy_model_find_table (model, "other") == other);
  g_assert_null (sy_model_find_table (model, "sale"));
  g_assert_true (sy_model_table_find_column (sales, "Amount") == amount);
  g_assert_true (sy_model_table_find_column (sales, "销售金额") == amount);
  g_assert_null (sy_model_table_find_column (other, "amount"));
  g_assert_true (sy_model_find_name (model, "上限 a") == limit);
  g_assert_true (sy_model_find_name (model, "TOTAL") == value);
  g_assert_cmpstr (value->title, ==, "total");
  g_assert_true (limit->is_parameter);
  g_assert_false (value->is_parameter);
}

static void
test_ownership (void)
{
  SyModel *model = sy_model_new ();
  SyModelTable *table = sy_model_add_table (model, "t", NULL, NULL);
  guint n = 1;

  g_assert_cmpstr (table->title, ==, "t");
  g_assert_cmpstr (table->relation, ==, "t");
  g_assert_true (sy_model_table_add_column (table, "c", NULL, NULL)->table == table);
  g_assert_cmpuint (sy_model_get_tables (model)->len, ==, 1);
  g_assert_cmpuint (sy_model_get_names (model)->len, ==, 0);
  sy_model_get_steps (model, &n);
  g_assert_cmpuint (n, ==, 0);
  sy_model_unref (sy_model_ref (model));
  sy_model_unref (model);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/find", test_find);
  g_test_add_func ("/model/ownership", test_ownership);
  return g_test_run ();
}
