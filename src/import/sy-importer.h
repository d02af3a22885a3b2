/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a file to a typed source table: recognise, show, correct, load, report. */
#pragma once

#include "sy-decimal-sum.h"
#include "sy-engine.h"
#include "sy-import-plan.h"

G_BEGIN_DECLS

/* One row, or one cell of a row, that could not be read as what its column is. */
typedef struct
{
  guint64 row;  /* of the file, 1-based */
  char *column; /* header, or NULL for the whole row */
  char *text;   /* what stands there */
  char *reason;
} SyRefusal;

typedef struct
{
  guint64 n_read; /* rows below the header that have anything in them */
  guint64 n_kept;
  guint64 n_refused;       /* whole rows; n_read = n_kept + n_refused */
  guint64 n_cells_refused; /* cells left empty in rows that were kept */
  guint64 n_rounded;       /* amounts with more than 6 decimals, rounded to the column's */
  GPtrArray *refusals;     /* (element-type SyRefusal), the first 10,000 */
  guint64 n_refusals;      /* all of them */
  guint64 n_stored_bytes;  /* of the texts of those in the table */
  GPtrArray *prints;       /* (element-type SyColumnPrint) of the plan's columns, made beside the loading */
  GArray *n_blank;         /* (element-type guint64) cells without a value, by column of the rows */
  /* Of the column that is the amount; rows of totals are no part of it. The amount in the file is the sum of
   * the two. */
  char *amount_role; /* NULL: there is none, or it is not exact */
  SyDecimalSum amount_kept, amount_refused;
  guint64 n_amounts_unreadable; /* rows refused, or kept without it, whose amount can't be read */
} SyImportReport;
void sy_import_report_free (SyImportReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyImportReport, sy_import_report_free)

typedef void (*SyImportProgress) (guint64 done, guint64 total, const char *unit, gpointer user_data);

/* Where the rows go. */
typedef struct
{
  /* Makes a table of the rows. @columns (element-type SyRowColumn): _file, _sheet, _row (of the file), then
   * those of the plan; @rows: what stands behind FROM, to be read once, in one statement. */
  gboolean (*write) (gpointer self, GArray *columns, const char *rows, GError **error);
  /* Takes it away again: the rows come once more, in wider columns. */
  gboolean (*drop) (gpointer self, GError **error);
} SyImportTargetFuncs;

typedef struct
{
  const SyImportTargetFuncs *funcs;
  gpointer self;
  gboolean times_as_text; /* times of day come as “11:38:36” */
} SyImportTarget;

SyImportReport *sy_importer_load_to (SyImportPlan *plan,
                                     SyEngine *engine,
                                     const SyImportTarget *target,
                                     const char *refused_table,
                                     SyImportProgress progress,
                                     gpointer progress_data,
                                     GCancellable *cancellable,
                                     GError **error);

/* Creates @table in @engine with the columns
 *   _file VARCHAR (base name), _sheet VARCHAR, _row BIGINT (row of the file), then one column an import
 * column, named by its role id where it has one, else by its header; a TIMESTAMP with the role date becomes
 * date DATE, and time TIME where no column has that role. An existing table of that name with the same
 * columns is appended to (several files). What was refused, if anything, also goes to the table
 * "TABLE_refused"
 * (_file, _sheet, _row, column_name, text, reason). Done in the caller's transaction; on failure or cancel
 * the caller rolls back and nothing is left. */
SyImportReport *sy_importer_load (SyImportPlan *plan,
                                  SyEngine *engine,
                                  const char *table,
                                  SyImportProgress progress,
                                  gpointer progress_data,
                                  GCancellable *cancellable,
                                  GError **error);

G_END_DECLS
