/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the importer's rows to a source relation, which has a column for every role of the kind (derived from
 * others, or blank, where the file has none), the file's other columns, and where each row came from. A first
 * file goes into it as it is read. Where there are rows already, or some text may not be what its role asks
 * for, the file goes into a staging table first, and the two are put together from there. A relation is never
 * changed afterwards: a further file makes a new one that holds both, so that whoever still reads the old one
 * reads what it was. */
#include "config.h"

#include "sy-source-import-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "sy-dialect.h"

/* Members of an ENUM that are spelled in the statement. */
#define MOST_SPELLED 16

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

/* What the rows that are written have for the column; NULL: it is computed, or they are not written now. */
static const SyRowColumn *
find_row_column (const SySourceImport *self, const SySourceColumn *column)
{
  gpointer index;

  if (!self->row_columns || !g_hash_table_lookup_extended (self->shape_index, column->id, NULL, &index))
    return NULL;
  return &g_array_index (self->row_columns, SyRowColumn, GPOINTER_TO_UINT (index));
}

/* A text column that comes as an ENUM is kept as one. */
static gboolean
is_coded (const SySourceImport *self, const SySourceColumn *column)
{
  const SyRowColumn *from = find_row_column (self, column);

  return from && from->members && column->type == SY_COLUMN_TEXT;
}

static gboolean
is_plain (const SySourceImport *self, const SySourceColumn *column)
{
  const SyRowColumn *from = find_row_column (self, column);

  return from && from->is_plain && column->type == SY_COLUMN_TEXT;
}

/* Many roles are absent from a file; blanks that are stored take as long as other cells. */
static gboolean
is_virtual (const SySourceImport *self, const SySourceColumn *column)
{
  return self->row_columns && !self->is_staged && column->how == SY_SOURCE_COLUMN_ABSENT;
}

static void
append_cells (SySourceImport *self, GString *sql, gboolean of_old)
{
  guint n = 0;

  for (guint i = 0; i < self->columns->len; i++)
    {
      const SySourceColumn *column = self->columns->pdata[i];
      g_autofree char *cell = NULL;
      g_autofree char *typed = NULL;
      if (is_virtual (self, column))
        continue;
      if (of_old && sy_source_import_find_column (self->old->columns, column->id))
        cell = sy_source_import_quote_cell ("o", column->id);
      else if (!of_old)
        cell = g_strdup (g_hash_table_lookup (self->new_sql, column->id));
      /* Where rows came from is one text a file, stored as such while there is one file. */
      if (cell && !self->is_staged && column->how == SY_SOURCE_COLUMN_PROVENANCE)
        typed = g_steal_pointer (&cell);
      else if (cell && !self->is_staged && is_coded (self, column))
        typed = g_steal_pointer (&cell);
      else
        typed = sy_source_import_cast (cell ? cell : "NULL", column->type, column->scale);
      g_string_append_printf (sql, "%s%s AS ", n++ ? ", " : "", typed);
      sy_sql_append_identifier (sql, column->id);
    }
}

/* --- the file's rows, as they come --- */

static void
append_members (GString *sql, GPtrArray *members)
{
  g_string_append (sql, "ENUM(");
  for (guint i = 0; i < members->len; i++)
    {
      g_string_append (sql, i ? ", " : "");
      sy_sql_append_text (sql, members->pdata[i]);
    }
  g_string_append_c (sql, ')');
}

/* Many go to the engine as rows. */
static gboolean
create_type (SySourceImport *self, const char *name, GPtrArray *members, GError **error)
{
  SyRowColumn column = { .name = (char *) "text", .type = SY_COLUMN_TEXT };
  g_autoptr (SyRowStream) stream = sy_engine_open_stream (self->engine, &column, 1, FALSE, error);
  g_autofree char *sql = NULL;
  SyAppender *appender;

  if (!stream)
    return FALSE;
  appender = sy_row_stream_get_appender (stream);
  for (guint i = 0; i < members->len; i++)
    {
      sy_appender_text (appender, members->pdata[i], -1);
      if (!sy_appender_end_row (appender, error))
        return FALSE;
    }
  sql = g_strdup_printf ("CREATE TEMP TYPE %s AS ENUM (SELECT * FROM %s)", name,
                         sy_row_stream_get_source (stream));
  return sy_appender_close (appender, error) && run (self, sql, error);
}

/* Names of types by the members of their columns; they are only needed until the table is there. */
static GHashTable *
create_types (SySourceImport *self, GError **error)
{
  g_autoptr (GHashTable) types = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  for (guint i = 0; i < self->columns->len; i++)
    {
      const SySourceColumn *column = self->columns->pdata[i];
      GPtrArray *members = is_coded (self, column) ? find_row_column (self, column)->members : NULL;
      char *name;

      if (!members || members->len <= MOST_SPELLED || g_hash_table_contains (types, members))
        continue;
      name = g_strdup_printf (SY_SOURCE_STAGING "_codes_%u", g_hash_table_size (types) + 1);
      g_hash_table_insert (types, members, name);
      if (!create_type (self, name, members, error))
        return NULL;
    }
  return g_steal_pointer (&types);
}

static gboolean
drop_types (SySourceImport *self, GHashTable *types, GError **error)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, types);
  while (g_hash_table_iter_next (&iter, NULL, &name))
    {
      g_autofree char *sql = g_strdup_printf ("DROP TYPE %s", (const char *) name);
      if (!run (self, sql, error))
        return FALSE;
    }
  return TRUE;
}

/* What stands behind the name of a column; @types: names of types by their members. */
static void
append_column_type (SySourceImport *self, GString *sql, const SySourceColumn *column, GHashTable *types)
{
  GPtrArray *members = is_coded (self, column) ? find_row_column (self, column)->members : NULL;

  if (!members)
    sy_source_import_append_type (sql, column->type, column->scale);
  else if (members->len <= MOST_SPELLED)
    append_members (sql, members);
  else
    g_string_append (sql, g_hash_table_lookup (types, members));
}

/* Numbers, and codes of many texts, seldom come in runs: the engine need not look for them. */
static gboolean
is_scattered (SySourceImport *self, const SySourceColumn *column)
{
  if (is_coded (self, column))
    return find_row_column (self, column)->members->len > MOST_SPELLED;
  return column->type == SY_COLUMN_INT64 || column->type == SY_COLUMN_DECIMAL;
}

/* All columns; those without anything in them are computed as blanks when they are asked for. */
static gboolean
create_columns (SySourceImport *self, const char *quoted, GError **error)
{
  g_autoptr (GHashTable) types = create_types (self, error);
  g_autoptr (GString) sql = g_string_new ("CREATE TABLE ");

  if (!types)
    return FALSE;
  g_string_append (sql, quoted);
  for (guint i = 0; i < self->columns->len; i++)
    {
      const SySourceColumn *column = self->columns->pdata[i];

      g_string_append (sql, i ? ", " : " (");
      sy_sql_append_identifier (sql, column->id);
      g_string_append_c (sql, ' ');
      append_column_type (self, sql, column, types);
      if (is_plain (self, column))
        g_string_append (sql, " USING COMPRESSION uncompressed");
      else if (!is_virtual (self, column) && is_scattered (self, column))
        g_string_append (sql, " USING COMPRESSION bitpacking");
      /* DuckDB casts it to the type of the column, and binds the expression for every 2,048 rows: a cast more
       * would double that. */
      if (is_virtual (self, column))
        g_string_append (sql, " GENERATED ALWAYS AS (NULL) VIRTUAL");
    }
  g_string_append_c (sql, ')');
  return run (self, sql->str, error) && drop_types (self, types, error);
}

/* Rows stay in the order of the file: a table of formulas is ordered by row already, and the engine keeps an
 * order that is there. A second sort of such wide rows would double the time. */
static gboolean
write_relation (SySourceImport *self, const char *rows, GError **error)
{
  g_autofree char *quoted = sy_sql_quote_identifier (self->relation);
  g_autoptr (GString) sql = g_string_new (NULL);
  guint n = 0;

  if (!create_columns (self, quoted, error))
    return FALSE;
  g_string_printf (sql, "INSERT INTO %s (", quoted);
  for (guint i = 0; i < self->columns->len; i++)
    {
      const SySourceColumn *column = self->columns->pdata[i];
      if (is_virtual (self, column))
        continue;
      g_string_append (sql, n++ ? ", " : "");
      sy_sql_append_identifier (sql, column->id);
    }
  g_string_append_printf (
      sql, ") WITH \"" SY_SOURCE_STAGING "\" AS NOT MATERIALIZED (SELECT * FROM %s) SELECT ", rows);
  append_cells (self, sql, FALSE);
  g_string_append_printf (sql, " FROM %s", self->from);
  return run (self, sql->str, error);
}

static gboolean
write_staging (SySourceImport *self, const char *rows, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("CREATE TABLE \"" SY_SOURCE_STAGING "\" AS SELECT * FROM %s", rows);

  return run (self, sql, error);
}

static gboolean
write_rows (gpointer data, GArray *columns, const char *rows, GError **error)
{
  SySourceImport *self = data;

  gboolean written;

  sy_source_import_reset (self);
  if (!sy_source_import_shape (self, columns, error))
    return FALSE;
  self->is_staged = sy_source_import_joins_old (self) || self->lossy->len > 0;
  self->row_columns = columns;
  written = self->is_staged ? write_staging (self, rows, error) : write_relation (self, rows, error);
  self->row_columns = NULL;
  return written;
}

static gboolean
drop_rows (gpointer data, GError **error)
{
  SySourceImport *self = data;
  g_autofree char *quoted = sy_sql_quote_identifier (self->is_staged ? SY_SOURCE_STAGING : self->relation);
  g_autofree char *sql = g_strconcat ("DROP TABLE ", quoted, NULL);

  return run (self, sql, error);
}

/* --- staged rows, put to those that are there --- */

static gboolean
create_relation (SySourceImport *self, GError **error)
{
  g_autofree char *quoted = sy_sql_quote_identifier (self->relation);
  g_autoptr (GString) sql = g_string_new (NULL);

  if (sy_source_import_joins_old (self))
    {
      g_autofree char *old = sy_sql_quote_identifier (self->old->info.relation);
      g_autoptr (GString) first = g_string_new (NULL);
      g_string_printf (first, "CREATE TABLE %s AS SELECT ", quoted);
      append_cells (self, first, TRUE);
      g_string_append_printf (first, " FROM %s AS o", old);
      if (!sy_source_import_run_staying (self, first, error))
        return FALSE;
      g_string_printf (sql, "INSERT INTO %s SELECT ", quoted);
    }
  else
    g_string_printf (sql, "CREATE TABLE %s AS SELECT ", quoted);
  append_cells (self, sql, FALSE);
  g_string_append_printf (sql, " FROM %s", self->from);
  return run (self, sql->str, error);
}

static gboolean
settle_staging (SySourceImport *self, GError **error)
{
  if (!check_lossy (self, error))
    return FALSE;
  sy_source_import_merge_old (self);
  return create_relation (self, error) && run (self, "DROP TABLE \"" SY_SOURCE_STAGING "\"", error);
}

/* --- what is told of the columns --- */

/* Blank cells of a column that came from the file as it is were counted on the way. */
static gboolean
is_counted (SySourceImport *self, const SySourceColumn *column)
{
  return !self->is_staged
         && (column->how == SY_SOURCE_COLUMN_ABSENT || g_hash_table_contains (self->shape_index, column->id));
}

static gint64
get_counted (SySourceImport *self, const SySourceColumn *column, const SyImportReport *report)
{
  if (column->how == SY_SOURCE_COLUMN_ABSENT)
    return (gint64) report->n_kept;
  return (gint64) g_array_index (report->n_blank, guint64,
                                 GPOINTER_TO_UINT (g_hash_table_lookup (self->shape_index, column->id)));
}

static gboolean
count_blanks (SySourceImport *self, const SyImportReport *report, gint64 *n_rows, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT COUNT(*)");
  g_autoptr (SyFrame) frame = NULL;
  guint place = 0;

  for (guint i = 0; i < self->columns->len; i++)
    {
      const SySourceColumn *column = self->columns->pdata[i];
      if (is_counted (self, column))
        continue;
      g_string_append (sql, ", COUNT(");
      sy_sql_append_identifier (sql, column->id);
      g_string_append_c (sql, ')');
    }
  g_string_append (sql, " FROM ");
  sy_sql_append_identifier (sql, self->relation);
  frame = sy_engine_query (self->engine, sql->str, NULL, 0, self->cancellable, error);
  if (!frame)
    return FALSE;
  *n_rows = sy_frame_get_int64 (frame, 0, 0);
  for (guint i = 0; i < self->columns->len; i++)
    {
      SySourceColumn *column = self->columns->pdata[i];
      column->n_blank = is_counted (self, column) ? get_counted (self, column, report)
                                                  : *n_rows - sy_frame_get_int64 (frame, ++place, 0);
    }
  return TRUE;
}

static gboolean
keep_refusals (SySourceImport *self, const SyImportReport *report, GError **error)
{
  SyValue values[] = { SY_VALUE_TEXT (sy_source_kind_get_id (self->plan->kind)),
                       SY_VALUE_TEXT (self->join->import) };

  if (report->n_refusals == 0)
    return TRUE;
  return sy_engine_execute (self->engine,
                            "INSERT INTO sy_refusals (kind, \"_file\", \"_sheet\", \"_row\", column_name, "
                            "text, reason, import) "
                            "SELECT $1, \"_file\", \"_sheet\", \"_row\", column_name, text, reason, $2 "
                            "FROM \"" SY_SOURCE_STAGING "_refused\"",
                            values, G_N_ELEMENTS (values), self->cancellable, error)
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
make_source (SySourceImport *self, gint64 n_rows)
{
  SySource *source = sy_source_new (self->plan->kind, self->relation, g_steal_pointer (&self->columns));

  source->info.n_rows = n_rows;
  return source;
}

/* All of the import but begin and commit. */
static SySource *
load (SySourceImport *self,
      SyImportProgress progress,
      gpointer progress_data,
      SyImportReport **report,
      GError **error)
{
  static const SyImportTargetFuncs funcs = { write_rows, drop_rows };
  SyImportTarget target = { .funcs = &funcs, .self = self, .times_as_text = TRUE };
  g_autoptr (SyBatch) batch = sy_batch_new ();
  g_autoptr (SySource) source = NULL;
  gint64 n_rows;

  *report = sy_importer_load_to (self->plan, self->engine, &target, SY_SOURCE_STAGING "_refused", progress,
                                 progress_data, self->cancellable, error);
  if (!*report || (self->is_staged && !settle_staging (self, error))
      || !count_blanks (self, *report, &n_rows, error) || !keep_refusals (self, *report, error))
    return NULL;
  source = make_source (self, n_rows);
  if (!sy_source_import_finish (self, source, *report, error))
    return NULL;
  if (self->join->settle)
    source = self->join->settle (self->join->data, g_steal_pointer (&source), error);
  if (!source)
    return NULL;
  sy_source_save (source, batch);
  if (self->join->write
      && !self->join->write (self->join->data, source, *report, &self->joined, batch, error))
    return NULL;
  return sy_batch_run (batch, self->engine, error) ? g_steal_pointer (&source) : NULL;
}

SySource *
sy_source_import (SyEngine *engine,
                  SyRelations *relations,
                  SyImportPlan *plan,
                  SySource *old,
                  const char *relation,
                  const SySourceJoin *join,
                  SyImportProgress progress,
                  gpointer progress_data,
                  GCancellable *cancellable,
                  GError **error)
{
  g_auto (SySourceImport) self = {
    .engine = engine, .plan = plan, .old = old, .join = join, .cancellable = cancellable, .relation = relation
  };
  g_autoptr (SyImportReport) report = NULL;
  SySource *source = NULL;

  sy_source_import_init (&self);
  if (!sy_engine_begin (engine, error))
    return NULL;
  source = load (&self, progress, progress_data, &report, error);
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
