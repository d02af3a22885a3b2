/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recursive descent over the tokens of a formula, with Excel's precedence: signs bind tighter than ^,
 * everything is left-associative. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "sy-lexer.h"
#include "sy-parser.h"

#define MAX_DEPTH 64   /* nested parentheses, calls and signs */
#define MAX_HEIGHT 256 /* of the tree, so that a chain of operators can't exhaust the stack of a reader */
#define MAX_ARGUMENTS 255

typedef struct
{
  GArray *tokens;
  guint at;
  guint depth;
} Parser;

static SyExpression *parse_binary (Parser *parser, int min_level, GError **error);

static const SyToken *
peek (const Parser *parser)
{
  return &g_array_index (parser->tokens, SyToken, parser->at);
}

static const SyToken *
take (Parser *parser)
{
  const SyToken *token = peek (parser);

  if (token->kind != SY_TOKEN_END)
    parser->at++;
  return token;
}

static gboolean
accept (Parser *parser, SyTokenKind kind)
{
  if (peek (parser)->kind != kind)
    return FALSE;
  take (parser);
  return TRUE;
}

static SyExpression *
fail (const SyToken *token, GError **error, const char *message)
{
  sy_formula_set_error (error, SY_FORMULA_ERROR_SYNTAX, token->line, token->column, "%s", message);
  return NULL;
}

static SyExpression *
new_node (SyExpressionKind kind, const SyToken *token)
{
  SyExpression *node = sy_expression_new (kind);

  node->line = token->line;
  node->column = token->column;
  node->offset = token->offset;
  node->length = token->length;
  node->number = token->number;
  return node;
}

/* The node reaches from the token it began with to the one that was taken last. */
static SyExpression *
close_node (const Parser *parser, SyExpression *node, const SyToken *first)
{
  const SyToken *last = &g_array_index (parser->tokens, SyToken, parser->at > 0 ? parser->at - 1 : 0);

  node->line = first->line;
  node->column = first->column;
  node->offset = first->offset;
  node->length = last->offset + last->length - first->offset;
  return node;
}

static gboolean
enter (Parser *parser, GError **error)
{
  const SyToken *token = peek (parser);

  if (++parser->depth <= MAX_DEPTH)
    return TRUE;
  sy_formula_set_error (error, SY_FORMULA_ERROR_LIMIT, token->line, token->column,
                        _ ("the formula is nested deeper than %d levels"), MAX_DEPTH);
  return FALSE;
}

static SyExpression *
parse_argument (Parser *parser, GError **error)
{
  SyTokenKind kind = peek (parser)->kind;

  if (kind == SY_TOKEN_COMMA || kind == SY_TOKEN_CLOSE)
    {
      SyExpression *missing = new_node (SY_EXPRESSION_MISSING, peek (parser));

      missing->length = 0;
      return missing;
    }
  return parse_binary (parser, 1, error);
}

static gboolean
parse_arguments (Parser *parser, SyExpression *call, GError **error)
{
  if (accept (parser, SY_TOKEN_CLOSE))
    return TRUE;
  do
    {
      SyExpression *argument = NULL;

      if (sy_expression_get_n_children (call) == MAX_ARGUMENTS)
        {
          sy_formula_set_error (error, SY_FORMULA_ERROR_LIMIT, call->line, call->column,
                                _ ("%s has more than %d arguments"), call->text, MAX_ARGUMENTS);
          return FALSE;
        }
      argument = parse_argument (parser, error);
      if (!argument)
        return FALSE;
      sy_expression_add_child (call, argument);
    }
  while (accept (parser, SY_TOKEN_COMMA));
  if (accept (parser, SY_TOKEN_CLOSE))
    return TRUE;
  sy_formula_set_error (error, SY_FORMULA_ERROR_SYNTAX, peek (parser)->line, peek (parser)->column,
                        _ ("expected “,” or “)” in the arguments of %s"), call->text);
  return FALSE;
}

static SyExpression *
parse_call (Parser *parser, const SyToken *name, GError **error)
{
  g_autoptr (SyExpression) call = new_node (SY_EXPRESSION_CALL, name);

  call->text = g_ascii_strup (name->text, -1);
  take (parser);
  if (!enter (parser, error) || !parse_arguments (parser, call, error))
    return NULL;
  parser->depth--;
  /* TRUE() and FALSE() are the constants. */
  if (!call->children && (g_str_equal (call->text, "TRUE") || g_str_equal (call->text, "FALSE")))
    {
      SyExpression *constant = new_node (SY_EXPRESSION_BOOL, name);

      constant->number = g_str_equal (call->text, "TRUE") ? 1. : 0.;
      return close_node (parser, constant, name);
    }
  return close_node (parser, g_steal_pointer (&call), name);
}

static gboolean
is_reference (const SyToken *token)
{
  return token->kind == SY_TOKEN_CELL || token->kind == SY_TOKEN_COLUMN;
}

static SyExpression *
parse_reference (Parser *parser, const SyToken *table, GError **error)
{
  const SyToken *reference = take (parser);
  SyExpression *node =
      new_node (reference->kind == SY_TOKEN_CELL ? SY_EXPRESSION_CELL : SY_EXPRESSION_COLUMN, reference);

  node->table = table ? g_strdup (table->text) : NULL;
  node->column_name = g_strdup (reference->text);
  return close_node (parser, node, table ? table : reference);
}

static SyExpression *
parse_name (Parser *parser, const SyToken *name, GError **error)
{
  const SyToken *next = peek (parser);
  SyExpression *node = NULL;

  /* A table stands directly before its bracket. */
  if (is_reference (next) && next->offset == name->offset + name->length)
    return parse_reference (parser, name, error);
  if (next->kind == SY_TOKEN_OPEN && !name->quoted)
    return parse_call (parser, name, error);
  if (!name->quoted
      && (g_ascii_strcasecmp (name->text, "TRUE") == 0 || g_ascii_strcasecmp (name->text, "FALSE") == 0))
    {
      node = new_node (SY_EXPRESSION_BOOL, name);
      node->number = g_ascii_strcasecmp (name->text, "TRUE") == 0 ? 1. : 0.;
      return node;
    }
  node = new_node (SY_EXPRESSION_NAME, name);
  node->text = g_strdup (name->text);
  return node;
}

static SyExpression *
parse_group (Parser *parser, GError **error)
{
  g_autoptr (SyExpression) inner = NULL;

  if (!enter (parser, error))
    return NULL;
  inner = parse_binary (parser, 1, error);
  if (!inner)
    return NULL;
  parser->depth--;
  if (!accept (parser, SY_TOKEN_CLOSE))
    return fail (peek (parser), error, _ ("expected “)”"));
  return g_steal_pointer (&inner);
}

static SyExpression *
parse_atom (Parser *parser, GError **error)
{
  const SyToken *token = peek (parser);
  SyExpression *node = NULL;

  if (is_reference (token))
    return parse_reference (parser, NULL, error);
  switch (token->kind)
    {
    case SY_TOKEN_NUMBER:
      take (parser);
      return new_node (SY_EXPRESSION_NUMBER, token);
    case SY_TOKEN_TEXT:
      take (parser);
      node = new_node (SY_EXPRESSION_TEXT, token);
      node->text = g_strdup (token->text);
      return node;
    case SY_TOKEN_NAME:
      take (parser);
      return parse_name (parser, token, error);
    case SY_TOKEN_OPEN:
      take (parser);
      return parse_group (parser, error);
    case SY_TOKEN_END:
      return fail (token, error, _ ("the formula ends where a value is expected"));
    case SY_TOKEN_CELL:
    case SY_TOKEN_COLUMN:
    case SY_TOKEN_OPERATOR:
    case SY_TOKEN_PERCENT:
    case SY_TOKEN_CLOSE:
    case SY_TOKEN_COMMA:
    case SY_TOKEN_COLON:
      break;
    }
  return fail (token, error, _ ("expected a value, a name or “(”"));
}

static SyExpression *
parse_range (Parser *parser, GError **error)
{
  const SyToken *first = peek (parser);
  g_autoptr (SyExpression) begin = parse_atom (parser, error);
  SyExpression *end = NULL;
  SyExpression *range = NULL;

  if (!begin || peek (parser)->kind != SY_TOKEN_COLON)
    return g_steal_pointer (&begin);
  take (parser);
  end = parse_atom (parser, error);
  if (!end)
    return NULL;
  range = sy_expression_new (SY_EXPRESSION_RANGE);
  sy_expression_add_child (range, g_steal_pointer (&begin));
  sy_expression_add_child (range, end);
  return close_node (parser, range, first);
}

static SyExpression *
parse_percent (Parser *parser, GError **error)
{
  const SyToken *first = peek (parser);
  SyExpression *node = parse_range (parser, error);

  while (node && accept (parser, SY_TOKEN_PERCENT))
    {
      SyExpression *percent = sy_expression_new (SY_EXPRESSION_UNARY);

      percent->op = SY_OP_PERCENT;
      sy_expression_add_child (percent, node);
      node = close_node (parser, percent, first);
    }
  return node;
}

static SyExpression *
parse_sign (Parser *parser, GError **error)
{
  const SyToken *sign = peek (parser);
  SyExpression *operand = NULL;
  SyExpression *node = NULL;

  if (sign->kind != SY_TOKEN_OPERATOR || (sign->op != SY_OP_ADD && sign->op != SY_OP_SUBTRACT))
    return parse_percent (parser, error);
  take (parser);
  if (!enter (parser, error))
    return NULL;
  operand = parse_sign (parser, error);
  if (!operand)
    return NULL;
  parser->depth--;
  node = sy_expression_new (SY_EXPRESSION_UNARY);
  node->op = sign->op == SY_OP_ADD ? SY_OP_PLUS : SY_OP_NEGATE;
  sy_expression_add_child (node, operand);
  return close_node (parser, node, sign);
}

static int
get_level (const SyToken *token)
{
  SyExpression probe = { .kind = SY_EXPRESSION_BINARY, .op = token->op };

  return token->kind == SY_TOKEN_OPERATOR ? sy_expression_get_level (&probe) : 0;
}

/* Precedence climbing; every operator is left-associative, ^ too, as in Excel. */
static SyExpression *
parse_binary (Parser *parser, int min_level, GError **error)
{
  const SyToken *first = peek (parser);
  g_autoptr (SyExpression) left = parse_sign (parser, error);

  while (left)
    {
      const SyToken *token = peek (parser);
      int level = get_level (token);
      SyExpression *right = NULL;
      SyExpression *node = NULL;

      if (level < min_level || level == 0)
        return g_steal_pointer (&left);
      take (parser);
      right = parse_binary (parser, level + 1, error);
      if (!right)
        return NULL;
      node = sy_expression_new (SY_EXPRESSION_BINARY);
      node->op = token->op;
      sy_expression_add_child (node, g_steal_pointer (&left));
      sy_expression_add_child (node, right);
      left = close_node (parser, node, first);
    }
  return NULL;
}

/* The text is at most 8,192 characters long, so this recursion ends there. */
static guint
measure_height (const SyExpression *node)
{
  guint height = 0;

  for (guint i = 0; i < sy_expression_get_n_children (node); i++)
    {
      guint below = measure_height (sy_expression_get_child (node, i)); /* once: MAX would call it twice */

      height = MAX (height, below);
    }
  return height + 1;
}

/**
 * sy_parser_parse:
 *
 * Returns: (transfer full): the unbound tree; or %NULL with %SY_FORMULA_ERROR_SYNTAX or
 * %SY_FORMULA_ERROR_LIMIT, the message beginning with LINE:COLUMN
 */
SyExpression *
sy_parser_parse (const char *text, GError **error)
{
  g_autoptr (GArray) tokens = NULL;
  g_autoptr (SyExpression) root = NULL;
  Parser parser = { 0 };

  g_return_val_if_fail (text != NULL, NULL);

  tokens = sy_lexer_read (text, error);
  if (!tokens)
    return NULL;
  parser.tokens = tokens;
  if (peek (&parser)->kind == SY_TOKEN_END)
    return fail (peek (&parser), error, _ ("the formula is empty"));
  root = parse_binary (&parser, 1, error);
  if (!root)
    return NULL;
  if (peek (&parser)->kind == SY_TOKEN_CLOSE)
    return fail (peek (&parser), error, _ ("this “)” has no “(”"));
  if (peek (&parser)->kind != SY_TOKEN_END)
    return fail (peek (&parser), error, _ ("expected an operator between two values"));
  if (measure_height (root) > MAX_HEIGHT)
    {
      sy_formula_set_error (error, SY_FORMULA_ERROR_LIMIT, 1, 1,
                            _ ("the formula is a chain of more than %d operations; split it into columns"),
                            MAX_HEIGHT - 1);
      return NULL;
    }
  return g_steal_pointer (&root);
}
