/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One open document in a window: its workbook, the evaluation that is looked at, the cell that is explained,
 * and the work going on. Every page holds the session and follows its signals; none of them blocks. */
#pragma once

#include "sy-document.h"
#include "sy-explanation.h"
#include "sy-job.h"
#include "sy-workbook.h"

G_BEGIN_DECLS

#define SY_TYPE_SESSION (sy_session_get_type ())
G_DECLARE_FINAL_TYPE (SySession, sy_session, SY, SESSION, GObject)
/* Signals
 *   "evaluated"  — a new evaluation holds (parameters, sources or template changed): pages read again what
 * they show; debounced "explained"  — sy_session_get_subject() changed: the inspector follows "failed"
 * (message) — something went wrong: the window shows a toast or banner Properties: "jobs" (GListModel of
 * SyJob under way), "busy" (gboolean), "period" */

SySession *sy_session_new (SyDocument *document);
SyDocument *sy_session_get_document (SySession *self);
SyWorkbook *sy_session_get_workbook (SySession *self);
/* NULL while there is no template or a formula is wrong (then get_problem says so). */
SyEvaluation *sy_session_get_evaluation (SySession *self);
const char *sy_session_get_problem (SySession *self);
GListModel *sy_session_get_jobs (SySession *self);
/* Work is under way that is more than reading: the document is not to be changed meanwhile. */
gboolean sy_session_is_busy (SySession *self);
/* The month at the top of the window, "2015-12"; "" while there is none. */
const char *sy_session_get_period (SySession *self);
void sy_session_set_period (SySession *self, const char *period);

/* Cells that are explained from now on are those of this evaluation, such as a view of the explorer; NULL:
 * the session's own. */
void sy_session_look_at (SySession *self, SyEvaluation *evaluation);
SyEvaluation *sy_session_get_looked_at (SySession *self);

/* What the inspector explains. */
typedef struct
{
  SyEvaluation *evaluation; /* what was looked at; NULL: the session's own, whichever holds */
  char *table, *column;     /* a cell … */
  gint64 row;
  char *name; /* … or a parameter or named value */
} SySubject;
void sy_session_explain_cell (SySession *self, const char *table, const char *column, gint64 row);
void sy_session_explain_name (SySession *self, const char *name);
void sy_session_explain (SySession *self, const SySubject *subject); /* copied */
const SySubject *sy_session_get_subject (SySession *self);           /* NULL: nothing chosen */
SySubject *sy_subject_copy (const SySubject *self);
void sy_subject_free (SySubject *self);

/* Runs @work in a thread as a job that the window shows with progress and cancel; @done on the main thread
 * (error NULL: it worked; cancelled jobs come with G_IO_ERROR_CANCELLED and are not shown as failures). @data
 * is freed by @free_data after @done. */
typedef gboolean (*SySessionWork) (SyJob *job, gpointer data, GError **error);
typedef void (*SySessionDone) (SySession *self, gpointer data, const GError *error);
void sy_session_run (SySession *self,
                     const char *title,
                     SySessionWork work,
                     SySessionDone done,
                     gpointer data,
                     GDestroyNotify free_data);
/* The same for quick reads (pages of tables, values): a job is only shown when the work says how far it is
 * and takes long; to cancel it then cancels all reads that are waiting. @owner: the widget for which it is;
 * when it goes away @done is not called, and the work is cancelled. */
void sy_session_fetch (SySession *self,
                       GObject *owner,
                       SySessionWork work,
                       SySessionDone done,
                       gpointer data,
                       GDestroyNotify free_data);
void sy_session_fail (SySession *self, const GError *error);

G_END_DECLS
