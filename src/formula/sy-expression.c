/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tree of a formula: its life, its comparison and its text. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "sy-expression.h"

G_DEFINE_QUARK (sy_formula_error, sy_formula_error)

/* Excel's precedence, the tighter the higher. */
enum
{
  LEVEL_COMPARE = 1,
  LEVEL_CONCAT,
  LEVEL_ADD,
  LEVEL_MULTIPLY,
  LEVEL_POWER,
  LEVEL_PERCENT,
  LEVEL_SIGN,
  LEVEL_ATOM,
};

static void write_node (GString *out, const SyExpression *node);

/**
 * sy_formula_set_error:
 * @line: 1-based line of the formula's text
 * @column: 1-based character within the line
 *
 * Sets an error of the formula language whose message begins with the place.
 */
void
sy_formula_set_error (GError **error, SyFormulaError code, guint line, guint column, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, SY_FORMULA_ERROR, (int) code, "%u:%u: %s", line, column, message);
}

SyExpression *
sy_expression_new (SyExpressionKind kind)
{
  SyExpression *self = g_new0 (SyExpression, 1);

  g_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->line = 1;
  self->column = 1;
  return self;
}

SyExpression *
sy_expression_ref (SyExpression *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_ref_count_inc (&self->ref_count);
  return self;
}

void
sy_expression_unref (SyExpression *self)
{
  if (!self || !g_ref_count_dec (&self->ref_count))
    return;
  g_free (self->text);
  g_free (self->table);
  g_free (self->column_name);
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_free (self);
}

/**
 * sy_expression_add_child:
 * @child: (transfer full): the new last child
 */
void
sy_expression_add_child (SyExpression *self, SyExpression *child)
{
  g_return_if_fail (self != NULL && child != NULL);

  if (!self->children)
    self->children = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_expression_unref);
  g_ptr_array_add (self->children, child);
}

SyExpression *
sy_expression_copy (const SyExpression *self)
{
  SyExpression *copy = g_new0 (SyExpression, 1);

  *copy = *self;
  g_ref_count_init (&copy->ref_count);
  copy->text = g_strdup (self->text);
  copy->table = g_strdup (self->table);
  copy->column_name = g_strdup (self->column_name);
  copy->children = NULL;
  for (guint i = 0; i < sy_expression_get_n_children (self); i++)
    sy_expression_add_child (copy, sy_expression_copy (sy_expression_get_child (self, i)));
  return copy;
}

static gboolean
names_equal (const char *a, const char *b)
{
  g_autofree char *folded_a = NULL;
  g_autofree char *folded_b = NULL;

  if (!a || !b)
    return a == b;
  folded_a = g_utf8_casefold (a, -1);
  folded_b = g_utf8_casefold (b, -1);
  return strcmp (folded_a, folded_b) == 0;
}

/* What the nodes themselves say, without their children. */
static gboolean
node_equal (const SyExpression *a, const SyExpression *b)
{
  if (a->kind != b->kind || a->op != b->op)
    return FALSE;
  switch (a->kind)
    {
    case SY_EXPRESSION_NUMBER:
    case SY_EXPRESSION_BOOL:
      return a->number <= b->number && a->number >= b->number;
    case SY_EXPRESSION_TEXT:
      return g_strcmp0 (a->text, b->text) == 0;
    case SY_EXPRESSION_CELL:
    case SY_EXPRESSION_COLUMN:
      if (a->bound_table || b->bound_table)
        return a->bound_table == b->bound_table && a->bound_column == b->bound_column;
      return names_equal (a->table, b->table) && names_equal (a->column_name, b->column_name);
    case SY_EXPRESSION_NAME:
      if (a->bound_name || b->bound_name)
        return a->bound_name == b->bound_name;
      return names_equal (a->text, b->text);
    case SY_EXPRESSION_CALL:
      if (a->function || b->function)
        return a->function == b->function;
      return names_equal (a->text, b->text);
    case SY_EXPRESSION_MISSING:
    case SY_EXPRESSION_RANGE:
    case SY_EXPRESSION_UNARY:
    case SY_EXPRESSION_BINARY:
      return TRUE;
    }
  return FALSE;
}

/**
 * sy_expression_equal:
 *
 * Returns: whether two trees say the same: names without case, bound ones by what they are bound to; places
 * in the text don't count
 */
gboolean
sy_expression_equal (const SyExpression *a, const SyExpression *b)
{
  guint n = sy_expression_get_n_children (a);

  if (a == b)
    return TRUE;
  if (!node_equal (a, b) || sy_expression_get_n_children (b) != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!sy_expression_equal (sy_expression_get_child (a, i), sy_expression_get_child (b, i)))
      return FALSE;
  return TRUE;
}

/**
 * sy_expression_walk:
 * @visit: called on every node, parents before children; %FALSE leaves out what is below
 */
void
sy_expression_walk (SyExpression *self, SyExpressionVisit visit, gpointer user_data)
{
  if (!visit (self, user_data))
    return;
  for (guint i = 0; i < sy_expression_get_n_children (self); i++)
    sy_expression_walk (sy_expression_get_child (self, i), visit, user_data);
}

/**
 * sy_operator_get_text:
 *
 * Returns: the operator as it is written in a formula
 */
const char *
sy_operator_get_text (SyOperator op)
{
  static const char *const texts[] = {
    [SY_OP_NONE] = "",   [SY_OP_NEGATE] = "-",      [SY_OP_PLUS] = "+",     [SY_OP_PERCENT] = "%",
    [SY_OP_ADD] = "+",   [SY_OP_SUBTRACT] = "-",    [SY_OP_MULTIPLY] = "*", [SY_OP_DIVIDE] = "/",
    [SY_OP_POWER] = "^", [SY_OP_CONCAT] = "&",      [SY_OP_EQUAL] = "=",    [SY_OP_UNEQUAL] = "<>",
    [SY_OP_LESS] = "<",  [SY_OP_LESS_EQUAL] = "<=", [SY_OP_GREATER] = ">",  [SY_OP_GREATER_EQUAL] = ">=",
  };

  return texts[op];
}

static int
get_operator_level (SyOperator op)
{
  switch (op)
    {
    case SY_OP_NEGATE:
    case SY_OP_PLUS:
      return LEVEL_SIGN;
    case SY_OP_PERCENT:
      return LEVEL_PERCENT;
    case SY_OP_POWER:
      return LEVEL_POWER;
    case SY_OP_MULTIPLY:
    case SY_OP_DIVIDE:
      return LEVEL_MULTIPLY;
    case SY_OP_ADD:
    case SY_OP_SUBTRACT:
      return LEVEL_ADD;
    case SY_OP_CONCAT:
      return LEVEL_CONCAT;
    case SY_OP_NONE:
    case SY_OP_EQUAL:
    case SY_OP_UNEQUAL:
    case SY_OP_LESS:
    case SY_OP_LESS_EQUAL:
    case SY_OP_GREATER:
    case SY_OP_GREATER_EQUAL:
      break;
    }
  return LEVEL_COMPARE;
}

/**
 * sy_expression_get_level:
 *
 * How tightly the node's own operator binds in Excel's precedence: comparison 1, & 2, + and - 3, * and / 4, ^
 * 5, % 6, sign 7, everything else 8. Left operands need parentheses below the operator's level, right ones at
 * or below it.
 */
int
sy_expression_get_level (const SyExpression *self)
{
  if (self->kind == SY_EXPRESSION_UNARY || self->kind == SY_EXPRESSION_BINARY)
    return get_operator_level (self->op);
  /* A negative constant, which only a rewriting makes, is written with its sign. */
  if (self->kind == SY_EXPRESSION_NUMBER && signbit (self->number))
    return LEVEL_SIGN;
  return LEVEL_ATOM;
}

/**
 * sy_formula_format_number:
 * @buffer: at least %G_ASCII_DTOSTR_BUF_SIZE bytes
 *
 * Returns: @buffer with the shortest decimal that reads back as @number, in the C locale
 */
const char *
sy_formula_format_number (char *buffer, double number)
{
  for (int digits = 15; digits <= 17; digits++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%dG", digits);
      g_ascii_formatd (buffer, G_ASCII_DTOSTR_BUF_SIZE, format, number);
      if (!(fabs (g_ascii_strtod (buffer, NULL) - number) > 0.))
        break;
    }
  return buffer;
}

static gboolean
is_plain_name (const char *name)
{
  gunichar first = g_utf8_get_char (name);

  if (!g_unichar_isalpha (first) && first != '_')
    return FALSE;
  for (const char *at = name; *at; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (!g_unichar_isalnum (c) && !g_unichar_ismark (c) && c != '_' && c != '.')
        return FALSE;
    }
  return g_ascii_strcasecmp (name, "TRUE") != 0 && g_ascii_strcasecmp (name, "FALSE") != 0;
}

static void
write_name (GString *out, const char *name)
{
  if (is_plain_name (name))
    {
      g_string_append (out, name);
      return;
    }
  g_string_append_c (out, '\'');
  for (const char *at = name; *at; at++)
    {
      if (*at == '\'')
        g_string_append_c (out, '\'');
      g_string_append_c (out, *at);
    }
  g_string_append_c (out, '\'');
}

static void
write_reference (GString *out, const SyExpression *node)
{
  if (node->table)
    write_name (out, node->table);
  g_string_append (out, node->kind == SY_EXPRESSION_CELL ? "[@" : "[");
  for (const char *at = node->column_name; *at; at++)
    {
      if (strchr ("[]#'@", *at))
        g_string_append_c (out, '\'');
      g_string_append_c (out, *at);
    }
  g_string_append_c (out, ']');
}

static void
write_text (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (const char *at = text; *at; at++)
    {
      if (*at == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *at);
    }
  g_string_append_c (out, '"');
}

static void
write_operand (GString *out, const SyExpression *node, gboolean parentheses)
{
  if (parentheses)
    g_string_append_c (out, '(');
  write_node (out, node);
  if (parentheses)
    g_string_append_c (out, ')');
}

static void
write_operation (GString *out, const SyExpression *node)
{
  const SyExpression *first = sy_expression_get_child (node, 0);
  int level = sy_expression_get_level (node);

  if (node->kind == SY_EXPRESSION_BINARY)
    {
      const SyExpression *second = sy_expression_get_child (node, 1);

      write_operand (out, first, sy_expression_get_level (first) < level);
      g_string_append (out, sy_operator_get_text (node->op));
      write_operand (out, second, sy_expression_get_level (second) <= level);
      return;
    }
  if (node->op != SY_OP_PERCENT)
    g_string_append (out, sy_operator_get_text (node->op));
  /* -x% is read as -(x%), so a sign below % keeps its parentheses. */
  write_operand (out, first,
                 node->op == SY_OP_PERCENT
                     ? sy_expression_get_level (first) != LEVEL_ATOM && first->op != SY_OP_PERCENT
                     : sy_expression_get_level (first) < LEVEL_PERCENT);
  if (node->op == SY_OP_PERCENT)
    g_string_append_c (out, '%');
}

static void
write_call (GString *out, const SyExpression *node)
{
  g_string_append (out, node->text);
  g_string_append_c (out, '(');
  for (guint i = 0; i < sy_expression_get_n_children (node); i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      write_node (out, sy_expression_get_child (node, i));
    }
  g_string_append_c (out, ')');
}

static void
write_node (GString *out, const SyExpression *node)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  switch (node->kind)
    {
    case SY_EXPRESSION_NUMBER:
      g_string_append (out, sy_formula_format_number (buffer, node->number));
      break;
    case SY_EXPRESSION_TEXT:
      write_text (out, node->text);
      break;
    case SY_EXPRESSION_BOOL:
      g_string_append (out, node->number > 0. ? "TRUE" : "FALSE");
      break;
    case SY_EXPRESSION_MISSING:
      break;
    case SY_EXPRESSION_CELL:
    case SY_EXPRESSION_COLUMN:
      write_reference (out, node);
      break;
    case SY_EXPRESSION_NAME:
      write_name (out, node->text);
      break;
    case SY_EXPRESSION_RANGE:
      write_node (out, sy_expression_get_child (node, 0));
      g_string_append_c (out, ':');
      write_node (out, sy_expression_get_child (node, 1));
      break;
    case SY_EXPRESSION_UNARY:
    case SY_EXPRESSION_BINARY:
      write_operation (out, node);
      break;
    case SY_EXPRESSION_CALL:
      write_call (out, node);
      break;
    }
}

char *
sy_expression_to_string (const SyExpression *self)
{
  GString *out = g_string_new (NULL);

  write_node (out, self);
  return g_string_free (out, FALSE);
}
