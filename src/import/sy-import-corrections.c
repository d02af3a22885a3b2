/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Corrections of one column by hand: its type, how its cells are read, whether it is loaded at all. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "sy-import-plan-private.h"

static gboolean
type_serves (SyRoleType role, SyColumnType type)
{
  switch (role)
    {
    case SY_ROLE_NUMBER:
    case SY_ROLE_MONEY:
      return type == SY_COLUMN_INT64 || type == SY_COLUMN_DECIMAL || type == SY_COLUMN_DOUBLE;
    case SY_ROLE_DATE:
      return type == SY_COLUMN_DATE || type == SY_COLUMN_TIMESTAMP;
    case SY_ROLE_TIME:
      return type == SY_COLUMN_TIME || type == SY_COLUMN_TIMESTAMP;
    case SY_ROLE_BOOL:
      return type == SY_COLUMN_BOOL;
    case SY_ROLE_TEXT:
    default:
      return type == SY_COLUMN_TEXT;
    }
}

static gboolean
check_role (const SyImportPlan *plan, const SyImportColumn *column, SyColumnType type, GError **error)
{
  const SyRole *role =
      plan->kind && column->role ? sy_source_kind_find_role (plan->kind, column->role) : NULL;

  if (!role || type_serves (role->type, type))
    return TRUE;
  g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ROLE,
               _ ("Column “%s” is “%s”, which needs another type; take that meaning away first"),
               column->header, role->title ? role->title : role->id);
  return FALSE;
}

/* What is asked to be a date is read in the way that most of its cells are written. */
static void
read_as_dates (SyImportColumn *column)
{
  const SyColumnEvidence *e = column->evidence;
  guint64 half = (e->n_filled + 1) / 2;

  column->reading.compact_dates = column->reading.compact_dates || e->n_compact >= MAX (half, 1);
  column->reading.serial_dates =
      column->reading.serial_dates || (!column->reading.compact_dates && e->n_serials >= MAX (half, 1));
  column->reading.months =
      !column->reading.compact_dates && !column->reading.serial_dates && e->n_months >= MAX (half, 1);
  if (e->n_order[0] > 0 && column->reading.date_order == SY_DATE_ORDER_UNKNOWN)
    column->reading.date_order = e->n_order[SY_DATE_ORDER_MONTH_FIRST] > e->n_order[SY_DATE_ORDER_DAY_FIRST]
                                     ? SY_DATE_ORDER_MONTH_FIRST
                                     : SY_DATE_ORDER_DAY_FIRST;
}

/**
 * sy_import_plan_set_type:
 * @column: place among the plan's columns
 * @type: what the cells are to be; those that are not are left empty and listed
 * @scale: decimals of DECIMAL, 0…18, else ignored
 *
 * The type is final: no later row widens it.
 *
 * Returns: %FALSE with SY_IMPORT_ERROR_ROLE when the column's role needs another type
 */
gboolean
sy_import_plan_set_type (SyImportPlan *plan, guint column, SyColumnType type, guint scale, GError **error)
{
  SyImportColumn *target;

  g_return_val_if_fail (plan && column < plan->columns->len && scale <= SY_DECIMAL_DIGITS, FALSE);
  target = sy_import_plan_get_column (plan, column);
  if (!check_role (plan, target, type, error))
    return FALSE;
  target->type = type;
  target->scale = type == SY_COLUMN_DECIMAL ? scale : 0;
  target->type_by_hand = TRUE;
  if (type == SY_COLUMN_DATE || type == SY_COLUMN_TIMESTAMP)
    read_as_dates (target);
  sy_import_plan_set_reason (&target->type_reason, _ ("chosen by hand"));
  sy_import_findings_update (plan);
  return TRUE;
}

/**
 * sy_import_plan_set_reading:
 * @column: place among the plan's columns
 * @reading: decimal comma, order of day and month …
 *
 * The type is told anew with it, unless it was chosen by hand.
 */
void
sy_import_plan_set_reading (SyImportPlan *plan, guint column, SyColumnReading reading)
{
  SyImportColumn *target;

  g_return_if_fail (plan && column < plan->columns->len);
  target = sy_import_plan_get_column (plan, column);
  target->reading = reading;
  target->reading_by_hand = TRUE;
  sy_import_roles_type_column (plan, target);
  sy_import_findings_update (plan);
}

/**
 * sy_import_plan_set_left_out:
 * @column: place among the plan's columns
 * @left_out: %TRUE: it stays in the file, and loses its role
 */
void
sy_import_plan_set_left_out (SyImportPlan *plan, guint column, gboolean left_out)
{
  SyImportColumn *target;

  g_return_if_fail (plan && column < plan->columns->len);
  target = sy_import_plan_get_column (plan, column);
  target->left_out = left_out;
  target->left_out_by_hand = TRUE;
  if (left_out && target->role)
    {
      g_clear_pointer (&target->role, g_free);
      g_clear_pointer (&target->role_reason, g_free);
      sy_import_roles_type_column (plan, target);
      sy_import_roles_update_missing (plan);
    }
  sy_import_findings_update (plan);
}
