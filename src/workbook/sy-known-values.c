/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine plans a statement that has values to bind twice: once to know what they are, and again when they
 * are there. A statement that runs once only pays for both. So numbers, dates and conditions, which have no
 * way to be anything else, are written where they are read; so are short texts that nothing could end before
 * their quote. All other texts are bound. */
#include "config.h"

#include "sy-known-values.h"

#include <math.h>
#include <string.h>

/* 1000-01-01, 9999-12-31, and 1970-01-01 as GDate counts days. */
#define EARLIEST_DAY (-354285)
#define LATEST_DAY 2932896
#define JULIAN_OF_1970 719163
/* Bytes. */
#define MAX_PLAIN_TEXT 100

/* As a date where a year has four digits, else as the engine counts days. */
static void
append_date (gint64 days, GString *sql)
{
  char text[32];
  GDate date;

  g_date_clear (&date, 1);
  if (days < EARLIEST_DAY || days > LATEST_DAY)
    {
      g_string_append_printf (sql, "(DATE '1970-01-01' + CAST(%" G_GINT64_FORMAT " AS INTEGER))", days);
      return;
    }
  g_date_set_julian (&date, (guint32) (days + JULIAN_OF_1970));
  g_snprintf (text, sizeof text, "DATE '%04d-%02d-%02d'", g_date_get_year (&date), g_date_get_month (&date),
              g_date_get_day (&date));
  g_string_append (sql, text);
}

/* Letters of any script, digits, blanks and a few marks, none of which means anything between quotes. */
static gboolean
is_plain_text (const char *text)
{
  if (!text || strlen (text) > MAX_PLAIN_TEXT || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  for (const char *p = text; *p; p = g_utf8_next_char (p))
    if (!g_unichar_isalnum (g_utf8_get_char (p)) && !strchr (" ()-_.:%", *p))
      return FALSE;
  return TRUE;
}

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
    append_date (value->integer, sql);
  else if (value->type == SY_COLUMN_BOOL)
    g_string_append (sql, value->integer ? "TRUE" : "FALSE");
  else if (value->type == SY_COLUMN_TEXT && is_plain_text (value->text))
    g_string_append_printf (sql, "CAST('%s' AS VARCHAR)", value->text);
  else if (value->type == SY_COLUMN_INT64)
    g_string_append_printf (sql, "CAST(%" G_GINT64_FORMAT " AS BIGINT)", value->integer);
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
 * Returns: (transfer full): the statement with numbers, dates, conditions, plain texts and NULL in their
 * places
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

/**
 * sy_known_values_query:
 *
 * The answer to a statement that runs once.
 *
 * Returns: (transfer full): the frame; %NULL with the engine's error
 */
SyFrame *
sy_known_values_query (SyEngine *engine,
                       const char *sql,
                       const SyValue *values,
                       guint n_values,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (GArray) left = g_array_new (FALSE, FALSE, sizeof (SyValue));
  g_autofree char *written = sy_known_values_write (sql, values, n_values, left);

  return sy_engine_query (engine, written, (const SyValue *) left->data, left->len, cancellable, error);
}
