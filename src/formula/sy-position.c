/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads positions of the forms number, [@row], ROWS([c]) and their sums with numbers. */
#include "config.h"

#include <math.h>

#include "sy-functions.h"
#include "sy-model.h"
#include "sy-position.h"

#define LARGEST 1e9

static const SyPosition computed = { SY_POSITION_COMPUTED, 0 };

static gboolean
is_constant (SyPosition position)
{
  return position.kind == SY_POSITION_ABSOLUTE;
}

static SyPosition
add (SyPosition a, SyPosition b, gint64 sign)
{
  if (a.kind == SY_POSITION_COMPUTED
      || !(is_constant (b) || (is_constant (a) && b.kind != SY_POSITION_COMPUTED && sign > 0)))
    return computed;
  return (SyPosition){ is_constant (b) ? a.kind : b.kind, a.offset + sign * b.offset };
}

SyPosition
sy_position_of_number (const SyExpression *number, const SyModelTable *table)
{
  const SyExpression *first =
      sy_expression_get_n_children (number) > 0 ? sy_expression_get_child (number, 0) : NULL;
  SyPosition position = computed;

  switch ((int) number->kind)
    {
    case SY_EXPRESSION_NUMBER:
      /* Excel cuts fractions off at the end, so a sum with one isn't simple. */
      if (fabs (number->number) < LARGEST && !(fabs (number->number - trunc (number->number)) > 0.))
        position = (SyPosition){ SY_POSITION_ABSOLUTE, (gint64) number->number };
      return position;
    case SY_EXPRESSION_CELL:
      if (!number->bound_column && number->bound_table == table)
        position = (SyPosition){ SY_POSITION_RELATIVE, 0 };
      return position;
    case SY_EXPRESSION_CALL:
      if (number->function && number->function->id == SY_FUNCTION_ROWS && first->kind == SY_EXPRESSION_COLUMN
          && first->bound_table == table)
        position = (SyPosition){ SY_POSITION_LAST, 0 };
      return position;
    case SY_EXPRESSION_UNARY:
      position = sy_position_of_number (first, table);
      if (number->op == SY_OP_PLUS)
        return position;
      if (number->op == SY_OP_NEGATE && is_constant (position))
        return (SyPosition){ SY_POSITION_ABSOLUTE, -position.offset };
      return computed;
    case SY_EXPRESSION_BINARY:
      if (number->op != SY_OP_ADD && number->op != SY_OP_SUBTRACT)
        return computed;
      return add (sy_position_of_number (first, table),
                  sy_position_of_number (sy_expression_get_child (number, 1), table),
                  number->op == SY_OP_ADD ? 1 : -1);
    default:
      return computed;
    }
}

SyPosition
sy_position_of_cell (const SyExpression *cell)
{
  const SyExpression *column = NULL;

  if (cell->kind == SY_EXPRESSION_CELL)
    return (SyPosition){ SY_POSITION_RELATIVE, 0 };
  if (cell->kind != SY_EXPRESSION_CALL || !cell->function || cell->function->id != SY_FUNCTION_INDEX)
    return computed;
  column = sy_expression_get_child (cell, 0);
  return sy_position_of_number (sy_expression_get_child (cell, 1), column->bound_table);
}
