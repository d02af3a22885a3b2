/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quoting as the SQL standard has it; there is no other escape, so a doubled quote is all that is needed. */
#include "config.h"

#include "sy-dialect.h"

static void
append_quoted (GString *sql, const char *text, char quote)
{
  g_string_append_c (sql, quote);
  for (const char *c = text; *c; c++)
    {
      if (*c == quote)
        g_string_append_c (sql, quote);
      g_string_append_c (sql, *c);
    }
  g_string_append_c (sql, quote);
}

/* @name must not be empty: SQL has no empty identifiers. */
void
sy_sql_append_identifier (GString *sql, const char *name)
{
  g_return_if_fail (sql && name && *name);
  append_quoted (sql, name, '"');
}

char *
sy_sql_quote_identifier (const char *name)
{
  GString *sql = g_string_new (NULL);

  sy_sql_append_identifier (sql, name);
  return g_string_free (sql, FALSE);
}

void
sy_sql_append_text (GString *sql, const char *text)
{
  g_return_if_fail (sql && text);
  append_quoted (sql, text, '\'');
}
