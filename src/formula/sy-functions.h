/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The functions of the formula language: one table that says what each takes, what it gives, and how Excel
 * and words write it. SQL switches on the id. */
#pragma once

#include "sy-expression.h"

G_BEGIN_DECLS

typedef enum
{
  /* arithmetic and rounding */
  SY_FUNCTION_ABS,
  SY_FUNCTION_SIGN,
  SY_FUNCTION_ROUND,
  SY_FUNCTION_ROUNDUP,
  SY_FUNCTION_ROUNDDOWN,
  SY_FUNCTION_INT,
  SY_FUNCTION_TRUNC,
  SY_FUNCTION_MOD,
  SY_FUNCTION_MROUND,
  SY_FUNCTION_CEILING,
  SY_FUNCTION_FLOOR,
  SY_FUNCTION_POWER,
  SY_FUNCTION_SQRT,
  SY_FUNCTION_EXP,
  SY_FUNCTION_LN,
  SY_FUNCTION_LOG,
  SY_FUNCTION_LOG10,
  SY_FUNCTION_PI,
  /* logic and errors */
  SY_FUNCTION_IF,
  SY_FUNCTION_IFS,
  SY_FUNCTION_AND,
  SY_FUNCTION_OR,
  SY_FUNCTION_NOT,
  SY_FUNCTION_IFERROR,
  SY_FUNCTION_ISBLANK,
  SY_FUNCTION_ISERROR,
  SY_FUNCTION_ISNUMBER,
  SY_FUNCTION_ISTEXT,
  SY_FUNCTION_NA,
  SY_FUNCTION_CHOOSE,
  /* aggregates */
  SY_FUNCTION_SUM,
  SY_FUNCTION_AVERAGE,
  SY_FUNCTION_COUNT,
  SY_FUNCTION_COUNTA,
  SY_FUNCTION_COUNTBLANK,
  SY_FUNCTION_MIN,
  SY_FUNCTION_MAX,
  SY_FUNCTION_MEDIAN,
  SY_FUNCTION_STDEV_S,
  SY_FUNCTION_STDEV_P,
  SY_FUNCTION_VAR_S,
  SY_FUNCTION_VAR_P,
  SY_FUNCTION_PERCENTILE_INC,
  SY_FUNCTION_QUARTILE_INC,
  SY_FUNCTION_LARGE,
  SY_FUNCTION_SMALL,
  SY_FUNCTION_CORREL,
  SY_FUNCTION_SLOPE,
  SY_FUNCTION_INTERCEPT,
  SY_FUNCTION_RSQ,
  SY_FUNCTION_GEOMEAN,
  SY_FUNCTION_PRODUCT,
  SY_FUNCTION_SUMSQ,
  SY_FUNCTION_SUMPRODUCT,
  /* conditional aggregates */
  SY_FUNCTION_SUMIF,
  SY_FUNCTION_COUNTIF,
  SY_FUNCTION_AVERAGEIF,
  SY_FUNCTION_SUMIFS,
  SY_FUNCTION_COUNTIFS,
  SY_FUNCTION_AVERAGEIFS,
  SY_FUNCTION_MAXIFS,
  SY_FUNCTION_MINIFS,
  SY_FUNCTION_DISTINCTCOUNT,
  /* lookup and rank */
  SY_FUNCTION_INDEX,
  SY_FUNCTION_MATCH,
  SY_FUNCTION_ROWS,
  SY_FUNCTION_RANK_EQ,
  SY_FUNCTION_PERCENTRANK_INC,
  /* dates */
  SY_FUNCTION_DATE,
  SY_FUNCTION_YEAR,
  SY_FUNCTION_MONTH,
  SY_FUNCTION_DAY,
  SY_FUNCTION_WEEKDAY,
  SY_FUNCTION_WEEKNUM,
  SY_FUNCTION_ISOWEEKNUM,
  SY_FUNCTION_EDATE,
  SY_FUNCTION_EOMONTH,
  SY_FUNCTION_DAYS,
  SY_FUNCTION_DATEDIF,
  SY_FUNCTION_HOUR,
  SY_FUNCTION_MINUTE,
  /* text */
  SY_FUNCTION_TEXT,
  SY_FUNCTION_VALUE,
  SY_FUNCTION_CONCATENATE,
  SY_FUNCTION_LEFT,
  SY_FUNCTION_RIGHT,
  SY_FUNCTION_MID,
  SY_FUNCTION_LEN,
  SY_FUNCTION_UPPER,
  SY_FUNCTION_LOWER,
  SY_FUNCTION_TRIM,
  SY_FUNCTION_FIND,
  SY_FUNCTION_SEARCH,
  SY_FUNCTION_SUBSTITUTE,
  SY_FUNCTION_REPT,
  SY_FUNCTION_EXACT,
  SY_N_FUNCTIONS
} SyFunctionId;

/* What may stand at an argument's place. */
typedef enum
{
  SY_ARGUMENT_NUMBER = 'n',    /* one number, date or condition; a text that reads as a number */
  SY_ARGUMENT_TEXT = 't',      /* one text; numbers are turned into it */
  SY_ARGUMENT_CONDITION = 'c', /* one condition or number, no text */
  SY_ARGUMENT_VALUE = 'v',     /* one value of any type */
  SY_ARGUMENT_BRANCH =
      'b', /* one value that may be the result; all branches of a call have one type; may be left out */
  SY_ARGUMENT_CELL = 'e',          /* a cell or a name, whose emptiness is asked */
  SY_ARGUMENT_NUMBERS = 'N',       /* a column or range of numbers or dates, or one number */
  SY_ARGUMENT_VALUES = 'V',        /* a column, a range or one value, of any type */
  SY_ARGUMENT_NUMBER_COLUMN = 'R', /* a column or range of numbers or dates */
  SY_ARGUMENT_COLUMN = 'C',        /* a column or range of any type */
  SY_ARGUMENT_CRITERION = 'k',     /* one value read as a criterion */
  SY_ARGUMENT_ARRAY = 'A',         /* arithmetic over whole columns of one table */
  SY_ARGUMENT_OPTION = 'i',        /* a number written out: a kind or an order */
  SY_ARGUMENT_FORMAT = 'q',        /* a text written out: a format or a unit */
} SyArgumentKind;

typedef enum
{
  SY_RESULT_NUMBER,
  SY_RESULT_DATE,
  SY_RESULT_BOOL,
  SY_RESULT_TEXT,
  SY_RESULT_COLUMN,   /* the type of the first column among its arguments; TEXT can't be, but for INDEX */
  SY_RESULT_BRANCHES, /* the one type of its branches; dates, numbers and conditions together make a number */
} SyResultRule;

typedef enum
{
  SY_FUNCTION_FAILS = 1 << 0,          /* may be an error although no argument is one */
  SY_FUNCTION_CATCHES = 1 << 1,        /* its first argument's error doesn't go through */
  SY_FUNCTION_AGGREGATE = 1 << 2,      /* reads columns into one value */
  SY_FUNCTION_CRITERIA = 1 << 3,       /* has pairs of criteria column and criterion */
  SY_FUNCTION_ELEMENTWISE = 1 << 4,    /* works cell by cell within SUMPRODUCT */
  SY_FUNCTION_WHOLE = 1 << 5,          /* gives whole numbers */
  SY_FUNCTION_IGNORES_ERRORS = 1 << 6, /* counts: error cells don't make it an error */
} SyFunctionFlags;

struct _SyFunction
{
  SyFunctionId id;
  const char *name;  /* canonical, upper case */
  const char *alias; /* an older name of the same, or NULL */
  guint min_arguments, max_arguments;
  const char *arguments; /* SyArgumentKind letters; the part in parentheses repeats */
  SyResultRule result;
  guint flags;
  const char
      *excel; /* how a file of Excel 2010 names it without a prefix; NULL: rewritten by the Excel writer */
  const char *words; /* English pattern, translated by gettext: {1} {2} … are arguments, {*} all of them with
                        commas; NULL: the words writer's own */
};

/* By name or alias, without case, with or without Excel's _xlfn.; NULL: no such function. */
const SyFunction *sy_functions_find (const char *name);
const SyFunction *sy_functions_get (SyFunctionId id);
/* What stands at argument @i (0-based) of a call with @n arguments. */
SyArgumentKind sy_function_get_argument_kind (const SyFunction *self, guint i);
/* Why a function of Excel's isn't in the language and what to use instead, translated; NULL: nothing is known
 * of it. */
const char *sy_functions_explain_absence (const char *name);
/* The known name nearest to @name, NULL when none is near. */
const char *sy_functions_suggest (const char *name);

/* The column argument that the call aggregates (SUMIF's third or first, SUMIFS's first, …): its index; -1 for
 * COUNTIFS, which counts rows. */
int sy_function_get_value_argument (const SyFunction *self, guint n_arguments);
/* The pairs of a conditional aggregate: how many, and the index of pair @i's column; its criterion is the
 * next argument. */
guint sy_function_get_n_criteria (const SyFunction *self, guint n_arguments);
guint sy_function_get_criteria_argument (const SyFunction *self, guint i);

/* Edit distance for “did you mean”, without case, at most @limit + 1. */
guint sy_formula_edit_distance (const char *a, const char *b, guint limit);

G_END_DECLS
