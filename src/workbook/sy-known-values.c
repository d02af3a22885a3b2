/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine plans a statement that has values to bind twice: once to know what they are, and again when they
 * are there. A statement that runs once only pays for both. So numbers, dates and conditions, which have no
 * way to be anything else, are written where they are read; texts are always bound. */
#include "config.h"

#include "sy-known-values.h"

#include <math.h>
#include <string.h>

static gboolean
append_value (const SyValue *value, GString *sql)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (value->is_null)
    g_string_append (sql, "NULL");
  else if (value->type == SY_COLUMN_DOUBLE && isfinite (value->number))
    g_string_append_printf (sql, "CAST('%s' AS DOUBLE)",
                            g_ascii_formatd (buffer, sizeof buffer, "%.17g", value->number));
  else if (value->type == SY_COLUMN_DATE)
    g_string_append_printf (sql, "(DATE '1970-01-01' + CAST(%" G_GINT64_FORMAT " AS INTEGER))",
                            value->integer);
  else if (value->type == SY_COLUMN_BOOL)
    g_string_append (sql, value->integer ? "TRUE" : "FALSE");
  else
    return FALSE;
  return TRUE;
}

/* The end of a quoted name or text; a doubled quote inside begins another one at once, which is the same. */
static const char *
skip_quoted (const char *p)
{
  char quote = *p++;

  while (*p && *p != quote)
    p++;
  return *p ? p + 1 : p;
}

/* Which of @values a text is bound to; it gets a number of its own in what is left. */
static void
append_bound (guint value, const SyValue *values, guint *numbers, GArray *left, GString *sql)
{
  if (numbers[value] == 0)
    {
      g_array_append_val (left, values[value]);
      numbers[value] = left->len;
    }
  g_string_append_printf (sql, "$%u", numbers[value]);
}

/**
 * sy_known_values_write:
 * @sql: a statement with $1, $2 … outside of quotes
 * @values: (array length=n_values): what they stand for
 * @left: (element-type SyValue): gets those that must still be bound, $1, $2 … of the result
 *
 * Returns: (transfer full): the statement with numbers, dates, conditions and NULL in their places
 */
char *
sy_known_values_write (const char *sql, const SyValue *values, guint n_values, GArray *left)
{
  g_autoptr (GString) result = g_string_sized_new (strlen (sql) + 64);
  g_autofree guint *numbers = g_new0 (guint, n_values + 1);
  const char *p = sql;

  while (*p)
    {
      const char *start = p;

      if (*p == '"' || *p == '\'')
        p = skip_quoted (p);
      else if (*p == '$' && g_ascii_isdigit (p[1]))
        {
          char *end;
          guint64 number = g_ascii_strtoull (p + 1, &end, 10);

          p = end;
          if (number < 1 || number > n_values)
            g_string_append_len (result, start, p - start);
          else if (!append_value (&values[number - 1], result))
            append_bound ((guint) number - 1, values, numbers, left, result);
          continue;
        }
      else
        p++;
      g_string_append_len (result, start, p - start);
    }
  return g_string_free (g_steal_pointer (&result), FALSE);
}
