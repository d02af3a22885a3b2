/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files about ODBC share: handles, and words from the driver's diagnostics. */
#pragma once

#include <sql.h>
#include <sqlext.h>
#include <sqlucode.h>

#include "sy-odbc-connection.h"

G_BEGIN_DECLS

struct _SyOdbcConnection
{
  SQLHENV environment;
  SQLHDBC handle;
  gboolean connected;
  char *title;    /* for messages */
  char *password; /* to keep it out of messages; nullable */
};

char *sy_odbc_dup_problem (SyOdbcConnection *self, SQLSMALLINT type, SQLHANDLE handle, char state[6]);
gboolean sy_odbc_fail (SyOdbcConnection *self, SQLHSTMT statement, GCancellable *cancellable, GError **error);
char *sy_odbc_from_wide (const SQLWCHAR *text, gssize n_units);
SQLWCHAR *sy_odbc_to_wide (const char *text, SQLSMALLINT *n_units);

/* SQLCancel() when the cancellable is: the only call that another thread may make on a statement. */
gulong sy_odbc_watch (SQLHSTMT statement, GCancellable *cancellable);

G_END_DECLS
