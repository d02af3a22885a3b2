/* SPDX-License-Identifier: GPL-3.0-or-later */
/* INDEX and MATCH, neighbours, and numbers by their place in ascending order: all of them joins, but for
 * neighbours, which are windows. */
#include "config.h"

#include <string.h>

#include "sy-functions.h"
#include "sy-position.h"
#include "sy-sql-writer-private.h"

#define ARGUMENT(i) sy_expression_get_child (e, (i))
#define MAKE(pattern, ...) SY_SQL (chain, SY_TYPE_NUMBER, pattern, __VA_ARGS__)

/* FROM for the table of a column: its relation, or the layer of the chain that has all that is needed. */
const char *
sy_sql_place_relation (SySqlChain *chain, const SySqlPlace *place, guint level)
{
  return place->is_own || place->reads_chain ? sy_sql_chain_share_layer (chain, level)
                                             : sy_sql_writer_get_relation (chain->writer, place->table);
}

static SySqlPlace
make_place (SySqlChain *chain, const SyExpression *column)
{
  return (
      SySqlPlace){ .table = column->bound_table, .is_own = column->bound_table == chain->table, .frame = "" };
}

SySqlFragment
sy_sql_join_sorted (SySqlChain *chain, const SySqlPlace *place, SyModelColumn *column, SySqlFragment index)
{
  SySqlFragment number = sy_sql_place_number (chain, place, column);
  SySqlFragment outer = sy_sql_chain_hoist (chain, MAKE ("TRY_CAST({0} AS BIGINT)", index));
  guint level = MAX (outer.level, place->is_own ? number.level : 0);
  g_autofree char *select = g_strdup_printf ("SELECT row_number() OVER (ORDER BY v) AS \"~k\", v AS \"~v\" "
                                             "FROM (SELECT %s AS v FROM %s) WHERE v IS NOT NULL",
                                             number.sql, sy_sql_place_relation (chain, place, level));

  return sy_sql_chain_join_value (chain, level, SY_TYPE_NUMBER, "LEFT JOIN", select, "=", outer.sql);
}

/* ---- INDEX ---- */

/* What an empty cell gives when it is referred to. */
static SySqlFragment
fill_blank (SySqlChain *chain, const SyExpression *column, SySqlFragment cell)
{
  if (column->may_be_blank)
    cell = sy_sql_blank_to_zero (chain, cell);
  return cell;
}

/* A cell as a value that can be carried along: texts as VARCHAR, numbers as DOUBLE. */
static SySqlFragment
carry (SySqlChain *chain, const SyExpression *column, gboolean keeps_blank, SySqlFragment cell)
{
  if (cell.type == SY_TYPE_TEXT)
    cell = SY_SQL (chain, SY_TYPE_TEXT, "CAST({0} AS VARCHAR)", cell);
  else if (cell.type == SY_TYPE_NUMBER)
    cell = MAKE ("CAST({0} AS DOUBLE)", cell);
  return keeps_blank ? cell : fill_blank (chain, column, cell);
}

static SySqlFragment
write_window (SySqlChain *chain, SySqlFragment cell, const char *pattern)
{
  return sy_sql_chain_hoist (chain, SY_SQL (chain, cell.type, pattern, cell));
}

static SySqlFragment
write_neighbour (SySqlChain *chain, const SyExpression *column, gboolean keeps_blank, SyPosition position)
{
  SySqlPlace place = make_place (chain, column);
  SySqlFragment cell =
      carry (chain, column, keeps_blank, sy_sql_place_column (chain, &place, column->bound_column));
  g_autofree char *pattern = NULL;

  if (position.kind == SY_POSITION_RELATIVE && position.offset == 0)
    return cell;
  if (position.kind == SY_POSITION_RELATIVE)
    pattern = g_strdup_printf ("%s({0}, %" G_GINT64_FORMAT ") OVER (ORDER BY \"row\")",
                               position.offset < 0 ? "lag" : "lead", ABS (position.offset));
  else if (position.kind == SY_POSITION_LAST && position.offset == 0)
    pattern = g_strdup (
        "last_value({0}) OVER (ORDER BY \"row\" ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)");
  else if (position.kind == SY_POSITION_ABSOLUTE && position.offset >= 1)
    pattern =
        g_strdup_printf ("nth_value({0}, %" G_GINT64_FORMAT
                         ") OVER (ORDER BY \"row\" ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)",
                         position.offset);
  else
    return sy_sql_null (chain->writer, cell.type);
  return write_window (chain, cell, pattern);
}

static SySqlFragment
write_at_row (SySqlChain *chain, const SyExpression *column, gboolean keeps_blank, SySqlFragment index)
{
  SySqlPlace place = make_place (chain, column);
  SySqlFragment cell =
      carry (chain, column, keeps_blank, sy_sql_place_column (chain, &place, column->bound_column));
  SySqlFragment row = sy_sql_place_column (chain, &place, NULL);
  SySqlFragment outer = sy_sql_chain_hoist (chain, index);
  guint level = MAX (outer.level, place.is_own ? cell.level : 0);
  SySqlFirstRow wanted = { row.sql, NULL, sy_sql_place_relation (chain, &place, level), outer.sql, level };

  return sy_sql_chain_look_up (chain, &wanted, cell);
}

/* ---- MATCH ---- */

/* What MATCH(x,t[k],0) compares: the key of the table as it is compared, and a column of the chain. */
static void
prepare_equal (SySqlChain *chain,
               const SyExpression *e,
               const SySqlPlace *place,
               SySqlFragment *key,
               SySqlFragment *wanted)
{
  const SyExpression *column = ARGUMENT (1);

  *key = sy_sql_place_column (chain, place, column->bound_column);
  if (key->type == SY_TYPE_TEXT)
    *wanted = SY_SQL (chain, SY_TYPE_TEXT, "lower({0})", sy_sql_write_raw (chain, ARGUMENT (0)));
  else if (key->type == SY_TYPE_BOOL)
    *wanted = sy_sql_write_bool (chain, ARGUMENT (0));
  else
    *wanted = sy_sql_write (chain, ARGUMENT (0));
  if (key->type == SY_TYPE_NUMBER || (key->type == SY_TYPE_DATE && wanted->type != SY_TYPE_DATE))
    {
      *key = sy_sql_place_number (chain, place, column->bound_column);
      *wanted = sy_sql_write_number (chain, ARGUMENT (0));
    }
  *wanted = sy_sql_chain_hoist (chain, *wanted);
}

/* The first row that is equal: one hash join. */
static SySqlFragment
match_equal (SySqlChain *chain, const SyExpression *e)
{
  SySqlPlace place = make_place (chain, ARGUMENT (1));
  SySqlFragment row = sy_sql_place_column (chain, &place, NULL);
  SySqlFragment key, wanted;
  g_autofree char *select = NULL;
  guint level;

  prepare_equal (chain, e, &place, &key, &wanted);
  level = MAX (wanted.level, place.is_own ? key.level : 0);
  select = g_strdup_printf (key.type == SY_TYPE_TEXT
                                ? "SELECT lower(CAST(k AS VARCHAR)) AS \"~k\", MIN(r) AS \"~v\" FROM"
                                  " (SELECT %s AS k, MIN(%s) AS r FROM %s GROUP BY 1) GROUP BY 1"
                                : "SELECT %s AS \"~k\", MIN(%s) AS \"~v\" FROM %s GROUP BY 1",
                            key.sql, row.sql, sy_sql_place_relation (chain, &place, level));
  return sy_sql_chain_join_value (chain, level, SY_TYPE_NUMBER, "LEFT JOIN", select, "=", wanted.sql);
}

/* The last row of the largest number that isn't above: the column is ascending. */
static SySqlFragment
match_below (SySqlChain *chain, const SyExpression *e)
{
  const SyExpression *column = ARGUMENT (1);
  SySqlPlace place = make_place (chain, column);
  SySqlFragment cell = sy_sql_place_number (chain, &place, column->bound_column);
  SySqlFragment row = sy_sql_place_column (chain, &place, NULL);
  SySqlFragment wanted = sy_sql_chain_hoist (chain, sy_sql_write_number (chain, ARGUMENT (0)));
  guint level = MAX (wanted.level, place.is_own ? cell.level : 0);
  g_autofree char *select = g_strdup_printf ("SELECT k AS \"~k\", MAX(r) AS \"~v\" FROM (SELECT %s AS k, %s "
                                             "AS r FROM %s) WHERE k IS NOT NULL GROUP BY k",
                                             cell.sql, row.sql, sy_sql_place_relation (chain, &place, level));

  return sy_sql_chain_join_value (chain, level, SY_TYPE_NUMBER, "ASOF LEFT JOIN", select, ">=", wanted.sql);
}

/* A text written out may hold wildcards. */
static SySqlFragment
match_pattern (SySqlChain *chain, const SyExpression *e)
{
  const SyExpression *column = ARGUMENT (1);
  SySqlPlace place;
  SySqlFragment valid, cell, row;
  SySqlCriterion criterion;
  g_autofree char *text = g_strconcat ("=", ARGUMENT (0)->text, NULL);
  g_autoptr (SyExpression) literal = sy_expression_new (SY_EXPRESSION_TEXT);
  g_autofree char *filter = NULL;

  literal->text = g_steal_pointer (&text);
  literal->type = SY_TYPE_TEXT;
  sy_sql_place_argument (chain, column, &place, &valid);
  cell = sy_sql_place_column (chain, &place, column->bound_column);
  row = sy_sql_place_column (chain, &place, NULL);
  sy_sql_criterion_read (chain, column, literal, &criterion);
  filter = sy_sql_criterion_apply (chain, &criterion, cell.sql, NULL);
  sy_sql_criterion_clear (&criterion);
  place.filter = g_string_chunk_insert (chain->writer->texts, filter);
  return sy_sql_place_aggregate (chain, &place, SY_SQL_MIN, cell.level, SY_TYPE_NUMBER, row.sql);
}

static SySqlFragment
write_match (SySqlChain *chain, const SyExpression *e)
{
  gboolean is_below = sy_expression_get_n_children (e) < 3
                      || (ARGUMENT (2)->number != 0. && ARGUMENT (2)->kind != SY_EXPRESSION_MISSING);
  SySqlFragment row;

  if (is_below)
    row = match_below (chain, e);
  else if (ARGUMENT (0)->kind == SY_EXPRESSION_TEXT && strpbrk (ARGUMENT (0)->text, "*?~"))
    row = match_pattern (chain, e);
  else
    row = match_equal (chain, e);
  return MAKE ("CAST({0} AS DOUBLE)", row);
}

/* ---- INDEX of a MATCH ---- */

/* INDEX(t[c],MATCH(x,t[k],0)): most lookups are that, and one join instead of two. */
static gboolean
is_first_match (SySqlChain *chain, const SyExpression *column, const SyExpression *match)
{
  return match->kind == SY_EXPRESSION_CALL && match->function && match->function->id == SY_FUNCTION_MATCH
         && sy_expression_get_n_children (match) == 3
         && sy_expression_get_child (match, 2)->kind == SY_EXPRESSION_NUMBER
         && sy_expression_get_child (match, 2)->number == 0.
         && sy_expression_get_child (match, 0)->kind != SY_EXPRESSION_TEXT
         && sy_expression_get_child (match, 1)->bound_table == column->bound_table
         && column->bound_table != chain->table && column->bound_column
         && sy_expression_get_child (match, 1)->bound_column;
}

/* Whether no two rows have the same: the only column that the rows are grouped by. Numbers may come near one
 * another when they are compared. */
static gboolean
is_unique (const SyModelTable *table, const SyModelColumn *column)
{
  return table->rows_kind == SY_ROWS_GROUP && sy_model_table_count_keys (table) == 1 && !column->formula
         && (column->type == SY_TYPE_TEXT || column->type == SY_TYPE_DATE);
}

static const char *
get_order (SySqlChain *chain, SyModelTable *table)
{
  gboolean is_sorted = table->sort_columns && table->sort_columns->len > 0;

  return is_sorted ? sy_sql_writer_read_row (chain->writer, table)
                   : sy_sql_writer_read_order (chain->writer, table);
}

static SySqlFragment
write_first_match (SySqlChain *chain,
                   const SyExpression *column,
                   const SyExpression *match,
                   gboolean keeps_blank)
{
  SyModelTable *table = column->bound_table;
  SySqlPlace place = make_place (chain, column);
  SySqlFragment cell =
      carry (chain, column, keeps_blank, sy_sql_place_column (chain, &place, column->bound_column));
  SySqlFragment key, wanted;
  SySqlFirstRow row = { 0 };
  g_autofree char *folded = NULL;

  prepare_equal (chain, match, &place, &key, &wanted);
  if (key.type == SY_TYPE_TEXT)
    folded = g_strdup_printf ("lower(CAST(%s AS VARCHAR))", key.sql);
  row.key = folded ? folded : key.sql;
  if (!is_unique (table, sy_expression_get_child (match, 1)->bound_column))
    row.order = get_order (chain, table);
  row.relation = sy_sql_place_relation (chain, &place, wanted.level);
  row.outer = wanted.sql;
  row.level = wanted.level;
  return sy_sql_chain_look_up (chain, &row, cell);
}

static SySqlFragment
write_index (SySqlChain *chain, const SyExpression *e, gboolean keeps_blank)
{
  const SyExpression *column = ARGUMENT (0);
  gboolean is_own = column->bound_table == chain->table;
  SyPosition position = sy_position_of_cell (e);
  SySqlFragment index;

  if (is_first_match (chain, column, ARGUMENT (1)))
    return write_first_match (chain, column, ARGUMENT (1), keeps_blank);
  if (is_own && position.kind != SY_POSITION_COMPUTED
      && !(position.kind == SY_POSITION_LAST && position.offset != 0))
    return write_neighbour (chain, column, keeps_blank, position);
  index = MAKE ("TRY_CAST(trunc({0}) AS BIGINT)", sy_sql_write_number (chain, ARGUMENT (1)));
  return write_at_row (chain, column, keeps_blank, index);
}

/* INDEX is a reference: where it leads to an empty cell, that counts as empty as long as it is not used as a
 * number. */
gboolean
sy_sql_may_lead_to_blank (const SyExpression *e)
{
  return e->kind == SY_EXPRESSION_CALL && e->function && e->function->id == SY_FUNCTION_INDEX
         && ARGUMENT (0)->may_be_blank;
}

SySqlFragment
sy_sql_write_reference (SySqlChain *chain, const SyExpression *e)
{
  if (sy_sql_may_lead_to_blank (e) && !(chain->given && g_hash_table_contains (chain->given, e)))
    return write_index (chain, e, TRUE);
  return sy_sql_write_raw (chain, e);
}

gboolean
sy_sql_write_lookup_call (SySqlChain *chain, const SyExpression *e, SySqlFragment *result)
{
  switch ((int) e->function->id)
    {
    case SY_FUNCTION_INDEX:
      *result = write_index (chain, e, FALSE);
      return TRUE;
    case SY_FUNCTION_MATCH:
      *result = write_match (chain, e);
      return TRUE;
    default:
      return FALSE;
    }
}
