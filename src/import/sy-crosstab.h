/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table whose columns are months, days or shops: what it is, and how to turn it into rows. */
#pragma once

#include "sy-sample.h"

G_BEGIN_DECLS

typedef enum
{
  SY_CROSSTAB_MONTHS, /* 2023年1月, 2023-01, Jan 2023: the header becomes the first day of the month */
  SY_CROSSTAB_DAYS,   /* 2023-01-05, 1月5日 with a year known: becomes a date */
  SY_CROSSTAB_NAMES,  /* 1月 without a year, weekdays, quarters, shops: stays text */
} SyCrosstabHeaders;

/* One column that is turned into rows. */
typedef struct
{
  guint index;   /* 0-based column of the sheet */
  char *header;  /* as it stands; of several measures without the one it is */
  double day;    /* serial of the date it is, of MONTHS and DAYS */
  guint group;   /* columns of one group are one row when turned: 1月 数量 and 1月 金额 */
  guint measure; /* place in value_names */
} SyCrosstabColumn;

typedef struct _SyCrosstab
{
  guint first;            /* 0-based column of the sheet */
  guint last;             /* what stands between them and is not turned (totals) is left out */
  SyCrosstabHeaders kind; /* what the headers are */
  GArray *columns;        /* (element-type SyCrosstabColumn) by group */
  guint64 header_row;     /* of the file, the last one */
  guint n_header_rows;    /* with those above it that belong to the header */
  char *header_name;      /* of the new column of headers: "月份", "Month" */
  char **value_names;     /* of the new columns of values: "数值"; "数量", "金额"; NULL-terminated */
  gboolean keeps_totals;  /* rows of sums are turned as well; FALSE: they are refused */
  char *reason;           /* a sentence */
} SyCrosstab;

/**
 * sy_crosstab_find:
 * @sample: the first rows as they stand
 * @header_row: row of the file, the last one of the header
 * @n_header_rows: rows of the header
 * @headers: (array length=n_headers): of each column of the sheet, "" for none
 * @context: (nullable): texts that may tell the year: file name, titles above the header
 *
 * Returns: (transfer full) (nullable): what the cross-tab is; %NULL when the sheet is none
 */
SyCrosstab *sy_crosstab_find (const SySample *sample,
                              guint64 header_row,
                              guint n_header_rows,
                              const char *const *headers,
                              guint n_headers,
                              const char *context);
/* Runs @read with a sink before @sink that turns the rows below the header; the others go through, the header
 * row with the new names. */
gboolean sy_crosstab_turn (const SyCrosstab *self, const SyCellSink *sink, SySampleRead read, gpointer data);
void sy_crosstab_free (SyCrosstab *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyCrosstab, sy_crosstab_free)

G_END_DECLS
