/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the rows of a table come from: rows=, with the key columns it brings, where=, sort= and top=. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-binder-private.h"
#include "sy-functions.h"
#include "sy-lexer.h"
#include "sy-parser.h"

typedef struct
{
  const char *name;
  SyRowsKind kind;
  guint min_arguments, max_arguments;
} RowSource;

static const RowSource row_sources[] = {
  { "SOURCE", SY_ROWS_SOURCE, 0, 1 }, { "INPUT", SY_ROWS_INPUT, 0, 0 },    { "GROUP", SY_ROWS_GROUP, 1, 16 },
  { "CROSS", SY_ROWS_CROSS, 2, 8 },   { "DAYS", SY_ROWS_DAYS, 2, 2 },      { "LIST", SY_ROWS_LIST, 1, 255 },
  { "BANDS", SY_ROWS_BANDS, 3, 3 },   { "KERNEL", SY_ROWS_KERNEL, 1, 32 },
};

static gboolean
fail (const SyExpression *node, GError **error, const char *message)
{
  sy_formula_set_error (error, SY_FORMULA_ERROR_ROWS, node->line, node->column, "%s", message);
  return FALSE;
}

/* The argument that is only a word: SOURCE(sales), KERNEL(pairs, …). */
static gboolean
is_bare_word (const SyModelTable *table, guint i)
{
  return i == 0 && (table->rows_kind == SY_ROWS_SOURCE || table->rows_kind == SY_ROWS_KERNEL);
}

static gboolean
check_row_source (SyModelTable *table, const RowSource *source, GError **error)
{
  const SyExpression *rows = table->rows_bound;
  guint n = sy_expression_get_n_children (rows);

  if (n < source->min_arguments || n > source->max_arguments)
    {
      sy_formula_set_error (error, SY_FORMULA_ERROR_ROWS, rows->line, rows->column,
                            _ ("%s takes %u to %u arguments, not %u"), source->name, source->min_arguments,
                            source->max_arguments, n);
      return FALSE;
    }
  for (guint i = 0; i < n; i++)
    {
      const SyExpression *argument = sy_expression_get_child (rows, i);

      if (argument->kind == SY_EXPRESSION_MISSING)
        return fail (argument, error, _ ("an argument of the row source is empty"));
      if (is_bare_word (table, i) && argument->kind != SY_EXPRESSION_NAME)
        return fail (argument, error, _ ("the first argument is a name, without quotes"));
    }
  return TRUE;
}

/* Parses rows= and finds its kind; nothing is resolved yet. */
static gboolean
parse_rows (SyModelTable *table, GError **error)
{
  g_autoptr (SyExpression) rows = NULL;

  if (!table->rows || !*table->rows)
    {
      table->rows_kind = SY_ROWS_SOURCE;
      return TRUE;
    }
  rows = sy_parser_parse (table->rows, error);
  if (!rows)
    return FALSE;
  if (rows->kind != SY_EXPRESSION_CALL && rows->kind != SY_EXPRESSION_NAME)
    return fail (rows, error,
                 _ ("rows= is one of SOURCE, INPUT, GROUP, CROSS, DAYS, LIST, BANDS and KERNEL"));
  for (guint i = 0; i < G_N_ELEMENTS (row_sources); i++)
    if (g_ascii_strcasecmp (row_sources[i].name, rows->text) == 0)
      {
        table->rows_kind = row_sources[i].kind;
        rows->kind = SY_EXPRESSION_CALL;
        table->rows_bound = g_steal_pointer (&rows);
        return check_row_source (table, &row_sources[i], error);
      }
  sy_formula_set_error (
      error, SY_FORMULA_ERROR_ROWS, rows->line, rows->column,
      _ ("no row source %s; there are SOURCE, INPUT, GROUP, CROSS, DAYS, LIST, BANDS and KERNEL"),
      rows->text);
  return FALSE;
}

/* --- key columns --- */

/* Finds the key column that the template lists, or adds it after the @position keys before it. */
static SyModelColumn *
ensure_key (SyModelTable *table, guint position, const char *id)
{
  SyModelColumn *column = NULL;

  for (guint i = 0; i < table->columns->len; i++)
    if (g_ascii_strcasecmp (((SyModelColumn *) table->columns->pdata[i])->id, id) == 0)
      return table->columns->pdata[i];
  column = sy_model_column_new (id, NULL, NULL);
  sy_model_table_insert_column (table, MIN (position, table->columns->len), column);
  return column;
}

/* The leading arguments that are of one table: the keys; CROSS has one for each argument. */
static guint
count_first (SyModel *model, const SyModelTable *table)
{
  guint n = sy_expression_get_n_children (table->rows_bound);
  const char *first = sy_expression_get_child (table->rows_bound, 0)->table;
  guint width = 1;

  if (table->rows_kind != SY_ROWS_GROUP || !first)
    return n;
  for (; width < n; width++)
    {
      const char *name = sy_expression_get_child (table->rows_bound, width)->table;

      if (!name || sy_model_find_table (model, name) != sy_model_find_table (model, first))
        break;
    }
  return width;
}

/* Behind the keys come as many columns of each further table. */
static gboolean
check_tuples (SyModelTable *table, GError **error)
{
  guint width = sy_model_table_count_keys (table);
  guint n = sy_expression_get_n_children (table->rows_bound);

  for (guint i = width; i < n; i++)
    {
      const SyExpression *argument = sy_expression_get_child (table->rows_bound, i);
      const SyExpression *first = sy_expression_get_child (table->rows_bound, i - i % width);

      if (argument->bound_table != first->bound_table || n % width)
        return fail (argument, error,
                     _ ("GROUP takes columns of one table, or as many of each of several; CROSS takes single "
                        "ones of several"));
    }
  return TRUE;
}

static gboolean
add_keys_of_columns (SyModel *model, SyModelTable *table, GError **error)
{
  guint width = count_first (model, table);

  for (guint i = 0; i < sy_expression_get_n_children (table->rows_bound); i++)
    {
      SyExpression *argument = sy_expression_get_child (table->rows_bound, i);
      SyModelTable *from = NULL;
      SyModelColumn *column = NULL;
      SyModelColumn *key = NULL;

      if (argument->kind != SY_EXPRESSION_COLUMN || !argument->table)
        return fail (argument, error, _ ("GROUP and CROSS take columns of other tables, as table[column]"));
      from = sy_binder_find_table (model, argument->table, argument, error);
      if (!from || !sy_binder_find_column (from, argument->column_name, argument, &column, error))
        return FALSE;
      if (!column)
        return fail (argument, error, _ ("the row number is no key"));
      argument->bound_table = from;
      argument->bound_column = column;
      if (i >= width)
        continue;
      for (guint j = 0; j < i; j++)
        if (g_ascii_strcasecmp (sy_expression_get_child (table->rows_bound, j)->bound_column->id, column->id)
            == 0)
          return fail (argument, error, _ ("two key columns have the same name"));
      key = ensure_key (table, i, column->id);
      if (key->formula)
        return fail (argument, error, _ ("a key column can't have a formula as well"));
      if (!key->title)
        key->title = g_strdup (column->title);
    }
  return check_tuples (table, error);
}

static gboolean
add_fixed_keys (SyModelTable *table, GError **error)
{
  const char *ids[3] = { NULL };

  if (table->rows_kind == SY_ROWS_DAYS)
    ids[0] = "date";
  else if (table->rows_kind == SY_ROWS_LIST)
    ids[0] = "item";
  else if (table->rows_kind == SY_ROWS_BANDS)
    {
      ids[0] = "low";
      ids[1] = "high";
    }
  for (guint i = 0; ids[i]; i++)
    {
      SyModelColumn *key = ensure_key (table, i, ids[i]);

      if (key->formula)
        return fail (table->rows_bound, error, _ ("a key column can't have a formula as well"));
      key->type = table->rows_kind == SY_ROWS_DAYS ? SY_TYPE_DATE : SY_TYPE_NUMBER;
    }
  return TRUE;
}

/* What the kernel brings, in its order, before the columns that have formulas. */
static gboolean
add_keys_of_kernel (SyModelTable *table, GError **error)
{
  table->kernel = sy_kernel_signature_find (table->rows_bound, error);
  for (guint i = 0; table->kernel && table->kernel->columns[i].id; i++)
    if (ensure_key (table, i, table->kernel->columns[i].id)->formula)
      return fail (table->rows_bound, error, _ ("a key column can't have a formula as well"));
  return table->kernel != NULL;
}

static gboolean
is_key (const SyModelTable *table, const SyModelColumn *column)
{
  switch (table->rows_kind)
    {
    case SY_ROWS_SOURCE:
    case SY_ROWS_INPUT:
      return TRUE;
    case SY_ROWS_KERNEL:
      return sy_kernel_signature_find_column (table->kernel, column->id) != NULL;
    case SY_ROWS_DAYS:
      return g_ascii_strcasecmp (column->id, "date") == 0;
    case SY_ROWS_LIST:
      return g_ascii_strcasecmp (column->id, "item") == 0;
    case SY_ROWS_BANDS:
      return g_ascii_strcasecmp (column->id, "low") == 0 || g_ascii_strcasecmp (column->id, "high") == 0;
    case SY_ROWS_GROUP:
    case SY_ROWS_CROSS:
      break;
    }
  for (guint i = 0; i < sy_model_table_count_keys (table); i++)
    if (g_ascii_strcasecmp (sy_expression_get_child (table->rows_bound, i)->bound_column->id, column->id)
        == 0)
      return TRUE;
  return FALSE;
}

static gboolean
finish_columns (SyModelTable *table, GError **error)
{
  for (guint i = 0; i < table->columns->len; i++)
    {
      SyModelColumn *column = table->columns->pdata[i];

      if (!column->title)
        column->title = g_strdup (column->id);
      if (column->formula || is_key (table, column))
        continue;
      sy_formula_set_error (error, SY_FORMULA_ERROR_ROWS, 1, 1,
                            _ ("column %s has no formula, and the row source brings none of this name"),
                            column->id);
      return FALSE;
    }
  return TRUE;
}

/* --- preparation: keys exist before any formula is resolved --- */

static const char *
get_table_name (gconstpointer node)
{
  return ((const SyModelTable *) node)->id;
}

/* The tables whose columns become keys, which must have theirs first. */
static void
collect_row_reads (SyModel *model, SyModelTable *table, GHashTable *reads)
{
  GPtrArray *list = g_ptr_array_new ();

  if (table->rows_kind == SY_ROWS_GROUP || table->rows_kind == SY_ROWS_CROSS)
    for (guint i = 0; i < sy_expression_get_n_children (table->rows_bound); i++)
      {
        const SyExpression *argument = sy_expression_get_child (table->rows_bound, i);
        SyModelTable *from = argument->table ? sy_model_find_table (model, argument->table) : NULL;

        if (from)
          g_ptr_array_add (list, from);
      }
  g_hash_table_insert (reads, table, list);
}

static gboolean
prepare_table (SyModel *model, SyModelTable *table, GError **error)
{
  gboolean ok = TRUE;

  if (table->rows_kind == SY_ROWS_GROUP || table->rows_kind == SY_ROWS_CROSS)
    ok = add_keys_of_columns (model, table, error);
  else if (table->rows_kind == SY_ROWS_KERNEL)
    ok = add_keys_of_kernel (table, error);
  else
    ok = add_fixed_keys (table, error);
  if (ok)
    ok = finish_columns (table, error);
  if (!ok)
    g_prefix_error (error, "%s rows= ", table->id);
  return ok;
}

/* Parses every rows= and adds the key columns that the tables don't list. */
gboolean
sy_binder_prepare_rows (SyModel *model, GError **error)
{
  g_autoptr (GHashTable) reads = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  g_autofree char *cycle = NULL;

  for (guint i = 0; i < model->tables->len; i++)
    {
      SyModelTable *table = model->tables->pdata[i];

      if (!parse_rows (table, error))
        {
          g_prefix_error (error, "%s rows= ", table->id);
          return FALSE;
        }
      collect_row_reads (model, table, reads);
    }
  if (!sy_binder_order (model->tables, reads, get_table_name, order, &cycle))
    {
      sy_formula_set_error (error, SY_FORMULA_ERROR_CYCLE, 1, 1,
                            _ ("the rows of these tables need one another: %s"), cycle);
      return FALSE;
    }
  for (guint i = 0; i < order->len; i++)
    if (!prepare_table (model, order->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* --- types --- */

static gboolean
type_keys_of_columns (SyModelTable *table, GError **error)
{
  guint width = sy_model_table_count_keys (table);

  for (guint i = 0; i < sy_expression_get_n_children (table->rows_bound); i++)
    {
      const SyExpression *argument = sy_expression_get_child (table->rows_bound, i);
      const SyModelColumn *from = argument->bound_column;
      SyModelColumn *key = ensure_key (
          table, i % width, sy_expression_get_child (table->rows_bound, i % width)->bound_column->id);
      /* An error in a column that is grouped by makes an empty key. */
      gboolean may_be_blank =
          table->rows_kind == SY_ROWS_GROUP && i % width > 0 && (from->may_be_blank || from->may_be_error);

      if (i >= width)
        {
          if (key->type != from->type)
            return fail (argument, error, _ ("the columns that GROUP puts together must be of one type"));
          key->is_decimal = key->is_decimal && from->is_decimal && key->decimals == from->decimals;
          key->may_be_blank = key->may_be_blank || may_be_blank;
          continue;
        }
      key->type = from->type;
      key->is_decimal = from->is_decimal;
      key->decimals = from->decimals;
      key->may_be_blank = may_be_blank;
    }
  return TRUE;
}

static gboolean
type_list (SyModelTable *table, GError **error)
{
  const SyExpression *first = sy_expression_get_child (table->rows_bound, 0);
  SyModelColumn *key = ensure_key (table, 0, "item");

  key->type = first->type;
  for (guint i = 1; i < sy_expression_get_n_children (table->rows_bound); i++)
    if (sy_expression_get_child (table->rows_bound, i)->type != first->type)
      return fail (sy_expression_get_child (table->rows_bound, i), error,
                   _ ("the entries of LIST must be of one type"));
  return TRUE;
}

static gboolean
check_numbers (SyModelTable *table, GError **error)
{
  for (guint i = 0; i < sy_expression_get_n_children (table->rows_bound); i++)
    {
      const SyExpression *argument = sy_expression_get_child (table->rows_bound, i);

      if (argument->type == SY_TYPE_TEXT || argument->type == SY_TYPE_BOOL)
        return fail (argument, error,
                     table->rows_kind == SY_ROWS_DAYS ? _ ("DAYS takes two dates")
                                                      : _ ("BANDS takes three numbers"));
    }
  return TRUE;
}

/* Columns are of one table, so that what stands in one row belongs together. */
static gboolean
check_kernel_argument (const SyModelTable *table, guint i, const SyExpression **first, GError **error)
{
  const SyExpression *argument = sy_expression_get_child (table->rows_bound, i + 1);
  char kind = sy_kernel_signature_get_kind (table->kernel, i);

  if (kind != 's' && !argument->bound_column)
    return fail (argument, error, _ ("a kernel takes columns, not row numbers"));
  if (argument->bound_table == table)
    return fail (argument, error, _ ("a table’s own columns are not there before its rows"));
  if (kind != 's' && *first && argument->bound_table != (*first)->bound_table)
    return fail (argument, error, _ ("the columns that a kernel takes must be of one table"));
  if (kind != 's' && !*first)
    *first = argument;
  if (kind != 'k' && argument->type == SY_TYPE_TEXT)
    return fail (argument, error,
                 kind == 's' ? _ ("this is text, and a number is needed here")
                             : _ ("this is a column of texts, and numbers are needed here"));
  return TRUE;
}

static gboolean
type_kernel (SyModelTable *table, GError **error)
{
  const SyExpression *first = NULL;

  for (guint i = 0; i + 1 < sy_expression_get_n_children (table->rows_bound); i++)
    if (!check_kernel_argument (table, i, &first, error))
      return FALSE;
  for (guint i = 0; table->kernel->columns[i].id; i++)
    {
      const SyKernelColumn *from = &table->kernel->columns[i];
      SyModelColumn *key = ensure_key (table, i, from->id);
      const SyModelColumn *like =
          from->like >= 0 ? sy_expression_get_child (table->rows_bound, (guint) from->like + 1)->bound_column
                          : NULL;

      key->type = like ? like->type : from->like == SY_KERNEL_LIKE_TEXT ? SY_TYPE_TEXT : SY_TYPE_NUMBER;
      key->is_decimal = like && like->is_decimal;
      key->decimals = like ? like->decimals : 0;
      key->may_be_blank = from->may_be_blank;
    }
  return TRUE;
}

/* Types the arguments of rows=, whose names are resolved, and with them the key columns. */
gboolean
sy_binder_type_rows (SyModel *model, SyModelTable *table, GError **error)
{
  SyScope scope = { model, NULL };

  for (guint i = 0; table->rows_bound && i < sy_expression_get_n_children (table->rows_bound); i++)
    {
      SyExpression *argument = sy_expression_get_child (table->rows_bound, i);
      gboolean many = table->rows_kind == SY_ROWS_GROUP || table->rows_kind == SY_ROWS_CROSS
                      || table->rows_kind == SY_ROWS_KERNEL;

      if (is_bare_word (table, i))
        continue;
      if (many && table->rows_kind == SY_ROWS_KERNEL && argument->kind != SY_EXPRESSION_COLUMN)
        many = FALSE;
      if (!(many ? sy_binder_type_any (argument, &scope, error)
                 : sy_binder_type_value (argument, &scope, error)))
        return FALSE;
    }
  switch (table->rows_kind)
    {
    case SY_ROWS_GROUP:
    case SY_ROWS_CROSS:
      return type_keys_of_columns (table, error);
    case SY_ROWS_LIST:
      return type_list (table, error);
    case SY_ROWS_DAYS:
    case SY_ROWS_BANDS:
      return check_numbers (table, error);
    case SY_ROWS_KERNEL:
      return type_kernel (table, error);
    case SY_ROWS_SOURCE:
    case SY_ROWS_INPUT:
      break;
    }
  return TRUE;
}

/* --- filters --- */

typedef struct
{
  SyModelTable *table;
  gboolean columns; /* whole columns of the table are refused as well as its order */
  GHashTable *seen;
  const SyExpression *culprit;
} OrderSearch;

static gboolean
find_order_use (SyExpression *node, gpointer user_data)
{
  OrderSearch *search = user_data;

  if (search->culprit)
    return FALSE;
  if (node->kind == SY_EXPRESSION_RANGE || (node->kind == SY_EXPRESSION_CELL && !node->bound_column))
    search->culprit = node;
  else if (node->kind == SY_EXPRESSION_COLUMN && node->bound_table == search->table)
    {
      if (search->columns || !node->bound_column)
        search->culprit = node;
    }
  else if (node->kind == SY_EXPRESSION_CALL && node->function && node->function->id == SY_FUNCTION_INDEX
           && sy_expression_get_child (node, 0)->bound_table == search->table)
    search->culprit = node;
  if (!search->culprit && (node->kind == SY_EXPRESSION_CELL || node->kind == SY_EXPRESSION_COLUMN)
      && node->bound_table == search->table && node->bound_column && node->bound_column->bound
      && g_hash_table_add (search->seen, node->bound_column))
    sy_expression_walk (node->bound_column->bound, find_order_use, search);
  return !search->culprit;
}

/* Looks for what can't be known before the rows stand: also through the columns that the formula reads. */
static gboolean
check_before_rows (
    SyModelTable *table, SyExpression *formula, gboolean columns, const char *what, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  OrderSearch search = { table, columns, seen, NULL };
  g_autofree char *text = NULL;

  sy_expression_walk (formula, find_order_use, &search);
  if (!search.culprit)
    return TRUE;
  text = sy_expression_to_string (search.culprit);
  sy_formula_set_error (error, SY_FORMULA_ERROR_ROWS, search.culprit->line, search.culprit->column,
                        _ ("%s can't be used for %s=, which is done before the table's rows are known"), text,
                        what);
  g_prefix_error (error, "%s %s= ", table->id, what);
  return FALSE;
}

static gboolean
find_cell (SyExpression *node, gpointer user_data)
{
  const SyExpression **cell = user_data;

  if (node->kind == SY_EXPRESSION_CELL)
    *cell = node;
  return *cell == NULL;
}

static gboolean
check_top (SyModelTable *table, GError **error)
{
  const SyExpression *cell = NULL;

  sy_expression_walk (table->top_bound, find_cell, &cell);
  if (!cell && table->top_bound->type != SY_TYPE_TEXT)
    return check_before_rows (table, table->top_bound, TRUE, "top", error);
  fail (cell ? cell : table->top_bound, error, _ ("top= is one number for the whole table"));
  g_prefix_error (error, "%s top= ", table->id);
  return FALSE;
}

/* where=, sort= and top= of a typed table read only what is known when they are done. */
gboolean
sy_binder_check_filters (SyModelTable *table, GError **error)
{
  if (table->where_bound)
    {
      if (table->where_bound->type == SY_TYPE_TEXT)
        {
          fail (table->where_bound, error, _ ("where= is a condition, and this is text"));
          g_prefix_error (error, "%s where= ", table->id);
          return FALSE;
        }
      if (!check_before_rows (table, table->where_bound, TRUE, "where", error))
        return FALSE;
    }
  for (guint i = 0; table->sort_columns && i < table->sort_columns->len; i++)
    {
      SyModelColumn *column = g_array_index (table->sort_columns, SySortColumn, i).column;

      /* Whole columns stand after where=; top= would change them once more. */
      if (column->bound && !check_before_rows (table, column->bound, table->top_bound != NULL, "sort", error))
        return FALSE;
    }
  return !table->top_bound || check_top (table, error);
}

/* One entry of sort=: a column, then perhaps asc or desc. */
static gboolean
parse_sort_key (SyModelTable *table, GArray *tokens, guint *at, GError **error)
{
  const SyToken *token = &g_array_index (tokens, SyToken, *at);
  SyExpression place = { .line = token->line, .column = token->column };
  SySortColumn key = { NULL, FALSE };

  if (token->kind != SY_TOKEN_NAME && token->kind != SY_TOKEN_COLUMN && token->kind != SY_TOKEN_CELL)
    return fail (&place, error, _ ("expected a column of this table, as in “amount desc, product”"));
  if (!sy_binder_find_column (table, token->text, &place, &key.column, error))
    return FALSE;
  if (!key.column)
    return fail (&place, error, _ ("rows can't be sorted by their row number"));
  token = &g_array_index (tokens, SyToken, ++*at);
  if (token->kind == SY_TOKEN_NAME)
    {
      key.descending = g_ascii_strcasecmp (token->text, "desc") == 0;
      place.column = token->column;
      place.line = token->line;
      if (!key.descending && g_ascii_strcasecmp (token->text, "asc") != 0)
        return fail (&place, error, _ ("expected “asc” or “desc” after the column"));
      ++*at;
    }
  g_array_append_val (table->sort_columns, key);
  return TRUE;
}

gboolean
sy_binder_parse_sort (SyModelTable *table, GError **error)
{
  g_autoptr (GArray) tokens = NULL;
  guint at = 0;

  table->sort_columns = g_array_new (FALSE, FALSE, sizeof (SySortColumn));
  if (!table->sort || !*table->sort)
    return TRUE;
  tokens = sy_lexer_read (table->sort, error);
  while (tokens)
    {
      const SyToken *token = NULL;
      SyExpression place = { 0 };

      if (!parse_sort_key (table, tokens, &at, error))
        return FALSE;
      token = &g_array_index (tokens, SyToken, at++);
      if (token->kind == SY_TOKEN_END)
        return TRUE;
      place.line = token->line;
      place.column = token->column;
      if (token->kind != SY_TOKEN_COMMA)
        return fail (&place, error, _ ("expected “,” between the columns to sort by"));
    }
  return FALSE;
}
