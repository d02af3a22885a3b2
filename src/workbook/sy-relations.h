/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which computed relations the engine holds, named by what they were computed from, so that equal work is
 * done once. */
#pragma once

#include "sy-engine.h"

G_BEGIN_DECLS

/* All relations of one engine. Safe from any thread. */
typedef struct _SyRelations SyRelations;
/* One relation, kept in the engine as long as someone holds it, and for a while after. */
typedef struct _SyRelation SyRelation;

SyRelations *sy_relations_new (SyEngine *engine);
SyRelations *sy_relations_ref (SyRelations *self);
void sy_relations_unref (SyRelations *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyRelations, sy_relations_unref)

/* A table that the engine has for good, such as an import; it stays when nobody holds it, unless it is
 * discarded. */
SyRelation *sy_relations_adopt (SyRelations *self, const char *name, gint64 n_rows);
/* Rows that @select makes of others each time they are read; the engine hears of it when they are wanted, see
 * sy_relation_ensure(). @n_rows: how many there are. */
SyRelation *sy_relations_adopt_view (SyRelations *self, const char *name, const char *select, gint64 n_rows);
/* @key: a text that stands for all that the rows depend on; NULL: the statement and its values do. */
SyRelation *sy_relations_compute (SyRelations *self,
                                  const char *key,
                                  const char *sql,
                                  const SyValue *values,
                                  guint n_values,
                                  GCancellable *cancellable,
                                  GError **error);
/* The one that was computed for @key, when it is still there; else NULL. (transfer full) */
SyRelation *sy_relations_find (SyRelations *self, const char *key);
SyEngine *sy_relations_get_engine (SyRelations *self);
SyFrame *sy_relations_query_once (SyRelations *self,
                                  const char *key,
                                  const char *sql,
                                  const SyValue *values,
                                  guint n_values,
                                  GCancellable *cancellable,
                                  GError **error);
/* A cell that was remembered: its frame, of one row, and its column; NULL when there is none. */
SyFrame *sy_relations_find_answer (SyRelations *self, const char *key, guint *column);
SyFrame *sy_relations_query_values (SyRelations *self,
                                    const char *const *keys,
                                    guint n_keys,
                                    const char *sql,
                                    const SyValue *values,
                                    guint n_values,
                                    GCancellable *cancellable,
                                    GError **error);

SyRelation *sy_relation_ref (SyRelation *self);
void sy_relation_unref (SyRelation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyRelation, sy_relation_unref)
/* Nobody will ask for it again: it is dropped soon after the last holder lets go. */
void sy_relation_discard (SyRelation *self);
/* Before a view is read; does nothing for other relations. Any thread. */
gboolean sy_relation_ensure (SyRelation *self, GCancellable *cancellable, GError **error);
const char *sy_relation_get_name (SyRelation *self);
gint64 sy_relation_get_n_rows (SyRelation *self);
SyEngine *sy_relation_get_engine (SyRelation *self);
/* Whose it is; borrowed. */
SyRelations *sy_relation_get_owner (SyRelation *self);

G_END_DECLS
