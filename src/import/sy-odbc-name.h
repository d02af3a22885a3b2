/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The name of a database. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A database stands where a file name does: "odbc:DSN=Sales;UID=anna" or
 * "odbc:Driver=SQLite3;Database=/…/shop.db". What follows the colon is the connection string as ODBC has it,
 * but for the password, which is never part of the name. */
#define SY_ODBC_PREFIX "odbc:"
gboolean sy_odbc_is_name (const char *path);
char *sy_odbc_dup_title (const char *path);
char *sy_odbc_split_password (const char *path, char **password);

G_END_DECLS
