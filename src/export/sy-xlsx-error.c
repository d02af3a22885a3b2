/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-xlsx-error.h"

#include "sy-functions.h"

struct _SyXlsxErrors
{
  GHashTable *known; /* SyModelColumn or SyModelName → kind */
};

const char *
sy_xlsx_error_text (SyXlsxErrorKind kind)
{
  static const char *const texts[] = { "", "#DIV/0!", "#N/A", "#REF!", "#NUM!", "#VALUE!" };

  return texts[kind];
}

SyXlsxErrors *
sy_xlsx_errors_new (void)
{
  SyXlsxErrors *self = g_new0 (SyXlsxErrors, 1);

  self->known = g_hash_table_new (NULL, NULL);
  return self;
}

void
sy_xlsx_errors_free (SyXlsxErrors *self)
{
  g_hash_table_unref (self->known);
  g_free (self);
}

static SyXlsxErrorKind
find_behind (SyXlsxErrors *self, gpointer key, const SyExpression *bound)
{
  gpointer known;
  SyXlsxErrorKind kind;

  if (!bound)
    return SY_XLSX_NO_ERROR;
  if (g_hash_table_lookup_extended (self->known, key, NULL, &known))
    return (SyXlsxErrorKind) GPOINTER_TO_INT (known);
  g_hash_table_insert (self->known, key, GINT_TO_POINTER (SY_XLSX_NO_ERROR));
  kind = sy_xlsx_errors_find (self, bound);
  g_hash_table_insert (self->known, key, GINT_TO_POINTER (kind));
  return kind;
}

/* What the function itself fails with, when its arguments are fine. */
static SyXlsxErrorKind
own_error (const SyExpression *call)
{
  switch ((int) call->function->id)
    {
    case SY_FUNCTION_NA:
    case SY_FUNCTION_MATCH:
    case SY_FUNCTION_IFS:
    case SY_FUNCTION_RANK_EQ:
    case SY_FUNCTION_PERCENTRANK_INC:
      return SY_XLSX_ERROR_NA;
    case SY_FUNCTION_INDEX:
      return SY_XLSX_ERROR_REF;
    case SY_FUNCTION_AVERAGE:
    case SY_FUNCTION_AVERAGEIF:
    case SY_FUNCTION_AVERAGEIFS:
    case SY_FUNCTION_STDEV_S:
    case SY_FUNCTION_STDEV_P:
    case SY_FUNCTION_VAR_S:
    case SY_FUNCTION_VAR_P:
    case SY_FUNCTION_MOD:
    case SY_FUNCTION_CORREL:
    case SY_FUNCTION_SLOPE:
    case SY_FUNCTION_INTERCEPT:
    case SY_FUNCTION_RSQ:
      return SY_XLSX_ERROR_DIV0;
    case SY_FUNCTION_VALUE:
    case SY_FUNCTION_FIND:
    case SY_FUNCTION_SEARCH:
    case SY_FUNCTION_CHOOSE:
      return SY_XLSX_ERROR_VALUE;
    default:
      return call->function->flags & SY_FUNCTION_FAILS ? SY_XLSX_ERROR_NUM : SY_XLSX_NO_ERROR;
    }
}

static SyXlsxErrorKind
find_in_children (SyXlsxErrors *self, const SyExpression *node)
{
  for (guint i = 0; i < sy_expression_get_n_children (node); i++)
    {
      SyXlsxErrorKind kind = sy_xlsx_errors_find (self, sy_expression_get_child (node, i));

      if (kind != SY_XLSX_NO_ERROR)
        return kind;
    }
  return SY_XLSX_NO_ERROR;
}

static SyXlsxErrorKind
find_in_call (SyXlsxErrors *self, const SyExpression *call)
{
  SyXlsxErrorKind kind;
  guint n = sy_expression_get_n_children (call);

  /* Branches end in an error on purpose more often than they fail: the last one first. */
  if (call->function->id == SY_FUNCTION_IF || call->function->id == SY_FUNCTION_IFERROR)
    {
      for (guint i = n; i > 0; i--)
        {
          kind = sy_xlsx_errors_find (self, sy_expression_get_child (call, i - 1));
          if (kind != SY_XLSX_NO_ERROR || call->function->id == SY_FUNCTION_IFERROR)
            return kind;
        }
      return SY_XLSX_NO_ERROR;
    }
  kind = find_in_children (self, call);
  return kind != SY_XLSX_NO_ERROR ? kind : own_error (call);
}

SyXlsxErrorKind
sy_xlsx_errors_find (SyXlsxErrors *self, const SyExpression *bound)
{
  SyXlsxErrorKind kind;

  if (!bound || (!bound->may_be_error && bound->kind != SY_EXPRESSION_COLUMN && bound->kind != SY_EXPRESSION_RANGE))
    return SY_XLSX_NO_ERROR;
  switch (bound->kind)
    {
    case SY_EXPRESSION_CELL:
    case SY_EXPRESSION_COLUMN:
      return bound->bound_column && bound->bound_column->may_be_error
                 ? find_behind (self, bound->bound_column, bound->bound_column->bound)
                 : SY_XLSX_NO_ERROR;
    case SY_EXPRESSION_NAME:
      return find_behind (self, bound->bound_name, bound->bound_name->bound);
    case SY_EXPRESSION_RANGE:
      kind = find_in_children (self, bound);
      return kind != SY_XLSX_NO_ERROR ? kind : SY_XLSX_ERROR_REF;
    case SY_EXPRESSION_BINARY:
      kind = find_in_children (self, bound);
      if (kind != SY_XLSX_NO_ERROR)
        return kind;
      return bound->op == SY_OP_DIVIDE ? SY_XLSX_ERROR_DIV0 : bound->op == SY_OP_POWER ? SY_XLSX_ERROR_NUM : SY_XLSX_ERROR_VALUE;
    case SY_EXPRESSION_CALL:
      return find_in_call (self, bound);
    case SY_EXPRESSION_UNARY:
    case SY_EXPRESSION_NUMBER:
    case SY_EXPRESSION_TEXT:
    case SY_EXPRESSION_BOOL:
    case SY_EXPRESSION_MISSING:
    default:
      return find_in_children (self, bound);
    }
}
