/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a worksheet shows of an evaluation: its sentences, drawings and tables, read in a thread. */
#pragma once

#include "sy-chart-builder.h"
#include "sy-session.h"
#include "sy-sheet-rows.h"
#include "sy-worksheet.h"

G_BEGIN_DECLS

/* At most so many rows of a table stand on the page: as many as a form takes. */
#define SY_WORKSHEET_MAX_ROWS 5000

typedef struct
{
  const SyTemplateTable *definition;
  SyTable *table; /* NULL with a problem */
  SyFrame *frame;
  char *problem;
  GPtrArray *choice_columns; /* (element-type utf8) columns whose choices come from tables … */
  GPtrArray *choices;        /* (element-type GStrv) … and these choices */
  GPtrArray *remarks;        /* (element-type SySheetRemark) of linked cells */
} SyWorksheetTable;

typedef struct
{
  SyEvaluation *evaluation;
  SyTemplate *template;
  GPtrArray *tables;   /* (element-type SyWorksheetTable) those that are shown, in order */
  GPtrArray *charts;   /* (element-type SyBuiltChart); an element may be stolen */
  GPtrArray *findings; /* (element-type utf8) */
  GPtrArray *names;    /* (element-type utf8) its parameters … */
  GPtrArray *values;   /* (element-type utf8) … and what holds of them */
} SyWorksheetReading;

/* Nothing is read yet. */
SyWorksheetReading *sy_worksheet_reading_new (SyEvaluation *evaluation, SyTemplate *template);
void sy_worksheet_reading_free (SyWorksheetReading *self);
/* (any thread; blocks) What can't be computed has its reason; FALSE only when it was cancelled. */
gboolean sy_worksheet_reading_read (SyWorksheetReading *self, GCancellable *cancellable, GError **error);

G_END_DECLS
