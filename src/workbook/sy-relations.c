/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A computed table is kept as a temporary table of the engine. Its name is a hash of the statement and the
 * values bound to it; the statement holds the names of the relations it reads, and those are hashes too (or
 * numbered imports), so that the name stands for everything the rows depend on. Nothing is dropped while an
 * evaluation or a table holds it, and the dropping itself waits for the next computation: the last holder may
 * be let go on a thread that must not wait. */
#include "config.h"

#include "sy-relations.h"

#include <string.h>

#include "sy-dialect.h"

/* Answers of one row are small; beyond so many they are forgotten together. */
#define MAX_ANSWERS 4096

struct _SyRelations
{
  gatomicrefcount ref_count;
  SyEngine *engine;

  GMutex work;         /* held while a relation is made or dropped: one name is never both at once */
  GMutex lock;         /* of what follows */
  GHashTable *living;  /* name → SyRelation, borrowed */
  GPtrArray *dead;     /* (element-type utf8) names to drop */
  GHashTable *answers; /* hash → SyFrame */
};

struct _SyRelation
{
  gint ref_count; /* guarded by owner->lock */
  SyRelations *owner;
  char *name;
  gint64 n_rows;
  gboolean is_dropped_at_end;
};

SyRelations *
sy_relations_new (SyEngine *engine)
{
  SyRelations *self = g_new0 (SyRelations, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->work);
  g_mutex_init (&self->lock);
  self->engine = g_object_ref (engine);
  self->living = g_hash_table_new (g_str_hash, g_str_equal);
  self->dead = g_ptr_array_new_with_free_func (g_free);
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  return self;
}

SyRelations *
sy_relations_ref (SyRelations *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/* The engine's temporary tables go with the engine. */
void
sy_relations_unref (SyRelations *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_hash_table_unref (self->living);
  g_ptr_array_unref (self->dead);
  g_hash_table_unref (self->answers);
  g_object_unref (self->engine);
  g_mutex_clear (&self->lock);
  g_mutex_clear (&self->work);
  g_free (self);
}

static void
append_value (GChecksum *checksum, const SyValue *value)
{
  char tag[2] = { value->is_null ? 'n' : (char) ('a' + (int) value->type), '\0' };

  g_checksum_update (checksum, (const guchar *) tag, 1);
  if (value->is_null)
    return;
  if (value->type == SY_COLUMN_TEXT)
    g_checksum_update (checksum, (const guchar *) value->text, (gssize) strlen (value->text) + 1);
  else if (value->type == SY_COLUMN_DOUBLE)
    g_checksum_update (checksum, (const guchar *) &value->number, sizeof value->number);
  else
    g_checksum_update (checksum, (const guchar *) &value->integer, sizeof value->integer);
}

static char *
make_name (const char *sql, const SyValue *values, guint n_values)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (checksum, (const guchar *) sql, (gssize) strlen (sql) + 1);
  for (guint i = 0; i < n_values; i++)
    append_value (checksum, &values[i]);
  return g_strdup_printf ("eval_%.32s", g_checksum_get_string (checksum));
}

/* Takes it back from the dead when it was to be dropped. The lock is held. */
static SyRelation *
hold (SyRelations *self, const char *name, gint64 n_rows, gboolean is_dropped_at_end)
{
  SyRelation *relation = g_hash_table_lookup (self->living, name);
  guint index;

  if (relation)
    {
      relation->ref_count++;
      return relation;
    }
  if (g_ptr_array_find_with_equal_func (self->dead, name, g_str_equal, &index))
    g_ptr_array_remove_index_fast (self->dead, index);
  relation = g_new0 (SyRelation, 1);
  relation->ref_count = 1;
  relation->owner = sy_relations_ref (self);
  relation->name = g_strdup (name);
  relation->n_rows = n_rows;
  relation->is_dropped_at_end = is_dropped_at_end;
  g_hash_table_insert (self->living, relation->name, relation);
  return relation;
}

static SyRelation *
lock_and_hold (SyRelations *self, const char *name, gint64 n_rows, gboolean is_dropped_at_end)
{
  SyRelation *relation;

  g_mutex_lock (&self->lock);
  relation = hold (self, name, n_rows, is_dropped_at_end);
  g_mutex_unlock (&self->lock);
  return relation;
}

SyRelation *
sy_relations_adopt (SyRelations *self, const char *name, gint64 n_rows)
{
  return lock_and_hold (self, name, n_rows, FALSE);
}

static SyRelation *
find_living (SyRelations *self, const char *name)
{
  SyRelation *relation;

  g_mutex_lock (&self->lock);
  relation = g_hash_table_lookup (self->living, name);
  if (relation)
    relation->ref_count++;
  g_mutex_unlock (&self->lock);
  return relation;
}

static gint64
count_rows (SyEngine *engine, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT COUNT(*) FROM ");
  g_autoptr (SyFrame) frame = NULL;

  sy_sql_append_identifier (sql, name);
  frame = sy_engine_query (engine, sql->str, NULL, 0, cancellable, error);
  return frame ? sy_frame_get_int64 (frame, 0, 0) : -1;
}

static void
drop_dead (SyRelations *self)
{
  g_autoptr (GPtrArray) dead = NULL;

  g_mutex_lock (&self->lock);
  dead = g_steal_pointer (&self->dead);
  self->dead = g_ptr_array_new_with_free_func (g_free);
  g_mutex_unlock (&self->lock);
  for (guint i = 0; i < dead->len; i++)
    {
      g_autoptr (GString) sql = g_string_new ("DROP TABLE IF EXISTS ");
      sy_sql_append_identifier (sql, dead->pdata[i]);
      sy_engine_execute (self->engine, sql->str, NULL, 0, NULL, NULL);
    }
}

static SyRelation *
create (SyRelations *self,
        const char *name,
        const char *select,
        const SyValue *values,
        guint n_values,
        GCancellable *cancellable,
        GError **error)
{
  g_autoptr (GString) sql = g_string_new ("CREATE OR REPLACE TEMP TABLE ");
  gint64 n_rows;

  drop_dead (self);
  sy_sql_append_identifier (sql, name);
  g_string_append (sql, " AS ");
  g_string_append (sql, select);
  if (!sy_engine_execute (self->engine, sql->str, values, n_values, cancellable, error))
    return NULL;
  n_rows = count_rows (self->engine, name, cancellable, error);
  return n_rows < 0 ? NULL : lock_and_hold (self, name, n_rows, TRUE);
}

/**
 * sy_relations_compute:
 * @sql: a SELECT
 * @values: (array length=n_values) (nullable): bound to it
 *
 * Keeps the rows of a statement as a temporary table, or finds the one that is there already.
 *
 * Returns: (transfer full): the relation; %NULL with the engine's error
 */
SyRelation *
sy_relations_compute (SyRelations *self,
                      const char *sql,
                      const SyValue *values,
                      guint n_values,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autofree char *name = make_name (sql, values, n_values);
  SyRelation *relation;

  g_mutex_lock (&self->work);
  relation = find_living (self, name);
  if (!relation)
    relation = create (self, name, sql, values, n_values, cancellable, error);
  g_mutex_unlock (&self->work);
  return relation;
}

/**
 * sy_relations_query_once:
 *
 * The answer to a statement of few rows, remembered by statement and values.
 *
 * Returns: (transfer full): the frame; %NULL with the engine's error
 */
SyFrame *
sy_relations_query_once (SyRelations *self,
                         const char *sql,
                         const SyValue *values,
                         guint n_values,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autofree char *name = make_name (sql, values, n_values);
  SyFrame *frame;

  g_mutex_lock (&self->lock);
  frame = g_hash_table_lookup (self->answers, name);
  if (frame)
    g_object_ref (frame);
  g_mutex_unlock (&self->lock);
  if (frame)
    return frame;
  frame = sy_engine_query (self->engine, sql, values, n_values, cancellable, error);
  if (!frame)
    return NULL;
  g_mutex_lock (&self->lock);
  if (g_hash_table_size (self->answers) >= MAX_ANSWERS)
    g_hash_table_remove_all (self->answers);
  g_hash_table_replace (self->answers, g_steal_pointer (&name), g_object_ref (frame));
  g_mutex_unlock (&self->lock);
  return frame;
}

/* Drops what nobody holds any more. Waits for the engine. What can't be dropped now (a document that is only
 * read) is left for the next opening. */
void
sy_relations_collect (SyRelations *self)
{
  g_mutex_lock (&self->work);
  drop_dead (self);
  g_mutex_unlock (&self->work);
}

SyRelation *
sy_relation_ref (SyRelation *self)
{
  g_mutex_lock (&self->owner->lock);
  self->ref_count++;
  g_mutex_unlock (&self->owner->lock);
  return self;
}

void
sy_relation_unref (SyRelation *self)
{
  SyRelations *owner = self->owner;
  gboolean last;

  g_mutex_lock (&owner->lock);
  last = --self->ref_count == 0;
  if (last)
    {
      g_hash_table_remove (owner->living, self->name);
      if (self->is_dropped_at_end)
        g_ptr_array_add (owner->dead, g_steal_pointer (&self->name));
    }
  g_mutex_unlock (&owner->lock);
  if (!last)
    return;
  g_free (self->name);
  g_free (self);
  sy_relations_unref (owner);
}

void
sy_relation_discard (SyRelation *self)
{
  g_mutex_lock (&self->owner->lock);
  self->is_dropped_at_end = TRUE;
  g_mutex_unlock (&self->owner->lock);
}

const char *
sy_relation_get_name (SyRelation *self)
{
  return self->name;
}

gint64
sy_relation_get_n_rows (SyRelation *self)
{
  return self->n_rows;
}

SyEngine *
sy_relation_get_engine (SyRelation *self)
{
  return self->owner->engine;
}
