/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns of another source beside the rows of this one. A row gets what the first row of the other source
 * with its keys has, so that no row comes twice. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "sy-cleaning-run-private.h"
#include "sy-dialect.h"

typedef struct
{
  SyCleaningWork *work;
  char *relation;
  GPtrArray *others; /* columns of the other source */
  char *own_key;     /* over s */
  char *other_key;   /* over o */
  GPtrArray *wanted; /* (element-type SyCleaningColumn) of @others */
} Join;

static void
join_clear (Join *self)
{
  g_free (self->relation);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_free (self->own_key);
  g_free (self->other_key);
  g_ptr_array_unref (self->wanted);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Join, join_clear)

static SyCleaningColumn *
find_other (Join *self, const char *name, GError **error)
{
  SyCleaningColumn *column = sy_cleaning_find_column (self->others, name);

  if (column)
    return column;
  g_set_error (error, SY_CLEANING_ERROR, SY_CLEANING_ERROR_COLUMN, _ ("The source “%s” has no column “%s”"),
               sy_cleaning_step_get (self->work->step, "source"), name);
  return NULL;
}

/* Numbers and dates are the same as texts when they are written the same; letters of either case are. */
static char *
write_key_cell (const char *alias, const SyCleaningColumn *column)
{
  g_autofree char *cell = sy_cleaning_cell (alias, column->id);

  return g_strdup_printf ("lower(trim(CAST(%s AS VARCHAR)))", cell);
}

static gboolean
write_keys (Join *self, GError **error)
{
  g_auto (GStrv) pairs = sy_cleaning_step_dup_pairs (self->work->step, "by");
  g_autoptr (GPtrArray) own = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) other = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; pairs[i] && pairs[i + 1]; i += 2)
    {
      const SyCleaningColumn *mine = sy_cleaning_work_get_column (self->work, pairs[i], error);
      const SyCleaningColumn *theirs = mine ? find_other (self, pairs[i + 1], error) : NULL;
      if (!theirs)
        return FALSE;
      g_ptr_array_add (own, write_key_cell ("s", mine));
      g_ptr_array_add (other, write_key_cell ("o", theirs));
    }
  g_ptr_array_add (own, NULL);
  g_ptr_array_add (other, NULL);
  self->own_key = sy_cleaning_write_key ((const char *const *) own->pdata);
  self->other_key = sy_cleaning_write_key ((const char *const *) other->pdata);
  return TRUE;
}

static gboolean
find_wanted (Join *self, GError **error)
{
  g_auto (GStrv) names = sy_cleaning_step_dup_list (self->work->step, "columns");

  for (guint i = 0; names[i]; i++)
    {
      SyCleaningColumn *column = find_other (self, names[i], error);
      if (!column)
        return FALSE;
      g_ptr_array_add (self->wanted, column);
    }
  return TRUE;
}

/* The first row of each key. */
static char *
write_others (Join *self)
{
  g_autofree char *quoted = sy_sql_quote_identifier (self->relation);
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_printf (sql, "SELECT %s AS k", self->other_key);
  for (guint i = 0; i < self->wanted->len; i++)
    {
      g_autofree char *cell = sy_cleaning_cell ("o", ((SyCleaningColumn *) self->wanted->pdata[i])->id);
      g_string_append_printf (sql, ", %s AS c%u", cell, i);
    }
  g_string_append_printf (sql,
                          " FROM %s AS o QUALIFY row_number() OVER (PARTITION BY %s ORDER BY o.rowid) = 1",
                          quoted, self->other_key);
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static gboolean
touch_unmatched (Join *self, const char *others, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT s." SY_CLEANING_ID
      ", 'unmatched', CAST(NULL AS VARCHAR), trim(replace(replace(%s, chr(31), ' '), chr(30), '')), "
      "CAST(NULL AS VARCHAR), CAST(NULL AS BIGINT), 'partner' FROM (%s) AS s WHERE NOT EXISTS (SELECT 1 FROM "
      "(%s) AS j WHERE j.k "
      "= %s)",
      self->own_key, self->work->run->view, others, self->own_key);

  return sy_cleaning_work_touch (self->work, sql, error);
}

static gboolean
tell_several (Join *self, GError **error)
{
  g_autofree char *quoted = sy_sql_quote_identifier (self->relation);
  g_autofree char *sql =
      g_strdup_printf ("SELECT COUNT(*) FROM (SELECT %s AS k FROM %s AS o GROUP BY 1 HAVING COUNT(*) > 1)",
                       self->other_key, quoted);
  g_autoptr (SyFrame) frame = sy_cleaning_work_query (self->work, sql, error);
  gint64 n = frame ? sy_frame_get_int64 (frame, 0, 0) : 0;

  if (n > 0)
    self->work->result->note = g_strdup_printf (
        _ ("%" PRId64 " keys stand in several rows of the other source: the first one counts"), n);
  return frame != NULL;
}

/* A role that this source has no data for gets the joined column; else it is a new one. */
static SyCleaningColumn *
make_column (Join *self, const SyCleaningColumn *other)
{
  SyCleaningColumn *column = sy_cleaning_find_column (self->work->run->columns, other->id);

  if (column && !column->has_data)
    {
      column->has_data = column->is_new = TRUE;
      column->type = other->type;
      column->scale = other->scale;
      return column;
    }
  return sy_cleaning_run_add_column (self->work->run, other->title, other->type, other->scale);
}

static void
join_columns (Join *self, const char *others)
{
  SyCleaningRun *run = self->work->run;
  g_autoptr (GHashTable) cells = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GString *sql = g_string_new ("SELECT s." SY_CLEANING_ID);

  for (guint i = 0; i < self->wanted->len; i++)
    {
      const SyCleaningColumn *column = make_column (self, self->wanted->pdata[i]);
      g_hash_table_insert (cells, g_strdup (column->id), g_strdup_printf ("j.c%u", i));
    }
  for (guint i = 0; i < run->columns->len; i++)
    {
      const SyCleaningColumn *column = run->columns->pdata[i];
      const char *joined = g_hash_table_lookup (cells, column->id);
      g_autofree char *cell = sy_cleaning_cell ("s", column->id);
      g_string_append_printf (sql, ", %s AS ", joined ? joined : cell);
      sy_sql_append_identifier (sql, column->id);
    }
  g_string_append_printf (sql, " FROM (%s) AS s LEFT JOIN (%s) AS j ON j.k = %s", run->view, others,
                          self->own_key);
  g_free (run->view);
  run->view = g_string_free (sql, FALSE);
  run->mixed = TRUE;
}

gboolean
sy_cleaning_work_join (SyCleaningWork *work, GError **error)
{
  g_auto (Join) self = { .work = work, .wanted = g_ptr_array_new () };
  const char *source = sy_cleaning_step_get (work->step, "source");
  g_autofree char *others = NULL;

  if (!work->run->find)
    {
      g_set_error (error, SY_CLEANING_ERROR, SY_CLEANING_ERROR_COLUMN, _ ("There is no source “%s” to join"),
                   source);
      return FALSE;
    }
  if (!work->run->find (work->run->find_data, source, &self.relation, &self.others, error)
      || !write_keys (&self, error) || !find_wanted (&self, error))
    return FALSE;
  others = write_others (&self);
  if (!tell_several (&self, error) || !touch_unmatched (&self, others, error))
    return FALSE;
  join_columns (&self, others);
  return TRUE;
}
