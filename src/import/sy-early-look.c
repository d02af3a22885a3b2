/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two hold it: the owner and the thread; the last of them frees it. */
#include "config.h"

#include "sy-early-look.h"

struct _SyEarlyLook
{
  gatomicrefcount holders;
  char *path;
  GPtrArray *kinds; /* (element-type SySourceKind) */
  GCancellable *cancellable;

  GMutex mutex;
  GCond ended;
  gboolean done;
  SyImportPlan *plan; /* NULL: under way, failed or taken */
  GError *error;
};

static void
release (SyEarlyLook *self)
{
  if (!g_atomic_ref_count_dec (&self->holders))
    return;
  g_free (self->path);
  g_clear_pointer (&self->kinds, g_ptr_array_unref);
  g_object_unref (self->cancellable);
  g_clear_pointer (&self->plan, sy_import_plan_free);
  g_clear_error (&self->error);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->ended);
  g_free (self);
}

static gpointer
look (gpointer data)
{
  SyEarlyLook *self = data;
  g_autoptr (GError) error = NULL;
  SyImportPlan *plan = sy_importer_recognise (self->path, NULL, self->kinds, NULL, self->cancellable, &error);

  g_mutex_lock (&self->mutex);
  self->plan = plan;
  self->error = g_steal_pointer (&error);
  self->done = TRUE;
  g_cond_signal (&self->ended);
  g_mutex_unlock (&self->mutex);
  release (self);
  return NULL;
}

SyEarlyLook *
sy_early_look_new (const char *path, GPtrArray *kinds)
{
  SyEarlyLook *self;

  g_return_val_if_fail (path != NULL, NULL);
  self = g_new0 (SyEarlyLook, 1);
  g_atomic_ref_count_init (&self->holders);
  g_atomic_ref_count_inc (&self->holders);
  self->path = g_strdup (path);
  self->kinds = kinds ? g_ptr_array_ref (kinds) : NULL;
  self->cancellable = g_cancellable_new ();
  g_mutex_init (&self->mutex);
  g_cond_init (&self->ended);
  g_thread_unref (g_thread_new ("look", look, self));
  return self;
}

void
sy_early_look_free (SyEarlyLook *self)
{
  if (!self)
    return;
  g_cancellable_cancel (self->cancellable);
  release (self);
}

const char *
sy_early_look_get_path (const SyEarlyLook *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->path;
}

static void
on_cancelled_cb (GCancellable *cancellable, GCancellable *ours)
{
  g_cancellable_cancel (ours);
}

/**
 * sy_early_look_take_plan:
 * @cancellable: (nullable): stops the look as well
 *
 * Returns: (transfer full): the plan as sy_importer_recognise() gives it; %NULL with one of SY_IMPORT_ERROR
 * or %G_IO_ERROR_CANCELLED
 */
SyImportPlan *
sy_early_look_take_plan (SyEarlyLook *self, GCancellable *cancellable, GError **error)
{
  gulong handler = 0;
  SyImportPlan *plan;

  g_return_val_if_fail (self != NULL, NULL);
  if (cancellable)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled_cb), self->cancellable, NULL);
  g_mutex_lock (&self->mutex);
  while (!self->done)
    g_cond_wait (&self->ended, &self->mutex);
  plan = g_steal_pointer (&self->plan);
  if (!plan && self->error)
    g_propagate_error (error, g_steal_pointer (&self->error));
  g_mutex_unlock (&self->mutex);
  g_cancellable_disconnect (cancellable, handler);
  return plan;
}
