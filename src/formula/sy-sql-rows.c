/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the rows of a table come from, before where=: columns of rows=, and "~n", their order; where nothing
 * can change that, it is "row" already. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "sy-sql-writer-private.h"

#define ARGUMENT(i) sy_expression_get_child (table->rows_bound, (i))

/* A table cannot have more rows than a sheet; a mistyped parameter must not fill the memory. */
#define MAX_ROWS 1048575

static SyModelColumn *
get_key (SyModelTable *table, guint i)
{
  return sy_model_table_find_column (table, ARGUMENT (i)->bound_column->id);
}

static void
append_column (GString *sql, const SyModelColumn *column)
{
  sy_sql_append_name (sql, column->id);
}

/* ---- GROUP and CROSS ---- */

static gboolean
has_text (SyModelTable *table, guint first, guint n)
{
  for (guint i = first; i < first + n; i++)
    if (ARGUMENT (i)->type == SY_TYPE_TEXT)
      return TRUE;
  return FALSE;
}

/* Whether the orders of the table have all the columns. */
static gboolean
are_of_orders (SyModelTable *table, guint first, guint n)
{
  for (guint i = first; i < first + n; i++)
    if (!sy_sql_orders_have (ARGUMENT (i)->bound_column))
      return FALSE;
  return TRUE;
}

/* Whether each combination is spelled in one way only, so that the first grouping is all there is to do. */
static gboolean
are_spelled_once (SyModelTable *table, guint first, guint n)
{
  if (table->rows_kind == SY_ROWS_GROUP && sy_expression_get_n_children (table->rows_bound) != n)
    return FALSE;
  for (guint i = first; i < first + n; i++)
    if (ARGUMENT (i)->type == SY_TYPE_TEXT && !ARGUMENT (i)->bound_column->has_one_spelling)
      return FALSE;
  return TRUE;
}

static const char *
get_order (SySqlWriter *writer, SyModelTable *table, guint first, guint n, gboolean of_orders)
{
  if (!has_text (table, first, n))
    return "1";
  return of_orders ? "\"~order\"" : sy_sql_writer_read_order (writer, ARGUMENT (first)->bound_table);
}

/* Members of one table come before those that only a later one has. */
#define ORDER_STEP "1000000000000000"

/* The distinct combinations as they are spelled, each with where it comes first. @key: number of the first
 * key that they are. */
static void
append_spellings (SySqlWriter *writer,
                  SyModelTable *table,
                  guint first,
                  guint n,
                  guint key,
                  SySqlRowGroup *group,
                  GString *sql)
{
  SyModelTable *from = ARGUMENT (first)->bound_table;
  gboolean of_orders = are_of_orders (table, first, n);
  const char *relation =
      of_orders ? sy_sql_writer_get_orders (writer, from) : sy_sql_writer_get_relation (writer, from);

  g_string_append (sql, "SELECT ");
  for (guint i = first; i < first + n; i++)
    {
      SyModelColumn *column = ARGUMENT (i)->bound_column;

      g_string_append_printf (
          sql,
          first > key && column->type == SY_TYPE_TEXT ? "%sCAST(%s AS VARCHAR) AS \"~k%u\""
                                                      : "%s%s AS \"~k%u\"",
          i > first ? ", " : "", sy_sql_writer_read_column (writer, column), key + i - first);
    }
  if (!are_spelled_once (table, first, n))
    g_string_append_printf (sql, ", MIN(%s)%s AS \"~f\"", get_order (writer, table, first, n, of_orders),
                            first > key ? " + " ORDER_STEP : "");
  g_string_append_printf (sql, "%s FROM %s WHERE %s IS NOT NULL GROUP BY ALL", group ? group->first_mark : "",
                          relation, sy_sql_writer_read_column (writer, ARGUMENT (first)->bound_column));
  if (group)
    group->of_orders = of_orders;
}

/* Of all tables whose columns are put together. */
static void
append_all_spellings (
    SySqlWriter *writer, SyModelTable *table, guint first, guint n, SySqlRowGroup *group, GString *sql)
{
  guint n_arguments = sy_expression_get_n_children (table->rows_bound);

  append_spellings (writer, table, first, n, first, group, sql);
  if (table->rows_kind == SY_ROWS_CROSS)
    return;
  for (guint i = n; i < n_arguments; i += n)
    {
      g_string_append (sql, " UNION ALL ");
      append_spellings (writer, table, i, n, 0, NULL, sql);
    }
}

static void
append_spelled_once (
    SySqlWriter *writer, SyModelTable *table, guint first, guint n, SySqlRowGroup *group, GString *sql)
{
  g_string_append (sql, "SELECT ");
  for (guint i = first; i < first + n; i++)
    g_string_append_printf (sql,
                            ARGUMENT (i)->type == SY_TYPE_TEXT ? "%sCAST(\"~k%u\" AS VARCHAR) AS \"~c%u\""
                                                               : "%s\"~k%u\" AS \"~c%u\"",
                            i > first ? ", " : "", i, i);
  if (group)
    group->is_spelled_once = TRUE;
  g_string_append_printf (sql, "%s FROM (", group ? group->second_mark : "");
  append_spellings (writer, table, first, n, first, group, sql);
  g_string_append_c (sql, ')');
}

/* One spelling of each text. */
static void
append_combinations (
    SySqlWriter *writer, SyModelTable *table, guint first, guint n, SySqlRowGroup *group, GString *sql)
{
  if (are_spelled_once (table, first, n))
    {
      append_spelled_once (writer, table, first, n, group, sql);
      return;
    }
  g_string_append (sql, "SELECT ");
  for (guint i = first; i < first + n; i++)
    {
      gboolean is_text = ARGUMENT (i)->type == SY_TYPE_TEXT;

      if (i > first)
        g_string_append (sql, ", ");
      g_string_append_printf (sql,
                              is_text ? "arg_min(CAST(\"~k%u\" AS VARCHAR), \"~f\") AS \"~c%u\""
                                      : "ANY_VALUE(\"~k%u\") AS \"~c%u\"",
                              i, i);
    }
  if (n > 1)
    g_string_append (sql, ", MIN(\"~f\") AS \"~f\"");
  g_string_append_printf (sql, "%s FROM (", group ? group->second_mark : "");
  append_all_spellings (writer, table, first, n, group, sql);
  g_string_append (sql, ") GROUP BY ");
  for (guint i = first; i < first + n; i++)
    g_string_append_printf (
        sql, ARGUMENT (i)->type == SY_TYPE_TEXT ? "%slower(CAST(\"~k%u\" AS VARCHAR))" : "%s\"~k%u\"",
        i > first ? ", " : "", i);
}

/* Texts that are known to come in one order are taken as they are: to fold the case of each takes as long as
 * half the sorting. */
static gboolean
is_ordered_without_case (SyModelTable *table, guint key)
{
  gboolean is_of_one_column =
      sy_model_table_count_keys (table) == sy_expression_get_n_children (table->rows_bound);

  return ARGUMENT (key)->type == SY_TYPE_TEXT
         && !(is_of_one_column && ARGUMENT (key)->bound_column->has_one_order);
}

static void
append_key_order (SyModelTable *table, GString *sql)
{
  guint n = sy_model_table_count_keys (table);

  g_string_append (sql, "ORDER BY ");
  for (guint i = 0; i < n; i++)
    g_string_append_printf (
        sql, is_ordered_without_case (table, i) ? "%slower(\"~c%u\") NULLS LAST" : "%s\"~c%u\" NULLS LAST",
        i ? ", " : "", i);
}

/* In several combinations a text is spelled in one way. */
static gboolean
has_spellings (SyModelTable *table)
{
  guint n = sy_model_table_count_keys (table);

  return table->rows_kind == SY_ROWS_GROUP && n > 1 && !are_spelled_once (table, 0, n);
}

gboolean
sy_sql_rows_are_in_order (SyModelTable *table)
{
  return (table->rows_kind == SY_ROWS_GROUP || table->rows_kind == SY_ROWS_CROSS) && !has_spellings (table);
}

/* The rows of @from, numbered as @number. They are put in order first and numbered as they pass by, which
 * costs less than a window that puts them in order itself. */
static void
append_keys (
    SyModelTable *table, const SySqlRowGroup *group, const char *number, const char *from, GString *sql)
{
  guint n = sy_model_table_count_keys (table);
  gboolean is_spelled = has_spellings (table);

  g_string_append (sql, "SELECT row_number() OVER (");
  if (is_spelled)
    append_key_order (table, sql);
  g_string_append_printf (sql, ") AS %s", number);
  for (guint i = 0; i < n; i++)
    {
      g_string_append_printf (
          sql,
          is_spelled && ARGUMENT (i)->type == SY_TYPE_TEXT
              ? ", first_value(\"~c%u\") OVER (PARTITION BY lower(\"~c%u\") ORDER BY \"~f\") AS "
              : ", \"~c%u\" AS ",
          i, i);
      append_column (sql, get_key (table, i));
    }
  g_string_append_printf (sql, "%s FROM (%s", group ? group->third_mark : "", from);
  if (!is_spelled)
    {
      g_string_append_c (sql, ' ');
      append_key_order (table, sql);
    }
  g_string_append_c (sql, ')');
}

static void
append_group (
    SySqlWriter *writer, SyModelTable *table, SySqlRowGroup *group, const char *number, GString *sql)
{
  g_autoptr (GString) from = g_string_new (NULL);

  append_combinations (writer, table, 0, sy_model_table_count_keys (table), group, from);
  append_keys (table, group, number, from->str, sql);
}

static void
append_cross (SySqlWriter *writer, SyModelTable *table, const char *number, GString *sql)
{
  g_autoptr (GString) from = g_string_new ("SELECT * FROM ");

  for (guint i = 0; i < sy_expression_get_n_children (table->rows_bound); i++)
    {
      g_string_append (from, i ? " CROSS JOIN (" : "(");
      append_combinations (writer, table, i, 1, NULL, from);
      g_string_append_c (from, ')');
    }
  append_keys (table, NULL, number, from->str, sql);
}

/* ---- DAYS, LIST, BANDS ---- */

/* One row with the arguments as columns "~a0" …, each of its type. */
static void
append_arguments (SySqlWriter *writer, SyModelTable *table, GString *sql)
{
  g_autoptr (SySqlChain) chain = sy_sql_chain_new (writer, NULL, "SELECT 1 AS \"~one\"");
  g_autoptr (GString) last = g_string_new (NULL);
  g_autoptr (GString) values = g_string_new (NULL);
  guint n = sy_expression_get_n_children (table->rows_bound);

  for (guint i = 0; i < n; i++)
    {
      const SyExpression *argument = ARGUMENT (i);
      gboolean is_text = argument->type == SY_TYPE_TEXT;
      SySqlFragment value =
          is_text ? sy_sql_write_text (chain, argument) : sy_sql_write_number (chain, argument);

      value = sy_sql_chain_hoist (chain, value);
      g_string_append_printf (values, "%s%s AS \"~a%u\"", i ? ", " : "", value.sql, i);
    }
  g_string_append (sql, "(WITH ");
  sy_sql_chain_append (chain, sql, last);
  g_string_append_printf (sql, " SELECT %s FROM %s)", values->str, last->str);
}

/* unnest(generate_series(first, last)), or what is wrong with that. */
static void
append_series (GString *sql, const char *first, const char *last)
{
  g_autofree char *message = g_strdup_printf (_ ("a table can't have more than %d rows"), MAX_ROWS);

  g_string_append_printf (sql,
                          "unnest(CASE WHEN %s - %s < %d AND abs(%s) < 1e15 THEN generate_series(CAST(%s AS "
                          "BIGINT), CAST(%s AS BIGINT)) ELSE error(",
                          last, first, MAX_ROWS, first, first, last);
  sy_sql_append_literal (sql, message);
  g_string_append (sql, ") END)");
}

static void
append_days (SySqlWriter *writer, SyModelTable *table, GString *sql)
{
  g_string_append (sql, "SELECT row_number() OVER (ORDER BY i) AS \"~n\", " SY_SQL_EPOCH
                        " + CAST(i AS INTEGER) AS \"date\" FROM (SELECT ");
  append_series (sql, "floor(\"~a0\")", "floor(\"~a1\")");
  g_string_append (sql, " AS i FROM ");
  append_arguments (writer, table, sql);
  g_string_append (sql, " WHERE \"~a0\" >= 0 AND \"~a1\" < 2958466 AND floor(\"~a0\") <= floor(\"~a1\"))");
}

static void
append_list (SySqlWriter *writer, SyModelTable *table, GString *sql)
{
  guint n = sy_expression_get_n_children (table->rows_bound);
  SyValueType type = ARGUMENT (0)->type;

  if (n == 2 && type == SY_TYPE_NUMBER)
    {
      g_string_append (
          sql,
          "SELECT row_number() OVER (ORDER BY i) AS \"~n\", CAST(i AS DOUBLE) AS \"item\" FROM (SELECT ");
      append_series (sql, "ceil(\"~a0\")", "floor(\"~a1\")");
      g_string_append (sql, " AS i FROM ");
      append_arguments (writer, table, sql);
      g_string_append (sql, " WHERE ceil(\"~a0\") <= floor(\"~a1\"))");
      return;
    }
  g_string_append_printf (sql, "SELECT i AS \"~n\", %s AS \"item\" FROM (SELECT unnest([",
                          type == SY_TYPE_DATE   ? SY_SQL_EPOCH " + CAST(floor(v) AS INTEGER)"
                          : type == SY_TYPE_BOOL ? "(v <> 0)"
                                                 : "v");
  for (guint i = 0; i < n; i++)
    g_string_append_printf (sql, "%s\"~a%u\"", i ? ", " : "", i);
  g_string_append (sql, "]) AS v, unnest([");
  for (guint i = 0; i < n; i++)
    g_string_append_printf (sql, "%s%u", i ? ", " : "", i + 1);
  g_string_append (sql, "]) AS i FROM ");
  append_arguments (writer, table, sql);
  g_string_append_c (sql, ')');
}

/* From, from + width … while below to; the last band reaches to or beyond it. */
static void
append_bands (SySqlWriter *writer, SyModelTable *table, GString *sql)
{
  g_string_append (sql, "SELECT i + 1 AS \"~n\", a + i * w AS \"low\", a + (i + 1) * w AS \"high\" FROM "
                        "(SELECT \"~a0\" AS a, \"~a2\" AS w, ");
  append_series (sql, "0", "greatest(ceil((\"~a1\" - \"~a0\") / \"~a2\" * (1 - 1e-12)) - 1, 0)");
  g_string_append (sql, " AS i FROM ");
  append_arguments (writer, table, sql);
  g_string_append (sql, " WHERE \"~a2\" > 0 AND \"~a1\" >= \"~a0\")");
}

/* What the kernel brought; a table that is only looked at has none yet. */
static void
append_kernel (const SyModelTable *table, GString *sql)
{
  g_string_append (sql, "SELECT \"~n\"");
  for (guint i = 0; table->kernel->columns[i].id; i++)
    {
      g_string_append (sql, ", ");
      sy_sql_append_name (sql, table->kernel->columns[i].id);
    }
  g_string_append (sql, " FROM ");
  sy_sql_append_name (sql, table->kernel_rows ? table->kernel_rows : table->id);
}

char *
sy_sql_write_rows (SySqlWriter *writer, SyModelTable *table, gboolean is_final, SySqlRowGroup **group)
{
  const char *number = is_final ? "\"row\"" : "\"~n\"";
  g_autoptr (GString) sql = g_string_new (NULL);

  switch (table->rows_kind)
    {
    case SY_ROWS_GROUP:
      /* Of one table: what is asked of its lines by the keys can be taken along. */
      if (sy_model_table_count_keys (table) == sy_expression_get_n_children (table->rows_bound))
        *group = sy_sql_row_group_new (writer, table);
      append_group (writer, table, *group, number, sql);
      break;
    case SY_ROWS_CROSS:
      append_cross (writer, table, number, sql);
      break;
    case SY_ROWS_DAYS:
      append_days (writer, table, sql);
      break;
    case SY_ROWS_LIST:
      append_list (writer, table, sql);
      break;
    case SY_ROWS_BANDS:
      append_bands (writer, table, sql);
      break;
    case SY_ROWS_KERNEL:
      append_kernel (table, sql);
      break;
    case SY_ROWS_SOURCE:
    case SY_ROWS_INPUT:
    default:
      sy_sql_writer_fail (writer, table->rows_bound, SY_FORMULA_ERROR_ROWS,
                          _ ("the rows of table %s are not made by formulas"), table->id);
      break;
    }
  return g_string_free (g_steal_pointer (&sql), FALSE);
}
