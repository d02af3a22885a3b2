/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the importer's table to a source relation. The importer fills a table of its own; here it becomes a
 * relation that has a column for every role of the kind (derived from others, or blank, where the file has
 * none), the file's other columns, and where each row came from. A relation is never changed afterwards: a
 * further file makes a new one that holds both, so that whoever still reads the old one reads what it was. */
#include "config.h"

#include "sy-source-import-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "sy-dialect.h"

/* --- statements --- */

static gboolean
run (SySourceImport *self, const char *sql, GError **error)
{
  return sy_engine_execute (self->engine, sql, NULL, 0, self->cancellable, error);
}

static gboolean
check_lossy (SySourceImport *self, GError **error)
{
  g_autofree char *sql = NULL;
  g_autoptr (SyFrame) frame = NULL;

  if (self->lossy->len == 0)
    return TRUE;
  sql = g_strdup_printf ("SELECT %s FROM %s", self->lossy->str, self->from);
  frame = sy_engine_query (self->engine, sql, NULL, 0, self->cancellable, error);
  if (!frame)
    return FALSE;
  for (guint i = 0; i < self->lossy_titles->len; i++)
    if (sy_frame_get_int64 (frame, i, 0) > 0)
      {
        g_set_error (
            error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_NEEDS,
            _ ("“%s” has %" PRId64 " cells that are not of its kind: map it to another column, or to none"),
            (const char *) self->lossy_titles->pdata[i], sy_frame_get_int64 (frame, i, 0));
        return FALSE;
      }
  return TRUE;
}

static void
append_cells (SySourceImport *self, GString *sql, gboolean of_old)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const SySourceColumn *column = self->columns->pdata[i];
      g_autofree char *cell = NULL;
      g_autofree char *typed = NULL;
      if (of_old && sy_source_import_find_column (self->old->columns, column->id))
        cell = sy_source_import_quote_cell ("o", column->id);
      else if (!of_old)
        cell = g_strdup (g_hash_table_lookup (self->new_sql, column->id));
      typed = sy_source_import_cast (cell ? cell : "NULL", column->type, column->scale);
      g_string_append_printf (sql, "%s%s AS ", i ? ", " : "", typed);
      sy_sql_append_identifier (sql, column->id);
    }
}

static gboolean
create_relation (SySourceImport *self, const char *relation, GError **error)
{
  g_autofree char *quoted = sy_sql_quote_identifier (relation);
  g_autoptr (GString) sql = g_string_new (NULL);

  if (self->old)
    {
      g_autofree char *old = sy_sql_quote_identifier (self->old->info.relation);
      g_autoptr (GString) first = g_string_new (NULL);
      g_string_printf (first, "CREATE TABLE %s AS SELECT ", quoted);
      append_cells (self, first, TRUE);
      g_string_append_printf (first, " FROM %s AS o", old);
      if (!run (self, first->str, error))
        return FALSE;
      g_string_printf (sql, "INSERT INTO %s SELECT ", quoted);
    }
  else
    g_string_printf (sql, "CREATE TABLE %s AS SELECT ", quoted);
  append_cells (self, sql, FALSE);
  /* Rows stay in the order of the file: a table of formulas is ordered by row already, and the engine keeps
   * an order that is there. A second sort of such wide rows would double the time. */
  g_string_append_printf (sql, " FROM %s", self->from);
  return run (self, sql->str, error);
}

static gboolean
count_blanks (SySourceImport *self, const char *relation, gint64 *n_rows, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT COUNT(*)");
  g_autoptr (SyFrame) frame = NULL;

  for (guint i = 0; i < self->columns->len; i++)
    {
      const SySourceColumn *column = self->columns->pdata[i];
      g_string_append (sql, ", COUNT(");
      sy_sql_append_identifier (sql, column->id);
      g_string_append_c (sql, ')');
    }
  g_string_append (sql, " FROM ");
  sy_sql_append_identifier (sql, relation);
  frame = sy_engine_query (self->engine, sql->str, NULL, 0, self->cancellable, error);
  if (!frame)
    return FALSE;
  *n_rows = sy_frame_get_int64 (frame, 0, 0);
  for (guint i = 0; i < self->columns->len; i++)
    {
      SySourceColumn *column = self->columns->pdata[i];
      column->n_blank = *n_rows - sy_frame_get_int64 (frame, i + 1, 0);
    }
  return TRUE;
}

static gboolean
keep_refusals (SySourceImport *self, GError **error)
{
  SyValue kind = SY_VALUE_TEXT (sy_source_kind_get_id (self->plan->kind));
  SyValue table = SY_VALUE_TEXT (SY_SOURCE_STAGING "_refused");
  g_autoptr (SyFrame) found = NULL;

  found =
      sy_engine_query (self->engine, "SELECT COUNT(*) FROM information_schema.tables WHERE table_name = $1",
                       &table, 1, self->cancellable, error);
  if (!found)
    return FALSE;
  if (sy_frame_get_int64 (found, 0, 0) == 0)
    return TRUE;
  return sy_engine_execute (
             self->engine,
             "INSERT INTO sy_refusals SELECT $1, \"_file\", \"_sheet\", \"_row\", column_name, text, "
             "reason FROM \"" SY_SOURCE_STAGING "_refused\"",
             &kind, 1, self->cancellable, error)
         && run (self, "DROP TABLE \"" SY_SOURCE_STAGING "_refused\"", error);
}

/* One column a role, as SQL types have it. */
static char *
write_blank_relation (SySourceImport *self, const char *relation)
{
  g_autofree char *quoted = sy_sql_quote_identifier (relation);
  GString *sql = g_string_new (NULL);

  g_string_printf (sql, "CREATE TABLE %s AS SELECT ", quoted);
  append_cells (self, sql, FALSE);
  g_string_append (sql, " WHERE FALSE");
  return g_string_free (sql, FALSE);
}

SySource *
sy_source_new_blank (
    SyEngine *engine, SyRelations *relations, SySourceKind *kind, const char *relation, GError **error)
{
  g_auto (SySourceImport) self = { .engine = engine };
  GPtrArray *roles = sy_source_kind_get_roles (kind);
  g_autofree char *sql = NULL;
  SySource *source;

  sy_source_import_init (&self);
  for (guint i = 0; i < roles->len; i++)
    {
      sy_source_import_add_absent (&self, roles->pdata[i]);
      ((SySourceColumn *) self.columns->pdata[i])->how = SY_SOURCE_COLUMN_MAPPED;
    }
  sql = write_blank_relation (&self, relation);
  if (!run (&self, sql, error))
    return NULL;
  source = sy_source_new (kind, relation, g_steal_pointer (&self.columns));
  sy_source_finish (source, relations);
  return source;
}

static SySource *
make_source (SySourceImport *self, const char *relation, gint64 n_rows, const SyImportReport *report)
{
  SySource *source = sy_source_new (self->plan->kind, relation, g_steal_pointer (&self->columns));
  g_autofree char *file = g_path_get_basename (self->plan->path);

  source->info.n_rows = n_rows;
  source->info.n_refused = (gint64) report->n_refused;
  if (self->old)
    {
      source->info.n_refused += self->old->info.n_refused;
      for (guint i = 0; i < self->old->info.files->len; i++)
        g_ptr_array_add (source->info.files, g_strdup (self->old->info.files->pdata[i]));
    }
  g_ptr_array_add (source->info.files, g_steal_pointer (&file));
  return source;
}

/* All of the import but begin and commit. */
static SySource *
transform (SySourceImport *self, const char *relation, SyImportReport *report, GError **error)
{
  g_autoptr (SyBatch) batch = sy_batch_new ();
  g_autoptr (SySource) source = NULL;
  gint64 n_rows;

  self->shape = sy_engine_query (self->engine, "SELECT * FROM \"" SY_SOURCE_STAGING "\" LIMIT 0", NULL, 0,
                                 self->cancellable, error);
  if (!self->shape)
    return NULL;
  if (!sy_source_import_shape (self, error) || !check_lossy (self, error))
    return NULL;
  sy_source_import_merge_old (self);
  if (!create_relation (self, relation, error) || !count_blanks (self, relation, &n_rows, error)
      || !keep_refusals (self, error) || !run (self, "DROP TABLE \"" SY_SOURCE_STAGING "\"", error))
    return NULL;
  source = make_source (self, relation, n_rows, report);
  sy_source_save (source, batch);
  return sy_batch_run (batch, self->engine, error) ? g_steal_pointer (&source) : NULL;
}

SySource *
sy_source_import (SyEngine *engine,
                  SyRelations *relations,
                  SyImportPlan *plan,
                  SySource *old,
                  const char *relation,
                  SyImportProgress progress,
                  gpointer progress_data,
                  GCancellable *cancellable,
                  GError **error)
{
  g_auto (SySourceImport) self = { .engine = engine, .plan = plan, .old = old, .cancellable = cancellable };
  g_autoptr (SyImportReport) report = NULL;
  SySource *source = NULL;

  sy_source_import_init (&self);
  if (!sy_engine_begin (engine, error))
    return NULL;
  report = sy_importer_load (plan, engine, SY_SOURCE_STAGING, progress, progress_data, cancellable, error);
  if (report)
    source = transform (&self, relation, report, error);
  if (!source)
    {
      sy_engine_rollback (engine);
      return NULL;
    }
  if (!sy_engine_commit (engine, error))
    {
      sy_source_unref (source);
      return NULL;
    }
  source->info.report = g_steal_pointer (&report);
  sy_source_finish (source, relations);
  return source;
}
