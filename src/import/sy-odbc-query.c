/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be asked of a database. */
#include "config.h"

#include "sy-odbc-query.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-reader.h"

/* Whether a semicolon stands outside of quotes before the end. */
static gboolean
has_second_statement (const char *sql)
{
  char quote = '\0';

  for (const char *at = sql; *at; at++)
    {
      if (quote)
        quote = *at == quote ? '\0' : quote;
      else if (*at == '\'' || *at == '"' || *at == '`')
        quote = *at;
      else if (*at == ';')
        return TRUE;
    }
  return FALSE;
}

/**
 * sy_odbc_check_query:
 * @sql: typed by a user
 *
 * A query reads, so it begins with SELECT or WITH and is one statement. What it may read is the business of
 * the database's own rights.
 *
 * Returns: %TRUE when it is one
 */
gboolean
sy_odbc_check_query (const char *sql, GError **error)
{
  g_autofree char *text = g_strstrip (g_strdup (sql));
  gsize n = strlen (text);
  gboolean reads;

  while (n > 0 && (text[n - 1] == ';' || g_ascii_isspace (text[n - 1])))
    text[--n] = '\0';
  reads = (g_ascii_strncasecmp (text, "select", 6) == 0 && g_ascii_isspace (text[6]))
          || (g_ascii_strncasecmp (text, "with", 4) == 0 && g_ascii_isspace (text[4]));
  if (reads && !has_second_statement (text))
    return TRUE;
  g_set_error_literal (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_SHEET,
                       _ ("Only one query that reads can be asked: it begins with SELECT or WITH."));
  return FALSE;
}
