/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything but the rows of sources is text: it is little, and reads back whatever the engine's version.
 * Format 2 has recipes, reports of imports, and the states of sources that undo leads back to; a document of
 * format 1 gets them when it is opened for writing. */
#include "config.h"

#include "sy-store.h"

#include <stdlib.h>

#include "sy-dialect.h"
#include "sy-orders.h"

static const char *const create_statements[] = {
  "CREATE TABLE sy_meta (key VARCHAR, value VARCHAR)",
  "CREATE TABLE sy_sources (kind VARCHAR, relation VARCHAR, n_rows BIGINT, n_refused BIGINT)",
  "CREATE TABLE sy_source_columns (kind VARCHAR, position BIGINT, id VARCHAR, header VARCHAR, how BIGINT, "
  "type BIGINT, "
  "scale BIGINT, n_blank BIGINT)",
  "CREATE TABLE sy_source_files (kind VARCHAR, position BIGINT, name VARCHAR)",
  "CREATE TABLE sy_refusals (kind VARCHAR, \"_file\" VARCHAR, \"_sheet\" VARCHAR, \"_row\" BIGINT, "
  "column_name VARCHAR, "
  "text VARCHAR, reason VARCHAR, import VARCHAR)",
  "CREATE TABLE sy_parameters (id VARCHAR, value VARCHAR)",
  "CREATE TABLE sy_inputs (id VARCHAR, cells VARCHAR)",
  "CREATE TABLE sy_history (position BIGINT, kind VARCHAR, target VARCHAR, before VARCHAR, after VARCHAR)",
};

/* What later formats added; run again, they change nothing. */
static const char *const later_statements[] = {
  /* What a source was or is: relation, columns, files, imports, as text. */
  "CREATE TABLE IF NOT EXISTS sy_source_states (relation VARCHAR, kind VARCHAR, state VARCHAR)",
  /* An import that is done, but not yet in the history: \"before\" and \"after\" are relations. */
  "CREATE TABLE IF NOT EXISTS sy_pending (kind VARCHAR, before VARCHAR, after VARCHAR)",
  "CREATE TABLE IF NOT EXISTS sy_recipes (kind VARCHAR, pattern VARCHAR, time VARCHAR, recipe VARCHAR)",
  "CREATE TABLE IF NOT EXISTS sy_imports (id VARCHAR, kind VARCHAR, file VARCHAR, sheet VARCHAR, "
  "digest VARCHAR, time VARCHAR, report VARCHAR)",
};

/* What the tables of format 1 are without. */
static const char *const upgrade_statements[] = {
  "ALTER TABLE sy_refusals ADD COLUMN IF NOT EXISTS import VARCHAR",
  "UPDATE sy_refusals SET import = '" SY_STORE_LEGACY_IMPORT "' || kind WHERE import IS NULL",
};

char *
sy_store_dup (SyEngine *engine, const char *key)
{
  SyValue value = SY_VALUE_TEXT (key);
  g_autoptr (SyFrame) frame = NULL;

  frame = sy_engine_query (engine, "SELECT value FROM sy_meta WHERE key = $1", &value, 1, NULL, NULL);
  return frame && sy_frame_get_n_rows (frame) > 0 ? g_strdup (sy_frame_get_text (frame, 0, 0)) : NULL;
}

void
sy_store_set (SyBatch *batch, const char *key, const char *value)
{
  sy_batch_add (batch, "DELETE FROM sy_meta WHERE key = $1", 1, key);
  if (value)
    sy_batch_add (batch, "INSERT INTO sy_meta VALUES ($1, $2)", 2, key, value);
}

gboolean
sy_store_inspect (SyEngine *engine, SyStoreKind *kind, GError **error)
{
  g_autoptr (SyFrame) frame = NULL;
  g_autofree char *format = NULL;

  frame = sy_engine_query (engine,
                           "SELECT COUNT(*), COUNT(*) FILTER (WHERE table_name = 'sy_meta') "
                           "FROM duckdb_tables() WHERE schema_name = 'main' AND NOT temporary",
                           NULL, 0, NULL, error);
  if (!frame)
    return FALSE;
  *kind = SY_STORE_EMPTY;
  if (sy_frame_get_int64 (frame, 0, 0) == 0)
    return TRUE;
  *kind = SY_STORE_FOREIGN;
  if (sy_frame_get_int64 (frame, 1, 0) == 0)
    return TRUE;
  format = sy_store_dup (engine, "format");
  if (format && atoi (format) > 0)
    *kind = atoi (format) > SY_STORE_FORMAT ? SY_STORE_NEWER : SY_STORE_OURS;
  return TRUE;
}

static gboolean
run_whole (SyBatch *batch, SyEngine *engine, GError **error)
{
  if (!sy_engine_begin (engine, error))
    return FALSE;
  if (sy_batch_run (batch, engine, error))
    return sy_engine_commit (engine, error);
  sy_engine_rollback (engine);
  return FALSE;
}

static void
add_statements (SyBatch *batch, const char *const *statements, guint n)
{
  for (guint i = 0; i < n; i++)
    sy_batch_add (batch, statements[i], 0);
}

gboolean
sy_store_create (SyEngine *engine, GError **error)
{
  g_autoptr (SyBatch) batch = sy_batch_new ();

  add_statements (batch, create_statements, G_N_ELEMENTS (create_statements));
  add_statements (batch, later_statements, G_N_ELEMENTS (later_statements));
  sy_batch_add (batch, "INSERT INTO sy_meta VALUES ('format', $1), ('created-by', $2)", 2,
                G_STRINGIFY (SY_STORE_FORMAT), "Steelyard " SY_VERSION);
  return run_whole (batch, engine, error);
}

gboolean
sy_store_upgrade (SyEngine *engine, GError **error)
{
  g_autoptr (SyBatch) batch = sy_batch_new ();
  g_autofree char *format = sy_store_dup (engine, "format");

  if (format && atoi (format) == SY_STORE_FORMAT)
    return TRUE;
  add_statements (batch, later_statements, G_N_ELEMENTS (later_statements));
  add_statements (batch, upgrade_statements, G_N_ELEMENTS (upgrade_statements));
  sy_store_set (batch, "format", G_STRINGIFY (SY_STORE_FORMAT));
  return run_whole (batch, engine, error);
}

gboolean
sy_store_has_table (SyEngine *engine, const char *table)
{
  SyValue name = SY_VALUE_TEXT (table);
  g_autoptr (SyFrame) frame = NULL;

  frame =
      sy_engine_query (engine,
                       "SELECT COUNT(*) FROM duckdb_tables() WHERE schema_name = 'main' AND NOT temporary "
                       "AND table_name = $1",
                       &name, 1, NULL, NULL);
  return frame && sy_frame_get_int64 (frame, 0, 0) > 0;
}

void
sy_store_clean (SyEngine *engine)
{
  g_autoptr (SyFrame) frame = NULL;

  frame = sy_engine_query (
      engine,
      "SELECT table_name FROM information_schema.tables WHERE table_schema = 'main' "
      "AND table_type = 'BASE TABLE' "
      "AND (starts_with(table_name, 'source_') OR starts_with(table_name, 'sy_staging')) "
      "AND table_name NOT IN (SELECT relation FROM sy_sources) "
      "AND table_name NOT IN (SELECT relation FROM sy_source_states) "
      "AND table_name NOT IN (SELECT relation || '_touched' FROM sy_source_states) "
      "AND table_name NOT IN (SELECT relation || '" SY_ORDERS_SUFFIX "' FROM sy_sources) "
      "AND table_name NOT IN (SELECT relation || '" SY_ORDERS_SUFFIX "' FROM sy_source_states)",
      NULL, 0, NULL, NULL);
  for (gint64 i = 0; frame && i < sy_frame_get_n_rows (frame); i++)
    {
      g_autoptr (GString) sql = g_string_new ("DROP TABLE ");
      sy_sql_append_identifier (sql, sy_frame_get_text (frame, 0, i));
      sy_engine_execute (engine, sql->str, NULL, 0, NULL, NULL);
    }
}
