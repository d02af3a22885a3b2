/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the SQL writer share.
 *
 * A table is computed by a chain of layers. Layer 0 has the rows; every later layer is SELECT p.*, more
 * columns FROM the layer before it AS p, sometimes with joins. A piece of SQL (SySqlFragment) knows the layer
 * whose columns it needs; hoisting it makes it a column of the next one. Window functions are always hoisted,
 * and so is whatever is needed twice in one expression: the text stays short, the engine computes it once,
 * and windows never stand inside windows. Everything is written so that it cannot fail at run time (no cast
 * or function is reached with a value that it refuses), so it does not matter that a hoisted branch of an IF
 * is computed for every row. */
#pragma once

#include "sy-sql-writer.h"

G_BEGIN_DECLS

typedef struct
{
  const char
      *sql; /* stands for itself in any expression: a name, a literal, a call or something in brackets */
  SyValueType
      type;    /* of the SQL value: NUMBER DOUBLE (or any other number), DATE, BOOL BOOLEAN, TEXT VARCHAR */
  guint level; /* the layer whose columns it reads */
} SySqlFragment;

typedef struct _SySqlWriter SySqlWriter;
typedef struct _SySqlChain SySqlChain;
typedef struct _SySqlGroup SySqlGroup;
typedef struct _SySqlOutput SySqlOutput;

/* One statement being written. */
struct _SySqlWriter
{
  GStringChunk *texts;
  GPtrArray *names;           /* (element-type SyModelName), as bound */
  GHashTable *sources;        /* SyModelTable → SySqlSource: the CTEs that read sources */
  GHashTable *orders;         /* SyModelTable → SySqlSource: those that read their orders */
  GPtrArray *ordered_sources; /* (element-type SySqlSource, borrowed) as they were first read */
  GPtrArray *row_groups;      /* (element-type SySqlRowGroup) */
  guint n_chains;
  guint n_names;
  GError *error; /* the first one; writing goes on with NULL in its place */
};

/* The first aggregation of GROUP, which finds the rows of a table. Aggregates over the rows that each of them
 * stands for are taken in the same scan: where those go is marked in the text until all of them are known. */
typedef struct
{
  SyModelTable *table;
  const char *relation;     /* of the lines */
  gboolean of_orders;       /* what is scanned are orders */
  gboolean is_spelled_once; /* there is no second aggregation */
  GPtrArray *outputs;       /* (element-type SySqlOutput) */
  char *first_mark;         /* behind the columns of the first aggregation */
  char *second_mark;        /* of the second, over spellings */
  char *third_mark;         /* of the SELECT around both */
} SySqlRowGroup;

/* One layer: what it adds to the one before. */
typedef struct
{
  GString *items;        /* ", expression AS name" */
  GPtrArray *groups;     /* (element-type SySqlGroup) joined here */
  GPtrArray *first_rows; /* (element-type SySqlFirstRow) joined here */
  GString *joins;        /* other joins, as text */
  gboolean is_shared;    /* read by more than the next layer */
} SySqlLayer;

/* The layers of one table, or of one value (one row, no table). */
struct _SySqlChain
{
  SySqlWriter *writer;
  SyModelTable *table;       /* whose cells and own columns are meant; NULL for a value */
  SyModelTable *array_table; /* inside SUMPRODUCT: the table whose whole columns stand for their cell in the
                                row at hand */
  GHashTable *given;         /* inside SUMPRODUCT: SyExpression → column name that holds it already */
  guint number;
  char *base;        /* SELECT of layer 0 */
  GPtrArray *layers; /* (element-type SySqlLayer), layers->pdata[i] is layer i + 1 */
  gboolean base_is_shared;
  gboolean is_in_order;  /* rows come as their numbers count them; as written, layers included */
  guint top;             /* the last layer that was written: others add nothing to it */
  GHashTable *hoisted;   /* sql → SySqlHoisted */
  GHashTable *columns;   /* SyModelColumn → level + 1 at which it is there */
  GPtrArray *groups;     /* (element-type SySqlGroup) */
  GPtrArray *first_rows; /* (element-type SySqlFirstRow) */
  SySqlRowGroup *rows;   /* borrowed; NULL: the rows are no GROUP */
  gboolean has_row;      /* rows are numbered already */
  const char *row_count; /* SQL of how many rows the table has, where it isn't the number of rows at hand */
  gboolean is_inline;    /* nothing can be hoisted: inside a WHERE */
};

/* fragments */
#define SY_SQL_EPOCH "DATE '1899-12-30'"
void sy_sql_append_name (GString *sql, const char *name);
void sy_sql_append_literal (GString *sql, const char *text);
char *sy_sql_quote_number (double number);
SySqlFragment sy_sql_fragment (SySqlWriter *writer, SyValueType type, guint level, const char *sql);
SySqlFragment sy_sql_name (SySqlWriter *writer, SyValueType type, guint level, const char *name);
SySqlFragment sy_sql_number (SySqlWriter *writer, double number);
SySqlFragment sy_sql_null (SySqlWriter *writer, SyValueType type);
/* {0}, {1} … in @pattern stand for @parts; a part used more than once is hoisted unless it is short. @pattern
 * must stand for itself. */
SySqlFragment sy_sql_combine (
    SySqlChain *chain, SyValueType type, const char *pattern, guint n_parts, const SySqlFragment *parts);
#define SY_SQL(chain, type, pattern, ...)                                                                    \
  sy_sql_combine ((chain), (type), (pattern),                                                                \
                  sizeof ((SySqlFragment[]){ __VA_ARGS__ }) / sizeof (SySqlFragment),                        \
                  (SySqlFragment[]){ __VA_ARGS__ })

/* writer */
SySqlWriter *sy_sql_writer_new (void);
void sy_sql_writer_free (SySqlWriter *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SySqlWriter, sy_sql_writer_free)
void sy_sql_writer_fail (SySqlWriter *writer, const SyExpression *at, int code, const char *format, ...)
    G_GNUC_PRINTF (4, 5);
SySqlFragment sy_sql_writer_bind (SySqlWriter *writer, SyModelName *name);
const char *sy_sql_writer_new_name (SySqlWriter *writer); /* ~1, ~2 … */
/* What stands behind FROM to read @table as it is evaluated, quoted; columns and row numbers that are read
 * must be announced. */
const char *sy_sql_writer_get_relation (SySqlWriter *writer, SyModelTable *table);
const char *sy_sql_writer_read_column (SySqlWriter *writer,
                                       SyModelColumn *column); /* gives its quoted name */
const char *sy_sql_writer_read_row (SySqlWriter *writer, SyModelTable *table);
/* What stands behind FROM to read the orders of @table; what is read must be announced as columns of the
 * table. */
const char *sy_sql_writer_get_orders (SySqlWriter *writer, SyModelTable *table);
/* Something that grows along the rows, cheaper than their numbers. */
const char *sy_sql_writer_read_order (SySqlWriter *writer, SyModelTable *table);
/* @body begins with “WITH ”; the CTEs of the sources that it reads are put before it. */
SyStatement *sy_sql_writer_finish (SySqlWriter *writer, const char *body, GError **error);
gboolean sy_sql_writer_is_source (const SyModelTable *table);

/* chain */
SySqlChain *sy_sql_chain_new (SySqlWriter *writer, SyModelTable *table, const char *base);
void sy_sql_chain_free (SySqlChain *chain);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SySqlChain, sy_sql_chain_free)
SySqlLayer *sy_sql_chain_get_layer (SySqlChain *chain, guint level);
SySqlFragment sy_sql_chain_hoist (SySqlChain *chain, SySqlFragment fragment);
SySqlFragment sy_sql_chain_add (SySqlChain *chain, SySqlFragment fragment, const char *name);
/* Quoted name of the CTE of a layer, for reading it a second time. */
const char *sy_sql_chain_share_layer (SySqlChain *chain, guint level);
/* A join in the layer above @level: @join has the placeholder-free text of the join; @name is a column that
 * it brings. */
void sy_sql_chain_join (SySqlChain *chain, guint level, const char *join, const char *columns);

/* Rows of another table that are looked up: the one with a key, or the first of those. */
typedef struct
{
  const char *key;      /* SQL of the key, in the relation */
  const char *order;    /* SQL that grows along its rows; NULL: each key stands in one row only */
  const char *relation; /* what stands behind FROM */
  const char *outer;    /* name of the column of the chain that holds the key wanted, quoted */
  guint level;          /* of the layer that has it */
  /* not given: */
  guint number;
  char *signature;
  GPtrArray *cells; /* (element-type utf8) SQL of what is read of the row */
  GPtrArray *names; /* (element-type utf8) what that is called in the layer above */
} SySqlFirstRow;
/* @cell of the row, NULL where there is none. */
SySqlFragment sy_sql_chain_look_up (SySqlChain *chain, const SySqlFirstRow *wanted, SySqlFragment cell);
void sy_sql_first_row_append_join (const SySqlFirstRow *self, GString *columns, GString *joins);
void sy_sql_first_row_free (SySqlFirstRow *self);
/* This table's column, computed first if need be; as stored (NULL for blanks and errors). */
SySqlFragment sy_sql_chain_get_column (SySqlChain *chain, SyModelColumn *column);
void sy_sql_chain_set_column (SySqlChain *chain, SyModelColumn *column, guint level);
SySqlFragment sy_sql_chain_get_row (SySqlChain *chain);
/* “WITH … ” for its layers, those that add something, and the quoted name of the last. */
void sy_sql_chain_append (SySqlChain *chain, GString *sql, GString *last);

/* expressions */
SySqlFragment sy_sql_write_raw (SySqlChain *chain, const SyExpression *e);    /* NULL: blank or error */
SySqlFragment sy_sql_write (SySqlChain *chain, const SyExpression *e);        /* blank is 0 or "" */
SySqlFragment sy_sql_write_number (SySqlChain *chain, const SyExpression *e); /* DOUBLE */
SySqlFragment sy_sql_write_text (SySqlChain *chain, const SyExpression *e);
SySqlFragment sy_sql_write_bool (SySqlChain *chain, const SyExpression *e);
SySqlFragment sy_sql_write_as (SySqlChain *chain, const SyExpression *e, SyValueType type);
SySqlFragment sy_sql_to_number (SySqlChain *chain, SySqlFragment fragment);
SySqlFragment sy_sql_to_text (SySqlChain *chain, SySqlFragment fragment);
SySqlFragment sy_sql_to_bool (SySqlChain *chain, SySqlFragment fragment);
SySqlFragment sy_sql_to_date (SySqlChain *chain, SySqlFragment fragment);
SySqlFragment sy_sql_to_type (SySqlChain *chain, SySqlFragment fragment, SyValueType type);
SySqlFragment sy_sql_blank_to_zero (SySqlChain *chain, SySqlFragment fragment);
/* Floor, but a number that is a whole one but for its last bits counts as that one, as in Excel. */
SySqlFragment sy_sql_floor (SySqlChain *chain, SySqlFragment number);
SySqlFragment sy_sql_compare (SySqlChain *chain, SyOperator op, const SyExpression *a, const SyExpression *b);
SySqlFragment sy_sql_compare_numbers (
    SySqlChain *chain, SyOperator op, gboolean is_exact, SySqlFragment a, SySqlFragment b);
const char *sy_sql_operator (SyOperator op);
gboolean sy_sql_is_exact (const SyExpression *e);  /* not the result of arithmetic that rounds */
gboolean sy_sql_is_static (const SyExpression *e); /* made of literals and names alone */
gboolean sy_sql_write_scalar_call (SySqlChain *chain, const SyExpression *e, SySqlFragment *result);
gboolean sy_sql_write_text_call (SySqlChain *chain, const SyExpression *e, SySqlFragment *result);

/* months */
const SyExpression *sy_sql_get_month_cell (const SyExpression *e);
SySqlFragment sy_sql_write_month (SySqlChain *chain, const SyExpression *cell);
SyModelColumn *sy_sql_get_month_dates (const SyModelColumn *column);
char *sy_sql_match_month (const char *dates, const char *month);

/* aggregates */
typedef enum
{
  SY_SQL_ROWS,      /* count of rows */
  SY_SQL_COUNT,     /* count of values */
  SY_SQL_SUM,       /* of doubles, compensated */
  SY_SQL_SUM_EXACT, /* of DECIMALs and counts */
  SY_SQL_MIN,
  SY_SQL_MAX,
  SY_SQL_DISTINCT,
  SY_SQL_OTHER, /* any text: one row and windows only */
} SySqlAggregate;

/* Where an aggregate is taken. */
typedef struct
{
  SyModelTable *table;
  const char *relation; /* else than own: its name in FROM */
  gboolean is_own;      /* by a window over the rows of the chain, else by @group */
  guint level;          /* own: the least layer at which frame and filter can be written */
  const char *frame;    /* own: what stands in OVER (…) */
  const char *filter;   /* what stands in FILTER (WHERE …), or NULL */
  SySqlGroup *group;    /* else */
  gboolean reads_chain; /* the group reads a layer of the chain itself */
  gboolean of_lines;    /* its criteria tell the lines of an order apart */
} SySqlPlace;
gboolean sy_sql_write_aggregate_call (SySqlChain *chain, const SyExpression *e, SySqlFragment *result);
/* The place of a whole column or a range; @valid: a condition under which the range exists, or sql NULL.
 * FALSE: it is one value. */
gboolean sy_sql_place_argument (SySqlChain *chain,
                                const SyExpression *argument,
                                SySqlPlace *place,
                                SySqlFragment *valid);
gboolean
sy_sql_place_range (SySqlChain *chain, const SyExpression *range, SySqlPlace *place, SySqlFragment *valid);
/* “ROWS BETWEEN … AND …” of a range, or NULL when its ends are not at fixed distances. */
const char *sy_sql_range_frame (SySqlChain *chain, const SyExpression *range, SySqlFragment *valid);
/* First and last row of any range, hoisted. */
void sy_sql_range_rows (SySqlChain *chain,
                        const SyExpression *range,
                        SySqlFragment *first,
                        SySqlFragment *last,
                        SySqlFragment *valid);
void sy_sql_add_row_keys (GArray *keys, SySqlFragment first, SySqlFragment last);
SyModelColumn *sy_sql_get_argument_column (const SyExpression *argument);
SySqlFragment sy_sql_place_aggregate (SySqlChain *chain,
                                      const SySqlPlace *place,
                                      SySqlAggregate kind,
                                      guint level,
                                      SyValueType type,
                                      const char *value);
SySqlFragment sy_sql_place_column (SySqlChain *chain, const SySqlPlace *place, SyModelColumn *column);
SySqlFragment sy_sql_place_number (SySqlChain *chain, const SySqlPlace *place, SyModelColumn *column);
/* The parts of which every aggregate is made; count and sum are never NULL, extremes are where there is
 * nothing. */
SySqlFragment sy_sql_aggregate_rows (SySqlChain *chain, const SySqlPlace *place);
SySqlFragment sy_sql_aggregate_count (SySqlChain *chain, const SySqlPlace *place, SyModelColumn *column);
SySqlFragment sy_sql_aggregate_sum (SySqlChain *chain, const SySqlPlace *place, SyModelColumn *column);
SySqlFragment
sy_sql_aggregate_extreme (SySqlChain *chain, const SySqlPlace *place, SyModelColumn *column, gboolean is_max);
SySqlFragment sy_sql_aggregate_check (SySqlChain *chain,
                                      const SySqlPlace *place,
                                      SyModelColumn *column,
                                      SySqlFragment result);

/* groups: joined pre-aggregations */
typedef struct
{
  const char *column;    /* SQL of the criteria column, in the table */
  SyValueType type;      /* of the column */
  SyOperator op;         /* EQUAL … */
  const char *outer;     /* name of the column of the chain that holds the criterion, quoted */
  const char *condition; /* instead of op: a condition over column and outer, {0} and {1} */
  SyModelColumn *own;    /* the key of this row that @outer is, as it is stored; NULL: something else */
  gboolean is_folded;    /* the column has texts that differ in case alone, as far as is known */
} SySqlKey;

struct _SySqlGroup
{
  SyModelTable *table;
  const char *relation;
  guint level; /* layer that holds the criteria */
  char *signature;
  GArray *keys;         /* (element-type SySqlKey) */
  gboolean is_direct;   /* aggregate the joined rows themselves: for ranges */
  const char *distinct; /* the value whose distinct ones are counted, or NULL */
  gboolean of_lines;    /* its criteria tell the lines of an order apart */
  GPtrArray *outputs;   /* (element-type SySqlOutput) */
};
/* One aggregate of a group. */
struct _SySqlOutput
{
  SySqlAggregate kind;
  const char *value;
  const char *filter;
  const char *name;
  gboolean of_lines; /* can't be taken of orders */
};
SySqlGroup *sy_sql_chain_find_group (SySqlChain *chain,
                                     SyModelTable *table,
                                     const char *relation,
                                     guint level,
                                     GArray *keys,
                                     const char *distinct,
                                     const char *filter);
SySqlFragment sy_sql_group_add (
    SySqlChain *chain, const SySqlPlace *place, SySqlAggregate kind, SyValueType type, const char *value);
void sy_sql_group_append_join (SySqlChain *chain, SySqlGroup *group, GString *columns, GString *joins);
void sy_sql_group_free (SySqlGroup *group);
void sy_sql_append_aggregate (GString *sql, SySqlAggregate kind, const char *value);
/* The same aggregate of partial ones, which stand under the name of the output. */
void sy_sql_append_second_aggregate (GString *sql, const SySqlOutput *output);
/* “SUM(…) FILTER (WHERE …) AS name” of one output. */
void sy_sql_append_output (GString *sql,
                           const SyModelTable *table,
                           const SySqlOutput *output,
                           gboolean of_orders,
                           gboolean with_filter);
/* Whether the first aggregation by the criteria columns as they are stored has one row a combination: nothing
 * but equalities, and no texts that differ in case alone. */
gboolean sy_sql_group_is_simple (const SySqlGroup *group);
/* Counts of orders are taken along where sums of the same orders are, by the same keys; the groups that are
 * left over go. @groups: (element-type SySqlGroup) of one layer */
void sy_sql_groups_merge_counts (GPtrArray *groups);
/* No aggregate of the group needs all rows. */
gboolean sy_sql_group_is_filtered (const SySqlGroup *group);

/* orders: one row instead of the lines of an order */
gboolean sy_sql_orders_have (const SyModelColumn *column);
gboolean sy_sql_orders_answer (const SyModelTable *table, SySqlAggregate kind, const char *value);
gboolean sy_sql_orders_answer_group (const SySqlGroup *group);
gboolean sy_sql_orders_are_counted (const SySqlGroup *group);
const char *sy_sql_orders_count (const SyModelTable *table);
/* What a group that counts orders gives, as a sum in another group. */
void sy_sql_orders_count_in (SySqlOutput *output);
/* The value that is added up where orders are counted. */
#define SY_SQL_ORDERS_COUNTED "\"~orders\""
void sy_sql_orders_append_aggregate (GString *sql,
                                     const SyModelTable *table,
                                     const SySqlOutput *output,
                                     gboolean with_filter);

/* rows of GROUP, and what is taken in the same scan */
SySqlRowGroup *sy_sql_row_group_new (SySqlWriter *writer, SyModelTable *table);
void sy_sql_row_group_free (SySqlRowGroup *self);
/* TRUE when the outputs of the group are columns of the rows: nothing needs to be joined. */
gboolean sy_sql_row_group_take (SySqlChain *chain, SySqlGroup *group);
/* Fills in its marks. */
void sy_sql_row_group_finish (const SySqlRowGroup *self, GString *sql);

/* SUMIFS and its kin */
gboolean sy_sql_write_conditional_call (SySqlChain *chain, const SyExpression *e, SySqlFragment *result);
/* One criterion: what it asks of a column. */
typedef struct
{
  const SyExpression *argument; /* the criteria column or range */
  SyModelColumn *column;        /* NULL: the row number */
  gboolean is_static;
  SyOperator op;
  char *condition;     /* {0}: the column, {1}: the value; NULL: plain equality of keys */
  SySqlFragment value; /* of the chain, not hoisted; sql NULL: none */
} SySqlCriterion;
void sy_sql_criterion_read (SySqlChain *chain,
                            const SyExpression *argument,
                            const SyExpression *criterion,
                            SySqlCriterion *result);
void sy_sql_criterion_clear (SySqlCriterion *criterion);
/* The condition as text over the columns of the table. */
char *sy_sql_criterion_apply (SySqlChain *chain,
                              const SySqlCriterion *criterion,
                              const char *column,
                              const char *value);

void
sy_sql_append_call_filter (SySqlChain *cells, const SyExpression *e, GString *outers, GString *conditions);

gboolean sy_sql_write_array_call (SySqlChain *chain, const SyExpression *e, SySqlFragment *result);
/* ranks and neighbours, lookups */
gboolean sy_sql_write_rank_call (SySqlChain *chain, const SyExpression *e, SySqlFragment *result);
gboolean sy_sql_write_lookup_call (SySqlChain *chain, const SyExpression *e, SySqlFragment *result);
/* An INDEX that may find an empty cell, and its value with NULL for that (sy_sql_write_raw: NULL is an error
 * only). */
gboolean sy_sql_may_lead_to_blank (const SyExpression *e);
SySqlFragment sy_sql_write_reference (SySqlChain *chain, const SyExpression *e);
/* The number that stands at place @index of the column in ascending order. */
SySqlFragment
sy_sql_join_sorted (SySqlChain *chain, const SySqlPlace *place, SyModelColumn *column, SySqlFragment index);
/* @select gives "~k" and "~v"; the row's value is "~v" where "~k" @op the column @outer. */
SySqlFragment sy_sql_chain_join_value (SySqlChain *chain,
                                       guint level,
                                       SyValueType type,
                                       const char *join,
                                       const char *select,
                                       const char *op,
                                       const char *outer);
/* FROM for the rows of a place at a layer. */
const char *sy_sql_place_relation (SySqlChain *chain, const SySqlPlace *place, guint level);
SySqlFragment sy_sql_wildcards_to_like (SySqlChain *chain, SySqlFragment text);

/* rows */
/* SELECT of the rows of a table before where=, with the columns that rows= brings. @is_final: nothing is
 * taken from them nor are they put in another order, and they come as they are numbered. @group: (out)
 * (nullable) */
char *sy_sql_write_rows (SySqlWriter *writer, SyModelTable *table, gboolean is_final, SySqlRowGroup **group);
/* Whether they can come as they are numbered. */
gboolean sy_sql_rows_are_in_order (SyModelTable *table);

G_END_DECLS
