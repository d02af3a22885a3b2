/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What typing nodes and typing calls share. */
#pragma once

#include "sy-binder-private.h"
#include "sy-position.h"

G_BEGIN_DECLS

typedef struct
{
  const SyScope *scope;
  gboolean in_array;                /* within SUMPRODUCT: whole columns stand for their cells */
  const SyExpression *array_column; /* the first of them; all others have its shape */
  GError **error;
} SyTyper;

/* sy-binder-types.c; @message is taken over, the result is FALSE */
gboolean sy_typer_fail (SyTyper *typer, const SyExpression *node, SyFormulaError code, char *message);
gboolean sy_typer_fail_type (SyTyper *typer, const SyExpression *node, char *message);
gboolean sy_typer_fail_argument (SyTyper *typer, const SyExpression *node, char *message);
gboolean sy_typer_check_numbers (SyTyper *typer, const SyExpression *call, const SyExpression *argument);
gboolean sy_typer_is_whole (const SyExpression *node);
gboolean sy_typer_is_nonzero (const SyExpression *node);
gboolean sy_typer_power_may_fail (const SyExpression *base, const SyExpression *exponent);
gboolean sy_typer_is_inside (SyPosition position);
gboolean sy_typer_same_shape (const SyExpression *a, const SyExpression *b);

/* sy-binder-calls.c */
gboolean sy_typer_check_count (SyTyper *typer, const SyExpression *call);
gboolean sy_typer_finish_call (SyTyper *typer, SyExpression *call);

G_END_DECLS
