/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine interface's entry points: they check the arguments and hand on. */
#include "config.h"

#include "sy-array.h"

G_DEFINE_QUARK (sy_engine_error, sy_engine_error)
G_DEFINE_INTERFACE (SyEngine, sy_engine, G_TYPE_OBJECT)

static void
sy_engine_default_init (SyEngineInterface *iface)
{
}

gboolean
sy_engine_execute (SyEngine *self,
                   const char *sql,
                   const SyValue *values,
                   guint n_values,
                   GCancellable *cancellable,
                   GError **error)
{
  g_return_val_if_fail (SY_IS_ENGINE (self) && sql && (values || n_values == 0), FALSE);
  return SY_ENGINE_GET_IFACE (self)->execute (self, sql, values, n_values, cancellable, error);
}

SyFrame *
sy_engine_query (SyEngine *self,
                 const char *sql,
                 const SyValue *values,
                 guint n_values,
                 GCancellable *cancellable,
                 GError **error)
{
  return sy_engine_query_with_progress (self, sql, values, n_values, NULL, NULL, cancellable, error);
}

SyFrame *
sy_engine_query_with_progress (SyEngine *self,
                               const char *sql,
                               const SyValue *values,
                               guint n_values,
                               SyEngineProgress progress,
                               gpointer progress_data,
                               GCancellable *cancellable,
                               GError **error)
{
  g_return_val_if_fail (SY_IS_ENGINE (self) && sql && (values || n_values == 0), NULL);
  return SY_ENGINE_GET_IFACE (self)->query (self, sql, values, n_values, progress, progress_data, cancellable,
                                            error);
}

GPtrArray *
sy_engine_read_arrays (SyEngine *self,
                       const char *sql,
                       const SyValue *values,
                       guint n_values,
                       const SyArrayKind *kinds,
                       guint n_kinds,
                       GCancellable *cancellable,
                       GError **error)
{
  g_return_val_if_fail (SY_IS_ENGINE (self) && sql && (values || n_values == 0) && kinds, NULL);
  return SY_ENGINE_GET_IFACE (self)->read_arrays (self, sql, values, n_values, kinds, n_kinds, cancellable,
                                                  error);
}

gboolean
sy_engine_add_text_function (SyEngine *self,
                             const char *name,
                             SyTextFunction function,
                             gpointer data,
                             GDestroyNotify free_data,
                             GError **error)
{
  g_return_val_if_fail (SY_IS_ENGINE (self) && name && function, FALSE);
  return SY_ENGINE_GET_IFACE (self)->add_text_function (self, name, function, data, free_data, error);
}

/* Fails within a transaction of the same thread. A statement that fails may end the transaction's chance to
 * commit. */
gboolean
sy_engine_begin (SyEngine *self, GError **error)
{
  g_return_val_if_fail (SY_IS_ENGINE (self), FALSE);
  return SY_ENGINE_GET_IFACE (self)->begin (self, error);
}

/* The transaction is over, either way: when this fails, nothing of it was kept. */
gboolean
sy_engine_commit (SyEngine *self, GError **error)
{
  g_return_val_if_fail (SY_IS_ENGINE (self), FALSE);
  return SY_ENGINE_GET_IFACE (self)->commit (self, error);
}

/* Does nothing when this thread has no transaction open, as after a commit that failed. */
void
sy_engine_rollback (SyEngine *self)
{
  g_return_if_fail (SY_IS_ENGINE (self));
  SY_ENGINE_GET_IFACE (self)->rollback (self);
}

/**
 * sy_engine_open_appender:
 * @table: name of a table, not quoted
 *
 * Outside of a transaction the appender has one of its own, so that the engine stays free for others. Within
 * one, of the calling thread, it appends into that: then dropping the appender without closing it makes the
 * commit fail, because what it has already appended can't be taken out alone.
 *
 * Returns: (transfer full): the appender, to be used by one thread at a time; %NULL with
 * %SY_ENGINE_ERROR_FAILED
 */
SyAppender *
sy_engine_open_appender (SyEngine *self, const char *table, GError **error)
{
  g_return_val_if_fail (SY_IS_ENGINE (self) && table, NULL);
  return SY_ENGINE_GET_IFACE (self)->open_appender (self, table, error);
}

SyRowStream *
sy_engine_open_stream (
    SyEngine *self, const SyRowColumn *columns, guint n_columns, gboolean bounded, GError **error)
{
  g_return_val_if_fail (SY_IS_ENGINE (self) && columns && n_columns > 0, NULL);
  return SY_ENGINE_GET_IFACE (self)->open_stream (self, columns, n_columns, bounded, error);
}
