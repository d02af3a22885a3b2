/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was changed, in order, so that it can be undone and redone; kept in the document. */
#pragma once

#include "sy-journal.h"

G_BEGIN_DECLS

typedef enum
{
  SY_CHANGE_PARAMETER, /* target: parameter id; texts are its value, NULL for the default */
  SY_CHANGE_INPUT,     /* target: table id; texts are all of its rows */
  SY_CHANGE_TEMPLATE,  /* texts say which template */
  SY_CHANGE_SOURCE, /* target: kind of the source; texts are the relation that holds its rows, NULL for none
                     */
  SY_CHANGE_KEPT,   /* target: the name by which a text is kept; texts are all of it */
  SY_CHANGE_GROUP,  /* target: what it is, and behind a line break its title; texts are those of
                       sy_change_group_write() */
} SyChangeKind;

typedef struct
{
  SyChangeKind kind;
  char *target;
  char *before, *after;
} SyChange;

typedef struct _SyHistory SyHistory;
SyHistory *sy_history_new (void);
void sy_history_free (SyHistory *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyHistory, sy_history_free)
gboolean sy_history_load (SyHistory *self, SyEngine *engine, GError **error);

/* Whatever was undone can't be redone any more. */
void sy_history_add (SyHistory *self,
                     SyChangeKind kind,
                     const char *target,
                     const char *before,
                     const char *after,
                     SyBatch *batch);
/* The change that would be undone or redone, or NULL. */
const SyChange *sy_history_peek_undo (SyHistory *self);
const SyChange *sy_history_peek_redo (SyHistory *self);
/* One step; the caller applies the change. */
void sy_history_step (SyHistory *self, gboolean undo, SyBatch *batch);
/* (element-type SyChange), the oldest first; borrowed. */
GPtrArray *sy_history_get_changes (SyHistory *self);
/* How many of them are done; those behind can be redone. */
guint sy_history_get_place (SyHistory *self);
/* The oldest @n_oldest and the newest @n_newest can't be undone or redone any more. */
void sy_history_forget (SyHistory *self, guint n_oldest, guint n_newest, SyBatch *batch);

G_END_DECLS
