/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tokens, their places, and what is refused. */
#include <glib.h>

#include "sy-lexer.h"

static GArray *
read_all (const char *text)
{
  g_autoptr (GError) error = NULL;
  GArray *tokens = sy_lexer_read (text, &error);

  g_assert_no_error (error);
  return tokens;
}

static void
test_kinds (void)
{
  static const struct
  {
    const char *text;
    SyTokenKind kind;
    const char *content;
  } cases[] = {
    { "12", SY_TOKEN_NUMBER, NULL },
    { ".5", SY_TOKEN_NUMBER, NULL },
    { "1e-3", SY_TOKEN_NUMBER, NULL },
    { "１２", SY_TOKEN_NUMBER, NULL },
    { "\"a\"\"b\"", SY_TOKEN_TEXT, "a\"b" },
    { "“文本”", SY_TOKEN_TEXT, "文本" },
    { "\"\"", SY_TOKEN_TEXT, "" },
    { "STDEV.S", SY_TOKEN_NAME, "STDEV.S" },
    { "单位权重值", SY_TOKEN_NAME, "单位权重值" },
    { "'Products by sales'", SY_TOKEN_NAME, "Products by sales" },
    { "'it''s'", SY_TOKEN_NAME, "it's" },
    { "[c]", SY_TOKEN_COLUMN, "c" },
    { "[@c d]", SY_TOKEN_CELL, "c d" },
    { "[@[c d]]", SY_TOKEN_CELL, "c d" },
    { "[[c d]]", SY_TOKEN_COLUMN, "c d" },
    { "[[#This Row],[c]]", SY_TOKEN_CELL, "c" },
    { "['[x']]", SY_TOKEN_COLUMN, "[x]" },
    { "<>", SY_TOKEN_OPERATOR, NULL },
    { "×", SY_TOKEN_OPERATOR, NULL },
    { "（", SY_TOKEN_OPEN, NULL },
    { "，", SY_TOKEN_COMMA, NULL },
    { "：", SY_TOKEN_COLON, NULL },
    { "％", SY_TOKEN_PERCENT, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) tokens = read_all (cases[i].text);
      const SyToken *token = &g_array_index (tokens, SyToken, 0);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpuint (tokens->len, ==, 2);
      g_assert_cmpint (token->kind, ==, cases[i].kind);
      if (cases[i].content)
        g_assert_cmpstr (token->text, ==, cases[i].content);
    }
}

static void
test_places (void)
{
  g_autoptr (GArray) tokens = read_all ("= 金额 +\n  [@b]");
  const SyToken *token = &g_array_index (tokens, SyToken, 2);

  g_assert_cmpuint (tokens->len, ==, 4);
  g_assert_cmpuint (g_array_index (tokens, SyToken, 0).column, ==, 3);
  g_assert_cmpuint (g_array_index (tokens, SyToken, 1).column, ==, 6);
  g_assert_cmpuint (token->line, ==, 2);
  g_assert_cmpuint (token->column, ==, 3);
  g_assert_cmpuint (token->length, ==, 4);
}

static void
test_numbers_are_exact (void)
{
  g_autoptr (GArray) tokens = read_all ("1234567.891 0.1e1 5.");

  g_assert_cmpfloat (g_array_index (tokens, SyToken, 0).number, ==, 1234567.891);
  g_assert_cmpfloat (g_array_index (tokens, SyToken, 1).number, ==, 1.);
  g_assert_cmpfloat (g_array_index (tokens, SyToken, 2).number, ==, 5.);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text, *message;
    int code;
  } cases[] = {
    { "1+\"abc", "1:3: this text has no closing quote", SY_FORMULA_ERROR_SYNTAX },
    { "'abc", "1:1: this name has no closing quote", SY_FORMULA_ERROR_SYNTAX },
    { "''", "1:1: a name in quotes can't be empty", SY_FORMULA_ERROR_SYNTAX },
    { "1+[abc", "1:3: this column reference is not complete", SY_FORMULA_ERROR_SYNTAX },
    { "[]", "1:1: this column reference is not complete", SY_FORMULA_ERROR_SYNTAX },
    { "[[#This Row]]", "1:1: this column reference is not complete", SY_FORMULA_ERROR_SYNTAX },
    { "12abc", "1:1: this is neither a number nor a name", SY_FORMULA_ERROR_SYNTAX },
    { "1e999", "1:1: this number is too large", SY_FORMULA_ERROR_SYNTAX },
    { "a ; b", "1:3: the sign “;” has no meaning here", SY_FORMULA_ERROR_SYNTAX },
    { "a \x01", "1:3: there is a character here that can't be shown", SY_FORMULA_ERROR_SYNTAX },
    { "\xff", "1:1: the formula is not valid UTF-8 text", SY_FORMULA_ERROR_SYNTAX },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (sy_lexer_read (cases[i].text, &error));
      g_assert_error (error, SY_FORMULA_ERROR, cases[i].code);
      if (!g_str_has_prefix (error->message, cases[i].message))
        g_error ("“%s” should begin with “%s”", error->message, cases[i].message);
    }
}

static void
test_too_long (void)
{
  g_autofree char *text = g_strnfill (SY_LEXER_MAX_CHARACTERS + 1, '1');
  g_autoptr (GError) error = NULL;

  g_assert_null (sy_lexer_read (text, &error));
  g_assert_error (error, SY_FORMULA_ERROR, SY_FORMULA_ERROR_LIMIT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lexer/kinds", test_kinds);
  g_test_add_func ("/lexer/places", test_places);
  g_test_add_func ("/lexer/numbers-are-exact", test_numbers_are_exact);
  g_test_add_func ("/lexer/refused", test_refused);
  g_test_add_func ("/lexer/too-long", test_too_long);
  return g_test_run ();
}
