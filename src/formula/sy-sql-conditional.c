/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SUMIFS, COUNTIFS and their kin: where the matching rows are aggregated. */
#include "config.h"

#include "sy-functions.h"
#include "sy-sql-writer-private.h"

#define ARGUMENT(i) sy_expression_get_child (e, (i))
#define MAKE(pattern, ...) SY_SQL (chain, SY_TYPE_NUMBER, pattern, __VA_ARGS__)

/* A call taken apart. */
typedef struct
{
  const SyExpression *e;
  const SyExpression *shape; /* the first column or range: all have its rows */
  const SyExpression *value; /* NULL: rows are counted */
  GArray *criteria;          /* (element-type SySqlCriterion) */
  GString *filter;           /* the criteria that are the same for every row */
  GArray *keys;              /* (element-type SySqlKey) the others */
  guint level;               /* own columns that are read */
  gboolean is_own;
  gboolean of_lines; /* a criterion tells the lines of an order apart */
} Call;

static void
clear_criterion (gpointer data)
{
  sy_sql_criterion_clear (data);
}

static void
clear_call (Call *call)
{
  g_array_unref (call->criteria);
  g_string_free (call->filter, TRUE);
  g_clear_pointer (&call->keys, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Call, clear_call)

/* The criteria column as SQL; an own column is computed first. */
static const char *
read_column (SySqlChain *chain, Call *call, SyModelColumn *column)
{
  SySqlFragment cell;

  if (!call->is_own)
    return column ? sy_sql_writer_read_column (chain->writer, column)
                  : sy_sql_writer_read_row (chain->writer, call->shape->bound_table);
  cell = column ? sy_sql_chain_get_column (chain, column) : sy_sql_chain_get_row (chain);
  call->level = MAX (call->level, cell.level);
  return cell.sql;
}

static void
add_filter (Call *call, const char *condition)
{
  if (call->filter->len > 0)
    g_string_append (call->filter, " AND ");
  g_string_append (call->filter, condition);
}

/* Where one month is asked of a column of months: the dates that it comes from. */
static SyModelColumn *
find_dates (const Call *call, const SySqlCriterion *criterion)
{
  gboolean is_equal = criterion->op == SY_OP_EQUAL && !criterion->condition && criterion->is_static;

  if (call->is_own || !is_equal || !criterion->value.sql || criterion->value.type != SY_TYPE_DATE)
    return NULL;
  return sy_sql_get_month_dates (criterion->column);
}

/* This row's key that a column is compared with, as it is stored: nothing that an empty cell stands for
 * instead. */
static SyModelColumn *
find_own_key (const SySqlChain *chain, const SySqlCriterion *criterion, const SyExpression *value)
{
  gboolean is_key = value->kind == SY_EXPRESSION_CELL && value->bound_table == chain->table
                    && value->bound_column && !value->bound_column->formula;

  if (!is_key || !criterion->column || value->type != criterion->column->type
      || (value->may_be_blank && value->type != SY_TYPE_TEXT))
    return NULL;
  return value->bound_column;
}

static void
add_criterion (SySqlChain *chain, Call *call, const SySqlCriterion *criterion, const SyExpression *asked)
{
  SyModelColumn *dates = find_dates (call, criterion);
  const char *column = dates ? NULL : read_column (chain, call, criterion->column);
  gboolean key_is_folded =
      criterion->column && criterion->column->type == SY_TYPE_TEXT && !criterion->column->has_one_spelling;
  SySqlFragment value;
  SySqlKey key = { column,        criterion->column ? criterion->column->type : SY_TYPE_NUMBER,
                   criterion->op, NULL,
                   NULL,          find_own_key (chain, criterion, asked),
                   key_is_folded };

  call->of_lines = call->of_lines || !sy_sql_orders_have (dates ? dates : criterion->column);
  if (criterion->is_static || !criterion->value.sql)
    {
      g_autofree char *condition =
          dates ? sy_sql_match_month (sy_sql_writer_read_column (chain->writer, dates), criterion->value.sql)
                : sy_sql_criterion_apply (chain, criterion, column, criterion->value.sql);

      add_filter (call, condition);
      return;
    }
  value = sy_sql_chain_hoist (chain, criterion->value);
  call->level = MAX (call->level, value.level);
  key.outer = value.sql;
  if (criterion->condition)
    key.condition = g_string_chunk_insert (chain->writer->texts, criterion->condition);
  g_array_append_val (call->keys, key);
}

static void
read_call (SySqlChain *chain, const SyExpression *e, Call *call)
{
  guint n = sy_expression_get_n_children (e);
  int value = sy_function_get_value_argument (e->function, n);

  call->e = e;
  call->shape = ARGUMENT (0);
  call->value = value >= 0 ? ARGUMENT (value) : NULL;
  call->is_own = call->shape->bound_table == chain->table;
  call->criteria = g_array_new (FALSE, TRUE, sizeof (SySqlCriterion));
  g_array_set_clear_func (call->criteria, clear_criterion);
  call->filter = g_string_new (NULL);
  call->keys = g_array_new (FALSE, FALSE, sizeof (SySqlKey));
  for (guint i = 0; i < sy_function_get_n_criteria (e->function, n); i++)
    {
      guint at = sy_function_get_criteria_argument (e->function, i);
      SySqlCriterion criterion;

      sy_sql_criterion_read (chain, ARGUMENT (at), ARGUMENT (at + 1), &criterion);
      g_array_append_val (call->criteria, criterion);
      add_criterion (chain, call, &criterion, ARGUMENT (at + 1));
    }
  if (call->value)
    read_column (chain, call, sy_sql_get_argument_column (call->value));
}

/* ---- windows ---- */

/* SUMIFS([a],[c],[@c]): the rows that have this row's value form a partition, if it can't be an empty number,
 * which would mean 0. */
static gboolean
is_partition (const SySqlCriterion *criterion, const SyExpression *value)
{
  return !criterion->condition && criterion->op == SY_OP_EQUAL && value->kind == SY_EXPRESSION_CELL
         && criterion->column && value->bound_column == criterion->column
         && (!value->may_be_blank || value->type == SY_TYPE_TEXT);
}

static gboolean
make_partition (SySqlChain *chain, Call *call, GString *partition)
{
  for (guint i = 0; i < call->criteria->len; i++)
    {
      const SySqlCriterion *criterion = &g_array_index (call->criteria, SySqlCriterion, i);
      const SyExpression *value =
          sy_expression_get_child (call->e, sy_function_get_criteria_argument (call->e->function, i) + 1);
      const char *column;

      if (criterion->is_static || !criterion->value.sql)
        continue;
      if (!is_partition (criterion, value))
        return FALSE;
      column = read_column (chain, call, criterion->column);
      g_string_append (partition, partition->len ? ", " : "PARTITION BY ");
      g_string_append_printf (
          partition, criterion->column->type == SY_TYPE_TEXT ? "lower(CAST(%s AS VARCHAR))" : "%s", column);
      if (criterion->column->may_be_blank || criterion->column->may_be_error)
        {
          g_autofree char *condition = g_strdup_printf ("(%s IS NOT NULL)", column);

          add_filter (call, condition);
        }
    }
  return TRUE;
}

static gboolean
place_window (SySqlChain *chain, Call *call, SySqlPlace *place, SySqlFragment *valid)
{
  g_autoptr (GString) over = g_string_new (NULL);
  g_autoptr (GString) filter = g_string_new (call->filter->str);
  const char *frame = NULL;

  if (!call->is_own || !make_partition (chain, call, over))
    {
      g_string_assign (call->filter, filter->str);
      return FALSE;
    }
  if (call->shape->kind == SY_EXPRESSION_RANGE)
    {
      frame = sy_sql_range_frame (chain, call->shape, valid);
      if (!frame)
        {
          g_string_assign (call->filter, filter->str);
          return FALSE;
        }
      /* By row numbers: within a partition rows are not neighbours. */
      g_string_append_printf (over, "%sORDER BY \"row\" RANGE %s", over->len ? " " : "", frame);
    }
  place->is_own = TRUE;
  place->level = call->level;
  place->frame = g_string_chunk_insert (chain->writer->texts, over->str);
  return TRUE;
}

/* ---- groups ---- */

static void
place_group (SySqlChain *chain, Call *call, gboolean is_distinct, SySqlPlace *place, SySqlFragment *valid)
{
  SyModelColumn *column = call->value ? sy_sql_get_argument_column (call->value) : NULL;
  const char *distinct = is_distinct ? read_column (chain, call, column) : NULL;
  gboolean is_range = call->shape->kind == SY_EXPRESSION_RANGE;

  if (is_range)
    {
      SySqlFragment first, last;

      sy_sql_range_rows (chain, call->shape, &first, &last, valid);
      sy_sql_add_row_keys (call->keys, first, last);
      call->level = MAX (call->level, MAX (first.level, last.level));
    }
  place->reads_chain = call->is_own;
  place->relation = call->is_own ? sy_sql_chain_share_layer (chain, call->level)
                                 : sy_sql_writer_get_relation (chain->writer, call->shape->bound_table);
  place->group =
      sy_sql_chain_find_group (chain, call->shape->bound_table, place->relation, call->level,
                               g_steal_pointer (&call->keys), is_range ? NULL : distinct, place->filter);
  place->group->is_direct = is_range;
  place->group->of_lines = place->of_lines = call->of_lines || is_range || call->is_own;
}

static void
place_call (SySqlChain *chain, Call *call, SySqlPlace *place, SySqlFragment *valid)
{
  gboolean is_distinct = call->e->function->id == SY_FUNCTION_DISTINCTCOUNT;

  *place = (SySqlPlace){ .table = call->shape->bound_table };
  valid->sql = NULL;
  if (!place_window (chain, call, place, valid))
    {
      if (call->filter->len > 0)
        place->filter = g_string_chunk_insert (chain->writer->texts, call->filter->str);
      place_group (chain, call, is_distinct, place, valid);
    }
  else if (call->filter->len > 0)
    place->filter = g_string_chunk_insert (chain->writer->texts, call->filter->str);
}

static SySqlFragment
count_distinct (SySqlChain *chain, Call *call, const SySqlPlace *place)
{
  SyModelColumn *column = sy_sql_get_argument_column (call->value);
  SySqlFragment cell = sy_sql_place_column (chain, place, column);
  const char *value = !place->is_own && place->group->distinct ? "\"~v\"" : cell.sql;
  gboolean is_text = column && column->type == SY_TYPE_TEXT;
  gboolean is_spelled_once = is_text && column->has_one_spelling;
  gboolean is_counted_once =
      !place->is_own && place->group->distinct && sy_sql_group_is_simple (place->group);
  g_autofree char *sql = NULL;

  if (is_counted_once && (!is_text || is_spelled_once))
    sql = g_strdup_printf (is_text ? "COUNT(CASE WHEN %s <> '' THEN 1 END)" : "COUNT(%s)", value);
  else if (is_spelled_once)
    sql = g_strdup_printf ("COUNT(DISTINCT CASE WHEN %s <> '' THEN %s END)", value, value);
  else if (is_text)
    sql = g_strdup_printf ("COUNT(DISTINCT NULLIF(lower(CAST(%s AS VARCHAR)), ''))", value);
  else
    sql = g_strdup_printf ("COUNT(DISTINCT %s)", value);
  return MAKE ("COALESCE(CAST({0} AS DOUBLE), 0e0)",
               sy_sql_place_aggregate (chain, place, SY_SQL_OTHER, cell.level, SY_TYPE_NUMBER, sql));
}

static SySqlFragment
write_result (SySqlChain *chain, Call *call, const SySqlPlace *place)
{
  SyModelColumn *column = call->value ? sy_sql_get_argument_column (call->value) : NULL;
  SySqlFragment result;

  switch ((int) call->e->function->id)
    {
    case SY_FUNCTION_COUNTIF:
    case SY_FUNCTION_COUNTIFS:
      return sy_sql_aggregate_rows (chain, place);
    case SY_FUNCTION_DISTINCTCOUNT:
      return count_distinct (chain, call, place);
    case SY_FUNCTION_AVERAGEIF:
    case SY_FUNCTION_AVERAGEIFS:
      result = MAKE ("({0} / NULLIF({1}, 0))", sy_sql_aggregate_sum (chain, place, column),
                     sy_sql_aggregate_count (chain, place, column));
      break;
    case SY_FUNCTION_MAXIFS:
    case SY_FUNCTION_MINIFS:
      result = sy_sql_blank_to_zero (
          chain,
          sy_sql_aggregate_extreme (chain, place, column, call->e->function->id == SY_FUNCTION_MAXIFS));
      break;
    default:
      result = sy_sql_aggregate_sum (chain, place, column);
      break;
    }
  /* Only a matching row's error counts. */
  return sy_sql_aggregate_check (chain, place, column, result);
}

static SySqlFragment
write_conditional (SySqlChain *chain, const SyExpression *e)
{
  g_auto (Call) call = { 0 };
  SySqlPlace place;
  SySqlFragment valid, result;

  read_call (chain, e, &call);
  place_call (chain, &call, &place, &valid);
  result = write_result (chain, &call, &place);
  return valid.sql ? SY_SQL (chain, result.type, "CASE WHEN {0} THEN {1} END", valid, result) : result;
}

gboolean
sy_sql_write_conditional_call (SySqlChain *chain, const SyExpression *e, SySqlFragment *result)
{
  if (!(e->function->flags & SY_FUNCTION_CRITERIA))
    return FALSE;
  *result = write_conditional (chain, e);
  return TRUE;
}

/* Adds the criteria of a call as conditions between the table, t, and a row of values, o, whose columns are
 * added as well. */
void
sy_sql_append_call_filter (SySqlChain *cells, const SyExpression *e, GString *outers, GString *conditions)
{
  guint n = sy_expression_get_n_children (e);

  for (guint i = 0; i < sy_function_get_n_criteria (e->function, n); i++)
    {
      guint at = sy_function_get_criteria_argument (e->function, i);
      SySqlCriterion criterion;
      g_autofree char *condition = NULL;
      g_autofree char *value = g_strdup_printf ("o.\"~c%u\"", i);
      g_autoptr (GString) column = g_string_new ("t.");

      sy_sql_criterion_read (cells, ARGUMENT (at), ARGUMENT (at + 1), &criterion);
      sy_sql_append_name (column, criterion.column ? criterion.column->id : "row");
      if (criterion.value.sql)
        g_string_append_printf (outers, ", %s AS \"~c%u\"", sy_sql_chain_hoist (cells, criterion.value).sql,
                                i);
      condition = sy_sql_criterion_apply (cells, &criterion, column->str, criterion.value.sql ? value : NULL);
      g_string_append_printf (conditions, "%s(%s)", conditions->len ? " AND " : "", condition);
      sy_sql_criterion_clear (&criterion);
    }
}
