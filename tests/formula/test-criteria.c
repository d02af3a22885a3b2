/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Criteria texts as Microsoft's pages on COUNTIF and SUMIFS describe them. */
#include <glib.h>
#include <string.h>

#include "sy-binder.h"
#include "sy-criteria.h"

typedef struct
{
  const char *text;
  SyOperator op;
  SyCriterionKind kind;
  double number;
  const char *operand;
} ParseCase;

static const ParseCase parse_cases[] = {
  { "", SY_OP_NONE, SY_CRITERION_BLANK, 0., NULL },
  { "=", SY_OP_EQUAL, SY_CRITERION_BLANK, 0., NULL },
  { "<>", SY_OP_UNEQUAL, SY_CRITERION_BLANK, 0., NULL },
  { "12", SY_OP_EQUAL, SY_CRITERION_NUMBER, 12., NULL },
  { ">=-1.5e2", SY_OP_GREATER_EQUAL, SY_CRITERION_NUMBER, -150., NULL },
  { "<50%", SY_OP_LESS, SY_CRITERION_NUMBER, 0.5, NULL },
  { "> 5 ", SY_OP_GREATER, SY_CRITERION_NUMBER, 5., NULL },
  { "<>0", SY_OP_UNEQUAL, SY_CRITERION_NUMBER, 0., NULL },
  { ">=2024-03-01", SY_OP_GREATER_EQUAL, SY_CRITERION_NUMBER, 45352., NULL },
  { "1900-03-01", SY_OP_EQUAL, SY_CRITERION_NUMBER, 61., NULL },
  { "1900-02-28", SY_OP_EQUAL, SY_CRITERION_NUMBER, 59., NULL },
  { "2023-02-29", SY_OP_EQUAL, SY_CRITERION_TEXT, 0., "2023-02-29" },
  { "TRUE", SY_OP_EQUAL, SY_CRITERION_BOOL, 1., NULL },
  { "apples", SY_OP_EQUAL, SY_CRITERION_TEXT, 0., "apples" },
  { "<>披萨", SY_OP_UNEQUAL, SY_CRITERION_TEXT, 0., "披萨" },
  { "<", SY_OP_LESS, SY_CRITERION_TEXT, 0., "" },
  { "==", SY_OP_EQUAL, SY_CRITERION_TEXT, 0., "=" },
  { "A*", SY_OP_EQUAL, SY_CRITERION_PATTERN, 0., "A*" },
  { "<>?", SY_OP_UNEQUAL, SY_CRITERION_PATTERN, 0., "?" },
  { ">A*", SY_OP_GREATER, SY_CRITERION_TEXT, 0., "A*" },
  { "~*", SY_OP_EQUAL, SY_CRITERION_TEXT, 0., "*" },
  { "a~~b", SY_OP_EQUAL, SY_CRITERION_TEXT, 0., "a~b" },
  { "a~b", SY_OP_EQUAL, SY_CRITERION_TEXT, 0., "a~b" },
  { "inf", SY_OP_EQUAL, SY_CRITERION_TEXT, 0., "inf" },
  { "0x10", SY_OP_EQUAL, SY_CRITERION_TEXT, 0., "0x10" },
  { "1e999", SY_OP_EQUAL, SY_CRITERION_TEXT, 0., "1e999" },
  { ".", SY_OP_EQUAL, SY_CRITERION_TEXT, 0., "." },
};

static void
test_parse (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (parse_cases); i++)
    {
      g_autoptr (SyCriterion) criterion = sy_criterion_parse (parse_cases[i].text);

      g_test_message ("“%s”", parse_cases[i].text);
      g_assert_cmpint (criterion->op, ==, parse_cases[i].op);
      g_assert_cmpint (criterion->kind, ==, parse_cases[i].kind);
      if (criterion->kind == SY_CRITERION_NUMBER || criterion->kind == SY_CRITERION_BOOL)
        g_assert_cmpfloat_with_epsilon (criterion->number, parse_cases[i].number, 1e-12);
      g_assert_cmpstr (criterion->text, ==, parse_cases[i].operand);
    }
}

static void
test_pattern (void)
{
  static const struct
  {
    const char *pattern, *text, *like;
    gboolean matches;
  } cases[] = {
    { "a*", "Apple", "a%", TRUE },       { "a*", "banana", "a%", FALSE },
    { "*an?", "BANANa", "%an_", TRUE },  { "?", "披", "_", TRUE },
    { "?", "披萨", "_", FALSE },         { "*", "", "%", TRUE },
    { "a~*b", "a*b", "a*b", TRUE },      { "a~*b", "axb", "a*b", FALSE },
    { "100%", "100%", "100\\%", TRUE },  { "a_b*", "a_bc", "a\\_b%", TRUE },
    { "a_b*", "axbc", "a\\_b%", FALSE }, { "~", "~", "~", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *like = sy_criterion_pattern_to_like (cases[i].pattern);

      g_test_message ("“%s” on “%s”", cases[i].pattern, cases[i].text);
      g_assert_cmpstr (like, ==, cases[i].like);
      g_assert_cmpint (sy_criterion_pattern_matches (cases[i].pattern, cases[i].text), ==, cases[i].matches);
    }
}

static void
test_escape_is_literal (void)
{
  static const char *const texts[] = { "a*b?c~d", "***", "~~", "plain" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *escaped = sy_criterion_escape (texts[i]);
      g_autofree char *shorter = g_strndup (texts[i], strlen (texts[i]) - 1);

      g_assert_true (sy_criterion_pattern_matches (escaped, texts[i]));
      g_assert_false (sy_criterion_pattern_matches (escaped, shorter));
    }
}

static void
test_argument (void)
{
  static const struct
  {
    const char *argument;
    SyCriterionForm form;
    SyOperator op;
    gboolean text_made;
  } cases[] = {
    { "\">5\"", SY_CRITERION_FORM_CONSTANT, SY_OP_EQUAL, FALSE },
    { "[@item]", SY_CRITERION_FORM_COMPARE, SY_OP_EQUAL, FALSE },
    { "[@item]+1", SY_CRITERION_FORM_COMPARE, SY_OP_EQUAL, FALSE },
    { "\">=\"&[@item]", SY_CRITERION_FORM_COMPARE, SY_OP_GREATER_EQUAL, TRUE },
    { "\"<>\"&[@name]", SY_CRITERION_FORM_COMPARE, SY_OP_UNEQUAL, TRUE },
    { "[@name]", SY_CRITERION_FORM_COMPARE, SY_OP_EQUAL, FALSE },
    { "\"<>\"&label", SY_CRITERION_FORM_RUN_TIME, SY_OP_EQUAL, FALSE },
    { "label", SY_CRITERION_FORM_RUN_TIME, SY_OP_EQUAL, FALSE },
    { "[@name]&\"*\"", SY_CRITERION_FORM_RUN_TIME, SY_OP_EQUAL, FALSE },
    { "\">1\"&[@item]", SY_CRITERION_FORM_RUN_TIME, SY_OP_EQUAL, FALSE },
  };
  g_autoptr (SyModel) model = sy_model_new ();
  SyModelTable *table = sy_model_add_table (model, "t", NULL, "LIST(1,3)");
  g_autoptr (GError) error = NULL;

  sy_model_table_add_column (table, "name", NULL, "\"a\"&[@item]");
  sy_model_add_parameter (model, "label", NULL, SY_TYPE_TEXT);
  g_assert_true (sy_binder_bind (model, &error));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SyExpression) bound = sy_binder_bind_formula (model, table, cases[i].argument, &error);
      g_auto (SyCriterionArgument) read = { 0 };

      g_assert_no_error (error);
      read = sy_criterion_argument_read (bound);
      g_test_message ("%s", cases[i].argument);
      g_assert_cmpint (read.form, ==, cases[i].form);
      if (read.form == SY_CRITERION_FORM_COMPARE)
        {
          g_assert_cmpint (read.op, ==, cases[i].op);
          g_assert_cmpint (read.is_text_made, ==, cases[i].text_made);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/criteria/parse", test_parse);
  g_test_add_func ("/criteria/pattern", test_pattern);
  g_test_add_func ("/criteria/escape-is-literal", test_escape_is_literal);
  g_test_add_func ("/criteria/argument", test_argument);
  return g_test_run ();
}
