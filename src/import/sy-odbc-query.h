/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be asked of a database. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean sy_odbc_check_query (const char *sql, GError **error);

G_END_DECLS
