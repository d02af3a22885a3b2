/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the families of steps share: finding columns, writing SQL, and how the SELECT grows. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-cleaning-run-private.h"
#include "sy-dialect.h"

SyCleaningColumn *
sy_cleaning_column_new (const char *id, const char *title, SyColumnType type, guint scale)
{
  SyCleaningColumn *self = g_new0 (SyCleaningColumn, 1);

  self->id = g_strdup (id);
  self->title = g_strdup (title);
  self->type = type;
  self->scale = scale;
  self->has_data = TRUE;
  return self;
}

void
sy_cleaning_column_free (SyCleaningColumn *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->header);
  g_free (self);
}

/* --- columns --- */

static gboolean
same_name (const char *a, const char *b)
{
  g_autofree char *folded_a = a ? g_utf8_casefold (a, -1) : NULL;
  g_autofree char *folded_b = b ? g_utf8_casefold (b, -1) : NULL;

  return folded_a && g_strcmp0 (folded_a, folded_b) == 0;
}

SyCleaningColumn *
sy_cleaning_find_column (GPtrArray *columns, const char *name)
{
  for (guint pass = 0; pass < 3; pass++)
    for (guint i = 0; i < columns->len; i++)
      {
        SyCleaningColumn *column = columns->pdata[i];
        if (same_name (pass == 0 ? column->id : pass == 1 ? column->title : column->header, name))
          return column;
      }
  return NULL;
}

SyCleaningColumn *
sy_cleaning_work_find_role (SyCleaningWork *self, const char *role)
{
  SyCleaningColumn *column = sy_cleaning_find_column (self->run->columns, role);

  return column && column->has_data ? column : NULL;
}

SyCleaningColumn *
sy_cleaning_work_get_column (SyCleaningWork *self, const char *name, GError **error)
{
  SyCleaningColumn *column = sy_cleaning_find_column (self->run->columns, name);
  g_autoptr (GString) list = g_string_new (NULL);

  if (column)
    return column;
  for (guint i = 0; i < self->run->columns->len; i++)
    {
      const SyCleaningColumn *other = self->run->columns->pdata[i];
      if (other->has_data && !other->is_provenance)
        g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", other->title);
    }
  g_set_error (error, SY_CLEANING_ERROR, SY_CLEANING_ERROR_COLUMN,
               _ ("%s: there is no column “%s”; there are: %s"),
               sy_cleaning_kind_get_title (sy_cleaning_step_get_kind (self->step)), name, list->str);
  return NULL;
}

GPtrArray *
sy_cleaning_work_get_columns (SyCleaningWork *self, const char *parameter, GError **error)
{
  g_auto (GStrv) names = sy_cleaning_step_dup_list (self->step, parameter);
  g_autoptr (GPtrArray) columns = g_ptr_array_new ();

  for (guint i = 0; names[i]; i++)
    {
      SyCleaningColumn *column = sy_cleaning_work_get_column (self, names[i], error);
      if (!column)
        return NULL;
      if (!g_ptr_array_find (columns, column, NULL))
        g_ptr_array_add (columns, column);
    }
  return g_steal_pointer (&columns);
}

gboolean
sy_cleaning_is_number (const SyCleaningColumn *column)
{
  return column->type == SY_COLUMN_INT64 || column->type == SY_COLUMN_DOUBLE
         || column->type == SY_COLUMN_DECIMAL;
}

static gboolean
is_taken (SyCleaningRun *self, const char *name)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const SyCleaningColumn *column = self->columns->pdata[i];
      if (same_name (column->id, name) || same_name (column->title, name))
        return TRUE;
    }
  return same_name (name, "row") || same_name (name, "_cleaning_id");
}

SyCleaningColumn *
sy_cleaning_run_add_column (SyCleaningRun *self, const char *name, SyColumnType type, guint scale)
{
  g_autofree char *free_name = g_strdup (name);
  SyCleaningColumn *column;
  guint place = self->columns->len;

  for (guint i = 2; is_taken (self, free_name); i++)
    {
      g_free (free_name);
      free_name = g_strdup_printf ("%s (%u)", name, i);
    }
  column = sy_cleaning_column_new (free_name, free_name, type, scale);
  column->is_new = TRUE;
  while (place > 0 && ((SyCleaningColumn *) self->columns->pdata[place - 1])->is_provenance)
    place--;
  g_ptr_array_insert (self->columns, (int) place, column);
  return column;
}

/* --- SQL --- */

char *
sy_cleaning_cell (const char *alias, const char *id)
{
  GString *sql = g_string_new (alias);

  g_string_append_c (sql, '.');
  sy_sql_append_identifier (sql, id);
  return g_string_free (sql, FALSE);
}

char *
sy_cleaning_quote_text (const char *text)
{
  GString *sql = g_string_new (NULL);

  sy_sql_append_text (sql, text);
  return g_string_free (sql, FALSE);
}

void
sy_cleaning_append_type (GString *sql, SyColumnType type, guint scale)
{
  static const char *const names[] = {
    [SY_COLUMN_INT64] = "BIGINT", [SY_COLUMN_DOUBLE] = "DOUBLE", [SY_COLUMN_DECIMAL] = NULL,
    [SY_COLUMN_TEXT] = "VARCHAR", [SY_COLUMN_DATE] = "DATE",     [SY_COLUMN_TIMESTAMP] = "TIMESTAMP",
    [SY_COLUMN_TIME] = "TIME",    [SY_COLUMN_BOOL] = "BOOLEAN",
  };

  if (type == SY_COLUMN_DECIMAL)
    g_string_append_printf (sql, "DECIMAL(18,%u)", scale);
  else
    g_string_append (sql, names[type]);
}

/* Each with a comma in front. */
void
sy_cleaning_append_cells (GString *sql, const char *alias, GPtrArray *columns)
{
  for (guint i = 0; i < columns->len; i++)
    {
      g_autofree char *cell = sy_cleaning_cell (alias, ((SyCleaningColumn *) columns->pdata[i])->id);
      g_string_append_printf (sql, ", %s", cell);
    }
}

char *
sy_cleaning_write_key (const char *const *expressions)
{
  GString *sql = g_string_new ("concat(''");

  for (guint i = 0; expressions[i]; i++)
    g_string_append_printf (sql, ", coalesce(CAST(%s AS VARCHAR), chr(30)), chr(31)", expressions[i]);
  g_string_append_c (sql, ')');
  return g_string_free (sql, FALSE);
}

SyFrame *
sy_cleaning_work_query (SyCleaningWork *self, const char *sql, GError **error)
{
  return sy_engine_query (self->run->engine, sql, NULL, 0, self->run->cancellable, error);
}

gboolean
sy_cleaning_work_touch (SyCleaningWork *self, const char *select, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("INSERT INTO %s SELECT %u, q.* FROM (%s) AS q", self->run->touched,
                                          self->position, select);

  return sy_engine_execute (self->run->engine, sql, NULL, 0, self->run->cancellable, error);
}

/* --- what becomes of the rows --- */

static void
take_view (SyCleaningRun *self, GString *sql)
{
  g_free (self->view);
  self->view = g_string_free (sql, FALSE);
}

void
sy_cleaning_work_drop (SyCleaningWork *self)
{
  GString *sql = g_string_new ("SELECT s." SY_CLEANING_ID);

  sy_cleaning_append_cells (sql, "s", self->run->columns);
  g_string_append_printf (
      sql,
      " FROM (%s) AS s WHERE NOT EXISTS (SELECT 1 FROM %s AS t WHERE t.step = %u AND t.what = "
      "'dropped' AND t." SY_CLEANING_ID " = s." SY_CLEANING_ID ")",
      self->run->view, self->run->touched, self->position);
  take_view (self->run, sql);
  self->run->mixed = TRUE;
}

void
sy_cleaning_work_mark (SyCleaningWork *self, const char *name)
{
  const char *wanted = sy_cleaning_step_get (self->step, "mark");
  g_autoptr (GHashTable) expressions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  const SyCleaningColumn *column =
      sy_cleaning_run_add_column (self->run, wanted ? wanted : name, SY_COLUMN_BOOL, 0);

  g_hash_table_insert (
      expressions, g_strdup (column->id),
      g_strdup_printf ("EXISTS (SELECT 1 FROM %s AS t WHERE t.step = %u AND t.what = 'marked' "
                       "AND t." SY_CLEANING_ID " = s." SY_CLEANING_ID ")",
                       self->run->touched, self->position));
  sy_cleaning_work_compute (self, expressions);
  self->run->mixed = TRUE;
}

const char *
sy_cleaning_work_get_what (SyCleaningWork *self)
{
  return sy_cleaning_step_is (self->step, "action", "mark") ? "marked" : "dropped";
}

void
sy_cleaning_work_drop_or_mark (SyCleaningWork *self, const char *name)
{
  if (sy_cleaning_step_is (self->step, "action", "mark"))
    sy_cleaning_work_mark (self, name);
  else
    sy_cleaning_work_drop (self);
}

static gboolean
is_among (GPtrArray *columns, const SyCleaningColumn *column, guint *index)
{
  return g_ptr_array_find (columns, column, index);
}

void
sy_cleaning_work_change (SyCleaningWork *self, GPtrArray *columns)
{
  SyCleaningRun *r = self->run;
  GString *sql = g_string_new ("SELECT s." SY_CLEANING_ID);
  guint index;

  for (guint i = 0; i < r->columns->len; i++)
    {
      const SyCleaningColumn *column = r->columns->pdata[i];
      g_autofree char *cell = sy_cleaning_cell ("s", column->id);
      if (!is_among (columns, column, &index))
        {
          g_string_append_printf (sql, ", %s", cell);
          continue;
        }
      g_string_append_printf (sql,
                              ", CASE WHEN t%u." SY_CLEANING_ID " IS NULL THEN %s ELSE CAST(t%u.after AS ",
                              index, cell, index);
      sy_cleaning_append_type (sql, column->type, column->scale);
      g_string_append (sql, ") END AS ");
      sy_sql_append_identifier (sql, column->id);
    }
  g_string_append_printf (sql, " FROM (%s) AS s", r->view);
  for (guint i = 0; i < columns->len; i++)
    {
      g_autofree char *name = sy_cleaning_quote_text (((SyCleaningColumn *) columns->pdata[i])->id);
      g_string_append_printf (sql,
                              " LEFT JOIN (SELECT " SY_CLEANING_ID
                              ", after FROM %s WHERE step = %u AND what = 'changed' AND column_name = %s) AS "
                              "t%u ON t%u." SY_CLEANING_ID " = s." SY_CLEANING_ID,
                              r->touched, self->position, name, i, i);
    }
  take_view (r, sql);
  r->mixed = TRUE;
}

void
sy_cleaning_work_compute (SyCleaningWork *self, GHashTable *expressions)
{
  SyCleaningRun *r = self->run;
  GString *sql = g_string_new ("SELECT s." SY_CLEANING_ID);

  for (guint i = 0; i < r->columns->len; i++)
    {
      const SyCleaningColumn *column = r->columns->pdata[i];
      const char *expression = g_hash_table_lookup (expressions, column->id);
      g_autofree char *cell = sy_cleaning_cell ("s", column->id);
      g_string_append_printf (sql, ", %s", expression ? expression : cell);
      if (!expression)
        continue;
      g_string_append (sql, " AS ");
      sy_sql_append_identifier (sql, column->id);
    }
  g_string_append_printf (sql, " FROM (%s) AS s", r->view);
  take_view (r, sql);
}
