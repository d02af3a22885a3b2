/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The functions of texts. Characters are counted as Unicode code points. */
#include "config.h"

#include <string.h>

#include "sy-functions.h"
#include "sy-sql-writer-private.h"
#include "sy-text-format.h"

#define ARGUMENT(i) sy_expression_get_child (e, (i))
#define HAS(i) (sy_expression_get_n_children (e) > (i) && ARGUMENT (i)->kind != SY_EXPRESSION_MISSING)
#define NUMBER(i) sy_sql_write_number (chain, ARGUMENT (i))
#define TEXT(i) sy_sql_write_text (chain, ARGUMENT (i))
#define MAKE(pattern, ...) SY_SQL (chain, SY_TYPE_TEXT, pattern, __VA_ARGS__)

/* No text of a cell is longer than 32,767 characters. */
#define LONGEST "32767"

static SySqlFragment
write_count (SySqlChain *chain, const SyExpression *e, guint i)
{
  if (!HAS (i))
    return sy_sql_number (chain->writer, 1.);
  return SY_SQL (chain, SY_TYPE_NUMBER, "CASE WHEN {0} < 0 THEN -1e0 ELSE least(trunc({0}), 1e6) END",
                 NUMBER (i));
}

static SySqlFragment
write_concatenation (SySqlChain *chain, const SyExpression *e)
{
  SySqlFragment all = TEXT (0);

  for (guint i = 1; i < sy_expression_get_n_children (e); i++)
    all = MAKE ("({0} || {1})", all, TEXT (i));
  return all;
}

/* ---- FIND and SEARCH ---- */

/* Excel's wildcards * ? and ~ as a regular expression, of a text that the engine has. */
static SySqlFragment
wildcards_to_regex (SySqlChain *chain, SySqlFragment text)
{
  return MAKE ("replace(replace(replace(replace(replace(replace(regexp_replace(replace(replace(replace({0}, "
               "'~~', chr(1)), '~*', chr(2)), '~?', "
               "chr(3)), '([\\\\.+^$|()\\[\\]{}])', '\\\\\\1', 'g'), '*', '.*?'), '?', '.'), chr(1), '~'), "
               "chr(2), '\\*'), chr(3), '\\?'), '~', '~')",
               text);
}

static SySqlFragment
write_find (SySqlChain *chain, const SyExpression *e)
{
  gboolean is_search = e->function->id == SY_FUNCTION_SEARCH;
  SySqlFragment needle = TEXT (0);
  SySqlFragment hay = TEXT (1);
  SySqlFragment start = write_count (chain, e, 2);
  SySqlFragment rest, place;

  if (is_search)
    {
      needle = MAKE ("lower({0})", needle);
      hay = MAKE ("lower({0})", hay);
    }
  rest = MAKE ("substring({0}, CAST({1} AS BIGINT))", hay, start);
  if (is_search && (ARGUMENT (0)->kind != SY_EXPRESSION_TEXT || strpbrk (ARGUMENT (0)->text, "*?~")))
    /* Few texts have a wildcard, and the engine compiles a pattern anew for every row. */
    needle = MAKE ("CASE WHEN contains({2}, '*') OR contains({2}, '?') OR contains({2}, '~') THEN "
                   "regexp_extract({0}, {1}, 0, 's') ELSE {2} END",
                   rest, wildcards_to_regex (chain, needle), needle);
  place = SY_SQL (chain, SY_TYPE_NUMBER, "instr({0}, {1})", rest, needle);
  if (is_search)
    return SY_SQL (chain, SY_TYPE_NUMBER,
                   "CASE WHEN {0} >= 1 AND {0} <= length({1}) + 1 THEN CASE WHEN {4} = '' THEN {0}"
                   " WHEN {2} > 0 AND {3} <> '' THEN {2} + {0} - 1 END END",
                   start, hay, place, needle, TEXT (0));
  return SY_SQL (chain, SY_TYPE_NUMBER,
                 "CASE WHEN {0} >= 1 AND {0} <= length({1}) + 1 THEN CASE WHEN {3} = '' THEN {0} WHEN {2} > "
                 "0 THEN {2} + {0} - 1 END END",
                 start, hay, place, needle);
}

static SySqlFragment
write_substitute (SySqlChain *chain, const SyExpression *e)
{
  SySqlFragment text = TEXT (0);
  SySqlFragment from = TEXT (1);
  SySqlFragment to = TEXT (2);
  SySqlFragment n, pieces;

  if (!HAS (3))
    return MAKE ("CASE WHEN {1} = '' AND {2} IS NOT NULL THEN {0} ELSE replace({0}, {1}, {2}) END", text,
                 from, to);
  n = write_count (chain, e, 3);
  pieces = sy_sql_chain_hoist (chain, MAKE ("string_split({0}, {1})", text, from));
  return MAKE ("CASE WHEN {4} < 1 THEN NULL WHEN {1} = '' OR {4} >= len({3}) THEN {0}"
               " ELSE array_to_string({3}[:CAST({4} AS BIGINT)], {1}) || {2} || array_to_string({3}[CAST({4} "
               "AS BIGINT) + 1:], {1}) END",
               text, from, to, pieces, n);
}

/* ---- TEXT ---- */

static SySqlFragment
format_date (SySqlChain *chain, const SyExpression *e, const SyTextFormat *format)
{
  static const char *const parts[] = { "", "%Y", "%y", "%m", "%-m", "%d", "%-d" };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) pattern = g_string_new ("strftime({0}, ");

  for (guint i = 0; i < format->parts->len; i++)
    {
      const SyDatePart *part = &g_array_index (format->parts, SyDatePart, i);

      if (part->kind == SY_DATE_PART_LITERAL)
        for (const char *p = part->text; *p; p++)
          g_string_append (text, *p == '%' ? "%%" : (char[]){ *p, '\0' });
      else
        g_string_append (text, parts[part->kind]);
    }
  sy_sql_append_literal (pattern, text->str);
  g_string_append_c (pattern, ')');
  return MAKE (pattern->str, sy_sql_to_date (chain, sy_sql_write (chain, ARGUMENT (0))));
}

static SySqlFragment
format_number (SySqlChain *chain, const SyExpression *e, const SyTextFormat *format)
{
  SySqlFragment number = NUMBER (0);
  SySqlFragment rounded;
  guint width = format->min_digits + (format->decimals ? format->decimals + 1 : 0);
  g_autofree char *scale = g_strdup_printf ("(abs({0}) * 1e%u + 5e-1)", format->decimals);
  g_autofree char *unscale = g_strdup_printf ("({0} / 1e%u)", format->decimals);
  g_autofree char *digits =
      g_strdup_printf ("format('{:%s.%uf}', {1})", format->grouping ? "," : "", format->decimals);
  g_autoptr (GString) pattern = g_string_new ("(CASE WHEN {0} < 0 AND {1} <> 0 THEN '-' ELSE '' END || ");

  if (format->percent)
    number = SY_SQL (chain, SY_TYPE_NUMBER, "({0} * 1e2)", number);
  /* Half away from zero as in ROUND, then the digits that are left. */
  rounded = sy_sql_floor (chain, SY_SQL (chain, SY_TYPE_NUMBER, scale, number));
  rounded = sy_sql_chain_hoist (chain, SY_SQL (chain, SY_TYPE_NUMBER, unscale, rounded));
  if (format->min_digits > 1)
    g_string_append_printf (pattern, "repeat('0', greatest(0, %u - length(%s))) || ", width, digits);
  g_string_append_printf (pattern, "%s%s)", digits, format->percent ? " || '%'" : "");
  return MAKE (pattern->str, number, rounded);
}

static SySqlFragment
write_format (SySqlChain *chain, const SyExpression *e)
{
  g_autoptr (SyTextFormat) format = NULL;

  format = sy_text_format_parse (ARGUMENT (1)->text ? ARGUMENT (1)->text : "", ARGUMENT (1),
                                 chain->writer->error ? NULL : &chain->writer->error);
  if (!format)
    return sy_sql_null (chain->writer, SY_TYPE_TEXT);
  return format->kind == SY_TEXT_FORMAT_DATE ? format_date (chain, e, format)
                                             : format_number (chain, e, format);
}

gboolean
sy_sql_write_text_call (SySqlChain *chain, const SyExpression *e, SySqlFragment *result)
{
  switch ((int) e->function->id)
    {
    case SY_FUNCTION_TEXT:
      *result = write_format (chain, e);
      return TRUE;
    case SY_FUNCTION_CONCATENATE:
      *result = write_concatenation (chain, e);
      return TRUE;
    case SY_FUNCTION_LEFT:
      *result = MAKE ("CASE WHEN {1} >= 0 THEN left({0}, CAST({1} AS BIGINT)) END", TEXT (0),
                      write_count (chain, e, 1));
      return TRUE;
    case SY_FUNCTION_RIGHT:
      *result = MAKE ("CASE WHEN {1} >= 0 THEN right({0}, CAST({1} AS BIGINT)) END", TEXT (0),
                      write_count (chain, e, 1));
      return TRUE;
    case SY_FUNCTION_MID:
      *result = MAKE (
          "CASE WHEN {1} >= 1 AND {2} >= 0 THEN substring({0}, CAST({1} AS BIGINT), CAST({2} AS BIGINT)) END",
          TEXT (0), write_count (chain, e, 1), write_count (chain, e, 2));
      return TRUE;
    case SY_FUNCTION_LEN:
      *result = SY_SQL (chain, SY_TYPE_NUMBER, "CAST(length({0}) AS DOUBLE)", TEXT (0));
      return TRUE;
    case SY_FUNCTION_UPPER:
      *result = MAKE ("upper({0})", TEXT (0));
      return TRUE;
    case SY_FUNCTION_LOWER:
      *result = MAKE ("lower({0})", TEXT (0));
      return TRUE;
    case SY_FUNCTION_TRIM:
      *result = MAKE ("trim(regexp_replace({0}, ' +', ' ', 'g'))", TEXT (0));
      return TRUE;
    case SY_FUNCTION_FIND:
    case SY_FUNCTION_SEARCH:
      *result = write_find (chain, e);
      return TRUE;
    case SY_FUNCTION_SUBSTITUTE:
      *result = write_substitute (chain, e);
      return TRUE;
    case SY_FUNCTION_REPT:
      *result = MAKE ("CASE WHEN {1} >= 0 AND length({0}) * {1} <= " LONGEST
                      " THEN repeat({0}, CAST({1} AS BIGINT)) END",
                      TEXT (0), write_count (chain, e, 1));
      return TRUE;
    case SY_FUNCTION_EXACT:
      *result = SY_SQL (chain, SY_TYPE_BOOL, "({0} = {1})", TEXT (0), TEXT (1));
      return TRUE;
    default:
      return FALSE;
    }
}
