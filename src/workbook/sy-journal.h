/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes on their way into the document: each a batch of statements in one transaction, in order, off the
 * main thread. */
#pragma once

#include "sy-engine.h"

G_BEGIN_DECLS

/* Statements that belong together; every value is a text or NULL. */
typedef struct _SyBatch SyBatch;
SyBatch *sy_batch_new (void);
/* @n texts follow. */
void sy_batch_add (SyBatch *self, const char *sql, guint n, ...);
void sy_batch_add_texts (SyBatch *self, const char *sql, GPtrArray *texts);
gboolean sy_batch_is_empty (SyBatch *self);
gboolean sy_batch_run (SyBatch *self, SyEngine *engine, GError **error);
void sy_batch_free (SyBatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyBatch, sy_batch_free)

typedef struct _SyJournal SyJournal;
SyJournal *sy_journal_new (SyEngine *engine);
void sy_journal_free (SyJournal *self);
/* Takes the batch. */
void sy_journal_push (SyJournal *self, SyBatch *batch);
/* Waits until everything is in the document. FALSE with what the engine said last; what failed is kept, and
 * tried again at the next push or flush. */
gboolean sy_journal_flush (SyJournal *self, GError **error);
/* Does not wait: the error of the last try, if it failed. */
gboolean sy_journal_check (SyJournal *self, GError **error);
/* Writes what is waiting, then keeps what comes until it gets the engine to go on with. */
gboolean sy_journal_suspend (SyJournal *self, GError **error);
void sy_journal_resume (SyJournal *self, SyEngine *engine);

G_END_DECLS
