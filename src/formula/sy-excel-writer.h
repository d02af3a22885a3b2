/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A bound formula as the text of a spreadsheet cell, at the level of Excel 2010. */
#pragma once

#include "sy-model.h"

G_BEGIN_DECLS

/* Where tables and names stand in the exported workbook; asked by the writer. Every answer is borrowed until
 * the next call. */
typedef struct
{
  gpointer user_data;
  /* Name of the ListObject, a valid Excel name: 日追踪 */
  const char *(*table_name) (gpointer user_data, const SyModelTable *table);
  /* Header text of the column as in the sheet. */
  const char *(*column_header) (gpointer user_data, const SyModelColumn *column);
  /* Header of the row-number column of a table: asked for only where a formula needs [@row] or neighbours;
   * the exporter then adds that column. */
  const char *(*row_header) (gpointer user_data, const SyModelTable *table);
  const char *(*defined_name) (gpointer user_data, const SyModelName *name);
  /* A1 style: sheet (unquoted name), 0-based column, first and last 0-based row of the data. */
  void (*column_place) (gpointer user_data,
                        const SyModelColumn *column,
                        const char **sheet,
                        guint *col,
                        guint *first_row,
                        guint *last_row);
  void (*row_place) (gpointer user_data,
                     const SyModelTable *table,
                     const char **sheet,
                     guint *col,
                     guint *first_row,
                     guint *last_row);
  /* Sources that are exported pre-aggregated: for an aggregate over @table with these criteria columns, the
   * stand-in table at that grain, else NULL (row by row). The stand-in has columns for the criteria with the
   * same ids, and "rows" (COUNT of rows), and per aggregated column X: "sum_X", "n_X" (count of non-empty),
   * "min_X", "max_X". */
  SyModelTable *(*stand_in) (gpointer user_data, const SyModelTable *table, GPtrArray *criteria_columns);
  /* TRUE when a text column has values that criteria would read as patterns or comparisons (* ? ~ or a
   * leading = < >), so that equality must be escaped. */
  gboolean (*needs_escape) (gpointer user_data, const SyModelColumn *column);
  /* TRUE when a text column has values that a criterion would read as a number, a date, a truth value or an
   * error, so that texts must be compared one by one. NULL: none has. */
  gboolean (*needs_exact) (gpointer user_data, const SyModelColumn *column);
  /* For a DISTINCTCOUNT over imported rows: a table with a column of the same id for each criteria column
   * whose criterion is not a literal, and "distinct", to be summed up. NULL, and why, when that can't be had.
   * The callback itself may be NULL. */
  SyModelTable *(*distinct) (gpointer user_data, const SyExpression *call, const char **reason);
} SyExcelLayout;

typedef struct
{
  char *text;        /* with the leading "=" */
  gboolean is_array; /* must be written as an array formula */
  char *not_live;    /* non-NULL: this can't be a live formula at all, and why (then text is NULL) */
} SyExcelFormula;
void sy_excel_formula_free (SyExcelFormula *formula);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyExcelFormula, sy_excel_formula_free)

/* @table: whose column it is (NULL: a named value); @row: 0-based row within the table, needed for A1 and for
 * running ranges; @a1: plain references instead of structured ones. */
SyExcelFormula *sy_excel_writer_write (const SyExcelLayout *layout,
                                       const SyModelTable *table,
                                       const SyExpression *bound,
                                       guint row,
                                       gboolean a1,
                                       GError **error);

/* The text of a constant as it stands in a formula: "a ""b""", 2024-03-01 as DATE(2024,3,1). */
char *sy_excel_writer_quote_text (const char *text);

G_END_DECLS
