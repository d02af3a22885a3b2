/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What formulas refer to, and the formulas themselves: the tables, columns, parameters and named values of
 * one workbook, as the binder and the writers see them. */
#pragma once

#include "sy-expression.h"
#include "sy-kernel-signature.h"

G_BEGIN_DECLS

typedef enum
{
  SY_ROWS_SOURCE, /* a relation that exists in the engine (imported): key columns are its columns */
  SY_ROWS_INPUT,  /* likewise, its rows typed by the user */
  SY_ROWS_GROUP,  /* GROUP(t[a], t[b], …): distinct combinations without blanks in the first column, in
                     ascending order, text ignoring case (first spelling wins). With as many columns of further
                     tables behind, GROUP(t[a], t[b], u[c], u[d]), those of any of the tables; the first
                     ones name the keys */
  SY_ROWS_CROSS,  /* CROSS(a[c], b[d], …): every combination of the distinct values */
  SY_ROWS_DAYS,   /* DAYS(from, to): one row a day, column "date" */
  SY_ROWS_LIST, /* LIST("a", "b", …) or LIST(1, 7) = the whole numbers from 1 to 7 when exactly two numbers:
                   column "item" */
  SY_ROWS_BANDS,  /* BANDS(from, to, width): half-open bands, columns "low", "high"; the last is closed */
  SY_ROWS_KERNEL, /* KERNEL(name, …): rows of an algorithm; it is run elsewhere, see sy-kernel-signature.h */
} SyRowsKind;

struct _SyModelColumn
{
  char *id;
  char *title;      /* in the chosen language; what the writers put */
  char *formula;    /* NULL: a key, source or input column */
  SyValueType type; /* given for key, source and input columns; found by the binder for formulas */
  gboolean
      may_be_blank; /* source and input columns: TRUE unless known to have no empty cell; others: FALSE */
  gboolean may_be_error; /* formula columns: found by the binder */
  guint decimals;        /* DECIMAL source columns: their scale; 0 else */
  gboolean is_decimal;   /* source columns: DECIMAL or integer, whose sums are exact */
  gboolean
      has_one_spelling;   /* text columns of sources: known to have no two texts that differ in case alone */
  gboolean has_one_order; /* likewise: known to come in one order with and without case */
  SyExpression *bound;    /* by the binder */
  SyModelTable *table;    /* borrowed */
};

/* A relation of the engine with one row an order instead of one a line: its columns stand under their own
 * names, beside "~order" (where the order begins), "~lines" (how many lines it has) and "~orders" (1, or 0
 * for a line without an order). */
typedef struct
{
  char *relation;
  SyModelColumn *order; /* borrowed; not among the columns */
  GHashTable *columns;  /* set of SyModelColumn: the same in every line of an order */
  GHashTable *sums;     /* set of SyModelColumn: summed up over the lines of an order, exactly */
  gboolean is_all;      /* there is no line without an order */
} SyModelOrders;

struct _SyModelTable
{
  char *id;
  char *title;
  char *rows;                  /* text of rows=, NULL or "SOURCE(id)" for sources */
  char *where;                 /* formula or NULL */
  gboolean hides_small_groups; /* … which leaves out groups of few people */
  char *sort;                  /* "amount desc, product" or NULL */
  char *top;                   /* formula or NULL */
  char *relation;     /* its name in the engine: for SOURCE and INPUT the imported relation, else where the
                         evaluated table is kept */
  GPtrArray *columns; /* (element-type SyModelColumn), in the order of showing; keys that rows= brings and the
                         template does not list are added by the binder at the front */
  SyModelOrders *orders; /* sources: NULL where there is none */
  char *kernel_rows; /* KERNEL: the relation of what the kernel brought, its columns by their ids and "~n",
                        their order; put here before the table is written */

  /* By the binder. */
  SyRowsKind rows_kind;
  SyExpression *rows_bound;        /* CALL of the row source with bound arguments */
  const SyKernelSignature *kernel; /* KERNEL: how it is called */
  SyExpression *where_bound;
  SyExpression *top_bound;
  GArray *sort_columns; /* (element-type SySortColumn) */
  GPtrArray *order; /* (element-type SyModelColumn, borrowed) formula columns, each after those of this table
                       that it reads */
};

typedef struct
{
  SyModelColumn *column;
  gboolean descending;
} SySortColumn;

struct _SyModelName
{
  char *id;
  char *title;
  gboolean is_parameter; /* else a named value with a formula */
  char *formula;         /* named values */
  SyValueType type;      /* given for parameters, found by the binder for values */
  gboolean may_be_blank; /* parameters: may be left empty */
  gboolean may_be_error; /* values: found by the binder */
  SyExpression *bound;
};

typedef struct _SyModel SyModel;
SyModel *sy_model_new (void);
SyModel *sy_model_ref (SyModel *self);
void sy_model_unref (SyModel *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyModel, sy_model_unref)

SyModelTable *sy_model_add_table (SyModel *self, const char *id, const char *title, const char *rows);
SyModelColumn *
sy_model_table_add_column (SyModelTable *table, const char *id, const char *title, const char *formula);
/* Gives a source its orders; they have no columns yet. */
SyModelOrders *sy_model_table_set_orders (SyModelTable *table, const char *relation, SyModelColumn *order);
SyModelName *sy_model_add_parameter (SyModel *self, const char *id, const char *title, SyValueType type);
SyModelName *sy_model_add_value (SyModel *self, const char *id, const char *title, const char *formula);

GPtrArray *sy_model_get_tables (SyModel *self); /* (element-type SyModelTable) */
GPtrArray *sy_model_get_names (SyModel *self);  /* (element-type SyModelName) */
/* By id, else by title; without case. */
SyModelTable *sy_model_find_table (SyModel *self, const char *id_or_title);
SyModelColumn *sy_model_table_find_column (SyModelTable *table, const char *id_or_title);
SyModelName *sy_model_find_name (SyModel *self, const char *id_or_title);

/* How many key columns a GROUP or CROSS has: GROUP(a[x],b[y]) over several tables has one, whoever occurs in
 * any of them. After the arguments of rows= are resolved. */
guint sy_model_table_count_keys (const SyModelTable *table);

/* By the binder: tables and names, each after all that it reads. */
typedef struct
{
  SyModelTable *table; /* either */
  SyModelName *name;   /* or */
} SyModelStep;
const SyModelStep *sy_model_get_steps (SyModel *self, guint *n_steps);
/* What one table or name reads directly: (element-type SyModelStep*) lists are cheap copies of pointers. */
void sy_model_get_reads (SyModel *self, const SyModelStep *step, GPtrArray *tables, GPtrArray *names);

G_END_DECLS
