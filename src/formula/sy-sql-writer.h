/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A bound table, value or formula as SQL (DuckDB's dialect: PostgreSQL's with FILTER, QUALIFY, IS NOT
 * DISTINCT FROM, quantile_cont). */
#pragma once

#include "sy-model.h"

G_BEGIN_DECLS

/* A statement and what to bind to its $1, $2 …: parameters and named values, whose numbers the caller knows
 * by then. */
typedef struct
{
  char *sql;
  GPtrArray *names; /* (element-type SyModelName, borrowed): names->pdata[i] is bound to $(i+1), typed as the
                       name's type: NUMBER double, DATE date, BOOL boolean, TEXT varchar */
} SyStatement;
void sy_statement_free (SyStatement *statement);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyStatement, sy_statement_free)

/* SELECT row, columns… of an evaluated table, in row order. Its result is what is kept as table->relation:
 * "row" BIGINT 1…n, then every column by its id: NUMBER → DOUBLE (keys and plain references keep DECIMAL and
 * integers), DATE → DATE, BOOL → BOOLEAN, TEXT → VARCHAR. Errors are NULL. Sources with computed columns are
 * read through a CTE, so nothing is stored for them.
 * @extra: (element-type SyExpression) formulas bound to this table, added as columns "extra_1" … (for
 * explaining), or NULL. SOURCE and INPUT tables: "row" (position in the relation's own order: _rowid order of
 * import), provenance columns _file, _sheet, _row when the relation has them (the model table has columns of
 * these ids), columns. */
SyStatement *sy_sql_writer_write_table (SyModelTable *table, GPtrArray *extra, GError **error);

/* SELECT these columns of a table that is a source or that stands evaluated, by their ids, in no order and
 * without row numbers: for summing up. Texts are as they are stored. @columns: (element-type SyModelColumn)
 */
SyStatement *sy_sql_writer_write_columns (SyModelTable *table, GPtrArray *columns, GError **error);

/* For adding up what @call, a DISTINCTCOUNT over a source or an evaluated table, counts: SELECT keys…,
 * formulas…, "distinct": the number of different values in each combination of @keys, columns of that table
 * (texts without case). Criteria over other columns must be literals; they pick the rows. @formulas have one
 * value in each combination. */
SyStatement *
sy_sql_writer_write_distinct (const SyExpression *call, GPtrArray *keys, GPtrArray *formulas, GError **error);
/* SELECT one row where some value of @call is found with several combinations of @other while those of @equal
 * are the same, so that adding up would count it twice; else none. */
SyStatement *
sy_sql_writer_write_overlap (const SyExpression *call, GPtrArray *equal, GPtrArray *other, GError **error);

/* SELECT one row with the one column "value". */
SyStatement *sy_sql_writer_write_value (SyModel *model, SyModelName *value, GError **error);
/* The same for several at once, in columns "value_1" …; none may read another one of them, since what a
 * statement is bound to must be known. @values: (element-type SyModelName) */
SyStatement *sy_sql_writer_write_values (SyModel *model, GPtrArray *values, GError **error);
SyStatement *sy_sql_writer_write_formula (SyModel *model, const SyExpression *bound, GError **error);

/* The rows behind one aggregate call of a cell: SELECT row, columns… of the aggregated table where its
 * criteria hold. @bound is a SUM, SUMIFS, COUNTIFS … call bound to @table, @row is the row number in the
 * evaluated @table whose cells the criteria take (ignored when @table is NULL: a named value). Columns as in
 * write_table. */
SyStatement *
sy_sql_writer_write_rows_behind (SyModelTable *table, const SyExpression *bound, gint64 row, GError **error);

G_END_DECLS
