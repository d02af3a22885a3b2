/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What row of its table a bound position means: INDEX([c],1), INDEX([c],[@row]-3), INDEX([c],ROWS([c])),
 * [@c]. */
#pragma once

#include "sy-expression.h"

G_BEGIN_DECLS

typedef enum
{
  SY_POSITION_ABSOLUTE, /* row number offset, from the first, 1-based */
  SY_POSITION_RELATIVE, /* this row and offset more, as [@c] or INDEX([c],[@row]-3) */
  SY_POSITION_LAST,     /* the table's last row and offset more (0 or less), as INDEX([c],ROWS([c])) */
  SY_POSITION_COMPUTED, /* by any other formula */
} SyPositionKind;

typedef struct
{
  SyPositionKind kind;
  gint64 offset;
} SyPosition;

/* Of the second argument of INDEX over a column of @table (the table whose row is meant by [@row] and whose
 * ROWS is the last). */
SyPosition sy_position_of_number (const SyExpression *number, const SyModelTable *table);
/* Of one end of a range, or of any [@c] or INDEX(…) call. */
SyPosition sy_position_of_cell (const SyExpression *cell);

G_END_DECLS
