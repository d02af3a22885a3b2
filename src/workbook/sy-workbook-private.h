/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the workbook share, and what a document needs of its workbook. */
#pragma once

#include "sy-evaluation-private.h"
#include "sy-history.h"
#include "sy-input.h"
#include "sy-journal.h"
#include "sy-plan.h"
#include "sy-store.h"
#include "sy-workbook.h"

G_BEGIN_DECLS

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
  SyHistory *history;
  GPtrArray *sources;      /* (element-type SySource) as of the last refresh */
  GPtrArray *source_infos; /* (element-type SyWorkbookSource, borrowed) */

  /* What imports on other threads have brought. */
  GMutex import_turn;      /* held for the whole of an import */
  GMutex import_lock;      /* of what follows; never held for long */
  GPtrArray *next_sources; /* (element-type SySource) */
  guint64 last_relation;   /* number of the latest relation of a source */

  /* Made of the state when asked for. */
  SyPlan *plan;
  GWeakRef evaluation;
};

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
