/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steps about whole rows: duplicates, returns, blank cells. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "sy-cleaning-run-private.h"

/* --- duplicates --- */

static GPtrArray *
list_data_columns (SyCleaningWork *self)
{
  GPtrArray *columns = g_ptr_array_new ();

  for (guint i = 0; i < self->run->columns->len; i++)
    {
      SyCleaningColumn *column = self->run->columns->pdata[i];
      if (!column->is_provenance && column->has_data)
        g_ptr_array_add (columns, column);
    }
  return columns;
}

/* Without columns: all of them, but not where the row came from. */
gboolean
sy_cleaning_work_duplicates (SyCleaningWork *self, GError **error)
{
  g_autoptr (GPtrArray) columns = sy_cleaning_work_get_columns (self, "columns", error);
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (GString) list = g_string_new (NULL);

  if (!columns)
    return FALSE;
  if (columns->len == 0)
    {
      g_ptr_array_unref (columns);
      columns = list_data_columns (self);
    }
  sy_cleaning_append_cells (list, "s", columns);
  g_string_printf (
      sql,
      "SELECT id, '%s', CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), peer, 'same' "
      "FROM (SELECT s." SY_CLEANING_ID " AS id, %s(s." SY_CLEANING_ID
      ") OVER (PARTITION BY %s) AS peer FROM (%s) AS s) WHERE id <> peer",
      sy_cleaning_work_get_what (self), sy_cleaning_step_is (self->step, "keep", "last") ? "MAX" : "MIN",
      list->str + 2, self->run->view);
  if (!sy_cleaning_work_touch (self, sql->str, error))
    return FALSE;
  sy_cleaning_work_drop_or_mark (self, _ ("Duplicate"));
  return TRUE;
}

/* --- blank cells --- */

static char *
write_is_blank (const SyCleaningColumn *column)
{
  g_autofree char *cell = sy_cleaning_cell ("s", column->id);

  if (column->type == SY_COLUMN_TEXT)
    return g_strdup_printf ("(%s IS NULL OR trim(%s) = '')", cell, cell);
  return g_strdup_printf ("(%s IS NULL)", cell);
}

static gboolean
drop_blank (SyCleaningWork *self, GPtrArray *columns, GError **error)
{
  g_autoptr (GString) which = g_string_new ("CASE");
  g_autoptr (GString) any = g_string_new (NULL);
  g_autofree char *sql = NULL;

  for (guint i = 0; i < columns->len; i++)
    {
      const SyCleaningColumn *column = columns->pdata[i];
      g_autofree char *blank = write_is_blank (column);
      g_autofree char *name = sy_cleaning_quote_text (column->id);
      g_string_append_printf (which, " WHEN %s THEN %s", blank, name);
      g_string_append_printf (any, "%s%s", i > 0 ? " OR " : "", blank);
    }
  sql = g_strdup_printf (
      "SELECT s." SY_CLEANING_ID
      ", 'dropped', %s END, CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS BIGINT), 'blank' "
      "FROM (%s) AS s WHERE %s",
      which->str, self->run->view, any->str);
  if (!sy_cleaning_work_touch (self, sql, error))
    return FALSE;
  sy_cleaning_work_drop (self);
  return TRUE;
}

/* What to fill in, as the column has it; NULL with an error where it can't be a value of the column. */
static char *
find_filling (SyCleaningWork *self, const SyCleaningColumn *column, gboolean *is_nothing, GError **error)
{
  g_autofree char *cell = sy_cleaning_cell ("s", column->id);
  g_autofree char *blank = write_is_blank (column);
  const char *value = sy_cleaning_step_get (self->step, "value");
  g_autofree char *text = sy_cleaning_quote_text (value ? value : "");
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (SyFrame) frame = NULL;

  *is_nothing = FALSE;
  if (sy_cleaning_step_is (self->step, "action", "fill"))
    {
      g_string_append_printf (sql, "SELECT CAST(TRY_CAST(%s AS ", text);
      sy_cleaning_append_type (sql, column->type, column->scale);
      g_string_append (sql, ") AS VARCHAR)");
    }
  else
    g_string_append_printf (
        sql,
        "SELECT CAST(%s AS VARCHAR) FROM (%s) AS s WHERE NOT %s GROUP BY %s ORDER BY COUNT(*) DESC, "
        "MIN(s." SY_CLEANING_ID ") LIMIT 1",
        cell, self->run->view, blank, cell);
  frame = sy_cleaning_work_query (self, sql->str, error);
  if (!frame)
    return NULL;
  if (sy_frame_get_n_rows (frame) > 0 && !sy_frame_is_null (frame, 0, 0))
    return g_strdup (sy_frame_get_text (frame, 0, 0));
  if (sy_cleaning_step_is (self->step, "action", "fill"))
    g_set_error (error, SY_CLEANING_ERROR, SY_CLEANING_ERROR_STEP, _ ("%s: “%s” can’t be a value of “%s”"),
                 sy_cleaning_kind_get_title (SY_CLEANING_MISSING), value, column->title);
  *is_nothing = TRUE;
  return NULL;
}

static void
add_note (SyCleaningResult *result, const char *text)
{
  char *note = result->note ? g_strdup_printf ("%s; %s", result->note, text) : g_strdup (text);

  g_free (result->note);
  result->note = note;
}

static gboolean
fill_column (SyCleaningWork *self, const SyCleaningColumn *column, const char *filling, GError **error)
{
  g_autofree char *cell = sy_cleaning_cell ("s", column->id);
  g_autofree char *blank = write_is_blank (column);
  g_autofree char *name = sy_cleaning_quote_text (column->id);
  g_autofree char *after = filling ? sy_cleaning_quote_text (filling) : NULL;
  g_autofree char *sql = NULL;
  g_autofree char *told = filling ? g_strdup_printf ("%s: %s", column->title, filling) : NULL;

  if (!after)
    after = g_strdup_printf ("CAST(last_value(CASE WHEN NOT %s THEN %s END IGNORE NULLS) OVER (ORDER BY "
                             "s." SY_CLEANING_ID " ROWS UNBOUNDED PRECEDING) AS VARCHAR)",
                             blank, cell);
  else
    add_note (self->result, told);
  sql = g_strdup_printf (
      "SELECT id, 'changed', %s, before, after, CAST(NULL AS BIGINT), 'blank' FROM (SELECT "
      "s." SY_CLEANING_ID " AS id, %s AS is_blank, CAST(%s AS VARCHAR) AS before, %s AS after FROM (%s) "
      "AS s) WHERE is_blank AND after IS NOT NULL",
      name, blank, cell, after, self->run->view);
  return sy_cleaning_work_touch (self, sql, error);
}

gboolean
sy_cleaning_work_missing (SyCleaningWork *self, GError **error)
{
  g_autoptr (GPtrArray) columns = sy_cleaning_work_get_columns (self, "columns", error);
  g_autoptr (GPtrArray) fillings = g_ptr_array_new_with_free_func (g_free);
  gboolean previous = sy_cleaning_step_is (self->step, "action", "previous");

  if (!columns)
    return FALSE;
  if (sy_cleaning_step_is (self->step, "action", "drop"))
    return drop_blank (self, columns, error);
  for (guint i = 0; i < columns->len && !previous; i++)
    {
      gboolean is_nothing;
      char *filling = find_filling (self, columns->pdata[i], &is_nothing, error);
      if (!filling && (!is_nothing || (error && *error)))
        return FALSE;
      g_ptr_array_add (fillings, filling);
    }
  for (guint i = 0; i < columns->len; i++)
    {
      SyCleaningColumn *column = columns->pdata[i];
      const char *filling = previous ? NULL : fillings->pdata[i];
      if (!previous && !filling)
        continue;
      if (!fill_column (self, column, filling, error))
        return FALSE;
      column->has_data = TRUE;
    }
  sy_cleaning_work_change (self, columns);
  return TRUE;
}
