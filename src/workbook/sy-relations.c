/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A computed table is kept as a temporary table of the engine. Its name is a hash of everything its rows
 * depend on: its definition, the values it is bound to, and the names of the relations it reads, which are
 * hashes too, or numbered imports. Nothing is dropped while an evaluation or a table holds it. What nobody
 * holds any more is kept for a while, since the next state of the workbook often needs the same again; the
 * dropping itself waits for the next computation, because the last holder may be let go on a thread that must
 * not wait. */
#include "config.h"

#include "sy-relations.h"

#include "sy-cache-key.h"
#include "sy-dialect.h"
#include "sy-known-values.h"
#include "sy-orders.h"

/* Answers of one row are small; beyond so many they are forgotten together. */
#define MAX_ANSWERS 4096
/* Relations that nobody holds are kept up to so many, and up to so many rows in all. */
#define MAX_IDLE 64
#define MAX_IDLE_ROWS G_GINT64_CONSTANT (2000000)

struct _SyRelations
{
  gatomicrefcount ref_count;
  SyEngine *engine;

  GMutex work;        /* held while a relation is made or dropped: one name is never both at once */
  GMutex lock;        /* of what follows */
  GHashTable *living; /* name → SyRelation, borrowed */
  GQueue idle;        /* (element-type Idle) that nobody holds, the oldest first */
  gint64 n_idle_rows;
  GHashTable *answers; /* hash → Answer */
};

struct _SyRelation
{
  gint ref_count; /* guarded by owner->lock */
  SyRelations *owner;
  char *name;
  char *select;     /* of a view; else NULL */
  gboolean is_made; /* a view that the engine knows; guarded by owner->work */
  gint64 n_rows;
  gboolean is_dropped_at_end;
  gboolean is_unwanted;
};

typedef struct
{
  char *name;
  gint64 n_rows;
  gboolean is_unwanted; /* an import that was replaced: nobody will ask for it again */
} Idle;

/* One cell of a frame of one row. */
typedef struct
{
  SyFrame *frame;
  guint column;
} Answer;

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_object_unref (answer->frame);
  g_free (answer);
}

static void
idle_free (gpointer data)
{
  Idle *idle = data;

  g_free (idle->name);
  g_free (idle);
}

SyRelations *
sy_relations_new (SyEngine *engine)
{
  SyRelations *self = g_new0 (SyRelations, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->work);
  g_mutex_init (&self->lock);
  self->engine = g_object_ref (engine);
  self->living = g_hash_table_new (g_str_hash, g_str_equal);
  g_queue_init (&self->idle);
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, answer_free);
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
  g_queue_clear_full (&self->idle, idle_free);
  g_hash_table_unref (self->answers);
  g_object_unref (self->engine);
  g_mutex_clear (&self->lock);
  g_mutex_clear (&self->work);
  g_free (self);
}

static char *
make_name (const char *key, const char *sql, const SyValue *values, guint n_values)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  sy_cache_key_add_text (checksum, key ? key : sql);
  for (guint i = 0; !key && i < n_values; i++)
    sy_cache_key_add_value (checksum, &values[i]);
  return g_strdup_printf ("eval_%.32s", g_checksum_get_string (checksum));
}

static GList *
find_idle (SyRelations *self, const char *name)
{
  for (GList *l = self->idle.head; l; l = l->next)
    if (g_str_equal (((Idle *) l->data)->name, name))
      return l;
  return NULL;
}

/* Takes it out of the idle ones when it is among them. The lock is held. */
static SyRelation *
hold (SyRelations *self, const char *name, gint64 n_rows, gboolean is_dropped_at_end)
{
  SyRelation *relation = g_hash_table_lookup (self->living, name);
  GList *idle = relation ? NULL : find_idle (self, name);

  if (relation)
    {
      relation->ref_count++;
      return relation;
    }
  if (idle)
    {
      self->n_idle_rows -= ((Idle *) idle->data)->n_rows;
      idle_free (idle->data);
      g_queue_delete_link (&self->idle, idle);
    }
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

SyRelation *
sy_relations_adopt_view (SyRelations *self, const char *name, const char *select, gint64 n_rows)
{
  SyRelation *relation;

  g_mutex_lock (&self->lock);
  relation = hold (self, name, n_rows, FALSE);
  if (!relation->select)
    relation->select = g_strdup (select);
  g_mutex_unlock (&self->lock);
  return relation;
}

/* One that is held, or that still lies idle. */
static SyRelation *
find (SyRelations *self, const char *name)
{
  SyRelation *relation = NULL;
  GList *idle;

  g_mutex_lock (&self->lock);
  idle = find_idle (self, name);
  if (idle)
    relation = hold (self, name, ((Idle *) idle->data)->n_rows, TRUE);
  else if (g_hash_table_contains (self->living, name))
    relation = hold (self, name, 0, TRUE);
  g_mutex_unlock (&self->lock);
  return relation;
}

/* The oldest that is too much, or NULL. The lock is held. */
static GList *
find_superfluous (SyRelations *self)
{
  for (GList *l = self->idle.head; l; l = l->next)
    if (((Idle *) l->data)->is_unwanted)
      return l;
  return self->idle.length > MAX_IDLE || self->n_idle_rows > MAX_IDLE_ROWS ? self->idle.head : NULL;
}

static void
drop_table (SyRelations *self, const char *name)
{
  g_autoptr (GString) sql = g_string_new ("DROP TABLE IF EXISTS ");

  sy_sql_append_identifier (sql, name);
  sy_engine_execute (self->engine, sql->str, NULL, 0, NULL, NULL);
}

static void
drop_superfluous (SyRelations *self)
{
  for (;;)
    {
      g_autofree char *name = NULL;
      g_autofree char *orders = NULL;
      GList *found;

      g_mutex_lock (&self->lock);
      found = find_superfluous (self);
      if (found)
        {
          Idle *idle = found->data;
          name = g_strdup (idle->name);
          /* An import takes its orders along. */
          orders = idle->is_unwanted ? g_strconcat (name, SY_ORDERS_SUFFIX, NULL) : NULL;
          self->n_idle_rows -= idle->n_rows;
          idle_free (idle);
          g_queue_delete_link (&self->idle, found);
        }
      g_mutex_unlock (&self->lock);
      if (!found)
        return;
      drop_table (self, name);
      if (orders)
        drop_table (self, orders);
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
  g_autoptr (SyFrame) count = NULL;

  drop_superfluous (self);
  sy_sql_append_identifier (sql, name);
  g_string_append (sql, " AS ");
  g_string_append (sql, select);
  /* It answers with the number of rows. */
  count = sy_known_values_query (self->engine, sql->str, values, n_values, cancellable, error);
  return count ? lock_and_hold (self, name, sy_frame_get_int64 (count, 0, 0), TRUE) : NULL;
}

/**
 * sy_relations_compute:
 * @key: (nullable): stands for all that the rows depend on; %NULL: the statement and its values do
 * @sql: a SELECT
 * @values: (array length=n_values) (nullable): bound to it
 *
 * Keeps the rows of a statement as a temporary table, or finds the one that is there already.
 *
 * Returns: (transfer full): the relation; %NULL with the engine's error
 */
SyRelation *
sy_relations_compute (SyRelations *self,
                      const char *key,
                      const char *sql,
                      const SyValue *values,
                      guint n_values,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autofree char *name = make_name (key, sql, values, n_values);
  SyRelation *relation;

  g_mutex_lock (&self->work);
  relation = find (self, name);
  if (!relation)
    relation = create (self, name, sql, values, n_values, cancellable, error);
  g_mutex_unlock (&self->work);
  return relation;
}

SyRelation *
sy_relations_find (SyRelations *self, const char *key)
{
  g_autofree char *name = make_name (key, NULL, NULL, 0);
  SyRelation *relation;

  g_mutex_lock (&self->work);
  relation = find (self, name);
  g_mutex_unlock (&self->work);
  return relation;
}

SyEngine *
sy_relations_get_engine (SyRelations *self)
{
  return self->engine;
}

static SyFrame *
find_answer (SyRelations *self, const char *name, guint *column)
{
  SyFrame *frame = NULL;
  const Answer *answer;

  g_mutex_lock (&self->lock);
  answer = g_hash_table_lookup (self->answers, name);
  if (answer)
    {
      frame = g_object_ref (answer->frame);
      *column = answer->column;
    }
  g_mutex_unlock (&self->lock);
  return frame;
}

static void
keep_answer (SyRelations *self, const char *name, SyFrame *frame, guint column)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->frame = g_object_ref (frame);
  answer->column = column;
  g_mutex_lock (&self->lock);
  if (g_hash_table_size (self->answers) >= MAX_ANSWERS)
    g_hash_table_remove_all (self->answers);
  g_hash_table_replace (self->answers, g_strdup (name), answer);
  g_mutex_unlock (&self->lock);
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
                         const char *key,
                         const char *sql,
                         const SyValue *values,
                         guint n_values,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autofree char *name = make_name (key, sql, values, n_values);
  guint column;
  SyFrame *frame = find_answer (self, name, &column);

  if (frame)
    return frame;
  frame = sy_known_values_query (self->engine, sql, values, n_values, cancellable, error);
  if (frame)
    keep_answer (self, name, frame, 0);
  return frame;
}

SyFrame *
sy_relations_find_answer (SyRelations *self, const char *key, guint *column)
{
  g_autofree char *name = make_name (key, NULL, NULL, 0);

  return find_answer (self, name, column);
}

/**
 * sy_relations_query_values:
 * @keys: (array length=n_keys): what each column of the answer is remembered by
 * @sql: a SELECT of one row and @n_keys columns
 *
 * Returns: (transfer full): the frame; %NULL with the engine's error
 */
SyFrame *
sy_relations_query_values (SyRelations *self,
                           const char *const *keys,
                           guint n_keys,
                           const char *sql,
                           const SyValue *values,
                           guint n_values,
                           GCancellable *cancellable,
                           GError **error)
{
  SyFrame *frame = sy_known_values_query (self->engine, sql, values, n_values, cancellable, error);

  for (guint i = 0; frame && i < n_keys; i++)
    {
      g_autofree char *name = make_name (keys[i], NULL, NULL, 0);

      keep_answer (self, name, frame, i);
    }
  return frame;
}

SyRelation *
sy_relation_ref (SyRelation *self)
{
  g_mutex_lock (&self->owner->lock);
  self->ref_count++;
  g_mutex_unlock (&self->owner->lock);
  return self;
}

/* The lock is held. */
static void
lay_idle (SyRelations *self, SyRelation *relation)
{
  Idle *idle = g_new0 (Idle, 1);

  idle->name = g_strdup (relation->name);
  idle->n_rows = relation->n_rows;
  idle->is_unwanted = relation->is_unwanted;
  self->n_idle_rows += idle->n_rows;
  g_queue_push_tail (&self->idle, idle);
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
        lay_idle (owner, self);
    }
  g_mutex_unlock (&owner->lock);
  if (!last)
    return;
  g_free (self->name);
  g_free (self->select);
  g_free (self);
  sy_relations_unref (owner);
}

void
sy_relation_discard (SyRelation *self)
{
  g_mutex_lock (&self->owner->lock);
  self->is_dropped_at_end = TRUE;
  self->is_unwanted = TRUE;
  g_mutex_unlock (&self->owner->lock);
}

/* Views stay until the engine is closed: they have no rows of their own. */
gboolean
sy_relation_ensure (SyRelation *self, GCancellable *cancellable, GError **error)
{
  SyRelations *owner = self->owner;
  g_autoptr (GString) sql = NULL;
  gboolean is_there;

  if (!self->select)
    return TRUE;
  g_mutex_lock (&owner->work);
  if (!self->is_made)
    {
      sql = g_string_new ("CREATE TEMP VIEW IF NOT EXISTS ");
      sy_sql_append_identifier (sql, self->name);
      g_string_append_printf (sql, " AS %s", self->select);
      self->is_made = sy_engine_execute (owner->engine, sql->str, NULL, 0, cancellable, error);
    }
  is_there = self->is_made;
  g_mutex_unlock (&owner->work);
  return is_there;
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

SyRelations *
sy_relation_get_owner (SyRelation *self)
{
  return self->owner;
}
