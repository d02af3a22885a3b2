/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of the eight lines of sales each condition leaves, and how it reads. */
#include "config.h"

#include "workbook-fixture.h"

#include "sy-row-order.h"

typedef struct
{
  const char *name;
  SyConditionKind kind;
  const char *column;
  const char *a, *b; /* the text, or from and to, or values */
  const char *rows;  /* numbers of the rows that are left */
  const char *words;
} FilterCase;

static const FilterCase cases[] = {
  { "contains", SY_CONDITION_CONTAINS, "product", "OFF", NULL, "2 6", "Product contains “OFF”" },
  { "is", SY_CONDITION_IS, "product", " Tea ", NULL, "1 3 5 7", "Product is “ Tea ”" },
  { "is-not-part", SY_CONDITION_IS, "product", "te", NULL, "", "Product is “te”" },
  { "begins", SY_CONDITION_BEGINS, "product", "c", NULL, "2 4 6 8", "Product begins with “c”" },
  { "quotes", SY_CONDITION_CONTAINS, "product", "'; DROP TABLE \"x\" --", NULL, "",
    "Product contains “'; DROP TABLE \"x\" --”" },
  { "percent", SY_CONDITION_CONTAINS, "product", "%", NULL, "", "Product contains “%”" },
  { "from-to", SY_CONDITION_RANGE, "amount", "10", "15", "1 2 7", "Amount paid from 10 to 15" },
  { "from", SY_CONDITION_RANGE, "amount", "20", NULL, "3 5", "Amount paid from 20 on" },
  { "to-negative", SY_CONDITION_RANGE, "amount", NULL, "-5", "8", "Amount paid up to -5" },
  { "dates", SY_CONDITION_RANGE, "date", "2024-01-02", "2024/1/3", "3 4 5 6",
    "Date from 2024-01-02 to 2024/1/3" },
  { "values", SY_CONDITION_ONE_OF, "product", "Coffee", "cake", "4 6 8", "Product: Coffee, cake" },
  { "numbers", SY_CONDITION_ONE_OF, "amount", "7.5", "30", "5 6", "Amount paid: 7.5, 30" },
  { "days", SY_CONDITION_ONE_OF, "date", "2024-01-05", NULL, "8", "Date: 2024-01-05" },
  { "blank", SY_CONDITION_BLANK, "备注", NULL, NULL, "2 4 5 7", "备注 is blank" },
  { "not-blank", SY_CONDITION_NOT_BLANK, "备注", NULL, NULL, "1 3 6 8", "备注 is not blank" },
  { "search", SY_CONDITION_SEARCH, NULL, "sou", NULL, "5 6 7", "“sou” anywhere" },
};

static SyTable *
get_sales (Fixture *fixture)
{
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autoptr (GError) error = NULL;
  SyTable *table;

  fixture_fill (fixture);
  evaluation = sy_workbook_evaluate (fixture->workbook, &error);
  table = sy_evaluation_get_table (evaluation, "sales", NULL, &error);
  g_assert_no_error (error);
  return table;
}

static SyCondition *
make (const FilterCase *test)
{
  const char *values[] = { test->a, test->b, NULL };

  if (test->kind == SY_CONDITION_RANGE)
    return sy_condition_new_range (test->column, test->a, test->b);
  if (test->kind == SY_CONDITION_ONE_OF)
    return sy_condition_new_values (test->column, values, FALSE);
  if (test->kind == SY_CONDITION_BLANK || test->kind == SY_CONDITION_NOT_BLANK)
    return sy_condition_new_blank (test->column, test->kind == SY_CONDITION_BLANK);
  return sy_condition_new_text (test->kind, test->column, test->a);
}

static void
assert_rows (SyTable *table, GPtrArray *conditions, const char *want)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyRowOrder) order = sy_row_order_new (table, conditions, -1, FALSE, NULL, &error);
  g_autoptr (SyFrame) frame = NULL;
  g_autoptr (GString) rows = g_string_new (NULL);

  g_assert_no_error (error);
  frame = sy_row_order_read (order, 0, 100, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sy_row_order_get_n_rows (order), ==, sy_frame_get_n_rows (frame));
  for (gint64 i = 0; i < sy_frame_get_n_rows (frame); i++)
    g_string_append_printf (rows, "%s%d", i ? " " : "", (int) sy_frame_get_int64 (frame, 0, i));
  g_assert_cmpstr (rows->str, ==, want);
}

static void
test_cases (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SyTable) table = get_sales (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) conditions = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_condition_free);
      g_autofree char *words = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].name);
      g_ptr_array_add (conditions, make (&cases[i]));
      g_assert_true (sy_condition_check (conditions->pdata[0], table, &error));
      words = sy_condition_describe (conditions->pdata[0], table);
      g_assert_cmpstr (words, ==, cases[i].words);
      assert_rows (table, conditions, cases[i].rows);
    }
}

/* All conditions must hold; copies are conditions like any other. */
static void
test_together (Fixture *fixture, gconstpointer data)
{
  static const char *const none[] = { NULL };
  g_autoptr (SyTable) table = get_sales (fixture);
  g_autoptr (GPtrArray) conditions = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_condition_free);
  g_autoptr (SyCondition) blank = sy_condition_new_values ("备注", none, TRUE);
  g_autofree char *words = sy_condition_describe (blank, table);

  g_assert_cmpstr (words, ==, "备注: (blank)");
  g_ptr_array_add (conditions, sy_condition_new_text (SY_CONDITION_IS, "product", "tea"));
  g_ptr_array_add (conditions, sy_condition_new_range ("amount", "15", NULL));
  assert_rows (table, conditions, "3 5 7");
  g_ptr_array_add (conditions, sy_condition_copy (blank));
  assert_rows (table, conditions, "5 7");
  g_ptr_array_add (conditions, sy_condition_new_text (SY_CONDITION_SEARCH, NULL, "nowhere"));
  assert_rows (table, conditions, "");
}

static void
test_bad (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SyTable) table = get_sales (fixture);
  g_autoptr (SyCondition) number = sy_condition_new_range ("amount", "ten", NULL);
  g_autoptr (SyCondition) date = sy_condition_new_range ("date", NULL, "2024-02-30");
  g_autoptr (SyCondition) column = sy_condition_new_blank ("colour", TRUE);
  g_autoptr (GPtrArray) conditions = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (sy_condition_check (number, table, &error));
  g_assert_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_PARAMETER);
  g_clear_error (&error);
  g_assert_false (sy_condition_check (date, table, &error));
  g_assert_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_PARAMETER);
  g_clear_error (&error);
  g_ptr_array_add (conditions, column);
  g_assert_null (sy_row_order_new (table, conditions, -1, FALSE, NULL, &error));
  g_assert_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_TABLE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("/row-filter/cases", test_cases);
  ADD ("/row-filter/together", test_together);
  ADD ("/row-filter/bad", test_bad);
  return g_test_run ();
}
