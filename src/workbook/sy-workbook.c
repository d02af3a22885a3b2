/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state of one workbook, and what is made of it: sources come in by import, the rest is changed in
 * sy-workbook-changes.c; a plan and an evaluation are made when someone asks and thrown away when the state
 * changes. */
#include "config.h"

#include "sy-workbook-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (SyWorkbook, sy_workbook, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
sy_workbook_finalize (GObject *object)
{
  SyWorkbook *self = SY_WORKBOOK (object);

  g_clear_pointer (&self->journal, sy_journal_free);
  g_clear_pointer (&self->plan, sy_plan_unref);
  g_clear_pointer (&self->worksheets, sy_worksheet_list_free);
  g_weak_ref_clear (&self->evaluation);
  g_ptr_array_unref (self->source_infos);
  g_ptr_array_unref (self->sources);
  g_ptr_array_unref (self->next_sources);
  g_ptr_array_unref (self->pending);
  g_hash_table_unref (self->states);
  g_hash_table_unref (self->masked);
  g_free (self->privacy_key);
  g_clear_pointer (&self->relations, sy_relations_unref);
  g_hash_table_unref (self->parameters);
  g_hash_table_unref (self->inputs);
  g_hash_table_unref (self->kept);
  sy_history_free (self->history);
  g_ptr_array_unref (self->templates);
  g_clear_object (&self->template);
  g_clear_object (&self->engine);
  g_object_unref (self->catalogue);
  g_clear_error (&self->load_error);
  g_mutex_clear (&self->import_lock);
  g_mutex_clear (&self->import_turn);
  G_OBJECT_CLASS (sy_workbook_parent_class)->finalize (object);
}

static void
sy_workbook_class_init (SyWorkbookClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sy_workbook_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
sy_workbook_init (SyWorkbook *self)
{
  g_mutex_init (&self->import_turn);
  g_mutex_init (&self->import_lock);
  g_weak_ref_init (&self->evaluation, NULL);
  self->templates = g_ptr_array_new_with_free_func (g_object_unref);
  self->parameters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->inputs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->history = sy_history_new ();
  self->sources = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_source_unref);
  self->next_sources = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_source_unref);
  self->source_infos = g_ptr_array_new ();
  self->pending = sy_workbook_new_pending ();
  self->states = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) sy_source_unref);
  self->masked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) sy_source_unref);
}

/* --- loading --- */

void
sy_workbook_note_relation (SyWorkbook *self, const char *relation)
{
  const char *number = strrchr (relation, '_');
  guint64 value = number ? g_ascii_strtoull (number + 1, NULL, 10) : 0;

  self->last_relation = MAX (self->last_relation, value);
}

static gboolean
load_sources (SyWorkbook *self, GError **error)
{
  GPtrArray *sources = sy_source_load_all (self->engine, self->relations, self->catalogue, error);

  if (!sources)
    return FALSE;
  g_ptr_array_unref (self->next_sources);
  self->next_sources = sources;
  for (guint i = 0; i < sources->len; i++)
    sy_workbook_note_relation (self, ((SySource *) sources->pdata[i])->info.relation);
  return TRUE;
}

static gboolean
load (SyWorkbook *self, GError **error)
{
  SyStoreKind kind;

  if (!sy_store_inspect (self->engine, &kind, error))
    return FALSE;
  if (kind == SY_STORE_EMPTY)
    return sy_store_create (self->engine, error);
  if (!load_sources (self, error))
    return FALSE;
  if (!sy_workbook_load_changes (self, error) || !sy_history_load (self->history, self->engine, error)
      || !sy_workbook_load_states (self, error))
    return FALSE;
  sy_workbook_load_pending (self);
  sy_workbook_take_sources (self);
  return TRUE;
}

/**
 * sy_workbook_new:
 * @catalogue: where templates and kinds come from; its language is the workbook's
 * @engine: empty, or holding a workbook
 *
 * Returns: (transfer full): the workbook that the engine holds
 */
SyWorkbook *
sy_workbook_new (SyCatalogue *catalogue, SyEngine *engine)
{
  SyWorkbook *self = g_object_new (SY_TYPE_WORKBOOK, NULL);

  self->catalogue = g_object_ref (catalogue);
  self->engine = g_object_ref (engine);
  self->relations = sy_relations_new (engine);
  self->journal = sy_journal_new (engine);
  load (self, &self->load_error);
  return self;
}

const GError *
sy_workbook_get_load_error (SyWorkbook *self)
{
  return self->load_error;
}

SyCatalogue *
sy_workbook_get_catalogue (SyWorkbook *self)
{
  return self->catalogue;
}

SyEngine *
sy_workbook_get_engine (SyWorkbook *self)
{
  return self->engine;
}

const char *
sy_workbook_get_language (SyWorkbook *self)
{
  return sy_catalogue_get_language (self->catalogue);
}

/* --- writing down --- */

void
sy_workbook_set_read_only (SyWorkbook *self)
{
  sy_journal_suspend (self->journal, NULL);
}

void
sy_workbook_write (SyWorkbook *self, SyBatch *batch)
{
  if (sy_batch_is_empty (batch))
    sy_batch_free (batch);
  else
    sy_journal_push (self->journal, batch);
}

gboolean
sy_workbook_flush (SyWorkbook *self, GError **error)
{
  return sy_journal_flush (self->journal, error);
}

gboolean
sy_workbook_check (SyWorkbook *self, GError **error)
{
  return sy_journal_check (self->journal, error);
}

gboolean
sy_workbook_suspend (SyWorkbook *self, GError **error)
{
  return sy_journal_suspend (self->journal, error);
}

static gboolean
refresh_on_main (gpointer data)
{
  sy_workbook_refresh (data);
  return G_SOURCE_REMOVE;
}

void
sy_workbook_resume (SyWorkbook *self, SyEngine *engine)
{
  SyRelations *old = self->relations;

  g_clear_error (&self->load_error);
  g_mutex_lock (&self->import_lock);
  g_set_object (&self->engine, engine);
  self->relations = sy_relations_new (engine);
  if (load_sources (self, &self->load_error))
    sy_workbook_load_states (self, &self->load_error);
  g_mutex_unlock (&self->import_lock);
  sy_relations_unref (old);
  sy_journal_resume (self->journal, engine);
  g_main_context_invoke_full (NULL, G_PRIORITY_DEFAULT, refresh_on_main, g_object_ref (self), g_object_unref);
}

/* --- sources --- */

SySource *
sy_workbook_begin_import (SyWorkbook *self, SySourceKind *kind, char **relation)
{
  const char *id = sy_source_kind_get_id (kind);
  SySource *old;

  g_mutex_lock (&self->import_lock);
  old = sy_workbook_find_next_source (self->next_sources, id, NULL);
  if (old)
    sy_source_ref (old);
  *relation = g_strdup_printf ("source_%s_%" G_GUINT64_FORMAT, id, ++self->last_relation);
  g_mutex_unlock (&self->import_lock);
  return old;
}

/* Puts a source that is not kept in the place of what there was of its kind. */
static void
show_unkept (SyWorkbook *self, SySource *source)
{
  guint index;
  SySource *old;

  g_mutex_lock (&self->import_lock);
  old = sy_workbook_find_next_source (self->next_sources, source->info.kind, &index);
  if (old)
    g_ptr_array_remove_index (self->next_sources, index);
  g_ptr_array_insert (self->next_sources, old ? (int) index : -1, source);
  g_mutex_unlock (&self->import_lock);
}

/**
 * sy_workbook_add_blank_source:
 * @kind: a kind of source
 *
 * Puts in a source with all the roles of its kind and no rows, so that formulas can be looked at without
 * data. It is not kept in a document.
 *
 * Returns: %FALSE with the engine's error
 */
gboolean
sy_workbook_add_blank_source (SyWorkbook *self, SySourceKind *kind, GError **error)
{
  g_autofree char *relation = NULL;
  g_autoptr (SySource) old = NULL;
  SySource *source;

  g_return_val_if_fail (SY_IS_WORKBOOK (self) && SY_IS_SOURCE_KIND (kind), FALSE);
  g_mutex_lock (&self->import_turn);
  old = sy_workbook_begin_import (self, kind, &relation);
  source = sy_source_new_blank (self->engine, self->relations, kind, relation, error);
  if (source)
    show_unkept (self, source);
  g_mutex_unlock (&self->import_turn);
  if (source)
    sy_workbook_refresh (self);
  return source != NULL;
}

/* Shows what imports have brought. */
void
sy_workbook_refresh (SyWorkbook *self)
{
  g_return_if_fail (SY_IS_WORKBOOK (self));
  sy_workbook_take_pending (self);
  sy_workbook_take_sources (self);
  sy_workbook_changed (self);
}

/**
 * sy_workbook_remove_source:
 * @kind: id of a kind of source
 *
 * Takes all its rows out; undo brings them back.
 *
 * Returns: %FALSE with %SY_WORKBOOK_ERROR_TABLE when there is none, or _BUSY
 */
gboolean
sy_workbook_remove_source (SyWorkbook *self, const char *kind, GError **error)
{
  gboolean found;

  g_return_val_if_fail (SY_IS_WORKBOOK (self) && kind, FALSE);
  g_mutex_lock (&self->import_lock);
  found = sy_workbook_find_next_source (self->next_sources, kind, NULL) != NULL;
  g_mutex_unlock (&self->import_lock);
  if (found)
    return sy_workbook_replace_source (self, kind, NULL, error);
  g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_TABLE, _ ("There is no “%s” data"), kind);
  return FALSE;
}

GPtrArray *
sy_workbook_get_sources (SyWorkbook *self)
{
  g_return_val_if_fail (SY_IS_WORKBOOK (self), NULL);
  return self->source_infos;
}

/* --- what the template gives --- */

void
sy_workbook_changed (SyWorkbook *self)
{
  g_clear_pointer (&self->plan, sy_plan_unref);
  g_weak_ref_set (&self->evaluation, NULL);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* With these worksheets. */
static SyPlan *
make_plan (SyWorkbook *self, SyMasking masking, GPtrArray *worksheets)
{
  g_autoptr (GPtrArray) templates = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->templates->len; i++)
    g_ptr_array_add (templates, g_object_ref (self->templates->pdata[i]));
  sy_workbook_add_view_templates (self, masking, templates);
  for (guint i = 0; i < worksheets->len; i++)
    if (!sy_template_list_has (self->templates, sy_template_get_id (worksheets->pdata[i])))
      g_ptr_array_add (templates, g_object_ref (worksheets->pdata[i]));
  return sy_workbook_make_plan (self, masking, templates);
}

/* A worksheet whose formulas don't hold with what the document has now, as they did when it was added, is
 * left out with the reason: it must not take everything else with it. */
SyPlan *
sy_workbook_make_whole_plan (SyWorkbook *self, SyMasking masking)
{
  g_autoptr (GPtrArray) worksheets = sy_workbook_list_worksheet_templates (self);
  g_autoptr (SyPlan) whole = make_plan (self, masking, worksheets);
  g_autoptr (SyPlan) without = NULL;
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  if (worksheets->len == 0 || sy_plan_get_model (whole, NULL))
    return g_steal_pointer (&whole);
  without = make_plan (self, masking, none);
  if (!sy_plan_get_model (without, NULL))
    return g_steal_pointer (&whole);
  return sy_workbook_leave_out_worksheets (self, masking, make_plan);
}

SyPlan *
sy_workbook_get_plan (SyWorkbook *self)
{
  if (self->plan)
    return self->plan;
  sy_workbook_forget_worksheet_problems (self);
  self->plan = sy_workbook_make_whole_plan (self, self->masking);
  return self->plan;
}

GPtrArray *
sy_workbook_get_parameters (SyWorkbook *self)
{
  g_return_val_if_fail (SY_IS_WORKBOOK (self), NULL);
  return sy_plan_get_parameters (sy_workbook_get_plan (self));
}

SyWorkbookParameter *
sy_workbook_find_parameter (SyWorkbook *self, const char *id)
{
  g_return_val_if_fail (SY_IS_WORKBOOK (self) && id, NULL);
  return sy_plan_find_parameter (sy_workbook_get_plan (self), id);
}

GPtrArray *
sy_workbook_list_tables (SyWorkbook *self)
{
  g_return_val_if_fail (SY_IS_WORKBOOK (self), NULL);
  return sy_plan_get_tables (sy_workbook_get_plan (self));
}

GPtrArray *
sy_workbook_list_values (SyWorkbook *self)
{
  g_return_val_if_fail (SY_IS_WORKBOOK (self), NULL);
  return sy_plan_get_values (sy_workbook_get_plan (self));
}

GPtrArray *
sy_workbook_list_charts (SyWorkbook *self)
{
  g_return_val_if_fail (SY_IS_WORKBOOK (self), NULL);
  return sy_plan_get_charts (sy_workbook_get_plan (self));
}

SyModel *
sy_workbook_get_model (SyWorkbook *self, GError **error)
{
  g_return_val_if_fail (SY_IS_WORKBOOK (self), NULL);
  return sy_plan_get_model (sy_workbook_get_plan (self), error);
}

/**
 * sy_workbook_evaluate:
 *
 * Returns: (transfer full): the results of the present state, the same object until something changes; %NULL
 * with a formula error when a formula of the template is wrong
 */
SyEvaluation *
sy_workbook_evaluate (SyWorkbook *self, GError **error)
{
  SyEvaluation *evaluation;
  SyPlan *plan;
  SyModel *model;

  g_return_val_if_fail (SY_IS_WORKBOOK (self), NULL);
  evaluation = g_weak_ref_get (&self->evaluation);
  if (evaluation)
    return evaluation;
  plan = sy_workbook_get_plan (self);
  model = sy_plan_get_model (plan, error);
  if (!model)
    return NULL;
  evaluation = sy_evaluation_new (self, plan, model, self->relations, sy_workbook_get_language (self));
  g_weak_ref_set (&self->evaluation, evaluation);
  return evaluation;
}
