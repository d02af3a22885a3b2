/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is going to be imported: the outcome of recognition, each guess with its reason, and how to overrule
 * it. */
#pragma once

#include "sy-column-typer.h"
#include "sy-crosstab.h"
#include "sy-group-fill.h"
#include "sy-reader.h"
#include "sy-sample.h"
#include "sy-sheet-join.h"
#include "sy-source-kind.h"
#include "sy-year-fill.h"

G_BEGIN_DECLS

/* One column of the file as recognised; correct it by the setters of the plan before loading. */
typedef struct
{
  guint index;  /* 0-based column of the sheet */
  char *header; /* as in the file, made unique: "备注", "备注 (2)"; "Column 3" where the header is empty */
  char *name;   /* in the table, where that is not the header: renamed since the last file; or NULL */
  SyColumnType type;          /* INT64, DOUBLE, DECIMAL, TEXT, DATE, TIMESTAMP, TIME, BOOL */
  guint scale;                /* of DECIMAL */
  char *type_reason;          /* a short sentence */
  char *role;                 /* role id, or NULL: kept under its own header */
  char *role_reason;          /* "header 金额 is a name of this role" */
  guint64 n_empty;            /* in the sample */
  char **examples;            /* up to 5 first values as they stand in the file */
  SyColumnReading reading;    /* decimal comma, order of day and month; may be corrected as well */
  SyColumnEvidence *evidence; /* owned; what the type follows from */
  gboolean joined;            /* looked up in another sheet */
  gboolean left_out;          /* stays in the file: neither loaded nor refused */
  gboolean type_by_hand;      /* chosen: recognition leaves it alone */
  gboolean reading_by_hand;
  gboolean role_by_hand;
  gboolean left_out_by_hand;
} SyImportColumn;

/* One thing that was recognised, for the page that shows them all. */
typedef struct
{
  char *topic; /* "format", "encoding", "delimiter", "quote", "escape", "sheet", "header", "footer", "damage",
                  "join", "groups", "kind", "crosstab", "year", "date-order", "mapping", "rows" */
  char *title; /* translated: "Encoding" */
  char *value; /* "GB18030", "row 3" … */
  char *reason;  /* a short sentence, or "" */
  gboolean sure; /* FALSE: the user should look */
} SyImportFinding;

/* More columns than this are refused: the engine needs 32 KiB for each. */
#define SY_IMPORT_MAX_COLUMNS 2048u

typedef struct _SyImportPlan
{
  char *path;
  SyFileInfo *info;
  guint sheet_index;
  guint64 header_row;  /* 1-based row of the header, the last one of several; 0 when there is none */
  guint n_header_rows; /* 1 mostly; 0 when there is none; 2 or 3: joined, merged ones spread */
  char *header_reason;
  GPtrArray *columns; /* (element-type SyImportColumn) */
  SySourceKind *kind; /* owned; NULL when none fits */
  char *kind_reason;
  char **missing_roles; /* required roles without a column and without a way to derive them; never NULL */
  char *encoding;       /* asked for, or NULL */
  char *delimiter;      /* asked for, or NULL */
  char *quote;          /* asked for, or NULL */
  char *escape;         /* asked for, or NULL */
  char *sheet;          /* asked for, or NULL */
  char *sheet_reason;
  char **alike_sheets;    /* others with the same header; NULL: none, or a sheet was asked for */
  SySourceKind *nearest;  /* owned; where no kind fits the one that lacks least; NULL when none has a role */
  SySample *sheet_sample; /* owned; the first rows as they stand in the sheet */
  SySample
      *grouped_sample; /* owned; the same with cells repeated that stand for several rows; NULL: none do */
  GPtrArray *joins;    /* (element-type SySheetJoin) owned; other sheets whose rows stand beside; nullable */
  SySheetWiden *widen; /* owned; how they do; NULL: there are none */
  SySample *joined_sample; /* owned; the first rows with what was looked up; NULL: there is nothing */
  SySample *filled_sample; /* owned; the same with the years of days that have none; NULL: all have one */
  SySample *turned_sample; /* owned; the same with the cross-tab turned into rows; NULL when it is not */
  SySample *sample;        /* borrowed: the one of the five that the columns are recognised from */
  GPtrArray *kinds;        /* owned; (element-type SySourceKind) the kinds that were offered; nullable */
  gboolean kind_by_hand;   /* asked for, or chosen */
  gboolean header_by_hand; /* chosen */
  SyCrosstab *crosstab;    /* owned; NULL when the sheet is none */
  gboolean unpivot;        /* the cross-tab is turned into rows */
  SyGroupFill *group_fill; /* owned; cells that stand once for several rows; NULL: there are none */
  gboolean keep_blanks;    /* they are not repeated */
  SyYearFill *year_fill;   /* owned; days without a year; NULL when there are none */
  int year;                /* of them, chosen by hand; 0: recognised */
  SyDateOrder date_order; /* of days such as 5/1/2023 that nothing else settles, chosen by hand; or UNKNOWN */
  gboolean keep_footer;   /* rows of sums and remarks are data */
  GPtrArray *findings;    /* (element-type SyImportFinding) */
} SyImportPlan;

/* @kinds (element-type SySourceKind) may be NULL: no roles. @kind_id: only this one, NULL: the one that fits
 * best. */
SyImportPlan *sy_importer_recognise (const char *path,
                                     const SyReadOptions *options,
                                     GPtrArray *kinds,
                                     const char *kind_id,
                                     GCancellable *cancellable,
                                     GError **error);
char **sy_import_plan_dup_column_names (const SyImportPlan *plan);
void sy_import_plan_free (SyImportPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyImportPlan, sy_import_plan_free)

/* Corrections. Each leaves the plan as it was when it fails, and brings findings and roles up to date. */
gboolean sy_import_plan_reread (SyImportPlan *plan,
                                const SyReadOptions *options,
                                GCancellable *cancellable,
                                GError **error);
gboolean sy_import_plan_set_header (
    SyImportPlan *plan, guint64 first_row, guint n_rows, GCancellable *cancellable, GError **error);
gboolean
sy_import_plan_set_header_row (SyImportPlan *plan, guint64 row, GCancellable *cancellable, GError **error);
gboolean sy_import_plan_set_kind (SyImportPlan *plan, const char *kind_id, GError **error);
/* ROLE=HEADER; "ROLE=" takes the role away. */
gboolean sy_import_plan_map (SyImportPlan *plan, const char *role, const char *header, GError **error);
gboolean
sy_import_plan_set_type (SyImportPlan *plan, guint column, SyColumnType type, guint scale, GError **error);
void sy_import_plan_set_reading (SyImportPlan *plan, guint column, SyColumnReading reading);
void sy_import_plan_set_left_out (SyImportPlan *plan, guint column, gboolean left_out);
gboolean
sy_import_plan_set_unpivot (SyImportPlan *plan, gboolean on, GCancellable *cancellable, GError **error);
/* Other sheets whose rows are looked up for each row, (element-type SySheetJoin), one after the other; NULL:
 * none. */
gboolean
sy_import_plan_set_joins (SyImportPlan *plan, GPtrArray *joins, GCancellable *cancellable, GError **error);
/* The first column of days such as 5/1/2023 of which nothing tells the order; NULL: there is none. */
const SyImportColumn *sy_import_plan_find_unsettled (const SyImportPlan *plan);
/* The order of those days; UNKNOWN: as recognised. */
gboolean sy_import_plan_set_date_order (SyImportPlan *plan,
                                        SyDateOrder order,
                                        GCancellable *cancellable,
                                        GError **error);
/* The year of days that have none, 1990 to 2099; 0: as recognised. */
gboolean sy_import_plan_set_year (SyImportPlan *plan, int year, GCancellable *cancellable, GError **error);
/* Whether cells that stand once for the rows below them are blank there. They are repeated, else. */
gboolean
sy_import_plan_set_keep_blanks (SyImportPlan *plan, gboolean keep, GCancellable *cancellable, GError **error);
/* Whether rows of sums (合计) and remarks below the table are kept as data. They are refused, else. */
void sy_import_plan_set_keep_footer (SyImportPlan *plan, gboolean keep);

/* Index of the column with this header, exactly or as names are compared; -1 with SY_IMPORT_ERROR_ROLE. */
int sy_import_plan_find_column (const SyImportPlan *plan, const char *header, GError **error);

/* Reads the sheet as the plan says, from its first row on: dialect as recognised, cross-tab turned into rows
 * where that is asked for. Rows up to header_row come as well. */
gboolean sy_import_plan_read (const SyImportPlan *plan,
                              const SyCellSink *sink,
                              GCancellable *cancellable,
                              GError **error);

G_END_DECLS
