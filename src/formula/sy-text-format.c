/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the format argument of TEXT. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-text-format.h"

#define MAX_DIGITS 15

static void
clear_part (gpointer data)
{
  SyDatePart *part = data;

  g_free (part->text);
}

void
sy_text_format_free (SyTextFormat *self)
{
  if (!self)
    return;
  g_clear_pointer (&self->parts, g_array_unref);
  g_free (self);
}

static guint
count_run (const char **at, char c)
{
  guint n = 0;

  for (; **at == c; (*at)++)
    n++;
  return n;
}

/* [#,##]0…[.0…][%] */
static gboolean
parse_number (const char *text, SyTextFormat *format)
{
  const char *at = text;

  format->kind = SY_TEXT_FORMAT_NUMBER;
  if (g_str_has_prefix (at, "#,##0"))
    {
      format->grouping = TRUE;
      at += 4;
    }
  format->min_digits = count_run (&at, '0');
  if (*at == '.')
    {
      at++;
      format->decimals = count_run (&at, '0');
      if (format->decimals == 0)
        return FALSE;
    }
  if (*at == '%')
    {
      format->percent = TRUE;
      at++;
    }
  return *at == '\0' && format->min_digits > 0 && format->min_digits <= MAX_DIGITS
         && format->decimals <= MAX_DIGITS && (!format->grouping || format->min_digits == 1);
}

static void
add_part (SyTextFormat *format, SyDatePartKind kind, const char *text, gsize length)
{
  SyDatePart part = { kind, text ? g_strndup (text, length) : NULL };

  g_array_append_val (format->parts, part);
}

static gboolean
add_letters (SyTextFormat *format, char letter, guint n)
{
  if (letter == 'y' && (n == 4 || n == 2))
    add_part (format, n == 4 ? SY_DATE_PART_YEAR4 : SY_DATE_PART_YEAR2, NULL, 0);
  else if (letter == 'm' && n <= 2)
    add_part (format, n == 2 ? SY_DATE_PART_MONTH2 : SY_DATE_PART_MONTH, NULL, 0);
  else if (letter == 'd' && n <= 2)
    add_part (format, n == 2 ? SY_DATE_PART_DAY2 : SY_DATE_PART_DAY, NULL, 0);
  else
    return FALSE;
  return TRUE;
}

static gboolean
is_literal (gunichar c)
{
  return c == '-' || c == ' ' || c == 0x5E74 /* 年 */ || c == 0x6708 /* 月 */ || c == 0x65E5 /* 日 */;
}

/* "/" and "." are left out: spreadsheets write the separator of their own language for them. */
static gboolean
parse_date (const char *text, SyTextFormat *format)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);
  const char *at = lower;

  format->kind = SY_TEXT_FORMAT_DATE;
  format->parts = g_array_new (FALSE, FALSE, sizeof (SyDatePart));
  g_array_set_clear_func (format->parts, clear_part);
  while (*at)
    {
      const char *next = g_utf8_next_char (at);

      if (strchr ("ymd", *at))
        {
          char letter = *at;

          if (!add_letters (format, letter, count_run (&at, letter)))
            return FALSE;
          continue;
        }
      if (!is_literal (g_utf8_get_char (at)))
        return FALSE;
      add_part (format, SY_DATE_PART_LITERAL, at, (gsize) (next - at));
      at = next;
    }
  return format->parts->len > 0;
}

SyTextFormat *
sy_text_format_parse (const char *text, const SyExpression *node, GError **error)
{
  g_autoptr (SyTextFormat) number = g_new0 (SyTextFormat, 1);
  g_autoptr (SyTextFormat) date = g_new0 (SyTextFormat, 1);

  if (parse_number (text, number))
    return g_steal_pointer (&number);
  if (parse_date (text, date))
    return g_steal_pointer (&date);
  sy_formula_set_error (error, SY_FORMULA_ERROR_ARGUMENT, node->line, node->column,
                        _ ("the format “%s” can't be used; use 0, 0.00, #,##0, #,##0.00, 0%%, 0.0%%, "
                           "yyyy-mm-dd, yyyy-mm or the like"),
                        text);
  return NULL;
}
