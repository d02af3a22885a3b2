/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plan of the workbook: which tables stand on which sheets, how their columns and the names are called,
 * and which rows they have. Answers the questions of the formula writer. */
#pragma once

#include "sy-evaluation-private.h"
#include "sy-excel-writer.h"
#include "sy-table.h"
#include "sy-xlsx-names.h"
#include "sy-xlsx-writer.h"

G_BEGIN_DECLS

typedef enum
{
  SY_XLSX_COLUMN_PLAIN,     /* a column of the model */
  SY_XLSX_COLUMN_ROW,       /* row numbers, where formulas need them */
  SY_XLSX_COLUMN_CANDIDATE, /* the key that a row has if its condition holds */
  SY_XLSX_COLUMN_KEPT,      /* 1 where the condition holds */
  SY_XLSX_COLUMN_POSITION,  /* first or last row of the key in a stand-in */
} SyXlsxColumnKind;

typedef struct _SyXlsxTable SyXlsxTable;
typedef struct _SyXlsxWorksheet SyXlsxWorksheet;

typedef struct
{
  SyXlsxColumnKind kind;
  SyModelColumn *column; /* borrowed, NULL for row numbers; CANDIDATE, KEPT: our own */
  SyXlsxTable *table;
  guint index;      /* among the columns of the sheet */
  int frame_column; /* where its values are; -1: nowhere */
  char *header;
  char *description;
  SyUnit unit;
  guint decimals;
  SyValueType type;
  gboolean hidden;
  char *not_live;         /* why its cells are values, once that is known */
  const guint *positions; /* POSITION: every second one */
} SyXlsxColumn;

typedef enum
{
  SY_XLSX_ROWS_FIXED, /* as they are */
  SY_XLSX_ROWS_WHERE, /* all candidates, each with its condition as a formula */
  SY_XLSX_ROWS_DAYS,  /* dates counted up from a first day, blank after the last */
} SyXlsxRows;

struct _SyXlsxTable
{
  SyModelTable *model;
  const SyTemplateTable *definition; /* NULL for stand-ins */
  SyArea area;
  char *title, *description;
  char *name; /* of the ListObject */
  char *sheet;
  guint header_row, first_col;
  guint n_kept; /* rows of the evaluated table */
  guint n_rows; /* rows of the sheet, 1 at least */
  SyXlsxRows rows;
  char *
      rows_note; /* why its rows don't follow the parameters, or how far; NULL when there is nothing to say */
  gboolean is_streamed; /* facts and stand-ins: written by our own writer */
  gboolean is_stand_in;
  gboolean on_worksheet; /* stands on a sheet with others of its worksheet */
  SyTable *table;        /* NULL for stand-ins */
  SyFrame *frame;        /* all rows */
  SyFrame *candidates;   /* WHERE: keys of all rows before the condition; column i is key i */
  GPtrArray *keys;       /* (element-type SyXlsxColumn) columns without a formula */
  GPtrArray *columns;    /* (element-type SyXlsxColumn) */
};

typedef struct
{
  SyModelName *name;
  char *defined;
  char *title, *description;
  SyUnit unit;
  guint decimals;
  gboolean is_shown_parameter, is_set;
  const SyTemplateParameter *parameter; /* NULL: a value */
  char *not_live;
} SyXlsxName;

typedef struct _SyXlsxLayout SyXlsxLayout;
typedef struct _SyXlsxGrain SyXlsxGrain;

SyXlsxLayout *sy_xlsx_layout_new (SyEvaluation *evaluation,
                                  const SyXlsxOptions *options,
                                  GCancellable *cancellable,
                                  GError **error);
void sy_xlsx_layout_free (SyXlsxLayout *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyXlsxLayout, sy_xlsx_layout_free)

const SyExcelLayout *sy_xlsx_layout_get_excel (SyXlsxLayout *self);
gboolean sy_xlsx_layout_is_a1 (SyXlsxLayout *self);
SyEvaluation *sy_xlsx_layout_get_evaluation (SyXlsxLayout *self);
GPtrArray *
sy_xlsx_layout_get_tables (SyXlsxLayout *self); /* (element-type SyXlsxTable) in the order of sheets */
GPtrArray *sy_xlsx_layout_get_names (SyXlsxLayout *self); /* (element-type SyXlsxName) */
SyXlsxTable *sy_xlsx_layout_find_table (SyXlsxLayout *self, const SyModelTable *table);
SyXlsxTable *sy_xlsx_layout_find_table_by_id (SyXlsxLayout *self, const char *id);
SyXlsxColumn *sy_xlsx_table_find_column (SyXlsxTable *table, const char *id);
SyXlsxName *sy_xlsx_layout_find_name (SyXlsxLayout *self, const SyModelName *name);
/* Sheets besides tables: a unique name. */
const char *sy_xlsx_layout_add_sheet (SyXlsxLayout *self, const char *title);
GPtrArray *sy_xlsx_layout_get_worksheets (SyXlsxLayout *self); /* (element-type SyXlsxWorksheet) */
/* The worksheet on whose sheet the table or chart's table stands; or NULL. */
SyXlsxWorksheet *sy_xlsx_layout_find_worksheet_of (SyXlsxLayout *self, const char *table);
SyXlsxGrain *sy_xlsx_layout_get_grain (SyXlsxLayout *self); /* NULL: sources are written row by row */

GPtrArray *sy_xlsx_layout_get_narrows (SyXlsxLayout *self); /* (element-type SyXlsxNarrow) */

/* 0-based row of the sheet where data row @row stands. */
static inline guint
sy_xlsx_table_row (const SyXlsxTable *table, guint row)
{
  return table->header_row + 1 + row;
}
/* 'Sheet'!$C$5:$C$35 of @n_rows rows from the first; 0: all. */
char *sy_xlsx_column_range (const SyXlsxColumn *column, guint n_rows);

/* A cell's formula: @bound of @table (NULL: a name), for data row @row. See sy_excel_writer_write(). */
SyExcelFormula *sy_xlsx_layout_write (
    SyXlsxLayout *self, SyXlsxTable *table, const SyExpression *bound, guint row, GError **error);
/* The same as it stands in the row: blank where the row is. */
SyExcelFormula *
sy_xlsx_layout_write_cell (SyXlsxLayout *self, SyXlsxColumn *column, guint row, GError **error);

G_END_DECLS
