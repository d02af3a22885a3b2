/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report page of a template, evaluated: what the window, the PDF and the workbook's report sheet all lay
 * out. */
#pragma once

#include "sy-chart-builder.h"
#include "sy-plan.h"
#include "sy-workbook.h"

G_BEGIN_DECLS

typedef struct
{
  char *id;
  char *title;
  char *text;    /* formatted, "—" for no value */
  int direction; /* as of the template's value */
} SyReportCard;

typedef struct
{
  SyReportItemKind kind;
  char *text;       /* headings and sentences */
  char *about;      /* sentences: table or chart that they are about, or NULL */
  GPtrArray *cards; /* (element-type SyReportCard) */
  SyBuiltChart *chart;
  SyTable *table;
  SyFrame *frame; /* the first rows of the table */
  guint rows;     /* of the table that are shown; 0: all */
} SyReportPart;

void sy_report_part_free (SyReportPart *part);

/**
 * sy_report_build:
 *
 * Evaluates the report page of the workbook's template; one without a report page gets its sentences, charts
 * and analysis tables in order. Parts whose table, chart or values the sources don't allow are left out. Safe
 * from any thread; blocks.
 *
 * Returns: (transfer full) (element-type SyReportPart): the parts in order, or %NULL with the evaluation's
 * error
 */
GPtrArray *sy_report_build (SyEvaluation *evaluation, GCancellable *cancellable, GError **error);
/* The page of one template of the evaluation's plan, such as that of a worksheet; the own one's as it was put
 * together by hand. */
GPtrArray *sy_report_build_of (SyEvaluation *evaluation,
                               SyTemplate *template,
                               GCancellable *cancellable,
                               GError **error);

/* The templates whose pages stand for the document on paper: the own one; where there is none, or none of the
 * data that it needs, every worksheet. (element-type SyTemplate), borrowed; empty: there is nothing. */
GPtrArray *sy_report_list_pages (SyPlan *plan);

/* The sentences about one table or chart (NULL: those about the whole), expanded. (element-type utf8) */
GPtrArray *sy_report_list_findings (SyEvaluation *evaluation,
                                    const char *about,
                                    GCancellable *cancellable,
                                    GError **error);

G_END_DECLS
