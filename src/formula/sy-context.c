/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-context.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-functions.h"
#include "sy-parser.h"

typedef struct
{
  char *source, *role, *column, *criterion; /* role: of a period only */
} Pair;

struct _SyContext
{
  GPtrArray *pairs;   /* (element-type Pair) */
  GHashTable *names;  /* lower-case name → formula */
  GHashTable *tables; /* lower-case table → the one meant */
};

typedef struct
{
  SyContext *context;
  GError **error;
} Rewriting;

static void
free_pair (gpointer data)
{
  Pair *pair = data;

  g_free (pair->source);
  g_free (pair->role);
  g_free (pair->column);
  g_free (pair->criterion);
  g_free (pair);
}

SyContext *
sy_context_new (void)
{
  SyContext *self = g_new0 (SyContext, 1);

  self->pairs = g_ptr_array_new_with_free_func (free_pair);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
sy_context_free (SyContext *self)
{
  g_ptr_array_unref (self->pairs);
  g_hash_table_unref (self->names);
  g_hash_table_unref (self->tables);
  g_free (self);
}

void
sy_context_add_period (
    SyContext *self, const char *source, const char *role, const char *column, const char *criterion)
{
  Pair *pair = g_new0 (Pair, 1);

  pair->source = g_strdup (source);
  pair->role = g_strdup (role);
  pair->column = g_strdup (column);
  pair->criterion = g_strdup (criterion);
  g_ptr_array_add (self->pairs, pair);
}

void
sy_context_add (SyContext *self, const char *source, const char *column, const char *criterion)
{
  sy_context_add_period (self, source, NULL, column, criterion);
}

void
sy_context_set_name (SyContext *self, const char *name, const char *meaning)
{
  g_hash_table_replace (self->names, g_utf8_casefold (name, -1), g_strdup (meaning));
}

void
sy_context_set_table (SyContext *self, const char *table, const char *meaning)
{
  g_hash_table_replace (self->tables, g_utf8_casefold (table, -1), g_strdup (meaning));
}

static char *
find_table (const SyContext *self, const char *table)
{
  g_autofree char *folded = table ? g_utf8_casefold (table, -1) : NULL;
  const char *meaning = folded ? g_hash_table_lookup (self->tables, folded) : NULL;

  return g_strdup (meaning ? meaning : table);
}

/* --- what a call does --- */

/* The call that takes criteria and does what @id does. */
static gboolean
find_twin (SyFunctionId id, SyFunctionId *twin)
{
  static const struct
  {
    SyFunctionId plain, conditional;
  } twins[] = {
    { SY_FUNCTION_SUM, SY_FUNCTION_SUMIFS },          { SY_FUNCTION_AVERAGE, SY_FUNCTION_AVERAGEIFS },
    { SY_FUNCTION_MIN, SY_FUNCTION_MINIFS },          { SY_FUNCTION_MAX, SY_FUNCTION_MAXIFS },
    { SY_FUNCTION_COUNT, SY_FUNCTION_COUNTIFS },      { SY_FUNCTION_COUNTA, SY_FUNCTION_COUNTIFS },
    { SY_FUNCTION_COUNTBLANK, SY_FUNCTION_COUNTIFS }, { SY_FUNCTION_ROWS, SY_FUNCTION_COUNTIFS },
    { SY_FUNCTION_SUMIF, SY_FUNCTION_SUMIFS },        { SY_FUNCTION_AVERAGEIF, SY_FUNCTION_AVERAGEIFS },
    { SY_FUNCTION_COUNTIF, SY_FUNCTION_COUNTIFS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (twins); i++)
    if (twins[i].plain == id)
      {
        *twin = twins[i].conditional;
        return TRUE;
      }
  return FALSE;
}

/* Of an aggregate within a criterion: an extreme, such as the day of the last count, says which rows are
 * meant; anything else measures, such as the mean order that bulk orders are ten times of. */
static gboolean
measures (const SyFunction *function)
{
  SyFunctionId twin;

  switch ((int) function->id)
    {
    case SY_FUNCTION_MIN:
    case SY_FUNCTION_MAX:
    case SY_FUNCTION_MINIFS:
    case SY_FUNCTION_MAXIFS:
      return FALSE;
    default:
      return (function->flags & SY_FUNCTION_CRITERIA) || find_twin (function->id, &twin);
    }
}

static gboolean
is_source_column (const SyExpression *e)
{
  return e->kind == SY_EXPRESSION_COLUMN && e->table;
}

/* The source whose rows the call aggregates: that of its first column. */
static const char *
find_source (const SyExpression *call)
{
  for (guint i = 0; i < sy_expression_get_n_children (call); i++)
    if (is_source_column (sy_expression_get_child (call, i)))
      return sy_expression_get_child (call, i)->table;
  return NULL;
}

static gboolean
has_pairs (const SyContext *self, const char *source)
{
  for (guint i = 0; i < self->pairs->len; i++)
    if (g_ascii_strcasecmp (((const Pair *) self->pairs->pdata[i])->source, source) == 0)
      return TRUE;
  return FALSE;
}

/* Whether a conditional call asks something of @role already. */
static gboolean
asks_of (const SyExpression *call, const SyFunction *function, const char *role)
{
  guint n = sy_expression_get_n_children (call);

  for (guint i = 0; role && i < sy_function_get_n_criteria (function, n); i++)
    {
      const SyExpression *column =
          sy_expression_get_child (call, sy_function_get_criteria_argument (function, i));

      if (column->kind == SY_EXPRESSION_COLUMN && g_ascii_strcasecmp (column->column_name, role) == 0)
        return TRUE;
    }
  return FALSE;
}

/* --- making nodes --- */

static SyExpression *
new_text (const char *text)
{
  SyExpression *node = sy_expression_new (SY_EXPRESSION_TEXT);

  node->text = g_strdup (text);
  return node;
}

static SyExpression *
new_column (const SyContext *self, const char *source, const char *column)
{
  SyExpression *node = sy_expression_new (SY_EXPRESSION_COLUMN);

  node->table = find_table (self, source);
  node->column_name = g_strdup (column);
  return node;
}

static gboolean
add_pairs (Rewriting *rewriting,
           SyExpression *call,
           const SyExpression *old,
           const SyFunction *function,
           const char *source)
{
  GPtrArray *pairs = rewriting->context->pairs;

  for (guint i = 0; i < pairs->len; i++)
    {
      const Pair *pair = pairs->pdata[i];
      SyExpression *criterion;

      if (g_ascii_strcasecmp (pair->source, source) != 0 || asks_of (old, function, pair->role))
        continue;
      criterion = sy_parser_parse (pair->criterion, rewriting->error);
      if (!criterion)
        return FALSE;
      sy_expression_add_child (call, new_column (rewriting->context, source, pair->column));
      sy_expression_add_child (call, criterion);
    }
  return TRUE;
}

/* --- rewriting --- */

static SyExpression *rewrite (Rewriting *rewriting, const SyExpression *e, gboolean with_pairs);

static gboolean
copy_children (Rewriting *rewriting, SyExpression *to, const SyExpression *from, gboolean with_pairs)
{
  for (guint i = 0; i < sy_expression_get_n_children (from); i++)
    {
      SyExpression *child = rewrite (rewriting, sy_expression_get_child (from, i), with_pairs);

      if (!child)
        return FALSE;
      sy_expression_add_child (to, child);
    }
  return TRUE;
}

static SyExpression *
copy_node (const SyContext *self, const SyExpression *e)
{
  SyExpression *node = sy_expression_new (e->kind);

  node->op = e->op;
  node->line = e->line;
  node->column = e->column;
  node->number = e->number;
  node->text = g_strdup (e->text);
  node->table = find_table (self, e->table);
  node->column_name = g_strdup (e->column_name);
  return node;
}

static SyExpression *
copy (Rewriting *rewriting, const SyExpression *e, gboolean with_pairs)
{
  g_autoptr (SyExpression) node = copy_node (rewriting->context, e);

  return copy_children (rewriting, node, e, with_pairs) ? g_steal_pointer (&node) : NULL;
}

/* The arguments before the context's own criteria: SUM(t[c]) → t[c]; COUNT(t[c]) → t[c],"<>"; SUMIF(k,x,v) →
 * v,k,x. */
static gboolean
add_arguments (Rewriting *rewriting, SyExpression *call, const SyExpression *e, const SyFunction *function)
{
  guint n = sy_expression_get_n_children (e);

  switch ((int) function->id)
    {
    case SY_FUNCTION_ROWS:
      return TRUE;
    case SY_FUNCTION_COUNT:
    case SY_FUNCTION_COUNTA:
    case SY_FUNCTION_COUNTBLANK:
      sy_expression_add_child (call, copy_node (rewriting->context, sy_expression_get_child (e, 0)));
      sy_expression_add_child (call, new_text (function->id == SY_FUNCTION_COUNTBLANK ? "" : "<>"));
      return TRUE;
    case SY_FUNCTION_SUMIF:
    case SY_FUNCTION_AVERAGEIF:
      sy_expression_add_child (call,
                               copy_node (rewriting->context, sy_expression_get_child (e, n == 3 ? 2 : 0)));
      break;
    default:
      return copy_children (rewriting, call, e, FALSE);
    }
  sy_expression_add_child (call, copy_node (rewriting->context, sy_expression_get_child (e, 0)));
  {
    SyExpression *criterion = rewrite (rewriting, sy_expression_get_child (e, 1), FALSE);

    if (criterion)
      sy_expression_add_child (call, criterion);
    return criterion != NULL;
  }
}

static SyExpression *
rewrite_aggregate (Rewriting *rewriting,
                   const SyExpression *e,
                   const SyFunction *function,
                   const char *source)
{
  g_autoptr (SyExpression) call = sy_expression_new (SY_EXPRESSION_CALL);
  SyFunctionId twin = function->id;
  gboolean is_plain = find_twin (function->id, &twin) && !(function->flags & SY_FUNCTION_CRITERIA);
  gboolean is_one =
      sy_expression_get_n_children (e) == 1 && is_source_column (sy_expression_get_child (e, 0));

  if ((is_plain && !is_one) || (!is_plain && !(function->flags & SY_FUNCTION_CRITERIA)))
    {
      sy_formula_set_error (rewriting->error, SY_FORMULA_ERROR_ARGUMENT, e->line, e->column,
                            _ ("%s works on the whole of a source only, not on parts of it"), function->name);
      return NULL;
    }
  call->text = g_strdup (sy_functions_get (twin)->name);
  if (!add_arguments (rewriting, call, e, function)
      || !add_pairs (rewriting, call, e, is_plain ? sy_functions_get (twin) : function, source))
    return NULL;
  /* All pairs were left out: ROWS(t[c]) stays what it is. */
  if (!sy_expression_get_n_children (call))
    return copy (rewriting, e, FALSE);
  return g_steal_pointer (&call);
}

/* NULL without an error: it means itself. */
static SyExpression *
rewrite_name (Rewriting *rewriting, const SyExpression *e)
{
  g_autofree char *name = g_utf8_casefold (e->text, -1);
  const char *meaning = g_hash_table_lookup (rewriting->context->names, name);

  return meaning ? sy_parser_parse (meaning, rewriting->error) : copy_node (rewriting->context, e);
}

static gboolean
is_lookup (const SyFunction *function)
{
  return function->id == SY_FUNCTION_INDEX || function->id == SY_FUNCTION_MATCH;
}

static SyExpression *
rewrite (Rewriting *rewriting, const SyExpression *e, gboolean with_pairs)
{
  const SyFunction *function = e->kind == SY_EXPRESSION_CALL ? sy_functions_find (e->text) : NULL;
  const char *source = function ? find_source (e) : NULL;

  if (e->kind == SY_EXPRESSION_NAME)
    return rewrite_name (rewriting, e);
  if (source && !is_lookup (function) && has_pairs (rewriting->context, source)
      && (with_pairs || measures (function)))
    return rewrite_aggregate (rewriting, e, function, source);
  return copy (rewriting, e, with_pairs);
}

char *
sy_context_apply (SyContext *self, const char *measure, GError **error)
{
  Rewriting rewriting = { self, error };
  g_autoptr (SyExpression) parsed = NULL;
  g_autoptr (SyExpression) done = NULL;

  g_return_val_if_fail (self != NULL && measure != NULL, NULL);
  parsed = sy_parser_parse (measure, error);
  done = parsed ? rewrite (&rewriting, parsed, TRUE) : NULL;
  return done ? sy_expression_to_string (done) : NULL;
}

/* --- counting --- */

typedef struct
{
  Rewriting rewriting;
  const char *source, *role;
  GPtrArray *counts; /* (element-type utf8) */
} Counting;

static void add_once (GPtrArray *list, char *text);

static gboolean
is_own_cell (SyExpression *e, gpointer user_data)
{
  gboolean *found = user_data;

  *found = *found || (e->kind == SY_EXPRESSION_CELL && !e->table);
  return !*found;
}

/* COUNTIFS of what a call asks for; NULL without an error where it asks of a row of its own. */
static SyExpression *
make_count (Rewriting *rewriting, const SyExpression *call, const SyFunction *function, const char *source)
{
  g_autoptr (SyExpression) count = sy_expression_new (SY_EXPRESSION_CALL);
  guint n = sy_expression_get_n_children (call);

  count->text = g_strdup (sy_functions_get (SY_FUNCTION_COUNTIFS)->name);
  for (guint i = 0; i < sy_function_get_n_criteria (function, n); i++)
    {
      guint at = sy_function_get_criteria_argument (function, i);
      SyExpression *criterion = sy_expression_get_child (call, at + 1);
      SyExpression *rewritten;
      gboolean is_own = FALSE;

      sy_expression_walk (criterion, is_own_cell, &is_own);
      rewritten = is_own ? NULL : rewrite (rewriting, criterion, FALSE);
      if (!rewritten)
        return NULL;
      sy_expression_add_child (count, copy_node (rewriting->context, sy_expression_get_child (call, at)));
      sy_expression_add_child (count, rewritten);
    }
  if (!add_pairs (rewriting, count, call, function, source))
    return NULL;
  return g_steal_pointer (&count);
}

static gboolean
count_call (SyExpression *e, gpointer user_data)
{
  Counting *counting = user_data;
  const SyFunction *function = e->kind == SY_EXPRESSION_CALL ? sy_functions_find (e->text) : NULL;
  const char *source = function ? find_source (e) : NULL;
  g_autoptr (SyExpression) count = NULL;

  if (!source || !(function->flags & SY_FUNCTION_CRITERIA)
      || g_ascii_strcasecmp (source, counting->source) != 0 || !asks_of (e, function, counting->role))
    return TRUE;
  count = make_count (&counting->rewriting, e, function, source);
  if (count)
    add_once (counting->counts, sy_expression_to_string (count));
  return FALSE;
}

char *
sy_context_write_count (SyContext *self, const char *measure, const char *source, const char *role)
{
  g_autoptr (SyExpression) parsed = NULL;
  g_autoptr (GPtrArray) counts = g_ptr_array_new_with_free_func (g_free);
  Counting counting = { { self, NULL }, source, role, counts };

  g_return_val_if_fail (self != NULL && measure != NULL && source != NULL && role != NULL, NULL);
  parsed = sy_parser_parse (measure, NULL);
  if (parsed)
    sy_expression_walk (parsed, count_call, &counting);
  if (!counts->len)
    return NULL;
  g_ptr_array_add (counts, NULL);
  return g_strjoinv ("+", (char **) counts->pdata);
}

/* --- asking --- */

static void
add_once (GPtrArray *list, char *text)
{
  for (guint i = 0; i < list->len; i++)
    if (g_ascii_strcasecmp (list->pdata[i], text) == 0)
      {
        g_free (text);
        return;
      }
  g_ptr_array_add (list, text);
}

static gboolean
collect_reads (SyExpression *e, gpointer user_data)
{
  if (!is_source_column (e))
    return TRUE;
  add_once (user_data, g_strdup (e->table));
  add_once (user_data, g_strconcat (e->table, ".", e->column_name, NULL));
  return TRUE;
}

static gboolean
collect_names (SyExpression *e, gpointer user_data)
{
  if (e->kind == SY_EXPRESSION_NAME)
    add_once (user_data, g_strdup (e->text));
  return TRUE;
}

static char **
collect (const char *measure, SyExpressionVisit visit, GError **error)
{
  g_autoptr (SyExpression) parsed = sy_parser_parse (measure, error);
  g_autoptr (GPtrArray) list = g_ptr_array_new ();

  if (!parsed)
    return NULL;
  sy_expression_walk (parsed, visit, list);
  g_ptr_array_add (list, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&list), FALSE);
}

char **
sy_context_list_reads (const char *measure, GError **error)
{
  g_return_val_if_fail (measure != NULL, NULL);
  return collect (measure, collect_reads, error);
}

char **
sy_context_list_names (const char *measure, GError **error)
{
  g_return_val_if_fail (measure != NULL, NULL);
  return collect (measure, collect_names, error);
}

static gboolean
is_column (SyExpression *e, gpointer user_data)
{
  gboolean *found = user_data;

  *found = *found || e->kind == SY_EXPRESSION_COLUMN || e->kind == SY_EXPRESSION_CELL;
  return !*found;
}

/* A number that is the same in all rows: a constant, or made of names. */
static gboolean
reads_nothing (const SyExpression *e)
{
  gboolean found = FALSE;

  sy_expression_walk ((SyExpression *) e, is_column, &found);
  return !found;
}

static gboolean
is_sum_of_rows (const SyExpression *e)
{
  const SyFunction *function = e->kind == SY_EXPRESSION_CALL ? sy_functions_find (e->text) : NULL;

  switch (function ? (int) function->id : -1)
    {
    case SY_FUNCTION_SUM:
    case SY_FUNCTION_SUMIF:
    case SY_FUNCTION_SUMIFS:
    case SY_FUNCTION_COUNT:
    case SY_FUNCTION_COUNTA:
    case SY_FUNCTION_COUNTBLANK:
    case SY_FUNCTION_COUNTIF:
    case SY_FUNCTION_COUNTIFS:
    case SY_FUNCTION_ROWS:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
find_measure (SyExpression *e, gpointer user_data)
{
  gboolean *found = user_data;
  const SyFunction *function = e->kind == SY_EXPRESSION_CALL ? sy_functions_find (e->text) : NULL;

  *found = *found || (function && find_source (e) && measures (function));
  return !*found;
}

/* What is asked of the rows depends on all of them, and is another thing in each part. */
static gboolean
is_relative (const SyExpression *call)
{
  gboolean found = FALSE;

  for (guint i = 0; i < sy_expression_get_n_children (call); i++)
    sy_expression_walk (sy_expression_get_child (call, i), find_measure, &found);
  return found;
}

static gboolean
adds_up (const SyExpression *e)
{
  if (e->kind == SY_EXPRESSION_UNARY)
    return adds_up (sy_expression_get_child (e, 0));
  if (e->kind == SY_EXPRESSION_BINARY)
    {
      const SyExpression *a = sy_expression_get_child (e, 0);
      const SyExpression *b = sy_expression_get_child (e, 1);

      if (e->op == SY_OP_ADD || e->op == SY_OP_SUBTRACT)
        return adds_up (a) && adds_up (b);
      if (e->op == SY_OP_MULTIPLY)
        return (adds_up (a) && b->kind == SY_EXPRESSION_NUMBER)
               || (adds_up (b) && a->kind == SY_EXPRESSION_NUMBER);
      return e->op == SY_OP_DIVIDE && adds_up (a) && b->kind == SY_EXPRESSION_NUMBER;
    }
  return is_sum_of_rows (e) && !is_relative (e);
}

gboolean
sy_context_is_additive (const char *measure)
{
  g_autoptr (SyExpression) parsed = sy_parser_parse (measure, NULL);

  return parsed && adds_up (parsed);
}

static gboolean
is_call_of (const SyExpression *e, int id)
{
  const SyFunction *function = e->kind == SY_EXPRESSION_CALL ? sy_functions_find (e->text) : NULL;

  return function && (int) function->id == id;
}

static gboolean
pools (const SyExpression *e)
{
  const SyExpression *a, *b;

  if (adds_up (e) || is_sum_of_rows (e) || is_call_of (e, SY_FUNCTION_DISTINCTCOUNT))
    return TRUE;
  if (is_call_of (e, SY_FUNCTION_IF) && sy_expression_get_n_children (e) == 3)
    return is_call_of (sy_expression_get_child (e, 2), SY_FUNCTION_NA)
           && pools (sy_expression_get_child (e, 1));
  if (e->kind == SY_EXPRESSION_UNARY)
    return pools (sy_expression_get_child (e, 0));
  if (e->kind != SY_EXPRESSION_BINARY)
    return FALSE;
  a = sy_expression_get_child (e, 0);
  b = sy_expression_get_child (e, 1);
  if (e->op == SY_OP_ADD || e->op == SY_OP_SUBTRACT)
    return pools (a) && pools (b);
  if (e->op == SY_OP_MULTIPLY && reads_nothing (a) && pools (b))
    return TRUE;
  return (e->op == SY_OP_MULTIPLY || e->op == SY_OP_DIVIDE) && pools (a) && reads_nothing (b);
}

gboolean
sy_context_is_pooled (const char *measure)
{
  g_autoptr (SyExpression) parsed = sy_parser_parse (measure, NULL);

  return parsed && pools (parsed);
}
