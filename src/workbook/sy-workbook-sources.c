/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sources as something that changes: what a source was is kept as long as undo or redo can lead back to it. A
 * relation is never changed, so a source that was is nothing but a text beside a relation that stays. Imports
 * run on other threads in transactions of their own; in the same transaction stands what the history is going
 * to have, so that a program that ends in between loses neither the rows nor the way back. */
#include "config.h"

#include "sy-workbook-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Beyond the way back over the latest change of a source, rows of the past take so much room. */
#define MAX_KEPT_CELLS (60. * 1e6)
#define MAX_KEPT_RELATIONS 24

SySource *
sy_workbook_find_next_source (GPtrArray *sources, const char *kind, guint *index)
{
  for (guint i = 0; i < sources->len; i++)
    {
      SySource *source = sources->pdata[i];
      if (!g_str_equal (source->info.kind, kind))
        continue;
      if (index)
        *index = i;
      return source;
    }
  return NULL;
}

/* @source: taken; NULL: the kind has none. The lock is held. */
static void
put_source (SyWorkbook *self, const char *kind, SySource *source)
{
  guint index;
  gboolean found = sy_workbook_find_next_source (self->next_sources, kind, &index) != NULL;

  if (found)
    g_ptr_array_remove_index (self->next_sources, index);
  if (source)
    g_ptr_array_insert (self->next_sources, found ? (int) index : -1, source);
}

/* --- from imports --- */

static void
pending_free (gpointer data)
{
  SyPendingChange *change = data;

  g_free (change->kind);
  g_clear_pointer (&change->before, sy_source_unref);
  g_clear_pointer (&change->after, sy_source_unref);
  g_free (change);
}

GPtrArray *
sy_workbook_new_pending (void)
{
  return g_ptr_array_new_with_free_func (pending_free);
}

void
sy_workbook_note_import (SyWorkbook *self, SySource *before, SySource *after)
{
  SyPendingChange *change = g_new0 (SyPendingChange, 1);

  change->kind = g_strdup (after->info.kind);
  change->before = before ? sy_source_ref (before) : NULL;
  change->after = sy_source_ref (after);
  g_mutex_lock (&self->import_lock);
  put_source (self, change->kind, after);
  g_ptr_array_add (self->pending, change);
  g_mutex_unlock (&self->import_lock);
}

void
sy_workbook_save_import (SySource *before, SySource *after, SyBatch *batch)
{
  if (before)
    sy_source_save_state (before, batch);
  sy_source_save_state (after, batch);
  sy_batch_add (batch, "INSERT INTO sy_pending VALUES ($1, $2, $3)", 3, after->info.kind,
                before ? before->info.relation : NULL, after->info.relation);
}

static void
keep_state (SyWorkbook *self, SySource *source)
{
  if (!source)
    return;
  keep_state (self, source->base);
  g_hash_table_replace (self->states, g_strdup (source->info.relation), sy_source_ref (source));
}

static void
add_change (SyWorkbook *self, const char *kind, SySource *before, SySource *after, SyBatch *batch)
{
  keep_state (self, before);
  keep_state (self, after);
  sy_history_add (self->history, SY_CHANGE_SOURCE, kind, before ? before->info.relation : NULL,
                  after ? after->info.relation : NULL, batch);
}

void
sy_workbook_take_pending (SyWorkbook *self)
{
  g_autoptr (GPtrArray) pending = NULL;
  g_autoptr (SyBatch) batch = sy_batch_new ();

  g_mutex_lock (&self->import_lock);
  pending = g_steal_pointer (&self->pending);
  self->pending = sy_workbook_new_pending ();
  g_mutex_unlock (&self->import_lock);
  if (pending->len == 0)
    return;
  for (guint i = 0; i < pending->len; i++)
    {
      SyPendingChange *change = pending->pdata[i];
      add_change (self, change->kind, change->before, change->after, batch);
      sy_batch_add (batch, "DELETE FROM sy_pending WHERE after = $1", 1, change->after->info.relation);
    }
  sy_workbook_release_states (self, batch);
  sy_workbook_write (self, g_steal_pointer (&batch));
}

/* --- loading --- */

static GHashTable *
list_relations (SyWorkbook *self, GError **error)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (SyFrame) frame = NULL;

  frame = sy_engine_query (self->engine,
                           "SELECT table_name FROM information_schema.tables WHERE table_schema = 'main' AND "
                           "starts_with(table_name, 'source_')",
                           NULL, 0, NULL, error);
  for (gint64 i = 0; frame && i < sy_frame_get_n_rows (frame); i++)
    g_hash_table_add (names, g_strdup (sy_frame_get_text (frame, 0, i)));
  if (!frame)
    g_clear_pointer (&names, g_hash_table_unref);
  return names;
}

static void
load_state (SyWorkbook *self, const char *text, GHashTable *relations)
{
  g_autoptr (SySource) source = sy_source_new_from_text (text, self->catalogue);
  SySource *present;

  if (!source || !g_hash_table_contains (relations, source->info.relation))
    return;
  sy_workbook_note_relation (self, source->info.relation);
  /* What is there now is one object, however it was come by. */
  present = sy_workbook_find_next_source (self->next_sources, source->info.kind, NULL);
  if (present && g_str_equal (present->info.relation, source->info.relation))
    {
      keep_state (self, present);
      return;
    }
  sy_source_finish (source, self->relations);
  keep_state (self, source);
}

/* A cleaned source holds what it was made of. */
static void
link_bases (SyWorkbook *self)
{
  GHashTableIter iter;
  gpointer state;

  g_hash_table_iter_init (&iter, self->states);
  while (g_hash_table_iter_next (&iter, NULL, &state))
    {
      SySource *source = state;
      SySource *base = source->base_name ? g_hash_table_lookup (self->states, source->base_name) : NULL;
      if (base && !source->base)
        source->base = sy_source_ref (base);
    }
}

gboolean
sy_workbook_load_states (SyWorkbook *self, GError **error)
{
  g_autoptr (GHashTable) relations = NULL;
  g_autoptr (SyFrame) frame = NULL;

  g_hash_table_remove_all (self->states);
  if (!sy_store_has_table (self->engine, "sy_source_states"))
    return TRUE;
  relations = list_relations (self, error);
  frame = relations
              ? sy_engine_query (self->engine, "SELECT state FROM sy_source_states", NULL, 0, NULL, error)
              : NULL;
  if (!frame)
    return FALSE;
  for (gint64 i = 0; i < sy_frame_get_n_rows (frame); i++)
    load_state (self, sy_frame_get_text (frame, 0, i), relations);
  link_bases (self);
  return TRUE;
}

static gboolean
leads_somewhere (SyWorkbook *self, const SyChange *change)
{
  return change->kind != SY_CHANGE_SOURCE
         || ((!change->before || g_hash_table_contains (self->states, change->before))
             && (!change->after || g_hash_table_contains (self->states, change->after)));
}

/* The program may have ended after rows were dropped and before the history knew. */
static void
forget_lost (SyWorkbook *self, SyBatch *batch)
{
  GPtrArray *changes = sy_history_get_changes (self->history);
  guint place = sy_history_get_place (self->history);
  guint n_oldest = 0, n_newest = 0;

  for (guint i = 0; i < changes->len; i++)
    if (!leads_somewhere (self, changes->pdata[i]))
      {
        if (i < place)
          n_oldest = i + 1;
        else
          n_newest = MAX (n_newest, changes->len - i);
      }
  sy_history_forget (self->history, n_oldest, n_newest, batch);
}

static void
load_one_pending (SyWorkbook *self, SyFrame *frame, gint64 row, SyBatch *batch)
{
  const char *before = sy_frame_get_text (frame, 1, row);
  const char *after = sy_frame_get_text (frame, 2, row);
  SySource *old = before ? g_hash_table_lookup (self->states, before) : NULL;
  SySource *new = after ? g_hash_table_lookup (self->states, after) : NULL;

  if (new && (old || !before))
    add_change (self, sy_frame_get_text (frame, 0, row), old, new, batch);
}

void
sy_workbook_load_pending (SyWorkbook *self)
{
  g_autoptr (SyBatch) batch = sy_batch_new ();
  g_autoptr (SyFrame) frame = NULL;

  forget_lost (self, batch);
  if (sy_store_has_table (self->engine, "sy_pending"))
    frame = sy_engine_query (self->engine, "SELECT kind, before, after FROM sy_pending ORDER BY rowid", NULL,
                             0, NULL, NULL);
  for (gint64 i = 0; frame && i < sy_frame_get_n_rows (frame); i++)
    load_one_pending (self, frame, i, batch);
  if (frame && sy_frame_get_n_rows (frame) > 0)
    sy_batch_add (batch, "DELETE FROM sy_pending", 0);
  if (frame)
    sy_workbook_release_states (self, batch);
  sy_workbook_write (self, g_steal_pointer (&batch));
}

void
sy_workbook_take_sources (SyWorkbook *self)
{
  g_ptr_array_set_size (self->sources, 0);
  g_ptr_array_set_size (self->source_infos, 0);
  g_hash_table_remove_all (self->masked);
  g_mutex_lock (&self->import_lock);
  for (guint i = 0; i < self->next_sources->len; i++)
    {
      SySource *source = self->next_sources->pdata[i];
      g_ptr_array_add (self->sources, sy_source_ref (source));
      g_ptr_array_add (self->source_infos, &source->info);
    }
  g_mutex_unlock (&self->import_lock);
}

/* --- changes on the main thread --- */

gboolean
sy_workbook_begin_source_change (SyWorkbook *self, GError **error)
{
  if (!g_mutex_trylock (&self->import_turn))
    {
      g_set_error_literal (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_BUSY,
                           _ ("A file is being imported: wait for it, or cancel it"));
      return FALSE;
    }
  sy_workbook_take_pending (self);
  return TRUE;
}

void
sy_workbook_end_source_change (SyWorkbook *self)
{
  g_mutex_unlock (&self->import_turn);
}

static void
write_source (SyWorkbook *self, const char *kind, SySource *source, SyBatch *batch)
{
  if (source)
    sy_source_save (source, batch);
  else
    sy_source_forget (kind, batch);
  g_mutex_lock (&self->import_lock);
  put_source (self, kind, source ? sy_source_ref (source) : NULL);
  g_mutex_unlock (&self->import_lock);
}

gboolean
sy_workbook_apply_source (
    SyWorkbook *self, const char *kind, const char *relation, SyBatch *batch, GError **error)
{
  SySource *source = relation ? g_hash_table_lookup (self->states, relation) : NULL;

  if (relation && !source)
    {
      g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_TABLE,
                   _ ("The rows of “%s” as they were are not kept any more"), kind);
      return FALSE;
    }
  write_source (self, kind, source, batch);
  return TRUE;
}

/**
 * sy_workbook_replace_source:
 * @kind: id of its kind
 * @source: (transfer full) (nullable): %NULL takes the source away
 *
 * Returns: %FALSE with %SY_WORKBOOK_ERROR_BUSY; then @source is gone and nothing has changed
 */
gboolean
sy_workbook_replace_source (SyWorkbook *self, const char *kind, SySource *source, GError **error)
{
  g_autoptr (SyBatch) batch = sy_batch_new ();
  g_autoptr (SySource) after = source;
  g_autoptr (SySource) before = NULL;

  if (!sy_workbook_begin_source_change (self, error))
    return FALSE;
  g_mutex_lock (&self->import_lock);
  before = sy_workbook_find_next_source (self->next_sources, kind, NULL);
  if (before)
    sy_source_ref (before);
  g_mutex_unlock (&self->import_lock);
  if (before)
    sy_source_save_state (before, batch);
  if (after)
    sy_source_save_state (after, batch);
  add_change (self, kind, before, after, batch);
  write_source (self, kind, after, batch);
  sy_workbook_release_states (self, batch);
  sy_workbook_write (self, g_steal_pointer (&batch));
  sy_workbook_end_source_change (self);
  sy_workbook_refresh (self);
  return TRUE;
}

/* --- room --- */

static double
count_cells (SyWorkbook *self, const char *relation, GHashTable *seen)
{
  const SySource *source = relation ? g_hash_table_lookup (self->states, relation) : NULL;

  if (!source || !g_hash_table_add (seen, (gpointer) relation))
    return 0;
  return (double) source->info.n_rows * (double) source->columns->len
         + (source->base ? count_cells (self, source->base->info.relation, seen) : 0);
}

static GHashTable *
list_present (SyWorkbook *self)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_mutex_lock (&self->import_lock);
  for (guint i = 0; i < self->next_sources->len; i++)
    g_hash_table_add (names, g_strdup (((SySource *) self->next_sources->pdata[i])->info.relation));
  for (guint i = 0; i < self->pending->len; i++)
    {
      const SyPendingChange *change = self->pending->pdata[i];
      if (change->before)
        g_hash_table_add (names, g_strdup (change->before->info.relation));
      g_hash_table_add (names, g_strdup (change->after->info.relation));
    }
  g_mutex_unlock (&self->import_lock);
  return names;
}

/* Goes back from what can be undone next: what is too far away to be kept ends the way back. */
static guint
count_too_old (SyWorkbook *self, GHashTable *present)
{
  GPtrArray *changes = sy_history_get_changes (self->history);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer name;
  double n_cells = 0;
  guint n_changes = 0;

  g_hash_table_iter_init (&iter, present);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_hash_table_add (seen, name);
  for (guint i = changes->len; i > sy_history_get_place (self->history); i--)
    n_cells += count_cells (self, ((const SyChange *) changes->pdata[i - 1])->after, seen);
  for (guint i = sy_history_get_place (self->history); i > 0; i--)
    {
      const SyChange *change = changes->pdata[i - 1];
      if (change->kind != SY_CHANGE_SOURCE)
        continue;
      n_cells += count_cells (self, change->before, seen);
      if (n_changes++ > 0 && (n_cells > MAX_KEPT_CELLS || n_changes > MAX_KEPT_RELATIONS))
        return i;
    }
  return 0;
}

/* What cleaned sources were made of stays as long as they do. */
static void
add_bases (SyWorkbook *self, GHashTable *reachable)
{
  GHashTableIter iter;
  gpointer name, state;

  g_hash_table_iter_init (&iter, self->states);
  while (g_hash_table_iter_next (&iter, &name, &state))
    if (((SySource *) state)->base_name && g_hash_table_contains (reachable, name))
      g_hash_table_add (reachable, g_strdup (((SySource *) state)->base_name));
}

static void
list_reachable (SyWorkbook *self, GHashTable *reachable)
{
  GPtrArray *changes = sy_history_get_changes (self->history);

  for (guint i = 0; i < changes->len; i++)
    {
      const SyChange *change = changes->pdata[i];
      if (change->kind != SY_CHANGE_SOURCE)
        continue;
      if (change->before)
        g_hash_table_add (reachable, g_strdup (change->before));
      if (change->after)
        g_hash_table_add (reachable, g_strdup (change->after));
    }
}

/* Reports and refused rows of imports that no state has any more. */
static void
forget_imports (SyWorkbook *self, GHashTable *gone, SyBatch *batch)
{
  GHashTableIter iter;
  gpointer source, id;

  g_hash_table_iter_init (&iter, self->states);
  while (g_hash_table_iter_next (&iter, NULL, &source))
    for (guint i = 0; i < ((SySource *) source)->imports->len; i++)
      g_hash_table_remove (gone, ((SySource *) source)->imports->pdata[i]);
  g_hash_table_iter_init (&iter, gone);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      sy_batch_add (batch, "DELETE FROM sy_imports WHERE id = $1", 1, id);
      sy_batch_add (batch, "DELETE FROM sy_refusals WHERE import = $1", 1, id);
    }
}

static void
drop_unreachable (SyWorkbook *self, GHashTable *reachable, SyBatch *batch)
{
  g_autoptr (GHashTable) imports = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer name, state;

  g_hash_table_iter_init (&iter, self->states);
  while (g_hash_table_iter_next (&iter, &name, &state))
    {
      SySource *source = state;
      if (g_hash_table_contains (reachable, name))
        continue;
      for (guint i = 0; i < source->imports->len; i++)
        g_hash_table_add (imports, g_strdup (source->imports->pdata[i]));
      sy_batch_add (batch, "DELETE FROM sy_source_states WHERE relation = $1", 1, name);
      sy_relation_discard (source->relation);
      if (source->touched)
        sy_relation_discard (source->touched);
      g_hash_table_iter_remove (&iter);
    }
  forget_imports (self, imports, batch);
}

void
sy_workbook_release_states (SyWorkbook *self, SyBatch *batch)
{
  g_autoptr (GHashTable) reachable = list_present (self);
  guint n_too_old = count_too_old (self, reachable);

  sy_history_forget (self->history, n_too_old, 0, batch);
  list_reachable (self, reachable);
  add_bases (self, reachable);
  drop_unreachable (self, reachable, batch);
}
