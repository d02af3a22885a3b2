/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the rows of a file and the rows that are there become one relation: which of those stay, which files
 * and imports are still in it, and whether the amounts tie. */
#include "config.h"

#include "sy-source-import-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "sy-dialect.h"
#include "sy-source-merge.h"

gboolean
sy_source_import_joins_old (const SySourceImport *self)
{
  return self->old && self->join->mode != SY_IMPORT_REPLACE_ALL;
}

/* --- which rows stay --- */

static char *
new_cell (const SySourceImport *self, const char *id)
{
  const SySourceColumn *column = sy_source_import_find_column (self->columns, id);
  const char *cell = g_hash_table_lookup (self->new_sql, id);

  return column ? sy_source_import_cast (cell ? cell : "NULL", column->type, column->scale) : NULL;
}

static char *
old_cell (const SySourceImport *self, const char *id)
{
  const SySourceColumn *column = sy_source_import_find_column (self->columns, id);
  g_autofree char *cell = sy_source_import_quote_cell ("o", id);

  return column ? sy_source_import_cast (cell, column->type, column->scale) : NULL;
}

/* The first and last day of each month of the file. */
static GArray *
list_spans (SySourceImport *self, const char *date, GError **error)
{
  g_autofree char *cell = new_cell (self, date);
  g_autofree char *sql = g_strdup_printf (
      "SELECT CAST(MIN(d) - DATE '1970-01-01' AS BIGINT), CAST(MAX(d) - DATE '1970-01-01' AS BIGINT) FROM "
      "(SELECT %s AS d FROM %s) WHERE d IS NOT NULL GROUP BY date_trunc('month', d)",
      cell, self->from);
  g_autoptr (GArray) months = g_array_new (FALSE, FALSE, sizeof (SyDaySpan));
  g_autoptr (SyFrame) frame = sy_engine_query (self->engine, sql, NULL, 0, self->cancellable, error);

  if (!frame)
    return NULL;
  for (gint64 i = 0; i < sy_frame_get_n_rows (frame); i++)
    {
      SyDaySpan span = { sy_frame_get_int64 (frame, 0, i), sy_frame_get_int64 (frame, 1, i) };
      g_array_append_val (months, span);
    }
  return sy_source_merge_join_months (months);
}

/* The file's stores, where both it and what is there tell stores apart; NULL otherwise. */
static gboolean
list_stores (SySourceImport *self, GStrv *stores, GError **error)
{
  const SySourceColumn *old = sy_source_find_column (self->old, "store");
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();
  g_autofree char *cell = NULL;
  g_autofree char *sql = NULL;
  g_autoptr (SyFrame) frame = NULL;

  *stores = NULL;
  if (!old || old->type != SY_COLUMN_TEXT || !g_hash_table_contains (self->new_sql, "store"))
    return TRUE;
  cell = new_cell (self, "store");
  sql = g_strdup_printf ("SELECT DISTINCT CAST(%s AS VARCHAR) AS t FROM %s WHERE t IS NOT NULL LIMIT 501",
                         cell, self->from);
  frame = sy_engine_query (self->engine, sql, NULL, 0, self->cancellable, error);
  if (!frame)
    return FALSE;
  for (gint64 i = 0; i < sy_frame_get_n_rows (frame); i++)
    g_strv_builder_add (list, sy_frame_get_text (frame, 0, i));
  /* So many are the whole chain. */
  if (sy_frame_get_n_rows (frame) <= 500)
    *stores = g_strv_builder_end (list);
  return TRUE;
}

static gboolean
keep_other_periods (SySourceImport *self, SyStaying *staying, GError **error)
{
  const SyRole *date = sy_source_merge_find_date (self->plan->kind);
  g_autoptr (GArray) spans = NULL;
  g_auto (GStrv) stores = NULL;

  if (!date)
    return TRUE;
  spans = list_spans (self, date->id, error);
  if (!spans || !list_stores (self, &stores, error))
    return FALSE;
  sy_source_merge_keep_outside (staying, date->id, spans, (const char *const *) stores);
  return TRUE;
}

static void
keep_other_keys (SySourceImport *self, SyStaying *staying)
{
  g_autoptr (GPtrArray) old_cells = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) new_cells = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; self->join->keys && self->join->keys[i]; i++)
    {
      char *cell = new_cell (self, self->join->keys[i]);
      if (!cell)
        continue;
      g_ptr_array_add (new_cells, cell);
      g_ptr_array_add (old_cells, old_cell (self, self->join->keys[i]));
    }
  g_ptr_array_add (old_cells, NULL);
  g_ptr_array_add (new_cells, NULL);
  if (new_cells->len > 1)
    sy_source_merge_keep_other_keys (staying, (const char *const *) old_cells->pdata,
                                     (const char *const *) new_cells->pdata, self->from);
}

gboolean
sy_source_import_run_staying (SySourceImport *self, GString *select, GError **error)
{
  g_autoptr (SyStaying) staying = sy_staying_new ();

  if (self->join->mode == SY_IMPORT_REPLACE_PERIOD && !keep_other_periods (self, staying, error))
    return FALSE;
  if (self->join->mode == SY_IMPORT_UPSERT)
    keep_other_keys (self, staying);
  if (staying->sql->len > 0)
    g_string_append_printf (select, " WHERE %s", staying->sql->str);
  return sy_engine_execute (self->engine, select->str, (const SyValue *) (gpointer) staying->values->data,
                            staying->values->len, self->cancellable, error);
}

/* --- what is in it now --- */

static gboolean
is_present (GHashTable *files, const char *file)
{
  return g_hash_table_contains (files, file);
}

static GHashTable *
list_files (SySourceImport *self, GError **error)
{
  GHashTable *files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *quoted = sy_sql_quote_identifier (self->relation);
  g_autofree char *sql = g_strdup_printf ("SELECT DISTINCT CAST(\"_file\" AS VARCHAR) FROM %s", quoted);
  g_autoptr (SyFrame) frame = sy_engine_query (self->engine, sql, NULL, 0, self->cancellable, error);

  for (gint64 i = 0; frame && i < sy_frame_get_n_rows (frame); i++)
    if (!sy_frame_is_null (frame, 0, i))
      g_hash_table_add (files, g_strdup (sy_frame_get_text (frame, 0, i)));
  if (!frame)
    g_clear_pointer (&files, g_hash_table_unref);
  return files;
}

/* The id of an import stays as long as its file has rows, or refused ones and was not replaced. */
static gboolean
take_old_imports (SySourceImport *self, SySource *source, GHashTable *files, GError **error)
{
  for (guint i = 0; i < self->old->imports->len; i++)
    {
      const char *id = self->old->imports->pdata[i];
      SyValue value = SY_VALUE_TEXT (id);
      g_autoptr (SyFrame) frame = sy_engine_query (self->engine, "SELECT file FROM sy_imports WHERE id = $1",
                                                   &value, 1, self->cancellable, error);
      if (!frame)
        return FALSE;
      if (sy_frame_get_n_rows (frame) == 0 || is_present (files, sy_frame_get_text (frame, 0, 0))
          || self->joined.n_replaced == 0)
        g_ptr_array_add (source->imports, g_strdup (id));
    }
  return TRUE;
}

static gboolean
take_old (SySourceImport *self, SySource *source, GError **error)
{
  g_autofree char *file = sy_reader_dup_name (self->plan->path);
  g_autoptr (GHashTable) files = NULL;

  if (!sy_source_import_joins_old (self))
    return TRUE;
  files = list_files (self, error);
  if (!files || !take_old_imports (self, source, files, error))
    return FALSE;
  for (guint i = 0; i < self->old->info.files->len; i++)
    {
      const char *name = self->old->info.files->pdata[i];
      /* The same name once more is one entry when rows were replaced. */
      if (self->joined.n_replaced == 0 || (is_present (files, name) && !g_str_equal (name, file)))
        g_ptr_array_add (source->info.files, g_strdup (name));
    }
  return TRUE;
}

static gboolean
count_refused (SySourceImport *self, SySource *source, const SyImportReport *report, GError **error)
{
  source->info.n_refused = (gint64) report->n_refused;
  if (!sy_source_import_joins_old (self))
    return TRUE;
  if (self->joined.n_replaced == 0)
    {
      source->info.n_refused += self->old->info.n_refused;
      return TRUE;
    }
  for (guint i = 0; i < source->imports->len; i++)
    {
      SyValue value = SY_VALUE_TEXT (source->imports->pdata[i]);
      g_autoptr (SyFrame) frame =
          sy_engine_query (self->engine,
                           "SELECT TRY_CAST(regexp_extract(report, '\nrefused=([0-9]+)', 1) AS BIGINT) FROM "
                           "sy_imports WHERE id = "
                           "$1",
                           &value, 1, self->cancellable, error);
      if (!frame)
        return FALSE;
      if (sy_frame_get_n_rows (frame) > 0 && !sy_frame_is_null (frame, 0, 0))
        source->info.n_refused += sy_frame_get_int64 (frame, 0, 0);
    }
  return TRUE;
}

/* --- amounts --- */

/* FALSE with an error; @sum gets nothing where the relation has no such column. */
static gboolean
sum_up (SySourceImport *self, const char *relation, const char *role, SyDecimalSum *sum, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT CAST(SUM(");
  g_autoptr (SyFrame) frame = NULL;

  sy_sql_append_identifier (sql, role);
  g_string_append (sql, ") AS VARCHAR) FROM ");
  sy_sql_append_identifier (sql, relation);
  frame = sy_engine_query (self->engine, sql->str, NULL, 0, self->cancellable, error);
  if (!frame)
    return FALSE;
  sy_decimal_sum_add_text (sum, sy_frame_get_text (frame, 0, 0));
  return TRUE;
}

static gboolean
is_exact (GPtrArray *columns, const char *role)
{
  const SySourceColumn *column = sy_source_import_find_column (columns, role);

  return column && (column->type == SY_COLUMN_DECIMAL || column->type == SY_COLUMN_INT64);
}

/* What the importer counted while it read must be what stands in the table, whichever way it took. */
static gboolean
check_amounts (SySourceImport *self, SySource *source, const SyImportReport *report, GError **error)
{
  const char *role = report->amount_role;
  SyDecimalSum before = { 0 }, after = { 0 }, replaced = { 0 };
  const SySourceColumn *column = role ? sy_source_find_column (source, role) : NULL;

  if (!role || !is_exact (source->columns, role))
    return TRUE;
  if (self->old && !is_exact (self->old->columns, role))
    return TRUE;
  if (!sum_up (self, self->relation, role, &after, error)
      || (self->old && !sum_up (self, self->old->info.relation, role, &before, error)))
    return FALSE;
  self->joined.amount_title = g_strdup (column->title);
  replaced.value = before.value + report->amount_kept.value - after.value;
  self->joined.amount_replaced = sy_decimal_sum_to_text (&replaced);
  if (self->joined.n_replaced > 0 || replaced.value == 0)
    return TRUE;
  g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_NEEDS,
               _ ("The amounts of “%s” do not tie: they differ by %s. Nothing was imported."),
               self->plan->path, self->joined.amount_replaced);
  return FALSE;
}

gboolean
sy_source_import_finish (SySourceImport *self, SySource *source, const SyImportReport *report, GError **error)
{
  gint64 n_old = self->old ? self->old->info.n_rows : 0;

  self->joined.n_replaced = n_old + (gint64) report->n_kept - source->info.n_rows;
  if (!take_old (self, source, error) || !count_refused (self, source, report, error))
    return FALSE;
  g_ptr_array_add (source->info.files, sy_reader_dup_name (self->plan->path));
  g_ptr_array_add (source->imports, g_strdup (self->join->import));
  return check_amounts (self, source, report, error);
}
