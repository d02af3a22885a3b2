/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies, comparison, walking and texts of trees. */
#include <glib.h>

#include "sy-expression.h"
#include "sy-parser.h"

static void
test_equal (void)
{
  static const struct
  {
    const char *a, *b;
    gboolean equal;
  } cases[] = {
    { "1+2", " 1 + 2 ", TRUE }, { "1+2", "2+1", FALSE },     { "[@A]", "[@a]", TRUE },
    { "[@a]", "[a]", FALSE },   { "\"A\"", "\"a\"", FALSE }, { "sum([a])", "SUM([A])", TRUE },
    { "t[a]", "[a]", FALSE },   { "1", "TRUE", FALSE },      { "F(1)", "F(1,)", FALSE },
    { "(a+b)", "a+b", TRUE },   { "a-b", "a+b", FALSE },     { "0.1", "0.10", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SyExpression) a = sy_parser_parse (cases[i].a, NULL);
      g_autoptr (SyExpression) b = sy_parser_parse (cases[i].b, NULL);
      g_autoptr (SyExpression) copy = sy_expression_copy (a);

      g_test_message ("%s and %s", cases[i].a, cases[i].b);
      g_assert_cmpint (sy_expression_equal (a, b), ==, cases[i].equal);
      g_assert_true (sy_expression_equal (a, copy));
    }
}

static void
test_to_string (void)
{
  static const struct
  {
    const char *text, *normal;
  } cases[] = {
    { "= 1 + 2 * ( 3 - 4 )", "1+2*(3-4)" },
    { "((a))-((b-c))", "a-(b-c)" },
    { "-(2^2)", "-(2^2)" },
    { "(-2)^2", "-2^2" },
    { "(-2)%", "(-2)%" },
    { "-2%", "-2%" },
    { "sum ( 'my t'[a] , \"x\"\"y\" )", "SUM('my t'[a],\"x\"\"y\")" },
    { "[@ [a] ]", NULL },
    { "0.1+1e21", "0.1+1E+21" },
    { "123456789012345678", "1.2345678901234568E+17" },
    { "['[x']]", "['[x']]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SyExpression) tree = sy_parser_parse (cases[i].text, NULL);
      g_autofree char *text = NULL;

      if (!cases[i].normal)
        continue;
      text = sy_expression_to_string (tree);
      g_assert_cmpstr (text, ==, cases[i].normal);
    }
}

static gboolean
count_nodes (SyExpression *node, gpointer user_data)
{
  guint *n = user_data;

  (*n)++;
  return node->kind != SY_EXPRESSION_CALL;
}

static void
test_walk (void)
{
  g_autoptr (SyExpression) tree = sy_parser_parse ("1+SUM([a],[b])*-c", NULL);
  guint n = 0;

  sy_expression_walk (tree, count_nodes, &n);
  /* +, 1, *, SUM without what is below, the sign and c */
  g_assert_cmpuint (n, ==, 6);
}

static void
test_number_is_shortest (void)
{
  static const struct
  {
    double number;
    const char *text;
  } cases[] = { { 0.1, "0.1" },   { 1. / 3., "0.3333333333333333" },   { 1e15, "1E+15" }, { 100., "100" },
                { -2.5, "-2.5" }, { 0.1 + 0.2, "0.30000000000000004" } };
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpfloat (g_ascii_strtod (sy_formula_format_number (buffer, cases[i].number), NULL), ==,
                         cases[i].number);
      g_assert_cmpstr (buffer, ==, cases[i].text);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/expression/equal", test_equal);
  g_test_add_func ("/expression/to-string", test_to_string);
  g_test_add_func ("/expression/walk", test_walk);
  g_test_add_func ("/expression/number-is-shortest", test_number_is_shortest);
  return g_test_run ();
}
