/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tree that the parser makes of a formula, the binder types, and the three writers read. Nodes are shared
 * and never changed once bound. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SY_FORMULA_ERROR (sy_formula_error_quark ())
GQuark sy_formula_error_quark (void);

typedef enum
{
  SY_FORMULA_ERROR_SYNTAX,   /* does not parse */
  SY_FORMULA_ERROR_NAME,     /* no such function, table, column or name */
  SY_FORMULA_ERROR_ARGUMENT, /* wrong number or kind of arguments */
  SY_FORMULA_ERROR_TYPE,     /* text and number in one column, a whole column where one value is needed … */
  SY_FORMULA_ERROR_CYCLE,    /* tables, values or columns that need one another in a circle */
  SY_FORMULA_ERROR_ROWS,     /* a rows=, where=, sort= or top= that can't be compiled */
  SY_FORMULA_ERROR_LIMIT,    /* nested too deep, too long, or beyond what a workbook holds */
} SyFormulaError;
/* Messages begin with LINE:COLUMN: (1-based, in characters) of the formula's own text. */
void
sy_formula_set_error (GError **error, SyFormulaError code, guint line, guint column, const char *format, ...)
    G_GNUC_PRINTF (5, 6);

/* What a value is. Excel has one number type; a date is a number that is shown as one, and the type is kept
 * for showing. */
typedef enum
{
  SY_TYPE_NUMBER,
  SY_TYPE_DATE,
  SY_TYPE_BOOL,
  SY_TYPE_TEXT,
} SyValueType;

typedef enum
{
  SY_EXPRESSION_NUMBER,  /* 12  0.5          number */
  SY_EXPRESSION_TEXT,    /* "文本"            text */
  SY_EXPRESSION_BOOL,    /* TRUE             number 1 or 0 */
  SY_EXPRESSION_MISSING, /* an argument left out: IF(a,,b) */
  SY_EXPRESSION_CELL,    /* [@c]             column; this row's cell; "row" is the 1-based row number */
  SY_EXPRESSION_COLUMN,  /* [c], t[c]        table (NULL: this table), column: all its cells */
  SY_EXPRESSION_NAME,    /* name             a parameter or named value */
  SY_EXPRESSION_RANGE,   /* a:b              children 0, 1: INDEX([c],…) calls or [@c] of one column of this
                            table */
  SY_EXPRESSION_UNARY,   /* -x +x x%         op, child 0 */
  SY_EXPRESSION_BINARY,  /* x+y              op, children 0, 1 */
  SY_EXPRESSION_CALL,    /* SUM(…)           function (canonical upper-case name in text), children */
} SyExpressionKind;

typedef enum
{
  SY_OP_NONE,
  SY_OP_NEGATE,
  SY_OP_PLUS,
  SY_OP_PERCENT,
  SY_OP_ADD,
  SY_OP_SUBTRACT,
  SY_OP_MULTIPLY,
  SY_OP_DIVIDE,
  SY_OP_POWER,
  SY_OP_CONCAT,
  SY_OP_EQUAL,
  SY_OP_UNEQUAL,
  SY_OP_LESS,
  SY_OP_LESS_EQUAL,
  SY_OP_GREATER,
  SY_OP_GREATER_EQUAL,
} SyOperator;

typedef struct _SyExpression SyExpression;
typedef struct _SyFunction SyFunction;     /* one row of the function table */
typedef struct _SyModelTable SyModelTable; /* see sy-model.h */
typedef struct _SyModelColumn SyModelColumn;
typedef struct _SyModelName SyModelName;

struct _SyExpression
{
  grefcount ref_count;
  SyExpressionKind kind;
  SyOperator op;
  guint line, column;   /* where it begins in the text, 1-based, in characters */
  gsize offset, length; /* the same in bytes */
  double number;
  char *text;          /* literal text, or the name of a NAME or CALL as written (CALL: upper case) */
  char *table;         /* as written, NULL for this table */
  char *column_name;   /* as written */
  GPtrArray *children; /* (element-type SyExpression), NULL when none */

  /* Filled by the binder on a bound copy; NULL and zero before. */
  const SyFunction *function;
  SyModelTable *bound_table;   /* CELL, COLUMN: borrowed from the model */
  SyModelColumn *bound_column; /* NULL for the row number */
  SyModelName *bound_name;
  SyValueType type;
  gboolean is_column;    /* a whole column or range, not one value */
  gboolean may_be_blank; /* NULL means an empty cell (counts as 0 or ""), as in source and input columns and
                            empty parameters */
  gboolean may_be_error; /* NULL means an error (goes on through every operation but IFERROR) */
};
/* may_be_blank and may_be_error never hold together: a bare reference to a blank cell, [@c] alone as a whole
 * formula, gives 0 in Excel. */

SyExpression *sy_expression_ref (SyExpression *self);
void sy_expression_unref (SyExpression *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyExpression, sy_expression_unref)
SyExpression *sy_expression_new (SyExpressionKind kind);
/* A tree of its own, unbound annotations copied as they are. */
SyExpression *sy_expression_copy (const SyExpression *self);
gboolean sy_expression_equal (const SyExpression *a, const SyExpression *b);
static inline guint
sy_expression_get_n_children (const SyExpression *self)
{
  return self->children ? self->children->len : 0;
}
static inline SyExpression *
sy_expression_get_child (const SyExpression *self, guint i)
{
  return (SyExpression *) self->children->pdata[i];
}
typedef gboolean (*SyExpressionVisit) (SyExpression *expression,
                                       gpointer user_data); /* FALSE: don't go below it */
void sy_expression_walk (SyExpression *self, SyExpressionVisit visit, gpointer user_data);

/* @child is taken over. */
void sy_expression_add_child (SyExpression *self, SyExpression *child);
/* Excel's precedence of the node's own operator, 1 (comparison) to 8 (atoms): see the source. */
int sy_expression_get_level (const SyExpression *self);
const char *sy_operator_get_text (SyOperator op);
/* The shortest decimal that reads back as @number; @buffer has G_ASCII_DTOSTR_BUF_SIZE bytes. */
const char *sy_formula_format_number (char *buffer, double number);

/* The formula's text back, normalised (no spaces but in texts, names as in the tree). */
char *sy_expression_to_string (const SyExpression *self);

G_END_DECLS
