/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a file to a typed source table: recognise, show, correct, load, report. */
#pragma once

#include "sy-column-typer.h"
#include "sy-engine.h"
#include "sy-reader.h"
#include "sy-sample.h"
#include "sy-source-kind.h"

G_BEGIN_DECLS

/* One column of the file as recognised; correct it by changing type or role before loading. */
typedef struct
{
  guint index;  /* 0-based column of the sheet */
  char *header; /* as in the file, made unique: "备注", "备注 (2)"; "Column 3" where the header is empty */
  SyColumnType type;          /* INT64, DOUBLE, DECIMAL, TEXT, DATE, TIMESTAMP, TIME, BOOL */
  guint scale;                /* of DECIMAL */
  char *type_reason;          /* a short sentence */
  char *role;                 /* role id, or NULL: kept under its own header */
  char *role_reason;          /* "header 金额 is a name of this role" */
  guint64 n_empty;            /* in the sample */
  char **examples;            /* up to 5 first values as they stand in the file */
  SyColumnReading reading;    /* decimal comma, order of day and month; may be corrected as well */
  SyColumnEvidence *evidence; /* owned; what the type follows from */
} SyImportColumn;

/* More columns than this are refused: the engine needs 32 KiB for each. */
#define SY_IMPORT_MAX_COLUMNS 2048u

/* What is going to be imported: the outcome of recognition, editable. */
typedef struct
{
  char *path;
  SyFileInfo *info;
  guint sheet_index;
  guint64 header_row; /* 1-based row of the header; 0 when there is none */
  char *header_reason;
  GPtrArray *columns; /* (element-type SyImportColumn) */
  SySourceKind *kind; /* owned; NULL when none fits */
  char *kind_reason;
  char **missing_roles; /* required roles without a column and without a way to derive them; never NULL */
  char *encoding;       /* asked for, or NULL */
  char *delimiter;      /* asked for, or NULL */
  char *sheet_reason;
  SySourceKind *nearest; /* owned; where no kind fits the one that lacks least; NULL when none has a role */
  SySample *sample;      /* owned; the first rows */
  GPtrArray *kinds;      /* owned; (element-type SySourceKind) the kinds that were offered; nullable */
} SyImportPlan;

/* @kinds (element-type SySourceKind) may be NULL: no roles. @kind_id: only this one, NULL: the one that fits
 * best. */
SyImportPlan *sy_importer_recognise (const char *path,
                                     const SyReadOptions *options,
                                     GPtrArray *kinds,
                                     const char *kind_id,
                                     GCancellable *cancellable,
                                     GError **error);
/* ROLE=HEADER; "ROLE=" takes the role away. */
gboolean sy_import_plan_map (SyImportPlan *plan, const char *role, const char *header, GError **error);
/* Another header row (0: none), re-reading the sample. */
gboolean
sy_import_plan_set_header_row (SyImportPlan *plan, guint64 row, GCancellable *cancellable, GError **error);
char **sy_import_plan_dup_column_names (const SyImportPlan *plan);
void sy_import_plan_free (SyImportPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyImportPlan, sy_import_plan_free)

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
} SyImportReport;
void sy_import_report_free (SyImportReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyImportReport, sy_import_report_free)

typedef void (*SyImportProgress) (guint64 done, guint64 total, const char *unit, gpointer user_data);

/* Creates @table in @engine with the columns
 *   _file VARCHAR (base name), _sheet VARCHAR, _row BIGINT (row of the file), then one column an import
 * column, named by its role id where it has one, else by its header; a TIMESTAMP with the role date becomes
 * date DATE, and time TIME where no column has that role. An existing table of that name with the same
 * columns is appended to (several files). Rows that were refused also go to the table "TABLE_refused" (_file,
 * _sheet, _row, column_name, text, reason). Done in the caller's transaction; on failure or cancel the caller
 * rolls back and nothing is left. */
SyImportReport *sy_importer_load (SyImportPlan *plan,
                                  SyEngine *engine,
                                  const char *table,
                                  SyImportProgress progress,
                                  gpointer progress_data,
                                  GCancellable *cancellable,
                                  GError **error);

G_END_DECLS
