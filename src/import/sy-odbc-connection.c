/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A connection to a database over ODBC. Drivers differ in what they make of narrow text, so that everything
 * but digits travels as UTF-16. The password is handed to the driver and to nobody else: drivers like to
 * repeat the connection string in their messages, so that it is taken out of them. */
#include "config.h"

#include "sy-odbc-private.h"
#include "sy-odbc-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LOGIN_SECONDS 15
#define MAX_TABLES 5000

/* --- text --- */

char *
sy_odbc_from_wide (const SQLWCHAR *text, gssize n_units)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (gssize i = 0; n_units < 0 ? text[i] != 0 : i < n_units; i++)
    {
      gunichar c = text[i];
      if (c >= 0xD800 && c < 0xDC00 && (n_units < 0 || i + 1 < n_units) && text[i + 1] >= 0xDC00
          && text[i + 1] < 0xE000)
        c = 0x10000 + ((c - 0xD800) << 10) + (text[++i] - 0xDC00u);
      else if (c >= 0xD800 && c < 0xE000)
        c = 0xFFFD;
      if (c)
        g_string_append_unichar (out, c);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

SQLWCHAR *
sy_odbc_to_wide (const char *text, SQLSMALLINT *n_units)
{
  glong n = 0;
  SQLWCHAR *wide = g_utf8_to_utf16 (text, -1, NULL, &n, NULL);

  if (n_units)
    *n_units = (SQLSMALLINT) MIN (n, G_MAXSHORT);
  return wide ? wide : g_new0 (SQLWCHAR, 1);
}

static char *
scrub (const char *message, const char *password)
{
  g_autoptr (GRegex) pattern =
      g_regex_new ("(pwd|password)\\s*=\\s*(\\{[^}]*\\}|[^;\\s]*)", G_REGEX_CASELESS, 0, NULL);
  g_autofree char *named = g_regex_replace_literal (pattern, message, -1, 0, "\\1=•••", 0, NULL);
  g_autoptr (GString) text = g_string_new (named ? named : "");

  if (password && *password)
    g_string_replace (text, password, "•••", 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * sy_odbc_dup_problem:
 * @self: the connection
 * @type: SQL_HANDLE_DBC or SQL_HANDLE_STMT
 * @handle: what failed
 * @state: (out caller-allocates): its SQLSTATE
 *
 * Returns: (transfer full): what the driver says, in one line and without the password
 */
char *
sy_odbc_dup_problem (SyOdbcConnection *self, SQLSMALLINT type, SQLHANDLE handle, char state[6])
{
  SQLWCHAR wide_state[6] = { 0 };
  SQLWCHAR message[1024] = { 0 };
  SQLINTEGER native = 0;
  SQLSMALLINT length = 0;
  g_autofree char *text = NULL;

  memcpy (state, "HY000", 6);
  if (SQL_SUCCEEDED (
          SQLGetDiagRecW (type, handle, 1, wide_state, &native, message, G_N_ELEMENTS (message), &length)))
    for (guint i = 0; i < 5; i++)
      state[i] = (char) wide_state[i];
  message[G_N_ELEMENTS (message) - 1] = 0;
  text = sy_odbc_from_wide (message, -1);
  g_strdelimit (text, "\r\n\t", ' ');
  return scrub (*g_strstrip (text) ? text : _ ("the driver gives no reason"), self->password);
}

/* Sets what a failed statement means; FALSE. */
gboolean
sy_odbc_fail (SyOdbcConnection *self, SQLHSTMT statement, GCancellable *cancellable, GError **error)
{
  char state[6];
  g_autofree char *problem = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  problem = sy_odbc_dup_problem (self, SQL_HANDLE_STMT, statement, state);
  if (g_str_has_prefix (state, "08") || g_str_has_prefix (state, "HYT"))
    g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_DATABASE,
                 _ ("Lost the connection to “%s”; nothing was saved. Try again. (%s)"), self->title, problem);
  else
    g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_DATABASE, _ ("“%s” refuses: %s"), self->title,
                 problem);
  return FALSE;
}

/* --- what there is --- */

typedef SQLRETURN (*ListFunc) (
    SQLHENV, SQLUSMALLINT, SQLCHAR *, SQLSMALLINT, SQLSMALLINT *, SQLCHAR *, SQLSMALLINT, SQLSMALLINT *);

static char **
list_names (ListFunc list)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  SQLHENV environment = SQL_NULL_HENV;
  SQLCHAR name[256], description[512];
  SQLSMALLINT n, m;

  if (SQL_SUCCEEDED (SQLAllocHandle (SQL_HANDLE_ENV, SQL_NULL_HANDLE, &environment)))
    {
      SQLSetEnvAttr (environment, SQL_ATTR_ODBC_VERSION, (SQLPOINTER) SQL_OV_ODBC3, 0);
      for (SQLUSMALLINT direction = SQL_FETCH_FIRST;
           names->len < MAX_TABLES
           && SQL_SUCCEEDED (
               list (environment, direction, name, sizeof name, &n, description, sizeof description, &m));
           direction = SQL_FETCH_NEXT)
        g_ptr_array_add (names, g_utf8_make_valid ((const char *) name, -1));
      SQLFreeHandle (SQL_HANDLE_ENV, environment);
    }
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

/* (transfer full): the data source names that are set up on this computer. */
char **
sy_odbc_list_sources (void)
{
  return list_names (SQLDataSources);
}

/* (transfer full): the drivers that are installed. */
char **
sy_odbc_list_drivers (void)
{
  return list_names (SQLDrivers);
}

/* --- connecting --- */

static gboolean
allocate (SyOdbcConnection *self)
{
  if (!SQL_SUCCEEDED (SQLAllocHandle (SQL_HANDLE_ENV, SQL_NULL_HANDLE, &self->environment)))
    return FALSE;
  SQLSetEnvAttr (self->environment, SQL_ATTR_ODBC_VERSION, (SQLPOINTER) SQL_OV_ODBC3, 0);
  if (!SQL_SUCCEEDED (SQLAllocHandle (SQL_HANDLE_DBC, self->environment, &self->handle)))
    return FALSE;
  SQLSetConnectAttrW (self->handle, SQL_ATTR_LOGIN_TIMEOUT, (SQLPOINTER) (gintptr) LOGIN_SECONDS, 0);
  SQLSetConnectAttrW (self->handle, SQL_ATTR_ACCESS_MODE, (SQLPOINTER) SQL_MODE_READ_ONLY, 0);
  return TRUE;
}

/* Not all drivers use the state that is meant for it. */
static gboolean
is_about_the_password (const char *state, const char *problem)
{
  static const char *const words[] = { "password authentication failed", "no password supplied",
                                       "Access denied for user", "Login failed" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (problem, words[i]))
      return TRUE;
  return g_str_equal (state, "28000");
}

/* By its own library or by the driver manager. */
static gboolean
is_about_the_driver (const char *state, const char *problem)
{
  return g_str_equal (state, "IM002") || g_str_equal (state, "IM003") || strstr (problem, "Can't open lib");
}

static void
refuse_driver (SyOdbcConnection *self, const char *problem, GError **error)
{
  g_auto (GStrv) drivers = sy_odbc_list_drivers ();
  g_autofree char *list = g_strjoinv (", ", drivers);

  g_set_error (
      error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_DATABASE,
      _ ("There is no data source or driver for “%s” on this computer; the drivers that are there: %s. "
         "Install the ODBC driver of the database (PostgreSQL odbc-postgresql, MariaDB odbc-mariadb, "
         "SQL Server tdsodbc, which is called FreeTDS; SQLite libsqliteodbc), or set up the data "
         "source. (%s)"),
      self->title, *list ? list : _ ("none"), problem);
}

static gboolean
refuse_connection (SyOdbcConnection *self, GError **error)
{
  char state[6];
  g_autofree char *problem = sy_odbc_dup_problem (self, SQL_HANDLE_DBC, self->handle, state);

  if (is_about_the_password (state, problem))
    g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_PASSWORD,
                 _ ("“%s” does not accept this user or password: %s"), self->title, problem);
  else if (is_about_the_driver (state, problem))
    refuse_driver (self, problem, error);
  else
    g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_DATABASE, _ ("No connection to “%s”: %s"),
                 self->title, problem);
  return FALSE;
}

static gboolean
connect (SyOdbcConnection *self, const char *text, GError **error)
{
  g_autoptr (GString) full = g_string_new (text);
  g_autofree SQLWCHAR *wide = NULL;
  SQLWCHAR out[1024];
  SQLSMALLINT n, n_out;
  SQLRETURN code;

  if (self->password)
    {
      g_auto (GStrv) pieces = g_strsplit (self->password, "}", -1);
      g_autofree char *escaped = g_strjoinv ("}}", pieces);
      g_string_append_printf (full, ";PWD=%s%s%s", strpbrk (escaped, ";{} ") ? "{" : "", escaped,
                              strpbrk (escaped, ";{} ") ? "}" : "");
    }
  wide = sy_odbc_to_wide (full->str, &n);
  code =
      SQLDriverConnectW (self->handle, NULL, wide, n, out, G_N_ELEMENTS (out), &n_out, SQL_DRIVER_NOPROMPT);
  memset (full->str, 0, full->len);
  self->connected = SQL_SUCCEEDED (code);
  return self->connected || refuse_connection (self, error);
}

/* Moments are told in the zone of the session, which is the server's: a sale at one in the morning would fall
 * on the day before where the server keeps UTC. What the server does not know stays as it is. */
static void
use_local_time (SyOdbcConnection *self)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  const char *name = g_time_zone_get_identifier (zone);
  g_autofree char *sql = NULL;
  g_autofree SQLWCHAR *wide = NULL;
  SQLCHAR server[64] = "";
  SQLHSTMT statement = SQL_NULL_HSTMT;
  SQLSMALLINT n;

  if (!SQL_SUCCEEDED (SQLGetInfo (self->handle, SQL_DBMS_NAME, server, sizeof server, &n))
      || strcmp ((const char *) server, "PostgreSQL") != 0
      || name[strspn (name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_+-")] != '\0')
    return;
  sql = g_strdup_printf ("SET TIME ZONE '%s'", name);
  wide = sy_odbc_to_wide (sql, &n);
  if (!SQL_SUCCEEDED (SQLAllocHandle (SQL_HANDLE_STMT, self->handle, &statement)))
    return;
  SQLExecDirectW (statement, wide, n);
  SQLFreeHandle (SQL_HANDLE_STMT, statement);
}

/**
 * sy_odbc_connection_open:
 * @path: the name of the database, without its password
 * @password: (nullable): handed to the driver and kept nowhere
 *
 * Waits for up to 15 seconds, so not from the main loop.
 *
 * Returns: (transfer full) (nullable): the connection, or %NULL with %SY_IMPORT_ERROR_PASSWORD when user or
 * password are not accepted, else %SY_IMPORT_ERROR_DATABASE
 */
SyOdbcConnection *
sy_odbc_connection_open (const char *path, const char *password, GCancellable *cancellable, GError **error)
{
  g_autoptr (SyOdbcConnection) self = g_new0 (SyOdbcConnection, 1);

  g_return_val_if_fail (sy_odbc_is_name (path), NULL);
  self->title = sy_odbc_dup_title (path);
  self->password = g_strdup (password);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (!allocate (self))
    {
      g_set_error_literal (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_DATABASE,
                           _ ("ODBC does not work on this computer: its driver manager cannot be started."));
      return NULL;
    }
  if (!connect (self, path + strlen (SY_ODBC_PREFIX), error))
    return NULL;
  use_local_time (self);
  return g_steal_pointer (&self);
}

void
sy_odbc_connection_close (SyOdbcConnection *self)
{
  if (!self)
    return;
  if (self->connected)
    SQLDisconnect (self->handle);
  if (self->handle)
    SQLFreeHandle (SQL_HANDLE_DBC, self->handle);
  if (self->environment)
    SQLFreeHandle (SQL_HANDLE_ENV, self->environment);
  if (self->password)
    memset (self->password, 0, strlen (self->password));
  g_free (self->password);
  g_free (self->title);
  g_free (self);
}
