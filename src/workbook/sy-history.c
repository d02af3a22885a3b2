/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list and a place in it: what stands before the place is done, what stands behind it was undone. Changes
 * are numbered from the beginning of the document, so that forgetting the oldest does not renumber the
 * others. */
#include "config.h"

#include "sy-history.h"

#include "sy-store.h"

#define MAX_CHANGES 1000
#define PLACE_KEY "history-place"

struct _SyHistory
{
  GPtrArray *changes; /* (element-type SyChange) */
  gint64 first;       /* number of changes[0] */
  guint place;        /* changes done, of those in the list */
};

static void
change_free (gpointer data)
{
  SyChange *change = data;

  g_free (change->target);
  g_free (change->before);
  g_free (change->after);
  g_free (change);
}

SyHistory *
sy_history_new (void)
{
  SyHistory *self = g_new0 (SyHistory, 1);

  self->changes = g_ptr_array_new_with_free_func (change_free);
  return self;
}

void
sy_history_free (SyHistory *self)
{
  g_ptr_array_unref (self->changes);
  g_free (self);
}

static SyChange *
change_new (SyChangeKind kind, const char *target, const char *before, const char *after)
{
  SyChange *change = g_new0 (SyChange, 1);

  change->kind = kind;
  change->target = g_strdup (target);
  change->before = g_strdup (before);
  change->after = g_strdup (after);
  return change;
}

gboolean
sy_history_load (SyHistory *self, SyEngine *engine, GError **error)
{
  g_autofree char *place = sy_store_dup (engine, PLACE_KEY);
  g_autoptr (SyFrame) frame = NULL;

  frame = sy_engine_query (
      engine,
      "SELECT position, CAST(kind AS BIGINT), target, before, after FROM sy_history ORDER BY position", NULL,
      0, NULL, error);
  if (!frame)
    return FALSE;
  g_ptr_array_set_size (self->changes, 0);
  for (gint64 i = 0; i < sy_frame_get_n_rows (frame); i++)
    {
      if (i == 0)
        self->first = sy_frame_get_int64 (frame, 0, 0);
      g_ptr_array_add (self->changes,
                       change_new ((SyChangeKind) sy_frame_get_int64 (frame, 1, i),
                                   sy_frame_get_text (frame, 2, i), sy_frame_get_text (frame, 3, i),
                                   sy_frame_get_text (frame, 4, i)));
    }
  self->place = self->changes->len;
  if (place)
    self->place =
        (guint) CLAMP (g_ascii_strtoll (place, NULL, 10) - self->first, 0, (gint64) self->changes->len);
  return TRUE;
}

static void
save_place (SyHistory *self, SyBatch *batch)
{
  g_autofree char *place = g_strdup_printf ("%" G_GINT64_FORMAT, self->first + self->place);

  sy_store_set (batch, PLACE_KEY, place);
}

static void
save_change (SyHistory *self, guint index, SyBatch *batch)
{
  const SyChange *change = self->changes->pdata[index];
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, self->first + index);
  g_autofree char *kind = g_strdup_printf ("%d", (int) change->kind);

  sy_batch_add (batch, "DELETE FROM sy_history WHERE position >= CAST($1 AS BIGINT)", 1, number);
  sy_batch_add (batch, "INSERT INTO sy_history VALUES (CAST($1 AS BIGINT), $2, $3, $4, $5)", 5, number, kind,
                change->target, change->before, change->after);
}

void
sy_history_forget (SyHistory *self, guint n_oldest, guint n_newest, SyBatch *batch)
{
  g_autofree char *first = NULL;
  g_autofree char *end = NULL;

  g_return_if_fail (n_oldest + n_newest <= self->changes->len);
  if (n_oldest + n_newest == 0)
    return;
  g_ptr_array_set_size (self->changes, (int) (self->changes->len - n_newest));
  if (n_oldest > 0)
    g_ptr_array_remove_range (self->changes, 0, n_oldest);
  self->first += n_oldest;
  self->place = MIN (self->place > n_oldest ? self->place - n_oldest : 0, self->changes->len);
  first = g_strdup_printf ("%" G_GINT64_FORMAT, self->first);
  end = g_strdup_printf ("%" G_GINT64_FORMAT, self->first + self->changes->len);
  sy_batch_add (
      batch, "DELETE FROM sy_history WHERE position < CAST($1 AS BIGINT) OR position >= CAST($2 AS BIGINT)",
      2, first, end);
  save_place (self, batch);
}

GPtrArray *
sy_history_get_changes (SyHistory *self)
{
  return self->changes;
}

guint
sy_history_get_place (SyHistory *self)
{
  return self->place;
}

void
sy_history_add (SyHistory *self,
                SyChangeKind kind,
                const char *target,
                const char *before,
                const char *after,
                SyBatch *batch)
{
  g_ptr_array_set_size (self->changes, (gint) self->place);
  g_ptr_array_add (self->changes, change_new (kind, target, before, after));
  self->place++;
  save_change (self, self->place - 1, batch);
  if (self->changes->len > MAX_CHANGES)
    sy_history_forget (self, self->changes->len - MAX_CHANGES, 0, batch);
  save_place (self, batch);
}

const SyChange *
sy_history_peek_undo (SyHistory *self)
{
  return self->place > 0 ? self->changes->pdata[self->place - 1] : NULL;
}

const SyChange *
sy_history_peek_redo (SyHistory *self)
{
  return self->place < self->changes->len ? self->changes->pdata[self->place] : NULL;
}

void
sy_history_step (SyHistory *self, gboolean undo, SyBatch *batch)
{
  g_return_if_fail (undo ? self->place > 0 : self->place < self->changes->len);

  self->place = undo ? self->place - 1 : self->place + 1;
  save_place (self, batch);
}
