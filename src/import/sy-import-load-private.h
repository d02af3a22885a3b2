/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of an import share while a file is loaded: its columns, and the rows on their way. */
#pragma once

#include "sy-cell-converter.h"
#include "sy-import-codes.h"
#include "sy-importer.h"

G_BEGIN_DECLS

/* One column while it is loaded. */
typedef struct
{
  const SyImportColumn *column;
  SyCellFormat format;
  SyCellNeed need;
  gboolean has_role;
  gboolean required;     /* a row without a readable cell here is refused */
  gboolean is_date_role; /* a timestamp is cut into date and time */
  gboolean is_time_role; /* of a timestamp the time is kept */
  gboolean adds_time;    /* the table has the time beside the date */
  guint64 n_filled;
  guint64 n_misfit;     /* without words for nothing */
  SyColumnCodes *codes; /* owned; of a text column that is stored as codes, which value.integer is then */
  gboolean uncodable;   /* has texts that no code is known for */
  SyCellValue value;
  const char *misfit; /* reason in this row, or NULL */
  char buffer[SY_CELL_BUFFER_SIZE];
} SyLoadColumn;

typedef struct
{
  SyImportPlan *plan;
  GCancellable *cancellable;
  char *file;
  const char *sheet;

  SyLoadColumn *columns;
  guint n_columns;
  int *by_index; /* place in columns of each column of the sheet; SY_LOAD_LEFT_OUT; -1: no column of the table
                  */
  guint n_indexes;

  SyLoadColumn *amount;               /* that is summed up; NULL: none */
  __extension__ __int128 amount_kept; /* in its own scale */

  const SyImportTarget *target;
  SyAppender *rows;    /* of a stream that the target reads meanwhile */
  SyAppender *refused; /* of a stream that is read at the end */
  SyImportReport *report;
  guint64 last_row;         /* delivered */
  guint64 last_refused_row; /* that the reader refused something of, before delivering it if it does */
  guint64 n_pending;        /* how much of it */
  gboolean widening;        /* this pass only measures */
  gboolean codes_searched;  /* in the file; those that it tells come anew with each pass */
  GError *error;

  SyImportProgress progress;
  gpointer progress_data;
} SyLoad;

/* Stays in the file. */
#define SY_LOAD_LEFT_OUT -2

/* --- columns (sy-import-load.c) --- */

void sy_load_init_columns (SyLoad *load);
void sy_load_clear_columns (SyLoad *load);
/* (element-type SyRowColumn) of the table, from _row on. */
GArray *sy_load_list_table_columns (SyLoad *load);
void sy_load_begin_amount (SyLoad *load);
void sy_load_end_amount (SyLoad *load);
/* Columns whose cells point to these texts are stored by their numbers. */
void sy_load_take_texts (SyLoad *load, const SyCellText *texts, guint n_texts);
/* Looks for columns of a text file that are stored as codes. */
void sy_load_search_codes (SyLoad *load);
/* After a pass: whether columns need other types than they were loaded with; sets them for the second. */
gboolean sy_load_widen_columns (SyLoad *load);
/* The plan shows what was loaded, so the types that the second pass had. */
void sy_load_store_types (SyLoad *load);

/* --- rows (sy-import-row.c) --- */

/* A row below the header, when the streams are there. */
void sy_load_take_row (SyLoad *load, guint64 row, const SyCell *cells, guint n_cells);
/* What the reader could not read. */
void sy_load_take_refused (SyLoad *load, guint64 row, const char *text, const char *reason);

G_END_DECLS
