/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SUM, MEDIAN, CORREL … of whole columns, ranges and single values. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "sy-functions.h"
#include "sy-sql-writer-private.h"

#define ARGUMENT(i) sy_expression_get_child (e, (i))
#define MAKE(pattern, ...) SY_SQL (chain, SY_TYPE_NUMBER, pattern, __VA_ARGS__)

/* ---- places ---- */

gboolean
sy_sql_place_argument (SySqlChain *chain,
                       const SyExpression *argument,
                       SySqlPlace *place,
                       SySqlFragment *valid)
{
  *place = (SySqlPlace){ 0 };
  valid->sql = NULL;
  if (!argument->is_column)
    return FALSE;
  if (argument->kind == SY_EXPRESSION_RANGE)
    return sy_sql_place_range (chain, argument, place, valid);
  if (argument->kind != SY_EXPRESSION_COLUMN)
    return FALSE;
  place->table = argument->bound_table;
  if (argument->bound_table == chain->table)
    {
      place->is_own = TRUE;
      place->frame = "";
    }
  else
    {
      place->relation = sy_sql_writer_get_relation (chain->writer, argument->bound_table);
      place->group = sy_sql_chain_find_group (chain, place->table, place->relation, 0,
                                              g_array_new (FALSE, FALSE, sizeof (SySqlKey)), NULL, NULL);
    }
  return TRUE;
}

/* The column of an argument that was placed. */
SyModelColumn *
sy_sql_get_argument_column (const SyExpression *argument)
{
  while (argument->kind == SY_EXPRESSION_RANGE || argument->kind == SY_EXPRESSION_CALL)
    argument = sy_expression_get_child (argument, 0);
  return argument->bound_column;
}

/* As stored; the level is of the chain when the table is its own. */
SySqlFragment
sy_sql_place_column (SySqlChain *chain, const SySqlPlace *place, SyModelColumn *column)
{
  if (!column)
    return place->is_own || place->reads_chain
               ? sy_sql_chain_get_row (chain)
               : sy_sql_fragment (chain->writer, SY_TYPE_NUMBER, 0,
                                  sy_sql_writer_read_row (chain->writer, place->table));
  if (place->is_own || place->reads_chain)
    return sy_sql_chain_get_column (chain, column);
  return sy_sql_fragment (chain->writer, column->type, 0, sy_sql_writer_read_column (chain->writer, column));
}

/* The numbers of a column as DOUBLE: texts and conditions in it are not numbers. */
SySqlFragment
sy_sql_place_number (SySqlChain *chain, const SySqlPlace *place, SyModelColumn *column)
{
  SySqlFragment cell = sy_sql_place_column (chain, place, column);
  g_autofree char *sql = NULL;

  if (cell.type == SY_TYPE_TEXT || cell.type == SY_TYPE_BOOL)
    return sy_sql_fragment (chain->writer, SY_TYPE_NUMBER, cell.level, "CAST(NULL AS DOUBLE)");
  if (cell.type == SY_TYPE_DATE)
    sql = g_strdup_printf ("CAST((%s - " SY_SQL_EPOCH ") AS DOUBLE)", cell.sql);
  else
    sql = g_strdup_printf ("CAST(%s AS DOUBLE)", cell.sql);
  return sy_sql_fragment (chain->writer, SY_TYPE_NUMBER, cell.level, sql);
}

SySqlFragment
sy_sql_place_aggregate (SySqlChain *chain,
                        const SySqlPlace *place,
                        SySqlAggregate kind,
                        guint level,
                        SyValueType type,
                        const char *value)
{
  g_autoptr (GString) sql = NULL;

  if (!place->is_own)
    return sy_sql_group_add (chain, place, kind, type, value);
  sql = g_string_new (NULL);
  /* With a filter the engine's window counts the rows of every frame one by one; values it knows how to add
   * up. */
  if (kind == SY_SQL_ROWS && place->filter)
    g_string_append_printf (sql, "COUNT(CASE WHEN %s THEN 1 END)", place->filter);
  else
    sy_sql_append_aggregate (sql, kind, value);
  if (kind != SY_SQL_ROWS && place->filter)
    g_string_append_printf (sql, " FILTER (WHERE %s)", place->filter);
  g_string_append_printf (sql, " OVER (%s)", place->frame);
  return sy_sql_chain_hoist (chain,
                             sy_sql_fragment (chain->writer, type, MAX (level, place->level), sql->str));
}

/* ---- what every aggregate is made of ---- */

SySqlFragment
sy_sql_aggregate_count (SySqlChain *chain, const SySqlPlace *place, SyModelColumn *column)
{
  SySqlFragment cell = sy_sql_place_column (chain, place, column);

  return MAKE ("COALESCE(CAST({0} AS DOUBLE), 0e0)",
               sy_sql_place_aggregate (chain, place, SY_SQL_COUNT, cell.level, SY_TYPE_NUMBER, cell.sql));
}

SySqlFragment
sy_sql_aggregate_rows (SySqlChain *chain, const SySqlPlace *place)
{
  return MAKE ("COALESCE(CAST({0} AS DOUBLE), 0e0)",
               sy_sql_place_aggregate (chain, place, SY_SQL_ROWS, 0, SY_TYPE_NUMBER, NULL));
}

/* Numbers and dates: NULL in the column is all that isn't one. */
static SySqlFragment
count_numbers (SySqlChain *chain, const SySqlPlace *place, SyModelColumn *column)
{
  if (column && (column->type == SY_TYPE_TEXT || column->type == SY_TYPE_BOOL))
    return sy_sql_number (chain->writer, 0.);
  return sy_sql_aggregate_count (chain, place, column);
}

SySqlFragment
sy_sql_aggregate_sum (SySqlChain *chain, const SySqlPlace *place, SyModelColumn *column)
{
  SySqlFragment cell = sy_sql_place_column (chain, place, column);

  if (cell.type == SY_TYPE_TEXT || cell.type == SY_TYPE_BOOL)
    return sy_sql_number (chain->writer, 0.);
  if (column && column->is_decimal)
    return MAKE (
        "COALESCE(CAST({0} AS DOUBLE), 0e0)",
        sy_sql_place_aggregate (chain, place, SY_SQL_SUM_EXACT, cell.level, SY_TYPE_NUMBER, cell.sql));
  cell = sy_sql_place_number (chain, place, column);
  return MAKE ("COALESCE({0}, 0e0)",
               sy_sql_place_aggregate (chain, place, SY_SQL_SUM, cell.level, SY_TYPE_NUMBER, cell.sql));
}

/* NULL when there is nothing. */
SySqlFragment
sy_sql_aggregate_extreme (SySqlChain *chain, const SySqlPlace *place, SyModelColumn *column, gboolean is_max)
{
  SySqlFragment cell = sy_sql_place_column (chain, place, column);
  SySqlFragment result;

  if (cell.type == SY_TYPE_TEXT || cell.type == SY_TYPE_BOOL)
    return sy_sql_null (chain->writer, SY_TYPE_NUMBER);
  result = sy_sql_place_aggregate (chain, place, is_max ? SY_SQL_MAX : SY_SQL_MIN, cell.level, cell.type,
                                   cell.sql);
  return cell.type == SY_TYPE_DATE ? result : MAKE ("CAST({0} AS DOUBLE)", result);
}

/* An error in any cell is an error of the whole. */
SySqlFragment
sy_sql_aggregate_check (SySqlChain *chain,
                        const SySqlPlace *place,
                        SyModelColumn *column,
                        SySqlFragment result)
{
  if (!column || !column->may_be_error)
    return result;
  return SY_SQL (chain, result.type, "CASE WHEN {0} = {1} THEN {2} END", sy_sql_aggregate_rows (chain, place),
                 sy_sql_aggregate_count (chain, place, column), result);
}

/* ---- arguments ---- */

/* One argument: a column or range at its place, or one value. */
typedef struct
{
  const SyExpression *e;
  gboolean is_column;
  SySqlPlace place;
  SySqlFragment valid;
  SyModelColumn *column;
} Part;

static GArray *
read_parts (SySqlChain *chain, const SyExpression *e)
{
  GArray *parts = g_array_new (FALSE, TRUE, sizeof (Part));

  for (guint i = 0; i < sy_expression_get_n_children (e); i++)
    {
      Part part = { .e = ARGUMENT (i) };

      if (part.e->kind == SY_EXPRESSION_MISSING)
        continue;
      part.is_column = sy_sql_place_argument (chain, part.e, &part.place, &part.valid);
      if (part.is_column)
        part.column = sy_sql_get_argument_column (part.e);
      g_array_append_val (parts, part);
    }
  return parts;
}

/* Texts and conditions in cells are passed over, as in a column; those that are computed in the call count.
 */
static gboolean
is_passed_over (const SyExpression *e)
{
  return (e->kind == SY_EXPRESSION_CELL || e->kind == SY_EXPRESSION_NAME)
         && (e->type == SY_TYPE_TEXT || e->type == SY_TYPE_BOOL);
}

/* NULL for an empty cell. */
static SySqlFragment
write_single (SySqlChain *chain, const SyExpression *e)
{
  SySqlFragment value;

  if (is_passed_over (e))
    return sy_sql_null (chain->writer, SY_TYPE_NUMBER);
  if (!e->may_be_blank && !sy_sql_may_lead_to_blank (e))
    return sy_sql_write_number (chain, e);
  value = sy_sql_to_number (chain, sy_sql_write_reference (chain, e));
  return MAKE ("CAST({0} AS DOUBLE)", value);
}

static SySqlFragment
check_parts (SySqlChain *chain, GArray *parts, gboolean ignores_errors, SySqlFragment result)
{
  for (guint i = 0; i < parts->len; i++)
    {
      const Part *part = &g_array_index (parts, Part, i);

      if (part->is_column && !ignores_errors)
        result = sy_sql_aggregate_check (chain, &part->place, part->column, result);
      if (part->is_column && part->valid.sql)
        result = SY_SQL (chain, result.type, "CASE WHEN {0} THEN {1} END", part->valid, result);
      if (!part->is_column && part->e->may_be_error && !ignores_errors)
        result = SY_SQL (chain, result.type, "CASE WHEN {0} IS NOT NULL THEN {1} END",
                         sy_sql_write_raw (chain, part->e), result);
    }
  return result;
}

/* ---- aggregates of any mixture of arguments ---- */

static SySqlFragment
sum_parts (SySqlChain *chain, GArray *parts)
{
  SySqlFragment sum = { 0 };

  for (guint i = 0; i < parts->len; i++)
    {
      const Part *part = &g_array_index (parts, Part, i);
      SySqlFragment one = part->is_column ? sy_sql_aggregate_sum (chain, &part->place, part->column)
                                          : MAKE ("COALESCE({0}, 0e0)", write_single (chain, part->e));

      sum = sum.sql ? MAKE ("({0} + {1})", sum, one) : one;
    }
  return sum.sql ? sum : sy_sql_number (chain->writer, 0.);
}

static SySqlFragment
count_parts (SySqlChain *chain, GArray *parts)
{
  SySqlFragment sum = { 0 };

  for (guint i = 0; i < parts->len; i++)
    {
      const Part *part = &g_array_index (parts, Part, i);
      SySqlFragment one = part->is_column ? count_numbers (chain, &part->place, part->column)
                                          : MAKE ("CASE WHEN {0} IS NULL THEN 0e0 ELSE 1e0 END",
                                                  write_single (chain, part->e));

      sum = sum.sql ? MAKE ("({0} + {1})", sum, one) : one;
    }
  return sum.sql ? sum : sy_sql_number (chain->writer, 0.);
}

static SySqlFragment
count_entries (SySqlChain *chain, GArray *parts)
{
  SySqlFragment sum = sy_sql_number (chain->writer, 0.);

  for (guint i = 0; i < parts->len; i++)
    {
      const Part *part = &g_array_index (parts, Part, i);
      SySqlFragment one = sy_sql_number (chain->writer, 1.);

      if (part->is_column)
        one = part->column && part->column->may_be_blank
                  ? sy_sql_aggregate_count (chain, &part->place, part->column)
                  : sy_sql_aggregate_rows (chain, &part->place);
      else if (part->e->may_be_blank)
        one = MAKE ("CASE WHEN {0} IS NULL THEN 0e0 ELSE 1e0 END", sy_sql_write_raw (chain, part->e));
      sum = MAKE ("({0} + {1})", sum, one);
    }
  return sum;
}

static SySqlFragment
count_blanks (SySqlChain *chain, const Part *part)
{
  SySqlFragment rows = sy_sql_aggregate_rows (chain, &part->place);
  SySqlFragment cell = sy_sql_place_column (chain, &part->place, part->column);
  g_autofree char *empty = NULL;

  if (part->column && part->column->type == SY_TYPE_TEXT)
    {
      /* Where it can't be empty, NULL is an error, which isn't blank. */
      if (part->column->may_be_blank)
        empty = g_strdup_printf ("COUNT(NULLIF(CAST(%s AS VARCHAR), ''))", cell.sql);
      else
        empty = g_strdup_printf ("COUNT(CASE WHEN COALESCE(CAST(%s AS VARCHAR), '~') <> '' THEN 1 END)",
                                 cell.sql);
      return MAKE (
          "({0} - CAST({1} AS DOUBLE))", rows,
          sy_sql_place_aggregate (chain, &part->place, SY_SQL_OTHER, cell.level, SY_TYPE_NUMBER, empty));
    }
  if (!part->column || !part->column->may_be_blank)
    return MAKE ("({0} * 0e0)", rows);
  return MAKE ("({0} - {1})", rows, sy_sql_aggregate_count (chain, &part->place, part->column));
}

static SySqlFragment
find_extreme (SySqlChain *chain, GArray *parts, gboolean is_max)
{
  SySqlFragment best = { 0 };

  if (parts->len == 1)
    {
      const Part *part = &g_array_index (parts, Part, 0);

      best = part->is_column ? sy_sql_aggregate_extreme (chain, &part->place, part->column, is_max)
                             : write_single (chain, part->e);
      return sy_sql_blank_to_zero (chain, best);
    }
  for (guint i = 0; i < parts->len; i++)
    {
      const Part *part = &g_array_index (parts, Part, i);
      SySqlFragment one =
          part->is_column
              ? sy_sql_to_number (chain, sy_sql_aggregate_extreme (chain, &part->place, part->column, is_max))
              : write_single (chain, part->e);

      best = best.sql ? MAKE (is_max ? "greatest({0}, {1})" : "least({0}, {1})", best, one) : one;
    }
  return best.sql ? MAKE ("COALESCE({0}, 0e0)", best) : sy_sql_number (chain->writer, 0.);
}

/* ---- aggregates of one column; several arguments are put into a list ---- */

static const char *
get_statistic (SyFunctionId id)
{
  switch ((int) id)
    {
    case SY_FUNCTION_MEDIAN:
      return "median";
    case SY_FUNCTION_STDEV_S:
      return "stddev_samp";
    case SY_FUNCTION_STDEV_P:
      return "stddev_pop";
    case SY_FUNCTION_VAR_S:
      return "var_samp";
    case SY_FUNCTION_VAR_P:
      return "var_pop";
    case SY_FUNCTION_PRODUCT:
      return "product";
    default:
      return NULL;
    }
}

static SySqlFragment
aggregate_other (SySqlChain *chain, const Part *part, const char *format)
{
  SySqlFragment value = sy_sql_place_number (chain, &part->place, part->column);
  g_auto (GStrv) pieces = g_strsplit (format, "{}", -1);
  g_autofree char *sql = g_strjoinv (value.sql, pieces);

  return sy_sql_place_aggregate (chain, &part->place, SY_SQL_OTHER, value.level, SY_TYPE_NUMBER, sql);
}

static SySqlFragment
list_parts (SySqlChain *chain, GArray *parts)
{
  SySqlFragment list = { 0 };

  for (guint i = 0; i < parts->len; i++)
    {
      const Part *part = &g_array_index (parts, Part, i);
      SySqlFragment one = part->is_column
                              ? MAKE ("COALESCE({0}, [])", aggregate_other (chain, part, "list({})"))
                              : MAKE ("[{0}]", write_single (chain, part->e));

      list = list.sql ? MAKE ("list_concat({0}, {1})", list, one) : one;
    }
  return sy_sql_chain_hoist (chain, MAKE ("list_filter({0}, lambda v: v IS NOT NULL)", list));
}

static SySqlFragment
apply_statistic (SySqlChain *chain, GArray *parts, const char *one_column, const char *list)
{
  const Part *part = &g_array_index (parts, Part, 0);

  if (parts->len == 1 && part->is_column)
    return aggregate_other (chain, part, one_column);
  return MAKE (list, list_parts (chain, parts));
}

static SySqlFragment
write_statistic (SySqlChain *chain, const SyExpression *e, GArray *parts)
{
  const char *name = get_statistic (e->function->id);
  g_autofree char *one_column = g_strdup_printf ("%s({})", name);
  g_autofree char *list = g_strdup_printf ("list_aggregate({0}, '%s')", name);
  SySqlFragment result = apply_statistic (chain, parts, one_column, list);

  if (e->function->id == SY_FUNCTION_PRODUCT)
    result = MAKE ("CASE WHEN {1} = 0 THEN 0e0 WHEN isfinite({0}) THEN {0} END", result,
                   count_parts (chain, parts));
  return result;
}

static SySqlFragment
write_geomean (SySqlChain *chain, GArray *parts)
{
  SySqlFragment least = apply_statistic (chain, parts, "min({})", "list_min({0})");
  SySqlFragment mean = apply_statistic (
      chain, parts, "favg(ln(CASE WHEN {} > 0 THEN {} END))",
      "list_aggregate(list_transform(list_filter({0}, lambda v: v > 0), lambda v: ln(v)), 'avg')");

  return MAKE ("CASE WHEN {0} > 0 THEN exp({1}) END", least, mean);
}

/* ---- order statistics ---- */

/* The k-th lowest number of a part: by its rank where the rows are all there, else from a list. */
static SySqlFragment
pick_sorted (SySqlChain *chain, const Part *part, SySqlFragment index)
{
  if (part->place.is_own && part->place.frame[0])
    {
      SySqlFragment list = sy_sql_chain_hoist (
          chain, MAKE ("list_sort({0}, 'ASC', 'NULLS LAST')", aggregate_other (chain, part, "list({})")));

      return MAKE ("CASE WHEN {1} >= 1 AND {1} <= len({0}) THEN {0}[CAST({1} AS BIGINT)] END", list, index);
    }
  return sy_sql_join_sorted (chain, &part->place, part->column, index);
}

static SySqlFragment
write_large (SySqlChain *chain, const SyExpression *e, const Part *part)
{
  SySqlFragment n = count_numbers (chain, &part->place, part->column);
  SySqlFragment k = MAKE ("ceil({0})", sy_sql_write_number (chain, ARGUMENT (1)));

  if (e->function->id == SY_FUNCTION_LARGE)
    k = MAKE ("({0} + 1 - {1})", n, k);
  return pick_sorted (chain, part, MAKE ("CASE WHEN {0} BETWEEN 1 AND {1} THEN {0} END", k, n));
}

/* Between the two numbers on either side of 1 + k (n - 1). */
static SySqlFragment
write_percentile (SySqlChain *chain, const SyExpression *e, const Part *part)
{
  const SyExpression *by = ARGUMENT (1);
  SySqlFragment share = sy_sql_write_number (chain, by);
  SySqlFragment place, low, high;

  if (e->function->id == SY_FUNCTION_QUARTILE_INC)
    share = MAKE ("(trunc({0}) / 4)", share);
  if (by->kind == SY_EXPRESSION_NUMBER)
    {
      double fraction = e->function->id == SY_FUNCTION_QUARTILE_INC
                            ? (double) (int) CLAMP (by->number, -9., 9.) / 4.
                            : by->number;
      g_autofree char *number = sy_sql_quote_number (fraction);
      g_autofree char *format = g_strdup_printf ("quantile_cont({}, %s)", number);

      if (!(fraction >= 0. && fraction <= 1.))
        return sy_sql_null (chain->writer, SY_TYPE_NUMBER);
      return aggregate_other (chain, part, format);
    }
  place = MAKE ("CASE WHEN {0} BETWEEN 0 AND 1 THEN 1 + {0} * ({1} - 1) END", share,
                count_numbers (chain, &part->place, part->column));
  place = sy_sql_chain_hoist (chain, place);
  low = pick_sorted (chain, part, MAKE ("floor({0})", place));
  high = pick_sorted (chain, part, MAKE ("ceil({0})", place));
  return MAKE ("({0} + ({1} - {0}) * ({2} - floor({2})))", low, high, place);
}

/* ---- two columns ---- */

static SySqlFragment
write_pair (SySqlChain *chain, const SyExpression *e, GArray *parts)
{
  const Part *y = &g_array_index (parts, Part, 0);
  const Part *x = &g_array_index (parts, Part, 1);
  SySqlFragment value_y = sy_sql_place_number (chain, &y->place, y->column);
  SySqlFragment value_x = sy_sql_place_number (chain, &x->place, x->column);
  const char *name = e->function->id == SY_FUNCTION_SLOPE       ? "regr_slope"
                     : e->function->id == SY_FUNCTION_INTERCEPT ? "regr_intercept"
                                                                : "corr";
  g_autofree char *sql = g_strdup_printf ("%s(%s, %s)", name, value_y.sql, value_x.sql);
  SySqlFragment result;

  if (y->place.table != x->place.table || y->place.group != x->place.group
      || g_strcmp0 (y->place.frame, x->place.frame) != 0)
    {
      sy_sql_writer_fail (chain->writer, e, SY_FORMULA_ERROR_ARGUMENT,
                          _ ("both columns of %s must have the same rows"), e->text);
      return sy_sql_null (chain->writer, SY_TYPE_NUMBER);
    }
  result = sy_sql_place_aggregate (chain, &y->place, SY_SQL_OTHER, MAX (value_x.level, value_y.level),
                                   SY_TYPE_NUMBER, sql);
  if (e->function->id == SY_FUNCTION_RSQ)
    return MAKE ("CASE WHEN isfinite({0}) THEN {0} * {0} END", result);
  return MAKE ("sy_finite({0})", result);
}

/* ---- calls ---- */

static gboolean
write_parts (SySqlChain *chain, const SyExpression *e, GArray *parts, SySqlFragment *result)
{
  const Part *first = &g_array_index (parts, Part, 0);

  switch ((int) e->function->id)
    {
    case SY_FUNCTION_SUM:
      *result = sum_parts (chain, parts);
      return TRUE;
    case SY_FUNCTION_COUNT:
      *result = count_parts (chain, parts);
      return TRUE;
    case SY_FUNCTION_AVERAGE:
      *result = MAKE ("({0} / NULLIF({1}, 0))", sum_parts (chain, parts), count_parts (chain, parts));
      return TRUE;
    case SY_FUNCTION_COUNTA:
      *result = count_entries (chain, parts);
      return TRUE;
    case SY_FUNCTION_COUNTBLANK:
      *result = count_blanks (chain, first);
      return TRUE;
    case SY_FUNCTION_ROWS:
      *result = sy_sql_aggregate_rows (chain, &first->place);
      return TRUE;
    case SY_FUNCTION_MIN:
    case SY_FUNCTION_MAX:
      *result = find_extreme (chain, parts, e->function->id == SY_FUNCTION_MAX);
      return TRUE;
    case SY_FUNCTION_SUMSQ:
      *result =
          MAKE ("COALESCE({0}, 0e0)", apply_statistic (chain, parts, "fsum({} * {})",
                                                       "list_sum(list_transform({0}, lambda v: v * v))"));
      return TRUE;
    case SY_FUNCTION_GEOMEAN:
      *result = write_geomean (chain, parts);
      return TRUE;
    case SY_FUNCTION_LARGE:
    case SY_FUNCTION_SMALL:
      *result = write_large (chain, e, first);
      return TRUE;
    case SY_FUNCTION_PERCENTILE_INC:
    case SY_FUNCTION_QUARTILE_INC:
      *result = write_percentile (chain, e, first);
      return TRUE;
    case SY_FUNCTION_CORREL:
    case SY_FUNCTION_SLOPE:
    case SY_FUNCTION_INTERCEPT:
    case SY_FUNCTION_RSQ:
      *result = write_pair (chain, e, parts);
      return TRUE;
    default:
      if (!get_statistic (e->function->id))
        return FALSE;
      *result = write_statistic (chain, e, parts);
      return TRUE;
    }
}

gboolean
sy_sql_write_aggregate_call (SySqlChain *chain, const SyExpression *e, SySqlFragment *result)
{
  g_autoptr (GArray) parts = NULL;

  if (!(e->function->flags & SY_FUNCTION_AGGREGATE) || (e->function->flags & SY_FUNCTION_CRITERIA)
      || e->function->id == SY_FUNCTION_SUMPRODUCT || e->function->id == SY_FUNCTION_RANK_EQ
      || e->function->id == SY_FUNCTION_PERCENTRANK_INC)
    return FALSE;
  parts = read_parts (chain, e);
  if (parts->len == 0 || !write_parts (chain, e, parts, result))
    return FALSE;
  *result = check_parts (chain, parts, (e->function->flags & SY_FUNCTION_IGNORES_ERRORS) != 0, *result);
  return TRUE;
}
