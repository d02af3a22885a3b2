/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A connection to a database over ODBC, for reading only. */
#pragma once

#include "sy-odbc-name.h"
#include "sy-reader.h"

G_BEGIN_DECLS

typedef struct _SyOdbcConnection SyOdbcConnection;

SyOdbcConnection *
sy_odbc_connection_open (const char *path, const char *password, GCancellable *cancellable, GError **error);
GPtrArray *sy_odbc_connection_list_tables (SyOdbcConnection *self, GCancellable *cancellable, GError **error);
char *sy_odbc_connection_write_select (SyOdbcConnection *self,
                                       const char *table,
                                       GCancellable *cancellable,
                                       GError **error);
gboolean sy_odbc_connection_read (SyOdbcConnection *self,
                                  const char *sql,
                                  const SyCellSink *sink,
                                  GCancellable *cancellable,
                                  GError **error);
void sy_odbc_connection_close (SyOdbcConnection *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyOdbcConnection, sy_odbc_connection_close)

G_END_DECLS
