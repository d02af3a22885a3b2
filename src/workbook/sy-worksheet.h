/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Worksheets of thinking in a document: each is a kind (a template of INPUT tables, computed values, charts)
 * with a title, tags and rows of its own. Its template joins the plan, so that its tables, values, charts,
 * notes and checks are found like any other's, also without data and without a template. Rows are typed by
 * sy_workbook_set_input_rows(). All from the main thread but where an evaluation is given (any thread). */
#pragma once

#include "sy-workbook.h"

G_BEGIN_DECLS

typedef struct
{
  char *id;   /* "swot", "swot2": ids of its parts begin with sy_template_make_prefix() of it */
  char *kind; /* "swot" */
  char *title;
  char *level, *line;   /* tags, "" for none: guidance …; business lines, blank separated */
  SyTemplate *template; /* with the ids of this worksheet; NULL when its kind can’t be read */
  char *problem;        /* NULL, or why it can't be shown */
} SyWorksheet;

/* (element-type SyWorksheet), in order; holds until the next change. */
GPtrArray *sy_workbook_get_worksheets (SyWorkbook *self);
SyWorksheet *sy_workbook_find_worksheet (SyWorkbook *self,
                                         const char *id); /* by id, else by title; or NULL */
/* The worksheet that brings this table, value, word, parameter or chart, or NULL: pages of the areas leave
 * those out. */
SyWorksheet *sy_workbook_find_worksheet_of (SyWorkbook *self, const char *item_id);
/* A kind of the document's own, else of the catalogue, or the path of a file, whose kind is then kept in the
 * document. @title: NULL or "" for that of the kind, with a number behind it from the second one on. Returns
 * the new id, borrowed; one undo step. */
const char *sy_workbook_add_worksheet (SyWorkbook *self, const char *kind, const char *title, GError **error);
/* With its rows and settings; one undo step. */
gboolean sy_workbook_remove_worksheet (SyWorkbook *self, const char *id, GError **error);
/* @title, @level, @line: NULL: as it is; "" takes a tag away. */
gboolean sy_workbook_set_worksheet (
    SyWorkbook *self, const char *id, const char *title, const char *level, const char *line, GError **error);
gboolean sy_workbook_move_worksheet (SyWorkbook *self, const char *id, guint place, GError **error);

/* A kind as XML, kept in the document; one of the same id gives way, with the worksheets of it, if its
 * formulas hold. Refused with line and column. Its id, borrowed. */
const char *sy_workbook_keep_worksheet_kind (SyWorkbook *self, const char *xml, GError **error);
/* All kinds that can be added: those of the document first. (transfer full) (element-type SyTemplate) */
GPtrArray *sy_workbook_list_worksheet_kinds (SyWorkbook *self);

/* --- links: a typed cell that begins with "=" is a formula over the document, live; "chart:ID" in a column
 * with link="yes" points at a chart. Numbers and dates can always be links, texts where the column says so.
 * --- */
typedef enum
{
  SY_LINK_NONE, /* text or a number as typed */
  SY_LINK_FORMULA,
  SY_LINK_CHART
} SyLinkKind;
/* @target: (out) (optional): the formula without "=", or the id of the chart. */
SyLinkKind sy_link_parse (const char *text, char **target);
/* May the cells of this column be links? */
gboolean sy_template_column_takes_links (const SyTemplateColumn *column);
/* Can @text stand in a cell of the table? What it names is there, and it does not read the table itself, be
 * it by way of other tables. TRUE for texts that are no links. */
gboolean sy_workbook_check_link (SyWorkbook *self, const char *table, const char *text, GError **error);
/* What a link shows: "103.9%", the title of a chart, or "—" with a @problem (out, optional). NULL only when
 * it was cancelled. */
char *sy_evaluation_format_link (
    SyEvaluation *self, const char *text, char **problem, GCancellable *cancellable, GError **error);
/* A linked cell as it was computed: what writers of workbooks and explanations need. */
typedef struct
{
  SyLinkKind kind;
  char *target;        /* formula without "=", or the id of a chart */
  SyExpression *bound; /* FORMULA: bound to sy_evaluation_get_model(); NULL with a problem */
  SyUnit unit;         /* of what it points at: how a text column shows it */
  guint decimals;
  char *text;    /* what the cell shows: a number in its own column's unit, else in that of the target */
  char *problem; /* NULL, or why it is “—”: no such value, a circle, an error */
  char *warning; /* NULL, or what is odd about a value that is taken all the same: out of the range */
} SyLink;
/* @row: of the typed rows, from 0; @column: of the definition's columns, from 0. NULL without an error where
 * the cell is no link. Borrowed from the evaluation. */
const SyLink *sy_evaluation_find_link (SyEvaluation *self,
                                       const char *table,
                                       guint row,
                                       guint column,
                                       GCancellable *cancellable,
                                       GError **error);

/* The values offered for a column with choices, as they are shown: titles of its words, or the distinct
 * values of choices="table[column]". NULL without an error for a column without choices. (transfer full) */
char **sy_evaluation_list_cell_choices (
    SyEvaluation *self, const char *table, const char *column, GCancellable *cancellable, GError **error);
/* What a typed cell shows: the title of a word for a kept choice, everything else as it is. Borrowed. */
const char *sy_template_column_show_cell (const SyTemplateColumn *column, const char *cell);

G_END_DECLS
