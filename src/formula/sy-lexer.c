/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cuts a formula into tokens. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "sy-lexer.h"

typedef struct
{
  const char *text;
  const char *at;
  guint line, column;
  GArray *tokens;
} Lexer;

static void
clear_token (gpointer data)
{
  SyToken *token = data;

  g_free (token->text);
}

/* Full-width signs that a Chinese input method types; a title that holds them is written in brackets or
 * quotes. */
static gunichar
to_ascii (gunichar c)
{
  switch (c)
    {
    case 0x3000: /* ideographic space */
    case 0x00A0: /* no-break space */
    case 0xFEFF: /* byte order mark */
      return ' ';
    case 0x201C: /* “ */
    case 0x201D: /* ” */
      return '"';
    default:
      break;
    }
  return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c;
}

static gunichar
peek (const Lexer *lexer)
{
  return to_ascii (g_utf8_get_char (lexer->at));
}

static void
advance (Lexer *lexer)
{
  if (*lexer->at == '\n')
    {
      lexer->line++;
      lexer->column = 1;
    }
  else
    lexer->column++;
  lexer->at = g_utf8_next_char (lexer->at);
}

static void
skip_space (Lexer *lexer)
{
  while (*lexer->at && (peek (lexer) == ' ' || g_unichar_isspace (peek (lexer))))
    advance (lexer);
}

static SyToken
begin_token (const Lexer *lexer, SyTokenKind kind)
{
  SyToken token = { 0 };

  token.kind = kind;
  token.line = lexer->line;
  token.column = lexer->column;
  token.offset = (gsize) (lexer->at - lexer->text);
  return token;
}

static void
end_token (Lexer *lexer, SyToken *token)
{
  token->length = (gsize) (lexer->at - lexer->text) - token->offset;
  g_array_append_vals (lexer->tokens, token, 1);
}

static gboolean
fail (const SyToken *token, GError **error, const char *message)
{
  sy_formula_set_error (error, SY_FORMULA_ERROR_SYNTAX, token->line, token->column, "%s", message);
  return FALSE;
}

static gboolean
is_digit (gunichar c)
{
  return c >= '0' && c <= '9';
}

static gboolean
is_name_start (gunichar c)
{
  return c == '_' || g_unichar_isalpha (c);
}

static gboolean
is_name_part (gunichar c)
{
  return is_name_start (c) || c == '.' || g_unichar_isdigit (c) || g_unichar_ismark (c);
}

static void
take_digits (Lexer *lexer, GString *out)
{
  while (is_digit (peek (lexer)))
    {
      g_string_append_c (out, (char) peek (lexer));
      advance (lexer);
    }
}

/* An exponent only where digits follow, so that 2E is a number with a name behind it and said to be wrong. */
static void
take_exponent (Lexer *lexer, GString *out)
{
  Lexer saved = *lexer;
  gsize length = out->len;

  if (peek (lexer) != 'e' && peek (lexer) != 'E')
    return;
  g_string_append_c (out, 'e');
  advance (lexer);
  if (peek (lexer) == '+' || peek (lexer) == '-')
    {
      g_string_append_c (out, (char) peek (lexer));
      advance (lexer);
    }
  if (is_digit (peek (lexer)))
    {
      take_digits (lexer, out);
      return;
    }
  *lexer = saved;
  g_string_truncate (out, length);
}

static gboolean
read_number (Lexer *lexer, GError **error)
{
  SyToken token = begin_token (lexer, SY_TOKEN_NUMBER);
  g_autoptr (GString) digits = g_string_new (NULL);

  take_digits (lexer, digits);
  if (peek (lexer) == '.')
    {
      g_string_append_c (digits, '.');
      advance (lexer);
      take_digits (lexer, digits);
    }
  take_exponent (lexer, digits);
  if (is_name_part (peek (lexer)))
    return fail (&token, error, _ ("this is neither a number nor a name"));
  token.number = g_ascii_strtod (digits->str, NULL);
  if (!isfinite (token.number))
    return fail (&token, error, _ ("this number is too large"));
  end_token (lexer, &token);
  return TRUE;
}

static gboolean
read_text (Lexer *lexer, GError **error)
{
  SyToken token = begin_token (lexer, SY_TOKEN_TEXT);
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean typographic = *lexer->at != '"' && g_utf8_get_char (lexer->at) != 0xFF02;

  advance (lexer);
  while (*lexer->at)
    {
      gunichar c = g_utf8_get_char (lexer->at);
      gboolean closes = typographic ? c == 0x201D : c == '"';

      advance (lexer);
      if (closes && (typographic || *lexer->at != '"'))
        {
          token.text = g_string_free (g_steal_pointer (&text), FALSE);
          end_token (lexer, &token);
          return TRUE;
        }
      if (closes)
        advance (lexer);
      g_string_append_unichar (text, c);
    }
  return fail (&token, error, _ ("this text has no closing quote"));
}

static gboolean
read_quoted_name (Lexer *lexer, GError **error)
{
  SyToken token = begin_token (lexer, SY_TOKEN_NAME);
  g_autoptr (GString) name = g_string_new (NULL);

  token.quoted = TRUE;
  advance (lexer);
  while (*lexer->at)
    {
      gunichar c = g_utf8_get_char (lexer->at);

      advance (lexer);
      if (c == '\'' && *lexer->at != '\'')
        {
          if (name->len == 0)
            return fail (&token, error, _ ("a name in quotes can't be empty"));
          token.text = g_string_free (g_steal_pointer (&name), FALSE);
          end_token (lexer, &token);
          return TRUE;
        }
      if (c == '\'')
        advance (lexer);
      g_string_append_unichar (name, c);
    }
  return fail (&token, error, _ ("this name has no closing quote"));
}

static void
read_name (Lexer *lexer)
{
  SyToken token = begin_token (lexer, SY_TOKEN_NAME);
  const char *begin = lexer->at;

  while (is_name_part (g_utf8_get_char (lexer->at)))
    advance (lexer);
  token.text = g_strndup (begin, (gsize) (lexer->at - begin));
  end_token (lexer, &token);
}

/* Takes what stands up to the closing bracket, "'" being Excel's escape. @lexer is behind the opening
 * bracket. */
static char *
take_bracketed (Lexer *lexer)
{
  g_autoptr (GString) name = g_string_new (NULL);

  while (*lexer->at)
    {
      gunichar c = g_utf8_get_char (lexer->at);
      gunichar ascii = to_ascii (c);

      if (ascii == ']')
        {
          advance (lexer);
          return g_strstrip (g_string_free (g_steal_pointer (&name), FALSE));
        }
      if (ascii == '[')
        return NULL;
      advance (lexer);
      if (c == '\'' && *lexer->at)
        {
          c = g_utf8_get_char (lexer->at);
          advance (lexer);
        }
      g_string_append_unichar (name, c);
    }
  return NULL;
}

/* What follows the first bracket of [[#This Row],[c]] (Excel's file form) or [[c]]. */
static gboolean
read_nested_reference (Lexer *lexer, SyToken *token)
{
  advance (lexer);
  token->text = take_bracketed (lexer);
  if (token->text && g_ascii_strcasecmp (token->text, "#This Row") == 0)
    {
      g_clear_pointer (&token->text, g_free);
      token->kind = SY_TOKEN_CELL;
      skip_space (lexer);
      if (peek (lexer) != ',')
        return FALSE;
      advance (lexer);
      skip_space (lexer);
      if (peek (lexer) != '[')
        return FALSE;
      advance (lexer);
      token->text = take_bracketed (lexer);
    }
  if (!token->text || peek (lexer) != ']')
    return FALSE;
  advance (lexer);
  return TRUE;
}

/* [c], [@c], [@[c]], [[c]] and [[#This Row],[c]]. */
static gboolean
read_reference (Lexer *lexer, GError **error)
{
  SyToken token = begin_token (lexer, SY_TOKEN_COLUMN);
  gboolean ok = TRUE;

  advance (lexer);
  if (peek (lexer) == '@')
    {
      token.kind = SY_TOKEN_CELL;
      advance (lexer);
    }
  if (peek (lexer) == '[')
    ok = read_nested_reference (lexer, &token);
  else
    token.text = take_bracketed (lexer);
  if (ok && token.text && *token.text)
    {
      end_token (lexer, &token);
      return TRUE;
    }
  g_free (token.text);
  return fail (&token, error,
               _ ("this column reference is not complete; write [@column] for this row's cell, [column] or "
                  "table[column]"));
}

static gboolean
read_sign (Lexer *lexer, GError **error)
{
  SyToken token = begin_token (lexer, SY_TOKEN_OPERATOR);
  gunichar c = peek (lexer);
  gunichar next;
  char shown[8] = { 0 };

  advance (lexer);
  next = peek (lexer);
  switch (c)
    {
    case '+':
      token.op = SY_OP_ADD;
      break;
    case '-':
    case 0x2212: /* − */
      token.op = SY_OP_SUBTRACT;
      break;
    case '*':
    case 0x00D7: /* × */
      token.op = SY_OP_MULTIPLY;
      break;
    case '/':
    case 0x00F7: /* ÷ */
      token.op = SY_OP_DIVIDE;
      break;
    case '^':
      token.op = SY_OP_POWER;
      break;
    case '&':
      token.op = SY_OP_CONCAT;
      break;
    case '=':
      token.op = SY_OP_EQUAL;
      break;
    case '<':
      token.op = next == '=' ? SY_OP_LESS_EQUAL : next == '>' ? SY_OP_UNEQUAL : SY_OP_LESS;
      if (token.op != SY_OP_LESS)
        advance (lexer);
      break;
    case '>':
      token.op = next == '=' ? SY_OP_GREATER_EQUAL : SY_OP_GREATER;
      if (token.op != SY_OP_GREATER)
        advance (lexer);
      break;
    case '%':
      token.kind = SY_TOKEN_PERCENT;
      break;
    case '(':
      token.kind = SY_TOKEN_OPEN;
      break;
    case ')':
      token.kind = SY_TOKEN_CLOSE;
      break;
    case ',':
      token.kind = SY_TOKEN_COMMA;
      break;
    case ':':
      token.kind = SY_TOKEN_COLON;
      break;
    default:
      if (!g_unichar_isprint (c))
        return fail (&token, error, _ ("there is a character here that can't be shown"));
      g_unichar_to_utf8 (c, shown);
      sy_formula_set_error (error, SY_FORMULA_ERROR_SYNTAX, token.line, token.column,
                            _ ("the sign “%s” has no meaning here"), shown);
      return FALSE;
    }
  end_token (lexer, &token);
  return TRUE;
}

static gboolean
read_token (Lexer *lexer, GError **error)
{
  gunichar c = peek (lexer);

  if (is_digit (c) || (c == '.' && is_digit (to_ascii (g_utf8_get_char (g_utf8_next_char (lexer->at))))))
    return read_number (lexer, error);
  if (c == '"')
    return read_text (lexer, error);
  if (c == '\'')
    return read_quoted_name (lexer, error);
  if (c == '[')
    return read_reference (lexer, error);
  if (is_name_start (g_utf8_get_char (lexer->at)))
    {
      read_name (lexer);
      return TRUE;
    }
  return read_sign (lexer, error);
}

/**
 * sy_lexer_read:
 * @text: a formula, with or without a leading "="
 *
 * Returns: (transfer full) (element-type SyToken): the tokens, the last one %SY_TOKEN_END; or %NULL with
 *   %SY_FORMULA_ERROR_SYNTAX or %SY_FORMULA_ERROR_LIMIT
 */
GArray *
sy_lexer_read (const char *text, GError **error)
{
  g_autoptr (GArray) tokens = g_array_new (FALSE, FALSE, sizeof (SyToken));
  Lexer lexer = { text, text, 1, 1, tokens };
  SyToken end;

  g_return_val_if_fail (text != NULL, NULL);

  g_array_set_clear_func (tokens, clear_token);
  if (!g_utf8_validate (text, -1, NULL))
    {
      sy_formula_set_error (error, SY_FORMULA_ERROR_SYNTAX, 1, 1, _ ("the formula is not valid UTF-8 text"));
      return NULL;
    }
  if (g_utf8_strlen (text, -1) > SY_LEXER_MAX_CHARACTERS)
    {
      sy_formula_set_error (error, SY_FORMULA_ERROR_LIMIT, 1, 1,
                            _ ("the formula is longer than %d characters"), SY_LEXER_MAX_CHARACTERS);
      return NULL;
    }
  skip_space (&lexer);
  if (peek (&lexer) == '=')
    advance (&lexer);
  for (skip_space (&lexer); *lexer.at; skip_space (&lexer))
    if (!read_token (&lexer, error))
      return NULL;
  end = begin_token (&lexer, SY_TOKEN_END);
  end_token (&lexer, &end);
  return g_steal_pointer (&tokens);
}
