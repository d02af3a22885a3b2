/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first thing that went wrong. All parts of the formula are computed at once; the part to blame is the
 * one that has no value while everything it is made of has. Where that is another cell or name without a
 * value, the reason is looked for there. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-explanation-private.h"
#include "sy-words-writer.h"

#define MAX_DEPTH 8
#define MAX_PARTS 200

static char *
find_reason (const SyPlace *place, const SyExpression *bound, guint depth, GCancellable *cancellable);

static gboolean
collect_part (SyExpression *expression, gpointer user_data)
{
  GPtrArray *parts = user_data;

  if (expression->is_column || expression->kind == SY_EXPRESSION_MISSING
      || expression->kind == SY_EXPRESSION_RANGE)
    return FALSE;
  if (parts->len < MAX_PARTS)
    g_ptr_array_add (parts, expression);
  return TRUE;
}

static gboolean
is_call (const SyExpression *part, const char *name)
{
  return part->kind == SY_EXPRESSION_CALL && g_str_equal (part->text, name);
}

static gboolean
is_empty (const SyPartValues *values, const SyExpression *part)
{
  const SyValue *value = sy_part_values_find (values, part);

  return value && value->is_null;
}

static gboolean
is_true (const SyPartValues *values, const SyExpression *part)
{
  const SyValue *value = sy_part_values_find (values, part);

  return value && !value->is_null
         && (value->type == SY_COLUMN_BOOL ? value->integer != 0 : value->number != 0);
}

static const SyExpression *find_failed_part (const SyPartValues *values, const SyExpression *part);

/* IF looks at its condition and at one branch only. Where that branch is NA(), the condition is the reason.
 */
static const SyExpression *
find_in_if (const SyPartValues *values, const SyExpression *part)
{
  guint branch;
  const SyExpression *condition = sy_expression_get_child (part, 0);

  if (is_empty (values, condition) && condition->may_be_error)
    return find_failed_part (values, condition);
  branch = is_true (values, condition) ? 1 : 2;
  if (branch >= sy_expression_get_n_children (part))
    return NULL;
  part = sy_expression_get_child (part, branch);
  return is_call (part, "NA") ? NULL : find_failed_part (values, part);
}

static const SyExpression *
find_failed_part (const SyPartValues *values, const SyExpression *part)
{
  const SyExpression *failed = NULL;

  if (!is_empty (values, part))
    return NULL;
  if (is_call (part, "IF"))
    failed = find_in_if (values, part);
  else if (is_call (part, "IFERROR") && sy_expression_get_n_children (part) > 1)
    failed = find_failed_part (values, sy_expression_get_child (part, 1));
  else
    for (guint i = 0; !failed && i < sy_expression_get_n_children (part); i++)
      {
        const SyExpression *child = sy_expression_get_child (part, i);
        if (child->may_be_error && !child->is_column)
          failed = find_failed_part (values, child);
      }
  return failed ? failed : part;
}

/* --- words --- */

static char *
say_cell (const SyPlace *place, const SyExpression *part, guint depth, GCancellable *cancellable)
{
  g_autofree char *words = sy_words_writer_write (part);
  g_autofree char *below = NULL;

  if (part->bound_column && part->bound_column->formula && part->bound_column->bound)
    below = find_reason (place, part->bound_column->bound, depth + 1, cancellable);
  return below ? g_strdup_printf (_ ("“%s” has no value: %s"), words, below)
               : g_strdup_printf (_ ("“%s” has no value"), words);
}

static char *
say_name (const SyPlace *place, const SyExpression *part, guint depth, GCancellable *cancellable)
{
  SyPlace nowhere = { place->evaluation, NULL, 0 };
  const SyModelName *name = part->bound_name;
  g_autofree char *below = NULL;

  if (name && !name->is_parameter && name->bound)
    below = find_reason (&nowhere, name->bound, depth + 1, cancellable);
  return below ? g_strdup_printf (_ ("“%s” has no value: %s"), name->title, below)
               : g_strdup_printf (_ ("“%s” has no value"), name ? name->title : part->text);
}

static char *
say_not_found (const SyPlace *place, const SyPartValues *values, const SyExpression *match)
{
  const SyExpression *wanted = sy_expression_get_child (match, 0);
  const SyExpression *where =
      sy_expression_get_n_children (match) > 1 ? sy_expression_get_child (match, 1) : NULL;
  const SyValue *value = sy_part_values_find (values, wanted);
  g_autofree char *text = value ? sy_part_format (place->evaluation, wanted, value) : NULL;
  const SyModelColumn *column = where ? sy_part_get_column (where) : NULL;

  if (text && column)
    return g_strdup_printf (_ ("not found: “%s” is not in “%s” of “%s”"), text, column->title,
                            column->table->title);
  return g_strdup (_ ("not found"));
}

static char *
say_binary (const SyPartValues *values, const SyExpression *part)
{
  const SyExpression *right = sy_expression_get_child (part, 1);
  const SyValue *value = sy_part_values_find (values, right);
  g_autofree char *words = sy_words_writer_write (right);
  g_autofree char *all = NULL;

  if (part->op == SY_OP_DIVIDE && value && (value->is_null || value->type != SY_COLUMN_TEXT))
    return g_strdup_printf (_ ("division by zero: “%s” is 0"), words);
  all = sy_words_writer_write (part);
  if (part->op == SY_OP_POWER)
    return g_strdup_printf (_ ("“%s” is not a number"), all);
  return g_strdup_printf (_ ("“%s” can’t be computed: a text in it is no number, or the number is too large"),
                          all);
}

static gboolean
is_one_of (const SyExpression *part, const char *const *names)
{
  return part->text && g_strv_contains (names, part->text);
}

static char *
say_condition (const SyPartValues *values, const SyExpression *part)
{
  const SyExpression *condition = sy_expression_get_child (part, 0);
  g_autofree char *words = sy_words_writer_write (condition);

  return is_true (values, condition) ? g_strdup_printf (_ ("there is no value while “%s” holds"), words)
                                     : g_strdup_printf (_ ("there is no value unless “%s” holds"), words);
}

static char *
say_call (const SyPlace *place, const SyPartValues *values, const SyExpression *part)
{
  static const char *const averages[] = { "AVERAGE", "AVERAGEIFS", "MEDIAN", "GEOMEAN", NULL };
  static const char *const statistics[] = {
    "STDEV.S",        "STDEV.P",      "VAR.S", "VAR.P", "CORREL",          "SLOPE", "INTERCEPT",
    "PERCENTILE.INC", "QUARTILE.INC", "LARGE", "SMALL", "PERCENTRANK.INC", NULL
  };
  g_autofree char *words = sy_words_writer_write (part);
  const SyModelColumn *column = sy_part_get_column (part);

  if (is_call (part, "IF"))
    return say_condition (values, part);
  if (is_call (part, "NA"))
    return g_strdup (_ ("the formula says that there is no value here"));
  if (is_call (part, "MATCH"))
    return say_not_found (place, values, part);
  if (is_call (part, "INDEX"))
    return g_strdup_printf (_ ("“%s” looks at a row that is not there"), words);
  if (sy_part_is_aggregate (part) && column && column->may_be_error)
    return g_strdup_printf (_ ("a value of “%s” in “%s” is missing"), column->title, column->table->title);
  if (is_one_of (part, averages))
    return g_strdup_printf (_ ("“%s”: there is no value to average"), words);
  if (is_one_of (part, statistics))
    return g_strdup_printf (_ ("“%s”: there are too few values"), words);
  if (is_call (part, "MOD") || is_call (part, "QUOTIENT"))
    return g_strdup_printf (_ ("“%s”: division by zero"), words);
  return g_strdup_printf (_ ("“%s” can’t be computed from these values"), words);
}

static char *
say (const SyPlace *place,
     const SyPartValues *values,
     const SyExpression *part,
     guint depth,
     GCancellable *cancellable)
{
  g_autofree char *words = NULL;

  switch (part->kind)
    {
    case SY_EXPRESSION_CELL:
      return say_cell (place, part, depth, cancellable);
    case SY_EXPRESSION_NAME:
      return say_name (place, part, depth, cancellable);
    case SY_EXPRESSION_BINARY:
      return say_binary (values, part);
    case SY_EXPRESSION_CALL:
      return say_call (place, values, part);
    case SY_EXPRESSION_NUMBER:
    case SY_EXPRESSION_TEXT:
    case SY_EXPRESSION_BOOL:
    case SY_EXPRESSION_MISSING:
    case SY_EXPRESSION_COLUMN:
    case SY_EXPRESSION_RANGE:
    case SY_EXPRESSION_UNARY:
    default:
      words = sy_words_writer_write (part);
      return g_strdup_printf (_ ("“%s” can’t be computed: a text in it is no number"), words);
    }
}

static char *
find_reason (const SyPlace *place, const SyExpression *bound, guint depth, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  g_autoptr (SyPartValues) values = NULL;
  const SyExpression *failed;

  if (depth > MAX_DEPTH)
    return NULL;
  sy_expression_walk ((SyExpression *) bound, collect_part, parts);
  values = sy_part_values_compute (place, parts, cancellable, NULL);
  failed = values ? find_failed_part (values, bound) : NULL;
  return failed ? say (place, values, failed, depth, cancellable) : NULL;
}

char *
sy_explanation_find_reason (const SyPlace *place, const SyExpression *bound, GCancellable *cancellable)
{
  return find_reason (place, bound, 0, cancellable);
}
