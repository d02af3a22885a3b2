/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calls as a whole, once their arguments are typed: the type they give, whether they can be an error, and
 * what one function asks of its arguments together. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-binder-typer-private.h"
#include "sy-functions.h"
#include "sy-text-format.h"

static const char *
get_type_title (SyValueType type)
{
  switch (type)
    {
    case SY_TYPE_NUMBER:
      return _ ("a number");
    case SY_TYPE_DATE:
      return _ ("a date");
    case SY_TYPE_BOOL:
      return _ ("a condition");
    case SY_TYPE_TEXT:
      break;
    }
  return _ ("a text");
}

static gboolean
count_arguments (SyTyper *typer, const SyExpression *call)
{
  const SyFunction *function = call->function;
  guint n = sy_expression_get_n_children (call);

  if (n < function->min_arguments)
    return sy_typer_fail_argument (
        typer, call,
        g_strdup_printf (ngettext ("%s needs at least %u argument", "%s needs at least %u arguments",
                                   function->min_arguments),
                         function->name, function->min_arguments));
  if (n > function->max_arguments)
    return sy_typer_fail_argument (
        typer, call,
        g_strdup_printf (ngettext ("%s takes at most %u argument", "%s takes at most %u arguments",
                                   function->max_arguments),
                         function->name, function->max_arguments));
  return TRUE;
}

/* --- calls: all arguments --- */

static gboolean
is_branch (const SyExpression *call, guint i)
{
  return sy_function_get_argument_kind (call->function, i) == SY_ARGUMENT_BRANCH;
}

/* NA(), and a choice among nothing else, takes the type of the branches beside it. */
static gboolean
is_typeless (const SyExpression *node)
{
  if (node->kind != SY_EXPRESSION_CALL)
    return FALSE;
  if (node->function->id == SY_FUNCTION_NA)
    return TRUE;
  if (node->function->result != SY_RESULT_BRANCHES)
    return FALSE;
  for (guint i = 0; i < sy_expression_get_n_children (node); i++)
    if (is_branch (node, i) && !is_typeless (sy_expression_get_child (node, i)))
      return FALSE;
  return TRUE;
}

static gboolean
unify_branches (SyTyper *typer, SyExpression *call)
{
  const SyExpression *first = NULL;

  for (guint i = 0; i < sy_expression_get_n_children (call); i++)
    {
      const SyExpression *branch = sy_expression_get_child (call, i);

      if (!is_branch (call, i) || is_typeless (branch))
        continue;
      if (!first)
        {
          first = branch;
          call->type = branch->type;
        }
      else if ((branch->type == SY_TYPE_TEXT) != (call->type == SY_TYPE_TEXT))
        return sy_typer_fail_type (
            typer, branch,
            g_strdup_printf (_ ("%s gives %s here and %s elsewhere; a column has one type (NA() fits both)"),
                             call->function->name, get_type_title (branch->type),
                             get_type_title (first->type)));
      else if (branch->type != call->type)
        call->type = SY_TYPE_NUMBER;
    }
  for (guint i = 0; i < sy_expression_get_n_children (call); i++)
    if (is_branch (call, i) && is_typeless (sy_expression_get_child (call, i)))
      sy_expression_get_child (call, i)->type = call->type;
  return TRUE;
}

static gboolean
find_result_type (SyTyper *typer, SyExpression *call)
{
  guint n = sy_expression_get_n_children (call);

  switch (call->function->result)
    {
    case SY_RESULT_NUMBER:
      call->type = SY_TYPE_NUMBER;
      break;
    case SY_RESULT_DATE:
      call->type = SY_TYPE_DATE;
      break;
    case SY_RESULT_BOOL:
      call->type = SY_TYPE_BOOL;
      break;
    case SY_RESULT_TEXT:
      call->type = SY_TYPE_TEXT;
      break;
    case SY_RESULT_BRANCHES:
      return unify_branches (typer, call);
    case SY_RESULT_COLUMN:
      call->type = sy_expression_get_child (call, 0)->type;
      /* MAX(date, number) is a number. */
      for (guint i = 1; i < n; i++)
        if (sy_function_get_argument_kind (call->function, i) == SY_ARGUMENT_NUMBERS
            && sy_expression_get_child (call, i)->type != call->type)
          call->type = SY_TYPE_NUMBER;
      if (call->type == SY_TYPE_BOOL && call->function->id != SY_FUNCTION_INDEX)
        call->type = SY_TYPE_NUMBER;
      break;
    }
  return TRUE;
}

/* Whether an error of argument @i makes the call one. */
static gboolean
error_goes_through (const SyExpression *call, guint i)
{
  const SyFunction *function = call->function;
  SyArgumentKind kind = sy_function_get_argument_kind (function, i);
  const SyExpression *argument = sy_expression_get_child (call, i);

  if (function->flags & SY_FUNCTION_CATCHES)
    return i > 0;
  if (argument->is_column)
    {
      /* A range that leaves the table is an error for all; cells with errors only for those that take their
       * values. */
      gboolean out_of_table =
          argument->kind == SY_EXPRESSION_RANGE
          && !(sy_typer_is_inside (sy_position_of_cell (sy_expression_get_child (argument, 0)))
               && sy_typer_is_inside (sy_position_of_cell (sy_expression_get_child (argument, 1))));

      if (out_of_table)
        return TRUE;
      if (function->flags & SY_FUNCTION_IGNORES_ERRORS)
        return FALSE;
      return !(function->flags & SY_FUNCTION_CRITERIA)
             || (int) i == sy_function_get_value_argument (function, sy_expression_get_n_children (call));
    }
  /* A criterion that is an error finds no row. */
  return kind != SY_ARGUMENT_VALUES && kind != SY_ARGUMENT_CRITERION;
}

/* The first row of the table that the formula stands in is there; another table may have no rows. */
static gboolean
index_may_fail (const SyTyper *typer, const SyExpression *call, const SyExpression *column)
{
  return column->bound_table
         && (column->bound_table != typer->scope->table || !sy_typer_is_inside (sy_position_of_cell (call)));
}

static gboolean
call_may_fail (const SyTyper *typer, const SyExpression *call)
{
  guint n = sy_expression_get_n_children (call);
  const SyExpression *first = n > 0 ? sy_expression_get_child (call, 0) : NULL;

  switch ((int) call->function->id)
    {
    case SY_FUNCTION_INDEX:
      return index_may_fail (typer, call, first);
    case SY_FUNCTION_IFS:
      return !(sy_expression_get_child (call, n - 2)->kind == SY_EXPRESSION_BOOL
               && sy_expression_get_child (call, n - 2)->number > 0.);
    case SY_FUNCTION_MOD:
      return !sy_typer_is_nonzero (sy_expression_get_child (call, 1));
    case SY_FUNCTION_POWER:
      return sy_typer_power_may_fail (first, sy_expression_get_child (call, 1));
    case SY_FUNCTION_YEAR:
    case SY_FUNCTION_MONTH:
    case SY_FUNCTION_DAY:
    case SY_FUNCTION_WEEKDAY:
    case SY_FUNCTION_WEEKNUM:
    case SY_FUNCTION_ISOWEEKNUM:
      return first->type != SY_TYPE_DATE;
    case SY_FUNCTION_RANK_EQ:
      /* A number that stands in the column has a rank there. */
      return !(first->kind == SY_EXPRESSION_CELL && !first->may_be_blank
               && sy_expression_get_child (call, 1)->kind == SY_EXPRESSION_COLUMN
               && first->bound_table == sy_expression_get_child (call, 1)->bound_table
               && first->bound_column == sy_expression_get_child (call, 1)->bound_column);
    default:
      return (call->function->flags & SY_FUNCTION_FAILS) != 0;
    }
}

static void
find_flags (const SyTyper *typer, SyExpression *call)
{
  gboolean may_be_error = call_may_fail (typer, call);

  for (guint i = 0; i < sy_expression_get_n_children (call); i++)
    {
      const SyExpression *argument = sy_expression_get_child (call, i);
      SyArgumentKind kind = sy_function_get_argument_kind (call->function, i);

      may_be_error = may_be_error || (argument->may_be_error && error_goes_through (call, i))
                     || (kind == SY_ARGUMENT_NUMBER && argument->type == SY_TYPE_TEXT);
      if (kind != SY_ARGUMENT_ARRAY)
        call->is_column =
            call->is_column || (argument->is_column && (call->function->flags & SY_FUNCTION_ELEMENTWISE));
    }
  call->may_be_error = may_be_error;
}

/* --- what one function asks --- */

static gboolean
check_shapes (SyTyper *typer, const SyExpression *call)
{
  const SyExpression *first = NULL;

  for (guint i = 0; i < sy_expression_get_n_children (call); i++)
    {
      const SyExpression *argument = sy_expression_get_child (call, i);
      SyArgumentKind kind = sy_function_get_argument_kind (call->function, i);

      if (kind != SY_ARGUMENT_COLUMN && kind != SY_ARGUMENT_NUMBER_COLUMN)
        continue;
      if (!first)
        first = argument;
      else if (!sy_typer_same_shape (first, argument))
        return sy_typer_fail_argument (
            typer, argument,
            g_strdup_printf (_ ("all columns of %s must be of the same table and rows"),
                             call->function->name));
    }
  return TRUE;
}

static gboolean
check_pairs (SyTyper *typer, const SyExpression *call)
{
  guint n = sy_expression_get_n_children (call);
  gboolean even = call->function->id == SY_FUNCTION_COUNTIFS || call->function->id == SY_FUNCTION_IFS;

  if ((n % 2 == 0) == even)
    return TRUE;
  if (call->function->id == SY_FUNCTION_IFS)
    return sy_typer_fail_argument (typer, call, g_strdup (_ ("IFS takes pairs of a condition and a value")));
  return sy_typer_fail_argument (
      typer, call, g_strdup_printf (_ ("%s takes pairs of a column and a criterion"), call->function->name));
}

static gboolean
check_match (SyTyper *typer, const SyExpression *call)
{
  const SyExpression *wanted = sy_expression_get_child (call, 0);
  const SyExpression *column = sy_expression_get_child (call, 1);
  const SyExpression *option =
      sy_expression_get_n_children (call) > 2 ? sy_expression_get_child (call, 2) : NULL;
  double kind = option && option->kind != SY_EXPRESSION_UNARY ? option->number : option ? -1. : 1.;

  if (column->kind != SY_EXPRESSION_COLUMN)
    return sy_typer_fail_argument (typer, column,
                                   g_strdup (_ ("MATCH looks through a whole column, not a range")));
  if (kind < 0. || kind > 1. || (kind > 0. && kind < 1.))
    return sy_typer_fail_argument (
        typer, option,
        g_strdup (_ ("MATCH takes 0 for an exact match or 1 for the largest value not above")));
  if ((wanted->type == SY_TYPE_TEXT) != (column->type == SY_TYPE_TEXT)
      || (wanted->type == SY_TYPE_BOOL) != (column->type == SY_TYPE_BOOL))
    return sy_typer_fail_type (
        typer, wanted,
        g_strdup_printf (_ ("MATCH looks for %s in a column of another type, which holds %s"),
                         get_type_title (wanted->type), get_type_title (column->type)));
  if (kind > 0. && column->type == SY_TYPE_TEXT)
    return sy_typer_fail_type (
        typer, column,
        g_strdup (_ ("MATCH with kind 1 needs numbers or dates; put 0 as its third argument for texts")));
  return TRUE;
}

static gboolean
check_week_kind (SyTyper *typer, const SyExpression *call)
{
  const SyExpression *option =
      sy_expression_get_n_children (call) > 1 ? sy_expression_get_child (call, 1) : NULL;
  double kind = option ? option->number : 1.;
  gboolean week = call->function->id == SY_FUNCTION_WEEKNUM;

  if (!option
      || (option->kind == SY_EXPRESSION_NUMBER && sy_typer_is_whole (option)
          && ((kind >= 1. && kind <= (week ? 2. : 3.)) || (kind >= 11. && kind <= 17.)
              || (week && kind >= 21. && kind <= 21.))))
    return TRUE;
  return sy_typer_fail_argument (typer, option,
                                 g_strdup (week ? _ ("WEEKNUM takes the kinds 1, 2, 11 to 17 and 21")
                                                : _ ("WEEKDAY takes the kinds 1, 2, 3 and 11 to 17")));
}

static gboolean
check_format (SyTyper *typer, const SyExpression *call)
{
  const SyExpression *text = sy_expression_get_child (call, 1);
  g_autoptr (SyTextFormat) format = NULL;

  if (sy_expression_get_child (call, 0)->type == SY_TYPE_TEXT)
    return sy_typer_fail_type (typer, call,
                               g_strdup (_ ("TEXT formats a number or a date, and this is text already")));
  format = sy_text_format_parse (text->text, text, typer->error);
  return format != NULL;
}

static gboolean
check_unit (SyTyper *typer, const SyExpression *call)
{
  const SyExpression *unit = sy_expression_get_child (call, 2);

  if (g_ascii_strcasecmp (unit->text, "y") == 0 || g_ascii_strcasecmp (unit->text, "m") == 0
      || g_ascii_strcasecmp (unit->text, "d") == 0)
    return TRUE;
  return sy_typer_fail_argument (typer, unit,
                                 g_strdup (_ ("DATEDIF takes the units \"Y\", \"M\" and \"D\"")));
}

static gboolean
check_array (SyTyper *typer, const SyExpression *call)
{
  for (guint i = 0; i < sy_expression_get_n_children (call); i++)
    if (!sy_expression_get_child (call, i)->is_column)
      return sy_typer_fail_argument (typer, sy_expression_get_child (call, i),
                                     g_strdup (_ ("SUMPRODUCT needs whole columns here")));
  return TRUE;
}

static gboolean
check_if (SyTyper *typer, const SyExpression *call)
{
  if (sy_expression_get_n_children (call) == 3 || sy_expression_get_child (call, 1)->type == SY_TYPE_BOOL)
    return TRUE;
  return sy_typer_fail_argument (
      typer, call,
      g_strdup (_ ("IF needs a third argument here: what it gives when the condition does not hold")));
}

static gboolean
check_call (SyTyper *typer, SyExpression *call)
{
  switch ((int) call->function->id)
    {
    case SY_FUNCTION_IF:
      return check_if (typer, call);
    case SY_FUNCTION_SUMIFS:
    case SY_FUNCTION_COUNTIFS:
    case SY_FUNCTION_AVERAGEIFS:
    case SY_FUNCTION_MAXIFS:
    case SY_FUNCTION_MINIFS:
    case SY_FUNCTION_DISTINCTCOUNT:
    case SY_FUNCTION_SUMIF:
    case SY_FUNCTION_AVERAGEIF:
    case SY_FUNCTION_CORREL:
    case SY_FUNCTION_SLOPE:
    case SY_FUNCTION_INTERCEPT:
    case SY_FUNCTION_RSQ:
      return check_shapes (typer, call);
    case SY_FUNCTION_INDEX:
      if (sy_expression_get_child (call, 0)->kind != SY_EXPRESSION_COLUMN)
        return sy_typer_fail_argument (typer, call,
                                       g_strdup (_ ("INDEX takes a whole column and a row number")));
      return TRUE;
    case SY_FUNCTION_MATCH:
      return check_match (typer, call);
    case SY_FUNCTION_WEEKDAY:
    case SY_FUNCTION_WEEKNUM:
      return check_week_kind (typer, call);
    case SY_FUNCTION_TEXT:
      return check_format (typer, call);
    case SY_FUNCTION_DATEDIF:
      return check_unit (typer, call);
    case SY_FUNCTION_SUMPRODUCT:
      return check_array (typer, call);
    default:
      return TRUE;
    }
}

static gboolean
has_pairs (const SyExpression *call)
{
  return strchr (call->function->arguments, '(')
         && call->function->arguments[strlen (call->function->arguments) - 3] != '(';
}

/* SUMIF without its third argument sums the column that it tests. */
static gboolean
check_tested_numbers (SyTyper *typer, const SyExpression *call)
{
  gboolean takes_first =
      call->function->id == SY_FUNCTION_SUMIF || call->function->id == SY_FUNCTION_AVERAGEIF;

  return !takes_first || sy_expression_get_n_children (call) > 2
         || sy_typer_check_numbers (typer, call, sy_expression_get_child (call, 0));
}

/* --- for the typer --- */

/* The number of arguments, before they are typed. */
gboolean
sy_typer_check_count (SyTyper *typer, const SyExpression *call)
{
  return count_arguments (typer, call) && (!has_pairs (call) || check_pairs (typer, call));
}

/* Type and flags of a call whose arguments are typed, and what its function asks of them together. */
gboolean
sy_typer_finish_call (SyTyper *typer, SyExpression *call)
{
  if (!check_tested_numbers (typer, call) || !find_result_type (typer, call))
    return FALSE;
  find_flags (typer, call);
  return check_call (typer, call);
}
