/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the Excel writer share: the state of one cell's writing, and references. */
#pragma once

#include "sy-excel-writer.h"

G_BEGIN_DECLS

typedef struct
{
  const SyExcelLayout *layout;
  const SyModelTable *table; /* whose cell it is, NULL: a named value */
  guint row;
  gboolean a1;
  gboolean is_array;
  guint depth, deepest; /* nested function calls */
  guint n_nodes;        /* written so far */
  char *not_live;       /* the first reason why there can't be a formula */
} SyExcelWriter;

/* Precedence as of sy_expression_get_level(). */
enum
{
  SY_EXCEL_LEVEL_COMPARE = 1,
  SY_EXCEL_LEVEL_CONCAT,
  SY_EXCEL_LEVEL_ADD,
  SY_EXCEL_LEVEL_MULTIPLY,
  SY_EXCEL_LEVEL_POWER,
  SY_EXCEL_LEVEL_PERCENT,
  SY_EXCEL_LEVEL_SIGN,
  SY_EXCEL_LEVEL_ATOM,
};

/* Append to @out and return the level of what was appended. */
int sy_excel_write_node (SyExcelWriter *writer, GString *out, const SyExpression *node);
int sy_excel_write_aggregate (SyExcelWriter *writer, GString *out, const SyExpression *call);
int sy_excel_write_text (GString *out, const char *text);

/* With parentheses where the node binds looser than @min_level. */
void sy_excel_write_operand (SyExcelWriter *writer, GString *out, const SyExpression *node, int min_level);
/* All cells of a column; @column NULL: the row numbers. */
void sy_excel_write_column (SyExcelWriter *writer,
                            GString *out,
                            const SyModelTable *table,
                            const SyModelColumn *column);
/* A text to be compared as it is: its * ? ~ escaped where @column, or a cell it is made of, may hold them. */
void sy_excel_write_plain_text (SyExcelWriter *writer, GString *out, const SyExpression *text);
gboolean sy_excel_needs_escape (SyExcelWriter *writer, const SyExpression *text);
void sy_excel_begin_call (SyExcelWriter *writer, GString *out, const char *name);
void sy_excel_end_call (SyExcelWriter *writer, GString *out);
/* Whether a lookup of @call in @column can be written; gives up where the table is exported summed up. */
gboolean sy_excel_check_rows (SyExcelWriter *writer, const SyExpression *call, const SyExpression *column);
/* Keeps the first reason; @reason is taken over. Returns SY_EXCEL_LEVEL_ATOM for the convenience of writers.
 */
int sy_excel_give_up (SyExcelWriter *writer, char *reason);

G_END_DECLS
