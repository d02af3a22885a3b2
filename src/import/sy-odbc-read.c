/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a query as cells: the names of its columns as the header in row 1, then row by row. Nothing
 * that a driver says of lengths is believed beyond the buffer that was given to it. */
#include "config.h"

#include "sy-odbc-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-reader-private.h"

#define MAX_CELL_UNITS (1u << 20) /* of text in a cell; the rest is cut and said */
#define CHUNK_UNITS 4096
#define CANCEL_INTERVAL 256

typedef enum
{
  AS_TEXT,
  AS_DIGITS,
  AS_BIT,
  AS_DATE,
  AS_TIMESTAMP,
  AS_NOTHING, /* pictures and other bytes */
} Reading;

typedef struct
{
  char *name;
  Reading reading;
  GString *text; /* of the present row */
} Column;

typedef struct
{
  SyOdbcConnection *connection;
  SQLHSTMT statement;
  const SyCellSink *sink;
  Column *columns;
  guint n_columns;
  SyCell *cells;
  guint64 row;
} Reader;

static void
on_cancelled_cb (GCancellable *cancellable, gpointer statement)
{
  SQLCancel (statement);
}

gulong
sy_odbc_watch (SQLHSTMT statement, GCancellable *cancellable)
{
  return cancellable ? g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled_cb), statement, NULL) : 0;
}

static Reading
choose_reading (SQLSMALLINT type)
{
  switch (type)
    {
    case SQL_DECIMAL:
    case SQL_NUMERIC:
    case SQL_TINYINT:
    case SQL_SMALLINT:
    case SQL_INTEGER:
    case SQL_BIGINT:
    case SQL_REAL:
    case SQL_FLOAT:
    case SQL_DOUBLE:
      return AS_DIGITS;
    case SQL_BIT:
      return AS_BIT;
    case SQL_TYPE_DATE:
      return AS_DATE;
    case SQL_TYPE_TIMESTAMP:
      return AS_TIMESTAMP;
    case SQL_BINARY:
    case SQL_VARBINARY:
    case SQL_LONGVARBINARY:
      return AS_NOTHING;
    /* Times too: ODBC's own struct of them has no sign, no fraction and no hour beyond 23, all of which
     * MariaDB's TIME has. */
    default:
      return AS_TEXT;
    }
}

static gboolean
describe (Reader *reader, GCancellable *cancellable, GError **error)
{
  SQLSMALLINT n = 0;

  if (!SQL_SUCCEEDED (SQLNumResultCols (reader->statement, &n)))
    return sy_odbc_fail (reader->connection, reader->statement, cancellable, error);
  if (n <= 0 || n > (SQLSMALLINT) SY_SHEET_MAX_COLUMNS)
    {
      g_set_error_literal (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_EMPTY, _ ("The query gives no table."));
      return FALSE;
    }
  reader->n_columns = (guint) n;
  reader->columns = g_new0 (Column, reader->n_columns);
  reader->cells = g_new0 (SyCell, reader->n_columns);
  for (guint i = 0; i < reader->n_columns; i++)
    {
      SQLWCHAR name[512] = { 0 };
      SQLSMALLINT length = 0, type = SQL_VARCHAR, digits = 0, nullable = 0;
      SQLULEN size = 0;

      SQLDescribeColW (reader->statement, (SQLUSMALLINT) (i + 1), name, G_N_ELEMENTS (name), &length, &type,
                       &size, &digits, &nullable);
      name[G_N_ELEMENTS (name) - 1] = 0;
      reader->columns[i].name = sy_odbc_from_wide (name, -1);
      reader->columns[i].reading = choose_reading (type);
      reader->columns[i].text = g_string_new (NULL);
    }
  return TRUE;
}

/* --- cells --- */

/* Days since 1899-12-30, which is Excel's count from March 1900 on; earlier days stay text. */
static gboolean
set_date (SyCell *cell, int year, guint month, guint day, double fraction)
{
  g_autoptr (GDate) date = NULL;
  guint32 days;

  if (year < 1 || year > 9999 || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return FALSE;
  date = g_date_new_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year);
  days = g_date_get_julian (date);
  if (days < 693655) /* 1900-03-01 */
    return FALSE;
  cell->kind = SY_CELL_DATE;
  cell->number = (double) (days - 693594) + fraction;
  return TRUE;
}

static gboolean
get_moment (Reader *reader, SQLUSMALLINT column, Reading reading, SyCell *cell)
{
  SQL_TIMESTAMP_STRUCT stamp = { 0 };
  SQL_DATE_STRUCT date = { 0 };
  SQLLEN n = 0;
  gboolean ok;

  if (reading == AS_DATE)
    ok = SQL_SUCCEEDED (SQLGetData (reader->statement, column, SQL_C_TYPE_DATE, &date, sizeof date, &n));
  else
    ok = SQL_SUCCEEDED (
        SQLGetData (reader->statement, column, SQL_C_TYPE_TIMESTAMP, &stamp, sizeof stamp, &n));
  if (!ok)
    return FALSE;
  if (n == SQL_NULL_DATA)
    {
      cell->kind = SY_CELL_EMPTY;
      return TRUE;
    }
  if (reading == AS_DATE)
    return set_date (cell, date.year, date.month, date.day, 0);
  return set_date (cell, stamp.year, stamp.month, stamp.day,
                   (stamp.hour * 3600. + stamp.minute * 60. + stamp.second + stamp.fraction / 1e9) / 86400.);
}

/* All of a text, piece by piece. @cut: there was more than a cell holds. */
static gboolean
get_text (Reader *reader, SQLUSMALLINT column, GString *text, gboolean *is_null, gboolean *cut)
{
  SQLWCHAR chunk[CHUNK_UNITS];
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (SQLWCHAR));
  SQLRETURN code = SQL_SUCCESS_WITH_INFO;

  *is_null = *cut = FALSE;
  while (code == SQL_SUCCESS_WITH_INFO && units->len < MAX_CELL_UNITS)
    {
      SQLLEN n = 0;
      gsize got = 0;

      memset (chunk, 0, sizeof chunk);
      code = SQLGetData (reader->statement, column, SQL_C_WCHAR, chunk, sizeof chunk, &n);
      if (code == SQL_NO_DATA)
        break;
      if (!SQL_SUCCEEDED (code))
        return FALSE;
      if (n == SQL_NULL_DATA)
        {
          *is_null = TRUE;
          return TRUE;
        }
      chunk[CHUNK_UNITS - 1] = 0;
      while (chunk[got])
        got++;
      g_array_append_vals (units, chunk, (guint) got);
      if (got == 0)
        break;
    }
  *cut = code == SQL_SUCCESS_WITH_INFO && units->len >= MAX_CELL_UNITS;
  g_autofree char *utf8 = sy_odbc_from_wide ((const SQLWCHAR *) (gpointer) units->data, (gssize) units->len);
  g_string_assign (text, utf8);
  return TRUE;
}

static gboolean
is_number (const char *text, double *number)
{
  char *end = NULL;

  if (!*text)
    return FALSE;
  *number = g_ascii_strtod (text, &end);
  return *end == '\0' && strpbrk (text, "xXnN") == NULL;
}

static gboolean
get_cell (Reader *reader, guint index, GCancellable *cancellable, GError **error)
{
  Column *column = &reader->columns[index];
  SyCell *cell = &reader->cells[index];
  gboolean is_null, cut;

  *cell = (SyCell){ .kind = SY_CELL_EMPTY };
  if (column->reading == AS_NOTHING)
    return TRUE;
  if (column->reading >= AS_DATE && column->reading <= AS_TIMESTAMP
      && get_moment (reader, (SQLUSMALLINT) (index + 1), column->reading, cell))
    return TRUE;
  /* Databases with loose types keep words in columns of numbers and dates. */
  if (!get_text (reader, (SQLUSMALLINT) (index + 1), column->text, &is_null, &cut))
    return sy_odbc_fail (reader->connection, reader->statement, cancellable, error);
  if (is_null || column->text->len == 0)
    return TRUE;
  cell->kind = SY_CELL_TEXT;
  cell->text = column->text->str;
  cell->length = column->text->len;
  if ((column->reading == AS_DIGITS || column->reading == AS_BIT) && is_number (cell->text, &cell->number))
    cell->kind = column->reading == AS_BIT ? SY_CELL_BOOL : SY_CELL_NUMBER;
  if (cut && reader->sink->funcs->refused)
    reader->sink->funcs->refused (reader->sink->self, reader->row, column->name,
                                  _ ("this text is too long for a cell; the rest was cut"));
  return TRUE;
}

/* --- rows --- */

static gboolean
send_header (Reader *reader)
{
  for (guint i = 0; i < reader->n_columns; i++)
    {
      Column *column = &reader->columns[i];

      reader->cells[i] = (SyCell){ .kind = *column->name ? SY_CELL_TEXT : SY_CELL_EMPTY,
                                   .text = column->name,
                                   .length = strlen (column->name) };
      if (column->reading == AS_NOTHING && reader->sink->funcs->refused)
        reader->sink->funcs->refused (reader->sink->self, 1, column->name,
                                      _ ("this column holds bytes, not text or numbers; it was left out"));
    }
  return reader->sink->funcs->row (reader->sink->self, ++reader->row, reader->cells, reader->n_columns);
}

static gboolean
send_rows (Reader *reader, GCancellable *cancellable, GError **error)
{
  SQLRETURN code = SQL_SUCCESS;

  while (SQL_SUCCEEDED (code = SQLFetch (reader->statement)))
    {
      reader->row++;
      if (reader->row % CANCEL_INTERVAL == 0)
        {
          if (g_cancellable_set_error_if_cancelled (cancellable, error))
            return FALSE;
          if (reader->sink->funcs->progress)
            reader->sink->funcs->progress (reader->sink->self, reader->row, 0);
        }
      for (guint i = 0; i < reader->n_columns; i++)
        if (!get_cell (reader, i, cancellable, error))
          return FALSE;
      if (!reader->sink->funcs->row (reader->sink->self, reader->row, reader->cells, reader->n_columns))
        return TRUE;
    }
  return code == SQL_NO_DATA || sy_odbc_fail (reader->connection, reader->statement, cancellable, error);
}

static gboolean
read_statement (Reader *reader, const char *sql, GCancellable *cancellable, GError **error)
{
  g_autofree SQLWCHAR *wide = sy_odbc_to_wide (sql, NULL);

  if (!SQL_SUCCEEDED (SQLExecDirectW (reader->statement, wide, SQL_NTS)))
    return sy_odbc_fail (reader->connection, reader->statement, cancellable, error);
  if (!describe (reader, cancellable, error))
    return FALSE;
  return !send_header (reader) || send_rows (reader, cancellable, error);
}

static void
clear_reader (Reader *reader)
{
  for (guint i = 0; reader->columns && i < reader->n_columns; i++)
    {
      g_free (reader->columns[i].name);
      if (reader->columns[i].text)
        g_string_free (reader->columns[i].text, TRUE);
    }
  g_free (reader->columns);
  g_free (reader->cells);
}

/**
 * sy_odbc_connection_read:
 * @sql: a query
 * @sink: gets the names of the columns as row 1, then the rows
 *
 * Returns: %TRUE when all was read or the sink had enough
 */
gboolean
sy_odbc_connection_read (SyOdbcConnection *self,
                         const char *sql,
                         const SyCellSink *sink,
                         GCancellable *cancellable,
                         GError **error)
{
  Reader reader = { .connection = self, .sink = sink };
  gulong watch;
  gboolean ok;

  if (!SQL_SUCCEEDED (SQLAllocHandle (SQL_HANDLE_STMT, self->handle, &reader.statement)))
    {
      g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_DATABASE,
                   _ ("Lost the connection to “%s”; nothing was saved. Try again."), self->title);
      return FALSE;
    }
  watch = sy_odbc_watch (reader.statement, cancellable);
  ok = read_statement (&reader, sql, cancellable, error);
  g_cancellable_disconnect (cancellable, watch);
  SQLFreeHandle (SQL_HANDLE_STMT, reader.statement);
  clear_reader (&reader);
  return ok;
}
