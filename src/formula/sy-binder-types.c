/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The static meaning of every node: its type, whether it is many cells, whether it can be blank or an error.
 * What Excel would silently get wrong is refused here. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "sy-binder-typer-private.h"
#include "sy-functions.h"

static gboolean type_node (SyTyper *typer, SyExpression *node);

/* @message is taken over. */
gboolean
sy_typer_fail (SyTyper *typer, const SyExpression *node, SyFormulaError code, char *message)
{
  sy_formula_set_error (typer->error, code, node->line, node->column, "%s", message);
  g_free (message);
  return FALSE;
}

gboolean
sy_typer_fail_type (SyTyper *typer, const SyExpression *node, char *message)
{
  return sy_typer_fail (typer, node, SY_FORMULA_ERROR_TYPE, message);
}

gboolean
sy_typer_fail_argument (SyTyper *typer, const SyExpression *node, char *message)
{
  return sy_typer_fail (typer, node, SY_FORMULA_ERROR_ARGUMENT, message);
}

/* One value is needed where many cells stand: says how to get one. */
static gboolean
fail_column (SyTyper *typer, const SyExpression *node)
{
  g_autofree char *text = sy_expression_to_string (node);

  if (node->kind == SY_EXPRESSION_COLUMN && node->bound_table == typer->scope->table)
    return sy_typer_fail_type (
        typer, node,
        g_strdup_printf (
            _ ("%s is a whole column where one value is needed; use [@%s] for this row's cell or SUM(%s)"),
            text, node->column_name, text));
  if (node->kind == SY_EXPRESSION_COLUMN)
    return sy_typer_fail_type (
        typer, node,
        g_strdup_printf (
            _ ("%s is a whole column where one value is needed; use SUM(%s), SUMIFS or INDEX(%s,MATCH(…))"),
            text, text, text));
  return sy_typer_fail_type (
      typer, node,
      g_strdup_printf (_ ("%s is many cells where one value is needed; put it into SUM, AVERAGE or the like"),
                       text));
}

static gboolean
type_scalar (SyTyper *typer, SyExpression *node)
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

/* --- ranges --- */

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

gboolean
sy_typer_is_inside (SyPosition position)
{
  return (position.kind == SY_POSITION_ABSOLUTE && position.offset == 1)
         || (position.kind != SY_POSITION_COMPUTED && position.kind != SY_POSITION_ABSOLUTE
             && position.offset == 0);
}

static gboolean
type_range (SyTyper *typer, SyExpression *node)
{
  SyExpression *begin = sy_expression_get_child (node, 0);
  SyExpression *end = sy_expression_get_child (node, 1);
  const SyExpression *column = NULL;

  if (!is_range_end (begin) || !is_range_end (end))
    return sy_typer_fail_argument (
        typer, node,
        g_strdup (
            _ ("a range goes from INDEX([c],…) or [@c] to INDEX([c],…) or [@c], as INDEX([c],1):[@c]")));
  if (!type_scalar (typer, begin) || !type_scalar (typer, end))
    return FALSE;
  column = get_range_column (begin);
  if (column->bound_table != typer->scope->table
      || get_range_column (end)->bound_table != typer->scope->table)
    return sy_typer_fail_argument (typer, node,
                                   g_strdup (_ ("a range can only be over a column of this table")));
  if (column->bound_column != get_range_column (end)->bound_column)
    return sy_typer_fail_argument (typer, node, g_strdup (_ ("both ends of a range must be in one column")));
  take_column (node, column->bound_column);
  node->bound_table = column->bound_table;
  node->bound_column = column->bound_column;
  node->is_column = TRUE;
  node->may_be_error = node->may_be_error || !sy_typer_is_inside (sy_position_of_cell (begin))
                       || !sy_typer_is_inside (sy_position_of_cell (end));
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
gboolean
sy_typer_same_shape (const SyExpression *a, const SyExpression *b)
{
  if (a->kind != b->kind || a->bound_table != b->bound_table)
    return FALSE;
  return a->kind == SY_EXPRESSION_COLUMN
         || (same_position (sy_expression_get_child (a, 0), sy_expression_get_child (b, 0))
             && same_position (sy_expression_get_child (a, 1), sy_expression_get_child (b, 1)));
}

/* --- operators --- */

/* Whole days stay a date when they are added to one; that a parameter counts whole days is taken for granted.
 */
gboolean
sy_typer_is_whole (const SyExpression *node)
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
      return node->op != SY_OP_PERCENT && sy_typer_is_whole (sy_expression_get_child (node, 0));
    case SY_EXPRESSION_BINARY:
      return (node->op == SY_OP_ADD || node->op == SY_OP_SUBTRACT || node->op == SY_OP_MULTIPLY)
             && sy_typer_is_whole (sy_expression_get_child (node, 0))
             && sy_typer_is_whole (sy_expression_get_child (node, 1));
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
  if (op == SY_OP_SUBTRACT && a->type == SY_TYPE_DATE && b->type != SY_TYPE_DATE && sy_typer_is_whole (b))
    return SY_TYPE_DATE;
  if (op == SY_OP_ADD && (a->type == SY_TYPE_DATE) != (b->type == SY_TYPE_DATE)
      && sy_typer_is_whole (a->type == SY_TYPE_DATE ? b : a))
    return SY_TYPE_DATE;
  return SY_TYPE_NUMBER;
}

static gboolean
is_number_literal (const SyExpression *node)
{
  return node->kind == SY_EXPRESSION_NUMBER
         || (node->kind == SY_EXPRESSION_UNARY && is_number_literal (sy_expression_get_child (node, 0)));
}

gboolean
sy_typer_is_nonzero (const SyExpression *node)
{
  return is_number_literal (node)
         && (node->kind != SY_EXPRESSION_NUMBER ? sy_typer_is_nonzero (sy_expression_get_child (node, 0))
                                                : fabs (node->number) > 0.);
}

/* x^2 and 1.05^x have a value for every x; x^y may not, as (-1)^0.5. */
gboolean
sy_typer_power_may_fail (const SyExpression *base, const SyExpression *exponent)
{
  if (exponent->kind == SY_EXPRESSION_NUMBER && exponent->number > 0. && sy_typer_is_whole (exponent))
    return FALSE;
  return !(base->kind == SY_EXPRESSION_NUMBER && base->number > 0.);
}

static gboolean
operator_may_fail (SyOperator op, const SyExpression *a, const SyExpression *b)
{
  switch ((int) op)
    {
    case SY_OP_DIVIDE:
      return a->type == SY_TYPE_TEXT || !sy_typer_is_nonzero (b);
    case SY_OP_POWER:
      return a->type == SY_TYPE_TEXT || b->type == SY_TYPE_TEXT || sy_typer_power_may_fail (a, b);
    case SY_OP_ADD:
    case SY_OP_SUBTRACT:
    case SY_OP_MULTIPLY:
      return a->type == SY_TYPE_TEXT || b->type == SY_TYPE_TEXT;
    default:
      return FALSE;
    }
}

static gboolean
type_binary (SyTyper *typer, SyExpression *node)
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
type_unary (SyTyper *typer, SyExpression *node)
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

/* --- calls: one argument --- */

/* SUM and its kind skip texts, TRUE and FALSE in cells without a word; here that is said. */
gboolean
sy_typer_check_numbers (SyTyper *typer, const SyExpression *call, const SyExpression *argument)
{
  g_autofree char *text = NULL;
  gboolean is_cell =
      argument->is_column || argument->kind == SY_EXPRESSION_CELL || argument->kind == SY_EXPRESSION_NAME;

  if (argument->type != SY_TYPE_TEXT && (argument->type != SY_TYPE_BOOL || !is_cell))
    return TRUE;
  text = sy_expression_to_string (argument);
  if (argument->type == SY_TYPE_BOOL)
    return sy_typer_fail_type (
        typer, argument,
        g_strdup_printf (_ ("%s skips the conditions in %s; count them with COUNTIFS(%s,TRUE)"),
                         call->function->name, text, text));
  return sy_typer_fail_type (
      typer, argument, g_strdup_printf (_ ("%s needs numbers, and %s is text"), call->function->name, text));
}

static gboolean
type_column_argument (SyTyper *typer, const SyExpression *call, SyExpression *argument, gboolean numbers)
{
  gboolean in_array = typer->in_array;
  gboolean ok = FALSE;

  typer->in_array = FALSE;
  ok = type_node (typer, argument);
  typer->in_array = in_array;
  if (!ok)
    return FALSE;
  if (!argument->is_column)
    return sy_typer_fail_type (
        typer, argument,
        g_strdup_printf (_ ("%s needs a column here, as [c] or table[c]"), call->function->name));
  return !numbers || sy_typer_check_numbers (typer, call, argument);
}

static gboolean
type_columns_or_value (SyTyper *typer, const SyExpression *call, SyExpression *argument, gboolean numbers)
{
  gboolean in_array = typer->in_array;
  gboolean ok = FALSE;

  typer->in_array = FALSE;
  ok = type_node (typer, argument);
  typer->in_array = in_array;
  return ok && (!numbers || sy_typer_check_numbers (typer, call, argument));
}

static gboolean
type_array_argument (SyTyper *typer, SyExpression *argument)
{
  gboolean in_array = typer->in_array;
  gboolean ok = FALSE;

  typer->in_array = TRUE;
  ok = type_node (typer, argument);
  typer->in_array = in_array;
  if (!ok)
    return FALSE;
  if (argument->type == SY_TYPE_BOOL)
    return sy_typer_fail_type (
        typer, argument,
        g_strdup (_ ("SUMPRODUCT takes a bare condition for 0; multiply it, as (condition)*1")));
  if (argument->type == SY_TYPE_TEXT)
    return sy_typer_fail_type (typer, argument, g_strdup (_ ("SUMPRODUCT needs numbers, and this is text")));
  return TRUE;
}

static gboolean
check_option (SyTyper *typer, const SyExpression *call, const SyExpression *argument)
{
  if (!is_number_literal (argument) && argument->kind != SY_EXPRESSION_BOOL)
    return sy_typer_fail_argument (
        typer, argument, g_strdup_printf (_ ("%s needs a number written out here"), call->function->name));
  return TRUE;
}

static gboolean
type_value_argument (SyTyper *typer, const SyExpression *call, SyExpression *argument, SyArgumentKind kind)
{
  gboolean each = typer->in_array && (call->function->flags & SY_FUNCTION_ELEMENTWISE);

  if (!(each ? type_node (typer, argument) : type_scalar (typer, argument)))
    return FALSE;
  if (kind == SY_ARGUMENT_CONDITION && argument->type == SY_TYPE_TEXT)
    return sy_typer_fail_type (
        typer, argument,
        g_strdup_printf (_ ("%s needs a condition here, and this is text"), call->function->name));
  if (kind == SY_ARGUMENT_CELL && argument->kind != SY_EXPRESSION_CELL
      && argument->kind != SY_EXPRESSION_NAME)
    return sy_typer_fail_argument (
        typer, argument,
        g_strdup_printf (_ ("%s looks at a cell, [@c], or at a name"), call->function->name));
  return TRUE;
}

static gboolean
type_argument (SyTyper *typer, const SyExpression *call, guint i)
{
  SyExpression *argument = sy_expression_get_child (call, i);
  SyArgumentKind kind = sy_function_get_argument_kind (call->function, i);

  if (argument->kind == SY_EXPRESSION_MISSING && kind != SY_ARGUMENT_BRANCH)
    return sy_typer_fail_argument (
        typer, argument, g_strdup_printf (_ ("argument %u of %s is empty"), i + 1, call->function->name));
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
        return sy_typer_fail_argument (
            typer, argument, g_strdup_printf (_ ("%s needs a text written out here"), call->function->name));
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
type_call (SyTyper *typer, SyExpression *call)
{
  const SyExpression *outer_column = typer->array_column;
  gboolean is_array = call->function->id == SY_FUNCTION_SUMPRODUCT;

  if (!sy_typer_check_count (typer, call))
    return FALSE;
  if (is_array)
    typer->array_column = NULL;
  for (guint i = 0; i < sy_expression_get_n_children (call); i++)
    if (!type_argument (typer, call, i))
      return FALSE;
  if (is_array)
    typer->array_column = outer_column;
  return sy_typer_finish_call (typer, call);
}

/* --- leaves --- */

static gboolean
type_column (SyTyper *typer, SyExpression *node)
{
  take_column (node, node->bound_column);
  node->is_column = TRUE;
  if (!typer->in_array)
    return TRUE;
  if (!typer->array_column)
    typer->array_column = node;
  if (!sy_typer_same_shape (typer->array_column, node))
    return sy_typer_fail_argument (
        typer, node, g_strdup (_ ("all columns of SUMPRODUCT must be of the same table and rows")));
  return TRUE;
}

static gboolean
type_node (SyTyper *typer, SyExpression *node)
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
      if (typer->in_array && typer->array_column && !sy_typer_same_shape (typer->array_column, node))
        return sy_typer_fail_argument (
            typer, node, g_strdup (_ ("all columns of SUMPRODUCT must be of the same table and rows")));
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
  SyTyper typer = { scope, FALSE, NULL, error };

  return type_scalar (&typer, root);
}

/* Types a formula that may as well be a whole column: an argument of a row source. */
gboolean
sy_binder_type_any (SyExpression *root, const SyScope *scope, GError **error)
{
  SyTyper typer = { scope, FALSE, NULL, error };

  return type_node (&typer, root);
}
