/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statements: tables in their stages (rows, where, sort and row numbers, top, columns), values, and the rows
 * behind an aggregate. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-functions.h"
#include "sy-model-private.h"
#include "sy-sql-writer-private.h"

/* What a statement reads of one source. */
typedef struct
{
  SyModelTable *table;
  gboolean of_orders;
  char *name;          /* quoted name of its CTE */
  GHashTable *columns; /* set of SyModelColumn */
  gboolean needs_row;
  gboolean needs_order;
  gboolean is_stale; /* @sql was written before all of this was known */
  char *sql;
  gboolean is_written;
} SySqlSource;

void
sy_statement_free (SyStatement *statement)
{
  if (!statement)
    return;
  g_free (statement->sql);
  g_ptr_array_unref (statement->names);
  g_free (statement);
}

static void
free_source (gpointer data)
{
  SySqlSource *source = data;

  g_free (source->name);
  g_free (source->sql);
  g_hash_table_unref (source->columns);
  g_free (source);
}

SySqlWriter *
sy_sql_writer_new (void)
{
  SySqlWriter *writer = g_new0 (SySqlWriter, 1);

  writer->texts = g_string_chunk_new (4096);
  writer->names = g_ptr_array_new ();
  writer->sources = g_hash_table_new_full (NULL, NULL, NULL, free_source);
  writer->orders = g_hash_table_new_full (NULL, NULL, NULL, free_source);
  writer->ordered_sources = g_ptr_array_new ();
  writer->row_groups = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_sql_row_group_free);
  return writer;
}

void
sy_sql_writer_free (SySqlWriter *writer)
{
  g_string_chunk_free (writer->texts);
  g_ptr_array_unref (writer->names);
  g_ptr_array_unref (writer->ordered_sources);
  g_ptr_array_unref (writer->row_groups);
  g_hash_table_unref (writer->sources);
  g_hash_table_unref (writer->orders);
  g_clear_error (&writer->error);
  g_free (writer);
}

void
sy_sql_writer_fail (SySqlWriter *writer, const SyExpression *at, int code, const char *format, ...)
{
  va_list arguments;
  g_autofree char *message = NULL;

  if (writer->error)
    return;
  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (&writer->error, SY_FORMULA_ERROR, code, "%u:%u: %s", at ? at->line : 1, at ? at->column : 1,
               message);
}

const char *
sy_sql_writer_new_name (SySqlWriter *writer)
{
  g_autofree char *name = g_strdup_printf ("~%u", ++writer->n_names);

  return g_string_chunk_insert (writer->texts, name);
}

SySqlFragment
sy_sql_writer_bind (SySqlWriter *writer, SyModelName *name)
{
  static const char *const types[] = { "DOUBLE", "DATE", "BOOLEAN", "VARCHAR" };
  g_autofree char *sql = NULL;
  guint i;

  if (!g_ptr_array_find (writer->names, name, &i))
    {
      i = writer->names->len;
      g_ptr_array_add (writer->names, name);
    }
  sql = g_strdup_printf ("CAST($%u AS %s)", i + 1, types[name->type]);
  return sy_sql_fragment (writer, name->type, 0, sql);
}

/* ---- sources ---- */

gboolean
sy_sql_writer_is_source (const SyModelTable *table)
{
  return table->rows_kind == SY_ROWS_SOURCE || table->rows_kind == SY_ROWS_INPUT;
}

static SySqlSource *
get_source_of (SySqlWriter *writer, SyModelTable *table, gboolean of_orders)
{
  GHashTable *sources = of_orders ? writer->orders : writer->sources;
  SySqlSource *source = g_hash_table_lookup (sources, table);

  if (!source)
    {
      g_autofree char *name = g_strconcat (of_orders ? "~orders " : "~source ", table->id, NULL);
      g_autoptr (GString) quoted = g_string_new (NULL);

      sy_sql_append_name (quoted, name);
      source = g_new0 (SySqlSource, 1);
      source->table = table;
      source->of_orders = of_orders;
      source->name = g_strdup (quoted->str);
      source->columns = g_hash_table_new (NULL, NULL);
      source->is_stale = TRUE;
      g_hash_table_insert (sources, table, source);
      g_ptr_array_add (writer->ordered_sources, source);
    }
  return source;
}

static SySqlSource *
get_source (SySqlWriter *writer, SyModelTable *table)
{
  return get_source_of (writer, table, FALSE);
}

const char *
sy_sql_writer_get_orders (SySqlWriter *writer, SyModelTable *table)
{
  return get_source_of (writer, table, TRUE)->name;
}

const char *
sy_sql_writer_get_relation (SySqlWriter *writer, SyModelTable *table)
{
  g_autoptr (GString) name = g_string_new (NULL);

  if (sy_sql_writer_is_source (table))
    return get_source (writer, table)->name;
  sy_sql_append_name (name, table->relation ? table->relation : table->id);
  return g_string_chunk_insert_const (writer->texts, name->str);
}

const char *
sy_sql_writer_read_column (SySqlWriter *writer, SyModelColumn *column)
{
  g_autoptr (GString) name = g_string_new (NULL);

  if (column->table && sy_sql_writer_is_source (column->table))
    {
      SySqlSource *source = get_source (writer, column->table);

      SySqlSource *orders = g_hash_table_lookup (writer->orders, column->table);

      if (g_hash_table_add (source->columns, column))
        {
          source->is_stale = TRUE;
          if (orders)
            orders->is_stale = TRUE;
        }
    }
  sy_sql_append_name (name, column->id);
  return g_string_chunk_insert_const (writer->texts, name->str);
}

const char *
sy_sql_writer_read_row (SySqlWriter *writer, SyModelTable *table)
{
  if (sy_sql_writer_is_source (table))
    {
      SySqlSource *source = get_source (writer, table);

      source->is_stale = source->is_stale || !source->needs_row;
      source->needs_row = TRUE;
    }
  return "\"row\"";
}

const char *
sy_sql_writer_read_order (SySqlWriter *writer, SyModelTable *table)
{
  SySqlSource *source;

  if (!sy_sql_writer_is_source (table))
    return "\"row\"";
  source = get_source (writer, table);
  source->is_stale = source->is_stale || !source->needs_order;
  source->needs_order = TRUE;
  return "\"~order\"";
}

/* ---- the stages of a table ---- */

typedef struct
{
  SySqlWriter *writer;
  SyModelTable *table;
  SySqlChain *chain;
  gboolean of_orders;
  gboolean needs_row;
  gboolean needs_order;
  GHashTable *wanted; /* of a source, set of SyModelColumn: no others; NULL: all that are stored */
} Build;

/* Stands in the orders of its table, as it is or summed up. */
static gboolean
is_of_orders (SyModelColumn *column)
{
  return sy_sql_orders_have (column) || g_hash_table_contains (column->table->orders->sums, column);
}

static const char *
get_stored_relation (const SyModelTable *table, gboolean of_orders)
{
  if (of_orders)
    return table->orders->relation;
  return table->relation ? table->relation : table->id;
}

/* Raw columns of a source: the order of the relation is the order of the rows. */
static char *
write_source_rows (Build *build)
{
  SyModelTable *table = build->table;
  g_autoptr (GString) sql = g_string_new ("SELECT ");
  gboolean is_filtered = table->where_bound || (table->sort_columns && table->sort_columns->len > 0);
  guint n = 0;

  if (build->needs_row)
    g_string_append_printf (sql, "row_number() OVER () AS %s", is_filtered ? "\"~n\"" : "\"row\"");
  n += build->needs_row ? 1 : 0;
  if (build->needs_order)
    g_string_append_printf (sql, "%srowid AS \"~order\"", n ? ", " : "");
  n += build->needs_order ? 1 : 0;
  for (guint i = 0; i < table->columns->len; i++)
    {
      SyModelColumn *column = g_ptr_array_index (table->columns, i);

      if (column->formula || (build->of_orders && !is_of_orders (column))
          || (build->wanted && !g_hash_table_contains (build->wanted, column)))
        continue;
      g_string_append (sql, n++ ? ", " : "");
      sy_sql_append_name (sql, column->id);
    }
  if (build->of_orders)
    g_string_append_printf (sql, "%s\"~order\", \"~lines\", \"~orders\"", n++ ? ", " : "");
  g_string_append (sql, n ? " FROM " : "1 AS \"~one\" FROM ");
  sy_sql_append_name (sql, get_stored_relation (table, build->of_orders));
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/* The next stage begins with what this one has, through SELECT @columns FROM its last layer @rest. */
static void
next_stage (Build *build, const char *columns, const char *rest, gboolean has_row, GHashTable *dropped)
{
  g_autoptr (GString) sql = g_string_new ("WITH ");
  g_autoptr (GString) last = g_string_new (NULL);
  SySqlChain *chain = build->chain;
  GHashTableIter iter;
  gpointer column;

  sy_sql_chain_append (chain, sql, last);
  g_string_append_printf (sql, " SELECT %s FROM %s AS p%s", columns, last->str, rest);
  build->chain = sy_sql_chain_new (build->writer, build->table, sql->str);
  build->chain->has_row = has_row;
  build->chain->rows = chain->rows;
  g_hash_table_iter_init (&iter, chain->columns);
  while (g_hash_table_iter_next (&iter, &column, NULL))
    if (!dropped || !g_hash_table_contains (dropped, column))
      sy_sql_chain_set_column (build->chain, column, 0);
  sy_sql_chain_free (chain);
}

typedef struct
{
  SyModelTable *table;
  GHashTable *seen;
  gboolean found;
} WholeSearch;

static gboolean
find_whole_cb (SyExpression *e, gpointer user_data)
{
  WholeSearch *search = user_data;

  if ((e->kind == SY_EXPRESSION_COLUMN || e->kind == SY_EXPRESSION_RANGE) && e->bound_table == search->table)
    search->found = TRUE;
  else if (e->kind == SY_EXPRESSION_CELL && e->bound_column && e->bound_column->bound
           && g_hash_table_add (search->seen, e->bound_column))
    sy_expression_walk (e->bound_column->bound, find_whole_cb, search);
  return !search->found;
}

/* Columns that read whole columns of their table mean the rows that top= leaves. */
static gboolean
reads_whole (SyModelTable *table, SyModelColumn *column)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  WholeSearch search = { table, seen, FALSE };

  if (column->bound)
    sy_expression_walk (column->bound, find_whole_cb, &search);
  return search.found;
}

static void
apply_where (Build *build)
{
  SySqlFragment condition;
  g_autofree char *rest = NULL;

  if (!build->table->where_bound)
    return;
  condition = sy_sql_chain_hoist (build->chain, sy_sql_write_bool (build->chain, build->table->where_bound));
  rest = g_strdup_printf (" WHERE %s", condition.sql);
  next_stage (build, "p.*", rest, FALSE, NULL);
}

/* Texts without case, empty cells and errors last, ties as the rows came. */
static void
append_sort (Build *build, GString *order)
{
  GArray *sort = build->table->sort_columns;

  for (guint i = 0; sort && i < sort->len; i++)
    {
      const SySortColumn *key = &g_array_index (sort, SySortColumn, i);
      SySqlFragment cell = sy_sql_chain_get_column (build->chain, key->column);

      g_string_append_printf (order,
                              cell.type == SY_TYPE_TEXT ? "lower(CAST(%s AS VARCHAR)) %s NULLS LAST, "
                                                        : "%s %s NULLS LAST, ",
                              cell.sql, key->descending ? "DESC" : "ASC");
    }
  g_string_append (order, "\"~n\"");
}

static void
number_rows (Build *build)
{
  g_autoptr (GString) columns = g_string_new ("p.*");
  g_autoptr (GString) order = g_string_new (NULL);
  g_autoptr (GString) excluded = g_string_new (NULL);
  g_autoptr (GHashTable) dropped = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer column;

  append_sort (build, order);
  /* Rows that none was taken from are numbered already. */
  if (!sy_sql_writer_is_source (build->table) && !build->table->where_bound && !build->table->top_bound
      && g_str_equal (order->str, "\"~n\""))
    {
      next_stage (build, "p.*, CAST(\"~n\" AS BIGINT) AS \"row\"", "", TRUE, NULL);
      return;
    }
  if (build->table->top_bound)
    {
      g_hash_table_iter_init (&iter, build->chain->columns);
      while (g_hash_table_iter_next (&iter, &column, NULL))
        if (reads_whole (build->table, column) && g_hash_table_add (dropped, column))
          {
            g_string_append (excluded, excluded->len ? ", " : "");
            sy_sql_append_name (excluded, ((SyModelColumn *) column)->id);
          }
    }
  if (excluded->len)
    g_string_append_printf (columns, " EXCLUDE (%s)", excluded->str);
  g_string_append_printf (columns, ", row_number() OVER (ORDER BY %s) AS \"row\"", order->str);
  next_stage (build, columns->str, "", TRUE, dropped);
}

static void
apply_top (Build *build)
{
  SySqlFragment top;
  g_autofree char *rest = NULL;

  if (!build->table->top_bound)
    return;
  top = sy_sql_chain_hoist (build->chain, sy_sql_write_number (build->chain, build->table->top_bound));
  rest = g_strdup_printf (" WHERE \"row\" <= trunc(%s)", top.sql);
  next_stage (build, "p.*", rest, TRUE, NULL);
}

/* Rows, where, sort, top: what comes out is a chain with row numbers (sources: where they are needed). */
static void
build_rows (Build *build)
{
  SyModelTable *table = build->table;
  gboolean is_source = sy_sql_writer_is_source (table);
  gboolean is_sorted = table->sort_columns && table->sort_columns->len > 0;
  gboolean is_final =
      !table->where_bound && !table->top_bound && !is_sorted && sy_sql_rows_are_in_order (table);
  gboolean needs_number;
  SySqlRowGroup *group = NULL;
  g_autofree char *rows = NULL;

  build->needs_row = build->needs_row || !is_source || is_sorted || table->top_bound;
  needs_number = build->needs_row && !is_final && (!is_source || table->where_bound || is_sorted);
  rows = is_source ? write_source_rows (build) : sy_sql_write_rows (build->writer, table, is_final, &group);
  build->chain = sy_sql_chain_new (build->writer, table, rows);
  build->chain->rows = group;
  build->chain->is_in_order = is_final;
  build->chain->has_row = build->needs_row && !needs_number;
  for (guint i = 0; i < table->columns->len; i++)
    {
      SyModelColumn *column = g_ptr_array_index (table->columns, i);

      if (!column->formula && (!build->of_orders || is_of_orders (column)))
        sy_sql_chain_set_column (build->chain, column, 0);
    }
  apply_where (build);
  if (needs_number)
    number_rows (build);
  apply_top (build);
}

static gboolean
find_row_cb (SyExpression *e, gpointer user_data)
{
  gpointer *search = user_data;

  if (e->bound_table == search[0]
      && ((e->kind == SY_EXPRESSION_CELL && !e->bound_column) || e->kind == SY_EXPRESSION_RANGE
          || (e->kind == SY_EXPRESSION_COLUMN && !e->bound_column)))
    search[1] = search;
  if (e->kind == SY_EXPRESSION_CALL && e->function
      && (e->function->id == SY_FUNCTION_INDEX || e->function->id == SY_FUNCTION_MATCH))
    for (guint i = 0; i < sy_expression_get_n_children (e); i++)
      if (sy_expression_get_child (e, i)->kind == SY_EXPRESSION_COLUMN
          && sy_expression_get_child (e, i)->bound_table == search[0])
        search[1] = search;
  return !search[1];
}

/* Whether any formula of the table reads its row numbers. */
static gboolean
uses_row (SyModelTable *table)
{
  gpointer search[2] = { table, NULL };

  for (guint i = 0; i < table->columns->len; i++)
    {
      SyModelColumn *column = g_ptr_array_index (table->columns, i);

      if (column->bound)
        sy_expression_walk (column->bound, find_row_cb, search);
    }
  return search[1] != NULL;
}

/* ---- CTEs of sources ---- */

/* The columns that others read, as the last layer of the chain has them. */
static void
append_read_columns (SySqlSource *source, SySqlChain *chain, GString *columns)
{
  /* What is read of the lines is known; of orders it is what of that they have. */
  SySqlSource *lines =
      source->of_orders ? g_hash_table_lookup (chain->writer->sources, source->table) : source;

  for (guint i = 0; lines && i < source->table->columns->len; i++)
    {
      SyModelColumn *column = g_ptr_array_index (source->table->columns, i);

      if (!g_hash_table_contains (lines->columns, column) || (source->of_orders && !is_of_orders (column)))
        continue;
      g_string_append_printf (columns, "%s%s", columns->len ? ", " : "",
                              sy_sql_chain_get_column (chain, column).sql);
    }
}

/* Nothing but stored columns is read of it, in their rows as they are. */
static gboolean
is_read_as_stored (const SySqlSource *lines)
{
  const SyModelTable *table = lines->table;
  GHashTableIter iter;
  gpointer column;

  if (table->where_bound || table->top_bound || (table->sort_columns && table->sort_columns->len > 0))
    return FALSE;
  g_hash_table_iter_init (&iter, lines->columns);
  while (g_hash_table_iter_next (&iter, &column, NULL))
    if (((const SyModelColumn *) column)->formula)
      return FALSE;
  return TRUE;
}

static void
write_source (SySqlWriter *writer, SySqlSource *source)
{
  SySqlSource *lines = source->of_orders ? g_hash_table_lookup (writer->sources, source->table) : source;
  Build build = { .writer = writer, .table = source->table, .of_orders = source->of_orders };
  g_autoptr (GString) sql = g_string_new ("WITH ");
  g_autoptr (GString) last = g_string_new (NULL);
  g_autoptr (GString) columns = g_string_new (NULL);

  g_clear_pointer (&source->sql, g_free);
  source->is_stale = FALSE;
  build.needs_order = source->needs_order;
  if (lines && is_read_as_stored (lines))
    {
      build.needs_row = source->needs_row;
      build.wanted = lines->columns;
      source->sql = write_source_rows (&build);
      return;
    }
  build.needs_row = !source->of_orders && (source->needs_row || uses_row (source->table));
  build_rows (&build);
  if (source->needs_row)
    g_string_append (columns, "\"row\"");
  if (source->needs_order)
    g_string_append_printf (columns, "%s\"~order\"", columns->len ? ", " : "");
  if (source->of_orders)
    g_string_append (columns, "\"~order\", \"~lines\", \"~orders\"");
  append_read_columns (source, build.chain, columns);
  sy_sql_chain_append (build.chain, sql, last);
  g_string_append_printf (sql, " SELECT %s FROM %s", columns->len ? columns->str : "1 AS \"~one\"",
                          last->str);
  sy_sql_chain_free (build.chain);
  source->sql = g_strdup (sql->str);
}

/* Writing one may ask more of another, until all is known. */
static void
write_sources (SySqlWriter *writer)
{
  gboolean is_done = FALSE;

  while (!is_done && !writer->error)
    {
      is_done = TRUE;
      for (guint i = 0; i < writer->ordered_sources->len; i++)
        if (((SySqlSource *) writer->ordered_sources->pdata[i])->is_stale)
          {
            write_source (writer, writer->ordered_sources->pdata[i]);
            is_done = FALSE;
          }
    }
}

/* Where all aggregates of lines were taken of their orders, nothing reads the lines. */
static gboolean
is_read_in (const char *sql, const SySqlSource *source)
{
  return strstr (sql, source->name) != NULL;
}

static guint
count_text (const char *sql, const char *text)
{
  guint n = 0;

  for (const char *p = strstr (sql, text); p; p = strstr (p + strlen (text), text))
    n++;
  return n;
}

/* Windows put all rows of a source in order: that is done once, not wherever the source is read. Numbers of
 * rows are counted in passing. @rest: the statement without its sources */
static gboolean
is_worth_keeping (SySqlWriter *writer, const SySqlSource *source, const char *rest)
{
  guint n_reads = count_text (rest, source->name);

  if (count_text (source->sql, " OVER (") == count_text (source->sql, "row_number() OVER ()"))
    return FALSE;
  for (guint i = 0; i < writer->ordered_sources->len; i++)
    if (writer->ordered_sources->pdata[i] != source)
      n_reads += count_text (((SySqlSource *) writer->ordered_sources->pdata[i])->sql, source->name);
  return n_reads > 1;
}

/* Only stored columns under their own names: the relation itself is read. To plan a statement takes longer
 * with every CTE and every place that reads it. */
static gboolean
is_read_directly (SySqlWriter *writer, const SySqlSource *source)
{
  const SySqlSource *lines = g_hash_table_lookup (writer->sources, source->table);

  return lines && is_read_as_stored (lines) && !source->needs_row && !source->needs_order;
}

static void
append_source (SySqlWriter *writer, SySqlSource *source, const char *rest, GString *sql)
{
  if (source->is_written || is_read_directly (writer, source))
    return;
  source->is_written = TRUE;
  for (guint i = 0; i < writer->ordered_sources->len; i++)
    {
      SySqlSource *other = writer->ordered_sources->pdata[i];

      if (other != source && is_read_in (source->sql, other))
        append_source (writer, other, rest, sql);
    }
  g_string_append_printf (sql, "%s%s AS %sMATERIALIZED (%s)", sql->len > 5 ? ", " : "", source->name,
                          is_worth_keeping (writer, source, rest) ? "" : "NOT ", source->sql);
}

/* Behind the name or text that begins with a quote at @p; a doubled quote stands for itself. */
static const char *
skip_quoted (const char *p)
{
  const char quote = *p;

  for (p++; *p; p++)
    if (*p == quote && *++p != quote)
      break;
  return p;
}

/* What a name in quotes reads directly, or NULL. */
static const SySqlSource *
find_direct_source (SySqlWriter *writer, const char *name, gsize length)
{
  for (guint i = 0; i < writer->ordered_sources->len; i++)
    {
      const SySqlSource *source = writer->ordered_sources->pdata[i];

      if (strlen (source->name) == length && strncmp (source->name, name, length) == 0
          && is_read_directly (writer, source))
        return source;
    }
  return NULL;
}

/* The statement with the names of relations in the places of the CTEs that were left out. */
static char *
name_direct_sources (SySqlWriter *writer, const char *sql)
{
  g_autoptr (GString) result = g_string_sized_new (strlen (sql) + 64);

  while (*sql)
    {
      const char *end = *sql == '"' || *sql == '\'' ? skip_quoted (sql) : sql + strcspn (sql, "\"'");
      const SySqlSource *source = find_direct_source (writer, sql, (gsize) (end - sql));

      if (source)
        sy_sql_append_name (result, get_stored_relation (source->table, source->of_orders));
      else
        g_string_append_len (result, sql, end - sql);
      sql = end;
    }
  return g_string_free (g_steal_pointer (&result), FALSE);
}

SyStatement *
sy_sql_writer_finish (SySqlWriter *writer, const char *body, GError **error)
{
  SyStatement *statement;
  g_autoptr (GString) sql = g_string_new ("WITH ");
  g_autoptr (GString) rest = g_string_new (body + strlen ("WITH "));

  write_sources (writer);
  if (writer->error)
    {
      g_propagate_error (error, g_steal_pointer (&writer->error));
      return NULL;
    }
  for (guint i = 0; i < writer->row_groups->len; i++)
    sy_sql_row_group_finish (g_ptr_array_index (writer->row_groups, i), rest);
  for (guint i = 0; i < writer->ordered_sources->len; i++)
    if (is_read_in (rest->str, writer->ordered_sources->pdata[i]))
      append_source (writer, writer->ordered_sources->pdata[i], rest->str, sql);
  g_string_append (sql, sql->len > 5 ? ", " : "");
  g_string_append (sql, rest->str);
  statement = g_new0 (SyStatement, 1);
  statement->sql = name_direct_sources (writer, sql->str);
  statement->names = g_ptr_array_ref (writer->names);
  return statement;
}

/* ---- statements ---- */

static void
append_extra (SySqlChain *chain, GPtrArray *extra, GString *columns)
{
  for (guint i = 0; extra && i < extra->len; i++)
    {
      SyExpression *e = g_ptr_array_index (extra, i);
      SySqlFragment value = sy_sql_chain_hoist (chain, sy_sql_write_as (chain, e, e->type));

      g_string_append_printf (columns, ", %s AS \"extra_%u\"", value.sql, i + 1);
    }
}

/* A scan alone keeps the order of the relation, and a page of it need not read it all. */
static gboolean
is_plain_source (SyModelTable *table)
{
  if (!sy_sql_writer_is_source (table) || (table->sort_columns && table->sort_columns->len > 0))
    return FALSE;
  for (guint i = 0; i < table->columns->len; i++)
    if (((SyModelColumn *) g_ptr_array_index (table->columns, i))->formula)
      return FALSE;
  return TRUE;
}

SyStatement *
sy_sql_writer_write_table (SyModelTable *table, GPtrArray *extra, GError **error)
{
  g_autoptr (SySqlWriter) writer = NULL;
  Build build = { 0 };
  g_autoptr (GString) sql = g_string_new ("WITH ");
  g_autoptr (GString) last = g_string_new (NULL);
  g_autoptr (GString) columns = g_string_new ("\"row\"");
  gboolean is_in_order;

  g_return_val_if_fail (table != NULL, NULL);

  writer = sy_sql_writer_new ();
  build = (Build){ .writer = writer, .table = table, .needs_row = TRUE };
  build_rows (&build);
  for (guint i = 0; i < table->columns->len; i++)
    {
      SyModelColumn *column = g_ptr_array_index (table->columns, i);
      SySqlFragment cell = sy_sql_chain_get_column (build.chain, column);

      if (cell.type == SY_TYPE_TEXT && !column->formula)
        {
          g_string_append_printf (columns, ", CAST(%s AS VARCHAR) AS ", cell.sql);
          sy_sql_append_name (columns, column->id);
        }
      else
        g_string_append_printf (columns, ", %s", cell.sql);
    }
  append_extra (build.chain, extra, columns);
  sy_sql_chain_append (build.chain, sql, last);
  is_in_order = build.chain->is_in_order || (is_plain_source (table) && !extra);
  g_string_append_printf (sql, " SELECT %s FROM %s%s", columns->str, last->str,
                          is_in_order ? "" : " ORDER BY \"row\"");
  sy_sql_chain_free (build.chain);
  return sy_sql_writer_finish (writer, sql->str, error);
}

SyStatement *
sy_sql_writer_write_columns (SyModelTable *table, GPtrArray *columns, GError **error)
{
  g_autoptr (SySqlWriter) writer = NULL;
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *sql = NULL;

  g_return_val_if_fail (table != NULL && columns != NULL, NULL);

  writer = sy_sql_writer_new ();
  for (guint i = 0; i < columns->len; i++)
    g_string_append_printf (names, "%s%s", i ? ", " : "",
                            sy_sql_writer_read_column (writer, g_ptr_array_index (columns, i)));
  if (columns->len == 0)
    g_string_append (names, "1 AS \"~one\"");
  sql =
      g_strdup_printf ("WITH \"~columns\" AS NOT MATERIALIZED (SELECT %s FROM %s) SELECT * FROM \"~columns\"",
                       names->str, sy_sql_writer_get_relation (writer, table));
  return sy_sql_writer_finish (writer, sql, error);
}

SyStatement *
sy_sql_writer_write_formula (SyModel *model, const SyExpression *bound, GError **error)
{
  g_autoptr (SySqlWriter) writer = NULL;
  g_autoptr (SySqlChain) chain = NULL;
  g_autoptr (GString) sql = g_string_new ("WITH ");
  g_autoptr (GString) last = g_string_new (NULL);
  SySqlFragment value;

  g_return_val_if_fail (bound != NULL, NULL);

  writer = sy_sql_writer_new ();
  chain = sy_sql_chain_new (writer, NULL, "SELECT 1 AS \"~one\"");
  value = sy_sql_chain_hoist (chain, sy_sql_write_as (chain, bound, bound->type));
  sy_sql_chain_append (chain, sql, last);
  g_string_append_printf (sql, " SELECT %s AS \"value\" FROM %s", value.sql, last->str);
  return sy_sql_writer_finish (writer, sql->str, error);
}

SyStatement *
sy_sql_writer_write_values (SyModel *model, GPtrArray *values, GError **error)
{
  g_autoptr (SySqlWriter) writer = NULL;
  g_autoptr (SySqlChain) chain = NULL;
  g_autoptr (GString) sql = g_string_new ("WITH ");
  g_autoptr (GString) last = g_string_new (NULL);
  g_autoptr (GString) columns = g_string_new (NULL);

  g_return_val_if_fail (values != NULL && values->len > 0, NULL);

  writer = sy_sql_writer_new ();
  chain = sy_sql_chain_new (writer, NULL, "SELECT 1 AS \"~one\"");
  for (guint i = 0; i < values->len; i++)
    {
      const SyModelName *name = g_ptr_array_index (values, i);
      SySqlFragment value =
          sy_sql_chain_hoist (chain, sy_sql_write_as (chain, name->bound, name->bound->type));

      g_string_append_printf (columns, "%s%s AS \"value_%u\"", i ? ", " : "", value.sql, i + 1);
    }
  sy_sql_chain_append (chain, sql, last);
  g_string_append_printf (sql, " SELECT %s FROM %s", columns->str, last->str);
  return sy_sql_writer_finish (writer, sql->str, error);
}

SyStatement *
sy_sql_writer_write_value (SyModel *model, SyModelName *value, GError **error)
{
  g_return_val_if_fail (value != NULL && value->bound != NULL, NULL);

  return sy_sql_writer_write_formula (model, value->bound, error);
}
