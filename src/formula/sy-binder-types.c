/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The static meaning of every node: its type, whether it is many cells, whether it can be blank or an error.
 * What Excel would silently get wrong is refused here. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "sy-binder-private.h"
#include "sy-functions.h"
#include "sy-position.h"
#include "sy-text-format.h"

typedef struct
{
  const SyScope *scope;
  gboolean in_array;                /* within SUMPRODUCT: whole columns stand for their cells */
  const SyExpression *array_column; /* the first of them; all others have its shape */
  GError **error;
} Typer;

static gboolean type_node (Typer *typer, SyExpression *node);

/* @message is taken over. */
static gboolean
fail (Typer *typer, const SyExpression *node, SyFormulaError code, char *message)
{
  sy_formula_set_error (typer->error, code, node->line, node->column, "%s", message);
  g_free (message);
  return FALSE;
}

static gboolean
fail_type (Typer *typer, const SyExpression *node, char *message)
{
  return fail (typer, node, SY_FORMULA_ERROR_TYPE, message);
}

static gboolean
fail_argument (Typer *typer, const SyExpression *node, char *message)
{
  return fail (typer, node, SY_FORMULA_ERROR_ARGUMENT, message);
}

/* One value is needed where many cells stand: says how to get one. */
static gboolean
fail_column (Typer *typer, const SyExpression *node)
{
  g_autofree char *text = sy_expression_to_string (node);

  if (node->kind == SY_EXPRESSION_COLUMN && node->bound_table == typer->scope->table)
    return fail_type (
        typer, node,
        g_strdup_printf (
            _ ("%s is a whole column where one value is needed; use [@%s] for this row's cell or SUM(%s)"),
            text, node->column_name, text));
  if (node->kind == SY_EXPRESSION_COLUMN)
    return fail_type (
        typer, node,
        g_strdup_printf (
            _ ("%s is a whole column where one value is needed; use SUM(%s), SUMIFS or INDEX(%s,MATCH(…))"),
            text, text, text));
  return fail_type (
      typer, node,
      g_strdup_printf (_ ("%s is many cells where one value is needed; put it into SUM, AVERAGE or the like"),
                       text));
}

static gboolean
type_scalar (Typer *typer, SyExpression *node)
{
  gboolean ok = FALSE;
  gboolean in_array = typer->in_array;

  typer->in_array = FALSE;
  ok = type_node (typer, node);
  typer->in_array = in_array;
  if (ok && node->is_column)
    return fail_column (typer, node);
  return ok;
}

static void
take_column (SyExpression *node, const SyModelColumn *column)
{
  node->type = column ? column->type : SY_TYPE_NUMBER;
  node->may_be_error = column && column->may_be_error;
  node->may_be_blank = column && column->may_be_blank && !column->may_be_error;
}

/* --- ranges
 * ------------------------------------------------------------------------------------------------------ */

static const SyExpression *
get_range_column (const SyExpression *end)
{
  return end->kind == SY_EXPRESSION_CELL ? end : sy_expression_get_child (end, 0);
}

static gboolean
is_range_end (const SyExpression *node)
{
  if (node->kind == SY_EXPRESSION_CELL)
    return node->bound_column != NULL;
  return node->kind == SY_EXPRESSION_CALL && node->function && node->function->id == SY_FUNCTION_INDEX
         && sy_expression_get_n_children (node) == 2
         && sy_expression_get_child (node, 0)->kind == SY_EXPRESSION_COLUMN;
}

static gboolean
is_inside (SyPosition position)
{
  return (position.kind == SY_POSITION_ABSOLUTE && position.offset == 1)
         || (position.kind != SY_POSITION_COMPUTED && position.kind != SY_POSITION_ABSOLUTE
             && position.offset == 0);
}

static gboolean
type_range (Typer *typer, SyExpression *node)
{
  SyExpression *begin = sy_expression_get_child (node, 0);
  SyExpression *end = sy_expression_get_child (node, 1);
  const SyExpression *column = NULL;

  if (!is_range_end (begin) || !is_range_end (end))
    return fail_argument (
        typer, node,
        g_strdup (
            _ ("a range goes from INDEX([c],…) or [@c] to INDEX([c],…) or [@c], as INDEX([c],1):[@c]")));
  if (!type_scalar (typer, begin) || !type_scalar (typer, end))
    return FALSE;
  column = get_range_column (begin);
  if (column->bound_table != typer->scope->table
      || get_range_column (end)->bound_table != typer->scope->table)
    return fail_argument (typer, node, g_strdup (_ ("a range can only be over a column of this table")));
  if (column->bound_column != get_range_column (end)->bound_column)
    return fail_argument (typer, node, g_strdup (_ ("both ends of a range must be in one column")));
  take_column (node, column->bound_column);
  node->bound_table = column->bound_table;
  node->bound_column = column->bound_column;
  node->is_column = TRUE;
  node->may_be_error = node->may_be_error || !is_inside (sy_position_of_cell (begin))
                       || !is_inside (sy_position_of_cell (end));
  return TRUE;
}

static gboolean
same_position (const SyExpression *a, const SyExpression *b)
{
  SyPosition position_a = sy_position_of_cell (a);
  SyPosition position_b = sy_position_of_cell (b);

  if (position_a.kind == SY_POSITION_COMPUTED && position_b.kind == SY_POSITION_COMPUTED)
    return sy_expression_equal (sy_expression_get_child (a, 1), sy_expression_get_child (b, 1));
  return position_a.kind == position_b.kind && position_a.offset == position_b.offset;
}

/* Whether two columns or ranges have their cells in the same rows. */
static gboolean
same_shape (const SyExpression *a, const SyExpression *b)
{
  if (a->kind != b->kind || a->bound_table != b->bound_table)
    return FALSE;
  return a->kind == SY_EXPRESSION_COLUMN
         || (same_position (sy_expression_get_child (a, 0), sy_expression_get_child (b, 0))
             && same_position (sy_expression_get_child (a, 1), sy_expression_get_child (b, 1)));
}

/* --- operators
 * --------------------------------------------------------------------------------------------------- */

/* Whole days stay a date when they are added to one; that a parameter counts whole days is taken for granted.
 */
static gboolean
is_whole (const SyExpression *node)
{
  const SyExpression *bound = NULL;

  switch ((int) node->kind)
    {
    case SY_EXPRESSION_NUMBER:
      return !(fabs (node->number - trunc (node->number)) > 0.);
    case SY_EXPRESSION_NAME:
      return node->type != SY_TYPE_TEXT;
    case SY_EXPRESSION_CELL:
      if (!node->bound_column || node->type == SY_TYPE_DATE)
        return TRUE;
      /* One look into the column, no chain of them. */
      bound = node->bound_column->bound;
      return bound && bound->kind == SY_EXPRESSION_CALL && (bound->function->flags & SY_FUNCTION_WHOLE);
    case SY_EXPRESSION_UNARY:
      return node->op != SY_OP_PERCENT && is_whole (sy_expression_get_child (node, 0));
    case SY_EXPRESSION_BINARY:
      return (node->op == SY_OP_ADD || node->op == SY_OP_SUBTRACT || node->op == SY_OP_MULTIPLY)
             && is_whole (sy_expression_get_child (node, 0)) && is_whole (sy_expression_get_child (node, 1));
    case SY_EXPRESSION_CALL:
      if ((node->function->id == SY_FUNCTION_ROUND || node->function->id == SY_FUNCTION_ROUNDUP
           || node->function->id == SY_FUNCTION_ROUNDDOWN)
          && sy_expression_get_child (node, 1)->kind == SY_EXPRESSION_NUMBER)
        return sy_expression_get_child (node, 1)->number <= 0.;
      return (node->function->flags & SY_FUNCTION_WHOLE) != 0;
    default:
      return node->type == SY_TYPE_DATE;
    }
}

static SyValueType
get_arithmetic_type (SyOperator op, const SyExpression *a, const SyExpression *b)
{
  if (op == SY_OP_SUBTRACT && a->type == SY_TYPE_DATE && b->type != SY_TYPE_DATE && is_whole (b))
    return SY_TYPE_DATE;
  if (op == SY_OP_ADD && (a->type == SY_TYPE_DATE) != (b->type == SY_TYPE_DATE)
      && is_whole (a->type == SY_TYPE_DATE ? b : a))
    return SY_TYPE_DATE;
  return SY_TYPE_NUMBER;
}

static gboolean
is_number_literal (const SyExpression *node)
{
  return node->kind == SY_EXPRESSION_NUMBER
         || (node->kind == SY_EXPRESSION_UNARY && is_number_literal (sy_expression_get_child (node, 0)));
}

static gboolean
is_nonzero (const SyExpression *node)
{
  return is_number_literal (node)
         && (node->kind != SY_EXPRESSION_NUMBER ? is_nonzero (sy_expression_get_child (node, 0))
                                                : fabs (node->number) > 0.);
}

/* x^2 and 1.05^x have a value for every x; x^y may not, as (-1)^0.5. */
static gboolean
power_may_fail (const SyExpression *base, const SyExpression *exponent)
{
  if (exponent->kind == SY_EXPRESSION_NUMBER && exponent->number > 0. && is_whole (exponent))
    return FALSE;
  return !(base->kind == SY_EXPRESSION_NUMBER && base->number > 0.);
}

static gboolean
operator_may_fail (SyOperator op, const SyExpression *a, const SyExpression *b)
{
  switch ((int) op)
    {
    case SY_OP_DIVIDE:
      return a->type == SY_TYPE_TEXT || !is_nonzero (b);
    case SY_OP_POWER:
      return a->type == SY_TYPE_TEXT || b->type == SY_TYPE_TEXT || power_may_fail (a, b);
    case SY_OP_ADD:
    case SY_OP_SUBTRACT:
    case SY_OP_MULTIPLY:
      return a->type == SY_TYPE_TEXT || b->type == SY_TYPE_TEXT;
    default:
      return FALSE;
    }
}

static gboolean
type_binary (Typer *typer, SyExpression *node)
{
  SyExpression *a = sy_expression_get_child (node, 0);
  SyExpression *b = sy_expression_get_child (node, 1);

  if (!type_node (typer, a) || !type_node (typer, b))
    return FALSE;
  if (!typer->in_array && (a->is_column || b->is_column))
    return fail_column (typer, a->is_column ? a : b);
  if (node->op == SY_OP_CONCAT)
    node->type = SY_TYPE_TEXT;
  else if (node->op >= SY_OP_EQUAL)
    node->type = SY_TYPE_BOOL;
  else
    node->type = get_arithmetic_type (node->op, a, b);
  node->is_column = a->is_column || b->is_column;
  node->may_be_error = a->may_be_error || b->may_be_error || operator_may_fail (node->op, a, b);
  return TRUE;
}

static gboolean
type_unary (Typer *typer, SyExpression *node)
{
  SyExpression *operand = sy_expression_get_child (node, 0);

  if (!type_node (typer, operand))
    return FALSE;
  if (!typer->in_array && operand->is_column)
    return fail_column (typer, operand);
  node->type = node->op == SY_OP_PLUS ? operand->type : SY_TYPE_NUMBER;
  node->is_column = operand->is_column;
  node->may_be_error = operand->may_be_error || (node->op != SY_OP_PLUS && operand->type == SY_TYPE_TEXT);
  return TRUE;
}

/* --- calls: one argument
 * ----------------------------------------------------------------------------------------- */

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

/* SUM and its kind skip texts, TRUE and FALSE in cells without a word; here that is said. */
static gboolean
check_numbers (Typer *typer, const SyExpression *call, const SyExpression *argument)
{
  g_autofree char *text = NULL;
  gboolean is_cell =
      argument->is_column || argument->kind == SY_EXPRESSION_CELL || argument->kind == SY_EXPRESSION_NAME;

  if (argument->type != SY_TYPE_TEXT && (argument->type != SY_TYPE_BOOL || !is_cell))
    return TRUE;
  text = sy_expression_to_string (argument);
  if (argument->type == SY_TYPE_BOOL)
    return fail_type (typer, argument,
                      g_strdup_printf (_ ("%s skips the conditions in %s; count them with COUNTIFS(%s,TRUE)"),
                                       call->function->name, text, text));
  return fail_type (typer, argument,
                    g_strdup_printf (_ ("%s needs numbers, and %s is text"), call->function->name, text));
}

static gboolean
type_column_argument (Typer *typer, const SyExpression *call, SyExpression *argument, gboolean numbers)
{
  gboolean in_array = typer->in_array;
  gboolean ok = FALSE;

  typer->in_array = FALSE;
  ok = type_node (typer, argument);
  typer->in_array = in_array;
  if (!ok)
    return FALSE;
  if (!argument->is_column)
    return fail_type (
        typer, argument,
        g_strdup_printf (_ ("%s needs a column here, as [c] or table[c]"), call->function->name));
  return !numbers || check_numbers (typer, call, argument);
}

static gboolean
type_columns_or_value (Typer *typer, const SyExpression *call, SyExpression *argument, gboolean numbers)
{
  gboolean in_array = typer->in_array;
  gboolean ok = FALSE;

  typer->in_array = FALSE;
  ok = type_node (typer, argument);
  typer->in_array = in_array;
  return ok && (!numbers || check_numbers (typer, call, argument));
}

static gboolean
type_array_argument (Typer *typer, SyExpression *argument)
{
  gboolean in_array = typer->in_array;
  gboolean ok = FALSE;

  typer->in_array = TRUE;
  ok = type_node (typer, argument);
  typer->in_array = in_array;
  if (!ok)
    return FALSE;
  if (argument->type == SY_TYPE_BOOL)
    return fail_type (
        typer, argument,
        g_strdup (_ ("SUMPRODUCT takes a bare condition for 0; multiply it, as (condition)*1")));
  if (argument->type == SY_TYPE_TEXT)
    return fail_type (typer, argument, g_strdup (_ ("SUMPRODUCT needs numbers, and this is text")));
  return TRUE;
}

static gboolean
check_option (Typer *typer, const SyExpression *call, const SyExpression *argument)
{
  if (!is_number_literal (argument) && argument->kind != SY_EXPRESSION_BOOL)
    return fail_argument (typer, argument,
                          g_strdup_printf (_ ("%s needs a number written out here"), call->function->name));
  return TRUE;
}

static gboolean
type_value_argument (Typer *typer, const SyExpression *call, SyExpression *argument, SyArgumentKind kind)
{
  gboolean each = typer->in_array && (call->function->flags & SY_FUNCTION_ELEMENTWISE);

  if (!(each ? type_node (typer, argument) : type_scalar (typer, argument)))
    return FALSE;
  if (kind == SY_ARGUMENT_CONDITION && argument->type == SY_TYPE_TEXT)
    return fail_type (
        typer, argument,
        g_strdup_printf (_ ("%s needs a condition here, and this is text"), call->function->name));
  if (kind == SY_ARGUMENT_CELL && argument->kind != SY_EXPRESSION_CELL
      && argument->kind != SY_EXPRESSION_NAME)
    return fail_argument (
        typer, argument,
        g_strdup_printf (_ ("%s looks at a cell, [@c], or at a name"), call->function->name));
  return TRUE;
}

static gboolean
type_argument (Typer *typer, const SyExpression *call, guint i)
{
  SyExpression *argument = sy_expression_get_child (call, i);
  SyArgumentKind kind = sy_function_get_argument_kind (call->function, i);

  if (argument->kind == SY_EXPRESSION_MISSING && kind != SY_ARGUMENT_BRANCH)
    return fail_argument (typer, argument,
                          g_strdup_printf (_ ("argument %u of %s is empty"), i + 1, call->function->name));
  switch (kind)
    {
    case SY_ARGUMENT_COLUMN:
    case SY_ARGUMENT_NUMBER_COLUMN:
      return type_column_argument (typer, call, argument, kind == SY_ARGUMENT_NUMBER_COLUMN);
    case SY_ARGUMENT_VALUES:
    case SY_ARGUMENT_NUMBERS:
      return type_columns_or_value (typer, call, argument, kind == SY_ARGUMENT_NUMBERS);
    case SY_ARGUMENT_ARRAY:
      return type_array_argument (typer, argument);
    case SY_ARGUMENT_CRITERION:
      return type_scalar (typer, argument);
    case SY_ARGUMENT_OPTION:
      return type_scalar (typer, argument) && check_option (typer, call, argument);
    case SY_ARGUMENT_FORMAT:
      if (argument->kind != SY_EXPRESSION_TEXT)
        return fail_argument (typer, argument,
                              g_strdup_printf (_ ("%s needs a text written out here"), call->function->name));
      return type_scalar (typer, argument);
    case SY_ARGUMENT_NUMBER:
    case SY_ARGUMENT_TEXT:
    case SY_ARGUMENT_CONDITION:
    case SY_ARGUMENT_VALUE:
    case SY_ARGUMENT_BRANCH:
    case SY_ARGUMENT_CELL:
      break;
    }
  return type_value_argument (typer, call, argument, kind);
}

static gboolean
check_count (Typer *typer, const SyExpression *call)
{
  const SyFunction *function = call->function;
  guint n = sy_expression_get_n_children (call);

  if (n < function->min_arguments)
    return fail_argument (
        typer, call,
        g_strdup_printf (ngettext ("%s needs at least %u argument", "%s needs at least %u arguments",
                                   function->min_arguments),
                         function->name, function->min_arguments));
  if (n > function->max_arguments)
    return fail_argument (
        typer, call,
        g_strdup_printf (ngettext ("%s takes at most %u argument", "%s takes at most %u arguments",
                                   function->max_arguments),
                         function->name, function->max_arguments));
  return TRUE;
}

/* --- calls: all arguments
 * ---------------------------------------------------------------------------------------- */

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
unify_branches (Typer *typer, SyExpression *call)
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
        return fail_type (
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
find_result_type (Typer *typer, SyExpression *call)
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
          && !(is_inside (sy_position_of_cell (sy_expression_get_child (argument, 0)))
               && is_inside (sy_position_of_cell (sy_expression_get_child (argument, 1))));

      if (out_of_table)
        return TRUE;
      if (function->flags & SY_FUNCTION_IGNORES_ERRORS)
        return FALSE;
      return !(function->flags & SY_FUNCTION_CRITERIA)
             || (int) i == sy_function_get_value_argument (function, sy_expression_get_n_children (call));
    }
  if (kind == SY_ARGUMENT_VALUES)
    return FALSE;
  return TRUE;
}

static gboolean
call_may_fail (const SyExpression *call)
{
  guint n = sy_expression_get_n_children (call);
  const SyExpression *first = n > 0 ? sy_expression_get_child (call, 0) : NULL;

  switch ((int) call->function->id)
    {
    case SY_FUNCTION_INDEX:
      return first->bound_table != NULL && !is_inside (sy_position_of_cell (call));
    case SY_FUNCTION_IFS:
      return !(sy_expression_get_child (call, n - 2)->kind == SY_EXPRESSION_BOOL
               && sy_expression_get_child (call, n - 2)->number > 0.);
    case SY_FUNCTION_MOD:
      return !is_nonzero (sy_expression_get_child (call, 1));
    case SY_FUNCTION_POWER:
      return power_may_fail (first, sy_expression_get_child (call, 1));
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
find_flags (SyExpression *call)
{
  gboolean may_be_error = call_may_fail (call);

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

/* --- calls: what one function asks
 * ------------------------------------------------------------------------------- */

static gboolean
check_shapes (Typer *typer, const SyExpression *call)
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
      else if (!same_shape (first, argument))
        return fail_argument (typer, argument,
                              g_strdup_printf (_ ("all columns of %s must be of the same table and rows"),
                                               call->function->name));
    }
  return TRUE;
}

static gboolean
check_pairs (Typer *typer, const SyExpression *call)
{
  guint n = sy_expression_get_n_children (call);
  gboolean even = call->function->id == SY_FUNCTION_COUNTIFS || call->function->id == SY_FUNCTION_IFS;

  if ((n % 2 == 0) == even)
    return TRUE;
  if (call->function->id == SY_FUNCTION_IFS)
    return fail_argument (typer, call, g_strdup (_ ("IFS takes pairs of a condition and a value")));
  return fail_argument (
      typer, call, g_strdup_printf (_ ("%s takes pairs of a column and a criterion"), call->function->name));
}

static gboolean
check_match (Typer *typer, const SyExpression *call)
{
  const SyExpression *wanted = sy_expression_get_child (call, 0);
  const SyExpression *column = sy_expression_get_child (call, 1);
  const SyExpression *option =
      sy_expression_get_n_children (call) > 2 ? sy_expression_get_child (call, 2) : NULL;
  double kind = option && option->kind != SY_EXPRESSION_UNARY ? option->number : option ? -1. : 1.;

  if (column->kind != SY_EXPRESSION_COLUMN)
    return fail_argument (typer, column, g_strdup (_ ("MATCH looks through a whole column, not a range")));
  if (kind < 0. || kind > 1. || (kind > 0. && kind < 1.))
    return fail_argument (
        typer, option,
        g_strdup (_ ("MATCH takes 0 for an exact match or 1 for the largest value not above")));
  if ((wanted->type == SY_TYPE_TEXT) != (column->type == SY_TYPE_TEXT)
      || (wanted->type == SY_TYPE_BOOL) != (column->type == SY_TYPE_BOOL))
    return fail_type (typer, wanted,
                      g_strdup_printf (_ ("MATCH looks for %s in a column of another type, which holds %s"),
                                       get_type_title (wanted->type), get_type_title (column->type)));
  if (kind > 0. && column->type == SY_TYPE_TEXT)
    return fail_type (
        typer, column,
        g_strdup (_ ("MATCH with kind 1 needs numbers or dates; put 0 as its third argument for texts")));
  return TRUE;
}

static gboolean
check_week_kind (Typer *typer, const SyExpression *call)
{
  const SyExpression *option =
      sy_expression_get_n_children (call) > 1 ? sy_expression_get_child (call, 1) : NULL;
  double kind = option ? option->number : 1.;
  gboolean week = call->function->id == SY_FUNCTION_WEEKNUM;

  if (!option
      || (option->kind == SY_EXPRESSION_NUMBER && is_whole (option)
          && ((kind >= 1. && kind <= (week ? 2. : 3.)) || (kind >= 11. && kind <= 17.)
              || (week && kind >= 21. && kind <= 21.))))
    return TRUE;
  return fail_argument (typer, option,
                        g_strdup (week ? _ ("WEEKNUM takes the kinds 1, 2, 11 to 17 and 21")
                                       : _ ("WEEKDAY takes the kinds 1, 2, 3 and 11 to 17")));
}

static gboolean
check_format (Typer *typer, const SyExpression *call)
{
  const SyExpression *text = sy_expression_get_child (call, 1);
  g_autoptr (SyTextFormat) format = NULL;

  if (sy_expression_get_child (call, 0)->type == SY_TYPE_TEXT)
    return fail_type (typer, call,
                      g_strdup (_ ("TEXT formats a number or a date, and this is text already")));
  format = sy_text_format_parse (text->text, text, typer->error);
  return format != NULL;
}

static gboolean
check_unit (Typer *typer, const SyExpression *call)
{
  const SyExpression *unit = sy_expression_get_child (call, 2);

  if (g_ascii_strcasecmp (unit->text, "y") == 0 || g_ascii_strcasecmp (unit->text, "m") == 0
      || g_ascii_strcasecmp (unit->text, "d") == 0)
    return TRUE;
  return fail_argument (typer, unit, g_strdup (_ ("DATEDIF takes the units \"Y\", \"M\" and \"D\"")));
}

static gboolean
check_array (Typer *typer, const SyExpression *call)
{
  for (guint i = 0; i < sy_expression_get_n_children (call); i++)
    if (!sy_expression_get_child (call, i)->is_column)
      return fail_argument (typer, sy_expression_get_child (call, i),
                            g_strdup (_ ("SUMPRODUCT needs whole columns here")));
  return TRUE;
}

static gboolean
check_if (Typer *typer, const SyExpression *call)
{
  if (sy_expression_get_n_children (call) == 3 || sy_expression_get_child (call, 1)->type == SY_TYPE_BOOL)
    return TRUE;
  return fail_argument (
      typer, call,
      g_strdup (_ ("IF needs a third argument here: what it gives when the condition does not hold")));
}

static gboolean
check_call (Typer *typer, SyExpression *call)
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
        return fail_argument (typer, call, g_strdup (_ ("INDEX takes a whole column and a row number")));
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
check_tested_numbers (Typer *typer, const SyExpression *call)
{
  gboolean takes_first =
      call->function->id == SY_FUNCTION_SUMIF || call->function->id == SY_FUNCTION_AVERAGEIF;

  return !takes_first || sy_expression_get_n_children (call) > 2
         || check_numbers (typer, call, sy_expression_get_child (call, 0));
}

static gboolean
type_call (Typer *typer, SyExpression *call)
{
  const SyExpression *outer_column = typer->array_column;
  gboolean is_array = call->function->id == SY_FUNCTION_SUMPRODUCT;

  if (!check_count (typer, call) || (has_pairs (call) && !check_pairs (typer, call)))
    return FALSE;
  if (is_array)
    typer->array_column = NULL;
  for (guint i = 0; i < sy_expression_get_n_children (call); i++)
    if (!type_argument (typer, call, i))
      return FALSE;
  if (is_array)
    typer->array_column = outer_column;
  if (!check_tested_numbers (typer, call) || !find_result_type (typer, call))
    return FALSE;
  find_flags (call);
  return check_call (typer, call);
}

/* --- leaves
 * ------------------------------------------------------------------------------------------------------ */

static gboolean
type_column (Typer *typer, SyExpression *node)
{
  take_column (node, node->bound_column);
  node->is_column = TRUE;
  if (!typer->in_array)
    return TRUE;
  if (!typer->array_column)
    typer->array_column = node;
  if (!same_shape (typer->array_column, node))
    return fail_argument (typer, node,
                          g_strdup (_ ("all columns of SUMPRODUCT must be of the same table and rows")));
  return TRUE;
}

static gboolean
type_node (Typer *typer, SyExpression *node)
{
  switch (node->kind)
    {
    case SY_EXPRESSION_NUMBER:
    case SY_EXPRESSION_MISSING:
      node->type = SY_TYPE_NUMBER;
      return TRUE;
    case SY_EXPRESSION_TEXT:
      node->type = SY_TYPE_TEXT;
      return TRUE;
    case SY_EXPRESSION_BOOL:
      node->type = SY_TYPE_BOOL;
      return TRUE;
    case SY_EXPRESSION_CELL:
      take_column (node, node->bound_column);
      return TRUE;
    case SY_EXPRESSION_COLUMN:
      return type_column (typer, node);
    case SY_EXPRESSION_NAME:
      node->type = node->bound_name->type;
      node->may_be_error = node->bound_name->may_be_error;
      node->may_be_blank = node->bound_name->may_be_blank && !node->may_be_error;
      return TRUE;
    case SY_EXPRESSION_RANGE:
      if (!type_range (typer, node))
        return FALSE;
      if (typer->in_array && typer->array_column && !same_shape (typer->array_column, node))
        return fail_argument (typer, node,
                              g_strdup (_ ("all columns of SUMPRODUCT must be of the same table and rows")));
      if (typer->in_array && !typer->array_column)
        typer->array_column = node;
      return TRUE;
    case SY_EXPRESSION_UNARY:
      return type_unary (typer, node);
    case SY_EXPRESSION_BINARY:
      return type_binary (typer, node);
    case SY_EXPRESSION_CALL:
      return type_call (typer, node);
    }
  return FALSE;
}

/* Types a formula that gives one value. */
gboolean
sy_binder_type_value (SyExpression *root, const SyScope *scope, GError **error)
{
  Typer typer = { scope, FALSE, NULL, error };

  return type_scalar (&typer, root);
}

/* Types a formula that may as well be a whole column: an argument of a row source. */
gboolean
sy_binder_type_any (SyExpression *root, const SyScope *scope, GError **error)
{
  Typer typer = { scope, FALSE, NULL, error };

  return type_node (&typer, root);
}
