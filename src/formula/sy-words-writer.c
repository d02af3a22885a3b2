/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says a bound formula in words. Phrases come from gettext with numbered places, so that a language can put
 * them in its own order. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-criteria.h"
#include "sy-functions.h"
#include "sy-position.h"
#include "sy-words-writer.h"

typedef struct
{
  SyWordsValue value; /* NULL: words only */
  gpointer user_data;
  gboolean this_row; /* within a condition over other rows: this row's cells are said to be its */
} Words;

/* As of sy_expression_get_level(); a phrase binds loosest, so it gets parentheses among operators. */
enum
{
  LEVEL_PHRASE = -1,
  LEVEL_LOGIC = 0,
  LEVEL_COMPARE = 1,
  LEVEL_ADD = 3,
  LEVEL_PERCENT = 6,
  LEVEL_ATOM = 8,
};

static int write_node (Words *words, GString *out, const SyExpression *node);

static char *
say (Words *words, const SyExpression *node)
{
  GString *out = g_string_new (NULL);

  write_node (words, out, node);
  return g_string_free (out, FALSE);
}

static void
write_operand (Words *words, GString *out, const SyExpression *node, int min_level)
{
  gsize at = out->len;

  if (write_node (words, out, node) >= min_level)
    return;
  g_string_insert_c (out, (gssize) at, '(');
  g_string_append_c (out, ')');
}

/* Puts texts at the places {1}, {2} … of a translated phrase. */
static void
fill (GString *out, const char *phrase, const char *const *texts, guint n)
{
  for (const char *at = phrase; *at; at++)
    {
      if (at[0] == '{' && g_ascii_isdigit (at[1]) && at[2] == '}')
        {
          guint i = (guint) (at[1] - '1');

          if (i < n)
            g_string_append (out, texts[i]);
          at += 2;
        }
      else
        g_string_append_c (out, *at);
    }
}

static int
write_phrase (GString *out, const char *phrase, const char *first, const char *second, const char *third)
{
  const char *texts[3] = { first ? first : "", second ? second : "", third ? third : "" };

  fill (out, phrase, texts, 3);
  return LEVEL_PHRASE;
}

/* --- references --- */

static const char *
get_column_title (const SyModelColumn *column)
{
  return column ? column->title : _ ("row number");
}

/* Columns are said with their table where the formula names it. */
static void
write_column (GString *out, const SyExpression *node)
{
  if (node->table)
    g_string_append_printf (out, "%s[%s]", node->bound_table->title, get_column_title (node->bound_column));
  else
    g_string_append (out, get_column_title (node->bound_column));
}

static int
write_cell (Words *words, GString *out, const SyExpression *node)
{
  if (words->this_row)
    write_phrase (out, _ ("this row's {1}"), get_column_title (node->bound_column), NULL, NULL);
  else
    g_string_append (out, get_column_title (node->bound_column));
  return LEVEL_ATOM;
}

static const SyExpression *
get_end_column (const SyExpression *end)
{
  return end->kind == SY_EXPRESSION_CELL ? end : sy_expression_get_child (end, 0);
}

static int
write_range (Words *words, GString *out, const SyExpression *range)
{
  const SyExpression *begin = sy_expression_get_child (range, 0);
  const SyExpression *end = sy_expression_get_child (range, 1);
  SyPosition from = sy_position_of_cell (begin);
  SyPosition to = sy_position_of_cell (end);
  const char *title = get_column_title (get_end_column (begin)->bound_column);
  gboolean ends_here = to.kind == SY_POSITION_RELATIVE && to.offset == 0;
  gboolean begins_here = from.kind == SY_POSITION_RELATIVE && from.offset == 0;
  g_autofree char *n = NULL;
  g_autofree char *begin_text = NULL;
  g_autofree char *end_text = NULL;

  if (from.kind == SY_POSITION_ABSOLUTE && from.offset == 1 && ends_here)
    write_phrase (out, _ ("{1} from the first row to this one"), title, NULL, NULL);
  else if (from.kind == SY_POSITION_RELATIVE && from.offset < 0 && ends_here)
    {
      n = g_strdup_printf ("%" G_GINT64_FORMAT, 1 - from.offset);
      write_phrase (out, _ ("{1} of the last {2} rows"), title, n, NULL);
    }
  else if (begins_here && to.kind == SY_POSITION_LAST && to.offset == 0)
    write_phrase (out, _ ("{1} from this row to the last"), title, NULL, NULL);
  else
    {
      begin_text = say (words, begin);
      end_text = say (words, end);
      write_phrase (out, _ ("{1} to {2}"), begin_text, end_text, NULL);
    }
  return LEVEL_ATOM;
}

/* --- lookups --- */

static int
write_lookup (Words *words, GString *out, const SyExpression *column, const SyExpression *match)
{
  const SyExpression *key = sy_expression_get_child (match, 1);
  const SyExpression *option =
      sy_expression_get_n_children (match) > 2 ? sy_expression_get_child (match, 2) : NULL;
  gboolean exact = option && option->number < 0.5;
  gboolean this_row = words->this_row;
  g_autofree char *column_text = say (words, column);
  g_autofree char *wanted = NULL;

  words->this_row = TRUE;
  wanted = say (words, sy_expression_get_child (match, 0));
  words->this_row = this_row;
  return write_phrase (out, exact ? _ ("{1} where {2} = {3}") : _ ("{1} at the last {2} ≤ {3}"), column_text,
                       get_column_title (key->bound_column), wanted);
}

static int
write_index (Words *words, GString *out, const SyExpression *call)
{
  const SyExpression *column = sy_expression_get_child (call, 0);
  const SyExpression *number = sy_expression_get_child (call, 1);
  SyPosition position = sy_position_of_cell (call);
  g_autofree char *text = say (words, column);
  g_autofree char *n = g_strdup_printf ("%" G_GINT64_FORMAT, ABS (position.offset));
  g_autofree char *number_text = NULL;

  if (number->kind == SY_EXPRESSION_CALL && number->function->id == SY_FUNCTION_MATCH)
    return write_lookup (words, out, column, number);
  if (position.kind == SY_POSITION_RELATIVE && position.offset == -1)
    write_phrase (out, _ ("{1} of the row before"), text, NULL, NULL);
  else if (position.kind == SY_POSITION_RELATIVE && position.offset == 1)
    write_phrase (out, _ ("{1} of the next row"), text, NULL, NULL);
  else if (position.kind == SY_POSITION_RELATIVE && position.offset != 0)
    write_phrase (out, position.offset < 0 ? _ ("{1} {2} rows before") : _ ("{1} {2} rows after"), text, n,
                  NULL);
  else if (position.kind == SY_POSITION_RELATIVE)
    g_string_append (out, text);
  else if (position.kind == SY_POSITION_ABSOLUTE && position.offset == 1)
    write_phrase (out, _ ("{1} of the first row"), text, NULL, NULL);
  else if (position.kind == SY_POSITION_LAST && position.offset == 0)
    write_phrase (out, _ ("{1} of the last row"), text, NULL, NULL);
  else
    {
      number_text = say (words, number);
      write_phrase (out, _ ("{1} of row {2}"), text, number_text, NULL);
    }
  return LEVEL_ATOM;
}

/* --- conditional aggregates --- */

static const char *
get_operator_sign (SyOperator op)
{
  switch ((int) op)
    {
    case SY_OP_SUBTRACT:
    case SY_OP_NEGATE:
      return "−";
    case SY_OP_MULTIPLY:
      return "×";
    case SY_OP_DIVIDE:
      return "÷";
    case SY_OP_UNEQUAL:
      return "≠";
    case SY_OP_LESS_EQUAL:
      return "≤";
    case SY_OP_GREATER_EQUAL:
      return "≥";
    default:
      return sy_operator_get_text (op);
    }
}

static void
write_constant_criterion (GString *out, const char *column, const char *text, const SyCriterion *criterion)
{
  gsize length = 0;
  gboolean unequal = criterion->op == SY_OP_UNEQUAL;
  g_autofree char *quoted = NULL;

  sy_criterion_read_operator (text, &length);
  switch (criterion->kind)
    {
    case SY_CRITERION_BLANK:
      write_phrase (out, unequal ? _ ("{1} is not empty") : _ ("{1} is empty"), column, NULL, NULL);
      break;
    case SY_CRITERION_PATTERN:
      quoted = g_strdup_printf (_ ("“%s”"), criterion->text);
      write_phrase (out, unequal ? _ ("{1} is not like {2}") : _ ("{1} is like {2}"), column, quoted, NULL);
      break;
    case SY_CRITERION_TEXT:
      quoted = g_strdup_printf (_ ("“%s”"), criterion->text);
      g_string_append_printf (out, "%s %s %s", column, get_operator_sign (criterion->op), quoted);
      break;
    case SY_CRITERION_NUMBER:
    case SY_CRITERION_BOOL:
      g_string_append_printf (out, "%s %s %s", column, get_operator_sign (criterion->op), text + length);
      break;
    }
}

static void
write_criterion (Words *words, GString *out, const SyExpression *column, const SyExpression *argument)
{
  g_auto (SyCriterionArgument) read = sy_criterion_argument_read (argument);
  g_autofree char *range = column->kind == SY_EXPRESSION_RANGE ? say (words, column) : NULL;
  const char *title = range ? range : get_column_title (column->bound_column);
  g_autofree char *text = NULL;

  if (read.form == SY_CRITERION_FORM_CONSTANT)
    {
      write_constant_criterion (out, title, argument->text, read.criterion);
      return;
    }
  if (read.form == SY_CRITERION_FORM_COMPARE)
    {
      g_string_append_printf (out, "%s %s ", title, get_operator_sign (read.op));
      write_operand (words, out, read.operand, LEVEL_ADD);
      return;
    }
  text = say (words, argument);
  write_phrase (out, _ ("{1} fits {2}"), title, text, NULL);
}

static char *
say_criteria (Words *words, const SyExpression *call)
{
  guint n = sy_function_get_n_criteria (call->function, sy_expression_get_n_children (call));
  GString *out = g_string_new (NULL);
  gboolean this_row = words->this_row;

  words->this_row = TRUE;
  for (guint i = 0; i < n; i++)
    {
      guint at = sy_function_get_criteria_argument (call->function, i);

      if (i > 0)
        g_string_append (out, _ (" and "));
      write_criterion (words, out, sy_expression_get_child (call, at),
                       sy_expression_get_child (call, at + 1));
    }
  words->this_row = this_row;
  return g_string_free (out, FALSE);
}

/* sum of 销售[金额] where 商品 = this row's 商品 */
static int
write_conditional (Words *words, GString *out, const SyExpression *call)
{
  int at = sy_function_get_value_argument (call->function, sy_expression_get_n_children (call));
  const SyExpression *first = sy_expression_get_child (call, 0);
  g_autofree char *what =
      at < 0 ? g_strdup (first->bound_table->title) : say (words, sy_expression_get_child (call, (guint) at));
  g_autofree char *criteria = say_criteria (words, call);
  g_autoptr (GString) aggregate = g_string_new (NULL);

  write_phrase (aggregate, _ (call->function->words), what, NULL, NULL);
  if (*criteria == '\0')
    {
      g_string_append (out, aggregate->str);
      return LEVEL_ATOM;
    }
  return write_phrase (out, _ ("{1} where {2}"), aggregate->str, criteria, NULL);
}

/* --- other calls --- */

static int
write_joined (Words *words, GString *out, const SyExpression *call, const char *separator, int min_level)
{
  for (guint i = 0; i < sy_expression_get_n_children (call); i++)
    {
      if (i > 0)
        g_string_append (out, separator);
      write_operand (words, out, sy_expression_get_child (call, i), min_level);
    }
  return LEVEL_PHRASE;
}

/* A choice within a choice keeps its parentheses, but for the last "otherwise". */
static char *
say_branch (Words *words, const SyExpression *node)
{
  GString *out = g_string_new (NULL);
  gboolean is_choice = node->kind == SY_EXPRESSION_CALL && node->function->result == SY_RESULT_BRANCHES
                       && node->function->id != SY_FUNCTION_NA;

  write_operand (words, out, node, is_choice ? LEVEL_LOGIC : LEVEL_PHRASE);
  return g_string_free (out, FALSE);
}

static char *
say_condition (Words *words, const SyExpression *node)
{
  GString *out = g_string_new (NULL);

  write_operand (words, out, node, LEVEL_LOGIC);
  return g_string_free (out, FALSE);
}

static int
write_if (Words *words, GString *out, const SyExpression *call)
{
  gboolean has_otherwise = sy_expression_get_n_children (call) > 2;
  g_autofree char *condition = say_condition (words, sy_expression_get_child (call, 0));
  g_autofree char *value = say_branch (words, sy_expression_get_child (call, 1));
  g_autofree char *otherwise =
      has_otherwise ? say (words, sy_expression_get_child (call, 2)) : g_strdup (_ ("no"));

  return write_phrase (out, _ ("if {1}: {2}, otherwise {3}"), condition, value, otherwise);
}

static int
write_ifs (Words *words, GString *out, const SyExpression *call)
{
  for (guint i = 0; i + 1 < sy_expression_get_n_children (call); i += 2)
    {
      const SyExpression *condition = sy_expression_get_child (call, i);
      g_autofree char *condition_text = say_condition (words, condition);
      g_autofree char *value = say_branch (words, sy_expression_get_child (call, i + 1));

      if (i > 0)
        g_string_append (out, _ (", "));
      if (condition->kind == SY_EXPRESSION_BOOL && condition->number > 0.)
        write_phrase (out, _ ("otherwise {1}"), value, NULL, NULL);
      else
        write_phrase (out, _ ("if {1}: {2}"), condition_text, value, NULL);
    }
  return LEVEL_PHRASE;
}

static int
write_sumproduct (Words *words, GString *out, const SyExpression *call)
{
  g_autoptr (GString) product = g_string_new (NULL);

  write_joined (words, product, call, " × ",
                sy_expression_get_n_children (call) > 1 ? LEVEL_ADD + 1 : LEVEL_PHRASE);
  return write_phrase (out, _ ("sum over all rows of {1}"), product->str, NULL, NULL);
}

/* TRUE with the value of a number that is written out, perhaps with a sign. */
static gboolean
read_literal (const SyExpression *node, double *number)
{
  if (node->kind == SY_EXPRESSION_UNARY && node->op == SY_OP_NEGATE
      && sy_expression_get_child (node, 0)->kind == SY_EXPRESSION_NUMBER)
    *number = -sy_expression_get_child (node, 0)->number;
  else if (node->kind == SY_EXPRESSION_NUMBER)
    *number = node->number;
  else
    return FALSE;
  return TRUE;
}

/* What reads better when its second argument is known: rounding to whole numbers, months before and after. */
static const char *
get_phrase (const SyExpression *call)
{
  double second = 0.;
  gboolean is_zero = FALSE;

  if (sy_expression_get_n_children (call) != 2 || !read_literal (sy_expression_get_child (call, 1), &second))
    return _ (call->function->words);
  is_zero = second > -0.5 && second < 0.5;
  switch ((int) call->function->id)
    {
    case SY_FUNCTION_ROUND:
      return is_zero ? _ ("{1} rounded") : _ (call->function->words);
    case SY_FUNCTION_ROUNDUP:
      return is_zero ? _ ("{1} rounded up") : _ (call->function->words);
    case SY_FUNCTION_ROUNDDOWN:
      return is_zero ? _ ("{1} rounded down") : _ (call->function->words);
    case SY_FUNCTION_EDATE:
      return second < 0. ? _ ("{2} months before {1}") : _ ("{2} months after {1}");
    case SY_FUNCTION_EOMONTH:
      return is_zero       ? _ ("end of the month of {1}")
             : second < 0. ? _ ("end of the month {2} months before {1}")
                           : _ (call->function->words);
    default:
      return _ (call->function->words);
    }
}

/* Arguments by place stand in the middle of a phrase, so that operations and other phrases get parentheses
 * there. */
static char *
say_placed (Words *words, const SyExpression *call, guint i)
{
  const SyExpression *argument = sy_expression_get_child (call, i);
  gboolean months = call->function->id == SY_FUNCTION_EDATE || call->function->id == SY_FUNCTION_EOMONTH;
  GString *out = g_string_new (NULL);
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  double number = 0.;

  /* "2 months before" has the sign in its words. */
  if (months && i == 1 && read_literal (argument, &number))
    g_string_append (out, sy_formula_format_number (buffer, ABS (number)));
  else
    write_operand (words, out, argument,
                   sy_function_get_argument_kind (call->function, i) == SY_ARGUMENT_BRANCH ? LEVEL_LOGIC
                                                                                           : LEVEL_PERCENT);
  return g_string_free (out, FALSE);
}

static void
write_list (Words *words, GString *out, const SyExpression *call, guint first)
{
  for (guint i = first; i < sy_expression_get_n_children (call); i++)
    {
      if (i > first)
        g_string_append (out, _ (", "));
      write_operand (words, out, sy_expression_get_child (call, i), LEVEL_LOGIC);
    }
}

static int
write_by_phrase (Words *words, GString *out, const SyExpression *call)
{
  const char *phrase = get_phrase (call);
  const char *all = strstr (phrase, "{*}");
  guint n = sy_expression_get_n_children (call);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  if (all)
    {
      g_string_append_len (out, phrase, all - phrase);
      write_list (words, out, call, 0);
      g_string_append (out, all + strlen ("{*}"));
      /* The sum of a column reads as one thing. */
      return n == 1 && sy_expression_get_child (call, 0)->is_column ? LEVEL_ATOM : LEVEL_PHRASE;
    }
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (texts, say_placed (words, call, i));
  fill (out, phrase, (const char *const *) texts->pdata, n);
  return n <= 1 ? LEVEL_ATOM : LEVEL_PHRASE;
}

static int
write_choose (Words *words, GString *out, const SyExpression *call)
{
  g_autofree char *number = say_placed (words, call, 0);
  g_autoptr (GString) list = g_string_new (NULL);

  write_list (words, list, call, 1);
  return write_phrase (out, _ ("number {1} of {2}"), number, list->str, NULL);
}

static int
write_call (Words *words, GString *out, const SyExpression *call)
{
  switch ((int) call->function->id)
    {
    case SY_FUNCTION_IF:
      return write_if (words, out, call);
    case SY_FUNCTION_IFS:
      return write_ifs (words, out, call);
    case SY_FUNCTION_AND:
      write_joined (words, out, call, _ (" and "), LEVEL_COMPARE);
      return LEVEL_LOGIC;
    case SY_FUNCTION_OR:
      write_joined (words, out, call, _ (" or "), LEVEL_COMPARE);
      return LEVEL_LOGIC;
    case SY_FUNCTION_CONCATENATE:
      return write_joined (words, out, call, " & ", LEVEL_ADD);
    case SY_FUNCTION_INDEX:
      return write_index (words, out, call);
    case SY_FUNCTION_CHOOSE:
      return write_choose (words, out, call);
    case SY_FUNCTION_SUMPRODUCT:
      return write_sumproduct (words, out, call);
    default:
      break;
    }
  if (call->function->flags & SY_FUNCTION_CRITERIA)
    return write_conditional (words, out, call);
  return write_by_phrase (words, out, call);
}

/* --- nodes --- */

static int
write_operation (Words *words, GString *out, const SyExpression *node)
{
  int level = sy_expression_get_level (node);
  const SyExpression *first = sy_expression_get_child (node, 0);

  if (node->kind == SY_EXPRESSION_BINARY)
    {
      write_operand (words, out, first, level);
      g_string_append_printf (out, " %s ", get_operator_sign (node->op));
      write_operand (words, out, sy_expression_get_child (node, 1), level + 1);
      return level;
    }
  if (node->op == SY_OP_NEGATE)
    g_string_append (out, "−");
  write_operand (words, out, first, LEVEL_PERCENT);
  if (node->op == SY_OP_PERCENT)
    g_string_append_c (out, '%');
  return level;
}

/* What a reader can open: it has a value of its own that isn't written in the formula. */
static gboolean
is_operand (const SyExpression *node)
{
  switch ((int) node->kind)
    {
    case SY_EXPRESSION_NAME:
      return TRUE;
    case SY_EXPRESSION_CELL:
      return node->bound_column != NULL;
    case SY_EXPRESSION_CALL:
      return node->function
             && ((node->function->flags & SY_FUNCTION_AGGREGATE) || node->function->id == SY_FUNCTION_INDEX);
    default:
      return FALSE;
    }
}

/* The value of an operand instead of its words. */
static gboolean
write_value (Words *words, GString *out, const SyExpression *node, int *level)
{
  g_autofree char *value = words->value && is_operand (node) ? words->value (node, words->user_data) : NULL;

  if (!value)
    return FALSE;
  g_string_append (out, value);
  /* 100 − (−5) keeps its parentheses. */
  *level = *value == '-' || g_str_has_prefix (value, "−") ? LEVEL_ADD : LEVEL_ATOM;
  return TRUE;
}

static int
write_node (Words *words, GString *out, const SyExpression *node)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  int level = LEVEL_ATOM;

  if (write_value (words, out, node, &level))
    return level;
  switch (node->kind)
    {
    case SY_EXPRESSION_NUMBER:
      g_string_append (out, sy_formula_format_number (buffer, node->number));
      break;
    case SY_EXPRESSION_TEXT:
      g_string_append_printf (out, _ ("“%s”"), node->text);
      break;
    case SY_EXPRESSION_BOOL:
      g_string_append (out, node->number > 0. ? _ ("yes") : _ ("no"));
      break;
    case SY_EXPRESSION_MISSING:
      g_string_append_c (out, '0');
      break;
    case SY_EXPRESSION_CELL:
      return write_cell (words, out, node);
    case SY_EXPRESSION_COLUMN:
      write_column (out, node);
      break;
    case SY_EXPRESSION_NAME:
      g_string_append (out, node->bound_name->title);
      break;
    case SY_EXPRESSION_RANGE:
      return write_range (words, out, node);
    case SY_EXPRESSION_UNARY:
    case SY_EXPRESSION_BINARY:
      return write_operation (words, out, node);
    case SY_EXPRESSION_CALL:
      return write_call (words, out, node);
    }
  return LEVEL_ATOM;
}

/* --- public --- */

char *
sy_words_writer_write (const SyExpression *bound)
{
  return sy_words_writer_write_values (bound, NULL, NULL);
}

/**
 * sy_words_writer_write_values:
 * @value: (nullable): asked for every operand; its text takes the place of the words
 *
 * Returns: (transfer full): the formula in words, with the numbers put in
 */
char *
sy_words_writer_write_values (const SyExpression *bound, SyWordsValue value, gpointer user_data)
{
  Words words = { value, user_data, FALSE };

  g_return_val_if_fail (bound != NULL, NULL);

  return say (&words, bound);
}

static void
collect_operands (const SyExpression *node, GPtrArray *operands)
{
  if (is_operand (node))
    {
      for (guint i = 0; i < operands->len; i++)
        if (sy_expression_equal (operands->pdata[i], node))
          return;
      g_ptr_array_add (operands, (gpointer) node);
      return;
    }
  for (guint i = 0; i < sy_expression_get_n_children (node); i++)
    collect_operands (sy_expression_get_child (node, i), operands);
}

GPtrArray *
sy_words_writer_list_operands (const SyExpression *bound)
{
  GPtrArray *operands = g_ptr_array_new ();

  g_return_val_if_fail (bound != NULL, operands);

  collect_operands (bound, operands);
  return operands;
}
