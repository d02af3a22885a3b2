/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trees, precedence and errors of the parser; and that no text makes it fall. */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "sy-parser.h"

/* The tree in prefix form, fully bracketed: what binds with what. */
static void
describe (GString *out, const SyExpression *node)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  switch ((int) node->kind)
    {
    case SY_EXPRESSION_NUMBER:
      g_string_append (out, sy_formula_format_number (buffer, node->number));
      return;
    case SY_EXPRESSION_UNARY:
      g_string_append_printf (out, "(%s",
                              node->op == SY_OP_PERCENT  ? "%"
                              : node->op == SY_OP_NEGATE ? "neg"
                                                         : "pos");
      break;
    case SY_EXPRESSION_BINARY:
      g_string_append_printf (out, "(%s", sy_operator_get_text (node->op));
      break;
    case SY_EXPRESSION_CALL:
      g_string_append_printf (out, "(%s", node->text);
      break;
    case SY_EXPRESSION_RANGE:
      g_string_append (out, "(:");
      break;
    case SY_EXPRESSION_MISSING:
      g_string_append (out, "missing");
      return;
    default:
      {
        g_autofree char *text = sy_expression_to_string (node);

        g_string_append (out, text);
        return;
      }
    }
  for (guint i = 0; i < sy_expression_get_n_children (node); i++)
    {
      g_string_append_c (out, ' ');
      describe (out, sy_expression_get_child (node, i));
    }
  g_string_append_c (out, ')');
}

/* Excel's order of operations: range, sign, percent, power, × ÷, + −, &, comparison; all from left to right.
 */
static const struct
{
  const char *text, *tree;
} good_cases[] = {
  { "=1+2*3", "(+ 1 (* 2 3))" },
  { "1-2-3", "(- (- 1 2) 3)" },
  { "2^3^2", "(^ (^ 2 3) 2)" },
  { "-2^2", "(^ (neg 2) 2)" },
  { "0-2^2", "(- 0 (^ 2 2))" },
  { "2^-1", "(^ 2 (neg 1))" },
  { "-5%", "(neg (% 5))" },
  { "50%^2", "(^ (% 50) 2)" },
  { "10%%", "(% (% 10))" },
  { "--1", "(neg (neg 1))" },
  { "1+-+2", "(+ 1 (neg (pos 2)))" },
  { "1&2+3", "(& 1 (+ 2 3))" },
  { "1=2&3", "(= 1 (& 2 3))" },
  { "1<2=TRUE", "(= (< 1 2) TRUE)" },
  { "a>=b<>c", "(<> (>= a b) c)" },
  { "(1+2)*3", "(* (+ 1 2) 3)" },
  { "sum([a])/ROWS( [a] )", "(/ (SUM [a]) (ROWS [a]))" },
  { "IF(a,,b)", "(IF a missing b)" },
  { "F()", "(F)" },
  { "F(,)", "(F missing missing)" },
  { "true", "TRUE" },
  { "FALSE()", "FALSE" },
  { "'true'", "'true'" },
  { "t[c]", "t[c]" },
  { "'my table'[c d]", "'my table'[c d]" },
  { "t[[#This Row],[c]]", "t[@c]" },
  { "INDEX([c],1):[@c]", "(: (INDEX [c] 1) [@c])" },
  { "SUM(INDEX([c],[@row]-3):[@c])/4", "(/ (SUM (: (INDEX [c] (- [@row] 3)) [@c])) 4)" },
  { "ＳＵＭ（1，2）", NULL },
  { "SUM（1，2）", "(SUM 1 2)" },
  { "a×b÷c−d", "(- (/ (* a b) c) d)" },
  { "  1\n+\t2　", "(+ 1 2)" },
};

static void
test_tree (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good_cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SyExpression) tree = sy_parser_parse (good_cases[i].text, &error);
      g_autoptr (GString) text = g_string_new (NULL);

      g_assert_no_error (error);
      describe (text, tree);
      if (good_cases[i].tree)
        g_assert_cmpstr (text->str, ==, good_cases[i].tree);
    }
}

/* What is written back reads as the same tree. */
static void
test_round_trip (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good_cases); i++)
    {
      g_autoptr (SyExpression) tree = sy_parser_parse (good_cases[i].text, NULL);
      g_autofree char *text = sy_expression_to_string (tree);
      g_autoptr (SyExpression) again = sy_parser_parse (text, NULL);

      g_test_message ("%s → %s", good_cases[i].text, text);
      g_assert_nonnull (again);
      g_assert_true (sy_expression_equal (tree, again));
    }
}

static const struct
{
  const char *text, *message;
} bad_cases[] = {
  { "", "1:1: the formula is empty" },
  { "=", "1:2: the formula is empty" },
  { "1+", "1:3: the formula ends where a value is expected" },
  { "(1+2", "1:5: expected “)”" },
  { "1+2)", "1:4: this “)” has no “(”" },
  { "SUM(1,2", "1:8: expected “,” or “)” in the arguments of SUM" },
  { "SUM(1 2)", "1:7: expected “,” or “)” in the arguments of SUM" },
  { "1 2", "1:3: expected an operator between two values" },
  { "a [b]", "1:3: expected an operator between two values" },
  { "*2", "1:1: expected a value, a name or “(”" },
  { "1+\n*2", "2:1: expected a value" },
  { "金额+*2", "1:4: expected a value" },
  { "a:", "1:3: the formula ends" },
  { "%", "1:1: expected a value" },
};

static void
test_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad_cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (sy_parser_parse (bad_cases[i].text, &error));
      g_assert_error (error, SY_FORMULA_ERROR, SY_FORMULA_ERROR_SYNTAX);
      if (!g_str_has_prefix (error->message, bad_cases[i].message))
        g_error ("“%s” should begin with “%s”", error->message, bad_cases[i].message);
    }
}

static void
test_limits (void)
{
  static const char *const pieces[] = { "(", "-", "SUM(", "1+", "1%&" };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      while (text->len < 2000)
        g_string_append (text, pieces[i]);
      g_string_append (text, "1");
      g_assert_null (sy_parser_parse (text->str, &error));
      g_assert_error (error, SY_FORMULA_ERROR, SY_FORMULA_ERROR_LIMIT);
    }
}

static void
test_arguments_limit (void)
{
  for (guint n = 255; n <= 256; n++)
    {
      g_autoptr (GString) text = g_string_new ("SUM(1");
      g_autoptr (GError) error = NULL;
      g_autoptr (SyExpression) tree = NULL;

      for (guint i = 1; i < n; i++)
        g_string_append (text, ",1");
      g_string_append_c (text, ')');
      tree = sy_parser_parse (text->str, &error);
      g_assert_true ((tree != NULL) == (n == 255));
    }
}

static void
test_places (void)
{
  g_autoptr (SyExpression) tree = sy_parser_parse ("=a + SUM( [b] ) * 2", NULL);
  const SyExpression *product = sy_expression_get_child (tree, 1);
  const SyExpression *sum = sy_expression_get_child (product, 0);

  g_assert_cmpuint (sum->column, ==, 6);
  g_assert_cmpuint (sum->offset, ==, 5);
  g_assert_cmpuint (sum->length, ==, strlen ("SUM( [b] )"));
  g_assert_cmpuint (product->length, ==, strlen ("SUM( [b] ) * 2"));
  g_assert_cmpuint (tree->offset, ==, 1);
}

/* --- hostile texts --- */

/* Either a tree, which can be written and read again, or an error with a place. */
static void
check_any (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyExpression) tree = sy_parser_parse (text, &error);

  if (tree)
    {
      g_autofree char *written = sy_expression_to_string (tree);
      g_autoptr (SyExpression) again = sy_parser_parse (written, &error);

      /* A text can only become longer than a formula may be. */
      if (!again)
        g_assert_error (error, SY_FORMULA_ERROR, SY_FORMULA_ERROR_LIMIT);
      else if (!sy_expression_equal (tree, again))
        g_error ("“%s” is not “%s”", text, written);
    }
  else
    g_assert_true (error && g_ascii_isdigit (error->message[0]));
}

static void
test_garbage (void)
{
  static const char *const pieces[] = { "(",   ")", "[",  "]",     "@",  ",",  ":",    "'",
                                        "\"",  "“", "”",  "+",     "-",  "%",  "^",    "&",
                                        "<",   ">", "=",  "1",     ".",  "e",  "E",    "9",
                                        "SUM", "a", "金", "#",     " ",  "\n", "（",   "，",
                                        "*",   "/", "~",  "[@a]",  "\\", "{}", "\t\v", "TRUE",
                                        "_",   "0", "１", "INDEX", "[[", "]]", "'[",   "#This Row" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (20240301);

  for (guint i = 0; i < 1000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      gint32 n = g_rand_int_range (rand, 1, 60);

      for (gint32 j = 0; j < n; j++)
        g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      check_any (text->str);
    }
}

static void
test_random_bytes (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < 1000; i++)
    {
      char text[64];
      gint32 n = g_rand_int_range (rand, 0, sizeof text - 1);

      for (gint32 j = 0; j < n; j++)
        text[j] = (char) g_rand_int_range (rand, 1, 256);
      text[n] = '\0';
      check_any (text);
    }
}

static void
test_mutated (void)
{
  static const char seed_text[] =
      "IF(SUM(INDEX([share],[@row]-3):[@share])-15%>=limit,\"A\"&TEXT([@date],\"yyyy\"),-t['x y']^2)";
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (guint i = 0; i < 2000; i++)
    {
      g_autofree char *text = g_strdup (seed_text);

      for (guint j = 0; j < 1 + i % 4; j++)
        text[g_rand_int_range (rand, 0, sizeof seed_text - 1)] =
            seed_text[g_rand_int_range (rand, 0, sizeof seed_text - 1)];
      check_any (text);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/parser/tree", test_tree);
  g_test_add_func ("/parser/round-trip", test_round_trip);
  g_test_add_func ("/parser/refused", test_refused);
  g_test_add_func ("/parser/limits", test_limits);
  g_test_add_func ("/parser/arguments-limit", test_arguments_limit);
  g_test_add_func ("/parser/places", test_places);
  g_test_add_func ("/parser/garbage", test_garbage);
  g_test_add_func ("/parser/random-bytes", test_random_bytes);
  g_test_add_func ("/parser/mutated", test_mutated);
  return g_test_run ();
}
