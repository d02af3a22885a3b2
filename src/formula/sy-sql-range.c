/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ranges within a column: INDEX([c],1):[@c] and the like, as window frames or as joins on row numbers. */
#include "config.h"

#include "sy-functions.h"
#include "sy-position.h"
#include "sy-sql-writer-private.h"

#define MAKE(pattern, ...) SY_SQL (chain, SY_TYPE_NUMBER, pattern, __VA_ARGS__)

static SySqlFragment
last_row (SySqlChain *chain)
{
  if (chain->row_count)
    return (SySqlFragment){ chain->row_count, SY_TYPE_NUMBER, 0 };
  return sy_sql_chain_hoist (chain, (SySqlFragment){ "COUNT(*) OVER ()", SY_TYPE_NUMBER, 0 });
}

/* Order along the column of ends that can be told apart; FALSE: they can't. */
static gboolean
get_rank (SyPosition position, gint64 *rank)
{
  switch (position.kind)
    {
    case SY_POSITION_ABSOLUTE:
      *rank = G_MININT64;
      return position.offset == 1;
    case SY_POSITION_LAST:
      *rank = G_MAXINT64;
      return position.offset == 0;
    case SY_POSITION_RELATIVE:
      *rank = position.offset;
      return TRUE;
    case SY_POSITION_COMPUTED:
    default:
      return FALSE;
    }
}

static void
append_bound (GString *frame, SyPosition position)
{
  if (position.kind == SY_POSITION_ABSOLUTE)
    g_string_append (frame, "UNBOUNDED PRECEDING");
  else if (position.kind == SY_POSITION_LAST)
    g_string_append (frame, "UNBOUNDED FOLLOWING");
  else if (position.offset == 0)
    g_string_append (frame, "CURRENT ROW");
  else
    g_string_append_printf (frame, "%" G_GINT64_FORMAT " %s", ABS (position.offset),
                            position.offset < 0 ? "PRECEDING" : "FOLLOWING");
}

/* A range that begins before the first row or ends behind the last is an error. */
static void
require_inside (SySqlChain *chain, SyPosition position, SySqlFragment *valid)
{
  g_autofree char *pattern = NULL;
  SySqlFragment one;

  if (position.kind != SY_POSITION_RELATIVE || position.offset == 0)
    return;
  if (position.offset < 0)
    {
      pattern = g_strdup_printf ("({0} > %" G_GINT64_FORMAT ")", -position.offset);
      one = SY_SQL (chain, SY_TYPE_BOOL, pattern, sy_sql_chain_get_row (chain));
    }
  else
    {
      pattern = g_strdup_printf ("({0} + %" G_GINT64_FORMAT " <= {1})", position.offset);
      one = SY_SQL (chain, SY_TYPE_BOOL, pattern, sy_sql_chain_get_row (chain), last_row (chain));
    }
  *valid = valid->sql ? SY_SQL (chain, SY_TYPE_BOOL, "({0} AND {1})", *valid, one) : one;
}

const char *
sy_sql_range_frame (SySqlChain *chain, const SyExpression *range, SySqlFragment *valid)
{
  SyPosition begin = sy_position_of_cell (sy_expression_get_child (range, 0));
  SyPosition end = sy_position_of_cell (sy_expression_get_child (range, 1));
  g_autoptr (GString) frame = g_string_new ("BETWEEN ");
  gint64 a = 0;
  gint64 b = 0;

  if (!get_rank (begin, &a) || !get_rank (end, &b))
    return NULL;
  require_inside (chain, begin, valid);
  require_inside (chain, end, valid);
  append_bound (frame, a <= b ? begin : end);
  g_string_append (frame, " AND ");
  append_bound (frame, a <= b ? end : begin);
  return g_string_chunk_insert (chain->writer->texts, frame->str);
}

/* ---- ends that differ from row to row ---- */

static SySqlFragment
write_end (SySqlChain *chain, const SyExpression *cell)
{
  SyPosition position = sy_position_of_cell (cell);
  g_autofree char *pattern = NULL;

  switch (position.kind)
    {
    case SY_POSITION_ABSOLUTE:
      pattern = g_strdup_printf ("CAST(%" G_GINT64_FORMAT " AS BIGINT)", position.offset);
      return sy_sql_fragment (chain->writer, SY_TYPE_NUMBER, 0, pattern);
    case SY_POSITION_RELATIVE:
      pattern = g_strdup_printf ("({0} + %" G_GINT64_FORMAT ")", position.offset);
      return SY_SQL (chain, SY_TYPE_NUMBER, pattern, sy_sql_chain_get_row (chain));
    case SY_POSITION_LAST:
      pattern = g_strdup_printf ("({0} + %" G_GINT64_FORMAT ")", position.offset);
      return SY_SQL (chain, SY_TYPE_NUMBER, pattern, last_row (chain));
    case SY_POSITION_COMPUTED:
    default:
      return MAKE ("TRY_CAST(trunc({0}) AS BIGINT)",
                   sy_sql_write_number (chain, sy_expression_get_child (cell, 1)));
    }
}

void
sy_sql_range_rows (SySqlChain *chain,
                   const SyExpression *range,
                   SySqlFragment *first,
                   SySqlFragment *last,
                   SySqlFragment *valid)
{
  SySqlFragment begin = sy_sql_chain_hoist (chain, write_end (chain, sy_expression_get_child (range, 0)));
  SySqlFragment end = sy_sql_chain_hoist (chain, write_end (chain, sy_expression_get_child (range, 1)));

  *first = sy_sql_chain_hoist (chain, MAKE ("CASE WHEN {0} <= {1} THEN {0} ELSE {1} END", begin, end));
  *last = sy_sql_chain_hoist (chain, MAKE ("CASE WHEN {0} <= {1} THEN {1} ELSE {0} END", begin, end));
  *valid = SY_SQL (chain, SY_TYPE_BOOL, "({0} >= 1 AND {1} <= {2})", *first, *last, last_row (chain));
}

static void
add_row_key (GArray *keys, SyOperator op, const char *outer)
{
  SySqlKey key = { "\"row\"", SY_TYPE_NUMBER, op, outer, NULL };

  g_array_append_val (keys, key);
}

void
sy_sql_add_row_keys (GArray *keys, SySqlFragment first, SySqlFragment last)
{
  add_row_key (keys, SY_OP_GREATER_EQUAL, first.sql);
  add_row_key (keys, SY_OP_LESS_EQUAL, last.sql);
}

gboolean
sy_sql_place_range (SySqlChain *chain, const SyExpression *range, SySqlPlace *place, SySqlFragment *valid)
{
  const char *frame = sy_sql_range_frame (chain, range, valid);
  GArray *keys = NULL;
  SySqlFragment first, last, cell;
  guint level;

  place->table = chain->table;
  if (frame)
    {
      g_autofree char *over = g_strdup_printf ("ORDER BY \"row\" ROWS %s", frame);

      place->is_own = TRUE;
      place->frame = g_string_chunk_insert (chain->writer->texts, over);
      return TRUE;
    }
  keys = g_array_new (FALSE, FALSE, sizeof (SySqlKey));
  cell = sy_sql_chain_get_column (chain, range->bound_column);
  sy_sql_range_rows (chain, range, &first, &last, valid);
  sy_sql_add_row_keys (keys, first, last);
  level = MAX (cell.level, MAX (first.level, last.level));
  place->relation = sy_sql_chain_share_layer (chain, level);
  place->reads_chain = TRUE;
  place->group = sy_sql_chain_find_group (chain, chain->table, place->relation, level, keys, NULL, NULL);
  place->group->is_direct = TRUE;
  return TRUE;
}
