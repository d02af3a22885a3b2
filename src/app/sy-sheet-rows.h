/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of one table as its form shows them: what was typed, what of it the document has taken, and what
 * is wrong with the rest, which is never lost. Tables that are computed only show. */
#pragma once

#include "sy-session.h"
#include "sy-sheet-column.h"

G_BEGIN_DECLS

#define SY_TYPE_SHEET_ROWS (sy_sheet_rows_get_type ())
G_DECLARE_FINAL_TYPE (SySheetRows, sy_sheet_rows, SY, SHEET_ROWS, GObject)
/* Signal "changed" (gint row): the texts of one row, or with -1 of any number of rows, and their number. */

/* Typed rows of an INPUT table of @template, which is kept alive. */
SySheetRows *sy_sheet_rows_new (SySession *session, SyTemplate *template, const SyTemplateTable *definition);
/* Rows of a table that is computed. */
SySheetRows *sy_sheet_rows_new_computed (SySession *session, const char *table);

const char *sy_sheet_rows_get_id (SySheetRows *self);
const char *sy_sheet_rows_get_title (SySheetRows *self);
const char *sy_sheet_rows_get_description (SySheetRows *self);
gboolean sy_sheet_rows_is_typed (SySheetRows *self);
/* Rows may be added, removed and moved. */
gboolean sy_sheet_rows_is_open (SySheetRows *self);
GPtrArray *sy_sheet_rows_get_columns (SySheetRows *self); /* (element-type SySheetColumn) that are shown */
/* With the blank one at the end of an open table, which becomes a row as something is typed into it. */
guint sy_sheet_rows_get_n_rows (SySheetRows *self);
gboolean sy_sheet_rows_is_blank (SySheetRows *self, guint row);

/* As typed, never NULL; of a choice its title where it is one. */
char *sy_sheet_rows_dup_text (SySheetRows *self, guint row, guint column);
/* As shown: a link as what it gives. */
char *sy_sheet_rows_dup_shown (SySheetRows *self, guint row, guint column);
gboolean sy_sheet_rows_is_linked (SySheetRows *self, guint row, guint column);
const char *sy_sheet_rows_get_error (SySheetRows *self, guint row, guint column); /* NULL: all is well */
/* The error, else what is remarkable about what was computed for the cell; NULL: nothing. */
const char *sy_sheet_rows_get_remark (SySheetRows *self, guint row, guint column);

/* What stands in the cell's editor; the document takes it with sy_sheet_rows_commit(). */
void sy_sheet_rows_type (SySheetRows *self, guint row, guint column, const char *text);
/* FALSE when something of it is wrong: it stays, with its error. @amends: it goes on with what was committed
 * last, as one step of undo. */
gboolean sy_sheet_rows_commit (SySheetRows *self, gboolean amends);
/* Whether a commit would have something to do. */
gboolean sy_sheet_rows_is_dirty (SySheetRows *self);
/* Back to what the document has. */
void sy_sheet_rows_revert (SySheetRows *self, guint row, guint column);
/* One step back in the middle of the work: TRUE when there was something that the document had not taken. */
gboolean sy_sheet_rows_forget_errors (SySheetRows *self);

gboolean sy_sheet_rows_move (SySheetRows *self, guint row, int by);
gboolean sy_sheet_rows_remove (SySheetRows *self, guint row);
gboolean sy_sheet_rows_insert (SySheetRows *self, guint row);
/* @cells: (element-type GStrv) rows of texts that go to the right and down from a cell. Returns how many of
 * them did not fit in. */
guint sy_sheet_rows_paste (SySheetRows *self, guint row, guint column, GPtrArray *cells);

/* The document's rows may be others now, such as after an undo. */
void sy_sheet_rows_refresh (SySheetRows *self);
/* What was computed: (nullable) rows of @frame in the order of typed ones. */
void sy_sheet_rows_set_results (SySheetRows *self, SyTable *table, SyFrame *frame);
/* Beside cells that the document has taken: why a link gives nothing. */
typedef struct
{
  guint row, index; /* among the columns of the definition */
  char *text;
} SySheetRemark;
void sy_sheet_remark_free (gpointer remark);
/* (element-type SySheetRemark) all that there are now; before sy_sheet_rows_set_results(). */
void sy_sheet_rows_set_remarks (SySheetRows *self, GPtrArray *remarks);
void sy_sheet_rows_set_choices (SySheetRows *self, const char *column, const char *const *texts);

G_END_DECLS
