/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From SQL and values to one statement that is ready to run. DuckDB itself refuses to prepare several at
 * once. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "sy-duckdb-private.h"

/* What a caller may do with a statement: read and change tables. Transactions go through begin and commit, so
 * that the engine knows of them; all else is a matter of opening, or would reach out of the document. */
static gboolean
check_kind (duckdb_prepared_statement statement, GError **error)
{
  switch (duckdb_prepared_statement_type (statement))
    {
    case DUCKDB_STATEMENT_TYPE_SELECT:
    case DUCKDB_STATEMENT_TYPE_INSERT:
    case DUCKDB_STATEMENT_TYPE_UPDATE:
    case DUCKDB_STATEMENT_TYPE_DELETE:
    case DUCKDB_STATEMENT_TYPE_CREATE:
    case DUCKDB_STATEMENT_TYPE_CREATE_FUNC:
    case DUCKDB_STATEMENT_TYPE_ALTER:
    case DUCKDB_STATEMENT_TYPE_DROP:
    case DUCKDB_STATEMENT_TYPE_EXPLAIN:
    case DUCKDB_STATEMENT_TYPE_ANALYZE:
    case DUCKDB_STATEMENT_TYPE_VACUUM:
      return TRUE;
    default:
      g_set_error_literal (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED,
                           _ ("Statements of this kind are not allowed in a document"));
      return FALSE;
    }
}

static duckdb_state
bind_value (duckdb_prepared_statement statement, idx_t position, const SyValue *value)
{
  if (value->is_null || (value->type == SY_COLUMN_TEXT && !value->text))
    return duckdb_bind_null (statement, position);
  switch (value->type)
    {
    case SY_COLUMN_INT64:
      return duckdb_bind_int64 (statement, position, value->integer);
    case SY_COLUMN_DOUBLE:
      return duckdb_bind_double (statement, position, value->number);
    case SY_COLUMN_TEXT:
      return duckdb_bind_varchar (statement, position, value->text);
    case SY_COLUMN_DATE:
      return duckdb_bind_date (statement, position, (duckdb_date){ .days = (gint32) value->integer });
    case SY_COLUMN_TIMESTAMP:
      return duckdb_bind_timestamp (statement, position, (duckdb_timestamp){ .micros = value->integer });
    case SY_COLUMN_TIME:
      return duckdb_bind_time (statement, position, (duckdb_time){ .micros = value->integer });
    case SY_COLUMN_BOOL:
      return duckdb_bind_boolean (statement, position, value->integer != 0);
    case SY_COLUMN_DECIMAL: /* a value has no scale */
    default:
      return DuckDBError;
    }
}

static gboolean
bind_values (duckdb_prepared_statement statement, const SyValue *values, guint n_values, GError **error)
{
  guint wanted = (guint) duckdb_nparams (statement);

  if (wanted != n_values)
    {
      g_set_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED,
                   _ ("The statement takes %u values, %u were given"), wanted, n_values);
      return FALSE;
    }
  for (guint i = 0; i < n_values; i++)
    {
      const SyValue *value = &values[i];

      if (!value->is_null && value->type == SY_COLUMN_TEXT && value->text
          && !g_utf8_validate (value->text, -1, NULL))
        {
          g_set_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_BAD_TEXT,
                       _ ("Value %u is not valid UTF-8 text"), i + 1);
          return FALSE;
        }
      if (value->type == SY_COLUMN_DATE && (value->integer < -G_MAXINT32 || value->integer > G_MAXINT32))
        {
          g_set_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED, _ ("Value %u is not a date"), i + 1);
          return FALSE;
        }
      if (bind_value (statement, i + 1, value) != DuckDBSuccess)
        {
          g_set_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED, _ ("Value %u can’t be used here"),
                       i + 1);
          return FALSE;
        }
    }
  return TRUE;
}

duckdb_prepared_statement
sy_duckdb_prepare (
    duckdb_connection connection, const char *sql, const SyValue *values, guint n_values, GError **error)
{
  duckdb_prepared_statement statement = NULL;

  if (!g_utf8_validate (sql, -1, NULL))
    {
      g_set_error_literal (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_BAD_TEXT,
                           _ ("The statement is not valid UTF-8 text"));
      return NULL;
    }
  if (duckdb_prepare (connection, sql, &statement) != DuckDBSuccess)
    sy_duckdb_set_error (error, duckdb_prepare_error (statement));
  else if (check_kind (statement, error) && bind_values (statement, values, n_values, error))
    return statement;
  duckdb_destroy_prepare (&statement);
  return NULL;
}
