/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads criteria texts: an operator, then a number, a condition, a date or a text with wildcards. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sy-criteria.h"

static const struct
{
  const char *text;
  SyOperator op;
} operators[] = {
  { "<>", SY_OP_UNEQUAL }, { "<=", SY_OP_LESS_EQUAL }, { ">=", SY_OP_GREATER_EQUAL },
  { "<", SY_OP_LESS },     { ">", SY_OP_GREATER },     { "=", SY_OP_EQUAL },
};

SyOperator
sy_criterion_read_operator (const char *text, gsize *length)
{
  g_return_val_if_fail (text != NULL && length != NULL, SY_OP_NONE);

  *length = 0;
  for (guint i = 0; i < G_N_ELEMENTS (operators); i++)
    if (g_str_has_prefix (text, operators[i].text))
      {
        *length = strlen (operators[i].text);
        return operators[i].op;
      }
  return SY_OP_NONE;
}

static const char *
skip_digits (const char *at)
{
  while (g_ascii_isdigit (*at))
    at++;
  return at;
}

/* A plain decimal, perhaps with an exponent or a percent sign; strtod alone would take "inf" and
 * hexadecimals. */
static gboolean
parse_number (const char *text, double *number)
{
  const char *at = text;
  const char *digits = NULL;

  if (*at == '-' || *at == '+')
    at++;
  digits = at;
  at = skip_digits (at);
  if (*at == '.')
    at = skip_digits (at + 1);
  if (at == digits || (at == digits + 1 && *digits == '.'))
    return FALSE;
  if ((*at == 'e' || *at == 'E')
      && (g_ascii_isdigit (at[1]) || ((at[1] == '-' || at[1] == '+') && g_ascii_isdigit (at[2]))))
    at = skip_digits (at + 2);
  *number = g_ascii_strtod (text, NULL);
  if (*at == '%')
    {
      *number /= 100.;
      at++;
    }
  return *at == '\0' && isfinite (*number);
}

static gboolean
take_int (const char **at, guint min_digits, guint max_digits, guint *value)
{
  guint n = 0;

  *value = 0;
  for (; n < max_digits && g_ascii_isdigit (**at); n++, (*at)++)
    *value = *value * 10 + (guint) (**at - '0');
  return n >= min_digits;
}

/* yyyy-mm-dd or yyyy/m/d as Excel's serial number of the 1900 system. */
static gboolean
parse_date (const char *text, double *number)
{
  const char *at = text;
  guint year = 0, month = 0, day = 0;
  char separator = 0;
  GDate date;

  if (!take_int (&at, 4, 4, &year) || (*at != '-' && *at != '/'))
    return FALSE;
  separator = *at++;
  if (!take_int (&at, 1, 2, &month) || *at++ != separator || !take_int (&at, 1, 2, &day) || *at != '\0')
    return FALSE;
  if (year < 1900 || year > 9999 || month < 1
      || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return FALSE;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  /* 693594 is GDate's Julian day of 1899-12-30; Excel counts a 29 February 1900 that never was. */
  *number = (double) g_date_get_julian (&date) - 693594.;
  if (*number < 61.)
    *number -= 1.;
  return TRUE;
}

static gboolean
has_wildcard (const char *text)
{
  for (const char *at = text; *at; at++)
    {
      if (*at == '*' || *at == '?')
        return TRUE;
      if (*at == '~' && at[1])
        at++;
    }
  return FALSE;
}

static char *
unescape (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *at = text; *at; at++)
    {
      if (*at == '~' && at[1] && strchr ("*?~", at[1]))
        at++;
      g_string_append_c (out, *at);
    }
  return g_string_free (out, FALSE);
}

static void
parse_operand (SyCriterion *self, const char *operand)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (operand));
  gboolean equality = self->op == SY_OP_EQUAL || self->op == SY_OP_UNEQUAL;

  if (parse_number (trimmed, &self->number))
    self->kind = SY_CRITERION_NUMBER;
  else if (parse_date (trimmed, &self->number))
    {
      self->kind = SY_CRITERION_NUMBER;
      self->is_date = TRUE;
    }
  else if (g_ascii_strcasecmp (trimmed, "TRUE") == 0 || g_ascii_strcasecmp (trimmed, "FALSE") == 0)
    {
      self->kind = SY_CRITERION_BOOL;
      self->number = g_ascii_strcasecmp (trimmed, "TRUE") == 0 ? 1. : 0.;
    }
  else
    {
      self->kind = equality && has_wildcard (operand) ? SY_CRITERION_PATTERN : SY_CRITERION_TEXT;
      self->text = self->kind == SY_CRITERION_TEXT && equality ? unescape (operand) : g_strdup (operand);
    }
}

/**
 * sy_criterion_parse:
 * @text: any text; all of them mean something
 */
SyCriterion *
sy_criterion_parse (const char *text)
{
  SyCriterion *self = g_new0 (SyCriterion, 1);
  gsize length = 0;

  g_return_val_if_fail (text != NULL, self);

  self->op = sy_criterion_read_operator (text, &length);
  if (text[length] == '\0'
      && (self->op == SY_OP_NONE || self->op == SY_OP_EQUAL || self->op == SY_OP_UNEQUAL))
    {
      self->kind = SY_CRITERION_BLANK;
      return self;
    }
  if (self->op == SY_OP_NONE)
    self->op = SY_OP_EQUAL;
  parse_operand (self, text + length);
  return self;
}

void
sy_criterion_free (SyCriterion *self)
{
  if (!self)
    return;
  g_free (self->text);
  g_free (self);
}

char *
sy_criterion_pattern_to_like (const char *pattern)
{
  GString *out = g_string_new (NULL);

  for (const char *at = pattern; *at; at++)
    {
      if (*at == '*')
        g_string_append_c (out, '%');
      else if (*at == '?')
        g_string_append_c (out, '_');
      else
        {
          if (*at == '~' && at[1] && strchr ("*?~", at[1]))
            at++;
          if (strchr ("%_\\", *at))
            g_string_append_c (out, '\\');
          g_string_append_c (out, *at);
        }
    }
  return g_string_free (out, FALSE);
}

/* Greedy with one point to come back to, so a hostile pattern costs at most |pattern| × |text|. */
gboolean
sy_criterion_pattern_matches (const char *pattern, const char *text)
{
  g_autofree char *folded_pattern = g_utf8_casefold (pattern, -1);
  g_autofree char *folded_text = g_utf8_casefold (text, -1);
  const char *p = folded_pattern;
  const char *t = folded_text;
  const char *star = NULL;
  const char *resume = NULL;

  while (*t)
    {
      gboolean escaped = *p == '~' && p[1] && strchr ("*?~", p[1]);

      if (*p == '*')
        {
          star = p++;
          resume = t;
        }
      else if (*p == '?' || (*p && g_utf8_get_char (p + escaped) == g_utf8_get_char (t)))
        {
          p = g_utf8_next_char (p + escaped);
          t = g_utf8_next_char (t);
        }
      else if (star)
        {
          p = star + 1;
          t = resume = g_utf8_next_char (resume);
        }
      else
        return FALSE;
    }
  while (*p == '*')
    p++;
  return *p == '\0';
}

char *
sy_criterion_escape (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *at = text; *at; at++)
    {
      if (strchr ("~*?", *at))
        g_string_append_c (out, '~');
      g_string_append_c (out, *at);
    }
  return g_string_free (out, FALSE);
}

static gboolean
is_comparable (const SyExpression *operand)
{
  return operand->type != SY_TYPE_TEXT || operand->kind == SY_EXPRESSION_CELL;
}

/* "op"&operand, the text being nothing but the operator. */
static gboolean
read_comparison (const SyExpression *argument, SyCriterionArgument *read)
{
  const SyExpression *left = NULL;
  gsize length = 0;

  if (argument->kind != SY_EXPRESSION_BINARY || argument->op != SY_OP_CONCAT)
    return FALSE;
  left = sy_expression_get_child (argument, 0);
  if (left->kind != SY_EXPRESSION_TEXT || !is_comparable (sy_expression_get_child (argument, 1)))
    return FALSE;
  read->op = sy_criterion_read_operator (left->text, &length);
  if (read->op == SY_OP_NONE || left->text[length] != '\0')
    return FALSE;
  read->operand = sy_expression_get_child (argument, 1);
  read->is_text_made = TRUE;
  return TRUE;
}

SyCriterionArgument
sy_criterion_argument_read (const SyExpression *argument)
{
  SyCriterionArgument read = { SY_CRITERION_FORM_RUN_TIME, SY_OP_EQUAL, FALSE, NULL, NULL };

  if (argument->kind == SY_EXPRESSION_TEXT)
    {
      read.form = SY_CRITERION_FORM_CONSTANT;
      read.criterion = sy_criterion_parse (argument->text);
    }
  else if (is_comparable (argument))
    {
      read.form = SY_CRITERION_FORM_COMPARE;
      read.operand = argument;
    }
  else if (read_comparison (argument, &read))
    read.form = SY_CRITERION_FORM_COMPARE;
  return read;
}

void
sy_criterion_argument_clear (SyCriterionArgument *self)
{
  g_clear_pointer (&self->criterion, sy_criterion_free);
}

gboolean
sy_criterion_argument_is_literal (const SyExpression *argument)
{
  g_auto (SyCriterionArgument) read = sy_criterion_argument_read (argument);

  if (read.form == SY_CRITERION_FORM_CONSTANT)
    return TRUE;
  return read.form == SY_CRITERION_FORM_COMPARE
         && (read.operand->kind == SY_EXPRESSION_NUMBER || read.operand->kind == SY_EXPRESSION_TEXT
             || read.operand->kind == SY_EXPRESSION_BOOL);
}
