/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the workbook share, and what a document needs of its workbook. */
#pragma once

#include "sy-evaluation-private.h"
#include "sy-history.h"
#include "sy-input.h"
#include "sy-journal.h"
#include "sy-plan.h"
#include "sy-source.h"
#include "sy-store.h"
#include "sy-view.h"
#include "sy-workbook-import.h"
#include "sy-worksheet.h"

G_BEGIN_DECLS

typedef struct _SyWorksheetList SyWorksheetList;

struct _SyWorkbook
{
  GObject parent_instance;

  SyCatalogue *catalogue;
  SyEngine *engine;
  SyRelations *relations;
  SyJournal *journal;
  GError *load_error;

  /* State that the user changes. */
  SyTemplate *template;
  GPtrArray *templates;   /* (element-type SyTemplate) resolved; empty without a template */
  GHashTable *parameters; /* id → canonical text */
  GHashTable *inputs;     /* table id → GPtrArray of GStrv */
  GHashTable *kept;       /* name → text */
  SyHistory *history;
  GPtrArray *sources;      /* (element-type SySource) as of the last refresh */
  GPtrArray *source_infos; /* (element-type SyWorkbookSource, borrowed) */

  /* What imports on other threads have brought. */
  GMutex import_turn;      /* held for the whole of an import */
  GMutex import_lock;      /* of what follows; never held for long */
  GPtrArray *next_sources; /* (element-type SySource) */
  GPtrArray *pending;      /* (element-type SyPendingChange) what the history does not have yet */
  guint64 last_relation;   /* number of the latest relation of a source */

  GHashTable *states; /* relation → SySource: what sources are, and were as far as undo and redo lead */

  /* Personal data; see sy-workbook-privacy.h. */
  SyMasking masking;
  char *privacy_key;  /* NULL: not asked for yet */
  GHashTable *masked; /* masking and relation → SySource, masked */

  /* Made of the state when asked for. */
  SyWorksheetList *worksheets;
  SyPlan *plan;
  GWeakRef evaluation;
};

/* --- imports (sy-workbook-import.c) --- */

/* A plan must be of a kind, and have what the kind needs. */
gboolean sy_workbook_check_plan (const SyImportPlan *plan, GError **error);
/* The way to join that suits the kind; @keys: what rows of the kind are told apart by. */
SyImportMode sy_import_preview_choose_mode (const SyImportPlan *plan, const char *const **keys);
/* Whether a file of the same content is in the source as it stands. Any thread. */
gboolean sy_workbook_has_file (SyWorkbook *self, const SyImportPlan *plan, GCancellable *cancellable);
/* Whether another sheet of the same file, with this content, is in. Any thread. */
gboolean sy_workbook_has_other_sheet (SyWorkbook *self, const SyImportPlan *plan, GCancellable *cancellable);

/* --- cleaning (sy-cleaning.c) --- */

/* For SyCleaningFind; @data: the workbook. Any thread. */
gboolean sy_workbook_find_to_join (
    gpointer data, const char *kind, char **relation, GPtrArray **columns, GError **error);
/* After an import, with its turn: sources into which columns of this kind were joined are cleaned again. */
void sy_workbook_clean_joined (SyWorkbook *self, const char *kind, GCancellable *cancellable);

/* --- sources as changes (sy-workbook-sources.c) --- */

/* An import that is in the document already. */
typedef struct
{
  char *kind;
  SySource *before; /* or NULL */
  SySource *after;
} SyPendingChange;

/* Its number is taken. */
void sy_workbook_note_relation (SyWorkbook *self, const char *relation);
GPtrArray *sy_workbook_new_pending (void);
SySource *sy_workbook_find_next_source (GPtrArray *sources, const char *kind, guint *index);
/* Gives a name for a new relation, and what there is of the kind (a reference, or NULL). Any thread. */
SySource *sy_workbook_begin_import (SyWorkbook *self, SySourceKind *kind, char **relation);
/* Any thread, with the turn to import: puts @after (taken) in the place of @before. */
void sy_workbook_note_import (SyWorkbook *self, SySource *before, SySource *after);
/* Into the transaction of an import: what undo needs, should the program end before the history has it. */
void sy_workbook_save_import (SySource *before, SySource *after, SyBatch *batch);
/* States, changes that are not in the history yet, and changes that lead nowhere any more. */
gboolean sy_workbook_load_states (SyWorkbook *self, GError **error);
void sy_workbook_load_pending (SyWorkbook *self);
/* Imports on other threads become changes of the history. Main thread. */
void sy_workbook_take_pending (SyWorkbook *self);
/* What is shown becomes what there is. */
void sy_workbook_take_sources (SyWorkbook *self);
/* Between the two nothing is imported. FALSE with SY_WORKBOOK_ERROR_BUSY when something is right now. */
gboolean sy_workbook_begin_source_change (SyWorkbook *self, GError **error);
void sy_workbook_end_source_change (SyWorkbook *self);
/* Undo and redo: the source is what it was when its rows were in @relation (NULL: not there). */
gboolean sy_workbook_apply_source (
    SyWorkbook *self, const char *kind, const char *relation, SyBatch *batch, GError **error);
/* One change that can be undone: @source (taken; finished; NULL: none) is the source of its kind from now on.
 * Main thread. */
gboolean sy_workbook_replace_source (SyWorkbook *self, const char *kind, SySource *source, GError **error);
/* After a change of the history: relations that no undo leads to are given up, the oldest first when they are
 * too many. */
void sy_workbook_release_states (SyWorkbook *self, SyBatch *batch);

/* --- personal data (sy-workbook-privacy.c) --- */

/* Of the sources, parameters and typed rows as @masking lets them be seen. Where they can't be masked there
 * are no sources: nothing is seen then. */
SyPlan *sy_workbook_make_plan (SyWorkbook *self, SyMasking masking, GPtrArray *templates);
/* With the document's template, its views and worksheets. */
SyPlan *sy_workbook_make_whole_plan (SyWorkbook *self, SyMasking masking);
/* The sources as they may be seen. (transfer full) (element-type SySource) */
GPtrArray *sy_workbook_list_seen (SyWorkbook *self, SyMasking masking);
/* A text of a column of @rule as it is seen now; any thread. (transfer full) */
char *sy_workbook_mask_text (SyWorkbook *self, int rule, const char *text);
/* What a parameter is kept as, when @text was chosen of what is seen: the number of a customer for his
 * pseudonym. @seen: (out): the same as it is seen. */
char *sy_workbook_resolve_choice (SyWorkbook *self,
                                  const SyTemplateParameter *definition,
                                  const char *text,
                                  char **seen);
/* A view as @masking sees it: what it is filtered by is a pseudonym, or the number itself. (transfer full) */
SyView *sy_workbook_mask_view (SyWorkbook *self, SyView *view, SyMasking masking);

/* --- views (sy-workbook-views.c) --- */

/* @view evaluated with @masking; see sy_workbook_evaluate_view(). */
SyEvaluation *
sy_workbook_evaluate_view_as (SyWorkbook *self, SyView *view, SyMasking masking, GError **error);
/* The view that an evaluation is of, or NULL. */
SyView *sy_evaluation_get_view (SyEvaluation *self);

/* All that a view can read: the sources, and the built-in calendar where there is no other. (transfer full)
 * (element-type SySource) */
GPtrArray *sy_workbook_list_sources (SyWorkbook *self);
/* Adds the templates of the kept views that can be had, as @masking sees them. */
void sy_workbook_add_view_templates (SyWorkbook *self, SyMasking masking, GPtrArray *templates);

/* --- worksheets (sy-workbook-worksheets.c) --- */

void sy_worksheet_list_free (SyWorksheetList *list);
/* The kept text of this name is another one. */
void sy_workbook_forget_worksheets (SyWorkbook *self, const char *name);
/* The templates of the worksheets that can be had, and what they use, each once. (transfer full)
 * (element-type SyTemplate) */
GPtrArray *sy_workbook_list_worksheet_templates (SyWorkbook *self);
/* The plan with those worksheets alone whose formulas hold; the others have a problem from then on. */
/* What kept worksheets out of the plan may be over. */
void sy_workbook_forget_worksheet_problems (SyWorkbook *self);
typedef SyPlan *(*SyMakePlan) (SyWorkbook *self, SyMasking masking, GPtrArray *worksheets);
SyPlan *sy_workbook_leave_out_worksheets (SyWorkbook *self, SyMasking masking, SyMakePlan make);
/* Is a template of this id among them? */
gboolean sy_template_list_has (GPtrArray *templates, const char *id);
/* A group of changes in words, by its target. */
char *sy_workbook_describe_group (const char *target);

/* --- changes (sy-workbook-changes.c) --- */

/* Applies the changes as one step of the history, and tells. @what, @title: for words of undo. */
void sy_workbook_change_together (SyWorkbook *self, const char *what, const char *title, GPtrArray *group);
/* Are rows that the templates bring what is asked of typed ones? */
gboolean sy_workbook_check_samples (GPtrArray *templates, GError **error);

/* Template id → title of each worksheet that can be shown. (transfer full) */
GHashTable *sy_workbook_list_worksheet_titles (SyWorkbook *self);

/* Forgets what was made of the state, and tells. */
void sy_workbook_changed (SyWorkbook *self);
SyPlan *sy_workbook_get_plan (SyWorkbook *self);
/* Hands a batch to the journal, which writes it as soon as the engine lets it. */
void sy_workbook_write (SyWorkbook *self, SyBatch *batch);
/* Reads template, parameters and typed rows back. */
gboolean sy_workbook_load_changes (SyWorkbook *self, GError **error);

/* What went wrong when the workbook was read from its engine; NULL when nothing did. Borrowed. */
const GError *sy_workbook_get_load_error (SyWorkbook *self);
/* Changes are kept in memory until the workbook goes on with an engine that can be written. */
void sy_workbook_set_read_only (SyWorkbook *self);
/* Waits until all changes are in the engine. */
gboolean sy_workbook_flush (SyWorkbook *self, GError **error);
/* The error of the last change that could not be written. */
gboolean sy_workbook_check (SyWorkbook *self, GError **error);
/* Before the engine is closed: writes everything, and keeps what is changed meanwhile. */
gboolean sy_workbook_suspend (SyWorkbook *self, GError **error);
/* Goes on with another engine that holds the same workbook; the main thread is told by “changed”. */
void sy_workbook_resume (SyWorkbook *self, SyEngine *engine);

G_END_DECLS
