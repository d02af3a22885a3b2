/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of functions holds together, and its helpers read it right. */
#include <glib.h>
#include <string.h>

#include "sy-functions.h"

static void
test_table (void)
{
  for (guint i = 0; i < SY_N_FUNCTIONS; i++)
    {
      const SyFunction *function = sy_functions_get ((SyFunctionId) i);
      const char *open = strchr (function->arguments, '(');
      gsize fixed = open ? (gsize) (open - function->arguments) : strlen (function->arguments);

      g_test_message ("%s", function->name);
      g_assert_cmpuint (function->id, ==, i);
      g_assert_true (sy_functions_find (function->name) == function);
      g_assert_cmpuint (function->min_arguments, <=, function->max_arguments);
      if (open)
        g_assert_true (g_str_has_suffix (function->arguments, ")"));
      else
        g_assert_cmpuint (fixed, ==, function->max_arguments);
      for (guint j = 0; j < function->max_arguments; j++)
        g_assert_nonnull (strchr ("ntcvbeNVRCkAiq", (int) sy_function_get_argument_kind (function, j)));
      g_assert_null (sy_functions_explain_absence (function->name));
    }
}

static void
test_find (void)
{
  static const struct
  {
    const char *name;
    int id;
  } cases[] = {
    { "sum", SY_FUNCTION_SUM },
    { "STDEV", SY_FUNCTION_STDEV_S },
    { "_xlfn.STDEV.P", SY_FUNCTION_STDEV_P },
    { "Rank", SY_FUNCTION_RANK_EQ },
    { "CONCAT", SY_FUNCTION_CONCATENATE },
    { "TODAY", -1 },
    { "", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const SyFunction *function = sy_functions_find (cases[i].name);

      g_assert_cmpint (function ? (int) function->id : -1, ==, cases[i].id);
    }
  g_assert_nonnull (sy_functions_explain_absence ("today"));
  g_assert_nonnull (strstr (sy_functions_explain_absence ("VLOOKUP"), "MATCH"));
  g_assert_cmpstr (sy_functions_suggest ("AVERGE"), ==, "AVERAGE");
  g_assert_cmpstr (sy_functions_suggest ("SMU"), ==, "SUM");
  g_assert_null (sy_functions_suggest ("QQQQQQQ"));
}

static void
test_criteria (void)
{
  static const struct
  {
    SyFunctionId id;
    guint n_arguments;
    int value;
    guint n_criteria, first, second;
  } cases[] = {
    { SY_FUNCTION_SUMIFS, 5, 0, 2, 1, 3 },        { SY_FUNCTION_COUNTIFS, 4, -1, 2, 0, 2 },
    { SY_FUNCTION_SUMIF, 2, 0, 1, 0, 0 },         { SY_FUNCTION_SUMIF, 3, 2, 1, 0, 0 },
    { SY_FUNCTION_COUNTIF, 2, -1, 1, 0, 0 },      { SY_FUNCTION_DISTINCTCOUNT, 1, 0, 0, 1, 3 },
    { SY_FUNCTION_DISTINCTCOUNT, 3, 0, 1, 1, 3 }, { SY_FUNCTION_MAXIFS, 3, 0, 1, 1, 3 },
    { SY_FUNCTION_SUM, 3, 0, 0, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const SyFunction *function = sy_functions_get (cases[i].id);

      g_test_message ("%s with %u", function->name, cases[i].n_arguments);
      g_assert_cmpint (sy_function_get_value_argument (function, cases[i].n_arguments), ==, cases[i].value);
      g_assert_cmpuint (sy_function_get_n_criteria (function, cases[i].n_arguments), ==, cases[i].n_criteria);
      if (cases[i].n_criteria > 0)
        g_assert_cmpuint (sy_function_get_criteria_argument (function, 0), ==, cases[i].first);
      if (cases[i].n_criteria > 1)
        g_assert_cmpuint (sy_function_get_criteria_argument (function, 1), ==, cases[i].second);
    }
}

static void
test_edit_distance (void)
{
  static const struct
  {
    const char *a, *b;
    guint distance;
  } cases[] = {
    { "kitten", "sitting", 3 },  { "", "abc", 3 },      { "same", "SAME", 0 },         { "ab", "ba", 1 },
    { "销售额", "销售金额", 1 }, { "flaw", "lawn", 2 }, { "abcdefgh", "zyxwvuts", 6 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpuint (sy_formula_edit_distance (cases[i].a, cases[i].b, 5), ==, cases[i].distance);
      g_assert_cmpuint (sy_formula_edit_distance (cases[i].b, cases[i].a, 5), ==, cases[i].distance);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/functions/table", test_table);
  g_test_add_func ("/functions/find", test_find);
  g_test_add_func ("/functions/criteria", test_criteria);
  g_test_add_func ("/functions/edit-distance", test_edit_distance);
  return g_test_run ();
}
