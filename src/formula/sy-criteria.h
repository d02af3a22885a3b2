/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Excel's criteria language, as SUMIFS and its kind read it: ">=100", "A*", "<>", a cell. */
#pragma once

#include "sy-expression.h"

G_BEGIN_DECLS

typedef enum
{
  SY_CRITERION_NUMBER, /* compares with number; "=" also finds texts that read as it, "<>" also lets texts and
                          blanks through */
  SY_CRITERION_BOOL,   /* compares with number 1 or 0 among conditions */
  SY_CRITERION_TEXT,   /* compares whole texts without case; "<>" also lets numbers and blanks through */
  SY_CRITERION_PATTERN, /* likewise with wildcards; only SY_OP_EQUAL and SY_OP_UNEQUAL */
  SY_CRITERION_BLANK,   /* SY_OP_NONE (criterion ""): blank cells and empty texts; SY_OP_EQUAL ("="): blank
                           cells; SY_OP_UNEQUAL ("<>"): cells that aren't blank */
} SyCriterionKind;

typedef struct
{
  SyOperator op; /* SY_OP_EQUAL … SY_OP_GREATER_EQUAL, or SY_OP_NONE */
  SyCriterionKind kind;
  double number; /* NUMBER: dates written yyyy-mm-dd are their serial numbers */
  gboolean is_date;
  char *text; /* TEXT: unescaped; PATTERN: as written, * ? and ~ before what is meant literally */
} SyCriterion;

SyCriterion *sy_criterion_parse (const char *text);
void sy_criterion_free (SyCriterion *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyCriterion, sy_criterion_free)

/* The operator that @text begins with (SY_OP_NONE: none) and how many bytes it takes. */
SyOperator sy_criterion_read_operator (const char *text, gsize *length);
/* The pattern in the language of SQL's LIKE with the escape character "\". */
char *sy_criterion_pattern_to_like (const char *pattern);
/* Whether the whole of @text fits the pattern, without case. */
gboolean sy_criterion_pattern_matches (const char *pattern, const char *text);
/* ~ before every ~ * and ?. */
char *sy_criterion_escape (const char *text);

/* What can be known of a criterion argument before it runs. */
typedef enum
{
  SY_CRITERION_FORM_CONSTANT, /* a text written out: see criterion */
  SY_CRITERION_FORM_COMPARE,  /* op and operand: a number, date or condition expression, or a text cell [@c],
                                 compared as it is without wildcards */
  SY_CRITERION_FORM_RUN_TIME, /* any other text: read in Excel's criteria language when it is known */
} SyCriterionForm;

typedef struct
{
  SyCriterionForm form;
  SyOperator op;         /* COMPARE: SY_OP_EQUAL when the operand stands alone */
  gboolean is_text_made; /* COMPARE: written as "op"&operand, so that a number goes through 15 digits and a
                            blank operand leaves only the operator */
  const SyExpression *operand; /* COMPARE, borrowed */
  SyCriterion *criterion;      /* CONSTANT */
} SyCriterionArgument;

/* @argument: bound */
SyCriterionArgument sy_criterion_argument_read (const SyExpression *argument);
void sy_criterion_argument_clear (SyCriterionArgument *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SyCriterionArgument, sy_criterion_argument_clear)

/* A criterion that is written out, so that it is the same in every cell and under all parameters. */
gboolean sy_criterion_argument_is_literal (const SyExpression *argument);

G_END_DECLS
