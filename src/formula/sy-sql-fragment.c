/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pieces of SQL: names, literals, and patterns filled with other pieces. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sy-sql-writer-private.h"

/* A part that is longer than this is computed once and named where a pattern uses it more than once. */
#define SHORT_LENGTH 48

void
sy_sql_append_name (GString *sql, const char *name)
{
  g_string_append_c (sql, '"');
  for (const char *p = name; *p; p++)
    {
      if (*p == '"')
        g_string_append_c (sql, '"');
      g_string_append_c (sql, *p);
    }
  g_string_append_c (sql, '"');
}

void
sy_sql_append_literal (GString *sql, const char *text)
{
  g_string_append_c (sql, '\'');
  for (const char *p = text; *p; p++)
    {
      if (*p == '\'')
        g_string_append_c (sql, '\'');
      g_string_append_c (sql, *p);
    }
  g_string_append_c (sql, '\'');
}

/* Full precision, always a DOUBLE: 1 → 1e0, so that no integer or DECIMAL arithmetic creeps in. */
char *
sy_sql_quote_number (double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (number))
    return g_strdup ("CAST(NULL AS DOUBLE)");
  g_ascii_dtostr (buffer, sizeof buffer, number);
  if (strpbrk (buffer, "eE"))
    return number < 0. ? g_strconcat ("(", buffer, ")", NULL) : g_strdup (buffer);
  return number < 0. ? g_strconcat ("(", buffer, "e0)", NULL) : g_strconcat (buffer, "e0", NULL);
}

SySqlFragment
sy_sql_fragment (SySqlWriter *writer, SyValueType type, guint level, const char *sql)
{
  return (SySqlFragment){ g_string_chunk_insert (writer->texts, sql), type, level };
}

SySqlFragment
sy_sql_name (SySqlWriter *writer, SyValueType type, guint level, const char *name)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  sy_sql_append_name (sql, name);
  return sy_sql_fragment (writer, type, level, sql->str);
}

SySqlFragment
sy_sql_number (SySqlWriter *writer, double number)
{
  g_autofree char *sql = sy_sql_quote_number (number);

  return sy_sql_fragment (writer, SY_TYPE_NUMBER, 0, sql);
}

SySqlFragment
sy_sql_null (SySqlWriter *writer, SyValueType type)
{
  static const char *const nulls[] = { "CAST(NULL AS DOUBLE)", "CAST(NULL AS DATE)", "CAST(NULL AS BOOLEAN)",
                                       "CAST(NULL AS VARCHAR)" };

  return (SySqlFragment){ nulls[type], type, 0 };
}

static guint
count_uses (const char *pattern, guint part)
{
  guint n = 0;
  char mark[4] = { '{', (char) ('0' + part), '}', '\0' };

  for (const char *p = strstr (pattern, mark); p; p = strstr (p + 3, mark))
    n++;
  return n;
}

SySqlFragment
sy_sql_combine (
    SySqlChain *chain, SyValueType type, const char *pattern, guint n_parts, const SySqlFragment *parts)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  SySqlFragment filled[10];
  guint level = 0;

  g_assert (n_parts <= G_N_ELEMENTS (filled));
  for (guint i = 0; i < n_parts; i++)
    {
      guint n_uses = count_uses (pattern, i);

      filled[i] = parts[i];
      if (n_uses > 1 && strlen (parts[i].sql) > SHORT_LENGTH)
        filled[i] = sy_sql_chain_hoist (chain, parts[i]);
      if (n_uses > 0)
        level = MAX (level, filled[i].level);
    }
  for (const char *p = pattern; *p; p++)
    {
      if (p[0] == '{' && g_ascii_isdigit (p[1]) && p[2] == '}')
        {
          g_string_append (sql, filled[p[1] - '0'].sql);
          p += 2;
        }
      else
        g_string_append_c (sql, *p);
    }
  return sy_sql_fragment (chain->writer, type, level, sql->str);
}
